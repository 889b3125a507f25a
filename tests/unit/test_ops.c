/* SPDX-License-Identifier: MIT */
/* test_ops.c - every op x sample x dtype x layout: each instruction set against the reference kernel, in place against out of
   place, any number of threads against one, error texts; and that every row is complete and was run.
     test_ops [--update] [--quick] [--verbose] [OP …]
   --update rewrites tests/golden/counts.txt; --quick: only the best instruction set; --verbose lists ops that no thread helps */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/isa.h"
#include "core/parallel.h"
#include "core/tensor.h"
#include "cpu/cpu.h"
#include "ops/op.h"
#include "outcome.h"
#include "test.h"
#undef RUSH_SITE
#define RUSH_SITE (__FILE__ ":" RUSH_STR(__LINE__))

enum { BIG = 1 << 15, MOST_LINES = 12 };

typedef struct place { const rush_op *op; const char *text; rush_dtype dtype; sample_layout layout; const char *isa; } place;
static int failures, lines;
static bool quick, verbose;
static int ran[OP_COUNT][DTYPE_COUNT][LAYOUT_COUNT];
static int cut[OP_COUNT]; /* comparisons of several threads with one */

static void fail_at(const place *p, const char *format, ...) RUSH_PRINTF(2, 3);
static void fail_at(const place *p, const char *format, ...) {
    failures++;
    if (lines++ >= MOST_LINES) return;
    va_list list;
    fprintf(stderr, "FAIL %s(%s) %s %s %s: ", p->op->name, p->text ? p->text : "", dtype_table[p->dtype].name, layout_names[p->layout], p->isa ? p->isa : "");
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
}

static bool is_exempt(const char *what, const place *p) { return exempt(what, p->op->name, p->text, p->dtype); }

/* ---- comparing outcomes ---- */

static bool contents_unset(const rush_op *row) { return exempt("contents", row->name, NULL, 0); }

static void compare(const place *p, const outcome *got, const outcome *want, const char *what) {
    char why[300] = "another dtype or shape";
    if (got->count < 0 || want->count < 0) {
        if (strcmp(got->error, want->error) != 0) fail_at(p, "%s: error '%s', expected '%s'", what, got->error, want->error);
        return;
    }
    if (got->count != want->count || got->grad_count != want->grad_count) {
        fail_at(p, "%s: %d results and %d gradients, expected %d and %d", what, got->count, got->grad_count, want->count, want->grad_count);
        return;
    }
    for (int i = 0; i < want->count; i++) {
        const rush_tensor *a = got->results[i], *b = want->results[i];
        if (contents_unset(p->op) ? a->dtype != b->dtype || !shape_equal(a->ndim, a->shape, b->ndim, b->shape)
                                  : !tensor_close(a, b, tolerance_of(p->op, (rush_dtype)b->dtype, false), why))
            fail_at(p, "%s: result %d: %s", what, i, why);
        else if (!shape_equal(a->ndim, a->strides, b->ndim, b->strides))
            fail_at(p, "%s: result %d has strides %s, expected %s", what, i, SHAPE_TEXT(a->ndim, a->strides), SHAPE_TEXT(b->ndim, b->strides));
    }
    for (int i = 0; i < want->grad_count; i++)
        if (!tensor_close(got->grads[i], want->grads[i], tolerance_of(p->op, p->dtype, true), why)) fail_at(p, "%s: gradient %d: %s", what, i, why);
}

static void compare_bits(const place *p, const outcome *got, const outcome *want, int threads) {
    bool same = got->count == want->count && got->grad_count == want->grad_count;
    for (int i = 0; same && i < want->count; i++) same = tensor_same(got->results[i], want->results[i]);
    for (int i = 0; same && i < want->grad_count; i++)
        same = got->grads[i] == want->grads[i] || (got->grads[i] && want->grads[i] && tensor_same(got->grads[i], want->grads[i]));
    if (!same) fail_at(p, "other bits with %d threads than with one", threads);
}

/* ---- one case ---- */


/* Samples whose work is cut into blocks, forward or backward, give the same bits with any number of threads. */
static void check_threads(const place *p, bool only, bool gradient) {
    static const int counts[] = { 2, 3, 5, 16 };
    RUSH_SCOPE;
    int before = rush_get_num_threads();
    int64_t cuts = parallel_cuts();
    outcome one, more;
    rush_set_num_threads(1);
    outcome_run(&one, p->op, p->text, p->dtype, p->layout, only, gradient);
    for (int i = 0; i < 4 && parallel_cuts() > cuts; i++) {
        RUSH_SCOPE;
        rush_set_num_threads(counts[i]);
        outcome_run(&more, p->op, p->text, p->dtype, p->layout, only, gradient);
        compare_bits(p, &more, &one, counts[i]);
        cut[p->op->index]++;
    }
    rush_set_num_threads(before);
}

