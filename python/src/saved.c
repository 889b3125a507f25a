/* SPDX-License-Identifier: MIT */
/* saved.c - what nodes have saved for backward, as attributes; hooks that pack and unpack it. */
#include "module.h"

#include <string.h>

/* ---- hooks: `user` is the tuple (pack, unpack), what is packed any object ---- */

static void *run_pack(rush_tensor *t, void *user) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *o = tensor_wrap(t), *r = o ? PyObject_CallFunctionObjArgs(PyTuple_GET_ITEM((PyObject *)user, 0), o, NULL) : NULL;
    Py_XDECREF(o);
    if (!r) {
        error_from_python();
        r = Py_NewRef(Py_None);
    }
    callback_count++;
    PyGILState_Release(state);
    return r;
}
static rush_tensor *run_unpack(void *packed, void *user) {
    PyGILState_STATE state = PyGILState_Ensure();
    rush_tensor *t = NULL;
    PyObject *r = PyObject_CallFunctionObjArgs(PyTuple_GET_ITEM((PyObject *)user, 1), packed, NULL);
    if (r && !is_tensor(r)) PyErr_Format(PyExc_TypeError, "Output of saved tensor unpack_hook expected to be a Tensor but got result of type %s", Py_TYPE(r)->tp_name);
    else if (r) t = tensor_lend(tensor_of(r));
    if (!t) error_from_python();
    Py_XDECREF(r);
    PyGILState_Release(state);
    return t;
}
static rush_saved_hooks_args hooks_of(PyObject *pack, PyObject *unpack) {
    PyObject *user = PyTuple_Pack(2, pack, unpack);
    if (user) callback_count++;
    return (rush_saved_hooks_args){ .size = sizeof(rush_saved_hooks_args), .pack = run_pack, .unpack = run_unpack, .free_packed = callback_release,
                                    .user = user, .free = user ? callback_release : NULL };
}

/* _saved_hooks_push(pack, unpack), _saved_hooks_pop() */
static PyObject *hooks_push(PyObject *self, PyObject *args) {
    PyObject *pack, *unpack;
    (void)self;
    if (!PyArg_ParseTuple(args, "OO", &pack, &unpack)) return NULL;
    rush_saved_hooks_args h = hooks_of(pack, unpack);
    if (!h.user) return NULL;
    return rush_saved_hooks_push_at(site_here(), h) ? Py_NewRef(Py_None) : error_raise();
}
static PyObject *hooks_pop(PyObject *self, PyObject *unused) {
    (void)self, (void)unused;
    rush_saved_hooks_pop();
    Py_RETURN_NONE;
}

/* ---- SavedTensor: one saved value before it is unpacked ---- */

typedef struct saved_object { PyObject_HEAD rush_node *node; int64_t index; } saved_object;

static PyObject *saved_new(PyTypeObject *type, PyObject *args, PyObject *kw) {
    (void)type, (void)args, (void)kw;
    PyErr_SetString(PyExc_RuntimeError, "Trying to create a SavedTensor object from Python is forbidden.");
    return NULL;
}
static void saved_dealloc(PyObject *o) {
    rush_release(((saved_object *)o)->node);
    PyObject_Free(o);
}
static PyObject *saved_register_hooks(PyObject *o, PyObject *args) {
    saved_object *s = (saved_object *)o;
    PyObject *pack = PyTuple_GET_SIZE(args) == 2 ? PyTuple_GET_ITEM(args, 0) : NULL, *unpack = pack ? PyTuple_GET_ITEM(args, 1) : NULL;
    if (!pack || !PyCallable_Check(pack) || !PyCallable_Check(unpack)) {
        PyErr_SetString(PyExc_TypeError, "register_hooks(): incompatible function arguments. The following argument types are supported:\n"
                        "    1. (self: torch._C._autograd.SavedTensor, arg0: function, arg1: function) -> None\n");
        return NULL;
    }
    if (s->index < 0) return PyErr_SetString(PyExc_RuntimeError, "Calling register_hooks on a saved tensor with value None is forbidden"), NULL;
    if (rush_node_saved_gone(s->node)) {
        PyErr_SetString(PyExc_RuntimeError, "Calling register_hooks on a saved tensor after it has been freed. Saved intermediate values of the graph are freed when "
                        "you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you "
                        "need to access saved variables after calling backward.");
        return NULL;
    }
    rush_saved_hooks_args h = hooks_of(pack, unpack);
    if (!h.user) return NULL;
    BEGIN_CORE;
    bool ok = rush_node_saved_hooks_at(site_here(), s->node, s->index, h);
    END_CORE;
    return ok ? Py_NewRef(Py_None) : error_raise();
}
static PyMethodDef saved_methods[] = { { "register_hooks", saved_register_hooks, METH_VARARGS, NULL }, { 0 } };
static PyTypeObject saved_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.autograd.SavedTensor", .tp_basicsize = sizeof(saved_object), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = saved_new, .tp_dealloc = saved_dealloc, .tp_methods = saved_methods,
};

