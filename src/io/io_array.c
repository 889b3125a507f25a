/* SPDX-License-Identifier: MIT */
/* io_array.c - arrays described in place, lists of them, and the bytes under every format. */
#include "io/io_array.h"

#include <inttypes.h>
#include <locale.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

bool io_fail(const io_source *source, const char *format, ...) {
    char text[768];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (char *p = text; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = '?';
    }
    return error_set(RUSH_RUNTIME_ERROR, source->site, source->op, "%s: %s", source->name, text);
}

bool io_no_memory(const io_source *source, size_t bytes) {
    return error_memory(source->site, source->op, bytes);
}

/* ---- arrays ---------------------------------------------------------------------------------- */

size_t io_dtype_size(rush_dtype dtype) {
    switch (dtype) {
    case RUSH_FLOAT64:
    case RUSH_INT64: return 8;
    case RUSH_FLOAT32:
    case RUSH_INT32: return 4;
    case RUSH_FLOAT16:
    case RUSH_BFLOAT16:
    case RUSH_INT16: return 2;
    case RUSH_INT8:
    case RUSH_UINT8:
    case RUSH_BOOL: return 1;
    }
    return 0;
}

const char *io_dtype_name(rush_dtype dtype) {
    static const char *const names[] = { "?",     "float32", "float64", "float16", "bfloat16", "int64",
                                         "int32", "int16",   "int8",    "uint8",   "bool" };
    return (unsigned)dtype < sizeof names / sizeof names[0] ? names[dtype] : names[0];
}

int64_t io_array_count(const io_array *array) {
    int64_t count = 1;
    for (int d = 0; d < array->ndim; d++) {
        if (array->shape[d] < 0) return -1;
    }
    for (int d = 0; d < array->ndim; d++) {
        if (array->shape[d] == 0) return 0;
    }
    for (int d = 0; d < array->ndim; d++) {
        if (__builtin_mul_overflow(count, array->shape[d], &count)) return -1;
    }
    return count;
}

bool io_array_set_order(io_array *array, bool fortran) {
    int64_t stride = 1;
    for (int i = 0; i < array->ndim; i++) {
        int d = fortran ? i : array->ndim - 1 - i;
        array->strides[d] = stride;
        int64_t size = array->shape[d] > 1 ? array->shape[d] : 1;
        if (__builtin_mul_overflow(stride, size, &stride)) return false;
    }
    return true;
}

bool io_array_contiguous(const io_array *array) {
    int64_t stride = 1;
    if (io_array_count(array) == 0) return true;
    for (int d = array->ndim - 1; d >= 0; d--) {
        if (array->shape[d] == 1) continue;
        if (array->strides[d] != stride) return false;
        if (__builtin_mul_overflow(stride, array->shape[d], &stride)) return false;
    }
    return true;
}

bool io_array_fits(const io_array *array) {
    size_t size = io_dtype_size(array->dtype);
    if (size == 0 || array->ndim < 0 || array->ndim > RUSH_MAX_DIMS || array->offset < 0) return false;
    int64_t count = io_array_count(array), last = array->offset;
    for (int d = 0; d < array->ndim; d++) {
        if (array->strides[d] < 0) return false;
    }
    if (count <= 0) return count == 0;
    /* the farthest element is offset + sum of (shape - 1) * stride */
    for (int d = 0; d < array->ndim; d++) {
        int64_t reach;
        if (__builtin_mul_overflow(array->shape[d] - 1, array->strides[d], &reach)) return false;
        if (__builtin_add_overflow(last, reach, &last)) return false;
    }
    return (uint64_t)last < array->nbytes / size;
}

/* ---- lists ----------------------------------------------------------------------------------- */

bool io_reserve(void **items, size_t *capacity, size_t count, size_t size, const io_source *source) {
    if (count < *capacity) return true;
    size_t grown = *capacity ? *capacity * 2 : 8, bytes;
    if (__builtin_mul_overflow(grown, size, &bytes)) return io_no_memory(source, SIZE_MAX);
    void *moved = mem_realloc(*items, bytes);
    if (!moved) return io_no_memory(source, bytes);
    *items = moved;
    *capacity = grown;
    return true;
}

bool io_list_add(io_list *list, const io_source *source, const io_array *array, const char *name) {
    void *items = list->items;
    TRY(io_reserve(&items, &list->capacity, list->count, sizeof *list->items, source));
    list->items = items;
    char *copy = name ? mem_strdup(name) : NULL;
    if (name && !copy) return io_no_memory(source, strlen(name) + 1);
    list->items[list->count] = *array;
    list->items[list->count++].name = copy;
    return true;
}

bool io_list_add_pair(io_list *list, const io_source *source, const char *key, const char *value) {
    void *pairs = list->pairs;
    TRY(io_reserve(&pairs, &list->pair_capacity, list->pair_count, sizeof *list->pairs, source));
    list->pairs = pairs;
    io_pair pair = { mem_strdup(key), mem_strdup(value) };
    if (!pair.key || !pair.value) {
        mem_free(pair.key);
        mem_free(pair.value);
        return io_no_memory(source, strlen(key) + strlen(value) + 2);
    }
    list->pairs[list->pair_count++] = pair;
    return true;
}

