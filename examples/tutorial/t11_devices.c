/* SPDX-License-Identifier: MIT */
/* t11_devices.c - choosing a device and moving tensors, as on a machine without a GPU. */
#include "show_error.h"

static void example(void) {
    RUSH_SCOPE;
    printf("cuda is available: %s\n", rush_cuda_is_available() ? "True" : "False");
    rush_device device = rush_cuda_is_available() ? rush_cuda(0) : rush_cpu();
    rush_tensor *x = rush_to(rush_rand(RUSH_SHAPE(3, 3)), device);
    char name[32];
    rush_device_name(rush_get_device(x), name, sizeof name);
    printf("x is on %s\n", name);
    printf("moving it to where it is gives the tensor itself: %s\n",
           rush_to(x, rush_cpu()) == x ? "True" : "False");
    if (!rush_to(x, rush_cuda(0))) show_error();
}

int main(void) {
    rush_set_error_quiet(true);
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
