/* SPDX-License-Identifier: MIT */
/* view.c - ops that give another view of the same memory: new sizes, strides and offset, no kernel. */
#include "ops/internal_ops.h"
#include "ops/op.h"

#include <string.h>

/* ---- view, reshape ---- */

/* Fills in a size of -1. */
static bool infer_size(call *c, const int64_t *sizes, int n, int64_t numel, int64_t *out) {
    int64_t known = 1;
    int missing = -1;
    for (int i = 0; i < n; i++) {
        out[i] = sizes[i];
        if (sizes[i] == -1) {
            CHECK(c, missing < 0, "only one dimension can be inferred");
            missing = i;
        } else {
            CHECK(c, sizes[i] >= 0, "invalid shape dimension %lld", (long long)sizes[i]);
            known *= sizes[i];
        }
    }
    if (missing >= 0) {
        CHECK(c, known != 0 || numel != 0, "cannot reshape tensor of 0 elements into shape %s because the unspecified dimension size -1 can be any value "
              "and is ambiguous", SHAPE_TEXT(n, sizes));
        CHECK(c, known != 0 && numel % known == 0, "shape '%s' is invalid for input of size %lld", SHAPE_TEXT(n, sizes), (long long)numel);
        out[missing] = numel / known;
    } else CHECK(c, known == numel, "shape '%s' is invalid for input of size %lld", SHAPE_TEXT(n, sizes), (long long)numel);
    return true;
}

/* The strides with which t can be seen as `shape` without a copy; false if it cannot. Runs of dimensions that lie evenly in
   memory may be cut anew, dimensions across such runs may not. */
static bool view_strides(const rush_tensor *t, int n, const int64_t *shape, int64_t *strides) {
    if (t->numel == 0 || t->ndim == 0 || tensor_is_contiguous(t)) {
        if (t->numel == 0 && shape_equal(t->ndim, t->shape, n, shape)) memcpy(strides, t->strides, sizeof *strides * (size_t)n);
        else shape_contiguous_strides(n, shape, strides);
        return true;
    }
    int at = n - 1;
    int64_t base = t->strides[t->ndim - 1], run = 1, cut = 1;
    for (int i = t->ndim - 1; i >= 0; i--) {
        run *= t->shape[i];
        if (i > 0 && (t->shape[i - 1] == 1 || t->strides[i - 1] == run * base)) continue;
        while (at >= 0 && (cut < run || shape[at] == 1)) {
            strides[at] = cut * base;
            cut *= shape[at--];
        }
        if (cut != run) return false;
        if (i > 0) {
            base = t->strides[i - 1];
            run = cut = 1;
        }
    }
    return at == -1;
}

static bool view_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    CHECK(c, v->count <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    TRY(infer_size(c, v->u.ints, v->count, self->numel, shape));
    CHECK(c, view_strides(self, v->count, shape, strides),
          "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use "
          ".reshape(...) instead.");
    return call_view(c, 0, self, v->count, shape, strides, self->offset);
}

static bool view_grad(backward *c) {
    GIVE(0, rush_reshape(c->grad, input_shape(c, 0)));
    return true;
}

const op op_view = {
    OP_ROW(view),
    .schema = "view(Tensor self, int[] size) -> Tensor",
    .doc = "The same memory with another shape; one size may be -1. Error: the strides do not allow it without a copy.",
    .flags = OP_VIEW,
    .meta = view_meta,
    .grad = view_grad,
    .samples = TEXTS("T[2,3], (6,)", "T[2,3], (3,-1)", "T[4], (2,2)", "T[], (1,1)", "T[0,3], (3,0)", "T[2,3,4], (6,4)", "T[2,3]:t, (3,2)", "T[70000], (7,-1)",
                     "T[2,3]:n, (6,)"),
    .errors = TEXTS("T[2,3], (4,)", "shape '[4]' is invalid for input of size 6", "T[2,3], (-1,-1)", "only one dimension can be inferred", "T[2,3]:t, (6,)",
                    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use "
                    ".reshape(...) instead."),
    .dtypes = DTYPES_ALL,
};

/* ---- view as another dtype ---- */

