/* SPDX-License-Identifier: MIT */
/* pointwise_math.h - functions for formulas, by dtype: f32_exp, f64_exp. The fast kernels take them from vecmath.h, the
   reference (POINTWISE_REFERENCE) from the C library. */
#ifdef POINTWISE_REFERENCE
#define FUNCTION1(name, expression32, expression64) \
    INLINE float f32_##name(float x) { return expression32; } \
    INLINE double f64_##name(double x) { return expression64; }
#define FUNCTION2(name, expression32, expression64) \
    INLINE float f32_##name(float x, float y) { return expression32; } \
    INLINE double f64_##name(double x, double y) { return expression64; }
/* most are the C library's of that name */
#define LIBRARY1(name) FUNCTION1(name, name##f(x), name(x))
#define LIBRARY2(name) FUNCTION2(name, name##f(x, y), name(x, y))
LIBRARY1(exp)
LIBRARY1(exp2)
LIBRARY1(expm1)
LIBRARY1(log)
LIBRARY1(log1p)
LIBRARY1(log2)
LIBRARY1(log10)
LIBRARY1(sin)
LIBRARY1(cos)
LIBRARY1(tan)
LIBRARY1(asin)
LIBRARY1(acos)
LIBRARY1(atan)
LIBRARY1(sinh)
LIBRARY1(cosh)
LIBRARY1(tanh)
LIBRARY1(erf)
LIBRARY1(erfc)
LIBRARY1(floor)
LIBRARY1(ceil)
LIBRARY1(trunc)
LIBRARY1(rint)
LIBRARY1(fabs)
LIBRARY2(pow)
LIBRARY2(atan2)
LIBRARY2(fmod)
FUNCTION2(hypot, (float)hypot((double)x, (double)y), hypot(x, y))
LIBRARY2(copysign)
FUNCTION1(rsqrt, (float)(1 / sqrt((double)x)), 1 / sqrt(x))
FUNCTION1(sigmoid, (float)(1 / (1 + exp(-(double)x))), 1 / (1 + exp(-x)))
FUNCTION1(log1p_exp, (float)log1p(exp(-fabs((double)x))), log1p(exp(-fabs(x))))
FUNCTION1(gelu, (float)((double)x * 0.5 * (1 + erf((double)x * 0.7071067811865476))), x * 0.5 * (1 + erf(x * 0.7071067811865476)))
FUNCTION1(gelu_tanh, (float)(0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))),
          0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x))))
/* tanh(log(1 + e^x)) */
FUNCTION1(tanh_softplus, (float)tanh(log1p(exp((double)x))), tanh(log1p(exp(x))))
#define f32_sin_any f32_sin
#define f32_cos_any f32_cos
#define f32_tan_any f32_tan
#define f64_sin_any f64_sin
#define f64_cos_any f64_cos
#define f64_tan_any f64_tan
#define f32_fmod_any f32_fmod
#define f64_fmod_any f64_fmod
INLINE int f32_needs_slow(float x) { return (void)x, 0; }
INLINE int f64_needs_slow(double x) { return (void)x, 0; }
INLINE int f32_division_needs_slow(float x, float y) { return (void)x, (void)y, 0; }
INLINE int f64_division_needs_slow(double x, double y) { return (void)x, (void)y, 0; }
#undef FUNCTION1
#undef FUNCTION2
#undef LIBRARY1
#undef LIBRARY2
#else
#include "cpu/vecmath.h"
#define FUNCTION1(name) \
    INLINE float f32_##name(float x) { return vm_##name##_f32(x); } \
    INLINE double f64_##name(double x) { return vm_##name##_f64(x); }
#define FUNCTION2(name) \
    INLINE float f32_##name(float x, float y) { return vm_##name##_f32(x, y); } \
    INLINE double f64_##name(double x, double y) { return vm_##name##_f64(x, y); }
