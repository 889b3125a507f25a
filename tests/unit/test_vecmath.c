/* SPDX-License-Identifier: MIT */
/* test_vecmath.c - the largest error in ulp of each function of vecmath.h against long double libm, and that
   the scalar form and the loops vectorised for each instruction set give the same bits. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "cpu/vecmath.h"

/* ---- the functions, their references and bounds -------------------------------------------------- */

static long double ref_sigmoid(long double x) { return 1 / (1 + expl(-x)); }
static long double ref_log1p_exp(long double x) { return log1pl(expl(-fabsl(x))); }
static long double ref_rsqrt(long double x) { return 1 / sqrtl(x); }
static long double ref_gelu(long double x) { return x * 0.5L * (1 + erfl(x * sqrtl(0.5L))); }
static long double ref_gelu_tanh(long double x) {
    return x * 0.5L * (1 + tanhl(0.797884560802865355879892L * (x + 0.044715L * x * x * x)));
}

/* glibc's powl gives inf, not 0, for -inf to the power -2^63. From 2^63 on every number is even. */
static long double ref_pow(long double x, long double y) {
    return powl(fabsl(y) >= 0x1p63L ? fabsl(x) : x, y);
}

/* what an error is measured in: ulp of the result, or ulp of x (gelu, whose left tail is small against x) */
enum { BY_RESULT, BY_X };

/* X(name, reference, measure, bound for float, bound for double) */
#define UNARY(X) \
    X(exp, expl, BY_RESULT, 0.8, 0.8) \
    X(exp2, exp2l, BY_RESULT, 1.1, 1.1) \
    X(expm1, expm1l, BY_RESULT, 1.6, 2.0) \
    X(log, logl, BY_RESULT, 1.0, 1.0) \
    X(log2, log2l, BY_RESULT, 1.4, 1.4) \
    X(log10, log10l, BY_RESULT, 1.9, 1.9) \
    X(log1p, log1pl, BY_RESULT, 1.6, 1.6) \
    X(log1p_exp, ref_log1p_exp, BY_RESULT, 1.9, 1.9) \
    X(tanh, tanhl, BY_RESULT, 1.5, 2.5) \
    X(sigmoid, ref_sigmoid, BY_RESULT, 2.0, 2.5) \
    X(sin_any, sinl, BY_RESULT, 1.6, 1.0) \
    X(cos_any, cosl, BY_RESULT, 1.6, 1.0) \
    X(tan_any, tanl, BY_RESULT, 2.0, 2.2) \
    X(atan, atanl, BY_RESULT, 1.6, 1.9) \
    X(erf, erfl, BY_RESULT, 1.4, 1.4) \
    X(erfc, erfcl, BY_RESULT, 0.6, 3.5) \
    X(gelu, ref_gelu, BY_X, 1.5, 1.5) \
    X(gelu_tanh, ref_gelu_tanh, BY_X, 2.0, 2.0) \
    X(sqrt, sqrtl, BY_RESULT, 0.5, 0.5) \
    X(rsqrt, ref_rsqrt, BY_RESULT, 1.5, 1.5) \
    X(rint, rintl, BY_RESULT, 0, 0) \
    X(floor, floorl, BY_RESULT, 0, 0) \
    X(ceil, ceill, BY_RESULT, 0, 0) \
    X(trunc, truncl, BY_RESULT, 0, 0) \
    X(fabs, fabsl, BY_RESULT, 0, 0)
/* the fast trigonometric forms too: their bits are compared with those of the scalar form, and the _any
   forms are measured */
#define UNARY_LOOPS(X) UNARY(X) X(sin, sinl, 0, 0, 0) X(cos, cosl, 0, 0, 0) X(tan, tanl, 0, 0, 0)
#define BINARY(X) \
    X(pow, ref_pow, BY_RESULT, 0.6, 1.0) \
    X(atan2, atan2l, BY_RESULT, 1.7, 1.9) \
    X(fmod_any, fmodl, BY_RESULT, 0, 0) \
    X(copysign, copysignl, BY_RESULT, 0, 0)

