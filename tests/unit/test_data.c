/* SPDX-License-Identifier: MIT */
/* test_data.c - data sets, transforms and the loader: PyTorch's orders, the same batches for any number of workers, errors, memory. */
#include "test.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/alloc.h"
#include "io/zip.h"

static const int worker_counts[] = { 0, 1, 3 };
enum { WORKER_COUNTS = 3 };

static rush_dataset *range_dataset(int64_t n) {
    RUSH_SCOPE;
    return rush_tensor_dataset(rush_arange(n), rush_mul(rush_arange(n), 2.5));
}

static void assert_message(const char *part) {
    if (!rush_failed()) fail_msg("no error, expected '%s'", part);
    if (!strstr(rush_error()->message, part)) fail_msg("'%s' lacks '%s'", rush_error()->message, part);
    rush_error_clear();
}

/* ---- orders as PyTorch's ---- */

static uint32_t state_crc(rush_generator *g) {
    RUSH_SCOPE;
    rush_tensor *t = rush_generator_get_state(g);
    return zip_crc32(0, rush_const_data_ptr(t, uint8_t), (size_t)rush_numel(t));
}

static void golden_batch(rush_loader *loader, char *line) {
    rush_batch batch;
    assert_true(rush_loader_next(loader, &batch));
    const int64_t *index = rush_const_data_ptr(batch.index, int64_t), *input = rush_const_data_ptr(batch.input, int64_t);
    const float *target = rush_const_data_ptr(batch.target, float);
    int64_t k = 0;
    for (char *p = strtok(line, " \n"); (p = strtok(NULL, " \n")); k++) {
        int64_t expected = strtoll(p, NULL, 10);
        assert_true(k < batch.size);
        assert_int_equal(index[k], expected);
        assert_int_equal(input[k], expected);
        assert_true(target[k] == (float)expected * 2.5f);
    }
    assert_int_equal(batch.size, k);
    assert_int_equal(rush_size(batch.input, 0), k);
}

static void golden_orders(int workers) {
    FILE *file = fopen(SOURCE_DIR "/tests/golden/loader.txt", "r");
    assert_non_null(file);
    static char line[1 << 16];
    rush_loader *loader = NULL;
    rush_generator *own = NULL;
    int cases = 0;
    while (fgets(line, sizeof line, file)) {
        RUSH_SCOPE;
        unsigned long long seed;
        long long n, size;
        int shuffle, drop, has_own, epochs;
        unsigned a, b;
        if (sscanf(line, "case %llu %lld %lld %d %d %d %d", &seed, &n, &size, &shuffle, &drop, &has_own, &epochs) == 7) {
            rush_release_all(loader);
            rush_release_all(own);
            own = has_own ? rush_generator_new(RUSH_MT19937, 7) : NULL;
            rush_dataset *d = range_dataset(n);
            loader = rush_loader_new(d, .batch_size = size, .shuffle = shuffle, .drop_last = drop, .workers = workers, .generator = own);
            rush_release(d);
            rush_manual_seed(seed);
            cases++;
        } else if (strncmp(line, "batch", 5) == 0) {
            golden_batch(loader, line);
        } else if (sscanf(line, "draw %u", &a) == 1) {
            float x = rush_const_data_ptr(rush_rand(RUSH_SHAPE()), float)[0];
            memcpy(&b, &x, sizeof b);
            assert_int_equal(a, b);
        } else if (sscanf(line, "end %x %x", &a, &b) == 2) {
            rush_batch batch;
            assert_false(rush_loader_next(loader, &batch));
            assert_no_error();
            assert_null(batch.input);
            assert_int_equal(state_crc(NULL), a);
            if (own) assert_int_equal(state_crc(own), b);
        } else {
            fail_msg("not understood: %s", line);
        }
    }
    fclose(file);
    rush_release(loader);
    rush_release(own);
    assert_int_equal(cases, 32);
}

static void test_orders(void **state) {
    (void)state;
    for (int i = 0; i < WORKER_COUNTS; i++) golden_orders(worker_counts[i]);
}

/* ---- contents ---- */

