/* SPDX-License-Identifier: MIT */
/* strided.c - walking several tensors together. */
#include "core/strided.h"

#include "core/parallel.h"

void strided_init(strided *s, int ndim, const int64_t *shape) {
    s->ndim = ndim;
    s->count = 0;
    s->numel = 1;
    for (int i = 0; i < ndim; i++) {
        s->shape[i] = shape[ndim - 1 - i];
        s->numel *= shape[i];
    }
}

void strided_add(strided *s, char *data, const int64_t *byte_strides) {
    s->data[s->count] = data;
    for (int i = 0; i < s->ndim; i++) s->strides[s->count][i] = byte_strides[s->ndim - 1 - i];
    s->count++;
}

void strided_add_tensor(strided *s, const rush_tensor *t, int ndim) {
    int64_t size = (int64_t)dtype_size((rush_dtype)t->dtype);
    s->data[s->count] = tensor_data(t);
    for (int i = 0; i < ndim; i++) {
        int own = t->ndim - 1 - i;
        s->strides[s->count][i] = own >= 0 && t->shape[own] != 1 ? t->strides[own] * size : 0;
    }
    s->count++;
}

static void swap_dims(strided *s, int i, int j) {
    int64_t n = s->shape[i];
    s->shape[i] = s->shape[j];
    s->shape[j] = n;
    for (int k = 0; k < s->count; k++) {
        int64_t step = s->strides[k][i];
        s->strides[k][i] = s->strides[k][j];
        s->strides[k][j] = step;
    }
}

/* the order in which operand 0, then the others, lie in memory; ties stay as they are */
static bool comes_before(const strided *s, int i, int j) {
    for (int k = 0; k < s->count; k++) {
        int64_t a = s->strides[k][i], b = s->strides[k][j];
        if (a != b && a != 0 && b != 0) return a < b;
    }
    return false;
}

void strided_finish(strided *s) {
    int n = 0;
    for (int i = 0; i < s->ndim; i++) { /* drop dimensions of size 1 */
        if (s->shape[i] == 1) continue;
        if (n != i) swap_dims(s, n, i);
        n++;
    }
    s->ndim = n;
    for (int i = 1; i < n; i++)
        for (int j = i; j > 0 && comes_before(s, j, j - 1); j--) swap_dims(s, j, j - 1);
    int last = 0;
    for (int i = 1; i < n; i++) { /* join dimension i into `last` where every operand steps on evenly */
        bool joins = true;
        for (int k = 0; joins && k < s->count; k++) joins = s->strides[k][i] == s->strides[k][last] * s->shape[last];
        if (joins) s->shape[last] *= s->shape[i];
        else if (++last != i) swap_dims(s, last, i);
    }
    if (n) s->ndim = last + 1;
    if (n == 0) { /* one element */
        s->ndim = 1;
        s->shape[0] = 1;
        for (int k = 0; k < s->count; k++) s->strides[k][0] = 0;
    }
}

/* elements from … to - 1, counted with the innermost dimension fastest */
static void run_range(const strided *s, strided_loop loop, void *context, int64_t from, int64_t to) {
    int64_t index[RUSH_MAX_DIMS], rest = from, steps[STRIDED_MAX], row_steps[STRIDED_MAX];
    char *data[STRIDED_MAX];
    for (int k = 0; k < STRIDED_MAX; k++) { /* those beyond the last only make the loop below one of a fixed length */
        bool used = k < s->count;
        data[k] = s->data[used ? k : 0];
        steps[k] = used ? s->strides[k][0] : 0;
        row_steps[k] = used && s->ndim > 1 ? s->strides[k][1] : 0;
    }
    for (int i = 0; i < s->ndim; i++) {
        index[i] = rest % s->shape[i];
        rest /= s->shape[i];
        for (int k = 0; k < s->count; k++) data[k] += index[i] * s->strides[k][i];
    }
    while (from < to) {
        int64_t n = s->shape[0] - index[0], rows = 1;
        if (n > to - from) n = to - from;
        if (n == s->shape[0] && s->ndim > 1) { /* whole rows up to the next carry */
            rows = (to - from) / n;
            if (rows > s->shape[1] - index[1]) rows = s->shape[1] - index[1];
        }
        for (int64_t r = 1; r < rows; r++) {
            loop(context, data, steps, n);
            for (int k = 0; k < STRIDED_MAX; k++) data[k] += row_steps[k];
        }
        loop(context, data, steps, n);
        from += rows * n;
        if (from >= to) return;
        for (int k = 0; k < s->count; k++) data[k] -= index[0] * steps[k];
        index[0] = 0;
        index[1] += rows - 1;
        for (int i = 1; i < s->ndim; i++) {
            if (++index[i] < s->shape[i]) {
                for (int k = 0; k < s->count; k++) data[k] += s->strides[k][i];
                break;
            }
            index[i] = 0;
            for (int k = 0; k < s->count; k++) data[k] -= (s->shape[i] - 1) * s->strides[k][i];
        }
    }
}

typedef struct job { const strided *s; strided_loop loop; void *context; } job;

static void run_block(void *context, int64_t block) {
    const job *j = context;
    int64_t from = block * STRIDED_BLOCK, to = from + STRIDED_BLOCK;
    run_range(j->s, j->loop, j->context, from, to < j->s->numel ? to : j->s->numel);
}

void strided_run(const strided *s, strided_loop loop, void *context) {
    if (s->numel == 0) return;
    if (s->numel <= STRIDED_BLOCK) {
        run_range(s, loop, context, 0, s->numel);
        return;
    }
    job j = { s, loop, context };
    parallel_for((s->numel + STRIDED_BLOCK - 1) / STRIDED_BLOCK, run_block, &j);
}
