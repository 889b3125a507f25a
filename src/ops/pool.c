/* SPDX-License-Identifier: MIT */
/* pool.c - windows of the pooling ops: arguments, checks, shapes. */
#include "ops/pool.h"

#include "ops/call.h"

static int64_t element(const value *v, int i, int64_t otherwise) {
    return v->count == 0 ? otherwise : v->u.ints[v->count == 1 ? 0 : i];
}

static int64_t output_size(const pool_geometry *g, int d) {
    int64_t span = g->in[d] + 2 * g->pad[d] - g->dilation[d] * (g->kernel[d] - 1) - 1 +
                   (g->ceil_mode ? g->stride[d] - 1 : 0);
    int64_t out = (span >= 0 ? span / g->stride[d] : -((-span + g->stride[d] - 1) / g->stride[d])) + 1;
    /* a window must begin inside the input or its left padding */
    if (g->ceil_mode && (out - 1) * g->stride[d] >= g->in[d] + g->pad[d]) out--;
    return out;
}

void pool_read(const call *c, pool_geometry *g, int dims, int first, bool dilated, int ndim,
               const int64_t *shape) {
    g->dims = dims;
    g->planes = ndim > dims ? shape_numel(ndim - dims, shape) : 1;
    for (int d = 0; d < POOL_DIMS; d++) {
        int i = d - (POOL_DIMS - dims);
        g->in[d] = g->out[d] = g->kernel[d] = g->stride[d] = g->dilation[d] = 1;
        g->pad[d] = 0;
        if (i < 0) continue;
        g->in[d] = shape[ndim - dims + i];
        g->kernel[d] = element(&c->args[first], i, 1);
        g->stride[d] = element(&c->args[first + 1], i, g->kernel[d]);
        g->pad[d] = element(&c->args[first + 2], i, 0);
        if (dilated) g->dilation[d] = element(&c->args[first + 3], i, 1);
    }
    g->ceil_mode = BOOL_ARG(c, first + 3 + dilated);
    for (int d = 0; d < POOL_DIMS; d++)
        if (g->stride[d] > 0) g->out[d] = output_size(g, d);
}

bool pool_check_lists(call *c, const char *name, int dims, int first, bool dilated) {
    const char *all = dims == 2 ? "two" : "three", *be = dilated ? "be " : "";
    const value *v = &c->args[first];
    CHECK(c, v[0].count == 1 || v[0].count == dims,
          "%s: kernel_size must either be a single int, or a tuple of %s ints", name, all);
    CHECK(c, v[1].count <= 1 || v[1].count == dims,
          "%s: stride must either be omitted, a single int, or a tuple of %s ints", name, all);
    CHECK(c, v[2].count == 1 || v[2].count == dims,
          dilated ? "%s: padding must %seither %sbe a single int, or a tuple of %s ints"
                  : "%s: padding must %seither be%s a single int, or a tuple of %s ints",
          name, be, "", all);
    CHECK(c, !dilated || v[3].count == 1 || v[3].count == dims,
          "%s: dilation must be either a single int, or a tuple of %s ints", name, all);
    return true;
}

/* "(3x8x8)": channels and spatial sizes */
static const char *sizes_text(const pool_geometry *g, int64_t channels, const int64_t *sizes, char *buffer,
                              size_t size) {
    size_t used = (size_t)snprintf(buffer, size, "(%lld", (long long)channels);
    for (int d = POOL_DIMS - g->dims; d < POOL_DIMS && used < size; d++)
        used += (size_t)snprintf(buffer + used, size - used, "x%lld", (long long)sizes[d]);
    if (used < size) snprintf(buffer + used, size - used, ")");
    return buffer;
}

/* "what" must be above 0 in each dimension: "kH: 0 kW: 0" */
static bool check_positive(call *c, const pool_geometry *g, const int64_t *v, const char *text,
                           const char *letter) {
    static const char axes[] = "THW";
    bool good = true;
    char list[128] = "";
    size_t used = 0;
    for (int d = POOL_DIMS - g->dims; d < POOL_DIMS; d++) {
        good = good && v[d] > 0;
        if (used < sizeof list)
            used += (size_t)snprintf(list + used, sizeof list - used, " %s%c: %lld", letter, axes[d],
                                     (long long)v[d]);
    }
    CHECK(c, good, "%s should be greater than zero, but got%s", text, list);
    return true;
}

