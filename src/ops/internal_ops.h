/* SPDX-License-Identifier: MIT */
/* internal_ops.h - ops that only other ops use. Generated from the op table by tools/facade.py; do not edit. */
#ifndef OPS_INTERNAL_OPS_H
#define OPS_INTERNAL_OPS_H
#include <rushlight/base.h>

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride);

rush_tensor *rush_dropout_noise_at(rush_site site, rush_tensor *self, double p);

rush_tensor *rush_to_copy_at(rush_site site, rush_tensor *self, rush_dtype dtype, rush_device device);

rush_tensor *rush_unsafe_view_at(rush_site site, rush_tensor *self, rush_shape shape);

#ifndef __cplusplus
#define rush_as_strided_of(...) rush_as_strided_of_at(RUSH_SITE, __VA_ARGS__)
#define rush_dropout_noise(...) rush_dropout_noise_at(RUSH_SITE, __VA_ARGS__)
#define rush_to_copy(...) rush_to_copy_at(RUSH_SITE, __VA_ARGS__)
#define rush_unsafe_view(...) rush_unsafe_view_at(RUSH_SITE, __VA_ARGS__)
#endif
#endif
