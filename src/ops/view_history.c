/* SPDX-License-Identifier: MIT */
/* view_history.c - in-place writes to views. A write to a view v of base b makes a node CopySlices the history of b: it takes
   b's gradient, cuts out v's part, runs the write's derivative on it and puts the result in its place. Every view of b then
   gets a new history at its next use: b seen as_strided. */
#include "ops/op.h"

#include <pthread.h>
#include <string.h>

#include "autograd/hooks.h"
#include "core/alloc.h"
#include "ops/call.h"
#include "ops/record.h"

/* ---- CopySlices ---- */

typedef struct copy_slices {
    rush_node node;
    rush_node *inner;                /* the write's own node; its edge 0 is the view */
    tensor_like base_like, view_like;
    int64_t offset;
    int64_t ints[];                  /* base sizes, base strides, view sizes, view strides */
} copy_slices;

static const char *copy_slices_name(const rush_node *n) { return (void)n, "CopySlices"; }

static bool copy_slices_apply(rush_node *node, rush_tensor **grads, rush_tensor **results, bool create_graph) {
    copy_slices *n = (copy_slices *)node, *c = n;
    if (!grads[0]) return true;
    int nb = n->base_like.ndim, nv = n->view_like.ndim;
    rush_shape base = { n->ints, nb }, strides = { n->ints + nb, nb }, view = { n->ints + 2 * nb, nv }, view_strides = { n->ints + 2 * nb + nv, nv };
    rush_site site = c->node.site;
    rush_tensor *result = rush_empty_strided_at(site, base, (rush_empty_strided_args){ .stride = strides, .dtype = (rush_dtype)n->base_like.dtype, .device = n->base_like.device });
    rush_copy__at(site, result, (rush_copy_args){ .src = grads[0] });
    rush_tensor *slice = rush_as_strided_at(site, result, view, (rush_as_strided_args){ .stride = view_strides, .storage_offset = { n->offset, true } });
    rush_tensor *inner_grad = rush_clone_at(site, (rush_clone_args){ .self = slice });
    if (!inner_grad) return false;
    rush_node *inner = n->inner;
    rush_tensor **inner_results = scope_scratch(sizeof *inner_results * (size_t)inner->nedges);
    if (!inner_results) return error_memory(site, "CopySlices", sizeof *inner_results * (size_t)inner->nedges);
    for (int i = 0; i < inner->nedges; i++) inner_results[i] = NULL;
    /* the inner node's own first edge is not the way that its gradient goes, so it is not asked who wants what */
    thread_state *state = thread_get();
    const void *captures = state->backward_captures;
    state->backward_captures = NULL;
    bool ok = inner->class->apply(inner, &inner_grad, inner_results, create_graph);
    state->backward_captures = captures;
    TRY(ok);
    if (inner_results[0]) TRY(rush_copy__at(site, slice, (rush_copy_args){ .src = inner_results[0] }) != NULL);
    else TRY(rush_zero__at(site, slice) != NULL);
    results[0] = result;
    for (int i = 1; i < inner->nedges; i++) results[i] = inner_results[i];
    return true;
}

static void copy_slices_release(rush_node *node) {
    copy_slices *n = (copy_slices *)node;
    n->inner->class->release(n->inner);
}
static void copy_slices_destroy(rush_node *node) { RELEASE(((copy_slices *)node)->inner); }
static saved_tensor *copy_slices_saved(rush_node *node, int64_t *count) {
    rush_node *inner = ((copy_slices *)node)->inner;
    return inner->class->saved ? inner->class->saved(inner, count) : NULL;
}
static const node_class copy_slices_class = { copy_slices_name, copy_slices_apply, copy_slices_release, copy_slices_destroy, copy_slices_saved };

static bool retains_grad(const rush_tensor *t) { return UNLIKELY(t->meta != NULL) && t->meta->retains_grad; }

