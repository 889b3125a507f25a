/* SPDX-License-Identifier: MIT */
/* hooks.c - hooks: registering, calling, taking down. Lists belong to a node (a hook then names one of its outputs) or to a
   leaf; one lock guards all of them, and is never held while user code runs. A hook being called is held by a reference,
   so it may remove itself, or be removed by another thread. */
#include "autograd/hooks.h"

#include <pthread.h>

#include "autograd/engine.h"
#include "core/alloc.h"
#include "core/device.h"
#include "core/error.h"

typedef enum hook_kind { HOOK_TENSOR, HOOK_RETAIN, HOOK_PRE, HOOK_POST, HOOK_NOTE } hook_kind; /* a note is never called */

struct node_hook {
    node_hook *next;                 /* in its list, ids rising */
    node_hook *next_in_bucket;
    node_hook **list;                /* NULL once removed */
    int64_t id;
    uint32_t refs, nr;
    hook_kind kind;
    bool undefined;                  /* HOOK_TENSOR: called with NULL where nothing came */
    rush_tensor *tensor;             /* HOOK_RETAIN: not owned; it takes its hook out when it dies */
    union { rush_tensor_hook tensor; rush_node_prehook pre; rush_node_hook post; } call;
    void *user;
    void (*free)(void *user);
};

