/* SPDX-License-Identifier: MIT */
/* t02_freezing.c - with every parameter frozen the output does not require grad; no node is made. */
#include <rushlight.h>

static void run(rush_module *net, rush_tensor *x) {
    int64_t before = rush_live_nodes();
    bool wants = rush_requires_grad(rush_forward(net, x));
    printf("net(x) %s, nodes made: %d\n", wants ? "True" : "False", (int)(rush_live_nodes() - before));
}

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(8, 3, 50, 100));
    rush_module *net = rush_sequential(rush_conv2d_layer(3, 16, 3), rush_conv2d_layer(16, 32, 3));
    run(net, x);
    rush_parameter p;
    for (rush_parameter_iter it = rush_named_parameters(net); rush_next_parameter(&it, &p);)
        rush_set_requires_grad(p.tensor, false);
    run(net, x);
    rush_release(net);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
