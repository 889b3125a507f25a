/* SPDX-License-Identifier: MIT */
/* error.c - core errors as Python exceptions; the line of the Python program that is running. */
#include "module.h"

#include <frameobject.h>
#include <string.h>

/* ---- errors ---- */

static PyObject *linalg_error;   /* torch.linalg.LinAlgError */

/* A request for memory that fails: what Python's programs catch, and what PyTorch's do. */
static PyObject *memory_error(void) {
    static PyObject *type;
    if (!type) {
        PyObject *bases = PyTuple_Pack(2, PyExc_MemoryError, PyExc_RuntimeError);
        type = bases ? PyErr_NewException("rushlight.OutOfMemoryError", bases, NULL) : NULL;
        Py_XDECREF(bases);
        if (!type) PyErr_Clear();
    }
    return type ? type : PyExc_MemoryError;
}

static PyObject *exception_of(rush_error_code code) {
    switch (code) {
    case RUSH_LINALG_ERROR: return linalg_error;
    case RUSH_VALUE_ERROR: return PyExc_ValueError;
    case RUSH_TYPE_ERROR: return PyExc_TypeError;
    case RUSH_INDEX_ERROR: return PyExc_IndexError;
    case RUSH_KEY_ERROR: return PyExc_KeyError;
    case RUSH_NOT_IMPLEMENTED_ERROR: return PyExc_NotImplementedError;
    case RUSH_MEMORY_ERROR: return memory_error();
    case RUSH_OS_ERROR: return PyExc_OSError;
    case RUSH_ATTRIBUTE_ERROR: return PyExc_AttributeError;
    default: return PyExc_RuntimeError;
    }
}

/* One line about the error: a note (Python 3.11), else an element of the exception's `rushlight_notes`. */
static bool add_note(PyObject *e, PyObject *text) {
    if (!text) return false;
    PyObject *done = NULL;
    if (PyObject_HasAttrString(e, "add_note")) done = PyObject_CallMethod(e, "add_note", "O", text);
    else {
        PyObject *notes = PyObject_GetAttrString(e, "rushlight_notes");
        if (!notes) PyErr_Clear(), notes = PyList_New(0);
        if (notes && PyList_Append(notes, text) == 0 && PyObject_SetAttrString(e, "rushlight_notes", notes) == 0) done = Py_NewRef(Py_None);
        Py_XDECREF(notes);
    }
    Py_DECREF(text);
    Py_XDECREF(done);
    return done != NULL;
}

PyObject *error_raise(void) {
    const rush_error_info *e = rush_error();
    if (PyErr_Occurred() || !e) { /* a callback raised it: that says more than the core's error */
        rush_error_clear();
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_SystemError, "a call failed without an error");
        return NULL;
    }
    PyObject *type = exception_of(e->code);
    PyObject *exception = PyObject_CallFunction(type, "s", e->message);
    bool ok = exception != NULL;
    if (ok && *e->op) ok = add_note(exception, PyUnicode_FromFormat("op: %s", e->op));
    if (ok && *e->detail) ok = add_note(exception, PyUnicode_FromString(e->detail));
    if (ok && *e->site) ok = add_note(exception, PyUnicode_FromFormat("at %s", e->site));
    rush_error_clear();
    if (ok) PyErr_SetObject(type, exception);
    Py_XDECREF(exception);
    return NULL;
}

void error_from_python(void) {
    /* The core has no call that makes an error of the user's; any failing one will do, for error_raise prefers the exception. */
    rush_device device;
    rush_device_parse("a Python exception", &device);
}

/* ---- sites ---- */

/* Places already seen: (code, instruction) gives the site without a look at the line table. An entry whose code object was
   freed and replaced by another at the same address, with the same file name object, could name a line of the former. */
typedef struct place { const void *code, *file; int instruction, first; rush_site site; } place;
enum { PLACES = 4096 };
static place places[PLACES];
static PyObject *sites;          /* every site string ever made: nodes of graphs keep pointing to them */
static PyObject *package;        /* frames of this folder are passed over */

bool error_init(PyObject *module) {
    linalg_error = PyErr_NewExceptionWithDoc("torch._C._LinAlgError", "A matrix is singular, or not positive-definite, or an iteration did not converge.", PyExc_RuntimeError, NULL);
    return linalg_error && PyModule_AddObject(module, "_LinAlgError", Py_NewRef(linalg_error)) == 0;
}

bool site_init(const char *package_folder) {
    sites = PyDict_New();
    package = PyUnicode_FromString(package_folder);
    return sites && package;
}

static rush_site intern(PyObject *text) {
    if (!text) return PyErr_Clear(), NULL;
    PyObject *kept = PyDict_SetDefault(sites, text, text);
    Py_DECREF(text);
    rush_site s = kept ? PyUnicode_AsUTF8(kept) : NULL;
    if (!s) PyErr_Clear();
    return s;
}

static int frame_instruction(PyFrameObject *f) {
#if PY_VERSION_HEX >= 0x030B0000
    return PyFrame_GetLasti(f);
#else
    return f->f_lasti;
#endif
}

static PyFrameObject *frame_back(PyFrameObject *f) {
#if PY_VERSION_HEX >= 0x03090000
    return PyFrame_GetBack(f);
#endif
}

static const char inside_package[] = "";

static rush_site frame_site(PyFrameObject *f) {
    PyCodeObject *code = PyFrame_GetCode(f);
    int at = frame_instruction(f);
    uintptr_t h = ((uintptr_t)code >> 4) * 31 + (uintptr_t)at;
    place *p = &places[(h ^ h >> 12) % PLACES];
    if (p->code != code || p->instruction != at || p->file != code->co_filename || p->first != code->co_firstlineno) {
        rush_site s = inside_package;
        if (PyUnicode_Tailmatch(code->co_filename, package, 0, PY_SSIZE_T_MAX, -1) != 1)
            s = intern(PyUnicode_FromFormat("%U:%d", code->co_filename, PyFrame_GetLineNumber(f)));
        *p = (place){ code, code->co_filename, at, code->co_firstlineno, s };
    }
    Py_DECREF(code);
    return p->site;
}

rush_site site_here(void) {
    PyFrameObject *f = PyEval_GetFrame();
    if (!f) return NULL;
    rush_site s = frame_site(f);
    if (s != inside_package) return s;
    Py_INCREF(f);
    while (f && s == inside_package) {
        PyFrameObject *back = frame_back(f);
        Py_DECREF(f);
        f = back;
        if (f) s = frame_site(f);
    }
    Py_XDECREF(f);
    return s == inside_package ? NULL : s;
}
