/* SPDX-License-Identifier: MIT */
/* sgd.c - stochastic gradient descent with momentum. */
#include "optim/optimizer.h"

enum { LR, MOMENTUM, DAMPENING, WEIGHT_DECAY, NESTEROV, MAXIMIZE };

static unsigned sgd_needs(const double *o) { return o[MOMENTUM] != 0; }

static void sgd_prepare(const double *o, int64_t step, update_numbers *u) {
    (void)step;
    *u = (update_numbers){ .lr = o[LR], .weight_decay = o[WEIGHT_DECAY], .momentum = o[MOMENTUM], .dampening = o[DAMPENING],
                           .nesterov = o[NESTEROV] != 0, .maximize = o[MAXIMIZE] != 0 };
}

static const char *sgd_check(const double *o, char *text, size_t size) {
    if (o[LR] < 0) snprintf(text, size, "Invalid learning rate: %g", o[LR]);
    else if (o[MOMENTUM] < 0) snprintf(text, size, "Invalid momentum value: %g", o[MOMENTUM]);
    else if (o[WEIGHT_DECAY] < 0) snprintf(text, size, "Invalid weight_decay value: %g", o[WEIGHT_DECAY]);
    else if (o[NESTEROV] != 0 && (o[MOMENTUM] <= 0 || o[DAMPENING] != 0)) return "Nesterov momentum requires a momentum and zero dampening";
    else return NULL;
    return text;
}

static const optimizer_class sgd = {
    .name = "SGD",
    .options = (const char *const[]){ "lr", "momentum", "dampening", "weight_decay", "nesterov", "maximize", NULL },
    .states = (const char *const[]){ "momentum_buffer", NULL },
    .clone_first = true,
    .needs = sgd_needs,
    .prepare = sgd_prepare,
    .kernel = UPDATE_SGD,
    .check = sgd_check,
};

rush_optimizer *rush_sgd_at(rush_site site, const rush_list *parameters, rush_sgd_args a) {
    return optimizer_new(site, &sgd, parameters, (const double[]){ a.lr, a.momentum, a.dampening, a.weight_decay, a.nesterov, a.maximize });
}
