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
RUSH_API rush_tensor *rush_add_at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args options);
RUSH_API rush_tensor *rush_add(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_add__at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args options);
RUSH_API rush_tensor *rush_add_(rush_tensor *self, rush_tensor *other);

/* Are all elements nonzero? */
RUSH_API rush_tensor *rush_all_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_all(rush_tensor *self);

/* Are all elements along dim nonzero? */
typedef struct rush_all_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; } rush_all_dim_args;
RUSH_API rush_tensor *rush_all_dim_at(rush_site site, rush_tensor *self, rush_all_dim_args options);
RUSH_API rush_tensor *rush_all_dim(rush_tensor *self, int64_t dim);

/* The largest value over the given dimensions (none given: all). */
typedef struct rush_amax_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; } rush_amax_args;
RUSH_API rush_tensor *rush_amax_at(rush_site site, rush_tensor *self, rush_amax_args options);
RUSH_API rush_tensor *rush_amax(rush_tensor *self, rush_shape dim);

/* The smallest value over the given dimensions (none given: all). */
typedef struct rush_amin_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; } rush_amin_args;
RUSH_API rush_tensor *rush_amin_at(rush_site site, rush_tensor *self, rush_amin_args options);
RUSH_API rush_tensor *rush_amin(rush_tensor *self, rush_shape dim);

/* Is any element nonzero? */
RUSH_API rush_tensor *rush_any_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_any(rush_tensor *self);

/* Is any element along dim nonzero? */
typedef struct rush_any_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; } rush_any_dim_args;
RUSH_API rush_tensor *rush_any_dim_at(rush_site site, rush_tensor *self, rush_any_dim_args options);
RUSH_API rush_tensor *rush_any_dim(rush_tensor *self, int64_t dim);

/* Index of the largest element along dim, or in the flattened tensor; the first of equal ones. */
typedef struct rush_argmax_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; bool keepdim; } rush_argmax_args;
RUSH_API rush_tensor *rush_argmax_at(rush_site site, rush_argmax_args options);
RUSH_API rush_tensor *rush_argmax(rush_tensor *self);

/* Index of the smallest element along dim, or in the flattened tensor; the first of equal ones. */
typedef struct rush_argmin_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; bool keepdim; } rush_argmin_args;
RUSH_API rush_tensor *rush_argmin_at(rush_site site, rush_argmin_args options);
RUSH_API rush_tensor *rush_argmin(rush_tensor *self);

/* A view of the storage with the given sizes, strides and offset (in elements). Error: it would reach beyond the storage. */
typedef struct rush_as_strided_args { size_t size; rush_shape stride; rush_named_only _; rush_opt_int storage_offset; } rush_as_strided_args;
RUSH_API rush_tensor *rush_as_strided_at(rush_site site, rush_tensor *self, rush_shape shape, rush_as_strided_args options);
RUSH_API rush_tensor *rush_as_strided(rush_tensor *self, rush_shape shape, rush_shape stride);

/* Normalises each channel of input [N, C, ...]: in training by its own statistics (the running ones, if given, are moved towards them), else by the running ones; then times weight [C] plus bias [C]. */
typedef struct rush_batch_norm_args { size_t size; rush_tensor *running_var; rush_named_only _; rush_tensor *weight; rush_tensor *bias; bool training; rush_opt_double momentum; rush_opt_double eps; } rush_batch_norm_args;
RUSH_API rush_tensor *rush_batch_norm_at(rush_site site, rush_tensor *input, rush_tensor *running_mean, rush_batch_norm_args options);
RUSH_API rush_tensor *rush_batch_norm(rush_tensor *input, rush_tensor *running_mean, rush_tensor *running_var);

/* 1 with the probability that self holds, else 0, elementwise. */
typedef struct rush_bernoulli_args { size_t size; rush_tensor *self; rush_named_only _; rush_generator *generator; } rush_bernoulli_args;
RUSH_API rush_tensor *rush_bernoulli_at(rush_site site, rush_bernoulli_args options);
RUSH_API rush_tensor *rush_bernoulli(rush_tensor *self);

/* Fills with 1 with probability p, else 0. */
typedef struct rush_bernoulli_fill_args { size_t size; double p; rush_named_only _; rush_generator *generator; } rush_bernoulli_fill_args;
RUSH_API rush_tensor *rush_bernoulli_fill__at(rush_site site, rush_tensor *self, rush_bernoulli_fill_args options);
RUSH_API rush_tensor *rush_bernoulli_fill_(rush_tensor *self, double p);

/* -(target log(self) + (1 - target) log(1 - self)) of probabilities, logarithms not below -100; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_binary_cross_entropy_args { size_t size; rush_tensor *target; rush_named_only _; rush_tensor *weight; const char *reduction; } rush_binary_cross_entropy_args;
RUSH_API rush_tensor *rush_binary_cross_entropy_at(rush_site site, rush_tensor *self, rush_binary_cross_entropy_args options);
RUSH_API rush_tensor *rush_binary_cross_entropy(rush_tensor *self, rush_tensor *target);

/* Binary cross entropy of sigmoid(self), without overflow; pos_weight multiplies the positive term; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_binary_cross_entropy_with_logits_args { size_t size; rush_tensor *target; rush_named_only _; rush_tensor *weight; const char *reduction; rush_tensor *pos_weight; } rush_binary_cross_entropy_with_logits_args;
RUSH_API rush_tensor *rush_binary_cross_entropy_with_logits_at(rush_site site, rush_tensor *self, rush_binary_cross_entropy_with_logits_args options);
RUSH_API rush_tensor *rush_binary_cross_entropy_with_logits(rush_tensor *self, rush_tensor *target);

/* A copy with memory of its own; memory_format is preserve (default: the strides of a dense tensor are kept), contiguous or channels_last. */
typedef struct rush_clone_args { size_t size; rush_tensor *self; rush_named_only _; const char *memory_format; } rush_clone_args;
RUSH_API rush_tensor *rush_clone_at(rush_site site, rush_clone_args options);
RUSH_API rush_tensor *rush_clone(rush_tensor *self);

/* The tensor itself if its elements lie in order (of memory_format: contiguous or channels_last), else a copy that does. */
typedef struct rush_contiguous_args { size_t size; rush_tensor *self; rush_named_only _; const char *memory_format; } rush_contiguous_args;
RUSH_API rush_tensor *rush_contiguous_at(rush_site site, rush_contiguous_args options);
RUSH_API rush_tensor *rush_contiguous(rush_tensor *self);

/* Writes src's elements into self, broadcasting and converting, between any devices. */
typedef struct rush_copy_args { size_t size; rush_tensor *src; rush_named_only _; bool non_blocking; } rush_copy_args;
RUSH_API rush_tensor *rush_copy__at(rush_site site, rush_tensor *self, rush_copy_args options);
RUSH_API rush_tensor *rush_copy_(rush_tensor *self, rush_tensor *src);

