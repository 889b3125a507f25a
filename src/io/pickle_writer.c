/* SPDX-License-Identifier: MIT */
/* pickle_writer.c - writes trees as pickles of protocol 2, with the operations that PyTorch's own reader of
   weights knows (torch/_weights_only_unpickler.py): no memo, no frames. */
#include <inttypes.h>
#include <string.h>

#include "core/error.h"
#include "io/pickle.h"

static bool pickle_put_text(file_writer *w, const char *text) { return file_write(w, text, strlen(text)); }

/* An operation and its little-endian argument of `width` bytes. */
static bool pickle_put_op(file_writer *w, char op, uint64_t number, size_t width) {
    uint8_t bytes[9] = { (uint8_t)op };
    io_put_le64(bytes + 1, number);
    return file_write(w, bytes, 1 + width);
}

static bool pickle_put_int(file_writer *w, int64_t v) {
    if (v >= 0 && v <= UINT8_MAX) return pickle_put_op(w, 'K', (uint64_t)v, 1);
    if (v >= 0 && v <= UINT16_MAX) return pickle_put_op(w, 'M', (uint64_t)v, 2);
    if (v >= INT32_MIN && v <= INT32_MAX) return pickle_put_op(w, 'J', (uint64_t)v, 4);
    uint8_t bytes[10] = { 0x8a, 8 }; /* LONG1 of 8 bytes */
    io_put_le64(bytes + 2, (uint64_t)v);
    return file_write(w, bytes, sizeof bytes);
}

static bool pickle_put_float(file_writer *w, double v) {
    uint8_t bytes[9] = { 'G' };
    io_swap_copy(bytes + 1, &v, 1, sizeof v);
    return file_write(w, bytes, sizeof bytes);
}

static bool pickle_put_bool(file_writer *w, bool v) { return file_write(w, v ? "\x88" : "\x89", 1); }

static bool pickle_put_string(file_writer *w, const char *text, size_t size) {
    if (size > UINT32_MAX) return io_fail(file_writer_source(w), "a string of %zu bytes", size);
    return pickle_put_op(w, 'X', size, 4) && file_write(w, text, size);
}

/* _codecs.encode(text, 'latin1'), text having one character a byte. */
static bool pickle_put_bytes(file_writer *w, const uint8_t *bytes, size_t size) {
    uint64_t length = size;
    for (size_t i = 0; i < size; i++) length += bytes[i] >> 7;
    if (length > UINT32_MAX) return io_fail(file_writer_source(w), "bytes, %zu of them, in a pickle", size);
    TRY(pickle_put_text(w, "c_codecs\nencode\n"));
    TRY(pickle_put_op(w, 'X', length, 4));
    for (size_t i = 0; i < size; i++) {
        uint8_t two[2] = { (uint8_t)(0xc0 | bytes[i] >> 6), (uint8_t)(0x80 | (bytes[i] & 0x3f)) };
        TRY(bytes[i] < 0x80 ? file_write(w, &bytes[i], 1) : file_write(w, two, 2));
    }
    return pickle_put_string(w, "latin1", 6) && pickle_put_text(w, "\x86R");
}

static bool pickle_put_sizes(file_writer *w, const int64_t *sizes, int n) {
    TRY(pickle_put_text(w, "("));
    for (int d = 0; d < n; d++) TRY(pickle_put_int(w, sizes[d]));
    return pickle_put_text(w, "t");
}

static const char pickle_no_hooks[] = "ccollections\nOrderedDict\n)R";

