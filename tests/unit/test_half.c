/* SPDX-License-Identifier: MIT */
/* test_half.c - float16 and bfloat16 conversions: every half, floats densely and at every rounding boundary,
   against arithmetic on the values themselves and against the processor's own conversion; tensors of every dtype to every
   other one, against conversions of single elements. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <rushlight.h>
#include "core/isa.h"
#include "core/tensor.h"
#include "cpu/half.h"

/* A format: 1 sign bit, an exponent field with this bias, and `digits` fraction bits. */
typedef struct format { int digits, bias; } format;
static const format f16 = { 10, 15 }, bf16 = { 7, 127 };

/* the value of a pattern that is not nan */
static double value_of(format f, uint32_t bits) {
    int exponent_bits = 15 - f.digits, most = (1 << exponent_bits) - 1;
    int e = (int)(bits >> f.digits) & most, m = (int)bits & ((1 << f.digits) - 1);
    double v = e == most ? HUGE_VAL : ldexp(e ? m + (1 << f.digits) : m, (e ? e : 1) - f.bias - f.digits);
    return bits & 0x8000u ? -v : v;
}
static int is_nan(format f, uint32_t bits) {
    uint32_t inf = (0x7fffu >> f.digits) << f.digits;
    return (bits & 0x7fffu) > inf;
}
/* The pattern nearest to x. Patterns of one sign are in the order of their values, so the last one below or
   at |x| is found by bisection; the tie goes to the even pattern, and beyond the largest number "infinity"
   stands where the next number would be. */
static uint32_t nearest(format f, float x) {
    uint32_t sign = signbit(x) ? 0x8000u : 0u, inf = (0x7fffu >> f.digits) << f.digits, low = 0, high = inf;
    double a = fabs((double)x);
    if (isinf(x)) return sign | inf;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (value_of(f, middle) <= a) low = middle;
        else high = middle;
    }
    double below = value_of(f, low);
    double above = high == inf ? 2 * below - value_of(f, low - 1) : value_of(f, high);
    double down = a - below, up = above - a;
    return sign | (down < up || (down == up && !(low & 1u)) ? low : high);
}

/* -0 is not 0 */
static int same_number(float x, double want) { return (double)x == want && !signbit(x) == !signbit(want); }

static void test_every_half(void **unused) {
    (void)unused;
    for (uint32_t bits = 0; bits < 0x10000u; bits++) {
        float x = half_f16_to_f32((uint16_t)bits), y = half_bf16_to_f32((uint16_t)bits);
        if (is_nan(f16, bits)) {
            /* sign and payload, quiet bit set */
            uint32_t want = (bits & 0x8000u) << 16 | 0x7fc00000u | (bits & 0x3ffu) << 13;
            if (half_bits(x) != want) fail_msg("float16 nan %04x: %08x", bits, half_bits(x));
            assert_int_equal(half_f32_to_f16(x), bits | 0x200u);
        } else {
            double want = value_of(f16, bits);
            if (!same_number(x, want)) fail_msg("float16 %04x: %a", bits, (double)x);
            assert_int_equal(half_f32_to_f16(x), bits);
        }
        if (is_nan(bf16, bits)) {
            assert_true(isnan(y));
            assert_int_equal(half_f32_to_bf16(y), 0x7fc0);
        } else {
            double want = value_of(bf16, bits);
            if (!same_number(y, want)) fail_msg("bfloat16 %04x: %a", bits, (double)y);
            assert_int_equal(half_f32_to_bf16(y), bits);
        }
    }
}

