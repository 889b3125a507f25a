/* SPDX-License-Identifier: MIT */
/* vecmath.h - elementary functions for the CPU kernels: branch-free scalar code for compilers to vectorise.

   A loop `for (i = 0; i < n; i++) y[i] = vm_exp_f32(x[i]);` becomes vector code at every instruction-set
   level with gcc and clang. So: no tables, no calls, choices as ?: between values already computed, bit
   casts by memcpy, integers of the width of the floating-point type, and nothing that SSE2 lacks
   (arithmetic shifts and comparisons of 64-bit integers, and their conversion, go through masks and magic
   numbers). Built with -ffp-contract=off and without fma, the results have the same bits at every level.
   Needs -fno-math-errno -fno-trapping-math, round-to-nearest, and neither -ffast-math nor flush-to-zero.

   Errors, special values and subnormals follow C's Annex F, but for vm_gelu_tanh (see there). Largest
   errors, as tests/unit/test_vecmath.c checks them: float 2 ulp, double 2.5 ulp (erfc 3.5); most are below 1.5.

   sin, cos and tan reduce |x| up to VM_TRIG_LIMIT; beyond it they give NaN, never a wrong number, and a
   kernel takes vm_sin_any and its kin (scalar; libm for the large ones) for a block where
   vm_trig_needs_slow holds somewhere. Those give the same bits as the fast forms below the limit: a value
   does not depend on its neighbours.

   The coefficients are minimax polynomials (Remez exchange in 140-bit arithmetic, weighted to the relative
   error of the function; those of float were rounded one after the other, lowest power first, and the rest
   fitted again). */
#ifndef CPU_VECMATH_H
#define CPU_VECMATH_H
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define VM_INLINE static inline __attribute__((always_inline))
#else
#define VM_INLINE static inline
#endif

/* Instruction sets with a rounding instruction; elsewhere a large number is added and subtracted. Same
   bits. */
#if defined(__SSE4_1__) || defined(__aarch64__)
#define VM_HAS_ROUND 1
#endif

#include "cpu/vecmath_f32.h"
#include "cpu/vecmath_f64.h"
#endif
