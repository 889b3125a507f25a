/* SPDX-License-Identifier: MIT */
/* random_of.c - ops that draw a number for each element of tensors of parameters: gamma, Dirichlet, Poisson, binomial. All draw in
   double and in logical order; the derivative of a gamma draw is that of the x that keeps its probability (M. Figurnov et al.,
   Implicit reparameterization gradients, 2018). */
#include "ops/op.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "core/generator.h"
#include "ops/call.h"

#define GENERATOR(c, k) (HAS(c, k) ? (c)->args[k].u.generator : NULL)

static bool float_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)self->dtype), "\"%s_cpu\" not implemented for '%s'", c->op->name,
             dtype_table[self->dtype].torch_name);
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

/* argument k in double, contiguous and of the result's shape */
static const double *doubles(call *c, int k) {
    const rush_tensor *t = call_cast(c, TENSOR(c, k), RUSH_FLOAT64);
    return t && (t = call_contiguous(c, t)) ? tensor_data((rush_tensor *)(uintptr_t)t) : NULL;
}

static double smallest_normal(rush_dtype d) { return d == RUSH_FLOAT64 ? DBL_MIN : d == RUSH_FLOAT16 ? 6.103515625e-05 : FLT_MIN; }

/* ---- gamma ---- */

static bool standard_gamma_run(call *c) {
    rush_tensor *to = c->out[0], *wide = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    const double *alpha = doubles(c, 0);
    if (!wide || (!alpha && to->numel)) return false;
    double *x = tensor_data(wide), least = smallest_normal((rush_dtype)to->dtype);
    rng *r = generator_lock(GENERATOR(c, 1));
    for (int64_t i = 0; i < to->numel; i++) {
        double drawn = rng_gamma_next(r, alpha[i]);
        x[i] = drawn < least ? least : drawn; /* so that its logarithm is finite */
    }
    generator_unlock(GENERATOR(c, 1));
    return tensor_copy(c->site, to, wide);
}

static bool no_derivative(backward *c) {
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, false, "the derivative for '%.*s' is not implemented.", (int)strcspn(c->op->schema, "("), c->op->schema);
    return false;
}

static bool standard_gamma_grad_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *output = TENSOR(c, 1);
    CHECK(c, shape_equal(self->ndim, self->shape, output->ndim, output->shape), "self and output must have one shape");
    return float_meta(c);
}

static bool standard_gamma_grad_run(call *c) {
    rush_tensor *to = c->out[0], *wide = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    const double *alpha = doubles(c, 0), *x = doubles(c, 1);
    if (!wide || ((!alpha || !x) && to->numel)) return false;
    double *slope = tensor_data(wide);
    for (int64_t i = 0; i < to->numel; i++) slope[i] = rng_gamma_gradient(alpha[i], x[i]);
    return tensor_copy(c->site, to, wide);
}

const op op_standard_gamma_grad = {
    OP_ROW(standard_gamma_grad),
    .schema = "_standard_gamma_grad(Tensor self, Tensor output) -> Tensor",
    .doc = "How a gamma draw `output` moves with its shape parameter `self`, its probability staying as it is.",
    .flags = OP_NO_OUT,
    .meta = standard_gamma_grad_meta,
    .ref = standard_gamma_grad_run,
    .grad = no_derivative,
    .grad_name = "NotImplemented",
    .samples = TEXTS("T[2,3]:p, T[2,3]:p", "T[]:p, T[]:p", "T[0], T[0]", "T[3,2]:t:p, T[2,3]:p", "T[4,6]:s:p, T[4,3]:p", "T[3,4]:e:p, T[3,4]:p", "T[5]:p, T[5]:p", "T[300,300]:p, T[300,300]:p"),
};

static bool standard_gamma_backward(backward *c) {
    value args[2] = { c->args[0], value_tensor(c->out[0]) };
    GIVE(0, rush_mul(c->grad, op_call(&op_standard_gamma_grad, c->site, args, 2)));
    return true;
}

const op op_standard_gamma = {
    OP_ROW(standard_gamma),
    .schema = "_standard_gamma(Tensor self, Generator? generator=None) -> Tensor",
    .doc = "A gamma variable of rate 1 for each shape parameter in self.",
    .flags = OP_RANDOM | OP_NO_OUT,
    .saves = ARG(0) | OUT(0),
    .meta = float_meta,
    .ref = standard_gamma_run,
    .grad = standard_gamma_backward,
    .samples = TEXTS("T[2,3]:p", "T[]:p", "T[0]", "T[3,2]:t:p", "T[4,6]:s:p", "T[3,4]:e:p", "T[5]:p", "T[300,300]:p"),
};

