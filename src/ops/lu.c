/* SPDX-License-Identifier: MIT */
/* lu.c - elimination with partial pivoting, A [m,n] = P L U, and what is solved with it.
     lu_factor    L (without its diagonal of ones) and U in one matrix, row exchanges from 1, the first zero of U's diagonal or 0
     lu_unpack    P, L, U from these     lu_solve    A^-1 B from these
   Derivative, square: dA = P L^-T (tril(L^T gL, -1) + triu(gU U^T)) U^-T; where A is wide or tall, the columns or rows beyond the square
   part follow from A2 = P L U2 or A2 = L2 U. */
#include "ops/internal_ops.h"
#include "ops/linalg.h"

#include <string.h>

/* ---- lu_factor ---- */

static bool factor_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    CHECK(c, a->ndim >= 2, "torch.lu_factor: Expected tensor with 2 or more dimensions. Got size: %s instead", TENSOR_SHAPE_TEXT(a));
    TRY(linalg_check_kernel(c, "lu_cpu", a));
    CHECK(c, BOOL_ARG(c, 1), "linalg.lu_factor: LU without pivoting is not implemented on the CPU");
    int n = a->ndim - 2;
    int64_t rows = a->shape[n], columns = a->shape[n + 1];
    return linalg_out(c, 0, (rush_dtype)a->dtype, n, a->shape, rows, columns) &&
           linalg_out_vector(c, 1, RUSH_INT32, n, a->shape, linalg_min(rows, columns)) && linalg_out_vector(c, 2, RUSH_INT32, n, a->shape, -1);
}

typedef struct factor_job { int64_t m, n; double *a; int32_t *pivots, *info; } factor_job;

static void factor_one(void *context, int64_t i) {
    const factor_job *j = context;
    j->info[i] = (int32_t)linalg_lu(j->m, j->n, j->a + i * j->m * j->n, j->pivots + i * linalg_min(j->m, j->n));
}

static const char lu_singular[] = "U[%d,%d] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the factorization, "
                                  "consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)";

static bool factor_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int n = a->ndim - 2;
    factor_job j = { a->shape[n], a->shape[n + 1], linalg_copy(c, a, false, n, a->shape), tensor_data(c->out[1]), tensor_data(c->out[2]) };
    if (!j.a) return false;
    linalg_each(linalg_count(n, a->shape), j.m * j.n * linalg_min(j.m, j.n), factor_one, &j);
    return linalg_store(c, 0, j.a, false) && (!BOOL_ARG(c, 2) || linalg_check_info(c, "torch.linalg.lu_factor_ex", c->out[2], RUSH_RUNTIME_ERROR, lu_singular));
}

static rush_tensor *with_ones(backward *c, rush_tensor *lu, int64_t k) {
    rush_tensor *l = rush_tril(rush_narrow(lu, -1, 0, k), .diagonal = -1);
    return rush_add(l, rush_eye(lu->shape[lu->ndim - 2], .m = RUSH_INT(k), .dtype = (rush_dtype)lu->dtype, .device = lu->device));
}

/* P A for the rows' order of the pivots, or P^T A */
static rush_tensor *permuted(rush_site site, rush_tensor *pivots, rush_tensor *b, bool inverse) {
    struct { rush_site site; } at = { site }, *c = &at;
    rush_tensor *order = rush_unsqueeze(rush_lu_permutation(pivots, rush_size(b, -2), inverse), -1);
    while (order && b && order->ndim < b->ndim) order = rush_unsqueeze(order, 0);
    return rush_take_along_dim(b, order, .dim = RUSH_INT(-2));
}

