/* SPDX-License-Identifier: MIT */
/* call.c - the one way from Python to an op: torch.NAME and Tensor.NAME are objects that hold the rows of that name, try them
   in order, convert the arguments by the row's schema, and call rush_op_call. */
#include "schema.h"

#include <stddef.h>
#include <string.h>
#include <structmember.h>

static op_row *rows;
static int row_count;
static PyObject *layout_name, *pin_memory_name, *out_name, *memory_format_name, *names_name;

typedef struct op_object {
    PyObject_HEAD
    vectorcallfunc call;
    PyObject *name;              /* "add", in place "add_" */
    bool inplace;
    bool masked;                 /* a row with a mask as its second argument: masked_fill and its like */
    bool truth;                  /* all, any: out= must be bool or bytes */
    bool autocast;               /* goes through the autocast hook while there is one */
    int count;
    op_row *rows[8];
} op_object;

int row_arg_count(const op_row *r) { return r->nargs; }

op_row *row_find(const char *name) {
    for (int i = 0; i < row_count; i++)
        if (strcmp(rows[i].info.name, name) == 0) return row_parse(&rows[i]) ? &rows[i] : NULL;
    PyErr_Format(PyExc_AttributeError, "rushlight has no op '%s'", name);
    return NULL;
}

/* ---- the call itself ---- */

static bool is_large(const rush_value *values, int n) {
    int64_t elements = 0;
    for (int i = 0; i < n; i++) {
        if (values[i].kind == RUSH_VALUE_TENSOR) elements += rush_numel(values[i].u.t);
        else if (values[i].kind == RUSH_VALUE_TENSORS)
            for (int k = 0; k < values[i].count; k++) elements += rush_numel(values[i].u.tensors[k]);
    }
    return elements > RELEASE_GIL_ABOVE;
}

/* While other threads run, a list may lose its tensors and a tensor's object may get another tensor (x.data = y). */
static void keep(const rush_value *values, int n) {
    for (int i = 0; i < n; i++) {
        if (values[i].kind == RUSH_VALUE_TENSOR) rush_retain(values[i].u.t);
        else if (values[i].kind == RUSH_VALUE_TENSORS)
            for (int k = 0; k < values[i].count; k++) rush_retain(values[i].u.tensors[k]);
    }
}
static void unkeep(const rush_value *values, int n) {
    for (int i = 0; i < n; i++) {
        if (values[i].kind == RUSH_VALUE_TENSOR) rush_release(values[i].u.t);
        else if (values[i].kind == RUSH_VALUE_TENSORS)
            for (int k = 0; k < values[i].count; k++) rush_release(values[i].u.tensors[k]);
    }
}

static int call_core(op_row *r, const rush_value *values, bool inplace, rush_tensor **results, int max) {
    rush_site site = site_here();
    if (r->info.view || !is_large(values, r->nargs)) return rush_op_call(r->op, site, values, r->nargs, inplace, results, max);
    keep(values, r->nargs);
    PyThreadState *state = PyEval_SaveThread();
    int n = rush_op_call(r->op, site, values, r->nargs, inplace, results, max);
    PyEval_RestoreThread(state);
    unkeep(values, r->nargs);
    return n;
}

static PyObject *wrap_all(op_row *r, rush_tensor **results, int n) {
    PyObject *tuple = r->named && n == r->returns ? PyStructSequence_New(r->named) : PyTuple_New(n);
    for (int i = 0; tuple && i < n; i++) {
        PyObject *o = tensor_wrap(results[i]);
        if (!o) Py_CLEAR(tuple);
        else if (r->named) PyStructSequence_SetItem(tuple, i, o);
        else PyTuple_SET_ITEM(tuple, i, o);
    }
    return tuple;
}

/* How many tensors a row that returns a list may return: unbind one for each element of a dimension, meshgrid one for each given. */
static int list_bound(const op_row *r, const rush_value *values) {
    int64_t bound = 1;
    for (int i = 0; i < r->nargs; i++) {
        const rush_value *v = &values[i];
        if (v->kind == RUSH_VALUE_TENSOR)
            for (int64_t d = 0; d < rush_sizes(v->u.t).ndim; d++) bound = rush_sizes(v->u.t).dims[d] > bound ? rush_sizes(v->u.t).dims[d] : bound;
        else if (v->kind == RUSH_VALUE_TENSORS || v->kind == RUSH_VALUE_INTS) bound = v->count > bound ? v->count : bound;
        else if (v->kind == RUSH_VALUE_INT) bound = v->u.i > bound && v->u.i < 1 << 20 ? v->u.i : bound;
    }
    return (int)bound + 1;
}

static PyObject *call_list(op_row *r, const rush_value *values) {
    for (int max = list_bound(r, values);; max *= 2) {
        rush_tensor **results = PyMem_Malloc(sizeof *results * (size_t)max);
        if (!results) return PyErr_NoMemory();
        int n = call_core(r, values, false, results, max);
        if (n < max) {
            PyObject *list = n < 0 ? error_raise() : wrap_all(r, results, n);
            PyMem_Free(results);
            return list;
        }
        PyMem_Free(results); /* there may be more than fit */
    }
}

PyObject *row_call(op_row *r, const rush_value *values, bool inplace) {
    rush_tensor *results[8];
    PyObject *result;
    BEGIN_CORE;
    if (r->list) result = call_list(r, values);
    else {
        int n = call_core(r, values, inplace, results, 8);
        if (n < 0) result = error_raise();
        else result = r->several ? wrap_all(r, results, n) : tensor_wrap(results[0]);
    }
    END_CORE;
    return result;
}

PyObject *row_call_defaults(op_row *r, const rush_value *given, int count, bool inplace) {
    rush_value values[ROW_MAX_ARGS];
    for (int i = 0; i < r->nargs; i++) values[i] = i < count ? given[i] : r->args[i].value;
    return row_call(r, values, inplace);
}

