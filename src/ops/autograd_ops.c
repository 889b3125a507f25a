/* SPDX-License-Identifier: MIT */
/* autograd_ops.c - the arithmetic that the engine asks for, by the public ops. */
#include "ops/op.h"

#include "autograd/engine.h"

typedef struct at { rush_site site; } at; /* gives the macros their line */

rush_tensor *autograd_add(rush_site site, rush_tensor *a, rush_tensor *b) {
    const at place = { site }, *c = &place;
    return rush_add(a, b);
}

bool autograd_add_inplace(rush_site site, rush_tensor *a, rush_tensor *b) {
    const at place = { site }, *c = &place;
    return rush_add_(a, b) != NULL;
}

rush_tensor *autograd_clone(rush_site site, rush_tensor *t) {
    const at place = { site }, *c = &place;
    return rush_clone(t);
}

rush_tensor *autograd_ones_like(rush_site site, rush_tensor *t) {
    const at place = { site }, *c = &place;
    return rush_ones_like(t);
}

bool autograd_zero_inplace(rush_site site, rush_tensor *t) {
    const at place = { site }, *c = &place;
    return rush_zero_(t) != NULL;
}

/* a copy with the leaf's strides: what .grad becomes in a backward that is recorded */
rush_tensor *autograd_copy_like(rush_site site, rush_tensor *t, const rush_tensor *like) {
    const at place = { site }, *c = &place;
    bool dense = like->base.flags & TENSOR_DENSE;
    rush_tensor *to = dense ? rush_empty_strided(((rush_shape){ like->shape, like->ndim }), ((rush_shape){ like->strides, like->ndim }),
                                                 .dtype = (rush_dtype)t->dtype, .device = t->device)
                            : rush_empty(((rush_shape){ like->shape, like->ndim }), .dtype = (rush_dtype)t->dtype, .device = t->device);
    return rush_copy_(to, t);
}

rush_tensor *autograd_zeros(rush_site site, const tensor_like *like) {
    const at place = { site }, *c = &place;
    return rush_zeros(((rush_shape){ like->shape, like->ndim }), .dtype = (rush_dtype)like->dtype, .device = like->device);
}

/* The dimensions over which g was broadcast from `like`; -1 if it cannot have been. */
static int broadcast_dims(const rush_tensor *g, const tensor_like *like, int64_t *dims) {
    int n = 0, lead = g->ndim - like->ndim;
    if (lead < 0) return -1;
    for (int i = 0; i < g->ndim; i++) {
        int64_t want = i < lead ? 1 : like->shape[i - lead];
        if (i < lead || (want == 1 && g->shape[i] != 1)) dims[n++] = i;
        else if (want != g->shape[i]) return -1;
    }
    return n;
}

rush_tensor *autograd_fit(const rush_node *node, rush_tensor *g, int index) {
    const at place = { node->site }, *c = &place;
    const tensor_like *like = &node->inputs[index];
    if (UNLIKELY(!shape_equal(g->ndim, g->shape, like->ndim, like->shape))) {
        int64_t dims[RUSH_MAX_DIMS];
        int n = broadcast_dims(g, like, dims);
        if (n < 0) {
            error_set(RUSH_RUNTIME_ERROR, node->site, node_name(node),
                      "Function %s returned an invalid gradient at index %d - got %s but expected shape compatible with %s", node_name(node), index,
                      TENSOR_SHAPE_TEXT(g), SHAPE_TEXT(like->ndim, like->shape));
            return NULL;
        }
        bool lead = g->ndim > like->ndim;
        if (n) g = rush_sum_dim(g, ((rush_shape){ dims, n }), .keepdim = true);
        if (g && lead) g = rush_view(g, ((rush_shape){ like->shape, like->ndim }));
    }
    return autograd_cast(node->site, g, (rush_dtype)like->dtype);
}

rush_tensor *autograd_cast(rush_site site, rush_tensor *g, rush_dtype dtype) {
    const at place = { site }, *c = &place;
    return g && UNLIKELY((rush_dtype)g->dtype != dtype) ? rush_to_dtype(g, dtype) : g;
}
