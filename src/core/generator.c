/* SPDX-License-Identifier: MIT */
/* generator.c - random streams as shared objects; the default one. */
#include "core/generator.h"

#include <pthread.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/tensor.h"

struct rush_generator {
    rush_object base;
    pthread_mutex_t lock;
    rng stream;
};

static const uint64_t DEFAULT_SEED = UINT64_C(67280421310721); /* PyTorch's */

static void generator_destroy(void *object) {
    rush_generator *g = object;
    pthread_mutex_destroy(&g->lock);
    mem_free(g);
}
static const rush_class generator_class = { "Generator", generator_destroy };

static rush_generator standard = { .base = { &generator_class, 1, 0 }, .lock = PTHREAD_MUTEX_INITIALIZER };
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void standard_init(void) { rng_init(&standard.stream, RNG_MT19937, DEFAULT_SEED); }

rush_generator *rush_default_generator(void) {
    pthread_once(&once, standard_init);
    return &standard;
}

rng *generator_lock(rush_generator *g) {
    if (!g) g = rush_default_generator();
    pthread_mutex_lock(&g->lock);
    return &g->stream;
}

void generator_unlock(rush_generator *g) { pthread_mutex_unlock(&(g ? g : &standard)->lock); }

rush_generator *rush_generator_new(rush_generator_kind kind, uint64_t seed) {
    if (kind != 0 && kind != RUSH_MT19937 && kind != RUSH_PHILOX) {
        error_set(RUSH_VALUE_ERROR, NULL, "generator", "%d is not a kind of generator", (int)kind);
        return NULL;
    }
    rush_generator *g = mem_calloc(sizeof *g);
    if (!g) {
        error_memory(NULL, "generator", sizeof *g);
        return NULL;
    }
    g->base = (rush_object){ &generator_class, 1, 0 };
    pthread_mutex_init(&g->lock, NULL);
    rng_init(&g->stream, kind == RUSH_PHILOX ? RNG_PHILOX : RNG_MT19937, seed);
    return g;
}

void rush_set_default_generator_kind(rush_generator_kind kind) {
    rng *r = generator_lock(NULL);
    uint64_t seed = rng_initial_seed(r);
    rng_init(r, kind == RUSH_PHILOX ? RNG_PHILOX : RNG_MT19937, seed);
    generator_unlock(NULL);
}

void rush_generator_manual_seed(rush_generator *g, uint64_t seed) {
    rng_seed(generator_lock(g), seed);
    generator_unlock(g);
}

void rush_manual_seed(uint64_t seed) { rush_generator_manual_seed(NULL, seed); }

uint64_t rush_generator_initial_seed(const rush_generator *g) { return rng_initial_seed(g ? &g->stream : &rush_default_generator()->stream); }

rush_tensor *rush_generator_get_state(rush_generator *g) {
    rng *r = generator_lock(g);
    rush_tensor *t = tensor_new(NULL, RUSH_UINT8, rush_cpu(), 1, (int64_t[]){ (int64_t)rng_state_bytes(r) });
    if (t) rng_get_state(r, tensor_data(t));
    generator_unlock(g);
    return scope_own(t);
}

bool rush_generator_set_state(rush_generator *g, const rush_tensor *state) {
    if (!state || rush_failed()) return false;
    if (state->dtype != RUSH_UINT8 || !tensor_on_host(state) || !tensor_is_contiguous(state))
        return error_set(RUSH_TYPE_ERROR, NULL, "set_state", "RNG state must be a torch.ByteTensor");
    rng *r = generator_lock(g);
    size_t size = (size_t)state->numel;
    bool ok = false;
    if (r->kind == RNG_MT19937 && size != RNG_MT_BYTES && size != RNG_MT_OLD_BYTES)
        error_set(RUSH_RUNTIME_ERROR, NULL, "set_state",
                  "Expected either a CPUGeneratorImplStateLegacy of size %d or a CPUGeneratorImplState of size %d but found the input RNG state size to "
                  "be %zu", RNG_MT_OLD_BYTES, RNG_MT_BYTES, size);
    else {
        const char *refusal = rng_set_state(r, tensor_data(state), size);
        ok = !refusal || error_set(RUSH_RUNTIME_ERROR, NULL, "set_state", "%s", refusal);
    }
    generator_unlock(g);
    return ok;
}

rush_tensor *rush_get_rng_state(void) { return rush_generator_get_state(NULL); }
bool rush_set_rng_state(const rush_tensor *state) { return rush_generator_set_state(NULL, state); }
