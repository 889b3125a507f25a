/* SPDX-License-Identifier: MIT */
/* norm.c - BatchNorm1d, BatchNorm2d, LayerNorm, RMSNorm, GroupNorm:
     y = (x - mean) / sqrt(var + eps) weight + bias
   with the mean and variance of a channel over the batch, of a row, or of a group of channels; RMSNorm:
     y = x / sqrt(mean(x^2) + eps) weight */
#include <string.h>

#include "nn/layer.h"

/* ---- BatchNorm ---- */

enum { WEIGHT, BIAS, RUNNING_MEAN, RUNNING_VAR, BATCHES }; /* the entries; NULL: none */
typedef struct batch_layer {
    rush_module base;
    int dims; /* 1 or 2 */
    int64_t features;
    double eps, momentum;
    bool cumulative;
} batch_layer;

static rush_tensor *batch_forward(rush_module *self, rush_tensor *x) {
    const batch_layer *m = (const batch_layer *)(const void *)self;
    const rush_entry *e = self->entries;
    if (!layer_input(self, x)) return NULL;
    if (m->dims == 1 ? x->ndim != 2 && x->ndim != 3 : x->ndim != 4) {
        error_set(RUSH_VALUE_ERROR, module_site(), self->name, "expected %s input (got %dD input)",
                  m->dims == 1 ? "2D or 3D" : "4D", (int)x->ndim);
        return NULL;
    }
    double momentum = m->momentum;
    if (self->training && e[BATCHES].tensor) {
        if (!rush_add_(e[BATCHES].tensor, 1)) return NULL;
        if (m->cumulative) momentum = 1 / rush_item(e[BATCHES].tensor); /* the mean of all batches so far */
    }
    bool own = self->training || !e[RUNNING_MEAN].tensor; /* normalise by the batch's own statistics */
    return rush_batch_norm(x, e[RUNNING_MEAN].tensor, e[RUNNING_VAR].tensor, .weight = e[WEIGHT].tensor,
                           .bias = e[BIAS].tensor, .training = own, .momentum = RUSH_DOUBLE(momentum),
                           .eps = RUSH_DOUBLE(m->eps));
}

static size_t batch_repr(const rush_module *self, char *buffer, size_t size) {
    const batch_layer *m = (const batch_layer *)(const void *)self;
    return (size_t)snprintf(buffer, size, "%lld, eps=%s, momentum=%s, affine=%s, track_running_stats=%s",
                            (long long)m->features, FLOAT_TEXT(m->eps),
                            m->cumulative ? "None" : FLOAT_TEXT(m->momentum),
                            layer_bool(self->entries[WEIGHT].tensor != NULL),
                            layer_bool(self->entries[RUNNING_MEAN].tensor != NULL));
}

static rush_module *batch_new(rush_site site, const char *name, int dims,
                              const rush_batch_norm_layer_args *a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    batch_layer *m = RUSH_MODULE_NEW(batch_layer, name, .forward = batch_forward, .extra_repr = batch_repr);
    if (!m) return module_done(NULL, before);
    m->dims = dims;
    m->features = a->num_features;
    m->eps = a->eps.set ? a->eps.value : 1e-5;
    m->momentum = a->momentum.set ? a->momentum.value : 0.1;
    m->cumulative = a->cumulative;
    rush_module *base = &m->base;
    rush_shape shape = RUSH_SHAPE(m->features);
    bool track = !a->no_track_running_stats;
    layer_constant(base, !a->no_affine, "weight", shape, a->dtype, 1);
    layer_constant(base, !a->no_affine, "bias", shape, a->dtype, 0);
    rush_add_buffer(base, "running_mean", track ? rush_zeros(shape, .dtype = a->dtype) : NULL, false);
    rush_add_buffer(base, "running_var", track ? rush_ones(shape, .dtype = a->dtype) : NULL, false);
    rush_add_buffer(base, "num_batches_tracked", track ? rush_zeros(RUSH_SHAPE(), .dtype = RUSH_INT64) : NULL,
                    false);
    return module_done(base, before);
}

rush_module *rush_batch_norm1d_layer_at(rush_site site, rush_batch_norm_layer_args a) {
    return batch_new(site, "BatchNorm1d", 1, &a);
}
rush_module *rush_batch_norm2d_layer_at(rush_site site, rush_batch_norm_layer_args a) {
    return batch_new(site, "BatchNorm2d", 2, &a);
}

/* ---- LayerNorm, RMSNorm ---- */

/* entries: weight, and LayerNorm's bias (NULL: none) */
typedef struct row_layer {
    rush_module base;
    rush_opt_double eps;
    bool affine;
    int ndim;
    int64_t shape[RUSH_MAX_DIMS];
} row_layer;

