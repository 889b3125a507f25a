/* SPDX-License-Identifier: MIT */
/* test_failure.c - when memory runs out at any place, when calls fail at any depth: nothing crashes, nothing leaks, nothing
   changes that should not, and the same work done again gives the same bits. Scopes, however they are left. */
#include "test.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"

#define TEST(name) static void name(void **state)
#define BEGIN (void)state; RUSH_SCOPE

/* ---- the nth request for memory fails ---- */

enum { RESULTS = 64 };
typedef struct work {
    const char *name;
    bool (*run)(double *results);    /* false if it failed; opens its own scope */
    int64_t least;                   /* requests it makes at least: fewer would mean that the test tests nothing */
} work;

static rush_tensor *params[4];
static float start[4][16];
static const int64_t sizes[4] = { 8, 4, 4, 1 };

static bool take(const rush_tensor *t, double *results, int at) {
    return t && at + rush_numel(t) <= RESULTS && rush_copy_out(t, results + at, rush_numel(t));
}

static bool make(double *r) {
    RUSH_SCOPE;
    rush_tensor *a = rush_from_data(RUSH_VALUES(float, 1, 2, 3, 4, 5, 6), RUSH_SHAPE(2, 3));
    rush_tensor *b = rush_transpose(rush_to_dtype(a, RUSH_FLOAT64), 0, 1), *big = rush_zeros(RUSH_SHAPE(1, 1, 1, 2, 1, 3));
    rush_tensor *d = rush_contiguous(b), *e = rush_add(big, a), *m = rush_mm(a, rush_to_dtype(d, RUSH_FLOAT32));
    rush_tensor *data = rush_data(a);
    return take(d, r, 0) && take(e, r, 6) && take(m, r, 12) && take(rush_where(rush_gt(a, 2), a, 0), r, 16) && take(data, r, 22);
}

static bool graph(double *r) {
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(float, 1, 2, 3, 4), RUSH_SHAPE(2, 2), .requires_grad = true), *g = NULL, *gg = NULL;
    rush_tensor *y = rush_mul(rush_exp(rush_mul(x, 0.1)), rush_tanh(x));
    rush_mul_(rush_select(y, 0, 0), rush_sum_dim(x, RUSH_SHAPE(0)));
    rush_pow_(y, 2);
    rush_tensor *s = rush_sum(rush_div(y, rush_sqrt(rush_add(rush_mul(x, x), 1))));
    if (!rush_autograd_grad(&s, 1, &x, &g, 1, .create_graph = true)) return false;
    rush_tensor *t = rush_sum(rush_mul(g, g));
    if (!rush_autograd_grad(&t, 1, &x, &gg, 1)) return false;
    return take(g, r, 0) && take(gg, r, 4) && take(s, r, 8);
}

static bool step(double *r) {
    RUSH_SCOPE;
    for (int k = 0; k < 4; k++) rush_set_grad(params[k], NULL);
    rush_tensor *x = rush_from_data(RUSH_VALUES(float, 0, 0, 0, 1, 1, 0, 1, 1), RUSH_SHAPE(4, 2)), *y = rush_from_data(RUSH_VALUES(float, 0, 1, 1, 0), RUSH_SHAPE(4, 1));
    rush_tensor *h = rush_tanh(rush_linear(x, rush_view(params[0], RUSH_SHAPE(4, 2)), .bias = params[1]));
    rush_tensor *p = rush_linear(h, rush_view(params[2], RUSH_SHAPE(1, 4)), .bias = params[3]), *d = rush_sub(p, y), *loss = rush_mean(rush_mul(d, d));
    if (!rush_backward(loss)) return false;
    if (!take(loss, r, 0)) return false;
    RUSH_NO_GRAD;
    for (int k = 0, at = 1; k < 4; at += (int)sizes[k++]) {
        if (!rush_sub_(params[k], rush_get_grad(params[k]), .alpha = RUSH_OPERAND(0.3))) return false;
        if (!rush_zero_(rush_get_grad(params[k])) || !take(params[k], r, at)) return false;
    }
    return true;
}

static rush_tensor *half(rush_tensor *g, void *user) { return (void)user, rush_mul(g, 0.5); }
static bool post(rush_tensor **in, int64_t nin, rush_tensor *const *out, int64_t nout, void *user) {
    return (void)out, (void)nout, (void)user, nin > 0 && (in[0] = rush_add(in[0], 1)) != NULL;
}
static bool pre(rush_tensor **out, int64_t nout, void *user) { return (void)user, nout > 0 && (out[0] = rush_add(out[0], 1)) != NULL; }

