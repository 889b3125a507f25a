/* SPDX-License-Identifier: MIT */
/* where.c - choosing between two tensors by a condition. */
#include "ops/pointwise.h"

#include <string.h>

#include "core/strided.h"
#include "ops/call.h"

static bool where_meta(call *c) {
    int64_t shape[RUSH_MAX_DIMS] = { 0 }, strides[RUSH_MAX_DIMS];
    int n = 0;
    bool plain = true;
    const rush_tensor *condition = TENSOR(c, 0);
    CHECK(c, condition && (condition->dtype == RUSH_BOOL || condition->dtype == RUSH_UINT8), "where expected condition to be a boolean tensor, but got a tensor with dtype %s",
          condition ? dtype_table[condition->dtype].torch_name : "None");
    for (int i = 0; i < 3; i++) {
        const rush_tensor *t = TENSOR(c, i);
        if (!t) continue;
        TRY(shape_broadcast(c->site, c->op->name, n, shape, t->ndim, t->shape, &n, shape));
        plain = plain && tensor_is_contiguous(t);
    }
    if (plain) return call_out(c, 0, promote_values(c->args + 1, 2), n, shape);
    pointwise_result_strides(c, 3, n, shape, strides);
    return call_out_strided(c, 0, promote_values(c->args + 1, 2), n, shape, strides);
}

/* The choice is made by masks: no branch for random conditions to upset. Each side is an array or one element (step 0). */
#define CHOOSE(T) \
    do { \
        T *o = (T *)(void *)p[0]; \
        const uint8_t *m = (const uint8_t *)p[1]; \
        const T *a = (const T *)(void *)p[2], *b = (const T *)(void *)p[3], a0 = *a, b0 = *b; \
        int64_t z = sizeof(T); \
        bool dense = s[0] == z && s[1] == 1; \
        if (dense && s[2] == z && s[3] == z) CHOOSE_LOOP(T, o[i], m[i], a[i], b[i]); \
        else if (dense && s[2] == 0 && s[3] == z) CHOOSE_LOOP(T, o[i], m[i], a0, b[i]); \
        else if (dense && s[2] == z && s[3] == 0) CHOOSE_LOOP(T, o[i], m[i], a[i], b0); \
        else CHOOSE_LOOP(T, AT(T, 0), AT(uint8_t, 1), AT(T, 2), AT(T, 3)); \
    } while (0)
#define AT(T, k) (*(T *)(void *)(p[k] + i * s[k]))
#define CHOOSE_LOOP(T, to, condition, yes, no) \
    for (int64_t i = 0; i < n; i++) to = (T)((no) ^ (((no) ^ (yes)) & (T)-(T)((condition) != 0)))

static void where_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    switch (*(const size_t *)context) {
    case 1: CHOOSE(uint8_t); break;
    case 2: CHOOSE(uint16_t); break;
    case 4: CHOOSE(uint32_t); break;
    default: CHOOSE(uint64_t); break;
    }
}

bool select_into(call *c, rush_tensor *to, const rush_tensor *condition, const value *a, const value *b) {
    static const int64_t no_steps[RUSH_MAX_DIMS];
    rush_dtype d = (rush_dtype)to->dtype;
    size_t size = dtype_size(d);
    char numbers[2][8];
    const value *choices[2] = { a, b };
    strided walk;
    strided_init(&walk, to->ndim, to->shape);
    strided_add_tensor(&walk, to, to->ndim);
    strided_add_tensor(&walk, condition, to->ndim);
    for (int i = 0; i < 2; i++) {
        const value *v = choices[i];
        if (v->kind == RUSH_VALUE_TENSOR) {
            const rush_tensor *t = call_cast(c, v->u.t, d);
            if (!t) return false;
            strided_add_tensor(&walk, t, to->ndim);
        } else {
            if (v->kind == RUSH_VALUE_FLOAT) element_store_double(numbers[i], d, v->u.f);
            else element_store_int(numbers[i], d, v->u.i);
            strided_add(&walk, numbers[i], no_steps);
        }
    }
    strided_finish(&walk);
    strided_run(&walk, where_loop, &size);
    return true;
}

static bool where_ref(call *c) { return select_into(c, c->out[0], TENSOR(c, 0), &c->args[1], &c->args[2]); }

static bool where_grad(backward *c) {
    for (int i = 1; i < 3; i++) {
        if (c->args[i].kind != RUSH_VALUE_TENSOR || !needs(c, i)) continue;
        value zero = value_of_int(0), g = value_tensor(c->grad);
        value args[3] = { c->args[0], i == 1 ? g : zero, i == 1 ? zero : g };
        TRY(give(c, i, op_call(&op_where, c->site, args, 3)));
    }
    return true;
}

const op op_where = {
    OP_ROW(where),
    .schema = "where.self(Tensor condition, Tensor|Scalar self, Tensor|Scalar other) -> Tensor",
    .doc = "self where condition (bool) is true, else other, with broadcasting and type promotion.",
    .saves = ARG(0),
    .meta = where_meta,
    .ref = where_ref,
    .grad = where_grad,
    .samples = TEXTS("T[2,3]:b, T[2,3], T[2,3]", "T[3]:b, T[2,3], T[3]", "T[]:b, T[], T[]", "T[0]:b, T[0], T[0]", "T[2,3]:b, T[3,2]:t, T[2,1]",
                     "T[2,3]:b, T[2,3]:n, 0", "T[2,1]:b, T[1,3], 2.5", "T[300,300]:b, T[300,300], T[300,300]:t"),
    .errors = TEXTS("T[2], T[2], T[2]", "where expected condition to be a boolean tensor, but got a tensor with dtype Float"),
    .dtypes = DTYPES_ALL,
};
