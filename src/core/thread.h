/* SPDX-License-Identifier: MIT */
/* thread.h - what is kept per thread: the pending error, open scopes, grad mode, freelists, counters. */
#ifndef CORE_THREAD_H
#define CORE_THREAD_H
#include <rushlight/base.h>
#include <stdatomic.h>

#if defined(__GNUC__)
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
#define LIKELY(x) (x)
#define UNLIKELY(x) (x)
#endif

/* An open scope: the address that names it (NULL for rush_scope_begin) and where its objects begin in `owned`. */
typedef struct scope_frame { const void *key; size_t first; rush_site site; } scope_frame;

/* True only while this process has no other thread: then a count needs no locked instruction. (Where nobody can tell: false.) */
#if defined(__has_include)
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define THREAD_ALONE LIKELY(__libc_single_threaded)
#endif
#endif
#ifndef THREAD_ALONE
#define THREAD_ALONE false
#endif

enum { THREAD_BLOCK_CLASSES = 48 };
typedef enum live_kind { LIVE_TENSORS, LIVE_NODES, LIVE_KINDS } live_kind;
typedef struct block_list { void *head; uint32_t count; } block_list;

typedef struct thread_state {
    /* errors */
    bool failed;
    bool errors_silent; /* a worker whose errors are handed to another thread, which reports them */
    /* grad mode, all false by default */
    bool grad_off, inference, anomaly;
    int backward_depth;
    const void *backward_captures; /* the run of the innermost backward if that is autograd.grad */
    void *backward_run; /* the innermost backward */
    int backward_grads; /* how many of the backwards around are autograd.grad */
    bool anomaly_ignores_nan;
    struct rush_saved_hooks *saved_hooks; /* the user's hooks for saved tensors, innermost first */
    /* objects owned by this thread's scopes, the base scope's first */
    rush_object **owned;
    size_t owned_count, owned_capacity;
    scope_frame *frames;
    size_t frame_count, frame_capacity;
    bool base_scope_told;
    /* freed blocks by size class */
    block_list blocks[THREAD_BLOCK_CLASSES];
    /* tests: requests for memory until one fails; requests since that was set */
    int64_t alloc_fail, alloc_count;
    _Atomic int64_t live[LIVE_KINDS]; /* made minus freed by this thread */
    struct rush_node *dying; /* nodes waiting to be freed: freeing never recurses */
    bool reaping;
    struct thread_state *next;
    /* the error's text */
    rush_error_info error;
    char message[2048], site[256], op[64], detail[2048];
    size_t detail_length;
} thread_state;

/* one pointer, in the thread's static room also in a shared library: reading it calls nothing */
#if defined(__GNUC__) && defined(__ELF__)
#define THREAD_STATIC __attribute__((tls_model("initial-exec")))
#else
#define THREAD_STATIC
#endif
extern _Thread_local thread_state *thread_pointer THREAD_STATIC;
thread_state *thread_make(void);

/* This thread's state; never NULL. */
static inline thread_state *thread_get(void) {
    thread_state *t = thread_pointer;
    return LIKELY(t != NULL) ? t : thread_make();
}

/* Adds to a count of references that any thread may change; returns what it was. */
static inline uint32_t thread_add(uint32_t *count, uint32_t add) {
    if (THREAD_ALONE) {
        uint32_t was = *count;
        *count = was + add;
        return was;
    }
    return __atomic_fetch_add(count, add, __ATOMIC_ACQ_REL);
}

/* One thread writes its counter, others may read it: no locked instruction. */
static inline void thread_count_live(live_kind kind, int64_t add) {
    _Atomic int64_t *n = &thread_get()->live[kind];
    atomic_store_explicit(n, atomic_load_explicit(n, memory_order_relaxed) + add, memory_order_relaxed);
}
/* live objects of all threads, those that ended included */
int64_t thread_live(live_kind kind);
#endif