FUNCTION1(exp)
FUNCTION1(exp2)
FUNCTION1(expm1)
FUNCTION1(log)
FUNCTION1(log1p)
FUNCTION1(log2)
FUNCTION1(log10)
FUNCTION1(sin)
FUNCTION1(cos)
FUNCTION1(tan)
FUNCTION1(sin_any)
FUNCTION1(cos_any)
FUNCTION1(tan_any)
FUNCTION1(atan)
FUNCTION1(tanh)
FUNCTION1(erf)
FUNCTION1(erfc)
FUNCTION1(floor)
FUNCTION1(ceil)
FUNCTION1(trunc)
FUNCTION1(rint)
FUNCTION1(fabs)
FUNCTION1(rsqrt)
FUNCTION1(sigmoid)
FUNCTION1(log1p_exp)
FUNCTION1(gelu)
FUNCTION1(gelu_tanh)
FUNCTION2(pow)
FUNCTION2(atan2)
FUNCTION2(fmod)
FUNCTION2(fmod_any)
FUNCTION2(copysign)
#undef FUNCTION1
#undef FUNCTION2
INLINE int f32_needs_slow(float x) { return vm_trig_needs_slow_f32(x); }
INLINE int f64_needs_slow(double x) { return vm_trig_needs_slow_f64(x); }
INLINE int f32_division_needs_slow(float x, float y) { return vm_fmod_needs_slow_f32(x, y); }
INLINE int f64_division_needs_slow(double x, double y) { return vm_fmod_needs_slow_f64(x, y); }

/* the angle of the point (sqrt(1 - x^2), x): (1 - x)(1 + x) loses nothing near 1; nan beyond it */
INLINE float f32_asin(float x) { return vm_atan2_f32(x, vm_sqrt_f32((1.0f - x) * (1.0f + x))); }
INLINE double f64_asin(double x) { return vm_atan2_f64(x, vm_sqrt_f64((1.0 - x) * (1.0 + x))); }
INLINE float f32_acos(float x) { return vm_atan2_f32(vm_sqrt_f32((1.0f - x) * (1.0f + x)), x); }
INLINE double f64_acos(double x) { return vm_atan2_f64(vm_sqrt_f64((1.0 - x) * (1.0 + x)), x); }

/* (m + m / (m + 1)) / 2 with m = e^|x| - 1; where that is near overflow, h h / 2 with h = e^(|x| / 2) */
INLINE float f32_sinh(float x) {
    float a = vm_fabs_f32(x), m = vm_expm1_f32(a), h = vm_exp_f32(0.5f * a);
    float y = a > 88.0f ? (0.5f * h) * h : 0.5f * (m + m / (m + 1.0f));
    return vm_copysign_f32(y, x);
}
INLINE double f64_sinh(double x) {
    double a = vm_fabs_f64(x), m = vm_expm1_f64(a), h = vm_exp_f64(0.5 * a);
    double y = a > 709.0 ? (0.5 * h) * h : 0.5 * (m + m / (m + 1.0));
    return vm_copysign_f64(y, x);
}
INLINE float f32_cosh(float x) {
    float a = vm_fabs_f32(x), e = vm_exp_f32(a), h = vm_exp_f32(0.5f * a);
    return a > 88.0f ? (0.5f * h) * h : 0.5f * e + 0.5f / e;
}
INLINE double f64_cosh(double x) {
    double a = vm_fabs_f64(x), e = vm_exp_f64(a), h = vm_exp_f64(0.5 * a);
    return a > 709.0 ? (0.5 * h) * h : 0.5 * e + 0.5 / e;
}
/* float squares are exact in double; double ones are scaled so that the larger one is far from overflow and underflow */
INLINE float f32_hypot(float x, float y) {
    double a = (double)x, b = (double)y;
    float h = (float)vm_sqrt_f64(a * a + b * b);
    h = vm_fabs_f32(x) == INFINITY ? INFINITY : h;
    return vm_fabs_f32(y) == INFINITY ? INFINITY : h;
}
INLINE double f64_hypot(double x, double y) {
    double a = vm_fabs_f64(x), b = vm_fabs_f64(y), large = a > b ? a : b;
    double back = large > 0x1p500 ? 0x1p600 : large < 0x1p-400 ? 0x1p-600 : 1.0, scale = 1.0 / back;
    double h = back * vm_sqrt_f64(a * scale * (a * scale) + b * scale * (b * scale));
    h = a == (double)INFINITY ? (double)INFINITY : h;
    return b == (double)INFINITY ? (double)INFINITY : h;
}
/* tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2), e = e^x; 1 where e is large */
INLINE float f32_tanh_softplus(float x) {
    float e = vm_exp_f32(x > 20.0f ? 20.0f : x), n = e * (e + 2.0f);
    return n / (n + 2.0f);
}
INLINE double f64_tanh_softplus(double x) {
    double e = vm_exp_f64(x > 40.0 ? 40.0 : x), n = e * (e + 2.0);
    return n / (n + 2.0);
}
#endif

