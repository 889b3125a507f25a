/* SPDX-License-Identifier: MIT */
/* ops.h - the tensor operations. Generated from the op table by tools/facade.py; do not edit. */
#ifndef RUSHLIGHT_OPS_H
#define RUSHLIGHT_OPS_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Sum: self + alpha * other, elementwise, with broadcasting and type promotion. */
typedef struct rush_add_args { size_t size; rush_operand alpha; } rush_add_args;
RUSH_API rush_tensor *rush_add_at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args a);
RUSH_API rush_tensor *rush_add(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_add__at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args a);
RUSH_API rush_tensor *rush_add_(rush_tensor *self, rush_tensor *other);

/* 0, 1, … up to but without end: int64 for an integer end, else the default float type. */
typedef struct rush_arange_args { size_t size; rush_dtype dtype; rush_device device; bool requires_grad; } rush_arange_args;
RUSH_API rush_tensor *rush_arange_at(rush_site site, rush_operand end, rush_arange_args a);
RUSH_API rush_tensor *rush_arange(double end);

/* start, start + step, … up to but without end: int64 if all three are integers, else the default float type. */
typedef struct rush_arange_start_args { size_t size; rush_operand step; rush_dtype dtype; rush_device device; bool requires_grad; } rush_arange_start_args;
RUSH_API rush_tensor *rush_arange_start_at(rush_site site, rush_operand start, rush_operand end, rush_arange_start_args a);
RUSH_API rush_tensor *rush_arange_start(double start, double end);

/* The indices that put a dimension in order. Always stable, whatever `stable` says; NaN is the largest. */
typedef struct rush_argsort_args { size_t size; int64_t dim; rush_named_only _; bool descending; bool stable; } rush_argsort_args;
RUSH_API rush_tensor *rush_argsort_at(rush_site site, rush_tensor *self, rush_argsort_args a);
RUSH_API rush_tensor *rush_argsort(rush_tensor *self, int64_t dim);

/* A view of the storage with the given sizes, strides and offset (in elements). Error: it would reach beyond the storage. */
typedef struct rush_as_strided_args { size_t size; rush_shape stride; rush_named_only _; rush_opt_int storage_offset; } rush_as_strided_args;
RUSH_API rush_tensor *rush_as_strided_at(rush_site site, rush_tensor *self, rush_shape shape, rush_as_strided_args a);
RUSH_API rush_tensor *rush_as_strided(rush_tensor *self, rush_shape shape, rush_shape stride);

/* How often each number from 0 up to the largest occurs in a vector of integers; with weights the sum of these. At least minlength entries. */
typedef struct rush_bincount_args { size_t size; rush_tensor *self; rush_named_only _; rush_tensor *weights; int64_t minlength; } rush_bincount_args;
RUSH_API rush_tensor *rush_bincount_at(rush_site site, rush_bincount_args a);
RUSH_API rush_tensor *rush_bincount(rush_tensor *self);

/* The number of the bucket of each element: boundaries[i-1] < x <= boundaries[i], with right boundaries[i-1] <= x < boundaries[i]. */
typedef struct rush_bucketize_args { size_t size; rush_tensor *boundaries; rush_named_only _; bool out_int32; bool right; } rush_bucketize_args;
RUSH_API rush_tensor *rush_bucketize_at(rush_site site, rush_tensor *self, rush_bucketize_args a);
RUSH_API rush_tensor *rush_bucketize(rush_tensor *self, rush_tensor *boundaries);

/* The tensors one after the other along a dimension; their other sizes must agree. */
RUSH_API rush_tensor *rush_cat_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);
RUSH_API rush_tensor *rush_cat(rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);

/* At most `chunks` views of equal size (the last may be smaller) along a dimension. */
RUSH_API rush_list *rush_chunk_at(rush_site site, rush_tensor *self, int64_t chunks, int64_t dim);
RUSH_API rush_list *rush_chunk(rush_tensor *self, int64_t chunks, int64_t dim);

/* A copy with memory of its own; memory_format is preserve (default: the strides of a dense tensor are kept), contiguous or channels_last. */
typedef struct rush_clone_args { size_t size; rush_tensor *self; rush_named_only _; const char *memory_format; } rush_clone_args;
RUSH_API rush_tensor *rush_clone_at(rush_site site, rush_clone_args a);
RUSH_API rush_tensor *rush_clone(rush_tensor *self);

/* A constant before and after the elements of the last dimensions; the first pair of numbers is for the last dimension, negative ones cut off. */
typedef struct rush_constant_pad_nd_args { size_t size; rush_shape pad; rush_named_only _; rush_operand value; } rush_constant_pad_nd_args;
RUSH_API rush_tensor *rush_constant_pad_nd_at(rush_site site, rush_tensor *self, rush_constant_pad_nd_args a);
RUSH_API rush_tensor *rush_constant_pad_nd(rush_tensor *self, rush_shape pad);

/* The tensor itself if its elements lie in order (of memory_format: contiguous or channels_last), else a copy that does. */
typedef struct rush_contiguous_args { size_t size; rush_tensor *self; rush_named_only _; const char *memory_format; } rush_contiguous_args;
RUSH_API rush_tensor *rush_contiguous_at(rush_site site, rush_contiguous_args a);
RUSH_API rush_tensor *rush_contiguous(rush_tensor *self);

/* Writes src's elements into self, broadcasting and converting, between any devices. */
typedef struct rush_copy_args { size_t size; rush_tensor *src; rush_named_only _; bool non_blocking; } rush_copy_args;
RUSH_API rush_tensor *rush_copy__at(rush_site site, rush_tensor *self, rush_copy_args a);
RUSH_API rush_tensor *rush_copy_(rush_tensor *self, rush_tensor *src);

/* The same memory without history. In-place writes to it are noted: a backward that needs the old values refuses. */
RUSH_API rush_tensor *rush_detach_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_detach(rush_tensor *self);

/* A view of the diagonal of two dimensions (offset columns above the main one) as the last dimension. */
RUSH_API rush_tensor *rush_diagonal_at(rush_site site, rush_tensor *self, int64_t offset, int64_t dim1, int64_t dim2);
RUSH_API rush_tensor *rush_diagonal(rush_tensor *self, int64_t offset, int64_t dim1, int64_t dim2);

