/* SPDX-License-Identifier: MIT */
/* pointwise.c - elementwise ops: dtype promotion, the result's shape and strides, running the loops, derivatives. */
#include "ops/pointwise.h"

#include <math.h>
#include <string.h>

#include "core/parallel.h"
#include "core/strided.h"
#include "cpu/cpu.h"
#include "ops/call.h"
#include "ops/move.h"

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

enum { PIECE = 512, PLACES = 6 };

/* One formula over its operands. Loops want dense arrays of the compute type (float32 for the half types): operands that are
   not (broadcast, sliced, transposed, half, numbers) are brought into a small buffer piece by piece, and so is the result. */
typedef struct evaluation {
    pointwise_loop loop;
    rush_dtype compute, out;         /* the operands' dtype, the result's */
    int count;                       /* operands in use */
    int place[PLACES];               /* of the result (0) and each operand among the loop's arrays */
    const rush_tensor *operand[PLACES]; /* 1 …; NULL: a number */
    char number[PLACES][8];
    pointwise_parameter q[PW_MAX_PARAMETERS];
} evaluation;

static bool is_half(rush_dtype d) { return d == RUSH_FLOAT16 || d == RUSH_BFLOAT16; }

/* n elements from one stride to another */
static void move(rush_dtype d, int64_t n, void *to, int64_t to_step, const void *from, int64_t from_step) {
    move_inner_of(MOVE_SET, d)(to, to_step, from, from_step, n, NULL);
}

/* operand or result: is it an array that the loop can use as it is? */
static bool is_direct(rush_dtype d, int64_t step) { return step == (int64_t)dtype_size(d) && !is_half(d); }

static void run_pieces(const evaluation *e, char *const *data, const int64_t *steps, int64_t n) {
    _Alignas(64) char buffer[PLACES][PIECE * 8];
    _Alignas(64) uint16_t halves[PIECE];
    char *p[PLACES];
    int64_t size = (int64_t)dtype_size(e->compute), out_size = (int64_t)dtype_size(e->out);
    bool half = is_half(e->compute), out_direct = is_direct(e->out, steps[0]);
    for (int64_t from = 0; from < n; from += PIECE) {
        int64_t m = n - from < PIECE ? n - from : PIECE;
        p[0] = out_direct ? data[0] + from * steps[0] : buffer[0];
        for (int k = 1; k < PLACES; k++) p[k] = p[0];
        for (int k = 1; k <= e->count; k++) {
            const char *source = data[k] + from * steps[k];
            char *array = buffer[k];
            p[e->place[k]] = array;
            if (is_direct(e->compute, steps[k])) p[e->place[k]] = data[k] + from * steps[k];
            else if (steps[k] == 0 && from > 0) continue; /* the buffer is full of it */
            else if (!half) move(e->compute, m, array, size, source, steps[k]);
            else if (steps[k] == size) convert(e->compute, source, RUSH_FLOAT32, array, m);
            else {
                move(e->compute, m, halves, size, source, steps[k]);
                convert(e->compute, halves, RUSH_FLOAT32, array, m);
            }
        }
        e->loop(m, p, e->q);
        if (out_direct) continue;
        char *to = data[0] + from * steps[0];
        if (!is_half(e->out)) move(e->out, m, to, steps[0], buffer[0], out_size);
        else if (steps[0] == out_size) convert(RUSH_FLOAT32, buffer[0], e->out, to, m);
        else {
            convert(RUSH_FLOAT32, buffer[0], e->out, halves, m);
            move(e->out, m, to, steps[0], halves, out_size);
        }
    }
}

static void run_loop(void *context, char *const *data, const int64_t *steps, int64_t n) {
    const evaluation *e = context;
    bool direct = is_direct(e->out, steps[0]) || (n == 1 && !is_half(e->out));
    for (int k = 1; k <= e->count; k++) direct = direct && (is_direct(e->compute, steps[k]) || (n == 1 && !is_half(e->compute)));
    if (!direct) {
        run_pieces(e, data, steps, n);
        return;
    }
    char *p[PLACES];
    for (int k = 0; k < PLACES; k++) p[k] = data[0];
    for (int k = 1; k <= e->count; k++) p[e->place[k]] = data[k];
    e->loop(n, p, e->q);
}

