/* SPDX-License-Identifier: MIT */
/* transform.c - what happens to the first field of a sample: normalising, random windows and mirror images.
   Draws are those of torchvision: a crop takes randint for the row, then for the column (none if there is no choice),
   a flip one float32 uniform that is compared with p. */
#include <stdatomic.h>
#include <string.h>

#include "core/alloc.h"
#include "core/dtype.h"
#include "core/error.h"
#include "core/generator.h"
#include "core/tensor.h"
#include "data/dataset.h"

double rush_random_uniform(rush_generator *g) {
    float u = 0;
    rng_uniform(generator_lock(g), RUSH_FLOAT32, &u, 1, 0, 1);
    generator_unlock(g);
    return u;
}

int64_t rush_random_below(rush_generator *g, int64_t n) {
    int64_t v = 0;
    if (n < 1) {
        error_set(RUSH_VALUE_ERROR, NULL, "random_below", "expected a positive number, got %lld", (long long)n);
        return 0;
    }
    rng_randint(generator_lock(g), RUSH_INT64, &v, 1, 0, (uint64_t)n);
    generator_unlock(g);
    return v;
}

/* ---- adding ---- */

/* A transform whose `after` is its `before`: field 0 as it is now. */
static dataset_transform *transform_new(rush_site site, rush_dataset *d, const char *op, dataset_apply apply) {
    if (!d || rush_failed()) {
        dataset_missing(site, op, "data set");
        return NULL;
    }
    if (atomic_load(&d->parts->loaders)) {
        error_set(RUSH_RUNTIME_ERROR, site, op, "%s is in use by a loader; transforms are added before", d->name);
        return NULL;
    }
    dataset_transform *t = mem_calloc(sizeof *t);
    if (!t) {
        error_memory(site, op, sizeof *t);
        return NULL;
    }
    const rush_field *f = &d->fields[0];
    for (int i = 0; i < 2; i++) memcpy(t->dims[i], f->shape.dims, sizeof(int64_t) * (size_t)f->shape.ndim);
    t->apply = apply;
    t->before = (rush_field){ f->dtype, { t->dims[0], f->shape.ndim } };
    t->after = (rush_field){ f->dtype, { t->dims[1], f->shape.ndim } };
    return t;
}

/* Takes t, also when it fails; false for NULL. */
static bool transform_add(rush_site site, rush_dataset *d, const char *op, dataset_transform *t) {
    if (!t) return false;
    struct rush_dataset_parts *parts = d->parts;
    size_t bytes = sizeof *parts->transforms * (size_t)(parts->transform_count + 1);
    dataset_transform **all = mem_realloc(parts->transforms, bytes);
    if (!all) {
        mem_free(t->mean);
        mem_free(t);
        return error_memory(site, op, bytes);
    }
    parts->transforms = all;
    if (t->moves) parts->last_move = parts->transform_count;
    all[parts->transform_count++] = t;
    memcpy(parts->dims[0], t->dims[1], sizeof(int64_t) * (size_t)t->after.shape.ndim);
    return true;
}

static bool transform_drop(dataset_transform *t) {
    mem_free(t->mean);
    mem_free(t);
    return false;
}

/* ---- normalize ---- */

#define NORMALIZE(name, T) \
    static void name(T *x, int64_t channels, int64_t inner, const double *mean, const double *std) { \
        for (int64_t c = 0; c < channels; c++, x += inner) \
            for (int64_t i = 0; i < inner; i++) x[i] = (x[i] - (T)mean[c]) / (T)std[c]; \
    }
NORMALIZE(normalize_float, float)
NORMALIZE(normalize_double, double)

static bool normalize_apply(const dataset_transform *t, const uint8_t *from, uint8_t *to, rush_generator *g) {
    (void)from, (void)g;
    int64_t n = shape_numel((int)t->after.shape.ndim, t->after.shape.dims);
    int64_t inner = t->channels ? n / t->channels : 0;
    if (t->after.dtype == RUSH_FLOAT32) normalize_float((float *)(void *)to, t->channels, inner, t->mean, t->std);
    else normalize_double((double *)(void *)to, t->channels, inner, t->mean, t->std);
    return true;
}

