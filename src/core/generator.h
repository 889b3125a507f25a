/* SPDX-License-Identifier: MIT */
/* generator.h - a random stream as a shared object, locked while it is drawn from. */
#ifndef CORE_GENERATOR_H
#define CORE_GENERATOR_H
#include <rushlight/random.h>

#include "core/rng.h"

/* The stream of g (NULL: the default generator), locked until generator_unlock. */
rng *generator_lock(rush_generator *g);
void generator_unlock(rush_generator *g);
#endif