#define ROW_ENUM(name, ...) F_##name,
enum { UNARY_LOOPS(ROW_ENUM) F_UNARY_END, BINARY(ROW_ENUM) F_END };

typedef struct function {
    const char *name;
    long double (*unary)(long double);
    long double (*binary)(long double, long double);
    int measure;
    double bound_f32, bound_f64;
} function;
#define ROW_UNARY(name, ref, measure, b32, b64) [F_##name] = { #name, ref, NULL, measure, b32, b64 },
#define ROW_BINARY(name, ref, measure, b32, b64) [F_##name] = { #name, NULL, ref, measure, b32, b64 },
static const function functions[F_END] = { UNARY_LOOPS(ROW_UNARY) BINARY(ROW_BINARY) };

/* ---- the same loops, compiled for each instruction set ------------------------------------------- */

#define BLOCK 4096
#define RS restrict

#define LOOP(expression) for (int i = 0; i < n; i++) out[i] = expression; break
#define CASE1_F32(name, ...) case F_##name: LOOP(vm_##name##_f32(x[i]));
#define CASE1_F64(name, ...) case F_##name: LOOP(vm_##name##_f64(x[i]));
#define CASE2_F32(name, ...) case F_##name: LOOP(vm_##name##_f32(x[i], y[i]));
#define CASE2_F64(name, ...) case F_##name: LOOP(vm_##name##_f64(x[i], y[i]));

VM_INLINE void apply_f32(int f, int n, const float *RS x, const float *RS y, float *RS out) {
    switch (f) { UNARY_LOOPS(CASE1_F32) BINARY(CASE2_F32) }
}
VM_INLINE void apply_f64(int f, int n, const double *RS x, const double *RS y, double *RS out) {
    switch (f) { UNARY_LOOPS(CASE1_F64) BINARY(CASE2_F64) }
}

typedef struct level {
    const char *name;
    void (*f32)(int f, int n, const float *RS x, const float *RS y, float *RS out);
    void (*f64)(int f, int n, const double *RS x, const double *RS y, double *RS out);
} level;

#define LEVEL(name, attribute) \
    attribute static void name##_f32(int f, int n, const float *RS x, const float *RS y, \
        float *RS out) { apply_f32(f, n, x, y, out); } \
    attribute static void name##_f64(int f, int n, const double *RS x, const double *RS y, \
        double *RS out) { apply_f64(f, n, x, y, out); }
#define NO_ATTRIBUTE
LEVEL(plain, NO_ATTRIBUTE)
#if defined(__x86_64__)
LEVEL(avx2, __attribute__((target("avx2,fma"))))
LEVEL(avx512, __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))))
#endif

/* one element at a time: a loop of one step is not vectorised */
static void scalar_f32(int f, int n, const float *RS x, const float *RS y, float *RS out) {
    for (int i = 0; i < n; i++) {
        volatile int one = 1;
        apply_f32(f, one, x + i, y + i, out + i);
    }
}
static void scalar_f64(int f, int n, const double *RS x, const double *RS y, double *RS out) {
    for (int i = 0; i < n; i++) {
        volatile int one = 1;
        apply_f64(f, one, x + i, y + i, out + i);
    }
}

static int levels_here(level levels[4]) {
    int n = 0;
    levels[n++] = (level){ "scalar", scalar_f32, scalar_f64 };
    levels[n++] = (level){ "plain", plain_f32, plain_f64 };
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        levels[n++] = (level){ "avx2", avx2_f32, avx2_f64 };
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        levels[n++] = (level){ "avx512", avx512_f32, avx512_f64 };
#endif
    return n;
}

/* ---- errors -------------------------------------------------------------------------------------- */

