/* SPDX-License-Identifier: MIT */
/* histogram.c - how many elements fall into each bin: histc (bins of equal width), histogram (bins with given edges).
     bin i holds edges[i] <= x < edges[i+1], the last one also x == edges[n]; other elements and NaN count nowhere. */
#include <math.h>
#include <string.h>

#include "core/dtype.h"
#include "ops/op.h"

static bool real_dtype(call *c, const char *name) {
    rush_dtype d = (rush_dtype)TENSOR(c, 0)->dtype;
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float(d), "\"%s\" not implemented for '%s'", name, dtype_table[d].torch_name);
    return true;
}

/* the least and the largest element; NaN if there is one. 0 and 0 for no elements */
static bool range_of(call *c, const rush_tensor *t, double *low, double *high) {
    *low = *high = 0;
    if (!(t = call_contiguous(c, t))) return false;
    const char *p = tensor_data(t);
    size_t size = dtype_size((rush_dtype)t->dtype);
    for (int64_t i = 0; i < t->numel; i++) {
        double x = element_load_double(p + (size_t)i * size, (rush_dtype)t->dtype);
        if (i == 0) *low = *high = x;
        else if (x != x) *low = *high = x;
        else if (x < *low) *low = x;
        else if (x > *high) *high = x;
    }
    return true;
}

typedef struct bins { const double *edges; int64_t n; bool even; } bins;

/* the bin of x, or -1; of even bins only the first and the last edge are there */
static int64_t bin_of(const bins *b, double x) {
    double first = b->edges[0], last = b->edges[b->even ? 1 : b->n];
    if (!(x >= first && x <= last)) return -1;
    int64_t low = 0, high = b->n;
    if (b->even) {
        low = (int64_t)((x - first) * (double)b->n / (last - first));
        return low < b->n ? low : b->n - 1;
    }
    while (high - low > 1) { /* edges[low] <= x, and x < edges[high] unless that is the last */
        int64_t middle = low + (high - low) / 2;
        if (x >= b->edges[middle]) low = middle;
        else high = middle;
    }
    return low;
}

/* into result 0; density: divided by the total and the bins' widths */
static bool count_into(call *c, const bins *b, const rush_tensor *weight, bool density) {
    const rush_tensor *t = call_contiguous(c, TENSOR(c, 0));
    rush_tensor *room = call_temporary(c, RUSH_FLOAT64, 1, &b->n);
    if (!t || !room || (weight && !(weight = call_contiguous(c, weight)))) return false;
    rush_dtype d = (rush_dtype)t->dtype;
    size_t size = dtype_size(d);
    double *counts = tensor_data(room), total = 0;
    const char *p = tensor_data(t), *w = weight ? tensor_data(weight) : NULL;
    memset(counts, 0, (size_t)b->n * sizeof *counts);
    for (int64_t i = 0; i < t->numel; i++) {
        int64_t at = bin_of(b, element_load_double(p + (size_t)i * size, d));
        if (at >= 0) counts[at] += w ? element_load_double(w + (size_t)i * size, d) : 1;
    }
    for (int64_t i = 0; density && i < b->n; i++) total += counts[i];
    for (int64_t i = 0; i < b->n; i++) {
        if (density) counts[i] /= total * (b->edges[i + 1] - b->edges[i]);
        element_store_double((char *)tensor_data(c->out[0]) + (size_t)i * size, d, counts[i]);
    }
    return true;
}

/* ---- histc ---- */

static bool histc_meta(call *c) {
    int64_t n = INT_ARG(c, 1);
    TRY(real_dtype(c, "histogram_cpu"));
    CHECK(c, n > 0, "torch.histogram(): bins must be > 0, but got %lld for dimension 0", (long long)n);
    double low = FLOAT_ARG(c, 2), high = FLOAT_ARG(c, 3);
    CHECK(c, !(low > high), "torch.histc: max must be larger than min");
    if (low == high) TRY(range_of(c, TENSOR(c, 0), &low, &high));
    CHECK(c, isfinite(low) && isfinite(high), "torch.histc: range of [%g, %g] is not finite", low, high);
    if (low == high) low--, high++;
    memcpy(&c->work[1], &low, sizeof low);
    memcpy(&c->work[2], &high, sizeof high);
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, 1, &n);
}

static bool histc_ref(call *c) {
    double edges[2];
    memcpy(edges, &c->work[1], sizeof edges);
    return count_into(c, &(bins){ edges, INT_ARG(c, 1), .even = true }, NULL, false);
}

