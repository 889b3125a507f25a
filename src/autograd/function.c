/* SPDX-License-Identifier: MIT */
/* function.c - functions with a derivative of their own. The context that the user's functions see is the node itself. */
#include "autograd/function.h"

#include <string.h>

#include "autograd/engine.h"
#include "autograd/saved.h"
#include "core/alloc.h"
#include "core/error.h"

typedef struct marked { rush_tensor *t; bool dirty; } marked;

struct rush_context {
    rush_node node;
    const rush_function *function;
    void *user;
    void (*free)(void *user);
    bool records;                    /* some input wants a gradient */
    bool in_forward, released;
    bool several;                    /* more than one differentiable output */
    rush_tensor *const *inputs;      /* during forward */
    rush_tensor **kept;              /* what forward saved, owned; become `saved` when it has returned */
    marked *marks;
    int64_t kept_count, mark_count;
    saved_tensor *saved;
    int64_t saved_count;
    tensor_like *outputs;            /* differentiable outputs; dtype 0 for others */
    size_t outputs_bytes;
    char name[];
};

/* ---- the node ---- */

static const char *context_name(const rush_node *n) { return ((const rush_context *)n)->name; }

static void context_release(rush_node *n) {
    rush_context *ctx = (rush_context *)n;
    for (int64_t i = 0; i < ctx->saved_count; i++) saved_release(&ctx->saved[i]);
    if (ctx->saved_count) ctx->released = true;
}

static void context_destroy(rush_node *n) {
    rush_context *ctx = (rush_context *)n;
    context_release(n);
    for (int64_t i = 0; i < ctx->kept_count; i++) RELEASE(ctx->kept[i]);
    mem_free(ctx->kept);
    mem_free(ctx->marks);
    mem_free(ctx->saved);
    mem_free(ctx->outputs);
    if (ctx->free) ctx->free(ctx->user);
}

/* ---- backward of a function that may be differentiated once: what it gives refuses to be differentiated ---- */

static const char *refuse_name(const rush_node *n) { return (void)n, "Error"; }
static bool refuse_apply(rush_node *n, rush_tensor **grads, rush_tensor **results, bool create_graph) {
    (void)grads, (void)results, (void)create_graph;
    return error_set(RUSH_RUNTIME_ERROR, n->site, "Error", "trying to differentiate twice a function that was marked with @once_differentiable");
}
static void refuse_nothing(rush_node *n) { (void)n; }
static const node_class refuse_class = { refuse_name, refuse_apply, refuse_nothing, refuse_nothing, NULL };

static bool refuse_twice(rush_context *ctx, rush_tensor **results) {
    rush_node *like = &ctx->node;
    size_t bytes = sizeof(rush_node) + sizeof(edge) * (size_t)like->nedges;
    rush_node *n = block_alloc(bytes);
    if (!n) return error_memory(like->site, ctx->name, bytes);
    node_init(n, &refuse_class, like->site, bytes);
    n->noutputs = n->nedges = like->nedges;
    n->edges = (edge *)(n + 1);
    n->inputs = like->inputs; /* only read for gradients that are never computed */
    bool ok = true;
    for (int i = 0; i < n->nedges; i++) {
        n->edges[i] = like->edges[i];
        if (n->edges[i].to) object_retain(n->edges[i].to);
    }
    for (int i = 0; ok && i < n->nedges; i++) {
        if (!results[i]) continue;
        rush_tensor *t = scope_own(tensor_shallow(like->site, results[i]));
        if (t) tensor_set_history(results[i] = t, n, (uint32_t)i);
        else ok = false;
    }
    RELEASE(n);
    return ok;
}

bool rush_once_differentiable_at(rush_site site, rush_tensor *const *values, int64_t count, rush_tensor **results) {
    for (int64_t i = 0; i < count; i++) results[i] = NULL;
    if (thread_get()->failed) return false;
    size_t bytes = sizeof(rush_node) + sizeof(edge) * (size_t)count;
    rush_node *n = block_alloc(bytes);
    if (!n) return error_memory(site, "Error", bytes);
    node_init(n, &refuse_class, site, bytes);
    n->noutputs = (int)count;
    n->edges = (edge *)(n + 1);
    n->inputs = NULL; /* only read for gradients that are never computed */
    bool ok = true;
    for (int64_t i = 0; ok && i < count; i++) {
        rush_tensor *leaf = values[i] ? tensor_shallow(site, values[i]) : NULL;
        rush_tensor *t = leaf ? scope_own(tensor_shallow(site, leaf)) : NULL;
        n->edges[n->nedges++] = (edge){ leaf ? &leaf->base : NULL, 0 };
        ok = (leaf && t) || !values[i];
        if (leaf) leaf->base.flags |= TENSOR_REQUIRES_GRAD;
        if (t) tensor_set_history(results[i] = t, n, (uint32_t)i);
    }
    RELEASE(n);
    return ok;
}

