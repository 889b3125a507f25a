/* SPDX-License-Identifier: MIT */
/* qr.c - Householder's reflectors (Golub & Van Loan, Matrix Computations, 5.2; signs as LAPACK's): A [m,n] = Q R.
     geqrf                 R, and below it the vectors v_i (v_ii = 1 is not stored) and tau_i of H_i = I - tau_i v_i v_i^T
     householder_product   the first n columns of Q = H_0 H_1 …
     ormqr                 Q C, Q^T C, C Q, C Q^T
   Derivative of qr (m >= n; Liao, Liu, Wang, Xiang, "Differentiable programming tensor networks", 2019): M = R gR^T - gQ^T Q, dA = (gQ + Q sym(M)) R^-T, sym: the lower triangle mirrored.
   Wide A = Q [R1 R2]: R2 = Q^T A2, so that gQ gains A2 gR2^T and dA2 = Q gR2. */
#include "ops/linalg.h"

#include <string.h>

#define FLOATS (1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64)

typedef struct qr_job { int64_t m, n, q; double *a, *tau, *result, *work; } qr_job;

static int64_t room(const qr_job *j) { return linalg_qr_room(j->m, linalg_max(j->n, j->q)); }

static void factor_one(void *context, int64_t i) {
    const qr_job *j = context;
    linalg_qr(j->m, j->n, j->a + i * j->m * j->n, j->n, j->tau + i * linalg_min(j->m, j->n), j->work + i * room(j));
}

/* ---- geqrf ---- */

static bool geqrf_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    CHECK(c, a->ndim >= 2, "torch.geqrf: input must have at least 2 dimensions.");
    TRY(linalg_check_kernel(c, "geqrf_cpu", a));
    int n = a->ndim - 2;
    return linalg_out(c, 0, (rush_dtype)a->dtype, n, a->shape, a->shape[n], a->shape[n + 1]) &&
           linalg_out_vector(c, 1, (rush_dtype)a->dtype, n, a->shape, linalg_min(a->shape[n], a->shape[n + 1]));
}

/* the factors of the call's argument 0 */
static bool factor(call *c, qr_job *j) {
    rush_tensor *a = TENSOR(c, 0);
    int n = a->ndim - 2;
    int64_t batch = linalg_count(n, a->shape);
    j->m = a->shape[n];
    j->n = a->shape[n + 1];
    j->a = linalg_copy(c, a, false, n, a->shape);
    j->tau = linalg_room(c, batch * linalg_min(j->m, j->n));
    j->work = linalg_room(c, batch * room(j));
    if (!j->a || !j->tau || !j->work) return false;
    linalg_each(batch, 2 * j->m * j->n * linalg_min(j->m, j->n), factor_one, j);
    return true;
}

static bool geqrf_ref(call *c) {
    qr_job j = { .q = 0 };
    return factor(c, &j) && linalg_store(c, 0, j.a, false) && linalg_store_vector(c, 1, j.tau);
}

#define QR_SAMPLES "T[3,3]", "T[5,3]", "T[3,5]", "T[1,1]", "T[0,3]", "T[3,0]", "T[2,4,4]", "T[0,3,3]", "T[3,5]:t", "T[3,6]:s", "T[2,3,3]:e", "T[280,240]"

const op op_geqrf = {
    OP_ROW(geqrf),
    .schema = "geqrf(Tensor self) -> (Tensor a, Tensor tau)",
    .doc = "R of A = Q R, and below it, with tau, the reflectors that make Q. Not differentiable.",
    .flags = OP_NO_GRAD,
    .meta = geqrf_meta,
    .ref = geqrf_ref,
    .samples = TEXTS(QR_SAMPLES),
    .errors = TEXTS("T[3]", "torch.geqrf: input must have at least 2 dimensions.", "T[3,3]:f16", "\"geqrf_cpu\" not implemented for 'Half'"),
    .dtypes = FLOATS,
};

/* ---- qr ---- */

enum { REDUCED, COMPLETE, ONLY_R };

