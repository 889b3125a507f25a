/* SPDX-License-Identifier: MIT */
/* internal_ops.h - ops that only other ops use. Generated from the op table by tools/facade.py; do not edit. */
#ifndef OPS_INTERNAL_OPS_H
#define OPS_INTERNAL_OPS_H
#include <rushlight/base.h>

rush_tensor *rush_adaptive_avg_pool2d_input_at(rush_site site, rush_tensor *grad, rush_shape input_size);

rush_tensor *rush_adaptive_avg_pool2d_part_at(rush_site site, rush_tensor *self, rush_shape output_size);

rush_tensor *rush_adaptive_avg_pool3d_part_at(rush_site site, rush_tensor *self, rush_shape output_size);

rush_tensor *rush_alias_at(rush_site site, rush_tensor *self);

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride);

typedef struct rush_attention_args { size_t size; double scale; rush_named_only _; rush_tensor **logsumexp; } rush_attention_args;
rush_tensor *rush_attention_at(rush_site site, rush_tensor *query, rush_tensor *key, rush_tensor *value_, rush_tensor *attn_mask, bool is_causal, rush_attention_args options);

typedef struct rush_attention_backward_args { size_t size; rush_shape output_mask; rush_named_only _; rush_tensor **grad_key; rush_tensor **grad_value; } rush_attention_backward_args;
rush_tensor *rush_attention_backward_at(rush_site site, rush_tensor *grad, rush_tensor *query, rush_tensor *key, rush_tensor *value_, rush_tensor *out, rush_tensor *logsumexp, rush_tensor *attn_mask, bool is_causal, double scale, rush_attention_backward_args options);

rush_tensor *rush_avg_pool_input_at(rush_site site, rush_tensor *grad, rush_shape input_size, rush_shape kernel_size, rush_shape stride, rush_shape padding, bool ceil_mode, bool count_include_pad, int64_t divisor_override, int64_t dims);

typedef struct rush_class_loss_args { size_t size; int64_t ignore_index; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_class_loss_args;
rush_tensor *rush_class_loss_at(rush_site site, rush_tensor *self, rush_tensor *target, rush_tensor *weight, const char *reduction, rush_class_loss_args options);

rush_tensor *rush_class_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *target, rush_tensor *weight, rush_tensor *total, rush_tensor *stats, int64_t reduction, int64_t ignore_index);

rush_tensor *rush_convolution_input_at(rush_site site, rush_tensor *grad, rush_tensor *weight, rush_shape input_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);

rush_tensor *rush_convolution_weight_at(rush_site site, rush_tensor *input, rush_tensor *grad, rush_shape weight_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups);

rush_tensor *rush_ctc_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_shape target_lengths, int64_t blank, bool zero_infinity);

typedef struct rush_ctc_loss_part_args { size_t size; rush_shape target_lengths; rush_named_only _; int64_t blank; bool zero_infinity; } rush_ctc_loss_part_args;
rush_tensor *rush_ctc_loss_part_at(rush_site site, rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_ctc_loss_part_args options);

rush_tensor *rush_cumprod_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, int64_t dim);

typedef struct rush_cumsum_reverse_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_cumsum_reverse_args;
rush_tensor *rush_cumsum_reverse_at(rush_site site, rush_tensor *self, rush_cumsum_reverse_args options);

rush_tensor *rush_div_floor_at(rush_site site, rush_tensor *self, rush_operand other);
rush_tensor *rush_div_floor__at(rush_site site, rush_tensor *self, rush_operand other);

rush_tensor *rush_div_trunc_at(rush_site site, rush_tensor *self, rush_operand other);
rush_tensor *rush_div_trunc__at(rush_site site, rush_tensor *self, rush_operand other);

rush_tensor *rush_dropout_noise_at(rush_site site, rush_tensor *self, double p);

rush_tensor *rush_embedding_bag_backward_at(rush_site site, rush_tensor *grad, rush_tensor *indices, rush_tensor *offset2bag, rush_tensor *bag_size, rush_tensor *max_indices, rush_tensor *per_sample_weights, int64_t num_weights, bool scale_grad_by_freq, int64_t mode, int64_t padding_idx);

rush_tensor *rush_embedding_bag_samples_at(rush_site site, rush_tensor *grad, rush_tensor *weight, rush_tensor *indices, rush_tensor *offset2bag, int64_t padding_idx);

