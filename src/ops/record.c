/* SPDX-License-Identifier: MIT */
/* record.c - an op's node: made when a call is recorded, run by the engine. */
#include "ops/record.h"

#include <ctype.h>
#include <string.h>

#include "autograd/data_check.h"
#include "core/alloc.h"
#include "ops/call.h"

/* ---- names ---- */

/* "SelectBackward0" for "select.int(…)"; made once for each op */
const char *op_grad_name(const op *o) {
    static char names[OP_COUNT][48];
    if (o->grad_name) return o->grad_name;
    char *name = names[o->index];
    if (__atomic_load_n(&name[0], __ATOMIC_ACQUIRE)) return name;
    char text[48];
    size_t n = 0;
    bool up = true;
    for (const char *s = o->schema; *s && *s != '(' && *s != '.' && n < 36; s++) {
        if (*s == '_') {
            up = true;
            continue;
        }
        text[n++] = up ? (char)toupper((unsigned char)*s) : *s;
        up = false;
    }
    memcpy(text + n, "Backward0", 10);
    memcpy(name + 1, text + 1, n + 9); /* all threads write the same; the first byte last */
    __atomic_store_n(&name[0], text[0], __ATOMIC_RELEASE);
    return name;
}

static const char *op_node_name(const rush_node *n) { return op_grad_name(((const op_node *)n)->op); }

/* ---- making ---- */

typedef struct layout { int edges, saved, ints, outputs; size_t chars; } layout;

static void layout_count(const call *c, uint32_t saves, layout *l) {
    *l = (layout){ 0 };
    for (int i = 0; i < c->nargs; i++) {
        const value *v = &c->args[i];
        switch (v->kind) {
        case RUSH_VALUE_TENSOR:
            l->edges++;
            l->ints += v->u.t->ndim;
            if (saves & ARG(i)) l->saved++;
            break;
        case RUSH_VALUE_TENSORS:
            l->edges += v->count;
            for (int k = 0; k < v->count; k++) l->ints += v->u.tensors[k]->ndim;
            if (saves & ARG(i)) l->saved += v->count;
            break;
        case RUSH_VALUE_INTS:
        case RUSH_VALUE_FLOATS: l->ints += v->count; break;
        case RUSH_VALUE_STRING: l->chars += strlen(v->u.string) + 1; break;
        default: break;
        }
    }
    for (int i = 0; i < OP_MAX_OUT; i++)
        if (saves & OUT(i)) l->saved++;
    int64_t nout = c->list ? rush_list_size(c->list) : c->nout;
    if (nout > 1) {
        l->outputs = (int)nout;
        for (int i = 0; i < nout; i++) l->ints += (int)rush_dim(c->list ? rush_list_get(c->list, i) : c->out[i]);
    }
}

static tensor_like like_of(const rush_tensor *t, int64_t **ints) {
    tensor_like like = { t->dtype, (uint8_t)t->ndim, t->device, *ints };
    for (int i = 0; i < t->ndim; i++) *(*ints)++ = t->shape[i];
    return like;
}

static bool save_input(rush_site site, saved_tensor *s, rush_tensor *t, int arg, int element, bool written) {
    rush_node *n = tensor_grad_fn(t);
    bool leaf = !n && t->base.flags & TENSOR_REQUIRES_GRAD; /* a view of a tensor without history may be one */
    s->t = leaf ? RETAIN(t) : tensor_shallow(site, t);
    if (!s->t) return false;
    s->version = atomic_load_explicit(&t->version->count, memory_order_relaxed);
    s->arg = (int16_t)arg;
    s->element = (int16_t)element;
    if (written) s->version--; /* the write of this very call: saved as it was before, which is gone */
    if (n) tensor_set_history(s->t, n, t->output_nr);
    return true;
}

static bool save_output(const call *c, saved_tensor *s, int i) {
    s->t = tensor_shallow(c->site, c->out[i]);
    if (!s->t) return false;
    s->version = atomic_load_explicit(&s->t->version->count, memory_order_relaxed);
    s->arg = (int16_t)~i;
    s->element = 0;
    return true;
}

