/* SPDX-License-Identifier: MIT */
/* ops.h - the tensor operations. Generated from the op table by tools/facade.py; do not edit. */
#ifndef RUSHLIGHT_OPS_H
#define RUSHLIGHT_OPS_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Absolute value of each element; its derivative at 0 is 0. */
RUSH_API rush_tensor *rush_abs_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_abs(rush_tensor *self);
RUSH_API rush_tensor *rush_abs__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_abs_(rush_tensor *self);

/* Arc cosine of each element; NaN outside [-1, 1]. */
RUSH_API rush_tensor *rush_acos_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_acos(rush_tensor *self);
RUSH_API rush_tensor *rush_acos__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_acos_(rush_tensor *self);

/* Inverse hyperbolic cosine of each element; NaN below 1. */
RUSH_API rush_tensor *rush_acosh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_acosh(rush_tensor *self);
RUSH_API rush_tensor *rush_acosh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_acosh_(rush_tensor *self);

/* Means of windows along the last dimension so that output_size of them come out. */
RUSH_API rush_tensor *rush_adaptive_avg_pool1d_at(rush_site site, rush_tensor *self, rush_shape output_size);
RUSH_API rush_tensor *rush_adaptive_avg_pool1d(rush_tensor *self, rush_shape output_size);

/* Means of windows in [.., H, W] so that output_size of them come out. */
RUSH_API rush_tensor *rush_adaptive_avg_pool2d_at(rush_site site, rush_tensor *self, rush_shape output_size);
RUSH_API rush_tensor *rush_adaptive_avg_pool2d(rush_tensor *self, rush_shape output_size);

/* Means of windows in [.., D, H, W] so that output_size of them come out. */
RUSH_API rush_tensor *rush_adaptive_avg_pool3d_at(rush_site site, rush_tensor *self, rush_shape output_size);
RUSH_API rush_tensor *rush_adaptive_avg_pool3d(rush_tensor *self, rush_shape output_size);

/* Maxima of windows along the last dimension so that output_size of them come out, and where they were. */
typedef struct rush_adaptive_max_pool1d_args { size_t size; rush_shape output_size; rush_named_only _; rush_tensor **result1; } rush_adaptive_max_pool1d_args;
RUSH_API rush_tensor *rush_adaptive_max_pool1d_at(rush_site site, rush_tensor *self, rush_adaptive_max_pool1d_args options);
RUSH_API rush_tensor *rush_adaptive_max_pool1d(rush_tensor *self, rush_shape output_size);

/* Maxima of windows in [.., H, W] so that output_size of them come out, and where they were: row * W + column. */
typedef struct rush_adaptive_max_pool2d_args { size_t size; rush_shape output_size; rush_named_only _; rush_tensor **result1; } rush_adaptive_max_pool2d_args;
RUSH_API rush_tensor *rush_adaptive_max_pool2d_at(rush_site site, rush_tensor *self, rush_adaptive_max_pool2d_args options);
RUSH_API rush_tensor *rush_adaptive_max_pool2d(rush_tensor *self, rush_shape output_size);

/* Maxima of windows in [.., D, H, W] so that output_size of them come out, and where they were in the volume. */
typedef struct rush_adaptive_max_pool3d_args { size_t size; rush_shape output_size; rush_named_only _; rush_tensor **result1; } rush_adaptive_max_pool3d_args;
RUSH_API rush_tensor *rush_adaptive_max_pool3d_at(rush_site site, rush_tensor *self, rush_adaptive_max_pool3d_args options);
RUSH_API rush_tensor *rush_adaptive_max_pool3d(rush_tensor *self, rush_shape output_size);

/* Sum: self + alpha * other, elementwise, with broadcasting and type promotion. */
typedef struct rush_add_args { size_t size; rush_operand alpha; } rush_add_args;
RUSH_API rush_tensor *rush_add_at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args options);
RUSH_API rush_tensor *rush_add(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_add__at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args options);
RUSH_API rush_tensor *rush_add_(rush_tensor *self, rush_tensor *other);

/* beta * self + alpha * the sum over the batch of batch1 @ batch2; self broadcasts to [m,n]. */
typedef struct rush_addbmm_args { size_t size; rush_tensor *batch2; rush_named_only _; rush_operand beta; rush_operand alpha; } rush_addbmm_args;
RUSH_API rush_tensor *rush_addbmm_at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_addbmm_args options);
RUSH_API rush_tensor *rush_addbmm(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2);
RUSH_API rush_tensor *rush_addbmm__at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_addbmm_args options);
RUSH_API rush_tensor *rush_addbmm_(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2);

/* self + value * tensor1 / tensor2, elementwise. */
typedef struct rush_addcdiv_args { size_t size; rush_tensor *tensor2; rush_named_only _; rush_operand value; } rush_addcdiv_args;
RUSH_API rush_tensor *rush_addcdiv_at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcdiv_args options);
RUSH_API rush_tensor *rush_addcdiv(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2);
RUSH_API rush_tensor *rush_addcdiv__at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcdiv_args options);
RUSH_API rush_tensor *rush_addcdiv_(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2);

/* self + value * tensor1 * tensor2, elementwise. */
typedef struct rush_addcmul_args { size_t size; rush_tensor *tensor2; rush_named_only _; rush_operand value; } rush_addcmul_args;
RUSH_API rush_tensor *rush_addcmul_at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcmul_args options);
RUSH_API rush_tensor *rush_addcmul(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2);
RUSH_API rush_tensor *rush_addcmul__at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcmul_args options);
RUSH_API rush_tensor *rush_addcmul_(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2);

/* beta * self + alpha * (mat1 @ mat2); self broadcasts to the product [m,n]. */
typedef struct rush_addmm_args { size_t size; rush_tensor *mat2; rush_named_only _; rush_operand beta; rush_operand alpha; } rush_addmm_args;
RUSH_API rush_tensor *rush_addmm_at(rush_site site, rush_tensor *self, rush_tensor *mat1, rush_addmm_args options);
RUSH_API rush_tensor *rush_addmm(rush_tensor *self, rush_tensor *mat1, rush_tensor *mat2);
RUSH_API rush_tensor *rush_addmm__at(rush_site site, rush_tensor *self, rush_tensor *mat1, rush_addmm_args options);
RUSH_API rush_tensor *rush_addmm_(rush_tensor *self, rush_tensor *mat1, rush_tensor *mat2);

/* beta * self + alpha * (mat @ vec); self broadcasts to the product [m]. */
typedef struct rush_addmv_args { size_t size; rush_tensor *vec; rush_named_only _; rush_operand beta; rush_operand alpha; } rush_addmv_args;
RUSH_API rush_tensor *rush_addmv_at(rush_site site, rush_tensor *self, rush_tensor *mat, rush_addmv_args options);
RUSH_API rush_tensor *rush_addmv(rush_tensor *self, rush_tensor *mat, rush_tensor *vec);
RUSH_API rush_tensor *rush_addmv__at(rush_site site, rush_tensor *self, rush_tensor *mat, rush_addmv_args options);
RUSH_API rush_tensor *rush_addmv_(rush_tensor *self, rush_tensor *mat, rush_tensor *vec);

/* beta * self + alpha * outer(vec1, vec2); self broadcasts to the product [m,n]; dtypes are promoted. */
typedef struct rush_addr_args { size_t size; rush_tensor *vec2; rush_named_only _; rush_operand beta; rush_operand alpha; } rush_addr_args;
RUSH_API rush_tensor *rush_addr_at(rush_site site, rush_tensor *self, rush_tensor *vec1, rush_addr_args options);
RUSH_API rush_tensor *rush_addr(rush_tensor *self, rush_tensor *vec1, rush_tensor *vec2);
RUSH_API rush_tensor *rush_addr__at(rush_site site, rush_tensor *self, rush_tensor *vec1, rush_addr_args options);
RUSH_API rush_tensor *rush_addr_(rush_tensor *self, rush_tensor *vec1, rush_tensor *vec2);

/* The grid [N, H, W, 2] (or [N, D, H, W, 3]) that grid_sampler reads by: each place of an output of size [N, C, H, W] mapped by its affine matrix theta [N, 2, 3] (or [N, 3, 4]). */
RUSH_API rush_tensor *rush_affine_grid_generator_at(rush_site site, rush_tensor *theta, rush_shape shape, bool align_corners);
RUSH_API rush_tensor *rush_affine_grid_generator(rush_tensor *theta, rush_shape shape, bool align_corners);

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

/* The smallest and the largest value along dim (None: of all). */
typedef struct rush_aminmax_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; bool keepdim; rush_tensor **max; } rush_aminmax_args;
RUSH_API rush_tensor *rush_aminmax_at(rush_site site, rush_aminmax_args options);
RUSH_API rush_tensor *rush_aminmax(rush_tensor *self);

/* The angle of each element as a complex number: 0, or pi for negative ones. */
RUSH_API rush_tensor *rush_angle_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_angle(rush_tensor *self);

/* Is any element nonzero? */
RUSH_API rush_tensor *rush_any_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_any(rush_tensor *self);

/* Is any element along dim nonzero? */
typedef struct rush_any_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; } rush_any_dim_args;
RUSH_API rush_tensor *rush_any_dim_at(rush_site site, rush_tensor *self, rush_any_dim_args options);
RUSH_API rush_tensor *rush_any_dim(rush_tensor *self, int64_t dim);

/* 0, 1, … up to but without end: int64 for an integer end, else the default float type. */
typedef struct rush_arange_args { size_t size; rush_dtype dtype; rush_device device; bool requires_grad; } rush_arange_args;
RUSH_API rush_tensor *rush_arange_at(rush_site site, rush_operand end, rush_arange_args options);
RUSH_API rush_tensor *rush_arange(double end);

/* start, start + step, … up to but without end: int64 if all three are integers, else the default float type. */
typedef struct rush_arange_start_args { size_t size; rush_operand step; rush_dtype dtype; rush_device device; bool requires_grad; } rush_arange_start_args;
RUSH_API rush_tensor *rush_arange_start_at(rush_site site, rush_operand start, rush_operand end, rush_arange_start_args options);
RUSH_API rush_tensor *rush_arange_start(double start, double end);

/* Index of the largest element along dim, or in the flattened tensor; the first of equal ones. */
typedef struct rush_argmax_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; bool keepdim; } rush_argmax_args;
RUSH_API rush_tensor *rush_argmax_at(rush_site site, rush_argmax_args options);
RUSH_API rush_tensor *rush_argmax(rush_tensor *self);

/* Index of the smallest element along dim, or in the flattened tensor; the first of equal ones. */
typedef struct rush_argmin_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; bool keepdim; } rush_argmin_args;
RUSH_API rush_tensor *rush_argmin_at(rush_site site, rush_argmin_args options);
RUSH_API rush_tensor *rush_argmin(rush_tensor *self);

/* The indices that put a dimension in order. Always stable, whatever `stable` says; NaN is the largest. */
typedef struct rush_argsort_args { size_t size; int64_t dim; rush_named_only _; bool descending; bool stable; } rush_argsort_args;
RUSH_API rush_tensor *rush_argsort_at(rush_site site, rush_tensor *self, rush_argsort_args options);
RUSH_API rush_tensor *rush_argsort(rush_tensor *self, int64_t dim);

/* A view of the storage with the given sizes, strides and offset (in elements). Error: it would reach beyond the storage. */
typedef struct rush_as_strided_args { size_t size; rush_shape stride; rush_named_only _; rush_opt_int storage_offset; } rush_as_strided_args;
RUSH_API rush_tensor *rush_as_strided_at(rush_site site, rush_tensor *self, rush_shape shape, rush_as_strided_args options);
RUSH_API rush_tensor *rush_as_strided(rush_tensor *self, rush_shape shape, rush_shape stride);

/* Arc sine of each element; NaN outside [-1, 1]. */
RUSH_API rush_tensor *rush_asin_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_asin(rush_tensor *self);
RUSH_API rush_tensor *rush_asin__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_asin_(rush_tensor *self);

/* Inverse hyperbolic sine of each element. */
RUSH_API rush_tensor *rush_asinh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_asinh(rush_tensor *self);
RUSH_API rush_tensor *rush_asinh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_asinh_(rush_tensor *self);

/* Arc tangent of each element. */
RUSH_API rush_tensor *rush_atan_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_atan(rush_tensor *self);
RUSH_API rush_tensor *rush_atan__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_atan_(rush_tensor *self);

/* The angle of the point (other, self), in (-pi, pi]. */
RUSH_API rush_tensor *rush_atan2_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_atan2(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_atan2__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_atan2_(rush_tensor *self, rush_tensor *other);

/* Inverse hyperbolic tangent of each element; NaN outside [-1, 1]. */
RUSH_API rush_tensor *rush_atanh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_atanh(rush_tensor *self);
RUSH_API rush_tensor *rush_atanh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_atanh_(rush_tensor *self);

/* Mean of each window of kernel_size along the last dimension; stride defaults to kernel_size. */
typedef struct rush_avg_pool1d_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; bool ceil_mode; bool no_count_include_pad; } rush_avg_pool1d_args;
RUSH_API rush_tensor *rush_avg_pool1d_at(rush_site site, rush_tensor *self, rush_avg_pool1d_args options);
RUSH_API rush_tensor *rush_avg_pool1d(rush_tensor *self, rush_shape kernel_size);

/* Mean of each window of kernel_size in [.., H, W]; stride defaults to kernel_size. count_include_pad: padding counts in the divisor. */
typedef struct rush_avg_pool2d_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; bool ceil_mode; bool no_count_include_pad; rush_opt_int divisor_override; } rush_avg_pool2d_args;
RUSH_API rush_tensor *rush_avg_pool2d_at(rush_site site, rush_tensor *self, rush_avg_pool2d_args options);
RUSH_API rush_tensor *rush_avg_pool2d(rush_tensor *self, rush_shape kernel_size);

/* Mean of each window of kernel_size in [.., D, H, W]; stride defaults to kernel_size. count_include_pad: padding counts in the divisor. */
typedef struct rush_avg_pool3d_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; bool ceil_mode; bool no_count_include_pad; rush_opt_int divisor_override; } rush_avg_pool3d_args;
RUSH_API rush_tensor *rush_avg_pool3d_at(rush_site site, rush_tensor *self, rush_avg_pool3d_args options);
RUSH_API rush_tensor *rush_avg_pool3d(rush_tensor *self, rush_shape kernel_size);

/* beta * self + alpha * (batch1 @ batch2), matrix by matrix; self broadcasts to the products [b,m,n]. */
typedef struct rush_baddbmm_args { size_t size; rush_tensor *batch2; rush_named_only _; rush_operand beta; rush_operand alpha; } rush_baddbmm_args;
RUSH_API rush_tensor *rush_baddbmm_at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_baddbmm_args options);
RUSH_API rush_tensor *rush_baddbmm(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2);
RUSH_API rush_tensor *rush_baddbmm__at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_baddbmm_args options);
RUSH_API rush_tensor *rush_baddbmm_(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2);

/* 1 - |2 i / N - 1|; N is window_length, or one less if it is not periodic. */
typedef struct rush_bartlett_window_args { size_t size; int64_t window_length; rush_named_only _; bool no_periodic; rush_dtype dtype; rush_device device; bool requires_grad; } rush_bartlett_window_args;
RUSH_API rush_tensor *rush_bartlett_window_at(rush_site site, rush_bartlett_window_args options);
RUSH_API rush_tensor *rush_bartlett_window(int64_t window_length);

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

/* How often each number from 0 up to the largest occurs in a vector of integers; with weights the sum of these. At least minlength entries. */
typedef struct rush_bincount_args { size_t size; rush_tensor *self; rush_named_only _; rush_tensor *weights; int64_t minlength; } rush_bincount_args;
RUSH_API rush_tensor *rush_bincount_at(rush_site site, rush_bincount_args options);
RUSH_API rush_tensor *rush_bincount(rush_tensor *self);

/* How many of count trials succeed, each with probability prob; elementwise, with broadcasting. */
typedef struct rush_binomial_args { size_t size; rush_tensor *prob; rush_named_only _; rush_generator *generator; } rush_binomial_args;
RUSH_API rush_tensor *rush_binomial_at(rush_site site, rush_tensor *count, rush_binomial_args options);
RUSH_API rush_tensor *rush_binomial(rush_tensor *count, rush_tensor *prob);

/* The bits set in both, elementwise; for bool the logical operation. */
RUSH_API rush_tensor *rush_bitwise_and_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_and(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_bitwise_and__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_and_(rush_tensor *self, rush_tensor *other);

/* The bits of self moved up by other places, 0 to the width less 1. */
RUSH_API rush_tensor *rush_bitwise_left_shift_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_left_shift(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_bitwise_left_shift__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_left_shift_(rush_tensor *self, rush_tensor *other);

/* All bits of each element turned over; for bool the logical operation. */
RUSH_API rush_tensor *rush_bitwise_not_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_bitwise_not(rush_tensor *self);
RUSH_API rush_tensor *rush_bitwise_not__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_bitwise_not_(rush_tensor *self);

/* The bits set in either, elementwise; for bool the logical operation. */
RUSH_API rush_tensor *rush_bitwise_or_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_or(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_bitwise_or__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_or_(rush_tensor *self, rush_tensor *other);

/* The bits of self moved down by other places, 0 to the width less 1; the sign stays. */
RUSH_API rush_tensor *rush_bitwise_right_shift_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_right_shift(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_bitwise_right_shift__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_right_shift_(rush_tensor *self, rush_tensor *other);

/* The bits set in one, but not both, elementwise; for bool the logical operation. */
RUSH_API rush_tensor *rush_bitwise_xor_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_xor(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_bitwise_xor__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_bitwise_xor_(rush_tensor *self, rush_tensor *other);

/* 0.42 - 0.5 cos(2 pi i / N) + 0.08 cos(4 pi i / N); N is window_length, or one less if it is not periodic. */
typedef struct rush_blackman_window_args { size_t size; int64_t window_length; rush_named_only _; bool no_periodic; rush_dtype dtype; rush_device device; bool requires_grad; } rush_blackman_window_args;
RUSH_API rush_tensor *rush_blackman_window_at(rush_site site, rush_blackman_window_args options);
RUSH_API rush_tensor *rush_blackman_window(int64_t window_length);

/* Products of the matrices of two batches, [b,m,k] and [b,k,n]. */
RUSH_API rush_tensor *rush_bmm_at(rush_site site, rush_tensor *self, rush_tensor *mat2);
RUSH_API rush_tensor *rush_bmm(rush_tensor *self, rush_tensor *mat2);

/* The number of the bucket of each element: boundaries[i-1] < x <= boundaries[i], with right boundaries[i-1] <= x < boundaries[i]. */
typedef struct rush_bucketize_args { size_t size; rush_tensor *boundaries; rush_named_only _; bool out_int32; bool right; } rush_bucketize_args;
RUSH_API rush_tensor *rush_bucketize_at(rush_site site, rush_tensor *self, rush_bucketize_args options);
RUSH_API rush_tensor *rush_bucketize(rush_tensor *self, rush_tensor *boundaries);

/* The tensors one after the other along a dimension; their other sizes must agree. */
RUSH_API rush_tensor *rush_cat_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);
RUSH_API rush_tensor *rush_cat(rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);

/* Fills with numbers of the Cauchy distribution: median + sigma tan(pi (u - 1/2)), u uniform. */
typedef struct rush_cauchy_args { size_t size; double sigma; rush_named_only _; rush_generator *generator; } rush_cauchy_args;
RUSH_API rush_tensor *rush_cauchy__at(rush_site site, rush_tensor *self, double median, rush_cauchy_args options);
RUSH_API rush_tensor *rush_cauchy_(rush_tensor *self, double median, double sigma);

/* Least whole number not below each element. */
RUSH_API rush_tensor *rush_ceil_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_ceil(rush_tensor *self);
RUSH_API rush_tensor *rush_ceil__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_ceil_(rush_tensor *self);

/* x where x > 0, else alpha * (exp(x / alpha) - 1). */
typedef struct rush_celu_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand alpha; } rush_celu_args;
RUSH_API rush_tensor *rush_celu_at(rush_site site, rush_celu_args options);
RUSH_API rush_tensor *rush_celu(rush_tensor *self);
RUSH_API rush_tensor *rush_celu__at(rush_site site, rush_celu_args options);
RUSH_API rush_tensor *rush_celu_(rush_tensor *self);

/* L with A = L L^T (upper: U with A = U^T U); an error where A is not positive-definite. */
typedef struct rush_cholesky_args { size_t size; rush_tensor *self; rush_named_only _; bool upper; } rush_cholesky_args;
RUSH_API rush_tensor *rush_cholesky_at(rush_site site, rush_cholesky_args options);
RUSH_API rush_tensor *rush_cholesky(rush_tensor *self);

/* The inverse of A = L L^T, from L (upper: of A = U^T U, from U). */
typedef struct rush_cholesky_inverse_args { size_t size; rush_tensor *self; rush_named_only _; bool upper; } rush_cholesky_inverse_args;
RUSH_API rush_tensor *rush_cholesky_inverse_at(rush_site site, rush_cholesky_inverse_args options);
RUSH_API rush_tensor *rush_cholesky_inverse(rush_tensor *self);

/* X with A X = self, where A = L L^T and input2 is L (upper: A = U^T U). */
typedef struct rush_cholesky_solve_args { size_t size; rush_tensor *input2; rush_named_only _; bool upper; } rush_cholesky_solve_args;
RUSH_API rush_tensor *rush_cholesky_solve_at(rush_site site, rush_tensor *self, rush_cholesky_solve_args options);
RUSH_API rush_tensor *rush_cholesky_solve(rush_tensor *self, rush_tensor *input2);

/* At most `chunks` views of equal size (the last may be smaller) along a dimension. */
RUSH_API rush_list *rush_chunk_at(rush_site site, rush_tensor *self, int64_t chunks, int64_t dim);
RUSH_API rush_list *rush_chunk(rush_tensor *self, int64_t chunks, int64_t dim);

/* Each element kept between min and max, numbers or tensors, each optional; max wins over min, NaN over both. */
typedef struct rush_clamp_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand min; rush_operand max; } rush_clamp_args;
RUSH_API rush_tensor *rush_clamp_at(rush_site site, rush_clamp_args options);
RUSH_API rush_tensor *rush_clamp(rush_tensor *self);
RUSH_API rush_tensor *rush_clamp__at(rush_site site, rush_clamp_args options);
RUSH_API rush_tensor *rush_clamp_(rush_tensor *self);

/* Each element, but not above max. */
RUSH_API rush_tensor *rush_clamp_max_at(rush_site site, rush_tensor *self, rush_operand max);
RUSH_API rush_tensor *rush_clamp_max(rush_tensor *self, rush_tensor *max);
RUSH_API rush_tensor *rush_clamp_max__at(rush_site site, rush_tensor *self, rush_operand max);
RUSH_API rush_tensor *rush_clamp_max_(rush_tensor *self, rush_tensor *max);

/* Each element, but not below min. */
RUSH_API rush_tensor *rush_clamp_min_at(rush_site site, rush_tensor *self, rush_operand min);
RUSH_API rush_tensor *rush_clamp_min(rush_tensor *self, rush_tensor *min);
RUSH_API rush_tensor *rush_clamp_min__at(rush_site site, rush_tensor *self, rush_operand min);
RUSH_API rush_tensor *rush_clamp_min_(rush_tensor *self, rush_tensor *min);

/* A copy with memory of its own; memory_format is preserve (default: the order of the strides is kept), contiguous, channels_last or channels_last_3d. */
typedef struct rush_clone_args { size_t size; rush_tensor *self; rush_named_only _; const char *memory_format; } rush_clone_args;
RUSH_API rush_tensor *rush_clone_at(rush_site site, rush_clone_args options);
RUSH_API rush_tensor *rush_clone(rush_tensor *self);

/* The sum of overlapping patches: columns [N, C kh kw, places] (or [C kh kw, places]) added into [N, C, H, W] of output_size. */
RUSH_API rush_tensor *rush_col2im_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride);
RUSH_API rush_tensor *rush_col2im(rush_tensor *self, rush_shape output_size, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride);

/* A constant before and after the elements of the last dimensions; the first pair of numbers is for the last dimension, negative ones cut off. */
typedef struct rush_constant_pad_nd_args { size_t size; rush_shape pad; rush_named_only _; rush_operand value; } rush_constant_pad_nd_args;
RUSH_API rush_tensor *rush_constant_pad_nd_at(rush_site site, rush_tensor *self, rush_constant_pad_nd_args options);
RUSH_API rush_tensor *rush_constant_pad_nd(rush_tensor *self, rush_shape pad);

/* The tensor itself if its elements lie in order (of memory_format: contiguous, channels_last or channels_last_3d), else a copy that does. */
typedef struct rush_contiguous_args { size_t size; rush_tensor *self; rush_named_only _; const char *memory_format; } rush_contiguous_args;
RUSH_API rush_tensor *rush_contiguous_at(rush_site site, rush_contiguous_args options);
RUSH_API rush_tensor *rush_contiguous(rush_tensor *self);

/* Convolution of input [N, C, L] or [C, L] with weight [K, C / groups, kernel...], plus bias [K]. */
typedef struct rush_conv1d_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; int64_t groups; } rush_conv1d_args;
RUSH_API rush_tensor *rush_conv1d_at(rush_site site, rush_tensor *input, rush_conv1d_args options);
RUSH_API rush_tensor *rush_conv1d(rush_tensor *input, rush_tensor *weight);

/* conv1d with padding by name: valid (none), or same (the result has the input's size; stride must be 1). */
typedef struct rush_conv1d_padding_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; const char *padding; int64_t dilation; rush_shape dilation_nd; int64_t groups; } rush_conv1d_padding_args;
RUSH_API rush_tensor *rush_conv1d_padding_at(rush_site site, rush_tensor *input, rush_conv1d_padding_args options);
RUSH_API rush_tensor *rush_conv1d_padding(rush_tensor *input, rush_tensor *weight);

/* Convolution of input [N, C, H, W] or [C, H, W] with weight [K, C / groups, kernel...], plus bias [K]. */
typedef struct rush_conv2d_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; int64_t groups; } rush_conv2d_args;
RUSH_API rush_tensor *rush_conv2d_at(rush_site site, rush_tensor *input, rush_conv2d_args options);
RUSH_API rush_tensor *rush_conv2d(rush_tensor *input, rush_tensor *weight);

/* conv2d with padding by name: valid (none), or same (the result has the input's size; stride must be 1). */
typedef struct rush_conv2d_padding_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; const char *padding; int64_t dilation; rush_shape dilation_nd; int64_t groups; } rush_conv2d_padding_args;
RUSH_API rush_tensor *rush_conv2d_padding_at(rush_site site, rush_tensor *input, rush_conv2d_padding_args options);
RUSH_API rush_tensor *rush_conv2d_padding(rush_tensor *input, rush_tensor *weight);

/* Convolution of input [N, C, D, H, W] or [C, D, H, W] with weight [K, C / groups, kernel...], plus bias [K]. */
typedef struct rush_conv3d_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; int64_t groups; } rush_conv3d_args;
RUSH_API rush_tensor *rush_conv3d_at(rush_site site, rush_tensor *input, rush_conv3d_args options);
RUSH_API rush_tensor *rush_conv3d(rush_tensor *input, rush_tensor *weight);

/* conv3d with padding by name: valid (none), or same (the result has the input's size; stride must be 1). */
typedef struct rush_conv3d_padding_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; const char *padding; int64_t dilation; rush_shape dilation_nd; int64_t groups; } rush_conv3d_padding_args;
RUSH_API rush_tensor *rush_conv3d_padding_at(rush_site site, rush_tensor *input, rush_conv3d_padding_args options);
RUSH_API rush_tensor *rush_conv3d_padding(rush_tensor *input, rush_tensor *weight);

