/* SPDX-License-Identifier: MIT */
/* format.c - repr(tensor).
   Two walks over the elements that are shown (all, or the edges of each dimension where a tensor is
   summarised). The first one finds what all elements have in common: whether floats are whole ("9."), whether
   they are written in scientific form, and the width of a column. Zeros, infinities and NaNs have no say in
   that. The second one writes.

   The width needs no text of each element: the length of "%.4f" never falls as |x| grows, and that of "%.4e"
   is largest at the largest or the smallest |x| (a third digit of the exponent), so for each sign these two
   decide. */
#include "core/format.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "core/error.h"

static const struct {
    const char *name;
    int bytes;
    bool floating;
} format_dtypes[] = {
    [RUSH_FLOAT32] = { "float32", 4, true }, [RUSH_FLOAT64] = { "float64", 8, true },
    [RUSH_FLOAT16] = { "float16", 2, true }, [RUSH_BFLOAT16] = { "bfloat16", 2, true },
    [RUSH_INT64] = { "int64", 8, false },    [RUSH_INT32] = { "int32", 4, false },
    [RUSH_INT16] = { "int16", 2, false },    [RUSH_INT8] = { "int8", 1, false },
    [RUSH_UINT8] = { "uint8", 1, false },    [RUSH_BOOL] = { "bool", 1, false },
};

/* The absolute values of finite nonzero floats of one sign; largest is 0 if there are none. */
typedef struct format_magnitude {
    double largest, smallest;
} format_magnitude;

typedef struct format_printer {
    const format_source *source;
    format_options options;
    bool summarize;
    format_sink sink;
    void *context;
    bool stopped;   /* the sink refused: write no more */
    int64_t column; /* characters written since the last newline */
    /* what the first walk finds */
    format_magnitude positive, negative;
    int64_t lowest, highest; /* of integers and bools */
    bool fractional, scientific;
    int width;
} format_printer;

/* ---- reading elements ----------------------------------------------------------------------- */

