/* SPDX-License-Identifier: MIT */
/* triangular.c - systems whose matrix is a triangle: only that triangle is read.
     X = A^-1 B     dB = A^-T g     dA = -dB X^T, its triangle     (X A = B: transpose all) */
#include "ops/linalg.h"

static bool solve_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    const char *what = "linalg.solve_triangular";
    int n;
    int64_t batch[RUSH_MAX_DIMS];
    TRY(linalg_check_square(c, what, a, "A") && linalg_check_matrix(c, what, b, "B"));
    int64_t size = a->shape[a->ndim - 1], rows = b->shape[b->ndim - 2], columns = b->shape[b->ndim - 1];
    bool left = BOOL_ARG(c, 3);
    CHECK(c, (left ? rows : columns) == size, "%s: Incompatible shapes of A and B for the equation %s = B (%lldx%lld and %lldx%lld)", what, left ? "AX" : "XA",
          (long long)size, (long long)size, (long long)rows, (long long)columns);
    TRY(linalg_check_kernel(c, "triangular_solve_cpu", a));
    CHECK(c, a->dtype == b->dtype, "%s: Expected A and B to have the same dtype, but found A of type %s and B of type %s instead", what,
          dtype_table[a->dtype].torch_name, dtype_table[b->dtype].torch_name);
    TRY(linalg_batch(c, b, a, &n, batch));
    return linalg_out(c, 0, (rush_dtype)a->dtype, n, batch, rows, columns);
}

typedef struct solve_job { bool upper, unit; int64_t n, k; const double *a; double *x; int64_t step; } solve_job;

static void solve_one(void *context, int64_t i) {
    const solve_job *j = context;
    linalg_triangle_solve(j->upper, j->unit, j->n, j->k, j->a + i * j->step, j->n, j->x + i * j->n * j->k, j->k);
}

/* one matrix for all members of the batch is copied once */
static bool solve_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1), *out = c->out[0];
    int n = out->ndim - 2;
    bool left = BOOL_ARG(c, 3), one = a->ndim == 2;
    solve_job j = { .upper = BOOL_ARG(c, 2) == left, .unit = BOOL_ARG(c, 4), .n = a->shape[a->ndim - 1], .k = left ? out->shape[n + 1] : out->shape[n] };
    j.a = linalg_copy(c, a, !left, one ? 0 : n, out->shape);
    j.x = linalg_copy(c, b, !left, n, out->shape);
    j.step = one ? 0 : j.n * j.n;
    if (!j.a || !j.x) return false;
    linalg_each(linalg_count(n, out->shape), j.n * j.n * j.k, solve_one, &j);
    return linalg_store(c, 0, j.x, !left);
}

static bool solve_grad(backward *c) {
    if (!needs(c, 0) && !needs(c, 1)) return true;
    rush_tensor *a = c->args[0].u.t, *x = c->out[0];
    bool upper = c->args[2].u.i != 0, left = c->args[3].u.i != 0, unit = c->args[4].u.i != 0;
    rush_tensor *gb = rush_linalg_solve_triangular(MT(a), c->grad, !upper, .no_left = !left, .unitriangular = unit);
    if (needs(c, 0)) {
        rush_tensor *ga = rush_neg(left ? rush_matmul(gb, MT(x)) : rush_matmul(MT(x), gb));
        TRY(give(c, 0, upper ? rush_triu(ga, .diagonal = unit) : rush_tril(ga, .diagonal = -unit)));
    }
    GIVE(1, gb);
    return true;
}

