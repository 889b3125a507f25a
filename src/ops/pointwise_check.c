/* SPDX-License-Identifier: MIT */
/* pointwise_check.c - what single elementwise ops refuse, in PyTorch's words. */
#include "ops/pointwise.h"

#include <string.h>

static bool is_bool(const value *v) {
    return v->kind == RUSH_VALUE_BOOL || (v->kind == RUSH_VALUE_TENSOR && v->u.t->dtype == RUSH_BOOL);
}

bool check_no_bool_negative(call *c) {
    CHECK(c, !is_bool(&c->args[0]),
          "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` "
          "operator instead.");
    return true;
}

bool check_alpha(call *c) {
    const value *alpha = &c->args[2];
    if (LIKELY(alpha->kind == RUSH_VALUE_INT && alpha->u.i == 1)) return true;
    rush_dtype d = promote_values(c->args, 2);
    CHECK(c, alpha->kind != RUSH_VALUE_BOOL || d == RUSH_BOOL, "Boolean alpha only supported for Boolean results.");
    CHECK(c, dtype_is_float(d) || alpha->kind != RUSH_VALUE_FLOAT, "For integral input tensors, argument alpha must not be a floating point number.");
    return true;
}

bool check_no_bool_subtract(call *c) {
    bool a = is_bool(&c->args[0]), b = is_bool(&c->args[1]);
    CHECK(c, !(a && b),
          "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.");
    CHECK(c, !(a || b),
          "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` "
          "operator instead.");
    return check_alpha(c);
}

#define FIND_ZERO(T) \
    for (int64_t i = 0; i < n; i++) found |= *(const T *)(const void *)(data + i * step * (int64_t)sizeof(T)) == 0
static bool row_has_zero(const char *data, size_t size, int64_t n, int64_t step) {
    bool found = false;
    switch (size) {
    case 1: FIND_ZERO(uint8_t); break;
    case 2: FIND_ZERO(uint16_t); break;
    case 4: FIND_ZERO(uint32_t); break;
    default: FIND_ZERO(uint64_t); break;
    }
    return found;
}

/* is a number or an element of an integer tensor zero? */
static bool any_zero(const value *v) {
    if (v->kind == RUSH_VALUE_INT || v->kind == RUSH_VALUE_BOOL) return v->u.i == 0;
    if (v->kind != RUSH_VALUE_TENSOR || dtype_is_float((rush_dtype)v->u.t->dtype) || !tensor_on_host(v->u.t) || !v->u.t->numel) return false;
    const rush_tensor *t = v->u.t;
    const char *data = tensor_data(t);
    size_t size = dtype_size((rush_dtype)t->dtype);
    if (tensor_is_contiguous(t)) return row_has_zero(data, size, t->numel, 1);
    int last = t->ndim - 1;
    int64_t index[RUSH_MAX_DIMS] = { 0 }, at = 0;
    for (int64_t rows = t->numel / t->shape[last]; rows > 0; rows--) {
        if (row_has_zero(data + at * (int64_t)size, size, t->shape[last], t->strides[last])) return true;
        for (int d = last - 1; d >= 0; d--) {
            at += t->strides[d];
            if (++index[d] < t->shape[d]) break;
            at -= index[d] * t->strides[d];
            index[d] = 0;
        }
    }
    return false;
}

bool check_divisor(call *c) {
    rush_dtype d = promote_values(c->args, 2);
    if (dtype_is_float(d) || d == RUSH_BOOL) return true;
    CHECK(c, !any_zero(&c->args[1]), "ZeroDivisionError");
    return true;
}

bool check_integer_power(call *c) {
    const rush_tensor *self = TENSOR(c, 0);
    if (c->inplace && !dtype_is_float((rush_dtype)self->dtype) && c->args[1].kind == RUSH_VALUE_FLOAT)
        CHECK(c, false, "Found dtype %s but expected %s", dtype_table[self->dtype].torch_name, dtype_table[dtype_default()].torch_name);
    if (dtype_is_float(promote_values(c->args, 2))) return true;
    CHECK(c, (c->args[1].kind != RUSH_VALUE_INT && c->args[1].kind != RUSH_VALUE_BOOL) || c->args[1].u.i >= 0,
          "Integers to negative integer powers are not allowed.");
    return true;
}

bool check_relu(call *c) {
    CHECK(c, !is_bool(&c->args[0]), "Boolean inputs not supported for relu");
    return true;
}

