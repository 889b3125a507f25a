/* SPDX-License-Identifier: MIT */
/* schema.h - rows of the op table as Python sees them: arguments with names, types and defaults. */
#ifndef PYTHON_SCHEMA_H
#define PYTHON_SCHEMA_H
#include "module.h"

enum { ROW_MAX_ARGS = 16 };

typedef struct row_arg {
    PyObject *name;              /* interned */
    PyObject *other_name;        /* NumPy's name for it (axis, keepdims), or NULL */
    arg_type type;
    int length;                  /* of int[2]: 2 */
    bool optional, keyword_only, has_default;
    rush_value value;            /* the default … */
    int64_t ints[4];             /* … which may point here */
    char text[24];
    char shown[32];              /* as error messages write the type */
} row_arg;

struct op_row {
    const rush_op *op;
    rush_op_info info;
    bool parsed;
    int nargs, positional;       /* arguments in all; before the `*` */
    int required;                /* without a default */
    bool list, several;          /* returns Tensor[]; returns (Tensor, Tensor) */
    int returns;
    bool has_self;               /* the first argument is named self */
    bool factory;                /* takes dtype, device and requires_grad, and therefore layout and pin_memory too */
    int options;                 /* of a factory: the index of dtype, which the other two follow */
    PyTypeObject *named, *named_out; /* the named tuple that it returns, or NULL; the same for out= */
    row_arg args[ROW_MAX_ARGS];
    const op_row *next;          /* overload of the same name */
};

/* Reads the row's schema if that was not done; false with a Python error. */
bool row_parse(op_row *r);
/* the type torch.return_types.NAME with fields "Tensor values, Tensor indices", made once; NULL with a Python error */
PyTypeObject *named_type(const char *name, const char *const *fields, int n);
/* {name: type} of all made so far */
PyObject *named_types(void);

/* out= of a factory (factory.c): what dtype= and device= do not say, out says; false with an error if they disagree. Then what was made goes over out. */
bool factory_out(const op_row *r, PyObject *out, rush_value *values);
PyObject *factory_give(const op_row *r, const rush_value *values, PyObject *out, PyObject *made);
bool same_shape(rush_shape a, rush_shape b);
bool copy_into(rush_tensor *to, rush_tensor *from);
#endif
