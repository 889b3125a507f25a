/* SPDX-License-Identifier: MIT */
/* wrappers.c - C functions for the ops. Generated from the op table by tools/facade.py; do not edit. */
#include "ops/op.h"

rush_tensor *rush_adaptive_avg_pool1d_at(rush_site site, rush_tensor *self, rush_shape output_size) {
    const value args[] = { value_tensor(self), value_of_shape(output_size) };
    return op_call(&op_adaptive_avg_pool1d, site, args, 2);
}

rush_tensor *(rush_adaptive_avg_pool1d)(rush_tensor *self, rush_shape output_size) {
    return rush_adaptive_avg_pool1d_at(NULL, self, output_size);
}

rush_tensor *rush_adaptive_avg_pool2d_at(rush_site site, rush_tensor *self, rush_shape output_size) {
    const value args[] = { value_tensor(self), value_of_shape(output_size) };
    return op_call(&op_adaptive_avg_pool2d, site, args, 2);
}

rush_tensor *(rush_adaptive_avg_pool2d)(rush_tensor *self, rush_shape output_size) {
    return rush_adaptive_avg_pool2d_at(NULL, self, output_size);
}

rush_tensor *rush_adaptive_avg_pool2d_input_at(rush_site site, rush_tensor *grad, rush_shape input_size) {
    const value args[] = { value_tensor(grad), value_of_shape(input_size) };
    return op_call(&op_adaptive_avg_pool2d_input, site, args, 2);
}

rush_tensor *rush_adaptive_avg_pool2d_part_at(rush_site site, rush_tensor *self, rush_shape output_size) {
    const value args[] = { value_tensor(self), value_of_shape(output_size) };
    return op_call(&op_adaptive_avg_pool2d_part, site, args, 2);
}

rush_tensor *rush_adaptive_max_pool1d_at(rush_site site, rush_tensor *self, rush_adaptive_max_pool1d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_adaptive_max_pool1d, site, args, 2, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_adaptive_max_pool1d)(rush_tensor *self, rush_shape output_size) {
    return rush_adaptive_max_pool1d_at(NULL, self, (rush_adaptive_max_pool1d_args){ .size = sizeof(rush_adaptive_max_pool1d_args), .output_size = output_size });
}

rush_tensor *rush_adaptive_max_pool2d_at(rush_site site, rush_tensor *self, rush_adaptive_max_pool2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_adaptive_max_pool2d, site, args, 2, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_adaptive_max_pool2d)(rush_tensor *self, rush_shape output_size) {
    return rush_adaptive_max_pool2d_at(NULL, self, (rush_adaptive_max_pool2d_args){ .size = sizeof(rush_adaptive_max_pool2d_args), .output_size = output_size });
}

rush_tensor *rush_add_at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args options) {
    const value args[] = { value_tensor(self), value_of_operand(other), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_add, site, args, 3);
}

rush_tensor *(rush_add)(rush_tensor *self, rush_tensor *other) {
    return rush_add_at(NULL, self, rush_operand_tensor(other), (rush_add_args){ .size = sizeof(rush_add_args) });
}

rush_tensor *rush_add__at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args options) {
    const value args[] = { value_tensor(self), value_of_operand(other), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_add, site, args, 3);
}

rush_tensor *(rush_add_)(rush_tensor *self, rush_tensor *other) {
    return rush_add__at(NULL, self, rush_operand_tensor(other), (rush_add_args){ .size = sizeof(rush_add_args) });
}

rush_tensor *rush_as_strided_at(rush_site site, rush_tensor *self, rush_shape shape, rush_as_strided_args options) {
    const value args[] = { value_tensor(self), value_of_shape(shape), value_of_shape(options.stride), options.storage_offset.set ? value_of_int(options.storage_offset.value) : value_none() };
    return op_call(&op_as_strided, site, args, 4);
}

rush_tensor *(rush_as_strided)(rush_tensor *self, rush_shape shape, rush_shape stride) {
    return rush_as_strided_at(NULL, self, shape, (rush_as_strided_args){ .size = sizeof(rush_as_strided_args), .stride = stride });
}

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride) {
    const value args[] = { value_tensor(self), value_of_shape(shape), value_of_shape(stride), value_of_int(offset), value_of_shape(self_stride) };
    return op_call(&op_as_strided_of, site, args, 5);
}

rush_tensor *rush_avg_pool1d_at(rush_site site, rush_tensor *self, rush_avg_pool1d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), value_of_bool(options.ceil_mode), value_of_bool(!options.no_count_include_pad) };
    return op_call(&op_avg_pool1d, site, args, 6);
}

rush_tensor *(rush_avg_pool1d)(rush_tensor *self, rush_shape kernel_size) {
    return rush_avg_pool1d_at(NULL, self, (rush_avg_pool1d_args){ .size = sizeof(rush_avg_pool1d_args), .kernel_size = kernel_size });
}

rush_tensor *rush_avg_pool2d_at(rush_site site, rush_tensor *self, rush_avg_pool2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), value_of_bool(options.ceil_mode), value_of_bool(!options.no_count_include_pad), options.divisor_override.set ? value_of_int(options.divisor_override.value) : value_none() };
    return op_call(&op_avg_pool2d, site, args, 7);
}

rush_tensor *(rush_avg_pool2d)(rush_tensor *self, rush_shape kernel_size) {
    return rush_avg_pool2d_at(NULL, self, (rush_avg_pool2d_args){ .size = sizeof(rush_avg_pool2d_args), .kernel_size = kernel_size });
}

rush_tensor *rush_avg_pool3d_at(rush_site site, rush_tensor *self, rush_avg_pool3d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), value_of_bool(options.ceil_mode), value_of_bool(!options.no_count_include_pad), options.divisor_override.set ? value_of_int(options.divisor_override.value) : value_none() };
    return op_call(&op_avg_pool3d, site, args, 7);
}