/* Transposed convolution of input [N, C, L] or [C, L] with weight [C, K / groups, kernel...], plus bias [K]: the gradient of conv1d by its input. */
typedef struct rush_conv_transpose1d_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t output_padding; rush_shape output_padding_nd; int64_t groups; int64_t dilation; rush_shape dilation_nd; } rush_conv_transpose1d_args;
RUSH_API rush_tensor *rush_conv_transpose1d_at(rush_site site, rush_tensor *input, rush_conv_transpose1d_args options);
RUSH_API rush_tensor *rush_conv_transpose1d(rush_tensor *input, rush_tensor *weight);

/* Transposed convolution of input [N, C, H, W] or [C, H, W] with weight [C, K / groups, kernel...], plus bias [K]: the gradient of conv2d by its input. */
typedef struct rush_conv_transpose2d_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t output_padding; rush_shape output_padding_nd; int64_t groups; int64_t dilation; rush_shape dilation_nd; } rush_conv_transpose2d_args;
RUSH_API rush_tensor *rush_conv_transpose2d_at(rush_site site, rush_tensor *input, rush_conv_transpose2d_args options);
RUSH_API rush_tensor *rush_conv_transpose2d(rush_tensor *input, rush_tensor *weight);

/* Transposed convolution of input [N, C, D, H, W] or [C, D, H, W] with weight [C, K / groups, kernel...], plus bias [K]: the gradient of conv3d by its input. */
typedef struct rush_conv_transpose3d_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t output_padding; rush_shape output_padding_nd; int64_t groups; int64_t dilation; rush_shape dilation_nd; } rush_conv_transpose3d_args;
RUSH_API rush_tensor *rush_conv_transpose3d_at(rush_site site, rush_tensor *input, rush_conv_transpose3d_args options);
RUSH_API rush_tensor *rush_conv_transpose3d(rush_tensor *input, rush_tensor *weight);

/* Convolution of input [N, C, spatial...] with weight [K, C / groups, kernel...] in 1 to 3 dimensions; transposed: its adjoint, with weight [C, K / groups, kernel...]. Behind conv1d to conv_transpose3d. */
RUSH_API rush_tensor *rush_convolution_at(rush_site site, rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);
RUSH_API rush_tensor *rush_convolution(rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);

/* Writes src's elements into self, broadcasting and converting, between any devices. */
typedef struct rush_copy_args { size_t size; rush_tensor *src; rush_named_only _; bool non_blocking; } rush_copy_args;
RUSH_API rush_tensor *rush_copy__at(rush_site site, rush_tensor *self, rush_copy_args options);
RUSH_API rush_tensor *rush_copy_(rush_tensor *self, rush_tensor *src);

/* The size of self with the sign of other, elementwise. */
RUSH_API rush_tensor *rush_copysign_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_copysign(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_copysign__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_copysign_(rush_tensor *self, rush_tensor *other);

/* Cosine of each element, in radians. */
RUSH_API rush_tensor *rush_cos_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_cos(rush_tensor *self);
RUSH_API rush_tensor *rush_cos__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_cos_(rush_tensor *self);

/* Hyperbolic cosine of each element. */
RUSH_API rush_tensor *rush_cosh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_cosh(rush_tensor *self);
RUSH_API rush_tensor *rush_cosh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_cosh_(rush_tensor *self);

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

/* Connectionist temporal classification: -log of the probability of all alignments of the targets [N, S] (or one after the other, [sum of target_lengths]) with log_probs [T, N, C] (or [T, C]). reduction mean divides by target_lengths first; zero_infinity makes infinite losses and their gradients 0. log_probs has to come from log_softmax: the derivative is taken through it. Error: a length or a label is out of range. */
typedef struct rush_ctc_loss_args { size_t size; rush_shape target_lengths; rush_named_only _; int64_t blank; const char *reduction; bool zero_infinity; } rush_ctc_loss_args;
RUSH_API rush_tensor *rush_ctc_loss_at(rush_site site, rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_ctc_loss_args options);
RUSH_API rush_tensor *rush_ctc_loss(rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_shape target_lengths);

/* Running maximum along dim, and the last place where it was met; from a NaN on it is NaN. */
typedef struct rush_cummax_args { size_t size; int64_t dim; rush_named_only _; rush_tensor **indices; } rush_cummax_args;
RUSH_API rush_tensor *rush_cummax_at(rush_site site, rush_tensor *self, rush_cummax_args options);
RUSH_API rush_tensor *rush_cummax(rush_tensor *self, int64_t dim);

/* Running minimum along dim, and the last place where it was met; from a NaN on it is NaN. */
typedef struct rush_cummin_args { size_t size; int64_t dim; rush_named_only _; rush_tensor **indices; } rush_cummin_args;
RUSH_API rush_tensor *rush_cummin_at(rush_site site, rush_tensor *self, rush_cummin_args options);
RUSH_API rush_tensor *rush_cummin(rush_tensor *self, int64_t dim);

/* Running products along dim. Integers and bool are multiplied in int64. */
typedef struct rush_cumprod_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_cumprod_args;
RUSH_API rush_tensor *rush_cumprod_at(rush_site site, rush_tensor *self, rush_cumprod_args options);
RUSH_API rush_tensor *rush_cumprod(rush_tensor *self, int64_t dim);

/* Running sums along dim. Integers and bool are summed in int64. */
typedef struct rush_cumsum_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_cumsum_args;
RUSH_API rush_tensor *rush_cumsum_at(rush_site site, rush_tensor *self, rush_cumsum_args options);
RUSH_API rush_tensor *rush_cumsum(rush_tensor *self, int64_t dim);

/* Each element from degrees to radians. */
RUSH_API rush_tensor *rush_deg2rad_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_deg2rad(rush_tensor *self);
RUSH_API rush_tensor *rush_deg2rad__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_deg2rad_(rush_tensor *self);

/* The determinants of square matrices. */
RUSH_API rush_tensor *rush_det_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_det(rush_tensor *self);

/* The same memory without history. In-place writes to it are noted: a backward that needs the old values refuses. */
RUSH_API rush_tensor *rush_detach_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_detach(rush_tensor *self);

/* A view of the diagonal of two dimensions (offset columns above the main one) as the last dimension. */
RUSH_API rush_tensor *rush_diagonal_at(rush_site site, rush_tensor *self, int64_t offset, int64_t dim1, int64_t dim2);
RUSH_API rush_tensor *rush_diagonal(rush_tensor *self, int64_t offset, int64_t dim1, int64_t dim2);

/* Logarithmic derivative of the gamma function at each element. */
RUSH_API rush_tensor *rush_digamma_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_digamma(rush_tensor *self);
RUSH_API rush_tensor *rush_digamma__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_digamma_(rush_tensor *self);

/* How a proportion x of a Dirichlet draw moves with its concentration alpha, divided by 1 - x; total is the sum of the concentrations. */
RUSH_API rush_tensor *rush_dirichlet_grad_at(rush_site site, rush_tensor *x, rush_tensor *alpha, rush_tensor *total);
RUSH_API rush_tensor *rush_dirichlet_grad(rush_tensor *x, rush_tensor *alpha, rush_tensor *total);

/* True quotient, elementwise: integers are divided in the default float type. */
RUSH_API rush_tensor *rush_div_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_div(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_div__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_div_(rush_tensor *self, rush_tensor *other);

/* Quotient, rounded down (rounding_mode = floor), towards zero (trunc) or not at all (default). */
typedef struct rush_div_mode_args { size_t size; const char *rounding_mode; } rush_div_mode_args;
RUSH_API rush_tensor *rush_div_mode_at(rush_site site, rush_tensor *self, rush_operand other, rush_div_mode_args options);
RUSH_API rush_tensor *rush_div_mode(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_div_mode__at(rush_site site, rush_tensor *self, rush_operand other, rush_div_mode_args options);
RUSH_API rush_tensor *rush_div_mode_(rush_tensor *self, rush_tensor *other);

/* Sum of the products of two vectors' elements, a 0-dimensional tensor. */
RUSH_API rush_tensor *rush_dot_at(rush_site site, rush_tensor *self, rush_tensor *tensor);
RUSH_API rush_tensor *rush_dot(rush_tensor *self, rush_tensor *tensor);

/* In training, zeroes elements with probability p and scales the others by 1 / (1 - p); else the input. */
RUSH_API rush_tensor *rush_dropout_at(rush_site site, rush_tensor *input, double p, bool train);
RUSH_API rush_tensor *rush_dropout(rush_tensor *input, double p, bool train);

/* Sum of products in Einstein's notation: \\"ij,jk->ik\\" is the matrix product, \\"ii\\" the trace, \\"...ij->...ji\\" a transpose. Labels not in the result are summed over; without an arrow the result has the labels that occur once, in alphabetical order. */
RUSH_API rush_tensor *rush_einsum_at(rush_site site, const char *equation, rush_tensor *const *tensors, int64_t tensors_count);
RUSH_API rush_tensor *rush_einsum(const char *equation, rush_tensor *const *tensors, int64_t tensors_count);

/* scale * x where x > 0, else scale * alpha * (exp(input_scale * x) - 1). */
typedef struct rush_elu_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand alpha; rush_operand scale; rush_operand input_scale; } rush_elu_args;
RUSH_API rush_tensor *rush_elu_at(rush_site site, rush_elu_args options);
RUSH_API rush_tensor *rush_elu(rush_tensor *self);
RUSH_API rush_tensor *rush_elu__at(rush_site site, rush_elu_args options);
RUSH_API rush_tensor *rush_elu_(rush_tensor *self);

/* Rows of weight [count, size] by number (int32 or int64): a tensor of shape [..., size]. The row padding_idx gets no gradient; with scale_grad_by_freq a row's gradient is divided by how often it is taken. Error: an index is out of range. */
typedef struct rush_embedding_args { size_t size; rush_tensor *indices; rush_named_only _; rush_opt_int padding_idx; bool scale_grad_by_freq; bool sparse; } rush_embedding_args;
RUSH_API rush_tensor *rush_embedding_at(rush_site site, rush_tensor *weight, rush_embedding_args options);
RUSH_API rush_tensor *rush_embedding(rush_tensor *weight, rush_tensor *indices);

/* Sums (mode 0, with per_sample_weights), means (1) or maxima (2) of the rows of weight that each bag names: bag b is the part of indices from offsets[b] to the next offset. Also gives the bag of each index, the bags' sizes (modes 1 and 2) and the rows of the maxima (mode 2). Error: an index or an offset is out of range. */
typedef struct rush_embedding_bag_args { size_t size; rush_tensor *offsets; rush_named_only _; bool scale_grad_by_freq; int64_t mode; bool sparse; rush_tensor *per_sample_weights; bool include_last_offset; rush_opt_int padding_idx; rush_tensor **result1; rush_tensor **result2; rush_tensor **result3; } rush_embedding_bag_args;
RUSH_API rush_tensor *rush_embedding_bag_at(rush_site site, rush_tensor *weight, rush_tensor *indices, rush_embedding_bag_args options);
RUSH_API rush_tensor *rush_embedding_bag(rush_tensor *weight, rush_tensor *indices, rush_tensor *offsets);

/* Scales the rows of self [count, size] that indices names and whose norm_type-norm is above max_norm down to it. */
RUSH_API rush_tensor *rush_embedding_renorm__at(rush_site site, rush_tensor *self, rush_tensor *indices, double max_norm, double norm_type);
RUSH_API rush_tensor *rush_embedding_renorm_(rush_tensor *self, rush_tensor *indices, double max_norm, double norm_type);

/* A tensor whose elements are not set; memory_format may be channels_last or channels_last_3d. */
typedef struct rush_empty_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_empty_args;
RUSH_API rush_tensor *rush_empty_at(rush_site site, rush_empty_args options);
RUSH_API rush_tensor *rush_empty(rush_shape shape);

/* A tensor of self's shape, dtype and device whose elements are not set. */
typedef struct rush_empty_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_empty_like_args;
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

/* Error function of each element. */
RUSH_API rush_tensor *rush_erf_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_erf(rush_tensor *self);
RUSH_API rush_tensor *rush_erf__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_erf_(rush_tensor *self);

/* 1 - erf(x) of each element, accurate where that is small. */
RUSH_API rush_tensor *rush_erfc_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_erfc(rush_tensor *self);
RUSH_API rush_tensor *rush_erfc__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_erfc_(rush_tensor *self);

/* Inverse of the error function; NaN outside [-1, 1]. */
RUSH_API rush_tensor *rush_erfinv_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_erfinv(rush_tensor *self);
RUSH_API rush_tensor *rush_erfinv__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_erfinv_(rush_tensor *self);

/* Exponential function of each element. */
RUSH_API rush_tensor *rush_exp_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_exp(rush_tensor *self);
RUSH_API rush_tensor *rush_exp__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_exp_(rush_tensor *self);

/* 2 to the power of each element. */
RUSH_API rush_tensor *rush_exp2_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_exp2(rush_tensor *self);
RUSH_API rush_tensor *rush_exp2__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_exp2_(rush_tensor *self);

/* A view in which dimensions of size 1 are repeated (stride 0) up to the given sizes; -1 keeps a size. */
RUSH_API rush_tensor *rush_expand_at(rush_site site, rush_tensor *self, rush_shape shape);
RUSH_API rush_tensor *rush_expand(rush_tensor *self, rush_shape shape);

/* A view of self repeated (stride 0) up to other's shape. */
RUSH_API rush_tensor *rush_expand_as_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_expand_as(rush_tensor *self, rush_tensor *other);

/* exp(x) - 1 of each element, accurate near 0. */
RUSH_API rush_tensor *rush_expm1_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_expm1(rush_tensor *self);
RUSH_API rush_tensor *rush_expm1__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_expm1_(rush_tensor *self);

/* Fills with exponentially distributed numbers of rate lambd. */
typedef struct rush_exponential_args { size_t size; double lambd; rush_named_only _; rush_generator *generator; } rush_exponential_args;
RUSH_API rush_tensor *rush_exponential__at(rush_site site, rush_tensor *self, rush_exponential_args options);
RUSH_API rush_tensor *rush_exponential_(rush_tensor *self, double lambd);

/* An n by m matrix (m: n if not given) with ones on the diagonal and zeros elsewhere. */
typedef struct rush_eye_args { size_t size; int64_t n; rush_named_only _; rush_opt_int m; rush_dtype dtype; rush_device device; bool requires_grad; } rush_eye_args;
RUSH_API rush_tensor *rush_eye_at(rush_site site, rush_eye_args options);
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

/* Largest whole number not above each element. */
RUSH_API rush_tensor *rush_floor_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_floor(rush_tensor *self);
RUSH_API rush_tensor *rush_floor__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_floor_(rush_tensor *self);

/* The larger of two elements; NaN only if both are. */
RUSH_API rush_tensor *rush_fmax_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_fmax(rush_tensor *self, rush_tensor *other);

/* The smaller of two elements; NaN only if both are. */
RUSH_API rush_tensor *rush_fmin_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_fmin(rush_tensor *self, rush_tensor *other);

/* Remainder of the division with the sign of self, as C's fmod. */
RUSH_API rush_tensor *rush_fmod_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_fmod(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_fmod__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_fmod_(rush_tensor *self, rush_tensor *other);

/* The fraction of each element, with its sign. */
RUSH_API rush_tensor *rush_frac_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_frac(rush_tensor *self);
RUSH_API rush_tensor *rush_frac__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_frac_(rush_tensor *self);

/* Maxima of output_size windows of kernel_size in [.., H, W] whose places random_samples [N, C, 2] in [0, 1) decide, and where they were: row * W + column. */
typedef struct rush_fractional_max_pool2d_args { size_t size; rush_tensor *random_samples; rush_named_only _; rush_tensor **result1; } rush_fractional_max_pool2d_args;
RUSH_API rush_tensor *rush_fractional_max_pool2d_at(rush_site site, rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_fractional_max_pool2d_args options);
RUSH_API rush_tensor *rush_fractional_max_pool2d(rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_tensor *random_samples);

/* Maxima of output_size windows of kernel_size in [.., D, H, W] whose places random_samples [N, C, 3] in [0, 1) decide, and where they were in the volume. */
typedef struct rush_fractional_max_pool3d_args { size_t size; rush_tensor *random_samples; rush_named_only _; rush_tensor **result1; } rush_fractional_max_pool3d_args;
RUSH_API rush_tensor *rush_fractional_max_pool3d_at(rush_site site, rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_fractional_max_pool3d_args options);
RUSH_API rush_tensor *rush_fractional_max_pool3d(rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_tensor *random_samples);

/* Mantissas in [0.5, 1) and int32 exponents: self = mantissa * 2^exponent. */
typedef struct rush_frexp_args { size_t size; rush_tensor *self; rush_named_only _; rush_tensor **exponent; } rush_frexp_args;
RUSH_API rush_tensor *rush_frexp_at(rush_site site, rush_frexp_args options);
RUSH_API rush_tensor *rush_frexp(rush_tensor *self);

/* A tensor filled with a number; its dtype follows the number's kind. */
typedef struct rush_full_args { size_t size; rush_dtype dtype; rush_device device; bool requires_grad; } rush_full_args;
RUSH_API rush_tensor *rush_full_at(rush_site site, rush_shape shape, rush_operand fill_value, rush_full_args options);
RUSH_API rush_tensor *rush_full(rush_shape shape, double fill_value);

/* A number in every element of a tensor of self's shape, dtype and device. */
typedef struct rush_full_like_args { size_t size; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_full_like_args;
RUSH_API rush_tensor *rush_full_like_at(rush_site site, rush_tensor *self, rush_operand fill_value, rush_full_like_args options);
RUSH_API rush_tensor *rush_full_like(rush_tensor *self, double fill_value);

/* For each element of index (int64) the element of self at that index of dim and the same place elsewhere. Error: an index is out of range. */
typedef struct rush_gather_args { size_t size; rush_tensor *index; rush_named_only _; bool sparse_grad; } rush_gather_args;
RUSH_API rush_tensor *rush_gather_at(rush_site site, rush_tensor *self, int64_t dim, rush_gather_args options);
RUSH_API rush_tensor *rush_gather(rush_tensor *self, int64_t dim, rush_tensor *index);

/* Greatest common divisor, elementwise; 0 of two zeros. */
RUSH_API rush_tensor *rush_gcd_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_gcd(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_gcd__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_gcd_(rush_tensor *self, rush_tensor *other);

/* self >= other, elementwise. */
RUSH_API rush_tensor *rush_ge_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ge(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_ge__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_ge_(rush_tensor *self, rush_tensor *other);

/* x times the normal distribution's Phi(x), or its approximation by tanh (approximate = tanh). */
typedef struct rush_gelu_args { size_t size; rush_tensor *self; rush_named_only _; const char *approximate; } rush_gelu_args;
RUSH_API rush_tensor *rush_gelu_at(rush_site site, rush_gelu_args options);
RUSH_API rush_tensor *rush_gelu(rush_tensor *self);
RUSH_API rush_tensor *rush_gelu__at(rush_site site, rush_gelu_args options);
RUSH_API rush_tensor *rush_gelu_(rush_tensor *self);

/* Fills with the number of trials up to the first success, where each succeeds with probability p. */
typedef struct rush_geometric_args { size_t size; double p; rush_named_only _; rush_generator *generator; } rush_geometric_args;
RUSH_API rush_tensor *rush_geometric__at(rush_site site, rush_tensor *self, rush_geometric_args options);
RUSH_API rush_tensor *rush_geometric_(rush_tensor *self, double p);

/* R of A = Q R, and below it, with tau, the reflectors that make Q. Not differentiable. */
typedef struct rush_geqrf_args { size_t size; rush_tensor *self; rush_named_only _; rush_tensor **tau; } rush_geqrf_args;
RUSH_API rush_tensor *rush_geqrf_at(rush_site site, rush_geqrf_args options);
RUSH_API rush_tensor *rush_geqrf(rush_tensor *self);

/* Values of [N, C, H, W] or [N, C, D, H, W] at the places of grid [N, .., 2 or 3] (x first, -1 to 1 from end to end). Modes: 0 (bi)linear, 1 nearest, 2 bicubic. Padding: 0 zeros, 1 border, 2 reflection. */
RUSH_API rush_tensor *rush_grid_sampler_at(rush_site site, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);
RUSH_API rush_tensor *rush_grid_sampler(rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);

/* grid_sampler for [N, C, H, W]. */
RUSH_API rush_tensor *rush_grid_sampler_2d_at(rush_site site, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);
RUSH_API rush_tensor *rush_grid_sampler_2d(rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);

/* grid_sampler for [N, C, D, H, W]. */
RUSH_API rush_tensor *rush_grid_sampler_3d_at(rush_site site, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);
RUSH_API rush_tensor *rush_grid_sampler_3d(rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);

/* Normalises num_groups groups of channels of input [N, C, ...], each with its spatial extent; then times weight [C] plus bias [C]. */
typedef struct rush_group_norm_args { size_t size; int64_t num_groups; rush_named_only _; rush_tensor *weight; rush_tensor *bias; rush_opt_double eps; } rush_group_norm_args;
RUSH_API rush_tensor *rush_group_norm_at(rush_site site, rush_tensor *input, rush_group_norm_args options);
RUSH_API rush_tensor *rush_group_norm(rush_tensor *input, int64_t num_groups);

/* self > other, elementwise. */
RUSH_API rush_tensor *rush_gt_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_gt(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_gt__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_gt_(rush_tensor *self, rush_tensor *other);

/* alpha - beta cos(2 pi i / N); N is window_length, or one less if it is not periodic. */
typedef struct rush_hamming_window_args { size_t size; int64_t window_length; rush_named_only _; bool no_periodic; rush_opt_double alpha; rush_opt_double beta; rush_dtype dtype; rush_device device; bool requires_grad; } rush_hamming_window_args;
RUSH_API rush_tensor *rush_hamming_window_at(rush_site site, rush_hamming_window_args options);
RUSH_API rush_tensor *rush_hamming_window(int64_t window_length);

/* 0.5 - 0.5 cos(2 pi i / N); N is window_length, or one less if it is not periodic. */
typedef struct rush_hann_window_args { size_t size; int64_t window_length; rush_named_only _; bool no_periodic; rush_dtype dtype; rush_device device; bool requires_grad; } rush_hann_window_args;
RUSH_API rush_tensor *rush_hann_window_at(rush_site site, rush_hann_window_args options);
RUSH_API rush_tensor *rush_hann_window(int64_t window_length);

/* 0 where |x| <= lambd, else x. */
typedef struct rush_hardshrink_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand lambd; } rush_hardshrink_args;
RUSH_API rush_tensor *rush_hardshrink_at(rush_site site, rush_hardshrink_args options);
RUSH_API rush_tensor *rush_hardshrink(rush_tensor *self);

/* relu6(x + 3) / 6 of each element. */
RUSH_API rush_tensor *rush_hardsigmoid_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_hardsigmoid(rush_tensor *self);
RUSH_API rush_tensor *rush_hardsigmoid__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_hardsigmoid_(rush_tensor *self);

/* x * relu6(x + 3) / 6 of each element. */
RUSH_API rush_tensor *rush_hardswish_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_hardswish(rush_tensor *self);
RUSH_API rush_tensor *rush_hardswish__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_hardswish_(rush_tensor *self);

/* x kept between min_val and max_val; the derivative at both is 0. */
typedef struct rush_hardtanh_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand min_val; rush_operand max_val; } rush_hardtanh_args;
RUSH_API rush_tensor *rush_hardtanh_at(rush_site site, rush_hardtanh_args options);
RUSH_API rush_tensor *rush_hardtanh(rush_tensor *self);
RUSH_API rush_tensor *rush_hardtanh__at(rush_site site, rush_hardtanh_args options);
RUSH_API rush_tensor *rush_hardtanh_(rush_tensor *self);

/* 0 below 0, 1 above, the second operand at 0. */
RUSH_API rush_tensor *rush_heaviside_at(rush_site site, rush_tensor *self, rush_tensor *values);
RUSH_API rush_tensor *rush_heaviside(rush_tensor *self, rush_tensor *values);
RUSH_API rush_tensor *rush_heaviside__at(rush_site site, rush_tensor *self, rush_tensor *values);
RUSH_API rush_tensor *rush_heaviside_(rush_tensor *self, rush_tensor *values);

/* How many elements fall into each of `bins` equal parts of [min, max] (equal: the elements' own range). */
RUSH_API rush_tensor *rush_histc_at(rush_site site, rush_tensor *self, int64_t bins, rush_operand min, rush_operand max);
RUSH_API rush_tensor *rush_histc(rush_tensor *self, int64_t bins, double min, double max);

/* How many elements (or the sum of whose weights) fall between each two of the increasing edges; density: as a probability density. */
typedef struct rush_histogram_args { size_t size; rush_tensor *bins; rush_named_only _; rush_tensor *weight; bool density; rush_tensor **bin_edges; } rush_histogram_args;
RUSH_API rush_tensor *rush_histogram_at(rush_site site, rush_tensor *self, rush_histogram_args options);
RUSH_API rush_tensor *rush_histogram(rush_tensor *self, rush_tensor *bins);

/* Half the squared error up to delta, delta (absolute error - delta / 2) above; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_huber_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; rush_opt_double delta; } rush_huber_loss_args;
RUSH_API rush_tensor *rush_huber_loss_at(rush_site site, rush_tensor *self, rush_huber_loss_args options);
RUSH_API rush_tensor *rush_huber_loss(rush_tensor *self, rush_tensor *target);

/* sqrt(self^2 + other^2), elementwise, without overflow. */
RUSH_API rush_tensor *rush_hypot_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_hypot(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_hypot__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_hypot_(rush_tensor *self, rush_tensor *other);

/* Modified Bessel function of the first kind of order 0. */
RUSH_API rush_tensor *rush_i0_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_i0(rush_tensor *self);
RUSH_API rush_tensor *rush_i0__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_i0_(rush_tensor *self);

/* Regularized lower incomplete gamma function P(self, other). */
RUSH_API rush_tensor *rush_igamma_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_igamma(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_igamma__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_igamma_(rush_tensor *self, rush_tensor *other);

/* Regularized upper incomplete gamma function Q(self, other) = 1 - P(self, other). */
RUSH_API rush_tensor *rush_igammac_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_igammac(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_igammac__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_igammac_(rush_tensor *self, rush_tensor *other);

/* The patch of [N, C, H, W] (or [C, H, W]) under each place of a kernel as a column: [N, C kh kw, places]. */
RUSH_API rush_tensor *rush_im2col_at(rush_site site, rush_tensor *self, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride);
RUSH_API rush_tensor *rush_im2col(rush_tensor *self, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride);

/* self[indices]: each entry is an int64 tensor of indices, a mask (bool or uint8; stands for as many dimensions as it has), or None (NULL in C) for a whole dimension. */
RUSH_API rush_tensor *rush_index_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count);
RUSH_API rush_tensor *rush_index(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count);

/* self with alpha times source added at the given indices of a dimension. The sum has the same bits for any number of threads. */
typedef struct rush_index_add_args { size_t size; rush_tensor *source; rush_named_only _; rush_operand alpha; } rush_index_add_args;
RUSH_API rush_tensor *rush_index_add_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args options);
RUSH_API rush_tensor *rush_index_add(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source);
RUSH_API rush_tensor *rush_index_add__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args options);
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
RUSH_API rush_tensor *rush_index_put_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args options);
RUSH_API rush_tensor *rush_index_put(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_tensor *values);
RUSH_API rush_tensor *rush_index_put__at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args options);
RUSH_API rush_tensor *rush_index_put_(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_tensor *values);

/* A copy of the given indices (a vector of int32 or int64) of a dimension. Error: an index is out of range. */
RUSH_API rush_tensor *rush_index_select_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index);
RUSH_API rush_tensor *rush_index_select(rush_tensor *self, int64_t dim, rush_tensor *index);

/* Normalises each channel of each batch entry of input [N, C, ...] over its spatial extent; then times weight [C] plus bias [C]. */
typedef struct rush_instance_norm_args { size_t size; rush_tensor *input; rush_named_only _; rush_tensor *running_mean; rush_tensor *running_var; rush_tensor *weight; rush_tensor *bias; bool no_use_input_stats; rush_opt_double momentum; rush_opt_double eps; } rush_instance_norm_args;
RUSH_API rush_tensor *rush_instance_norm_at(rush_site site, rush_instance_norm_args options);
RUSH_API rush_tensor *rush_instance_norm(rush_tensor *input);

/* Resizes [N, C, W], [N, C, H, W] or [N, C, D, H, W] to size (spatial sizes, or one number for all) or by scale_factor. Modes: nearest, nearest-exact, area, linear (3-d), bilinear and bicubic (4-d; antialias: every element counts when sizes shrink), trilinear (5-d). */
typedef struct rush_interpolate_args { size_t size; rush_tensor *input; rush_named_only _; rush_opt_int shape; rush_shape shape_nd; rush_opt_double scale_factor; const char *mode; rush_opt_bool align_corners; rush_opt_bool recompute_scale_factor; bool antialias; } rush_interpolate_args;
RUSH_API rush_tensor *rush_interpolate_at(rush_site site, rush_interpolate_args options);
RUSH_API rush_tensor *rush_interpolate(rush_tensor *input);

/* The inverses of square matrices; an error where one is singular. */
RUSH_API rush_tensor *rush_inverse_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_inverse(rush_tensor *self);

/* Is each element neither infinite nor NaN? */
RUSH_API rush_tensor *rush_isfinite_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_isfinite(rush_tensor *self);

/* Is each element infinite? */
RUSH_API rush_tensor *rush_isinf_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_isinf(rush_tensor *self);

/* Is each element NaN? */
RUSH_API rush_tensor *rush_isnan_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_isnan(rush_tensor *self);

/* I0(beta sqrt(1 - (2 i / N - 1)^2)) / I0(beta); N is window_length, or one less if it is not periodic. */
typedef struct rush_kaiser_window_args { size_t size; int64_t window_length; rush_named_only _; bool no_periodic; rush_opt_double beta; rush_dtype dtype; rush_device device; bool requires_grad; } rush_kaiser_window_args;
RUSH_API rush_tensor *rush_kaiser_window_at(rush_site site, rush_kaiser_window_args options);
RUSH_API rush_tensor *rush_kaiser_window(int64_t window_length);

/* Kullback-Leibler divergence target (log(target) - self), self (and target with log_target) being log-probabilities; reduction 'mean', 'batchmean', 'sum' or 'none'. */
typedef struct rush_kl_div_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; bool log_target; } rush_kl_div_args;
RUSH_API rush_tensor *rush_kl_div_at(rush_site site, rush_tensor *self, rush_kl_div_args options);
RUSH_API rush_tensor *rush_kl_div(rush_tensor *self, rush_tensor *target);

/* The k-th smallest element (k from 1) of a dimension, and where it is. */
typedef struct rush_kthvalue_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_kthvalue_args;
RUSH_API rush_tensor *rush_kthvalue_at(rush_site site, rush_tensor *self, int64_t k, rush_kthvalue_args options);
RUSH_API rush_tensor *rush_kthvalue(rush_tensor *self, int64_t k, int64_t dim);

/* Absolute error |self - target|; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_l1_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; } rush_l1_loss_args;
RUSH_API rush_tensor *rush_l1_loss_at(rush_site site, rush_tensor *self, rush_l1_loss_args options);
RUSH_API rush_tensor *rush_l1_loss(rush_tensor *self, rush_tensor *target);

/* Normalises over the last dimensions, which normalized_shape names, to mean 0 and variance 1; then times weight plus bias. */
typedef struct rush_layer_norm_args { size_t size; rush_shape normalized_shape; rush_named_only _; rush_tensor *weight; rush_tensor *bias; rush_opt_double eps; } rush_layer_norm_args;
RUSH_API rush_tensor *rush_layer_norm_at(rush_site site, rush_tensor *input, rush_layer_norm_args options);
RUSH_API rush_tensor *rush_layer_norm(rush_tensor *input, rush_shape normalized_shape);

/* Least common multiple, elementwise; 0 where an element is 0. */
RUSH_API rush_tensor *rush_lcm_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_lcm(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_lcm__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_lcm_(rush_tensor *self, rush_tensor *other);

/* self * 2^other, elementwise. */
RUSH_API rush_tensor *rush_ldexp_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_ldexp(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_ldexp__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_ldexp_(rush_tensor *self, rush_tensor *other);

/* self <= other, elementwise. */
RUSH_API rush_tensor *rush_le_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_le(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_le__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_le_(rush_tensor *self, rush_tensor *other);

/* x where x > 0, else negative_slope * x. */
typedef struct rush_leaky_relu_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand negative_slope; } rush_leaky_relu_args;
RUSH_API rush_tensor *rush_leaky_relu_at(rush_site site, rush_leaky_relu_args options);
RUSH_API rush_tensor *rush_leaky_relu(rush_tensor *self);
RUSH_API rush_tensor *rush_leaky_relu__at(rush_site site, rush_leaky_relu_args options);
RUSH_API rush_tensor *rush_leaky_relu_(rush_tensor *self);

/* self + weight * (end - self), elementwise. */
RUSH_API rush_tensor *rush_lerp_at(rush_site site, rush_tensor *self, rush_tensor *end, rush_operand weight);
RUSH_API rush_tensor *rush_lerp(rush_tensor *self, rush_tensor *end, rush_tensor *weight);
RUSH_API rush_tensor *rush_lerp__at(rush_site site, rush_tensor *self, rush_tensor *end, rush_operand weight);
RUSH_API rush_tensor *rush_lerp_(rush_tensor *self, rush_tensor *end, rush_tensor *weight);

/* Logarithm of the absolute value of the gamma function of each element. */
RUSH_API rush_tensor *rush_lgamma_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_lgamma(rush_tensor *self);
RUSH_API rush_tensor *rush_lgamma__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_lgamma_(rush_tensor *self);

/* L with A = L L^T (upper: U with A = U^T U); an error where A is not positive-definite. */
typedef struct rush_linalg_cholesky_args { size_t size; rush_tensor *self; rush_named_only _; bool upper; } rush_linalg_cholesky_args;
RUSH_API rush_tensor *rush_linalg_cholesky_at(rush_site site, rush_linalg_cholesky_args options);
RUSH_API rush_tensor *rush_linalg_cholesky(rush_tensor *self);

/* L with A = L L^T (upper: U with A = U^T U), and the order of the first minor of A that is not positive or 0. */
typedef struct rush_linalg_cholesky_ex_args { size_t size; rush_tensor *self; rush_named_only _; bool upper; bool check_errors; rush_tensor **info; } rush_linalg_cholesky_ex_args;
RUSH_API rush_tensor *rush_linalg_cholesky_ex_at(rush_site site, rush_linalg_cholesky_ex_args options);
RUSH_API rush_tensor *rush_linalg_cholesky_ex(rush_tensor *self);

/* The determinants of square matrices. */
RUSH_API rush_tensor *rush_linalg_det_at(rush_site site, rush_tensor *A);
RUSH_API rush_tensor *rush_linalg_det(rush_tensor *A);

/* Eigenvalues, ascending, and eigenvectors (columns) of symmetric matrices; only the lower triangle (UPLO 'U': the upper) is read. */
typedef struct rush_linalg_eigh_args { size_t size; rush_tensor *self; rush_named_only _; const char *UPLO; rush_tensor **eigenvectors; } rush_linalg_eigh_args;
RUSH_API rush_tensor *rush_linalg_eigh_at(rush_site site, rush_linalg_eigh_args options);
RUSH_API rush_tensor *rush_linalg_eigh(rush_tensor *self);

/* Eigenvalues, ascending, of symmetric matrices; only the lower triangle (UPLO 'U': the upper) is read. */
typedef struct rush_linalg_eigvalsh_args { size_t size; rush_tensor *self; rush_named_only _; const char *UPLO; } rush_linalg_eigvalsh_args;
RUSH_API rush_tensor *rush_linalg_eigvalsh_at(rush_site site, rush_linalg_eigvalsh_args options);
RUSH_API rush_tensor *rush_linalg_eigvalsh(rush_tensor *self);

/* The first columns of the product of the reflectors whose vectors lie below the diagonal of input [m,n]. */
RUSH_API rush_tensor *rush_linalg_householder_product_at(rush_site site, rush_tensor *input, rush_tensor *tau);
RUSH_API rush_tensor *rush_linalg_householder_product(rush_tensor *input, rush_tensor *tau);

/* The inverses of square matrices; an error where one is singular. */
RUSH_API rush_tensor *rush_linalg_inv_at(rush_site site, rush_tensor *A);
RUSH_API rush_tensor *rush_linalg_inv(rush_tensor *A);

/* The inverses of square matrices, and for each the number (from 1) of the first pivot that is 0, or 0. */
typedef struct rush_linalg_inv_ex_args { size_t size; rush_tensor *A; rush_named_only _; bool check_errors; rush_tensor **info; } rush_linalg_inv_ex_args;
RUSH_API rush_tensor *rush_linalg_inv_ex_at(rush_site site, rush_linalg_inv_ex_args options);
RUSH_API rush_tensor *rush_linalg_inv_ex(rush_tensor *A);

/* L and D of symmetric A = L D L^T in one matrix, with row exchanges; an error where D is singular. */
typedef struct rush_linalg_ldl_factor_args { size_t size; rush_tensor *self; rush_named_only _; bool hermitian; rush_tensor **pivots; } rush_linalg_ldl_factor_args;
RUSH_API rush_tensor *rush_linalg_ldl_factor_at(rush_site site, rush_linalg_ldl_factor_args options);
RUSH_API rush_tensor *rush_linalg_ldl_factor(rush_tensor *self);

/* L and D of symmetric A = L D L^T in one matrix, with row exchanges, and the number (from 1) of the first pivot that is 0 or 0. */
typedef struct rush_linalg_ldl_factor_ex_args { size_t size; rush_tensor *self; rush_named_only _; bool hermitian; bool check_errors; rush_tensor **pivots; rush_tensor **info; } rush_linalg_ldl_factor_ex_args;
RUSH_API rush_tensor *rush_linalg_ldl_factor_ex_at(rush_site site, rush_linalg_ldl_factor_ex_args options);
RUSH_API rush_tensor *rush_linalg_ldl_factor_ex(rush_tensor *self);

/* X with A X = B, from what ldl_factor gives for A. */
typedef struct rush_linalg_ldl_solve_args { size_t size; rush_tensor *B; rush_named_only _; bool hermitian; } rush_linalg_ldl_solve_args;
RUSH_API rush_tensor *rush_linalg_ldl_solve_at(rush_site site, rush_tensor *LD, rush_tensor *pivots, rush_linalg_ldl_solve_args options);
RUSH_API rush_tensor *rush_linalg_ldl_solve(rush_tensor *LD, rush_tensor *pivots, rush_tensor *B);

/* A = P L U: a permutation, a lower triangle with ones on its diagonal, an upper triangle. */
typedef struct rush_linalg_lu_args { size_t size; rush_tensor *A; rush_named_only _; bool no_pivot; rush_tensor **L; rush_tensor **U; } rush_linalg_lu_args;
RUSH_API rush_tensor *rush_linalg_lu_at(rush_site site, rush_linalg_lu_args options);
RUSH_API rush_tensor *rush_linalg_lu(rush_tensor *A);

/* L and U of P A = L U in one matrix, and the row exchanges (from 1); an error where U's diagonal has a zero. */
typedef struct rush_linalg_lu_factor_args { size_t size; rush_tensor *A; rush_named_only _; bool no_pivot; rush_tensor **pivots; } rush_linalg_lu_factor_args;
RUSH_API rush_tensor *rush_linalg_lu_factor_at(rush_site site, rush_linalg_lu_factor_args options);
RUSH_API rush_tensor *rush_linalg_lu_factor(rush_tensor *A);

/* L and U of P A = L U in one matrix, the row exchanges (from 1), and the number (from 1) of the first zero on U's diagonal or 0. */
typedef struct rush_linalg_lu_factor_ex_args { size_t size; rush_tensor *A; rush_named_only _; bool no_pivot; bool check_errors; rush_tensor **pivots; rush_tensor **info; } rush_linalg_lu_factor_ex_args;
RUSH_API rush_tensor *rush_linalg_lu_factor_ex_at(rush_site site, rush_linalg_lu_factor_ex_args options);
RUSH_API rush_tensor *rush_linalg_lu_factor_ex(rush_tensor *A);

/* X with A X = B (not left: X A = B; adjoint: with A^T), from what lu_factor gives for A. */
typedef struct rush_linalg_lu_solve_args { size_t size; rush_tensor *B; rush_named_only _; bool no_left; bool adjoint; } rush_linalg_lu_solve_args;
RUSH_API rush_tensor *rush_linalg_lu_solve_at(rush_site site, rush_tensor *LU, rush_tensor *pivots, rush_linalg_lu_solve_args options);
RUSH_API rush_tensor *rush_linalg_lu_solve(rush_tensor *LU, rush_tensor *pivots, rush_tensor *B);

/* The exponentials of square matrices: I + A + A^2 / 2 + A^3 / 6 + … */
RUSH_API rush_tensor *rush_linalg_matrix_exp_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_linalg_matrix_exp(rush_tensor *self);

/* Pseudoinverses of matrices; singular values up to max(atol, rtol times the largest) count as 0 (default: the dtype's epsilon times the larger size). */
typedef struct rush_linalg_pinv_args { size_t size; rush_tensor *self; rush_named_only _; rush_tensor *atol; rush_tensor *rtol; bool hermitian; } rush_linalg_pinv_args;
RUSH_API rush_tensor *rush_linalg_pinv_at(rush_site site, rush_linalg_pinv_args options);
RUSH_API rush_tensor *rush_linalg_pinv(rush_tensor *self);

/* A [m,n] = Q R with orthonormal columns of Q and an upper triangle R. Modes: reduced (Q is [m,min(m,n)]), complete (Q is [m,m]), r (no Q). */
typedef struct rush_linalg_qr_args { size_t size; rush_tensor *A; rush_named_only _; const char *mode; rush_tensor **R; } rush_linalg_qr_args;
RUSH_API rush_tensor *rush_linalg_qr_at(rush_site site, rush_linalg_qr_args options);
RUSH_API rush_tensor *rush_linalg_qr(rush_tensor *A);

/* The signs of determinants and the logarithms of their sizes (0 and -inf for singular matrices). */
typedef struct rush_linalg_slogdet_args { size_t size; rush_tensor *A; rush_named_only _; rush_tensor **logabsdet; } rush_linalg_slogdet_args;
RUSH_API rush_tensor *rush_linalg_slogdet_at(rush_site site, rush_linalg_slogdet_args options);
RUSH_API rush_tensor *rush_linalg_slogdet(rush_tensor *A);

/* X with A X = B (not left: X A = B), B a stack of matrices or of vectors; an error where A is singular. */
typedef struct rush_linalg_solve_args { size_t size; rush_tensor *B; rush_named_only _; bool no_left; } rush_linalg_solve_args;
RUSH_API rush_tensor *rush_linalg_solve_at(rush_site site, rush_tensor *A, rush_linalg_solve_args options);
RUSH_API rush_tensor *rush_linalg_solve(rush_tensor *A, rush_tensor *B);

/* X with A X = B (not left: X A = B), B a stack of matrices or of vectors; and the number (from 1) of the first pivot that is 0, or 0. */
typedef struct rush_linalg_solve_ex_args { size_t size; rush_tensor *B; rush_named_only _; bool no_left; bool check_errors; rush_tensor **info; } rush_linalg_solve_ex_args;
RUSH_API rush_tensor *rush_linalg_solve_ex_at(rush_site site, rush_tensor *A, rush_linalg_solve_ex_args options);
RUSH_API rush_tensor *rush_linalg_solve_ex(rush_tensor *A, rush_tensor *B);

/* X with A X = B (not left: X A = B) for the lower or upper triangle of A; unitriangular: its diagonal counts as 1. */
typedef struct rush_linalg_solve_triangular_args { size_t size; bool upper; rush_named_only _; bool no_left; bool unitriangular; } rush_linalg_solve_triangular_args;
RUSH_API rush_tensor *rush_linalg_solve_triangular_at(rush_site site, rush_tensor *self, rush_tensor *B, rush_linalg_solve_triangular_args options);
RUSH_API rush_tensor *rush_linalg_solve_triangular(rush_tensor *self, rush_tensor *B, bool upper);

/* A [m,n] = U diag(S) Vh; S is descending. U is [m,m] and Vh [n,n], or, not full_matrices, [m,k] and [k,n] with k = min(m,n). */
typedef struct rush_linalg_svd_args { size_t size; rush_tensor *A; rush_named_only _; bool no_full_matrices; const char *driver; rush_tensor **S; rush_tensor **Vh; } rush_linalg_svd_args;
RUSH_API rush_tensor *rush_linalg_svd_at(rush_site site, rush_linalg_svd_args options);
RUSH_API rush_tensor *rush_linalg_svd(rush_tensor *A);

/* Singular values, descending. */
typedef struct rush_linalg_svdvals_args { size_t size; rush_tensor *A; rush_named_only _; const char *driver; } rush_linalg_svdvals_args;
RUSH_API rush_tensor *rush_linalg_svdvals_at(rush_site site, rush_linalg_svdvals_args options);
RUSH_API rush_tensor *rush_linalg_svdvals(rush_tensor *A);

/* Vector norm of order ord (any number, inf and -inf included) over the given dimensions (none given: all). */
typedef struct rush_linalg_vector_norm_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand ord; rush_opt_int dim; rush_shape dims; bool keepdim; rush_dtype dtype; } rush_linalg_vector_norm_args;
RUSH_API rush_tensor *rush_linalg_vector_norm_at(rush_site site, rush_linalg_vector_norm_args options);
RUSH_API rush_tensor *rush_linalg_vector_norm(rush_tensor *self);

/* input [..., in] times the transpose of weight [out, in] (or weight [in]), plus bias [out]. */
typedef struct rush_linear_args { size_t size; rush_tensor *weight; rush_named_only _; rush_tensor *bias; } rush_linear_args;
RUSH_API rush_tensor *rush_linear_at(rush_site site, rush_tensor *input, rush_linear_args options);
RUSH_API rush_tensor *rush_linear(rush_tensor *input, rush_tensor *weight);

/* steps values, evenly spaced from start to end, both included. */
typedef struct rush_linspace_args { size_t size; int64_t steps; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_linspace_args;
RUSH_API rush_tensor *rush_linspace_at(rush_site site, rush_operand start, rush_operand end, rush_linspace_args options);
RUSH_API rush_tensor *rush_linspace(double start, double end, int64_t steps);

/* Natural logarithm of each element. */
RUSH_API rush_tensor *rush_log_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log(rush_tensor *self);
RUSH_API rush_tensor *rush_log__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log_(rush_tensor *self);

/* Logarithm to base 10 of each element. */
RUSH_API rush_tensor *rush_log10_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log10(rush_tensor *self);
RUSH_API rush_tensor *rush_log10__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log10_(rush_tensor *self);

/* log(1 + x) of each element, accurate near 0. */
RUSH_API rush_tensor *rush_log1p_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log1p(rush_tensor *self);
RUSH_API rush_tensor *rush_log1p__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log1p_(rush_tensor *self);

/* Logarithm to base 2 of each element. */
RUSH_API rush_tensor *rush_log2_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log2(rush_tensor *self);
RUSH_API rush_tensor *rush_log2__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_log2_(rush_tensor *self);

/* Fills with numbers whose logarithms are normal with the given mean and std. */
typedef struct rush_log_normal_args { size_t size; double std; rush_named_only _; rush_generator *generator; } rush_log_normal_args;
RUSH_API rush_tensor *rush_log_normal__at(rush_site site, rush_tensor *self, double mean, rush_log_normal_args options);
RUSH_API rush_tensor *rush_log_normal_(rush_tensor *self, double mean, double std);

/* Logarithm of softmax along dim, computed as (self - max) - log(sum). dtype: converts first. */
typedef struct rush_log_softmax_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_log_softmax_args;
RUSH_API rush_tensor *rush_log_softmax_at(rush_site site, rush_tensor *self, rush_log_softmax_args options);
RUSH_API rush_tensor *rush_log_softmax(rush_tensor *self, int64_t dim);

/* log(exp(self) + exp(other)), elementwise, without overflow. */
RUSH_API rush_tensor *rush_logaddexp_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logaddexp(rush_tensor *self, rush_tensor *other);

/* log2(2^self + 2^other), elementwise, without overflow. */
RUSH_API rush_tensor *rush_logaddexp2_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logaddexp2(rush_tensor *self, rush_tensor *other);

/* Logarithm of the running sum of exponentials along dim, without overflow. */
RUSH_API rush_tensor *rush_logcumsumexp_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_tensor *rush_logcumsumexp(rush_tensor *self, int64_t dim);

/* The logarithms of determinants: -inf where one is 0, NaN where it is negative. */
RUSH_API rush_tensor *rush_logdet_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_logdet(rush_tensor *self);

/* Both are nonzero, elementwise. */
RUSH_API rush_tensor *rush_logical_and_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_and_(rush_tensor *self, rush_tensor *other);

/* Is each element zero? */
RUSH_API rush_tensor *rush_logical_not_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_logical_not(rush_tensor *self);
RUSH_API rush_tensor *rush_logical_not__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_logical_not_(rush_tensor *self);

/* One or both are nonzero, elementwise. */
RUSH_API rush_tensor *rush_logical_or_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_or(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_or__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_or_(rush_tensor *self, rush_tensor *other);

/* One, but not both, is nonzero, elementwise. */
RUSH_API rush_tensor *rush_logical_xor_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_xor(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_xor__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_logical_xor_(rush_tensor *self, rush_tensor *other);

/* log(x / (1 - x)) of each element; with eps, of x kept between eps and 1 - eps. */
typedef struct rush_logit_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_double eps; } rush_logit_args;
RUSH_API rush_tensor *rush_logit_at(rush_site site, rush_logit_args options);
RUSH_API rush_tensor *rush_logit(rush_tensor *self);
RUSH_API rush_tensor *rush_logit__at(rush_site site, rush_logit_args options);
RUSH_API rush_tensor *rush_logit_(rush_tensor *self);

/* log(sigmoid(x)) of each element. */
RUSH_API rush_tensor *rush_logsigmoid_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_logsigmoid(rush_tensor *self);

/* steps values, evenly spaced on a logarithmic scale from base to the power of start to base to the power of end, both included. */
typedef struct rush_logspace_args { size_t size; int64_t steps; rush_named_only _; rush_opt_double base; rush_dtype dtype; rush_device device; bool requires_grad; } rush_logspace_args;
RUSH_API rush_tensor *rush_logspace_at(rush_site site, rush_operand start, rush_operand end, rush_logspace_args options);
RUSH_API rush_tensor *rush_logspace(double start, double end, int64_t steps);

/* Logarithm of the sum of exponentials over the given dimensions, without overflow. */
typedef struct rush_logsumexp_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; } rush_logsumexp_args;
RUSH_API rush_tensor *rush_logsumexp_at(rush_site site, rush_tensor *self, rush_logsumexp_args options);
RUSH_API rush_tensor *rush_logsumexp(rush_tensor *self, rush_shape dim);

/* self < other, elementwise. */
RUSH_API rush_tensor *rush_lt_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_lt(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_lt__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_lt_(rush_tensor *self, rush_tensor *other);

/* X with A X = self, from what lu_factor gives for A. */
RUSH_API rush_tensor *rush_lu_solve_at(rush_site site, rush_tensor *self, rush_tensor *LU_data, rush_tensor *LU_pivots);
RUSH_API rush_tensor *rush_lu_solve(rush_tensor *self, rush_tensor *LU_data, rush_tensor *LU_pivots);

/* P, L and U with A = P L U from what lu_factor gives; what is not asked for is empty. */
typedef struct rush_lu_unpack_args { size_t size; rush_tensor *LU_pivots; rush_named_only _; bool no_unpack_data; bool no_unpack_pivots; rush_tensor **L; rush_tensor **U; } rush_lu_unpack_args;
RUSH_API rush_tensor *rush_lu_unpack_at(rush_site site, rush_tensor *LU_data, rush_lu_unpack_args options);
RUSH_API rush_tensor *rush_lu_unpack(rush_tensor *LU_data, rush_tensor *LU_pivots);

/* self with value (a number or a 0-d tensor) wherever mask is true; mask and self broadcast. */
RUSH_API rush_tensor *rush_masked_fill_at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_operand value_);
RUSH_API rush_tensor *rush_masked_fill(rush_tensor *self, rush_tensor *mask, rush_tensor *value_);
RUSH_API rush_tensor *rush_masked_fill__at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_operand value_);
RUSH_API rush_tensor *rush_masked_fill_(rush_tensor *self, rush_tensor *mask, rush_tensor *value_);

/* self with source's elements, in order, where mask (bool) is true. Error: source has too few. */
RUSH_API rush_tensor *rush_masked_scatter_at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_tensor *source);
RUSH_API rush_tensor *rush_masked_scatter(rush_tensor *self, rush_tensor *mask, rush_tensor *source);
RUSH_API rush_tensor *rush_masked_scatter__at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_tensor *source);
RUSH_API rush_tensor *rush_masked_scatter_(rush_tensor *self, rush_tensor *mask, rush_tensor *source);

