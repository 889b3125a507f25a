/* SPDX-License-Identifier: MIT */
/* npy.c - NumPy's files. "\x93NUMPY", version (2 bytes), header length (u16, from version 2 u32), then a
   header like
   {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } padded with spaces and a newline to a multiple
   of 64. */
#include "io/npy.h"

#include <inttypes.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "io/zip.h"

static const struct {
    char code[3];
    rush_dtype dtype;
} npy_dtypes[] = {
    { "f4", RUSH_FLOAT32 }, { "f8", RUSH_FLOAT64 }, { "f2", RUSH_FLOAT16 },
    { "i8", RUSH_INT64 },   { "i4", RUSH_INT32 },   { "i2", RUSH_INT16 },
    { "i1", RUSH_INT8 },    { "u1", RUSH_UINT8 },   { "b1", RUSH_BOOL },
};
#define NPY_DTYPES (sizeof npy_dtypes / sizeof npy_dtypes[0])

/* ---- the header, a Python literal ------------------------------------------------------------ */

typedef struct npy_header {
    const io_source *source;
    const char *at, *end;
    io_array *array;
    bool fortran, swap;
} npy_header;

static bool npy_fail(const npy_header *h, const char *what) {
    int left = h->end - h->at < 40 ? (int)(h->end - h->at) : 40;
    return io_fail(h->source, "%s in its NumPy header at '%.*s'", what, left, h->at);
}

/* Passes spaces, then the word if it comes next. */
static bool npy_take(npy_header *h, const char *word) {
    size_t n = strlen(word);
    while (h->at < h->end && (*h->at == ' ' || *h->at == '\n')) h->at++;
    if ((size_t)(h->end - h->at) < n || memcmp(h->at, word, n) != 0) return false;
    h->at += n;
    return true;
}

/* '<f4': byte order, kind and size. */
static bool npy_descr(npy_header *h) {
    if (npy_take(h, "[")) return npy_fail(h, "a structured dtype, which has no counterpart,");
    if (!npy_take(h, "'")) return npy_fail(h, "no dtype");
    const char *start = h->at, *quote = memchr(start, '\'', (size_t)(h->end - start));
    if (!quote) return npy_fail(h, "a dtype without end");
    size_t n = (size_t)(quote - start);
    h->at = quote + 1;
    for (size_t i = 0; n == 3 && strchr("<>|=", start[0]) && start[0] && i < NPY_DTYPES; i++) {
        if (memcmp(start + 1, npy_dtypes[i].code, 2) != 0) continue;
        h->array->dtype = npy_dtypes[i].dtype;
        h->swap = start[0] == '>';
        return true;
    }
    return io_fail(h->source, "dtype '%.*s' is not supported", n < 60 ? (int)n : 60, start);
}

static bool npy_order(npy_header *h) {
    h->fortran = npy_take(h, "True");
    return h->fortran || npy_take(h, "False") ? true
                                              : npy_fail(h, "fortran_order that is neither True nor False");
}

static bool npy_size(npy_header *h, int64_t *size) {
    const char *start = h->at;
    for (*size = 0; h->at < h->end && *h->at >= '0' && *h->at <= '9'; h->at++) {
        if (__builtin_mul_overflow(*size, (int64_t)10, size) ||
            __builtin_add_overflow(*size, *h->at - '0', size)) {
            return npy_fail(h, "a size beyond 64 bits");
        }
    }
    return h->at > start ? true : npy_fail(h, "no size");
}

/* (2, 3), (2,) or () */
static bool npy_shape(npy_header *h) {
    io_array *array = h->array;
    bool comma = true;
    if (!npy_take(h, "(")) return npy_fail(h, "no shape");
    array->ndim = 0;
    while (!npy_take(h, ")")) {
        if (!comma) return npy_fail(h, "a shape without ','");
        if (array->ndim == RUSH_MAX_DIMS)
            return npy_fail(h, "more than " RUSH_STR(RUSH_MAX_DIMS) " dimensions");
        TRY(npy_size(h, &array->shape[array->ndim++]));
        npy_take(h, "L"); /* Python 2 wrote (2L, 3L) */
        comma = npy_take(h, ",");
    }
    if (array->ndim == 1 && !comma) return npy_fail(h, "a shape that is no tuple");
    return true;
}

static bool npy_read_header(npy_header *h) {
    static const struct {
        const char *key;
        bool (*read)(npy_header *h);
    } fields[] = {
        { "'descr'", npy_descr },
        { "'fortran_order'", npy_order },
        { "'shape'", npy_shape },
    };
    bool seen[3] = { false, false, false };
    if (!npy_take(h, "{")) return npy_fail(h, "no '{'");
    while (!npy_take(h, "}")) {
        size_t f = 0;
        while (f < 3 && !npy_take(h, fields[f].key)) f++;
        if (f == 3 || seen[f]) return npy_fail(h, "an unexpected key");
        seen[f] = true;
        if (!npy_take(h, ":")) return npy_fail(h, "no ':'");
        TRY(fields[f].read(h));
        if (!npy_take(h, ",")) {
            if (!npy_take(h, "}")) return npy_fail(h, "no ','");
            break;
        }
    }
    npy_take(h, "");
    if (h->at != h->end) return npy_fail(h, "text after the end");
    if (!seen[0] || !seen[1] || !seen[2]) return npy_fail(h, "descr, fortran_order or shape missing");
    return true;
}

/* ---- reading --------------------------------------------------------------------------------- */