/* True quotient, elementwise: integers are divided in the default float type. */
RUSH_API rush_tensor *rush_div_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_div(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_div__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_div_(rush_tensor *self, rush_tensor *other);

/* Rows of weight [count, size] by number (int32 or int64): a tensor of shape [..., size]. The row padding_idx gets no gradient. Error: an index is out of range. */
typedef struct rush_embedding_args { size_t size; rush_tensor *indices; rush_named_only _; rush_opt_int padding_idx; bool scale_grad_by_freq; bool sparse; } rush_embedding_args;
RUSH_API rush_tensor *rush_embedding_at(rush_site site, rush_tensor *weight, rush_embedding_args a);
RUSH_API rush_tensor *rush_embedding(rush_tensor *weight, rush_tensor *indices);

/* A tensor whose elements are not set. */
typedef struct rush_empty_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_empty_args;
RUSH_API rush_tensor *rush_empty_at(rush_site site, rush_empty_args a);
RUSH_API rush_tensor *rush_empty(rush_shape shape);

/* A tensor of self's shape, dtype and device whose elements are not set. */
typedef struct rush_empty_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_empty_like_args;
RUSH_API rush_tensor *rush_empty_like_at(rush_site site, rush_empty_like_args a);
RUSH_API rush_tensor *rush_empty_like(rush_tensor *self);

/* A tensor with given strides whose elements are not set. */
typedef struct rush_empty_strided_args { size_t size; rush_shape stride; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_empty_strided_args;
RUSH_API rush_tensor *rush_empty_strided_at(rush_site site, rush_shape shape, rush_empty_strided_args a);
RUSH_API rush_tensor *rush_empty_strided(rush_shape shape, rush_shape stride);

/* self == other, elementwise. */
RUSH_API rush_tensor *rush_eq_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_eq(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_eq__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_eq_(rush_tensor *self, rush_tensor *other);

/* Exponential function of each element. */
RUSH_API rush_tensor *rush_exp_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_exp(rush_tensor *self);
RUSH_API rush_tensor *rush_exp__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_exp_(rush_tensor *self);

/* A view in which dimensions of size 1 are repeated (stride 0) up to the given sizes; -1 keeps a size. */
RUSH_API rush_tensor *rush_expand_at(rush_site site, rush_tensor *self, rush_shape shape);
RUSH_API rush_tensor *rush_expand(rush_tensor *self, rush_shape shape);

/* A view of self repeated (stride 0) up to other's shape. */
RUSH_API rush_tensor *rush_expand_as_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_expand_as(rush_tensor *self, rush_tensor *other);

/* An n by m matrix (m: n if not given) with ones on the diagonal and zeros elsewhere. */
typedef struct rush_eye_args { size_t size; int64_t n; rush_named_only _; rush_opt_int m; rush_dtype dtype; rush_device device; bool requires_grad; } rush_eye_args;
RUSH_API rush_tensor *rush_eye_at(rush_site site, rush_eye_args a);
RUSH_API rush_tensor *rush_eye(int64_t n);

/* Sets every element to a number (or a 0-dimensional tensor's value). */
RUSH_API rush_tensor *rush_fill__at(rush_site site, rush_tensor *self, rush_operand value_);
RUSH_API rush_tensor *rush_fill_(rush_tensor *self, rush_tensor *value_);

/* The dimensions start_dim to end_dim as one: a view where possible, else a copy. */
RUSH_API rush_tensor *rush_flatten_at(rush_site site, rush_tensor *self, int64_t start_dim, int64_t end_dim);
RUSH_API rush_tensor *rush_flatten(rush_tensor *self, int64_t start_dim, int64_t end_dim);

/* A copy with the order of the given dimensions reversed. */
RUSH_API rush_tensor *rush_flip_at(rush_site site, rush_tensor *self, rush_shape dims);
RUSH_API rush_tensor *rush_flip(rush_tensor *self, rush_shape dims);

/* A tensor filled with a number; its dtype follows the number's kind. */
typedef struct rush_full_args { size_t size; rush_dtype dtype; rush_device device; bool requires_grad; } rush_full_args;
RUSH_API rush_tensor *rush_full_at(rush_site site, rush_shape shape, rush_operand fill_value, rush_full_args a);
RUSH_API rush_tensor *rush_full(rush_shape shape, double fill_value);

/* A number in every element of a tensor of self's shape, dtype and device. */
typedef struct rush_full_like_args { size_t size; rush_dtype dtype; rush_device device; bool requires_grad; } rush_full_like_args;
RUSH_API rush_tensor *rush_full_like_at(rush_site site, rush_tensor *self, rush_operand fill_value, rush_full_like_args a);
RUSH_API rush_tensor *rush_full_like(rush_tensor *self, double fill_value);

/* For each element of index (int64) the element of self at that index of dim and the same place elsewhere. Error: an index is out of range. */
typedef struct rush_gather_args { size_t size; rush_tensor *index; rush_named_only _; bool sparse_grad; } rush_gather_args;
RUSH_API rush_tensor *rush_gather_at(rush_site site, rush_tensor *self, int64_t dim, rush_gather_args a);
RUSH_API rush_tensor *rush_gather(rush_tensor *self, int64_t dim, rush_tensor *index);

/* self >= other, elementwise. */
RUSH_API rush_tensor *rush_ge_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ge(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_ge__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ge_(rush_tensor *self, rush_tensor *other);

/* self > other, elementwise. */
RUSH_API rush_tensor *rush_gt_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_gt(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_gt__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_gt_(rush_tensor *self, rush_tensor *other);

/* self[indices]: each entry is an int64 tensor of indices, a mask (bool or uint8; stands for as many dimensions as it has), or None (NULL in C) for a whole dimension. */
RUSH_API rush_tensor *rush_index_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count);
RUSH_API rush_tensor *rush_index(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count);

/* self with alpha times source added at the given indices of a dimension. The sum has the same bits for any number of threads. */
typedef struct rush_index_add_args { size_t size; rush_tensor *source; rush_named_only _; rush_operand alpha; } rush_index_add_args;
RUSH_API rush_tensor *rush_index_add_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args a);
RUSH_API rush_tensor *rush_index_add(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source);
RUSH_API rush_tensor *rush_index_add__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args a);
RUSH_API rush_tensor *rush_index_add_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source);

/* self with the given indices (int64) of a dimension replaced by source's. */
RUSH_API rush_tensor *rush_index_copy_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source);
RUSH_API rush_tensor *rush_index_copy(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source);
RUSH_API rush_tensor *rush_index_copy__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source);
RUSH_API rush_tensor *rush_index_copy_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source);

/* self with a number (or a 0-dimensional tensor's value) at the given indices (int64, negative ones from the end) of a dimension. */
RUSH_API rush_tensor *rush_index_fill_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand value_);
RUSH_API rush_tensor *rush_index_fill(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *value_);
RUSH_API rush_tensor *rush_index_fill__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand value_);
RUSH_API rush_tensor *rush_index_fill_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *value_);

/* self with self[indices] = values, or += with accumulate (then an element named twice gets both; the same bits for any number of threads). */
typedef struct rush_index_put_args { size_t size; rush_tensor *values; rush_named_only _; bool accumulate; } rush_index_put_args;
RUSH_API rush_tensor *rush_index_put_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args a);
RUSH_API rush_tensor *rush_index_put(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_tensor *values);
RUSH_API rush_tensor *rush_index_put__at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args a);
RUSH_API rush_tensor *rush_index_put_(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_tensor *values);

/* A copy of the given indices (a vector of int32 or int64) of a dimension. Error: an index is out of range. */
RUSH_API rush_tensor *rush_index_select_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index);
RUSH_API rush_tensor *rush_index_select(rush_tensor *self, int64_t dim, rush_tensor *index);

