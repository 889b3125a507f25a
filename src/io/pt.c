/* SPDX-License-Identifier: MIT */
/* pt.c - PyTorch's checkpoints. NAME/data.pkl is the pickle, NAME/data/KEY the bytes of each storage,
   NAME/version "3", NAME/byteorder "little" (since 2.1), NAME/.data/serialization_id a hash of the content
   (since 2.1). */
#include "io/pt.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

/* The newest archive version that PyTorch itself reads. */
#define PT_MAX_VERSION 10
#define PT_ALIGN 64

/* ---- reading --------------------------------------------------------------------------------- */

/* PyTorch before 1.6 wrote pickles one after the other, the first one the number 0x1950a86a20f9469cfc6c. */
static bool pt_is_old(const io_source *source) {
    static const uint8_t magic[] = { 0x80, 2,    0x8a, 10,   0x6c, 0xfc, 0x9c,
                                     0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19 };
    return source->size >= sizeof magic && memcmp(source->data, magic, sizeof magic) == 0;
}

/* The index of the entry "archive/name", or -1. */
static int64_t pt_find(const pt_file *file, const char *name) {
    char full[512];
    int n = snprintf(full, sizeof full, "%.*s%s", (int)file->prefix, file->zip.entries[0].name, name);
    return n > 0 && (size_t)n < sizeof full ? zip_find(&file->zip, full) : -1;
}

/* The archive's name is what stands before the first slash of the first entry. */
static bool pt_find_prefix(pt_file *file) {
    const char *slash = file->zip.count ? strchr(file->zip.entries[0].name, '/') : NULL;
    file->prefix = slash ? (size_t)(slash - file->zip.entries[0].name) + 1 : 0;
    if (file->prefix == 0 || file->prefix > 256 || pt_find(file, "data.pkl") < 0) {
        return io_fail(&file->zip.source,
                       "is a zip archive, but no PyTorch checkpoint: its data.pkl is missing");
    }
    if (pt_find(file, "constants.pkl") >= 0) {
        return io_fail(&file->zip.source, "is a TorchScript program, not a checkpoint");
    }
    return true;
}

static bool pt_content(pt_file *file, size_t index, const pt_storage **content) {
    pt_storage *storage = &file->storages[index];
    if (!storage->known) {
        TRY(zip_read(&file->zip, index, &storage->data, &storage->size, &storage->owned));
        storage->known = true;
    }
    *content = storage;
    return true;
}

/* Compares a small text record; a missing one passes as NULL text. */
static bool pt_record(pt_file *file, const char *name, const char **text, size_t *size) {
    int64_t index = pt_find(file, name);
    const pt_storage *content;
    *text = NULL;
    *size = 0;
    if (index < 0) return true;
    TRY(pt_content(file, (size_t)index, &content));
    *text = (const char *)content->data;
    *size = content->size;
    return true;
}

static bool pt_check_records(pt_file *file) {
    const char *text;
    size_t size, digits = 0;
    int version = 0;
    TRY(pt_record(file, "byteorder", &text, &size));
    if (text && (size != 6 || memcmp(text, "little", 6) != 0)) {
        return io_fail(&file->zip.source, "has byte order '%.*s', not little", size < 20 ? (int)size : 20,
                       text);
    }
    TRY(pt_record(file, "version", &text, &size));
    if (!text) return io_fail(&file->zip.source, "has no record of its checkpoint version");
    while (digits < size && digits < 4 && text[digits] >= '0' && text[digits] <= '9') {
        version = version * 10 + (text[digits++] - '0');
    }
    if (digits == 0 || version < 1 || version > PT_MAX_VERSION) {
        return io_fail(&file->zip.source, "has checkpoint version '%.*s'; 1 to %d are read",
                       size < 20 ? (int)size : 20, text, PT_MAX_VERSION);
    }
    return true;
}

static bool pt_load_storage(void *context, const char *key, io_array *storage) {
    pt_file *file = context;
    const pt_storage *content;
    char name[300];
    int n = snprintf(name, sizeof name, "data/%s", key);
    int64_t index = n > 0 && (size_t)n < sizeof name ? pt_find(file, name) : -1;
    if (index < 0) return io_fail(&file->zip.source, "has no storage '%.100s'", key);
    TRY(pt_content(file, (size_t)index, &content));
    storage->data = content->data;
    storage->nbytes = content->size;
    storage->storage_id = index;
    return true;
}

static bool pt_read_zip(pt_file *file, const io_source *source) {
    const pt_storage *content;
    char name[200];
    TRY(pt_find_prefix(file));
    size_t bytes = file->zip.count * sizeof *file->storages;
    file->storages = mem_calloc(bytes);
    if (!file->storages) return io_no_memory(source, bytes);
    TRY(pt_check_records(file));
    TRY(pt_content(file, (size_t)pt_find(file, "data.pkl"), &content));
    io_source inner = *source;
    snprintf(name, sizeof name, "%.180s: data.pkl", source->name);
    inner.name = name;
    inner.data = content->data;
    inner.size = content->size;
    bool good = pickle_read(&file->tree, &inner, pt_load_storage, file);
    file->tree.source = *source; /* name was this function's */
    return good;
}

