/* SPDX-License-Identifier: MIT */
/* engine.c - backward. A node was made after the nodes it leads to, so taking the ready nodes in falling order of their
   sequence numbers meets every node after all that lead to it: no counting of dependencies, no first pass.
   A heap holds the nodes that have received a gradient, a hash table finds a node's entry. Nothing recurses. */
#include "autograd/engine.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rushlight/autograd.h>

#include "autograd/anomaly.h"
#include "autograd/hooks.h"
#include "core/alloc.h"
#include "core/error.h"

/* ---- tasks: nodes with the gradients that have arrived ---- */

typedef struct task {
    rush_node *node;                 /* owned */
    rush_tensor *grads[];            /* by output of the node; owned, NULL: none yet */
} task;

typedef struct run {
    rush_site site;
    engine_options *options;
    task **heap;
    size_t count, capacity;
    task **table;                    /* open addressing; size is a power of two, 0 while few tasks wait */
    size_t table_size;
    capture *leaves;                 /* leaves that get the sum of the pass at its end: with hooks, or a .grad that others hold */
    size_t leaf_count, leaf_capacity;
    rush_node **wanted;              /* with captures: the nodes that lead to one, sorted by address */
    size_t wanted_count;
    struct final_call *calls, **calls_end;
} run;

/* what is to be called at the end */
typedef struct final_call {
    struct final_call *next;
    void (*function)(void *user);
    void *user;
    void (*free)(void *user);
} final_call;

enum { FEW = 8 };

static size_t task_bytes(const rush_node *n) { return sizeof(task) + sizeof(rush_tensor *) * (size_t)n->noutputs; }

static void task_free(task *t) {
    for (int i = 0; i < t->node->noutputs; i++) RELEASE(t->grads[i]);
    rush_node *n = t->node;
    block_free(t, task_bytes(n));
    RELEASE(n);
}

static size_t slot_of(const run *r, const rush_node *n) {
    return (size_t)(((uint64_t)(uintptr_t)n >> 6) * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (r->table_size - 1);
}

static void table_put(run *r, task *t) {
    size_t i = slot_of(r, t->node);
    while (r->table[i]) i = (i + 1) & (r->table_size - 1);
    r->table[i] = t;
}

static void table_remove(run *r, const task *t) {
    size_t mask = r->table_size - 1, i = slot_of(r, t->node);
    while (r->table[i] != t) i = (i + 1) & mask;
    for (size_t j = i;;) { /* close the gap: entries that could not lie at their own place move up */
        r->table[i] = NULL;
        for (;;) {
            j = (j + 1) & mask;
            if (!r->table[j]) return;
            size_t home = slot_of(r, r->table[j]->node);
            if (i <= j ? (home <= i || home > j) : (home <= i && home > j)) break;
        }
        r->table[i] = r->table[j];
        i = j;
    }
}

static task *task_find(const run *r, const rush_node *n) {
    if (!r->table_size) {
        for (size_t i = 0; i < r->count; i++)
            if (r->heap[i]->node == n) return r->heap[i];
        return NULL;
    }
    for (size_t i = slot_of(r, n); r->table[i]; i = (i + 1) & (r->table_size - 1))
        if (r->table[i]->node == n) return r->table[i];
    return NULL;
}

static bool run_grow(run *r) {
    size_t capacity = r->capacity ? 4 * r->capacity : FEW;
    task **heap = mem_realloc(r->heap, capacity * sizeof *heap);
    if (!heap) return error_memory(r->site, "backward", capacity * sizeof *heap);
    r->heap = heap;
    r->capacity = capacity;
    if (capacity == FEW) return true;
    task **table = mem_calloc(2 * capacity * sizeof *table);
    if (!table) return error_memory(r->site, "backward", 2 * capacity * sizeof *table);
    mem_free(r->table);
    r->table = table;
    r->table_size = 2 * capacity;
    for (size_t i = 0; i < r->count; i++) table_put(r, heap[i]);
    return true;
}

static task *task_add(run *r, rush_node *n) {
    if (r->count == r->capacity && !run_grow(r)) return NULL;
    task *t = block_alloc(task_bytes(n));
    if (!t) {
        error_memory(r->site, "backward", task_bytes(n));
        return NULL;
    }
    t->node = RETAIN(n);
    for (int i = 0; i < n->noutputs; i++) t->grads[i] = NULL;
    size_t i = r->count++;
    for (; i > 0 && r->heap[(i - 1) / 2]->node->sequence < n->sequence; i = (i - 1) / 2) r->heap[i] = r->heap[(i - 1) / 2];
    r->heap[i] = t;
    if (r->table_size) table_put(r, t);
    return t;
}

static task *task_pop(run *r) {
    task *top = r->heap[0], *last = r->heap[--r->count];
    size_t i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= r->count) break;
        if (child + 1 < r->count && r->heap[child + 1]->node->sequence > r->heap[child]->node->sequence) child++;
        if (r->heap[child]->node->sequence <= last->node->sequence) break;
        r->heap[i] = r->heap[child];
        i = child;
    }
    if (r->count) r->heap[i] = last;
    if (r->table_size) table_remove(r, top);
    return top;
}