bool npy_read(const io_source *source, io_list *list, const char *name) {
    const uint8_t *p = source->data;
    if (source->size < 10 || memcmp(p, "\x93NUMPY", 6) != 0)
        return io_fail(source, "is not a NumPy .npy file");
    if (p[6] < 1 || p[6] > 3 || p[7] != 0) {
        return io_fail(source, "has version %d.%d of the .npy format; 1.0 to 3.0 are read", p[6], p[7]);
    }
    size_t start = p[6] == 1 ? 10 : 12;
    if (source->size < start) return io_fail(source, "ends within its NumPy header");
    size_t length = p[6] == 1 ? io_le16(p + 8) : io_le32(p + 8);
    if (length > source->size - start) {
        return io_fail(source, "announces a NumPy header of %zu bytes in a file of %zu", length,
                       source->size);
    }
    const char *text = (const char *)p + start;
    io_array array = { .ndim = 0 };
    npy_header header = { .source = source, .at = text, .end = text + length, .array = &array };
    return npy_read_header(&header) &&
           io_list_add_packed(list, source, &array, p + start + length, source->size - start - length,
                              header.fortran, header.swap, name);
}

static bool npz_read_entry(const zip_archive *zip, size_t index, io_list *list) {
    const char *full = zip->entries[index].name;
    size_t length = strlen(full);
    const uint8_t *content;
    size_t size;
    void *owned;
    if (length < 4 || strcmp(full + length - 4, ".npy") != 0) {
        return io_fail(&zip->source, "entry '%.100s' of the .npz file is not a .npy file", full);
    }
    TRY(zip_read(zip, index, &content, &size, &owned));
    if (owned) TRY(io_list_own(list, &zip->source, owned));
    char label[200], *name = mem_strdup(full);
    if (!name) return io_no_memory(&zip->source, length + 1);
    snprintf(label, sizeof label, "%.100s: %.90s", zip->source.name, full);
    io_source inner = zip->source;
    inner.data = content;
    inner.size = size;
    inner.name = label;
    name[length - 4] = 0;
    bool good = npy_read(&inner, list, name);
    mem_free(name);
    return good;
}

bool npz_read(const io_source *source, io_list *list) {
    zip_archive zip;
    bool good = true;
    TRY(zip_open(&zip, source));
    for (size_t i = 0; i < zip.count && good; i++) good = npz_read_entry(&zip, i, list);
    zip_close(&zip);
    return good;
}

/* ---- writing --------------------------------------------------------------------------------- */

static const char *npy_code(rush_dtype dtype) {
    for (size_t i = 0; i < NPY_DTYPES; i++) {
        if (npy_dtypes[i].dtype == dtype) return npy_dtypes[i].code;
    }
    return NULL;
}

bool npy_write(file_writer *writer, const io_array *array) {
    /* 64 sizes of at most 19 digits, ", " after each, and the words around them */
    char text[12 + 64 * 21 + 200];
    const io_source *source = file_writer_source(writer);
    const char *code = npy_code(array->dtype);
    if (!code) return io_fail(source, "NumPy's files have no dtype %s", io_dtype_name(array->dtype));
    if (!io_array_fits(array) || !io_array_contiguous(array)) {
        return io_fail(source, "an array to save is not contiguous within its storage");
    }
    size_t element = io_dtype_size(array->dtype), n = 10;
    n += (size_t)snprintf(text + n, sizeof text - n, "{'descr': '%c%s', 'fortran_order': False, 'shape': (",
                          element == 1 ? '|' : '<', code);
    for (int d = 0; d < array->ndim; d++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%" PRId64 "%s", d ? " " : "", array->shape[d],
                              d + 1 < array->ndim || d == 0 ? "," : "");
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "), }");
    do text[n++] = ' ';
    while (n % 64 != 63);
    text[n++] = '\n';
    memcpy(text, "\x93NUMPY\1", 8);
    io_put_le16((uint8_t *)text + 8, (uint16_t)(n - 10));
    size_t bytes = (size_t)io_array_count(array) * element;
    const uint8_t *data = array->data;
    return file_write(writer, text, n) &&
           (bytes == 0 || file_write(writer, data + (size_t)array->offset * element, bytes));
}

static bool npz_write_entry(zip_writer *zip, const io_array *array) {
    const io_source *source = file_writer_source(zip->out);
    if (!array->name) return io_fail(source, "an array of a .npz file has no name");
    size_t length = strlen(array->name), size;
    char *name = mem_alloc(length + 5);
    if (!name) return io_no_memory(source, length + 5);
    memcpy(name, array->name, length);
    memcpy(name + length, ".npy", 5);
    file_writer *content = file_create_memory(source->name, source->op, source->site);
    bool good = content && npy_write(content, array);
    if (good) {
        const uint8_t *bytes = file_writer_bytes(content, &size);
        good = zip_add(zip, name, bytes, size, 1);
    }
    file_abort(content);
    mem_free(name);
    return good;
}

bool npz_write(file_writer *writer, const io_array *arrays, size_t count) {
    zip_writer zip = { .out = writer };
    bool good = true;
    const char **names = mem_alloc((count + 1) * sizeof *names);
    if (!names) return io_no_memory(file_writer_source(writer), (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) names[i] = arrays[i].name ? arrays[i].name : "";
    good = io_names_unique(file_writer_source(writer), names, count);
    mem_free(names);
    for (size_t i = 0; i < count && good; i++) good = npz_write_entry(&zip, &arrays[i]);
    good = good && zip_finish(&zip);
    zip_writer_release(&zip);
    return good;
}
