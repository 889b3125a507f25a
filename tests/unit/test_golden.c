/* SPDX-License-Identifier: MIT */
/* test_golden.c - every op's samples against what PyTorch 1.13.1 gave for them: dtypes, shapes, strides, values, grad_fn names,
   gradients, error texts. tests/golden/make_ops.py made the files and says how they are laid out.
     test_golden [OP …] */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/tensor.h"
#include "ops/op.h"
#include "outcome.h"
#include "test.h"
#undef RUSH_SITE
#define RUSH_SITE (__FILE__ ":" RUSH_STR(__LINE__))

enum { SUBSET = 256, MOST_LINES = 12, KIND_RESULTS = 0, KIND_ERROR = 1, KIND_UNSUPPORTED = 2, KIND_ERROR_SAMPLE = 3 };

typedef struct place { const rush_op *op; const char *text; rush_dtype dtype; } place;
static int failures, lines, compared, internal;

static void fail_at(const place *p, const char *format, ...) RUSH_PRINTF(2, 3);
static void fail_at(const place *p, const char *format, ...) {
    failures++;
    if (lines++ >= MOST_LINES) return;
    va_list list;
    fprintf(stderr, "FAIL %s(%s) %s: ", p->op->name, p->text ? p->text : "", dtype_table[p->dtype].name);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
}

/* ---- the file ---- */

typedef struct reader { const uint8_t *at, *end; bool broken; } reader;

static const void *take(reader *r, size_t n) {
    static const uint8_t nothing[8 * 512];
    if ((size_t)(r->end - r->at) < n) {
        r->broken = true;
        r->at = r->end;
        return nothing;
    }
    const void *p = r->at;
    r->at += n;
    return p;
}

static uint8_t take_byte(reader *r) { return *(const uint8_t *)take(r, 1); }

static int32_t take_int(reader *r) {
    int32_t v;
    memcpy(&v, take(r, 4), 4);
    return v;
}

static double take_double(reader *r) {
    double v;
    memcpy(&v, take(r, 8), 8);
    return v;
}

static void take_text(reader *r, char text[4096]) {
    uint16_t n;
    memcpy(&n, take(r, 2), 2);
    const char *p = take(r, n);
    snprintf(text, 4096, "%.*s", r->broken ? 0 : (int)n, r->broken ? "" : p);
}

typedef struct golden_tensor {
    rush_dtype dtype;
    int ndim;
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS], numel;
    bool full;
    const uint8_t *values;
    double sum, absolute;
} golden_tensor;

static bool take_tensor(reader *r, golden_tensor *t) {
    t->dtype = (rush_dtype)take_byte(r);
    t->ndim = take_byte(r);
    if (!dtype_valid((int)t->dtype) || t->ndim > RUSH_MAX_DIMS) return r->broken = true, false;
    for (int i = 0; i < t->ndim; i++) t->shape[i] = take_int(r);
    for (int i = 0; i < t->ndim; i++) t->strides[i] = take_int(r);
    t->numel = shape_numel(t->ndim, t->shape);
    t->full = take_byte(r) != 0;
    t->values = take(r, (size_t)(t->full ? t->numel : SUBSET) * dtype_size(t->dtype));
    if (!t->full) t->sum = take_double(r), t->absolute = take_double(r);
    return !r->broken;
}

/* passes a record's body */
static void pass(reader *r, int kind) {
    char text[4096];
    golden_tensor t;
    if (kind == KIND_ERROR || kind == KIND_ERROR_SAMPLE) take_text(r, text);
    if (kind != KIND_RESULTS) return;
    int n = take_byte(r);
    for (int i = 0; i < n && !r->broken; i++) {
        take_tensor(r, &t);
        take_text(r, text);
    }
    n = take_byte(r);
    for (int i = 0; n != 255 && i < n && !r->broken; i++)
        if (take_byte(r) == 1) take_tensor(r, &t);
}

/* finds the record of a sample; returns its kind or -1, `r` at its body */
static int find(const uint8_t *data, size_t size, const char *text, rush_dtype d, bool error_sample, reader *r) {
    uint64_t wanted = hash_text(text), hash;
    *r = (reader){ .at = data + 6, .end = data + size };
    while (r->at < r->end && !r->broken) {
        memcpy(&hash, take(r, 8), 8);
        int dtype = take_byte(r), kind = take_byte(r);
        if (hash == wanted && dtype == (int)d && (kind == KIND_ERROR_SAMPLE) == error_sample) return kind;
        pass(r, kind);
    }
    return -1;
}

/* ---- comparing ---- */

static tolerance golden_tolerance(rush_dtype d) {
    switch (d) {
    case RUSH_FLOAT32: return (tolerance){ 2e-5, 2e-6 };
    case RUSH_FLOAT64: return (tolerance){ 1e-11, 1e-12 };
    case RUSH_FLOAT16: return (tolerance){ 3e-3, 2e-3 };
    case RUSH_BFLOAT16: return (tolerance){ 2.4e-2, 1.6e-2 };
    default: return (tolerance){ 0, 0 };
    }
}

