/* SPDX-License-Identifier: MIT */
/* meta.c - the meta device: tensors without elements. Its storages hold no memory, its kernels do nothing. */
#include "core/device.h"

static int count(void) { return 1; }
static void *no_memory(int index, size_t bytes) { return (void)index, (void)bytes, NULL; }
static void nothing_to_free(int index, void *p, size_t bytes) { (void)index, (void)p, (void)bytes; }
static bool nothing_to_clear(int index, void *p, size_t bytes) { return (void)index, (void)p, (void)bytes, true; }
static bool nothing_to_copy(int index, void *to, const void *from, size_t bytes) {
    return (void)index, (void)to, (void)from, (void)bytes, true;
}
static bool nothing_to_read(int index, void *to, const void *from, size_t bytes) {
    return (void)index, (void)to, (void)from, (void)bytes, false;
}
static bool nothing_to_do(rush_call *c) { return (void)c, true; }
static kernel find(const char *op, rush_dtype dtype) { return (void)op, (void)dtype, nothing_to_do; }

const backend device_meta = {
    .api_version = RUSH_BACKEND_API, .name = "meta", .tensor_name = "torch.meta.", .device_count = count, .alloc = no_memory,
    .free = nothing_to_free, .zero = nothing_to_clear, .to_host = nothing_to_read, .from_host = nothing_to_copy,
    .within = nothing_to_copy, .find = find,
};