/* ---- matching arguments ---- */

typedef struct call_args {
    PyObject *const *args;
    Py_ssize_t nargs;            /* positional */
    PyObject *names;             /* of the keywords, or NULL */
    bool method;
} call_args;

static bool is_name(PyObject *a, PyObject *b) { return a == b || (b && PyUnicode_Compare(a, b) == 0); }

/* functions call the first argument input */
static PyObject *shown_name(const op_row *r, int i, bool method) {
    return i == 0 && r->has_self && !method ? r->args[0].other_name : r->args[i].name;
}

static int find_arg(const op_row *r, PyObject *name, bool method) {
    for (int i = method ? 1 : 0; i < r->nargs; i++)
        if (is_name(name, shown_name(r, i, method)) || (r->args[i].other_name && is_name(name, r->args[i].other_name))) return i;
    static const char *const numpy_names[] = { "x", "a", "x1" }; /* NumPy's for the first operand */
    for (int i = 0; !method && r->has_self && i < 3; i++)
        if (PyUnicode_CompareWithASCIIString(name, numpy_names[i]) == 0) return 0;
    return -1;
}

/* functions whose result is new memory take out=, but for a few */
static bool takes_out(const op_row *r, bool method) { return !method && !r->list && !r->info.view && !r->info.inplace_only && !r->info.no_out; }

/* keywords that say nothing here: layout=torch.strided, pin_memory=False, names=None, out=None … */
static bool is_idle(const op_row *r, PyObject *name, PyObject *value, bool method) {
    if (is_name(name, out_name)) return takes_out(r, method); /* seen to by the caller */
    if (value == Py_None || value == Py_False)
        return is_name(name, pin_memory_name) || is_name(name, memory_format_name) || is_name(name, names_name) || (r->factory && is_name(name, layout_name));
    if (is_name(name, layout_name) && r->factory) {
        PyObject *text = PyObject_Str(value);
        bool strided = text && PyUnicode_CompareWithASCIIString(text, "torch.strided") == 0;
        Py_XDECREF(text);
        if (!text) PyErr_Clear();
        return strided;
    }
    return false;
}

/* x.view(2, 3): the only positional argument is a list of numbers, and it is given as numbers */
static bool is_spread(const op_row *r, const call_args *c) {
    int self = c->method ? 1 : 0;
    if (r->positional != self + 1 || r->args[self].type != ARG_INTS || c->nargs <= self) return false;
    if (c->nargs == self + 1) return false;
    return !PyTuple_Check(c->args[self]) && !PyList_Check(c->args[self]);
}

static int fail(bool explain, const char *format, ...) {
    if (explain) {
        va_list list;
        va_start(list, format);
        PyErr_FormatV(PyExc_TypeError, format, list);
        va_end(list);
        return -1;
    }
    return 0;
}

/* Puts each argument at its place: slots[i] is NULL for a default. 1, 0 (does not fit), -1 (Python error). */
static int place_args(op_object *f, op_row *r, const call_args *c, PyObject **slots, bool spread, bool explain) {
    int self = c->method ? 1 : 0;
    memset(slots, 0, sizeof *slots * (size_t)r->nargs);
    Py_ssize_t positional = spread ? self : c->nargs;
    if (positional > r->positional && c->method && r->nargs == 1)
        return fail(explain, "_TensorBase.%U() takes no arguments (%zd given)", f->name, positional - self);
    if (positional > r->positional)
        return fail(explain, "%U() takes %d positional argument%s but %zd %s given", f->name, r->positional - self,
                    r->positional - self == 1 ? "" : "s", positional - self, positional - self == 1 ? "was" : "were");
    for (Py_ssize_t i = 0; i < positional; i++) slots[i] = c->args[i];
    for (Py_ssize_t k = 0; c->names && k < PyTuple_GET_SIZE(c->names); k++) {
        PyObject *name = PyTuple_GET_ITEM(c->names, k), *value = c->args[c->nargs + k];
        int i = find_arg(r, name, c->method);
        if (i < 0) {
            if (is_idle(r, name, value, c->method)) continue;
            if (r->factory && is_name(name, layout_name) && strncmp(Py_TYPE(value)->tp_name, "layout", 6) == 0) {
                PyErr_Format(PyExc_NotImplementedError, "%U is not implemented for sparse types, got: layout=%R: rushlight's tensors are strided", f->name, value);
                return -1;
            }
            return fail(explain, "%U() got an unexpected keyword argument '%U'", f->name, name);
        }
        if (slots[i] || (spread && i == self)) return fail(explain, "%U() got multiple values for argument '%U'", f->name, name);
        slots[i] = value;
    }
    int missing = 0;
    char names[256] = "";
    for (int i = 0; i < r->nargs; i++)
        if (!slots[i] && !r->args[i].has_default && !(spread && i == self)) {
            size_t used = strlen(names);
            snprintf(names + used, sizeof names - used, "%s\"%s\"", missing++ ? ", " : "", PyUnicode_AsUTF8(shown_name(r, i, c->method)));
        }
    if (missing) return fail(explain, "%U() missing %d required positional arguments: %s", f->name, missing, names);
    return 1;
}

static int convert_spread(op_object *f, op_row *r, const call_args *c, arena *a, rush_value *v) {
    int self = c->method ? 1 : 0, n = (int)(c->nargs - self);
    int64_t *ints = arena_take(a, sizeof *ints * (size_t)n);
    if (!ints) return -1;
    for (int i = 0; i < n; i++) {
        int ok = i == 0 && PyBool_Check(c->args[self]) ? 0 : convert_index(c->args[self + i], &ints[i]);
        if (ok == 0 && i > 0) {
            PyErr_Format(PyExc_TypeError, "%U(): argument '%U' must be %s, but found element of type %s at pos %d", f->name,
                         shown_name(r, self, c->method), r->args[self].shown, Py_TYPE(c->args[self + i])->tp_name, i + 1);
            return -1;
        }
        if (ok <= 0) return ok;
    }
    *v = (rush_value){ .u.ints = ints, .kind = RUSH_VALUE_INTS, .count = n };
    return 1;
}