/* the in-place form: the same values, in argument 0's dtype, shape and strides; else an error */
static void check_inplace(const place *p, const outcome *plain) {
    RUSH_SCOPE;
    outcome o;
    char why[300];
    outcome_run(&o, p->op, p->text, p->dtype, p->layout, true, false);
    const rush_tensor *self = o.sample.args[0].kind == RUSH_VALUE_TENSOR ? o.sample.args[0].u.t : NULL, *out = plain->results[0];
    if (!self) return;
    bool holds = dtype_can_cast((rush_dtype)out->dtype, (rush_dtype)self->dtype) && shape_equal(out->ndim, out->shape, self->ndim, self->shape) &&
                 !tensor_overlaps_itself(self);
    if (o.count < 0) {
        if (holds) fail_at(p, "in place: error '%s'", o.error);
        return;
    }
    if (o.results[0] != self) fail_at(p, "in place: the result is not argument 0");
    rush_tensor *expected = rush_to_dtype((rush_tensor *)(uintptr_t)out, (rush_dtype)self->dtype);
    if (!tensor_close(self, expected, (tolerance){ 0, 0 }, why)) fail_at(p, "in place: %s", why);
}

static bool may_refuse(const place *p, const outcome *o) {
    if (p->layout == LAYOUT_PLAIN) return true; /* some dtypes: at least one must run, see check_sample; PyTorch decides, see test_golden */
    return p->op->flags & OP_VIEW || (p->layout == LAYOUT_EXPANDED && p->op->flags & OP_INPLACE_ONLY) || strstr(o->error, "view size is not compatible");
}

static bool sample_is_big(const place *p) {
    sample s;
    return sample_make(&s, p->op, p->text, p->dtype, LAYOUT_PLAIN) && s.largest >= BIG;
}

/* of big samples, one dtype of each size of element is laid out anew */
static bool stands_for_its_size(rush_dtype d) { return d == RUSH_FLOAT32 || d == RUSH_INT64 || d == RUSH_BFLOAT16 || d == RUSH_BOOL; }

/* Does the layout change a tensor of the sample? Big samples: only transposed. */
static bool worth_laying_out(const place *p) {
    sample s;
    return sample_make(&s, p->op, p->text, p->dtype, p->layout) && s.relaid && (s.largest < BIG || (p->layout == LAYOUT_TRANSPOSED && stands_for_its_size(p->dtype)));
}

/* Returns true if the sample ran in this dtype and layout. */
static bool check_case(place *p) {
    RUSH_SCOPE;
    const rush_op *row = p->op;
    bool only = row->flags & OP_INPLACE_ONLY, gradient = dtype_is_float(p->dtype) && !(row->flags & OP_NO_GRAD);
    outcome want, got;
    isa_level best = isa_best();
    /* the gradients of big samples: float32 is enough, the work is the same for all */
    if (sample_is_big(p) && (p->dtype != RUSH_FLOAT32 || p->layout != LAYOUT_PLAIN)) gradient = false;
    if (p->layout != LAYOUT_PLAIN && !worth_laying_out(p)) return false;
    op_force_reference(true);
    p->isa = "reference";
    outcome_run(&want, row, p->text, p->dtype, p->layout, only, gradient);
    op_force_reference(false);
    if (want.count < 0 && !may_refuse(p, &want)) fail_at(p, "error '%s'", want.error);
    for (int level = quick ? (int)best : 0; level < ISA_COUNT; level++) {
        RUSH_SCOPE;
        if (!isa_set((isa_level)level)) continue;
        p->isa = isa_name((isa_level)level);
        op_runs before = op_runs_of(row);
        outcome_run(&got, row, p->text, p->dtype, p->layout, only, gradient);
        op_runs after = op_runs_of(row);
        if (got.count >= 0 && !row->run && !(row->flags & OP_VIEW) && cpu_kernel(row->index) && after.fast == before.fast)
            fail_at(p, "its fast kernel did not run");
        compare(p, &got, &want, "fast against reference");
    }
    isa_set(best);
    p->isa = isa_name(best);
    if (want.count < 0) return false;
    if (row->flags & OP_INPLACE && p->layout != LAYOUT_EXPANDED && !contents_unset(row)) {
        outcome plain;
        outcome_run(&plain, row, p->text, p->dtype, p->layout, false, false);
        if (plain.count > 0) check_inplace(p, &plain);
    }
    if (!contents_unset(row)) check_threads(p, only, gradient);
    return true;
}

