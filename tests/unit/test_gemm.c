/* SPDX-License-Identifier: MIT */
/* test_gemm.c - the matrix multiply against a plain triple loop in double, on every ISA level of this
   machine: all transposes, odd sizes, distances of rows, alpha and beta, epilogues, batches; bits that do not
   depend on threads or on the place in C; failed allocations. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "core/alloc.h"
#include "core/isa.h"
#include "core/parallel.h"
#include "cpu/gemm.h"

/* A call with its matrices in double; run_case makes the float or double ones of it. */
typedef struct sample {
    bool wide, transpose_a, transpose_b;
    int64_t m, n, k, pad; /* pad: rows lie that many elements further apart than they are wide */
    double alpha, beta;
    bool biases;
    int activation;
} sample;

static uint64_t seed = 1;

static double noise(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(int32_t)(seed >> 32) / 2147483648.0;
}

static size_t size_of(const sample *s) { return s->wide ? sizeof(double) : sizeof(float); }
static double get(const void *x, bool wide, int64_t i) {
    return wide ? ((const double *)x)[i] : (double)((const float *)x)[i];
}
static void put(void *x, bool wide, int64_t i, double v) {
    if (wide) ((double *)x)[i] = v;
    else ((float *)x)[i] = (float)v;
}

/* rows x stride elements, and none after the last row's last: a read beyond is for the sanitizer to see */
static void *matrix(const sample *s, int64_t rows, int64_t cols, int64_t stride, double gap) {
    int64_t count = rows && cols ? (rows - 1) * stride + cols : 0;
    char *x = malloc((size_t)count * size_of(s) + 1);
    assert_non_null(x);
    for (int64_t i = 0; i < count; i++) put(x, s->wide, i, i % stride < cols ? noise() : gap);
    return x;
}

static bool multiply(const sample *s, const void *a, int64_t lda, const void *b, int64_t ldb, void *c,
                     int64_t ldc, const gemm_epilogue *epilogue) {
    return s->wide ? gemm_f64(s->transpose_a, s->transpose_b, s->m, s->n, s->k, s->alpha, a, lda, b, ldb,
                              s->beta, c, ldc, epilogue)
                   : gemm_f32(s->transpose_a, s->transpose_b, s->m, s->n, s->k, (float)s->alpha, a, lda, b,
                              ldb, (float)s->beta, c, ldc, epilogue);
}

#define SAMPLE_FORMAT "%s %s a%c b%c m=%ld n=%ld k=%ld pad=%ld alpha=%g beta=%g biases=%d activation=%d"
#define SAMPLE_VALUES(s) \
    isa_name(isa_current()), (s)->wide ? "f64" : "f32", (s)->transpose_a ? 'T' : '-', \
        (s)->transpose_b ? 'T' : '-', (long)(s)->m, (long)(s)->n, (long)(s)->k, (long)(s)->pad, (s)->alpha, \
        (s)->beta, (s)->biases, (s)->activation

