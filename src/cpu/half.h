/* SPDX-License-Identifier: MIT */
/* half.h - float16 and bfloat16 to float and back: round to nearest even, infinities, nan and subnormals
   kept.

   float16 has 1 sign, 5 exponent (bias 15) and 10 fraction bits, bfloat16 is the upper half of a float. The
   scalar forms are branch-free integer code, so that loops over them become vectors; the array forms use
   the processor's conversions where the instruction set has them, with the same bits: a float16 nan keeps
   its sign and the upper bits of its payload and becomes quiet. A nan becomes the one bfloat16 nan 0x7fc0.
   */
#ifndef CPU_HALF_H
#define CPU_HALF_H
#include <stdint.h>
#include "cpu/vecmath.h"
#if defined(__F16C__)
#include <immintrin.h>
#endif

VM_INLINE float half_f16_to_f32(uint16_t h) {
    uint32_t sign = (uint32_t)(h & 0x8000u) << 16;
    int32_t a = h & 0x7fff;
    uint32_t normal = ((uint32_t)a << 13) + (112u << 23); /* bias 15 to bias 127 */
    normal += a >= 0x7c00 ? 112u << 23 : 0u;              /* inf and nan: to exponent 255 */
    normal |= a > 0x7c00 ? 1u << 22 : 0u;                 /* quiet */
    uint32_t small = vm_bits_f32((float)a * 0x1p-24f);    /* subnormal: a units of 2^-24 */
    return vm_from_bits_f32((a < 0x400 ? small : normal) | sign);
}
VM_INLINE uint16_t half_f32_to_f16(float x) {
    uint32_t u = vm_bits_f32(x), sign = (u >> 16) & 0x8000u;
    int32_t a = (int32_t)(u & 0x7fffffffu);
    /* half a unit, less one where the last bit kept is 0, then cut; 65520 and more carry into infinity */
    int32_t normal = (a - (112 << 23) + 0xfff + ((a >> 13) & 1)) >> 13;
    /* the unit of 0.5 is 2^-24, as that of subnormal halves: adding it rounds */
    int32_t small = (int32_t)(vm_bits_f32(vm_from_bits_f32((uint32_t)a) + 0.5f) - 0x3f000000u);
    int32_t nan = 0x7e00 | ((a >> 13) & 0x3ff);
    int32_t r = a < 0x38800000 ? small : normal; /* 2^-14, the least normal */
    r = a >= 0x47800000 ? 0x7c00 : r;            /* 65536 */
    r = a > 0x7f800000 ? nan : r;
    return (uint16_t)((uint32_t)r | sign);
}
VM_INLINE float half_bf16_to_f32(uint16_t b) { return vm_from_bits_f32((uint32_t)b << 16); }
VM_INLINE uint16_t half_f32_to_bf16(float x) {
    uint32_t u = vm_bits_f32(x);
    uint32_t r = (u + 0x7fffu + ((u >> 16) & 1u)) >> 16;
    return (uint16_t)((int32_t)(u & 0x7fffffffu) > 0x7f800000 ? 0x7fc0u : r);
}

/* ---- arrays; in and out must not overlap ----------------------------------------------------------- */

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
