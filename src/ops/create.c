/* SPDX-License-Identifier: MIT */
/* create.c - tensors out of nothing: empty, zeros, ones, full, their _like forms, and the in-place fills. */
#include "ops/create.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "core/strided.h"

/* ---- arguments that all share: …, dtype, device, requires_grad ---- */

bool create_out(call *c, int dtype_arg, rush_dtype fallback, int64_t ndim, const int64_t *shape, const int64_t *strides) {
    rush_dtype dtype = create_dtype(c, dtype_arg, fallback);
    c->device = (rush_device){ RUSH_CPU, 0 };
    if (HAS(c, dtype_arg + 1)) {
        c->device = c->args[dtype_arg + 1].u.device;
        TRY(device_resolve(c->site, c->op->name, &c->device));
    }
    if (strides) TRY(call_out_strided(c, 0, dtype, (int)ndim, shape, strides));
    else TRY(call_out(c, 0, dtype, (int)ndim, shape));
    if (BOOL_ARG(c, dtype_arg + 2)) {
        CHECK(c, dtype_is_float(dtype), "Only Tensors of floating point and complex dtype can require gradients");
        c->out[0]->base.flags |= TENSOR_REQUIRES_GRAD;
    }
    return true;
}

/* Argument `arg` is a memory format that is not the usual one of a new tensor: its strides; false after an error. */
static bool format_strides(call *c, int arg, int64_t ndim, const int64_t *shape, int64_t *strides) {
    const char *format = c->args[arg].u.string;
    int rank = strcmp(format, "channels_last_3d") == 0 ? 5 : 4;
    CHECK(c, rank == 5 || strcmp(format, "channels_last") == 0, "unknown memory format '%s': preserve, contiguous, channels_last or channels_last_3d", format);
    CHECK(c, ndim == rank, "required rank %d tensor to use %s format", rank, format);
    shape_channels_last_strides(rank, shape, strides);
    return true;
}

static bool is_format(const call *c, int arg, const char *name) {
    return arg < c->nargs && HAS(c, arg) && strcmp(c->args[arg].u.string, name) == 0;
}

static bool created(call *c, int dtype_arg, rush_dtype fallback, const int64_t *strides) {
    return create_out(c, dtype_arg, fallback, c->args[0].count, c->args[0].u.ints, strides);
}

static bool created_like(call *c, int dtype_arg) {
    rush_tensor *self = TENSOR(c, 0);
    rush_dtype dtype = HAS(c, dtype_arg) ? (rush_dtype)INT_ARG(c, dtype_arg) : (rush_dtype)self->dtype;
    if (HAS(c, dtype_arg + 1)) {
        c->device = c->args[dtype_arg + 1].u.device;
        TRY(device_resolve(c->site, c->op->name, &c->device));
    }
    int format = dtype_arg + 3;
    int64_t strides[RUSH_MAX_DIMS];
    if (!HAS(c, format) || is_format(c, format, "preserve")) TRY(call_out_laid_as(c, 0, dtype, self));
    else if (is_format(c, format, "contiguous")) TRY(call_out(c, 0, dtype, self->ndim, self->shape));
    else TRY(format_strides(c, format, self->ndim, self->shape, strides) && call_out_strided(c, 0, dtype, self->ndim, self->shape, strides));
    if (BOOL_ARG(c, dtype_arg + 2)) {
        CHECK(c, dtype_is_float(dtype), "Only Tensors of floating point and complex dtype can require gradients");
        c->out[0]->base.flags |= TENSOR_REQUIRES_GRAD;
    }
    return true;
}

/* ---- numbers that fit ---- */

const number_limits *number_limits_of(rush_dtype dtype) {
    static const number_limits limits[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = { "float", "float", -FLT_MAX, FLT_MAX, INT64_C(1) << 24 },
        [RUSH_FLOAT64] = { "double", "double", -DBL_MAX, DBL_MAX, INT64_C(1) << 53 },
        [RUSH_FLOAT16] = { "c10::Half", "at::Half", -65504, 65504, 1 << 11 },
        [RUSH_BFLOAT16] = { "c10::BFloat16", "at::BFloat16", -0x1.fep127, 0x1.fep127, 1 << 8 },
        [RUSH_INT64] = { "long", "int64_t", -0x1p63, 0x1p63, INT64_MAX },
        [RUSH_INT32] = { "int", "int", INT32_MIN, INT32_MAX, INT32_MAX },
        [RUSH_INT16] = { "short", "int16_t", INT16_MIN, INT16_MAX, INT16_MAX },
        [RUSH_INT8] = { "signed char", "int8_t", INT8_MIN, INT8_MAX, INT8_MAX },
        [RUSH_UINT8] = { "unsigned char", "uint8_t", 0, UINT8_MAX, UINT8_MAX },
        [RUSH_BOOL] = { "bool", "bool", 0, 1, 1 },
    };
    return &limits[dtype];
}

