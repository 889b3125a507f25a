/* SPDX-License-Identifier: MIT */
/* gradcheck.c - derivatives checked against central differences.
   For a function y = f(x) with x of n and y of m elements, two matrices J[i,j] = d y[j] / d x[i] are made:
     numerical    row i:     (f(x + eps e_i) - f(x - eps e_i)) / (2 eps)
     analytical   column j:  backward from y with gradient e_j
   and compared. gradgradcheck does so for g(x, v) = the gradients that backward gives for the result's gradient v. */
#include <math.h>
#include <string.h>

#include <rushlight/autograd.h>
#undef RUSH_SITE
#define RUSH_SITE (c->site)
#include <rushlight/ops.h>
#include <rushlight/tensor.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/scope.h"

enum { MAX_INPUTS = 64, MESSAGE_PART = 960 };

/* A function with any number of results; false with the error set. */
typedef struct check check;
typedef bool (*evaluation)(const check *c, rush_tensor *const *inputs, rush_tensor **outputs);
struct check {
    rush_site site;
    const char *name;
    evaluation evaluate;
    rush_gradcheck_function function;
    void *user;
    int64_t count, outputs;          /* inputs, results */
    rush_tensor *inputs[MAX_INPUTS];
    int64_t differentiable[MAX_INPUTS], differentiable_count;   /* of the function itself: which inputs it is derived by */
    double eps, atol, rtol, nondet_tol;
};

/* ---- what is checked ---- */

static bool evaluate_function(const check *c, rush_tensor *const *inputs, rush_tensor **outputs) {
    outputs[0] = c->function(inputs, c->count, c->user);
    return outputs[0] || error_set(RUSH_RUNTIME_ERROR, c->site, c->name, "%s: the function returned NULL", c->name);
}

/* inputs, then the gradient of the function's result; results: the gradients of the differentiable inputs */
static bool evaluate_gradient(const check *c, rush_tensor *const *inputs, rush_tensor **outputs) {
    rush_tensor *y = c->function(inputs, c->count - 1, c->user), *wanted[MAX_INPUTS];
    if (!y) return error_set(RUSH_RUNTIME_ERROR, c->site, c->name, "%s: the function returned NULL", c->name);
    for (int64_t k = 0; k < c->outputs; k++) {
        wanted[k] = inputs[c->differentiable[k]];
        outputs[k] = NULL;
    }
    if (rush_requires_grad(y) && !rush_autograd_grad(&y, 1, wanted, outputs, c->outputs, .grad_outputs = &inputs[c->count - 1], .create_graph = true, .allow_unused = true))
        return false;
    for (int64_t k = 0; k < c->outputs; k++)
        if (!outputs[k] && !(outputs[k] = rush_zeros_like(wanted[k]))) return false;
    return true;
}

/* ---- numerical ---- */

/* the inputs with element `at` of input `which` moved by `step`; the values of all results one after the other in `to` */
static bool values_at(const check *c, const double *x, int64_t which, int64_t at, double step, const int64_t *sizes, double *to) {
    rush_tensor *moved[MAX_INPUTS], *outputs[MAX_INPUTS];
    memcpy(moved, c->inputs, sizeof *moved * (size_t)c->count);
    int64_t n = rush_numel(c->inputs[which]);
    double *changed = mem_alloc(sizeof *changed * (size_t)n);
    if (!changed) return error_memory(c->site, c->name, sizeof *changed * (size_t)n);
    memcpy(changed, x, sizeof *changed * (size_t)n);
    changed[at] += step;
    size_t mark = scope_mark();
    moved[which] = rush_from_data(changed, rush_sizes(c->inputs[which]), .dtype = rush_get_dtype(c->inputs[which]), .requires_grad = true);
    bool ok = moved[which] && c->evaluate(c, moved, outputs);
    for (int64_t k = 0; ok && k < c->outputs; to += sizes[k++]) {
        if (rush_numel(outputs[k]) != sizes[k]) ok = error_set(RUSH_RUNTIME_ERROR, c->site, c->name, "%s: the function's results change their size", c->name);
        else ok = rush_copy_out(outputs[k], to, sizes[k]);
    }
    scope_drop(mark);
    mem_free(changed);
    return ok;
}

