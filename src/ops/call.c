/* SPDX-License-Identifier: MIT */
/* call.c - carrying out a call: arguments, results, kernel, history. The one way through which every op goes. */
#include "ops/call.h"
#include "ops/mutation.h"

#include <string.h>

#include "core/alloc.h"
#include "core/list.h"
#include "cpu/cpu.h"
#include "ops/pointwise.h"

const op *const op_table[OP_COUNT] = {
#define OP(name) &op_##name,
#define POINTWISE(name, ...) &op_##name,
#include "ops/ops.def"
#include "ops/pointwise.def"
#undef OP
#undef POINTWISE
};

/* ---- kernels ---- */

static bool forced_reference, counting;
static op_runs runs[OP_COUNT];

void op_force_reference(bool on) { forced_reference = on; }
op_runs op_runs_of(const op *o) { return runs[o->index]; }

void op_count_runs(bool on) {
    if (on && !counting) memset(runs, 0, sizeof runs);
    counting = on;
}

kernel op_kernel(const op *o, int16_t device_type, rush_dtype dtype) {
    if (LIKELY(device_type == RUSH_CPU)) {
        kernel fast = forced_reference ? NULL : cpu_kernel(o->index);
        return fast ? fast : o->ref;
    }
    const backend *b = device_backend(device_type);
    return b ? b->find(o->name, dtype) : NULL;
}

/* of another device: by the dtype of the first tensor among the arguments, else of the result */
static kernel device_kernel(const call *c, rush_dtype *dtype) {
    *dtype = c->nout ? (rush_dtype)c->out[0]->dtype : (rush_dtype)0;
    for (int i = c->nargs; i-- > 0;) {
        const value *v = &c->args[i];
        const rush_tensor *t = v->kind == RUSH_VALUE_TENSOR ? v->u.t : v->kind == RUSH_VALUE_TENSORS && v->count ? v->u.tensors[0] : NULL;
        if (t) *dtype = (rush_dtype)t->dtype;
    }
    return op_kernel(c->op, c->device.type, *dtype);
}

void op_count(const op *o, op_run_kind kind) {
    if (LIKELY(!counting)) return;
    op_runs *r = &runs[o->index];
    int64_t *n = kind == RUN_FAST ? &r->fast : kind == RUN_REFERENCE ? &r->reference : kind == RUN_COMPOSITE ? &r->composite : &r->backward;
    __atomic_fetch_add(n, 1, __ATOMIC_RELAXED);
}

static bool run_kernel(call *c) {
    kernel k;
    if (LIKELY(c->device.type == RUSH_CPU || c->op->flags & OP_ANY_DEVICE)) k = op_kernel(c->op, RUSH_CPU, 0);
    else {
        rush_dtype dtype;
        if (!(k = device_kernel(c, &dtype))) {
            char device[32];
            rush_device_name(c->device, device, sizeof device);
            return error_set(RUSH_NOT_IMPLEMENTED_ERROR, c->site, c->op->name, "op '%s' has no kernel for %s on device %s", c->op->name,
                             dtype ? dtype_table[dtype].name : "this dtype", device);
        }
    }
    if (UNLIKELY(counting)) op_count(c->op, k == c->op->ref ? RUN_REFERENCE : RUN_FAST);
    TRY(k(c));
    mutation_results(c, k == c->op->ref ? "reference" : "kernel");
    return true;
}

/* ---- arguments ---- */

/* Finds the device of the call and refuses NULL tensors and tensors on different devices. A 0-dimensional CPU tensor may
   go with tensors elsewhere. */