static void run_case(const sample *s) {
    int64_t a_rows = s->transpose_a ? s->k : s->m, a_cols = s->transpose_a ? s->m : s->k;
    int64_t b_rows = s->transpose_b ? s->n : s->k, b_cols = s->transpose_b ? s->k : s->n;
    int64_t lda = a_cols + s->pad, ldb = b_cols + 2 * s->pad, ldc = s->n + 3 * s->pad;
    void *a = matrix(s, a_rows, a_cols, lda, NAN), *b = matrix(s, b_rows, b_cols, ldb, NAN);
    void *c = matrix(s, s->m, s->n, ldc, 77), *before = matrix(s, s->m, s->n, ldc, 77);
    void *bias_m = matrix(s, 1, s->m, s->m, 0), *bias_n = matrix(s, 1, s->n, s->n, 0);
    gemm_epilogue epilogue = { s->biases ? bias_n : NULL, s->biases ? bias_m : NULL, s->activation };
    size_t bytes = (size_t)((s->m - 1) * ldc + s->n) * size_of(s);
    if (s->beta == 0) /* must not be read */
        for (int64_t i = 0; i < s->m; i++)
            for (int64_t j = 0; j < s->n; j++) put(c, s->wide, i * ldc + j, NAN);
    memcpy(before, c, bytes);
    assert_true(multiply(s, a, lda, b, ldb, c, ldc, s->biases || s->activation ? &epilogue : NULL));
    double unit = s->wide ? 0x1p-53 : 0x1p-24;
    for (int64_t i = 0; i < s->m; i++) {
        for (int64_t j = 0; j < s->n; j++) {
            double sum = 0, size = 0;
            for (int64_t p = 0; p < s->k; p++) {
                double x = get(a, s->wide, s->transpose_a ? p * lda + i : i * lda + p);
                double y = get(b, s->wide, s->transpose_b ? j * ldb + p : p * ldb + j);
                sum += x * y;
                size += fabs(x * y);
            }
            double want = s->alpha * sum, bound = fabs(s->alpha) * size;
            if (s->beta != 0) {
                double old = s->beta * get(before, s->wide, i * ldc + j);
                want += old;
                bound += fabs(old);
            }
            if (s->biases) {
                want += get(bias_m, s->wide, i) + get(bias_n, s->wide, j);
                bound += 2;
            }
            if (s->activation && want < 0) want = 0;
            double got = get(c, s->wide, i * ldc + j);
            if (!(fabs(got - want) <= (bound + fabs(want)) * unit * (8 + 2 * sqrt((double)s->k))))
                fail_msg(SAMPLE_FORMAT ": c[%ld,%ld] is %.17g, not %.17g", SAMPLE_VALUES(s), (long)i, (long)j,
                         got, want);
        }
        for (int64_t j = s->n; j < ldc && i + 1 < s->m; j++)
            if (get(c, s->wide, i * ldc + j) != 77)
                fail_msg(SAMPLE_FORMAT ": wrote beyond row %ld, column %ld", SAMPLE_VALUES(s), (long)i,
                         (long)j);
    }
    free(a), free(b), free(c), free(before), free(bias_m), free(bias_n);
}

/* Runs f at each level this machine has. */
static void each_level(void (*f)(void)) {
    int levels = 0;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        seed = 1;
        f();
        levels++;
    }
    isa_set(isa_best());
    assert_true(levels >= 1);
}

static void all_sizes(void) {
    static const int64_t sizes[] = { 1, 2, 3, 5, 8, 13, 16, 17, 31, 33, 70 };
    enum { SIZES = sizeof sizes / sizeof *sizes };
    for (int way = 0; way < 8; way++)
        for (int i = 0; i < SIZES * SIZES * SIZES; i++) {
            sample s = { .wide = way & 4,
                         .transpose_a = way & 2,
                         .transpose_b = way & 1,
                         .m = sizes[i % SIZES],
                         .n = sizes[i / SIZES % SIZES],
                         .k = sizes[i / SIZES / SIZES],
                         .pad = i % 3,
                         .alpha = 1,
                         .beta = 0 };
            run_case(&s);
        }
}
static void test_all_sizes(void **state) { (void)state, each_level(all_sizes); }

/* Shapes that take each way: packed or not, several blocks of k, of rows and of columns, exchanged, by dot
   products, single rows and columns. */
