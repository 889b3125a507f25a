/* SPDX-License-Identifier: MIT */
/* test_failure_training.c - memory runs out while networks are made, trained, printed, saved and loaded, at every request in
   turn: an error says so, nothing leaks, a step is taken as a whole or not at all, and what is tried again gives the same bits. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"

enum { STEPS = 4, OPTIMIZERS = 7 };

static char folder[] = "/tmp/rush-failure-XXXXXX", path[100], other[100];

/* ---- a small network and its optimizer ---- */

typedef struct trainer { rush_module *net; rush_optimizer *opt; rush_scheduler *sched; } trainer;

static rush_module *network(void) {
    return rush_sequential(rush_conv2d_layer(1, 3, 3, .padding = 1), rush_relu_layer(), rush_max_pool2d_layer(2), rush_flatten_layer(),
                           rush_dropout_layer(0.25), rush_linear_layer(3 * 3 * 2, 4), rush_tanh_layer(), rush_linear_layer(4, 3));
}

static rush_optimizer *optimizer(int kind, const rush_list *p) {
    switch (kind) {
    case 0: return rush_sgd(p, 0.1);
    case 1: return rush_sgd(p, 0.1, .momentum = 0.9, .nesterov = true);
    case 2: return rush_adam(p, 0.01, .amsgrad = true);
    case 3: return rush_adamw(p, 0.01);
    case 4: return rush_rmsprop(p, 0.01, .momentum = 0.9, .centered = true);
    case 5: return rush_adagrad(p, 0.1, .initial_accumulator_value = 0.1);
    default: return rush_adam(p, 0.01); /* of half types, see trainer_make */
    }
}

/* False if it could not be made; trainer_free may be called in any case. */
static bool trainer_make(trainer *t, int kind) {
    RUSH_SCOPE;
    rush_manual_seed(7);
    t->net = network();
    if (kind == OPTIMIZERS - 1) rush_module_to(t->net, RUSH_BFLOAT16);
    t->opt = optimizer(kind, rush_parameters(t->net));
    t->sched = rush_cosine_annealing_lr(t->opt, STEPS);
    return !rush_failed();
}

static void trainer_free(trainer *t) {
    rush_release_all(t->sched, t->opt, t->net);
    *t = (trainer){ .net = NULL };
}

/* One step on images that depend on its number, down to the loss. */
static bool trainer_step(trainer *t, int number, double *loss) {
    RUSH_SCOPE;
    rush_tensor *x = rush_sin(rush_mul(rush_to_dtype(rush_arange(5 * 6 * 4), RUSH_FLOAT32), 1.0 + number));
    rush_tensor *image = rush_to_dtype(rush_reshape(x, RUSH_SHAPE(5, 1, 6, 4)), rush_get_dtype(rush_get_parameter(t->net, "0.weight")));
    rush_tensor *label = rush_from_data(RUSH_VALUES(int64_t, 0, 1, 2, 1, 0), RUSH_SHAPE(5));
    rush_tensor *error = rush_cross_entropy(rush_forward(t->net, image), label);
    rush_zero_grad(t->opt);
    rush_backward(error);
    rush_step(t->opt);
    *loss = rush_item(error);
    return !rush_failed();
}

/* ---- the state of everything, as numbers ---- */

typedef struct state { uint64_t bits; int64_t tensors; } state;

static void state_add(state *s, const void *bytes, size_t n) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++) s->bits = (s->bits ^ p[i]) * 1099511628211u;
}

static void state_add_dict(state *s, const rush_dict *d) {
    for (int64_t i = 0; i < rush_dict_size(d); i++) {
        double values[100];
        int64_t n = rush_numel(rush_dict_at(d, i));
        assert_true(n <= 100 && rush_copy_out(rush_dict_at(d, i), values, n));
        state_add(s, rush_dict_name(d, i), strlen(rush_dict_name(d, i)));
        state_add(s, values, (size_t)n * sizeof *values);
        s->tensors++;
    }
}

static state state_of(const trainer *t) {
    RUSH_SCOPE;
    state s = { 14695981039346656037u, 0 };
    state_add_dict(&s, rush_state_dict(t->net));
    state_add_dict(&s, rush_optimizer_state_dict(t->opt));
    state_add_dict(&s, rush_scheduler_state_dict(t->sched));
    assert_no_error();
    return s;
}

