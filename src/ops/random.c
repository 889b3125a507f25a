/* SPDX-License-Identifier: MIT */
/* random.c - ops that draw random numbers, in PyTorch's order: in-place fills of dense tensors run in the order of memory, all
   else in logical order (normal_ of a tensor that is not contiguous draws serially). */
#include "ops/create.h"

#include <math.h>

#include "core/generator.h"
#include "ops/call.h"

#define GENERATOR(c, k) (HAS(c, k) ? (c)->args[k].u.generator : NULL)

/* ---- fills: which distribution, with its two parameters ---- */

typedef enum distribution {
    UNIFORM, NORMAL, RANDOM_FULL, RANDINT, BERNOULLI, EXPONENTIAL, CAUCHY, LOG_NORMAL, GEOMETRIC, TRUNC_NORMAL
} distribution;
typedef struct draw { distribution kind; double a, b, lo, hi; int64_t from; uint64_t range; } draw;

static bool draw_into(rng *r, const draw *d, rush_dtype dtype, void *out, int64_t n, bool serial) {
    switch (d->kind) {
    case UNIFORM: return rng_uniform(r, dtype, out, n, d->a, d->b);
    case NORMAL: return serial ? rng_normal_serial(r, dtype, out, n, d->a, d->b) : rng_normal(r, dtype, out, n, d->a, d->b);
    case RANDOM_FULL: return rng_random_full(r, dtype, out, n);
    case RANDINT: return rng_randint(r, dtype, out, n, d->from, d->range);
    case BERNOULLI: return rng_bernoulli_scalar(r, dtype, out, n, d->a);
    case EXPONENTIAL: return rng_exponential(r, dtype, out, n, d->a);
    case CAUCHY: return rng_cauchy(r, dtype, out, n, d->a, d->b);
    case LOG_NORMAL: return rng_log_normal(r, dtype, out, n, d->a, d->b);
    case GEOMETRIC: return rng_geometric(r, dtype, out, n, d->a);
    default: return rng_trunc_normal(r, dtype, out, n, d->a, d->b, d->lo, d->hi);
    }
}

static bool fill_random(call *c, rush_tensor *t, const draw *d, rush_generator *g) {
    bool contiguous = tensor_is_contiguous(t);
    bool direct = contiguous || (t->base.flags & TENSOR_DENSE && c->inplace);
    rush_tensor *to = direct ? t : call_temporary(c, (rush_dtype)t->dtype, t->ndim, t->shape);
    if (!to) return false;
    bool ok = draw_into(generator_lock(g), d, (rush_dtype)t->dtype, tensor_data(to), t->numel, !contiguous);
    generator_unlock(g);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, ok, "\"%s_cpu\" not implemented for '%s'", c->op->name, dtype_table[t->dtype].torch_name);
    return to == t || tensor_copy(c->site, t, to);
}

/* ---- made with random numbers ---- */

/* as the option requires_grad, argument `option`, says */
static bool require_grad(call *c, rush_tensor *t, int option) {
    if (!BOOL_ARG(c, option)) return true;
    CHECK(c, dtype_is_float((rush_dtype)t->dtype), "Only Tensors of floating point and complex dtype can require gradients");
    t->base.flags |= TENSOR_REQUIRES_GRAD;
    return true;
}

/* the result in the dtype that argument `dtype_arg` names, on the device and with the requires_grad of the two behind it */
static bool random_out(call *c, int dtype_arg, rush_dtype fallback, int ndim, const int64_t *shape) {
    rush_dtype dtype = HAS(c, dtype_arg) ? (rush_dtype)INT_ARG(c, dtype_arg) : fallback;
    c->device = (rush_device){ RUSH_CPU, 0 };
    if (HAS(c, dtype_arg + 1)) {
        c->device = c->args[dtype_arg + 1].u.device;
        TRY(device_resolve(c->site, c->op->name, &c->device));
    }
    TRY(call_out(c, 0, dtype, ndim, shape));
    return require_grad(c, c->out[0], dtype_arg + 2);
}

static bool random_meta(call *c, int size_arg, int dtype_arg, rush_dtype fallback) {
    const value *size = &c->args[size_arg];
    return random_out(c, dtype_arg, fallback, size->count, size->u.ints);
}

