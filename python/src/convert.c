/* SPDX-License-Identifier: MIT */
/* convert.c - Python values as the core's values. */
#include "module.h"

#include <string.h>

void *arena_take(arena *a, size_t bytes) {
    bytes = (bytes + 15) & ~(size_t)15;
    if (a->used + bytes <= sizeof a->memory) return a->used += bytes, a->memory + a->used - bytes;
    void *p = a->count < (int)(sizeof a->blocks / sizeof *a->blocks) ? PyMem_Malloc(bytes) : NULL;
    if (!p) return PyErr_NoMemory(), NULL;
    return a->blocks[a->count++] = p;
}

void arena_free(arena *a) {
    while (a->count) PyMem_Free(a->blocks[--a->count]);
}

/* ---- numbers ---- */

/* An array of NumPy with no dimensions, of whole numbers: one counts as a number. */
static bool is_whole_array(PyObject *o) {
    Py_buffer view;
    if (strcmp(Py_TYPE(o)->tp_name, "numpy.ndarray") != 0 || PyObject_GetBuffer(o, &view, PyBUF_FORMAT | PyBUF_STRIDES) < 0) return PyErr_Clear(), false;
    bool whole = view.ndim == 0 && view.format && strchr("bBhHiIlLqQ", *view.format);
    PyBuffer_Release(&view);
    return whole;
}

/* NumPy's arrays have the slots of numbers, too: they are sequences, numbers are not. */
static bool number_like(PyObject *o) {
    const PyNumberMethods *n = Py_TYPE(o)->tp_as_number;
    if (!n || PyUnicode_Check(o) || is_tensor(o)) return false;
    if (Py_TYPE(o)->tp_as_sequence && Py_TYPE(o)->tp_as_sequence->sq_length && !is_whole_array(o)) return false;
    return n->nb_index || n->nb_float;
}
bool is_number(PyObject *o) { return PyFloat_Check(o) || PyLong_Check(o) || number_like(o); }

/* PyTorch takes a tensor for a number if it has no dimensions and needs no gradient. */
static int scalar_of_tensor(rush_tensor *t, rush_value *v) {
    if (rush_dim(t) != 0 || rush_requires_grad(t)) return 0;
    if (rush_is_floating_point(t)) *v = (rush_value){ .u.f = rush_item_at(NULL, t), .kind = RUSH_VALUE_FLOAT };
    else *v = (rush_value){ .u.i = rush_item_int_at(NULL, t), .kind = rush_get_dtype(t) == RUSH_BOOL ? RUSH_VALUE_BOOL : RUSH_VALUE_INT };
    return rush_failed() ? (error_raise(), -1) : 1;
}

/* True and numpy.True_ are not numbers where PyTorch wants one */
static bool bool_like(PyObject *o) {
    return PyBool_Check(o) || (!PyLong_Check(o) && strncmp(Py_TYPE(o)->tp_name, "numpy.bool", 10) == 0);
}

int convert_int(PyObject *o, int64_t *out) {
    if (bool_like(o) || (is_tensor(o) && (rush_dim(tensor_of(o)) != 0 || rush_get_dtype(tensor_of(o)) == RUSH_BOOL))) return 0;
    return convert_index(o, out);
}

int convert_index(PyObject *o, int64_t *out) {
    if (PyFloat_Check(o)) return 0;
    if (is_tensor(o)) {
        rush_tensor *t = tensor_of(o);
        if (rush_is_floating_point(t) || rush_numel(t) != 1) return 0;
        *out = rush_item_int_at(NULL, t);
        return rush_failed() ? (error_raise(), -1) : 1;
    }
    if (!PyLong_Check(o) && !(number_like(o) && Py_TYPE(o)->tp_as_number->nb_index)) return 0;
    PyObject *number = PyNumber_Index(o);
    if (!number) return -1;
    *out = PyLong_AsLongLong(number);
    Py_DECREF(number);
    if (*out == -1 && PyErr_Occurred()) {
        PyErr_SetString(PyExc_RuntimeError, "Overflow when unpacking long");
        return -1;
    }
    return 1;
}

