/* SPDX-License-Identifier: MIT */
/* upsample_loops.h - upsampling for one element type T (upsample.c includes it for each). */

static void NAME(gather)(void *context, int64_t block) {
    const job *work = context;
    const upsample_plan *p = work->p;
    int64_t end = (block + 1) * work->group < p->planes ? (block + 1) * work->group : p->planes;
    for (int64_t i = block * work->group; i < end; i++)
        for (int64_t h = 0; h < p->out[0]; h++) {
            const upsample_tap *row = &p->axis[0][h], *x = p->axis[1];
            const T *plane = (const T *)(const void *)work->from + i * p->in[0] * p->in[1], *a = plane + row->place[0] * p->in[1], *b = plane + row->place[1] * p->in[1];
            T *y = (T *)(void *)work->to + (i * p->out[0] + h) * p->out[1], wa = (T)row->weight[0], wb = (T)row->weight[1];
            if (p->taps == 1)
                for (int64_t j = 0; j < p->out[1]; j++) y[j] = a[x[j].place[0]];
            else
                for (int64_t j = 0; j < p->out[1]; j++) {
                    T left = (T)x[j].weight[0], right = (T)x[j].weight[1], v = left * a[x[j].place[0]] + right * a[x[j].place[1]];
                    y[j] = p->row_taps == 1 ? v : wa * v + wb * (left * b[x[j].place[0]] + right * b[x[j].place[1]]);
                }
        }
}

static void NAME(scatter)(void *context, int64_t block) {
    const job *work = context;
    const upsample_plan *p = work->p;
    int64_t end = (block + 1) * work->group < p->planes ? (block + 1) * work->group : p->planes;
    for (int64_t i = block * work->group; i < end; i++) {
        T *plane = (T *)(void *)work->to + i * p->in[0] * p->in[1];
        memset(plane, 0, (size_t)(p->in[0] * p->in[1]) * sizeof(T));
        for (int64_t h = 0; h < p->out[0]; h++) {
            const upsample_tap *row = &p->axis[0][h], *x = p->axis[1];
            const T *g = (const T *)(const void *)work->from + (i * p->out[0] + h) * p->out[1];
            for (int r = 0; r < p->row_taps; r++) {
                T *to = plane + row->place[r] * p->in[1], weight = (T)row->weight[r];
                for (int64_t j = 0; j < p->out[1]; j++)
                    for (int t = 0; t < p->taps; t++) to[x[j].place[t]] += g[j] * weight * (T)x[j].weight[t];
            }
        }
    }
}
