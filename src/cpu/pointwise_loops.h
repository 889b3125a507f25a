/* SPDX-License-Identifier: MIT */
/* pointwise_loops.h - the loops of every row of pointwise.def for one dtype; included once for each dtype by pointwise_tmpl.c,
   which sets T (element), SUFFIX, TYPE_FLOAT / TYPE_BOOL and the functions that differ by dtype (ADD, EXP, POW …).
   All loops are over dense arrays: pointwise.c brings other operands into that form, piece by piece. */

#define FN_(name, what, suffix) name##_##what##_##suffix
#define FN2(name, what, suffix) FN_(name, what, suffix)
#define FN(name, what) FN2(name, what, SUFFIX)

/* what formulas are made of */
#define K(c) ((T)(c))
#if TYPE_FLOAT
#define P(k) ((T)q[k].f)
#else
#define P(k) ((T)q[k].i)
#endif
#define SEL(c, a, b) ((c) ? (a) : (b))
#define GT(a, b) ((a) > (b))
#define GE(a, b) ((a) >= (b))
#define LT(a, b) ((a) < (b))
#define LE(a, b) ((a) <= (b))
#define EQ(a, b) ((a) == (b))
#define NE(a, b) ((a) != (b))
#define AND(a, b) ((a) & (b))
#define OR(a, b) ((a) | (b))
#define XOR(a, b) ((a) ^ (b))
/* an operand's element: every byte of a bool but 0 is true */
#if TYPE_BOOL
#define NOT(a) ((a) == 0)
#define VALUE(a) ((T)((a) != 0))
#else
#define NOT(a) ((T)~(a))
#define VALUE(a) (a)
#endif
#define SIGN(a) ((T)(((a) > 0) - ((a) < 0)))
/* nan wins */
#define MAXIMUM(a, b) ((((a) > (b)) | ((a) != (a))) ? (a) : (b))
#define MINIMUM(a, b) ((((a) < (b)) | ((a) != (a))) ? (a) : (b))
#define CLAMP(a, low, high) FN(clamp, between)(a, low, high)
INLINE T FN(clamp, between)(T a, T low, T high) {
    T b = LT(a, low) ? low : a;
    b = GT(b, high) ? high : b;
    b = NE(low, low) ? low : b;
    return NE(high, high) ? high : b;
}

/* ---- loops: ordinary functions; the formula is inlined into them ---- */

#define LOOP_TYPES(R, tag) \
    typedef R (*FN(unary, tag))(T, const pointwise_parameter *, int); \
    typedef R (*FN(binary, tag))(T, T, const pointwise_parameter *, int); \
    typedef R (*FN(ternary, tag))(T, T, T, const pointwise_parameter *, int);
LOOP_TYPES(T, same)
LOOP_TYPES(uint8_t, test)
#undef LOOP_TYPES

#define R T
#define TAG same
#include "cpu/pointwise_walk.h"
#undef R
#undef TAG
#define R uint8_t
#define TAG test
#include "cpu/pointwise_walk.h"
#undef R
#undef TAG

#if TYPE_FLOAT
/* Blocks with an argument or quotient too large for the fast functions go through the slow ones, element by element. */
static __attribute__((noinline)) int FN(block, division)(int64_t n, const T *a, const T *b) {
    int any = 0;
    for (int64_t i = 0; i < n; i++) any |= FUNCTION(SUFFIX, division_needs_slow)(a[i], b[i]);
    return any;
}
INLINE void FN(division, walk)(FN(binary, same) f, LOOP_ARGS) {
    T *o = (T *)p[0];
    const T *a = (const T *)p[1], *b = (const T *)p[2];
    for (int64_t from = 0; from < n; from += TRIG_BLOCK) {
        int64_t to = n - from < TRIG_BLOCK ? n : from + TRIG_BLOCK;
        if (UNLIKELY(FN(block, division)(to - from, a + from, b + from)))
            for (int64_t i = from; i < to; i++) o[i] = f(a[i], b[i], q, 1);
        else IVDEP for (int64_t i = from; i < to; i++) o[i] = f(a[i], b[i], q, 0);
    }
}

INLINE int FN(block, slow)(int64_t n, const T *a) {
    int any = 0;
    for (int64_t i = 0; i < n; i++) any |= FUNCTION(SUFFIX, needs_slow)(a[i]);
    return any;
}
INLINE void FN(trig, walk)(FN(unary, same) f, LOOP_ARGS) {
    T *o = (T *)p[0];
    const T *a = (const T *)p[1];
    for (int64_t from = 0; from < n; from += TRIG_BLOCK) {
        int64_t to = n - from < TRIG_BLOCK ? n : from + TRIG_BLOCK;
        if (UNLIKELY(FN(block, slow)(to - from, a + from)))
            for (int64_t i = from; i < to; i++) o[i] = f(a[i], q, 1);
        else IVDEP for (int64_t i = from; i < to; i++) o[i] = f(a[i], q, 0);
    }
}

