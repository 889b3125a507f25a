/* SPDX-License-Identifier: MIT */
/* optim.c - the core's optimizers: groups, options, the fused step, state. */
#include "module.h"

#include <string.h>

typedef struct optimizer_object { PyObject_HEAD rush_optimizer *o; } optimizer_object;
#define CORE_OPTIMIZER(self) (((optimizer_object *)(self))->o)

static rush_list *list_of(PyObject *tensors) {
    arena a = { .used = 0 };
    a.count = 0;
    rush_value v;
    int ok = convert_value(tensors, ARG_TENSORS, 0, &a, &v);
    if (ok == 0) PyErr_SetString(PyExc_TypeError, "expected a list of Tensors");
    BEGIN_CORE;
    rush_list *list = ok > 0 ? rush_retain(rush_list_new(v.u.tensors, v.count)) : NULL; /* the scope drops its own reference */
    END_CORE;
    if (ok > 0 && !list) error_raise();
    arena_free(&a);
    return list;
}

/* _Optimizer(kind, tensors, lr): the options are set afterwards */
static PyObject *optimizer_make(PyTypeObject *type, PyObject *args, PyObject *kw) {
    const char *kind;
    PyObject *tensors;
    double lr;
    (void)kw;
    if (!PyArg_ParseTuple(args, "sOd", &kind, &tensors, &lr)) return NULL;
    rush_list *list = list_of(tensors);
    if (!list) return NULL;
    rush_optimizer *o = NULL;
    rush_site site = site_here();
    bool known = true;
    BEGIN_CORE;
    if (strcmp(kind, "SGD") == 0) o = rush_sgd_at(site, list, (rush_sgd_args){ .size = sizeof(rush_sgd_args), .lr = lr });
    else if (strcmp(kind, "Adam") == 0) o = rush_adam_at(site, list, (rush_adam_args){ .size = sizeof(rush_adam_args), .lr = lr });
    else if (strcmp(kind, "AdamW") == 0) o = rush_adamw_at(site, list, (rush_adamw_args){ .size = sizeof(rush_adamw_args), .lr = lr });
    else if (strcmp(kind, "RMSprop") == 0) o = rush_rmsprop_at(site, list, (rush_rmsprop_args){ .size = sizeof(rush_rmsprop_args), .lr = lr });
    else if (strcmp(kind, "Adagrad") == 0) o = rush_adagrad_at(site, list, (rush_adagrad_args){ .size = sizeof(rush_adagrad_args), .lr = lr });
    else known = false;
    END_CORE;
    rush_release(list);
    if (!known) return PyErr_Format(PyExc_ValueError, "the core has no optimizer %s", kind);
    if (!o) return error_raise();
    PyObject *self = type->tp_alloc(type, 0);
    if (self) CORE_OPTIMIZER(self) = o;
    else rush_release(o);
    return self;
}
static void optimizer_free(PyObject *self) {
    rush_release(CORE_OPTIMIZER(self));
    Py_TYPE(self)->tp_free(self);
}

