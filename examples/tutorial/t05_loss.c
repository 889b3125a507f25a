/* SPDX-License-Identifier: MIT */
/* t05_loss.c - cross entropy of equal logits: the loss is ln 20 for 20 classes. */
#include "simple.h"

static void example(void) {
    RUSH_SCOPE;
    rush_module *model = simple_new();
    simple_fill(model);
    rush_tensor *output = rush_forward(model, simple_images());
    printf("torch.Size([%d, %d])\n", (int)rush_size(output, 0), (int)rush_size(output, 1));
    printf("loss %.4f\n", rush_item(rush_cross_entropy(output, simple_targets())));
    rush_release(model);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
