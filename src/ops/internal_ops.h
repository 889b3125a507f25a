/* SPDX-License-Identifier: MIT */
/* internal_ops.h - ops that only other ops use. Generated from the op table by tools/facade.py; do not edit. */
#ifndef OPS_INTERNAL_OPS_H
#define OPS_INTERNAL_OPS_H
#include <rushlight/base.h>

rush_tensor *rush_alias_at(rush_site site, rush_tensor *self);

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride);

rush_tensor *rush_embedding_dense_backward_at(rush_site site, rush_tensor *grad_output, rush_tensor *indices, int64_t num_weights, int64_t padding_idx, bool scale_grad_by_freq);

rush_tensor *rush_pad_backward_at(rush_site site, rush_tensor *grad, rush_shape shape, rush_shape padding, int64_t mode);

rush_tensor *rush_pad_circular_at(rush_site site, rush_tensor *self, rush_shape pad);

rush_tensor *rush_to_copy_at(rush_site site, rush_tensor *self, rush_dtype dtype, rush_device device);

rush_tensor *rush_unfold_backward_at(rush_site site, rush_tensor *grad_in, rush_shape input_sizes, int64_t dim, int64_t shape, int64_t step);

#ifndef __cplusplus
#define rush_alias(...) rush_alias_at(RUSH_SITE, __VA_ARGS__)
#define rush_as_strided_of(...) rush_as_strided_of_at(RUSH_SITE, __VA_ARGS__)
#define rush_embedding_dense_backward(...) rush_embedding_dense_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_pad_backward(...) rush_pad_backward_at(RUSH_SITE, __VA_ARGS__)
#define rush_pad_circular(...) rush_pad_circular_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_copy(...) rush_to_copy_at(RUSH_SITE, __VA_ARGS__)
#define rush_unfold_backward(...) rush_unfold_backward_at(RUSH_SITE, __VA_ARGS__)
#endif
#endif
