/* SPDX-License-Identifier: MIT */
/* plot.h - line charts as SVG: training curves that any browser shows. Needs nothing but a stream; allocates
 * nothing. */
#ifndef CORE_PLOT_H
#define CORE_PLOT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct plot_series {
    const char *name; /* UTF-8, shown in the legend; NULL or "": not shown there */
    size_t count;
    const double *x; /* [count], or NULL for 0, 1, 2, … */
    const double *y; /* [count] */
} plot_series;

/* A value that is not finite, or beyond this, is not drawn: the line has a gap there. */
#define PLOT_LARGEST 1e150

/* Writes one chart of count lines as a whole SVG document. Texts are UTF-8 and may be NULL; what XML cannot
   hold of them shows as U+FFFD. Long series are thinned to what can be seen: first, lowest, highest and last
   point of each half pixel. Flushes the stream; an OSError if it cannot be written. */
bool plot_lines(FILE *out, const char *title, const char *x_label, const char *y_label,
                const plot_series *series, int count);
/* Writes text as XML shows it: markup escaped, what XML cannot hold as U+FFFD. */
void plot_escape(FILE *out, const char *text);
#endif