static bool hooked(double *r) {
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(float, 1, 2), RUSH_SHAPE(2), .requires_grad = true), *y = rush_mul(x, x), *z = rush_mul(y, 3);
    if (!rush_register_hook(x, half) || !rush_register_hook(y, half) || !rush_retain_grad(y)) return false;
    if (!rush_node_register_hook(rush_grad_fn(z), post) || !rush_node_register_prehook(rush_grad_fn(z), pre)) return false;
    return rush_backward(rush_sum(z)) && take(rush_get_grad(x), r, 0) && take(rush_get_grad(y), r, 2);
}

static bool cube_forward(rush_context *ctx, rush_tensor *const *in, rush_tensor **out) {
    out[0] = rush_mul(rush_mul(in[0], in[0]), in[0]);
    out[1] = rush_mul(in[0], 2);
    return rush_save_for_backward(ctx, in[0]) && rush_save_for_backward(ctx, out[0]) && rush_mark_non_differentiable(ctx, out[1]);
}
static bool cube_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    rush_tensor *x = rush_saved(ctx, 0);
    return rush_saved(ctx, 1) && (grad_in[0] = rush_mul(g[0], rush_mul(rush_mul(x, x), 3))) != NULL;
}
static const rush_function cube = { .name = "Cube", .inputs = 1, .outputs = 2, .forward_n = cube_forward, .backward = cube_backward };
static const rush_function cube_once = { .name = "Cube", .inputs = 1, .outputs = 2, .forward_n = cube_forward, .backward = cube_backward, .once_differentiable = true };
static bool segment(rush_tensor *const *in, rush_tensor **out, void *user) { return (void)user, (out[0] = rush_tanh(rush_mul(in[0], in[0]))) != NULL; }

static bool functions(double *r) {
    RUSH_SCOPE;
    rush_tensor *x = params[1], *y, *g = NULL; /* create_graph makes a cycle through .grad, which reset() breaks */
    rush_tensor *a = rush_function_apply(&cube, x), *b = rush_function_apply(&cube_once, a);
    if (!rush_checkpoint_function(segment, &x, &y, 1)) return false;
    if (!rush_backward(rush_sum(rush_add(rush_mul(b, 1e-3), y)), .create_graph = true)) return false;
    rush_tensor *s = rush_sum(rush_function_apply(&cube, x));
    return take(rush_get_grad(x), r, 0) && rush_autograd_grad(&s, 1, &x, &g, 1, .create_graph = true) && take(g, r, 4);
}

static bool printing(double *r) {
    RUSH_SCOPE;
    rush_tensor *x = rush_from_data(RUSH_VALUES(float, 1.5f, -2e6f, 3), RUSH_SHAPE(3), .requires_grad = true);
    char text[300] = "";
    size_t n = rush_to_string(rush_mul(x, 2), text, sizeof text);
    for (int i = 0; i < 20; i++) r[i] = text[i];
    return n > 0 && !rush_failed();
}

static bool noting(double *r) {
    RUSH_SCOPE;
    rush_set_data_check(true);
    rush_tensor *x = rush_from_data(RUSH_VALUES(float, 1, 2), RUSH_SHAPE(2), .requires_grad = true), *y = rush_mul(x, 2);
    rush_fill_(rush_data(y), 3);
    bool ok = rush_backward(rush_sum(rush_mul(y, y))) && take(rush_get_grad(x), r, 0);
    rush_set_data_check(false);
    return ok;
}

static void reset(void) {
    RUSH_NO_GRAD;
    for (int k = 0; k < 4; k++) {
        rush_set_grad(params[k], NULL);
        RUSH_SCOPE;
        assert_non_null(rush_copy_(params[k], rush_from_data(start[k], RUSH_SHAPE(sizes[k]))));
    }
}

