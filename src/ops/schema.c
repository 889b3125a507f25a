/* SPDX-License-Identifier: MIT */
/* schema.c - the parser of schema strings, and matching arguments with them. */
#include "ops/schema.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/dtype.h"
#include "core/error.h"
#include "core/tensor.h"
#include "ops/op.h"
#undef RUSH_SITE

_Static_assert((int)SCHEMA_MAX_ARGS == (int)OP_MAX_ARGS && (int)SCHEMA_MAX_RETURNS == (int)OP_MAX_OUT, "a schema holds any op's");

/* ---- reading ---- */

typedef struct reader { const char *at, *text; } reader;

static bool refuse(const reader *r, const char *what) {
    return error_set(RUSH_VALUE_ERROR, NULL, "schema", "schema '%s': %s at '%.20s'", r->text, what, r->at);
}

static void skip_spaces(reader *r) {
    while (*r->at == ' ') r->at++;
}

static bool eat(reader *r, const char *token) {
    skip_spaces(r);
    size_t n = strlen(token);
    if (strncmp(r->at, token, n) != 0) return false;
    r->at += n;
    return true;
}

static bool read_name(reader *r, char name[SCHEMA_NAME]) {
    skip_spaces(r);
    size_t n = 0;
    while (isalnum((unsigned char)r->at[n]) || r->at[n] == '_') n++;
    if (n == 0 || n >= SCHEMA_NAME) return refuse(r, "expected a name");
    memcpy(name, r->at, n);
    name[n] = 0;
    r->at += n;
    return true;
}

static const struct { const char *text; schema_type type, list; } types[] = {
    { "Tensor|Scalar", SCHEMA_TENSOR_OR_SCALAR, SCHEMA_TENSOR_OR_SCALAR }, { "Tensor", SCHEMA_TENSOR, SCHEMA_TENSORS },
    { "ScalarType", SCHEMA_DTYPE, SCHEMA_DTYPE }, { "Scalar", SCHEMA_SCALAR, SCHEMA_SCALAR }, { "int", SCHEMA_INT, SCHEMA_INTS },
    { "float", SCHEMA_FLOAT, SCHEMA_FLOATS }, { "bool", SCHEMA_BOOL, SCHEMA_BOOL }, { "Device", SCHEMA_DEVICE, SCHEMA_DEVICE },
    { "str", SCHEMA_STRING, SCHEMA_STRING }, { "Generator", SCHEMA_GENERATOR, SCHEMA_GENERATOR },
};

static bool read_type(reader *r, schema_arg *a) {
    size_t k = 0, n = sizeof types / sizeof *types;
    while (k < n && !eat(r, types[k].text)) k++;
    if (k == n) return refuse(r, "expected a type");
    a->type = (uint8_t)types[k].type;
    if (r->at[0] == '?' && r->at[1] == '[') r->at++; /* Tensor?[]: None among the elements */
    if (*r->at == '[') {
        if (types[k].list == types[k].type) return refuse(r, "no lists of this type");
        char *end;
        a->type = (uint8_t)types[k].list;
        a->length = (int16_t)strtol(r->at + 1, &end, 10);
        if (*end != ']') return refuse(r, "expected ]");
        r->at = end + 1;
    }
    if (*r->at == '?') a->optional = true, r->at++;
    return true;
}

static bool read_number(reader *r, rush_value *v) {
    skip_spaces(r);
    if (eat(r, "True")) return *v = (rush_value){ .u.i = 1, .kind = RUSH_VALUE_BOOL }, true;
    if (eat(r, "False")) return *v = (rush_value){ .u.i = 0, .kind = RUSH_VALUE_BOOL }, true;
    char *end;
    double f = strtod(r->at, &end);
    if (end == r->at) return refuse(r, "expected a number");
    bool whole = true;
    for (const char *p = r->at; p < end; p++) whole = whole && (isdigit((unsigned char)*p) || *p == '-');
    *v = whole ? (rush_value){ .u.i = strtoll(r->at, NULL, 10), .kind = RUSH_VALUE_INT } : (rush_value){ .u.f = f, .kind = RUSH_VALUE_FLOAT };
    r->at = end;
    return true;
}

/* `[0,1]`, or one number, which is a list of one */
static bool read_ints(reader *r, schema_arg *a) {
    int n = 0;
    bool list = eat(r, "[");
    while (!(list && eat(r, "]"))) {
        rush_value v;
        if (n == 4) return refuse(r, "default too long");
        if (!read_number(r, &v)) return false;
        a->ints[n++] = v.u.i;
        if (!list) break;
        eat(r, ",");
    }
    a->value = (rush_value){ .u.ints = a->ints, .kind = RUSH_VALUE_INTS, .count = n };
    return true;
}

