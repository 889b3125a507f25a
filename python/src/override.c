/* SPDX-License-Identifier: MIT */
/* override.c - __torch_function__: calls with arguments whose class takes them over, and callables of Python's that ask first. */
#include "module.h"

#include <stddef.h>

static PyObject *torch_function_name, *disabled_implementation, *default_implementation, *mode_call;
static PyTypeObject *parameter_class;
int override_modes;                          /* modes that are active in some thread */
static _Thread_local int disabled;           /* within DisableTorchFunction */

/* ---- who takes over ---- */

static PyObject *implementation(PyTypeObject *type) { return _PyType_Lookup(type, torch_function_name); }

bool override_type(PyTypeObject *type) {
    if (type == tensor_type || type == &PyLong_Type || type == &PyFloat_Type || type == &PyTuple_Type || type == &PyList_Type || type == &PyBool_Type ||
        type == Py_TYPE(Py_None) || type == &PyUnicode_Type || type == &dtype_type || type == &device_type || type == &size_type || type == parameter_class) return false;
    PyObject *f = implementation(type);
    return f && f != disabled_implementation && !disabled;
}
/* the same without Tensor's own implementation, which only makes results of the subclass */
bool override_custom(PyTypeObject *type) { return override_type(type) && implementation(type) != default_implementation; }

bool override_scan(PyObject *const *args, Py_ssize_t n) {
    for (Py_ssize_t i = 0; i < n; i++) {
        PyTypeObject *type = Py_TYPE(args[i]);
        if (type == tensor_type) continue;
        if (type == &PyTuple_Type || type == &PyList_Type) {
            Py_ssize_t count = PySequence_Fast_GET_SIZE(args[i]);
            PyObject **items = PySequence_Fast_ITEMS(args[i]);
            if (count && !Py_IS_TYPE(items[0], &PyLong_Type))
                for (Py_ssize_t k = 0; k < count; k++)
                    if (override_type(Py_TYPE(items[k]))) return true;
        } else if (override_type(type)) return true;
    }
    return false;
}

/* Adds o to the list of those that are asked: one of each class, subclasses before their bases, else in order. */
static bool overloaded_add(PyObject *list, PyObject *o) {
    if (!override_type(Py_TYPE(o))) return true;
    Py_ssize_t at = PyList_GET_SIZE(list);
    for (Py_ssize_t i = PyList_GET_SIZE(list); i-- > 0;) {
        PyTypeObject *other = Py_TYPE(PyList_GET_ITEM(list, i));
        if (other == Py_TYPE(o)) return true;
        if (PyType_IsSubtype(Py_TYPE(o), other)) at = i;
    }
    return PyList_Insert(list, at, o) == 0;
}
static bool overloaded_scan(PyObject *list, PyObject *const *args, Py_ssize_t n) {
    for (Py_ssize_t i = 0; i < n; i++) {
        if (PyTuple_CheckExact(args[i]) || PyList_CheckExact(args[i])) {
            for (Py_ssize_t k = 0; k < PySequence_Fast_GET_SIZE(args[i]); k++)
                if (!overloaded_add(list, PySequence_Fast_GET_ITEM(args[i], k))) return false;
        } else if (!overloaded_add(list, args[i])) return false;
    }
    return true;
}

static PyObject *types_of(PyObject *list) {
    PyObject *types = PyTuple_New(PyList_GET_SIZE(list));
    for (Py_ssize_t i = 0; types && i < PyList_GET_SIZE(list); i++) PyTuple_SET_ITEM(types, i, Py_NewRef((PyObject *)Py_TYPE(PyList_GET_ITEM(list, i))));
    return types;
}

