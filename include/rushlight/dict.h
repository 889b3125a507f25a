/* SPDX-License-Identifier: MIT */
/* dict.h - named tensors in order: state dicts of modules and optimizers, contents of files. */
#ifndef RUSHLIGHT_DICT_H
#define RUSHLIGHT_DICT_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Tensors by name, in order of insertion, and text metadata. Owned by the scope, as tensors are. */
typedef struct rush_dict rush_dict;

RUSH_API rush_dict *rush_dict_new(void);
/* Adds a tensor under a name, or replaces it; the dict holds a reference. */
RUSH_API bool rush_dict_set(rush_dict *dict, const char *name, rush_tensor *t);
/* Numbers are kept as 0-dimensional float64 and int64 tensors. */
RUSH_API bool rush_dict_set_double(rush_dict *dict, const char *name, double value);
RUSH_API bool rush_dict_set_int(rush_dict *dict, const char *name, int64_t value);
/* NULL (without an error) if there is no such name. */
RUSH_API rush_tensor *rush_dict_get(const rush_dict *dict, const char *name);
/* False (without an error) if there is no such name or it is not one number. */
RUSH_API bool rush_dict_get_double(const rush_dict *dict, const char *name, double *value);
RUSH_API bool rush_dict_get_int(const rush_dict *dict, const char *name, int64_t *value);
RUSH_API int64_t rush_dict_size(const rush_dict *dict);
/* Entry i; the name lives as long as the dict. */
RUSH_API const char *rush_dict_name(const rush_dict *dict, int64_t i);
RUSH_API rush_tensor *rush_dict_at(const rush_dict *dict, int64_t i);
/* Adds every entry of `from` under prefix + name. */
RUSH_API bool rush_dict_update(rush_dict *dict, const rush_dict *from, const char *prefix);
/* The entries whose names begin with prefix, which is cut off. */
RUSH_API rush_dict *rush_dict_with_prefix(const rush_dict *dict, const char *prefix);
RUSH_API bool rush_dict_set_text(rush_dict *dict, const char *name, const char *text);
RUSH_API const char *rush_dict_get_text(const rush_dict *dict, const char *name);
RUSH_API int64_t rush_dict_text_size(const rush_dict *dict);
RUSH_API const char *rush_dict_text_name(const rush_dict *dict, int64_t i);

#ifdef __cplusplus
}
#endif
#endif
