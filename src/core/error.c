/* SPDX-License-Identifier: MIT */
/* error.c - the pending error of each thread. Text is kept in the thread's state, so recording needs no memory. */
#include "core/error.h"

#include <stdarg.h>
#include <string.h>

#include "core/thread.h"

static void (*handler)(const rush_error_info *, void *);
static void *handler_user;
static bool quiet;

void rush_set_error_handler(void (*f)(const rush_error_info *, void *), void *user) {
    handler = f;
    handler_user = user;
}

void rush_set_error_quiet(bool on) { quiet = on; }

__attribute__((noinline)) void rush_error_break(void) { __asm__ volatile(""); }

static void error_report(thread_state *t) {
    const rush_error_info *e = &t->error;
    if (t->errors_silent) return;
    rush_error_break();
    if (handler) {
        handler(e, handler_user);
        return;
    }
    if (quiet) return;
    fprintf(stderr, "%s%s%s%s%s\n", e->site, *e->site ? ": " : "", e->op, *e->op ? ": " : "", e->message);
}

static void copy_text(char *to, size_t size, const char *from) { snprintf(to, size, "%s", from ? from : ""); }

bool error_set(rush_error_code code, rush_site site, const char *op, const char *format, ...) {
    thread_state *t = thread_get();
    if (t->failed) return false;
    t->failed = true;
    va_list list;
    va_start(list, format);
    vsnprintf(t->message, sizeof t->message, format, list);
    va_end(list);
    copy_text(t->site, sizeof t->site, site);
    copy_text(t->op, sizeof t->op, op);
    t->detail[0] = 0;
    t->detail_length = 0;
    t->error = (rush_error_info){ .code = code, .message = t->message, .op = t->op, .site = t->site, .detail = t->detail };
    error_report(t);
    return false;
}

void error_detail(const char *format, ...) {
    thread_state *t = thread_get();
    if (!t->failed) return;
    size_t used = t->detail_length, room = sizeof t->detail - used;
    va_list list;
    va_start(list, format);
    int n = vsnprintf(t->detail + used, room, format, list);
    va_end(list);
    if (n < 0 || (size_t)n + 2 > room) { /* no room for the whole line: leave it out */
        t->detail[used] = 0;
        return;
    }
    if (!handler && !quiet) fprintf(stderr, "    %s\n", t->detail + used);
    t->detail[used + (size_t)n] = '\n';
    t->detail[used + (size_t)n + 1] = 0;
    t->detail_length = used + (size_t)n + 1;
}

bool error_memory(rush_site site, const char *op, size_t bytes) {
    return error_set(RUSH_MEMORY_ERROR, site, op, "out of memory: %zu bytes could not be allocated", bytes);
}

const rush_error_info *rush_error(void) {
    thread_state *t = thread_get();
    return t->failed ? &t->error : NULL;
}

bool rush_failed(void) { return thread_get()->failed; }
void rush_error_clear(void) { thread_get()->failed = false; }
