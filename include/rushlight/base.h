/* SPDX-License-Identifier: MIT */
/* base.h - types, shapes, scalars, scopes and errors: what every other header of Rushlight stands on.
   Include <rushlight.h>, which brings this file in. C11 and C++17 (macros marked C only are left out of C++). */
#ifndef RUSHLIGHT_BASE_H
#define RUSHLIGHT_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#if defined(__GNUC__)
#define RUSH_API __attribute__((visibility("default")))
#define RUSH_PRINTF(text_, first_) __attribute__((format(printf, text_, first_)))
#else
#define RUSH_API
#define RUSH_PRINTF(text_, first_)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- kinds of things ---------------------------------------------------------------------------------------- */

typedef struct rush_tensor rush_tensor;         /* a strided view of a storage, with its place in the graph */
typedef struct rush_list rush_list;             /* several tensors: the result of split, chunk, unbind … */
typedef struct rush_node rush_node;             /* one recorded operation of the autograd graph */
typedef struct rush_generator rush_generator;   /* a stream of random numbers */

/* Every public object begins with this header; rush_retain and rush_release work on all of them. */
typedef struct rush_class { const char *name; void (*destroy)(void *object); } rush_class;
typedef struct rush_object { const rush_class *type; uint32_t refs, flags; } rush_object;

/* Element types. 0 stands for "the default" wherever a dtype is optional. */
typedef enum rush_dtype {
    RUSH_FLOAT32 = 1, RUSH_FLOAT64, RUSH_FLOAT16, RUSH_BFLOAT16,
    RUSH_INT64, RUSH_INT32, RUSH_INT16, RUSH_INT8, RUSH_UINT8, RUSH_BOOL
} rush_dtype;

/* A device: type 0 stands for "the default" (the CPU), 1 is the CPU, 2 is CUDA, 3 is meta (shapes without memory); further types
   belong to plugins. */
enum { RUSH_CPU = 1, RUSH_CUDA = 2, RUSH_META = 3 };
typedef struct rush_device { int16_t type, index; } rush_device;

/* "train.c:41": where the user's program made a call. One string literal, passed by the macros below. */
typedef const char *rush_site;

#define RUSH_MAX_DIMS 72

/* Sizes of a tensor. May point at a literal that lives as long as its block: callees copy. */
typedef struct rush_shape { const int64_t *dims; int64_t ndim; } rush_shape;

/* Data to copy from: count is -1 for a bare pointer (the shape then says how much is read). */
typedef struct rush_values { const void *ptr; rush_dtype dtype; int64_t count; } rush_values;

/* Options where 0 is legal and not the default: .dim = RUSH_INT(0), .eps = RUSH_DOUBLE(0). */
typedef struct rush_opt_int { int64_t value; bool set; } rush_opt_int;
typedef struct rush_opt_double { double value; bool set; } rush_opt_double;
typedef struct rush_opt_bool { bool value, set; } rush_opt_bool;

/* A member of this type after the last required argument of an options struct makes a second positional argument
   a warning, so that options are always named. */
struct rush_named_only_;
typedef const struct rush_named_only_ *rush_named_only;

/* A number or a tensor, keeping the kind of number it was written as. */
enum { RUSH_KIND_NONE, RUSH_KIND_TENSOR, RUSH_KIND_INT, RUSH_KIND_FLOAT, RUSH_KIND_BOOL };
typedef struct rush_operand {
    union { int64_t i; double f; rush_tensor *t; } u;
    int kind;
} rush_operand;

static inline rush_operand rush_operand_tensor(const rush_tensor *t) {
    rush_operand o;
    o.u.t = (rush_tensor *)(uintptr_t)t;
    o.kind = RUSH_KIND_TENSOR;
    return o;
}
static inline rush_operand rush_operand_int(int64_t v) {
    rush_operand o;
    o.u.i = v;
    o.kind = RUSH_KIND_INT;
    return o;
}
static inline rush_operand rush_operand_float(double v) {
    rush_operand o;
    o.u.f = v;
    o.kind = RUSH_KIND_FLOAT;
    return o;
}
static inline rush_operand rush_operand_bool(bool v) {
    rush_operand o;
    o.u.i = v;
    o.kind = RUSH_KIND_BOOL;
    return o;
}
static inline rush_operand rush_operand_self(rush_operand o) { return o; }

