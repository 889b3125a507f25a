/* SPDX-License-Identifier: MIT */
/* 03_linear_regression.c - a line through points: y = 2 x - 1, with noise, by gradient descent. */
#include <rushlight.h>

static void example(void) {
    RUSH_SCOPE;
    rush_manual_seed(0);
    rush_tensor *x = rush_linspace(-1, 1, 100), *noise = rush_mul(rush_randn(RUSH_SHAPE(100, 1)), 0.1);
    x = rush_unsqueeze(x, 1); /* [100, 1]: 100 samples of one feature */
    rush_tensor *y = rush_add(rush_sub(rush_mul(x, 2), 1), noise);

    rush_module *line = rush_linear_layer(1, 1);
    rush_optimizer *opt = rush_sgd(rush_parameters(line), 0.1);
    for (int step = 0; step <= 200 && !rush_failed(); step++) {
        RUSH_SCOPE; /* this step's tensors go at its end */
        rush_tensor *loss = rush_mse_loss(rush_forward(line, x), y);
        if (step % 50 == 0) printf("step %3d  loss %.4f\n", step, rush_item(loss));
        rush_zero_grad(opt);
        rush_backward(loss);
        rush_step(opt);
    }
    printf("y = %.2f x %+.2f\n", rush_item(rush_get_parameter(line, "weight")),
           rush_item(rush_get_parameter(line, "bias")));
    rush_release_all(opt, line);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