/* The k-th smallest element (k from 1) of a dimension, and where it is. */
typedef struct rush_kthvalue_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_kthvalue_args;
RUSH_API rush_tensor *rush_kthvalue_at(rush_site site, rush_tensor *self, int64_t k, rush_kthvalue_args a);
RUSH_API rush_tensor *rush_kthvalue(rush_tensor *self, int64_t k, int64_t dim);

/* self <= other, elementwise. */
RUSH_API rush_tensor *rush_le_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_le(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_le__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_le_(rush_tensor *self, rush_tensor *other);

/* input [..., in] times the transpose of weight [out, in], plus bias [out]. */
typedef struct rush_linear_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; } rush_linear_args;
RUSH_API rush_tensor *rush_linear_at(rush_site site, rush_tensor *input, rush_linear_args a);
RUSH_API rush_tensor *rush_linear(rush_tensor *input, rush_tensor *weight);

/* steps values, evenly spaced from start to end, both included. */
typedef struct rush_linspace_args { size_t size; int64_t steps; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_linspace_args;
RUSH_API rush_tensor *rush_linspace_at(rush_site site, rush_operand start, rush_operand end, rush_linspace_args a);
RUSH_API rush_tensor *rush_linspace(double start, double end, int64_t steps);

/* Natural logarithm of each element. */
RUSH_API rush_tensor *rush_log_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log(rush_tensor *self);
RUSH_API rush_tensor *rush_log__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log_(rush_tensor *self);

/* Both are nonzero, elementwise. */
RUSH_API rush_tensor *rush_logical_and_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and_(rush_tensor *self, rush_tensor *other);

/* self < other, elementwise. */
RUSH_API rush_tensor *rush_lt_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_lt(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_lt__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_lt_(rush_tensor *self, rush_tensor *other);

/* self with source's elements, in order, where mask (bool) is true. Error: source has too few. */
RUSH_API rush_tensor *rush_masked_scatter_at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_tensor *source);
RUSH_API rush_tensor *rush_masked_scatter(rush_tensor *self, rush_tensor *mask, rush_tensor *source);
RUSH_API rush_tensor *rush_masked_scatter__at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_tensor *source);
RUSH_API rush_tensor *rush_masked_scatter_(rush_tensor *self, rush_tensor *mask, rush_tensor *source);

/* The elements where mask (bool) is true, as a vector, in row-major order; self and mask are broadcast. */
RUSH_API rush_tensor *rush_masked_select_at(rush_site site, rush_tensor *self, rush_tensor *mask);
RUSH_API rush_tensor *rush_masked_select(rush_tensor *self, rush_tensor *mask);

/* Mean of all elements of a floating-point tensor. */
typedef struct rush_mean_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; } rush_mean_args;
RUSH_API rush_tensor *rush_mean_at(rush_site site, rush_mean_args a);
RUSH_API rush_tensor *rush_mean(rush_tensor *self);

/* Mean over the given dimensions (none given: all). */
typedef struct rush_mean_dim_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; rush_dtype dtype; } rush_mean_dim_args;
RUSH_API rush_tensor *rush_mean_dim_at(rush_site site, rush_tensor *self, rush_mean_dim_args a);
RUSH_API rush_tensor *rush_mean_dim(rush_tensor *self, rush_shape dim);

/* For vectors of n_0, n_1, … elements views of shape [n_0, n_1, …], each varying along its own dimension; indexing "xy" exchanges the first two. */
typedef struct rush_meshgrid_args { size_t size; const char *indexing; } rush_meshgrid_args;
RUSH_API rush_list *rush_meshgrid_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, rush_meshgrid_args a);
RUSH_API rush_list *rush_meshgrid(rush_tensor *const *tensors, int64_t tensors_count);

/* Product of two matrices [m,k] and [k,n]. */
RUSH_API rush_tensor *rush_mm_at(rush_site site, rush_tensor *self, rush_tensor *mat2);
RUSH_API rush_tensor *rush_mm(rush_tensor *self, rush_tensor *mat2);

/* A view in which the dimensions source stand at destination; the others keep their order. */
RUSH_API rush_tensor *rush_movedim_at(rush_site site, rush_tensor *self, rush_shape source, rush_shape destination);
RUSH_API rush_tensor *rush_movedim(rush_tensor *self, rush_shape source, rush_shape destination);

/* Product, elementwise, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_mul_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_mul(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_mul__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_mul_(rush_tensor *self, rush_tensor *other);

/* A view of the indices start to start + length - 1 of a dimension. */
RUSH_API rush_tensor *rush_narrow_at(rush_site site, rush_tensor *self, int64_t dim, int64_t start, int64_t length);
RUSH_API rush_tensor *rush_narrow(rush_tensor *self, int64_t dim, int64_t start, int64_t length);

/* self != other, elementwise. */
RUSH_API rush_tensor *rush_ne_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ne(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_ne__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ne_(rush_tensor *self, rush_tensor *other);

/* Negative of each element. */
RUSH_API rush_tensor *rush_neg_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_neg(rush_tensor *self);
RUSH_API rush_tensor *rush_neg__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_neg_(rush_tensor *self);

/* The indices of the elements that are not zero, a row [ndim] for each, in row-major order. */
RUSH_API rush_tensor *rush_nonzero_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_nonzero(rush_tensor *self);

/* For each class number (int64) a row of num_classes zeros with a 1 at that place; -1 takes the largest number + 1. */
typedef struct rush_one_hot_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int num_classes; } rush_one_hot_args;
RUSH_API rush_tensor *rush_one_hot_at(rush_site site, rush_one_hot_args a);
RUSH_API rush_tensor *rush_one_hot(rush_tensor *self);

/* A tensor of ones. */
typedef struct rush_ones_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_ones_args;
RUSH_API rush_tensor *rush_ones_at(rush_site site, rush_ones_args a);
RUSH_API rush_tensor *rush_ones(rush_shape shape);

/* Ones in self's shape, dtype and device. */
typedef struct rush_ones_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_ones_like_args;
RUSH_API rush_tensor *rush_ones_like_at(rush_site site, rush_ones_like_args a);
RUSH_API rush_tensor *rush_ones_like(rush_tensor *self);

/* More elements at the ends of the last dimensions, by mode constant, reflect, replicate or circular; the first pair of numbers is for the last dimension. */
typedef struct rush_pad_args { size_t size; rush_shape pad; rush_named_only _; const char *mode; rush_opt_double value; } rush_pad_args;
RUSH_API rush_tensor *rush_pad_at(rush_site site, rush_tensor *self, rush_pad_args a);
RUSH_API rush_tensor *rush_pad(rush_tensor *self, rush_shape pad);

/* A view with the dimensions in another order. */
RUSH_API rush_tensor *rush_permute_at(rush_site site, rush_tensor *self, rush_shape dims);
RUSH_API rush_tensor *rush_permute(rush_tensor *self, rush_shape dims);

