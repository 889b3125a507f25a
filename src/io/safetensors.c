/* SPDX-License-Identifier: MIT */
/* safetensors.c - reading and writing safetensors files.
   u64 n (little endian); n bytes of JSON: {"__metadata__": {"key": "value"},
   "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …}, padded with spaces; then the
   data, which begin and end count from. */
#include "io/safetensors.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "io/json.h"

#define SAFETENSORS_METADATA "__metadata__"
/* The format's own limit for the header. */
#define SAFETENSORS_MAX_HEADER 100000000u

static const struct {
    const char *name;
    rush_dtype dtype;
} safetensors_dtypes[] = {
    { "F32", RUSH_FLOAT32 }, { "F64", RUSH_FLOAT64 }, { "F16", RUSH_FLOAT16 }, { "BF16", RUSH_BFLOAT16 },
    { "I64", RUSH_INT64 },   { "I32", RUSH_INT32 },   { "I16", RUSH_INT16 },   { "I8", RUSH_INT8 },
    { "U8", RUSH_UINT8 },    { "BOOL", RUSH_BOOL },
};
#define SAFETENSORS_DTYPES (sizeof safetensors_dtypes / sizeof safetensors_dtypes[0])

static bool safetensors_dtype(const io_source *source, const json_value *entry, rush_dtype *dtype) {
    const json_value *value = json_member(entry, "dtype");
    if (!value || value->kind != JSON_STRING)
        return io_fail(source, "tensor '%.100s' has no dtype", entry->key);
    for (size_t i = 0; i < SAFETENSORS_DTYPES; i++) {
        if (strcmp(value->u.text, safetensors_dtypes[i].name) == 0) {
            *dtype = safetensors_dtypes[i].dtype;
            return true;
        }
    }
    return io_fail(source, "tensor '%.100s' has dtype '%.40s', which is not supported", entry->key,
                   value->u.text);
}

/* The next of a list's whole numbers that is not negative. */
static bool safetensors_size(const io_source *source, const json_value *entry, const json_value *number,
                             const char *what, int64_t *value) {
    if (number->kind != JSON_INT || number->u.integer < 0) {
        return io_fail(source, "tensor '%.100s' has a %s that is not a list of sizes", entry->key, what);
    }
    *value = number->u.integer;
    return true;
}

static const json_value *safetensors_list(const io_source *source, const json_value *entry,
                                          const char *what) {
    const json_value *list = json_member(entry, what);
    if (list && list->kind == JSON_ARRAY) return list;
    io_fail(source, "tensor '%.100s' has a %s that is not a list of sizes", entry->key, what);
    return NULL;
}

static bool safetensors_shape(const io_source *source, const json_value *entry, io_array *array) {
    const json_value *list = safetensors_list(source, entry, "shape");
    if (!list) return false;
    if (list->u.list.count > RUSH_MAX_DIMS) {
        return io_fail(source, "tensor '%.100s' has %zu dimensions, more than %d", entry->key,
                       list->u.list.count, RUSH_MAX_DIMS);
    }
    for (const json_value *size = list->u.list.first; size; size = size->next) {
        TRY(safetensors_size(source, entry, size, "shape", &array->shape[array->ndim++]));
    }
    if (io_array_count(array) < 0 || !io_array_set_order(array, false)) {
        return io_fail(source, "tensor '%.100s' has a shape whose product leaves 64 bits", entry->key);
    }
    return true;
}

/* data: the bytes after the header. */
static bool safetensors_tensor(const io_source *source, const json_value *entry, const uint8_t *data,
                               size_t size, io_array *array) {
    int64_t ends[2] = { 0, 0 }, bytes;
    if (entry->kind != JSON_OBJECT)
        return io_fail(source, "tensor '%.100s' is not described by an object", entry->key);
    if (entry->u.list.count != 3) {
        return io_fail(source, "tensor '%.100s' has other fields than dtype, shape and data_offsets",
                       entry->key);
    }
    TRY(safetensors_dtype(source, entry, &array->dtype));
    TRY(safetensors_shape(source, entry, array));
    const json_value *list = safetensors_list(source, entry, "data_offsets");
    if (!list) return false;
    if (list->u.list.count != 2) {
        return io_fail(source, "tensor '%.100s' has %zu data_offsets instead of 2", entry->key,
                       list->u.list.count);
    }
    TRY(safetensors_size(source, entry, list->u.list.first, "data_offsets", &ends[0]));
    TRY(safetensors_size(source, entry, list->u.list.first->next, "data_offsets", &ends[1]));
    if (ends[0] > ends[1] || (uint64_t)ends[1] > size) {
        return io_fail(source,
                       "tensor '%.100s' has data_offsets [%" PRId64 ", %" PRId64 "] in %zu bytes of data",
                       entry->key, ends[0], ends[1], size);
    }
    bool fits = !__builtin_mul_overflow(io_array_count(array), (int64_t)io_dtype_size(array->dtype), &bytes);
    if (!fits || bytes != ends[1] - ends[0]) {
        return io_fail(source, "tensor '%.100s' does not fill its data_offsets [%" PRId64 ", %" PRId64 "]",
                       entry->key, ends[0], ends[1]);
    }
    array->data = data + ends[0];
    array->nbytes = (size_t)bytes;
    return true;
}

