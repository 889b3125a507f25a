/* SPDX-License-Identifier: MIT */
/* saved.c - keeping tensors for the derivative, and refusing those that were written to since. */
#include "autograd/saved.h"

#include "autograd/data_check.h"
#include "core/device.h"
#include "core/error.h"

static bool saved_set(saved_tensor *s, rush_tensor *t, int arg, int element) {
    s->t = t;
    if (!t) return false;
    s->version = atomic_load_explicit(&t->version->count, memory_order_relaxed);
    s->view = false;
    s->arg = (int16_t)arg;
    s->element = (int16_t)element;
    return true;
}

bool saved_input(saved_tensor *s, rush_site site, rush_tensor *t, int arg, int element) {
    if (UNLIKELY(t->base.flags & TENSOR_INFERENCE))
        return error_set(RUSH_RUNTIME_ERROR, site, NULL,
                         "Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal tensor and use it in "
                         "autograd.");
    bool leaf = !tensor_grad_fn(t) && t->base.flags & TENSOR_REQUIRES_GRAD;
    if (leaf) return saved_set(s, RETAIN(t), arg, element);
    if (!saved_set(s, tensor_shallow(site, t), arg, element)) return false;
    s->view = t->view_base != NULL;
    rush_node *n = tensor_grad_fn(t);
    if (n) tensor_set_history(s->t, n, t->output_nr);
    return !s->view || !thread_get()->failed;
}

bool saved_output(saved_tensor *s, rush_site site, const rush_tensor *t, int output) {
    return saved_set(s, tensor_shallow(site, t), ~output, 0);
}

void saved_release(saved_tensor *s) {
    rush_tensor *t = s->t;
    s->t = NULL;
    RELEASE(t);
}

static bool saved_modified(const saved_tensor *s, const rush_node *n, const char *op, uint32_t now) {
    const rush_tensor *t = s->t;
    /* the history that the original has by now */
    char output[96] = "";
    const rush_node *from = s->arg < 0 ? n : t->grad_fn;
    const char *name = from ? node_name(from) : NULL;
    unsigned nr = s->arg < 0 ? (unsigned)~s->arg : t->output_nr;
    if (s->arg >= 0 && t->version->grad_name && t->version->grad_count > s->version) {
        name = s->view ? "AsStridedBackward0" : t->version->grad_name;
        nr = 0;
    }
    if (name) snprintf(output, sizeof output, ", which is output %u of %s,", nr, name);
    error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n),
              "one of the variables needed for gradient computation has been modified by an inplace operation: [%s%sTensor %s]%s is at version "
              "%u; expected version %u instead. Hint: %s",
              device_backend(t->device.type)->tensor_name, dtype_table[t->dtype].torch_name, TENSOR_SHAPE_TEXT(t), output, now, s->version,
              thread_get()->anomaly ? "the backtrace further above shows the operation that failed to compute its gradient. The variable in "
                                      "question was changed in there or anywhere later. Good luck!"
                                    : "enable anomaly detection to find the operation that failed to compute its gradient, with "
                                      "torch.autograd.set_detect_anomaly(True).");
    rush_site site;
    const char *write_op;
    tensor_last_write(t, &site, &write_op);
    error_detail("saved by %s at %s, modified in place by %s at %s", op, n->site ? n->site : "?", write_op ? write_op : "?", site ? site : "?");
    return false;
}

bool saved_check(const saved_tensor *s, const rush_node *n, const char *op) {
    uint32_t now = atomic_load_explicit(&s->t->version->count, memory_order_relaxed);
    if (UNLIKELY(now != s->version)) return saved_modified(s, n, op, now);
    if (UNLIKELY(__atomic_load_n(&s->t->storage->write_count, __ATOMIC_RELAXED))) return storage_check_untracked(n, op, s->t);
    return true;
}

bool saved_is_gone(const rush_node *n) {
    return error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n),
                     "Trying to backward through the graph a second time (or directly access saved tensors after they have already been "
                     "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify "
                     "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors "
                     "after calling backward.");
}

rush_tensor *saved_value(const saved_tensor *s, rush_node *n, bool create_graph) {
    if (s->arg >= 0 || !create_graph) return s->t;
    rush_tensor *t = scope_own(tensor_shallow(n->site, s->t));
    if (t) tensor_set_history(t, n, (uint32_t)~s->arg);
    return t;
}