static bool mode_of(call *c, int *mode) {
    const char *s = c->args[1].u.string;
    *mode = strcmp(s, "reduced") == 0 ? REDUCED : strcmp(s, "complete") == 0 ? COMPLETE : strcmp(s, "r") == 0 ? ONLY_R : -1;
    CHECK(c, *mode >= 0, "qr received unrecognized mode '%s' but expected one of 'reduced' (default), 'r', or 'complete'", s);
    return true;
}

static bool qr_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int n = a->ndim - 2, mode;
    TRY(linalg_check_matrix(c, "linalg.qr", a, "A") && mode_of(c, &mode) && linalg_check_kernel(c, "geqrf_cpu", a));
    int64_t rows = a->shape[n], columns = a->shape[n + 1], q = mode == COMPLETE ? rows : linalg_min(rows, columns), none = 0;
    rush_dtype d = (rush_dtype)a->dtype;
    c->work[0] = mode;
    TRY(mode == ONLY_R ? call_out(c, 0, d, 1, &none) : linalg_out(c, 0, d, n, a->shape, rows, q));
    return linalg_out(c, 1, d, n, a->shape, q, columns);
}

static void q_one(void *context, int64_t i) {
    const qr_job *j = context;
    int64_t k = linalg_min(j->m, j->n);
    linalg_qr_apply(false, j->m, j->q, k, j->a + i * j->m * j->n, j->n, j->tau + i * k, j->result + i * j->m * j->q, j->q, j->work + i * room(j));
}

static bool qr_ref(call *c) {
    qr_job j = { .q = c->out[1]->shape[c->out[1]->ndim - 2] };
    TRY(factor(c, &j));
    int64_t batch = linalg_count(c->out[1]->ndim - 2, c->out[1]->shape);
    if (c->work[0] != ONLY_R) {
        if (!(j.result = linalg_room(c, batch * j.m * j.q))) return false;
        for (int64_t b = 0; b < batch; b++)
            for (int64_t i = 0; i < j.q; i++) j.result[(b * j.m + i) * j.q + i] = 1;
        linalg_each(batch, 4 * j.m * j.q * j.n, q_one, &j);
        TRY(linalg_store(c, 0, j.result, false));
    }
    double *r = linalg_room(c, batch * j.q * j.n);
    if (!r) return false;
    for (int64_t b = 0; b < batch; b++)
        for (int64_t i = 0; i < linalg_min(j.q, j.n); i++)
            for (int64_t l = i; l < j.n; l++) r[(b * j.q + i) * j.n + l] = j.a[(b * j.m + i) * j.n + l];
    return linalg_store(c, 1, r, false);
}

static bool qr_grad(backward *c) {
    if (!needs(c, 0)) return true;
    const char *mode = c->args[1].u.string;
    rush_tensor *q = c->out[0], *r = c->out[1], *gq = c->grads[0], *gr = c->grads[1], *a = c->args[0].u.t;
    rush_shape s = input_shape(c, 0);
    int64_t m = s.dims[s.ndim - 2], n = s.dims[s.ndim - 1];
    CHECK(c, strcmp(mode, "r") != 0, "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you "
                                     "are going to require gradients or mode='complete' otherwise.");
    CHECK(c, strcmp(mode, "complete") != 0 || m <= n, "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.");
    if (!gq && !gr) return true;
    rush_tensor *ga2 = NULL, *r1 = r, *gr1 = gr;
    if (n > m) {
        r1 = rush_narrow(r, -1, 0, m);
        if (gr) {
            rush_tensor *gr2 = rush_narrow(gr, -1, m, n - m), *more = rush_matmul(rush_narrow(a, -1, m, n - m), MT(gr2));
            gr1 = rush_narrow(gr, -1, 0, m);
            ga2 = rush_matmul(q, gr2);
            gq = gq ? rush_add(gq, more) : more;
        }
    }
    rush_tensor *middle = gr1 ? rush_matmul(r1, MT(gr1)) : NULL;
    if (gq) {
        rush_tensor *qq = rush_matmul(MT(gq), q);
        middle = middle ? rush_sub(middle, qq) : rush_neg(qq);
    }
    rush_tensor *lower = rush_tril(middle), *sym = rush_add(lower, MT(rush_tril(middle, .diagonal = -1))), *x = rush_matmul(q, sym);
    if (gq) x = rush_add(x, gq);
    x = rush_linalg_solve_triangular(MT(r1), x, false, .no_left = true);
    if (n > m) {
        if (!ga2) {
            int64_t shape[RUSH_MAX_DIMS];
            memcpy(shape, s.dims, sizeof *shape * (size_t)s.ndim);
            shape[s.ndim - 1] = n - m;
            ga2 = rush_zeros(((rush_shape){ shape, s.ndim }), .dtype = (rush_dtype)x->dtype, .device = x->device);
        }
        x = rush_cat((rush_tensor *[]){ x, ga2 }, 2, -1);
    }
    return give(c, 0, x);
}

