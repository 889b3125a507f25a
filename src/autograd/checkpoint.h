/* SPDX-License-Identifier: MIT */
/* checkpoint.h - what checkpointing needs of the random generators. */
#ifndef AUTOGRAD_CHECKPOINT_H
#define AUTOGRAD_CHECKPOINT_H
#include <stdbool.h>

/* The state of all default generators, kept over a recomputation. The module that owns the generators defines the table and
   hands it over once; while there is none, nothing draws numbers and nothing is kept. */
typedef struct checkpoint_random {
    void *(*save)(void);             /* a copy of the state, NULL with the error set */
    bool (*restore)(const void *state);
    void (*free)(void *state);
} checkpoint_random;
void checkpoint_set_random(const checkpoint_random *table);
#endif
