/* SPDX-License-Identifier: MIT */
/* openblas.c - OpenBLAS, opened when first used. Each call runs on one thread: with openblas_set_num_threads_local where
   the library has it, else by setting the number for the process and putting it back, one call at a time. */
#include "cpu/openblas.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/thread.h"

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112, LEAST_WORK = 1 << 18 };
enum { UNDECIDED, OFF, ON };

static struct {
    void (*sgemm)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb, float beta,
                  float *c, int ldc);
    void (*dgemm)(int order, int transpose_a, int transpose_b, int m, int n, int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta,
                  double *c, int ldc);
    int (*set_threads_local)(int threads);   /* returns what was set before */
    void (*set_threads)(int threads);
    int (*get_threads)(void);
    char *(*config)(void);
    char file[256], problem[256];            /* problem: why it cannot be used */
} blas;
static pthread_once_t opened = PTHREAD_ONCE_INIT;
static pthread_mutex_t one_call = PTHREAD_MUTEX_INITIALIZER;
static atomic_int state;

/* ISO C has no cast from an object pointer to a function pointer; POSIX promises that the bytes serve as both. */
static bool find(void *file, const char *name, void *function) {
    void *symbol = dlsym(file, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void open_once(void) {
    const char *given = getenv("RUSH_OPENBLAS");
    snprintf(blas.file, sizeof blas.file, "%s", given && strlen(given) > 1 ? given : "libopenblas.so.0");
    void *file = dlopen(blas.file, RTLD_NOW | RTLD_LOCAL);
    if (!file) {
        const char *reason = dlerror();
        snprintf(blas.problem, sizeof blas.problem, "%.250s", reason ? reason : "it could not be opened");
        return;
    }
    bool local = find(file, "openblas_set_num_threads_local", &blas.set_threads_local);
    bool global = find(file, "openblas_set_num_threads", &blas.set_threads) & find(file, "openblas_get_num_threads", &blas.get_threads);
    find(file, "openblas_get_config", &blas.config);
    if (find(file, "cblas_sgemm", &blas.sgemm) && find(file, "cblas_dgemm", &blas.dgemm) && (local || global)) return;
    snprintf(blas.problem, sizeof blas.problem, "%.180s lacks cblas_sgemm, cblas_dgemm or the setting of threads", blas.file);
    dlclose(file);
}

static bool openblas_use(bool on, char *why, size_t size) {
    if (on) {
        pthread_once(&opened, open_once);
        if (blas.problem[0]) {
            snprintf(why, size, "%s", blas.problem);
            on = false;
            atomic_store(&state, OFF);
            return false;
        }
    }
    atomic_store(&state, on ? ON : OFF);
    return true;
}

/* the environment's wish, asked once */
static int state_now(void) {
    int now = atomic_load_explicit(&state, memory_order_relaxed);
    if (LIKELY(now != UNDECIDED)) return now;
    const char *wish = getenv("RUSH_OPENBLAS");
    char why[256];
    openblas_use(wish && *wish && strcmp(wish, "0") != 0, why, sizeof why);
    return atomic_load(&state);
}

static void openblas_describe(char *text, size_t size) {
    if (state_now() == ON) snprintf(text, size, "in use: %s (%s)", blas.file, blas.config ? blas.config() : "OpenBLAS");
    else if (blas.problem[0]) snprintf(text, size, "not in use: %s", blas.problem);
    else snprintf(text, size, "not in use");
}

const library openblas_library = { "openblas", openblas_use, openblas_describe };

bool openblas_takes(int64_t m, int64_t n, int64_t k) {
    if (LIKELY(state_now() != ON)) return false;
    return m < INT_MAX && n < INT_MAX && k < INT_MAX && k > 0 && (double)m * (double)n * (double)k >= LEAST_WORK;
}

/* One thread from here on; what to put back. */
static int threads_begin(void) {
    if (blas.set_threads_local) return blas.set_threads_local(1);
    pthread_mutex_lock(&one_call);
    int before = blas.get_threads();
    if (before != 1) blas.set_threads(1);
    return before;
}

static void threads_end(int before) {
    if (blas.set_threads_local) blas.set_threads_local(before);
    else {
        if (before != 1) blas.set_threads(before);
        pthread_mutex_unlock(&one_call);
    }
}

void openblas_gemm_f32(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha, const float *a, int64_t lda, const float *b,
                       int64_t ldb, float beta, float *c, int64_t ldc) {
    int before = threads_begin();
    blas.sgemm(ROW_MAJOR, transpose_a ? TRANSPOSED : PLAIN, transpose_b ? TRANSPOSED : PLAIN, (int)m, (int)n, (int)k, alpha, a, (int)lda, b, (int)ldb, beta, c,
               (int)ldc);
    threads_end(before);
}

void openblas_gemm_f64(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, double alpha, const double *a, int64_t lda, const double *b,
                       int64_t ldb, double beta, double *c, int64_t ldc) {
    int before = threads_begin();
    blas.dgemm(ROW_MAJOR, transpose_a ? TRANSPOSED : PLAIN, transpose_b ? TRANSPOSED : PLAIN, (int)m, (int)n, (int)k, alpha, a, (int)lda, b, (int)ldb, beta, c,
               (int)ldc);
    threads_end(before);
}
