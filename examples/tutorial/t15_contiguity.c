/* SPDX-License-Identifier: MIT */
/* t15_contiguity.c - strides, views that share a storage, and which shapes can be had without a copy. */
#include "show_error.h"

static void show(const char *name, rush_tensor *t, rush_tensor *base) {
    printf("%s: size (", name);
    for (int64_t i = 0; i < rush_dim(t); i++) printf("%s%d", i ? ", " : "", (int)rush_size(t, i));
    printf("), stride (");
    for (int64_t i = 0; i < rush_dim(t); i++) printf("%s%d", i ? ", " : "", (int)rush_stride(t, i));
    printf("), contiguous %s, shares storage %s\n", rush_is_contiguous(t) ? "True" : "False",
           rush_shares_storage(t, base) ? "True" : "False");
}

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *t = rush_view(rush_arange(6), RUSH_SHAPE(2, 3)), *turned = rush_t(t);
    show("t", t, t);
    show("t.t()", turned, t);
    show("t.transpose(0, 1)", rush_transpose(t, 0, 1), t);
    show("t.view(1, 2, 3).permute(2, 0, 1)",
         rush_permute(rush_view(t, RUSH_SHAPE(1, 2, 3)), RUSH_SHAPE(2, 0, 1)), t);
    if (!rush_view(turned, RUSH_SHAPE(6))) show_error();
    rush_print(rush_reshape(turned, RUSH_SHAPE(6)));
    rush_print(rush_view(rush_contiguous(turned), RUSH_SHAPE(6)));
    show("t.t().contiguous()", rush_contiguous(turned), t);
}

int main(void) {
    rush_set_error_quiet(true);
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
