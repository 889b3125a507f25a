/* SPDX-License-Identifier: MIT */
/* move.h - moving elements between strided memory: as they are, to and from places that an index names, adding, multiplying or
   comparing.
   Strides and steps are in bytes throughout. Results have the same bits for any number of threads: what is written to one
   place is always written by one thread, in the order of the index. */
#ifndef OPS_MOVE_H
#define OPS_MOVE_H
#include "core/strided.h"
#include "ops/op.h"

typedef enum move_kind { MOVE_SET, MOVE_ADD, MOVE_MULTIPLY, MOVE_MAX, MOVE_MIN } move_kind;

/* element i is `scale` times an index (int64) further on */
typedef struct move_places { const char *index; int64_t step, scale; } move_places;

/* to[i] = from[i], to[i] += from[i], *= or the larger or smaller of both (NaN if either is) for n elements in order; from_step may be 0;
   `at`, where it is not NULL, moves the places that are written */
typedef void (*move_inner)(char *to, int64_t to_step, const char *from, int64_t from_step, int64_t n, const move_places *at);
move_inner move_inner_of(move_kind kind, rush_dtype dtype);

/* Sums of float16 and bfloat16 are made in float32: *wide is a float32 copy of t (else t itself); move_narrow brings it back. */
bool move_wide(call *c, rush_tensor *t, rush_tensor **wide);
bool move_narrow(call *c, rush_tensor *t, rush_tensor *wide);

/* strided memory: element 0 and a stride for each dimension of the shape that goes with it */
typedef struct move_part { char *data; int64_t strides[RUSH_MAX_DIMS]; } move_part;
/* t's own dimensions, in order; further ones are 0 */
move_part move_part_of(const rush_tensor *t);

/* to = from for a walk's two operands; no two indices of `to` are one place */
void move_walk(move_inner inner, const strided *walk);
/* the same over a shape */
void move_strided(move_inner inner, int ndim, const int64_t *shape, move_part to, move_part from);

/* to[i] = from[i + index[i] * scale]: `from` has no step in the dimensions that the index replaces */
void move_gather(size_t size, int ndim, const int64_t *shape, move_part to, move_part index, move_part from, int64_t scale);

/* For each line l of a shape and k = 0, 1, … count - 1 in order:  to[l + index[l, k] * scale] op= from[l, k] */
typedef struct move_scatter {
    move_inner inner;
    move_part to, index, from;
    int64_t count, index_step, from_step, scale;
} move_scatter;
void move_scatter_run(const move_scatter *s, int ndim, const int64_t *shape);

/* rows: to[index[k]] += from[k] for k in order, where index[k] is not `skip`; all contiguous, `width` elements a row.
   The threads share out the rows of `to`. */
void move_add_rows(rush_dtype dtype, char *to, int64_t rows, int64_t width, const int64_t *index, const char *from, int64_t count, int64_t skip);
#endif