static bool rand_meta(call *c) { return random_meta(c, 0, 2, dtype_default()); }
static bool rand_run(call *c) { return fill_random(c, c->out[0], &(draw){ .kind = UNIFORM, .b = 1 }, GENERATOR(c, 1)); }
static bool randn_run(call *c) { return fill_random(c, c->out[0], &(draw){ .kind = NORMAL, .b = 1 }, GENERATOR(c, 1)); }

const op op_rand = {
    OP_ROW(rand),
    .schema = "rand(int[] size, *, Generator? generator=None, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "Uniform numbers in [0, 1).",
    .flags = OP_NO_GRAD | OP_RANDOM,
    .meta = rand_meta,
    .ref = rand_run,
    .samples = TEXTS("(2,3)", "()", "(0,3)", "(16,)", "(2,3), dtype=float64", "(2,3), dtype=float16", "(2,2), dtype=bfloat16", "(300,300)"),
    .errors = TEXTS("(-1,)", "Trying to create tensor with negative dimension -1: [-1]"),
};

const op op_randn = {
    OP_ROW(randn),
    .schema = "randn(int[] size, *, Generator? generator=None, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "Standard normal numbers.",
    .flags = OP_NO_GRAD | OP_RANDOM,
    .meta = rand_meta,
    .ref = randn_run,
    .samples = TEXTS("(2,3)", "()", "(0,3)", "(16,)", "(2,3), dtype=float64", "(2,3), dtype=float16", "(2,2), dtype=bfloat16", "(300,300)"),
    .errors = TEXTS("(-1,)", "Trying to create tensor with negative dimension -1: [-1]"),
};

/* ---- in the shape of another ---- */

/* Unset, in the shape, order of dimensions, dtype and device of argument 0; the options begin at argument `first`. */
static rush_tensor *unset_like(call *c, int first) {
    return rush_empty_like(TENSOR(c, 0), .dtype = HAS(c, first) ? (rush_dtype)INT_ARG(c, first) : (rush_dtype)0,
                           .device = HAS(c, first + 1) ? c->args[first + 1].u.device : (rush_device){ 0 },
                           .memory_format = HAS(c, first + 3) ? c->args[first + 3].u.string : NULL);
}

static bool return_like(call *c, rush_tensor *t, int first) {
    return t && require_grad(c, t, first + 2) && call_return(c, 0, t);
}

static bool rand_like_run(call *c) { return return_like(c, rush_uniform_(unset_like(c, 1), 0, 1), 1); }
static bool randn_like_run(call *c) { return return_like(c, rush_normal_(unset_like(c, 1), 0, 1), 1); }
static bool randint_like_run(call *c) {
    return return_like(c, rush_random_(unset_like(c, 3), .from = RUSH_INT(INT_ARG(c, 1)), .to = RUSH_INT(INT_ARG(c, 2))), 3);
}

#define LIKE_SAMPLES(extra) \
    TEXTS("T[2,3]" extra, "T[]" extra, "T[0,3]" extra, "T[4,6]:s" extra, "T[2,3]:t" extra, "T[3,4]:e" extra, "T[2,3]:n" extra, "T[4,5]" extra ", dtype=float64", \
          "T[300,300]" extra)

const op op_rand_like = {
    OP_ROW(rand_like),
    .schema = "rand_like(Tensor self, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "Uniform numbers in [0, 1) in self's shape, dtype and device.",
    .flags = OP_NO_GRAD | OP_RANDOM | OP_NO_OUT | OP_NO_METHOD,
    .run = rand_like_run,
    .samples = LIKE_SAMPLES(""),
};

const op op_randn_like = {
    OP_ROW(randn_like),
    .schema = "randn_like(Tensor self, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "Standard normal numbers in self's shape, dtype and device.",
    .flags = OP_NO_GRAD | OP_RANDOM | OP_NO_OUT | OP_NO_METHOD,
    .run = randn_like_run,
    .samples = LIKE_SAMPLES(""),
};

const op op_randint_like = {
    OP_ROW(randint_like),
    .schema = "randint_like.low_dtype(Tensor self, int low, int high, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False, str? memory_format=None) -> Tensor",
    .doc = "Whole numbers in [low, high) in self's shape, dtype and device.",
    .flags = OP_NO_GRAD | OP_RANDOM | OP_NO_OUT | OP_NO_METHOD,
    .run = randint_like_run,
    .samples = LIKE_SAMPLES(", -3, 9"),
};

/* ---- whole numbers in a range ---- */

