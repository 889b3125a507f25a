/* SPDX-License-Identifier: MIT */
/* 01_gradients.c - gradients: of one value, of several, of higher order, and a hook that sees one pass by. */
#include <rushlight.h>

static rush_tensor *print_gradient(rush_tensor *grad, void *name) {
    printf("%s: ", (const char *)name);
    rush_print(grad);
    return NULL; /* leaves it as it is */
}

static void example(void) {
    RUSH_SCOPE;
    /* loss = mean of b squared, b = a + 2: d loss / d a = 2 b / 3 */
    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 7, 0, 0), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *b = rush_add(a, 2);
    rush_print(b);
    static char name[] = "on its way to a";
    rush_register_hook(b, print_gradient, .user = name);
    rush_backward(rush_mean(rush_mul(b, b)));
    rush_print(rush_get_grad(a));

    /* y = x cubed: the gradient is recorded too, so that it can be differentiated again */
    rush_tensor *x = rush_full(RUSH_SHAPE(), 2.0, .requires_grad = true), *y = rush_pow(x, 3);
    rush_tensor *first, *second;
    if (!rush_autograd_grad(&y, 1, &x, &first, 1, .create_graph = true)) return;
    if (!rush_autograd_grad(&first, 1, &x, &second, 1)) return;
    printf("y = %g, y' = %g, y'' = %g\n", rush_item(y), rush_item(first), rush_item(second));
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
