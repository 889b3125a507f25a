/* SPDX-License-Identifier: MIT */
/* segment.c - segment_reduce: a reduction over consecutive pieces of one dimension.
     data [outer, n, inner], pieces [first_s, end_s) of n for each of the outer rows, result y [outer, segments, inner]
     sum, mean, prod, max, min of the piece and of `initial`; without it an empty piece gives 0, NaN, 1, -inf, inf
     sum: dx = g      mean: dx = g / length      max, min: g shared among the elements that equal y (a NaN equals a NaN)
     prod: dx_i = g initial prod_(j != i) x_j, of the products before and after i */
#include <math.h>
#include <string.h>

#include "core/parallel.h"
#include "ops/index.h"
#include "ops/internal_ops.h"

typedef enum segment_kind { SEGMENT_SUM, SEGMENT_MEAN, SEGMENT_PROD, SEGMENT_MAX, SEGMENT_MIN, SEGMENT_KINDS } segment_kind;
static const char *const kind_names[SEGMENT_KINDS] = { "sum", "mean", "prod", "max", "min" };
static const double identities[SEGMENT_KINDS] = { 0, 0, 1, -INFINITY, INFINITY };

static int kind_of(const char *name) {
    int k = 0;
    while (k < SEGMENT_KINDS && strcmp(name, kind_names[k]) != 0) k++;
    return k;
}

typedef struct segments { const char *data; char *to; const int64_t *ends; int64_t outer, count, n, inner; rush_dtype dtype; segment_kind kind; double initial; bool given;
                          const char *result, *grad; } segments;
enum { SEGMENTS_PER_BLOCK = 64 };

static double step(segment_kind kind, double a, double x) {
    switch (kind) {
    case SEGMENT_PROD: return a * x;
    case SEGMENT_MAX: return a != a || a >= x ? a : x;
    case SEGMENT_MIN: return a != a || a <= x ? a : x;
    default: return a + x;
    }
}

/* segment k (of all rows): where its elements begin, how many there are; for column 0 */
static int64_t segment_first(const segments *s, int64_t k, int64_t *length) {
    int64_t row = k / s->count;
    const int64_t *end = s->ends + row * (s->count + 1) + k % s->count;
    *length = end[1] - end[0];
    return (row * s->n + end[0]) * s->inner;
}

static void reduce_block(void *context, int64_t block) {
    const segments *s = context;
    int64_t size = (int64_t)dtype_size(s->dtype), end = (block + 1) * SEGMENTS_PER_BLOCK, length;
    for (int64_t k = block * SEGMENTS_PER_BLOCK; k < end && k < s->outer * s->count; k++) {
        int64_t first = segment_first(s, k, &length);
        for (int64_t j = 0; j < s->inner; j++) {
            double a = s->given ? s->initial : identities[s->kind];
            for (int64_t i = 0; i < length; i++) a = step(s->kind, a, element_load_double(s->data + (first + i * s->inner + j) * size, s->dtype));
            if (s->kind == SEGMENT_MEAN) a = length ? a / (double)length : s->given ? a : (double)NAN;
            element_store_double(s->to + (k * s->inner + j) * size, s->dtype, a);
        }
    }
}

static void backward_block(void *context, int64_t block) {
    const segments *s = context;
    rush_dtype d = s->dtype;
    int64_t size = (int64_t)dtype_size(d), end = (block + 1) * SEGMENTS_PER_BLOCK, step_ = s->inner * size, length;
    for (int64_t k = block * SEGMENTS_PER_BLOCK; k < end && k < s->outer * s->count; k++) {
        int64_t first = segment_first(s, k, &length);
        for (int64_t j = 0; j < s->inner; j++) {
            const char *x = s->data + (first + j) * size;
            char *to = s->to + (first + j) * size;
            double g = element_load_double(s->grad + (k * s->inner + j) * size, d), y = element_load_double(s->result + (k * s->inner + j) * size, d), equal = 0;
            double before = s->given ? s->initial : 1;
            if (s->kind == SEGMENT_MEAN) g /= (double)length;
            for (int64_t i = 0; s->kind >= SEGMENT_MAX && i < length; i++) {
                double v = element_load_double(x + i * step_, d);
                equal += v == y || (v != v && y != y);
            }
            for (int64_t i = 0; i < length; i++) {
                double v = element_load_double(x + i * step_, d), own = g;
                if (s->kind >= SEGMENT_MAX) own = v == y || (v != v && y != y) ? g / equal : 0;
                if (s->kind == SEGMENT_PROD) {
                    own *= before;
                    before *= v;
                    for (int64_t after = i + 1; after < length; after++) own *= element_load_double(x + after * step_, d);
                }
                element_store_double(to + i * step_, d, own);
            }
        }
    }
}