static bool range_fits(call *c, rush_dtype dtype, int64_t from, int64_t last) {
    const number_limits *l = number_limits_of(dtype);
    CHECK(c, (double)from >= l->least && (double)from <= l->most, "from is out of bounds for %s", l->name);
    CHECK(c, (double)last >= l->least && (double)last <= l->most, "to - 1 is out of bounds for %s", l->name);
    return true;
}

static bool draw_between(call *c, rush_dtype dtype, int64_t from, int64_t to, draw *d) {
    for (int rounded = 0; rounded < 2; rounded++) { /* floats: the ends are rounded into the range */
        if (rounded) rng_randint_bounds(dtype, &from, &to);
        CHECK(c, from < to, "random_ expects 'from' to be less than 'to', but got from=%lld >= to=%lld", (long long)from, (long long)to);
    }
    *d = (draw){ .kind = RANDINT, .from = from, .range = (uint64_t)to - (uint64_t)from };
    return range_fits(c, dtype, from, to - 1);
}

/* [from, the largest whole number of the dtype] */
static bool draw_from(call *c, rush_dtype dtype, int64_t from, draw *d) {
    int64_t last = number_limits_of(dtype)->exact, end = last;
    rng_randint_bounds(dtype, &from, &end);
    *d = (draw){ .kind = RANDINT, .from = from, .range = (uint64_t)last - (uint64_t)from + 1 }; /* a range of 2^64 is 0 */
    return range_fits(c, dtype, from, last);
}

static bool randint_meta(call *c) {
    draw d;
    TRY(draw_between(c, HAS(c, 4) ? (rush_dtype)INT_ARG(c, 4) : RUSH_INT64, INT_ARG(c, 0), INT_ARG(c, 1), &d));
    return random_meta(c, 2, 4, RUSH_INT64);
}

static bool randint_run(call *c) {
    draw d;
    return draw_between(c, (rush_dtype)c->out[0]->dtype, INT_ARG(c, 0), INT_ARG(c, 1), &d) && fill_random(c, c->out[0], &d, GENERATOR(c, 3));
}

const op op_randint = {
    OP_ROW(randint),
    .schema = "randint.low(int low, int high, int[] size, *, Generator? generator=None, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "Whole numbers in [low, high), int64 unless dtype says otherwise.",
    .flags = OP_NO_GRAD | OP_RANDOM,
    .meta = randint_meta,
    .ref = randint_run,
    .samples = TEXTS("0, 10, (2,3)", "-5, 5, ()", "0, 2, (0,3)", "0, 1099511627776, (16,)", "0, 9, (4,), dtype=int32", "0, 9, (4,), dtype=float32", "0, 2, (3,), dtype=uint8", "0, 100, (300,300)"),
    .errors = TEXTS("5, 5, (2,)", "random_ expects 'from' to be less than 'to', but got from=5 >= to=5",
                    "-1, 5, (2,), dtype=uint8", "from is out of bounds for unsigned char", "0, 3, (2,), dtype=bool", "to - 1 is out of bounds for bool"),
};

static bool randperm_meta(call *c) {
    static const struct { const char *name; int64_t most; } integers[DTYPE_COUNT] = {
        [RUSH_UINT8] = { "uint8_t", UINT8_MAX }, [RUSH_INT8] = { "int8_t", INT8_MAX }, [RUSH_INT16] = { "int16_t", INT16_MAX }, [RUSH_INT32] = { "int", INT32_MAX },
    };
    int64_t n = INT_ARG(c, 0);
    rush_dtype dtype = HAS(c, 2) ? (rush_dtype)INT_ARG(c, 2) : RUSH_INT64;
    CHECK(c, !integers[dtype].name || n - 1 <= integers[dtype].most, "value cannot be converted to type %s without overflow", integers[dtype].name);
    CHECK(c, dtype != RUSH_FLOAT16 || n <= 2049, "n cannot be greater than 2049 for Half type.");
    CHECK(c, dtype != RUSH_FLOAT32 || n <= (1 << 24) + 1, "n cannot be greater than 2^24+1 for Float type.");
    CHECK(c, dtype != RUSH_FLOAT64 || n <= (INT64_C(1) << 53) + 1, "n cannot be greater than 2^53+1 for Double type.");
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype != RUSH_BOOL, "\"randperm\" not implemented for 'Bool'");
    return random_out(c, 2, RUSH_INT64, 1, &n);
}

