/* SPDX-License-Identifier: MIT */
/* vecmath_f32.h - the functions of vecmath.h on float. */
#ifndef CPU_VECMATH_F32_H
#define CPU_VECMATH_F32_H
#include "cpu/vecmath.h"

/* ---- bits ---------------------------------------------------------------------------------------- */

VM_INLINE uint32_t vm_bits_f32(float x) {
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}
VM_INLINE float vm_from_bits_f32(uint32_t u) {
    float x;
    memcpy(&x, &u, sizeof x);
    return x;
}
VM_INLINE float vm_fabs_f32(float x) { return vm_from_bits_f32(vm_bits_f32(x) & 0x7fffffffu); }
VM_INLINE float vm_copysign_f32(float x, float sign) {
    return vm_from_bits_f32((vm_bits_f32(x) & 0x7fffffffu) | (vm_bits_f32(sign) & 0x80000000u));
}
/* c0 + c1 x + ...; the last coefficient may itself be a polynomial, which continues the chain */
VM_INLINE float vm_poly3_f32(float x, float c0, float c1, float c2) { return (c2 * x + c1) * x + c0; }
VM_INLINE float vm_poly4_f32(float x, float c0, float c1, float c2, float c3) {
    return ((c3 * x + c2) * x + c1) * x + c0;
}

/* ---- roots and rounding -------------------------------------------------------------------------- */

VM_INLINE float vm_sqrt_f32(float x) { return __builtin_sqrtf(x); }
VM_INLINE float vm_rsqrt_f32(float x) { return 1.0f / __builtin_sqrtf(x); }

/* Rounds half to even, keeps the sign of zero. Adding 2^23 leaves no bits for a fraction. */
VM_INLINE float vm_rint_f32(float x) {
#ifdef VM_HAS_ROUND
    return __builtin_rintf(x);
#else
    float a = vm_fabs_f32(x), r = (a + 0x1p23f) - 0x1p23f;
    return vm_copysign_f32(a < 0x1p23f ? r : a, x);
#endif
}
VM_INLINE float vm_floor_f32(float x) {
#ifdef VM_HAS_ROUND
    return __builtin_floorf(x);
#else
    float r = vm_rint_f32(x);
    return r - (r > x ? 1.0f : 0.0f);
#endif
}
VM_INLINE float vm_ceil_f32(float x) {
#ifdef VM_HAS_ROUND
    return __builtin_ceilf(x);
#else
    float r = vm_rint_f32(x);
    return vm_copysign_f32(r + (r < x ? 1.0f : 0.0f), x);
#endif
}
VM_INLINE float vm_trunc_f32(float x) {
#ifdef VM_HAS_ROUND
    return __builtin_truncf(x);
#else
    float a = vm_fabs_f32(x), r = vm_rint_f32(a);
    return vm_copysign_f32(r - (r > a ? 1.0f : 0.0f), x);
#endif
}
/* Exact, with the sign of x, as C's fmod: in double, where a quotient that is not quite whole does not round to a whole one,
   and q b has no more than 53 bits. Of no meaning where vm_fmod_needs_slow holds: vm_fmod_any, a call, is for those. */
VM_INLINE int vm_fmod_needs_slow_f32(float x, float y) {
    float a = vm_fabs_f32(x), b = vm_fabs_f32(y);
    return !((a < 0x1p28f * b) & (b < INFINITY));
}
VM_INLINE float vm_fmod_f32(float x, float y) {
    double a = (double)vm_fabs_f32(x), b = (double)vm_fabs_f32(y);
    return vm_copysign_f32((float)(a - (double)(int32_t)(a / b) * b), x);
}
VM_INLINE float vm_fmod_any_f32(float x, float y) { return vm_fmod_needs_slow_f32(x, y) ? fmodf(x, y) : vm_fmod_f32(x, y); }

/* ---- exp and what is made of it ---------------------------------------------------------------------
   x = n ln 2 + r with n whole and |r| <= ln(2) / 2; e^x = 2^n e^r. t = x / ln 2 + VM_MAGIC_F32 holds n in
   its low bits: t - VM_MAGIC_F32 is n as a float, and shifting t's bits to the exponent's place drops all
   else. */

