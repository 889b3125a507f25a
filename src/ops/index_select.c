/* SPDX-License-Identifier: MIT */
/* index_select.c - a vector of indices for a whole dimension: index_select, index_add, index_copy, index_fill. For dim 0:
     index_select  y[k, …] = x[index[k], …]
     index_add     y[index[k], …] += alpha source[k, …]      (k in order)
     index_copy    y[index[k], …] = source[k, …]
     index_fill    y[index[k], …] = value */
#include "ops/index.h"
#include "ops/move.h"

#include <string.h>

#include "ops/call.h"

/* the vector of indices as a part that steps only along d; rows are what the other dimensions make */
static move_part index_along(const rush_tensor *index, int d) {
    move_part p = { .data = tensor_data(index) };
    p.strides[d] = index->ndim ? index->strides[0] * (int64_t)sizeof(int64_t) : 0;
    return p;
}

/* ---- index_select ---- */

static bool index_select_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *index = TENSOR(c, 2);
    int d;
    int64_t shape[RUSH_MAX_DIMS], bad;
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    CHECK_INDEX(c, index->ndim <= 1, "index_select(): Index is supposed to be a vector");
    CHECK(c, index->dtype == RUSH_INT64 || index->dtype == RUSH_INT32, "index_select(): Expected dtype int32 or int64 for index");
    CHECK_INDEX(c, index_within(c, index, 0, index_size(self, d), &bad), "index out of range in self");
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    if (self->ndim) shape[d] = index->numel;
    c->work[1] = d;
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, shape);
}

static bool index_select_ref(call *c) {
    rush_tensor *self = TENSOR(c, 0), *out = c->out[0];
    int d = (int)c->work[1];
    const rush_tensor *index = call_cast(c, TENSOR(c, 2), RUSH_INT64);
    if (!index) return false;
    if (out->numel == 0) return true;
    if (self->ndim == 0) return index->numel == 0 || tensor_copy(c->site, out, self);
    move_part from = move_part_of(self);
    int64_t scale = from.strides[d];
    from.strides[d] = 0;
    move_gather(dtype_size((rush_dtype)out->dtype), out->ndim, out->shape, move_part_of(out), index_along(index, d), from, scale);
    return true;
}

static bool index_select_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *zeros = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    return give(c, 0, rush_index_add(zeros, INT_ARG(c, 1), c->args[2].u.t, c->grad));
}

const op op_index_select = {
    OP_ROW(index_select),
    .schema = "index_select(Tensor self, int dim, Tensor index) -> Tensor",
    .doc = "A copy of the given indices (a vector of int32 or int64) of a dimension. Error: an index is out of range.",
    .flags = OP_OUT_APART,
    .saves = ARG(2),
    .meta = index_select_meta,
    .ref = index_select_ref,
    .grad = index_select_grad,
    .samples = TEXTS("T[3,4], 0, T[2]:i3", "T[3,4], 1, T[6]:i4", "T[3,4], -1, T[]:i4", "T[3], 0, T[5]:i3", "T[], 0, T[1]:i1", "T[3,4], 0, T[0]:i3", "T[3,0], 0, T[2]:i3",
                     "T[3,4]:t, 0, T[3]:i4", "T[4,6]:s, 1, T[4]:s:i3", "T[3,4]:e, 0, T[2]:i3", "T[2,3,4]:n, 1, T[2]:i3", "T[300,300], 0, T[250]:i300",
                     "T[300,300], 1, T[250]:i300"),
    .errors = TEXTS("T[3,4], 0, T[1,1]:i3", "index_select(): Index is supposed to be a vector", "T[3,4], 2, T[1]:i3",
                    "Dimension out of range (expected to be in range of [-2, 1], but got 2)", "T[3,4], 0, T[1]",
                    "index_select(): Expected dtype int32 or int64 for index"),
    .dtypes = DTYPES_ALL,
};

/* ---- writing: lines are what lies outside d ---- */

/* to[index[k]] op= from[k] along d; `from` steps along d by from.strides[d] */
static void write_along(move_kind kind, rush_tensor *out, int d, const rush_tensor *index, move_part from) {
    int64_t lines[RUSH_MAX_DIMS];
    move_part to = move_part_of(out), at = index_along(index, d);
    memcpy(lines, index_shape(out), sizeof *lines * (size_t)index_ndim(out));
    lines[d] = 1;
    move_scatter job = { .inner = move_inner_of(kind, (rush_dtype)out->dtype), .to = to, .index = { .data = at.data }, .from = from, .count = index->numel,
                         .index_step = at.strides[d], .from_step = from.strides[d], .scale = to.strides[d] };
    move_scatter_run(&job, index_ndim(out), lines);
}

