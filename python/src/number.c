/* SPDX-License-Identifier: MIT */
/* number.c - operators: a + b, 2 - a, a @ b, a < b, a += b, -a, bool(a), float(a). */
#include "module.h"

/* a row that is looked up once, and the method that __torch_function__ is told if it has another name */
typedef struct known { const char *name; op_row *row; const char *method; } known;
/* no class of an operand's takes over */
#define IS_PLAIN(o) (Py_IS_TYPE(o, tensor_type) || PyFloat_CheckExact(o) || PyLong_CheckExact(o))
static op_row *get(known *k) { return k->row ? k->row : (k->row = row_find(k->name)); }

/* 1: a tensor or number; 0: neither */
static int operand(PyObject *o, rush_value *v) {
    if (is_tensor(o)) return *v = (rush_value){ .u.t = tensor_of(o), .kind = RUSH_VALUE_TENSOR }, 1;
    return is_number(o) || PyComplex_Check(o) ? convert_scalar(o, v) : 0;
}

/* the number v as a tensor of no dimensions, for rows that take tensors only */
static PyObject *number_tensor(const rush_value *v) {
    static known full = { "full", NULL, NULL };
    return get(&full) ? row_call_defaults(full.row, (rush_value[]){ { .u.ints = NULL, .kind = RUSH_VALUE_INTS }, *v }, 2, false) : NULL;
}

static PyObject *call2(known *k, rush_value a, rush_value b, bool inplace) {
    return get(k) ? row_call_defaults(k->row, (rush_value[]){ a, b }, 2, inplace) : NULL;
}

/* Does an operand's class take the operation over? Then *r is what it gave; a TypeError lets Python ask the other operand. */
static bool taken_over(PyObject *left, PyObject *right, const char *method, const char *reflected, PyObject **r) {
    if (IS_PLAIN(left) && IS_PLAIN(right) && !override_modes) return false;
    if (!override_type(Py_TYPE(left)) && !override_type(Py_TYPE(right)) && !override_wanted()) return false;
    bool first = is_tensor(left);
    *r = override_call_named(first || !reflected ? method : reflected, first ? (PyObject *[]){ left, right } : (PyObject *[]){ right, left }, 2);
    if (!*r && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        *r = Py_NewRef(Py_NotImplemented);
        if (first && reflected && is_tensor(right) && Py_TYPE(left) != Py_TYPE(right)) { /* Python asks only once: both classes share the slot */
            PyObject *other = override_call_named(reflected, (PyObject *[]){ right, left }, 2);
            if (other) Py_SETREF(*r, other);
            else PyErr_Clear();
        }
    }
    return true;
}
static const char *method_of(const known *k) { return k->method ? k->method : k->name; }

/* reflected: what number op tensor is; NULL: the same with the operands exchanged */
static PyObject *binary(PyObject *left, PyObject *right, known *k, known *reflected) {
    rush_value a, b;
    PyObject *other;
    if (taken_over(left, right, method_of(k), reflected ? method_of(reflected) : NULL, &other)) return other;
    int ok = operand(left, &a);
    if (ok > 0) ok = operand(right, &b);
    if (ok < 0) return NULL;
    if (ok == 0) Py_RETURN_NOTIMPLEMENTED;
    if (a.kind == RUSH_VALUE_TENSOR) return call2(k, a, b, false);
    if (reflected) return call2(reflected, b, a, false);
    return call2(k, b, a, false);
}

#define COMMUTING(name_, row_, method_) \
    static PyObject *name_(PyObject *a, PyObject *b) { \
        static known k = { row_, NULL, method_ }; \
        return binary(a, b, &k, NULL); \
    }
COMMUTING(number_add, "add", NULL)
COMMUTING(number_mul, "mul", NULL)
COMMUTING(number_and, "bitwise_and", "__and__")
COMMUTING(number_or, "bitwise_or", "__or__")
COMMUTING(number_xor, "bitwise_xor", "__xor__")

