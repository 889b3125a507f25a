/* SPDX-License-Identifier: MIT */
/* eigh.c - eigenvalues and eigenvectors of symmetric matrices, A = V diag(w) V^T, of which only one triangle is read.
     1. Householder reflections make A tridiagonal (Golub & Van Loan, Matrix Computations, 8.3.1; stored as LAPACK's dsytrd does)
     2. implicit QL with Wilkinson's shift (Golub & Van Loan 8.3.3; EISPACK's tql2, Bowdler, Martin, Reinsch, Wilkinson 1968); the rotations
        of a sweep are applied to the vectors together
   Derivative: dA = V (diag(gw) + (V^T gV) / E) V^T, E_ij = w_j - w_i, 0 on the diagonal (Giles, "Collected matrix derivative results", 2008). */
#include "ops/internal_ops.h"
#include "ops/linalg.h"

#include <float.h>
#include <math.h>
#include <rushlight/autograd.h>
#include <string.h>

#define FLOATS (1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64)

/* ---- the kernel ---- */

/* A becomes tridiagonal: d [n], e [n-1]; the reflectors stay in A's columns, below the subdiagonal, and tau [n-1]. p has n numbers. */
static void tridiagonalise(int64_t n, double *a, double *d, double *e, double *tau, double *p) {
    for (int64_t k = 0; k + 1 < n; k++) {
        int64_t m = n - k - 1;
        double *v = a + k * n + k + 1, *s = a + (k + 1) * n + k + 1; /* row k is column k; s [m,m] is what is left */
        tau[k] = linalg_reflector(v, v + 1, m - 1, 1);
        d[k] = a[k * n + k];
        e[k] = v[0];
        v[0] = 1;
        if (tau[k] != 0) {
            double dot = 0;
            for (int64_t i = 0; i < m; i++) {
                double sum = 0;
                for (int64_t j = 0; j < m; j++) sum += s[i * n + j] * v[j];
                p[i] = tau[k] * sum;
                dot += p[i] * v[i];
            }
            for (int64_t i = 0; i < m; i++) p[i] -= tau[k] / 2 * dot * v[i]; /* s -= v p^T + p v^T */
            for (int64_t i = 0; i < m; i++)
                for (int64_t j = 0; j < m; j++) s[i * n + j] -= v[i] * p[j] + p[i] * v[j];
        }
        for (int64_t i = 0; i < m; i++) a[(k + 1 + i) * n + k] = v[i];
    }
    if (n) d[n - 1] = a[n * n - 1];
}

/* Eigenvalues in d; z's rows (columns numbers each) are turned with them; c and s have room for n rotations. */
static bool implicit_ql(int64_t n, double *d, double *e, double *z, int64_t columns, double *c, double *s) {
    e[n - 1] = 0;
    for (int64_t l = 0; l < n; l++)
        for (int turn = 0;; turn++) {
            int64_t m = l;
            while (m + 1 < n && fabs(e[m]) > DBL_EPSILON / 2 * (fabs(d[m]) + fabs(d[m + 1])) && fabs(e[m]) > DBL_MIN) m++;
            if (m == l) break;
            if (turn == 80) return false;
            double g = (d[l + 1] - d[l]) / (2 * e[l]), r = hypot(g, 1), cosine = 1, sine = 1, p = 0;
            g = d[m] - d[l] + e[l] / (g + copysign(r, g));
            int64_t i = m - 1, count = 0;
            for (; i >= l; i--) {
                double f = sine * e[i], b = cosine * e[i];
                e[i + 1] = r = hypot(f, g);
                if (r == 0) { /* an eigenvalue has come out on the way */
                    d[i + 1] -= p;
                    e[m] = 0;
                    break;
                }
                sine = f / r;
                cosine = g / r;
                g = d[i + 1] - p;
                r = (d[i] - g) * sine + 2 * cosine * b;
                p = sine * r;
                d[i + 1] = g + p;
                g = cosine * r - b;
                c[count] = cosine;
                s[count++] = -sine;
            }
            if (z) linalg_rotate(z, columns, columns, m - 1, -1, count, c, s);
            if (i >= l) continue;
            d[l] -= p;
            e[l] = g;
            e[m] = 0;
        }
    return true;
}

static void order(int64_t n, double *d, double *z, int64_t columns) {
    for (int64_t i = 0; i + 1 < n; i++) {
        int64_t least = i;
        for (int64_t j = i + 1; j < n; j++)
            if (d[j] < d[least]) least = j;
        if (least == i) continue;
        double x = d[i];
        d[i] = d[least];
        d[least] = x;
        for (int64_t j = 0; z && j < columns; j++) {
            double *a = z + i * columns + j, *b = z + least * columns + j;
            x = *a;
            *a = *b;
            *b = x;
        }
    }
}

int64_t linalg_eigh_room(int64_t n) { return 5 * n + n * n + linalg_qr_room(n, n) + 8; }