static bool factor_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *lu = c->out[0], *g = c->grad;
    int64_t m = lu->shape[lu->ndim - 2], n = lu->shape[lu->ndim - 1], k = linalg_min(m, n);
    rush_tensor *gl = rush_tril(rush_narrow(g, -1, 0, k), .diagonal = -1), *gu = rush_triu(rush_narrow(g, -2, 0, k));
    rush_tensor *l1 = with_ones(c, rush_narrow(lu, -2, 0, k), k), *u1 = rush_triu(rush_narrow(rush_narrow(lu, -2, 0, k), -1, 0, k));
    rush_tensor *gl1 = rush_narrow(gl, -2, 0, k), *gu1 = rush_narrow(gu, -1, 0, k);
    rush_tensor *lower = rush_matmul(MT(l1), gl1), *upper = rush_matmul(gu1, MT(u1)), *rest = NULL;
    if (n > m) { /* U2's gradient also reaches L */
        rush_tensor *u2 = rush_narrow(lu, -1, m, n - m), *gu2 = rush_narrow(gu, -1, m, n - m);
        lower = rush_sub(lower, rush_matmul(gu2, MT(u2)));
        rest = rush_linalg_solve_triangular(MT(l1), gu2, true, .unitriangular = true);
    } else if (m > n) {
        rush_tensor *l2 = rush_narrow(lu, -2, n, m - n), *gl2 = rush_narrow(gl, -2, n, m - n);
        upper = rush_sub(upper, rush_matmul(MT(l2), gl2));
        rest = rush_linalg_solve_triangular(MT(u1), gl2, false, .no_left = true);
    }
    rush_tensor *x = rush_add(rush_tril(lower, .diagonal = -1), rush_triu(upper));
    x = rush_linalg_solve_triangular(MT(l1), x, true, .unitriangular = true);
    x = rush_linalg_solve_triangular(MT(u1), x, false, .no_left = true);
    if (rest) x = rush_cat((rush_tensor *[]){ x, rest }, 2, n > m ? -1 : -2);
    return give(c, 0, permuted(c->site, c->out[1], x, true));
}

#define FACTOR_SAMPLES "T[3,3]", "T[1,1]", "T[0,0]", "T[2,0,3]", "T[4,2]", "T[2,5]", "T[2,3,3]:t", "T[2,4,6]:s", "T[2,3,3]:e", "T[0,3,3]", "T[70,40]", "T[260,260]"

