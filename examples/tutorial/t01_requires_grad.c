/* SPDX-License-Identifier: MIT */
/* t01_requires_grad.c - new tensors do not require grad; parameters do, and what a network computes. */
#include <rushlight.h>

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(8, 3, 50, 100));
    printf("x %s\n", rush_requires_grad(x) ? "True" : "False");
    rush_module *net =
        rush_sequential(rush_conv2d_layer(3, 16, 3, .stride = 1), rush_conv2d_layer(16, 32, 3, .stride = 1));
    rush_parameter p;
    for (rush_parameter_iter it = rush_named_parameters(net); rush_next_parameter(&it, &p);)
        printf("%s %s\n", p.name, rush_requires_grad(p.tensor) ? "True" : "False");
    printf("net(x) %s\n", rush_requires_grad(rush_forward(net, x)) ? "True" : "False");
    rush_release(net);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
