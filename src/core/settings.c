/* SPDX-License-Identifier: MIT */
/* settings.c - threads, and what this library is made of. */
#include <rushlight/tensor.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/isa.h"
#include "core/parallel.h"

int rush_get_num_threads(void) { return parallel_threads(); }

bool rush_set_num_threads(int threads) {
    return parallel_set_threads(threads) ||
           error_set(RUSH_RUNTIME_ERROR, NULL, "set_num_threads", "expected a number of threads from 1 to 256, got %d", threads);
}

size_t rush_show_config(char *buffer, size_t size) {
    alloc_stats a = alloc_statistics();
    return (size_t)snprintf(buffer, size, "instruction set: %s\nthreads: %d\ncuda: %s\nmemory: %lld bytes live, %lld at most, %lld kept for reuse\n",
                            isa_name(isa_current()), parallel_threads(), rush_cuda_is_available() ? "available" : "not available",
                            (long long)a.live_bytes, (long long)a.peak_bytes, (long long)a.cached_bytes);
}
