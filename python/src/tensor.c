/* SPDX-License-Identifier: MIT */
/* tensor.c - the Tensor type: how core tensors become Python objects, attributes, methods that are not ops. */
#include "module.h"

#include <stddef.h>
#include <string.h>
#include <structmember.h>

PyTypeObject *tensor_type;

/* ---- one object for each core tensor: open addressing by the core's pointer, borrowed objects ---- */

static tensor_object **table;
static size_t table_size, table_used; /* size is a power of two */

static size_t table_place(const rush_tensor *t, size_t size) {
    uintptr_t h = (uintptr_t)t >> 4;
    return (h ^ h >> 15) * 0x9E3779B1u & (size - 1);
}
static bool table_grow(void) {
    size_t size = table_size ? 2 * table_size : 1024;
    tensor_object **bigger = PyMem_Calloc(size, sizeof *bigger);
    if (!bigger) return PyErr_NoMemory(), false;
    for (size_t i = 0; i < table_size; i++) {
        if (!table[i]) continue;
        size_t k = table_place(table[i]->t, size);
        while (bigger[k]) k = (k + 1) & (size - 1);
        bigger[k] = table[i];
    }
    PyMem_Free(table);
    table = bigger;
    table_size = size;
    return true;
}
static tensor_object *table_find(const rush_tensor *t) {
    for (size_t k = table_size ? table_place(t, table_size) : 0; table_size && table[k]; k = (k + 1) & (table_size - 1))
        if (table[k]->t == t) return table[k];
    return NULL;
}
static bool table_add(tensor_object *o) {
    if (2 * (table_used + 1) > table_size && !table_grow()) return false;
    size_t k = table_place(o->t, table_size);
    while (table[k]) k = (k + 1) & (table_size - 1);
    table[k] = o;
    table_used++;
    return true;
}
/* Entries behind the hole move up where the hole would hide them. */
static void table_remove(const tensor_object *o) {
    size_t mask = table_size - 1, k = table_place(o->t, table_size);
    while (table[k] && table[k] != o) k = (k + 1) & mask;
    if (!table[k]) return;
    table_used--;
    for (size_t i = (k + 1) & mask; table[i]; i = (i + 1) & mask) {
        size_t home = table_place(table[i]->t, table_size);
        if (((i - home) & mask) < ((i - k) & mask)) continue;
        table[k] = table[i];
        k = i;
    }
    table[k] = NULL;
}

/* ---- objects that outlive their last reference from Python ---- */

static rush_tensor *nothing;     /* what a tensor becomes when the garbage collector breaks a cycle, or when it ends under a weak reference */

/* the core's tensor ends, and with it the core's reference to the object */
static void end_kept(void *object) {
    if (!Py_IsInitialized()) return;
    PyGILState_STATE state = PyGILState_Ensure();
    tensor_object *o = object;
    table_remove(o);
    o->kept = false;
    o->t = Py_REFCNT((PyObject *)o) > 1 ? rush_retain(nothing) : NULL;
    Py_DECREF((PyObject *)o);
    PyGILState_Release(state);
}

/* Does somebody else hold the tensor, and would something be lost with the object? */
static bool is_worth_keeping(const tensor_object *o) {
    if (!o->t || o->kept || o->t == nothing || __atomic_load_n(&((const rush_object *)(const void *)o->t)->refs, __ATOMIC_RELAXED) < 2) return false;
    return o->weak || (o->dict && PyDict_GET_SIZE(o->dict)) || Py_TYPE((PyObject *)(uintptr_t)o) != tensor_type;
}

/* One reference to the object becomes the core's; the object may be gone when this returns. */
static void keep_object(tensor_object *o) {
    rush_tensor *t = o->t;
    o->kept = rush_keep_object(t, o, end_kept);
    if (o->kept) rush_release(t);
    else Py_DECREF((PyObject *)o);
}

