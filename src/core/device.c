/* SPDX-License-Identifier: MIT */
/* device.c - the backend table. The CPU (type 1) and meta (type 3) are always there; CUDA (type 2) is a plugin. */
#include "core/device.h"

#include <stdatomic.h>
#include <string.h>
#include <stdlib.h>

#include <rushlight/tensor.h>
#include "core/alloc.h"
#include "core/error.h"

static int cpu_count(void) { return 1; }
static const backend cpu = { .api_version = RUSH_BACKEND_API, .name = "cpu", .tensor_name = "torch.", .device_count = cpu_count };
static _Atomic(const backend *) backends[DEVICE_TYPES];

const backend *device_backend(int16_t type) {
    if (type == RUSH_CPU) return &cpu;
    if (type == RUSH_META) return &device_meta;
    return type > RUSH_CPU && type < DEVICE_TYPES ? atomic_load(&backends[type]) : NULL;
}

bool device_register(rush_site site, const backend *b, int16_t *type) {
    bool cuda = strcmp(b->name, "cuda") == 0;
    for (int16_t i = RUSH_CPU; i < DEVICE_TYPES; i++) {
        const backend *other = device_backend(i);
        if (other == b) return *type = i, true;
        if (other && strcmp(other->name, b->name) == 0)
            return error_set(RUSH_RUNTIME_ERROR, site, "load_backend", "there is a backend '%s' already", b->name);
    }
    for (int16_t i = cuda ? RUSH_CUDA : RUSH_META + 1; i < (cuda ? RUSH_CUDA + 1 : DEVICE_TYPES); i++) {
        const backend *none = NULL;
        if (atomic_compare_exchange_strong(&backends[i], &none, b)) return *type = i, true;
    }
    return error_set(RUSH_RUNTIME_ERROR, site, "load_backend", "no free device type for backend '%s'", b->name);
}

void device_unregister(int16_t type) {
    if (type > RUSH_CPU && type < DEVICE_TYPES && type != RUSH_META) atomic_store(&backends[type], NULL);
}

bool device_resolve(rush_site site, const char *op, rush_device *d) {
    if (d->type == 0) d->type = RUSH_CPU;
    if (d->type == RUSH_CPU) {
        if (d->index == 0) return true;
        return error_set(RUSH_RUNTIME_ERROR, site, op, "CPU device index must be -1 or zero, got %d", d->index);
    }
    if (d->type == RUSH_META) return d->index = 0, true;
    const backend *b = device_backend(d->type);
    if (!b && d->type == RUSH_CUDA)
        return error_set(RUSH_RUNTIME_ERROR, site, op, "Found no NVIDIA driver on your system, or this build has no CUDA backend: "
                         "rush_cuda_is_available() is false");
    if (!b) return error_set(RUSH_RUNTIME_ERROR, site, op, "there is no backend for device type %d", d->type);
    if (d->index < 0 || d->index >= b->device_count())
        return error_set(RUSH_RUNTIME_ERROR, site, op, "%s:%d: invalid device ordinal, %d present", b->name, d->index, b->device_count());
    return true;
}

void *device_alloc(rush_site site, rush_device d, size_t bytes) {
    if (!device_resolve(site, NULL, &d)) return NULL;
    return device_backend(d.type)->alloc(d.index, bytes ? bytes : 1); /* NULL on meta, too */
}

void device_free(rush_device d, void *p, size_t bytes) {
    const backend *b = device_backend(d.type);
    if (b) b->free(d.index, p, bytes ? bytes : 1);
}

bool device_zero(rush_device d, void *p, size_t bytes) {
    if (d.type == RUSH_CPU) {
        memset(p, 0, bytes);
        return true;
    }
    return device_backend(d.type)->zero(d.index, p, bytes) ||
           error_set(RUSH_RUNTIME_ERROR, NULL, "zero_", "%s: clearing %zu bytes failed", device_backend(d.type)->name, bytes);
}

bool device_copy(rush_device td, void *to, rush_device fd, const void *from, size_t bytes) {
    const backend *bt = device_backend(td.type), *bf = device_backend(fd.type);
    bool ok = false;
    if (fd.type == RUSH_META && td.type != RUSH_META)
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, NULL, "copy_", "Cannot copy out of meta tensor; no data!");
    if (bytes == 0 || td.type == RUSH_META) return true;
    if (td.type == RUSH_CPU && fd.type == RUSH_CPU) {
        memcpy(to, from, bytes);
        return true;
    }
    if (td.type == RUSH_CPU) ok = bf->to_host(fd.index, to, from, bytes);
    else if (fd.type == RUSH_CPU) ok = bt->from_host(td.index, to, from, bytes);
    else if (device_same(td, fd)) ok = bt->within(td.index, to, from, bytes);
    else { /* through the host */
        void *host = mem_alloc(bytes);
        if (!host) return error_memory(NULL, "copy_", bytes);
        ok = bf->to_host(fd.index, host, from, bytes) && bt->from_host(td.index, to, host, bytes);
        mem_free(host);
    }
    return ok || error_set(RUSH_RUNTIME_ERROR, NULL, "copy_", "copying %zu bytes from %s to %s failed", bytes, bf->name, bt->name);
}

/* ---- the public side ---- */

rush_device rush_cpu(void) { return (rush_device){ RUSH_CPU, 0 }; }
rush_device rush_cuda(int index) { return (rush_device){ RUSH_CUDA, (int16_t)index }; }
rush_device rush_meta(void) { return (rush_device){ RUSH_META, 0 }; }

bool rush_cuda_is_available(void) {
    const backend *b = device_backend(RUSH_CUDA);
    return b && b->device_count() > 0;
}

int rush_device_count(int type) {
    const backend *b = type >= RUSH_CPU && type < DEVICE_TYPES ? device_backend((int16_t)type) : NULL;
    return b ? b->device_count() : 0;
}

bool rush_device_parse(const char *text, rush_device *device) {
    size_t n = strcspn(text, ":");
    int16_t found = n == 4 && memcmp(text, "cuda", 4) == 0 ? RUSH_CUDA : 0;
    for (int16_t i = RUSH_CPU; i < DEVICE_TYPES; i++) {
        const backend *b = device_backend(i);
        if (b && strlen(b->name) == n && memcmp(b->name, text, n) == 0) found = i;
    }
    long index = 0;
    if (text[n] == ':') {
        const char *digits = text + n + 1;
        size_t length = strspn(digits, "0123456789");
        index = length && length < 6 ? strtol(digits, NULL, 10) : -1;
        if (index < 0 || digits[length] || (*digits == '0' && length > 1) || index > INT16_MAX)
            return error_set(RUSH_RUNTIME_ERROR, NULL, "device", "Invalid device string: '%s'", text);
    }
    if (!found)
        return error_set(RUSH_RUNTIME_ERROR, NULL, "device", "Expected one of cpu, cuda, meta or a loaded backend's name at start of device string: %s", text);
    *device = (rush_device){ found, (int16_t)index };
    return true;
}

size_t rush_device_name(rush_device d, char *buffer, size_t size) {
    const backend *b = device_backend(d.type);
    const char *name = b ? b->name : d.type == RUSH_CUDA ? "cuda" : "none";
    bool one = d.type == RUSH_CPU || d.type == RUSH_META;
    return (size_t)(one ? snprintf(buffer, size, "%s", name) : snprintf(buffer, size, "%s:%d", name, d.index));
}
