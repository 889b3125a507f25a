/* SPDX-License-Identifier: MIT */
/* t14_to_array.c - all elements into an array of one's own, in row-major order (in Python: tolist). */
#include <rushlight.h>

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_t(rush_view(rush_arange(6), RUSH_SHAPE(2, 3))); /* int64 [3, 2], not contiguous */
    double rows[3][2];
    if (!rush_copy_out(x, &rows[0][0], 6)) return;
    for (int i = 0; i < 3; i++) printf("[%g, %g]\n", rows[i][0], rows[i][1]);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