/* copies the arguments; fills edges, shapes and saved tensors */
static bool op_node_fill(op_node *n, const call *c, uint32_t saves, int64_t *ints, char *chars) {
    edge *e = n->node.edges;
    tensor_like *like = n->node.inputs;
    for (int i = 0; i < c->nargs; i++) {
        const value *v = &c->args[i];
        n->args[i] = *v;
        n->arg_edge[i] = -1;
        int count = v->kind == RUSH_VALUE_TENSOR ? 1 : v->kind == RUSH_VALUE_TENSORS ? v->count : 0;
        if (count) {
            n->arg_edge[i] = (int16_t)(e - n->node.edges);
            n->args[i].u.t = NULL;
            for (int k = 0; k < count; k++) {
                rush_tensor *t = v->kind == RUSH_VALUE_TENSOR ? v->u.t : v->u.tensors[k];
                *e = tensor_edge(t);
                if (e->to) object_retain(e->to);
                e++;
                *like++ = like_of(t, &ints);
                if (saves & ARG(i)) {
                    if (!save_input(c->site, &n->saved[n->nsaved], t, i, k, c->inplace && i == 0)) return false;
                    n->nsaved++;
                }
            }
        } else if (v->kind == RUSH_VALUE_INTS || v->kind == RUSH_VALUE_FLOATS) {
            if (v->count) memcpy(ints, v->u.ints, sizeof *ints * (size_t)v->count);
            n->args[i].u.ints = ints;
            ints += v->count;
        } else if (v->kind == RUSH_VALUE_STRING) {
            size_t size = strlen(v->u.string) + 1;
            n->args[i].u.string = memcpy(chars, v->u.string, size);
            chars += size;
        }
    }
    for (int i = 0; i < c->nout && i < OP_MAX_OUT; i++)
        if (saves & OUT(i)) {
            if (!save_output(c, &n->saved[n->nsaved], i)) return false;
            n->nsaved++;
        }
    if (n->outputs)
        for (int i = 0; i < n->nout; i++) n->outputs[i] = like_of(c->list ? rush_list_get(c->list, i) : c->out[i], &ints);
    return true;
}

bool call_record(call *c) {
    uint32_t saves = c->op->saves;
    for (int i = 0; i < c->nargs && i < OP_MAX_SAVES_FOR; i++)
        if (c->op->saves_for[i] && c->args[i].kind == RUSH_VALUE_TENSOR && tensor_requires_grad(c->args[i].u.t)) saves |= c->op->saves_for[i];
    layout l;
    layout_count(c, saves, &l);
    size_t args = sizeof(op_node), edges = args + sizeof(value) * (size_t)c->nargs, inputs = edges + sizeof(edge) * (size_t)l.edges,
           outputs = inputs + sizeof(tensor_like) * (size_t)l.edges, saved = outputs + sizeof(tensor_like) * (size_t)l.outputs,
           ints = saved + sizeof(saved_tensor) * (size_t)l.saved, chars = ints + sizeof(int64_t) * (size_t)l.ints, bytes = chars + l.chars;
    char *block = block_alloc(bytes);
    if (UNLIKELY(!block)) return error_memory(c->site, c->op->name, bytes);
    op_node *n = (op_node *)(void *)block;
    node_init(&n->node, &op_node_class, c->site, bytes);
    n->op = c->op;
    n->nargs = c->nargs;
    n->nsaved = 0;
    n->nout = c->list ? (int)rush_list_size(c->list) : c->nout;
    n->released = false;
    n->args = (value *)(void *)(block + args);
    n->node.edges = (edge *)(void *)(block + edges);
    n->node.inputs = (tensor_like *)(void *)(block + inputs);
    n->outputs = l.outputs ? (tensor_like *)(void *)(block + outputs) : NULL;
    n->saved = (saved_tensor *)(void *)(block + saved);
    n->node.noutputs = n->nout;
    n->node.nedges = l.edges;
    for (int i = 0; i < l.edges; i++) n->node.edges[i] = (edge){ NULL, 0 };
    bool ok = op_node_fill(n, c, saves, (int64_t *)(void *)(block + ints), block + chars);
    for (int i = 0; ok && i < n->nout; i++) {
        rush_tensor *t = c->list ? rush_list_get(c->list, i) : c->out[i];
        if (!t) ok = false;
        else if (!dtype_is_float((rush_dtype)t->dtype)) continue;
        else if (c->inplace && i == 0) {
            object_retain(&n->node.base);
            ok = tensor_rebase(t, &n->node, 0, c->site);
        } else tensor_set_history(t, &n->node, (uint32_t)i);
    }
    RELEASE(&n->node);
    return ok;
}

