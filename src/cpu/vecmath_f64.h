/* SPDX-License-Identifier: MIT */
/* vecmath_f64.h - the functions of vecmath.h on double; comments say where they differ from vecmath_f32.h. */
#ifndef CPU_VECMATH_F64_H
#define CPU_VECMATH_F64_H
#include "cpu/vecmath.h"

/* ---- bits ---------------------------------------------------------------------------------------- */

#define VM_SIGN_F64 0x8000000000000000u

VM_INLINE uint64_t vm_bits_f64(double x) {
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}
VM_INLINE double vm_from_bits_f64(uint64_t u) {
    double x;
    memcpy(&x, &u, sizeof x);
    return x;
}
VM_INLINE double vm_fabs_f64(double x) { return vm_from_bits_f64(vm_bits_f64(x) & ~VM_SIGN_F64); }
VM_INLINE double vm_copysign_f64(double x, double sign) {
    return vm_from_bits_f64((vm_bits_f64(x) & ~VM_SIGN_F64) | (vm_bits_f64(sign) & VM_SIGN_F64));
}
VM_INLINE double vm_poly3_f64(double x, double c0, double c1, double c2) { return (c2 * x + c1) * x + c0; }
VM_INLINE double vm_poly4_f64(double x, double c0, double c1, double c2, double c3) {
    return ((c3 * x + c2) * x + c1) * x + c0;
}

/* ---- roots and rounding -------------------------------------------------------------------------- */

VM_INLINE double vm_sqrt_f64(double x) { return __builtin_sqrt(x); }
VM_INLINE double vm_rsqrt_f64(double x) { return 1.0 / __builtin_sqrt(x); }

VM_INLINE double vm_rint_f64(double x) {
#ifdef VM_HAS_ROUND
    return __builtin_rint(x);
#else
    double a = vm_fabs_f64(x), r = (a + 0x1p52) - 0x1p52;
    return vm_copysign_f64(a < 0x1p52 ? r : a, x);
#endif
}
VM_INLINE double vm_floor_f64(double x) {
#ifdef VM_HAS_ROUND
    return __builtin_floor(x);
#else
    double r = vm_rint_f64(x);
    return r - (r > x ? 1.0 : 0.0);
#endif
}
VM_INLINE double vm_ceil_f64(double x) {
#ifdef VM_HAS_ROUND
    return __builtin_ceil(x);
#else
    double r = vm_rint_f64(x);
    return vm_copysign_f64(r + (r < x ? 1.0 : 0.0), x);
#endif
}
VM_INLINE double vm_trunc_f64(double x) {
#ifdef VM_HAS_ROUND
    return __builtin_trunc(x);
#else
    double a = vm_fabs_f64(x), r = vm_rint_f64(a);
    return vm_copysign_f64(r - (r > a ? 1.0 : 0.0), x);
#endif
}
/* The quotient may round up to the next whole number: what is below 0 then gets b back. q times each half of b is exact. */
VM_INLINE int vm_fmod_needs_slow_f64(double x, double y) {
    double a = vm_fabs_f64(x), b = vm_fabs_f64(y);
    return !((a < 0x1p25 * b) & (b < 0x1p990));
}
VM_INLINE double vm_fmod_f64(double x, double y) {
    double a = vm_fabs_f64(x), b = vm_fabs_f64(y), q = (double)(int32_t)(a / b);
    double high = vm_from_bits_f64(vm_bits_f64(b) & ~0x7ffffffull), p = q * b;
    double r = (a - p) - ((q * high - p) + q * (b - high));
    return vm_copysign_f64(r < 0.0 ? r + b : r, x);
}
VM_INLINE double vm_fmod_any_f64(double x, double y) { return vm_fmod_needs_slow_f64(x, y) ? fmod(x, y) : vm_fmod_f64(x, y); }

/* ---- exp and what is made of it ------------------------------------------------------------------ */

#define VM_MAGIC_F64 0x1.8p52
#define VM_LOG2E_F64 1.4426950408889634
#define VM_LN2_HI_F64 0.6931471805598903 /* 42 bits */
#define VM_LN2_LO_F64 5.497923018708371e-14