/* ---- gradients ---- */

/* nobody else can see this tensor's memory */
static bool is_sole_owner(const rush_tensor *t, uint32_t refs) {
    return __atomic_load_n(&t->base.refs, __ATOMIC_ACQUIRE) <= refs && __atomic_load_n(&t->storage->refs, __ATOMIC_ACQUIRE) == 1 &&
           !t->storage->borrowed && t->base.flags & TENSOR_DENSE;
}

/* *sum += g; takes a reference to what it keeps */
static bool gradient_add(run *r, rush_tensor **sum, rush_tensor *g) {
    if (!*sum) {
        *sum = RETAIN(g);
        return true;
    }
    if (!r->options->create_graph && is_sole_owner(*sum, 1)) return autograd_add_inplace(r->site, *sum, g);
    rush_tensor *both = autograd_add(r->site, *sum, g);
    if (!both) return false;
    RELEASE(*sum);
    *sum = RETAIN(both);
    return true;
}

static pthread_mutex_t leaf_locks[16] = {
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
};

static bool has_layout(const rush_tensor *g, const rush_tensor *like) {
    return (tensor_is_contiguous(g) && tensor_is_contiguous(like)) || shape_equal(g->ndim, g->strides, like->ndim, like->strides);
}

bool gradient_zero(rush_site site, rush_tensor *g) {
    storage *s = g->storage;
    bool alone = __atomic_load_n(&s->refs, __ATOMIC_ACQUIRE) == 1 && !s->borrowed && !s->untracked && tensor_on_host(g) &&
                 (size_t)g->numel * dtype_size((rush_dtype)g->dtype) == s->bytes && !g->grad_fn;
    if (!alone) return autograd_zero_inplace(site, g);
    s->state = STORAGE_ZERO;
    tensor_note_write(g, site, "zero_grad");
    return true;
}

/* The first gradient becomes .grad itself if nobody else holds it, else a copy does; later ones are added to it. */
static bool leaf_add(rush_site site, rush_tensor *leaf, rush_tensor *g, bool create_graph) {
    tensor_meta *m = tensor_meta_get(leaf);
    if (!m) return false;
    if (!m->grad) {
        bool fits = has_layout(g, leaf) || !(leaf->base.flags & TENSOR_DENSE);
        if (!create_graph && is_sole_owner(g, 1) && has_layout(g, leaf) && !(g->base.flags & TENSOR_WRAPPED_NUMBER)) m->grad = RETAIN(g);
        else {
            rush_tensor *copy = create_graph || !fits ? autograd_copy_like(site, g, leaf) : autograd_clone(site, g);
            if (!copy) return false;
            m->grad = RETAIN(copy);
        }
        return true;
    }
    if (m->grad->storage->state == STORAGE_ZERO && !create_graph && is_sole_owner(g, 1) && g->dtype == m->grad->dtype && has_layout(g, m->grad)) {
        tensor_swap_storage(m->grad, g);
        return true;
    }
    if (!create_graph) return autograd_add_inplace(site, m->grad, g);
    rush_tensor *sum = autograd_add(site, m->grad, g);
    if (!sum) return false;
    RELEASE(m->grad);
    m->grad = RETAIN(sum);
    return true;
}

