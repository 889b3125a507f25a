/* SPDX-License-Identifier: MIT */
/* vector_norm.c - p-norms of vectors: norm and linalg_vector_norm.
     |x|_p = (sum_i |x_i|^p)^(1/p);  p = 0: how many are nonzero;  p = inf, -inf: the largest, smallest |x_i|
     dx = g sign(x) |x|^(p-1) / |x|_p^(p-1), 0 where the norm is 0; p = inf: g sign(x) shared among the elements that are the norm */
#include <math.h>

#include "ops/reduce.h"

bool reduce_norm(call *c, reduce_engine run) {
    const rush_tensor *t = TENSOR(c, 0);
    rush_dtype out = (rush_dtype)c->out[0]->dtype;
    double p = HAS(c, 1) ? FLOAT_ARG(c, 1) : 2;
    if ((rush_dtype)t->dtype != out && !(t = call_cast(c, t, out))) return false;
    reduction r = { .from = t, .to = c->out[0], .mask = (uint64_t)c->work[1], .kind = REDUCE_SUM_POWER, .finish = FINISH_ROOT, .parameter = p,
                    .compute = reduce_compute_dtype(t, out) };
    if (p == 2) {
        r.kind = REDUCE_SUM_SQUARES;
        r.finish = FINISH_SQRT;
    } else if (p == 1 || p == 0 || isinf(p)) {
        r.kind = p == 1 ? REDUCE_SUM_ABS : p == 0 ? REDUCE_NONZERO : p > 0 ? REDUCE_MAX_ABS : REDUCE_MIN_ABS;
        r.finish = FINISH_NONE;
    }
    return run(c, &r);
}
static bool norm_ref(call *c) { return reduce_norm(c, reduce_reference); }

static bool norm_out(call *c) {
    const rush_tensor *t = TENSOR(c, 0);
    uint64_t mask;
    TRY(reduce_dims(c, &c->args[2], t->ndim, &mask));
    double p = HAS(c, 1) ? FLOAT_ARG(c, 1) : 2;
    if (t->numel == 0 && (p < 0 || isinf(p))) {
        char order[32];
        snprintf(order, sizeof order, "%g", p);
        CHECK(c, HAS(c, 2) && c->args[2].count, "linalg.vector_norm cannot compute the %s norm on an empty tensor because the operation does not have an identity",
              order);
        for (int i = 0; i < c->args[2].count; i++) {
            int64_t dim = c->args[2].u.ints[i];
            CHECK(c, t->shape[dim < 0 ? dim + t->ndim : dim],
                  "linalg.vector_norm cannot compute the %s norm on the dimension %lldbecause this dimension is empty and the operation does not have an "
                  "identity", order, (long long)dim);
        }
    }
    c->work[1] = (int64_t)mask;
    return reduce_out(c, 0, HAS(c, 4) ? (rush_dtype)INT_ARG(c, 4) : (rush_dtype)t->dtype, t, mask, BOOL_ARG(c, 3));
}

static bool linalg_meta(call *c) {
    rush_dtype in = (rush_dtype)TENSOR(c, 0)->dtype, out = HAS(c, 4) ? (rush_dtype)INT_ARG(c, 4) : in;
    CHECK(c, dtype_is_float(in), "linalg.vector_norm: Expected a floating point or complex tensor as input. Got %s", dtype_table[in].torch_name);
    CHECK(c, dtype_is_float(out), "linalg.vector_norm: dtype should be floating point or complex, but got %s", dtype_table[out].torch_name);
    CHECK(c, dtype_promote(in, out) == out,
          "linalg.vector_norm: the dtype of the input (%s) should be convertible without narrowing to the specified dtype (%s)",
          dtype_table[in].torch_name, dtype_table[out].torch_name);
    return norm_out(c);
}

static bool norm_meta(call *c) {
    rush_dtype in = HAS(c, 4) ? (rush_dtype)INT_ARG(c, 4) : (rush_dtype)TENSOR(c, 0)->dtype;
    CHECK(c, dtype_is_float(in), "norm(): input dtype should be either floating point or complex. Got %s instead.", dtype_table[in].torch_name);
    return norm_out(c);
}

