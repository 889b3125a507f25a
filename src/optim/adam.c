/* SPDX-License-Identifier: MIT */
/* adam.c - Adam and AdamW. */
#include "optim/optimizer.h"

#include <math.h>

enum { LR, BETA1, BETA2, EPS, WEIGHT_DECAY, AMSGRAD, MAXIMIZE };

static unsigned adam_needs(const double *o) { return o[AMSGRAD] != 0 ? 7 : 3; }

static void prepare(const double *o, int64_t step, update_numbers *u) {
    double c1 = 1 - pow(o[BETA1], (double)step), c2 = 1 - pow(o[BETA2], (double)step);
    *u = (update_numbers){ .lr = o[LR] / c1, .decay = 1, .beta1 = o[BETA1], .beta2 = o[BETA2], .eps = o[EPS], .correction = sqrt(c2), .maximize = o[MAXIMIZE] != 0 };
}

static void adam_prepare(const double *o, int64_t step, update_numbers *u) {
    prepare(o, step, u);
    u->weight_decay = o[WEIGHT_DECAY];
}

static void adamw_prepare(const double *o, int64_t step, update_numbers *u) {
    prepare(o, step, u);
    u->decay = 1 - o[LR] * o[WEIGHT_DECAY];
}

static const char *adam_check(const double *o, char *text, size_t size) {
    if (!(o[LR] >= 0)) snprintf(text, size, "Invalid learning rate: %g", o[LR]);
    else if (!(o[EPS] >= 0)) snprintf(text, size, "Invalid epsilon value: %g", o[EPS]);
    else if (!(o[BETA1] >= 0 && o[BETA1] < 1)) snprintf(text, size, "Invalid beta parameter at index 0: %g", o[BETA1]);
    else if (!(o[BETA2] >= 0 && o[BETA2] < 1)) snprintf(text, size, "Invalid beta parameter at index 1: %g", o[BETA2]);
    else if (!(o[WEIGHT_DECAY] >= 0)) snprintf(text, size, "Invalid weight_decay value: %g", o[WEIGHT_DECAY]);
    else return NULL;
    return text;
}

#define ADAM(name_, prepare_) \
    { \
        .name = name_, .options = (const char *const[]){ "lr", "beta1", "beta2", "eps", "weight_decay", "amsgrad", "maximize", NULL }, \
        .states = (const char *const[]){ "exp_avg", "exp_avg_sq", "max_exp_avg_sq", NULL }, .needs = adam_needs, .prepare = prepare_, \
        .kernel = UPDATE_ADAM, .check = adam_check, \
    }
static const optimizer_class adam = ADAM("Adam", adam_prepare), adamw = ADAM("AdamW", adamw_prepare);

static double or(rush_opt_double o, double fallback) { return o.set ? o.value : fallback; }

rush_optimizer *rush_adam_at(rush_site site, const rush_list *parameters, rush_adam_args a) {
    return optimizer_new(site, &adam, parameters, (const double[]){ a.lr, or(a.beta1, 0.9), or(a.beta2, 0.999), or(a.eps, 1e-8), a.weight_decay, a.amsgrad, a.maximize });
}

rush_optimizer *rush_adamw_at(rush_site site, const rush_list *parameters, rush_adamw_args a) {
    return optimizer_new(site, &adamw, parameters,
                         (const double[]){ a.lr, or(a.beta1, 0.9), or(a.beta2, 0.999), or(a.eps, 1e-8), or(a.weight_decay, 0.01), a.amsgrad, a.maximize });
}