int convert_scalar(PyObject *o, rush_value *v) {
    if (PyFloat_Check(o)) return *v = (rush_value){ .u.f = PyFloat_AS_DOUBLE(o), .kind = RUSH_VALUE_FLOAT }, 1;
    if (PyBool_Check(o)) return *v = (rush_value){ .u.i = o == Py_True, .kind = RUSH_VALUE_BOOL }, 1;
    if (is_tensor(o)) return scalar_of_tensor(tensor_of(o), v);
    if (PyLong_Check(o) || (number_like(o) && Py_TYPE(o)->tp_as_number->nb_index)) {
        v->kind = RUSH_VALUE_INT;
        return convert_index(o, &v->u.i);
    }
    if (PyComplex_Check(o)) {
        PyErr_SetString(PyExc_NotImplementedError, "a complex Scalar is not supported: tensors hold real numbers, integers or bools");
        return -1;
    }
    if (!number_like(o)) return 0;
    *v = (rush_value){ .u.f = PyFloat_AsDouble(o), .kind = RUSH_VALUE_FLOAT };
    return PyErr_Occurred() ? -1 : 1;
}

int convert_ints(PyObject *o, arena *a, rush_value *v) {
    if (!PyTuple_Check(o) && !PyList_Check(o)) return 0;
    Py_ssize_t n = PySequence_Fast_GET_SIZE(o);
    int64_t *ints = arena_take(a, sizeof *ints * (size_t)(n ? n : 1));
    if (!ints) return -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(o, i);
        int ok = i == 0 && bool_like(item) ? 0 : convert_index(item, &ints[i]); /* PyTorch looks at the first only */
        if (ok <= 0) return ok;
    }
    *v = (rush_value){ .u.ints = ints, .kind = RUSH_VALUE_INTS, .count = (int32_t)n };
    return 1;
}

static int convert_floats(PyObject *o, arena *a, rush_value *v) {
    if (!PyTuple_Check(o) && !PyList_Check(o)) return 0;
    Py_ssize_t n = PySequence_Fast_GET_SIZE(o);
    double *floats = arena_take(a, sizeof *floats * (size_t)(n ? n : 1));
    if (!floats) return -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(o, i);
        if (!is_number(item)) return 0;
        floats[i] = PyFloat_AsDouble(item);
        if (PyErr_Occurred()) return -1;
    }
    *v = (rush_value){ .u.floats = floats, .kind = RUSH_VALUE_FLOATS, .count = (int32_t)n };
    return 1;
}

/* None elements are NULL; ops that do not take them say so. */
static int convert_tensors(PyObject *o, bool optional, arena *a, rush_value *v) {
    if (!PyTuple_Check(o) && !PyList_Check(o)) return 0;
    Py_ssize_t n = PySequence_Fast_GET_SIZE(o);
    rush_tensor **tensors = arena_take(a, sizeof *tensors * (size_t)(n ? n : 1));
    if (!tensors) return -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(o, i);
        if (!is_tensor(item) && !(optional && item == Py_None)) return 0;
        tensors[i] = item == Py_None ? NULL : tensor_of(item);
    }
    *v = (rush_value){ .u.tensors = tensors, .kind = RUSH_VALUE_TENSORS, .count = (int32_t)n };
    return 1;
}

int convert_device(PyObject *o, rush_device *out) {
    if (PyObject_TypeCheck(o, &device_type)) return *out = ((device_object *)o)->device, 1;
    if (PyUnicode_Check(o)) {
        const char *text = PyUnicode_AsUTF8(o);
        if (!text) return -1;
        return rush_device_parse(text, out) ? 1 : (error_raise(), -1);
    }
    if (PyLong_Check(o) && !PyBool_Check(o)) {
        long index = PyLong_AsLong(o);
        if (index == -1 && PyErr_Occurred()) return -1;
        if (index < 0) return PyErr_SetString(PyExc_RuntimeError, "Device index must not be negative"), -1;
        *out = (rush_device){ RUSH_CUDA, (int16_t)index };
        return 1;
    }
    return 0;
}

