/* SPDX-License-Identifier: MIT */
/* loader.c - batches in order, from threads that work ahead.
   The user's thread gives slots out: it makes their tensors (so that lack of memory is its error), writes the indices of their
   samples, and queues them. Workers take slots in that order and fill them; slots are handed out in that order too, so which
   worker filled which slot is of no consequence. Random transforms draw from a stream of each sample's own. */
#include "data/loader.h"

#include <inttypes.h>
#include <signal.h>
#include <string.h>

#include "core/alloc.h"
#include "core/dtype.h"
#include "core/error.h"
#include "core/generator.h"
#include "core/tensor.h"

/* ---- reading a batch ---- */

/* The stream of the sample at a place in the epoch: Philox, with room for 2^32 draws each. */
static void seed_sample(rush_generator *g, uint64_t seed, int64_t place) {
    rng *r = generator_lock(g);
    rng_init(r, RNG_PHILOX, seed);
    r->offset = (uint64_t)place << 32;
    generator_unlock(g);
}

/* False with an error pending, or if the loader was cancelled. */
static bool read_slot(loader_reader *reader, loader_slot *slot) {
    rush_loader *l = reader->loader;
    void *out[RUSH_MAX_FIELDS];
    for (int64_t i = 0; i < slot->count; i++) {
        if (atomic_load_explicit(&l->cancel, memory_order_relaxed)) return false;
        for (int f = 0; f < l->dataset->field_count; f++) out[f] = slot->rows[f] + (size_t)i * l->row_bytes[f];
        seed_sample(reader->random, l->seed, slot->first + i);
        TRY(dataset_sample(l->dataset, slot->indices[i], out, reader->scratch, reader->random));
    }
    return true;
}

/* ---- workers ---- */

static void problem_take(loader_problem *p) {
    const rush_error_info *e = rush_error();
    *p = (loader_problem){ .code = e ? e->code : RUSH_RUNTIME_ERROR };
    if (!e) return;
    snprintf(p->message, sizeof p->message, "%s", e->message);
    snprintf(p->op, sizeof p->op, "%s", e->op);
    snprintf(p->site, sizeof p->site, "%s", e->site);
    snprintf(p->detail, sizeof p->detail, "%s", e->detail);
    rush_error_clear();
}

static void problem_raise(const loader_problem *p, rush_site site) {
    error_set(p->code, *p->site ? p->site : site, p->op, "%s", p->message);
    if (*p->detail) error_detail("%s", p->detail);
}

