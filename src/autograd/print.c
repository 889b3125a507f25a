/* SPDX-License-Identifier: MIT */
/* print.c - tensors as text, grad_fn included: the public side of core/format.c. */
#include <rushlight/autograd.h>
#include <rushlight/binding.h>

#include "autograd/node.h"
#include "core/alloc.h"
#include "core/device.h"
#include "core/error.h"
#include "core/format.h"
#include "core/tensor.h"

static format_options options = { .precision = 4, .threshold = 1000, .edgeitems = 3, .linewidth = 80, .sci_mode = -1 };

void rush_set_print_options(rush_print_options o) {
    if (o.precision.set) options.precision = (int)o.precision.value;
    if (o.threshold.set) options.threshold = o.threshold.value;
    if (o.edgeitems.set) options.edgeitems = o.edgeitems.value;
    if (o.linewidth.set) options.linewidth = (int)o.linewidth.value;
    options.sci_mode = o.sci_mode == 0 ? -1 : o.sci_mode > 0;
}

/* Describes t for format.c; a tensor on another device is described by a copy of its storage in *host. */
static bool describe(const rush_tensor *t, const char *class_name, format_source *s, char device[32], void **host) {
    const char *base = NULL;
    *host = NULL;
    if (tensor_on_host(t)) base = (char *)tensor_data(t) - (size_t)t->offset * dtype_size((rush_dtype)t->dtype);
    else if (t->device.type == RUSH_META) rush_device_name(t->device, device, 32);
    else {
        rush_device_name(t->device, device, 32);
        *host = mem_alloc(t->storage->bytes);
        if (!*host) return error_memory(NULL, "print", t->storage->bytes);
        if (!device_copy(rush_cpu(), *host, t->device, t->storage->data, t->storage->bytes)) return false;
        base = *host;
    }
    rush_node *n = rush_grad_fn(t);
    *s = (format_source){ .dtype = (rush_dtype)t->dtype, .ndim = t->ndim, .shape = t->shape, .strides = t->strides,
                          .data = base ? base + (size_t)t->offset * dtype_size((rush_dtype)t->dtype) : NULL, .unset = t->device.type == RUSH_META, .device = tensor_on_host(t) ? NULL : device,
                          .grad_fn = n ? node_name(n) : NULL, .requires_grad = rush_requires_grad(t), .default_dtype = dtype_default(),
                          .class_name = class_name };
    return true;
}

bool rush_print_to(FILE *file, const rush_tensor *t) {
    if (!t) return fprintf(file, "None\n") > 0;
    format_source s;
    char device[32];
    void *host;
    bool ok = describe(t, "tensor", &s, device, &host) && format_tensor_stream(file, &s, &options) && fputc('\n', file) != EOF;
    mem_free(host);
    return ok;
}

void rush_print(const rush_tensor *t) { rush_print_to(stdout, t); }

size_t rush_to_string_as(const rush_tensor *t, const char *class_name, char *buffer, size_t size) {
    if (!t) return (size_t)snprintf(buffer, size, "None");
    format_source s;
    char device[32];
    void *host;
    size_t n = describe(t, class_name, &s, device, &host) ? format_tensor(buffer, size, &s, &options) : 0;
    mem_free(host);
    return n;
}

size_t rush_to_string(const rush_tensor *t, char *buffer, size_t size) { return rush_to_string_as(t, "tensor", buffer, size); }
