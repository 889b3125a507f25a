/* SPDX-License-Identifier: MIT */
/* schema.c - reads a schema: "sum.dim_IntList(Tensor self, int[]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor". */
#include "schema.h"

#include <ctype.h>
#include <stdlib.h>
#include <structmember.h>
#include <string.h>
#include <structmember.h>

static const struct { const char *name, *shown; arg_type type; } type_names[] = {
    { "Tensor|Scalar", "Tensor", ARG_OPERAND }, { "Tensor?[]", "tuple of Tensors", ARG_OPTIONAL_TENSORS },
    { "Tensor[]", "tuple of Tensors", ARG_TENSORS }, { "Tensor", "Tensor", ARG_TENSOR }, { "Scalar", "Number", ARG_SCALAR },
    { "ScalarType", "torch.dtype", ARG_DTYPE }, { "int[", "tuple of ints", ARG_INTS }, { "int", "int", ARG_INT },
    { "float[", "tuple of floats", ARG_FLOATS }, { "float", "float", ARG_FLOAT }, { "bool", "bool", ARG_BOOL },
    { "Device", "torch.device", ARG_DEVICE }, { "str", "str", ARG_STRING }, { "Generator", "Generator", ARG_GENERATOR },
};

static bool bad(const op_row *r) {
    PyErr_Format(PyExc_SystemError, "the schema cannot be read: %s", r->info.schema);
    return false;
}

/* `type` is one word; sets type, length and optional */
static bool parse_type(char *type, row_arg *a) {
    size_t n = strlen(type);
    if (n && type[n - 1] == '?') a->optional = true, type[--n] = 0;
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++) {
        const char *name = type_names[i].name;
        bool list = name[strlen(name) - 1] == '[';
        if (list ? strncmp(type, name, strlen(name)) != 0 : strcmp(type, name) != 0) continue;
        a->type = type_names[i].type;
        if (list) a->length = atoi(type + strlen(name));
        strcpy(a->shown, type_names[i].shown);
        return true;
    }
    return false;
}

static bool parse_default(const char *s, row_arg *a) {
    rush_value *v = &a->value;
    a->has_default = true;
    if (strcmp(s, "None") == 0) *v = (rush_value){ .kind = RUSH_VALUE_NONE };
    else if (strcmp(s, "True") == 0 || strcmp(s, "False") == 0) *v = (rush_value){ .u.i = *s == 'T', .kind = RUSH_VALUE_BOOL };
    else if (*s == '\'' || *s == '"') {
        size_t n = strlen(s + 1) - 1;
        if (n >= sizeof a->text) return false;
        memcpy(a->text, s + 1, n);
        *v = (rush_value){ .u.string = a->text, .kind = RUSH_VALUE_STRING };
    } else if (*s == '[') {
        int n = 0;
        for (const char *p = s + 1; *p && *p != ']' && n < 4; p += *p == ',') {
            char *end;
            a->ints[n++] = strtoll(p, &end, 10);
            if (end == p) return false;
            p = end;
        }
        *v = (rush_value){ .u.ints = a->ints, .kind = RUSH_VALUE_INTS, .count = n };
    } else {
        char *end;
        double f = strtod(s, &end);
        if (*end) return false;
        if (a->type == ARG_INTS) {
            int n = a->length > 0 && a->length <= 4 ? a->length : 1;
            for (int i = 0; i < n; i++) a->ints[i] = (int64_t)f;
            *v = (rush_value){ .u.ints = a->ints, .kind = RUSH_VALUE_INTS, .count = n };
        } else if (a->type == ARG_FLOAT || strpbrk(s, ".en")) *v = (rush_value){ .u.f = f, .kind = RUSH_VALUE_FLOAT };
        else *v = (rush_value){ .u.i = strtoll(s, NULL, 10), .kind = RUSH_VALUE_INT };
    }
    return true;
}

static const char *numpy_name(const char *name) {
    static const char *const names[][2] = { { "dim", "axis" }, { "keepdim", "keepdims" }, { "self", "input" }, { "other", "x2" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i][0]) == 0) return names[i][1];
    return NULL;
}

/* one argument, "bool keepdim=False", is text[0 … n - 1] */
static bool parse_arg(op_row *r, const char *text, size_t n, bool keyword_only) {
    char copy[128], *space, *equals;
    if (n >= sizeof copy || r->nargs == ROW_MAX_ARGS) return false;
    memcpy(copy, text, n);
    copy[n] = 0;
    row_arg *a = &r->args[r->nargs];
    if (!(space = strchr(copy, ' '))) return false;
    *space = 0;
    if ((equals = strchr(space + 1, '='))) *equals = 0;
    if (!parse_type(copy, a) || (equals && !parse_default(equals + 1, a))) return false;
    const char *other = numpy_name(space + 1);
    a->name = PyUnicode_InternFromString(space + 1);
    a->other_name = other ? PyUnicode_InternFromString(other) : NULL;
    if (!a->name || (other && !a->other_name)) return false;
    a->keyword_only = keyword_only;
    r->nargs++;
    if (!keyword_only) r->positional = r->nargs;
    if (!a->has_default) r->required = r->nargs;
    if (strcmp(space + 1, "self") == 0 && r->nargs == 1) r->has_self = true;
    if (strcmp(space + 1, "requires_grad") == 0) r->factory = true, r->options = r->nargs - 3;
    return true;
}