static void check_float(float x) {
    uint32_t h = half_f32_to_f16(x), b = half_f32_to_bf16(x), u = half_bits(x);
    if (isnan(x)) {
        uint32_t want = (u >> 16 & 0x8000u) | 0x7e00u | (u >> 13 & 0x3ffu);
        if (h != want) fail_msg("nan %08x to float16: %04x", u, h);
        if (b != 0x7fc0u) fail_msg("nan %08x to bfloat16: %04x", u, b);
        return;
    }
    if (h != nearest(f16, x)) fail_msg("%a to float16: %04x, not %04x", (double)x, h, nearest(f16, x));
    if (b != nearest(bf16, x)) fail_msg("%a to bfloat16: %04x, not %04x", (double)x, b, nearest(bf16, x));
}
/* every 1009th float, and for each half its value, the middle to the next one, and the floats beside both */
static void test_floats(void **unused) {
    (void)unused;
    for (uint64_t u = 0; u < 0x100000000u; u += 1009) check_float(half_from_bits((uint32_t)u));
    for (uint32_t bits = 0; bits < 0xffffu; bits++) {
        if (!is_nan(f16, bits)) {
            float x = half_f16_to_f32((uint16_t)bits), middle = x + half_f16_to_f32((uint16_t)(bits + 1));
            for (int d = -1; d <= 1; d++) {
                check_float(half_from_bits(half_bits(x) + (uint32_t)d));
                check_float(half_from_bits(half_bits(0.5f * middle) + (uint32_t)d));
            }
        }
        for (int d = -1; d <= 1; d++) {
            check_float(half_from_bits((bits << 16) + (uint32_t)d));
            check_float(half_from_bits((bits << 16) + 0x8000u + (uint32_t)d));
        }
    }
    static const float edges[] = {
        65504, 65519.996f, 65520, 65535.996f, 65536, FLT_MAX, INFINITY, 0x1p-24f, 0x1p-25f, 0x1.000002p-25f,
    };
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        check_float(edges[i]);
        check_float(-edges[i]);
    }
}

/* array forms: as the scalar ones, for every length around the vectors' widths, and nothing beyond the end */
static void test_arrays(void **unused) {
    (void)unused;
    enum { MOST = 70 };
    static uint16_t h[0x10000], back[MOST + 1];
    static float x[0x10000], some[MOST];
    for (uint32_t i = 0; i < 0x10000u; i++) h[i] = (uint16_t)i;
    half_f16_to_f32_array(0x10000, h, x);
    for (uint32_t i = 0; i < 0x10000u; i++)
        assert_int_equal(half_bits(x[i]), half_bits(half_f16_to_f32(h[i])));
    half_bf16_to_f32_array(0x10000, h, x);
    for (uint32_t i = 0; i < 0x10000u; i++) assert_int_equal(half_bits(x[i]), i << 16);
    for (uint32_t start = 0; start < 4000; start++) {
        int n = (int)(start % MOST) + 1;
        for (int i = 0; i < n; i++) some[i] = half_from_bits(0x9e3779b1u * (start * MOST + (uint32_t)i));
        back[n] = 0x1234;
        half_f32_to_f16_array(n, some, back);
        for (int i = 0; i < n; i++) assert_int_equal(back[i], half_f32_to_f16(some[i]));
        assert_int_equal(back[n], 0x1234);
        half_f32_to_bf16_array(n, some, back);
        for (int i = 0; i < n; i++) assert_int_equal(back[i], half_f32_to_bf16(some[i]));
        assert_int_equal(back[n], 0x1234);
    }
}

/* numbers of all sizes: any bits, small numbers, and what is close to the limits of the integers */
static void put_number(char *to, rush_dtype dtype, uint64_t random) {
    static const double limits[] = { 0, 0x1p7, 0x1p8, 0x1p15, 0x1p16, 0x1p31, 0x1p32, 0x1p63, 0x1p64, 65504, 65520, 3e38, 4e38, HUGE_VAL };
    int shift = (int)(random >> 32 & 63);
    double limit = limits[random >> 8 & 7] + limits[random >> 11 & 1] * ((double)(random >> 12 & 7) / 4 - 1);
    limit = random & 16 ? limits[(random >> 8) % (sizeof limits / sizeof *limits)] : limit;
    if (random & 1) memcpy(to, &(uint64_t){ random * 0x9e3779b97f4a7c15u }, dtype_size(dtype));
    else if (random & 2) element_store_int(to, dtype, (int64_t)(random * 0x9e3779b97f4a7c15u) >> shift);
    else element_store_double(to, dtype, random & 4 ? limit : random & 8 ? -limit : (double)shift / 3 - 10);
    if (dtype == RUSH_BOOL) *to &= 1;
}

