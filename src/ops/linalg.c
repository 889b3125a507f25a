/* SPDX-License-Identifier: MIT */
/* linalg.c - what the factorizations share: checks, copies in and out, and the kernels that are used by more than one of them. */
#include "ops/linalg.h"

#include <math.h>
#include <string.h>

#include "core/parallel.h"
#include "cpu/gemm.h"
#include "ops/call.h"

/* ---- checks ---- */

bool linalg_check_matrix(call *c, const char *what, const rush_tensor *t, const char *arg) {
    CHECK(c, t->ndim >= 2, "%s: The input tensor %s must have at least 2 dimensions.", what, arg);
    return true;
}

bool linalg_check_square(call *c, const char *what, const rush_tensor *t, const char *arg) {
    TRY(linalg_check_matrix(c, what, t, arg));
    int64_t rows = t->shape[t->ndim - 2], columns = t->shape[t->ndim - 1];
    CHECK(c, rows == columns, "%s: %s must be batches of square matrices, but they are %lld by %lld matrices", what, arg, (long long)rows, (long long)columns);
    return true;
}

bool linalg_check_float(call *c, const char *what, const rush_tensor *t) {
    rush_dtype d = (rush_dtype)t->dtype;
    CHECK(c, dtype_is_float(d), "%s: Expected a floating point or complex tensor as input. Got %s", what, dtype_table[d].torch_name);
    CHECK(c, d == RUSH_FLOAT32 || d == RUSH_FLOAT64, "%s: Low precision dtypes not supported. Got %s", what, dtype_table[d].torch_name);
    return true;
}

bool linalg_check_kernel(call *c, const char *refuses, const rush_tensor *t) {
    rush_dtype d = (rush_dtype)t->dtype;
    CHECK(c, d == RUSH_FLOAT32 || d == RUSH_FLOAT64, "\"%s\" not implemented for '%s'", refuses, dtype_table[d].torch_name);
    return true;
}

bool linalg_check_info(call *c, const char *what, const rush_tensor *info, rush_error_code code, const char *message) {
    const int32_t *p = tensor_data(info);
    for (int64_t i = 0; i < info->numel; i++) {
        if (p[i] == 0) continue;
        char which[48] = "", text[400];
        if (info->ndim) snprintf(which, sizeof which, "(Batch element %lld): ", (long long)i);
        const char *at = strstr(message, "%d");
        if (at) snprintf(text, sizeof text, "%.*s%d%s", (int)(at - message), message, (int)p[i], at + 2);
        else snprintf(text, sizeof text, "%s", message);
        for (char *more; (more = strstr(text, "%d"));) { /* a second place for the number */
            char rest[400];
            snprintf(rest, sizeof rest, "%s", more + 2);
            snprintf(more, sizeof text - (size_t)(more - text), "%d%s", (int)p[i], rest);
        }
        return error_set(code, c->site, c->op->name, "%s: %s%s", what, which, text);
    }
    return true;
}

bool linalg_batch(call *c, const rush_tensor *a, const rush_tensor *b, int *n, int64_t *shape) {
    return shape_broadcast(c->site, c->op->name, a->ndim - 2, a->shape, b->ndim - 2, b->shape, n, shape);
}

/* ---- matrices ---- */

