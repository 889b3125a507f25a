/* SPDX-License-Identifier: MIT */
/* t07_sgd.c - a step of SGD: with lr = 1 the weight becomes exactly weight - grad. */
#include "simple.h"

static void example(void) {
    RUSH_SCOPE;
    rush_module *model = simple_new();
    simple_fill(model);
    rush_optimizer *optimizer = rush_sgd(rush_parameters(model), 1.0);
    rush_tensor *weight = rush_get_parameter(model, "conv1.weight"),
                *before = rush_clone(rush_detach(weight));
    rush_print(first_row(weight));
    /* T6's naive loss: its gradient can be seen */
    rush_tensor *logits = rush_forward(model, simple_images());
    rush_tensor *log_p = rush_sub(logits, rush_logsumexp(logits, RUSH_SHAPE(1), .keepdim = true));
    rush_backward(rush_nll_loss(log_p, simple_targets()));
    rush_print(first_row(rush_get_grad(weight)));
    rush_step(optimizer);
    rush_print(first_row(weight));
    rush_tensor *same = rush_eq(rush_detach(weight), rush_sub(before, rush_get_grad(weight)));
    printf("weight == before - 1.0 * grad: %s\n", rush_item(rush_all(same)) != 0 ? "True" : "False");
    rush_release_all(optimizer, model);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