/* Rows whose own samples are all too small to be cut. */
static void check_more_threads(const bool *tested) {
    static const struct { const char *op, *text; } more[] = {
        { "native_group_norm", "T[8,16,40,41], 4, T[16], T[16], 1e-5" },
        { "reflection_pad3d", "T[4,8,20,20,24], (3,2,1,1,4,0)" },
        { "replication_pad3d", "T[4,8,20,20,24], (3,2,1,1,4,0)" },
    };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        const rush_op *row = rush_op_find(more[i].op);
        place p = { row, more[i].text, RUSH_FLOAT32, LAYOUT_PLAIN, "threads" };
        if (!row) fail_at(&(place){ .op = op_table[0], .text = more[i].op }, "there is no such op");
        else if (tested[row->index]) check_threads(&p, false, true);
    }
}

static void check_errors(const rush_op *row) {
    const char *e[SAMPLE_MAX_TEXTS];
    int count = row_texts(row->errors, e);
    for (int i = 0; i < count; i += 2) {
        RUSH_SCOPE;
        place p = { row, e[i], RUSH_FLOAT32, LAYOUT_PLAIN, "errors" };
        if (i + 1 == count) {
            fail_at(&p, "an error sample without message");
            return;
        }
        outcome o;
        outcome_run(&o, row, e[i], RUSH_FLOAT32, LAYOUT_PLAIN, row->flags & OP_INPLACE_ONLY, false);
        if (o.count >= 0) fail_at(&p, "no error, expected '%s'", e[i + 1]);
        else if (strcmp(o.error, e[i + 1]) != 0) fail_at(&p, "error '%s', expected '%s'", o.error, e[i + 1]);
    }
}

static void check_sample(const rush_op *row, const char *text) {
    uint32_t dtypes = row->dtypes ? row->dtypes : DTYPES_FLOAT;
    bool any = false;
    place p = { .op = row, .text = text };
    for (int d = RUSH_FLOAT32; d <= RUSH_BOOL; d++) {
        if (!(dtypes >> d & 1)) continue;
        for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
            p.dtype = (rush_dtype)d;
            p.layout = (sample_layout)layout;
            if (layout == LAYOUT_EXPANDED && is_exempt("expanded", &p)) continue; /* equal rows: a singular matrix */
            if (!check_case(&p)) {
                if (layout == LAYOUT_PLAIN) break; /* refused for this dtype */
                continue;
            }
            ran[row->index][d][layout]++;
            any = true;
        }
    }
    if (any || is_exempt("samples", &p)) return;
    RUSH_SCOPE;
    outcome o;
    p.dtype = row->dtypes && !(row->dtypes & DTYPES_FLOAT) ? RUSH_INT64 : RUSH_FLOAT32;
    p.layout = LAYOUT_PLAIN;
    outcome_run(&o, row, text, p.dtype, LAYOUT_PLAIN, row->flags & OP_INPLACE_ONLY, false);
    fail_at(&p, "the sample runs in no dtype: '%s'", o.error);
}

static void check_row(const rush_op *row) {
    const char *texts[SAMPLE_MAX_TEXTS];
    place p = { .op = row, .dtype = RUSH_FLOAT32 };
    int n = sample_texts(row, texts);
    lines = 0;
    if (!row->doc || !*row->doc) fail_at(&p, "the row has no doc");
    if (n < 8 && !is_exempt("samples", &p)) fail_at(&p, "the row has %d samples, 8 are wanted", n);
    if (!row->run && !row->grad && !(row->flags & OP_NO_GRAD)) fail_at(&p, "the row has no derivative and not OP_NO_GRAD");
    if (!row->run && !row->ref && !(row->flags & OP_VIEW)) fail_at(&p, "the row has no reference kernel");
    if (!schema_of(row)) {
        fail_at(&p, "%s", rush_error()->message);
        rush_error_clear();
        return;
    }
    for (int i = 0; i < n; i++) check_sample(row, texts[i]);
    check_errors(row);
    op_runs r = op_runs_of(row);
    if (!(row->flags & OP_VIEW) && r.fast + r.reference + r.composite == 0 && !is_exempt("samples", &p)) fail_at(&p, "no sample ran it");
    if (lines > MOST_LINES) fprintf(stderr, "     %s: %d further failures\n", row->name, lines - MOST_LINES);
}

