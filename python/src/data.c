/* SPDX-License-Identifier: MIT */
/* data.c - numbers in and out: torch.tensor, buffers (NumPy's arrays among them), item, tolist. */
#include "module.h"

#include <string.h>

/* ---- nested sequences ---- */

typedef struct reader {
    int64_t shape[RUSH_MAX_DIMS];
    int ndim;
    int64_t count, next;
    rush_dtype wanted, found;    /* what the caller names, or 0; what the elements are together */
    bool real;                   /* some element is not a whole number */
    int64_t *ints;
    double *floats;
} reader;

/* Tensors are elements, not sequences: those of one element are numbers. */
static bool is_sequence(PyObject *o) {
    if (PyList_Check(o) || PyTuple_Check(o)) return true;
    return !PyBytes_Check(o) && !PyUnicode_Check(o) && !is_tensor(o) && PySequence_Check(o);
}

static bool read_shape(reader *r, PyObject *o) {
    if (PyUnicode_Check(o)) return PyErr_Format(PyExc_TypeError, "new(): invalid data type '%s'", Py_TYPE(o)->tp_name), false;
    Py_INCREF(o);
    while (is_sequence(o)) {
        Py_ssize_t n = PySequence_Size(o);
        if (n < 0 && PyErr_ExceptionMatches(PyExc_TypeError)) { PyErr_Clear(); break; } /* an array without dimensions */
        if (n < 0 || r->ndim == RUSH_MAX_DIMS) {
            if (n >= 0) PyErr_Format(PyExc_ValueError, "too many dimensions '%s'", Py_TYPE(o)->tp_name);
            return Py_DECREF(o), false;
        }
        r->shape[r->ndim++] = n;
        if (n == 0) break;
        PyObject *first = PySequence_GetItem(o, 0);
        if (!first) PyErr_Format(PyExc_ValueError, "could not determine the shape of object type '%s'", Py_TYPE(o)->tp_name);
        Py_DECREF(o);
        if (!(o = first)) return false;
    }
    bool text = PyUnicode_Check(o); /* a sequence of sequences of itself, without end */
    if (text) PyErr_Format(PyExc_ValueError, "too many dimensions '%s'", Py_TYPE(o)->tp_name);
    Py_DECREF(o);
    if (text) return false;
    r->count = 1;
    for (int i = 0; i < r->ndim; i++) r->count *= r->shape[i];
    return true;
}

static rush_dtype dtype_of_format(const char *format, Py_ssize_t size);
static PyObject *element_type(PyObject *array);

static rush_dtype promoted(rush_dtype a, rush_dtype b) {
    const dtype_object *x = dtype_info(a), *y = dtype_info(b);
    if (a == b || b == RUSH_BOOL) return a;
    if (a == RUSH_BOOL) return b;
    if (x->is_float != y->is_float) return x->is_float ? a : b;
    if (x->size != y->size) return x->size > y->size ? a : b;
    return x->is_float ? RUSH_FLOAT32 : RUSH_INT16; /* float16 with bfloat16; uint8 with int8 */
}

/* the dtype of an element, 0 with an error */
static rush_dtype dtype_of_element(PyObject *o, const rush_value *v) {
    if (is_tensor(o)) return rush_get_dtype(tensor_of(o));
    if (!PyFloat_CheckExact(o) && !PyLong_CheckExact(o) && strncmp(Py_TYPE(o)->tp_name, "numpy.", 6) == 0 && PyObject_CheckBuffer(o)) {
        Py_buffer view;
        if (PyObject_GetBuffer(o, &view, PyBUF_FORMAT | PyBUF_STRIDED_RO) < 0) return 0;
        rush_dtype d = dtype_of_format(view.format, view.itemsize);
        PyBuffer_Release(&view);
        PyObject *type = d ? NULL : element_type(o);
        if (type) PyErr_Format(PyExc_TypeError, "can't convert np.ndarray of type %U. The only supported types are: float64, float32, float16, complex64, complex128, int64, int32, int16, int8, uint8, and bool.", type);
        Py_XDECREF(type);
        return d;
    }
    return v->kind == RUSH_VALUE_FLOAT ? rush_get_default_dtype() : v->kind == RUSH_VALUE_BOOL ? RUSH_BOOL : RUSH_INT64;
}

