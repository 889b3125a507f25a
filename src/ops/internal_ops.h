/* SPDX-License-Identifier: MIT */
/* internal_ops.h - ops that only other ops use. Generated from the op table by tools/facade.py; do not edit. */
#ifndef OPS_INTERNAL_OPS_H
#define OPS_INTERNAL_OPS_H
#include <rushlight/base.h>

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride);

typedef struct rush_class_loss_args { size_t size; int64_t ignore_index; rush_named_only _; rush_tensor **result1; rush_tensor **result2; } rush_class_loss_args;
rush_tensor *rush_class_loss_at(rush_site site, rush_tensor *self, rush_tensor *target, rush_tensor *weight, const char *reduction, rush_class_loss_args options);

rush_tensor *rush_class_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *target, rush_tensor *weight, rush_tensor *total, rush_tensor *stats, int64_t reduction, int64_t ignore_index);

rush_tensor *rush_cumprod_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, int64_t dim);

typedef struct rush_cumsum_reverse_args { size_t size; int64_t dim; rush_named_only _; rush_dtype dtype; } rush_cumsum_reverse_args;
rush_tensor *rush_cumsum_reverse_at(rush_site site, rush_tensor *self, rush_cumsum_reverse_args options);

rush_tensor *rush_dropout_noise_at(rush_site site, rush_tensor *self, double p);

rush_tensor *rush_log_softmax_backward_at(rush_site site, rush_tensor *grad, rush_tensor *output, int64_t dim);

rush_tensor *rush_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *target, rush_tensor *weight, rush_tensor *pos_weight, int64_t kind, double parameter, int64_t reduction);

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

rush_tensor *rush_place_along_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, int64_t length);

rush_tensor *rush_prod_others_at(rush_site site, rush_tensor *self, int64_t dim);

rush_tensor *rush_softmax_backward_at(rush_site site, rush_tensor *grad, rush_tensor *output, int64_t dim);

rush_tensor *rush_take_along_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index);

rush_tensor *rush_to_copy_at(rush_site site, rush_tensor *self, rush_dtype dtype, rush_device device);

#ifndef __cplusplus
#define rush_as_strided_of(...) rush_as_strided_of_at(RUSH_SITE, __VA_ARGS__)
#define rush_class_loss(x0, x1, x2, x3, ...) rush_class_loss_at(RUSH_SITE, x0, x1, x2, x3, (rush_class_loss_args){ .size = sizeof(rush_class_loss_args), .ignore_index = __VA_ARGS__ })
#define rush_class_loss_backward(...) rush_class_loss_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_cumprod_backward(...) rush_cumprod_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_cumsum_reverse(x0, ...) rush_cumsum_reverse_at(RUSH_SITE, x0, (rush_cumsum_reverse_args){ .size = sizeof(rush_cumsum_reverse_args), .dim = __VA_ARGS__ })
#define rush_dropout_noise(...) rush_dropout_noise_at(RUSH_SITE, __VA_ARGS__)
#define rush_log_softmax_backward(...) rush_log_softmax_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_loss_backward(...) rush_loss_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_native_batch_norm_backward(x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, ...) rush_native_batch_norm_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, (rush_native_batch_norm_backward_args){ .size = sizeof(rush_native_batch_norm_backward_args), .db = __VA_ARGS__ })
#define rush_native_group_norm_backward(x0, x1, x2, x3, x4, x5, x6, x7, ...) rush_native_group_norm_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, x7, (rush_native_group_norm_backward_args){ .size = sizeof(rush_native_group_norm_backward_args), .db = __VA_ARGS__ })
#define rush_native_layer_norm_backward(x0, x1, x2, x3, x4, x5, x6, x7, ...) rush_native_layer_norm_backward_at(RUSH_SITE, x0, x1, x2, x3, x4, x5, x6, x7, (rush_native_layer_norm_backward_args){ .size = sizeof(rush_native_layer_norm_backward_args), .db = __VA_ARGS__ })
#define rush_nll_loss2d_forward(x0, x1, x2, x3, ...) rush_nll_loss2d_forward_at(RUSH_SITE, x0, x1, x2, x3, (rush_nll_loss2d_forward_args){ .size = sizeof(rush_nll_loss2d_forward_args), .ignore_index = __VA_ARGS__ })
#define rush_nll_loss_forward(x0, x1, x2, x3, ...) rush_nll_loss_forward_at(RUSH_SITE, x0, x1, x2, x3, (rush_nll_loss_forward_args){ .size = sizeof(rush_nll_loss_forward_args), .ignore_index = __VA_ARGS__ })
#define rush_place_along(...) rush_place_along_at(RUSH_SITE, __VA_ARGS__)
#define rush_prod_others(...) rush_prod_others_at(RUSH_SITE, __VA_ARGS__)
#define rush_softmax_backward(...) rush_softmax_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_take_along(...) rush_take_along_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_copy(...) rush_to_copy_at(RUSH_SITE, __VA_ARGS__)
#endif
#endif
