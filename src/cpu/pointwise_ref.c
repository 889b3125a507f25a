/* SPDX-License-Identifier: MIT */
/* pointwise_ref.c - the reference of all elementwise ops: the same formulas in plain loops, with the C library's functions. */
#define ISA ref
#define POINTWISE_REFERENCE
#include "cpu/pointwise_tmpl.c"