/* |got - want| in units of the last place of `scale`, a number of `digits` bits with exponents down to
   `least`. HUGE_VAL where nan, infinity or the sign of zero differ. `rounded` is want in got's type. */
static double error_ulp(double got, double rounded, long double want, long double scale, int digits,
    int least) {
    if (isnan(got) || isnan(rounded)) return isnan(got) && isnan(rounded) ? 0 : HUGE_VAL;
    if (isinf(got) || isinf(rounded)) return got == rounded ? 0 : HUGE_VAL;
    if (got == 0 && rounded == 0) return signbit(got) == signbit(rounded) ? 0 : HUGE_VAL;
    int e;
    frexpl(scale, &e);
    return (double)(fabsl((long double)got - want) / ldexpl(1, (e < least ? least : e) - digits));
}
static double error_f32(const function *f, float x, float y, float got) {
    long double want = f->unary ? f->unary(x) : f->binary(x, y);
    return error_ulp(got, (float)want, want, f->measure == BY_X ? (long double)x : want, 24, -125);
}
static double error_f64(const function *f, double x, double y, double got) {
    long double want = f->unary ? f->unary(x) : f->binary(x, y);
    return error_ulp(got, (double)want, want, f->measure == BY_X ? (long double)x : want, 53, -1021);
}

/* of the trigonometric functions the _any forms are */
static int is_measured(int f) { return f != F_sin && f != F_cos && f != F_tan; }

static float in_f32[2][BLOCK], out_f32[4][BLOCK];
static double in_f64[2][BLOCK], out_f64[4][BLOCK];

static double check_block_f32(int f, int n) {
    level levels[4];
    int count = levels_here(levels);
    double worst = 0;
    for (int l = 0; l < count; l++) levels[l].f32(f, n, in_f32[0], in_f32[1], out_f32[l]);
    for (int i = 0; i < n; i++) {
        float x = in_f32[0][i], y = in_f32[1][i], got = out_f32[0][i];
        for (int l = 1; l < count; l++)
            if (vm_bits_f32(got) != vm_bits_f32(out_f32[l][i]) && !(isnan(got) && isnan(out_f32[l][i])))
                fail_msg("%s_f32(%a, %a): scalar %a, %s %a", functions[f].name, (double)x, (double)y,
                    (double)got, levels[l].name, (double)out_f32[l][i]);
        if (!is_measured(f)) continue;
        double e = error_f32(&functions[f], x, y, got);
        if (!(e <= functions[f].bound_f32))
            fail_msg("%s_f32(%a, %a) = %a: error %.3f ulp", functions[f].name, (double)x, (double)y,
                (double)got, e);
        if (e > worst) worst = e;
    }
    return worst;
}
static double check_block_f64(int f, int n) {
    level levels[4];
    int count = levels_here(levels);
    double worst = 0;
    for (int l = 0; l < count; l++) levels[l].f64(f, n, in_f64[0], in_f64[1], out_f64[l]);
    for (int i = 0; i < n; i++) {
        double x = in_f64[0][i], y = in_f64[1][i], got = out_f64[0][i];
        for (int l = 1; l < count; l++)
            if (vm_bits_f64(got) != vm_bits_f64(out_f64[l][i]) && !(isnan(got) && isnan(out_f64[l][i])))
                fail_msg("%s_f64(%a, %a): scalar %a, %s %a", functions[f].name, x, y, got, levels[l].name,
                    out_f64[l][i]);
        if (!is_measured(f)) continue;
        double e = error_f64(&functions[f], x, y, got);
        if (!(e <= functions[f].bound_f64))
            fail_msg("%s_f64(%a, %a) = %a: error %.3f ulp", functions[f].name, x, y, got, e);
        if (e > worst) worst = e;
    }
    return worst;
}

/* ---- arguments ----------------------------------------------------------------------------------- */