/* and back: the core's reference is the caller's, and the object holds the tensor again */
static PyObject *take_back(tensor_object *o) {
    rush_keep_object(o->t, NULL, NULL);
    rush_retain(o->t);
    o->kept = false;
#ifndef Py_GIL_DISABLED
    ((uintptr_t *)(void *)o)[-1] &= ~(uintptr_t)1; /* the collector's header: it may be finalized again, see tensor_finalize */
#endif
    return (PyObject *)o;
}

PyObject *tensor_wrap_as(PyTypeObject *type, rush_tensor *t) {
    tensor_object *o = (tensor_object *)type->tp_alloc(type, 0);
    if (!o) return NULL;
    o->t = rush_retain(t);
    if (table_add(o)) return (PyObject *)o;
    Py_DECREF(o);
    return NULL;
}

PyObject *tensor_wrap(rush_tensor *t) {
    if (!t) Py_RETURN_NONE;
    tensor_object *known = table_find(t);
    if (!known) return tensor_wrap_as(tensor_type, t);
    return known->kept ? take_back(known) : Py_NewRef((PyObject *)known);
}

/* ---- the object ---- */

/* The collector sees what hangs on the core's side too, as far as only this object keeps it: hooks and functions of the user's. */
typedef struct visitor { visitproc visit; void *arg; } visitor;
static int visit_user(void *user, void (*free_user)(void *), void *arg) {
    visitor *v = arg;
    PyObject *o = callback_object(user, free_user);
    return o ? v->visit(o, v->arg) : 0;
}
static int tensor_traverse(PyObject *self, visitproc visit, void *arg) {
    tensor_object *o = (tensor_object *)self;
    if (is_worth_keeping(o)) return 0; /* what it refers to then looks as if held from outside: it is, by the core */
    Py_VISIT(o->dict);
    Py_VISIT(Py_TYPE(self));
    return callback_count ? rush_visit_users(o->t, visit_user, &(visitor){ visit, arg }) : 0;
}
static int tensor_clear(PyObject *self) {
    tensor_object *o = (tensor_object *)self;
    Py_CLEAR(o->dict);
    if (callback_count && o->t && o->t != nothing) {
        rush_tensor *t = o->t;
        table_remove(o);
        o->t = rush_retain(nothing);
        rush_release(t);
    }
    return 0;
}
/* Called before a subclass's object is taken apart, and by the collector. */
static void tensor_finalize(PyObject *self) {
    if (is_worth_keeping((tensor_object *)self)) keep_object((tensor_object *)Py_NewRef(self));
}
static void tensor_dealloc(PyObject *self) {
    tensor_object *o = (tensor_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    if (type == tensor_type && is_worth_keeping(o)) {
        Py_SET_REFCNT(self, 1);
        keep_object(o);
        return;
    }
    PyObject_GC_UnTrack(self);
    if (o->weak) PyObject_ClearWeakRefs(self);
    Py_CLEAR(o->dict);
    if (o->t) {
        table_remove(o);
        rush_release(o->t);
    }
    type->tp_free(self);
    Py_DECREF(type);
}
static Py_hash_t tensor_hash(PyObject *self) {
    Py_hash_t h = (Py_hash_t)((uintptr_t)self >> 4);
    return h == -1 ? -2 : h;
}

/* The text of a tensor, under the name of a class. */
static PyObject *tensor_text(rush_tensor *t, const char *class_name) {
    char small[512];
    size_t n = rush_to_string_as(t, class_name, small, sizeof small);
    if (rush_failed()) return error_raise();
    if (n < sizeof small) return PyUnicode_FromStringAndSize(small, (Py_ssize_t)n);
    char *text = PyMem_Malloc(n + 1);
    if (!text) return PyErr_NoMemory();
    rush_to_string_as(t, class_name, text, n + 1);
    PyObject *r = rush_failed() ? error_raise() : PyUnicode_FromStringAndSize(text, (Py_ssize_t)n);
    PyMem_Free(text);
    return r;
}

static PyObject *tensor_repr(PyObject *self) {
    const char *name = Py_TYPE(self)->tp_name, *dot = strrchr(name, '.');
    PyObject *dict = ((tensor_object *)self)->dict;
    if (override_custom(Py_TYPE(self)) || override_wanted()) return override_call_named("__repr__", &self, 1);
    if (Py_TYPE(self) == tensor_type) return tensor_text(tensor_of(self), "tensor");
    PyObject *text = tensor_text(tensor_of(self), dot ? dot + 1 : name);
    if (text && dict && PyDict_GetItemString(dict, "_is_param")) Py_SETREF(text, PyUnicode_FromFormat("Parameter(%U)", text));
    return text;
}

/* _plain_repr(): as if the class were Tensor */
static PyObject *tensor_plain_repr(PyObject *self, PyObject *unused) { return (void)unused, tensor_text(tensor_of(self), "tensor"); }

static bool check_class(PyTypeObject *type) {
    if (PyType_IsSubtype(type, tensor_type)) return true;
    PyErr_Format(PyExc_RuntimeError, "Creating a Tensor subclass from a class that does not inherit from Tensor is not possible. "
                 "Make sure your class inherits from Tensor. (%s)", type->tp_name);
    return false;
}

/* _as_subclass(class, tensor): the same memory and history as an object of that class */
static PyObject *as_subclass(PyObject *unused, PyObject *args) {
    PyTypeObject *type;
    PyObject *t;
    (void)unused;
    if (!PyArg_ParseTuple(args, "O!O!", &PyType_Type, &type, tensor_type, &t) || !check_class(type)) return NULL;
    const rush_op *alias = rush_op_find("alias");
    rush_tensor *result = NULL;
    BEGIN_CORE;
    int n = rush_op_call(alias, site_here(), &(rush_value){ .u.t = tensor_of(t), .kind = RUSH_VALUE_TENSOR }, 1, false, &result, 1);
    PyObject *r = n == 1 ? tensor_wrap_as(type, result) : error_raise();
    END_CORE;
    return r;
}

/* Tensor(2, 3): uninitialised; Tensor([1, 2]): the default dtype; Tensor(). Subclasses: Parameter(data). */
static PyObject *tensor_new(PyTypeObject *type, PyObject *args, PyObject *kw) {
    if (type != tensor_type && PyTuple_GET_SIZE(args) == 1 && is_tensor(PyTuple_GET_ITEM(args, 0))) { /* a view of it */
        PyObject *pair = PyTuple_Pack(2, type, PyTuple_GET_ITEM(args, 0)), *view = pair ? as_subclass(NULL, pair) : NULL;
        Py_XDECREF(pair);
        return view;
    }
    PyObject *make = PyObject_GetAttrString((PyObject *)tensor_type, "_legacy_new"), *made = NULL;
    if (make) made = PyObject_CallFunctionObjArgs(make, args, kw ? kw : Py_None, NULL);
    Py_XDECREF(make);
    if (!made || type == tensor_type) return made;
    BEGIN_CORE;
    rush_tensor *t = rush_data_at(NULL, tensor_of(made));
    PyObject *r = t ? tensor_wrap_as(type, t) : error_raise();
    END_CORE;
    Py_DECREF(made);
    return r;
}
static int tensor_init_nothing(PyObject *self, PyObject *args, PyObject *kw) { return (void)self, (void)args, (void)kw, 0; }

/* _make_subclass(class, data, requires_grad): data's memory as a leaf of that class */
static PyObject *make_subclass(PyObject *unused, PyObject *args) {
    PyTypeObject *type;
    PyObject *data;
    int requires_grad;
    (void)unused;
    if (!PyArg_ParseTuple(args, "O!O!p", &PyType_Type, &type, tensor_type, &data, &requires_grad) || !check_class(type)) return NULL;
    BEGIN_CORE;
    rush_tensor *t = rush_data_at(site_here(), tensor_of(data));
    if (t && requires_grad) t = rush_set_requires_grad_at(NULL, t, true);
    PyObject *r = t ? tensor_wrap_as(type, t) : error_raise();
    END_CORE;
    return r;
}

/* ---- attributes ---- */

#define GETTER(name_) static PyObject *name_(PyObject *self, void *unused)
#define CORE (((void)unused), tensor_of(self))
GETTER(get_shape) { rush_shape s = rush_sizes(CORE); return size_wrap(s.dims, s.ndim); }
GETTER(get_dtype) { return dtype_wrap(rush_get_dtype(CORE)); }
GETTER(get_device) { return device_wrap(rush_get_device(CORE)); }
GETTER(get_requires_grad) { return PyBool_FromLong(rush_requires_grad(CORE)); }
GETTER(get_is_leaf) { return PyBool_FromLong(rush_is_leaf(CORE)); }
GETTER(get_retains_grad) { return PyBool_FromLong(rush_retains_grad(CORE)); }
GETTER(get_version) { return PyLong_FromLongLong(rush_version(CORE)); }
GETTER(get_output_nr) { return PyLong_FromUnsignedLong(rush_output_nr(CORE)); }
GETTER(get_ndim) { return PyLong_FromLongLong(rush_dim(CORE)); }
GETTER(get_is_cuda) { return PyBool_FromLong(rush_get_device(CORE).type == RUSH_CUDA); }
GETTER(get_is_meta) { return PyBool_FromLong(rush_get_device(CORE).type == RUSH_META); }
GETTER(get_false) { return (void)self, (void)unused, PyBool_FromLong(0); }

GETTER(get_grad) {
    rush_tensor *t = CORE;
    BEGIN_CORE;
    rush_tensor *g = rush_get_grad(t);
    PyObject *r = tensor_wrap(g);
    bool never = !g && !rush_is_leaf(t) && !rush_retains_grad(t);
    END_CORE;
    if (never && PyErr_WarnEx(PyExc_UserWarning, "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated "
                              "during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf "
                              "Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See "
                              "github.com/pytorch/pytorch/pull/30531 for more informations.", 1) < 0) Py_CLEAR(r);
    return r;
}
GETTER(get_plain_grad) {
    BEGIN_CORE;
    PyObject *r = tensor_wrap(rush_get_grad(CORE));
    END_CORE;
    return r;
}
GETTER(get_base) {
    BEGIN_CORE;
    PyObject *r = tensor_wrap(rush_view_base(CORE));
    END_CORE;
    return r;
}
static int set_grad(PyObject *self, PyObject *value, void *unused) {
    if (value && value != Py_None && !is_tensor(value)) {
        PyErr_Format(PyExc_TypeError, "assigned grad expected to be a Tensor or None but got grad of type%s", Py_TYPE(value)->tp_name);
        return -1;
    }
    if (rush_set_grad_at(site_here(), CORE, value && value != Py_None ? tensor_of(value) : NULL)) return 0;
    return error_raise(), -1;
}
GETTER(get_grad_fn) {
    BEGIN_CORE;
    rush_node *n = rush_grad_fn_at(site_here(), CORE);
    PyObject *r = rush_failed() ? error_raise() : n ? node_wrap(n, NULL) : Py_NewRef(Py_None);
    END_CORE;
    return r;
}
static int set_grad_fn(PyObject *self, PyObject *value, void *unused) {
    (void)self, (void)unused;
    if (!value) PyErr_SetString(PyExc_RuntimeError, "Deletion of _grad_fn not allowed. Detach tensor instead!");
    else PyErr_SetString(PyExc_AttributeError, "_grad_fn can be only set to None");
    return -1;
}
static int set_requires_grad(PyObject *self, PyObject *value, void *unused) {
    if (!value || !PyBool_Check(value)) {
        PyErr_SetString(PyExc_RuntimeError, "requires_grad must be a bool");
        return -1;
    }
    if (rush_set_requires_grad_at(site_here(), CORE, value == Py_True)) return 0;
    return error_raise(), -1;
}
GETTER(get_data) {
    BEGIN_CORE;
    rush_tensor *t = rush_data_at(site_here(), CORE);
    PyObject *r = t ? tensor_wrap(t) : error_raise();
    END_CORE;
    return r;
}
static int set_data(PyObject *self, PyObject *value, void *unused) {
    if (!value) return PyErr_SetString(PyExc_RuntimeError, "Deleting tensor data is not allowed. Delete tensor instead!"), -1;
    if (!is_tensor(value)) {
        PyErr_Format(PyExc_TypeError, "Variable data has to be a tensor, but got %s", value ? Py_TYPE(value)->tp_name : "nothing");
        return -1;
    }
    return rush_set_data_at(site_here(), CORE, tensor_of(value)) ? 0 : (error_raise(), -1);
}
/* _become(other): this object is then what other is, with its history; returns it */
static PyObject *become(PyObject *self, PyObject *other) {
    if (!is_tensor(other)) return PyErr_SetString(PyExc_TypeError, "expected a Tensor"), NULL;
    return rush_become_at(site_here(), tensor_of(self), tensor_of(other)) ? Py_NewRef(self) : error_raise();
}

static PyGetSetDef tensor_getset[] = {
    { "shape", get_shape, NULL, NULL, NULL }, { "dtype", get_dtype, NULL, NULL, NULL }, { "device", get_device, NULL, NULL, NULL },
    { "requires_grad", get_requires_grad, set_requires_grad, NULL, NULL }, { "is_leaf", get_is_leaf, NULL, NULL, NULL },
    { "retains_grad", get_retains_grad, NULL, NULL, NULL }, { "_version", get_version, NULL, NULL, NULL },
    { "output_nr", get_output_nr, NULL, NULL, NULL }, { "ndim", get_ndim, NULL, NULL, NULL }, { "is_cuda", get_is_cuda, NULL, NULL, NULL }, { "is_sparse", get_false, NULL, NULL, NULL },
    { "is_quantized", get_false, NULL, NULL, NULL }, { "is_meta", get_is_meta, NULL, NULL, NULL }, { "is_mkldnn", get_false, NULL, NULL, NULL },
    { "grad", get_grad, set_grad, NULL, NULL }, { "_base", get_base, NULL, NULL, NULL }, { "_grad", get_plain_grad, set_grad, NULL, NULL }, { "_grad_fn", get_grad_fn, set_grad_fn, NULL, NULL },
    { "grad_fn", get_grad_fn, NULL, NULL, NULL },
    { "data", get_data, set_data, NULL, NULL }, { "__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL }, { 0 },
};

/* ---- attributes of subclasses: __torch_function__ is told Tensor.NAME.__get__ or __set__ ---- */

static bool asks(PyObject *self, const PyGetSetDef *d) {
    PyTypeObject *type = Py_TYPE(self);
    if (type == tensor_type && !override_modes) return false;
    return override_custom(type) || (d->get == get_data && override_type(type)) || override_wanted();
}
static PyObject *descriptor_method(const PyGetSetDef *d, const char *which) {
    PyObject *descriptor = PyObject_GetAttrString((PyObject *)tensor_type, d->name), *f = descriptor ? PyObject_GetAttrString(descriptor, which) : NULL;
    Py_XDECREF(descriptor);
    return f;
}
static PyObject *asking_get(PyObject *self, void *closure) {
    const PyGetSetDef *d = closure;
    if (!asks(self, d)) return d->get(self, NULL);
    PyObject *f = descriptor_method(d, "__get__"), *r = f ? override_call(f, &self, 1, NULL) : NULL;
    Py_XDECREF(f);
    return r;
}
static int asking_set(PyObject *self, PyObject *value, void *closure) {
    const PyGetSetDef *d = closure;
    if (!value || Py_IS_TYPE(self, tensor_type) || !override_custom(Py_TYPE(self))) return d->set(self, value, NULL);
    PyObject *f = descriptor_method(d, "__set__"), *args[] = { self, value }, *r = f ? override_call(f, args, 2, NULL) : NULL;
    bool ok = r != NULL;
    Py_XDECREF(f);
    Py_XDECREF(r);
    return ok ? 0 : -1;
}
/* the table that the type is made from */
static PyGetSetDef *asking_getset(void) {
    static PyGetSetDef all[sizeof tensor_getset / sizeof *tensor_getset];
    for (size_t i = 0; tensor_getset[i].name; i++) {
        const PyGetSetDef *d = &tensor_getset[i];
        bool own = d->get == PyObject_GenericGetDict;
        all[i] = own ? *d : (PyGetSetDef){ d->name, asking_get, d->set ? asking_set : NULL, d->doc, (void *)(uintptr_t)d };
    }
    return all;
}
/* methods whose name does not begin with _ ask first, too */
static bool methods_ask(PyMethodDef *methods) {
    for (PyMethodDef *m = methods; m->ml_name; m++) {
        if (m->ml_name[0] == '_' && strcmp(m->ml_name, "_is_view") != 0) continue;
        PyObject *f = PyObject_GetAttrString((PyObject *)tensor_type, m->ml_name), *asking = f ? override_wrap(f, true) : NULL;
        bool ok = asking && PyObject_SetAttrString((PyObject *)tensor_type, m->ml_name, asking) == 0;
        Py_XDECREF(f);
        Py_XDECREF(asking);
        if (!ok) return false;
    }
    return true;
}

/* ---- methods ---- */

static PyObject *sizes(PyObject *self, PyObject *args, PyObject *kw, bool strides) {
    static char *names[] = { "dim", NULL };
    PyObject *dim = Py_None;
    int64_t d;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "|O", names, &dim)) return NULL;
    rush_tensor *t = tensor_of(self);
    if (dim == Py_None) {
        rush_shape s = strides ? rush_strides(t) : rush_sizes(t);
        if (!strides) return size_wrap(s.dims, s.ndim);
        PyObject *tuple = PyTuple_New((Py_ssize_t)s.ndim);
        for (Py_ssize_t i = 0; tuple && i < s.ndim; i++) PyTuple_SET_ITEM(tuple, i, PyLong_FromLongLong(s.dims[i]));
        return tuple;
    }
    int ok = convert_int(dim, &d);
    if (ok == 0) PyErr_Format(PyExc_TypeError, "%s(): argument 'dim' (position 1) must be int, not %s", strides ? "stride" : "size", Py_TYPE(dim)->tp_name);
    if (ok <= 0) return NULL;
    int64_t n = strides ? rush_stride(t, d) : rush_size(t, d);
    return rush_failed() ? error_raise() : PyLong_FromLongLong(n);
}
static PyObject *tensor_size(PyObject *self, PyObject *args, PyObject *kw) { return sizes(self, args, kw, false); }
static PyObject *tensor_stride(PyObject *self, PyObject *args, PyObject *kw) { return sizes(self, args, kw, true); }