static bool randperm_run(call *c) {
    rush_tensor *t = c->out[0];
    bool ok = rng_randperm(generator_lock(GENERATOR(c, 1)), (rush_dtype)t->dtype, tensor_data(t), t->numel);
    generator_unlock(GENERATOR(c, 1));
    CHECK(c, ok, "n is too large for result tensor type: '%s'", dtype_table[t->dtype].torch_name);
    return true;
}

const op op_randperm = {
    OP_ROW(randperm),
    .schema = "randperm(int n, *, Generator? generator=None, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "The numbers 0 … n - 1 in random order.",
    .flags = OP_NO_GRAD | OP_RANDOM,
    .meta = randperm_meta,
    .ref = randperm_run,
    .samples = TEXTS("0", "1", "5", "16", "100", "70000", "7, dtype=int32", "7, dtype=float32", "7, dtype=float32, requires_grad=True"),
    .errors = TEXTS("300, dtype=uint8", "value cannot be converted to type uint8_t without overflow", "-1", "Trying to create tensor with negative dimension -1: [-1]",
                    "2050, dtype=float16", "n cannot be greater than 2049 for Half type."),
};

/* ---- in place ---- */

static bool self_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

/* random_() has a name of its own, random_(to) and random_(from, to) have others */
static const char *random_name(const call *c) { return HAS(c, 2) ? "RandomBackward0" : HAS(c, 1) ? "RandomBackward1" : "RandomBackward2"; }

static bool random_fill_grad(backward *c) {
    GIVE(0, rush_zeros_like(c->grad));
    return true;
}

#define FILL_SAMPLES(extra) \
    TEXTS("T[2,3]" extra, "T[]" extra, "T[0]" extra, "T[16]" extra, "T[3,7]:t" extra, "T[4,40]:s" extra, "T[17]" extra, "T[300,300]" extra)
static bool uniform_meta(call *c) {
    rush_dtype dtype = (rush_dtype)TENSOR(c, 0)->dtype;
    const number_limits *l = number_limits_of(dtype);
    double from = FLOAT_ARG(c, 1), to = FLOAT_ARG(c, 2);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float(dtype), "\"check_uniform_bounds\" not implemented for '%s'", dtype_table[dtype].torch_name);
    CHECK(c, from >= l->least && from <= l->most, "from is out of bounds for %s", l->name);
    CHECK(c, to >= l->least && to <= l->most, "to is out of bounds for %s", l->name);
    CHECK(c, to - from <= l->most, "uniform_ expects to-from <= std::numeric_limits<%s>::max(), but found to=%g and from=%g which result in to-from to exceed the limit",
          dtype_table[dtype].torch_name, to, from);
    CHECK(c, FLOAT_ARG(c, 1) <= FLOAT_ARG(c, 2), "uniform_ expects to return a [from, to) range, but found from=%g > to=%g", FLOAT_ARG(c, 1), FLOAT_ARG(c, 2));
    return self_meta(c);
}
static bool uniform_run(call *c) { return fill_random(c, c->out[0], &(draw){ .kind = UNIFORM, .a = FLOAT_ARG(c, 1), .b = FLOAT_ARG(c, 2) }, GENERATOR(c, 3)); }

const op op_uniform = {
    OP_ROW(uniform),
    .schema = "uniform_(Tensor self, float from=0.0, float to=1.0, *, Generator? generator=None) -> Tensor",
    .positional = 3,
    .doc = "Fills with uniform numbers in [from, to).",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .meta = uniform_meta,
    .ref = uniform_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", -1.0, 2.0"),
    .errors = TEXTS("T[2], 2.0, 1.0", "uniform_ expects to return a [from, to) range, but found from=2 > to=1",
                    "T[2]:f16, 0.0, 70000.0", "to is out of bounds for c10::Half", "T[2]:i64", "\"check_uniform_bounds\" not implemented for 'Long'"),
};

static bool normal_meta(call *c) {
    CHECK(c, FLOAT_ARG(c, 2) >= 0, "normal expects std >= 0.0, but found std %g", FLOAT_ARG(c, 2));
    return self_meta(c);
}
static bool normal_run(call *c) { return fill_random(c, c->out[0], &(draw){ .kind = NORMAL, .a = FLOAT_ARG(c, 1), .b = FLOAT_ARG(c, 2) }, GENERATOR(c, 3)); }