rush_tensor *(rush_avg_pool3d)(rush_tensor *self, rush_shape kernel_size) {
    return rush_avg_pool3d_at(NULL, self, (rush_avg_pool3d_args){ .size = sizeof(rush_avg_pool3d_args), .kernel_size = kernel_size });
}

rush_tensor *rush_avg_pool_input_at(rush_site site, rush_tensor *grad, rush_shape input_size, rush_shape kernel_size, rush_shape stride, rush_shape padding, bool ceil_mode, bool count_include_pad, int64_t divisor_override, int64_t dims) {
    const value args[] = { value_tensor(grad), value_of_shape(input_size), value_of_shape(kernel_size), value_of_shape(stride), value_of_shape(padding), value_of_bool(ceil_mode), value_of_bool(count_include_pad), value_of_int(divisor_override), value_of_int(dims) };
    return op_call(&op_avg_pool_input, site, args, 9);
}

rush_tensor *rush_bernoulli_at(rush_site site, rush_bernoulli_args options) {
    const value args[] = { value_tensor(options.self), value_of_generator(options.generator) };
    return op_call(&op_bernoulli, site, args, 2);
}

rush_tensor *(rush_bernoulli)(rush_tensor *self) {
    return rush_bernoulli_at(NULL, (rush_bernoulli_args){ .size = sizeof(rush_bernoulli_args), .self = self });
}

rush_tensor *rush_bernoulli_fill__at(rush_site site, rush_tensor *self, rush_bernoulli_fill_args options) {
    const value args[] = { value_tensor(self), value_of_double(options.p), value_of_generator(options.generator) };
    return op_call_inplace(&op_bernoulli_fill, site, args, 3);
}

rush_tensor *(rush_bernoulli_fill_)(rush_tensor *self, double p) {
    return rush_bernoulli_fill__at(NULL, self, (rush_bernoulli_fill_args){ .size = sizeof(rush_bernoulli_fill_args), .p = p });
}

rush_tensor *rush_clone_at(rush_site site, rush_clone_args options) {
    const value args[] = { value_tensor(options.self), value_of_string(options.memory_format) };
    return op_call(&op_clone, site, args, 2);
}

rush_tensor *(rush_clone)(rush_tensor *self) {
    return rush_clone_at(NULL, (rush_clone_args){ .size = sizeof(rush_clone_args), .self = self });
}

rush_tensor *rush_contiguous_at(rush_site site, rush_contiguous_args options) {
    const value args[] = { value_tensor(options.self), value_of_string(options.memory_format) };
    return op_call(&op_contiguous, site, args, 2);
}

rush_tensor *(rush_contiguous)(rush_tensor *self) {
    return rush_contiguous_at(NULL, (rush_contiguous_args){ .size = sizeof(rush_contiguous_args), .self = self });
}

rush_tensor *rush_conv1d_at(rush_site site, rush_tensor *input, rush_conv1d_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_int(options.groups ? options.groups : 1) };
    return op_call(&op_conv1d, site, args, 7);
}

rush_tensor *(rush_conv1d)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv1d_at(NULL, input, (rush_conv1d_args){ .size = sizeof(rush_conv1d_args), .weight = weight });
}

rush_tensor *rush_conv1d_padding_at(rush_site site, rush_tensor *input, rush_conv1d_padding_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_string(options.padding ? options.padding : "valid"), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_int(options.groups ? options.groups : 1) };
    return op_call(&op_conv1d_padding, site, args, 7);
}

rush_tensor *(rush_conv1d_padding)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv1d_padding_at(NULL, input, (rush_conv1d_padding_args){ .size = sizeof(rush_conv1d_padding_args), .weight = weight });
}

rush_tensor *rush_conv2d_at(rush_site site, rush_tensor *input, rush_conv2d_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_int(options.groups ? options.groups : 1) };
    return op_call(&op_conv2d, site, args, 7);
}

rush_tensor *(rush_conv2d)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv2d_at(NULL, input, (rush_conv2d_args){ .size = sizeof(rush_conv2d_args), .weight = weight });
}

rush_tensor *rush_conv2d_padding_at(rush_site site, rush_tensor *input, rush_conv2d_padding_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_string(options.padding ? options.padding : "valid"), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_int(options.groups ? options.groups : 1) };
    return op_call(&op_conv2d_padding, site, args, 7);
}

rush_tensor *(rush_conv2d_padding)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv2d_padding_at(NULL, input, (rush_conv2d_padding_args){ .size = sizeof(rush_conv2d_padding_args), .weight = weight });
}

rush_tensor *rush_conv3d_at(rush_site site, rush_tensor *input, rush_conv3d_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_int(options.groups ? options.groups : 1) };
    return op_call(&op_conv3d, site, args, 7);
}

rush_tensor *(rush_conv3d)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv3d_at(NULL, input, (rush_conv3d_args){ .size = sizeof(rush_conv3d_args), .weight = weight });
}

rush_tensor *rush_conv3d_padding_at(rush_site site, rush_tensor *input, rush_conv3d_padding_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_string(options.padding ? options.padding : "valid"), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_int(options.groups ? options.groups : 1) };
    return op_call(&op_conv3d_padding, site, args, 7);
}

rush_tensor *(rush_conv3d_padding)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv3d_padding_at(NULL, input, (rush_conv3d_padding_args){ .size = sizeof(rush_conv3d_padding_args), .weight = weight });
}

rush_tensor *rush_conv_transpose1d_at(rush_site site, rush_tensor *input, rush_conv_transpose1d_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.output_padding_nd.dims ? value_of_shape(options.output_padding_nd) : value_of_ints(&options.output_padding, 1), value_of_int(options.groups ? options.groups : 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1) };
    return op_call(&op_conv_transpose1d, site, args, 8);
}