/* 2^n for n in -1022 ... 1023, given any u congruent to n modulo 4096 */
VM_INLINE double vm_pow2_f64(uint64_t u) { return vm_from_bits_f64((u << 52) + (1023ull << 52)); }

/* (e^r - 1 - r) / r^2 for |r| <= ln(2) / 2 */
VM_INLINE double vm_exp_poly_f64(double r) {
    return vm_poly4_f64(r, 0.5000000000000006, 0.16666666666666588, 0.04166666666657466,
        vm_poly4_f64(r, 0.008333333333390813, 0.001388888893230871, 0.00019841269716999472,
        vm_poly4_f64(r, 2.480150432278445e-05, 2.7557408447975693e-06, 2.76263754237954e-07,
        2.5053823305939738e-08)));
}
/* e^x where 2^n is a normal number: -708 <= x <= 709 */
VM_INLINE double vm_exp_mid_f64(double x) {
    double t = x * VM_LOG2E_F64 + VM_MAGIC_F64, n = t - VM_MAGIC_F64;
    double r = (x - n * VM_LN2_HI_F64) - n * VM_LN2_LO_F64;
    return (1.0 + (r + r * r * vm_exp_poly_f64(r))) * vm_pow2_f64(vm_bits_f64(t));
}
/* y 2^n, n the low bits of t = VM_MAGIC_F64 + n: two factors, the second one rounds or overflows */
VM_INLINE double vm_scale_f64(double y, double t) {
    double half = (t - VM_MAGIC_F64) * 0.5 + VM_MAGIC_F64;
    return y * vm_pow2_f64(vm_bits_f64(half)) * vm_pow2_f64(vm_bits_f64(t) - vm_bits_f64(half));
}
/* e^(x + low) for -746 <= x <= 710 and a small low: subnormal results, 0 and inf included */
VM_INLINE double vm_exp_wide_f64(double x, double low) {
    double t = x * VM_LOG2E_F64 + VM_MAGIC_F64, n = t - VM_MAGIC_F64;
    double hi = x - n * VM_LN2_HI_F64, lo = low - n * VM_LN2_LO_F64;
    double r = hi + lo, one = 1.0 + hi;
    double rest = (hi - (one - 1.0)) + lo;
    return vm_scale_f64(one + (rest + r * r * vm_exp_poly_f64(r)), t);
}
VM_INLINE double vm_exp_f64(double x) {
    double c = x > 710.0 ? 710.0 : x;
    return vm_exp_wide_f64(c < -746.0 ? -746.0 : c, 0.0);
}
VM_INLINE double vm_exp2_f64(double x) {
    double c = x > 1025.0 ? 1025.0 : x;
    c = c < -1076.0 ? -1076.0 : c;
    double t = c + VM_MAGIC_F64;
    double r = (c - (t - VM_MAGIC_F64)) * 0.6931471805599453;
    return vm_scale_f64(1.0 + (r + r * r * vm_exp_poly_f64(r)), t);
}
/* e^x - 1 for -40 <= x <= 710 */
VM_INLINE double vm_expm1_mid_f64(double x) {
    double t = x * VM_LOG2E_F64 + VM_MAGIC_F64, n = t - VM_MAGIC_F64;
    double hi = x - n * VM_LN2_HI_F64, lo = n * VM_LN2_LO_F64;
    double r = hi - lo, p = hi + (r * r * vm_exp_poly_f64(r) - lo);
    double s = vm_pow2_f64(vm_bits_f64(t) - 1);
    return 2.0 * (s * p + (s - 0.5));
}
VM_INLINE double vm_expm1_f64(double x) {
    double c = x > 710.0 ? 710.0 : x;
    double y = vm_expm1_mid_f64(c < -40.0 ? -40.0 : c);
    return vm_fabs_f64(x) < 0x1p-54 ? x : y;
}
/* tanh a = m / (m + 2) = 1 - 2 / (m + 2) with m = e^(2a) - 1; the second form where the first loses */
VM_INLINE double vm_tanh_f64(double x) {
    double a = vm_fabs_f64(x);
    a = a > 20.0 ? 20.0 : a;
    double m = vm_expm1_mid_f64(2.0 * a);
    double q = (a > 0.4 ? 2.0 : m) / (m + 2.0);
    return vm_copysign_f64(a > 0.4 ? 1.0 - q : q, x);
}
VM_INLINE double vm_sigmoid_f64(double x) {
    double a = -vm_fabs_f64(x);
    double e = vm_exp_wide_f64(a < -746.0 ? -746.0 : a, 0.0);
    return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
}

