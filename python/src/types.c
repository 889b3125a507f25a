/* SPDX-License-Identifier: MIT */
/* types.c - torch.dtype, torch.device, torch.Size, torch.Generator. */
#include "module.h"

#include <string.h>
#include <sys/random.h>

/* ---- dtype ---- */

#define LONG_IS_64 (sizeof(long) == 8) /* NumPy's int64 is long where that has 64 bits */

static dtype_object dtypes[] = {
    { .dtype = RUSH_FLOAT32, .name = "float32", .torch_name = "Float", .format = "f", .is_float = true, .is_signed = true, .size = 4 },
    { .dtype = RUSH_FLOAT64, .name = "float64", .torch_name = "Double", .format = "d", .is_float = true, .is_signed = true, .size = 8 },
    { .dtype = RUSH_FLOAT16, .name = "float16", .torch_name = "Half", .format = "e", .is_float = true, .is_signed = true, .size = 2 },
    { .dtype = RUSH_BFLOAT16, .name = "bfloat16", .torch_name = "BFloat16", .format = NULL, .is_float = true, .is_signed = true, .size = 2 },
    { .dtype = RUSH_INT64, .name = "int64", .torch_name = "Long", .format = LONG_IS_64 ? "l" : "q", .is_signed = true, .size = 8 },
    { .dtype = RUSH_INT32, .name = "int32", .torch_name = "Int", .format = "i", .is_signed = true, .size = 4 },
    { .dtype = RUSH_INT16, .name = "int16", .torch_name = "Short", .format = "h", .is_signed = true, .size = 2 },
    { .dtype = RUSH_INT8, .name = "int8", .torch_name = "Char", .format = "b", .is_signed = true, .size = 1 },
    { .dtype = RUSH_UINT8, .name = "uint8", .torch_name = "Byte", .format = "B", .size = 1 },
    { .dtype = RUSH_BOOL, .name = "bool", .torch_name = "Bool", .format = "?", .size = 1 },
};
/* PyTorch's other dtypes: programs may name and compare them; every use for a tensor is refused by name. */
static dtype_object foreign_dtypes[] = {
    { .name = "complex32", .torch_name = "ComplexHalf", .is_complex = true, .is_signed = true, .size = 4 },
    { .name = "complex64", .torch_name = "ComplexFloat", .is_complex = true, .is_signed = true, .size = 8 },
    { .name = "complex128", .torch_name = "ComplexDouble", .is_complex = true, .is_signed = true, .size = 16 },
    { .name = "quint8", .torch_name = "QUInt8", .size = 1 }, { .name = "qint8", .torch_name = "QInt8", .is_signed = true, .size = 1 },
    { .name = "qint32", .torch_name = "QInt32", .is_signed = true, .size = 4 }, { .name = "quint4x2", .torch_name = "QUInt4x2", .size = 1 },
    { .name = "quint2x4", .torch_name = "QUInt2x4", .size = 1 },
};
static const struct { const char *name; rush_dtype dtype; } dtype_aliases[] = {
    { "float", RUSH_FLOAT32 }, { "double", RUSH_FLOAT64 }, { "half", RUSH_FLOAT16 }, { "long", RUSH_INT64 }, { "int", RUSH_INT32 },
    { "short", RUSH_INT16 },
};

const dtype_object *dtype_info(rush_dtype dtype) { return &dtypes[dtype - 1]; }

int convert_dtype_object(PyObject *o, rush_dtype *out) {
    if (!PyObject_TypeCheck(o, &dtype_type)) return 0;
    *out = ((dtype_object *)o)->dtype;
    if (*out) return 1;
    PyErr_Format(PyExc_NotImplementedError, "%R is not supported: tensors hold real numbers, integers or bools", o);
    return -1;
}
PyObject *dtype_wrap(rush_dtype dtype) { return Py_NewRef((PyObject *)&dtypes[dtype - 1]); }

