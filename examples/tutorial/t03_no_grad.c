/* SPDX-License-Identifier: MIT */
/* t03_no_grad.c - inside a no_grad block nothing is recorded; the block's end restores what was before. */
#include <rushlight.h>

static void show(const char *where, rush_tensor *x) {
    printf("%s: (x ** 2).requires_grad %s\n", where, rush_requires_grad(rush_pow(x, 2)) ? "True" : "False");
}

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(3), .requires_grad = true);
    show("outside", x);
    {
        RUSH_NO_GRAD;
        show("inside", x);
    }
    show("after", x);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