#define VM_MAGIC_F32 0x1.8p23f
#define VM_LOG2E_F32 1.44269504f
#define VM_LN2_HI_F32 0.693145751953125f /* 15 bits, so that n times it is exact */
#define VM_LN2_LO_F32 1.42860682e-6f

/* 2^n for n in -126 ... 127, given any u congruent to n modulo 512 */
VM_INLINE float vm_pow2_f32(uint32_t u) { return vm_from_bits_f32((u << 23) + (127u << 23)); }

/* (e^r - 1 - r) / r^2 for |r| <= ln(2) / 2 */
VM_INLINE float vm_exp_poly_f32(float r) {
    return vm_poly3_f32(r, 0.4999999702f, 0.1666653752f,
        vm_poly3_f32(r, 0.04166774079f, 8.367319591e-3f, 1.383783529e-3f));
}
/* e^x where 2^n is a normal number: -87 <= x <= 88 */
VM_INLINE float vm_exp_mid_f32(float x) {
    float t = x * VM_LOG2E_F32 + VM_MAGIC_F32, n = t - VM_MAGIC_F32;
    float r = (x - n * VM_LN2_HI_F32) - n * VM_LN2_LO_F32;
    return (1.0f + (r + r * r * vm_exp_poly_f32(r))) * vm_pow2_f32(vm_bits_f32(t));
}
/* y 2^n for -252 <= n <= 254, t = VM_MAGIC_F32 + n: two factors, the second one rounds or overflows */
VM_INLINE float vm_scale_f32(float y, float t) {
    float half = (t - VM_MAGIC_F32) * 0.5f + VM_MAGIC_F32;
    return y * vm_pow2_f32(vm_bits_f32(half)) * vm_pow2_f32(vm_bits_f32(t) - vm_bits_f32(half));
}
/* e^x for -104 <= x <= 89: subnormal results, 0 and inf included */
VM_INLINE float vm_exp_wide_f32(float x) {
    float t = x * VM_LOG2E_F32 + VM_MAGIC_F32, n = t - VM_MAGIC_F32;
    float hi = x - n * VM_LN2_HI_F32, lo = n * VM_LN2_LO_F32;
    float r = hi - lo, one = 1.0f + hi; /* hi is exact, and so is what rounding took from 1 + hi */
    float rest = (hi - (one - 1.0f)) - lo;
    return vm_scale_f32(one + (rest + r * r * vm_exp_poly_f32(r)), t);
}
VM_INLINE float vm_exp_f32(float x) {
    float c = x > 89.0f ? 89.0f : x;
    return vm_exp_wide_f32(c < -104.0f ? -104.0f : c);
}
VM_INLINE float vm_exp2_f32(float x) {
    float c = x > 129.0f ? 129.0f : x;
    c = c < -151.0f ? -151.0f : c;
    float t = c + VM_MAGIC_F32;
    float r = (c - (t - VM_MAGIC_F32)) * 0.693147181f;
    return vm_scale_f32(1.0f + (r + r * r * vm_exp_poly_f32(r)), t);
}
/* e^x - 1 for -20 <= x <= 89: 2^n (e^r - 1) + (2^n - 1), halved on the way so that 2^128 does not occur */
VM_INLINE float vm_expm1_mid_f32(float x) {
    float t = x * VM_LOG2E_F32 + VM_MAGIC_F32, n = t - VM_MAGIC_F32;
    float hi = x - n * VM_LN2_HI_F32, lo = n * VM_LN2_LO_F32;
    float r = hi - lo, p = hi + (r * r * vm_exp_poly_f32(r) - lo);
    float s = vm_pow2_f32(vm_bits_f32(t) - 1);
    return 2.0f * (s * p + (s - 0.5f));
}
VM_INLINE float vm_expm1_f32(float x) {
    float c = x > 89.0f ? 89.0f : x;
    float y = vm_expm1_mid_f32(c < -20.0f ? -20.0f : c);
    return vm_fabs_f32(x) < 0x1p-25f ? x : y; /* subnormals and -0 */
}
/* a + a^3 P(a^2) below 0.625, 1 - 2 / (e^(2a) + 1) above */
VM_INLINE float vm_tanh_f32(float x) {
    float a = vm_fabs_f32(x), z = a * a;
    float small = a + a * (z * vm_poly3_f32(z, -0.3333328068f, 0.1333140582f,
        vm_poly3_f32(z, -0.05373651534f, 0.02062816732f, -5.692296196e-3f)));
    float c = a > 10.0f ? 10.0f : a;
    float large = 1.0f - 2.0f / (vm_exp_mid_f32(2.0f * c) + 1.0f);
    return vm_copysign_f32(a < 0.625f ? small : large, x);
}
/* 1 / (1 + e^-x), with the small tail's own relative accuracy */
VM_INLINE float vm_sigmoid_f32(float x) {
    float a = -vm_fabs_f32(x);
    float e = vm_exp_wide_f32(a < -104.0f ? -104.0f : a);
    float d = 1.0f + e, dlow = e - (d - 1.0f), q = (x >= 0.0f ? 1.0f : e) / d;
    return q - q * dlow; /* 1 / (d + dlow) = (1 - dlow) / d nearly */
}

