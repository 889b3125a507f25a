/* SPDX-License-Identifier: MIT */
/* attention.h - softmax(scale q k^T + mask) v by tiles, and its derivative: what passes between the adapter and the
   kernels of one instruction set. */
#ifndef CPU_ATTENTION_H
#define CPU_ATTENTION_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Strides in elements: those of the batch dimensions, then of rows and columns. Columns of all but masks lie together. */
typedef struct attention_view { char *data; const int64_t *strides; } attention_view;

typedef struct attention_job {
    int batch_dims;
    const int64_t *batch_shape;
    int64_t batch, queries, keys, size, value_size;
    double scale;
    bool causal;
    bool mask_bool;                          /* else it is added, in the kernels' element type */
    attention_view q, k, v, mask;            /* mask.data may be NULL */
    attention_view out, lse;                 /* lse [batch, queries] contiguous: log of the sum of exp of the scores */
    attention_view grad, grad_q, grad_k, grad_v; /* backward; those not wanted have no data */
    int64_t tiles;                           /* forward: tiles of queries per member of the batch */
    atomic_bool failed;                      /* no memory for a tile */
} attention_job;

enum { ATTENTION_QUERIES = 64, ATTENTION_KEYS = 256 }; /* a tile */

typedef struct attention_kernels {
    void (*forward)(void *job, int64_t block);  /* one tile of queries of one member */
    void (*backward)(void *job, int64_t block); /* one member of the batch */
} attention_kernels;
#endif
