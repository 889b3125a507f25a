/* SPDX-License-Identifier: MIT */
/* embedding_bag.c - sums, means or maxima of the rows of a table that each bag of numbers names. Bag b holds
   indices[offsets[b]] … indices[offsets[b + 1] - 1]; the row padding_idx counts as not there.
     sum   y[b] = sum over i in b of s[i] weight[indices[i]]     (s: per_sample_weights)
     mean  the same over the bag's count;  max  element by element */
#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/index.h"
#include "ops/internal_ops.h"
#include "ops/move.h"

enum { MODE_SUM, MODE_MEAN, MODE_MAX };
enum { WEIGHT, INDICES, OFFSETS, BY_FREQUENCY, MODE, SPARSE, SAMPLES, LAST_OFFSET, PADDING };

static bool check_integers(call *c, const rush_tensor *t, const char *name, int number) {
    CHECK(c, t->dtype == RUSH_INT64 || t->dtype == RUSH_INT32,
          "Expected tensor for argument #%d '%s' to have one of the following scalar types: Long, Int; but got torch.%sTensor instead (while checking "
          "arguments for embedding_bag)",
          number, name, dtype_table[t->dtype].torch_name);
    CHECK(c, t->ndim == 1, "embedding_bag: %s has to be a 1D Tensor, but got Tensor of dimension %d", name, t->ndim);
    return true;
}

static bool embedding_bag_meta(call *c) {
    rush_tensor *weight = TENSOR(c, WEIGHT), *indices = TENSOR(c, INDICES), *offsets = TENSOR(c, OFFSETS), *samples = TENSOR(c, SAMPLES);
    int64_t mode = INT_ARG(c, MODE);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, !BOOL_ARG(c, SPARSE), "embedding_bag: sparse=True is not supported: gradients are dense");
    TRY(check_integers(c, indices, "indices", 1));
    TRY(check_integers(c, offsets, "offsets", 1));
    CHECK(c, dtype_is_float((rush_dtype)weight->dtype),
          "Expected tensor for argument #1 'weight' to have one of the following scalar types: Half, Float, Double; but got torch.%sTensor instead "
          "(while checking arguments for embedding_bag)",
          dtype_table[weight->dtype].torch_name);
    CHECK(c, weight->ndim == 2, "embedding_bag: weight has to be a 2D Tensor, but got Tensor of dimension %d", weight->ndim);
    CHECK(c, mode >= MODE_SUM && mode <= MODE_MAX, "embedding_bag: mode has to be 0 (sum), 1 (mean) or 2 (max), but got %lld", (long long)mode);
    int64_t rows = weight->shape[0], bags = offsets->shape[0];
    if (HAS(c, PADDING))
        CHECK(c, INT_ARG(c, PADDING) >= -rows && INT_ARG(c, PADDING) < rows,
              "padding_idx must be within the number of embeddings, -%lld through %lld, but got %lld", (long long)rows, (long long)rows - 1,
              (long long)INT_ARG(c, PADDING));
    if (BOOL_ARG(c, LAST_OFFSET)) CHECK(c, bags >= 1, "include_last_offset: number of offset should be at least 1");
    if (samples) {
        CHECK(c, mode == MODE_SUM, "embedding_bag: per_sample_weights only supported with mode='sum'");
        CHECK(c, samples->dtype == weight->dtype,
              "Expected tensor for argument #1 'weight' to have the same type as tensor for argument #1 'per_sample_weights'; but type "
              "torch.%sTensor does not equal torch.%sTensor (while checking arguments for embedding_bag)",
              dtype_table[weight->dtype].torch_name, dtype_table[samples->dtype].torch_name);
        CHECK(c, samples->ndim == 1,
              "Expected per_sample_weights.value().dim() == 1 to be true, but got false.  (Could this error message be improved?  If so, please "
              "report an enhancement request to PyTorch.)");
        CHECK(c, samples->numel == indices->numel,
              "Expected per_sample_weights.value().numel() == indices.numel() to be true, but got false.  (Could this error message be improved?  "
              "If so, please report an enhancement request to PyTorch.)");
    }
    int64_t counts = mode == MODE_SUM ? bags : bags - BOOL_ARG(c, LAST_OFFSET), shape[2] = { bags - BOOL_ARG(c, LAST_OFFSET), weight->shape[1] };
    rush_dtype integer = indices->dtype == RUSH_INT64 || offsets->dtype == RUSH_INT64 ? RUSH_INT64 : RUSH_INT32;
    return call_out(c, 0, (rush_dtype)weight->dtype, 2, shape) && call_out(c, 1, integer, 1, &indices->numel) && call_out(c, 2, integer, 1, &counts) &&
           (mode == MODE_MAX ? call_out(c, 3, integer, 2, shape) : call_out(c, 3, integer, 1, &counts));
}

