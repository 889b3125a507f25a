/* SPDX-License-Identifier: MIT */
/* rng_fill.c - distributions over dense arrays. Each fill takes words in pieces of RNG_PIECE elements and
   transforms a piece at a time; rng.h states what each distribution draws. */
#include "core/rng.h"
#include "core/rng_inner.h"
#include <math.h>

#define TWO_PI 6.283185307179586477

static int64_t piece_of(int64_t left) { return left < RNG_PIECE ? left : RNG_PIECE; }

/* ---- elements of any dtype ---- */

size_t rng_element_bytes(rush_dtype dtype) {
    switch (dtype) {
    case RUSH_FLOAT64: case RUSH_INT64: return 8;
    case RUSH_FLOAT32: case RUSH_INT32: return 4;
    case RUSH_FLOAT16: case RUSH_BFLOAT16: case RUSH_INT16: return 2;
    case RUSH_INT8: case RUSH_UINT8: case RUSH_BOOL: return 1;
    }
    return 0;
}

/* Loops over one array and another, an element of each at a time. */
#define EACH(T, expression) \
    do { \
        T *to = (T *)out + at; \
        for (int64_t i = 0; i < n; i++) to[i] = (T)(expression); \
    } while (0)

/* C leaves values out of range open; here they become the smallest int64, then its low bits, as on x86. */
static int64_t truncate_f64(double x) { return x >= -0x1p63 && x < 0x1p63 ? (int64_t)x : INT64_MIN; }

void rng_store_doubles(rush_dtype dtype, void *out, int64_t at, const double *values, int64_t n) {
    switch (dtype) {
    case RUSH_FLOAT32: EACH(float, values[i]); break;
    case RUSH_FLOAT64: EACH(double, values[i]); break;
    case RUSH_FLOAT16: EACH(uint16_t, rng_to_f16((float)values[i])); break;
    case RUSH_BFLOAT16: EACH(uint16_t, rng_to_bf16((float)values[i])); break;
    case RUSH_INT64: EACH(int64_t, truncate_f64(values[i])); break;
    case RUSH_INT32: EACH(int32_t, truncate_f64(values[i])); break;
    case RUSH_INT16: EACH(int16_t, truncate_f64(values[i])); break;
    case RUSH_INT8: EACH(int8_t, truncate_f64(values[i])); break;
    case RUSH_UINT8: EACH(uint8_t, truncate_f64(values[i])); break;
    case RUSH_BOOL: EACH(uint8_t, values[i] != 0); break;
    }
}

void rng_store_ints(rush_dtype dtype, void *out, int64_t at, const int64_t *values, int64_t n) {
    switch (dtype) {
    case RUSH_FLOAT32: EACH(float, values[i]); break;
    case RUSH_FLOAT64: EACH(double, values[i]); break;
    case RUSH_FLOAT16: EACH(uint16_t, rng_to_f16((float)values[i])); break;
    case RUSH_BFLOAT16: EACH(uint16_t, rng_to_bf16((float)values[i])); break;
    case RUSH_INT64: EACH(int64_t, values[i]); break;
    case RUSH_INT32: EACH(int32_t, values[i]); break;
    case RUSH_INT16: EACH(int16_t, values[i]); break;
    case RUSH_INT8: EACH(int8_t, values[i]); break;
    case RUSH_UINT8: EACH(uint8_t, values[i]); break;
    case RUSH_BOOL: EACH(uint8_t, values[i] != 0); break;
    }
}

/* The same for 0 and 1. */
static void store_bits(rush_dtype dtype, void *out, int64_t at, const uint8_t *bits, int64_t n) {
    switch (dtype) {
    case RUSH_FLOAT32: EACH(float, bits[i]); break;
    case RUSH_FLOAT64: EACH(double, bits[i]); break;
    case RUSH_FLOAT16: EACH(uint16_t, bits[i] * 0x3c00); break;
    case RUSH_BFLOAT16: EACH(uint16_t, bits[i] * 0x3f80); break;
    case RUSH_INT64: EACH(int64_t, bits[i]); break;
    case RUSH_INT32: EACH(int32_t, bits[i]); break;
    case RUSH_INT16: EACH(int16_t, bits[i]); break;
    case RUSH_INT8: case RUSH_UINT8: case RUSH_BOOL: EACH(uint8_t, bits[i]); break;
    }
}

