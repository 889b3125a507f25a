/* SPDX-License-Identifier: MIT */
/* mutation.c - wrong answers on purpose (mutation.h). */
#include "ops/mutation.h"

#ifdef RUSH_MUTATION
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/dtype.h"
#include "core/list.h"
#include "core/tensor.h"
#include <rushlight/ops.h>

static bool chosen(const char *what) {
    const char *wanted = getenv("RUSH_MUTATION");
    return wanted && strcmp(wanted, what) == 0;
}

static void tell(void) {
    static bool told;
    if (!told) fputs("mutated\n", stderr);
    told = true;
}

/* where element i of t lies */
static char *element(const rush_tensor *t, int64_t i) {
    int64_t at = 0;
    for (int k = t->ndim - 1; k >= 0; k--) {
        at += i % t->shape[k] * t->strides[k];
        i /= t->shape[k];
    }
    return (char *)tensor_data(t) + at * (int64_t)dtype_table[t->dtype].size;
}

/* Every element becomes -1 - x: another sign, and no value but -1/2 stays. A bool becomes its opposite. */
static void turn(rush_tensor *t) {
    rush_dtype d = (rush_dtype)t->dtype;
    for (int64_t i = 0; i < t->numel; i++) {
        char *p = element(t, i);
        if (d == RUSH_BOOL) element_store_int(p, d, !element_load_int(p, d));
        else if (dtype_is_float(d)) element_store_double(p, d, -1 - element_load_double(p, d));
        else element_store_int(p, d, -1 - element_load_int(p, d));
    }
    if (t->numel) tell();
}

void mutation_results(call *c, const char *kind) {
    char name[128];
    snprintf(name, sizeof name, "%s %s", kind, c->op->name);
    if (!chosen(name)) return;
    for (int64_t i = 0; c->list && i < c->list->count; i++) turn(c->list->items[i]);
    for (int i = 0; i < c->nout; i++)
        if (c->out[i]) turn(c->out[i]);
}

rush_tensor *mutation_gradient(backward *c, int i, rush_tensor *g) {
    char name[128];
    snprintf(name, sizeof name, "derivative %s %d", c->op->name, i);
    if (!g || !chosen(name)) return g;
    for (int64_t k = 0; k < g->numel; k++) /* a zero has no sign that could change */
        if (element_load_double(element(g, k), (rush_dtype)g->dtype) != 0) tell();
    return rush_neg(g);
}
#else
typedef int mutation_is_off; /* a file is never empty */
#endif