const op op_linalg_solve_triangular = {
    OP_ROW(linalg_solve_triangular),
    .schema = "linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor",
    .doc = "X with A X = B (not left: X A = B) for the lower or upper triangle of A; unitriangular: its diagonal counts as 1.",
    .saves = ARG(0) | OUT(0),
    .meta = solve_meta,
    .ref = solve_ref,
    .grad = solve_grad,
    .samples = TEXTS("T[3,3]:p, T[3,2], upper=True", "T[3,3]:p, T[3,2], upper=False", "T[1,1]:p, T[1,1], upper=True", "T[3,3], T[3,2], upper=True, unitriangular=True",
                     "T[3,3]:p, T[2,3], upper=False, left=False", "T[2,3,3]:p, T[3,2], upper=True", "T[3,3]:p, T[4,3,2], upper=False", "T[2,1,3,3]:p, T[4,3,2], upper=True",
                     "T[0,0], T[0,2], upper=True", "T[3,3]:p, T[3,0], upper=True", "T[0,3,3], T[0,3,2], upper=True", "T[3,3]:p:t, T[2,3]:t, upper=True",
                     "T[3,6]:p:s, T[3,4]:s, upper=False", "T[3,3]:n, T[3,2], upper=True", "T[4,3,3]:p:e, T[4,3,2], upper=False, left=True, unitriangular=True",
                     "T[40,40]:u, T[40,70], upper=False, unitriangular=True"),
    .errors = TEXTS("T[3], T[3,3], upper=True", "linalg.solve_triangular: The input tensor A must have at least 2 dimensions.", "T[3,4], T[3,3], upper=True",
                    "linalg.solve_triangular: A must be batches of square matrices, but they are 3 by 4 matrices", "T[3,3], T[4,4], upper=True",
                    "linalg.solve_triangular: Incompatible shapes of A and B for the equation AX = B (3x3 and 4x4)", "T[3,3], T[4,4], upper=True, left=False",
                    "linalg.solve_triangular: Incompatible shapes of A and B for the equation XA = B (3x3 and 4x4)", "T[3,3]:f16, T[3,3]:f16, upper=True",
                    "\"triangular_solve_cpu\" not implemented for 'Half'"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

/* ---- the older form: B first, and a copy of A in the result ---- */

static bool old_run(call *c) {
    rush_tensor *b = TENSOR(c, 0), *a = TENSOR(c, 1);
    CHECK(c, b->ndim >= 2, "torch.triangular_solve: Expected b to have at least 2 dimensions, but it has %d dimensions instead", b->ndim);
    CHECK(c, a->ndim >= 2, "torch.triangular_solve: Expected A to have at least 2 dimensions, but it has %d dimensions instead", a->ndim);
    CHECK(c, a->dtype == b->dtype, "Expected b and A to have the same dtype, but found b of type %s and A of type %s instead.", dtype_table[b->dtype].torch_name,
          dtype_table[a->dtype].torch_name);
    int64_t rows = a->shape[a->ndim - 2], columns = a->shape[a->ndim - 1], n = b->shape[b->ndim - 2];
    CHECK(c, rows == columns, "A must be batches of square matrices, but they are %lld by %lld matrices", (long long)rows, (long long)columns);
    CHECK(c, rows == n, "Incompatible matrix sizes for triangular_solve: each A matrix is %lld by %lld but each b matrix is %lld by %lld", (long long)rows,
          (long long)columns, (long long)n, (long long)b->shape[b->ndim - 1]);
    bool upper = BOOL_ARG(c, 2), transpose = BOOL_ARG(c, 3);
    rush_tensor *x = rush_linalg_solve_triangular(transpose ? MT(a) : a, b, upper != transpose, .unitriangular = BOOL_ARG(c, 4));
    if (!x) return false;
    int64_t shape[RUSH_MAX_DIMS];
    for (int i = 0; i < x->ndim; i++) shape[i] = x->shape[i];
    shape[x->ndim - 2] = shape[x->ndim - 1] = rows;
    rush_tensor *copy = rush_expand(a, ((rush_shape){ shape, x->ndim }));
    return call_return(c, 0, x) && call_return(c, 1, MT(rush_clone(MT(copy), .memory_format = "contiguous")));
}

const op op_triangular_solve = {
    OP_ROW(triangular_solve),
    .schema = "triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)",
    .doc = "X with A X = self (transpose: A^T X = self) for a triangle of A, and a copy of A.",
    .run = old_run,
    .samples = TEXTS("T[3,2], T[3,3]:p", "T[3,2], T[3,3]:p, False", "T[3,2], T[3,3]:p, True, True", "T[3,2], T[3,3], True, False, True", "T[2,3,2], T[3,3]:p", "T[3,2], T[2,3,3]:p",
                     "T[0,2], T[0,0]", "T[2,3]:t, T[3,3]:p:t", "T[3,4]:s, T[3,6]:p:s", "T[0,3,2], T[0,3,3]", "T[40,70], T[40,40]:u, False, False, True"),
    .errors = TEXTS("T[3], T[3,3]", "torch.triangular_solve: Expected b to have at least 2 dimensions, but it has 1 dimensions instead", "T[3,3], T[4,4]",
                    "Incompatible matrix sizes for triangular_solve: each A matrix is 4 by 4 but each b matrix is 3 by 3"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};
