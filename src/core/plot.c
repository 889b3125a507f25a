/* SPDX-License-Identifier: MIT */
/* plot.c - line charts as SVG.
   A chart is a title, a legend of one or more rows, and a frame with horizontal grid lines. The y axis ends
   at ticks, the x axis at the first and the last value. Ticks are multiples of 1, 2 or 5 times a power of
   ten. No number goes through printf's own %f, whose decimal point belongs to the locale. */
#include "core/plot.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "core/error.h"
#include "core/format.h"

enum { PLOT_WIDTH = 760, PLOT_HEIGHT = 440, PLOT_EDGE = 24, PLOT_TEXT = 12, PLOT_LEGEND_ROW = 20 };

/* Distinct for colour-blind eyes too; further series repeat them with dashes. */
static const char *const plot_colours[] = { "#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                            "#e69f00", "#56b4e9", "#444444" };
static const char *const plot_dashes[] = { "", "7 4", "2 4", "9 3 2 3" };
#define PLOT_COLOURS ((int)(sizeof plot_colours / sizeof plot_colours[0]))
#define PLOT_DASHES ((int)(sizeof plot_dashes / sizeof plot_dashes[0]))

typedef struct plot_axis {
    double low, high, step;
    int64_t first, last; /* ticks stand at first * step … last * step */
    int decimals;        /* of a tick's label; of its mantissa, if scientific */
    bool scientific;
} plot_axis;

typedef struct plot_frame {
    FILE *out;
    double left, right, top, bottom; /* of the area the lines are in, in pixels */
    plot_axis x, y;
} plot_frame;

/* ---- text ----------------------------------------------------------------------------------- */

/* The bytes of the UTF-8 character at text, or 0 if there is none that XML may hold. */
static int character_length(const unsigned char *text) {
    if (text[0] < 0x80) return text[0] >= 0x20 || strchr("\t\n\r", text[0]) ? 1 : 0;
    int length = text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
    uint32_t code = text[0] & (0xffU >> (length + 1));
    for (int i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80) return 0; /* the closing NUL, too */
        code = code << 6 | (text[i] & 0x3f);
    }
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    bool surrogate = code >= 0xd800 && code < 0xe000, noncharacter = code == 0xfffe || code == 0xffff;
    bool good = text[0] >= 0xc2 && code >= least[length] && code <= 0x10ffff && !surrogate && !noncharacter;
    return good ? length : 0;
}

void plot_escape(FILE *out, const char *text) {
    while (*text) {
        int length = character_length((const unsigned char *)text);
        if (length == 0) fputs("\xef\xbf\xbd", out);
        else if (*text == '&') fputs("&amp;", out);
        else if (*text == '<') fputs("&lt;", out);
        else if (*text == '>') fputs("&gt;", out);
        else if (*text == '"') fputs("&quot;", out);
        else fwrite(text, 1, (size_t)length, out);
        text += length ? length : 1;
    }
}

/* About how wide the text is in pixels: fonts differ, 0.58 em is a wide average. */
static double text_width(const char *text, double size) {
    int characters = 0;
    for (; *text; text++) characters += (*text & 0xc0) != 0x80;
    return 0.58 * size * characters;
}

/* A coordinate: at most two decimals, no zeros at the end. */
static void put_number(FILE *out, double value) {
    char text[64];
    size_t length = format_decimal(text, sizeof text, value, 2, 'f');
    while (text[length - 1] == '0') length--;
    if (text[length - 1] == '.') length--;
    fwrite(text, 1, length, out);
}

static void put_attribute(FILE *out, const char *name, double value) {
    fprintf(out, " %s=\"", name);
    put_number(out, value);
    fputc('"', out);
}

/* style: further attributes, beginning with a space. */
static void put_label(FILE *out, double x, double y, const char *style, const char *text) {
    fputs("<text", out);
    put_attribute(out, "x", x);
    put_attribute(out, "y", y);
    fprintf(out, "%s>", style);
    plot_escape(out, text);
    fputs("</text>\n", out);
}