static bool context_apply(rush_node *node, rush_tensor **grads, rush_tensor **results, bool create_graph) {
    rush_context *ctx = (rush_context *)node;
    thread_state *s = thread_get();
    if (!ctx->function->undefined_grads)
        for (int i = 0; i < node->noutputs; i++)
            if (!grads[i] && ctx->outputs[i].dtype && !(grads[i] = autograd_zeros(node->site, &ctx->outputs[i]))) return false;
    bool once = ctx->function->once_differentiable, was_off = s->grad_off;
    if (once) s->grad_off = true;
    bool ok = ctx->function->backward(ctx, grads, results) && !s->failed;
    s->grad_off = was_off;
    for (int i = 0; ok && i < node->nedges; i++) {
        if (!node->edges[i].to) results[i] = NULL;
        if (results[i]) ok = (results[i] = autograd_fit(node, results[i], i)) != NULL;
    }
    return ok && (!once || !create_graph || refuse_twice(ctx, results));
}

static saved_tensor *context_saved(rush_node *n, int64_t *count) {
    rush_context *ctx = (rush_context *)n;
    *count = ctx->released ? -1 : ctx->saved_count;
    return ctx->saved;
}
static const node_class context_class = { context_name, context_apply, context_release, context_destroy, context_saved };

/* name, edges, sizes of the inputs in one block */
static rush_context *context_new(rush_site site, const rush_function *f, rush_tensor *const *inputs, int64_t count, int64_t outputs) {
    size_t name = sizeof(rush_context) + strlen(f->name) + sizeof "Backward", edges = (name + 15) & ~(size_t)15,
           likes = edges + sizeof(edge) * (size_t)count, ints = likes + sizeof(tensor_like) * (size_t)count, bytes = ints;
    for (int64_t i = 0; i < count; i++) bytes += sizeof(int64_t) * (size_t)inputs[i]->ndim;
    rush_context *ctx = block_alloc(bytes);
    if (!ctx) {
        error_memory(site, f->name, bytes);
        return NULL;
    }
    memset(ctx, 0, sizeof *ctx);
    node_init(&ctx->node, &context_class, site, bytes);
    ctx->function = f;
    ctx->inputs = inputs;
    snprintf(ctx->name, edges - sizeof *ctx, "%sBackward", f->name);
    ctx->node.edges = (edge *)(void *)((char *)ctx + edges);
    ctx->node.inputs = (tensor_like *)(void *)((char *)ctx + likes);
    int64_t *dims = (int64_t *)(void *)((char *)ctx + ints);
    ctx->node.nedges = (int)count;
    ctx->node.noutputs = (int)outputs;
    for (int64_t i = 0; i < count; i++) {
        rush_tensor *t = inputs[i];
        if (t->ndim) memcpy(dims, t->shape, sizeof *dims * (size_t)t->ndim);
        ctx->node.inputs[i] = (tensor_like){ t->dtype, (uint8_t)t->ndim, t->device, dims };
        dims += t->ndim;
        edge e = grad_enabled() ? tensor_edge(t) : (edge){ NULL, 0 };
        if (e.to) object_retain(e.to), ctx->records = true;
        ctx->node.edges[i] = e;
    }
    return ctx;
}

/* ---- after forward ---- */

static marked *find_mark(const rush_context *ctx, const rush_tensor *t) {
    for (int64_t i = 0; i < ctx->mark_count; i++)
        if (ctx->marks[i].t == t) return &ctx->marks[i];
    return NULL;
}

static int64_t index_of(rush_tensor *const *list, int64_t count, const rush_tensor *t) {
    for (int64_t i = 0; i < count; i++)
        if (list[i] == t) return i;
    return -1;
}

/* an input that was written to becomes the node's output; PyTorch's rules for leaves and views */
static bool rebase_dirty(rush_context *ctx, rush_tensor *t, int64_t nr, int64_t input) {
    if (t->view_base && (ctx->node.noutputs > 1 || input != 0))
        return error_set(RUSH_RUNTIME_ERROR, ctx->node.site, ctx->function->name,
                         "if a function modifies in place an input that is a view of another Tensor, that must be its first input and its only output");
    object_retain(&ctx->node.base);
    return tensor_rebase(t, &ctx->node, (uint32_t)nr, ctx->node.site);
}

