/* SPDX-License-Identifier: MIT */
/* test_linalg.c - products and attention: what samples cannot show. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/isa.h"
#include "test.h"

/* ---- equal rows and columns give equal outputs, wherever they lie ---- */

static const void *bytes_of(rush_tensor *t) {
    return rush_get_dtype(t) == RUSH_FLOAT64 ? (const void *)rush_const_data_ptr(t, double) : (const void *)rush_const_data_ptr(t, float);
}

static void assert_all_equal(rush_tensor *t, const char *what) {
    assert_no_error();
    t = rush_contiguous(t);
    const char *p = bytes_of(t);
    size_t size = rush_element_size(t);
    for (int64_t i = 1; i < rush_numel(t); i++)
        if (memcmp(p, p + (size_t)i * size, size) != 0) fail_msg("%s, %s: output %lld differs from output 0", what, isa_name(isa_current()), (long long)i);
}

/* All rows of x are equal, and all of w: one number, 8 x 20 times, by every way the product can be asked for. */
static void equal_outputs(int64_t batch, int64_t outputs, int64_t inputs, rush_dtype dtype) {
    RUSH_SCOPE;
    rush_tensor *row = rush_randn(RUSH_SHAPE(1, inputs), .dtype = dtype), *weights = rush_randn(RUSH_SHAPE(1, inputs), .dtype = dtype);
    rush_tensor *x = rush_contiguous(rush_expand(row, RUSH_SHAPE(batch, inputs))), *w = rush_contiguous(rush_expand(weights, RUSH_SHAPE(outputs, inputs)));
    rush_tensor *xt = rush_t(rush_contiguous(rush_t(x))), *wt = rush_contiguous(rush_t(w)), *bias = rush_full(RUSH_SHAPE(outputs), 0.37, .dtype = dtype);
    assert_all_equal(rush_linear(x, w), "linear");
    assert_all_equal(rush_linear(x, w, .bias = bias), "linear with bias");
    assert_all_equal(rush_linear(xt, w, .bias = bias), "linear of a transposed input");
    assert_all_equal(rush_matmul(x, wt), "matmul");
    assert_all_equal(rush_matmul(xt, wt), "matmul of a transposed input");
    assert_all_equal(rush_matmul(w, rush_t(x)), "matmul, transposed");
    assert_all_equal(rush_mv(w, rush_select(x, 0, 0)), "mv");
    assert_all_equal(rush_mv(rush_t(wt), rush_select(x, 0, 0)), "mv of a transpose");
    assert_all_equal(rush_bmm(rush_unsqueeze(x, 0), rush_unsqueeze(wt, 0)), "bmm");
    assert_all_equal(rush_matmul(rush_expand(rush_unsqueeze(x, 0), RUSH_SHAPE(3, batch, inputs)), wt), "matmul of a batch");
    assert_all_equal(rush_addmm(bias, x, wt), "addmm");
}

static void test_equal_outputs(void **state) {
    (void)state;
    static const int64_t sizes[][3] = { { 8, 20, 3200 }, { 8, 20, 64 }, { 1, 20, 3200 }, { 8, 1, 3200 }, { 67, 45, 330 }, { 5, 3, 7 }, { 200, 130, 40 }, { 1, 1100, 20 } };
    isa_level best = isa_current();
    for (int level = 0; level <= (int)best; level++) {
        if (!isa_set((isa_level)level)) continue;
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            equal_outputs(sizes[i][0], sizes[i][1], sizes[i][2], RUSH_FLOAT32);
            equal_outputs(sizes[i][0], sizes[i][1], sizes[i][2], RUSH_FLOAT64);
        }
    }
    isa_set(best);
}

/* ---- products ---- */

static void assert_name(rush_tensor *t, const char *name) {
    assert_no_error();
    assert_string_equal(rush_node_name(rush_grad_fn(t)), name);
}