rush_tensor *(rush_conv_transpose1d)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv_transpose1d_at(NULL, input, (rush_conv_transpose1d_args){ .size = sizeof(rush_conv_transpose1d_args), .weight = weight });
}

rush_tensor *rush_conv_transpose2d_at(rush_site site, rush_tensor *input, rush_conv_transpose2d_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.output_padding_nd.dims ? value_of_shape(options.output_padding_nd) : value_of_ints(&options.output_padding, 1), value_of_int(options.groups ? options.groups : 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1) };
    return op_call(&op_conv_transpose2d, site, args, 8);
}

rush_tensor *(rush_conv_transpose2d)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv_transpose2d_at(NULL, input, (rush_conv_transpose2d_args){ .size = sizeof(rush_conv_transpose2d_args), .weight = weight });
}

rush_tensor *rush_conv_transpose3d_at(rush_site site, rush_tensor *input, rush_conv_transpose3d_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(&(const int64_t){ 1 }, 1), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.output_padding_nd.dims ? value_of_shape(options.output_padding_nd) : value_of_ints(&options.output_padding, 1), value_of_int(options.groups ? options.groups : 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1) };
    return op_call(&op_conv_transpose3d, site, args, 8);
}

rush_tensor *(rush_conv_transpose3d)(rush_tensor *input, rush_tensor *weight) {
    return rush_conv_transpose3d_at(NULL, input, (rush_conv_transpose3d_args){ .size = sizeof(rush_conv_transpose3d_args), .weight = weight });
}

rush_tensor *rush_convolution_at(rush_site site, rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups) {
    const value args[] = { value_tensor(input), value_tensor(weight), value_tensor_optional(bias), value_of_shape(stride), value_of_shape(padding), value_of_shape(dilation), value_of_bool(transposed), value_of_shape(output_padding), value_of_int(groups) };
    return op_call(&op_convolution, site, args, 9);
}

rush_tensor *(rush_convolution)(rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups) {
    return rush_convolution_at(NULL, input, weight, bias, stride, padding, dilation, transposed, output_padding, groups);
}

rush_tensor *rush_convolution_input_at(rush_site site, rush_tensor *grad, rush_tensor *weight, rush_shape input_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups) {
    const value args[] = { value_tensor(grad), value_tensor(weight), value_of_shape(input_size), value_of_shape(stride), value_of_shape(padding), value_of_shape(dilation), value_of_bool(transposed), value_of_shape(output_padding), value_of_int(groups) };
    return op_call(&op_convolution_input, site, args, 9);
}

rush_tensor *rush_convolution_weight_at(rush_site site, rush_tensor *input, rush_tensor *grad, rush_shape weight_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups) {
    const value args[] = { value_tensor(input), value_tensor(grad), value_of_shape(weight_size), value_of_shape(stride), value_of_shape(padding), value_of_shape(dilation), value_of_bool(transposed), value_of_shape(output_padding), value_of_int(groups) };
    return op_call(&op_convolution_weight, site, args, 9);
}

rush_tensor *rush_copy__at(rush_site site, rush_tensor *self, rush_copy_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.src), value_of_bool(options.non_blocking) };
    return op_call_inplace(&op_copy, site, args, 3);
}

rush_tensor *(rush_copy_)(rush_tensor *self, rush_tensor *src) {
    return rush_copy__at(NULL, self, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = src });
}

rush_tensor *rush_detach_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_detach, site, args, 1);
}

rush_tensor *(rush_detach)(rush_tensor *self) {
    return rush_detach_at(NULL, self);
}

rush_tensor *rush_div_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_div, site, args, 2);
}

rush_tensor *(rush_div)(rush_tensor *self, rush_tensor *other) {
    return rush_div_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_div__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_div, site, args, 2);
}

rush_tensor *(rush_div_)(rush_tensor *self, rush_tensor *other) {
    return rush_div__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_dropout_at(rush_site site, rush_tensor *input, double p, bool train) {
    const value args[] = { value_tensor(input), value_of_double(p), value_of_bool(train) };
    return op_call(&op_dropout, site, args, 3);
}

rush_tensor *(rush_dropout)(rush_tensor *input, double p, bool train) {
    return rush_dropout_at(NULL, input, p, train);
}

rush_tensor *rush_dropout_noise_at(rush_site site, rush_tensor *self, double p) {
    const value args[] = { value_tensor(self), value_of_double(p) };
    return op_call(&op_dropout_noise, site, args, 2);
}

rush_tensor *rush_empty_at(rush_site site, rush_empty_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_empty, site, args, 4);
}

rush_tensor *(rush_empty)(rush_shape shape) {
    return rush_empty_at(NULL, (rush_empty_args){ .size = sizeof(rush_empty_args), .shape = shape });
}

rush_tensor *rush_empty_like_at(rush_site site, rush_empty_like_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_empty_like, site, args, 4);
}

rush_tensor *(rush_empty_like)(rush_tensor *self) {
    return rush_empty_like_at(NULL, (rush_empty_like_args){ .size = sizeof(rush_empty_like_args), .self = self });
}

rush_tensor *rush_empty_strided_at(rush_site site, rush_shape shape, rush_empty_strided_args options) {
    const value args[] = { value_of_shape(shape), value_of_shape(options.stride), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_empty_strided, site, args, 5);
}

rush_tensor *(rush_empty_strided)(rush_shape shape, rush_shape stride) {
    return rush_empty_strided_at(NULL, shape, (rush_empty_strided_args){ .size = sizeof(rush_empty_strided_args), .stride = stride });
}

rush_tensor *rush_eq_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_eq, site, args, 2);
}

