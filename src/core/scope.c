/* SPDX-License-Identifier: MIT */
/* scope.c - references and scopes. The objects of all open scopes lie on one stack per thread, the base scope's at the
   bottom; a frame remembers where its scope's objects begin. */
#include "core/scope.h"

#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

enum { BASE_SCOPE_LARGE = 10000 };

void object_release(rush_object *o) {
    /* the only reference needs no locked instruction */
    if (__atomic_load_n(&o->refs, __ATOMIC_ACQUIRE) == 1 || thread_add(&o->refs, UINT32_MAX) == 1)
        o->type->destroy(o);
}

void *rush_retain(const void *object) {
    if (object) object_retain((rush_object *)(uintptr_t)object);
    return (void *)(uintptr_t)object;
}

void rush_release(const void *object) {
    if (object) object_release((rush_object *)(uintptr_t)object);
}

/* ---- the stack of owned objects ---- */

static bool grow_owned(thread_state *t) {
    size_t capacity = t->owned_capacity ? 2 * t->owned_capacity : 256;
    rush_object **p = mem_realloc(t->owned, capacity * sizeof *p);
    if (!p) return error_memory(NULL, "scope", capacity * sizeof *p);
    t->owned = p;
    t->owned_capacity = capacity;
    return true;
}

void *scope_own(void *object) {
    if (!object) return NULL;
    thread_state *t = thread_get();
    if (UNLIKELY(t->owned_count == t->owned_capacity) && !grow_owned(t)) {
        object_release(object);
        return NULL;
    }
    t->owned[t->owned_count++] = object;
    if (UNLIKELY(t->frame_count == 0 && t->owned_count > BASE_SCOPE_LARGE && !t->base_scope_told)) {
        t->base_scope_told = true;
        fprintf(stderr, "rushlight: over %d objects are owned by no scope and live until the thread ends; put `RUSH_SCOPE;` "
                "first in the loop's block\n", BASE_SCOPE_LARGE);
    }
    return object;
}

void *scope_borrow(void *object) {
    if (object) object_retain(object);
    return scope_own(object);
}

typedef struct scratch { rush_object base; size_t bytes, unused; } scratch;

static void scratch_destroy(void *object) { block_free(object, ((scratch *)object)->bytes); }
static const rush_class scratch_class = { "scratch memory", scratch_destroy };

void *scope_scratch(size_t bytes) {
    scratch *s = block_alloc(sizeof *s + bytes);
    if (!s) return NULL;
    object_init(&s->base, &scratch_class);
    s->bytes = sizeof *s + bytes;
    return scope_own(s) ? s + 1 : NULL;
}

void scope_drop(size_t mark) {
    thread_state *t = thread_get();
    /* destroying an object may run user code that uses scopes: keep the stack consistent at every step */
    while (t->owned_count > mark) object_release(t->owned[--t->owned_count]);
}

/* Puts one reference of `object` below `mark`: takes the one owned above it, or a new one. */
void *scope_keep(size_t mark, void *object) {
    if (object) {
        thread_state *t = thread_get();
        size_t i = t->owned_count;
        while (i > mark && t->owned[i - 1] != object) i--;
        if (i == mark) {
            if (!scope_borrow(object)) {
                scope_drop(mark);
                return NULL;
            }
            i = t->owned_count;
        }
        t->owned[i - 1] = t->owned[mark];
        t->owned[mark] = object;
        mark++;
    }
    scope_drop(mark);
    return object;
}

void scope_forget(size_t mark, const void *object) {
    thread_state *t = thread_get();
    for (size_t i = t->owned_count; object && i-- > mark;)
        if ((const void *)t->owned[i] == object) {
            rush_object *o = t->owned[i];
            t->owned[i] = t->owned[--t->owned_count];
            object_release(o);
            return;
        }
}

/* ---- scopes with a name ---- */

static bool frame_push(const void *key, rush_site site) {
    thread_state *t = thread_get();
    if (t->frame_count == t->frame_capacity) {
        size_t capacity = t->frame_capacity ? 2 * t->frame_capacity : 64;
        scope_frame *p = mem_realloc(t->frames, capacity * sizeof *p);
        if (!p) return error_memory(site, "scope", capacity * sizeof *p);
        t->frames = p;
        t->frame_capacity = capacity;
    }
    t->frames[t->frame_count++] = (scope_frame){ key, t->owned_count, site };
    return true;
}

static void frame_close(size_t index) {
    thread_state *t = thread_get();
    size_t first = t->frames[index].first;
    t->frame_count = index;
    scope_drop(first);
}

rush_scope rush_scope_open(rush_scope *self, rush_site site) {
    frame_push(self, site); /* on failure the error is pending, and what is made goes to the scope outside */
    return (rush_scope){ site };
}

void rush_scope_close(rush_scope *self) {
    thread_state *t = thread_get();
    for (size_t i = t->frame_count; i-- > 0;)
        if (t->frames[i].key == self) {
            frame_close(i);
            return;
        }
}

void rush_scope_begin(void) { frame_push(NULL, NULL); }

void rush_scope_end(void) {
    thread_state *t = thread_get();
    for (size_t i = t->frame_count; i-- > 0;)
        if (!t->frames[i].key) {
            frame_close(i);
            return;
        }
}

rush_tensor *rush_escape(rush_tensor *tensor) {
    thread_state *t = thread_get();
    if (!tensor || t->frame_count == 0) return tensor;
    scope_frame *f = &t->frames[t->frame_count - 1];
    size_t i = t->owned_count;
    while (i > f->first && (void *)t->owned[i - 1] != (void *)tensor) i--;
    if (i == f->first) {
        if (!scope_borrow(tensor)) return NULL;
        i = t->owned_count;
    }
    t->owned[i - 1] = t->owned[f->first];
    t->owned[f->first++] = (rush_object *)tensor;
    return tensor;
}

void scope_drop_all(thread_state *t) {
    t->frame_count = 0;
    scope_drop(0);
    free(t->owned);
    free(t->frames);
    t->owned = NULL;
    t->frames = NULL;
    t->owned_capacity = t->frame_capacity = 0;
}
