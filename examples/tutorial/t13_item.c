/* SPDX-License-Identifier: MIT */
/* t13_item.c - the one number of a tensor with one element, of any dtype; more elements are an error. */
#include "show_error.h"

static void example(void) {
    RUSH_SCOPE;
    rush_manual_seed(0);
    rush_tensor *x = rush_randn(RUSH_SHAPE(1), .requires_grad = true);
    printf("%.4f\n", rush_item(x));
    printf("%d\n", (int)rush_item_int(rush_sum(rush_arange(5))));
    rush_item(rush_randn(RUSH_SHAPE(3)));
    show_error();
}

int main(void) {
    rush_set_error_quiet(true);
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