static PyObject *nobody(PyObject *function, PyObject *list) {
    PyObject *module = PyObject_GetAttrString(function, "__module__"), *name = PyObject_GetAttrString(function, "__name__");
    if (!module) PyErr_Clear();
    if (!name) PyErr_Clear(), name = PyObject_Str(function);
    PyObject *names = PyUnicode_FromString("");
    for (Py_ssize_t i = 0; names && i < PyList_GET_SIZE(list); i++) {
        PyObject *more = PyUnicode_FromFormat("%U%s%s", names, i ? ", " : "", Py_TYPE(PyList_GET_ITEM(list, i))->tp_name);
        Py_SETREF(names, more);
    }
    if (name && names) PyErr_Format(PyExc_TypeError, "no implementation found for '%S.%S' on types that implement __torch_function__: [%U]", module ? module : Py_None, name, names);
    Py_XDECREF(module);
    Py_XDECREF(name);
    Py_XDECREF(names);
    return NULL;
}

static PyTypeObject asking_type;

/* Asks one after the other; `list` has their order. */
static PyObject *ask(PyObject *function, PyObject *list, PyObject *args, PyObject *kw) {
    PyObject *types = types_of(list), *r = Py_NewRef(Py_NotImplemented);
    if (!types) Py_CLEAR(r);
    if (override_modes && r) Py_SETREF(r, PyObject_CallFunctionObjArgs(mode_call, function, types, args, kw, NULL));
    for (Py_ssize_t i = 0; r == Py_NotImplemented && i < PyList_GET_SIZE(list); i++) {
        PyObject *f = PyObject_GetAttr(PyList_GET_ITEM(list, i), torch_function_name);
        if (f && PyMethod_Check(f) && PyMethod_GET_SELF(f) == PyList_GET_ITEM(list, i) &&
            PyErr_WarnEx(Py_IS_TYPE(function, &asking_type) ? PyExc_DeprecationWarning : PyExc_UserWarning, "Defining your `__torch_function__` as a plain method is deprecated and will be an error in future, please define it as a "
                         "classmethod.", 1) < 0) Py_CLEAR(f);
        Py_SETREF(r, f ? PyObject_CallFunctionObjArgs(f, function, types, args, kw, NULL) : NULL);
        Py_XDECREF(f);
    }
    Py_XDECREF(types);
    if (r != Py_NotImplemented) return r;
    Py_DECREF(r);
    return nobody(function, list);
}

PyObject *override_call(PyObject *function, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    Py_ssize_t named = names ? PyTuple_GET_SIZE(names) : 0;
    PyObject *list = PyList_New(0), *positional = PyTuple_New(n), *kw = PyDict_New(), *r = NULL;
    bool ok = list && positional && kw && overloaded_scan(list, args, n + named);
    for (Py_ssize_t i = 0; ok && i < n; i++) PyTuple_SET_ITEM(positional, i, Py_NewRef(args[i]));
    for (Py_ssize_t i = 0; ok && i < named; i++) ok = PyDict_SetItem(kw, PyTuple_GET_ITEM(names, i), args[n + i]) == 0;
    if (ok) r = ask(function, list, positional, kw);
    Py_XDECREF(list);
    Py_XDECREF(positional);
    Py_XDECREF(kw);
    return r;
}

PyObject *override_call_named(const char *method, PyObject *const *args, Py_ssize_t n) {
    PyObject *function = PyObject_GetAttrString((PyObject *)tensor_type, method);
    PyObject *r = function ? override_call(function, args, n, NULL) : NULL;
    Py_XDECREF(function);
    return r;
}

/* ---- callables of Python's that ask first ---- */

typedef struct asking_object { PyObject_HEAD vectorcallfunc call; PyObject *function, *dict; bool quick; } asking_object;

