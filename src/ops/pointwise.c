/* SPDX-License-Identifier: MIT */
/* pointwise.c - elementwise ops: dtype promotion, the result's shape and strides, running the loops, derivatives. */
#include "ops/pointwise.h"

#include <string.h>

#include "core/parallel.h"
#include "core/strided.h"
#include "ops/call.h"

int pointwise_type(rush_dtype d) {
    static const int8_t type[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = 0, [RUSH_FLOAT64] = 1, [RUSH_INT64] = 2, [RUSH_INT32] = 3, [RUSH_INT16] = 4,
        [RUSH_INT8] = 5, [RUSH_UINT8] = 6, [RUSH_BOOL] = 7, [RUSH_FLOAT16] = -1, [RUSH_BFLOAT16] = -1,
    };
    return type[d];
}

/* ---- promotion: tensors with dimensions rank above 0-d tensors, these above numbers; a lower rank matters only if its
   category (bool, integer, float) is higher ---- */

static int category(rush_dtype d) { return d == 0 ? 0 : d == RUSH_BOOL ? 1 : dtype_is_float(d) ? 3 : 2; }

static rush_dtype combine(rush_dtype higher, rush_dtype lower) { return category(lower) > category(higher) ? lower : higher; }

static rush_dtype join(rush_dtype a, rush_dtype b) { return a == 0 ? b : dtype_promote(a, b); }

rush_dtype promote_values(const value *args, int count) {
    rush_dtype dims = 0, zero = 0, number = 0;
    for (int i = 0; i < count; i++) {
        const value *v = &args[i];
        if (v->kind == RUSH_VALUE_TENSOR) {
            const rush_tensor *t = v->u.t;
            rush_dtype d = (rush_dtype)t->dtype;
            if (t->base.flags & TENSOR_WRAPPED_NUMBER) number = join(number, dtype_is_float(d) ? dtype_default() : d);
            else if (t->ndim) dims = join(dims, d);
            else zero = join(zero, d);
        } else if (v->kind == RUSH_VALUE_FLOAT) number = join(number, dtype_default());
        else if (v->kind == RUSH_VALUE_INT) number = join(number, RUSH_INT64);
        else if (v->kind == RUSH_VALUE_BOOL) number = join(number, RUSH_BOOL);
    }
    return combine(dims, combine(zero, number));
}

/* ---- running ---- */

typedef struct loop_context {
    pointwise_loop loop;
    const pointwise_parameter *q;
    rush_dtype half, out;            /* half: the operands' 16-bit type, computed in float32 */
    int operands;
} loop_context;

static void run_loop(void *context, char *const *data, const int64_t *strides, int64_t n) {
    const loop_context *c = context;
    c->loop(n, data, strides, c->q);
}

/* float16 and bfloat16: pieces are converted to float32 and back */
static void run_half_loop(void *context, char *const *data, const int64_t *strides, int64_t n) {
    enum { PIECE = 256 };
    const loop_context *c = context;
    float buffer[6][PIECE];
    for (int64_t from = 0; from < n; from += PIECE) {
        int64_t m = n - from < PIECE ? n - from : PIECE;
        char *p[6];
        int64_t s[6];
        for (int k = 1; k <= c->operands; k++) {
            const char *source = data[k] + from * strides[k];
            for (int64_t i = 0; i < m; i++) {
                uint16_t h = *(const uint16_t *)(const void *)(source + i * strides[k]);
                buffer[k][i] = c->half == RUSH_FLOAT16 ? half_to_float(h) : bfloat16_to_float(h);
            }
            p[k] = (char *)buffer[k];
            s[k] = sizeof(float);
        }
        p[0] = (char *)buffer[0];
        s[0] = sizeof(float);
        if (c->out != c->half) { /* a comparison: bool out */
            p[0] = data[0] + from * strides[0];
            s[0] = strides[0];
        }
        c->loop(m, p, s, c->q);
        if (c->out != c->half) continue;
        char *to = data[0] + from * strides[0];
        for (int64_t i = 0; i < m; i++)
            *(uint16_t *)(void *)(to + i * strides[0]) = c->half == RUSH_FLOAT16 ? float_to_half(buffer[0][i]) : float_to_bfloat16(buffer[0][i]);
    }
}

static void store_number(char *to, rush_dtype d, const value *v) {
    if (v->kind == RUSH_VALUE_FLOAT) element_store_double(to, d, v->u.f);
    else element_store_int(to, d, v->u.i);
}

