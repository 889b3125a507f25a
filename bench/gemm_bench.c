/* SPDX-License-Identifier: MIT */
/* gemm_bench.c - GFLOP/s of the matrix multiply on shapes of training, beside OpenBLAS (opened if it is
   there). The two are timed in turn, best of several rounds, on one thread unless the first argument says
   otherwise. Usage: gemm_bench [threads [milliseconds per measurement [isa]]] */
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "../src/core/isa.h"
#include "../src/core/parallel.h"
#include "../src/cpu/gemm.h"

typedef struct shape {
    int m, n, k;
} shape;

/* layers of an MLP, LeNet and ResNet by im2col, a GPT's projections, an LSTM's gates, heads, squares */
static const shape shapes[] = {
    { 64, 512, 784 },   { 64, 512, 512 },     { 64, 10, 512 },     { 8, 20, 3200 },   { 8, 120, 400 },
    { 512, 784, 64 },   { 64, 1024, 576 },    { 128, 256, 1152 },  { 512, 64, 2304 }, { 64, 4096, 147 },
    { 1024, 384, 384 }, { 1024, 1536, 384 },  { 1024, 384, 1536 }, { 256, 256, 64 },  { 256, 64, 256 },
    { 64, 512, 128 },   { 20, 512, 256 },     { 1024, 65, 384 },   { 128, 128, 128 }, { 256, 256, 256 },
    { 512, 512, 512 },  { 1024, 1024, 1024 },
};
/* the small ones are told in nanoseconds a call */
static const shape small[] = {
    { 16, 16, 2 },  { 16, 16, 16 },  { 1, 16, 16 },   { 4, 4, 4 },       { 8, 8, 8 },       { 24, 24, 24 },
    { 32, 32, 32 }, { 1, 512, 512 }, { 512, 1, 512 }, { 1, 2048, 2048 }, { 2048, 1, 2048 },
};

typedef void cblas_sgemm_function(int order, int transpose_a, int transpose_b, int m, int n, int k,
                                  float alpha, const float *a, int lda, const float *b, int ldb, float beta,
                                  float *c, int ldc);
static cblas_sgemm_function *blas;

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void call(bool ours, bool ta, bool tb, const shape *s, const float *a, const float *b, float *c) {
    int lda = ta ? s->m : s->k, ldb = tb ? s->k : s->n;
    if (!ours) blas(101, ta ? 112 : 111, tb ? 112 : 111, s->m, s->n, s->k, 1, a, lda, b, ldb, 0, c, s->n);
    else if (!gemm_f32(ta, tb, s->m, s->n, s->k, 1, a, lda, b, ldb, 0, c, s->n, NULL))
        fprintf(stderr, "out of memory\n");
}

/* Seconds a call, over about `length` seconds. */
static double measure(bool ours, bool ta, bool tb, const shape *s, const float *a, const float *b, float *c,
                      double length) {
    int64_t calls = 0, batch = 1;
    double start = seconds(), now;
    do {
        for (int64_t i = 0; i < batch; i++) call(ours, ta, tb, s, a, b, c);
        calls += batch;
        now = seconds();
        if (now - start < length / 8) batch *= 2;
    } while (now - start < length);
    return (now - start) / (double)calls;
}

static float *noise(size_t count) {
    float *x = malloc(count * sizeof *x);
    for (size_t i = 0; x && i < count; i++) x[i] = (float)(i * 7919 % 1000) / 500 - 1;
    return x;
}

/* The geometric mean of the ratios of speed; one line a shape: A B, A B^T, A^T B. */
static double table(const shape *list, size_t count, bool in_ns, double length, double means[3]) {
    double logs[3] = { 0 };
    printf("%6s %6s %6s | %29s | %29s | %29s\n", "m", "n", "k",
           in_ns ? "A B   ns, OpenBLAS, ratio" : "A B   GFLOP/s", "A B^T", "A^T B");
    for (size_t i = 0; i < count; i++) {
        const shape *s = &list[i];
        float *a = noise((size_t)s->m * (size_t)s->k), *b = noise((size_t)s->n * (size_t)s->k);
        float *c = noise((size_t)s->m * (size_t)s->n);
        if (!a || !b || !c) exit(1);
        printf("%6d %6d %6d |", s->m, s->n, s->k);
        for (int way = 0; way < 3; way++) {
            double best[2] = { HUGE_VAL, HUGE_VAL };
            for (int round = 0; round < 5; round++) {
                best[0] = fmin(best[0], measure(true, way == 2, way == 1, s, a, b, c, length));
                if (blas) best[1] = fmin(best[1], measure(false, way == 2, way == 1, s, a, b, c, length));
            }
            double flops = 2.0 * s->m * s->n * s->k * 1e-9, ratio = best[1] / best[0];
            if (in_ns) printf(" %9.0f %9.0f %8.2f  |", best[0] * 1e9, best[1] * 1e9, ratio);
            else printf(" %9.1f %9.1f %8.2f  |", flops / best[0], flops / best[1], ratio);
            logs[way] += log(ratio);
        }
        printf("\n");
        fflush(stdout);
        free(a);
        free(b);
        free(c);
    }
    for (int way = 0; way < 3; way++) means[way] = exp(logs[way] / (double)count);
    return exp((logs[0] + logs[1] + logs[2]) / (3.0 * (double)count));
}

int main(int argc, char **argv) {
    int threads = argc > 1 ? atoi(argv[1]) : 1;
    double length = (argc > 2 ? atof(argv[2]) : 20) * 1e-3, means[3];
    if (!parallel_set_threads(threads)) return 2;
    for (int level = 0; argc > 3 && level < ISA_COUNT; level++)
        if (!strcmp(argv[3], isa_name((isa_level)level)) && !isa_set((isa_level)level)) return 2;
    void *library = dlopen("libopenblas.so.0", RTLD_NOW);
    if (library) {
        void *entry = dlsym(library, "cblas_sgemm"), *set = dlsym(library, "openblas_set_num_threads");
        void (*set_threads)(int) = NULL;
        memcpy(&blas, &entry, sizeof blas);
        memcpy(&set_threads, &set, sizeof set_threads);
        if (set_threads) set_threads(threads);
    }
    printf("level %s, %d thread(s), %s; each: ours, OpenBLAS, ratio of speed\n", isa_name(isa_current()),
           threads, blas ? "beside OpenBLAS" : "no OpenBLAS here");
    double all = table(shapes, sizeof shapes / sizeof *shapes, false, length, means);
    if (blas)
        printf("geometric mean of ratios %.2f (A B %.2f, A B^T %.2f, A^T B %.2f)\n", all, means[0], means[1],
               means[2]);
    all = table(small, sizeof small / sizeof *small, true, length / 4, means);
    if (blas)
        printf("geometric mean of ratios %.2f (A B %.2f, A B^T %.2f, A^T B %.2f)\n", all, means[0], means[1],
               means[2]);
    return 0;
}
