/* SPDX-License-Identifier: MIT */
/* special.h - special functions in double: special_NAME. Outside of a function's domain they give NaN, at its poles infinity.
   They are called element by element (float32 goes through double): accurate first, to about 1e-14 of a function's size. */
#ifndef CPU_SPECIAL_H
#define CPU_SPECIAL_H
#define SPECIAL1(name) double special_##name(double x);
#define SPECIAL2(name) double special_##name(double x, double y);
#include "cpu/special.def"
#undef SPECIAL1
#undef SPECIAL2
#endif
