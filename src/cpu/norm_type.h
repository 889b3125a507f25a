/* SPDX-License-Identifier: MIT */
/* norm_type.h - the loops of normalisations for one element type T; included by norm_tmpl.c. */
#include "cpu/lanes.h"
#define FN_(name, suffix) name##_##suffix
#define FN2(name, suffix) FN_(name, suffix)
#define FN(name) FN2(name, SUFFIX)

/* ---- rows ---- */

/* sums over any number of elements: each run of NORM_RUN in T's lanes, the runs in double */
static double FN(long_sum)(const T *x, T shift, int64_t n) {
    double sum = 0;
    for (int64_t i = 0; i < n; i += NORM_RUN) sum += (double)LANES_OF(sum_shifted)(x + i, shift, n - i < NORM_RUN ? n - i : NORM_RUN);
    return sum;
}

static double FN(long_deviation)(const T *x, T mean, int64_t n) {
    double sum = 0;
    for (int64_t i = 0; i < n; i += NORM_RUN) sum += (double)LANES_OF(deviation)(x + i, mean, n - i < NORM_RUN ? n - i : NORM_RUN);
    return sum;
}

/* the statistics of n elements */
static void FN(statistics)(const T *x, int64_t n, double eps, T *mean, T *rstd) {
    if (n > NORM_RUN) {
        *mean = (T)((double)x[0] + FN(long_sum)(x, x[0], n) / (double)n);
        *rstd = (T)(1 / sqrt(FN(long_deviation)(x, *mean, n) / (double)n + eps));
        return;
    }
    T m = x[0] + LANES_OF(sum_shifted)(x, x[0], n) / (T)n;
    *mean = m;
    *rstd = (T)(1 / sqrt((double)(LANES_OF(deviation)(x, m, n) / (T)n) + eps));
}

static void FN(layer)(const norm_job *j, int64_t from, int64_t to) {
    int64_t n = j->channels;
    const T *w = j->weight, *b = j->bias;
    for (int64_t k = from; k < to; k++) {
        const T *x = (const T *)j->x + k * n;
        T *restrict y = (T *)j->out + k * n;
        T mean, rstd;
        FN(statistics)(x, n, j->eps, &mean, &rstd);
        ((T *)j->mean)[k] = mean;
        ((T *)j->rstd)[k] = rstd;
        if (w && b)
            for (int64_t i = 0; i < n; i++) y[i] = (x[i] - mean) * rstd * w[i] + b[i];
        else if (w)
            for (int64_t i = 0; i < n; i++) y[i] = (x[i] - mean) * rstd * w[i];
        else if (b)
            for (int64_t i = 0; i < n; i++) y[i] = (x[i] - mean) * rstd + b[i];
        else
            for (int64_t i = 0; i < n; i++) y[i] = (x[i] - mean) * rstd;
    }
}

static void FN(layer_backward)(const norm_job *j, int64_t from, int64_t to, void *sums) {
    int64_t n = j->channels;
    const T *w = j->weight;
    T *restrict dw = sums, *restrict db = dw + n;
    for (int64_t k = from; k < to; k++) {
        const T *x = (const T *)j->x + k * n, *g = (const T *)j->g + k * n;
        T mean = ((const T *)j->mean)[k], rstd = ((const T *)j->rstd)[k];
        if (j->dweight)
            for (int64_t i = 0; i < n; i++) dw[i] += g[i] * ((x[i] - mean) * rstd);
        if (j->dbias)
            for (int64_t i = 0; i < n; i++) db[i] += g[i];
        if (!j->out) continue;
        T *restrict dx = (T *)j->out + k * n;
        T sum = w ? LANES_OF(dot)(g, w, n) : LANES_OF(sum)(g, n);
        T dot = (w ? LANES_OF(dot3_shifted)(g, w, x, mean, n) : LANES_OF(dot_shifted)(g, x, mean, n)) * rstd;
        T a = rstd * sum / (T)n, b = rstd * rstd * dot / (T)n;
        if (w)
            for (int64_t i = 0; i < n; i++) dx[i] = rstd * (g[i] * w[i]) - a - (x[i] - mean) * b;
        else
            for (int64_t i = 0; i < n; i++) dx[i] = rstd * g[i] - a - (x[i] - mean) * b;
    }
}

