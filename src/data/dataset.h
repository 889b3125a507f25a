/* SPDX-License-Identifier: MIT */
/* dataset.h - what a data set is to the loader: samples through transforms, and how much memory they take on the way. */
#ifndef DATA_DATASET_H
#define DATA_DATASET_H
#include <rushlight/data.h>
#include <rushlight/random.h>
#include <rushlight/tensor.h>

#include "core/scope.h"

typedef struct dataset_transform dataset_transform;
/* from and to are the same memory for a transform that works in place. */
typedef bool (*dataset_apply)(const dataset_transform *t, const uint8_t *from, uint8_t *to, rush_generator *g);

struct dataset_transform {
    dataset_apply apply;
    bool moves;                   /* reads one memory and writes another: `after` may be of another shape */
    rush_field before, after;     /* their dims lie in dims */
    int64_t dims[2][RUSH_MAX_DIMS];
    int64_t padding;
    double p;
    int64_t channels;
    double *mean, *std;           /* [channels], one block */
    rush_transform_function function;
    void *user;
};

struct rush_dataset_parts {
    rush_field fields[RUSH_MAX_FIELDS], raw; /* raw: field 0 as get writes it */
    int64_t dims[RUSH_MAX_FIELDS][RUSH_MAX_DIMS], raw_dims[RUSH_MAX_DIMS];
    dataset_transform **transforms;
    int transform_count, last_move;  /* last_move: the last one that moves, or -1 */
    _Atomic int loaders;             /* that use it: transforms can no longer be added */
};

/* Bytes of one sample's field. */
size_t dataset_field_bytes(const rush_field *f);
/* Workspace that dataset_sample needs; 0: none. */
size_t dataset_scratch_bytes(const rush_dataset *d);
/* One sample through the transforms, to out[f]. On failure an error is pending that names the sample. */
bool dataset_sample(rush_dataset *d, int64_t index, void *const *out, uint8_t *scratch, rush_generator *g);
/* What a pending NULL means: an error is pending already, or this records a TypeError. Returns false. */
bool dataset_missing(rush_site site, const char *op, const char *what);
#endif
