/* SPDX-License-Identifier: MIT */
/* gemm_level.h - what an ISA level has to say to the templates built of vectors and tiles: the size of its vectors, whether
   it has masked access, its tile sizes. */
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
