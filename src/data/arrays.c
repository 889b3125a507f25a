/* SPDX-License-Identifier: MIT */
/* arrays.c - data sets over arrays in memory: tensors, IDX files, CIFAR-10's batches. Sample i of field f is the bytes
   data + i * step of the part that holds it; bytes may become float32 in 0 … 1 and whole numbers int64 on the way out. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <rushlight.h>

#include "core/alloc.h"
#include "core/dtype.h"
#include "core/error.h"
#include "core/tensor.h"
#include "data/dataset.h"
#include "io/idx.h"
#include "io/file.h"

typedef enum arrays_form { ARRAYS_COPY, ARRAYS_UNIT, ARRAYS_WHOLE } arrays_form; /* as it is; byte / 255; to int64 */

typedef struct arrays_field {
    arrays_form form;
    rush_dtype dtype; /* in memory */
    int64_t count;    /* elements of a sample */
} arrays_field;

/* Samples [first, first + count) */
typedef struct arrays_part {
    int64_t first, count;
    const uint8_t *data[RUSH_MAX_FIELDS];
    size_t step[RUSH_MAX_FIELDS];
} arrays_part;

typedef struct arrays_dataset {
    rush_dataset base;
    char *name;
    arrays_field fields[RUSH_MAX_FIELDS];
    arrays_part *parts;
    int part_count;
    /* what the parts point into */
    rush_tensor *tensors[RUSH_MAX_FIELDS];
    file_map *maps;
    int map_count;
    io_list list;
} arrays_dataset;

static void arrays_destroy(rush_dataset *d) {
    arrays_dataset *a = (arrays_dataset *)d;
    for (int i = 0; i < RUSH_MAX_FIELDS; i++) RELEASE(a->tensors[i]);
    io_list_release(&a->list);
    for (int i = 0; i < a->map_count; i++) file_close(&a->maps[i]);
    mem_free(a->maps);
    mem_free(a->parts);
    mem_free(a->name);
}

static void give(const arrays_field *f, const uint8_t *from, void *to) {
    size_t size = dtype_size(f->dtype);
    if (f->form == ARRAYS_COPY) {
        if (f->count) memcpy(to, from, (size_t)f->count * size);
    } else if (f->form == ARRAYS_UNIT) {
        float *out = to;
        for (int64_t i = 0; i < f->count; i++) out[i] = (float)from[i] / 255.0f;
    } else {
        int64_t *out = to;
        for (int64_t i = 0; i < f->count; i++) {
            uint64_t element = 0; /* aligned */
            memcpy(&element, from + (size_t)i * size, size);
            out[i] = element_load_int(&element, f->dtype);
        }
    }
}

static bool arrays_get(rush_dataset *d, int64_t index, void *const *out, rush_generator *g) {
    (void)g;
    const arrays_dataset *a = (const arrays_dataset *)d;
    const arrays_part *p = a->parts;
    while (index >= p->first + p->count) p++;
    for (int f = 0; f < d->field_count; f++) give(&a->fields[f], p->data[f] + (size_t)(index - p->first) * p->step[f], out[f]);
    return true;
}

static arrays_dataset *arrays_new(rush_site site, const char *name, int64_t length, const rush_field *fields, int parts) {
    rush_dataset_args args = { .size = sizeof args, .name = name, .length = length, .get = arrays_get, .destroy = arrays_destroy };
    memcpy(args.fields, fields, sizeof args.fields);
    arrays_dataset *a = (arrays_dataset *)(void *)rush_dataset_new_at(site, sizeof *a, args);
    if (!a) return NULL;
    a->name = mem_strdup(name);
    a->parts = mem_calloc(sizeof *a->parts * (size_t)parts);
    if (!a->name || !a->parts) {
        error_memory(site, name, sizeof *a->parts * (size_t)parts);
        rush_release(a);
        return NULL;
    }
    a->base.name = a->name;
    a->part_count = parts;
    for (int f = 0; f < a->base.field_count; f++)
        a->fields[f] = (arrays_field){ ARRAYS_COPY, fields[f].dtype, shape_numel((int)fields[f].shape.ndim, fields[f].shape.dims) };
    return a;
}

/* ---- tensors ---- */

static bool check_tensors(rush_site site, rush_tensor *const *tensors, int64_t count) {
    if (count < 1 || count > RUSH_MAX_FIELDS)
        return error_set(RUSH_VALUE_ERROR, site, "TensorDataset", "expected 1 to %d tensors, got %" PRId64, RUSH_MAX_FIELDS, count);
    for (int64_t i = 0; i < count; i++) {
        if (!tensors[i]) return dataset_missing(site, "TensorDataset", "tensor");
        if (tensors[i]->ndim == 0 || tensors[i]->shape[0] != tensors[0]->shape[0])
            return error_set(RUSH_VALUE_ERROR, site, "TensorDataset", "Size mismatch between tensors: %s and %s", TENSOR_SHAPE_TEXT(tensors[0]),
                             TENSOR_SHAPE_TEXT(tensors[i]));
    }
    return true;
}

