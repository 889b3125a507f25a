/* SPDX-License-Identifier: MIT */
/* solve.c - square systems by elimination: inverses, solutions, determinants.
     inv      dA = -A^-T g A^-T
     solve    X = A^-1 B: dB = A^-T g, dA = -dB X^T;  X = B A^-1: dB = g A^-T, dA = -X^T dB
     det      sign(P) prod diag U: dA = g det A^-T; of singular A, by A = U S V^T: dA = g det U det V U diag(prod of the other s) V^T
     slogdet  dA = g A^-T */
#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/linalg.h"

#include <math.h>
#include <string.h>

#define FLOATS (1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64)

static const char singular_inverse[] = "The diagonal element %d is zero, the inversion could not be completed because the input matrix is singular.";
static const char singular_solve[] = "The solver failed because the input matrix is singular.";

typedef struct system_job { int64_t n, k; double *a, *x, *lu; int64_t a_step; int32_t *pivots, *info; double *sign, *log, *det; } system_job;

/* ---- inv ---- */

static bool inverse_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    TRY(linalg_check_square(c, "linalg.inv", a, "A") && linalg_check_float(c, "linalg.inv", a));
    int n = a->ndim - 2;
    return linalg_out(c, 0, (rush_dtype)a->dtype, n, a->shape, a->shape[n], a->shape[n]) && linalg_out_vector(c, 1, RUSH_INT32, n, a->shape, -1);
}

static void solve_one(void *context, int64_t i) {
    const system_job *j = context;
    double *a = j->a + i * j->n * j->n;
    int32_t *pivots = j->pivots + i * j->n;
    j->info[i] = (int32_t)linalg_lu(j->n, j->n, a, pivots);
    linalg_lu_solve(j->n, j->k, a, pivots, j->x + i * j->n * j->k);
}

static int32_t *pivots_room(call *c, int64_t n) {
    rush_tensor *t = call_temporary(c, RUSH_INT32, 1, (int64_t[]){ n + 1 });
    return t ? tensor_data(t) : NULL;
}

static bool inverse_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0);
    int nb = a->ndim - 2;
    int64_t n = a->shape[nb], batch = linalg_count(nb, a->shape);
    system_job j = { .n = n, .k = n, .a = linalg_copy(c, a, false, nb, a->shape), .x = linalg_room(c, batch * n * n), .pivots = pivots_room(c, batch * n),
                     .info = tensor_data(c->out[1]) };
    if (!j.a || !j.x || !j.pivots) return false;
    for (int64_t i = 0; i < batch * n; i++) j.x[i * n + i % n] = 1;
    linalg_each(batch, 2 * n * n * n, solve_one, &j);
    return linalg_store(c, 0, j.x, false) && (!BOOL_ARG(c, 1) || linalg_check_info(c, "linalg.inv_ex", c->out[1], RUSH_LINALG_ERROR, singular_inverse));
}

static bool inverse_grad(backward *c) {
    rush_tensor *t = MT(c->out[0]);
    GIVE(0, rush_neg(rush_matmul(t, rush_matmul(c->grad, t))));
    return true;
}

#define SQUARE_SAMPLES "T[3,3]", "T[1,1]", "T[0,0]", "T[2,4,4]", "T[0,3,3]", "T[3,3]:t", "T[3,6]:s", "T[2,3,3]:e", "T[2,2,5,5]", "T[260,260]:d"

const op op_linalg_inv_ex = {
    OP_ROW(linalg_inv_ex),
    .schema = "linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)",
    .doc = "The inverses of square matrices, and for each the number (from 1) of the first pivot that is 0, or 0.",
    .saves = OUT(0),
    .meta = inverse_meta,
    .ref = inverse_ref,
    .grad = inverse_grad,
    .samples = TEXTS(SQUARE_SAMPLES),
    .errors = TEXTS("T[3]", "linalg.inv: The input tensor A must have at least 2 dimensions.", "T[3,4]",
                    "linalg.inv: A must be batches of square matrices, but they are 3 by 4 matrices", "T[3,3]:i64",
                    "linalg.inv: Expected a floating point or complex tensor as input. Got Long", "T[3,3]:f16", "linalg.inv: Low precision dtypes not supported. Got Half"),
    .dtypes = FLOATS,
};

static bool inv_run(call *c) {
    rush_tensor *info, *x = rush_linalg_inv_ex(TENSOR(c, 0), .info = &info);
    return x && linalg_check_info(c, "linalg.inv", info, RUSH_LINALG_ERROR, singular_inverse) && call_return(c, 0, x);
}

