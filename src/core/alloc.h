/* SPDX-License-Identifier: MIT */
/* alloc.h - all memory of the core. Every function here may return NULL, and only these call the C library's allocator,
   so that a test can make the nth request fail. */
#ifndef CORE_ALLOC_H
#define CORE_ALLOC_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BLOCK_CACHE 0 /* off, so that the sanitizers see every block's life */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BLOCK_CACHE 0
#endif
#endif
#ifndef BLOCK_CACHE
#define BLOCK_CACHE 1
#endif

/* Plain heap memory, for what is rare or of odd lifetime. */
void *mem_alloc(size_t bytes);
void *mem_calloc(size_t bytes);
void *mem_realloc(void *p, size_t bytes);
void mem_free(void *p);
char *mem_strdup(const char *s);

/* Cached memory, for what comes and goes at every call (tensors, nodes, tensor data, kernels' workspace):
   64-byte aligned from 64 bytes up, kept in per-thread lists by size class. The size given back must be the size asked for.
   A block may be freed by another thread than its maker. */
void *block_alloc(size_t bytes);
void block_free(void *p, size_t bytes);
/* Gives every cached block back to the system (this thread's and the shared ones). */
void block_trim(void);

typedef struct alloc_stats { int64_t live_bytes, peak_bytes, cached_bytes, requests; } alloc_stats;
alloc_stats alloc_statistics(void);

/* Tests: the nth request from now on this thread fails, once (0: none). Counts mem_ and block_ requests alike. */
void alloc_fail_at(int64_t nth);
/* Requests made on this thread since the last alloc_fail_at. */
int64_t alloc_requests(void);
#endif
