/* SPDX-License-Identifier: MIT */
/* softmax_type.h - softmax's loops for one element type T; included by softmax_tmpl.c. */
#include "cpu/lanes.h"
#define FN_(name, suffix) name##_##suffix
#define FN2(name, suffix) FN_(name, suffix)
#define FN(name) FN2(name, SUFFIX)

static void FN(row)(const softmax_job *s, int64_t k) {
    int64_t n = s->n;
    const T *x = (const T *)s->a + k * n;
    T *restrict y = (T *)s->out + k * n;
    T m = LANES_OF(max)(x, n);
    if (s->log) {
        T l = LOG(LANES_OF(sum_exp)(x, m, n));
        for (int64_t i = 0; i < n; i++) y[i] = (x[i] - m) - l;
        return;
    }
    for (int64_t i = 0; i < n; i++) y[i] = EXP(x[i] - m);
    T sum = LANES_OF(sum)(y, n);
    for (int64_t i = 0; i < n; i++) y[i] /= sum;
}

static void FN(row_backward)(const softmax_job *s, int64_t k) {
    int64_t n = s->n;
    const T *g = (const T *)s->a + k * n, *y = (const T *)s->b + k * n;
    T *restrict dx = (T *)s->out + k * n;
    T sum = s->log ? LANES_OF(sum)(g, n) : LANES_OF(dot)(g, y, n);
    if (s->log)
        for (int64_t i = 0; i < n; i++) dx[i] = g[i] - EXP(y[i]) * sum;
    else
        for (int64_t i = 0; i < n; i++) dx[i] = y[i] * (g[i] - sum);
}

/* w neighbouring lines that begin at element `first` */
static void FN(columns)(const softmax_job *s, int64_t first, int64_t w) {
    const T *x = (const T *)s->a + first;
    T *restrict y = (T *)s->out + first;
    int64_t step = s->inner;
    T m[SOFTMAX_TILE], sum[SOFTMAX_TILE];
    for (int64_t j = 0; j < w; j++) {
        m[j] = x[j];
        sum[j] = 0;
    }
    for (int64_t i = 1; i < s->n; i++)
        for (int64_t j = 0; j < w; j++) m[j] = x[i * step + j] > m[j] || x[i * step + j] != x[i * step + j] ? x[i * step + j] : m[j];
    for (int64_t i = 0; i < s->n; i++)
        for (int64_t j = 0; j < w; j++) {
            T e = EXP(x[i * step + j] - m[j]);
            sum[j] += e;
            y[i * step + j] = e;
        }
    if (s->log) {
        for (int64_t j = 0; j < w; j++) sum[j] = LOG(sum[j]);
        for (int64_t i = 0; i < s->n; i++)
            for (int64_t j = 0; j < w; j++) y[i * step + j] = (x[i * step + j] - m[j]) - sum[j];
    } else
        for (int64_t i = 0; i < s->n; i++)
            for (int64_t j = 0; j < w; j++) y[i * step + j] /= sum[j];
}

static void FN(columns_backward)(const softmax_job *s, int64_t first, int64_t w) {
    const T *g = (const T *)s->a + first, *y = (const T *)s->b + first;
    T *restrict dx = (T *)s->out + first;
    int64_t step = s->inner;
    T sum[SOFTMAX_TILE];
    for (int64_t j = 0; j < w; j++) sum[j] = 0;
    for (int64_t i = 0; i < s->n; i++)
        for (int64_t j = 0; j < w; j++) sum[j] += s->log ? g[i * step + j] : g[i * step + j] * y[i * step + j];
    for (int64_t i = 0; i < s->n; i++) {
        int64_t k = i * step;
        if (s->log)
            for (int64_t j = 0; j < w; j++) dx[k + j] = g[k + j] - EXP(y[k + j]) * sum[j];
        else
            for (int64_t j = 0; j < w; j++) dx[k + j] = y[k + j] * (g[k + j] - sum[j]);
    }
}
#undef FN
#undef FN2
#undef FN_