#define METHOD(name_) static PyObject *name_(PyObject *self, PyObject *unused)
METHOD(tensor_dim) { return PyLong_FromLongLong(rush_dim(CORE)); }
METHOD(tensor_numel) { return PyLong_FromLongLong(rush_numel(CORE)); }
METHOD(tensor_offset) { return PyLong_FromLongLong(rush_storage_offset(CORE)); }
METHOD(tensor_element_size) { return PyLong_FromSize_t(rush_element_size(CORE)); }
METHOD(tensor_is_float) { return PyBool_FromLong(rush_is_floating_point(CORE)); }
METHOD(tensor_is_signed) { return PyBool_FromLong(dtype_info(rush_get_dtype(CORE))->is_signed); }
METHOD(tensor_is_inference) { return PyBool_FromLong(rush_is_inference(CORE)); }
METHOD(tensor_is_view) {
    BEGIN_CORE;
    bool is_view = rush_view_base(CORE) != NULL;
    END_CORE;
    return PyBool_FromLong(is_view);
}
METHOD(tensor_is_complex) { return (void)self, (void)unused, PyBool_FromLong(0); }
METHOD(tensor_data_ptr) {
    rush_tensor *t = CORE;
    const void *p = rush_numel(t) && rush_get_device(t).type != RUSH_META ? rush_mutable_data_ptr_at(NULL, t, rush_get_dtype(t)) : NULL;
    return rush_failed() ? error_raise() : PyLong_FromVoidPtr((void *)(uintptr_t)p);
}
/* of an object that a weak reference gave: it holds the tensor from now on */
METHOD(tensor_fix_weakref) {
    (void)unused;
    if (((tensor_object *)self)->kept) Py_DECREF(take_back((tensor_object *)self));
    Py_RETURN_NONE;
}
METHOD(tensor_retain_grad) {
    if (!rush_retain_grad_at(site_here(), CORE)) return error_raise();
    Py_RETURN_NONE;
}
static PyObject *tensor_is_contiguous(PyObject *self, PyObject *args, PyObject *kw) {
    static char *names[] = { "memory_format", NULL };
    PyObject *format = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "|O", names, &format)) return NULL;
    PyObject *name = format ? PyObject_GetAttrString(format, "core_name") : NULL;
    if (format && !name) return NULL;
    bool last = name && PyUnicode_CompareWithASCIIString(name, "channels_last") == 0;
    bool last_3d = name && PyUnicode_CompareWithASCIIString(name, "channels_last_3d") == 0;
    Py_XDECREF(name);
    if (last_3d) return PyBool_FromLong(rush_is_channels_last_3d(tensor_of(self)));
    return PyBool_FromLong(last ? rush_is_channels_last(tensor_of(self)) : rush_is_contiguous(tensor_of(self)));
}
static PyObject *tensor_set_requires_grad(PyObject *self, PyObject *args, PyObject *kw) {
    static char *names[] = { "requires_grad", NULL };
    int on = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "|p", names, &on)) return NULL;
    return rush_set_requires_grad_at(site_here(), tensor_of(self), on) ? Py_NewRef(self) : error_raise();
}
static PyObject *shares_storage(PyObject *self, PyObject *other) {
    if (!is_tensor(other)) Py_RETURN_FALSE;
    return PyBool_FromLong(rush_shares_storage(tensor_of(self), tensor_of(other)));
}