/* Is the number one of the dtype, rounded? Everything is a bool; floats have infinities; uint8 takes -255 to -1, too. */
static bool number_fits(call *c, rush_dtype dtype, const value *v) {
    const number_limits *l = number_limits_of(dtype);
    double x = value_double(v);
    bool fits = dtype == RUSH_BOOL || (x >= (dtype == RUSH_UINT8 ? -l->most : l->least) && x <= l->most) || (dtype_is_float(dtype) && !isfinite(x));
    CHECK(c, fits, "value cannot be converted to type %s without overflow", l->converted);
    return true;
}

/* ---- filling ---- */

typedef struct filling { char element[8]; size_t size; } filling;

static void fill_loop(void *context, char *const *data, const int64_t *strides, int64_t n) {
    const filling *f = context;
    char *to = data[0];
    int64_t step = strides[0];
    if (f->size == 4) {
        uint32_t v;
        memcpy(&v, f->element, 4);
        for (int64_t i = 0; i < n; i++) *(uint32_t *)(void *)(to + i * step) = v;
    } else if (f->size == 8) {
        uint64_t v;
        memcpy(&v, f->element, 8);
        for (int64_t i = 0; i < n; i++) *(uint64_t *)(void *)(to + i * step) = v;
    } else if (f->size == 2) {
        uint16_t v;
        memcpy(&v, f->element, 2);
        for (int64_t i = 0; i < n; i++) *(uint16_t *)(void *)(to + i * step) = v;
    } else
        for (int64_t i = 0; i < n; i++) to[i * step] = f->element[0];
}

void create_fill(rush_tensor *t, const value *v) {
    filling f = { .size = dtype_size((rush_dtype)t->dtype) };
    if (v->kind == RUSH_VALUE_FLOAT) element_store_double(f.element, (rush_dtype)t->dtype, v->u.f);
    else element_store_int(f.element, (rush_dtype)t->dtype, v->u.i);
    strided walk;
    strided_init(&walk, t->ndim, t->shape);
    strided_add_tensor(&walk, t, t->ndim);
    strided_finish(&walk);
    strided_run(&walk, fill_loop, &f);
}

/* Result 0, on any device: elsewhere than here the device's kernel for fill_ does it. */
static bool fill_with(call *c, const value *v) {
    rush_tensor *t = c->out[0];
    if (tensor_on_host(t)) {
        create_fill(t, v);
        return true;
    }
    kernel k = op_kernel(&op_fill, t->device.type, (rush_dtype)t->dtype);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, k, "op 'fill' has no kernel for %s on device %s", dtype_table[t->dtype].name,
             device_backend(t->device.type)->name);
    value args[2] = { value_tensor(t), *v };
    call fill = { .site = c->site, .op = &op_fill, .args = args, .nargs = 2, .device = t->device, .nout = 1, .out = { t } };
    return k(&fill);
}

static bool zeros_ref(call *c) {
    rush_tensor *t = c->out[0];
    if (t->base.flags & TENSOR_DENSE) return device_zero(t->device, tensor_data(t), (size_t)t->numel * dtype_size((rush_dtype)t->dtype));
    return fill_with(c, &(value){ .u.i = 0, .kind = RUSH_VALUE_INT });
}

static bool ones_ref(call *c) { return fill_with(c, &(value){ .u.i = 1, .kind = RUSH_VALUE_INT }); }
static bool no_ref(call *c) { return (void)c, true; }

static bool zeros_meta(call *c) { return created(c, 1, dtype_default(), NULL); }

static bool empty_meta(call *c) {
    int64_t strides[RUSH_MAX_DIMS];
    CHECK(c, !is_format(c, 4, "preserve"), "unsupported memory format Preserve");
    if (!HAS(c, 4) || is_format(c, 4, "contiguous")) return zeros_meta(c);
    return format_strides(c, 4, c->args[0].count, c->args[0].u.ints, strides) && created(c, 1, dtype_default(), strides);
}
static bool empty_like_meta(call *c) { return created_like(c, 1); }

