/* SPDX-License-Identifier: MIT */
/* tensor.h - what a tensor is: making one from data, looking at it, its memory, printing, devices, settings. */
#ifndef RUSHLIGHT_TENSOR_H
#define RUSHLIGHT_TENSOR_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- from data ------------------------------------------------------------------------------------------------ */

typedef struct rush_from_data_args {
    size_t size;
    rush_shape shape;
    rush_named_only _;
    rush_dtype dtype;        /* converts; default: the data's */
    rush_device device;
    bool requires_grad;
} rush_from_data_args;
/* A new tensor with a copy of the data: rush_from_data(RUSH_VALUES(float, 7, 0, 0), RUSH_SHAPE(3), .requires_grad = true),
   rush_from_data(array, RUSH_SHAPE(2, 3)). Error: the count of the values differs from the shape's. */
RUSH_API rush_tensor *rush_from_data_at(rush_site site, rush_values values, rush_from_data_args args);

typedef struct rush_from_blob_args {
    size_t size;
    rush_dtype dtype;
    rush_named_only _;
    const int64_t *strides;          /* in elements, one for each dimension; default: contiguous */
    void (*free)(void *user);        /* called when the last view is gone; default: the memory stays yours */
    void *user;
    bool requires_grad;
} rush_from_blob_args;
/* A tensor over memory of yours, which must outlive every view of it: rush_from_blob(buffer, RUSH_SHAPE(480, 640), RUSH_FLOAT32). */
RUSH_API rush_tensor *rush_from_blob_at(rush_site site, void *data, rush_shape shape, rush_from_blob_args args);

/* ---- looking at a tensor (NULL is allowed and gives the empty answer; none of these sets an error but rush_size and rush_item) ---- */

RUSH_API int64_t rush_dim(const rush_tensor *t);
/* Negative dims count from the end. Error: out of range. */
RUSH_API int64_t rush_size(const rush_tensor *t, int64_t dim);
RUSH_API int64_t rush_stride(const rush_tensor *t, int64_t dim);
/* Valid as long as the tensor. */
RUSH_API rush_shape rush_sizes(const rush_tensor *t);
RUSH_API rush_shape rush_strides(const rush_tensor *t);
RUSH_API int64_t rush_numel(const rush_tensor *t);
RUSH_API int64_t rush_storage_offset(const rush_tensor *t);
RUSH_API rush_dtype rush_get_dtype(const rush_tensor *t);
RUSH_API rush_device rush_get_device(const rush_tensor *t);
RUSH_API size_t rush_element_size(const rush_tensor *t);
RUSH_API bool rush_is_contiguous(const rush_tensor *t);
RUSH_API bool rush_is_channels_last(const rush_tensor *t);
RUSH_API bool rush_is_channels_last_3d(const rush_tensor *t); /* [N, C, D, H, W] with the channels innermost */
RUSH_API bool rush_is_floating_point(const rush_tensor *t);
/* How often the memory was modified in place. */
RUSH_API int64_t rush_version(const rush_tensor *t);
/* True if both are views of one storage. */
RUSH_API bool rush_shares_storage(const rush_tensor *a, const rush_tensor *b);
RUSH_API const char *rush_dtype_name(rush_dtype dtype);

/* The value of a tensor with one element (of any dtype, on any device), as a double; NaN and an error otherwise. NaN for NULL. */
RUSH_API double rush_item_at(rush_site site, const rush_tensor *t);
RUSH_API int64_t rush_item_int_at(rush_site site, const rush_tensor *t);

/* ---- memory ---- */

/* The elements' memory, for reading: NULL and an error if the dtype differs or the tensor is not in this process's memory. */
RUSH_API const void *rush_const_data_ptr_at(rush_site site, const rush_tensor *t, rush_dtype dtype);
/* The same for writing; it is noted as a write for the .data check. */
RUSH_API void *rush_mutable_data_ptr_at(rush_site site, rush_tensor *t, rush_dtype dtype);
/* The storage that t and its views share: its size, what tells it from others while it lives, and its memory, for reading. NULL and an
   error if that is not in this process's memory. */