bool io_list_own(io_list *list, const io_source *source, void *buffer) {
    void *buffers = list->buffers;
    if (!io_reserve(&buffers, &list->buffer_capacity, list->buffer_count, sizeof *list->buffers, source)) {
        mem_free(buffer);
        return false;
    }
    list->buffers = buffers;
    list->buffers[list->buffer_count++] = buffer;
    return true;
}

void *io_list_buffer(io_list *list, const io_source *source, size_t bytes) {
    void *buffer = mem_alloc(bytes ? bytes : 1);
    if (!buffer) {
        io_no_memory(source, bytes);
        return NULL;
    }
    return io_list_own(list, source, buffer) ? buffer : NULL;
}

bool io_list_add_packed(io_list *list, const io_source *source, io_array *array, const uint8_t *data,
                        size_t size, bool fortran, bool swap, const char *name) {
    int64_t count = io_array_count(array), bytes;
    size_t element = io_dtype_size(array->dtype);
    if (count < 0 || !io_array_set_order(array, fortran) ||
        __builtin_mul_overflow(count, (int64_t)element, &bytes)) {
        return io_fail(source, "its sizes' product leaves 64 bits");
    }
    if ((uint64_t)bytes != size) {
        return io_fail(source, "holds %zu bytes of data where its sizes need %" PRId64, size, bytes);
    }
    array->data = data;
    array->nbytes = size;
    array->storage_id = (int64_t)list->count;
    if (swap && element > 1) {
        void *swapped = io_list_buffer(list, source, size);
        if (!swapped) return false;
        io_swap_copy(swapped, data, (size_t)count, element);
        array->data = swapped;
    }
    return io_list_add(list, source, array, name);
}

const io_array *io_list_find(const io_list *list, const char *name) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].name && strcmp(list->items[i].name, name) == 0) return &list->items[i];
    }
    return NULL;
}

void io_list_release(io_list *list) {
    for (size_t i = 0; i < list->count; i++) mem_free(list->items[i].name);
    for (size_t i = 0; i < list->pair_count; i++) {
        mem_free(list->pairs[i].key);
        mem_free(list->pairs[i].value);
    }
    for (size_t i = 0; i < list->buffer_count; i++) mem_free(list->buffers[i]);
    mem_free(list->items);
    mem_free(list->pairs);
    mem_free(list->buffers);
    *list = (io_list){ 0 };
}

static int io_names_compare(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool io_names_unique(const io_source *source, const char **names, size_t count) {
    if (count < 2) return true;
    qsort(names, count, sizeof *names, io_names_compare);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(names[i - 1], names[i]) == 0)
            return io_fail(source, "the name '%.200s' occurs twice", names[i]);
    }
    return true;
}

/* ---- bytes ----------------------------------------------------------------------------------- */

uint16_t io_le16(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }
uint32_t io_le32(const uint8_t *p) { return (uint32_t)io_le16(p) | (uint32_t)io_le16(p + 2) << 16; }
uint64_t io_le64(const uint8_t *p) { return (uint64_t)io_le32(p) | (uint64_t)io_le32(p + 4) << 32; }
uint32_t io_be32(const uint8_t *p) { return __builtin_bswap32(io_le32(p)); }
void io_put_le16(uint8_t *p, uint16_t v) {
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}
void io_put_le32(uint8_t *p, uint32_t v) {
    io_put_le16(p, (uint16_t)v);
    io_put_le16(p + 2, (uint16_t)(v >> 16));
}
void io_put_le64(uint8_t *p, uint64_t v) {
    io_put_le32(p, (uint32_t)v);
    io_put_le32(p + 4, (uint32_t)(v >> 32));
}

void io_swap_copy(void *to, const void *from, size_t count, size_t size) {
    uint8_t *out = to;
    const uint8_t *in = from;
    for (size_t i = 0; i < count; i++, in += size, out += size) {
        for (size_t b = 0; b < size; b++) out[b] = in[size - 1 - b];
    }
}

bool io_utf8_valid(const uint8_t *text, size_t size) {
    size_t i = 0;
    while (i < size) {
        uint8_t c = text[i++];
        if (c < 0x80) continue;
        int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
        if (c < 0xc2 || c > 0xf4 || size - i < (size_t)more) return false;
        uint32_t code = c & (0x3fu >> more);
        for (int k = 0; k < more; k++) {
            if ((text[i] & 0xc0) != 0x80) return false;
            code = code << 6 | (text[i++] & 0x3fu);
        }
        if (more == 2 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return false;
        if (more == 3 && (code < 0x10000 || code > 0x10ffff)) return false;
    }
    return true;
}

bool io_parse_double(const char *text, size_t size, double *value) {
    char copy[400], *end;
    if (size == 0 || size >= sizeof copy) return false;
    memcpy(copy, text, size);
    copy[size] = 0;
    /* strtod would skip spaces and read the host's locale: the number is to begin at once and to use a
       point */
    if (copy[0] == ' ' || (copy[0] >= '\t' && copy[0] <= '\r')) return false;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) return false;
    *value = strtod_l(copy, &end, plain);
    freelocale(plain);
    return end == copy + size;
}
