/* SPDX-License-Identifier: MIT */
/* library.h - optional libraries that kernels may use: opened when first used, never linked. */
#ifndef CORE_LIBRARY_H
#define CORE_LIBRARY_H
#include <stdbool.h>
#include <stddef.h>

typedef struct library {
    const char *name;
    /* Opens it if need be; false with the reason in `why` if it cannot be used. Turning it off always succeeds. */
    bool (*use)(bool on, char *why, size_t size);
    /* "in use: libopenblas.so.0 (OpenBLAS 0.3.21 …)", "not in use", … */
    void (*describe)(char *text, size_t size);
} library;

/* the backends' list (src/cpu/libraries.c), NULL at the end */
extern const library *const library_table[];
#endif