const op op_normal = {
    OP_ROW(normal),
    .schema = "normal_(Tensor self, float mean=0.0, float std=1.0, *, Generator? generator=None) -> Tensor",
    .positional = 3,
    .doc = "Fills with normal numbers.",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .meta = normal_meta,
    .ref = normal_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 0.5, 2.0"),
    .errors = TEXTS("T[2], 0.0, -1.0", "normal expects std >= 0.0, but found std -1"),
};

static bool random_full_run(call *c) {
    draw d = { .kind = RANDOM_FULL };
    if (HAS(c, 1)) {
        int64_t lo = INT_ARG(c, 1), hi = HAS(c, 2) ? INT_ARG(c, 2) : 0;
        if (!HAS(c, 2)) hi = lo, lo = 0;
        TRY(draw_between(c, (rush_dtype)c->out[0]->dtype, lo, hi, &d));
    }
    return fill_random(c, c->out[0], &d, GENERATOR(c, 3));
}

static bool random_from_run(call *c) {
    rush_dtype dtype = (rush_dtype)c->out[0]->dtype;
    draw d;
    if (HAS(c, 2)) TRY(draw_between(c, dtype, INT_ARG(c, 1), INT_ARG(c, 2), &d));
    else TRY(draw_from(c, dtype, INT_ARG(c, 1), &d));
    return fill_random(c, c->out[0], &d, GENERATOR(c, 3));
}

const op op_random_from = {
    OP_ROW(random_from),
    .schema = "random_.from(Tensor self, int from, int? to, *, Generator? generator=None) -> Tensor",
    .doc = "Fills with whole numbers in [from, to), or with those from `from` on that the dtype holds (of floats: as far as each is one).",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .grad_name = "RandomBackward0",
    .meta = self_meta,
    .ref = random_from_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 3, None"),
    .dtypes = DTYPES_ALL & ~(1u << RUSH_BOOL),
    .errors = TEXTS("T[2], 5, 5", "random_ expects 'from' to be less than 'to', but got from=5 >= to=5",
                    "T[2]:f16, 0, 70000", "to - 1 is out of bounds for c10::Half"),
};

const op op_random = {
    OP_ROW(random),
    .schema = "random_(Tensor self, int? from=None, int? to=None, *, Generator? generator=None) -> Tensor",
    .doc = "Fills with whole numbers: all that the dtype holds, or [0, from), or [from, to).",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .grad_name_of = random_name,
    .meta = self_meta,
    .ref = random_full_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(""),
    .dtypes = DTYPES_ALL,
    .errors = TEXTS("T[2], 5, 5", "random_ expects 'from' to be less than 'to', but got from=5 >= to=5"),
};

static bool probability_meta(call *c) {
    double p = FLOAT_ARG(c, 1);
    CHECK(c, p >= 0 && p <= 1, "bernoulli_ expects p to be in [0, 1], but got p=%g", p);
    return self_meta(c);
}
static bool bernoulli_fill_run(call *c) { return fill_random(c, c->out[0], &(draw){ .kind = BERNOULLI, .a = FLOAT_ARG(c, 1) }, GENERATOR(c, 2)); }

const op op_bernoulli_fill = {
    OP_ROW(bernoulli_fill),
    .schema = "bernoulli_(Tensor self, float p=0.5, *, Generator? generator=None) -> Tensor",
    .positional = 2,
    .doc = "Fills with 1 with probability p, else 0.",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .grad_name = "BernoulliBackward2",
    .meta = probability_meta,
    .ref = bernoulli_fill_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 0.3"),
    .dtypes = DTYPES_ALL,
    .errors = TEXTS("T[2], 1.5", "bernoulli_ expects p to be in [0, 1], but got p=1.5"),
};

static bool exponential_meta(call *c) {
    CHECK(c, FLOAT_ARG(c, 1) >= 0, "exponential_ expects lambda >= 0.0, but found lambda=%g", FLOAT_ARG(c, 1));
    return self_meta(c);
}
static bool exponential_run(call *c) { return fill_random(c, c->out[0], &(draw){ .kind = EXPONENTIAL, .a = FLOAT_ARG(c, 1) }, GENERATOR(c, 2)); }
static bool trunc_normal_run(call *c) {
    draw d = { .kind = TRUNC_NORMAL, .a = FLOAT_ARG(c, 1), .b = FLOAT_ARG(c, 2), .lo = FLOAT_ARG(c, 3), .hi = FLOAT_ARG(c, 4) };
    return fill_random(c, c->out[0], &d, GENERATOR(c, 5));
}

