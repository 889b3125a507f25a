/* SPDX-License-Identifier: MIT */
/* matmul.c - matmul of any ranks by dot, mv, mm and bmm, and tensordot by mm. */
#include "ops/op.h"

#include <string.h>

#include "ops/internal_ops.h"

/* ---- unsafe_view ---- */

static bool unsafe_view_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    int64_t strides[RUSH_MAX_DIMS];
    CHECK(c, shape_numel(v->count, v->u.ints) == self->numel, "shape '%s' is invalid for input of size %lld",
          SHAPE_TEXT(v->count, v->u.ints), (long long)self->numel);
    CHECK(c, tensor_is_contiguous(self),
          "view size is not compatible with input tensor's size and stride (at least one dimension spans "
          "across two contiguous "
          "subspaces). Use .reshape(...) instead.");
    shape_contiguous_strides(v->count, v->u.ints, strides);
    return call_view(c, 0, self, v->count, v->u.ints, strides, self->offset);
}

static bool unsafe_view_ref(call *c) {
    (void)c; /* the result is its argument's memory */
    return true;
}

static bool unsafe_view_grad(backward *c) {
    GIVE(0, rush_reshape(c->grad, input_shape(c, 0)));
    return true;
}

const op op_unsafe_view = {
    OP_ROW(unsafe_view),
    .schema = "_unsafe_view(Tensor self, int[] size) -> Tensor",
    .doc = "A contiguous tensor that nothing else refers to, with another shape; not tracked as a view.",
    .flags = OP_INTERNAL | OP_ANY_DEVICE,
    .meta = unsafe_view_meta,
    .ref = unsafe_view_ref,
    .grad = unsafe_view_grad,
    .samples = TEXTS("T[2,3], (6,)", "T[2,3], (3,2)", "T[4], (2,2)", "T[], (1,1)", "T[0,3], (3,0)",
                     "T[2,3,4], (6,4)", "T[6], (1,6,1)", "T[70000], (7,10000)"),
    .errors = TEXTS("T[2,3], (4,)", "shape '[4]' is invalid for input of size 6"),
    .dtypes = DTYPES_ALL,
};

/* ---- matmul ---- */

/* The larger operand's matrices one below the other, times a matrix or a vector: no copy of the small one per
   member. Where b is the larger: (a b)^T = b^T a^T. */
static rush_tensor *folded(call *c, rush_tensor *a, rush_tensor *b) {
    bool turned = b->ndim > a->ndim;
    rush_tensor *large = turned ? rush_transpose(b, -2, -1) : a,
                *small = turned ? (a->ndim == 2 ? rush_t(a) : a) : b;
    if (!large || !small) return NULL;
    int64_t shape[RUSH_MAX_DIMS], rows = 1, in = large->shape[large->ndim - 1];
    int n = large->ndim - 1;
    for (int i = 0; i < n; i++) rows *= shape[i] = large->shape[i];
    rush_tensor *flat = rush_reshape(large, RUSH_SHAPE(rows, in));
    if (small->ndim == 1) return rush_unsafe_view(rush_mv(flat, small), ((rush_shape){ shape, n }));
    shape[n] = small->shape[1];
    rush_tensor *y = rush_unsafe_view(rush_mm(flat, small), ((rush_shape){ shape, n + 1 }));
    return turned ? rush_contiguous(rush_transpose(y, -2, -1)) : y;
}

/* [batch…, rows, columns] repeated to the common batch, as [all of batch, rows, columns] */
static rush_tensor *as_batch(call *c, rush_tensor *t, int n, int64_t *shape, int64_t all) {
    int64_t rows = t->shape[t->ndim - 2], columns = t->shape[t->ndim - 1];
    if (t->ndim == 3 && n == 1 && t->shape[0] == all) return t;
    shape[n] = rows, shape[n + 1] = columns;
    return rush_reshape(rush_expand(t, ((rush_shape){ shape, n + 2 })), RUSH_SHAPE(all, rows, columns));
}