static void evaluate(evaluation *e, rush_tensor *to) {
    static const int64_t no_steps[RUSH_MAX_DIMS];
    bool flat = tensor_is_contiguous(to) && to->numel <= STRIDED_BLOCK; /* one loop, nothing to walk */
    for (int k = 1; flat && k <= e->count; k++) {
        const rush_tensor *t = e->operand[k];
        flat = !t || t->numel == 1 || (t->numel == to->numel && tensor_is_contiguous(t));
    }
    if (LIKELY(flat)) {
        char *data[PLACES];
        int64_t steps[PLACES];
        data[0] = tensor_data(to);
        steps[0] = (int64_t)dtype_size(e->out);
        for (int k = 1; k <= e->count; k++) {
            data[k] = e->operand[k] ? tensor_data(e->operand[k]) : e->number[k];
            steps[k] = e->operand[k] && e->operand[k]->numel == to->numel ? (int64_t)dtype_size(e->compute) : 0;
        }
        if (to->numel) run_loop(e, data, steps, to->numel);
        return;
    }
    strided walk;
    strided_init(&walk, to->ndim, to->shape);
    strided_add_tensor(&walk, to, to->ndim);
    for (int k = 1; k <= e->count; k++) {
        if (e->operand[k]) strided_add_tensor(&walk, e->operand[k], to->ndim);
        else strided_add(&walk, e->number[k], no_steps);
    }
    strided_finish(&walk);
    strided_run(&walk, run_loop, e);
}

/* A number in the operands' dtype. None is a bound that bounds nothing: clamp's min (argument 1) or max. */
static void store_number(char *to, rush_dtype d, const value *v, int argument) {
    if (v->kind == RUSH_VALUE_FLOAT) element_store_double(to, d, v->u.f);
    else if (v->kind != RUSH_VALUE_NONE) element_store_int(to, d, v->u.i);
    else if (dtype_is_float(d)) element_store_double(to, d, argument == 1 ? -(double)INFINITY : (double)INFINITY);
    else {
        int bits = 8 * (int)dtype_size(d) - (dtype_table[d].is_signed ? 1 : 0);
        int64_t most = (int64_t)(~UINT64_C(0) >> (64 - bits));
        element_store_int(to, d, argument != 1 ? most : dtype_table[d].is_signed ? -most - 1 : 0);
    }
}

static inline void parameters(pointwise_parameter *q, rush_dtype compute, const value *args, int first, int nargs) {
    int count = nargs - first < PW_MAX_PARAMETERS ? nargs - first : PW_MAX_PARAMETERS;
    for (int i = 0; i < PW_MAX_PARAMETERS; i++) q[i].i = 0;
    for (int i = 0; i < count; i++) {
        const value *v = &args[first + i];
        if (v->kind == RUSH_VALUE_NONE && dtype_is_float(compute)) q[i].f = (double)NAN; /* not given */
        if (v->kind != RUSH_VALUE_INT && v->kind != RUSH_VALUE_FLOAT && v->kind != RUSH_VALUE_BOOL) continue;
        if (dtype_is_float(compute)) q[i].f = value_double(v);
        else q[i].i = value_int(v);
    }
}

/* argument i of the call as operand k of the loop, at that place */
static bool add_operand(evaluation *e, call *c, int i, int place) {
    const value *v = &c->args[i];
    int k = ++e->count;
    e->place[k] = place;
    e->operand[k] = NULL;
    if (v->kind != RUSH_VALUE_TENSOR) store_number(e->number[k], e->compute, v, i);
    else {
        e->operand[k] = v->u.t;
        if (UNLIKELY((rush_dtype)v->u.t->dtype != e->compute)) e->operand[k] = call_cast(c, v->u.t, e->compute);
        if (UNLIKELY(!e->operand[k])) return false;
    }
    return true;
}

/* The row whose loops do the work: pow with some exponents, as in PyTorch, and an approximate gelu have rows of their own. */
static const pointwise_row *row_of(const op *o, const value *args, rush_dtype compute, bool derivative) {
    if (LIKELY(o->index != OP_INDEX_pow && o->index != OP_INDEX_gelu)) return o->pointwise;
    if (o->index == OP_INDEX_gelu) return args[1].kind == RUSH_VALUE_STRING && strcmp(args[1].u.string, "tanh") == 0 ? op_gelu_tanh.pointwise : o->pointwise;
    if (args[1].kind != RUSH_VALUE_INT && args[1].kind != RUSH_VALUE_FLOAT) return o->pointwise;
    double exponent = value_double(&args[1]);
    const op *same = exponent == 2 ? &op_pow_two : exponent == 3 ? &op_pow_three : NULL;
    if (exponent == 0.5) same = &op_pow_half; /* floats now */
    if (!derivative && dtype_is_float(compute)) same = exponent == -0.5 ? &op_rsqrt : exponent == -1 ? &op_reciprocal : same;
    return same ? same->pointwise : o->pointwise;
}

