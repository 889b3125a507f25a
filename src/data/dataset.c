/* SPDX-License-Identifier: MIT */
/* dataset.c - data sets: making them, and one sample on its way through the transforms. */
#include "data/dataset.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>

#include "core/alloc.h"
#include "core/dtype.h"
#include "core/error.h"
#include "core/tensor.h"

bool dataset_missing(rush_site site, const char *op, const char *what) {
    return rush_failed() ? false : error_set(RUSH_TYPE_ERROR, site, op, "the %s is NULL", what);
}

/* ---- making and freeing ---- */

static void dataset_destroy(void *object) {
    rush_dataset *d = object;
    if (d->destroy) d->destroy(d);
    for (int i = 0; d->parts && i < d->parts->transform_count; i++) {
        mem_free(d->parts->transforms[i]->mean);
        mem_free(d->parts->transforms[i]);
    }
    if (d->parts) mem_free(d->parts->transforms);
    mem_free(d->parts);
    mem_free(d);
}
static const rush_class dataset_class = { "Dataset", dataset_destroy };

/* One dimension is left for the batch, and the bytes of a sample must be a size. */
static bool check_field(rush_site site, const char *name, int number, const rush_field *f) {
    if (!dtype_valid((int)f->dtype))
        return error_set(RUSH_TYPE_ERROR, site, name, "field %d: %d is not a dtype", number, (int)f->dtype);
    if (f->shape.ndim < 0 || f->shape.ndim >= RUSH_MAX_DIMS)
        return error_set(RUSH_VALUE_ERROR, site, name, "field %d: a sample has at most %d dimensions, got %lld", number,
                         RUSH_MAX_DIMS - 1, (long long)f->shape.ndim);
    int64_t bytes = (int64_t)dtype_size(f->dtype);
    for (int64_t i = 0; i < f->shape.ndim; i++)
        if (f->shape.dims[i] < 0 || __builtin_mul_overflow(bytes, f->shape.dims[i], &bytes))
            return error_set(RUSH_VALUE_ERROR, site, name, "field %d: %s is not the shape of a sample", number,
                             SHAPE_TEXT((int)f->shape.ndim, f->shape.dims));
    return true;
}

static bool check_args(rush_site site, size_t bytes, const rush_dataset_args *a) {
    const char *name = a->name ? a->name : "dataset";
    if (bytes < sizeof(rush_dataset) || !a->name || !a->get)
        return error_set(RUSH_VALUE_ERROR, site, name,
                         "a data set's struct must begin with a rush_dataset, and have a name and a get function");
    if (a->length < 0)
        return error_set(RUSH_VALUE_ERROR, site, name, "the length cannot be negative, got %lld", (long long)a->length);
    if (!a->fields[0].dtype) return error_set(RUSH_VALUE_ERROR, site, name, "a data set has at least one field");
    for (int i = 0; i < RUSH_MAX_FIELDS && a->fields[i].dtype; i++) TRY(check_field(site, name, i, &a->fields[i]));
    return true;
}

static rush_field copy_field(const rush_field *f, int64_t *dims) {
    if (f->shape.ndim) memcpy(dims, f->shape.dims, sizeof *dims * (size_t)f->shape.ndim);
    return (rush_field){ f->dtype, { dims, f->shape.ndim } };
}

rush_dataset *rush_dataset_new_at(rush_site site, size_t bytes, rush_dataset_args a) {
    if (rush_failed() || !check_args(site, bytes, &a)) return NULL;
    rush_dataset *d = mem_calloc(bytes);
    struct rush_dataset_parts *parts = d ? mem_calloc(sizeof *parts) : NULL;
    if (!parts) {
        mem_free(d);
        error_memory(site, a.name, bytes + sizeof *parts);
        return NULL;
    }
    object_init(&d->base, &dataset_class);
    d->name = a.name;
    d->length = a.length;
    d->get = a.get;
    d->destroy = a.destroy;
    d->user = a.user;
    d->parts = parts;
    d->fields = parts->fields;
    for (; d->field_count < RUSH_MAX_FIELDS && a.fields[d->field_count].dtype; d->field_count++)
        parts->fields[d->field_count] = copy_field(&a.fields[d->field_count], parts->dims[d->field_count]);
    parts->raw = copy_field(&a.fields[0], parts->raw_dims);
    parts->last_move = -1;
    return d;
}