const op op_linalg_inv = {
    OP_ROW(linalg_inv),
    .schema = "linalg_inv(Tensor A) -> Tensor",
    .doc = "The inverses of square matrices; an error where one is singular.",
    .flags = OP_SIZE_FROM_VALUES,
    .run = inv_run,
    .samples = TEXTS(SQUARE_SAMPLES),
    .errors = TEXTS("T[3]", "linalg.inv: The input tensor A must have at least 2 dimensions."),
    .dtypes = FLOATS,
};

const op op_inverse = {
    OP_ROW(inverse),
    .schema = "inverse(Tensor self) -> Tensor",
    .doc = "The inverses of square matrices; an error where one is singular.",
    .flags = OP_SIZE_FROM_VALUES,
    .run = inv_run,
    .samples = TEXTS(SQUARE_SAMPLES),
    .errors = TEXTS("T[3]", "linalg.inv: The input tensor A must have at least 2 dimensions."),
    .dtypes = FLOATS,
};

/* ---- solve ---- */

static bool is_vector(const rush_tensor *a, const rush_tensor *b) {
    return b->ndim == 1 || (a->ndim - 1 == b->ndim && shape_equal(b->ndim, b->shape, a->ndim - 1, a->shape));
}

static bool solve_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    bool left = BOOL_ARG(c, 2);
    const char *what = "linalg.solve";
    TRY(linalg_check_float(c, what, a));
    CHECK(c, a->dtype == b->dtype, "%s: Expected A and B to have the same dtype, but found A of type %s and B of type %s instead", what,
          dtype_table[a->dtype].torch_name, dtype_table[b->dtype].torch_name);
    bool vector = is_vector(a, b);
    TRY(linalg_check_square(c, what, a, "A") && (vector || linalg_check_matrix(c, what, b, "B")));
    int64_t n = a->shape[a->ndim - 1], rows = b->shape[b->ndim - (vector ? 1 : 2)], columns = vector ? 1 : b->shape[b->ndim - 1];
    CHECK(c, (left ? rows : columns) == n, "%s: Incompatible shapes of A and B for the equation %s = B (%lldx%lld and %lldx%lld)", what, left ? "AX" : "XA",
          (long long)n, (long long)n, (long long)rows, (long long)columns);
    int nb;
    int64_t batch[RUSH_MAX_DIMS], shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    TRY(shape_broadcast(c->site, c->op->name, b->ndim - (vector ? 1 : 2), b->shape, a->ndim - 2, a->shape, &nb, batch));
    CHECK(c, left || !vector,
          "linalg.solve: Vector broadcasting of the left hand side is not supported for left=False. In this case linalg.solve is equivalent to B / A.squeeze(-1)");
    c->work[0] = vector;
    if (vector) { /* stored as PyTorch's: the last two dimensions by columns, whatever they are */
        memcpy(shape, batch, sizeof *shape * (size_t)nb);
        shape[nb++] = rows;
        shape_contiguous_strides(nb, shape, strides);
        if (nb > 1) strides[nb - 2] = 1, strides[nb - 1] = linalg_max(shape[nb - 2], 1);
        TRY(call_out_strided(c, 0, (rush_dtype)a->dtype, nb, shape, strides));
        c->work[1] = --nb;
    } else if (left) TRY(linalg_out(c, 0, (rush_dtype)a->dtype, nb, batch, rows, columns));
    else {
        memcpy(shape, batch, sizeof *shape * (size_t)nb);
        shape[nb] = rows, shape[nb + 1] = columns;
        TRY(call_out(c, 0, (rush_dtype)a->dtype, nb + 2, shape));
    }
    c->work[1] = nb;
    return linalg_out_vector(c, 1, RUSH_INT32, a->ndim - 2, a->shape, -1);
}

/* infos of the whole batch: of A's own batch the first of each */
static bool own_infos(call *c, const rush_tensor *all) {
    rush_tensor *to = c->out[1];
    int64_t strides[RUSH_MAX_DIMS];
    for (int i = 0; i < to->ndim; i++) strides[i] = to->shape[i] == 1 ? 0 : all->strides[all->ndim - to->ndim + i];
    if (all->numel == 0) memset(tensor_data(to), 0, sizeof(int32_t) * (size_t)to->numel);
    if (all->numel == 0 || to->numel == 0) return true;
    rush_tensor *seen = scope_own(tensor_alias(c->site, all, to->ndim, to->shape, strides, all->offset));
    return seen && tensor_copy(c->site, to, seen);
}