static rush_tensor *batched(call *c, rush_tensor *a, rush_tensor *b) {
    int64_t shape[RUSH_MAX_DIMS];
    int n;
    if (!shape_broadcast(c->site, c->op->name, a->ndim - 2, a->shape, b->ndim - 2, b->shape, &n, shape))
        return NULL;
    int64_t all = shape_numel(n, shape);
    rush_tensor *y = rush_bmm(as_batch(c, a, n, shape, all), as_batch(c, b, n, shape, all));
    shape[n] = a->shape[a->ndim - 2], shape[n + 1] = b->shape[b->ndim - 1];
    return rush_unsafe_view(y, ((rush_shape){ shape, n + 2 }));
}

static bool matmul_run(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    CHECK(c, a->ndim && b->ndim, "both arguments to matmul need to be at least 1D, but they are %dD and %dD",
          a->ndim, b->ndim);
    if (a->ndim == 2 && b->ndim == 2) return call_return(c, 0, rush_mm(a, b));
    if (a->ndim == 1 && b->ndim == 1) return call_return(c, 0, rush_dot(a, b));
    if (a->ndim == 2 && b->ndim == 1) return call_return(c, 0, rush_mv(a, b));
    if (a->ndim == 1 && b->ndim == 2)
        return call_return(c, 0, rush_squeeze_dim(rush_mm(rush_unsqueeze(a, 0), b), 0));
    return call_return(c, 0, a->ndim <= 2 || b->ndim <= 2 ? folded(c, a, b) : batched(c, a, b));
}