static Py_ssize_t tensor_length(PyObject *self) {
    if (!Py_IS_TYPE(self, tensor_type) && override_custom(Py_TYPE(self))) {
        PyObject *r = override_call_named("__len__", &self, 1);
        Py_ssize_t n = r ? PyNumber_AsSsize_t(r, PyExc_OverflowError) : -1;
        Py_XDECREF(r);
        return n;
    }
    if (rush_dim(tensor_of(self)) > 0) return (Py_ssize_t)rush_sizes(tensor_of(self)).dims[0];
    PyErr_SetString(PyExc_TypeError, "len() of a 0-d tensor");
    return -1;
}
static PyObject *tensor_iter(PyObject *self) {
    if (!Py_IS_TYPE(self, tensor_type) && override_custom(Py_TYPE(self))) return override_call_named("__iter__", &self, 1);
    if (rush_dim(tensor_of(self)) == 0) return PyErr_SetString(PyExc_TypeError, "iteration over a 0-d tensor"), NULL;
    op_row *unbind = row_find("unbind");
    if (!unbind) return NULL;
    PyObject *all = !Py_IS_TYPE(self, tensor_type) ? PyObject_CallMethod(self, "unbind", NULL) : row_call_defaults(unbind, &(rush_value){ .u.t = tensor_of(self), .kind = RUSH_VALUE_TENSOR }, 1, false);
    PyObject *iter = all ? PyObject_GetIter(all) : NULL;
    Py_XDECREF(all);
    return iter;
}