static void check_work(const work *w) {
    double expected[RESULTS] = { 0 }, got[RESULTS];
    reset();
    if (!w->run(expected)) fail_msg("%s: %s", w->name, rush_failed() ? rush_error()->message : "false without an error");
    reset();
    int64_t tensors = rush_live_tensors(), nodes = rush_live_nodes(), n = 1;
    for (;; n++) {
        memset(got, 0, sizeof got);
        reset();
        alloc_fail_at(n);
        bool ok = w->run(got);
        int64_t made = alloc_requests();
        alloc_fail_at(0);
        if (made < n) { /* enough memory */
            assert_true(ok);
            break;
        }
        if (ok || !rush_failed()) fail_msg("%s: request %lld failed without an error", w->name, (long long)n);
        if (rush_error()->code != RUSH_MEMORY_ERROR || !strstr(rush_error()->message, "out of memory"))
            fail_msg("%s: request %lld: %s", w->name, (long long)n, rush_error()->message);
        rush_error_clear();
        rush_set_data_check(false);
        if (!rush_is_grad_enabled() || rush_is_inference_mode()) fail_msg("%s: request %lld: the mode was not restored", w->name, (long long)n);
        reset();
        if (rush_live_tensors() != tensors || rush_live_nodes() != nodes)
            fail_msg("%s: request %lld: %lld tensors and %lld nodes leaked", w->name, (long long)n, (long long)(rush_live_tensors() - tensors),
                     (long long)(rush_live_nodes() - nodes));
        if (!w->run(got) || memcmp(got, expected, sizeof got)) fail_msg("%s: after request %lld failed, the same work gives another result", w->name, (long long)n);
    }
    if (n <= w->least) fail_msg("%s makes %lld requests only", w->name, (long long)n - 1);
    reset();
}

TEST(test_memory) {
    BEGIN;
    static const work all[] = {
        { "making tensors", make, 20 },   { "a graph", graph, 100 },        { "a training step", step, 60 }, { "hooks", hooked, 30 },
        { "functions", functions, 60 },   { "printing", printing, 5 },      { "the .data check", noting, 12 },
    };
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < sizes[k]; i++) start[k][i] = 0.1f * (float)(k + 1) * (float)(i % 3 - 1) + 0.05f;
        params[k] = rush_from_data(start[k], RUSH_SHAPE(sizes[k]), .requires_grad = true);
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) check_work(&all[i]);
}

/* ---- errors ---- */

TEST(test_first_error_wins) {
    BEGIN;
    rush_tensor *a = rush_ones(RUSH_SHAPE(2)), *b = rush_ones(RUSH_SHAPE(3));
    int line = __LINE__ + 1;
    rush_tensor *r = rush_sum(rush_mul(rush_exp(rush_add(a, b)), rush_select(a, 5, 0)));
    assert_null(r);
    assert_int_equal(atoi(strrchr(rush_error()->site, ':') + 1), line);
    assert_true(strcmp(rush_error()->op, "add") == 0 || strcmp(rush_error()->op, "select") == 0);
    const char *first = rush_error()->message;
    rush_view(a, RUSH_SHAPE(7));
    assert_string_equal(rush_error()->message, first);
    rush_error_clear();
    assert_null(rush_error());
    assert_true(rush_item(rush_sum(a)) == 2);
}

TEST(test_deep_failure) {
    BEGIN;
    rush_tensor *a = rush_ones(RUSH_SHAPE(2)), *t = a;
    for (int i = 0; i < 50; i++) t = rush_add(rush_mul(t, 2), i == 20 ? rush_ones(RUSH_SHAPE(3)) : a);
    assert_null(t);
    assert_error("The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0");
}

TEST(test_null_operand) {
    BEGIN;
    assert_null(rush_add((rush_tensor *)NULL, 1));
    assert_int_equal(rush_error()->code, RUSH_TYPE_ERROR);
    rush_error_clear();
    assert_null(rush_add_((rush_tensor *)NULL, 1));
    rush_error_clear();
    double nan = rush_item(NULL);
    assert_true(nan != nan);
    assert_false(rush_failed());
}

static void fail_now(void) {
    rush_view(rush_ones(RUSH_SHAPE(2)), RUSH_SHAPE(3));
    assert_true(rush_failed());
}