static void parameters(const call *c, rush_dtype dtype, int first, pointwise_parameter *q) {
    for (int i = 0; first + i < c->nargs && i < PW_MAX_PARAMETERS; i++) {
        const value *v = &c->args[first + i];
        if (dtype_is_float(dtype)) q[i].f = value_double(v);
        else q[i].i = value_int(v);
    }
}

/* The operands in the compute dtype, the result in `to`. All tensors are on the CPU. */
static bool run_operands(call *c, const pointwise_loops *loops, rush_tensor *to, rush_dtype compute) {
    const pointwise_row *row = c->op->pointwise;
    char numbers[3][8];
    static const int64_t no_steps[RUSH_MAX_DIMS];
    int type = pointwise_type(compute), arity = row->arity;
    pointwise_parameter q[PW_MAX_PARAMETERS];
    parameters(c, compute, arity, q);
    loop_context context = { .q = q, .half = compute, .out = (rush_dtype)to->dtype, .operands = arity };
    context.loop = loops->forward[type < 0 ? 0 : type][row->index];
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, context.loop, "\"%s_cpu\" not implemented for '%s'", c->op->name, dtype_table[compute].torch_name);
    const rush_tensor *operand[3];
    bool dense = tensor_is_contiguous(to);
    for (int i = 0; i < arity; i++) {
        const value *v = &c->args[i];
        operand[i] = NULL;
        if (v->kind == RUSH_VALUE_TENSOR) {
            operand[i] = v->u.t;
            if (UNLIKELY((rush_dtype)v->u.t->dtype != compute) && !(operand[i] = call_cast(c, v->u.t, compute))) return false;
            dense = dense && tensor_is_contiguous(operand[i]) &&
                    (operand[i]->numel == to->numel || (type >= 0 && operand[i]->numel == 1));
        } else store_number(numbers[i], compute, v);
    }
    int64_t size = (int64_t)dtype_size(compute);
    if (LIKELY(dense && type >= 0 && to->numel <= STRIDED_BLOCK)) { /* one loop, nothing to walk */
        char *p[4] = { tensor_data(to) };
        int64_t s[4] = { (int64_t)dtype_size((rush_dtype)to->dtype) };
        for (int i = 0; i < arity; i++) {
            p[i + 1] = operand[i] ? tensor_data(operand[i]) : numbers[i];
            s[i + 1] = operand[i] && (operand[i]->numel == to->numel) ? size : 0;
        }
        context.loop(to->numel, p, s, q);
        return true;
    }
    strided walk;
    strided_init(&walk, to->ndim, to->shape);
    strided_add_tensor(&walk, to, to->ndim);
    for (int i = 0; i < arity; i++) {
        if (operand[i]) strided_add_tensor(&walk, operand[i], to->ndim);
        else strided_add(&walk, numbers[i], no_steps);
    }
    strided_finish(&walk);
    strided_run(&walk, type < 0 ? run_half_loop : run_loop, &context);
    return true;
}

static bool run_with(call *c, const pointwise_loops *loops) {
    rush_dtype compute = (rush_dtype)c->work[1], result = (rush_dtype)c->work[2];
    rush_tensor *to = c->out[0];
    if (LIKELY((rush_dtype)to->dtype == result)) return run_operands(c, loops, to, compute);
    rush_tensor *temporary = call_temporary(c, result, to->ndim, to->shape); /* in place into another dtype */
    return temporary && run_operands(c, loops, temporary, compute) && tensor_copy(c->site, to, temporary);
}

bool pointwise_run(call *c) { return run_with(c, pointwise_fast()); }
bool pointwise_run_ref(call *c) { return run_with(c, &pointwise_ref); }

/* ---- results ---- */

/* Does the same memory mean the same element for both? Then writing one while reading the other is safe. */
static bool overlap_harmless(const rush_tensor *to, const rush_tensor *t) {
    if (to->storage != t->storage || to == t) return true;
    if (to->offset == t->offset && shape_equal(to->ndim, to->shape, t->ndim, t->shape) &&
        shape_equal(to->ndim, to->strides, t->ndim, t->strides)) return true;
    int64_t end_to = to->offset + 1, end_t = t->offset + 1;
    for (int i = 0; i < to->ndim; i++) end_to += (to->shape[i] - 1) * to->strides[i];
    for (int i = 0; i < t->ndim; i++) end_t += (t->shape[i] - 1) * t->strides[i];
    if (to->numel == 0 || t->numel == 0 || end_to <= t->offset || end_t <= to->offset) return true;
    return !(to->base.flags & TENSOR_DENSE && t->base.flags & TENSOR_DENSE); /* interleaved slices may be disjoint: PyTorch lets them pass */
}