static bool rebase_view(rush_tensor *t, rush_node *inner, rush_site site) {
    rush_tensor *base = t->view_base;
    int nb = base->ndim, nv = t->ndim;
    size_t ints = sizeof(int64_t) * 2 * (size_t)(nb + nv), edges = sizeof(copy_slices) + ints,
           bytes = edges + (sizeof(edge) + sizeof(tensor_like)) * (size_t)inner->nedges;
    copy_slices *n = block_alloc(bytes);
    if (!n) {
        RELEASE(inner);
        return error_memory(site, "CopySlices", bytes);
    }
    node_init(&n->node, &copy_slices_class, site, bytes);
    n->inner = inner;
    n->offset = t->offset - base->offset;
    int64_t *p = n->ints;
    n->base_like = (tensor_like){ base->dtype, (uint8_t)nb, base->device, p };
    memcpy(p, base->shape, sizeof *p * (size_t)nb), p += nb;
    if (base->base.flags & TENSOR_DENSE) memcpy(p, base->strides, sizeof *p * (size_t)nb);
    else shape_contiguous_strides(nb, base->shape, p);
    p += nb;
    n->view_like = (tensor_like){ t->dtype, (uint8_t)nv, t->device, p };
    memcpy(p, t->shape, sizeof *p * (size_t)nv), p += nv;
    memcpy(p, t->strides, sizeof *p * (size_t)nv);
    n->node.noutputs = 1;
    n->node.nedges = inner->nedges;
    n->node.edges = (edge *)(void *)((char *)n + edges);
    n->node.inputs = (tensor_like *)(void *)(n->node.edges + inner->nedges);
    for (int i = 0; i < inner->nedges; i++) {
        /* the base's edge cannot fail: a base is no view */
        n->node.inputs[i] = i ? inner->inputs[i] : n->base_like;
        n->node.edges[i] = i ? inner->edges[i] : tensor_edge(base);
        if (n->node.edges[i].to) object_retain(n->node.edges[i].to);
    }
    /* the inner rule must compute the view's own gradient if the base has one to pass on */
    if (inner->edges[0].to == NULL && n->node.edges[0].to) {
        inner->edges[0] = n->node.edges[0];
        object_retain(inner->edges[0].to);
    }
    rush_node *old = base->grad_fn;
    base->grad_fn = NULL;
    tensor_set_history(base, &n->node, 0);
    RELEASE(&n->node);
    bool ok = !retains_grad(base) || hooks_move_retain(base, old, base->grad_fn, 0);
    RELEASE(old);
    /* a user's function asked for t's history after it had written and before it returned: that history is of the old base */
    __atomic_store_n(&t->attr_version, atomic_load(&t->version->count) - 1, __ATOMIC_RELEASE);
    return ok && tensor_grad_fn(t) != NULL;
}

bool tensor_rebase(rush_tensor *t, rush_node *n, uint32_t output_nr, rush_site site) {
    /* for the error of a backward that saved the old value; only names that live for ever */
    if (n->class == &op_node_class) {
        t->version->grad_name = t->view_base ? "CopySlices" : node_name(n);
        t->version->grad_count = atomic_load_explicit(&t->version->count, memory_order_relaxed);
    }
    if (t->view_base) return rebase_view(t, n, site);
    rush_node *old = t->grad_fn;
    t->grad_fn = NULL;
    tensor_set_history(t, n, output_nr);
    bool ok = !retains_grad(t) || hooks_move_retain(t, old, n, output_nr);
    RELEASE(old);
    RELEASE(n);
    return ok;
}

/* ---- a view's history after its base was written to ---- */

static bool is_current(const rush_tensor *t) {
    return __atomic_load_n(&t->attr_version, __ATOMIC_ACQUIRE) == atomic_load_explicit(&t->version->count, memory_order_relaxed);
}

static bool renew_history(rush_tensor *t, rush_tensor *base) {
    value args[5] = { value_tensor(base), value_of_ints(t->shape, t->ndim), value_of_ints(t->strides, t->ndim),
                      value_of_int(t->offset - base->offset), value_of_ints(base->strides, base->ndim) };
    call c = { .site = NULL, .op = &op_as_strided_of, .args = args, .nargs = 5, .nout = 1, .device = t->device };
    c.out[0] = t;
    rush_node *old = t->grad_fn;
    size_t mark = scope_mark();
    bool ok = call_record(&c);
    scope_drop(mark);
    if (ok && retains_grad(t)) ok = hooks_move_retain(t, old, t->grad_fn, 0);
    if (ok) RELEASE(old);
    return ok;
}

rush_node *tensor_grad_fn(rush_tensor *t) {
    /* several threads may be the first to use a view after its base was written to */
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    rush_tensor *base = t->view_base;
    if (LIKELY(!base) || is_current(t) || !tensor_requires_grad(base)) return __atomic_load_n(&t->grad_fn, __ATOMIC_RELAXED);
    if (UNLIKELY(!tensor_check_view(t, NULL, NULL, true))) return NULL;
    pthread_mutex_lock(&lock);
    bool ok = is_current(t) || renew_history(t, base);
    pthread_mutex_unlock(&lock);
    return ok ? t->grad_fn : NULL;
}