/* Numbers of a call, as int64 and in a row. */
typedef struct bags {
    int64_t count, n, padding, rows, width;
    const int64_t *indices, *offsets;
} bags;

static const int64_t *integers(call *c, const rush_tensor *t) {
    t = call_cast(c, t, RUSH_INT64);
    t = t ? call_contiguous(c, t) : NULL;
    return t ? tensor_data(t) : NULL;
}

static bool bags_make(call *c, bags *b) {
    rush_tensor *weight = TENSOR(c, WEIGHT), *indices = TENSOR(c, INDICES), *offsets = TENSOR(c, OFFSETS);
    *b = (bags){ .count = c->out[0]->shape[0], .n = indices->numel, .rows = weight->shape[0], .width = weight->shape[1], .padding = -1 };
    if (HAS(c, PADDING)) b->padding = INT_ARG(c, PADDING) < 0 ? INT_ARG(c, PADDING) + b->rows : INT_ARG(c, PADDING);
    if (!(b->indices = integers(c, indices)) || !(b->offsets = integers(c, offsets))) return false;
    int64_t last = offsets->numel ? b->offsets[offsets->numel - 1] : 0;
    CHECK(c, offsets->numel == 0 || b->offsets[0] == 0,
          "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got %lld", (long long)b->offsets[0]);
    CHECK(c, last <= b->n, "offsets[-1] can not be greater than input's length %lld but got offsets[-1] of %lld", (long long)b->n, (long long)last);
    for (int64_t i = 1; i < offsets->numel; i++)
        CHECK(c, b->offsets[i] >= b->offsets[i - 1], "embedding_bag: offsets must not decrease, but got %lld after %lld", (long long)b->offsets[i],
              (long long)b->offsets[i - 1]);
    for (int64_t i = 0; i < b->n; i++)
        CHECK(c, b->indices[i] >= 0 && b->indices[i] < b->rows, "embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be %lld",
              (long long)b->indices[i]);
    return true;
}

/* with include_last_offset the last bag, too, ends where the indices do */
static int64_t bag_end(const bags *b, int64_t bag) { return bag + 1 < b->count ? b->offsets[bag + 1] : b->n; }

#define BAGS(T) \
    static void sums_##T(const bags *b, const T *weight, const T *samples, T *to, bool mean) { \
        for (int64_t bag = 0; bag < b->count; bag++, to += b->width) { \
            int64_t kept = 0; \
            memset(to, 0, (size_t)b->width * sizeof(T)); \
            for (int64_t i = b->offsets[bag]; i < bag_end(b, bag); i++) { \
                if (b->indices[i] == b->padding) continue; \
                const T *row = weight + b->indices[i] * b->width; \
                T s = samples ? samples[i] : 1; \
                for (int64_t k = 0; k < b->width; k++) to[k] += s * row[k]; \
                kept++; \
            } \
            for (int64_t k = 0; mean && kept && k < b->width; k++) to[k] /= (T)kept; \
        } \
    } \
    static void maxima_##T(const bags *b, const T *weight, T *to, int64_t *which) { \
        for (int64_t bag = 0; bag < b->count; bag++, to += b->width, which += b->width) { \
            bool first = true; \
            memset(to, 0, (size_t)b->width * sizeof(T)); \
            memset(which, 0, (size_t)b->width * sizeof *which); \
            for (int64_t i = b->offsets[bag]; i < bag_end(b, bag); i++) { \
                if (b->indices[i] == b->padding) continue; \
                const T *row = weight + b->indices[i] * b->width; \
                for (int64_t k = 0; k < b->width; k++) \
                    if (first || row[k] > to[k]) { \
                        to[k] = row[k]; \
                        which[k] = b->indices[i]; \
                    } \
                first = false; \
            } \
        } \
    }