bool linalg_out(call *c, int i, rush_dtype dtype, int nbatch, const int64_t *batch, int64_t rows, int64_t columns) {
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    CHECK(c, nbatch + 2 <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    memcpy(shape, batch, sizeof *shape * (size_t)nbatch);
    shape[nbatch] = rows;
    shape[nbatch + 1] = columns;
    shape_contiguous_strides(nbatch + 2, shape, strides);
    strides[nbatch] = 1;
    strides[nbatch + 1] = linalg_max(rows, 1);
    return call_out_strided(c, i, dtype, nbatch + 2, shape, strides);
}

bool linalg_out_vector(call *c, int i, rush_dtype dtype, int nbatch, const int64_t *batch, int64_t length) {
    int64_t shape[RUSH_MAX_DIMS];
    CHECK(c, nbatch + 1 <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    memcpy(shape, batch, sizeof *shape * (size_t)nbatch);
    if (length >= 0) shape[nbatch++] = length;
    return call_out(c, i, dtype, nbatch, shape);
}

int64_t linalg_count(int nbatch, const int64_t *batch) { return shape_numel(nbatch, batch); }

static rush_tensor *turned(call *c, const rush_tensor *t) {
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    memcpy(shape, t->shape, sizeof *shape * (size_t)t->ndim);
    memcpy(strides, t->strides, sizeof *strides * (size_t)t->ndim);
    int a = t->ndim - 2, b = t->ndim - 1;
    shape[a] = t->shape[b], shape[b] = t->shape[a];
    strides[a] = t->strides[b], strides[b] = t->strides[a];
    return scope_own(tensor_alias(c->site, t, t->ndim, shape, strides, t->offset));
}

/* Data of a temporary: never NULL where the call goes on, also for no elements. */
static double *data_of(call *c, rush_tensor *t) {
    if (!t) return NULL;
    double *p = tensor_data(t);
    if (p || t->numel) return p;
    t = call_temporary(c, RUSH_FLOAT64, 1, (int64_t[]){ 1 });
    return t ? tensor_data(t) : NULL;
}

double *linalg_copy(call *c, const rush_tensor *t, bool transposed, int nbatch, const int64_t *batch) {
    int64_t shape[RUSH_MAX_DIMS];
    if (transposed && !(t = turned(c, t))) return NULL;
    memcpy(shape, batch, sizeof *shape * (size_t)nbatch);
    shape[nbatch] = t->shape[t->ndim - 2];
    shape[nbatch + 1] = t->shape[t->ndim - 1];
    rush_tensor *copy = call_temporary(c, RUSH_FLOAT64, nbatch + 2, shape);
    if (!copy || (copy->numel && !tensor_copy(c->site, copy, t))) return NULL;
    return data_of(c, copy);
}

double *linalg_room(call *c, int64_t n) {
    n = linalg_max(n, 1);
    rush_tensor *t = call_temporary(c, RUSH_FLOAT64, 1, &n);
    if (!t) return NULL;
    double *p = tensor_data(t);
    memset(p, 0, sizeof *p * (size_t)n);
    return p;
}

static bool store(call *c, rush_tensor *to, const double *from) {
    int64_t strides[RUSH_MAX_DIMS];
    if (to->numel == 0) return true;
    bool contiguous = true;
    shape_contiguous_strides(to->ndim, to->shape, strides);
    for (int i = 0; i < to->ndim; i++) contiguous = contiguous && (to->shape[i] == 1 || to->strides[i] == strides[i]);
    if (contiguous && to->dtype == RUSH_FLOAT64) {
        memcpy(tensor_data(to), from, sizeof *from * (size_t)to->numel);
        return true;
    }
    rush_tensor *t = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    if (!t) return false;
    memcpy(tensor_data(t), from, sizeof *from * (size_t)t->numel);
    return tensor_copy(c->site, to, t);
}

bool linalg_store(call *c, int i, const double *from, bool transposed) {
    rush_tensor *to = transposed ? turned(c, c->out[i]) : c->out[i];
    return to && store(c, to, from);
}

bool linalg_store_vector(call *c, int i, const double *from) { return store(c, c->out[i], from); }

typedef struct each_job { int64_t batch, per; void (*work)(void *context, int64_t i); void *context; } each_job;

static void each_block(void *context, int64_t block) {
    const each_job *j = context;
    int64_t end = linalg_min((block + 1) * j->per, j->batch);
    for (int64_t i = block * j->per; i < end; i++) j->work(j->context, i);
}

void linalg_each(int64_t batch, int64_t cost, void (*work)(void *context, int64_t i), void *context) {
    int64_t per = 1 + (1 << 16) / (cost + 1);
    each_job j = { batch, per, work, context };
    int64_t blocks = (batch + per - 1) / per;
    if (blocks == 1 || batch == 1) each_block(&j, 0); /* so that a single large matrix's products may use all threads */
    else if (blocks > 1) parallel_for(blocks, each_block, &j);
}

/* ---- products ---- */

/* few operations, and where the multiply had no memory: plain loops */
static void gemm_plain(bool ta, bool tb, int64_t m, int64_t n, int64_t k, double alpha, const double *a, int64_t lda, const double *b, int64_t ldb, double beta,
                       double *c, int64_t ldc) {
    for (int64_t i = 0; i < m; i++) {
        double *row = c + i * ldc;
        if (beta == 0) memset(row, 0, sizeof *row * (size_t)n);
        else if (beta != 1)
            for (int64_t j = 0; j < n; j++) row[j] *= beta;
        if (tb) {
            for (int64_t j = 0; j < n; j++) {
                double sum = 0;
                for (int64_t l = 0; l < k; l++) sum += (ta ? a[l * lda + i] : a[i * lda + l]) * b[j * ldb + l];
                row[j] += alpha * sum;
            }
        } else
            for (int64_t l = 0; l < k; l++) {
                double x = alpha * (ta ? a[l * lda + i] : a[i * lda + l]);
                const double *from = b + l * ldb;
                for (int64_t j = 0; j < n; j++) row[j] += x * from[j];
            }
    }
}

void linalg_gemm(bool ta, bool tb, int64_t m, int64_t n, int64_t k, double alpha, const double *a, int64_t lda, const double *b, int64_t ldb, double beta, double *c,
                 int64_t ldc) {
    if (m <= 0 || n <= 0) return;
    if (m * n * k < 4096 || !gemm_f64(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, NULL)) gemm_plain(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

enum { BLOCK = 32 };

/* Block after block: the diagonal block by substitution, then what it takes from the rows that are left (Golub & Van Loan, Matrix
   Computations, 3.1.4). */
void linalg_triangle_solve(bool upper, bool unit, int64_t n, int64_t k, const double *t, int64_t ldt, double *x, int64_t ldx) {
    int64_t blocks = (n + BLOCK - 1) / BLOCK;
    for (int64_t q = 0; q < blocks && k > 0; q++) {
        int64_t from = (upper ? blocks - 1 - q : q) * BLOCK, end = linalg_min(from + BLOCK, n);
        for (int64_t r = 0; r < end - from; r++) {
            int64_t i = upper ? end - 1 - r : from + r;
            double *row = x + i * ldx;
            const double *ti = t + i * ldt;
            for (int64_t j = upper ? i + 1 : from; j < (upper ? end : i); j++) {
                double f = ti[j];
                const double *other = x + j * ldx;
                for (int64_t l = 0; l < k; l++) row[l] -= f * other[l];
            }
            if (!unit)
                for (int64_t l = 0; l < k; l++) row[l] /= ti[i];
        }
        if (upper) linalg_gemm(false, false, from, k, end - from, -1, t + from, ldt, x + from * ldx, ldx, 1, x, ldx);
        else linalg_gemm(false, false, n - end, k, end - from, -1, t + end * ldt + from, ldt, x + from * ldx, ldx, 1, x + end * ldx, ldx);
    }
}

/* ---- elimination ---- */

static void swap_rows(double *a, double *b, int64_t n) {
    for (int64_t j = 0; j < n; j++) {
        double x = a[j];
        a[j] = b[j];
        b[j] = x;
    }
}

/* Right-looking, by panels of columns (Golub & Van Loan 3.2.11, 3.4.7). */
int64_t linalg_lu(int64_t m, int64_t n, double *a, int32_t *pivots) {
    int64_t k = linalg_min(m, n), info = 0;
    for (int64_t from = 0; from < k; from += BLOCK) {
        int64_t end = linalg_min(from + BLOCK, k);
        for (int64_t j = from; j < end; j++) {
            int64_t p = j;
            for (int64_t i = j + 1; i < m; i++)
                if (fabs(a[i * n + j]) > fabs(a[p * n + j])) p = i;
            pivots[j] = (int32_t)(p + 1);
            if (p != j) swap_rows(a + j * n, a + p * n, n);
            const double *row = a + j * n;
            if (row[j] == 0) {
                if (!info) info = j + 1;
                continue;
            }
            for (int64_t i = j + 1; i < m; i++) {
                double *below = a + i * n, f = below[j] /= row[j];
                for (int64_t l = j + 1; l < end; l++) below[l] -= f * row[l];
            }
        }
        if (end == n) continue;
        linalg_triangle_solve(false, true, end - from, n - end, a + from * n + from, n, a + from * n + end, n);
        linalg_gemm(false, false, m - end, n - end, end - from, -1, a + end * n + from, n, a + from * n + end, n, 1, a + end * n + end, n);
    }
    return info;
}

void linalg_lu_solve(int64_t n, int64_t k, const double *lu, const int32_t *pivots, double *x) {
    for (int64_t i = 0; i < n; i++)
        if (pivots[i] - 1 != i) swap_rows(x + i * k, x + (pivots[i] - 1) * k, k);
    linalg_triangle_solve(false, true, n, k, lu, n, x, k);
    linalg_triangle_solve(true, false, n, k, lu, n, x, k);
}

double linalg_norm(const double *x, int64_t n, int64_t step) {
    double sum = 0, most = 0;
    for (int64_t i = 0; i < n; i++) sum += x[i * step] * x[i * step];
    if (sum > 1e-280 && sum < 1e280) return sqrt(sum);
    for (int64_t i = 0; i < n; i++) most = fmax(most, fabs(x[i * step]));
    if (most == 0 || !isfinite(most)) return sum == 0 ? 0 : sqrt(sum);
    sum = 0;
    for (int64_t i = 0; i < n; i++) sum += x[i * step] / most * (x[i * step] / most);
    return most * sqrt(sum);
}

bool linalg_all_finite(const double *a, int64_t n) {
    double zero = 0;
    for (int64_t i = 0; i < n; i++) zero += a[i] * 0; /* nan for inf and nan */
    return zero == 0;
}

/* ---- reflectors ---- */

/* LAPACK's dlarfg: beta = -sign(alpha) |(alpha, x)|, v = x / (alpha - beta), tau = (beta - alpha) / beta; no reflection where x is 0 already */
double linalg_reflector(double *alpha, double *x, int64_t n, int64_t step) {
    double rest = linalg_norm(x, n, step);
    if (rest == 0) return 0;
    double beta = -copysign(hypot(*alpha, rest), *alpha), tau = (beta - *alpha) / beta, scale = *alpha - beta;
    for (int64_t i = 0; i < n; i++) x[i * step] /= scale;
    *alpha = beta;
    return tau;
}

/* The block H_0 … H_k-1 = I - V T V^T (Schreiber & Van Loan 1989, Golub & Van Loan 5.2.3): V [m,k] with its ones and zeros, and the upper
   triangular T, column j being tau_j (e_j - T V^T v_j). */
static void block_form(int64_t m, int64_t k, const double *a, int64_t lda, const double *tau, double *v, double *t) {
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < k; j++) v[i * k + j] = i > j ? a[i * lda + j] : i == j;
    double products[BLOCK * BLOCK];
    linalg_gemm(true, false, k, k, m, 1, v, k, v, k, 0, products, k);
    for (int64_t j = 0; j < k; j++) {
        for (int64_t i = 0; i < k; i++) t[i * k + j] = 0;
        for (int64_t i = 0; i < j; i++) {
            double sum = 0;
            for (int64_t l = i; l < j; l++) sum += t[i * k + l] * products[l * k + j];
            t[i * k + j] = -tau[j] * sum;
        }
        t[j * k + j] = tau[j];
    }
}

/* C [m,n] -= V op(T) V^T C */
static void block_apply(bool transposed, int64_t m, int64_t n, int64_t k, const double *v, const double *t, double *c, int64_t ldc, double *work) {
    double *vc = work, *tvc = work + k * n;
    linalg_gemm(true, false, k, n, m, 1, v, k, c, ldc, 0, vc, n);
    linalg_gemm(transposed, false, k, n, k, 1, t, k, vc, n, 0, tvc, n);
    linalg_gemm(false, false, m, n, k, -1, v, k, tvc, n, 1, c, ldc);
}

enum { PANEL = 16 }; /* as linalg_qr_room knows */

void linalg_qr(int64_t m, int64_t n, double *a, int64_t lda, double *tau, double *work) {
    int64_t all = linalg_min(m, n);
    double t[PANEL * PANEL];
    for (int64_t from = 0; from < all; from += PANEL) {
        int64_t end = linalg_min(from + PANEL, all), k = end - from;
        for (int64_t j = from; j < end; j++) {
            double *head = a + j * lda + j;
            tau[j] = linalg_reflector(head, m > j + 1 ? head + lda : head, m - j - 1, lda);
            int64_t width = end - j - 1;
            if (tau[j] == 0 || width == 0) continue;
            double sums[PANEL];
            for (int64_t l = 0; l < width; l++) sums[l] = head[1 + l];
            for (int64_t i = 1; i < m - j; i++)
                for (int64_t l = 0; l < width; l++) sums[l] += head[i * lda] * head[i * lda + 1 + l];
            for (int64_t l = 0; l < width; l++) head[1 + l] -= sums[l] *= tau[j];
            for (int64_t i = 1; i < m - j; i++)
                for (int64_t l = 0; l < width; l++) head[i * lda + 1 + l] -= head[i * lda] * sums[l];
        }
        if (end == n) continue;
        double *v = work, *more = work + (m - from) * k;
        block_form(m - from, k, a + from * lda + from, lda, tau + from, v, t);
        block_apply(true, m - from, n - end, k, v, t, a + from * lda + end, lda, more);
    }
}

void linalg_qr_apply(bool transposed, int64_t m, int64_t n, int64_t k, const double *a, int64_t lda, const double *tau, double *c, int64_t ldc, double *work) {
    int64_t blocks = (k + PANEL - 1) / PANEL;
    double t[PANEL * PANEL];
    for (int64_t q = 0; q < blocks && n > 0; q++) {
        int64_t from = (transposed ? q : blocks - 1 - q) * PANEL, width = linalg_min(PANEL, k - from);
        double *v = work, *more = work + (m - from) * width;
        block_form(m - from, width, a + from * lda + from, lda, tau + from, v, t);
        block_apply(transposed, m - from, n, width, v, t, c + from * ldc, ldc, more);
    }
}

/* ---- rotations ---- */

typedef struct rotate_job { double *z; int64_t ld, columns, first, step, count; const double *c, *s; } rotate_job;

enum { STRIP = 128 };

/* a strip of columns at a time, so that its rows stay in the cache */
static void rotate_strip(void *context, int64_t strip) {
    const rotate_job *j = context;
    int64_t from = strip * STRIP, width = linalg_min(STRIP, j->columns - from);
    for (int64_t q = 0; q < j->count; q++) {
        double *x = j->z + (j->first + q * j->step) * j->ld + from, *y = x + j->ld, c = j->c[q], s = j->s[q];
        for (int64_t i = 0; i < width; i++) {
            double a = x[i], b = y[i];
            x[i] = c * a + s * b;
            y[i] = c * b - s * a;
        }
    }
}

void linalg_rotate(double *z, int64_t ldz, int64_t columns, int64_t first, int64_t step, int64_t count, const double *cosines, const double *sines) {
    rotate_job j = { z, ldz, columns, first, step, count, cosines, sines };
    int64_t strips = (columns + STRIP - 1) / STRIP;
    if (columns * count < 1 << 14)
        for (int64_t i = 0; i < strips; i++) rotate_strip(&j, i);
    else parallel_for(strips, rotate_strip, &j);
}