static bool solve_ref(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1), *info = call_temporary(c, RUSH_INT32, (int)c->work[1], c->out[0]->shape);
    if (!info) return false;
    bool left = BOOL_ARG(c, 2), vector = c->work[0] != 0;
    int64_t n = a->shape[a->ndim - 1], batch = info->numel;
    if (vector) { /* one column each */
        int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
        memcpy(shape, b->shape, sizeof *shape * (size_t)b->ndim);
        memcpy(strides, b->strides, sizeof *strides * (size_t)b->ndim);
        shape[b->ndim] = 1, strides[b->ndim] = 1;
        if (!(b = scope_own(tensor_alias(c->site, b, b->ndim + 1, shape, strides, b->offset)))) return false;
    }
    int64_t k = left ? b->shape[b->ndim - 1] : b->shape[b->ndim - 2];
    system_job j = { .n = n, .k = k, .a = linalg_copy(c, a, !left, info->ndim, info->shape), .x = linalg_copy(c, b, !left, info->ndim, info->shape),
                     .pivots = pivots_room(c, batch * n), .info = tensor_data(info) };
    if (!j.a || !j.x || !j.pivots) return false;
    linalg_each(batch, n * n * (n + k), solve_one, &j);
    TRY((vector ? linalg_store_vector(c, 0, j.x) : linalg_store(c, 0, j.x, !left)) && own_infos(c, info));
    return !BOOL_ARG(c, 3) || linalg_check_info(c, "torch.linalg.solve_ex", c->out[1], RUSH_LINALG_ERROR, singular_solve);
}

static bool solve_grad(backward *c) {
    if (!needs(c, 0) && !needs(c, 1)) return true;
    rush_tensor *a = c->args[0].u.t, *x = c->out[0];
    bool left = c->args[2].u.i != 0;
    rush_shape sb = input_shape(c, 1);
    bool vector = sb.ndim == 1 || (a->ndim - 1 == sb.ndim && shape_equal((int)sb.ndim, sb.dims, a->ndim - 1, a->shape));
    rush_tensor *g = vector ? rush_unsqueeze(c->grad, -1) : c->grad;
    rush_tensor *gb = rush_linalg_solve(MT(a), g, .no_left = !left);
    if (needs(c, 0)) {
        if (vector) x = rush_unsqueeze(x, -1);
        TRY(give(c, 0, rush_neg(left ? rush_matmul(gb, MT(x)) : rush_matmul(MT(x), gb))));
    }
    GIVE(1, vector ? rush_squeeze_dim(gb, -1) : gb);
    return true;
}

#define SOLVE_SAMPLES \
    "T[3,3], T[3,2]", "T[3,3], T[3]", "T[1,1], T[1,1]", "T[0,0], T[0,2]", "T[2,3,3], T[2,3]", "T[2,3,3], T[3,2]", "T[3,3], T[4,3,2]", "T[2,1,3,3], T[4,3,2]", \
        "T[3,3]:t, T[2,3]:t", "T[3,6]:s, T[3,4]:s", "T[2,3,3]:e, T[2,3,2]", "T[3,3], T[2,3], left=False", "T[2,3,3], T[4,1,2,3], left=False", "T[0,3,3], T[0,3,2]", \
        "T[3,3], T[3,0]", "T[260,260]:d, T[260,4]"

const op op_linalg_solve_ex = {
    OP_ROW(linalg_solve_ex),
    .schema = "linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)",
    .doc = "X with A X = B (not left: X A = B), B a stack of matrices or of vectors; and the number (from 1) of the first pivot that is 0, or 0.",
    .saves = ARG(0) | OUT(0),
    .meta = solve_meta,
    .ref = solve_ref,
    .grad = solve_grad,
    .samples = TEXTS(SOLVE_SAMPLES),
    .errors = TEXTS("T[3,3], T[4,4]", "linalg.solve: Incompatible shapes of A and B for the equation AX = B (3x3 and 4x4)", "T[3,4], T[4]",
                    "linalg.solve: A must be batches of square matrices, but they are 3 by 4 matrices", "T[3,3]:f32, T[3,3]:f64",
                    "linalg.solve: Expected A and B to have the same dtype, but found A of type Float and B of type Double instead", "T[3,3], T[]",
                    "linalg.solve: The input tensor B must have at least 2 dimensions."),
    .dtypes = FLOATS,
};

