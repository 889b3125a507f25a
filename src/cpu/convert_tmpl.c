/* SPDX-License-Identifier: MIT */
/* convert_tmpl.c - arrays of one dtype made arrays of another, and indices checked, compiled once per instruction set: the same bits as
   element_load_* and element_store_* give. Pairs without a loop here are made of several steps (convert in cpu.c). */
#include "core/isa.h"
#include "cpu/cpu.h"
#include "cpu/half.h"

#define LOOP(from, FROM, to, TO, expression) \
    static void from##_to_##to(int64_t n, const void *in, void *out) { \
        const FROM *restrict x = in; \
        TO *restrict y = out; \
        for (int64_t i = 0; i < n; i++) { \
            const FROM v = x[i]; \
            y[i] = (TO)(expression); \
        } \
    }
#define PLAIN(from, FROM, to, TO) LOOP(from, FROM, to, TO, v)

PLAIN(f32, float, f64, double)
PLAIN(f64, double, f32, float)
LOOP(f64, double, f16, uint16_t, half_f64_to_f16(v))
LOOP(f64, double, bf16, uint16_t, half_f64_to_bf16(v))
static void f16_to_f32(int64_t n, const void *in, void *out) { half_f16_to_f32_array(n, in, out); }
static void bf16_to_f32(int64_t n, const void *in, void *out) { half_bf16_to_f32_array(n, in, out); }
static void f32_to_f16(int64_t n, const void *in, void *out) { half_f32_to_f16_array(n, in, out); }
static void f32_to_bf16(int64_t n, const void *in, void *out) { half_f32_to_bf16_array(n, in, out); }

PLAIN(i32, int32_t, f32, float)
PLAIN(i32, int32_t, f64, double)
PLAIN(i32, int32_t, i64, int64_t)
PLAIN(i32, int32_t, i16, int16_t)
PLAIN(i32, int32_t, i8, int8_t)
PLAIN(i64, int64_t, i32, int32_t)
PLAIN(i64, int64_t, f32, float)
PLAIN(i64, int64_t, f64, double)
PLAIN(i16, int16_t, i32, int32_t)
PLAIN(i8, int8_t, i32, int32_t)
PLAIN(u8, uint8_t, i32, int32_t)
LOOP(bool, uint8_t, i32, int32_t, v != 0)

LOOP(f32, float, bool, uint8_t, v != 0)
LOOP(f64, double, bool, uint8_t, v != 0)
LOOP(i64, int64_t, bool, uint8_t, v != 0)
LOOP(i32, int32_t, bool, uint8_t, v != 0)

/* What fits no int32 becomes the least one; int64 likewise. Few processors have vectors of int64 from floats: numbers that are small
   go by way of int32. */
#define FITS(v) ((v) > -0x1.00000002p31 && (v) < 0x1p31)
#define INTEGERS(from, FROM) \
    LOOP(from, FROM, i32, int32_t, FITS(v) ? v : (FROM)-0x1p31) \
    static void from##_to_i64(int64_t n, const void *in, void *out) { \
        const FROM *restrict x = in; \
        int64_t *restrict y = out; \
        int32_t fit = 1; \
        for (int64_t i = 0; i < n; i++) fit &= FITS((double)x[i]); \
        if (fit) \
            for (int64_t i = 0; i < n; i++) y[i] = (int32_t)x[i]; \
        else \
            for (int64_t i = 0; i < n; i++) y[i] = x[i] >= (FROM)-0x1p63 && x[i] < (FROM)0x1p63 ? (int64_t)x[i] : INT64_MIN; \
    }
INTEGERS(f32, float)
INTEGERS(f64, double)

const convert_loops ISA_NAME(conversions) = {
    [RUSH_FLOAT32] = { [RUSH_FLOAT64] = f32_to_f64, [RUSH_FLOAT16] = f32_to_f16, [RUSH_BFLOAT16] = f32_to_bf16, [RUSH_INT64] = f32_to_i64,
                       [RUSH_INT32] = f32_to_i32, [RUSH_BOOL] = f32_to_bool },
    [RUSH_FLOAT64] = { [RUSH_FLOAT32] = f64_to_f32, [RUSH_FLOAT16] = f64_to_f16, [RUSH_BFLOAT16] = f64_to_bf16, [RUSH_INT64] = f64_to_i64,
                       [RUSH_INT32] = f64_to_i32, [RUSH_BOOL] = f64_to_bool },
    [RUSH_FLOAT16] = { [RUSH_FLOAT32] = f16_to_f32 },
    [RUSH_BFLOAT16] = { [RUSH_FLOAT32] = bf16_to_f32 },
    [RUSH_INT64] = { [RUSH_FLOAT32] = i64_to_f32, [RUSH_FLOAT64] = i64_to_f64, [RUSH_INT32] = i64_to_i32, [RUSH_BOOL] = i64_to_bool },
    [RUSH_INT32] = { [RUSH_FLOAT32] = i32_to_f32, [RUSH_FLOAT64] = i32_to_f64, [RUSH_INT64] = i32_to_i64, [RUSH_INT16] = i32_to_i16,
                     [RUSH_INT8] = i32_to_i8, [RUSH_UINT8] = i32_to_i8, [RUSH_BOOL] = i32_to_bool },
    [RUSH_INT16] = { [RUSH_INT32] = i16_to_i32 },
    [RUSH_INT8] = { [RUSH_INT32] = i8_to_i32 },
    [RUSH_UINT8] = { [RUSH_INT32] = u8_to_i32 },
    [RUSH_BOOL] = { [RUSH_INT32] = bool_to_i32 },
};

/* For low <= 0 <= high, x - low or high - 1 - x is negative where x is outside: where one of them wraps around, the other does not. */
bool ISA_NAME(indices_within)(int64_t n, const int64_t *x, int64_t low, int64_t high) {
    const uint64_t least = (uint64_t)low, most = (uint64_t)high - 1;
    uint64_t signs = 0;
    for (int64_t i = 0; i < n; i++) signs |= ((uint64_t)x[i] - least) | (most - (uint64_t)x[i]);
    return signs >> 63 == 0;
}
