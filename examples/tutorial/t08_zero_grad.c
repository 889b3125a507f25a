/* SPDX-License-Identifier: MIT */
/* t08_zero_grad.c - gradients add up from backward to backward; zero_grad makes them readable zeros. */
#include "simple.h"

static void backward(rush_module *model) {
    RUSH_SCOPE;
    rush_backward(rush_mean(rush_forward(model, simple_images())));
}

static void example(void) {
    RUSH_SCOPE;
    rush_module *model = simple_new();
    simple_fill(model);
    rush_optimizer *optimizer = rush_sgd(rush_parameters(model), 1.0);
    rush_tensor *weight = rush_get_parameter(model, "conv1.weight");
    backward(model);
    rush_tensor *once = rush_clone(rush_get_grad(weight));
    backward(model);
    printf("a second backward doubles it: %s\n",
           rush_item(rush_all(rush_eq(rush_get_grad(weight), rush_mul(once, 2)))) != 0 ? "True" : "False");
    rush_zero_grad(optimizer);
    rush_print(first_row(rush_get_grad(weight)));
    backward(model);
    printf("after zero_grad it is as at first: %s\n",
           rush_item(rush_all(rush_eq(rush_get_grad(weight), once))) != 0 ? "True" : "False");
    rush_release_all(optimizer, model);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
