/* SPDX-License-Identifier: MIT */
/* reduce.h - what reductions over dimensions share. */
#ifndef OPS_REDUCE_H
#define OPS_REDUCE_H
#include "ops/op.h"

/* dims (kind INTS; NONE or empty: all) of a tensor of ndim dims as a bit set; PyTorch's errors for range and repeats */
bool reduce_dims(call *c, const value *dims, int ndim, uint64_t *mask);
/* the same of one dim: its number from 0, and its bit as work[1] */
bool reduce_dim(call *c, int64_t dim, int ndim, int *d);
/* is dimension i in the set? UINT64_MAX has all, however many there are */
static inline bool reduce_has(uint64_t mask, int i) { return i < 64 ? mask >> i & 1 : mask == UINT64_MAX; }
/* the shape that is left: reduced dims dropped, or of size 1 with keepdim */
int reduce_shape(const rush_tensor *t, uint64_t mask, bool keepdim, int64_t *shape);
/* Makes result i of that shape. */
bool reduce_out(call *c, int i, rush_dtype dtype, const rush_tensor *t, uint64_t mask, bool keepdim);
/* how many elements go into each result */
int64_t reduce_count(const rush_tensor *t, uint64_t mask);

/* ---- what is computed: KIND(name) of x and a parameter p ---- */

typedef enum reduce_kind {
    REDUCE_SUM,          /* x */
    REDUCE_PROD,
    REDUCE_MAX,          /* a NaN wins */
    REDUCE_MIN,
    REDUCE_SUM_ABS,      /* |x| */
    REDUCE_SUM_SQUARES,  /* x x */
    REDUCE_MAX_ABS,
    REDUCE_MIN_ABS,
    REDUCE_NONZERO,      /* how many x differ from 0 */
    REDUCE_SUM_POWER,    /* |x|^p; floats only, as those below */
    REDUCE_SHIFTED,      /* x - p with p of each result */
    REDUCE_DEVIATION,    /* (x - p)^2 with p of each result */
    REDUCE_SUM_EXP,      /* exp(x - p) with p of each result */
    REDUCE_SUM_NUMBERS,  /* x, or 0 where x is NaN */
    REDUCE_KINDS
} reduce_kind;

/* what becomes of the accumulated a of n elements */
typedef enum reduce_finish {
    FINISH_NONE,
    FINISH_MEAN,      /* a / n, plus center if there is one */
    FINISH_SQRT,
    FINISH_ROOT,      /* a^(1 / p) */
    FINISH_VAR,       /* a / max(n - p, 0) */
    FINISH_STD,       /* its square root */
    FINISH_ANY,       /* a > 0 */
    FINISH_ALL,       /* a == n */
    FINISH_LOG        /* log(a) + center, each step rounded to the result's type */
} reduce_finish;

typedef struct reduction {
    const rush_tensor *from;
    rush_tensor *to;          /* contiguous; of the shape left, with or without the reduced dims */
    uint64_t mask;
    reduce_kind kind;
    reduce_finish finish;
    double parameter;
    const double *center;     /* of each result, or NULL */
    rush_dtype compute;       /* RUSH_FLOAT32, RUSH_FLOAT64 or RUSH_INT64: the type of the arithmetic */
} reduction;
/* float32 unless one side is float64; int64 where both are whole */
rush_dtype reduce_compute_dtype(const rush_tensor *from, rush_dtype to);

/* Carries one out: reduce_reference here, reduce_fast in cpu/reduce.c. */
typedef bool (*reduce_engine)(call *c, const reduction *r);
bool reduce_reference(call *c, const reduction *r);
/* The kernels of the ops below, on either engine. */
bool reduce_sum(call *c, reduce_engine run);
bool reduce_mean(call *c, reduce_engine run);
bool reduce_prod(call *c, reduce_engine run);
bool reduce_extreme(call *c, reduce_engine run);     /* amax, amin, max and min of all: work[2] is the kind */
bool reduce_truth(call *c, reduce_engine run);       /* any, all, count_nonzero: work[2] is the finish */
bool reduce_norm(call *c, reduce_engine run);
bool reduce_var(call *c, reduce_engine run);
bool reduce_logsumexp(call *c, reduce_engine run);
/* where the extreme of the reduced elements lies (counted row-major over the reduced dims), and its value if wanted */
typedef struct reduce_place { const rush_tensor *from; rush_tensor *values, *places; uint64_t mask; bool largest; } reduce_place;
typedef bool (*reduce_place_engine)(call *c, const reduce_place *r);
bool reduce_extreme_place(call *c, reduce_place_engine run);

/* stores an accumulated value as result i */
void reduce_store(const reduction *r, int64_t i, double a, int64_t count);

/* A reduction as a reference kernel sees it: for each result in row-major order, the elements that go into it. */
typedef struct reduce_walk {
    int kept, reduced;                          /* numbers of dimensions */
    int64_t shape[2][RUSH_MAX_DIMS];            /* [0] kept, [1] reduced */
    int64_t strides[2][RUSH_MAX_DIMS];          /* of the input, in bytes */
    int64_t results, count;
} reduce_walk;
void reduce_walk_init(reduce_walk *w, const rush_tensor *t, uint64_t mask);
/* byte offset of element i (row-major) of the kept (0) or the reduced (1) dimensions */
int64_t reduce_offset(const reduce_walk *w, int which, int64_t i);

/* ---- in derivatives ---- */

/* the dims argument as a bit set (it was checked) */
uint64_t reduce_mask(const value *dims, int ndim);
/* g, which has lost the reduced dims, with them back as size 1 */
rush_tensor *reduce_restore(backward *c, rush_tensor *g, const value *dims, bool keepdim, rush_shape input);
/* how many elements went into each result */
int64_t reduce_input_count(const value *dims, rush_shape input);
/* for values (output 0) of argument 0 chosen along dim, whose places are output 1: each gradient goes where its value came from */
bool reduce_place_grad(backward *c, int64_t dim, bool keepdim);
/* for one value chosen from all elements: the gradient is shared among those that equal it (ARG(0) and OUT(0) are saved) */
bool reduce_share_grad(backward *c);
#endif