static const int64_t shapes[][3] = {
    { 64, 10, 512 }, { 8, 20, 1200 }, { 3, 5, 2500 },  { 1, 300, 700 },  { 300, 1, 700 },  { 1, 1, 3000 },
    { 1, 1100, 9 },  { 1100, 1, 9 },  { 7, 260, 650 }, { 50, 300, 650 }, { 260, 6, 130 },  { 97, 130, 330 },
    { 30, 64, 129 }, { 4, 40, 300 },  { 40, 4, 300 },  { 21, 24, 640 },  { 150, 2100, 7 }, { 2100, 150, 7 },
    { 40, 500, 40 }, { 1, 31, 400 },  { 64, 64, 64 },  { 14, 32, 321 },
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static void ways(void) {
    static const double scales[][2] = { { 1, 0 }, { 1, 1 }, { -0.5, 0.25 }, { 2, 0 }, { 0, 3 }, { 0, 0 } };
    for (int i = 0; i < SHAPES; i++)
        for (int way = 0; way < 8; way++) {
            sample s = { .wide = way & 4,
                         .transpose_a = way & 2,
                         .transpose_b = way & 1,
                         .m = shapes[i][0],
                         .n = shapes[i][1],
                         .k = shapes[i][2],
                         .pad = (i + way) % 2 * 5 };
            s.alpha = scales[(i + way) % 6][0];
            s.beta = scales[(i + way) % 6][1];
            s.biases = way % 3 == 1;
            s.activation = (i + way) % 4 == 2 ? GEMM_RELU : GEMM_NO_ACTIVATION;
            run_case(&s);
        }
}
static void test_ways(void **state) { (void)state, each_level(ways); }

static void scales_and_epilogues(void) {
    static const double values[] = { 0, 1, -1, 0.3 };
    static const int64_t some[][3] = {
        { 9, 11, 7 }, { 1, 70, 9 }, { 70, 1, 40 }, { 40, 150, 350 }, { 5, 3, 300 }
    };
    for (int i = 0; i < 4 * 4 * 2 * 2 * 5 * 4; i++) {
        const int64_t *size = some[i / 64 % 5];
        sample s = { .m = size[0],
                     .n = size[1],
                     .k = size[2],
                     .alpha = values[i % 4],
                     .beta = values[i / 4 % 4],
                     .biases = i / 16 % 2,
                     .activation = i / 32 % 2,
                     .transpose_a = i / 320 % 2,
                     .transpose_b = i / 640 % 2,
                     .wide = i % 3 == 0 };
        run_case(&s);
    }
}
static void test_scales_and_epilogues(void **state) { (void)state, each_level(scales_and_epilogues); }

/* k 0 and alpha 0 leave beta * C and the epilogue; A and B are not read. Empty C: nothing happens. */
static void empty(void) {
    float c[6] = { 1, -2, 3, -4, 5, -6 }, bias[3] = { 1, 2, 3 };
    gemm_epilogue epilogue = { bias, NULL, GEMM_RELU };
    assert_true(gemm_f32(false, false, 2, 3, 0, 1, NULL, 1, NULL, 3, 2, c, 3, NULL));
    assert_true(c[0] == 2 && c[1] == -4 && c[5] == -12);
    assert_true(gemm_f32(false, false, 2, 3, 5, 0, NULL, 5, NULL, 3, 1, c, 3, &epilogue));
    assert_true(c[0] == 3 && c[1] == 0 && c[2] == 9 && c[5] == 0);
    c[0] = NAN;
    assert_true(gemm_f32(true, true, 2, 3, 0, INFINITY, NULL, 2, NULL, 1, 0, c, 3, NULL));
    for (int i = 0; i < 6; i++) assert_true(c[i] == 0);
    assert_true(gemm_f32(false, false, 0, 3, 4, 1, NULL, 4, NULL, 3, 0, NULL, 3, NULL));
    assert_true(gemm_f32(false, false, 3, 0, 4, 1, NULL, 4, NULL, 1, 0, NULL, 1, NULL));
    assert_true(gemm_batched_f32(false, false, 2, 3, 4, 1, NULL, 4, 0, NULL, 3, 0, 0, NULL, 3, 0, 0, NULL));
}
static void test_empty(void **state) { (void)state, each_level(empty); }

/* NaN and infinity in A and B reach what they must, and relu keeps NaN. */
static void specials(void) {
    for (int i = 0; i < SHAPES; i++)
        for (int way = 0; way < 4; way++) {
            int64_t m = shapes[i][0], n = shapes[i][1], k = shapes[i][2], row = m / 2, column = n / 3;
            sample s = { .m = m, .n = n, .k = k };
            gemm_epilogue relu = { NULL, NULL, GEMM_RELU };
            float *a = matrix(&s, m, k, k, 0), *b = matrix(&s, k, n, n, 0), *c = matrix(&s, m, n, n, 0);
            a[way & 2 ? (k - 1) * m + row : row * k + k - 1] = NAN;
            b[way & 1 ? column * k : column] = INFINITY;
            assert_true(gemm_f32(way & 2, way & 1, m, n, k, 1, a, way & 2 ? m : k, b, way & 1 ? k : n, 0, c,
                                 n, &relu));
            for (int64_t p = 0; p < m; p++)
                for (int64_t q = 0; q < n; q++) {
                    float got = c[p * n + q];
                    bool right = p == row ? isnan(got) : q == column ? got == 0 || isinf(got) : isfinite(got);
                    if (!right)
                        fail_msg("%s way %d m=%ld n=%ld k=%ld: c[%ld,%ld] is %g", isa_name(isa_current()),
                                 way, (long)m, (long)n, (long)k, (long)p, (long)q, (double)got);
                }
            free(a), free(b), free(c);
        }
}
static void test_specials(void **state) { (void)state, each_level(specials); }

/* All rows of A alike and all columns of B alike: all of C must have the same bits, wherever it was made. */
static void one_place_like_another(void) {
    for (int i = 0; i < SHAPES + 200; i++)
        for (int way = 0; way < 8; way++) {
            sample s = {
                .wide = way & 4, .transpose_a = way & 2, .transpose_b = way & 1, .alpha = 0.7, .beta = 1
            };
            s.m = i < SHAPES ? shapes[i][0] : 1 + i % 37;
            s.n = i < SHAPES ? shapes[i][1] : 1 + i * 7 % 41;
            s.k = i < SHAPES ? shapes[i][2] : 1 + i * 3 % 150;
            s.activation = i % 3 == 0;
            s.biases = i % 2;
            int64_t lda = s.transpose_a ? s.m : s.k, ldb = s.transpose_b ? s.k : s.n;
            void *a = matrix(&s, s.m, s.k, s.k, 0), *b = matrix(&s, s.k, s.n, s.n, 0);
            void *c = matrix(&s, s.m, s.n, s.n, 0);
            void *bias_m = matrix(&s, 1, s.m, s.m, 0), *bias_n = matrix(&s, 1, s.n, s.n, 0);
            gemm_epilogue epilogue = { s.biases ? bias_n : NULL, s.biases ? bias_m : NULL, s.activation };
            for (int64_t p = 0; p < s.k; p++) {
                double x = noise(), y = noise();
                for (int64_t r = 0; r < s.m; r++)
                    put(a, s.wide, s.transpose_a ? p * lda + r : r * lda + p, x);
                for (int64_t q = 0; q < s.n; q++)
                    put(b, s.wide, s.transpose_b ? q * ldb + p : p * ldb + q, y);
            }
            for (int64_t r = 0; r < s.m * s.n; r++) put(c, s.wide, r, 0.1);
            for (int64_t r = 0; r < s.m; r++) put(bias_m, s.wide, r, 30.3);
            for (int64_t r = 0; r < s.n; r++) put(bias_n, s.wide, r, 40.4);
            assert_true(multiply(&s, a, lda, b, ldb, c, s.n, &epilogue));
            for (int64_t r = 1; r < s.m * s.n; r++)
                if (memcmp(c, (char *)c + (size_t)r * size_of(&s), size_of(&s)))
                    fail_msg(SAMPLE_FORMAT ": c[%ld,%ld] is %.17g, c[0,0] %.17g", SAMPLE_VALUES(&s),
                             (long)(r / s.n), (long)(r % s.n), get(c, s.wide, r), get(c, s.wide, 0));
            free(a), free(b), free(c), free(bias_m), free(bias_n);
        }
}
static void test_one_place_like_another(void **state) { (void)state, each_level(one_place_like_another); }

static void threads_alike(void) {
    static const int threads[] = { 1, 2, 3, 5, 16 };
    static const int64_t large[][3] = { { 300, 500, 400 }, { 9000, 20, 60 },  { 20, 9000, 60 },
                                        { 8, 2500, 1100 }, { 2500, 8, 1100 }, { 1, 5000, 1500 },
                                        { 5000, 1, 1500 }, { 64, 10, 9000 },  { 2100, 2100, 9 } };
    for (size_t i = 0; i < sizeof large / sizeof *large; i++)
        for (int way = 0; way < 8; way++) {
            if (isa_current() < ISA_AVX2 && way % 3) continue; /* the slow levels: less of it */
            sample s = { .wide = way & 4,
                         .transpose_a = way & 2,
                         .transpose_b = way & 1,
                         .m = large[i][0],
                         .n = large[i][1],
                         .k = large[i][2],
                         .alpha = 1.5,
                         .beta = 0 };
            int64_t lda = s.transpose_a ? s.m : s.k, ldb = s.transpose_b ? s.k : s.n;
            size_t bytes = (size_t)(s.m * s.n) * size_of(&s);
            void *a = matrix(&s, s.m, s.k, s.k, 0), *b = matrix(&s, s.k, s.n, s.n, 0);
            void *c = matrix(&s, s.m, s.n, s.n, 0), *first = malloc(bytes);
            assert_non_null(first);
            for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
                assert_true(parallel_set_threads(threads[t]));
                memset(c, 0xff, bytes);
                assert_true(multiply(&s, a, lda, b, ldb, c, s.n, NULL));
                if (!t) memcpy(first, c, bytes);
                else if (memcmp(first, c, bytes))
                    fail_msg(SAMPLE_FORMAT ": %d threads differ", SAMPLE_VALUES(&s), threads[t]);
            }
            free(a), free(b), free(c), free(first);
        }
}
static void test_threads_alike(void **state) { (void)state, each_level(threads_alike); }

