/* SPDX-License-Identifier: MIT */
/* reduce_bench.c - GB/s (least memory traffic) of reductions, softmax, normalisations and losses on one thread, forward and backward.
     reduce_bench [threads]
   A line for each: name, GB/s forward, GB/s forward and backward together (0: not measured). */
#include <rushlight.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef enum kind { SUM, SUM_ROWS, SUM_COLUMNS, MAX_ROWS, SOFTMAX, LAYER_NORM, BATCH_NORM, CROSS_ENTROPY, MSE } kind;
static rush_tensor *x, *other, *target, *weight, *bias, *image, *channel_weight, *channel_bias;

static rush_tensor *forward(kind k) {
    switch (k) {
    case SUM: return rush_sum(x);
    case SUM_ROWS: return rush_sum_dim(x, RUSH_SHAPE(1));
    case SUM_COLUMNS: return rush_sum_dim(x, RUSH_SHAPE(0));
    case MAX_ROWS: return rush_max_dim(x, 1);
    case SOFTMAX: return rush_softmax(x, 1);
    case LAYER_NORM: return rush_layer_norm(x, RUSH_SHAPE(256), .weight = weight, .bias = bias);
    case BATCH_NORM: return rush_batch_norm(image, NULL, NULL, .weight = channel_weight, .bias = channel_bias, .training = true);
    case CROSS_ENTROPY: return rush_cross_entropy(x, target);
    default: return rush_mse_loss(x, other);
    }
}

/* best of several runs; back: with a backward pass from a gradient of ones */
static double seconds(kind k, bool back) {
    double best = 1e9;
    RUSH_SCOPE;
    rush_tensor *ones = NULL;
    for (int i = 0; i < 60; i++) {
        RUSH_SCOPE;
        double t = now();
        if (back) {
            rush_tensor *y = forward(k), *inputs[] = { k == BATCH_NORM ? image : x }, *g[1];
            if (rush_dim(y) && !ones) ones = rush_escape(rush_ones_like(y));
            rush_autograd_grad(&y, 1, inputs, g, 1, .grad_outputs = rush_dim(y) ? &ones : NULL);
        } else {
            RUSH_NO_GRAD;
            forward(k);
        }
        t = now() - t;
        if (t < best) best = t;
    }
    return best;
}

int main(int argc, char **argv) {
    static const struct { const char *name; double forward, back; } rows[] = { /* traffic in elements of x */
        { "sum", 1, 2 }, { "sum rows", 1, 2 }, { "sum columns", 1, 2 }, { "max rows", 1, 2 }, { "softmax", 2, 5 }, { "layer_norm", 2, 5 },
        { "batch_norm", 2, 5 }, { "cross_entropy", 1, 3 }, { "mse_loss", 2, 5 },
    };
    rush_set_num_threads(argc > 1 ? atoi(argv[1]) : 1);
    for (int64_t n = 400; n <= 4000; n *= 10) {
        RUSH_SCOPE;
        x = rush_randn(RUSH_SHAPE(n, 256), .requires_grad = true);
        other = rush_randn(RUSH_SHAPE(n, 256));
        target = rush_randint(0, 256, RUSH_SHAPE(n));
        weight = rush_ones(RUSH_SHAPE(256), .requires_grad = true);
        bias = rush_zeros(RUSH_SHAPE(256), .requires_grad = true);
        image = rush_randn(RUSH_SHAPE(n / 100, 25, 32, 32), .requires_grad = true);
        channel_weight = rush_ones(RUSH_SHAPE(25), .requires_grad = true);
        channel_bias = rush_zeros(RUSH_SHAPE(25), .requires_grad = true);
        printf("%lld elements\n", (long long)n * 256);
        for (int k = SUM; k <= MSE; k++) {
            double bytes = 4e-9 * (double)n * 256, f = seconds((kind)k, false), b = seconds((kind)k, true);
            printf("  %-14s %7.1f %7.1f GB/s   %8.1f %8.1f us\n", rows[k].name, bytes * rows[k].forward / f, bytes * rows[k].back / b, f * 1e6, b * 1e6);
        }
    }
    return rush_failed();
}
