/* SPDX-License-Identifier: MIT */
/* record.h - the node that an op leaves in the graph. */
#ifndef OPS_RECORD_H
#define OPS_RECORD_H
#include "autograd/saved.h"
#include "ops/op.h"

typedef struct op_node {
    rush_node node;
    const op *op;
    const char *name;                /* NULL: the op's */
    int nargs, nsaved, nout;
    bool keeps;                      /* something that backward frees: tensors, and numbers, as in PyTorch */
    _Atomic int32_t users;           /* threads that run it now; RELEASED: saved values are gone */
    value *args;
    saved_tensor *saved;
    tensor_like *outputs;            /* only with several outputs */
    int16_t arg_edge[OP_MAX_ARGS];   /* first edge of a tensor argument, else -1 */
} op_node;
extern const node_class op_node_class;
#endif
