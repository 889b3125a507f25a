/* SPDX-License-Identifier: MIT */
/* block.h - the block cache from inside (alloc.c): size classes, and the quick way for blocks of constant size. */
#ifndef CORE_BLOCK_H
#define CORE_BLOCK_H
#include "core/alloc.h"
#include "core/thread.h"

/* A block's class: sizes up to 1 KiB in steps of 64 bytes, above that four classes to each power of two. */
enum {
    SMALL_CLASSES = 16,        /* 64, 128, … 1024 bytes */
    SMALL_LIMIT = 1024,        /* free blocks of such a class that a thread keeps */
    BLOCK_SMALL = 1024         /* bytes */
};

/* The class of a small block, 1 byte at least. */
static inline int block_class_small(size_t bytes) { return (int)((bytes - 1) >> 6); }

/* block_alloc and block_free for 1 to BLOCK_SMALL bytes: a few instructions while this thread's list serves. */
static inline void *block_take(size_t bytes) {
    thread_state *t = thread_get();
    block_list *list = &t->blocks[block_class_small(bytes)];
    void *p = list->head;
    if (UNLIKELY(!BLOCK_CACHE || !p || t->alloc_fail > 0)) return block_alloc(bytes);
    t->alloc_count++;
    list->head = *(void **)p;
    list->count--;
    return p;
}

static inline void block_give(void *p, size_t bytes) {
    block_list *list = &thread_get()->blocks[block_class_small(bytes)];
    if (UNLIKELY(!BLOCK_CACHE || list->count >= SMALL_LIMIT)) {
        block_free(p, bytes);
        return;
    }
    *(void **)p = list->head;
    list->head = p;
    list->count++;
}

/* Gives a thread's cached blocks to the shared cache. */
void block_flush(thread_state *t);
#endif