/* Adds g to the leaf's .grad. With `shared` given it may decline, by setting it: a .grad that somebody else holds, perhaps the
   graph being run, must not change before the end of the pass. */
static bool leaf_accumulate(rush_site site, rush_tensor *leaf, rush_tensor *g, bool create_graph, bool *shared) {
    if (!tensor_requires_grad(leaf)) return true; /* frozen since */
    pthread_mutex_t *lock = &leaf_locks[((uintptr_t)leaf >> 8) & 15];
    pthread_mutex_lock(lock);
    bool ok = true;
    if (shared && leaf->meta && leaf->meta->grad && !is_sole_owner(leaf->meta->grad, 1)) *shared = true;
    else ok = leaf_add(site, leaf, g, create_graph);
    pthread_mutex_unlock(lock);
    return ok;
}

/* ---- captures (autograd.grad): which nodes lead to them ---- */

static int by_address(const void *a, const void *b) {
    uintptr_t x = (uintptr_t) * (rush_node *const *)a, y = (uintptr_t) * (rush_node *const *)b;
    return (x > y) - (x < y);
}

static int by_sequence(const void *a, const void *b) {
    uint64_t x = (*(rush_node *const *)a)->sequence, y = (*(rush_node *const *)b)->sequence;
    return (x > y) - (x < y);
}

typedef struct node_set { rush_node **items, **table; size_t count, capacity, size; } node_set;

static bool set_add(node_set *s, rush_node *n, bool *added) {
    *added = false;
    if (2 * s->count >= s->size) {
        size_t size = s->size ? 4 * s->size : 64;
        rush_node **items = mem_realloc(s->items, size / 2 * sizeof *items), **table = NULL;
        if (items) s->items = items, table = mem_calloc(size * sizeof *table);
        if (!table) return error_memory(NULL, "grad", size * sizeof *table);
        mem_free(s->table);
        s->table = table;
        s->size = size;
        for (size_t i = 0; i < s->count; i++) {
            size_t h = ((uintptr_t)s->items[i] >> 6) & (size - 1);
            while (table[h]) h = (h + 1) & (size - 1);
            table[h] = s->items[i];
        }
    }
    size_t h = ((uintptr_t)n >> 6) & (s->size - 1);
    for (; s->table[h]; h = (h + 1) & (s->size - 1))
        if (s->table[h] == n) return true;
    s->table[h] = n;
    s->items[s->count++] = n;
    *added = true;
    return true;
}

static bool is_wanted(const run *r, const rush_node *n) {
    return !r->options->captures ||
           (r->wanted_count && bsearch(&n, r->wanted, r->wanted_count, sizeof *r->wanted, by_address));
}

static capture *captured(const run *r, edge e) {
    for (int i = 0; i < r->options->capture_count; i++)
        if (r->options->captures[i].at.to == e.to && r->options->captures[i].at.nr == e.nr) return &r->options->captures[i];
    return NULL;
}