static bool jitter(void *field, const rush_field *what, rush_generator *random, void *user) {
    (void)user;
    float *x = field;
    int64_t n = 1;
    for (int64_t i = 0; i < what->shape.ndim; i++) n *= what->shape.dims[i];
    float by = (float)rush_random_uniform(random);
    for (int64_t i = 0; i < n; i++) x[i] += by;
    return what->dtype == RUSH_FLOAT32;
}

static rush_dataset *picture_dataset(int64_t n) {
    RUSH_SCOPE;
    rush_tensor *x = rush_reshape(rush_to_dtype(rush_arange(n * 3 * 6 * 5), RUSH_FLOAT32), RUSH_SHAPE(n, 3, 6, 5));
    rush_dataset *d = rush_tensor_dataset(x, rush_arange(n));
    assert_true(rush_dataset_random_crop(d, 4, .width = 5, .padding = 2));
    assert_true(rush_dataset_random_flip(d, 0.5));
    assert_true(rush_dataset_random_crop(d, 3));
    assert_true(rush_dataset_normalize(d, RUSH_VALUES(float, 1, 2, 3), RUSH_VALUES(double, 0.5)));
    assert_true(rush_dataset_map(d, jitter, NULL));
    return d;
}

/* All that two epochs hand out, as one number. */
static uint32_t epochs_crc(rush_loader *loader, int epochs) {
    uint32_t crc = 0;
    rush_batch batch;
    for (int e = 0; e < epochs; e++)
        while (rush_loader_next(loader, &batch)) {
            crc = zip_crc32(crc, rush_const_data_ptr(batch.input, float), (size_t)rush_numel(batch.input) * 4);
            crc = zip_crc32(crc, rush_const_data_ptr(batch.target, int64_t), (size_t)rush_numel(batch.target) * 8);
            crc = zip_crc32(crc, rush_const_data_ptr(batch.index, int64_t), (size_t)batch.size * 8);
        }
    assert_no_error();
    return crc;
}

static void test_workers_change_nothing(void **state) {
    (void)state;
    rush_dataset *d = picture_dataset(53);
    uint32_t first = 0;
    for (int i = 0; i < WORKER_COUNTS; i++)
        for (int prefetch = 1; prefetch < 6; prefetch += 4) {
            rush_manual_seed(11);
            rush_loader *l = rush_loader_new(d, .batch_size = 7, .shuffle = true, .workers = worker_counts[i], .prefetch = prefetch);
            uint32_t crc = epochs_crc(l, 2);
            if (i == 0 && prefetch == 1) first = crc;
            assert_int_equal(crc, first);
            assert_int_equal(rush_loader_epoch(l), 2);
            assert_int_equal(rush_loader_length(l), 8);
            assert_true(crc != epochs_crc(l, 2)); /* another epoch, other draws */
            rush_release(l);
        }
    rush_release(d);
}

/* The crop is checked against every window of the padded picture: it must be one of them, flipped or not, and several must occur. */
static void test_crop_and_flip(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_to_dtype(rush_add(rush_reshape(rush_arange(30), RUSH_SHAPE(1, 1, 6, 5)), 1), RUSH_FLOAT32);
    rush_dataset *d = rush_tensor_dataset(x);
    assert_true(rush_dataset_random_crop(d, 4, .width = 3, .padding = 2));
    assert_true(rush_dataset_random_flip(d, 0.5));
    assert_int_equal(d->fields[0].shape.dims[1], 4);
    assert_int_equal(d->fields[0].shape.dims[2], 3);
    bool seen[7][7][2] = { { { false } } };
    int distinct = 0;
    rush_manual_seed(1);
    for (int k = 0; k < 2000; k++) {
        RUSH_SCOPE;
        rush_tensor *out;
        assert_true(rush_dataset_get(d, 0, &out, NULL));
        const float *got = rush_const_data_ptr(out, float);
        int found = 0;
        for (int top = 0; top <= 6; top++)
            for (int left = 0; left <= 6; left++)
                for (int flip = 0; flip < 2; flip++) {
                    bool same = true;
                    for (int y = 0; same && y < 4; y++)
                        for (int i = 0; same && i < 3; i++) {
                            int sy = y + top - 2, sx = (flip ? 2 - i : i) + left - 2;
                            float expected = sy < 0 || sy >= 6 || sx < 0 || sx >= 5 ? 0.0f : (float)(sy * 5 + sx + 1);
                            same = got[y * 3 + i] == expected;
                        }
                    if (!same) continue;
                    found++;
                    if (!seen[top][left][flip]) distinct++;
                    seen[top][left][flip] = true;
                }
        assert_true(found >= 1);
    }
    assert_int_equal(distinct, 98);
    rush_release(d);
}

