/* SPDX-License-Identifier: MIT */
/* loss_row.h - one loss of pairs for one element type; included by loss_type.h with LOSS (name), VALUE and DERIVATIVE: expressions of
   x, t, d = x - t, q and p. */

#define LOOP(what, expression) \
    static void FN(LOSS, what)(int64_t n, const T *xs, const T *ts, const T *qs, T p, T *restrict out) { \
        (void)qs, (void)p; \
        for (int64_t i = 0; i < n; i++) { \
            T x = xs[i], t = ts[i], q = qs[i], d = x - t; \
            (void)q, (void)d; \
            out[i] = expression; \
        } \
    }
LOOP(value, VALUE)
LOOP(derivative, DERIVATIVE)
#undef LOOP
#undef LOSS
#undef VALUE
#undef DERIVATIVE
