/* SPDX-License-Identifier: MIT */
/* addmm.c - products on top of a tensor that broadcasts to the result: beta self + alpha a b.
   With beta 0, self is not looked at: nan and infinities in it do not matter. */
#include "ops/matrix.h"

/* the result's shape is fixed: in place self must have it, else it must expand to it */
static bool out_make(call *c, rush_dtype dtype, int ndim, const int64_t *shape) {
    const rush_tensor *self = TENSOR(c, 0);
    if (!c->inplace) TRY(matrix_check_expands(c, self, ndim, shape));
    else
        CHECK(c, shape_equal(self->ndim, self->shape, ndim, shape),
              "Bad in-place call: input tensor size %s and output tensor size %s should match",
              TENSOR_SHAPE_TEXT(self), SHAPE_TEXT(ndim, shape));
    return call_out(c, 0, dtype, ndim, shape);
}

/* ---- addmm ---- */

static bool addmm_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *a = TENSOR(c, 1), *b = TENSOR(c, 2);
    CHECK(c, a->ndim == 2, "mat1 must be a matrix, got %d-D tensor", a->ndim);
    CHECK(c, b->ndim == 2, "mat2 must be a matrix, got %d-D tensor", b->ndim);
    CHECK(c, a->shape[1] == b->shape[0],
          "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)", (long long)a->shape[0],
          (long long)a->shape[1], (long long)b->shape[0], (long long)b->shape[1]);
    CHECK(c, self->dtype == b->dtype, "self and mat2 must have the same dtype");
    TRY(matrix_check_dtype(c, "addmm_impl_cpu_", (rush_dtype)a->dtype));
    CHECK(c, a->dtype == b->dtype, "expected scalar type %s but found %s", dtype_table[a->dtype].torch_name,
          dtype_table[b->dtype].torch_name);
    return out_make(c, (rush_dtype)a->dtype, 2, (int64_t[]){ a->shape[0], b->shape[1] });
}

static bool addmm_grad(backward *c) {
    const value *alpha = &c->args[4];
    GIVE(0, matrix_scaled(c, c->grad, &c->args[3]));
    GIVE(1, matrix_scaled(c, rush_mm(c->grad, rush_t(c->args[2].u.t)), alpha));
    GIVE(2, matrix_scaled(c, rush_mm(rush_t(c->args[1].u.t), c->grad), alpha));
    return true;
}

const op op_addmm = {
    OP_ROW(addmm),
    .schema = "addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
    .doc = "beta * self + alpha * (mat1 @ mat2); self broadcasts to the product [m,n].",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .saves_for = { 0, ARG(2), ARG(1) },
    .meta = addmm_meta,
    .ref = matrix_ref,
    .grad = addmm_grad,
    .samples = TEXTS(
        "T[4], T[2,3], T[3,4]", "T[2,4], T[2,3], T[3,4], beta=2, alpha=3", "T[2,1], T[2,3], T[3,4]",
        "T[], T[2,3], T[3,4], beta=3", "T[2,4]:n, T[2,3], T[3,4], beta=0", "T[4], T[0,3], T[3,4]",
        "T[4], T[2,0], T[0,4], beta=2", "T[4,2]:t, T[3,2]:t, T[4,3]:t", "T[2,8]:s, T[2,6]:s, T[3,4], alpha=0",
        "T[8]:s, T[2,3], T[3,4]", "T[260], T[270,20], T[20,260]", "T[270,260], T[270,20], T[20,260], beta=2"),
    .errors = TEXTS("T[4], T[2,3], T[3,3]",
                    "The expanded size of the tensor (3) must match the existing size (4) at non-singleton "
                    "dimension 1.  Target "
                    "sizes: [2, 3].  Tensor sizes: [4]",
                    "T[3], T[2,3], T[4,3]", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x3)",
                    "T[3], T[2], T[4,3]", "mat1 must be a matrix, got 1-D tensor", "T[3], T[2,4], T[4]",
                    "mat2 must be a matrix, got 1-D tensor", "T[3]:f64, T[2,3]:f32, T[3,3]:f32",
                    "self and mat2 must have the same dtype", "T[2,2,3]:f32, T[2,3]:f32, T[3,3]:f32",
                    "expand(torch.FloatTensor{[2, 2, 3]}, size=[2, 3]): the number of sizes provided (2) "
                    "must be greater or equal to the number of dimensions in "
                    "the tensor (3)"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- addmv ---- */

static bool addmv_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *a = TENSOR(c, 1), *x = TENSOR(c, 2);
    CHECK(c, self->ndim <= 1 && a->ndim == 2 && x->ndim == 1,
          "vector + matrix @ vector expected, got %d, %d, %d", self->ndim, a->ndim, x->ndim);
    CHECK(c, a->shape[1] == x->shape[0] && (self->numel == 1 || self->numel == a->shape[0]),
          "size mismatch, got %lld, %lldx%lld,%lld", (long long)self->numel, (long long)a->shape[0],
          (long long)a->shape[1], (long long)x->shape[0]);
    TRY(matrix_check_dtype(c, "addmv_impl_cpu", (rush_dtype)a->dtype));
    CHECK(c, a->dtype == x->dtype, "expected scalar type %s but found %s", dtype_table[a->dtype].torch_name,
          dtype_table[x->dtype].torch_name);
    return out_make(c, (rush_dtype)a->dtype, 1, a->shape);
}