void rng_load_doubles(rush_dtype dtype, const void *in, int64_t at, double *values, int64_t n) {
    switch (dtype) {
    case RUSH_FLOAT64: memcpy(values, (const double *)in + at, (size_t)n * 8); break;
    case RUSH_FLOAT16:
        for (int64_t i = 0; i < n; i++) values[i] = rng_from_f16(((const uint16_t *)in)[at + i]);
        break;
    case RUSH_BFLOAT16:
        for (int64_t i = 0; i < n; i++) values[i] = rng_from_bf16(((const uint16_t *)in)[at + i]);
        break;
    default:
        for (int64_t i = 0; i < n; i++) values[i] = ((const float *)in)[at + i];
        break;
    }
}

/* ---- uniform ---- */

/* One word an element. Float16 and bfloat16 keep 11 and 8 bits of it; the range is rounded to the dtype, the
   rest is float32. */
static void uniform_piece_narrow(rush_dtype dtype, const uint32_t *words, uint16_t *out, int64_t n,
    double from, double to) {
    const bool half = dtype == RUSH_FLOAT16;
    const uint32_t mask = half ? 2047 : 255;
    const float unit = half ? 0x1p-11f : 0x1p-8f, base = (float)rng_round(dtype, from);
    const float range = (float)rng_round(dtype, rng_round(dtype, to) - base);
    for (int64_t i = 0; i < n; i++) {
        float x = (float)(words[i] & mask) * unit;
        x = range == 1 && base == 0 ? x : fmaf(x, range, base);
        out[i] = half ? rng_to_f16(x) : rng_to_bf16(x);
    }
}

static void uniform_piece_f64(rng *r, double *out, int64_t n, double from, double to) {
    uint32_t words[2 * RNG_PIECE];
    rng_words(r, words, 2 * n);
    for (int64_t i = 0; i < n; i++) out[i] = rng_u64(words + 2 * i);
    if (from == 0 && to == 1) return;
    for (int64_t i = 0; i < n; i++) out[i] = fma(out[i], to - from, from);
}

bool rng_uniform(rng *r, rush_dtype dtype, void *out, int64_t n, double from, double to) {
    const rng_kernels *k = rng_kernels_current();
    uint32_t words[RNG_PIECE];
    bool entered;
    if (!rng_is_float(dtype)) return false;
    entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        if (dtype == RUSH_FLOAT64) {
            uniform_piece_f64(r, (double *)out + at, count, from, to);
            continue;
        }
        rng_words(r, words, count);
        if (dtype == RUSH_FLOAT32) {
            k->uniform_f32(words, (float *)out + at, count, (float)from, (float)to - (float)from);
        } else {
            uniform_piece_narrow(dtype, words, (uint16_t *)out + at, count, from, to);
        }
    }
    return rng_leave(r, entered);
}

/* ---- normal ---- */

/* Box-Muller in place over blocks of 16: d[j], d[j + 8] from 1 - d[j] and d[j + 8]. */
static void normal_blocks_f64(double *d, int64_t blocks, double mean, double std) {
    for (; blocks > 0; blocks--, d += 16) {
        for (int j = 0; j < 8; j++) {
            double radius = sqrt(-2 * log(1 - d[j])), theta = TWO_PI * d[j + 8];
            d[j] = fma(radius * cos(theta), std, mean);
            d[j + 8] = fma(radius * sin(theta), std, mean);
        }
    }
}

/* float16: functions in float32, only radius, angle and result are float16 */
static void normal_blocks_f16(uint16_t *d, int64_t blocks, double mean, double std) {
    const float m = (float)rng_round(RUSH_FLOAT16, mean), s = (float)rng_round(RUSH_FLOAT16, std);
    for (; blocks > 0; blocks--, d += 16) {
        for (int j = 0; j < 8; j++) {
            float u1 = 1 - rng_from_f16(d[j]), u2 = rng_from_f16(d[j + 8]);
            float radius = rng_from_f16(rng_to_f16(sqrtf(-2 * logf(u1))));
            float theta = rng_from_f16(rng_to_f16((float)(TWO_PI * u2)));
            d[j] = rng_to_f16(fmaf(radius * cosf(theta), s, m));
            d[j + 8] = rng_to_f16(fmaf(radius * sinf(theta), s, m));
        }
    }
}

/* bfloat16: every step is rounded */
static float bf16(float x) { return rng_from_bf16(rng_to_bf16(x)); }