BAGS(float)
BAGS(double)

static bool store_integers(call *c, int k, const rush_tensor *t) { return tensor_copy(c->site, c->out[k], t); }

static bool embedding_bag_ref(call *c) {
    bags b;
    TRY(bags_make(c, &b));
    int64_t mode = INT_ARG(c, MODE);
    rush_tensor *out = c->out[0];
    bool wide = out->dtype == RUSH_FLOAT64;
    rush_dtype dtype = wide ? RUSH_FLOAT64 : RUSH_FLOAT32;
    const rush_tensor *weight = call_cast(c, TENSOR(c, WEIGHT), dtype), *samples = TENSOR(c, SAMPLES);
    if (!weight || !(weight = call_contiguous(c, weight))) return false;
    if (samples && (!(samples = call_cast(c, samples, dtype)) || !(samples = call_contiguous(c, samples)))) return false;
    rush_tensor *y = out->dtype == dtype ? out : call_temporary(c, dtype, 2, out->shape),
                *bag_of = call_temporary(c, RUSH_INT64, 1, &b.n), *size = call_temporary(c, RUSH_INT64, c->out[2]->ndim, c->out[2]->shape),
                *which = call_temporary(c, RUSH_INT64, c->out[3]->ndim, c->out[3]->shape);
    if (!y || !bag_of || !size || !which) return false;
    int64_t *of = tensor_data(bag_of), *count = memset(tensor_data(size), 0, (size_t)size->numel * sizeof(int64_t));
    for (int64_t bag = 0; bag < b.count; bag++)
        for (int64_t i = b.offsets[bag]; i < bag_end(&b, bag); i++) {
            of[i] = bag;
            if (mode != MODE_SUM) count[bag] += b.indices[i] != b.padding;
        }
    for (int64_t i = 0; i < b.n && b.count == 0; i++) of[i] = 0;
    if (mode != MODE_MAX) memcpy(tensor_data(which), count, (size_t)size->numel * sizeof(int64_t));
    const void *s = samples ? tensor_data(samples) : NULL;
    if (mode == MODE_MAX)
        wide ? maxima_double(&b, tensor_data(weight), tensor_data(y), tensor_data(which))
             : maxima_float(&b, tensor_data(weight), tensor_data(y), tensor_data(which));
    else
        wide ? sums_double(&b, tensor_data(weight), s, tensor_data(y), mode == MODE_MEAN)
             : sums_float(&b, tensor_data(weight), s, tensor_data(y), mode == MODE_MEAN);
    return store_integers(c, 1, bag_of) && store_integers(c, 2, size) && store_integers(c, 3, which) && (y == out || tensor_copy(c->site, out, y));
}

/* ---- gradient by weight: args grad, indices, offset2bag, bag_size, max_indices, per_sample_weights, num_weights, scale, mode, padding ---- */

static bool embedding_bag_backward_meta(call *c) {
    int64_t shape[2] = { INT_ARG(c, 6), TENSOR(c, 0)->shape[1] };
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, 2, shape);
}

