/* SPDX-License-Identifier: MIT */
/* checkpoint.c - training's state in one file: the state dicts of its objects under a prefix each, the generator, two counters. */
#include <rushlight.h>

#include "core/error.h"
#include "core/generator.h"
#include "core/tensor.h"

#define CHECKPOINT_FORMAT "rushlight checkpoint"

/* Adds `from` (of the scope) under the prefix; false if it could not be had. */
static bool checkpoint_add(rush_dict *d, const char *prefix, const rush_dict *from) { return from && rush_dict_update(d, from, prefix); }

static bool checkpoint_collect(const rush_checkpoint *c, rush_dict *d) {
    return d && rush_dict_set_text(d, "format", CHECKPOINT_FORMAT) && rush_dict_set_int(d, "epoch", c->epoch) &&
           rush_dict_set_int(d, "step", c->step) && (!c->model || checkpoint_add(d, "model.", rush_state_dict(c->model))) &&
           (!c->optimizer || checkpoint_add(d, "optimizer.", rush_optimizer_state_dict(c->optimizer))) &&
           (!c->scheduler || checkpoint_add(d, "scheduler.", rush_scheduler_state_dict(c->scheduler))) &&
           (!c->loader || checkpoint_add(d, "loader.", rush_loader_state_dict(c->loader))) &&
           (!c->generators || rush_dict_set(d, "generators.cpu", rush_get_rng_state()));
}

bool rush_checkpoint_save_at(rush_site site, const rush_checkpoint *c, const char *path) {
    if (rush_failed()) return false;
    if (!c || !path) return error_set(RUSH_TYPE_ERROR, site, "checkpoint_save", "the %s is NULL", c ? "file name" : "checkpoint");
    RUSH_SCOPE;
    rush_dict *d = rush_dict_new();
    return checkpoint_collect(c, d) && rush_save_dict_at(site, d, path);
}

/* The part of that prefix, or an error that names the file. */
static rush_dict *checkpoint_part(rush_site site, const rush_dict *d, const char *prefix, const char *path, bool wanted) {
    rush_dict *part = wanted ? rush_dict_with_prefix(d, prefix) : NULL;
    if (wanted && part && rush_dict_size(part) == 0) {
        error_set(RUSH_KEY_ERROR, site, "checkpoint_load", "%s: has nothing under '%s'", path, prefix);
        return NULL;
    }
    return part;
}

/* The default generator becomes the one of the state, of its kind too. */
static bool checkpoint_set_generator(rush_site site, const rush_tensor *state, const char *path, bool take) {
    const char *refusal = "it is not a row of bytes";
    rng stream;
    if (state->dtype == RUSH_UINT8 && state->ndim == 1 && tensor_is_contiguous(state)) {
        rng_init(&stream, state->numel == RNG_PHILOX_BYTES ? RNG_PHILOX : RNG_MT19937, 0);
        refusal = rng_set_state(&stream, tensor_data(state), (size_t)state->numel);
    }
    if (refusal) return error_set(RUSH_RUNTIME_ERROR, site, "checkpoint_load", "%s: 'generators.cpu': %s", path, refusal);
    if (!take) return true;
    *generator_lock(NULL) = stream;
    generator_unlock(NULL);
    return true;
}

bool rush_checkpoint_load_at(rush_site site, rush_checkpoint *c, const char *path) {
    if (rush_failed()) return false;
    if (!c || !path) return error_set(RUSH_TYPE_ERROR, site, "checkpoint_load", "the %s is NULL", c ? "file name" : "checkpoint");
    RUSH_SCOPE;
    rush_dict *d = rush_load_at(site, path);
    if (!d) return false;
    int64_t epoch, step;
    if (!rush_dict_get_int(d, "epoch", &epoch) || !rush_dict_get_int(d, "step", &step))
        return error_set(RUSH_KEY_ERROR, site, "checkpoint_load", "%s: is no checkpoint: it has no epoch and step", path);
    rush_dict *optimizer = checkpoint_part(site, d, "optimizer.", path, c->optimizer != NULL);
    rush_dict *scheduler = checkpoint_part(site, d, "scheduler.", path, c->scheduler != NULL);
    rush_dict *loader = checkpoint_part(site, d, "loader.", path, c->loader != NULL);
    rush_tensor *state = c->generators ? rush_dict_get(d, "generators.cpu") : NULL;
    if (!rush_failed() && c->generators && !state)
        error_set(RUSH_KEY_ERROR, site, "checkpoint_load", "%s: has no 'generators.cpu'", path);
    if (rush_failed() || (state && !checkpoint_set_generator(site, state, path, false))) return false;
    rush_load_state_dict_args args = { .size = sizeof args, .dict = d, .prefix = "model." };
    bool good = (!c->model || rush_load_state_dict_at(site, c->model, args)) &&
                (!c->optimizer || rush_optimizer_load_state_dict(c->optimizer, optimizer)) &&
                (!c->scheduler || rush_scheduler_load_state_dict(c->scheduler, scheduler)) &&
                (!c->loader || rush_loader_load_state_dict(c->loader, loader));
    if (!good) {
        error_detail("while loading %s", path);
        return false;
    }
    if (state) checkpoint_set_generator(site, state, path, true);
    c->epoch = epoch;
    c->step = step;
    return true;
}