/* ---- logarithms -------------------------------------------------------------------------------------
   x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2); log x = k ln 2 + f + tail(f). */

typedef struct vm_split_f32 { float k, f; } vm_split_f32;

#define VM_SQRT_HALF_BITS_F32 0x3f3504f3u

/* for normal, positive x */
VM_INLINE vm_split_f32 vm_log_split_f32(float x) {
    uint32_t u = vm_bits_f32(x) - VM_SQRT_HALF_BITS_F32;
    vm_split_f32 s;
    s.k = (float)((int32_t)u >> 23);
    s.f = vm_from_bits_f32((u & 0x7fffffu) + VM_SQRT_HALF_BITS_F32) - 1.0f;
    return s;
}
/* subnormals too */
VM_INLINE vm_split_f32 vm_log_split_all_f32(float x) {
    vm_split_f32 s = vm_log_split_f32(x < 0x1p-126f ? x * 0x1p25f : x);
    s.k -= x < 0x1p-126f ? 25.0f : 0.0f;
    return s;
}
/* log(1 + f) - f = -f^2/2 + f^3/3 ... */
VM_INLINE float vm_log_tail_f32(float f) {
    float p = vm_poly3_f32(f, 0.3333333135f, -0.2500082254f, vm_poly3_f32(f, 0.2000126094f, -0.1662333012f,
        vm_poly4_f32(f, 0.1420092434f, -0.1315958053f, 0.1276748776f, -0.07643799484f)));
    return f * f * (f * p - 0.5f);
}
/* y = log x, put right for x <= 0, inf and nan */
VM_INLINE float vm_log_special_f32(float x, float y) {
    y = x < INFINITY ? y : x;
    return x > 0.0f ? y : x == 0.0f ? -INFINITY : NAN;
}
VM_INLINE float vm_log_f32(float x) {
    vm_split_f32 s = vm_log_split_all_f32(x);
    float rest = vm_log_tail_f32(s.f) + s.k * VM_LN2_LO_F32;
    return vm_log_special_f32(x, s.k * VM_LN2_HI_F32 + (s.f + rest));
}
/* log2(1 + f) = f + (0.4427 f + tail(f) log2 e): f itself is exact */
VM_INLINE float vm_log2_f32(float x) {
    vm_split_f32 s = vm_log_split_all_f32(x);
    float rest = s.f * 0.4426950409f + vm_log_tail_f32(s.f) * VM_LOG2E_F32;
    return vm_log_special_f32(x, s.k + (s.f + rest));
}
VM_INLINE float vm_log10_f32(float x) {
    vm_split_f32 s = vm_log_split_all_f32(x);
    float rest = (s.f * -1.010305005e-8f + vm_log_tail_f32(s.f) * 0.434294492f) + s.k * 4.605038981e-6f;
    return vm_log_special_f32(x, s.k * 0.301025390625f + (s.f * 0.434294492f + rest));
}
/* log(u + e), u + e = 1 + x exactly: e goes to f, scaled by 2^-k (k = 0: f + e is x itself) */
VM_INLINE float vm_log1p_mid_f32(float x) {
    float u = 1.0f + x, v = u - x;
    float e = (1.0f - v) + (x - (u - v));
    vm_split_f32 s = vm_log_split_f32(u);
    float down = vm_from_bits_f32((254u << 23) - (vm_bits_f32(s.k + (VM_MAGIC_F32 + 127.0f)) << 23));
    float f = s.f + e * (s.k < 30.0f ? down : 0.0f);
    float rest = vm_log_tail_f32(f) + s.k * VM_LN2_LO_F32;
    return s.k * VM_LN2_HI_F32 + (f + rest);
}
VM_INLINE float vm_log1p_f32(float x) {
    float y = vm_log1p_mid_f32(x);
    y = x < INFINITY ? y : x;
    y = x > -1.0f ? y : x == -1.0f ? -INFINITY : NAN;
    return vm_fabs_f32(x) < 0x1p-25f ? x : y; /* -0 */
}
/* log(1 + e^-|x|): softplus x = max(x, 0) + this */
VM_INLINE float vm_log1p_exp_f32(float x) {
    float a = -vm_fabs_f32(x);
    return vm_log1p_mid_f32(vm_exp_wide_f32(a < -104.0f ? -104.0f : a));
}

