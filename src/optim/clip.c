/* SPDX-License-Identifier: MIT */
/* clip.c - limiting gradients. */
#include <math.h>

#include <rushlight/optim.h>
#include <rushlight.h>

#include "core/error.h"
#include "core/list.h"

/* sum of |g|^p (p = infinity: the largest |g|), in double */
static double power_sum(rush_site site, rush_tensor *g, double p) {
    rush_tensor *a = rush_abs_at(site, g);
    if (isinf(p)) return a && a->numel ? rush_item_at(site, rush_max_at(site, a)) : 0;
    if (p != 1) a = rush_pow_at(site, a, rush_operand_float(p));
    return rush_item_at(site, rush_sum_at(site, (rush_sum_args){ .size = sizeof(rush_sum_args), .self = a, .dtype = RUSH_FLOAT64 }));
}

double rush_clip_grad_norm_at(rush_site site, const rush_list *parameters, double max_norm, double p) {
    if (!parameters || rush_failed()) return NAN;
    if (p == 0) p = 2;
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    double total = 0;
    for (int64_t i = 0; i < parameters->count; i++) {
        rush_tensor *g = rush_get_grad(parameters->items[i]);
        double s = g ? power_sum(site, g, p) : 0;
        total = isinf(p) ? (s > total || isnan(s) ? s : total) : total + s;
    }
    if (rush_failed()) return NAN;
    double norm = isinf(p) ? total : pow(total, 1 / p), scale = max_norm / (norm + 1e-6);
    if (!(scale < 1)) scale = isnan(scale) ? scale : 1;
    for (int64_t i = 0; i < parameters->count; i++) {
        rush_tensor *g = rush_get_grad(parameters->items[i]);
        if (g && !rush_mul__at(site, g, rush_operand_float(scale))) return NAN;
    }
    return norm;
}

bool rush_clip_grad_value_at(rush_site site, const rush_list *parameters, double clip) {
    if (!parameters || rush_failed()) return false;
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    for (int64_t i = 0; i < parameters->count; i++) {
        rush_tensor *g = rush_get_grad(parameters->items[i]);
        if (g && !rush_clamp__at(site, (rush_clamp_args){ .size = sizeof(rush_clamp_args), .self = g, .min = rush_operand_float(-clip), .max = rush_operand_float(clip) })) return false;
    }
    return true;
}