/* All nodes reachable from the roots, then, the oldest first, those with an edge to a capture or to a wanted node. */
static bool find_wanted(run *r, const edge *roots, int count) {
    node_set seen = { 0 };
    bool ok = true, added;
    for (int i = 0; ok && i < count; i++)
        if (roots[i].to && !edge_is_leaf(roots[i])) ok = set_add(&seen, (rush_node *)roots[i].to, &added);
    for (size_t k = 0; ok && k < seen.count; k++)
        for (int i = 0; ok && i < seen.items[k]->nedges; i++) {
            edge e = seen.items[k]->edges[i];
            if (e.to && !edge_is_leaf(e)) ok = set_add(&seen, (rush_node *)e.to, &added);
        }
    node_set wanted = { 0 };
    if (ok && seen.count) qsort(seen.items, seen.count, sizeof *seen.items, by_sequence);
    for (size_t k = 0; ok && k < seen.count; k++) {
        rush_node *n = seen.items[k];
        bool leads = false;
        for (int i = 0; !leads && i < n->nedges; i++) {
            edge e = n->edges[i];
            if (!e.to) continue;
            leads = captured(r, e) != NULL;
            if (!leads && !edge_is_leaf(e) && wanted.size) {
                size_t h = ((uintptr_t)e.to >> 6) & (wanted.size - 1);
                for (; wanted.table[h] && !leads; h = (h + 1) & (wanted.size - 1)) leads = (void *)wanted.table[h] == (void *)e.to;
            }
        }
        if (leads) ok = set_add(&wanted, n, &added);
    }
    mem_free(seen.items);
    mem_free(seen.table);
    mem_free(wanted.table);
    r->wanted = wanted.items;
    r->wanted_count = wanted.count;
    if (wanted.count) qsort(wanted.items, wanted.count, sizeof *wanted.items, by_address);
    return ok;
}

bool engine_wants(edge e) {
    const run *r = thread_get()->backward_captures;
    return !r || captured(r, e) || (!edge_is_leaf(e) && is_wanted(r, (rush_node *)e.to));
}

/* ---- running ---- */

static bool leaf_collect(run *r, edge e, rush_tensor *g) {
    for (size_t i = r->leaf_count; i-- > 0;)
        if (r->leaves[i].at.to == e.to) return gradient_add(r, &r->leaves[i].grad, g);
    if (r->leaf_count == r->leaf_capacity) {
        size_t capacity = r->leaf_capacity ? 2 * r->leaf_capacity : FEW;
        capture *p = mem_realloc(r->leaves, capacity * sizeof *p);
        if (!p) return error_memory(r->site, "backward", capacity * sizeof *p);
        r->leaves = p;
        r->leaf_capacity = capacity;
    }
    object_retain(e.to);
    r->leaves[r->leaf_count++] = (capture){ e, RETAIN(g) };
    return true;
}

/* at the end of the pass */
static bool leaves_finish(run *r, bool ok) {
    for (size_t i = 0; i < r->leaf_count; i++) {
        rush_tensor *leaf = (rush_tensor *)r->leaves[i].at.to, *g = r->leaves[i].grad;
        rush_tensor *changed = !ok ? NULL : hooks_any_leaf(leaf) ? hooks_leaf(leaf, g) : g;
        if (changed) object_retain(&changed->base);
        RELEASE(g); /* so that the leaf may take it over */
        ok = changed && leaf_accumulate(r->site, leaf, changed, r->options->create_graph, NULL);
        RELEASE(changed);
        RELEASE(leaf);
    }
    mem_free(r->leaves);
    return ok;
}

/* a gradient travels along an edge */
static bool deliver(run *r, edge e, rush_tensor *g) {
    if (!e.to) return true;
    bool leaf = edge_is_leaf(e);
    if (UNLIKELY(!g) && leaf) return true; /* a node runs even if nothing comes: it may give something all the same */
    if (UNLIKELY(r->options->captures != NULL)) {
        capture *c = leaf ? captured(r, e) : NULL;
        if (leaf) {
            return c ? gradient_add(r, &c->grad, g) : true;
        }
        if (!is_wanted(r, (rush_node *)e.to) && !captured(r, e)) return true;
    } else if (leaf) {
        bool later = r->options->create_graph || hooks_any_leaf((rush_tensor *)e.to);
        if (!later) TRY(leaf_accumulate(r->site, (rush_tensor *)e.to, g, false, &later));
        return !later || leaf_collect(r, e, g);
    }
    rush_node *n = (rush_node *)e.to;
    task *t = task_find(r, n);
    if (!t && !(t = task_add(r, n))) return false;
    return !g || gradient_add(r, &t->grads[e.nr], g);
}

