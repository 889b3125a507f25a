/* SPDX-License-Identifier: MIT */
/* one_cycle.c - OneCycleLR: two or three phases, in each of which lr and momentum go from one value to another along a cosine or a line. */
#include "optim/scheduler.h"

#include <math.h>
#include <string.h>

#include "core/error.h"

enum { TOTAL, MAX_LR, INITIAL_LR, MIN_LR, PCT, LINEAR, THREE, CYCLE, BASE_M, MAX_M };

static double between(const rush_scheduler *s, double from, double to, double part) {
    return s->n[LINEAR] != 0 ? (to - from) * part + from : to + (from - to) / 2 * (1 + cos(3.14159265358979323846 * part));
}

/* value at the present step, given the values at the ends of the phases */
static double at_step(const rush_scheduler *s, double first, double top, double last) {
    double total = s->n[TOTAL], pct = s->n[PCT], step = (double)s->epoch, ends[3], values[4] = { first, top, last, last };
    int phases = s->n[THREE] != 0 ? 3 : 2;
    ends[0] = pct * total - 1;
    ends[1] = phases == 3 ? 2 * pct * total - 2 : total - 1;
    ends[2] = total - 1;
    if (phases == 3) values[2] = first;
    double begin = 0;
    for (int i = 0; i < phases; i++) {
        if (step <= ends[i] || i == phases - 1) return between(s, values[i], values[i + 1], (step - begin) / (ends[i] - begin));
        begin = ends[i];
    }
    return last;
}

static double one_cycle_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group, (void)base, (void)lr;
    return at_step(s, s->n[INITIAL_LR], s->n[MAX_LR], s->n[MIN_LR]);
}

static bool one_cycle_after(rush_scheduler *s) {
    if ((double)s->epoch >= s->n[TOTAL])
        return error_set(RUSH_VALUE_ERROR, NULL, "OneCycleLR", "Tried to step %lld times. The specified number of total steps is %lld", (long long)s->epoch + 1,
                         (long long)s->n[TOTAL]);
    if (s->n[CYCLE] == 0) return true;
    double m = at_step(s, s->n[MAX_M], s->n[BASE_M], s->n[MAX_M]);
    const char *name = optimizer_option(s->optimizer, "momentum") >= 0 ? "momentum" : "beta1";
    for (int i = 0; i < s->optimizer->count; i++)
        if (!rush_optimizer_set(s->optimizer, i, name, m)) return false;
    return true;
}

static const scheduler_class one_cycle = {
    .name = "OneCycleLR",
    .numbers = (const char *const[]){ "total_steps", "max_lr", "initial_lr", "min_lr", "pct_start", "linear", "three_phase", "cycle_momentum", "base_momentum", "max_momentum", NULL },
    .lr = one_cycle_lr,
    .after = one_cycle_after,
};

rush_scheduler *rush_one_cycle_lr_at(rush_site site, rush_optimizer *o, double max_lr, rush_one_cycle_lr_args a) {
    if (!o || rush_failed()) return NULL;
    double pct = a.pct_start.set ? a.pct_start.value : 0.3, div = a.div_factor.set ? a.div_factor.value : 25, final = a.final_div_factor.set ? a.final_div_factor.value : 1e4;
    bool momentum = optimizer_option(o, "momentum") >= 0 ? rush_optimizer_get(o, 0, "momentum") != 0 : optimizer_option(o, "beta1") >= 0;
    if (a.total_steps <= 0) error_set(RUSH_VALUE_ERROR, site, "OneCycleLR", "Expected positive integer total_steps, but got %lld", (long long)a.total_steps);
    else if (pct < 0 || pct > 1) error_set(RUSH_VALUE_ERROR, site, "OneCycleLR", "Expected float between 0 and 1 pct_start, but got %g", pct);
    else if (!a.no_cycle_momentum && !momentum) error_set(RUSH_VALUE_ERROR, site, "OneCycleLR", "optimizer must support momentum with `cycle_momentum` option enabled");
    return scheduler_new(site, &one_cycle, o,
                         (const double[]){ (double)a.total_steps, max_lr, max_lr / div, max_lr / div / final, pct, a.linear, a.three_phase, !a.no_cycle_momentum,
                                           a.base_momentum.set ? a.base_momentum.value : 0.85, a.max_momentum.set ? a.max_momentum.value : 0.95 });
}