/* "expected Tensor as element 1 in argument 0, but got int" */
static bool bad_element(PyObject *list, int argument) {
    if (!PyTuple_Check(list) && !PyList_Check(list)) return false;
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(list); i++) {
        PyObject *o = PySequence_Fast_GET_ITEM(list, i);
        if (is_tensor(o)) continue;
        PyErr_Format(PyExc_TypeError, "expected Tensor as element %zd in argument %d, but got %s", i, argument, Py_TYPE(o)->tp_name);
        return true;
    }
    return false;
}

static int match(op_object *f, op_row *r, const call_args *c, arena *a, rush_value *values, bool explain) {
    PyObject *slots[ROW_MAX_ARGS];
    if (!row_parse(r)) return -1;
    if (c->method && !r->has_self) return 0;
    bool spread = is_spread(r, c);
    int ok = place_args(f, r, c, slots, spread, explain), self = c->method ? 1 : 0;
    if (ok <= 0) return ok;
    for (int i = 0; i < r->nargs; i++) {
        row_arg *g = &r->args[i];
        PyObject *o = slots[i];
        if (spread && i == self) {
            ok = convert_spread(f, r, c, a, &values[i]);
            o = c->args[self];
        } else if (!o) {
            values[i] = g->value;
            continue;
        } else if (o == Py_None && (g->optional || (g->has_default && (g->type == ARG_DTYPE || g->type == ARG_DEVICE)))) {
            values[i] = (rush_value){ .kind = RUSH_VALUE_NONE };
            continue;
        } else if (o == Py_None && g->type == ARG_INTS && g->has_default) { /* dims=None of roll */
            values[i] = g->value;
            continue;
        } else ok = convert_value(o, g->type, g->length, a, &values[i]);
        if (ok < 0) return -1;
        if (ok == 0) {
            if (explain && g->type == ARG_TENSORS && bad_element(o, i - self)) return -1;
            if (g->keyword_only || i >= c->nargs)
                return fail(explain, "%U(): argument '%U' must be %s, not %s", f->name, shown_name(r, i, c->method), g->shown, Py_TYPE(o)->tp_name);
            return fail(explain, "%U(): argument '%U' (position %d) must be %s, not %s", f->name, shown_name(r, i, c->method),
                        i + 1 - self, g->shown, Py_TYPE(o)->tp_name);
        }
    }
    return 1;
}

/* ---- when nothing fits: PyTorch's words ---- */

static bool add_text(PyObject **text, PyObject *more) {
    PyObject *both = *text && more ? PyUnicode_Concat(*text, more) : NULL;
    Py_XDECREF(*text);
    Py_XDECREF(more);
    return (*text = both) != NULL;
}

/* "(Tensor input, Tensor other, *, Number alpha, Tensor out)" */
static PyObject *signature(const op_row *r, bool method) {
    PyObject *text = PyUnicode_FromString("(");
    bool star = false;
    int first = method ? 1 : 0;
    for (int i = first; i < r->nargs; i++) {
        const row_arg *a = &r->args[i];
        add_text(&text, PyUnicode_FromFormat("%s%s%s %U", i > first ? ", " : "", a->keyword_only && !star ? "*, " : "", a->shown, shown_name(r, i, method)));
        star = star || a->keyword_only;
    }
    if (takes_out(r, method)) add_text(&text, PyUnicode_FromFormat("%s%sTensor out", r->nargs > first ? ", " : "", star ? "" : "*, "));
    add_text(&text, PyUnicode_FromString(")"));
    return text;
}

static Py_ssize_t given_count(const call_args *c) { return c->nargs - (c->method ? 1 : 0) + (c->names ? PyTuple_GET_SIZE(c->names) : 0); }

/* "(Tensor, int, dim=str, )"; with a row, types that are not its are marked: "(Tensor, !int!)" */
static PyObject *given_types(const call_args *c, const op_row *r) {
    PyObject *text = PyUnicode_FromString("(");
    Py_ssize_t first = c->method ? 1 : 0, total = first + given_count(c);
    for (Py_ssize_t i = first; i < total; i++) {
        const char *type = Py_TYPE(c->args[i])->tp_name;
        PyObject *name = i < c->nargs ? NULL : PyTuple_GET_ITEM(c->names, i - c->nargs);
        int at = !r ? -1 : !name ? (int)i : find_arg(r, name, c->method);
        const char *mark = r && (at < 0 || at >= r->nargs || strcmp(r->args[at].shown, type) != 0) ? "!" : "";
        const char *comma = i + 1 < total || (c->nargs == first) ? ", " : "";
        if (name) add_text(&text, PyUnicode_FromFormat("%s%U=%s%s%s", mark, name, type, mark, comma));
        else add_text(&text, PyUnicode_FromFormat("%s%s%s%s", mark, type, mark, comma));
    }
    add_text(&text, PyUnicode_FromString(")"));
    return text;
}

/* PyTorch counts the * of the signature as an argument, and out only where it is given */
static bool count_fits(const op_row *r, const call_args *c) {
    bool out = takes_out(r, c->method), star = out || r->positional < r->nargs;
    Py_ssize_t expected = r->nargs - (c->method ? 1 : 0) + star;
    for (Py_ssize_t k = 0; out && c->names && k < PyTuple_GET_SIZE(c->names); k++) expected += is_name(PyTuple_GET_ITEM(c->names, k), out_name);
    return given_count(c) == expected;
}

