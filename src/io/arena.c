/* SPDX-License-Identifier: MIT */
/* arena.c - memory for the nodes of one parsed file. */
#include "io/arena.h"

#include <stdalign.h>
#include <string.h>

#include "core/alloc.h"

struct arena_block {
    arena_block *next;
    alignas(max_align_t) unsigned char data[];
};

#define ARENA_FIRST 4096
#define ARENA_LARGEST ((size_t)1 << 20)

static bool arena_grow(arena *memory, const io_source *source, size_t bytes) {
    size_t size = memory->capacity ? memory->capacity * 2 : ARENA_FIRST;
    if (size > ARENA_LARGEST) size = ARENA_LARGEST;
    if (size < bytes) size = bytes;
    if (bytes > memory->limit || memory->total > memory->limit - bytes) {
        return io_fail(source,
                       "its %zu bytes describe more than %zu bytes of objects, which no honest file does",
                       source->size, memory->limit);
    }
    arena_block *block = mem_calloc(sizeof *block + size);
    if (!block) return io_no_memory(source, sizeof *block + size);
    block->next = memory->blocks;
    memory->blocks = block;
    memory->used = 0;
    memory->capacity = size;
    memory->total += size;
    return true;
}

void *arena_alloc(arena *memory, const io_source *source, size_t bytes) {
    const size_t align = alignof(max_align_t);
    if (bytes > SIZE_MAX / 4) {
        io_no_memory(source, bytes);
        return NULL;
    }
    bytes = (bytes + align - 1) / align * align;
    if (!memory->blocks || memory->capacity - memory->used < bytes) {
        if (!arena_grow(memory, source, bytes)) return NULL;
    }
    void *p = memory->blocks->data + memory->used;
    memory->used += bytes;
    return p;
}

char *arena_text(arena *memory, const io_source *source, const void *text, size_t size) {
    char *copy = arena_alloc(memory, source, size + 1);
    if (copy && size) memcpy(copy, text, size);
    return copy;
}

void arena_release(arena *memory) {
    while (memory->blocks) {
        arena_block *next = memory->blocks->next;
        mem_free(memory->blocks);
        memory->blocks = next;
    }
    memory->used = memory->capacity = memory->total = 0;
}