static bool view_dtype_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS], offset = self->offset;
    CHECK_TYPE(c, HAS(c, 1) && dtype_valid((int)INT_ARG(c, 1)), "view(): not a dtype");
    rush_dtype to = (rush_dtype)INT_ARG(c, 1);
    int64_t had = (int64_t)dtype_size((rush_dtype)self->dtype), has = (int64_t)dtype_size(to), ratio = had > has ? had / has : has / had;
    const char *from_name = dtype_table[self->dtype].torch_name, *to_name = dtype_table[to].torch_name;
    int last = self->ndim - 1;
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    memcpy(strides, self->strides, sizeof *strides * (size_t)self->ndim);
    if (ratio != 1) {
        CHECK(c, last >= 0, "self.dim() cannot be 0 to view %s as %s (different element sizes)", from_name, to_name);
        CHECK(c, strides[last] == 1, "self.stride(-1) must be 1 to view %s as %s (different element sizes), but got %lld", from_name, to_name, (long long)strides[last]);
    }
    if (had > has) {
        for (int i = 0; i < last; i++) strides[i] *= ratio;
        if (last >= 0) shape[last] *= ratio;
        offset *= ratio;
    } else if (ratio != 1) {
        CHECK(c, shape[last] % ratio == 0, "self.size(-1) must be divisible by %lld to view %s as %s (different element sizes), but got %lld", (long long)ratio, from_name,
              to_name, (long long)shape[last]);
        CHECK(c, offset % ratio == 0, "self.storage_offset() must be divisible by %lld to view %s as %s (different element sizes), but got %lld", (long long)ratio,
              from_name, to_name, (long long)offset);
        for (int i = 0; i < last; i++) {
            CHECK(c, strides[i] % ratio == 0, "self.stride(%d) must be divisible by %lld to view %s as %s (different element sizes), but got %lld", i, (long long)ratio,
                  from_name, to_name, (long long)strides[i]);
            strides[i] /= ratio;
        }
        shape[last] /= ratio;
        offset /= ratio;
    }
    TRY(call_view(c, 0, self, self->ndim, shape, strides, offset));
    c->out[0]->dtype = (uint8_t)to;
    return true;
}

const op op_view_dtype = {
    OP_ROW(view_dtype),
    .schema = "view.dtype(Tensor self, ScalarType dtype) -> Tensor",
    .doc = "The same memory read as another dtype, which scales the last dimension where the sizes of the elements differ. It has no derivative.",
    .flags = OP_VIEW | OP_NO_GRAD,
    .meta = view_dtype_meta,
    .samples = TEXTS("T[2,3]:f32, int32", "T[2,3]:f64, int64", "T[2,3]:f32, int8", "T[2,4]:f32, float64", "T[]:f32, int32", "T[0,4]:f32, float64", "T[3,4]:f32:t, int32",
                     "T[4,8]:f32:s, int32", "T[300,300]:f32, int16", "T[2,3]:f32:n, int32"),
    .errors = TEXTS("T[2,3]:f32, float64", "self.size(-1) must be divisible by 2 to view Float as Double (different element sizes), but got 3", "T[]:f32, float64",
                    "self.dim() cannot be 0 to view Float as Double (different element sizes)", "T[2,4]:f32:t, int16",
                    "self.stride(-1) must be 1 to view Float as Short (different element sizes), but got 4"),
    .dtypes = 1u << RUSH_FLOAT32,
};

static bool reshape_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    CHECK(c, v->count <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    TRY(infer_size(c, v->u.ints, v->count, self->numel, shape));
    rush_shape s = { shape, v->count };
    if (view_strides(self, v->count, shape, strides)) return call_return(c, 0, rush_reshape_alias(self, s, (rush_shape){ strides, s.ndim }));
    return call_return(c, 0, rush_unsafe_view(rush_clone(self, .memory_format = "contiguous"), s));
}

static bool reshape_alias_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    return call_view(c, 0, self, c->args[1].count, c->args[1].u.ints, c->args[2].u.ints, self->offset);
}

