/* SPDX-License-Identifier: MIT */
/* half.h - arrays of float16 and bfloat16 to float and back, with the processor's conversions where the instruction set
   has them: the same bits as core/half.h's. In and out must not overlap. */
#ifndef CPU_HALF_H
#define CPU_HALF_H
#include "core/half.h"
#if defined(__F16C__)
#include <immintrin.h>
#endif

static inline void half_f16_to_f32_array(int64_t n, const uint16_t *restrict in, float *restrict out) {
    int64_t i = 0;
#if defined(__AVX512F__)
    for (int64_t whole = n & ~INT64_C(15); i < whole; i += 16)
        _mm512_storeu_ps(out + i, _mm512_cvtph_ps(_mm256_loadu_si256((const void *)(in + i))));
#elif defined(__F16C__)
    for (int64_t whole = n & ~INT64_C(7); i < whole; i += 8)
        _mm256_storeu_ps(out + i, _mm256_cvtph_ps(_mm_loadu_si128((const void *)(in + i))));
#endif
    for (; i < n; i++) out[i] = half_f16_to_f32(in[i]);
}
static inline void half_f32_to_f16_array(int64_t n, const float *restrict in, uint16_t *restrict out) {
    int64_t i = 0;
#if defined(__AVX512F__)
    for (int64_t whole = n & ~INT64_C(15); i < whole; i += 16) {
        __m256i h = _mm512_cvtps_ph(_mm512_loadu_ps(in + i), _MM_FROUND_TO_NEAREST_INT);
        _mm256_storeu_si256((void *)(out + i), h);
    }
#elif defined(__F16C__)
    for (int64_t whole = n & ~INT64_C(7); i < whole; i += 8) {
        __m128i h = _mm256_cvtps_ph(_mm256_loadu_ps(in + i), _MM_FROUND_TO_NEAREST_INT);
        _mm_storeu_si128((void *)(out + i), h);
    }
#endif
    for (; i < n; i++) out[i] = half_f32_to_f16(in[i]);
}
static inline void half_bf16_to_f32_array(int64_t n, const uint16_t *restrict in, float *restrict out) {
    for (int64_t i = 0; i < n; i++) out[i] = half_bf16_to_f32(in[i]);
}
static inline void half_f32_to_bf16_array(int64_t n, const float *restrict in, uint16_t *restrict out) {
    for (int64_t i = 0; i < n; i++) out[i] = half_f32_to_bf16(in[i]);
}
#endif
