/* SPDX-License-Identifier: MIT */
/* svd.c - singular values and vectors, A [m,n] = U diag(s) V^T.
     1. tall matrices are reduced to R of A = Q R first (Chan 1982), wide ones transposed
     2. Householder reflections from both sides make A bidiagonal (Golub & Kahan 1965; Golub & Van Loan, Matrix Computations, 5.4.8)
     3. implicit QR steps make it diagonal (Golub & Reinsch 1970, Golub & Van Loan 8.6.2, the cases as in LINPACK's dsvdc); the rotations of a
        step are applied to the vectors together
   Derivative (Townsend, "Differentiating the singular value decomposition", 2016), E_ij = s_j^2 - s_i^2, off the diagonal only:
     dA = U (diag(gs) + (skew(U^T gU) / E) S + S (skew(V^T gV) / E)) V^T + (I - U U^T) gU S^-1 V^T + U S^-1 gV^T (I - V V^T), skew(X) = X - X^T */
#include "ops/internal_ops.h"
#include "ops/linalg.h"

#include <float.h>
#include <math.h>
#include <rushlight/autograd.h>
#include <string.h>

#define FLOATS (1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64)

/* ---- the kernel ---- */

/* A [m,n], m >= n, becomes bidiagonal: d [n] and e [n-1] above it. Left reflectors stay below the diagonal (tauq), right ones right of
   the superdiagonal (taup). sums has n numbers. */
static void bidiagonalise(int64_t m, int64_t n, double *a, double *d, double *e, double *tauq, double *taup, double *sums) {
    for (int64_t k = 0; k < n; k++) {
        double *head = a + k * n + k;
        int64_t rows = m - k, columns = n - k - 1;
        tauq[k] = linalg_reflector(head, rows > 1 ? head + n : head, rows - 1, n);
        d[k] = head[0];
        if (tauq[k] != 0 && columns > 0) {
            for (int64_t j = 0; j < columns; j++) sums[j] = head[1 + j];
            for (int64_t i = 1; i < rows; i++)
                for (int64_t j = 0; j < columns; j++) sums[j] += head[i * n] * head[i * n + 1 + j];
            for (int64_t j = 0; j < columns; j++) head[1 + j] -= sums[j] *= tauq[k];
            for (int64_t i = 1; i < rows; i++)
                for (int64_t j = 0; j < columns; j++) head[i * n + 1 + j] -= head[i * n] * sums[j];
        }
        if (columns == 0) continue;
        double *v = head + 1;
        taup[k] = linalg_reflector(v, v + 1, columns - 1, 1);
        e[k] = v[0];
        if (taup[k] == 0) continue;
        v[0] = 1;
        for (int64_t i = 1; i < rows; i++) {
            double *row = v + i * n, sum = 0;
            for (int64_t j = 0; j < columns; j++) sum += row[j] * v[j];
            sum *= taup[k];
            for (int64_t j = 0; j < columns; j++) row[j] -= sum * v[j];
        }
        v[0] = e[k];
    }
}

typedef struct diagonal { int64_t n, cu, cv; double *d, *e, *ut, *vt, *c, *s, *cr, *sr; } diagonal;

static void turn(double *x, double *y, int64_t n, double c, double s) {
    for (int64_t i = 0; x && i < n; i++) {
        double a = x[i], b = y[i];
        x[i] = c * a + s * b;
        y[i] = c * b - s * a;
    }
}

/* d[p] is 0: e[p-1] is chased up and out, by rotations of columns */
static void chase_column(diagonal *b, int64_t l, int64_t p) {
    double f = b->e[p - 1];
    b->e[p - 1] = 0;
    for (int64_t j = p - 1; j >= l; j--) {
        double t = hypot(b->d[j], f), c = t == 0 ? 1 : b->d[j] / t, s = t == 0 ? 0 : f / t;
        b->d[j] = t;
        if (j > l) {
            f = -s * b->e[j - 1];
            b->e[j - 1] *= c;
        }
        turn(b->vt ? b->vt + j * b->cv : NULL, b->vt ? b->vt + p * b->cv : NULL, b->cv, c, s);
    }
}

