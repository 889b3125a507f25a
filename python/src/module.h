/* SPDX-License-Identifier: MIT */
/* module.h - what the files of the extension share: the Python types, conversions both ways, errors, calls. */
#ifndef PYTHON_MODULE_H
#define PYTHON_MODULE_H
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <rushlight.h>
#include <rushlight/binding.h>

#if PY_VERSION_HEX < 0x030A0000
static inline PyObject *Py_NewRef(PyObject *o) { return Py_INCREF(o), o; }
#endif

/* ---- objects ---- */

/* A Python tensor holds one reference to a core tensor. There is at most one Python object for a core tensor at a time. An object with
   something of its own (attributes, a class, weak references) that Python lets go of while the core still holds the tensor is kept:
   then the core holds the object, and the object no reference to the tensor. */
typedef struct tensor_object {
    PyObject_HEAD
    rush_tensor *t;
    PyObject *dict, *weak;
    bool kept;
} tensor_object;

typedef struct dtype_object { PyObject_HEAD rush_dtype dtype; const char *name, *format, *torch_name; bool is_float, is_signed, is_complex; int size; } dtype_object;
typedef struct device_object { PyObject_HEAD rush_device device; bool indexed; } device_object;
typedef struct generator_object { PyObject_HEAD rush_generator *generator; } generator_object;

extern PyTypeObject *tensor_type;
extern PyTypeObject dtype_type, device_type, size_type, graph_node_type, op_type, op_method_type, generator_type, buffer_type, optimizer_type;
bool seed_of(PyObject *o, uint64_t *seed); /* RuntimeError and false if o is no seed */

static inline bool is_tensor(PyObject *o) { return PyObject_TypeCheck(o, tensor_type); }
static inline rush_tensor *tensor_of(PyObject *o) { return ((tensor_object *)o)->t; }

/* The Python object of a core tensor, with a reference of its own; None for NULL. */
PyObject *tensor_wrap(rush_tensor *t);
/* The same for a new object of a subclass. */
PyObject *tensor_wrap_as(PyTypeObject *type, rush_tensor *t);
PyObject *dtype_wrap(rush_dtype dtype);
PyObject *device_wrap(rush_device device);
/* torch.Size of n numbers */
PyObject *size_wrap(const int64_t *dims, int64_t n);
/* A graph's node has at most one Python object at a time; a leaf's AccumulateGrad is one, too. */
typedef struct node_object { PyObject_HEAD rush_node *node; rush_tensor *leaf; PyObject *metadata; } node_object;
PyObject *node_wrap(rush_node *node, rush_tensor *leaf);
PyObject *node_register_hook(PyObject *node, PyObject *function);
PyObject *node_register_prehook(PyObject *node, PyObject *function);
/* the ctx of a user's function whose node this is, or NULL; borrowed */
PyObject *node_function_context(rush_node *node);
const dtype_object *dtype_info(rush_dtype dtype);
int convert_dtype_object(PyObject *o, rush_dtype *out);  /* 1; 0: not a dtype; -1: one of no tensor here, error raised */

/* ---- conversions from Python; false or -1 with a Python error set ---- */

typedef enum arg_type {
    ARG_TENSOR, ARG_OPERAND, ARG_SCALAR, ARG_INT, ARG_FLOAT, ARG_BOOL, ARG_INTS, ARG_FLOATS, ARG_TENSORS, ARG_OPTIONAL_TENSORS, ARG_DTYPE, ARG_DEVICE,
    ARG_STRING, ARG_GENERATOR
} arg_type;

/* Memory for the arrays of one call: a block on the stack, then blocks from Python's allocator. */
typedef struct arena { size_t used; void *blocks[16]; int count; _Alignas(16) char memory[1024]; } arena;
void *arena_take(arena *a, size_t bytes);
void arena_free(arena *a);

/* 1: converted, 0: another type, -1: a Python error. */
int convert_scalar(PyObject *o, rush_value *v);
int convert_int(PyObject *o, int64_t *out);
/* the same for an element of a list or an index: bools and tensors of one element count as well */
int convert_index(PyObject *o, int64_t *out);
int convert_ints(PyObject *o, arena *a, rush_value *v);
int convert_device(PyObject *o, rush_device *out);
int convert_value(PyObject *o, arg_type type, int length, arena *a, rush_value *v);
bool is_number(PyObject *o);

