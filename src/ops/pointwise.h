/* SPDX-License-Identifier: MIT */
/* pointwise.h - elementwise ops: one row of pointwise.def each.
   A row is POINTWISE(name, arity, kind, schema, flags, formula, style, dA, dB, dD, needs, doc, check, samples…):
     arity    UNARY, BINARY, TERNARY: the first arguments of the schema are the operands A, B, D; the rest are parameters P(0), P(1) …
     kind     which dtypes it computes in and what comes out: see pointwise_kind
     formula  of A, B, D, P(i), K(1.5) (a constant) with the functions of cpu/pointwise_{loops,float,int}.h (ADD, SEL, GT, EXP …)
     style    how the gradient is computed: OPS (dA … are evaluated with tensor ops), FUSED (one kernel of their own;
              with tensor ops while a graph is being created), NO_GRAD
     dA …     the gradient of each operand, of G (the result's gradient), A, B, D, Y (the result), P(i), K(c); 0 where there is none
     needs    what dA, dB, dD use of A, B, D, Y: a set for each, as in saves_for: ARG(0) … OUT(0)
     check    a function that refuses arguments before anything else, or NULL
     samples  TEXTS(…) beyond those that every row of its arity and kind gets */
#ifndef OPS_POINTWISE_H
#define OPS_POINTWISE_H
#include "core/device.h"
#include "ops/op.h"
#include "ops/pointwise_loop.h"

typedef enum pointwise_kind {
    PW_FLOAT,      /* floats; integers and bool are computed in the default float type */
    PW_TRIG,       /* as FLOAT; blocks with huge arguments take the slow functions */
    PW_FLOATS,     /* floats only */
    PW_ARITH,      /* all dtypes, the result has the common dtype; bool as 0 and 1, stored as (value != 0) */
    PW_NUMBER,     /* as ARITH, without bool */
    PW_DIVISION = PW_NUMBER, /* blocks with huge quotients take the slow functions */
    PW_COMPARE,    /* all dtypes in, bool out */
    PW_BITS,       /* integers and bool */
    PW_INTEGER     /* integers */
} pointwise_kind;
typedef enum pointwise_style { PW_NO_GRAD, PW_OPS, PW_FUSED } pointwise_style;

typedef struct pointwise_row {
    int index;                                   /* PW_INDEX_name */
    uint8_t arity, kind, style;
    bool (*check)(call *c);
    rush_operand (*derivative[3])(backward *c);  /* with tensor ops */
} pointwise_row;

/* of the ISA level in use; the reference */
const pointwise_loops *pointwise_fast(void);
extern const pointwise_loops pointwise_ref;

bool pointwise_meta(call *c);
/* The order of dimensions in the memory of the first `arity` arguments decides the result's strides, as in PyTorch: the first of
   them that tells two dimensions apart rules. */
void pointwise_result_strides(const call *c, int arity, int ndim, const int64_t *shape, int64_t *strides);
bool pointwise_run(call *c);
bool pointwise_run_ref(call *c);
bool pointwise_grad(backward *c);

/* The dtype that operands of a call compute in (tensors, 0-d tensors and numbers rank apart). */
rush_dtype promote_values(const value *args, int count);

/* derivative texts evaluated with tensor ops: numbers fold, tensors go through the public ops */
rush_operand tensor_operand(backward *c, int i); /* operand i; integers and bool as the gradient's dtype, as the kernels see them */
rush_operand tensor_op(backward *c, int pw_index, int count, rush_operand a, rush_operand b, rush_operand d);
rush_operand tensor_missing(backward *c, const char *what);
rush_operand tensor_select(backward *c, rush_operand condition, rush_operand a, rush_operand b);

/* to = condition ? a : b, numbers or tensors, all broadcast to to's shape (where.c) */
bool select_into(call *c, rush_tensor *to, const rush_tensor *condition, const value *a, const value *b);

/* The node's name where PyTorch numbers the overloads of an op: numbers and tensors, in place or not. */
const char *pointwise_grad_name(const call *c);
/* refuses dtypes that the op's kind has no loops for, in PyTorch's words */
bool pointwise_check_kind(const call *c, rush_dtype compute);

/* checks (pointwise_check.c) */
bool check_no_bool_negative(call *c);
bool check_no_bool_subtract(call *c);
bool check_alpha(call *c);
bool check_divisor(call *c);
bool check_integer_power(call *c);
bool check_relu(call *c);
bool check_hardtanh(call *c);
bool check_celu(call *c);
bool check_gelu(call *c);
bool check_round(call *c);
bool check_clamp(call *c);
bool check_lerp(call *c);
bool check_addcdiv(call *c);
bool check_polygamma(call *c);
bool check_heaviside(call *c);
bool check_softshrink(call *c);
#endif
