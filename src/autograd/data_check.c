/* SPDX-License-Identifier: MIT */
/* data_check.c - writes that version counters do not see: through `.data` and raw pointers. While the check is on they are
   noted by byte range, and a backward that needs overwritten bytes refuses. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rushlight/autograd.h>

#include "autograd/data_check.h"
#include "core/alloc.h"
#include "core/error.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* only while the check is on */
static _Atomic int check = -1; /* -1: ask the environment */

void rush_set_data_check(bool on) { atomic_store(&check, on); }

bool data_check_on(void) {
    int state = atomic_load_explicit(&check, memory_order_relaxed);
    if (UNLIKELY(state < 0)) {
        const char *text = getenv("RUSH_CHECK_DATA");
        state = text && *text && strcmp(text, "0") != 0;
        atomic_store(&check, state);
    }
    return state > 0;
}

/* bytes that t's elements span */
static void span(const rush_tensor *t, size_t *from, size_t *to) {
    int64_t last = t->offset;
    for (int i = 0; i < t->ndim; i++) last += (t->shape[i] - 1) * t->strides[i];
    size_t size = dtype_size((rush_dtype)t->dtype);
    *from = (size_t)t->offset * size;
    *to = t->numel ? ((size_t)last + 1) * size : *from;
}

/* A later write to the same bytes makes an earlier one superfluous: nodes that one forbids, the other forbids too. */
static void drop_covered(storage *s, const untracked_write *by) {
    int n = 0;
    for (int i = 0; i < s->write_count; i++)
        if (s->writes[i].from < by->from || s->writes[i].to > by->to) s->writes[n++] = s->writes[i];
    __atomic_store_n(&s->write_count, n, __ATOMIC_RELAXED);
}

void storage_note_untracked(rush_tensor *t, rush_site site, const char *op) {
    storage *s = t->storage;
    if (!data_check_on()) return;
    untracked_write w = { .when = node_sequence(), .site = site, .op = op };
    span(t, &w.from, &w.to);
    pthread_mutex_lock(&lock);
    drop_covered(s, &w);
    if (s->write_count == s->write_capacity) {
        int capacity = s->write_capacity ? 2 * s->write_capacity : 8;
        untracked_write *p = mem_realloc(s->writes, (size_t)capacity * sizeof *p);
        if (p) {
            s->writes = p;
            s->write_capacity = capacity;
        } else error_memory(site, op, (size_t)capacity * sizeof *p);
    }
    if (s->write_count < s->write_capacity) {
        s->writes[s->write_count] = w;
        __atomic_store_n(&s->write_count, s->write_count + 1, __ATOMIC_RELAXED);
    }
    pthread_mutex_unlock(&lock);
}

/* the newest write to t's bytes after node n was made */
static bool find_write(const rush_node *n, const rush_tensor *t, untracked_write *found) {
    size_t from, to;
    span(t, &from, &to);
    bool any = false;
    pthread_mutex_lock(&lock);
    for (int i = t->storage->write_count - 1; i >= 0 && !any; i--) {
        *found = t->storage->writes[i];
        any = found->when >= n->sequence && found->to > from && found->from < to;
    }
    pthread_mutex_unlock(&lock);
    return any;
}

bool storage_check_untracked(const rush_node *n, const char *op, const rush_tensor *t) {
    untracked_write w;
    if (!find_write(n, t, &w)) return true;
    error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n),
              "one of the variables needed for gradient computation was overwritten through .data or a raw pointer: %s %s saved by %s; the gradient "
              "would be silently wrong", dtype_table[t->dtype].name, TENSOR_SHAPE_TEXT(t), op);
    error_detail("saved by %s at %s, overwritten by %s at %s", op, n->site ? n->site : "?", w.op ? w.op : "?", w.site ? w.site : "?");
    return false;
}
