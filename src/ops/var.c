/* SPDX-License-Identifier: MIT */
/* var.c - variance and standard deviation.
     m = sum_i x_i / n    var = sum_i (x_i - m)^2 / max(n - correction, 0)    std = sqrt(var)
   in two passes, so that a large mean takes nothing from the result's accuracy.
     var: dx_i = g 2 (x_i - m) / (n - correction)     std: dx_i = that with g / (2 std), 0 where std is 0 */
#include <string.h>

#include "ops/call.h"
#include "ops/reduce.h"

static double var_correction(const value *args) {
    if (args[4].kind != RUSH_VALUE_NONE) return value_double(&args[4]);
    return args[2].u.i ? 1 : 0;
}

/* the first element that goes into each result: subtracted before the mean is taken, so that equal elements have variance 0 */
static void first_elements(const rush_tensor *t, uint64_t mask, double *first) {
    reduce_walk w;
    reduce_walk_init(&w, t, mask);
    const char *data = tensor_data(t);
    for (int64_t i = 0; i < w.results; i++) first[i] = w.count ? element_load_double(data + reduce_offset(&w, 0, i), (rush_dtype)t->dtype) : 0;
}

bool reduce_var(call *c, reduce_engine run) {
    const rush_tensor *t = TENSOR(c, 0);
    rush_tensor *first = call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape);
    rush_tensor *mean = call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape);
    if (!first || !mean) return false;
    first_elements(t, (uint64_t)c->work[1], tensor_data(first));
    reduction r = { .from = t, .to = mean, .mask = (uint64_t)c->work[1], .kind = REDUCE_SHIFTED, .finish = FINISH_MEAN, .center = tensor_data(first),
                    .compute = reduce_compute_dtype(t, (rush_dtype)t->dtype) };
    TRY(run(c, &r));
    r.to = c->out[0];
    r.kind = REDUCE_DEVIATION;
    r.finish = (reduce_finish)c->work[2];
    r.parameter = var_correction(c->args);
    r.center = tensor_data(mean);
    return run(c, &r) && (c->nout == 1 || tensor_copy(c->site, c->out[1], mean));
}
static bool var_ref(call *c) { return reduce_var(c, reduce_reference); }

static bool var_check(call *c, reduce_finish finish) {
    const rush_tensor *t = TENSOR(c, 0);
    uint64_t mask;
    CHECK(c, dtype_is_float((rush_dtype)t->dtype), "std and var only support floating point and complex dtypes");
    TRY(reduce_dims(c, &c->args[1], t->ndim, &mask));
    c->work[1] = (int64_t)mask;
    c->work[2] = finish;
    return reduce_out(c, 0, (rush_dtype)t->dtype, t, mask, BOOL_ARG(c, 3));
}
static bool var_meta(call *c) { return var_check(c, FINISH_VAR); }
static bool std_meta(call *c) { return var_check(c, FINISH_STD); }

static rush_tensor *var_rule(backward *c, rush_tensor *g) {
    rush_tensor *x = c->args[0].u.t;
    rush_shape in = input_shape(c, 0), dims = { c->args[1].u.ints, c->args[1].kind == RUSH_VALUE_NONE ? 0 : c->args[1].count };
    double n = (double)reduce_input_count(&c->args[1], in);
    rush_tensor *deviation = rush_sub(x, rush_mean_dim(x, dims, .keepdim = true));
    g = rush_mul(reduce_restore(c, g, &c->args[1], BOOL_ARG(c, 3), in), 2 / (n - var_correction(c->args)));
    return rush_mul(g, deviation);
}

static bool var_grad(backward *c) {
    GIVE(0, var_rule(c, c->grad));
    return true;
}

static bool std_grad(backward *c) {
    rush_tensor *y = c->out[0], *g = rush_div(c->grad, rush_mul(y, 2.0));
    GIVE(0, var_rule(c, rush_where(rush_ne(y, 0), g, 0)));
    return true;
}

#define SAMPLES \
    TEXTS("T[2,3], None", "T[1], None", "T[2,3], (0,)", "T[2,3], (-1,), False, True", "T[2,3,4], (0,2), correction=0", "T[], None", "T[0,3], (0,)", "T[3,4]:t, (1,)", \
          "T[4,6]:s, (0,)", "T[300,300], (1,)", "T[300,300], (0,)", "T[2,3]:n, (1,)", "T[5], None, correction=2", "T[3,4]:e, None", "T[3,4]:e, (1,)")
#define ERRORS \
    TEXTS("T[2]:i5, None", "std and var only support floating point and complex dtypes", "T[3], (0,0)", "dim 0 appears multiple times in the list of dims", \
          "T[3], (5,)", "Dimension out of range (expected to be in range of [-1, 0], but got 5)")

const op op_var = {
    OP_ROW(var),
    .schema = "var.dim(Tensor self, int[]? dim, bool unbiased=True, bool keepdim=False, *, int? correction=None) -> Tensor",
    .positional = 1,
    .doc = "Variance over the given dimensions (none given: all); divides by n - correction (default: 1 if unbiased, else 0).",
    .saves = ARG(0),
    .meta = var_meta,
    .ref = var_ref,
    .grad = var_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
};