/* d[l] is 0: e[l] is chased right and out, by rotations of rows */
static void chase_row(diagonal *b, int64_t l, int64_t p) {
    double f = b->e[l];
    b->e[l] = 0;
    for (int64_t j = l + 1; j <= p; j++) {
        double t = hypot(b->d[j], f), c = t == 0 ? 1 : b->d[j] / t, s = t == 0 ? 0 : f / t;
        b->d[j] = t;
        if (j < p) {
            f = -s * b->e[j];
            b->e[j] *= c;
        }
        turn(b->ut ? b->ut + j * b->cu : NULL, b->ut ? b->ut + l * b->cu : NULL, b->cu, c, s);
    }
}

/* one implicit step on l … p with the shift of the trailing 2 x 2 block of B^T B */
static void step(diagonal *b, int64_t l, int64_t p) {
    double *d = b->d, *e = b->e;
    double scale = fmax(fmax(fmax(fabs(d[p]), fabs(d[p - 1])), fmax(fabs(e[p - 1]), fabs(d[l]))), fabs(e[l]));
    double sp = d[p] / scale, spm = d[p - 1] / scale, epm = e[p - 1] / scale, sk = d[l] / scale, ek = e[l] / scale;
    double q = ((spm + sp) * (spm - sp) + epm * epm) / 2, r = sp * epm * (sp * epm), shift = 0;
    if (q != 0 || r != 0) {
        shift = sqrt(q * q + r);
        shift = r / (q + (q < 0 ? -shift : shift));
    }
    double f = (sk + sp) * (sk - sp) + shift, g = sk * ek;
    for (int64_t j = l; j < p; j++) {
        double t = hypot(f, g), c = t == 0 ? 1 : f / t, s = t == 0 ? 0 : g / t;
        if (j > l) e[j - 1] = t;
        f = c * d[j] + s * e[j];
        e[j] = c * e[j] - s * d[j];
        g = s * d[j + 1];
        d[j + 1] *= c;
        b->c[j - l] = c, b->s[j - l] = s;
        t = hypot(f, g), c = t == 0 ? 1 : f / t, s = t == 0 ? 0 : g / t;
        d[j] = t;
        f = c * e[j] + s * d[j + 1];
        d[j + 1] = c * d[j + 1] - s * e[j];
        g = s * (j + 1 < p ? e[j + 1] : 0);
        if (j + 1 < p) e[j + 1] *= c;
        b->cr[j - l] = c, b->sr[j - l] = s;
    }
    e[p - 1] = f;
    if (b->vt) linalg_rotate(b->vt, b->cv, b->cv, l, 1, p - l, b->c, b->s);
    if (b->ut) linalg_rotate(b->ut, b->cu, b->cu, l, 1, p - l, b->cr, b->sr);
}

static bool diagonalise(diagonal *b) {
    double *d = b->d, *e = b->e, norm = 0;
    for (int64_t i = 0; i < b->n; i++) norm = fmax(norm, fmax(fabs(d[i]), i + 1 < b->n ? fabs(e[i]) : 0));
    double tiny = fmax(norm * DBL_EPSILON * 0x1p-6, DBL_MIN), eps = DBL_EPSILON;
    int64_t p = b->n - 1;
    for (int64_t turns = 0; p > 0;) {
        int64_t l = p;
        for (; l > 0; l--)
            if (fabs(e[l - 1]) <= eps / 2 * (fabs(d[l - 1]) + fabs(d[l])) || fabs(e[l - 1]) <= tiny * 0x1p-40) {
                e[l - 1] = 0;
                break;
            }
        if (l == p) {
            p--;
            turns = 0;
            continue;
        }
        int64_t zero = -1;
        for (int64_t i = l; i <= p && zero < 0; i++)
            if (fabs(d[i]) <= tiny) zero = i;
        if (zero >= 0) {
            d[zero] = 0;
            if (zero < p) chase_row(b, zero, p);
            else chase_column(b, l, p);
            continue;
        }
        if (++turns > 100) return false;
        step(b, l, p);
    }
    return true;
}

static void exchange(double *x, double *y, int64_t n) {
    for (int64_t i = 0; x && i < n; i++) {
        double a = x[i];
        x[i] = y[i];
        y[i] = a;
    }
}

