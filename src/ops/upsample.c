/* SPDX-License-Identifier: MIT */
/* upsample.c - resizing the last 1 to 3 dimensions of [N, C, …], each axis on its own: y = sum over input places of weight * x.
   Output place o lies at  o * scale  (nearest), (o + 1/2) * scale - 1/2  (the others), or  o * (in - 1) / (out - 1)
   (align_corners) of the input. Places are computed in float for float and the half types, as in PyTorch.
     cubic        Keys' convolution kernel with a = -3/4 (IEEE Trans. ASSP 29, 1981) over 4 places, ends repeated
     linear, cubic with antialias: the triangle, Keys' kernel with a = -1/2, stretched by the scale where that is above 1,
                  weights normalised over the places inside the input
     area         means of adaptive windows */
#include "ops/upsample.h"

#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

static const struct { const op *op; int dims, mode; } kinds[] = {
    { &op_upsample_nearest1d, 1, UPSAMPLE_NEAREST },
    { &op_upsample_nearest2d, 2, UPSAMPLE_NEAREST },
    { &op_upsample_nearest3d, 3, UPSAMPLE_NEAREST },
    { &op_upsample_nearest_exact1d, 1, UPSAMPLE_NEAREST_EXACT },
    { &op_upsample_nearest_exact2d, 2, UPSAMPLE_NEAREST_EXACT },
    { &op_upsample_nearest_exact3d, 3, UPSAMPLE_NEAREST_EXACT },
    { &op_upsample_linear1d, 1, UPSAMPLE_LINEAR },
    { &op_upsample_bilinear2d, 2, UPSAMPLE_LINEAR },
    { &op_upsample_trilinear3d, 3, UPSAMPLE_LINEAR },
    { &op_upsample_bicubic2d, 2, UPSAMPLE_CUBIC },
    { &op_upsample_bilinear2d_aa, 2, UPSAMPLE_LINEAR_AA },
    { &op_upsample_bicubic2d_aa, 2, UPSAMPLE_CUBIC_AA },
    { &op_adaptive_avg_pool3d_part, 3, UPSAMPLE_AREA },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static int kind_of(const op *o) {
    int k = 0;
    while (kinds[k].op != o) k++;
    return k;
}

/* What a call says, for all these ops. */
typedef struct request {
    int dims, mode;
    bool align;
    const value *size, *scales; /* scales: NULL for area */
    const int64_t *in;
    int64_t planes;
    bool wide;
} request;

static bool is_nearest(int mode) { return mode == UPSAMPLE_NEAREST || mode == UPSAMPLE_NEAREST_EXACT; }

static request request_of(const call *c) {
    rush_tensor *t = TENSOR(c, 0);
    request r = { .wide = t->dtype == RUSH_FLOAT64, .size = &c->args[1], .dims = c->args[1].count };
    if (c->op == &op_upsample_input) {
        const value *in = &c->args[2];
        r.in = in->u.ints + in->count - r.dims;
        r.planes = shape_numel(in->count - r.dims, in->u.ints);
        r.mode = (int)INT_ARG(c, 3);
        r.align = BOOL_ARG(c, 4);
        r.scales = &c->args[5];
        return r;
    }
    int k = kind_of(c->op);
    r.dims = kinds[k].dims;
    r.mode = kinds[k].mode;
    r.in = t->shape + t->ndim - r.dims;
    r.planes = shape_numel(t->ndim - r.dims, t->shape);
    if (r.mode == UPSAMPLE_AREA) return r;
    r.align = !is_nearest(r.mode) && BOOL_ARG(c, 2);
    r.scales = &c->args[is_nearest(r.mode) ? 2 : 3];
    return r;
}

/* ---- places ---- */

static double step_of(const request *r, int axis, int64_t in, int64_t out) {
    if (r->align)
        return out > 1 ? r->wide ? (double)(in - 1) / (double)(out - 1)
                                 : (double)((float)(in - 1) / (float)(out - 1))
                       : 0;
    const value *scale = &r->scales[axis];
    double given = scale->kind == RUSH_VALUE_NONE ? 0 : value_double(scale);
    if (given > 0) return r->wide ? 1 / given : (double)(float)(1 / given);
    return r->wide ? (double)in / (double)out : (double)((float)in / (float)out);
}

/* where output place o lies */
static double centre_of(const request *r, double step, int64_t o) {
    if (r->align) return r->wide ? step * (double)o : (double)((float)step * (float)o);
    return r->wide ? step * ((double)o + 0.5) - 0.5 : (double)((float)step * ((float)o + 0.5f) - 0.5f);
}

/* Keys' kernel */
static double keys(double x, double a) {
    x = fabs(x);
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? a * (((x - 5) * x + 8) * x - 4) : 0;
}
static double triangle(double x) { return fabs(x) < 1 ? 1 - fabs(x) : 0; }

static int64_t within(int64_t i, int64_t n) { return i < 0 ? 0 : i < n ? i : n - 1; }

static void put(upsample_axis *a, int64_t o, int64_t place, double weight) {
    int64_t k = a->count[o]++;
    a->place[o * a->taps + k] = place;
    a->weight[o * a->taps + k] = weight;
}

static void smooth_taps(const request *r, upsample_axis *a, double step, int64_t o) {
    if (r->mode == UPSAMPLE_LINEAR && a->in == a->out) {
        put(a, o, o, 1);
        put(a, o, o, 0);
        return;
    }
    double at = centre_of(r, step, o);
    if (r->mode == UPSAMPLE_LINEAR && at < 0) at = 0;
    int64_t first = (int64_t)floor(at);
    if (first > a->in - 1) first = a->in - 1;
    double more = at - (double)first;
    more = more < 0 ? 0 : more > 1 ? 1 : more;
    if (r->mode == UPSAMPLE_LINEAR) {
        put(a, o, first, r->wide ? 1 - more : (double)(1 - (float)more));
        put(a, o, within(first + 1, a->in), more);
        return;
    }
    for (int k = -1; k < 3; k++) put(a, o, within(first + k, a->in), keys(more - k, -0.75));
}

static void antialias_taps(const request *r, upsample_axis *a, double step, double reach, int64_t o) {
    double centre = r->wide ? step * ((double)o + 0.5) : (double)((float)step * ((float)o + 0.5f)), total = 0,
           shrink = step >= 1 ? 1 / step : 1;
    int64_t first = (int64_t)(centre - reach + 0.5), end = (int64_t)(centre + reach + 0.5);
    if (first < 0) first = 0;
    if (end > a->in) end = a->in;
    for (int64_t i = first; i < end; i++) {
        double x = ((double)i - centre + 0.5) * shrink, w = r->mode == UPSAMPLE_LINEAR_AA ? triangle(x) : keys(x, -0.5);
        put(a, o, i, w);
        total += w;
    }
    for (int64_t k = 0; k < a->count[o] && total != 0; k++) a->weight[o * a->taps + k] /= total;
}

static void fill_taps(const request *r, upsample_axis *a, double step, double reach, int64_t o) {
    a->count[o] = 0;
    if (r->mode == UPSAMPLE_NEAREST || r->mode == UPSAMPLE_NEAREST_EXACT) {
        double shift = r->mode == UPSAMPLE_NEAREST ? 0 : 0.5;
        int64_t at = (int64_t)floorf(r->wide ? (float)(((double)o + shift) * step) : ((float)o + (float)shift) * (float)step);
        put(a, o, at < a->in ? at : a->in - 1, 1);
    } else if (r->mode == UPSAMPLE_AREA) {
        int64_t start = pool_start(o, a->out, a->in), end = pool_end(o, a->out, a->in);
        for (int64_t i = start; i < end; i++) put(a, o, i, 1 / (double)(end - start));
    } else if (r->mode == UPSAMPLE_LINEAR || r->mode == UPSAMPLE_CUBIC) smooth_taps(r, a, step, o);
    else antialias_taps(r, a, step, reach, o);
}

static bool axis_make(call *c, const request *r, int given, upsample_axis *a) {
    double step = given < 0 || r->mode == UPSAMPLE_AREA ? 1 : step_of(r, given, a->in, a->out), reach = 0;
    switch (given < 0 ? UPSAMPLE_NEAREST : r->mode) {
    case UPSAMPLE_LINEAR: a->taps = 2; break;
    case UPSAMPLE_CUBIC: a->taps = 4; break;
    case UPSAMPLE_LINEAR_AA:
    case UPSAMPLE_CUBIC_AA:
        reach = (r->mode == UPSAMPLE_LINEAR_AA ? 1 : 2) * (step >= 1 ? step : 1);
        a->taps = (int64_t)ceil(reach) * 2 + 1;
        if (a->taps > a->in) a->taps = a->in;
        break;
    case UPSAMPLE_AREA: a->taps = a->out > 0 ? a->in / a->out + 2 : 1; break;
    default: a->taps = 1;
    }
    int64_t words = a->out * (1 + 2 * a->taps);
    rush_tensor *room = call_temporary(c, RUSH_INT64, 1, &words);
    if (!room) return false;
    a->count = tensor_data(room);
    a->place = a->count + a->out;
    a->weight = (double *)(void *)(a->place + a->out * a->taps);
    for (int64_t o = 0; o < a->out; o++)
        if (given >= 0) fill_taps(r, a, step, reach, o);
        else {
            a->count[o] = 0;
            put(a, o, o, 1);
        }
    return true;
}

bool upsample_plan_make(call *c, upsample_plan *p) {
    request r = request_of(c);
    *p = (upsample_plan){ .planes = r.planes, .nearest = is_nearest(r.mode) };
    for (int d = 0; d < UPSAMPLE_DIMS; d++) {
        int given = d - (UPSAMPLE_DIMS - r.dims);
        p->axis[d].in = given < 0 ? 1 : r.in[given];
        p->axis[d].out = given < 0 ? 1 : r.size->u.ints[given];
        TRY(axis_make(c, &r, given, &p->axis[d]));
    }
    return true;
}

/* ---- checks ---- */

/* "(D: 4, H: 4, W: 4)" */
static const char *sizes_text(int dims, const int64_t *sizes, char *buffer, size_t size) {
    size_t used = 0;
    for (int d = 0; d < dims && used < size; d++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%c: %lld", d ? ", " : "(", "DHW"[3 - dims + d],
                                 (long long)sizes[d]);
    if (used < size) snprintf(buffer + used, size - used, ")");
    return buffer;
}

static bool make_result(call *c, const rush_tensor *like, int ndim, const int64_t *shape, bool keep) {
    rush_dtype dtype = (rush_dtype)like->dtype;
    return keep && ndim == like->ndim ? call_out_suggested(c, 0, dtype, like, ndim, shape) : call_out(c, 0, dtype, ndim, shape);
}

bool upsample_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const value *size = &c->args[1];
    int kind = kind_of(c->op), dims = kinds[kind].dims, mode = kinds[kind].mode;
    CHECK(c, size->count == dims, "It is expected output_size equals to %d, but got size %d", dims, size->count);
    CHECK(c, x->ndim == dims + 2, "It is expected input_size equals to %d, but got size %d", dims + 2, x->ndim);
    int64_t shape[5] = { x->shape[0], x->shape[1] };
    bool positive = true;
    char in[96], out[96];
    for (int d = 0; d < dims; d++) {
        shape[d + 2] = size->u.ints[d];
        positive = positive && shape[d + 2] > 0 && x->shape[d + 2] > 0;
    }
    CHECK(c, positive, "Input and output sizes should be greater than 0, but got input %s %s %s",
          sizes_text(dims, x->shape + 2, in, sizeof in), dims == 1 ? "and output" : "output",
          sizes_text(dims, shape + 2, out, sizeof out));
    CHECK(c, x->shape[1] > 0, "Non-empty %dD data tensor expected but got a tensor with sizes %s", dims + 2,
          TENSOR_SHAPE_TEXT(x));
    bool cubic = mode == UPSAMPLE_CUBIC || mode == UPSAMPLE_CUBIC_AA;
    if (!is_nearest(mode) || x->dtype != RUSH_UINT8)
        TRY(pool_check_float(c,
                             is_nearest(mode)         ? "compute_indices_weights_nearest"
                             : mode == UPSAMPLE_LINEAR ? "compute_indices_weights_linear"
                             : mode == UPSAMPLE_CUBIC  ? "compute_indices_weights_cubic"
                                                       : "compute_indices_weights_aa",
                             x));
    return make_result(c, x, x->ndim, shape, !cubic);
}

static bool upsample_input_meta(call *c) {
    int64_t mode = INT_ARG(c, 3);
    return make_result(c, TENSOR(c, 0), c->args[2].count, c->args[2].u.ints,
                       mode != UPSAMPLE_CUBIC && mode != UPSAMPLE_CUBIC_AA && mode != UPSAMPLE_AREA);
}

/* ---- reference: sums in double ---- */

/* Calls visit(input place within the plane, weight, context) for what output place i of a plane mixes. */
#define FOR_EACH_TAP(p, i, place_, weight_) \
    for (int64_t d_ = (i) / ((p)->axis[1].out * (p)->axis[2].out), h_ = (i) / (p)->axis[2].out % (p)->axis[1].out, \
                 w_ = (i) % (p)->axis[2].out, a_ = 0; a_ < (p)->axis[0].count[d_]; a_++) \
        for (int64_t b_ = 0; b_ < (p)->axis[1].count[h_]; b_++) \
            for (int64_t c_ = 0, place_, once_; c_ < (p)->axis[2].count[w_]; c_++) \
                for (double weight_ = ((once_ = 1), (place_ = tap_place(p, d_, a_, h_, b_, w_, c_)), \
                                       tap_weight(p, d_, a_, h_, b_, w_, c_)); once_; once_ = 0)

static int64_t tap_place(const upsample_plan *p, int64_t d, int64_t a, int64_t h, int64_t b, int64_t w, int64_t e) {
    const upsample_axis *x = p->axis;
    return (x[0].place[d * x[0].taps + a] * x[1].in + x[1].place[h * x[1].taps + b]) * x[2].in + x[2].place[w * x[2].taps + e];
}
static double tap_weight(const upsample_plan *p, int64_t d, int64_t a, int64_t h, int64_t b, int64_t w, int64_t e) {
    const upsample_axis *x = p->axis;
    return x[0].weight[d * x[0].taps + a] * x[1].weight[h * x[1].taps + b] * x[2].weight[w * x[2].taps + e];
}

static int64_t plane_in(const upsample_plan *p) { return p->axis[0].in * p->axis[1].in * p->axis[2].in; }
static int64_t plane_out(const upsample_plan *p) { return p->axis[0].out * p->axis[1].out * p->axis[2].out; }

bool upsample_ref(call *c) {
    upsample_plan p;
    pool_buffers b;
    TRY(upsample_plan_make(c, &p));
    TRY(pool_buffers_make(c, &b, TENSOR(c, 0), NULL, 0));
    rush_dtype dtype = (rush_dtype)b.a->dtype;
    size_t size = dtype_size(dtype);
    const char *from = tensor_data(b.a);
    char *to = tensor_data(b.out);
    for (int64_t i = 0; i < b.out->numel; i++, to += size) {
        const char *plane = from + (size_t)(i / plane_out(&p) * plane_in(&p)) * size;
        double sum = 0;
        FOR_EACH_TAP(&p, i % plane_out(&p), place, weight)
            if (p.nearest) memcpy(to, plane + (size_t)place * size, size);
            else sum += weight * element_load_double(plane + (size_t)place * size, dtype);
        if (!p.nearest) element_store_double(to, dtype, sum);
    }
    return pool_buffers_finish(c, &b);
}

static bool upsample_input_ref(call *c) {
    upsample_plan p;
    TRY(upsample_plan_make(c, &p));
    const rush_tensor *g = call_contiguous(c, TENSOR(c, 0));
    rush_tensor *sums = call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape);
    if (!g || !sums) return false;
    double *sum = memset(tensor_data(sums), 0, (size_t)sums->numel * sizeof(double));
    const char *from = tensor_data(g);
    rush_dtype dtype = (rush_dtype)g->dtype;
    for (int64_t i = 0; i < g->numel; i++) {
        double *plane = sum + i / plane_out(&p) * plane_in(&p), v = element_load_double(from + (size_t)i * dtype_size(dtype), dtype);
        FOR_EACH_TAP(&p, i % plane_out(&p), place, weight) plane[place] += v * weight;
    }
    return tensor_copy(c->site, c->out[0], sums);
}