static void put_rule(FILE *out, double x1, double y1, double x2, double y2, const char *style) {
    fputs("<line", out);
    put_attribute(out, "x1", x1);
    put_attribute(out, "y1", y1);
    put_attribute(out, "x2", x2);
    put_attribute(out, "y2", y2);
    fprintf(out, "%s/>\n", style);
}

/* ---- axes ----------------------------------------------------------------------------------- */

static double series_x(const plot_series *s, size_t i) { return s->x ? s->x[i] : (double)i; }

static bool series_drawn(const plot_series *s, size_t i) {
    double x = series_x(s, i), y = s->y[i];
    return isfinite(x) && isfinite(y) && fabs(x) <= PLOT_LARGEST && fabs(y) <= PLOT_LARGEST;
}

static double nice_step(double rough) {
    double power = pow(10, floor(log10(rough))), lead = rough / power;
    return power * (lead < 1.5 ? 1 : lead < 3 ? 2 : lead < 7 ? 5 : 10);
}

/* An axis of about `ticks` ticks over low … high. snap: it ends at ticks. whole: only whole numbers are
 * marked. */
static plot_axis axis_make(double low, double high, int ticks, bool snap, bool whole) {
    plot_axis a = { .low = low, .high = high };
    double largest = fmax(fabs(low), fabs(high));
    double least = fmax(1e-9 * largest, 1e-140); /* a narrower range leaves doubles no room for ticks */
    if (high - low < least) {
        double margin = high > low ? least : largest > least ? largest / 2 : 1;
        if (whole) margin = fmax(1, least);
        a.low = low - margin;
        a.high = high + margin;
    }
    a.step = nice_step((a.high - a.low) / ticks);
    if (whole && a.step < 1) a.step = 1;
    a.first = (int64_t)(snap ? floor(a.low / a.step + 1e-6) : ceil(a.low / a.step - 1e-6));
    a.last = (int64_t)(snap ? ceil(a.high / a.step - 1e-6) : floor(a.high / a.step + 1e-6));
    if (snap) {
        a.low = (double)a.first * a.step;
        a.high = (double)a.last * a.step;
    }
    double top = fmax(fabs((double)a.first), fabs((double)a.last)) * a.step;
    int step_power = (int)floor(log10(a.step) + 1e-6),
        top_power = top > 0 ? (int)floor(log10(top) + 1e-6) : 0;
    a.scientific = top_power >= 6 || step_power < -4;
    a.decimals = a.scientific ? top_power - step_power : -step_power;
    if (a.decimals < 0) a.decimals = 0;
    return a;
}

/* "0.25", "-3", "2.5e6" */
static void axis_label(const plot_axis *a, int64_t tick, char text[64]) {
    if (tick == 0 && a->scientific) {
        strcpy(text, "0");
        return;
    }
    size_t length = format_decimal(text, 64, (double)tick * a->step, a->decimals, a->scientific ? 'e' : 'f');
    char *e = strchr(text, 'e');
    if (!e) return;
    char *to = e + 1, *from = e + 1;
    if (*from == '-') to++;
    from++;
    if (*from == '0') from++; /* Python and C write two digits at least */
    memmove(to, from, (size_t)(text + length - from) + 1);
}

static double axis_width(const plot_axis *a) {
    double widest = 0;
    char text[64];
    for (int64_t tick = a->first; tick <= a->last; tick++) {
        axis_label(a, tick, text);
        widest = fmax(widest, text_width(text, PLOT_TEXT));
    }
    return widest;
}

static double frame_x(const plot_frame *f, double x) {
    return f->left + (x - f->x.low) / (f->x.high - f->x.low) * (f->right - f->left);
}

static double frame_y(const plot_frame *f, double y) {
    return f->bottom - (y - f->y.low) / (f->y.high - f->y.low) * (f->bottom - f->top);
}

