/* SPDX-License-Identifier: MIT */
/* test_threads.c - several threads at once: shared parameters, tensors of each other, one graph, hooks and functions that go
   backward themselves; and graphs of a million nodes on a small stack. Meant to run under ThreadSanitizer, too. */
#include "test.h"

#include <pthread.h>
#include <string.h>

#include "core/alloc.h"

#define TEST(name) static void name(void **state)
#define BEGIN (void)state; RUSH_SCOPE

enum { THREADS = 4, ROUNDS = 60 };

static void run_threads(void *(*f)(void *), void *contexts, size_t size) {
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_create(&threads[i], NULL, f, (char *)contexts + (size_t)i * size), 0);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
}

/* what a thread cannot assert it counts */
typedef struct worker { int index, failures; rush_tensor *w, *b, *shared, **slots; pthread_barrier_t *barrier; rush_node *node; } worker;

static void workers_run(void *(*f)(void *), worker like) {
    worker all[THREADS];
    pthread_barrier_t barrier;
    rush_tensor *slots[THREADS] = { NULL };
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        all[i] = like;
        all[i].index = i;
        all[i].slots = slots;
        all[i].barrier = &barrier;
    }
    run_threads(f, all, sizeof *all);
    pthread_barrier_destroy(&barrier);
    for (int i = 0; i < THREADS; i++) assert_int_equal(all[i].failures, 0);
}

/* ---- shared parameters ---- */

static void *train(void *p) {
    worker *k = p;
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        rush_tensor *x = rush_full(RUSH_SHAPE(2, 3), (double)(k->index + 1)), *y = rush_add(rush_mul(x, k->w), k->b);
        if (!rush_backward(rush_sum(rush_mul(y, 2)))) k->failures++;
    }
    return NULL;
}

TEST(test_shared_parameters) {
    BEGIN;
    worker k = { .w = rush_ones(RUSH_SHAPE(3), .requires_grad = true), .b = rush_zeros(RUSH_SHAPE(3), .requires_grad = true) };
    workers_run(train, k);
    double w = 2.0 * 2 * ROUNDS * (1 + 2 + 3 + 4), b = 2.0 * 2 * ROUNDS * THREADS;
    assert_values(rush_get_grad(k.w), VALUES(w, w, w), 0);
    assert_values(rush_get_grad(k.b), VALUES(b, b, b), 0);
}

/* ---- tensors of each other ---- */

static void *exchange(void *p) {
    worker *k = p;
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        rush_tensor *x = rush_full(RUSH_SHAPE(4), (double)k->index);
        rush_release(k->slots[k->index]);
        k->slots[k->index] = rush_retain(rush_mul(rush_mul(x, k->w), k->w)); /* made here, used and freed anywhere */
        pthread_barrier_wait(k->barrier);
        rush_tensor *sum = k->slots[0];
        for (int j = 1; j < THREADS; j++) sum = rush_add(sum, rush_view(k->slots[j], RUSH_SHAPE(4)));
        if (rush_item(rush_sum(sum)) != 4 * (0 + 1 + 2 + 3)) k->failures++;
        if (!rush_backward(rush_sum(sum), .retain_graph = true)) k->failures++;
        pthread_barrier_wait(k->barrier);
    }
    pthread_barrier_wait(k->barrier);
    rush_release(k->slots[(k->index + 1) % THREADS]);
    return NULL;
}

TEST(test_tensors_of_each_other) {
    BEGIN;
    worker k = { .w = rush_ones(RUSH_SHAPE(4), .requires_grad = true) };
    int64_t before = rush_live_tensors(), nodes = rush_live_nodes();
    workers_run(exchange, k);
    double g = 2.0 * ROUNDS * THREADS * (0 + 1 + 2 + 3);
    assert_values(rush_get_grad(k.w), VALUES(g, g, g, g), 0);
    assert_int_equal(rush_live_tensors(), before + 1); /* .grad */
    assert_int_equal(rush_live_nodes(), nodes);
}

/* ---- one graph ---- */

static void *share(void *p) {
    worker *k = p;
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        rush_tensor *y = rush_mul(k->shared, (double)(k->index + 1));
        if (!rush_backward(rush_sum(y), .retain_graph = true)) k->failures++;
    }
    return NULL;
}

TEST(test_one_graph_retained) {
    BEGIN;
    rush_tensor *w = rush_full(RUSH_SHAPE(3), 0.5, .requires_grad = true);
    workers_run(share, (worker){ .shared = rush_mul(rush_mul(w, w), w) });
    double g = 0.75 * ROUNDS * 10;
    assert_values(rush_get_grad(w), VALUES(g, g, g), 1e-3);
}

/* without retain_graph one thread wins or several do; the others get PyTorch's error; nothing worse */
static void *race(void *p) {
    worker *k = p;
    RUSH_SCOPE;
    rush_tensor *y = rush_sum(rush_mul(k->shared, 2));
    pthread_barrier_wait(k->barrier);
    if (!rush_backward(y) && !strstr(rush_error()->message, "Trying to backward through the graph a second time")) k->failures++;
    rush_error_clear();
    return NULL;
}

