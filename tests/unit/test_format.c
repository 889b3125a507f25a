/* SPDX-License-Identifier: MIT */
/* test_format.c - printing against what PyTorch 1.13.1 and Python print (tests/golden/print.bin, whose layout
   is told in tests/golden/make_print.py), and its edges: truncation, sinks that stop, streams that fail, bad
   input. */
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/error.h"
#include "core/format.h"

/* ---- the golden file ------------------------------------------------------------------------ */

static char *golden, *golden_end, *cursor;

static const void *take(size_t bytes) {
    assert_true((size_t)(golden_end - cursor) >= bytes);
    const void *at = cursor;
    cursor += bytes;
    return at;
}

static int32_t take_int(void) {
    int32_t value;
    memcpy(&value, take(sizeof value), sizeof value);
    return value;
}

static int64_t take_long(void) {
    int64_t value;
    memcpy(&value, take(sizeof value), sizeof value);
    return value;
}

static void take_longs(int64_t *to, int count) {
    for (int i = 0; i < count; i++) to[i] = take_long();
}

/* A copy with a NUL behind it, in one of 8 slots that are overwritten in turn; NULL where the file has none.
 */
static const char *take_string(int32_t *length) {
    static char slots[8][1 << 15];
    static int next;
    int32_t count = take_int();
    if (length) *length = count;
    if (count < 0) return NULL;
    char *slot = slots[next++ % 8];
    assert_true((size_t)count < sizeof slots[0]);
    memcpy(slot, take((size_t)count), (size_t)count);
    slot[count] = '\0';
    return slot;
}