/* ---- logarithms -------------------------------------------------------------------------------------
   log(1 + f) = 2 atanh s, s = f / (2 + f), = f - (f^2/2 - s (f^2/2 + R(s^2))). k goes from integer to
   double as the low bits of 2^52 + k. */

typedef struct vm_split_f64 { double k, f; } vm_split_f64;

#define VM_SQRT_HALF_BITS_F64 0x3fe6a09e667f3bcdu

VM_INLINE vm_split_f64 vm_log_split_f64(double x) {
    uint64_t u = vm_bits_f64(x) - VM_SQRT_HALF_BITS_F64 + (1023ull << 52);
    vm_split_f64 s;
    s.k = vm_from_bits_f64((u >> 52) | 0x4330000000000000u) - (0x1p52 + 1023.0);
    s.f = vm_from_bits_f64((u & 0xfffffffffffffu) + VM_SQRT_HALF_BITS_F64) - 1.0;
    return s;
}
VM_INLINE vm_split_f64 vm_log_split_all_f64(double x) {
    vm_split_f64 s = vm_log_split_f64(x < 0x1p-1022 ? x * 0x1p54 : x);
    s.k -= x < 0x1p-1022 ? 54.0 : 0.0;
    return s;
}
/* log(1 + f) - f */
VM_INLINE double vm_log_tail_f64(double f) {
    double s = f / (2.0 + f), z = s * s, half = 0.5 * f * f;
    double R = z * vm_poly4_f64(z, 0.6666666666666734, 0.39999999999416425, 0.2857142874200475,
        vm_poly4_f64(z, 0.22222198611861882, 0.18183562347796997, 0.15314100364112307, 0.14795459140940262));
    return s * (half + R) - half;
}
VM_INLINE double vm_log_special_f64(double x, double y) {
    y = x < INFINITY ? y : x;
    return x > 0.0 ? y : x == 0.0 ? -INFINITY : NAN;
}
VM_INLINE double vm_log_f64(double x) {
    vm_split_f64 s = vm_log_split_all_f64(x);
    double rest = vm_log_tail_f64(s.f) + s.k * VM_LN2_LO_F64;
    return vm_log_special_f64(x, s.k * VM_LN2_HI_F64 + (s.f + rest));
}
VM_INLINE double vm_log2_f64(double x) {
    vm_split_f64 s = vm_log_split_all_f64(x);
    double rest = s.f * 0.4426950408889634 + vm_log_tail_f64(s.f) * VM_LOG2E_F64;
    return vm_log_special_f64(x, s.k + (s.f + rest));
}
VM_INLINE double vm_log10_f64(double x) {
    vm_split_f64 s = vm_log_split_all_f64(x);
    double rest = s.f * 1.098319650216765e-17 + vm_log_tail_f64(s.f) * 0.4342944819032518;
    rest += s.k * 2.8363394551044964e-14;
    return vm_log_special_f64(x, s.k * 0.30102999566395283 + (s.f * 0.4342944819032518 + rest));
}
VM_INLINE double vm_log1p_mid_f64(double x) {
    double u = 1.0 + x, v = u - x;
    double e = (1.0 - v) + (x - (u - v));
    vm_split_f64 s = vm_log_split_f64(u);
    double down = vm_from_bits_f64((2046ull << 52) - (vm_bits_f64(s.k + (VM_MAGIC_F64 + 1023.0)) << 52));
    double f = s.f + e * (s.k < 60.0 ? down : 0.0);
    double rest = vm_log_tail_f64(f) + s.k * VM_LN2_LO_F64;
    return s.k * VM_LN2_HI_F64 + (f + rest);
}
VM_INLINE double vm_log1p_f64(double x) {
    double y = vm_log1p_mid_f64(x);
    y = x < INFINITY ? y : x;
    y = x > -1.0 ? y : x == -1.0 ? -INFINITY : NAN;
    return vm_fabs_f64(x) < 0x1p-54 ? x : y;
}
VM_INLINE double vm_log1p_exp_f64(double x) {
    double a = -vm_fabs_f64(x);
    return vm_log1p_mid_f64(vm_exp_wide_f64(a < -746.0 ? -746.0 : a, 0.0));
}