static bool check_tensor(call *c, const rush_tensor *t, int i, bool *first) {
    if (UNLIKELY(!t)) return error_set(RUSH_TYPE_ERROR, c->site, c->op->name, "%s(): argument %d must be Tensor, not NULL", c->op->name, i + 1);
    if (*first || (c->device.type == RUSH_CPU && t->device.type != RUSH_CPU && c->work[0] == 0)) {
        c->work[0] = t->ndim;
        c->device = t->device;
        *first = false;
    } else if (UNLIKELY(!device_same(t->device, c->device)) && !(t->device.type == RUSH_CPU && t->ndim == 0)) {
        char a[32], b[32];
        rush_device_name(c->device, a, sizeof a);
        rush_device_name(t->device, b, sizeof b);
        return error_set(RUSH_RUNTIME_ERROR, c->site, c->op->name,
                         "Expected all tensors to be on the same device, but found at least two devices, %s and %s!", a, b);
    }
    return true;
}

static bool check_arguments(call *c) {
    bool first = true;
    c->device = (rush_device){ RUSH_CPU, 0 };
    for (int i = 0; i < c->nargs; i++) {
        const value *v = &c->args[i];
        if (v->kind == RUSH_VALUE_TENSOR) {
            if (c->op->flags & OP_ANY_DEVICE) {
                if (!v->u.t) return check_tensor(c, NULL, i, &first);
                if (first) c->device = v->u.t->device, first = false;
            } else if (LIKELY(first && v->u.t)) c->work[0] = v->u.t->ndim, c->device = v->u.t->device, first = false;
            else if (UNLIKELY(!v->u.t || !device_same(v->u.t->device, c->device))) TRY(check_tensor(c, v->u.t, i, &first));
        } else if (UNLIKELY(v->kind == RUSH_VALUE_TENSORS)) {
            for (int k = 0; k < v->count; k++) {
                if (!v->u.tensors[k] && c->op->flags & OP_OPTIONAL_LIST) continue;
                if (!v->u.tensors[k] || !(c->op->flags & OP_ANY_DEVICE)) TRY(check_tensor(c, v->u.tensors[k], i, &first));
            }
        }
    }
    return true;
}

bool call_records(const call *c) {
    if (!grad_enabled() || !c->op->grad) return false;
    for (int i = 0; i < c->nargs; i++) {
        const value *v = &c->args[i];
        if (v->kind == RUSH_VALUE_TENSOR && tensor_requires_grad(v->u.t)) return true;
        if (v->kind == RUSH_VALUE_TENSORS)
            for (int k = 0; k < v->count; k++)
                if (v->u.tensors[k] && tensor_requires_grad(v->u.tensors[k])) return true;
    }
    return false;
}

/* ---- results ---- */

/* In place, argument 0 must be able to hold the result. */
static bool out_is_self(call *c, int i, rush_dtype dtype, int ndim, const int64_t *shape) {
    rush_tensor *self = c->args[0].u.t;
    CHECK(c, shape_equal(self->ndim, self->shape, ndim, shape), "output with shape %s doesn't match the broadcast shape %s",
          TENSOR_SHAPE_TEXT(self), SHAPE_TEXT(ndim, shape));
    CHECK(c, dtype_can_cast(dtype, (rush_dtype)self->dtype), "result type %s can't be cast to the desired output type %s",
          dtype_table[dtype].torch_name, dtype_table[self->dtype].torch_name);
    c->out[i] = RETAIN(self);
    c->nout = i + 1;
    return true;
}

static bool out_set(call *c, int i, rush_tensor *t) {
    if (UNLIKELY(!t)) return false;
    c->out[i] = t;
    c->nout = i + 1;
    return true;
}

bool call_out(call *c, int i, rush_dtype dtype, int ndim, const int64_t *shape) {
    if (UNLIKELY(c->inplace && i == 0)) return out_is_self(c, i, dtype, ndim, shape);
    return out_set(c, i, tensor_new(c->site, dtype, c->device, ndim, shape));
}

bool call_out_strided(call *c, int i, rush_dtype dtype, int ndim, const int64_t *shape, const int64_t *strides) {
    if (UNLIKELY(c->inplace && i == 0)) return out_is_self(c, i, dtype, ndim, shape);
    return out_set(c, i, tensor_new_strided(c->site, dtype, c->device, ndim, shape, strides));
}

