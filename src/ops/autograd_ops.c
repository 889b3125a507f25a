/* SPDX-License-Identifier: MIT */
/* autograd_ops.c - the arithmetic that the engine asks for, by the public ops. */
#include "ops/internal_ops.h"
#include "ops/op.h"

#include <rushlight/autograd.h>

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

rush_tensor *autograd_alias(rush_site site, rush_tensor *t) {
    const at place = { site }, *c = &place;
    return rush_alias(t);
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

/* ---- checking a user's function ---- */

typedef struct function_output { const rush_function *function; rush_site site; int64_t index; } function_output;

static rush_tensor *call_output(rush_tensor *const *inputs, int64_t count, void *user) {
    const function_output *o = user;
    int64_t n = o->function->outputs ? o->function->outputs : 1;
    rush_tensor **outputs = scope_scratch(sizeof *outputs * (size_t)n);
    rush_function_call_args args = { .size = sizeof args, .input_count = count };
    return outputs && rush_function_call_at(o->site, o->function, inputs, outputs, args) ? outputs[o->index] : NULL;
}

bool rush_function_gradcheck_at(rush_site site, const rush_function *f, rush_tensor *const *inputs, int64_t count) {
    int64_t n = f->outputs ? f->outputs : 1;
    for (int64_t i = 0; i < n; i++) {
        function_output o = { f, site, i };
        rush_gradcheck_args args = { .size = sizeof args, .count = count };
        size_t mark = scope_mark();
        rush_tensor *y = call_output(inputs, count, &o);
        bool differentiable = y && rush_requires_grad(y), ok = y != NULL;
        scope_drop(mark);
        if (ok && differentiable) ok = rush_gradcheck_at(site, call_output, &o, inputs, args);
        if (ok && differentiable && !f->once_differentiable) ok = rush_gradgradcheck_at(site, call_output, &o, inputs, args);
        if (!ok) return false;
    }
    return true;
}
