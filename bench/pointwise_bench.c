/* SPDX-License-Identifier: MIT */
/* pointwise_bench.c - elementwise ops on one thread: elements and bytes per second at 10^5 float32 elements, forward and
   with backward, and nanoseconds per call at one element. bench/pointwise_torch.py prints the same of PyTorch. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rushlight.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef rush_tensor *(*run)(rush_tensor *a, rush_tensor *b);
#define UNARY(name) \
    static rush_tensor *run_##name(rush_tensor *a, rush_tensor *b) { return (void)b, rush_##name(a); }
#define BINARY(name) \
    static rush_tensor *run_##name(rush_tensor *a, rush_tensor *b) { return rush_##name(a, b); }
#define ALL(X1, X2) \
    X2(add) X2(mul) X2(div) X2(maximum) X2(pow) X2(lt) X1(relu) X1(neg) X1(sqrt) X1(exp) X1(expm1) X1(log) X1(log1p) X1(sin) X1(tan) X1(atan) X1(sinh) \
    X1(tanh) X1(sigmoid) X1(gelu) X1(silu) X1(mish) X1(softplus) X1(elu) X1(hardswish) X1(erf) X1(floor)
ALL(UNARY, BINARY)
static rush_tensor *run_add_number(rush_tensor *a, rush_tensor *b) { return (void)b, rush_add(a, 2); }
static rush_tensor *run_square(rush_tensor *a, rush_tensor *b) { return (void)b, rush_pow(a, 2); }
static rush_tensor *run_gelu_tanh(rush_tensor *a, rush_tensor *b) { return (void)b, rush_gelu(a, .approximate = "tanh"); }

static const struct { const char *name; run f; int arrays; } ops[] = {
#define ROW1(n) { #n, run_##n, 2 },
#define ROW2(n) { #n, run_##n, 3 },
    ALL(ROW1, ROW2) { "add_number", run_add_number, 2 }, { "pow_2", run_square, 2 }, { "gelu_tanh", run_gelu_tanh, 2 },
};

/* seconds per call, the best of several rounds */
static double seconds(run f, rush_tensor *a, rush_tensor *b, rush_tensor *g, int calls) {
    double best = 1e9;
    for (int round = 0; round < 9; round++) {
        double start = now();
        RUSH_SCOPE;
        for (int i = 0; i < calls; i++) {
            RUSH_SCOPE;
            rush_tensor *y = f(a, b);
            if (g) rush_backward(y, .gradient = g);
        }
        double each = (now() - start) / calls;
        if (each < best) best = each;
    }
    return best;
}

static double nanoseconds_small(rush_tensor *a, rush_tensor *b, run f) {
    double best = 1e9;
    for (int round = 0; round < 9; round++) {
        double start = now();
        for (int i = 0; i < 1000; i++) {
            RUSH_SCOPE;
            for (int k = 0; k < 100; k++) f(a, b);
        }
        double each = (now() - start) / 1e5;
        if (each < best) best = each;
    }
    return best * 1e9;
}

int main(int argc, char **argv) {
    int64_t n = argc > 1 ? atoll(argv[1]) : 100000;
    rush_set_num_threads(1);
    rush_manual_seed(0);
    rush_tensor *one = rush_ones(RUSH_SHAPE(1)), *two = rush_ones(RUSH_SHAPE(1));
    printf("1 element: add %.0f ns, exp %.0f ns", nanoseconds_small(one, two, run_add), nanoseconds_small(one, two, run_exp));
    rush_set_requires_grad(one, true);
    printf("; recorded: add %.0f ns, exp %.0f ns\n", nanoseconds_small(one, two, run_add), nanoseconds_small(one, two, run_exp));
    rush_tensor *a = rush_add(rush_mul(rush_rand(RUSH_SHAPE(n)), 0.9), 0.05), *b = rush_add(rush_rand(RUSH_SHAPE(n)), 0.1);
    rush_tensor *x = rush_clone(a), *g = rush_ones(RUSH_SHAPE(n));
    rush_set_requires_grad(x, true);
    printf("%-12s %10s %10s %14s\n", "float32", "Gelem/s", "GB/s", "with backward");
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        bool differentiable = strcmp(ops[i].name, "lt") != 0;
        double forward = seconds(ops[i].f, a, b, NULL, 40), both = differentiable ? seconds(ops[i].f, x, b, g, 20) : 0;
        printf("%-12s %10.2f %10.1f %14.2f\n", ops[i].name, (double)n / forward * 1e-9, (double)n * 4 * ops[i].arrays / forward * 1e-9,
               differentiable ? (double)n / both * 1e-9 : 0.0);
    }
    return rush_failed();
}
