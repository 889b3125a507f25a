/* SPDX-License-Identifier: MIT */
/* gather.c - an index for each element: gather, scatter, scatter_add, scatter_reduce, take_along_dim. For dim 0 of three:
     gather   y[i,j,k] = x[index[i,j,k], j, k]
     scatter  y[index[i,j,k], j, k] = src[i,j,k]   (or +=, *=, max, min), i in order: of several writes to one place the last stays */
#include "ops/index.h"
#include "ops/move.h"

#include <math.h>
#include <string.h>

#include "core/strided.h"

static bool check_bounds(call *c, const rush_tensor *index, int64_t dim, int64_t size) {
    int64_t bad;
    CHECK(c, index_within(c, index, 0, size, &bad), "index %lld is out of bounds for dimension %lld with size %lld", (long long)bad, (long long)dim,
          (long long)size);
    return true;
}

/* ---- gather ---- */

static bool gather_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *index = TENSOR(c, 2);
    int d;
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    CHECK(c, !BOOL_ARG(c, 3), "gather: sparse_grad=True is not supported");
    if (index->numel) {
        CHECK(c, index->dtype == RUSH_INT64, "gather(): Expected dtype int64 for index");
        CHECK(c, index_ndim(self) == index_ndim(index), "Index tensor must have the same number of dimensions as input tensor");
        for (int i = 0; i < index_ndim(self); i++)
            CHECK(c, i == d || index_size(index, i) <= index_size(self, i),
                  "Size does not match at dimension %d expected index %s to be smaller than self %s apart from dimension %d", i, TENSOR_SHAPE_TEXT(index),
                  TENSOR_SHAPE_TEXT(self), d);
        TRY(check_bounds(c, index, d, index_size(self, d)));
    }
    c->work[1] = d;
    return call_out(c, 0, (rush_dtype)self->dtype, index->ndim, index->shape);
}

static bool gather_ref(call *c) {
    rush_tensor *self = TENSOR(c, 0), *out = c->out[0];
    int d = (int)c->work[1];
    if (out->numel == 0) return true;
    move_part from = move_part_of(self);
    int64_t scale = from.strides[d];
    from.strides[d] = 0;
    move_gather(dtype_size((rush_dtype)out->dtype), index_ndim(out), index_shape(out), move_part_of(out), move_part_of(TENSOR(c, 2)), from, scale);
    return true;
}

static bool gather_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *zeros = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    return give(c, 0, rush_scatter_add(zeros, INT_ARG(c, 1), c->args[2].u.t, c->grad));
}

const op op_gather = {
    OP_ROW(gather),
    .schema = "gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor",
    .doc = "For each element of index (int64) the element of self at that index of dim and the same place elsewhere. Error: an index is out of range.",
    .flags = OP_OUT_APART,
    .saves = ARG(2),
    .meta = gather_meta,
    .ref = gather_ref,
    .grad = gather_grad,
    .samples = TEXTS("T[3,4], 0, T[2,4]:i3", "T[3,4], 1, T[3,6]:i4", "T[3,4], -1, T[2,2]:i4", "T[], 0, T[]:i1", "T[3], 0, T[]:i3", "T[], 0, T[3]:i1", "T[3,4], 0, T[0,4]:i3",
                     "T[3,4]:t, 0, T[2,3]:i4", "T[4,6]:s, 1, T[6,4]:t:i3", "T[3,4]:e, 0, T[3,4]:i3", "T[2,3,4]:n, 1, T[2,5,4]:i3", "T[300,300], 1, T[300,250]:i300"),
    .errors = TEXTS("T[3,4], 0, T[2]:i3", "Index tensor must have the same number of dimensions as input tensor", "T[3,4], 0, T[2,4]:i32",
                    "gather(): Expected dtype int64 for index", "T[3,4], 2, T[2,4]:i3", "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
                    "T[3,4], 0, T[1,5]:i3", "Size does not match at dimension 1 expected index [1, 5] to be smaller than self [3, 4] apart from dimension 0"),
    .dtypes = DTYPES_ALL,
};

/* ---- scatter ---- */