bool rush_dataset_fail(const rush_dataset *d, const char *format, ...) {
    char text[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    return error_set(RUSH_RUNTIME_ERROR, NULL, d ? d->name : "dataset", "%s", text);
}

int64_t rush_dataset_length(const rush_dataset *d) { return d ? d->length : 0; }

/* ---- one sample ---- */

size_t dataset_field_bytes(const rush_field *f) {
    return (size_t)shape_numel((int)f->shape.ndim, f->shape.dims) * dtype_size(f->dtype);
}

/* Two buffers that take turns, each of the largest shape on the way. */
static size_t buffer_bytes(const rush_dataset *d) {
    const struct rush_dataset_parts *parts = d->parts;
    size_t most = dataset_field_bytes(&parts->raw);
    for (int i = 0; i < parts->transform_count; i++) {
        size_t bytes = dataset_field_bytes(&parts->transforms[i]->after);
        if (bytes > most) most = bytes;
    }
    return (most + 63) & ~(size_t)63;
}

size_t dataset_scratch_bytes(const rush_dataset *d) { return d->parts->last_move < 0 ? 0 : 2 * buffer_bytes(d); }

/* get writes where the first transform reads; the last one that moves writes to out[0], and those after it work there. */
static bool sample_run(rush_dataset *d, int64_t index, void *const *out, uint8_t *scratch, rush_generator *g) {
    const struct rush_dataset_parts *parts = d->parts;
    if (parts->transform_count == 0) return d->get(d, index, out, g);
    void *first[RUSH_MAX_FIELDS];
    uint8_t *at = parts->last_move < 0 ? out[0] : scratch;
    memcpy(first, out, sizeof *first * (size_t)d->field_count);
    first[0] = at;
    TRY(d->get(d, index, first, g));
    size_t half = parts->last_move < 0 ? 0 : buffer_bytes(d);
    for (int i = 0; i < parts->transform_count; i++) {
        const dataset_transform *t = parts->transforms[i];
        uint8_t *to = !t->moves ? at : i == parts->last_move ? out[0] : at == scratch ? scratch + half : scratch;
        TRY(t->apply(t, at, to, g));
        at = to;
    }
    return true;
}

bool dataset_sample(rush_dataset *d, int64_t index, void *const *out, uint8_t *scratch, rush_generator *g) {
    size_t mark = scope_mark();
    bool good = sample_run(d, index, out, scratch, g);
    scope_drop(mark);
    if (!good && !rush_failed())
        error_set(RUSH_RUNTIME_ERROR, NULL, d->name, "sample %lld could not be had", (long long)index);
    if (!rush_failed()) return true;
    error_detail("while reading sample %lld of %s", (long long)index, d->name);
    return false;
}

bool rush_dataset_get_at(rush_site site, rush_dataset *d, int64_t index, rush_tensor **out, rush_generator *g) {
    if (!d || rush_failed()) return dataset_missing(site, "dataset_get", "data set");
    for (int i = 0; i < d->field_count; i++) out[i] = NULL;
    if (index < 0 || index >= d->length)
        return error_set(RUSH_INDEX_ERROR, site, d->name, "index %lld is out of range for a data set of %lld samples",
                         (long long)index, (long long)d->length);
    size_t mark = scope_mark(), bytes = dataset_scratch_bytes(d);
    uint8_t *scratch = bytes ? block_alloc(bytes) : NULL;
    bool good = !bytes || scratch || error_memory(site, d->name, bytes);
    void *to[RUSH_MAX_FIELDS];
    for (int i = 0; good && i < d->field_count; i++) {
        const rush_field *f = &d->fields[i];
        out[i] = scope_own(tensor_new(site, f->dtype, rush_cpu(), (int)f->shape.ndim, f->shape.dims));
        good = out[i] != NULL;
        if (good) to[i] = tensor_data(out[i]);
    }
    good = good && dataset_sample(d, index, to, scratch, g);
    block_free(scratch, bytes);
    if (!good) scope_drop(mark);
    for (int i = 0; !good && i < d->field_count; i++) out[i] = NULL;
    return good;
}