static void test_normalize(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_dataset *d = rush_tensor_dataset(rush_from_data(RUSH_VALUES(double, 1, 2, 3, 4), RUSH_SHAPE(1, 2, 2)));
    rush_tensor *out;
    assert_true(rush_dataset_normalize(d, RUSH_VALUES(float, 1, 2), RUSH_VALUES(float, 2, 4)));
    assert_true(rush_dataset_get(d, 0, &out, NULL));
    assert_values(out, VALUES(0, 0.5, 0.25, 0.5), 0);
    assert_false(rush_dataset_normalize(d, RUSH_VALUES(float, 1, 2, 3), RUSH_VALUES(float, 1)));
    assert_message("expected 1 or 2 values");
    assert_false(rush_dataset_normalize(d, RUSH_VALUES(float, 1), RUSH_VALUES(float, 0)));
    assert_message("division by zero");
    assert_false(rush_dataset_random_crop(d, 3));
    assert_error("Required crop size (3, 3) is larger than input image size (2, 2)");
    assert_false(rush_dataset_random_crop(d, 0));
    assert_message("must be positive");
    assert_false(rush_dataset_random_crop(d, 1, .padding = INT64_MAX));
    assert_message("must be positive");
    assert_false(rush_dataset_random_flip(d, NAN));
    assert_message("probability");
    rush_loader *l = rush_loader_new(d);
    assert_false(rush_dataset_random_flip(d, 0.5));
    assert_message("in use by a loader");
    rush_release(l);
    assert_true(rush_dataset_random_flip(d, 0.5));
    rush_release(d);
}

/* ---- data sets of files ---- */

static void test_idx(void **state) {
    (void)state;
    RUSH_SCOPE;
    const char *folder = SOURCE_DIR "/tests/golden/io";
    char bytes[400], shorts[400];
    snprintf(bytes, sizeof bytes, "%s/bytes.idx", folder);
    snprintf(shorts, sizeof shorts, "%s/shorts.idx", folder);
    rush_tensor *out[2];
    rush_dataset *d = rush_idx_dataset(bytes, NULL);
    assert_int_equal(rush_dataset_length(d), 2);
    assert_true(rush_dataset_get(d, 1, out, NULL));
    assert_int_equal(rush_get_dtype(out[0]), RUSH_FLOAT32);
    assert_values(out[0], VALUES(3 / 255.0f, 4 / 255.0f, 5 / 255.0f), 0);
    assert_false(rush_dataset_get(d, 2, out, NULL));
    assert_message("out of range");
    assert_null(out[0]);
    rush_release(d);
    d = rush_idx_dataset(bytes, NULL, .raw = true);
    assert_true(rush_dataset_get(d, 0, out, NULL));
    assert_int_equal(rush_get_dtype(out[0]), RUSH_UINT8);
    rush_release(d);
    d = rush_idx_dataset(shorts, shorts);
    assert_true(rush_dataset_get(d, 1, out, NULL));
    assert_int_equal(rush_get_dtype(out[0]), RUSH_INT16);
    assert_int_equal(rush_get_dtype(out[1]), RUSH_INT64);
    assert_values(out[1], VALUES(-2), 0);
    rush_release(d);
    assert_null(rush_idx_dataset(bytes, shorts));
    assert_message("2 images");
    assert_null(rush_idx_dataset(SOURCE_DIR "/CMakeLists.txt", NULL));
    assert_message("is not an IDX file");
    assert_null(rush_idx_dataset("/nonexistent", NULL));
    assert_int_equal(rush_failed(), true);
    assert_message("/nonexistent: could not be opened");
    snprintf(bytes, sizeof bytes, "%s/bytes.idx.gz", folder);
    d = rush_idx_dataset(bytes, NULL);
    if (!d) assert_message("zlib"); /* where the library was built without it, or it is missing */
    rush_release(d);
}