static bool task_run(run *r, task *t) {
    rush_node *n = t->node;
    if (UNLIKELY(r->options->captures != NULL)) {
        for (int i = 0; i < r->options->capture_count; i++) {
            capture *c = &r->options->captures[i];
            if (c->at.to == &n->base && t->grads[c->at.nr]) TRY(gradient_add(r, &c->grad, t->grads[c->at.nr]));
        }
        if (!is_wanted(r, n)) return true;
    }
    if (UNLIKELY(hooks_any(n))) TRY(hooks_before(n, t->grads));
    rush_tensor *few[8], **results = few, **grads = t->grads;
    rush_tensor *given[8];
    if (n->nedges > 8 && !(results = scope_scratch(sizeof *results * (size_t)n->nedges))) return error_memory(r->site, "backward", 8);
    for (int i = 0; i < n->nedges; i++) results[i] = NULL;
    if (n->noutputs <= 8) { /* rules may fill in zeros for missing gradients: keep the owned ones apart */
        for (int i = 0; i < n->noutputs; i++) given[i] = t->grads[i];
        grads = given;
    } else {
        grads = scope_scratch(sizeof *grads * (size_t)n->noutputs);
        if (!grads) return error_memory(r->site, "backward", 8);
        for (int i = 0; i < n->noutputs; i++) grads[i] = t->grads[i];
    }
    if (!n->class->apply(n, grads, results, r->options->create_graph)) {
        if (!rush_failed()) error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n), "%s: no gradient was computed", node_name(n));
        if (thread_get()->anomaly) anomaly_explain(n);
        return false;
    }
    if (UNLIKELY(thread_get()->anomaly)) TRY(anomaly_check(n, results));
    if (UNLIKELY(hooks_any(n))) TRY(hooks_after(n, results, t->grads));
    if (!r->options->retain_graph) n->class->release(n);
    for (int i = 0; i < n->nedges; i++) TRY(deliver(r, n->edges[i], results[i]));
    return true;
}

enum { MAX_DEPTH = 1000 };

/* calls may queue more calls */
static bool calls_finish(run *r, bool ok) {
    for (final_call *c; (c = r->calls);) {
        r->calls = c->next;
        if (!r->calls) r->calls_end = &r->calls;
        if (ok) {
            c->function(c->user);
            ok = !thread_get()->failed;
        }
        if (c->free) c->free(c->user);
        mem_free(c);
    }
    return ok;
}

bool rush_queue_callback_at(rush_site site, void (*function)(void *user), void *user, void (*free_user)(void *user)) {
    run *r = thread_get()->backward_run;
    final_call *c = NULL;
    if (thread_get()->failed) c = NULL;
    else if (!r) error_set(RUSH_RUNTIME_ERROR, site, "queue_callback", "Final callbacks can only be installed during backward pass.");
    else if (!function) error_set(RUSH_TYPE_ERROR, site, "queue_callback", "the function is NULL");
    else if (!(c = mem_alloc(sizeof *c))) error_memory(site, "queue_callback", sizeof *c);
    if (!c) {
        if (free_user) free_user(user);
        return false;
    }
    *c = (final_call){ NULL, function, user, free_user };
    *r->calls_end = c;
    r->calls_end = &c->next;
    return true;
}

int rush_backward_depth(void) { return thread_get()->backward_depth; }
bool rush_inside_autograd_grad(void) { return thread_get()->backward_grads > 0; }

