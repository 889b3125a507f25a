/* SPDX-License-Identifier: MIT */
/* saved.h - tensors that a node keeps for its derivative, with the version they had. */
#ifndef AUTOGRAD_SAVED_H
#define AUTOGRAD_SAVED_H
#include "autograd/node.h"

/* Leaves that want a gradient are kept as they are; anything else as an alias with the same history, so that a later
   in-place write to the original cannot close a cycle. The node's own outputs are aliases without history. */
typedef struct saved_tensor {
    rush_tensor *t;                  /* NULL once released */
    uint32_t version;
    int16_t arg;                     /* < 0: output ~arg */
    bool view;
    int element;
} saved_tensor;

/* an input (or any other tensor), as element `element` of argument `arg` */
bool saved_input(saved_tensor *s, rush_site site, rush_tensor *t, int arg, int element);
bool saved_output(saved_tensor *s, rush_site site, const rush_tensor *t, int output);
void saved_release(saved_tensor *s);
/* The errors of backward, on behalf of node n, made by `op`: the value was written to since … */
bool saved_check(const saved_tensor *s, const rush_node *n, const char *op);
/* … and "a second time"; always false. */
bool saved_is_gone(const rush_node *n);
/* The value for a derivative that is recorded itself: an output gets its history back. NULL on error. */
rush_tensor *saved_value(const saved_tensor *s, rush_node *n, bool create_graph);
#endif
