/* SPDX-License-Identifier: MIT */
/* loader_order.c - the order of an epoch, and a loader's place in it as a dict.
   As PyTorch's DataLoader draws: the base seed (int64 random_); with shuffle, a seed (int64 random_) for a private generator of
   the same kind that makes randperm(n). A generator of one's own gives the base seed and the permutation itself, and once more
   n - 1 numbers (a second randperm, thrown away) when its sampler comes to its end. */
#include <inttypes.h>
#include <string.h>

#include "core/alloc.h"
#include "core/dtype.h"
#include "core/error.h"
#include "core/generator.h"
#include "core/tensor.h"
#include "data/loader.h"

void loader_order_draw(rush_loader *l, rng *r, bool own) {
    int64_t seed = 0;
    rng_random_full(r, RUSH_INT64, &seed, 1);
    l->seed = (uint64_t)seed;
    if (!l->shuffle) return;
    if (own) {
        rng_randperm(r, RUSH_INT64, l->order, l->length);
        return;
    }
    rng_random_full(r, RUSH_INT64, &seed, 1);
    rng sampler;
    rng_init(&sampler, r->kind, (uint64_t)seed);
    rng_randperm(&sampler, RUSH_INT64, l->order, l->length);
}

void loader_order_tail(rush_loader *l) {
    uint32_t words[256];
    l->tail = true;
    if (!l->shuffle || !l->generator) return;
    rng *r = generator_lock(l->generator);
    rng_begin(r);
    for (int64_t left = l->length - 1; left > 0; left -= 256) rng_words(r, words, left < 256 ? left : 256);
    rng_end(r);
    generator_unlock(l->generator);
}

/* ---- state dicts ---- */

static rush_tensor *bytes_tensor(const void *bytes, size_t size) {
    rush_tensor *t = tensor_new(NULL, RUSH_UINT8, rush_cpu(), 1, (int64_t[]){ (int64_t)size });
    if (t) memcpy(tensor_data(t), bytes, size);
    return scope_own(t);
}

rush_dict *rush_loader_state_dict(const rush_loader *l) {
    if (!l || rush_failed()) {
        dataset_missing(NULL, "loader", "loader");
        return NULL;
    }
    size_t mark = scope_mark();
    rush_dict *d = rush_dict_new();
    bool good = d && rush_dict_set_int(d, "epoch", l->epoch) && rush_dict_set_int(d, "position", l->position) &&
                rush_dict_set_int(d, "length", l->length);
    if (good && l->running) good = rush_dict_set(d, "epoch_state", bytes_tensor(l->state, l->state_bytes));
    if (good && l->generator) good = rush_dict_set(d, "generator", rush_generator_get_state(l->generator));
    return scope_keep(mark, good ? d : NULL);
}

/* The stream in a state tensor, or an error that names the key. */
static bool read_state(const rush_loader *l, const rush_tensor *t, const char *key, rng *r) {
    const char *refusal = "it is not a row of bytes";
    if (t->dtype == RUSH_UINT8 && t->ndim == 1 && tensor_on_host(t) && tensor_is_contiguous(t)) {
        rng_init(r, t->numel == RNG_PHILOX_BYTES ? RNG_PHILOX : RNG_MT19937, 0);
        refusal = rng_set_state(r, tensor_data(t), (size_t)t->numel);
    }
    return !refusal || error_set(RUSH_RUNTIME_ERROR, l->site, "loader", "'%s' of the loader's state: %s", key, refusal);
}

bool rush_loader_load_state_dict(rush_loader *l, const rush_dict *d) {
    if (!l || !d || rush_failed()) return dataset_missing(NULL, "loader", l ? "state dict" : "loader");
    int64_t epoch, position, length;
    if (!rush_dict_get_int(d, "epoch", &epoch) || !rush_dict_get_int(d, "position", &position) || !rush_dict_get_int(d, "length", &length))
        return error_set(RUSH_KEY_ERROR, l->site, "loader", "the state dict has no epoch, position and length");
    if (length != l->length)
        return error_set(RUSH_VALUE_ERROR, l->site, "loader", "the state is of a data set of %" PRId64 " samples, this one has %" PRId64, length,
                         l->length);
    size_t mark = scope_mark();
    rush_tensor *begin = rush_dict_get(d, "epoch_state"), *own = rush_dict_get(d, "generator");
    rng first, present;
    bool good = !rush_failed();
    if (good && (epoch < 0 || position < 0 || position > length || (position && !begin)))
        good = error_set(RUSH_VALUE_ERROR, l->site, "loader", "the state's epoch %" PRId64 " and position %" PRId64 " make no sense", epoch, position);
    if (good && l->generator && !own)
        good = error_set(RUSH_KEY_ERROR, l->site, "loader", "the state dict has no 'generator', and this loader has one of its own");
    if (good && begin) good = read_state(l, begin, "epoch_state", &first);
    if (good && l->generator) good = read_state(l, own, "generator", &present);
    if (good) {
        l->position = position;
        loader_cancel(l);
        l->epoch = epoch;
        l->running = begin != NULL;
        l->tail = !l->drop_last && position == length && length % l->batch_size != 0;
        if (begin) {
            l->state_bytes = rng_state_bytes(&first);
            rng_get_state(&first, l->state);
            loader_order_draw(l, &first, l->generator != NULL);
        }
        if (l->generator) {
            *generator_lock(l->generator) = present;
            generator_unlock(l->generator);
        }
    }
    scope_drop(mark);
    return good;
}
