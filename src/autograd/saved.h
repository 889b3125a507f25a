/* SPDX-License-Identifier: MIT */
/* saved.h - tensors that a node keeps for its derivative, with the version they had. */
#ifndef AUTOGRAD_SAVED_H
#define AUTOGRAD_SAVED_H
#include <rushlight/autograd.h>

#include "autograd/node.h"

/* Leaves that want a gradient are kept as they are; anything else as an alias with the same history, so that a later
   in-place write to the original cannot close a cycle. The node's own outputs are aliases without history. */
typedef struct saved_tensor {
    rush_tensor *t;                  /* NULL once released; a saved_pack if `packed` */
    uint32_t version;
    int16_t arg;                     /* < 0: output ~arg */
    bool view, packed;
    int element;
} saved_tensor;

/* What the user's hooks made of a saved tensor, and where its gradient goes. */
typedef struct saved_pack {
    rush_object base;
    rush_saved_hooks *hooks;
    void *packed;
    edge from;                       /* owned; unused for an output */
} saved_pack;

/* an input (or any other tensor), as element `element` of argument `arg` */
bool saved_input(saved_tensor *s, rush_site site, rush_tensor *t, int arg, int element);
bool saved_output(saved_tensor *s, rush_site site, const rush_tensor *t, int output);
void saved_release(saved_tensor *s);
/* The errors of backward, on behalf of node n, made by `op`: the value was written to since … */
bool saved_check(const saved_tensor *s, const rush_node *n, const char *op);
/* … and "a second time"; always false. */
bool saved_is_gone(const rush_node *n);
/* What the unpack hook gives, with the history of what was saved; NULL on error. */
rush_tensor *saved_unpack(const saved_tensor *s, rush_node *n, bool create_graph);
rush_tensor *saved_output_value(const saved_tensor *s, rush_node *n);
/* The value. For a derivative that is recorded itself an output gets its history back. NULL on error. */
static inline rush_tensor *saved_value(const saved_tensor *s, rush_node *n, bool create_graph) {
    if (UNLIKELY(s->packed)) return saved_unpack(s, n, create_graph);
    return s->arg >= 0 || !create_graph ? s->t : saved_output_value(s, n);
}
/* for rush_visit_users */
int saved_visit(const rush_node *n, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg);
#endif