static bool safetensors_metadata(const io_source *source, const json_value *map, io_list *list) {
    if (map->kind != JSON_OBJECT) return io_fail(source, SAFETENSORS_METADATA " is not a map of strings");
    for (const json_value *m = map->u.list.first; m; m = m->next) {
        if (m->kind != JSON_STRING)
            return io_fail(source, SAFETENSORS_METADATA " '%.100s' is not a string", m->key);
        TRY(io_list_add_pair(list, source, m->key, m->u.text));
    }
    return true;
}

static int safetensors_compare(const void *a, const void *b) {
    const io_array *x = *(const io_array *const *)a, *y = *(const io_array *const *)b;
    uintptr_t p = (uintptr_t)x->data, q = (uintptr_t)y->data;
    if (p != q) return p < q ? -1 : 1;
    return x->nbytes < y->nbytes ? -1 : x->nbytes > y->nbytes;
}

/* In the order of their data, each tensor must begin where the one before it ends. */
static bool safetensors_cover(const io_source *source, const io_list *list, const uint8_t *data,
                              size_t size) {
    const io_array **order = mem_alloc((list->count + 1) * sizeof *order);
    const uint8_t *at = data;
    bool good = true;
    if (!order) return io_no_memory(source, (list->count + 1) * sizeof *order);
    for (size_t i = 0; i < list->count; i++) order[i] = &list->items[i];
    if (list->count > 1) qsort(order, list->count, sizeof *order, safetensors_compare);
    for (size_t i = 0; i < list->count && good; i++) {
        const uint8_t *begin = order[i]->data;
        if (begin != at) {
            good = io_fail(
                source, "tensor '%.100s' begins at byte %zu of the data, %s the tensor before it ends (%zu)",
                order[i]->name, (size_t)(begin - data), begin < at ? "before" : "after", (size_t)(at - data));
        }
        at = begin + order[i]->nbytes;
    }
    mem_free(order);
    if (good && at != data + size) {
        good = io_fail(source, "%zu bytes of its data belong to no tensor", (size_t)(data + size - at));
    }
    return good;
}

static bool safetensors_header(const io_source *source, const json_value *header, const uint8_t *data,
                               size_t size, io_list *list) {
    for (const json_value *entry = header->u.list.first; entry; entry = entry->next) {
        if (strcmp(entry->key, SAFETENSORS_METADATA) == 0) {
            TRY(safetensors_metadata(source, entry, list));
            continue;
        }
        io_array array = { .storage_id = (int64_t)list->count };
        TRY(safetensors_tensor(source, entry, data, size, &array));
        TRY(io_list_add(list, source, &array, entry->key));
    }
    return safetensors_cover(source, list, data, size);
}

bool safetensors_read(const io_source *source, io_list *list) {
    if (source->size < 8) return io_fail(source, "has %zu bytes, no safetensors header", source->size);
    uint64_t length = io_le64(source->data);
    if (length > SAFETENSORS_MAX_HEADER || length > source->size - 8) {
        return io_fail(source, "announces a safetensors header of %" PRIu64 " bytes in a file of %zu", length,
                       source->size);
    }
    if (length == 0 || source->data[8] != '{') return io_fail(source, "has a safetensors header without '{'");
    arena memory = { .limit = ((size_t)1 << 20) + 64 * (size_t)length };
    const json_value *header = json_read(&memory, source, (const char *)source->data + 8, (size_t)length);
    bool good = header && safetensors_header(source, header, source->data + 8 + length,
                                             source->size - 8 - (size_t)length, list);
    arena_release(&memory);
    return good;
}

/* ---- writing --------------------------------------------------------------------------------- */

static bool safetensors_text(file_writer *writer, const char *text) {
    return file_write(writer, text, strlen(text));
}