/* The elements where mask (bool) is true, as a vector, in row-major order; self and mask are broadcast. */
RUSH_API rush_tensor *rush_masked_select_at(rush_site site, rush_tensor *self, rush_tensor *mask);
RUSH_API rush_tensor *rush_masked_select(rush_tensor *self, rush_tensor *mask);

/* Matrix product of the last two dimensions, [..., m, k] and [..., k, n]; leading dimensions broadcast. A vector counts as a row on the left and as a column on the right, and that dimension is gone from the result. */
RUSH_API rush_tensor *rush_matmul_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_matmul(rush_tensor *self, rush_tensor *other);

/* The largest of all elements; NaN if there is one. */
RUSH_API rush_tensor *rush_max_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_max(rush_tensor *self);

/* The largest element along dim and where it is; the first of equal ones. */
typedef struct rush_max_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_max_dim_args;
RUSH_API rush_tensor *rush_max_dim_at(rush_site site, rush_tensor *self, rush_max_dim_args options);
RUSH_API rush_tensor *rush_max_dim(rush_tensor *self, int64_t dim);

/* Maximum of each window of kernel_size along the last dimension; stride defaults to kernel_size, padding counts as -inf. */
typedef struct rush_max_pool1d_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; bool ceil_mode; } rush_max_pool1d_args;
RUSH_API rush_tensor *rush_max_pool1d_at(rush_site site, rush_tensor *self, rush_max_pool1d_args options);
RUSH_API rush_tensor *rush_max_pool1d(rush_tensor *self, rush_shape kernel_size);

/* max_pool1d and where the maxima were. */
typedef struct rush_max_pool1d_with_indices_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; bool ceil_mode; rush_tensor **indices; } rush_max_pool1d_with_indices_args;
RUSH_API rush_tensor *rush_max_pool1d_with_indices_at(rush_site site, rush_tensor *self, rush_max_pool1d_with_indices_args options);
RUSH_API rush_tensor *rush_max_pool1d_with_indices(rush_tensor *self, rush_shape kernel_size);

/* Maximum of each window of kernel_size in [.., H, W]; stride defaults to kernel_size, padding counts as -inf. */
typedef struct rush_max_pool2d_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; bool ceil_mode; } rush_max_pool2d_args;
RUSH_API rush_tensor *rush_max_pool2d_at(rush_site site, rush_tensor *self, rush_max_pool2d_args options);
RUSH_API rush_tensor *rush_max_pool2d(rush_tensor *self, rush_shape kernel_size);

