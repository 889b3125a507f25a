/* SPDX-License-Identifier: MIT */
/* masked_fill.c - one value wherever a mask is true. */
#include "ops/call.h"
#include "ops/pointwise.h"

static bool masked_fill_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *mask = TENSOR(c, 1);
    const rush_tensor *number = TENSOR(c, 2);
    CHECK(c, !number || number->ndim == 0, "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with %d dimension(s).", number ? number->ndim : 0);
    int64_t shape[RUSH_MAX_DIMS];
    int n;
    TRY(shape_broadcast(c->site, c->op->name, mask->ndim, mask->shape, self->ndim, self->shape, &n, shape));
    CHECK(c, !c->inplace || !tensor_overlaps_partly(self, mask), PARTLY_OVERLAPPING);
    return call_out(c, 0, (rush_dtype)self->dtype, n, shape);
}

static bool masked_fill_run(call *c) {
    const rush_tensor *mask = TENSOR(c, 1);
    if (mask->dtype != RUSH_BOOL && mask->dtype != RUSH_UINT8 && !(mask = call_cast(c, mask, RUSH_BOOL))) return false;
    return select_into(c, c->out[0], mask, &c->args[2], &c->args[0]);
}

static bool masked_fill_grad(backward *c) {
    value zero = value_of_int(0), g = value_tensor(c->grad);
    for (int i = 0; i < 3; i += 2) { /* self keeps the gradient where the mask is false, the value takes the rest */
        if (c->args[i].kind != RUSH_VALUE_TENSOR || !needs(c, i)) continue;
        value args[3] = { c->args[1], i ? g : zero, i ? zero : g };
        if (c->args[1].u.t->dtype != RUSH_BOOL) args[0] = value_tensor(rush_to_dtype(c->args[1].u.t, RUSH_BOOL));
        TRY(args[0].u.t && give(c, i, op_call(&op_where, c->site, args, 3)));
    }
    return true;
}

static const char *masked_fill_name(const call *c) { return TENSOR(c, 2) ? "MaskedFillBackward1" : "MaskedFillBackward0"; }

const op op_masked_fill = {
    OP_ROW(masked_fill),
    .schema = "masked_fill.Scalar(Tensor self, Tensor mask, Tensor|Scalar value) -> Tensor",
    .doc = "self with value (a number or a 0-d tensor) wherever mask is true; mask and self broadcast.",
    .flags = OP_INPLACE | OP_WRITES_EXPANDED | OP_NO_OUT,
    .saves = ARG(1),
    .grad_name_of = masked_fill_name,
    .meta = masked_fill_meta,
    .ref = masked_fill_run,
    .grad = masked_fill_grad,
    .samples = TEXTS("T[2,3], T[2,3]:b, 2.5", "T[2,3], T[3]:b, -1", "T[3], T[2,3]:b, 0", "T[2,3], T[2,3]:b, T[]", "T[], T[]:b, 1", "T[0], T[0]:b, 1",
                     "T[2,3]:t, T[3,2]:b, 3", "T[4,6]:s, T[4,3]:b, 3", "T[2,3]:n, T[2,1]:b, 3", "T[300,300], T[300]:b, 0"),
    .errors = TEXTS("T[2], T[2]:b, T[2]", "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with 1 dimension(s).",
                    "T[2], T[3]:b, 1", "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0"),
    .dtypes = DTYPES_ALL,
};
