/* SPDX-License-Identifier: MIT */
/* index.c - x[1, 2:, None, ..., mask] for reading and writing. */
#include "module.h"

enum { MAX_ITEMS = RUSH_MAX_DIMS + 8 };

typedef struct key { rush_index_item items[MAX_ITEMS]; PyObject *made[MAX_ITEMS]; int count, made_count; } key;

static void key_free(key *k) {
    while (k->made_count) Py_DECREF(k->made[--k->made_count]);
}

/* lists and arrays become tensors that live as long as the key */
static rush_tensor *key_tensor(key *k, PyObject *o, const char *maker) {
    PyObject *make = PyObject_GetAttrString((PyObject *)tensor_type, maker);
    PyObject *t = make ? PyObject_CallFunctionObjArgs(make, o, NULL) : NULL;
    Py_XDECREF(make);
    if (!t) return NULL;
    k->made[k->made_count++] = t;
    return tensor_of(t);
}

static int slice_part(PyObject *o, bool *has, int64_t *value) {
    if (o == Py_None) return 1;
    *has = true;
    int ok = convert_index(o, value);
    if (ok == 0) PyErr_SetString(PyExc_TypeError, "slice indices must be integers or None or have an __index__ method");
    return ok;
}

static bool key_add(key *k, PyObject *o) {
    if (k->count == MAX_ITEMS) return PyErr_SetString(PyExc_IndexError, "too many indices"), false;
    rush_index_item *i = &k->items[k->count++];
    *i = (rush_index_item){ .kind = RUSH_INDEX_RANGE };
    if (o == Py_None) i->kind = RUSH_INDEX_NEWAXIS;
    else if (o == Py_Ellipsis) i->kind = RUSH_INDEX_ELLIPSIS;
    else if (PyBool_Check(o)) i->kind = RUSH_INDEX_BOOL, i->start = o == Py_True;
    else if (PySlice_Check(o)) {
        PySliceObject *s = (PySliceObject *)o;
        return slice_part(s->start, &i->has_start, &i->start) > 0 && slice_part(s->stop, &i->has_stop, &i->stop) > 0 &&
               slice_part(s->step, &i->has_step, &i->step) > 0;
    } else if (is_tensor(o)) {
        rush_tensor *t = tensor_of(o);
        bool byte = rush_get_dtype(t) == RUSH_UINT8;
        if (rush_dim(t) == 0 && !rush_is_floating_point(t) && rush_get_dtype(t) != RUSH_BOOL && !byte) {
            i->kind = RUSH_INDEX_AT;
            return convert_index(o, &i->start) > 0;
        }
        i->kind = RUSH_INDEX_TENSOR;
        i->tensor = t;
        return !byte || rush_dim(t) == 0 ||
               PyErr_WarnEx(PyExc_UserWarning, "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead.", 1) == 0;
    } else {
        i->kind = RUSH_INDEX_AT;
        int ok = is_number(o) ? convert_index(o, &i->start) : 0;
        if (ok) return ok > 0;
        if (!PySequence_Check(o)) {
            PyErr_Format(PyExc_IndexError, "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got %s)",
                         Py_TYPE(o)->tp_name);
            return false;
        }
        i->kind = RUSH_INDEX_TENSOR;
        return (i->tensor = key_tensor(k, o, "_from_index")) != NULL;
    }
    return true;
}

/* A list that holds more than numbers is what a tuple is. */
static bool is_tuple_like(PyObject *o) {
    if (PyTuple_Check(o)) return true;
    if (!PyList_Check(o) || PyList_GET_SIZE(o) >= 32) return false;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(o); i++) {
        PyObject *e = PyList_GET_ITEM(o, i);
        if (is_tensor(e) || PySlice_Check(e) || e == Py_None || e == Py_Ellipsis || (PySequence_Check(e) && !PyUnicode_Check(e))) return true;
    }
    return false;
}