/* what scatter and scatter_add ask of dim, index and src (NULL: a number) */
static bool scatter_check(call *c, const rush_tensor *src) {
    rush_tensor *self = TENSOR(c, 0), *index = TENSOR(c, 2);
    int d;
    bool fits = true;
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    CHECK(c, index->numel == 0 || index->dtype == RUSH_INT64, "scatter(): Expected dtype int64 for index");
    CHECK(c, !src || src->dtype == self->dtype, "scatter(): Expected self.dtype to be equal to src.dtype");
    c->work[1] = d;
    if (index->numel == 0) return true;
    CHECK(c, index_ndim(self) == index_ndim(index), "Index tensor must have the same number of dimensions as self tensor");
    CHECK(c, !src || index_ndim(src) == index_ndim(index), "Index tensor must have the same number of dimensions as src tensor");
    for (int i = 0; i < index_ndim(self); i++)
        fits = fits && (i == d || index_size(index, i) <= index_size(self, i)) && (!src || index_size(index, i) <= index_size(src, i));
    CHECK(c, fits || !src, "Expected index %s to be smaller than self %s apart from dimension %d and to be smaller size than src %s", TENSOR_SHAPE_TEXT(index),
          TENSOR_SHAPE_TEXT(self), d, TENSOR_SHAPE_TEXT(src));
    CHECK(c, fits, "Expected index %s to be smaller than self %s apart from dimension %d", TENSOR_SHAPE_TEXT(index), TENSOR_SHAPE_TEXT(self), d);
    TRY(check_bounds(c, index, d, index_size(self, d)));
    return index_check_overlap(c, index) && (!src || index_check_overlap(c, src));
}

static bool scatter_run(call *c, move_kind kind) {
    rush_tensor *sum;
    const rush_tensor *index = index_source(c, TENSOR(c, 2)), *src = TENSOR(c, 3);
    int d = (int)c->work[1];
    char number[8];
    int64_t lines[RUSH_MAX_DIMS];
    if (!index) return false;
    if (index->numel == 0) return true;
    if (kind == MOVE_SET) sum = c->out[0];
    else TRY(move_wide(c, c->out[0], &sum));
    rush_dtype dtype = (rush_dtype)sum->dtype;
    move_part from = { .data = number };
    if (src) {
        if (!(src = index_source(c, src)) || !(src = call_cast(c, src, dtype))) return false;
        from = move_part_of(src);
    } else if (c->args[3].kind == RUSH_VALUE_FLOAT) element_store_double(number, dtype, c->args[3].u.f);
    else element_store_int(number, dtype, c->args[3].u.i);
    move_part at = move_part_of(index), to = move_part_of(sum);
    memcpy(lines, index_shape(index), sizeof *lines * (size_t)index_ndim(index));
    lines[d] = 1;
    move_scatter job = { .inner = move_inner_of(kind, dtype), .to = to, .index = at, .from = from, .count = index_size(index, d),
                         .index_step = at.strides[d], .from_step = from.strides[d], .scale = to.strides[d] };
    move_scatter_run(&job, index_ndim(index), lines);
    return move_narrow(c, c->out[0], sum);
}

static bool scatter_meta(call *c) {
    const char *reduce = HAS(c, 4) ? c->args[4].u.string : NULL;
    TRY(scatter_check(c, TENSOR(c, 3)));
    CHECK(c, !reduce || strcmp(reduce, "add") == 0 || strcmp(reduce, "multiply") == 0, "reduce argument must be either add or multiply.");
    c->work[2] = !reduce ? MOVE_SET : *reduce == 'a' ? MOVE_ADD : MOVE_MULTIPLY;
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, TENSOR(c, 0)->ndim, TENSOR(c, 0)->shape);
}

static bool scatter_ref(call *c) { return scatter_run(c, (move_kind)c->work[2]); }

/* g has index's shape; src may be larger than index: zeros there. */
static bool give_source(backward *c, rush_tensor *g) {
    rush_shape in = input_shape(c, 3);
    int64_t grow[2 * RUSH_MAX_DIMS];
    if (!g) return false;
    for (int i = 0; i < in.ndim; i++) {
        grow[2 * (in.ndim - 1 - i)] = 0;
        grow[2 * (in.ndim - 1 - i) + 1] = in.dims[i] - index_size(g, i);
    }
    return give(c, 3, shape_numel((int)in.ndim, in.dims) == g->numel ? g : rush_constant_pad_nd(g, ((rush_shape){ grow, 2 * in.ndim })));
}

