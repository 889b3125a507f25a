/* SPDX-License-Identifier: MIT */
/* softmax.h - what softmax's kernels share. */
#ifndef OPS_SOFTMAX_H
#define OPS_SOFTMAX_H
#include "ops/op.h"

/* Lines along a dimension of contiguous tensors of one float type: element i of line k lies at (k / inner) n inner + i inner + k % inner.
   forward: out from a (x); backward: out from a (g) and b (y). */
typedef struct softmax_job {
    void *out;
    const void *a, *b;
    int64_t outer, n, inner;
    rush_dtype dtype;       /* RUSH_FLOAT32 or RUSH_FLOAT64 */
    bool log, backward;
} softmax_job;
typedef void (*softmax_engine)(const softmax_job *job);

/* The kernel of softmax, log_softmax and their derivatives: half types are computed in float32. */
bool softmax_run(call *c, softmax_engine engine);
#endif
