/* SPDX-License-Identifier: MIT */
/* autograd.c - backward, grad, hooks, functions of the user's own. */
#include "module.h"

#include <string.h>

/* ---- backward ---- */

/* Sequences of tensors or None as arrays in the arena; NULL with a Python error. */
rush_tensor **tensor_array(arena *a, PyObject *list, int64_t *count) {
    rush_value v;
    int ok = convert_value(list, ARG_OPTIONAL_TENSORS, 0, a, &v);
    if (ok == 0) PyErr_SetString(PyExc_TypeError, "expected a tuple of Tensors");
    if (ok <= 0) return NULL;
    *count = v.count;
    return (rush_tensor **)(uintptr_t)v.u.tensors;
}

/* _backward(tensors, gradients, retain_graph, create_graph, plain_only=False): plain_only gives NotImplemented inside of another
   backward and in anomaly mode */
static PyObject *backward(PyObject *self, PyObject *args) {
    PyObject *tensors, *gradients;
    int retain, create, plain_only = 0;
    (void)self;
    if (!PyArg_ParseTuple(args, "OOpp|p", &tensors, &gradients, &retain, &create, &plain_only)) return NULL;
    if (plain_only && (rush_backward_depth() || rush_is_anomaly_enabled())) Py_RETURN_NOTIMPLEMENTED;
    arena a = { .used = 0 };
    a.count = 0;
    int64_t n, m;
    rush_tensor **t = tensor_array(&a, tensors, &n), **g = t ? tensor_array(&a, gradients, &m) : NULL;
    bool ok = false;
    if (g && n == m) {
        rush_autograd_backward_args options = { .size = sizeof options, .count = n, .gradients = g, .retain_graph = retain, .create_graph = create };
        rush_site site = site_here();
        PyThreadState *state = PyEval_SaveThread();
        BEGIN_CORE;
        ok = rush_autograd_backward_at(site, t, options);
        END_CORE;
        PyEval_RestoreThread(state);
        if (!ok) error_raise();
    } else if (g) PyErr_SetString(PyExc_RuntimeError, "got a different number of tensors and gradients");
    arena_free(&a);
    return ok ? Py_NewRef(Py_None) : NULL;
}

/* _grad(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused) */
static PyObject *grad(PyObject *self, PyObject *args) {
    PyObject *outputs, *inputs, *gradients, *result = NULL;
    int retain, create, unused;
    (void)self;
    if (!PyArg_ParseTuple(args, "OOOppp", &outputs, &inputs, &gradients, &retain, &create, &unused)) return NULL;
    arena a = { .used = 0 };
    a.count = 0;
    int64_t no, ni, ng;
    rush_tensor **o = tensor_array(&a, outputs, &no), **i = o ? tensor_array(&a, inputs, &ni) : NULL, **g = i ? tensor_array(&a, gradients, &ng) : NULL;
    rush_tensor **got = g ? arena_take(&a, sizeof *got * (size_t)(ni + 1)) : NULL;
    if (got && no == ng) {
        rush_autograd_grad_args options = { .size = sizeof options, .input_count = ni, .grad_outputs = g, .retain_graph = retain,
                                            .create_graph = create, .allow_unused = unused };
        rush_site site = site_here();
        BEGIN_CORE;
        PyThreadState *state = PyEval_SaveThread();
        bool ok = rush_autograd_grad_at(site, o, no, i, got, options);
        PyEval_RestoreThread(state);
        result = ok ? PyTuple_New((Py_ssize_t)ni) : error_raise();
        for (Py_ssize_t k = 0; result && k < ni; k++) {
            PyObject *t = tensor_wrap(got[k]);
            if (!t) Py_CLEAR(result);
            else PyTuple_SET_ITEM(result, k, t);
        }
        END_CORE;
    } else if (got) PyErr_SetString(PyExc_RuntimeError, "got a different number of outputs and grad_outputs");
    arena_free(&a);
    return result;
}

/* ---- callbacks ---- */

void callback_release(void *user) {
    if (!Py_IsInitialized()) return;
    PyGILState_STATE state = PyGILState_Ensure();
    callback_count--;
    Py_DECREF((PyObject *)user);
    PyGILState_Release(state);
}

/* t as a tensor of the core's innermost scope: a list's accessor lends it */
rush_tensor *tensor_lend(rush_tensor *t) {
    rush_list *list = rush_list_new(&t, 1);
    return list ? rush_list_get(list, 0) : NULL; /* the list itself goes with the scope */
}