/* rows of `total` values, one for each element of input `which`; `work` holds x and two sets of values */
static bool numerical(const check *c, int64_t which, const int64_t *sizes, int64_t total, double *rows, double *work) {
    int64_t n = rush_numel(c->inputs[which]);
    double *x = work, *up = x + n, *down = up + total;
    if (!rush_copy_out(c->inputs[which], x, n)) return false;
    for (int64_t i = 0; i < n; i++) {
        if (!values_at(c, x, which, i, c->eps, sizes, up) || !values_at(c, x, which, i, -c->eps, sizes, down)) return false;
        for (int64_t j = 0; j < total; j++) rows[i * total + j] = (up[j] - down[j]) / (2 * c->eps);
    }
    return true;
}

/* ---- analytical ---- */

/* column j of result k in `rows` (of `total` columns, result k's beginning at `first`) */
static bool analytical(const check *c, int64_t which, rush_tensor *y, int64_t first, int64_t total, double *rows, double *work) {
    int64_t n = rush_numel(c->inputs[which]), m = rush_numel(y);
    double *unit = work, *column = unit + m;
    memset(unit, 0, sizeof *unit * (size_t)m);
    for (int64_t j = 0; j < m; j++) {
        size_t mark = scope_mark();
        rush_tensor *g = NULL, *x = c->inputs[which];
        bool ok = true;
        if (rush_requires_grad(y)) {
            unit[j] = 1;
            rush_tensor *v = rush_from_data(unit, rush_sizes(y), .dtype = rush_get_dtype(y));
            unit[j] = 0;
            ok = v && rush_autograd_grad(&y, 1, &x, &g, 1, .grad_outputs = &v, .retain_graph = true, .allow_unused = true);
        }
        if (!g) memset(column, 0, sizeof *column * (size_t)n);
        else ok = rush_copy_out(g, column, n);
        scope_drop(mark);
        if (!ok) return false;
        for (int64_t i = 0; i < n; i++) rows[i * total + first + j] = column[i];
    }
    return true;
}

/* ---- comparing ---- */

static bool write_matrix(const check *c, const double *rows, int64_t n, int64_t m, int64_t first, int64_t total, rush_dtype dtype, char text[MESSAGE_PART]) {
    double *values = mem_alloc(sizeof *values * (size_t)(n * m));
    if (!values) return error_memory(c->site, c->name, sizeof *values * (size_t)(n * m));
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < m; j++) values[i * m + j] = rows[i * total + first + j];
    rush_tensor *t = rush_from_data(values, RUSH_SHAPE(n, m), .dtype = dtype);
    rush_to_string(t, text, MESSAGE_PART);
    mem_free(values);
    return t != NULL;
}

static bool mismatch(const check *c, int64_t output, int64_t input, const double *num, const double *ana, int64_t n, int64_t m, int64_t first, int64_t total) {
    char text[2][MESSAGE_PART];
    rush_dtype d = rush_get_dtype(c->inputs[input]);
    if (!write_matrix(c, num, n, m, first, total, d, text[0]) || !write_matrix(c, ana, n, m, first, total, d, text[1])) return false;
    return error_set(RUSH_RUNTIME_ERROR, c->site, c->name,
                     "Jacobian mismatch for output %lld with respect to input %lld,\nnumerical:%s\nanalytical:%s\n", (long long)output,
                     (long long)input, text[0], text[1]);
}

static bool compare(const check *c, int64_t input, const int64_t *sizes, int64_t total, const double *num, const double *ana, const double *again) {
    int64_t n = rush_numel(c->inputs[input]), first = 0;
    for (int64_t k = 0; k < c->outputs; first += sizes[k++])
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = first; j < first + sizes[k]; j++) {
                double a = ana[i * total + j], b = num[i * total + j], d = again[i * total + j];
                if (!(fabs(a - b) <= c->atol + c->rtol * fabs(b))) return mismatch(c, k, input, num, ana, n, sizes[k], first, total);
                if (!(fabs(a - d) <= c->nondet_tol))
                    return error_set(RUSH_RUNTIME_ERROR, c->site, c->name,
                                     "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different "
                                     "values, although analytical gradient matches numerical gradient.The tolerance for nondeterminism was %g.",
                                     c->nondet_tol);
            }
    return true;
}