/* special functions: one call for each element */
#define SPECIAL1(name) \
    INLINE float f32_##name(float x) { return (float)special_##name((double)x); } \
    INLINE double f64_##name(double x) { return special_##name(x); }
#define SPECIAL2(name) \
    INLINE float f32_##name(float x, float y) { return (float)special_##name((double)x, (double)y); } \
    INLINE double f64_##name(double x, double y) { return special_##name(x, y); }
#include "cpu/special.def"
#undef SPECIAL1
#undef SPECIAL2

/* log(x / (1 - x)) */
INLINE float f32_logit(float x) { return f32_log(x / (1 - x)); }
INLINE double f64_logit(double x) { return f64_log(x / (1 - x)); }
INLINE float f32_sqrt(float x) { return sqrtf(x); }
INLINE double f64_sqrt(double x) { return sqrt(x); }

/* 10 to the power |p|, as PyTorch scales in round(decimals=p) */
INLINE float f32_ten(float p) { return (float)pow(10, fabs((double)p)); }
INLINE double f64_ten(double p) { return pow(10, fabs(p)); }

/* m = fmod(x, y). Python's modulo: the sign of y (copysign(m, y) is m, unless the sign is wrong); floor(x / y) so that it goes
   with that modulo */
#define FLOOR_DIVISION(T, s) \
    INLINE T s##_remainder(T m, T y) { return m + (s##_copysign(m, y) != m ? y : (T)-0.0); } \
    INLINE T s##_floor_divide(T m, T x, T y) { \
        T all = x / y, q = (x - m) / y - (s##_copysign(m, y) != m ? (T)1 : (T)0), f = s##_floor(q); \
        f = q - f > (T)0.5 ? f + (T)1 : f; \
        f = q == 0 ? s##_copysign((T)0, all) : f; \
        return y == 0 ? all : f; \
    }
FLOOR_DIVISION(float, f32)
FLOOR_DIVISION(double, f64)
#undef FLOOR_DIVISION

/* ---- integers; a zero divisor was refused before, and gives 0 here rather than a trap ---- */

/* a to the power b: 0 for negative b, but for a of 1 and -1 */
INLINE int64_t int_pow(int64_t a, int64_t b) {
    uint64_t r = 1, base = (uint64_t)a;
    if (b < 0) return a == 1 ? 1 : a == -1 ? (b & 1 ? -1 : 1) : 0;
    for (; b > 0; b >>= 1, base *= base)
        if (b & 1) r *= base;
    return (int64_t)r;
}
INLINE int64_t int_divide(int64_t a, int64_t b) { return b == 0 ? 0 : b == -1 ? (int64_t)-(uint64_t)a : a / b; }
INLINE int64_t int_fmod(int64_t a, int64_t b) { return b == 0 || b == -1 ? 0 : a % b; }
INLINE int64_t int_remainder(int64_t a, int64_t b) {
    int64_t m = int_fmod(a, b);
    return m != 0 && (b < 0) != (m < 0) ? m + b : m;
}
INLINE int64_t int_floor_divide(int64_t a, int64_t b) {
    int64_t m = int_fmod(a, b);
    return int_divide(a, b) - (m != 0 && (b < 0) != (m < 0));
}
INLINE int64_t int_gcd(int64_t a, int64_t b) {
    uint64_t x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a, y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
    while (y) {
        uint64_t r = x % y;
        x = y;
        y = r;
    }
    return (int64_t)x;
}
INLINE int64_t int_lcm(int64_t a, int64_t b) {
    uint64_t g = (uint64_t)int_gcd(a, b), x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a, y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
    return g ? (int64_t)(x / g * y) : 0;
}
