/* SPDX-License-Identifier: MIT */
/* pointwise_rows.c - pointwise.def turned into op rows; its derivatives as functions over tensors. */
#include "ops/pointwise.h"

#include <math.h>

#define NONE_ ((rush_operand){ .kind = RUSH_KIND_NONE })
#define K(number) rush_operand_float(number)
#define P(i) operand_of_value(&c->args[c->op->pointwise->arity + (i)])
#define G rush_operand_tensor(c->grad)
#define A tensor_operand(c, 0)
#define B tensor_operand(c, 1)
#define D tensor_operand(c, 2)
#define Y rush_operand_tensor(c->out[0])
#define OP1(name, a) tensor_op(c, OP_INDEX_##name, 1, a, NONE_, NONE_)
#define OP2(name, a, b) tensor_op(c, OP_INDEX_##name, 2, a, b, NONE_)
#define ADD(a, b) OP2(add, a, b)
#define SUB(a, b) OP2(sub, a, b)
#define MUL(a, b) OP2(mul, a, b)
#define DIV(a, b) OP2(div, a, b)
#define POW(a, b) OP2(pow, a, b)
#define GT(a, b) OP2(gt, a, b)
#define GE(a, b) OP2(ge, a, b)
#define LT(a, b) OP2(lt, a, b)
#define LE(a, b) OP2(le, a, b)
#define EQ(a, b) OP2(eq, a, b)
#define NE(a, b) OP2(ne, a, b)
#define AND(a, b) OP2(logical_and, a, b)
#define OR(a, b) OP2(logical_or, a, b)
#define DIV_FLOOR(a, b) OP2(div_floor, a, b)
#define DIV_TRUNC(a, b) OP2(div_trunc, a, b)
#define NEG(a) OP1(neg, a)
#define SIGN(a) OP1(sign, a)
#define EXP(a) OP1(exp, a)
#define LOG(a) OP1(log, a)
#define SQRT(a) OP1(sqrt, a)
#define RSQRT(a) OP1(rsqrt, a)
#define SIN(a) OP1(sin, a)
#define COS(a) OP1(cos, a)
#define SINH(a) OP1(sinh, a)
#define COSH(a) OP1(cosh, a)
#define TANH(a) OP1(tanh, a)
#define SIGMOID(a) OP1(sigmoid, a)
#define ERF(a) OP1(erf, a)
#define TANH_SOFTPLUS(a) TANH(OP1(softplus, a))
#define EXP2(a) OP1(exp2, a)
#define LOG1P(a) OP1(log1p, a)
#define CALL1(name, a) OP1(name, a)
#define CALL2(name, a, b) OP2(name, a, b)
#define SPECIAL(name, a) OP1(special_##name, a)
/* b^(a - 1) e^-b / Gamma(a), the density of the gamma distribution */
#define GAMMA_DENSITY(a, b) EXP(SUB(SUB(MUL(SUB(a, K(1)), LOG(b)), b), CALL1(lgamma, a)))
/* what PyTorch has no derivative for */
#define MISSING(what) tensor_missing(c, what)
#define SEL(condition, a, b) tensor_select(c, condition, a, b)

#define DERIVATIVE(name, which, formula) \
    static rush_operand name##_d##which(backward *c) { return (void)c, formula; }
#define FUNCTIONS_NO_GRAD(...)
#define FUNCTIONS_OPS(arity, name, dA, dB, dD) FUNCTIONS_##arity(name, dA, dB, dD)
#define FUNCTIONS_FUSED(arity, name, dA, dB, dD) FUNCTIONS_##arity(name, dA, dB, dD)
#define FUNCTIONS_UNARY(name, dA, dB, dD) DERIVATIVE(name, A, dA)
#define FUNCTIONS_BINARY(name, dA, dB, dD) DERIVATIVE(name, A, dA) DERIVATIVE(name, B, dB)
#define FUNCTIONS_TERNARY(name, dA, dB, dD) DERIVATIVE(name, A, dA) DERIVATIVE(name, B, dB) DERIVATIVE(name, D, dD)
#define POINTWISE(name, arity, kind, schema, flags, formula, style, dA, dB, dD, ...) FUNCTIONS_##style(arity, name, dA, dB, dD)
#include "ops/pointwise.def"
#undef POINTWISE
#undef A
#undef B
#undef D
#undef G
#undef Y
#undef K
#undef P

#define LIST_NO_GRAD(arity, name) { NULL }
#define LIST_OPS(arity, name) LIST_##arity(name)
#define LIST_FUSED(arity, name) LIST_##arity(name)
#define LIST_UNARY(name) { name##_dA }
#define LIST_BINARY(name) { name##_dA, name##_dB }
#define LIST_TERNARY(name) { name##_dA, name##_dB, name##_dD }
#define ARITY_UNARY 1
#define ARITY_BINARY 2
#define ARITY_TERNARY 3
#define NEEDS(a, b, d) { a, b, d }
#define GRAD_NO_GRAD NULL
#define GRAD_OPS pointwise_grad
#define GRAD_FUSED pointwise_grad
#define NAME_NO_GRAD NULL
#define NAME_OPS pointwise_grad_name
#define NAME_FUSED pointwise_grad_name
#define FLAGS_NO_GRAD OP_NO_GRAD
#define FLAGS_OPS 0
#define FLAGS_FUSED 0
#define POINTWISE(n, arity_, kind_, schema_, flags_, formula, style_, dA, dB, dD, needs, doc_, check_, samples_) \
    static const pointwise_row row_##n = { .index = PW_INDEX_##n, .arity = ARITY_##arity_, .kind = PW_##kind_, .style = PW_##style_, \
                                           .check = check_, .derivative = LIST_##style_(arity_, n) }; \
    const op op_##n = { OP_ROW(n), .schema = schema_, .doc = doc_, .flags = (flags_) | FLAGS_##style_, .saves_for = needs, \
                        .meta = pointwise_meta, .ref = pointwise_run_ref, .grad = GRAD_##style_, .grad_name_of = NAME_##style_, .samples = samples_, .pointwise = &row_##n, \
                        .dtypes = DTYPES_##kind_ };
#define DTYPES_ARITH DTYPES_ALL
#define DTYPES_COMPARE DTYPES_ALL
#define DTYPES_NUMBER (DTYPES_FLOAT | DTYPES_INT)
#define DTYPES_TRIG DTYPES_FLOAT
#define DTYPES_DIVISION DTYPES_NUMBER
#define DTYPES_FLOATS DTYPES_FLOAT
#define DTYPES_INTEGER DTYPES_INT
#define DTYPES_BITS (DTYPES_INT | 1u << RUSH_BOOL)
#include "ops/pointwise.def"