static bool embedding_bag_backward_ref(call *c) {
    rush_tensor *out = c->out[0], *sums = call_temporary(c, RUSH_FLOAT64, 2, out->shape);
    const rush_tensor *g = call_cast(c, TENSOR(c, 0), RUSH_FLOAT64), *samples = TENSOR(c, 5);
    const int64_t *indices = integers(c, TENSOR(c, 1)), *bag_of = integers(c, TENSOR(c, 2)), *size = integers(c, TENSOR(c, 3)),
                  *which = integers(c, TENSOR(c, 4));
    if (!sums || !g || !(g = call_contiguous(c, g)) || !indices || !bag_of || !size || !which) return false;
    if (samples && (!(samples = call_cast(c, samples, RUSH_FLOAT64)) || !(samples = call_contiguous(c, samples)))) return false;
    int64_t width = out->shape[1], n = TENSOR(c, 1)->numel, count = g->shape[0], mode = INT_ARG(c, 8), padding = INT_ARG(c, 9), rows = out->shape[0];
    const double *from = tensor_data(g), *s = samples ? tensor_data(samples) : NULL;
    double *to = memset(tensor_data(sums), 0, (size_t)sums->numel * sizeof(double));
    if (mode == MODE_MAX) {
        for (int64_t i = 0; i < count * width; i++)
            if (size[i / width] > 0) to[which[i] * width + i % width] += from[i];
        return tensor_copy(c->site, out, sums);
    }
    rush_tensor *room = call_temporary(c, RUSH_INT64, 1, &rows);
    if (!room) return false;
    int64_t *taken = memset(tensor_data(room), 0, (size_t)rows * sizeof(int64_t));
    for (int64_t i = 0; i < n; i++) taken[indices[i]]++;
    for (int64_t i = 0; i < n && count; i++) {
        if (indices[i] == padding) continue;
        double scale = (s ? s[i] : 1) / (mode == MODE_MEAN ? (double)size[bag_of[i]] : 1) / (BOOL_ARG(c, 7) ? (double)taken[indices[i]] : 1);
        const double *row = from + bag_of[i] * width;
        double *sum = to + indices[i] * width;
        for (int64_t k = 0; k < width; k++) sum[k] += scale * row[k];
    }
    return tensor_copy(c->site, out, sums);
}

static bool embedding_bag_backward_grad(backward *c) {
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, false, "derivative for _embedding_bag_dense_backward is not implemented");
    return true;
}

/* ---- gradient by per_sample_weights: ds[i] = grad[bag of i] . weight[indices[i]] ---- */

static bool embedding_bag_samples_meta(call *c) { return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, 1, &TENSOR(c, 2)->numel); }

static bool embedding_bag_samples_ref(call *c) {
    rush_tensor *out = c->out[0];
    const rush_tensor *g = call_cast(c, TENSOR(c, 0), RUSH_FLOAT64), *weight = call_cast(c, TENSOR(c, 1), RUSH_FLOAT64);
    const int64_t *indices = integers(c, TENSOR(c, 2)), *bag_of = integers(c, TENSOR(c, 3));
    if (!g || !weight || !(g = call_contiguous(c, g)) || !(weight = call_contiguous(c, weight)) || !indices || !bag_of) return false;
    int64_t width = weight->shape[1];
    for (int64_t i = 0; i < out->numel; i++) {
        const double *a = (const double *)tensor_data(g) + bag_of[i] * width, *b = (const double *)tensor_data(weight) + indices[i] * width;
        double sum = 0;
        for (int64_t k = 0; k < width && indices[i] != INT_ARG(c, 4); k++) sum += a[k] * b[k];
        element_store_double((char *)tensor_data(out) + (size_t)i * dtype_size((rush_dtype)out->dtype), (rush_dtype)out->dtype, sum);
    }
    return true;
}

static bool embedding_bag_samples_grad(backward *c) {
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, false, "derivative for aten::_embedding_bag_per_sample_weights_backward is not implemented");
    return true;
}

static bool embedding_bag_grad(backward *c) {
    int64_t rows = input_shape(c, WEIGHT).dims[0], padding = -1;
    const value *given = &c->args[PADDING];
    if (given->kind != RUSH_VALUE_NONE) padding = given->u.i < 0 ? given->u.i + rows : given->u.i;
    rush_tensor *indices = c->args[INDICES].u.t;
    if (needs(c, WEIGHT)) {
        const value args[] = { value_tensor(c->grad), value_tensor(indices), value_tensor(c->out[1]), value_tensor(c->out[2]), value_tensor(c->out[3]),
                               c->args[SAMPLES], value_of_int(rows), c->args[BY_FREQUENCY], c->args[MODE], value_of_int(padding) };
        TRY(give(c, WEIGHT, op_call(&op_embedding_bag_backward, c->site, args, 10)));
    }
    if (c->args[SAMPLES].kind == RUSH_VALUE_TENSOR && needs(c, SAMPLES)) {
        const value args[] = { value_tensor(c->grad), c->args[WEIGHT], value_tensor(indices), value_tensor(c->out[1]), value_of_int(padding) };
        TRY(give(c, SAMPLES, op_call(&op_embedding_bag_samples, c->site, args, 5)));
    }
    return true;
}

