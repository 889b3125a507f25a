/* SPDX-License-Identifier: MIT */
/* block.h - what the thread module needs of the block cache (alloc.c). */
#ifndef CORE_BLOCK_H
#define CORE_BLOCK_H
#include "core/alloc.h"
#include "core/thread.h"

/* Gives a thread's cached blocks to the shared cache. */
void block_flush(thread_state *t);
#endif
