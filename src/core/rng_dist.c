/* SPDX-License-Identifier: MIT */
/* rng_dist.c - draws composed of others: truncated normal, multinomial. */
#include "core/rng.h"
#include "core/rng_inner.h"
#include <math.h>

/* ---- inverse error function ----
   Start: Winitzki's closed form, good to 2 parts in 1000: with L = log(1 - y^2), a = 0.147,
   s = 2 / (pi a) + L / 2,  x^2 = sqrt(s^2 - L / a) - s.
   Then Halley's steps, each cubing the error: f = erf(x) - y, d = f / f'(x),  x <- x - d / (1 + x d),
   from f' = 2 / sqrt(pi) exp(-x^2) and f'' / f' = -2 x.
   Near 1, f is taken as (1 - y) - erfc(x), which cancels nothing. */
double rng_erfinv(double y) {
    const double size = fabs(y), a = 0.147;
    double log_term, s, x;
    if (!(size < 1)) return size == 1 ? copysign(INFINITY, y) : NAN;
    if (size < 1e-8) return y * 0.886226925452758014;   /* sqrt(pi) / 2; the next term is y^3 / 4 of it */
    log_term = log1p(-size * size);
    s = 4.330746750799873 + log_term / 2;               /* 2 / (pi a) */
    x = sqrt(sqrt(s * s - log_term / a) - s);
    for (int step = 0; step < 2; step++) {
        double f = size < 0.5 ? erf(x) - size : (1 - size) - erfc(x);
        double d = f * 0.886226925452758014 * exp(x * x);
        x -= d / (1 + x * d);
    }
    return copysign(x, y);
}

/* ---- truncated normal ---- */

static double normal_below(double x) { return (1 + erf(x / sqrt(2.0))) / 2; }

bool rng_trunc_normal(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std, double a,
    double b) {
    const double low = normal_below((a - mean) / std), high = normal_below((b - mean) / std);
    const double scale = std * sqrt(2.0);
    /* a number is rounded to the dtype before it meets the tensor */
    const double factor = rng_round(dtype, scale), shift = rng_round(dtype, mean);
    const double least = rng_round(dtype, a), most = rng_round(dtype, b);
    double values[RNG_PIECE];
    bool entered;
    if (!rng_is_float(dtype)) return false;
    entered = rng_enter(r);
    rng_uniform(r, dtype, out, n, 2 * low - 1, 2 * high - 1);
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = n - at < RNG_PIECE ? n - at : RNG_PIECE;
        rng_load_doubles(dtype, out, at, values, count);
        for (int64_t i = 0; i < count; i++) {
            double x = rng_round(dtype, rng_erfinv(values[i]));
            x = rng_round(dtype, x * factor);
            x = rng_round(dtype, x + shift);
            x = x < least ? least : x;
            values[i] = x > most ? most : x;
        }
        rng_store_doubles(dtype, out, at, values, count);
    }
    return rng_leave(r, entered);
}

/* ---- multinomial ---- */

/* Does candidate i come after j: smaller, or equal and later in order? */
static bool comes_after(const double *q, int64_t i, int64_t j) {
    return q[i] < q[j] || (q[i] == q[j] && i > j);
}

/* Sifts heap[at] down: every entry comes after its children, so the root is the one that comes last. */
static void heap_sift(const double *q, int64_t *heap, int64_t size, int64_t at) {
    for (;;) {
        int64_t child = 2 * at + 1, kept = heap[at];
        if (child >= size) return;
        if (child + 1 < size && comes_after(q, heap[child + 1], heap[child])) child++;
        if (!comes_after(q, heap[child], kept)) return;
        heap[at] = heap[child];
        heap[child] = kept;
        at = child;
    }
}

/* Indices of the `keep` largest of q[n], largest first: a heap of the best so far, then sorted in place. */
static void largest_of(const double *q, int64_t n, int64_t *out, int64_t keep) {
    for (int64_t i = 0; i < keep; i++) out[i] = i;
    for (int64_t i = keep / 2 - 1; i >= 0; i--) heap_sift(q, out, keep, i);
    for (int64_t i = keep; i < n; i++) {
        if (comes_after(q, i, out[0])) continue;
        out[0] = i;
        heap_sift(q, out, keep, 0);
    }
    for (int64_t size = keep - 1; size > 0; size--) {
        int64_t last = out[0];
        out[0] = out[size];
        out[size] = last;
        heap_sift(q, out, size, 0);
    }
}

/* What PyTorch refuses, in its words; with replacement it stops at the first bad weight. */
static const char *weights_refusal(const double *p, int64_t n, bool replacement) {
    double sum = 0;
    for (int64_t i = 0; i < n; i++) {
        if (!replacement && !(p[i] >= 0 && p[i] < INFINITY)) {
            return "probability tensor contains either `inf`, `nan` or element < 0";
        }
        if (!(p[i] >= 0)) return "invalid multinomial distribution (encountering probability entry < 0)";
        if (isinf(p[i])) {
            return "invalid multinomial distribution (encountering probability entry = infinity or NaN)";
        }
        sum += p[i];
    }
    return sum > 0 ? NULL : "invalid multinomial distribution (sum of probabilities <= 0)";
}

static void draw_distinct(rng *r, rush_dtype dtype, int64_t n, int64_t samples, int64_t *out, double *work) {
    double q[RNG_PIECE];
    for (int64_t at = 0; at < n; at += RNG_PIECE) {
        int64_t count = n - at < RNG_PIECE ? n - at : RNG_PIECE;
        rng_exponential(r, RUSH_FLOAT64, q, count, 1);
        for (int64_t i = 0; i < count; i++) {
            work[at + i] = rng_round(dtype, work[at + i] / rng_round(dtype, q[i]));
        }
    }
    largest_of(work, n, out, samples);
}

/* The first index with c >= u. */
static int64_t slot_of(const double *c, int64_t n, double u) {
    int64_t left = 0, right = n;
    while (left < right) {
        int64_t middle = left + (right - left) / 2;
        if (c[middle] < u) left = middle + 1;
        else right = middle;
    }
    return left;
}

static void draw_replacing(rng *r, rush_dtype dtype, int64_t n, int64_t samples, int64_t *out, double *work) {
    double u[RNG_PIECE], sum = 0;
    if (dtype != RUSH_FLOAT64) dtype = RUSH_FLOAT32; /* narrow weights are summed and divided in float32 */
    for (int64_t i = 0; i < n; i++) work[i] = sum = rng_round(dtype, sum + work[i]);
    for (int64_t i = 0; i < n; i++) work[i] = rng_round(dtype, work[i] / sum);
    for (int64_t at = 0; at < samples; at += RNG_PIECE) {
        int64_t count = samples - at < RNG_PIECE ? samples - at : RNG_PIECE;
        rng_uniform(r, RUSH_FLOAT64, u, count, 0, 1);
        for (int64_t i = 0; i < count; i++) out[at + i] = slot_of(work, n, u[i]);
    }
}

const char *rng_multinomial(rng *r, rush_dtype dtype, const void *p, int64_t categories, int64_t samples,
    bool replacement, int64_t *out, double *work) {
    const char *refusal;
    bool entered;
    rng_load_doubles(dtype, p, 0, work, categories);
    refusal = weights_refusal(work, categories, replacement);
    if (refusal) return refusal;
    entered = rng_enter(r);
    if (replacement) draw_replacing(r, dtype, categories, samples, out, work);
    else draw_distinct(r, dtype, categories, samples, out, work);
    rng_leave(r, entered);
    return NULL;
}