/* ---- derivatives ---- */

bool upsample_grad(backward *c) {
    if (!needs(c, 0)) return true;
    int k = kind_of(c->op), mode = kinds[k].mode, dims = kinds[k].dims;
    value args[8] = { value_tensor(c->grad), c->args[1], value_of_shape(input_shape(c, 0)), value_of_int(mode), value_of_bool(false) };
    if (mode != UPSAMPLE_AREA && !is_nearest(mode)) args[4] = c->args[2];
    for (int d = 0; d < 3; d++)
        args[5 + d] = d < dims && mode != UPSAMPLE_AREA ? c->args[(is_nearest(mode) ? 2 : 3) + d] : value_none();
    return give(c, 0, op_call(&op_upsample_input, c->site, args, 8));
}

static bool upsample_input_grad(backward *c) {
    if (!needs(c, 0)) return true;
    int k = 0, mode = (int)INT_ARG(c, 3), dims = c->args[1].count;
    while (kinds[k].mode != mode || kinds[k].dims != dims) k++;
    value args[6] = { value_tensor(c->grad), c->args[1] };
    int n = 2;
    if (!is_nearest(mode) && mode != UPSAMPLE_AREA) args[n++] = c->args[4];
    for (int d = 0; d < dims && mode != UPSAMPLE_AREA; d++) args[n++] = c->args[5 + d];
    return give(c, 0, op_call(kinds[k].op, c->site, args, n));
}

