/* SPDX-License-Identifier: MIT */
/* ldl.c - symmetric indefinite matrices: A = L D L^T with blocks of 1 x 1 and 2 x 2 on D's diagonal (Bunch & Kaufman 1977; Golub & Van
   Loan, Matrix Computations, 4.4.4; stored, and pivots given, as LAPACK's dsytrf does: p > 0: row exchanged with row p; -p, twice: a block of 2 x 2,
   its second row exchanged with row p). Only the lower triangle is read. */
#include "ops/call.h"
#include "ops/linalg.h"

#include <math.h>
#include <stdlib.h>

#define FLOATS (1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64)

static void exchange(double *x, double *y) {
    double t = *x;
    *x = *y;
    *y = t;
}

#define A(i, j) a[(i) * n + (j)]

/* the size of the next pivot's block, and the row that comes to its last place */
static int choose(int64_t n, const double *a, int64_t k, int64_t *p, bool *zero) {
    const double alpha = (1 + sqrt(17)) / 8;
    int64_t most = k;
    double own = fabs(A(k, k)), column = 0, row = 0;
    for (int64_t i = k + 1; i < n; i++)
        if (fabs(A(i, k)) > column) column = fabs(A(i, k)), most = i;
    *p = k;
    *zero = !(fmax(own, column) > 0);
    if (*zero || own >= alpha * column) return 1;
    for (int64_t j = k; j < most; j++) row = fmax(row, fabs(A(most, j)));
    for (int64_t i = most + 1; i < n; i++) row = fmax(row, fabs(A(i, most)));
    if (own >= alpha * column * (column / row)) return 1;
    *p = most;
    return fabs(A(most, most)) >= alpha * row ? 1 : 2;
}

static int64_t factor(int64_t n, double *a, int32_t *pivots) {
    int64_t info = 0;
    for (int64_t k = 0, size; k < n; k += size) {
        int64_t p;
        bool zero;
        size = choose(n, a, k, &p, &zero);
        int64_t last = k + size - 1;
        if (zero && !info) info = k + 1;
        if (p != last) {
            for (int64_t i = p + 1; i < n; i++) exchange(&A(i, last), &A(i, p));
            for (int64_t i = last + 1; i < p; i++) exchange(&A(i, last), &A(p, i));
            exchange(&A(last, last), &A(p, p));
            if (size == 2) exchange(&A(k + 1, k), &A(p, k));
        }
        if (size == 1) {
            pivots[k] = (int32_t)(p + 1);
            if (zero) continue;
            double d = 1 / A(k, k);
            for (int64_t i = k + 1; i < n; i++)
                for (int64_t j = k + 1; j <= i; j++) A(i, j) -= A(i, k) * (A(j, k) * d);
            for (int64_t i = k + 1; i < n; i++) A(i, k) *= d;
            continue;
        }
        pivots[k] = pivots[k + 1] = (int32_t)-(p + 1);
        double d21 = A(k + 1, k), d11 = A(k + 1, k + 1) / d21, d22 = A(k, k) / d21, f = 1 / (d11 * d22 - 1) / d21;
        for (int64_t j = k + 2; j < n; j++) {
            double x = f * (d11 * A(j, k) - A(j, k + 1)), y = f * (d22 * A(j, k + 1) - A(j, k));
            for (int64_t i = j; i < n; i++) A(i, j) -= A(i, k) * x + A(i, k + 1) * y;
            A(j, k) = x;
            A(j, k + 1) = y;
        }
    }
    return info;
}

static void swap_rows(double *x, int64_t a, int64_t b, int64_t k) {
    for (int64_t j = 0; a != b && j < k; j++) exchange(&x[a * k + j], &x[b * k + j]);
}

/* x[to] -= f x[from] */
static void subtract(double *x, int64_t to, int64_t from, double f, int64_t k) {
    for (int64_t j = 0; j < k; j++) x[to * k + j] -= f * x[from * k + j];
}

