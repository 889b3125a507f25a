/* SPDX-License-Identifier: MIT */
/* wrappers.c - C functions for the ops. Generated from the op table by tools/facade.py; do not edit. */
#include "ops/op.h"

#include "ops/internal_ops.h"

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

rush_tensor *rush_all_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_all, site, args, 1);
}

rush_tensor *(rush_all)(rush_tensor *self) {
    return rush_all_at(NULL, self);
}

rush_tensor *rush_all_dim_at(rush_site site, rush_tensor *self, rush_all_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim) };
    return op_call(&op_all_dim, site, args, 3);
}

rush_tensor *(rush_all_dim)(rush_tensor *self, int64_t dim) {
    return rush_all_dim_at(NULL, self, (rush_all_dim_args){ .size = sizeof(rush_all_dim_args), .dim = dim });
}

rush_tensor *rush_amax_at(rush_site site, rush_tensor *self, rush_amax_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.dim), value_of_bool(options.keepdim) };
    return op_call(&op_amax, site, args, 3);
}

rush_tensor *(rush_amax)(rush_tensor *self, rush_shape dim) {
    return rush_amax_at(NULL, self, (rush_amax_args){ .size = sizeof(rush_amax_args), .dim = dim });
}

rush_tensor *rush_amin_at(rush_site site, rush_tensor *self, rush_amin_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.dim), value_of_bool(options.keepdim) };
    return op_call(&op_amin, site, args, 3);
}

rush_tensor *(rush_amin)(rush_tensor *self, rush_shape dim) {
    return rush_amin_at(NULL, self, (rush_amin_args){ .size = sizeof(rush_amin_args), .dim = dim });
}

rush_tensor *rush_any_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_any, site, args, 1);
}

rush_tensor *(rush_any)(rush_tensor *self) {
    return rush_any_at(NULL, self);
}

rush_tensor *rush_any_dim_at(rush_site site, rush_tensor *self, rush_any_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim) };
    return op_call(&op_any_dim, site, args, 3);
}

rush_tensor *(rush_any_dim)(rush_tensor *self, int64_t dim) {
    return rush_any_dim_at(NULL, self, (rush_any_dim_args){ .size = sizeof(rush_any_dim_args), .dim = dim });
}

rush_tensor *rush_argmax_at(rush_site site, rush_argmax_args options) {
    const value args[] = { value_tensor(options.self), options.dim.set ? value_of_int(options.dim.value) : value_none(), value_of_bool(options.keepdim) };
    return op_call(&op_argmax, site, args, 3);
}

rush_tensor *(rush_argmax)(rush_tensor *self) {
    return rush_argmax_at(NULL, (rush_argmax_args){ .size = sizeof(rush_argmax_args), .self = self });
}

rush_tensor *rush_argmin_at(rush_site site, rush_argmin_args options) {
    const value args[] = { value_tensor(options.self), options.dim.set ? value_of_int(options.dim.value) : value_none(), value_of_bool(options.keepdim) };
    return op_call(&op_argmin, site, args, 3);
}

rush_tensor *(rush_argmin)(rush_tensor *self) {
    return rush_argmin_at(NULL, (rush_argmin_args){ .size = sizeof(rush_argmin_args), .self = self });
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

rush_tensor *rush_batch_norm_at(rush_site site, rush_tensor *input, rush_tensor *running_mean, rush_batch_norm_args options) {
    const value args[] = { value_tensor(input), value_tensor_optional(running_mean), value_tensor_optional(options.running_var), value_tensor_optional(options.weight), value_tensor_optional(options.bias), value_of_bool(options.training), options.momentum.set ? value_of_double(options.momentum.value) : value_of_double(0.1), options.eps.set ? value_of_double(options.eps.value) : value_of_double(1e-05) };
    return op_call(&op_batch_norm, site, args, 8);
}

rush_tensor *(rush_batch_norm)(rush_tensor *input, rush_tensor *running_mean, rush_tensor *running_var) {
    return rush_batch_norm_at(NULL, input, running_mean, (rush_batch_norm_args){ .size = sizeof(rush_batch_norm_args), .running_var = running_var });
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

rush_tensor *rush_binary_cross_entropy_at(rush_site site, rush_tensor *self, rush_binary_cross_entropy_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_tensor_optional(options.weight), value_of_string(options.reduction ? options.reduction : "mean") };
    return op_call(&op_binary_cross_entropy, site, args, 4);
}

rush_tensor *(rush_binary_cross_entropy)(rush_tensor *self, rush_tensor *target) {
    return rush_binary_cross_entropy_at(NULL, self, (rush_binary_cross_entropy_args){ .size = sizeof(rush_binary_cross_entropy_args), .target = target });
}

rush_tensor *rush_binary_cross_entropy_with_logits_at(rush_site site, rush_tensor *self, rush_binary_cross_entropy_with_logits_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_tensor_optional(options.weight), value_of_string(options.reduction ? options.reduction : "mean"), value_tensor_optional(options.pos_weight) };
    return op_call(&op_binary_cross_entropy_with_logits, site, args, 5);
}