static bool run(call *c, segments *s, const rush_tensor *data, const rush_tensor *ends, int64_t axis) {
    s->dtype = (rush_dtype)data->dtype;
    s->outer = shape_numel((int)axis, data->shape);
    s->n = data->shape[axis];
    s->inner = shape_numel(data->ndim - (int)axis - 1, data->shape + axis + 1);
    s->count = ends->shape[axis] - 1;
    if (!(ends = call_contiguous(c, ends)) || !(data = call_contiguous(c, data))) return false;
    s->data = tensor_data(data);
    s->ends = tensor_data(ends);
    s->to = tensor_data(c->out[0]);
    parallel_for((s->outer * s->count + SEGMENTS_PER_BLOCK - 1) / SEGMENTS_PER_BLOCK, s->grad ? backward_block : reduce_block, s);
    return true;
}

/* ---- the parts, whose pieces are given by their bounds: int64 [outer, segments + 1] ---- */

static bool part_meta(call *c) {
    const rush_tensor *data = TENSOR(c, 0);
    int64_t shape[RUSH_MAX_DIMS], axis = INT_ARG(c, 3);
    for (int i = 0; i < data->ndim; i++) shape[i] = data->shape[i];
    shape[axis] = TENSOR(c, 2)->shape[axis] - 1;
    return call_out(c, 0, (rush_dtype)data->dtype, data->ndim, shape);
}

static bool part_ref(call *c) {
    segments s = { .kind = (segment_kind)kind_of(c->args[1].u.string), .given = HAS(c, 4), .initial = HAS(c, 4) ? FLOAT_ARG(c, 4) : 0 };
    return run(c, &s, TENSOR(c, 0), TENSOR(c, 2), INT_ARG(c, 3));
}

static bool part_grad(backward *c) {
    rush_operand initial = operand_of_value(&c->args[4]);
    GIVE(0, rush_segment_backward(c->grad, c->out[0], c->args[0].u.t, c->args[1].u.string, c->args[2].u.t, c->args[3].u.i, initial));
    return true;
}

static bool backward_meta(call *c) { return call_out_like(c, 0, TENSOR(c, 2)); }

static bool backward_ref(call *c) {
    const rush_tensor *grad = call_contiguous(c, TENSOR(c, 0)), *result = call_contiguous(c, TENSOR(c, 1));
    if (!grad || !result) return false;
    segments s = { .kind = (segment_kind)kind_of(c->args[3].u.string), .given = HAS(c, 6), .initial = HAS(c, 6) ? FLOAT_ARG(c, 6) : 0,
                   .grad = tensor_data(grad), .result = tensor_data(result) };
    memset(tensor_data(c->out[0]), 0, (size_t)c->out[0]->numel * dtype_size((rush_dtype)c->out[0]->dtype));
    return run(c, &s, TENSOR(c, 2), TENSOR(c, 4), INT_ARG(c, 5));
}

static bool backward_grad(backward *c) {
    return error_set(RUSH_NOT_IMPLEMENTED_ERROR, c->site, NULL, "derivative for aten::_segment_reduce_backward is not implemented");
}

/* ---- segment_reduce: checks, and bounds from lengths or offsets ---- */

static bool segment_reduce_run(call *c) {
    rush_tensor *data = TENSOR(c, 0), *lengths = TENSOR(c, 2), *offsets = TENSOR(c, 4), *pieces = lengths ? lengths : offsets, *ends;
    int axis;
    TRY(call_dim(c, INT_ARG(c, 5), data->ndim, &axis));
    CHECK(c, data->numel > 0, "Expected data.numel() > 0 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)");
    CHECK(c, !HAS(c, 3), "segment_reduce(): indices based reduction is not supported yet.");
    CHECK(c, pieces, "segment_reduce(): Either lengths or offsets must be defined.");
    CHECK(c, kind_of(c->args[1].u.string) < SEGMENT_KINDS, "unsupported reduction given! %s", c->args[1].u.string);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)data->dtype), "\"_segment_reduce_cpu\" not implemented for '%s'", dtype_table[data->dtype].torch_name);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, pieces->dtype == RUSH_INT64 || pieces->dtype == RUSH_INT32, "\"_segment_reduce_lengths_cpu_kernel1\" not implemented for '%s'",
             dtype_table[pieces->dtype].torch_name);
    CHECK(c, pieces->ndim == axis + 1, "segment_reduce(): Expected axis to be the last dimension of %s but got %lld.", lengths ? "lengths" : "offsets", (long long)INT_ARG(c, 5));
    CHECK(c, shape_equal(axis, pieces->shape, axis, data->shape), "segment_reduce(): Expected all dimensions of %s but the last to be data's, but got %s and %s",
          lengths ? "lengths" : "offsets", TENSOR_SHAPE_TEXT(pieces), TENSOR_SHAPE_TEXT(data));
    pieces = rush_to_dtype(rush_detach(pieces), RUSH_INT64);
    if (!pieces) return false;
    int64_t bad;
    if (lengths) {
        CHECK(c, index_within(c, pieces, 0, INT64_MAX, &bad), "lengths contains negative value!");
        int64_t shape[RUSH_MAX_DIMS];
        for (int i = 0; i < pieces->ndim; i++) shape[i] = i == axis ? 1 : pieces->shape[i];
        rush_tensor *zeros = rush_zeros(((rush_shape){ shape, pieces->ndim }), .dtype = RUSH_INT64);
        ends = rush_cumsum(rush_cat((rush_tensor *[]){ zeros, pieces }, 2, axis), axis);
    } else {
        CHECK(c, pieces->shape[axis] > 0, "segment_reduce(): Expected offsets to have at least 1 element along axis");
        ends = pieces;
    }
    if (!ends || !(ends = rush_contiguous(ends))) return false;
    const int64_t *p = tensor_data(ends);
    int64_t n = ends->shape[axis];
    for (int64_t i = 0; i < ends->numel; i++) {
        bool last = lengths && i % n == n - 1, falls = i % n && p[i] < p[i - 1];
        CHECK(c, !lengths || BOOL_ARG(c, 6) || !last || p[i] == data->shape[axis],
              "segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when !unsafe.");
        CHECK(c, p[i] >= 0 && p[i] <= data->shape[axis] && !falls, "segment_reduce(): the pieces must lie one after another within the dimension's %lld elements",
              (long long)data->shape[axis]);
    }
    return call_return(c, 0, rush_segment_part(data, c->args[1].u.string, ends, axis, operand_of_value(&c->args[7])));
}

