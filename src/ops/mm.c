/* SPDX-License-Identifier: MIT */
/* mm.c - products of matrices and vectors as they are:
     mm   y[i,j] = sum_k a[i,k] b[k,j]         bmm  y[s,i,j] = sum_k a[s,i,k] b[s,k,j]
     mv   y[i] = sum_k a[i,k] x[k]             dot  y = sum_k a[k] b[k]
     outer  y[i,j] = a[i] b[j] */
#include "ops/matrix.h"

static bool same_dtype(call *c, const rush_tensor *a, const rush_tensor *b) {
    CHECK(c, a->dtype == b->dtype, "expected scalar type %s but found %s", dtype_table[a->dtype].torch_name,
          dtype_table[b->dtype].torch_name);
    return true;
}

/* ---- mm ---- */

static bool mm_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    CHECK(c, a->ndim == 2, "self must be a matrix");
    CHECK(c, b->ndim == 2, "mat2 must be a matrix");
    CHECK(c, a->shape[1] == b->shape[0],
          "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)", (long long)a->shape[0],
          (long long)a->shape[1], (long long)b->shape[0], (long long)b->shape[1]);
    TRY(matrix_check_dtype(c, "addmm_impl_cpu_", (rush_dtype)a->dtype) && same_dtype(c, a, b));
    return call_out(c, 0, (rush_dtype)a->dtype, 2, (int64_t[]){ a->shape[0], b->shape[1] });
}

static bool mm_grad(backward *c) {
    GIVE(0, rush_mm(c->grad, rush_t(c->args[1].u.t)));
    GIVE(1, rush_mm(rush_t(c->args[0].u.t), c->grad));
    return true;
}

const op op_mm = {
    OP_ROW(mm),
    .schema = "mm(Tensor self, Tensor mat2) -> Tensor",
    .doc = "Product of two matrices [m,k] and [k,n].",
    .saves_for = { ARG(1), ARG(0) },
    .meta = mm_meta,
    .ref = matrix_ref,
    .grad = mm_grad,
    .samples =
        TEXTS("T[2,3], T[3,4]", "T[1,1], T[1,1]", "T[0,3], T[3,2]", "T[2,0], T[0,3]", "T[3,4]:t, T[3,5]",
              "T[4,6]:s, T[3,2]", "T[2,3]:n, T[3,2]", "T[3,4]:e, T[5,4]:t", "T[17,33], T[65,33]:t",
              "T[270,20], T[20,260]", "T[1,50], T[50,300]", "T[300,9], T[9,1]",
                     "T[300,5], T[5,300]"),
    .errors = TEXTS("T[2,3], T[4,5]", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)",
                    "T[2], T[2,2]", "self must be a matrix", "T[2,2], T[2]", "mat2 must be a matrix",
                    "T[2,2]:f32, T[2,2]:f64", "expected scalar type Float but found Double",
                    "T[2,2]:b, T[2,2]:b", "\"addmm_impl_cpu_\" not implemented for 'Bool'"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- bmm ---- */

static bool bmm_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    CHECK(c, a->ndim == 3, "batch1 must be a 3D tensor");
    CHECK(c, b->ndim == 3, "batch2 must be a 3D tensor");
    CHECK(
        c, a->shape[0] == b->shape[0] && a->shape[2] == b->shape[1],
        "Expected size for first two dimensions of batch2 tensor to be: [%lld, %lld] but got: [%lld, %lld].",
        (long long)a->shape[0], (long long)a->shape[2], (long long)b->shape[0], (long long)b->shape[1]);
    TRY(matrix_check_dtype(c, "bmm", (rush_dtype)a->dtype) && same_dtype(c, a, b));
    return call_out(c, 0, (rush_dtype)a->dtype, 3, (int64_t[]){ a->shape[0], a->shape[1], b->shape[2] });
}

static bool bmm_grad(backward *c) {
    GIVE(0, rush_bmm(c->grad, rush_transpose(c->args[1].u.t, 1, 2)));
    GIVE(1, rush_bmm(rush_transpose(c->args[0].u.t, 1, 2), c->grad));
    return true;
}

const op op_bmm = {
    OP_ROW(bmm),
    .schema = "bmm(Tensor self, Tensor mat2) -> Tensor",
    .doc = "Products of the matrices of two batches, [b,m,k] and [b,k,n].",
    .saves_for = { ARG(1), ARG(0) },
    .meta = bmm_meta,
    .ref = matrix_ref,
    .grad = bmm_grad,
    .samples =
        TEXTS("T[2,3,4], T[2,4,5]", "T[1,1,1], T[1,1,1]", "T[0,2,3], T[0,3,2]", "T[2,0,3], T[2,3,2]",
              "T[2,2,0], T[2,0,3]", "T[3,4,2]:t, T[3,4,5]", "T[3,4,6]:s, T[3,5,3]:t", "T[3,4,2]:e, T[3,2,3]",
              "T[2,3,4]:n, T[2,4,2]", "T[5,40,33], T[5,33,130]", "T[70,8,16], T[70,16,8]",
                     "T[2,200,3], T[2,3,200]"),
    .errors = TEXTS("T[2,3], T[2,3,4]", "batch1 must be a 3D tensor", "T[2,2,3], T[2,3]",
                    "batch2 must be a 3D tensor", "T[2,2,3], T[3,3,3]",
                    "Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [3, 3].",
                    "T[2,2,3], T[2,4,3]",
                    "Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [2, 4].",
                    "T[1,2,2]:f32, T[1,2,2]:f64", "expected scalar type Float but found Double"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- mv ---- */

static bool mv_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0), *x = TENSOR(c, 1);
    CHECK(c, a->ndim == 2 && x->ndim == 1, "vector + matrix @ vector expected, got 1, %d, %d", a->ndim,
          x->ndim);
    CHECK(c, a->shape[1] == x->shape[0], "size mismatch, got %lld, %lldx%lld,%lld", (long long)a->shape[0],
          (long long)a->shape[0], (long long)a->shape[1], (long long)x->shape[0]);
    TRY(matrix_check_dtype(c, "addmv_impl_cpu", (rush_dtype)a->dtype) && same_dtype(c, a, x));
    return call_out(c, 0, (rush_dtype)a->dtype, 1, a->shape);
}

