/* SPDX-License-Identifier: MIT */
/* reduce.h - what reductions over dimensions share. */
#ifndef OPS_REDUCE_H
#define OPS_REDUCE_H
#include "ops/op.h"

/* dims (kind INTS; NONE or empty: all) of a tensor of ndim dims as a bit set; PyTorch's errors for range and repeats */
bool reduce_dims(call *c, const value *dims, int ndim, uint64_t *mask);
/* the shape that is left: reduced dims dropped, or of size 1 with keepdim */
int reduce_shape(const rush_tensor *t, uint64_t mask, bool keepdim, int64_t *shape);
/* Makes result i of that shape. */
bool reduce_out(call *c, int i, rush_dtype dtype, const rush_tensor *t, uint64_t mask, bool keepdim);
/* how many elements go into each result */
int64_t reduce_count(const rush_tensor *t, uint64_t mask);

/* A reduction as a reference kernel sees it: for each result in row-major order, `run` gets the elements that go into it. */
typedef struct reduce_walk {
    int kept, reduced;                          /* numbers of dimensions */
    int64_t shape[2][RUSH_MAX_DIMS];            /* [0] kept, [1] reduced */
    int64_t strides[2][RUSH_MAX_DIMS];          /* of the input, in bytes */
    int64_t results, count;
} reduce_walk;
void reduce_walk_init(reduce_walk *w, const rush_tensor *t, uint64_t mask);
/* byte offset of element i (row-major) of the kept (0) or the reduced (1) dimensions */
int64_t reduce_offset(const reduce_walk *w, int which, int64_t i);

/* In a derivative: g, which has lost the reduced dims, with them back as size 1. */
rush_tensor *reduce_restore(backward *c, rush_tensor *g, const value *dims, bool keepdim, rush_shape input);
#endif