enum { BUCKETS = 256 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static node_hook *buckets[BUCKETS];
static int64_t last_id;

/* ---- lists ---- */

static void hook_release(node_hook *h) {
    if (__atomic_sub_fetch(&h->refs, 1, __ATOMIC_ACQ_REL)) return;
    if (h->free) h->free(h->user);
    mem_free(h);
}

/* takes h out of its list and bucket; the list's reference is now the caller's. Under the lock. */
static void unlink_hook(node_hook *h) {
    for (node_hook **p = h->list; *p; p = &(*p)->next)
        if (*p == h) {
            __atomic_store_n(p, h->next, __ATOMIC_RELAXED);
            break;
        }
    for (node_hook **p = &buckets[h->id % BUCKETS]; *p; p = &(*p)->next_in_bucket)
        if (*p == h) {
            *p = h->next_in_bucket;
            break;
        }
    h->list = NULL;
}

static int64_t hook_add(rush_site site, node_hook **list, const node_hook *like) {
    node_hook *h = mem_alloc(sizeof *h);
    if (!h) {
        error_memory(site, "register_hook", sizeof *h);
        if (like->free) like->free(like->user);
        return 0;
    }
    *h = *like;
    h->next = NULL;
    h->refs = 1;
    h->list = list;
    pthread_mutex_lock(&lock);
    h->id = ++last_id;
    node_hook **end = list;
    while (*end) end = &(*end)->next;
    __atomic_store_n(end, h, __ATOMIC_RELEASE);
    h->next_in_bucket = buckets[h->id % BUCKETS];
    buckets[h->id % BUCKETS] = h;
    int64_t id = h->id;
    pthread_mutex_unlock(&lock);
    return id;
}

/* The hooks of a list as they are now, each with a reference: those registered, or removed, while hooks run are for the next time.
   Memory of the scope's; NULL with the error set. */
static node_hook **hooks_take(node_hook *const *list, int *count) {
    int n = 0;
    pthread_mutex_lock(&lock);
    for (const node_hook *h = *list; h; h = h->next) n++;
    pthread_mutex_unlock(&lock);
    node_hook **taken = scope_scratch(sizeof *taken * (size_t)(n + 1));
    if (!taken) {
        error_memory(NULL, "hook", sizeof *taken * (size_t)(n + 1));
        return NULL;
    }
    *count = 0;
    pthread_mutex_lock(&lock);
    for (node_hook *h = *list; h && *count < n; h = h->next) {
        __atomic_add_fetch(&h->refs, 1, __ATOMIC_RELAXED);
        taken[(*count)++] = h;
    }
    pthread_mutex_unlock(&lock);
    return taken;
}

bool rush_remove_hook(int64_t id) {
    if (id <= 0) return false;
    pthread_mutex_lock(&lock);
    node_hook *h = buckets[id % BUCKETS];
    while (h && h->id != id) h = h->next_in_bucket;
    if (h) unlink_hook(h);
    pthread_mutex_unlock(&lock);
    if (h) hook_release(h);
    return h != NULL;
}

void hooks_free(node_hook **list) {
    for (;;) {
        pthread_mutex_lock(&lock);
        node_hook *h = *list;
        if (h) unlink_hook(h);
        pthread_mutex_unlock(&lock);
        if (!h) return;
        hook_release(h);
    }
}

void hooks_forget(rush_tensor *t) {
    node_hook *h = NULL;
    pthread_mutex_lock(&lock);
    for (int b = 0; b < BUCKETS && !h; b++)
        for (h = buckets[b]; h && h->tensor != t;) h = h->next_in_bucket;
    if (h) {
        unlink_hook(h);
        h->tensor = NULL;
    }
    pthread_mutex_unlock(&lock);
    if (h) hook_release(h);
}

int hooks_visit(node_hook *const *list, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg) {
    int result = 0;
    pthread_mutex_lock(&lock);
    for (const node_hook *h = *list; h && !result; h = h->next)
        if (h->free) result = visit(h->user, h->free, arg);
    pthread_mutex_unlock(&lock);
    return result;
}

/* ---- calling ---- */

/* PyTorch's rules for what a hook may return */
static bool hook_result_fits(const rush_tensor *was, const rush_tensor *is) {
    if (was->dtype != is->dtype || !device_same(was->device, is->device))
        return error_set(RUSH_RUNTIME_ERROR, NULL, "hook", "hook has changed the type of value (was %s%sTensor got %s%sTensor)",
                         device_backend(was->device.type)->tensor_name, dtype_table[was->dtype].torch_name,
                         device_backend(is->device.type)->tensor_name, dtype_table[is->dtype].torch_name);
    if (!shape_equal(was->ndim, was->shape, is->ndim, is->shape))
        return error_set(RUSH_RUNTIME_ERROR, NULL, "hook", "hook has changed the size of value");
    return true;
}

/* the hook's gradient instead of g: g itself if it returned NULL; NULL on error */
static rush_tensor *hook_call(const node_hook *h, rush_tensor *g) {
    rush_tensor *other = h->call.tensor(g, h->user);
    if (thread_get()->failed) return NULL;
    if (!other || other == g) return g;
    if (!g) return other;
    return hook_result_fits(g, other) ? other : NULL;
}

/* retain_grad: the gradient is kept, or added to what is kept. The tensor may be dying in another thread, which then waits for
   the lock before it takes down its meta. */
static bool hook_retain(rush_site site, node_hook *h, rush_tensor *g) {
    pthread_mutex_lock(&lock);
    rush_tensor *kept = h->tensor && h->tensor->meta->grad ? RETAIN(h->tensor->meta->grad) : NULL;
    pthread_mutex_unlock(&lock);
    rush_tensor *sum = kept ? autograd_add(site, kept, g) : autograd_clone(site, g);
    RELEASE(kept);
    if (!sum) return false;
    object_retain(&sum->base);
    pthread_mutex_lock(&lock);
    rush_tensor *old = sum;
    if (h->tensor) {
        old = h->tensor->meta->grad;
        h->tensor->meta->grad = sum;
    }
    pthread_mutex_unlock(&lock);
    RELEASE(old);
    return true;
}

static void replace(rush_tensor **slot, rush_tensor *by) {
    if (*slot == by) return;
    if (by) object_retain(&by->base);
    RELEASE(*slot);
    *slot = by;
}

static bool prehook_call(const node_hook *h, rush_node *n, rush_tensor **grads) {
    rush_tensor **given = scope_scratch(sizeof *given * (size_t)n->noutputs);
    if (!given) return error_memory(n->site, "hook", sizeof *given * (size_t)n->noutputs);
    for (int i = 0; i < n->noutputs; i++) given[i] = grads[i];
    if (!h->call.pre(given, n->noutputs, h->user) || thread_get()->failed) return false;
    for (int i = 0; i < n->noutputs; i++) {
        if (given[i] && grads[i] && given[i] != grads[i]) TRY(hook_result_fits(grads[i], given[i]));
        replace(&grads[i], given[i]);
    }
    return true;
}

static bool hook_failed(const char *name) {
    return rush_failed() ? false : error_set(RUSH_RUNTIME_ERROR, NULL, "hook", "a hook of %s returned false", name);
}

bool hooks_before(rush_node *n, rush_tensor **grads) {
    int count;
    node_hook **hooks = hooks_take(&n->hooks, &count);
    bool ok = hooks != NULL;
    for (int i = 0; hooks && i < count; i++) {
        node_hook *h = hooks[i];
        if (ok && h->kind == HOOK_PRE) {
            if (!prehook_call(h, n, grads)) ok = hook_failed(node_name(n));
        } else if (ok && h->kind < HOOK_PRE && (grads[h->nr] || h->undefined)) {
            rush_tensor *g = grads[h->nr];
            if (h->kind == HOOK_RETAIN) ok = hook_retain(n->site, h, g);
            else {
                g = hook_call(h, g);
                ok = !thread_get()->failed;
                if (ok) replace(&grads[h->nr], g);
            }
        }
        hook_release(h);
    }
    return ok;
}

bool hooks_after(rush_node *n, rush_tensor **results, rush_tensor *const *grads) {
    int count;
    node_hook **hooks = hooks_take(&n->hooks, &count);
    bool ok = hooks != NULL;
    for (int i = 0; hooks && i < count; hook_release(hooks[i++])) {
        const node_hook *h = hooks[i];
        if (ok && h->kind == HOOK_POST && (!h->call.post(results, n->nedges, grads, n->noutputs, h->user) || thread_get()->failed)) ok = hook_failed(node_name(n));
    }
    for (int i = 0; ok && i < n->nedges; i++)
        if (results[i]) ok = (results[i] = autograd_fit(n, results[i], i)) != NULL;
    return ok;
}

rush_tensor *hooks_leaf(rush_tensor *leaf, rush_tensor *grad) {
    int count;
    node_hook **hooks = hooks_take(&leaf->meta->hooks->first, &count);
    if (!hooks) return NULL;
    for (int i = 0; i < count; hook_release(hooks[i++]))
        if (grad) grad = hook_call(hooks[i], grad);
    return grad;
}

/* ---- registering ---- */

static int64_t hook_refuse(const rush_register_hook_args *a) {
    if (a->free) a->free(a->user);
    return 0;
}

static node_hook **leaf_list(rush_tensor *t) {
    tensor_meta *m = tensor_meta_get(t);
    if (!m) return NULL;
    tensor_hooks *list = __atomic_load_n(&m->hooks, __ATOMIC_ACQUIRE);
    if (list) return &list->first;
    tensor_hooks *made = mem_calloc(sizeof *made);
    if (!made) {
        error_memory(NULL, "register_hook", sizeof *made);
        return NULL;
    }
    if (__atomic_compare_exchange_n(&m->hooks, &list, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return &made->first;
    mem_free(made);
    return &list->first;
}

int64_t rush_register_hook_at(rush_site site, rush_tensor *t, rush_register_hook_args a) {
    if (thread_get()->failed) return hook_refuse(&a);
    if (!t || !a.function) {
        error_set(RUSH_TYPE_ERROR, site, "register_hook", "the %s is NULL", t ? "function" : "tensor");
        return hook_refuse(&a);
    }
    if (!tensor_requires_grad(t)) {
        error_set(RUSH_RUNTIME_ERROR, site, "register_hook", "cannot register a hook on a tensor that doesn't require gradient");
        return hook_refuse(&a);
    }
    edge e = tensor_edge(t);
    node_hook **list = edge_is_leaf(e) ? leaf_list(t) : &((rush_node *)e.to)->hooks;
    if (!list) return hook_refuse(&a);
    return hook_add(site, list, &(node_hook){ .nr = e.nr, .kind = HOOK_TENSOR, .call.tensor = a.function, .user = a.user, .free = a.free,
                                                .undefined = a.undefined });
}

static int64_t node_register(rush_site site, rush_node *n, node_hook like) {
    bool given = like.kind == HOOK_PRE ? like.call.pre != NULL : like.call.post != NULL;
    if (n && given && !thread_get()->failed) return hook_add(site, &n->hooks, &like);
    error_set(RUSH_TYPE_ERROR, site, "register_hook", "the %s is NULL", n ? "function" : "node");
    if (like.free) like.free(like.user);
    return 0;
}

int64_t rush_node_register_hook_at(rush_site site, rush_node *n, rush_node_register_hook_args a) {
    return node_register(site, n, (node_hook){ .kind = HOOK_POST, .call.post = a.function, .user = a.user, .free = a.free });
}

int64_t rush_node_register_prehook_at(rush_site site, rush_node *n, rush_node_register_prehook_args a) {
    return node_register(site, n, (node_hook){ .kind = HOOK_PRE, .call.pre = a.function, .user = a.user, .free = a.free });
}

bool rush_node_attach_at(rush_site site, rush_node *n, void *user, void (*free_user)(void *user)) {
    if (n && !thread_get()->failed) return hook_add(site, &n->hooks, &(node_hook){ .kind = HOOK_NOTE, .user = user, .free = free_user }) != 0;
    error_set(RUSH_TYPE_ERROR, site, "attach", "the node is NULL");
    if (free_user) free_user(user);
    return false;
}

void *rush_node_attached(const rush_node *n, void (*free_user)(void *user)) {
    void *user = NULL;
    if (!n || !hooks_any(n)) return NULL;
    pthread_mutex_lock(&lock);
    for (const node_hook *h = n->hooks; h && !user; h = h->next)
        if (h->kind == HOOK_NOTE && h->free == free_user) user = h->user;
    pthread_mutex_unlock(&lock);
    return user;
}

bool rush_retain_grad_at(rush_site site, rush_tensor *t) {
    if (thread_get()->failed) return false;
    if (!t) return error_set(RUSH_TYPE_ERROR, site, "retain_grad", "the tensor is NULL");
    if (!tensor_requires_grad(t)) return error_set(RUSH_RUNTIME_ERROR, site, "retain_grad", "can't retain_grad on Tensor that has requires_grad=False");
    edge e = tensor_edge(t);
    tensor_meta *m = tensor_meta_get(t);
    if (!m) return false;
    if (edge_is_leaf(e) || m->retains_grad) return true;
    if (!hook_add(site, &((rush_node *)e.to)->hooks, &(node_hook){ .nr = e.nr, .kind = HOOK_RETAIN, .tensor = t })) return false;
    m->retains_grad = true;
    return true;
}

/* t has a new history: what is kept is the gradient of what it is now */
bool hooks_move_retain(rush_tensor *t, rush_node *from, rush_node *to, uint32_t nr) {
    node_hook *h = NULL;
    if (from && hooks_any(from)) {
        pthread_mutex_lock(&lock);
        for (h = from->hooks; h && !(h->kind == HOOK_RETAIN && h->tensor == t);) h = h->next;
        if (h) {
            unlink_hook(h);
            h->tensor = NULL;
        }
        pthread_mutex_unlock(&lock);
        if (h) hook_release(h);
    }
    return !h || hook_add(to->site, &to->hooks, &(node_hook){ .nr = nr, .kind = HOOK_RETAIN, .tensor = t }) != 0;
}

bool rush_retains_grad(const rush_tensor *t) { return t && t->meta && t->meta->retains_grad; }