/* ---- ownership ----------------------------------------------------------------------------------------------
   Functions return objects owned by the innermost open scope; a scope holds one reference and drops it at its end;
   rush_retain and rush_release hold one beyond it; rush_escape(t) hands t to the scope outside. */

typedef struct rush_scope { rush_site site; } rush_scope;

/* Opens a scope named by its own address. RUSH_SCOPE calls both; call them in pairs where there is no cleanup attribute. */
RUSH_API rush_scope rush_scope_open(rush_scope *self, rush_site site);
/* Closes the scope opened at this address and every scope still open inside it. */
RUSH_API void rush_scope_close(rush_scope *self);

/* The same without a variable: end closes the innermost scope that begin opened, and what is still open inside it. */
RUSH_API void rush_scope_begin(void);
RUSH_API void rush_scope_end(void);

/* One more reference to any object (NULL is ignored); returns it. */
RUSH_API void *rush_retain(const void *object);
/* One reference less; the last one frees the object. NULL is ignored. */
RUSH_API void rush_release(const void *object);
/* Hands a tensor to the scope outside the innermost one; returns it. */
RUSH_API rush_tensor *rush_escape(rush_tensor *t);
/* Tensors that exist at this moment in the whole process. */
RUSH_API int64_t rush_live_tensors(void);

/* ---- errors -------------------------------------------------------------------------------------------------
   A function that fails records the thread's error and returns NULL or false. The first error wins and stays until
   rush_error_clear(); while one is pending, ops return NULL and nothing changes state. */

typedef enum rush_error_code {
    RUSH_OK, RUSH_RUNTIME_ERROR, RUSH_VALUE_ERROR, RUSH_TYPE_ERROR, RUSH_INDEX_ERROR, RUSH_KEY_ERROR,
    RUSH_NOT_IMPLEMENTED_ERROR, RUSH_MEMORY_ERROR, RUSH_OS_ERROR, RUSH_ATTRIBUTE_ERROR,
    RUSH_LINALG_ERROR /* a matrix is singular, or not positive-definite, or an iteration did not converge: torch.linalg.LinAlgError */
} rush_error_code;

typedef struct rush_error_info {
    rush_error_code code;    /* one for each Python exception class */
    const char *message;     /* PyTorch's text where PyTorch has one */
    const char *op;          /* the operation that failed, or "" */
    const char *site;        /* the caller's "file:line", or "" */
    const char *detail;      /* shapes and further sites, a line each, or "" */
} rush_error_info;

/* The pending error, or NULL. The strings live until rush_error_clear() on this thread. */
RUSH_API const rush_error_info *rush_error(void);
/* True while an error is pending on this thread. */
RUSH_API bool rush_failed(void);
RUSH_API void rush_error_clear(void);
/* Called once for each first error instead of printing it to stderr; NULL restores printing. */
RUSH_API void rush_set_error_handler(void (*handler)(const rush_error_info *error, void *user), void *user);
/* Quiet: errors are recorded, not printed. */
RUSH_API void rush_set_error_quiet(bool quiet);
/* A place for a debugger's breakpoint: called for each first error. */
RUSH_API void rush_error_break(void);

#ifdef __cplusplus
}
#endif

/* ---- macros ------------------------------------------------------------------------------------------------- */

#define RUSH_STR_(x) #x
#define RUSH_STR(x) RUSH_STR_(x)
#define RUSH_CAT_(a, b) a##b
#define RUSH_CAT(a, b) RUSH_CAT_(a, b)
#ifndef RUSH_SITE
#define RUSH_SITE (__FILE__ ":" RUSH_STR(__LINE__))
#endif

#if defined(__GNUC__)
#define RUSH_CLEANUP_(f) __attribute__((cleanup(f), unused))
/* `RUSH_SCOPE;` is a declaration, first in its block: everything made in the block is dropped at its end, however it ends. */
#define RUSH_SCOPE \
    rush_scope RUSH_CAT(rush_scope_, __LINE__) RUSH_CLEANUP_(rush_scope_close) = \
        rush_scope_open(&RUSH_CAT(rush_scope_, __LINE__), RUSH_SITE)
