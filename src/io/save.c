/* SPDX-License-Identifier: MIT */
/* save.c - dicts of tensors to files. */
#include "io/save.h"

#include <rushlight.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/tensor.h"
#include "io/npy.h"
#include "io/pt.h"
#include "io/safetensors.h"

save_format save_format_of(const char *path) {
    static const struct {
        const char *ending;
        save_format format;
    } endings[] = {
        { ".safetensors", SAVE_SAFETENSORS }, { ".pt", SAVE_PT }, { ".pth", SAVE_PT }, { ".npz", SAVE_NPZ }, { ".npy", SAVE_NPY },
    };
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t n = strlen(endings[i].ending);
        if (length > n && strcasecmp(path + length - n, endings[i].ending) == 0) return endings[i].format;
    }
    return SAVE_UNKNOWN;
}

/* A dict as the writers want it. */
typedef struct save_list {
    const rush_dict *dict;
    io_array *arrays;
    io_pair *pairs;
    size_t count, pair_count;
} save_list;

static void save_describe(const rush_tensor *t, io_array *array) {
    array->dtype = (rush_dtype)t->dtype;
    array->ndim = t->ndim;
    memcpy(array->shape, t->shape, sizeof(int64_t) * (size_t)t->ndim);
    memcpy(array->strides, t->strides, sizeof(int64_t) * (size_t)t->ndim);
}

/* t where writers can read it. views: as it lies in its storage, which is the array's data; else contiguous, data at its first element.
   What had to be made is the scope's. */
static bool save_array(rush_site site, rush_tensor *t, bool views, io_array *array) {
    rush_tensor *host = t->device.type == RUSH_CPU ? t : rush_to_device_at(site, t, rush_cpu());
    if (host && !views) host = rush_contiguous_at(site, (rush_contiguous_args){ .size = sizeof(rush_contiguous_args), .self = host });
    if (!host) return false;
    size_t size = dtype_size((rush_dtype)host->dtype);
    const uint8_t *data = tensor_data(host); /* through the gate */
    save_describe(host, array);
    if (views) {
        array->data = host->storage->data;
        array->nbytes = host->storage->bytes / size * size;
        array->offset = host->offset;
        array->storage_id = (int64_t)(intptr_t)host->storage;
        return true;
    }
    /* sizes of 1 may have any stride */
    shape_contiguous_strides(array->ndim, array->shape, array->strides);
    array->data = data;
    array->nbytes = (size_t)host->numel * size;
    return true;
}

static bool save_collect(rush_site site, save_list *list, bool views) {
    int64_t count = rush_dict_size(list->dict), texts = rush_dict_text_size(list->dict);
    list->arrays = mem_calloc(sizeof *list->arrays * (size_t)(count + 1));
    list->pairs = mem_calloc(sizeof *list->pairs * (size_t)(texts + 1));
    if (!list->arrays || !list->pairs) return error_memory(site, "save", sizeof *list->arrays * (size_t)(count + 1));
    for (int64_t i = 0; i < count; i++) {
        rush_tensor *t = rush_dict_at(list->dict, i);
        TRY(t && save_array(site, t, views, &list->arrays[i]));
        list->arrays[i].name = (char *)(uintptr_t)rush_dict_name(list->dict, i);
        list->count++;
    }
    for (int64_t i = 0; i < texts; i++) {
        const char *name = rush_dict_text_name(list->dict, i);
        list->pairs[list->pair_count++] =
            (io_pair){ (char *)(uintptr_t)name, (char *)(uintptr_t)rush_dict_get_text(list->dict, name) };
    }
    return true;
}

/* ---- .pt ---- */

static int save_compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Storages are numbered 0, 1, … in place of their addresses, so that equal contents give equal files. */
static bool save_number_storages(const io_source *source, save_list *list) {
    size_t n = list->count, distinct = 0;
    int64_t *ids = mem_alloc((2 * n + 1) * sizeof *ids);
    if (!ids) return io_no_memory(source, (2 * n + 1) * sizeof *ids);
    int64_t *numbers = ids + n;
    for (size_t i = 0; i < n; i++) ids[i] = list->arrays[i].storage_id;
    if (n) qsort(ids, n, sizeof *ids, save_compare);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || ids[i] != ids[distinct - 1]) ids[distinct++] = ids[i];
    for (size_t i = 0; i < distinct; i++) numbers[i] = -1;
    int64_t next = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t *found = bsearch(&list->arrays[i].storage_id, ids, distinct, sizeof *ids, save_compare);
        int64_t *number = &numbers[found - ids];
        if (*number < 0) *number = next++;
        list->arrays[i].storage_id = *number;
    }
    mem_free(ids);
    return true;
}