static bool tensor_number(PyObject *o, rush_value *v) {
    rush_tensor *t = tensor_of(o);
    if (rush_numel(t) != 1) return PyErr_SetString(PyExc_ValueError, "only one element tensors can be converted to Python scalars"), false;
    if (rush_is_floating_point(t)) *v = (rush_value){ .u.f = rush_item_at(NULL, t), .kind = RUSH_VALUE_FLOAT };
    else *v = (rush_value){ .u.i = rush_item_int_at(NULL, t), .kind = RUSH_VALUE_INT };
    return !rush_failed() || (error_raise(), false);
}

static bool read_number(reader *r, PyObject *o) {
    rush_value v;
    if (is_tensor(o)) {
        if (!tensor_number(o, &v)) return false;
    } else if (PyLong_Check(o) && !PyBool_Check(o) && r->wanted && (dtype_info(r->wanted)->is_float || r->wanted == RUSH_BOOL)) {
        double f = PyLong_AsDouble(o); /* which may be larger than an int64 */
        if (f == -1 && PyErr_Occurred()) return false;
        v = f >= -0x1p63 && f < 0x1p63 ? (rush_value){ .u.i = PyLong_AsLongLong(o), .kind = RUSH_VALUE_INT } : (rush_value){ .u.f = f, .kind = RUSH_VALUE_FLOAT };
        if (PyErr_Occurred()) PyErr_Clear(), v = (rush_value){ .u.f = f, .kind = RUSH_VALUE_FLOAT };
    } else {
        int ok = convert_scalar(o, &v);
        if (ok == 0) {
            if (PyUnicode_Check(o)) PyErr_Format(PyExc_TypeError, "new(): invalid data type '%s'", Py_TYPE(o)->tp_name);
            else PyErr_Format(PyExc_RuntimeError, "Could not infer dtype of %s", Py_TYPE(o)->tp_name);
        }
        if (ok <= 0) return false;
    }
    rush_dtype d = dtype_of_element(o, &v);
    if (!d) return false;
    r->found = r->found ? promoted(r->found, d) : d;
    r->real = r->real || v.kind == RUSH_VALUE_FLOAT;
    r->ints[r->next] = v.kind == RUSH_VALUE_FLOAT ? 0 : v.u.i;
    r->floats[r->next++] = v.kind == RUSH_VALUE_FLOAT ? v.u.f : (double)v.u.i;
    return true;
}

static bool read_values(reader *r, PyObject *o, int depth) {
    if (depth == r->ndim) {
        if (!is_sequence(o) || is_number(o)) return read_number(r, o);
        if (r->real) PyErr_Format(PyExc_TypeError, "must be real number, not %s", Py_TYPE(o)->tp_name);
        else PyErr_Format(PyExc_TypeError, "'%s' object cannot be interpreted as an integer", Py_TYPE(o)->tp_name);
        return false;
    }
    if (!is_sequence(o)) return PyErr_Format(PyExc_TypeError, "not a sequence"), false;
    PyObject *fast = PySequence_Fast(o, "not a sequence");
    if (!fast) return false;
    Py_ssize_t n = PySequence_Fast_GET_SIZE(fast);
    bool ok = n == r->shape[depth];
    if (!ok) PyErr_Format(PyExc_ValueError, "expected sequence of length %lld at dim %d (got %zd)", (long long)r->shape[depth], depth, n);
    for (Py_ssize_t i = 0; ok && i < n; i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(fast, i);
        if (item == o) ok = (PyErr_SetString(PyExc_TypeError, "new(): self-referential lists are incompatible"), false);
        else ok = read_values(r, item, depth + 1);
    }
    Py_DECREF(fast);
    return ok;
}

/* False with PyTorch's error if an element does not fit into whole numbers of that dtype; uint8 takes -255 to -1, too. */
static bool values_fit(const reader *r, rush_dtype dtype) {
    const dtype_object *d = dtype_info(dtype);
    if (d->is_float || dtype == RUSH_BOOL || (!r->real && dtype == RUSH_INT64)) return true;
    double high = (double)((UINT64_C(1) << (8 * d->size - d->is_signed)) - 1), low = d->is_signed ? -high - 1 : -high;
    if (dtype == RUSH_INT64) high = 0x1p63, low = -0x1p63;
    for (int64_t i = 0; i < r->count; i++) {
        if (r->floats[i] >= low && r->floats[i] <= high) continue;
        PyErr_Format(PyExc_RuntimeError, "value cannot be converted to type %s without overflow", dtype == RUSH_INT32 ? "int" : d->name);
        return false;
    }
    return true;
}

