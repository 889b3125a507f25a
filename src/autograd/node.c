/* SPDX-License-Identifier: MIT */
/* node.c - nodes: sequence numbers, freeing without recursion, edges of tensors, in-place rules, modes. */
#include "autograd/node.h"

#include <rushlight/autograd.h>

#include "autograd/data_check.h"
#include "autograd/hooks.h"
#include "core/block.h"
#include "core/device.h"
#include "core/error.h"

static _Atomic uint64_t sequence = 1;

uint64_t node_sequence(void) { return atomic_load_explicit(&sequence, memory_order_relaxed) - 1; }
int64_t rush_live_nodes(void) { return thread_live(LIVE_NODES); }

/* Freeing a node may free the nodes behind it, a chain of any length: they queue up and one loop frees them. */
static void node_destroy(void *object) {
    thread_state *t = thread_get();
    rush_node *n = object;
    n->next_dying = t->dying;
    t->dying = n;
    if (t->reaping) return;
    t->reaping = true;
    while ((n = t->dying)) {
        t->dying = n->next_dying;
        n->class->destroy(n);
        for (int i = 0; i < n->nedges; i++) RELEASE(n->edges[i].to);
        if (hooks_any(n)) hooks_free(&n->hooks);
        thread_count_live(LIVE_NODES, -1);
        if (LIKELY(n->bytes <= BLOCK_SMALL)) block_give(n, n->bytes);
        else block_free(n, n->bytes);
    }
    t->reaping = false;
}

const rush_class node_type = { "Node", node_destroy };

void node_init(rush_node *n, const node_class *class, rush_site site, size_t bytes) {
    object_init(&n->base, &node_type);
    n->class = class;
    if (THREAD_ALONE) {
        n->sequence = atomic_load_explicit(&sequence, memory_order_relaxed);
        atomic_store_explicit(&sequence, n->sequence + 1, memory_order_relaxed);
    } else n->sequence = atomic_fetch_add_explicit(&sequence, 1, memory_order_relaxed);
    n->site = site;
    n->hooks = NULL;
    n->bytes = bytes;
    n->nedges = n->noutputs = 0;
    thread_count_live(LIVE_NODES, 1);
}

const char *node_name(const rush_node *n) { return n->class->name(n); }

/* ---- tensors ---- */

edge tensor_edge_of_view(rush_tensor *t) {
    rush_node *n = tensor_grad_fn(t);
    if (n) return (edge){ &n->base, t->output_nr };
    if (thread_get()->failed) return (edge){ NULL, 0 };
    /* a view made in no_grad mode is a leaf of its own */
    return (edge){ tensor_requires_grad(t) ? &t->base : NULL, 0 };
}

void tensor_drop_autograd(rush_tensor *t) {
    if (t->meta) {
        if (t->meta->retains_grad) hooks_forget(t);
        if (t->meta->hooks) {
            hooks_free(&t->meta->hooks->first);
            mem_free(t->meta->hooks);
        }
        if (t->meta->object) t->meta->free_object(t->meta->object);
        RELEASE(t->meta->grad);
        mem_free(t->meta);
        t->meta = NULL;
    }
    RELEASE(t->grad_fn);
    t->grad_fn = NULL;
    RELEASE(t->view_base);
    t->view_base = NULL;
}

bool tensor_check_view(rush_tensor *t, rush_site site, const char *op, bool indirect) {
    uint32_t flags = t->base.flags;
    if (!(flags & (TENSOR_FUNCTION_VIEW | TENSOR_MULTI_VIEW | TENSOR_NO_GRAD_VIEW))) return true;
    const char *what = indirect ? "its base or another view of its base has been modified inplace" : "is being modified inplace";
    bool inference = (flags & TENSOR_INFERENCE_VIEW) != 0;
    char first[192];
    if (t->grad_fn) snprintf(first, sizeof first, "Output %u of %s is a view and %s.", t->output_nr, node_name(t->grad_fn), what);
    else
        snprintf(first, sizeof first, "A view was created in %s mode and %s %s.", inference ? "inference" : "no_grad", what,
                 inference ? "in normal mode" : "with grad mode enabled");
    if (flags & TENSOR_FUNCTION_VIEW)
        return error_set(RUSH_RUNTIME_ERROR, site, op,
                         "%s This view was created inside a custom Function (or because an input was returned as-is) and the autograd logic to handle "
                         "view+inplace would override the custom backward associated with the custom Function, leading to incorrect gradients. This behavior "
                         "is forbidden. You can fix this by cloning the output of the custom Function.", first);
    if (flags & TENSOR_MULTI_VIEW)
        return error_set(RUSH_RUNTIME_ERROR, site, op,
                         "%s This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified "
                         "inplace. You should replace the inplace operation by an out-of-place one.", first);
    return error_set(RUSH_RUNTIME_ERROR, site, op,
                     "%s Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the "
                     "inplace either both inside the %s block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be "
                     "tracked).", first, inference ? "inference_mode" : "no_grad");
}

