/* SPDX-License-Identifier: MIT */
/* update.h - the arithmetic of all optimizers on flat memory, compiled once per instruction set. */
#ifndef OPTIM_UPDATE_H
#define OPTIM_UPDATE_H
#include <stdbool.h>
#include <stdint.h>

typedef enum update_kernel_id { UPDATE_SGD, UPDATE_ADAM, UPDATE_RMSPROP, UPDATE_ADAGRAD, UPDATE_KERNELS } update_kernel_id;

/* meanings are each kernel's own; see update_tmpl.c */
typedef struct update_numbers {
    double lr, weight_decay, decay, beta1, beta2, eps, correction, momentum, dampening;
    bool maximize, nesterov, first, extra, centered;
} update_numbers;

/* n elements: parameter, gradient, states (NULL where not needed) */
typedef void (*update_f32)(const update_numbers *u, int64_t n, float *p, const float *g, float *const *s);
typedef void (*update_f64)(const update_numbers *u, int64_t n, double *p, const double *g, double *const *s);
typedef struct update_kernels { update_f32 f32[UPDATE_KERNELS]; update_f64 f64[UPDATE_KERNELS]; } update_kernels;
const update_kernels *update_current(void);
#endif
