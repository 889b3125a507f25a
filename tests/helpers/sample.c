/* SPDX-License-Identifier: MIT */
/* sample.c - reading the samples language and drawing tensors. */
#include "sample.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/dtype.h"
#include "core/error.h"
#include "core/scope.h"
#include "core/tensor.h"
#include "ops/op.h"
#undef RUSH_SITE
#define RUSH_SITE (__FILE__ ":" RUSH_STR(__LINE__))

const char *const layout_names[LAYOUT_COUNT] = { "plain", "transposed", "sliced", "expanded", "channels_last" };

/* ---- drawing ---- */

typedef struct modifiers {
    bool positive, unit, fraction, distinct, definite, special, transposed, sliced, expanded, channels_last;
    int64_t range;
    rush_dtype dtype;
} modifiers;

uint64_t hash_text(const char *text) {
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *text; text++) h = (h ^ (uint8_t)*text) * UINT64_C(1099511628211);
    return h;
}

static uint64_t draw(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t z = *state;
    z ^= z >> 33;
    z *= UINT64_C(0xff51afd7ed558ccd);
    return z ^ z >> 33;
}

static double element(uint64_t z, rush_dtype d, const modifiers *m) {
    if (d == RUSH_BOOL) return (double)(z >> 63);
    if (m->range) return (double)(z % (uint64_t)m->range);
    if (dtype_is_float(d)) {
        if (m->positive) return (double)(int64_t)(z % 1992295 + 104858) / 0x1p20;
        if (m->fraction) return (double)(z % 1048576) / 0x1p20;
        if (m->unit || m->definite) return (double)((int64_t)(z % 1887437) - 943718) / 0x1p20;
        return (double)((int64_t)((z & 65535) + (z >> 16 & 65535) + (z >> 32 & 65535) + (z >> 48)) - 131070) * 7 / 0x1p18;
    }
    if (m->positive) return (double)(1 + z % 9);
    if (m->fraction) return (double)(z % 2);
    if (m->unit) return d == RUSH_UINT8 ? (double)(z % 2) : (double)(z % 3) - 1;
    return d == RUSH_UINT8 ? (double)(z % 10) : (double)(z % 19) - 9;
}

static void ramp(uint64_t *state, double *p, int64_t n, double step, double shift) {
    for (int64_t i = 0; i < n; i++) p[i] = (double)i;
    for (int64_t i = n - 1; i > 0; i--) {
        int64_t k = (int64_t)(draw(state) % (uint64_t)(i + 1));
        double swap = p[i];
        p[i] = p[k];
        p[k] = swap;
    }
    for (int64_t i = 0; i < n; i++) p[i] = (p[i] - (double)(n / 2) + shift) * step;
}

/* the lower triangles of matrices above their diagonals, too, and their size on top of the diagonals */
static void make_definite(double *values, int64_t n, int64_t size) {
    for (int64_t i = 0; i < n; i++) {
        int64_t matrix = i / (size * size) * size * size, row = i / size % size, column = i % size;
        if (column > row) values[i] = values[matrix + column * size + row];
        else if (column == row) values[i] += (double)size;
    }
}

static rush_tensor *drawn(const char *key, rush_shape shape, rush_dtype d, const modifiers *m) {
    int64_t n = shape_numel((int)shape.ndim, shape.dims);
    double *values = malloc(sizeof *values * (size_t)(n ? n : 1));
    if (!values) return error_memory(NULL, "sample", sizeof *values * (size_t)n), NULL;
    uint64_t state = hash_text(key);
    if (m->distinct) ramp(&state, values, n, dtype_is_float(d) ? 0.25 : 1, dtype_is_float(d) ? 0.5 : 0);
    else
        for (int64_t i = 0; i < n; i++) values[i] = element(draw(&state), d, m);
    if (m->definite && shape.ndim >= 2) make_definite(values, n, shape.dims[shape.ndim - 1]);
    if (m->special && dtype_is_float(d))
        for (int64_t i = 0; i < n; i++) values[i] = i % 5 == 1 ? (double)INFINITY : i % 5 == 2 ? -(double)INFINITY : i % 5 == 3 ? (double)NAN : values[i];
    rush_tensor *t = rush_from_data(values, shape, .dtype = d);
    free(values);
    return t;
}

rush_tensor *sample_weights(const rush_op *row, const char *text, const char *key, rush_shape shape, rush_dtype dtype) {
    char full[700];
    modifiers m = { .unit = true };
    snprintf(full, sizeof full, "%s(%s)#%s", rush_op_get_info(row).name, text, key);
    return drawn(full, shape, dtype, &m);
}

/* ---- layouts: the same elements, stored otherwise (expanded: the first along dim 0 stands for all) ---- */

