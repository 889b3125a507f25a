/* SPDX-License-Identifier: MIT */
/* rng_tmpl.c - the loops of the generators that pay for vector instructions, compiled once per instruction
   set. Integers are exact anywhere; the only floating operations are single ones and fused multiply-adds
   written out, so every level gives the same bits. */
#include "core/isa.h"
#include "core/rng_inner.h"
#include <math.h>

/* ---- mt19937 ---- */

static inline uint32_t mt_mix(uint32_t u, uint32_t v) {
    return ((u & 0x80000000u) | (v & 0x7fffffffu)) >> 1 ^ ((0u - (v & 1u)) & 0x9908b0dfu);
}

static void mt_block(uint32_t *restrict s, uint32_t *restrict out) {
    enum { N = RNG_MT_WORDS, M = 397 };
    for (int i = 0; i < N - M; i++) s[i] = s[i + M] ^ mt_mix(s[i], s[i + 1]);
    for (int i = N - M; i < N - 1; i++) s[i] = s[i + M - N] ^ mt_mix(s[i], s[i + 1]);
    s[N - 1] = s[M - 1] ^ mt_mix(s[N - 1], s[0]);
    for (int i = 0; i < N; i++) out[i] = rng_temper(s[i]);
}

/* ---- Philox4x32-10 ---- */

enum { LANES = 64 };

/* Ten rounds (c0, c1, c2, c3) <- (hi(B c2) ^ c1 ^ k0, lo(B c2), hi(A c0) ^ c3 ^ k1, lo(A c0)), for count <=
   LANES counters. */
static void philox_lanes(uint64_t key, uint64_t first, uint64_t high, uint32_t *restrict out, int count) {
    uint32_t c0[LANES], c1[LANES], c2[LANES], c3[LANES];
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    for (int i = 0; i < count; i++) {
        c0[i] = (uint32_t)(first + (uint64_t)i);
        c1[i] = (uint32_t)((first + (uint64_t)i) >> 32);
        c2[i] = (uint32_t)high;
        c3[i] = (uint32_t)(high >> 32);
    }
    for (int round = 0; round < 10; round++) {
        for (int i = 0; i < count; i++) {
            uint64_t a = (uint64_t)c0[i] * 0xd2511f53u, b = (uint64_t)c2[i] * 0xcd9e8d57u;
            c0[i] = (uint32_t)(b >> 32) ^ c1[i] ^ k0;
            c1[i] = (uint32_t)b;
            c2[i] = (uint32_t)(a >> 32) ^ c3[i] ^ k1;
            c3[i] = (uint32_t)a;
        }
        k0 += 0x9e3779b9u;
        k1 += 0xbb67ae85u;
    }
    for (int i = 0; i < count; i++) {
        out[4 * i] = c0[i];
        out[4 * i + 1] = c1[i];
        out[4 * i + 2] = c2[i];
        out[4 * i + 3] = c3[i];
    }
}

static void philox(uint64_t key, uint64_t first, uint64_t high, uint32_t *out, int64_t count) {
    for (int64_t i = 0; i < count; i += LANES) {
        philox_lanes(key, first + (uint64_t)i, high, out + 4 * i,
            count - i < LANES ? (int)(count - i) : LANES);
    }
}

/* ---- uniforms ---- */

/* a * b + c rounded once. Without the instruction: the product is exact in double; the sum is rounded to odd
   (if inexact, towards the neighbour with an odd last bit), after which rounding to float32 is right. */
static inline float fma_f32(float a, float b, float c) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
    return __builtin_fmaf(a, b, c);
#else
    double p = (double)a * b, q = c, sum = p + q, back = sum - p, error = (p - (sum - back)) + (q - back);
    int64_t bits, step;
    memcpy(&bits, &sum, 8);
    step = (error * sum > 0 ? 1 : -1) & -(int64_t)(error != 0) & ((bits & 1) - 1);
    bits += step;
    memcpy(&sum, &bits, 8);
    return (float)sum;
#endif
}

static inline float unit_f32(uint32_t word) { return (float)(int32_t)(word & 0xffffff) * 0x1p-24f; }

static void uniform_f32(const uint32_t *restrict words, float *restrict out, int64_t n, float from,
    float range) {
    if (from == 0 && range == 1) {
        for (int64_t i = 0; i < n; i++) out[i] = unit_f32(words[i]);
    } else {
        for (int64_t i = 0; i < n; i++) out[i] = fma_f32(unit_f32(words[i]), range, from);
    }
}