/* positive and descending */
static void order(diagonal *b) {
    for (int64_t i = 0; i < b->n; i++) {
        if (b->d[i] >= 0 && !signbit(b->d[i])) continue;
        b->d[i] = -b->d[i];
        for (int64_t j = 0; b->vt && j < b->cv; j++) b->vt[i * b->cv + j] = -b->vt[i * b->cv + j];
    }
    for (int64_t i = 0; i + 1 < b->n; i++) {
        int64_t most = i;
        for (int64_t j = i + 1; j < b->n; j++)
            if (b->d[j] > b->d[most]) most = j;
        if (most == i) continue;
        exchange(b->d + i, b->d + most, 1);
        exchange(b->ut ? b->ut + i * b->cu : NULL, b->ut ? b->ut + most * b->cu : NULL, b->cu);
        exchange(b->vt ? b->vt + i * b->cv : NULL, b->vt ? b->vt + most * b->cv : NULL, b->cv);
    }
}

/* rows of Q^T for the first `rows` columns of Q = H_0 H_1 …, reflectors below A's diagonal [m,k] */
static void transposed_q(int64_t m, int64_t k, const double *a, int64_t lda, const double *tau, double *qt, int64_t rows, double *q, double *work) {
    memset(q, 0, sizeof *q * (size_t)(m * rows));
    for (int64_t i = 0; i < rows; i++) q[i * rows + i] = 1;
    linalg_qr_apply(false, m, rows, k, a, lda, tau, q, rows, work);
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < m; j++) qt[i * m + j] = q[j * rows + i];
}

/* of A [m,n], m >= n */
static bool decompose(int64_t m, int64_t n, double *a, double *s, double *ut, int64_t rows_u, double *vt, double *work) {
    double *e = work, *tauq = e + n + 1, *taup = tauq + n + 1, *sums = taup + n + 1, *rotations = sums + n + 1, *square = rotations + 4 * n + 4,
           *more = square + linalg_max(ut ? m * rows_u : 0, 2 * n * n);
    bidiagonalise(m, n, a, s, e, tauq, taup, sums);
    if (ut) transposed_q(m, n, a, n, tauq, ut, rows_u, square, more);
    if (vt) {
        int64_t k = n - 1;
        double *v = square + n * n, *q = square;
        memset(vt, 0, sizeof *vt * (size_t)(n * n));
        vt[0] = 1;
        for (int64_t i = 0; i < k; i++)
            for (int64_t j = 0; j < k; j++) v[i * k + j] = i > j ? a[j * n + 1 + i] : 0;
        memset(q, 0, sizeof *q * (size_t)(k * k));
        for (int64_t i = 0; i < k; i++) q[i * k + i] = 1;
        if (k > 0) linalg_qr_apply(false, k, k, k, v, k, taup, q, k, more);
        for (int64_t i = 0; i < k; i++)
            for (int64_t j = 0; j < k; j++) vt[(i + 1) * n + j + 1] = q[j * k + i];
    }
    diagonal b = { n, m, n, s, e, ut, vt, rotations, rotations + n + 1, rotations + 2 * n + 2, rotations + 3 * n + 3 };
    if (!diagonalise(&b)) return false;
    order(&b);
    return true;
}

int64_t linalg_svd_room(int64_t m, int64_t n, int64_t rows) {
    int64_t big = linalg_max(m, n), small = linalg_min(m, n);
    return 12 * small + 64 + big * rows + 4 * small * small + big * small + linalg_qr_room(big, linalg_max(rows, small));
}

/* A tall: A = Q R, R = U' S V^T, U = Q U'. */
static bool tall(int64_t m, int64_t n, double *a, double *s, double *ut, int64_t rows_u, double *vt, double *work) {
    double *tau = work, *r = tau + n + 1, *small = r + n * n, *u = small + n * n, *rest = u + m * rows_u;
    linalg_qr(m, n, a, n, tau, rest);
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) r[i * n + j] = j >= i ? a[i * n + j] : 0;
    if (!decompose(n, n, r, s, ut ? small : NULL, n, vt, rest)) return false;
    if (!ut) return true;
    memset(u, 0, sizeof *u * (size_t)(m * rows_u)); /* Q diag(U', I) */
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) u[i * rows_u + j] = small[j * n + i];
    for (int64_t i = n; i < rows_u; i++) u[i * rows_u + i] = 1;
    linalg_qr_apply(false, m, rows_u, n, a, n, tau, u, rows_u, rest);
    for (int64_t i = 0; i < rows_u; i++)
        for (int64_t j = 0; j < m; j++) ut[i * m + j] = u[j * rows_u + i];
    return true;
}