rush_tensor *rush_embedding_dense_backward_at(rush_site site, rush_tensor *grad_output, rush_tensor *indices, int64_t num_weights, int64_t padding_idx, bool scale_grad_by_freq);

rush_tensor *rush_gelu_tanh_at(rush_site site, rush_tensor *self);

typedef struct rush_grid_sampler_backward_args { size_t size; rush_shape output_mask; rush_named_only _; rush_tensor **grad_grid; } rush_grid_sampler_backward_args;
rush_tensor *rush_grid_sampler_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners, rush_grid_sampler_backward_args options);

typedef struct rush_linalg_eigh_parts_args { size_t size; rush_tensor *A; rush_named_only _; const char *UPLO; bool no_compute_v; rush_tensor **eigenvectors; } rush_linalg_eigh_parts_args;
rush_tensor *rush_linalg_eigh_parts_at(rush_site site, rush_linalg_eigh_parts_args options);

typedef struct rush_linalg_svd_parts_args { size_t size; rush_tensor *A; rush_named_only _; bool full_matrices; bool no_compute_uv; const char *driver; rush_tensor **S; rush_tensor **Vh; } rush_linalg_svd_parts_args;
rush_tensor *rush_linalg_svd_parts_at(rush_site site, rush_linalg_svd_parts_args options);

rush_tensor *rush_log_softmax_backward_at(rush_site site, rush_tensor *grad, rush_tensor *output, int64_t dim);

rush_tensor *rush_logcumsumexp_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *result, int64_t dim);

rush_tensor *rush_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *target, rush_tensor *weight, rush_tensor *pos_weight, int64_t kind, double parameter, int64_t reduction);

rush_tensor *rush_lu_permutation_at(rush_site site, rush_tensor *pivots, int64_t rows, bool inverse);

rush_tensor *rush_max_pool2d_input_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_shape kernel_size, rush_shape stride, rush_shape padding, rush_shape dilation, bool ceil_mode);

rush_tensor *rush_max_pool_gather_at(rush_site site, rush_tensor *self, rush_tensor *indices, int64_t dims);

rush_tensor *rush_max_pool_scatter_at(rush_site site, rush_tensor *grad, rush_tensor *indices, int64_t dims, rush_shape shape);

typedef struct rush_native_batch_norm_backward_args { size_t size; bool db; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_native_batch_norm_backward_args;
rush_tensor *rush_native_batch_norm_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, rush_tensor *weight, rush_tensor *mean, rush_tensor *rstd, rush_tensor *running_mean, rush_tensor *running_var, bool training, double eps, bool dx, bool dw, rush_native_batch_norm_backward_args options);

typedef struct rush_native_group_norm_backward_args { size_t size; bool db; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_native_group_norm_backward_args;
rush_tensor *rush_native_group_norm_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, int64_t num_groups, rush_tensor *mean, rush_tensor *rstd, rush_tensor *weight, bool dx, bool dw, rush_native_group_norm_backward_args options);

typedef struct rush_native_layer_norm_backward_args { size_t size; bool db; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_native_layer_norm_backward_args;
rush_tensor *rush_native_layer_norm_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, rush_shape normalized_shape, rush_tensor *mean, rush_tensor *rstd, rush_tensor *weight, bool dx, bool dw, rush_native_layer_norm_backward_args options);

typedef struct rush_nll_loss2d_forward_args { size_t size; int64_t ignore_index; rush_named_only _; rush_tensor **result1; } rush_nll_loss2d_forward_args;
rush_tensor *rush_nll_loss2d_forward_at(rush_site site, rush_tensor *self, rush_tensor *target, rush_tensor *weight, const char *reduction, rush_nll_loss2d_forward_args options);

typedef struct rush_nll_loss_forward_args { size_t size; int64_t ignore_index; rush_named_only _; rush_tensor **result1; } rush_nll_loss_forward_args;
rush_tensor *rush_nll_loss_forward_at(rush_site site, rush_tensor *self, rush_tensor *target, rush_tensor *weight, const char *reduction, rush_nll_loss_forward_args options);

rush_tensor *rush_pad_backward_at(rush_site site, rush_tensor *grad, rush_shape shape, rush_shape padding, int64_t mode);

rush_tensor *rush_pad_circular_at(rush_site site, rush_tensor *self, rush_shape pad);

rush_tensor *rush_place_along_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, int64_t length);