/* 1 - cosine where target is 1, max(0, cosine - margin) where it is -1; the cosine is taken along the last dimension. */
typedef struct rush_cosine_embedding_loss_args { size_t size; rush_tensor *target; rush_named_only _; double margin; const char *reduction; } rush_cosine_embedding_loss_args;
RUSH_API rush_tensor *rush_cosine_embedding_loss_at(rush_site site, rush_tensor *input1, rush_tensor *input2, rush_cosine_embedding_loss_args options);
RUSH_API rush_tensor *rush_cosine_embedding_loss(rush_tensor *input1, rush_tensor *input2, rush_tensor *target);

/* Cosine of the angle between x1 and x2 along dim, norms not below eps. */
typedef struct rush_cosine_similarity_args { size_t size; rush_tensor *x2; rush_named_only _; int64_t dim; rush_opt_double eps; } rush_cosine_similarity_args;
RUSH_API rush_tensor *rush_cosine_similarity_at(rush_site site, rush_tensor *x1, rush_cosine_similarity_args options);
RUSH_API rush_tensor *rush_cosine_similarity(rush_tensor *x1, rush_tensor *x2);

/* How many elements over the given dimensions (none given: all) are nonzero. */
typedef struct rush_count_nonzero_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; } rush_count_nonzero_args;
RUSH_API rush_tensor *rush_count_nonzero_at(rush_site site, rush_count_nonzero_args options);
RUSH_API rush_tensor *rush_count_nonzero(rush_tensor *self);

/* Cross entropy of logits self [N, C, ...] against class indices [N, ...], or against probabilities of self's shape; weight [C] of each class. */
typedef struct rush_cross_entropy_args { size_t size; rush_tensor *target; rush_named_only _; rush_tensor *weight; rush_opt_int ignore_index; const char *reduction; double label_smoothing; } rush_cross_entropy_args;
RUSH_API rush_tensor *rush_cross_entropy_at(rush_site site, rush_tensor *self, rush_cross_entropy_args options);
RUSH_API rush_tensor *rush_cross_entropy(rush_tensor *self, rush_tensor *target);

/* Running products along dim. Integers and bool are multiplied in int64. */
typedef struct rush_cumprod_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_cumprod_args;
RUSH_API rush_tensor *rush_cumprod_at(rush_site site, rush_tensor *self, rush_cumprod_args options);
RUSH_API rush_tensor *rush_cumprod(rush_tensor *self, int64_t dim);

/* Running sums along dim. Integers and bool are summed in int64. */
typedef struct rush_cumsum_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_cumsum_args;
RUSH_API rush_tensor *rush_cumsum_at(rush_site site, rush_tensor *self, rush_cumsum_args options);
RUSH_API rush_tensor *rush_cumsum(rush_tensor *self, int64_t dim);

/* The same memory without history. In-place writes to it are noted: a backward that needs the old values refuses. */
RUSH_API rush_tensor *rush_detach_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_detach(rush_tensor *self);

