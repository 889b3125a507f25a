/* SPDX-License-Identifier: MIT */
/* test_io_zip.c - zip archives: round trips in the small and the large form, deflated entries, and archives
   that lie. */
#include "test_io.h"

#include <cmocka.h>

static void test_crc(void **state) {
    (void)state;
    assert_int_equal(zip_crc32(0, "123456789", 9), 0xcbf43926);
    assert_int_equal(zip_crc32(zip_crc32(0, "1234567", 7), "89", 2), 0xcbf43926);
    assert_int_equal(zip_crc32(0, "", 0), 0);
}

/* Two entries, "a" of 5 bytes and "dir/b" of 3. */
static file_writer *two_entries(bool large, size_t align, io_source *s) {
    file_writer *w = file_create_memory("two.zip", "save", NULL);
    zip_writer zip = { .out = w, .always_zip64 = large };
    assert_true(zip_add(&zip, "a", "hello", 5, align) && zip_add(&zip, "dir/b", "abc", 3, align) &&
                zip_finish(&zip));
    zip_writer_release(&zip);
    *s = (io_source){ .name = "two.zip", .op = "load" };
    s->data = file_writer_bytes(w, &s->size);
    return w;
}

static void test_round_trip(void **state) {
    (void)state;
    for (int form = 0; form < 4; form++) {
        io_source s;
        zip_archive zip;
        const uint8_t *content;
        size_t size;
        void *owned;
        file_writer *w = two_entries(form & 1, form & 2 ? 64 : 1, &s);
        assert_true(zip_open(&zip, &s));
        assert_int_equal(zip.count, 2);
        assert_int_equal(zip_find(&zip, "dir/b"), 1);
        assert_int_equal(zip_find(&zip, "b"), -1);
        for (size_t i = 0; i < 2; i++) {
            assert_true(zip_read(&zip, i, &content, &size, &owned));
            assert_int_equal(size, i ? 3 : 5);
            assert_memory_equal(content, i ? "abc" : "hello", size);
            assert_null(owned);
            if (form & 2) assert_int_equal((content - s.data) % 64, 0);
        }
        zip_close(&zip);
        file_abort(w);
    }
}

static void test_many_entries(void **state) {
    (void)state;
    char name[20];
    io_source s = { .name = "many.zip" };
    zip_archive archive;
    file_writer *w = file_create_memory("many.zip", "save", NULL);
    zip_writer zip = { .out = w };
    for (int i = 0; i < 66000; i++) {
        sprintf(name, "%d", i);
        assert_true(zip_add(&zip, name, name, strlen(name), 1));
    }
    assert_true(zip_finish(&zip));
    zip_writer_release(&zip);
    s.data = file_writer_bytes(w, &s.size);
    assert_true(zip_open(&archive, &s));
    assert_int_equal(archive.count, 66000);
    assert_int_equal(zip_find(&archive, "65999"), 65999);
    zip_close(&archive);
    file_abort(w);
}

static size_t find_mark(const io_source *s, uint32_t mark, size_t from) {
    for (size_t i = from; i + 4 <= s->size; i++) {
        if (io_le32(s->data + i) == mark) return i;
    }
    fail_msg("no mark %08x", (unsigned)mark);
    return 0;
}

/* Each row changes two bytes at a place in the first entry's directory record (46 bytes) or in the end
   record. */