/* ---- counts: op x dtype x layout, which may not fall ---- */

static void counts_path(char path[500]) { snprintf(path, 500, "%s", SOURCE_DIR "/tests/golden/counts.txt"); }

static void counts_write(void) {
    char path[500];
    counts_path(path);
    FILE *f = fopen(path, "w");
    if (!f) {
        fprintf(stderr, "cannot write %s\n", path);
        failures++;
        return;
    }
    fprintf(f, "# samples that ran, by op and dtype: plain transposed sliced expanded channels_last. Written by test_ops --update.\n");
    for (int i = 0; i < OP_COUNT; i++)
        for (int d = RUSH_FLOAT32; d <= RUSH_BOOL; d++) {
            const int *n = ran[i][d];
            if (n[0] + n[1] + n[2] + n[3] + n[4]) fprintf(f, "%s %s %d %d %d %d %d\n", op_table[i]->name, dtype_table[d].name, n[0], n[1], n[2], n[3], n[4]);
        }
    fclose(f);
}

static void counts_check(const bool *tested) {
    char path[500], line[300], name[60], dtype[20];
    int n[LAYOUT_COUNT];
    counts_path(path);
    FILE *f = fopen(path, "r");
    if (!f) {
        fprintf(stderr, "no %s: run test_ops --update\n", path);
        failures++;
        return;
    }
    while (fgets(line, sizeof line, f)) {
        if (*line == '#' || sscanf(line, "%59s %19s %d %d %d %d %d", name, dtype, &n[0], &n[1], &n[2], &n[3], &n[4]) != 7) continue;
        const rush_op *row = rush_op_find(name);
        int d = RUSH_FLOAT32;
        while (d <= RUSH_BOOL && strcmp(dtype_table[d].name, dtype) != 0) d++;
        for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
            if (row && !tested[row->index]) continue;
            int now = row && d <= RUSH_BOOL ? ran[row->index][d][layout] : 0;
            if (now < n[layout]) {
                fprintf(stderr, "FAIL counts: %s %s %s ran %d samples, before %d\n", name, dtype, layout_names[layout], now, n[layout]);
                failures++;
            }
        }
    }
    fclose(f);
}

int main(int argc, char **argv) {
    static bool tested[OP_COUNT];
    bool update = false, filtered = false;
    rush_set_error_quiet(true);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0) update = true;
        else if (strcmp(argv[i], "--quick") == 0) quick = true;
        else if (strcmp(argv[i], "--verbose") == 0) verbose = true;
        else {
            const rush_op *row = rush_op_find(argv[i]);
            if (!row) return fprintf(stderr, "no op %s\n", argv[i]), 2;
            tested[row->index] = filtered = true;
        }
    }
    op_count_runs(true);
    int64_t total[LAYOUT_COUNT] = { 0 }, all = 0;
    int ops = 0;
    for (int i = 0; i < OP_COUNT; i++) {
        tested[i] = tested[i] || !filtered;
        if (!tested[i]) continue;
        check_row(op_table[i]);
        ops++;
        for (int d = 0; d < DTYPE_COUNT; d++)
            for (int l = 0; l < LAYOUT_COUNT; l++) total[l] += ran[i][d][l], all += ran[i][d][l];
    }
    check_more_threads(tested);
    if (update && !filtered) counts_write();
    counts_check(tested);
    static const char *const kinds[] = { "samples", "contents", "expanded" };
    if (!filtered) failures += exempt_unused(kinds, 3);
    printf("%d ops, %lld cases of op x sample x dtype x layout:", ops, (long long)all);
    for (int l = 0; l < LAYOUT_COUNT; l++) printf(" %s %lld", layout_names[l], (long long)total[l]);
    int64_t compared = 0;
    int rows = 0;
    for (int i = 0; i < OP_COUNT; i++) compared += cut[i], rows += cut[i] > 0;
    printf("; %lld comparisons of 2, 3, 5 and 16 threads with one, of %d ops; %d failures\n", (long long)compared, rows, failures);
    for (int i = 0; verbose && i < OP_COUNT; i++)
        if (tested[i] && !cut[i]) printf("no sample's work is cut: %s\n", op_table[i]->name);
    return test_end(failures ? 1 : 0);
}