static void frame_axes(plot_frame *f, const plot_series *series, int count) {
    double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
    bool whole = true;
    for (int k = 0; k < count; k++)
        for (size_t i = 0; i < series[k].count; i++) {
            if (!series_drawn(&series[k], i)) continue;
            double at[2] = { series_x(&series[k], i), series[k].y[i] };
            whole = whole && at[0] == floor(at[0]);
            for (int d = 0; d < 2; d++) {
                low[d] = fmin(low[d], at[d]);
                high[d] = fmax(high[d], at[d]);
            }
        }
    if (low[0] > high[0]) { /* nothing to draw */
        low[0] = low[1] = 0;
        high[0] = high[1] = 1;
    }
    f->x = axis_make(low[0], high[0], 8, false, whole);
    f->y = axis_make(low[1], high[1], 6, true, false);
}

/* ---- parts of the chart --------------------------------------------------------------------- */

static void put_axes(const plot_frame *f, const char *x_label, const char *y_label) {
    FILE *out = f->out;
    char text[64];
    fputs("<g stroke=\"#e3e6ea\">\n", out);
    for (int64_t tick = f->y.first; tick <= f->y.last; tick++) {
        double y = frame_y(f, (double)tick * f->y.step);
        put_rule(out, f->left, y, f->right, y, "");
    }
    fputs("</g>\n<g stroke=\"#8a919c\">\n", out);
    put_rule(out, f->left, f->bottom, f->right, f->bottom, "");
    for (int64_t tick = f->x.first; tick <= f->x.last; tick++) {
        double x = frame_x(f, (double)tick * f->x.step);
        put_rule(out, x, f->bottom, x, f->bottom + 5, "");
    }
    fputs("</g>\n<g fill=\"#4a5160\" text-anchor=\"end\">\n", out);
    for (int64_t tick = f->y.first; tick <= f->y.last; tick++) {
        axis_label(&f->y, tick, text);
        put_label(out, f->left - 8, frame_y(f, (double)tick * f->y.step) + 4, "", text);
    }
    fputs("</g>\n<g fill=\"#4a5160\" text-anchor=\"middle\">\n", out);
    for (int64_t tick = f->x.first; tick <= f->x.last; tick++) {
        axis_label(&f->x, tick, text);
        put_label(out, frame_x(f, (double)tick * f->x.step), f->bottom + 19, "", text);
    }
    if (x_label) put_label(out, (f->left + f->right) / 2, f->bottom + 42, "", x_label);
    if (y_label) {
        double middle = (f->top + f->bottom) / 2;
        fputs("<g transform=\"rotate(-90)\">", out);
        put_label(out, -middle, PLOT_EDGE + 2, "", y_label);
        fputs("</g>\n", out);
    }
    fputs("</g>\n", out);
}

static void put_stroke(FILE *out, int k) {
    fprintf(out, " stroke=\"%s\"", plot_colours[k % PLOT_COLOURS]);
    const char *dashes = plot_dashes[k / PLOT_COLOURS % PLOT_DASHES];
    if (*dashes) fprintf(out, " stroke-dasharray=\"%s\"", dashes);
}

/* Rows of swatches and names; returns the height they take. With draw false it only measures. */
static double put_legend(FILE *out, const plot_series *series, int count, double left, double top,
                         bool draw) {
    double x = left, y = top;
    bool any = false;
    for (int k = 0; k < count; k++) {
        if (!series[k].name || !*series[k].name) continue;
        double width = 30 + text_width(series[k].name, PLOT_TEXT) + 18;
        if (any && x + width > PLOT_WIDTH - PLOT_EDGE) {
            x = left;
            y += PLOT_LEGEND_ROW;
        }
        if (draw) {
            fputs("<path d=\"M", out);
            put_number(out, x + 1);
            fputc(',', out);
            put_number(out, y + 8);
            fputs("h22\" fill=\"none\" stroke-width=\"3\"", out);
            put_stroke(out, k);
            fputs("/>\n", out);
            put_label(out, x + 30, y + 12, " fill=\"#1f2430\"", series[k].name);
        }
        x += width;
        any = true;
    }
    return any ? y - top + PLOT_LEGEND_ROW : 0;
}

