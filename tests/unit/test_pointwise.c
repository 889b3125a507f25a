/* SPDX-License-Identifier: MIT */
/* test_pointwise.c - elementwise ops: huge angles, values at kinks, names of nodes, error texts, in-place saving, rounding. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "core/dtype.h"
#include "core/isa.h"

enum { N = 1000 };

static rush_tensor *leaf(rush_tensor *t) { return rush_set_requires_grad(t, true); }

/* One huge angle sends its block through the C library; that must not change a bit of its neighbours. */
static void huge_angles(rush_dtype dtype) {
    RUSH_SCOPE;
    rush_tensor *small = rush_to_dtype(rush_mul(rush_arange(N), 0.37), dtype);
    rush_tensor *x = rush_clone(small);
    static const struct { int at; double angle; } huge[] = { { 3, 1e5 }, { 300, 3e5 }, { 777, -1e10 }, { 999, 1e30 } };
    for (int i = 0; i < 4; i++) rush_fill_(rush_select(x, 0, huge[i].at), huge[i].angle);
    rush_tensor *y[] = { rush_sin(x), rush_cos(x), rush_tan(x), rush_sin_(rush_clone(x)) };
    rush_tensor *near[] = { rush_sin(small), rush_cos(small), rush_tan(small), rush_sin(small) };
    double (*const exact[])(double) = { sin, cos, tan, sin };
    for (int k = 0; k < 4; k++) {
        static double got[N], without[N], angle[N];
        assert_true(rush_copy_out(y[k], got, N) && rush_copy_out(near[k], without, N) && rush_copy_out(x, angle, N));
        for (int i = 0, h = 0; i < N; i++) {
            bool is_huge = h < 4 && huge[h].at == i;
            if (!is_huge) assert_true(got[i] == without[i]);
            double want = exact[k](angle[i]);
            assert_true(fabs(got[i] - want) <= (dtype == RUSH_FLOAT32 ? 3e-7 : 1e-15) * fmax(1, fabs(want)));
            h += is_huge;
        }
    }
    leaf(x);
    assert_true(rush_backward(rush_sum(rush_sin(x))));
    static double got[N], angle[N];
    assert_true(rush_copy_out(rush_get_grad(x), got, N) && rush_copy_out(x, angle, N));
    for (int i = 0; i < N; i++) assert_true(fabs(got[i] - cos(angle[i])) <= 3e-7);
    assert_no_error();
}

static void test_huge_angles(void **state) {
    (void)state;
    isa_level best = isa_best();
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        huge_angles(RUSH_FLOAT32);
        huge_angles(RUSH_FLOAT64);
    }
    isa_set(best);
}

static void assert_gradient(rush_tensor *x, rush_tensor *y, const double *expected, int64_t n, double tolerance) {
    assert_no_error();
    assert_true(rush_backward(rush_sum(y)));
    assert_values(rush_get_grad(x), expected, n, tolerance);
}

#define X() leaf(rush_from_data(RUSH_VALUES(float, 0, -0.0f, 1, -1, 6, NAN), RUSH_SHAPE(6)))
#define KINK(y, ...) \
    do { \
        rush_tensor *x = X(); \
        assert_gradient(x, y, VALUES(__VA_ARGS__), 0); \
    } while (0)

static void test_kinks(void **state) {
    (void)state;
    RUSH_SCOPE;
    KINK(rush_abs(x), 0, 0, 1, -1, 1, 0);
    KINK(rush_relu(x), 0, 0, 1, 0, 1, 1);
    KINK(rush_sign(x), 0, 0, 0, 0, 0, 0);
    KINK(rush_clamp(x, .min = RUSH_OPERAND(-1), .max = RUSH_OPERAND(1)), 1, 1, 1, 1, 0, 0);
    KINK(rush_clamp(x, .min = RUSH_OPERAND(0)), 1, 1, 1, 0, 1, 0);
    KINK(rush_hardtanh(x), 1, 1, 0, 0, 0, 1);
    KINK(rush_relu6(x), 0, 0, 1, 0, 0, 1);
    KINK(rush_threshold(x, 1, 0.25), 0, 0, 0, 0, 1, 1);
    KINK(rush_maximum(x, rush_zeros_like(x)), 0.5, 0.5, 1, 0, 1, 1);
    KINK(rush_minimum(rush_zeros_like(x), x), 0.5, 0.5, 0, 1, 0, 1);
    KINK(rush_pow(x, 0), 0, 0, 0, 0, 0, 0);
    rush_tensor *x = leaf(rush_from_data(RUSH_VALUES(float, 0, -0.0f, 4), RUSH_SHAPE(3)));
    assert_gradient(x, rush_sqrt(x), VALUES(INFINITY, -INFINITY, 0.25), 0);
    rush_tensor *e = leaf(rush_from_data(RUSH_VALUES(float, 0, 1, 3), RUSH_SHAPE(3))); /* 0^e: flat from e = 0 on */
    assert_gradient(e, rush_pow_scalar(0, e), VALUES(0, 0, 0), 0);
}

