/* SPDX-License-Identifier: MIT */
/* conv_bench.c - GFLOP/s of conv2d's forward, input gradient and weight gradient on layers of small nets and
   of ResNet-18 at 32x32, and GB/s of max pooling. Best of several rounds. Usage: conv_bench [threads
   [milliseconds per measurement [layer]]] */
#include <math.h>
#include <rushlight.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct layer {
    const char *name;
    int64_t n, c, k, size, kernel, stride, padding, groups;
} layer;

static const layer layers[] = {
    { "tutorial 1", 8, 3, 16, 10, 3, 1, 1, 1 },       { "tutorial 2", 8, 16, 32, 10, 3, 1, 1, 1 },
    { "LeNet 1", 64, 1, 32, 28, 3, 1, 1, 1 },         { "LeNet 2", 64, 32, 64, 14, 3, 1, 1, 1 },
    { "ResNet stem", 32, 3, 64, 32, 3, 1, 1, 1 },     { "ResNet 64", 32, 64, 64, 32, 3, 1, 1, 1 },
    { "64 to 128 / 2", 32, 64, 128, 32, 3, 2, 1, 1 }, { "ResNet 128", 32, 128, 128, 16, 3, 1, 1, 1 },
    { "ResNet 256", 32, 256, 256, 8, 3, 1, 1, 1 },    { "ResNet 512", 32, 512, 512, 4, 3, 1, 1, 1 },
    { "1x1 / 2", 32, 64, 128, 32, 1, 2, 0, 1 },       { "1x1", 32, 256, 128, 16, 1, 1, 0, 1 },
    { "depthwise", 16, 64, 64, 32, 3, 1, 1, 64 },     { "7x7 / 2", 4, 3, 64, 112, 7, 2, 3, 1 },
};

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

enum { FORWARD, INPUT, WEIGHT };

/* Seconds of the forward pass, or of the backward pass by one of the two. */
static double once(const layer *l, rush_tensor *x, rush_tensor *w, rush_tensor *g, int what) {
    RUSH_SCOPE;
    double begin = seconds();
    rush_tensor *y = rush_conv2d(x, w, .stride = l->stride, .padding = l->padding, .groups = l->groups),
                *grad;
    if (what != FORWARD) {
        rush_tensor *by = what == INPUT ? x : w;
        begin = seconds();
        if (!rush_autograd_grad(&y, 1, &by, &grad, 1, .grad_outputs = &g)) exit(1);
    }
    if (!y) exit(1);
    return seconds() - begin;
}

static void measure(const layer *l, double length) {
    RUSH_SCOPE;
    double flops = 0, best[3] = { HUGE_VAL, HUGE_VAL, HUGE_VAL };
    printf("%-14s", l->name);
    for (int what = FORWARD; what <= WEIGHT; what++) {
        rush_tensor *x = rush_randn(RUSH_SHAPE(l->n, l->c, l->size, l->size), .requires_grad = what == INPUT);
        rush_tensor *w = rush_randn(RUSH_SHAPE(l->k, l->c / l->groups, l->kernel, l->kernel),
                                    .requires_grad = what == WEIGHT);
        rush_tensor *g = rush_randn(
            rush_sizes(rush_conv2d(x, w, .stride = l->stride, .padding = l->padding, .groups = l->groups)));
        flops = 2e-9 * (double)rush_numel(g) * (double)(l->c / l->groups * l->kernel * l->kernel);
        for (double end = seconds() + length; seconds() < end;)
            best[what] = fmin(best[what], once(l, x, w, g, what));
        printf("  %9.3f ms %7.1f", best[what] * 1e3, flops / best[what]);
    }
    printf("\n");
    fflush(stdout);
}

static void pooling(double length) {
    static const int64_t shapes[][4] = { { 64, 32, 28, 28 }, { 64, 64, 14, 14 }, { 8, 16, 64, 64 } };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        RUSH_SCOPE;
        rush_tensor *x = rush_randn(((rush_shape){ shapes[i], 4 }));
        double best = HUGE_VAL;
        for (double end = seconds() + length; seconds() < end;) {
            RUSH_SCOPE;
            double start = seconds();
            if (!rush_max_pool2d(x, RUSH_SHAPE(2))) exit(1);
            best = fmin(best, seconds() - start);
        }
        printf("max_pool2d 2x2 of [%d, %d, %d, %d]: %.1f GB/s\n", (int)shapes[i][0], (int)shapes[i][1],
               (int)shapes[i][2], (int)shapes[i][3], (double)rush_numel(x) * 5 / best * 1e-9);
    }
}

int main(int argc, char **argv) {
    if (!rush_set_num_threads(argc > 1 ? atoi(argv[1]) : 1)) return 2;
    double length = (argc > 2 ? atof(argv[2]) : 100) * 1e-3;
    printf("%-14s  %-20s  %-20s  %-20s\n", "", "forward, GFLOP/s", "by the input", "by the weight");
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        if (argc < 4 || strcmp(argv[3], layers[i].name) == 0) measure(&layers[i], length);
    if (argc < 4) pooling(length);
    return 0;
}
