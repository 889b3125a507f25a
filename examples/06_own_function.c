/* SPDX-License-Identifier: MIT */
/* 06_own_function.c - functions with a derivative of one's own, checked; and one that was got wrong. */
#include <rushlight.h>
#include <string.h>

/* y = x cubed */
static rush_tensor *cube_forward(rush_context *ctx, rush_tensor *const *in) {
    rush_save_for_backward(ctx, in[0]);
    return rush_pow(in[0], 3);
}

/* dy/dx = 3 x squared; made of tensor ops, so that it has a derivative too */
static bool cube_backward(rush_context *ctx, rush_tensor *const *grad_out, rush_tensor **grad_in) {
    grad_in[0] = rush_mul(grad_out[0], rush_mul(rush_pow(rush_saved(ctx, 0), 2), 3));
    return grad_in[0] != NULL;
}

static bool cube_backward_wrong(rush_context *ctx, rush_tensor *const *grad_out, rush_tensor **grad_in) {
    grad_in[0] = rush_mul(grad_out[0], rush_mul(rush_pow(rush_saved(ctx, 0), 2), 2));
    return grad_in[0] != NULL;
}

static const rush_function cube = {
    .name = "Cube", .inputs = 1, .forward = cube_forward, .backward = cube_backward
};
static const rush_function wrong_cube = {
    .name = "WrongCube", .inputs = 1, .forward = cube_forward, .backward = cube_backward_wrong
};

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 1, 2, 3), RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *y = rush_function_apply(&cube, x);
    rush_print(y);
    rush_backward(rush_sum(y));
    rush_print(rush_get_grad(x));
    printf("first and second derivative agree with differences: %s\n",
           rush_function_gradcheck(&cube, x) ? "True" : "False");
    if (!rush_function_gradcheck(&wrong_cube, x)) {
        const char *message = rush_error()->message; /* its first line; then the two matrices */
        printf("the wrong one: %.*s\n", (int)strcspn(message, ",\n"), message);
        rush_error_clear();
    }
}

int main(void) {
    rush_set_error_quiet(true); /* the error is shown here */
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
