/* SPDX-License-Identifier: MIT */
/* norm.h - what layer_norm, group_norm and batch_norm share: elements are normalised in groups and scaled by channel. */
#ifndef OPS_NORM_H
#define OPS_NORM_H
#include "ops/op.h"

/* An input seen as [batch, channels, spatial], in this order in memory, or [batch, spatial, channels] with channels_last.
     NORM_LAYER  a group is a row: all channels of one batch entry (spatial is 1)
     NORM_GROUP  a group is `width` neighbouring channels of one batch entry, with their spatial extent
     NORM_BATCH  a group is a channel
   x^ = (x - mean) rstd with rstd = 1 / sqrt(var + eps) of the group;  y = x^ w + b with w, b of the channel */
typedef enum norm_kind { NORM_LAYER, NORM_GROUP, NORM_BATCH } norm_kind;

typedef struct norm_job {
    norm_kind kind;
    rush_dtype dtype;                /* of everything below: RUSH_FLOAT32 or RUSH_FLOAT64 */
    int64_t batch, channels, spatial, width, groups;
    bool channels_last;
    bool given;                      /* mean and rstd are given and constant: batch_norm in evaluation */
    double eps;
    const void *x, *g, *weight, *bias;   /* weight and bias may be NULL */
    void *out;                       /* y, or dx (NULL: not wanted) */
    void *mean, *rstd;               /* of each group */
    double *var;                     /* NORM_BATCH forward: the groups' variances (biased), or NULL */
    void *dweight, *dbias;           /* NULL: not wanted */
} norm_job;

/* Computes y, mean and rstd (forward), or dx, dweight and dbias (backward). */
typedef bool (*norm_engine)(call *c, const norm_job *job, bool back);
bool norm_reference(call *c, const norm_job *job, bool back);

/* The kernels of the ops on either engine. */
bool norm_layer(call *c, norm_engine run);
bool norm_layer_backward(call *c, norm_engine run);
bool norm_group(call *c, norm_engine run);
bool norm_group_backward(call *c, norm_engine run);
bool norm_batch(call *c, norm_engine run);
bool norm_batch_backward(call *c, norm_engine run);

/* float64, or float32 for all else */
rush_dtype norm_dtype(const rush_tensor *x);
/* t as plain memory of that dtype: contiguous, or channels-last if asked for; NULL stays NULL (*ok tells failure) */
const void *norm_data(call *c, const rush_tensor *t, rush_dtype d, bool channels_last, bool *ok);
/* Where the kernel writes result i: its own memory, or that of *made if its dtype is another. */
void *norm_result(call *c, int i, rush_dtype d, rush_tensor **made, bool *ok);
/* copies what was made in another dtype */
bool norm_finish(call *c, rush_tensor *const *made);

/* In a derivative, made of differentiable ops: with gw the gradient by x^, statistics over dims of x,
     dx = rstd (gw - mean(gw) - x^ mean(gw x^)),   *normal = x^ */
rush_tensor *norm_rule(backward *c, rush_tensor *x, rush_tensor *gw, rush_shape dims, double eps, rush_tensor **normal);
#endif
