/* SPDX-License-Identifier: MIT */
/* pointwise_int.h - the functions of formulas for the integer types T. They wrap around: WIDE is an unsigned type of at
   least T's width, and of at least int's. Rows of the float kinds have no integer loops. */
#define ADD(a, b) ((T)((WIDE)(a) + (WIDE)(b)))
#define SUB(a, b) ((T)((WIDE)(a) - (WIDE)(b)))
#define MUL(a, b) ((T)((WIDE)(a) * (WIDE)(b)))
#define NEG(a) ((T)(0 - (WIDE)(a)))
#define ABS(a) ((a) < 0 ? NEG(a) : (a))
#define FLOOR(a) (a)
#define CEIL(a) (a)
#define TRUNC(a) (a)
#define ROUND(a, decimals) ((void)(decimals), (a))
#define POW(a, b) ((T)int_pow(a, b))
#define FMOD(a, b) ((T)int_fmod(a, b))
#define REMAINDER(a, b) ((T)int_remainder(a, b))
#define DIV_FLOOR(a, b) ((T)int_floor_divide(a, b))
#define DIV_TRUNC(a, b) ((T)int_divide(a, b))
#define ISINF(a) ((void)(a), 0)
#define ISFINITE(a) ((void)(a), 1)
/* a shift by a negative number, or by all bits and more, leaves the sign only */
#define INSIDE(b) ((b) >= 0 && (b) < (T)(8 * sizeof(T)))
#define SHIFT_LEFT(a, b) (INSIDE(b) ? (T)((WIDE)(a) << (b)) : (T)0)
#define SHIFT_RIGHT(a, b) (INSIDE(b) ? (T)((a) >> (b)) : (a) < 0 ? (T)-1 : (T)0)
