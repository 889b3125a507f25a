/* SPDX-License-Identifier: MIT */
/* scope.h - the per-thread stack of objects that open scopes own. */
#ifndef CORE_SCOPE_H
#define CORE_SCOPE_H
#include "core/thread.h"

/* Hands one reference to the innermost scope. On lack of memory the reference is dropped and NULL returned. */
void *scope_own(void *object);
/* A further reference for the innermost scope: what accessors return. NULL passes. */
void *scope_borrow(void *object);

/* Inside the library: a scope without a name. scope_close(scope_mark()) style, without touching the frames:
   everything owned after the mark is dropped, but for one object that is handed to the outer scope. */
static inline size_t scope_mark(void) { return thread_get()->owned_count; }
void scope_drop(size_t mark);
void *scope_keep(size_t mark, void *object);
/* Drops one reference to `object` that is owned after the mark, if there is one: a temporary that is used no more. */
void scope_forget(size_t mark, const void *object);

/* Memory that lives as long as the innermost scope (or mark); NULL if there is none. */
void *scope_scratch(size_t bytes);

/* everything, at the thread's end */
void scope_drop_all(thread_state *t);

/* One reference less; frees with the last. */
void object_release(rush_object *o);
static inline void object_retain(rush_object *o) { thread_add(&o->refs, 1); }
static inline void object_init(rush_object *o, const rush_class *type) {
    o->type = type;
    o->refs = 1;
    o->flags = 0;
}
#define RETAIN(p) (object_retain((rush_object *)(p)), (p))
#define RELEASE(p) \
    do { \
        if (p) object_release((rush_object *)(p)); \
    } while (0)
#endif
