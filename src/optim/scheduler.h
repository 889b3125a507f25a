/* SPDX-License-Identifier: MIT */
/* scheduler.h - what a learning-rate scheduler is made of: one file for each family, with its rule. */
#ifndef OPTIM_SCHEDULER_H
#define OPTIM_SCHEDULER_H
#include "optim/optimizer.h"

enum { SCHEDULER_NUMBERS = 16 };

typedef struct scheduler_class {
    const char *name;
    const char *const *numbers;                          /* names of `n`, NULL at the end: all of it is state */
    /* the lr of a group after epoch s->epoch; lr is what it was */
    double (*lr)(const rush_scheduler *s, int group, double base, double lr);
    /* NULL, or what else happens at a step (momentum); false with the error set */
    bool (*after)(rush_scheduler *s);
    bool needs_metric;
} scheduler_class;

struct rush_scheduler {
    rush_object base;
    const scheduler_class *class;
    rush_optimizer *optimizer;                           /* owned */
    int64_t epoch;
    double n[SCHEDULER_NUMBERS];
    int64_t *milestones, milestone_count;
    double (*f)(int64_t epoch, void *user);
    void *user;
};

/* Makes a scheduler and sets the lr of epoch 0; NULL with the error set. */
rush_scheduler *scheduler_new(rush_site site, const scheduler_class *class, rush_optimizer *o, const double *numbers);
/* The same in two parts, for schedulers that set fields between them. */
rush_scheduler *scheduler_make(rush_site site, const scheduler_class *class, rush_optimizer *o, const double *numbers);
rush_scheduler *scheduler_start(rush_scheduler *s);
double scheduler_initial_lr(const rush_scheduler *s, int group);
#endif
