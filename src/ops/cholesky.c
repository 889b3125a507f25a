/* SPDX-License-Identifier: MIT */
/* cholesky.c - A = L L^T for symmetric positive-definite A; only A's lower triangle is read (upper: only the upper one, A = U^T U).
   Derivative (Murray, "Differentiation of the Cholesky decomposition", 2016): dA = sym(L^-T phi(L^T gL) L^-1), where phi takes the lower triangle
   with half of the diagonal; the gradient is shared between A_ij and A_ji. */
#include "ops/linalg.h"

#include <math.h>

enum { BLOCK = 32 };

/* L below and on the diagonal, 0 above it; the order (from 1) of the first minor that is not positive, or 0 (Golub & Van Loan 4.2.9) */
static int64_t cholesky(int64_t n, double *a) {
    int64_t info = 0;
    for (int64_t from = 0; from < n && !info; from += BLOCK) {
        int64_t end = linalg_min(from + BLOCK, n);
        for (int64_t i = from; i < n && !info; i++) {
            double *row = a + i * n;
            for (int64_t j = from; j < linalg_min(i, end); j++) {
                const double *other = a + j * n;
                double x = row[j];
                for (int64_t l = from; l < j; l++) x -= row[l] * other[l];
                row[j] = x / other[j];
            }
            if (i >= end) continue;
            double x = row[i];
            for (int64_t l = from; l < i; l++) x -= row[l] * row[l];
            if (!(x > 0)) info = i + 1;
            else row[i] = sqrt(x);
        }
        for (int64_t i = end; i < n && !info; i += BLOCK) { /* the lower triangle of what is left, by strips of rows */
            int64_t last = linalg_min(i + BLOCK, n);
            linalg_gemm(false, true, last - i, last - end, end - from, -1, a + i * n + from, n, a + end * n + from, n, 1, a + i * n + end, n);
        }
    }
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = i + 1; j < n; j++) a[i * n + j] = 0;
    return info;
}

static bool ex_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    TRY(linalg_check_square(c, "linalg.cholesky", a, "A") && linalg_check_kernel(c, "cholesky_cpu", a));
    int n = a->ndim - 2;
    return linalg_out(c, 0, (rush_dtype)a->dtype, n, a->shape, a->shape[n], a->shape[n]) && linalg_out_vector(c, 1, RUSH_INT32, n, a->shape, -1);
}

typedef struct cholesky_job { int64_t n; double *a; int32_t *info; } cholesky_job;

static void cholesky_one(void *context, int64_t i) {
    const cholesky_job *j = context;
    j->info[i] = (int32_t)cholesky(j->n, j->a + i * j->n * j->n);
}

static const char not_positive[] = "The factorization could not be completed because the input is not positive-definite (the leading minor of order %d is not "
                                   "positive-definite).";

static bool ex_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int n = a->ndim - 2;
    bool upper = BOOL_ARG(c, 1);
    cholesky_job j = { a->shape[n], linalg_copy(c, a, upper, n, a->shape), tensor_data(c->out[1]) };
    if (!j.a) return false;
    linalg_each(linalg_count(n, a->shape), j.n * j.n * j.n / 3, cholesky_one, &j);
    return linalg_store(c, 0, j.a, upper) && (!BOOL_ARG(c, 2) || linalg_check_info(c, "linalg.cholesky_ex", c->out[1], RUSH_LINALG_ERROR, not_positive));
}

static bool ex_grad(backward *c) {
    if (!needs(c, 0)) return true;
    bool upper = c->args[1].u.i != 0;
    rush_tensor *l = upper ? MT(c->out[0]) : c->out[0], *g = upper ? MT(c->grad) : c->grad;
    rush_tensor *phi = rush_tril(rush_matmul(MT(l), g));
    phi = rush_mul(rush_add(phi, MT(rush_tril(phi, .diagonal = -1))), 0.5);
    phi = rush_linalg_solve_triangular(MT(l), phi, true);
    return give(c, 0, rush_linalg_solve_triangular(l, phi, false, .no_left = true));
}