const op op_reshape_alias = {
    OP_ROW(reshape_alias),
    .schema = "_reshape_alias(Tensor self, int[] size, int[] stride) -> Tensor",
    .doc = "A view with sizes and strides that reshape has found to fit.",
    .flags = OP_VIEW | OP_INTERNAL,
    .meta = reshape_alias_meta,
    .grad = view_grad,
    .samples = TEXTS("T[2,3], (6,), (1,)", "T[2,3], (3,2), (2,1)", "T[4], (2,2), (2,1)", "T[], (1,1), (1,1)", "T[0,3], (3,0), (1,1)", "T[2,3,4], (6,4), (4,1)", "T[6], (1,6,1), (6,1,1)",
                     "T[70000], (7,10000), (10000,1)"),
    .dtypes = DTYPES_ALL,
};

const op op_reshape = {
    OP_ROW(reshape),
    .schema = "reshape(Tensor self, int[] shape) -> Tensor",
    .doc = "The elements in another shape: a view where possible, else a copy.",
    .flags = OP_NO_OUT,
    .run = reshape_run,
    .samples = TEXTS("T[2,3], (6,)", "T[2,3]:t, (6,)", "T[2,3]:t, (-1,2)", "T[], (1,)", "T[0], (0,5)", "T[2,3,4]:t, (2,12)", "T[4,6]:s, (12,)", "T[300,300]:t, (-1,)",
                     "T[2,3]:n, (6,)"),
    .errors = TEXTS("T[2,3], (7,)", "shape '[7]' is invalid for input of size 6"),
    .dtypes = DTYPES_ALL,
};

/* ---- permutations ---- */

static bool transpose_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int a, b;
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &a));
    TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &b));
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    memcpy(strides, self->strides, sizeof *strides * (size_t)self->ndim);
    if (self->ndim) {
        shape[a] = self->shape[b], shape[b] = self->shape[a];
        strides[a] = self->strides[b], strides[b] = self->strides[a];
    }
    return call_view(c, 0, self, self->ndim, shape, strides, self->offset);
}

static bool transpose_grad(backward *c) {
    GIVE(0, rush_transpose(c->grad, INT_ARG(c, 1), INT_ARG(c, 2)));
    return true;
}

const op op_transpose = {
    OP_ROW(transpose),
    .schema = "transpose.int(Tensor self, int dim0, int dim1) -> Tensor",
    .doc = "A view with two dimensions exchanged.",
    .flags = OP_VIEW,
    .meta = transpose_meta,
    .grad = transpose_grad,
    .samples = TEXTS("T[2,3], 0, 1", "T[2,3,4], -1, 0", "T[2,3,4], 1, 1", "T[], 0, -1", "T[0,3], 0, 1", "T[3,4]:t, 0, 1", "T[4,6]:s, 0, 1", "T[300,300], 0, 1",
                     "T[2,3]:n, 0, 1"),
    .errors = TEXTS("T[2,3], 0, 2", "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
    .dtypes = DTYPES_ALL,
};

static bool t_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    CHECK(c, self->ndim <= 2, "t() expects a tensor with <= 2 dimensions, but self is %dD", self->ndim);
    if (self->ndim < 2) return call_view(c, 0, self, self->ndim, self->shape, self->strides, self->offset);
    return call_view(c, 0, self, 2, (int64_t[]){ self->shape[1], self->shape[0] }, (int64_t[]){ self->strides[1], self->strides[0] }, self->offset);
}

static bool t_grad(backward *c) {
    GIVE(0, rush_t(c->grad));
    return true;
}

const op op_t = {
    OP_ROW(t),
    .schema = "t(Tensor self) -> Tensor",
    .doc = "The transpose of a matrix, as a view; vectors and 0-dimensional tensors stay as they are.",
    .flags = OP_VIEW,
    .meta = t_meta,
    .grad = t_grad,
    .samples = TEXTS("T[2,3]", "T[3]", "T[]", "T[0,3]", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[300,300]",
                     "T[2,3]:n"),
    .errors = TEXTS("T[2,3,4]", "t() expects a tensor with <= 2 dimensions, but self is 3D"),
    .dtypes = DTYPES_ALL,
};

static bool permute_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    bool seen[RUSH_MAX_DIMS] = { false };
    CHECK(c, v->count == self->ndim,
          "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. "
          "input.dim() = %d is not equal to len(dims) = %d", self->ndim, v->count);
    for (int i = 0; i < v->count; i++) {
        int d;
        TRY(call_dim(c, v->u.ints[i], self->ndim, &d));
        CHECK(c, !seen[d], "permute(): duplicate dims are not allowed.");
        seen[d] = true;
        shape[i] = self->shape[d];
        strides[i] = self->strides[d];
    }
    return call_view(c, 0, self, self->ndim, shape, strides, self->offset);
}