bool linalg_svd(int64_t m, int64_t n, double *a, double *s, double *ut, int64_t rows_u, double *vt, int64_t rows_v, double *work) {
    double largest = 0;
    if (m < n) { /* A^T = V S U^T */
        double *t = work;
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < m; j++) t[i * m + j] = a[j * n + i];
        memcpy(a, t, sizeof *a * (size_t)(m * n));
        return linalg_svd(n, m, a, s, vt, rows_v, ut, rows_u, work);
    }
    if (n == 0) {
        for (int64_t i = 0; ut && i < rows_u; i++)
            for (int64_t j = 0; j < m; j++) ut[i * m + j] = i == j;
        return true;
    }
    if (!linalg_all_finite(a, m * n)) {
        for (int64_t i = 0; i < n; i++) s[i] = (double)NAN;
        return false;
    }
    for (int64_t i = 0; i < m * n; i++) largest = fmax(largest, fabs(a[i]));
    double scale = largest > 0 && (largest < 1e-140 || largest > 1e140) ? 1 / largest : 1;
    if (!isfinite(scale)) scale = 0x1p1000;
    for (int64_t i = 0; scale != 1 && i < m * n; i++) a[i] *= scale;
    if (!(m > n + n / 2 + 8 ? tall : decompose)(m, n, a, s, ut, rows_u, vt, work)) return false;
    for (int64_t i = 0; scale != 1 && i < n; i++) s[i] /= scale;
    return true;
}

/* ---- _linalg_svd ---- */

static bool svd_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    TRY(linalg_check_matrix(c, "linalg.svd", a, "A"));
    CHECK(c, dtype_is_float((rush_dtype)a->dtype), "linalg.svd: Expected a floating point or complex tensor as input. Got %s", dtype_table[a->dtype].torch_name);
    CHECK(c, !HAS(c, 3), "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with cuSOLVER backend.");
    TRY(linalg_check_kernel(c, "linalg_svd_cpu", a));
    int nb = a->ndim - 2;
    int64_t m = a->shape[nb], n = a->shape[nb + 1], k = linalg_min(m, n), none = 0;
    rush_dtype d = (rush_dtype)a->dtype;
    bool full = BOOL_ARG(c, 1), vectors = BOOL_ARG(c, 2);
    TRY(vectors ? linalg_out(c, 0, d, nb, a->shape, m, full ? m : k) : call_out(c, 0, d, 1, &none));
    TRY(linalg_out_vector(c, 1, d, nb, a->shape, k));
    return vectors ? linalg_out(c, 2, d, nb, a->shape, full ? n : k, n) : call_out(c, 2, d, 1, &none);
}

typedef struct svd_job { int64_t m, n, rows_u, rows_v; double *a, *s, *ut, *vt, *work; int32_t *info; } svd_job;

static void svd_one(void *context, int64_t b) {
    const svd_job *j = context;
    j->info[b] = !linalg_svd(j->m, j->n, j->a + b * j->m * j->n, j->s + b * linalg_min(j->m, j->n), j->ut ? j->ut + b * j->rows_u * j->m : NULL, j->rows_u,
                             j->vt ? j->vt + b * j->rows_v * j->n : NULL, j->rows_v, j->work + b * linalg_svd_room(j->m, j->n, linalg_max(j->rows_u, j->rows_v)));
}