/* max_pool2d and where the maxima were: row * W + column in the plane. */
typedef struct rush_max_pool2d_with_indices_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; bool ceil_mode; rush_tensor **indices; } rush_max_pool2d_with_indices_args;
RUSH_API rush_tensor *rush_max_pool2d_with_indices_at(rush_site site, rush_tensor *self, rush_max_pool2d_with_indices_args options);
RUSH_API rush_tensor *rush_max_pool2d_with_indices(rush_tensor *self, rush_shape kernel_size);

/* Maximum of each window of kernel_size in [.., D, H, W]; stride defaults to kernel_size, padding counts as -inf. */
typedef struct rush_max_pool3d_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; bool ceil_mode; } rush_max_pool3d_args;
RUSH_API rush_tensor *rush_max_pool3d_at(rush_site site, rush_tensor *self, rush_max_pool3d_args options);
RUSH_API rush_tensor *rush_max_pool3d(rush_tensor *self, rush_shape kernel_size);

/* max_pool3d and where the maxima were in the volume. */
typedef struct rush_max_pool3d_with_indices_args { size_t size; rush_shape kernel_size; rush_named_only _; int64_t stride; rush_shape stride_nd; int64_t padding; rush_shape padding_nd; int64_t dilation; rush_shape dilation_nd; bool ceil_mode; rush_tensor **indices; } rush_max_pool3d_with_indices_args;
RUSH_API rush_tensor *rush_max_pool3d_with_indices_at(rush_site site, rush_tensor *self, rush_max_pool3d_with_indices_args options);
RUSH_API rush_tensor *rush_max_pool3d_with_indices(rush_tensor *self, rush_shape kernel_size);

/* Zeros of [.., H, W] of output_size with each element put at its index (row * W + column) in its plane. */
RUSH_API rush_tensor *rush_max_unpool2d_at(rush_site site, rush_tensor *self, rush_tensor *indices, rush_shape output_size);
RUSH_API rush_tensor *rush_max_unpool2d(rush_tensor *self, rush_tensor *indices, rush_shape output_size);

/* Zeros of [.., D, H, W] of output_size with each element put at its index in its volume; stride and padding are only checked. */
RUSH_API rush_tensor *rush_max_unpool3d_at(rush_site site, rush_tensor *self, rush_tensor *indices, rush_shape output_size, rush_shape stride, rush_shape padding);
RUSH_API rush_tensor *rush_max_unpool3d(rush_tensor *self, rush_tensor *indices, rush_shape output_size, rush_shape stride, rush_shape padding);

/* The larger of two elements, NaN if one is NaN; equal ones share the gradient. */
RUSH_API rush_tensor *rush_maximum_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_maximum(rush_tensor *self, rush_tensor *other);

/* Mean of all elements of a floating-point tensor. */
typedef struct rush_mean_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; } rush_mean_args;
RUSH_API rush_tensor *rush_mean_at(rush_site site, rush_mean_args options);
RUSH_API rush_tensor *rush_mean(rush_tensor *self);

/* Mean over the given dimensions (none given: all). */
typedef struct rush_mean_dim_args { size_t size; rush_shape dim; rush_named_only _; bool keepdim; rush_dtype dtype; } rush_mean_dim_args;
RUSH_API rush_tensor *rush_mean_dim_at(rush_site site, rush_tensor *self, rush_mean_dim_args options);
RUSH_API rush_tensor *rush_mean_dim(rush_tensor *self, rush_shape dim);

/* The middle one of all elements in order, the lower of two; NaN if there is one. */
RUSH_API rush_tensor *rush_median_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_median(rush_tensor *self);

/* The middle one along dim in order, the lower of two, and where it is; the first NaN if there is one. */
typedef struct rush_median_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_median_dim_args;
RUSH_API rush_tensor *rush_median_dim_at(rush_site site, rush_tensor *self, rush_median_dim_args options);
RUSH_API rush_tensor *rush_median_dim(rush_tensor *self, int64_t dim);

/* For vectors of n_0, n_1, … elements views of shape [n_0, n_1, …], each varying along its own dimension; indexing "xy" exchanges the first two. */
typedef struct rush_meshgrid_args { size_t size; const char *indexing; } rush_meshgrid_args;
RUSH_API rush_list *rush_meshgrid_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, rush_meshgrid_args options);
RUSH_API rush_list *rush_meshgrid(rush_tensor *const *tensors, int64_t tensors_count);

/* The smallest of all elements; NaN if there is one. */
RUSH_API rush_tensor *rush_min_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_min(rush_tensor *self);

/* The smallest element along dim and where it is; the first of equal ones. */
typedef struct rush_min_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_min_dim_args;
RUSH_API rush_tensor *rush_min_dim_at(rush_site site, rush_tensor *self, rush_min_dim_args options);
RUSH_API rush_tensor *rush_min_dim(rush_tensor *self, int64_t dim);

/* The smaller of two elements, NaN if one is NaN; equal ones share the gradient. */
RUSH_API rush_tensor *rush_minimum_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_minimum(rush_tensor *self, rush_tensor *other);

/* x * tanh(softplus(x)) of each element. */
RUSH_API rush_tensor *rush_mish_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_mish(rush_tensor *self);
RUSH_API rush_tensor *rush_mish__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_mish_(rush_tensor *self);

/* Product of two matrices [m,k] and [k,n]. */
RUSH_API rush_tensor *rush_mm_at(rush_site site, rush_tensor *self, rush_tensor *mat2);
RUSH_API rush_tensor *rush_mm(rush_tensor *self, rush_tensor *mat2);

/* The most frequent value along dim, the smallest of several, and where it occurs last. */
typedef struct rush_mode_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_mode_dim_args;
RUSH_API rush_tensor *rush_mode_dim_at(rush_site site, rush_tensor *self, rush_mode_dim_args options);
RUSH_API rush_tensor *rush_mode_dim(rush_tensor *self, int64_t dim);

/* A view in which the dimensions source stand at destination; the others keep their order. */
RUSH_API rush_tensor *rush_movedim_at(rush_site site, rush_tensor *self, rush_shape source, rush_shape destination);
RUSH_API rush_tensor *rush_movedim(rush_tensor *self, rush_shape source, rush_shape destination);

/* Squared error (self - target)^2; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_mse_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; } rush_mse_loss_args;
RUSH_API rush_tensor *rush_mse_loss_at(rush_site site, rush_tensor *self, rush_mse_loss_args options);
RUSH_API rush_tensor *rush_mse_loss(rush_tensor *self, rush_tensor *target);

/* Product, elementwise, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_mul_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_mul(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_mul__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_mul_(rush_tensor *self, rush_tensor *other);

/* Product of a matrix [m,k] and a vector [k]. */
RUSH_API rush_tensor *rush_mv_at(rush_site site, rush_tensor *self, rush_tensor *vec);
RUSH_API rush_tensor *rush_mv(rush_tensor *self, rush_tensor *vec);

/* Logarithm of the multivariate gamma function of dimension p at each element. */
RUSH_API rush_tensor *rush_mvlgamma_at(rush_site site, rush_tensor *self, int64_t p);
RUSH_API rush_tensor *rush_mvlgamma(rush_tensor *self, int64_t p);
RUSH_API rush_tensor *rush_mvlgamma__at(rush_site site, rush_tensor *self, int64_t p);
RUSH_API rush_tensor *rush_mvlgamma_(rush_tensor *self, int64_t p);

/* The median of all elements that are not NaN. */
RUSH_API rush_tensor *rush_nanmedian_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_nanmedian(rush_tensor *self);

/* The median along dim of the elements that are not NaN, and where it is. */
typedef struct rush_nanmedian_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_tensor **indices; } rush_nanmedian_dim_args;
RUSH_API rush_tensor *rush_nanmedian_dim_at(rush_site site, rush_tensor *self, rush_nanmedian_dim_args options);
RUSH_API rush_tensor *rush_nanmedian_dim(rush_tensor *self, int64_t dim);

/* Sum over the given dimensions (none given: all), NaN counting as 0. */
typedef struct rush_nansum_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool keepdim; rush_dtype dtype; } rush_nansum_args;
RUSH_API rush_tensor *rush_nansum_at(rush_site site, rush_nansum_args options);
RUSH_API rush_tensor *rush_nansum(rush_tensor *self);

/* A view of the indices start to start + length - 1 of a dimension. */
RUSH_API rush_tensor *rush_narrow_at(rush_site site, rush_tensor *self, int64_t dim, int64_t start, int64_t length);
RUSH_API rush_tensor *rush_narrow(rush_tensor *self, int64_t dim, int64_t start, int64_t length);

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

/* The float next to self in the direction of other, elementwise. */
RUSH_API rush_tensor *rush_nextafter_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_nextafter(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_nextafter__at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_nextafter_(rush_tensor *self, rush_tensor *other);

/* Negative log likelihood: self [N, C, ...] holds log-probabilities, target [N, ...] class indices; weight [C] of each class; the mean is weighted. */
typedef struct rush_nll_loss_args { size_t size; rush_tensor *target; rush_named_only _; rush_tensor *weight; rush_opt_int ignore_index; const char *reduction; } rush_nll_loss_args;
RUSH_API rush_tensor *rush_nll_loss_at(rush_site site, rush_tensor *self, rush_nll_loss_args options);
RUSH_API rush_tensor *rush_nll_loss(rush_tensor *self, rush_tensor *target);

/* The indices of the elements that are not zero, a row [ndim] for each, in row-major order. */
RUSH_API rush_tensor *rush_nonzero_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_nonzero(rush_tensor *self);

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

/* For each class number (int64) a row of num_classes zeros with a 1 at that place; -1 takes the largest number + 1. */
typedef struct rush_one_hot_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int num_classes; } rush_one_hot_args;
RUSH_API rush_tensor *rush_one_hot_at(rush_site site, rush_one_hot_args options);
RUSH_API rush_tensor *rush_one_hot(rush_tensor *self);

/* A tensor of ones. */
typedef struct rush_ones_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_ones_args;
RUSH_API rush_tensor *rush_ones_at(rush_site site, rush_ones_args options);
RUSH_API rush_tensor *rush_ones(rush_shape shape);

/* Ones in self's shape, dtype and device. */
typedef struct rush_ones_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_ones_like_args;
RUSH_API rush_tensor *rush_ones_like_at(rush_site site, rush_ones_like_args options);
RUSH_API rush_tensor *rush_ones_like(rush_tensor *self);

/* The first columns of the product of the reflectors whose vectors lie below the diagonal of self [m,n]; input2 is tau. */
RUSH_API rush_tensor *rush_orgqr_at(rush_site site, rush_tensor *self, rush_tensor *input2);
RUSH_API rush_tensor *rush_orgqr(rush_tensor *self, rush_tensor *input2);

/* Q input3 (not left: input3 Q; transpose: with Q^T) for the product Q of the reflectors below self's diagonal, input2 being tau. */
typedef struct rush_ormqr_args { size_t size; rush_tensor *input3; rush_named_only _; bool no_left; bool transpose; } rush_ormqr_args;
RUSH_API rush_tensor *rush_ormqr_at(rush_site site, rush_tensor *self, rush_tensor *input2, rush_ormqr_args options);
RUSH_API rush_tensor *rush_ormqr(rush_tensor *self, rush_tensor *input2, rush_tensor *input3);

/* All products of an element of one vector and an element of another, [m] and [n] to [m,n]. */
RUSH_API rush_tensor *rush_outer_at(rush_site site, rush_tensor *self, rush_tensor *vec2);
RUSH_API rush_tensor *rush_outer(rush_tensor *self, rush_tensor *vec2);

/* More elements at the ends of the last dimensions, by mode constant, reflect, replicate or circular; the first pair of numbers is for the last dimension. */
typedef struct rush_pad_args { size_t size; rush_shape pad; rush_named_only _; const char *mode; rush_opt_double value; } rush_pad_args;
RUSH_API rush_tensor *rush_pad_at(rush_site site, rush_tensor *self, rush_pad_args options);
RUSH_API rush_tensor *rush_pad(rush_tensor *self, rush_shape pad);

/* A view with the dimensions in another order. */
RUSH_API rush_tensor *rush_permute_at(rush_site site, rush_tensor *self, rush_shape dims);
RUSH_API rush_tensor *rush_permute(rush_tensor *self, rush_shape dims);

/* A Poisson variable for each rate in self. */
typedef struct rush_poisson_args { size_t size; rush_tensor *self; rush_named_only _; rush_generator *generator; } rush_poisson_args;
RUSH_API rush_tensor *rush_poisson_at(rush_site site, rush_poisson_args options);
RUSH_API rush_tensor *rush_poisson(rush_tensor *self);

/* The n-th derivative of digamma at each element. */
RUSH_API rush_tensor *rush_polygamma_at(rush_site site, int64_t n, rush_tensor *self);
RUSH_API rush_tensor *rush_polygamma(int64_t n, rush_tensor *self);

/* The n-th derivative of digamma at each element: polygamma as a method. */
RUSH_API rush_tensor *rush_polygamma_of_at(rush_site site, rush_tensor *self, int64_t n);
RUSH_API rush_tensor *rush_polygamma_of(rush_tensor *self, int64_t n);
RUSH_API rush_tensor *rush_polygamma_of__at(rush_site site, rush_tensor *self, int64_t n);
RUSH_API rush_tensor *rush_polygamma_of_(rush_tensor *self, int64_t n);

/* self to the power of exponent, elementwise, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_pow_at(rush_site site, rush_tensor *self, rush_operand exponent);
RUSH_API rush_tensor *rush_pow(rush_tensor *self, rush_tensor *exponent);
RUSH_API rush_tensor *rush_pow__at(rush_site site, rush_tensor *self, rush_operand exponent);
RUSH_API rush_tensor *rush_pow_(rush_tensor *self, rush_tensor *exponent);

/* The number self to the power of each element. */
RUSH_API rush_tensor *rush_pow_scalar_at(rush_site site, rush_operand self, rush_tensor *exponent);
RUSH_API rush_tensor *rush_pow_scalar(double self, rush_tensor *exponent);

/* x where x > 0, else weight * x; weight broadcasts. */
RUSH_API rush_tensor *rush_prelu_at(rush_site site, rush_tensor *self, rush_tensor *weight);
RUSH_API rush_tensor *rush_prelu(rush_tensor *self, rush_tensor *weight);

/* Product of all elements. Integers and bool are multiplied in int64. */
typedef struct rush_prod_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; } rush_prod_args;
RUSH_API rush_tensor *rush_prod_at(rush_site site, rush_prod_args options);
RUSH_API rush_tensor *rush_prod(rush_tensor *self);

/* Product over one dimension. */
typedef struct rush_prod_dim_args { size_t size; int64_t dim; rush_named_only _; bool keepdim; rush_dtype dtype; } rush_prod_dim_args;
RUSH_API rush_tensor *rush_prod_dim_at(rush_site site, rush_tensor *self, rush_prod_dim_args options);
RUSH_API rush_tensor *rush_prod_dim(rush_tensor *self, int64_t dim);

/* A [m,n] = Q R with orthonormal columns of Q and an upper triangle R; some: Q is [m,min(m,n)], else [m,m]. */
typedef struct rush_qr_args { size_t size; rush_tensor *self; rush_named_only _; bool no_some; rush_tensor **R; } rush_qr_args;
RUSH_API rush_tensor *rush_qr_at(rush_site site, rush_qr_args options);
RUSH_API rush_tensor *rush_qr(rush_tensor *self);

/* Each element from radians to degrees. */
RUSH_API rush_tensor *rush_rad2deg_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_rad2deg(rush_tensor *self);
RUSH_API rush_tensor *rush_rad2deg__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_rad2deg_(rush_tensor *self);

/* Uniform numbers in [0, 1). */
typedef struct rush_rand_args { size_t size; rush_shape shape; rush_named_only _; rush_generator *generator; rush_dtype dtype; rush_device device; bool requires_grad; } rush_rand_args;
RUSH_API rush_tensor *rush_rand_at(rush_site site, rush_rand_args options);
RUSH_API rush_tensor *rush_rand(rush_shape shape);

/* Uniform numbers in [0, 1) in self's shape, dtype and device. */
typedef struct rush_rand_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_rand_like_args;
RUSH_API rush_tensor *rush_rand_like_at(rush_site site, rush_rand_like_args options);
RUSH_API rush_tensor *rush_rand_like(rush_tensor *self);

/* Whole numbers in [low, high), int64 unless dtype says otherwise. */
typedef struct rush_randint_args { size_t size; rush_shape shape; rush_named_only _; rush_generator *generator; rush_dtype dtype; rush_device device; bool requires_grad; } rush_randint_args;
RUSH_API rush_tensor *rush_randint_at(rush_site site, int64_t low, int64_t high, rush_randint_args options);
RUSH_API rush_tensor *rush_randint(int64_t low, int64_t high, rush_shape shape);

/* Whole numbers in [low, high) in self's shape, dtype and device. */
typedef struct rush_randint_like_args { size_t size; int64_t high; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_randint_like_args;
RUSH_API rush_tensor *rush_randint_like_at(rush_site site, rush_tensor *self, int64_t low, rush_randint_like_args options);
RUSH_API rush_tensor *rush_randint_like(rush_tensor *self, int64_t low, int64_t high);

/* Standard normal numbers. */
typedef struct rush_randn_args { size_t size; rush_shape shape; rush_named_only _; rush_generator *generator; rush_dtype dtype; rush_device device; bool requires_grad; } rush_randn_args;
RUSH_API rush_tensor *rush_randn_at(rush_site site, rush_randn_args options);
RUSH_API rush_tensor *rush_randn(rush_shape shape);

/* Standard normal numbers in self's shape, dtype and device. */
typedef struct rush_randn_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_randn_like_args;
RUSH_API rush_tensor *rush_randn_like_at(rush_site site, rush_randn_like_args options);
RUSH_API rush_tensor *rush_randn_like(rush_tensor *self);

/* Fills with whole numbers: all that the dtype holds, or [0, from), or [from, to). */
typedef struct rush_random_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int from; rush_opt_int to; rush_generator *generator; } rush_random_args;
RUSH_API rush_tensor *rush_random__at(rush_site site, rush_random_args options);
RUSH_API rush_tensor *rush_random_(rush_tensor *self);

/* Fills with whole numbers in [from, to), or with those from `from` on that the dtype holds (of floats: as far as each is one). */
typedef struct rush_random_from_args { size_t size; int64_t to; rush_named_only _; rush_generator *generator; } rush_random_from_args;
RUSH_API rush_tensor *rush_random_from__at(rush_site site, rush_tensor *self, int64_t from, rush_random_from_args options);
RUSH_API rush_tensor *rush_random_from_(rush_tensor *self, int64_t from, int64_t to);

/* The numbers 0 … n - 1 in random order. */
typedef struct rush_randperm_args { size_t size; int64_t n; rush_named_only _; rush_generator *generator; rush_dtype dtype; rush_device device; bool requires_grad; } rush_randperm_args;
RUSH_API rush_tensor *rush_randperm_at(rush_site site, rush_randperm_args options);
RUSH_API rush_tensor *rush_randperm(int64_t n);

/* start, start + step, … up to end, which is included; the default float type. PyTorch advises arange. */
typedef struct rush_range_args { size_t size; rush_operand step; rush_dtype dtype; rush_device device; bool requires_grad; } rush_range_args;
RUSH_API rush_tensor *rush_range_at(rush_site site, rush_operand start, rush_operand end, rush_range_args options);
RUSH_API rush_tensor *rush_range(double start, double end);

/* Reciprocal of each element. */
RUSH_API rush_tensor *rush_reciprocal_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_reciprocal(rush_tensor *self);
RUSH_API rush_tensor *rush_reciprocal__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_reciprocal_(rush_tensor *self);

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

/* min(max(x, 0), 6) of each element. */
RUSH_API rush_tensor *rush_relu6_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_relu6(rush_tensor *self);
RUSH_API rush_tensor *rush_relu6__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_relu6_(rush_tensor *self);

/* Remainder of the division with the sign of other, as Python's %. */
RUSH_API rush_tensor *rush_remainder_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_remainder(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_remainder__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_remainder_(rush_tensor *self, rush_tensor *other);

/* The tensor repeated the given number of times along each dimension; further repeats come in front. */
RUSH_API rush_tensor *rush_repeat_at(rush_site site, rush_tensor *self, rush_shape repeats);
RUSH_API rush_tensor *rush_repeat(rush_tensor *self, rush_shape repeats);

/* Each index of a dimension repeated; without dim the tensor is flattened first. */
typedef struct rush_repeat_interleave_args { size_t size; int64_t repeats; rush_named_only _; rush_opt_int dim; } rush_repeat_interleave_args;
RUSH_API rush_tensor *rush_repeat_interleave_at(rush_site site, rush_tensor *self, rush_repeat_interleave_args options);
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

/* Divides by the root of the mean square over the last dimensions, which normalized_shape names; then times weight. eps defaults to the dtype's epsilon. */
typedef struct rush_rms_norm_args { size_t size; rush_shape normalized_shape; rush_named_only _; rush_tensor *weight; rush_opt_double eps; } rush_rms_norm_args;
RUSH_API rush_tensor *rush_rms_norm_at(rush_site site, rush_tensor *input, rush_rms_norm_args options);
RUSH_API rush_tensor *rush_rms_norm(rush_tensor *input, rush_shape normalized_shape);

/* The elements moved on by shifts along dims, those pushed out at the end coming in at the front; no dims: as one line. */
RUSH_API rush_tensor *rush_roll_at(rush_site site, rush_tensor *self, rush_shape shifts, rush_shape dims);
RUSH_API rush_tensor *rush_roll(rush_tensor *self, rush_shape shifts, rush_shape dims);

/* Each element rounded to so many decimals, halves to even; negative decimals round to tens, hundreds … */
typedef struct rush_round_args { size_t size; rush_tensor *self; rush_named_only _; int64_t decimals; } rush_round_args;
RUSH_API rush_tensor *rush_round_at(rush_site site, rush_round_args options);
RUSH_API rush_tensor *rush_round(rush_tensor *self);
RUSH_API rush_tensor *rush_round__at(rush_site site, rush_round_args options);
RUSH_API rush_tensor *rush_round_(rush_tensor *self);

/* Reciprocal of the square root of each element. */
RUSH_API rush_tensor *rush_rsqrt_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_rsqrt(rush_tensor *self);
RUSH_API rush_tensor *rush_rsqrt__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_rsqrt_(rush_tensor *self);

/* Difference the other way round: other - alpha * self, elementwise. */
typedef struct rush_rsub_args { size_t size; rush_operand alpha; } rush_rsub_args;
RUSH_API rush_tensor *rush_rsub_at(rush_site site, rush_tensor *self, rush_operand other, rush_rsub_args options);
RUSH_API rush_tensor *rush_rsub(rush_tensor *self, rush_tensor *other);

/* For each row of concentrations along the last dimension, proportions that sum to 1. */
typedef struct rush_sample_dirichlet_args { size_t size; rush_tensor *self; rush_named_only _; rush_generator *generator; } rush_sample_dirichlet_args;
RUSH_API rush_tensor *rush_sample_dirichlet_at(rush_site site, rush_sample_dirichlet_args options);
RUSH_API rush_tensor *rush_sample_dirichlet(rush_tensor *self);

/* softmax(scale query key^T + mask) value, as PyTorch 2 has it; scale is 1 / sqrt(size) unless given. attn_mask is bool (true: may be seen) or is added to the scores; is_causal lets query i see keys 0 to i. A query that may see no key gives zeros. */
typedef struct rush_scaled_dot_product_attention_args { size_t size; rush_tensor *value_; rush_named_only _; rush_tensor *attn_mask; double dropout_p; bool is_causal; rush_opt_double scale; } rush_scaled_dot_product_attention_args;
RUSH_API rush_tensor *rush_scaled_dot_product_attention_at(rush_site site, rush_tensor *query, rush_tensor *key, rush_scaled_dot_product_attention_args options);
RUSH_API rush_tensor *rush_scaled_dot_product_attention(rush_tensor *query, rush_tensor *key, rush_tensor *value_);

/* self with src's elements (or a number) written, with reduce add or multiply combined, at the places that index (int64) names along dim. */
typedef struct rush_scatter_args { size_t size; const char *reduce; } rush_scatter_args;
RUSH_API rush_tensor *rush_scatter_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args options);
RUSH_API rush_tensor *rush_scatter(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args options);
RUSH_API rush_tensor *rush_scatter_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);

/* self with src's elements added at the places that index (int64) names along dim. The sum has the same bits for any number of threads. */
RUSH_API rush_tensor *rush_scatter_add_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter_add(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter_add__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);
RUSH_API rush_tensor *rush_scatter_add_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src);

/* self combined with src's elements at the places that index (int64) names along dim: sum, prod, mean, amax or amin, of src's alone without include_self. */
typedef struct rush_scatter_reduce_args { size_t size; const char *reduce; rush_named_only _; bool no_include_self; } rush_scatter_reduce_args;
RUSH_API rush_tensor *rush_scatter_reduce_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, rush_scatter_reduce_args options);
RUSH_API rush_tensor *rush_scatter_reduce(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, const char *reduce);
RUSH_API rush_tensor *rush_scatter_reduce__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, rush_scatter_reduce_args options);
RUSH_API rush_tensor *rush_scatter_reduce_(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, const char *reduce);

/* For each element of self the place in the ordered sequence (a vector, or rows that match self's) where it fits: before equal elements, with right after them. */
typedef struct rush_searchsorted_args { size_t size; rush_tensor *self; rush_named_only _; bool out_int32; bool right; const char *side; rush_tensor *sorter; } rush_searchsorted_args;
RUSH_API rush_tensor *rush_searchsorted_at(rush_site site, rush_tensor *sorted_sequence, rush_searchsorted_args options);
RUSH_API rush_tensor *rush_searchsorted(rush_tensor *sorted_sequence, rush_tensor *self);

/* Sums, means, products, maxima or minima of consecutive pieces of one dimension, given by their lengths or by where they begin and end. */
typedef struct rush_segment_reduce_args { size_t size; const char *reduce; rush_named_only _; rush_tensor *lengths; rush_tensor *indices; rush_tensor *offsets; int64_t axis; bool unsafe; rush_operand initial; } rush_segment_reduce_args;
RUSH_API rush_tensor *rush_segment_reduce_at(rush_site site, rush_tensor *data, rush_segment_reduce_args options);
RUSH_API rush_tensor *rush_segment_reduce(rush_tensor *data, const char *reduce);

/* A view of one index of a dimension; the dimension goes. Negative indices count from the end. */
RUSH_API rush_tensor *rush_select_at(rush_site site, rush_tensor *self, int64_t dim, int64_t index);
RUSH_API rush_tensor *rush_select(rush_tensor *self, int64_t dim, int64_t index);

/* Scaled elu: scale * (x where x > 0, else alpha * (exp(x) - 1)), with the constants that keep mean 0 and variance 1. */
RUSH_API rush_tensor *rush_selu_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_selu(rush_tensor *self);
RUSH_API rush_tensor *rush_selu__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_selu_(rush_tensor *self);

/* Logistic function 1 / (1 + exp(-x)) of each element. */
RUSH_API rush_tensor *rush_sigmoid_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sigmoid(rush_tensor *self);
RUSH_API rush_tensor *rush_sigmoid__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sigmoid_(rush_tensor *self);

/* -1, 0 or 1, the sign of each element; 0 for NaN. */
RUSH_API rush_tensor *rush_sign_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sign(rush_tensor *self);
RUSH_API rush_tensor *rush_sign__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sign_(rush_tensor *self);

/* Is each element negative? -0.0 is. */
RUSH_API rush_tensor *rush_signbit_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_signbit(rush_tensor *self);

/* x * sigmoid(x) of each element. */
RUSH_API rush_tensor *rush_silu_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_silu(rush_tensor *self);
RUSH_API rush_tensor *rush_silu__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_silu_(rush_tensor *self);

/* Sine of each element, in radians. */
RUSH_API rush_tensor *rush_sin_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sin(rush_tensor *self);
RUSH_API rush_tensor *rush_sin__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sin_(rush_tensor *self);