static bool permute_grad(backward *c) {
    const value *v = &c->args[1];
    int64_t inverse[RUSH_MAX_DIMS];
    for (int i = 0; i < v->count; i++) inverse[v->u.ints[i] < 0 ? v->u.ints[i] + v->count : v->u.ints[i]] = i;
    GIVE(0, rush_permute(c->grad, ((rush_shape){ inverse, v->count })));
    return true;
}

const op op_permute = {
    OP_ROW(permute),
    .schema = "permute(Tensor self, int[] dims) -> Tensor",
    .doc = "A view with the dimensions in another order.",
    .flags = OP_VIEW,
    .meta = permute_meta,
    .grad = permute_grad,
    .samples = TEXTS("T[2,3], (1,0)", "T[2,3,4], (2,0,1)", "T[2,3,4], (-1,-3,-2)", "T[], ()", "T[5], (0,)", "T[0,2,3], (2,1,0)", "T[3,4]:t, (1,0)", "T[2,300,300], (2,1,0)",
                     "T[2,3]:n, (1,0)"),
    .errors = TEXTS("T[2,3], (0,0)", "permute(): duplicate dims are not allowed."),
    .dtypes = DTYPES_ALL,
};

/* ---- expand, squeeze, unsqueeze ---- */

static bool expand_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    int n = v->count, lead = n - self->ndim;
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    CHECK(c, lead >= 0 && n <= RUSH_MAX_DIMS,
          "expand(torch.%sTensor{%s}, size=%s): the number of sizes provided (%d) must be greater or equal to the number of dimensions in the tensor (%d)",
          dtype_table[self->dtype].torch_name, TENSOR_SHAPE_TEXT(self), SHAPE_TEXT(n, v->u.ints), n, self->ndim);
    for (int i = n - 1; i >= 0; i--) {
        int own = i - lead;
        int64_t want = v->u.ints[i], have = own >= 0 ? self->shape[own] : 1;
        if (want == -1) {
            CHECK(c, own >= 0, "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension %d", i);
            want = have;
        }
        CHECK(c, want >= 0, "The expanded size of the tensor (%lld) isn't allowed in dimension %d", (long long)want, i);
        CHECK(c, have == want || have == 1,
              "The expanded size of the tensor (%lld) must match the existing size (%lld) at non-singleton dimension %d.  Target sizes: %s.  Tensor "
              "sizes: %s", (long long)want, (long long)have, i, SHAPE_TEXT(n, v->u.ints), TENSOR_SHAPE_TEXT(self));
        shape[i] = want;
        strides[i] = own >= 0 && have == want ? self->strides[own] : own >= 0 || i < n - 1 ? 0 : 0;
        if (own < 0 && want == 1) strides[i] = i + 1 < n ? shape[i + 1] * strides[i + 1] : 1;
    }
    return call_view(c, 0, self, n, shape, strides, self->offset);
}

static bool expand_grad(backward *c) {
    GIVE(0, c->grad); /* the engine sums over what was broadcast */
    return true;
}

const op op_expand = {
    OP_ROW(expand),
    .schema = "expand(Tensor self, int[] size) -> Tensor",
    .doc = "A view in which dimensions of size 1 are repeated (stride 0) up to the given sizes; -1 keeps a size.",
    .flags = OP_VIEW,
    .meta = expand_meta,
    .grad = expand_grad,
    .samples = TEXTS("T[3,1], (3,4)", "T[3], (2,3)", "T[1,3], (-1,3)", "T[], (2,2)", "T[1], (0,)", "T[2,1,3], (2,5,3)", "T[3,1]:t, (4,3)", "T[300,1], (300,300)",
                     "T[1,300], (300,300)", "T[3,1]:n, (3,4)", "T[0,1], (0,4)"),
    .errors = TEXTS("T[2,3], (2,4)",
                    "The expanded size of the tensor (4) must match the existing size (3) at non-singleton dimension 1.  Target sizes: [2, 4].  Tensor sizes: [2, 3]"),
    .dtypes = DTYPES_ALL,
};