/* y = (x - mean) alpha + beta */
static void FN(affine)(T *restrict y, const T *x, int64_t n, T mean, T alpha, T beta) {
    for (int64_t i = 0; i < n; i++) y[i] = (x[i] - mean) * alpha + beta;
}

/* dx = alpha g - beta - (x - mean) gamma */
static void FN(unaffine)(T *restrict dx, const T *g, const T *x, int64_t n, T mean, T alpha, T beta, T gamma) {
    for (int64_t i = 0; i < n; i++) dx[i] = alpha * g[i] - beta - (x[i] - mean) * gamma;
}

static void FN(group)(const norm_job *j, int64_t k) {
    int64_t s = j->spatial, n = j->width * s, first = k * j->width % j->channels;
    const T *x = (const T *)j->x + k * n, *w = j->weight, *b = j->bias;
    T mean, rstd;
    FN(statistics)(x, n, j->eps, &mean, &rstd);
    ((T *)j->mean)[k] = mean;
    ((T *)j->rstd)[k] = rstd;
    for (int64_t i = 0; i < j->width; i++)
        FN(affine)((T *)j->out + k * n + i * s, x + i * s, s, mean, w ? rstd * w[first + i] : rstd, b ? b[first + i] : 0);
}

static void FN(group_backward)(const norm_job *j, int64_t k, double *dw, double *db) {
    int64_t s = j->spatial, n = j->width * s, first = k * j->width % j->channels, at = k * j->width;
    const T *x = (const T *)j->x + k * n, *g = (const T *)j->g + k * n, *w = j->weight;
    T mean = ((const T *)j->mean)[k], rstd = ((const T *)j->rstd)[k];
    double sum = 0, dot = 0;
    for (int64_t i = 0; i < j->width; i++) {
        double scale = w ? (double)w[first + i] : 1;
        dw[at + i] = (double)LANES_OF(dot_shifted)(g + i * s, x + i * s, mean, s) * (double)rstd;
        db[at + i] = (double)LANES_OF(sum)(g + i * s, s);
        sum += db[at + i] * scale;
        dot += dw[at + i] * scale;
    }
    T beta = (T)((double)rstd * sum / (double)n), gamma = (T)((double)rstd * (double)rstd * dot / (double)n);
    for (int64_t i = 0; i < j->width && j->out; i++)
        FN(unaffine)((T *)j->out + k * n + i * s, g + i * s, x + i * s, s, mean, w ? rstd * w[first + i] : rstd, beta, gamma);
}

static void FN(plane)(const norm_job *j, int64_t k) {
    int64_t s = j->spatial, step = j->channels * s;
    const T *x = (const T *)j->x + k * s, *w = j->weight, *b = j->bias;
    if (!j->given) {
        double count = (double)(j->batch * s), sum = 0, dev = 0;
        for (int64_t i = 0; i < j->batch; i++) sum += FN(long_sum)(x + i * step, x[0], s);
        double mean = (double)x[0] + sum / count;
        for (int64_t i = 0; i < j->batch; i++) dev += FN(long_deviation)(x + i * step, (T)mean, s);
        ((T *)j->mean)[k] = (T)mean;
        ((T *)j->rstd)[k] = (T)(1 / sqrt(dev / count + j->eps));
        j->var[k] = dev / count;
    }
    T mean = ((const T *)j->mean)[k], rstd = ((const T *)j->rstd)[k];
    for (int64_t i = 0; i < j->batch; i++)
        FN(affine)((T *)j->out + k * s + i * step, x + i * step, s, mean, w ? rstd * w[k] : rstd, b ? b[k] : 0);
}

