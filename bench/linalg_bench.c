/* SPDX-License-Identifier: MIT */
/* linalg_bench.c - a linear layer's three products on shapes of a GPT and of an MLP, small products, and attention: by the
   public eager API, best of several rounds. linalg_torch.py prints the same table for PyTorch; run the two in turn.
   Usage: linalg_bench [threads [rounds]] */
#include <math.h>
#include <rushlight.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct shape { int m, k, n; } shape;
static const shape shapes[] = { { 2048, 384, 1152 }, { 2048, 384, 384 }, { 2048, 384, 1536 }, { 2048, 1536, 384 }, { 2048, 384, 65 },
                                { 64, 784, 512 },    { 64, 512, 512 },   { 64, 512, 10 },     { 8, 3200, 20 } };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Forward, gradient of the input, gradient of weight and bias; seconds, the least of the rounds. */
static void layer(const shape *s, int rounds, double best[3]) {
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(s->m, s->k), .requires_grad = true), *w = rush_randn(RUSH_SHAPE(s->n, s->k), .requires_grad = true);
    rush_tensor *b = rush_randn(RUSH_SHAPE(s->n), .requires_grad = true), *g = rush_randn(RUSH_SHAPE(s->m, s->n)), *out[2];
    double least = (double)s->m * s->k * s->n;
    int repeat = least < 1e8 ? (int)(1e8 / least) + 1 : 1;
    best[0] = best[1] = best[2] = HUGE_VAL;
    for (int round = 0; round < rounds; round++) {
        double spent[3] = { 0 };
        for (int i = 0; i < repeat; i++) {
            RUSH_SCOPE;
            double start = seconds();
            rush_tensor *y = rush_linear(x, w, .bias = b);
            spent[0] += seconds() - start;
            start = seconds();
            rush_autograd_grad(&y, 1, &x, out, 1, .grad_outputs = &g, .retain_graph = true);
            spent[1] += seconds() - start;
            start = seconds();
            rush_autograd_grad(&y, 1, ((rush_tensor *[]){ w, b }), out, 2, .grad_outputs = &g);
            spent[2] += seconds() - start;
        }
        for (int i = 0; i < 3; i++) best[i] = fmin(best[i], spent[i] / repeat);
    }
}

static void attention(int rounds) {
    RUSH_SCOPE;
    rush_tensor *in[3], *out[3], *g = rush_randn(RUSH_SHAPE(8, 6, 256, 64));
    for (int i = 0; i < 3; i++) in[i] = rush_randn(RUSH_SHAPE(8, 6, 256, 64), .requires_grad = true);
    double forward = HUGE_VAL, backward = HUGE_VAL;
    for (int round = 0; round < rounds; round++) {
        RUSH_SCOPE;
        double start = seconds();
        rush_tensor *y = rush_scaled_dot_product_attention(in[0], in[1], in[2], .is_causal = true);
        double middle = seconds();
        rush_autograd_grad(&y, 1, in, out, 3, .grad_outputs = &g);
        forward = fmin(forward, middle - start);
        backward = fmin(backward, seconds() - middle);
    }
    printf("attention 8x6x256x64, causal: forward %.2f ms, backward %.2f ms\n", forward * 1e3, backward * 1e3);
}

static void small(int rounds) {
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    enum { CALLS = 20000 };
    rush_tensor *x = rush_randn(RUSH_SHAPE(1, 16)), *w = rush_randn(RUSH_SHAPE(16, 16)), *b = rush_randn(RUSH_SHAPE(16));
    double best[2] = { HUGE_VAL, HUGE_VAL };
    for (int round = 0; round < rounds; round++) {
        double start = seconds();
        for (int i = 0; i < CALLS; i++) {
            RUSH_SCOPE;
            rush_linear(x, w, .bias = b);
        }
        double middle = seconds();
        for (int i = 0; i < CALLS; i++) {
            RUSH_SCOPE;
            rush_mm(w, w);
        }
        best[0] = fmin(best[0], (middle - start) / CALLS);
        best[1] = fmin(best[1], (seconds() - middle) / CALLS);
    }
    printf("linear 1x16 by 16x16 with bias: %.0f ns, mm 16x16: %.0f ns\n", best[0] * 1e9, best[1] * 1e9);
}

int main(int argc, char **argv) {
    int rounds = argc > 2 ? atoi(argv[2]) : 10;
    if (!rush_set_num_threads(argc > 1 ? atoi(argv[1]) : 1)) return 2;
    printf("%6s %6s %6s | GFLOP/s: forward, input's gradient, weight's and bias's\n", "m", "k", "n");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const shape *s = &shapes[i];
        double best[3], flops = 2e-9 * s->m * s->k * s->n;
        layer(s, rounds, best);
        printf("%6d %6d %6d | %8.1f %8.1f %8.1f\n", s->m, s->k, s->n, flops / best[0], flops / best[1], flops / best[2]);
        fflush(stdout);
    }
    small(rounds);
    attention(rounds);
    return rush_failed();
}