/* ---- trigonometry -----------------------------------------------------------------------------------
   pi/2 = P1 + P2 + P3 + P4, 33 bits each but the last: n < 2^20 times each of the first three is exact, and
   so are the differences, kept as a sum of two. r + tail is right to 2^-100: enough for the x nearest to n
   pi/2. */

#define VM_TRIG_LIMIT_F64 1048576.0

typedef struct vm_angle_f64 { double r, tail; uint64_t n; } vm_angle_f64;

/* what rounding took from d = a - b */
VM_INLINE double vm_diff_rest_f64(double a, double b, double d) {
    double v = a - d;
    return (a - (d + v)) + (v - b);
}
VM_INLINE vm_angle_f64 vm_trig_reduce_f64(double a) {
    vm_angle_f64 angle;
    double t = a * 0.6366197723675814 + VM_MAGIC_F64, n = t - VM_MAGIC_F64;
    double x1 = a - n * 1.5707963267341256;
    double w2 = n * 6.077100506303966e-11, x2 = x1 - w2;
    double w3 = n * 2.0222662487111665e-21, x3 = x2 - w3;
    double rest = vm_diff_rest_f64(x1, w2, x2) + vm_diff_rest_f64(x2, w3, x3) - n * 8.4784276603689e-32;
    angle.r = x3 + rest;
    angle.tail = (x3 - angle.r) + rest;
    angle.n = vm_bits_f64(t);
    return angle;
}
VM_INLINE double vm_sin_poly_f64(double r, double tail) {
    double z = r * r;
    double p = vm_poly3_f64(z, -0.1666666666666663, 0.008333333333322005,
        vm_poly4_f64(z, -0.0001984126982949581, 2.755731358775207e-06, -2.505074233100886e-08,
        1.5895906167895833e-10));
    return r + (r * (z * p) + tail * (1.0 - 0.5 * z));
}
VM_INLINE double vm_cos_poly_f64(double r, double tail) {
    double z = r * r, half = 0.5 * z, w = 1.0 - half;
    double p = vm_poly3_f64(z, 0.041666666666666595, -0.0013888888888872895,
        vm_poly4_f64(z, 2.480158728874862e-05, -2.7557314148738677e-07, 2.087569658729212e-09,
        -1.1358311212222629e-11));
    return w + (((1.0 - w) - half) + (z * z * p - r * tail));
}
/* odd ? x : y by masks: SSE2 cannot compare 64-bit integers */
VM_INLINE double vm_if_odd_f64(uint64_t n, double x, double y) {
    uint64_t mask = 0u - (n & 1u);
    return vm_from_bits_f64((vm_bits_f64(x) & mask) | (vm_bits_f64(y) & ~mask));
}
VM_INLINE double vm_quadrant_f64(vm_angle_f64 angle, uint64_t q) {
    double s = vm_sin_poly_f64(angle.r, angle.tail), c = vm_cos_poly_f64(angle.r, angle.tail);
    return vm_from_bits_f64(vm_bits_f64(vm_if_odd_f64(q, c, s)) ^ ((q & 2u) << 62));
}
VM_INLINE int vm_trig_needs_slow_f64(double x) { return vm_fabs_f64(x) > VM_TRIG_LIMIT_F64; }