static void *worker_main(void *context) {
    loader_reader *reader = context;
    rush_loader *l = reader->loader;
    thread_get()->errors_silent = true;
    thread_get()->grad_off = true;
    pthread_mutex_lock(&l->lock);
    for (;;) {
        while (!l->quit && l->queued == 0) pthread_cond_wait(&l->work, &l->lock);
        if (l->quit) break;
        loader_slot *slot = l->queue[l->queue_head];
        l->queue_head = (l->queue_head + 1) % l->slot_count;
        l->queued--;
        l->busy++;
        pthread_mutex_unlock(&l->lock);
        bool good = read_slot(reader, slot);
        if (!good) problem_take(&slot->problem);
        pthread_mutex_lock(&l->lock);
        slot->state = good ? SLOT_DONE : SLOT_FAILED;
        l->busy--;
        pthread_cond_signal(&l->done);
    }
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

/* Where the system gives no more threads, those it gave do: the results are the same. */
static bool workers_start(rush_loader *l) {
    if (l->started || l->slot_count == 1) return true;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals stay with others */
    while (l->started < l->reader_count &&
           !pthread_create(&l->readers[l->started].thread, NULL, worker_main, &l->readers[l->started]))
        l->started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return l->started || error_set(RUSH_OS_ERROR, l->site, "loader", "no worker thread could be started");
}

void loader_cancel(rush_loader *l) {
    atomic_store(&l->cancel, true);
    pthread_mutex_lock(&l->lock);
    l->queued = 0;
    while (l->busy) pthread_cond_wait(&l->done, &l->lock);
    for (int i = 0; i < l->slot_count; i++)
        if (&l->slots[i] != l->given) l->slots[i].state = SLOT_FREE;
    pthread_mutex_unlock(&l->lock);
    atomic_store(&l->cancel, false);
    l->out = (l->out + l->used) % l->slot_count;
    l->used = 0;
    l->ahead = l->position;
}

static void workers_stop(rush_loader *l) {
    atomic_store(&l->cancel, true);
    pthread_mutex_lock(&l->lock);
    l->quit = true;
    pthread_cond_broadcast(&l->work);
    pthread_mutex_unlock(&l->lock);
    for (int i = 0; i < l->started; i++) pthread_join(l->readers[i].thread, NULL);
}

/* ---- slots ---- */

/* Nobody but the loader can see t's memory, and the handle is as it was made. */
static bool is_ours_alone(const rush_tensor *t, const rush_field *f, int64_t count) {
    uint32_t handles = __atomic_load_n(&t->base.refs, __ATOMIC_ACQUIRE), views = __atomic_load_n(&t->storage->refs, __ATOMIC_ACQUIRE);
    if (handles != 1 || views != 1 || t->grad_fn || t->meta || t->view_base || t->offset || t->dtype != f->dtype) return false;
    if ((t->base.flags & TENSOR_REQUIRES_GRAD) || !tensor_on_host(t) || !tensor_is_contiguous(t)) return false;
    if (((t->base.flags & TENSOR_INFERENCE) != 0) != thread_get()->inference) return false;
    return t->ndim == f->shape.ndim + 1 && t->shape[0] == count &&
           shape_equal(t->ndim - 1, t->shape + 1, (int)f->shape.ndim, f->shape.dims);
}

/* *t becomes a tensor for `count` samples of f: the one that is there, or a new one. */
static uint8_t *slot_tensor(rush_site site, rush_tensor **t, const rush_field *f, int64_t count) {
    if (!*t || !is_ours_alone(*t, f, count)) {
        int64_t shape[RUSH_MAX_DIMS] = { count };
        if (f->shape.ndim) memcpy(shape + 1, f->shape.dims, sizeof *shape * (size_t)f->shape.ndim);
        RELEASE(*t);
        *t = tensor_new(site, f->dtype, rush_cpu(), (int)f->shape.ndim + 1, shape);
    }
    return *t ? tensor_data(*t) : NULL;
}

static bool slot_prepare(rush_loader *l, loader_slot *slot) {
    static const rush_field index = { RUSH_INT64, { NULL, 0 } };
    int64_t left = l->length - l->ahead;
    slot->first = l->ahead;
    slot->count = left < l->batch_size ? left : l->batch_size;
    for (int f = 0; f < l->dataset->field_count; f++) {
        slot->rows[f] = slot_tensor(l->site, &slot->fields[f], &l->dataset->fields[f], slot->count);
        if (!slot->fields[f]) return false;
    }
    int64_t *indices = (int64_t *)(void *)slot_tensor(l->site, &slot->index, &index, slot->count);
    if (!slot->index) return false;
    for (int64_t i = 0; i < slot->count; i++) indices[i] = l->order ? l->order[slot->first + i] : slot->first + i;
    slot->indices = indices;
    return true;
}

static void slot_queue(rush_loader *l, loader_slot *slot) {
    pthread_mutex_lock(&l->lock);
    slot->state = SLOT_QUEUED;
    l->queue[(l->queue_head + l->queued++) % l->slot_count] = slot;
    pthread_cond_signal(&l->work);
    pthread_mutex_unlock(&l->lock);
}

/* Samples that the epoch hands out. */
static int64_t epoch_samples(const rush_loader *l) { return l->drop_last ? l->length - l->length % l->batch_size : l->length; }

/* Gives every free slot a batch, as far as the epoch goes; with nothing under way, at least one, or fails. */
static bool slots_fill(rush_loader *l) {
    int64_t end = epoch_samples(l);
    while (l->used < l->slot_count && l->ahead < end) {
        if (l->ahead + l->batch_size > end && l->drop_last) break; /* resumed with another batch size */
        loader_slot *slot = &l->slots[(l->out + l->used) % l->slot_count];
        if (slot->state == SLOT_GIVEN) break;
        if (!slot_prepare(l, slot)) return false;
        l->used++;
        l->ahead += slot->count;
        if (l->started) slot_queue(l, slot);
        else slot->state = SLOT_QUEUED;
    }
    return true;
}

/* The batch whose turn it is, ready; NULL at the end of the epoch (no error) or with an error. */
static loader_slot *slot_next(rush_loader *l) {
    if (!slots_fill(l) || !l->used) return NULL;
    loader_slot *slot = &l->slots[l->out];
    if (!l->started) {
        if (!read_slot(&l->readers[0], slot)) return NULL;
        slot->state = SLOT_DONE;
        return slot;
    }
    pthread_mutex_lock(&l->lock);
    while (slot->state == SLOT_QUEUED) pthread_cond_wait(&l->done, &l->lock);
    bool good = slot->state == SLOT_DONE;
    pthread_mutex_unlock(&l->lock);
    if (good) return slot;
    problem_raise(&slot->problem, l->site);
    slot_queue(l, slot); /* the next call tries it again */
    return NULL;
}

/* ---- the loader ---- */

static void epoch_begin(rush_loader *l) {
    rng *r = generator_lock(l->generator);
    rng_get_state(r, l->state);
    l->state_bytes = rng_state_bytes(r);
    loader_order_draw(l, r, l->generator != NULL);
    generator_unlock(l->generator);
    l->running = true;
    l->tail = false;
    l->position = l->ahead = 0;
}

bool rush_loader_next(rush_loader *l, rush_batch *batch) {
    *batch = (rush_batch){ 0 };
    if (!l || rush_failed()) return dataset_missing(NULL, "loader_next", "loader");
    if (l->given) l->given->state = SLOT_FREE;
    l->given = NULL;
    if (!workers_start(l)) return false;
    if (!l->running) epoch_begin(l);
    loader_slot *slot = slot_next(l);
    if (rush_failed()) return false;
    /* PyTorch's batch sampler meets the end of the order before it hands out a batch that is not full */
    if (!l->tail && (!slot || slot->count < l->batch_size)) loader_order_tail(l);
    if (!slot) {
        l->running = false;
        l->epoch++;
        l->position = l->ahead = 0;
        return false;
    }
    l->out = (l->out + 1) % l->slot_count;
    l->used--;
    l->position += slot->count;
    slot->state = SLOT_GIVEN;
    l->given = slot;
    *batch = (rush_batch){ slot->fields[0], slot->fields[1], slot->index, slot->fields, l->dataset->field_count, slot->count };
    return true;
}

void rush_loader_reset(rush_loader *l) {
    if (!l) return;
    l->position = 0;
    loader_cancel(l);
    l->running = false;
}

int64_t rush_loader_length(const rush_loader *l) {
    if (!l) return 0;
    return l->drop_last ? l->length / l->batch_size : l->length / l->batch_size + (l->length % l->batch_size != 0);
}
int64_t rush_loader_position(const rush_loader *l) { return l ? (l->position + l->batch_size - 1) / l->batch_size : 0; }
int64_t rush_loader_epoch(const rush_loader *l) { return l ? l->epoch : 0; }
int64_t rush_loader_batch_size(const rush_loader *l) { return l ? l->batch_size : 0; }

static void loader_destroy(void *object) {
    rush_loader *l = object;
    workers_stop(l);
    for (int i = 0; l->readers && i < l->reader_count; i++) {
        rush_release(l->readers[i].random);
        block_free(l->readers[i].scratch, l->scratch_bytes);
    }
    for (int i = 0; l->slots && i < l->slot_count; i++) {
        for (int f = 0; f < RUSH_MAX_FIELDS; f++) RELEASE(l->slots[i].fields[f]);
        RELEASE(l->slots[i].index);
    }
    mem_free(l->readers);
    mem_free(l->slots);
    mem_free(l->queue);
    mem_free(l->order);
    pthread_cond_destroy(&l->work);
    pthread_cond_destroy(&l->done);
    pthread_mutex_destroy(&l->lock);
    atomic_fetch_sub(&l->dataset->parts->loaders, 1);
    rush_release(l->dataset);
    rush_release(l->generator);
    mem_free(l);
}
static const rush_class loader_class = { "DataLoader", loader_destroy };

static bool check_args(rush_site site, const rush_loader_args *a) {
    if (!a->dataset || rush_failed()) return dataset_missing(site, "loader", "data set");
    if (a->batch_size < 0)
        return error_set(RUSH_VALUE_ERROR, site, "loader", "batch_size should be a positive integer value, but got batch_size=%" PRId64,
                         a->batch_size);
    if (a->workers < 0 || a->workers > LOADER_MAX_WORKERS)
        return error_set(RUSH_VALUE_ERROR, site, "loader", "workers should be from 0 to %d, got %d", LOADER_MAX_WORKERS, a->workers);
    if (a->prefetch < 0 || a->prefetch > LOADER_MAX_SLOTS / LOADER_MAX_WORKERS - 1)
        return error_set(RUSH_VALUE_ERROR, site, "loader", "prefetch should be from 1 to %d, got %d", LOADER_MAX_SLOTS / LOADER_MAX_WORKERS - 1,
                         a->prefetch);
    return true;
}

static bool readers_make(rush_loader *l) {
    for (int i = 0; i < l->reader_count; i++) {
        loader_reader *reader = &l->readers[i];
        reader->loader = l;
        reader->random = rush_generator_new(RUSH_PHILOX, 0);
        if (!reader->random) return false;
        reader->scratch = l->scratch_bytes ? block_alloc(l->scratch_bytes) : NULL;
        if (l->scratch_bytes && !reader->scratch) return error_memory(l->site, "loader", l->scratch_bytes);
    }
    return true;
}

rush_loader *rush_loader_new_at(rush_site site, rush_loader_args a) {
    if (!check_args(site, &a)) return NULL;
    rush_loader *l = mem_calloc(sizeof *l);
    if (!l) {
        error_memory(site, "loader", sizeof *l);
        return NULL;
    }
    object_init(&l->base, &loader_class);
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->work, NULL);
    pthread_cond_init(&l->done, NULL);
    l->site = site;
    l->dataset = rush_retain(a.dataset);
    l->generator = rush_retain(a.generator);
    atomic_fetch_add(&l->dataset->parts->loaders, 1);
    l->length = a.dataset->length;
    l->batch_size = a.batch_size ? a.batch_size : 1;
    l->shuffle = a.shuffle;
    l->drop_last = a.drop_last;
    l->reader_count = a.workers ? a.workers : 1;
    l->slot_count = a.workers ? a.workers * (a.prefetch ? a.prefetch : 2) + 1 : 1;
    l->scratch_bytes = dataset_scratch_bytes(l->dataset);
    for (int f = 0; f < l->dataset->field_count; f++) l->row_bytes[f] = dataset_field_bytes(&l->dataset->fields[f]);
    size_t order = sizeof *l->order * (size_t)l->length;
    l->readers = mem_calloc(sizeof *l->readers * (size_t)l->reader_count);
    l->slots = mem_calloc(sizeof *l->slots * (size_t)l->slot_count);
    l->queue = mem_calloc(sizeof *l->queue * (size_t)l->slot_count);
    l->order = l->shuffle ? mem_alloc(order) : NULL;
    bool good = l->readers && l->slots && l->queue && (!l->shuffle || l->order);
    if (!good) error_memory(site, "loader", order + sizeof *l->slots * (size_t)l->slot_count);
    if (good && readers_make(l)) return l;
    rush_release(l);
    return NULL;
}