/* ---- trigonometry -----------------------------------------------------------------------------------
   |x| = n pi/2 + r, |r| <= pi/4 and a little; the subtraction is done in double, where n times the 36 bits of
   VM_PIO2_HI_F32 is exact. Quadrant q: sin, cos, -sin, -cos of r; cos x is one quadrant ahead of sin x. */

#define VM_TRIG_LIMIT_F32 131072.0f
#define VM_2OPI_F32 0.636619772f
#define VM_PIO2_HI_F32 1.5707963267923333
#define VM_PIO2_LO_F32 2.563344151594519e-12

typedef struct vm_angle_f32 { double r; uint32_t n; } vm_angle_f32;

VM_INLINE vm_angle_f32 vm_trig_reduce_f32(float a) {
    vm_angle_f32 angle;
    float t = a * VM_2OPI_F32 + VM_MAGIC_F32;
    double n = (double)(t - VM_MAGIC_F32);
    angle.r = ((double)a - n * VM_PIO2_HI_F32) - n * VM_PIO2_LO_F32;
    angle.n = vm_bits_f32(t);
    return angle;
}
VM_INLINE float vm_quadrant_f32(float r, uint32_t q) {
    float z = r * r;
    float s = r + r * (z * vm_poly3_f32(z, -0.1666665375f, 8.332102560e-3f, -1.950707519e-4f));
    float c = 1.0f - (0.5f * z - z * z * vm_poly3_f32(z, 0.04166664556f, -1.388729317e-3f, 2.442919504e-5f));
    return vm_from_bits_f32(vm_bits_f32((q & 1u) ? c : s) ^ ((q & 2u) << 30));
}
VM_INLINE int vm_trig_needs_slow_f32(float x) { return vm_fabs_f32(x) > VM_TRIG_LIMIT_F32; }

