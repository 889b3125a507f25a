/* SPDX-License-Identifier: MIT */
/* test_rng.c - the generators against draws of PyTorch 1.13.1 (tests/golden/rng.txt, whose form make_rng.py
   states), at every instruction set this machine runs; Philox against its published answers; and what both
   promise: pieces make wholes, states travel, refusals draw nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include "core/isa.h"
#include "core/rng.h"
#include "core/rng_inner.h"

#ifndef SOURCE_DIR
#define SOURCE_DIR "."
#endif

enum { MOST = 70000, LINE = 12000 };
static union { uint8_t bytes[MOST * 8 + 8]; double align; } result, other;
static union { uint8_t bytes[MOST * 8]; float f32[MOST]; double f64[MOST]; } weights;
static double work[MOST];

static const struct { const char *name; rush_dtype dtype; double tolerance; } dtypes[] = {
    { "f32", RUSH_FLOAT32, 2.4e-7 }, { "f64", RUSH_FLOAT64, 8e-16 }, { "f16", RUSH_FLOAT16, 1e-3 },
    { "bf16", RUSH_BFLOAT16, 8e-3 }, { "i64", RUSH_INT64, 0 }, { "i32", RUSH_INT32, 0 },
    { "i16", RUSH_INT16, 0 }, { "i8", RUSH_INT8, 0 }, { "u8", RUSH_UINT8, 0 }, { "bool", RUSH_BOOL, 0 },
};

/* ---- one line of the golden file ---- */

typedef struct golden {
    char name[32], dtype_name[8], hex[128];
    rush_dtype dtype;
    int64_t n;
    double a[4];
    int64_t i[2];
    unsigned crc, state_crc;
    double sum, tolerance;
} golden;

static uint32_t crc32_of(const void *data, size_t size) {
    static uint32_t table[256];
    const uint8_t *bytes = data;
    uint32_t crc = 0xffffffffu;
    if (!table[1]) {
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t c = i;
            for (int bit = 0; bit < 8; bit++) c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
            table[i] = c;
        }
    }
    for (size_t i = 0; i < size; i++) crc = table[(crc ^ bytes[i]) & 255] ^ crc >> 8;
    return ~crc;
}

static uint32_t state_crc(const rng *r) {
    uint8_t bytes[RNG_MT_BYTES];
    rng_get_state(r, bytes);
    return crc32_of(bytes, rng_state_bytes(r));
}

static void bytes_of_hex(const char *hex, uint8_t *out, size_t size) {
    for (size_t i = 0; i < size; i++) {
        char two[3] = { hex[2 * i], hex[2 * i + 1], 0 };
        out[i] = (uint8_t)strtoul(two, NULL, 16);
    }
}

static bool golden_read(char *text, golden *g) {
    char *save, *word = strtok_r(text, " \n", &save);
    int count = 0;
    memset(g, 0, sizeof *g);
    snprintf(g->name, sizeof g->name, "%s", word);
    snprintf(g->dtype_name, sizeof g->dtype_name, "%s", strtok_r(NULL, " \n", &save));
    g->n = strtoll(strtok_r(NULL, " \n", &save), NULL, 10);
    while ((word = strtok_r(NULL, " \n", &save)) && *word != ':') {
        if (count == 4) return false;
        if (count < 2) g->i[count] = strtoll(word, NULL, 10);
        g->a[count++] = strtod(word, NULL);
    }
    g->crc = (unsigned)strtoul(strtok_r(NULL, " \n", &save), NULL, 16);
    g->sum = strtod(strtok_r(NULL, " \n", &save), NULL);
    g->state_crc = (unsigned)strtoul(strtok_r(NULL, " \n", &save), NULL, 16);
    snprintf(g->hex, sizeof g->hex, "%s", strtok_r(NULL, " \n", &save));
    for (size_t k = 0; k < sizeof dtypes / sizeof *dtypes; k++) {
        if (strcmp(dtypes[k].name, g->dtype_name)) continue;
        g->dtype = dtypes[k].dtype;
        g->tolerance = dtypes[k].tolerance;
    }
    return g->dtype != 0 && g->n <= MOST;
}

/* ---- the steps ---- */

static bool randint_of(rng *r, rush_dtype dtype, void *out, int64_t n, int64_t lo, int64_t hi) {
    rng_randint_bounds(dtype, &lo, &hi);
    return rng_randint(r, dtype, out, n, lo, (uint64_t)hi - (uint64_t)lo);
}

static bool dropout_of(rng *r, rush_dtype dtype, void *out, int64_t n, double p) {
    if (!rng_bernoulli_scalar(r, dtype, out, n, 1 - p)) return false;
    for (int64_t i = 0; i < n; i++) {
        if (dtype == RUSH_FLOAT32) ((float *)out)[i] /= (float)(1 - p);
        else ((double *)out)[i] /= 1 - p;
    }
    return true;
}

