/* SPDX-License-Identifier: MIT */
/* alloc.c - heap memory that may fail on demand, and a cache of blocks by size class.
   Blocks up to 256 KiB are kept by the thread that freed them (a bounded number of each class), larger ones in one shared
   cache, where they stay warm and mapped: fresh pages cost more than most kernels. A large request whose class is empty is lent a free
   block of up to twice its size rather than new pages. A failed request empties the caches and tries again. */
#include "core/alloc.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "core/block.h"

enum {
    CLASSES = 16 + 4 * 46,     /* up to 2^56 bytes */
    THREAD_BYTES = 1 << 18     /* the largest block that a thread keeps for itself */
};
static const size_t HUGE_PAGE = (size_t)2 << 20;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static block_list shared[CLASSES];
static _Atomic int64_t live_bytes, peak_bytes, cached_bytes, requests;

/* ---- failure on demand ---- */

static bool alloc_refused(void) {
    thread_state *t = thread_get();
    t->alloc_count++;
    return UNLIKELY(t->alloc_fail > 0) && --t->alloc_fail == 0;
}

void alloc_fail_at(int64_t nth) {
    thread_state *t = thread_get();
    t->alloc_fail = nth;
    t->alloc_count = 0;
}

int64_t alloc_requests(void) { return thread_get()->alloc_count; }

/* ---- plain memory ---- */

void *mem_alloc(size_t bytes) { return alloc_refused() ? NULL : malloc(bytes ? bytes : 1); }
void *mem_calloc(size_t bytes) { return alloc_refused() ? NULL : calloc(1, bytes ? bytes : 1); }
void *mem_realloc(void *p, size_t bytes) { return alloc_refused() ? NULL : realloc(p, bytes ? bytes : 1); }
void mem_free(void *p) { free(p); }

char *mem_strdup(const char *s) {
    size_t n = strlen(s) + 1;
    char *copy = mem_alloc(n);
    return copy ? memcpy(copy, s, n) : NULL;
}

/* ---- blocks ---- */

static int block_class(size_t bytes) {
    if (bytes <= BLOCK_SMALL) return bytes == 0 ? 0 : block_class_small(bytes);
    int log = 63 - __builtin_clzll((unsigned long long)(bytes - 1)); /* 2^log <= bytes - 1 < 2^(log+1) */
    return SMALL_CLASSES + 4 * (log - 10) + (int)(((bytes - 1) >> (log - 2)) & 3);
}

static size_t class_bytes(int class) {
    if (class < SMALL_CLASSES) return (size_t)(class + 1) << 6;
    int step = class - SMALL_CLASSES;
    return (size_t)(5 + (step & 3)) << (step / 4 + 8);
}

/* how many free blocks of a class a thread keeps: at most 1 MiB worth, 16 to 1024 */
static uint32_t class_limit(int class) {
    if (class < SMALL_CLASSES) return SMALL_LIMIT;
    int log = 11 + (class - SMALL_CLASSES) / 4; /* the next power of two */
    return log < 16 ? UINT32_C(1) << (20 - log) : 16;
}

/* Room for `bytes`, of which `used` are wanted now: a huge page that they would fill in part would be resident as a whole. */
static void *system_alloc(size_t bytes, size_t used) {
    void *p = NULL;
    if (!BLOCK_CACHE) bytes = used ? used : 1; /* a sanitizer shall see the first byte too many */
    if (bytes >= HUGE_PAGE) {
        if (posix_memalign(&p, HUGE_PAGE, bytes)) return NULL;
        madvise(p, used & ~(HUGE_PAGE - 1), MADV_HUGEPAGE);
        return p;
    }
    return posix_memalign(&p, 64, bytes) ? NULL : p;
}

static void list_push(block_list *list, void *p) {
    *(void **)p = list->head;
    list->head = p;
    list->count++;
}

static void *list_pop(block_list *list) {
    void *p = list->head;
    if (p) {
        list->head = *(void **)p;
        list->count--;
    }
    return p;
}

static void note_live(size_t bytes) {
    int64_t now = atomic_fetch_add_explicit(&live_bytes, (int64_t)bytes, memory_order_relaxed) + (int64_t)bytes;
    if (now > atomic_load_explicit(&peak_bytes, memory_order_relaxed)) atomic_store_explicit(&peak_bytes, now, memory_order_relaxed);
}

