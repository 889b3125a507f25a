/* SPDX-License-Identifier: MIT */
/* reduce_type.h - all kinds of reduction for one element type T; included by reduce_tmpl.c, which sets T, SUFFIX, ACC, A, LANES,
   TYPE_FLOAT, LOWEST, HIGHEST and, for floats, EXP and POW. */

#define FN_(name, what, suffix) name##_##what##_##suffix
#define FN2(name, what, suffix) FN_(name, what, suffix)
#define FN(name, what) FN2(name, what, SUFFIX)
#if TYPE_FLOAT
#define PLUS(a, b) ((a) + (b))
#define TIMES(a, b) ((a) * (b))
#define LARGER(a, x) ((x) > (a) || (x) != (x) ? (x) : (a))
#define SMALLER(a, x) ((x) < (a) || (x) != (x) ? (x) : (a))
#else
#define PLUS(a, b) ((T)((uint64_t)(a) + (uint64_t)(b)))
#define TIMES(a, b) ((T)((uint64_t)(a) * (uint64_t)(b)))
#define LARGER(a, x) ((x) > (a) ? (x) : (a))
#define SMALLER(a, x) ((x) < (a) ? (x) : (a))
#endif

#define KIND sum
#define STEP(a, x, p) PLUS(a, x)
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND prod
#define STEP(a, x, p) TIMES(a, x)
#define JOIN TIMES
#define IDENTITY 1
#include "cpu/reduce_kind.h"
#define KIND max
#define STEP(a, x, p) LARGER(a, x)
#define JOIN LARGER
#define IDENTITY LOWEST
#include "cpu/reduce_kind.h"
#define KIND min
#define STEP(a, x, p) SMALLER(a, x)
#define JOIN SMALLER
#define IDENTITY HIGHEST
#include "cpu/reduce_kind.h"
#define KIND nonzero
#define STEP(a, x, p) ((a) + (T)((x) != 0))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#if TYPE_FLOAT
#define KIND sum_abs
#define STEP(a, x, p) ((a) + ABS(x))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND sum_squares
#define STEP(a, x, p) ((a) + (x) * (x))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND max_abs
#define STEP(a, x, p) LARGER(a, ABS(x))
#define JOIN LARGER
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND min_abs
#define STEP(a, x, p) SMALLER(a, ABS(x))
#define JOIN SMALLER
#define IDENTITY HIGHEST
#include "cpu/reduce_kind.h"
#define KIND sum_power
#define STEP(a, x, p) ((a) + POW(ABS(x), p))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND shifted
#define STEP(a, x, p) ((a) + ((x) - (p)))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND deviation
#define STEP(a, x, p) ((a) + ((x) - (p)) * ((x) - (p)))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND sum_exp
#define STEP(a, x, p) ((a) + EXP((x) - (p)))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#define KIND sum_numbers
#define STEP(a, x, p) ((a) + ((x) == (x) ? (x) : 0))
#define JOIN PLUS
#define IDENTITY 0
#include "cpu/reduce_kind.h"
#endif

/* ---- the place of the extreme; ties: the first; a NaN wins ---- */

#define AFTER(x, best, largest) ((largest) ? (x) > (best) : (x) < (best))
#if TYPE_FLOAT
#define IS_NAN(x) ((x) != (x))
#else
#define IS_NAN(x) 0
#endif

/* the extreme of n elements and of what `to` holds (*place < 0: nothing); they begin at `first` */
static void FN(place, row)(accumulator *to, int64_t *place, const void *data, int64_t n, int64_t first, bool largest) {
    const T *p = data;
    accumulator best = { .A = largest ? LOWEST : HIGHEST };
    if (largest) FN(max, row)(&best, p, n, 0);
    else FN(min, row)(&best, p, n, 0);
    T b = (T)best.A, old = (T)to->A;
    if (*place >= 0 && (IS_NAN(old) || !(AFTER(b, old, largest) || IS_NAN(b)))) return;
    int64_t i = 0;
    for (; i + 32 < n; i += 32) { /* the block that has it */
        int here = 0;
        for (int k = 0; k < 32; k++) here |= (p[i + k] == b) | (IS_NAN(p[i + k]) & IS_NAN(b));
        if (here) break;
    }
    while (i < n - 1 && !(p[i] == b || (IS_NAN(b) && IS_NAN(p[i])))) i++;
    to->A = best.A;
    *place = first + i;
}