rush_tensor *(rush_binary_cross_entropy_with_logits)(rush_tensor *self, rush_tensor *target) {
    return rush_binary_cross_entropy_with_logits_at(NULL, self, (rush_binary_cross_entropy_with_logits_args){ .size = sizeof(rush_binary_cross_entropy_with_logits_args), .target = target });
}

rush_tensor *rush_class_loss_at(rush_site site, rush_tensor *self, rush_tensor *target, rush_tensor *weight, const char *reduction, rush_class_loss_args options) {
    const value args[] = { value_tensor(self), value_tensor(target), value_tensor_optional(weight), value_of_string(reduction), value_of_int(options.ignore_index) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_class_loss, site, args, 5, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_class_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *target, rush_tensor *weight, rush_tensor *total, rush_tensor *stats, int64_t reduction, int64_t ignore_index) {
    const value args[] = { value_tensor(grad), value_tensor(self), value_tensor(target), value_tensor_optional(weight), value_tensor(total), value_tensor(stats), value_of_int(reduction), value_of_int(ignore_index) };
    return op_call(&op_class_loss_backward, site, args, 8);
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

rush_tensor *rush_copy__at(rush_site site, rush_tensor *self, rush_copy_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.src), value_of_bool(options.non_blocking) };
    return op_call_inplace(&op_copy, site, args, 3);
}

rush_tensor *(rush_copy_)(rush_tensor *self, rush_tensor *src) {
    return rush_copy__at(NULL, self, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = src });
}

rush_tensor *rush_cosine_embedding_loss_at(rush_site site, rush_tensor *input1, rush_tensor *input2, rush_cosine_embedding_loss_args options) {
    const value args[] = { value_tensor(input1), value_tensor(input2), value_tensor(options.target), value_of_double(options.margin), value_of_string(options.reduction ? options.reduction : "mean") };
    return op_call(&op_cosine_embedding_loss, site, args, 5);
}

rush_tensor *(rush_cosine_embedding_loss)(rush_tensor *input1, rush_tensor *input2, rush_tensor *target) {
    return rush_cosine_embedding_loss_at(NULL, input1, input2, (rush_cosine_embedding_loss_args){ .size = sizeof(rush_cosine_embedding_loss_args), .target = target });
}

rush_tensor *rush_cosine_similarity_at(rush_site site, rush_tensor *x1, rush_cosine_similarity_args options) {
    const value args[] = { value_tensor(x1), value_tensor(options.x2), value_of_int(options.dim ? options.dim : 1), options.eps.set ? value_of_double(options.eps.value) : value_of_double(1e-08) };
    return op_call(&op_cosine_similarity, site, args, 4);
}

rush_tensor *(rush_cosine_similarity)(rush_tensor *x1, rush_tensor *x2) {
    return rush_cosine_similarity_at(NULL, x1, (rush_cosine_similarity_args){ .size = sizeof(rush_cosine_similarity_args), .x2 = x2 });
}

rush_tensor *rush_count_nonzero_at(rush_site site, rush_count_nonzero_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none() };
    return op_call(&op_count_nonzero, site, args, 2);
}

rush_tensor *(rush_count_nonzero)(rush_tensor *self) {
    return rush_count_nonzero_at(NULL, (rush_count_nonzero_args){ .size = sizeof(rush_count_nonzero_args), .self = self });
}

rush_tensor *rush_cross_entropy_at(rush_site site, rush_tensor *self, rush_cross_entropy_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_tensor_optional(options.weight), options.ignore_index.set ? value_of_int(options.ignore_index.value) : value_of_int(-100), value_of_string(options.reduction ? options.reduction : "mean"), value_of_double(options.label_smoothing) };
    return op_call(&op_cross_entropy, site, args, 6);
}

