/* SPDX-License-Identifier: MIT */
/* scheduler.c - what all learning-rate schedulers share, and the simple ones. The rules are PyTorch's chainable forms: each lr
   follows from the one before, so that several schedulers can work on one optimizer. */
#include "optim/scheduler.h"

#include <math.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

static void scheduler_destroy(void *object) {
    rush_scheduler *s = object;
    rush_release(s->optimizer);
    mem_free(s->milestones);
    mem_free(s);
}
static const rush_class scheduler_object = { "Scheduler", scheduler_destroy };

double scheduler_initial_lr(const rush_scheduler *s, int group) { return s->optimizer->groups[group].initial_lr; }

static bool apply(rush_scheduler *s) {
    rush_optimizer *o = s->optimizer;
    for (int i = 0; i < o->count; i++) o->groups[i].options[0] = s->class->lr(s, i, o->groups[i].initial_lr, o->groups[i].options[0]);
    return !s->class->after || s->class->after(s);
}

rush_scheduler *scheduler_make(rush_site site, const scheduler_class *class, rush_optimizer *o, const double *numbers) {
    if (!o || rush_failed()) return NULL;
    rush_scheduler *s = mem_calloc(sizeof *s);
    if (!s) {
        error_memory(site, class->name, sizeof *s);
        return NULL;
    }
    object_init(&s->base, &scheduler_object);
    s->class = class;
    s->optimizer = rush_retain(o);
    for (int i = 0; class->numbers[i]; i++) s->n[i] = numbers[i];
    return s;
}

rush_scheduler *scheduler_start(rush_scheduler *s) {
    if (!s) return NULL;
    for (int i = 0; i < s->optimizer->count; i++)
        if (isnan(s->optimizer->groups[i].initial_lr)) s->optimizer->groups[i].initial_lr = s->optimizer->groups[i].options[0];
    if (s->class->needs_metric || apply(s)) return s;
    rush_release(s);
    return NULL;
}

rush_scheduler *scheduler_new(rush_site site, const scheduler_class *class, rush_optimizer *o, const double *numbers) {
    return scheduler_start(scheduler_make(site, class, o, numbers));
}

bool rush_scheduler_step(rush_scheduler *s) {
    if (!s || rush_failed()) return false;
    if (s->class->needs_metric) return error_set(RUSH_TYPE_ERROR, NULL, s->class->name, "step() missing 1 required positional argument: 'metrics'");
    s->epoch++;
    return apply(s);
}

double rush_scheduler_last_lr(const rush_scheduler *s, int group) { return s ? rush_optimizer_get(s->optimizer, group, "lr") : NAN; }

rush_dict *rush_scheduler_state_dict(const rush_scheduler *s) {
    rush_dict *d = s && !rush_failed() ? rush_dict_new() : NULL;
    bool ok = d && rush_dict_set_int(d, "last_epoch", s->epoch);
    for (int i = 0; ok && s->class->numbers[i]; i++) ok = rush_dict_set_double(d, s->class->numbers[i], s->n[i]);
    return ok ? d : NULL;
}

bool rush_scheduler_load_state_dict(rush_scheduler *s, const rush_dict *d) {
    if (!s || !d || rush_failed()) return false;
    int64_t epoch;
    double n[SCHEDULER_NUMBERS];
    for (int i = 0; s->class->numbers[i]; i++)
        if (!rush_dict_get_double(d, s->class->numbers[i], &n[i]))
            return error_set(RUSH_KEY_ERROR, NULL, s->class->name, "the state dict has no '%s'", s->class->numbers[i]);
    if (!rush_dict_get_int(d, "last_epoch", &epoch)) return error_set(RUSH_KEY_ERROR, NULL, s->class->name, "the state dict has no 'last_epoch'");
    s->epoch = epoch;
    for (int i = 0; s->class->numbers[i]; i++) s->n[i] = n[i];
    return true;
}

/* ---- StepLR, MultiStepLR, ExponentialLR ---- */

