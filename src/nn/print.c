/* SPDX-License-Identifier: MIT */
/* print.c - modules as PyTorch prints them:
     Sequential(
       (0): Linear(in_features=2, out_features=3, bias=True)
     ) */
#include "nn/module.h"

#include <string.h>

typedef struct writer { char *p; size_t size, used; } writer;

static void put(writer *w, const char *text) {
    size_t n = strlen(text);
    if (w->used < w->size) snprintf(w->p + w->used, w->size - w->used, "%s", text);
    w->used += n;
}

static void put_module(writer *w, const rush_module *m, int depth) {
    char extra[512] = "";
    if (m->extra_repr) m->extra_repr(m, extra, sizeof extra);
    put(w, m->name);
    put(w, "(");
    bool children = false;
    for (int i = 0; i < m->count; i++) children = children || m->entries[i].module;
    if (!children) put(w, extra);
    else {
        put(w, "\n");
        if (*extra) {
            for (int k = 0; k <= depth; k++) put(w, "  ");
            put(w, extra);
            put(w, "\n");
        }
    }
    for (int i = 0; i < m->count; i++) {
        if (!m->entries[i].module) continue;
        for (int k = 0; k <= depth; k++) put(w, "  ");
        put(w, "(");
        put(w, m->entries[i].name);
        put(w, "): ");
        put_module(w, m->entries[i].module, depth + 1);
        put(w, "\n");
    }
    if (children)
        for (int k = 0; k < depth; k++) put(w, "  ");
    put(w, ")");
}

size_t rush_module_to_string(const rush_module *m, char *buffer, size_t size) {
    writer w = { buffer, size, 0 };
    if (size) *buffer = 0;
    if (m) put_module(&w, m, 0);
    return w.used;
}

void rush_print_module(const rush_module *m) {
    size_t n = rush_module_to_string(m, NULL, 0) + 1;
    size_t mark = scope_mark();
    char *text = scope_scratch(n);
    if (!text) {
        error_memory(NULL, "print_module", n);
        return;
    }
    rush_module_to_string(m, text, n);
    puts(text);
    scope_drop(mark);
}
