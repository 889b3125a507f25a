/* SPDX-License-Identifier: MIT */
/* settings.c - threads, and what this library is made of. */
#include <rushlight/tensor.h>

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/isa.h"
#include "core/library.h"
#include "core/parallel.h"

int rush_get_num_threads(void) { return parallel_threads(); }

bool rush_set_num_threads(int threads) {
    return parallel_set_threads(threads) ||
           error_set(RUSH_RUNTIME_ERROR, NULL, "set_num_threads", "expected a number of threads from 1 to 256, got %d", threads);
}

bool rush_use_library(const char *name, bool on) {
    char why[512];
    for (int i = 0; name && library_table[i]; i++) {
        if (strcmp(library_table[i]->name, name) != 0) continue;
        return library_table[i]->use(on, why, sizeof why) || error_set(RUSH_RUNTIME_ERROR, NULL, "use_library", "%s cannot be used: %s", name, why);
    }
    return error_set(RUSH_VALUE_ERROR, NULL, "use_library", "unknown library '%s'", name ? name : "");
}

size_t rush_show_config(char *buffer, size_t size) {
    alloc_stats a = alloc_statistics();
    size_t used = (size_t)snprintf(buffer, size, "instruction set: %s\nthreads: %d\ncuda: %s\nmemory: %lld bytes live, %lld at most, %lld kept for reuse\n",
                                   isa_name(isa_current()), parallel_threads(), rush_cuda_is_available() ? "available" : "not available",
                                   (long long)a.live_bytes, (long long)a.peak_bytes, (long long)a.cached_bytes);
    for (int i = 0; library_table[i]; i++) {
        char text[512];
        library_table[i]->describe(text, sizeof text);
        used += (size_t)snprintf(used < size ? buffer + used : NULL, used < size ? size - used : 0, "%s: %s\n", library_table[i]->name, text);
    }
    return used;
}
