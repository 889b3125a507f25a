/* SPDX-License-Identifier: MIT */
/* gemm_f32.h - REAL as float at the level of gemm_level.h: fused multiply-add and masked access by name, then the vectors. */
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