#endif

#ifndef __cplusplus
/* C only. The kinds a last operand may have; no default, so that a wrong type does not compile. */
#define RUSH_OPERAND(y) \
    _Generic((y), rush_tensor *: rush_operand_tensor, const rush_tensor *: rush_operand_tensor, \
        void *: rush_operand_tensor, rush_operand: rush_operand_self, bool: rush_operand_bool, \
        float: rush_operand_float, double: rush_operand_float, long double: rush_operand_float, \
        char: rush_operand_int, signed char: rush_operand_int, unsigned char: rush_operand_int, \
        short: rush_operand_int, unsigned short: rush_operand_int, int: rush_operand_int, \
        unsigned: rush_operand_int, long: rush_operand_int, unsigned long: rush_operand_int, \
        long long: rush_operand_int, unsigned long long: rush_operand_int)(y)

#define RUSH_INT(v) ((rush_opt_int){ .value = (v), .set = true })
#define RUSH_DOUBLE(v) ((rush_opt_double){ .value = (v), .set = true })
#define RUSH_BOOLEAN(v) ((rush_opt_bool){ .value = (v), .set = true })

/* RUSH_SHAPE(2, 3); RUSH_SHAPE() is 0-dimensional (the leading 0 makes the empty list legal). */
#define RUSH_SHAPE(...) \
    ((rush_shape){ .dims = (const int64_t[]){ 0, __VA_ARGS__ } + 1, \
        .ndim = (int64_t)(sizeof((const int64_t[]){ 0, __VA_ARGS__ }) / sizeof(int64_t)) - 1 })

/* RUSH_VALUES(float, 7, 0, 0): data with its dtype and count. Arrays and pointers are passed as they are. */
#define RUSH_VALUES(T, ...) \
    ((rush_values){ .ptr = (const T[]){ __VA_ARGS__ }, .dtype = (rush_dtype)RUSH_DTYPE_OF((const T *)0), \
        .count = (int64_t)(sizeof((const T[]){ __VA_ARGS__ }) / sizeof(T)) })
#define RUSH_DTYPE_OF(p) \
    _Generic((p), float *: RUSH_FLOAT32, const float *: RUSH_FLOAT32, double *: RUSH_FLOAT64, \
        const double *: RUSH_FLOAT64, bool *: RUSH_BOOL, const bool *: RUSH_BOOL, int8_t *: RUSH_INT8, \
        const int8_t *: RUSH_INT8, uint8_t *: RUSH_UINT8, const uint8_t *: RUSH_UINT8, int16_t *: RUSH_INT16, \
        const int16_t *: RUSH_INT16, int32_t *: RUSH_INT32, const int32_t *: RUSH_INT32, \
        long *: (sizeof(long) == 8 ? RUSH_INT64 : RUSH_INT32), \
        const long *: (sizeof(long) == 8 ? RUSH_INT64 : RUSH_INT32), \
        long long *: RUSH_INT64, const long long *: RUSH_INT64, rush_values: 0)
static inline rush_values rush_values_self_(rush_values v, int dtype) { (void)dtype; return v; }
static inline rush_values rush_values_pointer_(const void *p, int dtype) {
    return (rush_values){ .ptr = p, .dtype = (rush_dtype)dtype, .count = -1 };
}
#define RUSH_AS_VALUES(p) \
    _Generic((p), rush_values: rush_values_self_, default: rush_values_pointer_)(p, RUSH_DTYPE_OF(p))

/* How many optional arguments a call has: none (…_1) or some (…_n). */
#define RUSH_PICK_(a, b, c, d, e, f, g, h, i, name, ...) name

/* Releases each object of the list; NULL is ignored. */
#define rush_release_all(...) \
    rush_release_all_((const void *const[]){ __VA_ARGS__ }, sizeof((const void *const[]){ __VA_ARGS__ }) / sizeof(void *))
static inline void rush_release_all_(const void *const *objects, size_t count) {
    for (size_t i = 0; i < count; i++) rush_release(objects[i]);
}
#endif
#endif