VM_INLINE double vm_sin_f64(double x) {
    double a = vm_fabs_f64(x);
    vm_angle_f64 angle = vm_trig_reduce_f64(a);
    double y = vm_quadrant_f64(angle, angle.n);
    y = vm_from_bits_f64(vm_bits_f64(y) ^ (vm_bits_f64(x) & VM_SIGN_F64));
    return a <= VM_TRIG_LIMIT_F64 ? y : NAN;
}
VM_INLINE double vm_cos_f64(double x) {
    double a = vm_fabs_f64(x);
    vm_angle_f64 angle = vm_trig_reduce_f64(a);
    double y = vm_quadrant_f64(angle, angle.n + 1u);
    return a <= VM_TRIG_LIMIT_F64 ? y : NAN;
}
VM_INLINE double vm_tan_f64(double x) {
    double a = vm_fabs_f64(x);
    vm_angle_f64 angle = vm_trig_reduce_f64(a);
    double s = vm_sin_poly_f64(angle.r, angle.tail), c = vm_cos_poly_f64(angle.r, angle.tail);
    double y = vm_if_odd_f64(angle.n, -c, s) / vm_if_odd_f64(angle.n, s, c);
    y = vm_from_bits_f64(vm_bits_f64(y) ^ (vm_bits_f64(x) & VM_SIGN_F64));
    return a <= VM_TRIG_LIMIT_F64 ? y : NAN;
}
VM_INLINE double vm_sin_any_f64(double x) { return vm_trig_needs_slow_f64(x) ? sin(x) : vm_sin_f64(x); }
VM_INLINE double vm_cos_any_f64(double x) { return vm_trig_needs_slow_f64(x) ? cos(x) : vm_cos_f64(x); }
VM_INLINE double vm_tan_any_f64(double x) { return vm_trig_needs_slow_f64(x) ? tan(x) : vm_tan_f64(x); }

/* atan t for 0 <= t <= 1 */
VM_INLINE double vm_atan_poly_f64(double t) {
    double z = t * t;
    double high = vm_poly4_f64(z, -0.04219183090168357, 0.03664199286178885, -0.029903985338659997,
        vm_poly4_f64(z, 0.021985006006904066, -0.013900701369245361, 0.007196601740922847,
        vm_poly4_f64(z, -0.0028849685544594787, 0.000831339352788378, -0.00015216462270525155,
        1.3225448915220424e-05)));
    double p = vm_poly4_f64(z, -0.3333333333333307, 0.1999999999995147, -0.14285714282575665,
        vm_poly4_f64(z, 0.11111111007041134, -0.09090907003236601, 0.07692279841967431,
        vm_poly4_f64(z, -0.06666404078181432, 0.058805279311847224, -0.05253519050149127,
        0.047223238446193964 + z * high)));
    return t + t * (z * p);
}
VM_INLINE double vm_atan_f64(double x) {
    double a = vm_fabs_f64(x);
    double p = vm_atan_poly_f64((a > 1.0 ? 1.0 : a) / (a > 1.0 ? a : 1.0));
    return vm_copysign_f64(a > 1.0 ? 1.5707963267948966 - (p - 6.123233995736766e-17) : p, x);
}
VM_INLINE double vm_atan2_f64(double y, double x) {
    double ax = vm_fabs_f64(x), ay = vm_fabs_f64(y);
    double large = ay > ax ? ay : ax, small = ay > ax ? ax : ay;
    double q = small / (large > 0.0 ? large : 1.0);
    q = small == INFINITY ? 1.0 : q;
    double p = vm_atan_poly_f64(q);
    uint64_t left = vm_bits_f64(x) & VM_SIGN_F64;
    double quarters = ay > ax ? 1.0 : vm_from_bits_f64(left >> 1); /* 2 or 0 */
    p = vm_from_bits_f64(vm_bits_f64(p) ^ left ^ vm_bits_f64(ay > ax ? -0.0 : 0.0));
    double r = quarters * 1.5707963267948966 + (p + quarters * 6.123233995736766e-17);
    r = x == x && y == y ? r : x + y;
    return vm_copysign_f64(r, y);
}

/* ---- erf and gelu -----------------------------------------------------------------------------------
   a + a P(a^2) below 0.85; 1 - e^(-a^2) Q(q), q = (a - 2.25) / (a + 2.25), above; 1 from 6 on. */

