/* SPDX-License-Identifier: MIT */
/* grid_sample_loops.h - grid_sampler for one element type T (grid_sample.c includes it for each). */

static void NAME(coordinates)(const job *j, int64_t at, double *g) {
    const T *grid = (const T *)(const void *)j->grid + at * j->s.dims;
    for (int a = 0; a < j->s.dims; a++) g[a] = (double)grid[a];
}

static void NAME(sample)(void *context, int64_t block) {
    const job *j = context;
    const grid_sampler *s = &j->s;
    int64_t all = s->batch * s->places, end = (block + 1) * j->group < all ? (block + 1) * j->group : all;
    grid_taps t;
    double g[3];
    for (int64_t i = block * j->group; i < end; i++) {
        int64_t n = i / s->places, o = i % s->places;
        NAME(coordinates)(j, i, g);
        grid_taps_of(s, g, &t);
        for (int64_t k = 0; k < s->channels; k++) {
            const T *plane = (const T *)(const void *)j->x + (n * s->channels + k) * s->volume;
            T sum = 0;
            for (int m = 0; m < t.count; m++) sum += (T)t.weight[m] * plane[t.place[m]];
            ((T *)(void *)j->y)[(n * s->channels + k) * s->places + o] = sum;
        }
    }
}

/* one batch: several places of the grid may add to one of the input */
static void NAME(spread)(void *context, int64_t n) {
    const job *j = context;
    const grid_sampler *s = &j->s;
    grid_taps t;
    double g[3];
    for (int64_t o = 0; o < s->places; o++) {
        NAME(coordinates)(j, n * s->places + o, g);
        grid_taps_of(s, g, &t);
        double slope[3] = { 0 };
        for (int64_t k = 0; k < s->channels; k++) {
            int64_t plane = (n * s->channels + k) * s->volume;
            T v = ((const T *)(const void *)j->y)[(n * s->channels + k) * s->places + o];
            for (int m = 0; m < t.count && j->dx; m++) ((T *)(void *)j->dx)[plane + t.place[m]] += (T)t.weight[m] * v;
            for (int m = 0; m < t.count && j->dgrid; m++) {
                double product = (double)v * (double)((const T *)(const void *)j->x)[plane + t.place[m]];
                for (int a = 0; a < s->dims; a++) slope[a] += product * t.slope[m][a];
            }
        }
        for (int a = 0; a < s->dims && j->dgrid; a++) ((T *)(void *)j->dgrid)[(n * s->places + o) * s->dims + a] = (T)slope[a];
    }
}
