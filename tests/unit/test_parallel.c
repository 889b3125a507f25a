/* SPDX-License-Identifier: MIT */
/* test_parallel.c - the thread pool: every block once, nesting, callers, fork, resizing; ISA levels. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "core/isa.h"
#include "core/parallel.h"

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { BLOCKS = 1000 };
static const int thread_counts[] = { 1, 2, 3, 5, 16 };

typedef struct marks {
    atomic_int seen[BLOCKS];
} marks;

static void mark_block(void *context, int64_t block) {
    atomic_fetch_add(&((marks *)context)->seen[block], 1);
}

static void marks_check(marks *m, int64_t blocks, int times) {
    for (int64_t i = 0; i < BLOCKS; i++) assert_int_equal(atomic_load(&m->seen[i]), i < blocks ? times : 0);
}

static void test_every_block_once(void **state) {
    static const int64_t sizes[] = { 0, 1, 2, 3, 7, 64, BLOCKS };
    (void)state;
    for (size_t t = 0; t < sizeof thread_counts / sizeof *thread_counts; t++) {
        assert_true(parallel_set_threads(thread_counts[t]));
        assert_int_equal(parallel_threads(), thread_counts[t]);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            marks m;
            memset(&m, 0, sizeof m);
            for (int round = 0; round < 50; round++) parallel_for(sizes[s], mark_block, &m);
            marks_check(&m, sizes[s], 50);
        }
    }
    parallel_for(-1, mark_block, NULL); /* no blocks at all */
}

static void test_set_threads_range(void **state) {
    (void)state;
    assert_true(parallel_set_threads(3));
    assert_false(parallel_set_threads(0));
    assert_false(parallel_set_threads(-2));
    assert_false(parallel_set_threads(257));
    assert_int_equal(parallel_threads(), 3);
    assert_true(parallel_set_threads(256));
}

typedef struct nest {
    marks m;
    atomic_int strangers;
} nest;
typedef struct nest_inner {
    nest *outer;
    pthread_t self;
    int64_t base;
} nest_inner;

static void nested_block(void *context, int64_t block) {
    nest_inner *inner = context;
    if (!pthread_equal(pthread_self(), inner->self)) atomic_fetch_add(&inner->outer->strangers, 1);
    atomic_fetch_add(&inner->outer->m.seen[inner->base + block], 1);
}

static void nesting_block(void *context, int64_t block) {
    nest_inner inner = { context, pthread_self(), block * 10 };
    parallel_for(10, nested_block, &inner);
}

static void test_nested_calls_run_inline(void **state) {
    nest n;
    (void)state;
    memset(&n, 0, sizeof n);
    parallel_set_threads(4);
    parallel_for(BLOCKS / 10, nesting_block, &n);
    marks_check(&n.m, BLOCKS, 1);
    assert_int_equal(atomic_load(&n.strangers), 0);
}

static void *caller_main(void *context) {
    for (int round = 0; round < 200; round++) parallel_for(BLOCKS, mark_block, context);
    return NULL;
}

static void test_several_callers(void **state) {
    enum { CALLERS = 4 };
    static marks m[CALLERS];
    pthread_t threads[CALLERS];
    (void)state;
    memset(m, 0, sizeof m);
    parallel_set_threads(3);
    for (int i = 0; i < CALLERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, caller_main, &m[i]), 0);
    for (int i = 0; i < CALLERS; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < CALLERS; i++) marks_check(&m[i], BLOCKS, 200);
}

static void *resizer_main(void *context) {
    for (int round = 0; round < 300; round++) parallel_set_threads(1 + round % 6);
    return context;
}

static void test_resize_while_running(void **state) {
    static marks m;
    pthread_t thread;
    (void)state;
    memset(&m, 0, sizeof m);
    parallel_set_threads(2);
    assert_int_equal(pthread_create(&thread, NULL, resizer_main, NULL), 0);
    caller_main(&m);
    pthread_join(thread, NULL);
    marks_check(&m, BLOCKS, 200);
}

/* A block that lasts until another thread runs one too: proves that workers take part (10 s at most). */
static void meeting_block(void *context, int64_t block) {
    atomic_int *present = context;
    (void)block;
    atomic_fetch_add(present, 1);
    for (int i = 0; i < 10000 && atomic_load(present) < 2; i++) usleep(1000);
}

static void test_workers_take_part(void **state) {
    (void)state;
    parallel_set_threads(2);
    for (int round = 0; round < 5; round++) {
        atomic_int present = 0;
        usleep(20000); /* long enough for the workers to have gone to sleep */
        parallel_for(2, meeting_block, &present);
        assert_int_equal(atomic_load(&present), 2);
    }
}

static void test_child_of_fork(void **state) {
    marks m;
    (void)state;
    if (SANITIZED) skip(); /* ThreadSanitizer refuses new threads in a child of fork */
    memset(&m, 0, sizeof m);
    parallel_set_threads(3);
    parallel_for(BLOCKS, mark_block, &m);
    pid_t child = fork();
    if (!child) {
        atomic_int present = 0;
        parallel_for(BLOCKS, mark_block, &m);
        for (int i = 0; i < BLOCKS; i++)
            if (atomic_load(&m.seen[i]) != 2) _exit(1);
        parallel_for(2, meeting_block, &present); /* the child has workers of its own */
        _exit(atomic_load(&present) == 2 ? 0 : 2);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    parallel_for(BLOCKS, mark_block, &m);
    marks_check(&m, BLOCKS, 2);
}

/* In a child whose limit on processes is reached, the blocks are run all the same. */
static void test_thread_creation_fails(void **state) {
    (void)state;
    if (SANITIZED) skip(); /* sanitizers need the address space that this test takes away */
    pid_t child = fork();
    if (!child) {
        marks m;
        memset(&m, 0, sizeof m);
        setrlimit(RLIMIT_NPROC, &(struct rlimit){ 0, 0 });
        setrlimit(RLIMIT_AS, &(struct rlimit){ 1 << 20, 1 << 20 }); /* for root, whom NPROC does not bind */
        parallel_set_threads(200);
        parallel_for(BLOCKS, mark_block, &m);
        for (int i = 0; i < BLOCKS; i++)
            if (atomic_load(&m.seen[i]) != 1) _exit(1);
        _exit(0);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_isa_levels(void **state) {
    isa_level best = isa_best();
    (void)state;
    assert_int_equal(isa_current(), best);
    assert_true(isa_set(ISA_SCALAR));
    assert_int_equal(isa_current(), ISA_SCALAR);
    assert_int_equal(isa_best(), best);
    assert_false(isa_set((isa_level)-1));
    assert_false(isa_set(ISA_COUNT));
    assert_int_equal(isa_current(), ISA_SCALAR);
    assert_true(isa_set(best));
    assert_int_equal(isa_current(), best);
    assert_string_equal(isa_name(ISA_AVX512), "avx512");
    assert_string_equal(isa_name(ISA_COUNT), "unknown");
#if defined(__x86_64__)
    assert_false(isa_set(ISA_NEON));
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_block_once),
        cmocka_unit_test(test_set_threads_range),
        cmocka_unit_test(test_nested_calls_run_inline),
        cmocka_unit_test(test_several_callers),
        cmocka_unit_test(test_resize_while_running),
        cmocka_unit_test(test_workers_take_part),
        cmocka_unit_test(test_child_of_fork),
        cmocka_unit_test(test_thread_creation_fails),
        cmocka_unit_test(test_isa_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
