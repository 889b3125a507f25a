/* SPDX-License-Identifier: MIT */
/* gemm_f64.h - REAL as double at the level of gemm_level.h: fused multiply-add and masked access by name, then the vectors. */
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
