/* SPDX-License-Identifier: MIT */
/* hooks.h - user functions called while a graph runs backward. */
#ifndef AUTOGRAD_HOOKS_H
#define AUTOGRAD_HOOKS_H
#include "autograd/node.h"

/* Called for the gradient of a tensor: returns NULL to leave it as it is, or another one (scope-owned). */
typedef rush_tensor *(*tensor_hook)(rush_tensor *grad, void *user);

/* One hook, in a list that belongs to a node (for output `nr`) or to a leaf. */
struct node_hook {
    node_hook *next;
    int64_t id;
    uint32_t nr;
    bool retain;                     /* keeps the gradient in `tensor`->grad */
    rush_tensor *tensor;             /* retain: not owned; it takes its hook out when it dies */
    tensor_hook call;
    bool (*pre)(rush_tensor **grads, int count, void *user);    /* node hooks: before … */
    bool (*post)(rush_tensor **results, int nresults, rush_tensor *const *grads, int ngrads, void *user); /* … and after the node */
    void *user;
    void (*free)(void *user);
};
struct tensor_hooks { node_hook *first; };

/* Runs the hooks for output gradients of a node, in order of registration. */
bool hooks_before(rush_node *n, rush_tensor **grads);
bool hooks_after(rush_node *n, rush_tensor **results, rush_tensor *const *grads);
/* a leaf's hooks; returns the gradient to use, NULL on error */
rush_tensor *hooks_leaf(rush_tensor *leaf, rush_tensor *grad);
void hooks_free(node_hook *first);
/* a tensor dies: its retain hook must go */
void hooks_forget(rush_tensor *t);
#endif