rush_tensor *(rush_eq)(rush_tensor *self, rush_tensor *other) {
    return rush_eq_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_eq__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_eq, site, args, 2);
}

rush_tensor *(rush_eq_)(rush_tensor *self, rush_tensor *other) {
    return rush_eq__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_exp_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_exp, site, args, 1);
}

rush_tensor *(rush_exp)(rush_tensor *self) {
    return rush_exp_at(NULL, self);
}

rush_tensor *rush_exp__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_exp, site, args, 1);
}

rush_tensor *(rush_exp_)(rush_tensor *self) {
    return rush_exp__at(NULL, self);
}

rush_tensor *rush_expand_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_expand, site, args, 2);
}

rush_tensor *(rush_expand)(rush_tensor *self, rush_shape shape) {
    return rush_expand_at(NULL, self, shape);
}

rush_tensor *rush_exponential__at(rush_site site, rush_tensor *self, rush_exponential_args options) {
    const value args[] = { value_tensor(self), value_of_double(options.lambd), value_of_generator(options.generator) };
    return op_call_inplace(&op_exponential, site, args, 3);
}

rush_tensor *(rush_exponential_)(rush_tensor *self, double lambd) {
    return rush_exponential__at(NULL, self, (rush_exponential_args){ .size = sizeof(rush_exponential_args), .lambd = lambd });
}

rush_tensor *rush_fill__at(rush_site site, rush_tensor *self, rush_operand value_) {
    const value args[] = { value_tensor(self), value_of_operand(value_) };
    return op_call_inplace(&op_fill, site, args, 2);
}

rush_tensor *(rush_fill_)(rush_tensor *self, rush_tensor *value_) {
    return rush_fill__at(NULL, self, rush_operand_tensor(value_));
}

rush_tensor *rush_full_at(rush_site site, rush_shape shape, rush_operand fill_value, rush_full_args options) {
    const value args[] = { value_of_shape(shape), value_of_operand(fill_value), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_full, site, args, 5);
}

rush_tensor *(rush_full)(rush_shape shape, double fill_value) {
    return rush_full_at(NULL, shape, rush_operand_float(fill_value), (rush_full_args){ .size = sizeof(rush_full_args) });
}

rush_tensor *rush_ge_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_ge, site, args, 2);
}

rush_tensor *(rush_ge)(rush_tensor *self, rush_tensor *other) {
    return rush_ge_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_ge__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_ge, site, args, 2);
}

rush_tensor *(rush_ge_)(rush_tensor *self, rush_tensor *other) {
    return rush_ge__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_gt_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_gt, site, args, 2);
}

rush_tensor *(rush_gt)(rush_tensor *self, rush_tensor *other) {
    return rush_gt_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_gt__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_gt, site, args, 2);
}

rush_tensor *(rush_gt_)(rush_tensor *self, rush_tensor *other) {
    return rush_gt__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_interpolate_at(rush_site site, rush_interpolate_args options) {
    const value args[] = { value_tensor(options.input), options.shape_nd.dims ? value_of_shape(options.shape_nd) : options.shape.set ? value_of_ints(&options.shape.value, 1) : value_none(), options.scale_factor.set ? value_of_double(options.scale_factor.value) : value_none(), value_of_string(options.mode ? options.mode : "nearest"), options.align_corners.set ? value_of_bool(options.align_corners.value) : value_none(), options.recompute_scale_factor.set ? value_of_bool(options.recompute_scale_factor.value) : value_none() };
    return op_call(&op_interpolate, site, args, 6);
}

rush_tensor *(rush_interpolate)(rush_tensor *input) {
    return rush_interpolate_at(NULL, (rush_interpolate_args){ .size = sizeof(rush_interpolate_args), .input = input });
}

rush_tensor *rush_le_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_le, site, args, 2);
}

rush_tensor *(rush_le)(rush_tensor *self, rush_tensor *other) {
    return rush_le_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_le__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_le, site, args, 2);
}

rush_tensor *(rush_le_)(rush_tensor *self, rush_tensor *other) {
    return rush_le__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_linear_at(rush_site site, rush_tensor *input, rush_linear_args options) {
    const value args[] = { value_tensor(input), value_tensor(options.weight), value_tensor_optional(options.bias) };
    return op_call(&op_linear, site, args, 3);
}

rush_tensor *(rush_linear)(rush_tensor *input, rush_tensor *weight) {
    return rush_linear_at(NULL, input, (rush_linear_args){ .size = sizeof(rush_linear_args), .weight = weight });
}

rush_tensor *rush_log_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_log, site, args, 1);
}

rush_tensor *(rush_log)(rush_tensor *self) {
    return rush_log_at(NULL, self);
}

rush_tensor *rush_log__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_log, site, args, 1);
}

rush_tensor *(rush_log_)(rush_tensor *self) {
    return rush_log__at(NULL, self);
}

rush_tensor *rush_logical_and_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_logical_and, site, args, 2);
}

rush_tensor *(rush_logical_and)(rush_tensor *self, rush_tensor *other) {
    return rush_logical_and_at(NULL, self, other);
}

rush_tensor *rush_logical_and__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_logical_and, site, args, 2);
}

rush_tensor *(rush_logical_and_)(rush_tensor *self, rush_tensor *other) {
    return rush_logical_and__at(NULL, self, other);
}

rush_tensor *rush_lt_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_lt, site, args, 2);
}

rush_tensor *(rush_lt)(rush_tensor *self, rush_tensor *other) {
    return rush_lt_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_lt__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_lt, site, args, 2);
}

rush_tensor *(rush_lt_)(rush_tensor *self, rush_tensor *other) {
    return rush_lt__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_max_pool1d_at(rush_site site, rush_tensor *self, rush_max_pool1d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_bool(options.ceil_mode) };
    return op_call(&op_max_pool1d, site, args, 6);
}

