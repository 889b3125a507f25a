/* SPDX-License-Identifier: MIT */
/* index.h - what ops that take index or mask tensors share. Indices are checked in meta, before anything is written. */
#ifndef OPS_INDEX_H
#define OPS_INDEX_H
#include "ops/op.h"

/* a 0-dimensional tensor counts as one of a single element */
static inline int64_t index_size(const rush_tensor *t, int d) { return t->ndim ? t->shape[d] : 1; }
static inline int index_ndim(const rush_tensor *t) { return t->ndim ? t->ndim : 1; }
/* the sizes of at least one dimension */
static inline const int64_t *index_shape(const rush_tensor *t) {
    static const int64_t one = 1;
    return t->ndim ? t->shape : &one;
}

/* True if every element of an integer tensor is in [low, high); else *bad is the first that is not. Works for tensors on any
   device (they are copied). False with an error set if there is no memory for that. */
bool index_within(call *c, const rush_tensor *index, int64_t low, int64_t high, int64_t *bad);
/* In place, `t` must not share elements with argument 0. */
bool index_check_overlap(call *c, const rush_tensor *t);
/* t for reading while c->out[0] is written: a copy if they share a storage */
const rush_tensor *index_source(call *c, const rush_tensor *t);
/* The index as contiguous int64, negative elements counted from the end of `size`. */
const rush_tensor *index_wrapped(call *c, const rush_tensor *index, int64_t size);

/* how many elements are not zero; -1 with an error set if memory is short */
int64_t index_count_nonzero(call *c, const rush_tensor *t);
/* Coordinate d of the k-th nonzero element goes to out[k * k_step + d * d_step]. */
bool index_put_nonzero(call *c, const rush_tensor *t, int64_t *out, int64_t k_step, int64_t d_step);
/* t broadcast to a shape, contiguous, on the host; dropped at the end of the call */
const rush_tensor *index_expanded(call *c, const rush_tensor *t, int ndim, const int64_t *shape);
#endif