bool check_hardtanh(call *c) {
    CHECK(c, !is_bool(&c->args[0]), "Bool inputs not supported for hardtanh");
    const rush_tensor *self = TENSOR(c, 0);
    CHECK(c, self->dtype != RUSH_UINT8 || (value_int(&c->args[1]) >= 0 && value_int(&c->args[2]) >= 0), "cannot do hardtanh on an unsigned type with negative limits");
    return true;
}

bool check_celu(call *c) {
    CHECK(c, FLOAT_ARG(c, 1) != 0, "ZeroDivisionError: alpha cannot be 0 for CELU");
    return true;
}

bool check_gelu(call *c) {
    const char *how = c->args[1].kind == RUSH_VALUE_STRING ? c->args[1].u.string : "none";
    CHECK(c, strcmp(how, "none") == 0 || strcmp(how, "tanh") == 0, "approximate argument must be either none or tanh.");
    return true;
}

bool check_round(call *c) {
    const rush_tensor *self = TENSOR(c, 0);
    CHECK(c, c->nargs < 2 || INT_ARG(c, 1) == 0 || dtype_is_float((rush_dtype)self->dtype), "\"round_cpu\" not implemented for '%s'",
          dtype_table[self->dtype].torch_name);
    return true;
}

bool check_clamp(call *c) {
    CHECK(c, HAS(c, 1) || HAS(c, 2), "torch.clamp: At least one of 'min' or 'max' must not be None");
    return true;
}

bool check_lerp(call *c) {
    static const char *const names[] = { "self", "end", "weight" };
    static const char *const types[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = "float", [RUSH_FLOAT64] = "double", [RUSH_FLOAT16] = "c10::Half", [RUSH_BFLOAT16] = "c10::BFloat16", [RUSH_INT64] = "long int",
        [RUSH_INT32] = "int", [RUSH_INT16] = "short int", [RUSH_INT8] = "signed char", [RUSH_UINT8] = "unsigned char", [RUSH_BOOL] = "bool",
    };
    const rush_tensor *self = TENSOR(c, 0);
    for (int i = 1; i < 3; i++) {
        const rush_tensor *t = TENSOR(c, i);
        CHECK(c, !t || t->dtype == self->dtype || t->base.flags & TENSOR_WRAPPED_NUMBER, "expected dtype %s for `%s` but got dtype %s", types[self->dtype], names[i],
              types[t->dtype]);
    }
    if (!dtype_is_float((rush_dtype)self->dtype)) return pointwise_check_kind(c, (rush_dtype)self->dtype); /* a weight of 0.5 does not make it float */
    return true;
}

bool check_addcdiv(call *c) {
    CHECK(c, dtype_is_float(promote_values(c->args + 1, 2)) || dtype_is_float(promote_values(c->args, 3)),
          "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. "
          "The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as "
          "(input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / "
          "tensor2), for all dtypes.");
    return true;
}

bool check_heaviside(call *c) {
    CHECK(c, TENSOR(c, 0)->dtype == TENSOR(c, 1)->dtype, "heaviside is not yet implemented for tensors with different dtypes.");
    return true;
}

bool check_softshrink(call *c) {
    CHECK(c, FLOAT_ARG(c, 1) >= 0, "lambda must be greater or equal to 0, but found to be %g.", FLOAT_ARG(c, 1));
    return true;
}

bool check_polygamma(call *c) {
    CHECK(c, INT_ARG(c, 1) >= 0, "polygamma(n, x) does not support negative n.");
    return true;
}

/* ---- dtypes that an op has no loops for: PyTorch names the kernel ---- */