/* self to the power of exponent, elementwise, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_pow_at(rush_site site, rush_tensor *self, rush_operand exponent);
RUSH_API rush_tensor *rush_pow(rush_tensor *self, rush_tensor *exponent);
RUSH_API rush_tensor *rush_pow__at(rush_site site, rush_tensor *self, rush_operand exponent);
RUSH_API rush_tensor *rush_pow_(rush_tensor *self, rush_tensor *exponent);

/* The last dimension continued by its mirror image, without repeating the end; input [N, C, W] or [C, W]. */
RUSH_API rush_tensor *rush_reflection_pad1d_at(rush_site site, rush_tensor *self, rush_shape padding);
RUSH_API rush_tensor *rush_reflection_pad1d(rush_tensor *self, rush_shape padding);

/* The last two dimensions continued by their mirror image; padding is left, right, top, bottom; input [N, C, H, W] or [C, H, W]. */
RUSH_API rush_tensor *rush_reflection_pad2d_at(rush_site site, rush_tensor *self, rush_shape padding);
RUSH_API rush_tensor *rush_reflection_pad2d(rush_tensor *self, rush_shape padding);

/* The last three dimensions continued by their mirror image; the first pair is for the last dimension. */
RUSH_API rush_tensor *rush_reflection_pad3d_at(rush_site site, rush_tensor *self, rush_shape padding);
RUSH_API rush_tensor *rush_reflection_pad3d(rush_tensor *self, rush_shape padding);

/* max(x, 0) of each element; NaN stays NaN. */
RUSH_API rush_tensor *rush_relu_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_relu(rush_tensor *self);
RUSH_API rush_tensor *rush_relu__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_relu_(rush_tensor *self);

/* The tensor repeated the given number of times along each dimension; further repeats come in front. */
RUSH_API rush_tensor *rush_repeat_at(rush_site site, rush_tensor *self, rush_shape repeats);
RUSH_API rush_tensor *rush_repeat(rush_tensor *self, rush_shape repeats);

/* Each index of a dimension repeated; without dim the tensor is flattened first. */
typedef struct rush_repeat_interleave_args { size_t size; int64_t repeats; rush_named_only _; rush_opt_int dim; } rush_repeat_interleave_args;
RUSH_API rush_tensor *rush_repeat_interleave_at(rush_site site, rush_tensor *self, rush_repeat_interleave_args a);
RUSH_API rush_tensor *rush_repeat_interleave(rush_tensor *self, int64_t repeats);

/* The last dimension continued by its end values; input [N, C, W] or [C, W]. */
RUSH_API rush_tensor *rush_replication_pad1d_at(rush_site site, rush_tensor *self, rush_shape padding);
RUSH_API rush_tensor *rush_replication_pad1d(rush_tensor *self, rush_shape padding);

/* The last two dimensions continued by their end values; padding is left, right, top, bottom. */
RUSH_API rush_tensor *rush_replication_pad2d_at(rush_site site, rush_tensor *self, rush_shape padding);
RUSH_API rush_tensor *rush_replication_pad2d(rush_tensor *self, rush_shape padding);

/* The last three dimensions continued by their end values; the first pair is for the last dimension. */
RUSH_API rush_tensor *rush_replication_pad3d_at(rush_site site, rush_tensor *self, rush_shape padding);
RUSH_API rush_tensor *rush_replication_pad3d(rush_tensor *self, rush_shape padding);

/* The elements in another shape: a view where possible, else a copy. */
RUSH_API rush_tensor *rush_reshape_at(rush_site site, rush_tensor *self, rush_shape shape);
RUSH_API rush_tensor *rush_reshape(rush_tensor *self, rush_shape shape);

/* The elements in other's shape: a view where possible, else a copy. */
RUSH_API rush_tensor *rush_reshape_as_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_reshape_as(rush_tensor *self, rush_tensor *other);

/* The elements moved on by shifts along dims, those pushed out at the end coming in at the front; no dims: as one line. */
RUSH_API rush_tensor *rush_roll_at(rush_site site, rush_tensor *self, rush_shape shifts, rush_shape dims);
RUSH_API rush_tensor *rush_roll(rush_tensor *self, rush_shape shifts, rush_shape dims);

/* self with src's elements (or a number) written, with reduce add or multiply combined, at the places that index (int64) names along dim. */
typedef struct rush_scatter_args { size_t size; const char *reduce; } rush_scatter_args;
RUSH_API rush_tensor *rush_scatter_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args a);
RUSH_API rush_tensor *rush_scatter(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args a);
RUSH_API rush_tensor *rush_scatter_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);

/* self with src's elements added at the places that index (int64) names along dim. The sum has the same bits for any number of threads. */
RUSH_API rush_tensor *rush_scatter_add_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter_add(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter_add__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter_add_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);

/* For each element of self the place in the ordered sequence (a vector, or rows that match self's) where it fits: before equal elements, with right after them. */
typedef struct rush_searchsorted_args { size_t size; rush_tensor *self; rush_named_only _; bool out_int32; bool right; const char *side; rush_tensor *sorter; } rush_searchsorted_args;
RUSH_API rush_tensor *rush_searchsorted_at(rush_site site, rush_tensor *sorted_sequence, rush_searchsorted_args a);
RUSH_API rush_tensor *rush_searchsorted(rush_tensor *sorted_sequence, rush_tensor *self);

/* A view of one index of a dimension; the dimension goes. Negative indices count from the end. */
RUSH_API rush_tensor *rush_select_at(rush_site site, rush_tensor *self, int64_t dim, int64_t index);
RUSH_API rush_tensor *rush_select(rush_tensor *self, int64_t dim, int64_t index);

/* Logistic function 1 / (1 + exp(-x)) of each element. */
RUSH_API rush_tensor *rush_sigmoid_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sigmoid(rush_tensor *self);
RUSH_API rush_tensor *rush_sigmoid__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sigmoid_(rush_tensor *self);

/* A view of the indices start, start + step, … before end of a dimension; negative ones count from the end. */
typedef struct rush_slice_args { size_t size; int64_t dim; rush_named_only _; rush_opt_int start; rush_opt_int end; int64_t step; } rush_slice_args;
RUSH_API rush_tensor *rush_slice_at(rush_site site, rush_tensor *self, rush_slice_args a);
RUSH_API rush_tensor *rush_slice(rush_tensor *self, int64_t dim);

/* The elements of a dimension in order, and where each came from. Always stable, whatever `stable` says; NaN is the largest. */
typedef struct rush_sort_args { size_t size; int64_t dim; rush_named_only _; bool descending; bool stable; rush_tensor **indices; } rush_sort_args;
RUSH_API rush_tensor *rush_sort_at(rush_site site, rush_tensor *self, rush_sort_args a);
RUSH_API rush_tensor *rush_sort(rush_tensor *self, int64_t dim);

/* Views of split_size indices of a dimension each; the last may be smaller. */
RUSH_API rush_list *rush_split_at(rush_site site, rush_tensor *self, int64_t split_size, int64_t dim);
RUSH_API rush_list *rush_split(rush_tensor *self, int64_t split_size, int64_t dim);