/* ---- errors and sites ---- */

bool error_init(PyObject *module);
/* The pending core error as a Python exception (or the Python exception that a callback raised); returns NULL. */
PyObject *error_raise(void);
/* Inside a callback that raised a Python exception: makes the core stop. */
void error_from_python(void);
/* "train.py:41": the line of the user's program that is running. Lives for ever. */
rush_site site_here(void);
bool site_init(const char *package_folder);

/* ---- Python objects that the core holds ---- */

/* How many there are: hooks, contexts of functions. */
extern Py_ssize_t callback_count;
/* The object behind a `user` of the core, told by its `free`; NULL if it is not ours. Borrowed. */
PyObject *callback_object(void *user, void (*free_user)(void *));
/* The `free` of one such object; callback_count goes up where it is handed over. */
void callback_release(void *user);

/* Sequences of tensors or None as arrays in the arena; NULL with a Python error. */
rush_tensor **tensor_array(arena *a, PyObject *list, int64_t *count);
PyObject *tensor_wrap_array(rush_tensor *const *t, int64_t n);
/* t as a tensor of the core's innermost scope */
rush_tensor *tensor_lend(rush_tensor *t);

/* ---- __torch_function__ ---- */

/* Does a class take over calls? `custom`: by an implementation of its own, where Tensor's would do nothing. Tensor and Parameter do not. */
bool override_type(PyTypeObject *type);
bool override_custom(PyTypeObject *type);
/* Does any of the arguments, or of the elements of lists among them? */
bool override_scan(PyObject *const *args, Py_ssize_t n);
static inline bool override_asked(PyObject *const *args, Py_ssize_t n) {
    for (Py_ssize_t i = 0; i < n; i++)
        if (!Py_IS_TYPE(args[i], tensor_type)) return override_scan(args + i, n - i);
    return false;
}
/* How many modes are active in some thread, and whether one is in this. */
extern int override_modes;
bool override_wanted(void);
/* Hands a call over: n positional arguments, then those named; a method of Tensor by its name. */
PyObject *override_call(PyObject *function, PyObject *const *args, Py_ssize_t n, PyObject *names);
PyObject *override_call_named(const char *method, PyObject *const *args, Py_ssize_t n);
/* A callable that asks first; `quick`: one that returns no tensor. */
PyObject *override_wrap(PyObject *function, bool quick);
bool override_init(PyObject *module);

/* ---- calls ---- */

typedef struct op_row op_row;
/* The row with this C name, parsed; NULL with a Python error. */
op_row *row_find(const char *name);
/* is there a hook that gives products and the like other dtypes? */
bool autocast_is_on(void);
/* Calls a row with all its values; returns the Python result. */
PyObject *row_call(op_row *r, const rush_value *values, bool inplace);
/* A row with its defaults put in from value `given` on. */
PyObject *row_call_defaults(op_row *r, const rush_value *given, int count, bool inplace);
int row_arg_count(const op_row *r);

#define BEGIN_CORE rush_scope_begin()
#define END_CORE rush_scope_end()
/* Work above this many elements lets other Python threads run. */
enum { RELEASE_GIL_ABOVE = 1 << 14 };

/* What a node has saved, as _saved_NAME and _raw_saved_NAME; NULL without an error if there is nothing of that name. */
PyObject *saved_attribute(rush_node *node, const char *name);

bool ops_init(PyObject *module);
bool types_init(PyObject *module);
bool tensor_init(PyObject *module);
bool data_init(PyObject *module);
bool autograd_init(PyObject *module);
bool nodes_init(PyObject *module);
bool saved_init(PyObject *module);
bool settings_init(PyObject *module);
bool optim_init(PyObject *module);
bool dlpack_init(PyObject *module);

PyObject *index_get(PyObject *self, PyObject *key);
int index_set(PyObject *self, PyObject *key, PyObject *value);
PyObject *tensor_item(PyObject *self, PyObject *unused);
PyObject *tensor_tolist(PyObject *self, PyObject *unused);
extern PyType_Slot number_slots[];
#endif
