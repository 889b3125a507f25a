/* SPDX-License-Identifier: MIT */
/* pool.h - what the pooling ops and their kernels share: windows over the last 1 to 3 dimensions of each
 * plane. */
#ifndef OPS_POOL_H
#define OPS_POOL_H
#include "ops/op.h"

enum { POOL_DIMS = 3 };

/* Window o covers i = o * stride - pad + t * dilation, t < kernel. Missing leading dimensions have size 1. */
typedef struct pool_geometry {
    int dims; /* 2 or 3 */
    int64_t planes, in[POOL_DIMS], out[POOL_DIMS];
    int64_t kernel[POOL_DIMS], stride[POOL_DIMS], pad[POOL_DIMS], dilation[POOL_DIMS];
    bool ceil_mode, include_pad;
    int64_t divisor; /* 0: by count */
} pool_geometry;

/* Reads kernel_size, stride, padding (and dilation) from the arguments `first` and on; x has shape ...
 * spatial. Unchecked. */
void pool_read(const call *c, pool_geometry *g, int dims, int first, bool dilated, int ndim,
               const int64_t *shape);
/* The checks of PyTorch's max_pool2d, avg_pool2d and their 3-dimensional forms, in its order; fills g->out.
 */
bool pool_check_lists(call *c, const char *name, int dims, int first, bool dilated);
bool pool_check(call *c, pool_geometry *g, int ndim, const int64_t *shape);
/* "op" not implemented for 'Long', unless floating point */
bool pool_check_float(call *c, const char *name, const rush_tensor *t);
/* the result's shape: x's with the windows' counts at the end; returns its length */
int pool_shape(const pool_geometry *g, int ndim, const int64_t *shape, int64_t *out);
/* makes result i like x in memory format (4-d channels-last stays so) */
bool pool_out(call *c, int i, rush_dtype dtype, const rush_tensor *x, int ndim, const int64_t *shape);
/* adaptive windows: [start, end) of window o of n over size */
static inline int64_t pool_start(int64_t o, int64_t n, int64_t size) { return o * size / n; }
static inline int64_t pool_end(int64_t o, int64_t n, int64_t size) { return ((o + 1) * size + n - 1) / n; }

/* Runs `planes` on contiguous tensors: from (and, if not NULL, a second operand and indices) into c->out. */
typedef struct pool_buffers {
    const rush_tensor *a, *b;
    rush_tensor *out, *indices;
} pool_buffers;
/* Contiguous operands of `dtype` (0: as they are) and results; pool_end_buffers copies results of other
 * layout into place. */
bool pool_buffers_make(call *c, pool_buffers *p, const rush_tensor *a, const rush_tensor *b,
                       rush_dtype dtype);
bool pool_buffers_finish(call *c, pool_buffers *p);
#endif
