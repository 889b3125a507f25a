/* SPDX-License-Identifier: MIT */
/* hooks.h - user functions called while a graph runs backward. */
#ifndef AUTOGRAD_HOOKS_H
#define AUTOGRAD_HOOKS_H
#include <rushlight/autograd.h>

#include "autograd/node.h"

struct tensor_hooks { node_hook *first; };

/* Runs the hooks for the gradients that have arrived at a node (they may be replaced), in order of registration. */
bool hooks_before(rush_node *n, rush_tensor **grads);
/* node hooks: results are scope-owned */
bool hooks_after(rush_node *n, rush_tensor **results, rush_tensor *const *grads);
/* a leaf's hooks; returns the gradient to use, NULL on error */
rush_tensor *hooks_leaf(rush_tensor *leaf, rush_tensor *grad);
/* the list's owner dies */
void hooks_free(node_hook **list);
/* calls visit(user, free, arg) for each until one gives another result than 0 */
int hooks_visit(node_hook *const *list, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg);
/* Takes the retain hook of t along from its old node (may be NULL) to its new one. */
bool hooks_move_retain(rush_tensor *t, rush_node *from, rush_node *to, uint32_t nr);
/* a tensor dies: its retain hook must go */
void hooks_forget(rush_tensor *t);

/* hooks are rare: one relaxed load */
static inline bool hooks_any(const rush_node *n) { return __atomic_load_n(&n->hooks, __ATOMIC_RELAXED) != NULL; }
static inline bool hooks_any_leaf(rush_tensor *t) {
    tensor_meta *m = __atomic_load_n(&t->meta, __ATOMIC_ACQUIRE);
    return m && __atomic_load_n(&m->hooks, __ATOMIC_ACQUIRE) != NULL;
}
#endif