static void make_weights(rush_dtype dtype, int64_t n, int mode) {
    for (int64_t i = 0; i < n; i++) work[i] = mode ? (double)(i * 37 % 101 + 1) / 128 : (double)(i % 17) / 16;
    rng_store_doubles(dtype, weights.bytes, 0, work, n);
}

/* Runs a step; *count and *dtype: what it wrote. Sets *loose where the bits of libm, or PyTorch's erfinv,
   show. */
static bool golden_step(rng *r, const golden *g, void *out, int64_t *count, rush_dtype *dtype,
    double *loose) {
    const char *s = g->name;
    const double *a = g->a;
    *count = g->n;
    *dtype = g->dtype;
    *loose = 0;
    if (!strcmp(s, "uniform")) return rng_uniform(r, g->dtype, out, g->n, a[0], a[1]);
    if (!strcmp(s, "randint")) return randint_of(r, g->dtype, out, g->n, g->i[0], g->i[1]);
    if (!strcmp(s, "random")) return rng_random_full(r, g->dtype, out, g->n);
    if (!strcmp(s, "randperm")) return rng_randperm(r, g->dtype, out, g->n);
    if (!strcmp(s, "bernoulli")) return rng_bernoulli_scalar(r, g->dtype, out, g->n, a[0]);
    if (!strcmp(s, "dropout")) return dropout_of(r, g->dtype, out, g->n, a[0]);
    if (!strcmp(s, "bernoulli_f32")) {
        make_weights(RUSH_FLOAT32, g->n, 0);
        return rng_bernoulli_f32(r, g->dtype, out, g->n, weights.f32);
    }
    if (!strcmp(s, "bernoulli_f64")) {
        make_weights(RUSH_FLOAT64, g->n, 0);
        return rng_bernoulli_f64(r, g->dtype, out, g->n, weights.f64);
    }
    if (!strcmp(s, "multinomial")) {
        make_weights(g->dtype, g->n, 1);
        *count = g->i[0];
        *dtype = RUSH_INT64;
        return !rng_multinomial(r, g->dtype, weights.bytes, g->n, g->i[0], g->i[1] != 0, out, work);
    }
    if (!strcmp(s, "geometric")) return rng_geometric(r, g->dtype, out, g->n, a[0]);
    *loose = g->tolerance;
    if (!strcmp(s, "normal")) {
        if (g->dtype == RUSH_FLOAT32 && g->n >= 16) *loose = 0;
        return rng_normal(r, g->dtype, out, g->n, a[0], a[1]);
    }
    if (!strcmp(s, "serial")) return rng_normal_serial(r, g->dtype, out, g->n, a[0], a[1]);
    if (!strcmp(s, "exponential")) return rng_exponential(r, g->dtype, out, g->n, a[0]);
    if (!strcmp(s, "cauchy")) return rng_cauchy(r, g->dtype, out, g->n, a[0], a[1]);
    if (!strcmp(s, "log_normal")) return rng_log_normal(r, g->dtype, out, g->n, a[0], a[1]);
    if (g->dtype == RUSH_FLOAT32) *loose = 4e-6;
    if (g->dtype == RUSH_FLOAT64) *loose = 1e-13;
    return !strcmp(s, "trunc") && rng_trunc_normal(r, g->dtype, out, g->n, a[0], a[1], a[2], a[3]);
}

static double element_of(rush_dtype dtype, const void *from, int64_t at) {
    double value = 0;
    switch (dtype) {
    case RUSH_INT64: return (double)((const int64_t *)from)[at];
    case RUSH_INT32: return ((const int32_t *)from)[at];
    case RUSH_INT16: return ((const int16_t *)from)[at];
    case RUSH_INT8: return ((const int8_t *)from)[at];
    case RUSH_UINT8: case RUSH_BOOL: return ((const uint8_t *)from)[at];
    default: rng_load_doubles(dtype, from, at, &value, 1);
    }
    return value;
}

