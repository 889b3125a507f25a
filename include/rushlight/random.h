/* SPDX-License-Identifier: MIT */
/* random.h - generators of random numbers. Ops that draw take .generator = g; by default they use the default generator. */
#ifndef RUSHLIGHT_RANDOM_H
#define RUSHLIGHT_RANDOM_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* PyTorch's CPU stream, or Philox4x32-10 indexed by element: the numbers of a draw then depend on seed, draw and element only. */
typedef enum rush_generator_kind { RUSH_MT19937 = 1, RUSH_PHILOX } rush_generator_kind;

/* A generator of one's own (kind 0: mt19937); the caller's: rush_release it. NULL on lack of memory. */
RUSH_API rush_generator *rush_generator_new(rush_generator_kind kind, uint64_t seed);
/* The default generator, never NULL; not the caller's. */
RUSH_API rush_generator *rush_default_generator(void);
/* What manual_seed draws from now on: switches the default generator to another kind, freshly seeded. */
RUSH_API void rush_set_default_generator_kind(rush_generator_kind kind);
RUSH_API void rush_generator_manual_seed(rush_generator *g, uint64_t seed);
RUSH_API uint64_t rush_generator_initial_seed(const rush_generator *g);
/* The state as a uint8 tensor: for mt19937 in PyTorch's layout of 5056 bytes. */
RUSH_API rush_tensor *rush_generator_get_state(rush_generator *g);
/* Error: not a state of this kind of generator; the generator is then unchanged. */
RUSH_API bool rush_generator_set_state(rush_generator *g, const rush_tensor *state);
/* The same for the default generator, as torch.get_rng_state and set_rng_state. */
RUSH_API rush_tensor *rush_get_rng_state(void);
RUSH_API bool rush_set_rng_state(const rush_tensor *state);

#ifdef __cplusplus
}
#endif
#endif