static bool read_string(reader *r, schema_arg *a) {
    char quote = *r->at;
    if (quote != '\'' && quote != '"') return refuse(r, "expected a string");
    const char *end = strchr(r->at + 1, quote);
    if (!end || (size_t)(end - r->at - 1) >= sizeof a->string) return refuse(r, "string without end, or too long");
    size_t n = (size_t)(end - r->at - 1);
    memcpy(a->string, r->at + 1, n);
    a->string[n] = 0;
    a->value = (rush_value){ .u.string = a->string, .kind = RUSH_VALUE_STRING };
    r->at = end + 1;
    return true;
}

/* A number as the argument's type wants it; what does not fit stays as it is. */
static void adapt(const schema_arg *a, rush_value *v) {
    if (a->type == SCHEMA_FLOAT && (v->kind == RUSH_VALUE_INT || v->kind == RUSH_VALUE_BOOL))
        *v = (rush_value){ .u.f = (double)v->u.i, .kind = RUSH_VALUE_FLOAT };
}

static bool read_default(reader *r, schema_arg *a) {
    a->has_default = true;
    if (eat(r, "None")) {
        a->value = (rush_value){ .kind = RUSH_VALUE_NONE };
        return true;
    }
    if (a->type == SCHEMA_INTS) return read_ints(r, a);
    if (a->type == SCHEMA_STRING) return read_string(r, a);
    if (!read_number(r, &a->value)) return false;
    adapt(a, &a->value);
    return true;
}

static bool read_args(reader *r, schema *s) {
    bool only = false;
    if (eat(r, ")")) return true;
    do {
        if (eat(r, "*")) {
            only = true;
            continue;
        }
        if (s->nargs == SCHEMA_MAX_ARGS) return refuse(r, "too many arguments");
        schema_arg *a = &s->args[s->nargs++];
        if (!read_type(r, a) || !read_name(r, a->name)) return false;
        a->keyword_only = only;
        if (eat(r, "=") && !read_default(r, a)) return false;
    } while (eat(r, ","));
    return eat(r, ")") || refuse(r, "expected )");
}

static bool read_return(reader *r, schema *s) {
    schema_arg a = { .length = 0 };
    if (s->nreturns == SCHEMA_MAX_RETURNS) return refuse(r, "too many results");
    if (!read_type(r, &a)) return false;
    s->returns_list = a.type == SCHEMA_TENSORS;
    skip_spaces(r);
    if (isalpha((unsigned char)*r->at) && !read_name(r, s->returns[s->nreturns])) return false;
    s->nreturns++;
    return true;
}

bool schema_parse(const char *text, schema *s) {
    reader r = { text, text };
    memset(s, 0, sizeof *s);
    if (!read_name(&r, s->name)) return false;
    if (eat(&r, ".") && !read_name(&r, s->overload)) return false;
    if (!eat(&r, "(")) return refuse(&r, "expected (");
    if (!read_args(&r, s)) return false;
    if (!eat(&r, "->")) return refuse(&r, "expected ->");
    if (eat(&r, "(")) {
        do
            if (!read_return(&r, s)) return false;
        while (eat(&r, ","));
        if (!eat(&r, ")")) return refuse(&r, "expected )");
    } else if (!read_return(&r, s)) return false;
    skip_spaces(&r);
    return *r.at == 0 || refuse(&r, "unexpected text");
}