/* X [n,c] = A^-1 X: L, D, then L^T */
static void solve(int64_t n, int64_t c, const double *a, const int32_t *pivots, double *x) {
    int64_t k = 0;
    while (k < n) {
        if (pivots[k] > 0) {
            swap_rows(x, k, pivots[k] - 1, c);
            for (int64_t i = k + 1; i < n; i++) subtract(x, i, k, A(i, k), c);
            for (int64_t j = 0; j < c; j++) x[k * c + j] /= A(k, k);
            k++;
            continue;
        }
        if (k + 1 == n) return; /* not the pivots of a factorization */
        swap_rows(x, k + 1, -pivots[k] - 1, c);
        for (int64_t i = k + 2; i < n; i++) {
            subtract(x, i, k, A(i, k), c);
            subtract(x, i, k + 1, A(i, k + 1), c);
        }
        double b = A(k + 1, k), first = A(k, k) / b, second = A(k + 1, k + 1) / b, f = first * second - 1;
        for (int64_t j = 0; j < c; j++) {
            double u = x[k * c + j] / b, v = x[(k + 1) * c + j] / b;
            x[k * c + j] = (second * u - v) / f;
            x[(k + 1) * c + j] = (first * v - u) / f;
        }
        k += 2;
    }
    for (k = n - 1; k >= 0;) {
        int size = pivots[k] > 0 || k == 0 ? 1 : 2;
        for (int64_t i = k + 1; i < n; i++)
            for (int s = 0; s < size; s++) subtract(x, k - s, i, A(i, k - s), c);
        swap_rows(x, k, llabs(pivots[k]) - 1, c);
        k -= size;
    }
}
#undef A

/* ---- ldl_factor ---- */

static bool factor_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    TRY(linalg_check_square(c, "torch.linalg.ldl_factor_ex", a, "A") && linalg_check_kernel(c, "ldl_factor_kernel_cpu", a));
    int n = a->ndim - 2;
    return linalg_out(c, 0, (rush_dtype)a->dtype, n, a->shape, a->shape[n], a->shape[n]) && linalg_out_vector(c, 1, RUSH_INT32, n, a->shape, a->shape[n]) &&
           linalg_out_vector(c, 2, RUSH_INT32, n, a->shape, -1);
}

typedef struct ldl_job { int64_t n, c; double *a, *x; int32_t *pivots, *info; } ldl_job;

static void factor_one(void *context, int64_t b) {
    const ldl_job *j = context;
    double *a = j->a + b * j->n * j->n;
    for (int64_t i = 0; i < j->n; i++)
        for (int64_t l = i + 1; l < j->n; l++) a[i * j->n + l] = 0;
    j->info[b] = (int32_t)factor(j->n, a, j->pivots + b * j->n);
}

static const char zero_pivot[] = "The factorization has been completed, but the block diagonal matrix D is exactly singular (D[%d,%d] is zero).";

static bool factor_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int nb = a->ndim - 2;
    int64_t n = a->shape[nb], batch = linalg_count(nb, a->shape);
    ldl_job j = { .n = n, .a = linalg_copy(c, a, false, nb, a->shape), .pivots = tensor_data(c->out[1]), .info = tensor_data(c->out[2]) };
    if (!j.a) return false;
    linalg_each(batch, n * n * n / 3, factor_one, &j);
    return linalg_store(c, 0, j.a, false) && (!BOOL_ARG(c, 2) || linalg_check_info(c, "torch.linalg.ldl_factor_ex", c->out[2], RUSH_LINALG_ERROR, zero_pivot));
}

#define LDL_SAMPLES "T[3,3]", "T[1,1]:p", "T[0,0]", "T[2,4,4]", "T[0,3,3]", "T[3,3]:t", "T[3,6]:s", "T[2,3,3]:e", "T[60,60]"

const op op_linalg_ldl_factor_ex = {
    OP_ROW(linalg_ldl_factor_ex),
    .schema = "linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)",
    .doc = "L and D of symmetric A = L D L^T in one matrix, with row exchanges, and the number (from 1) of the first pivot that is 0 or 0.",
    .flags = OP_NO_GRAD,
    .meta = factor_meta,
    .ref = factor_ref,
    .samples = TEXTS(LDL_SAMPLES),
    .errors = TEXTS("T[3,4]", "torch.linalg.ldl_factor_ex: A must be batches of square matrices, but they are 3 by 4 matrices", "T[3,3]:f16",
                    "\"ldl_factor_kernel_cpu\" not implemented for 'Half'"),
    .dtypes = FLOATS,
};

static bool checked_run(call *c) {
    rush_tensor *pivots, *info, *ld = rush_linalg_ldl_factor_ex(TENSOR(c, 0), .hermitian = BOOL_ARG(c, 1), .pivots = &pivots, .info = &info);
    return ld && linalg_check_info(c, "torch.linalg.ldl_factor", info, RUSH_LINALG_ERROR, zero_pivot) && call_return(c, 0, ld) && call_return(c, 1, pivots);
}