/* ---- Dirichlet ---- */

static bool dirichlet_grad_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0), *alpha = TENSOR(c, 1), *total = TENSOR(c, 2);
    CHECK(c, shape_equal(x->ndim, x->shape, alpha->ndim, alpha->shape) && shape_equal(x->ndim, x->shape, total->ndim, total->shape),
          "x, alpha and total must have one shape");
    return float_meta(c);
}

static bool dirichlet_grad_run(call *c) {
    rush_tensor *to = c->out[0], *wide = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    const double *x = doubles(c, 0), *alpha = doubles(c, 1), *total = doubles(c, 2);
    if (!wide || ((!x || !alpha || !total) && to->numel)) return false;
    double *slope = tensor_data(wide);
    for (int64_t i = 0; i < to->numel; i++) slope[i] = rng_dirichlet_gradient(x[i], alpha[i], total[i]);
    return tensor_copy(c->site, to, wide);
}

const op op_dirichlet_grad = {
    OP_ROW(dirichlet_grad),
    .schema = "_dirichlet_grad(Tensor x, Tensor alpha, Tensor total) -> Tensor",
    .doc = "How a proportion x of a Dirichlet draw moves with its concentration alpha, divided by 1 - x; total is the sum of the concentrations.",
    .flags = OP_NO_OUT,
    .meta = dirichlet_grad_meta,
    .ref = dirichlet_grad_run,
    .grad = no_derivative,
    .grad_name = "NotImplemented",
    .samples = TEXTS("T[2,3]:z, T[2,3]:z, T[2,3]:p", "T[]:z, T[]:z, T[]:p", "T[0], T[0], T[0]", "T[3,2]:t:z, T[2,3]:z, T[2,3]:p", "T[4,6]:s:z, T[4,3]:z, T[4,3]:p",
                     "T[3,4]:e:z, T[3,4]:z, T[3,4]:p", "T[5]:z, T[5]:p, T[5]:p", "T[300,300]:z, T[300,300]:z, T[300,300]:p"),
};

static bool sample_dirichlet_run(call *c) {
    RUSH_SCOPE;
    /* in double: small concentrations give numbers that float32 does not hold */
    value args[2] = { value_tensor(rush_to_dtype(TENSOR(c, 0), RUSH_FLOAT64)), c->args[1] };
    if (!args[0].u.t) return false;
    rush_tensor *drawn = op_call(&op_standard_gamma, c->site, args, 2);
    rush_tensor *x = rush_div(drawn, rush_sum_dim(drawn, RUSH_SHAPE(-1), .keepdim = true));
    return x && tensor_copy(c->site, c->out[0], rush_clamp_min(x, smallest_normal((rush_dtype)c->out[0]->dtype)));
}

/* x_i moves by grad_i (g_i - sum_j x_j g_j), grad being that of its Beta marginal */
static bool sample_dirichlet_backward(backward *c) {
    rush_tensor *alpha = c->args[0].u.t, *x = c->out[0];
    rush_tensor *total = rush_expand(rush_sum_dim(alpha, RUSH_SHAPE(-1), .keepdim = true), input_shape(c, 0));
    value args[3] = { value_tensor(x), value_tensor(alpha), value_tensor(total) };
    rush_tensor *mean = rush_sum_dim(rush_mul(x, c->grad), RUSH_SHAPE(-1), .keepdim = true);
    GIVE(0, rush_mul(op_call(&op_dirichlet_grad, c->site, args, 3), rush_sub(c->grad, mean)));
    return true;
}

const op op_sample_dirichlet = {
    OP_ROW(sample_dirichlet),
    .schema = "_sample_dirichlet(Tensor self, Generator? generator=None) -> Tensor",
    .doc = "For each row of concentrations along the last dimension, proportions that sum to 1.",
    .flags = OP_RANDOM | OP_NO_OUT,
    .saves = ARG(0) | OUT(0),
    .meta = float_meta,
    .ref = sample_dirichlet_run,
    .grad = sample_dirichlet_backward,
    .samples = TEXTS("T[2,3]:p", "T[5]:p", "T[0,3]", "T[3,2]:t:p", "T[4,6]:s:p", "T[3,4]:e:p", "T[2,3,4]:p", "T[300,300]:p"),
};