static bool linalg_solve_run(call *c) {
    rush_tensor *info, *x = rush_linalg_solve_ex(TENSOR(c, 0), TENSOR(c, 1), .no_left = !BOOL_ARG(c, 2), .info = &info);
    return x && linalg_check_info(c, "torch.linalg.solve", info, RUSH_LINALG_ERROR, singular_solve) && call_return(c, 0, x);
}

const op op_linalg_solve = {
    OP_ROW(linalg_solve),
    .schema = "linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor",
    .doc = "X with A X = B (not left: X A = B), B a stack of matrices or of vectors; an error where A is singular.",
    .flags = OP_SIZE_FROM_VALUES,
    .run = linalg_solve_run,
    .samples = TEXTS(SOLVE_SAMPLES),
    .errors = TEXTS("T[3,3], T[4,4]", "linalg.solve: Incompatible shapes of A and B for the equation AX = B (3x3 and 4x4)"),
    .dtypes = FLOATS,
};

/* ---- det, slogdet ---- */

static bool determinant_meta(call *c, const char *what, int results) {
    rush_tensor *a = TENSOR(c, 0);
    TRY(linalg_check_square(c, what, a, "A") && linalg_check_float(c, what, a));
    for (int i = 0; i < results; i++) TRY(linalg_out_vector(c, i, (rush_dtype)a->dtype, a->ndim - 2, a->shape, -1));
    return true;
}
static bool det_meta(call *c) { return determinant_meta(c, "linalg.det", 1); }
static bool slogdet_meta(call *c) { return determinant_meta(c, "linalg.slogdet", 2); }

/* det is the product in the order of the diagonal, so that it overflows only where it must */
static void determinant_one(void *context, int64_t i) {
    const system_job *j = context;
    int64_t n = j->n;
    double *a = j->a + i * n * n, sign = 1, log_ = 0, det = 1;
    int32_t *pivots = j->pivots + i * n;
    linalg_lu(n, n, a, pivots);
    for (int64_t l = 0; l < n; l++) {
        double d = a[l * n + l];
        if (pivots[l] - 1 != l) sign = -sign;
        det *= d;
        log_ += log(fabs(d));
        sign = isnan(d) ? d : d < 0 ? -sign : d == 0 ? 0 : sign;
    }
    if (j->det) {
        bool odd = false;
        for (int64_t l = 0; l < n; l++) odd ^= pivots[l] - 1 != l;
        j->det[i] = odd ? -det : det;
        return;
    }
    j->sign[i] = sign;
    j->log[i] = sign == 0 ? -(double)INFINITY : log_;
}

static bool determinant_run(call *c, bool both) {
    rush_tensor *a = TENSOR(c, 0);
    int nb = a->ndim - 2;
    int64_t n = a->shape[nb], batch = linalg_count(nb, a->shape);
    system_job j = { .n = n, .a = linalg_copy(c, a, false, nb, a->shape), .pivots = pivots_room(c, batch * n) };
    double *first = linalg_room(c, batch), *second = linalg_room(c, batch);
    if (!j.a || !j.pivots || !first || !second) return false;
    if (both) j.sign = first, j.log = second;
    else j.det = first;
    linalg_each(batch, n * n * n, determinant_one, &j);
    return linalg_store_vector(c, 0, first) && (!both || linalg_store_vector(c, 1, second));
}
static bool det_ref(call *c) { return determinant_run(c, false); }
static bool slogdet_ref(call *c) { return determinant_run(c, true); }

static rush_tensor *as_matrices(backward *c, rush_tensor *x) { return rush_unsqueeze(rush_unsqueeze(x, -1), -1); }

static bool det_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *a = c->args[0].u.t, *det = c->out[0];
    bool singular = false;
    if (a->numel == 0) return true;
    for (int64_t i = 0; i < det->numel && !singular; i++) {
        size_t size = dtype_size((rush_dtype)det->dtype);
        singular = element_load_double((const char *)tensor_data(det) + (size_t)i * size, (rush_dtype)det->dtype) == 0;
    }
    if (!singular) return give(c, 0, rush_mul(as_matrices(c, rush_mul(c->grad, det)), MT(rush_linalg_inv_ex(a))));
    rush_tensor *s, *vt, *u = rush_linalg_svd(a, .S = &s, .Vh = &vt);
    rush_tensor *scale = rush_mul(rush_mul(rush_linalg_det(u), rush_linalg_det(vt)), c->grad);
    rush_tensor *others = rush_mul(rush_unsqueeze(scale, -1), rush_prod_others(s, s ? s->ndim - 1 : 0));
    return give(c, 0, rush_matmul(rush_mul(u, rush_unsqueeze(others, -2)), vt));
}