const op op_linalg_ldl_factor = {
    OP_ROW(linalg_ldl_factor),
    .schema = "linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)",
    .doc = "L and D of symmetric A = L D L^T in one matrix, with row exchanges; an error where D is singular.",
    .flags = OP_NO_GRAD,
    .run = checked_run,
    .samples = TEXTS(LDL_SAMPLES),
    .errors = TEXTS("T[3,4]", "torch.linalg.ldl_factor_ex: A must be batches of square matrices, but they are 3 by 4 matrices"),
    .dtypes = FLOATS,
};

/* ---- ldl_solve ---- */

static bool solve_meta(call *c) {
    rush_tensor *ld = TENSOR(c, 0), *pivots = TENSOR(c, 1), *b = TENSOR(c, 2);
    const char *what = "torch.linalg.ldl_solve";
    int n;
    int64_t batch[RUSH_MAX_DIMS];
    TRY(linalg_check_square(c, what, ld, "A") && linalg_check_float(c, what, ld));
    CHECK(c, b->ndim >= 2, "%s: Expected B to have at least 2 dimensions, but it has %d dimensions instead", what, b->ndim);
    int64_t size = ld->shape[ld->ndim - 1], rows = b->shape[b->ndim - 2], columns = b->shape[b->ndim - 1];
    CHECK(c, rows == size, "%s: Incompatible shapes of A and B for the equation AX = B (%lldx%lld and %lldx%lld)", what, (long long)size, (long long)size, (long long)rows,
          (long long)columns);
    CHECK(c, shape_equal(ld->ndim - 1, ld->shape, pivots->ndim, pivots->shape), "%s: Expected LD.shape[:-1] and pivots.shape to be the same, but got pivots with shape %s "
          "instead", what, TENSOR_SHAPE_TEXT(pivots));
    CHECK(c, !dtype_is_float((rush_dtype)pivots->dtype) && pivots->dtype != RUSH_BOOL, "%s: Expected pivots to be integers. Got %s", what,
          dtype_table[pivots->dtype].torch_name);
    CHECK(c, ld->dtype == b->dtype, "%s: LD dtype %s does not match b dtype %s", what, dtype_table[ld->dtype].torch_name, dtype_table[b->dtype].torch_name);
    TRY(linalg_batch(c, b, ld, &n, batch));
    return linalg_out(c, 0, (rush_dtype)b->dtype, n, batch, rows, columns);
}

static void solve_one(void *context, int64_t i) {
    const ldl_job *j = context;
    solve(j->n, j->c, j->a + i * j->n * j->n, j->pivots + i * j->n, j->x + i * j->n * j->c);
}

static bool solve_ref(call *c) {
    rush_tensor *ld = TENSOR(c, 0), *b = TENSOR(c, 2), *out = c->out[0];
    int nb = out->ndim - 2;
    int64_t n = ld->shape[ld->ndim - 1], columns = out->shape[nb + 1], batch = linalg_count(nb, out->shape), shape[RUSH_MAX_DIMS];
    for (int i = 0; i < nb; i++) shape[i] = out->shape[i];
    shape[nb] = n;
    rush_tensor *pivots = call_temporary(c, RUSH_INT32, nb + 1, shape);
    if (!pivots || (pivots->numel && !tensor_copy(c->site, pivots, TENSOR(c, 1)))) return false;
    ldl_job j = { .n = n, .c = columns, .a = linalg_copy(c, ld, false, nb, out->shape), .x = linalg_copy(c, b, false, nb, out->shape), .pivots = tensor_data(pivots) };
    if (!j.a || !j.x) return false;
    for (int64_t i = 0; i < pivots->numel; i++)
        CHECK(c, j.pivots[i] != 0 && j.pivots[i] <= n && j.pivots[i] >= -n, "torch.linalg.ldl_solve: pivots must be between 1 and the number of rows, or so negative");
    linalg_each(batch, n * n * columns, solve_one, &j);
    return linalg_store(c, 0, j.x, false);
}

const op op_linalg_ldl_solve = {
    OP_ROW(linalg_ldl_solve),
    .schema = "linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor",
    .doc = "X with A X = B, from what ldl_factor gives for A.",
    .flags = OP_NO_GRAD,
    .meta = solve_meta,
    .ref = solve_ref,
    .samples = TEXTS("T[0,0], T[0]:i32, T[0,2]"),
    .errors = TEXTS("T[3,4], T[3]:i32, T[3,3]", "torch.linalg.ldl_solve: A must be batches of square matrices, but they are 3 by 4 matrices"),
    .dtypes = FLOATS,
};