/* keywords that the row does not know, "foo, bar"; NULL if there are none */
static PyObject *unknown_keywords(const op_row *r, const call_args *c) {
    PyObject *text = NULL;
    for (Py_ssize_t k = 0; c->names && k < PyTuple_GET_SIZE(c->names); k++) {
        PyObject *name = PyTuple_GET_ITEM(c->names, k);
        if (find_arg(r, name, c->method) >= 0 || (is_name(name, out_name) && takes_out(r, c->method))) continue;
        if (!text) text = Py_NewRef(name);
        else add_text(&text, PyUnicode_FromFormat(", %U", name));
    }
    return text;
}

static PyObject *no_match(op_object *f, const call_args *c, int options) {
    PyObject *message = PyUnicode_FromFormat("%U() received an invalid combination of arguments - got ", f->name);
    if (options > 1) {
        add_text(&message, given_types(c, NULL));
        add_text(&message, PyUnicode_FromString(", but expected one of:\n"));
    }
    for (int i = 0; i < f->count; i++) {
        op_row *r = f->rows[i];
        if (!row_parse(r) || (c->method && !r->has_self)) continue;
        PyObject *unknown = unknown_keywords(r, c);
        if (options == 1) {
            add_text(&message, unknown ? PyUnicode_FromFormat("unrecognized keyword arguments: %U", unknown) : given_types(c, count_fits(r, c) ? r : NULL));
            if (!unknown) {
                add_text(&message, PyUnicode_FromString(", but expected "));
                add_text(&message, signature(r, c->method));
            }
        } else {
            add_text(&message, PyUnicode_FromString(" * "));
            add_text(&message, signature(r, c->method));
            add_text(&message, PyUnicode_FromString("\n"));
            if (count_fits(r, c) && unknown) add_text(&message, PyUnicode_FromFormat("      didn't match because some of the keywords were incorrect: %U\n", unknown));
            else if (count_fits(r, c)) {
                add_text(&message, PyUnicode_FromString("      didn't match because some of the arguments have invalid types: "));
                add_text(&message, given_types(c, r));
                add_text(&message, PyUnicode_FromString("\n"));
            }
        }
        Py_XDECREF(unknown);
    }
    if (message) PyErr_SetObject(PyExc_TypeError, message);
    Py_XDECREF(message);
    return NULL;
}

/* One row that could take this number of arguments says itself what is wrong; else all are listed. */
static PyObject *explain_no_match(op_object *f, const call_args *c, arena *a, rush_value *values) {
    Py_ssize_t given = given_count(c) + (c->method ? 1 : 0);
    op_row *only = NULL;
    int options = 0, plausible = 0;
    for (int i = 0; i < f->count; i++) {
        op_row *r = f->rows[i];
        if (!row_parse(r)) return NULL;
        if (c->method && !r->has_self) continue;
        options++;
        int least = 0;
        for (int k = 0; k < r->nargs; k++) least += !r->args[k].has_default;
        if (given >= least && given <= r->nargs + takes_out(r, c->method)) plausible++, only = r;
    }
    if (plausible == 1) match(f, only, c, a, values, true);
    return PyErr_Occurred() ? NULL : no_match(f, c, options);
}

/* ---- out= ---- */

/* several elements of the tensor are one in memory */
static bool is_expanded(const rush_tensor *t) {
    rush_shape sizes = rush_sizes(t), strides = rush_strides(t);
    for (int64_t i = 0; i < sizes.ndim; i++)
        if (strides.dims[i] == 0 && sizes.dims[i] > 1) return true;
    return false;
}

static PyObject *find_out(const call_args *c) {
    for (Py_ssize_t k = 0; c->names && k < PyTuple_GET_SIZE(c->names); k++)
        if (is_name(PyTuple_GET_ITEM(c->names, k), out_name)) return c->args[c->nargs + k] == Py_None ? NULL : c->args[c->nargs + k];
    return NULL;
}

static PyObject *shape_list(rush_shape s) {
    PyObject *size = size_wrap(s.dims, s.ndim), *list = size ? PySequence_List(size) : NULL;
    Py_XDECREF(size);
    return list;
}

/* C++'s names, which some of PyTorch's messages use */
static const char *cpp_name(rush_dtype d) {
    switch (d) {
    case RUSH_FLOAT32: return "float";
    case RUSH_FLOAT64: return "double";
    case RUSH_FLOAT16: return "c10::Half";
    case RUSH_BFLOAT16: return "c10::BFloat16";
    case RUSH_INT64: return "long int";
    case RUSH_INT32: return "int";
    case RUSH_INT16: return "short int";
    case RUSH_INT8: return "signed char";
    case RUSH_UINT8: return "unsigned char";
    default: return "bool";
    }
}

static bool is_among(const char *name, const char *const *names) {
    while (*names && strcmp(name, *names) != 0) names++;
    return *names != NULL;
}