static bool empty_strided_meta(call *c) {
    CHECK(c, c->args[0].count == c->args[1].count, "dimensionality of sizes (%d) must match dimensionality of strides (%d)", c->args[0].count,
          c->args[1].count);
    return created(c, 2, dtype_default(), c->args[1].u.ints);
}

#define CREATE_SAMPLES(extra) \
    TEXTS("(2,3)" extra, "()" extra, "(0,3)" extra, "(4,)" extra, "(2,3)" extra ", dtype=float64", "(2,3)" extra ", dtype=int64", \
          "(2,2)" extra ", dtype=bool", "(300,300)" extra)
#define LIKE_SAMPLES(extra) \
    TEXTS("T[2,3]" extra, "T[]" extra, "T[0,3]" extra, "T[4,6]:s" extra, "T[2,3]:t" extra, "T[3,4]:e" extra, "T[2,3]" extra ", dtype=int64", \
          "T[300,300]" extra)

const op op_empty = {
    OP_ROW(empty),
    .schema = "empty(int[] size, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "A tensor whose elements are not set; memory_format may be channels_last or channels_last_3d.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE,
    .meta = empty_meta,
    .ref = no_ref,
    .samples = CREATE_SAMPLES(""),
    .errors = TEXTS("(-1,)", "Trying to create tensor with negative dimension -1: [-1]",
                    "(2,3), memory_format='channels_last'", "required rank 4 tensor to use channels_last format",
                    "(2,3), memory_format='preserve'", "unsupported memory format Preserve"),
};

const op op_empty_strided = {
    OP_ROW(empty_strided),
    .schema = "empty_strided(int[] size, int[] stride, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "A tensor with given strides whose elements are not set.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE,
    .meta = empty_strided_meta,
    .ref = no_ref,
    .samples = TEXTS("(2,3), (3,1)", "(2,3), (1,2)", "(), ()", "(0,3), (3,1)", "(4,), (2,)", "(2,3), (0,1), dtype=float64", "(2,2), (2,1), dtype=bool",
                     "(300,300), (1,300)"),
    .errors = TEXTS("(2,3), (1,)", "dimensionality of sizes (2) must match dimensionality of strides (1)"),
};

const op op_empty_like = {
    OP_ROW(empty_like),
    .schema = "empty_like(Tensor self, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "A tensor of self's shape, dtype and device whose elements are not set.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE | OP_NO_OUT | OP_NO_METHOD,
    .meta = empty_like_meta,
    .ref = no_ref,
    .samples = LIKE_SAMPLES(""),
    .dtypes = DTYPES_ALL,
};

const op op_zeros = {
    OP_ROW(zeros),
    .schema = "zeros(int[] size, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "A tensor of zeros.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE,
    .meta = zeros_meta,
    .ref = zeros_ref,
    .samples = CREATE_SAMPLES(""),
    .errors = TEXTS("(-1,)", "Trying to create tensor with negative dimension -1: [-1]"),
};

const op op_zeros_like = {
    OP_ROW(zeros_like),
    .schema = "zeros_like(Tensor self, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "Zeros in self's shape, dtype and device.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE | OP_NO_OUT | OP_NO_METHOD,
    .meta = empty_like_meta,
    .ref = zeros_ref,
    .samples = LIKE_SAMPLES(""),
    .dtypes = DTYPES_ALL,
};

const op op_ones = {
    OP_ROW(ones),
    .schema = "ones(int[] size, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "A tensor of ones.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE,
    .meta = zeros_meta,
    .ref = ones_ref,
    .samples = CREATE_SAMPLES(""),
};

const op op_ones_like = {
    OP_ROW(ones_like),
    .schema = "ones_like(Tensor self, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "Ones in self's shape, dtype and device.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE | OP_NO_OUT | OP_NO_METHOD,
    .meta = empty_like_meta,
    .ref = ones_ref,
    .samples = LIKE_SAMPLES(""),
    .dtypes = DTYPES_ALL,
};

