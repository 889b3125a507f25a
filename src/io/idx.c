/* SPDX-License-Identifier: MIT */
/* idx.c - IDX files: 0, 0, type, number of dimensions, the sizes (u32, big endian), the elements (big
   endian); and CIFAR-10 batches: a byte of label and 3 planes of 32 rows of 32 bytes, again and again. */
#include "io/idx.h"

#include <inttypes.h>
#include <string.h>

#include "core/error.h"
#include "io/zlib_dynamic.h"

static rush_dtype idx_dtype(uint8_t code) {
    switch (code) {
    case 0x08: return RUSH_UINT8;
    case 0x09: return RUSH_INT8;
    case 0x0b: return RUSH_INT16;
    case 0x0c: return RUSH_INT32;
    case 0x0d: return RUSH_FLOAT32;
    case 0x0e: return RUSH_FLOAT64;
    default: return (rush_dtype)0;
    }
}

static bool idx_read_plain(const io_source *source, io_list *list) {
    const uint8_t *p = source->data;
    io_array array = { .ndim = 0 };
    if (source->size < 4 || p[0] != 0 || p[1] != 0) return io_fail(source, "is not an IDX file");
    array.dtype = idx_dtype(p[2]);
    array.ndim = p[3];
    if (!array.dtype) return io_fail(source, "has IDX data type 0x%02x, which is not known", p[2]);
    if (array.ndim > RUSH_MAX_DIMS)
        return io_fail(source, "has %d dimensions, more than %d", array.ndim, RUSH_MAX_DIMS);
    size_t start = 4 + 4 * (size_t)array.ndim;
    if (source->size < start) return io_fail(source, "ends within its %d sizes", array.ndim);
    for (int d = 0; d < array.ndim; d++) array.shape[d] = io_be32(p + 4 + 4 * d);
    return io_list_add_packed(list, source, &array, p + start, source->size - start, false, true, NULL);
}

bool idx_read(const io_source *source, io_list *list) {
    void *bytes;
    io_source inner = *source;
    if (source->size < 2 || source->data[0] != 0x1f || source->data[1] != 0x8b)
        return idx_read_plain(source, list);
    TRY(zlib_gunzip(source, source->data, source->size, &bytes, &inner.size));
    inner.data = bytes;
    return io_list_own(list, source, bytes) && idx_read_plain(&inner, list);
}

bool idx_read_cifar10(const io_source *source, io_list *list) {
    enum { RECORD = 1 + 3 * 32 * 32 };
    if (source->size == 0 || source->size % RECORD != 0) {
        return io_fail(source, "has %zu bytes, not a multiple of a CIFAR-10 record's %d", source->size,
                       RECORD);
    }
    int64_t records = (int64_t)(source->size / RECORD);
    for (int64_t i = 0; i < records; i++) {
        uint8_t label = source->data[(size_t)i * RECORD];
        if (label > 9)
            return io_fail(source, "record %" PRId64 " has label %d, beyond CIFAR-10's 9", i, label);
    }
    io_array images = { .dtype = RUSH_UINT8,
                        .ndim = 4,
                        .shape = { records, 3, 32, 32 },
                        .strides = { RECORD, 32 * 32, 32, 1 },
                        .offset = 1,
                        .data = source->data,
                        .nbytes = source->size,
                        .storage_id = (int64_t)list->count };
    io_array labels = { .dtype = RUSH_UINT8,
                        .ndim = 1,
                        .shape = { records },
                        .strides = { RECORD },
                        .data = source->data,
                        .nbytes = source->size,
                        .storage_id = images.storage_id };
    return io_list_add(list, source, &images, "images") && io_list_add(list, source, &labels, "labels");
}
