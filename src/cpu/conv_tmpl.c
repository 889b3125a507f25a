/* SPDX-License-Identifier: MIT */
/* conv_tmpl.c - the convolution of one ISA level, for float and double. */
#include <string.h>

#include "core/isa.h"
#include "cpu/conv_engine.h"
#include "cpu/gemm_level.h"

enum { WEIGHTS_AHEAD = 4 }; /* channels whose weights are asked for early */

#include "cpu/gemm_f32.h"
#include "cpu/gemm_pack.h"
#include "cpu/conv_kernel.h"
#include "cpu/gemm_undef.h"

#include "cpu/gemm_f64.h"
#include "cpu/gemm_pack.h"
#include "cpu/conv_kernel.h"

const conv_routines ISA_NAME(conv_routines)[2] = {
    { LANES_f32, TILE_M, split_f32, weights_f32, multiply_f32, outer_f32, dots_f32, transpose_f32, add_f32 },
    { LANES_f64, TILE_M, split_f64, weights_f64, multiply_f64, outer_f64, dots_f64, transpose_f64, add_f64 },
};