static PyObject *number_sub(PyObject *a, PyObject *b) {
    static known k = { "sub", NULL, NULL }, r = { "rsub", NULL, "__rsub__" };
    return binary(a, b, &k, &r);
}

/* For rows whose first operand must be a tensor: a number on the left becomes one. */
static PyObject *tensor_first(PyObject *left, PyObject *right, PyObject *(*f)(rush_value a, rush_value b), const char *method, const char *reflected) {
    rush_value a, b;
    PyObject *other;
    if (taken_over(left, right, method, reflected, &other)) return other;
    int ok = operand(left, &a);
    if (ok > 0) ok = operand(right, &b);
    if (ok < 0) return NULL;
    if (ok == 0) Py_RETURN_NOTIMPLEMENTED;
    if (a.kind == RUSH_VALUE_TENSOR) return f(a, b);
    PyObject *t = number_tensor(&a);
    PyObject *r = t ? f((rush_value){ .u.t = tensor_of(t), .kind = RUSH_VALUE_TENSOR }, b) : NULL;
    Py_XDECREF(t);
    return r;
}
static PyObject *floor_rows(rush_value a, rush_value b) {
    static known k = { "div_mode", NULL, NULL };
    rush_value floor = { .u.string = "floor", .kind = RUSH_VALUE_STRING };
    return get(&k) ? row_call_defaults(k.row, (rush_value[]){ a, b, floor }, 3, false) : NULL;
}
#define TENSOR_FIRST(name_, row_, method_, reflected_) \
    static PyObject *name_##_rows(rush_value a, rush_value b) { \
        static known k = { row_, NULL, NULL }; \
        return call2(&k, a, b, false); \
    } \
    static PyObject *name_(PyObject *a, PyObject *b) { return tensor_first(a, b, name_##_rows, method_, reflected_); }
TENSOR_FIRST(number_remainder, "remainder", "remainder", "__rmod__")
TENSOR_FIRST(number_left, "bitwise_left_shift", "__lshift__", "__rlshift__")
TENSOR_FIRST(number_right, "bitwise_right_shift", "__rshift__", "__rrshift__")
static PyObject *number_floor(PyObject *a, PyObject *b) { return tensor_first(a, b, floor_rows, "__floordiv__", "__rfloordiv__"); }

static PyObject *number_div(PyObject *a, PyObject *b) {
    static known k = { "div", NULL, NULL }, inverse = { "reciprocal", NULL, NULL };
    if (is_tensor(a)) return binary(a, b, &k, NULL);
    if (!is_number(a) && !PyComplex_Check(a)) Py_RETURN_NOTIMPLEMENTED;
    PyObject *t = get(&inverse) ? row_call_defaults(inverse.row, &(rush_value){ .u.t = tensor_of(b), .kind = RUSH_VALUE_TENSOR }, 1, false) : NULL;
    PyObject *r = t ? number_mul(t, a) : NULL;
    Py_XDECREF(t);
    return r;
}
static PyObject *number_power(PyObject *a, PyObject *b, PyObject *modulo) {
    static known k = { "pow", NULL, NULL }, scalar = { "pow_scalar", NULL, NULL };
    rush_value x, y;
    PyObject *other;
    if (modulo == Py_None && taken_over(a, b, "__pow__", "__rpow__", &other)) return other;
    int ok = modulo == Py_None ? operand(a, &x) : 0;
    if (ok > 0) ok = operand(b, &y);
    if (ok < 0) return NULL;
    if (ok == 0) Py_RETURN_NOTIMPLEMENTED;
    return call2(x.kind == RUSH_VALUE_TENSOR ? &k : &scalar, x, y, false);
}
static PyObject *number_matmul(PyObject *a, PyObject *b) {
    static known k = { "matmul", NULL, NULL };
    PyObject *other;
    if (taken_over(a, b, "matmul", "__rmatmul__", &other)) return other;
    if (!is_tensor(a) || !is_tensor(b)) Py_RETURN_NOTIMPLEMENTED;
    if (autocast_is_on()) return PyObject_CallMethod(a, "matmul", "O", b);
    return binary(a, b, &k, NULL);
}

/* ---- in place ---- */

static PyObject *inplace(PyObject *a, PyObject *b, known *k) {
    rush_value y;
    PyObject *other;
    if (taken_over(a, b, k->method, NULL, &other)) return other;
    int ok = operand(b, &y);
    if (ok < 0) return NULL;
    if (ok == 0) Py_RETURN_NOTIMPLEMENTED;
    return call2(k, (rush_value){ .u.t = tensor_of(a), .kind = RUSH_VALUE_TENSOR }, y, true);
}
#define INPLACE(name_, row_, method_) \
    static PyObject *name_(PyObject *a, PyObject *b) { \
        static known k = { row_, NULL, method_ }; \
        return inplace(a, b, &k); \
    }
INPLACE(inplace_add, "add", "add_")
INPLACE(inplace_sub, "sub", "sub_")
INPLACE(inplace_mul, "mul", "mul_")
INPLACE(inplace_div, "div", "div_")
INPLACE(inplace_remainder, "remainder", "remainder_")
INPLACE(inplace_and, "bitwise_and", "__iand__")
INPLACE(inplace_or, "bitwise_or", "__ior__")
INPLACE(inplace_xor, "bitwise_xor", "__ixor__")
INPLACE(inplace_left, "bitwise_left_shift", "__ilshift__")
INPLACE(inplace_right, "bitwise_right_shift", "__irshift__")
static PyObject *inplace_power(PyObject *a, PyObject *b, PyObject *modulo) {
    static known k = { "pow", NULL, "__ipow__" };
    if (modulo != Py_None) Py_RETURN_NOTIMPLEMENTED;
    return inplace(a, b, &k);
}
static PyObject *inplace_floor(PyObject *a, PyObject *b) {
    static known k = { "div_mode", NULL, NULL };
    rush_value y, floor = { .u.string = "floor", .kind = RUSH_VALUE_STRING };
    PyObject *other;
    if (taken_over(a, b, "__ifloordiv__", NULL, &other)) return other;
    int ok = operand(b, &y);
    if (ok < 0) return NULL;
    if (ok == 0) Py_RETURN_NOTIMPLEMENTED;
    return get(&k) ? row_call_defaults(k.row, (rush_value[]){ { .u.t = tensor_of(a), .kind = RUSH_VALUE_TENSOR }, y, floor }, 3, true) : NULL;
}

/* ---- one operand ---- */

static bool plain(PyObject *a) { return Py_IS_TYPE(a, tensor_type) && !override_modes; }
static bool asks(PyObject *a) { return !plain(a) && (override_type(Py_TYPE(a)) || override_wanted()); }
static bool asks_custom(PyObject *a) { return !plain(a) && (override_custom(Py_TYPE(a)) || override_wanted()); }

#define UNARY(name_, row_) \
    static PyObject *name_(PyObject *a) { \
        static known k = { row_, NULL, NULL }; \
        if (asks(a)) return override_call_named(row_, &a, 1); \
        return get(&k) ? row_call_defaults(k.row, &(rush_value){ .u.t = tensor_of(a), .kind = RUSH_VALUE_TENSOR }, 1, false) : NULL; \
    }
UNARY(number_negative, "neg")
UNARY(number_absolute, "abs")
UNARY(bitwise_not, "bitwise_not")
static PyObject *number_invert(PyObject *a) {
    if (asks(a)) return override_call_named("__invert__", &a, 1);
    if (!rush_is_floating_point(tensor_of(a))) return bitwise_not(a);
    return PyErr_SetString(PyExc_TypeError, "~ (operator.invert) is only implemented on integer and Boolean-type tensors"), NULL;
}
static PyObject *number_positive(PyObject *a) { return asks_custom(a) ? override_call_named("positive", &a, 1) : Py_NewRef(a); }

static int number_bool(PyObject *self) {
    int64_t n = rush_numel(tensor_of(self));
    if (asks_custom(self)) {
        PyObject *r = override_call_named("__bool__", &self, 1);
        int yes = r ? PyObject_IsTrue(r) : -1;
        Py_XDECREF(r);
        return yes;
    }
    if (n != 1) {
        PyErr_SetString(PyExc_RuntimeError, n ? "Boolean value of Tensor with more than one value is ambiguous" : "Boolean value of Tensor with no values is ambiguous");
        return -1;
    }
    double v = rush_item_at(site_here(), tensor_of(self));
    return rush_failed() ? (error_raise(), -1) : v != 0;
}
static PyObject *through_item(PyObject *self, PyObject *(*f)(PyObject *)) {
    PyObject *item = tensor_item(self, NULL), *r = item ? f(item) : NULL;
    Py_XDECREF(item);
    return r;
}
static PyObject *number_float(PyObject *self) { return asks_custom(self) ? override_call_named("__float__", &self, 1) : through_item(self, PyNumber_Float); }
static PyObject *number_int(PyObject *self) { return asks_custom(self) ? override_call_named("__int__", &self, 1) : through_item(self, PyNumber_Long); }
static PyObject *number_index(PyObject *self) {
    if (asks_custom(self)) return override_call_named("__index__", &self, 1);
    if (rush_is_floating_point(tensor_of(self)) || rush_numel(tensor_of(self)) != 1)
        return PyErr_SetString(PyExc_TypeError, "only integer tensors of a single element can be converted to an index"), NULL;
    return through_item(self, PyNumber_Long);
}

static PyObject *compare(PyObject *a, PyObject *b, int op) {
    static known rows[] = { [Py_LT] = { "lt", NULL, NULL }, [Py_LE] = { "le", NULL, NULL }, [Py_EQ] = { "eq", NULL, NULL },
                            [Py_NE] = { "ne", NULL, NULL }, [Py_GT] = { "gt", NULL, NULL }, [Py_GE] = { "ge", NULL, NULL } };
    return binary(a, b, &rows[op], NULL);
}

#define SLOT(slot_, function_) { slot_, __extension__(void *)function_ }
PyType_Slot number_slots[] = {
    SLOT(Py_nb_add, number_add), SLOT(Py_nb_subtract, number_sub), SLOT(Py_nb_multiply, number_mul), SLOT(Py_nb_true_divide, number_div),
    SLOT(Py_nb_floor_divide, number_floor), SLOT(Py_nb_remainder, number_remainder), SLOT(Py_nb_power, number_power),
    SLOT(Py_nb_matrix_multiply, number_matmul), SLOT(Py_nb_and, number_and), SLOT(Py_nb_or, number_or), SLOT(Py_nb_xor, number_xor),
    SLOT(Py_nb_lshift, number_left), SLOT(Py_nb_rshift, number_right), SLOT(Py_nb_inplace_add, inplace_add),
    SLOT(Py_nb_inplace_subtract, inplace_sub), SLOT(Py_nb_inplace_multiply, inplace_mul), SLOT(Py_nb_inplace_true_divide, inplace_div),
    SLOT(Py_nb_inplace_floor_divide, inplace_floor), SLOT(Py_nb_inplace_remainder, inplace_remainder),
    SLOT(Py_nb_inplace_power, inplace_power), SLOT(Py_nb_inplace_and, inplace_and), SLOT(Py_nb_inplace_or, inplace_or),
    SLOT(Py_nb_inplace_xor, inplace_xor), SLOT(Py_nb_inplace_lshift, inplace_left), SLOT(Py_nb_inplace_rshift, inplace_right),
    SLOT(Py_nb_negative, number_negative), SLOT(Py_nb_absolute, number_absolute), SLOT(Py_nb_invert, number_invert),
    SLOT(Py_nb_positive, number_positive), SLOT(Py_nb_bool, number_bool), SLOT(Py_nb_float, number_float), SLOT(Py_nb_int, number_int),
    SLOT(Py_nb_index, number_index), SLOT(Py_tp_richcompare, compare), { 0, NULL },
};