/* _from_data(data, dtype or None, device or None, requires_grad) for numbers and nested sequences */
static PyObject *from_data(PyObject *self, PyObject *args) {
    PyObject *data, *dtype, *device, *result = NULL;
    int requires_grad;
    (void)self;
    if (!PyArg_ParseTuple(args, "OOOp", &data, &dtype, &device, &requires_grad)) return NULL;
    reader r = { .ndim = 0 };
    rush_device where = { 0, 0 };
    arena a = { .used = 0 };
    a.count = 0;
    rush_value type = { .kind = RUSH_VALUE_NONE };
    if (dtype != Py_None && convert_value(dtype, ARG_DTYPE, 0, &a, &type) <= 0) {
        if (!PyErr_Occurred()) PyErr_Format(PyExc_TypeError, "tensor(): argument 'dtype' must be torch.dtype, not %s", Py_TYPE(dtype)->tp_name);
        return NULL;
    }
    if (device != Py_None && convert_device(device, &where) <= 0) return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_TypeError, "tensor(): argument 'device' must be torch.device, not %s", Py_TYPE(device)->tp_name);
    r.wanted = type.kind == RUSH_VALUE_NONE ? 0 : (rush_dtype)type.u.i;
    if (!read_shape(&r, data)) return NULL;
    r.ints = PyMem_Malloc(sizeof *r.ints * (size_t)(r.count + 1));
    r.floats = PyMem_Malloc(sizeof *r.floats * (size_t)(r.count + 1));
    if (!r.ints || !r.floats) PyErr_NoMemory();
    else if (read_values(&r, data, 0)) {
        rush_from_data_args options = { .size = sizeof options, .shape = { r.shape, r.ndim }, .device = where, .requires_grad = requires_grad,
                                        .dtype = r.wanted ? r.wanted : r.found ? r.found : rush_get_default_dtype() };
        rush_values values = { .ptr = r.real ? (const void *)r.floats : (const void *)r.ints, .dtype = r.real ? RUSH_FLOAT64 : RUSH_INT64, .count = r.count };
        bool fits = values_fit(&r, options.dtype);
        BEGIN_CORE;
        rush_tensor *t = fits ? rush_from_data_at(site_here(), values, options) : NULL;
        result = t ? tensor_wrap(t) : fits ? error_raise() : NULL;
        END_CORE;
    }
    PyMem_Free(r.ints);
    PyMem_Free(r.floats);
    return result;
}

/* ---- out ---- */

static PyObject *number_of(rush_dtype d, const void *p, int64_t i) {
    if (dtype_info(d)->is_float) return PyFloat_FromDouble(((const double *)p)[i]);
    int64_t v = ((const int64_t *)p)[i];
    return d == RUSH_BOOL ? PyBool_FromLong(v != 0) : PyLong_FromLongLong(v);
}

PyObject *tensor_item(PyObject *self, PyObject *unused) {
    rush_tensor *t = tensor_of(self);
    (void)unused;
    if (rush_numel(t) != 1) return PyErr_SetString(PyExc_ValueError, "only one element tensors can be converted to Python scalars"), NULL;
    if (rush_is_floating_point(t)) {
        double v = rush_item_at(site_here(), t);
        return rush_failed() ? error_raise() : PyFloat_FromDouble(v);
    }
    int64_t v = rush_item_int_at(site_here(), t);
    return rush_failed() ? error_raise() : number_of(rush_get_dtype(t), &v, 0);
}

static PyObject *nested(rush_dtype d, const void *p, rush_shape s, int64_t depth, int64_t *next) {
    if (depth == s.ndim) return number_of(d, p, (*next)++);
    PyObject *list = PyList_New((Py_ssize_t)s.dims[depth]);
    for (Py_ssize_t i = 0; list && i < s.dims[depth]; i++) {
        PyObject *o = nested(d, p, s, depth + 1, next);
        if (!o) Py_CLEAR(list);
        else PyList_SET_ITEM(list, i, o);
    }
    return list;
}

