/* SPDX-License-Identifier: MIT */
/* t12_memory.c - a tensor and plain C memory share elements, both ways (in Python: NumPy). */
#include "show_error.h"

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_zeros(RUSH_SHAPE(3));
    float *memory = rush_mutable_data_ptr(x, float);
    memory[1] = 5;
    rush_print(x);

    float mine[4] = { 1, 2, 3, 4 };
    rush_tensor *y = rush_from_blob(mine, RUSH_SHAPE(2, 2), RUSH_FLOAT32); /* borrowed, not copied */
    rush_mul_(y, 10);
    printf("%g %g %g %g\n", (double)mine[0], (double)mine[1], (double)mine[2], (double)mine[3]);

    rush_tensor *w = rush_rand(RUSH_SHAPE(3, 3), .requires_grad = true);
    rush_tensor *one = rush_detach(rush_to(w, rush_cpu())), *other = rush_to(rush_detach(w), rush_cpu());
    printf("detach and cpu in either order share w's memory: %s\n",
           rush_shares_storage(one, w) && rush_shares_storage(other, w) ? "True" : "False");
    if (!rush_const_data_ptr(w, double)) show_error();
}

int main(void) {
    rush_set_error_quiet(true);
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