static PyMethodDef tensor_methods[] = {
    { "size", (PyCFunction)(void (*)(void))tensor_size, METH_VARARGS | METH_KEYWORDS, NULL },
    { "_fix_weakref", tensor_fix_weakref, METH_NOARGS, NULL },
    { "stride", (PyCFunction)(void (*)(void))tensor_stride, METH_VARARGS | METH_KEYWORDS, NULL },
    { "is_contiguous", (PyCFunction)(void (*)(void))tensor_is_contiguous, METH_VARARGS | METH_KEYWORDS, NULL },
    { "requires_grad_", (PyCFunction)(void (*)(void))tensor_set_requires_grad, METH_VARARGS | METH_KEYWORDS, NULL },
    { "_plain_repr", tensor_plain_repr, METH_NOARGS, NULL },
    { "dim", tensor_dim, METH_NOARGS, NULL }, { "ndimension", tensor_dim, METH_NOARGS, NULL },
    { "numel", tensor_numel, METH_NOARGS, NULL }, { "nelement", tensor_numel, METH_NOARGS, NULL },
    { "storage_offset", tensor_offset, METH_NOARGS, NULL }, { "element_size", tensor_element_size, METH_NOARGS, NULL },
    { "is_floating_point", tensor_is_float, METH_NOARGS, NULL }, { "is_signed", tensor_is_signed, METH_NOARGS, NULL },
    { "is_complex", tensor_is_complex, METH_NOARGS, NULL }, { "data_ptr", tensor_data_ptr, METH_NOARGS, NULL },
    { "is_inference", tensor_is_inference, METH_NOARGS, NULL }, { "_is_view", tensor_is_view, METH_NOARGS, NULL },
    { "retain_grad", tensor_retain_grad, METH_NOARGS, NULL }, { "item", tensor_item, METH_NOARGS, NULL },
    { "tolist", tensor_tolist, METH_NOARGS, NULL }, { "_shares_storage", shares_storage, METH_O, NULL }, { "_become", become, METH_O, NULL },
    { 0 },
};
static PyMemberDef tensor_members[] = {
    { "__dictoffset__", T_PYSSIZET, offsetof(tensor_object, dict), READONLY, NULL },
    { "__weaklistoffset__", T_PYSSIZET, offsetof(tensor_object, weak), READONLY, NULL }, { 0 },
};