static void FN(place, columns)(void *best, void *places, const void *data, int64_t stride, int64_t rows, int64_t n, int64_t first, bool largest) {
    T *restrict b = best;
    INDEX *restrict at = places;
    const T *p = data;
    for (int64_t i = 0; i < rows; i++, p += stride) {
        INDEX now = (INDEX)(first + i);
        if (largest)
            for (int64_t j = 0; j < n; j++) {
                bool take = (p[j] > b[j]) | (IS_NAN(p[j]) & !IS_NAN(b[j]));
                b[j] = take ? p[j] : b[j];
                at[j] = take ? now : at[j];
            }
        else
            for (int64_t j = 0; j < n; j++) {
                bool take = (p[j] < b[j]) | (IS_NAN(p[j]) & !IS_NAN(b[j]));
                b[j] = take ? p[j] : b[j];
                at[j] = take ? now : at[j];
            }
    }
}
#undef AFTER
#undef IS_NAN

/* ---- n elements of any dtype, `stride` bytes apart, as T ---- */

#define LOAD(type, convert) \
    do { \
        if (stride == (int64_t)sizeof(type)) { \
            const type *q = (const type *)(const void *)from; \
            for (int64_t i = 0; i < n; i++) p[i] = (T)convert(q[i]); \
        } else \
            for (int64_t i = 0; i < n; i++) p[i] = (T)convert(*(const type *)(const void *)(from + i * stride)); \
    } while (0)
#define PLAIN(x) (x)
#define CUT(x) ((x) < most ? (x) : most)

static void FN(reduce, load)(void *to, const char *from, int64_t stride, int64_t n, rush_dtype d) {
    T *restrict p = to;
    const uint8_t most = d == RUSH_BOOL ? 1 : UINT8_MAX; /* every byte of a bool but 0 is true */
    switch (d) {
    case RUSH_FLOAT32: LOAD(float, PLAIN); break;
    case RUSH_FLOAT64: LOAD(double, PLAIN); break;
    case RUSH_FLOAT16: LOAD(uint16_t, half_f16_to_f32); break;
    case RUSH_BFLOAT16: LOAD(uint16_t, half_bf16_to_f32); break;
    case RUSH_INT64: LOAD(int64_t, PLAIN); break;
    case RUSH_INT32: LOAD(int32_t, PLAIN); break;
    case RUSH_INT16: LOAD(int16_t, PLAIN); break;
    case RUSH_INT8: LOAD(int8_t, PLAIN); break;
    default: LOAD(uint8_t, CUT); break;
    }
}
#undef LOAD
#undef PLAIN
#undef CUT

#define LOOPS(kind) { FN(kind, row), FN(kind, columns), FN(kind, start), FN(kind, merge), FN(kind, join) }
static const reduce_loops FN(reduce, loops) = {
    .load = FN(reduce, load),
    .place_row = FN(place, row),
    .place_columns = FN(place, columns),
    .kinds = {
        [REDUCE_SUM] = LOOPS(sum), [REDUCE_PROD] = LOOPS(prod), [REDUCE_MAX] = LOOPS(max), [REDUCE_MIN] = LOOPS(min),
        [REDUCE_NONZERO] = LOOPS(nonzero),
#if TYPE_FLOAT
        [REDUCE_SUM_ABS] = LOOPS(sum_abs), [REDUCE_SUM_SQUARES] = LOOPS(sum_squares), [REDUCE_MAX_ABS] = LOOPS(max_abs),
        [REDUCE_MIN_ABS] = LOOPS(min_abs), [REDUCE_SUM_POWER] = LOOPS(sum_power), [REDUCE_SHIFTED] = LOOPS(shifted),
        [REDUCE_DEVIATION] = LOOPS(deviation), [REDUCE_SUM_EXP] = LOOPS(sum_exp), [REDUCE_SUM_NUMBERS] = LOOPS(sum_numbers),
#endif
    },
};
#undef LOOPS
#undef FN
#undef FN2
#undef FN_
#undef PLUS
#undef TIMES
#undef LARGER
#undef SMALLER
