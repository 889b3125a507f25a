/* SPDX-License-Identifier: MIT */
/* 05_cnn.c - a convolutional network tells bars that lie, stand and lean, in noise; then it is tested. */
#include <rushlight.h>

enum { SIDE = 12, CLASSES = 3 };
static const char *const names[CLASSES] = { "lying", "standing", "leaning" };

/* n images [n, 1, SIDE, SIDE] and their classes [n]: bars of five pixels at random places, in noise. */
static void draw(int n, rush_tensor **images, rush_tensor **classes) {
    *images = rush_mul(rush_rand(RUSH_SHAPE(n, 1, SIDE, SIDE)), 0.5);
    *classes = rush_randint(0, CLASSES, RUSH_SHAPE(n));
    float *pixels = rush_mutable_data_ptr(*images, float);
    const int64_t *class = rush_const_data_ptr(*classes, int64_t);
    if (!pixels || !class) return;
    for (int i = 0; i < n; i++) {
        int64_t row = 4 + rush_random_below(NULL, 4), column = 4 + rush_random_below(NULL, 4);
        int64_t down = class[i] != 0, right = class[i] != 1;
        for (int64_t k = -2; k <= 2; k++) pixels[(i * SIDE + row + k * down) * SIDE + column + k * right] = 1;
    }
}

static rush_module *network(void) {
    return rush_sequential(rush_conv2d_layer(1, 8, 3, .padding = 1), rush_relu_layer(),
                           rush_max_pool2d_layer(2), /* [8, 6, 6] */
                           rush_conv2d_layer(8, 16, 3, .padding = 1), rush_relu_layer(),
                           rush_adaptive_avg_pool2d_layer(1), /* [16, 1, 1] */
                           rush_flatten_layer(), rush_linear_layer(16, CLASSES));
}

static void example(void) {
    RUSH_SCOPE;
    rush_manual_seed(0);
    rush_module *net = network();
    rush_print_module(net);
    rush_optimizer *opt = rush_adam(rush_parameters(net), 0.01);
    for (int step = 0; step < 300 && !rush_failed(); step++) {
        RUSH_SCOPE;
        rush_tensor *images, *classes;
        draw(32, &images, &classes);
        rush_tensor *loss = rush_cross_entropy(rush_forward(net, images), classes);
        rush_zero_grad(opt);
        rush_backward(loss);
        rush_step(opt);
    }

    rush_eval(net);
    RUSH_NO_GRAD;
    rush_tensor *images, *classes;
    draw(300, &images, &classes);
    rush_tensor *guess = rush_argmax(rush_forward(net, images), .dim = RUSH_INT(1));
    for (int kind = 0; kind < CLASSES; kind++) {
        rush_tensor *of_class = rush_eq(classes, kind),
                    *right = rush_logical_and(of_class, rush_eq(guess, classes));
        printf("%s: %.0f %% of the new ones right\n", names[kind],
               100 * rush_item(rush_sum(right)) / rush_item(rush_sum(of_class)));
    }
    rush_release_all(opt, net);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