/* Views of the given numbers of indices of a dimension, one after the other; together they are all of it. */
RUSH_API rush_list *rush_split_with_sizes_at(rush_site site, rush_tensor *self, rush_shape split_sizes, int64_t dim);
RUSH_API rush_list *rush_split_with_sizes(rush_tensor *self, rush_shape split_sizes, int64_t dim);

/* Square root of each element. */
RUSH_API rush_tensor *rush_sqrt_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sqrt(rush_tensor *self);
RUSH_API rush_tensor *rush_sqrt__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sqrt_(rush_tensor *self);

/* A view without the dimensions of size 1. */
RUSH_API rush_tensor *rush_squeeze_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_squeeze(rush_tensor *self);

/* A view without dimension dim if its size is 1. */
RUSH_API rush_tensor *rush_squeeze_dim_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_tensor *rush_squeeze_dim(rush_tensor *self, int64_t dim);

/* Tensors of one shape along a new dimension. */
RUSH_API rush_tensor *rush_stack_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);
RUSH_API rush_tensor *rush_stack(rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);

/* Difference: self - alpha * other, elementwise, with broadcasting and type promotion. */
typedef struct rush_sub_args { size_t size; rush_operand alpha; } rush_sub_args;
RUSH_API rush_tensor *rush_sub_at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args a);
RUSH_API rush_tensor *rush_sub(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_sub__at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args a);
RUSH_API rush_tensor *rush_sub_(rush_tensor *self, rush_tensor *other);

/* Sum of all elements. Integers and bool are summed in int64. */
typedef struct rush_sum_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; } rush_sum_args;
RUSH_API rush_tensor *rush_sum_at(rush_site site, rush_sum_args a);
RUSH_API rush_tensor *rush_sum(rush_tensor *self);

/* Sum over the given dimensions (none given: all). */
typedef struct rush_sum_dim_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; rush_dtype dtype; } rush_sum_dim_args;
RUSH_API rush_tensor *rush_sum_dim_at(rush_site site, rush_tensor *self, rush_sum_dim_args a);
RUSH_API rush_tensor *rush_sum_dim(rush_tensor *self, rush_shape dim);

/* The transpose of a matrix, as a view; vectors and 0-dimensional tensors stay as they are. */
RUSH_API rush_tensor *rush_t_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_t(rush_tensor *self);

/* The elements with the given numbers (int64) in row-major order, negative ones from the end, in index's shape. */
RUSH_API rush_tensor *rush_take_at(rush_site site, rush_tensor *self, rush_tensor *index);
RUSH_API rush_tensor *rush_take(rush_tensor *self, rush_tensor *index);

/* gather with broadcasting of self and indices outside dim; without dim both are flattened first. */
typedef struct rush_take_along_dim_args { size_t size; rush_tensor *indices; rush_named_only _; rush_opt_int dim; } rush_take_along_dim_args;
RUSH_API rush_tensor *rush_take_along_dim_at(rush_site site, rush_tensor *self, rush_take_along_dim_args a);
RUSH_API rush_tensor *rush_take_along_dim(rush_tensor *self, rush_tensor *indices);

/* Hyperbolic tangent of each element. */
RUSH_API rush_tensor *rush_tanh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tanh(rush_tensor *self);
RUSH_API rush_tensor *rush_tanh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tanh_(rush_tensor *self);

/* As repeat, but missing repeats (in front) are 1. */
RUSH_API rush_tensor *rush_tile_at(rush_site site, rush_tensor *self, rush_shape dims);
RUSH_API rush_tensor *rush_tile(rush_tensor *self, rush_shape dims);

/* The tensor itself if it is on that device, else a copy there. Error: there is no such device. */
RUSH_API rush_tensor *rush_to_device_at(rush_site site, rush_tensor *self, rush_device device);
RUSH_API rush_tensor *rush_to_device(rush_tensor *self, rush_device device);

/* The tensor itself if it has that dtype, else a converted copy. */
RUSH_API rush_tensor *rush_to_dtype_at(rush_site site, rush_tensor *self, rush_dtype dtype);
RUSH_API rush_tensor *rush_to_dtype(rush_tensor *self, rush_dtype dtype);

/* The k largest (or smallest) elements of a dimension, in order, and where each came from; of equal ones the first. */
typedef struct rush_topk_args { size_t size; int64_t dim; rush_named_only _; bool no_largest; bool no_sorted; rush_tensor **indices; } rush_topk_args;
RUSH_API rush_tensor *rush_topk_at(rush_site site, rush_tensor *self, int64_t k, rush_topk_args a);
RUSH_API rush_tensor *rush_topk(rush_tensor *self, int64_t k, int64_t dim);

/* A view with two dimensions exchanged. */
RUSH_API rush_tensor *rush_transpose_at(rush_site site, rush_tensor *self, int64_t dim0, int64_t dim1);
RUSH_API rush_tensor *rush_transpose(rush_tensor *self, int64_t dim0, int64_t dim1);

/* The lower triangle of a matrix or batch of matrices, up to the given diagonal; 0 elsewhere. */
typedef struct rush_tril_args { size_t size; rush_tensor *self; rush_named_only _; int64_t diagonal; } rush_tril_args;
RUSH_API rush_tensor *rush_tril_at(rush_site site, rush_tril_args a);
RUSH_API rush_tensor *rush_tril(rush_tensor *self);
RUSH_API rush_tensor *rush_tril__at(rush_site site, rush_tril_args a);
RUSH_API rush_tensor *rush_tril_(rush_tensor *self);

/* The upper triangle of a matrix or batch of matrices, from the given diagonal on; 0 elsewhere. */
typedef struct rush_triu_args { size_t size; rush_tensor *self; rush_named_only _; int64_t diagonal; } rush_triu_args;
RUSH_API rush_tensor *rush_triu_at(rush_site site, rush_triu_args a);
RUSH_API rush_tensor *rush_triu(rush_tensor *self);
RUSH_API rush_tensor *rush_triu__at(rush_site site, rush_triu_args a);
RUSH_API rush_tensor *rush_triu_(rush_tensor *self);

/* A view of each index of a dimension; the dimension goes. */
RUSH_API rush_list *rush_unbind_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_list *rush_unbind(rush_tensor *self, int64_t dim);

/* A view in which dimension dim becomes several of the given sizes; one may be -1. */
RUSH_API rush_tensor *rush_unflatten_at(rush_site site, rush_tensor *self, int64_t dim, rush_shape sizes);
RUSH_API rush_tensor *rush_unflatten(rush_tensor *self, int64_t dim, rush_shape sizes);

/* A view of the windows of `size` indices, `step` apart, of a dimension; the window is the last dimension. */
RUSH_API rush_tensor *rush_unfold_at(rush_site site, rush_tensor *self, int64_t dimension, int64_t shape, int64_t step);
RUSH_API rush_tensor *rush_unfold(rush_tensor *self, int64_t dimension, int64_t shape, int64_t step);

