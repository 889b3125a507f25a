/* SPDX-License-Identifier: MIT */
/* upsample.h - what the upsampling ops and their kernels share: for each output place along an axis, the one or two input
   places that it mixes, and their weights. */
#ifndef OPS_UPSAMPLE_H
#define OPS_UPSAMPLE_H
#include "ops/op.h"

typedef struct upsample_tap { int64_t place[2]; double weight[2]; } upsample_tap;

/* [.., H, W]; one dimension has H of size 1. */
typedef struct upsample_plan {
    int64_t planes, in[2], out[2];
    int taps, row_taps;                            /* along W and H: 1 nearest (or no H), 2 linear */
    const upsample_tap *axis[2];                   /* [out[0]], [out[1]] */
} upsample_plan;

/* The plan of an upsampling call, or of its gradient (op_upsample_input). Tables are dropped at the end of the call. */
bool upsample_plan_make(call *c, upsample_plan *p);
#endif
