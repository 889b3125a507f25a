/* SPDX-License-Identifier: MIT */
/* format_number.c - the text of doubles and shapes, as Python prints them, whatever the C locale is. */
#include "core/format.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool format_text_put(void *text, const char *piece, size_t length) {
    format_text *t = text;
    if (t->length < t->size) {
        size_t room = t->size - t->length;
        memcpy(t->text + t->length, piece, length < room ? length : room);
    }
    t->length += length;
    return true;
}

size_t format_text_end(const format_text *t) {
    if (t->size > 0) t->text[t->length < t->size ? t->length : t->size - 1] = '\0';
    return t->length;
}

static void text_fill(format_text *t, char c, int count) {
    for (; count > 0; count--) format_text_put(t, &c, 1);
}

static size_t text_copy(char *buffer, size_t size, const char *text) {
    format_text t = { buffer, size, 0 };
    format_text_put(&t, text, strlen(text));
    return format_text_end(&t);
}

static const char *text_nonfinite(double value) {
    if (isnan(value)) return "nan"; /* Python shows no sign of a NaN */
    return value > 0 ? "inf" : "-inf";
}

/* Replaces the locale's decimal point, of one byte or several, by '.'. */
static void text_point(char *text) {
    size_t at = strcspn(text, "0123456789");
    at += strspn(text + at, "0123456789");
    size_t foreign = strcspn(text + at, "0123456789e");
    if (foreign == 0) return;
    text[at] = '.';
    memmove(text + at + 1, text + at + foreign, strlen(text + at + foreign) + 1);
}

size_t format_decimal(char *buffer, size_t size, double value, int precision, char style) {
    char text[FORMAT_DECIMAL_SIZE];
    if (!isfinite(value)) return text_copy(buffer, size, text_nonfinite(value));
    snprintf(text, sizeof text, style == 'e' ? "%.*e" : "%.*f", precision, value);
    text_point(text);
    return text_copy(buffer, size, text);
}

/* ---- repr(float) ---------------------------------------------------------------------------- */

/* value = d[0].d[1]d[2]… * 10^exponent */
typedef struct float_digits {
    char digit[20];
    int count, exponent;
} float_digits;

static void digits_round(float_digits *d, double value, int count) {
    char text[64];
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    const char *e = strchr(text, 'e');
    d->count = 0;
    for (const char *c = text; c < e; c++)
        if (*c >= '0' && *c <= '9') d->digit[d->count++] = *c;
    d->exponent = atoi(e + 1);
}

/* One unit more in the last digit. */
static void digits_increment(float_digits *d) {
    int i = d->count - 1;
    while (i >= 0 && d->digit[i] == '9') d->digit[i--] = '0';
    if (i >= 0) {
        d->digit[i]++;
    } else {
        d->digit[0] = '1';
        d->exponent++;
    }
}

/* Written without a point, which depends on the locale: digits * 10^(exponent - count + 1). */
static bool digits_read_back(const float_digits *d, double value) {
    char text[64];
    snprintf(text, sizeof text, "%.*se%d", d->count, d->digit, d->exponent - d->count + 1);
    return strtod(text, NULL) == value;
}

/* The fewest digits that read back as value > 0. The nearest decimal of n digits is the one to try; but below
   a power of two the doubles lie twice as close as above it, so there the nearest may fail where the next one
   up succeeds. */
static void digits_shortest(float_digits *d, double value) {
    int binary, saved = errno; /* strtod sets errno for subnormal numbers */
    bool power_of_two = frexp(value, &binary) == 0.5;
    for (int count = 1; count <= 17; count++) {
        digits_round(d, value, count);
        if (digits_read_back(d, value)) break;
        if (!power_of_two) continue;
        digits_increment(d);
        if (digits_read_back(d, value)) break;
    }
    errno = saved;
}

size_t format_float(char *buffer, size_t size, double value) {
    if (!isfinite(value)) return text_copy(buffer, size, text_nonfinite(value));
    if (value == 0) return text_copy(buffer, size, signbit(value) ? "-0.0" : "0.0");
    float_digits d;
    digits_shortest(&d, fabs(value));
    format_text t = { buffer, size, 0 };
    if (value < 0) format_text_put(&t, "-", 1);
    if (d.exponent < -4 || d.exponent >= 16) {
        char tail[16];
        format_text_put(&t, d.digit, 1);
        if (d.count > 1) {
            format_text_put(&t, ".", 1);
            format_text_put(&t, d.digit + 1, (size_t)d.count - 1);
        }
        int length = snprintf(tail, sizeof tail, "e%c%02d", d.exponent < 0 ? '-' : '+', abs(d.exponent));
        format_text_put(&t, tail, (size_t)length);
    } else if (d.exponent < 0) {
        format_text_put(&t, "0.", 2);
        text_fill(&t, '0', -d.exponent - 1);
        format_text_put(&t, d.digit, (size_t)d.count);
    } else {
        int whole = d.exponent + 1, given = d.count < whole ? d.count : whole;
        format_text_put(&t, d.digit, (size_t)given);
        text_fill(&t, '0', whole - given);
        format_text_put(&t, ".", 1);
        if (d.count > given) format_text_put(&t, d.digit + given, (size_t)(d.count - given));
        else format_text_put(&t, "0", 1);
    }
    return format_text_end(&t);
}

/* ---- shapes --------------------------------------------------------------------------------- */

static void text_dims(format_text *t, const int64_t *shape, int ndim) {
    for (int i = 0; i < ndim; i++) {
        char text[32];
        int length = snprintf(text, sizeof text, "%s%" PRId64, i ? ", " : "", shape[i]);
        format_text_put(t, text, (size_t)length);
    }
}

size_t format_size(char *buffer, size_t size, const int64_t *shape, int ndim) {
    format_text t = { buffer, size, 0 };
    format_text_put(&t, "torch.Size([", 12);
    text_dims(&t, shape, ndim);
    format_text_put(&t, "])", 2);
    return format_text_end(&t);
}

size_t format_tuple(char *buffer, size_t size, const int64_t *shape, int ndim) {
    format_text t = { buffer, size, 0 };
    format_text_put(&t, "(", 1);
    text_dims(&t, shape, ndim);
    format_text_put(&t, ",)", ndim == 1 ? 2 : 0);
    if (ndim != 1) format_text_put(&t, ")", 1);
    return format_text_end(&t);
}
