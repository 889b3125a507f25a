/* SPDX-License-Identifier: MIT */
/* gemm_tmpl.c - the matrix multiply of one ISA level, for float and double.
   What a level has to say is here: its vectors, its fused multiply-add, its masked access, its tile sizes.
   GCC and clang vector types do the rest. The fused form is called by name, never left to the compiler's
   contraction, so that every path rounds alike. */
#include "core/isa.h"
#include "core/parallel.h"
#include "cpu/gemm_problem.h"
#include <string.h>
#include "cpu/gemm_level.h"

#include "cpu/gemm_f32.h"
#include "cpu/gemm_pack.h"
#include "cpu/gemm_kernel.h"
#include "cpu/gemm_drive.h"
#include "cpu/gemm_undef.h"

#include "cpu/gemm_f64.h"
#include "cpu/gemm_pack.h"
#include "cpu/gemm_kernel.h"
#include "cpu/gemm_drive.h"

const gemm_routines ISA_NAME(gemm_routines)[2] = { { plan_f32, run_f32 }, { plan_f64, run_f64 } };
