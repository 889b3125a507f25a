/* SPDX-License-Identifier: MIT */
/* parallel.h - the thread pool: fixed blocks of work, handed out to whoever is free.
   No sum is cut in a way that depends on the number of threads, so results do not depend on it either. */
#ifndef CORE_PARALLEL_H
#define CORE_PARALLEL_H
#include <stdbool.h>
#include <stdint.h>

/* Runs work(context, i) for each i in 0 … blocks - 1, in any order, on the pool and the calling thread;
   returns when all are done. Nested calls, and calls while another thread uses the pool, run in the calling thread.
   work must not fail and must not open scopes: it computes into memory that its caller made. */
void parallel_for(int64_t blocks, void (*work)(void *context, int64_t block), void *context);

/* The number of threads used, the caller included (default: the processors this process may run on). */
int parallel_threads(void);
/* Sets it (at least 1, at most 256); false if out of range. */
bool parallel_set_threads(int threads);
/* How often so far work was cut into more than one block: tests ask whether a call's was. */
int64_t parallel_cuts(void);
#endif
