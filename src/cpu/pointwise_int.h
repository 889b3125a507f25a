/* SPDX-License-Identifier: MIT */
/* pointwise_int.h - the functions of formulas for the integer types. Rows of kind FLOAT have no integer loops. */
#define POW(a, b) ((T)int_pow(a, b))
