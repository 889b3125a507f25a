/* SPDX-License-Identifier: MIT */
/* test_io_formats.c - file formats: files written by PyTorch, NumPy and safetensors are read, what is written
   is read back, and refusals are named. */
#include "test_io.h"

#include <cmocka.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static void open_golden(file_map *map, const char *path) {
    if (!file_open(map, path, "load", NULL)) fail_msg("%s", rush_error()->message);
}

#define TEXT(s) ((io_source){ (const uint8_t *)(s), sizeof(s) - 1, "file", "load", NULL })

/* Element i of a contiguous array as double. */
static double element(const io_array *a, int64_t i) {
    const uint8_t *p = (const uint8_t *)a->data + (size_t)(a->offset + i) * io_dtype_size(a->dtype);
    float f;
    double d;
    int16_t h;
    int32_t n;
    int64_t l;
    switch (a->dtype) {
    case RUSH_FLOAT32: memcpy(&f, p, sizeof f); return f;
    case RUSH_FLOAT64: memcpy(&d, p, sizeof d); return d;
    case RUSH_INT64: memcpy(&l, p, sizeof l); return (double)l;
    case RUSH_INT32: memcpy(&n, p, sizeof n); return n;
    case RUSH_INT16: memcpy(&h, p, sizeof h); return h;
    case RUSH_INT8: return (int8_t)*p;
    default: return *p;
    }
}

static void assert_array(const io_array *a, rush_dtype dtype, const char *shape, double first, double last) {
    char text[200] = "";
    assert_non_null(a);
    for (int d = 0; d < a->ndim; d++) sprintf(text + strlen(text), "%s%d", d ? "," : "", (int)a->shape[d]);
    assert_string_equal(text, shape);
    assert_int_equal(a->dtype, dtype);
    assert_true(element(a, 0) == first && element(a, io_array_count(a) - 1) == last);
}

static const float grid[6] = { 0, 1, 2, 3, 4, 5 };
static io_array grid_array(char *name) {
    return (io_array){ .name = name,
                       .dtype = RUSH_FLOAT32,
                       .ndim = 2,
                       .shape = { 2, 3 },
                       .strides = { 3, 1 },
                       .data = grid,
                       .nbytes = sizeof grid };
}

/* ---- JSON -------------------------------------------------------------------------------------- */

static void test_json_values(void **state) {
    (void)state;
    io_source s = TEXT(" {\"a\": [1, -9223372036854775808, 9223372036854775807, 2.5e1, true, null],"
                       " \"b\\u00e9\\ud83d\\ude00\\n\": \"\\\"\\/\"} ");
    arena memory = { .limit = 100000 };
    const json_value *v = json_read(&memory, &s, (const char *)s.data, s.size), *a = json_member(v, "a");
    assert_non_null(a);
    assert_int_equal(a->u.list.count, 6);
    const json_value *item = a->u.list.first->next;
    assert_true(item->kind == JSON_INT && item->u.integer == INT64_MIN);
    item = item->next;
    assert_true(item->kind == JSON_INT && item->u.integer == INT64_MAX);
    assert_true(item->next->kind == JSON_DOUBLE && item->next->u.real == 25.0);
    assert_string_equal(json_member(v, "b\xc3\xa9\xf0\x9f\x98\x80\n")->u.text, "\"/");
    arena_release(&memory);
}

static void test_json_refusals(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        { "", "malformed value" },
        { "{\"a\":1,\"a\":2}", "'a' occurs twice" },
        { "[1,]", "malformed value" },
        { "{\"a\":1,}", "something other than a string" },
        { "01", "malformed value" },
        { "1.", "malformed number" },
        { "9223372036854775808", "beyond 64 bits" },
        { "1e999", "beyond double" },
        { "\"\\ud800\"", "surrogate" },
        { "\"\\u0000\"", "U+0000" },
        { "\"\x80\"", "not UTF-8" },
        { "\"\n\"", "control character" },
        { "\"abc", "without end" },
        { "[1] 2", "after the end" },
        { "nul", "unknown word" },
        { "[1 2]", "without ']'" },
        { "\"\\x\"", "unknown escape" },
        { "+1", "malformed value" },
        { "NaN", "malformed value" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        io_source s = { (const uint8_t *)rows[i].text, strlen(rows[i].text), "file", "load", NULL };
        assert_false(try_json(&s));
        assert_message(rows[i].message);
    }
    char deep[200];
    memset(deep, '[', sizeof deep);
    io_source s = { (const uint8_t *)deep, sizeof deep, "file", "load", NULL };
    assert_false(try_json(&s));
    assert_message("deeper than 64");
}

