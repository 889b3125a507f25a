/* SPDX-License-Identifier: MIT */
/* test_io_hostile.c - damaged files and failing memory: every truncation and every changed byte of every
   golden file is refused or read sanely (run under ASan and UBSan to see more than crashes), and so is every
   request for memory that fails. */
#include "test_io.h"

#include <cmocka.h>

static const struct {
    const char *path;
    io_try read;
} files[] = {
    { GOLDEN("torch113.pt"), try_pt },
    { GOLDEN("torch113_protocol4.pt"), try_pt },
    { GOLDEN("torch2.pt"), try_pt },
    { GOLDEN("c.npy"), try_npy },
    { GOLDEN("fortran.npy"), try_npy },
    { GOLDEN("big.npy"), try_npy },
    { GOLDEN("version2.npy"), try_npy },
    { GOLDEN("stored.npz"), try_npz },
    { GOLDEN("deflated.npz"), try_npz },
    { GOLDEN("bytes.idx"), try_idx },
    { GOLDEN("bytes.idx.gz"), try_idx },
    { GOLDEN("shorts.idx"), try_idx },
    { GOLDEN("plain.safetensors"), try_safetensors },
};
#define FILES (sizeof files / sizeof files[0])

/* Bytes 0 … size of a golden file in memory of exactly that size, so that a byte read beyond it is seen. */
static io_source copy_of(const file_map *map, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, map->source.data, size);
    return (io_source){ copy, size, "copy", "load", NULL };
}

static void free_copy(io_source *s) { free((void *)(uintptr_t)s->data); }

/* Accepted without an error, or refused with one. */
static bool consistent(io_try read, const io_source *s) {
    bool good = read(s);
    if (good == rush_failed()) fail_msg("%s: %d with error %d", s->name, good, rush_failed());
    if (!good && !rush_error()->message[0]) fail_msg("an empty message");
    rush_error_clear();
    return good;
}

static void open_file(file_map *map, size_t f) {
    if (!file_open(map, files[f].path, "load", NULL)) fail_msg("%s", rush_error()->message);
}

static void test_truncation(void **state) {
    (void)state;
    for (size_t f = 0; f < FILES; f++) {
        file_map map;
        open_file(&map, f);
        for (size_t n = 0; n < map.source.size; n++) {
            io_source s = copy_of(&map, n);
            if (consistent(files[f].read, &s)) fail_msg("%s cut to %zu bytes was accepted", files[f].path, n);
            free_copy(&s);
        }
        file_close(&map);
    }
}

static void test_corruption(void **state) {
    (void)state;
    static const uint8_t masks[] = { 0x01, 0x02, 0x10, 0x40, 0x80, 0xff };
    for (size_t f = 0; f < FILES; f++) {
        file_map map;
        open_file(&map, f);
        size_t refused = 0;
        io_source s = copy_of(&map, map.source.size);
        uint8_t *bytes = (uint8_t *)(uintptr_t)s.data;
        for (size_t i = 0; i < s.size; i++) {
            uint8_t before = bytes[i];
            for (size_t m = 0; m < sizeof masks; m++) {
                bytes[i] = before ^ masks[m];
                refused += !consistent(files[f].read, &s);
            }
            bytes[i] = 0;
            consistent(files[f].read, &s);
            bytes[i] = before;
        }
        assert_true(refused > 0);
        free_copy(&s);
        file_close(&map);
    }
}

/* The pickle itself, which in its zip is guarded by a CRC. */
static void test_pickle_corruption(void **state) {
    (void)state;
    file_map map;
    zip_archive zip;
    const uint8_t *content = NULL;
    size_t size = 0;
    void *owned;
    open_file(&map, 0);
    assert_true(zip_open(&zip, &map.source) && zip_read(&zip, 0, &content, &size, &owned));
    for (size_t n = 0; n < size; n++) {
        uint8_t *copy = malloc(n + 1);
        assert_non_null(copy);
        memcpy(copy, content, n);
        io_source s = { copy, n, "pickle", "load", NULL };
        if (consistent(try_pickle, &s)) fail_msg("cut to %zu bytes was accepted", n);
        free(copy);
    }
    uint8_t *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, content, size);
    io_source s = { copy, size, "pickle", "load", NULL };
    for (size_t i = 0; i < size; i++) {
        for (int v = 0; v < 256; v++) {
            copy[i] = (uint8_t)v;
            consistent(try_pickle, &s);
        }
        copy[i] = content[i];
    }
    free(copy);
    zip_close(&zip);
    file_close(&map);
}

static void test_failing_memory(void **state) {
    (void)state;
    for (size_t f = 0; f < FILES; f++) {
        file_map map;
        open_file(&map, f);
        bool good = files[f].read(&map.source);
        rush_error_clear();
        for (int64_t n = 1;; n++) {
            alloc_fail_at(n);
            bool again = files[f].read(&map.source);
            bool reached = alloc_requests() >= n;
            alloc_fail_at(0);
            if (!reached) break;
            if (again) fail_msg("%s: request %d failed unseen", files[f].path, (int)n);
            assert_int_equal(rush_error()->code, RUSH_MEMORY_ERROR);
            rush_error_clear();
        }
        assert_int_equal(good, !rush_failed());
        rush_error_clear();
        file_close(&map);
    }
}

/* Reads the checkpoint once, then saves it with the nth request failing, for every n. */
static void test_failing_memory_writing(void **state) {
    (void)state;
    file_map map;
    pt_file file;
    bool reached = true;
    open_file(&map, 0);
    assert_true(pt_read(&file, &map.source));
    for (int64_t n = 1; reached; n++) {
        alloc_fail_at(n);
        file_writer *w = file_create_memory("out", "save", NULL);
        bool good = w && pt_write(w, "archive", &file.tree, file.tree.root);
        reached = alloc_requests() >= n;
        alloc_fail_at(0);
        file_abort(w);
        assert_int_equal(good, !reached);
        assert_int_equal(rush_failed(), reached);
        rush_error_clear();
    }
    pt_close(&file);
    file_close(&map);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truncation),
        cmocka_unit_test(test_corruption),
        cmocka_unit_test(test_pickle_corruption),
        cmocka_unit_test(test_failing_memory),
        cmocka_unit_test(test_failing_memory_writing),
    };
    rush_set_error_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
