/* SPDX-License-Identifier: MIT */
/* data_check.c - writes that version counters do not see: through `.data` and raw pointers. While the check is on they are
   noted by byte range, and a backward that needs overwritten bytes refuses. */
#include <stdlib.h>
#include <string.h>

#include <rushlight/autograd.h>

#include "autograd/data_check.h"
#include "core/alloc.h"
#include "core/error.h"

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

void storage_note_untracked(rush_tensor *t, rush_site site, const char *op) {
    storage *s = t->storage;
    if (!data_check_on()) return;
    if (s->write_count == s->write_capacity) {
        int capacity = s->write_capacity ? 2 * s->write_capacity : 8;
        untracked_write *p = mem_realloc(s->writes, (size_t)capacity * sizeof *p);
        if (!p) {
            error_memory(site, op, (size_t)capacity * sizeof *p);
            return;
        }
        s->writes = p;
        s->write_capacity = capacity;
    }
    untracked_write w = { .when = node_sequence(), .site = site, .op = op };
    span(t, &w.from, &w.to);
    s->writes[s->write_count++] = w;
}

bool storage_check_untracked(const rush_node *n, const char *op, const rush_tensor *t) {
    size_t from, to;
    span(t, &from, &to);
    for (int i = t->storage->write_count - 1; i >= 0; i--) {
        const untracked_write *w = &t->storage->writes[i];
        if (w->when <= n->sequence || w->to <= from || w->from >= to) continue;
        error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n),
                  "one of the variables needed for gradient computation was overwritten through .data or a raw pointer: %s %s saved by %s; the gradient "
                  "would be silently wrong", dtype_table[t->dtype].name, TENSOR_SHAPE_TEXT(t), op);
        error_detail("saved by %s at %s, overwritten by %s at %s", op, n->site ? n->site : "?", w->op ? w->op : "?", w->site ? w->site : "?");
        return false;
    }
    return true;
}