static bool normalize_set(rush_site site, dataset_transform *t, rush_values mean, rush_values std) {
    int64_t channels = t->after.shape.ndim ? t->after.shape.dims[0] : 1;
    if (t->after.dtype != RUSH_FLOAT32 && t->after.dtype != RUSH_FLOAT64)
        return error_set(RUSH_TYPE_ERROR, site, "normalize", "expected a float32 or float64 field, got %s",
                         rush_dtype_name(t->after.dtype));
    if (!dtype_valid((int)mean.dtype) || !dtype_valid((int)std.dtype) ||
        (mean.count != 1 && mean.count != channels) || (std.count != 1 && std.count != channels))
        return error_set(RUSH_VALUE_ERROR, site, "normalize",
                         "expected 1 or %lld values of mean and std, got %lld and %lld; write RUSH_VALUES(float, …)",
                         (long long)channels, (long long)mean.count, (long long)std.count);
    size_t bytes = 2 * sizeof(double) * (size_t)(channels ? channels : 1);
    t->mean = mem_alloc(bytes);
    if (!t->mean) return error_memory(site, "normalize", bytes);
    t->std = t->mean + channels;
    t->channels = channels;
    for (int64_t c = 0; c < channels; c++) {
        const char *m = mean.ptr, *s = std.ptr;
        t->mean[c] = element_load_double(m + (mean.count == 1 ? 0 : (size_t)c) * dtype_size(mean.dtype), mean.dtype);
        t->std[c] = element_load_double(s + (std.count == 1 ? 0 : (size_t)c) * dtype_size(std.dtype), std.dtype);
        if (t->std[c] == 0)
            return error_set(RUSH_VALUE_ERROR, site, "normalize",
                             "std evaluated to zero, leading to division by zero.");
    }
    return true;
}

bool rush_dataset_normalize_at(rush_site site, rush_dataset *d, rush_values mean, rush_values std) {
    dataset_transform *t = transform_new(site, d, "normalize", normalize_apply);
    if (!t) return false;
    return normalize_set(site, t, mean, std) ? transform_add(site, d, "normalize", t) : transform_drop(t);
}

/* ---- random crop: [..., H, W] padded to [..., H + 2p, W + 2p], then a window [..., h, w] at (top, left) ---- */

static bool crop_apply(const dataset_transform *t, const uint8_t *from, uint8_t *to, rush_generator *g) {
    int64_t nd = t->after.shape.ndim;
    int64_t in_h = t->dims[0][nd - 2], in_w = t->dims[0][nd - 1], h = t->dims[1][nd - 2], w = t->dims[1][nd - 1];
    int64_t free_h = in_h + 2 * t->padding - h, free_w = in_w + 2 * t->padding - w, top = 0, left = 0;
    if (free_h || free_w) {
        top = rush_random_below(g, free_h + 1);
        left = rush_random_below(g, free_w + 1);
    }
    top -= t->padding; /* of the window's first element in the picture without padding */
    left -= t->padding;
    int64_t first = left < 0 ? -left : 0, last = in_w - left < w ? in_w - left : w; /* columns that the picture covers */
    if (first > w) first = w;
    if (last < first) last = first;
    size_t e = dtype_size(t->after.dtype), row = (size_t)w * e;
    int64_t planes = shape_numel((int)nd - 2, t->dims[0]);
    for (int64_t p = 0; p < planes; p++, from += (size_t)(in_h * in_w) * e)
        for (int64_t y = 0; y < h; y++, to += row) {
            int64_t source = y + top;
            if (source < 0 || source >= in_h || last == first) {
                memset(to, 0, row);
                continue;
            }
            memset(to, 0, (size_t)first * e);
            memcpy(to + (size_t)first * e, from + (size_t)(source * in_w + left + first) * e, (size_t)(last - first) * e);
            memset(to + (size_t)last * e, 0, (size_t)(w - last) * e);
        }
    return true;
}