bool engine_run(rush_site site, const edge *roots, rush_tensor *const *grads, int count, engine_options *options) {
    thread_state *s = thread_get();
    if (s->backward_depth >= MAX_DEPTH)
        return error_set(RUSH_RUNTIME_ERROR, site, "backward", "backward was called inside backward more than %d levels deep", MAX_DEPTH);
    run r = { .site = site, .options = options };
    bool was_off = s->grad_off, ok = true;
    const void *captures = s->backward_captures;
    void *outer = s->backward_run;
    r.calls_end = &r.calls;
    s->backward_run = &r;
    s->backward_grads += options->captures != NULL;
    s->grad_off = !options->create_graph;
    s->backward_depth++;
    s->backward_captures = NULL;
    size_t mark = scope_mark();
    if (options->captures) {
        ok = find_wanted(&r, roots, count);
        s->backward_captures = &r;
    }
    for (int i = 0; ok && i < count; i++) ok = deliver(&r, roots[i], grads[i]);
    while (r.count) {
        task *t = task_pop(&r);
        ok = ok && task_run(&r, t);
        task_free(t);
        scope_drop(mark);
    }
    if (r.leaf_count) ok = leaves_finish(&r, ok);
    if (UNLIKELY(r.calls != NULL)) ok = calls_finish(&r, ok);
    scope_drop(mark);
    s->backward_depth--;
    s->backward_captures = captures;
    s->backward_run = outer;
    s->backward_grads -= options->captures != NULL;
    s->grad_off = was_off;
    mem_free(r.heap);
    mem_free(r.table);
    mem_free(r.wanted);
    return ok;
}

/* ---- the public side ---- */

int64_t rush_node_result_count(const rush_node *n) { return n ? n->noutputs : 0; }

bool rush_node_call_at(rush_site site, rush_node *n, rush_tensor *const *grads, rush_tensor **results) {
    if (thread_get()->failed) return false;
    if (!n) return error_set(RUSH_TYPE_ERROR, site, "node", "the node is NULL");
    rush_tensor **given = scope_scratch(sizeof *given * (size_t)n->noutputs); /* rules may fill in zeros */
    if (!given) return error_memory(site, "node", sizeof *given * (size_t)n->noutputs);
    for (int i = 0; i < n->noutputs; i++) given[i] = grads[i];
    for (int i = 0; i < n->nedges; i++) results[i] = NULL;
    return n->class->apply(n, given, results, grad_enabled());
}

static bool root_grad(rush_site site, const char *op, int index, rush_tensor *t, rush_tensor *given, rush_tensor **grad) {
    if (!tensor_requires_grad(t))
        return error_set(RUSH_RUNTIME_ERROR, site, op, "element %d of tensors does not require grad and does not have a grad_fn", index);
    if (!given) {
        if (t->numel != 1) return error_set(RUSH_RUNTIME_ERROR, site, op, "grad can be implicitly created only for scalar outputs");
        *grad = autograd_ones_like(site, t);
        return *grad != NULL;
    }
    if (!shape_equal(t->ndim, t->shape, given->ndim, given->shape))
        return error_set(RUSH_RUNTIME_ERROR, site, op, "Mismatch in shape: grad_output[%d] has a shape of torch.Size(%s) and output[%d] has a shape of "
                         "torch.Size(%s).", index, TENSOR_SHAPE_TEXT(given), index, TENSOR_SHAPE_TEXT(t));
    *grad = autograd_cast(site, given, (rush_dtype)t->dtype);
    return *grad != NULL;
}

bool rush_backward_at(rush_site site, rush_backward_args a) {
    if (thread_get()->failed) return false;
    rush_autograd_backward_args all = { .size = sizeof all, .count = 1, .gradients = &a.gradient, .retain_graph = a.retain_graph,
                                        .create_graph = a.create_graph };
    return rush_autograd_backward_at(site, &a.tensor, all);
}