rush_tensor *rush_pow_half_at(rush_site site, rush_tensor *self);

rush_tensor *rush_pow_three_at(rush_site site, rush_tensor *self);

rush_tensor *rush_pow_two_at(rush_site site, rush_tensor *self);

rush_tensor *rush_prod_others_at(rush_site site, rush_tensor *self, int64_t dim);

rush_tensor *rush_reshape_alias_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride);

rush_tensor *rush_segment_backward_at(rush_site site, rush_tensor *grad, rush_tensor *result, rush_tensor *data, const char *reduce, rush_tensor *ends, int64_t axis, rush_operand initial);

rush_tensor *rush_segment_part_at(rush_site site, rush_tensor *data, const char *reduce, rush_tensor *ends, int64_t axis, rush_operand initial);

rush_tensor *rush_softmax_backward_at(rush_site site, rush_tensor *grad, rush_tensor *output, int64_t dim);

rush_tensor *rush_to_copy_at(rush_site site, rush_tensor *self, rush_dtype dtype, rush_device device);

rush_tensor *rush_unfold_backward_at(rush_site site, rush_tensor *grad_in, rush_shape input_sizes, int64_t dim, int64_t shape, int64_t step);

rush_tensor *rush_unsafe_view_at(rush_site site, rush_tensor *self, rush_shape shape);

rush_tensor *rush_upsample_input_at(rush_site site, rush_tensor *grad, rush_shape output_size, rush_shape input_size, int64_t mode, bool align_corners, double scales_d, double scales_h, double scales_w);