bool call_out_suggested(call *c, int i, rush_dtype dtype, const rush_tensor *like, int ndim, const int64_t *shape) {
    if (!tensor_suggests_channels_last(like)) return call_out(c, i, dtype, ndim, shape);
    int64_t strides[RUSH_MAX_DIMS];
    shape_channels_last_strides(ndim, shape, strides);
    return call_out_strided(c, i, dtype, ndim, shape, strides);
}

bool call_out_like(call *c, int i, rush_tensor *like) { return call_out_laid_as(c, i, (rush_dtype)like->dtype, like); }

bool call_out_laid_as(call *c, int i, rush_dtype dtype, rush_tensor *like) {
    int64_t strides[RUSH_MAX_DIMS];
    if (like->base.flags & TENSOR_DENSE) return call_out_strided(c, i, dtype, like->ndim, like->shape, like->strides);
    shape_ordered_strides(like->ndim, like->shape, like->strides, strides);
    return call_out_strided(c, i, dtype, like->ndim, like->shape, strides);
}

bool call_list(call *c, int64_t n) {
    c->list = list_new(c->site, n);
    return c->list != NULL;
}

bool call_view(call *c, int i, rush_tensor *base, int ndim, const int64_t *shape, const int64_t *strides, int64_t offset) {
    rush_tensor *t = tensor_alias(c->site, base, ndim, shape, strides, offset);
    if (UNLIKELY(!t)) return false;
    if (c->list) {
        c->list->items[c->list->count++] = t;
        return true;
    }
    return out_set(c, i, t);
}

bool call_return(call *c, int i, rush_tensor *t) {
    if (!t) return false;
    return out_set(c, i, RETAIN(t));
}

bool call_return_list(call *c, rush_list *list) {
    if (!list) return false;
    c->list = RETAIN(list);
    return true;
}

bool call_return_element(call *c, rush_tensor *t) {
    if (!t) return false;
    c->list->items[c->list->count++] = RETAIN(t);
    return true;
}

rush_tensor *call_temporary(call *c, rush_dtype dtype, int ndim, const int64_t *shape) {
    return scope_own(tensor_new(c->site, dtype, c->device, ndim, shape));
}

const rush_tensor *call_cast(call *c, const rush_tensor *t, rush_dtype dtype) {
    if ((rush_dtype)t->dtype == dtype) return t;
    rush_tensor *to = call_temporary(c, dtype, t->ndim, t->shape);
    return to && tensor_copy(c->site, to, t) ? to : NULL;
}

const rush_tensor *call_contiguous(call *c, const rush_tensor *t) {
    if (tensor_is_contiguous(t)) return t;
    rush_tensor *to = call_temporary(c, (rush_dtype)t->dtype, t->ndim, t->shape);
    return to && tensor_copy(c->site, to, t) ? to : NULL;
}

/* ---- carrying out ---- */

/* A view knows its base, so that an in-place write to either reaches the other's history. */
static void note_view(call *c, rush_tensor *view, bool multiple) {
    rush_tensor *of = c->args[0].u.t;
    if (c->op->flags & OP_NO_GRAD || (of->base.flags & TENSOR_INFERENCE)) return;
    view->view_base = RETAIN(of->view_base ? of->view_base : of);
    view->attr_version = atomic_load_explicit(&view->version->count, memory_order_relaxed);
    if (!grad_enabled()) view->base.flags |= TENSOR_NO_GRAD_VIEW;
    if (multiple) view->base.flags |= TENSOR_MULTI_VIEW;
    view->base.flags |= of->base.flags & (TENSOR_NO_GRAD_VIEW | TENSOR_MULTI_VIEW | TENSOR_FUNCTION_VIEW | TENSOR_INFERENCE_VIEW);
}

static bool run_composite(call *c) {
    op_count(c->op, RUN_COMPOSITE);
    TRY(c->op->run(c));
    mutation_results(c, "composite");
    return true;
}

