/* SPDX-License-Identifier: MIT */
/* thread.c - per-thread state: made at first use, dropped when the thread or the process ends. */
#include "core/thread.h"

#include <pthread.h>
#include <stdlib.h>

#include "core/block.h"
#include "core/scope.h"

_Thread_local thread_state *thread_pointer THREAD_STATIC;

/* The first thread's state is static, so that it cannot fail to be made. A later thread whose state cannot be allocated
   shares `spare`: its errors are still reported. */
static thread_state first, spare;
static atomic_bool first_taken;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static thread_state *all;
static _Atomic int64_t live_of_ended_threads[LIVE_KINDS];

static void thread_end(void *pointer) {
    thread_state *t = pointer;
    thread_pointer = t;
    scope_drop_all(t);
    block_flush(t);
    for (int k = 0; k < LIVE_KINDS; k++) atomic_fetch_add(&live_of_ended_threads[k], atomic_load(&t->live[k]));
    pthread_mutex_lock(&lock);
    for (thread_state **p = &all; *p; p = &(*p)->next)
        if (*p == t) {
            *p = t->next;
            break;
        }
    pthread_mutex_unlock(&lock);
    thread_pointer = NULL;
    if (t != &first && t != &spare) free(t);
}

static void key_make(void) { pthread_key_create(&key, thread_end); }

thread_state *thread_make(void) {
    pthread_once(&once, key_make);
    bool taken = atomic_exchange(&first_taken, true);
    thread_state *t = taken ? calloc(1, sizeof *t) : &first;
    if (!t) return thread_pointer = &spare;
    pthread_mutex_lock(&lock);
    t->next = all;
    all = t;
    pthread_mutex_unlock(&lock);
    if (t != &first) pthread_setspecific(key, t);
    return thread_pointer = t;
}

int64_t thread_live(live_kind kind) {
    pthread_mutex_lock(&lock);
    int64_t sum = atomic_load(&live_of_ended_threads[kind]) + atomic_load(&spare.live[kind]);
    for (thread_state *t = all; t; t = t->next) sum += atomic_load_explicit(&t->live[kind], memory_order_relaxed);
    pthread_mutex_unlock(&lock);
    return sum;
}

#if defined(__GNUC__)
/* At exit: the first thread's base scope, then all cached memory. */
__attribute__((destructor)) static void process_end(void) {
    if (thread_pointer) scope_drop_all(thread_pointer);
    if (thread_pointer) block_flush(thread_pointer);
    block_trim();
}
#endif