bool pointwise_check_kind(const call *c, rush_dtype compute) {
    static const struct { int index; const char *name; } kernels[] = {
        { OP_INDEX_addcmul, "addcmul_cpu_out" }, { OP_INDEX_bitwise_left_shift, "lshift_cpu" }, { OP_INDEX_bitwise_right_shift, "rshift_cpu" },
        { OP_INDEX_ceil, "ceil_vml_cpu" }, { OP_INDEX_celu, "elu_cpu" }, { OP_INDEX_floor, "floor_vml_cpu" }, { OP_INDEX_gelu, "GeluKernelImpl" },
        { OP_INDEX_logsigmoid, "log_sigmoid_cpu" }, { OP_INDEX_pow, "pow" }, { OP_INDEX_round, "round_vml_cpu" }, { OP_INDEX_trunc, "trunc_vml_cpu" },
    };
    bool ok = true;
    switch ((pointwise_kind)c->op->pointwise->kind) {
    case PW_FLOAT:
    case PW_TRIG:
    case PW_ARITH:
    case PW_COMPARE: break;
    case PW_FLOATS: ok = dtype_is_float(compute); break;
    case PW_NUMBER: ok = compute != RUSH_BOOL; break;
    case PW_BITS: ok = !dtype_is_float(compute); break;
    case PW_INTEGER: ok = dtype_is_integral(compute); break;
    }
    if (ok) return true;
    char name[64];
    snprintf(name, sizeof name, "%s_cpu", c->op->name);
    if (c->op->index == OP_INDEX_lerp) snprintf(name, sizeof name, "lerp_kernel_%s", TENSOR(c, 2) ? "tensor" : "scalar");
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (kernels[i].index == c->op->index) snprintf(name, sizeof name, "%s", kernels[i].name);
    CHECK(c, false, "\"%s\" not implemented for '%s'", name, dtype_table[compute].torch_name);
    return false;
}

/* ---- names of nodes ---- */

const char *pointwise_grad_name(const call *c) {
#define IS_TENSOR(i) (c->nargs > (i) && TENSOR(c, i))
    switch (c->op->index) { /* by whether an argument is a number or a tensor */
    case OP_INDEX_clamp: return IS_TENSOR(1) || IS_TENSOR(2) ? "ClampBackward0" : "ClampBackward1";
    case OP_INDEX_clamp_max: return IS_TENSOR(1) ? "ClampMaxBackward1" : "ClampMaxBackward0";
    case OP_INDEX_clamp_min: return IS_TENSOR(1) ? "ClampMinBackward1" : "ClampMinBackward0";
    case OP_INDEX_copysign: return IS_TENSOR(1) ? "CopysignBackward0" : "CopysignBackward1";
    case OP_INDEX_xlogy: return !IS_TENSOR(0) ? "XlogyBackward1" : IS_TENSOR(1) ? "XlogyBackward0" : "XlogyBackward2";
    case OP_INDEX_special_xlog1py: return !IS_TENSOR(0) ? "SpecialXlog1PyBackward1" : IS_TENSOR(1) ? "SpecialXlog1PyBackward0" : "SpecialXlog1PyBackward2";
    case OP_INDEX_special_zeta: return !IS_TENSOR(0) ? "SpecialZetaBackward1" : IS_TENSOR(1) ? "SpecialZetaBackward0" : "SpecialZetaBackward2";
    case OP_INDEX_special_i0e: return "SpecialI0EBackward0";
    case OP_INDEX_special_i1e: return "SpecialI1EBackward0";
    case OP_INDEX_deg2rad: return "Deg2RadBackward0";
    case OP_INDEX_rad2deg: return "Rad2DegBackward0";
    case OP_INDEX_div_floor:
    case OP_INDEX_div_trunc: return "DivBackward2";
    case OP_INDEX_fmod: return IS_TENSOR(1) ? "FmodBackward1" : "FmodBackward0";
    case OP_INDEX_lerp: return IS_TENSOR(2) ? "LerpBackward1" : "LerpBackward0";
    case OP_INDEX_log1p: return "Log1PBackward0";
    case OP_INDEX_polygamma_of: return "PolygammaBackward0";
    case OP_INDEX_pow: return !IS_TENSOR(0) ? "PowBackward2" : IS_TENSOR(1) ? "PowBackward1" : "PowBackward0";
    case OP_INDEX_remainder: return IS_TENSOR(1) ? "RemainderBackward1" : "RemainderBackward0";
    case OP_INDEX_rsub: return IS_TENSOR(1) ? "RsubBackward0" : "RsubBackward1";
    case OP_INDEX_round: return c->nargs > 1 && INT_ARG(c, 1) ? "RoundBackward1" : NULL;
    case OP_INDEX_celu: return c->inplace ? "CeluBackward1" : NULL;
    case OP_INDEX_elu: return c->inplace ? "EluBackward1" : NULL;
    case OP_INDEX_leaky_relu: return c->inplace ? "LeakyReluBackward1" : NULL;
    case OP_INDEX_threshold: return c->inplace ? "ThresholdBackward1" : NULL;
    default: return NULL;
    }
#undef IS_TENSOR
}
