/* SPDX-License-Identifier: MIT */
/* init.c - initial values of parameters. */
#include <math.h>

#include "core/alloc.h"
#include "nn/module.h"

#define FILL(call) \
    RUSH_NO_GRAD; \
    return t ? (call) : NULL

rush_tensor *rush_init_uniform(rush_tensor *t, double from, double to) { FILL(rush_uniform_(t, from, to)); }
rush_tensor *rush_init_normal(rush_tensor *t, double mean, double std) { FILL(rush_normal_(t, mean, std)); }
rush_tensor *rush_init_constant(rush_tensor *t, double v) { FILL(rush_fill_(t, v)); }
rush_tensor *rush_init_trunc_normal(rush_tensor *t, double mean, double std, double a, double b) { FILL(rush_trunc_normal_(t, mean, std, a, b)); }

/* inputs and outputs of a weight [out, in, kernel …] */
static bool fans(const rush_tensor *t, double *in, double *out) {
    if (!t || rush_failed()) return false;
    if (t->ndim < 2)
        return error_set(RUSH_VALUE_ERROR, module_site(), "init", "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    double field = 1;
    for (int i = 2; i < t->ndim; i++) field *= (double)t->shape[i];
    *in = (double)t->shape[1] * field;
    *out = (double)t->shape[0] * field;
    return true;
}

rush_tensor *rush_init_xavier_uniform(rush_tensor *t, double gain) {
    double in = 1, out = 1;
    if (!fans(t, &in, &out)) return NULL;
    double bound = sqrt(3.0) * (gain * sqrt(2.0 / (in + out)));
    return rush_init_uniform(t, -bound, bound);
}

rush_tensor *rush_init_xavier_normal(rush_tensor *t, double gain) {
    double in = 1, out = 1;
    return fans(t, &in, &out) ? rush_init_normal(t, 0, gain * sqrt(2.0 / (in + out))) : NULL;
}

rush_tensor *rush_init_kaiming_uniform(rush_tensor *t, double a, bool fan_out) {
    double in = 1, out = 1;
    if (!fans(t, &in, &out)) return NULL;
    double bound = sqrt(3.0) * (sqrt(2.0 / (1 + a * a)) / sqrt(fan_out ? out : in));
    return rush_init_uniform(t, -bound, bound);
}

rush_tensor *rush_init_kaiming_normal(rush_tensor *t, double a, bool fan_out) {
    double in = 1, out = 1;
    return fans(t, &in, &out) ? rush_init_normal(t, 0, sqrt(2.0 / (1 + a * a)) / sqrt(fan_out ? out : in)) : NULL;
}

/* Householder QR of a[m, n], m >= n, in place: a becomes Q's first n columns, with R's diagonal made positive (as PyTorch does
   by the signs of R). v has room for m * n. Golub & Van Loan, section 5.2. */
static void orthonormalise(double *a, double *v, int64_t m, int64_t n) {
    for (int64_t k = 0; k < n; k++) {
        double norm = 0, *w = v + k * m;
        for (int64_t i = 0; i < m; i++) w[i] = i < k ? 0 : a[i * n + k];
        for (int64_t i = k; i < m; i++) norm += w[i] * w[i];
        norm = sqrt(norm);
        w[k] += w[k] < 0 ? -norm : norm;
        double size = 0;
        for (int64_t i = k; i < m; i++) size += w[i] * w[i];
        if (size > 0)
            for (int64_t i = k; i < m; i++) w[i] /= sqrt(size);
        for (int64_t j = k; j < n; j++) {
            double dot = 0;
            for (int64_t i = k; i < m; i++) dot += w[i] * a[i * n + j];
            for (int64_t i = k; i < m; i++) a[i * n + j] -= 2 * w[i] * dot;
        }
    }
    for (int64_t j = 0; j < n; j++) { /* column j of Q: the reflections applied to unit vector j, signed as R's diagonal */
        double sign = a[j * n + j] < 0 ? -1 : 1;
        /* a's strict lower part is free: R is not needed any more but for the diagonals still to come, which are read in this order */
        double *column = v + n * m + j * m;
        for (int64_t i = 0; i < m; i++) column[i] = i == j ? sign : 0;
        for (int64_t k = n - 1; k >= 0; k--) {
            const double *w = v + k * m;
            double dot = 0;
            for (int64_t i = k; i < m; i++) dot += w[i] * column[i];
            for (int64_t i = k; i < m; i++) column[i] -= 2 * w[i] * dot;
        }
    }
    for (int64_t j = 0; j < n; j++)
        for (int64_t i = 0; i < m; i++) a[i * n + j] = v[n * m + j * m + i];
}

rush_tensor *rush_init_orthogonal(rush_tensor *t, double gain) {
    if (!t || rush_failed()) return NULL;
    if (t->ndim < 2) {
        error_set(RUSH_VALUE_ERROR, module_site(), "init", "Only tensors with 2 or more dimensions are supported");
        return NULL;
    }
    if (t->numel == 0) return t;
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    int64_t rows = t->shape[0], columns = t->numel / rows;
    bool flip = rows < columns;
    int64_t m = flip ? columns : rows, n = flip ? rows : columns;
    rush_tensor *flat = rush_randn(RUSH_SHAPE(rows, columns), .dtype = (rush_dtype)t->dtype);
    rush_tensor *a = rush_to_dtype(flip ? rush_contiguous(rush_t(flat)) : flat, RUSH_FLOAT64);
    double *v = scope_scratch(sizeof(double) * 2 * (size_t)(m * n));
    if (!a || !v) return rush_failed() ? NULL : (error_memory(module_site(), "init", sizeof(double) * 2 * (size_t)(m * n)), NULL);
    orthonormalise(tensor_data(a), v, m, n);
    rush_tensor *q = flip ? rush_t(a) : a;
    return rush_mul_(rush_copy_(t, rush_reshape(q, rush_sizes(t))), gain);
}