PyObject *tensor_tolist(PyObject *self, PyObject *unused) {
    rush_tensor *t = tensor_of(self);
    (void)unused;
    int64_t n = rush_numel(t), next = 0;
    rush_dtype d = rush_get_dtype(t);
    void *p = PyMem_Malloc(sizeof(double) * (size_t)(n + 1));
    if (!p) return PyErr_NoMemory();
    bool ok = rush_copy_out_at(site_here(), t, p, dtype_info(d)->is_float ? RUSH_FLOAT64 : RUSH_INT64, n);
    PyObject *r = ok ? nested(d, p, rush_sizes(t), 0, &next) : error_raise();
    PyMem_Free(p);
    return r;
}

/* ---- buffers ---- */

/* What numpy() hands to NumPy: the tensor's memory. */
typedef struct buffer_object { PyObject_HEAD PyObject *tensor; Py_ssize_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS]; bool raw; } buffer_object;

static int buffer_get(PyObject *o, Py_buffer *view, int flags) {
    buffer_object *b = (buffer_object *)o;
    rush_tensor *t = tensor_of(b->tensor);
    static char nothing[16];
    const dtype_object *d = dtype_info(rush_get_dtype(t));
    void *p = rush_numel(t) ? rush_mutable_data_ptr_at(NULL, t, d->dtype) : nothing;
    if (rush_failed()) return error_raise(), -1;
    rush_shape sizes = rush_sizes(t), strides = rush_strides(t);
    if (b->raw) return PyBuffer_FillInfo(view, o, p, (Py_ssize_t)(rush_numel(t) * d->size), 0, flags);
    for (int64_t i = 0; i < sizes.ndim; i++) b->shape[i] = (Py_ssize_t)sizes.dims[i], b->strides[i] = (Py_ssize_t)strides.dims[i] * d->size;
    *view = (Py_buffer){ .buf = p, .obj = Py_NewRef(o), .len = (Py_ssize_t)rush_numel(t) * d->size, .itemsize = d->size, .ndim = (int)sizes.ndim,
                         .format = (char *)(uintptr_t)d->format, .shape = b->shape, .strides = b->strides };
    if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES || rush_is_contiguous(t)) return 0;
    PyErr_SetString(PyExc_BufferError, "the tensor is not contiguous");
    Py_CLEAR(view->obj);
    return -1;
}
static void buffer_free(PyObject *o) {
    Py_XDECREF(((buffer_object *)o)->tensor);
    PyObject_Free(o);
}
static PyBufferProcs buffer_procs = { buffer_get, NULL };
PyTypeObject buffer_type = { PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight._C.Buffer", .tp_basicsize = sizeof(buffer_object),
                             .tp_flags = Py_TPFLAGS_DEFAULT, .tp_as_buffer = &buffer_procs, .tp_dealloc = buffer_free };

/* _buffer(tensor, raw): raw gives bytes and wants a contiguous tensor */
static PyObject *make_buffer(PyObject *self, PyObject *args) {
    PyObject *t;
    int raw;
    (void)self;
    if (!PyArg_ParseTuple(args, "O!p", tensor_type, &t, &raw)) return NULL;
    if (raw && !rush_is_contiguous(tensor_of(t))) return PyErr_SetString(PyExc_BufferError, "the tensor is not contiguous"), NULL;
    if (!raw && !dtype_info(rush_get_dtype(tensor_of(t)))->format) return PyErr_SetString(PyExc_TypeError, "Got unsupported ScalarType BFloat16"), NULL;
    buffer_object *b = PyObject_New(buffer_object, &buffer_type);
    if (b) b->tensor = Py_NewRef(t), b->raw = raw;
    if (b && !raw) rush_storage_fix(tensor_of(t));
    return (PyObject *)b;
}

static void release_buffer(void *user) {
    if (!Py_IsInitialized()) return;
    PyGILState_STATE state = PyGILState_Ensure();
    PyBuffer_Release(user);
    PyMem_Free(user);
    PyGILState_Release(state);
}

static rush_dtype dtype_of_format(const char *format, Py_ssize_t size) {
    char c = format ? format[strspn(format, "@=<")] : 'B';
    if (c == '?') return RUSH_BOOL;
    if (strchr("bhilqn", c)) return size == 8 ? RUSH_INT64 : size == 4 ? RUSH_INT32 : size == 2 ? RUSH_INT16 : RUSH_INT8;
    if (c == 'B' && size == 1) return RUSH_UINT8;
    if (strchr("efd", c)) return size == 8 ? RUSH_FLOAT64 : size == 4 ? RUSH_FLOAT32 : RUSH_FLOAT16;
    return 0;
}