bool rush_dataset_random_crop_at(rush_site site, rush_dataset *d, rush_random_crop_args a) {
    dataset_transform *t = transform_new(site, d, "random_crop", crop_apply);
    if (!t) return false;
    int64_t nd = t->after.shape.ndim, w = a.width ? a.width : a.height;
    if (nd < 2) {
        error_set(RUSH_VALUE_ERROR, site, "random_crop", "expected a field of [C, H, W] or [H, W], got %s",
                  SHAPE_TEXT((int)nd, t->dims[0]));
        return transform_drop(t);
    }
    int64_t h = t->dims[0][nd - 2], in_w = t->dims[0][nd - 1];
    if (a.padding < 0 || a.padding > INT32_MAX || a.height < 1 || w < 1) {
        error_set(RUSH_VALUE_ERROR, site, "random_crop", "height and width must be positive and padding not negative, got %lld, %lld, %lld",
                  (long long)a.height, (long long)w, (long long)a.padding);
        return transform_drop(t);
    }
    if (a.height > h + 2 * a.padding || w > in_w + 2 * a.padding) {
        error_set(RUSH_VALUE_ERROR, site, "random_crop", "Required crop size (%lld, %lld) is larger than input image size (%lld, %lld)",
                  (long long)a.height, (long long)w, (long long)(h + 2 * a.padding), (long long)(in_w + 2 * a.padding));
        return transform_drop(t);
    }
    t->moves = true;
    t->padding = a.padding;
    t->dims[1][nd - 2] = a.height;
    t->dims[1][nd - 1] = w;
    return transform_add(site, d, "random_crop", t);
}

/* ---- random flip ---- */

static void reverse(uint8_t *row, int64_t n, size_t e) {
    uint8_t hold[8];
    for (uint8_t *a = row, *b = row + (size_t)(n - 1) * e; a < b; a += e, b -= e) {
        memcpy(hold, a, e);
        memcpy(a, b, e);
        memcpy(b, hold, e);
    }
}

static bool flip_apply(const dataset_transform *t, const uint8_t *from, uint8_t *to, rush_generator *g) {
    (void)from;
    if (!(rush_random_uniform(g) < t->p)) return true;
    int64_t nd = t->after.shape.ndim, w = t->dims[1][nd - 1];
    size_t e = dtype_size(t->after.dtype);
    for (int64_t rows = shape_numel((int)nd - 1, t->dims[1]); w > 1 && rows > 0; rows--, to += (size_t)w * e) reverse(to, w, e);
    return true;
}

bool rush_dataset_random_flip_at(rush_site site, rush_dataset *d, double p) {
    dataset_transform *t = transform_new(site, d, "random_flip", flip_apply);
    if (!t) return false;
    if (!(p >= 0 && p <= 1) || t->after.shape.ndim < 1) {
        error_set(RUSH_VALUE_ERROR, site, "random_flip", "expected a probability from 0 to 1 and a field of rows, got %g and %s", p,
                  SHAPE_TEXT((int)t->after.shape.ndim, t->dims[0]));
        return transform_drop(t);
    }
    t->p = p;
    return transform_add(site, d, "random_flip", t);
}

/* ---- the user's ---- */

static bool map_apply(const dataset_transform *t, const uint8_t *from, uint8_t *to, rush_generator *g) {
    (void)from;
    return t->function(to, &t->after, g, t->user);
}

bool rush_dataset_map_at(rush_site site, rush_dataset *d, rush_transform_function f, void *user) {
    if (!f) return dataset_missing(site, "map", "function");
    dataset_transform *t = transform_new(site, d, "map", map_apply);
    if (!t) return false;
    t->function = f;
    t->user = user;
    return transform_add(site, d, "map", t);
}
