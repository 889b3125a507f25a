/* SPDX-License-Identifier: MIT */
/* embedding.c - rows of a table by number, and numbers as rows: embedding, embedding_renorm, one_hot.
     embedding  y[…, :] = weight[indices[…], :]
     renorm     weight[r, :] *= max_norm / |weight[r, :]|_p  for the rows r in indices that are longer
     one_hot    y[…, k] = 1 where k = self[…], else 0 */
#include "ops/index.h"
#include "ops/internal_ops.h"
#include "ops/move.h"

#include <math.h>
#include <string.h>

#include "ops/call.h"

static bool embedding_meta(call *c) {
    rush_tensor *weight = TENSOR(c, 0), *indices = TENSOR(c, 1);
    int64_t shape[RUSH_MAX_DIMS], bad;
    CHECK(c, weight->ndim == 2, "'weight' must be 2-D");
    CHECK(c, indices->dtype == RUSH_INT64 || indices->dtype == RUSH_INT32,
          "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.%sTensor instead (while checking arguments "
          "for embedding)", dtype_table[indices->dtype].torch_name);
    CHECK(c, indices->ndim < RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, !BOOL_ARG(c, 4), "embedding: sparse=True is not supported: gradients are dense");
    CHECK_INDEX(c, index_within(c, indices, 0, weight->shape[0], &bad), "index out of range in self");
    memcpy(shape, indices->shape, sizeof *shape * (size_t)indices->ndim);
    shape[indices->ndim] = weight->shape[1];
    return call_out(c, 0, (rush_dtype)weight->dtype, indices->ndim + 1, shape);
}

static bool embedding_ref(call *c) {
    rush_tensor *weight = TENSOR(c, 0), *out = c->out[0];
    const rush_tensor *indices = call_cast(c, TENSOR(c, 1), RUSH_INT64);
    if (!indices) return false;
    if (out->numel == 0) return true;
    int64_t size = (int64_t)dtype_size((rush_dtype)weight->dtype);
    move_part from = { .data = tensor_data(weight) };
    from.strides[out->ndim - 1] = weight->strides[1] * size;
    move_gather((size_t)size, out->ndim, out->shape, move_part_of(out), move_part_of(indices), from, weight->strides[0] * size);
    return true;
}

static bool embedding_grad(backward *c) {
    GIVE(0, rush_embedding_dense_backward(c->grad, c->args[1].u.t, input_shape(c, 0).dims[0], c->args[2].u.i, BOOL_ARG(c, 3)));
    return true;
}

const op op_embedding = {
    OP_ROW(embedding),
    .schema = "embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor",
    .doc = "Rows of weight [count, size] by number (int32 or int64): a tensor of shape [..., size]. The row padding_idx gets no gradient; with scale_grad_by_freq "
           "a row's gradient is divided by how often it is taken. Error: an index is out of range.",
    .flags = OP_NO_OUT | OP_NN,
    .saves = ARG(1),
    .meta = embedding_meta,
    .ref = embedding_ref,
    .grad = embedding_grad,
    .samples = TEXTS("T[5,3], T[4]:i5", "T[5,3], T[2,3]:i5", "T[5,3], T[6]:i5, 2", "T[5,3], T[6]:i3, -1, True", "T[5,3], T[]:i5", "T[5,3], T[0]:i5", "T[5,0], T[2]:i5", "T[3,5]:t, T[4]:i5", "T[5,6]:s, T[2,3]:t:i5, 0",
                     "T[5,3]:e, T[4]:s:i5", "T[5,3]:n, T[4]:i5", "T[100,64], T[40,50]:i100, 7", "T[1000,20], T[3000]:i10",
                     "T[300,300], T[300]:i300"),
    .errors = TEXTS("T[3], T[2]:i3", "'weight' must be 2-D", "T[3,4], T[1]",
                    "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead (while checking "
                    "arguments for embedding)"),
};