static void normal_blocks_bf16(uint16_t *d, int64_t blocks, double mean, double std) {
    const float m = bf16((float)mean), s = bf16((float)std);
    for (; blocks > 0; blocks--, d += 16) {
        for (int j = 0; j < 8; j++) {
            float u1 = bf16(1 - rng_from_bf16(d[j])), u2 = rng_from_bf16(d[j + 8]);
            float radius = bf16(sqrtf(bf16(-2 * bf16(logf(u1))))), theta = bf16((float)(TWO_PI * u2));
            d[j] = rng_to_bf16(bf16(bf16(radius * bf16(cosf(theta))) * s) + m);
            d[j + 8] = rng_to_bf16(bf16(bf16(radius * bf16(sinf(theta))) * s) + m);
        }
    }
}

/* Draws 16 * blocks uniforms to out and transforms them. */
static void normal_blocks(rng *r, rush_dtype dtype, void *out, int64_t blocks, double mean, double std) {
    rng_uniform(r, dtype, out, 16 * blocks, 0, 1);
    switch (dtype) {
    case RUSH_FLOAT64: normal_blocks_f64(out, blocks, mean, std); break;
    case RUSH_FLOAT16: normal_blocks_f16(out, blocks, mean, std); break;
    case RUSH_BFLOAT16: normal_blocks_bf16(out, blocks, mean, std); break;
    default: rng_kernels_current()->normal_f32(out, blocks, (float)mean, (float)std); break;
    }
}

/* Elements first … first + n - 1 of a Philox draw of normals as doubles; pairs may be cut at either end. */
static void philox_normal_piece(rng *r, bool wide, double *out, int64_t n) {
    const uint64_t per = wide ? 2 : 1, first = r->word / per, pair = first / 2;
    const int64_t pairs = (int64_t)((first + (uint64_t)n + 1) / 2 - pair), skip = (int64_t)(first % 2);
    uint32_t words[2 * RNG_PIECE + 4];
    double both[RNG_PIECE + 2];
    rng_seek(r, 2 * pair * per);
    rng_words(r, words, 2 * pairs * (int64_t)per);
    rng_seek(r, (first + (uint64_t)n) * per);
    for (int64_t i = 0; i < pairs; i++) {
        if (wide) {
            double radius = sqrt(-2 * log(1 - rng_u64(words + 4 * i)));
            double theta = TWO_PI * rng_u64(words + 4 * i + 2);
            both[2 * i] = radius * cos(theta);
            both[2 * i + 1] = radius * sin(theta);
        } else {
            float radius = sqrtf(-2 * logf(((float)words[2 * i] + 0.5f) * 0x1p-32f));
            float theta = (float)TWO_PI * ((float)(words[2 * i + 1] >> 8) * 0x1p-24f);
            both[2 * i] = radius * cosf(theta);
            both[2 * i + 1] = radius * sinf(theta);
        }
    }
    memcpy(out, both + skip, (size_t)n * 8);
}

bool rng_normal_serial(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std) {
    double values[RNG_PIECE];
    bool entered;
    if (!rng_is_float(dtype)) return false;
    entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        if (r->kind == RNG_PHILOX) {
            philox_normal_piece(r, dtype == RUSH_FLOAT64, values, count);
        } else {
            for (int64_t i = 0; i < count; i++) values[i] = rng_normal_next(r);
        }
        for (int64_t i = 0; i < count; i++) values[i] = fma(values[i], std, mean);
        rng_store_doubles(dtype, out, at, values, count);
    }
    return rng_leave(r, entered);
}

bool rng_normal(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std) {
    const size_t bytes = rng_element_bytes(dtype);
    unsigned char *data = out;
    if (n < 16 || r->kind == RNG_PHILOX) return rng_normal_serial(r, dtype, out, n, mean, std);
    if (!rng_is_float(dtype)) return false;
    for (int64_t at = 0; at < n / 16; at += RNG_PIECE / 16) {
        int64_t blocks = n / 16 - at < RNG_PIECE / 16 ? n / 16 - at : RNG_PIECE / 16;
        normal_blocks(r, dtype, data + (size_t)at * 16 * bytes, blocks, mean, std);
    }
    if (n % 16) { /* the uniforms of the last elements are drawn, and overwritten */
        rng_uniform(r, dtype, data + (size_t)(n / 16 * 16) * bytes, n % 16, 0, 1);
        normal_blocks(r, dtype, data + (size_t)(n - 16) * bytes, 1, mean, std);
    }
    return true;
}

/* ---- integers ---- */

/* words[i] % range, range < 2^32. The product of word and inverse is off by 2^-52 of itself, less than the
   2^-32 of it that separates it from the next quotient above: its integer part is the quotient, or one less.
   */