/* The different values, in order; with return_inverse the number of each element's value, with return_counts how often each occurs (else these are empty). */
typedef struct rush_unique_args { size_t size; rush_tensor *self; rush_named_only _; bool no_sorted; bool return_inverse; bool return_counts; rush_tensor **inverse; rush_tensor **counts; } rush_unique_args;
RUSH_API rush_tensor *rush_unique_at(rush_site site, rush_unique_args a);
RUSH_API rush_tensor *rush_unique(rush_tensor *self);

/* A view with a dimension of size 1 inserted at dim. */
RUSH_API rush_tensor *rush_unsqueeze_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_tensor *rush_unsqueeze(rush_tensor *self, int64_t dim);

/* The same memory with another shape; one size may be -1. Error: the strides do not allow it without a copy. */
RUSH_API rush_tensor *rush_view_at(rush_site site, rush_tensor *self, rush_shape shape);
RUSH_API rush_tensor *rush_view(rush_tensor *self, rush_shape shape);

/* The same memory with other's shape. */
RUSH_API rush_tensor *rush_view_as_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_view_as(rush_tensor *self, rush_tensor *other);

/* self where condition (bool) is true, else other, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_where_at(rush_site site, rush_tensor *condition, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_where(rush_tensor *condition, rush_tensor *self, rush_tensor *other);

/* Sets every element to 0. */
RUSH_API rush_tensor *rush_zero__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_zero_(rush_tensor *self);

/* A tensor of zeros. */
typedef struct rush_zeros_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_zeros_args;
RUSH_API rush_tensor *rush_zeros_at(rush_site site, rush_zeros_args a);
RUSH_API rush_tensor *rush_zeros(rush_shape shape);