const op op_linalg_lu_factor_ex = {
    OP_ROW(linalg_lu_factor_ex),
    .schema = "linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> (Tensor LU, Tensor pivots, Tensor info)",
    .doc = "L and U of P A = L U in one matrix, the row exchanges (from 1), and the number (from 1) of the first zero on U's diagonal or 0.",
    .saves = OUT(0) | OUT(1),
    .meta = factor_meta,
    .ref = factor_ref,
    .grad = factor_grad,
    .samples = TEXTS(FACTOR_SAMPLES),
    .errors = TEXTS("T[3]", "torch.lu_factor: Expected tensor with 2 or more dimensions. Got size: [3] instead", "T[3,3]:f16", "\"lu_cpu\" not implemented for 'Half'"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

static bool lu_factor_run(call *c) {
    rush_tensor *pivots, *info, *lu = rush_linalg_lu_factor_ex(TENSOR(c, 0), .no_pivot = !BOOL_ARG(c, 1), .pivots = &pivots, .info = &info);
    return lu && linalg_check_info(c, "torch.linalg.lu_factor", info, RUSH_RUNTIME_ERROR, lu_singular) && call_return(c, 0, lu) && call_return(c, 1, pivots);
}

const op op_linalg_lu_factor = {
    OP_ROW(linalg_lu_factor),
    .schema = "linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)",
    .doc = "L and U of P A = L U in one matrix, and the row exchanges (from 1); an error where U's diagonal has a zero.",
    .run = lu_factor_run,
    .samples = TEXTS(FACTOR_SAMPLES),
    .errors = TEXTS("T[3,3]:f16", "\"lu_cpu\" not implemented for 'Half'"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

/* ---- the order of rows that exchanges make ---- */

static bool permutation_meta(call *c) {
    rush_tensor *p = TENSOR(c, 0);
    return linalg_out_vector(c, 0, RUSH_INT64, p->ndim - 1, p->shape, INT_ARG(c, 1));
}

/* to[i] is the row that comes to place i, or, inverse, the place that row i comes to */
static bool order_rows(call *c, const rush_tensor *pivots, int64_t m, bool inverse, int64_t *to) {
    rush_tensor *room = call_temporary(c, RUSH_INT64, 1, (int64_t[]){ m + 1 });
    if (!room || !(pivots = call_contiguous(c, pivots))) return false;
    int64_t k = pivots->shape[pivots->ndim - 1], batch = linalg_count(pivots->ndim - 1, pivots->shape), *order = tensor_data(room);
    const int32_t *p = tensor_data(pivots);
    for (int64_t b = 0; b < batch; b++) {
        for (int64_t i = 0; i < m; i++) order[i] = i;
        for (int64_t i = 0; i < k; i++) {
            int64_t with = p[b * k + i] - 1;
            CHECK(c, with >= 0 && with < m && i < m,
                  "pivots passed to lu_unpack must be between 1 and LU.size(-2) inclusive.Did you properly pass the result of lu_factor?");
            int64_t x = order[i];
            order[i] = order[with];
            order[with] = x;
        }
        for (int64_t i = 0; i < m; i++) to[b * m + (inverse ? order[i] : i)] = inverse ? i : order[i];
    }
    return true;
}

static bool permutation_ref(call *c) { return order_rows(c, TENSOR(c, 0), INT_ARG(c, 1), BOOL_ARG(c, 2), tensor_data(c->out[0])); }

const op op_lu_permutation = {
    OP_ROW(lu_permutation),
    .schema = "lu_permutation(Tensor pivots, int rows, bool inverse) -> Tensor",
    .doc = "The order of rows that exchanges (from 1) make: which row comes to each place, or, inverse, which place each row comes to.",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = permutation_meta,
    .ref = permutation_ref,
    .samples = TEXTS("T[0]:i32, 3, False", "T[2,0]:i32, 2, True"),
    .dtypes = 1u << RUSH_INT32,
};

/* ---- lu_unpack, lu ---- */

static bool unpack_meta(call *c) {
    rush_tensor *lu = TENSOR(c, 0), *pivots = TENSOR(c, 1);
    bool data = BOOL_ARG(c, 2), order = BOOL_ARG(c, 3);
    CHECK(c, lu->ndim >= 2, "torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: %s instead", TENSOR_SHAPE_TEXT(lu));
    CHECK(c, !order || pivots->dtype == RUSH_INT32,
          "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\nNote: this function is intended to be used with the output "
          "produced by torch.linalg.lu_factor");
    int n = lu->ndim - 2;
    int64_t m = lu->shape[n], columns = lu->shape[n + 1], k = linalg_min(m, columns), shape[RUSH_MAX_DIMS], none = 0;
    rush_dtype d = (rush_dtype)lu->dtype;
    memcpy(shape, lu->shape, sizeof *shape * (size_t)n);
    shape[n] = shape[n + 1] = m;
    TRY(order ? call_out(c, 0, d, n + 2, shape) : call_out(c, 0, d, 1, &none));
    shape[n + 1] = k;
    TRY(data ? call_out(c, 1, d, n + 2, shape) : call_out(c, 1, d, 1, &none));
    shape[n] = k, shape[n + 1] = columns;
    return data ? call_out(c, 2, d, n + 2, shape) : call_out(c, 2, d, 1, &none);
}

static bool unpack_ref(call *c) {
    rush_tensor *lu = TENSOR(c, 0);
    int n = lu->ndim - 2;
    int64_t m = lu->shape[n], columns = lu->shape[n + 1], k = linalg_min(m, columns), batch = linalg_count(n, lu->shape);
    if (BOOL_ARG(c, 3)) {
        CHECK(c, TENSOR(c, 1)->ndim && linalg_count(TENSOR(c, 1)->ndim - 1, TENSOR(c, 1)->shape) == batch, "lu_unpack: LU_pivots must have the batch of LU_data");
        rush_tensor *order = call_temporary(c, RUSH_INT64, 1, (int64_t[]){ batch * m + 1 });
        double *p = linalg_room(c, batch * m * m);
        if (!order || !p || !order_rows(c, TENSOR(c, 1), m, true, tensor_data(order))) return false;
        const int64_t *at = tensor_data(order); /* P L U = A: row i of A is row at[i] of L U */
        for (int64_t i = 0; i < batch * m; i++) p[i * m + at[i]] = 1;
        TRY(linalg_store(c, 0, p, false));
    }
    if (!BOOL_ARG(c, 2)) return true;
    double *a = linalg_copy(c, lu, false, n, lu->shape), *l = linalg_room(c, batch * m * k), *u = linalg_room(c, batch * k * columns);
    if (!a || !l || !u) return false;
    for (int64_t b = 0; b < batch; b++, a += m * columns)
        for (int64_t i = 0; i < m; i++)
            for (int64_t j = 0; j < columns; j++) {
                if (j < k) l[(b * m + i) * k + j] = i > j ? a[i * columns + j] : i == j;
                if (i < k) u[(b * k + i) * columns + j] = i <= j ? a[i * columns + j] : 0;
            }
    return linalg_store(c, 1, l, false) && linalg_store(c, 2, u, false);
}

static rush_tensor *widened(backward *c, rush_tensor *g, int64_t more, int64_t dim) {
    if (more <= 0) return g;
    int64_t shape[RUSH_MAX_DIMS];
    memcpy(shape, g->shape, sizeof *shape * (size_t)g->ndim);
    shape[g->ndim + dim] = more;
    rush_tensor *zeros = rush_zeros(((rush_shape){ shape, g->ndim }), .dtype = (rush_dtype)g->dtype, .device = g->device);
    return rush_cat((rush_tensor *[]){ g, zeros }, 2, dim);
}

static bool unpack_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_shape s = input_shape(c, 0);
    int64_t m = s.dims[s.ndim - 2], n = s.dims[s.ndim - 1];
    if (c->args[2].u.i == 0) return true;
    rush_tensor *l = c->grads[1] ? widened(c, rush_tril(c->grads[1], .diagonal = -1), n - m, -1) : NULL;
    rush_tensor *u = c->grads[2] ? widened(c, rush_triu(c->grads[2]), m - n, -2) : NULL;
    if (!l && !u) return true;
    return give(c, 0, l && u ? rush_add(l, u) : l ? l : u);
}

const op op_lu_unpack = {
    OP_ROW(lu_unpack),
    .schema = "lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True) -> (Tensor P, Tensor L, Tensor U)",
    .doc = "P, L and U with A = P L U from what lu_factor gives; what is not asked for is empty.",
    .flags = OP_GRAD_UNDEFINED,
    .meta = unpack_meta,
    .ref = unpack_ref,
    .grad = unpack_grad,
    .samples = TEXTS("T[3,3], T[3]:p:i1:i32, unpack_pivots=False", "T[4,2], T[2]:i32, unpack_pivots=False", "T[2,5], T[2]:i32, unpack_pivots=False",
                     "T[2,3,3]:t, T[2,3]:i32, unpack_pivots=False", "T[2,4,6]:s, T[2,3]:i32, unpack_pivots=False", "T[0,0], T[0]:i32", "T[0,3,3], T[0,3]:i32",
                     "T[1,1], T[1]:i32, False, False", "T[260,260], T[260]:i32, unpack_pivots=False"),
    .errors = TEXTS("T[3], T[3]:i32", "torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: [3] instead"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

static bool lu_run(call *c) {
    CHECK(c, TENSOR(c, 0)->ndim >= 2, "linalg.lu: Expected tensor with 2 or more dimensions. Got size: %s instead", TENSOR_SHAPE_TEXT(TENSOR(c, 0)));
    rush_tensor *pivots, *l, *u, *lu = rush_linalg_lu_factor_ex(TENSOR(c, 0), .no_pivot = !BOOL_ARG(c, 1), .pivots = &pivots);
    rush_tensor *p = lu ? rush_lu_unpack(rush_detach(lu), pivots, .no_unpack_data = true) : NULL; /* without history */
    return p && rush_lu_unpack(lu, pivots, .no_unpack_pivots = true, .L = &l, .U = &u) && call_return(c, 0, p) && call_return(c, 1, l) && call_return(c, 2, u);
}

const op op_linalg_lu = {
    OP_ROW(linalg_lu),
    .schema = "linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)",
    .doc = "A = P L U: a permutation, a lower triangle with ones on its diagonal, an upper triangle.",
    .run = lu_run,
    .samples = TEXTS(FACTOR_SAMPLES),
    .errors = TEXTS("T[3]", "linalg.lu: Expected tensor with 2 or more dimensions. Got size: [3] instead"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

/* ---- lu_solve ---- */

static bool lu_solve_run(call *c) {
    rush_tensor *lu = TENSOR(c, 0), *pivots = TENSOR(c, 1), *b = TENSOR(c, 2);
    bool left = BOOL_ARG(c, 3), adjoint = BOOL_ARG(c, 4) != !left;
    TRY(linalg_check_float(c, "torch.linalg.lu_solve", lu));
    CHECK(c, lu->dtype == b->dtype, "linalg.lu_solve: Expected LU and B to have the same dtype, but found LU of type %s and B of type %s instead",
          dtype_table[lu->dtype].torch_name, dtype_table[b->dtype].torch_name);
    CHECK(c, pivots->dtype == RUSH_INT32, "linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32");
    TRY(linalg_check_square(c, "torch.linalg.lu_solve", lu, "A") && linalg_check_matrix(c, "linalg.lu_solve", b, "B"));
    int64_t n = lu->shape[lu->ndim - 1], rows = b->shape[b->ndim - 2], columns = b->shape[b->ndim - 1];
    CHECK(c, (left ? rows : columns) == n, "linalg.lu_solve: Incompatible shapes of A and B for the equation %s = B (%lldx%lld and %lldx%lld)", left ? "AX" : "XA",
          (long long)n, (long long)n, (long long)rows, (long long)columns);
    CHECK(c, pivots->ndim && pivots->shape[pivots->ndim - 1] == n, "linalg.lu_solve: Number of pivots per batch should be same as the dimension of the matrix");
    CHECK(c, shape_equal(lu->ndim - 1, lu->shape, pivots->ndim, pivots->shape),
          "linalg.lu_solve: Expected LU.shape[:-1] and pivots.shape to be the same, but got pivots with shape %s instead", TENSOR_SHAPE_TEXT(pivots));
    const rush_tensor *places = call_contiguous(c, pivots);
    if (!places) return false;
    const int32_t *place = tensor_data(places);
    for (int64_t i = 0; i < places->numel; i++) {
        CHECK(c, place[i] >= 1, "Pivots given to lu_solve must all be greater or equal to 1. Did you properly pass the result of lu_factor?");
        CHECK(c, place[i] <= n, "Pivots given to lu_solve must all be smaller or equal to LU.size(-2). Did you properly pass the result of lu_factor?");
    }
    int nbatch;
    int64_t shape[RUSH_MAX_DIMS];
    TRY(linalg_batch(c, b, lu, &nbatch, shape));
    shape[nbatch] = rows, shape[nbatch + 1] = columns;
    rush_tensor *x = rush_expand(b, ((rush_shape){ shape, nbatch + 2 }));
    if (!left) x = MT(x);
    if (adjoint) {
        x = rush_linalg_solve_triangular(MT(lu), x, false);
        x = permuted(c->site, pivots, rush_linalg_solve_triangular(MT(lu), x, true, .unitriangular = true), true);
    } else {
        x = rush_linalg_solve_triangular(lu, permuted(c->site, pivots, x, false), false, .unitriangular = true);
        x = rush_linalg_solve_triangular(lu, x, true);
    }
    return call_return(c, 0, left ? x : MT(x));
}

const op op_linalg_lu_solve = {
    OP_ROW(linalg_lu_solve),
    .schema = "linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor",
    .doc = "X with A X = B (not left: X A = B; adjoint: with A^T), from what lu_factor gives for A.",
    .run = lu_solve_run,
    .samples = TEXTS("T[0,0], T[0]:i32, T[0,2]"),
    .errors = TEXTS("T[3,4], T[3]:i32, T[3,3]", "torch.linalg.lu_solve: A must be batches of square matrices, but they are 3 by 4 matrices"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

static bool old_lu_solve_run(call *c) { return call_return(c, 0, rush_linalg_lu_solve(TENSOR(c, 1), TENSOR(c, 2), TENSOR(c, 0))); }

const op op_lu_solve = {
    OP_ROW(lu_solve),
    .schema = "lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor",
    .doc = "X with A X = self, from what lu_factor gives for A.",
    .run = old_lu_solve_run,
    .samples = TEXTS("T[0,2], T[0,0], T[0]:i32"),
    .errors = TEXTS("T[3,3], T[3,4], T[3]:i32", "torch.linalg.lu_solve: A must be batches of square matrices, but they are 3 by 4 matrices"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};