static double step_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group, (void)base;
    return s->epoch > 0 && s->epoch % (int64_t)s->n[0] == 0 ? lr * s->n[1] : lr;
}
static const scheduler_class step_class = { .name = "StepLR", .numbers = (const char *const[]){ "step_size", "gamma", NULL }, .lr = step_lr };

rush_scheduler *rush_step_lr_at(rush_site site, rush_optimizer *o, rush_step_lr_args a) {
    if (a.step_size <= 0 && !rush_failed()) error_set(RUSH_VALUE_ERROR, site, "StepLR", "step_size must be positive, got %lld", (long long)a.step_size);
    return scheduler_new(site, &step_class, o, (const double[]){ (double)a.step_size, a.gamma.set ? a.gamma.value : 0.1 });
}

static double multi_step_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group, (void)base;
    for (int64_t i = 0; s->epoch > 0 && i < s->milestone_count; i++)
        if (s->milestones[i] == s->epoch) lr *= s->n[0];
    return lr;
}
static const scheduler_class multi_step_class = { .name = "MultiStepLR", .numbers = (const char *const[]){ "gamma", NULL }, .lr = multi_step_lr };

rush_scheduler *rush_multi_step_lr_at(rush_site site, rush_optimizer *o, rush_multi_step_lr_args a) {
    rush_scheduler *s = scheduler_make(site, &multi_step_class, o, (const double[]){ a.gamma.set ? a.gamma.value : 0.1 });
    if (!s) return NULL;
    size_t bytes = sizeof(int64_t) * (size_t)a.milestones.ndim;
    s->milestones = mem_alloc(bytes);
    if (!s->milestones) {
        error_memory(site, "MultiStepLR", bytes);
        rush_release(s);
        return NULL;
    }
    memcpy(s->milestones, a.milestones.dims, bytes);
    s->milestone_count = a.milestones.ndim;
    return scheduler_start(s);
}

static double exponential_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group, (void)base;
    return s->epoch > 0 ? lr * s->n[0] : lr;
}
static const scheduler_class exponential_class = { .name = "ExponentialLR", .numbers = (const char *const[]){ "gamma", NULL }, .lr = exponential_lr };

rush_scheduler *rush_exponential_lr(rush_optimizer *o, double gamma) { return scheduler_new(NULL, &exponential_class, o, &gamma); }

/* ---- CosineAnnealingLR ---- */

static double cosine_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group;
    double t_max = s->n[0], eta = s->n[1], t = (double)s->epoch, pi = 3.14159265358979323846;
    if (s->epoch == 0) return lr;
    if (fmod(t - 1 - t_max, 2 * t_max) == 0) return lr + (base - eta) * (1 - cos(pi / t_max)) / 2;
    return (1 + cos(pi * t / t_max)) / (1 + cos(pi * (t - 1) / t_max)) * (lr - eta) + eta;
}
static const scheduler_class cosine_class = { .name = "CosineAnnealingLR", .numbers = (const char *const[]){ "T_max", "eta_min", NULL }, .lr = cosine_lr };

rush_scheduler *rush_cosine_annealing_lr_at(rush_site site, rush_optimizer *o, rush_cosine_annealing_lr_args a) {
    if (a.t_max <= 0 && !rush_failed()) error_set(RUSH_VALUE_ERROR, site, "CosineAnnealingLR", "t_max must be positive, got %lld", (long long)a.t_max);
    return scheduler_new(site, &cosine_class, o, (const double[]){ (double)a.t_max, a.eta_min });
}

/* ---- LinearLR ---- */

static double linear_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group, (void)base;
    double start = s->n[0], end = s->n[1], total = s->n[2], t = (double)s->epoch;
    if (s->epoch == 0) return lr * start;
    if (t > total) return lr;
    return lr * (1 + (end - start) / (total * start + (t - 1) * (end - start)));
}
static const scheduler_class linear_class = { .name = "LinearLR", .numbers = (const char *const[]){ "start_factor", "end_factor", "total_iters", NULL }, .lr = linear_lr };