#define QR_ERRORS \
    TEXTS("T[3]", "linalg.qr: The input tensor A must have at least 2 dimensions.", "T[3,3]:f16", "\"geqrf_cpu\" not implemented for 'Half'")

const op op_linalg_qr = {
    OP_ROW(linalg_qr),
    .schema = "linalg_qr(Tensor A, str mode='reduced') -> (Tensor Q, Tensor R)",
    .doc = "A [m,n] = Q R with orthonormal columns of Q and an upper triangle R. Modes: reduced (Q is [m,min(m,n)]), complete (Q is [m,m]), r (no Q).",
    .flags = OP_GRAD_UNDEFINED,
    .saves = ARG(0) | OUT(0) | OUT(1),
    .meta = qr_meta,
    .ref = qr_ref,
    .grad = qr_grad,
    .samples = TEXTS(QR_SAMPLES, "T[3,5], 'complete'", "T[3,3], 'complete'"),
    .errors = TEXTS("T[3]", "linalg.qr: The input tensor A must have at least 2 dimensions.", "T[3,3], 'x'",
                    "qr received unrecognized mode 'x' but expected one of 'reduced' (default), 'r', or 'complete'", "T[3,3]:f16", "\"geqrf_cpu\" not implemented for 'Half'"),
    .dtypes = FLOATS,
};

static bool old_qr_run(call *c) {
    rush_tensor *r, *q = rush_linalg_qr(TENSOR(c, 0), .mode = BOOL_ARG(c, 1) ? "reduced" : "complete", .R = &r);
    return q && call_return(c, 0, q) && call_return(c, 1, r);
}

const op op_qr = {
    OP_ROW(qr),
    .schema = "qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)",
    .doc = "A [m,n] = Q R with orthonormal columns of Q and an upper triangle R; some: Q is [m,min(m,n)], else [m,m].",
    .run = old_qr_run,
    .samples = TEXTS(QR_SAMPLES, "T[3,5], False"),
    .errors = QR_ERRORS,
    .dtypes = FLOATS,
};

/* ---- products of reflectors, in public ops: H_0 … H_k-1 = I - V T V^T with T = (I + D S)^-1 D, D = diag(tau), S = strictly upper
        triangle of V^T V (Golub & Van Loan 5.2.3) ---- */

/* V of the reflectors in a [.., m, k] */
static rush_tensor *vectors(call *c, rush_tensor *a, int64_t k) {
    rush_tensor *eye = rush_eye(a->shape[a->ndim - 2], .m = RUSH_INT(k), .dtype = (rush_dtype)a->dtype, .device = a->device);
    return rush_add(rush_tril(rush_narrow(a, -1, 0, k), .diagonal = -1), eye);
}

static rush_tensor *middle_of(call *c, rush_tensor *v, rush_tensor *tau) {
    rush_tensor *d = rush_unsqueeze(tau, -1), *s = rush_triu(rush_matmul(MT(v), v), .diagonal = 1);
    rush_tensor *eye = rush_eye(v->shape[v->ndim - 1], .dtype = (rush_dtype)v->dtype, .device = v->device);
    return rush_linalg_solve_triangular(rush_mul(d, s), rush_mul(eye, d), true, .unitriangular = true);
}