static void convert_pair(rush_dtype from, rush_dtype to) {
    enum { MOST = 1100 };
    static uint64_t random = 1;
    size_t in = dtype_size(from), out = dtype_size(to);
    for (int round = 0; round < 4; round++) { /* dense; every second element; its transpose; one element for all */
        rush_tensor *x = rush_empty(RUSH_SHAPE(MOST, 2), .dtype = from);
        char want[8], *p = tensor_data(x);
        for (size_t i = 0; i < 2 * MOST; i++) put_number(p + i * in, from, (random = random * 6364136223846793005u + 1442695040888963407u) >> 20);
        rush_tensor *view = round == 0 ? x : round == 1 ? rush_select(x, 1, 1) : round == 2 ? rush_t(x) : rush_expand(rush_narrow(x, 0, 5, 1), RUSH_SHAPE(MOST, 2));
        rush_tensor *y = rush_empty((rush_shape){ view->shape, view->ndim }, .dtype = to);
        rush_copy_(y, view);
        assert_false(rush_failed());
        for (int64_t i = 0; i < y->numel; i++) {
            const char *got = (char *)tensor_data(y) + (size_t)i * out;
            int64_t at = round == 0 ? i : round == 1 ? 2 * i + 1 : round == 2 ? i % MOST * 2 + i / MOST : 10 + i % 2;
            const char *source = p + (size_t)at * in;
            if (dtype_is_float(from)) element_store_double(want, to, element_load_double(source, from));
            else element_store_int(want, to, element_load_int(source, from));
            if (isnan(element_load_double(want, to)) && isnan(element_load_double(got, to))) continue;
            if (memcmp(want, got, out) != 0)
                fail_msg("%s to %s, %s, %.17g: %.17g, not %.17g", dtype_table[from].name, dtype_table[to].name, isa_name(isa_current()),
                         element_load_double(source, from), element_load_double(got, to), element_load_double(want, to));
        }
    }
}

static void test_every_pair(void **unused) {
    (void)unused;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        for (int from = RUSH_FLOAT32; from < DTYPE_COUNT; from++)
            for (int to = RUSH_FLOAT32; to < DTYPE_COUNT; to++) {
                rush_scope_begin();
                convert_pair((rush_dtype)from, (rush_dtype)to);
                rush_scope_end();
            }
    }
    isa_set(isa_best());
}

#if defined(__x86_64__)
#include <immintrin.h>
__attribute__((target("f16c"))) static uint16_t hardware_to_f16(float x) {
    return (uint16_t)_mm_extract_epi16(_mm_cvtps_ph(_mm_set1_ps(x), _MM_FROUND_TO_NEAREST_INT), 0);
}
__attribute__((target("f16c"))) static float hardware_to_f32(uint16_t h) {
    return _mm_cvtss_f32(_mm_cvtph_ps(_mm_set1_epi16((short)h)));
}
static void test_hardware(void **unused) {
    (void)unused;
    /* processors with avx2 have f16c, by which name clang 14 does not know it */
    if (!__builtin_cpu_supports("avx2")) skip();
    for (uint32_t i = 0; i < 0x10000u; i++) {
        float x = hardware_to_f32((uint16_t)i);
        assert_int_equal(half_bits(half_f16_to_f32((uint16_t)i)), half_bits(x));
    }
    for (uint64_t u = 0; u < 0x100000000u; u += 101) {
        float x = half_from_bits((uint32_t)u);
        if (half_f32_to_f16(x) != hardware_to_f16(x))
            fail_msg("%08x: %04x, processor %04x", (unsigned)u, half_f32_to_f16(x), hardware_to_f16(x));
    }
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_half), cmocka_unit_test(test_floats), cmocka_unit_test(test_arrays), cmocka_unit_test(test_every_pair),
#if defined(__x86_64__)
        cmocka_unit_test(test_hardware),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