#define ERRORS \
    TEXTS("T[3]", "linalg.cholesky: The input tensor A must have at least 2 dimensions.", "T[3,4]", \
          "linalg.cholesky: A must be batches of square matrices, but they are 3 by 4 matrices", "T[3,3]:f16", "\"cholesky_cpu\" not implemented for 'Half'")

const op op_linalg_cholesky_ex = {
    OP_ROW(linalg_cholesky_ex),
    .schema = "linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)",
    .doc = "L with A = L L^T (upper: U with A = U^T U), and the order of the first minor of A that is not positive or 0.",
    .saves = OUT(0),
    .meta = ex_meta,
    .ref = ex_ref,
    .grad = ex_grad,
    .samples = TEXTS("T[3,3]:d", "T[3,3]:d, upper=True", "T[1,1]:p", "T[0,0]", "T[2,4,4]:d", "T[0,3,3]", "T[3,3]:d:t", "T[2,3,3]:d:e", "T[2,5,5]:d, upper=True", "T[260,260]:d"),
    .errors = ERRORS,
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

static bool checked(call *c, const char *what, bool upper) {
    rush_tensor *info, *l = rush_linalg_cholesky_ex(TENSOR(c, 0), .upper = upper, .info = &info);
    return l && linalg_check_info(c, what, info, RUSH_LINALG_ERROR, not_positive) && call_return(c, 0, l);
}

static bool linalg_run(call *c) { return checked(c, "linalg.cholesky", BOOL_ARG(c, 1)); }

const op op_linalg_cholesky = {
    OP_ROW(linalg_cholesky),
    .schema = "linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor",
    .doc = "L with A = L L^T (upper: U with A = U^T U); an error where A is not positive-definite.",
    .flags = OP_SIZE_FROM_VALUES,
    .run = linalg_run,
    .samples = TEXTS("T[3,3]:d", "T[3,3]:d, upper=True", "T[1,1]:p", "T[0,0]", "T[2,4,4]:d", "T[0,3,3]", "T[3,3]:d:t", "T[2,3,3]:d:e"),
    .errors = ERRORS,
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

static bool old_run(call *c) {
    TRY(linalg_check_square(c, "cholesky", TENSOR(c, 0), "A"));
    return checked(c, "cholesky", BOOL_ARG(c, 1));
}

const op op_cholesky = {
    OP_ROW(cholesky),
    .schema = "cholesky(Tensor self, bool upper=False) -> Tensor",
    .doc = "L with A = L L^T (upper: U with A = U^T U); an error where A is not positive-definite.",
    .flags = OP_SIZE_FROM_VALUES,
    .run = old_run,
    .samples = TEXTS("T[3,3]:d", "T[3,3]:d, True", "T[1,1]:p", "T[0,0]", "T[2,4,4]:d", "T[0,3,3]", "T[3,3]:d:t", "T[2,3,3]:d:e"),
    .errors = TEXTS("T[3,4]", "cholesky: A must be batches of square matrices, but they are 3 by 4 matrices"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

/* ---- what is solved with L ---- */

static bool solve_run(call *c) {
    rush_tensor *b = TENSOR(c, 0), *a = TENSOR(c, 1);
    bool upper = BOOL_ARG(c, 2);
    CHECK(c, b->ndim >= 2, "b should have at least 2 dimensions, but has %d dimensions instead", b->ndim);
    CHECK(c, a->ndim >= 2, "u should have at least 2 dimensions, but has %d dimensions instead", a->ndim);
    CHECK(c, a->dtype == b->dtype, "Expected b and A to have the same dtype, but found b of type %s and A of type %s instead.", dtype_table[b->dtype].torch_name,
          dtype_table[a->dtype].torch_name);
    int64_t rows = a->shape[a->ndim - 2], columns = a->shape[a->ndim - 1], n = b->shape[b->ndim - 2];
    CHECK(c, rows == columns, "A must be batches of square matrices, but they are %lld by %lld matrices", (long long)rows, (long long)columns);
    CHECK(c, rows == n, "Incompatible matrix sizes for cholesky_solve: each A matrix is %lld by %lld but each b matrix is %lld by %lld", (long long)rows,
          (long long)columns, (long long)n, (long long)b->shape[b->ndim - 1]);
    TRY(linalg_check_kernel(c, "cholesky_solve_cpu", a));
    rush_tensor *x = rush_linalg_solve_triangular(upper ? MT(a) : a, b, false);
    return call_return(c, 0, rush_linalg_solve_triangular(upper ? a : MT(a), x, true));
}

const op op_cholesky_solve = {
    OP_ROW(cholesky_solve),
    .schema = "cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor",
    .doc = "X with A X = self, where A = L L^T and input2 is L (upper: A = U^T U).",
    .run = solve_run,
    .samples = TEXTS("T[3,2], T[3,3]:p", "T[3,2], T[3,3]:p, True", "T[2,3,2], T[3,3]:p", "T[3,2], T[2,3,3]:p", "T[0,2], T[0,0]", "T[1,1], T[1,1]:p", "T[2,3]:t, T[3,3]:p:t",
                     "T[3,4]:s, T[3,6]:p:s", "T[3,0], T[3,3]:p"),
    .errors = TEXTS("T[3], T[3,3]", "b should have at least 2 dimensions, but has 1 dimensions instead", "T[3,3], T[4,4]",
                    "Incompatible matrix sizes for cholesky_solve: each A matrix is 4 by 4 but each b matrix is 3 by 3"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

/* refuses a factor with a zero on its diagonal */
static bool check_diagonal(call *c, const rush_tensor *a) {
    double *copy = linalg_copy(c, a, false, a->ndim - 2, a->shape);
    rush_tensor *info = call_temporary(c, RUSH_INT32, a->ndim - 2, a->shape);
    if (!copy || !info) return false;
    int32_t *zero = tensor_data(info);
    for (int64_t b = 0, n = a->shape[a->ndim - 1]; b < info->numel; b++)
        for (int64_t i = n - 1 + (zero[b] = 0); i >= 0; i--)
            if (copy[(b * n + i) * n + i] == 0) zero[b] = (int32_t)(i + 1);
    return linalg_check_info(c, "cholesky_inverse", info, RUSH_LINALG_ERROR,
                             "The diagonal element %d is zero, the inversion could not be completed because the input matrix is singular.");
}

static bool inverse_run(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    TRY(linalg_check_square(c, "cholesky_inverse", a, "A") && linalg_check_kernel(c, "cholesky_inverse_out_cpu", a));
    if (tensor_on_host(a)) TRY(check_diagonal(c, a));
    rush_tensor *eye = rush_eye(a->shape[a->ndim - 1], .dtype = (rush_dtype)a->dtype, .device = a->device);
    return call_return(c, 0, rush_cholesky_solve(eye, a, .upper = BOOL_ARG(c, 1)));
}

const op op_cholesky_inverse = {
    OP_ROW(cholesky_inverse),
    .schema = "cholesky_inverse(Tensor self, bool upper=False) -> Tensor",
    .doc = "The inverse of A = L L^T, from L (upper: of A = U^T U, from U).",
    .run = inverse_run,
    .samples = TEXTS("T[3,3]:p", "T[3,3]:p, True", "T[1,1]:p", "T[0,0]", "T[2,3,3]:p", "T[0,3,3]", "T[3,3]:p:t", "T[3,6]:p:s", "T[2,3,3]:p:e"),
    .errors = TEXTS("T[3]", "cholesky_inverse: The input tensor A must have at least 2 dimensions.", "T[3,4]",
                    "cholesky_inverse: A must be batches of square matrices, but they are 3 by 4 matrices"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};