static void assert_name(const rush_tensor *t, const char *name) {
    assert_no_error();
    assert_string_equal(rush_node_name(rush_grad_fn(t)), name);
}

static void test_names(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = leaf(rush_ones(RUSH_SHAPE(3))), *y = rush_mul(x, 2), *mask = rush_gt(x, 0);
    assert_name(rush_pow(x, 2), "PowBackward0");
    assert_name(rush_square(x), "PowBackward0");
    assert_name(rush_pow(x, y), "PowBackward1");
    assert_name(rush_pow_scalar(2, x), "PowBackward2");
    assert_name(rush_fmod(x, 2), "FmodBackward0");
    assert_name(rush_remainder(x, y), "RemainderBackward1");
    assert_name(rush_clamp(x, .max = RUSH_OPERAND(2)), "ClampBackward1");
    assert_name(rush_clamp(x, .max = RUSH_OPERAND(y)), "ClampBackward0");
    assert_name(rush_clamp_min(x, 0), "ClampMinBackward0");
    assert_name(rush_clamp_max(x, y), "ClampMaxBackward1");
    assert_name(rush_lerp(x, y, 0.5), "LerpBackward0");
    assert_name(rush_lerp(x, y, y), "LerpBackward1");
    assert_name(rush_div_mode(x, 2, .rounding_mode = "floor"), "DivBackward2");
    assert_name(rush_masked_fill(x, mask, 2), "MaskedFillBackward0");
    assert_name(rush_masked_fill(x, mask, rush_sum(y)), "MaskedFillBackward1");
    assert_name(rush_log1p(x), "Log1PBackward0");
    assert_name(rush_logsigmoid(x), "LogSigmoidBackward0");
    assert_name(rush_selu(x), "EluBackward0");
    assert_name(rush_elu_(rush_clone(x)), "EluBackward1");
    assert_name(rush_round(x, .decimals = 2), "RoundBackward1");
    assert_name(rush_rsub(x, 2), "RsubBackward1");
    assert_name(rush_gelu(x, .approximate = "tanh"), "GeluBackward0");
}

#define REFUSES(call, text) \
    do { \
        assert_null(call); \
        assert_error(text); \
    } while (0)

static void test_refusals(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    rush_tensor *f = rush_ones(RUSH_SHAPE(2)), *i = rush_ones(RUSH_SHAPE(2), .dtype = RUSH_INT64), *b = rush_ones(RUSH_SHAPE(2), .dtype = RUSH_BOOL);
    REFUSES(rush_gelu(i), "\"GeluKernelImpl\" not implemented for 'Long'");
    REFUSES(rush_gelu(f, .approximate = "x"), "approximate argument must be either none or tanh.");
    REFUSES(rush_frac(i), "\"frac_cpu\" not implemented for 'Long'");
    REFUSES(rush_floor(b), "\"floor_vml_cpu\" not implemented for 'Bool'");
    REFUSES(rush_round(i, .decimals = 1), "\"round_cpu\" not implemented for 'Long'");
    REFUSES(rush_pow(b, b), "\"pow\" not implemented for 'Bool'");
    REFUSES(rush_pow(i, -1), "Integers to negative integer powers are not allowed.");
    REFUSES(rush_bitwise_and(f, f), "\"bitwise_and_cpu\" not implemented for 'Float'");
    REFUSES(rush_bitwise_left_shift(b, b), "\"lshift_cpu\" not implemented for 'Bool'");
    REFUSES(rush_relu(b), "Boolean inputs not supported for relu");
    REFUSES(rush_hardtanh(b), "Bool inputs not supported for hardtanh");
    REFUSES(rush_hardtanh(rush_to_dtype(i, RUSH_UINT8)), "cannot do hardtanh on an unsigned type with negative limits");
    REFUSES(rush_celu(f, .alpha = RUSH_OPERAND(0)), "ZeroDivisionError: alpha cannot be 0 for CELU");
    REFUSES(rush_clamp(f), "torch.clamp: At least one of 'min' or 'max' must not be None");
    REFUSES(rush_lerp(f, rush_to_dtype(f, RUSH_FLOAT64), 0.5), "expected dtype float for `end` but got dtype double");
    REFUSES(rush_lerp(i, i, 0.5), "\"lerp_kernel_scalar\" not implemented for 'Long'");
    REFUSES(rush_fmod(i, 0), "ZeroDivisionError");
    REFUSES(rush_div_mode(i, 0, .rounding_mode = "floor"), "ZeroDivisionError");
    REFUSES(rush_div_mode(f, 2, .rounding_mode = "x"), "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found 'x'");
    REFUSES(rush_sqrt_(i), "result type Float can't be cast to the desired output type Long");
    REFUSES(rush_masked_fill(f, b, f), "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with 1 dimension(s).");
}

