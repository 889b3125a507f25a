/* SPDX-License-Identifier: MIT */
/* linear.c - the affine layer in one pass: y[…,o] = b[o] + sum_i x[…,i] w[o,i].
   Backward, with x and y seen as rows: dx = dy w, dw = dy^T x, db = the sum of dy's rows.
   The graph holds one node, under the name that the last node of PyTorch's chain bears. */
#include "ops/matrix.h"

static bool bias_check(call *c, const rush_tensor *x, const rush_tensor *b, int64_t rows, int ndim,
                       const int64_t *shape) {
    bool fused = x->ndim == 2 || (x->ndim == 3 && tensor_is_contiguous(x));
    CHECK(c, !fused || TENSOR(c, 1)->ndim == 2, "mat2 must be a matrix, got 1-D tensor");
    CHECK(c, b->dtype == x->dtype, "self and mat2 must have the same dtype");
    if (fused) return matrix_check_expands(c, b, 2, (int64_t[]){ rows, TENSOR(c, 1)->shape[0] });
    int64_t together[RUSH_MAX_DIMS];
    int n;
    TRY(shape_broadcast(c->site, c->op->name, ndim, shape, b->ndim, b->shape, &n, together));
    CHECK(c, b->ndim <= 1,
          "linear: expected a bias of at most one dimension for an input of %d dimensions, got %s", x->ndim,
          TENSOR_SHAPE_TEXT(b));
    CHECK(c, shape_equal(n, together, ndim, shape), "linear: bias %s does not broadcast to the output %s",
          TENSOR_SHAPE_TEXT(b), SHAPE_TEXT(ndim, shape));
    return true;
}

static bool linear_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0), *w = TENSOR(c, 1), *b = TENSOR(c, 2);
    int64_t shape[RUSH_MAX_DIMS], rows = 1;
    CHECK(c, w->ndim <= 2, "t() expects a tensor with <= 2 dimensions, but self is %dD", w->ndim);
    CHECK(c, x->ndim >= 1 && w->ndim >= 1,
          "both arguments to matmul need to be at least 1D, but they are %dD and %dD", x->ndim, w->ndim);
    int n = x->ndim - 1;
    for (int i = 0; i < n; i++) rows *= shape[i] = x->shape[i];
    int64_t in = x->shape[n], want = w->shape[w->ndim - 1];
    if (w->ndim == 2) {
        CHECK(c, in == want, "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)",
              (long long)rows, (long long)in, (long long)want, (long long)w->shape[0]);
        shape[n++] = w->shape[0];
    } else
        CHECK(c, in == want, "size mismatch, got %lld, %lldx%lld,%lld", (long long)rows, (long long)rows,
              (long long)in, (long long)want);
    TRY(matrix_check_dtype(c, "addmm_impl_cpu_", (rush_dtype)x->dtype));
    CHECK(c, x->dtype == w->dtype,
          b ? "self and mat2 must have the same dtype" : "expected scalar type %s but found %s",
          dtype_table[x->dtype].torch_name, dtype_table[w->dtype].torch_name);
    if (b) TRY(bias_check(c, x, b, rows, n, shape));
    return call_out(c, 0, (rush_dtype)x->dtype, n, shape);
}

/* all leading dimensions as one; a repeated gradient (sum's) is laid out once for both products */
static rush_tensor *as_rows(backward *c, rush_tensor *t, int64_t columns) {
    if (!t) return NULL;
    if (t->ndim == 2 && t->shape[1] == columns) return t->base.flags & TENSOR_DENSE ? t : rush_contiguous(t);
    return rush_reshape(t, RUSH_SHAPE(columns ? t->numel / columns : 0, columns));
}

