/* SPDX-License-Identifier: MIT */
/* pool.c - MaxPool1d/2d, AvgPool1d/2d and the adaptive ones. */
#include <string.h>

#include "nn/layer.h"

typedef struct pool_layer {
    rush_module base;
    int dims;
    bool ceil_mode, no_count_include_pad;
    int64_t kernel[2], stride[2], padding[2], dilation[2];
} pool_layer;

#define POOL ((pool_layer *)(void *)self)
#define SHAPE_OF(member) ((rush_shape){ POOL->member, POOL->dims })
#define POOL_FORWARD(name, expression) \
    static rush_tensor *name##_forward(rush_module *self, rush_tensor *x) { return expression; }

POOL_FORWARD(max_pool1d, rush_max_pool1d(x, SHAPE_OF(kernel), .stride_nd = SHAPE_OF(stride), .padding_nd = SHAPE_OF(padding), .dilation_nd = SHAPE_OF(dilation),
                                         .ceil_mode = POOL->ceil_mode))
POOL_FORWARD(max_pool2d, rush_max_pool2d(x, SHAPE_OF(kernel), .stride_nd = SHAPE_OF(stride), .padding_nd = SHAPE_OF(padding), .dilation_nd = SHAPE_OF(dilation),
                                         .ceil_mode = POOL->ceil_mode))
POOL_FORWARD(avg_pool1d, rush_avg_pool1d(x, SHAPE_OF(kernel), .stride_nd = SHAPE_OF(stride), .padding_nd = SHAPE_OF(padding), .ceil_mode = POOL->ceil_mode,
                                         .no_count_include_pad = POOL->no_count_include_pad))
POOL_FORWARD(avg_pool2d, rush_avg_pool2d(x, SHAPE_OF(kernel), .stride_nd = SHAPE_OF(stride), .padding_nd = SHAPE_OF(padding), .ceil_mode = POOL->ceil_mode,
                                         .no_count_include_pad = POOL->no_count_include_pad))
POOL_FORWARD(adaptive_avg_pool1d, rush_adaptive_avg_pool1d(x, SHAPE_OF(kernel)))
POOL_FORWARD(adaptive_avg_pool2d, rush_adaptive_avg_pool2d(x, SHAPE_OF(kernel)))
POOL_FORWARD(adaptive_max_pool1d, rush_adaptive_max_pool1d(x, SHAPE_OF(kernel)))
POOL_FORWARD(adaptive_max_pool2d, rush_adaptive_max_pool2d(x, SHAPE_OF(kernel)))

/* one number where all dimensions agree, as PyTorch shows what it was given */
static const char *one_or_tuple(int dims, const int64_t *p, char *buffer, size_t size) {
    if (dims == 2 && p[0] != p[1]) return layer_tuple(dims, p, buffer, size);
    snprintf(buffer, size, "%lld", (long long)p[0]);
    return buffer;
}
#define ONE_TEXT(member) one_or_tuple(POOL_CONST->dims, POOL_CONST->member, (char[64]){ 0 }, 64)
#define POOL_CONST ((const pool_layer *)(const void *)self)

static size_t max_repr(const rush_module *self, char *buffer, size_t size) {
    return (size_t)snprintf(buffer, size, "kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s", ONE_TEXT(kernel), ONE_TEXT(stride), ONE_TEXT(padding),
                            ONE_TEXT(dilation), layer_bool(POOL_CONST->ceil_mode));
}

static size_t avg_repr(const rush_module *self, char *buffer, size_t size) {
    const pool_layer *m = POOL_CONST;
    if (m->dims == 1) /* AvgPool1d shows tuples */
        return (size_t)snprintf(buffer, size, "kernel_size=%s, stride=%s, padding=%s", TUPLE_TEXT(1, m->kernel), TUPLE_TEXT(1, m->stride), TUPLE_TEXT(1, m->padding));
    return (size_t)snprintf(buffer, size, "kernel_size=%s, stride=%s, padding=%s", ONE_TEXT(kernel), ONE_TEXT(stride), ONE_TEXT(padding));
}

