/* SPDX-License-Identifier: MIT */
/* t10_data.c - .data shares the memory, and a write through it is not noted: the gradient is wrong without a
   word, unless the data check is on. */
#include "show_error.h"

static void run(const char *what, bool overwrite, bool check) {
    RUSH_SCOPE;
    rush_set_data_check(check);
    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 7, 0, 0), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *b = rush_add(a, 2);
    rush_tensor *loss = rush_mean(rush_mul(b, b));
    if (overwrite) rush_zero_(rush_data(b));
    printf("%s: ", what);
    if (rush_backward(loss)) rush_print(rush_get_grad(a));
    else show_error();
}

int main(void) {
    rush_set_error_quiet(true);
    run("untouched", false, false);
    run("overwritten, as in PyTorch", true, false);
    run("overwritten, with the check on", true, true);
    return rush_failed() || rush_live_tensors() != 0;
}