static bool svd_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int nb = a->ndim - 2;
    int64_t m = a->shape[nb], n = a->shape[nb + 1], k = linalg_min(m, n), batch = linalg_count(nb, a->shape);
    bool vectors = BOOL_ARG(c, 2), full = BOOL_ARG(c, 1);
    rush_tensor *info = call_temporary(c, RUSH_INT32, nb, a->shape);
    if (!info) return false;
    svd_job j = { .m = m, .n = n, .rows_u = full ? m : k, .rows_v = full ? n : k, .a = linalg_copy(c, a, false, nb, a->shape), .s = linalg_room(c, batch * k),
                  .info = tensor_data(info) };
    if (!vectors) j.rows_u = j.rows_v = 0;
    j.work = linalg_room(c, batch * linalg_svd_room(m, n, linalg_max(j.rows_u, j.rows_v)));
    if (vectors) {
        j.ut = linalg_room(c, batch * m * j.rows_u);
        j.vt = linalg_room(c, batch * n * j.rows_v);
    }
    if (!j.a || !j.s || !j.work || (vectors && (!j.ut || !j.vt))) return false;
    linalg_each(batch, 20 * m * n * k, svd_one, &j);
    if (vectors && batch)
        TRY(linalg_check_info(c, "linalg.svd", info, RUSH_LINALG_ERROR, "The algorithm failed to converge because the input matrix contained non-finite values."));
    return linalg_store_vector(c, 1, j.s) && (!vectors || (linalg_store(c, 0, j.ut, true) && linalg_store(c, 2, j.vt, false)));
}

static rush_tensor *skew(backward *c, rush_tensor *x) { return rush_sub(x, MT(x)); }
static rush_tensor *row(backward *c, rush_tensor *s) { return rush_unsqueeze(s, -2); }
static rush_tensor *column(backward *c, rush_tensor *s) { return rush_unsqueeze(s, -1); }

static bool svd_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *u = c->out[0], *s = c->out[1], *vt = c->out[2], *gu = c->grads[0], *gs = c->grads[1], *gvt = c->grads[2];
    rush_shape shape = input_shape(c, 0);
    int64_t m = shape.dims[shape.ndim - 2], n = shape.dims[shape.ndim - 1], k = linalg_min(m, n);
    if (!gu && !gs && !gvt) return true;
    if (c->args[1].u.i && m != n) { /* the extra vectors may be any: PyTorch, too, leaves them out */
        u = rush_narrow(u, -1, 0, k);
        vt = rush_narrow(vt, -2, 0, k);
        gu = gu ? rush_narrow(gu, -1, 0, k) : NULL;
        gvt = gvt ? rush_narrow(gvt, -2, 0, k) : NULL;
    }
    if (!gu && !gvt) return give(c, 0, m >= n ? rush_matmul(u, rush_mul(column(c, gs), vt)) : rush_matmul(rush_mul(u, row(c, gs)), vt));
    rush_tensor *eye = rush_eye(k, .dtype = (rush_dtype)s->dtype, .device = s->device);
    rush_tensor *e = rush_mul(rush_sub(row(c, s), column(c, s)), rush_add(row(c, s), column(c, s)));
    e = rush_add(e, eye);
    rush_tensor *x = NULL;
    if (gu) x = rush_mul(rush_div(skew(c, rush_matmul(MT(u), gu)), e), row(c, s));
    if (gvt) {
        rush_tensor *y = rush_mul(rush_div(skew(c, rush_matmul(vt, MT(gvt))), e), column(c, s));
        x = x ? rush_add(x, y) : y;
    }
    if (gs) x = rush_add(x, rush_mul(column(c, gs), eye));
    x = rush_matmul(u, rush_matmul(x, vt));
    if (gu && m > k) {
        rush_tensor *y = rush_div(gu, row(c, s));
        x = rush_add(x, rush_matmul(rush_sub(y, rush_matmul(u, rush_matmul(MT(u), y))), vt));
    }
    if (gvt && n > k) {
        rush_tensor *y = rush_div(gvt, column(c, s));
        x = rush_add(x, rush_matmul(u, rush_sub(y, rush_matmul(rush_matmul(y, MT(vt)), vt))));
    }
    return give(c, 0, x);
}

#define SVD_ERRORS \
    TEXTS("T[3]", "linalg.svd: The input tensor A must have at least 2 dimensions.", "T[3,3]:i64", \
          "linalg.svd: Expected a floating point or complex tensor as input. Got Long", "T[3,3]:f16", "\"linalg_svd_cpu\" not implemented for 'Half'")
#define SVD_SAMPLES "T[3,3]", "T[5,3]", "T[3,5]", "T[1,1]", "T[0,3]", "T[3,0]", "T[2,4,4]", "T[0,3,3]", "T[3,5]:t", "T[3,6]:s", "T[2,3,3]:e", "T[40,9]", "T[9,40]", "T[120,90]"