bool linalg_eigh(int64_t n, double *a, double *w, double *z, double *work) {
    double *e = work, *tau = e + n + 1, *p = tau + n + 1, *c = p + n + 1, *s = c + n + 1, *q = s + n + 1, *more = q + n * n, largest = 0;
    if (n == 0) return true;
    if (!linalg_all_finite(a, n * n)) return false;
    for (int64_t i = 0; i < n * n; i++) largest = fmax(largest, fabs(a[i]));
    double scale = largest > 0 && (largest < 1e-140 || largest > 1e140) ? 1 / largest : 1; /* so that squares stay in range */
    if (!isfinite(scale)) scale = 0x1p1000;
    for (int64_t i = 0; scale != 1 && i < n * n; i++) a[i] *= scale;
    tridiagonalise(n, a, w, e, tau, p);
    if (z) { /* Q = diag(1, H_0 H_1 …), and its transpose */
        memset(q, 0, sizeof *q * (size_t)(n * n));
        for (int64_t i = 0; i < n; i++) q[i * n + i] = 1;
        if (n > 1) linalg_qr_apply(false, n - 1, n - 1, n - 1, a + n, n, tau, q + n + 1, n, more);
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < n; j++) z[i * n + j] = q[j * n + i];
    }
    if (!implicit_ql(n, w, e, z, n, c, s)) return false;
    order(n, w, z, n);
    for (int64_t i = 0; scale != 1 && i < n; i++) w[i] /= scale;
    return true;
}

/* ---- _linalg_eigh ---- */

static bool eigh_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    const char *uplo = c->args[1].u.string;
    TRY(linalg_check_square(c, "linalg.eigh", a, "A"));
    CHECK(c, strlen(uplo) == 1 && strchr("LUlu", *uplo), "Expected UPLO argument to be 'L' or 'U', but got %s", uplo);
    TRY(linalg_check_kernel(c, "linalg_eigh_cpu", a));
    int n = a->ndim - 2;
    int64_t none = 0;
    rush_dtype d = (rush_dtype)a->dtype;
    return linalg_out_vector(c, 0, d, n, a->shape, a->shape[n]) &&
           (BOOL_ARG(c, 2) ? linalg_out(c, 1, d, n, a->shape, a->shape[n], a->shape[n]) : call_out(c, 1, d, 1, &none));
}

typedef struct eigh_job { int64_t n; bool upper; double *a, *w, *z, *work; int32_t *info; } eigh_job;

static void eigh_one(void *context, int64_t b) {
    const eigh_job *j = context;
    int64_t n = j->n;
    double *a = j->a + b * n * n;
    for (int64_t i = 0; i < n; i++)
        for (int64_t l = 0; l < i; l++) {
            if (j->upper) a[i * n + l] = a[l * n + i];
            else a[l * n + i] = a[i * n + l];
        }
    bool ok = linalg_eigh(n, a, j->w + b * n, j->z ? j->z + b * n * n : NULL, j->work + b * linalg_eigh_room(n));
    j->info[b] = ok ? 0 : (int32_t)linalg_max(n - 1, 1);
}

static bool eigh_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int nb = a->ndim - 2;
    int64_t n = a->shape[nb], batch = linalg_count(nb, a->shape);
    bool vectors = BOOL_ARG(c, 2);
    rush_tensor *info = call_temporary(c, RUSH_INT32, nb, a->shape);
    if (!info) return false;
    eigh_job j = { n, strchr("Uu", *c->args[1].u.string) != NULL, linalg_copy(c, a, false, nb, a->shape), linalg_room(c, batch * n),
                   vectors ? linalg_room(c, batch * n * n) : NULL, linalg_room(c, batch * linalg_eigh_room(n)), tensor_data(info) };
    if (!j.a || !j.w || (vectors && !j.z) || !j.work) return false;
    linalg_each(batch, 9 * n * n * n, eigh_one, &j);
    if (batch)
        TRY(linalg_check_info(c, "linalg.eigh", info, RUSH_LINALG_ERROR,
                              "The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: %d)."));
    return linalg_store_vector(c, 0, j.w) && (!vectors || linalg_store(c, 1, j.z, true));
}

static bool eigh_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *w = c->out[0], *v = c->out[1], *gw = c->grads[0], *gv = c->grads[1], *x = NULL;
    CHECK(c, c->args[2].u.i != 0, "linalg_eigh: The derivative of eigenvalues needs eigenvectors");
    if (!gw && !gv) return true;
    if (gv) {
        rush_tensor *e = rush_sub(rush_unsqueeze(w, -2), rush_unsqueeze(w, -1)), *eye = rush_eye(w->shape[w->ndim - 1], .dtype = (rush_dtype)w->dtype, .device = w->device);
        x = rush_mul(rush_div(rush_matmul(MT(v), gv), rush_add(e, eye)), rush_add(rush_neg(eye), 1));
        if (gw) x = rush_add(x, rush_mul(rush_unsqueeze(gw, -1), eye));
        return give(c, 0, rush_matmul(v, rush_matmul(x, MT(v))));
    }
    return give(c, 0, rush_matmul(rush_mul(v, rush_unsqueeze(gw, -2)), MT(v)));
}

