/* SPDX-License-Identifier: MIT */
/* pointwise_math.h - functions for formulas, by dtype: f32_exp, f64_exp. The fast kernels take them from vecmath.h, the
   reference (POINTWISE_REFERENCE) from the C library. */
#ifdef POINTWISE_REFERENCE
#define FUNCTION1(name, expression32, expression64) \
    INLINE float f32_##name(float x) { return expression32; } \
    INLINE double f64_##name(double x) { return expression64; }
FUNCTION1(exp, expf(x), exp(x))
FUNCTION1(log, logf(x), log(x))
FUNCTION1(tanh, tanhf(x), tanh(x))
FUNCTION1(sigmoid, (float)(1 / (1 + exp(-(double)x))), 1 / (1 + exp(-x)))
INLINE float f32_pow(float x, float y) { return powf(x, y); }
INLINE double f64_pow(double x, double y) { return pow(x, y); }
#else
#include "cpu/vecmath.h"
#define FUNCTION1(name) \
    INLINE float f32_##name(float x) { return vm_##name##_f32(x); } \
    INLINE double f64_##name(double x) { return vm_##name##_f64(x); }
FUNCTION1(exp)
FUNCTION1(log)
FUNCTION1(tanh)
FUNCTION1(sigmoid)
INLINE float f32_pow(float x, float y) { return vm_pow_f32(x, y); }
INLINE double f64_pow(double x, double y) { return vm_pow_f64(x, y); }
#endif
#undef FUNCTION1
INLINE float f32_sqrt(float x) { return sqrtf(x); }
INLINE double f64_sqrt(double x) { return sqrt(x); }

/* a to the power b as integers: 0 for negative b, but for a of 1 and -1 */
INLINE int64_t int_pow(int64_t a, int64_t b) {
    uint64_t r = 1, base = (uint64_t)a;
    if (b < 0) return a == 1 ? 1 : a == -1 ? (b & 1 ? -1 : 1) : 0;
    for (; b > 0; b >>= 1, base *= base)
        if (b & 1) r *= base;
    return (int64_t)r;
}