/* ---- its gradient: rows are summed in the order of indices ---- */

static bool embedding_backward_meta(call *c) {
    rush_tensor *g = TENSOR(c, 0), *indices = TENSOR(c, 1);
    int64_t bad;
    CHECK(c, g->ndim == indices->ndim + 1 && shape_equal(indices->ndim, g->shape, indices->ndim, indices->shape),
          "embedding_dense_backward: expected a gradient of shape indices + [size], got %s and %s", TENSOR_SHAPE_TEXT(g), TENSOR_SHAPE_TEXT(indices));
    CHECK_INDEX(c, index_within(c, indices, 0, INT_ARG(c, 2), &bad), "index out of range in self");
    return call_out(c, 0, (rush_dtype)g->dtype, 2, (int64_t[]){ INT_ARG(c, 2), g->shape[g->ndim - 1] });
}

/* each row by how often its number is taken */
static bool divide_by_frequency(call *c, rush_tensor *sum, const int64_t *indices, int64_t n) {
    int64_t rows = sum->shape[0], width = sum->shape[1];
    rush_tensor *room = call_temporary(c, RUSH_INT64, 1, &rows);
    if (!room) return false;
    int64_t *taken = memset(tensor_data(room), 0, (size_t)rows * sizeof *taken);
    for (int64_t i = 0; i < n; i++) taken[indices[i]]++;
    rush_dtype dtype = (rush_dtype)sum->dtype;
    for (int64_t r = 0; r < rows; r++) {
        char *row = (char *)tensor_data(sum) + (size_t)(r * width) * dtype_size(dtype);
        if (taken[r] > 1)
            for (int64_t k = 0; k < width; k++, row += dtype_size(dtype))
                element_store_double(row, dtype, element_load_double(row, dtype) / (double)taken[r]);
    }
    return true;
}

static bool embedding_backward_ref(call *c) {
    rush_tensor *out = c->out[0], *sum;
    const rush_tensor *g = TENSOR(c, 0), *indices = call_cast(c, TENSOR(c, 1), RUSH_INT64);
    TRY(move_wide(c, out, &sum));
    rush_dtype dtype = (rush_dtype)sum->dtype;
    if (!indices || !(indices = call_contiguous(c, indices)) || !(g = call_cast(c, g, dtype)) || !(g = call_contiguous(c, g))) return false;
    memset(tensor_data(sum), 0, (size_t)sum->numel * dtype_size(dtype));
    if (g->numel) move_add_rows(dtype, tensor_data(sum), out->shape[0], out->shape[1], tensor_data(indices), tensor_data(g), indices->numel, INT_ARG(c, 3));
    if (BOOL_ARG(c, 4)) TRY(divide_by_frequency(c, sum, tensor_data(indices), indices->numel));
    return move_narrow(c, out, sum);
}

/* linear in its gradient: rows of the padding are 0, with frequencies each row is divided by its own */
static bool embedding_backward_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *indices = c->args[1].u.t;
    rush_tensor *g = rush_embedding(c->grad, indices);
    if (c->args[3].u.i >= 0) {
        value args[3] = { value_tensor(rush_unsqueeze(rush_eq(indices, c->args[3].u.i), -1)), value_of_int(0), value_tensor(g) };
        g = args[0].u.t && g ? op_call(&op_where, c->site, args, 3) : NULL;
    }
    if (BOOL_ARG(c, 4) && g) {
        rush_tensor *flat = rush_reshape(indices, RUSH_SHAPE(-1)), *taken = rush_bincount(flat, .minlength = INT_ARG(c, 2));
        rush_tensor *often = rush_index_select(taken, 0, flat);
        int64_t shape[RUSH_MAX_DIMS];
        memcpy(shape, g->shape, sizeof *shape * (size_t)g->ndim);
        shape[g->ndim - 1] = 1;
        g = often ? rush_div(g, rush_view(often, ((rush_shape){ shape, g->ndim }))) : NULL;
    }
    return give(c, 0, g);
}