static bool same_state(state a, state b) { return a.bits == b.bits && a.tensors == b.tensors; }

/* What a lack of memory looks like; clears it. */
static void assert_memory_error(const char *what, int64_t n) {
    const rush_error_info *e = rush_error();
    if (!e) fail_msg("%s: request %lld failed without an error", what, (long long)n);
    if (e->code != RUSH_MEMORY_ERROR || !strstr(e->message, "out of memory") || !*e->op)
        fail_msg("%s: request %lld: %s: %s", what, (long long)n, e->op, e->message);
    rush_error_clear();
}

/* ---- construction ---- */

static void test_construction(void **unused) {
    (void)unused;
    for (int kind = 0; kind < OPTIMIZERS; kind++) {
        trainer t = { .net = NULL };
        assert_true(trainer_make(&t, kind));
        state whole = state_of(&t);
        trainer_free(&t);
        int64_t tensors = rush_live_tensors(), bytes = alloc_statistics().live_bytes, n = 1;
        for (;; n++) {
            alloc_fail_at(n);
            bool good = trainer_make(&t, kind);
            bool reached = alloc_requests() >= n;
            alloc_fail_at(0);
            if (reached) {
                assert_false(good);
                assert_memory_error("construction", n);
            }
            trainer_free(&t);
            if (rush_live_tensors() != tensors || alloc_statistics().live_bytes != bytes)
                fail_msg("construction: request %lld: %lld bytes leaked", (long long)n, (long long)(alloc_statistics().live_bytes - bytes));
            assert_true(trainer_make(&t, kind));
            assert_true(same_state(state_of(&t), whole));
            trainer_free(&t);
            if (!reached) break;
        }
        assert_true(n > 50);
    }
}

/* ---- a step: in it, every request fails in turn. Dropout has drawn then, perhaps: the generator is put back, as one would ---- */

static void check_step(int kind, int step, const state *after, const double *losses) {
    for (int64_t n = 1;; n++) {
        RUSH_SCOPE;
        trainer t = { .net = NULL };
        double loss;
        assert_true(trainer_make(&t, kind));
        for (int i = 0; i < step; i++) assert_true(trainer_step(&t, i, &loss));
        state before = state_of(&t);
        rush_tensor *random = rush_get_rng_state();
        int64_t tensors = rush_live_tensors(), nodes = rush_live_nodes();
        alloc_fail_at(n);
        bool good = trainer_step(&t, step, &loss);
        bool reached = alloc_requests() >= n;
        alloc_fail_at(0);
        if (reached) {
            assert_false(good);
            assert_memory_error("a step", n);
            if (!rush_is_grad_enabled()) fail_msg("optimizer %d, step %d, request %lld: the mode was not restored", kind, step, (long long)n);
            if (rush_live_nodes() != nodes) fail_msg("optimizer %d, step %d, request %lld: nodes leaked", kind, step, (long long)n);
            /* gradients, and states after their first step, are all that may be left */
            if (rush_live_tensors() > tensors + 6 + 3 * 6) fail_msg("optimizer %d, step %d, request %lld: tensors leaked", kind, step, (long long)n);
            if (!same_state(state_of(&t), before)) fail_msg("optimizer %d, step %d, request %lld: a part of the step was taken", kind, step, (long long)n);
            assert_true(rush_set_rng_state(random));
            assert_true(trainer_step(&t, step, &loss));
        }
        if (loss != losses[step] || !same_state(state_of(&t), after[step]))
            fail_msg("optimizer %d, step %d, request %lld: tried again, it gives other bits", kind, step, (long long)n);
        for (int i = step + 1; i < STEPS; i++) assert_true(trainer_step(&t, i, &loss));
        if (!same_state(state_of(&t), after[STEPS - 1])) fail_msg("optimizer %d, step %d, request %lld: later steps differ", kind, step, (long long)n);
        trainer_free(&t);
        if (reached) continue;
        assert_true(n > 60);
        return;
    }
}