/* ---- safetensors ------------------------------------------------------------------------------- */

static void test_safetensors_golden(void **state) {
    (void)state;
    file_map map;
    io_list list = { 0 };
    open_golden(&map, GOLDEN("plain.safetensors"));
    assert_true(safetensors_read(&map.source, &list));
    assert_array(io_list_find(&list, "a"), RUSH_FLOAT32, "2,3", 0, 5);
    assert_array(io_list_find(&list, "b"), RUSH_INT64, "3", 1, 3);
    assert_array(io_list_find(&list, "flag"), RUSH_BOOL, "2", 1, 0);
    bool found = false;
    for (size_t i = 0; i < list.pair_count; i++) {
        if (strcmp(list.pairs[i].key, "note") == 0) {
            assert_string_equal(list.pairs[i].value, "a \"quoted\" \xe2\x82\xac");
            found = true;
        }
    }
    assert_true(found);
    io_list_release(&list);
    file_close(&map);
}

static void test_safetensors_round_trip(void **state) {
    (void)state;
    static const uint8_t bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    io_array arrays[12];
    char names[12][20];
    int n = 0;
    for (rush_dtype t = RUSH_FLOAT32; t <= RUSH_BOOL; t++, n++) {
        sprintf(names[n], "z%d \"\\", 100 - n);
        arrays[n] = (io_array){ .name = names[n], .dtype = t, .ndim = 1, .data = bytes, .nbytes = 8 };
        arrays[n].shape[0] = (int64_t)(8 / io_dtype_size(t));
        arrays[n].strides[0] = 1;
    }
    arrays[n] = (io_array){
        .name = "empty", .dtype = RUSH_FLOAT32, .ndim = 2, .shape = { 0, 3 }, .strides = { 3, 1 }
    };
    io_pair pairs[] = { { "key\n", "value\x01" }, { "b", "" } };
    file_writer *w = file_create_memory("out", "save", NULL);
    assert_true(safetensors_write(w, arrays, (size_t)n + 1, pairs, 2));
    io_source s = { .name = "out" };
    s.data = file_writer_bytes(w, &s.size);
    assert_int_equal(io_le64(s.data) % 8, 0);
    io_list list = { 0 };
    assert_true(safetensors_read(&s, &list));
    assert_int_equal(list.count, n + 1);
    for (int i = 0; i < n; i++) {
        assert_string_equal(list.items[i].name, names[i]);
        assert_int_equal(list.items[i].dtype, arrays[i].dtype);
        assert_memory_equal(list.items[i].data, bytes, 8);
    }
    assert_string_equal(list.pairs[0].key, "key\n");
    assert_string_equal(list.pairs[0].value, "value\x01");
    io_list_release(&list);
    arrays[1].name = arrays[0].name;
    assert_false(safetensors_write(w, arrays, 2, NULL, 0));
    assert_message("occurs twice");
    file_abort(w);
}

