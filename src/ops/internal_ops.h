/* SPDX-License-Identifier: MIT */
/* internal_ops.h - ops that only other ops use. Generated from the op table by tools/facade.py; do not edit. */
#ifndef OPS_INTERNAL_OPS_H
#define OPS_INTERNAL_OPS_H
#include <rushlight/base.h>

rush_tensor *rush_adaptive_avg_pool2d_input_at(rush_site site, rush_tensor *grad, rush_shape input_size);

rush_tensor *rush_adaptive_avg_pool2d_part_at(rush_site site, rush_tensor *self, rush_shape output_size);

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride);

rush_tensor *rush_avg_pool_input_at(rush_site site, rush_tensor *grad, rush_shape input_size, rush_shape kernel_size, rush_shape stride, rush_shape padding, bool ceil_mode, bool count_include_pad, int64_t divisor_override, int64_t dims);

rush_tensor *rush_convolution_input_at(rush_site site, rush_tensor *grad, rush_tensor *weight, rush_shape input_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);

rush_tensor *rush_convolution_weight_at(rush_site site, rush_tensor *input, rush_tensor *grad, rush_shape weight_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);

rush_tensor *rush_dropout_noise_at(rush_site site, rush_tensor *self, double p);

rush_tensor *rush_max_pool2d_input_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_shape kernel_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool ceil_mode);

rush_tensor *rush_max_pool_gather_at(rush_site site, rush_tensor *self, rush_tensor *indices, int64_t dims);

rush_tensor *rush_max_pool_scatter_at(rush_site site, rush_tensor *grad, rush_tensor *indices, int64_t dims, rush_shape shape);

rush_tensor *rush_to_copy_at(rush_site site, rush_tensor *self, rush_dtype dtype, rush_device device);

rush_tensor *rush_upsample_input_at(rush_site site, rush_tensor *grad, rush_shape output_size, rush_shape input_size, bool linear, bool align_corners, double scales_h, double scales_w);

#ifndef __cplusplus
#define rush_adaptive_avg_pool2d_input(...) rush_adaptive_avg_pool2d_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_adaptive_avg_pool2d_part(...) rush_adaptive_avg_pool2d_part_at(RUSH_SITE, __VA_ARGS__)
#define rush_as_strided_of(...) rush_as_strided_of_at(RUSH_SITE, __VA_ARGS__)
#define rush_avg_pool_input(...) rush_avg_pool_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_convolution_input(...) rush_convolution_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_convolution_weight(...) rush_convolution_weight_at(RUSH_SITE, __VA_ARGS__)
#define rush_dropout_noise(...) rush_dropout_noise_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_pool2d_input(...) rush_max_pool2d_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_pool_gather(...) rush_max_pool_gather_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_pool_scatter(...) rush_max_pool_scatter_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_copy(...) rush_to_copy_at(RUSH_SITE, __VA_ARGS__)
#define rush_upsample_input(...) rush_upsample_input_at(RUSH_SITE, __VA_ARGS__)
#endif
#endif
