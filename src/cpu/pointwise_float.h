/* SPDX-License-Identifier: MIT */
/* pointwise_float.h - the functions of formulas for a float type T with SUFFIX f32 or f64; then its loops. `slow` is a
   constant in every formula: 1 in the loop for blocks with arguments too large for the fast trigonometry. */
#define FUNCTION_(suffix, name) suffix##_##name
#define FUNCTION(suffix, name) FUNCTION_(suffix, name)
#define F(name) FUNCTION(SUFFIX, name)
#define ADD(a, b) ((T)((a) + (b)))
#define SUB(a, b) ((T)((a) - (b)))
#define MUL(a, b) ((T)((a) * (b)))
#define NEG(a) ((T)(-(a)))
#define DIV(a, b) ((T)((a) / (b)))
#define ABS(a) F(fabs)(a)
#define EXP(a) F(exp)(a)
#define EXPM1(a) F(expm1)(a)
#define EXP2(a) F(exp2)(a)
#define LOG(a) F(log)(a)
#define LOG1P_EXP(a) F(log1p_exp)(a)
#define LOGIT(a) F(logit)(a)
#define COPYSIGN(a, b) F(copysign)(a, b)
#define SIGNBIT(a) (F(copysign)((T)1, a) < 0)
#define LOG1P(a) F(log1p)(a)
#define LOG2(a) F(log2)(a)
#define LOG10(a) F(log10)(a)
#define SQRT(a) F(sqrt)(a)
#define HYPOT(a, b) F(hypot)(a, b)
#define RSQRT(a) F(rsqrt)(a)
#define SIN(a) (slow ? F(sin_any)(a) : F(sin)(a))
#define COS(a) (slow ? F(cos_any)(a) : F(cos)(a))
#define TAN(a) (slow ? F(tan_any)(a) : F(tan)(a))
#define ASIN(a) F(asin)(a)
#define ACOS(a) F(acos)(a)
#define ATAN(a) F(atan)(a)
#define ATAN2(a, b) F(atan2)(a, b)
#define SINH(a) F(sinh)(a)
#define COSH(a) F(cosh)(a)
#define TANH(a) F(tanh)(a)
#define SIGMOID(a) F(sigmoid)(a)
#define SOFTPLUS(a) ((T)(((a) > 0 ? (a) : (T)0) + F(log1p_exp)(a)))
#define TANH_SOFTPLUS(a) F(tanh_softplus)(a)
#define ERF(a) F(erf)(a)
#define ERFC(a) F(erfc)(a)
#define GELU(a) F(gelu)(a)
#define GELU_TANH(a) F(gelu_tanh)(a)
#define FLOOR(a) F(floor)(a)
#define CEIL(a) F(ceil)(a)
#define TRUNC(a) F(trunc)(a)
#define ROUND(a, decimals) \
    ((T)((decimals) < 0 ? F(rint)((a) / F(ten)(decimals)) * F(ten)(decimals) : F(rint)((a) * F(ten)(decimals)) / F(ten)(decimals)))
#define POW(a, b) F(pow)(a, b)
#define FMOD(a, b) (slow ? F(fmod_any)(a, b) : F(fmod)(a, b))
#define REMAINDER(a, b) F(remainder)(FMOD(a, b), b)
#define DIV_FLOOR(a, b) F(floor_divide)(FMOD(a, b), a, b)
#define DIV_TRUNC(a, b) F(trunc)((a) / (b))
/* a function of special.def; SPECIAL: where the op is called special_name */
#define CALL1(name, a) F(name)(a)
#define CALL2(name, a, b) F(name)(a, b)
#define SPECIAL(name, a) F(name)(a)
#define ISINF(a) (F(fabs)(a) == (T)INFINITY)
#define ISFINITE(a) (F(fabs)(a) < (T)INFINITY)
#include "cpu/pointwise_loops.h"
#undef FUNCTION_
#undef FUNCTION
#undef F
#undef ADD
#undef SUB
#undef MUL
#undef NEG
#undef DIV
#undef ABS
#undef EXP
#undef EXPM1
#undef EXP2
#undef LOG
#undef LOG1P_EXP
#undef LOGIT
#undef COPYSIGN
#undef SIGNBIT
#undef LOG1P
#undef LOG2
#undef LOG10
#undef SQRT
#undef HYPOT
#undef RSQRT
#undef SIN
#undef COS
#undef TAN
#undef ASIN
#undef ACOS
#undef ATAN
#undef ATAN2
#undef SINH
#undef COSH
#undef TANH
#undef SIGMOID
#undef SOFTPLUS
#undef TANH_SOFTPLUS
#undef ERF
#undef ERFC
#undef GELU
#undef GELU_TANH
#undef FLOOR
#undef CEIL
#undef TRUNC
#undef ROUND
#undef POW
#undef FMOD
#undef REMAINDER
#undef DIV_FLOOR
#undef DIV_TRUNC
#undef CALL1
#undef CALL2
#undef SPECIAL
#undef ISINF
#undef ISFINITE