TEST(test_one_graph_freed) {
    BEGIN;
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        rush_tensor *w = rush_full(RUSH_SHAPE(3), 0.5, .requires_grad = true), *t = w;
        for (int n = 0; n < 20; n++) t = rush_mul(t, w);
        workers_run(race, (worker){ .shared = t });
    }
}

/* ---- views, written by halves; .data; versions ---- */

static void *halves(void *p) {
    worker *k = p;
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        RUSH_NO_GRAD;
        rush_tensor *mine = rush_select(k->shared, 0, k->index);
        if (!rush_add_(mine, 1) || !rush_add_(rush_select(rush_data(k->shared), 0, k->index), 1)) k->failures++;
        rush_version(k->shared);
    }
    return NULL;
}

TEST(test_disjoint_views) {
    BEGIN;
    rush_tensor *t = rush_zeros(RUSH_SHAPE(THREADS, 1000));
    workers_run(halves, (worker){ .shared = t });
    assert_true(rush_item(rush_sum(t)) == 2.0 * ROUNDS * THREADS * 1000);
    assert_int_equal(rush_version(t), ROUNDS * THREADS);
    rush_set_data_check(true);
    workers_run(halves, (worker){ .shared = t });
    rush_set_data_check(false);
}

/* all threads are the first to use a view whose base was written to */
static void *stale(void *p) {
    worker *k = p;
    pthread_barrier_wait(k->barrier);
    RUSH_SCOPE;
    rush_tensor *y = rush_mul(k->shared, k->shared);
    if (!rush_requires_grad(k->shared) || strcmp(rush_node_name(rush_grad_fn(k->shared)), "AsStridedBackward0") != 0) k->failures++;
    if (!rush_backward(rush_sum(y), .retain_graph = true)) k->failures++;
    return NULL;
}

TEST(test_stale_view) {
    BEGIN;
    rush_tensor *w = rush_ones(RUSH_SHAPE(2, 2), .requires_grad = true);
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        rush_tensor *y = rush_mul(w, 1), *v = rush_select(y, 0, 1);
        rush_mul_(y, 2);
        workers_run(stale, (worker){ .shared = v });
    }
    double g = 8.0 * THREADS * ROUNDS;
    assert_values(rush_get_grad(w), VALUES(0, 0, g, g), 0);
}

/* ---- hooks and functions ---- */

static rush_tensor *nested_hook(rush_tensor *g, void *user) {
    worker *k = user;
    RUSH_SCOPE;
    RUSH_ENABLE_GRAD;
    rush_tensor *x = rush_ones(RUSH_SHAPE(1), .requires_grad = true);
    if (!rush_backward(rush_mul(rush_mul(x, x), rush_sum(k->b)))) return NULL; /* goes into the shared b as well */
    return rush_escape(rush_mul(rush_detach(g), 1));
}

static rush_tensor *square_forward(rush_context *ctx, rush_tensor *const *in) {
    rush_save_for_backward(ctx, in[0]);
    return rush_mul(in[0], in[0]);
}
static bool square_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    RUSH_ENABLE_GRAD;
    rush_tensor *x = rush_set_requires_grad(rush_detach(rush_saved(ctx, 0)), true);
    if (!rush_backward(rush_sum(rush_mul(x, x)))) return false;
    return (grad_in[0] = rush_mul(g[0], rush_get_grad(x))) != NULL;
}
static const rush_function square = { .name = "Square", .inputs = 1, .forward = square_forward, .backward = square_backward };

static void *nest(void *p) {
    worker *k = p;
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        rush_tensor *y = rush_function_apply(&square, k->w);
        rush_register_hook(y, nested_hook, .user = k);
        int64_t id = rush_register_hook(k->shared, nested_hook, .user = k); /* a leaf of all threads */
        rush_retain_grad(y);
        if (!rush_backward(rush_add(rush_sum(y), rush_sum(k->shared)))) k->failures++;
        if (!rush_remove_hook(id)) k->failures++;
        if (!rush_get_grad(y)) k->failures++;
    }
    return NULL;
}

TEST(test_hooks_and_functions) {
    BEGIN;
    worker k = { .w = rush_full(RUSH_SHAPE(2), 3.0, .requires_grad = true), .b = rush_ones(RUSH_SHAPE(1), .requires_grad = true),
                 .shared = rush_ones(RUSH_SHAPE(2), .requires_grad = true) };
    workers_run(nest, k);
    double g = 6.0 * ROUNDS * THREADS, s = 1.0 * ROUNDS * THREADS;
    assert_values(rush_get_grad(k.w), VALUES(g, g), 0);
    assert_values(rush_get_grad(k.shared), VALUES(s, s), 0);
    assert_true(rush_item(rush_get_grad(k.b)) >= 2.0 * ROUNDS * THREADS);
}