static uint64_t state = 0x9e3779b97f4a7c15u;
static uint64_t random_bits(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1du;
}
/* sign and mantissa at random, exponent in low ... high */
static double random_f64(int low, int high) {
    double m = 1.0 + (double)(random_bits() >> 12) * 0x1p-52;
    int e = low + (int)(random_bits() % (uint64_t)(high - low + 1));
    return ldexp(random_bits() & 1 ? m : -m, e);
}

static const double special[] = {
    0, 0.25, 1.0 / 3, 0.4, 0.5, 0.625, 0.7, 0.85, 0.9, 1, 1.5, 2, 2.5, 3, 3.5, 3.95, 4, 5.9, 6, 10, 19,
    20, 37, 40, 86.9, 87.1, 87.5, 88.7, 88.73, 89, 103, 103.9, 104, 127, 128, 148.5, 149, 150, 708,
    709.7, 709.8, 710, 745.1, 745.2, 746, 1023, 1024, 1074, 1075, 1076, 8388607.5, 8388608, 16777215,
    16777216, 131072, 131073, 1048576, 1048577, 0x1p31, 0x1p32, 4503599627370495.5, 0x1p52,
    9007199254740991, 0x1p53, 0x1p63, 0x1p64, 1e22, 1e30, 1e38, 1e100, 1e300, 1e-4, 1e-5, 1e-7, 0x1p-24,
    0x1p-25, 0x1p-26, 0x1p-53, 0x1p-54, 0x1p-55, 1e-20, 1e-38, 1e-40, 1e-300, 1e-310, FLT_MIN, FLT_MAX,
    DBL_MIN, DBL_MAX, 0x1p-149, 0x1p-1074, 1.5707963267948966, 3.141592653589793, 6381956970095103.0 *
    0x1p-3, 1 - 0x1p-24, 1 - 0x1p-53, 1 + 0x1p-23, 1 + 0x1p-52, (double)INFINITY, (double)NAN,
};
enum { SPECIALS = 2 * sizeof special / sizeof *special };
static double special_at(int i) { return i & 1 ? -special[i / 2] : special[i / 2]; }

/* ---- tests --------------------------------------------------------------------------------------- */