rush_tensor *(rush_cross_entropy)(rush_tensor *self, rush_tensor *target) {
    return rush_cross_entropy_at(NULL, self, (rush_cross_entropy_args){ .size = sizeof(rush_cross_entropy_args), .target = target });
}

rush_tensor *rush_cumprod_at(rush_site site, rush_tensor *self, rush_cumprod_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_dtype(options.dtype) };
    return op_call(&op_cumprod, site, args, 3);
}

rush_tensor *(rush_cumprod)(rush_tensor *self, int64_t dim) {
    return rush_cumprod_at(NULL, self, (rush_cumprod_args){ .size = sizeof(rush_cumprod_args), .dim = dim });
}

rush_tensor *rush_cumprod_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, int64_t dim) {
    const value args[] = { value_tensor(grad), value_tensor(self), value_of_int(dim) };
    return op_call(&op_cumprod_backward, site, args, 3);
}

rush_tensor *rush_cumsum_at(rush_site site, rush_tensor *self, rush_cumsum_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_dtype(options.dtype) };
    return op_call(&op_cumsum, site, args, 3);
}

rush_tensor *(rush_cumsum)(rush_tensor *self, int64_t dim) {
    return rush_cumsum_at(NULL, self, (rush_cumsum_args){ .size = sizeof(rush_cumsum_args), .dim = dim });
}

rush_tensor *rush_cumsum_reverse_at(rush_site site, rush_tensor *self, rush_cumsum_reverse_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_dtype(options.dtype) };
    return op_call(&op_cumsum_reverse, site, args, 3);
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

rush_tensor *rush_group_norm_at(rush_site site, rush_tensor *input, rush_group_norm_args options) {
    const value args[] = { value_tensor(input), value_of_int(options.num_groups), value_tensor_optional(options.weight), value_tensor_optional(options.bias), options.eps.set ? value_of_double(options.eps.value) : value_of_double(1e-05) };
    return op_call(&op_group_norm, site, args, 5);
}

rush_tensor *(rush_group_norm)(rush_tensor *input, int64_t num_groups) {
    return rush_group_norm_at(NULL, input, (rush_group_norm_args){ .size = sizeof(rush_group_norm_args), .num_groups = num_groups });
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

rush_tensor *rush_huber_loss_at(rush_site site, rush_tensor *self, rush_huber_loss_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_of_string(options.reduction ? options.reduction : "mean"), options.delta.set ? value_of_double(options.delta.value) : value_of_double(1.0) };
    return op_call(&op_huber_loss, site, args, 4);
}

rush_tensor *(rush_huber_loss)(rush_tensor *self, rush_tensor *target) {
    return rush_huber_loss_at(NULL, self, (rush_huber_loss_args){ .size = sizeof(rush_huber_loss_args), .target = target });
}

rush_tensor *rush_instance_norm_at(rush_site site, rush_instance_norm_args options) {
    const value args[] = { value_tensor(options.input), value_tensor_optional(options.running_mean), value_tensor_optional(options.running_var), value_tensor_optional(options.weight), value_tensor_optional(options.bias), value_of_bool(!options.no_use_input_stats), options.momentum.set ? value_of_double(options.momentum.value) : value_of_double(0.1), options.eps.set ? value_of_double(options.eps.value) : value_of_double(1e-05) };
    return op_call(&op_instance_norm, site, args, 8);
}

rush_tensor *(rush_instance_norm)(rush_tensor *input) {
    return rush_instance_norm_at(NULL, (rush_instance_norm_args){ .size = sizeof(rush_instance_norm_args), .input = input });
}

rush_tensor *rush_kl_div_at(rush_site site, rush_tensor *self, rush_kl_div_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_of_string(options.reduction ? options.reduction : "mean"), value_of_bool(options.log_target) };
    return op_call(&op_kl_div, site, args, 4);
}

rush_tensor *(rush_kl_div)(rush_tensor *self, rush_tensor *target) {
    return rush_kl_div_at(NULL, self, (rush_kl_div_args){ .size = sizeof(rush_kl_div_args), .target = target });
}

