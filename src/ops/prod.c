/* SPDX-License-Identifier: MIT */
/* prod.c - the product of elements.
     y = prod_i x_i       dx_i = g prod_(j != i) x_j
   The product of the others is made of the product of those before and of those after, so zeros need no special case. */
#include "ops/internal_ops.h"
#include "ops/reduce.h"

static rush_dtype prod_dtype(call *c, int arg) {
    if (HAS(c, arg)) return (rush_dtype)INT_ARG(c, arg);
    rush_dtype d = (rush_dtype)TENSOR(c, 0)->dtype;
    return dtype_is_float(d) ? d : RUSH_INT64;
}

bool reduce_prod(call *c, reduce_engine run) {
    const rush_tensor *t = TENSOR(c, 0);
    rush_dtype out = (rush_dtype)c->out[0]->dtype;
    if (!dtype_is_float(out) && dtype_is_float((rush_dtype)t->dtype) && !(t = call_cast(c, t, out))) return false;
    return run(c, &(reduction){ .from = t, .to = c->out[0], .mask = (uint64_t)c->work[1], .kind = REDUCE_PROD,
                                .compute = reduce_compute_dtype(t, out) });
}
static bool prod_ref(call *c) { return reduce_prod(c, reduce_reference); }

static bool prod_meta(call *c) {
    c->work[1] = -1;
    return reduce_out(c, 0, prod_dtype(c, 1), TENSOR(c, 0), UINT64_MAX, false);
}

static bool prod_dim_meta(call *c) {
    int dim;
    TRY(reduce_dim(c, INT_ARG(c, 1), TENSOR(c, 0)->ndim, &dim));
    return reduce_out(c, 0, prod_dtype(c, 3), TENSOR(c, 0), (uint64_t)c->work[1], BOOL_ARG(c, 2));
}

/* ---- the product of all others along one dimension ---- */

static bool others_meta(call *c) {
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, TENSOR(c, 0)->ndim, TENSOR(c, 0)->shape);
}

static bool others_ref(call *c) {
    const rush_tensor *t = call_contiguous(c, TENSOR(c, 0));
    if (!t || t->numel == 0) return t != NULL;
    rush_dtype d = (rush_dtype)t->dtype;
    int64_t dim = INT_ARG(c, 1), n = t->shape[dim], inner = shape_numel(t->ndim - (int)dim - 1, t->shape + dim + 1), size = (int64_t)dtype_size(d);
    rush_tensor *room = call_temporary(c, RUSH_FLOAT64, 1, &n);
    if (!room) return false;
    double *before = tensor_data(room);
    for (int64_t k = 0; k < t->numel / n; k++) {
        int64_t first = (k / inner * n * inner + k % inner) * size;
        const char *x = (const char *)tensor_data(t) + first;
        char *y = (char *)tensor_data(c->out[0]) + first;
        double product = 1;
        for (int64_t i = 0; i < n; i++) {
            before[i] = product;
            product *= element_load_double(x + i * inner * size, d);
        }
        product = 1;
        for (int64_t i = n - 1; i >= 0; i--) {
            element_store_double(y + i * inner * size, d, before[i] * product);
            product *= element_load_double(x + i * inner * size, d);
        }
    }
    return true;
}

/* eye[i][j]: a bool matrix */
static rush_tensor *eye(backward *c, int64_t n) {
    rush_tensor *m = rush_zeros(RUSH_SHAPE(n, n), .dtype = RUSH_BOOL, .device = c->grad ? c->grad->device : rush_cpu());
    rush_tensor *diagonal = rush_as_strided(m, RUSH_SHAPE(n), RUSH_SHAPE(n + 1));
    return rush_fill_(diagonal, 1) ? m : NULL;
}

/* y[…, i] = prod_(j != i) x[…, j], made of differentiable ops: row i of a matrix has x with a 1 in place i */
static rush_tensor *others_composed(backward *c, rush_tensor *x, int64_t dim) {
    if (!x) return NULL;
    int64_t shape[RUSH_MAX_DIMS + 1], n = x->shape[dim];
    rush_tensor *last = rush_unsqueeze(rush_transpose(x, dim, -1), -2);
    if (!last) return NULL;
    for (int i = 0; i < last->ndim; i++) shape[i] = last->shape[i];
    shape[last->ndim - 2] = n;
    rush_tensor *rows = rush_where(eye(c, n), rush_ones_like(last), rush_expand(last, ((rush_shape){ shape, last->ndim })));
    return rush_transpose(rush_prod_dim(rows, -1), dim, -1);
}

const op op_prod_others = {
    OP_ROW(prod_others),
    .schema = "prod_others(Tensor self, int dim) -> Tensor",
    .doc = "For each element, the product of all others along dim (not negative).",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = others_meta,
    .ref = others_ref,
    .samples = TEXTS("T[2,3], 1", "T[3,4]:t, 0", "T[0,3], 1", "T[5], 0", "T[2,3,4], 1", "T[4,6]:s, 1", "T[2,3]:n, 1", "T[300,300]:u, 1"),
};

static rush_tensor *others(backward *c, rush_tensor *x, int64_t dim) {
    return c->create_graph ? others_composed(c, x, dim) : rush_prod_others(x, dim);
}

static bool prod_grad(backward *c) {
    rush_tensor *x = c->args[0].u.t;
    GIVE(0, rush_mul(c->grad, rush_reshape(others(c, rush_reshape(x, RUSH_SHAPE(-1)), 0), input_shape(c, 0))));
    return true;
}

static bool prod_dim_grad(backward *c) {
    rush_tensor *x = c->args[0].u.t;
    rush_shape in = input_shape(c, 0);
    if (in.ndim == 0) {
        GIVE(0, rush_clone(c->grad));
        return true;
    }
    int64_t dim = INT_ARG(c, 1) < 0 ? INT_ARG(c, 1) + in.ndim : INT_ARG(c, 1);
    GIVE(0, rush_mul(reduce_restore(c, c->grad, &(value){ .u.ints = &dim, .kind = RUSH_VALUE_INTS, .count = 1 }, BOOL_ARG(c, 2), in), others(c, x, dim)));
    return true;
}

const op op_prod = {
    OP_ROW(prod),
    .schema = "prod(Tensor self, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Product of all elements. Integers and bool are multiplied in int64.",
    .flags = OP_NO_OUT,
    .saves = ARG(0),
    .meta = prod_meta,
    .ref = prod_ref,
    .grad = prod_grad,
    .samples = TEXTS("T[2,3]", "T[]", "T[0]", "T[2,3]:n", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[70000]:u", "T[5], dtype=float64"),
    .dtypes = DTYPES_ALL,
};

const op op_prod_dim = {
    OP_ROW(prod_dim),
    .schema = "prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Product over one dimension.",
    .grad_name = "ProdBackward1",
    .saves = ARG(0),
    .meta = prod_dim_meta,
    .ref = prod_ref,
    .grad = prod_dim_grad,
    .samples = TEXTS("T[2,3], 0", "T[2,3], -1, True", "T[2,3,4], 1", "T[], 0", "T[0,3], 0", "T[3,4]:t, 1", "T[4,6]:s, 0", "T[300,300]:u, 1", "T[2,3]:n, 1"),
    .errors = TEXTS("T[3], 5", "Dimension out of range (expected to be in range of [-1, 0], but got 5)"),
    .dtypes = DTYPES_ALL,
};