/* The operands in the compute dtype, the result in `to`. All tensors are on the CPU. */
static bool run_operands(call *c, const pointwise_loops *loops, rush_tensor *to, rush_dtype compute) {
    const pointwise_row *row = row_of(c->op, c->args, compute, false);
    int type = pointwise_type(compute);
    evaluation e;
    e.loop = loops->forward[type < 0 ? 0 : type][row->index];
    e.compute = compute;
    e.out = (rush_dtype)to->dtype;
    e.count = 0;
    parameters(e.q, compute, c->args, c->op->pointwise->arity, c->nargs);
    for (int i = 0; i < row->arity; i++)
        if (UNLIKELY(!add_operand(&e, c, i, i + 1))) return false;
    evaluate(&e, to);
    return true;
}

/* Dense tensors of one shape and dtype, as meta saw. */
static bool run_dense(call *c, const pointwise_loops *loops) {
    rush_dtype compute = (rush_dtype)c->work[1];
    const pointwise_row *row = row_of(c->op, c->args, compute, false);
    char *p[4] = { tensor_data(c->out[0]), tensor_data(c->args[0].u.t) };
    if (row->arity > 1) p[2] = tensor_data(c->args[1].u.t);
    pointwise_parameter q[PW_MAX_PARAMETERS];
    parameters(q, compute, c->args, c->op->pointwise->arity, c->nargs);
    loops->forward[pointwise_type(compute)][row->index](c->out[0]->numel, p, q);
    return true;
}

static bool run_with(call *c, const pointwise_loops *loops) {
    if (LIKELY(c->work[3])) return run_dense(c, loops);
    rush_dtype compute = (rush_dtype)c->work[1], result = (rush_dtype)c->work[2];
    rush_tensor *to = c->out[0];
    if (LIKELY((rush_dtype)to->dtype == result)) return run_operands(c, loops, to, compute);
    rush_tensor *temporary = call_temporary(c, result, to->ndim, to->shape); /* in place into another dtype */
    return temporary && run_operands(c, loops, temporary, compute) && tensor_copy(c->site, to, temporary);
}

bool pointwise_run(call *c) { return run_with(c, pointwise_fast()); }
bool pointwise_run_ref(call *c) { return run_with(c, &pointwise_ref); }

/* ---- results ---- */