bool tensor_check_inplace(rush_tensor *t, rush_site site, const char *op, bool records) {
    if (t->base.flags & TENSOR_INFERENCE && !thread_get()->inference)
        return error_set(RUSH_RUNTIME_ERROR, site, op,
                         "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before "
                         "doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.");
    if (!records) return true;
    rush_tensor *base = t->view_base;
    TRY(tensor_check_view(t, site, op, false));
    if (base && !tensor_grad_fn(t) && thread_get()->failed) return false;
    if (base && base->base.flags & TENSOR_REQUIRES_GRAD && !base->grad_fn)
        return error_set(RUSH_RUNTIME_ERROR, site, op, "a view of a leaf Variable that requires grad is being used in an in-place operation.");
    if (t->base.flags & TENSOR_REQUIRES_GRAD && !t->grad_fn)
        return error_set(RUSH_RUNTIME_ERROR, site, op, "a leaf Variable that requires grad is being used in an in-place operation.");
    return true;
}

/* ---- the public side ---- */

bool rush_requires_grad(const rush_tensor *t) { return t && tensor_requires_grad((rush_tensor *)(uintptr_t)t); }
bool rush_is_leaf(const rush_tensor *t) { return t && !rush_grad_fn(t); }

rush_tensor *rush_set_requires_grad_at(rush_site site, rush_tensor *t, bool on) {
    if (!t || thread_get()->failed) return NULL;
    if (on && !dtype_is_float((rush_dtype)t->dtype)) {
        error_set(RUSH_RUNTIME_ERROR, site, "requires_grad_", "only Tensors of floating point dtype can require gradients");
        return NULL;
    }
    if (!on && rush_grad_fn(t)) {
        error_set(RUSH_RUNTIME_ERROR, site, "requires_grad_", "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph "
                  "that doesn't require differentiation use var_no_grad = var.detach().");
        return NULL;
    }
    if (on && t->base.flags & TENSOR_INFERENCE && !thread_get()->inference) {
        error_set(RUSH_RUNTIME_ERROR, site, "requires_grad_", "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
        return NULL;
    }
    if (t->grad_fn) return t;
    if (on) t->base.flags |= TENSOR_REQUIRES_GRAD;
    else t->base.flags &= ~(uint32_t)TENSOR_REQUIRES_GRAD;
    return t;
}

rush_tensor *rush_view_base(const rush_tensor *t) { return t ? scope_borrow(t->view_base) : NULL; }
bool rush_is_inference(const rush_tensor *t) { return t && (t->base.flags & TENSOR_INFERENCE) != 0; }

rush_tensor *rush_get_grad(const rush_tensor *t) { return t && t->meta ? scope_borrow(t->meta->grad) : NULL; }

bool rush_set_grad_at(rush_site site, rush_tensor *t, rush_tensor *grad) {
    if (!t || thread_get()->failed) return false;
    if (grad) {
        if (!shape_equal(t->ndim, t->shape, grad->ndim, grad->shape))
            return error_set(RUSH_RUNTIME_ERROR, site, "grad", "assigned grad has data of a different size");
        if (grad->dtype != t->dtype) return error_set(RUSH_RUNTIME_ERROR, site, "grad", "assigned grad has data of a different type");
        if (grad->device.type != t->device.type || grad->device.index != t->device.index)
            return error_set(RUSH_RUNTIME_ERROR, site, "grad", "assigned grad has data located on a different device");
        if (grad == t) return error_set(RUSH_RUNTIME_ERROR, site, "grad", "can't assign Variable as its own grad");
    }
    tensor_meta *m = grad ? tensor_meta_get(t) : t->meta;
    if (!m) return !grad;
    if (grad) object_retain(&grad->base);
    RELEASE(m->grad);
    m->grad = grad;
    return true;
}

rush_tensor *rush_data_at(rush_site site, const rush_tensor *t) {
    if (!t || thread_get()->failed) return NULL;
    rush_tensor *d = tensor_shallow(site, t);
    if (d && !tensor_new_version(site, d)) {
        RELEASE(d);
        return NULL;
    }
    return scope_own(d);
}

bool rush_set_data_at(rush_site site, rush_tensor *t, const rush_tensor *from) {
    if (thread_get()->failed) return false;
    if (!t || !from) return error_set(RUSH_TYPE_ERROR, site, "set_data", "Variable data has to be a tensor, but got None");
    if (tensor_requires_grad(t) && !dtype_is_float((rush_dtype)from->dtype))
        return error_set(RUSH_RUNTIME_ERROR, site, "set_data", "data set to a tensor that requires gradients must be floating point or complex dtype");
    rush_tensor *d = tensor_shallow(site, from);
    if (!d || !tensor_new_version(site, d)) {
        RELEASE(d);
        return false;
    }
    atomic_store(&d->version->count, atomic_load(&t->version->count)); /* graphs that hold t go on as they were */
    tensor_swap_storage(t, d);
    rush_tensor *base = t->view_base, *g = t->meta ? t->meta->grad : NULL;
    t->view_base = NULL;
    if (g && (g->dtype != t->dtype || !device_same(g->device, t->device) || !shape_equal(g->ndim, g->shape, t->ndim, t->shape))) t->meta->grad = NULL;
    else g = NULL;
    RELEASE(g);
    RELEASE(base);
    RELEASE(d);
    return true;
}

bool rush_become_at(rush_site site, rush_tensor *t, const rush_tensor *from) {
    if (thread_get()->failed) return false;
    if (!t || !from) return error_set(RUSH_TYPE_ERROR, site, "become", "the tensor is NULL");
    if (grad_enabled() && t->base.flags & TENSOR_REQUIRES_GRAD && !t->grad_fn)
        return error_set(RUSH_RUNTIME_ERROR, site, "become", "a leaf Variable that requires grad is being used in an in-place operation.");
    rush_tensor *d = tensor_shallow(site, from);
    if (!d) return false;
    rush_node *n = tensor_grad_fn((rush_tensor *)(uintptr_t)from), *old = t->grad_fn;
    uint32_t nr = from->output_nr;
    if (n) object_retain(&n->base);
    tensor_swap_storage(t, d);
    tensor_take_history(t, n, nr);
    RELEASE(old);
    RELEASE(d);
    return true;
}

uint32_t rush_output_nr(const rush_tensor *t) { return t ? t->output_nr : 0; }

rush_node *rush_grad_fn(const rush_tensor *t) {
    if (!t || t->base.flags & (TENSOR_NO_GRAD_VIEW | TENSOR_MULTI_VIEW)) return t ? t->grad_fn : NULL; /* a question sets no error */
    return tensor_grad_fn((rush_tensor *)(uintptr_t)t);
}
const char *rush_node_name(const rush_node *n) { return n ? node_name(n) : "AccumulateGrad"; }
rush_site rush_node_site(const rush_node *n) { return n ? n->site : NULL; }
int64_t rush_node_next_count(const rush_node *n) { return n ? n->nedges : 0; }

rush_node *rush_node_next(const rush_node *n, int64_t i, rush_tensor **leaf, uint32_t *output_nr) {
    if (leaf) *leaf = NULL;
    if (!n || i < 0 || i >= n->nedges || !n->edges[i].to) return NULL;
    if (output_nr) *output_nr = n->edges[i].nr;
    if (!edge_is_leaf(n->edges[i])) return (rush_node *)n->edges[i].to;
    if (leaf) *leaf = (rush_tensor *)n->edges[i].to;
    return NULL;
}

/* ---- modes ---- */

bool rush_is_grad_enabled(void) { return !thread_get()->grad_off; }
bool rush_is_inference_mode(void) { return thread_get()->inference; }

bool rush_set_grad_enabled(bool on) {
    thread_state *s = thread_get();
    bool was = !s->grad_off;
    s->grad_off = !on;
    return was;
}

bool rush_set_inference_mode(bool on) {
    thread_state *s = thread_get();
    bool was = s->inference;
    s->inference = on;
    return was;
}

rush_mode rush_mode_enter(int kind) {
    thread_state *s = thread_get();
    rush_mode saved = { s->grad_off, s->inference };
    s->grad_off = kind != RUSH_MODE_ENABLE_GRAD; /* inference mode turns grad mode off too */
    if (kind == RUSH_MODE_INFERENCE) s->inference = true;
    return saved;
}

void rush_mode_leave(rush_mode *saved) {
    thread_state *s = thread_get();
    s->grad_off = saved->grad_off;
    s->inference = saved->inference;
}
