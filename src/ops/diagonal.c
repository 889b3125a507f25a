/* SPDX-License-Identifier: MIT */
/* diagonal.c - views that step along two dimensions at once, and sliding windows.
     diagonal  y[…,i]   = x[…] at (i, i + offset) of two dimensions
     unfold    y[…,w,…,j] = x[…, w step + j, …] */
#include "ops/internal_ops.h"
#include "ops/move.h"

#include <string.h>

static bool diagonal_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t offset = INT_ARG(c, 1), shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS], at = self->offset;
    int a, b, n = 0;
    TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &a));
    TRY(call_dim(c, INT_ARG(c, 3), self->ndim, &b));
    CHECK(c, a != b, "diagonal dimensions cannot be identical %lld, %lld", (long long)INT_ARG(c, 2), (long long)INT_ARG(c, 3));
    int64_t rows = self->shape[a], cols = self->shape[b], length = 0;
    if (offset >= 0 && offset < cols) length = cols - offset < rows ? cols - offset : rows;
    else if (offset < 0 && offset > -rows) length = rows + offset < cols ? rows + offset : cols;
    if (length) at += offset >= 0 ? offset * self->strides[b] : -offset * self->strides[a];
    for (int i = 0; i < self->ndim; i++)
        if (i != a && i != b) shape[n] = self->shape[i], strides[n++] = self->strides[i];
    shape[n] = length;
    strides[n++] = self->strides[a] + self->strides[b];
    return call_view(c, 0, self, n, shape, strides, at);
}

static bool diagonal_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *g = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    rush_copy_(rush_diagonal(g, INT_ARG(c, 1), INT_ARG(c, 2), INT_ARG(c, 3)), c->grad);
    return give(c, 0, g);
}

const op op_diagonal = {
    OP_ROW(diagonal),
    .schema = "diagonal(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor",
    .doc = "A view of the diagonal of two dimensions (offset columns above the main one) as the last dimension.",
    .positional = 4,
    .flags = OP_VIEW,
    .meta = diagonal_meta,
    .grad = diagonal_grad,
    .samples = TEXTS("T[3,4]", "T[3,4], 1", "T[4,3], -2", "T[2,3,4], 0, 1, 2", "T[2,3,4], 1, -1, 0", "T[3,3], 5", "T[0,3]", "T[3,4]:t", "T[4,6]:s, -1", "T[3,4]:e",
                     "T[300,300], 7",
                     "T[3,3]:n"),
    .errors = TEXTS("T[3,4], 0, 0, 0", "diagonal dimensions cannot be identical 0, 0", "T[3,4], 0, 0, 2",
                    "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
    .dtypes = DTYPES_ALL,
};

/* ---- unfold ---- */

static bool unfold_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t size = INT_ARG(c, 2), step = INT_ARG(c, 3), shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    int d;
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    int64_t have = self->ndim ? self->shape[d] : 1;
    CHECK(c, self->ndim < RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    CHECK(c, size <= have, "maximum size for tensor at dimension %d is %lld but size is %lld", d, (long long)have, (long long)size);
    CHECK(c, size >= 0, "size is %lld but must be >= 0", (long long)size);
    CHECK(c, step > 0, "step is %lld but must be > 0", (long long)step);
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    memcpy(strides, self->strides, sizeof *strides * (size_t)self->ndim);
    shape[self->ndim] = size;
    strides[self->ndim] = self->ndim ? self->strides[d] : 1;
    if (self->ndim) {
        shape[d] = (have - size) / step + 1;
        strides[d] *= step;
    }
    return call_view(c, 0, self, self->ndim + 1, shape, strides, self->offset);
}

static bool unfold_grad(backward *c) {
    GIVE(0, rush_unfold_backward(c->grad, input_shape(c, 0), INT_ARG(c, 1), INT_ARG(c, 2), INT_ARG(c, 3)));
    return true;
}

const op op_unfold = {
    OP_ROW(unfold),
    .schema = "unfold(Tensor self, int dimension, int size, int step) -> Tensor",
    .doc = "A view of the windows of `size` indices, `step` apart, of a dimension; the window is the last dimension.",
    .flags = OP_VIEW,
    .meta = unfold_meta,
    .grad = unfold_grad,
    .samples = TEXTS("T[5], 0, 2, 1", "T[7,3], 0, 3, 2", "T[2,6], -1, 2, 3", "T[], 0, 1, 1", "T[4,0], 0, 2, 1", "T[3,5]:t, 0, 2, 2", "T[4,6]:s, 1, 2, 1", "T[5], 0, 5, 4",
                     "T[300,300], 1, 3, 2",
                     "T[5]:n, 0, 2, 1"),
    .errors = TEXTS("T[3,4], 0, 5, 1", "maximum size for tensor at dimension 0 is 3 but size is 5", "T[3,4], 0, 1, 0", "step is 0 but must be > 0"),
    .dtypes = DTYPES_ALL,
};

static bool unfold_backward_meta(call *c) {
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, c->args[1].count, c->args[1].u.ints);
}

/* Window by window, since windows may overlap; half types are summed in float32. */
static bool unfold_backward_ref(call *c) {
    const rush_tensor *g = TENSOR(c, 0);
    rush_tensor *out = c->out[0], *sum;
    TRY(move_wide(c, out, &sum));
    rush_dtype dtype = (rush_dtype)sum->dtype;
    if (!(g = call_cast(c, g, dtype))) return false;
    size_t size = dtype_size(dtype);
    memset(tensor_data(sum), 0, (size_t)sum->numel * size);
    int64_t ndim = out->ndim, d = INT_ARG(c, 2) < 0 ? INT_ARG(c, 2) + ndim : INT_ARG(c, 2), windows = ndim ? g->shape[d] : 1;
    int64_t shape[RUSH_MAX_DIMS];
    move_part to = move_part_of(sum), from = move_part_of(g);
    memcpy(shape, g->shape, sizeof *shape * (size_t)ndim);
    if (ndim) shape[d] = g->shape[ndim], from.strides[d] = from.strides[ndim];
    for (int64_t w = 0; w < windows; w++) {
        move_part t = to, f = from;
        if (ndim) {
            t.data += w * INT_ARG(c, 4) * to.strides[d];
            f.data += w * g->strides[d] * (int64_t)size;
        }
        move_strided(move_inner_of(MOVE_ADD, dtype), (int)ndim, shape, t, f);
    }
    return move_narrow(c, out, sum);
}

static bool unfold_backward_grad(backward *c) {
    GIVE(0, rush_unfold(c->grad, INT_ARG(c, 2), INT_ARG(c, 3), INT_ARG(c, 4)));
    return true;
}

const op op_unfold_backward = {
    OP_ROW(unfold_backward),
    .schema = "unfold_backward(Tensor grad_in, int[] input_sizes, int dim, int size, int step) -> Tensor",
    .doc = "The gradient of unfold: each element of the input gets the sum over the windows that show it.",
    .flags = OP_INTERNAL,
    .meta = unfold_backward_meta,
    .ref = unfold_backward_ref,
    .grad = unfold_backward_grad,
    .samples = TEXTS("T[4,2], (5,), 0, 2, 1", "T[3,3,3], (7,3), 0, 3, 2", "T[1], (), 0, 1, 1", "T[2,2,2]:t, (2,5), -1, 2, 3", "T[3,2]:n, (4,), 0, 2, 1", "T[0,2,2], (0,3), 1, 2, 1", "T[4,3,2]:s, (4,3), 1, 1, 1", "T[150,149,3], (150,300), 1, 3, 2"),
};
