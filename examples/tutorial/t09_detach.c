/* SPDX-License-Identifier: MIT */
/* t09_detach.c - detach shares memory, and writes through it are noted: backward refuses what was lost. */
#include "show_error.h"

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 7, 0, 0), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *b = rush_add(a, 2);
    rush_print(b);
    rush_tensor *loss = rush_mean(rush_mul(b, b));
    rush_tensor *b_ = rush_detach(b);
    rush_zero_(b_);
    rush_print(b);
    if (!rush_backward(loss)) show_error();
}

int main(void) {
    rush_set_error_quiet(true);
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
