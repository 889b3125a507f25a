/* SPDX-License-Identifier: MIT */
/* t06_gradient.c - a gradient before and after backward, by an accurate and by a naive log-softmax.

   All weights are equal, so all logits are equal and the exact gradient is 0. log-softmax as x - logsumexp(x)
   rounds the sum to 1/1024, because the logits are 9830.4: the 20 probabilities add up to 0.99964, and what
   is printed is this error. cross_entropy subtracts the maximum first, and keeps the digits. */
#include "simple.h"

static rush_tensor *accurate(rush_tensor *logits, rush_tensor *targets) {
    return rush_cross_entropy(logits, targets);
}

static rush_tensor *naive(rush_tensor *logits, rush_tensor *targets) {
    rush_tensor *log_p = rush_sub(logits, rush_logsumexp(logits, RUSH_SHAPE(1), .keepdim = true));
    return rush_nll_loss(log_p, targets);
}

static void show(const char *name, rush_tensor *(*criterion)(rush_tensor *logits, rush_tensor *targets)) {
    RUSH_SCOPE;
    rush_module *model = simple_new();
    simple_fill(model);
    rush_tensor *weight = rush_get_parameter(model, "conv1.weight");
    rush_tensor *loss = criterion(rush_forward(model, simple_images()), simple_targets());
    printf("%s: loss %.4f\n", name, rush_item(loss));
    printf("conv1.weight.grad before backward: %s\n", rush_get_grad(weight) ? "there" : "None");
    rush_backward(loss);
    printf("conv1.weight.grad[0][0][0] after, to four digits: ");
    rush_print(rush_add(rush_round(first_row(rush_get_grad(weight)), .decimals = 4), 0)); /* + 0: no -0 */
    rush_release(model);
}

int main(void) {
    show("cross_entropy", accurate);
    show("x - logsumexp(x)", naive);
    return rush_failed() || rush_live_tensors() != 0;
}
