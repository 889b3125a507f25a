/* SPDX-License-Identifier: MIT */
/* 01_gradients.c - gradients, detach and .data, and what happens when a value that backward needs was overwritten (tutorial T3, T9, T10). */
#include <rushlight.h>

int main(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(3), .requires_grad = true);
    printf("outside no_grad: %d\n", rush_requires_grad(rush_pow(x, 2)));
    {
        RUSH_NO_GRAD;
        printf("inside: %d\n", rush_requires_grad(rush_pow(x, 2)));
    }
    printf("after: %d\n", rush_requires_grad(rush_pow(x, 2)));

    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 7, 0, 0), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *b = rush_add(a, 2);
    rush_print(b);
    rush_backward(rush_mean(rush_mul(b, b)));
    rush_print(rush_get_grad(a));

    rush_tensor *c = rush_add(a, 2), *loss = rush_mean(rush_mul(c, c));
    rush_zero_(rush_detach(c)); /* shares the memory, and the write is noted */
    rush_print(c);
    rush_set_error_quiet(true);
    if (!rush_backward(loss)) {
        printf("%s\n%s", rush_error()->message, rush_error()->detail);
        rush_error_clear();
    }
    rush_set_data_check(true); /* the same through .data, which PyTorch lets pass with a wrong gradient */
    rush_tensor *d = rush_add(a, 2), *other = rush_mean(rush_mul(d, d));
    rush_zero_(rush_data(d));
    if (!rush_backward(other)) {
        printf("%s\n%s", rush_error()->message, rush_error()->detail);
        rush_error_clear();
    }
    return rush_failed();
}