rush_scheduler *rush_linear_lr_at(rush_site site, rush_linear_lr_args a) {
    double start = a.start_factor.set ? a.start_factor.value : 1.0 / 3, end = a.end_factor.set ? a.end_factor.value : 1;
    if (!rush_failed() && (start > 1 || start <= 0)) error_set(RUSH_VALUE_ERROR, site, "LinearLR", "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
    if (!rush_failed() && (end > 1 || end < 0)) error_set(RUSH_VALUE_ERROR, site, "LinearLR", "Ending multiplicative factor expected to be between 0 and 1.");
    return scheduler_new(site, &linear_class, a.optimizer, (const double[]){ start, end, a.total_iters ? (double)a.total_iters : 5 });
}

/* ---- LambdaLR ---- */

static double lambda_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group, (void)lr;
    return base * s->f(s->epoch, s->user);
}
static const scheduler_class lambda_class = { .name = "LambdaLR", .numbers = (const char *const[]){ NULL }, .lr = lambda_lr };

rush_scheduler *rush_lambda_lr(rush_optimizer *o, double (*f)(int64_t, void *), void *user) {
    rush_scheduler *s = scheduler_make(NULL, &lambda_class, o, NULL);
    if (!s) return NULL;
    s->f = f;
    s->user = user;
    return scheduler_start(s);
}

/* ---- ReduceLROnPlateau ---- */

enum { FACTOR, PATIENCE, THRESHOLD, COOLDOWN, MIN_LR, EPS, MODE_MAX, THRESHOLD_ABS, BEST, BAD, COOLING };

static double plateau_lr(const rush_scheduler *s, int group, double base, double lr) {
    (void)group, (void)base;
    double next = lr * s->n[FACTOR] > s->n[MIN_LR] ? lr * s->n[FACTOR] : s->n[MIN_LR];
    return lr - next > s->n[EPS] ? next : lr;
}
static const scheduler_class plateau_class = {
    .name = "ReduceLROnPlateau",
    .numbers = (const char *const[]){ "factor", "patience", "threshold", "cooldown", "min_lr", "eps", "mode_max", "threshold_abs", "best", "num_bad_epochs", "cooldown_counter", NULL },
    .lr = plateau_lr,
    .needs_metric = true,
};

rush_scheduler *rush_reduce_lr_on_plateau_at(rush_site site, rush_reduce_lr_on_plateau_args a) {
    double factor = a.factor.set ? a.factor.value : 0.1;
    if (factor >= 1 && !rush_failed()) error_set(RUSH_VALUE_ERROR, site, "ReduceLROnPlateau", "Factor should be < 1.0.");
    return scheduler_new(site, &plateau_class, a.optimizer,
                         (const double[]){ factor, a.patience.set ? (double)a.patience.value : 10, a.threshold.set ? a.threshold.value : 1e-4, (double)a.cooldown, a.min_lr,
                                           a.eps.set ? a.eps.value : 1e-8, a.mode_max, a.threshold_abs, a.mode_max ? -INFINITY : INFINITY, 0, 0 });
}

bool rush_scheduler_step_metric(rush_scheduler *s, double metric) {
    if (!s || rush_failed()) return false;
    if (!s->class->needs_metric) return rush_scheduler_step(s);
    double *n = s->n, sign = n[MODE_MAX] != 0 ? 1 : -1;
    double bar = n[THRESHOLD_ABS] != 0 ? n[BEST] + sign * n[THRESHOLD] : n[BEST] * (1 + sign * n[THRESHOLD]);
    bool better = n[MODE_MAX] != 0 ? metric > bar : metric < bar;
    s->epoch++;
    if (better) n[BEST] = metric, n[BAD] = 0;
    else n[BAD]++;
    if (n[COOLING] > 0) n[COOLING]--, n[BAD] = 0;
    if (n[BAD] <= n[PATIENCE]) return true;
    n[COOLING] = n[COOLDOWN];
    n[BAD] = 0;
    return apply(s);
}