static PyObject *asking_call(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *names) {
    Py_ssize_t n = PyVectorcall_NARGS(nargsf), all = n + (names ? PyTuple_GET_SIZE(names) : 0);
    asking_object *o = (asking_object *)self;
    /* what returns no tensor need not be asked of classes that have Tensor's own implementation */
    bool asks = o->quick ? n && Py_TYPE(args[0]) != tensor_type && override_custom(Py_TYPE(args[0])) : override_asked(args, all);
    if (!asks && !override_modes) return PyObject_Vectorcall(o->function, args, nargsf, names);
    if (!asks && !override_wanted()) return PyObject_Vectorcall(o->function, args, nargsf, names);
    return override_call(self, args, n, names);
}
static PyObject *asking_bind(PyObject *f, PyObject *o, PyObject *type) {
    (void)type;
    return !o || o == Py_None ? Py_NewRef(f) : PyMethod_New(f, o);
}
static PyObject *asking_getattr(PyObject *self, PyObject *name) {
    PyObject *r = PyObject_GenericGetAttr(self, name);
    if (r || !PyErr_ExceptionMatches(PyExc_AttributeError)) return r;
    PyErr_Clear();
    return PyObject_GetAttr(((asking_object *)self)->function, name);
}
static PyObject *asking_doc(PyObject *self, void *name) { return PyObject_GetAttrString(((asking_object *)self)->function, name); }
static PyObject *asking_wrapped(PyObject *self, void *unused) { return (void)unused, Py_NewRef(((asking_object *)self)->function); }
static PyObject *asking_repr(PyObject *self) { return PyObject_Repr(((asking_object *)self)->function); }
static PyObject *asking_reduce(PyObject *self, PyObject *unused) { return (void)unused, PyObject_GetAttrString(((asking_object *)self)->function, "__qualname__"); }
static int asking_traverse(PyObject *self, visitproc visit, void *arg) {
    Py_VISIT(((asking_object *)self)->function);
    Py_VISIT(((asking_object *)self)->dict);
    return 0;
}
static int asking_clear(PyObject *self) {
    Py_CLEAR(((asking_object *)self)->dict);
    return 0;
}
static void asking_free(PyObject *self) {
    PyObject_GC_UnTrack(self);
    Py_XDECREF(((asking_object *)self)->function);
    Py_XDECREF(((asking_object *)self)->dict);
    PyObject_GC_Del(self);
}
static PyGetSetDef asking_getset[] = {
    { "__doc__", asking_doc, NULL, NULL, "__doc__" }, { "__name__", asking_doc, NULL, NULL, "__name__" }, { "__qualname__", asking_doc, NULL, NULL, "__qualname__" },
    { "__module__", asking_doc, NULL, NULL, "__module__" }, { "__wrapped__", asking_wrapped, NULL, NULL, NULL },
    { "__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL }, { 0 },
};
static PyMethodDef asking_methods[] = { { "__reduce__", asking_reduce, METH_NOARGS, NULL }, { 0 } };
static PyTypeObject asking_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.function", .tp_basicsize = sizeof(asking_object),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_HAVE_GC, .tp_descr_get = asking_bind,
    .tp_vectorcall_offset = offsetof(asking_object, call), .tp_call = PyVectorcall_Call, .tp_repr = asking_repr, .tp_getset = asking_getset,
    .tp_methods = asking_methods, .tp_dealloc = asking_free, .tp_traverse = asking_traverse, .tp_clear = asking_clear, .tp_getattro = asking_getattr,
    .tp_dictoffset = offsetof(asking_object, dict),
};
PyObject *override_wrap(PyObject *function, bool quick) {
    asking_object *o = PyObject_GC_New(asking_object, &asking_type);
    if (!o) return NULL;
    o->call = asking_call;
    o->function = Py_NewRef(function);
    o->dict = NULL;
    o->quick = quick;
    PyObject_GC_Track(o);
    return (PyObject *)o;
}
static PyObject *asking(PyObject *self, PyObject *function) { return (void)self, override_wrap(function, false); }

/* ---- for torch.overrides ---- */

