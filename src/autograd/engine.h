/* SPDX-License-Identifier: MIT */
/* engine.h - running a graph backward. */
#ifndef AUTOGRAD_ENGINE_H
#define AUTOGRAD_ENGINE_H
#include "autograd/node.h"

/* Where a gradient is to be caught instead of (autograd.grad) being accumulated. */
typedef struct capture { edge at; rush_tensor *grad; /* owned */ } capture;

typedef struct engine_options {
    bool retain_graph, create_graph;
    capture *captures;               /* with captures nothing is accumulated, and only nodes on the way to them run */
    int capture_count;
} engine_options;

/* Runs all nodes from the roots down, the highest sequence number first. grads[i] goes into roots[i]. */
bool engine_run(rush_site site, const edge *roots, rush_tensor *const *grads, int count, engine_options *options);

/* Inside a node of the innermost run: does anybody ask for the gradient that travels along this edge? (In autograd.grad only
   what leads to its inputs.) */
bool engine_wants(edge e);

/* Arithmetic that the engine needs; implemented by ops/. Both follow grad mode; results are scope-owned. */
rush_tensor *autograd_add(rush_site site, rush_tensor *a, rush_tensor *b);
bool autograd_add_inplace(rush_site site, rush_tensor *a, rush_tensor *b);
rush_tensor *autograd_clone(rush_site site, rush_tensor *t);
rush_tensor *autograd_alias(rush_site site, rush_tensor *t);
rush_tensor *autograd_ones_like(rush_site site, rush_tensor *t);
rush_tensor *autograd_copy_like(rush_site site, rush_tensor *t, const rush_tensor *like);
rush_tensor *autograd_zeros(rush_site site, const tensor_like *like);
rush_tensor *autograd_cast(rush_site site, rush_tensor *g, rush_dtype dtype);
/* A node's gradient `index` as its input wants it: summed over broadcast dimensions, of its dtype. NULL with PyTorch's error if it
   cannot be. */
rush_tensor *autograd_fit(const rush_node *node, rush_tensor *g, int index);

bool autograd_zero_inplace(rush_site site, rush_tensor *t);

/* Sets a gradient to zero: where nobody else can see its memory only a note is made, and the next gradient takes its place. */
bool gradient_zero(rush_site site, rush_tensor *grad);
#endif
