/* SPDX-License-Identifier: MIT */
/* conv.h - what the three convolution primitives and their kernels share.
   All three are parts of one sum, over samples n, groups, positions o of y and taps t:
       y[n,k,o] += x[n,c,i] w[k,c,t]      with  i = o * stride + t * dilation - pad   in each dimension.
   convolution computes y; transposed, it computes x; the gradients are the same three with the roles exchanged. */
#ifndef OPS_CONV_H
#define OPS_CONV_H
#include "ops/op.h"

enum { CONV_DIMS = 3 };

/* 1- and 2-dimensional problems have leading dimensions of size 1. */
typedef struct conv_geometry {
    int64_t n, groups, c, k;                       /* channels of x and y in a group */
    int64_t x[CONV_DIMS], y[CONV_DIMS], w[CONV_DIMS];
    int64_t stride[CONV_DIMS], pad[CONV_DIMS], dilation[CONV_DIMS];
} conv_geometry;

typedef enum conv_role { CONV_X, CONV_W, CONV_Y } conv_role;

/* The tensors of a problem by conv_role; one of them is the call's result. */
typedef struct conv_problem {
    conv_geometry g;
    conv_role result;
    const rush_tensor *t[3];
    const rush_tensor *bias;                       /* [channels of the result], or NULL */
} conv_problem;

/* Reads the problem off a call of convolution, convolution_input or convolution_weight whose result is made. */
conv_problem conv_problem_of(const call *c);

/* The text of a list of sizes: "(8 x 8)". */
const char *conv_sizes_text(int n, const int64_t *sizes, char *buffer, size_t size);
#define CONV_SIZES_TEXT(n, sizes) conv_sizes_text(n, sizes, (char[128]){ 0 }, 128)
#endif
