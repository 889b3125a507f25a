/* SPDX-License-Identifier: MIT */
/* loss.h - the loops that losses are made of. */
#ifndef CPU_LOSS_H
#define CPU_LOSS_H
#include "ops/loss.h"

typedef struct loss_loops {
    double (*sum)(const loss_job *j, int64_t from, int64_t to);
    void (*each)(const loss_job *j, bool back, int64_t from, int64_t to);
    /* one row: [0] forward, [1] backward */
    void (*rows[2])(const class_job *j, int64_t row);
} loss_loops;
typedef struct loss_level { const loss_loops *f32, *f64; } loss_level;
#endif