static rush_tensor *run_hook(rush_tensor *g, void *user) {
    PyGILState_STATE state = PyGILState_Ensure();
    rush_tensor *result = NULL;
    PyObject *t = tensor_wrap(g), *r = t ? PyObject_CallFunctionObjArgs(user, t, NULL) : NULL;
    if (r && r != Py_None && !is_tensor(r)) {
        PyErr_Format(PyExc_TypeError, "expected Variable, but hook returned '%s'", Py_TYPE(r)->tp_name);
        Py_CLEAR(r);
    }
    if (!r) error_from_python();
    else if (r != Py_None) result = tensor_lend(tensor_of(r));
    Py_XDECREF(t);
    Py_XDECREF(r);
    PyGILState_Release(state);
    return result;
}

PyObject *tensor_wrap_array(rush_tensor *const *t, int64_t n) {
    PyObject *all = PyTuple_New((Py_ssize_t)n);
    for (Py_ssize_t i = 0; all && i < n; i++) {
        PyObject *o = tensor_wrap(t[i]);
        if (!o) Py_CLEAR(all);
        else PyTuple_SET_ITEM(all, i, o);
    }
    return all;
}

/* hooks of a leaf's AccumulateGrad are called as (grad_inputs, grad_outputs) = ((), (grad,)) */
static rush_tensor *run_leaf_hook(rush_tensor *g, void *user) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *t = tensor_wrap(g), *r = t ? PyObject_CallFunction(user, "()(O)", t) : NULL;
    if (!r) error_from_python();
    Py_XDECREF(t);
    Py_XDECREF(r);
    PyGILState_Release(state);
    return NULL;
}

/* A node hook's answer, one tensor or a tuple, takes the place of the gradients. Takes the reference to `answer`. */
static bool take_gradients(PyObject *answer, rush_tensor **grads, int64_t n) {
    if (!answer) return error_from_python(), false;
    bool ok = true;
    if (answer != Py_None) {
        PyObject *one = PyTuple_Check(answer) ? Py_NewRef(answer) : PyTuple_Pack(1, answer);
        ok = one && PyTuple_GET_SIZE(one) == n;
        if (one && !ok) PyErr_Format(PyExc_RuntimeError, "hook has returned an incorrect number of values (got %zd, but expected %lld)", PyTuple_GET_SIZE(one), (long long)n);
        for (Py_ssize_t i = 0; ok && i < n; i++) {
            PyObject *g = PyTuple_GET_ITEM(one, i);
            if (g != Py_None && !is_tensor(g)) {
                PyErr_Format(PyExc_TypeError, "expected Variable, but hook returned '%s'", Py_TYPE(g)->tp_name);
                ok = false;
            } else ok = g == Py_None ? (grads[i] = NULL, true) : (grads[i] = tensor_lend(tensor_of(g))) != NULL;
        }
        Py_XDECREF(one);
        if (!ok && PyErr_Occurred()) error_from_python();
    }
    Py_DECREF(answer);
    return ok;
}
static bool run_node_hook(rush_tensor **grad_in, int64_t nin, rush_tensor *const *grad_out, int64_t nout, void *user) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *in = tensor_wrap_array(grad_in, nin), *out = in ? tensor_wrap_array(grad_out, nout) : NULL;
    bool ok = take_gradients(out ? PyObject_CallFunctionObjArgs(user, in, out, NULL) : NULL, grad_in, nin);
    Py_XDECREF(in);
    Py_XDECREF(out);
    PyGILState_Release(state);
    return ok;
}
static bool run_node_prehook(rush_tensor **grad_out, int64_t nout, void *user) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *out = tensor_wrap_array(grad_out, nout);
    bool ok = take_gradients(out ? PyObject_CallFunctionObjArgs(user, out, NULL) : NULL, grad_out, nout);
    Py_XDECREF(out);
    PyGILState_Release(state);
    return ok;
}

/* register_hook(function), register_prehook(function): the hook's number */
static PyObject *node_hook(PyObject *o, PyObject *f, bool before) {
    node_object *n = (node_object *)o;
    int64_t id;
    callback_count++;
    if (!n->node) { /* a leaf's accumulation */
        id = rush_register_hook_at(site_here(), n->leaf, (rush_register_hook_args){ .size = sizeof(rush_register_hook_args), .function = run_leaf_hook,
                                                                                     .user = Py_NewRef(f), .free = callback_release });
    } else if (before)
        id = rush_node_register_prehook_at(site_here(), n->node, (rush_node_register_prehook_args){ .size = sizeof(rush_node_register_prehook_args),
                                                                                                     .function = run_node_prehook, .user = Py_NewRef(f), .free = callback_release });
    else id = rush_node_register_hook_at(site_here(), n->node, (rush_node_register_hook_args){ .size = sizeof(rush_node_register_hook_args),
                                                                                               .function = run_node_hook, .user = Py_NewRef(f), .free = callback_release });
    if (!id) return error_raise();
    PyObject *handle = PyObject_GetAttrString((PyObject *)tensor_type, "_hook_handle"), *r = handle ? PyObject_CallFunction(handle, "L", (long long)id) : NULL;
    Py_XDECREF(handle);
    return r;
}
PyObject *node_register_hook(PyObject *o, PyObject *f) { return node_hook(o, f, false); }
PyObject *node_register_prehook(PyObject *o, PyObject *f) { return node_hook(o, f, true); }