bool tensor_init(PyObject *module) {
    PyType_Slot slots[64] = {
        { Py_tp_new, __extension__(void *)tensor_new }, { Py_tp_init, __extension__(void *)tensor_init_nothing }, { Py_tp_dealloc, __extension__(void *)tensor_dealloc }, { Py_tp_finalize, __extension__(void *)tensor_finalize },
        { Py_tp_traverse, __extension__(void *)tensor_traverse }, { Py_tp_clear, __extension__(void *)tensor_clear }, { Py_tp_repr, __extension__(void *)tensor_repr },
        { Py_tp_hash, __extension__(void *)tensor_hash }, { Py_tp_getset, asking_getset() }, { Py_tp_methods, tensor_methods },
        { Py_tp_members, tensor_members }, { Py_tp_iter, __extension__(void *)tensor_iter }, { Py_mp_length, __extension__(void *)tensor_length },
        { Py_mp_subscript, __extension__(void *)index_get }, { Py_mp_ass_subscript, __extension__(void *)index_set },
    };
    int n = 15;
    for (const PyType_Slot *s = number_slots; s->slot; s++) slots[n++] = *s;
    PyType_Spec spec = { .name = "rushlight.Tensor", .basicsize = sizeof(tensor_object), .slots = slots,
                                .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC };
    static PyMethodDef functions[] = { { "_make_subclass", make_subclass, METH_VARARGS, NULL }, { "_as_subclass", as_subclass, METH_VARARGS, NULL }, { 0 } };
    rush_scope_begin();
    int64_t none = 0;
    nothing = rush_retain(rush_from_data_at(NULL, (rush_values){ &none, RUSH_INT64, 0 }, (rush_from_data_args){ .size = sizeof(rush_from_data_args), .shape = { &none, 1 } }));
    rush_scope_end();
    if (!nothing) return error_raise(), false;
    tensor_type = (PyTypeObject *)PyType_FromSpec(&spec);
    if (!tensor_type) return false;
    tensor_type->tp_name = "Tensor"; /* as error messages show it; __module__ is known already */
    if (!methods_ask(tensor_methods)) return false;
    return PyModule_AddObject(module, "Tensor", Py_NewRef((PyObject *)tensor_type)) == 0 &&
           PyModule_AddFunctions(module, functions) == 0;
}