rush_tensor *(rush_max_pool1d)(rush_tensor *self, rush_shape kernel_size) {
    return rush_max_pool1d_at(NULL, self, (rush_max_pool1d_args){ .size = sizeof(rush_max_pool1d_args), .kernel_size = kernel_size });
}

rush_tensor *rush_max_pool1d_with_indices_at(rush_site site, rush_tensor *self, rush_max_pool1d_with_indices_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_bool(options.ceil_mode) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_max_pool1d_with_indices, site, args, 6, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_max_pool1d_with_indices)(rush_tensor *self, rush_shape kernel_size) {
    return rush_max_pool1d_with_indices_at(NULL, self, (rush_max_pool1d_with_indices_args){ .size = sizeof(rush_max_pool1d_with_indices_args), .kernel_size = kernel_size });
}

rush_tensor *rush_max_pool2d_at(rush_site site, rush_tensor *self, rush_max_pool2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_bool(options.ceil_mode) };
    return op_call(&op_max_pool2d, site, args, 6);
}

rush_tensor *(rush_max_pool2d)(rush_tensor *self, rush_shape kernel_size) {
    return rush_max_pool2d_at(NULL, self, (rush_max_pool2d_args){ .size = sizeof(rush_max_pool2d_args), .kernel_size = kernel_size });
}

rush_tensor *rush_max_pool2d_input_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_shape kernel_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool ceil_mode) {
    const value args[] = { value_tensor(grad), value_tensor(self), value_of_shape(kernel_size), value_of_shape(stride), value_of_shape(padding), value_of_shape(dilation), value_of_bool(ceil_mode) };
    return op_call(&op_max_pool2d_input, site, args, 7);
}

rush_tensor *rush_max_pool2d_with_indices_at(rush_site site, rush_tensor *self, rush_max_pool2d_with_indices_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_bool(options.ceil_mode) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_max_pool2d_with_indices, site, args, 6, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_max_pool2d_with_indices)(rush_tensor *self, rush_shape kernel_size) {
    return rush_max_pool2d_with_indices_at(NULL, self, (rush_max_pool2d_with_indices_args){ .size = sizeof(rush_max_pool2d_with_indices_args), .kernel_size = kernel_size });
}

rush_tensor *rush_max_pool3d_at(rush_site site, rush_tensor *self, rush_max_pool3d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_bool(options.ceil_mode) };
    return op_call(&op_max_pool3d, site, args, 6);
}

rush_tensor *(rush_max_pool3d)(rush_tensor *self, rush_shape kernel_size) {
    return rush_max_pool3d_at(NULL, self, (rush_max_pool3d_args){ .size = sizeof(rush_max_pool3d_args), .kernel_size = kernel_size });
}

rush_tensor *rush_max_pool3d_with_indices_at(rush_site site, rush_tensor *self, rush_max_pool3d_with_indices_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.kernel_size), options.stride_nd.dims ? value_of_shape(options.stride_nd) : options.stride ? value_of_ints(&options.stride, 1) : value_of_ints(NULL, 0), options.padding_nd.dims ? value_of_shape(options.padding_nd) : value_of_ints(&options.padding, 1), options.dilation_nd.dims ? value_of_shape(options.dilation_nd) : options.dilation ? value_of_ints(&options.dilation, 1) : value_of_ints(&(const int64_t){ 1 }, 1), value_of_bool(options.ceil_mode) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_max_pool3d_with_indices, site, args, 6, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_max_pool3d_with_indices)(rush_tensor *self, rush_shape kernel_size) {
    return rush_max_pool3d_with_indices_at(NULL, self, (rush_max_pool3d_with_indices_args){ .size = sizeof(rush_max_pool3d_with_indices_args), .kernel_size = kernel_size });
}

rush_tensor *rush_max_pool_gather_at(rush_site site, rush_tensor *self, rush_tensor *indices, int64_t dims) {
    const value args[] = { value_tensor(self), value_tensor(indices), value_of_int(dims) };
    return op_call(&op_max_pool_gather, site, args, 3);
}

rush_tensor *rush_max_pool_scatter_at(rush_site site, rush_tensor *grad, rush_tensor *indices, int64_t dims, rush_shape shape) {
    const value args[] = { value_tensor(grad), value_tensor(indices), value_of_int(dims), value_of_shape(shape) };
    return op_call(&op_max_pool_scatter, site, args, 4);
}

rush_tensor *rush_mean_at(rush_site site, rush_mean_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype) };
    return op_call(&op_mean, site, args, 2);
}

rush_tensor *(rush_mean)(rush_tensor *self) {
    return rush_mean_at(NULL, (rush_mean_args){ .size = sizeof(rush_mean_args), .self = self });
}

rush_tensor *rush_mean_dim_at(rush_site site, rush_tensor *self, rush_mean_dim_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.dim), value_of_bool(options.keepdim), value_of_dtype(options.dtype) };
    return op_call(&op_mean_dim, site, args, 4);
}

rush_tensor *(rush_mean_dim)(rush_tensor *self, rush_shape dim) {
    return rush_mean_dim_at(NULL, self, (rush_mean_dim_args){ .size = sizeof(rush_mean_dim_args), .dim = dim });
}

rush_tensor *rush_mm_at(rush_site site, rush_tensor *self, rush_tensor *mat2) {
    const value args[] = { value_tensor(self), value_tensor(mat2) };
    return op_call(&op_mm, site, args, 2);
}

rush_tensor *(rush_mm)(rush_tensor *self, rush_tensor *mat2) {
    return rush_mm_at(NULL, self, mat2);
}

rush_tensor *rush_mul_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_mul, site, args, 2);
}