static bool linear_grad(backward *c) {
    rush_tensor *x = c->args[0].u.t, *w = c->args[1].u.t;
    bool vector = (w ? w->ndim : input_shape(c, 1).ndim) == 1;
    int64_t columns = vector ? 1 : c->grad->ndim ? c->grad->shape[c->grad->ndim - 1] : 1;
    rush_tensor *g = as_rows(c, c->grad, columns);
    if (needs(c, 0)) {
        rush_shape s = input_shape(c, 0);
        rush_tensor *gx = rush_mm(g, vector ? rush_unsqueeze(w, 0) : w);
        TRY(give(c, 0, s.ndim == 2 ? gx : rush_view(gx, s)));
    }
    if (needs(c, 1)) {
        rush_tensor *gw = rush_mm(rush_t(g), as_rows(c, x, x->shape[x->ndim - 1]));
        TRY(give(c, 1, vector ? rush_squeeze_dim(gw, 0) : gw));
    }
    if (c->args[2].kind == RUSH_VALUE_TENSOR && needs(c, 2)) {
        rush_shape s = input_shape(c, 2);
        TRY(give(c, 2, s.ndim == 1 && s.dims[0] == columns ? rush_sum_dim(g, RUSH_SHAPE(0)) : g));
    }
    return true;
}

/* what PyTorch's chain of addmm, mm, views and add ends in */
static const char *linear_grad_name(const call *c) {
    int x = TENSOR(c, 0)->ndim, w = TENSOR(c, 1)->ndim;
    if (TENSOR(c, 2))
        return x == 2                                         ? "AddmmBackward0"
               : x == 3 && tensor_is_contiguous(TENSOR(c, 0)) ? "ViewBackward0"
                                                              : "AddBackward0";
    if (w == 1) return x == 1 ? "DotBackward0" : x == 2 ? "MvBackward0" : "UnsafeViewBackward0";
    return x == 1 ? "SqueezeBackward3" : x == 2 ? "MmBackward0" : "UnsafeViewBackward0";
}

const op op_linear = {
    OP_ROW(linear),
    .schema = "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor",
    .doc = "input [..., in] times the transpose of weight [out, in] (or weight [in]), plus bias [out].",
    .flags = OP_NN,
    .grad_name = "AddmmBackward0",
    .grad_name_of = linear_grad_name,
    .saves_for = { ARG(1), ARG(0) },
    .meta = linear_meta,
    .ref = matrix_ref,
    .grad = linear_grad,
    .samples = TEXTS("T[2,3], T[4,3], T[4]", "T[2,3], T[4,3]", "T[3], T[4,3], T[4]", "T[3], T[4,3]",
                     "T[0,3], T[2,3], T[2]", "T[2,0], T[3,0], T[3]", "T[2,5,3], T[4,3], T[4]",
                     "T[2,5,3], T[4,3]", "T[2,2,5,3], T[4,3], T[4]", "T[3,2]:t, T[4,3], T[4]",
                     "T[4,6]:s, T[3,5]:t, T[5]", "T[2,3,5]:t, T[4,3], T[4]", "T[2,3], T[4,3], T[1]",
                     "T[2,3], T[4,3], T[2,4]", "T[2,3], T[4,3], T[8]:s", "T[2,3], T[3]",
                     "T[2,3]:n, T[4,3], T[4]", "T[2,3]:e, T[4,3]:e, T[4]", "T[270,20], T[260,20], T[260]",
                     "T[300,30], T[300,30], T[300]"),
    .errors = TEXTS(
        "T[2,3], T[4,5]", "mat1 and mat2 shapes cannot be multiplied (2x3 and 5x4)", "T[2,3], T[4,3], T[5]",
        "The expanded size of the tensor (4) must match the existing size (5) at non-singleton dimension 1.  "
        "Target sizes: [2, 4].  Tensor sizes: [5]",
        "T[3], T[4,3], T[5]",
        "The size of tensor a (4) must match the size of tensor b (5) at non-singleton dimension 0",
        "T[], T[4,5]", "both arguments to matmul need to be at least 1D, but they are 0D and 2D",
        "T[2,3], T[2,3,4]", "t() expects a tensor with <= 2 dimensions, but self is 3D",
        "T[2,3]:f32, T[4,3]:f64", "expected scalar type Float but found Double",
        "T[2,3]:f32, T[4,3]:f32, T[4]:f64", "self and mat2 must have the same dtype"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};