/* True quotient, elementwise: integers are divided in the default float type. */
RUSH_API rush_tensor *rush_div_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_div(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_div__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_div_(rush_tensor *self, rush_tensor *other);

/* In training, zeroes elements with probability p and scales the others by 1 / (1 - p); else the input. */
RUSH_API rush_tensor *rush_dropout_at(rush_site site, rush_tensor *input, double p, bool train);
RUSH_API rush_tensor *rush_dropout(rush_tensor *input, double p, bool train);

/* A tensor whose elements are not set. */
typedef struct rush_empty_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_empty_args;
RUSH_API rush_tensor *rush_empty_at(rush_site site, rush_empty_args options);
RUSH_API rush_tensor *rush_empty(rush_shape shape);

/* A tensor of self's shape, dtype and device whose elements are not set. */
typedef struct rush_empty_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_empty_like_args;
RUSH_API rush_tensor *rush_empty_like_at(rush_site site, rush_empty_like_args options);
RUSH_API rush_tensor *rush_empty_like(rush_tensor *self);

/* A tensor with given strides whose elements are not set. */
typedef struct rush_empty_strided_args { size_t size; rush_shape stride; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_empty_strided_args;
RUSH_API rush_tensor *rush_empty_strided_at(rush_site site, rush_shape shape, rush_empty_strided_args options);
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

/* Fills with exponentially distributed numbers of rate lambd. */
typedef struct rush_exponential_args { size_t size; double lambd; rush_named_only _; rush_generator *generator; } rush_exponential_args;
RUSH_API rush_tensor *rush_exponential__at(rush_site site, rush_tensor *self, rush_exponential_args options);
RUSH_API rush_tensor *rush_exponential_(rush_tensor *self, double lambd);

/* Sets every element to a number (or a 0-dimensional tensor's value). */
RUSH_API rush_tensor *rush_fill__at(rush_site site, rush_tensor *self, rush_operand value_);
RUSH_API rush_tensor *rush_fill_(rush_tensor *self, rush_tensor *value_);

/* A tensor filled with a number; its dtype follows the number's kind. */
typedef struct rush_full_args { size_t size; rush_dtype dtype; rush_device device; bool requires_grad; } rush_full_args;
RUSH_API rush_tensor *rush_full_at(rush_site site, rush_shape shape, rush_operand fill_value, rush_full_args options);
RUSH_API rush_tensor *rush_full(rush_shape shape, double fill_value);

/* self >= other, elementwise. */
RUSH_API rush_tensor *rush_ge_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ge(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_ge__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ge_(rush_tensor *self, rush_tensor *other);

/* Normalises num_groups groups of channels of input [N, C, ...], each with its spatial extent; then times weight [C] plus bias [C]. */
typedef struct rush_group_norm_args { size_t size; int64_t num_groups; rush_named_only _; rush_tensor *weight; rush_tensor *bias; rush_opt_double eps; } rush_group_norm_args;
RUSH_API rush_tensor *rush_group_norm_at(rush_site site, rush_tensor *input, rush_group_norm_args options);
RUSH_API rush_tensor *rush_group_norm(rush_tensor *input, int64_t num_groups);

/* self > other, elementwise. */
RUSH_API rush_tensor *rush_gt_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_gt(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_gt__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_gt_(rush_tensor *self, rush_tensor *other);

/* Half the squared error up to delta, delta (absolute error - delta / 2) above; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_huber_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; rush_opt_double delta; } rush_huber_loss_args;
RUSH_API rush_tensor *rush_huber_loss_at(rush_site site, rush_tensor *self, rush_huber_loss_args options);
RUSH_API rush_tensor *rush_huber_loss(rush_tensor *self, rush_tensor *target);

/* Normalises each channel of each batch entry of input [N, C, ...] over its spatial extent; then times weight [C] plus bias [C]. */
typedef struct rush_instance_norm_args { size_t size; rush_tensor *input; rush_named_only _; rush_tensor *running_mean; rush_tensor *running_var; rush_tensor *weight; rush_tensor *bias; bool no_use_input_stats; rush_opt_double momentum; rush_opt_double eps; } rush_instance_norm_args;
RUSH_API rush_tensor *rush_instance_norm_at(rush_site site, rush_instance_norm_args options);
RUSH_API rush_tensor *rush_instance_norm(rush_tensor *input);

/* Kullback-Leibler divergence target (log(target) - self), self (and target with log_target) being log-probabilities; reduction 'mean', 'batchmean', 'sum' or 'none'. */
typedef struct rush_kl_div_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; bool log_target; } rush_kl_div_args;
RUSH_API rush_tensor *rush_kl_div_at(rush_site site, rush_tensor *self, rush_kl_div_args options);
RUSH_API rush_tensor *rush_kl_div(rush_tensor *self, rush_tensor *target);

/* Absolute error |self - target|; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_l1_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; } rush_l1_loss_args;
RUSH_API rush_tensor *rush_l1_loss_at(rush_site site, rush_tensor *self, rush_l1_loss_args options);
RUSH_API rush_tensor *rush_l1_loss(rush_tensor *self, rush_tensor *target);

/* Normalises over the last dimensions, which normalized_shape names, to mean 0 and variance 1; then times weight plus bias. */
typedef struct rush_layer_norm_args { size_t size; rush_shape normalized_shape; rush_named_only _; rush_tensor *weight; rush_tensor *bias; rush_opt_double eps; } rush_layer_norm_args;
RUSH_API rush_tensor *rush_layer_norm_at(rush_site site, rush_tensor *input, rush_layer_norm_args options);
RUSH_API rush_tensor *rush_layer_norm(rush_tensor *input, rush_shape normalized_shape);

/* self <= other, elementwise. */
RUSH_API rush_tensor *rush_le_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_le(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_le__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_le_(rush_tensor *self, rush_tensor *other);

/* Vector norm of order ord (any number, inf and -inf included) over the given dimensions (none given: all). */
typedef struct rush_linalg_vector_norm_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand ord; rush_opt_int dim; rush_shape dims; bool keepdim; rush_dtype dtype; } rush_linalg_vector_norm_args;
RUSH_API rush_tensor *rush_linalg_vector_norm_at(rush_site site, rush_linalg_vector_norm_args options);
RUSH_API rush_tensor *rush_linalg_vector_norm(rush_tensor *self);

/* input [..., in] times the transpose of weight [out, in], plus bias [out]. */
typedef struct rush_linear_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; } rush_linear_args;
RUSH_API rush_tensor *rush_linear_at(rush_site site, rush_tensor *input, rush_linear_args options);
RUSH_API rush_tensor *rush_linear(rush_tensor *input, rush_tensor *weight);

/* Natural logarithm of each element. */
RUSH_API rush_tensor *rush_log_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log(rush_tensor *self);
RUSH_API rush_tensor *rush_log__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log_(rush_tensor *self);

/* Logarithm of softmax along dim, computed as (self - max) - log(sum). dtype: converts first. */
typedef struct rush_log_softmax_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_log_softmax_args;
RUSH_API rush_tensor *rush_log_softmax_at(rush_site site, rush_tensor *self, rush_log_softmax_args options);
RUSH_API rush_tensor *rush_log_softmax(rush_tensor *self, int64_t dim);

/* Both are nonzero, elementwise. */
RUSH_API rush_tensor *rush_logical_and_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and_(rush_tensor *self, rush_tensor *other);

/* Logarithm of the sum of exponentials over the given dimensions, without overflow. */
typedef struct rush_logsumexp_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; } rush_logsumexp_args;
RUSH_API rush_tensor *rush_logsumexp_at(rush_site site, rush_tensor *self, rush_logsumexp_args options);
RUSH_API rush_tensor *rush_logsumexp(rush_tensor *self, rush_shape dim);

/* self < other, elementwise. */
RUSH_API rush_tensor *rush_lt_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_lt(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_lt__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_lt_(rush_tensor *self, rush_tensor *other);

/* The largest of all elements; NaN if there is one. */
RUSH_API rush_tensor *rush_max_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_max(rush_tensor *self);

/* The largest element along dim and where it is; the first of equal ones. */
typedef struct rush_max_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_max_dim_args;
RUSH_API rush_tensor *rush_max_dim_at(rush_site site, rush_tensor *self, rush_max_dim_args options);
RUSH_API rush_tensor *rush_max_dim(rush_tensor *self, int64_t dim);

/* Mean of all elements of a floating-point tensor. */
typedef struct rush_mean_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; } rush_mean_args;
RUSH_API rush_tensor *rush_mean_at(rush_site site, rush_mean_args options);
RUSH_API rush_tensor *rush_mean(rush_tensor *self);

/* Mean over the given dimensions (none given: all). */
typedef struct rush_mean_dim_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; rush_dtype dtype; } rush_mean_dim_args;
RUSH_API rush_tensor *rush_mean_dim_at(rush_site site, rush_tensor *self, rush_mean_dim_args options);
RUSH_API rush_tensor *rush_mean_dim(rush_tensor *self, rush_shape dim);

/* The smallest of all elements; NaN if there is one. */
RUSH_API rush_tensor *rush_min_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_min(rush_tensor *self);

/* The smallest element along dim and where it is; the first of equal ones. */
typedef struct rush_min_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_min_dim_args;
RUSH_API rush_tensor *rush_min_dim_at(rush_site site, rush_tensor *self, rush_min_dim_args options);
RUSH_API rush_tensor *rush_min_dim(rush_tensor *self, int64_t dim);

/* Product of two matrices [m,k] and [k,n]. */
RUSH_API rush_tensor *rush_mm_at(rush_site site, rush_tensor *self, rush_tensor *mat2);
RUSH_API rush_tensor *rush_mm(rush_tensor *self, rush_tensor *mat2);

/* Squared error (self - target)^2; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_mse_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; } rush_mse_loss_args;
RUSH_API rush_tensor *rush_mse_loss_at(rush_site site, rush_tensor *self, rush_mse_loss_args options);
RUSH_API rush_tensor *rush_mse_loss(rush_tensor *self, rush_tensor *target);

/* Product, elementwise, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_mul_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_mul(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_mul__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_mul_(rush_tensor *self, rush_tensor *other);

/* Sum over the given dimensions (none given: all), NaN counting as 0. */
typedef struct rush_nansum_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool keepdim; rush_dtype dtype; } rush_nansum_args;
RUSH_API rush_tensor *rush_nansum_at(rush_site site, rush_nansum_args options);
RUSH_API rush_tensor *rush_nansum(rush_tensor *self);