static void test_fashion_mnist(void **state) {
    (void)state;
    RUSH_SCOPE;
    const char *folder = "/usr/share/datasets/fashion-mnist";
    rush_dataset *d = rush_fashion_mnist(folder, RUSH_TEST);
    if (!d) {
        const char *part = access(folder, F_OK) ? "could not be opened" : "zlib";
        assert_message(part);
        return;
    }
    rush_tensor *out[2];
    assert_int_equal(rush_dataset_length(d), 10000);
    assert_true(rush_dataset_get(d, 0, out, NULL));
    assert_int_equal(rush_dim(out[0]), 3);
    assert_int_equal(rush_numel(out[0]), 784);
    assert_values(out[1], VALUES(9), 0); /* an ankle boot */
    assert_true(rush_dataset_normalize(d, RUSH_VALUES(float, 0.2860), RUSH_VALUES(float, 0.3530)));
    rush_release(d);
    assert_null(rush_fashion_mnist(folder, (rush_dataset_part)3));
    assert_message("RUSH_TRAIN or RUSH_TEST");
}

static void test_cifar10(void **state) {
    (void)state;
    RUSH_SCOPE;
    char folder[] = "/tmp/rush-cifar-XXXXXX", path[100];
    assert_non_null(mkdtemp(folder));
    for (int file = 1; file <= 5; file++) {
        snprintf(path, sizeof path, "%s/data_batch_%d.bin", folder, file);
        FILE *f = fopen(path, "wb");
        for (int i = 0; i < file; i++) {
            fputc((file + i) % 10, f);
            for (int k = 0; k < 3072; k++) fputc((file * 50 + i + k) % 256, f);
        }
        fclose(f);
    }
    rush_dataset *d = rush_cifar10(folder, RUSH_TRAIN);
    assert_int_equal(rush_dataset_length(d), 15);
    rush_tensor *out[2];
    for (int64_t file = 1, k = 0; file <= 5; file++)
        for (int64_t i = 0; i < file; i++, k++) {
            assert_true(rush_dataset_get(d, k, out, NULL));
            assert_int_equal(rush_item_int(out[1]), (file + i) % 10);
            assert_true(rush_const_data_ptr(out[0], float)[3071] == (float)((file * 50 + i + 3071) % 256) / 255.0f);
        }
    assert_int_equal(rush_size(out[0], 0), 3);
    rush_release(d);
    assert_null(rush_cifar10(folder, RUSH_TEST));
    assert_message("test_batch.bin: could not be opened");
    snprintf(path, sizeof path, "%s/data_batch_3.bin", folder);
    assert_int_equal(truncate(path, 5000), 0);
    assert_null(rush_cifar10(folder, RUSH_TRAIN));
    assert_message("data_batch_3.bin: has 5000 bytes");
    for (int file = 1; file <= 5; file++) {
        snprintf(path, sizeof path, "%s/data_batch_%d.bin", folder, file);
        remove(path);
    }
    rmdir(folder);
}

/* ---- one's own, and what goes wrong in it ---- */

typedef struct counting {
    rush_dataset base;
    int64_t bad;         /* this sample fails … */
    atomic_int failures; /* … this often */
    int how;
    atomic_bool *freed;
} counting;

static bool counting_get(rush_dataset *self, int64_t index, void *const *out, rush_generator *random) {
    counting *c = (counting *)self;
    float *x = out[0];
    x[0] = (float)index;
    x[1] = (float)rush_random_below(random, 1000000);
    if (index != c->bad || atomic_fetch_sub(&c->failures, 1) <= 0) return true;
    if (c->how == 0) return rush_dataset_fail(self, "the camera is off (%d)", 42);
    if (c->how == 1) return false;
    rush_tensor *t = rush_reshape(rush_arange(3), RUSH_SHAPE(2)); /* an op that fails, its result ignored */
    return t == NULL;
}

