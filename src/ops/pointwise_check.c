/* SPDX-License-Identifier: MIT */
/* pointwise_check.c - what single elementwise ops refuse, in PyTorch's words. */
#include "ops/pointwise.h"

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

/* Does an integer operand hold a value that the test is true of? */
static bool any_int(const value *v, bool (*test)(int64_t)) {
    if (v->kind == RUSH_VALUE_INT || v->kind == RUSH_VALUE_BOOL) return test(v->u.i);
    if (v->kind != RUSH_VALUE_TENSOR || dtype_is_float((rush_dtype)v->u.t->dtype) || !tensor_on_host(v->u.t)) return false;
    const rush_tensor *t = v->u.t;
    const char *data = tensor_data(t);
    size_t size = dtype_size((rush_dtype)t->dtype);
    int64_t index[RUSH_MAX_DIMS] = { 0 }, at = 0;
    for (int64_t i = 0; i < t->numel; i++) {
        if (test(element_load_int(data + at * (int64_t)size, (rush_dtype)t->dtype))) return true;
        for (int d = t->ndim - 1; d >= 0; d--) {
            at += t->strides[d];
            if (++index[d] < t->shape[d]) break;
            at -= index[d] * t->strides[d];
            index[d] = 0;
        }
    }
    return false;
}

static bool is_zero(int64_t v) { return v == 0; }
static bool is_negative(int64_t v) { return v < 0; }

bool check_divisor(call *c) {
    if (dtype_is_float(promote_values(c->args, 2))) return true;
    CHECK(c, !any_int(&c->args[1], is_zero), "ZeroDivisionError");
    return true;
}

bool check_integer_power(call *c) {
    if (dtype_is_float(promote_values(c->args, 2))) return true;
    CHECK(c, c->args[1].kind == RUSH_VALUE_TENSOR || !any_int(&c->args[1], is_negative),
          "Integers to negative integer powers are not allowed.");
    return true;
}