/* "numpy.uint16", of an array of such elements */
static PyObject *element_type(PyObject *array) {
    PyObject *dtype = PyObject_GetAttrString(array, "dtype"), *type = dtype ? PyObject_GetAttrString(dtype, "type") : NULL;
    PyObject *module = type ? PyObject_GetAttrString(type, "__module__") : NULL, *name = module ? PyObject_GetAttrString(type, "__name__") : NULL;
    PyObject *text = name ? PyUnicode_FromFormat("%S.%S", module, name) : NULL;
    Py_XDECREF(dtype);
    Py_XDECREF(type);
    Py_XDECREF(module);
    Py_XDECREF(name);
    if (!text) PyErr_Clear();
    return text;
}

static rush_tensor *tensor_over(Py_buffer *view) {
    int64_t sizes[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    if (view->format && (*view->format == '>' || *view->format == '!') && view->itemsize > 1) {
        PyErr_SetString(PyExc_ValueError, "given numpy array has byte order different from the native byte order. Conversion between byte orders is currently not supported.");
        return NULL;
    }
    rush_dtype d = dtype_of_format(view->format, view->itemsize);
    PyObject *type = d ? NULL : element_type(view->obj);
    if (type) {
        PyErr_Format(PyExc_TypeError, "can't convert np.ndarray of type %U. The only supported types are: float64, float32, float16, complex64, complex128, int64, int32, int16, int8, uint8, and bool.", type);
        Py_DECREF(type);
        return NULL;
    }
    if (!d) PyErr_Format(PyExc_TypeError, "can't convert an array with elements of format '%s'. The only supported types are: float64, float32, float16, int64, int32, int16, int8, uint8, and bool.", view->format);
    for (int i = 0; d && i < view->ndim; i++) {
        sizes[i] = view->shape[i];
        strides[i] = view->strides[i] / view->itemsize;
        if (view->strides[i] < 0) d = 0, PyErr_SetString(PyExc_ValueError, "At least one stride in the given numpy array is negative, and tensors with negative strides are not currently supported. (You can probably work around this by making a copy of your array  with array.copy().) ");
        else if (view->strides[i] % view->itemsize) d = 0, PyErr_SetString(PyExc_ValueError, "given numpy array strides not a multiple of the element byte size. Copy the numpy array to reallocate the memory.");
    }
    if (!d) return NULL;
    rush_from_blob_args options = { .size = sizeof options, .dtype = d, .strides = strides, .free = release_buffer, .user = view };
    rush_tensor *t = rush_from_blob_at(site_here(), view->buf, (rush_shape){ sizes, view->ndim }, options);
    if (!t) error_raise();
    return t;
}

/* _from_buffer(object): a tensor over the object's memory */
static PyObject *from_buffer(PyObject *self, PyObject *o) {
    (void)self;
    Py_buffer *view = PyMem_Calloc(1, sizeof *view);
    if (!view) return PyErr_NoMemory();
    if (PyObject_GetBuffer(o, view, PyBUF_STRIDED | PyBUF_FORMAT) < 0) {
        PyErr_Clear();
        if (PyObject_GetBuffer(o, view, PyBUF_STRIDED_RO | PyBUF_FORMAT) < 0) return PyMem_Free(view), NULL;
        if (PyErr_WarnEx(PyExc_UserWarning, "The given NumPy array is not writable, and PyTorch does not support non-writable tensors. This means writing to this tensor will result in undefined behavior. "
                         "You may want to copy the array to protect its data or make it writable before converting it to a tensor.", 1) < 0) {
            PyBuffer_Release(view);
            return PyMem_Free(view), NULL;
        }
    }
    BEGIN_CORE;
    rush_tensor *t = tensor_over(view);
    PyObject *r = t ? tensor_wrap(t) : NULL;
    END_CORE;
    if (!t) PyBuffer_Release(view), PyMem_Free(view);
    return r;
}

/* _over(object, dtype): the object's bytes as a one-dimensional tensor of that dtype, without a copy */
static PyObject *over_bytes(PyObject *self, PyObject *args) {
    PyObject *o, *dtype;
    (void)self;
    if (!PyArg_ParseTuple(args, "OO!", &o, &dtype_type, &dtype)) return NULL;
    const dtype_object *d = (dtype_object *)dtype;
    if (convert_dtype_object(dtype, &(rush_dtype){ 0 }) < 0) return NULL;
    Py_buffer *view = PyMem_Calloc(1, sizeof *view);
    if (!view) return PyErr_NoMemory();
    if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) < 0) return PyMem_Free(view), NULL;
    BEGIN_CORE;
    rush_from_blob_args options = { .size = sizeof options, .dtype = d->dtype, .free = release_buffer, .user = view };
    rush_tensor *t = rush_from_blob_at(site_here(), view->buf, (rush_shape){ (int64_t[]){ (int64_t)view->len / d->size }, 1 }, options);
    PyObject *r = t ? tensor_wrap(t) : error_raise();
    END_CORE;
    if (!t) PyBuffer_Release(view), PyMem_Free(view);
    return r;
}

