/* SPDX-License-Identifier: MIT */
/* function.h - functions with a derivative of their own: the call behind the public ones. */
#ifndef AUTOGRAD_FUNCTION_H
#define AUTOGRAD_FUNCTION_H
#include <rushlight/autograd.h>

#include "autograd/node.h"

/* rush_function_call_at with a number of outputs of its own */
bool function_run(rush_site site, const rush_function *f, rush_tensor *const *inputs, int64_t input_count, rush_tensor **outputs, int64_t output_count,
                  void *user, void (*free)(void *user));
/* visit(user, free, arg) if n is the node of a function with a user; else 0 */
int function_visit(const rush_node *n, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg);
#endif
