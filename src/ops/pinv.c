/* SPDX-License-Identifier: MIT */
/* pinv.c - pseudoinverses: A+ = V diag(1/s where s > max(atol, rtol s_max), else 0) U^T.
   Derivative (Golub & Pereyra 1973), P = A+:
     dA = -P^T g P^T + (I - A P) g^T P P^T + P^T P g^T (I - P A) */
#include "ops/linalg.h"

#include <float.h>
#include <math.h>

static bool pinv_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    rush_dtype d = (rush_dtype)a->dtype;
    CHECK(c, a->ndim >= 2 && (d == RUSH_FLOAT32 || d == RUSH_FLOAT64),
          "linalg.pinv(%s{%s}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types", dtype_table[d].torch_name, TENSOR_SHAPE_TEXT(a));
    int n = a->ndim - 2, nb = n;
    if (BOOL_ARG(c, 3)) TRY(linalg_check_square(c, "linalg.pinv", a, "A"));
    int64_t shape[RUSH_MAX_DIMS];
    for (int i = 0; i < n; i++) shape[i] = a->shape[i];
    for (int k = 1; k < 3; k++) { /* tolerances broadcast with the batch, and only to it */
        rush_tensor *t = TENSOR(c, k);
        if (!t) continue;
        int64_t to[RUSH_MAX_DIMS];
        TRY(shape_broadcast(c->site, c->op->name, nb, shape, t->ndim, t->shape, &nb, to));
        CHECK(c, shape_equal(nb, to, n, shape), "linalg.pinv: %s of shape %s does not broadcast to the batch of the input", k == 1 ? "atol" : "rtol", TENSOR_SHAPE_TEXT(t));
    }
    shape[n] = a->shape[n + 1];
    shape[n + 1] = a->shape[n];
    return call_out(c, 0, d, a->ndim, shape);
}

typedef struct pinv_job { int64_t m, n, k; bool symmetric; double *a, *s, *ut, *vt, *work, *result; const double *atol, *rtol; double eps; int32_t *info; } pinv_job;

static void pinv_one(void *context, int64_t b) {
    const pinv_job *j = context;
    int64_t m = j->m, n = j->n, k = j->k;
    double *a = j->a + b * m * n, *s = j->s + b * k, *ut = j->ut + b * k * m, *vt = j->vt + b * k * n, *to = j->result + b * m * n;
    double *work = j->work + b * (j->symmetric ? linalg_eigh_room(n) : linalg_svd_room(m, n, k)), most = 0;
    if (j->symmetric) { /* only the lower triangle is read */
        for (int64_t i = 0; i < n; i++)
            for (int64_t l = i + 1; l < n; l++) a[i * n + l] = a[l * n + i];
        j->info[b] = !linalg_eigh(n, a, s, ut, work);
        vt = ut;
    } else j->info[b] = !linalg_svd(m, n, a, s, ut, k, vt, k, work);
    for (int64_t i = 0; i < k; i++) most = fmax(most, fabs(s[i]));
    double atol = j->atol ? j->atol[b] : 0, rtol = j->rtol ? j->rtol[b] : atol > 0 ? 0 : j->eps * (double)linalg_max(m, n), least = fmax(atol, rtol * most);
    for (int64_t i = 0; i < k; i++) {
        double f = fabs(s[i]) > least ? 1 / s[i] : 0;
        for (int64_t l = 0; l < n; l++) work[i * n + l] = vt[i * n + l] * f;
    }
    linalg_gemm(true, false, n, m, k, 1, work, n, ut, m, 0, to, m);
}

static bool tolerance(call *c, int arg, int nb, const int64_t *shape, const double **to) {
    rush_tensor *t = TENSOR(c, arg);
    if (!t) return true;
    int64_t sizes[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS]; /* numbers as matrices of one element */
    for (int i = 0; i < t->ndim; i++) sizes[i] = t->shape[i], strides[i] = t->strides[i];
    sizes[t->ndim] = sizes[t->ndim + 1] = strides[t->ndim] = strides[t->ndim + 1] = 1;
    rush_tensor *seen = scope_own(tensor_alias(c->site, t, t->ndim + 2, sizes, strides, t->offset));
    return seen && (*to = linalg_copy(c, seen, false, nb, shape)) != NULL;
}

static bool pinv_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int nb = a->ndim - 2;
    int64_t m = a->shape[nb], n = a->shape[nb + 1], k = linalg_min(m, n), batch = linalg_count(nb, a->shape);
    bool symmetric = BOOL_ARG(c, 3);
    rush_tensor *info = call_temporary(c, RUSH_INT32, nb, a->shape);
    if (!info) return false;
    int64_t room = linalg_max(symmetric ? linalg_eigh_room(n) : linalg_svd_room(m, n, k), k * n);
    pinv_job j = { m, n, k, symmetric, linalg_copy(c, a, false, nb, a->shape), linalg_room(c, batch * k), linalg_room(c, batch * k * m), linalg_room(c, batch * k * n),
                   linalg_room(c, batch * room), linalg_room(c, batch * m * n), NULL, NULL, a->dtype == RUSH_FLOAT32 ? FLT_EPSILON : DBL_EPSILON, tensor_data(info) };
    if (!j.a || !j.s || !j.ut || !j.vt || !j.work || !j.result) return false;
    TRY(tolerance(c, 1, nb, a->shape, &j.atol) && tolerance(c, 2, nb, a->shape, &j.rtol));
    linalg_each(batch, 20 * m * n * k, pinv_one, &j);
    if (batch)
        TRY(linalg_check_info(c, symmetric ? "linalg.eigh" : "linalg.svd", info, RUSH_LINALG_ERROR,
                              "The algorithm failed to converge because the input matrix contained non-finite values."));
    return linalg_store(c, 0, j.result, false);
}

static bool pinv_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *a = c->args[0].u.t, *p = c->out[0], *pt = MT(p), *gt = MT(c->grad);
    rush_tensor *x = rush_neg(rush_matmul(pt, rush_matmul(c->grad, pt)));
    rush_tensor *y = rush_matmul(gt, rush_matmul(p, pt)), *z = rush_matmul(rush_matmul(pt, p), gt);
    x = rush_add(x, rush_sub(y, rush_matmul(a, rush_matmul(p, y))));
    return give(c, 0, rush_add(x, rush_sub(z, rush_matmul(rush_matmul(z, p), a))));
}

const op op_linalg_pinv = {
    OP_ROW(linalg_pinv),
    .schema = "linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor",
    .doc = "Pseudoinverses of matrices; singular values up to max(atol, rtol times the largest) count as 0 (default: the dtype's epsilon times the larger size).",
    .saves = ARG(0) | OUT(0),
    .meta = pinv_meta,
    .ref = pinv_ref,
    .grad = pinv_grad,
    .samples = TEXTS("T[3,3]", "T[5,3]", "T[3,5]", "T[1,1]", "T[0,3]", "T[3,0]", "T[2,4,4]", "T[0,3,3]", "T[3,5]:t", "T[3,6]:s", "T[2,3,3]:e", "T[4,4]:d, hermitian=True",
                     "T[40,9]", "T[2,4,3], atol=T[2]:p", "T[2,4,3], rtol=T[]:z", "T[60,50]"),
    .errors = TEXTS("T[3]", "linalg.pinv(Float{[3]}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types", "T[3,3]:f16",
                    "linalg.pinv(Half{[3, 3]}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};