/* sin(pi x) / (pi x) of each element; 1 at 0. */
RUSH_API rush_tensor *rush_sinc_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sinc(rush_tensor *self);
RUSH_API rush_tensor *rush_sinc__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sinc_(rush_tensor *self);

/* Hyperbolic sine of each element. */
RUSH_API rush_tensor *rush_sinh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sinh(rush_tensor *self);
RUSH_API rush_tensor *rush_sinh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_sinh_(rush_tensor *self);

/* A view of the indices start, start + step, … before end of a dimension; negative ones count from the end. */
typedef struct rush_slice_args { size_t size; int64_t dim; rush_named_only _; rush_opt_int start; rush_opt_int end; int64_t step; } rush_slice_args;
RUSH_API rush_tensor *rush_slice_at(rush_site site, rush_tensor *self, rush_slice_args options);
RUSH_API rush_tensor *rush_slice(rush_tensor *self, int64_t dim);

/* The signs of determinants and the logarithms of their sizes (0 and -inf for singular matrices). */
typedef struct rush_slogdet_args { size_t size; rush_tensor *self; rush_named_only _; rush_tensor **logabsdet; } rush_slogdet_args;
RUSH_API rush_tensor *rush_slogdet_at(rush_site site, rush_slogdet_args options);
RUSH_API rush_tensor *rush_slogdet(rush_tensor *self);

/* Squared error / (2 beta) below beta, absolute error - beta / 2 above; reduction 'mean', 'sum' or 'none'. */
typedef struct rush_smooth_l1_loss_args { size_t size; rush_tensor *target; rush_named_only _; const char *reduction; rush_opt_double beta; } rush_smooth_l1_loss_args;
RUSH_API rush_tensor *rush_smooth_l1_loss_at(rush_site site, rush_tensor *self, rush_smooth_l1_loss_args options);
RUSH_API rush_tensor *rush_smooth_l1_loss(rush_tensor *self, rush_tensor *target);

/* exp(self) along dim, divided by its sum; computed without overflow. dtype: converts first. */
typedef struct rush_softmax_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_softmax_args;
RUSH_API rush_tensor *rush_softmax_at(rush_site site, rush_tensor *self, rush_softmax_args options);
RUSH_API rush_tensor *rush_softmax(rush_tensor *self, int64_t dim);

/* log(1 + exp(beta x)) / beta; x itself where beta x is above threshold. */
typedef struct rush_softplus_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand beta; rush_operand threshold; } rush_softplus_args;
RUSH_API rush_tensor *rush_softplus_at(rush_site site, rush_softplus_args options);
RUSH_API rush_tensor *rush_softplus(rush_tensor *self);

/* x brought nearer to 0 by lambd; 0 where |x| <= lambd. */
typedef struct rush_softshrink_args { size_t size; rush_tensor *self; rush_named_only _; rush_operand lambd; } rush_softshrink_args;
RUSH_API rush_tensor *rush_softshrink_at(rush_site site, rush_softshrink_args options);
RUSH_API rush_tensor *rush_softshrink(rush_tensor *self);

/* The elements of a dimension in order, and where each came from. Always stable, whatever `stable` says; NaN is the largest. */
typedef struct rush_sort_args { size_t size; int64_t dim; rush_named_only _; bool descending; bool stable; rush_tensor **indices; } rush_sort_args;
RUSH_API rush_tensor *rush_sort_at(rush_site site, rush_tensor *self, rush_sort_args options);
RUSH_API rush_tensor *rush_sort(rush_tensor *self, int64_t dim);

/* Airy function Ai of each element. */
RUSH_API rush_tensor *rush_special_airy_ai_at(rush_site site, rush_tensor *x);
RUSH_API rush_tensor *rush_special_airy_ai(rush_tensor *x);

/* Bessel function of the first kind of order 0. */
RUSH_API rush_tensor *rush_special_bessel_j0_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_bessel_j0(rush_tensor *self);

/* Bessel function of the first kind of order 1. */
RUSH_API rush_tensor *rush_special_bessel_j1_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_bessel_j1(rush_tensor *self);

/* Bessel function of the second kind of order 0; NaN below 0. */
RUSH_API rush_tensor *rush_special_bessel_y0_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_bessel_y0(rush_tensor *self);

/* Bessel function of the second kind of order 1; NaN below 0. */
RUSH_API rush_tensor *rush_special_bessel_y1_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_bessel_y1(rush_tensor *self);

/* Chebyshev polynomial of the first kind T_n(x). */
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_t_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_t(rush_tensor *x, rush_tensor *n);

/* Chebyshev polynomial of the second kind U_n(x). */
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_u_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_u(rush_tensor *x, rush_tensor *n);

/* Chebyshev polynomial of the third kind V_n(x). */
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_v_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_v(rush_tensor *x, rush_tensor *n);

/* Chebyshev polynomial of the fourth kind W_n(x). */
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_w_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_chebyshev_polynomial_w(rush_tensor *x, rush_tensor *n);

/* -x log x of each element; 0 at 0, -inf below. */
RUSH_API rush_tensor *rush_special_entr_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_entr(rush_tensor *self);

/* exp(x^2) erfc(x) of each element. */
RUSH_API rush_tensor *rush_special_erfcx_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_erfcx(rush_tensor *self);

/* Physicist's Hermite polynomial H_n(x). */
RUSH_API rush_tensor *rush_special_hermite_polynomial_h_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_hermite_polynomial_h(rush_tensor *x, rush_tensor *n);

/* Probabilist's Hermite polynomial He_n(x). */
RUSH_API rush_tensor *rush_special_hermite_polynomial_he_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_hermite_polynomial_he(rush_tensor *x, rush_tensor *n);

/* exp(-|x|) i0(x) of each element. */
RUSH_API rush_tensor *rush_special_i0e_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_i0e(rush_tensor *self);

/* Modified Bessel function of the first kind of order 1. */
RUSH_API rush_tensor *rush_special_i1_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_i1(rush_tensor *self);

/* exp(-|x|) i1(x) of each element. */
RUSH_API rush_tensor *rush_special_i1e_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_i1e(rush_tensor *self);

/* Laguerre polynomial L_n(x). */
RUSH_API rush_tensor *rush_special_laguerre_polynomial_l_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_laguerre_polynomial_l(rush_tensor *x, rush_tensor *n);

/* Legendre polynomial P_n(x). */
RUSH_API rush_tensor *rush_special_legendre_polynomial_p_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_legendre_polynomial_p(rush_tensor *x, rush_tensor *n);

/* Logarithm of special_ndtr, accurate where that is small. */
RUSH_API rush_tensor *rush_special_log_ndtr_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_log_ndtr(rush_tensor *self);

/* Modified Bessel function of the first kind of order 0, without a derivative. */
RUSH_API rush_tensor *rush_special_modified_bessel_i0_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_modified_bessel_i0(rush_tensor *self);

/* Modified Bessel function of the first kind of order 1, without a derivative. */
RUSH_API rush_tensor *rush_special_modified_bessel_i1_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_modified_bessel_i1(rush_tensor *self);

/* Modified Bessel function of the second kind of order 0; NaN below 0. */
RUSH_API rush_tensor *rush_special_modified_bessel_k0_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_modified_bessel_k0(rush_tensor *self);

/* Modified Bessel function of the second kind of order 1; NaN below 0. */
RUSH_API rush_tensor *rush_special_modified_bessel_k1_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_modified_bessel_k1(rush_tensor *self);

/* Distribution function of the standard normal distribution at each element. */
RUSH_API rush_tensor *rush_special_ndtr_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_ndtr(rush_tensor *self);

/* Quantile of the standard normal distribution: the inverse of special_ndtr. */
RUSH_API rush_tensor *rush_special_ndtri_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_special_ndtri(rush_tensor *self);

/* exp(x) times the modified Bessel function of the second kind of order 0. */
RUSH_API rush_tensor *rush_special_scaled_modified_bessel_k0_at(rush_site site, rush_tensor *x);
RUSH_API rush_tensor *rush_special_scaled_modified_bessel_k0(rush_tensor *x);

/* exp(x) times the modified Bessel function of the second kind of order 1. */
RUSH_API rush_tensor *rush_special_scaled_modified_bessel_k1_at(rush_site site, rush_tensor *x);
RUSH_API rush_tensor *rush_special_scaled_modified_bessel_k1(rush_tensor *x);

/* Shifted Chebyshev polynomial of the first kind T_n(2x - 1). */
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_t_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_t(rush_tensor *x, rush_tensor *n);

/* Shifted Chebyshev polynomial of the second kind U_n(2x - 1). */
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_u_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_u(rush_tensor *x, rush_tensor *n);

/* Shifted Chebyshev polynomial of the third kind V_n(2x - 1). */
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_v_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_v(rush_tensor *x, rush_tensor *n);

/* Shifted Chebyshev polynomial of the fourth kind W_n(2x - 1). */
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_w_at(rush_site site, rush_tensor *x, rush_operand n);
RUSH_API rush_tensor *rush_special_shifted_chebyshev_polynomial_w(rush_tensor *x, rush_tensor *n);

/* sin(x) / x of each element. */
RUSH_API rush_tensor *rush_special_spherical_bessel_j0_at(rush_site site, rush_tensor *x);
RUSH_API rush_tensor *rush_special_spherical_bessel_j0(rush_tensor *x);

/* self * log(1 + other), elementwise; 0 where self is 0, unless other is NaN. */
RUSH_API rush_tensor *rush_special_xlog1py_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_special_xlog1py(rush_tensor *self, rush_tensor *other);

/* Hurwitz zeta function: the sum of (other + k)^-self over k = 0, 1, 2 … */
RUSH_API rush_tensor *rush_special_zeta_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_special_zeta(rush_tensor *self, rush_tensor *other);

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

/* Square of each element. */
RUSH_API rush_tensor *rush_square_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_square(rush_tensor *self);
RUSH_API rush_tensor *rush_square__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_square_(rush_tensor *self);

/* A view without the dimensions of size 1. */
RUSH_API rush_tensor *rush_squeeze_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_squeeze(rush_tensor *self);

/* A view without dimension dim if its size is 1. */
RUSH_API rush_tensor *rush_squeeze_dim_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_tensor *rush_squeeze_dim(rush_tensor *self, int64_t dim);

/* Tensors of one shape along a new dimension. */
RUSH_API rush_tensor *rush_stack_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);
RUSH_API rush_tensor *rush_stack(rush_tensor *const *tensors, int64_t tensors_count, int64_t dim);

/* A gamma variable of rate 1 for each shape parameter in self. */
typedef struct rush_standard_gamma_args { size_t size; rush_tensor *self; rush_named_only _; rush_generator *generator; } rush_standard_gamma_args;
RUSH_API rush_tensor *rush_standard_gamma_at(rush_site site, rush_standard_gamma_args options);
RUSH_API rush_tensor *rush_standard_gamma(rush_tensor *self);

/* How a gamma draw `output` moves with its shape parameter `self`, its probability staying as it is. */
RUSH_API rush_tensor *rush_standard_gamma_grad_at(rush_site site, rush_tensor *self, rush_tensor *output);
RUSH_API rush_tensor *rush_standard_gamma_grad(rush_tensor *self, rush_tensor *output);

/* Standard deviation over the given dimensions (none given: all): the square root of the variance. */
typedef struct rush_std_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool no_unbiased; bool keepdim; rush_opt_int correction; } rush_std_args;
RUSH_API rush_tensor *rush_std_at(rush_site site, rush_std_args options);
RUSH_API rush_tensor *rush_std(rush_tensor *self);

/* Standard deviation and mean over the given dimensions (none given: all). */
typedef struct rush_std_mean_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool no_unbiased; bool keepdim; rush_opt_int correction; rush_tensor **result1; } rush_std_mean_args;
RUSH_API rush_tensor *rush_std_mean_at(rush_site site, rush_std_mean_args options);
RUSH_API rush_tensor *rush_std_mean(rush_tensor *self);

/* Standard deviation of all elements: the square root of their variance. */
RUSH_API rush_tensor *rush_std_unbiased_at(rush_site site, rush_tensor *self, bool unbiased);
RUSH_API rush_tensor *rush_std_unbiased(rush_tensor *self, bool unbiased);

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

/* A [m,n] = U diag(S) V^T; S is descending. With some, U is [m,k] and V [n,k], k = min(m,n); without compute_uv both are 0. */
typedef struct rush_svd_args { size_t size; rush_tensor *self; rush_named_only _; bool no_some; bool no_compute_uv; rush_tensor **S; rush_tensor **V; } rush_svd_args;
RUSH_API rush_tensor *rush_svd_at(rush_site site, rush_svd_args options);
RUSH_API rush_tensor *rush_svd(rush_tensor *self);

/* Eigenvalues, ascending, of symmetric matrices, and their eigenvectors if asked for; only the upper triangle (or the lower one) is read. */
typedef struct rush_symeig_args { size_t size; rush_tensor *self; rush_named_only _; bool eigenvectors; bool no_upper; rush_tensor **out_eigenvectors; } rush_symeig_args;
RUSH_API rush_tensor *rush_symeig_at(rush_site site, rush_symeig_args options);
RUSH_API rush_tensor *rush_symeig(rush_tensor *self);

/* The transpose of a matrix, as a view; vectors and 0-dimensional tensors stay as they are. */
RUSH_API rush_tensor *rush_t_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_t(rush_tensor *self);

/* The elements with the given numbers (int64) in row-major order, negative ones from the end, in index's shape. */
RUSH_API rush_tensor *rush_take_at(rush_site site, rush_tensor *self, rush_tensor *index);
RUSH_API rush_tensor *rush_take(rush_tensor *self, rush_tensor *index);

/* gather with broadcasting of self and indices outside dim; without dim both are flattened first. */
typedef struct rush_take_along_dim_args { size_t size; rush_tensor *indices; rush_named_only _; rush_opt_int dim; } rush_take_along_dim_args;
RUSH_API rush_tensor *rush_take_along_dim_at(rush_site site, rush_tensor *self, rush_take_along_dim_args options);
RUSH_API rush_tensor *rush_take_along_dim(rush_tensor *self, rush_tensor *indices);

/* Tangent of each element, in radians. */
RUSH_API rush_tensor *rush_tan_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tan(rush_tensor *self);
RUSH_API rush_tensor *rush_tan__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tan_(rush_tensor *self);

/* Hyperbolic tangent of each element. */
RUSH_API rush_tensor *rush_tanh_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tanh(rush_tensor *self);
RUSH_API rush_tensor *rush_tanh__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_tanh_(rush_tensor *self);

/* Sum of products over pairs of dimensions, dims_self[i] with dims_other[i]; what is left of self's dimensions comes first. */
RUSH_API rush_tensor *rush_tensordot_at(rush_site site, rush_tensor *self, rush_tensor *other, rush_shape dims_self, rush_shape dims_other);
RUSH_API rush_tensor *rush_tensordot(rush_tensor *self, rush_tensor *other, rush_shape dims_self, rush_shape dims_other);

/* x where x > threshold, else value. */
RUSH_API rush_tensor *rush_threshold_at(rush_site site, rush_tensor *self, rush_operand threshold, rush_operand value_);
RUSH_API rush_tensor *rush_threshold(rush_tensor *self, double threshold, double value_);
RUSH_API rush_tensor *rush_threshold__at(rush_site site, rush_tensor *self, rush_operand threshold, rush_operand value_);
RUSH_API rush_tensor *rush_threshold_(rush_tensor *self, double threshold, double value_);

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
RUSH_API rush_tensor *rush_topk_at(rush_site site, rush_tensor *self, int64_t k, rush_topk_args options);
RUSH_API rush_tensor *rush_topk(rush_tensor *self, int64_t k, int64_t dim);

/* A view with two dimensions exchanged. */
RUSH_API rush_tensor *rush_transpose_at(rush_site site, rush_tensor *self, int64_t dim0, int64_t dim1);
RUSH_API rush_tensor *rush_transpose(rush_tensor *self, int64_t dim0, int64_t dim1);

/* X with A X = self (transpose: A^T X = self) for a triangle of A, and a copy of A. */
typedef struct rush_triangular_solve_args { size_t size; rush_tensor *A; rush_named_only _; bool no_upper; bool transpose; bool unitriangular; rush_tensor **cloned_coefficient; } rush_triangular_solve_args;
RUSH_API rush_tensor *rush_triangular_solve_at(rush_site site, rush_tensor *self, rush_triangular_solve_args options);
RUSH_API rush_tensor *rush_triangular_solve(rush_tensor *self, rush_tensor *A);

/* The lower triangle of a matrix or batch of matrices, up to the given diagonal; 0 elsewhere. */
typedef struct rush_tril_args { size_t size; rush_tensor *self; rush_named_only _; int64_t diagonal; } rush_tril_args;
RUSH_API rush_tensor *rush_tril_at(rush_site site, rush_tril_args options);
RUSH_API rush_tensor *rush_tril(rush_tensor *self);
RUSH_API rush_tensor *rush_tril__at(rush_site site, rush_tril_args options);
RUSH_API rush_tensor *rush_tril_(rush_tensor *self);

/* The upper triangle of a matrix or batch of matrices, from the given diagonal on; 0 elsewhere. */
typedef struct rush_triu_args { size_t size; rush_tensor *self; rush_named_only _; int64_t diagonal; } rush_triu_args;
RUSH_API rush_tensor *rush_triu_at(rush_site site, rush_triu_args options);
RUSH_API rush_tensor *rush_triu(rush_tensor *self);
RUSH_API rush_tensor *rush_triu__at(rush_site site, rush_triu_args options);
RUSH_API rush_tensor *rush_triu_(rush_tensor *self);

/* Each element without its fraction. */
RUSH_API rush_tensor *rush_trunc_at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_trunc(rush_tensor *self);
RUSH_API rush_tensor *rush_trunc__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_trunc_(rush_tensor *self);

/* Fills with normal numbers cut off to [a, b] (nn.init.trunc_normal_). */
typedef struct rush_trunc_normal_args { size_t size; double b; rush_named_only _; rush_generator *generator; } rush_trunc_normal_args;
RUSH_API rush_tensor *rush_trunc_normal__at(rush_site site, rush_tensor *self, double mean, double std, double a, rush_trunc_normal_args options);
RUSH_API rush_tensor *rush_trunc_normal_(rush_tensor *self, double mean, double std, double a, double b);

/* A view of each index of a dimension; the dimension goes. */
RUSH_API rush_list *rush_unbind_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_list *rush_unbind(rush_tensor *self, int64_t dim);

/* A view in which dimension dim becomes several of the given sizes; one may be -1. */
RUSH_API rush_tensor *rush_unflatten_at(rush_site site, rush_tensor *self, int64_t dim, rush_shape sizes);
RUSH_API rush_tensor *rush_unflatten(rush_tensor *self, int64_t dim, rush_shape sizes);

/* A view of the windows of `size` indices, `step` apart, of a dimension; the window is the last dimension. */
RUSH_API rush_tensor *rush_unfold_at(rush_site site, rush_tensor *self, int64_t dimension, int64_t shape, int64_t step);
RUSH_API rush_tensor *rush_unfold(rush_tensor *self, int64_t dimension, int64_t shape, int64_t step);

/* Fills with uniform numbers in [from, to). */
typedef struct rush_uniform_args { size_t size; double to; rush_named_only _; rush_generator *generator; } rush_uniform_args;
RUSH_API rush_tensor *rush_uniform__at(rush_site site, rush_tensor *self, double from, rush_uniform_args options);
RUSH_API rush_tensor *rush_uniform_(rush_tensor *self, double from, double to);

/* The different values, in order; with return_inverse the number of each element's value, with return_counts how often each occurs (else these are empty). */
typedef struct rush_unique_args { size_t size; rush_tensor *self; rush_named_only _; bool no_sorted; bool return_inverse; bool return_counts; rush_tensor **inverse; rush_tensor **counts; } rush_unique_args;
RUSH_API rush_tensor *rush_unique_at(rush_site site, rush_unique_args options);
RUSH_API rush_tensor *rush_unique(rush_tensor *self);

/* A view with a dimension of size 1 inserted at dim. */
RUSH_API rush_tensor *rush_unsqueeze_at(rush_site site, rush_tensor *self, int64_t dim);
RUSH_API rush_tensor *rush_unsqueeze(rush_tensor *self, int64_t dim);

/* Resizes [N, C, H, W] by cubic convolution along both axes; align_corners: the corners of input and output coincide. */
typedef struct rush_upsample_bicubic2d_args { size_t size; bool align_corners; rush_named_only _; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_bicubic2d_args;
RUSH_API rush_tensor *rush_upsample_bicubic2d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bicubic2d_args options);
RUSH_API rush_tensor *rush_upsample_bicubic2d(rush_tensor *self, rush_shape output_size, bool align_corners);

/* Resizes [N, C, H, W] by a cubic kernel along both axes that grows where sizes shrink, so that every element counts. */
typedef struct rush_upsample_bicubic2d_aa_args { size_t size; bool align_corners; rush_named_only _; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_bicubic2d_aa_args;
RUSH_API rush_tensor *rush_upsample_bicubic2d_aa_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bicubic2d_aa_args options);
RUSH_API rush_tensor *rush_upsample_bicubic2d_aa(rush_tensor *self, rush_shape output_size, bool align_corners);

/* Resizes [N, C, H, W] by linear interpolation along both axes; align_corners: the corners of input and output coincide. */
typedef struct rush_upsample_bilinear2d_args { size_t size; bool align_corners; rush_named_only _; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_bilinear2d_args;
RUSH_API rush_tensor *rush_upsample_bilinear2d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bilinear2d_args options);
RUSH_API rush_tensor *rush_upsample_bilinear2d(rush_tensor *self, rush_shape output_size, bool align_corners);

/* Resizes [N, C, H, W] by a triangle along both axes that grows where sizes shrink, so that every element counts. */
typedef struct rush_upsample_bilinear2d_aa_args { size_t size; bool align_corners; rush_named_only _; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_bilinear2d_aa_args;
RUSH_API rush_tensor *rush_upsample_bilinear2d_aa_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bilinear2d_aa_args options);
RUSH_API rush_tensor *rush_upsample_bilinear2d_aa(rush_tensor *self, rush_shape output_size, bool align_corners);

/* Resizes [N, C, W] by linear interpolation; align_corners: the ends of input and output coincide. */
typedef struct rush_upsample_linear1d_args { size_t size; bool align_corners; rush_named_only _; rush_opt_double scales; } rush_upsample_linear1d_args;
RUSH_API rush_tensor *rush_upsample_linear1d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_linear1d_args options);
RUSH_API rush_tensor *rush_upsample_linear1d(rush_tensor *self, rush_shape output_size, bool align_corners);

/* Resizes [N, C, W]; each result is the element at its place rounded down. */
typedef struct rush_upsample_nearest1d_args { size_t size; rush_shape output_size; rush_named_only _; rush_opt_double scales; } rush_upsample_nearest1d_args;
RUSH_API rush_tensor *rush_upsample_nearest1d_at(rush_site site, rush_tensor *self, rush_upsample_nearest1d_args options);
RUSH_API rush_tensor *rush_upsample_nearest1d(rush_tensor *self, rush_shape output_size);

