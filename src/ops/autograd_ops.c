/* SPDX-License-Identifier: MIT */
/* autograd_ops.c - the arithmetic that the engine asks for, by the public ops. */
#include "ops/op.h"

#include "autograd/engine.h"

typedef struct at { rush_site site; } at; /* gives the macros their line */

rush_tensor *autograd_add(rush_site site, rush_tensor *a, rush_tensor *b) {
    const at place = { site }, *c = &place;
    return rush_add(a, b);
}

bool autograd_add_inplace(rush_site site, rush_tensor *a, rush_tensor *b) {
    const at place = { site }, *c = &place;
    return rush_add_(a, b) != NULL;
}

rush_tensor *autograd_clone(rush_site site, rush_tensor *t) {
    const at place = { site }, *c = &place;
    return rush_clone(t);
}

rush_tensor *autograd_ones_like(rush_site site, rush_tensor *t) {
    const at place = { site }, *c = &place;
    return rush_ones_like(t);
}

bool autograd_zero_inplace(rush_site site, rush_tensor *t) {
    const at place = { site }, *c = &place;
    return rush_zero_(t) != NULL;
}
