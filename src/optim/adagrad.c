/* SPDX-License-Identifier: MIT */
/* adagrad.c - Adagrad. */
#include "optim/optimizer.h"

enum { LR, LR_DECAY, WEIGHT_DECAY, INITIAL, EPS, MAXIMIZE };

static unsigned adagrad_needs(const double *o) { return (void)o, 1; }

static void adagrad_prepare(const double *o, int64_t step, update_numbers *u) {
    *u = (update_numbers){ .lr = o[LR] / (1 + (double)(step - 1) * o[LR_DECAY]), .eps = o[EPS], .weight_decay = o[WEIGHT_DECAY], .maximize = o[MAXIMIZE] != 0 };
}

static const char *adagrad_check(const double *o, char *text, size_t size) {
    if (!(o[LR] >= 0)) snprintf(text, size, "Invalid learning rate: %g", o[LR]);
    else if (!(o[LR_DECAY] >= 0)) snprintf(text, size, "Invalid lr_decay value: %g", o[LR_DECAY]);
    else if (!(o[WEIGHT_DECAY] >= 0)) snprintf(text, size, "Invalid weight_decay value: %g", o[WEIGHT_DECAY]);
    else if (!(o[INITIAL] >= 0)) snprintf(text, size, "Invalid initial_accumulator_value value: %g", o[INITIAL]);
    else if (!(o[EPS] >= 0)) snprintf(text, size, "Invalid epsilon value: %g", o[EPS]);
    else return NULL;
    return text;
}

static const optimizer_class adagrad = {
    .name = "Adagrad",
    .options = (const char *const[]){ "lr", "lr_decay", "weight_decay", "initial_accumulator_value", "eps", "maximize", NULL },
    .states = (const char *const[]){ "sum", NULL },
    .first_option = INITIAL + 1,
    .needs = adagrad_needs,
    .prepare = adagrad_prepare,
    .kernel = UPDATE_ADAGRAD,
    .check = adagrad_check,
};

rush_optimizer *rush_adagrad_at(rush_site site, const rush_list *parameters, rush_adagrad_args a) {
    return optimizer_new(site, &adagrad, parameters,
                         (const double[]){ a.lr, a.lr_decay, a.weight_decay, a.initial_accumulator_value, a.eps.set ? a.eps.value : 1e-10, a.maximize });
}
