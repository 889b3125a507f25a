/* SPDX-License-Identifier: MIT */
/* record.h - the node that an op leaves in the graph. */
#ifndef OPS_RECORD_H
#define OPS_RECORD_H
#include "ops/op.h"

/* A tensor kept for the derivative, with the version it had. Leaves that want a gradient are kept as they are; anything
   else as an alias with the same history, so that a later in-place write to the original cannot close a cycle.
   Saved outputs are aliases without history. */
typedef struct saved_tensor {
    rush_tensor *t;
    uint32_t version;
    int16_t arg, element;            /* arg < 0: output ~arg */
} saved_tensor;

typedef struct op_node {
    rush_node node;
    const op *op;
    const char *name;                /* NULL: the op's */
    int nargs, nsaved, nout;
    bool released;
    value *args;
    saved_tensor *saved;
    tensor_like *outputs;            /* only with several outputs */
    int16_t arg_edge[OP_MAX_ARGS];   /* first edge of a tensor argument, else -1 */
} op_node;
extern const node_class op_node_class;
#endif