static bool index_add_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *index = TENSOR(c, 2), *source = TENSOR(c, 3);
    int d, n;
    int64_t bad, a[RUSH_MAX_DIMS], b[RUSH_MAX_DIMS], both[RUSH_MAX_DIMS];
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    CHECK_INDEX(c, index->ndim <= 1, "index_add_(): Index is supposed to be a vector, but got dim: %d with type: %s and size: %s", index->ndim,
                dtype_table[index->dtype].torch_name, TENSOR_SHAPE_TEXT(index));
    CHECK(c, index->dtype == RUSH_INT64 || index->dtype == RUSH_INT32, "index_add_(): Expected dtype int32/int64 for index but got: %s",
          dtype_table[index->dtype].torch_name);
    CHECK(c, self->dtype == source->dtype, "index_add_(): self (%s) and source (%s) must have the same scalar type", dtype_table[self->dtype].torch_name,
          dtype_table[source->dtype].torch_name);
    CHECK(c, d == 0 || d < source->ndim, "index_add_(): Indexing dim %d is out of bounds of the source tensor with dim %d", d, source->ndim);
    CHECK(c, index->numel == index_size(source, d), "index_add_(): Number of indices (%lld) should be equal to source.size(dim): (%lld), for dim: %d",
          (long long)index->numel, (long long)index_size(source, d), d);
    if (self->ndim > 1) { /* a slice of source is broadcast to a slice of self */
        memcpy(a, self->shape, sizeof *a * (size_t)d);
        memcpy(a + d, self->shape + d + 1, sizeof *a * (size_t)(self->ndim - d - 1));
        memcpy(b, source->shape, sizeof *b * (size_t)d);
        memcpy(b + d, source->shape + d + 1, sizeof *b * (size_t)(source->ndim - d - 1));
        TRY(shape_broadcast(c->site, c->op->name, self->ndim - 1, a, source->ndim - 1, b, &n, both));
        CHECK(c, source->ndim == self->ndim && shape_equal(n, both, self->ndim - 1, a), "output with shape %s doesn't match the broadcast shape %s",
              SHAPE_TEXT(self->ndim - 1, a), SHAPE_TEXT(n, both));
    } else CHECK(c, source->ndim <= 1, "index_add_(): source must have at most one dimension, as self has");
    CHECK_INDEX(c, index_within(c, index, 0, index_size(self, d), &bad), "index out of range in self");
    TRY(index_check_overlap(c, index) && index_check_overlap(c, source));
    c->work[1] = d;
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

/* source * alpha; source itself for 1 */
static const rush_tensor *scaled(call *c, const rush_tensor *source, const value *alpha) {
    char number[8];
    rush_dtype dtype = (rush_dtype)source->dtype;
    if (value_double(alpha) == 1) return source;
    rush_tensor *copy = call_temporary(c, dtype, source->ndim, source->shape);
    if (!copy || !tensor_copy(c->site, copy, source)) return NULL;
    if (alpha->kind == RUSH_VALUE_FLOAT) element_store_double(number, dtype, alpha->u.f);
    else element_store_int(number, dtype, alpha->u.i);
    move_strided(move_inner_of(MOVE_MULTIPLY, dtype), copy->ndim, copy->shape, move_part_of(copy), (move_part){ .data = number });
    return copy;
}

static bool index_add_ref(call *c) {
    rush_tensor *sum;
    int d = (int)c->work[1];
    const rush_tensor *index = index_source(c, TENSOR(c, 2)), *source = index_source(c, TENSOR(c, 3));
    TRY(move_wide(c, c->out[0], &sum));
    rush_dtype dtype = (rush_dtype)sum->dtype;
    if (!index || !source || !(index = call_cast(c, index, RUSH_INT64)) || !(source = call_cast(c, source, dtype)) || !(source = scaled(c, source, &c->args[4])))
        return false;
    if (sum->numel == 0 || index->numel == 0) return true;
    if (d == 0 && sum->ndim > 1 && tensor_is_contiguous(sum) && tensor_is_contiguous(source) && tensor_is_contiguous(index) &&
        shape_equal(sum->ndim - 1, sum->shape + 1, source->ndim - 1, source->shape + 1))
        move_add_rows(dtype, tensor_data(sum), sum->shape[0], sum->numel / sum->shape[0], tensor_data(index), tensor_data(source), index->numel, -1);
    else {
        move_part from = move_part_of(source);
        for (int i = 0; i < source->ndim; i++)
            if (source->shape[i] == 1) from.strides[i] = 0;
        write_along(MOVE_ADD, sum, d, index, from);
    }
    return move_narrow(c, c->out[0], sum);
}