static PyObject *dtype_repr(PyObject *o) { return PyUnicode_FromFormat("torch.%s", ((dtype_object *)o)->name); }
static PyObject *dtype_is_float(PyObject *o, void *unused) { return (void)unused, PyBool_FromLong(((dtype_object *)o)->is_float); }
static PyObject *dtype_is_signed(PyObject *o, void *unused) { return (void)unused, PyBool_FromLong(((dtype_object *)o)->is_signed); }
static PyObject *dtype_is_complex(PyObject *o, void *unused) { return (void)unused, PyBool_FromLong(((dtype_object *)o)->is_complex); }
static PyObject *dtype_size(PyObject *o, void *unused) { return (void)unused, PyLong_FromLong(((dtype_object *)o)->size); }
static PyObject *dtype_reduce(PyObject *o, PyObject *unused) { return (void)unused, PyUnicode_FromString(((dtype_object *)o)->name); }
static PyGetSetDef dtype_getset[] = {
    { "is_floating_point", dtype_is_float, NULL, NULL, NULL }, { "is_signed", dtype_is_signed, NULL, NULL, NULL },
    { "is_complex", dtype_is_complex, NULL, NULL, NULL }, { "itemsize", dtype_size, NULL, NULL, NULL }, { 0 },
};
static PyMethodDef dtype_methods[] = { { "__reduce__", dtype_reduce, METH_NOARGS, NULL }, { 0 } };
PyTypeObject dtype_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.dtype", .tp_basicsize = sizeof(dtype_object), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_repr = dtype_repr, .tp_getset = dtype_getset, .tp_methods = dtype_methods,
};

/* ---- device ---- */

static PyObject *device_make(rush_device device, bool indexed) {
    device_object *d = PyObject_New(device_object, &device_type);
    if (d) d->device = device, d->indexed = indexed;
    return (PyObject *)d;
}
PyObject *device_wrap(rush_device device) { return device_make(device, device.type != RUSH_CPU && device.type != RUSH_META); }

