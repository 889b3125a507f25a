/* SPDX-License-Identifier: MIT */
/* strided.h - walking several tensors of one (broadcast) shape together. Dimensions are put in the order of memory and
   joined where possible, so that kernels see long inner loops; the work is cut into blocks by size for the pool. */
#ifndef CORE_STRIDED_H
#define CORE_STRIDED_H
#include "core/tensor.h"

enum { STRIDED_MAX = 6, STRIDED_BLOCK = 1 << 15 };

typedef struct strided {
    int ndim, count;
    int64_t numel;
    int64_t shape[RUSH_MAX_DIMS];                    /* the innermost dimension first */
    int64_t strides[STRIDED_MAX][RUSH_MAX_DIMS];     /* in bytes */
    char *data[STRIDED_MAX];
} strided;

/* inner: n elements at data[k] + i * strides[k] */
typedef void (*strided_loop)(void *context, char *const *data, const int64_t *strides, int64_t n);

/* Operand 0 fixes the order of dimensions. Each operand's strides are in bytes for `shape` (0 where it is broadcast). */
void strided_init(strided *s, int ndim, const int64_t *shape);
void strided_add(strided *s, char *data, const int64_t *byte_strides);
/* t broadcast to the shape that s was made with */
void strided_add_tensor(strided *s, const rush_tensor *t, int ndim);
void strided_finish(strided *s);
void strided_run(const strided *s, strided_loop loop, void *context);
#endif
