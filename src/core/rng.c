/* SPDX-License-Identifier: MIT */
/* rng.c - the engines: seeding, words, state. */
#include "core/rng.h"
#include "core/isa.h"
#include "core/rng_inner.h"
#include <math.h>

/* ---- kernels ---- */

extern const rng_kernels rng_kernels_scalar;
#ifdef RUSH_HAVE_SSE2
extern const rng_kernels rng_kernels_sse2;
#endif
#ifdef RUSH_HAVE_AVX2
extern const rng_kernels rng_kernels_avx2;
#endif
#ifdef RUSH_HAVE_AVX512
extern const rng_kernels rng_kernels_avx512;
#endif
#ifdef RUSH_HAVE_NEON
extern const rng_kernels rng_kernels_neon;
#endif

static const rng_kernels *const kernel_table[ISA_COUNT] = {
    [ISA_SCALAR] = &rng_kernels_scalar,
#ifdef RUSH_HAVE_SSE2
    [ISA_SSE2] = &rng_kernels_sse2,
#endif
#ifdef RUSH_HAVE_AVX2
    [ISA_AVX2] = &rng_kernels_avx2,
#endif
#ifdef RUSH_HAVE_AVX512
    [ISA_AVX512] = &rng_kernels_avx512,
#endif
#ifdef RUSH_HAVE_NEON
    [ISA_NEON] = &rng_kernels_neon,
#endif
};

const rng_kernels *rng_kernels_current(void) {
    const rng_kernels *k = kernel_table[isa_current()];
    return k ? k : &rng_kernels_scalar;
}

/* ---- seeding ---- */

void rng_seed(rng *r, uint64_t seed) {
    rng_kind kind = r->kind;
    memset(r, 0, sizeof *r);
    r->kind = kind;
    r->seed = seed;
    if (kind != RNG_MT19937) return;
    r->state[0] = (uint32_t)seed;
    for (uint32_t i = 1; i < RNG_MT_WORDS; i++) {
        uint32_t before = r->state[i - 1];
        r->state[i] = 1812433253u * (before ^ before >> 30) + i;
    }
}

void rng_init(rng *r, rng_kind kind, uint64_t seed) {
    r->kind = kind;
    rng_seed(r, seed);
}

uint64_t rng_initial_seed(const rng *r) { return r->seed; }

/* ---- words ---- */

void rng_begin(rng *r) {
    r->open = true;
    r->word = 0;
}

void rng_end(rng *r) {
    r->open = false;
    if (r->kind == RNG_PHILOX) r->offset++;
}

void rng_seek(rng *r, uint64_t word) { r->word = word; }

/* The buffer of mt19937 has a word, at out[next]. */
static void mt_ensure(rng *r) {
    if (r->next != 0 && r->next != RNG_MT_WORDS) return;
    rng_kernels_current()->mt_block(r->state, r->out);
    r->next = 0;
}

static void mt_words(rng *r, uint32_t *out, int64_t n) {
    while (n > 0) {
        int64_t count;
        mt_ensure(r);
        count = RNG_MT_WORDS - r->next < n ? RNG_MT_WORDS - r->next : n;
        memcpy(out, r->out + r->next, (size_t)count * 4);
        r->next += count;
        out += count;
        n -= count;
    }
}

/* A ragged start or end of the wanted words takes a block of its own. */
static void philox_words(rng *r, uint32_t *out, int64_t n) {
    const rng_kernels *k = rng_kernels_current();
    while (n > 0) {
        int64_t skip = (int64_t)(r->word % 4), count = n / 4 * 4;
        if (skip || n < 4) {
            uint32_t block[4];
            count = 4 - skip < n ? 4 - skip : n;
            k->philox(r->seed, r->word / 4, r->offset, block, 1);
            memcpy(out, block + skip, (size_t)count * 4);
        } else {
            k->philox(r->seed, r->word / 4, r->offset, out, count / 4);
        }
        r->word += (uint64_t)count;
        out += count;
        n -= count;
    }
}

void rng_words(rng *r, uint32_t *out, int64_t n) {
    bool entered = rng_enter(r);
    if (r->kind == RNG_PHILOX) philox_words(r, out, n);
    else mt_words(r, out, n);
    rng_leave(r, entered);
}

