/* SPDX-License-Identifier: MIT */
/* float_parts.c - what looks at how a float is stored: nextafter, frexp. */
#include <math.h>
#include <string.h>

#include "core/strided.h"
#include "ops/call.h"
#include "ops/pointwise.h"

/* ---- nextafter: a float's bits, read as a whole number with a sign, are in the order of the floats ---- */

#define STEP(U, SIGN) \
    do { \
        U a, b, r; \
        memcpy(&a, from, sizeof a); \
        memcpy(&b, to, sizeof b); \
        bool up = (y > x) == !(a & SIGN); \
        if (x == y) r = b; \
        else if (x == 0) r = (U)((b & SIGN) | 1); \
        else r = (U)(up ? a + 1 : a - 1); \
        memcpy(result, &r, sizeof r); \
    } while (0)

static void next_one(rush_dtype d, char *result, const char *from, const char *to) {
    double x = element_load_double(from, d), y = element_load_double(to, d);
    if (isnan(x) || isnan(y)) element_store_double(result, d, (double)NAN);
    else if (d == RUSH_FLOAT64) STEP(uint64_t, UINT64_C(0x8000000000000000));
    else if (d == RUSH_FLOAT32) STEP(uint32_t, UINT32_C(0x80000000));
    else STEP(uint16_t, 0x8000);
}

/* the same without branches, for arrays */
#define NEXT_ARRAY(T, U, SIGN) \
    do { \
        const T *from = (const T *)(const void *)p[1], *to = (const T *)(const void *)p[2]; \
        T *result = (T *)(void *)p[0]; \
        for (int64_t i = 0; i < n; i++) { \
            T x = from[i], y = to[i], next; \
            U a, b; \
            memcpy(&a, &x, sizeof a); \
            memcpy(&b, &y, sizeof b); \
            U step = ((y > x ? SIGN : 0) ^ a) & SIGN ? (U)1 : (U)-1, r = a + step; \
            r = x == 0 ? (b & SIGN) | 1 : r; \
            r = x == y ? b : r; \
            memcpy(&next, &r, sizeof next); \
            next = x != x ? (T)NAN : next; \
            result[i] = y != y ? (T)NAN : next; \
        } \
    } while (0)

static void next_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    rush_dtype d = *(const rush_dtype *)context;
    int64_t size = (int64_t)dtype_size(d);
    if (size > 2 && s[0] == size && s[1] == size && s[2] == size) {
        if (d == RUSH_FLOAT64) NEXT_ARRAY(double, uint64_t, UINT64_C(0x8000000000000000));
        else NEXT_ARRAY(float, uint32_t, UINT32_C(0x80000000));
        return;
    }
    for (int64_t i = 0; i < n; i++) next_one(d, p[0] + i * s[0], p[1] + i * s[1], p[2] + i * s[2]);
}

static bool nextafter_meta(call *c) {
    const rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    int64_t shape[RUSH_MAX_DIMS];
    int ndim = 0;
    rush_dtype d = promote_values(c->args, 2);
    CHECK(c, !c->inplace || !tensor_overlaps_partly(a, b), PARTLY_OVERLAPPING);
    CHECK(c, dtype_is_float(d), "\"nextafter_cpu\" not implemented for '%s'", dtype_table[d].torch_name);
    TRY(shape_broadcast(c->site, c->op->name, a->ndim, a->shape, b->ndim, b->shape, &ndim, shape));
    return shape_equal(ndim, shape, a->ndim, a->shape) ? call_out_laid_as(c, 0, d, TENSOR(c, 0)) : call_out(c, 0, d, ndim, shape);
}

static bool nextafter_ref(call *c) {
    rush_tensor *to = c->out[0];
    rush_dtype d = promote_values(c->args, 2);
    const rush_tensor *a = call_cast(c, TENSOR(c, 0), d), *b = call_cast(c, TENSOR(c, 1), d);
    rush_tensor *r = (rush_dtype)to->dtype == d ? to : call_temporary(c, d, to->ndim, to->shape);
    if (!a || !b || !r) return false;
    strided walk;
    strided_init(&walk, r->ndim, r->shape);
    strided_add_tensor(&walk, r, r->ndim);
    strided_add_tensor(&walk, a, r->ndim);
    strided_add_tensor(&walk, b, r->ndim);
    strided_finish(&walk);
    strided_run(&walk, next_loop, &d);
    return r == to || tensor_copy(c->site, to, r);
}

static bool nextafter_grad(backward *c) {
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, false, "the derivative for 'nextafter' is not implemented.");
    return false;
}

const op op_nextafter = {
    OP_ROW(nextafter),
    .schema = "nextafter(Tensor self, Tensor other) -> Tensor",
    .doc = "The float next to self in the direction of other, elementwise.",
    .flags = OP_INPLACE | OP_OUT_NOT_PARTLY,
    .meta = nextafter_meta,
    .ref = nextafter_ref,
    .grad = nextafter_grad,
    .samples = TEXTS("T[5], T[5]", "T[], T[]", "T[0], T[0]", "T[3,1], T[1,4]", "T[2,3]:t, T[3,2]", "T[4,6]:s, T[3]", "T[3,4]:e, T[3,4]", "T[2,3]:n, T[2,3]", "T[300,300], T[300,300]"),
    .errors = TEXTS("T[3]:i64, T[3]:i64", "\"nextafter_cpu\" not implemented for 'Long'"),
};

/* ---- frexp: x = mantissa 2^exponent with 0.5 <= |mantissa| < 1 ---- */

static bool frexp_meta(call *c) {
    rush_tensor *t = TENSOR(c, 0);
    CHECK(c, dtype_is_float((rush_dtype)t->dtype), "torch.frexp() only supports floating-point dtypes");
    return call_out_like(c, 0, t) && call_out_laid_as(c, 1, RUSH_INT32, t);
}

static void frexp_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    rush_dtype d = *(const rush_dtype *)context;
    for (int64_t i = 0; i < n; i++) {
        double x = element_load_double(p[2] + i * s[2], d);
        int exponent = 0;
        if (isfinite(x)) x = frexp(x, &exponent);
        element_store_double(p[0] + i * s[0], d, x);
        *(int32_t *)(void *)(p[1] + i * s[1]) = exponent;
    }
}

static bool frexp_ref(call *c) {
    rush_dtype d = (rush_dtype)TENSOR(c, 0)->dtype;
    int ndim = c->out[0]->ndim;
    strided walk;
    strided_init(&walk, ndim, c->out[0]->shape);
    strided_add_tensor(&walk, c->out[0], ndim);
    strided_add_tensor(&walk, c->out[1], ndim);
    strided_add_tensor(&walk, TENSOR(c, 0), ndim);
    strided_finish(&walk);
    strided_run(&walk, frexp_loop, &d);
    return true;
}

static bool frexp_grad(backward *c) {
    GIVE(0, rush_div(c->grad, rush_exp2(c->out[1])));
    return true;
}

const op op_frexp = {
    OP_ROW(frexp),
    .schema = "frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)",
    .doc = "Mantissas in [0.5, 1) and int32 exponents: self = mantissa * 2^exponent.",
    .saves = OUT(1),
    .meta = frexp_meta,
    .ref = frexp_ref,
    .grad = frexp_grad,
    .samples = TEXTS("T[5]", "T[]", "T[0]", "T[2,3]:t", "T[4,6]:s", "T[3,4]:e", "T[2,3]:n", "T[300,300]", "T[2,3,4,5]:cl"),
    .errors = TEXTS("T[3]:i64", "torch.frexp() only supports floating-point dtypes"),
};
