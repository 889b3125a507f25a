/* SPDX-License-Identifier: MIT */
/* dlpack.c - tensors to and from other libraries without a copy: capsules in the layout of DLPack's DLManagedTensor. */
#include "module.h"

typedef struct dl_tensor {
    void *data;
    int32_t device_type, device_id;
    int32_t ndim;
    uint8_t code, bits;
    uint16_t lanes;
    int64_t *shape, *strides;        /* in elements; strides NULL: contiguous */
    uint64_t byte_offset;
} dl_tensor;
typedef struct dl_managed {
    dl_tensor t;
    void *context;
    void (*deleter)(struct dl_managed *self);
} dl_managed;

enum { DL_INT = 0, DL_UINT = 1, DL_FLOAT = 2, DL_BFLOAT = 4, DL_BOOL = 6, DL_CPU = 1 };
static const char name_new[] = "dltensor", name_used[] = "used_dltensor";

/* ---- out ---- */

typedef struct exported { dl_managed managed; int64_t dims[2 * RUSH_MAX_DIMS]; } exported;

static void exported_delete(dl_managed *m) {
    rush_release(m->context);
    PyMem_RawFree(m);
}

static void capsule_free(PyObject *capsule) {
    if (!PyCapsule_IsValid(capsule, name_new)) return; /* taken: its new owner deletes it */
    dl_managed *m = PyCapsule_GetPointer(capsule, name_new);
    if (m->deleter) m->deleter(m);
}

static PyObject *to_dlpack(PyObject *self, PyObject *o) {
    (void)self;
    if (!is_tensor(o)) return PyErr_Format(PyExc_TypeError, "expected a Tensor, not %s", Py_TYPE(o)->tp_name);
    rush_tensor *t = tensor_of(o);
    const dtype_object *d = dtype_info(rush_get_dtype(t));
    if (d->dtype == RUSH_BOOL) return PyErr_SetString(PyExc_RuntimeError, "Bool type is not supported by dlpack"), NULL;
    void *p = rush_mutable_data_ptr_at(site_here(), t, d->dtype);
    if (rush_failed()) return error_raise();
    exported *e = PyMem_RawCalloc(1, sizeof *e);
    if (!e) return PyErr_NoMemory();
    rush_shape sizes = rush_sizes(t), strides = rush_strides(t);
    for (int64_t i = 0; i < sizes.ndim; i++) { /* a stride that no element uses is 1: some readers compare them */
        e->dims[i] = sizes.dims[i];
        e->dims[RUSH_MAX_DIMS + i] = sizes.dims[i] < 2 ? 1 : strides.dims[i];
    }
    uint8_t code = d->dtype == RUSH_BFLOAT16 ? DL_BFLOAT : d->is_float ? DL_FLOAT : d->is_signed ? DL_INT : DL_UINT;
    e->managed = (dl_managed){ .t = { .data = p, .device_type = DL_CPU, .ndim = (int32_t)sizes.ndim, .code = code, .bits = (uint8_t)(8 * d->size),
                                      .lanes = 1, .shape = e->dims, .strides = e->dims + RUSH_MAX_DIMS },
                               .context = rush_retain(t), .deleter = exported_delete };
    PyObject *capsule = PyCapsule_New(&e->managed, name_new, capsule_free);
    if (!capsule) exported_delete(&e->managed);
    return capsule;
}

/* ---- in ---- */

static void imported_free(void *user) {
    dl_managed *m = user;
    if (m->deleter) m->deleter(m);
}

static rush_dtype dtype_of(const dl_tensor *t) {
    if (t->lanes != 1) return 0;
    switch (t->code) {
    case DL_FLOAT: return t->bits == 32 ? RUSH_FLOAT32 : t->bits == 64 ? RUSH_FLOAT64 : t->bits == 16 ? RUSH_FLOAT16 : 0;
    case DL_BFLOAT: return t->bits == 16 ? RUSH_BFLOAT16 : 0;
    case DL_INT: return t->bits == 64 ? RUSH_INT64 : t->bits == 32 ? RUSH_INT32 : t->bits == 16 ? RUSH_INT16 : t->bits == 8 ? RUSH_INT8 : 0;
    case DL_UINT: return t->bits == 8 ? RUSH_UINT8 : 0;
    case DL_BOOL: return t->bits == 8 ? RUSH_BOOL : 0;
    default: return 0;
    }
}

static PyObject *from_dlpack(PyObject *self, PyObject *capsule) {
    (void)self;
    if (!PyCapsule_IsValid(capsule, name_new))
        return PyErr_SetString(PyExc_RuntimeError, "from_dlpack received an invalid capsule. Note that DLTensor capsules can be consumed only once, so you might "
                               "have already constructed a tensor from it once."), NULL;
    dl_managed *m = PyCapsule_GetPointer(capsule, name_new);
    const dl_tensor *t = &m->t;
    rush_dtype d = dtype_of(t);
    if (t->device_type != DL_CPU) return PyErr_Format(PyExc_RuntimeError, "from_dlpack: the memory is on a device of kind %d; only the CPU's is taken", (int)t->device_type);
    if (!d || t->ndim < 0 || t->ndim > RUSH_MAX_DIMS)
        return PyErr_Format(PyExc_RuntimeError, "Unsupported type of a DLPack tensor: code %d, %d bits, %d lanes, %d dimensions", t->code, t->bits, t->lanes, (int)t->ndim);
    rush_from_blob_args options = { .size = sizeof options, .dtype = d, .strides = t->strides, .free = imported_free, .user = m };
    BEGIN_CORE;
    rush_tensor *made = rush_from_blob_at(site_here(), (char *)t->data + t->byte_offset, (rush_shape){ t->shape, t->ndim }, options);
    if (made) PyCapsule_SetName(capsule, name_used);
    PyObject *r = made ? tensor_wrap(made) : error_raise();
    END_CORE;
    return r;
}

bool dlpack_init(PyObject *module) {
    static PyMethodDef functions[] = { { "_to_dlpack", to_dlpack, METH_O, NULL }, { "_from_dlpack", from_dlpack, METH_O, NULL }, { 0 } };
    return PyModule_AddFunctions(module, functions) == 0;
}