static int open_golden(void **state) {
    (void)state;
    FILE *file = fopen(SOURCE_DIR "/tests/golden/print.bin", "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(file);
    rewind(file);
    golden = malloc(size);
    assert_non_null(golden);
    assert_int_equal(fread(golden, 1, size, file), size);
    fclose(file);
    golden_end = golden + size;
    cursor = golden;
    rush_set_error_quiet(true);
    assert_memory_equal(take(8), "RUSHPRT1", 8);
    return 0;
}

static int close_golden(void **state) {
    (void)state;
    free(golden);
    return 0;
}

/* ---- every tensor, double and shape of it --------------------------------------------------- */

static int same_text(const char *label, const char *got, size_t length, const char *expected) {
    if (length == strlen(expected) && strcmp(got, expected) == 0) return 1;
    print_error("%s\n  expected %zu characters: %s\n  got %zu characters: %s\n", label, strlen(expected),
                expected, length, got);
    return 0;
}

static void golden_tensors(void **state) {
    (void)state;
    static char text[1 << 15];
    int wrong = 0, count = take_int();
    assert_true(count >= 350);
    for (int k = 0; k < count; k++) {
        int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
        format_source source = { .shape = shape, .strides = strides };
        format_options options;
        const char *label = take_string(NULL);
        source.dtype = (rush_dtype)take_int();
        source.ndim = take_int();
        take_longs(shape, source.ndim);
        take_longs(strides, source.ndim);
        int32_t bytes = take_int();
        char *data = malloc((size_t)bytes); /* of just this size, so that a sanitiser sees reads outside */
        assert_true(data || bytes == 0);
        memcpy(data, take((size_t)bytes), (size_t)bytes);
        source.data = data;
        source.device = take_string(NULL);
        source.grad_fn = take_string(NULL);
        source.requires_grad = take_int();
        source.default_dtype = (rush_dtype)take_int();
        source.class_name = take_string(NULL);
        options.precision = take_int();
        options.threshold = take_long();
        options.edgeitems = take_long();
        options.linewidth = take_int();
        options.sci_mode = take_int();
        const char *expected = take_string(NULL);
        size_t length = format_tensor(text, sizeof text, &source, &options);
        assert_false(rush_failed());
        if (!same_text(label, text, length, expected)) wrong++;
        free(data);
    }
    assert_int_equal(wrong, 0);
}

static void golden_doubles(void **state) {
    (void)state;
    char text[64];
    int wrong = 0, count = take_int();
    assert_true(count > 2098);
    for (int k = 0; k < count; k++) {
        double value;
        memcpy(&value, take(sizeof value), sizeof value);
        const char *expected = take_string(NULL);
        errno = 7;
        size_t length = format_float(text, sizeof text, value);
        assert_int_equal(errno, 7);
        if (!same_text("repr(float)", text, length, expected)) wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void golden_shapes(void **state) {
    (void)state;
    char text[1024];
    int count = take_int();
    for (int k = 0; k < count; k++) {
        int64_t shape[RUSH_MAX_DIMS];
        int ndim = take_int();
        take_longs(shape, ndim);
        size_t length = format_size(text, sizeof text, shape, ndim);
        assert_true(same_text("torch.Size", text, length, take_string(NULL)));
        length = format_tuple(text, sizeof text, shape, ndim);
        assert_true(same_text("tuple", text, length, take_string(NULL)));
    }
    assert_ptr_equal(cursor, golden_end);
}

/* ---- edges ---------------------------------------------------------------------------------- */

static const float six_values[] = { 1, 2.5F, -3, 4, 5, 6 };
static const int64_t two_by_three[] = { 2, 3 }, by_rows[] = { 3, 1 };
static const char six_text[] = "tensor([[ 1.0000,  2.5000, -3.0000],\n        [ 4.0000,  5.0000,  6.0000]])";

static format_source six(void) {
    return (format_source){
        .dtype = RUSH_FLOAT32, .ndim = 2, .shape = two_by_three, .strides = by_rows, .data = six_values
    };
}

static void truncation(void **state) {
    (void)state;
    char text[128];
    format_source source = six();
    size_t whole = sizeof six_text - 1;
    assert_int_equal(format_tensor(NULL, 0, &source, NULL), whole);
    for (size_t size = 1; size < sizeof text; size++) {
        memset(text, '#', sizeof text);
        assert_int_equal(format_tensor(text, size, &source, NULL), whole);
        size_t kept = size - 1 < whole ? size - 1 : whole;
        assert_memory_equal(text, six_text, kept);
        assert_int_equal(text[kept], 0);
        for (size_t i = kept + 1; i < sizeof text; i++) assert_int_equal(text[i], '#');
    }
    for (size_t size = 1; size < 10; size++) {
        memset(text, '#', sizeof text);
        assert_int_equal(format_float(text, size, -1.25e-7), 9);
        size_t kept = size - 1 < 9 ? size - 1 : 9;
        assert_memory_equal(text, "-1.25e-07", kept);
        assert_int_equal(text[kept], 0);
        assert_int_equal(text[size], '#');
    }
    assert_int_equal(format_size(NULL, 0, two_by_three, 2), 18);
    assert_int_equal(format_size(text, 8, two_by_three, 2), 18);
    assert_string_equal(text, "torch.S");
}

static void decimals(void **state) {
    (void)state;
    static char text[FORMAT_DECIMAL_SIZE];
    assert_int_equal(format_decimal(text, sizeof text, 2.5, 0, 'f'), 1);
    assert_string_equal(text, "2");
    format_decimal(text, sizeof text, -(double)NAN, 3, 'f');
    assert_string_equal(text, "nan");
    format_decimal(text, sizeof text, 1e-7, 2, 'e');
    assert_string_equal(text, "1.00e-07");
    size_t longest = format_decimal(text, sizeof text, -1.7976931348623157e308, FORMAT_MAX_PRECISION, 'f');
    assert_int_equal(longest, 1 + 309 + 1 + FORMAT_MAX_PRECISION);
    assert_int_equal(strlen(text), longest);
}

/* A locale with a decimal comma must not show. Machines without one prove nothing here, and say so. */
static void foreign_locale(void **state) {
    (void)state;
    static const char *const names[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ps_AF.UTF-8", "de_DE" };
    const char *found = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !found; i++)
        found = setlocale(LC_NUMERIC, names[i]);
    if (!found || strcmp(localeconv()->decimal_point, ".") == 0) skip();
    char text[128];
    format_source source = six();
    format_tensor(text, sizeof text, &source, NULL);
    assert_string_equal(text, six_text);
    format_float(text, sizeof text, 0x1p-44);
    assert_string_equal(text, "5.684341886080802e-14");
    setlocale(LC_NUMERIC, "C");
}

struct counted {
    size_t left;
    char text[128];
    size_t length;
};

static bool counted_write(void *context, const char *text, size_t length) {
    struct counted *c = context;
    assert_true(length > 0 && c->length + length < sizeof c->text);
    memcpy(c->text + c->length, text, length);
    c->length += length;
    return --c->left > 0;
}

/* Whenever the sink says stop, it is not called again, and what it got is the beginning of the text. */
static void sink_stops(void **state) {
    (void)state;
    format_source source = six();
    for (size_t calls = 1;; calls++) {
        struct counted c = { .left = calls };
        bool done = format_tensor_sink(counted_write, &c, &source, NULL);
        assert_memory_equal(c.text, six_text, c.length);
        if (done) break;
        assert_int_equal(c.left, 0);
        assert_true(calls < 100);
    }
    assert_false(rush_failed());
}

static void streams(void **state) {
    (void)state;
    char text[128];
    format_source source = six();
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_true(format_tensor_stream(file, &source, NULL));
    rewind(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    assert_string_equal(text, six_text);
    fclose(file);

    FILE *full = fopen("/dev/full", "w");
    if (!full) return;
    setvbuf(full, NULL, _IONBF, 0);
    assert_false(format_tensor_stream(full, &source, NULL));
    assert_true(rush_failed());
    assert_int_equal(rush_error()->code, RUSH_OS_ERROR);
    rush_error_clear();
    fclose(full);
}

static void refused(const format_source *source, const format_options *options, rush_error_code code,
                    const char *message) {
    char text[16] = "before";
    assert_int_equal(format_tensor(text, sizeof text, source, options), 0);
    assert_string_equal(text, "");
    assert_true(rush_failed());
    assert_int_equal(rush_error()->code, code);
    assert_string_equal(rush_error()->message, message);
    rush_error_clear();
}

static void bad_input(void **state) {
    (void)state;
    format_options options;
    assert_true(format_options_profile(&options, "default"));
    format_options changed = options;
    format_source source = six();
    changed.precision = -1;
    refused(&source, &changed, RUSH_VALUE_ERROR, "precision must be 0 to 1074, got -1");
    changed.precision = INT_MAX;
    refused(&source, &changed, RUSH_VALUE_ERROR, "precision must be 0 to 1074, got 2147483647");
    changed = options;
    changed.edgeitems = -2;
    refused(&source, &changed, RUSH_VALUE_ERROR, "edgeitems must not be negative, got -2");
    changed.edgeitems = 0;
    changed.threshold = 5;
    refused(&source, &changed, RUSH_RUNTIME_ERROR, "stack expects a non-empty TensorList"); /* PyTorch's */
    source.dtype = (rush_dtype)0;
    refused(&source, NULL, RUSH_TYPE_ERROR, "unknown dtype 0");
    source = six();
    source.ndim = 73;
    refused(&source, NULL, RUSH_VALUE_ERROR, "expected 0 to 72 dimensions, got 73");
    source = six();
    source.shape = (const int64_t[]){ 2, -1 };
    refused(&source, NULL, RUSH_VALUE_ERROR, "dimension 1 has negative size -1");
    source = six();
    source.data = NULL;
    refused(&source, NULL, RUSH_VALUE_ERROR, "a tensor with elements has no data");
}

static void profiles(void **state) {
    (void)state;
    format_options options = { 9, 9, 9, 9, 1 };
    assert_true(format_options_profile(&options, "short"));
    assert_int_equal(options.precision, 2);
    assert_int_equal(options.threshold, 1000);
    assert_int_equal(options.edgeitems, 2);
    assert_int_equal(options.linewidth, 80);
    assert_int_equal(options.sci_mode, -1);
    assert_true(format_options_profile(&options, "full"));
    assert_int_equal(options.precision, 4);
    assert_int_equal(options.edgeitems, 3);
    assert_true(options.threshold == INT64_MAX);
    for (int null = 0; null < 2; null++) {
        assert_false(format_options_profile(&options, null ? NULL : "Default"));
        assert_int_equal(rush_error()->code, RUSH_VALUE_ERROR);
        assert_true(options.threshold == INT64_MAX); /* untouched */
        rush_error_clear();
    }
}

/* More elements than an int64 can count: PyTorch refuses to make such a tensor, printing must not overflow.
 */
static void uncountable(void **state) {
    (void)state;
    char text[4096];
    const int64_t shape[] = { INT64_MAX, INT64_MAX, 2 }, strides[] = { 0, 0, 0 };
    const uint8_t byte = 7;
    format_source source = {
        .dtype = RUSH_UINT8, .ndim = 3, .shape = shape, .strides = strides, .data = &byte
    };
    format_options options;
    assert_true(format_options_profile(&options, "default"));
    options.edgeitems = 1;
    format_tensor(text, sizeof text, &source, &options);
    assert_string_equal(text, "tensor([[[7, 7],\n         ...,\n         [7, 7]],\n\n        ...,\n\n"
                              "        [[7, 7],\n         ...,\n         [7, 7]]], dtype=torch.uint8)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_tensors), cmocka_unit_test(golden_doubles), cmocka_unit_test(golden_shapes),
        cmocka_unit_test(truncation),     cmocka_unit_test(decimals),       cmocka_unit_test(foreign_locale),
        cmocka_unit_test(sink_stops),     cmocka_unit_test(streams),        cmocka_unit_test(bad_input),
        cmocka_unit_test(profiles),       cmocka_unit_test(uncountable),
    };
    return cmocka_run_group_tests(tests, open_golden, close_golden);
}