static float bits_float(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* 1 sign, 5 exponent, 10 fraction bits: 2^(e-15) * 1.f; e = 0: 2^-14 * 0.f; e = 31: infinity and NaN */
static double half_double(uint16_t bits) {
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    double value = exponent == 31  ? (fraction ? (double)NAN : (double)INFINITY)
                   : exponent == 0 ? ldexp(fraction, -24)
                                   : ldexp(fraction + 1024, exponent - 25);
    return bits & 0x8000 ? -value : value;
}

static double element_float(rush_dtype dtype, const char *at) {
    uint16_t half;
    float single;
    double value;
    switch (dtype) {
    case RUSH_FLOAT64: memcpy(&value, at, 8); return value;
    case RUSH_FLOAT16: memcpy(&half, at, 2); return half_double(half);
    case RUSH_BFLOAT16: memcpy(&half, at, 2); return (double)bits_float((uint32_t)half << 16);
    default: memcpy(&single, at, 4); return (double)single;
    }
}

static int64_t element_int(rush_dtype dtype, const char *at) {
    int64_t i64;
    int32_t i32;
    int16_t i16;
    switch (dtype) {
    case RUSH_INT64: memcpy(&i64, at, 8); return i64;
    case RUSH_INT32: memcpy(&i32, at, 4); return i32;
    case RUSH_INT16: memcpy(&i16, at, 2); return i16;
    case RUSH_INT8: return *(const int8_t *)at;
    case RUSH_BOOL: return *(const uint8_t *)at != 0;
    default: return *(const uint8_t *)at;
    }
}

static const char *element_at(const format_printer *p, const char *at, int dim, int64_t index) {
    return at + index * p->source->strides[dim] * format_dtypes[p->source->dtype].bytes;
}

/* ---- which elements are shown --------------------------------------------------------------- */

/* The number of elements, or INT64_MAX if it is larger still (strides of 0 allow that). */
static int64_t count_elements(const format_source *source) {
    int64_t count = 1;
    for (int i = 0; i < source->ndim; i++)
        if (source->shape[i] == 0) return 0;
    for (int i = 0; i < source->ndim; i++)
        count = count > INT64_MAX / source->shape[i] ? INT64_MAX : count * source->shape[i];
    return count;
}

static bool dim_elided(const format_printer *p, int64_t size) {
    /* size > 2 * edgeitems, without overflow */
    return p->summarize && p->options.edgeitems <= (size - 1) / 2;
}

/* Where an elided dimension goes on. Without edgeitems PyTorch's slice from -0 is all of a vector. */
static int64_t dim_resume(const format_printer *p, int64_t size) {
    return p->options.edgeitems ? size - p->options.edgeitems : 0;
}

/* ---- first walk ----------------------------------------------------------------------------- */

static void scan_element(format_printer *p, const char *at) {
    rush_dtype dtype = p->source->dtype;
    if (!format_dtypes[dtype].floating) {
        int64_t value = element_int(dtype, at);
        if (value < p->lowest) p->lowest = value;
        if (value > p->highest) p->highest = value;
        return;
    }
    double value = element_float(dtype, at), magnitude = fabs(value);
    if (value == 0 || !isfinite(value)) return;
    if (value != ceil(value)) p->fractional = true;
    format_magnitude *m = value < 0 ? &p->negative : &p->positive;
    if (magnitude > m->largest) m->largest = magnitude;
    if (magnitude < m->smallest) m->smallest = magnitude;
}

static void scan_dim(format_printer *p, int dim, const char *at) {
    if (dim == p->source->ndim) {
        scan_element(p, at);
        return;
    }
    int64_t size = p->source->shape[dim];
    bool elided = dim_elided(p, size);
    for (int64_t i = 0; i < size; i++) {
        if (elided && i == p->options.edgeitems) i = dim_resume(p, size);
        scan_dim(p, dim + 1, element_at(p, at, dim, i));
    }
}

static void widen(format_printer *p, size_t length) {
    if ((int)length > p->width) p->width = (int)length;
}

static void choose_float_form(format_printer *p) {
    double largest = fmax(p->positive.largest, p->negative.largest);
    double smallest = fmin(p->positive.smallest, p->negative.smallest);
    if (largest == 0) return; /* nothing but 0, inf and nan: width 1, whole, and sci_mode is not heard */
    p->scientific = largest / smallest > 1000.0 || largest > 1e8 || (p->fractional && smallest < 1e-4);
    bool point = !p->scientific && !p->fractional; /* "9.": the point comes on top of "%.0f" */
    int precision = point ? 0 : p->options.precision;
    char style = p->scientific ? 'e' : 'f';
    const format_magnitude *both[2] = { &p->positive, &p->negative };
    for (size_t minus = 0; minus < 2; minus++) {
        if (both[minus]->largest == 0) continue;
        widen(p, format_decimal(NULL, 0, both[minus]->largest, precision, style) + minus + point);
        widen(p, format_decimal(NULL, 0, both[minus]->smallest, precision, style) + minus + point);
    }
    /* sci_mode overrules the form, but the width stays that of the form the values call for */
    if (p->options.sci_mode >= 0) p->scientific = p->options.sci_mode > 0;
}

static void choose_form(format_printer *p) {
    p->width = 1;
    p->positive = p->negative = (format_magnitude){ 0, INFINITY };
    p->lowest = INT64_MAX;
    p->highest = INT64_MIN;
    scan_dim(p, 0, p->source->data);
    if (format_dtypes[p->source->dtype].floating) {
        choose_float_form(p);
    } else if (p->source->dtype == RUSH_BOOL) {
        p->width = p->lowest ? 4 : 5;
    } else {
        widen(p, (size_t)snprintf(NULL, 0, "%" PRId64, p->lowest));
        widen(p, (size_t)snprintf(NULL, 0, "%" PRId64, p->highest));
    }
}

/* ---- second walk ---------------------------------------------------------------------------- */

static void put(format_printer *p, const char *text, size_t length) {
    if (p->stopped || length == 0) return;
    if (!p->sink(p->context, text, length)) p->stopped = true;
    const char *newline = memrchr(text, '\n', length);
    p->column = newline ? text + length - newline - 1 : p->column + (int64_t)length;
}

static void put_text(format_printer *p, const char *text) { put(p, text, strlen(text)); }

static void put_repeated(format_printer *p, char c, int64_t count) {
    char text[64];
    memset(text, c, sizeof text);
    for (; count > 0; count -= (int64_t)sizeof text)
        put(p, text, count < (int64_t)sizeof text ? (size_t)count : sizeof text);
}

static void put_element(format_printer *p, const char *at) {
    char text[FORMAT_DECIMAL_SIZE + 1];
    rush_dtype dtype = p->source->dtype;
    size_t length;
    if (format_dtypes[dtype].floating) {
        double value = element_float(dtype, at);
        bool whole = !p->scientific && !p->fractional;
        length = format_decimal(text, sizeof text, value, whole ? 0 : p->options.precision,
                                p->scientific ? 'e' : 'f');
        if (whole && isfinite(value)) text[length++] = '.';
    } else if (dtype == RUSH_BOOL) {
        length = (size_t)snprintf(text, sizeof text, "%s", element_int(dtype, at) ? "True" : "False");
    } else {
        length = (size_t)snprintf(text, sizeof text, "%" PRId64, element_int(dtype, at));
    }
    put_repeated(p, ' ', p->width - (int64_t)length);
    put(p, text, length);
}

/* What stands between two entries of the list that dimension dim is; entry counts what was written before. */
static void put_separator(format_printer *p, int dim, int indent, int64_t entry) {
    int inner = p->source->ndim - dim - 1;
    if (entry == 0) return;
    if (inner == 0) {
        int64_t per_line = (p->options.linewidth - (int64_t)indent) / (p->width + 2);
        if (per_line > 1 && entry % per_line != 0) {
            put(p, ", ", 2);
            return;
        }
    }
    put(p, ",", 1);
    put_repeated(p, '\n', inner ? inner : 1);
    put_repeated(p, ' ', indent + 1);
}

static void put_dim(format_printer *p, int dim, int indent, const char *at) {
    if (dim == p->source->ndim) {
        put_element(p, at);
        return;
    }
    int64_t size = p->source->shape[dim], entry = 0;
    bool elided = dim_elided(p, size);
    put(p, "[", 1);
    for (int64_t i = 0; i < size && !p->stopped; i++) {
        if (elided && i == p->options.edgeitems) {
            put_separator(p, dim, indent, entry++);
            put_text(p, dim == p->source->ndim - 1 ? " ..." : "...");
            i = dim_resume(p, size);
        }
        put_separator(p, dim, indent, entry++);
        put_dim(p, dim + 1, indent + 1, element_at(p, at, dim, i));
    }
    put(p, "]", 1);
}

/* ---- what follows the elements -------------------------------------------------------------- */

/* One ", name=value", on a line of its own if it does not fit. *taken is PyTorch's count of the last line. */
static void put_suffix(format_printer *p, int64_t *taken, int indent, const char *lead, const char *value,
                       const char *end) {
    int64_t length = (int64_t)(strlen(lead) + strlen(value) + strlen(end));
    if (*taken + length + 2 > p->options.linewidth) {
        put_text(p, ",\n");
        put_repeated(p, ' ', indent);
        *taken = indent + length;
    } else {
        put_text(p, ", ");
        *taken += length + 2;
    }
    put_text(p, lead);
    put_text(p, value);
    put_text(p, end);
}

static void put_suffixes(format_printer *p, int indent, bool empty) {
    const format_source *source = p->source;
    rush_dtype usual = source->default_dtype ? source->default_dtype : RUSH_FLOAT32;
    /* ints and bools are told by their look, unless there are none to look at */
    bool evident = !empty && (source->dtype == RUSH_INT64 || source->dtype == RUSH_BOOL);
    int64_t taken = p->column + 2;
    if (source->device) put_suffix(p, &taken, indent, "device='", source->device, "'");
    if (source->unset || (empty && source->ndim != 1)) {
        char shape[RUSH_MAX_DIMS * 24];
        format_tuple(shape, sizeof shape, source->shape, source->ndim);
        put_suffix(p, &taken, indent, "size=", shape, "");
    }
    if (!evident && source->dtype != usual)
        put_suffix(p, &taken, indent, "dtype=torch.", format_dtypes[source->dtype].name, "");
    if (source->grad_fn) put_suffix(p, &taken, indent, "grad_fn=<", source->grad_fn, ">");
    else if (source->requires_grad) put_suffix(p, &taken, indent, "requires_grad=", "True", "");
}

/* ---- entry points --------------------------------------------------------------------------- */

bool format_options_profile(format_options *options, const char *name) {
    format_options chosen = { 4, 1000, 3, 80, -1 };
    if (!name) name = "(null)";
    if (strcmp(name, "short") == 0) {
        chosen.precision = 2;
        chosen.edgeitems = 2;
    } else if (strcmp(name, "full") == 0) {
        chosen.threshold = INT64_MAX;
    } else if (strcmp(name, "default") != 0) {
        return error_set(RUSH_VALUE_ERROR, NULL, "set_printoptions",
                         "profile must be 'default', 'short' or 'full', got '%s'", name);
    }
    *options = chosen;
    return true;
}

static bool check_source(const format_source *source) {
    if (source->dtype < RUSH_FLOAT32 || source->dtype > RUSH_BOOL)
        return error_set(RUSH_TYPE_ERROR, NULL, "print", "unknown dtype %d", (int)source->dtype);
    if (source->ndim < 0 || source->ndim > RUSH_MAX_DIMS)
        return error_set(RUSH_VALUE_ERROR, NULL, "print", "expected 0 to %d dimensions, got %d",
                         RUSH_MAX_DIMS, source->ndim);
    for (int i = 0; i < source->ndim; i++)
        if (source->shape[i] < 0)
            return error_set(RUSH_VALUE_ERROR, NULL, "print", "dimension %d has negative size %" PRId64, i,
                             source->shape[i]);
    if (!source->data && !source->unset && count_elements(source) > 0)
        return error_set(RUSH_VALUE_ERROR, NULL, "print", "a tensor with elements has no data");
    return true;
}

static bool check_options(const format_options *options) {
    if (options->precision < 0 || options->precision > FORMAT_MAX_PRECISION)
        return error_set(RUSH_VALUE_ERROR, NULL, "print", "precision must be 0 to %d, got %d",
                         FORMAT_MAX_PRECISION, options->precision);
    if (options->edgeitems < 0)
        return error_set(RUSH_VALUE_ERROR, NULL, "print", "edgeitems must not be negative, got %" PRId64,
                         options->edgeitems);
    return true;
}

bool format_tensor_sink(format_sink sink, void *context, const format_source *source,
                        const format_options *options) {
    format_printer p = { .source = source, .sink = sink, .context = context };
    if (options) p.options = *options;
    else TRY(format_options_profile(&p.options, "default"));
    TRY(check_source(source) && check_options(&p.options));
    int64_t count = count_elements(source);
    p.summarize = count > p.options.threshold && !source->unset;
    if (p.summarize && source->ndim > 1 && p.options.edgeitems == 0 && count > 0)
        return error_set(RUSH_RUNTIME_ERROR, NULL, "print", "stack expects a non-empty TensorList");

    const char *class_name = source->class_name ? source->class_name : "";
    const char *newline = strrchr(class_name, '\n');
    const char *word = newline ? newline + 1 : class_name;
    put_text(&p, class_name);
    if (*word == '\0') {
        word = "tensor";
        put_text(&p, word);
    }
    put_text(&p, "(");
    int indent = (int)strlen(word) + 1;
    if (source->unset) {
        put_text(&p, "...");
    } else if (count > 0) {
        choose_form(&p);
        put_dim(&p, 0, indent, source->data);
    } else {
        put_text(&p, "[]");
    }
    put_suffixes(&p, indent, count == 0 || source->unset);
    put_text(&p, ")");
    return !p.stopped;
}

size_t format_tensor(char *buffer, size_t size, const format_source *source, const format_options *options) {
    format_text text = { buffer, size, 0 };
    if (!format_tensor_sink(format_text_put, &text, source, options)) text.length = 0;
    return format_text_end(&text);
}

static bool stream_write(void *context, const char *text, size_t length) {
    if (fwrite(text, 1, length, context) == length) return true;
    return error_set(RUSH_OS_ERROR, NULL, "print", "cannot write: %s", strerror(errno));
}

bool format_tensor_stream(FILE *stream, const format_source *source, const format_options *options) {
    return format_tensor_sink(stream_write, stream, source, options);
}