/* _from_bytes(bytes, dtype, shape): a copy */
static PyObject *from_bytes(PyObject *self, PyObject *args) {
    Py_buffer view;
    PyObject *dtype, *shape, *result = NULL;
    (void)self;
    if (!PyArg_ParseTuple(args, "y*O!O", &view, &dtype_type, &dtype, &shape)) return NULL;
    arena a = { .used = 0 };
    a.count = 0;
    rush_value sizes;
    dtype_object *d = (dtype_object *)dtype;
    if (convert_dtype_object(dtype, &(rush_dtype){ 0 }) > 0 && convert_ints(shape, &a, &sizes) > 0) {
        rush_from_data_args options = { .size = sizeof options, .shape = { sizes.u.ints, sizes.count }, .dtype = d->dtype };
        BEGIN_CORE;
        rush_tensor *t = rush_from_data_at(site_here(), (rush_values){ view.buf, d->dtype, (int64_t)view.len / d->size }, options);
        result = t ? tensor_wrap(t) : error_raise();
        END_CORE;
    } else if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "shape must be a tuple of ints");
    arena_free(&a);
    PyBuffer_Release(&view);
    return result;
}

static PyObject *storage_nbytes(PyObject *self, PyObject *t) {
    (void)self;
    if (!is_tensor(t)) return PyErr_SetString(PyExc_TypeError, "expected a Tensor"), NULL;
    return PyLong_FromSize_t(rush_storage_bytes(tensor_of(t)));
}
static PyObject *storage_key(PyObject *self, PyObject *t) {
    (void)self;
    if (!is_tensor(t)) return PyErr_SetString(PyExc_TypeError, "expected a Tensor"), NULL;
    return PyLong_FromVoidPtr((void *)(uintptr_t)rush_storage_key(tensor_of(t)));
}
static PyObject *storage_resizable(PyObject *self, PyObject *t) {
    (void)self;
    if (!is_tensor(t)) return PyErr_SetString(PyExc_TypeError, "expected a Tensor"), NULL;
    return PyBool_FromLong(rush_storage_is_resizable(tensor_of(t)));
}
/* all of a tensor's storage, as bytes */
static PyObject *storage_bytes(PyObject *self, PyObject *t) {
    (void)self;
    if (!is_tensor(t)) return PyErr_SetString(PyExc_TypeError, "expected a Tensor"), NULL;
    const void *p = rush_storage_ptr_at(site_here(), tensor_of(t));
    return rush_failed() ? error_raise() : PyBytes_FromStringAndSize(p, (Py_ssize_t)rush_storage_bytes(tensor_of(t)));
}

static PyObject *has_buffer(PyObject *self, PyObject *o) {
    (void)self;
    return PyBool_FromLong(PyObject_CheckBuffer(o) && !PyBytes_Check(o) && !PyByteArray_Check(o) && !is_number(o));
}

bool data_init(PyObject *module) {
    static PyMethodDef functions[] = {
        { "_from_data", from_data, METH_VARARGS, NULL }, { "_buffer", make_buffer, METH_VARARGS, NULL },
        { "_from_buffer", from_buffer, METH_O, NULL }, { "_from_bytes", from_bytes, METH_VARARGS, NULL },
        { "_over", over_bytes, METH_VARARGS, NULL }, { "_has_buffer", has_buffer, METH_O, NULL }, { "_storage_nbytes", storage_nbytes, METH_O, NULL },
        { "_storage_key", storage_key, METH_O, NULL },
        { "_storage_resizable", storage_resizable, METH_O, NULL }, { "_storage_bytes", storage_bytes, METH_O, NULL }, { 0 },
    };
    return PyType_Ready(&buffer_type) == 0 && PyModule_AddFunctions(module, functions) == 0;
}