/* The order of dimensions in the operands' memory decides the result's strides, as in PyTorch: the first operand that
   tells two dimensions apart rules. */
static void result_strides(const call *c, int arity, int ndim, const int64_t *shape, int64_t *strides) {
    int perm[RUSH_MAX_DIMS];
    for (int i = 0; i < ndim; i++) perm[i] = ndim - 1 - i;
    for (int i = 1; i < ndim; i++) {
        int at = i;
        for (int j = i - 1; j >= 0; j--) {
            int order = 0, d0 = perm[at], d1 = perm[j];
            for (int k = 0; k < arity && !order; k++) {
                const rush_tensor *t = TENSOR(c, k);
                if (!t) continue;
                int o0 = d0 - (ndim - t->ndim), o1 = d1 - (ndim - t->ndim);
                int64_t s0 = o0 >= 0 && t->shape[o0] != 1 ? t->strides[o0] : 0, s1 = o1 >= 0 && t->shape[o1] != 1 ? t->strides[o1] : 0;
                if (s0 == 0 || s1 == 0) continue;
                if (s0 != s1) order = s0 < s1 ? -1 : 1;
                else if (shape[d0] < shape[d1]) order = -1; /* equal strides: the smaller dimension first */
                else if (shape[d0] > shape[d1]) order = 1;
            }
            if (order > 0) break;
            if (order < 0) {
                int d = perm[at];
                perm[at] = perm[j];
                perm[j] = d;
                at = j;
            }
        }
    }
    int64_t step = 1;
    for (int i = 0; i < ndim; i++) {
        strides[perm[i]] = step;
        step *= shape[perm[i]] > 1 ? shape[perm[i]] : 1;
    }
}

bool pointwise_meta(call *c) {
    const pointwise_row *row = c->op->pointwise;
    int arity = row->arity;
    if (UNLIKELY(row->check != NULL)) TRY(row->check(c));
    rush_tensor *first = TENSOR(c, 0);
    rush_tensor *second = arity > 1 ? TENSOR(c, 1) : NULL;
    rush_dtype common;
    bool same = first && (arity == 1 || (second && first->dtype == second->dtype && shape_equal(first->ndim, first->shape, second->ndim, second->shape)));
    if (LIKELY(same && arity <= 2)) common = (rush_dtype)first->dtype;
    else common = promote_values(c->args, arity);
    rush_dtype compute = row->kind == PW_FLOAT && !dtype_is_float(common) ? dtype_default() : common;
    rush_dtype result = row->kind == PW_COMPARE ? RUSH_BOOL : compute;
    c->work[1] = compute;
    c->work[2] = result;
    if (LIKELY(same && arity <= 2 && !c->inplace && tensor_is_contiguous(first) && (!second || tensor_is_contiguous(second))))
        return call_out(c, 0, result, first->ndim, first->shape);
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    int ndim = 0;
    bool plain = true; /* every operand with dimensions is contiguous */
    for (int i = 0; i < arity; i++) {
        const rush_tensor *t = TENSOR(c, i);
        if (!t) continue;
        TRY(shape_broadcast(c->site, c->op->name, ndim, shape, t->ndim, t->shape, &ndim, shape));
        plain = plain && tensor_is_contiguous(t);
    }
    if (c->inplace) {
        TRY(call_out(c, 0, result, ndim, shape));
        for (int i = 1; i < arity; i++)
            CHECK(c, !TENSOR(c, i) || overlap_harmless(c->out[0], TENSOR(c, i)),
                  "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please "
                  "clone() the tensor before performing the operation.");
        return true;
    }
    if (plain) return call_out(c, 0, result, ndim, shape);
    result_strides(c, arity, ndim, shape, strides);
    return call_out_strided(c, 0, result, ndim, shape, strides);
}

/* ---- derivatives ---- */