VM_INLINE float vm_sin_f32(float x) {
    float a = vm_fabs_f32(x);
    vm_angle_f32 angle = vm_trig_reduce_f32(a);
    float y = vm_quadrant_f32((float)angle.r, angle.n);
    y = vm_from_bits_f32(vm_bits_f32(y) ^ (vm_bits_f32(x) & 0x80000000u));
    return a <= VM_TRIG_LIMIT_F32 ? y : NAN;
}
VM_INLINE float vm_cos_f32(float x) {
    float a = vm_fabs_f32(x);
    vm_angle_f32 angle = vm_trig_reduce_f32(a);
    float y = vm_quadrant_f32((float)angle.r, angle.n + 1u);
    return a <= VM_TRIG_LIMIT_F32 ? y : NAN;
}
/* sine and cosine in double: near pi/4 the tangent doubles the error of r */
VM_INLINE float vm_tan_f32(float x) {
    float a = vm_fabs_f32(x);
    vm_angle_f32 angle = vm_trig_reduce_f32(a);
    double r = angle.r, z = r * r;
    double s = (((2.717100954749128e-06 * z - 0.0001983920425224691) * z + 0.008333328966089818) * z
        - 0.16666666637849517) * z * r + r;
    double c = (((-2.719611961241592e-07 * z + 2.4799341535892393e-05) * z - 0.0013888883041715322) * z
        + 0.0416666666140496) * z * z - 0.5 * z + 1.0;
    float fs = (float)s, fc = (float)c;
    float y = ((angle.n & 1u) ? -fc : fs) / ((angle.n & 1u) ? fs : fc);
    y = vm_from_bits_f32(vm_bits_f32(y) ^ (vm_bits_f32(x) & 0x80000000u));
    return a <= VM_TRIG_LIMIT_F32 ? y : NAN;
}
/* For every x; scalar. Beyond the limit by libm in double, rounded once. */
VM_INLINE float vm_sin_any_f32(float x) { return vm_trig_needs_slow_f32(x) ? (float)sin(x) : vm_sin_f32(x); }
VM_INLINE float vm_cos_any_f32(float x) { return vm_trig_needs_slow_f32(x) ? (float)cos(x) : vm_cos_f32(x); }
VM_INLINE float vm_tan_any_f32(float x) { return vm_trig_needs_slow_f32(x) ? (float)tan(x) : vm_tan_f32(x); }

/* atan t for 0 <= t <= 1 */
VM_INLINE float vm_atan_poly_f32(float t) {
    float z = t * t;
    float p = vm_poly3_f32(z, -0.3333329856f, 0.1999852955f, vm_poly3_f32(z, -0.1426401585f, 0.1095087752f,
        vm_poly4_f32(z, -0.08399279416f, 0.05788046867f, -0.03109547310f,
        0.01086748764f + z * -1.782453386e-3f)));
    return t + t * (z * p);
}
VM_INLINE float vm_atan_f32(float x) {
    float a = vm_fabs_f32(x);
    float p = vm_atan_poly_f32((a > 1.0f ? 1.0f : a) / (a > 1.0f ? a : 1.0f));
    return vm_copysign_f32(a > 1.0f ? 1.57079637f - (p + 4.371139e-8f) : p, x);
}
/* The angle is 0 + p, pi/2 - p, pi/2 + p or pi - p with p = atan(smaller / larger); pi in two parts. */
VM_INLINE float vm_atan2_f32(float y, float x) {
    float ax = vm_fabs_f32(x), ay = vm_fabs_f32(y);
    float large = ay > ax ? ay : ax, small = ay > ax ? ax : ay;
    float q = small / (large > 0.0f ? large : 1.0f);
    q = small == INFINITY ? 1.0f : q;
    float p = vm_atan_poly_f32(q);
    uint32_t left = vm_bits_f32(x) & 0x80000000u;
    float quarters = ay > ax ? 1.0f : vm_from_bits_f32(left >> 1); /* 2 or 0 */
    p = vm_from_bits_f32(vm_bits_f32(p) ^ left ^ vm_bits_f32(ay > ax ? -0.0f : 0.0f));
    float r = quarters * 1.57079637f + (p - quarters * 4.371139e-8f);
    r = x == x && y == y ? r : x + y;
    return vm_copysign_f32(r, y);
}

/* ---- erf and gelu -------------------------------------------------------------------------------- */

