/* SPDX-License-Identifier: MIT */
/* test_basics.c - tensors, scopes, errors, gradients: the first things that must hold. */
#include "test.h"

#include <string.h>

static void test_add(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *a = rush_ones(RUSH_SHAPE(2, 3));
    assert_true(rush_item(rush_sum(rush_add(a, a))) == 12.0);
    assert_values(rush_add(rush_from_data(RUSH_VALUES(float, 1, 2, 3), RUSH_SHAPE(3)), 2), VALUES(3, 4, 5), 0);
    assert_no_error();
}

static void test_backward(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 7, 0, 0), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *b = rush_add(a, 2);
    char text[200];
    rush_to_string(b, text, sizeof text);
    assert_string_equal(text, "tensor([9., 2., 2.], grad_fn=<AddBackward0>)");
    assert_true(rush_backward(rush_mean(rush_mul(b, b))));
    assert_values(rush_get_grad(a), VALUES(6, 4.0 / 3, 4.0 / 3), 1e-6);
}

static void test_modified(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 7, 0, 0), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *b = rush_add(a, 2);
    rush_tensor *loss = rush_mean(rush_mul(b, b));
    rush_zero_(rush_detach(b));
    assert_false(rush_backward(loss));
    assert_non_null(strstr(rush_error()->detail, "saved by mul at"));
    assert_error("one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [3]], which is "
                 "output 0 of AddBackward0, is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed "
                 "to compute its gradient, with torch.autograd.set_detect_anomaly(True).");
}

static void test_inplace_view(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *w = rush_from_data(RUSH_VALUES(float, 5), RUSH_SHAPE(), .requires_grad = true);
    rush_tensor *a = rush_zeros(RUSH_SHAPE(3));
    rush_copy_(rush_select(a, 0, 1), w);
    rush_mul_(a, 3);
    assert_true(rush_backward(rush_sum(rush_mul(a, a))));
    assert_values(rush_get_grad(w), VALUES(90), 0);
}

static void test_double_backward(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 0.5, -1), RUSH_SHAPE(2), .requires_grad = true), *g, *gg;
    rush_tensor *y = rush_sum(rush_tanh(rush_mul(x, x)));
    assert_true(rush_autograd_grad(&y, 1, &x, &g, 1, .create_graph = true));
    rush_tensor *s = rush_sum(g);
    assert_true(rush_autograd_grad(&s, 1, &x, &gg, 1));
    /* d2/dx2 tanh(x^2) = 2 (1 - t^2) - 8 x^2 t (1 - t^2) */
    assert_values(gg, VALUES(1.4194868, -1.7188), 2e-3);
}

static void test_learns(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(float, 0, 0, 0, 1, 1, 0, 1, 1), RUSH_SHAPE(4, 2));
    rush_tensor *y = rush_from_data(RUSH_VALUES(float, 0, 1, 1, 0), RUSH_SHAPE(4, 1));
    rush_tensor *w1 = rush_from_data(RUSH_VALUES(float, 1, 0.5f, -0.7f, 0.9f, 0.3f, -1.1f, 0.8f, 0.6f), RUSH_SHAPE(4, 2), .requires_grad = true);
    rush_tensor *b1 = rush_zeros(RUSH_SHAPE(4), .requires_grad = true);
    rush_tensor *w2 = rush_from_data(RUSH_VALUES(float, 0.6f, -0.5f, 0.8f, 0.4f), RUSH_SHAPE(1, 4), .requires_grad = true);
    rush_tensor *b2 = rush_zeros(RUSH_SHAPE(1), .requires_grad = true);
    rush_tensor *all[] = { w1, b1, w2, b2 };
    double loss = 1;
    for (int i = 0; i < 2000; i++) {
        RUSH_SCOPE;
        rush_tensor *p = rush_linear(rush_tanh(rush_linear(x, w1, .bias = b1)), w2, .bias = b2);
        rush_tensor *d = rush_sub(p, y), *l = rush_mean(rush_mul(d, d));
        assert_true(rush_backward(l));
        RUSH_NO_GRAD;
        for (int k = 0; k < 4; k++) {
            rush_sub_(all[k], rush_get_grad(all[k]), .alpha = RUSH_OPERAND(0.3));
            rush_zero_(rush_get_grad(all[k]));
        }
        loss = rush_item(l);
    }
    assert_no_error();
    assert_true(loss < 1e-3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add), cmocka_unit_test(test_backward), cmocka_unit_test(test_modified), cmocka_unit_test(test_inplace_view),
        cmocka_unit_test(test_double_backward), cmocka_unit_test(test_learns),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