static bool save_pt_tree(file_writer *writer, save_list *list, pickle_tree *tree) {
    /* one tensor without a name is the object itself */
    bool single = list->count == 1 && list->pair_count == 0 && !*list->arrays[0].name;
    if (single) return pt_write(writer, "archive", tree, pickle_tensor(tree, &list->arrays[0]));
    pickle_value *root = pickle_new(tree, PICKLE_ORDERED_DICT);
    for (size_t i = 0; i < list->count; i++)
        TRY(pickle_put(tree, root, pickle_string(tree, list->arrays[i].name), pickle_tensor(tree, &list->arrays[i])));
    for (size_t i = 0; i < list->pair_count; i++)
        TRY(pickle_put(tree, root, pickle_string(tree, list->pairs[i].key), pickle_string(tree, list->pairs[i].value)));
    return root && pt_write(writer, "archive", tree, root);
}

static bool save_pt(file_writer *writer, save_list *list) {
    pickle_tree tree;
    const io_source *source = file_writer_source(writer);
    size_t limit = (size_t)1 << 20;
    for (size_t i = 0; i < list->count; i++) limit += sizeof(io_array) + 1000 + 2 * strlen(list->arrays[i].name);
    for (size_t i = 0; i < list->pair_count; i++) limit += 2000 + 2 * (strlen(list->pairs[i].key) + strlen(list->pairs[i].value));
    TRY(save_number_storages(source, list));
    pickle_start(&tree, source, limit);
    bool good = save_pt_tree(writer, list, &tree);
    pickle_release(&tree);
    return good;
}

/* ---- all formats ---- */

static bool save_numpy(file_writer *writer, save_list *list, bool single) {
    const io_source *source = file_writer_source(writer);
    if (list->pair_count) return io_fail(source, "NumPy's files hold no text, and '%.100s' is text", list->pairs[0].key);
    if (!single) return npz_write(writer, list->arrays, list->count);
    if (list->count != 1) return io_fail(source, "a .npy file holds one tensor, not %zu", list->count);
    return npy_write(writer, &list->arrays[0]);
}

static bool save_write(file_writer *writer, save_list *list, save_format format) {
    switch (format) {
    case SAVE_SAFETENSORS: return safetensors_write(writer, list->arrays, list->count, list->pairs, list->pair_count);
    case SAVE_PT: return save_pt(writer, list);
    case SAVE_NPZ:
    case SAVE_NPY: return save_numpy(writer, list, format == SAVE_NPY);
    default: return false;
    }
}

bool rush_save_dict_at(rush_site site, const rush_dict *dict, const char *path) {
    if (rush_failed()) return false;
    if (!dict || !path) return error_set(RUSH_TYPE_ERROR, site, "save", "the %s is NULL", dict ? "file name" : "dict");
    save_format format = save_format_of(path);
    if (format == SAVE_UNKNOWN) return error_set(RUSH_VALUE_ERROR, site, "save", "%s: the name must end in " SAVE_ENDINGS, path);
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    save_list list = { .dict = dict };
    bool good = !rush_failed() && save_collect(site, &list, format == SAVE_PT);
    file_writer *writer = good ? file_create(path, "save", site) : NULL;
    good = writer && save_write(writer, &list, format);
    if (good) good = file_commit(writer);
    else file_abort(writer);
    mem_free(list.arrays);
    mem_free(list.pairs);
    return good;
}

bool rush_save_module_at(rush_site site, const rush_module *module, const char *path) {
    if (rush_failed()) return false;
    if (!module) return error_set(RUSH_TYPE_ERROR, site, "save", "the module is NULL");
    RUSH_SCOPE;
    rush_dict *dict = rush_state_dict(module);
    return dict && rush_save_dict_at(site, dict, path);
}

bool rush_save_tensor_at(rush_site site, const rush_tensor *tensor, const char *path) {
    if (rush_failed()) return false;
    if (!tensor) return error_set(RUSH_TYPE_ERROR, site, "save", "the tensor is NULL");
    RUSH_SCOPE;
    rush_dict *dict = rush_dict_new();
    return dict && rush_dict_set(dict, "", (rush_tensor *)(uintptr_t)tensor) && rush_save_dict_at(site, dict, path);
}
