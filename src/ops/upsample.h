/* SPDX-License-Identifier: MIT */
/* upsample.h - what the resizing ops and their kernels share: for each output place along an axis, the input places that it
   mixes, and their weights. */
#ifndef OPS_UPSAMPLE_H
#define OPS_UPSAMPLE_H
#include "ops/op.h"

enum { UPSAMPLE_NEAREST, UPSAMPLE_NEAREST_EXACT, UPSAMPLE_LINEAR, UPSAMPLE_CUBIC, UPSAMPLE_LINEAR_AA, UPSAMPLE_CUBIC_AA, UPSAMPLE_AREA };
enum { UPSAMPLE_DIMS = 3 };

/* Output place o mixes count[o] (at most taps) input places place[o * taps + k] by weight[o * taps + k]. */
typedef struct upsample_axis {
    int64_t in, out, taps;
    int64_t *count, *place;
    double *weight;
} upsample_axis;

/* [planes, D, H, W]; missing leading dimensions have size 1. */
typedef struct upsample_plan {
    int64_t planes;
    bool nearest; /* one place, of weight 1, everywhere */
    upsample_axis axis[UPSAMPLE_DIMS];
} upsample_plan;

/* The plan of a resizing call, or of its gradient (op_upsample_input). Tables are dropped at the end of the call. */
bool upsample_plan_make(call *c, upsample_plan *p);
/* refuses what PyTorch has no kernel for; makes the result */
bool upsample_meta(call *c);
bool upsample_ref(call *c);
bool upsample_grad(backward *c);
#endif