static void remainders_narrow(const uint32_t *words, int64_t *out, int64_t n, uint64_t range) {
    const double inverse = 1.0 / (double)range;
    const int64_t d = (int64_t)range;
    for (int64_t i = 0; i < n; i++) {
        int64_t rest = (int64_t)words[i] - (int64_t)((double)words[i] * inverse) * d;
        out[i] = rest - (rest >= d ? d : 0);
    }
}

static void remainders_wide(const uint32_t *words, int64_t *out, int64_t n, uint64_t range) {
    for (int64_t i = 0; i < n; i++) {
        uint64_t value = (uint64_t)words[2 * i] << 32 | words[2 * i + 1];
        out[i] = (int64_t)(range ? value % range : value);
    }
}

bool rng_randint(rng *r, rush_dtype dtype, void *out, int64_t n, int64_t lo, uint64_t range) {
    const bool wide = range == 0 || range >> 32;
    uint32_t words[2 * RNG_PIECE];
    int64_t values[RNG_PIECE];
    bool entered;
    if (!rng_element_bytes(dtype)) return false;
    entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        rng_words(r, words, wide ? 2 * count : count);
        if (wide) remainders_wide(words, values, count, range);
        else remainders_narrow(words, values, count, range);
        for (int64_t i = 0; i < count; i++) values[i] = (int64_t)((uint64_t)values[i] + (uint64_t)lo);
        rng_store_ints(dtype, out, at, values, count);
    }
    return rng_leave(r, entered);
}

/* Bits of a significand, the leading one included. */
static int digits_of(rush_dtype dtype) {
    switch (dtype) {
    case RUSH_FLOAT64: return 53;
    case RUSH_FLOAT16: return 11;
    case RUSH_BFLOAT16: return 8;
    default: return 24;
    }
}

/* The distance of the dtype's numbers next to v, v > 0. */
static int64_t spacing_at(int64_t v, int digits) {
    int top = 0;
    while (v >>= 1) top++;
    return top < digits ? 1 : (int64_t)1 << (top - digits + 1);
}

static int64_t as_int(rush_dtype dtype, int64_t v) { return truncate_f64(rng_round(dtype, (double)v)); }

void rng_randint_bounds(rush_dtype dtype, int64_t *lo, int64_t *hi) {
    const int digits = digits_of(dtype);
    int64_t up, down;
    if (!rng_is_float(dtype)) return;
    up = as_int(dtype, *lo + 1);
    if (up < *lo) *lo = up + spacing_at(*lo + 1 < 0 ? -(*lo + 1) : *lo + 1, digits);
    down = as_int(dtype, *hi - 1);
    if (down >= *hi) *hi = down - spacing_at(*hi - 1 < 0 ? -(*hi - 1) : *hi - 1, digits);
}

bool rng_random_full(rng *r, rush_dtype dtype, void *out, int64_t n) {
    uint64_t range = 0;
    switch (dtype) {
    case RUSH_FLOAT32: case RUSH_FLOAT64: case RUSH_FLOAT16: case RUSH_BFLOAT16:
        range = ((uint64_t)1 << digits_of(dtype)) + 1;
        break;
    case RUSH_INT64: range = (uint64_t)1 << 63; break;
    case RUSH_INT32: range = (uint64_t)1 << 31; break;
    case RUSH_INT16: range = 1 << 15; break;
    case RUSH_INT8: range = 1 << 7; break;
    case RUSH_UINT8: range = 1 << 8; break;
    case RUSH_BOOL: range = 2; break;
    }
    return rng_randint(r, dtype, out, n, 0, range);
}

/* Fisher-Yates from the front: position i swaps with one of i … n - 1. */
#define PERMUTE(T) \
    do { \
        T *order = out, kept; \
        for (int64_t i = 0; i < count; i++) { \
            int64_t from = at + i, to = from + (int64_t)(words[i] % (uint64_t)(n - from)); \
            kept = order[from]; \
            order[from] = order[to]; \
            order[to] = kept; \
        } \
    } while (0)

bool rng_randperm(rng *r, rush_dtype dtype, void *out, int64_t n) {
    const size_t bytes = rng_element_bytes(dtype);
    uint32_t words[RNG_PIECE];
    int64_t values[RNG_PIECE];
    bool entered;
    if (!bytes || dtype == RUSH_BOOL) return false;
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        for (int64_t i = 0; i < count; i++) values[i] = at + i;
        rng_store_ints(dtype, out, at, values, count);
    }
    entered = rng_enter(r);
    for (int64_t at = 0; at < n - 1; at += RNG_PIECE) {
        int64_t count = piece_of(n - 1 - at);
        rng_words(r, words, count);
        switch (bytes) { /* elements are only moved, so their size is enough */
        case 8: PERMUTE(uint64_t); break;
        case 4: PERMUTE(uint32_t); break;
        case 2: PERMUTE(uint16_t); break;
        default: PERMUTE(uint8_t); break;
        }
    }
    return rng_leave(r, entered);
}