static bool unsqueeze_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int d;
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    CHECK(c, self->ndim < RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim + 1, &d));
    for (int i = 0, k = 0; i <= self->ndim; i++) {
        if (i == d) {
            shape[i] = 1;
            strides[i] = d < self->ndim ? self->shape[d] * self->strides[d] : 1;
        } else shape[i] = self->shape[k], strides[i] = self->strides[k], k++;
    }
    return call_view(c, 0, self, self->ndim + 1, shape, strides, self->offset);
}

static bool unsqueeze_grad(backward *c) {
    GIVE(0, rush_view(rush_contiguous(c->grad), input_shape(c, 0)));
    return true;
}

const op op_unsqueeze = {
    OP_ROW(unsqueeze),
    .schema = "unsqueeze(Tensor self, int dim) -> Tensor",
    .doc = "A view with a dimension of size 1 inserted at dim.",
    .flags = OP_VIEW,
    .meta = unsqueeze_meta,
    .grad = unsqueeze_grad,
    .samples = TEXTS("T[2,3], 0", "T[2,3], -1", "T[2,3], 1", "T[], 0", "T[0], 1", "T[3,4]:t, 1", "T[4,6]:s, -2", "T[300,300], 0",
                     "T[2,3]:n, 0"),
    .errors = TEXTS("T[2,3], 3", "Dimension out of range (expected to be in range of [-3, 2], but got 3)"),
    .dtypes = DTYPES_ALL,
};

/* dimension d, or all if it is -1 */
static bool squeeze_dims(call *c, int d) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    int n = 0;
    for (int i = 0; i < self->ndim; i++) {
        if ((d < 0 || i == d) && self->shape[i] == 1) continue;
        shape[n] = self->shape[i];
        strides[n++] = self->strides[i];
    }
    return call_view(c, 0, self, n, shape, strides, self->offset);
}

static bool squeeze_meta(call *c) { return squeeze_dims(c, -1); }

static bool squeeze_grad(backward *c) {
    GIVE(0, rush_reshape(c->grad, input_shape(c, 0)));
    return true;
}

const op op_squeeze = {
    OP_ROW(squeeze),
    .schema = "squeeze(Tensor self) -> Tensor",
    .doc = "A view without the dimensions of size 1.",
    .flags = OP_VIEW,
    .meta = squeeze_meta,
    .grad = squeeze_grad,
    .samples = TEXTS("T[1,3,1]", "T[2,3]", "T[1]", "T[]", "T[0,1]", "T[1,4]:t", "T[1,6]:s", "T[300,1,300]",
                     "T[1,3]:n"),
    .dtypes = DTYPES_ALL,
};

static bool squeeze_dim_meta(call *c) {
    int d;
    TRY(call_dim(c, INT_ARG(c, 1), TENSOR(c, 0)->ndim, &d));
    return squeeze_dims(c, d);
}

const op op_squeeze_dim = {
    OP_ROW(squeeze_dim),
    .schema = "squeeze.dim(Tensor self, int dim) -> Tensor",
    .doc = "A view without dimension dim if its size is 1.",
    .flags = OP_VIEW,
    .grad_name = "SqueezeBackward1",
    .meta = squeeze_dim_meta,
    .grad = squeeze_grad,
    .samples = TEXTS("T[1,3,1], 0", "T[1,3,1], -1", "T[2,3], 1", "T[], 0", "T[0,1], 1", "T[4,1]:t, 0", "T[1,6]:s, 0", "T[300,1,300], 1",
                     "T[1,3]:n, 0"),
    .errors = TEXTS("T[2,3], 2", "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
    .dtypes = DTYPES_ALL,
};

/* ---- select, slice ---- */

static bool select_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int d;
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS], index = INT_ARG(c, 2);
    CHECK_INDEX(c, self->ndim > 0, "select() cannot be applied to a 0-dim tensor.");
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    int64_t size = self->shape[d];
    CHECK_INDEX(c, index >= -size && index < size, "select(): index %lld out of range for tensor of size %s at dimension %d", (long long)index,
                TENSOR_SHAPE_TEXT(self), d);
    if (index < 0) index += size;
    for (int i = 0, n = 0; i < self->ndim; i++)
        if (i != d) shape[n] = self->shape[i], strides[n++] = self->strides[i];
    return call_view(c, 0, self, self->ndim - 1, shape, strides, self->offset + index * self->strides[d]);
}