static void counting_destroy(rush_dataset *self) { atomic_store(((counting *)self)->freed, true); }

static rush_dataset *counting_new(int64_t n, int64_t bad, int failures, int how, atomic_bool *freed) {
    counting *c = RUSH_DATASET_NEW(counting, "Counting", .length = n, .fields = { { RUSH_FLOAT32, RUSH_SHAPE(2) } }, .get = counting_get,
                                   .destroy = counting_destroy);
    assert_non_null(c);
    c->bad = bad;
    atomic_init(&c->failures, failures);
    c->how = how;
    c->freed = freed;
    return &c->base;
}

static void test_sample_errors(void **state) {
    (void)state;
    static const char *const texts[] = { "the camera is off (42)", "sample 13 could not be had", "shape '[2]' is invalid for input of size 3" };
    for (int i = 0; i < WORKER_COUNTS; i++)
        for (int how = 0; how < 3; how++) {
            atomic_bool freed = false;
            rush_dataset *d = counting_new(40, 13, 2, how, &freed);
            rush_loader *l = rush_loader_new(d, .batch_size = 4, .workers = worker_counts[i]);
            rush_release(d);
            rush_batch batch;
            int batches = 0, errors = 0;
            for (int k = 0; k < 20; k++) {
                if (rush_loader_next(l, &batch)) {
                    for (int64_t s = 0; s < 4; s++) assert_true(rush_const_data_ptr(batch.input, float)[2 * s] == (float)(4 * batches + s));
                    assert_null(batch.target);
                    batches++;
                    continue;
                }
                if (!rush_failed()) break;
                assert_int_equal(batches, 3);
                assert_non_null(strstr(rush_error()->detail, "while reading sample 13 of Counting"));
                assert_false(rush_loader_next(l, &batch)); /* while it is pending */
                assert_error(texts[how]);
                errors++;
            }
            assert_int_equal(batches, 10);
            assert_int_equal(errors, 2);
            assert_false(freed);
            rush_release(l);
            assert_true(freed);
        }
}

static atomic_int reports;
static void count_report(const rush_error_info *e, void *user) {
    (void)e, (void)user;
    atomic_fetch_add(&reports, 1);
}

/* A worker's error is reported once, by the thread that uses the loader. */
static void test_errors_reported_once(void **state) {
    (void)state;
    atomic_bool freed = false;
    rush_dataset *d = counting_new(8, 2, 1, 0, &freed);
    rush_loader *l = rush_loader_new(d, .batch_size = 4, .workers = 2);
    rush_batch batch;
    rush_set_error_handler(count_report, NULL);
    atomic_store(&reports, 0);
    assert_false(rush_loader_next(l, &batch));
    rush_set_error_handler(NULL, NULL);
    assert_int_equal(atomic_load(&reports), 1);
    rush_error_clear();
    rush_release_all(l, d);
}

static void test_break_and_release(void **state) {
    (void)state;
    for (int i = 0; i < WORKER_COUNTS; i++)
        for (int after = 0; after < 12; after++) {
            rush_dataset *d = picture_dataset(30);
            rush_loader *l = rush_loader_new(d, .batch_size = 3, .shuffle = true, .workers = worker_counts[i]);
            rush_batch batch;
            for (int k = 0; k < after && rush_loader_next(l, &batch);) k++;
            if (after % 3 == 0) rush_loader_reset(l);
            int rest = 0;
            if (after % 2)
                while (rush_loader_next(l, &batch)) rest++;
            if (after % 3 == 0 && after % 2) assert_int_equal(rest, 10);
            assert_int_equal(rush_loader_epoch(l), (after > 10) + (after % 2));
            rush_release_all(d, l);
        }
}

