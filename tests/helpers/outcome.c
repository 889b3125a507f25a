/* SPDX-License-Identifier: MIT */
/* outcome.c - running one sample, and comparing results. */
#include "outcome.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/tensor.h"
#include "ops/op.h"
#undef RUSH_SITE
#define RUSH_SITE (__FILE__ ":" RUSH_STR(__LINE__))

/* In-place ops cannot write into a leaf: argument 0 becomes a copy with history. */
static void unleaf(outcome *o) {
    rush_value *v = &o->sample.args[0];
    if (v->kind == RUSH_VALUE_TENSOR && rush_requires_grad(v->u.t)) v->u.t = rush_clone(v->u.t);
}

static void take_gradients(outcome *o) {
    rush_tensor *outputs[OUTCOME_MAX], *weights[OUTCOME_MAX], *inputs[SAMPLE_MAX_TENSORS], *grads[SAMPLE_MAX_TENSORS];
    int at[SAMPLE_MAX_TENSORS], n = 0, inputs_count = 0;
    for (int k = 0; k < o->count; k++) {
        rush_tensor *t = o->results[k];
        char key[16];
        if (!rush_requires_grad(t)) continue;
        snprintf(key, sizeof key, "w%d", k);
        outputs[n] = t;
        weights[n++] = sample_weights(o->sample.op, o->sample.text, key, rush_sizes(t), rush_get_dtype(t));
    }
    for (int i = 0; i < o->sample.ntensors; i++)
        if (rush_requires_grad(o->sample.tensors[i])) at[inputs_count] = i, inputs[inputs_count++] = o->sample.tensors[i];
    if (!n || !inputs_count) return;
    bool all = rush_autograd_grad(outputs, n, inputs, grads, inputs_count, .grad_outputs = weights, .allow_unused = true, .retain_graph = true);
    for (int i = 0; !all && i < inputs_count; i++) { /* some operands have no derivative, in PyTorch neither: one by one */
        if (rush_failed() && rush_error()->code != RUSH_NOT_IMPLEMENTED_ERROR) return;
        rush_error_clear();
        if (!rush_autograd_grad(outputs, n, &inputs[i], &grads[i], 1, .grad_outputs = weights, .allow_unused = true, .retain_graph = true)) grads[i] = NULL;
    }
    if (rush_failed() && rush_error()->code == RUSH_NOT_IMPLEMENTED_ERROR) rush_error_clear();
    o->grad_count = o->sample.ntensors;
    for (int i = 0; i < inputs_count; i++) o->grads[at[i]] = grads[i];
}

void outcome_run(outcome *o, const rush_op *row, const char *text, rush_dtype dtype, sample_layout layout, bool inplace, bool gradient) {
    memset(o, 0, sizeof *o);
    o->count = -1;
    if (sample_make(&o->sample, row, text, dtype, layout)) {
        for (int i = 0; gradient && i < o->sample.ntensors; i++)
            if (rush_is_floating_point(o->sample.tensors[i])) rush_set_requires_grad(o->sample.tensors[i], true);
        if (gradient && inplace) unleaf(o);
        o->count = sample_call(&o->sample, inplace, o->results, OUTCOME_MAX);
        if (gradient && o->count > 0) take_gradients(o);
    }
    if (rush_failed()) {
        snprintf(o->error, sizeof o->error, "%s", rush_error()->message);
        o->count = -1;
        rush_error_clear();
    }
}

tolerance tolerance_of(const rush_op *row, rush_dtype dtype, bool gradient) {
    bool elementwise = row->pointwise && !gradient;
    switch (dtype) {
    case RUSH_FLOAT32: return elementwise ? (tolerance){ 2e-6, 3e-7 } : (tolerance){ 2e-5, 3e-6 };
    case RUSH_FLOAT64: return elementwise ? (tolerance){ 4e-15, 6e-16 } : (tolerance){ 2e-12, 2e-13 };
    case RUSH_FLOAT16: return (tolerance){ 2e-3, 1e-3 };
    case RUSH_BFLOAT16: return (tolerance){ 1.6e-2, 8e-3 };
    default: return (tolerance){ 0, 0 };
    }
}

bool number_close(double a, double b, tolerance t, double scale) {
    if (isnan(b)) return isnan(a);
    if (isinf(a) || isinf(b)) return a == b;
    return fabs(a - b) <= t.relative * fabs(b) + t.absolute * scale;
}

static bool floats_close(const rush_tensor *a, const rush_tensor *b, tolerance t, char *why) {
    size_t n = (size_t)a->numel;
    double *x = malloc((n + 1) * sizeof *x), *y = malloc((n + 1) * sizeof *y), scale = 0;
    bool same = x && y && rush_copy_out(a, x, a->numel) && rush_copy_out(b, y, b->numel);
    for (size_t i = 0; same && i < n; i++)
        if (isfinite(y[i]) && fabs(y[i]) > scale) scale = fabs(y[i]);
    for (size_t i = 0; same && i < n; i++)
        if (!number_close(x[i], y[i], t, scale)) {
            snprintf(why, 300, "element %zu is %.17g, expected %.17g", i, x[i], y[i]);
            same = false;
        }
    free(x);
    free(y);
    return same;
}

static bool ints_same(const rush_tensor *a, const rush_tensor *b, char *why) {
    size_t n = (size_t)a->numel;
    int64_t *x = malloc((n + 1) * sizeof *x), *y = malloc((n + 1) * sizeof *y);
    bool same = x && y && rush_copy_out_at(RUSH_SITE, a, x, RUSH_INT64, a->numel) && rush_copy_out_at(RUSH_SITE, b, y, RUSH_INT64, b->numel);
    for (size_t i = 0; same && i < n; i++)
        if (x[i] != y[i]) {
            snprintf(why, 300, "element %zu is %lld, expected %lld", i, (long long)x[i], (long long)y[i]);
            same = false;
        }
    free(x);
    free(y);
    return same;
}

bool tensor_close(const rush_tensor *a, const rush_tensor *b, tolerance t, char *why) {
    snprintf(why, 300, "cannot be compared");
    if (!a || !b) {
        snprintf(why, 300, "is %s, expected %s", a ? "a tensor" : "none", b ? "a tensor" : "none");
        return a == b;
    }
    if (a->dtype != b->dtype || !shape_equal(a->ndim, a->shape, b->ndim, b->shape)) {
        snprintf(why, 300, "is %s %s, expected %s %s", dtype_table[a->dtype].name, TENSOR_SHAPE_TEXT(a), dtype_table[b->dtype].name, TENSOR_SHAPE_TEXT(b));
        return false;
    }
    return dtype_is_float((rush_dtype)a->dtype) ? floats_close(a, b, t, why) : ints_same(a, b, why);
}