static bool product_run(call *c) {
    rush_tensor *a = TENSOR(c, 0), *tau = TENSOR(c, 1);
    const char *what = "torch.linalg.householder_product";
    CHECK(c, a->ndim >= 2, "%s: input must have at least 2 dimensions.", what);
    int n = a->ndim - 2;
    int64_t rows = a->shape[n], columns = a->shape[n + 1];
    CHECK(c, rows >= columns, "%s: input.shape[-2] must be greater than or equal to input.shape[-1]", what);
    CHECK(c, tau->ndim == 0 || columns >= tau->shape[tau->ndim - 1], "%s: input.shape[-1] must be greater than or equal to tau.shape[-1]", what);
    CHECK(c, a->ndim - tau->ndim == 1, "%s: Expected tau to have one dimension less than input, but got tau.ndim equal to %d and input.ndim is equal to %d", what,
          tau->ndim, a->ndim);
    CHECK(c, shape_equal(n, a->shape, tau->ndim - 1, tau->shape), "%s: Expected batch dimensions of tau to be equal to input.shape[:-2], but got %s", what,
          SHAPE_TEXT(tau->ndim - 1, tau->shape));
    CHECK(c, a->dtype == tau->dtype, "%s: tau dtype %s does not match input dtype %s", what, dtype_table[tau->dtype].torch_name, dtype_table[a->dtype].torch_name);
    TRY(linalg_check_kernel(c, "orgqr_cpu", a));
    int64_t k = tau->shape[tau->ndim - 1];
    rush_tensor *v = vectors(c, a, k), *vn = rush_narrow(v, -2, 0, columns);
    rush_tensor *eye = rush_eye(rows, .m = RUSH_INT(columns), .dtype = (rush_dtype)a->dtype, .device = a->device);
    rush_tensor *q = rush_sub(eye, rush_matmul(v, rush_matmul(middle_of(c, v, tau), MT(vn))));
    return call_return(c, 0, q ? MT(rush_clone(MT(q), .memory_format = "contiguous")) : NULL);
}

#define PRODUCT_SAMPLES \
    "T[3,3]:u, T[3]:u", "T[5,3]:u, T[3]:u", "T[5,3]:u, T[2]:u", "T[1,1], T[1]", "T[3,0], T[0]", "T[2,4,4]:u, T[2,4]:u", "T[0,3,3], T[0,3]", "T[3,5]:t:u, T[3]:u", \
        "T[4,6]:s:u, T[6]:s:u"

const op op_linalg_householder_product = {
    OP_ROW(linalg_householder_product),
    .schema = "linalg_householder_product(Tensor input, Tensor tau) -> Tensor",
    .doc = "The first columns of the product of the reflectors whose vectors lie below the diagonal of input [m,n].",
    .run = product_run,
    .samples = TEXTS(PRODUCT_SAMPLES),
    .errors = TEXTS("T[3], T[3]", "torch.linalg.householder_product: input must have at least 2 dimensions.", "T[3,4], T[3]",
                    "torch.linalg.householder_product: input.shape[-2] must be greater than or equal to input.shape[-1]", "T[4,3], T[4]",
                    "torch.linalg.householder_product: input.shape[-1] must be greater than or equal to tau.shape[-1]", "T[4,3]:f32, T[3]:f64",
                    "torch.linalg.householder_product: tau dtype Double does not match input dtype Float"),
    .dtypes = FLOATS,
};

static bool orgqr_run(call *c) { return call_return(c, 0, rush_linalg_householder_product(TENSOR(c, 0), TENSOR(c, 1))); }

const op op_orgqr = {
    OP_ROW(orgqr),
    .schema = "orgqr(Tensor self, Tensor input2) -> Tensor",
    .doc = "The first columns of the product of the reflectors whose vectors lie below the diagonal of self [m,n]; input2 is tau.",
    .run = orgqr_run,
    .samples = TEXTS(PRODUCT_SAMPLES),
    .errors = TEXTS("T[3], T[3]", "torch.linalg.householder_product: input must have at least 2 dimensions."),
    .dtypes = FLOATS,
};

