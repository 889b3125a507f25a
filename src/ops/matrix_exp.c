/* SPDX-License-Identifier: MIT */
/* matrix_exp.c - e^A by scaling and squaring: s halvings bring the 1-norm of A below 5.37, the [13/13] Padé approximant is exact to
   rounding there, s squarings follow (Higham, "The scaling and squaring method for the matrix exponential revisited", 2005).
   Derivative (Mathias 1996; Najfeld & Havel 1995): the upper right block of exp([[A^T, g], [0, A^T]]). */
#include "ops/linalg.h"

#include <math.h>
#include <string.h>

static bool exp_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    TRY(linalg_check_square(c, "linalg.matrix_exp", a, "A"));
    CHECK(c, dtype_is_float((rush_dtype)a->dtype), "matrix_exp: Expected a floating point or complex tensor as input. Got %s", dtype_table[a->dtype].torch_name);
    return call_out_like(c, 0, a);
}

typedef struct exp_job { int64_t n; double *a, *work; int32_t *pivots; } exp_job;

static void multiply(int64_t n, const double *a, const double *b, double *c) { linalg_gemm(false, false, n, n, n, 1, a, n, b, n, 0, c, n); }

/* c = x a6 + y a4 + z a2 + w I */
static void combine(int64_t n, double *c, double x, const double *a6, double y, const double *a4, double z, const double *a2, double w) {
    for (int64_t i = 0; i < n * n; i++) c[i] = x * a6[i] + y * a4[i] + z * a2[i];
    for (int64_t i = 0; i < n; i++) c[i * n + i] += w;
}

static void exp_one(void *context, int64_t index) {
    const exp_job *j = context;
    int64_t n = j->n, all = n * n;
    double *a = j->a + index * all, *a2 = j->work + index * 6 * all, *a4 = a2 + all, *a6 = a4 + all, *u = a6 + all, *v = u + all, *t = v + all, norm = 0;
    for (int64_t k = 0; k < n; k++) {
        double sum = 0;
        for (int64_t i = 0; i < n; i++) sum += fabs(a[i * n + k]);
        norm = sum > norm || isnan(sum) ? sum : norm;
    }
    if (!isfinite(norm)) {
        for (int64_t i = 0; i < all; i++) a[i] = (double)NAN;
        return;
    }
    int squarings = 0;
    frexp(norm / 5.371920351148152, &squarings);
    if (squarings < 0) squarings = 0;
    for (int64_t i = 0; i < all; i++) a[i] = ldexp(a[i], -squarings);
    multiply(n, a, a, a2);
    multiply(n, a2, a2, a4);
    multiply(n, a2, a4, a6);
    combine(n, t, 1, a6, 16380, a4, 40840800, a2, 0);
    multiply(n, a6, t, u);
    combine(n, t, 33522128640, a6, 10559470521600, a4, 1187353796428800, a2, 32382376266240000);
    for (int64_t i = 0; i < all; i++) t[i] += u[i];
    multiply(n, a, t, u);
    combine(n, t, 182, a6, 960960, a4, 1323241920, a2, 0);
    multiply(n, a6, t, v);
    combine(n, t, 670442572800, a6, 129060195264000, a4, 7771770303897600, a2, 64764752532480000);
    for (int64_t i = 0; i < all; i++) {
        double even = v[i] + t[i];
        t[i] = even - u[i];
        a[i] = even + u[i];
    }
    linalg_lu(n, n, t, j->pivots + index * n);
    linalg_lu_solve(n, n, t, j->pivots + index * n, a);
    for (; squarings > 0; squarings--) {
        multiply(n, a, a, t);
        memcpy(a, t, sizeof *a * (size_t)all);
    }
}

static bool exp_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int nb = a->ndim - 2;
    int64_t n = a->shape[nb], batch = linalg_count(nb, a->shape);
    rush_tensor *pivots = call_temporary(c, RUSH_INT32, 1, (int64_t[]){ batch * n + 1 });
    exp_job j = { n, linalg_copy(c, a, false, nb, a->shape), linalg_room(c, batch * 6 * n * n), pivots ? tensor_data(pivots) : NULL };
    if (!j.a || !j.work || !j.pivots) return false;
    linalg_each(batch, 20 * n * n * n, exp_one, &j);
    return linalg_store(c, 0, j.a, false);
}

static bool exp_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *at = MT(c->args[0].u.t), *g = c->grad;
    int64_t n = at->shape[at->ndim - 1];
    rush_tensor *upper = rush_cat((rush_tensor *[]){ at, g }, 2, -1), *lower = rush_cat((rush_tensor *[]){ rush_zeros_like(g), at }, 2, -1);
    rush_tensor *e = rush_linalg_matrix_exp(rush_cat((rush_tensor *[]){ upper, lower }, 2, -2));
    return give(c, 0, rush_narrow(rush_narrow(e, -2, 0, n), -1, n, n));
}

const op op_linalg_matrix_exp = {
    OP_ROW(linalg_matrix_exp),
    .schema = "linalg_matrix_exp(Tensor self) -> Tensor",
    .doc = "The exponentials of square matrices: I + A + A^2 / 2 + A^3 / 6 + …",
    .flags = OP_NO_OUT,
    .saves = ARG(0),
    .meta = exp_meta,
    .ref = exp_ref,
    .grad = exp_grad,
    .samples = TEXTS("T[3,3]", "T[1,1]", "T[0,0]", "T[2,4,4]", "T[0,3,3]", "T[3,3]:t", "T[3,6]:s", "T[2,3,3]:e", "T[2,2,5,5]", "T[260,260]:u"),
    .errors = TEXTS("T[3]", "linalg.matrix_exp: The input tensor A must have at least 2 dimensions.", "T[3,4]",
                    "linalg.matrix_exp: A must be batches of square matrices, but they are 3 by 4 matrices", "T[3,3]:i64",
                    "matrix_exp: Expected a floating point or complex tensor as input. Got Long"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};