/* The 53 bits are compared as 21 and 32; all four numbers fit 32 bits. */
static void below(const uint32_t *restrict words, uint8_t *restrict out, int64_t n, uint64_t threshold) {
    const uint32_t high = (uint32_t)(threshold >> 32), low = (uint32_t)threshold;
    for (int64_t i = 0; i < n; i++) {
        uint32_t h = words[2 * i] & 0x1fffff, l = words[2 * i + 1];
        out[i] = (uint8_t)((h < high) | ((h == high) & (l < low)));
    }
}

/* ---- float32 normals ----
   log, sin, cos as Cephes' single-precision polynomials, with the fused operations of PyTorch's AVX2 build:
   bit-exact with it.
   log of x in (0, 1]: x = 2^e m, m in [sqrt(1/2), sqrt 2), t = m - 1, log x = t - t^2/2 + t^3 P(t) + e log 2.
   sin and cos of x in [0, 2 pi): j = the even number next to x / (pi/4), z = x - j pi/4 in three parts, and
   by quadrant one of z + z^3 S(z^2), 1 - z^2/2 + z^4 C(z^2), with its sign. */

static inline float float_of(uint32_t bits) {
    float f;
    memcpy(&f, &bits, 4);
    return f;
}
static inline uint32_t bits_of(float f) {
    uint32_t bits;
    memcpy(&bits, &f, 4);
    return bits;
}

static inline float log_f32(float x) {
    uint32_t bits = bits_of(x);
    float m = float_of((bits & 0x007fffffu) | 0x3f000000u);    /* [1/2, 1) */
    int32_t low = m < 0.707106781186547524f;
    float e = (float)((int32_t)(bits >> 23) - 126 - low);
    float t = (m - 1.0f) + (low ? m : 0.0f), z = t * t, y;
    y = fma_f32(7.0376836292e-2f, t, -1.1514610310e-1f);
    y = fma_f32(y, t, 1.1676998740e-1f);
    y = fma_f32(y, t, -1.2420140846e-1f);
    y = fma_f32(y, t, 1.4249322787e-1f);
    y = fma_f32(y, t, -1.6668057665e-1f);
    y = fma_f32(y, t, 2.0000714765e-1f);
    y = fma_f32(y, t, -2.4999993993e-1f);
    y = fma_f32(y, t, 3.3333331174e-1f);
    y = fma_f32(y * t, z, e * -2.12194440e-4f);
    y = y - z * 0.5f;
    return fma_f32(e, 0.693359375f, t + y);
}

static inline void sincos_f32(float x, float *sine, float *cosine) {
    int32_t j = ((int32_t)(x * 1.27323954473516f) + 1) & ~1;
    float f = (float)j, z, s, c;
    x = fma_f32(f, -0.78515625f, x);
    x = fma_f32(f, -2.4187564849853515625e-4f, x);
    x = fma_f32(f, -3.77489497744594108e-8f, x);
    z = x * x;
    c = fma_f32(2.443315711809948e-5f, z, -1.388731625493765e-3f);
    c = fma_f32(c, z, 4.166664568298827e-2f);
    c = fma_f32(c * z, z, z * -0.5f) + 1.0f;
    s = fma_f32(-1.9515295891e-4f, z, 8.3321608736e-3f);
    s = fma_f32(s, z, -1.6666654611e-1f);
    s = fma_f32(s * z, x, x);
    *sine = float_of(bits_of(j & 2 ? c : s) ^ ((uint32_t)j & 4) << 29);
    *cosine = float_of(bits_of(j & 2 ? s : c) ^ ((uint32_t)(j + 2) & 4) << 29);
}

static void normal_f32(float *data, int64_t blocks, float mean, float std) {
    enum { MANY = 32 };
    float u1[8 * MANY], u2[8 * MANY];
    for (; blocks > 0; blocks -= MANY, data += 16 * MANY) {
        int64_t count = blocks < MANY ? blocks : MANY;
        for (int64_t b = 0; b < count; b++) {
            memcpy(u1 + 8 * b, data + 16 * b, 32);
            memcpy(u2 + 8 * b, data + 16 * b + 8, 32);
        }
        for (int64_t i = 0; i < 8 * count; i++) {
            float radius = sqrtf(-2.0f * log_f32(1.0f - u1[i])), s, c;
            sincos_f32(6.28318530717958648f * u2[i], &s, &c);
            u1[i] = fma_f32(radius * c, std, mean);
            u2[i] = fma_f32(radius * s, std, mean);
        }
        for (int64_t b = 0; b < count; b++) {
            memcpy(data + 16 * b, u1 + 8 * b, 32);
            memcpy(data + 16 * b + 8, u2 + 8 * b, 32);
        }
    }
}

extern const rng_kernels ISA_NAME(rng_kernels);
const rng_kernels ISA_NAME(rng_kernels) = { mt_block, philox, uniform_f32, below, normal_f32 };
