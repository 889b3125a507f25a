/* SPDX-License-Identifier: MIT */
/* optim.h - optimizers and learning-rate schedulers. What makes one gives it to the caller (rush_release it); it holds a reference
   to each of its parameters. Formulas and defaults are PyTorch's. */
#ifndef RUSHLIGHT_OPTIM_H
#define RUSHLIGHT_OPTIM_H
#include <rushlight/base.h>
#include <rushlight/dict.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rush_optimizer rush_optimizer;
typedef struct rush_scheduler rush_scheduler;

/* ---- optimizers ---- */

typedef struct rush_sgd_args {
    size_t size;
    double lr;
    rush_named_only _;
    double momentum, dampening, weight_decay;
    bool nesterov, maximize;
} rush_sgd_args;
/* p -= lr * d, where d is the gradient plus weight_decay * p, smoothed by momentum. Reference: Sutskever et al. 2013.
   rush_sgd(rush_parameters(net), 0.01, .momentum = 0.9). */
RUSH_API rush_optimizer *rush_sgd_at(rush_site site, const rush_list *parameters, rush_sgd_args args);

typedef struct rush_adam_args {
    size_t size;
    double lr;
    rush_named_only _;
    rush_opt_double beta1, beta2, eps;     /* 0.9, 0.999, 1e-8 */
    double weight_decay;
    bool amsgrad, maximize;
} rush_adam_args;
/* Kingma & Ba 2015; weight decay is added to the gradient. */
RUSH_API rush_optimizer *rush_adam_at(rush_site site, const rush_list *parameters, rush_adam_args args);

typedef struct rush_adamw_args {
    size_t size;
    double lr;
    rush_named_only _;
    rush_opt_double beta1, beta2, eps;     /* 0.9, 0.999, 1e-8 */
    rush_opt_double weight_decay;          /* 0.01 */
    bool amsgrad, maximize;
} rush_adamw_args;
/* Loshchilov & Hutter 2019: Adam with p *= 1 - lr * weight_decay. */
RUSH_API rush_optimizer *rush_adamw_at(rush_site site, const rush_list *parameters, rush_adamw_args args);

typedef struct rush_rmsprop_args {
    size_t size;
    double lr;
    rush_named_only _;
    rush_opt_double alpha, eps;            /* 0.99, 1e-8 */
    double momentum, weight_decay;
    bool centered, maximize;
} rush_rmsprop_args;
/* Hinton's lecture; centered as Graves 2013. */
RUSH_API rush_optimizer *rush_rmsprop_at(rush_site site, const rush_list *parameters, rush_rmsprop_args args);

typedef struct rush_adagrad_args {
    size_t size;
    double lr;
    rush_named_only _;
    double lr_decay, weight_decay, initial_accumulator_value;
    rush_opt_double eps;                   /* 1e-10 */
    bool maximize;
} rush_adagrad_args;
/* Duchi et al. 2011. */
RUSH_API rush_optimizer *rush_adagrad_at(rush_site site, const rush_list *parameters, rush_adagrad_args args);

/* One update of all parameters that have a gradient. False, and nothing changes, while an error is pending. */
RUSH_API bool rush_step_at(rush_site site, rush_optimizer *o);

typedef struct rush_zero_grad_args {
    size_t size;
    rush_optimizer *optimizer;
    rush_named_only _;
    bool set_to_none;                      /* drop the gradients instead of leaving zeros */
} rush_zero_grad_args;
/* Gradients become zeros that can be read. */
RUSH_API bool rush_zero_grad_at(rush_site site, rush_zero_grad_args args);