static bool index_add_grad(backward *c) {
    GIVE(0, c->grad);
    if (!needs(c, 3)) return true;
    rush_tensor *g = rush_index_select(c->grad, INT_ARG(c, 1), c->args[2].u.t);
    if (g && input_shape(c, 3).ndim != g->ndim) g = rush_reshape(g, input_shape(c, 3));
    return give(c, 3, value_double(&c->args[4]) == 1 ? g : rush_mul(g, operand_of_value(&c->args[4])));
}

const op op_index_add = {
    OP_ROW(index_add),
    .schema = "index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor",
    .doc = "self with alpha times source added at the given indices of a dimension. The sum has the same bits for any number of threads.",
    .flags = OP_INPLACE | OP_COPY_FIRST | OP_OUT_NOT_PARTLY,
    .saves = ARG(2),
    .meta = index_add_meta,
    .ref = index_add_ref,
    .grad = index_add_grad,
    .samples = TEXTS("T[3,4], 0, T[2]:i3, T[2,4]", "T[3,4], 1, T[6]:i4, T[3,6]", "T[3,4], -1, T[2]:i4, T[3,2], alpha=2", "T[3], 0, T[5]:i3, T[5]", "T[], 0, T[1]:i1, T[1]",
                     "T[3,4], 0, T[0]:i3, T[0,4]", "T[3,4]:t, 0, T[3]:i4, T[3,3]", "T[4,6]:s, 1, T[4]:s:i3, T[4,2]", "T[3,4], 0, T[5]:i3, T[5,4]:e",
                     "T[2,3,4], 1, T[2]:i3, T[2,2,4]", "T[3], 0, T[]:i3, T[]", "T[30,300], 0, T[300]:i30, T[300,300]", "T[300,30], 1, T[300]:i30, T[300,300]",
                     "T[3,4]:n, 0, T[2]:i3, T[2,4]"),
    .errors = TEXTS("T[3,4], 0, T[1]:i3, T[3,4]", "index_add_(): Number of indices (1) should be equal to source.size(dim): (3), for dim: 0", "T[3,4], 0, T[1,1]:i3, T[1,4]",
                    "index_add_(): Index is supposed to be a vector, but got dim: 2 with type: Long and size: [1, 1]", "T[3,4], 0, T[1]:i3, T[1,4]:f64",
                    "index_add_(): self (Float) and source (Double) must have the same scalar type", "T[3,4], 0, T[1], T[1,4]",
                    "index_add_(): Expected dtype int32/int64 for index but got: Float", "T[3,4], 0, T[1]:i3, T[1,2]",
                    "The size of tensor a (4) must match the size of tensor b (2) at non-singleton dimension 0"),
    .dtypes = DTYPES_ALL,
};