/* Many functions take only their results' own dtype as out, a few older factorizations whatever it can be cast to. */
static bool check_own_dtype(PyObject *function, const char *what, const dtype_object *is, const dtype_object *wanted) {
    static const char *const casting[] = { "linalg_householder_product", "cholesky", "cholesky_solve", "cholesky_inverse", "geqrf", "orgqr", "symeig", NULL };
    static const char *const strict[] = { "triangular_solve", "lu_solve", "lu_unpack", "det", "inverse", "slogdet", "svd", "qr", "addmm", "addmv", "baddbmm", "bmm", "mm", "mv",
                                          "aminmax", "argmax", "argmin", "gather", "take_along_dim", "index_add", "index_copy", "index_reduce", "scatter", "scatter_add",
                                          "scatter_reduce", "softmax", "log_softmax", "tril", "triu", "avg_pool2d", "avg_pool3d", "cross", "msort", "renorm", "isin", "sort", "topk", NULL };
    static const char *const running[] = { "cummax", "cummin", "logcumsumexp", NULL };
    static const char *const selecting[] = { "index_select", "masked_select", NULL };
    static const char *const extremes[] = { "amax", "amin", NULL };
    const char *name = PyUnicode_AsUTF8(function);
    if (!name || is->dtype == wanted->dtype) return true;
    bool linear = strncmp(name, "linalg_", 7) == 0;
    if (is_among(name, casting)) {
        if (!is->is_float || wanted->is_float) return true;
        PyErr_Format(PyExc_RuntimeError, "%s%s: Expected %s to be safely castable from %s dtype, but got %s with dtype %s", linear ? "torch.linalg." : "",
                     linear ? name + 7 : name, what, is->torch_name, what, wanted->torch_name);
    } else if (linear || is_among(name, strict))
        PyErr_Format(PyExc_RuntimeError, "Expected out tensor to have dtype %s, but got %s instead", cpp_name(is->dtype), cpp_name(wanted->dtype));
    else if (is_among(name, selecting)) PyErr_Format(PyExc_RuntimeError, "%s(): self and result must have the same scalar type", name);
    else if (is_among(name, running)) PyErr_Format(PyExc_RuntimeError, "expected scalar_type %s but found %s", is->torch_name, wanted->torch_name);
    else if (is_among(name, extremes))
        PyErr_Format(PyExc_RuntimeError, "Expected the dtype for input and out to match, but got %s for input's dtype and %s for out's dtype.", is->torch_name, wanted->torch_name);
    else if (strcmp(name, "take") == 0)
        PyErr_Format(PyExc_RuntimeError, "take(): self and out expected to have the same dtype, but got self.dtype = %s and out.dtype = %s", is->torch_name, wanted->torch_name);
    else return true;
    return false;
}

typedef struct operands {
    const rush_value *values;
    int count, overlap;          /* the most that out= may overlap one of them */
} operands;

/* May `to`, or what it becomes when it is resized, be written by an op that reads these? */
static bool check_overlap(const rush_tensor *to, const rush_tensor *resized, const operands *o) {
    bool apart = true;
    for (int i = 0; apart && i < o->count; i++) {
        const rush_value *v = &o->values[i];
        if (v->kind == RUSH_VALUE_TENSOR) apart = rush_overlap(resized, v->u.t) <= o->overlap;
        if (v->kind == RUSH_VALUE_TENSORS)
            for (int k = 0; apart && k < v->count; k++) apart = rush_overlap(resized, v->u.tensors[k]) <= o->overlap;
    }
    if (apart && !(o->overlap == 0 && is_expanded(to))) return true;
    PyErr_Format(PyExc_RuntimeError, "unsupported operation: %s a single memory location. Please clone() the tensor before performing the operation.",
                 apart ? "more than one element of the written-to tensor refers to" : "some elements of the input tensor and the written-to tensor refer to");
    return false;
}

static bool warn_of_resize(rush_shape from, rush_shape to) {
    PyObject *was = shape_list(from), *now = shape_list(to);
    int warned = was && now ? PyErr_WarnFormat(PyExc_UserWarning, 1, "An output with one or more elements was resized since it had shape %R, which does not match the required output shape %R. "
                            "This behavior is deprecated, and in a future PyTorch release outputs will not be resized unless they have zero elements. You can explicitly reuse an out "
                            "tensor t by resizing it, inplace, to zero elements with t.resize_(0).", was, now) : -1;
    Py_XDECREF(was);
    Py_XDECREF(now);
    return warned == 0;
}

/* Where `from` goes if `to`'s memory is resized for it: a tensor of the scope, NULL if the memory does not suffice. */
static rush_tensor *place_in(rush_tensor *to, rush_tensor *from) {
    rush_shape sizes = rush_sizes(from), strides = rush_strides(from);
    int64_t end = rush_storage_offset(to) + 1;
    for (int64_t i = 0; i < sizes.ndim; i++) end += (sizes.dims[i] - 1) * strides.dims[i];
    if (rush_numel(from) == 0 || (size_t)end * rush_element_size(to) > rush_storage_bytes(to)) return NULL;
    return rush_as_strided_at(site_here(), to, sizes, (rush_as_strided_args){ .size = sizeof(rush_as_strided_args), .stride = strides });
}

/* Writes one result over `out`, in its dtype; an `out` of another shape is resized, with a warning unless it is empty. o: NULL if they are not known */
static bool write_out(PyObject *function, const char *what, PyObject *out, PyObject *result, const operands *o) {
    rush_tensor *to = tensor_of(out), *from = tensor_of(result), *place = to;
    const dtype_object *is = dtype_info(rush_get_dtype(from)), *wanted = dtype_info(rush_get_dtype(to));
    if (!check_own_dtype(function, what, is, wanted)) return false;
    if ((is->is_float && !wanted->is_float) || (wanted->dtype == RUSH_BOOL && is->dtype != RUSH_BOOL)) {
        PyErr_Format(PyExc_RuntimeError, "result type %s can't be cast to the desired output type %s", is->torch_name, wanted->torch_name);
        return false;
    }
    bool fits = same_shape(rush_sizes(to), rush_sizes(from)), ok = fits || rush_numel(to) == 0 || warn_of_resize(rush_sizes(to), rush_sizes(from));
    BEGIN_CORE;
    if (!fits) place = place_in(to, from);
    ok = ok && (!o || check_overlap(to, place ? place : to, o));
    if (ok && !place) place = rush_to_dtype_at(site_here(), from, wanted->dtype);
    else if (ok) ok = copy_into(place, from);
    if (ok && place != to && !(place && rush_become_at(site_here(), to, place))) ok = (error_raise(), false);
    END_CORE;
    return ok;
}

