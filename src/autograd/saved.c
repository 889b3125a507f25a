/* SPDX-License-Identifier: MIT */
/* saved.c - keeping tensors for the derivative, refusing those that were written to since, and hooks of the user's that keep something
   else in their place. */
#include "autograd/saved.h"

#include "autograd/data_check.h"
#include "autograd/engine.h"
#include "core/alloc.h"
#include "core/block.h"
#include "core/device.h"
#include "core/error.h"

/* ---- hooks ---- */

struct rush_saved_hooks {
    rush_object base;
    rush_saved_hooks_args call;
    rush_saved_hooks *below;         /* on the thread's stack; owned */
};

static void hooks_destroy(void *object) {
    rush_saved_hooks *h = object;
    if (h->call.free) h->call.free(h->call.user);
    mem_free(h);
}
static const rush_class hooks_class = { "SavedHooks", hooks_destroy };

static void pack_destroy(void *object) {
    saved_pack *p = object;
    if (p->hooks->call.free_packed) p->hooks->call.free_packed(p->packed);
    RELEASE(p->hooks);
    RELEASE(p->from.to);
    mem_free(p);
}
static const rush_class pack_class = { "SavedPack", pack_destroy };

static rush_saved_hooks *hooks_new(rush_site site, rush_saved_hooks_args a) {
    rush_saved_hooks *h = NULL;
    if (thread_get()->failed) h = NULL;
    else if (!a.pack || !a.unpack) error_set(RUSH_TYPE_ERROR, site, "saved_hooks", "the function is NULL");
    else if (!(h = mem_alloc(sizeof *h))) error_memory(site, "saved_hooks", sizeof *h);
    if (!h) {
        if (a.free) a.free(a.user);
        return NULL;
    }
    object_init(&h->base, &hooks_class);
    h->call = a;
    h->below = NULL;
    return h;
}

bool rush_saved_hooks_push_at(rush_site site, rush_saved_hooks_args a) {
    rush_saved_hooks *h = hooks_new(site, a);
    if (!h) return false;
    thread_state *s = thread_get();
    h->below = s->saved_hooks;
    s->saved_hooks = h;
    return true;
}

void rush_saved_hooks_pop(void) {
    thread_state *s = thread_get();
    rush_saved_hooks *h = s->saved_hooks;
    if (!h) return;
    s->saved_hooks = h->below;
    h->below = NULL;
    RELEASE(h);
}

/* Puts what the hooks make of `t` (a tensor without history) in the place of s's tensor. Takes the reference to `from.to`. */
static bool saved_pack_with(saved_tensor *s, rush_site site, rush_saved_hooks *h, rush_tensor *t, edge from) {
    thread_state *thread = thread_get();
    bool was_off = thread->grad_off;
    uint32_t before = atomic_load(&t->version->count);
    saved_pack *p = mem_alloc(sizeof *p);
    if (!p) {
        RELEASE(from.to);
        return error_memory(site, "saved_hooks", sizeof *p);
    }
    object_retain(&h->base);
    thread->grad_off = true;
    void *packed = h->call.pack(t, h->call.user);
    thread->grad_off = was_off;
    object_init(&p->base, &pack_class);
    *p = (saved_pack){ p->base, h, packed, from };
    bool ok = !thread->failed;
    if (ok && before != atomic_load(&t->version->count))
        ok = error_set(RUSH_RUNTIME_ERROR, site, "saved_hooks",
                       "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook can not be modified by in-place "
                       "operations as this can lead to unexpected side-effects. Please open an issue if you need to perform in-place operations on the input "
                       "to a pack hook.");
    if (!ok) {
        RELEASE(p);
        return false;
    }
    s->t = (rush_tensor *)(void *)p;
    s->packed = true;
    return true;
}