/* How many dimensions an index takes, whether it is a valid one or not. */
static int dims_taken(PyObject *o) {
    if (is_tensor(o) && rush_get_dtype(tensor_of(o)) == RUSH_BOOL) return (int)rush_dim(tensor_of(o));
    return o != Py_None && o != Py_Ellipsis && !PyBool_Check(o);
}

/* Reads the index o of self. That there are too many indices is said before what is wrong with one of them. */
static bool key_read(key *k, PyObject *self, PyObject *o) {
    k->count = k->made_count = 0;
    if (!is_tuple_like(o)) return key_add(k, o);
    int taken = 0;
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(o); i++) taken += dims_taken(PySequence_Fast_GET_ITEM(o, i));
    int ndim = (int)rush_dim(tensor_of(self));
    if (taken > ndim) return PyErr_Format(PyExc_IndexError, "too many indices for tensor of dimension %d", ndim), false;
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(o); i++)
        if (!key_add(k, PySequence_Fast_GET_ITEM(o, i))) return false;
    return true;
}

/* Does the class of the tensor, of the index or of a part of it take over? */
static bool asks(PyObject *self, PyObject *key_, PyObject *value) {
    PyObject *const all[] = { self, key_, value };
    if (PyTuple_CheckExact(key_))
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(key_); i++)
            if (!PyLong_CheckExact(PyTuple_GET_ITEM(key_, i)) && override_type(Py_TYPE(PyTuple_GET_ITEM(key_, i)))) return true;
    return override_scan(all, value ? 3 : 2) || (override_modes && override_wanted());
}

PyObject *index_get(PyObject *self, PyObject *o) {
    key k;
    if (asks(self, o, NULL)) {
        PyObject *args[] = { self, o };
        return override_call_named("__getitem__", args, 2);
    }
    PyObject *r = NULL;
    if (key_read(&k, self, o)) {
        BEGIN_CORE;
        rush_tensor *t = rush_index_get_at(site_here(), tensor_of(self), k.items, k.count);
        r = t ? tensor_wrap(t) : error_raise();
        END_CORE;
    }
    key_free(&k);
    return r;
}

int index_set(PyObject *self, PyObject *o, PyObject *value) {
    key k;
    int r = -1;
    if (value && asks(self, o, value)) {
        PyObject *args[] = { self, o, value }, *done = override_call_named("__setitem__", args, 3);
        if (!done) return -1;
        Py_DECREF(done);
        return 0;
    }
    if (!value) return PyErr_SetString(PyExc_TypeError, "Tensor does not support deleting items"), -1;
    if (key_read(&k, self, o)) {
        rush_value v = { .kind = RUSH_VALUE_NONE };
        rush_tensor *t = is_tensor(value) ? tensor_of(value) : NULL;
        int ok = t ? 1 : is_number(value) ? convert_scalar(value, &v) : 0;
        if (ok == 0 && !PySequence_Check(value) && !PyObject_CheckBuffer(value)) ok = -1;
        if (ok == 0 && PyUnicode_Check(value)) ok = -1;
        if (ok < 0 && !PyErr_Occurred())
            PyErr_Format(PyExc_TypeError, "can't assign a %s to a torch.%sTensor", Py_TYPE(value)->tp_name, dtype_info(rush_get_dtype(tensor_of(self)))->torch_name);
        if (ok == 0 && k.made_count < MAX_ITEMS) ok = (t = key_tensor(&k, value, "_from_sequence")) ? 1 : -1;
        if (t) v = (rush_value){ .u.t = t, .kind = RUSH_VALUE_TENSOR };
        if (ok > 0) {
            rush_operand operand = { .kind = v.kind };
            if (v.kind == RUSH_VALUE_FLOAT) operand.u.f = v.u.f;
            else if (v.kind == RUSH_VALUE_TENSOR) operand.u.t = v.u.t;
            else operand.u.i = v.u.i;
            BEGIN_CORE;
            if (rush_index_set_at(site_here(), tensor_of(self), operand, k.items, k.count)) r = 0;
            else error_raise();
            END_CORE;
        }
    }
    key_free(&k);
    return r;
}