TEST(test_nothing_changes_while_an_error_is_pending) {
    BEGIN;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2), .requires_grad = true), *p = rush_ones(RUSH_SHAPE(2)), *y = rush_sum(rush_mul(x, x)), *g, *out;
    rush_tensor *h = rush_mul(x, 2);
    int64_t nodes = rush_live_nodes(), tensors = rush_live_tensors();
    fail_now();
    assert_int_equal(rush_live_tensors(), tensors + 1); /* what fail_now made */
    assert_false(rush_backward(y));
    assert_false(rush_autograd_grad(&y, 1, &x, &g, 1));
    assert_null(g);
    assert_null(rush_add_(p, 1));
    assert_null(rush_zero_(p));
    assert_null(rush_copy_(p, x));
    assert_null(rush_mul(p, 2));
    assert_null(rush_ones(RUSH_SHAPE(2)));
    assert_null(rush_from_data(RUSH_VALUES(float, 1), RUSH_SHAPE(1)));
    assert_null(rush_data(p));
    assert_null(rush_set_requires_grad(p, true));
    assert_false(rush_set_grad(x, p));
    assert_false(rush_retain_grad(h));
    assert_int_equal(rush_register_hook(x, half), 0);
    assert_null(rush_function_apply(&cube, x));
    assert_false(rush_checkpoint_function(segment, &x, &out, 1));
    assert_null(rush_mutable_data_ptr(p, float));
    double item = rush_item(p);
    assert_true(item != item);
    assert_error("shape '[3]' is invalid for input of size 2");
    assert_int_equal(rush_live_nodes(), nodes);
    assert_int_equal(rush_live_tensors(), tensors + 1);
    assert_values(p, VALUES(1, 1), 0);
    assert_int_equal(rush_version(p), 0);
    assert_false(rush_requires_grad(p));
    assert_null(rush_get_grad(x));
    assert_true(rush_backward(y)); /* the graph is as it was */
    assert_values(rush_get_grad(x), VALUES(2, 2), 0);
}

static rush_tensor *failing_hook(rush_tensor *g, void *user) {
    (void)user;
    return rush_add(g, rush_ones(RUSH_SHAPE(7)));
}
static bool failing_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    (void)ctx;
    RUSH_SCOPE;
    grad_in[0] = rush_view(g[0], RUSH_SHAPE(9));
    return grad_in[0] != NULL;
}
static const rush_function failing = { .name = "F", .inputs = 1, .outputs = 2, .forward_n = cube_forward, .backward = failing_backward };
static bool refusing(rush_tensor **in, int64_t nin, rush_tensor *const *out, int64_t nout, void *user) {
    return (void)in, (void)nin, (void)out, (void)nout, (void)user, false;
}

TEST(test_errors_from_user_code) {
    BEGIN;
    const char *text = "The size of tensor a (2) must match the size of tensor b (7) at non-singleton dimension 0";
    for (int kind = 0; kind < 4; kind++) {
        RUSH_SCOPE;
        int64_t nodes = rush_live_nodes();
        {
            RUSH_SCOPE;
            rush_tensor *x = rush_ones(RUSH_SHAPE(2), .requires_grad = true), *y = kind == 2 ? rush_function_apply(&failing, x) : rush_mul(x, 2);
            if (kind < 2) rush_register_hook(kind ? x : y, failing_hook);
            if (kind == 3) rush_node_register_hook(rush_grad_fn(y), refusing);
            assert_false(rush_backward(rush_sum(y)));
            assert_error(kind == 2 ? "shape '[9]' is invalid for input of size 2" : kind == 3 ? "a hook of MulBackward0 returned false" : text);
            assert_null(rush_get_grad(x));
            assert_true(rush_is_grad_enabled());
        }
        assert_int_equal(rush_live_nodes(), nodes);
    }
}

typedef struct seen { int count; rush_error_code code; } seen;
static void handler(const rush_error_info *e, void *user) {
    seen *s = user;
    s->count++;
    s->code = e->code;
}

TEST(test_handler_sees_first_errors_only) {
    BEGIN;
    seen s = { 0 };
    rush_set_error_handler(handler, &s);
    fail_now();
    fail_now();
    rush_error_clear();
    rush_size(rush_ones(RUSH_SHAPE(2)), 3);
    rush_set_error_handler(NULL, NULL);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.code, RUSH_INDEX_ERROR);
    rush_error_clear();
}

/* ---- scopes ---- */

static int64_t live(void) { return rush_live_tensors(); }
static rush_tensor *some(void) { return rush_ones(RUSH_SHAPE(3)); }

static int by_return(int at) {
    RUSH_SCOPE;
    for (int i = 0;; i++) {
        RUSH_SCOPE;
        some();
        if (i == at) return i;
    }
}