const op op_linalg_svd_parts = {
    OP_ROW(linalg_svd_parts),
    .schema = "_linalg_svd(Tensor A, bool full_matrices=False, bool compute_uv=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)",
    .doc = "A = U diag(S) Vh with orthonormal columns of U and rows of Vh; S is descending. Without compute_uv U and Vh are empty.",
    .flags = OP_GRAD_UNDEFINED | OP_INTERNAL,
    .saves = OUT(0) | OUT(1) | OUT(2),
    .meta = svd_meta,
    .ref = svd_ref,
    .grad = svd_grad,
    .samples = TEXTS(SVD_SAMPLES),
    .errors = SVD_ERRORS,
    .dtypes = FLOATS,
};

static bool svd_run(call *c) {
    rush_tensor *s, *vt, *u = rush_linalg_svd_parts(TENSOR(c, 0), .full_matrices = BOOL_ARG(c, 1), .driver = HAS(c, 2) ? c->args[2].u.string : NULL, .S = &s, .Vh = &vt);
    return u && call_return(c, 0, u) && call_return(c, 1, s) && call_return(c, 2, vt);
}

const op op_linalg_svd = {
    OP_ROW(linalg_svd),
    .schema = "linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)",
    .doc = "A [m,n] = U diag(S) Vh; S is descending. U is [m,m] and Vh [n,n], or, not full_matrices, [m,k] and [k,n] with k = min(m,n).",
    .run = svd_run,
    .samples = TEXTS(SVD_SAMPLES, "T[5,3], False", "T[3,5], False"),
    .errors = SVD_ERRORS,
    .dtypes = FLOATS,
};

/* the vectors are computed if the derivative will need them */
static rush_tensor *values_of(call *c, const char *driver) {
    rush_tensor *a = TENSOR(c, 0), *s;
    return rush_linalg_svd_parts(a, .no_compute_uv = !(rush_is_grad_enabled() && rush_requires_grad(a)), .driver = driver, .S = &s) ? s : NULL;
}

static bool svdvals_run(call *c) { return call_return(c, 0, values_of(c, HAS(c, 1) ? c->args[1].u.string : NULL)); }

const op op_linalg_svdvals = {
    OP_ROW(linalg_svdvals),
    .schema = "linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor",
    .doc = "Singular values, descending.",
    .run = svdvals_run,
    .samples = TEXTS(SVD_SAMPLES),
    .errors = SVD_ERRORS,
    .dtypes = FLOATS,
};

static bool old_svd_run(call *c) {
    rush_tensor *a = TENSOR(c, 0), *s, *vt, *u;
    CHECK(c, a->ndim >= 2, "linalg.svd: input should have at least 2 dimensions, but has %d dimensions instead", a->ndim);
    if (BOOL_ARG(c, 2)) {
        u = rush_linalg_svd(a, .no_full_matrices = BOOL_ARG(c, 1), .S = &s, .Vh = &vt);
        return u && call_return(c, 0, u) && call_return(c, 1, s) && call_return(c, 2, MT(vt));
    }
    int64_t shape[RUSH_MAX_DIMS], m = a->shape[a->ndim - 2], n = a->shape[a->ndim - 1];
    if (!(s = values_of(c, NULL))) return false;
    memcpy(shape, a->shape, sizeof *shape * (size_t)a->ndim);
    shape[a->ndim - 2] = shape[a->ndim - 1] = m;
    u = rush_zeros(((rush_shape){ shape, a->ndim }), .dtype = (rush_dtype)a->dtype, .device = a->device);
    shape[a->ndim - 2] = shape[a->ndim - 1] = n;
    vt = rush_zeros(((rush_shape){ shape, a->ndim }), .dtype = (rush_dtype)a->dtype, .device = a->device);
    return vt && call_return(c, 0, u) && call_return(c, 1, s) && call_return(c, 2, MT(vt));
}

const op op_svd = {
    OP_ROW(svd),
    .schema = "svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)",
    .doc = "A [m,n] = U diag(S) V^T; S is descending. With some, U is [m,k] and V [n,k], k = min(m,n); without compute_uv both are 0.",
    .run = old_svd_run,
    .samples = TEXTS(SVD_SAMPLES, "T[5,3], False", "T[5,3], True, False"),
    .errors = TEXTS("T[3]", "linalg.svd: input should have at least 2 dimensions, but has 1 dimensions instead"),
    .dtypes = FLOATS,
};