RUSH_API size_t rush_storage_bytes(const rush_tensor *t);
RUSH_API const void *rush_storage_key(const rush_tensor *t);
RUSH_API const void *rush_storage_ptr_at(rush_site site, const rush_tensor *t);
/* May t get larger memory in place of what it has? Not if the memory is borrowed, or once rush_storage_fix said that others look at it. */
RUSH_API bool rush_storage_is_resizable(const rush_tensor *t);
RUSH_API void rush_storage_fix(rush_tensor *t);
/* Copies all elements, in row-major order, into your array of `count` elements of `dtype`, converting. Error: count is not numel. */
RUSH_API bool rush_copy_out_at(rush_site site, const rush_tensor *t, void *to, rush_dtype dtype, int64_t count);

/* ---- printing, as PyTorch prints ---- */

RUSH_API void rush_print(const rush_tensor *t);
RUSH_API bool rush_print_to(FILE *file, const rush_tensor *t);
/* As snprintf: returns the length needed, writes at most size bytes. */
RUSH_API size_t rush_to_string(const rush_tensor *t, char *buffer, size_t size);
typedef struct rush_print_options {
    rush_opt_int precision, threshold, edgeitems, linewidth;   /* default 4, 1000, 3, 80 */
    int sci_mode;                                              /* 0 automatic, 1 always, -1 never */
} rush_print_options;
RUSH_API void rush_set_print_options(rush_print_options options);

/* ---- lists of tensors (the result of split, chunk, unbind) ---- */

/* A list of your own; it holds a reference to each tensor. */
RUSH_API rush_list *rush_list_new(rush_tensor *const *tensors, int64_t count);
RUSH_API int64_t rush_list_size(const rush_list *list);
RUSH_API rush_tensor *rush_list_get(const rush_list *list, int64_t index);

/* ---- devices and settings ---- */

RUSH_API rush_device rush_cpu(void);
RUSH_API rush_device rush_cuda(int index);
/* Tensors there have a shape, a dtype and strides, but no elements: ops check their arguments and give results without computing or
   taking memory. Reading an element is an error, and so are ops whose results' shape depends on elements. */
RUSH_API rush_device rush_meta(void);
RUSH_API bool rush_cuda_is_available(void);
/* "cpu", "cuda:1", "meta", a plugin's name. Error: unknown. */
RUSH_API bool rush_device_parse(const char *text, rush_device *device);
/* Writes "cpu" or "cuda:0". */
RUSH_API size_t rush_device_name(rush_device device, char *buffer, size_t size);
RUSH_API rush_dtype rush_get_default_dtype(void);
RUSH_API bool rush_set_default_dtype(rush_dtype dtype);
RUSH_API int rush_get_num_threads(void);
RUSH_API bool rush_set_num_threads(int threads);
/* Switches an optional library on or off for the whole process: "openblas" (matrix products; off unless RUSH_OPENBLAS is 1 or
   the path of the library). Not while another thread computes. Error: unknown, or it cannot be opened. */
RUSH_API bool rush_use_library(const char *name, bool on);
/* What this library is made of and runs on: version, instruction set, threads, optional libraries. */
RUSH_API size_t rush_show_config(char *buffer, size_t size);

/* ---- random numbers ---- */

/* Seeds the default generator. manual_seed(0); randn(3) is 1.5410, -0.2934, -2.1788, as in PyTorch. */
RUSH_API void rush_manual_seed(uint64_t seed);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define rush_from_data(data, ...) \
    rush_from_data_at(RUSH_SITE, RUSH_AS_VALUES(data), \
                      (rush_from_data_args){ .size = sizeof(rush_from_data_args), .shape = __VA_ARGS__ })
#define rush_from_blob(data, s, ...) \
    rush_from_blob_at(RUSH_SITE, data, s, (rush_from_blob_args){ .size = sizeof(rush_from_blob_args), .dtype = __VA_ARGS__ })
#define rush_item(t) rush_item_at(RUSH_SITE, t)
#define rush_item_int(t) rush_item_int_at(RUSH_SITE, t)
#define rush_const_data_ptr(t, T) ((const T *)rush_const_data_ptr_at(RUSH_SITE, t, (rush_dtype)RUSH_DTYPE_OF((T *)0)))
#define rush_mutable_data_ptr(t, T) ((T *)rush_mutable_data_ptr_at(RUSH_SITE, t, (rush_dtype)RUSH_DTYPE_OF((T *)0)))
#define rush_copy_out(t, array, count) rush_copy_out_at(RUSH_SITE, t, array, (rush_dtype)RUSH_DTYPE_OF(array), count)
#endif
#endif
