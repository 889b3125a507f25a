/* SPDX-License-Identifier: MIT */
/* libraries.c - the optional libraries that this build knows of. */
#include "core/library.h"
#include "cpu/openblas.h"

const library *const library_table[] = { &openblas_library, NULL };
