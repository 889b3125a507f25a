/* SPDX-License-Identifier: MIT */
/* layer.c - what layer files share. */
#include "nn/layer.h"

rush_tensor *layer_parameter(rush_module *m, const char *name, rush_shape shape, rush_dtype dtype) {
    if (!m) return NULL;
    return rush_add_parameter(m, name, rush_empty(shape, .dtype = dtype));
}

rush_tensor *layer_constant(rush_module *m, bool wanted, const char *name, rush_shape shape, rush_dtype dtype, double value) {
    if (m && !wanted) return rush_add_parameter(m, name, NULL);
    return rush_init_constant(layer_parameter(m, name, shape, dtype), value);
}

bool layer_input(const rush_module *m, const rush_tensor *x) {
    if (rush_failed()) return false;
    return x || error_set(RUSH_TYPE_ERROR, module_site(), m->name, "forward(): argument 'input' must be Tensor, not NULL");
}

layer_text layer_float(double v) {
    layer_text t;
    format_float(t.s, sizeof t.s, v);
    return t;
}

const char *layer_tuple(int64_t n, const int64_t *p, char *buffer, size_t size) {
    size_t used = (size_t)snprintf(buffer, size, "(");
    for (int64_t i = 0; i < n && used < size; i++) used += (size_t)snprintf(buffer + used, size - used, "%s%lld", i ? ", " : "", (long long)p[i]);
    if (used < size) snprintf(buffer + used, size - used, n == 1 ? ",)" : ")");
    return buffer;
}
