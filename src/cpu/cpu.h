/* SPDX-License-Identifier: MIT */
/* cpu.h - the fast CPU kernels: what the op interface asks of them. */
#ifndef CPU_CPU_H
#define CPU_CPU_H
#include "core/device.h"
#include "core/isa.h"

/* The fast kernel of the op with this index, or NULL: then its reference kernel runs. */
kernel cpu_kernel(int at);
#endif
