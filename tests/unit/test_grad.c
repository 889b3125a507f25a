/* SPDX-License-Identifier: MIT */
/* test_grad.c - gradcheck and gradgradcheck of every differentiable op of the table on its small samples, in float64; and
   of the checks themselves: they must find wrong derivatives.
     test_grad [OP …] */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/tensor.h"
#include "ops/op.h"
#include "sample.h"
#include "test.h"
#undef RUSH_SITE
#define RUSH_SITE (__FILE__ ":" RUSH_STR(__LINE__))

enum { SMALL = 150, MAX_RESULTS = 32 };
static int failures, checked, outside;

/* ---- a sample as a function of its float tensors ---- */

typedef struct subject {
    sample *sample;
    bool inplace;
    int result;                      /* which of the results is looked at */
} subject;

static int sample_results(const subject *s, rush_tensor *const *inputs, rush_tensor **results) {
    sample copy = *s->sample;
    int next = 0;
    rush_tensor *replaced[SAMPLE_MAX_TENSORS];
    for (int i = 0; i < copy.ntensors; i++) replaced[i] = rush_is_floating_point(copy.tensors[i]) ? inputs[next++] : copy.tensors[i];
    for (int i = 0; i < copy.nargs; i++) {
        rush_value *v = &copy.args[i];
        for (int k = 0; v->kind == RUSH_VALUE_TENSOR && k < copy.ntensors; k++)
            if (v->u.t == copy.tensors[k]) {
                v->u.t = replaced[k];
                break;
            }
        if (v->kind == RUSH_VALUE_TENSORS) v->u.tensors = replaced + (v->u.tensors - s->sample->tensors);
    }
    if (s->inplace) copy.args[0].u.t = rush_clone(copy.args[0].u.t);
    return sample_call(&copy, s->inplace, results, MAX_RESULTS);
}

static rush_tensor *subject_function(rush_tensor *const *inputs, int64_t count, void *user) {
    (void)count;
    const subject *s = user;
    rush_tensor *results[MAX_RESULTS];
    return sample_results(s, inputs, results) > s->result ? results[s->result] : NULL;
}

static void report(const char *what, const rush_op *row, const subject *s) {
    fprintf(stderr, "FAIL %s(%s) float64 result %d: %s: %s\n", row->name, s->sample->text, s->result, what, rush_failed() ? rush_error()->message : "false without an error");
    rush_error_clear();
    failures++;
}

static bool all_finite(const rush_tensor *t) {
    double x[2000];
    int64_t n = rush_numel(t);
    if (n > 2000 || !rush_copy_out(t, x, n)) return false;
    for (int64_t i = 0; i < n; i++)
        if (!isfinite(x[i])) return false;
    return true;
}

static void check_result(const rush_op *row, subject *s, rush_tensor *const *inputs, int count) {
    if (exempt("grad", row->name, s->sample->text)) return;
    checked++;
    if (!rush_gradcheck(subject_function, s, inputs, count)) {
        report("gradcheck", row, s);
        return;
    }
    if (exempt("gradgrad", row->name, s->sample->text)) return;
    if (!rush_gradgradcheck(subject_function, s, inputs, count)) report("gradgradcheck", row, s);
}

/* Returns whether a result of this sample was differentiable. */
static bool check_sample(const rush_op *row, const char *text) {
    RUSH_SCOPE;
    sample drawn;
    rush_tensor *inputs[SAMPLE_MAX_TENSORS], *results[MAX_RESULTS];
    int count = 0;
    subject s = { .sample = &drawn, .inplace = (row->flags & OP_INPLACE_ONLY) != 0 };
    if (!sample_make(&drawn, row, text, RUSH_FLOAT64, LAYOUT_PLAIN)) {
        report("sample", row, &s);
        return false;
    }
    if (drawn.special || drawn.largest > SMALL) return false;
    for (int i = 0; i < drawn.ntensors; i++) {
        rush_tensor *t = drawn.tensors[i];
        if (!rush_is_floating_point(t)) continue;
        if (rush_get_dtype(t) == RUSH_FLOAT64) rush_set_requires_grad(t, true);
        inputs[count++] = t;
    }
    bool wanted = false;
    for (int i = 0; i < count; i++) wanted = wanted || rush_requires_grad(inputs[i]);
    if (!wanted) return false;
    int n = sample_results(&s, inputs, results);
    if (n < 0) { /* refused for float64: test_ops demands that some dtype runs it */
        rush_error_clear();
        return false;
    }
    bool any = false;
    for (s.result = 0; s.result < n; s.result++) {
        if (!rush_requires_grad(results[s.result])) continue;
        if (rush_get_dtype(results[s.result]) != RUSH_FLOAT64) continue;
        if (!all_finite(results[s.result])) { /* outside the op's domain there is no derivative to compare */
            outside++;
            continue;
        }
        any = true;
        check_result(row, &s, inputs, count);
    }
    return any;
}