const op op_histc = {
    OP_ROW(histc),
    .schema = "histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor",
    .doc = "How many elements fall into each of `bins` equal parts of [min, max] (equal: the elements' own range).",
    .positional = 4,
    .flags = OP_NO_GRAD,
    .meta = histc_meta,
    .ref = histc_ref,
    .samples = TEXTS("T[10], 5", "T[10], 5, -1, 1", "T[10]", "T[], 3", "T[0], 3", "T[3,4]:t, 4, 0, 2", "T[4,6]:s, 4, -2, 2.5", "T[3,4]:e, 4, -1, 1", "T[70000], 7, -2, 2",
                     "T[9]:q, 4, -2, 2", "T[4], 1"),
    .errors = TEXTS("T[3], 0", "torch.histogram(): bins must be > 0, but got 0 for dimension 0", "T[3], 4, 3, 1", "torch.histc: max must be larger than min", "T[3]:i4, 2",
                    "\"histogram_cpu\" not implemented for 'Long'"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

/* ---- histogram ---- */

static const char *c_type(const rush_tensor *t) {
    return t->dtype == RUSH_FLOAT64 ? "double" : t->dtype == RUSH_FLOAT32 ? "float" : dtype_table[t->dtype].torch_name;
}

static bool histogram_check(call *c, const rush_tensor *weight) {
    const rush_tensor *t = TENSOR(c, 0);
    TRY(real_dtype(c, "histogramdd"));
    if (!weight) return true;
    CHECK(c, shape_equal(t->ndim, t->shape, weight->ndim, weight->shape),
          "torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor excluding its innermost dimension, but got input with shape "
          "[%lld, 1] and weight with shape %s", (long long)t->numel, TENSOR_SHAPE_TEXT(weight));
    CHECK(c, t->dtype == weight->dtype, "torch.histogramdd: if weight tensor is provided, input tensor and weight tensor should have the same dtype, but got input(%s), and weight(%s)",
          c_type(t), c_type(weight));
    return true;
}

static bool histogram_meta(call *c) {
    const rush_tensor *t = TENSOR(c, 0), *edges = TENSOR(c, 1);
    TRY(histogram_check(c, TENSOR(c, 2)));
    CHECK(c, edges->dtype == t->dtype, "torch.histogramdd: input tensor and bins tensors should have the same dtype, but got input with dtype %s and bins for dimension 0 with dtype %s",
          c_type(t), c_type(edges));
    CHECK(c, edges->ndim == 1, "torch.histogramdd: bins tensor should have one dimension, but got %d dimensions in the bins tensor for dimension 0", edges->ndim);
    CHECK(c, edges->numel, "torch.histogramdd: bins tensor should have at least 1 element, but got 0 elements in the bins tensor for dimension 0");
    int64_t n = edges->numel - 1;
    CHECK(c, n > 0, "torch.histogram(): bins must be > 0, but got 0 for dimension 0");
    return call_out(c, 0, (rush_dtype)t->dtype, 1, &n) && call_out(c, 1, (rush_dtype)t->dtype, 1, &edges->numel);
}

static bool histogram_ref(call *c) {
    const rush_tensor *edges = call_contiguous(c, TENSOR(c, 1));
    if (!edges) return false;
    rush_dtype d = (rush_dtype)edges->dtype;
    rush_tensor *made = call_temporary(c, RUSH_FLOAT64, 1, &edges->numel);
    if (!made) return false;
    double *room = tensor_data(made);
    memcpy(tensor_data(c->out[1]), tensor_data(edges), (size_t)edges->numel * dtype_size(d));
    for (int64_t i = 0; i < edges->numel; i++) room[i] = element_load_double((const char *)tensor_data(edges) + (size_t)i * dtype_size(d), d);
    return count_into(c, &(bins){ room, edges->numel - 1, false }, TENSOR(c, 2), BOOL_ARG(c, 3));
}

const op op_histogram = {
    OP_ROW(histogram),
    .schema = "histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)",
    .doc = "How many elements (or the sum of whose weights) fall between each two of the increasing edges; density: as a probability density.",
    .flags = OP_NO_GRAD,
    .meta = histogram_meta,
    .ref = histogram_ref,
    .samples = TEXTS("T[10], T[2]:e", "T[9]:q, T[2]:e", "T[2,3], T[2]:e, weight=T[2,3]", "T[], T[3]:e", "T[0], T[2]:e", "T[3,4]:t, T[2]:e", "T[4,6]:s, T[4]:e", "T[70000], T[2]:e"),
    .errors = TEXTS("T[3], T[2,2]", "torch.histogramdd: bins tensor should have one dimension, but got 2 dimensions in the bins tensor for dimension 0", "T[3], T[0]",
                    "torch.histogramdd: bins tensor should have at least 1 element, but got 0 elements in the bins tensor for dimension 0", "T[3], T[1]",
                    "torch.histogram(): bins must be > 0, but got 0 for dimension 0"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};
