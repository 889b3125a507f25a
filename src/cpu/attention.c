/* SPDX-License-Identifier: MIT */
/* attention.c - fused attention of the CPU: tensors become a job for the kernels of the instruction set in use.
   float16 and bfloat16 are computed in float32 and rounded once. */
#include "cpu/attention.h"

#include <string.h>

#include "core/isa.h"
#include "core/parallel.h"
#include "ops/call.h"

#define LEVEL(name) extern const attention_kernels attention_kernels_##name[2];
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = attention_kernels_##name,
static const attention_kernels *const levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

/* t in the kernels' dtype, its columns side by side */
static bool view_make(call *c, attention_view *v, const rush_tensor *t, rush_dtype dtype) {
    if ((rush_dtype)t->dtype != dtype) t = call_cast(c, t, dtype);
    else if (t->ndim >= 2 && t->shape[t->ndim - 1] > 1 && (t->strides[t->ndim - 1] != 1 || t->strides[t->ndim - 2] < t->shape[t->ndim - 1])) t = call_contiguous(c, t);
    if (!t) return false;
    v->data = tensor_data(t);
    v->strides = t->strides;
    return true;
}

/* the mask's strides as if it had all batch dimensions */
static bool mask_make(call *c, attention_job *j, const rush_tensor *mask, rush_dtype dtype, int64_t *strides) {
    if (!mask) return true;
    j->mask_bool = mask->dtype == RUSH_BOOL;
    if (!j->mask_bool && !(mask = call_cast(c, mask, dtype))) return false;
    int n = j->batch_dims + 2, lead = n - mask->ndim;
    for (int i = 0; i < n; i++) strides[i] = i < lead || mask->shape[i - lead] == 1 ? 0 : mask->strides[i - lead];
    j->mask.data = tensor_data(mask);
    j->mask.strides = strides;
    return true;
}

/* q, k, v are arguments `first` and on; the mask, causality and scale follow at `options` */
static bool job_make(call *c, attention_job *j, int first, int options, rush_dtype dtype, int64_t *strides) {
    const rush_tensor *q = TENSOR(c, first), *k = TENSOR(c, first + 1), *v = TENSOR(c, first + 2);
    int n = q->ndim - 2;
    memset(j, 0, sizeof *j);
    j->batch_dims = n;
    j->batch_shape = q->shape;
    j->batch = shape_numel(n, q->shape);
    j->queries = q->shape[n], j->size = q->shape[n + 1];
    j->keys = k->shape[n], j->value_size = v->shape[n + 1];
    j->causal = BOOL_ARG(c, options + 1);
    j->scale = FLOAT_ARG(c, options + 2);
    return view_make(c, &j->q, q, dtype) && view_make(c, &j->k, k, dtype) && view_make(c, &j->v, v, dtype) &&
           mask_make(c, j, TENSOR(c, options), dtype, strides);
}

/* a result, or what is computed in its place; copied back by result_end */
static rush_tensor *result_begin(call *c, int i, rush_dtype dtype, attention_view *v) {
    rush_tensor *t = c->out[i];
    if ((rush_dtype)t->dtype != dtype) t = call_temporary(c, dtype, t->ndim, t->shape);
    if (t) *v = (attention_view){ tensor_data(t), t->strides };
    return t;
}
static bool result_end(call *c, int i, const rush_tensor *t) { return t == c->out[i] || tensor_copy(c->site, c->out[i], t); }

static rush_dtype compute_dtype(const call *c, int i) { return TENSOR(c, i)->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32; }
static const attention_kernels *kernels_of(rush_dtype dtype) { return levels[isa_current()] + (dtype == RUSH_FLOAT64); }

bool cpu_attention(call *c) {
    attention_job j;
    int64_t strides[RUSH_MAX_DIMS];
    rush_dtype dtype = compute_dtype(c, 0);
    TRY(job_make(c, &j, 0, 3, dtype, strides));
    rush_tensor *out = result_begin(c, 0, dtype, &j.out), *lse = result_begin(c, 1, dtype, &j.lse);
    if (!out || !lse) return false;
    if (j.keys == 0 || j.value_size == 0) {
        memset(j.lse.data, 0, (size_t)lse->numel * dtype_size(dtype));
        memset(tensor_data(c->out[0]), 0, (size_t)c->out[0]->numel * dtype_size((rush_dtype)c->out[0]->dtype));
        return true;
    }
    j.tiles = (j.queries + ATTENTION_QUERIES - 1) / ATTENTION_QUERIES;
    parallel_for(j.batch * j.tiles, kernels_of(dtype)->forward, &j);
    if (atomic_load(&j.failed)) return error_memory(c->site, c->op->name, sizeof(float) * ATTENTION_QUERIES * ATTENTION_KEYS);
    return result_end(c, 0, out) && result_end(c, 1, lse);
}

bool cpu_attention_backward(call *c) {
    attention_job j;
    int64_t strides[RUSH_MAX_DIMS];
    rush_dtype dtype = compute_dtype(c, 1);
    TRY(job_make(c, &j, 1, 6, dtype, strides));
    attention_view *grads[3] = { &j.grad_q, &j.grad_k, &j.grad_v };
    rush_tensor *results[3];
    TRY(view_make(c, &j.grad, TENSOR(c, 0), dtype) && view_make(c, &j.out, TENSOR(c, 4), dtype));
    const rush_tensor *lse = call_contiguous(c, TENSOR(c, 5));
    if (!lse || !(lse = call_cast(c, lse, dtype))) return false;
    j.lse = (attention_view){ tensor_data(lse), lse->strides };
    for (int i = 0; i < 3; i++) {
        results[i] = result_begin(c, i, dtype, grads[i]);
        if (!results[i]) return false;
        if (!c->args[9].u.ints[i]) grads[i]->data = NULL;
    }
    parallel_for(j.batch, kernels_of(dtype)->backward, &j);
    if (atomic_load(&j.failed)) return error_memory(c->site, c->op->name, 2 * sizeof(float) * ATTENTION_QUERIES * ATTENTION_KEYS);
    for (int i = 0; i < 3; i++)
        if (c->args[9].u.ints[i]) TRY(result_end(c, i, results[i]));
    return true;
}