static void test_lies(void **state) {
    (void)state;
    static const struct {
        bool end;
        int at, value;
        const char *message;
    } rows[] = {
        { false, 8, 1, "'a' is encrypted" },
        { false, 10, 12, "packed by method 12" },
        { false, 10, 8, "no such header" },
        { false, 20, 6, "is stored, but tells 6 and 5" },
        { false, 24, 500, "is stored, but tells" },
        { false, 34, 1, "on another disk" },
        { false, 42, 5000, "beyond the entries" },
        { false, 42, 1, "no such header" },
        { false, 28, 0, "no proper name" },
        { false, 28, 60000, "leaves the directory" },
        { true, 4, 1, "several disks" },
        { true, 8, 1, "several disks" },
        { true, 12, 60000, "beyond its end" },
        { true, 16, 60000, "beyond its end" },
        { true, 16, 1, "damaged" },
        { true, 20, 1, "end of its directory is missing" },
        { false, 16, 0, "CRC" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        io_source s;
        file_writer *w = two_entries(false, 1, &s);
        size_t at = find_mark(&s, rows[i].end ? 0x06054b50 : 0x02014b50, 0) + (size_t)rows[i].at;
        uint8_t *bytes = (uint8_t *)(uintptr_t)s.data;
        io_put_le16(bytes + at, (uint16_t)rows[i].value);
        if (rows[i].at == 8 && rows[i].end) io_put_le16(bytes + at + 2, 2);
        if (try_zip(&s)) fail_msg("row %zu was accepted, expected '%s'", i, rows[i].message);
        assert_message(rows[i].message);
        file_abort(w);
    }
}

/* Directory records that both point to the first entry; and a record twice. */
static void test_overlap(void **state) {
    (void)state;
    io_source s;
    file_writer *w = file_create_memory("x.zip", "save", NULL);
    zip_writer zip = { .out = w };
    assert_true(zip_add(&zip, "a", "hello", 5, 1) && zip_add(&zip, "a", "hello", 5, 1) && zip_finish(&zip));
    zip_writer_release(&zip);
    s = (io_source){ .name = "x.zip" };
    s.data = file_writer_bytes(w, &s.size);
    assert_false(try_zip(&s));
    assert_message("'a' occurs twice");
    size_t second = find_mark(&s, 0x02014b50, find_mark(&s, 0x02014b50, 0) + 1);
    io_put_le32((uint8_t *)(uintptr_t)s.data + second + 42, 0);
    assert_false(try_zip(&s));
    assert_message("overlap");
    file_abort(w);
}

static void test_deflated(void **state) {
    (void)state;
    file_map map;
    io_list list = { 0 };
    assert_true(file_open(&map, GOLDEN("deflated.npz"), "load", NULL));
    bool good = npz_read(&map.source, &list);
    if (!good && strstr(rush_error()->message, "needs zlib")) {
        rush_error_clear();
        file_close(&map);
        io_list_release(&list);
        skip();
    }
    assert_true(good);
    const io_array *zeros = io_list_find(&list, "zeros"), *grid = io_list_find(&list, "grid");
    assert_true(zeros->shape[0] == 500 && zeros->dtype == RUSH_INT16 && grid->shape[1] == 3);
    assert_memory_equal(grid->data, ((float[]){ 0, 1, 2, 3, 4, 5 }), 24);
    io_list_release(&list);
    /* the first entry tells one byte more, one less, and far too many */
    static const struct {
        int32_t size;
        const char *message;
    } lies[] = {
        { 1129, "makes 1128 bytes of 1129" },
        { 1127, "more than the 1127 bytes announced" },
        { 0x7fffffff, "more than 1032 to 1" },
    };
    for (int i = 0; i < 3; i++) {
        uint8_t *copy = malloc(map.source.size);
        assert_non_null(copy);
        memcpy(copy, map.source.data, map.source.size);
        io_source s = { copy, map.source.size, "lie", "load", NULL };
        uint8_t *size = copy + find_mark(&s, 0x02014b50, 0) + 24;
        assert_int_equal(io_le32(size), 1128);
        io_put_le32(size, (uint32_t)lies[i].size);
        assert_false(try_zip(&s));
        assert_message(lies[i].message);
        free(copy);
    }
    file_close(&map);
    assert_true(file_open(&map, GOLDEN("bytes.idx.gz"), "load", NULL) && idx_read(&map.source, &list));
    assert_memory_equal(list.items[0].data, "\0\1\2\3\4\5", 6);
    io_list_release(&list);
    file_close(&map);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc),  cmocka_unit_test(test_round_trip), cmocka_unit_test(test_many_entries),
        cmocka_unit_test(test_lies), cmocka_unit_test(test_overlap),    cmocka_unit_test(test_deflated),
    };
    rush_set_error_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