/* a + a P(a^2) below 0.9, 1 - e^-g(a) above, g(a) = -log(1 - erf a); 1 from 3.95 on */
VM_INLINE float vm_erf_f32(float x) {
    float a = vm_fabs_f32(x), z = a * a;
    float small = a + a * vm_poly4_f32(z, 0.1283791661f, -0.3761262894f, 0.1128362417f,
        vm_poly4_f32(z, -0.02685556002f, 5.191753618e-3f, -8.039767854e-4f, 7.943219680e-5f));
    float c = a > 3.95f ? 3.95f : a;
    float g = vm_poly4_f32(c, 1.665399905e-4f, 1.127796888f, 0.6369765997f,
        vm_poly4_f32(c, 0.1041133404f, -0.02231513709f, 3.065504599e-3f, -1.982261747e-4f));
    float large = 1.0f - vm_exp_mid_f32(-g);
    return vm_copysign_f32(a < 0.9f ? small : large, x);
}
/* x/2 (1 + erf(x / sqrt 2)) */
VM_INLINE float vm_gelu_f32(float x) { return x * 0.5f * (1.0f + vm_erf_f32(x * 0.707106781f)); }
/* x/2 (1 + tanh v) = x / (1 + e^-2v), v = sqrt(2/pi) (x + 0.044715 x^3). Below x = -10 the result, 1e-37
   and less, is given as 0: the one place where small results are flushed. */
VM_INLINE float vm_gelu_tanh_f32(float x) {
    float u = x + 0.044715f * x * x * x;
    float a = -vm_fabs_f32(1.59576912f * u);
    float e = vm_exp_mid_f32(a < -87.0f ? -87.0f : a);
    e = a < -87.0f ? 0.0f : e;
    return x * ((x >= 0.0f ? 1.0f : e) / (1.0f + e));
}

/* ---- pow --------------------------------------------------------------------------------------------
   |x|^y = 2^(y log2 |x|) in double: log2(1 + f) = s (c0 + c1 s^2 + ...), s = f / (2 + f). */

VM_INLINE float vm_pow_f32(float x, float y) {
    float a = vm_fabs_f32(x);
    vm_split_f32 split = vm_log_split_all_f32(a);
    double f = (double)split.f, s = f / (2.0 + f), z = s * s;
    double p = ((((0.23617465702213714 * z + 0.28534985875160507) * z + 0.40000385871565286) * z
        + 0.6666666524042334) * z + 2.000000000008425) * (s * 1.4426950408889634);
    double log2a = (double)split.k + p;
    log2a = a < INFINITY ? log2a : (double)a;
    log2a = a > 0.0f ? log2a : (double)(a == 0.0f ? -INFINITY : a);
    double c = (double)(y > 1e30f ? 1e30f : y < -1e30f ? -1e30f : y);
    double e = c * log2a; /* 0 times inf is put right below */
    e = e > 130.0 ? 130.0 : e;
    e = e < -160.0 ? -160.0 : e;
    double t = e + 0x1.8p52, r = e - (t - 0x1.8p52);
    double w = (((((0.00015346845935501975 * r + 0.0013399931298790633) * r + 0.009618488812619935) * r
        + 0.05550328776117436) * r + 0.2402264689212016) * r + 0.6931472057381837) * r + 1.0000000005539635;
    uint64_t u;
    memcpy(&u, &t, sizeof u);
    u = (u << 52) + (1023ull << 52);
    double scale;
    memcpy(&scale, &u, sizeof scale);
    float result = (float)(w * scale);

    /* a negative base: whole y only, odd y keeps the sign */
    float ay = vm_fabs_f32(y), half = 0.5f * ay;
    int whole = vm_rint_f32(ay) == ay, odd = whole & (vm_rint_f32(half) != half);
    uint32_t sign = vm_bits_f32(x) & 0x80000000u;
    result = vm_from_bits_f32(vm_bits_f32(result) | (odd ? sign : 0u));
    result = ((x < 0.0f) & (a < INFINITY) & !whole) ? NAN : result;
    return ((y == 0.0f) | (x == 1.0f)) ? 1.0f : result;
}
#endif
