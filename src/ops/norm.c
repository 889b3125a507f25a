/* SPDX-License-Identifier: MIT */
/* norm.c - what the normalisations share; the reference that computes them all. */
#include "ops/norm.h"

#include <math.h>
#include <string.h>

#include "ops/call.h"

rush_dtype norm_dtype(const rush_tensor *x) { return x->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32; }

const void *norm_data(call *c, const rush_tensor *t, rush_dtype d, bool channels_last, bool *ok) {
    if (!t || !*ok) return NULL;
    if (channels_last && !((rush_dtype)t->dtype == d && (rush_is_channels_last(t) || rush_is_channels_last_3d(t)))) {
        int64_t strides[RUSH_MAX_DIMS];
        shape_channels_last_strides(t->ndim, t->shape, strides);
        rush_tensor *to = scope_own(tensor_new_strided(c->site, d, c->device, t->ndim, t->shape, strides));
        *ok = to && tensor_copy(c->site, to, t);
        return *ok ? tensor_data(to) : NULL;
    }
    t = call_cast(c, t, d);
    if (t && !channels_last) t = call_contiguous(c, t);
    *ok = t != NULL;
    return t ? tensor_data(t) : NULL;
}

void *norm_result(call *c, int i, rush_dtype d, rush_tensor **made, bool *ok) {
    rush_tensor *t = c->out[i];
    made[i] = NULL;
    if (!*ok || t->numel == 0) return NULL;
    if ((rush_dtype)t->dtype == d) return tensor_data(t);
    made[i] = scope_own(tensor_new_strided(c->site, d, c->device, t->ndim, t->shape, t->strides));
    *ok = made[i] != NULL;
    return *ok ? tensor_data(made[i]) : NULL;
}

bool norm_empty(call *c) {
    for (int i = 1; i < c->nout; i++) {
        rush_tensor *t = c->out[i];
        size_t size = dtype_size((rush_dtype)t->dtype);
        for (int64_t k = 0; k < t->numel; k++) element_store_double((char *)tensor_data(t) + (size_t)k * size, (rush_dtype)t->dtype, i == 1 ? 0 : (double)NAN);
    }
    return true;
}

bool norm_finish(call *c, rush_tensor *const *made) {
    for (int i = 0; i < c->nout; i++)
        if (made[i]) TRY(tensor_copy(c->site, c->out[i], made[i]));
    return true;
}

rush_tensor *norm_rule(backward *c, rush_tensor *x, rush_tensor *gw, rush_shape dims, double eps, rush_tensor **normal) {
    rush_tensor *d = rush_sub(x, rush_mean_dim(x, dims, .keepdim = true)), *var = rush_mean_dim(rush_mul(d, d), dims, .keepdim = true);
    rush_tensor *rstd = rush_pow(rush_add(var, eps), -0.5), *n = rush_mul(d, rstd);
    *normal = n;
    if (!gw) return NULL;
    rush_tensor *inner = rush_sub(gw, rush_mean_dim(gw, dims, .keepdim = true));
    return rush_mul(rstd, rush_sub(inner, rush_mul(n, rush_mean_dim(rush_mul(gw, n), dims, .keepdim = true))));
}

/* ---- the reference: one element at a time, in double ---- */

static double get(const norm_job *j, const void *p, int64_t i) { return j->dtype == RUSH_FLOAT64 ? ((const double *)p)[i] : (double)((const float *)p)[i]; }

static void put(const norm_job *j, void *p, int64_t i, double v) {
    if (j->dtype == RUSH_FLOAT64) ((double *)p)[i] = v;
    else ((float *)p)[i] = (float)v;
}

static int64_t channel_of(const norm_job *j, int64_t e) { return j->channels_last ? e % j->channels : e / j->spatial % j->channels; }

static int64_t group_of(const norm_job *j, int64_t e) {
    int64_t entry = e / (j->channels * j->spatial), channel = channel_of(j, e);
    return j->kind == NORM_LAYER ? entry : j->kind == NORM_BATCH ? channel : entry * (j->channels / j->width) + channel / j->width;
}

static void forward(const norm_job *j, double *sums) {
    int64_t all = j->batch * j->channels * j->spatial;
    double count = (double)all / (double)j->groups;
    if (!j->given) {
        double *mean = sums, *var = sums + j->groups;
        for (int64_t e = 0; e < all; e++) mean[group_of(j, e)] += get(j, j->x, e) / count;
        for (int64_t e = 0; e < all; e++) {
            double d = get(j, j->x, e) - mean[group_of(j, e)];
            var[group_of(j, e)] += d * d / count;
        }
        for (int64_t k = 0; k < j->groups; k++) {
            put(j, j->mean, k, mean[k]);
            put(j, j->rstd, k, 1 / sqrt(var[k] + j->eps));
            if (j->var) j->var[k] = var[k];
        }
    }
    for (int64_t e = 0; e < all; e++) {
        int64_t k = group_of(j, e), ch = channel_of(j, e);
        double normal = (get(j, j->x, e) - get(j, j->mean, k)) * get(j, j->rstd, k);
        put(j, j->out, e, normal * (j->weight ? get(j, j->weight, ch) : 1) + (j->bias ? get(j, j->bias, ch) : 0));
    }
}

static void backward_(const norm_job *j, double *sums) {
    int64_t all = j->batch * j->channels * j->spatial;
    double count = (double)all / (double)j->groups;
    double *sum = sums, *dot = sum + j->groups, *dw = dot + j->groups, *db = dw + j->channels;
    for (int64_t pass = 0; pass < 2; pass++)
        for (int64_t e = 0; e < all; e++) {
            int64_t k = group_of(j, e), ch = channel_of(j, e);
            double g = get(j, j->g, e), gw = g * (j->weight ? get(j, j->weight, ch) : 1), rstd = get(j, j->rstd, k);
            double normal = (get(j, j->x, e) - get(j, j->mean, k)) * rstd;
            if (pass == 0) {
                sum[k] += gw;
                dot[k] += gw * normal;
                dw[ch] += g * normal;
                db[ch] += g;
            } else if (j->out) put(j, j->out, e, rstd * (j->given ? gw : gw - sum[k] / count - normal * dot[k] / count));
        }
    for (int64_t ch = 0; ch < j->channels; ch++) {
        if (j->dweight) put(j, j->dweight, ch, dw[ch]);
        if (j->dbias) put(j, j->dbias, ch, db[ch]);
    }
}

bool norm_reference(call *c, const norm_job *j, bool back) {
    int64_t room = 2 * (j->groups + j->channels);
    rush_tensor *t = call_temporary(c, RUSH_FLOAT64, 1, &room);
    if (!t) return false;
    double *sums = tensor_data(t);
    memset(sums, 0, (size_t)room * sizeof *sums);
    (back ? backward_ : forward)(j, sums);
    return true;
}