const op op_embedding_dense_backward = {
    OP_ROW(embedding_dense_backward),
    .schema = "embedding_dense_backward(Tensor grad_output, Tensor indices, int num_weights, int padding_idx, bool scale_grad_by_freq) -> Tensor",
    .doc = "The gradient of embedding's weight: row r is the sum of grad_output where indices is r; the row padding_idx is 0; with scale_grad_by_freq each sum is divided by the number of its terms.",
    .flags = OP_INTERNAL,
    .saves = ARG(1),
    .meta = embedding_backward_meta,
    .ref = embedding_backward_ref,
    .grad = embedding_backward_grad,
    .samples = TEXTS("T[4,3], T[4]:i5, 5, -1, False", "T[2,3,4], T[2,3]:i5, 5, 2, False", "T[0,3], T[0]:i5, 5, -1, False", "T[3], T[]:i5, 5, -1, False", "T[3,4]:t, T[4]:i5, 5, 0, False", "T[4,3]:e, T[4]:i5, 5, -1, False", "T[4,6]:s, T[4]:i5, 5, 1, False", "T[30,3], T[30]:i5, 5, 1, True", "T[2,9,3], T[2,9]:i5, 5, -1, True",
                     "T[3000,20], T[3000]:i500, 1000, -1, False"),
};

/* ---- embedding_renorm ---- */

static bool renorm_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *indices = TENSOR(c, 1);
    int64_t bad;
    CHECK(c, self->ndim == 2, "Expected 2-dimensional tensor, but got %d-dimensional tensor for argument #1 'self' (while checking arguments for embedding_renorm_)",
          (int)self->ndim);
    CHECK(c, indices->dtype == RUSH_INT64 || indices->dtype == RUSH_INT32,
          "Expected tensor for argument #2 'indices' to have one of the following scalar types: Long, Int; but got torch.%sTensor instead (while checking arguments "
          "for embedding_renorm_)", dtype_table[indices->dtype].torch_name);
    CHECK_INDEX(c, index_within(c, indices, 0, self->shape[0], &bad), "index out of range in self");
    return call_out_like(c, 0, self);
}

static bool renorm_ref(call *c) {
    rush_tensor *self = c->out[0];
    const rush_tensor *indices = call_cast(c, TENSOR(c, 1), RUSH_INT64);
    rush_tensor *seen = call_temporary(c, RUSH_BOOL, 1, self->shape);
    if (!indices || !(indices = call_contiguous(c, indices)) || !seen) return false;
    const int64_t *index = tensor_data(indices);
    bool *done = tensor_data(seen);
    double most = FLOAT_ARG(c, 2), p = FLOAT_ARG(c, 3);
    rush_dtype dtype = (rush_dtype)self->dtype;
    int64_t size = (int64_t)dtype_size(dtype), width = self->shape[1];
    memset(done, 0, (size_t)self->shape[0]);
    for (int64_t i = 0; i < indices->numel; i++) {
        if (done[index[i]]) continue;
        done[index[i]] = true;
        char *row = (char *)tensor_data(self) + index[i] * self->strides[0] * size;
        double norm = 0;
        for (int64_t k = 0; k < width; k++) {
            double x = fabs(element_load_double(row + k * self->strides[1] * size, dtype));
            if (isinf(p)) norm = x > norm ? x : norm;
            else norm += p == 0 ? x != 0 : p == 1 ? x : p == 2 ? x * x : pow(x, p);
        }
        if (!isinf(p) && p != 0) norm = p == 2 ? sqrt(norm) : pow(norm, 1 / p);
        if (!(norm > most)) continue;
        double scale = most / (norm + 1e-7);
        for (int64_t k = 0; k < width; k++) {
            char *x = row + k * self->strides[1] * size;
            element_store_double(x, dtype, element_load_double(x, dtype) * scale);
        }
    }
    return true;
}

