/* SPDX-License-Identifier: MIT */
/* loss_type.h - the loops of all losses for one element type; included by loss_tmpl.c. */
#include "cpu/lanes.h"
#define FN_(name, what, suffix) name##_##what##_##suffix
#define FN2(name, what, suffix) FN_(name, what, suffix)
#define FN(name, what) FN2(name, what, SUFFIX)
#define SIGN(d) ((d) > 0 ? (T)1 : (d) < 0 ? (T)-1 : (d) == 0 ? (T)0 : (d))
#define AT_LEAST(a, least) ((a) < (T)(least) ? (T)(least) : (a))

#define LOSS mse
#define VALUE (d * d)
#define DERIVATIVE (2 * d)
#include "cpu/loss_row.h"
#define LOSS l1
#define VALUE ABS(d)
#define DERIVATIVE SIGN(d)
#include "cpu/loss_row.h"
#define LOSS smooth_l1
#define VALUE (ABS(d) < p ? (T)0.5 * d * d / p : ABS(d) - (T)0.5 * p)
#define DERIVATIVE (ABS(d) < p ? d / p : SIGN(d))
#include "cpu/loss_row.h"
#define LOSS huber
#define VALUE (ABS(d) <= p ? (T)0.5 * d * d : p * (ABS(d) - (T)0.5 * p))
#define DERIVATIVE (ABS(d) <= p ? d : p * SIGN(d))
#include "cpu/loss_row.h"
#define LOSS bce
#define VALUE (-(t * AT_LEAST(LOG(x), -100) + (1 - t) * AT_LEAST(LOG1P(-x), -100)))
#define DERIVATIVE (d / AT_LEAST((1 - x) * x, 1e-12))
#include "cpu/loss_row.h"
#define LOSS bce_logits
#define VALUE ((1 - t) * x + (1 + (q - 1) * t) * (LOG1P_EXP(x) + (x < 0 ? -x : 0)))
#define DERIVATIVE ((1 - t) - (1 + (q - 1) * t) * SIGMOID(-x))
#include "cpu/loss_row.h"
#undef SIGN
#undef AT_LEAST

typedef void (*FN(loss, loop))(int64_t n, const T *x, const T *t, const T *q, T p, T *restrict out);
#define LOOPS(name) { FN(name, value), FN(name, derivative) }
static const FN(loss, loop) FN(all, losses)[LOSS_KINDS][2] = { LOOPS(mse), LOOPS(l1), LOOPS(smooth_l1), LOOPS(huber), LOOPS(bce), LOOPS(bce_logits) };
#undef LOOPS

/* elements from … from + n - 1, at most PART */
static void FN(loss, part)(const loss_job *j, bool back, int64_t from, int64_t n, T *restrict out) {
    T ones[PART];
    const T *q = j->q, *w = j->w;
    if (!q && j->kind == LOSS_BCE_LOGITS)
        for (int64_t i = 0; i < n; i++) ones[i] = 1;
    FN(all, losses)[j->kind][back](n, (const T *)j->x + from, (const T *)j->t + from, q ? q + from : ones, (T)j->p, out);
    if (w)
        for (int64_t i = 0; i < n; i++) out[i] *= w[from + i];
}

/* the sum of elements from … to - 1 */
static double FN(loss, sum)(const loss_job *j, int64_t from, int64_t to) {
    T a[LANES], v[PART];
    for (int k = 0; k < LANES; k++) a[k] = 0;
    for (int64_t n; from < to; from += n) {
        n = to - from < PART ? to - from : PART;
        FN(loss, part)(j, false, from, n, v);
        int64_t i = 0;
        for (; i + LANES <= n; i += LANES)
            for (int k = 0; k < LANES; k++) a[k] += v[i + k];
        for (int k = 0; i + k < n; k++) a[k] += v[i + k];
    }
    return (double)LANES_OF(fold)(a);
}

/* each element's loss, or derivative times scale and gradient */
static void FN(loss, each)(const loss_job *j, bool back, int64_t from, int64_t to) {
    const T *g = j->g, scale = (T)j->scale;
    for (int64_t n; from < to; from += n) {
        T *restrict out = (T *)j->out + from;
        n = to - from < PART ? to - from : PART;
        FN(loss, part)(j, back, from, n, out);
        if (back && g)
            for (int64_t i = 0; i < n; i++) out[i] *= scale * g[from + i];
        else if (back)
            for (int64_t i = 0; i < n; i++) out[i] *= scale;
    }
}

/* ---- classes ---- */

static void FN(class, row)(const class_job *j, int64_t k) {
    int64_t n = j->classes, t = j->target[k];
    const T *x = (const T *)j->x + k * n, *w = j->weight;
    T m = LANES_OF(max)(x, n), l = LOG(LANES_OF(sum_exp)(x, m, n));
    ((T *)j->stats)[2 * k] = m;
    ((T *)j->stats)[2 * k + 1] = l;
    ((T *)j->loss)[k] = t == j->ignore ? 0 : (l - (x[t] - m)) * (w ? w[t] : 1);
}

static void FN(class, back)(const class_job *j, int64_t k) {
    int64_t n = j->classes, t = j->target[k];
    const T *x = (const T *)j->x + k * n, *w = j->weight;
    T *restrict dx = (T *)j->dx + k * n;
    T m = ((const T *)j->stats)[2 * k], l = ((const T *)j->stats)[2 * k + 1], g = ((const T *)j->loss)[k] * (t == j->ignore ? 0 : w ? w[t] : 1);
    if (t == j->ignore) {
        for (int64_t i = 0; i < n; i++) dx[i] = 0;
        return;
    }
    for (int64_t i = 0; i < n; i++) dx[i] = EXP((x[i] - m) - l) * g;
    dx[t] = (EXP((x[t] - m) - l) - 1) * g;
}

static const loss_loops FN(loss, loops) = { FN(loss, sum), FN(loss, each), { FN(class, row), FN(class, back) } };
#undef FN
#undef FN2
#undef FN_