typedef T (*FN(derivative, same))(T, T, T, T, T, const pointwise_parameter *, int);
/* result, then G, A, B, D, Y; what the formula does not use is not read */
INLINE void FN(walk, derivative)(FN(derivative, same) f, int trig, LOOP_ARGS) {
    const pointwise_parameter k[PW_MAX_PARAMETERS] = { q[0], q[1], q[2], q[3] };
    T *o = (T *)p[0];
    const T *g = (const T *)p[1], *a = (const T *)p[2], *b = (const T *)p[3], *d = (const T *)p[4], *y = (const T *)p[5];
    int64_t block = trig ? TRIG_BLOCK : n;
    for (int64_t from = 0; from < n; from += block) {
        int64_t to = n - from < block ? n : from + block;
        if (trig && UNLIKELY(FN(block, slow)(to - from, a + from)))
            for (int64_t i = from; i < to; i++) o[i] = f(g[i], a[i], b[i], d[i], y[i], k, 1);
        else IVDEP for (int64_t i = from; i < to; i++) o[i] = f(g[i], a[i], b[i], d[i], y[i], k, 0);
    }
}
#endif

/* ---- rows: which kinds exist for this dtype ---- */

#define FORMULA_ARGS const pointwise_parameter *q, int slow
#define ROW_UNARY(name, result, tag, formula) \
    INLINE result FN(name, one)(T A, FORMULA_ARGS) { return (void)q, (void)slow, (void)A, (result)(formula); } \
    static void FN(name, loop)(LOOP_ARGS) { FN(unary_walk, tag)(FN(name, one), n, p, q); }
#define ROW_BINARY(name, result, tag, formula) \
    INLINE result FN(name, one)(T A, T B, FORMULA_ARGS) { return (void)q, (void)slow, (void)A, (void)B, (result)(formula); } \
    static void FN(name, loop)(LOOP_ARGS) { FN(binary_walk, tag)(FN(name, one), n, p, q); }
#define ROW_TERNARY(name, result, tag, formula) \
    INLINE result FN(name, one)(T A, T B, T D, FORMULA_ARGS) { \
        return (void)q, (void)slow, (void)A, (void)B, (void)D, (result)(formula); \
    } \
    static void FN(name, loop)(LOOP_ARGS) { FN(ternary_walk, tag)(FN(name, one), n, p, q); }
#define NOTHING(...)
#define IN_TABLE(name) [PW_INDEX_##name] = FN(name, loop),
#define ROW_SAME(arity, name, formula) ROW_##arity(name, T, same, formula)
#define ROW_TRUTH(arity, name, formula) ROW_##arity(name, T, same, (formula) != 0)
#define ROW_COMPARE(arity, name, formula) ROW_##arity(name, uint8_t, test, formula)
#define TABLE_COMPARE IN_TABLE
#define TABLE_ARITH IN_TABLE
#if TYPE_FLOAT
#define ROW_FLOAT ROW_SAME
#define ROW_FLOATS ROW_SAME
#define ROW_TRIG(arity, name, formula) \
    INLINE T FN(name, one)(T A, FORMULA_ARGS) { return (void)q, (void)slow, (formula); } \
    static void FN(name, loop)(LOOP_ARGS) { FN(trig, walk)(FN(name, one), n, p, q); }
#define ROW_ARITH ROW_SAME
#define ROW_NUMBER ROW_SAME
#define ROW_DIVISION(arity, name, formula) \
    INLINE T FN(name, one)(T A, T B, FORMULA_ARGS) { return (void)q, (void)slow, (formula); } \
    static void FN(name, loop)(LOOP_ARGS) { FN(division, walk)(FN(name, one), n, p, q); }
#define ROW_BITS NOTHING
#define ROW_INTEGER NOTHING
#define TABLE_FLOAT IN_TABLE
#define TABLE_FLOATS IN_TABLE
#define TABLE_TRIG IN_TABLE
#define TABLE_NUMBER IN_TABLE
#define TABLE_DIVISION IN_TABLE
#define TABLE_BITS NOTHING
#define TABLE_INTEGER NOTHING
#else
#define ROW_FLOAT NOTHING
#define ROW_FLOATS NOTHING
#define ROW_TRIG NOTHING
#define TABLE_FLOAT NOTHING
#define TABLE_FLOATS NOTHING
#define TABLE_TRIG NOTHING
#define TABLE_BITS IN_TABLE
#if TYPE_BOOL
#define ROW_ARITH ROW_TRUTH
#define ROW_BITS ROW_TRUTH
#define ROW_NUMBER NOTHING
#define ROW_DIVISION NOTHING
#define ROW_INTEGER NOTHING
#define TABLE_NUMBER NOTHING
#define TABLE_DIVISION NOTHING
#define TABLE_INTEGER NOTHING
#else
#define ROW_ARITH ROW_SAME
#define ROW_BITS ROW_SAME
#define ROW_NUMBER ROW_SAME
#define ROW_DIVISION ROW_SAME
#define ROW_INTEGER ROW_SAME
#define TABLE_NUMBER IN_TABLE
#define TABLE_DIVISION IN_TABLE
#define TABLE_INTEGER IN_TABLE
#endif
#endif