/* the gradient at the places that were named */
static bool scatter_source_grad(backward *c) {
    return !needs(c, 3) || give_source(c, rush_gather(c->grad, INT_ARG(c, 1), c->args[2].u.t));
}

static bool scatter_grad(backward *c) {
    bool add = c->args[4].kind != RUSH_VALUE_NONE && strcmp(c->args[4].u.string, "add") == 0;
    bool multiply = c->args[4].kind != RUSH_VALUE_NONE && !add, tensor = c->args[3].kind == RUSH_VALUE_TENSOR;
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, !multiply || !tensor, "derivative for scatter of a tensor with reduce='multiply' is not implemented");
    if (multiply && needs(c, 0)) {
        value args[5] = { value_tensor(rush_ones_like(c->grad)), c->args[1], c->args[2], c->args[3], c->args[4] };
        return args[0].u.t && give(c, 0, rush_mul(c->grad, op_call(&op_scatter, c->site, args, 5)));
    }
    GIVE(0, add ? c->grad : rush_scatter(c->grad, INT_ARG(c, 1), c->args[2].u.t, 0));
    return !tensor || scatter_source_grad(c);
}

static const char *scatter_name(const call *c) { return TENSOR(c, 3) ? "ScatterBackward0" : "ScatterBackward1"; }

const op op_scatter = {
    OP_ROW(scatter),
    .schema = "scatter.src(Tensor self, int dim, Tensor index, Tensor|Scalar src, *, str? reduce=None) -> Tensor",
    .doc = "self with src's elements (or a number) written, with reduce add or multiply combined, at the places that index (int64) names along dim.",
    .flags = OP_INPLACE | OP_COPY_FIRST | OP_OUT_NOT_PARTLY,
    .positional = 4,
    .saves = ARG(2),
    .grad_name_of = scatter_name,
    .meta = scatter_meta,
    .ref = scatter_ref,
    .grad = scatter_grad,
    .samples = TEXTS("T[3,4], 0, T[1,4]:i3, T[1,4]", "T[3,4], 1, T[3,1]:i4, T[3,4]", "T[3,4], -1, T[2,1]:i4, 2", "T[], 0, T[]:i1, T[]", "T[3], 0, T[1]:i3, 1.5",
                     "T[3,4], 0, T[0,4]:i3, T[3,4]", "T[3,4]:t, 0, T[1,3]:i4, T[2,3]", "T[4,6]:s, 1, T[4,1]:i3, T[4,2]:n", "T[3,4], 0, T[2,3]:i3, T[3,4], reduce='add'",
                     "T[3,4], 1, T[3,6]:i4, 2, reduce='multiply'", "T[3,4], 0, T[5,4]:i3, 2, reduce='add'", "T[300,300], 1, T[300,1]:i300, 1"),
    .errors = TEXTS("T[3,4], 0, T[1]:i3, T[3,4]", "Index tensor must have the same number of dimensions as self tensor", "T[3,4], 0, T[1,1]:i32, T[3,4]",
                    "scatter(): Expected dtype int64 for index", "T[3,4], 0, T[1,1]:i3, T[3,4]:f64", "scatter(): Expected self.dtype to be equal to src.dtype",
                    "T[3,4], 0, T[4,4]:i3, T[3,4]", "Expected index [4, 4] to be smaller than self [3, 4] apart from dimension 0 and to be smaller size than src [3, 4]",
                    "T[3,4], 0, T[1,1]:i3, T[3,4], reduce='foo'", "reduce argument must be either add or multiply."),
    .dtypes = DTYPES_ALL,
};

static bool scatter_add_meta(call *c) {
    TRY(scatter_check(c, TENSOR(c, 3)));
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, TENSOR(c, 0)->ndim, TENSOR(c, 0)->shape);
}

static bool scatter_add_ref(call *c) { return scatter_run(c, MOVE_ADD); }

static bool scatter_add_grad(backward *c) {
    GIVE(0, c->grad);
    return scatter_source_grad(c);
}