/* Resizes [N, C, H, W]; each result is the element at its place rounded down. */
typedef struct rush_upsample_nearest2d_args { size_t size; rush_shape output_size; rush_named_only _; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_nearest2d_args;
RUSH_API rush_tensor *rush_upsample_nearest2d_at(rush_site site, rush_tensor *self, rush_upsample_nearest2d_args options);
RUSH_API rush_tensor *rush_upsample_nearest2d(rush_tensor *self, rush_shape output_size);

/* Resizes [N, C, D, H, W]; each result is the element at its place rounded down. */
typedef struct rush_upsample_nearest3d_args { size_t size; rush_shape output_size; rush_named_only _; rush_opt_double scales_d; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_nearest3d_args;
RUSH_API rush_tensor *rush_upsample_nearest3d_at(rush_site site, rush_tensor *self, rush_upsample_nearest3d_args options);
RUSH_API rush_tensor *rush_upsample_nearest3d(rush_tensor *self, rush_shape output_size);

/* Resizes [N, C, W]; each result is the element nearest to the middle of its place. */
typedef struct rush_upsample_nearest_exact1d_args { size_t size; rush_shape output_size; rush_named_only _; rush_opt_double scales; } rush_upsample_nearest_exact1d_args;
RUSH_API rush_tensor *rush_upsample_nearest_exact1d_at(rush_site site, rush_tensor *self, rush_upsample_nearest_exact1d_args options);
RUSH_API rush_tensor *rush_upsample_nearest_exact1d(rush_tensor *self, rush_shape output_size);

/* Resizes [N, C, H, W]; each result is the element nearest to the middle of its place. */
typedef struct rush_upsample_nearest_exact2d_args { size_t size; rush_shape output_size; rush_named_only _; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_nearest_exact2d_args;
RUSH_API rush_tensor *rush_upsample_nearest_exact2d_at(rush_site site, rush_tensor *self, rush_upsample_nearest_exact2d_args options);
RUSH_API rush_tensor *rush_upsample_nearest_exact2d(rush_tensor *self, rush_shape output_size);

/* Resizes [N, C, D, H, W]; each result is the element nearest to the middle of its place. */
typedef struct rush_upsample_nearest_exact3d_args { size_t size; rush_shape output_size; rush_named_only _; rush_opt_double scales_d; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_nearest_exact3d_args;
RUSH_API rush_tensor *rush_upsample_nearest_exact3d_at(rush_site site, rush_tensor *self, rush_upsample_nearest_exact3d_args options);
RUSH_API rush_tensor *rush_upsample_nearest_exact3d(rush_tensor *self, rush_shape output_size);

/* Resizes [N, C, D, H, W] by linear interpolation along its three axes; align_corners: the corners of input and output coincide. */
typedef struct rush_upsample_trilinear3d_args { size_t size; bool align_corners; rush_named_only _; rush_opt_double scales_d; rush_opt_double scales_h; rush_opt_double scales_w; } rush_upsample_trilinear3d_args;
RUSH_API rush_tensor *rush_upsample_trilinear3d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_trilinear3d_args options);
RUSH_API rush_tensor *rush_upsample_trilinear3d(rush_tensor *self, rush_shape output_size, bool align_corners);

/* Variance over the given dimensions (none given: all); divides by n - correction (default: 1 if unbiased, else 0). */
typedef struct rush_var_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool no_unbiased; bool keepdim; rush_opt_int correction; } rush_var_args;
RUSH_API rush_tensor *rush_var_at(rush_site site, rush_var_args options);
RUSH_API rush_tensor *rush_var(rush_tensor *self);

/* Variance and mean over the given dimensions (none given: all). */
typedef struct rush_var_mean_args { size_t size; rush_tensor *self; rush_named_only _; rush_opt_int dim; rush_shape dims; bool no_unbiased; bool keepdim; rush_opt_int correction; rush_tensor **result1; } rush_var_mean_args;
RUSH_API rush_tensor *rush_var_mean_at(rush_site site, rush_var_mean_args options);
RUSH_API rush_tensor *rush_var_mean(rush_tensor *self);

/* Variance of all elements; divides by n - 1 if unbiased, else by n. */
RUSH_API rush_tensor *rush_var_unbiased_at(rush_site site, rush_tensor *self, bool unbiased);
RUSH_API rush_tensor *rush_var_unbiased(rush_tensor *self, bool unbiased);

/* The same memory with another shape; one size may be -1. Error: the strides do not allow it without a copy. */
RUSH_API rush_tensor *rush_view_at(rush_site site, rush_tensor *self, rush_shape shape);
RUSH_API rush_tensor *rush_view(rush_tensor *self, rush_shape shape);

/* The same memory with other's shape. */
RUSH_API rush_tensor *rush_view_as_at(rush_site site, rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_view_as(rush_tensor *self, rush_tensor *other);

/* The same memory read as another dtype, which scales the last dimension where the sizes of the elements differ. It has no derivative. */
RUSH_API rush_tensor *rush_view_dtype_at(rush_site site, rush_tensor *self, rush_dtype dtype);
RUSH_API rush_tensor *rush_view_dtype(rush_tensor *self, rush_dtype dtype);

/* self where condition (bool) is true, else other, with broadcasting and type promotion. */
RUSH_API rush_tensor *rush_where_at(rush_site site, rush_tensor *condition, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_where(rush_tensor *condition, rush_tensor *self, rush_tensor *other);

/* self * log(other), elementwise; 0 where self is 0, unless other is NaN. */
RUSH_API rush_tensor *rush_xlogy_at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_xlogy(rush_tensor *self, rush_tensor *other);
RUSH_API rush_tensor *rush_xlogy__at(rush_site site, rush_tensor *self, rush_operand other);
RUSH_API rush_tensor *rush_xlogy_(rush_tensor *self, rush_tensor *other);

/* Sets every element to 0. */
RUSH_API rush_tensor *rush_zero__at(rush_site site, rush_tensor *self);
RUSH_API rush_tensor *rush_zero_(rush_tensor *self);

/* A tensor of zeros. */
typedef struct rush_zeros_args { size_t size; rush_shape shape; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; } rush_zeros_args;
RUSH_API rush_tensor *rush_zeros_at(rush_site site, rush_zeros_args options);
RUSH_API rush_tensor *rush_zeros(rush_shape shape);

/* Zeros in self's shape, dtype and device. */
typedef struct rush_zeros_like_args { size_t size; rush_tensor *self; rush_named_only _; rush_dtype dtype; rush_device device; bool requires_grad; const char *memory_format; } rush_zeros_like_args;
RUSH_API rush_tensor *rush_zeros_like_at(rush_site site, rush_zeros_like_args options);
RUSH_API rush_tensor *rush_zeros_like(rush_tensor *self);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define rush_abs(...) rush_abs_at(RUSH_SITE, __VA_ARGS__)
#define rush_abs_(...) rush_abs__at(RUSH_SITE, __VA_ARGS__)
#define rush_acos(...) rush_acos_at(RUSH_SITE, __VA_ARGS__)
#define rush_acos_(...) rush_acos__at(RUSH_SITE, __VA_ARGS__)
#define rush_acosh(...) rush_acosh_at(RUSH_SITE, __VA_ARGS__)
#define rush_acosh_(...) rush_acosh__at(RUSH_SITE, __VA_ARGS__)
#define rush_adaptive_avg_pool1d(...) rush_adaptive_avg_pool1d_at(RUSH_SITE, __VA_ARGS__)
#define rush_adaptive_avg_pool2d(...) rush_adaptive_avg_pool2d_at(RUSH_SITE, __VA_ARGS__)
#define rush_adaptive_avg_pool3d(...) rush_adaptive_avg_pool3d_at(RUSH_SITE, __VA_ARGS__)
#define rush_adaptive_max_pool1d(x0, ...) rush_adaptive_max_pool1d_at(RUSH_SITE, x0, (rush_adaptive_max_pool1d_args){ .size = sizeof(rush_adaptive_max_pool1d_args), .output_size = __VA_ARGS__ })
#define rush_adaptive_max_pool2d(x0, ...) rush_adaptive_max_pool2d_at(RUSH_SITE, x0, (rush_adaptive_max_pool2d_args){ .size = sizeof(rush_adaptive_max_pool2d_args), .output_size = __VA_ARGS__ })
#define rush_adaptive_max_pool3d(x0, ...) rush_adaptive_max_pool3d_at(RUSH_SITE, x0, (rush_adaptive_max_pool3d_args){ .size = sizeof(rush_adaptive_max_pool3d_args), .output_size = __VA_ARGS__ })
#define rush_add(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_n_, rush_add_1_, 0)(x0, __VA_ARGS__)
#define rush_add_1_(x0, x1) rush_add_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args) })
#define rush_add_n_(x0, x1, ...) rush_add_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args), __VA_ARGS__ })
#define rush_add_(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__n_, rush_add__1_, 0)(x0, __VA_ARGS__)
#define rush_add__1_(x0, x1) rush_add__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args) })
#define rush_add__n_(x0, x1, ...) rush_add__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_add_args){ .size = sizeof(rush_add_args), __VA_ARGS__ })
#define rush_addbmm(x0, x1, ...) rush_addbmm_at(RUSH_SITE, x0, x1, (rush_addbmm_args){ .size = sizeof(rush_addbmm_args), .batch2 = __VA_ARGS__ })
#define rush_addbmm_(x0, x1, ...) rush_addbmm__at(RUSH_SITE, x0, x1, (rush_addbmm_args){ .size = sizeof(rush_addbmm_args), .batch2 = __VA_ARGS__ })
#define rush_addcdiv(x0, x1, ...) rush_addcdiv_at(RUSH_SITE, x0, x1, (rush_addcdiv_args){ .size = sizeof(rush_addcdiv_args), .tensor2 = __VA_ARGS__ })
#define rush_addcdiv_(x0, x1, ...) rush_addcdiv__at(RUSH_SITE, x0, x1, (rush_addcdiv_args){ .size = sizeof(rush_addcdiv_args), .tensor2 = __VA_ARGS__ })
#define rush_addcmul(x0, x1, ...) rush_addcmul_at(RUSH_SITE, x0, x1, (rush_addcmul_args){ .size = sizeof(rush_addcmul_args), .tensor2 = __VA_ARGS__ })
#define rush_addcmul_(x0, x1, ...) rush_addcmul__at(RUSH_SITE, x0, x1, (rush_addcmul_args){ .size = sizeof(rush_addcmul_args), .tensor2 = __VA_ARGS__ })
#define rush_addmm(x0, x1, ...) rush_addmm_at(RUSH_SITE, x0, x1, (rush_addmm_args){ .size = sizeof(rush_addmm_args), .mat2 = __VA_ARGS__ })
#define rush_addmm_(x0, x1, ...) rush_addmm__at(RUSH_SITE, x0, x1, (rush_addmm_args){ .size = sizeof(rush_addmm_args), .mat2 = __VA_ARGS__ })
#define rush_addmv(x0, x1, ...) rush_addmv_at(RUSH_SITE, x0, x1, (rush_addmv_args){ .size = sizeof(rush_addmv_args), .vec = __VA_ARGS__ })
#define rush_addmv_(x0, x1, ...) rush_addmv__at(RUSH_SITE, x0, x1, (rush_addmv_args){ .size = sizeof(rush_addmv_args), .vec = __VA_ARGS__ })
#define rush_addr(x0, x1, ...) rush_addr_at(RUSH_SITE, x0, x1, (rush_addr_args){ .size = sizeof(rush_addr_args), .vec2 = __VA_ARGS__ })
#define rush_addr_(x0, x1, ...) rush_addr__at(RUSH_SITE, x0, x1, (rush_addr_args){ .size = sizeof(rush_addr_args), .vec2 = __VA_ARGS__ })
#define rush_affine_grid_generator(...) rush_affine_grid_generator_at(RUSH_SITE, __VA_ARGS__)
#define rush_all(...) rush_all_at(RUSH_SITE, __VA_ARGS__)
#define rush_all_dim(x0, ...) rush_all_dim_at(RUSH_SITE, x0, (rush_all_dim_args){ .size = sizeof(rush_all_dim_args), .dim = __VA_ARGS__ })
#define rush_amax(x0, ...) rush_amax_at(RUSH_SITE, x0, (rush_amax_args){ .size = sizeof(rush_amax_args), .dim = __VA_ARGS__ })
#define rush_amin(x0, ...) rush_amin_at(RUSH_SITE, x0, (rush_amin_args){ .size = sizeof(rush_amin_args), .dim = __VA_ARGS__ })
#define rush_aminmax(...) rush_aminmax_at(RUSH_SITE, (rush_aminmax_args){ .size = sizeof(rush_aminmax_args), .self = __VA_ARGS__ })
#define rush_angle(...) rush_angle_at(RUSH_SITE, __VA_ARGS__)
#define rush_any(...) rush_any_at(RUSH_SITE, __VA_ARGS__)
#define rush_any_dim(x0, ...) rush_any_dim_at(RUSH_SITE, x0, (rush_any_dim_args){ .size = sizeof(rush_any_dim_args), .dim = __VA_ARGS__ })
#define rush_arange(...) RUSH_PICK_(__VA_ARGS__, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_n_, rush_arange_1_, 0)(__VA_ARGS__)
#define rush_arange_1_(x0) rush_arange_at(RUSH_SITE, RUSH_OPERAND(x0), (rush_arange_args){ .size = sizeof(rush_arange_args) })
#define rush_arange_n_(x0, ...) rush_arange_at(RUSH_SITE, RUSH_OPERAND(x0), (rush_arange_args){ .size = sizeof(rush_arange_args), __VA_ARGS__ })
#define rush_arange_start(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_n_, rush_arange_start_1_, 0)(x0, __VA_ARGS__)
#define rush_arange_start_1_(x0, x1) rush_arange_start_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_arange_start_args){ .size = sizeof(rush_arange_start_args) })
#define rush_arange_start_n_(x0, x1, ...) rush_arange_start_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_arange_start_args){ .size = sizeof(rush_arange_start_args), __VA_ARGS__ })
#define rush_argmax(...) rush_argmax_at(RUSH_SITE, (rush_argmax_args){ .size = sizeof(rush_argmax_args), .self = __VA_ARGS__ })
#define rush_argmin(...) rush_argmin_at(RUSH_SITE, (rush_argmin_args){ .size = sizeof(rush_argmin_args), .self = __VA_ARGS__ })
#define rush_argsort(x0, ...) rush_argsort_at(RUSH_SITE, x0, (rush_argsort_args){ .size = sizeof(rush_argsort_args), .dim = __VA_ARGS__ })
#define rush_as_strided(x0, x1, ...) rush_as_strided_at(RUSH_SITE, x0, x1, (rush_as_strided_args){ .size = sizeof(rush_as_strided_args), .stride = __VA_ARGS__ })
#define rush_asin(...) rush_asin_at(RUSH_SITE, __VA_ARGS__)
#define rush_asin_(...) rush_asin__at(RUSH_SITE, __VA_ARGS__)
#define rush_asinh(...) rush_asinh_at(RUSH_SITE, __VA_ARGS__)
#define rush_asinh_(...) rush_asinh__at(RUSH_SITE, __VA_ARGS__)
#define rush_atan(...) rush_atan_at(RUSH_SITE, __VA_ARGS__)
#define rush_atan_(...) rush_atan__at(RUSH_SITE, __VA_ARGS__)
#define rush_atan2(...) rush_atan2_at(RUSH_SITE, __VA_ARGS__)
#define rush_atan2_(...) rush_atan2__at(RUSH_SITE, __VA_ARGS__)
#define rush_atanh(...) rush_atanh_at(RUSH_SITE, __VA_ARGS__)
#define rush_atanh_(...) rush_atanh__at(RUSH_SITE, __VA_ARGS__)
#define rush_avg_pool1d(x0, ...) rush_avg_pool1d_at(RUSH_SITE, x0, (rush_avg_pool1d_args){ .size = sizeof(rush_avg_pool1d_args), .kernel_size = __VA_ARGS__ })
#define rush_avg_pool2d(x0, ...) rush_avg_pool2d_at(RUSH_SITE, x0, (rush_avg_pool2d_args){ .size = sizeof(rush_avg_pool2d_args), .kernel_size = __VA_ARGS__ })
#define rush_avg_pool3d(x0, ...) rush_avg_pool3d_at(RUSH_SITE, x0, (rush_avg_pool3d_args){ .size = sizeof(rush_avg_pool3d_args), .kernel_size = __VA_ARGS__ })
#define rush_baddbmm(x0, x1, ...) rush_baddbmm_at(RUSH_SITE, x0, x1, (rush_baddbmm_args){ .size = sizeof(rush_baddbmm_args), .batch2 = __VA_ARGS__ })
#define rush_baddbmm_(x0, x1, ...) rush_baddbmm__at(RUSH_SITE, x0, x1, (rush_baddbmm_args){ .size = sizeof(rush_baddbmm_args), .batch2 = __VA_ARGS__ })
#define rush_bartlett_window(...) rush_bartlett_window_at(RUSH_SITE, (rush_bartlett_window_args){ .size = sizeof(rush_bartlett_window_args), .window_length = __VA_ARGS__ })
#define rush_batch_norm(x0, x1, ...) rush_batch_norm_at(RUSH_SITE, x0, x1, (rush_batch_norm_args){ .size = sizeof(rush_batch_norm_args), .running_var = __VA_ARGS__ })
#define rush_bernoulli(...) rush_bernoulli_at(RUSH_SITE, (rush_bernoulli_args){ .size = sizeof(rush_bernoulli_args), .self = __VA_ARGS__ })
#define rush_bernoulli_fill_(x0, ...) rush_bernoulli_fill__at(RUSH_SITE, x0, (rush_bernoulli_fill_args){ .size = sizeof(rush_bernoulli_fill_args), .p = __VA_ARGS__ })
#define rush_binary_cross_entropy(x0, ...) rush_binary_cross_entropy_at(RUSH_SITE, x0, (rush_binary_cross_entropy_args){ .size = sizeof(rush_binary_cross_entropy_args), .target = __VA_ARGS__ })
#define rush_binary_cross_entropy_with_logits(x0, ...) rush_binary_cross_entropy_with_logits_at(RUSH_SITE, x0, (rush_binary_cross_entropy_with_logits_args){ .size = sizeof(rush_binary_cross_entropy_with_logits_args), .target = __VA_ARGS__ })
#define rush_bincount(...) rush_bincount_at(RUSH_SITE, (rush_bincount_args){ .size = sizeof(rush_bincount_args), .self = __VA_ARGS__ })
#define rush_binomial(x0, ...) rush_binomial_at(RUSH_SITE, x0, (rush_binomial_args){ .size = sizeof(rush_binomial_args), .prob = __VA_ARGS__ })
#define rush_bitwise_and(x0, x1) rush_bitwise_and_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_and_(x0, x1) rush_bitwise_and__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_left_shift(x0, x1) rush_bitwise_left_shift_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_left_shift_(x0, x1) rush_bitwise_left_shift__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_not(...) rush_bitwise_not_at(RUSH_SITE, __VA_ARGS__)
#define rush_bitwise_not_(...) rush_bitwise_not__at(RUSH_SITE, __VA_ARGS__)
#define rush_bitwise_or(x0, x1) rush_bitwise_or_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_or_(x0, x1) rush_bitwise_or__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_right_shift(x0, x1) rush_bitwise_right_shift_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_right_shift_(x0, x1) rush_bitwise_right_shift__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_xor(x0, x1) rush_bitwise_xor_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_bitwise_xor_(x0, x1) rush_bitwise_xor__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_blackman_window(...) rush_blackman_window_at(RUSH_SITE, (rush_blackman_window_args){ .size = sizeof(rush_blackman_window_args), .window_length = __VA_ARGS__ })
#define rush_bmm(...) rush_bmm_at(RUSH_SITE, __VA_ARGS__)
#define rush_bucketize(x0, ...) rush_bucketize_at(RUSH_SITE, x0, (rush_bucketize_args){ .size = sizeof(rush_bucketize_args), .boundaries = __VA_ARGS__ })
#define rush_cat(...) rush_cat_at(RUSH_SITE, __VA_ARGS__)
#define rush_cauchy_(x0, x1, ...) rush_cauchy__at(RUSH_SITE, x0, x1, (rush_cauchy_args){ .size = sizeof(rush_cauchy_args), .sigma = __VA_ARGS__ })
#define rush_ceil(...) rush_ceil_at(RUSH_SITE, __VA_ARGS__)
#define rush_ceil_(...) rush_ceil__at(RUSH_SITE, __VA_ARGS__)
#define rush_celu(...) rush_celu_at(RUSH_SITE, (rush_celu_args){ .size = sizeof(rush_celu_args), .self = __VA_ARGS__ })
#define rush_celu_(...) rush_celu__at(RUSH_SITE, (rush_celu_args){ .size = sizeof(rush_celu_args), .self = __VA_ARGS__ })
#define rush_cholesky(...) rush_cholesky_at(RUSH_SITE, (rush_cholesky_args){ .size = sizeof(rush_cholesky_args), .self = __VA_ARGS__ })
#define rush_cholesky_inverse(...) rush_cholesky_inverse_at(RUSH_SITE, (rush_cholesky_inverse_args){ .size = sizeof(rush_cholesky_inverse_args), .self = __VA_ARGS__ })
#define rush_cholesky_solve(x0, ...) rush_cholesky_solve_at(RUSH_SITE, x0, (rush_cholesky_solve_args){ .size = sizeof(rush_cholesky_solve_args), .input2 = __VA_ARGS__ })
#define rush_chunk(...) rush_chunk_at(RUSH_SITE, __VA_ARGS__)
#define rush_clamp(...) rush_clamp_at(RUSH_SITE, (rush_clamp_args){ .size = sizeof(rush_clamp_args), .self = __VA_ARGS__ })
#define rush_clamp_(...) rush_clamp__at(RUSH_SITE, (rush_clamp_args){ .size = sizeof(rush_clamp_args), .self = __VA_ARGS__ })
#define rush_clamp_max(x0, x1) rush_clamp_max_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_clamp_max_(x0, x1) rush_clamp_max__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_clamp_min(x0, x1) rush_clamp_min_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_clamp_min_(x0, x1) rush_clamp_min__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_clone(...) rush_clone_at(RUSH_SITE, (rush_clone_args){ .size = sizeof(rush_clone_args), .self = __VA_ARGS__ })
#define rush_col2im(...) rush_col2im_at(RUSH_SITE, __VA_ARGS__)
#define rush_constant_pad_nd(x0, ...) rush_constant_pad_nd_at(RUSH_SITE, x0, (rush_constant_pad_nd_args){ .size = sizeof(rush_constant_pad_nd_args), .pad = __VA_ARGS__ })
#define rush_contiguous(...) rush_contiguous_at(RUSH_SITE, (rush_contiguous_args){ .size = sizeof(rush_contiguous_args), .self = __VA_ARGS__ })
#define rush_conv1d(x0, ...) rush_conv1d_at(RUSH_SITE, x0, (rush_conv1d_args){ .size = sizeof(rush_conv1d_args), .weight = __VA_ARGS__ })
#define rush_conv1d_padding(x0, ...) rush_conv1d_padding_at(RUSH_SITE, x0, (rush_conv1d_padding_args){ .size = sizeof(rush_conv1d_padding_args), .weight = __VA_ARGS__ })
#define rush_conv2d(x0, ...) rush_conv2d_at(RUSH_SITE, x0, (rush_conv2d_args){ .size = sizeof(rush_conv2d_args), .weight = __VA_ARGS__ })
#define rush_conv2d_padding(x0, ...) rush_conv2d_padding_at(RUSH_SITE, x0, (rush_conv2d_padding_args){ .size = sizeof(rush_conv2d_padding_args), .weight = __VA_ARGS__ })
#define rush_conv3d(x0, ...) rush_conv3d_at(RUSH_SITE, x0, (rush_conv3d_args){ .size = sizeof(rush_conv3d_args), .weight = __VA_ARGS__ })
#define rush_conv3d_padding(x0, ...) rush_conv3d_padding_at(RUSH_SITE, x0, (rush_conv3d_padding_args){ .size = sizeof(rush_conv3d_padding_args), .weight = __VA_ARGS__ })
#define rush_conv_transpose1d(x0, ...) rush_conv_transpose1d_at(RUSH_SITE, x0, (rush_conv_transpose1d_args){ .size = sizeof(rush_conv_transpose1d_args), .weight = __VA_ARGS__ })
#define rush_conv_transpose2d(x0, ...) rush_conv_transpose2d_at(RUSH_SITE, x0, (rush_conv_transpose2d_args){ .size = sizeof(rush_conv_transpose2d_args), .weight = __VA_ARGS__ })
#define rush_conv_transpose3d(x0, ...) rush_conv_transpose3d_at(RUSH_SITE, x0, (rush_conv_transpose3d_args){ .size = sizeof(rush_conv_transpose3d_args), .weight = __VA_ARGS__ })
#define rush_convolution(...) rush_convolution_at(RUSH_SITE, __VA_ARGS__)
#define rush_copy_(x0, ...) rush_copy__at(RUSH_SITE, x0, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = __VA_ARGS__ })
#define rush_copysign(x0, x1) rush_copysign_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_copysign_(x0, x1) rush_copysign__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_cos(...) rush_cos_at(RUSH_SITE, __VA_ARGS__)
#define rush_cos_(...) rush_cos__at(RUSH_SITE, __VA_ARGS__)
#define rush_cosh(...) rush_cosh_at(RUSH_SITE, __VA_ARGS__)
#define rush_cosh_(...) rush_cosh__at(RUSH_SITE, __VA_ARGS__)
#define rush_cosine_embedding_loss(x0, x1, ...) rush_cosine_embedding_loss_at(RUSH_SITE, x0, x1, (rush_cosine_embedding_loss_args){ .size = sizeof(rush_cosine_embedding_loss_args), .target = __VA_ARGS__ })
#define rush_cosine_similarity(x0, ...) rush_cosine_similarity_at(RUSH_SITE, x0, (rush_cosine_similarity_args){ .size = sizeof(rush_cosine_similarity_args), .x2 = __VA_ARGS__ })
#define rush_count_nonzero(...) rush_count_nonzero_at(RUSH_SITE, (rush_count_nonzero_args){ .size = sizeof(rush_count_nonzero_args), .self = __VA_ARGS__ })
#define rush_cross_entropy(x0, ...) rush_cross_entropy_at(RUSH_SITE, x0, (rush_cross_entropy_args){ .size = sizeof(rush_cross_entropy_args), .target = __VA_ARGS__ })
#define rush_ctc_loss(x0, x1, x2, ...) rush_ctc_loss_at(RUSH_SITE, x0, x1, x2, (rush_ctc_loss_args){ .size = sizeof(rush_ctc_loss_args), .target_lengths = __VA_ARGS__ })
#define rush_cummax(x0, ...) rush_cummax_at(RUSH_SITE, x0, (rush_cummax_args){ .size = sizeof(rush_cummax_args), .dim = __VA_ARGS__ })
#define rush_cummin(x0, ...) rush_cummin_at(RUSH_SITE, x0, (rush_cummin_args){ .size = sizeof(rush_cummin_args), .dim = __VA_ARGS__ })
#define rush_cumprod(x0, ...) rush_cumprod_at(RUSH_SITE, x0, (rush_cumprod_args){ .size = sizeof(rush_cumprod_args), .dim = __VA_ARGS__ })
#define rush_cumsum(x0, ...) rush_cumsum_at(RUSH_SITE, x0, (rush_cumsum_args){ .size = sizeof(rush_cumsum_args), .dim = __VA_ARGS__ })
#define rush_deg2rad(...) rush_deg2rad_at(RUSH_SITE, __VA_ARGS__)
#define rush_deg2rad_(...) rush_deg2rad__at(RUSH_SITE, __VA_ARGS__)
#define rush_det(...) rush_det_at(RUSH_SITE, __VA_ARGS__)
#define rush_detach(...) rush_detach_at(RUSH_SITE, __VA_ARGS__)
#define rush_diagonal(...) rush_diagonal_at(RUSH_SITE, __VA_ARGS__)
#define rush_digamma(...) rush_digamma_at(RUSH_SITE, __VA_ARGS__)
#define rush_digamma_(...) rush_digamma__at(RUSH_SITE, __VA_ARGS__)
#define rush_dirichlet_grad(...) rush_dirichlet_grad_at(RUSH_SITE, __VA_ARGS__)
#define rush_div(x0, x1) rush_div_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_(x0, x1) rush_div__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_mode(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_div_mode_n_, rush_div_mode_n_, rush_div_mode_n_, rush_div_mode_n_, rush_div_mode_n_, rush_div_mode_n_, rush_div_mode_n_, rush_div_mode_n_, rush_div_mode_1_, 0)(x0, __VA_ARGS__)
#define rush_div_mode_1_(x0, x1) rush_div_mode_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_div_mode_args){ .size = sizeof(rush_div_mode_args) })
#define rush_div_mode_n_(x0, x1, ...) rush_div_mode_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_div_mode_args){ .size = sizeof(rush_div_mode_args), __VA_ARGS__ })
#define rush_div_mode_(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_div_mode__n_, rush_div_mode__n_, rush_div_mode__n_, rush_div_mode__n_, rush_div_mode__n_, rush_div_mode__n_, rush_div_mode__n_, rush_div_mode__n_, rush_div_mode__1_, 0)(x0, __VA_ARGS__)
#define rush_div_mode__1_(x0, x1) rush_div_mode__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_div_mode_args){ .size = sizeof(rush_div_mode_args) })
#define rush_div_mode__n_(x0, x1, ...) rush_div_mode__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_div_mode_args){ .size = sizeof(rush_div_mode_args), __VA_ARGS__ })
#define rush_dot(...) rush_dot_at(RUSH_SITE, __VA_ARGS__)
#define rush_dropout(...) rush_dropout_at(RUSH_SITE, __VA_ARGS__)
#define rush_einsum(...) rush_einsum_at(RUSH_SITE, __VA_ARGS__)
#define rush_elu(...) rush_elu_at(RUSH_SITE, (rush_elu_args){ .size = sizeof(rush_elu_args), .self = __VA_ARGS__ })
#define rush_elu_(...) rush_elu__at(RUSH_SITE, (rush_elu_args){ .size = sizeof(rush_elu_args), .self = __VA_ARGS__ })
#define rush_embedding(x0, ...) rush_embedding_at(RUSH_SITE, x0, (rush_embedding_args){ .size = sizeof(rush_embedding_args), .indices = __VA_ARGS__ })
#define rush_embedding_bag(x0, x1, ...) rush_embedding_bag_at(RUSH_SITE, x0, x1, (rush_embedding_bag_args){ .size = sizeof(rush_embedding_bag_args), .offsets = __VA_ARGS__ })
#define rush_embedding_renorm_(...) rush_embedding_renorm__at(RUSH_SITE, __VA_ARGS__)
#define rush_empty(...) rush_empty_at(RUSH_SITE, (rush_empty_args){ .size = sizeof(rush_empty_args), .shape = __VA_ARGS__ })
#define rush_empty_like(...) rush_empty_like_at(RUSH_SITE, (rush_empty_like_args){ .size = sizeof(rush_empty_like_args), .self = __VA_ARGS__ })
#define rush_empty_strided(x0, ...) rush_empty_strided_at(RUSH_SITE, x0, (rush_empty_strided_args){ .size = sizeof(rush_empty_strided_args), .stride = __VA_ARGS__ })
#define rush_eq(x0, x1) rush_eq_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_eq_(x0, x1) rush_eq__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_erf(...) rush_erf_at(RUSH_SITE, __VA_ARGS__)
#define rush_erf_(...) rush_erf__at(RUSH_SITE, __VA_ARGS__)
#define rush_erfc(...) rush_erfc_at(RUSH_SITE, __VA_ARGS__)
#define rush_erfc_(...) rush_erfc__at(RUSH_SITE, __VA_ARGS__)
#define rush_erfinv(...) rush_erfinv_at(RUSH_SITE, __VA_ARGS__)
#define rush_erfinv_(...) rush_erfinv__at(RUSH_SITE, __VA_ARGS__)
#define rush_exp(...) rush_exp_at(RUSH_SITE, __VA_ARGS__)
#define rush_exp_(...) rush_exp__at(RUSH_SITE, __VA_ARGS__)
#define rush_exp2(...) rush_exp2_at(RUSH_SITE, __VA_ARGS__)
#define rush_exp2_(...) rush_exp2__at(RUSH_SITE, __VA_ARGS__)
#define rush_expand(...) rush_expand_at(RUSH_SITE, __VA_ARGS__)
#define rush_expand_as(...) rush_expand_as_at(RUSH_SITE, __VA_ARGS__)
#define rush_expm1(...) rush_expm1_at(RUSH_SITE, __VA_ARGS__)
#define rush_expm1_(...) rush_expm1__at(RUSH_SITE, __VA_ARGS__)
#define rush_exponential_(x0, ...) rush_exponential__at(RUSH_SITE, x0, (rush_exponential_args){ .size = sizeof(rush_exponential_args), .lambd = __VA_ARGS__ })
#define rush_eye(...) rush_eye_at(RUSH_SITE, (rush_eye_args){ .size = sizeof(rush_eye_args), .n = __VA_ARGS__ })
#define rush_fill_(x0, x1) rush_fill__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_flatten(...) rush_flatten_at(RUSH_SITE, __VA_ARGS__)
#define rush_flip(...) rush_flip_at(RUSH_SITE, __VA_ARGS__)
#define rush_floor(...) rush_floor_at(RUSH_SITE, __VA_ARGS__)
#define rush_floor_(...) rush_floor__at(RUSH_SITE, __VA_ARGS__)
#define rush_fmax(...) rush_fmax_at(RUSH_SITE, __VA_ARGS__)
#define rush_fmin(...) rush_fmin_at(RUSH_SITE, __VA_ARGS__)
#define rush_fmod(x0, x1) rush_fmod_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_fmod_(x0, x1) rush_fmod__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_frac(...) rush_frac_at(RUSH_SITE, __VA_ARGS__)
#define rush_frac_(...) rush_frac__at(RUSH_SITE, __VA_ARGS__)
#define rush_fractional_max_pool2d(x0, x1, x2, ...) rush_fractional_max_pool2d_at(RUSH_SITE, x0, x1, x2, (rush_fractional_max_pool2d_args){ .size = sizeof(rush_fractional_max_pool2d_args), .random_samples = __VA_ARGS__ })
#define rush_fractional_max_pool3d(x0, x1, x2, ...) rush_fractional_max_pool3d_at(RUSH_SITE, x0, x1, x2, (rush_fractional_max_pool3d_args){ .size = sizeof(rush_fractional_max_pool3d_args), .random_samples = __VA_ARGS__ })
#define rush_frexp(...) rush_frexp_at(RUSH_SITE, (rush_frexp_args){ .size = sizeof(rush_frexp_args), .self = __VA_ARGS__ })
#define rush_full(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_n_, rush_full_1_, 0)(x0, __VA_ARGS__)
#define rush_full_1_(x0, x1) rush_full_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_args){ .size = sizeof(rush_full_args) })
#define rush_full_n_(x0, x1, ...) rush_full_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_args){ .size = sizeof(rush_full_args), __VA_ARGS__ })
#define rush_full_like(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_n_, rush_full_like_1_, 0)(x0, __VA_ARGS__)
#define rush_full_like_1_(x0, x1) rush_full_like_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_like_args){ .size = sizeof(rush_full_like_args) })
#define rush_full_like_n_(x0, x1, ...) rush_full_like_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_full_like_args){ .size = sizeof(rush_full_like_args), __VA_ARGS__ })
#define rush_gather(x0, x1, ...) rush_gather_at(RUSH_SITE, x0, x1, (rush_gather_args){ .size = sizeof(rush_gather_args), .index = __VA_ARGS__ })
#define rush_gcd(...) rush_gcd_at(RUSH_SITE, __VA_ARGS__)
#define rush_gcd_(...) rush_gcd__at(RUSH_SITE, __VA_ARGS__)
#define rush_ge(x0, x1) rush_ge_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_ge_(x0, x1) rush_ge__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_gelu(...) rush_gelu_at(RUSH_SITE, (rush_gelu_args){ .size = sizeof(rush_gelu_args), .self = __VA_ARGS__ })
#define rush_gelu_(...) rush_gelu__at(RUSH_SITE, (rush_gelu_args){ .size = sizeof(rush_gelu_args), .self = __VA_ARGS__ })
#define rush_geometric_(x0, ...) rush_geometric__at(RUSH_SITE, x0, (rush_geometric_args){ .size = sizeof(rush_geometric_args), .p = __VA_ARGS__ })
#define rush_geqrf(...) rush_geqrf_at(RUSH_SITE, (rush_geqrf_args){ .size = sizeof(rush_geqrf_args), .self = __VA_ARGS__ })
#define rush_grid_sampler(...) rush_grid_sampler_at(RUSH_SITE, __VA_ARGS__)
#define rush_grid_sampler_2d(...) rush_grid_sampler_2d_at(RUSH_SITE, __VA_ARGS__)
#define rush_grid_sampler_3d(...) rush_grid_sampler_3d_at(RUSH_SITE, __VA_ARGS__)
#define rush_group_norm(x0, ...) rush_group_norm_at(RUSH_SITE, x0, (rush_group_norm_args){ .size = sizeof(rush_group_norm_args), .num_groups = __VA_ARGS__ })
#define rush_gt(x0, x1) rush_gt_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_gt_(x0, x1) rush_gt__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_hamming_window(...) rush_hamming_window_at(RUSH_SITE, (rush_hamming_window_args){ .size = sizeof(rush_hamming_window_args), .window_length = __VA_ARGS__ })
#define rush_hann_window(...) rush_hann_window_at(RUSH_SITE, (rush_hann_window_args){ .size = sizeof(rush_hann_window_args), .window_length = __VA_ARGS__ })
#define rush_hardshrink(...) rush_hardshrink_at(RUSH_SITE, (rush_hardshrink_args){ .size = sizeof(rush_hardshrink_args), .self = __VA_ARGS__ })
#define rush_hardsigmoid(...) rush_hardsigmoid_at(RUSH_SITE, __VA_ARGS__)
#define rush_hardsigmoid_(...) rush_hardsigmoid__at(RUSH_SITE, __VA_ARGS__)
#define rush_hardswish(...) rush_hardswish_at(RUSH_SITE, __VA_ARGS__)
#define rush_hardswish_(...) rush_hardswish__at(RUSH_SITE, __VA_ARGS__)
#define rush_hardtanh(...) rush_hardtanh_at(RUSH_SITE, (rush_hardtanh_args){ .size = sizeof(rush_hardtanh_args), .self = __VA_ARGS__ })
#define rush_hardtanh_(...) rush_hardtanh__at(RUSH_SITE, (rush_hardtanh_args){ .size = sizeof(rush_hardtanh_args), .self = __VA_ARGS__ })
#define rush_heaviside(...) rush_heaviside_at(RUSH_SITE, __VA_ARGS__)
#define rush_heaviside_(...) rush_heaviside__at(RUSH_SITE, __VA_ARGS__)
#define rush_histc(x0, x1, x2, x3) rush_histc_at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2), RUSH_OPERAND(x3))
#define rush_histogram(x0, ...) rush_histogram_at(RUSH_SITE, x0, (rush_histogram_args){ .size = sizeof(rush_histogram_args), .bins = __VA_ARGS__ })
#define rush_huber_loss(x0, ...) rush_huber_loss_at(RUSH_SITE, x0, (rush_huber_loss_args){ .size = sizeof(rush_huber_loss_args), .target = __VA_ARGS__ })
#define rush_hypot(...) rush_hypot_at(RUSH_SITE, __VA_ARGS__)
#define rush_hypot_(...) rush_hypot__at(RUSH_SITE, __VA_ARGS__)
#define rush_i0(...) rush_i0_at(RUSH_SITE, __VA_ARGS__)
#define rush_i0_(...) rush_i0__at(RUSH_SITE, __VA_ARGS__)
#define rush_igamma(...) rush_igamma_at(RUSH_SITE, __VA_ARGS__)
#define rush_igamma_(...) rush_igamma__at(RUSH_SITE, __VA_ARGS__)
#define rush_igammac(...) rush_igammac_at(RUSH_SITE, __VA_ARGS__)
#define rush_igammac_(...) rush_igammac__at(RUSH_SITE, __VA_ARGS__)
#define rush_im2col(...) rush_im2col_at(RUSH_SITE, __VA_ARGS__)
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
#define rush_instance_norm(...) rush_instance_norm_at(RUSH_SITE, (rush_instance_norm_args){ .size = sizeof(rush_instance_norm_args), .input = __VA_ARGS__ })
#define rush_interpolate(...) rush_interpolate_at(RUSH_SITE, (rush_interpolate_args){ .size = sizeof(rush_interpolate_args), .input = __VA_ARGS__ })
#define rush_inverse(...) rush_inverse_at(RUSH_SITE, __VA_ARGS__)
#define rush_isfinite(...) rush_isfinite_at(RUSH_SITE, __VA_ARGS__)
#define rush_isinf(...) rush_isinf_at(RUSH_SITE, __VA_ARGS__)
#define rush_isnan(...) rush_isnan_at(RUSH_SITE, __VA_ARGS__)
#define rush_kaiser_window(...) rush_kaiser_window_at(RUSH_SITE, (rush_kaiser_window_args){ .size = sizeof(rush_kaiser_window_args), .window_length = __VA_ARGS__ })
#define rush_kl_div(x0, ...) rush_kl_div_at(RUSH_SITE, x0, (rush_kl_div_args){ .size = sizeof(rush_kl_div_args), .target = __VA_ARGS__ })
#define rush_kthvalue(x0, x1, ...) rush_kthvalue_at(RUSH_SITE, x0, x1, (rush_kthvalue_args){ .size = sizeof(rush_kthvalue_args), .dim = __VA_ARGS__ })
#define rush_l1_loss(x0, ...) rush_l1_loss_at(RUSH_SITE, x0, (rush_l1_loss_args){ .size = sizeof(rush_l1_loss_args), .target = __VA_ARGS__ })
#define rush_layer_norm(x0, ...) rush_layer_norm_at(RUSH_SITE, x0, (rush_layer_norm_args){ .size = sizeof(rush_layer_norm_args), .normalized_shape = __VA_ARGS__ })
#define rush_lcm(...) rush_lcm_at(RUSH_SITE, __VA_ARGS__)
#define rush_lcm_(...) rush_lcm__at(RUSH_SITE, __VA_ARGS__)
#define rush_ldexp(...) rush_ldexp_at(RUSH_SITE, __VA_ARGS__)
#define rush_ldexp_(...) rush_ldexp__at(RUSH_SITE, __VA_ARGS__)
#define rush_le(x0, x1) rush_le_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_le_(x0, x1) rush_le__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_leaky_relu(...) rush_leaky_relu_at(RUSH_SITE, (rush_leaky_relu_args){ .size = sizeof(rush_leaky_relu_args), .self = __VA_ARGS__ })
#define rush_leaky_relu_(...) rush_leaky_relu__at(RUSH_SITE, (rush_leaky_relu_args){ .size = sizeof(rush_leaky_relu_args), .self = __VA_ARGS__ })
#define rush_lerp(x0, x1, x2) rush_lerp_at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2))
#define rush_lerp_(x0, x1, x2) rush_lerp__at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2))
#define rush_lgamma(...) rush_lgamma_at(RUSH_SITE, __VA_ARGS__)
#define rush_lgamma_(...) rush_lgamma__at(RUSH_SITE, __VA_ARGS__)
#define rush_linalg_cholesky(...) rush_linalg_cholesky_at(RUSH_SITE, (rush_linalg_cholesky_args){ .size = sizeof(rush_linalg_cholesky_args), .self = __VA_ARGS__ })
#define rush_linalg_cholesky_ex(...) rush_linalg_cholesky_ex_at(RUSH_SITE, (rush_linalg_cholesky_ex_args){ .size = sizeof(rush_linalg_cholesky_ex_args), .self = __VA_ARGS__ })
#define rush_linalg_det(...) rush_linalg_det_at(RUSH_SITE, __VA_ARGS__)
#define rush_linalg_eigh(...) rush_linalg_eigh_at(RUSH_SITE, (rush_linalg_eigh_args){ .size = sizeof(rush_linalg_eigh_args), .self = __VA_ARGS__ })
#define rush_linalg_eigvalsh(...) rush_linalg_eigvalsh_at(RUSH_SITE, (rush_linalg_eigvalsh_args){ .size = sizeof(rush_linalg_eigvalsh_args), .self = __VA_ARGS__ })
#define rush_linalg_householder_product(...) rush_linalg_householder_product_at(RUSH_SITE, __VA_ARGS__)
#define rush_linalg_inv(...) rush_linalg_inv_at(RUSH_SITE, __VA_ARGS__)
#define rush_linalg_inv_ex(...) rush_linalg_inv_ex_at(RUSH_SITE, (rush_linalg_inv_ex_args){ .size = sizeof(rush_linalg_inv_ex_args), .A = __VA_ARGS__ })
#define rush_linalg_ldl_factor(...) rush_linalg_ldl_factor_at(RUSH_SITE, (rush_linalg_ldl_factor_args){ .size = sizeof(rush_linalg_ldl_factor_args), .self = __VA_ARGS__ })
#define rush_linalg_ldl_factor_ex(...) rush_linalg_ldl_factor_ex_at(RUSH_SITE, (rush_linalg_ldl_factor_ex_args){ .size = sizeof(rush_linalg_ldl_factor_ex_args), .self = __VA_ARGS__ })
#define rush_linalg_ldl_solve(x0, x1, ...) rush_linalg_ldl_solve_at(RUSH_SITE, x0, x1, (rush_linalg_ldl_solve_args){ .size = sizeof(rush_linalg_ldl_solve_args), .B = __VA_ARGS__ })
#define rush_linalg_lu(...) rush_linalg_lu_at(RUSH_SITE, (rush_linalg_lu_args){ .size = sizeof(rush_linalg_lu_args), .A = __VA_ARGS__ })
#define rush_linalg_lu_factor(...) rush_linalg_lu_factor_at(RUSH_SITE, (rush_linalg_lu_factor_args){ .size = sizeof(rush_linalg_lu_factor_args), .A = __VA_ARGS__ })
#define rush_linalg_lu_factor_ex(...) rush_linalg_lu_factor_ex_at(RUSH_SITE, (rush_linalg_lu_factor_ex_args){ .size = sizeof(rush_linalg_lu_factor_ex_args), .A = __VA_ARGS__ })
#define rush_linalg_lu_solve(x0, x1, ...) rush_linalg_lu_solve_at(RUSH_SITE, x0, x1, (rush_linalg_lu_solve_args){ .size = sizeof(rush_linalg_lu_solve_args), .B = __VA_ARGS__ })
#define rush_linalg_matrix_exp(...) rush_linalg_matrix_exp_at(RUSH_SITE, __VA_ARGS__)
#define rush_linalg_pinv(...) rush_linalg_pinv_at(RUSH_SITE, (rush_linalg_pinv_args){ .size = sizeof(rush_linalg_pinv_args), .self = __VA_ARGS__ })
#define rush_linalg_qr(...) rush_linalg_qr_at(RUSH_SITE, (rush_linalg_qr_args){ .size = sizeof(rush_linalg_qr_args), .A = __VA_ARGS__ })
#define rush_linalg_slogdet(...) rush_linalg_slogdet_at(RUSH_SITE, (rush_linalg_slogdet_args){ .size = sizeof(rush_linalg_slogdet_args), .A = __VA_ARGS__ })
#define rush_linalg_solve(x0, ...) rush_linalg_solve_at(RUSH_SITE, x0, (rush_linalg_solve_args){ .size = sizeof(rush_linalg_solve_args), .B = __VA_ARGS__ })
#define rush_linalg_solve_ex(x0, ...) rush_linalg_solve_ex_at(RUSH_SITE, x0, (rush_linalg_solve_ex_args){ .size = sizeof(rush_linalg_solve_ex_args), .B = __VA_ARGS__ })
#define rush_linalg_solve_triangular(x0, x1, ...) rush_linalg_solve_triangular_at(RUSH_SITE, x0, x1, (rush_linalg_solve_triangular_args){ .size = sizeof(rush_linalg_solve_triangular_args), .upper = __VA_ARGS__ })
#define rush_linalg_svd(...) rush_linalg_svd_at(RUSH_SITE, (rush_linalg_svd_args){ .size = sizeof(rush_linalg_svd_args), .A = __VA_ARGS__ })
#define rush_linalg_svdvals(...) rush_linalg_svdvals_at(RUSH_SITE, (rush_linalg_svdvals_args){ .size = sizeof(rush_linalg_svdvals_args), .A = __VA_ARGS__ })
#define rush_linalg_vector_norm(...) rush_linalg_vector_norm_at(RUSH_SITE, (rush_linalg_vector_norm_args){ .size = sizeof(rush_linalg_vector_norm_args), .self = __VA_ARGS__ })
#define rush_linear(x0, ...) rush_linear_at(RUSH_SITE, x0, (rush_linear_args){ .size = sizeof(rush_linear_args), .weight = __VA_ARGS__ })
#define rush_linspace(x0, x1, ...) rush_linspace_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_linspace_args){ .size = sizeof(rush_linspace_args), .steps = __VA_ARGS__ })
#define rush_log(...) rush_log_at(RUSH_SITE, __VA_ARGS__)
#define rush_log_(...) rush_log__at(RUSH_SITE, __VA_ARGS__)
#define rush_log10(...) rush_log10_at(RUSH_SITE, __VA_ARGS__)
#define rush_log10_(...) rush_log10__at(RUSH_SITE, __VA_ARGS__)
#define rush_log1p(...) rush_log1p_at(RUSH_SITE, __VA_ARGS__)
#define rush_log1p_(...) rush_log1p__at(RUSH_SITE, __VA_ARGS__)
#define rush_log2(...) rush_log2_at(RUSH_SITE, __VA_ARGS__)
#define rush_log2_(...) rush_log2__at(RUSH_SITE, __VA_ARGS__)
#define rush_log_normal_(x0, x1, ...) rush_log_normal__at(RUSH_SITE, x0, x1, (rush_log_normal_args){ .size = sizeof(rush_log_normal_args), .std = __VA_ARGS__ })
#define rush_log_softmax(x0, ...) rush_log_softmax_at(RUSH_SITE, x0, (rush_log_softmax_args){ .size = sizeof(rush_log_softmax_args), .dim = __VA_ARGS__ })
#define rush_logaddexp(...) rush_logaddexp_at(RUSH_SITE, __VA_ARGS__)
#define rush_logaddexp2(...) rush_logaddexp2_at(RUSH_SITE, __VA_ARGS__)
#define rush_logcumsumexp(...) rush_logcumsumexp_at(RUSH_SITE, __VA_ARGS__)
#define rush_logdet(...) rush_logdet_at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_and(...) rush_logical_and_at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_and_(...) rush_logical_and__at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_not(...) rush_logical_not_at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_not_(...) rush_logical_not__at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_or(...) rush_logical_or_at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_or_(...) rush_logical_or__at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_xor(...) rush_logical_xor_at(RUSH_SITE, __VA_ARGS__)
#define rush_logical_xor_(...) rush_logical_xor__at(RUSH_SITE, __VA_ARGS__)
#define rush_logit(...) rush_logit_at(RUSH_SITE, (rush_logit_args){ .size = sizeof(rush_logit_args), .self = __VA_ARGS__ })
#define rush_logit_(...) rush_logit__at(RUSH_SITE, (rush_logit_args){ .size = sizeof(rush_logit_args), .self = __VA_ARGS__ })
#define rush_logsigmoid(...) rush_logsigmoid_at(RUSH_SITE, __VA_ARGS__)
#define rush_logspace(x0, x1, ...) rush_logspace_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_logspace_args){ .size = sizeof(rush_logspace_args), .steps = __VA_ARGS__ })
#define rush_logsumexp(x0, ...) rush_logsumexp_at(RUSH_SITE, x0, (rush_logsumexp_args){ .size = sizeof(rush_logsumexp_args), .dim = __VA_ARGS__ })
#define rush_lt(x0, x1) rush_lt_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_lt_(x0, x1) rush_lt__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_lu_solve(...) rush_lu_solve_at(RUSH_SITE, __VA_ARGS__)
#define rush_lu_unpack(x0, ...) rush_lu_unpack_at(RUSH_SITE, x0, (rush_lu_unpack_args){ .size = sizeof(rush_lu_unpack_args), .LU_pivots = __VA_ARGS__ })
#define rush_masked_fill(x0, x1, x2) rush_masked_fill_at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2))
#define rush_masked_fill_(x0, x1, x2) rush_masked_fill__at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2))
#define rush_masked_scatter(...) rush_masked_scatter_at(RUSH_SITE, __VA_ARGS__)
#define rush_masked_scatter_(...) rush_masked_scatter__at(RUSH_SITE, __VA_ARGS__)
#define rush_masked_select(...) rush_masked_select_at(RUSH_SITE, __VA_ARGS__)
#define rush_matmul(...) rush_matmul_at(RUSH_SITE, __VA_ARGS__)
#define rush_max(...) rush_max_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_dim(x0, ...) rush_max_dim_at(RUSH_SITE, x0, (rush_max_dim_args){ .size = sizeof(rush_max_dim_args), .dim = __VA_ARGS__ })
#define rush_max_pool1d(x0, ...) rush_max_pool1d_at(RUSH_SITE, x0, (rush_max_pool1d_args){ .size = sizeof(rush_max_pool1d_args), .kernel_size = __VA_ARGS__ })
#define rush_max_pool1d_with_indices(x0, ...) rush_max_pool1d_with_indices_at(RUSH_SITE, x0, (rush_max_pool1d_with_indices_args){ .size = sizeof(rush_max_pool1d_with_indices_args), .kernel_size = __VA_ARGS__ })
#define rush_max_pool2d(x0, ...) rush_max_pool2d_at(RUSH_SITE, x0, (rush_max_pool2d_args){ .size = sizeof(rush_max_pool2d_args), .kernel_size = __VA_ARGS__ })
#define rush_max_pool2d_with_indices(x0, ...) rush_max_pool2d_with_indices_at(RUSH_SITE, x0, (rush_max_pool2d_with_indices_args){ .size = sizeof(rush_max_pool2d_with_indices_args), .kernel_size = __VA_ARGS__ })
#define rush_max_pool3d(x0, ...) rush_max_pool3d_at(RUSH_SITE, x0, (rush_max_pool3d_args){ .size = sizeof(rush_max_pool3d_args), .kernel_size = __VA_ARGS__ })
#define rush_max_pool3d_with_indices(x0, ...) rush_max_pool3d_with_indices_at(RUSH_SITE, x0, (rush_max_pool3d_with_indices_args){ .size = sizeof(rush_max_pool3d_with_indices_args), .kernel_size = __VA_ARGS__ })
#define rush_max_unpool2d(...) rush_max_unpool2d_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_unpool3d(...) rush_max_unpool3d_at(RUSH_SITE, __VA_ARGS__)
#define rush_maximum(...) rush_maximum_at(RUSH_SITE, __VA_ARGS__)
#define rush_mean(...) rush_mean_at(RUSH_SITE, (rush_mean_args){ .size = sizeof(rush_mean_args), .self = __VA_ARGS__ })
#define rush_mean_dim(x0, ...) rush_mean_dim_at(RUSH_SITE, x0, (rush_mean_dim_args){ .size = sizeof(rush_mean_dim_args), .dim = __VA_ARGS__ })
#define rush_median(...) rush_median_at(RUSH_SITE, __VA_ARGS__)
#define rush_median_dim(x0, ...) rush_median_dim_at(RUSH_SITE, x0, (rush_median_dim_args){ .size = sizeof(rush_median_dim_args), .dim = __VA_ARGS__ })
#define rush_meshgrid(x0, x1, ...) rush_meshgrid_at(RUSH_SITE, x0, x1, (rush_meshgrid_args){ .size = sizeof(rush_meshgrid_args), __VA_ARGS__ })
#define rush_min(...) rush_min_at(RUSH_SITE, __VA_ARGS__)
#define rush_min_dim(x0, ...) rush_min_dim_at(RUSH_SITE, x0, (rush_min_dim_args){ .size = sizeof(rush_min_dim_args), .dim = __VA_ARGS__ })
#define rush_minimum(...) rush_minimum_at(RUSH_SITE, __VA_ARGS__)
#define rush_mish(...) rush_mish_at(RUSH_SITE, __VA_ARGS__)
#define rush_mish_(...) rush_mish__at(RUSH_SITE, __VA_ARGS__)
#define rush_mm(...) rush_mm_at(RUSH_SITE, __VA_ARGS__)
#define rush_mode_dim(x0, ...) rush_mode_dim_at(RUSH_SITE, x0, (rush_mode_dim_args){ .size = sizeof(rush_mode_dim_args), .dim = __VA_ARGS__ })
#define rush_movedim(...) rush_movedim_at(RUSH_SITE, __VA_ARGS__)
#define rush_mse_loss(x0, ...) rush_mse_loss_at(RUSH_SITE, x0, (rush_mse_loss_args){ .size = sizeof(rush_mse_loss_args), .target = __VA_ARGS__ })
#define rush_mul(x0, x1) rush_mul_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_mul_(x0, x1) rush_mul__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_mv(...) rush_mv_at(RUSH_SITE, __VA_ARGS__)
#define rush_mvlgamma(...) rush_mvlgamma_at(RUSH_SITE, __VA_ARGS__)
#define rush_mvlgamma_(...) rush_mvlgamma__at(RUSH_SITE, __VA_ARGS__)
#define rush_nanmedian(...) rush_nanmedian_at(RUSH_SITE, __VA_ARGS__)
#define rush_nanmedian_dim(x0, ...) rush_nanmedian_dim_at(RUSH_SITE, x0, (rush_nanmedian_dim_args){ .size = sizeof(rush_nanmedian_dim_args), .dim = __VA_ARGS__ })
#define rush_nansum(...) rush_nansum_at(RUSH_SITE, (rush_nansum_args){ .size = sizeof(rush_nansum_args), .self = __VA_ARGS__ })
#define rush_narrow(...) rush_narrow_at(RUSH_SITE, __VA_ARGS__)
#define rush_native_batch_norm(x0, x1, x2, x3, x4, x5, x6, ...) rush_native_batch_norm_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, (rush_native_batch_norm_args){ .size = sizeof(rush_native_batch_norm_args), .eps = __VA_ARGS__ })
#define rush_native_group_norm(x0, x1, x2, x3, ...) rush_native_group_norm_at(RUSH_SITE, x0, x1, x2, x3, (rush_native_group_norm_args){ .size = sizeof(rush_native_group_norm_args), .eps = __VA_ARGS__ })
#define rush_native_layer_norm(x0, x1, x2, x3, ...) rush_native_layer_norm_at(RUSH_SITE, x0, x1, x2, x3, (rush_native_layer_norm_args){ .size = sizeof(rush_native_layer_norm_args), .eps = __VA_ARGS__ })
#define rush_ne(x0, x1) rush_ne_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_ne_(x0, x1) rush_ne__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_neg(...) rush_neg_at(RUSH_SITE, __VA_ARGS__)
#define rush_neg_(...) rush_neg__at(RUSH_SITE, __VA_ARGS__)
#define rush_nextafter(...) rush_nextafter_at(RUSH_SITE, __VA_ARGS__)
#define rush_nextafter_(...) rush_nextafter__at(RUSH_SITE, __VA_ARGS__)
#define rush_nll_loss(x0, ...) rush_nll_loss_at(RUSH_SITE, x0, (rush_nll_loss_args){ .size = sizeof(rush_nll_loss_args), .target = __VA_ARGS__ })
#define rush_nonzero(...) rush_nonzero_at(RUSH_SITE, __VA_ARGS__)
#define rush_norm(...) rush_norm_at(RUSH_SITE, (rush_norm_args){ .size = sizeof(rush_norm_args), .self = __VA_ARGS__ })
#define rush_normal_(x0, x1, ...) rush_normal__at(RUSH_SITE, x0, x1, (rush_normal_args){ .size = sizeof(rush_normal_args), .std = __VA_ARGS__ })
#define rush_normalize(...) rush_normalize_at(RUSH_SITE, (rush_normalize_args){ .size = sizeof(rush_normalize_args), .input = __VA_ARGS__ })
#define rush_one_hot(...) rush_one_hot_at(RUSH_SITE, (rush_one_hot_args){ .size = sizeof(rush_one_hot_args), .self = __VA_ARGS__ })
#define rush_ones(...) rush_ones_at(RUSH_SITE, (rush_ones_args){ .size = sizeof(rush_ones_args), .shape = __VA_ARGS__ })
#define rush_ones_like(...) rush_ones_like_at(RUSH_SITE, (rush_ones_like_args){ .size = sizeof(rush_ones_like_args), .self = __VA_ARGS__ })
#define rush_orgqr(...) rush_orgqr_at(RUSH_SITE, __VA_ARGS__)
#define rush_ormqr(x0, x1, ...) rush_ormqr_at(RUSH_SITE, x0, x1, (rush_ormqr_args){ .size = sizeof(rush_ormqr_args), .input3 = __VA_ARGS__ })
#define rush_outer(...) rush_outer_at(RUSH_SITE, __VA_ARGS__)
#define rush_pad(x0, ...) rush_pad_at(RUSH_SITE, x0, (rush_pad_args){ .size = sizeof(rush_pad_args), .pad = __VA_ARGS__ })
#define rush_permute(...) rush_permute_at(RUSH_SITE, __VA_ARGS__)
#define rush_poisson(...) rush_poisson_at(RUSH_SITE, (rush_poisson_args){ .size = sizeof(rush_poisson_args), .self = __VA_ARGS__ })
#define rush_polygamma(...) rush_polygamma_at(RUSH_SITE, __VA_ARGS__)
#define rush_polygamma_of(...) rush_polygamma_of_at(RUSH_SITE, __VA_ARGS__)
#define rush_polygamma_of_(...) rush_polygamma_of__at(RUSH_SITE, __VA_ARGS__)
#define rush_pow(x0, x1) rush_pow_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_pow_(x0, x1) rush_pow__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_pow_scalar(x0, x1) rush_pow_scalar_at(RUSH_SITE, RUSH_OPERAND(x0), x1)
#define rush_prelu(...) rush_prelu_at(RUSH_SITE, __VA_ARGS__)
#define rush_prod(...) rush_prod_at(RUSH_SITE, (rush_prod_args){ .size = sizeof(rush_prod_args), .self = __VA_ARGS__ })
#define rush_prod_dim(x0, ...) rush_prod_dim_at(RUSH_SITE, x0, (rush_prod_dim_args){ .size = sizeof(rush_prod_dim_args), .dim = __VA_ARGS__ })
#define rush_qr(...) rush_qr_at(RUSH_SITE, (rush_qr_args){ .size = sizeof(rush_qr_args), .self = __VA_ARGS__ })
#define rush_rad2deg(...) rush_rad2deg_at(RUSH_SITE, __VA_ARGS__)
#define rush_rad2deg_(...) rush_rad2deg__at(RUSH_SITE, __VA_ARGS__)
#define rush_rand(...) rush_rand_at(RUSH_SITE, (rush_rand_args){ .size = sizeof(rush_rand_args), .shape = __VA_ARGS__ })
#define rush_rand_like(...) rush_rand_like_at(RUSH_SITE, (rush_rand_like_args){ .size = sizeof(rush_rand_like_args), .self = __VA_ARGS__ })
#define rush_randint(x0, x1, ...) rush_randint_at(RUSH_SITE, x0, x1, (rush_randint_args){ .size = sizeof(rush_randint_args), .shape = __VA_ARGS__ })
#define rush_randint_like(x0, x1, ...) rush_randint_like_at(RUSH_SITE, x0, x1, (rush_randint_like_args){ .size = sizeof(rush_randint_like_args), .high = __VA_ARGS__ })
#define rush_randn(...) rush_randn_at(RUSH_SITE, (rush_randn_args){ .size = sizeof(rush_randn_args), .shape = __VA_ARGS__ })
#define rush_randn_like(...) rush_randn_like_at(RUSH_SITE, (rush_randn_like_args){ .size = sizeof(rush_randn_like_args), .self = __VA_ARGS__ })
#define rush_random_(...) rush_random__at(RUSH_SITE, (rush_random_args){ .size = sizeof(rush_random_args), .self = __VA_ARGS__ })
#define rush_random_from_(x0, x1, ...) rush_random_from__at(RUSH_SITE, x0, x1, (rush_random_from_args){ .size = sizeof(rush_random_from_args), .to = __VA_ARGS__ })
#define rush_randperm(...) rush_randperm_at(RUSH_SITE, (rush_randperm_args){ .size = sizeof(rush_randperm_args), .n = __VA_ARGS__ })
#define rush_range(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_range_n_, rush_range_n_, rush_range_n_, rush_range_n_, rush_range_n_, rush_range_n_, rush_range_n_, rush_range_n_, rush_range_1_, 0)(x0, __VA_ARGS__)
#define rush_range_1_(x0, x1) rush_range_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_range_args){ .size = sizeof(rush_range_args) })
#define rush_range_n_(x0, x1, ...) rush_range_at(RUSH_SITE, RUSH_OPERAND(x0), RUSH_OPERAND(x1), (rush_range_args){ .size = sizeof(rush_range_args), __VA_ARGS__ })
#define rush_reciprocal(...) rush_reciprocal_at(RUSH_SITE, __VA_ARGS__)
#define rush_reciprocal_(...) rush_reciprocal__at(RUSH_SITE, __VA_ARGS__)
#define rush_reflection_pad1d(...) rush_reflection_pad1d_at(RUSH_SITE, __VA_ARGS__)
#define rush_reflection_pad2d(...) rush_reflection_pad2d_at(RUSH_SITE, __VA_ARGS__)
#define rush_reflection_pad3d(...) rush_reflection_pad3d_at(RUSH_SITE, __VA_ARGS__)
#define rush_relu(...) rush_relu_at(RUSH_SITE, __VA_ARGS__)
#define rush_relu_(...) rush_relu__at(RUSH_SITE, __VA_ARGS__)
#define rush_relu6(...) rush_relu6_at(RUSH_SITE, __VA_ARGS__)
#define rush_relu6_(...) rush_relu6__at(RUSH_SITE, __VA_ARGS__)
#define rush_remainder(x0, x1) rush_remainder_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_remainder_(x0, x1) rush_remainder__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_repeat(...) rush_repeat_at(RUSH_SITE, __VA_ARGS__)
#define rush_repeat_interleave(x0, ...) rush_repeat_interleave_at(RUSH_SITE, x0, (rush_repeat_interleave_args){ .size = sizeof(rush_repeat_interleave_args), .repeats = __VA_ARGS__ })
#define rush_replication_pad1d(...) rush_replication_pad1d_at(RUSH_SITE, __VA_ARGS__)
#define rush_replication_pad2d(...) rush_replication_pad2d_at(RUSH_SITE, __VA_ARGS__)
#define rush_replication_pad3d(...) rush_replication_pad3d_at(RUSH_SITE, __VA_ARGS__)
#define rush_reshape(...) rush_reshape_at(RUSH_SITE, __VA_ARGS__)
#define rush_reshape_as(...) rush_reshape_as_at(RUSH_SITE, __VA_ARGS__)
#define rush_rms_norm(x0, ...) rush_rms_norm_at(RUSH_SITE, x0, (rush_rms_norm_args){ .size = sizeof(rush_rms_norm_args), .normalized_shape = __VA_ARGS__ })
#define rush_roll(...) rush_roll_at(RUSH_SITE, __VA_ARGS__)
#define rush_round(...) rush_round_at(RUSH_SITE, (rush_round_args){ .size = sizeof(rush_round_args), .self = __VA_ARGS__ })
#define rush_round_(...) rush_round__at(RUSH_SITE, (rush_round_args){ .size = sizeof(rush_round_args), .self = __VA_ARGS__ })
#define rush_rsqrt(...) rush_rsqrt_at(RUSH_SITE, __VA_ARGS__)
#define rush_rsqrt_(...) rush_rsqrt__at(RUSH_SITE, __VA_ARGS__)
#define rush_rsub(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_rsub_n_, rush_rsub_n_, rush_rsub_n_, rush_rsub_n_, rush_rsub_n_, rush_rsub_n_, rush_rsub_n_, rush_rsub_n_, rush_rsub_1_, 0)(x0, __VA_ARGS__)
#define rush_rsub_1_(x0, x1) rush_rsub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_rsub_args){ .size = sizeof(rush_rsub_args) })
#define rush_rsub_n_(x0, x1, ...) rush_rsub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_rsub_args){ .size = sizeof(rush_rsub_args), __VA_ARGS__ })
#define rush_sample_dirichlet(...) rush_sample_dirichlet_at(RUSH_SITE, (rush_sample_dirichlet_args){ .size = sizeof(rush_sample_dirichlet_args), .self = __VA_ARGS__ })
#define rush_scaled_dot_product_attention(x0, x1, ...) rush_scaled_dot_product_attention_at(RUSH_SITE, x0, x1, (rush_scaled_dot_product_attention_args){ .size = sizeof(rush_scaled_dot_product_attention_args), .value_ = __VA_ARGS__ })
#define rush_scatter(x0, x1, x2, ...) RUSH_PICK_(__VA_ARGS__, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_n_, rush_scatter_1_, 0)(x0, x1, x2, __VA_ARGS__)
#define rush_scatter_1_(x0, x1, x2, x3) rush_scatter_at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args) })
#define rush_scatter_n_(x0, x1, x2, x3, ...) rush_scatter_at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args), __VA_ARGS__ })
#define rush_scatter_(x0, x1, x2, ...) RUSH_PICK_(__VA_ARGS__, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__n_, rush_scatter__1_, 0)(x0, x1, x2, __VA_ARGS__)
#define rush_scatter__1_(x0, x1, x2, x3) rush_scatter__at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args) })
#define rush_scatter__n_(x0, x1, x2, x3, ...) rush_scatter__at(RUSH_SITE, x0, x1, x2, RUSH_OPERAND(x3), (rush_scatter_args){ .size = sizeof(rush_scatter_args), __VA_ARGS__ })
#define rush_scatter_add(...) rush_scatter_add_at(RUSH_SITE, __VA_ARGS__)
#define rush_scatter_add_(...) rush_scatter_add__at(RUSH_SITE, __VA_ARGS__)
#define rush_scatter_reduce(x0, x1, x2, x3, ...) rush_scatter_reduce_at(RUSH_SITE, x0, x1, x2, x3, (rush_scatter_reduce_args){ .size = sizeof(rush_scatter_reduce_args), .reduce = __VA_ARGS__ })
#define rush_scatter_reduce_(x0, x1, x2, x3, ...) rush_scatter_reduce__at(RUSH_SITE, x0, x1, x2, x3, (rush_scatter_reduce_args){ .size = sizeof(rush_scatter_reduce_args), .reduce = __VA_ARGS__ })
#define rush_searchsorted(x0, ...) rush_searchsorted_at(RUSH_SITE, x0, (rush_searchsorted_args){ .size = sizeof(rush_searchsorted_args), .self = __VA_ARGS__ })
#define rush_segment_reduce(x0, ...) rush_segment_reduce_at(RUSH_SITE, x0, (rush_segment_reduce_args){ .size = sizeof(rush_segment_reduce_args), .reduce = __VA_ARGS__ })
#define rush_select(...) rush_select_at(RUSH_SITE, __VA_ARGS__)
#define rush_selu(...) rush_selu_at(RUSH_SITE, __VA_ARGS__)
#define rush_selu_(...) rush_selu__at(RUSH_SITE, __VA_ARGS__)
#define rush_sigmoid(...) rush_sigmoid_at(RUSH_SITE, __VA_ARGS__)
#define rush_sigmoid_(...) rush_sigmoid__at(RUSH_SITE, __VA_ARGS__)
#define rush_sign(...) rush_sign_at(RUSH_SITE, __VA_ARGS__)
#define rush_sign_(...) rush_sign__at(RUSH_SITE, __VA_ARGS__)
#define rush_signbit(...) rush_signbit_at(RUSH_SITE, __VA_ARGS__)
#define rush_silu(...) rush_silu_at(RUSH_SITE, __VA_ARGS__)
#define rush_silu_(...) rush_silu__at(RUSH_SITE, __VA_ARGS__)
#define rush_sin(...) rush_sin_at(RUSH_SITE, __VA_ARGS__)
#define rush_sin_(...) rush_sin__at(RUSH_SITE, __VA_ARGS__)
#define rush_sinc(...) rush_sinc_at(RUSH_SITE, __VA_ARGS__)
#define rush_sinc_(...) rush_sinc__at(RUSH_SITE, __VA_ARGS__)
#define rush_sinh(...) rush_sinh_at(RUSH_SITE, __VA_ARGS__)
#define rush_sinh_(...) rush_sinh__at(RUSH_SITE, __VA_ARGS__)
#define rush_slice(x0, ...) rush_slice_at(RUSH_SITE, x0, (rush_slice_args){ .size = sizeof(rush_slice_args), .dim = __VA_ARGS__ })
#define rush_slogdet(...) rush_slogdet_at(RUSH_SITE, (rush_slogdet_args){ .size = sizeof(rush_slogdet_args), .self = __VA_ARGS__ })
#define rush_smooth_l1_loss(x0, ...) rush_smooth_l1_loss_at(RUSH_SITE, x0, (rush_smooth_l1_loss_args){ .size = sizeof(rush_smooth_l1_loss_args), .target = __VA_ARGS__ })
#define rush_softmax(x0, ...) rush_softmax_at(RUSH_SITE, x0, (rush_softmax_args){ .size = sizeof(rush_softmax_args), .dim = __VA_ARGS__ })
#define rush_softplus(...) rush_softplus_at(RUSH_SITE, (rush_softplus_args){ .size = sizeof(rush_softplus_args), .self = __VA_ARGS__ })
#define rush_softshrink(...) rush_softshrink_at(RUSH_SITE, (rush_softshrink_args){ .size = sizeof(rush_softshrink_args), .self = __VA_ARGS__ })
#define rush_sort(x0, ...) rush_sort_at(RUSH_SITE, x0, (rush_sort_args){ .size = sizeof(rush_sort_args), .dim = __VA_ARGS__ })
#define rush_special_airy_ai(...) rush_special_airy_ai_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_bessel_j0(...) rush_special_bessel_j0_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_bessel_j1(...) rush_special_bessel_j1_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_bessel_y0(...) rush_special_bessel_y0_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_bessel_y1(...) rush_special_bessel_y1_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_chebyshev_polynomial_t(x0, x1) rush_special_chebyshev_polynomial_t_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_chebyshev_polynomial_u(x0, x1) rush_special_chebyshev_polynomial_u_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_chebyshev_polynomial_v(x0, x1) rush_special_chebyshev_polynomial_v_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_chebyshev_polynomial_w(x0, x1) rush_special_chebyshev_polynomial_w_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_entr(...) rush_special_entr_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_erfcx(...) rush_special_erfcx_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_hermite_polynomial_h(x0, x1) rush_special_hermite_polynomial_h_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_hermite_polynomial_he(x0, x1) rush_special_hermite_polynomial_he_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_i0e(...) rush_special_i0e_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_i1(...) rush_special_i1_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_i1e(...) rush_special_i1e_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_laguerre_polynomial_l(x0, x1) rush_special_laguerre_polynomial_l_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_legendre_polynomial_p(x0, x1) rush_special_legendre_polynomial_p_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_log_ndtr(...) rush_special_log_ndtr_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_modified_bessel_i0(...) rush_special_modified_bessel_i0_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_modified_bessel_i1(...) rush_special_modified_bessel_i1_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_modified_bessel_k0(...) rush_special_modified_bessel_k0_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_modified_bessel_k1(...) rush_special_modified_bessel_k1_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_ndtr(...) rush_special_ndtr_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_ndtri(...) rush_special_ndtri_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_scaled_modified_bessel_k0(...) rush_special_scaled_modified_bessel_k0_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_scaled_modified_bessel_k1(...) rush_special_scaled_modified_bessel_k1_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_shifted_chebyshev_polynomial_t(x0, x1) rush_special_shifted_chebyshev_polynomial_t_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_shifted_chebyshev_polynomial_u(x0, x1) rush_special_shifted_chebyshev_polynomial_u_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_shifted_chebyshev_polynomial_v(x0, x1) rush_special_shifted_chebyshev_polynomial_v_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_shifted_chebyshev_polynomial_w(x0, x1) rush_special_shifted_chebyshev_polynomial_w_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_spherical_bessel_j0(...) rush_special_spherical_bessel_j0_at(RUSH_SITE, __VA_ARGS__)
#define rush_special_xlog1py(x0, x1) rush_special_xlog1py_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_special_zeta(x0, x1) rush_special_zeta_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_split(...) rush_split_at(RUSH_SITE, __VA_ARGS__)
#define rush_split_with_sizes(...) rush_split_with_sizes_at(RUSH_SITE, __VA_ARGS__)
#define rush_sqrt(...) rush_sqrt_at(RUSH_SITE, __VA_ARGS__)
#define rush_sqrt_(...) rush_sqrt__at(RUSH_SITE, __VA_ARGS__)
#define rush_square(...) rush_square_at(RUSH_SITE, __VA_ARGS__)
#define rush_square_(...) rush_square__at(RUSH_SITE, __VA_ARGS__)
#define rush_squeeze(...) rush_squeeze_at(RUSH_SITE, __VA_ARGS__)
#define rush_squeeze_dim(...) rush_squeeze_dim_at(RUSH_SITE, __VA_ARGS__)
#define rush_stack(...) rush_stack_at(RUSH_SITE, __VA_ARGS__)
#define rush_standard_gamma(...) rush_standard_gamma_at(RUSH_SITE, (rush_standard_gamma_args){ .size = sizeof(rush_standard_gamma_args), .self = __VA_ARGS__ })
#define rush_standard_gamma_grad(...) rush_standard_gamma_grad_at(RUSH_SITE, __VA_ARGS__)
#define rush_std(...) rush_std_at(RUSH_SITE, (rush_std_args){ .size = sizeof(rush_std_args), .self = __VA_ARGS__ })
#define rush_std_mean(...) rush_std_mean_at(RUSH_SITE, (rush_std_mean_args){ .size = sizeof(rush_std_mean_args), .self = __VA_ARGS__ })
#define rush_std_unbiased(...) rush_std_unbiased_at(RUSH_SITE, __VA_ARGS__)
#define rush_sub(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_n_, rush_sub_1_, 0)(x0, __VA_ARGS__)
#define rush_sub_1_(x0, x1) rush_sub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args) })
#define rush_sub_n_(x0, x1, ...) rush_sub_at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args), __VA_ARGS__ })
#define rush_sub_(x0, ...) RUSH_PICK_(__VA_ARGS__, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__n_, rush_sub__1_, 0)(x0, __VA_ARGS__)
#define rush_sub__1_(x0, x1) rush_sub__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args) })
#define rush_sub__n_(x0, x1, ...) rush_sub__at(RUSH_SITE, x0, RUSH_OPERAND(x1), (rush_sub_args){ .size = sizeof(rush_sub_args), __VA_ARGS__ })
#define rush_sum(...) rush_sum_at(RUSH_SITE, (rush_sum_args){ .size = sizeof(rush_sum_args), .self = __VA_ARGS__ })
#define rush_sum_dim(x0, ...) rush_sum_dim_at(RUSH_SITE, x0, (rush_sum_dim_args){ .size = sizeof(rush_sum_dim_args), .dim = __VA_ARGS__ })
#define rush_svd(...) rush_svd_at(RUSH_SITE, (rush_svd_args){ .size = sizeof(rush_svd_args), .self = __VA_ARGS__ })
#define rush_symeig(...) rush_symeig_at(RUSH_SITE, (rush_symeig_args){ .size = sizeof(rush_symeig_args), .self = __VA_ARGS__ })
#define rush_t(...) rush_t_at(RUSH_SITE, __VA_ARGS__)
#define rush_take(...) rush_take_at(RUSH_SITE, __VA_ARGS__)
#define rush_take_along_dim(x0, ...) rush_take_along_dim_at(RUSH_SITE, x0, (rush_take_along_dim_args){ .size = sizeof(rush_take_along_dim_args), .indices = __VA_ARGS__ })
#define rush_tan(...) rush_tan_at(RUSH_SITE, __VA_ARGS__)
#define rush_tan_(...) rush_tan__at(RUSH_SITE, __VA_ARGS__)
#define rush_tanh(...) rush_tanh_at(RUSH_SITE, __VA_ARGS__)
#define rush_tanh_(...) rush_tanh__at(RUSH_SITE, __VA_ARGS__)
#define rush_tensordot(...) rush_tensordot_at(RUSH_SITE, __VA_ARGS__)
#define rush_threshold(x0, x1, x2) rush_threshold_at(RUSH_SITE, x0, RUSH_OPERAND(x1), RUSH_OPERAND(x2))
#define rush_threshold_(x0, x1, x2) rush_threshold__at(RUSH_SITE, x0, RUSH_OPERAND(x1), RUSH_OPERAND(x2))
#define rush_tile(...) rush_tile_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_device(...) rush_to_device_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_dtype(...) rush_to_dtype_at(RUSH_SITE, __VA_ARGS__)
#define rush_topk(x0, x1, ...) rush_topk_at(RUSH_SITE, x0, x1, (rush_topk_args){ .size = sizeof(rush_topk_args), .dim = __VA_ARGS__ })
#define rush_transpose(...) rush_transpose_at(RUSH_SITE, __VA_ARGS__)
#define rush_triangular_solve(x0, ...) rush_triangular_solve_at(RUSH_SITE, x0, (rush_triangular_solve_args){ .size = sizeof(rush_triangular_solve_args), .A = __VA_ARGS__ })
#define rush_tril(...) rush_tril_at(RUSH_SITE, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = __VA_ARGS__ })
#define rush_tril_(...) rush_tril__at(RUSH_SITE, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = __VA_ARGS__ })
#define rush_triu(...) rush_triu_at(RUSH_SITE, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = __VA_ARGS__ })
#define rush_triu_(...) rush_triu__at(RUSH_SITE, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = __VA_ARGS__ })
#define rush_trunc(...) rush_trunc_at(RUSH_SITE, __VA_ARGS__)
#define rush_trunc_(...) rush_trunc__at(RUSH_SITE, __VA_ARGS__)
#define rush_trunc_normal_(x0, x1, x2, x3, ...) rush_trunc_normal__at(RUSH_SITE, x0, x1, x2, x3, (rush_trunc_normal_args){ .size = sizeof(rush_trunc_normal_args), .b = __VA_ARGS__ })
#define rush_unbind(...) rush_unbind_at(RUSH_SITE, __VA_ARGS__)
#define rush_unflatten(...) rush_unflatten_at(RUSH_SITE, __VA_ARGS__)
#define rush_unfold(...) rush_unfold_at(RUSH_SITE, __VA_ARGS__)
#define rush_uniform_(x0, x1, ...) rush_uniform__at(RUSH_SITE, x0, x1, (rush_uniform_args){ .size = sizeof(rush_uniform_args), .to = __VA_ARGS__ })
#define rush_unique(...) rush_unique_at(RUSH_SITE, (rush_unique_args){ .size = sizeof(rush_unique_args), .self = __VA_ARGS__ })
#define rush_unsqueeze(...) rush_unsqueeze_at(RUSH_SITE, __VA_ARGS__)
#define rush_upsample_bicubic2d(x0, x1, ...) rush_upsample_bicubic2d_at(RUSH_SITE, x0, x1, (rush_upsample_bicubic2d_args){ .size = sizeof(rush_upsample_bicubic2d_args), .align_corners = __VA_ARGS__ })
#define rush_upsample_bicubic2d_aa(x0, x1, ...) rush_upsample_bicubic2d_aa_at(RUSH_SITE, x0, x1, (rush_upsample_bicubic2d_aa_args){ .size = sizeof(rush_upsample_bicubic2d_aa_args), .align_corners = __VA_ARGS__ })
#define rush_upsample_bilinear2d(x0, x1, ...) rush_upsample_bilinear2d_at(RUSH_SITE, x0, x1, (rush_upsample_bilinear2d_args){ .size = sizeof(rush_upsample_bilinear2d_args), .align_corners = __VA_ARGS__ })
#define rush_upsample_bilinear2d_aa(x0, x1, ...) rush_upsample_bilinear2d_aa_at(RUSH_SITE, x0, x1, (rush_upsample_bilinear2d_aa_args){ .size = sizeof(rush_upsample_bilinear2d_aa_args), .align_corners = __VA_ARGS__ })
#define rush_upsample_linear1d(x0, x1, ...) rush_upsample_linear1d_at(RUSH_SITE, x0, x1, (rush_upsample_linear1d_args){ .size = sizeof(rush_upsample_linear1d_args), .align_corners = __VA_ARGS__ })
#define rush_upsample_nearest1d(x0, ...) rush_upsample_nearest1d_at(RUSH_SITE, x0, (rush_upsample_nearest1d_args){ .size = sizeof(rush_upsample_nearest1d_args), .output_size = __VA_ARGS__ })
#define rush_upsample_nearest2d(x0, ...) rush_upsample_nearest2d_at(RUSH_SITE, x0, (rush_upsample_nearest2d_args){ .size = sizeof(rush_upsample_nearest2d_args), .output_size = __VA_ARGS__ })
#define rush_upsample_nearest3d(x0, ...) rush_upsample_nearest3d_at(RUSH_SITE, x0, (rush_upsample_nearest3d_args){ .size = sizeof(rush_upsample_nearest3d_args), .output_size = __VA_ARGS__ })
#define rush_upsample_nearest_exact1d(x0, ...) rush_upsample_nearest_exact1d_at(RUSH_SITE, x0, (rush_upsample_nearest_exact1d_args){ .size = sizeof(rush_upsample_nearest_exact1d_args), .output_size = __VA_ARGS__ })
#define rush_upsample_nearest_exact2d(x0, ...) rush_upsample_nearest_exact2d_at(RUSH_SITE, x0, (rush_upsample_nearest_exact2d_args){ .size = sizeof(rush_upsample_nearest_exact2d_args), .output_size = __VA_ARGS__ })
#define rush_upsample_nearest_exact3d(x0, ...) rush_upsample_nearest_exact3d_at(RUSH_SITE, x0, (rush_upsample_nearest_exact3d_args){ .size = sizeof(rush_upsample_nearest_exact3d_args), .output_size = __VA_ARGS__ })
#define rush_upsample_trilinear3d(x0, x1, ...) rush_upsample_trilinear3d_at(RUSH_SITE, x0, x1, (rush_upsample_trilinear3d_args){ .size = sizeof(rush_upsample_trilinear3d_args), .align_corners = __VA_ARGS__ })
#define rush_var(...) rush_var_at(RUSH_SITE, (rush_var_args){ .size = sizeof(rush_var_args), .self = __VA_ARGS__ })
#define rush_var_mean(...) rush_var_mean_at(RUSH_SITE, (rush_var_mean_args){ .size = sizeof(rush_var_mean_args), .self = __VA_ARGS__ })
#define rush_var_unbiased(...) rush_var_unbiased_at(RUSH_SITE, __VA_ARGS__)
#define rush_view(...) rush_view_at(RUSH_SITE, __VA_ARGS__)
#define rush_view_as(...) rush_view_as_at(RUSH_SITE, __VA_ARGS__)
#define rush_view_dtype(...) rush_view_dtype_at(RUSH_SITE, __VA_ARGS__)
#define rush_where(x0, x1, x2) rush_where_at(RUSH_SITE, x0, x1, RUSH_OPERAND(x2))
#define rush_xlogy(x0, x1) rush_xlogy_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_xlogy_(x0, x1) rush_xlogy__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_zero_(...) rush_zero__at(RUSH_SITE, __VA_ARGS__)
#define rush_zeros(...) rush_zeros_at(RUSH_SITE, (rush_zeros_args){ .size = sizeof(rush_zeros_args), .shape = __VA_ARGS__ })
#define rush_zeros_like(...) rush_zeros_like_at(RUSH_SITE, (rush_zeros_like_args){ .size = sizeof(rush_zeros_like_args), .self = __VA_ARGS__ })
#endif
#endif
