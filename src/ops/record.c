/* SPDX-License-Identifier: MIT */
/* record.c - an op's node: made when a call is recorded, run by the engine. */
#include "ops/record.h"

#include <ctype.h>
#include <string.h>

#include "autograd/engine.h"
#include "core/block.h"
#include "ops/call.h"
#include "ops/mutation.h"
#include "ops/schema.h"

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

static const char *op_node_name(const rush_node *node) {
    const op_node *n = (const op_node *)node;
    return n->name ? n->name : op_grad_name(n->op);
}

/* ---- making ---- */

typedef struct layout { int edges, saved, ints, outputs; bool keeps; size_t chars; } layout;

/* an argument that is not one tensor */
static void layout_count_other(layout *l, const value *v, bool saved) {
    switch (v->kind) {
    case RUSH_VALUE_TENSORS:
        l->edges += v->count;
        for (int k = 0; k < v->count; k++)
            if (v->u.tensors[k]) l->ints += v->u.tensors[k]->ndim;
        if (saved) l->saved += v->count;
        break;
    case RUSH_VALUE_INTS:
    case RUSH_VALUE_FLOATS: l->ints += v->count; break;
    case RUSH_VALUE_STRING: l->chars += strlen(v->u.string) + 1; break;
    default: break;
    }
}

static inline bool is_number(const value *v) {
    return v->kind == RUSH_VALUE_INT || v->kind == RUSH_VALUE_FLOAT || v->kind == RUSH_VALUE_BOOL;
}

static inline layout layout_count(const call *c, uint32_t saves) {
    layout l = { 0 };
    for (int i = 0; i < c->nargs; i++) {
        const value *v = &c->args[i];
        if (v->kind == RUSH_VALUE_TENSOR) {
            l.edges++;
            l.ints += v->u.t->ndim;
            if (saves & ARG(i)) l.saved++;
        } else if (is_number(v)) l.keeps = l.keeps || saves & ARG(i);
        else layout_count_other(&l, v, saves & ARG(i));
    }
    if (saves)
        for (int i = 0; i < OP_MAX_OUT; i++)
            if (saves & OUT(i)) l.saved++;
    l.keeps = l.keeps || l.saved;
    int64_t nout = UNLIKELY(c->list != NULL) ? rush_list_size(c->list) : c->nout;
    if (nout > 1) {
        l.outputs = (int)nout;
        for (int i = 0; i < nout; i++) l.ints += (int)rush_dim(c->list ? rush_list_get(c->list, i) : c->out[i]);
    }
    return l;
}

