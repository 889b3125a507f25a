/* SPDX-License-Identifier: MIT */
/* schema.h - schema strings read into tables: types, defaults, matching of positional and named arguments.
   "sum.dim_IntList(Tensor self, int[]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor" */
#ifndef OPS_SCHEMA_H
#define OPS_SCHEMA_H
#include <rushlight/binding.h>

typedef enum schema_type {
    SCHEMA_TENSOR, SCHEMA_TENSOR_OR_SCALAR, SCHEMA_SCALAR, SCHEMA_INT, SCHEMA_FLOAT, SCHEMA_BOOL, SCHEMA_INTS, SCHEMA_FLOATS,
    SCHEMA_TENSORS, SCHEMA_DTYPE, SCHEMA_DEVICE, SCHEMA_STRING, SCHEMA_GENERATOR
} schema_type;

enum { SCHEMA_MAX_ARGS = 16, SCHEMA_MAX_RETURNS = 4, SCHEMA_NAME = 40 };

typedef struct schema_arg {
    char name[SCHEMA_NAME];
    uint8_t type;                    /* schema_type */
    bool optional;                   /* the type ends in `?`: None is allowed */
    bool keyword_only, has_default;
    int16_t length;                  /* of `int[2]`: 2, so that one number stands for both; else 0 */
    int64_t ints[4];                 /* what the default points at: a list default has at most four numbers … */
    char string[24];                 /* … and a string default at most 23 characters */
    rush_value value;                /* the default */
} schema_arg;

typedef struct schema {
    char name[SCHEMA_NAME];          /* "sum" */
    char overload[SCHEMA_NAME];      /* "dim_IntList", or "" */
    int nargs, nreturns;             /* nreturns is 1 for a list */
    bool returns_list;
    char returns[SCHEMA_MAX_RETURNS][SCHEMA_NAME];   /* names, "" where there is none */
    schema_arg args[SCHEMA_MAX_ARGS];
} schema;

/* Reads a schema string; false with the error set if it is not one. `s` must stay where it is: defaults point into it. */
bool schema_parse(const char *text, schema *s);
/* The op's schema, parsed once and kept; NULL with the error set. */
const schema *schema_of(const rush_op *op);
/* the index of the argument with this name, or -1 */
int schema_find(const schema *s, const char *name);

/* Puts positional and named arguments in schema order, with defaults for those not given: values[0 … nargs - 1].
   Numbers become what the schema wants: an int given for float or int[]. False with a TypeError set. */
bool schema_match(const schema *s, rush_site site, const rush_value *positional, int count, const char *const *names,
                  const rush_value *named, int named_count, rush_value *values);
#endif