/* A handle of the data set's own on t's memory, contiguous and on the CPU. */
static rush_tensor *own_handle(rush_site site, rush_tensor *t) {
    rush_tensor *host = rush_to_device_at(site, t, rush_cpu());
    rush_tensor *dense = host ? rush_contiguous_at(site, (rush_contiguous_args){ .size = sizeof(rush_contiguous_args), .self = host }) : NULL;
    rush_tensor *own = dense ? tensor_shallow(site, dense) : NULL;
    if (own) own->storage->untracked = true; /* its bytes are read behind the back of what may make them lazy */
    return own;
}

rush_dataset *rush_tensor_dataset_at(rush_site site, rush_tensor *const *tensors, int64_t count) {
    if (rush_failed() || !check_tensors(site, tensors, count)) return NULL;
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    rush_field fields[RUSH_MAX_FIELDS] = { { 0 } };
    for (int64_t i = 0; i < count; i++)
        fields[i] = (rush_field){ (rush_dtype)tensors[i]->dtype, { tensors[i]->shape + 1, tensors[i]->ndim - 1 } };
    arrays_dataset *a = arrays_new(site, "TensorDataset", tensors[0]->shape[0], fields, 1);
    if (!a) return NULL;
    a->parts[0].count = a->base.length;
    for (int64_t i = 0; i < count; i++) {
        a->tensors[i] = own_handle(site, tensors[i]);
        if (!a->tensors[i]) {
            rush_release(a);
            return NULL;
        }
        a->parts[0].data[i] = tensor_data(a->tensors[i]);
        a->parts[0].step[i] = (size_t)a->fields[i].count * dtype_size(a->fields[i].dtype);
    }
    return &a->base;
}

/* ---- files ---- */

/* What a field's bytes become. Images of bytes [N, H, W] get a channel. dims has room for one more than the array's. */
static rush_field file_field(const io_array *array, bool image, bool raw, int64_t *dims, arrays_form *form) {
    bool unit = !raw && image && array->dtype == RUSH_UINT8;
    bool whole = !raw && !image && dtype_is_integral(array->dtype);
    int n = 0;
    if (unit && array->ndim == 3) dims[n++] = 1;
    for (int i = 1; i < array->ndim; i++) dims[n++] = array->shape[i];
    *form = unit ? ARRAYS_UNIT : whole ? ARRAYS_WHOLE : ARRAYS_COPY;
    return (rush_field){ unit ? RUSH_FLOAT32 : whole ? RUSH_INT64 : array->dtype, { dims, n } };
}

typedef bool (*arrays_reader)(const io_source *source, io_list *list);

/* Reads each file into the list: `per_file` arrays from each, of the same sizes but the first in all files. */
static bool read_files(rush_site site, const char *const *paths, int count, arrays_reader read, size_t per_file, file_map *maps, int *opened,
                       io_list *list) {
    for (int i = 0; i < count; i++) {
        TRY(file_open(&maps[i], paths[i], "dataset", site));
        *opened = i + 1;
        TRY(read(&maps[i].source, list));
        if (list->count != per_file * (size_t)(i + 1)) return io_fail(&maps[i].source, "does not hold what was expected");
        if (list->items[list->count - 1].ndim == 0) return io_fail(&maps[i].source, "holds a single number, not samples");
    }
    return true;
}

/* fields[f] of part p is list item item(p, f); all parts' samples follow each other. */
static arrays_dataset *files_dataset(rush_site site, const char *name, io_list *list, int parts, int fields, bool raw) {
    rush_field made[RUSH_MAX_FIELDS] = { { 0 } };
    int64_t dims[2][RUSH_MAX_DIMS + 1], length = 0;
    arrays_form forms[2];
    for (int f = 0; f < fields; f++) made[f] = file_field(&list->items[f], f == 0, raw, dims[f], &forms[f]);
    for (int p = 0; p < parts; p++) length += list->items[p * fields].shape[0];
    arrays_dataset *a = arrays_new(site, name, length, made, parts);
    if (!a) return NULL;
    int64_t first = 0;
    for (int p = 0; p < parts; p++) {
        arrays_part *part = &a->parts[p];
        part->first = first;
        first += part->count = list->items[p * fields].shape[0];
        for (int f = 0; f < fields; f++) {
            const io_array *array = &list->items[p * fields + f];
            size_t size = dtype_size(array->dtype);
            a->fields[f].form = forms[f];
            a->fields[f].dtype = array->dtype;
            part->data[f] = (const uint8_t *)array->data + (size_t)array->offset * size;
            part->step[f] = (size_t)array->strides[0] * size;
        }
    }
    return a;
}

