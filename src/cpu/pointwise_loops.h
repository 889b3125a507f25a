/* SPDX-License-Identifier: MIT */
/* pointwise_loops.h - the loops of every row of pointwise.def for one dtype; included once for each dtype by pointwise_tmpl.c,
   which sets T (element), SUFFIX, TYPE_FLOAT / TYPE_INT / TYPE_BOOL and the functions that differ by dtype (EXP, POW, REM …). */

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
#define ADD(a, b) ((T)((a) + (b)))
#define SUB(a, b) ((T)((a) - (b)))
#define MUL(a, b) ((T)((a) * (b)))
#define NEG(a) ((T)(-(a)))
#define SEL(c, a, b) ((c) ? (a) : (b))
#define GT(a, b) ((a) > (b))
#define GE(a, b) ((a) >= (b))
#define LT(a, b) ((a) < (b))
#define LE(a, b) ((a) <= (b))
#define EQ(a, b) ((a) == (b))
#define NE(a, b) ((a) != (b))
#define AND(a, b) ((a) & (b))
#define OR(a, b) ((a) | (b))

/* ---- loops: ordinary functions; the formula is inlined into them ---- */

#define LOOP_TYPES(R, tag) \
    typedef R (*FN(unary, tag))(T, const pointwise_parameter *); \
    typedef R (*FN(binary, tag))(T, T, const pointwise_parameter *); \
    typedef R (*FN(ternary, tag))(T, T, T, const pointwise_parameter *);
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
typedef T (*FN(derivative, same))(T, T, T, T, T, const pointwise_parameter *);
/* result, then G, A, B, D, Y */
INLINE void FN(walk, derivative)(FN(derivative, same) f, int64_t n, char *const *p, const int64_t *s, const pointwise_parameter *q) {
    bool dense = s[0] == (int64_t)sizeof(T);
    for (int k = 1; k < 6; k++) dense = dense && s[k] == (int64_t)sizeof(T);
    if (dense) {
        T *o = (T *)p[0];
        const T *g = (const T *)p[1], *a = (const T *)p[2], *b = (const T *)p[3], *d = (const T *)p[4], *y = (const T *)p[5];
        IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(g[i], a[i], b[i], d[i], y[i], q);
        return;
    }
    for (int64_t i = 0; i < n; i++)
        *(T *)(p[0] + i * s[0]) = f(*(T *)(p[1] + i * s[1]), *(T *)(p[2] + i * s[2]), *(T *)(p[3] + i * s[3]), *(T *)(p[4] + i * s[4]),
                                    *(T *)(p[5] + i * s[5]), q);
}
#endif

/* ---- rows: which kinds exist for this dtype ---- */

#define ROW_UNARY(name, result, tag, formula) \
    INLINE result FN(name, one)(T A, const pointwise_parameter *q) { return (void)q, (void)A, (result)(formula); } \
    static void FN(name, loop)(LOOP_ARGS) { FN(unary_walk, tag)(FN(name, one), n, p, s, q); }
#define ROW_BINARY(name, result, tag, formula) \
    INLINE result FN(name, one)(T A, T B, const pointwise_parameter *q) { return (void)q, (void)A, (void)B, (result)(formula); } \
    static void FN(name, loop)(LOOP_ARGS) { FN(binary_walk, tag)(FN(name, one), n, p, s, q); }
#define ROW_TERNARY(name, result, tag, formula) \
    INLINE result FN(name, one)(T A, T B, T D, const pointwise_parameter *q) { return (void)q, (void)A, (void)B, (void)D, (result)(formula); } \
    static void FN(name, loop)(LOOP_ARGS) { FN(ternary_walk, tag)(FN(name, one), n, p, s, q); }

#if TYPE_BOOL
#define ROW_ARITH(arity, name, formula) ROW_##arity(name, T, same, (formula) != 0)
#define ROW_BITS(arity, name, formula) ROW_##arity(name, T, same, (formula) != 0)
#else
#define ROW_ARITH(arity, name, formula) ROW_##arity(name, T, same, formula)
#define ROW_BITS(arity, name, formula) ROW_##arity(name, T, same, formula)
#endif
#define ROW_NUMBER ROW_ARITH
#define ROW_FLOAT ROW_ARITH
#define ROW_COMPARE(arity, name, formula) ROW_##arity(name, uint8_t, test, formula)
#define IN_TABLE(name) [PW_INDEX_##name] = FN(name, loop),
#define TABLE_ARITH IN_TABLE
#define TABLE_COMPARE IN_TABLE
#define TABLE_NUMBER IN_TABLE
#define TABLE_FLOAT IN_TABLE
#define TABLE_BITS IN_TABLE
#define NOTHING(...)
#if !TYPE_FLOAT
#undef ROW_FLOAT
#undef TABLE_FLOAT
#define ROW_FLOAT NOTHING
#define TABLE_FLOAT NOTHING
#else
#undef ROW_BITS
#undef TABLE_BITS
#define ROW_BITS NOTHING
#define TABLE_BITS NOTHING
#endif
#if TYPE_BOOL
#undef ROW_NUMBER
#undef TABLE_NUMBER
#define ROW_NUMBER NOTHING
#define TABLE_NUMBER NOTHING
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
#define DERIVATIVE(name, formula) \
    INLINE T FN(name, one)(T G, T A, T B, T D, T Y, const pointwise_parameter *q) { \
        return (void)q, (void)G, (void)A, (void)B, (void)D, (void)Y, (T)(formula); \
    } \
    static void FN(name, loop)(LOOP_ARGS) { FN(walk, derivative)(FN(name, one), n, p, s, q); }
#define BACKWARD_FUSED(arity, name, dA, dB, dD) BACKWARD_##arity(name, dA, dB, dD)
#define BACKWARD_OPS NOTHING
#define BACKWARD_NO_GRAD NOTHING
#define BACKWARD_UNARY(name, dA, dB, dD) DERIVATIVE(name##_a, dA)
#define BACKWARD_BINARY(name, dA, dB, dD) DERIVATIVE(name##_a, dA) DERIVATIVE(name##_b, dB)
#define BACKWARD_TERNARY(name, dA, dB, dD) DERIVATIVE(name##_a, dA) DERIVATIVE(name##_b, dB) DERIVATIVE(name##_d, dD)
#define POINTWISE(name, arity, kind, schema, flags, formula, style, dA, dB, dD, ...) BACKWARD_##style(arity, name, dA, dB, dD)
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
#undef ADD
#undef SUB
#undef MUL
#undef NEG
#undef SEL
#undef GT
#undef GE
#undef LT
#undef LE
#undef EQ
#undef NE
#undef AND
#undef OR
#undef ROW_UNARY
#undef ROW_BINARY
#undef ROW_TERNARY
#undef ROW_ARITH
#undef ROW_BITS
#undef ROW_NUMBER
#undef ROW_FLOAT
#undef ROW_COMPARE
#undef IN_TABLE
#undef TABLE_ARITH
#undef TABLE_COMPARE
#undef TABLE_NUMBER
#undef TABLE_FLOAT
#undef TABLE_BITS
#undef NOTHING