#ifndef __cplusplus
#define rush_adaptive_avg_pool2d_input(...) rush_adaptive_avg_pool2d_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_adaptive_avg_pool2d_part(...) rush_adaptive_avg_pool2d_part_at(RUSH_SITE, __VA_ARGS__)
#define rush_adaptive_avg_pool3d_part(...) rush_adaptive_avg_pool3d_part_at(RUSH_SITE, __VA_ARGS__)
#define rush_alias(...) rush_alias_at(RUSH_SITE, __VA_ARGS__)
#define rush_as_strided_of(...) rush_as_strided_of_at(RUSH_SITE, __VA_ARGS__)
#define rush_attention(x0, x1, x2, x3, x4, ...) rush_attention_at(RUSH_SITE, x0, x1, x2, x3, x4, (rush_attention_args){ .size = sizeof(rush_attention_args), .scale = __VA_ARGS__ })
#define rush_attention_backward(x0, x1, x2, x3, x4, x5, x6, x7, x8, ...) rush_attention_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, x7, x8, (rush_attention_backward_args){ .size = sizeof(rush_attention_backward_args), .output_mask = __VA_ARGS__ })
#define rush_avg_pool_input(...) rush_avg_pool_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_class_loss(x0, x1, x2, x3, ...) rush_class_loss_at(RUSH_SITE, x0, x1, x2, x3, (rush_class_loss_args){ .size = sizeof(rush_class_loss_args), .ignore_index = __VA_ARGS__ })
#define rush_class_loss_backward(...) rush_class_loss_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_convolution_input(...) rush_convolution_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_convolution_weight(...) rush_convolution_weight_at(RUSH_SITE, __VA_ARGS__)
#define rush_ctc_loss_backward(...) rush_ctc_loss_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_ctc_loss_part(x0, x1, x2, ...) rush_ctc_loss_part_at(RUSH_SITE, x0, x1, x2, (rush_ctc_loss_part_args){ .size = sizeof(rush_ctc_loss_part_args), .target_lengths = __VA_ARGS__ })
#define rush_cumprod_backward(...) rush_cumprod_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_cumsum_reverse(x0, ...) rush_cumsum_reverse_at(RUSH_SITE, x0, (rush_cumsum_reverse_args){ .size = sizeof(rush_cumsum_reverse_args), .dim = __VA_ARGS__ })
#define rush_div_floor(x0, x1) rush_div_floor_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_floor_(x0, x1) rush_div_floor__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_trunc(x0, x1) rush_div_trunc_at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_div_trunc_(x0, x1) rush_div_trunc__at(RUSH_SITE, x0, RUSH_OPERAND(x1))
#define rush_dropout_noise(...) rush_dropout_noise_at(RUSH_SITE, __VA_ARGS__)
#define rush_embedding_bag_backward(...) rush_embedding_bag_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_embedding_bag_samples(...) rush_embedding_bag_samples_at(RUSH_SITE, __VA_ARGS__)
#define rush_embedding_dense_backward(...) rush_embedding_dense_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_gelu_tanh(...) rush_gelu_tanh_at(RUSH_SITE, __VA_ARGS__)
#define rush_grid_sampler_backward(x0, x1, x2, x3, x4, x5, ...) rush_grid_sampler_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, (rush_grid_sampler_backward_args){ .size = sizeof(rush_grid_sampler_backward_args), .output_mask = __VA_ARGS__ })
#define rush_linalg_eigh_parts(...) rush_linalg_eigh_parts_at(RUSH_SITE, (rush_linalg_eigh_parts_args){ .size = sizeof(rush_linalg_eigh_parts_args), .A = __VA_ARGS__ })
#define rush_linalg_svd_parts(...) rush_linalg_svd_parts_at(RUSH_SITE, (rush_linalg_svd_parts_args){ .size = sizeof(rush_linalg_svd_parts_args), .A = __VA_ARGS__ })
#define rush_log_softmax_backward(...) rush_log_softmax_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_logcumsumexp_backward(...) rush_logcumsumexp_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_loss_backward(...) rush_loss_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_lu_permutation(...) rush_lu_permutation_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_pool2d_input(...) rush_max_pool2d_input_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_pool_gather(...) rush_max_pool_gather_at(RUSH_SITE, __VA_ARGS__)
#define rush_max_pool_scatter(...) rush_max_pool_scatter_at(RUSH_SITE, __VA_ARGS__)
#define rush_native_batch_norm_backward(x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, ...) rush_native_batch_norm_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, (rush_native_batch_norm_backward_args){ .size = sizeof(rush_native_batch_norm_backward_args), .db = __VA_ARGS__ })
#define rush_native_group_norm_backward(x0, x1, x2, x3, x4, x5, x6, x7, ...) rush_native_group_norm_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, x7, (rush_native_group_norm_backward_args){ .size = sizeof(rush_native_group_norm_backward_args), .db = __VA_ARGS__ })
#define rush_native_layer_norm_backward(x0, x1, x2, x3, x4, x5, x6, x7, ...) rush_native_layer_norm_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, x7, (rush_native_layer_norm_backward_args){ .size = sizeof(rush_native_layer_norm_backward_args), .db = __VA_ARGS__ })
#define rush_nll_loss2d_forward(x0, x1, x2, x3, ...) rush_nll_loss2d_forward_at(RUSH_SITE, x0, x1, x2, x3, (rush_nll_loss2d_forward_args){ .size = sizeof(rush_nll_loss2d_forward_args), .ignore_index = __VA_ARGS__ })
#define rush_nll_loss_forward(x0, x1, x2, x3, ...) rush_nll_loss_forward_at(RUSH_SITE, x0, x1, x2, x3, (rush_nll_loss_forward_args){ .size = sizeof(rush_nll_loss_forward_args), .ignore_index = __VA_ARGS__ })
#define rush_pad_backward(...) rush_pad_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_pad_circular(...) rush_pad_circular_at(RUSH_SITE, __VA_ARGS__)
#define rush_place_along(...) rush_place_along_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow_half(...) rush_pow_half_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow_three(...) rush_pow_three_at(RUSH_SITE, __VA_ARGS__)
#define rush_pow_two(...) rush_pow_two_at(RUSH_SITE, __VA_ARGS__)
#define rush_prod_others(...) rush_prod_others_at(RUSH_SITE, __VA_ARGS__)
#define rush_reshape_alias(...) rush_reshape_alias_at(RUSH_SITE, __VA_ARGS__)
#define rush_segment_backward(x0, x1, x2, x3, x4, x5, x6) rush_segment_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, RUSH_OPERAND(x6))
#define rush_segment_part(x0, x1, x2, x3, x4) rush_segment_part_at(RUSH_SITE, x0, x1, x2, x3, RUSH_OPERAND(x4))
#define rush_softmax_backward(...) rush_softmax_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_copy(...) rush_to_copy_at(RUSH_SITE, __VA_ARGS__)
#define rush_unfold_backward(...) rush_unfold_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_unsafe_view(...) rush_unsafe_view_at(RUSH_SITE, __VA_ARGS__)
#define rush_upsample_input(...) rush_upsample_input_at(RUSH_SITE, __VA_ARGS__)
#endif
#endif