static rush_tensor *stored_transposed(rush_tensor *t) {
    return rush_transpose(rush_clone(rush_transpose(t, -1, -2), .memory_format = "contiguous"), -1, -2);
}

static rush_tensor *stored_sliced(rush_tensor *t) {
    int64_t shape[RUSH_MAX_DIMS];
    int n = t->ndim;
    memcpy(shape, t->shape, sizeof *shape * (size_t)n);
    shape[n - 1] *= 2;
    rush_tensor *to = rush_slice(rush_ones(((rush_shape){ shape, n }), .dtype = (rush_dtype)t->dtype), -1, .step = 2);
    return rush_copy_(to, t);
}

static rush_tensor *stored_expanded(rush_tensor *t) {
    return rush_expand(rush_slice(t, 0, .end = RUSH_INT(1)), ((rush_shape){ t->shape, t->ndim }));
}

/* a handle that is no view for autograd */
static rush_tensor *plain_handle(const rush_tensor *t) {
    return t ? scope_own(tensor_alias(NULL, t, t->ndim, t->shape, t->strides, t->offset)) : NULL;
}

static rush_tensor *laid_out(sample *s, rush_tensor *t, sample_layout layout) {
    rush_tensor *as = NULL;
    if (!t) return NULL;
    if (layout == LAYOUT_TRANSPOSED && t->ndim >= 2) as = stored_transposed(t);
    else if (layout == LAYOUT_SLICED && t->ndim >= 1 && t->numel > 0) as = stored_sliced(t);
    else if (layout == LAYOUT_EXPANDED && t->ndim >= 1 && t->shape[0] > 1) as = stored_expanded(t);
    else if (layout == LAYOUT_CHANNELS_LAST && t->ndim == 4) as = rush_clone(t, .memory_format = "channels_last");
    else return t;
    s->relaid = true;
    return as;
}

static rush_tensor *modified(rush_tensor *t, const modifiers *m) {
    if (t && m->transposed) t = rush_transpose(t, -1, -2);
    if (t && m->sliced) t = rush_slice(t, -1, .step = 2);
    if (t && m->expanded) t = stored_expanded(t);
    if (t && m->channels_last) t = rush_clone(t, .memory_format = "channels_last");
    return t;
}

/* ---- reading ---- */

typedef struct reader {
    const char *at;
    sample *s;
    rush_dtype dtype;
    sample_layout layout;
    int position, element;           /* of the argument, and in a list (-1: none): what the draws are keyed by */
} reader;

static bool refuse(const reader *r, const char *what) {
    return error_set(RUSH_VALUE_ERROR, NULL, "sample", "%s: sample '%s': %s at '%.20s'", rush_op_get_info(r->s->op).name, r->s->text, what, r->at);
}

static void skip_spaces(reader *r) {
    while (*r->at == ' ') r->at++;
}

static bool eat(reader *r, char c) {
    skip_spaces(r);
    if (*r->at != c) return false;
    r->at++;
    return true;
}

static size_t word_length(const char *p) {
    size_t n = 0;
    while (isalnum((unsigned char)p[n]) || p[n] == '_') n++;
    return n;
}

static rush_dtype dtype_by_name(const char *p, size_t n, bool brief) {
    static const char *const names[] = { [RUSH_FLOAT32] = "f32", [RUSH_FLOAT64] = "f64", [RUSH_FLOAT16] = "f16", [RUSH_BFLOAT16] = "bf16",
                                         [RUSH_INT64] = "i64", [RUSH_INT32] = "i32", [RUSH_INT16] = "i16", [RUSH_INT8] = "i8",
                                         [RUSH_UINT8] = "u8", [RUSH_BOOL] = "b" };
    for (int d = RUSH_FLOAT32; d <= RUSH_BOOL; d++) {
        const char *name = brief ? names[d] : dtype_table[d].name;
        if (strlen(name) == n && strncmp(name, p, n) == 0) return (rush_dtype)d;
    }
    return 0;
}

static bool read_modifiers(reader *r, modifiers *m) {
    while (*r->at == ':') {
        const char *p = ++r->at;
        size_t n = word_length(p);
        r->at += n;
        rush_dtype d = dtype_by_name(p, n, true);
        if (d) m->dtype = d;
        else if (n == 1 && strchr("punqtsezd", *p)) {
            bool *flags[] = { &m->positive, &m->unit, &m->special, &m->distinct, &m->transposed, &m->sliced, &m->expanded,
                              &m->fraction, &m->definite };
            *flags[strchr("punqtsezd", *p) - "punqtsezd"] = true;
        } else if (n == 2 && strncmp(p, "cl", 2) == 0) m->channels_last = true;
        else if (*p == 'i' && n > 1) {
            m->range = strtoll(p + 1, NULL, 10);
            if (m->dtype == 0) m->dtype = RUSH_INT64;
            if (m->range <= 0) return refuse(r, "not a range");
        } else return refuse(r, "unknown modifier");
    }
    return true;
}

