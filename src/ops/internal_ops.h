/* SPDX-License-Identifier: MIT */
/* internal_ops.h - ops that only other ops use. Generated from the op table by tools/facade.py; do not edit. */
#ifndef OPS_INTERNAL_OPS_H
#define OPS_INTERNAL_OPS_H
#include <rushlight/base.h>

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride);

rush_tensor *rush_convolution_input_at(rush_site site, rush_tensor *grad, rush_tensor *weight, rush_shape input_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);

rush_tensor *rush_convolution_weight_at(rush_site site, rush_tensor *input, rush_tensor *grad, rush_shape weight_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);

rush_tensor *rush_div_floor_at(rush_site site, rush_tensor *self, rush_operand other);
rush_tensor *rush_div_floor__at(rush_site site, rush_tensor *self, rush_operand other);

rush_tensor *rush_div_trunc_at(rush_site site, rush_tensor *self, rush_operand other);
rush_tensor *rush_div_trunc__at(rush_site site, rush_tensor *self, rush_operand other);

rush_tensor *rush_dropout_noise_at(rush_site site, rush_tensor *self, double p);

rush_tensor *rush_gelu_tanh_at(rush_site site, rush_tensor *self);

rush_tensor *rush_pow_half_at(rush_site site, rush_tensor *self);

rush_tensor *rush_pow_three_at(rush_site site, rush_tensor *self);

rush_tensor *rush_pow_two_at(rush_site site, rush_tensor *self);

rush_tensor *rush_reshape_alias_at(rush_site site, rush_tensor *self, rush_shape shape);

rush_tensor *rush_to_copy_at(rush_site site, rush_tensor *self, rush_dtype dtype, rush_device device);

rush_tensor *rush_unfold_backward_at(rush_site site, rush_tensor *grad_in, rush_shape input_sizes, int64_t dim, int64_t shape, int64_t step);

rush_tensor *rush_unsafe_view_at(rush_site site, rush_tensor *self, rush_shape shape);

#ifndef __cplusplus
#define rush_as_strided_of(...) rush_as_strided_of_at(RUSH_SITE, __VA_ARGS__)
#define rush_convolution_input(...) rush_convolution_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_convolution_weight(...) rush_convolution_weight_at(RUSH_SITE, __VA_ARGS__)
#define rush_div_floor(x0, x1) rush_div_floor_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_floor_(x0, x1) rush_div_floor__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_trunc(x0, x1) rush_div_trunc_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_trunc_(x0, x1) rush_div_trunc__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_dropout_noise(...) rush_dropout_noise_at(RUSH_SITE, __VA_ARGS__)
#define rush_gelu_tanh(...) rush_gelu_tanh_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow_half(...) rush_pow_half_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow_three(...) rush_pow_three_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow_two(...) rush_pow_two_at(RUSH_SITE, __VA_ARGS__)
#define rush_reshape_alias(...) rush_reshape_alias_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_copy(...) rush_to_copy_at(RUSH_SITE, __VA_ARGS__)
#define rush_unfold_backward(...) rush_unfold_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_unsafe_view(...) rush_unsafe_view_at(RUSH_SITE, __VA_ARGS__)
#endif
#endif
