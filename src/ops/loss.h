/* SPDX-License-Identifier: MIT */
/* loss.h - what the losses share. */
#ifndef OPS_LOSS_H
#define OPS_LOSS_H
#include "ops/op.h"

typedef enum loss_reduction { LOSS_NONE, LOSS_MEAN, LOSS_SUM } loss_reduction;
/* "none", "mean" or "sum"; else PyTorch's error */
bool loss_reduction_of(rush_site site, const char *name, const value *v, loss_reduction *r);

/* ---- losses of pairs: value(x, t) of each element, weighted by w; with a parameter p or a positive weight q ---- */

typedef enum loss_kind {
    LOSS_MSE,           /* (x - t)^2 */
    LOSS_L1,            /* |x - t| */
    LOSS_SMOOTH_L1,     /* d^2 / 2 p for d = |x - t| < p, else d - p / 2 */
    LOSS_HUBER,         /* d^2 / 2 for d = |x - t| <= p, else p (d - p / 2) */
    LOSS_BCE,           /* -(t log x + (1 - t) log(1 - x)), logarithms at least -100 */
    LOSS_BCE_LOGITS,    /* (1 - t) x + (1 + (q - 1) t) log(1 + exp(-x)) */
    LOSS_KINDS
} loss_kind;

typedef struct loss_job {
    loss_kind kind;
    rush_dtype dtype;               /* of all memory: RUSH_FLOAT32 or RUSH_FLOAT64 */
    int64_t n;
    const void *x, *t, *w, *q;      /* w and q may be NULL */
    const void *g;                  /* backward without reduction: the gradient of each element; else NULL */
    double p, scale;                /* backward: every element's derivative is multiplied by scale */
    void *out;                      /* each element's loss or derivative; NULL: the sum is wanted */
    double sum;
} loss_job;
typedef bool (*loss_engine)(call *c, loss_job *j, bool back);
bool loss_reference(call *c, loss_job *j, bool back);
bool loss_pair(call *c, loss_engine run);
bool loss_pair_backward(call *c, loss_engine run);

/* ---- losses of classes: x [N, C] against a class index for each row ---- */

typedef struct class_job {
    rush_dtype dtype;
    int64_t rows, classes, ignore;
    const void *x, *weight;         /* weight may be NULL */
    const int64_t *target;
    void *loss;                     /* forward: of each row: w_t (log(s) - (x_t - m)), 0 where ignored; backward: of each row its gradient */
    void *stats;                    /* [rows][2]: m = max x and log(s), s = sum exp(x - m) */
    void *dx;                       /* backward: (exp(x - m - log(s)) - [class is the target]) w_t times the row's gradient */
} class_job;
typedef void (*class_engine)(const class_job *j, bool back);
bool loss_class(call *c, class_engine run);
bool loss_class_backward(call *c, class_engine run);
#endif