const op op_upsample_input = {
    OP_ROW(upsample_input),
    .schema = "upsample_input(Tensor grad, int[] output_size, int[] input_size, int mode, bool align_corners, "
              "float? scales_d, float? scales_h, float? scales_w) -> Tensor",
    .doc = "Gradient of the resizing ops by their input.",
    .positional = 8,
    .flags = OP_INTERNAL,
    .grad_name = "UpsampleBackwardBackward0",
    .meta = upsample_input_meta,
    .ref = upsample_input_ref,
    .grad = upsample_input_grad,
    .samples = TEXTS("T[2,3,8], (8,), (2,3,5), 0, False, None, None, None",
                     "T[2,3,8], (8,), (2,3,5), 2, False, None, None, None",
                     "T[2,3,8,10], (8,10), (2,3,4,5), 0, False, None, None, None",
                     "T[2,3,7,3], (7,3), (2,3,4,5), 2, True, None, None, None",
                     "T[2,3,6,8], (6,8), (2,3,4,5), 2, False, 1.6, 1.7, None",
                     "T[2,3,6,8], (6,8), (2,3,4,5), 3, False, 1.6, 1.7, None",
                     "T[2,3,4,3], (4,3), (2,3,9,10), 4, False, None, None, None",
                     "T[2,3,4,3], (4,3), (2,3,9,10), 5, False, None, None, None",
                     "T[1,2,3,4,3], (3,4,3), (1,2,5,2,4), 1, False, None, None, None",
                     "T[1,2,3,4,3], (3,4,3), (1,2,5,2,4), 2, True, None, None, None",
                     "T[1,2,3,4,3], (3,4,3), (1,2,5,2,7), 6, False, None, None, None",
                     "T[0,2,4,4], (4,4), (0,2,3,3), 2, False, None, None, None",
                     "T[2,3,5,5]:n, (5,5), (2,3,4,5), 0, False, None, None, None",
                     "T[4,8,77,61], (77,61), (4,8,40,30), 2, False, None, None, None"),
};