static void FN(plane_backward)(const norm_job *j, int64_t k) {
    int64_t s = j->spatial, step = j->channels * s;
    const T *x = (const T *)j->x + k * s, *g = (const T *)j->g + k * s, *w = j->weight;
    T mean = ((const T *)j->mean)[k], rstd = ((const T *)j->rstd)[k], alpha = w ? rstd * w[k] : rstd;
    double count = (double)(j->batch * s), sum = 0, dot = 0;
    for (int64_t i = 0; i < j->batch; i++) {
        sum += (double)LANES_OF(sum)(g + i * step, s);
        dot += (double)LANES_OF(dot_shifted)(g + i * step, x + i * step, mean, s);
    }
    if (j->dweight) ((T *)j->dweight)[k] = (T)(dot * (double)rstd);
    if (j->dbias) ((T *)j->dbias)[k] = (T)sum;
    if (!j->out) return;
    T beta = j->given ? 0 : (T)((double)alpha * sum / count), gamma = j->given ? 0 : (T)((double)alpha * (double)rstd * (double)rstd * dot / count);
    for (int64_t i = 0; i < j->batch; i++)
        FN(unaffine)((T *)j->out + k * s + i * step, g + i * step, x + i * step, s, mean, alpha, beta, gamma);
}

/* ---- columns ---- */

/* sums in T over NORM_FLUSH rows, then in double */
#define COLUMNS(name, square) \
    static void FN(name)(const norm_job *j, int64_t from, int64_t to, int64_t at, int64_t n, const double *center, double *result) { \
        T sums[NORM_TILE], shift[NORM_TILE]; \
        for (int64_t i = 0; i < n; i++) { \
            sums[i] = 0; \
            shift[i] = (T)center[i]; \
        } \
        for (int64_t k = from; k < to;) { \
            int64_t end = to - k < NORM_FLUSH ? to : k + NORM_FLUSH; \
            for (; k < end; k++) { \
                const T *x = (const T *)j->x + k * j->channels + at; \
                for (int64_t i = 0; i < n; i++) { \
                    T d = x[i] - shift[i]; \
                    sums[i] += (square) ? d * d : d; \
                } \
            } \
            for (int64_t i = 0; i < n; i++) { \
                result[i] += (double)sums[i]; \
                sums[i] = 0; \
            } \
        } \
    }
COLUMNS(sum, 0)
COLUMNS(deviation, 1)
#undef COLUMNS

static void FN(pair)(const norm_job *j, int64_t from, int64_t to, int64_t at, int64_t n, double *sum, double *dot) {
    T s[NORM_TILE], d[NORM_TILE];
    const T *mean = (const T *)j->mean + at;
    for (int64_t i = 0; i < n; i++) s[i] = d[i] = 0;
    for (int64_t k = from; k < to;) {
        int64_t end = to - k < NORM_FLUSH ? to : k + NORM_FLUSH;
        for (; k < end; k++) {
            const T *x = (const T *)j->x + k * j->channels + at, *g = (const T *)j->g + k * j->channels + at;
            for (int64_t i = 0; i < n; i++) {
                s[i] += g[i];
                d[i] += g[i] * (x[i] - mean[i]);
            }
        }
        for (int64_t i = 0; i < n; i++) {
            sum[i] += (double)s[i];
            dot[i] += (double)d[i];
            s[i] = d[i] = 0;
        }
    }
}

static void FN(scale)(const norm_job *j, int64_t from, int64_t to, const void *alphas, const void *betas) {
    const T *alpha = alphas, *beta = betas, *mean = j->mean;
    int64_t n = j->channels;
    for (int64_t k = from; k < to; k++) {
        const T *x = (const T *)j->x + k * n;
        T *restrict y = (T *)j->out + k * n;
        for (int64_t i = 0; i < n; i++) y[i] = (x[i] - mean[i]) * alpha[i] + beta[i];
    }
}

static void FN(unscale)(const norm_job *j, int64_t from, int64_t to, const void *alphas, const void *betas, const void *gammas) {
    const T *alpha = alphas, *beta = betas, *gamma = gammas, *mean = j->mean;
    int64_t n = j->channels;
    for (int64_t k = from; k < to; k++) {
        const T *x = (const T *)j->x + k * n, *g = (const T *)j->g + k * n;
        T *restrict dx = (T *)j->out + k * n;
        for (int64_t i = 0; i < n; i++) dx[i] = alpha[i] * g[i] - beta[i] - (x[i] - mean[i]) * gamma[i];
    }
}

static const norm_loops FN(loops) = { FN(layer), FN(layer_backward), FN(group), FN(group_backward), FN(plane), FN(plane_backward), FN(sum), FN(deviation),
                                      FN(pair), FN(scale), FN(unscale) };
#undef FN
#undef FN2
#undef FN_