static bool run_primitive(call *c) {
    const op *o = c->op;
    bool records = call_records(c);
    if (UNLIKELY(c->inplace)) {
        TRY(tensor_check_inplace(c->args[0].u.t, c->site, o->name, records));
        CHECK(c, o->flags & OP_WRITES_EXPANDED || !tensor_overlaps_itself(c->args[0].u.t),
              "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() "
              "the tensor before performing the operation.");
    }
    TRY(o->meta(c));
    if (UNLIKELY(c->inplace) && records) TRY(call_keep_before(c));
    if (o->flags & OP_COPY_FIRST && !c->inplace) TRY(tensor_copy(c->site, c->out[0], c->args[0].u.t));
    if (UNLIKELY(o->flags & OP_VIEW)) {
        if (c->list)
            for (int64_t i = 0; i < c->list->count; i++) note_view(c, c->list->items[i], true);
        else note_view(c, c->out[0], false);
        if (UNLIKELY(c->args[0].u.t->base.flags & TENSOR_INFERENCE)) records = false;
    } else TRY(run_kernel(c));
    if (UNLIKELY(c->inplace)) tensor_note_write(c->args[0].u.t, c->site, o->inplace_name);
    return !records || call_record(c);
}

static void call_end(call *c) {
    for (int i = 0; i < c->nout; i++) {
        RELEASE(c->out[i]);
        c->out[i] = NULL;
    }
    RELEASE(c->list);
    c->list = NULL;
    c->nout = 0;
}

/* On success the results are owned by c. */
static bool execute(call *c) {
    if (UNLIKELY(thread_get()->failed)) return false;
    c->work[0] = 0;
    size_t mark = scope_mark();
    bool ok = check_arguments(c);
    if (UNLIKELY(ok && c->device.type == RUSH_META && c->op->flags & OP_SIZE_FROM_VALUES))
        ok = error_set(RUSH_NOT_IMPLEMENTED_ERROR, c->site, c->op->name,
                       "Could not run 'aten::%s' with arguments from the 'Meta' backend: it depends on elements", c->op->name);
    if (ok) {
        rush_dtype dtype; /* a backend may have a kernel for an op that is made of others */
        bool fused = UNLIKELY(c->device.type != RUSH_CPU) && c->op->run && c->op->meta && device_kernel(c, &dtype);
        ok = UNLIKELY(c->op->run != NULL) && !fused ? run_composite(c) : run_primitive(c);
    }
    if (UNLIKELY(scope_mark() != mark)) scope_drop(mark);
    if (UNLIKELY(!ok)) {
        if (rush_failed() && !*thread_get()->detail) call_describe(c);
        call_end(c);
    }
    return ok;
}

static void call_init(call *c, const op *o, rush_site site, const value *args, int nargs, bool inplace) {
    c->site = site;
    c->op = o;
    c->args = args;
    c->nargs = nargs;
    c->inplace = inplace;
    c->nout = 0;
    c->list = NULL;
    c->before = NULL;
}

rush_tensor *op_call(const op *o, rush_site site, const value *args, int nargs) {
    call c;
    call_init(&c, o, site, args, nargs, false);
    if (UNLIKELY(!execute(&c))) return NULL;
    for (int i = 1; i < c.nout; i++) RELEASE(c.out[i]);
    return scope_own(c.out[0]);
}

bool op_call_multi(const op *o, rush_site site, const value *args, int nargs, rush_tensor **results) {
    call c;
    call_init(&c, o, site, args, nargs, false);
    for (int i = 0; i < OP_MAX_OUT; i++) results[i] = NULL;
    if (!execute(&c)) return false;
    bool ok = true;
    for (int i = 0; i < c.nout; i++) ok = (results[i] = scope_own(c.out[i])) && ok;
    return ok;
}

rush_list *op_call_list(const op *o, rush_site site, const value *args, int nargs) {
    call c;
    call_init(&c, o, site, args, nargs, false);
    return execute(&c) ? scope_own(c.list) : NULL;
}