static void test_unary_f32(void **unused) {
    (void)unused;
    for (int f = 0; f < F_UNARY_END; f++) {
        double worst = 0;
        for (int i = 0; i < SPECIALS; i++) in_f32[0][i] = (float)special_at(i);
        worst = check_block_f32(f, SPECIALS);
        for (uint64_t bits = 0; bits < 0x100000000u;) {
            int n = 0;
            for (; n < BLOCK && bits < 0x100000000u; bits += 1000)
                in_f32[0][n++] = vm_from_bits_f32((uint32_t)bits);
            double e = check_block_f32(f, n);
            worst = e > worst ? e : worst;
        }
        if (is_measured(f)) printf("%-10s float  %.3f ulp\n", functions[f].name, worst);
    }
}
static void test_unary_f64(void **unused) {
    (void)unused;
    for (int f = 0; f < F_UNARY_END; f++) {
        double worst = 0;
        for (int i = 0; i < SPECIALS; i++) in_f64[0][i] = special_at(i);
        worst = check_block_f64(f, SPECIALS);
        for (int round = 0; round < 50; round++) {
            int low = round % 3 * 6 - 12;
            for (int i = 0; i < BLOCK; i++)
                in_f64[0][i] = i & 1 ? vm_from_bits_f64(random_bits()) : random_f64(low, low + 10);
            double e = check_block_f64(f, BLOCK);
            worst = e > worst ? e : worst;
        }
        if (is_measured(f)) printf("%-10s double %.3f ulp\n", functions[f].name, worst);
    }
}
/* every pair of special values, then random bits and random pairs of moderate size */
static void test_binary(void **unused) {
    (void)unused;
    for (int f = F_UNARY_END + 1; f < F_END; f++) {
        double worst32 = 0, worst64 = 0;
        for (int a = 0; a < SPECIALS; a++) {
            for (int b = 0; b < SPECIALS; b++) {
                in_f32[0][b] = (float)(in_f64[0][b] = special_at(a));
                in_f32[1][b] = (float)(in_f64[1][b] = special_at(b));
            }
            worst32 = fmax(worst32, check_block_f32(f, SPECIALS));
            worst64 = fmax(worst64, check_block_f64(f, SPECIALS));
        }
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < BLOCK; i++) {
                for (int k = 0; k < 2; k++) {
                    in_f32[k][i] = vm_from_bits_f32((uint32_t)random_bits());
                    in_f64[k][i] = vm_from_bits_f64(random_bits());
                }
                if (i & 1) {
                    in_f32[0][i] = (float)(in_f64[0][i] = random_f64(-10, 10));
                    in_f32[1][i] = (float)(in_f64[1][i] = random_f64(-4, 6));
                    if (i & 2) in_f32[1][i] = (float)(in_f64[1][i] = rint(in_f64[1][i]));
                    if (i & 4) in_f32[0][i] = fabsf(in_f32[0][i]), in_f64[0][i] = fabs(in_f64[0][i]);
                }
            }
            worst32 = fmax(worst32, check_block_f32(f, BLOCK));
            worst64 = fmax(worst64, check_block_f64(f, BLOCK));
        }
        printf("%-10s float  %.3f ulp, double %.3f ulp\n", functions[f].name, worst32, worst64);
    }
}
/* beyond the limit the fast forms say nan, and only there */
static void test_trig_limit(void **unused) {
    (void)unused;
    for (int sign = -1; sign <= 1; sign += 2) {
        float x = (float)sign * VM_TRIG_LIMIT_F32, above = nextafterf(x, x * 2);
        assert_true(isnan(vm_sin_f32(above)) && isnan(vm_cos_f32(above)) && isnan(vm_tan_f32(above)));
        assert_false(isnan(vm_sin_f32(x)) || isnan(vm_cos_f32(x)) || isnan(vm_tan_f32(x)));
        assert_true(vm_trig_needs_slow_f32(above) && vm_trig_needs_slow_f32((float)sign * INFINITY));
        assert_false(vm_trig_needs_slow_f32(x) || vm_trig_needs_slow_f32(NAN));
        double y = sign * VM_TRIG_LIMIT_F64, beyond = nextafter(y, y * 2);
        assert_true(isnan(vm_sin_f64(beyond)) && isnan(vm_cos_f64(beyond)) && isnan(vm_tan_f64(beyond)));
        assert_false(isnan(vm_sin_f64(y)) || isnan(vm_cos_f64(y)) || isnan(vm_tan_f64(y)));
        assert_true(vm_trig_needs_slow_f64(beyond) && vm_trig_needs_slow_f64(sign * INFINITY));
        assert_false(vm_trig_needs_slow_f64(y) || vm_trig_needs_slow_f64(NAN));
    }
}
/* doubles next to multiples of pi/2, where the reduced angle keeps few bits of x */
static void test_trig_near_multiples(void **unused) {
    (void)unused;
    static const int trig[] = { F_sin_any, F_cos_any, F_tan_any, F_sin, F_cos, F_tan };
    for (int start = 1; start < 667000; start += 31 * BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
            in_f64[0][i] = (double)((start + 31 * i) % 667000 * 1.57079632679489661923132L);
            in_f32[0][i] = (float)((start + 31 * i) % 83000 * 1.57079632679489661923132L);
        }
        for (size_t t = 0; t < sizeof trig / sizeof *trig; t++) {
            check_block_f64(trig[t], BLOCK);
            check_block_f32(trig[t], BLOCK);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unary_f32), cmocka_unit_test(test_unary_f64), cmocka_unit_test(test_binary),
        cmocka_unit_test(test_trig_limit), cmocka_unit_test(test_trig_near_multiples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