const op op_exponential = {
    OP_ROW(exponential),
    .schema = "exponential_(Tensor self, float lambd=1.0, *, Generator? generator=None) -> Tensor",
    .positional = 2,
    .doc = "Fills with exponentially distributed numbers of rate lambd.",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .meta = exponential_meta,
    .ref = exponential_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 1.5"),
    .errors = TEXTS("T[2], -1.0", "exponential_ expects lambda >= 0.0, but found lambda=-1"),
};

static bool log_normal_meta(call *c) {
    CHECK(c, FLOAT_ARG(c, 2) > 0, "log_normal_ expects std > 0.0, but found std=%g", FLOAT_ARG(c, 2));
    return self_meta(c);
}
static bool geometric_meta(call *c) {
    double p = FLOAT_ARG(c, 1);
    CHECK(c, 0 < p && p < 1, "geometric_ expects p to be in (0, 1), but got p=%g", p);
    return self_meta(c);
}
static bool cauchy_run(call *c) {
    return fill_random(c, c->out[0], &(draw){ .kind = CAUCHY, .a = FLOAT_ARG(c, 1), .b = FLOAT_ARG(c, 2) }, GENERATOR(c, 3));
}
static bool log_normal_run(call *c) {
    return fill_random(c, c->out[0], &(draw){ .kind = LOG_NORMAL, .a = FLOAT_ARG(c, 1), .b = FLOAT_ARG(c, 2) }, GENERATOR(c, 3));
}
static bool geometric_run(call *c) { return fill_random(c, c->out[0], &(draw){ .kind = GEOMETRIC, .a = FLOAT_ARG(c, 1) }, GENERATOR(c, 2)); }

const op op_cauchy = {
    OP_ROW(cauchy),
    .schema = "cauchy_(Tensor self, float median=0.0, float sigma=1.0, *, Generator? generator=None) -> Tensor",
    .positional = 3,
    .doc = "Fills with numbers of the Cauchy distribution: median + sigma tan(pi (u - 1/2)), u uniform.",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .meta = self_meta,
    .ref = cauchy_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 0.5, 2.0"),
};

const op op_log_normal = {
    OP_ROW(log_normal),
    .schema = "log_normal_(Tensor self, float mean=1.0, float std=2.0, *, Generator? generator=None) -> Tensor",
    .positional = 3,
    .doc = "Fills with numbers whose logarithms are normal with the given mean and std.",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .meta = log_normal_meta,
    .ref = log_normal_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 0.5, 0.3"),
    .errors = TEXTS("T[2], 0.0, -1.0", "log_normal_ expects std > 0.0, but found std=-1"),
};

const op op_geometric = {
    OP_ROW(geometric),
    .schema = "geometric_(Tensor self, float p, *, Generator? generator=None) -> Tensor",
    .doc = "Fills with the number of trials up to the first success, where each succeeds with probability p.",
    .flags = OP_INPLACE_ONLY | OP_RANDOM,
    .meta = geometric_meta,
    .ref = geometric_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 0.3"),
    .dtypes = DTYPES_ALL & ~(1u << RUSH_BOOL),
    .errors = TEXTS("T[2], 1.0", "geometric_ expects p to be in (0, 1), but got p=1"),
};

const op op_trunc_normal = {
    OP_ROW(trunc_normal),
    .schema = "trunc_normal_(Tensor self, float mean=0.0, float std=1.0, float a=-2.0, float b=2.0, *, Generator? generator=None) -> Tensor",
    .positional = 5,
    .doc = "Fills with normal numbers cut off to [a, b] (nn.init.trunc_normal_).",
    .flags = OP_INPLACE_ONLY | OP_RANDOM | OP_NO_METHOD,
    .meta = self_meta,
    .ref = trunc_normal_run,
    .grad = random_fill_grad,
    .samples = FILL_SAMPLES(", 0.0, 1.0, -2.0, 2.0"),
};

/* ---- bernoulli of a tensor, dropout ---- */

static bool bernoulli_meta(call *c) {
    rush_tensor *p = TENSOR(c, 0);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)p->dtype), "\"bernoulli_tensor_cpu_p_\" not implemented for '%s'", dtype_table[p->dtype].torch_name);
    return call_out(c, 0, (rush_dtype)p->dtype, p->ndim, p->shape);
}