static PyObject *has_override(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *all = PySequence_Fast(args, "expected a sequence of arguments");
    if (!all) return NULL;
    bool found = override_wanted();
    for (Py_ssize_t i = 0; !found && i < PySequence_Fast_GET_SIZE(all); i++) found = override_type(Py_TYPE(PySequence_Fast_GET_ITEM(all, i)));
    Py_DECREF(all);
    return PyBool_FromLong(found);
}
/* _handle_torch_function(function, relevant, args, kwargs) */
static PyObject *handle(PyObject *self, PyObject *args) {
    PyObject *function, *relevant, *positional, *kw, *r = NULL;
    (void)self;
    if (!PyArg_ParseTuple(args, "OOO!O!", &function, &relevant, &PyTuple_Type, &positional, &PyDict_Type, &kw)) return NULL;
    PyObject *all = PySequence_Tuple(relevant), *list = all ? PyList_New(0) : NULL;
    bool ok = list != NULL;
    for (Py_ssize_t i = 0; ok && i < PyTuple_GET_SIZE(all); i++) ok = overloaded_add(list, PyTuple_GET_ITEM(all, i));
    if (ok) r = ask(function, list, positional, kw);
    Py_XDECREF(all);
    Py_XDECREF(list);
    return r;
}
static PyObject *overloaded_args(PyObject *self, PyObject *relevant) {
    (void)self;
    PyObject *all = PySequence_Tuple(relevant), *list = all ? PyList_New(0) : NULL;
    for (Py_ssize_t i = 0; list && i < PyTuple_GET_SIZE(all); i++)
        if (!overloaded_add(list, PyTuple_GET_ITEM(all, i))) Py_CLEAR(list);
    Py_XDECREF(all);
    return list;
}
static PyObject *set_disabled(PyObject *self, PyObject *more) {
    (void)self;
    disabled += (int)PyLong_AsLong(more);
    return PyErr_Occurred() ? NULL : PyBool_FromLong(disabled > 0);
}
static PyObject *count_modes(PyObject *self, PyObject *more) {
    (void)self;
    override_modes += (int)PyLong_AsLong(more);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}
bool override_wanted(void) {
    if (!override_modes || !mode_call) return false; /* DisableTorchFunction is about classes, not about modes */
    PyObject *r = PyObject_CallNoArgs(mode_call);
    bool yes = r && PyObject_IsTrue(r) == 1;
    Py_XDECREF(r);
    if (PyErr_Occurred()) PyErr_Clear();
    return yes;
}
/* what a class says that has no part in this: __torch_function__ = _disabled_torch_function_impl */
static PyObject *disabled_function(PyObject *self, PyObject *given) {
    PyObject *function, *types, *args = NULL, *kw = NULL, *r;
    (void)self;
    if (!PyArg_ParseTuple(given, "OO|OO", &function, &types, &args, &kw)) return NULL;
    PyObject *positional = args ? PySequence_Tuple(args) : PyTuple_New(0);
    if (!positional) return NULL;
    disabled++;
    r = PyObject_Call(function, positional, kw == Py_None ? NULL : kw);
    disabled--;
    Py_DECREF(positional);
    return r;
}
/* _override_setup(Tensor's implementation, Parameter, function that calls the innermost mode), None for what is said later */
static PyObject *setup(PyObject *self, PyObject *args) {
    PyObject *given[3];
    (void)self;
    if (!PyArg_ParseTuple(args, "OOO", &given[0], &given[1], &given[2])) return NULL;
    if (given[0] != Py_None) default_implementation = Py_NewRef(given[0]);
    if (PyType_Check(given[1])) parameter_class = (PyTypeObject *)Py_NewRef(given[1]);
    if (given[2] != Py_None) mode_call = Py_NewRef(given[2]);
    Py_RETURN_NONE;
}

bool override_init(PyObject *module) {
    static PyMethodDef functions[] = {
        { "_override", asking, METH_O, NULL }, { "_has_torch_function", has_override, METH_O, NULL }, { "_handle_torch_function", handle, METH_VARARGS, NULL },
        { "_overloaded_args", overloaded_args, METH_O, NULL }, { "_torch_function_disabled", set_disabled, METH_O, NULL },
        { "_torch_function_modes", count_modes, METH_O, NULL }, { "_override_setup", setup, METH_VARARGS, NULL },
        { "_disabled_torch_function_impl", disabled_function, METH_VARARGS, NULL }, { 0 },
    };
    torch_function_name = PyUnicode_InternFromString("__torch_function__");
    if (!torch_function_name || PyType_Ready(&asking_type) < 0 || PyModule_AddFunctions(module, functions) < 0) return false;
    return (disabled_implementation = PyObject_GetAttrString(module, "_disabled_torch_function_impl")) != NULL;
}
