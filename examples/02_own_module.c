/* SPDX-License-Identifier: MIT */
/* 02_own_module.c - a module of one's own, the loss, a step of SGD, gradients to zero (tutorial T1, T2, T4 to T8). */
#include <rushlight.h>

typedef struct simple_net { rush_module base; rush_module *conv1, *conv2, *linear; } simple_net;

static rush_tensor *simple_forward(rush_module *self, rush_tensor *x) {
    simple_net *net = (simple_net *)(void *)self;
    x = rush_forward(net->conv2, rush_forward(net->conv1, x));
    return rush_forward(net->linear, rush_flatten(x, 1, -1));
}

static rush_module *simple_new(void) {
    simple_net *net = RUSH_MODULE_NEW(simple_net, "Simple", .forward = simple_forward);
    if (!net) return NULL;
    net->conv1 = rush_add_module(&net->base, "conv1", rush_conv2d_layer(3, 16, 3, .padding = 1, .no_bias = true));
    net->conv2 = rush_add_module(&net->base, "conv2", rush_conv2d_layer(16, 32, 3, .padding = 1, .no_bias = true));
    net->linear = rush_add_module(&net->base, "linear", rush_linear_layer(32 * 10 * 10, 20, .no_bias = true));
    return &net->base;
}

static void fill(rush_module *net) {
    rush_parameter p;
    for (rush_parameter_iter it = rush_named_parameters(net); rush_next_parameter(&it, &p);) rush_fill_(rush_data(p.tensor), 0.1);
}

static rush_tensor *first_row(rush_tensor *t) { return rush_select(rush_select(rush_select(t, 0, 0), 0, 0), 0, 0); }

int main(void) {
    RUSH_SCOPE;
    rush_module *net = simple_new();
    rush_print_module(net);
    fill(net);
    rush_optimizer *sgd = rush_sgd(rush_parameters(net), 1.0);
    int64_t classes[8] = { 1, 1, 1, 1, 1, 1, 1, 1 };
    rush_tensor *images = rush_ones(RUSH_SHAPE(8, 3, 10, 10)), *targets = rush_from_data(classes, RUSH_SHAPE(8));
    rush_tensor *weight = rush_get_parameter(net, "conv1.weight"), *out = rush_forward(net, images);
    rush_tensor *loss = rush_cross_entropy(out, targets);
    printf("output [%ld, %ld], loss %.4f\n", (long)rush_size(out, 0), (long)rush_size(out, 1), rush_item(loss));
    printf("gradient before backward: %s\n", rush_get_grad(weight) ? "there" : "None");
    rush_backward(loss);
    printf("the exact gradient is 0; ours is below 1e-4: %d\n", rush_item(rush_max(rush_abs(rush_get_grad(weight)))) < 1e-4);
    rush_zero_grad(sgd);
    rush_print(first_row(rush_get_grad(weight)));

    /* log-softmax as x - logsumexp(x), and its gradient by hand: the digits are lost where 9830.4 meets 1/1024 */
    fill(net);
    out = rush_forward(net, images);
    rush_tensor *logp = rush_sub(out, rush_logsumexp(out, RUSH_SHAPE(1), .keepdim = true));
    rush_tensor *p = rush_sub(rush_exp(rush_detach(logp)), rush_to(rush_one_hot(targets, .num_classes = RUSH_INT(20)), RUSH_FLOAT32));
    rush_backward(out, .gradient = rush_div(p, 8));
    rush_print(first_row(rush_get_grad(weight)));
    rush_step(sgd);
    rush_print(first_row(weight));
    int status = rush_failed();
    rush_release_all(net, sgd);
    return status;
}