static bool bernoulli_run(call *c) {
    rush_tensor *to = c->out[0];
    rush_dtype d = (rush_dtype)to->dtype, pd = d == RUSH_FLOAT64 ? d : RUSH_FLOAT32;
    const rush_tensor *p = call_cast(c, TENSOR(c, 0), pd);
    if (!p || !(p = call_contiguous(c, p))) return false;
    rush_tensor *out = tensor_is_contiguous(to) ? to : call_temporary(c, d, to->ndim, to->shape);
    if (!out) return false;
    rng *r = generator_lock(GENERATOR(c, 1));
    bool ok = pd == RUSH_FLOAT64 ? rng_bernoulli_f64(r, d, tensor_data(out), to->numel, tensor_data(p))
                                 : rng_bernoulli_f32(r, d, tensor_data(out), to->numel, tensor_data(p));
    generator_unlock(GENERATOR(c, 1));
    CHECK(c, ok, "Expected p_in >= 0 && p_in <= 1 to be true, but got false.");
    return out == to || tensor_copy(c->site, to, out);
}

const op op_bernoulli = {
    OP_ROW(bernoulli),
    .schema = "bernoulli(Tensor self, *, Generator? generator=None) -> Tensor",
    .doc = "1 with the probability that self holds, else 0, elementwise.",
    .flags = OP_RANDOM,
    .meta = bernoulli_meta,
    .ref = bernoulli_run,
    .grad = random_fill_grad,
    .samples = TEXTS("T[2,3]:i2:f32", "T[]:i2:f64", "T[0]:i2:f32", "T[16]:i2:f32", "T[3,7]:i2:f64:t", "T[4,40]:i2:f32:s", "T[17]:i2:f16", "T[300,300]:i2:f32"),
};

/* noise = bernoulli(1 - p) / (1 - p), in logical order */
static bool dropout_noise_meta(call *c) { return call_out_like(c, 0, TENSOR(c, 0)); }
static bool dropout_noise_run(call *c) {
    rush_tensor *t = c->out[0];
    double keep = 1 - FLOAT_ARG(c, 1);
    return fill_random(c, t, &(draw){ .kind = BERNOULLI, .a = keep }, NULL) && rush_div_(t, keep) != NULL;
}

const op op_dropout_noise = {
    OP_ROW(dropout_noise),
    .schema = "_dropout_noise(Tensor self, float p) -> Tensor",
    .doc = "What dropout multiplies with: 1 / (1 - p) with probability 1 - p, else 0; in self's shape and dtype.",
    .flags = OP_NO_GRAD | OP_RANDOM | OP_INTERNAL,
    .meta = dropout_noise_meta,
    .ref = dropout_noise_run,
};

static bool dropout_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    double p = FLOAT_ARG(c, 1);
    CHECK(c, p >= 0 && p <= 1, "dropout probability has to be between 0 and 1, but got %g", p);
    if (p == 0 || !BOOL_ARG(c, 2) || x->numel == 0) return call_return(c, 0, x);
    if (p == 1) return call_return(c, 0, rush_mul(x, rush_zeros(RUSH_SHAPE(), .dtype = (rush_dtype)x->dtype, .device = x->device)));
    value args[2] = { value_tensor(x), value_of_double(p) };
    return call_return(c, 0, rush_mul(x, op_call(&op_dropout_noise, c->site, args, 2)));
}

const op op_dropout = {
    OP_ROW(dropout),
    .schema = "dropout(Tensor input, float p, bool train) -> Tensor",
    .doc = "In training, zeroes elements with probability p and scales the others by 1 / (1 - p); else the input.",
    .flags = OP_RANDOM | OP_NO_OUT | OP_NN,
    .run = dropout_run,
    .samples = TEXTS("T[2,3], 0.5, True", "T[], 0.5, True", "T[0], 0.5, True", "T[16], 0.2, True", "T[3,7]:t, 0.5, True", "T[4,40]:s, 0.5, True", "T[5], 0.5, False",
                     "T[5], 1.0, True", "T[300,300], 0.1, True",
                     "T[2,3]:n, 0.5, True"),
    .errors = TEXTS("T[2], 1.5, True", "dropout probability has to be between 0 and 1, but got 1.5"),
};
