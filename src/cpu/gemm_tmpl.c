/* SPDX-License-Identifier: MIT */
/* gemm_tmpl.c - the matrix multiply of one ISA level, for float and double.
   What a level has to say is here: its vectors, its fused multiply-add, its masked access, its tile sizes.
   GCC and clang vector types do the rest. The fused form is called by name, never left to the compiler's
   contraction, so that every path rounds alike. */
#include "core/isa.h"
#include "core/parallel.h"
#include "cpu/gemm_problem.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* TILE_M rows by TILE_V vectors of accumulators fill the registers but for TILE_V of B and one of A;
   DOT_M rows by 4 columns do so for dot products. */
#if defined(ISA_IS_avx512)
#define VEC_BYTES 64
#define VEC_MASKED 1
#define TILE_M 14
#define TILE_V 2
#define DOT_M 4
#elif defined(ISA_IS_avx2)
#define VEC_BYTES 32
#define VEC_MASKED 1
#define TILE_M 6
#define TILE_V 2
#define DOT_M 2
#elif defined(ISA_IS_neon)
#define VEC_BYTES 16
#define VEC_MASKED 0
#define TILE_M 8
#define TILE_V 3
#define DOT_M 4
#elif defined(ISA_IS_sse2)
#define VEC_BYTES 16
#define VEC_MASKED 0
#define TILE_M 4
#define TILE_V 2
#define DOT_M 2
#else
#define VEC_BYTES 0 /* one element */
#define VEC_MASKED 0
#define TILE_M 3
#define TILE_V 3
#define DOT_M 2
#endif

/* X(mr, nv) for each height of a tile */
#define HEIGHTS_3(X, nv) X(1, nv) X(2, nv) X(3, nv)
#define HEIGHTS_4(X, nv) HEIGHTS_3(X, nv) X(4, nv)
#define HEIGHTS_6(X, nv) HEIGHTS_4(X, nv) X(5, nv) X(6, nv)
#define HEIGHTS_8(X, nv) HEIGHTS_6(X, nv) X(7, nv) X(8, nv)
#define HEIGHTS_14(X, nv) HEIGHTS_8(X, nv) X(9, nv) X(10, nv) X(11, nv) X(12, nv) X(13, nv) X(14, nv)
#define TILE_HEIGHTS ISA_CAT(HEIGHTS, TILE_M)

/* rows that the kernels' macros name, whether or not a level's tiles have them */
enum { TILE_ROWS_MAX = 14, DOT_ROWS_MAX = 4 };

#define INLINE static inline __attribute__((always_inline))
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

#define REAL float
#define REAL_BYTES 4
#define REAL_INDEX int32_t
#define T(name) name##_f32
#if defined(ISA_IS_avx512)
#define VEC_MADD(x, y, z) ((V)_mm512_fmadd_ps((__m512)(x), (__m512)(y), (__m512)(z)))
#define MASK_TYPE __mmask16
#define MASK_OF(count) ((__mmask16)((1u << (count)) - 1))
#define MASK_LOAD(p, mask) ((V)_mm512_maskz_loadu_ps(mask, p))
#define MASK_STORE(p, mask, v) _mm512_mask_storeu_ps(p, mask, (__m512)(v))
#elif defined(ISA_IS_avx2)
#define VEC_MADD(x, y, z) ((V)_mm256_fmadd_ps((__m256)(x), (__m256)(y), (__m256)(z)))
#define MASK_TYPE __m256i
#define MASK_OF(count) \
    _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(count)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7))
#define MASK_LOAD(p, mask) ((V)_mm256_maskload_ps(p, mask))
#define MASK_STORE(p, mask, v) _mm256_maskstore_ps(p, mask, (__m256)(v))
#elif defined(ISA_IS_neon)
#define VEC_MADD(x, y, z) ((V)vfmaq_f32((float32x4_t)(z), (float32x4_t)(x), (float32x4_t)(y)))
#endif
#include "cpu/gemm_vec.h"
#include "cpu/gemm_kernel.h"
#include "cpu/gemm_drive.h"
#include "cpu/gemm_undef.h"

#define REAL double
#define REAL_BYTES 8
#define REAL_INDEX int64_t
#define T(name) name##_f64
#if defined(ISA_IS_avx512)
#define VEC_MADD(x, y, z) ((V)_mm512_fmadd_pd((__m512d)(x), (__m512d)(y), (__m512d)(z)))
#define MASK_TYPE __mmask8
#define MASK_OF(count) ((__mmask8)((1u << (count)) - 1))
#define MASK_LOAD(p, mask) ((V)_mm512_maskz_loadu_pd(mask, p))
#define MASK_STORE(p, mask, v) _mm512_mask_storeu_pd(p, mask, (__m512d)(v))
#elif defined(ISA_IS_avx2)
#define VEC_MADD(x, y, z) ((V)_mm256_fmadd_pd((__m256d)(x), (__m256d)(y), (__m256d)(z)))
#define MASK_TYPE __m256i
#define MASK_OF(count) _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3))
#define MASK_LOAD(p, mask) ((V)_mm256_maskload_pd(p, mask))
#define MASK_STORE(p, mask, v) _mm256_maskstore_pd(p, mask, (__m256d)(v))
#elif defined(ISA_IS_neon)
#define VEC_MADD(x, y, z) ((V)vfmaq_f64((float64x2_t)(z), (float64x2_t)(x), (float64x2_t)(y)))
#endif
#include "cpu/gemm_vec.h"
#include "cpu/gemm_kernel.h"
#include "cpu/gemm_drive.h"

const gemm_routines ISA_NAME(gemm_routines)[2] = { { plan_f32, run_f32 }, { plan_f64, run_f64 } };