const op op_segment_reduce = {
    OP_ROW(segment_reduce),
    .schema = "segment_reduce(Tensor data, str reduce, *, Tensor? lengths=None, Tensor? indices=None, Tensor? offsets=None, int axis=0, bool unsafe=False, Scalar? initial=None) -> Tensor",
    .doc = "Sums, means, products, maxima or minima of consecutive pieces of one dimension, given by their lengths or by where they begin and end.",
    .flags = OP_SIZE_FROM_VALUES | OP_NO_OUT,
    .run = segment_reduce_run,
    .samples = TEXTS("T[5], 'sum', lengths=T[5]:e:i2, unsafe=True", "T[5,2], 'mean', offsets=T[2]:e:i3", "T[2,3], 'max', lengths=T[2,1]:i2, axis=1, unsafe=True", "T[4]:p, 'prod', lengths=T[4]:e:i2, unsafe=True, initial=2.0",
                     "T[4], 'min', lengths=T[4]:e:i2, unsafe=True", "T[3,4]:t, 'sum', lengths=T[4]:e:i2, unsafe=True", "T[4,6]:s, 'mean', offsets=T[3]:e:i4, initial=1", "T[300,300], 'sum', offsets=T[9]:e:i200"),
    .errors = TEXTS("T[3], 'foo', lengths=T[3]:i2", "unsupported reduction given! foo", "T[3], 'sum'", "segment_reduce(): Either lengths or offsets must be defined.", "T[3], 'sum', lengths=T[4]:e:i1",
                    "segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when !unsafe."),
};

const op op_segment_part = {
    OP_ROW(segment_part),
    .schema = "segment_part(Tensor data, str reduce, Tensor ends, int axis, Scalar? initial) -> Tensor",
    .doc = "segment_reduce of pieces between the given bounds, which are within the dimension and never fall.",
    .grad_name = "SegmentReduceBackward0",
    .flags = OP_INTERNAL,
    .saves = ARG(0) | ARG(2) | OUT(0),
    .meta = part_meta,
    .ref = part_ref,
    .grad = part_grad,
    .samples = TEXTS("T[5,2], 'mean', T[2]:e:i3, 0, None", "T[5], 'sum', T[4]:e:i5, 0, 1.0", "T[2,3], 'max', T[2,3]:e:i1, 1, None", "T[5,1]:t, 'sum', T[1,4]:e:i5, 1, 1.0", "T[2,3]:n, 'min', T[3]:e:i2, 0, 0.5",
                     "T[4,6]:s, 'prod', T[3]:e:i4, 0, 2", "T[3,4]:t, 'sum', T[3]:e:i4, 0, None", "T[300,300], 'sum', T[9]:e:i200, 0, None"),
};

const op op_segment_backward = {
    OP_ROW(segment_backward),
    .schema = "segment_backward(Tensor grad, Tensor result, Tensor data, str reduce, Tensor ends, int axis, Scalar? initial) -> Tensor",
    .doc = "The derivative of segment_part.",
    .flags = OP_INTERNAL,
    .meta = backward_meta,
    .ref = backward_ref,
    .grad = backward_grad,
};