static rush_tensor *read_tensor(reader *r) {
    int64_t shape[RUSH_MAX_DIMS];
    int n = 0;
    modifiers m = { .range = 0 };
    r->at += 2; /* T[ */
    while (!eat(r, ']')) {
        char *end;
        if (n == RUSH_MAX_DIMS) return refuse(r, "too many sizes"), NULL;
        shape[n++] = strtoll(r->at, &end, 10);
        if (end == r->at) return refuse(r, "expected a size"), NULL;
        r->at = end;
        eat(r, ',');
    }
    if (!read_modifiers(r, &m)) return NULL;
    char key[700];
    int used = snprintf(key, sizeof key, "%s(%s)#%d", rush_op_get_info(r->s->op).name, r->s->text, r->position);
    if (r->element >= 0) snprintf(key + used, sizeof key - (size_t)used, ".%d", r->element);
    sample *s = r->s;
    if (s->ntensors == SAMPLE_MAX_TENSORS) return refuse(r, "too many tensors"), NULL;
    rush_tensor *t = drawn(key, (rush_shape){ shape, n }, m.dtype ? m.dtype : r->dtype, &m);
    t = plain_handle(laid_out(s, modified(t, &m), r->layout));
    if (!t) return NULL;
    s->special = s->special || m.special;
    if (t->numel > s->largest) s->largest = t->numel;
    return s->tensors[s->ntensors++] = t;
}

static bool read_list(reader *r, rush_value *v) {
    sample *s = r->s;
    int first = s->ntensors;
    r->element = 0;
    while (!eat(r, '}')) {
        skip_spaces(r);
        if (strncmp(r->at, "T[", 2) == 0) {
            if (!read_tensor(r)) return false;
        } else if (strncmp(r->at, "None", 4) == 0) {
            r->at += 4;
            if (s->ntensors == SAMPLE_MAX_TENSORS) return refuse(r, "too many tensors");
            s->tensors[s->ntensors++] = NULL;
        } else return refuse(r, "expected a tensor");
        r->element++;
        eat(r, ',');
    }
    r->element = -1;
    *v = (rush_value){ .u.tensors = s->tensors + first, .kind = RUSH_VALUE_TENSORS, .count = s->ntensors - first };
    return true;
}

static bool read_number(reader *r, rush_value *v) {
    char *end;
    double f = strtod(r->at, &end);
    if (end == r->at) return refuse(r, "expected a value");
    bool whole = true;
    for (const char *p = r->at; p < end; p++) whole = whole && (isdigit((unsigned char)*p) || *p == '-');
    *v = whole ? (rush_value){ .u.i = strtoll(r->at, NULL, 10), .kind = RUSH_VALUE_INT } : (rush_value){ .u.f = f, .kind = RUSH_VALUE_FLOAT };
    r->at = end;
    return true;
}

/* (1,2): ints; with a point in one of them: floats */
static bool read_numbers(reader *r, rush_value *v) {
    sample *s = r->s;
    int n = 0;
    bool floats = false;
    while (!eat(r, ')')) {
        rush_value one;
        skip_spaces(r);
        if (!read_number(r, &one)) return false;
        if (s->nints + n == 64 || s->nfloats + n == 16) return refuse(r, "too many numbers");
        floats = floats || one.kind == RUSH_VALUE_FLOAT;
        s->ints[s->nints + n] = one.u.i;
        s->floats[s->nfloats + n] = one.kind == RUSH_VALUE_FLOAT ? one.u.f : (double)one.u.i;
        n++;
        eat(r, ',');
    }
    if (floats) *v = (rush_value){ .u.floats = s->floats + s->nfloats, .kind = RUSH_VALUE_FLOATS, .count = n }, s->nfloats += n;
    else *v = (rush_value){ .u.ints = s->ints + s->nints, .kind = RUSH_VALUE_INTS, .count = n }, s->nints += n;
    return true;
}

static bool read_string(reader *r, rush_value *v) {
    sample *s = r->s;
    const char *end = strchr(r->at + 1, '\'');
    if (!end) return refuse(r, "string without end");
    size_t n = (size_t)(end - r->at - 1);
    if (s->nstrings + n + 1 > sizeof s->strings) return refuse(r, "strings too long");
    char *to = s->strings + s->nstrings;
    memcpy(to, r->at + 1, n);
    to[n] = 0;
    s->nstrings += (int)n + 1;
    r->at = end + 1;
    *v = (rush_value){ .u.string = to, .kind = RUSH_VALUE_STRING };
    return true;
}