/* ---- running ---- */

static void op_node_release(rush_node *node) {
    op_node *n = (op_node *)node;
    for (int i = 0; i < n->nsaved; i++) {
        RELEASE(n->saved[i].t);
        n->saved[i].t = NULL;
    }
    if (n->nsaved) n->released = true;
}

static bool modified(const op_node *n, const saved_tensor *s, uint32_t now) {
    const rush_tensor *t = s->t;
    char output[96] = "";
    const rush_node *from = s->arg < 0 ? &n->node : t->grad_fn;
    if (from) snprintf(output, sizeof output, ", which is output %u of %s,", s->arg < 0 ? (unsigned)~s->arg : t->output_nr, node_name(from));
    error_set(RUSH_RUNTIME_ERROR, n->node.site, op_grad_name(n->op),
              "one of the variables needed for gradient computation has been modified by an inplace operation: [%s%sTensor %s]%s is at version "
              "%u; expected version %u instead. Hint: %s",
              device_backend(t->device.type)->tensor_name, dtype_table[t->dtype].torch_name, TENSOR_SHAPE_TEXT(t), output, now, s->version,
              thread_get()->anomaly ? "the backtrace further above shows the operation that failed to compute its gradient. The variable in "
                                      "question was changed in there or anywhere later. Good luck!"
                                    : "enable anomaly detection to find the operation that failed to compute its gradient, with "
                                      "torch.autograd.set_detect_anomaly(True).");
    error_detail("saved by %s at %s, modified in place by %s at %s", n->op->name, n->node.site ? n->node.site : "?",
                 t->version->write_op ? t->version->write_op : "?", t->version->write_site ? t->version->write_site : "?");
    return false;
}

static bool check_saved(const op_node *n) {
    if (n->released)
        return error_set(RUSH_RUNTIME_ERROR, n->node.site, op_grad_name(n->op),
                         "Trying to backward through the graph a second time (or directly access saved tensors after they have already been "
                         "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify "
                         "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors "
                         "after calling backward.");
    for (int i = 0; i < n->nsaved; i++) {
        uint32_t now = atomic_load_explicit(&n->saved[i].t->version->count, memory_order_relaxed);
        if (UNLIKELY(now != n->saved[i].version)) return modified(n, &n->saved[i], now);
        if (UNLIKELY(n->saved[i].t->storage->write_count)) TRY(storage_check_untracked(&n->node, n->op->name, n->saved[i].t));
    }
    return true;
}

/* A gradient as its input wants it: summed over broadcast dimensions, of its dtype. */
static rush_tensor *reduce_to(const backward *c, rush_tensor *g, const tensor_like *like, int index) {
    if (g->ndim != like->ndim || !shape_equal(g->ndim, g->shape, like->ndim, like->shape)) {
        int64_t dims[RUSH_MAX_DIMS];
        int n = 0, lead = g->ndim - like->ndim;
        bool fits = lead >= 0;
        for (int i = 0; fits && i < g->ndim; i++) {
            int64_t want = i < lead ? 1 : like->shape[i - lead];
            if (i < lead || (want == 1 && g->shape[i] != 1)) dims[n++] = i;
            else if (want != g->shape[i]) fits = false;
        }
        if (!fits) {
            error_set(RUSH_RUNTIME_ERROR, c->site, op_grad_name(c->op),
                      "Function %s returned an invalid gradient at index %d - got %s but expected shape compatible with %s", op_grad_name(c->op),
                      index, TENSOR_SHAPE_TEXT(g), SHAPE_TEXT(like->ndim, like->shape));
            return NULL;
        }
        if (n) g = rush_sum_dim(g, ((rush_shape){ dims, n }), .keepdim = true);
        if (g && lead) g = rush_view(g, ((rush_shape){ like->shape, like->ndim }));
    }
    if (g && g->dtype != like->dtype) g = rush_to_dtype(g, (rush_dtype)like->dtype);
    return g;
}

