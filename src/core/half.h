/* SPDX-License-Identifier: MIT */
/* half.h - float16 and bfloat16 to float and back: round to nearest even, infinities, nan and subnormals
   kept.

   float16 has 1 sign, 5 exponent (bias 15) and 10 fraction bits, bfloat16 is the upper half of a float.
   Branch-free integer code, so that loops over it become vectors. A float16 nan keeps its sign and the upper
   bits of its payload and becomes quiet. A nan becomes the one bfloat16 nan 0x7fc0. */
#ifndef CORE_HALF_H
#define CORE_HALF_H
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define HALF_INLINE static inline __attribute__((always_inline))
#else
#define HALF_INLINE static inline
#endif

HALF_INLINE uint32_t half_bits(float x) {
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}
HALF_INLINE float half_from_bits(uint32_t u) {
    float x;
    memcpy(&x, &u, sizeof x);
    return x;
}

HALF_INLINE float half_f16_to_f32(uint16_t h) {
    uint32_t sign = (uint32_t)(h & 0x8000u) << 16;
    int32_t a = h & 0x7fff;
    uint32_t normal = ((uint32_t)a << 13) + (112u << 23); /* bias 15 to bias 127 */
    normal += a >= 0x7c00 ? 112u << 23 : 0u;              /* inf and nan: to exponent 255 */
    normal |= a > 0x7c00 ? 1u << 22 : 0u;                 /* quiet */
    uint32_t small = half_bits((float)a * 0x1p-24f);    /* subnormal: a units of 2^-24 */
    return half_from_bits((a < 0x400 ? small : normal) | sign);
}
HALF_INLINE uint16_t half_f32_to_f16(float x) {
    uint32_t u = half_bits(x), sign = (u >> 16) & 0x8000u;
    int32_t a = (int32_t)(u & 0x7fffffffu);
    /* half a unit, less one where the last bit kept is 0, then cut; 65520 and more carry into infinity */
    int32_t normal = (a - (112 << 23) + 0xfff + ((a >> 13) & 1)) >> 13;
    /* the unit of 0.5 is 2^-24, as that of subnormal halves: adding it rounds */
    int32_t small = (int32_t)(half_bits(half_from_bits((uint32_t)a) + 0.5f) - 0x3f000000u);
    int32_t nan = 0x7e00 | ((a >> 13) & 0x3ff);
    int32_t r = a < 0x38800000 ? small : normal; /* 2^-14, the least normal */
    r = a >= 0x47800000 ? 0x7c00 : r;            /* 65536 */
    r = a > 0x7f800000 ? nan : r;
    return (uint16_t)((uint32_t)r | sign);
}
HALF_INLINE float half_bf16_to_f32(uint16_t b) { return half_from_bits((uint32_t)b << 16); }
HALF_INLINE uint16_t half_f32_to_bf16(float x) {
    uint32_t u = half_bits(x);
    uint32_t r = (u + 0x7fffu + ((u >> 16) & 1u)) >> 16;
    return (uint16_t)((int32_t)(u & 0x7fffffffu) > 0x7f800000 ? 0x7fc0u : r);
}

/* A double as the float beside it that has an odd last bit, unless it is a float: rounding that to a half type gives
   the double rounded once (13 and more bits are left to round away). */
HALF_INLINE float half_f64_to_odd_f32(double x) {
    float f = (float)x;
    uint32_t u = half_bits(f);
    double back = (double)f;
    if (back == x || x != x) return f;
    u -= (back < 0 ? -back : back) > (x < 0 ? -x : x) ? 1u : 0u; /* towards zero, inf too */
    return half_from_bits(u | 1u);
}
HALF_INLINE uint16_t half_f64_to_f16(double x) { return half_f32_to_f16(half_f64_to_odd_f32(x)); }
HALF_INLINE uint16_t half_f64_to_bf16(double x) { return half_f32_to_bf16(half_f64_to_odd_f32(x)); }
#endif
