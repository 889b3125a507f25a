/* SPDX-License-Identifier: MIT */
/* call.h - what call.c, record.c and copy.c share. */
#ifndef OPS_CALL_H
#define OPS_CALL_H
#include "ops/op.h"

typedef enum op_run_kind { RUN_FAST, RUN_REFERENCE, RUN_COMPOSITE, RUN_BACKWARD } op_run_kind;
void op_count(const op *o, op_run_kind kind);

/* will this call be part of the graph? */
bool call_records(const call *c);
/* In place: if the derivative needs argument 0, copies it before the kernel overwrites it (record.c). */
bool call_keep_before(call *c);
/* Makes the node and gives it to the results (record.c). */
bool call_record(call *c);
/* adds the tensors' dtypes and shapes to the pending error */
void call_describe(const call *c);
/* "AddBackward0" */
const char *op_grad_name(const op *o);

/* Copies all elements, broadcasting `from` to `to`'s shape, converting, between any devices. No history (copy.c). */
bool tensor_copy(rush_site site, rush_tensor *to, const rush_tensor *from);
#endif