static bool read_value(reader *r, rush_value *v) {
    skip_spaces(r);
    if (strncmp(r->at, "T[", 2) == 0) {
        *v = (rush_value){ .kind = RUSH_VALUE_TENSOR };
        return (v->u.t = read_tensor(r)) != NULL;
    }
    if (*r->at == '{') return r->at++, read_list(r, v);
    if (*r->at == '(') return r->at++, read_numbers(r, v);
    if (*r->at == '\'') return read_string(r, v);
    size_t n = word_length(r->at);
    rush_dtype d = dtype_by_name(r->at, n, false);
    if (d) *v = (rush_value){ .u.i = d, .kind = RUSH_VALUE_DTYPE };
    else if (n == 4 && strncmp(r->at, "None", n) == 0) *v = (rush_value){ .kind = RUSH_VALUE_NONE };
    else if (n == 4 && strncmp(r->at, "True", n) == 0) *v = (rush_value){ .u.i = 1, .kind = RUSH_VALUE_BOOL };
    else if (n == 5 && strncmp(r->at, "False", n) == 0) *v = (rush_value){ .u.i = 0, .kind = RUSH_VALUE_BOOL };
    else return read_number(r, v);
    r->at += n;
    return true;
}

/* a string given for a device is its name */
static bool name_device(const schema *form, int i, rush_value *v) {
    if (i < 0 || i >= form->nargs || form->args[i].type != SCHEMA_DEVICE || v->kind != RUSH_VALUE_STRING) return true;
    rush_device d;
    if (!rush_device_parse(v->u.string, &d)) return false;
    *v = (rush_value){ .u.device = d, .kind = RUSH_VALUE_DEVICE };
    return true;
}

bool sample_make(sample *s, const rush_op *row, const char *text, rush_dtype dtype, sample_layout layout) {
    *s = (sample){ .op = row, .text = text };
    const schema *form = schema_of(row);
    if (!form) return false;
    reader r = { .at = text, .s = s, .dtype = dtype, .layout = layout, .element = -1 };
    rush_value positional[SCHEMA_MAX_ARGS], named[SCHEMA_MAX_ARGS];
    char name_text[SCHEMA_MAX_ARGS][SCHEMA_NAME];
    const char *names[SCHEMA_MAX_ARGS];
    int np = 0, nn = 0;
    skip_spaces(&r);
    while (*r.at) {
        skip_spaces(&r);
        size_t n = word_length(r.at);
        if (np + nn == SCHEMA_MAX_ARGS) return refuse(&r, "too many arguments");
        if (n && n < SCHEMA_NAME && r.at[n] == '=') {
            memcpy(name_text[nn], r.at, n);
            name_text[nn][n] = 0;
            names[nn] = name_text[nn];
            r.at += n + 1;
            if (!read_value(&r, &named[nn]) || !name_device(form, schema_find(form, names[nn]), &named[nn])) return false;
            nn++;
        } else {
            if (nn) return refuse(&r, "positional argument after a named one");
            if (!read_value(&r, &positional[np]) || !name_device(form, np, &positional[np])) return false;
            np++;
        }
        r.position++;
        if (*r.at && !eat(&r, ',')) return refuse(&r, "expected a comma");
    }
    s->nargs = form->nargs;
    if (!schema_match(form, NULL, positional, np, names, named, nn, s->args)) return false;
    for (int i = 0; i < s->nargs; i++) /* numbers taken for lists point into this function: keep them */
        if (s->args[i].kind == RUSH_VALUE_INTS && s->args[i].count == 1) {
            if (s->nints == 64) return refuse(&r, "too many numbers");
            s->ints[s->nints] = s->args[i].u.ints[0];
            s->args[i].u.ints = &s->ints[s->nints++];
        }
    return true;
}

int sample_call(const sample *s, bool inplace, rush_tensor **results, int max) {
    if (s->op->flags & OP_RANDOM) rush_manual_seed(0);
    return rush_op_call(s->op, RUSH_SITE, s->args, s->nargs, inplace, results, max);
}

bool tensor_same(const rush_tensor *a, const rush_tensor *b) {
    if (a->dtype != b->dtype || !shape_equal(a->ndim, a->shape, b->ndim, b->shape) || !shape_equal(a->ndim, a->strides, b->ndim, b->strides)) return false;
    size_t bytes = (size_t)a->numel * dtype_size((rush_dtype)a->dtype);
    void *x = malloc(bytes + 1), *y = malloc(bytes + 1);
    bool same = x && y && rush_copy_out_at(RUSH_SITE, a, x, (rush_dtype)a->dtype, a->numel) &&
                rush_copy_out_at(RUSH_SITE, b, y, (rush_dtype)b->dtype, b->numel) && memcmp(x, y, bytes) == 0;
    free(x);
    free(y);
    return same;
}