/* The derivative needs what the op overwrites: it is kept, as in PyTorch. */
static void test_inplace_keeps_input(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = leaf(rush_from_data(RUSH_VALUES(double, 1, 2, 3), RUSH_SHAPE(3))), *g, *gg;
    rush_tensor *y = rush_pow_(rush_mul(x, 1), 3), *s = rush_sum(y);
    assert_true(rush_autograd_grad(&s, 1, &x, &g, 1, .create_graph = true));
    assert_values(g, VALUES(3, 12, 27), 0);
    rush_tensor *t = rush_sum(g);
    assert_true(rush_autograd_grad(&t, 1, &x, &gg, 1));
    assert_values(gg, VALUES(6, 12, 18), 0);
    rush_tensor *n = rush_ones(RUSH_SHAPE(3));
    assert_values(rush_eq_(n, rush_from_data(RUSH_VALUES(float, 1, 2, 1), RUSH_SHAPE(3))), VALUES(1, 0, 1), 0);
    assert_int_equal(rush_get_dtype(n), RUSH_FLOAT32);
}

static void test_integers(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *i = rush_from_data(RUSH_VALUES(int64_t, 5, -5, INT64_MIN), RUSH_SHAPE(3));
    assert_values(rush_remainder(i, 3), VALUES(2, 1, 1), 0);
    assert_values(rush_fmod(i, -1), VALUES(0, 0, 0), 0);
    assert_values(rush_div_mode(i, -1, .rounding_mode = "trunc"), VALUES(-5, 5, -0x1p63), 0);
    assert_values(rush_div_mode(i, 2, .rounding_mode = "floor"), VALUES(2, -3, -0x1p62), 0);
    assert_values(rush_bitwise_right_shift(i, 70), VALUES(0, -1, -1), 0);
    assert_values(rush_bitwise_left_shift(i, 64), VALUES(0, 0, 0), 0);
    assert_values(rush_pow(i, rush_from_data(RUSH_VALUES(int64_t, 2, 3, -1), RUSH_SHAPE(3))), VALUES(25, -125, 0), 0);
    rush_tensor *u = rush_from_data(RUSH_VALUES(uint8_t, 200, 100), RUSH_SHAPE(2));
    assert_values(rush_add(u, 100), VALUES(44, 200), 0);
    assert_values(rush_clamp(u, .max = RUSH_OPERAND(150)), VALUES(150, 100), 0);
    assert_no_error();
}

/* From double a half is rounded once: over float these would be ties, and go to even. */
static void test_half_from_double(void **state) {
    (void)state;
    static const struct { rush_dtype dtype; double from; uint16_t bits; } cases[] = {
        { RUSH_FLOAT16, 1 + 0x1p-11 + 0x1p-40, 0x3c01 },  { RUSH_FLOAT16, 1 + 0x1p-11, 0x3c00 },       { RUSH_FLOAT16, 1 + 3 * 0x1p-11 - 0x1p-40, 0x3c01 },
        { RUSH_FLOAT16, -1 - 0x1p-11 - 0x1p-40, 0xbc01 }, { RUSH_FLOAT16, 65519.999999, 0x7bff },      { RUSH_FLOAT16, 65520, 0x7c00 },
        { RUSH_FLOAT16, -1e300, 0xfc00 },                 { RUSH_FLOAT16, 1e-300, 0 },                 { RUSH_FLOAT16, -1e-300, 0x8000 },
        { RUSH_FLOAT16, 0x1p-25 + 0x1p-70, 1 },           { RUSH_BFLOAT16, 1 + 0x1p-8 + 0x1p-40, 0x3f81 }, { RUSH_BFLOAT16, 1 + 0x1p-8, 0x3f80 },
        { RUSH_BFLOAT16, NAN, 0x7fc0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint16_t bits;
        element_store_double(&bits, cases[i].dtype, cases[i].from);
        if (bits != cases[i].bits) fail_msg("%.20g became %04x, not %04x", cases[i].from, bits, cases[i].bits);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_huge_angles), cmocka_unit_test(test_kinks), cmocka_unit_test(test_names), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_inplace_keeps_input), cmocka_unit_test(test_integers), cmocka_unit_test(test_half_from_double),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