rush_tensor *rush_l1_loss_at(rush_site site, rush_tensor *self, rush_l1_loss_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_of_string(options.reduction ? options.reduction : "mean") };
    return op_call(&op_l1_loss, site, args, 3);
}

rush_tensor *(rush_l1_loss)(rush_tensor *self, rush_tensor *target) {
    return rush_l1_loss_at(NULL, self, (rush_l1_loss_args){ .size = sizeof(rush_l1_loss_args), .target = target });
}

rush_tensor *rush_layer_norm_at(rush_site site, rush_tensor *input, rush_layer_norm_args options) {
    const value args[] = { value_tensor(input), value_of_shape(options.normalized_shape), value_tensor_optional(options.weight), value_tensor_optional(options.bias), options.eps.set ? value_of_double(options.eps.value) : value_of_double(1e-05) };
    return op_call(&op_layer_norm, site, args, 5);
}

rush_tensor *(rush_layer_norm)(rush_tensor *input, rush_shape normalized_shape) {
    return rush_layer_norm_at(NULL, input, (rush_layer_norm_args){ .size = sizeof(rush_layer_norm_args), .normalized_shape = normalized_shape });
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

rush_tensor *rush_linalg_vector_norm_at(rush_site site, rush_linalg_vector_norm_args options) {
    const value args[] = { value_tensor(options.self), options.ord.kind ? value_of_operand(options.ord) : value_of_int(2), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(options.keepdim), value_of_dtype(options.dtype) };
    return op_call(&op_linalg_vector_norm, site, args, 5);
}

rush_tensor *(rush_linalg_vector_norm)(rush_tensor *self) {
    return rush_linalg_vector_norm_at(NULL, (rush_linalg_vector_norm_args){ .size = sizeof(rush_linalg_vector_norm_args), .self = self });
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

rush_tensor *rush_log_softmax_at(rush_site site, rush_tensor *self, rush_log_softmax_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_dtype(options.dtype) };
    return op_call(&op_log_softmax, site, args, 3);
}

rush_tensor *(rush_log_softmax)(rush_tensor *self, int64_t dim) {
    return rush_log_softmax_at(NULL, self, (rush_log_softmax_args){ .size = sizeof(rush_log_softmax_args), .dim = dim });
}

rush_tensor *rush_log_softmax_backward_at(rush_site site, rush_tensor *grad, rush_tensor *output, int64_t dim) {
    const value args[] = { value_tensor(grad), value_tensor(output), value_of_int(dim) };
    return op_call(&op_log_softmax_backward, site, args, 3);
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

rush_tensor *rush_logsumexp_at(rush_site site, rush_tensor *self, rush_logsumexp_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.dim), value_of_bool(options.keepdim) };
    return op_call(&op_logsumexp, site, args, 3);
}

rush_tensor *(rush_logsumexp)(rush_tensor *self, rush_shape dim) {
    return rush_logsumexp_at(NULL, self, (rush_logsumexp_args){ .size = sizeof(rush_logsumexp_args), .dim = dim });
}

rush_tensor *rush_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *target, rush_tensor *weight, rush_tensor *pos_weight, int64_t kind, double parameter, int64_t reduction) {
    const value args[] = { value_tensor(grad), value_tensor(self), value_tensor(target), value_tensor_optional(weight), value_tensor_optional(pos_weight), value_of_int(kind), value_of_double(parameter), value_of_int(reduction) };
    return op_call(&op_loss_backward, site, args, 8);
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

rush_tensor *rush_max_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_max, site, args, 1);
}

rush_tensor *(rush_max)(rush_tensor *self) {
    return rush_max_at(NULL, self);
}

rush_tensor *rush_max_dim_at(rush_site site, rush_tensor *self, rush_max_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_max_dim, site, args, 3, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_max_dim)(rush_tensor *self, int64_t dim) {
    return rush_max_dim_at(NULL, self, (rush_max_dim_args){ .size = sizeof(rush_max_dim_args), .dim = dim });
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

rush_tensor *rush_min_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_min, site, args, 1);
}

rush_tensor *(rush_min)(rush_tensor *self) {
    return rush_min_at(NULL, self);
}

rush_tensor *rush_min_dim_at(rush_site site, rush_tensor *self, rush_min_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_min_dim, site, args, 3, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_min_dim)(rush_tensor *self, int64_t dim) {
    return rush_min_dim_at(NULL, self, (rush_min_dim_args){ .size = sizeof(rush_min_dim_args), .dim = dim });
}