static void test_buffers(void **state) {
    (void)state;
    for (int i = 0; i < WORKER_COUNTS; i++) {
        rush_dataset *d = range_dataset(40);
        rush_loader *l = rush_loader_new(d, .batch_size = 4, .workers = worker_counts[i]);
        rush_tensor *kept[10];
        rush_batch batch;
        int64_t live = 0;
        for (int k = 0; k < 10; k++) { /* kept by a reference, or by a view */
            RUSH_SCOPE;
            assert_true(rush_loader_next(l, &batch));
            kept[k] = rush_retain(k % 2 ? batch.input : rush_slice(batch.input, 0, .start = RUSH_INT(1)));
        }
        for (int k = 0; k < 10; k++) assert_int_equal(rush_const_data_ptr(kept[k], int64_t)[0], 4 * k + (k % 2 == 0));
        for (int k = 0; k < 10; k++) rush_release(kept[k]);
        assert_false(rush_loader_next(l, &batch));
        for (int epoch = 0; epoch < 3; epoch++)
            while (rush_loader_next(l, &batch)) {
                RUSH_SCOPE;
                rush_add_(batch.target, 1); /* ours to write on */
                if (epoch == 1 && !live) live = rush_live_tensors();
            }
        assert_int_equal(rush_live_tensors(), live);
        rush_release_all(d, l);
    }
}

static void test_resume(void **state) {
    (void)state;
    for (int own = 0; own < 2; own++)
        for (int stop = 0; stop < 14; stop++) /* 6 batches and an end in each of two epochs */
            for (int workers = 0; workers < 4; workers += 3) {
                RUSH_SCOPE;
                rush_dataset *d = picture_dataset(17);
                rush_generator *g = own ? rush_generator_new(0, 5) : NULL, *g2 = own ? rush_generator_new(0, 99) : NULL;
                rush_manual_seed(21);
                rush_loader *a = rush_loader_new(d, .batch_size = 3, .shuffle = true, .workers = workers, .generator = g);
                rush_loader *b = rush_loader_new(d, .batch_size = 3, .shuffle = true, .workers = 3 - workers, .generator = g2);
                rush_batch batch;
                rush_loader_next(b, &batch); /* somewhere else */
                rush_manual_seed(21);
                for (int k = 0; k < stop; k++) rush_loader_next(a, &batch);
                rush_tensor *standard = rush_get_rng_state();
                assert_true(rush_loader_load_state_dict(b, rush_loader_state_dict(a)));
                assert_int_equal(rush_loader_position(a), rush_loader_position(b));
                uint32_t first = epochs_crc(a, 3);
                assert_true(rush_set_rng_state(standard));
                assert_int_equal(epochs_crc(b, 3), first);
                assert_int_equal(rush_loader_epoch(a), rush_loader_epoch(b));
                rush_release_all(a, b, d);
                rush_release(g);
                rush_release(g2);
            }
}

static void test_state_errors(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_dataset *d = range_dataset(10), *e = range_dataset(11);
    rush_loader *a = rush_loader_new(d, .shuffle = true), *b = rush_loader_new(e);
    rush_batch batch;
    rush_loader_next(a, &batch);
    rush_dict *s = rush_loader_state_dict(a);
    assert_false(rush_loader_load_state_dict(b, s));
    assert_error("the state is of a data set of 10 samples, this one has 11");
    assert_false(rush_loader_load_state_dict(a, rush_dict_new()));
    assert_message("no epoch, position and length");
    rush_dict_set_int(s, "position", 11);
    assert_false(rush_loader_load_state_dict(a, s));
    assert_message("make no sense");
    rush_dict_set_int(s, "position", 3);
    rush_dict_set(s, "epoch_state", rush_arange(9));
    assert_false(rush_loader_load_state_dict(a, s));
    assert_message("'epoch_state' of the loader's state");
    rush_release_all(a, b, d, e);
}

