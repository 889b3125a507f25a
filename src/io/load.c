/* SPDX-License-Identifier: MIT */
/* load.c - files to dicts of tensors. The file is mapped while it is read; each storage is copied once (so that tensors are aligned, may be
   written to, and outlive a file that another program cuts short), and arrays of one storage become views of one copy. */
#include <inttypes.h>
#include <rushlight.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/tensor.h"
#include "io/npy.h"
#include "io/pt.h"
#include "io/safetensors.h"
#include "io/save.h"

/* The copies made so far, sorted by storage_id. */
typedef struct load_storage {
    int64_t id;
    rush_tensor *bytes; /* uint8, owned */
} load_storage;

typedef struct load_state {
    const io_source *source;
    rush_dict *dict;
    load_storage *storages;
    size_t count, capacity;
} load_state;

/* ---- arrays to tensors ---- */

/* Where id is, or is to be. */
static size_t load_place(const load_state *l, int64_t id) {
    size_t from = 0, to = l->count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (l->storages[middle].id < id) from = middle + 1;
        else to = middle;
    }
    return from;
}

/* The storage's bytes as a tensor, copied at the first call. */
static rush_tensor *load_bytes(load_state *l, const io_array *array) {
    size_t place = load_place(l, array->storage_id);
    if (place < l->count && l->storages[place].id == array->storage_id) return l->storages[place].bytes;
    void *items = l->storages;
    if (!io_reserve(&items, &l->capacity, l->count, sizeof *l->storages, l->source)) return NULL;
    l->storages = items;
    rush_tensor *t = tensor_new(l->source->site, RUSH_UINT8, rush_cpu(), 1, (int64_t[]){ (int64_t)array->nbytes });
    if (!t) return NULL;
    uint8_t *to = tensor_data(t);
    if (array->nbytes) memcpy(to, array->data, array->nbytes);
    if (array->dtype == RUSH_BOOL) /* files may hold any byte for true */
        for (size_t i = 0; i < array->nbytes; i++) to[i] = to[i] != 0;
    memmove(&l->storages[place + 1], &l->storages[place], (l->count - place) * sizeof *l->storages);
    l->storages[place] = (load_storage){ array->storage_id, t };
    l->count++;
    return t;
}

static bool load_put(load_state *l, const char *name, rush_tensor *t) {
    size_t mark = scope_mark();
    bool twice = rush_dict_get(l->dict, name) != NULL;
    scope_drop(mark);
    return twice ? io_fail(l->source, "two of its entries are named '%.200s'", name) : !rush_failed() && rush_dict_set(l->dict, name, t);
}

static bool load_array(load_state *l, const char *name, const io_array *array) {
    rush_tensor *bytes = load_bytes(l, array);
    rush_tensor *t = bytes ? tensor_alias(l->source->site, bytes, array->ndim, array->shape, array->strides, array->offset) : NULL;
    if (!t) return false;
    t->dtype = (uint8_t)array->dtype;
    if (array->requires_grad && dtype_is_float(array->dtype)) t->base.flags |= TENSOR_REQUIRES_GRAD;
    bool good = load_put(l, name, t);
    RELEASE(t);
    return good;
}

static bool load_list(load_state *l, const io_list *list) {
    for (size_t i = 0; i < list->count; i++) TRY(load_array(l, list->items[i].name ? list->items[i].name : "", &list->items[i]));
    for (size_t i = 0; i < list->pair_count; i++) TRY(rush_dict_set_text(l->dict, list->pairs[i].key, list->pairs[i].value));
    return true;
}

/* ---- .pt: a tree to dotted names ---- */

typedef struct load_name {
    char *text;
    size_t capacity;
} load_name;

/* Appends ".part" (or "part" to an empty name) at length; the new length, or 0 with an error. */
static size_t load_extend(load_state *l, load_name *name, size_t length, const char *part, size_t size) {
    size_t need = length + size + 2;
    if (need > name->capacity) {
        size_t capacity = 2 * need;
        char *text = mem_realloc(name->text, capacity);
        if (!text) {
            io_no_memory(l->source, capacity);
            return 0;
        }
        name->text = text;
        name->capacity = capacity;
    }
    if (length) name->text[length++] = '.';
    memcpy(name->text + length, part, size);
    name->text[length + size] = 0;
    return length + size;
}

static bool load_number(load_state *l, const char *name, rush_operand number, rush_dtype dtype) {
    rush_tensor *t = tensor_from_number(l->source->site, number, dtype, rush_cpu());
    if (!t) return false;
    t->base.flags &= ~(uint32_t)TENSOR_WRAPPED_NUMBER;
    bool good = load_put(l, name, t);
    RELEASE(t);
    return good;
}

static bool load_text(load_state *l, const char *name, const char *text, size_t size) {
    if (strlen(text) != size) return io_fail(l->source, "the text '%.200s' has a character U+0000", name);
    if (rush_dict_get_text(l->dict, name)) return io_fail(l->source, "two of its entries are named '%.200s'", name);
    return rush_dict_set_text(l->dict, name, text);
}

static bool load_raw(load_state *l, const char *name, const pickle_value *v) {
    rush_tensor *t = tensor_new(l->source->site, RUSH_UINT8, rush_cpu(), 1, (int64_t[]){ (int64_t)v->u.string.size });
    if (!t) return false;
    if (v->u.string.size) memcpy(tensor_data(t), v->u.string.text, v->u.string.size);
    bool good = load_put(l, name, t);
    RELEASE(t);
    return good;
}

