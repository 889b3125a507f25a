/* SPDX-License-Identifier: MIT */
/* t04_own_module.c - a module of one's own (simple.h), filled through .data, printed as PyTorch prints. */
#include "simple.h"

static void example(void) {
    RUSH_SCOPE;
    rush_module *model = simple_new();
    simple_fill(model);
    rush_train(model);
    rush_print_module(model);
    rush_parameter p;
    for (rush_parameter_iter it = rush_named_parameters(model); rush_next_parameter(&it, &p);)
        printf("%s: %d numbers from %g to %g\n", p.name, (int)rush_numel(p.tensor),
               rush_item(rush_min(p.tensor)), rush_item(rush_max(p.tensor)));
    rush_release(model);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
