/* SPDX-License-Identifier: MIT */
/* main.c - a program of a user outside the tree: fits a line with the installed library and says which version it ran on. */
#include <rushlight.h>

int main(void) {
    rush_manual_seed(0);
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(64, 3));
    rush_tensor *y = rush_matmul(x, rush_from_data(RUSH_VALUES(float, 1, -2, 3), RUSH_SHAPE(3, 1)));
    rush_module *net = rush_linear_layer(3, 1);
    rush_optimizer *sgd = rush_sgd(rush_parameters(net), 0.1);
    double loss = 1;
    for (int i = 0; i < 200; i++) {
        RUSH_SCOPE;
        rush_tensor *now = rush_mse_loss(rush_forward(net, x), y);
        rush_zero_grad(sgd);
        rush_backward(now);
        rush_step(sgd);
        loss = rush_item(now);
    }
    printf("loss %g\n", loss);
    return rush_failed() || !(loss < 1e-6);
}
