/* SPDX-License-Identifier: MIT */
/* overhead.c - what a call costs beside its arithmetic, on tensors of one element: add without and with grad mode, and backward
   per node. Lines "name nanoseconds": the best of several rounds. bench/overhead_torch.cpp prints the same of libtorch, and
   bench/overhead.py compares the two. */
#include <rushlight.h>
#include <time.h>

enum { ROUNDS = 25, CALLS = 2000, CHAIN = 1000 };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double least(double a, double b) { return a < b ? a : b; }

/* CALLS results, each dropped before the next is made, as C++ drops them */
static double time_add(rush_tensor *a, rush_tensor *b) {
    double begin = seconds();
    for (int i = 0; i < CALLS; i++) {
        RUSH_SCOPE;
        rush_add(a, b);
    }
    return (seconds() - begin) / CALLS;
}

/* A chain of CHAIN additions, and its backward; the graph is freed as backward goes. */
static double time_backward(rush_tensor *leaf, rush_tensor *b, bool mul) {
    RUSH_SCOPE;
    rush_tensor *x = leaf;
    for (int i = 0; i < CHAIN; i++) x = mul ? rush_mul(x, b) : rush_add(x, b);
    double begin = seconds();
    rush_backward(x);
    double time = seconds() - begin;
    rush_set_grad(leaf, NULL);
    return time / CHAIN;
}

int main(void) {
    RUSH_SCOPE;
    rush_set_num_threads(1);
    rush_tensor *a = rush_ones(RUSH_SHAPE(1)), *b = rush_ones(RUSH_SHAPE(1));
    rush_tensor *leaf = rush_ones(RUSH_SHAPE(1), .requires_grad = true);
    double plain = 1, recording = 1, add = 1, mul = 1;
    for (int i = 0; i < ROUNDS && !rush_failed(); i++) {
        {
            RUSH_NO_GRAD;
            plain = least(plain, time_add(a, b));
        }
        recording = least(recording, time_add(leaf, b));
        add = least(add, time_backward(leaf, b, false));
        mul = least(mul, time_backward(leaf, b, true));
    }
    printf("add_no_grad %.1f\nadd_grad %.1f\nbackward_add_node %.1f\nbackward_mul_node %.1f\n", plain * 1e9, recording * 1e9, add * 1e9, mul * 1e9);
    return rush_failed();
}