const op op_scatter_add = {
    OP_ROW(scatter_add),
    .schema = "scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
    .doc = "self with src's elements added at the places that index (int64) names along dim. The sum has the same bits for any number of threads.",
    .flags = OP_INPLACE | OP_COPY_FIRST | OP_OUT_NOT_PARTLY,
    .saves = ARG(2),
    .meta = scatter_add_meta,
    .ref = scatter_add_ref,
    .grad = scatter_add_grad,
    .samples = TEXTS("T[3,4], 0, T[2,4]:i3, T[2,4]", "T[3,4], 1, T[3,6]:i4, T[3,6]", "T[3,4], -1, T[2,2]:i4, T[2,2]", "T[], 0, T[]:i1, T[]", "T[3], 0, T[8]:i3, T[8]",
                     "T[3,4], 0, T[0,4]:i3, T[3,4]", "T[3,4]:t, 0, T[2,3]:i4, T[2,3]", "T[4,6]:s, 1, T[4,2]:i3, T[4,2]", "T[3,4], 0, T[3,4]:i3, T[3,4]:e",
                     "T[300,30], 1, T[300,300]:i30, T[300,300]", "T[30,300], 0, T[300,300]:i30, T[300,300]",
                     "T[3,4]:n, 0, T[2,4]:i3, T[2,4]"),
    .errors = TEXTS("T[3,4], 0, T[1]:i3, T[3,4]", "Index tensor must have the same number of dimensions as self tensor", "T[3,4], 0, T[1,1]:i3, T[3,4]:f64",
                    "scatter(): Expected self.dtype to be equal to src.dtype"),
    .dtypes = DTYPES_ALL,
};

/* ---- scatter_reduce ---- */

typedef enum reduce_kind { REDUCE_SUM, REDUCE_PROD, REDUCE_MEAN, REDUCE_AMAX, REDUCE_AMIN, REDUCE_COUNT } reduce_kind;

static reduce_kind reduce_kind_of(const value *reduce) {
    static const char *const names[REDUCE_COUNT] = { "sum", "prod", "mean", "amax", "amin" };
    int k = 0;
    while (k < REDUCE_COUNT && strcmp(reduce->u.string, names[k]) != 0) k++;
    return (reduce_kind)k;
}

static bool scatter_reduce_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    TRY(scatter_check(c, TENSOR(c, 3)));
    c->work[2] = reduce_kind_of(&c->args[4]);
    CHECK(c, c->work[2] != REDUCE_COUNT, "reduce argument must be either sum, prod, mean, amax or amin.");
    CHECK(c, c->work[2] != REDUCE_MEAN || self->dtype != RUSH_BOOL, "\"scatter_gather_tensor_cpu_reduce_mean\" not implemented for 'Bool'");
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

/* to[index] op= from, element by element in out's own dtype */
static void scatter_part(const call *c, const rush_tensor *index, move_inner inner, move_part to, move_part from) {
    int d = (int)c->work[1];
    int64_t lines[RUSH_MAX_DIMS];
    move_part at = move_part_of(index);
    memcpy(lines, index_shape(index), sizeof *lines * (size_t)index_ndim(index));
    lines[d] = 1;
    move_scatter job = { .inner = inner, .to = to, .index = at, .from = from, .count = index_size(index, d), .index_step = at.strides[d],
                         .from_step = from.strides[d], .scale = to.strides[d] };
    move_scatter_run(&job, index_ndim(index), lines);
}

/* the smallest (or largest) value of a dtype */
static void store_limit(void *p, rush_dtype dtype, bool largest) {
    int bits = 8 * (int)dtype_size(dtype);
    int64_t top = (int64_t)(UINT64_MAX >> (65 - bits));
    if (dtype_is_float(dtype)) element_store_double(p, dtype, largest ? HUGE_VAL : -HUGE_VAL);
    else if (dtype == RUSH_BOOL) element_store_int(p, dtype, largest);
    else if (dtype == RUSH_UINT8) element_store_int(p, dtype, largest ? UINT8_MAX : 0);
    else element_store_int(p, dtype, largest ? top : -top - 1);
}