/* The samples and the sum within the tolerance (and something to add for terms that cancel). */
static bool golden_close(const golden *g, rush_dtype dtype, int64_t count, double loose) {
    const size_t size = rng_element_bytes(dtype);
    union { uint8_t bytes[64]; double align; } want;
    int64_t samples = count <= 3 ? count : 4;
    double sum = 0, sizes = 0;
    if (strlen(g->hex) != 2 * size * (size_t)samples) return false;
    bytes_of_hex(g->hex, want.bytes, size * (size_t)samples);
    for (int64_t k = 0; k < samples; k++) {
        double w = element_of(dtype, want.bytes, k);
        double v = element_of(dtype, result.bytes, count > 3 && k >= 2 ? count - 4 + k : k);
        if (!(fabs(v - w) <= loose * (fabs(w) + 1)) && v != w) return false;
    }
    for (int64_t i = 0; i < count; i++) {
        double v = element_of(dtype, result.bytes, i);
        if (!isfinite(v)) continue;
        sum += v;
        sizes += fabs(v) + 1;
    }
    return fabs(sum - g->sum) <= loose * sizes + 1e-12 * sizes;
}

/* Any wrong byte fails, but for the last bits where the C library decides them. */
static void golden_check(rng *r, const golden *g, int line) {
    int64_t count;
    rush_dtype dtype;
    double loose;
    memset(result.bytes, 0xaa, sizeof result.bytes);
    if (!golden_step(r, g, result.bytes, &count, &dtype, &loose)) {
        fail_msg("rng.txt:%d: %s %s refused, %s", line, g->name, g->dtype_name, isa_name(isa_current()));
    }
    if (crc32_of(result.bytes, (size_t)count * rng_element_bytes(dtype)) != g->crc) {
        if (loose == 0 || !golden_close(g, dtype, count, loose)) {
            fail_msg("rng.txt:%d: %s %s n=%lld, %s: not PyTorch's values", line, g->name, g->dtype_name,
                (long long)g->n, isa_name(isa_current()));
        }
    }
    if (result.bytes[(size_t)count * rng_element_bytes(dtype)] != 0xaa) {
        fail_msg("rng.txt:%d: %s %s writes beyond its end", line, g->name, g->dtype_name);
    }
}

/* A waiting normal is a result of libm, so states with one are compared but for it. */
static void golden_state(rng *r, const char *hex, int line) {
    static uint8_t want[RNG_MT_BYTES], have[RNG_MT_BYTES];
    double waiting, expected;
    bytes_of_hex(hex, want, sizeof want);
    rng_get_state(r, have);
    memcpy(&waiting, have + 5024, 8);
    memcpy(&expected, want + 5024, 8);
    if (fabs(waiting - expected) > 1e-15 * fabs(expected)) fail_msg("rng.txt:%d: another normal waits", line);
    memcpy(have + 5024, want + 5024, 8);
    if (memcmp(have, want, sizeof want) != 0) fail_msg("rng.txt:%d: another state", line);
    rng_init(r, RNG_MT19937, 99);
    if (rng_set_state(r, want, sizeof want)) fail_msg("rng.txt:%d: PyTorch's state is refused", line);
    rng_get_state(r, have);
    assert_memory_equal(have, want, sizeof want);
}

static void golden_run(isa_level level) {
    static char text[LINE];
    int line = 0, checked = 0;
    rng r;
    FILE *file = fopen(SOURCE_DIR "/tests/golden/rng.txt", "r");
    if (!file) fail_msg("tests/golden/rng.txt: %s", strerror(errno));
    assert_true(isa_set(level));
    rng_init(&r, RNG_MT19937, 0);
    while (fgets(text, sizeof text, file)) {
        golden g;
        line++;
        if (!strncmp(text, "seed ", 5)) {
            rng_seed(&r, strtoull(text + 5, NULL, 10));
        } else if (!strncmp(text, "state ", 6)) {
            golden_state(&r, text + 6, line);
        } else {
            if (!golden_read(text, &g)) fail_msg("rng.txt:%d: cannot be read", line);
            golden_check(&r, &g, line);
            if (!r.normal_valid && state_crc(&r) != g.state_crc) {
                fail_msg("rng.txt:%d: another state after %s", line, g.name);
            }
            checked++;
        }
    }
    fclose(file);
    isa_set(isa_best());
    assert_true(checked > 2000);
}

static void test_golden(void **unused) {
    int levels = 0;
    (void)unused;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        golden_run((isa_level)level);
        levels++;
    }
    assert_true(levels >= 1);
}

/* manual_seed(0); randn(3), as everybody knows it */
static void test_known_values(void **unused) {
    rng r;
    float x[3];
    (void)unused;
    rng_init(&r, RNG_MT19937, 0);
    assert_true(rng_normal(&r, RUSH_FLOAT32, x, 3, 0, 1));
    assert_true(fabs(x[0] - 1.5410) < 5e-5 && fabs(x[1] + 0.2934) < 5e-5 && fabs(x[2] + 2.1788) < 5e-5);
    rng_init(&r, RNG_MT19937, 5489);   /* std::mt19937's default seed: the C++ standard fixes output 10000 */
    for (int i = 1; i < 10000; i++) rng_random(&r);
    assert_int_equal(rng_random(&r), 4123659995u);
    rng_seed(&r, UINT64_MAX);
    assert_true(rng_initial_seed(&r) == UINT64_MAX);
}