static void test_names(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2, 4, 3), .requires_grad = true), *w = rush_ones(RUSH_SHAPE(5, 3), .requires_grad = true);
    rush_tensor *b = rush_ones(RUSH_SHAPE(5), .requires_grad = true), *m = rush_ones(RUSH_SHAPE(4, 3), .requires_grad = true), *v = rush_ones(RUSH_SHAPE(3), .requires_grad = true);
    assert_name(rush_linear(m, w, .bias = b), "AddmmBackward0");
    assert_name(rush_linear(m, w), "MmBackward0");
    assert_name(rush_linear(x, w, .bias = b), "ViewBackward0");
    assert_name(rush_linear(x, w), "UnsafeViewBackward0");
    assert_name(rush_linear(v, w, .bias = b), "AddBackward0");
    assert_name(rush_matmul(v, v), "DotBackward0");
    assert_name(rush_matmul(m, v), "MvBackward0");
    assert_name(rush_matmul(m, rush_t(w)), "MmBackward0");
    assert_name(rush_matmul(x, rush_t(w)), "UnsafeViewBackward0");
    assert_name(rush_matmul(x, rush_transpose(x, 1, 2)), "UnsafeViewBackward0");
}

/* operands that share memory with a result in place are read before they are overwritten */
static void test_in_place(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 1, 2, 3, 4), RUSH_SHAPE(2, 2)), *b = rush_from_data(RUSH_VALUES(float, 1, 1, 0, 1), RUSH_SHAPE(2, 2));
    rush_addmm_(a, a, b);
    assert_values(a, VALUES(2, 5, 6, 11), 0);
    rush_addmm_(a, b, rush_t(a));
    assert_values(a, VALUES(2 + 7, 5 + 17, 6 + 5, 11 + 11), 0);
    rush_addr_(b, rush_select(b, 0, 0), rush_select(b, 0, 1));
    assert_values(b, VALUES(1, 2, 0, 2), 0);
    assert_no_error();
}

/* a column of gradients that sum's backward repeats, and no gradient for what does not want one */
static void test_linear_backward(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(float, 1, 2, 3, 4), RUSH_SHAPE(2, 1, 2));
    rush_tensor *w = rush_from_data(RUSH_VALUES(float, 1, 0, 2, 1, -1, 1), RUSH_SHAPE(3, 2), .requires_grad = true);
    rush_tensor *b = rush_zeros(RUSH_SHAPE(3), .requires_grad = true);
    assert_true(rush_backward(rush_sum(rush_linear(x, w, .bias = b))));
    assert_values(rush_get_grad(w), VALUES(4, 6, 4, 6, 4, 6), 0);
    assert_values(rush_get_grad(b), VALUES(2, 2, 2), 0);
    assert_null(rush_get_grad(x));
    assert_no_error();
}

static void test_integers_wrap(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *a = rush_full(RUSH_SHAPE(3, 40), 100, .dtype = RUSH_UINT8), *b = rush_full(RUSH_SHAPE(40, 2), 7, .dtype = RUSH_UINT8);
    double want = (100 * 7 * 40) % 256;
    assert_values(rush_mm(a, b), VALUES(want, want, want, want, want, want), 0);
}

/* ---- attention ---- */

static double largest_difference(rush_tensor *a, rush_tensor *b) {
    rush_tensor *d = rush_sub(a, b);
    return sqrt(rush_item(rush_max(rush_mul(d, d))));
}

/* With a dropout of almost nothing the long way is taken, and must agree with the fused one, gradients too. */
static void attention_ways(bool causal, rush_tensor *mask) {
    RUSH_SCOPE;
    rush_tensor *in[3], *grads[2][3], *out[2], *g = rush_randn(RUSH_SHAPE(2, 3, 150, 16), .dtype = RUSH_FLOAT64);
    for (int i = 0; i < 3; i++) in[i] = rush_randn(RUSH_SHAPE(2, 3, i ? 290 : 150, 16), .dtype = RUSH_FLOAT64, .requires_grad = true);
    for (int way = 0; way < 2; way++) {
        out[way] = rush_scaled_dot_product_attention(in[0], in[1], in[2], .attn_mask = mask, .is_causal = causal, .dropout_p = way ? 1e-300 : 0);
        rush_tensor *loss = rush_sum(rush_mul(out[way], g));
        assert_true(rush_autograd_grad(&loss, 1, in, grads[way], 3));
    }
    assert_true(largest_difference(out[0], out[1]) < 1e-13);
    for (int i = 0; i < 3; i++) assert_true(largest_difference(grads[0][i], grads[1][i]) < 1e-12);
    assert_no_error();
}