rush_tensor *(rush_mul)(rush_tensor *self, rush_tensor *other) {
    return rush_mul_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_mul__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_mul, site, args, 2);
}

rush_tensor *(rush_mul_)(rush_tensor *self, rush_tensor *other) {
    return rush_mul__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_ne_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_ne, site, args, 2);
}

rush_tensor *(rush_ne)(rush_tensor *self, rush_tensor *other) {
    return rush_ne_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_ne__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_ne, site, args, 2);
}

rush_tensor *(rush_ne_)(rush_tensor *self, rush_tensor *other) {
    return rush_ne__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_neg_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_neg, site, args, 1);
}

rush_tensor *(rush_neg)(rush_tensor *self) {
    return rush_neg_at(NULL, self);
}

rush_tensor *rush_neg__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_neg, site, args, 1);
}

rush_tensor *(rush_neg_)(rush_tensor *self) {
    return rush_neg__at(NULL, self);
}

rush_tensor *rush_normal__at(rush_site site, rush_tensor *self, double mean, rush_normal_args options) {
    const value args[] = { value_tensor(self), value_of_double(mean), value_of_double(options.std), value_of_generator(options.generator) };
    return op_call_inplace(&op_normal, site, args, 4);
}

rush_tensor *(rush_normal_)(rush_tensor *self, double mean, double std) {
    return rush_normal__at(NULL, self, mean, (rush_normal_args){ .size = sizeof(rush_normal_args), .std = std });
}

rush_tensor *rush_ones_at(rush_site site, rush_ones_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_ones, site, args, 4);
}

rush_tensor *(rush_ones)(rush_shape shape) {
    return rush_ones_at(NULL, (rush_ones_args){ .size = sizeof(rush_ones_args), .shape = shape });
}

rush_tensor *rush_ones_like_at(rush_site site, rush_ones_like_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_ones_like, site, args, 4);
}

rush_tensor *(rush_ones_like)(rush_tensor *self) {
    return rush_ones_like_at(NULL, (rush_ones_like_args){ .size = sizeof(rush_ones_like_args), .self = self });
}

rush_tensor *rush_permute_at(rush_site site, rush_tensor *self, rush_shape dims) {
    const value args[] = { value_tensor(self), value_of_shape(dims) };
    return op_call(&op_permute, site, args, 2);
}

rush_tensor *(rush_permute)(rush_tensor *self, rush_shape dims) {
    return rush_permute_at(NULL, self, dims);
}

rush_tensor *rush_pow_at(rush_site site, rush_tensor *self, rush_operand exponent) {
    const value args[] = { value_tensor(self), value_of_operand(exponent) };
    return op_call(&op_pow, site, args, 2);
}

rush_tensor *(rush_pow)(rush_tensor *self, rush_tensor *exponent) {
    return rush_pow_at(NULL, self, rush_operand_tensor(exponent));
}

rush_tensor *rush_pow__at(rush_site site, rush_tensor *self, rush_operand exponent) {
    const value args[] = { value_tensor(self), value_of_operand(exponent) };
    return op_call_inplace(&op_pow, site, args, 2);
}

rush_tensor *(rush_pow_)(rush_tensor *self, rush_tensor *exponent) {
    return rush_pow__at(NULL, self, rush_operand_tensor(exponent));
}

rush_tensor *rush_rand_at(rush_site site, rush_rand_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_generator(options.generator), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_rand, site, args, 5);
}

rush_tensor *(rush_rand)(rush_shape shape) {
    return rush_rand_at(NULL, (rush_rand_args){ .size = sizeof(rush_rand_args), .shape = shape });
}

rush_tensor *rush_randint_at(rush_site site, int64_t low, int64_t high, rush_randint_args options) {
    const value args[] = { value_of_int(low), value_of_int(high), value_of_shape(options.shape), value_of_generator(options.generator), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_randint, site, args, 7);
}

rush_tensor *(rush_randint)(int64_t low, int64_t high, rush_shape shape) {
    return rush_randint_at(NULL, low, high, (rush_randint_args){ .size = sizeof(rush_randint_args), .shape = shape });
}

rush_tensor *rush_randn_at(rush_site site, rush_randn_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_generator(options.generator), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_randn, site, args, 5);
}

rush_tensor *(rush_randn)(rush_shape shape) {
    return rush_randn_at(NULL, (rush_randn_args){ .size = sizeof(rush_randn_args), .shape = shape });
}

rush_tensor *rush_random__at(rush_site site, rush_random_args options) {
    const value args[] = { value_tensor(options.self), options.from.set ? value_of_int(options.from.value) : value_none(), options.to.set ? value_of_int(options.to.value) : value_none(), value_of_generator(options.generator) };
    return op_call_inplace(&op_random, site, args, 4);
}

rush_tensor *(rush_random_)(rush_tensor *self) {
    return rush_random__at(NULL, (rush_random_args){ .size = sizeof(rush_random_args), .self = self });
}

rush_tensor *rush_randperm_at(rush_site site, rush_randperm_args options) {
    const value args[] = { value_of_int(options.n), value_of_generator(options.generator), value_of_dtype(options.dtype) };
    return op_call(&op_randperm, site, args, 3);
}

rush_tensor *(rush_randperm)(int64_t n) {
    return rush_randperm_at(NULL, (rush_randperm_args){ .size = sizeof(rush_randperm_args), .n = n });
}

rush_tensor *rush_relu_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_relu, site, args, 1);
}

rush_tensor *(rush_relu)(rush_tensor *self) {
    return rush_relu_at(NULL, self);
}

rush_tensor *rush_relu__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_relu, site, args, 1);
}

rush_tensor *(rush_relu_)(rush_tensor *self) {
    return rush_relu__at(NULL, self);
}

rush_tensor *rush_reshape_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_reshape, site, args, 2);
}