static bool slogdet_grad(backward *c) {
    if (!needs(c, 0) || !c->grads[1]) return true;
    return give(c, 0, rush_mul(as_matrices(c, c->grads[1]), MT(rush_linalg_inv_ex(c->args[0].u.t))));
}

#define DET_ERRORS(name) \
    TEXTS("T[3]", name ": The input tensor A must have at least 2 dimensions.", "T[3,4]", name ": A must be batches of square matrices, but they are 3 by 4 matrices", \
          "T[3,3]:i64", name ": Expected a floating point or complex tensor as input. Got Long")

const op op_linalg_det = {
    OP_ROW(linalg_det),
    .schema = "linalg_det(Tensor A) -> Tensor",
    .doc = "The determinants of square matrices.",
    .saves = ARG(0) | OUT(0),
    .meta = det_meta,
    .ref = det_ref,
    .grad = det_grad,
    .samples = TEXTS("T[3,3]", "T[1,1]", "T[0,0]", "T[2,4,4]", "T[0,3,3]", "T[3,3]:t", "T[3,6]:s", "T[2,3,3]:e", "T[2,2,5,5]"),
    .errors = DET_ERRORS("linalg.det"),
    .dtypes = FLOATS,
};

static bool alias_det_run(call *c) { return call_return(c, 0, rush_linalg_det(TENSOR(c, 0))); }

const op op_det = {
    OP_ROW(det),
    .schema = "det(Tensor self) -> Tensor",
    .doc = "The determinants of square matrices.",
    .run = alias_det_run,
    .samples = TEXTS("T[3,3]", "T[1,1]", "T[0,0]", "T[2,4,4]", "T[0,3,3]", "T[3,3]:t", "T[3,6]:s", "T[2,3,3]:e"),
    .errors = DET_ERRORS("linalg.det"),
    .dtypes = FLOATS,
};

const op op_linalg_slogdet = {
    OP_ROW(linalg_slogdet),
    .schema = "linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)",
    .doc = "The signs of determinants and the logarithms of their sizes (0 and -inf for singular matrices).",
    .flags = OP_GRAD_UNDEFINED,
    .saves = ARG(0),
    .meta = slogdet_meta,
    .ref = slogdet_ref,
    .grad = slogdet_grad,
    .samples = TEXTS(SQUARE_SAMPLES),
    .errors = DET_ERRORS("linalg.slogdet"),
    .dtypes = FLOATS,
};

static bool alias_slogdet_run(call *c) {
    rush_tensor *log_, *sign = rush_linalg_slogdet(TENSOR(c, 0), .logabsdet = &log_);
    return sign && call_return(c, 0, sign) && call_return(c, 1, log_);
}

const op op_slogdet = {
    OP_ROW(slogdet),
    .schema = "slogdet(Tensor self) -> (Tensor sign, Tensor logabsdet)",
    .doc = "The signs of determinants and the logarithms of their sizes (0 and -inf for singular matrices).",
    .run = alias_slogdet_run,
    .samples = TEXTS(SQUARE_SAMPLES),
    .errors = DET_ERRORS("linalg.slogdet"),
    .dtypes = FLOATS,
};

static bool logdet_run(call *c) {
    TRY(linalg_check_square(c, "logdet", TENSOR(c, 0), "A") && linalg_check_float(c, "logdet", TENSOR(c, 0)));
    rush_tensor *log_, *sign = rush_linalg_slogdet(TENSOR(c, 0), .logabsdet = &log_);
    return sign && call_return(c, 0, rush_where(rush_lt(sign, 0), rush_full_like(log_, (double)NAN), log_));
}

const op op_logdet = {
    OP_ROW(logdet),
    .schema = "logdet(Tensor self) -> Tensor",
    .doc = "The logarithms of determinants: -inf where one is 0, NaN where it is negative.",
    .flags = OP_NO_OUT,
    .run = logdet_run,
    .samples = TEXTS("T[3,3]:d", "T[1,1]:p", "T[0,0]", "T[2,4,4]:d", "T[0,3,3]", "T[3,3]:t:d", "T[2,3,3]:e:d", "T[260,260]:d"),
    .errors = DET_ERRORS("logdet"),
    .dtypes = FLOATS,
};