rush_operand tensor_op(backward *c, int which, int count, rush_operand a, rush_operand b, rush_operand d) {
    rush_operand none = { .kind = RUSH_KIND_NONE };
    value args[4] = { value_of_operand(a), value_of_operand(b), value_of_operand(d) };
    bool tensors = false;
    for (int i = 0; i < count; i++) tensors = tensors || args[i].kind == RUSH_VALUE_TENSOR;
    if (!tensors) { /* all numbers: the first becomes a 0-d tensor of the gradient's dtype */
        rush_tensor *t = scope_own(tensor_from_number(c->site, a, (rush_dtype)c->grad->dtype, c->grad->device));
        if (!t) return none;
        args[0] = value_tensor(t);
    }
    if (which == OP_INDEX_add || which == OP_INDEX_sub) args[count++] = value_of_int(1);
    rush_tensor *t = op_call(op_table[which], c->site, args, count);
    return t ? rush_operand_tensor(t) : none;
}

rush_operand tensor_select(backward *c, rush_operand condition, rush_operand a, rush_operand b) {
    rush_operand none = { .kind = RUSH_KIND_NONE };
    value args[3] = { value_of_operand(condition), value_of_operand(a), value_of_operand(b) };
    rush_tensor *t = op_call(&op_where, c->site, args, 3);
    return t ? rush_operand_tensor(t) : none;
}

/* One kernel for the whole derivative: result, G, A, B, D, Y; what the formula does not use stands for G. */
static rush_tensor *fused(backward *c, int operand) {
    const pointwise_row *row = c->op->pointwise;
    rush_tensor *g = c->grad;
    rush_dtype dtype = (rush_dtype)g->dtype;
    uint32_t uses = c->op->saves_for[operand];
    call k = { .site = c->site, .op = c->op, .args = c->args, .nargs = c->nargs, .device = g->device };
    pointwise_parameter q[PW_MAX_PARAMETERS];
    parameters(&k, dtype, row->arity, q);
    const rush_tensor *inputs[5] = { g, NULL, NULL, NULL, NULL };
    char numbers[3][8];
    bool number[5] = { false };
    for (int i = 0; i < row->arity; i++) {
        if (!(uses & ARG(i))) continue;
        const value *v = &c->args[i];
        if (v->kind == RUSH_VALUE_TENSOR) inputs[i + 1] = v->u.t;
        else {
            number[i + 1] = true;
            store_number(numbers[i], dtype, v);
        }
    }
    if (uses & OUT(0)) inputs[4] = c->out[0];
    rush_tensor *to;
    if (g->base.flags & TENSOR_DENSE) to = tensor_new_strided(c->site, dtype, g->device, g->ndim, g->shape, g->strides);
    else to = tensor_new(c->site, dtype, g->device, g->ndim, g->shape);
    if (!scope_own(to)) return NULL;
    static const int64_t no_steps[RUSH_MAX_DIMS];
    int type = pointwise_type(dtype);
    bool reference = op_kernel(c->op, RUSH_CPU) == c->op->ref;
    const pointwise_loops *loops = reference ? &pointwise_ref : pointwise_fast();
    loop_context context = { .loop = loops->backward[type < 0 ? 0 : type][row->index][operand], .q = q, .half = dtype, .out = dtype, .operands = 5 };
    strided walk;
    strided_init(&walk, to->ndim, to->shape);
    strided_add_tensor(&walk, to, to->ndim);
    for (int i = 0; i < 5; i++) {
        if (number[i]) strided_add(&walk, numbers[i - 1], no_steps);
        else {
            const rush_tensor *t = inputs[i] ? inputs[i] : g;
            if ((rush_dtype)t->dtype != dtype && !(t = call_cast(&k, t, dtype))) return NULL;
            strided_add_tensor(&walk, t, to->ndim);
        }
    }
    strided_finish(&walk);
    strided_run(&walk, type < 0 ? run_half_loop : run_loop, &context);
    return to;
}

bool pointwise_grad(backward *c) {
    const pointwise_row *row = c->op->pointwise;
    for (int i = 0; i < row->arity; i++) {
        if (c->args[i].kind != RUSH_VALUE_TENSOR || !needs(c, i)) continue;
        if (row->style == PW_FUSED && !c->create_graph && tensor_on_host(c->grad)) TRY(give(c, i, fused(c, i)));
        else {
            rush_operand d = row->derivative[i](c);
            if (d.kind != RUSH_KIND_TENSOR) {
                if (thread_get()->failed) return false;
                d = rush_operand_tensor(scope_own(tensor_from_number(c->site, d, (rush_dtype)c->grad->dtype, c->grad->device)));
                d = tensor_op(c, OP_INDEX_mul, 2, rush_operand_tensor(c->grad), d, (rush_operand){ .kind = RUSH_KIND_NONE });
            }
            TRY(give(c, i, d.u.t));
        }
    }
    return true;
}