/* _register_hook(tensor, function): the hook's number */
static PyObject *register_hook(PyObject *self, PyObject *args) {
    PyObject *t, *f;
    (void)self;
    if (!PyArg_ParseTuple(args, "O!O", tensor_type, &t, &f)) return NULL;
    callback_count++;
    rush_register_hook_args options = { .size = sizeof options, .function = run_hook, .user = Py_NewRef(f), .free = callback_release, .undefined = true };
    int64_t id = rush_register_hook_at(site_here(), tensor_of(t), options);
    return id ? PyLong_FromLongLong(id) : error_raise();
}
static void run_callback(void *user) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *r = PyObject_CallNoArgs(user);
    if (!r) error_from_python();
    Py_XDECREF(r);
    PyGILState_Release(state);
}
/* _queue_callback(function): called at the end of the innermost backward */
static PyObject *queue_callback(PyObject *self, PyObject *f) {
    (void)self;
    callback_count++;
    return rush_queue_callback_at(site_here(), run_callback, Py_NewRef(f), callback_release) ? Py_NewRef(Py_None) : error_raise();
}
static PyObject *backward_depth(PyObject *self, PyObject *unused) { return (void)self, (void)unused, PyLong_FromLong(rush_backward_depth()); }
static PyObject *inside_grad(PyObject *self, PyObject *unused) { return (void)self, (void)unused, PyBool_FromLong(rush_inside_autograd_grad()); }

/* _once_differentiable(values): the tensors among them behind a node that refuses to be differentiated */
static PyObject *once_differentiable(PyObject *self, PyObject *values) {
    (void)self;
    Py_ssize_t n = PyTuple_Check(values) ? PyTuple_GET_SIZE(values) : 0;
    PyObject *all = PyTuple_New(n);
    arena a = { .used = 0 };
    a.count = 0;
    rush_tensor **in = arena_take(&a, sizeof *in * (size_t)(2 * n + 1)), **out = in + n;
    bool ok = all && in;
    for (Py_ssize_t i = 0; ok && i < n; i++) in[i] = is_tensor(PyTuple_GET_ITEM(values, i)) ? tensor_of(PyTuple_GET_ITEM(values, i)) : NULL;
    BEGIN_CORE;
    if (ok && !rush_once_differentiable_at(site_here(), in, n, out)) ok = false, error_raise();
    for (Py_ssize_t i = 0; ok && i < n; i++) {
        PyObject *o = out[i] ? tensor_wrap(out[i]) : Py_NewRef(PyTuple_GET_ITEM(values, i));
        if (!o) ok = false;
        else PyTuple_SET_ITEM(all, i, o);
    }
    END_CORE;
    arena_free(&a);
    if (!ok) Py_CLEAR(all);
    return all;
}

static PyObject *remove_hook(PyObject *self, PyObject *id) {
    (void)self;
    long long n = PyLong_AsLongLong(id);
    return PyErr_Occurred() ? NULL : PyBool_FromLong(rush_remove_hook(n));
}

/* ---- functions of the user's own: forward has run in Python; the core is told inputs, outputs and what was saved ---- */

typedef struct call_record {
    rush_function function;
    PyObject *context;                    /* Python's ctx, whose _run_backward is called */
    rush_tensor *const *outputs, *const *saved, *const *dirty, *const *constant; /* while forward runs */
    int64_t saved_count, dirty_count, constant_count;
    char name[1];
} call_record;

static void record_free(void *user) {
    if (!Py_IsInitialized()) return;
    PyGILState_STATE state = PyGILState_Ensure();
    callback_count--;
    PyObject *context = ((call_record *)user)->context;
    if (context && PyObject_TypeCheck(context, &graph_node_type)) ((node_object *)context)->node = NULL;
    Py_XDECREF(context);
    PyMem_Free(user);
    PyGILState_Release(state);
}

PyObject *callback_object(void *user, void (*free_user)(void *)) {
    return free_user == callback_release ? user : free_user == record_free ? ((call_record *)user)->context : NULL;
}