rush_tensor *saved_unpack(const saved_tensor *s, rush_node *n, bool create_graph) {
    const saved_pack *p = (const saved_pack *)(const void *)s->t;
    rush_tensor *t = p->hooks->call.unpack(p->packed, p->hooks->call.user), *link;
    if (thread_get()->failed) return NULL;
    if (!t) {
        error_set(RUSH_TYPE_ERROR, n->site, node_name(n), "Output of saved tensor unpack_hook expected to be a Tensor but got NULL");
        return NULL;
    }
    if (!create_graph) return t;
    if (!(t = scope_own(tensor_shallow(n->site, t)))) return NULL;
    if (s->arg < 0) tensor_set_history(t, n, (uint32_t)~s->arg);
    else if (p->from.to && !edge_is_leaf(p->from)) tensor_set_history(t, (rush_node *)p->from.to, p->from.nr);
    else if (p->from.to) { /* the leaf's gradient must find its way to the leaf itself */
        thread_state *thread = thread_get();
        bool was_off = thread->grad_off;
        thread->grad_off = false;
        link = autograd_alias(n->site, (rush_tensor *)p->from.to);
        thread->grad_off = was_off;
        if (!link) return NULL;
        if (link->grad_fn) tensor_set_history(t, link->grad_fn, 0);
    }
    return t;
}

/* ---- saving ---- */

static bool saved_set(saved_tensor *s, rush_tensor *t, int arg, int element) {
    s->t = t;
    if (!t) return false;
    s->version = atomic_load_explicit(&t->version->count, memory_order_relaxed);
    s->view = s->packed = false;
    s->arg = (int16_t)arg;
    s->element = (int16_t)element;
    return true;
}

bool saved_input(saved_tensor *s, rush_site site, rush_tensor *t, int arg, int element) {
    if (UNLIKELY(t->base.flags & TENSOR_INFERENCE))
        return error_set(RUSH_RUNTIME_ERROR, site, NULL,
                         "Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal tensor and use it in "
                         "autograd.");
    rush_saved_hooks *hooks = thread_get()->saved_hooks;
    if (UNLIKELY(hooks != NULL)) {
        rush_tensor *plain = tensor_shallow(site, t);
        edge from = tensor_edge(t);
        if (from.to) object_retain(from.to);
        bool ok = saved_set(s, plain, arg, element) && !thread_get()->failed && saved_pack_with(s, site, hooks, plain, from);
        if (!plain && from.to) RELEASE(from.to);
        RELEASE(plain);
        return ok;
    }
    bool leaf = !tensor_grad_fn(t) && t->base.flags & TENSOR_REQUIRES_GRAD;
    if (leaf) return saved_set(s, RETAIN(t), arg, element);
    if (!saved_set(s, tensor_shallow(site, t), arg, element)) return false;
    s->view = t->view_base != NULL;
    rush_node *n = tensor_grad_fn(t);
    if (n) tensor_set_history(s->t, n, t->output_nr);
    return !s->view || !thread_get()->failed;
}

bool saved_output(saved_tensor *s, rush_site site, const rush_tensor *t, int output) {
    if (!saved_set(s, tensor_shallow(site, t), ~output, 0)) return false;
    rush_saved_hooks *hooks = thread_get()->saved_hooks;
    if (LIKELY(!hooks)) return true;
    rush_tensor *plain = s->t;
    bool ok = saved_pack_with(s, site, hooks, plain, (edge){ NULL, 0 });
    RELEASE(plain);
    return ok;
}

void saved_release(saved_tensor *s) {
    rush_tensor *t = s->t;
    s->t = NULL;
    RELEASE(t);
}

static bool saved_modified(const saved_tensor *s, const rush_node *n, const char *op, uint32_t now) {
    const rush_tensor *t = s->t;
    /* the history that the original has by now */
    char output[96] = "";
    const rush_node *from = s->arg < 0 ? n : t->grad_fn;
    const char *name = from ? node_name(from) : NULL;
    unsigned nr = s->arg < 0 ? (unsigned)~s->arg : t->output_nr;
    if (s->arg >= 0 && t->version->grad_name && t->version->grad_count > s->version) {
        name = s->view ? "AsStridedBackward0" : t->version->grad_name;
        nr = 0;
    }
    if (name) snprintf(output, sizeof output, ", which is output %u of %s,", nr, name);
    error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n),
              "one of the variables needed for gradient computation has been modified by an inplace operation: [%s%sTensor %s]%s is at version "
              "%u; expected version %u instead. Hint: %s",
              device_backend(t->device.type)->tensor_name, dtype_table[t->dtype].torch_name, TENSOR_SHAPE_TEXT(t), output, now, s->version,
              thread_get()->anomaly ? "the backtrace further above shows the operation that failed to compute its gradient. The variable in "
                                      "question was changed in there or anywhere later. Good luck!"
                                    : "enable anomaly detection to find the operation that failed to compute its gradient, with "
                                      "torch.autograd.set_detect_anomaly(True).");
    rush_site site;
    const char *write_op;
    tensor_last_write(t, &site, &write_op);
    error_detail("saved by %s at %s, modified in place by %s at %s", op, n->site ? n->site : "?", write_op ? write_op : "?", site ? site : "?");
    return false;
}

