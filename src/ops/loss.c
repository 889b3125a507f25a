/* SPDX-License-Identifier: MIT */
/* loss.c - what losses share: the reduction, the reference for losses of pairs. */
#include "ops/loss.h"

#include <math.h>
#include <string.h>

bool loss_reduction_of(rush_site site, const char *name, const value *v, loss_reduction *r) {
    const char *s = v->u.string;
    if (!strcmp(s, "mean")) *r = LOSS_MEAN;
    else if (!strcmp(s, "sum")) *r = LOSS_SUM;
    else if (!strcmp(s, "none")) *r = LOSS_NONE;
    else return error_set(RUSH_VALUE_ERROR, site, name, "%s is not a valid value for reduction", s);
    return true;
}

static double get(const loss_job *j, const void *p, int64_t i, double otherwise) {
    return !p ? otherwise : j->dtype == RUSH_FLOAT64 ? ((const double *)p)[i] : (double)((const float *)p)[i];
}

static double sign(double d) { return isnan(d) ? d : (d > 0) - (d < 0); }

static double value_of(const loss_job *j, double x, double t, double q) {
    double d = x - t, a = fabs(d), p = j->p;
    switch (j->kind) {
    case LOSS_MSE: return d * d;
    case LOSS_L1: return a;
    case LOSS_SMOOTH_L1: return a < p ? 0.5 * d * d / p : a - 0.5 * p;
    case LOSS_HUBER: return a <= p ? 0.5 * d * d : p * (a - 0.5 * p);
    case LOSS_BCE: return -(t * fmax(log(x), -100) + (1 - t) * fmax(log1p(-x), -100));
    default: return (1 - t) * x + (1 + (q - 1) * t) * (log1p(exp(-fabs(x))) + (x < 0 ? -x : 0));
    }
}

static double derivative_of(const loss_job *j, double x, double t, double q) {
    double d = x - t, a = fabs(d), p = j->p;
    switch (j->kind) {
    case LOSS_MSE: return 2 * d;
    case LOSS_L1: return sign(d);
    case LOSS_SMOOTH_L1: return a < p ? d / p : sign(d);
    case LOSS_HUBER: return a <= p ? d : p * sign(d);
    case LOSS_BCE: return d / fmax((1 - x) * x, 1e-12);
    default: return (1 - t) - (1 + (q - 1) * t) / (1 + exp(x));
    }
}

bool loss_reference(call *c, loss_job *j, bool back) {
    (void)c;
    j->sum = 0;
    for (int64_t i = 0; i < j->n; i++) {
        double x = get(j, j->x, i, 0), t = get(j, j->t, i, 0), q = get(j, j->q, i, 1);
        double v = get(j, j->w, i, 1) * (back ? derivative_of : value_of)(j, x, t, q);
        if (back) v *= j->scale * get(j, j->g, i, 1);
        if (!j->out) j->sum += v;
        else if (j->dtype == RUSH_FLOAT64) ((double *)j->out)[i] = v;
        else ((float *)j->out)[i] = (float)v;
    }
    return true;
}