static bool index_copy_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *index = TENSOR(c, 2), *source = TENSOR(c, 3);
    int d;
    int64_t bad, a[RUSH_MAX_DIMS], b[RUSH_MAX_DIMS];
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    CHECK_INDEX(c, index->ndim < 2, "index_copy_(): Index should have dimension 1 or 0 (got %d)", index->ndim);
    CHECK_INDEX(c, source->ndim > 0 || index->numel == 1, "index_copy_(): When source is scalar, index should have one element (got %lld)", (long long)index->numel);
    CHECK_INDEX(c, source->ndim == self->ndim || source->ndim == 0 || self->ndim == 0,
                "index_copy_(): When source and destination are not scalars, their dimensionality must match. Source dimensionality (%d), destination "
                "dimensionality (%d)", source->ndim, self->ndim);
    CHECK(c, index->dtype == RUSH_INT64, "index_copy_(): Expected a long tensor for index, but got %s", dtype_table[index->dtype].torch_name);
    CHECK(c, self->dtype == source->dtype, "index_copy_(): self and source expected to have the same dtype, but got (self) %s and (source) %s",
          dtype_table[self->dtype].torch_name, dtype_table[source->dtype].torch_name);
    int na = 0, nb = 0;
    for (int i = 0; i < self->ndim; i++)
        if (i != d) a[na++] = self->shape[i];
    for (int i = 0; i < source->ndim; i++)
        if (i != d) b[nb++] = source->shape[i];
    CHECK(c, shape_equal(na, a, nb, b),
          "index_copy_(): Source/destination tensor must have same slice shapes. Destination slice shape: %.*s at dimension %d and source slice shape: %.*s at "
          "dimension 0.", (int)strlen(SHAPE_TEXT(na, a)) - 2, SHAPE_TEXT(na, a) + 1, d, (int)strlen(SHAPE_TEXT(nb, b)) - 2, SHAPE_TEXT(nb, b) + 1);
    CHECK_INDEX(c, source->ndim == 0 || index->numel == source->shape[d], "index_copy_(): Number of indices (%lld) should be equal to source.size(dim) (%lld)",
                (long long)index->numel, (long long)index_size(source, d));
    CHECK_INDEX(c, index_within(c, index, 0, index_size(self, d), &bad), "index_copy_(): index %lld is out of bounds for dimension %d with size %lld", (long long)bad,
                d, (long long)index_size(self, d));
    TRY(index_check_overlap(c, index) && index_check_overlap(c, source));
    c->work[1] = d;
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

static bool index_copy_ref(call *c) {
    const rush_tensor *index = index_source(c, TENSOR(c, 2)), *source = index_source(c, TENSOR(c, 3));
    if (!index || !source) return false;
    if (c->out[0]->numel && index->numel) write_along(MOVE_SET, c->out[0], (int)c->work[1], index, move_part_of(source));
    return true;
}

static bool index_copy_grad(backward *c) {
    GIVE(0, rush_index_fill(c->grad, INT_ARG(c, 1), c->args[2].u.t, 0));
    if (!needs(c, 3)) return true;
    rush_tensor *g = rush_index_select(c->grad, INT_ARG(c, 1), c->args[2].u.t);
    return give(c, 3, g && g->ndim != input_shape(c, 3).ndim ? rush_reshape(g, input_shape(c, 3)) : g);
}

const op op_index_copy = {
    OP_ROW(index_copy),
    .schema = "index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor",
    .doc = "self with the given indices (int64) of a dimension replaced by source's.",
    .flags = OP_INPLACE | OP_COPY_FIRST | OP_OUT_NOT_PARTLY,
    .saves = ARG(2),
    .meta = index_copy_meta,
    .ref = index_copy_ref,
    .grad = index_copy_grad,
    .samples = TEXTS("T[3,4], 0, T[1]:i3, T[1,4]", "T[3,4], 1, T[1]:i4, T[3,1]", "T[3,4], -1, T[]:i4, T[3,1]", "T[3], 0, T[1]:i3, T[]", "T[], 0, T[1]:i1, T[1]", "T[3,4], 0, T[0]:i3, T[0,4]",
                     "T[3,4]:t, 0, T[1]:i4, T[1,3]", "T[4,6]:s, 1, T[1]:i3, T[4,1]", "T[3,4], 0, T[1]:i3, T[4,1]:t", "T[2,3,4]:n, 1, T[1]:i3, T[2,1,4]", "T[300,300], 0, T[1]:i300, T[1,300]"),
    .errors = TEXTS("T[3,4], 0, T[1]:i3, T[3,4]", "index_copy_(): Number of indices (1) should be equal to source.size(dim) (3)", "T[3,4], 0, T[1,1]:i3, T[1,4]",
                    "index_copy_(): Index should have dimension 1 or 0 (got 2)", "T[3,4], 0, T[1]:i3, T[1,4]:f64",
                    "index_copy_(): self and source expected to have the same dtype, but got (self) Float and (source) Double", "T[3,4], 0, T[1]:i32, T[1,4]",
                    "index_copy_(): Expected a long tensor for index, but got Int", "T[3,4], 0, T[1]:i3, T[1,2]",
                    "index_copy_(): Source/destination tensor must have same slice shapes. Destination slice shape: 4 at dimension 0 and source slice shape: 2 at dimension 0.",
                    "T[3,4], 0, T[1]:i3, T[4]",
                    "index_copy_(): When source and destination are not scalars, their dimensionality must match. Source dimensionality (1), destination dimensionality (2)",
                    "T[3,4], 0, T[2]:i3, T[]", "index_copy_(): When source is scalar, index should have one element (got 2)"),
    .dtypes = DTYPES_ALL,
};