static void check_row(const rush_op *row) {
    const char *texts[SAMPLE_MAX_TEXTS];
    int n = sample_texts(row, texts), differentiable = 0;
    for (int i = 0; i < n; i++) differentiable += check_sample(row, texts[i]);
    bool floats = !row->dtypes || row->dtypes >> RUSH_FLOAT64 & 1;
    if (row->flags & OP_NO_GRAD || !floats || differentiable || exempt("grad", row->name, NULL)) return;
    fprintf(stderr, "FAIL %s: no sample of it has a derivative to check\n", row->name);
    failures++;
}

/* ---- the checks find what is wrong ---- */

static rush_tensor *half_forgotten(rush_tensor *const *in, int64_t count, void *user) {
    (void)count, (void)user;
    return rush_mul(in[0], rush_detach(in[0])); /* d = 2 x, backward says x */
}

static rush_tensor *second_forgotten(rush_tensor *const *in, int64_t count, void *user) {
    (void)count, (void)user;
    /* x^3 / 3 in value, and x^2 in the gradient, whose own derivative is then 0 instead of 2 x */
    rush_tensor *x = rush_detach(in[0]), *slope = rush_mul(x, x), *cube = rush_div(rush_mul(slope, x), 3);
    return rush_add(cube, rush_mul(rush_sub(in[0], x), slope));
}

static rush_tensor *right(rush_tensor *const *in, int64_t count, void *user) {
    (void)count, (void)user;
    return rush_tanh(rush_mm(in[0], in[1]));
}

static void must(bool condition, const char *what) {
    if (condition) return;
    fprintf(stderr, "FAIL the checks: %s (%s)\n", what, rush_failed() ? rush_error()->message : "no error");
    failures++;
}

static void check_checks(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 2, 3), RUSH_SHAPE(2), .requires_grad = true);
    must(!rush_gradcheck(half_forgotten, NULL, &x, 1), "gradcheck missed a wrong derivative");
    static const char begins[] = "Jacobian mismatch for output 0 with respect to input 0,\nnumerical:tensor([[4.0000, 0.0000],\n";
    must(rush_failed() && strncmp(rush_error()->message, begins, sizeof begins - 1) == 0 &&
         strstr(rush_error()->message, "\nanalytical:tensor([[2., 0.],\n        [0., 3.]], dtype=torch.float64)\n"), "the text of a mismatch");
    rush_error_clear();
    must(rush_gradcheck(second_forgotten, NULL, &x, 1), "a right first derivative");
    must(!rush_gradgradcheck(second_forgotten, NULL, &x, 1), "gradgradcheck missed a wrong second derivative");
    rush_error_clear();
    rush_tensor *plain = rush_detach(x);
    must(!rush_gradcheck(half_forgotten, NULL, &plain, 1) && rush_error()->code == RUSH_VALUE_ERROR, "no input requires grad");
    rush_error_clear();
    rush_tensor *in[] = { rush_from_data(RUSH_VALUES(double, 0.1, -0.2, 0.3, 0.4, 0.5, 0.7), RUSH_SHAPE(2, 3), .requires_grad = true),
                          rush_from_data(RUSH_VALUES(double, 1, -0.5, 0.25, 0.3, -0.6, 0.9), RUSH_SHAPE(3, 2), .requires_grad = true) };
    must(rush_gradcheck(right, NULL, in, 2) && rush_gradgradcheck(right, NULL, in, 2), "right derivatives");
    must(!rush_gradcheck(right, NULL, in, 2, .eps = RUSH_DOUBLE(1e-2), .rtol = RUSH_DOUBLE(1e-9), .atol = RUSH_DOUBLE(1e-9)), "options are heard");
    rush_error_clear();
}

int main(int argc, char **argv) {
    rush_set_error_quiet(true);
    if (argc == 1) {
        check_checks();
        for (int i = 0; i < OP_COUNT; i++) check_row(op_table[i]);
        static const char *const kinds[] = { "grad", "gradgrad" };
        failures += exempt_unused(kinds, 2);
    }
    for (int i = 1; i < argc; i++) {
        const rush_op *row = rush_op_find(argv[i]);
        if (!row) return fprintf(stderr, "no op %s\n", argv[i]), 2;
        check_row(row);
    }
    printf("%d results of samples had their derivatives checked, %d were not finite; %d failures\n", checked, outside, failures);
    return test_end(failures ? 1 : 0);
}
