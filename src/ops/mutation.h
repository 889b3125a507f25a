/* SPDX-License-Identifier: MIT */
/* mutation.h - wrong answers on purpose, for tools/mutate.py: does the test suite notice? Only in builds with RUSH_MUTATION=ON.

   The environment variable RUSH_MUTATION names what is turned round: "kernel OP" (the fast kernel's results), "reference OP",
   "composite OP", or "derivative OP I" (the gradient of argument I changes its sign). "mutated" is written to stderr the first time
   that a value changes by it. */
#ifndef RUSH_OPS_MUTATION_H
#define RUSH_OPS_MUTATION_H

#include "ops/op.h"

#ifdef RUSH_MUTATION
void mutation_results(call *c, const char *kind); /* after the call's results are computed */
rush_tensor *mutation_gradient(backward *c, int i, rush_tensor *g);
#else
static inline void mutation_results(call *c, const char *kind) {
    (void)c;
    (void)kind;
}
static inline rush_tensor *mutation_gradient(backward *c, int i, rush_tensor *g) {
    (void)c;
    (void)i;
    return g;
}
#endif

#endif