static bool check_input(const check *c, int64_t input, rush_tensor *const *y, const int64_t *sizes, int64_t total) {
    int64_t n = rush_numel(c->inputs[input]), matrix = n * total;
    size_t bytes = sizeof(double) * (size_t)(3 * matrix + 2 * (n + total) + 1);
    double *num = mem_alloc(bytes), *ana = num + matrix, *again = ana + matrix, *work = again + matrix;
    if (!num) return error_memory(c->site, c->name, bytes);
    bool ok = numerical(c, input, sizes, total, num, work);
    for (int64_t k = 0, first = 0; ok && k < c->outputs; first += sizes[k++])
        ok = analytical(c, input, y[k], first, total, ana, work) && analytical(c, input, y[k], first, total, again, work);
    ok = ok && compare(c, input, sizes, total, num, ana, again);
    mem_free(num);
    return ok;
}

static bool run(const check *c) {
    rush_tensor *y[MAX_INPUTS];
    int64_t sizes[MAX_INPUTS], total = 0;
    size_t mark = scope_mark();
    bool grad = rush_set_grad_enabled(true);
    bool ok = c->evaluate(c, c->inputs, y);
    for (int64_t k = 0; ok && k < c->outputs; k++) total += sizes[k] = rush_numel(y[k]);
    for (int64_t i = 0; ok && i < c->count; i++)
        if (rush_requires_grad(c->inputs[i])) ok = check_input(c, i, y, sizes, total);
    rush_set_grad_enabled(grad);
    scope_drop(mark);
    return ok;
}

static bool check_init(check *c, const char *name, rush_site site, rush_gradcheck_function function, void *user, rush_tensor *const *inputs,
                       const rush_gradcheck_args *a) {
    *c = (check){ .site = site, .name = name, .evaluate = evaluate_function, .function = function, .user = user, .count = a->count, .outputs = 1,
                  .eps = a->eps.set ? a->eps.value : 1e-6, .atol = a->atol.set ? a->atol.value : 1e-5, .rtol = a->rtol.set ? a->rtol.value : 1e-3,
                  .nondet_tol = a->nondet_tol };
    if (rush_failed()) return false;
    if (a->count < 0 || a->count >= MAX_INPUTS)
        return error_set(RUSH_VALUE_ERROR, site, name, "%s: from 1 to %d inputs can be checked, got %lld", name, MAX_INPUTS - 1, (long long)a->count);
    for (int64_t i = 0; i < a->count; i++) {
        c->inputs[i] = inputs[i];
        if (rush_requires_grad(inputs[i])) c->differentiable[c->differentiable_count++] = i;
    }
    return c->differentiable_count ||
           error_set(RUSH_VALUE_ERROR, site, name,
                     "gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.");
}

bool rush_gradcheck_at(rush_site site, rush_gradcheck_function function, void *user, rush_tensor *const *inputs, rush_gradcheck_args args) {
    check c;
    return check_init(&c, "gradcheck", site, function, user, inputs, &args) && run(&c);
}

/* values in (-1, 1) that depend on nothing */
static rush_tensor *arbitrary(const check *c, const rush_tensor *like) {
    int64_t n = rush_numel(like);
    double *values = mem_alloc(sizeof *values * (size_t)(n ? n : 1));
    if (!values) return error_memory(c->site, c->name, sizeof *values * (size_t)n), NULL;
    uint64_t state = 1;
    for (int64_t i = 0; i < n; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        values[i] = (double)(int64_t)state * 0x1p-63;
    }
    rush_tensor *t = rush_from_data(values, rush_sizes(like), .dtype = rush_get_dtype(like), .requires_grad = true);
    mem_free(values);
    return t;
}

bool rush_gradgradcheck_at(rush_site site, rush_gradcheck_function function, void *user, rush_tensor *const *inputs, rush_gradcheck_args args) {
    check c;
    if (!check_init(&c, "gradgradcheck", site, function, user, inputs, &args)) return false;
    size_t mark = scope_mark();
    rush_tensor *y;
    bool ok = evaluate_function(&c, c.inputs, &y) && (c.inputs[c.count] = arbitrary(&c, y)) != NULL;
    c.count++;
    c.outputs = c.differentiable_count;
    c.evaluate = evaluate_gradient;
    ok = ok && run(&c);
    scope_drop(mark);
    return ok;
}
