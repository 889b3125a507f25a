/* SPDX-License-Identifier: MIT */
/* test_loss.c - losses, where samples cannot show it: binary cross entropy, large logits, the graph, running statistics. */
#include <math.h>
#include <string.h>

#include "test.h"

/* values and gradients of PyTorch 1.13.1 */
static void binary_cross_entropy(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 0.25, 0.5, 0.9), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *t = rush_from_data(RUSH_VALUES(double, 1, 0.5, 0), RUSH_SHAPE(3)), *w = rush_from_data(RUSH_VALUES(double, 1, 2, 3), RUSH_SHAPE(3));
    rush_tensor *each = rush_binary_cross_entropy(x, t, .weight = w, .reduction = "none");
    assert_values(each, VALUES(1.3862943611198906, 1.3862943611198906, 6.907755278982137), 1e-12);
    rush_backward(rush_binary_cross_entropy(x, t, .weight = w));
    assert_values(rush_get_grad(x), VALUES(-1.3333333333333333, 0, 10), 1e-12);
    rush_tensor *edge = rush_from_data(RUSH_VALUES(float, 0, 1), RUSH_SHAPE(2)), *other = rush_from_data(RUSH_VALUES(float, 1, 0), RUSH_SHAPE(2));
    assert_values(rush_binary_cross_entropy(edge, other, .reduction = "none"), VALUES(100, 100), 0);
    assert_no_error();
    assert_null(rush_binary_cross_entropy(rush_from_data(RUSH_VALUES(float, 0.5, 1.5), RUSH_SHAPE(2)), other));
    assert_error("all elements of input should be between 0 and 1");
}

/* both of its derivatives, of the second order too: d2/dx2 of -(t log x + (1 - t) log(1 - x)) is t / x^2 + (1 - t) / (1 - x)^2 */
static void binary_cross_entropy_twice(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 0.25, 0.5), RUSH_SHAPE(2), .requires_grad = true);
    rush_tensor *t = rush_from_data(RUSH_VALUES(double, 0.75, 0), RUSH_SHAPE(2), .requires_grad = true), *loss = rush_binary_cross_entropy(x, t, .reduction = "sum");
    rush_tensor *inputs[] = { x, t }, *g[2], *second[1];
    assert_true(rush_autograd_grad(&loss, 1, inputs, g, 2, .create_graph = true));
    assert_values(g[0], VALUES(-0.5 / 0.1875, 2), 1e-12);
    assert_values(g[1], VALUES(log(3), 0), 1e-12);
    rush_tensor *sum = rush_sum(g[0]);
    assert_true(rush_autograd_grad(&sum, 1, inputs, second, 1));
    assert_values(second[0], VALUES(0.75 / 0.0625 + 0.25 / 0.5625, 4), 1e-9);
    assert_no_error();
}

/* 20 equal logits of 9830.4: the probabilities must be 1/20, the gradients of a row add up to 0 */
static void large_equal_logits(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_full(RUSH_SHAPE(3, 20), 9830.4, .requires_grad = true), *t = rush_zeros(RUSH_SHAPE(3), .dtype = RUSH_INT64);
    rush_tensor *loss = rush_cross_entropy(x, t);
    assert_true(fabs(rush_item(loss) - log(20)) < 1e-6);
    rush_backward(loss);
    float sums[3];
    rush_copy_out(rush_sum_dim(rush_get_grad(x), RUSH_SHAPE(1)), sums, 3);
    for (int i = 0; i < 3; i++) assert_true(fabsf(sums[i]) < 1e-6f);
    /* the other order shows its rounding: the logits' unit is 1/1024, so that the probabilities add up to 0.9996 */
    rush_tensor *naive = rush_exp(rush_sub(x, rush_logsumexp(x, RUSH_SHAPE(1), .keepdim = true)));
    double total = rush_item(rush_sum(rush_select(naive, 0, 0)));
    assert_true(fabs(total - 0.99964) < 2e-5);
    assert_no_error();
}

