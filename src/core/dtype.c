/* SPDX-License-Identifier: MIT */
/* dtype.c - element types. */
#include "core/dtype.h"

#include <stdatomic.h>
#include <string.h>

#include <rushlight/tensor.h>
#include "core/error.h"
#include "core/half.h"

const dtype_info dtype_table[DTYPE_COUNT] = {
    [0] = { "default", "Undefined", 0, 0, 0 },
    [RUSH_FLOAT32] = { "float32", "Float", 4, 1, 1 },
    [RUSH_FLOAT64] = { "float64", "Double", 8, 1, 1 },
    [RUSH_FLOAT16] = { "float16", "Half", 2, 1, 1 },
    [RUSH_BFLOAT16] = { "bfloat16", "BFloat16", 2, 1, 1 },
    [RUSH_INT64] = { "int64", "Long", 8, 0, 1 },
    [RUSH_INT32] = { "int32", "Int", 4, 0, 1 },
    [RUSH_INT16] = { "int16", "Short", 2, 0, 1 },
    [RUSH_INT8] = { "int8", "Char", 1, 0, 1 },
    [RUSH_UINT8] = { "uint8", "Byte", 1, 0, 0 },
    [RUSH_BOOL] = { "bool", "Bool", 1, 0, 0 },
};

static _Atomic int default_dtype = RUSH_FLOAT32;

rush_dtype dtype_default(void) { return (rush_dtype)atomic_load_explicit(&default_dtype, memory_order_relaxed); }
rush_dtype rush_get_default_dtype(void) { return dtype_default(); }

bool rush_set_default_dtype(rush_dtype d) {
    if (!dtype_valid((int)d) || !dtype_is_float(d))
        return error_set(RUSH_TYPE_ERROR, NULL, "set_default_dtype",
                         "only floating-point types are supported as the default type");
    atomic_store(&default_dtype, d);
    return true;
}

/* bool < uint8, int8 < int16 < int32 < int64 < float16, bfloat16 < float32 < float64; uint8 with int8 is int16,
   float16 with bfloat16 is float32 */
rush_dtype dtype_promote(rush_dtype a, rush_dtype b) {
    static const int rank[DTYPE_COUNT] = {
        [RUSH_BOOL] = 1, [RUSH_UINT8] = 2, [RUSH_INT8] = 2, [RUSH_INT16] = 3, [RUSH_INT32] = 4, [RUSH_INT64] = 5,
        [RUSH_FLOAT16] = 6, [RUSH_BFLOAT16] = 6, [RUSH_FLOAT32] = 7, [RUSH_FLOAT64] = 8,
    };
    if (a == b) return a;
    if (rank[a] == rank[b]) return rank[a] == 2 ? RUSH_INT16 : RUSH_FLOAT32;
    return rank[a] > rank[b] ? a : b;
}

/* PyTorch's rule for in-place results: not from float to integer, nor from a number to bool */
bool dtype_can_cast(rush_dtype from, rush_dtype to) {
    if (dtype_is_float(from) && !dtype_is_float(to)) return false;
    return !(from != RUSH_BOOL && to == RUSH_BOOL);
}

/* ---- single elements ---- */

#define LOAD(T) \
    do { \
        T v_; \
        memcpy(&v_, p, sizeof v_); \
        return v_; \
    } while (0)

int64_t element_load_int(const void *p, rush_dtype d) {
    switch (d) {
    case RUSH_INT64: LOAD(int64_t);
    case RUSH_INT32: LOAD(int32_t);
    case RUSH_INT16: LOAD(int16_t);
    case RUSH_INT8: LOAD(int8_t);
    case RUSH_UINT8: LOAD(uint8_t);
    case RUSH_BOOL: return *(const uint8_t *)p != 0;
    default: return (int64_t)element_load_double(p, d);
    }
}

double element_load_double(const void *p, rush_dtype d) {
    uint16_t h;
    switch (d) {
    case RUSH_FLOAT32: LOAD(float);
    case RUSH_FLOAT64: LOAD(double);
    case RUSH_FLOAT16: memcpy(&h, p, 2); return half_f16_to_f32(h);
    case RUSH_BFLOAT16: memcpy(&h, p, 2); return half_bf16_to_f32(h);
    default: return (double)element_load_int(p, d);
    }
}

#define STORE(T, v) \
    do { \
        T v_ = (T)(v); \
        memcpy(p, &v_, sizeof v_); \
        return; \
    } while (0)

void element_store_int(void *p, rush_dtype d, int64_t v) {
    switch (d) {
    case RUSH_INT64: STORE(int64_t, v);
    case RUSH_INT32: STORE(int32_t, v);
    case RUSH_INT16: STORE(int16_t, v);
    case RUSH_INT8: STORE(int8_t, v);
    case RUSH_UINT8: STORE(uint8_t, v);
    case RUSH_BOOL: STORE(uint8_t, v != 0);
    case RUSH_FLOAT32: STORE(float, v);
    default: element_store_double(p, d, (double)v);
    }
}

/* double to int64 as x86 does it, defined for every input */
static int64_t double_to_int(double v) { return v >= -0x1p63 && v < 0x1p63 ? (int64_t)v : INT64_MIN; }

void element_store_double(void *p, rush_dtype d, double v) {
    switch (d) {
    case RUSH_FLOAT32: STORE(float, v);
    case RUSH_FLOAT64: STORE(double, v);
    case RUSH_FLOAT16: STORE(uint16_t, half_f64_to_f16(v));
    case RUSH_BFLOAT16: STORE(uint16_t, half_f64_to_bf16(v));
    case RUSH_BOOL: STORE(uint8_t, v != 0);
    case RUSH_INT32: STORE(int32_t, v > -0x1.00000002p31 && v < 0x1p31 ? (int32_t)v : INT32_MIN);
    default: element_store_int(p, d, double_to_int(v));
    }
}