static bool element_close(const void *a, const void *b, rush_dtype d, tolerance t, double scale) {
    if (!dtype_is_float(d)) return element_load_int(a, d) == element_load_int(b, d);
    return number_close(element_load_double(a, d), element_load_double(b, d), t, scale);
}

static void compare_values(const place *p, const char *what, const rush_tensor *got, const golden_tensor *want) {
    rush_dtype d = want->dtype;
    size_t item = dtype_size(d);
    char *values = malloc((size_t)want->numel * item + 1);
    tolerance tol = golden_tolerance(d);
    double factor = tolerance_factor(p->op->name, p->text, p->dtype);
    tol.relative *= factor;
    tol.absolute *= factor;
    int64_t n = want->full ? want->numel : SUBSET;
    double scale = 0, sum = 0;
    if (!values || !rush_copy_out_at(RUSH_SITE, got, values, d, want->numel)) fail_at(p, "%s: %s", what, rush_failed() ? rush_error()->message : "no memory");
    else {
        for (int64_t i = 0; i < n; i++) {
            double x = element_load_double(want->values + (size_t)i * item, d);
            if (isfinite(x) && fabs(x) > scale) scale = fabs(x);
        }
        for (int64_t i = 0; i < n; i++) {
            int64_t at = want->full ? i : i * want->numel / SUBSET;
            const void *a = values + (size_t)at * item, *b = want->values + (size_t)i * item;
            if (element_close(a, b, d, tol, scale)) continue;
            fail_at(p, "%s: element %lld is %.17g, PyTorch: %.17g", what, (long long)at, element_load_double(a, d), element_load_double(b, d));
            break;
        }
        for (int64_t i = 0; !want->full && i < want->numel; i++) {
            double x = element_load_double(values + (size_t)i * item, d);
            if (isfinite(x)) sum += x;
        }
        if (!want->full && !(fabs(sum - want->sum) <= (tol.relative + 1e-12) * want->absolute))
            fail_at(p, "%s: the sum is %.17g, PyTorch: %.17g", what, sum, want->sum);
    }
    free(values);
}

static void compare_tensor(const place *p, const char *what, const rush_tensor *got, const golden_tensor *want, bool strides) {
    if (!got) fail_at(p, "%s: none, PyTorch: %s %s", what, dtype_table[want->dtype].name, SHAPE_TEXT(want->ndim, want->shape));
    else if ((rush_dtype)got->dtype != want->dtype) fail_at(p, "%s: %s, PyTorch: %s", what, dtype_table[got->dtype].name, dtype_table[want->dtype].name);
    else if (!shape_equal(got->ndim, got->shape, want->ndim, want->shape))
        fail_at(p, "%s: shape %s, PyTorch: %s", what, TENSOR_SHAPE_TEXT(got), SHAPE_TEXT(want->ndim, want->shape));
    else {
        if (strides && !shape_equal(got->ndim, got->strides, want->ndim, want->strides) && !exempt("strides", p->op->name, p->text, p->dtype))
            fail_at(p, "%s: strides %s, PyTorch: %s", what, SHAPE_TEXT(got->ndim, got->strides), SHAPE_TEXT(want->ndim, want->strides));
        compare_values(p, what, got, want);
    }
}

/* o: without gradients; graph (float64): with */
static void compare_results(const place *p, reader *r, const outcome *o, const outcome *graph) {
    char what[32], name[4096];
    golden_tensor want;
    int n = take_byte(r);
    if (o->count != n) {
        fail_at(p, "%d results, PyTorch: %d", o->count, n);
        return;
    }
    for (int i = 0; i < n && !r->broken; i++) {
        snprintf(what, sizeof what, "result %d", i);
        if (!take_tensor(r, &want)) break;
        take_text(r, name);
        compare_tensor(p, what, o->results[i], &want, true);
        rush_node *node = graph && i < graph->count ? rush_grad_fn(graph->results[i]) : NULL;
        if (graph && !(p->op->flags & OP_INTERNAL) && !exempt("grad_fn", p->op->name, p->text, p->dtype) && strcmp(name, node ? rush_node_name(node) : "") != 0)
            fail_at(p, "%s: grad_fn '%s', PyTorch: '%s'", what, node ? rush_node_name(node) : "", name);
    }
    n = take_byte(r);
    for (int i = 0, at = 0; n != 255 && i < n && !r->broken; i++, at++) {
        while (graph && at < graph->grad_count && !graph->sample.tensors[at]) at++; /* None in a list */
        const rush_tensor *got = graph && at < graph->grad_count ? graph->grads[at] : NULL;
        snprintf(what, sizeof what, "gradient %d", i);
        int present = take_byte(r);
        if (present == 2) continue; /* PyTorch refuses to differentiate by it */
        if (!present) {
            if (got) fail_at(p, "%s: there is one, PyTorch: none", what);
        } else if (take_tensor(r, &want)) compare_tensor(p, what, got, &want, false);
    }
}

