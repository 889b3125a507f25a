/* SPDX-License-Identifier: MIT */
/* settings.c - modes, seeds, default dtype, print options, threads, devices. */
#include "module.h"

#define FUNCTION(name_) static PyObject *name_(PyObject *self, PyObject *o)
#define UNUSED ((void)self, (void)o)

FUNCTION(is_grad_enabled) { return UNUSED, PyBool_FromLong(rush_is_grad_enabled()); }
FUNCTION(is_inference) { return UNUSED, PyBool_FromLong(rush_is_inference_mode()); }
FUNCTION(set_grad_enabled) { return (void)self, PyBool_FromLong(rush_set_grad_enabled(PyObject_IsTrue(o) == 1)); }
FUNCTION(set_inference) { return (void)self, PyBool_FromLong(rush_set_inference_mode(PyObject_IsTrue(o) == 1)); }
FUNCTION(set_anomaly) { return (void)self, rush_set_detect_anomaly(PyObject_IsTrue(o) == 1), Py_NewRef(Py_None); }
FUNCTION(set_check_nan) { return (void)self, rush_set_anomaly_check_nan(PyObject_IsTrue(o) == 1), Py_NewRef(Py_None); }
FUNCTION(is_check_nan) { return UNUSED, PyBool_FromLong(rush_anomaly_check_nan()); }
FUNCTION(is_anomaly) { return UNUSED, PyBool_FromLong(rush_is_anomaly_enabled()); }
FUNCTION(set_data_check) { return (void)self, rush_set_data_check(PyObject_IsTrue(o) == 1), Py_NewRef(Py_None); }
FUNCTION(manual_seed) {
    (void)self;
    uint64_t seed;
    if (!seed_of(o, &seed)) return NULL;
    rush_manual_seed(seed);
    Py_RETURN_NONE;
}
FUNCTION(initial_seed) { return UNUSED, PyLong_FromUnsignedLongLong(rush_generator_initial_seed(rush_default_generator())); }
FUNCTION(default_generator) {
    UNUSED;
    generator_object *g = PyObject_New(generator_object, &generator_type);
    if (g) g->generator = rush_retain(rush_default_generator());
    return (PyObject *)g;
}
FUNCTION(get_default_dtype) { return UNUSED, dtype_wrap(rush_get_default_dtype()); }
FUNCTION(set_default_dtype) {
    (void)self;
    rush_dtype dtype;
    if (PyObject_TypeCheck(o, &dtype_type) && !((dtype_object *)o)->is_float)
        return PyErr_SetString(PyExc_TypeError, "only floating-point types are supported as the default type"), NULL;
    int ok = convert_dtype_object(o, &dtype);
    if (ok == 0) PyErr_SetString(PyExc_TypeError, "invalid dtype object: only floating-point types are supported as the default type");
    if (ok <= 0) return NULL;
    return rush_set_default_dtype(dtype) ? Py_NewRef(Py_None) : error_raise();
}
FUNCTION(get_num_threads) { return UNUSED, PyLong_FromLong(rush_get_num_threads()); }
FUNCTION(set_num_threads) {
    (void)self;
    long n = PyLong_AsLong(o);
    if (PyErr_Occurred()) return NULL;
    return rush_set_num_threads((int)n) ? Py_NewRef(Py_None) : error_raise();
}
FUNCTION(cuda_is_available) { return UNUSED, PyBool_FromLong(rush_cuda_is_available()); }
FUNCTION(live_tensors) { return UNUSED, PyLong_FromLongLong(rush_live_tensors()); }
FUNCTION(live_nodes) { return UNUSED, PyLong_FromLongLong(rush_live_nodes()); }
FUNCTION(show_config) {
    char text[4096];
    UNUSED;
    rush_show_config(text, sizeof text);
    return PyUnicode_FromString(text);
}
static PyObject *set_print_options(PyObject *self, PyObject *args) {
    rush_print_options p = { .sci_mode = 0 };
    long long precision, threshold, edgeitems, linewidth;
    (void)self;
    if (!PyArg_ParseTuple(args, "LLLLi", &precision, &threshold, &edgeitems, &linewidth, &p.sci_mode)) return NULL;
    p.precision = RUSH_INT(precision);
    p.threshold = RUSH_INT(threshold);
    p.edgeitems = RUSH_INT(edgeitems);
    p.linewidth = RUSH_INT(linewidth);
    rush_set_print_options(p);
    Py_RETURN_NONE;
}

bool settings_init(PyObject *module) {
    static PyMethodDef functions[] = {
        { "is_grad_enabled", is_grad_enabled, METH_NOARGS, NULL }, { "is_inference_mode_enabled", is_inference, METH_NOARGS, NULL },
        { "_set_grad_enabled", set_grad_enabled, METH_O, NULL }, { "_set_inference_mode", set_inference, METH_O, NULL },
        { "_set_anomaly", set_anomaly, METH_O, NULL }, { "_set_anomaly_check_nan", set_check_nan, METH_O, NULL },
        { "is_anomaly_check_nan_enabled", is_check_nan, METH_NOARGS, NULL }, { "is_anomaly_enabled", is_anomaly, METH_NOARGS, NULL },
        { "set_data_check", set_data_check, METH_O, NULL }, { "_manual_seed", manual_seed, METH_O, NULL },
        { "initial_seed", initial_seed, METH_NOARGS, NULL }, { "_default_generator", default_generator, METH_NOARGS, NULL },
        { "get_default_dtype", get_default_dtype, METH_NOARGS, NULL }, { "set_default_dtype", set_default_dtype, METH_O, NULL },
        { "get_num_threads", get_num_threads, METH_NOARGS, NULL }, { "set_num_threads", set_num_threads, METH_O, NULL },
        { "_cuda_is_available", cuda_is_available, METH_NOARGS, NULL }, { "_live_tensors", live_tensors, METH_NOARGS, NULL },
        { "_live_nodes", live_nodes, METH_NOARGS, NULL }, { "_show_config", show_config, METH_NOARGS, NULL },
        { "_set_print_options", set_print_options, METH_VARARGS, NULL }, { 0 },
    };
    return PyModule_AddFunctions(module, functions) == 0;
}