static bool check_sizes(call *c, const pool_geometry *g, int ndim, const int64_t *shape) {
    bool good = ndim == g->dims + 1 || ndim == g->dims + 2;
    int empty = -1;
    for (int d = ndim - g->dims - 1; good && d < ndim && empty < 0; d++)
        if (d >= 0 && shape[d] == 0) empty = d - (ndim - g->dims - 1);
    if (g->dims == 2)
        CHECK(c, good && empty < 0,
              "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:%s",
              SHAPE_TEXT(ndim, shape));
    else
        CHECK(c, good && empty < 0,
              "%s(): Expected input's non-batch dimensions to have positive length, but input has a shape of "
              "%s and non-batch dimension %d has length zero!",
              g->divisor < 0 ? "max_pool3d_with_indices_out_cpu_template" : "avg_pool3d_out_cpu",
              SHAPE_TEXT(ndim, shape), empty);
    return true;
}

bool pool_check(call *c, pool_geometry *g, int ndim, const int64_t *shape) {
    for (int d = POOL_DIMS - g->dims; d < POOL_DIMS; d++) {
        CHECK(c, g->stride[d] != 0, "stride should not be zero");
        CHECK(c, g->pad[d] >= 0, "pad must be non-negative, but got pad: %lld", (long long)g->pad[d]);
        CHECK(c, g->pad[d] <= g->kernel[d] / 2,
              "pad should be at most half of kernel size, but got pad=%lld and kernel_size=%lld",
              (long long)g->pad[d], (long long)g->kernel[d]);
    }
    TRY(check_positive(c, g, g->kernel, "kernel size", "k"));
    TRY(check_positive(c, g, g->stride, "stride", "d"));
    TRY(check_positive(c, g, g->dilation, "dilation", "dilation"));
    TRY(check_sizes(c, g, ndim, shape));
    bool fits = true;
    for (int d = 0; d < POOL_DIMS; d++) fits = fits && g->out[d] >= 1;
    char in[96], out[96];
    int64_t channels = shape[ndim - g->dims - 1];
    CHECK(c, fits, "Given input size: %s. Calculated output size: %s. Output size is too small",
          sizes_text(g, channels, g->in, in, sizeof in), sizes_text(g, channels, g->out, out, sizeof out));
    return true;
}

bool pool_check_float(call *c, const char *name, const rush_tensor *t) {
    CHECK(c, dtype_is_float((rush_dtype)t->dtype), "\"%s\" not implemented for '%s'", name,
          dtype_table[t->dtype].torch_name);
    return true;
}

int pool_shape(const pool_geometry *g, int ndim, const int64_t *shape, int64_t *out) {
    for (int i = 0; i < ndim; i++) out[i] = i < ndim - g->dims ? shape[i] : g->out[POOL_DIMS - (ndim - i)];
    return ndim;
}

bool pool_out(call *c, int i, rush_dtype dtype, const rush_tensor *x, int ndim, const int64_t *shape) {
    return ndim == 4 && x->ndim == 4 ? call_out_suggested(c, i, dtype, x, ndim, shape) : call_out(c, i, dtype, ndim, shape);
}

static const rush_tensor *plain(call *c, const rush_tensor *t, rush_dtype dtype) {
    if (t && dtype && dtype_is_float((rush_dtype)t->dtype)) t = call_cast(c, t, dtype);
    return t ? call_contiguous(c, t) : NULL;
}

bool pool_buffers_make(call *c, pool_buffers *p, const rush_tensor *a, const rush_tensor *b,
                       rush_dtype dtype) {
    *p = (pool_buffers){ .out = c->out[0], .indices = c->nout > 1 ? c->out[1] : NULL };
    if (!(p->a = plain(c, a, dtype)) || (b && !(p->b = plain(c, b, dtype)))) return false;
    if ((dtype && p->out->dtype != dtype) || !tensor_is_contiguous(p->out))
        p->out = call_temporary(c, dtype ? dtype : (rush_dtype)p->out->dtype, p->out->ndim, p->out->shape);
    if (p->indices && !tensor_is_contiguous(p->indices))
        p->indices = call_temporary(c, RUSH_INT64, p->indices->ndim, p->indices->shape);
    return p->out && (p->indices || c->nout < 2);
}

bool pool_buffers_finish(call *c, pool_buffers *p) {
    if (p->out != c->out[0]) TRY(tensor_copy(c->site, c->out[0], p->out));
    if (p->indices && p->indices != c->out[1]) TRY(tensor_copy(c->site, c->out[1], p->indices));
    return true;
}