bool pt_read(pt_file *file, const io_source *source) {
    *file = (pt_file){ .prefix = 0 };
    if (pt_is_old(source)) {
        return io_fail(
            source,
            "is a checkpoint in the format of PyTorch before 1.6, which is not read: load it in PyTorch "
            "1.6 or later and save it again");
    }
    TRY(zip_open(&file->zip, source));
    if (pt_read_zip(file, source)) return true;
    pt_close(file);
    return false;
}

void pt_close(pt_file *file) {
    for (size_t i = 0; file->storages && i < file->zip.count; i++) mem_free(file->storages[i].owned);
    mem_free(file->storages);
    file->storages = NULL;
    pickle_release(&file->tree);
    zip_close(&file->zip);
}

/* ---- writing --------------------------------------------------------------------------------- */

typedef struct pt_list {
    const io_array **items;
    size_t count, capacity;
} pt_list;

/* Every tensor of a checked tree (whose depth is bounded), left to right. */
static bool pt_collect(const pickle_value *value, pt_list *list, const io_source *source) {
    if (value->kind == PICKLE_TENSOR) {
        void *items = list->items;
        TRY(io_reserve(&items, &list->capacity, list->count, sizeof *list->items, source));
        list->items = items;
        list->items[list->count++] = value->u.array;
        return true;
    }
    if (value->kind < PICKLE_TUPLE || value->kind > PICKLE_ORDERED_DICT) return true;
    for (size_t i = 0; i < value->u.list.count; i++) TRY(pt_collect(value->u.list.items[i], list, source));
    return value->u.list.attributes ? pt_collect(value->u.list.attributes, list, source) : true;
}

static int pt_compare(const void *a, const void *b) {
    int64_t x = (*(const io_array *const *)a)->storage_id, y = (*(const io_array *const *)b)->storage_id;
    return x < y ? -1 : x > y;
}

static bool pt_add(zip_writer *zip, const char *archive, const char *name, const void *content, size_t size) {
    char full[400];
    snprintf(full, sizeof full, "%.200s/%.100s", archive, name);
    return zip_add(zip, full, content, size, PT_ALIGN);
}

static bool pt_add_storages(zip_writer *zip, const char *archive, const pt_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        const io_array *a = list->items[i], *before = i ? list->items[i - 1] : NULL;
        char name[40];
        if (before && before->storage_id == a->storage_id) {
            if (before->data == a->data && before->nbytes == a->nbytes && before->dtype == a->dtype) continue;
            return io_fail(file_writer_source(zip->out),
                           "tensors that share storage %" PRId64 " see it as %s of %zu "
                           "bytes and as %s of %zu",
                           a->storage_id, io_dtype_name(before->dtype), before->nbytes,
                           io_dtype_name(a->dtype), a->nbytes);
        }
        snprintf(name, sizeof name, "data/%" PRId64, a->storage_id);
        TRY(pt_add(zip, archive, name, a->data, a->nbytes));
    }
    return true;
}

/* 40 digits, as PyTorch writes them: CRCs of the names and contents, and of the pickle's. */
static bool pt_add_id(zip_writer *zip, const char *archive) {
    char text[48];
    uint32_t crc = 0;
    for (size_t i = 0; i < zip->count; i++) {
        crc = zip_crc32(crc, zip->entries[i].name, strlen(zip->entries[i].name));
        crc = zip_crc32(crc, &zip->entries[i].crc, sizeof zip->entries[i].crc);
    }
    snprintf(text, sizeof text, "%020" PRIu32 "%020" PRIu32, crc, zip->entries[0].crc);
    return pt_add(zip, archive, ".data/serialization_id", text, 40);
}

static bool pt_write_all(zip_writer *zip, const char *archive, pickle_tree *tree, pickle_value *root,
                         pt_list *list) {
    const io_source *source = file_writer_source(zip->out);
    size_t size;
    file_writer *pickle = file_create_memory(source->name, source->op, source->site);
    bool good = pickle && pickle_write(pickle, tree, root) && pt_collect(root, list, source);
    if (good) {
        const uint8_t *bytes = file_writer_bytes(pickle, &size);
        good =
            pt_add(zip, archive, "data.pkl", bytes, size) && pt_add(zip, archive, "byteorder", "little", 6);
    }
    file_abort(pickle);
    if (good && list->count) qsort(list->items, list->count, sizeof *list->items, pt_compare);
    return good && pt_add_storages(zip, archive, list) && pt_add(zip, archive, "version", "3\n", 2) &&
           pt_add_id(zip, archive) && zip_finish(zip);
}

bool pt_write(file_writer *writer, const char *archive, pickle_tree *tree, pickle_value *root) {
    const io_source *source = file_writer_source(writer);
    zip_writer zip = { .out = writer };
    pt_list list = { NULL, 0, 0 };
    size_t length = strlen(archive);
    if (length == 0 || length > 200 || strchr(archive, '/')) {
        return io_fail(source, "'%.200s' cannot name a checkpoint's folder", archive);
    }
    bool good = pt_write_all(&zip, archive, tree, root, &list);
    zip_writer_release(&zip);
    mem_free(list.items);
    return good;
}
