/* SPDX-License-Identifier: MIT */
/* arena.h - memory for the nodes of one parsed file: taken piece by piece, freed at once, never more
   than a limit. */
#ifndef IO_ARENA_H
#define IO_ARENA_H
#include "io/io_array.h"

typedef struct arena_block arena_block;
/* Start from { .limit = n }. */
typedef struct arena {
    arena_block *blocks;
    size_t used, capacity; /* of the newest block */
    size_t total, limit;   /* bytes taken from the heap, and how many may be */
} arena;

/* Zeroed memory aligned for any type, or NULL with an error ("… needs more than n bytes", out of memory). */
void *arena_alloc(arena *memory, const io_source *source, size_t bytes);
/* A copy of text[0 … size) with a 0 after it. */
char *arena_text(arena *memory, const io_source *source, const void *text, size_t size);
void arena_release(arena *memory);
#endif