const op op_embedding_bag = {
    OP_ROW(embedding_bag),
    .schema = "embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? "
              "per_sample_weights=None, bool include_last_offset=False, int? padding_idx=None) -> (Tensor, Tensor, Tensor, Tensor)",
    .doc = "Sums (mode 0, with per_sample_weights), means (1) or maxima (2) of the rows of weight that each bag names: bag b is the part of indices from "
           "offsets[b] to the next offset. Also gives the bag of each index, the bags' sizes (modes 1 and 2) and the rows of the maxima (mode 2). Error: "
           "an index or an offset is out of range.",
    .saves = ARG(0) | ARG(1) | ARG(6) | OUT(1) | OUT(2) | OUT(3),
    .meta = embedding_bag_meta,
    .ref = embedding_bag_ref,
    .grad = embedding_bag_grad,
    .samples = TEXTS("T[5,3], T[6]:i5, T[1]:i1", "T[5,3], T[6]:i5, T[2]:i1", "T[5,3], T[6]:i5, T[1]:i1, False, 1", "T[5,3], T[6]:i5, T[2]:i1, False, 2",
                     "T[5,3], T[6]:i5, T[1]:i1, True, 0, False, T[6]", "T[5,3], T[6]:i5, T[2]:i1, True, 1, False, None, False, 2",
                     "T[5,3], T[0]:i5, T[2]:i1, False, 1", "T[5,3], T[0]:i5, T[2]:i1, False, 0, False, None, True", "T[5,3], T[0]:i5, T[2]:i1, False, 1, False, None, True, -1",
                     "T[3,5]:t, T[6]:i5, T[1]:i1, False, 0, False, T[6], False, 1", "T[5,6]:s, T[6]:i5, T[2]:i1, False, 2", "T[300,300], T[900]:i300, T[1]:i1, False, 1"),
    .errors = TEXTS("T[4,3], T[2], T[1]:i1",
                    "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead "
                    "(while checking arguments for embedding_bag)",
                    "T[4,3], T[2]:i4, T[1]:i1, False, 1, False, T[2]", "embedding_bag: per_sample_weights only supported with mode='sum'",
                    "T[4,3], T[2]:i4, T[1]:i1, False, 0, False, T[2]:f64",
                    "Expected tensor for argument #1 'weight' to have the same type as tensor for argument #1 'per_sample_weights'; but type "
                    "torch.FloatTensor does not equal torch.DoubleTensor (while checking arguments for embedding_bag)",
                    "T[4,3], T[2]:i4, T[1]:i1, False, 0, False, None, False, 7", "padding_idx must be within the number of embeddings, -4 through 3, but got 7",
                    "T[4,3], T[2]:i4, T[0]:i1, False, 0, False, None, True", "include_last_offset: number of offset should be at least 1"),
};

const op op_embedding_bag_backward = {
    OP_ROW(embedding_bag_backward),
    .schema = "embedding_bag_backward(Tensor grad, Tensor indices, Tensor offset2bag, Tensor bag_size, Tensor max_indices, Tensor? per_sample_weights, int "
              "num_weights, bool scale_grad_by_freq, int mode, int padding_idx) -> Tensor",
    .doc = "The gradient of embedding_bag by weight.",
    .positional = 10,
    .flags = OP_INTERNAL,
    .meta = embedding_bag_backward_meta,
    .ref = embedding_bag_backward_ref,
    .grad = embedding_bag_backward_grad,
    .samples = TEXTS("T[1,3], T[6]:i5, T[6]:i1, T[1]:i1, T[1]:i1, None, 5, False, 0, -1"),
};

const op op_embedding_bag_samples = {
    OP_ROW(embedding_bag_samples),
    .schema = "embedding_bag_samples(Tensor grad, Tensor weight, Tensor indices, Tensor offset2bag, int padding_idx) -> Tensor",
    .doc = "The gradient of embedding_bag by per_sample_weights.",
    .positional = 5,
    .flags = OP_INTERNAL,
    .meta = embedding_bag_samples_meta,
    .ref = embedding_bag_samples_ref,
    .grad = embedding_bag_samples_grad,
    .samples = TEXTS("T[1,3], T[5,3], T[6]:i5, T[6]:i1, -1"),
};