uint32_t rng_random(rng *r) {
    uint32_t word;
    if (r->kind == RNG_MT19937) {
        mt_ensure(r);
        return r->out[r->next++];
    }
    rng_words(r, &word, 1);
    return word;
}

uint64_t rng_random64(rng *r) {
    uint32_t pair[2];
    rng_words(r, pair, 2);
    return (uint64_t)pair[0] << 32 | pair[1];
}

double rng_uniform_next(rng *r) {
    uint32_t pair[2];
    rng_words(r, pair, 2);
    return rng_u64(pair);
}

double rng_normal_next(rng *r) {
    double u1, radius, theta;
    if (r->kind == RNG_PHILOX) {
        double value;
        rng_normal_serial(r, RUSH_FLOAT64, &value, 1, 0, 1);
        return value;
    }
    if (r->normal_valid) {
        r->normal_valid = false;
        return r->normal;
    }
    u1 = rng_uniform_next(r);
    radius = sqrt(-2.0 * log(1.0 - rng_uniform_next(r)));
    theta = 6.283185307179586477 * u1;
    r->normal = radius * sin(theta);
    r->normal_valid = true;
    return radius * cos(theta);
}

/* ---- state ---- */

/* PyTorch's record; its members fall on the offsets that rng.h lists. */
typedef struct mt_record {
    uint64_t seed;
    int32_t left, seeded;
    uint64_t next, words[RNG_MT_WORDS];
    double zero_x, normal, zero_rho;
    int32_t normal_valid, padding;
    float float_normal;
    uint8_t float_valid, tail[3];
} mt_record;

typedef struct philox_record { uint64_t seed, offset; } philox_record;

_Static_assert(sizeof(mt_record) == RNG_MT_BYTES, "the legacy state has 5056 bytes");
_Static_assert(sizeof(philox_record) == RNG_PHILOX_BYTES, "seed and offset");

size_t rng_state_bytes(const rng *r) { return r->kind == RNG_PHILOX ? RNG_PHILOX_BYTES : RNG_MT_BYTES; }

void rng_get_state(const rng *r, void *bytes) {
    mt_record record = { .seed = r->seed, .seeded = 1, .next = (uint64_t)r->next,
        .normal_valid = r->normal_valid, .float_normal = r->float_normal, .float_valid = r->float_valid };
    if (r->kind == RNG_PHILOX) {
        philox_record short_record = { r->seed, r->offset };
        memcpy(bytes, &short_record, sizeof short_record);
        return;
    }
    record.left = r->next ? (int32_t)(RNG_MT_WORDS + 1 - r->next) : 1;
    record.normal = r->normal_valid ? r->normal : 0;
    for (int i = 0; i < RNG_MT_WORDS; i++) record.words[i] = r->state[i];
    memcpy(bytes, &record, sizeof record);
}

static const char *mt_set_state(rng *r, const void *bytes, size_t size) {
    mt_record all = { .float_valid = 0 }, *record = &all;
    int64_t left;
    if (size != RNG_MT_BYTES && size != RNG_MT_OLD_BYTES) return "RNG state is wrong size";
    memcpy(record, bytes, size);
    if (record->seeded != 1 || record->next > RNG_MT_WORDS) return "Invalid mt19937 state";
    left = record->next ? RNG_MT_WORDS + 1 - (int64_t)record->next : 1;
    if (record->left != left) return "Invalid mt19937 state";
    r->seed = record->seed;
    r->next = (int64_t)record->next;
    r->normal_valid = record->normal_valid != 0;
    r->normal = record->normal;
    r->float_valid = record->float_valid != 0;
    r->float_normal = record->float_normal;
    for (int i = 0; i < RNG_MT_WORDS; i++) r->state[i] = (uint32_t)record->words[i];
    /* of this block; the kernel makes only the next one */
    for (int i = 0; i < RNG_MT_WORDS; i++) r->out[i] = rng_temper(r->state[i]);
    return NULL;
}

const char *rng_set_state(rng *r, const void *bytes, size_t size) {
    philox_record record;
    if (r->kind == RNG_MT19937) return mt_set_state(r, bytes, size);
    if (size != sizeof record) return "RNG state is wrong size";
    memcpy(&record, bytes, sizeof record);
    r->seed = record.seed;
    r->offset = record.offset;
    return NULL;
}