/* Zeros in self's shape, dtype and device. */
typedef struct rush_zeros_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_zeros_like_args;
RUSH_API rush_tensor *rush_zeros_like_at(rush_site site, rush_zeros_like_args a);
RUSH_API rush_tensor *rush_zeros_like(rush_tensor *self);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define rush_add(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_1_, 0)(x0, __VA_ARGS__)
#define rush_add_1_(x0, x1) rush_add_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args) })
#define rush_add_n_(x0, x1, ...) rush_add_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args), __VA_ARGS__ })
#define rush_add_(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__1_, 0)(x0, __VA_ARGS__)
#define rush_add__1_(x0, x1) rush_add__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args) })
#define rush_add__n_(x0, x1, ...) rush_add__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args), __VA_ARGS__ })
#define rush_arange(...) RUSH_PICK_(__VA_ARGS__, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_1_, 0)(__VA_ARGS__)
#define rush_arange_1_(x0) rush_arange_at(RUSH_SITE, RUSH_OPERAND(x0), (rush_arange_args){ .size = sizeof(rush_arange_args) })
#define rush_arange_n_(x0, ...) rush_arange_at(RUSH_SITE, RUSH_OPERAND(x0), (rush_arange_args){ .size = sizeof(rush_arange_args), __VA_ARGS__ })
#define rush_arange_start(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_1_, 0)(x0, __VA_ARGS__)
#define rush_arange_start_1_(x0, x1) rush_arange_start_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_arange_start_args){ .size = sizeof(rush_arange_start_args) })
#define rush_arange_start_n_(x0, x1, ...) rush_arange_start_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_arange_start_args){ .size = sizeof(rush_arange_start_args), __VA_ARGS__ })
#define rush_argsort(x0, ...) rush_argsort_at(RUSH_SITE, x0, (rush_argsort_args){ .size = sizeof(rush_argsort_args), .dim = __VA_ARGS__ })
#define rush_as_strided(x0, x1, ...) rush_as_strided_at(RUSH_SITE, x0, x1, (rush_as_strided_args){ .size = sizeof(rush_as_strided_args), .stride = __VA_ARGS__ })
#define rush_bincount(...) rush_bincount_at(RUSH_SITE, (rush_bincount_args){ .size = sizeof(rush_bincount_args), .self = __VA_ARGS__ })
#define rush_bucketize(x0, ...) rush_bucketize_at(RUSH_SITE, x0, (rush_bucketize_args){ .size = sizeof(rush_bucketize_args), .boundaries = __VA_ARGS__ })
#define rush_cat(...) rush_cat_at(RUSH_SITE, __VA_ARGS__)
#define rush_chunk(...) rush_chunk_at(RUSH_SITE, __VA_ARGS__)
#define rush_clone(...) rush_clone_at(RUSH_SITE, (rush_clone_args){ .size = sizeof(rush_clone_args), .self = __VA_ARGS__ })
#define rush_constant_pad_nd(x0, ...) rush_constant_pad_nd_at(RUSH_SITE, x0, (rush_constant_pad_nd_args){ .size = sizeof(rush_constant_pad_nd_args), .pad = __VA_ARGS__ })
#define rush_contiguous(...) rush_contiguous_at(RUSH_SITE, (rush_contiguous_args){ .size = sizeof(rush_contiguous_args), .self = __VA_ARGS__ })
#define rush_copy_(x0, ...) rush_copy__at(RUSH_SITE, x0, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = __VA_ARGS__ })
#define rush_detach(...) rush_detach_at(RUSH_SITE, __VA_ARGS__)
#define rush_diagonal(...) rush_diagonal_at(RUSH_SITE, __VA_ARGS__)
#define rush_div(x0, x1) rush_div_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_(x0, x1) rush_div__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_embedding(x0, ...) rush_embedding_at(RUSH_SITE, x0, (rush_embedding_args){ .size = sizeof(rush_embedding_args), .indices = __VA_ARGS__ })
#define rush_empty(...) rush_empty_at(RUSH_SITE, (rush_empty_args){ .size = sizeof(rush_empty_args), .shape = __VA_ARGS__ })
#define rush_empty_like(...) rush_empty_like_at(RUSH_SITE, (rush_empty_like_args){ .size = sizeof(rush_empty_like_args), .self = __VA_ARGS__ })
#define rush_empty_strided(x0, ...) rush_empty_strided_at(RUSH_SITE, x0, (rush_empty_strided_args){ .size = sizeof(rush_empty_strided_args), .stride = __VA_ARGS__ })
#define rush_eq(x0, x1) rush_eq_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_eq_(x0, x1) rush_eq__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_exp(...) rush_exp_at(RUSH_SITE, __VA_ARGS__)
#define rush_exp_(...) rush_exp__at(RUSH_SITE, __VA_ARGS__)
#define rush_expand(...) rush_expand_at(RUSH_SITE, __VA_ARGS__)
#define rush_expand_as(...) rush_expand_as_at(RUSH_SITE, __VA_ARGS__)
#define rush_eye(...) rush_eye_at(RUSH_SITE, (rush_eye_args){ .size = sizeof(rush_eye_args), .n = __VA_ARGS__ })
#define rush_fill_(x0, x1) rush_fill__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_flatten(...) rush_flatten_at(RUSH_SITE, __VA_ARGS__)
#define rush_flip(...) rush_flip_at(RUSH_SITE, __VA_ARGS__)
#define rush_full(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_1_, 0)(x0, __VA_ARGS__)
#define rush_full_1_(x0, x1) rush_full_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_args){ .size = sizeof(rush_full_args) })
#define rush_full_n_(x0, x1, ...) rush_full_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_args){ .size = sizeof(rush_full_args), __VA_ARGS__ })
#define rush_full_like(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_1_, 0)(x0, __VA_ARGS__)
#define rush_full_like_1_(x0, x1) rush_full_like_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_like_args){ .size = sizeof(rush_full_like_args) })
#define rush_full_like_n_(x0, x1, ...) rush_full_like_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_like_args){ .size = sizeof(rush_full_like_args), __VA_ARGS__ })
#define rush_gather(x0, x1, ...) rush_gather_at(RUSH_SITE, x0, x1, (rush_gather_args){ .size = sizeof(rush_gather_args), .index = __VA_ARGS__ })
#define rush_ge(x0, x1) rush_ge_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_ge_(x0, x1) rush_ge__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_gt(x0, x1) rush_gt_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_gt_(x0, x1) rush_gt__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_index(...) rush_index_at(RUSH_SITE, __VA_ARGS__)
#define rush_index_add(x0, x1, x2, ...) rush_index_add_at(RUSH_SITE, x0, x1, x2, (rush_index_add_args){ .size = sizeof(rush_index_add_args), .source = __VA_ARGS__ })
#define rush_index_add_(x0, x1, x2, ...) rush_index_add__at(RUSH_SITE, x0, x1, x2, (rush_index_add_args){ .size = sizeof(rush_index_add_args), .source = __VA_ARGS__ })
#define rush_index_copy(...) rush_index_copy_at(RUSH_SITE, __VA_ARGS__)
#define rush_index_copy_(...) rush_index_copy__at(RUSH_SITE, __VA_ARGS__)
#define rush_index_fill(x0, x1, x2, x3) rush_index_fill_at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3))
#define rush_index_fill_(x0, x1, x2, x3) rush_index_fill__at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3))
#define rush_index_put(x0, x1, x2, ...) rush_index_put_at(RUSH_SITE, x0, x1, x2, (rush_index_put_args){ .size = sizeof(rush_index_put_args), .values = __VA_ARGS__ })
#define rush_index_put_(x0, x1, x2, ...) rush_index_put__at(RUSH_SITE, x0, x1, x2, (rush_index_put_args){ .size = sizeof(rush_index_put_args), .values = __VA_ARGS__ })
#define rush_index_select(...) rush_index_select_at(RUSH_SITE, __VA_ARGS__)
#define rush_kthvalue(x0, x1, ...) rush_kthvalue_at(RUSH_SITE, x0, x1, (rush_kthvalue_args){ .size = sizeof(rush_kthvalue_args), .dim = __VA_ARGS__ })
#define rush_le(x0, x1) rush_le_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_le_(x0, x1) rush_le__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_linear(x0, ...) rush_linear_at(RUSH_SITE, x0, (rush_linear_args){ .size = sizeof(rush_linear_args), .weight = __VA_ARGS__ })
#define rush_linspace(x0, x1, ...) rush_linspace_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_linspace_args){ .size = sizeof(rush_linspace_args), .steps = __VA_ARGS__ })
#define rush_log(...) rush_log_at(RUSH_SITE, __VA_ARGS__)
#define rush_log_(...) rush_log__at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_and(...) rush_logical_and_at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_and_(...) rush_logical_and__at(RUSH_SITE, __VA_ARGS__)
#define rush_lt(x0, x1) rush_lt_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_lt_(x0, x1) rush_lt__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_masked_scatter(...) rush_masked_scatter_at(RUSH_SITE, __VA_ARGS__)
#define rush_masked_scatter_(...) rush_masked_scatter__at(RUSH_SITE, __VA_ARGS__)
#define rush_masked_select(...) rush_masked_select_at(RUSH_SITE, __VA_ARGS__)
#define rush_mean(...) rush_mean_at(RUSH_SITE, (rush_mean_args){ .size = sizeof(rush_mean_args), .self = __VA_ARGS__ })
#define rush_mean_dim(x0, ...) rush_mean_dim_at(RUSH_SITE, x0, (rush_mean_dim_args){ .size = sizeof(rush_mean_dim_args), .dim = __VA_ARGS__ })
#define rush_meshgrid(x0, x1, ...) rush_meshgrid_at(RUSH_SITE, x0, x1, (rush_meshgrid_args){ .size = sizeof(rush_meshgrid_args), __VA_ARGS__ })
#define rush_mm(...) rush_mm_at(RUSH_SITE, __VA_ARGS__)
#define rush_movedim(...) rush_movedim_at(RUSH_SITE, __VA_ARGS__)
#define rush_mul(x0, x1) rush_mul_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_mul_(x0, x1) rush_mul__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_narrow(...) rush_narrow_at(RUSH_SITE, __VA_ARGS__)
#define rush_ne(x0, x1) rush_ne_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_ne_(x0, x1) rush_ne__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_neg(...) rush_neg_at(RUSH_SITE, __VA_ARGS__)
#define rush_neg_(...) rush_neg__at(RUSH_SITE, __VA_ARGS__)
#define rush_nonzero(...) rush_nonzero_at(RUSH_SITE, __VA_ARGS__)
#define rush_one_hot(...) rush_one_hot_at(RUSH_SITE, (rush_one_hot_args){ .size = sizeof(rush_one_hot_args), .self = __VA_ARGS__ })
#define rush_ones(...) rush_ones_at(RUSH_SITE, (rush_ones_args){ .size = sizeof(rush_ones_args), .shape = __VA_ARGS__ })
#define rush_ones_like(...) rush_ones_like_at(RUSH_SITE, (rush_ones_like_args){ .size = sizeof(rush_ones_like_args), .self = __VA_ARGS__ })
#define rush_pad(x0, ...) rush_pad_at(RUSH_SITE, x0, (rush_pad_args){ .size = sizeof(rush_pad_args), .pad = __VA_ARGS__ })
#define rush_permute(...) rush_permute_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow(x0, x1) rush_pow_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_pow_(x0, x1) rush_pow__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_reflection_pad1d(...) rush_reflection_pad1d_at(RUSH_SITE, __VA_ARGS__)
#define rush_reflection_pad2d(...) rush_reflection_pad2d_at(RUSH_SITE, __VA_ARGS__)
#define rush_reflection_pad3d(...) rush_reflection_pad3d_at(RUSH_SITE, __VA_ARGS__)
#define rush_relu(...) rush_relu_at(RUSH_SITE, __VA_ARGS__)
#define rush_relu_(...) rush_relu__at(RUSH_SITE, __VA_ARGS__)
#define rush_repeat(...) rush_repeat_at(RUSH_SITE, __VA_ARGS__)
#define rush_repeat_interleave(x0, ...) rush_repeat_interleave_at(RUSH_SITE, x0, (rush_repeat_interleave_args){ .size = sizeof(rush_repeat_interleave_args), .repeats = __VA_ARGS__ })
#define rush_replication_pad1d(...) rush_replication_pad1d_at(RUSH_SITE, __VA_ARGS__)
#define rush_replication_pad2d(...) rush_replication_pad2d_at(RUSH_SITE, __VA_ARGS__)
#define rush_replication_pad3d(...) rush_replication_pad3d_at(RUSH_SITE, __VA_ARGS__)
#define rush_reshape(...) rush_reshape_at(RUSH_SITE, __VA_ARGS__)
#define rush_reshape_as(...) rush_reshape_as_at(RUSH_SITE, __VA_ARGS__)
#define rush_roll(...) rush_roll_at(RUSH_SITE, __VA_ARGS__)
#define rush_scatter(x0, x1, x2, ...) RUSH_PICK_(__VA_ARGS__, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_1_, 0)(x0, x1, x2, __VA_ARGS__)
#define rush_scatter_1_(x0, x1, x2, x3) rush_scatter_at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args) })
#define rush_scatter_n_(x0, x1, x2, x3, ...) rush_scatter_at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args), __VA_ARGS__ })
#define rush_scatter_(x0, x1, x2, ...) RUSH_PICK_(__VA_ARGS__, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__1_, 0)(x0, x1, x2, __VA_ARGS__)
#define rush_scatter__1_(x0, x1, x2, x3) rush_scatter__at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args) })
#define rush_scatter__n_(x0, x1, x2, x3, ...) rush_scatter__at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args), __VA_ARGS__ })
#define rush_scatter_add(...) rush_scatter_add_at(RUSH_SITE, __VA_ARGS__)
#define rush_scatter_add_(...) rush_scatter_add__at(RUSH_SITE, __VA_ARGS__)
#define rush_searchsorted(x0, ...) rush_searchsorted_at(RUSH_SITE, x0, (rush_searchsorted_args){ .size = sizeof(rush_searchsorted_args), .self = __VA_ARGS__ })
#define rush_select(...) rush_select_at(RUSH_SITE, __VA_ARGS__)
#define rush_sigmoid(...) rush_sigmoid_at(RUSH_SITE, __VA_ARGS__)
#define rush_sigmoid_(...) rush_sigmoid__at(RUSH_SITE, __VA_ARGS__)
#define rush_slice(x0, ...) rush_slice_at(RUSH_SITE, x0, (rush_slice_args){ .size = sizeof(rush_slice_args), .dim = __VA_ARGS__ })
#define rush_sort(x0, ...) rush_sort_at(RUSH_SITE, x0, (rush_sort_args){ .size = sizeof(rush_sort_args), .dim = __VA_ARGS__ })
#define rush_split(...) rush_split_at(RUSH_SITE, __VA_ARGS__)
#define rush_split_with_sizes(...) rush_split_with_sizes_at(RUSH_SITE, __VA_ARGS__)
#define rush_sqrt(...) rush_sqrt_at(RUSH_SITE, __VA_ARGS__)
#define rush_sqrt_(...) rush_sqrt__at(RUSH_SITE, __VA_ARGS__)
#define rush_squeeze(...) rush_squeeze_at(RUSH_SITE, __VA_ARGS__)
#define rush_squeeze_dim(...) rush_squeeze_dim_at(RUSH_SITE, __VA_ARGS__)
#define rush_stack(...) rush_stack_at(RUSH_SITE, __VA_ARGS__)
#define rush_sub(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_1_, 0)(x0, __VA_ARGS__)
#define rush_sub_1_(x0, x1) rush_sub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args) })
#define rush_sub_n_(x0, x1, ...) rush_sub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args), __VA_ARGS__ })
#define rush_sub_(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__1_, 0)(x0, __VA_ARGS__)
#define rush_sub__1_(x0, x1) rush_sub__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args) })
#define rush_sub__n_(x0, x1, ...) rush_sub__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args), __VA_ARGS__ })
#define rush_sum(...) rush_sum_at(RUSH_SITE, (rush_sum_args){ .size = sizeof(rush_sum_args), .self = __VA_ARGS__ })
#define rush_sum_dim(x0, ...) rush_sum_dim_at(RUSH_SITE, x0, (rush_sum_dim_args){ .size = sizeof(rush_sum_dim_args), .dim = __VA_ARGS__ })
#define rush_t(...) rush_t_at(RUSH_SITE, __VA_ARGS__)
#define rush_take(...) rush_take_at(RUSH_SITE, __VA_ARGS__)
#define rush_take_along_dim(x0, ...) rush_take_along_dim_at(RUSH_SITE, x0, (rush_take_along_dim_args){ .size = sizeof(rush_take_along_dim_args), .indices = __VA_ARGS__ })
#define rush_tanh(...) rush_tanh_at(RUSH_SITE, __VA_ARGS__)
#define rush_tanh_(...) rush_tanh__at(RUSH_SITE, __VA_ARGS__)
#define rush_tile(...) rush_tile_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_device(...) rush_to_device_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_dtype(...) rush_to_dtype_at(RUSH_SITE, __VA_ARGS__)
#define rush_topk(x0, x1, ...) rush_topk_at(RUSH_SITE, x0, x1, (rush_topk_args){ .size = sizeof(rush_topk_args), .dim = __VA_ARGS__ })
#define rush_transpose(...) rush_transpose_at(RUSH_SITE, __VA_ARGS__)
#define rush_tril(...) rush_tril_at(RUSH_SITE, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = __VA_ARGS__ })
#define rush_tril_(...) rush_tril__at(RUSH_SITE, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = __VA_ARGS__ })
#define rush_triu(...) rush_triu_at(RUSH_SITE, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = __VA_ARGS__ })
#define rush_triu_(...) rush_triu__at(RUSH_SITE, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = __VA_ARGS__ })
#define rush_unbind(...) rush_unbind_at(RUSH_SITE, __VA_ARGS__)
#define rush_unflatten(...) rush_unflatten_at(RUSH_SITE, __VA_ARGS__)
#define rush_unfold(...) rush_unfold_at(RUSH_SITE, __VA_ARGS__)
#define rush_unique(...) rush_unique_at(RUSH_SITE, (rush_unique_args){ .size = sizeof(rush_unique_args), .self = __VA_ARGS__ })
#define rush_unsqueeze(...) rush_unsqueeze_at(RUSH_SITE, __VA_ARGS__)
#define rush_view(...) rush_view_at(RUSH_SITE, __VA_ARGS__)
#define rush_view_as(...) rush_view_as_at(RUSH_SITE, __VA_ARGS__)
#define rush_where(x0, x1, x2) rush_where_at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2))
#define rush_zero_(...) rush_zero__at(RUSH_SITE, __VA_ARGS__)
#define rush_zeros(...) rush_zeros_at(RUSH_SITE, (rush_zeros_args){ .size = sizeof(rush_zeros_args), .shape = __VA_ARGS__ })
#define rush_zeros_like(...) rush_zeros_like_at(RUSH_SITE, (rush_zeros_like_args){ .size = sizeof(rush_zeros_like_args), .self = __VA_ARGS__ })
#endif
#endif