/* A result, or a tuple of them, over out; true only if out has the form of the result. */
static bool write_outs(PyObject *function, PyObject *out, PyObject *result, const operands *o) {
    bool ok = true;
    const PyMemberDef *names = Py_TYPE(result)->tp_members; /* of a named tuple */
    if (is_tensor(out)) return is_tensor(result) && write_out(function, "result", out, result, o);
    if (!PyTuple_Check(out) || !PyTuple_Check(result) || PyTuple_GET_SIZE(out) != PyTuple_GET_SIZE(result)) return false;
    for (Py_ssize_t i = 0; ok && i < PyTuple_GET_SIZE(out); i++)
        ok = is_tensor(PyTuple_GET_ITEM(out, i)) && write_out(function, names ? names[i].name : "result", PyTuple_GET_ITEM(out, i), PyTuple_GET_ITEM(result, i), o);
    return ok;
}

/* Values that were selected and their places are written to tensors of just their dtypes. */
static bool check_selected(PyObject *function, PyTypeObject *named, PyObject *out, PyObject *result) {
    static const char *const fields[] = { "values", "indices" };
    if (!named || !PyTuple_Check(out) || PyTuple_GET_SIZE(out) != 2 || !PyDict_GetItemString(named->tp_dict, fields[1])) return true;
    for (int i = 0; i < 2; i++) {
        if (!is_tensor(PyTuple_GET_ITEM(out, i))) return true;
        const dtype_object *is = dtype_info(rush_get_dtype(tensor_of(PyTuple_GET_ITEM(result, i)))), *has = dtype_info(rush_get_dtype(tensor_of(PyTuple_GET_ITEM(out, i))));
        if (!check_own_dtype(function, fields[i], is, has)) return false;
        if (is == has) continue;
        PyErr_Format(PyExc_RuntimeError, "expected scalar type %s but got %s for %s", is->torch_name, has->torch_name, fields[i]);
        return false;
    }
    return true;
}

/* named: the class of a tuple of results, or NULL */
static PyObject *give_out(PyObject *name, PyTypeObject *named, PyObject *out, PyObject *result, const operands *o) {
    if (!result) return NULL;
    if (!named && PyTuple_Check(result) && !PyTuple_CheckExact(result)) named = Py_TYPE(result); /* made in Python */
    bool ok = check_selected(name, named, out, result) && write_outs(name, out, result, o);
    Py_DECREF(result);
    if (ok && !is_tensor(out) && named) {
        PyObject *tuple = PyStructSequence_New(named);
        for (Py_ssize_t i = 0; tuple && i < PyTuple_GET_SIZE(out); i++) PyStructSequence_SetItem(tuple, i, Py_NewRef(PyTuple_GET_ITEM(out, i)));
        return tuple;
    }
    if (ok) return Py_NewRef(out);
    if (!PyErr_Occurred()) PyErr_Format(PyExc_TypeError, "%U(): argument 'out' must be Tensor or a tuple of Tensors, as the result is", name);
    return NULL;
}

/* _write_out(name, out, result): what out= does, for functions written in Python */
static PyObject *give_out_python(PyObject *self, PyObject *args) {
    PyObject *name, *out, *result;
    (void)self;
    if (!PyArg_ParseTuple(args, "UOO", &name, &out, &result)) return NULL;
    return give_out(name, NULL, out, Py_NewRef(result), NULL);
}

/* Where a dtype is given, out must have it. */
static bool check_out_dtype(const op_row *r, PyObject *out, const rush_value *values) {
    static const char *const cpp_names[] = { [RUSH_FLOAT32] = "float", [RUSH_FLOAT64] = "double", [RUSH_FLOAT16] = "c10::Half", [RUSH_BFLOAT16] = "c10::BFloat16", [RUSH_INT64] = "long int",
                                             [RUSH_INT32] = "int", [RUSH_INT16] = "short int", [RUSH_INT8] = "signed char", [RUSH_UINT8] = "unsigned char", [RUSH_BOOL] = "bool" };
    if (r->info.keeps_dtype && is_tensor(out) && rush_get_dtype(tensor_of(out)) != rush_get_dtype(values[0].u.t)) {
        PyErr_Format(PyExc_RuntimeError, "Found dtype %s but expected %s", dtype_info(rush_get_dtype(tensor_of(out)))->torch_name, dtype_info(rush_get_dtype(values[0].u.t))->torch_name);
        return false;
    }
    for (int i = 0; r->has_self && is_tensor(out) && i < r->nargs; i++)
        if (values[i].kind == RUSH_VALUE_DTYPE && values[i].u.i != rush_get_dtype(tensor_of(out))) {
            PyErr_Format(PyExc_RuntimeError, "Expected out tensor to have dtype %s, but got %s instead", cpp_names[values[i].u.i], cpp_names[rush_get_dtype(tensor_of(out))]);
            return false;
        }
    return true;
}

/* out= records no graph, so nothing that wants one may be given */
static bool check_out(op_object *f, PyObject *out, const rush_value *values, int n) {
    bool wants = is_tensor(out) && rush_requires_grad(tensor_of(out));
    if (f->truth && is_tensor(out) && rush_get_dtype(tensor_of(out)) != RUSH_BOOL && rush_get_dtype(tensor_of(out)) != RUSH_UINT8) {
        PyErr_Format(PyExc_RuntimeError, "%U only supports bool tensor for result, got: %s", f->name, dtype_info(rush_get_dtype(tensor_of(out)))->torch_name);
        return false;
    }
    for (int i = 0; i < n; i++) {
        if (values[i].kind == RUSH_VALUE_TENSOR) wants = wants || rush_requires_grad(values[i].u.t);
        if (values[i].kind == RUSH_VALUE_TENSORS)
            for (int k = 0; k < values[i].count; k++) wants = wants || rush_requires_grad(values[i].u.tensors[k]);
    }
    if (!wants || !rush_is_grad_enabled()) return true;
    PyErr_Format(PyExc_RuntimeError, "%U(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.", f->name);
    return false;
}

/* ---- the callable ---- */