static bool index_fill_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *index = TENSOR(c, 2), *number = TENSOR(c, 3);
    int d;
    int64_t bad, size;
    CHECK_INDEX(c, index->dtype == RUSH_INT64, "index_fill_(): Expected dtype int64 for index.");
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    CHECK(c, index->ndim <= 1, "Index has to be a vector/scalar");
    CHECK(c, !number || number->ndim == 0, "index_fill_ only supports a 0-dimensional value tensor, but got tensor with %d dimension(s).", number ? number->ndim : 0);
    size = index_size(self, d);
    CHECK_INDEX(c, index_within(c, index, -size, size, &bad), "index %lld is out of bounds for dimension %d with size %lld", (long long)bad, d, (long long)size);
    TRY(index_check_overlap(c, index));
    c->work[1] = d;
    return call_out_like(c, 0, self);
}

static bool index_fill_ref(call *c) {
    rush_tensor *out = c->out[0];
    const rush_tensor *index = index_wrapped(c, TENSOR(c, 2), index_size(out, (int)c->work[1])), *number = TENSOR(c, 3);
    char element[8];
    if (!index || (number && !(number = call_cast(c, number, (rush_dtype)out->dtype)))) return false;
    if (number) memcpy(element, tensor_data(number), dtype_size((rush_dtype)out->dtype));
    else if (c->args[3].kind == RUSH_VALUE_FLOAT) element_store_double(element, (rush_dtype)out->dtype, c->args[3].u.f);
    else element_store_int(element, (rush_dtype)out->dtype, c->args[3].u.i);
    if (out->numel && index->numel) write_along(MOVE_SET, out, (int)c->work[1], index, (move_part){ .data = element });
    return true;
}

static bool index_fill_grad(backward *c) {
    GIVE(0, rush_index_fill(c->grad, INT_ARG(c, 1), c->args[2].u.t, 0));
    if (c->args[3].kind == RUSH_VALUE_TENSOR) GIVE(3, rush_sum(rush_index_select(c->grad, INT_ARG(c, 1), c->args[2].u.t)));
    return true;
}

static const char *index_fill_name(const call *c) { return TENSOR(c, 3) ? "IndexFillBackward1" : "IndexFillBackward0"; }

const op op_index_fill = {
    OP_ROW(index_fill),
    .schema = "index_fill.int_Scalar(Tensor self, int dim, Tensor index, Tensor|Scalar value) -> Tensor",
    .doc = "self with a number (or a 0-dimensional tensor's value) at the given indices (int64, negative ones from the end) of a dimension.",
    .flags = OP_INPLACE | OP_WRITES_EXPANDED | OP_COPY_FIRST | OP_NO_OUT,
    .saves = ARG(2),
    .grad_name_of = index_fill_name,
    .meta = index_fill_meta,
    .ref = index_fill_ref,
    .grad = index_fill_grad,
    .samples = TEXTS("T[3,4], 0, T[2]:i3, 2", "T[3,4], 1, T[6]:i4, 1.5", "T[3,4], -1, T[]:i4, 0", "T[3], 0, T[2]:i3, 1", "T[], 0, T[1]:i1, 2", "T[3,4], 0, T[0]:i3, 1",
                     "T[3,4]:t, 0, T[2]:i4, 1", "T[4,6]:s, 1, T[4]:s:i3, 1", "T[2,3,4]:n, 1, T[2]:i3, 2", "T[300,300], 1, T[100]:i300, 1"),
    .errors = TEXTS("T[3,4], 0, T[1]:i32, 1", "index_fill_(): Expected dtype int64 for index.", "T[3,4], 0, T[1,1]:i3, 1", "Index has to be a vector/scalar", "T[3,4], 0, T[1]:i3, T[2]",
                    "index_fill_ only supports a 0-dimensional value tensor, but got tensor with 1 dimension(s)."),
    .dtypes = DTYPES_ALL,
};