static void test_attention_ways(void **state) {
    (void)state;
    RUSH_SCOPE;
    attention_ways(false, NULL);
    attention_ways(true, NULL);
    attention_ways(false, rush_randn(RUSH_SHAPE(3, 150, 290), .dtype = RUSH_FLOAT64));
    attention_ways(false, rush_gt(rush_randn(RUSH_SHAPE(2, 1, 150, 290)), 0.5));
}

static void test_attention_unseen(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *q = rush_randn(RUSH_SHAPE(2, 4), .requires_grad = true), *k = rush_randn(RUSH_SHAPE(3, 4), .requires_grad = true);
    rush_tensor *mask = rush_from_data(RUSH_VALUES(bool, false, false, false, false, true, false), RUSH_SHAPE(2, 3));
    rush_tensor *y = rush_scaled_dot_product_attention(q, k, k, .attn_mask = mask);
    rush_tensor *second = rush_select(rush_detach(k), 0, 1);
    assert_values(rush_select(y, 0, 0), VALUES(0, 0, 0, 0), 0);
    assert_true(largest_difference(rush_select(y, 0, 1), second) == 0);
    assert_true(rush_backward(rush_sum(y)));
    assert_true(rush_item(rush_sum(rush_get_grad(k))) == 4); /* through v alone */
    assert_no_error();
}

/* heads taken out of [batch, time, heads, size] go back there without a copy */
static void test_attention_layout(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(2, 5, 3, 4)), *q = rush_transpose(x, 1, 2);
    rush_tensor *y = rush_transpose(rush_scaled_dot_product_attention(q, q, q, .is_causal = true), 1, 2);
    assert_true(rush_is_contiguous(y));
}

/* ---- OpenBLAS ---- */

static void test_library(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    assert_false(rush_use_library("no such thing", true));
    assert_error("unknown library 'no such thing'");
    assert_true(rush_use_library("openblas", false));
    rush_tensor *a = rush_randn(RUSH_SHAPE(90, 200)), *b = rush_randn(RUSH_SHAPE(70, 200)), *bias = rush_randn(RUSH_SHAPE(70));
    rush_tensor *ours = rush_linear(a, b, .bias = bias), *wide = rush_linear(rush_to_dtype(a, RUSH_FLOAT64), rush_to_dtype(b, RUSH_FLOAT64));
    char text[2000];
    rush_show_config(text, sizeof text);
    assert_non_null(strstr(text, "openblas: not in use"));
    if (!rush_use_library("openblas", true)) {
        assert_non_null(strstr(rush_error()->message, "openblas cannot be used: "));
        rush_error_clear();
        return;
    }
    rush_show_config(text, sizeof text);
    assert_non_null(strstr(text, "openblas: in use: "));
    assert_true(largest_difference(rush_linear(a, b, .bias = bias), ours) < 1e-4);
    assert_true(largest_difference(rush_linear(rush_to_dtype(a, RUSH_FLOAT64), rush_to_dtype(b, RUSH_FLOAT64)), wide) < 1e-12);
    assert_true(largest_difference(rush_matmul(rush_t(rush_contiguous(rush_t(a))), rush_t(b)), rush_sub(ours, bias)) < 1e-4);
    assert_true(rush_use_library("openblas", false));
    assert_no_error();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_outputs), cmocka_unit_test(test_names), cmocka_unit_test(test_in_place), cmocka_unit_test(test_linear_backward),
        cmocka_unit_test(test_integers_wrap), cmocka_unit_test(test_attention_ways), cmocka_unit_test(test_attention_unseen),
        cmocka_unit_test(test_attention_layout), cmocka_unit_test(test_library),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