/* ---- bernoulli ---- */

bool rng_bernoulli_scalar(rng *r, rush_dtype dtype, void *out, int64_t n, double p) {
    const rng_kernels *k = rng_kernels_current();
    /* v 2^-53 < p  <=>  v < ceil(2^53 p) for integers v: both sides of it are exact */
    const uint64_t threshold = p > 0 ? p < 1 ? (uint64_t)ceil(p * 0x1p53) : (uint64_t)1 << 53 : 0;
    uint32_t words[2 * RNG_PIECE];
    uint8_t bits[RNG_PIECE];
    bool entered;
    if (!rng_element_bytes(dtype)) return false;
    entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        rng_words(r, words, 2 * count);
        k->below(words, bits, count, threshold);
        store_bits(dtype, out, at, bits, count);
    }
    return rng_leave(r, entered);
}

bool rng_bernoulli_f32(rng *r, rush_dtype dtype, void *out, int64_t n, const float *p) {
    float u[RNG_PIECE];
    uint8_t bits[RNG_PIECE];
    bool entered;
    if (!rng_element_bytes(dtype)) return false;
    entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        rng_uniform(r, RUSH_FLOAT32, u, count, 0, 1);
        for (int64_t i = 0; i < count; i++) bits[i] = u[i] < p[at + i];
        store_bits(dtype, out, at, bits, count);
    }
    return rng_leave(r, entered);
}

bool rng_bernoulli_f64(rng *r, rush_dtype dtype, void *out, int64_t n, const double *p) {
    double u[RNG_PIECE];
    uint8_t bits[RNG_PIECE];
    bool entered;
    if (!rng_element_bytes(dtype)) return false;
    entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        rng_uniform(r, RUSH_FLOAT64, u, count, 0, 1);
        for (int64_t i = 0; i < count; i++) bits[i] = u[i] < p[at + i];
        store_bits(dtype, out, at, bits, count);
    }
    return rng_leave(r, entered);
}

/* ---- functions of one u64, or of one serial normal ---- */

static double exponential_of(double u, double lambda, double unused) {
    (void)unused;
    return -1.0 / lambda * log(1.0 - u);
}

static double cauchy_of(double u, double median, double sigma) {
    return fma(sigma, tan(3.141592653589793238 * (u - 0.5)), median);
}

/* scale is log(1 - p) */
static double geometric_of(double u, double scale, double unused) {
    (void)unused;
    return ceil(log(u) / scale);
}

static bool fill_of(rng *r, rush_dtype dtype, void *out, int64_t n, double (*of)(double, double, double),
    double a, double b) {
    double values[RNG_PIECE];
    bool entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        rng_uniform(r, RUSH_FLOAT64, values, count, 0, 1);
        for (int64_t i = 0; i < count; i++) values[i] = of(values[i], a, b);
        rng_store_doubles(dtype, out, at, values, count);
    }
    return rng_leave(r, entered);
}

bool rng_exponential(rng *r, rush_dtype dtype, void *out, int64_t n, double lambda) {
    return rng_is_float(dtype) && fill_of(r, dtype, out, n, exponential_of, lambda, 0);
}

bool rng_cauchy(rng *r, rush_dtype dtype, void *out, int64_t n, double median, double sigma) {
    return rng_is_float(dtype) && fill_of(r, dtype, out, n, cauchy_of, median, sigma);
}

bool rng_geometric(rng *r, rush_dtype dtype, void *out, int64_t n, double p) {
    if (!rng_element_bytes(dtype) || dtype == RUSH_BOOL) return false;
    return fill_of(r, dtype, out, n, geometric_of, log(1.0 - p), 0);
}

bool rng_log_normal(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std) {
    double values[RNG_PIECE];
    bool entered;
    if (!rng_is_float(dtype)) return false;
    entered = rng_enter(r);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = piece_of(n - at);
        rng_normal_serial(r, RUSH_FLOAT64, values, count, mean, std);
        for (int64_t i = 0; i < count; i++) values[i] = exp(values[i]);
        rng_store_doubles(dtype, out, at, values, count);
    }
    return rng_leave(r, entered);
}