const op op_std = {
    OP_ROW(std),
    .schema = "std.dim(Tensor self, int[]? dim, bool unbiased=True, bool keepdim=False, *, int? correction=None) -> Tensor",
    .positional = 1,
    .doc = "Standard deviation over the given dimensions (none given: all): the square root of the variance.",
    .saves = ARG(0) | OUT(0),
    .meta = std_meta,
    .ref = var_ref,
    .grad = std_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
};

/* ---- x.var(False): the same over all elements ---- */

static rush_tensor *var_all(call *c, bool root) {
    bool unbiased = BOOL_ARG(c, 1);
    rush_opt_int correction = RUSH_INT(unbiased ? 1 : 0);
    return root ? rush_std(TENSOR(c, 0), .correction = correction) : rush_var(TENSOR(c, 0), .correction = correction);
}
static bool var_unbiased_run(call *c) { return call_return(c, 0, var_all(c, false)); }
static bool std_unbiased_run(call *c) { return call_return(c, 0, var_all(c, true)); }

#define UNBIASED_SAMPLES TEXTS("T[2,3], False", "T[2,3], True", "T[4], True", "T[0], True", "T[3,4]:t, False", "T[4,6]:s, False", "T[300,300], False", "T[5]:n, True")

const op op_var_unbiased = {
    OP_ROW(var_unbiased),
    .schema = "var(Tensor self, bool unbiased=True) -> Tensor",
    .positional = 2,
    .doc = "Variance of all elements; divides by n - 1 if unbiased, else by n.",
    .flags = OP_NO_OUT,
    .run = var_unbiased_run,
    .samples = UNBIASED_SAMPLES,
};

const op op_std_unbiased = {
    OP_ROW(std_unbiased),
    .schema = "std(Tensor self, bool unbiased=True) -> Tensor",
    .positional = 2,
    .doc = "Standard deviation of all elements: the square root of their variance.",
    .flags = OP_NO_OUT,
    .run = std_unbiased_run,
    .samples = UNBIASED_SAMPLES,
};

/* ---- both at once ---- */

static bool var_mean_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 0);
    CHECK(c, dtype_is_float((rush_dtype)x->dtype), "%s only support floating point and complex dtypes", c->op->name);
    TRY(var_check(c, strcmp(c->op->name, "std_mean") == 0 ? FINISH_STD : FINISH_VAR));
    return call_out(c, 1, (rush_dtype)x->dtype, c->out[0]->ndim, c->out[0]->shape);
}

static bool var_mean_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    int64_t n = reduce_input_count(&c->args[1], in);
    rush_tensor *g = rush_div(reduce_restore(c, c->grads[1], &c->args[1], BOOL_ARG(c, 3), in), n ? n : 1);
    GIVE(0, rush_add(var_rule(c, c->grads[0]), g));
    return true;
}

const op op_var_mean = {
    OP_ROW(var_mean),
    .schema = "var_mean(Tensor self, int[]? dim=None, bool unbiased=True, bool keepdim=False, *, int? correction=None) -> (Tensor, Tensor)",
    .doc = "Variance and mean over the given dimensions (none given: all).",
    .flags = OP_NO_OUT | OP_NO_METHOD,
    .saves = ARG(0),
    .meta = var_mean_meta,
    .ref = var_ref,
    .grad = var_mean_grad,
    .samples = TEXTS("T[2,3]", "T[2,3], (0,)", "T[2,3,4], (0,2), correction=0", "T[3,4]:t, (1,)", "T[300,300], (1,)", "T[300,300], (0,), False, True", "T[4,6]:s, (0,)",
                     "T[2,3]:n, (1,)",
                     "T[0,3], (0,)"),
    .errors = TEXTS("T[2]:i5", "var_mean only support floating point and complex dtypes"),
};

static bool std_mean_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    int64_t n = reduce_input_count(&c->args[1], in);
    rush_tensor *y = c->out[0], *g = rush_div(reduce_restore(c, c->grads[1], &c->args[1], BOOL_ARG(c, 3), in), n ? n : 1);
    GIVE(0, rush_add(var_rule(c, rush_where(rush_ne(y, 0), rush_div(c->grads[0], rush_mul(y, 2.0)), 0)), g));
    return true;
}

const op op_std_mean = {
    OP_ROW(std_mean),
    .schema = "std_mean(Tensor self, int[]? dim=None, bool unbiased=True, bool keepdim=False, *, int? correction=None) -> (Tensor, Tensor)",
    .doc = "Standard deviation and mean over the given dimensions (none given: all).",
    .flags = OP_NO_METHOD,
    .saves = ARG(0) | OUT(0),
    .meta = var_mean_meta,
    .ref = var_ref,
    .grad = std_mean_grad,
    .samples = TEXTS("T[2,3]", "T[2,3], (0,)", "T[2,3,4], (0,2), correction=0", "T[3,4]:t, (1,)", "T[300,300], (1,)", "T[300,300], (0,), False, True", "T[4,6]:s, (0,)",
                     "T[2,3]:n, (1,)", "T[0,3], (0,)"),
    .errors = TEXTS("T[2]:i5", "std_mean only support floating point and complex dtypes"),
};