TEST(test_scopes_end_however_they_are_left) {
    BEGIN;
    int64_t before = live();
    for (int i = 0; i < 5; i++) {
        RUSH_SCOPE;
        some();
        if (i == 1) continue;
        some();
        if (i == 3) break;
    }
    assert_int_equal(live(), before);
    assert_int_equal(by_return(3), 3);
    assert_int_equal(live(), before);
    int round = 0;
again: {
    RUSH_SCOPE;
    some();
    if (round++ < 3) goto again;
    goto out;
}
out:
    assert_int_equal(live(), before);
    switch (round) {
    case 4: {
        RUSH_SCOPE;
        some();
        break;
    }
    default: fail();
    }
    assert_int_equal(live(), before);
}

TEST(test_nested_scopes_and_escape) {
    BEGIN;
    int64_t before = live();
    rush_tensor *kept;
    {
        RUSH_SCOPE;
        some();
        rush_tensor *inner;
        {
            RUSH_SCOPE;
            some();
            inner = rush_escape(some());
            assert_int_equal(live(), before + 3);
        }
        assert_int_equal(live(), before + 2);
        kept = rush_escape(inner);
    }
    assert_int_equal(live(), before + 1);
    assert_values(kept, VALUES(1, 1, 1), 0);
    rush_tensor *held;
    {
        RUSH_SCOPE;
        held = rush_retain(some());
        rush_escape(held);
        rush_escape(held); /* at most one step out for each scope */
    }
    rush_release(held);
    assert_int_equal(live(), before + 2);
    {
        RUSH_SCOPE;
        assert_ptr_equal(rush_escape(kept), kept); /* not this scope's: one more reference */
        assert_null(rush_escape(NULL));
    }
    assert_int_equal(live(), before + 2);
}

TEST(test_begin_and_end) {
    BEGIN;
    int64_t before = live();
    rush_scope_begin();
    some();
    rush_scope_begin();
    some();
    {
        RUSH_SCOPE;
        some();
        rush_scope_end(); /* closes this one, too: it was opened inside */
        assert_int_equal(live(), before + 1);
        some();
    }
    assert_int_equal(live(), before + 2);
    rush_scope_end();
    assert_int_equal(live(), before);
    rush_scope_end(); /* no begin is left: nothing happens */
    some();
    assert_int_equal(live(), before + 1);
}

TEST(test_error_in_a_scope) {
    BEGIN;
    int64_t before = live();
    for (int i = 0; i < 3; i++) {
        RUSH_SCOPE;
        some();
        fail_now();
        rush_error_clear();
    }
    assert_int_equal(live(), before);
    assert_null(rush_escape(rush_view(some(), RUSH_SHAPE(7))));
    rush_error_clear();
}

static void *thread_leaves_things(void *user) {
    int64_t *counts = user;
    for (int i = 0; i < 10; i++) some();
    rush_scope_begin(); /* never ended */
    some();
    rush_tensor *x = rush_ones(RUSH_SHAPE(2), .requires_grad = true), *y = rush_mul(x, x);
    rush_retain_grad(y);
    counts[0] = live();
    fail_now(); /* an error of this thread only */
    return NULL;
}

TEST(test_a_thread_ends) {
    BEGIN;
    int64_t before = live(), nodes = rush_live_nodes(), counts[1];
    for (int i = 0; i < 20; i++) {
        pthread_t t;
        assert_int_equal(pthread_create(&t, NULL, thread_leaves_things, counts), 0);
        pthread_join(t, NULL);
        assert_false(rush_failed());
        assert_true(counts[0] >= before + 13);
        assert_int_equal(live(), before);
        assert_int_equal(rush_live_nodes(), nodes);
    }
}

static int clear(void **state) {
    (void)state;
    alloc_fail_at(0);
    rush_error_clear();
    rush_set_grad_enabled(true);
    return 0;
}
#define RUN(name) cmocka_unit_test_teardown(name, clear)

int main(void) {
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        RUN(test_memory), RUN(test_first_error_wins), RUN(test_deep_failure), RUN(test_null_operand),
        RUN(test_nothing_changes_while_an_error_is_pending), RUN(test_errors_from_user_code),
        RUN(test_handler_sees_first_errors_only), RUN(test_scopes_end_however_they_are_left),
        RUN(test_nested_scopes_and_escape), RUN(test_begin_and_end), RUN(test_error_in_a_scope),
        RUN(test_a_thread_ends),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