static const char *device_kind(const device_object *d, char *buffer) {
    rush_device_name(d->device, buffer, 32);
    buffer[strcspn(buffer, ":")] = 0;
    return buffer;
}
static PyObject *device_new(PyTypeObject *type, PyObject *args, PyObject *kw) {
    static char *names[] = { "type", "index", NULL };
    PyObject *what = NULL, *number = NULL;
    int64_t index = -1;
    rush_device device;
    static const char options[] = "but expected one of:\n * (torch.device device)\n%s * (str type, int index)\n";
    if (!PyArg_ParseTupleAndKeywords(args, kw, "|OO", names, &what, &number)) return NULL;
    (void)type;
    if (!what) {
        PyObject *rest = PyUnicode_FromFormat(options, "");
        if (rest) PyErr_Format(PyExc_TypeError, "Device() received an invalid combination of arguments - got (), %U", rest);
        Py_XDECREF(rest);
        return NULL;
    }
    if (PyObject_TypeCheck(what, &device_type)) return Py_NewRef(what);
    int ok = convert_device(what, &device);
    if (ok == 0) {
        const char *given = Py_TYPE(what)->tp_name;
        PyObject *why = PyUnicode_FromFormat("      didn't match because some of the arguments have invalid types: (!%s!)\n", given);
        const char *text = why ? PyUnicode_AsUTF8(why) : NULL;
        PyObject *rest = text ? PyUnicode_FromFormat(options, text) : NULL;
        if (rest) PyErr_Format(PyExc_TypeError, "Device() received an invalid combination of arguments - got (%s), %U", given, rest);
        Py_XDECREF(why);
        Py_XDECREF(rest);
    }
    if (ok <= 0) return NULL;
    if (number) {
        ok = convert_int(number, &index);
        if (ok == 0) PyErr_Format(PyExc_TypeError, "Device(): argument 'index' (position 2) must be int, not %s", Py_TYPE(number)->tp_name);
        if (ok <= 0) return NULL;
    }
    const char *text = PyUnicode_Check(what) ? PyUnicode_AsUTF8(what) : ":";
    bool indexed = strchr(text, ':') != NULL;
    if (index >= 0) device.index = (int16_t)index, indexed = true;
    return device_make(device, indexed);
}
static PyObject *device_repr(PyObject *o) {
    char name[32];
    device_object *d = (device_object *)o;
    if (!d->indexed) return PyUnicode_FromFormat("device(type='%s')", device_kind(d, name));
    return PyUnicode_FromFormat("device(type='%s', index=%d)", device_kind(d, name), d->device.index);
}
static PyObject *device_str(PyObject *o) {
    char name[32];
    device_object *d = (device_object *)o;
    if (!d->indexed) return PyUnicode_FromString(device_kind(d, name));
    return PyUnicode_FromFormat("%s:%d", device_kind(d, name), d->device.index);
}
static PyObject *device_get_type(PyObject *o, void *unused) {
    char name[32];
    return (void)unused, PyUnicode_FromString(device_kind((device_object *)o, name));
}
static PyObject *device_get_index(PyObject *o, void *unused) {
    (void)unused;
    if (!((device_object *)o)->indexed) Py_RETURN_NONE;
    return PyLong_FromLong(((device_object *)o)->device.index);
}
static Py_hash_t device_hash(PyObject *o) {
    device_object *d = (device_object *)o;
    return d->device.type * 1000 + (d->indexed ? d->device.index + 1 : 0);
}
static PyObject *device_compare(PyObject *a, PyObject *b, int op) {
    if (!PyObject_TypeCheck(b, &device_type) || (op != Py_EQ && op != Py_NE)) Py_RETURN_NOTIMPLEMENTED;
    return PyBool_FromLong((device_hash(a) == device_hash(b)) == (op == Py_EQ));
}
static PyObject *device_reduce(PyObject *o, PyObject *unused) {
    (void)unused;
    PyObject *text = device_str(o);
    return text ? Py_BuildValue("O(N)", (PyObject *)&device_type, text) : NULL;
}
static PyGetSetDef device_getset[] = { { "type", device_get_type, NULL, NULL, NULL }, { "index", device_get_index, NULL, NULL, NULL }, { 0 } };
static PyMethodDef device_methods[] = { { "__reduce__", device_reduce, METH_NOARGS, NULL }, { 0 } };
PyTypeObject device_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.device", .tp_basicsize = sizeof(device_object), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = device_new, .tp_repr = device_repr, .tp_str = device_str, .tp_getset = device_getset, .tp_hash = device_hash,
    .tp_richcompare = device_compare, .tp_methods = device_methods,
};

/* ---- Size: a tuple that prints as torch.Size and stays one when cut ---- */

