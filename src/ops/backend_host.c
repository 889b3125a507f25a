/* SPDX-License-Identifier: MIT */
/* backend_host.c - what a backend in a shared object may ask of a call. */
#include "ops/op.h"

static const value *host_argument(const call *c, int i) { return i >= 0 && i < c->nargs ? &c->args[i] : NULL; }
static rush_tensor *host_result(const call *c, int i) { return i >= 0 && i < c->nout ? c->out[i] : NULL; }

static rush_array host_array(const rush_tensor *t) {
    return (rush_array){ .data = tensor_data(t), .dtype = (rush_dtype)t->dtype, .device = t->device, .ndim = t->ndim,
                         .shape = t->shape, .strides = t->strides, .count = t->numel };
}

static bool host_fail(const call *c, rush_error_code code, const char *message) {
    return error_set(code, c->site, c->op->name, "%s", message);
}

const rush_backend_host backend_host = {
    .api_version = RUSH_BACKEND_API, .argument = host_argument, .result = host_result, .array = host_array, .fail = host_fail,
};
