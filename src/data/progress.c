/* SPDX-License-Identifier: MIT */
/* progress.c - one line of progress. A line is laid out from pieces; where the terminal is narrow, first the bar shrinks and goes, then
   the rate, then the time, and what is left is cut. */
#include <rushlight/progress.h>

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "core/error.h"

enum { PROGRESS_LINE = 512, PROGRESS_BAR = 30, PROGRESS_BAR_LEAST = 8 };
static const double PROGRESS_INTERVAL = 0.1;

static double progress_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Control characters would disturb the line. */
static void progress_format(char *to, size_t size, const char *format, va_list list) {
    vsnprintf(to, size, format, list);
    for (char *p = to; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = ' ';
}

static bool progress_is_terminal(const rush_progress *p) {
    const char *term = getenv("TERM");
    return p->file && fileno(p->file) >= 0 && isatty(fileno(p->file)) && term && strcmp(term, "dumb") != 0;
}

static int progress_columns(const rush_progress *p) {
    struct winsize w;
    if (ioctl(fileno(p->file), TIOCGWINSZ, &w) == 0 && w.ws_col > 0) return w.ws_col;
    const char *columns = getenv("COLUMNS");
    int n = columns ? atoi(columns) : 0;
    return n > 0 ? n : 80;
}

/* Columns that UTF-8 text takes, each character being one wide. */
static int progress_width(const char *text) {
    int n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

/* Cuts text after that many columns. */
static void progress_cut(char *text, int columns) {
    for (; *text; text++)
        if (((unsigned char)*text & 0xc0) != 0x80 && columns-- == 0) {
            *text = 0;
            return;
        }
}

/* "0:07", "1:02:03" */
static void progress_time(char *to, size_t size, double seconds) {
    int64_t s = seconds > 0 && seconds < 1e9 ? (int64_t)(seconds + 0.5) : 0;
    if (s < 3600) snprintf(to, size, "%" PRId64 ":%02d", s / 60, (int)(s % 60));
    else snprintf(to, size, "%" PRId64 ":%02d:%02d", s / 3600, (int)(s / 60 % 60), (int)(s % 60));
}

static void progress_bar(char *to, int inside, double part) {
    int full = (int)(part * inside);
    if (full > inside) full = inside;
    *to++ = ' ';
    *to++ = '[';
    for (int i = 0; i < inside; i++) *to++ = i < full ? '=' : i == full ? '>' : ' ';
    *to++ = ']';
    *to = 0;
}

/* What stands behind the bar: "468/938", "  loss 0.43", "  12034/s", "  0:12 left". */
static void progress_pieces(const rush_progress *p, bool end, char count[64], char text[192], char rate[48], char left[48]) {
    double seconds = progress_now() - p->start;
    int64_t steps = p->done - p->begun;
    double speed = seconds > 0 ? (double)(steps * p->items) / seconds : 0;
    char time[32];
    if (p->total > 0) snprintf(count, 64, "%" PRId64 "/%" PRId64, p->done, p->total);
    else snprintf(count, 64, "%" PRId64, p->done);
    snprintf(text, 192, "%s%s", *p->text ? "  " : "", p->text);
    rate[0] = left[0] = 0;
    if (steps > 0) snprintf(rate, 48, speed < 10 ? "  %.2f/s" : "  %.0f/s", speed);
    if (end || p->total <= 0) {
        progress_time(time, sizeof time, seconds);
        snprintf(left, 48, "  %s", time);
    } else if (steps > 0) {
        progress_time(time, sizeof time, seconds / (double)steps * (double)(p->total - p->done));
        snprintf(left, 48, "  %s left", time);
    }
}

static void progress_layout(const rush_progress *p, bool end, int columns, char line[PROGRESS_LINE]) {
    char count[64], text[192], rate[48], left[48], bar[PROGRESS_BAR + 4] = "";
    progress_pieces(p, end, count, text, rate, left);
    int name = progress_width(p->name), fixed = name + (name > 0) + progress_width(count) + progress_width(text);
    if (fixed + progress_width(rate) + progress_width(left) > columns) rate[0] = 0;
    if (fixed + progress_width(rate) + progress_width(left) > columns) left[0] = 0;
    int room = columns - fixed - progress_width(rate) - progress_width(left) - 3;
    int inside = room < PROGRESS_BAR ? room : PROGRESS_BAR;
    if (p->total > 0 && inside >= PROGRESS_BAR_LEAST) progress_bar(bar, inside, (double)p->done / (double)p->total);
    snprintf(line, PROGRESS_LINE, "%s%s%s%s%s%s%s", p->name, bar, name > 0 || *bar ? " " : "", count, text, rate, left);
    progress_cut(line, columns);
}

static void progress_draw(rush_progress *p, bool end) {
    char line[PROGRESS_LINE];
    /* the last column stays free: some terminals wrap when it is written */
    progress_layout(p, end, progress_columns(p) - 1, line);
    fprintf(p->file, "\r%s\033[K%s", line, end ? "\n" : "");
    fflush(p->file);
}

static rush_progress progress_make(int64_t total, int64_t done, int64_t items, const char *name, va_list list) {
    rush_progress p = { .file = stdout, .total = total, .done = done, .begun = done, .items = items, .start = progress_now() };
    progress_format(p.name, sizeof p.name, name, list);
    p.drawn = p.start - PROGRESS_INTERVAL; /* the first step draws */
    return p;
}

rush_progress rush_progress_start_count(int64_t total, const char *name, ...) {
    va_list list;
    va_start(list, name);
    rush_progress p = progress_make(total, 0, 1, name, list);
    va_end(list);
    return p;
}

rush_progress rush_progress_start_loader(const rush_loader *loader, const char *name, ...) {
    va_list list;
    va_start(list, name);
    rush_progress p = progress_make(rush_loader_length(loader), rush_loader_position(loader), rush_loader_batch_size(loader), name, list);
    va_end(list);
    return p;
}

void rush_progress_step(rush_progress *p, const char *text, ...) {
    if (!p || rush_failed()) return;
    va_list list;
    va_start(list, text);
    progress_format(p->text, sizeof p->text, text, list);
    va_end(list);
    p->done++;
    double now = progress_now();
    if (now - p->drawn < PROGRESS_INTERVAL || !progress_is_terminal(p)) return;
    p->drawn = now;
    progress_draw(p, false);
}

void rush_progress_end(rush_progress *p) {
    if (!p || !p->file) return;
    if (progress_is_terminal(p)) {
        progress_draw(p, true);
    } else {
        char count[64], text[192], rate[48], left[48];
        progress_pieces(p, true, count, text, rate, left);
        fprintf(p->file, "%s%s%s%s%s%s\n", p->name, *p->name ? " " : "", count, text, rate, left);
        fflush(p->file);
    }
    p->file = NULL; /* a second end writes nothing */
}