static tensor_like like_of(const rush_tensor *t, int64_t **ints) {
    tensor_like like = { t->dtype, (uint8_t)t->ndim, t->device, *ints };
    for (int i = 0; i < t->ndim; i++) *(*ints)++ = t->shape[i];
    return like;
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
                if (!t) { /* None in a Tensor?[]: an edge to nowhere */
                    *e++ = (edge){ NULL, 0 };
                    n->node.nedges++;
                    *like++ = (tensor_like){ 0 };
                    continue;
                }
                edge to = tensor_edge(t);
                if (UNLIKELY(t->view_base != NULL) && thread_get()->failed) return false;
                if (to.to) object_retain(to.to);
                *e++ = to;
                n->node.nedges++;
                *like++ = like_of(t, &ints);
                if (saves & ARG(i)) {
                    saved_tensor *s = &n->saved[n->nsaved];
                    if (c->before && i == 0) *s = (saved_tensor){ .t = RETAIN(c->before), .version = atomic_load(&c->before->version->count) };
                    else if (!saved_input(s, c->site, t, i, k)) return false;
                    else if (UNLIKELY(c->inplace) && t->version == c->args[0].u.t->version) s->version--; /* as it was before this call: gone */
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
    for (int i = 0; saves && i < c->nout && i < OP_MAX_OUT; i++)
        if (saves & OUT(i)) {
            if (!saved_output(&n->saved[n->nsaved], c->site, c->out[i], i)) return false;
            n->nsaved++;
        }
    if (UNLIKELY(c->inplace))
        for (int i = 0; i < c->nargs; i++) { /* the base gets a new history: so must its views */
            rush_tensor *t = TENSOR(c, i);
            if (t && t->view_base && t->version == c->args[0].u.t->version) t->attr_version--;
        }
    if (n->outputs)
        for (int i = 0; i < n->nout; i++) n->outputs[i] = like_of(c->list ? rush_list_get(c->list, i) : c->out[i], &ints);
    return true;
}

static inline uint32_t saves_of(const call *c) {
    uint32_t saves = c->op->saves;
    const uint32_t *saves_for = c->op->saves_for;
    int count = c->nargs < OP_MAX_SAVES_FOR ? c->nargs : OP_MAX_SAVES_FOR;
    for (int i = 0; i < count; i++)
        if (UNLIKELY(saves_for[i] != 0) && c->args[i].kind == RUSH_VALUE_TENSOR && tensor_requires_grad(c->args[i].u.t)) saves |= saves_for[i];
    return saves;
}

bool call_keep_before(call *c) {
    rush_tensor *self = c->args[0].u.t;
    if (!(saves_of(c) & ARG(0))) return true;
    rush_tensor *copy = call_temporary(c, (rush_dtype)self->dtype, self->ndim, self->shape);
    if (!copy || !tensor_copy(c->site, copy, self)) return false;
    rush_node *n = tensor_grad_fn(self);
    if (n) tensor_set_history(copy, n, self->output_nr);
    c->before = copy;
    return true;
}

bool call_record(call *c) {
    uint32_t saves = saves_of(c);
    layout l = layout_count(c, saves);
    size_t args = sizeof(op_node), edges = args + sizeof(value) * (size_t)c->nargs, inputs = edges + sizeof(edge) * (size_t)l.edges,
           outputs = inputs + sizeof(tensor_like) * (size_t)l.edges, saved = outputs + sizeof(tensor_like) * (size_t)l.outputs,
           ints = saved + sizeof(saved_tensor) * (size_t)l.saved, chars = ints + sizeof(int64_t) * (size_t)l.ints, bytes = chars + l.chars;
    char *block = LIKELY(bytes <= BLOCK_SMALL) ? block_take(bytes) : block_alloc(bytes);
    if (UNLIKELY(!block)) return error_memory(c->site, c->op->name, bytes);
    op_node *n = (op_node *)(void *)block;
    node_init(&n->node, &op_node_class, c->site, bytes);
    n->op = c->op;
    n->name = c->op->grad_name_of ? c->op->grad_name_of(c) : NULL;
    n->nargs = c->nargs;
    n->nsaved = 0;
    n->nout = c->list ? (int)rush_list_size(c->list) : c->nout;
    atomic_init(&n->users, 0);
    n->keeps = l.keeps;
    n->args = (value *)(void *)(block + args);
    n->node.edges = (edge *)(void *)(block + edges);
    n->node.inputs = (tensor_like *)(void *)(block + inputs);
    n->outputs = l.outputs ? (tensor_like *)(void *)(block + outputs) : NULL;
    n->saved = (saved_tensor *)(void *)(block + saved);
    n->node.noutputs = n->nout;
    bool ok = op_node_fill(n, c, saves, (int64_t *)(void *)(block + ints), block + chars);
    bool ours = true; /* the first result takes our reference */
    for (int i = 0; ok && i < n->nout; i++) {
        rush_tensor *t = c->list ? rush_list_get(c->list, i) : c->out[i];
        if (!t) ok = false;
        else if (!dtype_is_float((rush_dtype)t->dtype) || (i && c->op->flags & OP_FIRST_GRAD)) continue;
        else if (c->inplace && i == 0) {
            object_retain(&n->node.base);
            ok = tensor_rebase(t, &n->node, 0, c->site);
        } else if (ours) {
            tensor_take_history(t, &n->node, (uint32_t)i);
            ours = false;
        } else tensor_set_history(t, &n->node, (uint32_t)i);
    }
    if (ours) RELEASE(&n->node);
    return ok;
}

/* ---- running ---- */

/* Two threads may run one node at once. Values are freed by the thread that is alone with the node; a release that finds
   another thread inside leaves them to the node's end. */
enum { RELEASED = INT32_MIN / 2 };

static void op_node_drop(op_node *n) {
    for (int i = 0; i < n->nsaved; i++) saved_release(&n->saved[i]);
}

static void op_node_release(rush_node *node) {
    op_node *n = (op_node *)node;
    int32_t nobody = 0;
    if (n->keeps && atomic_compare_exchange_strong(&n->users, &nobody, RELEASED)) op_node_drop(n);
}

static void op_node_destroy(rush_node *node) { op_node_drop((op_node *)node); }

static bool check_saved(const op_node *n) {
    for (int i = 0; i < n->nsaved; i++) TRY(saved_check(&n->saved[i], &n->node, n->op->name));
    return true;
}

static bool op_node_run(op_node *n, rush_tensor **grads, rush_tensor **results, bool create_graph) {
    rush_node *node = &n->node;
    int given = 0;
    while (given < n->nout && !grads[given]) given++;
    if (UNLIKELY(given == n->nout)) return true; /* nothing comes, nothing goes */
    TRY(check_saved(n));
    value args[OP_MAX_ARGS];
    rush_tensor *out[OP_MAX_OUT] = { NULL };
    memcpy(args, n->args, sizeof *args * (size_t)n->nargs);
    rush_tensor **lists = NULL;
    for (int i = 0; i < n->nsaved; i++) {
        const saved_tensor *s = &n->saved[i];
        rush_tensor *t = saved_value(s, node, create_graph);
        if (UNLIKELY(!t)) return false;
        if (s->arg < 0) out[~s->arg] = t;
        else if (args[s->arg].kind == RUSH_VALUE_TENSORS) {
            if (!args[s->arg].u.tensors) {
                lists = scope_scratch(sizeof *lists * (size_t)args[s->arg].count);
                if (!lists) return error_memory(node->site, n->op->name, sizeof *lists * (size_t)args[s->arg].count);
                args[s->arg].u.tensors = lists;
                for (int k = 0; k < args[s->arg].count; k++) lists[k] = NULL;
            }
            lists[s->element] = t;
        } else args[s->arg].u.t = t;
    }
    backward c = { .site = node->site, .op = n->op, .node = n, .grads = grads, .grad = grads[0], .args = args, .nargs = n->nargs, .out = out, .result = results,
                   .create_graph = create_graph };
    if (n->outputs && !(n->op->flags & OP_GRAD_UNDEFINED))
        for (int i = 0; i < n->nout; i++)
            if (!grads[i] && !(grads[i] = autograd_zeros(c.site, &n->outputs[i]))) return false;
    c.grad = grads[0];
    op_count(n->op, RUN_BACKWARD);
    TRY(n->op->grad(&c));
    for (int i = 0; i < node->nedges; i++)
        if (results[i]) {
            results[i] = autograd_fit(node, results[i], i);
            if (!results[i]) return false;
        }
    return !thread_get()->failed;
}

static bool op_node_apply(rush_node *node, rush_tensor **grads, rush_tensor **results, bool create_graph) {
    op_node *n = (op_node *)node;
    if (!n->keeps) return op_node_run(n, grads, results, create_graph);
    bool ok = atomic_fetch_add(&n->users, 1) >= 0 ? op_node_run(n, grads, results, create_graph) : saved_is_gone(node);
    atomic_fetch_sub(&n->users, 1);
    return ok;
}

static saved_tensor *op_node_saved(rush_node *node, int64_t *count) {
    op_node *n = (op_node *)node;
    *count = n->keeps && atomic_load_explicit(&n->users, memory_order_relaxed) < 0 ? -1 : n->nsaved;
    return n->saved;
}

const node_class op_node_class = { op_node_name, op_node_apply, op_node_release, op_node_destroy, op_node_saved };

/* ---- what a node keeps, by name ---- */

bool rush_node_kept(const rush_node *node, const char *name, rush_kept *kept) {
    const op_node *n = (const op_node *)node;
    if (!node || node->class != &op_node_class) return false;
    const schema *s = schema_of(n->op);
    if (!s) return false;
    *kept = (rush_kept){ .first = -1 };
    size_t length = strlen(name), sizes = length > 6 && strcmp(name + length - 6, "_sizes") == 0 ? length - 6 : 0;
    for (int i = 0; i < n->nargs && i < s->nargs; i++) {
        const value *v = &n->args[i];
        bool same = strcmp(s->args[i].name, name) == 0;
        if (!same && !(sizes && strlen(s->args[i].name) == sizes && memcmp(s->args[i].name, name, sizes) == 0)) continue;
        bool tensors = v->kind == RUSH_VALUE_TENSOR || v->kind == RUSH_VALUE_TENSORS;
        if (!same) {
            if (v->kind != RUSH_VALUE_TENSOR) continue;
            const tensor_like *like = &node->inputs[n->arg_edge[i]];
            kept->value = (rush_value){ .u.ints = like->shape, .kind = RUSH_VALUE_INTS, .count = like->ndim };
            return true;
        }
        kept->value = *v;
        if (!tensors) return true;
        if (v->kind == RUSH_VALUE_TENSOR) kept->value.count = 1;
        kept->arg = i;
        for (int k = n->nsaved - 1; k >= 0; k--)
            if (n->saved[k].arg == i) kept->first = k;
        return kept->first >= 0;
    }
    for (int k = 0; k < n->nsaved; k++) {
        int out = ~n->saved[k].arg;
        if (out < 0) continue;
        char number[16] = "result";
        if (n->nout > 1) snprintf(number, sizeof number, "result%d", out);
        bool named = out < s->nreturns && s->returns[out][0];
        if (strcmp(named ? s->returns[out] : number, name) != 0) continue;
        *kept = (rush_kept){ .value = { .kind = RUSH_VALUE_TENSOR, .count = 1 }, .first = k, .arg = n->saved[k].arg };
        return true;
    }
    return false;
}

int64_t rush_node_kept_element(const rush_node *node, const rush_kept *kept, int element) {
    const op_node *n = (const op_node *)node;
    for (int k = 0; k < n->nsaved; k++)
        if (n->saved[k].arg == kept->arg && n->saved[k].element == element) return k;
    return -1;
}

/* ---- for rules ---- */

bool needs_element(const backward *c, int i, int k) {
    int e = c->node->arg_edge[i];
    if (e < 0 || !c->node->node.edges[e + k].to) return false;
    return LIKELY(!thread_get()->backward_captures) || engine_wants(c->node->node.edges[e + k]);
}
bool needs(const backward *c, int i) { return needs_element(c, i, 0); }

bool give_element(backward *c, int i, int k, rush_tensor *g) {
    c->result[c->node->arg_edge[i] + k] = g = mutation_gradient(c, i, g);
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
