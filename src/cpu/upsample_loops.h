/* SPDX-License-Identifier: MIT */
/* upsample_loops.h - resizing for one element type T (upsample.c includes it for each). An output row first mixes input rows,
   then places along W. */

/* the sum of the input rows that output row (d, h) mixes, [in W] */
static void NAME(mix_rows)(const upsample_plan *p, const T *plane, int64_t d, int64_t h, T *sum) {
    const upsample_axis *z = &p->axis[0], *y = &p->axis[1];
    int64_t w = p->axis[2].in;
    for (int64_t a = 0, first = 1; a < z->count[d]; a++)
        for (int64_t b = 0; b < y->count[h]; b++, first = 0) {
            const T *row = plane + (z->place[d * z->taps + a] * y->in + y->place[h * y->taps + b]) * w;
            T weight = (T)(z->weight[d * z->taps + a] * y->weight[h * y->taps + b]);
            if (first)
                for (int64_t i = 0; i < w; i++) sum[i] = weight * row[i];
            else
                for (int64_t i = 0; i < w; i++) sum[i] += weight * row[i];
        }
}

static void NAME(mix_places)(const upsample_axis *x, const T *row, T *y) {
    const int64_t *place = x->place;
    const double *weight = x->weight;
    if (x->taps == 2 && x->in > 1) /* a place may have fewer than two only with antialias: then the rest is not read */
        for (int64_t j = 0; j < x->out; j++, place += 2, weight += 2)
            y[j] = x->count[j] == 2 ? (T)weight[0] * row[place[0]] + (T)weight[1] * row[place[1]] : (T)weight[0] * row[place[0]];
    else
        for (int64_t j = 0; j < x->out; j++, place += x->taps, weight += x->taps) {
            T sum = (T)weight[0] * row[place[0]];
            for (int64_t k = 1; k < x->count[j]; k++) sum += (T)weight[k] * row[place[k]];
            y[j] = sum;
        }
}

static void NAME(gather)(void *context, int64_t block) {
    const job *work = context;
    const upsample_plan *p = work->p;
    const upsample_axis *z = &p->axis[0], *y = &p->axis[1], *x = &p->axis[2];
    int64_t rows = p->planes * z->out * y->out, end = (block + 1) * work->group < rows ? (block + 1) * work->group : rows;
    T *sum = (T *)(void *)work->room + block * x->in;
    for (int64_t i = block * work->group; i < end; i++) {
        int64_t d = i / y->out % z->out, h = i % y->out;
        const T *plane = (const T *)(const void *)work->from + i / (z->out * y->out) * z->in * y->in * x->in;
        T *to = (T *)(void *)work->to + i * x->out;
        if (p->nearest) {
            const T *row = plane + (z->place[d] * y->in + y->place[h]) * x->in;
            for (int64_t j = 0; j < x->out; j++) to[j] = row[x->place[j]];
            continue;
        }
        const T *row = plane;
        if (z->in * y->in > 1) {
            NAME(mix_rows)(p, plane, d, h, sum);
            row = sum;
        }
        NAME(mix_places)(x, row, to);
    }
}

static void NAME(scatter)(void *context, int64_t block) {
    const job *work = context;
    const upsample_plan *p = work->p;
    const upsample_axis *z = &p->axis[0], *y = &p->axis[1], *x = &p->axis[2];
    int64_t end = (block + 1) * work->group < p->planes ? (block + 1) * work->group : p->planes, volume = z->in * y->in * x->in;
    T *sum = (T *)(void *)work->room + block * x->in;
    for (int64_t i = block * work->group; i < end; i++) {
        T *plane = (T *)(void *)work->to + i * volume;
        memset(plane, 0, (size_t)volume * sizeof(T));
        for (int64_t r = 0; r < z->out * y->out; r++) {
            const T *g = (const T *)(const void *)work->from + (i * z->out * y->out + r) * x->out;
            int64_t d = r / y->out, h = r % y->out;
            memset(sum, 0, (size_t)x->in * sizeof(T));
            for (int64_t j = 0; j < x->out; j++)
                for (int64_t k = 0; k < x->count[j]; k++) sum[x->place[j * x->taps + k]] += g[j] * (T)x->weight[j * x->taps + k];
            for (int64_t a = 0; a < z->count[d]; a++)
                for (int64_t b = 0; b < y->count[h]; b++) {
                    T *to = plane + (z->place[d * z->taps + a] * y->in + y->place[h * y->taps + b]) * x->in,
                      weight = (T)(z->weight[d * z->taps + a] * y->weight[h * y->taps + b]);
                    for (int64_t w = 0; w < x->in; w++) to[w] += weight * sum[w];
                }
        }
    }
}