static void mean_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    rush_dtype dtype = *(const rush_dtype *)context;
    for (int64_t i = 0; i < n; i++) {
        char *at = p[0] + i * s[0];
        int64_t count = *(const int64_t *)(const void *)(p[1] + i * s[1]);
        if (count <= 1) continue;
        if (dtype_is_float(dtype)) element_store_double(at, dtype, element_load_double(at, dtype) / (double)count);
        else {
            int64_t sum = element_load_int(at, dtype), q = sum / count;
            element_store_int(at, dtype, q - (sum % count < 0)); /* towards minus infinity */
        }
    }
}

/* out /= how many were added up, include_self's own one among them */
static bool scatter_mean(call *c, const rush_tensor *index, bool include_self) {
    rush_tensor *out = c->out[0], *counts = call_temporary(c, RUSH_INT64, out->ndim, out->shape);
    int64_t one = 1;
    rush_dtype dtype = (rush_dtype)out->dtype;
    if (!counts) return false;
    int64_t *p = tensor_data(counts);
    for (int64_t i = 0; i < counts->numel; i++) p[i] = include_self;
    scatter_part(c, index, move_inner_of(MOVE_ADD, RUSH_INT64), move_part_of(counts), (move_part){ .data = (char *)&one });
    strided walk;
    strided_init(&walk, out->ndim, out->shape);
    strided_add_tensor(&walk, out, out->ndim);
    strided_add_tensor(&walk, counts, out->ndim);
    strided_finish(&walk);
    strided_run(&walk, mean_loop, &dtype);
    return true;
}

static bool scatter_reduce_ref(call *c) {
    static const move_kind kinds[REDUCE_COUNT] = { MOVE_ADD, MOVE_MULTIPLY, MOVE_ADD, MOVE_MAX, MOVE_MIN };
    rush_tensor *out = c->out[0];
    const rush_tensor *index = index_source(c, TENSOR(c, 2)), *src = index_source(c, TENSOR(c, 3));
    rush_dtype dtype = (rush_dtype)out->dtype;
    reduce_kind kind = (reduce_kind)c->work[2];
    bool include_self = BOOL_ARG(c, 5);
    char neutral[8];
    if (!index || !src) return false;
    if (index->numel == 0) return true;
    if (!include_self) {
        if (kind == REDUCE_AMAX || kind == REDUCE_AMIN) store_limit(neutral, dtype, kind == REDUCE_AMIN);
        else element_store_int(neutral, dtype, kind == REDUCE_PROD);
        scatter_part(c, index, move_inner_of(MOVE_SET, dtype), move_part_of(out), (move_part){ .data = neutral });
    }
    scatter_part(c, index, move_inner_of(kinds[kind], dtype), move_part_of(out), move_part_of(src));
    return kind != REDUCE_MEAN || scatter_mean(c, index, include_self);
}

static rush_tensor *reduced(backward *c, rush_tensor *self, rush_tensor *src, const value *reduce) {
    value args[6] = { value_tensor(self), c->args[1], c->args[2], value_tensor(src), *reduce, c->args[5] };
    return self && src ? op_call(&op_scatter_reduce, c->site, args, 6) : NULL;
}

/* the product of the zeros of a place but x itself, one of them: 1 if it is alone, the other one (sum - x) if there are two.
   More than two give 0 in the first two derivatives. */
static rush_tensor *other_zeros(backward *c, rush_tensor *x, rush_tensor *count, rush_tensor *sum) {
    rush_tensor *alone = rush_to_dtype(rush_eq(count, 1), (rush_dtype)x->dtype);
    return sum ? rush_add(alone, rush_mul(rush_eq(count, 2), rush_sub(sum, x))) : alone;
}

