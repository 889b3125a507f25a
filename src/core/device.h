/* SPDX-License-Identifier: MIT */
/* device.h - backends: one versioned table for each type of device. */
#ifndef CORE_DEVICE_H
#define CORE_DEVICE_H
#include <rushlight/base.h>

enum { BACKEND_API = 1, DEVICE_TYPES = 8 };

struct call;
typedef bool (*kernel)(struct call *c);

typedef struct backend {
    uint32_t api_version;                                   /* BACKEND_API */
    const char *name;                                       /* "cpu", "cuda": what device strings say */
    const char *tensor_name;                                /* "torch.cuda.": in error texts */
    int (*device_count)(void);
    void *(*alloc)(int index, size_t bytes);                /* NULL on failure */
    void (*free)(int index, void *p, size_t bytes);
    bool (*zero)(int index, void *p, size_t bytes);
    bool (*to_host)(int index, void *to, const void *from, size_t bytes);
    bool (*from_host)(int index, void *to, const void *from, size_t bytes);
    bool (*within)(int index, void *to, const void *from, size_t bytes);
    kernel (*find)(const char *op);                         /* NULL: no kernel of its own */
} backend;

/* Adds a backend (type RUSH_CUDA for the name "cuda", else the next free one); the table must stay. */
bool device_register(const backend *b, int16_t *type);
/* For tests: the type is free again. */
void device_unregister(int16_t type);
/* NULL if there is none */
const backend *device_backend(int16_t type);
/* 0 becomes the CPU; error if the device does not exist */
bool device_resolve(rush_site site, const char *op, rush_device *device);
static inline bool device_same(rush_device a, rush_device b) { return a.type == b.type && a.index == b.index; }

void *device_alloc(rush_site site, rush_device d, size_t bytes);
void device_free(rush_device d, void *p, size_t bytes);
bool device_zero(rush_device d, void *p, size_t bytes);
bool device_copy(rush_device to_device, void *to, rush_device from_device, const void *from, size_t bytes);
#endif