static int convert_dtype(PyObject *o, rush_value *v) {
    rush_dtype d;
    int ok = convert_dtype_object(o, &d);
    if (ok < 0) return -1;
    if (!ok) {
        if (o == (PyObject *)&PyFloat_Type) d = RUSH_FLOAT64;
        else if (o == (PyObject *)&PyLong_Type) d = RUSH_INT64;
        else if (o == (PyObject *)&PyBool_Type) d = RUSH_BOOL;
        else return 0;
    }
    *v = (rush_value){ .u.i = d, .kind = RUSH_VALUE_DTYPE };
    return 1;
}

/* A str, or an object with a `core_name` (torch.channels_last and its like). */
static int convert_string(PyObject *o, arena *a, rush_value *v) {
    const char *text = NULL;
    if (PyUnicode_Check(o)) {
        if (!(text = PyUnicode_AsUTF8(o))) return -1;
    } else {
        PyObject *name = PyObject_GetAttrString(o, "core_name");
        if (!name) return PyErr_Clear(), 0;
        const char *s = PyUnicode_Check(name) ? PyUnicode_AsUTF8(name) : NULL;
        char *copy = s ? arena_take(a, strlen(s) + 1) : NULL;
        if (copy) text = strcpy(copy, s);
        Py_DECREF(name);
        if (!text) return PyErr_Occurred() ? -1 : 0;
    }
    *v = (rush_value){ .u.string = text, .kind = RUSH_VALUE_STRING };
    return 1;
}

int convert_value(PyObject *o, arg_type type, int length, arena *a, rush_value *v) {
    switch (type) {
    case ARG_OPERAND:
        if (!is_tensor(o)) return convert_scalar(o, v);
        /* fall through */
    case ARG_TENSOR:
        if (!is_tensor(o)) return 0;
        *v = (rush_value){ .u.t = tensor_of(o), .kind = RUSH_VALUE_TENSOR };
        return 1;
    case ARG_SCALAR: return convert_scalar(o, v);
    case ARG_INT: v->kind = RUSH_VALUE_INT; return convert_int(o, &v->u.i);
    case ARG_FLOAT: {
        int ok = PyComplex_Check(o) ? 0 : convert_scalar(o, v);
        if (ok > 0 && v->kind != RUSH_VALUE_FLOAT) *v = (rush_value){ .u.f = (double)v->u.i, .kind = RUSH_VALUE_FLOAT };
        return ok;
    }
    case ARG_BOOL:
        if (is_tensor(o)) {
            int ok = scalar_of_tensor(tensor_of(o), v);
            if (ok > 0) *v = (rush_value){ .u.i = v->kind == RUSH_VALUE_FLOAT ? v->u.f != 0 : v->u.i != 0, .kind = RUSH_VALUE_BOOL };
            return ok;
        }
        if (!PyBool_Check(o)) return 0;
        *v = (rush_value){ .u.i = o == Py_True, .kind = RUSH_VALUE_BOOL };
        return 1;
    case ARG_INTS: {
        int64_t one;
        int ok = convert_ints(o, a, v);
        if (ok || PyTuple_Check(o) || PyList_Check(o)) return ok;
        if ((ok = convert_int(o, &one)) <= 0) return ok;
        int n = length > 0 ? length : 1;
        int64_t *ints = arena_take(a, sizeof *ints * (size_t)n);
        if (!ints) return -1;
        for (int i = 0; i < n; i++) ints[i] = one;
        *v = (rush_value){ .u.ints = ints, .kind = RUSH_VALUE_INTS, .count = n };
        return 1;
    }
    case ARG_FLOATS: return convert_floats(o, a, v);
    case ARG_TENSORS:
    case ARG_OPTIONAL_TENSORS: return convert_tensors(o, type == ARG_OPTIONAL_TENSORS, a, v);
    case ARG_DTYPE: return convert_dtype(o, v);
    case ARG_DEVICE: v->kind = RUSH_VALUE_DEVICE; return convert_device(o, &v->u.device);
    case ARG_STRING: return convert_string(o, a, v);
    case ARG_GENERATOR:
        if (!PyObject_TypeCheck(o, &generator_type)) return 0;
        *v = (rush_value){ .u.generator = ((generator_object *)o)->generator, .kind = RUSH_VALUE_GENERATOR };
        return 1;
    }
    return 0;
}