/* d prod / dx = the product of the others: y / x, but where x is zero, the product of all that is not, times that of the other zeros */
static bool scatter_prod_grad(backward *c, rush_tensor *self, rush_tensor *src, rush_tensor *grad) {
    int64_t dim = INT_ARG(c, 1);
    rush_tensor *index = c->args[2].u.t, *y = c->out[0];
    value add = value_of_string("sum");
    rush_tensor *self_zero = rush_eq(self, 0), *src_zero = rush_eq(src, 0);
    rush_tensor *self_one = rush_masked_fill(self, self_zero, 1), *src_one = rush_masked_fill(src, src_zero, 1);
    rush_tensor *others = reduced(c, self_one, src_one, &c->args[4]);
    rush_tensor *count = reduced(c, rush_to_dtype(self_zero, RUSH_INT64), rush_to_dtype(src_zero, RUSH_INT64), &add);
    rush_tensor *sum = c->create_graph ? reduced(c, rush_where(self_zero, self, 0), rush_where(src_zero, src, 0), &add) : NULL;
    GIVE(0, rush_mul(grad, rush_where(self_zero, rush_mul(others, other_zeros(c, self, count, sum)), rush_div(y, self_one))));
    if (!needs(c, 3)) return true;
    rush_tensor *zeros = other_zeros(c, src, rush_gather(count, dim, index), sum ? rush_gather(sum, dim, index) : NULL);
    rush_tensor *of_zero = rush_mul(rush_gather(others, dim, index), zeros), *of_others = rush_div(rush_gather(y, dim, index), src_one);
    return give_source(c, rush_mul(rush_gather(c->grad, dim, index), rush_where(src_zero, of_zero, of_others)));
}

static bool scatter_reduce_grad(backward *c) {
    int64_t dim = INT_ARG(c, 1);
    reduce_kind kind = reduce_kind_of(&c->args[4]);
    bool include_self = c->args[5].u.i != 0;
    rush_tensor *self = c->args[0].u.t, *index = c->args[2].u.t, *src = c->args[3].u.t, *grad = c->grad;
    if (index->numel == 0) {
        GIVE(0, grad);
        return !needs(c, 3) || give(c, 3, rush_zeros(input_shape(c, 3), .dtype = (rush_dtype)grad->dtype, .device = grad->device));
    }
    for (int i = 0; i < src->ndim; i++) /* what of src takes part */
        if (src && src->shape[i] != index->shape[i]) src = rush_narrow(src, i, 0, index->shape[i]);
    if (!src) return false;
    rush_tensor *outside = include_self ? grad : rush_scatter(grad, dim, index, 0); /* self's places that were overwritten: 0 */
    if (kind == REDUCE_PROD) return scatter_prod_grad(c, self, src, outside);
    if (kind == REDUCE_MEAN) {
        rush_tensor *own = include_self ? rush_ones_like(grad) : rush_zeros_like(grad);
        rush_tensor *count = rush_scatter_add(own, dim, index, rush_ones_like(src));
        count = rush_masked_fill(count, rush_eq(count, 0), 1);
        GIVE(0, rush_div(outside, count));
        return !needs(c, 3) || give_source(c, rush_gather(rush_div(grad, count), dim, index));
    }
    if (kind == REDUCE_SUM) {
        GIVE(0, outside);
        return scatter_source_grad(c);
    }
    /* amax, amin: all that are equal to the result share */
    rush_tensor *mine = rush_to_dtype(rush_eq(self, c->out[0]), (rush_dtype)grad->dtype);
    if (!include_self) mine = rush_where(rush_eq(rush_scatter(rush_ones_like(grad), dim, index, 0), 0), rush_zeros_like(mine), mine);
    rush_tensor *theirs = rush_to_dtype(rush_eq(src, rush_gather(c->out[0], dim, index)), (rush_dtype)grad->dtype);
    rush_tensor *share = rush_div(grad, rush_scatter_add(mine, dim, index, theirs));
    GIVE(0, rush_mul(share, mine));
    return !needs(c, 3) || give_source(c, rush_mul(rush_gather(share, dim, index), theirs));
}

