/* SPDX-License-Identifier: MIT */
/* activations.c - elementwise ops made of others: selu, relu6, square, div with a rounding mode, pow of a number, ldexp. */
#include "ops/op.h"

#include <string.h>

/* the other op with these arguments; in place if this call is */
static bool forward_to(call *c, const op *other, const value *args, int nargs) {
    return call_return(c, 0, c->inplace ? op_call_inplace(other, c->site, args, nargs) : op_call(other, c->site, args, nargs));
}

static bool selu_run(call *c) {
    value args[4] = { c->args[0], value_of_double(1.6732632423543772848170429916717), value_of_double(1.0507009873554804934193349852946), value_of_int(1) };
    return forward_to(c, &op_elu, args, 4);
}

const op op_selu = {
    OP_ROW(selu),
    .schema = "selu(Tensor self) -> Tensor",
    .doc = "Scaled elu: scale * (x where x > 0, else alpha * (exp(x) - 1)), with the constants that keep mean 0 and variance 1.",
    .flags = OP_INPLACE | OP_NO_OUT | OP_NN,
    .run = selu_run,
    .samples = TEXTS("T[5]", "T[]", "T[0]", "T[2,3]:t", "T[4,6]:s", "T[2,3]:n", "T[3,4]:e", "T[300,300]"),
    .errors = TEXTS("T[3]:i64", "\"elu_cpu\" not implemented for 'Long'"),
};

static bool relu6_run(call *c) {
    value args[3] = { c->args[0], value_of_int(0), value_of_int(6) };
    return forward_to(c, &op_hardtanh, args, 3);
}

const op op_relu6 = {
    OP_ROW(relu6),
    .schema = "relu6(Tensor self) -> Tensor",
    .doc = "min(max(x, 0), 6) of each element.",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY | OP_NN,
    .run = relu6_run,
    .samples = TEXTS("T[5]", "T[]", "T[0]", "T[2,3]:t", "T[4,6]:s", "T[2,3]:n", "T[9]", "T[300,300]"),
    .errors = TEXTS("T[3]:b", "Bool inputs not supported for hardtanh"),
};

static bool square_run(call *c) {
    value args[2] = { c->args[0], value_of_int(2) };
    return forward_to(c, &op_pow, args, 2);
}

const op op_square = {
    OP_ROW(square),
    .schema = "square(Tensor self) -> Tensor",
    .doc = "Square of each element.",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .run = square_run,
    .samples = TEXTS("T[5]", "T[]", "T[0]", "T[2,3]:t", "T[4,6]:s", "T[2,3]:n", "T[3,4]:e", "T[300,300]"),
};

static bool div_mode_run(call *c) {
    const char *mode = HAS(c, 2) ? c->args[2].u.string : NULL;
    if (!mode) return forward_to(c, &op_div, c->args, 2);
    bool down = strcmp(mode, "floor") == 0;
    CHECK(c, down || strcmp(mode, "trunc") == 0, "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '%s'", mode);
    return forward_to(c, down ? &op_div_floor : &op_div_trunc, c->args, 2);
}

const op op_div_mode = {
    OP_ROW(div_mode),
    .schema = "div.Tensor_mode(Tensor|Scalar self, Tensor|Scalar other, *, str? rounding_mode=None) -> Tensor",
    .doc = "Quotient, rounded down (rounding_mode = floor), towards zero (trunc) or not at all (default).",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .run = div_mode_run,
    .samples = TEXTS("T[2,3], T[2,3]:p, rounding_mode='floor'", "T[2,3], T[3]:p, rounding_mode='trunc'", "T[2,3], 2, rounding_mode='floor'",
                     "T[2,3], -0.75, rounding_mode='floor'", "T[2,3]:n, 0.5, rounding_mode='trunc'", "T[], T[]:p, rounding_mode='floor'",
                     "T[0], 2, rounding_mode='trunc'", "T[2,3]:t, T[3,1]:p, rounding_mode='floor'", "T[300,300], 0.3, rounding_mode='floor'"),
    .errors = TEXTS("T[2], 2, rounding_mode='x'", "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found 'x'",
                    "T[2]:i64, 0, rounding_mode='floor'", "ZeroDivisionError"),
};

static bool pow_scalar_run(call *c) { return forward_to(c, &op_pow, c->args, 2); }

const op op_pow_scalar = {
    OP_ROW(pow_scalar),
    .schema = "pow.Scalar(Scalar self, Tensor exponent) -> Tensor",
    .doc = "The number self to the power of each element.",
    .flags = OP_OUT_NOT_PARTLY,
    .run = pow_scalar_run,
    .samples = TEXTS("2, T[5]", "0.5, T[2,3]", "0, T[5]", "1, T[]", "2, T[0]", "3.5, T[2,3]:t", "2, T[2,3]:n", "1.1, T[300,300]"),
};

static bool ldexp_run(call *c) {
    value two[2] = { value_of_double(2), c->args[1] };
    rush_tensor *power = op_call(&op_pow, c->site, two, 2);
    value args[2] = { c->args[0], value_tensor(power) };
    return power && forward_to(c, &op_mul, args, 2);
}

const op op_ldexp = {
    OP_ROW(ldexp),
    .schema = "ldexp.Tensor(Tensor self, Tensor other) -> Tensor",
    .doc = "self * 2^other, elementwise.",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .run = ldexp_run,
    .samples = TEXTS("T[5], T[5]", "T[], T[]", "T[0], T[0]", "T[3,1], T[1,4]", "T[2,3]:t, T[3,2]", "T[4,6]:s, T[3]:i5", "T[3,4]:e, T[3,4]", "T[2,3]:n, T[3]", "T[300,300], T[300,300]:i5"),
};