static void names(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2, 3), .requires_grad = true), *t = rush_zeros(RUSH_SHAPE(2), .dtype = RUSH_INT64);
    assert_string_equal(rush_node_name(rush_grad_fn(rush_cross_entropy(x, t))), "NllLossBackward0");
    assert_string_equal(rush_node_name(rush_grad_fn(rush_nll_loss(x, t))), "NllLossBackward0");
    rush_tensor *mean = rush_zeros(RUSH_SHAPE(3)), *var = rush_ones(RUSH_SHAPE(3));
    assert_string_equal(rush_node_name(rush_grad_fn(rush_batch_norm(x, mean, var))), "NativeBatchNormBackward0");
    assert_string_equal(rush_node_name(rush_grad_fn(rush_layer_norm(x, RUSH_SHAPE(3)))), "NativeLayerNormBackward0");
    assert_no_error();
}

/* every row ignored: the loss is NaN, the gradient 0 */
static void all_ignored(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2, 3), .requires_grad = true), *t = rush_zeros(RUSH_SHAPE(2), .dtype = RUSH_INT64);
    rush_tensor *loss = rush_cross_entropy(x, t, .ignore_index = RUSH_INT(0));
    assert_true(isnan(rush_item(loss)));
    rush_backward(loss);
    assert_values(rush_get_grad(x), VALUES(0, 0, 0, 0, 0, 0), 0);
    assert_null(rush_cross_entropy(x, rush_full(RUSH_SHAPE(2), 5, .dtype = RUSH_INT64)));
    assert_error("Target 5 is out of bounds.");
}

/* running = 0.7 running + 0.3 (mean | unbiased variance), in training only */
static void running_statistics(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 1, 10, 3, 20, 5, 30), RUSH_SHAPE(3, 2));
    rush_tensor *mean = rush_zeros(RUSH_SHAPE(2)), *var = rush_ones(RUSH_SHAPE(2));
    rush_batch_norm(x, mean, var, .momentum = RUSH_DOUBLE(0.3));
    assert_values(mean, VALUES(0, 0), 0);
    rush_batch_norm(x, mean, var, .training = true, .momentum = RUSH_DOUBLE(0.3));
    assert_values(mean, VALUES(0.9, 6), 1e-6);
    assert_values(var, VALUES(0.7 + 0.3 * 4, 0.7 + 0.3 * 100), 1e-5);
    /* instance_norm: the mean over the batch of what each entry makes of them */
    rush_tensor *one = rush_from_data(RUSH_VALUES(double, 1, 3, 10, 30), RUSH_SHAPE(2, 1, 2)), *m = rush_zeros(RUSH_SHAPE(1)), *v = rush_ones(RUSH_SHAPE(1));
    rush_instance_norm(one, .running_mean = m, .running_var = v, .momentum = RUSH_DOUBLE(0.5));
    assert_values(m, VALUES(5.5), 1e-6);
    assert_values(v, VALUES(0.5 + 0.5 * (2 + 200) / 2), 1e-5);
    assert_no_error();
}

/* what no sample of test_ops can ask for: probabilities, so many that the work is cut */
static void binary_cross_entropy_threads(void **state) {
    (void)state;
    RUSH_SCOPE;
    static const int counts[] = { 1, 2, 3, 5, 16 };
    enum { N = 70001 };
    static float first[N + 1], now[N + 1];
    int before = rush_get_num_threads();
    rush_tensor *x = rush_set_requires_grad(rush_sigmoid(rush_sin(rush_arange(N, .dtype = RUSH_FLOAT32))), true);
    rush_tensor *t = rush_sigmoid(rush_arange(N, .dtype = RUSH_FLOAT32));
    for (int i = 0; i < 5; i++) {
        RUSH_SCOPE;
        rush_set_num_threads(counts[i]);
        rush_set_grad(x, NULL);
        rush_tensor *loss = rush_binary_cross_entropy(x, t);
        rush_backward(loss);
        now[N] = (float)rush_item(loss);
        assert_true(rush_copy_out(rush_get_grad(x), now, N));
        if (i == 0) memcpy(first, now, sizeof now);
        assert_memory_equal(first, now, sizeof now);
    }
    rush_set_num_threads(before);
    assert_no_error();
}

int main(void) {
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binary_cross_entropy), cmocka_unit_test(binary_cross_entropy_twice), cmocka_unit_test(large_equal_logits), cmocka_unit_test(names),
        cmocka_unit_test(all_ignored), cmocka_unit_test(running_statistics),
        cmocka_unit_test(binary_cross_entropy_threads),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