static void test_arguments(void **state) {
    (void)state;
    RUSH_SCOPE;
    assert_null(rush_loader_new(NULL));
    assert_error("the data set is NULL");
    rush_dataset *d = range_dataset(3);
    assert_null(rush_loader_new(d, .batch_size = -1));
    assert_error("batch_size should be a positive integer value, but got batch_size=-1");
    assert_null(rush_loader_new(d, .workers = -1));
    assert_message("workers should be from 0 to");
    assert_null(rush_tensor_dataset(rush_arange(3), rush_arange(4)));
    assert_message("Size mismatch between tensors");
    assert_null(rush_tensor_dataset(rush_rand(RUSH_SHAPE())));
    assert_message("Size mismatch between tensors");
    assert_null(rush_dataset_new_at("here", sizeof(rush_dataset), (rush_dataset_args){ .name = "x", .get = counting_get }));
    assert_message("at least one field");
    /* nothing at all is an empty epoch */
    rush_dataset *none = range_dataset(0);
    rush_batch batch;
    for (int i = 0; i < WORKER_COUNTS; i++) {
        rush_loader *l = rush_loader_new(none, .shuffle = true, .workers = worker_counts[i]);
        assert_false(rush_loader_next(l, &batch));
        assert_no_error();
        assert_int_equal(rush_loader_epoch(l), 1);
        assert_int_equal(rush_loader_length(l), 0);
        rush_release(l);
    }
    rush_release_all(none, d);
}

/* ---- lack of memory: every request in turn ---- */

static bool build_and_read(int workers) {
    RUSH_SCOPE;
    rush_dataset *d = rush_tensor_dataset(rush_transpose(rush_rand(RUSH_SHAPE(3, 8)), 0, 1), rush_arange(8));
    bool good = d && rush_dataset_normalize(d, RUSH_VALUES(float, 1), RUSH_VALUES(float, 2));
    rush_loader *l = rush_loader_new(d, .batch_size = 3, .shuffle = true, .workers = workers);
    rush_batch batch;
    int batches = 0;
    while (rush_loader_next(l, &batch)) batches++;
    good = good && l && !rush_failed() && rush_loader_state_dict(l);
    if (!rush_failed() && batches != 3) fail_msg("%d batches", batches);
    rush_release(d);
    rush_release(l);
    return good;
}

static void test_no_memory(void **state) {
    (void)state;
    for (int workers = 0; workers < 3; workers += 2)
        for (int64_t n = 1;; n++) {
            alloc_fail_at(n);
            bool good = build_and_read(workers);
            bool reached = alloc_requests() >= n;
            alloc_fail_at(0);
            if (!reached) {
                assert_true(good);
                assert_true(n > 20);
                break;
            }
            assert_false(good);
            assert_int_equal(rush_error()->code, RUSH_MEMORY_ERROR);
            rush_error_clear();
        }
}

/* A batch that failed for lack of memory comes at the next call. */
static void test_no_memory_within_an_epoch(void **state) {
    (void)state;
    for (int i = 0; i < WORKER_COUNTS; i++)
        for (int64_t n = 1; n < 8; n++) {
            rush_dataset *d = range_dataset(13);
            rush_loader *l = rush_loader_new(d, .batch_size = 5, .workers = worker_counts[i]);
            rush_batch batch;
            int64_t samples = 0;
            rush_tensor *held = NULL;
            for (int k = 0; k < 40; k++) {
                alloc_fail_at(n);
                bool good = rush_loader_next(l, &batch);
                alloc_fail_at(0);
                if (good) {
                    rush_release(held);
                    held = rush_retain(batch.input); /* so that new tensors are needed */
                    for (int64_t s = 0; s < batch.size; s++) assert_int_equal(rush_const_data_ptr(batch.input, int64_t)[s], samples + s);
                    samples += batch.size;
                } else if (!rush_failed()) {
                    break;
                }
                rush_error_clear();
            }
            rush_release(held);
            if (n > 4) assert_int_equal(samples, 13); /* enough was had in one call to go on */
            rush_release_all(l, d);
        }
}

int main(void) {
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_workers_change_nothing),
        cmocka_unit_test(test_crop_and_flip),
        cmocka_unit_test(test_normalize),
        cmocka_unit_test(test_idx),
        cmocka_unit_test(test_fashion_mnist),
        cmocka_unit_test(test_cifar10),
        cmocka_unit_test(test_sample_errors),
        cmocka_unit_test(test_errors_reported_once),
        cmocka_unit_test(test_break_and_release),
        cmocka_unit_test(test_buffers),
        cmocka_unit_test(test_resume),
        cmocka_unit_test(test_state_errors),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_no_memory_within_an_epoch),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
