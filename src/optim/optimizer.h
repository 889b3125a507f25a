/* SPDX-License-Identifier: MIT */
/* optimizer.h - what an optimizer is made of: one file for each, with a table of its options and its update. */
#ifndef OPTIM_OPTIMIZER_H
#define OPTIM_OPTIMIZER_H
#include <rushlight.h>

#include "core/tensor.h"
#include "optim/update.h"

enum { OPTIMIZER_MAX_OPTIONS = 12, OPTIMIZER_MAX_STATES = 3 };

typedef struct optimizer_class {
    const char *name;
    const char *const *options;                          /* names, NULL at the end; flags are 0 or 1 */
    const char *const *states;                           /* names of the tensors kept for each parameter, NULL at the end */
    int first_option;                                    /* states begin with the value of option first_option - 1; 0: with 0 */
    bool clone_first;                                    /* state 0 begins as the first update's direction (SGD's momentum) */
    /* which of the states these options need, as a bit set */
    unsigned (*needs)(const double *options);
    /* what the kernel needs of options and step number */
    void (*prepare)(const double *options, int64_t step, update_numbers *u);
    update_kernel_id kernel;
    /* NULL, or PyTorch's text for options that are refused */
    const char *(*check)(const double *options, char *buffer, size_t size);
} optimizer_class;

typedef struct optimizer_parameter {
    rush_tensor *tensor;
    int64_t step;
    rush_tensor *states[OPTIMIZER_MAX_STATES];
} optimizer_parameter;

typedef struct optimizer_group {
    double options[OPTIMIZER_MAX_OPTIONS];
    double initial_lr;                                   /* schedulers' first lr; NaN until one asks */
    optimizer_parameter *parameters;
    int64_t count;
} optimizer_group;

struct rush_optimizer {
    rush_object base;
    const optimizer_class *class;
    double defaults[OPTIMIZER_MAX_OPTIONS];
    optimizer_group *groups;
    int count;
};

rush_optimizer *optimizer_new(rush_site site, const optimizer_class *class, const rush_list *parameters, const double *options);
/* index of an option, or -1 */
int optimizer_option(const rush_optimizer *o, const char *name);
#endif