static void test_step(void **unused) {
    (void)unused;
    for (int kind = 0; kind < OPTIMIZERS; kind++) {
        state after[STEPS];
        double losses[STEPS];
        trainer t = { .net = NULL };
        assert_true(trainer_make(&t, kind));
        for (int i = 0; i < STEPS; i++) {
            assert_true(trainer_step(&t, i, &losses[i]));
            after[i] = state_of(&t);
        }
        trainer_free(&t);
        check_step(kind, 0, after, losses); /* states are made */
        int64_t tensors = rush_live_tensors(), bytes = alloc_statistics().live_bytes; /* the thread's stacks have grown by now */
        check_step(kind, 2, after, losses);
        assert_int_equal(rush_live_tensors(), tensors);
        assert_int_equal(alloc_statistics().live_bytes, bytes);
    }
}

/* ---- printing ---- */

static size_t print_module(const trainer *t, char *text, size_t size) { return rush_module_to_string(t->net, text, size); }
static size_t print_weight(const trainer *t, char *text, size_t size) {
    return rush_to_string(rush_get_parameter(t->net, "0.weight"), text, size);
}

static void check_printing(const char *what, size_t (*print)(const trainer *t, char *text, size_t size), const trainer *t) {
    static char whole[4000], text[4000];
    RUSH_SCOPE;
    print(t, whole, sizeof whole);
    assert_no_error();
    int64_t tensors = rush_live_tensors(), bytes = alloc_statistics().live_bytes;
    for (int64_t n = 1;; n++) {
        alloc_fail_at(n);
        print(t, text, sizeof text);
        bool reached = alloc_requests() >= n;
        alloc_fail_at(0);
        if (!reached) break;
        assert_memory_error(what, n);
        if (rush_live_tensors() != tensors || alloc_statistics().live_bytes != bytes) fail_msg("%s: request %lld: memory leaked", what, (long long)n);
        print(t, text, sizeof text);
        assert_string_equal(text, whole);
    }
}

static void test_printing(void **unused) {
    (void)unused;
    trainer t = { .net = NULL };
    assert_true(trainer_make(&t, 0));
    check_printing("printing a module", print_module, &t);
    check_printing("printing a tensor", print_weight, &t);
    trainer_free(&t);
}

/* ---- saving and loading ---- */

static bool is_file(const char *name) { return access(name, F_OK) == 0; }

static void check_files(const char *name, const trainer *from, trainer *to) {
    state whole = state_of(from), other_state = state_of(to);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    rush_checkpoint save = { .model = from->net, .optimizer = from->opt, .scheduler = from->sched, .generators = true, .step = 5 };
    rush_checkpoint load = { .model = to->net, .optimizer = to->opt, .scheduler = to->sched, .generators = true };
    assert_true(rush_checkpoint_save(&save, path)); /* the thread's stacks grow */
    remove(path);
    int64_t bytes = alloc_statistics().live_bytes;
    for (int64_t n = 1;; n++) {
        alloc_fail_at(n);
        bool good = rush_checkpoint_save(&save, path);
        bool reached = alloc_requests() >= n;
        alloc_fail_at(0);
        if (is_file(path) != good || good == reached) fail_msg("%s: saved %d, with a request that failed %d", name, good, reached);
        if (!reached) break;
        assert_memory_error("saving", n);
        if (alloc_statistics().live_bytes != bytes) fail_msg("%s: saving: request %lld: memory leaked", name, (long long)n);
        assert_true(same_state(state_of(from), whole));
    }
    {
        RUSH_SCOPE;
        assert_true(rush_load_state_dict(from->net, rush_load(path), .prefix = "model."));
    }
    for (int64_t n = 1;; n++) { /* the model alone: nothing is copied before everything is there */
        RUSH_SCOPE;
        int64_t before = alloc_statistics().live_bytes;
        alloc_fail_at(n);
        bool good;
        {
            RUSH_SCOPE;
            good = rush_load_state_dict(to->net, rush_load(path), .prefix = "model.");
        }
        bool reached = alloc_requests() >= n;
        alloc_fail_at(0);
        assert_true(good != reached);
        if (!reached) break;
        assert_memory_error("loading a model", n);
        if (alloc_statistics().live_bytes != before) fail_msg("%s: loading: request %lld: memory leaked", name, (long long)n);
        if (!same_state(state_of(to), other_state)) fail_msg("%s: request %lld: a part of the model was loaded", name, (long long)n);
    }
    for (int64_t n = 1;; n++) {
        alloc_fail_at(n);
        bool good = rush_checkpoint_load(&load, path);
        bool reached = alloc_requests() >= n;
        alloc_fail_at(0);
        assert_true(good != reached);
        if (!reached) break;
        assert_memory_error("loading", n);
    }
    assert_int_equal(load.step, 5);
    assert_true(same_state(state_of(to), whole));
    remove(path);
}