#define SYMMETRIC "T[3,3]:d", "T[3,3]:d, 'U'", "T[1,1]", "T[0,0]", "T[2,4,4]:d", "T[0,3,3]", "T[3,3]:t:d", "T[4,4]:d, 'l'", "T[2,3,3]:d:e", "T[100,100]:d"
#define EIGH_ERRORS \
    TEXTS("T[3]", "linalg.eigh: The input tensor A must have at least 2 dimensions.", "T[3,4]", \
          "linalg.eigh: A must be batches of square matrices, but they are 3 by 4 matrices", "T[3,3], 'x'", "Expected UPLO argument to be 'L' or 'U', but got x", \
          "T[3,3]:f16", "\"linalg_eigh_cpu\" not implemented for 'Half'")

const op op_linalg_eigh_parts = {
    OP_ROW(linalg_eigh_parts),
    .schema = "_linalg_eigh(Tensor A, str UPLO='L', bool compute_v=True) -> (Tensor eigenvalues, Tensor eigenvectors)",
    .doc = "Eigenvalues, ascending, and eigenvectors (if compute_v) of symmetric matrices; only the lower triangle (UPLO 'U': the upper) is read.",
    .flags = OP_GRAD_UNDEFINED | OP_INTERNAL,
    .saves = OUT(0) | OUT(1),
    .meta = eigh_meta,
    .ref = eigh_ref,
    .grad = eigh_grad,
    .samples = TEXTS(SYMMETRIC),
    .errors = EIGH_ERRORS,
    .dtypes = FLOATS,
};

static bool eigh_run(call *c) {
    rush_tensor *v, *w = rush_linalg_eigh_parts(TENSOR(c, 0), .UPLO = c->args[1].u.string, .eigenvectors = &v);
    return w && call_return(c, 0, w) && call_return(c, 1, v);
}

const op op_linalg_eigh = {
    OP_ROW(linalg_eigh),
    .schema = "linalg_eigh(Tensor self, str UPLO='L') -> (Tensor eigenvalues, Tensor eigenvectors)",
    .doc = "Eigenvalues, ascending, and eigenvectors (columns) of symmetric matrices; only the lower triangle (UPLO 'U': the upper) is read.",
    .run = eigh_run,
    .samples = TEXTS(SYMMETRIC),
    .errors = EIGH_ERRORS,
    .dtypes = FLOATS,
};

/* the vectors are computed if the derivative will need them */
static rush_tensor *values_of(call *c, const char *uplo) {
    rush_tensor *a = TENSOR(c, 0);
    return rush_linalg_eigh_parts(a, .UPLO = uplo, .no_compute_v = !(rush_is_grad_enabled() && rush_requires_grad(a)));
}

static bool eigvalsh_run(call *c) { return call_return(c, 0, values_of(c, c->args[1].u.string)); }

const op op_linalg_eigvalsh = {
    OP_ROW(linalg_eigvalsh),
    .schema = "linalg_eigvalsh(Tensor self, str UPLO='L') -> Tensor",
    .doc = "Eigenvalues, ascending, of symmetric matrices; only the lower triangle (UPLO 'U': the upper) is read.",
    .run = eigvalsh_run,
    .samples = TEXTS(SYMMETRIC),
    .errors = EIGH_ERRORS,
    .dtypes = FLOATS,
};

static bool symeig_run(call *c) {
    rush_tensor *a = TENSOR(c, 0), *v = NULL, *w;
    TRY(linalg_check_square(c, "linalg.symeig", a, "A"));
    const char *uplo = BOOL_ARG(c, 2) ? "U" : "L";
    if (BOOL_ARG(c, 1)) w = rush_linalg_eigh_parts(a, .UPLO = uplo, .eigenvectors = &v);
    else {
        w = values_of(c, uplo);
        v = rush_empty(RUSH_SHAPE(0), .dtype = (rush_dtype)a->dtype, .device = a->device);
    }
    return w && v && call_return(c, 0, w) && call_return(c, 1, v);
}

const op op_symeig = {
    OP_ROW(symeig),
    .schema = "symeig(Tensor self, bool eigenvectors=False, bool upper=True) -> (Tensor eigenvalues, Tensor eigenvectors)",
    .doc = "Eigenvalues, ascending, of symmetric matrices, and their eigenvectors if asked for; only the upper triangle (or the lower one) is read.",
    .run = symeig_run,
    .samples = TEXTS("T[3,3]:d", "T[3,3]:d, True", "T[3,3]:d, True, False", "T[1,1], True", "T[0,0]", "T[2,4,4]:d", "T[0,3,3], True", "T[3,3]:t:d", "T[2,3,3]:d:e"),
    .errors = TEXTS("T[3,4]", "linalg.symeig: A must be batches of square matrices, but they are 3 by 4 matrices"),
    .dtypes = FLOATS,
};