static bool ormqr_run(call *c) {
    rush_tensor *a = TENSOR(c, 0), *tau = TENSOR(c, 1), *other = TENSOR(c, 2);
    bool left = BOOL_ARG(c, 3), transpose = BOOL_ARG(c, 4);
    const char *what = "torch.ormqr";
    CHECK(c, a->ndim >= 2, "%s: input must have at least 2 dimensions.", what);
    CHECK(c, other->ndim >= 2, "%s: other must have at least 2 dimensions.", what);
    int n = a->ndim - 2, side = left ? -2 : -1;
    int64_t along = other->shape[other->ndim + side];
    CHECK(c, tau->ndim == 0 || along >= tau->shape[tau->ndim - 1], "%s: other.shape[%d] must be greater than or equal to tau.shape[-1]", what, side);
    CHECK(c, along == a->shape[n], "%s: other.shape[%d] must be equal to input.shape[-2]", what, side);
    CHECK(c, tau->ndim == 0 || tau->shape[tau->ndim - 1] <= a->shape[n + 1], "%s: tau.shape[-1] must be less than or equal to input.shape[-1]", what);
    CHECK(c, a->ndim - tau->ndim == 1, "%s: Expected tau to have one dimension less than input, but got tau.ndim equal to %d and input.ndim is equal to %d", what,
          tau->ndim, a->ndim);
    CHECK(c, a->ndim == other->ndim, "%s: Expected other to have the same number of dimensions as input, but got other.ndim equal to %d and input.ndim is equal to %d",
          what, other->ndim, a->ndim);
    CHECK(c, shape_equal(n, a->shape, n, tau->shape), "%s: Expected batch dimensions of tau to be equal to input.shape[:-2], but got %s", what,
          SHAPE_TEXT(n, tau->shape));
    CHECK(c, shape_equal(n, a->shape, n, other->shape), "%s: Expected batch dimensions of other to be equal to input.shape[:-2], but got %s", what,
          SHAPE_TEXT(n, other->shape));
    CHECK(c, a->dtype == tau->dtype, "%s: Expected input and tau to have the same dtype, but input has dtype%s and tau has dtype %s", what,
          dtype_table[a->dtype].torch_name, dtype_table[tau->dtype].torch_name);
    CHECK(c, a->dtype == other->dtype, "%s: Expected input and other to have the same dtype, but input has dtype%s and other has dtype %s", what,
          dtype_table[a->dtype].torch_name, dtype_table[other->dtype].torch_name);
    TRY(linalg_check_kernel(c, "ormqr_cpu", a));
    rush_tensor *v = vectors(c, a, tau->shape[tau->ndim - 1]), *t = middle_of(c, v, tau), *x;
    if (transpose && t) t = MT(t);
    if (left) x = rush_sub(other, rush_matmul(v, rush_matmul(t, rush_matmul(MT(v), other))));
    else x = rush_sub(other, rush_matmul(rush_matmul(rush_matmul(other, v), t), MT(v)));
    return call_return(c, 0, x ? MT(rush_clone(MT(x), .memory_format = "contiguous")) : NULL);
}

const op op_ormqr = {
    OP_ROW(ormqr),
    .schema = "ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -> Tensor",
    .doc = "Q input3 (not left: input3 Q; transpose: with Q^T) for the product Q of the reflectors below self's diagonal, input2 being tau.",
    .run = ormqr_run,
    .samples = TEXTS("T[3,3]:u, T[3]:u, T[3,2]", "T[5,3]:u, T[3]:u, T[5,2]", "T[5,3]:u, T[3]:u, T[2,5], False", "T[5,3]:u, T[2]:u, T[5,2], True, True",
                     "T[5,3]:u, T[3]:u, T[2,5], False, True", "T[2,4,4]:u, T[2,4]:u, T[2,4,1]", "T[0,3,3], T[0,3], T[0,3,2]", "T[3,5]:t:u, T[3]:u, T[2,5]:t",
                     "T[4,6]:s:u, T[6]:s:u, T[4,4]:s"),
    .errors = TEXTS("T[3], T[3], T[3,3]", "torch.ormqr: input must have at least 2 dimensions.", "T[4,3], T[3], T[5,3]",
                    "torch.ormqr: other.shape[-2] must be equal to input.shape[-2]"),
    .dtypes = FLOATS,
};