rush_tensor *rush_mm_at(rush_site site, rush_tensor *self, rush_tensor *mat2) {
    const value args[] = { value_tensor(self), value_tensor(mat2) };
    return op_call(&op_mm, site, args, 2);
}

rush_tensor *(rush_mm)(rush_tensor *self, rush_tensor *mat2) {
    return rush_mm_at(NULL, self, mat2);
}

rush_tensor *rush_mse_loss_at(rush_site site, rush_tensor *self, rush_mse_loss_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_of_string(options.reduction ? options.reduction : "mean") };
    return op_call(&op_mse_loss, site, args, 3);
}

rush_tensor *(rush_mse_loss)(rush_tensor *self, rush_tensor *target) {
    return rush_mse_loss_at(NULL, self, (rush_mse_loss_args){ .size = sizeof(rush_mse_loss_args), .target = target });
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

rush_tensor *rush_nansum_at(rush_site site, rush_nansum_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(options.keepdim), value_of_dtype(options.dtype) };
    return op_call(&op_nansum, site, args, 4);
}

rush_tensor *(rush_nansum)(rush_tensor *self) {
    return rush_nansum_at(NULL, (rush_nansum_args){ .size = sizeof(rush_nansum_args), .self = self });
}

rush_tensor *rush_native_batch_norm_at(rush_site site, rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_tensor *running_mean, rush_tensor *running_var, bool training, double momentum, rush_native_batch_norm_args options) {
    const value args[] = { value_tensor(input), value_tensor_optional(weight), value_tensor_optional(bias), value_tensor_optional(running_mean), value_tensor_optional(running_var), value_of_bool(training), value_of_double(momentum), value_of_double(options.eps) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_native_batch_norm, site, args, 8, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_native_batch_norm)(rush_tensor *input, rush_tensor *weight, rush_tensor *bias, rush_tensor *running_mean, rush_tensor *running_var, bool training, double momentum, double eps) {
    return rush_native_batch_norm_at(NULL, input, weight, bias, running_mean, running_var, training, momentum, (rush_native_batch_norm_args){ .size = sizeof(rush_native_batch_norm_args), .eps = eps });
}

rush_tensor *rush_native_batch_norm_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, rush_tensor *weight, rush_tensor *mean, rush_tensor *rstd, rush_tensor *running_mean, rush_tensor *running_var, bool training, double eps, bool dx, bool dw, rush_native_batch_norm_backward_args options) {
    const value args[] = { value_tensor(grad), value_tensor(input), value_tensor_optional(weight), value_tensor_optional(mean), value_tensor_optional(rstd), value_tensor_optional(running_mean), value_tensor_optional(running_var), value_of_bool(training), value_of_double(eps), value_of_bool(dx), value_of_bool(dw), value_of_bool(options.db) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_native_batch_norm_backward, site, args, 12, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_native_group_norm_at(rush_site site, rush_tensor *input, int64_t num_groups, rush_tensor *weight, rush_tensor *bias, rush_native_group_norm_args options) {
    const value args[] = { value_tensor(input), value_of_int(num_groups), value_tensor_optional(weight), value_tensor_optional(bias), value_of_double(options.eps) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_native_group_norm, site, args, 5, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_native_group_norm)(rush_tensor *input, int64_t num_groups, rush_tensor *weight, rush_tensor *bias, double eps) {
    return rush_native_group_norm_at(NULL, input, num_groups, weight, bias, (rush_native_group_norm_args){ .size = sizeof(rush_native_group_norm_args), .eps = eps });
}

rush_tensor *rush_native_group_norm_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, int64_t num_groups, rush_tensor *mean, rush_tensor *rstd, rush_tensor *weight, bool dx, bool dw, rush_native_group_norm_backward_args options) {
    const value args[] = { value_tensor(grad), value_tensor(input), value_of_int(num_groups), value_tensor(mean), value_tensor(rstd), value_tensor_optional(weight), value_of_bool(dx), value_of_bool(dw), value_of_bool(options.db) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_native_group_norm_backward, site, args, 9, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_native_layer_norm_at(rush_site site, rush_tensor *input, rush_shape normalized_shape, rush_tensor *weight, rush_tensor *bias, rush_native_layer_norm_args options) {
    const value args[] = { value_tensor(input), value_of_shape(normalized_shape), value_tensor_optional(weight), value_tensor_optional(bias), value_of_double(options.eps) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_native_layer_norm, site, args, 5, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_native_layer_norm)(rush_tensor *input, rush_shape normalized_shape, rush_tensor *weight, rush_tensor *bias, double eps) {
    return rush_native_layer_norm_at(NULL, input, normalized_shape, weight, bias, (rush_native_layer_norm_args){ .size = sizeof(rush_native_layer_norm_args), .eps = eps });
}

rush_tensor *rush_native_layer_norm_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, rush_shape normalized_shape, rush_tensor *mean, rush_tensor *rstd, rush_tensor *weight, bool dx, bool dw, rush_native_layer_norm_backward_args options) {
    const value args[] = { value_tensor(grad), value_tensor(input), value_of_shape(normalized_shape), value_tensor(mean), value_tensor(rstd), value_tensor_optional(weight), value_of_bool(dx), value_of_bool(dw), value_of_bool(options.db) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_native_layer_norm_backward, site, args, 9, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
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

rush_tensor *rush_nll_loss_at(rush_site site, rush_tensor *self, rush_nll_loss_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_tensor_optional(options.weight), options.ignore_index.set ? value_of_int(options.ignore_index.value) : value_of_int(-100), value_of_string(options.reduction ? options.reduction : "mean") };
    return op_call(&op_nll_loss, site, args, 5);
}

rush_tensor *(rush_nll_loss)(rush_tensor *self, rush_tensor *target) {
    return rush_nll_loss_at(NULL, self, (rush_nll_loss_args){ .size = sizeof(rush_nll_loss_args), .target = target });
}

rush_tensor *rush_nll_loss2d_forward_at(rush_site site, rush_tensor *self, rush_tensor *target, rush_tensor *weight, const char *reduction, rush_nll_loss2d_forward_args options) {
    const value args[] = { value_tensor(self), value_tensor(target), value_tensor_optional(weight), value_of_string(reduction), value_of_int(options.ignore_index) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_nll_loss2d_forward, site, args, 5, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_nll_loss_forward_at(rush_site site, rush_tensor *self, rush_tensor *target, rush_tensor *weight, const char *reduction, rush_nll_loss_forward_args options) {
    const value args[] = { value_tensor(self), value_tensor(target), value_tensor_optional(weight), value_of_string(reduction), value_of_int(options.ignore_index) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_nll_loss_forward, site, args, 5, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_norm_at(rush_site site, rush_norm_args options) {
    const value args[] = { value_tensor(options.self), options.p.kind ? value_of_operand(options.p) : value_of_int(2), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(options.keepdim), value_of_dtype(options.dtype) };
    return op_call(&op_norm, site, args, 5);
}

rush_tensor *(rush_norm)(rush_tensor *self) {
    return rush_norm_at(NULL, (rush_norm_args){ .size = sizeof(rush_norm_args), .self = self });
}

rush_tensor *rush_normal__at(rush_site site, rush_tensor *self, double mean, rush_normal_args options) {
    const value args[] = { value_tensor(self), value_of_double(mean), value_of_double(options.std), value_of_generator(options.generator) };
    return op_call_inplace(&op_normal, site, args, 4);
}

rush_tensor *(rush_normal_)(rush_tensor *self, double mean, double std) {
    return rush_normal__at(NULL, self, mean, (rush_normal_args){ .size = sizeof(rush_normal_args), .std = std });
}

rush_tensor *rush_normalize_at(rush_site site, rush_normalize_args options) {
    const value args[] = { value_tensor(options.input), options.p.set ? value_of_double(options.p.value) : value_of_double(2.0), options.dims.dims ? value_of_shape(options.dims) : options.dim ? value_of_ints(&options.dim, 1) : value_of_ints(&(const int64_t){ 1 }, 1), options.eps.set ? value_of_double(options.eps.value) : value_of_double(1e-12) };
    return op_call(&op_normalize, site, args, 4);
}

rush_tensor *(rush_normalize)(rush_tensor *input) {
    return rush_normalize_at(NULL, (rush_normalize_args){ .size = sizeof(rush_normalize_args), .input = input });
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

rush_tensor *rush_place_along_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, int64_t length) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_of_int(length) };
    return op_call(&op_place_along, site, args, 4);
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

rush_tensor *rush_prod_at(rush_site site, rush_prod_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype) };
    return op_call(&op_prod, site, args, 2);
}

rush_tensor *(rush_prod)(rush_tensor *self) {
    return rush_prod_at(NULL, (rush_prod_args){ .size = sizeof(rush_prod_args), .self = self });
}

rush_tensor *rush_prod_dim_at(rush_site site, rush_tensor *self, rush_prod_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim), value_of_dtype(options.dtype) };
    return op_call(&op_prod_dim, site, args, 4);
}

rush_tensor *(rush_prod_dim)(rush_tensor *self, int64_t dim) {
    return rush_prod_dim_at(NULL, self, (rush_prod_dim_args){ .size = sizeof(rush_prod_dim_args), .dim = dim });
}

rush_tensor *rush_prod_others_at(rush_site site, rush_tensor *self, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(dim) };
    return op_call(&op_prod_others, site, args, 2);
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

rush_tensor *rush_rms_norm_at(rush_site site, rush_tensor *input, rush_rms_norm_args options) {
    const value args[] = { value_tensor(input), value_of_shape(options.normalized_shape), value_tensor_optional(options.weight), options.eps.set ? value_of_double(options.eps.value) : value_none() };
    return op_call(&op_rms_norm, site, args, 4);
}

rush_tensor *(rush_rms_norm)(rush_tensor *input, rush_shape normalized_shape) {
    return rush_rms_norm_at(NULL, input, (rush_rms_norm_args){ .size = sizeof(rush_rms_norm_args), .normalized_shape = normalized_shape });
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

rush_tensor *rush_smooth_l1_loss_at(rush_site site, rush_tensor *self, rush_smooth_l1_loss_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_of_string(options.reduction ? options.reduction : "mean"), options.beta.set ? value_of_double(options.beta.value) : value_of_double(1.0) };
    return op_call(&op_smooth_l1_loss, site, args, 4);
}

rush_tensor *(rush_smooth_l1_loss)(rush_tensor *self, rush_tensor *target) {
    return rush_smooth_l1_loss_at(NULL, self, (rush_smooth_l1_loss_args){ .size = sizeof(rush_smooth_l1_loss_args), .target = target });
}

rush_tensor *rush_softmax_at(rush_site site, rush_tensor *self, rush_softmax_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_dtype(options.dtype) };
    return op_call(&op_softmax, site, args, 3);
}

rush_tensor *(rush_softmax)(rush_tensor *self, int64_t dim) {
    return rush_softmax_at(NULL, self, (rush_softmax_args){ .size = sizeof(rush_softmax_args), .dim = dim });
}

rush_tensor *rush_softmax_backward_at(rush_site site, rush_tensor *grad, rush_tensor *output, int64_t dim) {
    const value args[] = { value_tensor(grad), value_tensor(output), value_of_int(dim) };
    return op_call(&op_softmax_backward, site, args, 3);
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

rush_tensor *rush_std_at(rush_site site, rush_std_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(!options.no_unbiased), value_of_bool(options.keepdim), options.correction.set ? value_of_int(options.correction.value) : value_none() };
    return op_call(&op_std, site, args, 5);
}

rush_tensor *(rush_std)(rush_tensor *self) {
    return rush_std_at(NULL, (rush_std_args){ .size = sizeof(rush_std_args), .self = self });
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

rush_tensor *rush_take_along_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index) };
    return op_call(&op_take_along, site, args, 3);
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

rush_tensor *rush_var_at(rush_site site, rush_var_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(!options.no_unbiased), value_of_bool(options.keepdim), options.correction.set ? value_of_int(options.correction.value) : value_none() };
    return op_call(&op_var, site, args, 5);
}

rush_tensor *(rush_var)(rush_tensor *self) {
    return rush_var_at(NULL, (rush_var_args){ .size = sizeof(rush_var_args), .self = self });
}

rush_tensor *rush_var_mean_at(rush_site site, rush_var_mean_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(!options.no_unbiased), value_of_bool(options.keepdim), options.correction.set ? value_of_int(options.correction.value) : value_none() };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_var_mean, site, args, 5, results);
    if (options.mean) *options.mean = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_var_mean)(rush_tensor *self) {
    return rush_var_mean_at(NULL, (rush_var_mean_args){ .size = sizeof(rush_var_mean_args), .self = self });
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
