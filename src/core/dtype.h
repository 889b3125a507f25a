/* SPDX-License-Identifier: MIT */
/* dtype.h - element types: sizes, names, promotion, access to single elements. */
#ifndef CORE_DTYPE_H
#define CORE_DTYPE_H
#include <rushlight/base.h>

enum { DTYPE_COUNT = RUSH_BOOL + 1 };

typedef struct dtype_info {
    const char *name;        /* "float32" */
    const char *torch_name;  /* "Float": in error texts and in torch.FloatTensor */
    uint8_t size, is_float, is_signed;
} dtype_info;
extern const dtype_info dtype_table[DTYPE_COUNT];

static inline size_t dtype_size(rush_dtype d) { return dtype_table[d].size; }
static inline bool dtype_is_float(rush_dtype d) { return dtype_table[d].is_float; }
static inline bool dtype_is_integral(rush_dtype d) { return !dtype_table[d].is_float && d != RUSH_BOOL; }
static inline bool dtype_valid(int d) { return d >= RUSH_FLOAT32 && d <= RUSH_BOOL; }

/* The common type of two tensors of equal standing (same dimensionality class). */
rush_dtype dtype_promote(rush_dtype a, rush_dtype b);
/* float32 unless rush_set_default_dtype changed it */
rush_dtype dtype_default(void);
bool dtype_can_cast(rush_dtype from, rush_dtype to);

/* One element as the widest type of its kind. Floats go through double (exact), integers and bool through int64. */
double element_load_double(const void *p, rush_dtype d);
int64_t element_load_int(const void *p, rush_dtype d);
void element_store_double(void *p, rush_dtype d, double v);
void element_store_int(void *p, rush_dtype d, int64_t v);
#endif