PyObject *size_wrap(const int64_t *dims, int64_t n) {
    PyObject *s = size_type.tp_alloc(&size_type, n);
    for (int64_t i = 0; s && i < n; i++) {
        PyObject *number = PyLong_FromLongLong(dims[i]);
        if (!number) Py_CLEAR(s);
        else PyTuple_SET_ITEM(s, i, number);
    }
    return s;
}
static PyObject *size_from(PyObject *tuple) {
    if (!tuple || !PyTuple_Check(tuple)) return tuple;
    PyObject *s = PyObject_CallFunctionObjArgs((PyObject *)&size_type, tuple, NULL);
    Py_DECREF(tuple);
    return s;
}
static PyObject *size_repr(PyObject *o) {
    PyObject *list = PySequence_List(o);
    PyObject *text = list ? PyUnicode_FromFormat("torch.Size(%R)", list) : NULL;
    Py_XDECREF(list);
    return text;
}
/* Size(iterable of whole numbers) */
static PyObject *size_new(PyTypeObject *type, PyObject *args, PyObject *kw) {
    PyObject *made = PyTuple_Type.tp_new(type, args, kw);
    for (Py_ssize_t i = 0; made && i < PyTuple_GET_SIZE(made); i++) {
        PyObject *item = PyTuple_GET_ITEM(made, i);
        if (PyLong_Check(item)) continue;
        bool whole = is_tensor(item) ? rush_dim(tensor_of(item)) == 0 && !rush_is_floating_point(tensor_of(item)) : PyIndex_Check(item);
        PyObject *number = whole ? PyNumber_Index(item) : NULL;
        if (!whole) PyErr_Format(PyExc_TypeError, "torch.Size() takes an iterable of 'int' (item %zd is '%s')", i, is_tensor(item) ? "Tensor" : Py_TYPE(item)->tp_name);
        if (!number) Py_CLEAR(made);
        else Py_SETREF(((PyTupleObject *)made)->ob_item[i], number);
    }
    return made;
}
static PyObject *size_subscript(PyObject *o, PyObject *key) {
    PyObject *r = PyTuple_Type.tp_as_mapping->mp_subscript(o, key);
    return PySlice_Check(key) ? size_from(r) : r;
}
static PyObject *size_concat(PyObject *a, PyObject *b) { return size_from(PyTuple_Type.tp_as_sequence->sq_concat(a, b)); }
static PyObject *size_repeat(PyObject *a, Py_ssize_t n) { return size_from(PyTuple_Type.tp_as_sequence->sq_repeat(a, n)); }
static PyObject *size_numel(PyObject *o, PyObject *unused) {
    (void)unused;
    long long n = 1;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(o); i++) n *= PyLong_AsLongLong(PyTuple_GET_ITEM(o, i));
    return PyErr_Occurred() ? NULL : PyLong_FromLongLong(n);
}
static PyObject *size_reduce(PyObject *o, PyObject *unused) {
    (void)unused;
    PyObject *list = PySequence_List(o);
    return list ? Py_BuildValue("O(N)", (PyObject *)&size_type, list) : NULL;
}
static PyMappingMethods size_mapping = { .mp_subscript = size_subscript };
static PySequenceMethods size_sequence = { .sq_concat = size_concat, .sq_repeat = size_repeat };
static PyMethodDef size_methods[] = { { "numel", size_numel, METH_NOARGS, NULL }, { "__reduce__", size_reduce, METH_NOARGS, NULL }, { 0 } };
PyTypeObject size_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.Size", .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, .tp_base = &PyTuple_Type,
    .tp_new = size_new, .tp_repr = size_repr, .tp_as_mapping = &size_mapping, .tp_as_sequence = &size_sequence, .tp_methods = size_methods,
};

/* ---- Generator ---- */