/* this view was made by a user's function, perhaps as one of several: writing to it in place is refused */
static void note_view(const rush_context *ctx, rush_tensor *t) {
    t->base.flags &= ~(uint32_t)TENSOR_NO_GRAD_VIEW;
    t->base.flags |= ctx->several ? TENSOR_MULTI_VIEW : TENSOR_FUNCTION_VIEW;
}

/* What the caller gets for raw output `nr`: a reference. Never a handle that already has a place in some graph. */
static rush_tensor *wrap_output(rush_context *ctx, rush_tensor *raw, int64_t nr) {
    const marked *mark = find_mark(ctx, raw);
    int64_t input = index_of(ctx->inputs, ctx->node.nedges, raw);
    if (!ctx->records || !dtype_is_float((rush_dtype)raw->dtype) || (mark && !mark->dirty)) {
        if (raw->view_base && grad_enabled() && input < 0) note_view(ctx, raw);
        if (!tensor_requires_grad(raw)) return RETAIN(raw);
        return tensor_shallow(ctx->node.site, raw); /* an input returned as it is, without its history */
    }
    if (mark && input >= 0) return rebase_dirty(ctx, raw, nr, input) ? RETAIN(raw) : NULL;
    bool own = input < 0 && !raw->grad_fn && !raw->view_base && !(raw->base.flags & TENSOR_REQUIRES_GRAD);
    rush_tensor *t = own ? RETAIN(raw) : tensor_shallow(ctx->node.site, raw);
    if (!t) return NULL;
    if (!own && (input >= 0 || raw->view_base)) note_view(ctx, t);
    tensor_set_history(t, &ctx->node, (uint32_t)nr);
    return t;
}

static bool note_outputs(rush_context *ctx, rush_tensor *const *outputs, int64_t count) {
    size_t bytes = sizeof(tensor_like) * (size_t)count;
    for (int64_t i = 0; i < count; i++) bytes += outputs[i] ? sizeof(int64_t) * (size_t)outputs[i]->ndim : 0;
    ctx->outputs = mem_calloc(bytes);
    if (!ctx->outputs) return error_memory(ctx->node.site, ctx->name, bytes);
    int64_t *dims = (int64_t *)(void *)(ctx->outputs + count);
    for (int64_t i = 0; i < count; i++) {
        const rush_tensor *t = outputs[i];
        if (!t || t->grad_fn != &ctx->node) continue;
        if (t->ndim) memcpy(dims, t->shape, sizeof *dims * (size_t)t->ndim);
        ctx->outputs[i] = (tensor_like){ t->dtype, (uint8_t)t->ndim, t->device, dims };
        dims += t->ndim;
    }
    return true;
}

static bool note_saved(rush_context *ctx, rush_tensor *const *raw, rush_tensor *const *outputs, int64_t count) {
    if (!ctx->kept_count) return true;
    size_t bytes = sizeof *ctx->saved * (size_t)ctx->kept_count;
    ctx->saved = mem_alloc(bytes);
    if (!ctx->saved) return error_memory(ctx->node.site, ctx->name, bytes);
    for (int64_t i = 0; i < ctx->kept_count; i++) {
        saved_tensor *s = &ctx->saved[i];
        int64_t nr = index_of(raw, count, ctx->kept[i]);
        bool ok = nr >= 0 && outputs[nr]->grad_fn == &ctx->node ? saved_output(s, ctx->node.site, outputs[nr], (int)nr)
                                                               : saved_input(s, ctx->node.site, ctx->kept[i], 0, 0);
        if (!ok) return false;
        ctx->saved_count++;
    }
    return true;
}

static void forget_kept(rush_context *ctx) {
    for (int64_t i = 0; i < ctx->kept_count; i++) RELEASE(ctx->kept[i]);
    ctx->kept_count = ctx->mark_count = 0;
    ctx->inputs = NULL;
    ctx->in_forward = false;
}

