/* SPDX-License-Identifier: MIT */
/* test_io.h - what the tests and fuzzers of file formats share: golden files, and parsers behind one
   signature that touch whatever they were given. */
#ifndef TEST_IO_H
#define TEST_IO_H
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "io/file.h"
#include "io/idx.h"
#include "io/json.h"
#include "io/npy.h"
#include "io/pickle.h"
#include "io/pt.h"
#include "io/safetensors.h"
#include "io/zip.h"

#ifndef SOURCE_DIR
#define SOURCE_DIR "."
#endif
#define GOLDEN(name) SOURCE_DIR "/tests/golden/io/" name

/* Of tests, which include cmocka.h: an error is pending whose message has that part; clears it. */
#define assert_message(part) \
    do { \
        const char *part_ = (part); \
        if (!rush_failed()) fail_msg("no error, expected '%s'", part_); \
        if (!strstr(rush_error()->message, part_)) \
            fail_msg("'%s' lacks '%s'", rush_error()->message, part_); \
        rush_error_clear(); \
    } while (0)

/* Reads the first and the last element of an array, so that a sanitizer sees one that leaves its memory; adds
   them up so that the reads are not optimised away. */
static inline unsigned io_touch(const io_array *a) {
    const uint8_t *data = a->data;
    size_t size = io_dtype_size(a->dtype);
    int64_t last = a->offset;
    if (!io_array_fits(a)) abort();
    if (io_array_count(a) == 0) return 0;
    for (int d = 0; d < a->ndim; d++) last += (a->shape[d] - 1) * a->strides[d];
    return (unsigned)data[(size_t)a->offset * size] + data[(size_t)last * size + size - 1];
}

static inline unsigned io_touch_list(const io_list *list) {
    unsigned sum = 0;
    for (size_t i = 0; i < list->count; i++) sum += io_touch(&list->items[i]);
    for (size_t i = 0; i < list->pair_count; i++) sum += (unsigned)strlen(list->pairs[i].value);
    return sum;
}

static inline unsigned io_touch_tree(const pickle_value *v) {
    unsigned sum = v->kind;
    if (v->kind == PICKLE_TENSOR) return io_touch(v->u.array);
    if (v->kind == PICKLE_STRING || v->kind == PICKLE_BYTES) return sum + (unsigned)strlen(v->u.string.text);
    if (v->kind < PICKLE_TUPLE || v->kind > PICKLE_ORDERED_DICT) return sum;
    for (size_t i = 0; i < v->u.list.count; i++) sum += io_touch_tree(v->u.list.items[i]);
    return v->u.list.attributes ? sum + io_touch_tree(v->u.list.attributes) : sum;
}

/* Each of these reads the bytes and touches the result: true if the file was accepted. */
typedef bool (*io_try)(const io_source *source);

static inline bool try_list(const io_source *source, bool (*read)(const io_source *, io_list *)) {
    io_list list = { 0 };
    bool good = read(source, &list);
    if (good) io_touch_list(&list);
    io_list_release(&list);
    return good;
}

static inline bool read_npy(const io_source *s, io_list *list) { return npy_read(s, list, "x"); }
static inline bool try_safetensors(const io_source *s) { return try_list(s, safetensors_read); }
static inline bool try_npy(const io_source *s) { return try_list(s, read_npy); }
static inline bool try_npz(const io_source *s) { return try_list(s, npz_read); }
static inline bool try_idx(const io_source *s) { return try_list(s, idx_read); }
static inline bool try_cifar10(const io_source *s) { return try_list(s, idx_read_cifar10); }

static inline bool try_json(const io_source *s) {
    arena memory = { .limit = 1000 + 100 * s->size };
    bool good = json_read(&memory, s, (const char *)s->data, s->size) != NULL;
    arena_release(&memory);
    return good;
}

static inline bool try_zip(const io_source *s) {
    zip_archive zip;
    if (!zip_open(&zip, s)) return false;
    bool good = true;
    for (size_t i = 0; i < zip.count && good; i++) {
        const uint8_t *content;
        size_t size;
        void *owned;
        good =
            zip_read(&zip, i, &content, &size, &owned) && zip_find(&zip, zip.entries[i].name) == (int64_t)i;
        if (good) zip_crc32(0, content, size);
        mem_free(good ? owned : NULL);
    }
    zip_close(&zip);
    return good;
}

static inline bool try_pt(const io_source *s) {
    pt_file file;
    if (!pt_read(&file, s)) return false;
    io_touch_tree(file.tree.root);
    pt_close(&file);
    return true;
}

/* Any key is 64 bytes of zeros. */
static inline bool zero_storage(void *context, const char *key, io_array *storage) {
    static const uint8_t zeros[64];
    storage->data = zeros;
    storage->nbytes = sizeof zeros;
    storage->storage_id = strlen(key) == 1 ? key[0] & 63 : 64;
    return context == NULL;
}

static inline bool try_pickle(const io_source *s) {
    pickle_tree tree;
    if (!pickle_read(&tree, s, zero_storage, NULL)) return false;
    io_touch_tree(tree.root);
    pickle_release(&tree);
    return true;
}
#endif
