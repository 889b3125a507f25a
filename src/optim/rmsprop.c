/* SPDX-License-Identifier: MIT */
/* rmsprop.c - RMSprop. */
#include "optim/optimizer.h"

enum { LR, ALPHA, EPS, WEIGHT_DECAY, MOMENTUM, CENTERED, MAXIMIZE };

static unsigned rmsprop_needs(const double *o) { return 1u | (o[MOMENTUM] > 0 ? 2u : 0) | (o[CENTERED] != 0 ? 4u : 0); }

static void rmsprop_prepare(const double *o, int64_t step, update_numbers *u) {
    (void)step;
    *u = (update_numbers){ .lr = o[LR], .beta1 = o[ALPHA], .eps = o[EPS], .weight_decay = o[WEIGHT_DECAY], .momentum = o[MOMENTUM], .maximize = o[MAXIMIZE] != 0 };
}

static const char *rmsprop_check(const double *o, char *text, size_t size) {
    if (!(o[LR] >= 0)) snprintf(text, size, "Invalid learning rate: %g", o[LR]);
    else if (!(o[EPS] >= 0)) snprintf(text, size, "Invalid epsilon value: %g", o[EPS]);
    else if (!(o[MOMENTUM] >= 0)) snprintf(text, size, "Invalid momentum value: %g", o[MOMENTUM]);
    else if (!(o[WEIGHT_DECAY] >= 0)) snprintf(text, size, "Invalid weight_decay value: %g", o[WEIGHT_DECAY]);
    else if (!(o[ALPHA] >= 0)) snprintf(text, size, "Invalid alpha value: %g", o[ALPHA]);
    else return NULL;
    return text;
}

static const optimizer_class rmsprop = {
    .name = "RMSprop",
    .options = (const char *const[]){ "lr", "alpha", "eps", "weight_decay", "momentum", "centered", "maximize", NULL },
    .states = (const char *const[]){ "square_avg", "momentum_buffer", "grad_avg", NULL },
    .needs = rmsprop_needs,
    .prepare = rmsprop_prepare,
    .kernel = UPDATE_RMSPROP,
    .check = rmsprop_check,
};

rush_optimizer *rush_rmsprop_at(rush_site site, const rush_list *parameters, rush_rmsprop_args a) {
    return optimizer_new(site, &rmsprop, parameters,
                         (const double[]){ a.lr, a.alpha.set ? a.alpha.value : 0.99, a.eps.set ? a.eps.value : 1e-8, a.weight_decay, a.momentum, a.centered, a.maximize });
}