/* ---- attributes ---- */

/* number i of what the node has saved, -1 for None: unpacked, or as a SavedTensor */
static PyObject *saved_item(rush_node *node, int64_t i, bool raw) {
    if (raw) {
        saved_object *s = PyObject_New(saved_object, &saved_type);
        if (s) s->node = rush_retain(node), s->index = i;
        return (PyObject *)s;
    }
    if (i < 0) Py_RETURN_NONE;
    BEGIN_CORE;
    rush_tensor *t = rush_node_saved(node, i);
    PyObject *r = t ? tensor_wrap(t) : error_raise();
    END_CORE;
    return r;
}

static PyObject *value_wrap(const rush_value *v) {
    PyObject *list;
    switch (v->kind) {
    case RUSH_VALUE_INT: return PyLong_FromUnsignedLongLong((unsigned long long)v->u.i); /* as PyTorch: -1 is 2^64 - 1 */
    case RUSH_VALUE_FLOAT: return PyFloat_FromDouble(v->u.f);
    case RUSH_VALUE_BOOL: return PyBool_FromLong(v->u.i != 0);
    case RUSH_VALUE_STRING: return PyUnicode_FromString(v->u.string);
    case RUSH_VALUE_DTYPE: return dtype_wrap((rush_dtype)v->u.i);
    case RUSH_VALUE_DEVICE: return device_wrap(v->u.device);
    case RUSH_VALUE_INTS:
    case RUSH_VALUE_FLOATS:
        list = PyTuple_New(v->count);
        for (int i = 0; list && i < v->count; i++) {
            PyObject *o = v->kind == RUSH_VALUE_INTS ? PyLong_FromUnsignedLongLong((unsigned long long)v->u.ints[i]) : PyFloat_FromDouble(v->u.floats[i]);
            if (!o) Py_CLEAR(list);
            else PyTuple_SET_ITEM(list, i, o);
        }
        return list;
    default: Py_RETURN_NONE;
    }
}

PyObject *saved_attribute(rush_node *node, const char *name) {
    bool raw = strncmp(name, "_raw_saved_", 11) == 0;
    rush_kept kept;
    if ((!raw && strncmp(name, "_saved_", 7) != 0) || !rush_node_kept(node, name + (raw ? 11 : 7), &kept)) return NULL;
    bool tensor = kept.value.kind == RUSH_VALUE_TENSOR, tensors = kept.value.kind == RUSH_VALUE_TENSORS;
    if (!tensor && !tensors) return raw ? NULL : value_wrap(&kept.value);
    if (tensor) return saved_item(node, kept.first, raw);
    PyObject *all = PyTuple_New(kept.value.count);
    for (int i = 0; all && i < kept.value.count; i++) {
        PyObject *o = saved_item(node, rush_node_kept_element(node, &kept, i), raw);
        if (!o) Py_CLEAR(all);
        else PyTuple_SET_ITEM(all, i, o);
    }
    return all;
}

/* _saved_tensors(ctx, there, raw): what a user's function has saved; `there` is False where it gave None */
static PyObject *function_saved(PyObject *self, PyObject *args) {
    PyObject *o, *there;
    int raw;
    (void)self;
    if (!PyArg_ParseTuple(args, "O!O!p", &graph_node_type, &o, &PyTuple_Type, &there, &raw)) return NULL;
    rush_node *node = ((node_object *)o)->node;
    if (!node || rush_node_saved_gone(node)) {
        PyErr_SetString(PyExc_RuntimeError, "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). "
                        "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to "
                        "backward through the graph a second time or if you need to access saved tensors after calling backward.");
        return NULL;
    }
    PyObject *all = PyTuple_New(PyTuple_GET_SIZE(there));
    int64_t next = 0;
    for (Py_ssize_t i = 0; all && i < PyTuple_GET_SIZE(there); i++) {
        PyObject *item = saved_item(node, PyTuple_GET_ITEM(there, i) == Py_True ? next++ : -1, raw);
        if (!item) Py_CLEAR(all);
        else PyTuple_SET_ITEM(all, i, item);
    }
    return all;
}

bool saved_init(PyObject *module) {
    static PyMethodDef functions[] = { { "_saved_hooks_push", hooks_push, METH_VARARGS, NULL }, { "_saved_hooks_pop", hooks_pop, METH_NOARGS, NULL },
                                       { "_saved_tensors", function_saved, METH_VARARGS, NULL }, { 0 } };
    return PyType_Ready(&saved_type) == 0 && PyModule_AddObject(module, "SavedTensor", Py_NewRef((PyObject *)&saved_type)) == 0 &&
           PyModule_AddFunctions(module, functions) == 0;
}
