/* SPDX-License-Identifier: MIT */
/* sort.h - sorting by keys: what sort, topk, unique and searchsorted share. */
#ifndef OPS_SORT_H
#define OPS_SORT_H
#include "ops/op.h"

typedef struct sort_pair { uint64_t key; int64_t index; } sort_pair;

/* An unsigned number with the order of the element: NaN is the largest, -0.0 and 0.0 are equal. */
uint64_t sort_key(const char *p, rush_dtype dtype);
/* The pairs of n elements `step` bytes apart and their numbers 0, 1, …; flip is xored to each key. */
void sort_make_pairs(sort_pair *pairs, const char *from, int64_t step, rush_dtype dtype, int64_t n, uint64_t flip);
/* Sorts n pairs by key, stable; spare has room for n more; keys have `bytes` bytes. */
void sort_pairs(sort_pair *a, sort_pair *spare, int64_t n, int bytes);
#endif
