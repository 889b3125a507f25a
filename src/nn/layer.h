/* SPDX-License-Identifier: MIT */
/* layer.h - what layer files share: making a parameter, printing Python's way. */
#ifndef NN_LAYER_H
#define NN_LAYER_H
#include "nn/module.h"

#include <rushlight/layers.h>

#include "core/format.h"

/* A new parameter, uninitialised, under `name`. */
rush_tensor *layer_parameter(rush_module *m, const char *name, rush_shape shape, rush_dtype dtype);

/* The same, filled with a value; where it is not wanted, an entry without a tensor. */
rush_tensor *layer_constant(rush_module *m, bool wanted, const char *name, rush_shape shape, rush_dtype dtype, double value);
/* An error unless x is a tensor. */
bool layer_input(const rush_module *m, const rush_tensor *x);

/* Python's repr of a float in a buffer that lives as long as the block. */
typedef struct layer_text { char s[48]; } layer_text;
layer_text layer_float(double v);
#define FLOAT_TEXT(v) (layer_float(v).s)
static inline const char *layer_bool(bool b) { return b ? "True" : "False"; }
/* "(3, 3)", "(3,)" */
#define TUPLE_TEXT(n, p) layer_tuple(n, p, (char[200]){ 0 }, 200)
const char *layer_tuple(int64_t n, const int64_t *p, char *buffer, size_t size);
#endif
