/* SPDX-License-Identifier: MIT */
/* visit.c - what a tensor keeps alive that belongs to the user: hooks' and functions' `user`, found by walking those nodes that have
   no other owner. */
#include "autograd/function.h"
#include "autograd/hooks.h"
#include "autograd/saved.h"
#include "core/alloc.h"

static bool sole(const rush_object *o) { return __atomic_load_n(&o->refs, __ATOMIC_RELAXED) == 1; }

typedef struct walk { const rush_node **nodes; size_t count, capacity; } walk;

/* Without memory the node is passed over: a cycle through it is then found at another time, or never. */
static void walk_add(walk *w, const rush_node *n) {
    if (w->count == w->capacity) {
        size_t capacity = w->capacity ? 2 * w->capacity : 64;
        const rush_node **p = mem_realloc(w->nodes, capacity * sizeof *p);
        if (!p) return;
        w->nodes = p;
        w->capacity = capacity;
    }
    w->nodes[w->count++] = n;
}

int rush_visit_users(const rush_tensor *t, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg) {
    if (!t || !sole(&t->base)) return 0;
    walk w = { NULL, 0, 0 };
    int result = t->meta && t->meta->hooks ? hooks_visit(&t->meta->hooks->first, visit, arg) : 0;
    if (t->grad_fn && sole(&t->grad_fn->base)) walk_add(&w, t->grad_fn);
    while (w.count && !result) {
        const rush_node *n = w.nodes[--w.count];
        result = hooks_visit(&n->hooks, visit, arg);
        if (!result) result = function_visit(n, visit, arg);
        if (!result) result = saved_visit(n, visit, arg);
        for (int i = 0; i < n->nedges && !result; i++) {
            const rush_object *to = n->edges[i].to;
            if (to && !edge_is_leaf(n->edges[i]) && sole(to)) walk_add(&w, (const rush_node *)to);
        }
    }
    mem_free(w.nodes);
    return result;
}
