/* SPDX-License-Identifier: MIT */
/* parallel.c - the thread pool: workers spin briefly, then sleep; blocks are handed out by one atomic
   counter. A job belongs to the calling thread. Workers that are awake join it under the lock; the caller
   works too, closes the job when no block is left, and waits only for those that joined, never for one yet to
   wake up. */
#include "core/parallel.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MAX = 256, SPINS = 400 };

static struct pool {
    pthread_mutex_t lock;
    pthread_cond_t wake, idle;
    atomic_flag busy;            /* a thread owns the pool; what has no other guard is its own */
    _Atomic uint64_t generation; /* one more for each job, and to quit */
    atomic_bool quit;
    int sleepers; /* guarded by lock, as are open and the job's fields below */
    bool open;
    void (*work)(void *context, int64_t block);
    void *context;
    int64_t blocks;
    atomic_llong next;           /* the first block that nobody has taken */
    atomic_int active;           /* workers in the job; changed under lock, read without */
    int workers, workers_wanted; /* running, and asked for when they were started */
    pthread_t threads[THREADS_MAX];
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER,
           .wake = PTHREAD_COND_INITIALIZER,
           .idle = PTHREAD_COND_INITIALIZER,
           .busy = ATOMIC_FLAG_INIT };

static _Atomic int threads_set;       /* 0: not asked yet */
static _Thread_local bool inside_job; /* this thread is running blocks of a job */
static pthread_once_t fork_once = PTHREAD_ONCE_INIT;

static inline void spin_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
}

static void blocks_run(void (*work)(void *, int64_t), void *context, int64_t blocks) {
    for (;;) {
        int64_t block = atomic_fetch_add_explicit(&pool.next, 1, memory_order_relaxed);
        if (block >= blocks) return;
        work(context, block);
    }
}

/* Waits for a generation other than seen: a few microseconds awake, then asleep. */
static uint64_t worker_wait(uint64_t seen) {
    for (int i = 0; i < SPINS; i++) {
        uint64_t now = atomic_load_explicit(&pool.generation, memory_order_acquire);
        if (now != seen) return now;
        spin_pause();
    }
    pthread_mutex_lock(&pool.lock);
    pool.sleepers++;
    while (atomic_load(&pool.generation) == seen) pthread_cond_wait(&pool.wake, &pool.lock);
    pool.sleepers--;
    pthread_mutex_unlock(&pool.lock);
    return atomic_load(&pool.generation);
}

static void *worker_main(void *unused) {
    (void)unused;
    inside_job = true; /* what blocks start runs inline */
    /* 0 comes before every job's generation: a job that opened before this thread ran is not missed */
    for (uint64_t seen = 0;;) {
        seen = worker_wait(seen);
        pthread_mutex_lock(&pool.lock);
        bool joined = pool.open;
        if (joined) atomic_fetch_add(&pool.active, 1);
        void (*work)(void *, int64_t) = pool.work;
        void *context = pool.context;
        int64_t blocks = pool.blocks;
        seen = atomic_load(&pool.generation);
        pthread_mutex_unlock(&pool.lock);
        if (atomic_load(&pool.quit)) return NULL; /* asked here: seen may be the generation that says so */
        if (!joined) continue;
        blocks_run(work, context, blocks);
        pthread_mutex_lock(&pool.lock);
        if (atomic_fetch_sub(&pool.active, 1) == 1) pthread_cond_signal(&pool.idle);
        pthread_mutex_unlock(&pool.lock);
    }
}

/* A new generation for everyone, with a job (open) or to look at quit. */
static void pool_announce(bool open, int64_t blocks, void (*work)(void *, int64_t), void *context) {
    pthread_mutex_lock(&pool.lock);
    pool.work = work;
    pool.context = context;
    pool.blocks = blocks;
    atomic_store_explicit(&pool.next, 0, memory_order_relaxed);
    pool.open = open;
    atomic_fetch_add(&pool.generation, 1);
    if (pool.sleepers) pthread_cond_broadcast(&pool.wake);
    pthread_mutex_unlock(&pool.lock);
}

