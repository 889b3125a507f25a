/* SPDX-License-Identifier: MIT */
/* checkpoint.c - memory for time: a segment's intermediate values are dropped and computed again in backward.
   Backward runs the segment on detached inputs with grad mode on, then goes backward through it, re-entrantly, so that
   gradients reach whatever the segment used; the inputs' gradients go on through the outer graph. */
#include <rushlight/autograd.h>
#include <rushlight/random.h>

#include "autograd/engine.h"
#include "autograd/function.h"
#include "core/alloc.h"
#include "core/error.h"

typedef struct checkpointed {
    rush_segment segment;
    void *user;
    void (*free)(void *user);
    rush_tensor *random;             /* state of the default generator before the first run, or NULL */
    int64_t inputs, outputs;
} checkpointed;

static void checkpointed_free(void *user) {
    checkpointed *c = user;
    RELEASE(c->random);
    if (c->free) c->free(c->user);
    mem_free(c);
}

static bool checkpoint_forward(rush_context *ctx, rush_tensor *const *in, rush_tensor **out) {
    checkpointed *c = rush_context_user(ctx);
    for (int64_t i = 0; i < c->inputs; i++) TRY(rush_save_for_backward(ctx, in[i]));
    return c->segment(in, out, c->user);
}

/* the generator goes on from where it was, also after an error */
static bool generator_restore(const rush_tensor *state) {
    thread_state *s = thread_get();
    bool failed = s->failed;
    s->failed = false;
    bool ok = rush_set_rng_state(state);
    s->failed = s->failed || failed;
    return ok;
}

/* the segment once more, recorded; inputs are leaves of their own */
static bool recompute(rush_context *ctx, const checkpointed *c, rush_tensor **in, rush_tensor **out) {
    for (int64_t i = 0; i < c->inputs; i++) {
        rush_tensor *t = rush_saved(ctx, i);
        in[i] = t ? scope_own(tensor_shallow(rush_context_site(ctx), t)) : NULL;
        if (!in[i]) return false;
        if (rush_needs_input_grad(ctx, i)) in[i]->base.flags |= TENSOR_REQUIRES_GRAD;
    }
    for (int64_t k = 0; k < c->outputs; k++) out[k] = NULL;
    rush_tensor *now = c->random ? rush_get_rng_state() : NULL;
    if (c->random && !(now && rush_set_rng_state(c->random))) return false;
    thread_state *s = thread_get();
    bool was_off = s->grad_off;
    s->grad_off = false;
    bool ok = c->segment(in, out, c->user) && !s->failed;
    s->grad_off = was_off;
    if (now) ok = generator_restore(now) && ok;
    return ok || error_set(RUSH_RUNTIME_ERROR, rush_context_site(ctx), "checkpoint", "the segment failed when it was run again");
}

static bool checkpoint_backward(rush_context *ctx, rush_tensor *const *grad_out, rush_tensor **grad_in) {
    const checkpointed *c = rush_context_user(ctx);
    rush_site site = rush_context_site(ctx);
    if (thread_get()->backward_grads)
        return error_set(RUSH_RUNTIME_ERROR, site, "checkpoint",
                         "Checkpointing is not compatible with .grad() or when an `inputs` parameter is passed to .backward(). Please use .backward() and do "
                         "not pass its `inputs` argument.");
    size_t bytes = sizeof(rush_tensor *) * (size_t)(c->inputs + 2 * c->outputs) + sizeof(edge) * (size_t)c->outputs;
    rush_tensor **in = scope_scratch(bytes);
    if (!in) return error_memory(site, "checkpoint", bytes);
    rush_tensor **out = in + c->inputs, **grads = out + c->outputs;
    edge *roots = (edge *)(void *)(grads + c->outputs);
    TRY(recompute(ctx, c, in, out));
    int n = 0;
    bool wanted = false;
    for (int64_t k = 0; k < c->outputs; k++) {
        if (!out[k] || !tensor_requires_grad(out[k])) continue;
        wanted = true;
        if (!grad_out[k]) continue;
        roots[n] = tensor_edge(out[k]);
        grads[n++] = grad_out[k];
    }
    if (!wanted) return error_set(RUSH_RUNTIME_ERROR, site, "checkpoint", "none of output has requires_grad=True, this checkpoint() is not necessary");
    engine_options options = { .retain_graph = false };
    if (n) TRY(engine_run(site, roots, grads, n, &options));
    for (int64_t i = 0; i < c->inputs; i++) grad_in[i] = rush_get_grad(in[i]);
    return true;
}

static const rush_function checkpoint_function = { .name = "CheckpointFunction", .forward_n = checkpoint_forward, .backward = checkpoint_backward,
                                                   .once_differentiable = true, .undefined_grads = true };

bool rush_checkpoint_function_at(rush_site site, rush_segment segment, rush_tensor *const *inputs, rush_tensor **outputs, rush_checkpoint_function_args a) {
    int64_t count = a.output_count ? a.output_count : 1;
    for (int64_t k = 0; k < count; k++) outputs[k] = NULL;
    bool ok = !thread_get()->failed, wanted = !grad_enabled();
    if (ok && !segment) ok = error_set(RUSH_TYPE_ERROR, site, "checkpoint", "the segment is NULL");
    for (int64_t i = 0; ok && i < a.input_count; i++) {
        if (!inputs[i]) ok = error_set(RUSH_TYPE_ERROR, site, "checkpoint", "checkpoint(): argument %lld must be Tensor, not NULL", (long long)i + 1);
        else wanted = wanted || tensor_requires_grad(inputs[i]);
    }
    if (ok && !wanted) fprintf(stderr, "rushlight: %s: checkpoint: None of the inputs have requires_grad=True. Gradients will be None\n", site ? site : "?");
    checkpointed *c = ok ? mem_calloc(sizeof *c) : NULL;
    if (!c) {
        if (a.free) a.free(a.user);
        return ok ? error_memory(site, "checkpoint", sizeof *c) : false;
    }
    *c = (checkpointed){ segment, a.user, a.free, NULL, a.input_count, count };
    if (!a.no_preserve_rng_state && grad_enabled()) {
        size_t mark = scope_mark();
        if ((c->random = rush_get_rng_state())) object_retain((rush_object *)c->random);
        scope_drop(mark);
        if (!c->random) {
            checkpointed_free(c);
            return false;
        }
    }
    return function_run(site, &checkpoint_function, inputs, a.input_count, outputs, count, c, checkpointed_free);
}
