/* SPDX-License-Identifier: MIT */
/* loss.c - fast losses: blocks of fixed size, whose sums are added in order. */
#include "cpu/loss.h"

#include "core/isa.h"
#include "core/parallel.h"

enum { BLOCK = 1 << 13 };

#define LEVEL(name) extern const loss_level loss_##name;
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &loss_##name,
static const loss_level *const levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

static const loss_loops *loops_of(rush_dtype d) {
    const loss_level *level = levels[isa_current()];
    return d == RUSH_FLOAT64 ? level->f64 : level->f32;
}

typedef struct loss_work { const loss_job *j; const loss_loops *loops; double *sums; bool back; } loss_work;

static void block_task(void *context, int64_t block) {
    const loss_work *w = context;
    int64_t from = block * BLOCK, to = from + BLOCK < w->j->n ? from + BLOCK : w->j->n;
    if (w->back || w->j->out) w->loops->each(w->j, w->back, from, to);
    else w->sums[block] = w->loops->sum(w->j, from, to);
}

static bool loss_fast(call *c, loss_job *j, bool back) {
    int64_t blocks = (j->n + BLOCK - 1) / BLOCK;
    double one = 0;
    loss_work w = { j, loops_of(j->dtype), &one, back };
    j->sum = 0;
    if (blocks <= 1) {
        if (blocks) block_task(&w, 0);
        j->sum = one;
        return true;
    }
    if (!j->out) {
        rush_tensor *room = call_temporary(c, RUSH_FLOAT64, 1, &blocks);
        if (!room) return false;
        w.sums = tensor_data(room);
    }
    parallel_for(blocks, block_task, &w);
    for (int64_t i = 0; !j->out && i < blocks; i++) j->sum += w.sums[i];
    return true;
}

typedef struct class_work { const class_job *j; void (*row)(const class_job *, int64_t); int64_t group; } class_work;

static void rows_task(void *context, int64_t task) {
    const class_work *w = context;
    int64_t end = (task + 1) * w->group < w->j->rows ? (task + 1) * w->group : w->j->rows;
    for (int64_t k = task * w->group; k < end; k++) w->row(w->j, k);
}

static void class_fast(const class_job *j, bool back) {
    class_work w = { j, loops_of(j->dtype)->rows[back], j->classes < BLOCK ? BLOCK / (j->classes ? j->classes : 1) : 1 };
    int64_t tasks = (j->rows + w.group - 1) / w.group;
    if (tasks == 1) rows_task(&w, 0);
    else parallel_for(tasks, rows_task, &w);
}

bool cpu_mse_loss(call *c) { return loss_pair(c, loss_fast); }
bool cpu_l1_loss(call *c) { return loss_pair(c, loss_fast); }
bool cpu_smooth_l1_loss(call *c) { return loss_pair(c, loss_fast); }
bool cpu_huber_loss(call *c) { return loss_pair(c, loss_fast); }
bool cpu_binary_cross_entropy(call *c) { return loss_pair(c, loss_fast); }
bool cpu_binary_cross_entropy_with_logits(call *c) { return loss_pair(c, loss_fast); }
bool cpu_loss_backward(call *c) { return loss_pair_backward(c, loss_fast); }
bool cpu_class_loss(call *c) { return loss_class(c, class_fast); }
bool cpu_class_loss_backward(call *c) { return loss_class_backward(c, class_fast); }