static bool op_node_apply(rush_node *node, rush_tensor **grads, rush_tensor **results, bool create_graph) {
    op_node *n = (op_node *)node;
    TRY(check_saved(n));
    value args[OP_MAX_ARGS];
    rush_tensor *out[OP_MAX_OUT] = { NULL };
    memcpy(args, n->args, sizeof *args * (size_t)n->nargs);
    rush_tensor **lists = NULL;
    for (int i = 0; i < n->nsaved; i++) {
        const saved_tensor *s = &n->saved[i];
        if (s->arg < 0) {
            out[~s->arg] = s->t;
            if (create_graph) {
                rush_tensor *t = scope_own(tensor_shallow(node->site, s->t));
                if (!t) return false;
                tensor_set_history(t, node, (uint32_t)~s->arg);
                out[~s->arg] = t;
            }
        } else if (args[s->arg].kind == RUSH_VALUE_TENSORS) {
            if (s->element == 0) {
                lists = scope_scratch(sizeof *lists * (size_t)args[s->arg].count);
                if (!lists) return error_memory(node->site, n->op->name, sizeof *lists * (size_t)args[s->arg].count);
                args[s->arg].u.tensors = lists;
            }
            lists[s->element] = s->t;
        } else args[s->arg].u.t = s->t;
    }
    backward c = { .site = node->site, .op = n->op, .node = n, .grads = grads, .grad = grads[0], .args = args, .nargs = n->nargs, .out = out, .result = results,
                   .create_graph = create_graph };
    if (n->outputs && !(n->op->flags & OP_GRAD_UNDEFINED))
        for (int i = 0; i < n->nout; i++)
            if (!grads[i]) {
                const tensor_like *o = &n->outputs[i];
                grads[i] = rush_zeros_at(c.site, (rush_zeros_args){ .shape = { o->shape, o->ndim }, .dtype = (rush_dtype)o->dtype, .device = o->device });
                if (!grads[i]) return false;
            }
    c.grad = grads[0];
    op_count(n->op, RUN_BACKWARD);
    TRY(n->op->grad(&c));
    for (int i = 0; i < node->nedges; i++)
        if (results[i]) {
            results[i] = reduce_to(&c, results[i], &node->inputs[i], i);
            if (!results[i]) return false;
        }
    return !thread_get()->failed;
}

const node_class op_node_class = { op_node_name, op_node_apply, op_node_release, op_node_release };

/* ---- for rules ---- */

bool needs_element(const backward *c, int i, int k) {
    int e = c->node->arg_edge[i];
    return e >= 0 && c->node->node.edges[e + k].to != NULL;
}
bool needs(const backward *c, int i) { return needs_element(c, i, 0); }

bool give_element(backward *c, int i, int k, rush_tensor *g) {
    c->result[c->node->arg_edge[i] + k] = g;
    return g != NULL;
}
bool give(backward *c, int i, rush_tensor *g) { return give_element(c, i, 0, g); }

rush_shape input_shape_element(const backward *c, int i, int k) {
    const tensor_like *like = &c->node->node.inputs[c->node->arg_edge[i] + k];
    return (rush_shape){ like->shape, like->ndim };
}
rush_shape input_shape(const backward *c, int i) { return input_shape_element(c, i, 0); }
rush_dtype input_dtype(const backward *c, int i) { return (rush_dtype)c->node->node.inputs[c->node->arg_edge[i]].dtype; }
rush_device input_device(const backward *c, int i) { return c->node->node.inputs[c->node->arg_edge[i]].device; }
