/* SPDX-License-Identifier: MIT */
/* outcome.h - one run of a sample: results, gradients or error; and comparing two of them. */
#ifndef OUTCOME_H
#define OUTCOME_H
#include "sample.h"

enum { OUTCOME_MAX = 32 };
typedef struct outcome {
    sample sample;
    int count;                                   /* results, or -1: the error below */
    rush_tensor *results[OUTCOME_MAX];
    int grad_count;                              /* = sample.ntensors if gradients were asked for and there are any */
    rush_tensor *grads[SAMPLE_MAX_TENSORS];      /* of sum(results * weights) by tensor of the sample; NULL: none */
    char error[1024];
} outcome;

/* Runs a sample in the innermost scope. gradient: every float tensor requires grad, and gradients with respect to all
   of them are taken; the weights of result k are sample_weights with key "wk". */
void outcome_run(outcome *o, const rush_op *row, const char *text, rush_dtype dtype, sample_layout layout, bool inplace, bool gradient);

/* |a - b| <= relative * |b| + absolute * (greatest finite |b|); infinities and NaNs must agree */
typedef struct tolerance { double relative, absolute; } tolerance;
tolerance tolerance_of(const rush_op *row, rush_dtype dtype, bool gradient);
/* Do the values agree (integers and bool: exactly), of equal dtype and shape? `why` (300 characters) says where not. */
bool tensor_close(const rush_tensor *a, const rush_tensor *b, tolerance t, char *why);
/* one element: `scale` is the greatest finite |b| */
bool number_close(double a, double b, tolerance t, double scale);
#endif