rush_tensor *op_call_inplace(const op *o, rush_site site, const value *args, int nargs) {
    call c;
    if (UNLIKELY(args[0].kind != RUSH_VALUE_TENSOR || !args[0].u.t)) {
        error_set(RUSH_TYPE_ERROR, site, o->name, "%s_(): argument 1 must be Tensor, not NULL", o->name);
        return NULL;
    }
    call_init(&c, o, site, args, nargs, true);
    if (UNLIKELY(!execute(&c))) return NULL;
    for (int i = 0; i < c.nout; i++) RELEASE(c.out[i]);
    return args[0].u.t;
}

/* ---- what the error says beside PyTorch's text: the tensors of the call ---- */

void call_describe(const call *c) {
    char text[900];
    size_t used = 0;
    for (int i = 0; i < c->nargs && used < sizeof text - 120; i++) {
        const rush_tensor *t = TENSOR(c, i);
        if (!t) continue;
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s", used ? ", " : "", dtype_table[t->dtype].name,
                                 SHAPE_TEXT(t->ndim < 8 ? t->ndim : 8, t->shape));
    }
    if (used) error_detail("%s was called with %s", c->op->name, text);
}

/* ---- for bindings ---- */

int rush_op_count(void) { return OP_COUNT; }
const rush_op *rush_op_at(int index) { return index >= 0 && index < OP_COUNT ? op_table[index] : NULL; }

const rush_op *rush_op_find(const char *name) {
    for (int i = 0; i < OP_COUNT; i++)
        if (strcmp(op_table[i]->name, name) == 0) return op_table[i];
    return NULL;
}

int rush_op_call(const rush_op *o, rush_site site, const rush_value *args, int count, bool inplace, rush_tensor **results, int max) {
    if (inplace && !(o->flags & (OP_INPLACE | OP_INPLACE_ONLY))) {
        error_set(RUSH_RUNTIME_ERROR, site, o->name, "%s has no in-place form", o->name);
        return -1;
    }
    if (inplace) {
        rush_tensor *t = op_call_inplace(o, site, args, count);
        if (t && max) results[0] = t;
        return t ? 1 : -1;
    }
    if (o->flags & OP_LIST) {
        rush_list *list = op_call_list(o, site, args, count);
        if (!list) return -1;
        int n = (int)list->count < max ? (int)list->count : max;
        for (int i = 0; i < n; i++)
            if (!(results[i] = rush_list_get(list, i))) return -1;
        return n;
    }
    rush_tensor *out[OP_MAX_OUT];
    if (!op_call_multi(o, site, args, count, out)) return -1;
    int n = 0;
    for (; n < OP_MAX_OUT && n < max && out[n]; n++) results[n] = out[n];
    return n;
}

static bool keeps_dtype(const rush_op *o) {
    return o->pointwise && o->pointwise->arity == 1 && o->pointwise->kind != PW_FLOAT && o->pointwise->kind != PW_TRIG && o->pointwise->kind != PW_COMPARE;
}

static int overlap(const rush_op *o) {
    if (o->flags & OP_OUT_APART) return OVERLAP_NONE;
    return o->pointwise || o->flags & OP_OUT_NOT_PARTLY ? OVERLAP_SAME : OVERLAP_PARTLY;
}

rush_op_info rush_op_get_info(const rush_op *o) {
    return (rush_op_info){ .name = o->name, .schema = o->schema, .doc = o->doc,
                           .grad_name = o->grad ? op_grad_name(o) : NULL, .samples = o->samples, .errors = o->errors,
                           .inplace = (o->flags & OP_INPLACE) != 0, .inplace_only = (o->flags & OP_INPLACE_ONLY) != 0,
                           .view = (o->flags & OP_VIEW) != 0, .composite = o->run != NULL,
                           .internal = (o->flags & OP_INTERNAL) != 0, .overlap = overlap(o),
                           .keeps_dtype = keeps_dtype(o), .writes_expanded = (o->flags & OP_WRITES_EXPANDED) != 0, .no_out = (o->flags & OP_NO_OUT) != 0,
                           .nn = (o->flags & OP_NN) != 0, .no_method = (o->flags & OP_NO_METHOD) != 0 };
}