/* a tensor that keeps its gradient dies while another thread goes backward through its node */
static void *retainer(void *p) {
    worker *k = p;
    for (int i = 0; i < ROUNDS; i++) {
        if (k->index == 0) {
            RUSH_SCOPE;
            rush_tensor *y = rush_mul(k->w, 2);
            rush_retain_grad(y);
            k->slots[1] = rush_retain(rush_sum(y)); /* outlives y */
            pthread_barrier_wait(k->barrier);
        } else {
            pthread_barrier_wait(k->barrier);
            if (k->index == 1) {
                RUSH_SCOPE;
                if (!rush_backward(k->slots[1])) k->failures++;
                rush_release(k->slots[1]);
            }
        }
        pthread_barrier_wait(k->barrier);
    }
    return NULL;
}

TEST(test_retaining_tensor_dies) {
    BEGIN;
    worker k = { .w = rush_ones(RUSH_SHAPE(2), .requires_grad = true) };
    workers_run(retainer, k);
    assert_values(rush_get_grad(k.w), VALUES(2.0 * ROUNDS, 2.0 * ROUNDS), 0);
}

/* ---- scopes and errors are each thread's own ---- */

static void *own_state(void *p) {
    worker *k = p;
    for (int i = 0; i < ROUNDS; i++) {
        RUSH_SCOPE;
        RUSH_NO_GRAD;
        rush_tensor *t = rush_ones(RUSH_SHAPE(k->index + 1));
        if ((rush_view(t, RUSH_SHAPE(9)) != NULL) || !rush_failed()) k->failures++;
        char text[80];
        snprintf(text, sizeof text, "shape '[9]' is invalid for input of size %d", k->index + 1);
        if (strcmp(rush_error()->message, text) != 0) k->failures++;
        rush_error_clear();
        if (rush_is_grad_enabled()) k->failures++;
    }
    return NULL;
}

TEST(test_own_state) {
    BEGIN;
    workers_run(own_state, (worker){ 0 });
    assert_true(rush_is_grad_enabled());
}

/* ---- long graphs ---- */

static int64_t chain_length = 1000000;

static void *long_chain(void *p) {
    int *ok = p;
    rush_tensor *x = rush_retain(rush_ones(RUSH_SHAPE(1), .requires_grad = true)), *t = rush_retain(x);
    for (int64_t i = 0; i < chain_length; i++) {
        RUSH_SCOPE;
        rush_tensor *next = rush_retain(i & 1 ? rush_mul(t, 1.0) : rush_add(t, 0.0));
        rush_release(t);
        t = next;
    }
    bool backward = rush_live_nodes() >= chain_length && rush_backward(t, .retain_graph = true);
    *ok = backward && rush_item(rush_get_grad(x)) == 1 && rush_grad_fn(t) != NULL;
    rush_release(t); /* a million nodes go, one after another */
    rush_release(x);
    return NULL;
}

TEST(test_a_million_nodes_on_a_small_stack) {
    (void)state;
    int64_t before = rush_live_nodes();
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 128 * 1024);
    pthread_t t;
    int ok = 0;
    assert_int_equal(pthread_create(&t, &attr, long_chain, &ok), 0);
    pthread_join(t, NULL);
    pthread_attr_destroy(&attr);
    assert_int_equal(ok, 1);
    assert_int_equal(rush_live_nodes(), before);
}

/* forward keeps 100 tensors of 1 MiB; backward frees each as it goes: no 200 at any time */
TEST(test_backward_frees_as_it_goes) {
    BEGIN;
    enum { DEPTH = 100, MIB = 1 << 18 };
    rush_tensor *x = rush_ones(RUSH_SHAPE(MIB), .requires_grad = true), *t = x;
    t = rush_retain(t);
    for (int i = 0; i < DEPTH; i++) {
        RUSH_SCOPE;
        rush_tensor *next = rush_retain(rush_tanh(t));
        rush_release(t);
        t = next;
    }
    rush_tensor *loss = rush_sum(t);
    rush_release(t);
    int64_t before = alloc_statistics().live_bytes;
    assert_true(before >= (int64_t)DEPTH << 20);
    assert_true(rush_backward(loss));
    assert_true(alloc_statistics().peak_bytes - before < (int64_t)8 << 20);
    assert_true(alloc_statistics().live_bytes < (int64_t)10 << 20);
}

static int clear(void **state) {
    (void)state;
    rush_error_clear();
    return 0;
}
#define RUN(name) cmocka_unit_test_teardown(name, clear)

int main(void) {
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        RUN(test_backward_frees_as_it_goes), /* first: it reads the peak */
        RUN(test_shared_parameters), RUN(test_tensors_of_each_other), RUN(test_one_graph_retained),
        RUN(test_one_graph_freed), RUN(test_disjoint_views), RUN(test_stale_view), RUN(test_hooks_and_functions),
        RUN(test_retaining_tensor_dies), RUN(test_own_state), RUN(test_a_million_nodes_on_a_small_stack),
       
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