/* ,"name":{"dtype":"F32","shape":[2,3],"data_offsets":[begin,end]} */
static bool safetensors_write_entry(file_writer *header, const io_array *array, uint64_t *at) {
    char text[96];
    const char *dtype = NULL;
    const io_source *source = file_writer_source(header);
    for (size_t i = 0; i < SAFETENSORS_DTYPES; i++) {
        if (safetensors_dtypes[i].dtype == array->dtype) dtype = safetensors_dtypes[i].name;
    }
    if (!array->name || strcmp(array->name, SAFETENSORS_METADATA) == 0) {
        return io_fail(source, "a tensor named '%s' cannot be saved", array->name ? array->name : "");
    }
    if (!dtype || !io_array_fits(array) || !io_array_contiguous(array)) {
        return io_fail(source, "tensor '%.100s' is not contiguous within its storage", array->name);
    }
    TRY(json_write_string(header, array->name));
    snprintf(text, sizeof text, ":{\"dtype\":\"%s\",\"shape\":[", dtype);
    TRY(safetensors_text(header, text));
    for (int d = 0; d < array->ndim; d++) {
        snprintf(text, sizeof text, "%s%" PRId64, d ? "," : "", array->shape[d]);
        TRY(safetensors_text(header, text));
    }
    uint64_t end = *at + (uint64_t)io_array_count(array) * io_dtype_size(array->dtype);
    snprintf(text, sizeof text, "],\"data_offsets\":[%" PRIu64 ",%" PRIu64 "]}", *at, end);
    *at = end;
    return safetensors_text(header, text);
}

static bool safetensors_write_header(file_writer *header, const io_array *arrays, size_t count,
                                     const io_pair *pairs, size_t pair_count) {
    uint64_t at = 0;
    TRY(safetensors_text(header, "{"));
    if (pair_count) TRY(safetensors_text(header, "\"" SAFETENSORS_METADATA "\":{"));
    for (size_t i = 0; i < pair_count; i++) {
        if (i) TRY(safetensors_text(header, ","));
        TRY(json_write_string(header, pairs[i].key));
        TRY(safetensors_text(header, ":"));
        TRY(json_write_string(header, pairs[i].value));
    }
    if (pair_count) TRY(safetensors_text(header, count ? "}," : "}"));
    for (size_t i = 0; i < count; i++) {
        if (i) TRY(safetensors_text(header, ","));
        TRY(safetensors_write_entry(header, &arrays[i], &at));
    }
    TRY(safetensors_text(header, "}"));
    /* spaces, so that the data begins at a multiple of 8 */
    while (file_position(header) % 8) TRY(safetensors_text(header, " "));
    return true;
}

static bool safetensors_unique(const io_source *source, const io_array *arrays, size_t count,
                               const io_pair *pairs, size_t pair_count) {
    size_t most = count > pair_count ? count : pair_count, named = 0;
    const char **names = mem_alloc((most + 1) * sizeof *names);
    if (!names) return io_no_memory(source, (most + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        if (arrays[i].name) names[named++] = arrays[i].name;
    }
    bool good = io_names_unique(source, names, named);
    for (size_t i = 0; i < pair_count; i++) names[i] = pairs[i].key;
    good = good && io_names_unique(source, names, pair_count);
    mem_free(names);
    return good;
}

bool safetensors_write(file_writer *writer, const io_array *arrays, size_t count, const io_pair *pairs,
                       size_t pair_count) {
    const io_source *source = file_writer_source(writer);
    uint8_t length[8];
    size_t size;
    TRY(safetensors_unique(source, arrays, count, pairs, pair_count));
    file_writer *header = file_create_memory(source->name, source->op, source->site);
    if (!header) return false;
    bool good = safetensors_write_header(header, arrays, count, pairs, pair_count);
    const uint8_t *text = file_writer_bytes(header, &size);
    if (good && size > SAFETENSORS_MAX_HEADER) good = io_fail(source, "needs a header of %zu bytes", size);
    io_put_le64(length, size);
    good = good && file_write(writer, length, sizeof length) && file_write(writer, text, size);
    for (size_t i = 0; i < count && good; i++) {
        size_t element = io_dtype_size(arrays[i].dtype);
        const uint8_t *data = arrays[i].data;
        size_t bytes = (size_t)io_array_count(&arrays[i]) * element;
        if (bytes) good = file_write(writer, data + (size_t)arrays[i].offset * element, bytes);
    }
    file_abort(header);
    return good;
}