bool saved_check(const saved_tensor *s, const rush_node *n, const char *op) {
    if (UNLIKELY(s->packed)) return true; /* what the hooks keep is theirs */
    uint32_t now = atomic_load_explicit(&s->t->version->count, memory_order_relaxed);
    if (UNLIKELY(now != s->version)) return saved_modified(s, n, op, now);
    if (UNLIKELY(__atomic_load_n(&s->t->storage->write_count, __ATOMIC_RELAXED))) return storage_check_untracked(n, op, s->t);
    return true;
}

bool saved_is_gone(const rush_node *n) {
    return error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n),
                     "Trying to backward through the graph a second time (or directly access saved tensors after they have already been "
                     "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify "
                     "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors "
                     "after calling backward.");
}

rush_tensor *saved_output_value(const saved_tensor *s, rush_node *n) {
    rush_tensor *t = scope_own(tensor_shallow(n->site, s->t));
    if (t) tensor_set_history(t, n, (uint32_t)~s->arg);
    return t;
}

int saved_visit(const rush_node *n, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg) {
    int64_t count = 0;
    int result = 0;
    const saved_tensor *s = n->class->saved ? n->class->saved((rush_node *)(uintptr_t)n, &count) : NULL;
    for (int64_t i = 0; i < count && !result; i++) {
        const saved_pack *p = s[i].packed ? (const saved_pack *)(const void *)s[i].t : NULL;
        if (p && __atomic_load_n(&p->base.refs, __ATOMIC_RELAXED) == 1) result = visit(p->packed, p->hooks->call.free_packed, arg);
    }
    return result;
}

/* ---- the public side: what a node has saved ---- */

int64_t rush_node_saved_count(const rush_node *n) {
    int64_t count = 0;
    if (n && n->class->saved) n->class->saved((rush_node *)(uintptr_t)n, &count);
    return count > 0 ? count : 0;
}

static saved_tensor *saved_at(rush_node *n, int64_t i) {
    int64_t count = 0;
    saved_tensor *s = n && n->class->saved ? n->class->saved(n, &count) : NULL;
    if (count < 0) {
        saved_is_gone(n);
        return NULL;
    }
    if (i >= 0 && i < count) return &s[i];
    error_set(RUSH_INDEX_ERROR, n ? n->site : NULL, "saved", "%lld tensors are saved, number %lld was asked for", (long long)count, (long long)i);
    return NULL;
}

bool rush_node_saved_gone(const rush_node *n) {
    int64_t count = 0;
    if (n && n->class->saved) n->class->saved((rush_node *)(uintptr_t)n, &count);
    return count < 0;
}

rush_tensor *rush_node_saved(rush_node *n, int64_t i) {
    if (thread_get()->failed) return NULL;
    saved_tensor *s = saved_at(n, i);
    if (!s || !saved_check(s, n, node_name(n))) return NULL;
    rush_tensor *t = saved_value(s, n, true);
    return !t || s->packed || s->arg < 0 ? t : scope_borrow(t);
}

bool rush_node_saved_hooks_at(rush_site site, rush_node *n, int64_t i, rush_saved_hooks_args a) {
    rush_saved_hooks *h = hooks_new(site, a);
    if (!h) return false;
    saved_tensor *s = saved_at(n, i);
    bool ok = s != NULL;
    if (ok && s->packed)
        ok = error_set(RUSH_RUNTIME_ERROR, site, "register_hooks",
                       "Calling register_hooks on a saved tensor whose hooks have already been set. Hint: only one pair of hooks is allowed at a time.");
    rush_tensor *was = ok ? s->t : NULL, *plain = ok ? tensor_shallow(site, was) : NULL;
    edge from = { NULL, 0 };
    if (plain && s->arg >= 0) from = tensor_edge(was);
    if (from.to) object_retain(from.to);
    ok = plain && saved_pack_with(s, site, h, plain, from);
    if (ok) RELEASE(was);
    RELEASE(plain);
    RELEASE(h);
    return ok;
}