/* A further group of parameters with the optimizer's defaults; change them by rush_optimizer_set. Returns the group's number, or -1. */
RUSH_API int rush_add_param_group(rush_optimizer *o, const rush_list *parameters);
RUSH_API int rush_param_group_count(const rush_optimizer *o);
/* Options by PyTorch's names: "lr", "momentum", "weight_decay", "beta1", … Error: no such group or option. */
RUSH_API double rush_optimizer_get(const rush_optimizer *o, int group, const char *option);
RUSH_API bool rush_optimizer_set(rush_optimizer *o, int group, const char *option, double value);
/* Everything that the next steps depend on: "param_groups.0.lr", "state.3.exp_avg" … */
RUSH_API rush_dict *rush_optimizer_state_dict(const rush_optimizer *o);
RUSH_API bool rush_optimizer_load_state_dict(rush_optimizer *o, const rush_dict *dict);

/* Scales all gradients so that their total norm is at most max_norm; returns the norm before (NaN on error). p is 2 for 0. */
RUSH_API double rush_clip_grad_norm_at(rush_site site, const rush_list *parameters, double max_norm, double p);
RUSH_API bool rush_clip_grad_value_at(rush_site site, const rush_list *parameters, double clip_value);

/* ---- schedulers: rush_scheduler_step once per epoch (or batch), after the optimizer's steps ---- */

typedef struct rush_step_lr_args { size_t size; int64_t step_size; rush_named_only _; rush_opt_double gamma; } rush_step_lr_args;
/* lr *= gamma (0.1) every step_size epochs. */
RUSH_API rush_scheduler *rush_step_lr_at(rush_site site, rush_optimizer *o, rush_step_lr_args args);
typedef struct rush_multi_step_lr_args { size_t size; rush_shape milestones; rush_named_only _; rush_opt_double gamma; } rush_multi_step_lr_args;
/* lr *= gamma (0.1) at each milestone. */
RUSH_API rush_scheduler *rush_multi_step_lr_at(rush_site site, rush_optimizer *o, rush_multi_step_lr_args args);
/* lr *= gamma every epoch. */
RUSH_API rush_scheduler *rush_exponential_lr(rush_optimizer *o, double gamma);
typedef struct rush_cosine_annealing_lr_args { size_t size; int64_t t_max; rush_named_only _; double eta_min; } rush_cosine_annealing_lr_args;
/* From the first lr to eta_min along half a cosine over t_max epochs. Loshchilov & Hutter 2017, without restarts. */
RUSH_API rush_scheduler *rush_cosine_annealing_lr_at(rush_site site, rush_optimizer *o, rush_cosine_annealing_lr_args args);
typedef struct rush_linear_lr_args {
    size_t size;
    rush_optimizer *optimizer;
    rush_named_only _;
    rush_opt_double start_factor, end_factor;      /* 1/3, 1 */
    int64_t total_iters;                           /* 5 */
} rush_linear_lr_args;
/* A factor that changes linearly from start_factor to end_factor over total_iters epochs. */
RUSH_API rush_scheduler *rush_linear_lr_at(rush_site site, rush_linear_lr_args args);
typedef struct rush_one_cycle_lr_args {
    size_t size;
    int64_t total_steps;
    rush_named_only _;
    rush_opt_double pct_start, base_momentum, max_momentum, div_factor, final_div_factor;   /* 0.3, 0.85, 0.95, 25, 1e4 */
    bool linear, no_cycle_momentum, three_phase;
} rush_one_cycle_lr_args;
/* Up to max_lr and down again over total_steps batches; momentum (or beta1) the other way. Smith & Topin 2019. */
RUSH_API rush_scheduler *rush_one_cycle_lr_at(rush_site site, rush_optimizer *o, double max_lr, rush_one_cycle_lr_args args);
typedef struct rush_reduce_lr_on_plateau_args {
    size_t size;
    rush_optimizer *optimizer;
    rush_named_only _;
    bool mode_max, threshold_abs;
    rush_opt_double factor, threshold, eps;        /* 0.1, 1e-4, 1e-8 */
    rush_opt_int patience;                         /* 10 */
    int64_t cooldown;
    double min_lr;
} rush_reduce_lr_on_plateau_args;
/* lr *= factor when the metric has not improved for `patience` epochs; step it by rush_scheduler_step_metric. */
RUSH_API rush_scheduler *rush_reduce_lr_on_plateau_at(rush_site site, rush_reduce_lr_on_plateau_args args);
/* lr = first lr * f(epoch, user). */
RUSH_API rush_scheduler *rush_lambda_lr(rush_optimizer *o, double (*f)(int64_t epoch, void *user), void *user);