#define POINTWISE(name, arity, kind, schema, flags, formula, ...) ROW_##kind(arity, name, formula)
#include "ops/pointwise.def"
#undef POINTWISE
#define POINTWISE(name, arity, kind, ...) TABLE_##kind(name)
static const pointwise_loop FN(forward, table)[PW_COUNT] = {
#include "ops/pointwise.def"
};
#undef POINTWISE

#if TYPE_FLOAT
#define GUARD_FLOAT 0
#define GUARD_FLOATS 0
#define GUARD_ARITH 0
#define GUARD_NUMBER 0
#define GUARD_TRIG 1
#define GUARD_DIVISION 0
#define DERIVATIVE(kind, name, formula) \
    INLINE T FN(name, one)(T G, T A, T B, T D, T Y, FORMULA_ARGS) { \
        return (void)q, (void)slow, (void)G, (void)A, (void)B, (void)D, (void)Y, (T)(formula); \
    } \
    static void FN(name, loop)(LOOP_ARGS) { FN(walk, derivative)(FN(name, one), GUARD_##kind, n, p, q); }
#define BACKWARD_FUSED(arity, kind, name, dA, dB, dD) BACKWARD_##arity(kind, name, dA, dB, dD)
#define BACKWARD_OPS NOTHING
#define BACKWARD_NO_GRAD NOTHING
#define BACKWARD_UNARY(kind, name, dA, dB, dD) DERIVATIVE(kind, name##_a, dA)
#define BACKWARD_BINARY(kind, name, dA, dB, dD) DERIVATIVE(kind, name##_a, dA) DERIVATIVE(kind, name##_b, dB)
#define BACKWARD_TERNARY(kind, name, dA, dB, dD) \
    DERIVATIVE(kind, name##_a, dA) DERIVATIVE(kind, name##_b, dB) DERIVATIVE(kind, name##_d, dD)
#define POINTWISE(name, arity, kind, schema, flags, formula, style, dA, dB, dD, ...) BACKWARD_##style(arity, kind, name, dA, dB, dD)
#include "ops/pointwise.def"
#undef POINTWISE
#define LIST_FUSED(arity, name) LIST_##arity(name)
#define LIST_OPS NOTHING
#define LIST_NO_GRAD NOTHING
#define LIST_UNARY(name) [PW_INDEX_##name] = { FN(name##_a, loop) },
#define LIST_BINARY(name) [PW_INDEX_##name] = { FN(name##_a, loop), FN(name##_b, loop) },
#define LIST_TERNARY(name) [PW_INDEX_##name] = { FN(name##_a, loop), FN(name##_b, loop), FN(name##_d, loop) },
#define POINTWISE(name, arity, kind, schema, flags, formula, style, ...) LIST_##style(arity, name)
static const pointwise_loop FN(backward, table)[PW_COUNT][3] = {
#include "ops/pointwise.def"
};
#undef POINTWISE
#undef GUARD_FLOAT
#undef GUARD_FLOATS
#undef GUARD_TRIG
#undef GUARD_ARITH
#undef GUARD_NUMBER
#undef GUARD_DIVISION
#undef DERIVATIVE
#undef BACKWARD_FUSED
#undef BACKWARD_OPS
#undef BACKWARD_NO_GRAD
#undef BACKWARD_UNARY
#undef BACKWARD_BINARY
#undef BACKWARD_TERNARY
#undef LIST_FUSED
#undef LIST_OPS
#undef LIST_NO_GRAD
#undef LIST_UNARY
#undef LIST_BINARY
#undef LIST_TERNARY
#endif

#undef FN_
#undef FN2
#undef FN
#undef K
#undef P
#undef SEL
#undef GT
#undef GE
#undef LT
#undef LE
#undef EQ
#undef NE
#undef AND
#undef OR
#undef XOR
#undef NOT
#undef VALUE
#undef SIGN
#undef MAXIMUM
#undef MINIMUM
#undef CLAMP
#undef FORMULA_ARGS
#undef ROW_UNARY
#undef ROW_BINARY
#undef ROW_TERNARY
#undef NOTHING
#undef IN_TABLE
#undef ROW_SAME
#undef ROW_TRUTH
#undef ROW_COMPARE
#undef ROW_FLOAT
#undef ROW_FLOATS
#undef ROW_TRIG
#undef ROW_ARITH
#undef ROW_NUMBER
#undef ROW_DIVISION
#undef ROW_BITS
#undef ROW_INTEGER
#undef TABLE_COMPARE
#undef TABLE_ARITH
#undef TABLE_FLOAT
#undef TABLE_FLOATS
#undef TABLE_TRIG
#undef TABLE_NUMBER
#undef TABLE_DIVISION
#undef TABLE_BITS
#undef TABLE_INTEGER