static bool full_meta(call *c) {
    const value *v = &c->args[1];
    rush_dtype fallback = v->kind == RUSH_VALUE_FLOAT ? dtype_default() : v->kind == RUSH_VALUE_BOOL ? RUSH_BOOL : RUSH_INT64;
    return created(c, 2, fallback, NULL);
}
static bool full_ref(call *c) { return number_fits(c, (rush_dtype)c->out[0]->dtype, &c->args[1]) && fill_with(c, &c->args[1]); }

const op op_full = {
    OP_ROW(full),
    .schema = "full(int[] size, Scalar fill_value, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "A tensor filled with a number; its dtype follows the number's kind.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE,
    .meta = full_meta,
    .ref = full_ref,
    .samples = CREATE_SAMPLES(", 2"),
    .errors = TEXTS("(2,), 300, dtype=uint8", "value cannot be converted to type uint8_t without overflow",
                    "(2,), 1e5, dtype=float16", "value cannot be converted to type at::Half without overflow"),
};

static bool full_like_meta(call *c) { return created_like(c, 2); }

const op op_full_like = {
    OP_ROW(full_like),
    .schema = "full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "A number in every element of a tensor of self's shape, dtype and device.",
    .flags = OP_NO_GRAD | OP_ANY_DEVICE | OP_NO_OUT | OP_NO_METHOD,
    .meta = full_like_meta,
    .ref = full_ref,
    .samples = LIKE_SAMPLES(", 2"),
    .dtypes = DTYPES_ALL,
};

/* ---- fill_, zero_ ---- */

static bool self_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

static bool fill_meta(call *c) {
    const rush_tensor *v = TENSOR(c, 1);
    CHECK(c, !v || v->ndim == 0, "fill_ only supports 0-dimension value tensor but got tensor with %d dimensions.", v ? v->ndim : 0);
    return self_meta(c);
}

static bool fill_ref(call *c) {
    const rush_tensor *t = TENSOR(c, 1);
    if (!t) return full_ref(c);
    value v = { .kind = dtype_is_float((rush_dtype)t->dtype) ? RUSH_VALUE_FLOAT : RUSH_VALUE_INT };
    if (v.kind == RUSH_VALUE_FLOAT) v.u.f = element_load_double(tensor_data(t), (rush_dtype)t->dtype);
    else v.u.i = element_load_int(tensor_data(t), (rush_dtype)t->dtype);
    return number_fits(c, (rush_dtype)c->out[0]->dtype, &v) && fill_with(c, &v);
}

static bool fill_grad(backward *c) {
    GIVE(0, rush_zeros_like(c->grad));
    if (c->args[1].kind == RUSH_VALUE_TENSOR) GIVE(1, rush_sum(c->grad));
    return true;
}

static const char *fill_name(const call *c) { return TENSOR(c, 1) ? "FillBackward3" : "FillBackward2"; }

const op op_fill = {
    OP_ROW(fill),
    .schema = "fill_(Tensor self, Tensor|Scalar value) -> Tensor",
    .doc = "Sets every element to a number (or a 0-dimensional tensor's value).",
    .flags = OP_INPLACE_ONLY | OP_WRITES_EXPANDED,
    .grad_name_of = fill_name,
    .meta = fill_meta,
    .ref = fill_ref,
    .grad = fill_grad,
    .samples = TEXTS("T[2,3], 2", "T[2,3], 1.5", "T[], 1", "T[0], 3", "T[2,3]:t, 2", "T[4,6]:s, 0.5", "T[3], T[]", "T[300,300], 7"),
    .errors = TEXTS("T[2], T[2]", "fill_ only supports 0-dimension value tensor but got tensor with 1 dimensions."),
    .dtypes = DTYPES_ALL,
};

static bool zero_grad_rule(backward *c) {
    GIVE(0, rush_zeros_like(c->grad));
    return true;
}

const op op_zero = {
    OP_ROW(zero),
    .schema = "zero_(Tensor self) -> Tensor",
    .doc = "Sets every element to 0.",
    .flags = OP_INPLACE_ONLY | OP_ANY_DEVICE | OP_WRITES_EXPANDED,
    .meta = self_meta,
    .ref = zeros_ref,
    .grad = zero_grad_rule,
    .samples = TEXTS("T[2,3]", "T[2,3]:n", "T[]", "T[0]", "T[2,3]:t", "T[4,6]:s", "T[3]", "T[300,300]"),
    .dtypes = DTYPES_ALL,
};
