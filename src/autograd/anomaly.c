/* SPDX-License-Identifier: MIT */
/* anomaly.c - looking for NaN in gradients of any float dtype, any strides, on any device. */
#include "autograd/anomaly.h"

#include <rushlight/autograd.h>

#include "core/alloc.h"
#include "core/device.h"
#include "core/error.h"
#include "core/strided.h"

void rush_set_detect_anomaly(bool on) { thread_get()->anomaly = on; }
bool rush_is_anomaly_enabled(void) { return thread_get()->anomaly; }
void rush_set_anomaly_check_nan(bool on) { thread_get()->anomaly_ignores_nan = !on; }
bool rush_anomaly_check_nan(void) { return !thread_get()->anomaly_ignores_nan; }

void anomaly_explain(const rush_node *n) {
    error_detail("Error detected in %s. The forward call that caused the error: %s", node_name(n), n->site ? n->site : "?");
}

typedef struct nan_search { rush_dtype dtype; _Atomic bool found; } nan_search;

static void nan_loop(void *context, char *const *data, const int64_t *strides, int64_t n) {
    nan_search *s = context;
    for (int64_t i = 0; i < n; i++) {
        double v = element_load_double(data[0] + i * strides[0], s->dtype);
        if (v != v) {
            atomic_store_explicit(&s->found, true, memory_order_relaxed);
            return;
        }
    }
}

static bool has_nan(const rush_tensor *t, const char *element0) {
    nan_search s = { .dtype = (rush_dtype)t->dtype };
    int64_t steps[RUSH_MAX_DIMS];
    for (int i = 0; i < t->ndim; i++) steps[i] = t->strides[i] * (int64_t)dtype_size(s.dtype);
    strided walk;
    strided_init(&walk, t->ndim, t->shape);
    strided_add(&walk, (char *)(uintptr_t)element0, steps);
    strided_finish(&walk);
    strided_run(&walk, nan_loop, &s);
    return s.found;
}

/* the same by a copy of the storage if it lies on another device */
static bool search(const rush_node *n, const rush_tensor *t, bool *found) {
    const char *element0 = tensor_data(t);
    if (tensor_on_host(t)) return *found = has_nan(t, element0), true;
    char *host = mem_alloc(t->storage->bytes);
    if (!host) return error_memory(n->site, "anomaly mode", t->storage->bytes);
    bool ok = device_copy(rush_cpu(), host, t->device, t->storage->data, t->storage->bytes);
    *found = ok && has_nan(t, host + (size_t)t->offset * dtype_size((rush_dtype)t->dtype));
    mem_free(host);
    return ok;
}

bool anomaly_check(const rush_node *n, rush_tensor *const *results) {
    for (int i = 0; i < n->nedges && !thread_get()->anomaly_ignores_nan; i++) {
        bool found = false;
        if (!results[i] || !dtype_is_float((rush_dtype)results[i]->dtype) || !results[i]->numel) continue;
        TRY(search(n, results[i], &found));
        if (!found) continue;
        error_set(RUSH_RUNTIME_ERROR, n->site, node_name(n), "Function '%s' returned nan values in its %dth output.", node_name(n), i);
        anomaly_explain(n);
        return false;
    }
    return true;
}