/* 1, -1 or 0; not differentiable */
static rush_tensor *sign_of(backward *c, rush_tensor *x) {
    x = rush_detach(x);
    rush_dtype d = rush_get_dtype(x);
    return rush_sub(rush_to_dtype(rush_gt(x, 0), d), rush_to_dtype(rush_lt(x, 0), d));
}

static bool norm_grad(backward *c) {
    rush_tensor *x = c->args[0].u.t;
    rush_shape in = input_shape(c, 0), dims = { c->args[2].u.ints, c->args[2].kind == RUSH_VALUE_NONE ? 0 : c->args[2].count };
    bool keep = BOOL_ARG(c, 3);
    double p = c->args[1].kind == RUSH_VALUE_NONE ? 2 : value_double(&c->args[1]);
    if (p == 0) return true; /* a count has no gradient */
    rush_tensor *g = reduce_restore(c, c->grad, &c->args[2], keep, in), *norm = reduce_restore(c, c->out[0], &c->args[2], keep, in), *r;
    if (p == 2) r = rush_mul(x, rush_div(rush_where(rush_ne(norm, 0), g, 0), rush_where(rush_ne(norm, 0), norm, 1)));
    else {
        rush_tensor *sign = sign_of(c, x), *size = rush_mul(x, sign);
        if (p == 1) r = rush_mul(sign, g);
        else if (isinf(p)) {
            rush_tensor *is = rush_to_dtype(rush_eq(rush_detach(size), rush_detach(norm)), input_dtype(c, 0));
            r = rush_mul(rush_mul(sign, is), rush_div(g, rush_sum_dim(is, dims, .keepdim = true)));
        } else {
            rush_tensor *power = rush_where(rush_ne(size, 0), rush_pow(size, p - 1), 0);
            rush_tensor *scale = rush_mul(rush_where(rush_ne(norm, 0), g, 0), rush_pow(rush_where(rush_ne(norm, 0), norm, 1), 1 - p));
            r = rush_mul(rush_mul(sign, power), scale);
        }
    }
    GIVE(0, r);
    return true;
}

#define SAMPLES \
    TEXTS("T[2,3]", "T[2,3], 1", "T[2,3]:p, inf", "T[2,3]:p, -inf, (0,)", "T[2,3], 0, (1,)", "T[2,3], 3, (1,), True", "T[2,3]:p, 0.5", "T[2,3], 2, (0,1)", \
          "T[]", "T[0]", "T[3,4]:t, 1.5, (0,)", "T[4,6]:s, 2, (-1,)", "T[300,300]", "T[300,300], 2, (0,)", "T[2,3]:n, 2", "T[3,4]:e, 2, (0,)")

const op op_linalg_vector_norm = {
    OP_ROW(linalg_vector_norm),
    .schema = "linalg_vector_norm(Tensor self, Scalar ord=2, int[]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Vector norm of order ord (any number, inf and -inf included) over the given dimensions (none given: all).",
    .saves = ARG(0) | OUT(0),
    .meta = linalg_meta,
    .ref = norm_ref,
    .grad = norm_grad,
    .samples = SAMPLES,
    .errors = TEXTS("T[1]:i5", "linalg.vector_norm: Expected a floating point or complex tensor as input. Got Long", "T[0], inf",
                    "linalg.vector_norm cannot compute the inf norm on an empty tensor because the operation does not have an identity", "T[0,3], -1, (0,)",
                    "linalg.vector_norm cannot compute the -1 norm on the dimension 0because this dimension is empty and the operation does not have an identity"),
};

const op op_norm = {
    OP_ROW(norm),
    .schema = "norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p=2, int[]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Vector norm of order p over the given dimensions (none given: all).",
    .grad_name = "NormBackward1",
    .saves = ARG(0) | OUT(0),
    .meta = norm_meta,
    .ref = norm_ref,
    .grad = norm_grad,
    .samples = SAMPLES,
    .errors = TEXTS("T[1]:i5", "norm(): input dtype should be either floating point or complex. Got Long instead."),
};