/* ---- counts ---- */

static bool poisson_run(call *c) {
    rush_tensor *to = c->out[0], *wide = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    const double *rate = doubles(c, 0);
    if (!wide || (!rate && to->numel)) return false;
    for (int64_t i = 0; i < to->numel; i++) CHECK(c, rate[i] >= 0, "invalid Poisson rate, expected rate to be non-negative");
    double *x = tensor_data(wide);
    rng *r = generator_lock(GENERATOR(c, 1));
    for (int64_t i = 0; i < to->numel; i++) x[i] = rng_poisson_next(r, rate[i]);
    generator_unlock(GENERATOR(c, 1));
    return tensor_copy(c->site, to, wide);
}

/* a count does not move with its rate */
static bool poisson_grad(backward *c) {
    GIVE(0, rush_zeros_like(c->grad));
    return true;
}

const op op_poisson = {
    OP_ROW(poisson),
    .schema = "poisson(Tensor self, Generator? generator=None) -> Tensor",
    .doc = "A Poisson variable for each rate in self.",
    .flags = OP_RANDOM | OP_NO_OUT | OP_NO_METHOD,
    .meta = float_meta,
    .ref = poisson_run,
    .grad = poisson_grad,
    .samples = TEXTS("T[2,3]:p", "T[]:p", "T[0]", "T[3,2]:t:p", "T[4,6]:s:p", "T[3,4]:e:p", "T[5]:p", "T[300,300]:p"),
    .errors = TEXTS("T[2]:q:i64", "\"poisson_cpu\" not implemented for 'Long'"),
};

static bool binomial_meta(call *c) {
    rush_tensor *count = TENSOR(c, 0), *prob = TENSOR(c, 1);
    CHECK(c, count->dtype == prob->dtype, "expected scalar type %s but found %s", dtype_table[count->dtype].torch_name, dtype_table[prob->dtype].torch_name);
    int ndim;
    int64_t shape[RUSH_MAX_DIMS];
    TRY(shape_broadcast(c->site, c->op->name, count->ndim, count->shape, prob->ndim, prob->shape, &ndim, shape));
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)count->dtype), "\"binomial_cpu\" not implemented for '%s'", dtype_table[count->dtype].torch_name);
    return call_out(c, 0, (rush_dtype)count->dtype, ndim, shape);
}

static const double *expanded_doubles(call *c, int k, rush_tensor *to) {
    rush_tensor *wide = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    rush_tensor *t = rush_expand(TENSOR(c, k), rush_sizes(to));
    return wide && t && tensor_copy(c->site, wide, t) ? tensor_data(wide) : NULL;
}

static bool binomial_run(call *c) {
    rush_tensor *to = c->out[0], *wide = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    const double *count = expanded_doubles(c, 0, to), *p = expanded_doubles(c, 1, to);
    if (!wide || ((!count || !p) && to->numel)) return false;
    double *x = tensor_data(wide);
    rng *r = generator_lock(GENERATOR(c, 2));
    for (int64_t i = 0; i < to->numel; i++) x[i] = rng_binomial_next(r, count[i], p[i]);
    generator_unlock(GENERATOR(c, 2));
    return tensor_copy(c->site, to, wide);
}

const op op_binomial = {
    OP_ROW(binomial),
    .schema = "binomial(Tensor count, Tensor prob, Generator? generator=None) -> Tensor",
    .doc = "How many of count trials succeed, each with probability prob; elementwise, with broadcasting.",
    .flags = OP_RANDOM | OP_NO_OUT,
    .meta = binomial_meta,
    .ref = binomial_run,
    .grad = no_derivative,
    .grad_name = "NotImplemented",
    .samples = TEXTS("T[2,3]:i50:f64, T[2,3]:z:f64", "T[]:p, T[]:z", "T[0], T[0]", "T[3,2]:t:p, T[2,3]:z", "T[4,6]:s:p, T[4,3]:z", "T[3,1]:p, T[1,4]:z", "T[3]:p, T[2,3]:z", "T[300,300]:p, T[300,300]:z"),
};
