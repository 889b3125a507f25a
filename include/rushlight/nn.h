/* SPDX-License-Identifier: MIT */
/* nn.h - modules: layers with parameters, and how they are put together, listed, saved and printed.
   Ownership: what makes a module gives it to the caller (rush_release it); a container owns the modules that are added to it,
   even when the call fails. Parameters and buffers are kept by their module. */
#ifndef RUSHLIGHT_NN_H
#define RUSHLIGHT_NN_H
#include <rushlight/base.h>
#include <rushlight/dict.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rush_module rush_module;

/* What a module is made of, in order of registration. */
typedef enum rush_entry_kind { RUSH_ENTRY_PARAMETER = 1, RUSH_ENTRY_BUFFER, RUSH_ENTRY_MODULE } rush_entry_kind;
typedef struct rush_entry {
    char *name;
    rush_entry_kind kind;
    bool not_persistent;            /* a buffer that is not part of the state dict */
    rush_tensor *tensor;            /* may be NULL: a parameter that this module does without (bias) */
    rush_module *module;
} rush_entry;

/* The common part of every module; a struct of your own begins with it. Read the fields, change them by the functions below. */
struct rush_module {
    rush_object base;
    const char *name;                                               /* "Conv2d" */
    rush_tensor *(*forward)(rush_module *self, rush_tensor *x);
    size_t (*extra_repr)(const rush_module *self, char *buffer, size_t size);    /* "3, 16, kernel_size=(3, 3)", as snprintf */
    void (*destroy)(rush_module *self);                             /* frees what the struct holds beside its entries */
    void *user;                                                     /* yours */
    rush_entry *entries;
    int32_t count, capacity;
    bool training;
};

/* ---- making modules ---- */

typedef struct rush_module_args {
    size_t size;
    const char *name;
    rush_named_only _;
    rush_tensor *(*forward)(rush_module *self, rush_tensor *x);
    size_t (*extra_repr)(const rush_module *self, char *buffer, size_t size);
    void (*destroy)(rush_module *self);
    void *user;
} rush_module_args;
/* A zeroed struct of `bytes` that begins with a rush_module. Use RUSH_MODULE_NEW(type, "Name", .forward = f). */
RUSH_API rush_module *rush_module_new_at(rush_site site, size_t bytes, rush_module_args args);

/* Each returns what was added. The module owns it, also when the call fails (then the error is pending and NULL returned). */
RUSH_API rush_module *rush_add_module(rush_module *parent, const char *name, rush_module *child);
/* The tensor is made to require grad; NULL registers a parameter that is left out (bias). */
RUSH_API rush_tensor *rush_add_parameter(rush_module *m, const char *name, rush_tensor *t);
RUSH_API rush_tensor *rush_add_buffer(rush_module *m, const char *name, rush_tensor *t, bool not_persistent);
/* Lets two modules share a parameter (tied weights): m's entry `name` becomes t. */
RUSH_API bool rush_set_parameter(rush_module *m, const char *name, rush_tensor *t);

/* ---- using them ---- */

/* Calls the module; errors inside library layers name this line. */
RUSH_API rush_tensor *rush_forward_at(rush_site site, rush_module *m, rush_tensor *x);
/* By dotted path: "0.weight"; NULL without an error if there is none. */
RUSH_API rush_tensor *rush_get_parameter(const rush_module *m, const char *path);
RUSH_API rush_module *rush_get_module(const rush_module *m, const char *path);
/* Training or evaluation, for the module and all below. */
RUSH_API void rush_train(rush_module *m);
RUSH_API void rush_eval(rush_module *m);
/* Whether the parameters want gradients: rush_freeze(m, true) stops them. */
RUSH_API void rush_freeze(rush_module *m, bool frozen);
/* Sets the gradients of all parameters to zero. */
RUSH_API void rush_module_zero_grad(rush_module *m);
/* Calls f for every module below, children first, then for m itself. */
RUSH_API void rush_module_apply(rush_module *m, void (*f)(rush_module *m, void *user), void *user);
/* Converts floating-point parameters and buffers in place. */
RUSH_API bool rush_module_to_dtype_at(rush_site site, rush_module *m, rush_dtype dtype);
RUSH_API bool rush_module_to_device_at(rush_site site, rush_module *m, rush_device device);

/* All parameters, each once; owned by the scope. */
RUSH_API rush_list *rush_parameters(const rush_module *m);
RUSH_API int64_t rush_count_parameters(const rush_module *m);

/* for (rush_parameter_iter it = rush_named_parameters(net); rush_next_parameter(&it, &p);) … each parameter once, with its path. */
typedef struct rush_parameter { const char *name; rush_tensor *tensor; } rush_parameter;
typedef struct rush_parameter_iter { const rush_dict *dict; int64_t next; } rush_parameter_iter;
RUSH_API rush_parameter_iter rush_named_parameters(const rush_module *m);
RUSH_API rush_parameter_iter rush_named_buffers(const rush_module *m);
RUSH_API bool rush_next_parameter(rush_parameter_iter *it, rush_parameter *p);

/* ---- state ---- */

/* Parameters and persistent buffers by path; the tensors are the module's own. */
RUSH_API rush_dict *rush_state_dict(const rush_module *m);
typedef struct rush_load_state_dict_args {
    size_t size;
    const rush_dict *dict;
    rush_named_only _;
    const char *prefix;             /* only names that begin with it, which is cut off */
    bool not_strict;                /* missing and unexpected names are not errors */
} rush_load_state_dict_args;
/* Copies the dict's values into the module's tensors. Error, before anything is copied: names missing or unexpected, other shapes. */
RUSH_API bool rush_load_state_dict_at(rush_site site, rush_module *m, rush_load_state_dict_args args);

/* As PyTorch prints modules. */
RUSH_API void rush_print_module(const rush_module *m);
RUSH_API size_t rush_module_to_string(const rush_module *m, char *buffer, size_t size);

/* Modules in a row; their names are "0", "1", …; owns them. */
RUSH_API rush_module *rush_sequential_at(rush_site site, rush_module *const *modules, int64_t count);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define RUSH_MODULE_NEW(type, ...) \
    ((type *)(void *)rush_module_new_at(RUSH_SITE, sizeof(type), (rush_module_args){ .size = sizeof(rush_module_args), .name = __VA_ARGS__ }))
#define rush_forward(m, x) rush_forward_at(RUSH_SITE, m, x)
#define rush_sequential(...) \
    rush_sequential_at(RUSH_SITE, (rush_module *const[]){ __VA_ARGS__ }, (int64_t)(sizeof((rush_module *const[]){ __VA_ARGS__ }) / sizeof(rush_module *)))
#define rush_load_state_dict(m, ...) \
    rush_load_state_dict_at(RUSH_SITE, m, (rush_load_state_dict_args){ .size = sizeof(rush_load_state_dict_args), .dict = __VA_ARGS__ })
#define rush_module_to(m, d) \
    _Generic((d), rush_device: rush_module_to_device_at, int: rush_module_to_dtype_at, rush_dtype: rush_module_to_dtype_at)(RUSH_SITE, m, d)
#endif
#endif