/* batch_norm with the mean and 1 / sqrt(var + eps) of each channel (empty in evaluation), which are not differentiable. */
typedef struct rush_native_batch_norm_args { size_t size; double eps; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_native_batch_norm_args;
RUSH_API rush_tensor *rush_native_batch_norm_at(rush_site site, rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_tensor *running_mean, rush_tensor *running_var, bool training, double momentum, rush_native_batch_norm_args options);
RUSH_API rush_tensor *rush_native_batch_norm(rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_tensor *running_mean, rush_tensor *running_var, bool training, double momentum, double eps);

/* group_norm with the mean and 1 / sqrt(var + eps) of each group, which are not differentiable. */
typedef struct rush_native_group_norm_args { size_t size; double eps; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_native_group_norm_args;
RUSH_API rush_tensor *rush_native_group_norm_at(rush_site site, rush_tensor *input, int64_t num_groups, rush_tensor *weight, rush_tensor *bias, rush_native_group_norm_args options);
RUSH_API rush_tensor *rush_native_group_norm(rush_tensor *input, int64_t num_groups, rush_tensor *weight, rush_tensor *bias, double eps);

/* layer_norm with the mean and 1 / sqrt(var + eps) of each row, which are not differentiable. */
typedef struct rush_native_layer_norm_args { size_t size; double eps; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_native_layer_norm_args;
RUSH_API rush_tensor *rush_native_layer_norm_at(rush_site site, rush_tensor *input, rush_shape normalized_shape, rush_tensor *weight, rush_tensor *bias, rush_native_layer_norm_args options);
RUSH_API rush_tensor *rush_native_layer_norm(rush_tensor *input, rush_shape normalized_shape, rush_tensor *weight, rush_tensor *bias, double eps);

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

/* Negative log likelihood: self [N, C, ...] holds log-probabilities, target [N, ...] class indices; weight [C] of each class; the mean is weighted. */
typedef struct rush_nll_loss_args { size_t size; rush_tensor *target; rush_named_only _; rush_tensor *weight; rush_opt_int ignore_index; const char *reduction; } rush_nll_loss_args;
RUSH_API rush_tensor *rush_nll_loss_at(rush_site site, rush_tensor *self, rush_nll_loss_args options);
RUSH_API rush_tensor *rush_nll_loss(rush_tensor *self, rush_tensor *target);

/* Vector norm of order p over the given dimensions (none given: all). */
typedef struct rush_norm_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand p; rush_opt_int dim; rush_shape dims; bool keepdim; rush_dtype dtype; } rush_norm_args;
RUSH_API rush_tensor *rush_norm_at(rush_site site, rush_norm_args options);
RUSH_API rush_tensor *rush_norm(rush_tensor *self);

/* Fills with normal numbers. */
typedef struct rush_normal_args { size_t size; double std; rush_named_only _; rush_generator *generator; } rush_normal_args;
RUSH_API rush_tensor *rush_normal__at(rush_site site, rush_tensor *self, double mean, rush_normal_args options);
RUSH_API rush_tensor *rush_normal_(rush_tensor *self, double mean, double std);

/* Divides by the p-norm along dim, or by eps where that is larger. */
typedef struct rush_normalize_args { size_t size; rush_tensor *input; rush_named_only _; rush_opt_double p; int64_t dim; rush_shape dims; rush_opt_double eps; } rush_normalize_args;
RUSH_API rush_tensor *rush_normalize_at(rush_site site, rush_normalize_args options);
RUSH_API rush_tensor *rush_normalize(rush_tensor *input);

/* A tensor of ones. */
typedef struct rush_ones_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_ones_args;
RUSH_API rush_tensor *rush_ones_at(rush_site site, rush_ones_args options);
RUSH_API rush_tensor *rush_ones(rush_shape shape);

/* Ones in self's shape, dtype and device. */
typedef struct rush_ones_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_ones_like_args;
RUSH_API rush_tensor *rush_ones_like_at(rush_site site, rush_ones_like_args options);
RUSH_API rush_tensor *rush_ones_like(rush_tensor *self);

/* A view with the dimensions in another order. */
RUSH_API rush_tensor *rush_permute_at(rush_site site, rush_tensor *self, rush_shape dims);
RUSH_API rush_tensor *rush_permute(rush_tensor *self, rush_shape dims);

/* self to the power of exponent, elementwise, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_pow_at(rush_site site, rush_tensor *self, rush_operand exponent);
RUSH_API rush_tensor *rush_pow(rush_tensor *self, rush_tensor *exponent);
RUSH_API rush_tensor *rush_pow__at(rush_site site, rush_tensor *self, rush_operand exponent);
RUSH_API rush_tensor *rush_pow_(rush_tensor *self, rush_tensor *exponent);

/* Product of all elements. Integers and bool are multiplied in int64. */
typedef struct rush_prod_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; } rush_prod_args;
RUSH_API rush_tensor *rush_prod_at(rush_site site, rush_prod_args options);
RUSH_API rush_tensor *rush_prod(rush_tensor *self);

/* Product over one dimension. */
typedef struct rush_prod_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_dtype dtype; } rush_prod_dim_args;
RUSH_API rush_tensor *rush_prod_dim_at(rush_site site, rush_tensor *self, rush_prod_dim_args options);
RUSH_API rush_tensor *rush_prod_dim(rush_tensor *self, int64_t dim);

/* Uniform numbers in [0, 1). */
typedef struct rush_rand_args { size_t size; rush_shape shape; rush_named_only _; rush_generator *generator; rush_dtype dtype; rush_device device; bool requires_grad; } rush_rand_args;
RUSH_API rush_tensor *rush_rand_at(rush_site site, rush_rand_args options);
RUSH_API rush_tensor *rush_rand(rush_shape shape);

/* Whole numbers in [low, high), int64 unless dtype says otherwise. */
typedef struct rush_randint_args { size_t size; rush_shape shape; rush_named_only _; rush_generator *generator; rush_dtype dtype; rush_device device; bool requires_grad; } rush_randint_args;
RUSH_API rush_tensor *rush_randint_at(rush_site site, int64_t low, int64_t high, rush_randint_args options);
RUSH_API rush_tensor *rush_randint(int64_t low, int64_t high, rush_shape shape);

/* Standard normal numbers. */
typedef struct rush_randn_args { size_t size; rush_shape shape; rush_named_only _; rush_generator *generator; rush_dtype dtype; rush_device device; bool requires_grad; } rush_randn_args;
RUSH_API rush_tensor *rush_randn_at(rush_site site, rush_randn_args options);
RUSH_API rush_tensor *rush_randn(rush_shape shape);

/* Fills with whole numbers: all that the dtype holds, or [0, from), or [from, to). */
typedef struct rush_random_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int from; rush_opt_int to; rush_generator *generator; } rush_random_args;
RUSH_API rush_tensor *rush_random__at(rush_site site, rush_random_args options);
RUSH_API rush_tensor *rush_random_(rush_tensor *self);