static size_t adaptive_repr(const rush_module *self, char *buffer, size_t size) { return (size_t)snprintf(buffer, size, "output_size=%s", ONE_TEXT(kernel)); }

static bool spread(int dims, int64_t one, rush_shape each, int64_t *out) {
    if (each.dims && each.ndim != dims)
        return error_set(RUSH_VALUE_ERROR, module_site(), "pool", "got %lld values for %d dimensions", (long long)each.ndim, dims);
    for (int i = 0; i < dims; i++) out[i] = each.dims ? each.dims[i] : one;
    return true;
}

typedef rush_tensor *(*forward_function)(rush_module *, rush_tensor *);
typedef size_t (*repr_function)(const rush_module *, char *, size_t);

static rush_module *pool_new(rush_site site, const char *name, int dims, forward_function forward, repr_function repr, const rush_pool_layer_args *a) {
    rush_site before = module_site_set(site);
    pool_layer *m = RUSH_MODULE_NEW(pool_layer, name, .forward = forward, .extra_repr = repr);
    if (m) {
        m->dims = dims;
        m->ceil_mode = a->ceil_mode;
        m->no_count_include_pad = a->no_count_include_pad;
        if (spread(dims, a->kernel_size, a->kernel_size_nd, m->kernel) && spread(dims, a->padding, a->padding_nd, m->padding) &&
            spread(dims, a->dilation ? a->dilation : 1, a->dilation_nd, m->dilation)) {
            if (a->stride || a->stride_nd.dims) spread(dims, a->stride, a->stride_nd, m->stride);
            else memcpy(m->stride, m->kernel, sizeof m->stride);
        }
    }
    return module_done(m ? &m->base : NULL, before);
}

static rush_module *adaptive_new(rush_site site, const char *name, int dims, forward_function forward, rush_adaptive_pool_layer_args a) {
    const rush_pool_layer_args as_pool = { .kernel_size = a.output_size, .kernel_size_nd = a.output_size_nd };
    return pool_new(site, name, dims, forward, adaptive_repr, &as_pool);
}

rush_module *rush_max_pool1d_layer_at(rush_site site, rush_pool_layer_args a) { return pool_new(site, "MaxPool1d", 1, max_pool1d_forward, max_repr, &a); }
rush_module *rush_max_pool2d_layer_at(rush_site site, rush_pool_layer_args a) { return pool_new(site, "MaxPool2d", 2, max_pool2d_forward, max_repr, &a); }
rush_module *rush_avg_pool1d_layer_at(rush_site site, rush_pool_layer_args a) { return pool_new(site, "AvgPool1d", 1, avg_pool1d_forward, avg_repr, &a); }
rush_module *rush_avg_pool2d_layer_at(rush_site site, rush_pool_layer_args a) { return pool_new(site, "AvgPool2d", 2, avg_pool2d_forward, avg_repr, &a); }
rush_module *rush_adaptive_avg_pool1d_layer_at(rush_site site, rush_adaptive_pool_layer_args a) { return adaptive_new(site, "AdaptiveAvgPool1d", 1, adaptive_avg_pool1d_forward, a); }
rush_module *rush_adaptive_avg_pool2d_layer_at(rush_site site, rush_adaptive_pool_layer_args a) { return adaptive_new(site, "AdaptiveAvgPool2d", 2, adaptive_avg_pool2d_forward, a); }
rush_module *rush_adaptive_max_pool1d_layer_at(rush_site site, rush_adaptive_pool_layer_args a) { return adaptive_new(site, "AdaptiveMaxPool1d", 1, adaptive_max_pool1d_forward, a); }
rush_module *rush_adaptive_max_pool2d_layer_at(rush_site site, rush_adaptive_pool_layer_args a) { return adaptive_new(site, "AdaptiveMaxPool2d", 2, adaptive_max_pool2d_forward, a); }