static bool load_value(load_state *l, load_name *name, size_t length, const pickle_value *v);

/* The tree's depth is bounded (PICKLE_MAX_DEPTH). */
static bool load_items(load_state *l, load_name *name, size_t length, const pickle_value *v) {
    bool pairs = v->kind == PICKLE_DICT || v->kind == PICKLE_ORDERED_DICT;
    for (size_t i = 0; i < v->u.list.count; i += pairs ? 2 : 1) {
        const pickle_value *key = v->u.list.items[i];
        char number[32];
        const char *part = number;
        size_t size;
        if (pairs && key->kind == PICKLE_STRING) {
            part = key->u.string.text;
            size = key->u.string.size;
            if (strlen(part) != size) return io_fail(l->source, "a name in it has a character U+0000");
        } else if (!pairs || key->kind == PICKLE_INT) {
            size = (size_t)snprintf(number, sizeof number, "%" PRId64, pairs ? key->u.integer : (int64_t)i);
        } else {
            return io_fail(l->source, "a key of '%.200s' is neither text nor a whole number", length ? name->text : "");
        }
        size_t end = load_extend(l, name, length, part, size);
        if (rush_failed()) return false;
        TRY(load_value(l, name, end, v->u.list.items[pairs ? i + 1 : i]));
        name->text[length] = 0;
    }
    return true;
}

static bool load_value(load_state *l, load_name *name, size_t length, const pickle_value *v) {
    const char *full = name->text ? name->text : "";
    char text[64];
    switch (v->kind) {
    case PICKLE_NONE: return true;
    case PICKLE_BOOL: return load_number(l, full, rush_operand_int(v->u.boolean), RUSH_BOOL);
    case PICKLE_INT: return load_number(l, full, rush_operand_int(v->u.integer), RUSH_INT64);
    case PICKLE_FLOAT: return load_number(l, full, rush_operand_float(v->u.real), RUSH_FLOAT64);
    case PICKLE_STRING: return load_text(l, full, v->u.string.text, v->u.string.size);
    case PICKLE_BYTES: return load_raw(l, full, v);
    case PICKLE_DTYPE:
        snprintf(text, sizeof text, "torch.%s", io_dtype_name(v->u.dtype));
        return load_text(l, full, text, strlen(text));
    case PICKLE_TENSOR: return load_array(l, full, v->u.array);
    case PICKLE_TUPLE:
    case PICKLE_SIZE:
    case PICKLE_LIST:
    case PICKLE_SET:
    case PICKLE_FROZENSET:
    case PICKLE_DICT:
    case PICKLE_ORDERED_DICT: return load_items(l, name, length, v);
    default: return io_fail(l->source, "'%.200s' is not plain data", full);
    }
}

static bool load_pt(load_state *l) {
    pt_file file;
    load_name name = { NULL, 0 };
    TRY(pt_read(&file, l->source));
    bool good = load_value(l, &name, 0, file.tree.root);
    mem_free(name.text);
    pt_close(&file);
    return good;
}

/* ---- all formats ---- */

/* A zip archive with a data.pkl is PyTorch's, else NumPy's. */
static save_format load_look_into_zip(const io_source *source) {
    zip_archive zip;
    if (!zip_open(&zip, source)) return SAVE_UNKNOWN;
    save_format format = SAVE_NPZ;
    for (size_t i = 0; i < zip.count; i++) {
        const char *slash = strchr(zip.entries[i].name, '/');
        if (slash && strcmp(slash, "/data.pkl") == 0) format = SAVE_PT;
    }
    zip_close(&zip);
    return format;
}

static save_format load_look(const io_source *s) {
    if (s->size >= 4 && memcmp(s->data, "PK\3\4", 4) == 0) return load_look_into_zip(s);
    if (s->size >= 6 && memcmp(s->data, "\x93NUMPY", 6) == 0) return SAVE_NPY;
    if (s->size >= 2 && s->data[0] == 0x80 && s->data[1] == 2) return SAVE_PT; /* a pickle: PyTorch before 1.6 */
    if (s->size >= 9 && s->data[8] == '{' && io_le64(s->data) <= s->size - 8) return SAVE_SAFETENSORS;
    io_fail(s, "is in no format that is read: " SAVE_ENDINGS);
    return SAVE_UNKNOWN;
}

static bool load_read(load_state *l, save_format format) {
    io_list list = { 0 };
    bool good = false;
    if (format == SAVE_PT) return load_pt(l);
    if (format == SAVE_SAFETENSORS) good = safetensors_read(l->source, &list);
    else if (format == SAVE_NPZ) good = npz_read(l->source, &list);
    else if (format == SAVE_NPY) good = npy_read(l->source, &list, "");
    good = good && load_list(l, &list);
    io_list_release(&list);
    return good;
}

rush_dict *rush_load_at(rush_site site, const char *path) {
    if (rush_failed()) return NULL;
    if (!path) {
        error_set(RUSH_TYPE_ERROR, site, "load", "the file name is NULL");
        return NULL;
    }
    file_map map;
    if (!file_open(&map, path, "load", site)) return NULL;
    size_t mark = scope_mark();
    load_state l = { .source = &map.source, .dict = rush_dict_new() };
    save_format format = save_format_of(path);
    if (format == SAVE_UNKNOWN) format = load_look(&map.source);
    bool good = l.dict && !rush_failed() && load_read(&l, format);
    for (size_t i = 0; i < l.count; i++) RELEASE(l.storages[i].bytes);
    mem_free(l.storages);
    file_close(&map);
    return scope_keep(mark, good ? l.dict : NULL);
}
