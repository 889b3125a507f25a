/* SPDX-License-Identifier: MIT */
/* examples_level.c - linked into the examples where tests are built: RUSH_EXAMPLE_LEVEL=N makes the program
   use the kernels of instruction-set level N (core/isa.h). Exit code 77: this machine or build has no such
   level. */
#include <stdlib.h>

#include "core/isa.h"

__attribute__((constructor)) static void level_from_environment(void) {
    const char *text = getenv("RUSH_EXAMPLE_LEVEL");
    if (text && !isa_set((isa_level)atoi(text))) _Exit(77);
}