static bool call_forward(rush_context *ctx, rush_tensor **raw, int64_t count) {
    const rush_function *f = ctx->function;
    thread_state *s = thread_get();
    bool was_off = s->grad_off;
    s->grad_off = ctx->in_forward = true;
    bool ok = f->forward ? (raw[0] = f->forward(ctx, ctx->inputs)) != NULL : f->forward_n(ctx, ctx->inputs, raw);
    s->grad_off = was_off;
    if (s->failed) return false;
    for (int64_t i = 0; ok && i < count; i++) ok = raw[i] != NULL || f->null_outputs;
    int differentiable = 0;
    for (int64_t i = 0; ok && i < count; i++) {
        const marked *mark = raw[i] ? find_mark(ctx, raw[i]) : NULL;
        differentiable += raw[i] && dtype_is_float((rush_dtype)raw[i]->dtype) && !(mark && !mark->dirty);
    }
    ctx->several = differentiable > 1;
    return ok || error_set(RUSH_RUNTIME_ERROR, ctx->node.site, f->name, "%s: forward returned NULL without an error", f->name);
}

bool function_run(rush_site site, const rush_function *f, rush_tensor *const *inputs, int64_t input_count, rush_tensor **outputs, int64_t output_count,
                  void *user, void (*free_user)(void *user)) {
    for (int64_t i = 0; i < output_count; i++) outputs[i] = NULL;
    rush_context *ctx = thread_get()->failed ? NULL : context_new(site, f, inputs, input_count, output_count);
    if (!ctx) {
        if (free_user) free_user(user);
        return false;
    }
    ctx->user = user;
    ctx->free = free_user;
    size_t mark = scope_mark();
    rush_tensor **raw = scope_scratch(sizeof *raw * (size_t)output_count);
    bool ok = raw ? true : error_memory(site, f->name, sizeof *raw * (size_t)output_count);
    for (int64_t i = 0; ok && i < output_count; i++) raw[i] = NULL;
    ok = ok && call_forward(ctx, raw, output_count);
    for (int64_t i = 0; ok && i < output_count; i++) {
        int64_t before = raw[i] ? index_of(raw, i, raw[i]) : -1;
        if (!raw[i]) continue;
        if (before < 0) ok = (outputs[i] = wrap_output(ctx, raw[i], i)) != NULL;
        else { /* the same tensor again: its gradient comes to the last place */
            outputs[i] = RETAIN(outputs[before]);
            if (outputs[i]->grad_fn == &ctx->node) outputs[i]->output_nr = (uint32_t)i;
        }
    }
    if (ok && ctx->records) ok = note_outputs(ctx, outputs, output_count) && note_saved(ctx, raw, outputs, output_count);
    forget_kept(ctx);
    scope_drop(mark);
    RELEASE(&ctx->node);
    for (int64_t i = 0; i < output_count; i++) {
        if (!outputs[i]) continue;
        if (ok) ok = (outputs[i] = scope_own(outputs[i])) != NULL;
        else {
            RELEASE(outputs[i]);
            outputs[i] = NULL;
        }
    }
    return ok;
}

/* ---- the public side ---- */

bool rush_function_call_at(rush_site site, const rush_function *f, rush_tensor *const *inputs, rush_tensor **outputs, rush_function_call_args a) {
    int64_t outs = f->outputs ? f->outputs : 1;
    bool ok = !thread_get()->failed;
    if (ok && (!f->name || !f->backward || (f->forward ? f->forward_n || outs != 1 : !f->forward_n)))
        ok = error_set(RUSH_TYPE_ERROR, site, f->name, "a function needs a name, a backward, and forward (one output) or forward_n");
    if (ok && f->inputs && a.input_count != f->inputs)
        ok = error_set(RUSH_TYPE_ERROR, site, f->name, "%s takes %lld inputs, %lld were given", f->name, (long long)f->inputs, (long long)a.input_count);
    for (int64_t i = 0; ok && i < a.input_count; i++)
        if (!inputs[i]) ok = error_set(RUSH_TYPE_ERROR, site, f->name, "%s(): argument %lld must be Tensor, not NULL", f->name, (long long)i + 1);
    if (ok) return function_run(site, f, inputs, a.input_count, outputs, outs, a.user, a.free);
    if (a.free) a.free(a.user);
    for (int64_t i = 0; i < outs; i++) outputs[i] = NULL;
    return false;
}

rush_tensor *rush_function_apply_at(rush_site site, const rush_function *f, rush_tensor *const *inputs, int64_t count) {
    rush_tensor *few[8], **outputs = few;
    if (f->outputs > 8 && !(outputs = scope_scratch(sizeof *outputs * (size_t)f->outputs))) return NULL;
    rush_function_call_args args = { .size = sizeof args, .input_count = count };
    return rush_function_call_at(site, f, inputs, outputs, args) ? outputs[0] : NULL;
}