/* ---- Philox ---- */

static void test_philox_answers(void **unused) {
    static const struct { uint64_t key, first, high; uint32_t want[4]; } rows[] = {
        { 0, 0, 0, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
        { UINT64_MAX, UINT64_MAX, UINT64_MAX, { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
        { 0x299f31d0a4093822, 0x85a308d3243f6a88, 0x0370734413198a2e,
            { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
    };
    (void)unused;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        for (size_t k = 0; k < 3; k++) {
            uint32_t out[4 * 100], one[4];
            rng_kernels_current()->philox(rows[k].key, rows[k].first, rows[k].high, out, 100);
            assert_memory_equal(out, rows[k].want, 16);
            rng_kernels_current()->philox(rows[k].key, rows[k].first + 99, rows[k].high, one, 1);
            assert_memory_equal(out + 4 * 99, one, 16);
        }
    }
    isa_set(isa_best());
}

/* The mapping of rng.h, word by word, and one offset a draw. */
static void test_philox_mapping(void **unused) {
    const uint64_t seed = 0x123456789abcdef0;
    uint32_t want[8], have[8];
    double wide[3];
    rng r;
    (void)unused;
    rng_init(&r, RNG_PHILOX, seed);
    for (uint64_t draw = 0; draw < 3; draw++) {
        rng_kernels_current()->philox(seed, 0, draw, want, 2);
        assert_true(r.offset == draw);
        rng_words(&r, have, 7);
        assert_memory_equal(have, want, 28);
    }
    rng_kernels_current()->philox(seed, 0, 3, want, 1);
    assert_int_equal(rng_random(&r), want[0]);
    rng_kernels_current()->philox(seed, 0, 4, want, 2);
    assert_true(rng_uniform(&r, RUSH_FLOAT64, wide, 3, 0, 1));
    for (int i = 0; i < 3; i++) {
        uint64_t bits = (uint64_t)want[2 * i] << 32 | want[2 * i + 1];
        assert_true(wide[i] == (double)(bits % ((uint64_t)1 << 53)) / 9007199254740992.0);
    }
    rng_kernels_current()->philox(seed, 0, 5, want, 2);
    assert_true(rng_normal(&r, RUSH_FLOAT64, wide, 3, 0, 1));
    for (int i = 0; i < 3; i++) {
        const uint32_t *w = want + 4 * (i / 2);
        double radius = sqrt(-2 * log(1 - rng_u64(w))), angle = 2 * 3.14159265358979323846 * rng_u64(w + 2);
        assert_true(fabs(wide[i] - radius * (i % 2 ? sin(angle) : cos(angle))) < 1e-14);
    }
    rng_kernels_current()->philox(seed, 0, 6, want, 1);
    assert_true(rng_normal(&r, RUSH_FLOAT32, have, 2, 0, 1));
    for (int i = 0; i < 2; i++) {
        double radius = sqrt(-2 * log((want[0] + 0.5) / 4294967296.0));
        double angle = 6.283185307179586 * (want[1] >> 8) / 16777216.0;
        assert_true(fabs(element_of(RUSH_FLOAT32, have, i) - radius * (i ? sin(angle) : cos(angle))) < 2e-6);
    }
}

/* ---- properties of both engines ---- */

typedef bool (*filler)(rng *r, rush_dtype dtype, void *out, int64_t n);

static bool fill_uniform(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_uniform(r, d, out, n, -1, 3);
}
static bool fill_normal(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_normal(r, d, out, n, 1, 2);
}
static bool fill_serial(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_normal_serial(r, d, out, n, 1, 2);
}
static bool fill_narrow(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_randint(r, d, out, n, -3, 100);
}
static bool fill_bits(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_bernoulli_scalar(r, d, out, n, 0.4);
}
static bool fill_exponential(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_exponential(r, d, out, n, 2);
}
static bool fill_log_normal(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_log_normal(r, d, out, n, 0, 1);
}
static bool fill_trunc(rng *r, rush_dtype d, void *out, int64_t n) {
    return rng_trunc_normal(r, d, out, n, 0, 1, -2, 2);
}

/* words: outputs an element takes, for narrow dtypes and for float64 */
static const struct { filler fill; int words, words_f64; bool blocks; } fillers[] = {
    { fill_uniform, 1, 2, false }, { fill_normal, 1, 2, true }, { fill_serial, 1, 2, false },
    { fill_narrow, 1, 1, false }, { fill_bits, 2, 2, false }, { fill_exponential, 2, 2, false },
    { fill_log_normal, 2, 2, false }, { fill_trunc, 1, 2, false },
};

/* Pieces of any size between begin and end are the whole; with Philox also in any order, by copies of the
   generator. */
static void check_pieces(rng_kind kind, size_t which, rush_dtype dtype) {
    enum { N = 1700 };
    const size_t size = rng_element_bytes(dtype);
    const int per = dtype == RUSH_FLOAT64 ? fillers[which].words_f64 : fillers[which].words;
    rng whole, parts, copy;
    int64_t at = 0;
    rng_init(&whole, kind, 7);
    rng_words(&whole, (uint32_t *)(void *)other.bytes, 5);
    parts = whole;
    assert_true(fillers[which].fill(&whole, dtype, result.bytes, N));
    if (kind == RNG_MT19937 && fillers[which].blocks) return;
    rng_begin(&parts);
    for (int64_t step = 1; at < N; at += step, step = step * 2 % 1021) {
        if (step > N - at) step = N - at;
        assert_true(fillers[which].fill(&parts, dtype, other.bytes + (size_t)at * size, step));
    }
    rng_end(&parts);
    assert_memory_equal(result.bytes, other.bytes, N * size);
    assert_int_equal(state_crc(&whole), state_crc(&parts));
    if (kind == RNG_MT19937) return;
    assert_true(whole.offset == 2);
    copy = parts;
    copy.offset--;
    rng_begin(&copy);
    for (int64_t first = N - 17; first >= 0; first -= 187) {
        rng_seek(&copy, (uint64_t)(first * per));
        assert_true(fillers[which].fill(&copy, dtype, other.bytes, 17));
        assert_memory_equal(result.bytes + (size_t)first * size, other.bytes, 17 * size);
    }
}

static void test_pieces(void **unused) {
    static const rush_dtype floats[] = { RUSH_FLOAT32, RUSH_FLOAT64, RUSH_FLOAT16, RUSH_BFLOAT16 };
    (void)unused;
    for (int kind = RNG_MT19937; kind <= RNG_PHILOX; kind++) {
        for (size_t which = 0; which < sizeof fillers / sizeof *fillers; which++) {
            for (size_t d = 0; d < 4; d++) check_pieces((rng_kind)kind, which, floats[d]);
        }
    }
}

/* The bits are the same at every level, and look like the distribution: mean and variance within 5 standard
   errors. */
static void test_philox_normal(void **unused) {
    static const rush_dtype wide[] = { RUSH_FLOAT32, RUSH_FLOAT64 };
    (void)unused;
    for (size_t d = 0; d < 2; d++) {
        uint32_t crc = 0;
        for (int level = 0; level < ISA_COUNT; level++) {
            double sum = 0, squares = 0;
            rng r;
            if (!isa_set((isa_level)level)) continue;
            rng_init(&r, RNG_PHILOX, 4);
            assert_true(rng_normal(&r, wide[d], result.bytes, MOST, 0, 1));
            for (int64_t i = 0; i < MOST; i++) {
                double v = element_of(wide[d], result.bytes, i);
                sum += v;
                squares += v * v;
            }
            assert_true(fabs(sum / MOST) < 5 / sqrt(MOST) && fabs(squares / MOST - 1) < 5 * sqrt(2.0 / MOST));
            if (crc) assert_int_equal(crc32_of(result.bytes, MOST * rng_element_bytes(wide[d])), crc);
            crc = crc32_of(result.bytes, MOST * rng_element_bytes(wide[d]));
        }
    }
    isa_set(isa_best());
}

static void test_serial_values(void **unused) {
    rng a, b;
    double values[5];
    (void)unused;
    for (int kind = RNG_MT19937; kind <= RNG_PHILOX; kind++) {
        rng_init(&a, (rng_kind)kind, 11);
        b = a;
        rng_begin(&a);
        assert_true(rng_normal_serial(&b, RUSH_FLOAT64, values, 5, 0, 1));
        for (int i = 0; i < 5; i++) assert_true(rng_normal_next(&a) == values[i]);
        rng_end(&a);
        rng_begin(&a);
        assert_true(rng_uniform(&b, RUSH_FLOAT64, values, 5, 0, 1));
        for (int i = 0; i < 5; i++) assert_true(rng_uniform_next(&a) == values[i]);
        rng_end(&a);
        rng_begin(&a);
        assert_true(rng_randint(&b, RUSH_INT64, values, 5, 0, 0));
        for (int i = 0; i < 5; i++) assert_true((int64_t)rng_random64(&a) == ((int64_t *)(void *)values)[i]);
        rng_end(&a);
        assert_int_equal(state_crc(&a), state_crc(&b));
    }
}

/* ---- states ---- */

static void test_states(void **unused) {
    uint8_t bytes[RNG_MT_BYTES], bad[RNG_MT_BYTES];
    float x[700], y[700];
    double waiting = 3;
    float narrow;
    rng r, s;
    (void)unused;
    rng_init(&r, RNG_PHILOX, 77);
    rng_random64(&r);
    assert_int_equal(rng_state_bytes(&r), 16);
    rng_get_state(&r, bytes);
    rng_init(&s, RNG_PHILOX, 0);
    assert_null(rng_set_state(&s, bytes, 16));
    assert_true(rng_random64(&r) == rng_random64(&s) && rng_initial_seed(&s) == 77);
    assert_non_null(rng_set_state(&s, bytes, 5056));

    rng_init(&r, RNG_MT19937, 5);
    rng_words(&r, (uint32_t *)(void *)x, 100);
    rng_normal_next(&r);
    rng_get_state(&r, bytes);
    memcpy(bytes + 5024, &waiting, 8);
    narrow = 1.5f;
    memcpy(bytes + 5048, &narrow, 4);
    bytes[5052] = 1;
    rng_init(&s, RNG_MT19937, 0);
    assert_null(rng_set_state(&s, bytes, 5056));
    rng_get_state(&s, bad);
    assert_memory_equal(bad, bytes, sizeof bytes);
    assert_true(rng_normal_next(&s) == 3);
    assert_true(rng_uniform(&r, RUSH_FLOAT32, x, 700, 0, 1) && rng_uniform(&s, RUSH_FLOAT32, y, 700, 0, 1));
    assert_memory_equal(x, y, sizeof x);
    assert_null(rng_set_state(&s, bytes, 5048));
    assert_true(!s.float_valid && s.normal_valid);

    r = s;
    assert_non_null(rng_set_state(&r, bytes, 5055));
    assert_non_null(rng_set_state(&r, bytes, 16));
    for (size_t place = 8; place < 24; place += 4) {   /* left, seeded, both halves of next */
        memcpy(bad, bytes, sizeof bad);
        bad[place]++;
        assert_string_equal(rng_set_state(&r, bad, 5056), "Invalid mt19937 state");
    }
    memset(bad, 0, sizeof bad);
    assert_string_equal(rng_set_state(&r, bad, 5056), "Invalid mt19937 state");
    assert_memory_equal(&r, &s, sizeof r);
}

/* ---- composed draws, refusals ---- */

static void test_erfinv(void **unused) {
    (void)unused;
    assert_true(rng_erfinv(0) == 0 && rng_erfinv(1) == INFINITY && rng_erfinv(-1) == -INFINITY);
    assert_true(isnan(rng_erfinv(1.0000001)) && isnan(rng_erfinv(-2)) && isnan(rng_erfinv(NAN)));
    assert_true(fabs(rng_erfinv(0.5) - 0.47693627620446987338) < 1e-16);
    assert_true(fabs(rng_erfinv(1e-300) / 1e-300 - 0.88622692545275801365) < 1e-15);
    for (int k = 1; k < 2000; k++) {
        double y = k / 2000.0, x = rng_erfinv(y);
        assert_true(fabs(erf(x) - y) <= 3e-16 && rng_erfinv(-y) == -x);
    }
    for (int k = 2; k <= 53; k++) {    /* towards 1: the complement to a few parts in 1e15 */
        double rest = ldexp(1, -k), x = rng_erfinv(1 - rest);
        if (fabs(erfc(x) / rest - 1) > 4e-15 * (1 + x * x)) fail_msg("erfinv(1 - 2^-%d) = %.17g", k, x);
    }
    for (int k = 5; k <= 60; k++) {    /* small y, across the change of formula */
        double y = ldexp(1.3, -k);
        if (fabs(erf(rng_erfinv(y)) / y - 1) > 5e-16) fail_msg("erfinv(%.17g)", y);
    }
}

static void test_multinomial(void **unused) {
    static const struct { double p[3]; bool replacement; const char *text; } rows[] = {
        { { 1, 2, -1 }, false, "probability tensor contains either `inf`, `nan` or element < 0" },
        { { 1, INFINITY, 1 }, false, "probability tensor contains either `inf`, `nan` or element < 0" },
        { { 1, NAN, 1 }, false, "probability tensor contains either `inf`, `nan` or element < 0" },
        { { 0, 0, 0 }, false, "invalid multinomial distribution (sum of probabilities <= 0)" },
        { { 0, 0, 0 }, true, "invalid multinomial distribution (sum of probabilities <= 0)" },
        { { 1, -1, 0 }, true, "invalid multinomial distribution (encountering probability entry < 0)" },
        { { 1, NAN, 0 }, true, "invalid multinomial distribution (encountering probability entry < 0)" },
        { { 1, INFINITY, 0 }, true,
            "invalid multinomial distribution (encountering probability entry = infinity or NaN)" },
    };
    double room[100], p[100] = { 0 };
    int64_t out[100];
    rng r, before;
    (void)unused;
    rng_init(&r, RNG_MT19937, 1);
    before = r;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const char *text = rng_multinomial(&r, RUSH_FLOAT64, rows[k].p, 3, 2, rows[k].replacement, out, room);
        assert_string_equal(text, rows[k].text);
        assert_memory_equal(&r, &before, sizeof r);
    }
    p[70] = 1e-3;    /* whatever has weight comes before whatever has none, that in order */
    p[30] = 4;
    for (int k = 0; k < 20; k++) {
        assert_null(rng_multinomial(&r, RUSH_FLOAT64, p, 100, 100, false, out, room));
        assert_true((out[0] == 30 && out[1] == 70) || (out[0] == 70 && out[1] == 30));
        assert_true(out[2] == 0 && out[31] == 29 && out[32] == 31 && out[99] == 99);
        assert_null(rng_multinomial(&r, RUSH_FLOAT64, p, 100, 50, true, out, room));
        for (int i = 0; i < 50; i++) assert_true(out[i] == 30 || out[i] == 70);
    }
}

static void test_refusals(void **unused) {
    rng r, before;
    int64_t room[40];
    (void)unused;
    rng_init(&r, RNG_MT19937, 1);
    before = r;
    for (int n = 4; n <= 32; n += 28) {
        assert_false(rng_uniform(&r, RUSH_INT32, room, n, 0, 1));
        assert_false(rng_normal(&r, RUSH_INT64, room, n, 0, 1));
        assert_false(rng_normal_serial(&r, RUSH_BOOL, room, n, 0, 1));
        assert_false(rng_exponential(&r, RUSH_INT64, room, n, 1));
        assert_false(rng_cauchy(&r, RUSH_INT8, room, n, 0, 1));
        assert_false(rng_log_normal(&r, RUSH_UINT8, room, n, 0, 1));
        assert_false(rng_geometric(&r, RUSH_BOOL, room, n, 0.5));
        assert_false(rng_randperm(&r, RUSH_BOOL, room, n));
        assert_false(rng_trunc_normal(&r, RUSH_INT16, room, n, 0, 1, -1, 1));
        assert_false(rng_randint(&r, (rush_dtype)0, room, n, 0, 2));
        assert_false(rng_bernoulli_scalar(&r, (rush_dtype)99, room, n, 0.5));
        assert_false(rng_random_full(&r, (rush_dtype)99, room, n));
    }
    assert_true(rng_uniform(&r, RUSH_FLOAT32, room, 0, 0, 1) && rng_randperm(&r, RUSH_INT64, room, 0));
    assert_true(rng_randperm(&r, RUSH_INT64, room, 1) && room[0] == 0);
    assert_memory_equal(&r, &before, sizeof r);
    assert_true(rng_bernoulli_scalar(&r, RUSH_INT64, room, 40, 0));
    for (int i = 0; i < 40; i++) assert_true(room[i] == 0);
    assert_true(rng_bernoulli_scalar(&r, RUSH_INT64, room, 40, 1));
    for (int i = 0; i < 40; i++) assert_true(room[i] == 1);
}

/* Makes these the next words of the stream. */
static void plant(rng *r, const uint32_t *words, int64_t n) {
    rng_init(r, RNG_MT19937, 0);
    r->next = RNG_MT_WORDS - n;
    memcpy(r->out + r->next, words, (size_t)n * 4);
}

/* What no seed would show: draws that fall on a bound. */
static void test_bounds(void **unused) {
    static const double weight[2] = { 1, 1 };
    uint32_t words[6] = { 0, 0, 0, 1, 0xffe00000, 2 };
    uint8_t bits[3];
    double room[2], u[2];
    int64_t out[3];
    rng r;
    (void)unused;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        plant(&r, words, 6);    /* v = 0, 1, 2 */
        assert_true(rng_bernoulli_scalar(&r, RUSH_BOOL, bits, 3, 0x1.8p-53));
        assert_true(bits[0] == 1 && bits[1] == 1 && bits[2] == 0);
        plant(&r, words, 6);
        assert_true(rng_bernoulli_scalar(&r, RUSH_BOOL, bits, 3, 0x1p-53));
        assert_true(bits[0] == 1 && bits[1] == 0 && bits[2] == 0);
    }
    isa_set(isa_best());
    plant(&r, words, 6);
    u[0] = u[1] = 0x1p-53;
    assert_true(rng_bernoulli_f64(&r, RUSH_BOOL, bits, 2, u) && bits[0] == 1 && bits[1] == 0);
    words[0] = 0;               /* u = 0 on the range [-1, 1]: erfinv is -infinity */
    plant(&r, words, 1);
    assert_true(rng_trunc_normal(&r, RUSH_FLOAT32, room, 1, 0, 0.02, -2, 2));
    assert_true(element_of(RUSH_FLOAT32, room, 0) == -2);
    for (int end = -2; end <= 2; end += 4) {    /* 0.9545 is no bfloat16, so erfinv misses the end */
        assert_true(rng_trunc_normal(&r, RUSH_BFLOAT16, room, 1, 0, 1, end, end));
        assert_true(element_of(RUSH_BFLOAT16, room, 0) == end);
    }
    words[0] = 1 << 20;         /* u64 = 1/2, then the next above */
    words[2] = 1 << 20;
    plant(&r, words, 4);
    assert_null(rng_multinomial(&r, RUSH_FLOAT64, weight, 2, 2, true, out, room));
    assert_true(out[0] == 0 && out[1] == 1);
    for (uint64_t range = 1; range < 0xffffffff; range += range / 7 + 1) {    /* multiples of the range,
        and beside */
        uint64_t most = 0xffffffff / range, times[3] = { most, most / 2 + 1, 1 };
        for (int k = 0; k < 3; k++) {
            uint32_t at = (uint32_t)(times[k] * range);
            words[0] = at - 1;
            words[1] = at;
            words[2] = at + (at != 0xffffffff);
            plant(&r, words, 3);
            assert_true(rng_randint(&r, RUSH_INT64, out, 3, 0, range));
            for (int i = 0; i < 3; i++) assert_true((uint64_t)out[i] == words[i] % range);
        }
    }
}

/* from + u range just below the middle of two float32, closer to it than a double can tell. */
static void test_fused(void **unused) {
    uint32_t word = 0xfffffe;
    float x, range = 0x1.000002p-24f, from = 0x1.000002p0f;
    (void)unused;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        rng_kernels_current()->uniform_f32(&word, &x, 1, from, range);
        if (x != from) fail_msg("%s: rounded twice", isa_name((isa_level)level));
        rng_kernels_current()->uniform_f32(&word, &x, 1, -from, -range);
        if (x != -from) fail_msg("%s: rounded twice below 0", isa_name((isa_level)level));
    }
    isa_set(isa_best());
}

/* Every float16 and bfloat16 comes back from float32; a value between two neighbours goes to the nearer, ties
   to even. */
static void test_narrow_floats(void **unused) {
    (void)unused;
    for (uint32_t h = 0; h < 0x7c00; h++) {
        float low = rng_from_f16((uint16_t)h), high = h == 0x7bff ? 65536 : rng_from_f16((uint16_t)(h + 1));
        float middle = low + (high - low) / 2;
        uint32_t even = h % 2 ? h + 1 : h;
        assert_int_equal(rng_to_f16(low), h);
        assert_int_equal(rng_to_f16(-low), h | 0x8000);
        assert_int_equal(rng_to_f16(middle), even);
        assert_int_equal(rng_to_f16(nextafterf(middle, 0)), h);
        assert_int_equal(rng_to_f16(nextafterf(middle, INFINITY)), h + 1);
    }
    for (uint32_t h = 0; h < 0x7f7f; h++) {
        float low = rng_from_bf16((uint16_t)h), high = rng_from_bf16((uint16_t)(h + 1));
        float middle = low + (high - low) / 2;
        assert_int_equal(rng_to_bf16(low), h);
        assert_int_equal(rng_to_bf16(-middle), (h % 2 ? h + 1 : h) | 0x8000);
        assert_int_equal(rng_to_bf16(nextafterf(middle, INFINITY)), h + 1);
    }
    assert_int_equal(rng_to_f16(INFINITY), 0x7c00);
    assert_int_equal(rng_to_bf16(-INFINITY), 0xff80);
    assert_true(isnan(rng_from_f16(rng_to_f16(NAN))) && isnan(rng_from_bf16(rng_to_bf16(NAN))));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden), cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_philox_answers), cmocka_unit_test(test_philox_mapping),
        cmocka_unit_test(test_philox_normal), cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_serial_values), cmocka_unit_test(test_states),
        cmocka_unit_test(test_erfinv), cmocka_unit_test(test_multinomial),
        cmocka_unit_test(test_refusals), cmocka_unit_test(test_bounds), cmocka_unit_test(test_fused),
        cmocka_unit_test(test_narrow_floats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