/* ---- torch.return_types ---- */

static PyObject *named_by_name;

/* torch.return_types.max(
   values=…,
   indices=…) */
static PyObject *named_repr(PyObject *o) {
    PyObject *lines = PyList_New(0), *text = NULL;
    for (Py_ssize_t i = 0; lines && i < PyTuple_GET_SIZE(o); i++) {
        PyObject *line = PyUnicode_FromFormat("%s=%R", Py_TYPE(o)->tp_members[i].name, PyTuple_GET_ITEM(o, i));
        if (!line || PyList_Append(lines, line) < 0) Py_CLEAR(lines);
        Py_XDECREF(line);
    }
    PyObject *separator = PyUnicode_FromString(",\n"), *all = lines && separator ? PyUnicode_Join(separator, lines) : NULL;
    if (all) text = PyUnicode_FromFormat("%s(\n%U)", Py_TYPE(o)->tp_name, all);
    Py_XDECREF(all);
    Py_XDECREF(separator);
    Py_XDECREF(lines);
    return text;
}

PyTypeObject *named_type(const char *name, const char *const *names, int n) {
    enum { MOST = 7 };
    if (n > MOST) return PyErr_SetString(PyExc_SystemError, "too many results"), NULL;
    if (!named_by_name && !(named_by_name = PyDict_New())) return NULL;
    PyObject *known = PyDict_GetItemString(named_by_name, name);
    if (known) return (PyTypeObject *)known;
    static PyStructSequence_Field fields[MOST + 1];
    /* names are kept as long as the type, which is for ever: Python copies neither the fields' nor, before 3.11, the type's */
    const char *space = "torch.return_types.";
    char *title = PyMem_Malloc(strlen(space) + strlen(name) + 1);
    if (!title) return PyErr_NoMemory(), NULL;
    strcat(strcpy(title, space), name);
    for (int i = 0; i < n; i++) {
        char *kept = PyMem_Malloc(strlen(names[i]) + 1);
        if (!kept) return PyErr_NoMemory(), NULL;
        fields[i] = (PyStructSequence_Field){ strcpy(kept, names[i]), NULL };
    }
    fields[n] = (PyStructSequence_Field){ NULL, NULL };
    PyTypeObject *type = PyStructSequence_NewType(&(PyStructSequence_Desc){ .name = title, .fields = fields, .n_in_sequence = n });
    if (!type) return NULL;
    type->tp_repr = named_repr;
    if (PyDict_SetItemString(named_by_name, name, (PyObject *)type) < 0) Py_CLEAR(type);
    return type;
}

PyObject *named_types(void) { return named_by_name ? PyDict_Copy(named_by_name) : PyDict_New(); }

/* "(Tensor values, Tensor indices)" */
static bool parse_returns(op_row *r, const char *s) {
    r->list = strncmp(s, "Tensor[]", 8) == 0;
    r->returns = 1;
    if (*s != '(') return true;
    r->several = true;
    char names[8][32];
    int n = 0;
    bool named = true;
    for (const char *p = s + 1; *p && *p != ')' && n < 7; p += strspn(p, ", ")) {
        p += strspn(p, " ");
        if (strncmp(p, "Tensor", 6) != 0) return false;
        p += 6 + strspn(p + 6, " ");
        size_t length = strcspn(p, ",)");
        if (!length) named = false;
        if (length >= sizeof names[0]) return false;
        memcpy(names[n], p, length);
        names[n][length] = 0;
        p += length;
        n++;
    }
    r->returns = n;
    if (!named) return true;
    char name[64];
    const char *list[8], *schema = r->info.schema;
    for (int i = 0; i < n; i++) list[i] = names[i];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(schema, ".("), schema);
    if (!(r->named = named_type(name, list, n))) return false;
    snprintf(name, sizeof name, "%.*s_out", (int)strcspn(schema, ".("), schema);
    r->named_out = named_type(name, list, n);
    return r->named_out != NULL;
}

bool row_parse(op_row *r) {
    if (r->parsed) return true;
    const char *s = strchr(r->info.schema, '('), *start = s + 1;
    int depth = 0;
    bool keyword_only = false, quoted = false;
    r->nargs = r->positional = r->required = 0;
    if (!s) return bad(r);
    for (s++;; s++) {
        if (*s == '"' || *s == '\'') quoted = !quoted;
        if (!*s) return bad(r);
        if (quoted) continue;
        depth += (*s == '[') - (*s == ']');
        if (depth || (*s != ',' && *s != ')')) continue;
        start += strspn(start, " ");
        if (s > start && *start == '*') keyword_only = true;
        else if (s > start && !parse_arg(r, start, (size_t)(s - start), keyword_only)) return PyErr_Occurred() ? false : bad(r);
        start = s + 1;
        if (*s == ')') break;
    }
    const char *arrow = strstr(s, "-> ");
    if (!arrow || !parse_returns(r, arrow + 3)) return PyErr_Occurred() ? false : bad(r);
    return r->parsed = true;
}
