/* SPDX-License-Identifier: MIT */
/* test_optim.c - optimizers step by step, and schedulers, against PyTorch (tests/golden/make_optim.py); gradients to zero; state dicts. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void lcg_values(uint64_t seed, int n, float *out) {
    uint64_t x = seed * UINT64_C(0x9E3779B97F4A7C15);
    for (int i = 0; i < n; i++) {
        x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        out[i] = (float)((double)(x >> 40) / 8388608.0 - 1);
    }
}

static rush_tensor *lcg_tensor(uint64_t seed, rush_shape shape, bool requires_grad) {
    float v[8];
    lcg_values(seed, 8, v);
    return rush_from_data(v, shape, .requires_grad = requires_grad);
}

static rush_optimizer *make_optimizer(const char *name, const rush_list *p) {
    if (!strcmp(name, "sgd")) return rush_sgd(p, 0.1);
    if (!strcmp(name, "sgd_momentum")) return rush_sgd(p, 0.1, .momentum = 0.9);
    if (!strcmp(name, "sgd_dampening")) return rush_sgd(p, 0.1, .momentum = 0.9, .dampening = 0.3, .weight_decay = 0.01);
    if (!strcmp(name, "sgd_nesterov")) return rush_sgd(p, 0.1, .momentum = 0.9, .nesterov = true, .weight_decay = 0.01);
    if (!strcmp(name, "sgd_maximize")) return rush_sgd(p, 0.1, .momentum = 0.5, .maximize = true);
    if (!strcmp(name, "adam")) return rush_adam(p, 0.01);
    if (!strcmp(name, "adam_decay")) return rush_adam(p, 0.01, .beta1 = RUSH_DOUBLE(0.8), .beta2 = RUSH_DOUBLE(0.99), .eps = RUSH_DOUBLE(1e-6), .weight_decay = 0.1);
    if (!strcmp(name, "adam_amsgrad")) return rush_adam(p, 0.01, .amsgrad = true, .maximize = true);
    if (!strcmp(name, "adamw")) return rush_adamw(p, 0.01);
    if (!strcmp(name, "adamw_decay")) return rush_adamw(p, 0.01, .beta2 = RUSH_DOUBLE(0.95), .weight_decay = RUSH_DOUBLE(0.1), .amsgrad = true);
    if (!strcmp(name, "rmsprop")) return rush_rmsprop(p, 0.01);
    if (!strcmp(name, "rmsprop_all"))
        return rush_rmsprop(p, 0.01, .alpha = RUSH_DOUBLE(0.9), .eps = RUSH_DOUBLE(1e-6), .weight_decay = 0.01, .momentum = 0.9, .centered = true);
    if (!strcmp(name, "adagrad")) return rush_adagrad(p, 0.1);
    if (!strcmp(name, "adagrad_all"))
        return rush_adagrad(p, 0.1, .lr_decay = 0.1, .weight_decay = 0.01, .initial_accumulator_value = 0.1, .eps = RUSH_DOUBLE(1e-6));
    return NULL;
}

static double power_of_095(int64_t epoch, void *user) { return (void)user, pow(0.95, (double)epoch); }

static rush_scheduler *make_scheduler(const char *name, rush_optimizer *o) {
    if (!strcmp(name, "step")) return rush_step_lr(o, 4, .gamma = RUSH_DOUBLE(0.5));
    if (!strcmp(name, "multi_step")) return rush_multi_step_lr(o, RUSH_SHAPE(2, 5, 5, 11), .gamma = RUSH_DOUBLE(0.3));
    if (!strcmp(name, "exponential")) return rush_exponential_lr(o, 0.9);
    if (!strcmp(name, "cosine")) return rush_cosine_annealing_lr(o, 10, .eta_min = 0.001);
    if (!strcmp(name, "linear")) return rush_linear_lr(o, .start_factor = RUSH_DOUBLE(0.25), .end_factor = RUSH_DOUBLE(0.75), .total_iters = 8);
    if (!strcmp(name, "one_cycle")) return rush_one_cycle_lr(o, 0.5, 31);
    if (!strcmp(name, "one_cycle_three")) return rush_one_cycle_lr(o, 0.5, 31, .three_phase = true, .linear = true);
    if (!strcmp(name, "lambda")) return rush_lambda_lr(o, power_of_095, NULL);
    if (!strcmp(name, "plateau")) return rush_reduce_lr_on_plateau(o, .factor = RUSH_DOUBLE(0.5), .patience = RUSH_INT(2), .cooldown = 1, .min_lr = 0.01);
    return NULL;
}

/* Compares 20 steps; from step 10 on with a second optimizer that took over the first one's state. */
static void check_optimizer(FILE *f, const char *name) {
    RUSH_SCOPE;
    rush_tensor *p[2] = { lcg_tensor(100, RUSH_SHAPE(7), true), lcg_tensor(101, RUSH_SHAPE(2, 3), true) };
    rush_list *list = rush_list_new(p, 2);
    rush_optimizer *o = make_optimizer(name, list);
    assert_non_null(o);
    for (int t = 0; t < 20; t++) {
        RUSH_SCOPE;
        if (t == 10) {
            rush_optimizer *other = make_optimizer(name, list);
            assert_true(rush_optimizer_load_state_dict(other, rush_optimizer_state_dict(o)));
            rush_release(o);
            o = other;
        }
        rush_set_grad(p[0], lcg_tensor((uint64_t)t + 1, RUSH_SHAPE(7), false));
        rush_set_grad(p[1], lcg_tensor((uint64_t)t + 51, RUSH_SHAPE(2, 3), false));
        assert_true(rush_step(o));
        float got[13];
        assert_true(rush_copy_out(p[0], got, 7));
        assert_true(rush_copy_out(p[1], got + 7, 6));
        for (int i = 0; i < 13; i++) {
            double want;
            assert_int_equal(fscanf(f, "%lf", &want), 1);
            if (fabs(got[i] - want) > 1e-6 * (1 + fabs(want))) fail_msg("%s, step %d, element %d: %.9g, PyTorch %.9g", name, t, i, (double)got[i], want);
        }
    }
    rush_release(o);
}