/* A mask of bytes still counts as one of bools, with PyTorch's warning. False if that became an exception. */
static bool check_mask(op_object *f, const rush_value *values) {
    if (values[1].kind != RUSH_VALUE_TENSOR || rush_get_dtype(values[1].u.t) != RUSH_UINT8) return true;
    const char *name = PyUnicode_AsUTF8(f->name);
    return PyErr_WarnFormat(PyExc_UserWarning, 1, "%s%s received a mask with dtype torch.uint8, this behavior is now deprecated,please use a mask with dtype torch.bool instead.",
                            name, f->inplace || strcmp(name, "masked_select") == 0 ? "" : "_") == 0;
}

/* PyTorch's words where several elements are one in memory. False if the warning became an exception. */
static bool check_expanded(op_object *f, const rush_value *values) {
    if (values[0].kind != RUSH_VALUE_TENSOR || !is_expanded(values[0].u.t)) return true;
    return PyErr_WarnFormat(PyExc_UserWarning, 1, "Use of %U on expanded tensors is deprecated. Please clone() the tensor before performing this operation. "
                            "This also applies to advanced indexing e.g. %s", f->name, strncmp(PyUnicode_AsUTF8(f->name), "index_put", 9) == 0 ?
                            "tensor[indices] = tensor" : "tensor[mask] = scalar") == 0;
}

/* What amp.autocast_mode sets while autocast is on: hook(op, args, kwargs) calls the op with other dtypes. NULL: off. */
static PyObject *autocast_hook;

bool autocast_is_on(void) { return autocast_hook != NULL; }

static PyObject *autocast_call(PyObject *self, const call_args *c) {
    Py_ssize_t named = c->names ? PyTuple_GET_SIZE(c->names) : 0;
    PyObject *hook = Py_NewRef(autocast_hook), *given = PyTuple_New(c->nargs), *by_name = PyDict_New(), *result = NULL;
    bool ok = given && by_name;
    for (Py_ssize_t i = 0; ok && i < c->nargs; i++) PyTuple_SET_ITEM(given, i, Py_NewRef(c->args[i]));
    for (Py_ssize_t i = 0; ok && i < named; i++) ok = PyDict_SetItem(by_name, PyTuple_GET_ITEM(c->names, i), c->args[c->nargs + i]) == 0;
    if (ok) result = PyObject_CallFunctionObjArgs(hook, self, given, by_name, NULL);
    Py_XDECREF(given);
    Py_XDECREF(by_name);
    Py_DECREF(hook);
    return result;
}

static PyObject *set_autocast(PyObject *self, PyObject *hook) {
    (void)self;
    Py_XSETREF(autocast_hook, hook == Py_None ? NULL : Py_NewRef(hook));
    Py_RETURN_NONE;
}

static PyObject *op_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *names) {
    op_object *f = (op_object *)self;
    call_args c = { args, PyVectorcall_NARGS(nargsf), names, Py_IS_TYPE(self, &op_method_type) };
    if (override_asked(args, c.nargs + (names ? PyTuple_GET_SIZE(names) : 0)) || (override_modes && override_wanted()))
        return override_call(self, args, c.nargs, names);
    if (autocast_hook && f->autocast) return autocast_call(self, &c);
    arena a = { .used = 0 };
    a.count = 0;
    rush_value values[ROW_MAX_ARGS];
    PyObject *result = NULL;
    if (c.method && (c.nargs < 1 || !is_tensor(args[0]))) {
        PyErr_Format(PyExc_TypeError, "descriptor '%U' needs a Tensor as its first argument", f->name);
        return NULL;
    }
    int found = 0;
    op_row *r = NULL;
    for (int i = 0; i < f->count && found == 0; i++) {
        r = f->rows[i];
        found = match(f, r, &c, &a, values, f->count == 1);
    }
    if (found > 0 && f->masked && !check_mask(f, values)) found = -1;
    if (found > 0 && f->inplace && r->info.writes_expanded && !check_expanded(f, values)) found = -1;
    if (found > 0) {
        PyObject *out = names ? find_out(&c) : NULL;
        if (!out) result = row_call(r, values, f->inplace);
        else if (r->factory && is_tensor(out)) result = factory_out(r, out, values) ? factory_give(r, values, out, row_call(r, values, false)) : NULL;
        else if (check_out(f, out, values, r->nargs) && check_out_dtype(r, out, values))
            result = give_out(f->name, r->named_out, out, row_call(r, values, false), &(operands){ values, r->nargs, r->info.overlap });
    } else if (found == 0) result = explain_no_match(f, &c, &a, values);
    arena_free(&a);
    return result;
}

static PyObject *op_repr(PyObject *o) {
    return PyUnicode_FromFormat(Py_IS_TYPE(o, &op_method_type) ? "<method '%U' of 'rushlight.Tensor' objects>" : "<built-in function %U>", ((op_object *)o)->name);
}
static PyObject *op_doc(PyObject *o, void *unused) {
    op_object *f = (op_object *)o;
    PyObject *text = PyUnicode_FromString("");
    (void)unused;
    for (int i = 0; i < f->count; i++) add_text(&text, PyUnicode_FromFormat("%s\n\n%s\n", f->rows[i]->info.schema, f->rows[i]->info.doc ? f->rows[i]->info.doc : ""));
    return text;
}
static PyObject *op_name(PyObject *o, void *unused) { return (void)unused, Py_NewRef(((op_object *)o)->name); }
static PyObject *op_module(PyObject *o, void *unused) { return (void)o, (void)unused, PyUnicode_FromString("rushlight"); }
static PyObject *op_bind(PyObject *f, PyObject *o, PyObject *type) {
    (void)type;
    return !o || o == Py_None ? Py_NewRef(f) : PyMethod_New(f, o);
}
static PyObject *op_reduce(PyObject *o, PyObject *unused) { return (void)unused, Py_NewRef(((op_object *)o)->name); }
static void op_free(PyObject *o) {
    Py_XDECREF(((op_object *)o)->name);
    PyObject_Free(o);
}
static PyGetSetDef op_getset[] = {
    { "__doc__", op_doc, NULL, NULL, NULL }, { "__name__", op_name, NULL, NULL, NULL }, { "__qualname__", op_name, NULL, NULL, NULL },
    { "__module__", op_module, NULL, NULL, NULL }, { 0 },
};
static PyObject *op_autocast(PyObject *o, PyObject *unused) {
    (void)unused;
    ((op_object *)o)->autocast = true;
    Py_RETURN_NONE;
}
static PyMethodDef op_methods[] = { { "__reduce__", op_reduce, METH_NOARGS, NULL }, { "_autocast", op_autocast, METH_NOARGS, NULL }, { 0 } };
#define OP_TYPE \
    .tp_basicsize = sizeof(op_object), .tp_vectorcall_offset = offsetof(op_object, call), .tp_call = PyVectorcall_Call, \
    .tp_repr = op_repr, .tp_getset = op_getset, .tp_methods = op_methods, .tp_dealloc = op_free