static void test_files(void **unused) {
    (void)unused;
    static const char *const names[] = { "c.safetensors", "c.pt" };
    for (int i = 0; i < 4; i++) {
        trainer a = { .net = NULL }, b = { .net = NULL };
        double loss;
        int64_t bytes = alloc_statistics().live_bytes;
        assert_true(trainer_make(&a, 2) && trainer_step(&a, 0, &loss) && trainer_step(&a, 1, &loss));
        assert_true(trainer_make(&b, 2));
        check_files(names[i % 2], &a, &b);
        trainer_free(&a);
        trainer_free(&b);
        if (i > 1) assert_int_equal(alloc_statistics().live_bytes, bytes); /* the thread's stacks have grown by then */
    }
}

/* ---- a failed forward, then a step and a save ---- */

static void test_failed_forward(void **unused) {
    (void)unused;
    RUSH_SCOPE;
    trainer t = { .net = NULL }, whole = { .net = NULL };
    double loss, expected[STEPS];
    assert_true(trainer_make(&whole, 2));
    for (int i = 0; i < STEPS; i++) assert_true(trainer_step(&whole, i, &expected[i]));
    state end = state_of(&whole);
    trainer_free(&whole);
    assert_true(trainer_make(&t, 2) && trainer_step(&t, 0, &loss));
    rush_checkpoint ck = { .model = t.net, .optimizer = t.opt, .scheduler = t.sched, .step = 1 };
    snprintf(path, sizeof path, "%s/f.safetensors", folder);
    snprintf(other, sizeof other, "%s/new.safetensors", folder);
    assert_true(rush_checkpoint_save(&ck, path));
    struct stat first, then;
    assert_int_equal(stat(path, &first), 0);
    state before = state_of(&t);
    for (int kind = 0; kind < 2; kind++) {
        RUSH_SCOPE;
        rush_tensor *random = rush_get_rng_state();
        rush_tensor *image = rush_ones(kind ? RUSH_SHAPE(2, 1, 7, 9) : RUSH_SHAPE(2, 1, 6, 4));
        if (!kind) alloc_fail_at(12);
        rush_tensor *error = rush_sum(rush_forward(t.net, image));
        alloc_fail_at(0);
        assert_null(error);
        assert_true(rush_failed());
        assert_false(rush_zero_grad(t.opt));
        assert_false(rush_backward(error));
        assert_false(rush_step(t.opt));
        assert_false(rush_scheduler_step(t.sched));
        ck.step = 99;
        assert_false(rush_checkpoint_save(&ck, path));
        assert_false(rush_checkpoint_save(&ck, other));
        assert_false(rush_save(t.net, other));
        assert_false(is_file(other));
        assert_int_equal(stat(path, &then), 0);
        assert_true(first.st_ino == then.st_ino && first.st_size == then.st_size && first.st_mtim.tv_nsec == then.st_mtim.tv_nsec);
        assert_int_equal(rush_error()->code, kind ? RUSH_RUNTIME_ERROR : RUSH_MEMORY_ERROR); /* still the first */
        rush_error_clear();
        assert_true(same_state(state_of(&t), before));
        assert_true(rush_set_rng_state(random));
    }
    for (int i = 1; i < STEPS; i++) {
        assert_true(trainer_step(&t, i, &loss));
        assert_true(loss == expected[i]);
    }
    assert_true(same_state(state_of(&t), end));
    trainer_free(&t);
    remove(path);
}

static int clear(void **unused) {
    (void)unused;
    alloc_fail_at(0);
    rush_error_clear();
    return 0;
}
#define RUN(name) cmocka_unit_test_teardown(name, clear)

int main(void) {
    rush_set_error_quiet(true);
    if (!mkdtemp(folder)) return perror(folder), 1;
    const struct CMUnitTest tests[] = { RUN(test_construction), RUN(test_step), RUN(test_printing), RUN(test_files), RUN(test_failed_forward) };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    remove(folder);
    return test_end(failures);
}