static void test_safetensors_refusals(void **state) {
    (void)state;
#define ENTRY(name, dtype, shape, from, to) \
    "\"" name "\":{\"dtype\":\"" dtype "\",\"shape\":" shape ",\"data_offsets\":[" #from "," #to "]}"
    static const struct {
        const char *header, *message;
    } rows[] = {
        /* each with 8 bytes of data */
        { "{" ENTRY("a", "F32", "[2]", 0, 8) "}", NULL },
        { "{" ENTRY("b", "F32", "[1]", 4, 8) "," ENTRY("a", "F32", "[]", 0, 4) "," ENTRY("c", "U8", "[0]", 4,
                                                                                         4) "}",
          NULL },
        { "{" ENTRY("a", "F32", "[1]", 0, 4) "}", "4 bytes of its data belong to no tensor" },
        { "{" ENTRY("a", "F32", "[1]", 4, 8) "}", "'a' begins at byte 4" },
        { "{" ENTRY("a", "F32", "[2]", 0, 8) "," ENTRY("b", "F32", "[1]", 4, 8) "}", "'b' begins at byte 4" },
        { "{" ENTRY("a", "F32", "[3]", 0, 12) "}", "in 8 bytes of data" },
        { "{" ENTRY("a", "F32", "[1]", 0, 8) "}", "does not fill" },
        { "{" ENTRY("a", "F32", "[-2]", 0, 8) "}", "not a list of sizes" },
        { "{" ENTRY("a", "F8_E4M3", "[8]", 0, 8) "}", "'F8_E4M3'" },
        { "{" ENTRY("a", "F32", "[4611686018427387904,4]", 0, 8) "}", "64 bits" },
        { "{" ENTRY("a", "F32", "[2]", 8, 0) "}", "data_offsets [8, 0]" },
        { "{\"a\":{\"dtype\":\"F32\"}}", "other fields" },
        { "{\"a\":3}", "not described" },
        { "{\"__metadata__\":{\"k\":1}}", "'k' is not a string" },
        { "[]", "without '{'" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t file[400] = { 0 };
        size_t n = strlen(rows[i].header);
        io_put_le64(file, n);
        memcpy(file + 8, rows[i].header, n);
        io_source s = { file, 8 + n + 8, "file", "load", NULL };
        assert_int_equal(try_safetensors(&s), rows[i].message == NULL);
        if (rows[i].message) assert_message(rows[i].message);
    }
}

/* ---- NumPy ------------------------------------------------------------------------------------- */

static void test_npy_golden(void **state) {
    (void)state;
    static const struct {
        const char *path;
        rush_dtype dtype;
        const char *shape;
        double last;
    } rows[] = {
        { GOLDEN("c.npy"), RUSH_FLOAT32, "2,3", 5 },   { GOLDEN("fortran.npy"), RUSH_FLOAT32, "2,3", 5 },
        { GOLDEN("big.npy"), RUSH_FLOAT64, "2,3", 5 }, { GOLDEN("scalar.npy"), RUSH_INT64, "", -5 },
        { GOLDEN("version2.npy"), RUSH_BOOL, "2", 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        file_map map;
        io_list list = { 0 };
        open_golden(&map, rows[i].path);
        assert_true(npy_read(&map.source, &list, "x"));
        assert_array(&list.items[0], rows[i].dtype, rows[i].shape, element(&list.items[0], 0), rows[i].last);
        if (i == 1)
            assert_true(list.items[0].strides[0] == 1 && list.items[0].strides[1] == 2 &&
                        element(&list.items[0], 1) == 3);
        io_list_release(&list);
        file_close(&map);
    }
    file_map map;
    open_golden(&map, GOLDEN("structured.npy"));
    assert_false(try_npy(&map.source));
    assert_message("structured dtype");
    file_close(&map);
    open_golden(&map, GOLDEN("complex.npy"));
    assert_false(try_npy(&map.source));
    assert_message("'<c8' is not supported");
    file_close(&map);
}

static void test_npz(void **state) {
    (void)state;
    file_map map;
    io_list list = { 0 };
    open_golden(&map, GOLDEN("stored.npz"));
    assert_true(npz_read(&map.source, &list));
    assert_array(io_list_find(&list, "grid"), RUSH_FLOAT32, "2,3", 0, 5);
    assert_array(io_list_find(&list, "bytes"), RUSH_UINT8, "3", 0, 2);
    io_list_release(&list);
    file_close(&map);
    io_array arrays[2] = { grid_array("one"), grid_array("two") };
    arrays[1].ndim = 0;
    arrays[1].offset = 4;
    file_writer *w = file_create_memory("out", "save", NULL);
    assert_true(npz_write(w, arrays, 2));
    io_source s = { .name = "out" };
    s.data = file_writer_bytes(w, &s.size);
    assert_true(npz_read(&s, &list));
    assert_array(io_list_find(&list, "one"), RUSH_FLOAT32, "2,3", 0, 5);
    assert_array(io_list_find(&list, "two"), RUSH_FLOAT32, "", 4, 4);
    io_list_release(&list);
    arrays[0].dtype = RUSH_BFLOAT16;
    assert_false(npz_write(w, arrays, 1));
    assert_message("no dtype bfloat16");
    file_abort(w);
}

/* ---- IDX and CIFAR-10 -------------------------------------------------------------------------- */

static void test_idx(void **state) {
    (void)state;
    file_map map;
    io_list list = { 0 };
    open_golden(&map, GOLDEN("bytes.idx"));
    assert_true(idx_read(&map.source, &list));
    assert_array(&list.items[0], RUSH_UINT8, "2,3", 0, 5);
    file_close(&map);
    open_golden(&map, GOLDEN("shorts.idx"));
    assert_true(idx_read(&map.source, &list));
    assert_array(&list.items[1], RUSH_INT16, "3", 1, 300);
    assert_true(element(&list.items[1], 1) == -2);
    io_list_release(&list);
    file_close(&map);
    io_source s = TEXT("\0\0\x07\1\0\0\0\1x");
    assert_false(try_idx(&s));
    assert_message("data type 0x07");
    s = TEXT("\0\0\x08\1\0\0\0\2x");
    assert_false(try_idx(&s));
    assert_message("holds 1 bytes of data where its sizes need 2");
}

static void test_cifar10(void **state) {
    (void)state;
    uint8_t *records = calloc(2, 3073);
    io_list list = { 0 };
    assert_non_null(records);
    records[0] = 9;
    records[1] = 11;
    records[3073] = 4;
    records[2 * 3073 - 1] = 12;
    io_source s = { records, 2 * 3073, "batch", "load", NULL };
    assert_true(idx_read_cifar10(&s, &list));
    const io_array *images = io_list_find(&list, "images"), *labels = io_list_find(&list, "labels");
    assert_true(io_array_fits(images) && io_array_fits(labels));
    assert_true(element(images, 0) == 11 && element(images, 3073 + 3071) == 12 && images->shape[0] == 2);
    assert_true(element(labels, 0) == 9 && element(labels, labels->strides[0]) == 4);
    io_list_release(&list);
    s.size--;
    assert_false(try_cifar10(&s));
    assert_message("not a multiple");
    s.size++;
    records[3073] = 10;
    assert_false(try_cifar10(&s));
    assert_message("record 1 has label 10");
    free(records);
}

/* ---- files ------------------------------------------------------------------------------------- */

static void test_file_replacement(void **state) {
    (void)state;
    char path[64], text[8];
    struct stat info;
    snprintf(path, sizeof path, "/tmp/rush_test_io_%d", (int)getpid());
    file_writer *w = file_create(path, "save", NULL);
    assert_non_null(w);
    assert_true(file_write(w, "old", 3) && stat(path, &info) != 0);
    assert_true(file_commit(w));
    assert_int_equal(chmod(path, 0640), 0);
    w = file_create(path, "save", NULL);
    assert_true(file_write(w, "lost", 4));
    file_abort(w);
    w = file_create(path, "save", NULL);
    for (int i = 0; i < 70000; i++) assert_true(file_write(w, "abcd", 4));
    assert_true(file_commit(w));
    assert_true(stat(path, &info) == 0 && info.st_size == 280000 && (info.st_mode & 0777) == 0640);
    file_map map;
    open_golden(&map, path);
    memcpy(text, map.source.data + 279996, 4);
    assert_memory_equal(text, "abcd", 4);
    file_close(&map);
    /* a pending error: nothing is created, and what was begun is not put in place */
    w = file_create(path, "save", NULL);
    assert_true(file_write(w, "x", 1));
    error_set(RUSH_VALUE_ERROR, NULL, "op", "earlier");
    assert_false(file_commit(w));
    assert_null(file_create(path, "save", NULL));
    rush_error_clear();
    assert_true(stat(path, &info) == 0 && info.st_size == 280000);
    assert_int_equal(unlink(path), 0);
    assert_false(file_open(&map, path, "load", NULL));
    assert_int_equal(rush_error()->code, RUSH_OS_ERROR);
    assert_message("could not be opened");
    assert_false(file_open(&map, "/tmp", "load", NULL));
    assert_message("not a regular file");
    assert_null(file_create("/nonexistent/folder/x", "save", NULL));
    assert_message("temporary file");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_values),
        cmocka_unit_test(test_json_refusals),
        cmocka_unit_test(test_safetensors_golden),
        cmocka_unit_test(test_safetensors_round_trip),
        cmocka_unit_test(test_safetensors_refusals),
        cmocka_unit_test(test_npy_golden),
        cmocka_unit_test(test_npz),
        cmocka_unit_test(test_idx),
        cmocka_unit_test(test_cifar10),
        cmocka_unit_test(test_file_replacement),
    };
    rush_set_error_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