static rush_tensor *layer_norm_forward(rush_module *self, rush_tensor *x) {
    const row_layer *m = (const row_layer *)(const void *)self;
    return rush_layer_norm(x, ((rush_shape){ m->shape, m->ndim }), .weight = self->entries[WEIGHT].tensor,
                           .bias = self->entries[BIAS].tensor, .eps = m->eps);
}

static rush_tensor *rms_norm_forward(rush_module *self, rush_tensor *x) {
    const row_layer *m = (const row_layer *)(const void *)self;
    return rush_rms_norm(x, ((rush_shape){ m->shape, m->ndim }), .weight = self->entries[WEIGHT].tensor,
                         .eps = m->eps);
}

static size_t row_repr(const rush_module *self, char *buffer, size_t size) {
    const row_layer *m = (const row_layer *)(const void *)self;
    return (size_t)snprintf(buffer, size, "%s, eps=%s, elementwise_affine=%s", TUPLE_TEXT(m->ndim, m->shape),
                            m->eps.set ? FLOAT_TEXT(m->eps.value) : "None", layer_bool(m->affine));
}

static rush_module *row_new(rush_site site, const char *name, bool rms, const rush_layer_norm_layer_args *a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    row_layer *m = RUSH_MODULE_NEW(row_layer, name, .forward = rms ? rms_norm_forward : layer_norm_forward,
                                   .extra_repr = row_repr);
    if (!m) return module_done(NULL, before);
    rush_shape s = a->normalized_shape;
    if (s.ndim < 1 || s.ndim > RUSH_MAX_DIMS) {
        error_set(RUSH_RUNTIME_ERROR, site, name,
                  "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
                  "element, and at most "
                  "%d-dimensional, but got %lld dimensions",
                  RUSH_MAX_DIMS, (long long)s.ndim);
        return module_done(&m->base, before);
    }
    m->ndim = (int)s.ndim;
    memcpy(m->shape, s.dims, sizeof *m->shape * (size_t)s.ndim);
    m->affine = !a->no_affine;
    m->eps = a->eps;
    if (!rms && !m->eps.set) m->eps = RUSH_DOUBLE(1e-5);
    layer_constant(&m->base, m->affine, "weight", s, a->dtype, 1);
    if (!rms) layer_constant(&m->base, m->affine && !a->no_bias, "bias", s, a->dtype, 0);
    return module_done(&m->base, before);
}

rush_module *rush_layer_norm_layer_at(rush_site site, rush_layer_norm_layer_args a) {
    return row_new(site, "LayerNorm", false, &a);
}
rush_module *rush_rms_norm_layer_at(rush_site site, rush_layer_norm_layer_args a) {
    return row_new(site, "RMSNorm", true, &a);
}

/* ---- GroupNorm ---- */

typedef struct group_layer {
    rush_module base;
    int64_t groups, channels;
    double eps;
} group_layer;

static rush_tensor *group_forward(rush_module *self, rush_tensor *x) {
    const group_layer *m = (const group_layer *)(const void *)self;
    return rush_group_norm(x, m->groups, .weight = self->entries[WEIGHT].tensor,
                           .bias = self->entries[BIAS].tensor, .eps = RUSH_DOUBLE(m->eps));
}

static size_t group_repr(const rush_module *self, char *buffer, size_t size) {
    const group_layer *m = (const group_layer *)(const void *)self;
    return (size_t)snprintf(buffer, size, "%lld, %lld, eps=%s, affine=%s", (long long)m->groups,
                            (long long)m->channels, FLOAT_TEXT(m->eps),
                            layer_bool(self->entries[WEIGHT].tensor != NULL));
}

rush_module *rush_group_norm_layer_at(rush_site site, int64_t groups, rush_group_norm_layer_args a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    group_layer *m =
        RUSH_MODULE_NEW(group_layer, "GroupNorm", .forward = group_forward, .extra_repr = group_repr);
    if (!m) return module_done(NULL, before);
    m->groups = groups;
    m->channels = a.num_channels;
    m->eps = a.eps.set ? a.eps.value : 1e-5;
    if (groups <= 0 || a.num_channels % groups) {
        error_set(RUSH_VALUE_ERROR, site, "GroupNorm", "num_channels must be divisible by num_groups");
        return module_done(&m->base, before);
    }
    rush_shape shape = RUSH_SHAPE(a.num_channels);
    layer_constant(&m->base, !a.no_affine, "weight", shape, a.dtype, 1);
    layer_constant(&m->base, !a.no_affine, "bias", shape, a.dtype, 0);
    return module_done(&m->base, before);
}