/* ---- large blocks in use for smaller requests; under the lock ---- */

enum { LENT_MOST = 64, LENT_CLASSES = 4 };
static struct { void *p; int class; } lent[LENT_MOST];
static int lent_count;

/* a free block of a class above; NULL if there is none */
static void *lend(int *class) {
    if (class_bytes(*class) < HUGE_PAGE || lent_count == LENT_MOST) return NULL;
    for (int c = *class + 1; c <= *class + LENT_CLASSES && c < CLASSES; c++) {
        void *p = list_pop(&shared[c]);
        if (!p) continue;
        lent[lent_count].p = p;
        lent[lent_count++].class = *class = c;
        return p;
    }
    return NULL;
}

/* the class of a block that was made for `class`, or is back from lending */
static int lent_back(void *p, int class) {
    for (int i = 0; i < lent_count; i++)
        if (lent[i].p == p) {
            class = lent[i].class;
            lent[i] = lent[--lent_count];
            break;
        }
    return class;
}

static void *block_alloc_slow(int *class, size_t used) {
    void *p = NULL;
    if (BLOCK_CACHE) {
        pthread_mutex_lock(&lock);
        p = list_pop(&shared[*class]);
        if (!p) p = lend(class);
        pthread_mutex_unlock(&lock);
        if (p) atomic_fetch_sub_explicit(&cached_bytes, (int64_t)class_bytes(*class), memory_order_relaxed);
    }
    if (!p) p = system_alloc(class_bytes(*class), used);
    if (!p) {
        block_trim();
        p = system_alloc(class_bytes(*class), used);
    }
    return p;
}

void *block_alloc(size_t bytes) {
    if (alloc_refused() || bytes > (size_t)1 << 55) return NULL;
    int class = block_class(bytes);
    thread_state *t = thread_get();
    if (BLOCK_CACHE && class < THREAD_BLOCK_CLASSES) {
        void *p = list_pop(&t->blocks[class]);
        if (LIKELY(p != NULL)) return p;
    }
    void *p = block_alloc_slow(&class, bytes);
    if (p) note_live(class_bytes(class));
    atomic_fetch_add_explicit(&requests, 1, memory_order_relaxed);
    return p;
}

static void block_share(int class, void *p) {
    if (BLOCK_CACHE) {
        pthread_mutex_lock(&lock);
        class = lent_back(p, class);
        list_push(&shared[class], p);
        pthread_mutex_unlock(&lock);
        atomic_fetch_add_explicit(&cached_bytes, (int64_t)class_bytes(class), memory_order_relaxed);
    } else free(p);
    atomic_fetch_sub_explicit(&live_bytes, (int64_t)class_bytes(class), memory_order_relaxed);
}

void block_free(void *p, size_t bytes) {
    if (!p) return;
    int class = block_class(bytes);
    if (BLOCK_CACHE && class < THREAD_BLOCK_CLASSES && class_bytes(class) <= THREAD_BYTES) {
        block_list *list = &thread_get()->blocks[class];
        if (LIKELY(list->count < class_limit(class))) {
            list_push(list, p);
            return;
        }
    }
    block_share(class, p);
}

void block_flush(thread_state *t) {
    for (int class = 0; class < THREAD_BLOCK_CLASSES; class++)
        for (void *p; (p = list_pop(&t->blocks[class]));) block_share(class, p);
}

void block_trim(void) {
    if (thread_pointer) block_flush(thread_pointer);
    pthread_mutex_lock(&lock);
    for (int class = 0; class < CLASSES; class++)
        for (void *p; (p = list_pop(&shared[class]));) {
            atomic_fetch_sub_explicit(&cached_bytes, (int64_t)class_bytes(class), memory_order_relaxed);
            free(p);
        }
    pthread_mutex_unlock(&lock);
}

alloc_stats alloc_statistics(void) {
    return (alloc_stats){ atomic_load(&live_bytes), atomic_load(&peak_bytes), atomic_load(&cached_bytes),
                          atomic_load(&requests) };
}