static PyObject *generator_make(PyTypeObject *type, PyObject *args, PyObject *kw) {
    static char *names[] = { "device", NULL };
    PyObject *device = Py_None;
    rush_device where = rush_cpu();
    if (!PyArg_ParseTupleAndKeywords(args, kw, "|O", names, &device)) return NULL;
    if (device != Py_None && convert_device(device, &where) < 0) return NULL;
    if (where.type != RUSH_CPU) return PyErr_SetString(PyExc_RuntimeError, "generators exist on the CPU only"), NULL;
    generator_object *g = (generator_object *)type->tp_alloc(type, 0);
    if (!g || (g->generator = rush_generator_new(0, 67280421310721))) return (PyObject *)g;
    Py_DECREF(g);
    return PyErr_NoMemory();
}
static void generator_free(PyObject *o) {
    rush_release(((generator_object *)o)->generator);
    Py_TYPE(o)->tp_free(o);
}
/* A seed in [-2^63, 2^64); a negative one stands for itself + 2^64. */
bool seed_of(PyObject *o, uint64_t *seed) {
    PyObject *number = PyNumber_Index(o);
    if (!number) return false;
    *seed = (uint64_t)PyLong_AsUnsignedLongLong(number);
    if (PyErr_Occurred()) {
        PyErr_Clear();
        *seed = (uint64_t)PyLong_AsLongLong(number);
    }
    Py_DECREF(number);
    if (!PyErr_Occurred()) return true;
    PyErr_SetString(PyExc_RuntimeError, "Overflow when unpacking long");
    return false;
}
static PyObject *generator_manual_seed(PyObject *o, PyObject *seed) {
    uint64_t s;
    if (!seed_of(seed, &s)) return NULL;
    rush_generator_manual_seed(((generator_object *)o)->generator, s);
    return Py_NewRef(o);
}
static PyObject *generator_seed(PyObject *o, PyObject *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(rush_generator_initial_seed(((generator_object *)o)->generator));
}
/* seed(): one from the system's noise */
static PyObject *generator_reseed(PyObject *o, PyObject *unused) {
    uint64_t s;
    (void)unused;
    if (getrandom(&s, sizeof s, 0) != sizeof s) return PyErr_SetFromErrno(PyExc_OSError);
    rush_generator_manual_seed(((generator_object *)o)->generator, s);
    return PyLong_FromUnsignedLongLong(s);
}
static PyObject *generator_get_state(PyObject *o, PyObject *unused) {
    (void)unused;
    BEGIN_CORE;
    rush_tensor *t = rush_generator_get_state(((generator_object *)o)->generator);
    PyObject *r = t ? tensor_wrap(t) : error_raise();
    END_CORE;
    return r;
}
static PyObject *generator_set_state(PyObject *o, PyObject *state) {
    if (!is_tensor(state)) return PyErr_SetString(PyExc_TypeError, "expected a torch.ByteTensor"), NULL;
    if (!rush_generator_set_state(((generator_object *)o)->generator, tensor_of(state))) return error_raise();
    return Py_NewRef(o);
}
static PyMethodDef generator_methods[] = {
    { "manual_seed", generator_manual_seed, METH_O, NULL }, { "initial_seed", generator_seed, METH_NOARGS, NULL },
    { "seed", generator_reseed, METH_NOARGS, NULL }, { "get_state", generator_get_state, METH_NOARGS, NULL }, { "set_state", generator_set_state, METH_O, NULL }, { 0 },
};
PyTypeObject generator_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.Generator", .tp_basicsize = sizeof(generator_object),
    .tp_flags = Py_TPFLAGS_DEFAULT, .tp_new = generator_make, .tp_dealloc = generator_free, .tp_methods = generator_methods,
};

static bool dtypes_add(PyObject *module, dtype_object *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        Py_SET_REFCNT((PyObject *)&list[i], 1);
        Py_SET_TYPE((PyObject *)&list[i], &dtype_type);
        if (PyModule_AddObject(module, list[i].name, Py_NewRef((PyObject *)&list[i])) < 0) return false;
    }
    return true;
}
bool types_init(PyObject *module) {
    size_type.tp_itemsize = PyTuple_Type.tp_itemsize;
    size_type.tp_basicsize = PyTuple_Type.tp_basicsize;
    const struct { const char *name; PyTypeObject *type; } types[] = {
        { "dtype", &dtype_type }, { "device", &device_type }, { "Size", &size_type }, { "Generator", &generator_type },
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (PyType_Ready(types[i].type) < 0) return false;
        if (PyModule_AddObject(module, types[i].name, Py_NewRef((PyObject *)types[i].type)) < 0) return false;
    }
    if (!dtypes_add(module, dtypes, sizeof dtypes / sizeof *dtypes)) return false;
    if (!dtypes_add(module, foreign_dtypes, sizeof foreign_dtypes / sizeof *foreign_dtypes)) return false;
    for (size_t i = 0; i < sizeof dtype_aliases / sizeof *dtype_aliases; i++)
        if (PyModule_AddObject(module, dtype_aliases[i].name, dtype_wrap(dtype_aliases[i].dtype)) < 0) return false;
    return true;
}