/* parts: data sets of one kind after each other; fields: arrays of each part. A file holds a part (CIFAR-10), or a field (IDX). */
static rush_dataset *dataset_of_files(rush_site site, const char *name, const char *const *paths, int count, arrays_reader read, int parts,
                                      int fields, bool raw) {
    if (rush_failed()) return NULL;
    io_list list = { 0 };
    int opened = 0;
    file_map *maps = mem_calloc(sizeof *maps * (size_t)count);
    bool good = maps || error_memory(site, name, sizeof *maps * (size_t)count);
    good = good && read_files(site, paths, count, read, (size_t)(parts * fields / count), maps, &opened, &list);
    if (good && parts == 1 && fields == 2 && list.items[0].shape[0] != list.items[1].shape[0])
        good = io_fail(&maps[0].source, "holds %" PRId64 " images, and %s %" PRId64 " labels", list.items[0].shape[0], paths[count - 1],
                       list.items[1].shape[0]);
    arrays_dataset *a = good ? files_dataset(site, name, &list, parts, fields, raw) : NULL;
    if (a) {
        a->list = list;
        a->maps = maps;
        a->map_count = opened;
        return &a->base;
    }
    io_list_release(&list);
    for (int i = 0; i < opened; i++) file_close(&maps[i]);
    mem_free(maps);
    return NULL;
}

rush_dataset *rush_idx_dataset_at(rush_site site, const char *images, rush_idx_dataset_args a) {
    if (!images) {
        dataset_missing(site, "IDX", "file name");
        return NULL;
    }
    int fields = a.labels ? 2 : 1;
    return dataset_of_files(site, "IDX", (const char *const[]){ images, a.labels }, fields, idx_read, 1, fields, a.raw);
}

/* The first of folder/stem-idx3-ubyte, .gz, and the same with ".idx3" that is there; else the first. */
static bool find_mnist(rush_site site, const char *folder, const char *stem, int dims, char *path, size_t size) {
    for (int i = 0; i < 5; i++) {
        int form = i % 4; /* the fifth time round: none was there */
        int n = snprintf(path, size, "%s/%s%cidx%d-ubyte%s", folder, stem, form < 2 ? '-' : '.', dims, form % 2 ? ".gz" : "");
        if (n < 0 || (size_t)n >= size) return error_set(RUSH_OS_ERROR, site, "FashionMNIST", "%.200s…: the path is too long", folder);
        if (i == 4 || access(path, F_OK) == 0) return true;
    }
    return true;
}

static bool check_split(rush_site site, const char *name, const char *folder, rush_dataset_part split) {
    if (!folder) return dataset_missing(site, name, "folder");
    if (split == RUSH_TRAIN || split == RUSH_TEST) return !rush_failed();
    return error_set(RUSH_VALUE_ERROR, site, name, "expected RUSH_TRAIN or RUSH_TEST, got %d", (int)split);
}

rush_dataset *rush_fashion_mnist_at(rush_site site, const char *folder, rush_dataset_part split) {
    char images[4096], labels[4096];
    bool train = split == RUSH_TRAIN;
    if (!check_split(site, "FashionMNIST", folder, split) ||
        !find_mnist(site, folder, train ? "train-images" : "t10k-images", 3, images, sizeof images) ||
        !find_mnist(site, folder, train ? "train-labels" : "t10k-labels", 1, labels, sizeof labels))
        return NULL;
    return dataset_of_files(site, "FashionMNIST", (const char *const[]){ images, labels }, 2, idx_read, 1, 2, false);
}

rush_dataset *rush_cifar10_at(rush_site site, const char *folder, rush_dataset_part split) {
    char paths[5][4096];
    const char *names[5];
    if (!check_split(site, "CIFAR10", folder, split)) return NULL;
    int count = split == RUSH_TRAIN ? 5 : 1;
    for (int i = 0; i < count; i++) {
        int n = count == 1 ? snprintf(paths[i], sizeof paths[i], "%s/test_batch.bin", folder)
                           : snprintf(paths[i], sizeof paths[i], "%s/data_batch_%d.bin", folder, i + 1);
        if (n < 0 || (size_t)n >= sizeof paths[i]) {
            error_set(RUSH_OS_ERROR, site, "CIFAR10", "%.200s…: the path is too long", folder);
            return NULL;
        }
        names[i] = paths[i];
    }
    return dataset_of_files(site, "CIFAR10", names, count, idx_read_cifar10, count, 2, false);
}