static PyObject *optimizer_add(PyObject *self, PyObject *tensors) {
    rush_list *list = list_of(tensors);
    if (!list) return NULL;
    int group = rush_add_param_group(CORE_OPTIMIZER(self), list);
    rush_release(list);
    return group < 0 ? error_raise() : PyLong_FromLong(group);
}
static PyObject *optimizer_set(PyObject *self, PyObject *args) {
    int group;
    const char *name;
    double value;
    if (!PyArg_ParseTuple(args, "isd", &group, &name, &value)) return NULL;
    return rush_optimizer_set(CORE_OPTIMIZER(self), group, name, value) ? Py_NewRef(Py_None) : error_raise();
}
static PyObject *optimizer_step(PyObject *self, PyObject *unused) {
    (void)unused;
    rush_site site = site_here();
    PyThreadState *state = PyEval_SaveThread();
    BEGIN_CORE;
    bool ok = rush_step_at(site, CORE_OPTIMIZER(self));
    END_CORE;
    PyEval_RestoreThread(state);
    return ok ? Py_NewRef(Py_None) : error_raise();
}
static PyObject *optimizer_zero_grad(PyObject *self, PyObject *none) {
    rush_zero_grad_args options = { .size = sizeof options, .optimizer = CORE_OPTIMIZER(self), .set_to_none = PyObject_IsTrue(none) == 1 };
    BEGIN_CORE;
    bool ok = rush_zero_grad_at(site_here(), options);
    END_CORE;
    return ok ? Py_NewRef(Py_None) : error_raise();
}
static PyObject *optimizer_state(PyObject *self, PyObject *unused) {
    (void)unused;
    BEGIN_CORE;
    rush_dict *d = rush_optimizer_state_dict(CORE_OPTIMIZER(self));
    PyObject *r = d ? PyDict_New() : error_raise();
    for (int64_t i = 0; r && i < rush_dict_size(d); i++) {
        PyObject *t = tensor_wrap(rush_dict_at(d, i));
        if (!t || PyDict_SetItemString(r, rush_dict_name(d, i), t) < 0) Py_CLEAR(r);
        Py_XDECREF(t);
    }
    END_CORE;
    return r;
}
static PyObject *optimizer_load(PyObject *self, PyObject *dict) {
    if (!PyDict_Check(dict)) return PyErr_SetString(PyExc_TypeError, "expected a dict"), NULL;
    BEGIN_CORE;
    rush_dict *d = rush_dict_new();
    PyObject *name, *value, *r = NULL;
    Py_ssize_t at = 0;
    bool ok = d != NULL;
    while (ok && PyDict_Next(dict, &at, &name, &value))
        ok = PyUnicode_Check(name) && is_tensor(value) && rush_dict_set(d, PyUnicode_AsUTF8(name), tensor_of(value));
    if (ok && rush_optimizer_load_state_dict(CORE_OPTIMIZER(self), d)) r = Py_NewRef(Py_None);
    else if (rush_failed()) error_raise();
    else PyErr_SetString(PyExc_TypeError, "expected a dict of Tensors by name");
    END_CORE;
    return r;
}

static PyMethodDef optimizer_methods[] = {
    { "add_group", optimizer_add, METH_O, NULL }, { "set", optimizer_set, METH_VARARGS, NULL }, { "step", optimizer_step, METH_NOARGS, NULL },
    { "zero_grad", optimizer_zero_grad, METH_O, NULL }, { "state_dict", optimizer_state, METH_NOARGS, NULL },
    { "load_state_dict", optimizer_load, METH_O, NULL }, { 0 },
};
PyTypeObject optimizer_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight._C._Optimizer", .tp_basicsize = sizeof(optimizer_object), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = optimizer_make, .tp_dealloc = optimizer_free, .tp_methods = optimizer_methods,
};

/* _clip_grad_norm(tensors, max_norm, p) and _clip_grad_value(tensors, value) */
static PyObject *clip_norm(PyObject *self, PyObject *args) {
    PyObject *tensors;
    double max_norm, p;
    (void)self;
    if (!PyArg_ParseTuple(args, "Odd", &tensors, &max_norm, &p)) return NULL;
    rush_list *list = list_of(tensors);
    if (!list) return NULL;
    BEGIN_CORE;
    double norm = rush_clip_grad_norm_at(site_here(), list, max_norm, p);
    END_CORE;
    rush_release(list);
    return rush_failed() ? error_raise() : PyFloat_FromDouble(norm);
}
static PyObject *clip_value(PyObject *self, PyObject *args) {
    PyObject *tensors;
    double value;
    (void)self;
    if (!PyArg_ParseTuple(args, "Od", &tensors, &value)) return NULL;
    rush_list *list = list_of(tensors);
    if (!list) return NULL;
    BEGIN_CORE;
    bool ok = rush_clip_grad_value_at(site_here(), list, value);
    END_CORE;
    rush_release(list);
    return ok ? Py_NewRef(Py_None) : error_raise();
}

bool optim_init(PyObject *module) {
    static PyMethodDef functions[] = { { "_clip_grad_norm", clip_norm, METH_VARARGS, NULL }, { "_clip_grad_value", clip_value, METH_VARARGS, NULL }, { 0 } };
    return PyType_Ready(&optimizer_type) == 0 && PyModule_AddObject(module, "_Optimizer", Py_NewRef((PyObject *)&optimizer_type)) == 0 &&
           PyModule_AddFunctions(module, functions) == 0;
}