PyTypeObject op_type = { PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.builtin_function", .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL, OP_TYPE };
PyTypeObject op_method_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rushlight.builtin_method",
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR, .tp_descr_get = op_bind, OP_TYPE,
};

/* _op(name, rows, method, inplace): a callable of the rows with these C names */
static PyObject *make_op(PyObject *self, PyObject *args) {
    PyObject *name, *list;
    int method, inplace;
    (void)self;
    if (!PyArg_ParseTuple(args, "UO!pp", &name, &PyTuple_Type, &list, &method, &inplace)) return NULL;
    op_object *f = PyObject_New(op_object, method ? &op_method_type : &op_type);
    if (!f) return NULL;
    f->call = op_vectorcall;
    f->name = Py_NewRef(name);
    f->inplace = inplace;
    const char *text = PyUnicode_AsUTF8(name);
    f->masked = text && strncmp(text, "masked_", 7) == 0;
    f->truth = text && (strcmp(text, "all") == 0 || strcmp(text, "any") == 0);
    f->autocast = false;
    f->count = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(list) && i < 8; i++) {
        long index = PyLong_AsLong(PyTuple_GET_ITEM(list, i));
        if (index < 0 || index >= row_count) return PyErr_SetString(PyExc_IndexError, "no such row"), Py_DECREF(f), NULL;
        f->rows[f->count++] = &rows[index];
    }
    return (PyObject *)f;
}

/* _rows(): (name, schema, is a method, inplace, inplace_only, internal, of torch.nn.functional only) of every row */
static PyObject *list_rows(PyObject *self, PyObject *unused) {
    PyObject *list = PyList_New(row_count);
    (void)self, (void)unused;
    for (int i = 0; list && i < row_count; i++) {
        const rush_op_info *n = &rows[i].info;
        bool method = !n->no_method && (strstr(n->schema, "(Tensor self") || strstr(n->schema, "(Tensor|Scalar self"));
        PyObject *row = Py_BuildValue("ssNNNNN", n->name, n->schema, PyBool_FromLong(method), PyBool_FromLong(n->inplace),
                                      PyBool_FromLong(n->inplace_only), PyBool_FromLong(n->internal), PyBool_FromLong(n->nn));
        if (!row) Py_CLEAR(list);
        else PyList_SET_ITEM(list, i, row);
    }
    return list;
}

/* _return_types(): {name: class} of all that rows or _return_type give */
static PyObject *return_types(PyObject *self, PyObject *unused) {
    (void)self, (void)unused;
    for (int i = 0; i < row_count; i++)
        if (!row_parse(&rows[i])) return NULL;
    return named_types();
}

/* _return_type(name, "values indices"): the class of that name, for functions that are not rows */
static PyObject *return_type(PyObject *self, PyObject *args) {
    const char *name, *fields[8];
    char *text;
    int n = 0;
    (void)self;
    if (!PyArg_ParseTuple(args, "ss", &name, &text)) return NULL;
    char *copy = PyMem_Malloc(strlen(text) + 1);
    if (!copy) return PyErr_NoMemory();
    strcpy(copy, text);
    for (char *p = copy + strspn(copy, " "); *p && n < 8; p += strspn(p, " ")) {
        fields[n++] = p;
        p += strcspn(p, " ");
        if (*p) *p++ = 0;
    }
    PyObject *type = (PyObject *)named_type(name, fields, n);
    PyMem_Free(copy);
    return type ? Py_NewRef(type) : NULL;
}

bool ops_init(PyObject *module) {
    static PyMethodDef functions[] = { { "_op", make_op, METH_VARARGS, NULL }, { "_rows", list_rows, METH_NOARGS, NULL },
                                       { "_write_out", give_out_python, METH_VARARGS, NULL }, { "_return_types", return_types, METH_NOARGS, NULL },
                                       { "_return_type", return_type, METH_VARARGS, NULL }, { "_set_autocast", set_autocast, METH_O, NULL }, { 0 } };
    row_count = rush_op_count();
    rows = PyMem_Calloc((size_t)row_count, sizeof *rows);
    if (!rows) return PyErr_NoMemory(), false;
    for (int i = 0; i < row_count; i++) rows[i].op = rush_op_at(i), rows[i].info = rush_op_get_info(rows[i].op);
    layout_name = PyUnicode_InternFromString("layout");
    pin_memory_name = PyUnicode_InternFromString("pin_memory");
    out_name = PyUnicode_InternFromString("out");
    memory_format_name = PyUnicode_InternFromString("memory_format");
    names_name = PyUnicode_InternFromString("names");
    if (!names_name || PyType_Ready(&op_type) < 0 || PyType_Ready(&op_method_type) < 0) return false;
    return PyModule_AddFunctions(module, functions) == 0;
}