static bool addmv_grad(backward *c) {
    const value *alpha = &c->args[4];
    GIVE(0, matrix_scaled(c, c->grad, &c->args[3]));
    GIVE(1, matrix_scaled(c, rush_outer(c->grad, c->args[2].u.t), alpha));
    GIVE(2, matrix_scaled(c, rush_mv(rush_t(c->args[1].u.t), c->grad), alpha));
    return true;
}

const op op_addmv = {
    OP_ROW(addmv),
    .schema = "addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
    .doc = "beta * self + alpha * (mat @ vec); self broadcasts to the product [m].",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .saves_for = { 0, ARG(2), ARG(1) },
    .meta = addmv_meta,
    .ref = matrix_ref,
    .grad = addmv_grad,
    .samples = TEXTS("T[2], T[2,3], T[3]", "T[2], T[2,3], T[3], beta=2, alpha=3", "T[1], T[2,3], T[3]",
                     "T[], T[2,3], T[3], beta=3", "T[2]:n, T[2,3], T[3], beta=0", "T[0], T[0,3], T[3]",
                     "T[2], T[2,0], T[0], beta=2", "T[4]:s, T[3,2]:t, T[6]:s", "T[270], T[270,260], T[260]"),
    .errors = TEXTS("T[4], T[2,3], T[3]", "size mismatch, got 4, 2x3,3", "T[2,2], T[2,3], T[3]",
                    "vector + matrix @ vector expected, got 2, 2, 1", "T[2], T[2,3], T[4]",
                    "size mismatch, got 2, 2x3,4"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- addr ---- */

static bool addr_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *a = TENSOR(c, 1), *b = TENSOR(c, 2);
    CHECK(c, a->ndim == 1, "addr: Expected 1-D argument vec1, but got %d-D", a->ndim);
    CHECK(c, b->ndim == 1, "addr: Expected 1-D argument vec2, but got %d-D", b->ndim);
    rush_dtype d =
        dtype_promote(dtype_promote((rush_dtype)self->dtype, (rush_dtype)a->dtype), (rush_dtype)b->dtype);
    for (int i = 3; i < 5; i++) {
        const char *name = i == 3 ? "beta" : "alpha";
        CHECK(c, dtype_is_float(d) || c->args[i].kind != RUSH_VALUE_FLOAT,
              "For integral input tensors, argument %s must not be a floating point number.", name);
        CHECK(c, d == RUSH_BOOL || c->args[i].kind != RUSH_VALUE_BOOL,
              "Boolean %s only supported for Boolean results.", name);
    }
    const int64_t shape[2] = { a->shape[0], b->shape[0] };
    TRY(matrix_check_expands(c, self, 2, shape));
    bool by_columns = self->ndim == 2 && shape_equal(2, self->shape, 2, shape) && self->strides[0] > 0 &&
                      self->strides[0] < self->strides[1];
    if (by_columns) return call_out_strided(c, 0, d, 2, shape, (int64_t[]){ 1, shape[0] });
    return call_out(c, 0, d, 2, shape);
}

static bool addr_grad(backward *c) {
    const value *alpha = &c->args[4];
    GIVE(0, matrix_scaled(c, c->grad, &c->args[3]));
    GIVE(1, matrix_scaled(c, rush_mv(c->grad, rush_to_dtype(c->args[2].u.t, (rush_dtype)c->grad->dtype)),
                          alpha));
    GIVE(2,
         matrix_scaled(c, rush_mv(rush_t(c->grad), rush_to_dtype(c->args[1].u.t, (rush_dtype)c->grad->dtype)),
                       alpha));
    return true;
}

const op op_addr = {
    OP_ROW(addr),
    .schema = "addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
    .doc =
        "beta * self + alpha * outer(vec1, vec2); self broadcasts to the product [m,n]; dtypes are promoted.",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .saves_for = { 0, ARG(2), ARG(1) },
    .meta = addr_meta,
    .ref = matrix_ref,
    .grad = addr_grad,
    .samples = TEXTS("T[2,3], T[2], T[3]", "T[3], T[2], T[3], beta=2, alpha=3", "T[], T[2], T[3]",
                     "T[2,1], T[2], T[3]", "T[2,3]:n, T[2], T[3], beta=0", "T[3], T[0], T[3]",
                     "T[3,2]:t, T[4]:s, T[6]:s", "T[2,3], T[2]:f64, T[3]", "T[260], T[270], T[260]",
                     "T[300,300], T[300], T[300]"),
    .errors =
        TEXTS("T[2,3], T[2,1], T[3]", "addr: Expected 1-D argument vec1, but got 2-D", "T[2,3], T[2], T[3,1]",
              "addr: Expected 1-D argument vec2, but got 2-D", "T[2,3]:i64, T[2]:i64, T[3]:i64, beta=0.5",
              "For integral input tensors, argument beta must not be a floating point number."),
    .dtypes = DTYPES_ALL,
};

/* ---- baddbmm, addbmm ---- */

static bool batches_check(call *c, const rush_tensor *a, const rush_tensor *b) {
    CHECK(c, a->ndim == 3, "batch1 must be a 3D tensor");
    CHECK_INDEX(c, b->ndim == 3, "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
    return true;
}

static bool baddbmm_meta(call *c) {
    rush_tensor *a = TENSOR(c, 1), *b = TENSOR(c, 2);
    TRY(batches_check(c, a, b));
    const int64_t shape[3] = { a->shape[0], a->shape[1], b->shape[2] };
    CHECK(
        c, a->shape[0] == b->shape[0] && a->shape[2] == b->shape[1],
        "Expected size for first two dimensions of batch2 tensor to be: [%lld, %lld] but got: [%lld, %lld].",
        (long long)a->shape[0], (long long)a->shape[2], (long long)b->shape[0], (long long)b->shape[1]);
    TRY(matrix_check_dtype(c, "baddbmm", (rush_dtype)a->dtype));
    CHECK(c, a->dtype == b->dtype, "expected scalar type %s but found %s", dtype_table[a->dtype].torch_name,
          dtype_table[b->dtype].torch_name);
    return out_make(c, (rush_dtype)a->dtype, 3, shape);
}

static bool baddbmm_grad(backward *c) {
    const value *alpha = &c->args[4];
    GIVE(0, matrix_scaled(c, c->grad, &c->args[3]));
    GIVE(1, matrix_scaled(c, rush_bmm(c->grad, rush_transpose(c->args[2].u.t, 1, 2)), alpha));
    GIVE(2, matrix_scaled(c, rush_bmm(rush_transpose(c->args[1].u.t, 1, 2), c->grad), alpha));
    return true;
}

const op op_baddbmm = {
    OP_ROW(baddbmm),
    .schema =
        "baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
    .doc =
        "beta * self + alpha * (batch1 @ batch2), matrix by matrix; self broadcasts to the products [b,m,n].",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .saves_for = { 0, ARG(2), ARG(1) },
    .meta = baddbmm_meta,
    .ref = matrix_ref,
    .grad = baddbmm_grad,
    .samples = TEXTS("T[4], T[2,3,2], T[2,2,4]", "T[2,3,4], T[2,3,2], T[2,2,4], beta=2, alpha=3",
                     "T[3,1], T[2,3,2], T[2,2,4]", "T[2,1,4], T[2,3,2], T[2,2,4]",
                     "T[], T[2,3,2], T[2,2,4], beta=3", "T[4]:n, T[2,3,2], T[2,2,4], beta=0",
                     "T[4], T[0,3,2], T[0,2,4]", "T[4], T[2,3,0], T[2,0,4], beta=2",
                     "T[2,4,3]:t, T[2,2,3]:t, T[2,4,2]:t", "T[130], T[5,40,33], T[5,33,130]",
                     "T[2,200,200], T[2,200,4], T[2,4,200]"),
    .errors = TEXTS("T[4], T[2,2,3], T[2,3,3]",
                    "The expanded size of the tensor (3) must match the existing size (4) at non-singleton "
                    "dimension 2.  Target "
                    "sizes: [2, 2, 3].  Tensor sizes: [4]",
                    "T[3], T[2,3], T[2,3,3]", "batch1 must be a 3D tensor", "T[3], T[2,2,3], T[3,3,3]",
                    "Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [3, 3]."),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

static bool addbmm_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *a = TENSOR(c, 1), *b = TENSOR(c, 2);
    TRY(batches_check(c, a, b));
    CHECK(c, a->shape[0] == b->shape[0],
          "batch1 and batch2 must have same number of batches, got %lld and %lld", (long long)a->shape[0],
          (long long)b->shape[0]);
    CHECK(c, a->shape[2] == b->shape[1], "Incompatible matrix sizes for bmm (%lldx%lld and %lldx%lld)",
          (long long)a->shape[1], (long long)a->shape[2], (long long)b->shape[1], (long long)b->shape[2]);
    CHECK(c, self->dtype == b->dtype, "self and mat2 must have the same dtype");
    TRY(matrix_check_dtype(c, "addmm_impl_cpu_", (rush_dtype)a->dtype));
    CHECK(c, a->dtype == b->dtype, "expected scalar type %s but found %s", dtype_table[a->dtype].torch_name,
          dtype_table[b->dtype].torch_name);
    return out_make(c, (rush_dtype)a->dtype, 2, (int64_t[]){ a->shape[1], b->shape[2] });
}

static bool addbmm_grad(backward *c) {
    const value *alpha = &c->args[4];
    GIVE(0, matrix_scaled(c, c->grad, &c->args[3]));
    rush_shape s = input_shape(c, 1);
    rush_tensor *g = rush_expand(c->grad, RUSH_SHAPE(s.dims[0], s.dims[1], c->grad->shape[1]));
    GIVE(1, matrix_scaled(c, rush_bmm(g, rush_transpose(c->args[2].u.t, 1, 2)), alpha));
    GIVE(2, matrix_scaled(c, rush_bmm(rush_transpose(c->args[1].u.t, 1, 2), g), alpha));
    return true;
}

const op op_addbmm = {
    OP_ROW(addbmm),
    .schema = "addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
    .doc = "beta * self + alpha * the sum over the batch of batch1 @ batch2; self broadcasts to [m,n].",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .saves_for = { 0, ARG(2), ARG(1) },
    .meta = addbmm_meta,
    .ref = matrix_ref,
    .grad = addbmm_grad,
    .samples = TEXTS("T[4], T[2,3,2], T[2,2,4]", "T[3,4], T[2,3,2], T[2,2,4], beta=2, alpha=3",
                     "T[], T[2,3,2], T[2,2,4]", "T[4]:n, T[2,3,2], T[2,2,4], beta=0",
                     "T[4], T[0,3,2], T[0,2,4], beta=2", "T[4], T[2,0,2], T[2,2,4]",
                     "T[4,3]:t, T[2,2,3]:t, T[2,4,2]:t", "T[130], T[5,40,33], T[5,33,130]",
                     "T[300,300], T[2,300,4], T[2,4,300]"),
    .errors =
        TEXTS("T[3], T[2,2,3], T[3,3,3]", "batch1 and batch2 must have same number of batches, got 2 and 3",
              "T[3], T[2,2,3], T[2,4,3]", "Incompatible matrix sizes for bmm (2x3 and 4x3)",
              "T[3], T[2,3], T[2,3,3]", "batch1 must be a 3D tensor"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};
