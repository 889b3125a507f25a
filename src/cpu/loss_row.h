/* SPDX-License-Identifier: MIT */
/* loss_row.h - the loops of one loss of pairs for one element type; included by loss_type.h with LOSS (name), VALUE and DERIVATIVE:
   expressions of x, t, d = x - t, q and p. */

static T FN(LOSS, value)(T x, T t, T q, T p) {
    T d = x - t;
    (void)q, (void)p, (void)d;
    return VALUE;
}

static T FN(LOSS, derivative)(T x, T t, T q, T p) {
    T d = x - t;
    (void)q, (void)p, (void)d;
    return DERIVATIVE;
}

/* the sum of elements from … to - 1 */
static double FN(LOSS, sum)(const loss_job *j, int64_t from, int64_t to) {
    const T *x = j->x, *t = j->t, *w = j->w, *q = j->q, p = (T)j->p;
    T a[LANES];
    int64_t i = from;
    for (int k = 0; k < LANES; k++) a[k] = 0;
    if (!w && !q)
        for (; i + LANES <= to; i += LANES)
            for (int k = 0; k < LANES; k++) a[k] += FN(LOSS, value)(x[i + k], t[i + k], 1, p);
    for (; i < to; i++) a[(i - from) % LANES] += (w ? w[i] : 1) * FN(LOSS, value)(x[i], t[i], q ? q[i] : 1, p);
    return (double)LANES_OF(fold)(a);
}

static void FN(LOSS, each)(const loss_job *j, int64_t from, int64_t to) {
    const T *x = j->x, *t = j->t, *w = j->w, *q = j->q, p = (T)j->p;
    T *restrict out = j->out;
    if (!w && !q)
        for (int64_t i = from; i < to; i++) out[i] = FN(LOSS, value)(x[i], t[i], 1, p);
    else
        for (int64_t i = from; i < to; i++) out[i] = (w ? w[i] : 1) * FN(LOSS, value)(x[i], t[i], q ? q[i] : 1, p);
}

static void FN(LOSS, back)(const loss_job *j, int64_t from, int64_t to) {
    const T *x = j->x, *t = j->t, *w = j->w, *q = j->q, *g = j->g, p = (T)j->p, scale = (T)j->scale;
    T *restrict out = j->out;
    if (!w && !q && !g)
        for (int64_t i = from; i < to; i++) out[i] = FN(LOSS, derivative)(x[i], t[i], 1, p) * scale;
    else
        for (int64_t i = from; i < to; i++)
            out[i] = (w ? w[i] : 1) * FN(LOSS, derivative)(x[i], t[i], q ? q[i] : 1, p) * (scale * (g ? g[i] : 1));
}
#undef LOSS
#undef VALUE
#undef DERIVATIVE