static bool mv_grad(backward *c) {
    GIVE(0, rush_outer(c->grad, c->args[1].u.t));
    GIVE(1, rush_mv(rush_t(c->args[0].u.t), c->grad));
    return true;
}

const op op_mv = {
    OP_ROW(mv),
    .schema = "mv(Tensor self, Tensor vec) -> Tensor",
    .doc = "Product of a matrix [m,k] and a vector [k].",
    .saves_for = { ARG(1), ARG(0) },
    .meta = mv_meta,
    .ref = matrix_ref,
    .grad = mv_grad,
    .samples = TEXTS("T[2,3], T[3]", "T[1,1], T[1]", "T[0,3], T[3]", "T[2,0], T[0]", "T[3,4]:t, T[3]",
                     "T[4,6]:s, T[6]:s", "T[2,3]:n, T[3]", "T[3,4]:e, T[4]", "T[270,260], T[260]",
                     "T[260,270]:t, T[260]"),
    .errors = TEXTS("T[2,3], T[4]", "size mismatch, got 2, 2x3,4", "T[2,3], T[3,1]",
                    "vector + matrix @ vector expected, got 1, 2, 2"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- dot ---- */

static bool dot_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    CHECK(c, a->ndim == 1 && b->ndim == 1, "1D tensors expected, but got %dD and %dD tensors", a->ndim,
          b->ndim);
    CHECK(c, a->dtype == b->dtype, "dot : expected both vectors to have same dtype, but found %s and %s",
          dtype_table[a->dtype].torch_name, dtype_table[b->dtype].torch_name);
    CHECK(c, a->numel == b->numel,
          "inconsistent tensor size, expected tensor [%lld] and src [%lld] to have the same number of "
          "elements, but got %lld and "
          "%lld elements respectively",
          (long long)a->numel, (long long)b->numel, (long long)a->numel, (long long)b->numel);
    TRY(matrix_check_dtype(c, "dot", (rush_dtype)a->dtype));
    return call_out(c, 0, (rush_dtype)a->dtype, 0, NULL);
}

static bool dot_grad(backward *c) {
    GIVE(0, rush_mul(c->args[1].u.t, c->grad));
    GIVE(1, rush_mul(c->args[0].u.t, c->grad));
    return true;
}

const op op_dot = {
    OP_ROW(dot),
    .schema = "dot(Tensor self, Tensor tensor) -> Tensor",
    .doc = "Sum of the products of two vectors' elements, a 0-dimensional tensor.",
    .saves_for = { ARG(1), ARG(0) },
    .meta = dot_meta,
    .ref = matrix_ref,
    .grad = dot_grad,
    .samples = TEXTS("T[3], T[3]", "T[1], T[1]", "T[0], T[0]", "T[6]:s, T[3]", "T[4]:e, T[4]", "T[3]:n, T[3]",
                     "T[70000]:p, T[70000]:p", "T[33], T[66]:s"),
    .errors = TEXTS("T[3], T[4]",
                    "inconsistent tensor size, expected tensor [3] and src [4] to have the same number of "
                    "elements, but got 3 and 4 elements "
                    "respectively",
                    "T[3,3], T[3]", "1D tensors expected, but got 2D and 1D tensors", "T[3]:f32, T[3]:f64",
                    "dot : expected both vectors to have same dtype, but found Float and Double"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- outer ---- */

static bool outer_run(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    CHECK(c, a->ndim == 1, "outer: Expected 1-D argument self, but got %d-D", a->ndim);
    CHECK(c, b->ndim == 1, "outer: Expected 1-D argument vec2, but got %d-D", b->ndim);
    return call_return(c, 0, rush_mul(rush_reshape(a, RUSH_SHAPE(a->numel, 1)), b));
}

const op op_outer = {
    OP_ROW(outer),
    .schema = "outer(Tensor self, Tensor vec2) -> Tensor",
    .doc = "All products of an element of one vector and an element of another, [m] and [n] to [m,n].",
    .flags = OP_OUT_NOT_PARTLY,
    .run = outer_run,
    .samples = TEXTS("T[3], T[4]", "T[1], T[1]", "T[0], T[3]", "T[3], T[0]", "T[6]:s, T[4]", "T[3]:e, T[4]:s",
                     "T[3]:n, T[2]", "T[300], T[300]"),
    .errors = TEXTS("T[3,1], T[4]", "outer: Expected 1-D argument self, but got 2-D", "T[3], T[4,1]",
                    "outer: Expected 1-D argument vec2, but got 2-D"),
    .dtypes = DTYPES_ALL,
};