const op op_embedding_renorm = {
    OP_ROW(embedding_renorm),
    .schema = "embedding_renorm_(Tensor self, Tensor indices, float max_norm, float norm_type) -> Tensor",
    .doc = "Scales the rows of self [count, size] that indices names and whose norm_type-norm is above max_norm down to it.",
    .flags = OP_INPLACE_ONLY | OP_NO_GRAD | OP_NO_METHOD,
    .meta = renorm_meta,
    .ref = renorm_ref,
    .samples = TEXTS("T[5,3], T[4]:i5, 1.0, 2.0", "T[5,3], T[2,3]:i5, 0.5, 1.0", "T[5,3], T[]:i5, 0.1, 2.0", "T[5,3], T[0]:i5, 1.0, 2.0", "T[5,0], T[2]:i5, 1.0, 2.0",
                     "T[3,5]:t, T[4]:i5, 1.0, 3.0", "T[5,6]:s, T[3]:i5, 0.7, 2.0", "T[1000,80], T[3000]:i1000, 5.0, 2.0"),
    .errors = TEXTS("T[3], T[2]:i3, 1.0, 2.0",
                    "Expected 2-dimensional tensor, but got 1-dimensional tensor for argument #1 'self' (while checking arguments for embedding_renorm_)"),
};

/* ---- one_hot ---- */

static bool one_hot_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t classes = INT_ARG(c, 1), bad = 0, shape[RUSH_MAX_DIMS];
    CHECK(c, self->dtype == RUSH_INT64, "one_hot is only applicable to index tensor.");
    CHECK(c, self->ndim < RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    if (self->numel == 0) CHECK(c, classes > 0, "Can not infer total number of classes from empty tensor.");
    CHECK(c, index_within(c, self, 0, INT64_MAX, &bad), "Class values must be non-negative.");
    if (classes == -1) {
        const rush_tensor *t = index_expanded(c, self, self->ndim, self->shape);
        if (!t) return false;
        const int64_t *p = tensor_data(t);
        for (int64_t i = 0; i < t->numel; i++) classes = p[i] >= classes ? p[i] + 1 : classes;
    } else CHECK(c, index_within(c, self, 0, classes > 0 ? classes : 0, &bad), "Class values must be smaller than num_classes.");
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    shape[self->ndim] = classes;
    return call_out(c, 0, RUSH_INT64, self->ndim + 1, shape);
}

static bool one_hot_ref(call *c) {
    rush_tensor *out = c->out[0];
    const rush_tensor *self = call_contiguous(c, TENSOR(c, 0));
    if (!self) return false;
    const int64_t *k = tensor_data(self);
    int64_t *to = tensor_data(out), classes = out->shape[out->ndim - 1];
    memset(to, 0, (size_t)out->numel * sizeof *to);
    for (int64_t i = 0; i < self->numel; i++) to[i * classes + k[i]] = 1;
    return true;
}

const op op_one_hot = {
    OP_ROW(one_hot),
    .schema = "one_hot(Tensor self, int num_classes=-1) -> Tensor",
    .doc = "For each class number (int64) a row of num_classes zeros with a 1 at that place; -1 takes the largest number + 1.",
    .flags = OP_NO_GRAD | OP_NO_OUT | OP_SIZE_FROM_VALUES | OP_NN,
    .meta = one_hot_meta,
    .ref = one_hot_ref,
    .samples = TEXTS("T[5]:i4, 4", "T[2,3]:i4, 6", "T[7]:i4", "T[]:i4, 4", "T[0]:i4, 3", "T[3,4]:t:i5, 5", "T[4,6]:s:i5", "T[300,300]:i5, 5"),
    .errors = TEXTS("T[1]", "one_hot is only applicable to index tensor.", "T[0]:i1", "Can not infer total number of classes from empty tensor.", "T[1]:i1, 0",
                    "Class values must be smaller than num_classes."),
};