/* The numbers 0 … n - 1 in random order. */
typedef struct rush_randperm_args { size_t size; int64_t n; rush_named_only _; rush_generator *generator; rush_dtype dtype; } rush_randperm_args;
RUSH_API rush_tensor *rush_randperm_at(rush_site site, rush_randperm_args options);
RUSH_API rush_tensor *rush_randperm(int64_t n);

/* max(x, 0) of each element; NaN stays NaN. */
RUSH_API rush_tensor *rush_relu_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_relu(rush_tensor *self);
RUSH_API rush_tensor *rush_relu__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_relu_(rush_tensor *self);

/* The elements in another shape: a view where possible, else a copy. */
RUSH_API rush_tensor *rush_reshape_at(rush_site site, rush_tensor *self, rush_shape shape);
RUSH_API rush_tensor *rush_reshape(rush_tensor *self, rush_shape shape);

/* Divides by the root of the mean square over the last dimensions, which normalized_shape names; then times weight. eps defaults to the dtype's epsilon. */
typedef struct rush_rms_norm_args { size_t size; rush_shape normalized_shape; rush_named_only _; rush_tensor *weight; rush_opt_double eps; } rush_rms_norm_args;
RUSH_API rush_tensor *rush_rms_norm_at(rush_site site, rush_tensor *input, rush_rms_norm_args options);
RUSH_API rush_tensor *rush_rms_norm(rush_tensor *input, rush_shape normalized_shape);

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
RUSH_API rush_tensor *rush_slice_at(rush_site site, rush_tensor *self, rush_slice_args options);
RUSH_API rush_tensor *rush_slice(rush_tensor *self, int64_t dim);

/* Squared error / (2 beta) below beta, absolute error - beta / 2 above; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_smooth_l1_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; rush_opt_double beta; } rush_smooth_l1_loss_args;
RUSH_API rush_tensor *rush_smooth_l1_loss_at(rush_site site, rush_tensor *self, rush_smooth_l1_loss_args options);
RUSH_API rush_tensor *rush_smooth_l1_loss(rush_tensor *self, rush_tensor *target);

/* exp(self) along dim, divided by its sum; computed without overflow. dtype: converts first. */
typedef struct rush_softmax_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_softmax_args;
RUSH_API rush_tensor *rush_softmax_at(rush_site site, rush_tensor *self, rush_softmax_args options);
RUSH_API rush_tensor *rush_softmax(rush_tensor *self, int64_t dim);

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

/* Standard deviation over the given dimensions (none given: all): the square root of the variance. */
typedef struct rush_std_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool no_unbiased; bool keepdim; rush_opt_int correction; } rush_std_args;
RUSH_API rush_tensor *rush_std_at(rush_site site, rush_std_args options);
RUSH_API rush_tensor *rush_std(rush_tensor *self);

/* Difference: self - alpha * other, elementwise, with broadcasting and type promotion. */
typedef struct rush_sub_args { size_t size; rush_operand alpha; } rush_sub_args;
RUSH_API rush_tensor *rush_sub_at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args options);
RUSH_API rush_tensor *rush_sub(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_sub__at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args options);
RUSH_API rush_tensor *rush_sub_(rush_tensor *self, rush_tensor *other);

/* Sum of all elements. Integers and bool are summed in int64. */
typedef struct rush_sum_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; } rush_sum_args;
RUSH_API rush_tensor *rush_sum_at(rush_site site, rush_sum_args options);
RUSH_API rush_tensor *rush_sum(rush_tensor *self);

/* Sum over the given dimensions (none given: all). */
typedef struct rush_sum_dim_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; rush_dtype dtype; } rush_sum_dim_args;
RUSH_API rush_tensor *rush_sum_dim_at(rush_site site, rush_tensor *self, rush_sum_dim_args options);
RUSH_API rush_tensor *rush_sum_dim(rush_tensor *self, rush_shape dim);

/* The transpose of a matrix, as a view; vectors and 0-dimensional tensors stay as they are. */
RUSH_API rush_tensor *rush_t_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_t(rush_tensor *self);

/* Hyperbolic tangent of each element. */
RUSH_API rush_tensor *rush_tanh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tanh(rush_tensor *self);
RUSH_API rush_tensor *rush_tanh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tanh_(rush_tensor *self);

/* The tensor itself if it is on that device, else a copy there. Error: there is no such device. */
RUSH_API rush_tensor *rush_to_device_at(rush_site site, rush_tensor *self, rush_device device);
RUSH_API rush_tensor *rush_to_device(rush_tensor *self, rush_device device);

/* The tensor itself if it has that dtype, else a converted copy. */
RUSH_API rush_tensor *rush_to_dtype_at(rush_site site, rush_tensor *self, rush_dtype dtype);
RUSH_API rush_tensor *rush_to_dtype(rush_tensor *self, rush_dtype dtype);

/* A view with two dimensions exchanged. */
RUSH_API rush_tensor *rush_transpose_at(rush_site site, rush_tensor *self, int64_t dim0, int64_t dim1);
RUSH_API rush_tensor *rush_transpose(rush_tensor *self, int64_t dim0, int64_t dim1);

/* Fills with normal numbers cut off to [a, b] (nn.init.trunc_normal_). */
typedef struct rush_trunc_normal_args { size_t size; double b; rush_named_only _; rush_generator *generator; } rush_trunc_normal_args;
RUSH_API rush_tensor *rush_trunc_normal__at(rush_site site, rush_tensor *self, double mean, double std, double a, rush_trunc_normal_args options);
RUSH_API rush_tensor *rush_trunc_normal_(rush_tensor *self, double mean, double std, double a, double b);

/* Fills with uniform numbers in [from, to). */
typedef struct rush_uniform_args { size_t size; double to; rush_named_only _; rush_generator *generator; } rush_uniform_args;
RUSH_API rush_tensor *rush_uniform__at(rush_site site, rush_tensor *self, double from, rush_uniform_args options);
RUSH_API rush_tensor *rush_uniform_(rush_tensor *self, double from, double to);

/* A view with a dimension of size 1 inserted at dim. */
RUSH_API rush_tensor *rush_unsqueeze_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_tensor *rush_unsqueeze(rush_tensor *self, int64_t dim);

/* Variance over the given dimensions (none given: all); divides by n - correction (default: 1 if unbiased, else 0). */
typedef struct rush_var_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool no_unbiased; bool keepdim; rush_opt_int correction; } rush_var_args;
RUSH_API rush_tensor *rush_var_at(rush_site site, rush_var_args options);
RUSH_API rush_tensor *rush_var(rush_tensor *self);

/* Variance and mean over the given dimensions (none given: all). */
typedef struct rush_var_mean_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool no_unbiased; bool keepdim; rush_opt_int correction; rush_tensor **mean; } rush_var_mean_args;
RUSH_API rush_tensor *rush_var_mean_at(rush_site site, rush_var_mean_args options);
RUSH_API rush_tensor *rush_var_mean(rush_tensor *self);