/* Members of a batch have the bits that single calls give, for any number of threads; stride 0 shares. */
static void batches(void) {
    static const int64_t sizes[][4] = { { 5, 6, 7, 40 },    { 40, 70, 90, 9 },    { 64, 10, 80, 30 },
                                        { 3, 33, 300, 50 }, { 200, 450, 500, 2 }, { 130, 130, 130, 5 },
                                        { 3, 9, 0, 4 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int way = 0; way < 16; way++) {
            const int64_t m = sizes[i][0], n = sizes[i][1], k = sizes[i][2], batch = sizes[i][3];
            sample s = { .wide = way & 4,
                         .transpose_a = way & 2,
                         .transpose_b = way & 1,
                         .m = m,
                         .n = n,
                         .k = k,
                         .alpha = 1,
                         .beta = way & 8 ? 0.5 : 0 };
            int64_t lda = s.transpose_a ? m : k + !k, ldb = s.transpose_b ? k + !k : n,
                    size = (int64_t)size_of(&s);
            int64_t step_a = way & 8 ? 0 : m * k + 3, step_b = n * k + 1, step_c = m * n + 2;
            void *a = matrix(&s, batch, m * k, m * k + 3, 0), *b = matrix(&s, batch, n * k, step_b, 0);
            char *c = matrix(&s, batch, m * n, step_c, 77), *want = matrix(&s, batch, m * n, step_c, 77);
            char *start = matrix(&s, batch, m * n, step_c, 77);
            size_t bytes = (size_t)((batch - 1) * step_c + m * n) * size_of(&s);
            memcpy(want, start, bytes);
            parallel_set_threads(1);
            for (int64_t j = 0; j < batch; j++)
                assert_true(multiply(&s, (char *)a + j * step_a * size, lda, (char *)b + j * step_b * size,
                                     ldb, want + j * step_c * size, n, NULL));
            for (int threads = 1; threads <= 5; threads += 2) {
                parallel_set_threads(threads);
                memcpy(c, start, bytes);
                bool done =
                    s.wide ? gemm_batched_f64(s.transpose_a, s.transpose_b, m, n, k, s.alpha, a, lda, step_a,
                                              b, ldb, step_b, s.beta, (double *)c, n, step_c, batch, NULL)
                           : gemm_batched_f32(s.transpose_a, s.transpose_b, m, n, k, (float)s.alpha, a, lda,
                                              step_a, b, ldb, step_b, (float)s.beta, (float *)c, n, step_c,
                                              batch, NULL);
                assert_true(done);
                if (memcmp(c, want, bytes))
                    fail_msg(SAMPLE_FORMAT ": batch of %ld differs", SAMPLE_VALUES(&s), (long)batch);
            }
            free(a), free(b), free(c), free(want), free(start);
        }
}
static void test_batches(void **state) { (void)state, each_level(batches); }

static void test_failed_allocation(void **state) {
    sample s = { .m = 200, .n = 300, .k = 400 };
    (void)state;
    parallel_set_threads(1);
    float *a = matrix(&s, 200, 400, 400, 0), *b = matrix(&s, 400, 300, 300, 0),
          *c = matrix(&s, 200, 300, 300, 0);
    alloc_fail_at(1);
    assert_false(gemm_f32(false, false, 200, 300, 400, 1, a, 400, b, 300, 0, c, 300, NULL));
    assert_int_equal(alloc_requests(), 1);
    alloc_fail_at(1);
    assert_false(gemm_batched_f32(false, false, 100, 300, 400, 1, a, 400, 40000, b, 300, 0, 0, c, 300, 30000,
                                  2, NULL));
    alloc_fail_at(0);
    assert_true(gemm_f32(false, false, 200, 300, 400, 1, a, 400, b, 300, 0, c, 300, NULL));
    assert_int_equal(alloc_requests(), 1);
    /* small products ask for nothing */
    alloc_fail_at(1);
    assert_true(gemm_f32(false, true, 16, 16, 16, 1, a, 400, b, 300, 0, c, 300, NULL));
    assert_int_equal(alloc_requests(), 0);
    alloc_fail_at(0);
    free(a), free(b), free(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_sizes),
        cmocka_unit_test(test_ways),
        cmocka_unit_test(test_scales_and_epilogues),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_specials),
        cmocka_unit_test(test_one_place_like_another),
        cmocka_unit_test(test_threads_alike),
        cmocka_unit_test(test_batches),
        cmocka_unit_test(test_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
