/* SPDX-License-Identifier: MIT */
/* create.h - what ops that make tensors out of nothing share. */
#ifndef OPS_CREATE_H
#define OPS_CREATE_H
#include "ops/op.h"

/* Makes result 0 of a shape (strides: contiguous if NULL); the arguments from dtype_arg on are dtype, device, requires_grad. */
bool create_out(call *c, int dtype_arg, rush_dtype fallback, int64_t ndim, const int64_t *shape, const int64_t *strides);
/* the dtype that create_out will take */
static inline rush_dtype create_dtype(call *c, int dtype_arg, rush_dtype fallback) {
    return HAS(c, dtype_arg) ? (rush_dtype)INT_ARG(c, dtype_arg) : fallback;
}
/* Sets every element of t to a number, converted to its dtype. */
void create_fill(rush_tensor *t, const value *number);
/* What a dtype holds; exact: as far up as every whole number is one of it. PyTorch's errors name the type as C++ does: as the type of
   an element, and as what a number is converted to. */
typedef struct number_limits { const char *name, *converted; double least, most; int64_t exact; } number_limits;
const number_limits *number_limits_of(rush_dtype dtype);
#endif