bool rush_autograd_backward_at(rush_site site, rush_tensor *const *tensors, rush_autograd_backward_args a) {
    if (thread_get()->failed) return false;
    size_t mark = scope_mark(), bytes = (size_t)a.count * (sizeof(edge) + sizeof(rush_tensor *));
    edge few[4], *roots = few;
    rush_tensor *few_grads[4], **grads = few_grads;
    if (a.count > 4) {
        if (!(roots = scope_scratch(bytes))) return error_memory(site, "backward", bytes);
        grads = (rush_tensor **)(void *)(roots + a.count);
    }
    bool ok = true;
    for (int64_t i = 0; ok && i < a.count; i++) {
        rush_tensor *t = tensors[i];
        if (!t) ok = error_set(RUSH_TYPE_ERROR, site, "backward", "the tensor is NULL");
        else ok = root_grad(site, "backward", (int)i, t, a.gradients ? a.gradients[i] : NULL, &grads[i]);
        if (ok) roots[i] = tensor_edge(t);
    }
    engine_options options = { .retain_graph = a.retain_graph || a.create_graph, .create_graph = a.create_graph };
    ok = ok && engine_run(site, roots, grads, (int)a.count, &options);
    scope_drop(mark);
    return ok;
}

bool rush_autograd_grad_at(rush_site site, rush_tensor *const *outputs, int64_t output_count, rush_tensor *const *inputs, rush_tensor **grads,
                           rush_autograd_grad_args a) {
    for (int64_t i = 0; i < a.input_count; i++) grads[i] = NULL;
    if (thread_get()->failed) return false;
    size_t mark = scope_mark();
    size_t bytes = (size_t)output_count * (sizeof(edge) + sizeof(rush_tensor *)) + (size_t)a.input_count * sizeof(capture);
    char *memory = scope_scratch(bytes);
    if (!memory) return error_memory(site, "grad", bytes);
    edge *roots = (edge *)(void *)memory;
    capture *captures = (capture *)(void *)(roots + output_count);
    rush_tensor **root_grads = (rush_tensor **)(void *)(captures + a.input_count);
    bool ok = true;
    for (int64_t i = 0; i < a.input_count; i++) {
        captures[i] = (capture){ { NULL, 0 }, NULL };
        if (!ok) continue;
        if (!inputs[i] || !tensor_requires_grad(inputs[i]))
            ok = error_set(RUSH_RUNTIME_ERROR, site, "grad", "One of the differentiated Tensors does not require grad");
        else captures[i].at = tensor_edge(inputs[i]);
    }
    for (int64_t i = 0; ok && i < output_count; i++) {
        if (!outputs[i]) {
            ok = error_set(RUSH_TYPE_ERROR, site, "grad", "output %d is NULL", (int)i);
            break;
        }
        ok = root_grad(site, "grad", (int)i, outputs[i], a.grad_outputs ? a.grad_outputs[i] : NULL, &root_grads[i]);
        if (ok) roots[i] = tensor_edge(outputs[i]);
    }
    if (ok) {
        engine_options options = { .retain_graph = a.retain_graph || a.create_graph, .create_graph = a.create_graph,
                                   .captures = captures, .capture_count = (int)a.input_count };
        ok = engine_run(site, roots, root_grads, (int)output_count, &options);
    }
    for (int64_t i = 0; i < a.input_count; i++) {
        /* the same input twice: one capture took it all */
        for (int64_t k = 0; ok && k < i && !captures[i].grad; k++)
            if (captures[k].at.to == captures[i].at.to && captures[k].at.nr == captures[i].at.nr && grads[k]) captures[i].grad = RETAIN(grads[k]);
        if (ok && !captures[i].grad && !a.allow_unused)
            ok = error_set(RUSH_RUNTIME_ERROR, site, "grad",
                           "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.");
        grads[i] = captures[i].grad;
    }
    scope_drop(mark);
    for (int64_t i = 0; i < a.input_count; i++) {
        if (!grads[i]) continue;
        if (ok) ok = (grads[i] = scope_own(grads[i])) != NULL;
        else {
            RELEASE(grads[i]);
            grads[i] = NULL;
        }
    }
    return ok;
}
