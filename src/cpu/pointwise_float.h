/* SPDX-License-Identifier: MIT */
/* pointwise_float.h - the functions of formulas for a float type T with SUFFIX f32 or f64; then its loops. */
#define FUNCTION_(suffix, name) suffix##_##name
#define FUNCTION(suffix, name) FUNCTION_(suffix, name)
#define F(name) FUNCTION(SUFFIX, name)
#define DIV(a, b) ((T)((a) / (b)))
#define EXP(a) F(exp)(a)
#define LOG(a) F(log)(a)
#define SQRT(a) F(sqrt)(a)
#define TANH(a) F(tanh)(a)
#define SIGMOID(a) F(sigmoid)(a)
#define POW(a, b) F(pow)(a, b)
#include "cpu/pointwise_loops.h"
#undef FUNCTION_
#undef FUNCTION
#undef F
#undef DIV
#undef EXP
#undef LOG
#undef SQRT
#undef TANH
#undef SIGMOID
#undef POW