static bool select_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *g = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    rush_copy_(rush_select(g, INT_ARG(c, 1), INT_ARG(c, 2)), c->grad);
    return give(c, 0, g);
}

const op op_select = {
    OP_ROW(select),
    .schema = "select.int(Tensor self, int dim, int index) -> Tensor",
    .doc = "A view of one index of a dimension; the dimension goes. Negative indices count from the end.",
    .flags = OP_VIEW,
    .meta = select_meta,
    .grad = select_grad,
    .samples = TEXTS("T[2,3], 0, 1", "T[2,3], -1, -2", "T[4], 0, 0", "T[2,3,4], 1, 2", "T[2,0], 0, 1", "T[3,4]:t, 0, 2", "T[4,6]:s, 1, 1", "T[2,300,300], 0, 1",
                     "T[2,3]:n, 0, 1"),
    .errors = TEXTS("T[2,3], 0, 2", "select(): index 2 out of range for tensor of size [2, 3] at dimension 0", "T[], 0, 0",
                    "select() cannot be applied to a 0-dim tensor."),
    .dtypes = DTYPES_ALL,
};

static bool slice_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int d;
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    CHECK(c, self->ndim > 0, "slice() cannot be applied to a 0-dim tensor.");
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    int64_t size = self->shape[d], start = HAS(c, 2) ? INT_ARG(c, 2) : 0, end = HAS(c, 3) ? INT_ARG(c, 3) : INT64_MAX, step = INT_ARG(c, 4);
    CHECK(c, step > 0, "slice step must be positive");
    if (start < 0) start += size;
    if (end < 0) end += size;
    start = start < 0 ? 0 : start > size ? size : start;
    end = end < start ? start : end > size ? size : end;
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    memcpy(strides, self->strides, sizeof *strides * (size_t)self->ndim);
    shape[d] = (end - start + step - 1) / step;
    int64_t offset = self->offset + start * strides[d];
    strides[d] *= step;
    return call_view(c, 0, self, self->ndim, shape, strides, offset);
}

static bool slice_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *g = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    value args[5] = { value_tensor(g), c->args[1], c->args[2], c->args[3], c->args[4] };
    rush_copy_(op_call(&op_slice, c->site, args, 5), c->grad);
    return give(c, 0, g);
}

const op op_slice = {
    OP_ROW(slice),
    .schema = "slice.Tensor(Tensor self, int dim=0, int? start=None, int? end=None, int step=1) -> Tensor",
    .positional = 2,
    .doc = "A view of the indices start, start + step, … before end of a dimension; negative ones count from the end.",
    .flags = OP_VIEW | OP_NO_METHOD,
    .meta = slice_meta,
    .grad = slice_grad,
    .samples = TEXTS("T[5], 0, 1, 4", "T[5,4], 1, None, None, 2", "T[5,4], -1, -3, -1", "T[5], 0, 4, 2", "T[0,3], 0", "T[4,5]:t, 0, 1, 3", "T[4,6]:s, 1, 0, 2", "T[2,300,300], 1, 10, 290, 3",
                     "T[5]:n, 0, 1, 4"),
    .errors = TEXTS("T[5], 0, None, None, 0", "slice step must be positive"),
    .dtypes = DTYPES_ALL,
};

/* ---- detach ---- */

static bool detach_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    return call_view(c, 0, self, self->ndim, self->shape, self->strides, self->offset);
}

const op op_detach = {
    OP_ROW(detach),
    .schema = "detach(Tensor self) -> Tensor",
    .doc = "The same memory without history. In-place writes to it are noted: a backward that needs the old values refuses.",
    .flags = OP_VIEW | OP_NO_GRAD,
    .meta = detach_meta,
    .samples = TEXTS("T[2,3]", "T[3]", "T[]", "T[0,3]", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[300,300]",
                     "T[2,3]:n"),
    .dtypes = DTYPES_ALL,
};