/* The same memory with another shape; one size may be -1. Error: the strides do not allow it without a copy. */
RUSH_API rush_tensor *rush_view_at(rush_site site, rush_tensor *self, rush_shape shape);
RUSH_API rush_tensor *rush_view(rush_tensor *self, rush_shape shape);

/* self where condition (bool) is true, else other, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_where_at(rush_site site, rush_tensor *condition, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_where(rush_tensor *condition, rush_tensor *self, rush_tensor *other);

/* Sets every element to 0. */
RUSH_API rush_tensor *rush_zero__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_zero_(rush_tensor *self);

/* A tensor of zeros. */
typedef struct rush_zeros_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_zeros_args;
RUSH_API rush_tensor *rush_zeros_at(rush_site site, rush_zeros_args options);
RUSH_API rush_tensor *rush_zeros(rush_shape shape);

/* Zeros in self's shape, dtype and device. */
typedef struct rush_zeros_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_zeros_like_args;
RUSH_API rush_tensor *rush_zeros_like_at(rush_site site, rush_zeros_like_args options);
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
#define rush_all(...) rush_all_at(RUSH_SITE, __VA_ARGS__)
#define rush_all_dim(x0, ...) rush_all_dim_at(RUSH_SITE, x0, (rush_all_dim_args){ .size = sizeof(rush_all_dim_args), .dim = __VA_ARGS__ })
#define rush_amax(x0, ...) rush_amax_at(RUSH_SITE, x0, (rush_amax_args){ .size = sizeof(rush_amax_args), .dim = __VA_ARGS__ })
#define rush_amin(x0, ...) rush_amin_at(RUSH_SITE, x0, (rush_amin_args){ .size = sizeof(rush_amin_args), .dim = __VA_ARGS__ })
#define rush_any(...) rush_any_at(RUSH_SITE, __VA_ARGS__)
#define rush_any_dim(x0, ...) rush_any_dim_at(RUSH_SITE, x0, (rush_any_dim_args){ .size = sizeof(rush_any_dim_args), .dim = __VA_ARGS__ })
#define rush_argmax(...) rush_argmax_at(RUSH_SITE, (rush_argmax_args){ .size = sizeof(rush_argmax_args), .self = __VA_ARGS__ })
#define rush_argmin(...) rush_argmin_at(RUSH_SITE, (rush_argmin_args){ .size = sizeof(rush_argmin_args), .self = __VA_ARGS__ })
#define rush_as_strided(x0, x1, ...) rush_as_strided_at(RUSH_SITE, x0, x1, (rush_as_strided_args){ .size = sizeof(rush_as_strided_args), .stride = __VA_ARGS__ })
#define rush_batch_norm(x0, x1, ...) rush_batch_norm_at(RUSH_SITE, x0, x1, (rush_batch_norm_args){ .size = sizeof(rush_batch_norm_args), .running_var = __VA_ARGS__ })
#define rush_bernoulli(...) rush_bernoulli_at(RUSH_SITE, (rush_bernoulli_args){ .size = sizeof(rush_bernoulli_args), .self = __VA_ARGS__ })
#define rush_bernoulli_fill_(x0, ...) rush_bernoulli_fill__at(RUSH_SITE, x0, (rush_bernoulli_fill_args){ .size = sizeof(rush_bernoulli_fill_args), .p = __VA_ARGS__ })
#define rush_binary_cross_entropy(x0, ...) rush_binary_cross_entropy_at(RUSH_SITE, x0, (rush_binary_cross_entropy_args){ .size = sizeof(rush_binary_cross_entropy_args), .target = __VA_ARGS__ })
#define rush_binary_cross_entropy_with_logits(x0, ...) rush_binary_cross_entropy_with_logits_at(RUSH_SITE, x0, (rush_binary_cross_entropy_with_logits_args){ .size = sizeof(rush_binary_cross_entropy_with_logits_args), .target = __VA_ARGS__ })
#define rush_clone(...) rush_clone_at(RUSH_SITE, (rush_clone_args){ .size = sizeof(rush_clone_args), .self = __VA_ARGS__ })
#define rush_contiguous(...) rush_contiguous_at(RUSH_SITE, (rush_contiguous_args){ .size = sizeof(rush_contiguous_args), .self = __VA_ARGS__ })
#define rush_copy_(x0, ...) rush_copy__at(RUSH_SITE, x0, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = __VA_ARGS__ })
#define rush_cosine_embedding_loss(x0, x1, ...) rush_cosine_embedding_loss_at(RUSH_SITE, x0, x1, (rush_cosine_embedding_loss_args){ .size = sizeof(rush_cosine_embedding_loss_args), .target = __VA_ARGS__ })
#define rush_cosine_similarity(x0, ...) rush_cosine_similarity_at(RUSH_SITE, x0, (rush_cosine_similarity_args){ .size = sizeof(rush_cosine_similarity_args), .x2 = __VA_ARGS__ })
#define rush_count_nonzero(...) rush_count_nonzero_at(RUSH_SITE, (rush_count_nonzero_args){ .size = sizeof(rush_count_nonzero_args), .self = __VA_ARGS__ })
#define rush_cross_entropy(x0, ...) rush_cross_entropy_at(RUSH_SITE, x0, (rush_cross_entropy_args){ .size = sizeof(rush_cross_entropy_args), .target = __VA_ARGS__ })
#define rush_cumprod(x0, ...) rush_cumprod_at(RUSH_SITE, x0, (rush_cumprod_args){ .size = sizeof(rush_cumprod_args), .dim = __VA_ARGS__ })
#define rush_cumsum(x0, ...) rush_cumsum_at(RUSH_SITE, x0, (rush_cumsum_args){ .size = sizeof(rush_cumsum_args), .dim = __VA_ARGS__ })
#define rush_detach(...) rush_detach_at(RUSH_SITE, __VA_ARGS__)
#define rush_div(x0, x1) rush_div_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_(x0, x1) rush_div__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_dropout(...) rush_dropout_at(RUSH_SITE, __VA_ARGS__)
#define rush_empty(...) rush_empty_at(RUSH_SITE, (rush_empty_args){ .size = sizeof(rush_empty_args), .shape = __VA_ARGS__ })
#define rush_empty_like(...) rush_empty_like_at(RUSH_SITE, (rush_empty_like_args){ .size = sizeof(rush_empty_like_args), .self = __VA_ARGS__ })
#define rush_empty_strided(x0, ...) rush_empty_strided_at(RUSH_SITE, x0, (rush_empty_strided_args){ .size = sizeof(rush_empty_strided_args), .stride = __VA_ARGS__ })
#define rush_eq(x0, x1) rush_eq_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_eq_(x0, x1) rush_eq__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_exp(...) rush_exp_at(RUSH_SITE, __VA_ARGS__)
#define rush_exp_(...) rush_exp__at(RUSH_SITE, __VA_ARGS__)
#define rush_expand(...) rush_expand_at(RUSH_SITE, __VA_ARGS__)
#define rush_exponential_(x0, ...) rush_exponential__at(RUSH_SITE, x0, (rush_exponential_args){ .size = sizeof(rush_exponential_args), .lambd = __VA_ARGS__ })
#define rush_fill_(x0, x1) rush_fill__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_full(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_1_, 0)(x0, __VA_ARGS__)
#define rush_full_1_(x0, x1) rush_full_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_args){ .size = sizeof(rush_full_args) })
#define rush_full_n_(x0, x1, ...) rush_full_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_args){ .size = sizeof(rush_full_args), __VA_ARGS__ })
#define rush_ge(x0, x1) rush_ge_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_ge_(x0, x1) rush_ge__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_group_norm(x0, ...) rush_group_norm_at(RUSH_SITE, x0, (rush_group_norm_args){ .size = sizeof(rush_group_norm_args), .num_groups = __VA_ARGS__ })
#define rush_gt(x0, x1) rush_gt_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_gt_(x0, x1) rush_gt__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_huber_loss(x0, ...) rush_huber_loss_at(RUSH_SITE, x0, (rush_huber_loss_args){ .size = sizeof(rush_huber_loss_args), .target = __VA_ARGS__ })
#define rush_instance_norm(...) rush_instance_norm_at(RUSH_SITE, (rush_instance_norm_args){ .size = sizeof(rush_instance_norm_args), .input = __VA_ARGS__ })
#define rush_kl_div(x0, ...) rush_kl_div_at(RUSH_SITE, x0, (rush_kl_div_args){ .size = sizeof(rush_kl_div_args), .target = __VA_ARGS__ })
#define rush_l1_loss(x0, ...) rush_l1_loss_at(RUSH_SITE, x0, (rush_l1_loss_args){ .size = sizeof(rush_l1_loss_args), .target = __VA_ARGS__ })
#define rush_layer_norm(x0, ...) rush_layer_norm_at(RUSH_SITE, x0, (rush_layer_norm_args){ .size = sizeof(rush_layer_norm_args), .normalized_shape = __VA_ARGS__ })
#define rush_le(x0, x1) rush_le_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_le_(x0, x1) rush_le__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_linalg_vector_norm(...) rush_linalg_vector_norm_at(RUSH_SITE, (rush_linalg_vector_norm_args){ .size = sizeof(rush_linalg_vector_norm_args), .self = __VA_ARGS__ })
#define rush_linear(x0, ...) rush_linear_at(RUSH_SITE, x0, (rush_linear_args){ .size = sizeof(rush_linear_args), .weight = __VA_ARGS__ })
#define rush_log(...) rush_log_at(RUSH_SITE, __VA_ARGS__)
#define rush_log_(...) rush_log__at(RUSH_SITE, __VA_ARGS__)
#define rush_log_softmax(x0, ...) rush_log_softmax_at(RUSH_SITE, x0, (rush_log_softmax_args){ .size = sizeof(rush_log_softmax_args), .dim = __VA_ARGS__ })
#define rush_logical_and(...) rush_logical_and_at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_and_(...) rush_logical_and__at(RUSH_SITE, __VA_ARGS__)
#define rush_logsumexp(x0, ...) rush_logsumexp_at(RUSH_SITE, x0, (rush_logsumexp_args){ .size = sizeof(rush_logsumexp_args), .dim = __VA_ARGS__ })
#define rush_lt(x0, x1) rush_lt_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_lt_(x0, x1) rush_lt__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_max(...) rush_max_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_dim(x0, ...) rush_max_dim_at(RUSH_SITE, x0, (rush_max_dim_args){ .size = sizeof(rush_max_dim_args), .dim = __VA_ARGS__ })
#define rush_mean(...) rush_mean_at(RUSH_SITE, (rush_mean_args){ .size = sizeof(rush_mean_args), .self = __VA_ARGS__ })
#define rush_mean_dim(x0, ...) rush_mean_dim_at(RUSH_SITE, x0, (rush_mean_dim_args){ .size = sizeof(rush_mean_dim_args), .dim = __VA_ARGS__ })
#define rush_min(...) rush_min_at(RUSH_SITE, __VA_ARGS__)
#define rush_min_dim(x0, ...) rush_min_dim_at(RUSH_SITE, x0, (rush_min_dim_args){ .size = sizeof(rush_min_dim_args), .dim = __VA_ARGS__ })
#define rush_mm(...) rush_mm_at(RUSH_SITE, __VA_ARGS__)
#define rush_mse_loss(x0, ...) rush_mse_loss_at(RUSH_SITE, x0, (rush_mse_loss_args){ .size = sizeof(rush_mse_loss_args), .target = __VA_ARGS__ })
#define rush_mul(x0, x1) rush_mul_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_mul_(x0, x1) rush_mul__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_nansum(...) rush_nansum_at(RUSH_SITE, (rush_nansum_args){ .size = sizeof(rush_nansum_args), .self = __VA_ARGS__ })
#define rush_native_batch_norm(x0, x1, x2, x3, x4, x5, x6, ...) rush_native_batch_norm_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, (rush_native_batch_norm_args){ .size = sizeof(rush_native_batch_norm_args), .eps = __VA_ARGS__ })
#define rush_native_group_norm(x0, x1, x2, x3, ...) rush_native_group_norm_at(RUSH_SITE, x0, x1, x2, x3, (rush_native_group_norm_args){ .size = sizeof(rush_native_group_norm_args), .eps = __VA_ARGS__ })
#define rush_native_layer_norm(x0, x1, x2, x3, ...) rush_native_layer_norm_at(RUSH_SITE, x0, x1, x2, x3, (rush_native_layer_norm_args){ .size = sizeof(rush_native_layer_norm_args), .eps = __VA_ARGS__ })
#define rush_ne(x0, x1) rush_ne_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_ne_(x0, x1) rush_ne__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_neg(...) rush_neg_at(RUSH_SITE, __VA_ARGS__)
#define rush_neg_(...) rush_neg__at(RUSH_SITE, __VA_ARGS__)
#define rush_nll_loss(x0, ...) rush_nll_loss_at(RUSH_SITE, x0, (rush_nll_loss_args){ .size = sizeof(rush_nll_loss_args), .target = __VA_ARGS__ })
#define rush_norm(...) rush_norm_at(RUSH_SITE, (rush_norm_args){ .size = sizeof(rush_norm_args), .self = __VA_ARGS__ })
#define rush_normal_(x0, x1, ...) rush_normal__at(RUSH_SITE, x0, x1, (rush_normal_args){ .size = sizeof(rush_normal_args), .std = __VA_ARGS__ })
#define rush_normalize(...) rush_normalize_at(RUSH_SITE, (rush_normalize_args){ .size = sizeof(rush_normalize_args), .input = __VA_ARGS__ })
#define rush_ones(...) rush_ones_at(RUSH_SITE, (rush_ones_args){ .size = sizeof(rush_ones_args), .shape = __VA_ARGS__ })
#define rush_ones_like(...) rush_ones_like_at(RUSH_SITE, (rush_ones_like_args){ .size = sizeof(rush_ones_like_args), .self = __VA_ARGS__ })
#define rush_permute(...) rush_permute_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow(x0, x1) rush_pow_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_pow_(x0, x1) rush_pow__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_prod(...) rush_prod_at(RUSH_SITE, (rush_prod_args){ .size = sizeof(rush_prod_args), .self = __VA_ARGS__ })
#define rush_prod_dim(x0, ...) rush_prod_dim_at(RUSH_SITE, x0, (rush_prod_dim_args){ .size = sizeof(rush_prod_dim_args), .dim = __VA_ARGS__ })
#define rush_rand(...) rush_rand_at(RUSH_SITE, (rush_rand_args){ .size = sizeof(rush_rand_args), .shape = __VA_ARGS__ })
#define rush_randint(x0, x1, ...) rush_randint_at(RUSH_SITE, x0, x1, (rush_randint_args){ .size = sizeof(rush_randint_args), .shape = __VA_ARGS__ })
#define rush_randn(...) rush_randn_at(RUSH_SITE, (rush_randn_args){ .size = sizeof(rush_randn_args), .shape = __VA_ARGS__ })
#define rush_random_(...) rush_random__at(RUSH_SITE, (rush_random_args){ .size = sizeof(rush_random_args), .self = __VA_ARGS__ })
#define rush_randperm(...) rush_randperm_at(RUSH_SITE, (rush_randperm_args){ .size = sizeof(rush_randperm_args), .n = __VA_ARGS__ })
#define rush_relu(...) rush_relu_at(RUSH_SITE, __VA_ARGS__)
#define rush_relu_(...) rush_relu__at(RUSH_SITE, __VA_ARGS__)
#define rush_reshape(...) rush_reshape_at(RUSH_SITE, __VA_ARGS__)
#define rush_rms_norm(x0, ...) rush_rms_norm_at(RUSH_SITE, x0, (rush_rms_norm_args){ .size = sizeof(rush_rms_norm_args), .normalized_shape = __VA_ARGS__ })
#define rush_select(...) rush_select_at(RUSH_SITE, __VA_ARGS__)
#define rush_sigmoid(...) rush_sigmoid_at(RUSH_SITE, __VA_ARGS__)
#define rush_sigmoid_(...) rush_sigmoid__at(RUSH_SITE, __VA_ARGS__)
#define rush_slice(x0, ...) rush_slice_at(RUSH_SITE, x0, (rush_slice_args){ .size = sizeof(rush_slice_args), .dim = __VA_ARGS__ })
#define rush_smooth_l1_loss(x0, ...) rush_smooth_l1_loss_at(RUSH_SITE, x0, (rush_smooth_l1_loss_args){ .size = sizeof(rush_smooth_l1_loss_args), .target = __VA_ARGS__ })
#define rush_softmax(x0, ...) rush_softmax_at(RUSH_SITE, x0, (rush_softmax_args){ .size = sizeof(rush_softmax_args), .dim = __VA_ARGS__ })
#define rush_sqrt(...) rush_sqrt_at(RUSH_SITE, __VA_ARGS__)
#define rush_sqrt_(...) rush_sqrt__at(RUSH_SITE, __VA_ARGS__)
#define rush_squeeze(...) rush_squeeze_at(RUSH_SITE, __VA_ARGS__)
#define rush_squeeze_dim(...) rush_squeeze_dim_at(RUSH_SITE, __VA_ARGS__)
#define rush_std(...) rush_std_at(RUSH_SITE, (rush_std_args){ .size = sizeof(rush_std_args), .self = __VA_ARGS__ })
#define rush_sub(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_1_, 0)(x0, __VA_ARGS__)
#define rush_sub_1_(x0, x1) rush_sub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args) })
#define rush_sub_n_(x0, x1, ...) rush_sub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args), __VA_ARGS__ })
#define rush_sub_(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__1_, 0)(x0, __VA_ARGS__)
#define rush_sub__1_(x0, x1) rush_sub__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args) })
#define rush_sub__n_(x0, x1, ...) rush_sub__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args), __VA_ARGS__ })
#define rush_sum(...) rush_sum_at(RUSH_SITE, (rush_sum_args){ .size = sizeof(rush_sum_args), .self = __VA_ARGS__ })
#define rush_sum_dim(x0, ...) rush_sum_dim_at(RUSH_SITE, x0, (rush_sum_dim_args){ .size = sizeof(rush_sum_dim_args), .dim = __VA_ARGS__ })
#define rush_t(...) rush_t_at(RUSH_SITE, __VA_ARGS__)
#define rush_tanh(...) rush_tanh_at(RUSH_SITE, __VA_ARGS__)
#define rush_tanh_(...) rush_tanh__at(RUSH_SITE, __VA_ARGS__)
#define rush_to_device(...) rush_to_device_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_dtype(...) rush_to_dtype_at(RUSH_SITE, __VA_ARGS__)
#define rush_transpose(...) rush_transpose_at(RUSH_SITE, __VA_ARGS__)
#define rush_trunc_normal_(x0, x1, x2, x3, ...) rush_trunc_normal__at(RUSH_SITE, x0, x1, x2, x3, (rush_trunc_normal_args){ .size = sizeof(rush_trunc_normal_args), .b = __VA_ARGS__ })
#define rush_uniform_(x0, x1, ...) rush_uniform__at(RUSH_SITE, x0, x1, (rush_uniform_args){ .size = sizeof(rush_uniform_args), .to = __VA_ARGS__ })
#define rush_unsqueeze(...) rush_unsqueeze_at(RUSH_SITE, __VA_ARGS__)
#define rush_var(...) rush_var_at(RUSH_SITE, (rush_var_args){ .size = sizeof(rush_var_args), .self = __VA_ARGS__ })
#define rush_var_mean(...) rush_var_mean_at(RUSH_SITE, (rush_var_mean_args){ .size = sizeof(rush_var_mean_args), .self = __VA_ARGS__ })
#define rush_view(...) rush_view_at(RUSH_SITE, __VA_ARGS__)
#define rush_where(x0, x1, x2) rush_where_at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2))
#define rush_zero_(...) rush_zero__at(RUSH_SITE, __VA_ARGS__)
#define rush_zeros(...) rush_zeros_at(RUSH_SITE, (rush_zeros_args){ .size = sizeof(rush_zeros_args), .shape = __VA_ARGS__ })
#define rush_zeros_like(...) rush_zeros_like_at(RUSH_SITE, (rush_zeros_like_args){ .size = sizeof(rush_zeros_like_args), .self = __VA_ARGS__ })
#endif
#endif