static void put_point(const plot_frame *f, const plot_series *s, size_t i, bool *begun) {
    fputc(*begun ? 'L' : 'M', f->out);
    put_number(f->out, frame_x(f, series_x(s, i)));
    fputc(',', f->out);
    put_number(f->out, frame_y(f, s->y[i]));
    *begun = true;
}

/* The points begin … end - 1, all in one half pixel's column: those four of them that fix what is seen. */
static void put_column(const plot_frame *f, const plot_series *s, size_t begin, size_t end, bool *begun) {
    size_t lowest = begin, highest = begin;
    for (size_t i = begin; i < end; i++) {
        if (s->y[i] < s->y[lowest]) lowest = i;
        if (s->y[i] > s->y[highest]) highest = i;
    }
    size_t early = lowest < highest ? lowest : highest, late = lowest < highest ? highest : lowest;
    put_point(f, s, begin, begun);
    if (early > begin && early < end - 1) put_point(f, s, early, begun);
    if (late > early && late < end - 1) put_point(f, s, late, begun);
    if (end - 1 > begin) put_point(f, s, end - 1, begun);
}

static void put_series(const plot_frame *f, const plot_series *s, int k) {
    size_t i = 0;
    fputs("<path fill=\"none\" stroke-width=\"1.75\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
          f->out);
    put_stroke(f->out, k);
    fputs(" d=\"", f->out);
    while (i < s->count) {
        bool begun = false;
        size_t run = i;
        while (i < s->count && series_drawn(s, i)) {
            size_t begin = i;
            double column = floor(2 * frame_x(f, series_x(s, i)));
            while (i < s->count && series_drawn(s, i) && floor(2 * frame_x(f, series_x(s, i))) == column) i++;
            put_column(f, s, begin, i, &begun);
        }
        /* a point on its own has no line to be seen by: a small ring */
        if (i == run + 1) fputs("m-2,0a2,2 0 1,0 4,0a2,2 0 1,0 -4,0", f->out);
        if (i == run) i++;
    }
    fputs("\"/>\n", f->out);
}

bool plot_lines(FILE *out, const char *title, const char *x_label, const char *y_label,
                const plot_series *series, int count) {
    plot_frame f = { .out = out,
                     .right = PLOT_WIDTH - PLOT_EDGE,
                     .bottom = PLOT_HEIGHT - (x_label ? 58 : 38) };
    frame_axes(&f, series, count);
    double top = title ? 56 : 20;
    f.left = PLOT_EDGE + (y_label ? 20 : 0) + axis_width(&f.y);
    f.top = top + put_legend(out, series, count, PLOT_EDGE, top, false) + (count ? 14 : 0);

    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
            "role=\"img\" "
            "font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif\" "
            "font-size=\"%d\">\n",
            PLOT_WIDTH, PLOT_HEIGHT, PLOT_WIDTH, PLOT_HEIGHT, PLOT_TEXT);
    if (title) {
        fputs("<title>", out);
        plot_escape(out, title);
        fputs("</title>\n", out);
    }
    fputs("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", out);
    if (title) put_label(out, PLOT_EDGE, 38, " font-size=\"18\" font-weight=\"600\" fill=\"#1f2430\"", title);
    put_legend(out, series, count, PLOT_EDGE, top, true);
    put_axes(&f, x_label, y_label);
    for (int k = 0; k < count; k++) put_series(&f, &series[k], k);
    fputs("</svg>\n", out);
    if (fflush(out) == 0 && !ferror(out)) return true;
    return error_set(RUSH_OS_ERROR, NULL, "plot", "cannot write the chart: %s", strerror(errno));
}
