/* SPDX-License-Identifier: MIT */
/* node.c - the nodes of a graph as Python objects: one Python type for each name, so that type(x.grad_fn).__name__ is the node's. */
#include "module.h"

#include <string.h>

Py_ssize_t callback_count;
static PyObject *graph_node_types;
static PyObject *known;           /* address of the core's node or leaf: address of its Python object */

static const char *short_name(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

/* A Function's instance, or a ctx whose node is gone, is nobody's node. */
static bool has_node(const node_object *n, const char *attribute) {
    if (n->node || n->leaf) return true;
    PyErr_Format(PyExc_RuntimeError, "Attribute '%s' is invalid for this instance of _C._FunctionBase. Accessing this attribute directly on an instance of autograd.Function "
                 "is a legacy access pattern that is no longer supported. For examples on how to use new-style autograd functions, see "
                 "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function ", attribute);
    return false;
}

/* The object of a user's function is that function's ctx: its node keeps it, so it does not keep its node. */
static bool is_context(const node_object *n) { return n->node && node_function_context(n->node) == (PyObject *)(uintptr_t)n; }

static int node_traverse(PyObject *o, visitproc visit, void *arg) {
    Py_VISIT(((node_object *)o)->metadata);
    return 0;
}
static int node_clear(PyObject *o) {
    Py_CLEAR(((node_object *)o)->metadata);
    return 0;
}
static void forget(const node_object *n) {
    PyObject *type, *value, *trace, *key = PyLong_FromVoidPtr(n->node ? (void *)n->node : (void *)n->leaf);
    PyErr_Fetch(&type, &value, &trace);
    PyObject *at = key && known ? PyDict_GetItem(known, key) : NULL;
    if (at && PyLong_AsVoidPtr(at) == (const void *)n) PyDict_DelItem(known, key);
    Py_XDECREF(key);
    PyErr_Restore(type, value, trace);
}
static void node_free(PyObject *o) {
    node_object *n = (node_object *)o;
    PyObject_GC_UnTrack(o);
    Py_CLEAR(n->metadata);
    if ((n->node || n->leaf) && !is_context(n)) {
        forget(n);
        rush_release(n->node);
        rush_release(n->leaf);
    }
    Py_TYPE(o)->tp_free(o); /* its type's reference is dropped by the caller, subtype_dealloc */
}
static PyObject *node_new(PyTypeObject *type, PyObject *args, PyObject *kw) {
    (void)args, (void)kw;
    if (type != &graph_node_type && !PyDict_GetItemString(type->tp_dict, "__slots__")) return type->tp_alloc(type, 0); /* the ctx of a function */
    return PyErr_Format(PyExc_TypeError, "cannot create '%s' instances", type->tp_name);
}
static PyObject *node_name(PyObject *o, PyObject *unused) {
    node_object *n = (node_object *)o;
    (void)unused;
    if (!has_node(n, "name")) return NULL;
    return PyUnicode_FromString(n->node ? rush_node_name(n->node) : short_name(Py_TYPE(o)->tp_name));
}
static PyObject *node_repr(PyObject *o) { return PyUnicode_FromFormat("<%s object at %p>", short_name(Py_TYPE(o)->tp_name), (void *)o); }
static PyObject *node_next(PyObject *o, void *unused) {
    node_object *n = (node_object *)o;
    (void)unused;
    if (!has_node(n, "next_functions")) return NULL;
    int64_t count = n->node ? rush_node_next_count(n->node) : 0;
    PyObject *all = PyTuple_New((Py_ssize_t)count);
    for (int64_t i = 0; all && i < count; i++) {
        rush_tensor *leaf = NULL;
        uint32_t nr = 0;
        rush_node *next = rush_node_next(n->node, i, &leaf, &nr);
        PyObject *to = next || leaf ? node_wrap(next, leaf) : Py_NewRef(Py_None);
        PyObject *pair = to ? Py_BuildValue("(NI)", to, (unsigned)nr) : NULL;
        if (!pair) Py_CLEAR(all);
        else PyTuple_SET_ITEM(all, (Py_ssize_t)i, pair);
    }
    return all;
}
static PyObject *node_variable(PyObject *o, void *unused) {
    (void)unused;
    if (((node_object *)o)->leaf) return tensor_wrap(((node_object *)o)->leaf);
    return PyErr_Format(PyExc_AttributeError, "'%s' object has no attribute 'variable'", Py_TYPE(o)->tp_name);
}
static PyObject *node_site(PyObject *o, void *unused) {
    node_object *n = (node_object *)o;
    (void)unused;
    rush_site s = n->node ? rush_node_site(n->node) : NULL;
    return s ? PyUnicode_FromString(s) : Py_NewRef(Py_None);
}

/* metadata: a dict that lives as long as the node */
static PyObject *node_metadata(PyObject *o, void *unused) {
    node_object *n = (node_object *)o;
    (void)unused;
    if (!n->node && !n->leaf) {
        PyErr_SetString(PyExc_RuntimeError, "You attempted to access the anomaly metadata of a custom autograd function but the underlying PyNode has already been deallocated. "
                        " The most likely reason this occurred is because you assigned x.grad_fn to a local variable and then let the original variable get deallocated. "
                        " Don't do that!  If you really have no way of restructuring your code so this is the case, please file an issue reporting that you are affected by this.");
        return NULL;
    }
    PyObject *dict = n->node ? rush_node_attached(n->node, callback_release) : n->metadata;
    if (dict) return Py_NewRef(dict);
    if (!(dict = PyDict_New())) return NULL;
    if (!n->node) return Py_NewRef(n->metadata = dict);
    callback_count++;
    return rush_node_attach_at(NULL, n->node, Py_NewRef(dict), callback_release) ? dict : (Py_DECREF(dict), error_raise());
}

/* node(*grads): what backward does here */
static PyObject *node_call(PyObject *o, PyObject *args, PyObject *kw) {
    node_object *n = (node_object *)o;
    Py_ssize_t wanted = n->node ? (Py_ssize_t)rush_node_result_count(n->node) : 1;
    if (kw && PyDict_GET_SIZE(kw)) return PyErr_SetString(PyExc_TypeError, "keyword arguments are not supported"), NULL;
    if (PyTuple_GET_SIZE(args) != wanted) return PyErr_Format(PyExc_TypeError, "expected %zd arguments, got %zd instead", wanted, PyTuple_GET_SIZE(args));
    if (!n->node) return PyErr_Format(PyExc_NotImplementedError, "%s cannot be called", short_name(Py_TYPE(o)->tp_name));
    arena a = { .used = 0 };
    a.count = 0;
    int64_t count, results = rush_node_next_count(n->node);
    rush_tensor **grads = tensor_array(&a, args, &count), **out = grads ? arena_take(&a, sizeof *out * (size_t)(results + 1)) : NULL;
    PyObject *r = NULL;
    if (out) {
        BEGIN_CORE;
        rush_node *node = rush_retain(n->node);
        bool ok = rush_node_call_at(site_here(), node, grads, out);
        r = !ok ? error_raise() : results == 1 ? tensor_wrap(out[0]) : tensor_wrap_array(out, results);
        rush_release(node);
        END_CORE;
    }
    arena_free(&a);
    return r;
}

/* the Python type of the nodes with this name; borrowed */
static PyObject *type_of(const char *name) {
    PyObject *type = PyDict_GetItemString(graph_node_types, name);
    if (type) return type;
    type = PyObject_CallFunction((PyObject *)&PyType_Type, "s(O){s:(),s:s}", name, (PyObject *)&graph_node_type, "__slots__", "__module__", "rushlight.autograd");
    if (!type || PyDict_SetItemString(graph_node_types, name, type) < 0) return Py_XDECREF(type), NULL;
    Py_DECREF(type);
    return type;
}
static PyObject *node_type(PyObject *self, PyObject *name) {
    (void)self;
    const char *text = PyUnicode_AsUTF8(name);
    PyObject *type = text ? type_of(text) : NULL;
    return type ? Py_NewRef(type) : NULL;
}

PyObject *node_wrap(rush_node *node, rush_tensor *leaf) {
    const char *name = node ? rush_node_name(node) : "AccumulateGrad";
    PyObject *context = node ? node_function_context(node) : NULL;
    if (context && PyObject_TypeCheck(context, &graph_node_type)) return Py_NewRef(context);
    PyObject *key = PyLong_FromVoidPtr(node ? (void *)node : (void *)leaf), *at = key ? PyDict_GetItem(known, key) : NULL;
    if (!key || at) return Py_XDECREF(key), at ? Py_NewRef((PyObject *)PyLong_AsVoidPtr(at)) : NULL;
    PyObject *type = type_of(name);
    if (!type) return Py_DECREF(key), NULL;
    node_object *n = (node_object *)((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, 0); /* classes made from Python are always the collector's */
    if (n) {
        n->node = rush_retain(node);
        n->leaf = node ? NULL : rush_retain(leaf);
        at = PyLong_FromVoidPtr(n);
        if (!at || PyDict_SetItem(known, key, at) < 0) Py_CLEAR(n);
        Py_XDECREF(at);
    }
    Py_DECREF(key);
    return (PyObject *)n;
}

/* _saved_NAME, _raw_saved_NAME; and what other objects leave in the context of a function that is not its own node */
static PyObject *node_getattr(PyObject *o, PyObject *name) {
    PyObject *r = PyObject_GenericGetAttr(o, name);
    if (r || !PyErr_ExceptionMatches(PyExc_AttributeError)) return r;
    rush_node *node = ((node_object *)o)->node;
    const char *text = PyUnicode_AsUTF8(name);
    if (!node || !text) return NULL;
    PyObject *type, *value, *trace, *context = node_function_context(node);
    PyErr_Fetch(&type, &value, &trace);
    r = context && context != o ? PyObject_GetAttr(context, name) : saved_attribute(node, text);
    if (r || PyErr_Occurred()) {
        Py_XDECREF(type);
        Py_XDECREF(value);
        Py_XDECREF(trace);
    } else PyErr_Restore(type, value, trace);
    return r;
}
static PyGetSetDef node_getset[] = { { "next_functions", node_next, NULL, NULL, NULL }, { "variable", node_variable, NULL, NULL, NULL },
                                     { "metadata", node_metadata, NULL, NULL, NULL }, { "site", node_site, NULL, NULL, NULL }, { 0 } };
/* _register_hook_dict(tensor): for old programs, which kept a tensor's hooks in a dict */
static PyObject *node_hook_dict(PyObject *o, PyObject *unused) {
    (void)unused;
    if (!has_node((node_object *)o, "_register_hook_dict")) return NULL;
    return PyErr_SetString(PyExc_NotImplementedError, "_register_hook_dict is missing: use register_hook"), NULL;
}
static PyObject *node_add_hook(PyObject *o, PyObject *f) { return has_node((node_object *)o, "register_hook") ? node_register_hook(o, f) : NULL; }
static PyObject *node_add_prehook(PyObject *o, PyObject *f) { return has_node((node_object *)o, "register_prehook") ? node_register_prehook(o, f) : NULL; }
static PyMethodDef node_methods[] = { { "_register_hook_dict", node_hook_dict, METH_O, NULL }, { "name", node_name, METH_NOARGS, NULL }, { "register_hook", node_add_hook, METH_O, NULL },
                                      { "register_prehook", node_add_prehook, METH_O, NULL }, { 0 } };
PyTypeObject graph_node_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight._C.Node", .tp_basicsize = sizeof(node_object),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, .tp_traverse = node_traverse, .tp_clear = node_clear,
    .tp_free = PyObject_GC_Del, .tp_dealloc = node_free, .tp_repr = node_repr, .tp_getset = node_getset, .tp_methods = node_methods,
    .tp_getattro = node_getattr, .tp_new = node_new, .tp_call = node_call,
};

bool nodes_init(PyObject *module) {
    static PyMethodDef functions[] = { { "_node_type", node_type, METH_O, NULL }, { 0 } };
    graph_node_types = PyDict_New();
    known = PyDict_New();
    return graph_node_types && known && PyType_Ready(&graph_node_type) == 0 && PyModule_AddFunctions(module, functions) == 0 && PyModule_AddObject(module, "Node", Py_NewRef((PyObject *)&graph_node_type)) == 0;
}