static bool record_forward(rush_context *ctx, rush_tensor *const *in, rush_tensor **out) {
    call_record *r = rush_context_user(ctx);
    (void)in;
    if (PyObject_TypeCheck(r->context, &graph_node_type)) ((node_object *)r->context)->node = rush_context_node(ctx);
    for (int64_t i = 0; i < r->dirty_count; i++)
        if (!rush_mark_dirty(ctx, r->dirty[i])) return false;
    for (int64_t i = 0; i < r->saved_count; i++)
        if (!rush_save_for_backward(ctx, r->saved[i])) return false;
    for (int64_t i = 0; i < r->constant_count; i++)
        if (!rush_mark_non_differentiable(ctx, r->constant[i])) return false;
    for (int64_t i = 0; i < r->function.outputs; i++) out[i] = r->outputs[i];
    return true;
}

static bool give_gradients(PyObject *list, rush_context *ctx, rush_tensor **grad_in) {
    int64_t n = rush_context_input_count(ctx);
    if (!PyTuple_Check(list) || PyTuple_GET_SIZE(list) != n) return PyErr_SetString(PyExc_SystemError, "_run_backward gave another number of gradients"), false;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *g = PyTuple_GET_ITEM(list, i);
        if (g != Py_None && !is_tensor(g)) return PyErr_Format(PyExc_TypeError, "expected Variable or None (got %s)", Py_TYPE(g)->tp_name), false;
        if (g != Py_None && !(grad_in[i] = tensor_lend(tensor_of(g)))) return error_raise(), false;
    }
    return true;
}

static bool record_backward(rush_context *ctx, rush_tensor *const *grad_out, rush_tensor **grad_in) {
    PyGILState_STATE state = PyGILState_Ensure();
    call_record *r = rush_context_user(ctx);
    PyObject *grads = tensor_wrap_array(grad_out, r->function.outputs);
    PyObject *list = grads ? PyObject_CallMethod(r->context, "_run_backward", "(O)", grads) : NULL;
    bool ok = list && give_gradients(list, ctx, grad_in);
    if (!ok && PyErr_Occurred()) error_from_python();
    Py_XDECREF(grads);
    Py_XDECREF(list);
    PyGILState_Release(state);
    return ok;
}

/* _function(name, inputs, outputs, ctx, saved, dirty, non_differentiable, once_differentiable, undefined_grads): the outputs */
static PyObject *function(PyObject *self, PyObject *args) {
    const char *name;
    PyObject *lists[5], *context, *result = NULL;
    int once, undefined;
    (void)self;
    if (!PyArg_ParseTuple(args, "sOOOOOOpp", &name, &lists[0], &lists[1], &context, &lists[2], &lists[3], &lists[4], &once, &undefined)) return NULL;
    arena a = { .used = 0 };
    a.count = 0;
    rush_tensor **arrays[5];
    int64_t counts[5];
    for (int i = 0; i < 5; i++)
        if (!(arrays[i] = tensor_array(&a, lists[i], &counts[i]))) return arena_free(&a), NULL;
    call_record *r = PyMem_Calloc(1, sizeof *r + strlen(name));
    rush_tensor **outputs = arena_take(&a, sizeof *outputs * (size_t)(counts[1] + 1));
    if (!r || !outputs) return PyMem_Free(r), arena_free(&a), PyErr_NoMemory();
    strcpy(r->name, name);
    r->function = (rush_function){ .null_outputs = true, .name = r->name, .outputs = counts[1], .forward_n = record_forward, .backward = record_backward,
                                   .once_differentiable = once, .undefined_grads = undefined };
    callback_count++;
    r->context = Py_NewRef(context);
    r->outputs = arrays[1];
    r->saved = arrays[2], r->saved_count = counts[2];
    r->dirty = arrays[3], r->dirty_count = counts[3];
    r->constant = arrays[4], r->constant_count = counts[4];
    rush_function_call_args options = { .size = sizeof options, .input_count = counts[0], .user = r, .free = record_free };
    BEGIN_CORE;
    bool ok = rush_function_call_at(site_here(), &r->function, arrays[0], outputs, options);
    result = ok ? tensor_wrap_array(outputs, counts[1]) : error_raise();
    END_CORE;
    arena_free(&a);
    return result;
}

PyObject *node_function_context(rush_node *node) {
    call_record *record = rush_node_user(node, record_free);
    return record ? record->context : NULL;
}

bool autograd_init(PyObject *module) {
    static PyMethodDef functions[] = {
        { "_backward", backward, METH_VARARGS, NULL }, { "_grad", grad, METH_VARARGS, NULL },
        { "_register_hook", register_hook, METH_VARARGS, NULL }, { "_remove_hook", remove_hook, METH_O, NULL },
        { "_function", function, METH_VARARGS, NULL }, { "_queue_callback", queue_callback, METH_O, NULL },
        { "_backward_depth", backward_depth, METH_NOARGS, NULL }, { "_inside_autograd_grad", inside_grad, METH_NOARGS, NULL },
        { "_once_differentiable", once_differentiable, METH_O, NULL }, { 0 },
    };
    return PyModule_AddFunctions(module, functions) == 0;
}