static void check_scheduler(FILE *f, const char *name) {
    RUSH_SCOPE;
    static const double metric[30] = { 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    rush_tensor *p = rush_zeros(RUSH_SHAPE(1), .requires_grad = true);
    rush_optimizer *o = rush_sgd(rush_list_new(&p, 1), 0.1, .momentum = 0.9);
    rush_scheduler *s = make_scheduler(name, o);
    assert_non_null(s);
    int n;
    assert_int_equal(fscanf(f, "%d", &n), 1);
    for (int t = 0; t < 31; t++)
        for (int k = 0; k < (n == 62 ? 2 : 1); k++) {
            double want, got = rush_optimizer_get(o, 0, k ? "momentum" : "lr");
            assert_int_equal(fscanf(f, "%lf", &want), 1);
            if (fabs(got - want) > 1e-12) fail_msg("%s, step %d: %.17g, PyTorch %.17g", name, t, got, want);
            if (k == (n == 62) && t < 30) assert_true(rush_scheduler_step_metric(s, metric[t]));
        }
    rush_release_all(s, o);
}

static void test_golden(void **state) {
    (void)state;
    FILE *f = fopen(SOURCE_DIR "/tests/golden/optim.txt", "r");
    assert_non_null(f);
    char kind[32], name[64];
    int cases = 0;
    while (fscanf(f, "%31s %63s", kind, name) == 2) {
        if (!strcmp(kind, "optimizer")) check_optimizer(f, name);
        else check_scheduler(f, name);
        cases++;
    }
    fclose(f);
    assert_int_equal(cases, 23);
}

static void test_zero_grad(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *w = rush_from_data(RUSH_VALUES(float, 1, 2, 3), RUSH_SHAPE(3), .requires_grad = true);
    rush_optimizer *o = rush_sgd(rush_list_new(&w, 1), 1.0);
    assert_true(rush_backward(rush_sum(rush_mul(w, w))));
    assert_true(rush_step(o));
    assert_values(w, VALUES(-1, -2, -3), 0);
    rush_tensor *g = rush_get_grad(w);
    assert_true(rush_zero_grad(o));
    assert_ptr_equal(g, rush_get_grad(w)); /* the same gradient … */
    assert_values(g, VALUES(0, 0, 0), 0);  /* … reads as zeros */
    assert_true(rush_zero_grad(o));
    assert_true(rush_backward(rush_sum(rush_mul(w, w))));
    assert_values(g, VALUES(-2, -4, -6), 0);
    rush_tensor *view = rush_select(g, 0, 1); /* an alias must see the zeros and what comes after */
    assert_true(rush_zero_grad(o));
    assert_values(view, VALUES(0), 0);
    assert_true(rush_backward(rush_sum(rush_mul(w, w))));
    assert_values(view, VALUES(-4), 0);
    assert_true(rush_backward(rush_sum(rush_mul(w, w))));
    assert_values(g, VALUES(-4, -8, -12), 0);
    assert_true(rush_zero_grad(o, .set_to_none = true));
    assert_null(rush_get_grad(w));
    rush_release(o);
}

static void test_refusals(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    rush_tensor *w = rush_ones(RUSH_SHAPE(3), .requires_grad = true);
    rush_list *list = rush_list_new(&w, 1);
    assert_null(rush_sgd(list, -1));
    assert_error("Invalid learning rate: -1");
    assert_null(rush_sgd(list, 1, .nesterov = true));
    assert_error("Nesterov momentum requires a momentum and zero dampening");
    rush_optimizer *o = rush_sgd(list, 0.1);
    assert_true(isnan(rush_optimizer_get(o, 0, "beta")));
    assert_error("there is no option 'beta'");
    assert_true(rush_backward(rush_sum(w)));
    assert_null(rush_reshape(w, RUSH_SHAPE(2, 2))); /* an error is pending: nothing changes */
    assert_false(rush_step(o));
    assert_false(rush_zero_grad(o));
    rush_error_clear();
    assert_values(w, VALUES(1, 1, 1), 0);
    assert_values(rush_get_grad(w), VALUES(1, 1, 1), 0);
    rush_release(o);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_golden), cmocka_unit_test(test_zero_grad), cmocka_unit_test(test_refusals) };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