static bool pickle_put_tensor(file_writer *w, const io_array *a) {
    char text[64];
    const char *type = pickle_storage_name(a->dtype);
    size_t element = io_dtype_size(a->dtype);
    if (!type || a->storage_id < 0 || a->nbytes % element != 0) {
        return io_fail(file_writer_source(w), "a tensor to save has no storage number or parts of elements");
    }
    if (a->parameter) TRY(pickle_put_text(w, "ctorch._utils\n_rebuild_parameter\n("));
    TRY(pickle_put_text(w, "ctorch._utils\n_rebuild_tensor_v2\n(("));
    TRY(pickle_put_string(w, "storage", 7));
    snprintf(text, sizeof text, "ctorch\n%s\n", type);
    TRY(pickle_put_text(w, text));
    int n = snprintf(text, sizeof text, "%" PRId64, a->storage_id);
    TRY(pickle_put_string(w, text, (size_t)n) && pickle_put_string(w, "cpu", 3));
    TRY(pickle_put_int(w, (int64_t)(a->nbytes / element)) && pickle_put_text(w, "tQ"));
    TRY(pickle_put_int(w, a->offset));
    TRY(pickle_put_sizes(w, a->shape, a->ndim) && pickle_put_sizes(w, a->strides, a->ndim));
    TRY(pickle_put_bool(w, a->requires_grad && !a->parameter));
    TRY(pickle_put_text(w, pickle_no_hooks) && pickle_put_text(w, "tR"));
    if (!a->parameter) return true;
    return pickle_put_bool(w, a->requires_grad) && pickle_put_text(w, pickle_no_hooks) &&
           pickle_put_text(w, "tR");
}

static bool pickle_put_dtype(file_writer *w, rush_dtype dtype) {
    char text[64];
    snprintf(text, sizeof text, "ctorch\n%s\n", io_dtype_name(dtype));
    return io_dtype_size(dtype) ? pickle_put_text(w, text)
                                : io_fail(file_writer_source(w), "an unknown dtype to save");
}

static bool pickle_put_value(file_writer *w, const pickle_value *value);

/* before, all items, after. */
static bool pickle_put_items(file_writer *w, const char *before, const pickle_value *value,
                             const char *after) {
    TRY(pickle_put_text(w, before));
    for (size_t i = 0; i < value->u.list.count; i++) TRY(pickle_put_value(w, value->u.list.items[i]));
    return pickle_put_text(w, after);
}

/* The tree was checked, so the recursion ends after PICKLE_MAX_DEPTH levels. */
static bool pickle_put_container(file_writer *w, const pickle_value *value) {
    switch (value->kind) {
    case PICKLE_TUPLE: return pickle_put_items(w, "(", value, "t");
    case PICKLE_SIZE: return pickle_put_items(w, "ctorch\nSize\n(", value, "t\x85R");
    case PICKLE_LIST: return pickle_put_items(w, "](", value, "e");
    case PICKLE_SET: return pickle_put_items(w, "c__builtin__\nset\n](", value, "e\x85R");
    case PICKLE_FROZENSET: return pickle_put_items(w, "c__builtin__\nfrozenset\n](", value, "e\x85R");
    case PICKLE_DICT: return pickle_put_items(w, "}(", value, "u");
    default: break;
    }
    TRY(pickle_put_items(w, "ccollections\nOrderedDict\n)R(", value, "u"));
    if (!value->u.list.attributes) return true;
    return pickle_put_value(w, value->u.list.attributes) && pickle_put_text(w, "b");
}

static bool pickle_put_value(file_writer *w, const pickle_value *value) {
    switch (value->kind) {
    case PICKLE_NONE: return pickle_put_text(w, "N");
    case PICKLE_BOOL: return pickle_put_bool(w, value->u.boolean);
    case PICKLE_INT: return pickle_put_int(w, value->u.integer);
    case PICKLE_FLOAT: return pickle_put_float(w, value->u.real);
    case PICKLE_STRING: return pickle_put_string(w, value->u.string.text, value->u.string.size);
    case PICKLE_BYTES:
        return pickle_put_bytes(w, (const uint8_t *)value->u.string.text, value->u.string.size);
    case PICKLE_TENSOR: return pickle_put_tensor(w, value->u.array);
    case PICKLE_DTYPE: return pickle_put_dtype(w, value->u.dtype);
    default: return pickle_put_container(w, value);
    }
}

bool pickle_write(file_writer *writer, pickle_tree *tree, pickle_value *root) {
    return pickle_check(tree, root) && pickle_put_text(writer, "\x80\x02") &&
           pickle_put_value(writer, root) && pickle_put_text(writer, ".");
}