const schema *schema_of(const rush_op *o) {
    static schema *known[OP_COUNT];
    schema *s = __atomic_load_n(&known[o->index], __ATOMIC_ACQUIRE), *expected = NULL;
    if (s) return s;
    s = mem_alloc(sizeof *s);
    if (!s) return error_memory(NULL, "schema", sizeof *s), NULL;
    if (!schema_parse(o->schema, s)) return mem_free(s), NULL;
    if (!__atomic_compare_exchange_n(&known[o->index], &expected, s, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        mem_free(s); /* another thread was first */
        s = expected;
    }
    return s;
}

int schema_find(const schema *s, const char *name) {
    for (int i = 0; i < s->nargs; i++)
        if (strcmp(s->args[i].name, name) == 0) return i;
    return -1;
}

/* ---- matching ---- */

static const char *const type_names[] = {
    [SCHEMA_TENSOR] = "Tensor", [SCHEMA_TENSOR_OR_SCALAR] = "Tensor or Number", [SCHEMA_SCALAR] = "Number", [SCHEMA_INT] = "int",
    [SCHEMA_FLOAT] = "float", [SCHEMA_BOOL] = "bool", [SCHEMA_INTS] = "tuple of ints", [SCHEMA_FLOATS] = "tuple of floats",
    [SCHEMA_TENSORS] = "tuple of Tensors", [SCHEMA_DTYPE] = "torch.dtype", [SCHEMA_DEVICE] = "torch.device", [SCHEMA_STRING] = "str",
    [SCHEMA_GENERATOR] = "Generator",
};
static const char *const kind_names[] = { "NoneType", "Tensor", "int", "float", "bool", "tuple of ints", "tuple of floats", "tuple of Tensors",
                                          "torch.dtype", "torch.device", "str", "Generator" };

static bool fits(const schema_arg *a, int kind) {
    bool number = kind == RUSH_VALUE_INT || kind == RUSH_VALUE_FLOAT || kind == RUSH_VALUE_BOOL;
    if (kind == RUSH_VALUE_NONE) return a->optional;
    switch ((schema_type)a->type) {
    case SCHEMA_TENSOR: return kind == RUSH_VALUE_TENSOR;
    case SCHEMA_TENSOR_OR_SCALAR: return number || kind == RUSH_VALUE_TENSOR;
    case SCHEMA_SCALAR:
    case SCHEMA_FLOAT: return number;
    case SCHEMA_INT: return kind == RUSH_VALUE_INT;
    case SCHEMA_BOOL: return kind == RUSH_VALUE_BOOL;
    case SCHEMA_INTS: return kind == RUSH_VALUE_INTS;
    case SCHEMA_FLOATS: return kind == RUSH_VALUE_FLOATS;
    case SCHEMA_TENSORS: return kind == RUSH_VALUE_TENSORS;
    case SCHEMA_DTYPE: return kind == RUSH_VALUE_DTYPE;
    case SCHEMA_DEVICE: return kind == RUSH_VALUE_DEVICE;
    case SCHEMA_STRING: return kind == RUSH_VALUE_STRING;
    case SCHEMA_GENERATOR: return kind == RUSH_VALUE_GENERATOR;
    }
    return false;
}

/* `given` must outlive the values: a number given for int[] stays where it is and is pointed at */
static bool put(const schema *s, rush_site site, int i, const rush_value *given, rush_value *values) {
    const schema_arg *a = &s->args[i];
    rush_value v = *given;
    if (a->type == SCHEMA_INTS && v.kind == RUSH_VALUE_INT) v = (rush_value){ .u.ints = &given->u.i, .kind = RUSH_VALUE_INTS, .count = 1 };
    adapt(a, &v);
    if (!fits(a, v.kind))
        return error_set(RUSH_TYPE_ERROR, site, s->name, "%s(): argument '%s' (position %d) must be %s, not %s", s->name, a->name, i + 1,
                         type_names[a->type], kind_names[v.kind]);
    values[i] = v;
    return true;
}

bool schema_match(const schema *s, rush_site site, const rush_value *positional, int count, const char *const *names,
                  const rush_value *named, int named_count, rush_value *values) {
    bool given[SCHEMA_MAX_ARGS] = { false };
    int most = 0;
    while (most < s->nargs && !s->args[most].keyword_only) most++;
    if (count > most)
        return error_set(RUSH_TYPE_ERROR, site, s->name, "%s() takes %d positional arguments but %d were given", s->name, most, count);
    for (int i = 0; i < count; i++) {
        if (!put(s, site, i, &positional[i], values)) return false;
        given[i] = true;
    }
    for (int k = 0; k < named_count; k++) {
        int i = schema_find(s, names[k]);
        if (i < 0) return error_set(RUSH_TYPE_ERROR, site, s->name, "%s() got an unexpected keyword argument '%s'", s->name, names[k]);
        if (given[i]) return error_set(RUSH_TYPE_ERROR, site, s->name, "%s() got multiple values for argument '%s'", s->name, names[k]);
        if (!put(s, site, i, &named[k], values)) return false;
        given[i] = true;
    }
    for (int i = 0; i < s->nargs; i++) {
        if (given[i]) continue;
        if (!s->args[i].has_default)
            return error_set(RUSH_TYPE_ERROR, site, s->name, "%s() missing 1 required positional arguments: \"%s\"", s->name, s->args[i].name);
        values[i] = s->args[i].value;
    }
    return true;
}