const op op_scatter_reduce = {
    OP_ROW(scatter_reduce),
    .schema = "scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor",
    .doc = "self combined with src's elements at the places that index (int64) names along dim: sum, prod, mean, amax or amin, of src's alone without include_self.",
    .flags = OP_INPLACE | OP_COPY_FIRST | OP_OUT_NOT_PARTLY,
    .grad_name = "ScatterReduceBackward0",
    .saves = ARG(0) | ARG(2) | ARG(3) | OUT(0),
    .meta = scatter_reduce_meta,
    .ref = scatter_reduce_ref,
    .grad = scatter_reduce_grad,
    .samples = TEXTS("T[3,4], 0, T[2,4]:i3, T[2,4], 'sum'", "T[3,4], 1, T[3,6]:i4, T[3,6], 'prod'", "T[3,4], -1, T[2,2]:i4, T[2,3], 'mean', include_self=False",
                     "T[], 0, T[]:i1, T[], 'amax'", "T[3]:q, 0, T[8]:i3, T[8], 'amin'", "T[3,4], 0, T[0,4]:i3, T[3,4], 'prod'", "T[3,4]:t, 0, T[2,3]:i4, T[2,3], 'mean'",
                     "T[4,6]:s:q, 1, T[4,2]:i3, T[4,2]:q, 'amax', include_self=False", "T[3,4], 0, T[3,4]:i3, T[3,4]:e, 'sum', include_self=False",
                     "T[3,4], 0, T[5,4]:i3, T[5,4], 'prod', include_self=False", "T[3,4]:q, 1, T[3,9]:i4, T[3,9]:q, 'amin', include_self=False",
                     "T[300,30], 1, T[300,300]:i30, T[300,300], 'sum'", "T[3,4]:n, 0, T[2,4]:i3, T[2,4], 'sum'"),
    .errors = TEXTS("T[3,4], 0, T[1]:i3, T[3,4], 'sum'", "Index tensor must have the same number of dimensions as self tensor", "T[3,4], 0, T[1,1]:i3, T[3,4]:f64, 'sum'",
                    "scatter(): Expected self.dtype to be equal to src.dtype", "T[3,4], 0, T[1,1]:i3, T[3,4], 'add'",
                    "reduce argument must be either sum, prod, mean, amax or amin."),
    .dtypes = DTYPES_ALL & ~(1u << RUSH_BOOL),
};

/* ---- take_along_dim ---- */

static bool take_along_dim_run(call *c) {
    rush_tensor *self = TENSOR(c, 0), *indices = TENSOR(c, 1);
    CHECK(c, indices->dtype == RUSH_INT64, "torch.take_along_dim(): dtype of indices should be Long but got %s", dtype_table[indices->dtype].torch_name);
    if (!HAS(c, 2)) return call_return(c, 0, rush_gather(rush_reshape(self, RUSH_SHAPE(-1)), 0, rush_reshape(indices, RUSH_SHAPE(-1))));
    int d, n;
    int64_t a[RUSH_MAX_DIMS], b[RUSH_MAX_DIMS], shape[RUSH_MAX_DIMS];
    CHECK(c, self->ndim == indices->ndim,
          "torch.take_along_dim(): input and indices should have the same number of dimensions, but got %d dimensions for input, and %d dimensions for indices",
          self->ndim, indices->ndim);
    TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &d));
    memcpy(a, self->shape, sizeof *a * (size_t)self->ndim);
    memcpy(b, indices->shape, sizeof *b * (size_t)self->ndim);
    if (self->ndim) { /* all dimensions but d broadcast */
        a[d] = b[d] = 1;
        TRY(shape_broadcast(c->site, c->op->name, self->ndim, a, self->ndim, b, &n, shape));
        shape[d] = indices->shape[d];
        indices = rush_expand(indices, ((rush_shape){ shape, self->ndim }));
        shape[d] = self->shape[d];
        self = rush_expand(self, ((rush_shape){ shape, self->ndim }));
    }
    return call_return(c, 0, rush_gather(self, d, indices));
}

const op op_take_along_dim = {
    OP_ROW(take_along_dim),
    .schema = "take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor",
    .doc = "gather with broadcasting of self and indices outside dim; without dim both are flattened first.",
    .run = take_along_dim_run,
    .samples = TEXTS("T[3,4], T[2,4]:i3, 0", "T[3,4], T[1,6]:i4, 1", "T[3,4], T[5]:i12", "T[1,4], T[3,2]:i4, 1", "T[3], T[2]:i3, -1", "T[0,4], T[0,2]:i4, 1", "T[3,4]:t, T[2,3]:i4, 0",
                     "T[4,6]:s, T[4,1]:i3, 1", "T[300,300], T[300,1]:i300, 1",
                     "T[3,4]:n, T[2,4]:i3, 0"),
    .errors = TEXTS("T[3,4], T[1]:i3, 0",
                    "torch.take_along_dim(): input and indices should have the same number of dimensions, but got 2 dimensions for input, and 1 dimensions for indices",
                    "T[3,4], T[1,1]:i32, 0", "torch.take_along_dim(): dtype of indices should be Long but got Int"),
    .dtypes = DTYPES_ALL,
};