const op op_matmul = {
    OP_ROW(matmul),
    .schema = "matmul(Tensor self, Tensor other) -> Tensor",
    .doc = "Matrix product of the last two dimensions, [..., m, k] and [..., k, n]; leading dimensions "
           "broadcast. A vector counts as a row on the left and as a "
           "column on the right, and that dimension is gone from the result.",
    .run = matmul_run,
    .samples =
        TEXTS("T[3], T[3]", "T[2,3], T[3]", "T[3], T[3,2]", "T[2,3], T[3,4]", "T[2,4,3], T[3,5]",
              "T[2,4,3], T[3]", "T[3], T[2,3,4]", "T[4,3], T[2,3,5]", "T[2,4,3], T[2,3,5]",
              "T[2,4,3], T[1,3,5]", "T[2,1,4,3], T[5,3,2]", "T[2,5,4,3], T[2,5,3,2]", "T[0,4,3], T[0,3,2]",
              "T[2,4,0], T[0,3]", "T[2,3,4]:t, T[3,5]", "T[2,3,4]:t, T[2,6,3]:t", "T[3,4,6]:s, T[3,3,2]:e",
              "T[2,4,3]:n, T[3,2]", "T[3,5,4,3], T[1,1,3,2]", "T[9,40,30], T[30,200]",
                     "T[300,5], T[5,300]"),
    .errors =
        TEXTS("T[], T[3]", "both arguments to matmul need to be at least 1D, but they are 0D and 1D",
              "T[3], T[4,2]", "mat1 and mat2 shapes cannot be multiplied (1x3 and 4x2)", "T[2,2,3], T[4,5]",
              "mat1 and mat2 shapes cannot be multiplied (4x3 and 4x5)", "T[2,2,3], T[4]",
              "size mismatch, got 4, 4x3,4", "T[2,3], T[2,4,3]",
              "mat1 and mat2 shapes cannot be multiplied (6x4 and 3x2)", "T[2,2,3], T[3,3,3]",
              "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0",
              "T[2,2,3], T[2,4,3]",
              "Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [2, 4].",
              "T[2,2,2,3], T[3,3,3]",
              "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- tensordot ---- */

/* The dimensions with the contracted ones, in their given order, at the end or at the front. */
static bool order_make(call *c, const value *dims, int ndim, bool first, int64_t *order) {
    uint64_t seen = 0;
    int free = ndim - dims->count, n = first ? dims->count : 0;
    CHECK_BIT_SET(c, ndim);
    for (int i = 0; i < dims->count; i++) {
        int d;
        TRY(call_dim(c, dims->u.ints[i], ndim, &d));
        CHECK(c, !(seen >> d & 1), "dim %d appears multiple times in the list of dims", d);
        seen |= UINT64_C(1) << d;
        order[first ? i : free + i] = d;
    }
    for (int d = 0; d < ndim; d++)
        if (!(seen >> d & 1)) order[n++] = d;
    return true;
}

static bool tensordot_run(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    const value *da = &c->args[2], *db = &c->args[3];
    CHECK(c, da->count == db->count, "both dimension lists should have same length");
    int64_t order_a[RUSH_MAX_DIMS], order_b[RUSH_MAX_DIMS], inner = 1, shape[2 * RUSH_MAX_DIMS];
    for (int i = 0; i < da->count; i++) {
        int x, y;
        TRY(call_dim(c, da->u.ints[i], a->ndim, &x) && call_dim(c, db->u.ints[i], b->ndim, &y));
        int64_t sa = a->ndim ? a->shape[x] : 1, sb = b->ndim ? b->shape[y] : 1;
        CHECK(c, sa == sb || sa == 1 || sb == 1,
              "contracted dimensions need to match, but first has size %lld in dim %lld and second has size "
              "%lld in dim %lld",
              (long long)sa, (long long)da->u.ints[i], (long long)sb, (long long)db->u.ints[i]);
        if (sa != sb && sb == 1) a = rush_sum_dim(a, RUSH_SHAPE(x), .keepdim = true);
        else if (sa != sb) b = rush_sum_dim(b, RUSH_SHAPE(y), .keepdim = true);
        if (!a || !b) return false;
        inner *= sa != sb ? 1 : sa;
    }
    TRY(order_make(c, da, a->ndim, false, order_a) && order_make(c, db, b->ndim, true, order_b));
    int na = a->ndim - da->count, nb = b->ndim - db->count;
    CHECK(c, na + nb <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    for (int i = 0; i < na; i++) shape[i] = a->shape[order_a[i]];
    for (int i = 0; i < nb; i++) shape[na + i] = b->shape[order_b[db->count + i]];
    a = rush_reshape(rush_permute(a, ((rush_shape){ order_a, a->ndim })),
                     RUSH_SHAPE(shape_numel(na, shape), inner));
    b = rush_reshape(rush_permute(b, ((rush_shape){ order_b, b->ndim })),
                     RUSH_SHAPE(inner, shape_numel(nb, shape + na)));
    return call_return(c, 0, rush_reshape(rush_mm(a, b), ((rush_shape){ shape, na + nb })));
}

const op op_tensordot = {
    OP_ROW(tensordot),
    .schema = "tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor",
    .doc = "Sum of products over pairs of dimensions, dims_self[i] with dims_other[i]; what is left of "
           "self's dimensions comes first.",
    .flags = OP_NO_METHOD,
    .run = tensordot_run,
    .samples = TEXTS("T[2,3], T[3,4], (1,), (0,)", "T[2,3,4], T[3,4,5], (1,2), (0,1)",
                     "T[2,3,4], T[4,3], (-1,-2), (0,1)", "T[2,3], T[2,3], (0,1), (0,1)", "T[2], T[3], (), ()",
                     "T[2,1], T[3,5], (1,), (0,)", "T[0,3], T[3,2], (1,), (0,)",
                     "T[3,2]:t, T[6,4]:s, (0,), (1,)", "T[300,20], T[300,20], (1,), (1,)",
                     "T[300,4], T[4,300], (1,), (0,)", "T[2,3]:n, T[3,2], (1,), (0,)"),
    .errors = TEXTS(
        "T[2,3], T[4,5], (1,), (0,)",
        "contracted dimensions need to match, but first has size 3 in dim 1 and second has size 4 in dim 0",
        "T[2,3], T[3,5], (0,), (1,0)", "both dimension lists should have same length",
        "T[2,2], T[2,2], (0,0), (0,1)", "dim 0 appears multiple times in the list of dims"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};