static void check_case(const place *p, const uint8_t *data, size_t size, bool error_sample) {
    RUSH_SCOPE;
    reader r;
    char text[4096];
    int kind = find(data, size, p->text, p->dtype, error_sample, &r);
    if (kind == KIND_UNSUPPORTED) return;
    if (kind < 0) {
        if (!exempt("golden", p->op->name, p->text, p->dtype)) fail_at(p, "no golden data: run tests/golden/make_ops.py %s", p->op->name);
        return;
    }
    if (exempt("golden", p->op->name, p->text, p->dtype)) return;
    outcome o, with_graph, *graph = NULL;
    bool inplace = p->op->flags & OP_INPLACE_ONLY;
    outcome_run(&o, p->op, p->text, p->dtype, LAYOUT_PLAIN, inplace, false);
    compared++;
    if (kind == KIND_RESULTS && p->dtype == RUSH_FLOAT64) outcome_run(graph = &with_graph, p->op, p->text, p->dtype, LAYOUT_PLAIN, inplace, true);
    if (kind == KIND_RESULTS) {
        if (o.count < 0) fail_at(p, "error '%s', PyTorch: results", o.error);
        else if (graph && graph->count < 0) fail_at(p, "with gradients: error '%s'", graph->error);
        else compare_results(p, &r, &o, graph);
    } else {
        take_text(&r, text);
        if (o.count >= 0) fail_at(p, "results, PyTorch: error '%s'", text);
        else if (strcmp(o.error, text) != 0 && !exempt("error", p->op->name, p->text, p->dtype)) fail_at(p, "error '%s', PyTorch: '%s'", o.error, text);
    }
    if (r.broken) fail_at(p, "the golden file is broken: run tests/golden/make_ops.py %s", p->op->name);
}

static uint8_t *read_file(const char *path, size_t *size) {
    FILE *f = fopen(path, "rb");
    uint8_t *data = NULL;
    long n;
    if (f && fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 6 && (data = malloc((size_t)n)) != NULL) {
        rewind(f);
        *size = (size_t)n;
        if (fread(data, 1, *size, f) != *size || memcmp(data, "RGLD1\n", 6) != 0) {
            free(data);
            data = NULL;
        }
    }
    if (f) fclose(f);
    return data;
}

static void check_row(const rush_op *row) {
    static const rush_dtype recorded[] = { RUSH_FLOAT32, RUSH_FLOAT64, RUSH_FLOAT16, RUSH_BFLOAT16, RUSH_INT64, RUSH_BOOL };
    char path[600];
    const char *texts[SAMPLE_MAX_TEXTS];
    uint32_t set = row->dtypes ? row->dtypes : DTYPES_FLOAT;
    place p = { .op = row, .dtype = RUSH_FLOAT32 };
    size_t size;
    lines = 0;
    if (exempt("golden", row->name, NULL, 0)) return;
    snprintf(path, sizeof path, "%s/tests/golden/ops/%s.bin", SOURCE_DIR, row->name);
    uint8_t *data = read_file(path, &size);
    if (!data && row->flags & OP_INTERNAL) { /* the ops that call it have data; a formula in make_ops.py may give it some of its own */
        internal++;
        return;
    }
    if (!data) {
        fail_at(&p, "no golden file: run tests/golden/make_ops.py %s", row->name);
        return;
    }
    int n = sample_texts(row, texts);
    for (int i = 0; i < n; i++)
        for (size_t k = 0; k < sizeof recorded / sizeof *recorded; k++) {
            p.text = texts[i];
            p.dtype = recorded[k];
            if (set >> p.dtype & 1) check_case(&p, data, size, false);
        }
    p.dtype = RUSH_FLOAT32;
    const char *errors[SAMPLE_MAX_TEXTS];
    int count = row_texts(row->errors, errors);
    for (int i = 0; i + 1 < count; i += 2) {
        p.text = errors[i];
        check_case(&p, data, size, true);
    }
    if (lines > MOST_LINES) fprintf(stderr, "     %s: %d further failures\n", row->name, lines - MOST_LINES);
    free(data);
}

int main(int argc, char **argv) {
    rush_set_error_quiet(true);
    for (int i = 0; argc == 1 && i < OP_COUNT; i++) check_row(op_table[i]);
    for (int i = 1; i < argc; i++) {
        const rush_op *row = rush_op_find(argv[i]);
        if (!row) return fprintf(stderr, "no op %s\n", argv[i]), 2;
        check_row(row);
    }
    static const char *const kinds[] = { "golden", "strides", "grad_fn", "error", "tolerance" };
    if (argc == 1) failures += exempt_unused(kinds, 5);
    printf("%d samples compared with PyTorch, %d internal ops only through the ops that call them; %d failures\n", compared, internal, failures);
    return test_end(failures ? 1 : 0);
}
