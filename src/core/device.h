/* SPDX-License-Identifier: MIT */
/* device.h - backends: one versioned table for each type of device. */
#ifndef CORE_DEVICE_H
#define CORE_DEVICE_H
#include <rushlight/backend.h>

enum { DEVICE_TYPES = 9 };

typedef rush_kernel kernel;
typedef rush_backend backend;

/* implemented by ops: what backends in shared objects are given */
extern const rush_backend_host backend_host;

/* Adds a backend (type RUSH_CUDA for the name "cuda", else the next free one); the table must stay. The same table again
   gives the same type. */
bool device_register(rush_site site, const backend *b, int16_t *type);
/* For tests: the type is free again. */
void device_unregister(int16_t type);
/* NULL if there is none */
const backend *device_backend(int16_t type);
extern const backend device_meta;
/* 0 becomes the CPU; error if the device does not exist */
bool device_resolve(rush_site site, const char *op, rush_device *device);
static inline bool device_same(rush_device a, rush_device b) { return a.type == b.type && a.index == b.index; }

void *device_alloc(rush_site site, rush_device d, size_t bytes);
void device_free(rush_device d, void *p, size_t bytes);
bool device_zero(rush_device d, void *p, size_t bytes);
bool device_copy(rush_device to_device, void *to, rush_device from_device, const void *from, size_t bytes);
#endif