rush_tensor *(rush_reshape)(rush_tensor *self, rush_shape shape) {
    return rush_reshape_at(NULL, self, shape);
}

rush_tensor *rush_select_at(rush_site site, rush_tensor *self, int64_t dim, int64_t index) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_of_int(index) };
    return op_call(&op_select, site, args, 3);
}

rush_tensor *(rush_select)(rush_tensor *self, int64_t dim, int64_t index) {
    return rush_select_at(NULL, self, dim, index);
}

rush_tensor *rush_sigmoid_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_sigmoid, site, args, 1);
}

rush_tensor *(rush_sigmoid)(rush_tensor *self) {
    return rush_sigmoid_at(NULL, self);
}

rush_tensor *rush_sigmoid__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_sigmoid, site, args, 1);
}

rush_tensor *(rush_sigmoid_)(rush_tensor *self) {
    return rush_sigmoid__at(NULL, self);
}

rush_tensor *rush_slice_at(rush_site site, rush_tensor *self, rush_slice_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), options.start.set ? value_of_int(options.start.value) : value_none(), options.end.set ? value_of_int(options.end.value) : value_none(), value_of_int(options.step ? options.step : 1) };
    return op_call(&op_slice, site, args, 5);
}

rush_tensor *(rush_slice)(rush_tensor *self, int64_t dim) {
    return rush_slice_at(NULL, self, (rush_slice_args){ .size = sizeof(rush_slice_args), .dim = dim });
}

rush_tensor *rush_sqrt_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_sqrt, site, args, 1);
}

rush_tensor *(rush_sqrt)(rush_tensor *self) {
    return rush_sqrt_at(NULL, self);
}

rush_tensor *rush_sqrt__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_sqrt, site, args, 1);
}

rush_tensor *(rush_sqrt_)(rush_tensor *self) {
    return rush_sqrt__at(NULL, self);
}

rush_tensor *rush_squeeze_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_squeeze, site, args, 1);
}

rush_tensor *(rush_squeeze)(rush_tensor *self) {
    return rush_squeeze_at(NULL, self);
}

rush_tensor *rush_squeeze_dim_at(rush_site site, rush_tensor *self, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(dim) };
    return op_call(&op_squeeze_dim, site, args, 2);
}

rush_tensor *(rush_squeeze_dim)(rush_tensor *self, int64_t dim) {
    return rush_squeeze_dim_at(NULL, self, dim);
}

rush_tensor *rush_sub_at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args options) {
    const value args[] = { value_tensor(self), value_of_operand(other), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_sub, site, args, 3);
}

rush_tensor *(rush_sub)(rush_tensor *self, rush_tensor *other) {
    return rush_sub_at(NULL, self, rush_operand_tensor(other), (rush_sub_args){ .size = sizeof(rush_sub_args) });
}

rush_tensor *rush_sub__at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args options) {
    const value args[] = { value_tensor(self), value_of_operand(other), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_sub, site, args, 3);
}

rush_tensor *(rush_sub_)(rush_tensor *self, rush_tensor *other) {
    return rush_sub__at(NULL, self, rush_operand_tensor(other), (rush_sub_args){ .size = sizeof(rush_sub_args) });
}

rush_tensor *rush_sum_at(rush_site site, rush_sum_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype) };
    return op_call(&op_sum, site, args, 2);
}

rush_tensor *(rush_sum)(rush_tensor *self) {
    return rush_sum_at(NULL, (rush_sum_args){ .size = sizeof(rush_sum_args), .self = self });
}

rush_tensor *rush_sum_dim_at(rush_site site, rush_tensor *self, rush_sum_dim_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.dim), value_of_bool(options.keepdim), value_of_dtype(options.dtype) };
    return op_call(&op_sum_dim, site, args, 4);
}

rush_tensor *(rush_sum_dim)(rush_tensor *self, rush_shape dim) {
    return rush_sum_dim_at(NULL, self, (rush_sum_dim_args){ .size = sizeof(rush_sum_dim_args), .dim = dim });
}

rush_tensor *rush_t_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_t, site, args, 1);
}

rush_tensor *(rush_t)(rush_tensor *self) {
    return rush_t_at(NULL, self);
}

rush_tensor *rush_tanh_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_tanh, site, args, 1);
}

rush_tensor *(rush_tanh)(rush_tensor *self) {
    return rush_tanh_at(NULL, self);
}

rush_tensor *rush_tanh__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_tanh, site, args, 1);
}

rush_tensor *(rush_tanh_)(rush_tensor *self) {
    return rush_tanh__at(NULL, self);
}

rush_tensor *rush_to_copy_at(rush_site site, rush_tensor *self, rush_dtype dtype, rush_device device) {
    const value args[] = { value_tensor(self), value_of_dtype(dtype), value_of_device(device) };
    return op_call(&op_to_copy, site, args, 3);
}

rush_tensor *rush_to_device_at(rush_site site, rush_tensor *self, rush_device device) {
    const value args[] = { value_tensor(self), value_of_device(device) };
    return op_call(&op_to_device, site, args, 2);
}

rush_tensor *(rush_to_device)(rush_tensor *self, rush_device device) {
    return rush_to_device_at(NULL, self, device);
}

rush_tensor *rush_to_dtype_at(rush_site site, rush_tensor *self, rush_dtype dtype) {
    const value args[] = { value_tensor(self), value_of_dtype(dtype) };
    return op_call(&op_to_dtype, site, args, 2);
}

rush_tensor *(rush_to_dtype)(rush_tensor *self, rush_dtype dtype) {
    return rush_to_dtype_at(NULL, self, dtype);
}

rush_tensor *rush_transpose_at(rush_site site, rush_tensor *self, int64_t dim0, int64_t dim1) {
    const value args[] = { value_tensor(self), value_of_int(dim0), value_of_int(dim1) };
    return op_call(&op_transpose, site, args, 3);
}

