/* SPDX-License-Identifier: MIT */
/* factory.c - out= of functions that make tensors out of nothing: zeros, arange, rand and their like. */
#include "schema.h"

#include <string.h>

static void device_kind(int16_t type, char *text, size_t size) {
    rush_device_name((rush_device){ type, 0 }, text, size);
    text[strcspn(text, ":")] = 0;
}

bool factory_out(const op_row *r, PyObject *out, rush_value *values) {
    rush_tensor *t = tensor_of(out);
    rush_value *dtype = &values[r->options], *device = dtype + 1;
    rush_device where = rush_get_device(t);
    if (rush_requires_grad(t) && rush_is_leaf(t) && rush_is_grad_enabled()) {
        PyErr_SetString(PyExc_RuntimeError, "a leaf Variable that requires grad is being used in an in-place operation.");
        return false;
    }
    if (dtype->kind != RUSH_VALUE_NONE && dtype->u.i != (int64_t)rush_get_dtype(t)) {
        PyErr_Format(PyExc_RuntimeError, "dtype %s does not match dtype of out parameter (%s)", dtype_info((rush_dtype)dtype->u.i)->torch_name, dtype_info(rush_get_dtype(t))->torch_name);
        return false;
    }
    if (device->kind != RUSH_VALUE_NONE && device->u.device.type != where.type) {
        char asked[32], has[32];
        device_kind(device->u.device.type, asked, sizeof asked);
        device_kind(where.type, has, sizeof has);
        PyErr_Format(PyExc_RuntimeError, "device type %s does not match device type of out parameter (%s)", asked, has);
        return false;
    }
    *dtype = (rush_value){ .u.i = rush_get_dtype(t), .kind = RUSH_VALUE_DTYPE };
    *device = (rush_value){ .u.device = where, .kind = RUSH_VALUE_DEVICE };
    return true;
}

bool copy_into(rush_tensor *to, rush_tensor *from) {
    op_row *copy = row_find("copy");
    PyObject *done = !copy ? NULL : row_call_defaults(copy, (rush_value[]){ { .u.t = to, .kind = RUSH_VALUE_TENSOR }, { .u.t = from, .kind = RUSH_VALUE_TENSOR } }, 2, true);
    Py_XDECREF(done);
    return done != NULL;
}

bool same_shape(rush_shape a, rush_shape b) { return a.ndim == b.ndim && memcmp(a.dims, b.dims, sizeof *a.dims * (size_t)a.ndim) == 0; }

static bool warn_of_count(rush_tensor *to, rush_tensor *from) {
    rush_shape s = rush_sizes(to);
    long long n = (long long)rush_numel(from);
    PyObject *size = size_wrap(s.dims, s.ndim), *was = size ? PySequence_List(size) : NULL;
    int warned = was ? PyErr_WarnFormat(PyExc_UserWarning, 1, "The number of elements in the out tensor of shape %R is %lld which does not match the computed number of elements %lld. "
                     "Note that this may occur as a result of rounding error. The out tensor will be resized to a tensor of shape (%lld,).", was, (long long)rush_numel(to), n, n) : -1;
    Py_XDECREF(size);
    Py_XDECREF(was);
    return warned == 0;
}

/* What was made goes over `out`: what is counted (arange, linspace …) into any tensor of as many elements; else `out` takes the shape. */
static bool write_over(const op_row *r, PyObject *out, PyObject *made) {
    rush_tensor *to = tensor_of(out), *from = tensor_of(made);
    bool counted = r->args[0].type == ARG_SCALAR, done;
    if (same_shape(rush_sizes(to), rush_sizes(from))) return copy_into(to, from);
    if (counted && rush_numel(to) == rush_numel(from)) {
        BEGIN_CORE;
        rush_tensor *shaped = rush_reshape_at(site_here(), from, rush_sizes(to));
        done = shaped ? copy_into(to, shaped) : (error_raise(), false);
        END_CORE;
        return done;
    }
    if (counted && rush_numel(to) && strncmp(r->info.name, "arange", 6) == 0 && !warn_of_count(to, from)) return false;
    PyObject *taken = PyObject_CallMethod(out, "_become", "O", made);
    Py_XDECREF(taken);
    return taken != NULL;
}

PyObject *factory_give(const op_row *r, const rush_value *values, PyObject *out, PyObject *made) {
    if (!made) return NULL;
    bool ok = write_over(r, out, made);
    Py_DECREF(made);
    if (ok && values[r->options + 2].u.i) ok = PyObject_SetAttrString(out, "requires_grad", Py_True) == 0;
    return ok ? Py_NewRef(out) : NULL;
}