VM_INLINE double vm_erf_small_f64(double a) {
    double z = a * a;
    return a + a * vm_poly3_f64(z, 0.12837916709551256, -0.37612638903183315,
        vm_poly4_f64(z, 0.11283791670931304, -0.02686617064002966, 0.0052239775692564045,
        vm_poly4_f64(z, -0.0008548323403495674, 0.00012055187114317506, -1.4921859300965963e-05,
        vm_poly3_f64(z, 1.6398393705599293e-06, -1.5692386739081148e-07, 1.0662660234984057e-08))));
}
VM_INLINE double vm_erf_f64(double x) {
    double a = vm_fabs_f64(x), small = vm_erf_small_f64(a);
    double c = a > 6.0 ? 6.0 : a, q = (c - 2.25) / (c + 2.25);
    double Q = vm_poly4_f64(q, 0.23108725873039246, -0.3981892626393409, 0.249661442427327,
        vm_poly4_f64(q, -0.10505063894952951, 0.021688775646985164, 0.0033932433870545596,
        vm_poly4_f64(q, -0.0027679400000629527, -0.00018630262738100268, 0.00038141393712184805,
        vm_poly4_f64(q, 4.461217835721532e-05, -6.238007734809956e-05, -2.546231158413264e-05,
        -2.2980588805034188e-06))));
    double large = 1.0 - vm_exp_mid_f64(-(c * c)) * Q;
    return vm_copysign_f64(a < 0.85 ? small : large, x);
}
/* e^(c^2) erfc(c) for 0 <= c <= 28: times 1 + 2 c it is smooth in (c - 3) / (c + 3) (Shepherd and Laframboise, Math. Comp. 36, 1981) */
VM_INLINE double vm_erfcx_mid_f64(double c) {
    double q = (c - 3.0) / (c + 3.0);
    return vm_poly4_f64(q, 1.2530080582697296, -0.1356211061245807, -0.047562294353446374,
        vm_poly4_f64(q, 0.12964515870270552, -0.11927366341552853, 0.06830802734580459,
        vm_poly4_f64(q, -0.02377051491423367, 0.002529391788270445, 0.001888690312003782,
        vm_poly4_f64(q, -0.0007798320379611115, -0.00010515949033775975, 0.00012509815174864322,
        vm_poly4_f64(q, 4.948147875576539e-06, -2.009663087595395e-05, -7.275875746667183e-07,
        vm_poly4_f64(q, 3.463997532352904e-06, 3.4899197889744293e-07, -6.050048623933503e-07,
        vm_poly4_f64(q, -1.311166137536459e-07, 9.186243026143847e-08, 3.29163439676632e-08,
        -8.500119502115306e-09 + q * -4.210104975119195e-09))))))) / (1.0 + 2.0 * c);
}
VM_INLINE double vm_gelu_f64(double x) { return x * 0.5 * (1.0 + vm_erf_f64(x * 0.7071067811865476)); }
VM_INLINE double vm_gelu_tanh_f64(double x) {
    double u = x + 0.044715 * x * x * x;
    double a = -vm_fabs_f64(1.5957691216057308 * u);
    double e = vm_exp_mid_f64(a < -708.0 ? -708.0 : a);
    e = a < -708.0 ? 0.0 : e;
    return x * ((x >= 0.0 ? 1.0 : e) / (1.0 + e));
}

/* ---- pow --------------------------------------------------------------------------------------------
   |x|^y = e^(y log |x|) with the logarithm and the product as sums of two doubles. Without fma, what
   rounding took from a product is found by cutting each factor in two halves of at most 27 bits. */

typedef struct vm_pair_f64 { double hi, lo; } vm_pair_f64;