void pointwise_result_strides(const call *c, int arity, int ndim, const int64_t *shape, int64_t *strides) {
    int perm[RUSH_MAX_DIMS];
    for (int i = 0; i < ndim; i++) perm[i] = ndim - 1 - i;
    for (int i = 1; i < ndim; i++) {
        int at = i;
        for (int j = i - 1; j >= 0; j--) {
            int order = 0, d0 = perm[at], d1 = perm[j];
            for (int k = 0; k < arity && !order; k++) {
                const rush_tensor *t = TENSOR(c, c->op->index == OP_INDEX_rsub ? arity - 1 - k : k); /* rsub(a, b) is sub(b, a) */
                if (!t) continue;
                int o0 = d0 - (ndim - t->ndim), o1 = d1 - (ndim - t->ndim);
                /* what is broadcast says nothing */
                int64_t s0 = o0 >= 0 && (t->shape[o0] != 1 || shape[d0] == 1) ? t->strides[o0] : 0;
                int64_t s1 = o1 >= 0 && (t->shape[o1] != 1 || shape[d1] == 1) ? t->strides[o1] : 0;
                if (s0 == 0 || s1 == 0) continue;
                if (s0 != s1) order = s0 < s1 ? -1 : 1;
                else if (shape[d0] < shape[d1]) order = -1; /* equal strides: the smaller dimension first */
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
    CHECK_TYPE(c, first || second || c->op->flags & OP_NUMBERS, "%s(): one of the operands must be a Tensor", c->op->name);
    rush_dtype common;
    for (int i = 1; UNLIKELY(c->inplace) && i < arity; i++) CHECK(c, !TENSOR(c, i) || !tensor_overlaps_partly(first, TENSOR(c, i)), PARTLY_OVERLAPPING);
    bool same = first && (arity == 1 || (second && first->dtype == second->dtype && shape_equal(first->ndim, first->shape, second->ndim, second->shape)));
    if (LIKELY(same && arity <= 2)) common = (rush_dtype)first->dtype;
    else common = promote_values(c->args, arity);
    rush_dtype compute = (row->kind == PW_FLOAT || row->kind == PW_TRIG) && !dtype_is_float(common) ? dtype_default() : common;
    if (UNLIKELY(!dtype_is_float(compute) || row->kind >= PW_BITS)) TRY(pointwise_check_kind(c, compute));
    rush_dtype result = row->kind == PW_COMPARE ? RUSH_BOOL : compute;
    c->work[1] = compute;
    c->work[2] = result;
    c->work[3] = false;
    if (LIKELY(same && arity <= 2 && !c->inplace && tensor_is_contiguous(first) && (!second || tensor_is_contiguous(second)))) {
        c->work[3] = compute == common && !is_half(compute) && first->numel <= STRIDED_BLOCK && first->numel > 0;
        return call_out(c, 0, result, first->ndim, first->shape);
    }
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    int ndim = 0;
    bool plain = true, exact = true, alike = true; /* every operand with dimensions is contiguous; strides of single elements included; of one shape */
    const rush_tensor *any = first ? first : second;
    for (int i = 0; i < arity; i++) {
        const rush_tensor *t = TENSOR(c, i);
        alike = alike && (t ? any && shape_equal(t->ndim, t->shape, any->ndim, any->shape) : c->op->index == OP_INDEX_pow);
        if (!t) continue;
        TRY(shape_broadcast(c->site, c->op->name, ndim, shape, t->ndim, t->shape, &ndim, shape));
        plain = plain && tensor_is_contiguous(t);
        shape_contiguous_strides(t->ndim, t->shape, strides);
        exact = exact && shape_equal(t->ndim, t->strides, t->ndim, strides);
    }
    plain = plain && (alike || exact);
    if (c->inplace) {
        return call_out(c, 0, result, ndim, shape);
    }
    /* two kernels of PyTorch's that know no other order */
    if (c->op->index == OP_INDEX_logsigmoid || (c->op->index == OP_INDEX_pow && !first)) plain = true;
    if (plain) return call_out(c, 0, result, ndim, shape);
    pointwise_result_strides(c, arity, ndim, shape, strides);
    return call_out_strided(c, 0, result, ndim, shape, strides);
}

/* ---- derivatives ---- */

/* what an op takes beside its operands, where a formula means the usual */
static int default_parameters(int which, value *args, int count) {
    switch (which) {
    case OP_INDEX_add:
    case OP_INDEX_sub: args[count++] = value_of_int(1); break;
    case OP_INDEX_softplus:
        args[count++] = value_of_int(1);
        args[count++] = value_of_int(20);
        break;
    default: break;
    }
    return count;
}

rush_operand tensor_operand(backward *c, int i) {
    rush_operand o = operand_of_value(&c->args[i]);
    if (o.kind != RUSH_KIND_TENSOR || !o.u.t || dtype_is_float((rush_dtype)o.u.t->dtype)) return o;
    o.u.t = rush_to_dtype(o.u.t, (rush_dtype)c->grad->dtype);
    return o;
}

/* An op of numbers only, in double. */
static rush_operand fold(const op *o, const value *args, int count) {
    const pointwise_row *row = o->pointwise;
    double operands[3] = { 0 }, result = 0;
    uint8_t truth = 0;
    char *p[PLACES];
    evaluation e = { .compute = RUSH_FLOAT64 };
    parameters(e.q, e.compute, args, row->arity, count);
    for (int i = 0; i < PLACES; i++) p[i] = row->kind == PW_COMPARE ? (char *)&truth : (char *)&result;
    for (int i = 0; i < row->arity; i++) {
        operands[i] = value_double(&args[i]);
        p[i + 1] = (char *)&operands[i];
    }
    pointwise_ref.forward[pointwise_type(RUSH_FLOAT64)][row->index](1, p, e.q);
    return row->kind == PW_COMPARE ? rush_operand_bool(truth) : rush_operand_float(result);
}

rush_operand tensor_op(backward *c, int which, int count, rush_operand a, rush_operand b, rush_operand d) {
    rush_operand none = { .kind = RUSH_KIND_NONE };
    value args[5] = { value_of_operand(a), value_of_operand(b), value_of_operand(d) };
    if (thread_get()->failed) return none;
    if (which == OP_INDEX_mul && a.kind == RUSH_KIND_INT && a.u.i == 1 && b.kind == RUSH_KIND_TENSOR) return b; /* the usual alpha */
    bool tensors = false;
    for (int i = 0; i < count; i++) tensors = tensors || args[i].kind == RUSH_VALUE_TENSOR;
    count = default_parameters(which, args, count);
    if (!tensors) return fold(op_table[which], args, count);
    rush_tensor *t = op_call(op_table[which], c->site, args, count);
    return t ? rush_operand_tensor(t) : none;
}

rush_operand tensor_missing(backward *c, const char *what) {
    if (!thread_get()->failed) error_set(RUSH_NOT_IMPLEMENTED_ERROR, c->site, c->op->name, "the derivative for '%s' is not implemented.", what);
    return (rush_operand){ .kind = RUSH_KIND_NONE };
}

rush_operand tensor_select(backward *c, rush_operand condition, rush_operand a, rush_operand b) {
    rush_operand none = { .kind = RUSH_KIND_NONE };
    value args[3] = { value_of_operand(condition), value_of_operand(a), value_of_operand(b) };
    if (thread_get()->failed) return none;
    if (condition.kind != RUSH_KIND_TENSOR) return condition.u.i ? a : b;
    rush_tensor *t = op_call(&op_where, c->site, args, 3);
    return t ? rush_operand_tensor(t) : none;
}

/* One kernel for the whole derivative: result, G, A, B, D, Y, of which it reads what the formula uses. */
static rush_tensor *fused(backward *c, const pointwise_row *row, int operand) {
    rush_tensor *g = c->grad;
    rush_dtype dtype = (rush_dtype)g->dtype;
    uint32_t uses = c->op->saves_for[operand];
    int type = pointwise_type(dtype);
    bool reference = op_kernel(c->op, RUSH_CPU, 0) == c->op->ref;
    const pointwise_loops *loops = reference ? &pointwise_ref : pointwise_fast();
    evaluation e;
    e.loop = loops->backward[type < 0 ? 0 : type][row->index][operand];
    e.compute = e.out = dtype;
    e.count = 0;
    parameters(e.q, dtype, c->args, c->op->pointwise->arity, c->nargs);
    value all[5] = { value_tensor(g), value_none(), value_none(), value_none(), value_none() };
    call k = { .site = c->site, .op = c->op, .args = all, .nargs = 5, .device = g->device };
    if (!add_operand(&e, &k, 0, 1)) return NULL;
    for (int i = 0; i < row->arity; i++) {
        k.args = c->args;
        if (uses & ARG(i) && !add_operand(&e, &k, i, i + 2)) return NULL;
    }
    if (uses & OUT(0)) {
        all[4] = value_tensor(c->out[0]);
        k.args = all;
        if (!add_operand(&e, &k, 4, 5)) return NULL;
    }
    rush_tensor *to;
    if (g->base.flags & TENSOR_DENSE) to = tensor_new_strided(c->site, dtype, g->device, g->ndim, g->shape, g->strides);
    else to = tensor_new(c->site, dtype, g->device, g->ndim, g->shape);
    if (scope_own(to)) evaluate(&e, to);
    return to;
}

bool pointwise_grad(backward *given) {
    backward copy = *given, *c = &copy;
    value args[OP_MAX_ARGS];
    const op *o = c->op;
    if (o->index == OP_INDEX_clamp) { /* a bound that is None is an infinite one */
        memcpy(args, c->args, sizeof *args * (size_t)c->nargs);
        for (int i = 1; i < 3; i++)
            if (args[i].kind == RUSH_VALUE_NONE) args[i] = value_of_double(i == 1 ? -(double)INFINITY : (double)INFINITY);
        c->args = args;
    }
    if (o->index == OP_INDEX_logit && c->args[1].kind == RUSH_VALUE_NONE) { /* comparisons with it are false */
        args[0] = c->args[0];
        args[1] = value_of_double((double)NAN);
        c->args = args;
    }
    const pointwise_row *row = row_of(o, c->args, (rush_dtype)c->grad->dtype, true);
    for (int i = 0; i < o->pointwise->arity; i++) {
        if (c->args[i].kind != RUSH_VALUE_TENSOR || !needs(c, i)) continue;
        if (row->style == PW_FUSED && !c->create_graph && tensor_on_host(c->grad)) {
            TRY(give(c, i, fused(c, row, i)));
            continue;
        }
        rush_operand d = row->derivative[i](c);
        if (thread_get()->failed) return false;
        TRY(give(c, i, d.kind == RUSH_KIND_TENSOR ? d.u.t : rush_zeros_like(c->grad))); /* a number: the constant 0 */
    }
    return true;
}