/* False, and nothing changes, while an error is pending. */
RUSH_API bool rush_scheduler_step(rush_scheduler *s);
RUSH_API bool rush_scheduler_step_metric(rush_scheduler *s, double metric);
RUSH_API double rush_scheduler_last_lr(const rush_scheduler *s, int group);
RUSH_API rush_dict *rush_scheduler_state_dict(const rush_scheduler *s);
RUSH_API bool rush_scheduler_load_state_dict(rush_scheduler *s, const rush_dict *dict);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define RUSH_OPTIMIZER_(name, parameters, ...) \
    rush_##name##_at(RUSH_SITE, parameters, (rush_##name##_args){ .size = sizeof(rush_##name##_args), .lr = __VA_ARGS__ })
#define rush_sgd(parameters, ...) RUSH_OPTIMIZER_(sgd, parameters, __VA_ARGS__)
#define rush_adam(parameters, ...) RUSH_OPTIMIZER_(adam, parameters, __VA_ARGS__)
#define rush_adamw(parameters, ...) RUSH_OPTIMIZER_(adamw, parameters, __VA_ARGS__)
#define rush_rmsprop(parameters, ...) RUSH_OPTIMIZER_(rmsprop, parameters, __VA_ARGS__)
#define rush_adagrad(parameters, ...) RUSH_OPTIMIZER_(adagrad, parameters, __VA_ARGS__)
#define rush_step(o) rush_step_at(RUSH_SITE, o)
#define rush_zero_grad(...) rush_zero_grad_at(RUSH_SITE, (rush_zero_grad_args){ .size = sizeof(rush_zero_grad_args), .optimizer = __VA_ARGS__ })
#define rush_clip_grad_norm(parameters, max_norm, p) rush_clip_grad_norm_at(RUSH_SITE, parameters, max_norm, p)
#define rush_clip_grad_value(parameters, clip_value) rush_clip_grad_value_at(RUSH_SITE, parameters, clip_value)
#define RUSH_SCHEDULER_(name, first, o, ...) \
    rush_##name##_at(RUSH_SITE, o, (rush_##name##_args){ .size = sizeof(rush_##name##_args), .first = __VA_ARGS__ })
#define rush_step_lr(o, ...) RUSH_SCHEDULER_(step_lr, step_size, o, __VA_ARGS__)
#define rush_multi_step_lr(o, ...) RUSH_SCHEDULER_(multi_step_lr, milestones, o, __VA_ARGS__)
#define rush_cosine_annealing_lr(o, ...) RUSH_SCHEDULER_(cosine_annealing_lr, t_max, o, __VA_ARGS__)
#define rush_linear_lr(...) rush_linear_lr_at(RUSH_SITE, (rush_linear_lr_args){ .size = sizeof(rush_linear_lr_args), .optimizer = __VA_ARGS__ })
#define rush_one_cycle_lr(o, max_lr, ...) \
    rush_one_cycle_lr_at(RUSH_SITE, o, max_lr, (rush_one_cycle_lr_args){ .size = sizeof(rush_one_cycle_lr_args), .total_steps = __VA_ARGS__ })
#define rush_reduce_lr_on_plateau(...) \
    rush_reduce_lr_on_plateau_at(RUSH_SITE, (rush_reduce_lr_on_plateau_args){ .size = sizeof(rush_reduce_lr_on_plateau_args), .optimizer = __VA_ARGS__ })
#endif
#endif