VM_INLINE vm_pair_f64 vm_mul_pair_f64(double a, double b) {
    double ah = vm_from_bits_f64(vm_bits_f64(a) & ~0x7ffffffull), al = a - ah;
    double bh = vm_from_bits_f64(vm_bits_f64(b) & ~0x7ffffffull), bl = b - bh;
    vm_pair_f64 p;
    p.hi = a * b;
    p.lo = ((ah * bh - p.hi) + ah * bl + al * bh) + al * bl;
    return p;
}
/* e^(-c^2) from both parts of the square */
VM_INLINE double vm_erfc_f64(double x) {
    double a = vm_fabs_f64(x), c = a > 28.0 ? 28.0 : a;
    vm_pair_f64 z = vm_mul_pair_f64(c, c);
    double tail = vm_exp_wide_f64(z.hi > 746.0 ? -746.0 : -z.hi, -z.lo) * vm_erfcx_mid_f64(c);
    tail = a < 0.85 ? 1.0 - vm_erf_small_f64(a) : tail;
    return x < 0.0 ? 2.0 - tail : tail;
}
VM_INLINE float vm_erfc_f32(float x) { return (float)vm_erfc_f64((double)x); }
/* log x to about 66 bits, for finite x > 0:
   s = f / (2 + f), z = s^2, log(1 + f) = 2s + s z (2/3 + z T(z)), all but T in pairs */
VM_INLINE vm_pair_f64 vm_log_pair_f64(double x) {
    vm_split_f64 split = vm_log_split_all_f64(x);
    double f = split.f, d = 2.0 + f, dlo = f - (d - 2.0), s = f / d;
    vm_pair_f64 sd = vm_mul_pair_f64(s, d);
    double slo = (((f - sd.hi) - sd.lo) - s * dlo) / d;
    vm_pair_f64 z = vm_mul_pair_f64(s, s);
    z.lo += 2.0 * s * slo;
    double T = vm_poly4_f64(z.hi, 0.40000000000002256, 0.2857142857009997, 0.22222222519838644,
        vm_poly4_f64(z.hi, 0.1818178437549581, 0.15386756905021512, 0.13256828509775218,
        0.13196221825751833));
    double low = 3.700743415417188e-17 + z.hi * T;
    double c = 0.6666666666666666 + low, clo = (0.6666666666666666 - c) + low;
    vm_pair_f64 zc = vm_mul_pair_f64(z.hi, c);
    zc.lo += z.hi * clo + z.lo * c;
    vm_pair_f64 v = vm_mul_pair_f64(s, zc.hi);
    v.lo += s * zc.lo + slo * zc.hi;
    /* k ln 2 + 2s + v: |k ln 2| > |2s| unless k = 0, |2s| > |v| */
    double big = split.k * VM_LN2_HI_F64, two = 2.0 * s;
    double a = big + two, arest = split.k == 0.0 ? 0.0 : (big - a) + two;
    double b = a + v.hi, brest = (a - b) + v.hi;
    double rest = ((v.lo + 2.0 * slo) + split.k * VM_LN2_LO_F64) + (arest + brest);
    vm_pair_f64 l;
    l.hi = b + rest;
    l.lo = (b - l.hi) + rest;
    return l;
}
VM_INLINE double vm_pow_f64(double x, double y) {
    double a = vm_fabs_f64(x);
    vm_pair_f64 l = vm_log_pair_f64(a);
    double c = y > 0x1p66 ? 0x1p66 : y; /* far beyond overflow, and safe to cut in halves */
    c = c < -0x1p66 ? -0x1p66 : c;
    vm_pair_f64 e = vm_mul_pair_f64(c, l.hi);
    e.lo += c * l.lo;
    double low = vm_fabs_f64(e.hi) < 746.0 ? e.lo : 0.0;
    double hi = e.hi > 710.0 ? 710.0 : e.hi;
    double result = vm_exp_wide_f64(hi < -746.0 ? -746.0 : hi, low);

    double ay = vm_fabs_f64(y), half = 0.5 * ay;
    double ends = (a > 0.0) == (y > 0.0) ? INFINITY : 0.0; /* a is 0 or inf */
    result = a > 0.0 ? result : ends;
    result = a < INFINITY ? result : ends;
    result = a == a && y == y ? result : a + y;
    /* a negative base: whole y only, odd y keeps the sign */
    int whole = vm_rint_f64(ay) == ay, odd = whole & (vm_rint_f64(half) != half);
    uint64_t sign = vm_bits_f64(x) & VM_SIGN_F64;
    result = vm_from_bits_f64(vm_bits_f64(result) | (odd ? sign : 0u));
    result = ((x < 0.0) & (a < INFINITY) & !whole) ? NAN : result;
    return ((y == 0.0) | (x == 1.0)) ? 1.0 : result;
}
#endif
