/* SPDX-License-Identifier: MIT */
/* rng_inner.h - what the files of the generators share: kernels by instruction set, narrow floats, pieces of
   a draw. */
#ifndef CORE_RNG_INNER_H
#define CORE_RNG_INNER_H
#include "core/rng.h"
#include <string.h>

/* Every level gives the same bits. Compiled from rng_tmpl.c. */
typedef struct rng_kernels {
    /* the next 624 words of mt19937, in place, and their tempered form */
    void (*mt_block)(uint32_t *state, uint32_t *out);
    /* out[4 * count]: Philox4x32-10 of the counters (first + i, high), i < count */
    void (*philox)(uint64_t key, uint64_t first, uint64_t high, uint32_t *out, int64_t count);
    /* out[i] = fma(u, range, from), u from one word */
    void (*uniform_f32)(const uint32_t *words, float *out, int64_t n, float from, float range);
    /* out[i] = (low 53 bits of words[2i] : words[2i + 1]) < threshold */
    void (*below)(const uint32_t *words, uint8_t *out, int64_t n, uint64_t threshold);
    /* blocks of 16 uniforms to 16 normals, in place */
    void (*normal_f32)(float *data, int64_t blocks, float mean, float std);
} rng_kernels;

const rng_kernels *rng_kernels_current(void);

/* Elements handled at a time: their words fit the first-level cache. */
enum { RNG_PIECE = 512 };

/* Opens a draw unless the caller did; true if it has to be closed. */
static inline bool rng_enter(rng *r) {
    if (r->open) return false;
    rng_begin(r);
    return true;
}
static inline bool rng_leave(rng *r, bool entered) {
    if (entered) rng_end(r);
    return true;
}

/* What mt19937 gives out for a word of its state. */
static inline uint32_t rng_temper(uint32_t y) {
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680u;
    y ^= y << 15 & 0xefc60000u;
    return y ^ y >> 18;
}

/* pair[0] first: 53 random bits in [0, 1) */
static inline double rng_u64(const uint32_t *pair) {
    return (double)((uint64_t)(pair[0] & 0x1fffff) << 32 | pair[1]) * 0x1p-53;
}

/* ---- float16 and bfloat16, round to nearest even ---- */

static inline float rng_from_bf16(uint16_t h) {
    uint32_t bits = (uint32_t)h << 16;
    float f;
    memcpy(&f, &bits, 4);
    return f;
}

static inline uint16_t rng_to_bf16(float f) {
    uint32_t bits;
    memcpy(&bits, &f, 4);
    if (f != f) return 0x7fc0;
    return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static inline float rng_from_f16(uint16_t h) {
    uint32_t magnitude = h & 0x7fff, bits;
    float f;
    if (magnitude >= 0x7c00) { /* infinity, NaN */
        bits = (magnitude - 0x7c00) << 13 | 0x7f800000;
        memcpy(&f, &bits, 4);
    } else { /* place the fields, then correct the exponent's bias: exact, subnormals too */
        bits = magnitude << 13;
        memcpy(&f, &bits, 4);
        f *= 0x1p112f;
    }
    return h & 0x8000 ? -f : f;
}

static inline uint16_t rng_to_f16(float f) {
    uint32_t bits, sign;
    memcpy(&bits, &f, 4);
    sign = bits >> 16 & 0x8000;
    bits &= 0x7fffffff;
    if (bits > 0x7f800000) return (uint16_t)(sign | 0x7e00);
    if (bits >= 0x477ff000) return (uint16_t)(sign | 0x7c00); /* 65520 and more */
    if (bits < 0x38800000) { /* below 2^-14: the sum's last bit is worth 2^-24, so the addition rounds */
        float small;
        memcpy(&small, &bits, 4);
        small += 0.5f;
        memcpy(&bits, &small, 4);
        return (uint16_t)(sign | (bits - 0x3f000000));
    }
    return (uint16_t)(sign | (bits - 0x38000000 + 0xfff + (bits >> 13 & 1)) >> 13);
}

static inline bool rng_is_float(rush_dtype dtype) {
    return dtype == RUSH_FLOAT32 || dtype == RUSH_FLOAT64 || dtype == RUSH_FLOAT16 || dtype == RUSH_BFLOAT16;
}

/* x as the dtype holds it. Rounding the double result of one +, -, *, /, sqrt of float32 values to float32
   first gives what float32 arithmetic gives; narrower types go through float32, as PyTorch does. */
static inline double rng_round(rush_dtype dtype, double x) {
    switch (dtype) {
    case RUSH_FLOAT64: return x;
    case RUSH_FLOAT16: return rng_from_f16(rng_to_f16((float)x));
    case RUSH_BFLOAT16: return rng_from_bf16(rng_to_bf16((float)x));
    default: return (float)x;
    }
}

/* Bytes of an element; 0 if there is no such dtype. */
size_t rng_element_bytes(rush_dtype dtype);
/* Values to elements at … at + n - 1 of out, and floating elements to doubles. */
void rng_store_doubles(rush_dtype dtype, void *out, int64_t at, const double *values, int64_t n);
void rng_store_ints(rush_dtype dtype, void *out, int64_t at, const int64_t *values, int64_t n);
void rng_load_doubles(rush_dtype dtype, const void *in, int64_t at, double *values, int64_t n);
#endif