rush_tensor *(rush_transpose)(rush_tensor *self, int64_t dim0, int64_t dim1) {
    return rush_transpose_at(NULL, self, dim0, dim1);
}

rush_tensor *rush_trunc_normal__at(rush_site site, rush_tensor *self, double mean, double std, double a, rush_trunc_normal_args options) {
    const value args[] = { value_tensor(self), value_of_double(mean), value_of_double(std), value_of_double(a), value_of_double(options.b), value_of_generator(options.generator) };
    return op_call_inplace(&op_trunc_normal, site, args, 6);
}

rush_tensor *(rush_trunc_normal_)(rush_tensor *self, double mean, double std, double a, double b) {
    return rush_trunc_normal__at(NULL, self, mean, std, a, (rush_trunc_normal_args){ .size = sizeof(rush_trunc_normal_args), .b = b });
}

rush_tensor *rush_uniform__at(rush_site site, rush_tensor *self, double from, rush_uniform_args options) {
    const value args[] = { value_tensor(self), value_of_double(from), value_of_double(options.to), value_of_generator(options.generator) };
    return op_call_inplace(&op_uniform, site, args, 4);
}

rush_tensor *(rush_uniform_)(rush_tensor *self, double from, double to) {
    return rush_uniform__at(NULL, self, from, (rush_uniform_args){ .size = sizeof(rush_uniform_args), .to = to });
}

rush_tensor *rush_unsqueeze_at(rush_site site, rush_tensor *self, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(dim) };
    return op_call(&op_unsqueeze, site, args, 2);
}

rush_tensor *(rush_unsqueeze)(rush_tensor *self, int64_t dim) {
    return rush_unsqueeze_at(NULL, self, dim);
}

rush_tensor *rush_upsample_bilinear2d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bilinear2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_bool(options.align_corners), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_bilinear2d, site, args, 5);
}

rush_tensor *(rush_upsample_bilinear2d)(rush_tensor *self, rush_shape output_size, bool align_corners) {
    return rush_upsample_bilinear2d_at(NULL, self, output_size, (rush_upsample_bilinear2d_args){ .size = sizeof(rush_upsample_bilinear2d_args), .align_corners = align_corners });
}

rush_tensor *rush_upsample_input_at(rush_site site, rush_tensor *grad, rush_shape output_size, rush_shape input_size, bool linear, bool align_corners, double scales_h, double scales_w) {
    const value args[] = { value_tensor(grad), value_of_shape(output_size), value_of_shape(input_size), value_of_bool(linear), value_of_bool(align_corners), value_of_double(scales_h), value_of_double(scales_w) };
    return op_call(&op_upsample_input, site, args, 7);
}

rush_tensor *rush_upsample_linear1d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_linear1d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_bool(options.align_corners), options.scales.set ? value_of_double(options.scales.value) : value_none() };
    return op_call(&op_upsample_linear1d, site, args, 4);
}

rush_tensor *(rush_upsample_linear1d)(rush_tensor *self, rush_shape output_size, bool align_corners) {
    return rush_upsample_linear1d_at(NULL, self, output_size, (rush_upsample_linear1d_args){ .size = sizeof(rush_upsample_linear1d_args), .align_corners = align_corners });
}

rush_tensor *rush_upsample_nearest1d_at(rush_site site, rush_tensor *self, rush_upsample_nearest1d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size), options.scales.set ? value_of_double(options.scales.value) : value_none() };
    return op_call(&op_upsample_nearest1d, site, args, 3);
}

rush_tensor *(rush_upsample_nearest1d)(rush_tensor *self, rush_shape output_size) {
    return rush_upsample_nearest1d_at(NULL, self, (rush_upsample_nearest1d_args){ .size = sizeof(rush_upsample_nearest1d_args), .output_size = output_size });
}

rush_tensor *rush_upsample_nearest2d_at(rush_site site, rush_tensor *self, rush_upsample_nearest2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_nearest2d, site, args, 4);
}

rush_tensor *(rush_upsample_nearest2d)(rush_tensor *self, rush_shape output_size) {
    return rush_upsample_nearest2d_at(NULL, self, (rush_upsample_nearest2d_args){ .size = sizeof(rush_upsample_nearest2d_args), .output_size = output_size });
}

rush_tensor *rush_view_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_view, site, args, 2);
}

rush_tensor *(rush_view)(rush_tensor *self, rush_shape shape) {
    return rush_view_at(NULL, self, shape);
}

rush_tensor *rush_where_at(rush_site site, rush_tensor *condition, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(condition), value_tensor(self), value_of_operand(other) };
    return op_call(&op_where, site, args, 3);
}

rush_tensor *(rush_where)(rush_tensor *condition, rush_tensor *self, rush_tensor *other) {
    return rush_where_at(NULL, condition, self, rush_operand_tensor(other));
}

rush_tensor *rush_zero__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_zero, site, args, 1);
}

rush_tensor *(rush_zero_)(rush_tensor *self) {
    return rush_zero__at(NULL, self);
}

rush_tensor *rush_zeros_at(rush_site site, rush_zeros_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_zeros, site, args, 4);
}

rush_tensor *(rush_zeros)(rush_shape shape) {
    return rush_zeros_at(NULL, (rush_zeros_args){ .size = sizeof(rush_zeros_args), .shape = shape });
}

rush_tensor *rush_zeros_like_at(rush_site site, rush_zeros_like_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_zeros_like, site, args, 4);
}

rush_tensor *(rush_zeros_like)(rush_tensor *self) {
    return rush_zeros_like_at(NULL, (rush_zeros_like_args){ .size = sizeof(rush_zeros_like_args), .self = self });
}