/* Ends and joins the workers. The caller owns the pool. */
static void pool_stop(void) {
    if (pool.workers) {
        atomic_store(&pool.quit, true);
        pool_announce(false, 0, NULL, NULL);
        for (int i = 0; i < pool.workers; i++) pthread_join(pool.threads[i], NULL);
        atomic_store(&pool.quit, false);
    }
    pool.workers = pool.workers_wanted = 0;
}

/* In a child of fork only the forking thread exists: forget the workers, a later job starts new ones. */
static void pool_forked(void) {
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.wake, NULL);
    pthread_cond_init(&pool.idle, NULL);
    pool.workers = pool.workers_wanted = pool.sleepers = 0;
    pool.open = false;
    atomic_store(&pool.active, 0);
    atomic_store(&pool.quit, false);
    if (!inside_job) atomic_flag_clear(&pool.busy); /* its owner, another thread, is gone */
}

static void fork_register(void) { pthread_atfork(NULL, NULL, pool_forked); }

/* Starts workers; where the system gives no more threads, those it gave do. Signals stay with others. */
static void pool_start(int workers) {
    sigset_t all, before;
    pthread_once(&fork_once, fork_register);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    atomic_store(&pool.generation, 0);
    pool.workers = 0;
    while (pool.workers < workers && !pthread_create(&pool.threads[pool.workers], NULL, worker_main, NULL))
        pool.workers++;
    pool.workers_wanted = workers;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void job_run(int64_t blocks, void (*work)(void *context, int64_t block), void *context) {
    pool_announce(true, blocks, work, context);
    inside_job = true;
    blocks_run(work, context, blocks);
    inside_job = false;
    pthread_mutex_lock(&pool.lock);
    pool.open = false;
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < SPINS && atomic_load_explicit(&pool.active, memory_order_acquire); i++) spin_pause();
    pthread_mutex_lock(&pool.lock);
    while (atomic_load(&pool.active)) pthread_cond_wait(&pool.idle, &pool.lock);
    pthread_mutex_unlock(&pool.lock);
}

static _Atomic int64_t cuts;
int64_t parallel_cuts(void) { return atomic_load_explicit(&cuts, memory_order_relaxed); }

void parallel_for(int64_t blocks, void (*work)(void *context, int64_t block), void *context) {
    int threads = 1;
    if (blocks > 1) atomic_fetch_add_explicit(&cuts, 1, memory_order_relaxed);
    if (blocks <= 1 || inside_job || (threads = parallel_threads()) == 1 ||
        atomic_flag_test_and_set(&pool.busy)) {
        for (int64_t i = 0; i < blocks; i++) work(context, i);
        return;
    }
    if (pool.workers_wanted != threads - 1) {
        pool_stop();
        pool_start(threads - 1);
    }
    job_run(blocks, work, context);
    atomic_flag_clear(&pool.busy);
}

static int threads_default(void) {
    int64_t count = 0;
#ifdef __linux__
    cpu_set_t set;
    if (!sched_getaffinity(0, sizeof set, &set)) count = CPU_COUNT(&set);
#endif
    if (count < 1) count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : (int)count;
}

int parallel_threads(void) {
    int threads = atomic_load_explicit(&threads_set, memory_order_relaxed);
    if (!threads) {
        int unset = 0;
        threads = threads_default();
        if (!atomic_compare_exchange_strong(&threads_set, &unset, threads)) threads = unset;
    }
    return threads;
}

bool parallel_set_threads(int threads) {
    if (threads < 1 || threads > THREADS_MAX) return false;
    atomic_store_explicit(&threads_set, threads, memory_order_relaxed);
    return true;
}

/* At exit, and when the library is unloaded. A pool still in use by another thread is left to the system. */
__attribute__((destructor)) static void pool_exit(void) {
    if (inside_job || atomic_flag_test_and_set(&pool.busy)) return;
    pool_stop();
    atomic_flag_clear(&pool.busy);
}
