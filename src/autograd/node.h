/* SPDX-License-Identifier: MIT */
/* node.h - the dynamic graph: nodes, edges, and what the engine asks of a node.
   An edge leads to a node (one input of its backward) or to a leaf tensor that accumulates. */
#ifndef AUTOGRAD_NODE_H
#define AUTOGRAD_NODE_H
#include "core/tensor.h"

typedef struct edge {
    rush_object *to;                 /* a node, a leaf tensor, or NULL: nobody wants this gradient */
    uint32_t nr;                     /* which output of that node */
} edge;

/* what a gradient must look like */
typedef struct tensor_like {
    uint8_t dtype, ndim;
    rush_device device;
    int64_t *shape;
} tensor_like;

typedef struct node_hook node_hook;

typedef struct node_class {
    const char *(*name)(const rush_node *n);
    /* grads[noutputs] (NULL: undefined) to results[nedges], scope-owned; false with the error set */
    bool (*apply)(rush_node *n, rush_tensor **grads, rush_tensor **results, bool create_graph);
    /* drops saved tensors: after it apply fails with "a second time" */
    void (*release)(rush_node *n);
    /* frees what the node holds but its edges */
    void (*destroy)(rush_node *n);
    /* the tensors that it keeps, *count of them; *count = -1 once they are freed. May be NULL. */
    struct saved_tensor *(*saved)(rush_node *n, int64_t *count);
} node_class;

struct rush_node {
    rush_object base;
    const node_class *class;
    uint64_t sequence;               /* of making: a node's inputs have lower numbers */
    rush_site site;
    int noutputs, nedges;
    edge *edges;
    tensor_like *inputs;             /* by edge */
    node_hook *hooks;
    size_t bytes;                    /* of its block */
    rush_node *next_dying;
};
extern const rush_class node_type;
static inline bool edge_is_leaf(edge e) { return e.to->type == &tensor_class; }

/* a node's common part in a block of `bytes`; edges and inputs are set by the caller, edges zeroed here */
void node_init(rush_node *n, const node_class *class, rush_site site, size_t bytes);

/* where t's gradient goes: nothing, a leaf, or an output of a node */
edge tensor_edge_of_view(rush_tensor *t);
static inline edge tensor_edge(rush_tensor *t) {
    if (UNLIKELY(t->view_base != NULL)) return tensor_edge_of_view(t);
    rush_node *n = t->grad_fn;
    if (n) return (edge){ &n->base, t->output_nr };
    return (edge){ t->base.flags & TENSOR_REQUIRES_GRAD ? &t->base : NULL, 0 };
}
/* grad_fn; a view whose base was modified in place gets a new one first. NULL with the error set if it may not. */
rush_node *tensor_grad_fn(rush_tensor *t);
static inline bool tensor_requires_grad(rush_tensor *t) {
    for (; t; t = t->view_base) /* of a view, its base, which is never a view itself */
        if (t->base.flags & TENSOR_REQUIRES_GRAD || __atomic_load_n(&t->grad_fn, __ATOMIC_RELAXED)) return true;
    return false;
}
/* are calls recorded now? */
static inline bool grad_enabled(void) {
    const thread_state *s = thread_get();
    return !s->grad_off && !s->inference;
}

/* Makes `n` the history of t, which was modified in place; for a view its base's history is rewritten. Takes n's reference. */
bool tensor_rebase(rush_tensor *t, rush_node *n, uint32_t output_nr, rush_site site);
/* May t be written in place now? PyTorch's errors for leaves and views; `records`: the write will be part of the graph. */
bool tensor_check_inplace(rush_tensor *t, rush_site site, const char *op, bool records);
/* The rules of views made in no_grad mode, by ops with several results, in users' functions: PyTorch's errors. `indirect`: not t
   itself was written to, but its base or another view of it. */
bool tensor_check_view(rush_tensor *t, rush_site site, const char *op, bool indirect);
/* sets t's history; the first takes the caller's reference to n */
static inline void tensor_take_history(rush_tensor *t, rush_node *n, uint32_t nr) {
    t->output_nr = nr;
    __atomic_store_n(&t->grad_fn, n, __ATOMIC_RELAXED);
    __atomic_store_n(&t->attr_version, atomic_load_explicit(&t->version->count, memory_order_relaxed), __ATOMIC_RELEASE);
}
static inline void tensor_set_history(rush_tensor *t, rush_node *n, uint32_t nr) {
    object_retain(&n->base);
    tensor_take_history(t, n, nr);
}

/* "AddBackward0" */
const char *node_name(const rush_node *n);
#endif