static bool check_forward(const rush_context *ctx, const rush_tensor *t, const char *what) {
    if (thread_get()->failed) return false;
    if (!t) return error_set(RUSH_TYPE_ERROR, ctx->node.site, what, "%s: the tensor is NULL", what);
    if (!ctx->in_forward) return error_set(RUSH_RUNTIME_ERROR, ctx->node.site, what, "%s is for forward", what);
    return true;
}

/* room for one more item in an array that doubles at powers of two */
static bool grow(rush_context *ctx, void **items, int64_t count, size_t size) {
    if (count & (count - 1)) return true;
    size_t bytes = size * (size_t)(count ? 2 * count : 1);
    void *p = mem_realloc(*items, bytes);
    if (!p) return error_memory(ctx->node.site, ctx->name, bytes);
    *items = p;
    return true;
}

bool rush_save_for_backward(rush_context *ctx, rush_tensor *t) {
    TRY(check_forward(ctx, t, "save_for_backward"));
    void *items = ctx->kept;
    TRY(grow(ctx, &items, ctx->kept_count, sizeof *ctx->kept));
    ctx->kept = items;
    ctx->kept[ctx->kept_count++] = RETAIN(t);
    return true;
}

static bool add_mark(rush_context *ctx, rush_tensor *t, bool dirty, const char *what) {
    TRY(check_forward(ctx, t, what));
    void *items = ctx->marks;
    TRY(grow(ctx, &items, ctx->mark_count, sizeof *ctx->marks));
    ctx->marks = items;
    ctx->marks[ctx->mark_count++] = (marked){ t, dirty };
    return true;
}

bool rush_mark_non_differentiable(rush_context *ctx, rush_tensor *output) { return add_mark(ctx, output, false, "mark_non_differentiable"); }

bool rush_mark_dirty(rush_context *ctx, rush_tensor *t) {
    TRY(add_mark(ctx, t, true, "mark_dirty"));
    if (index_of(ctx->inputs, ctx->node.nedges, t) < 0)
        return error_set(RUSH_RUNTIME_ERROR, ctx->node.site, ctx->function->name, "mark_dirty: the tensor is not an input of %s", ctx->function->name);
    if (ctx->records && tensor_edge(t).to && edge_is_leaf(tensor_edge(t)) && !t->view_base)
        return error_set(RUSH_RUNTIME_ERROR, ctx->node.site, ctx->function->name, "a leaf Variable that requires grad has been used in an in-place operation.");
    return tensor_check_inplace(t, ctx->node.site, ctx->function->name, ctx->records);
}

rush_tensor *rush_saved(rush_context *ctx, int64_t i) {
    if (thread_get()->failed) return NULL;
    if (ctx->released) {
        saved_is_gone(&ctx->node);
        return NULL;
    }
    if (i < 0 || i >= ctx->saved_count) {
        error_set(RUSH_INDEX_ERROR, ctx->node.site, ctx->name, "%s has saved %lld tensors, number %lld was asked for", ctx->name,
                  (long long)ctx->saved_count, (long long)i);
        return NULL;
    }
    if (!saved_check(&ctx->saved[i], &ctx->node, ctx->name)) return NULL;
    return saved_value(&ctx->saved[i], &ctx->node, grad_enabled());
}

void *rush_node_user(const rush_node *n, void (*free_user)(void *user)) {
    if (!n || n->class != &context_class) return NULL;
    const rush_context *ctx = (const rush_context *)n;
    return ctx->free == free_user ? ctx->user : NULL;
}

int function_visit(const rush_node *n, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg) {
    const rush_context *ctx = (const rush_context *)n;
    return n->class == &context_class && ctx->free ? visit(ctx->user, ctx->free, arg) : 0;
}

int64_t rush_saved_count(const rush_context *ctx) { return ctx->in_forward ? ctx->kept_count : ctx->saved_count; }
int64_t rush_context_input_count(const rush_context *ctx) { return ctx->node.nedges; }
void *rush_context_user(const rush_context *ctx) { return ctx->user; }
rush_node *rush_context_node(rush_context *ctx) { return &ctx->node; }
rush_site rush_context_site(const rush_context *ctx) { return ctx->node.site; }
bool rush_needs_input_grad(const rush_context *ctx, int64_t i) { return i >= 0 && i < ctx->node.nedges && ctx->node.edges[i].to != NULL; }
