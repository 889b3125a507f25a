/* SPDX-License-Identifier: MIT */
/* wrappers.c - C functions for the ops. Generated from the op table by tools/facade.py; do not edit. */
#include "ops/op.h"

#include "ops/internal_ops.h"

rush_tensor *rush_abs_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_abs, site, args, 1);
}

rush_tensor *(rush_abs)(rush_tensor *self) {
    return rush_abs_at(NULL, self);
}

rush_tensor *rush_abs__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_abs, site, args, 1);
}

rush_tensor *(rush_abs_)(rush_tensor *self) {
    return rush_abs__at(NULL, self);
}

rush_tensor *rush_acos_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_acos, site, args, 1);
}

rush_tensor *(rush_acos)(rush_tensor *self) {
    return rush_acos_at(NULL, self);
}

rush_tensor *rush_acos__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_acos, site, args, 1);
}

rush_tensor *(rush_acos_)(rush_tensor *self) {
    return rush_acos__at(NULL, self);
}

rush_tensor *rush_acosh_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_acosh, site, args, 1);
}

rush_tensor *(rush_acosh)(rush_tensor *self) {
    return rush_acosh_at(NULL, self);
}

rush_tensor *rush_acosh__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_acosh, site, args, 1);
}

rush_tensor *(rush_acosh_)(rush_tensor *self) {
    return rush_acosh__at(NULL, self);
}

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

rush_tensor *rush_adaptive_avg_pool3d_at(rush_site site, rush_tensor *self, rush_shape output_size) {
    const value args[] = { value_tensor(self), value_of_shape(output_size) };
    return op_call(&op_adaptive_avg_pool3d, site, args, 2);
}

rush_tensor *(rush_adaptive_avg_pool3d)(rush_tensor *self, rush_shape output_size) {
    return rush_adaptive_avg_pool3d_at(NULL, self, output_size);
}

rush_tensor *rush_adaptive_avg_pool3d_part_at(rush_site site, rush_tensor *self, rush_shape output_size) {
    const value args[] = { value_tensor(self), value_of_shape(output_size) };
    return op_call(&op_adaptive_avg_pool3d_part, site, args, 2);
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

rush_tensor *rush_adaptive_max_pool3d_at(rush_site site, rush_tensor *self, rush_adaptive_max_pool3d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_adaptive_max_pool3d, site, args, 2, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_adaptive_max_pool3d)(rush_tensor *self, rush_shape output_size) {
    return rush_adaptive_max_pool3d_at(NULL, self, (rush_adaptive_max_pool3d_args){ .size = sizeof(rush_adaptive_max_pool3d_args), .output_size = output_size });
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

rush_tensor *rush_addbmm_at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_addbmm_args options) {
    const value args[] = { value_tensor(self), value_tensor(batch1), value_tensor(options.batch2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_addbmm, site, args, 5);
}

rush_tensor *(rush_addbmm)(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2) {
    return rush_addbmm_at(NULL, self, batch1, (rush_addbmm_args){ .size = sizeof(rush_addbmm_args), .batch2 = batch2 });
}

rush_tensor *rush_addbmm__at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_addbmm_args options) {
    const value args[] = { value_tensor(self), value_tensor(batch1), value_tensor(options.batch2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_addbmm, site, args, 5);
}

rush_tensor *(rush_addbmm_)(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2) {
    return rush_addbmm__at(NULL, self, batch1, (rush_addbmm_args){ .size = sizeof(rush_addbmm_args), .batch2 = batch2 });
}

rush_tensor *rush_addcdiv_at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcdiv_args options) {
    const value args[] = { value_tensor(self), value_tensor(tensor1), value_tensor(options.tensor2), options.value.kind ? value_of_operand(options.value) : value_of_int(1) };
    return op_call(&op_addcdiv, site, args, 4);
}

rush_tensor *(rush_addcdiv)(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2) {
    return rush_addcdiv_at(NULL, self, tensor1, (rush_addcdiv_args){ .size = sizeof(rush_addcdiv_args), .tensor2 = tensor2 });
}

rush_tensor *rush_addcdiv__at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcdiv_args options) {
    const value args[] = { value_tensor(self), value_tensor(tensor1), value_tensor(options.tensor2), options.value.kind ? value_of_operand(options.value) : value_of_int(1) };
    return op_call_inplace(&op_addcdiv, site, args, 4);
}

rush_tensor *(rush_addcdiv_)(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2) {
    return rush_addcdiv__at(NULL, self, tensor1, (rush_addcdiv_args){ .size = sizeof(rush_addcdiv_args), .tensor2 = tensor2 });
}

rush_tensor *rush_addcmul_at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcmul_args options) {
    const value args[] = { value_tensor(self), value_tensor(tensor1), value_tensor(options.tensor2), options.value.kind ? value_of_operand(options.value) : value_of_int(1) };
    return op_call(&op_addcmul, site, args, 4);
}

rush_tensor *(rush_addcmul)(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2) {
    return rush_addcmul_at(NULL, self, tensor1, (rush_addcmul_args){ .size = sizeof(rush_addcmul_args), .tensor2 = tensor2 });
}

rush_tensor *rush_addcmul__at(rush_site site, rush_tensor *self, rush_tensor *tensor1, rush_addcmul_args options) {
    const value args[] = { value_tensor(self), value_tensor(tensor1), value_tensor(options.tensor2), options.value.kind ? value_of_operand(options.value) : value_of_int(1) };
    return op_call_inplace(&op_addcmul, site, args, 4);
}

rush_tensor *(rush_addcmul_)(rush_tensor *self, rush_tensor *tensor1, rush_tensor *tensor2) {
    return rush_addcmul__at(NULL, self, tensor1, (rush_addcmul_args){ .size = sizeof(rush_addcmul_args), .tensor2 = tensor2 });
}

rush_tensor *rush_addmm_at(rush_site site, rush_tensor *self, rush_tensor *mat1, rush_addmm_args options) {
    const value args[] = { value_tensor(self), value_tensor(mat1), value_tensor(options.mat2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_addmm, site, args, 5);
}

rush_tensor *(rush_addmm)(rush_tensor *self, rush_tensor *mat1, rush_tensor *mat2) {
    return rush_addmm_at(NULL, self, mat1, (rush_addmm_args){ .size = sizeof(rush_addmm_args), .mat2 = mat2 });
}

rush_tensor *rush_addmm__at(rush_site site, rush_tensor *self, rush_tensor *mat1, rush_addmm_args options) {
    const value args[] = { value_tensor(self), value_tensor(mat1), value_tensor(options.mat2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_addmm, site, args, 5);
}

rush_tensor *(rush_addmm_)(rush_tensor *self, rush_tensor *mat1, rush_tensor *mat2) {
    return rush_addmm__at(NULL, self, mat1, (rush_addmm_args){ .size = sizeof(rush_addmm_args), .mat2 = mat2 });
}

rush_tensor *rush_addmv_at(rush_site site, rush_tensor *self, rush_tensor *mat, rush_addmv_args options) {
    const value args[] = { value_tensor(self), value_tensor(mat), value_tensor(options.vec), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_addmv, site, args, 5);
}

rush_tensor *(rush_addmv)(rush_tensor *self, rush_tensor *mat, rush_tensor *vec) {
    return rush_addmv_at(NULL, self, mat, (rush_addmv_args){ .size = sizeof(rush_addmv_args), .vec = vec });
}

rush_tensor *rush_addmv__at(rush_site site, rush_tensor *self, rush_tensor *mat, rush_addmv_args options) {
    const value args[] = { value_tensor(self), value_tensor(mat), value_tensor(options.vec), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_addmv, site, args, 5);
}

rush_tensor *(rush_addmv_)(rush_tensor *self, rush_tensor *mat, rush_tensor *vec) {
    return rush_addmv__at(NULL, self, mat, (rush_addmv_args){ .size = sizeof(rush_addmv_args), .vec = vec });
}

rush_tensor *rush_addr_at(rush_site site, rush_tensor *self, rush_tensor *vec1, rush_addr_args options) {
    const value args[] = { value_tensor(self), value_tensor(vec1), value_tensor(options.vec2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_addr, site, args, 5);
}

rush_tensor *(rush_addr)(rush_tensor *self, rush_tensor *vec1, rush_tensor *vec2) {
    return rush_addr_at(NULL, self, vec1, (rush_addr_args){ .size = sizeof(rush_addr_args), .vec2 = vec2 });
}

rush_tensor *rush_addr__at(rush_site site, rush_tensor *self, rush_tensor *vec1, rush_addr_args options) {
    const value args[] = { value_tensor(self), value_tensor(vec1), value_tensor(options.vec2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_addr, site, args, 5);
}

rush_tensor *(rush_addr_)(rush_tensor *self, rush_tensor *vec1, rush_tensor *vec2) {
    return rush_addr__at(NULL, self, vec1, (rush_addr_args){ .size = sizeof(rush_addr_args), .vec2 = vec2 });
}

rush_tensor *rush_affine_grid_generator_at(rush_site site, rush_tensor *theta, rush_shape shape, bool align_corners) {
    const value args[] = { value_tensor(theta), value_of_shape(shape), value_of_bool(align_corners) };
    return op_call(&op_affine_grid_generator, site, args, 3);
}

rush_tensor *(rush_affine_grid_generator)(rush_tensor *theta, rush_shape shape, bool align_corners) {
    return rush_affine_grid_generator_at(NULL, theta, shape, align_corners);
}

rush_tensor *rush_alias_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_alias, site, args, 1);
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

rush_tensor *rush_aminmax_at(rush_site site, rush_aminmax_args options) {
    const value args[] = { value_tensor(options.self), options.dim.set ? value_of_int(options.dim.value) : value_none(), value_of_bool(options.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_aminmax, site, args, 3, results);
    if (options.max) *options.max = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_aminmax)(rush_tensor *self) {
    return rush_aminmax_at(NULL, (rush_aminmax_args){ .size = sizeof(rush_aminmax_args), .self = self });
}

rush_tensor *rush_angle_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_angle, site, args, 1);
}

rush_tensor *(rush_angle)(rush_tensor *self) {
    return rush_angle_at(NULL, self);
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

rush_tensor *rush_arange_at(rush_site site, rush_operand end, rush_arange_args options) {
    const value args[] = { value_of_operand(end), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_arange, site, args, 4);
}

rush_tensor *(rush_arange)(double end) {
    return rush_arange_at(NULL, rush_operand_float(end), (rush_arange_args){ .size = sizeof(rush_arange_args) });
}

rush_tensor *rush_arange_start_at(rush_site site, rush_operand start, rush_operand end, rush_arange_start_args options) {
    const value args[] = { value_of_operand(start), value_of_operand(end), options.step.kind ? value_of_operand(options.step) : value_of_int(1), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_arange_start, site, args, 6);
}

rush_tensor *(rush_arange_start)(double start, double end) {
    return rush_arange_start_at(NULL, rush_operand_float(start), rush_operand_float(end), (rush_arange_start_args){ .size = sizeof(rush_arange_start_args) });
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

rush_tensor *rush_argsort_at(rush_site site, rush_tensor *self, rush_argsort_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.descending), value_of_bool(options.stable) };
    return op_call(&op_argsort, site, args, 4);
}

rush_tensor *(rush_argsort)(rush_tensor *self, int64_t dim) {
    return rush_argsort_at(NULL, self, (rush_argsort_args){ .size = sizeof(rush_argsort_args), .dim = dim });
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

rush_tensor *rush_asin_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_asin, site, args, 1);
}

rush_tensor *(rush_asin)(rush_tensor *self) {
    return rush_asin_at(NULL, self);
}

rush_tensor *rush_asin__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_asin, site, args, 1);
}

rush_tensor *(rush_asin_)(rush_tensor *self) {
    return rush_asin__at(NULL, self);
}

rush_tensor *rush_asinh_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_asinh, site, args, 1);
}

rush_tensor *(rush_asinh)(rush_tensor *self) {
    return rush_asinh_at(NULL, self);
}

rush_tensor *rush_asinh__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_asinh, site, args, 1);
}

rush_tensor *(rush_asinh_)(rush_tensor *self) {
    return rush_asinh__at(NULL, self);
}

rush_tensor *rush_atan_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_atan, site, args, 1);
}

rush_tensor *(rush_atan)(rush_tensor *self) {
    return rush_atan_at(NULL, self);
}

rush_tensor *rush_atan__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_atan, site, args, 1);
}

rush_tensor *(rush_atan_)(rush_tensor *self) {
    return rush_atan__at(NULL, self);
}

rush_tensor *rush_atan2_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_atan2, site, args, 2);
}

rush_tensor *(rush_atan2)(rush_tensor *self, rush_tensor *other) {
    return rush_atan2_at(NULL, self, other);
}

rush_tensor *rush_atan2__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_atan2, site, args, 2);
}

rush_tensor *(rush_atan2_)(rush_tensor *self, rush_tensor *other) {
    return rush_atan2__at(NULL, self, other);
}

rush_tensor *rush_atanh_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_atanh, site, args, 1);
}

rush_tensor *(rush_atanh)(rush_tensor *self) {
    return rush_atanh_at(NULL, self);
}

rush_tensor *rush_atanh__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_atanh, site, args, 1);
}

rush_tensor *(rush_atanh_)(rush_tensor *self) {
    return rush_atanh__at(NULL, self);
}

rush_tensor *rush_attention_at(rush_site site, rush_tensor *query, rush_tensor *key, rush_tensor *value_, rush_tensor *attn_mask, bool is_causal, rush_attention_args options) {
    const value args[] = { value_tensor(query), value_tensor(key), value_tensor(value_), value_tensor_optional(attn_mask), value_of_bool(is_causal), value_of_double(options.scale) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_attention, site, args, 6, results);
    if (options.logsumexp) *options.logsumexp = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_attention_backward_at(rush_site site, rush_tensor *grad, rush_tensor *query, rush_tensor *key, rush_tensor *value_, rush_tensor *out, rush_tensor *logsumexp, rush_tensor *attn_mask, bool is_causal, double scale, rush_attention_backward_args options) {
    const value args[] = { value_tensor(grad), value_tensor(query), value_tensor(key), value_tensor(value_), value_tensor(out), value_tensor(logsumexp), value_tensor_optional(attn_mask), value_of_bool(is_causal), value_of_double(scale), value_of_shape(options.output_mask) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_attention_backward, site, args, 10, results);
    if (options.grad_key) *options.grad_key = ok ? results[1] : NULL;
    if (options.grad_value) *options.grad_value = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
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

rush_tensor *rush_baddbmm_at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_baddbmm_args options) {
    const value args[] = { value_tensor(self), value_tensor(batch1), value_tensor(options.batch2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_baddbmm, site, args, 5);
}

rush_tensor *(rush_baddbmm)(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2) {
    return rush_baddbmm_at(NULL, self, batch1, (rush_baddbmm_args){ .size = sizeof(rush_baddbmm_args), .batch2 = batch2 });
}

rush_tensor *rush_baddbmm__at(rush_site site, rush_tensor *self, rush_tensor *batch1, rush_baddbmm_args options) {
    const value args[] = { value_tensor(self), value_tensor(batch1), value_tensor(options.batch2), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_baddbmm, site, args, 5);
}

rush_tensor *(rush_baddbmm_)(rush_tensor *self, rush_tensor *batch1, rush_tensor *batch2) {
    return rush_baddbmm__at(NULL, self, batch1, (rush_baddbmm_args){ .size = sizeof(rush_baddbmm_args), .batch2 = batch2 });
}

rush_tensor *rush_bartlett_window_at(rush_site site, rush_bartlett_window_args options) {
    const value args[] = { value_of_int(options.window_length), value_of_bool(!options.no_periodic), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_bartlett_window, site, args, 5);
}

rush_tensor *(rush_bartlett_window)(int64_t window_length) {
    return rush_bartlett_window_at(NULL, (rush_bartlett_window_args){ .size = sizeof(rush_bartlett_window_args), .window_length = window_length });
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

rush_tensor *rush_bincount_at(rush_site site, rush_bincount_args options) {
    const value args[] = { value_tensor(options.self), value_tensor_optional(options.weights), value_of_int(options.minlength) };
    return op_call(&op_bincount, site, args, 3);
}

rush_tensor *(rush_bincount)(rush_tensor *self) {
    return rush_bincount_at(NULL, (rush_bincount_args){ .size = sizeof(rush_bincount_args), .self = self });
}

rush_tensor *rush_binomial_at(rush_site site, rush_tensor *count, rush_binomial_args options) {
    const value args[] = { value_tensor(count), value_tensor(options.prob), value_of_generator(options.generator) };
    return op_call(&op_binomial, site, args, 3);
}

rush_tensor *(rush_binomial)(rush_tensor *count, rush_tensor *prob) {
    return rush_binomial_at(NULL, count, (rush_binomial_args){ .size = sizeof(rush_binomial_args), .prob = prob });
}

rush_tensor *rush_bitwise_and_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_bitwise_and, site, args, 2);
}

rush_tensor *(rush_bitwise_and)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_and_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_and__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_bitwise_and, site, args, 2);
}

rush_tensor *(rush_bitwise_and_)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_and__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_left_shift_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_bitwise_left_shift, site, args, 2);
}

rush_tensor *(rush_bitwise_left_shift)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_left_shift_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_left_shift__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_bitwise_left_shift, site, args, 2);
}

rush_tensor *(rush_bitwise_left_shift_)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_left_shift__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_not_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_bitwise_not, site, args, 1);
}

rush_tensor *(rush_bitwise_not)(rush_tensor *self) {
    return rush_bitwise_not_at(NULL, self);
}

rush_tensor *rush_bitwise_not__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_bitwise_not, site, args, 1);
}

rush_tensor *(rush_bitwise_not_)(rush_tensor *self) {
    return rush_bitwise_not__at(NULL, self);
}

rush_tensor *rush_bitwise_or_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_bitwise_or, site, args, 2);
}

rush_tensor *(rush_bitwise_or)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_or_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_or__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_bitwise_or, site, args, 2);
}

rush_tensor *(rush_bitwise_or_)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_or__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_right_shift_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_bitwise_right_shift, site, args, 2);
}

rush_tensor *(rush_bitwise_right_shift)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_right_shift_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_right_shift__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_bitwise_right_shift, site, args, 2);
}

rush_tensor *(rush_bitwise_right_shift_)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_right_shift__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_xor_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_bitwise_xor, site, args, 2);
}

rush_tensor *(rush_bitwise_xor)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_xor_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_bitwise_xor__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_bitwise_xor, site, args, 2);
}

rush_tensor *(rush_bitwise_xor_)(rush_tensor *self, rush_tensor *other) {
    return rush_bitwise_xor__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_blackman_window_at(rush_site site, rush_blackman_window_args options) {
    const value args[] = { value_of_int(options.window_length), value_of_bool(!options.no_periodic), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_blackman_window, site, args, 5);
}

rush_tensor *(rush_blackman_window)(int64_t window_length) {
    return rush_blackman_window_at(NULL, (rush_blackman_window_args){ .size = sizeof(rush_blackman_window_args), .window_length = window_length });
}

rush_tensor *rush_bmm_at(rush_site site, rush_tensor *self, rush_tensor *mat2) {
    const value args[] = { value_tensor(self), value_tensor(mat2) };
    return op_call(&op_bmm, site, args, 2);
}

rush_tensor *(rush_bmm)(rush_tensor *self, rush_tensor *mat2) {
    return rush_bmm_at(NULL, self, mat2);
}

rush_tensor *rush_bucketize_at(rush_site site, rush_tensor *self, rush_bucketize_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.boundaries), value_of_bool(options.out_int32), value_of_bool(options.right) };
    return op_call(&op_bucketize, site, args, 4);
}

rush_tensor *(rush_bucketize)(rush_tensor *self, rush_tensor *boundaries) {
    return rush_bucketize_at(NULL, self, (rush_bucketize_args){ .size = sizeof(rush_bucketize_args), .boundaries = boundaries });
}

rush_tensor *rush_cat_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, int64_t dim) {
    const value args[] = { value_of_tensors(tensors, tensors_count), value_of_int(dim) };
    return op_call(&op_cat, site, args, 2);
}

rush_tensor *(rush_cat)(rush_tensor *const *tensors, int64_t tensors_count, int64_t dim) {
    return rush_cat_at(NULL, tensors, tensors_count, dim);
}

rush_tensor *rush_cauchy__at(rush_site site, rush_tensor *self, double median, rush_cauchy_args options) {
    const value args[] = { value_tensor(self), value_of_double(median), value_of_double(options.sigma), value_of_generator(options.generator) };
    return op_call_inplace(&op_cauchy, site, args, 4);
}

rush_tensor *(rush_cauchy_)(rush_tensor *self, double median, double sigma) {
    return rush_cauchy__at(NULL, self, median, (rush_cauchy_args){ .size = sizeof(rush_cauchy_args), .sigma = sigma });
}

rush_tensor *rush_ceil_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_ceil, site, args, 1);
}

rush_tensor *(rush_ceil)(rush_tensor *self) {
    return rush_ceil_at(NULL, self);
}

rush_tensor *rush_ceil__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_ceil, site, args, 1);
}

rush_tensor *(rush_ceil_)(rush_tensor *self) {
    return rush_ceil__at(NULL, self);
}

rush_tensor *rush_celu_at(rush_site site, rush_celu_args options) {
    const value args[] = { value_tensor(options.self), options.alpha.kind ? value_of_operand(options.alpha) : value_of_double(1.0) };
    return op_call(&op_celu, site, args, 2);
}

rush_tensor *(rush_celu)(rush_tensor *self) {
    return rush_celu_at(NULL, (rush_celu_args){ .size = sizeof(rush_celu_args), .self = self });
}

rush_tensor *rush_celu__at(rush_site site, rush_celu_args options) {
    const value args[] = { value_tensor(options.self), options.alpha.kind ? value_of_operand(options.alpha) : value_of_double(1.0) };
    return op_call_inplace(&op_celu, site, args, 2);
}

rush_tensor *(rush_celu_)(rush_tensor *self) {
    return rush_celu__at(NULL, (rush_celu_args){ .size = sizeof(rush_celu_args), .self = self });
}

rush_tensor *rush_cholesky_at(rush_site site, rush_cholesky_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(options.upper) };
    return op_call(&op_cholesky, site, args, 2);
}

rush_tensor *(rush_cholesky)(rush_tensor *self) {
    return rush_cholesky_at(NULL, (rush_cholesky_args){ .size = sizeof(rush_cholesky_args), .self = self });
}

rush_tensor *rush_cholesky_inverse_at(rush_site site, rush_cholesky_inverse_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(options.upper) };
    return op_call(&op_cholesky_inverse, site, args, 2);
}

rush_tensor *(rush_cholesky_inverse)(rush_tensor *self) {
    return rush_cholesky_inverse_at(NULL, (rush_cholesky_inverse_args){ .size = sizeof(rush_cholesky_inverse_args), .self = self });
}

rush_tensor *rush_cholesky_solve_at(rush_site site, rush_tensor *self, rush_cholesky_solve_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.input2), value_of_bool(options.upper) };
    return op_call(&op_cholesky_solve, site, args, 3);
}

rush_tensor *(rush_cholesky_solve)(rush_tensor *self, rush_tensor *input2) {
    return rush_cholesky_solve_at(NULL, self, (rush_cholesky_solve_args){ .size = sizeof(rush_cholesky_solve_args), .input2 = input2 });
}

rush_list *rush_chunk_at(rush_site site, rush_tensor *self, int64_t chunks, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(chunks), value_of_int(dim) };
    return op_call_list(&op_chunk, site, args, 3);
}

rush_list *(rush_chunk)(rush_tensor *self, int64_t chunks, int64_t dim) {
    return rush_chunk_at(NULL, self, chunks, dim);
}

rush_tensor *rush_clamp_at(rush_site site, rush_clamp_args options) {
    const value args[] = { value_tensor(options.self), options.min.kind ? value_of_operand(options.min) : value_none(), options.max.kind ? value_of_operand(options.max) : value_none() };
    return op_call(&op_clamp, site, args, 3);
}

rush_tensor *(rush_clamp)(rush_tensor *self) {
    return rush_clamp_at(NULL, (rush_clamp_args){ .size = sizeof(rush_clamp_args), .self = self });
}

rush_tensor *rush_clamp__at(rush_site site, rush_clamp_args options) {
    const value args[] = { value_tensor(options.self), options.min.kind ? value_of_operand(options.min) : value_none(), options.max.kind ? value_of_operand(options.max) : value_none() };
    return op_call_inplace(&op_clamp, site, args, 3);
}

rush_tensor *(rush_clamp_)(rush_tensor *self) {
    return rush_clamp__at(NULL, (rush_clamp_args){ .size = sizeof(rush_clamp_args), .self = self });
}

rush_tensor *rush_clamp_max_at(rush_site site, rush_tensor *self, rush_operand max) {
    const value args[] = { value_tensor(self), value_of_operand(max) };
    return op_call(&op_clamp_max, site, args, 2);
}

rush_tensor *(rush_clamp_max)(rush_tensor *self, rush_tensor *max) {
    return rush_clamp_max_at(NULL, self, rush_operand_tensor(max));
}

rush_tensor *rush_clamp_max__at(rush_site site, rush_tensor *self, rush_operand max) {
    const value args[] = { value_tensor(self), value_of_operand(max) };
    return op_call_inplace(&op_clamp_max, site, args, 2);
}

rush_tensor *(rush_clamp_max_)(rush_tensor *self, rush_tensor *max) {
    return rush_clamp_max__at(NULL, self, rush_operand_tensor(max));
}

rush_tensor *rush_clamp_min_at(rush_site site, rush_tensor *self, rush_operand min) {
    const value args[] = { value_tensor(self), value_of_operand(min) };
    return op_call(&op_clamp_min, site, args, 2);
}

rush_tensor *(rush_clamp_min)(rush_tensor *self, rush_tensor *min) {
    return rush_clamp_min_at(NULL, self, rush_operand_tensor(min));
}

rush_tensor *rush_clamp_min__at(rush_site site, rush_tensor *self, rush_operand min) {
    const value args[] = { value_tensor(self), value_of_operand(min) };
    return op_call_inplace(&op_clamp_min, site, args, 2);
}

rush_tensor *(rush_clamp_min_)(rush_tensor *self, rush_tensor *min) {
    return rush_clamp_min__at(NULL, self, rush_operand_tensor(min));
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

rush_tensor *rush_col2im_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_shape(kernel_size), value_of_shape(dilation), value_of_shape(padding), value_of_shape(stride) };
    return op_call(&op_col2im, site, args, 6);
}

rush_tensor *(rush_col2im)(rush_tensor *self, rush_shape output_size, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride) {
    return rush_col2im_at(NULL, self, output_size, kernel_size, dilation, padding, stride);
}

rush_tensor *rush_constant_pad_nd_at(rush_site site, rush_tensor *self, rush_constant_pad_nd_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.pad), options.value.kind ? value_of_operand(options.value) : value_of_int(0) };
    return op_call(&op_constant_pad_nd, site, args, 3);
}

rush_tensor *(rush_constant_pad_nd)(rush_tensor *self, rush_shape pad) {
    return rush_constant_pad_nd_at(NULL, self, (rush_constant_pad_nd_args){ .size = sizeof(rush_constant_pad_nd_args), .pad = pad });
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

rush_tensor *rush_copysign_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_copysign, site, args, 2);
}

rush_tensor *(rush_copysign)(rush_tensor *self, rush_tensor *other) {
    return rush_copysign_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_copysign__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_copysign, site, args, 2);
}

rush_tensor *(rush_copysign_)(rush_tensor *self, rush_tensor *other) {
    return rush_copysign__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_cos_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_cos, site, args, 1);
}

rush_tensor *(rush_cos)(rush_tensor *self) {
    return rush_cos_at(NULL, self);
}

rush_tensor *rush_cos__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_cos, site, args, 1);
}

rush_tensor *(rush_cos_)(rush_tensor *self) {
    return rush_cos__at(NULL, self);
}

rush_tensor *rush_cosh_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_cosh, site, args, 1);
}

rush_tensor *(rush_cosh)(rush_tensor *self) {
    return rush_cosh_at(NULL, self);
}

rush_tensor *rush_cosh__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_cosh, site, args, 1);
}

rush_tensor *(rush_cosh_)(rush_tensor *self) {
    return rush_cosh__at(NULL, self);
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

rush_tensor *rush_ctc_loss_at(rush_site site, rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_ctc_loss_args options) {
    const value args[] = { value_tensor(log_probs), value_tensor(targets), value_of_shape(input_lengths), value_of_shape(options.target_lengths), value_of_int(options.blank), value_of_string(options.reduction ? options.reduction : "mean"), value_of_bool(options.zero_infinity) };
    return op_call(&op_ctc_loss, site, args, 7);
}

rush_tensor *(rush_ctc_loss)(rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_shape target_lengths) {
    return rush_ctc_loss_at(NULL, log_probs, targets, input_lengths, (rush_ctc_loss_args){ .size = sizeof(rush_ctc_loss_args), .target_lengths = target_lengths });
}

rush_tensor *rush_ctc_loss_backward_at(rush_site site, rush_tensor *grad, rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_shape target_lengths, int64_t blank, bool zero_infinity) {
    const value args[] = { value_tensor(grad), value_tensor(log_probs), value_tensor(targets), value_of_shape(input_lengths), value_of_shape(target_lengths), value_of_int(blank), value_of_bool(zero_infinity) };
    return op_call(&op_ctc_loss_backward, site, args, 7);
}

rush_tensor *rush_ctc_loss_part_at(rush_site site, rush_tensor *log_probs, rush_tensor *targets, rush_shape input_lengths, rush_ctc_loss_part_args options) {
    const value args[] = { value_tensor(log_probs), value_tensor(targets), value_of_shape(input_lengths), value_of_shape(options.target_lengths), value_of_int(options.blank), value_of_bool(options.zero_infinity) };
    return op_call(&op_ctc_loss_part, site, args, 6);
}

rush_tensor *rush_cummax_at(rush_site site, rush_tensor *self, rush_cummax_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_cummax, site, args, 2, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_cummax)(rush_tensor *self, int64_t dim) {
    return rush_cummax_at(NULL, self, (rush_cummax_args){ .size = sizeof(rush_cummax_args), .dim = dim });
}

rush_tensor *rush_cummin_at(rush_site site, rush_tensor *self, rush_cummin_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_cummin, site, args, 2, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_cummin)(rush_tensor *self, int64_t dim) {
    return rush_cummin_at(NULL, self, (rush_cummin_args){ .size = sizeof(rush_cummin_args), .dim = dim });
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

rush_tensor *rush_deg2rad_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_deg2rad, site, args, 1);
}

rush_tensor *(rush_deg2rad)(rush_tensor *self) {
    return rush_deg2rad_at(NULL, self);
}

rush_tensor *rush_deg2rad__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_deg2rad, site, args, 1);
}

rush_tensor *(rush_deg2rad_)(rush_tensor *self) {
    return rush_deg2rad__at(NULL, self);
}

rush_tensor *rush_det_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_det, site, args, 1);
}

rush_tensor *(rush_det)(rush_tensor *self) {
    return rush_det_at(NULL, self);
}

rush_tensor *rush_detach_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_detach, site, args, 1);
}

rush_tensor *(rush_detach)(rush_tensor *self) {
    return rush_detach_at(NULL, self);
}

rush_tensor *rush_diagonal_at(rush_site site, rush_tensor *self, int64_t offset, int64_t dim1, int64_t dim2) {
    const value args[] = { value_tensor(self), value_of_int(offset), value_of_int(dim1), value_of_int(dim2) };
    return op_call(&op_diagonal, site, args, 4);
}

rush_tensor *(rush_diagonal)(rush_tensor *self, int64_t offset, int64_t dim1, int64_t dim2) {
    return rush_diagonal_at(NULL, self, offset, dim1, dim2);
}

rush_tensor *rush_digamma_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_digamma, site, args, 1);
}

rush_tensor *(rush_digamma)(rush_tensor *self) {
    return rush_digamma_at(NULL, self);
}

rush_tensor *rush_digamma__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_digamma, site, args, 1);
}

rush_tensor *(rush_digamma_)(rush_tensor *self) {
    return rush_digamma__at(NULL, self);
}

rush_tensor *rush_dirichlet_grad_at(rush_site site, rush_tensor *x, rush_tensor *alpha, rush_tensor *total) {
    const value args[] = { value_tensor(x), value_tensor(alpha), value_tensor(total) };
    return op_call(&op_dirichlet_grad, site, args, 3);
}

rush_tensor *(rush_dirichlet_grad)(rush_tensor *x, rush_tensor *alpha, rush_tensor *total) {
    return rush_dirichlet_grad_at(NULL, x, alpha, total);
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

rush_tensor *rush_div_floor_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_div_floor, site, args, 2);
}

rush_tensor *rush_div_floor__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_div_floor, site, args, 2);
}

rush_tensor *rush_div_mode_at(rush_site site, rush_tensor *self, rush_operand other, rush_div_mode_args options) {
    const value args[] = { value_tensor(self), value_of_operand(other), value_of_string(options.rounding_mode) };
    return op_call(&op_div_mode, site, args, 3);
}

rush_tensor *(rush_div_mode)(rush_tensor *self, rush_tensor *other) {
    return rush_div_mode_at(NULL, self, rush_operand_tensor(other), (rush_div_mode_args){ .size = sizeof(rush_div_mode_args) });
}

rush_tensor *rush_div_mode__at(rush_site site, rush_tensor *self, rush_operand other, rush_div_mode_args options) {
    const value args[] = { value_tensor(self), value_of_operand(other), value_of_string(options.rounding_mode) };
    return op_call_inplace(&op_div_mode, site, args, 3);
}

rush_tensor *(rush_div_mode_)(rush_tensor *self, rush_tensor *other) {
    return rush_div_mode__at(NULL, self, rush_operand_tensor(other), (rush_div_mode_args){ .size = sizeof(rush_div_mode_args) });
}

rush_tensor *rush_div_trunc_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_div_trunc, site, args, 2);
}

rush_tensor *rush_div_trunc__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_div_trunc, site, args, 2);
}

rush_tensor *rush_dot_at(rush_site site, rush_tensor *self, rush_tensor *tensor) {
    const value args[] = { value_tensor(self), value_tensor(tensor) };
    return op_call(&op_dot, site, args, 2);
}

rush_tensor *(rush_dot)(rush_tensor *self, rush_tensor *tensor) {
    return rush_dot_at(NULL, self, tensor);
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

rush_tensor *rush_einsum_at(rush_site site, const char *equation, rush_tensor *const *tensors, int64_t tensors_count) {
    const value args[] = { value_of_string(equation), value_of_tensors(tensors, tensors_count) };
    return op_call(&op_einsum, site, args, 2);
}

rush_tensor *(rush_einsum)(const char *equation, rush_tensor *const *tensors, int64_t tensors_count) {
    return rush_einsum_at(NULL, equation, tensors, tensors_count);
}

rush_tensor *rush_elu_at(rush_site site, rush_elu_args options) {
    const value args[] = { value_tensor(options.self), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1), options.scale.kind ? value_of_operand(options.scale) : value_of_int(1), options.input_scale.kind ? value_of_operand(options.input_scale) : value_of_int(1) };
    return op_call(&op_elu, site, args, 4);
}

rush_tensor *(rush_elu)(rush_tensor *self) {
    return rush_elu_at(NULL, (rush_elu_args){ .size = sizeof(rush_elu_args), .self = self });
}

rush_tensor *rush_elu__at(rush_site site, rush_elu_args options) {
    const value args[] = { value_tensor(options.self), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1), options.scale.kind ? value_of_operand(options.scale) : value_of_int(1), options.input_scale.kind ? value_of_operand(options.input_scale) : value_of_int(1) };
    return op_call_inplace(&op_elu, site, args, 4);
}

rush_tensor *(rush_elu_)(rush_tensor *self) {
    return rush_elu__at(NULL, (rush_elu_args){ .size = sizeof(rush_elu_args), .self = self });
}

rush_tensor *rush_embedding_at(rush_site site, rush_tensor *weight, rush_embedding_args options) {
    const value args[] = { value_tensor(weight), value_tensor(options.indices), options.padding_idx.set ? value_of_int(options.padding_idx.value) : value_of_int(-1), value_of_bool(options.scale_grad_by_freq), value_of_bool(options.sparse) };
    return op_call(&op_embedding, site, args, 5);
}

rush_tensor *(rush_embedding)(rush_tensor *weight, rush_tensor *indices) {
    return rush_embedding_at(NULL, weight, (rush_embedding_args){ .size = sizeof(rush_embedding_args), .indices = indices });
}

rush_tensor *rush_embedding_bag_at(rush_site site, rush_tensor *weight, rush_tensor *indices, rush_embedding_bag_args options) {
    const value args[] = { value_tensor(weight), value_tensor(indices), value_tensor(options.offsets), value_of_bool(options.scale_grad_by_freq), value_of_int(options.mode), value_of_bool(options.sparse), value_tensor_optional(options.per_sample_weights), value_of_bool(options.include_last_offset), options.padding_idx.set ? value_of_int(options.padding_idx.value) : value_none() };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_embedding_bag, site, args, 9, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    if (options.result2) *options.result2 = ok ? results[2] : NULL;
    if (options.result3) *options.result3 = ok ? results[3] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_embedding_bag)(rush_tensor *weight, rush_tensor *indices, rush_tensor *offsets) {
    return rush_embedding_bag_at(NULL, weight, indices, (rush_embedding_bag_args){ .size = sizeof(rush_embedding_bag_args), .offsets = offsets });
}

rush_tensor *rush_embedding_bag_backward_at(rush_site site, rush_tensor *grad, rush_tensor *indices, rush_tensor *offset2bag, rush_tensor *bag_size, rush_tensor *max_indices, rush_tensor *per_sample_weights, int64_t num_weights, bool scale_grad_by_freq, int64_t mode, int64_t padding_idx) {
    const value args[] = { value_tensor(grad), value_tensor(indices), value_tensor(offset2bag), value_tensor(bag_size), value_tensor(max_indices), value_tensor_optional(per_sample_weights), value_of_int(num_weights), value_of_bool(scale_grad_by_freq), value_of_int(mode), value_of_int(padding_idx) };
    return op_call(&op_embedding_bag_backward, site, args, 10);
}

rush_tensor *rush_embedding_bag_samples_at(rush_site site, rush_tensor *grad, rush_tensor *weight, rush_tensor *indices, rush_tensor *offset2bag, int64_t padding_idx) {
    const value args[] = { value_tensor(grad), value_tensor(weight), value_tensor(indices), value_tensor(offset2bag), value_of_int(padding_idx) };
    return op_call(&op_embedding_bag_samples, site, args, 5);
}

rush_tensor *rush_embedding_dense_backward_at(rush_site site, rush_tensor *grad_output, rush_tensor *indices, int64_t num_weights, int64_t padding_idx, bool scale_grad_by_freq) {
    const value args[] = { value_tensor(grad_output), value_tensor(indices), value_of_int(num_weights), value_of_int(padding_idx), value_of_bool(scale_grad_by_freq) };
    return op_call(&op_embedding_dense_backward, site, args, 5);
}

rush_tensor *rush_embedding_renorm__at(rush_site site, rush_tensor *self, rush_tensor *indices, double max_norm, double norm_type) {
    const value args[] = { value_tensor(self), value_tensor(indices), value_of_double(max_norm), value_of_double(norm_type) };
    return op_call_inplace(&op_embedding_renorm, site, args, 4);
}

rush_tensor *(rush_embedding_renorm_)(rush_tensor *self, rush_tensor *indices, double max_norm, double norm_type) {
    return rush_embedding_renorm__at(NULL, self, indices, max_norm, norm_type);
}

rush_tensor *rush_empty_at(rush_site site, rush_empty_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_empty, site, args, 5);
}

rush_tensor *(rush_empty)(rush_shape shape) {
    return rush_empty_at(NULL, (rush_empty_args){ .size = sizeof(rush_empty_args), .shape = shape });
}

rush_tensor *rush_empty_like_at(rush_site site, rush_empty_like_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_empty_like, site, args, 5);
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

rush_tensor *rush_erf_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_erf, site, args, 1);
}

rush_tensor *(rush_erf)(rush_tensor *self) {
    return rush_erf_at(NULL, self);
}

rush_tensor *rush_erf__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_erf, site, args, 1);
}

rush_tensor *(rush_erf_)(rush_tensor *self) {
    return rush_erf__at(NULL, self);
}

rush_tensor *rush_erfc_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_erfc, site, args, 1);
}

rush_tensor *(rush_erfc)(rush_tensor *self) {
    return rush_erfc_at(NULL, self);
}

rush_tensor *rush_erfc__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_erfc, site, args, 1);
}

rush_tensor *(rush_erfc_)(rush_tensor *self) {
    return rush_erfc__at(NULL, self);
}

rush_tensor *rush_erfinv_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_erfinv, site, args, 1);
}

rush_tensor *(rush_erfinv)(rush_tensor *self) {
    return rush_erfinv_at(NULL, self);
}

rush_tensor *rush_erfinv__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_erfinv, site, args, 1);
}

rush_tensor *(rush_erfinv_)(rush_tensor *self) {
    return rush_erfinv__at(NULL, self);
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

rush_tensor *rush_exp2_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_exp2, site, args, 1);
}

rush_tensor *(rush_exp2)(rush_tensor *self) {
    return rush_exp2_at(NULL, self);
}

rush_tensor *rush_exp2__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_exp2, site, args, 1);
}

rush_tensor *(rush_exp2_)(rush_tensor *self) {
    return rush_exp2__at(NULL, self);
}

rush_tensor *rush_expand_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_expand, site, args, 2);
}

rush_tensor *(rush_expand)(rush_tensor *self, rush_shape shape) {
    return rush_expand_at(NULL, self, shape);
}

rush_tensor *rush_expand_as_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_expand_as, site, args, 2);
}

rush_tensor *(rush_expand_as)(rush_tensor *self, rush_tensor *other) {
    return rush_expand_as_at(NULL, self, other);
}

rush_tensor *rush_expm1_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_expm1, site, args, 1);
}

rush_tensor *(rush_expm1)(rush_tensor *self) {
    return rush_expm1_at(NULL, self);
}

rush_tensor *rush_expm1__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_expm1, site, args, 1);
}

rush_tensor *(rush_expm1_)(rush_tensor *self) {
    return rush_expm1__at(NULL, self);
}

rush_tensor *rush_exponential__at(rush_site site, rush_tensor *self, rush_exponential_args options) {
    const value args[] = { value_tensor(self), value_of_double(options.lambd), value_of_generator(options.generator) };
    return op_call_inplace(&op_exponential, site, args, 3);
}

rush_tensor *(rush_exponential_)(rush_tensor *self, double lambd) {
    return rush_exponential__at(NULL, self, (rush_exponential_args){ .size = sizeof(rush_exponential_args), .lambd = lambd });
}

rush_tensor *rush_eye_at(rush_site site, rush_eye_args options) {
    const value args[] = { value_of_int(options.n), options.m.set ? value_of_int(options.m.value) : value_none(), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_eye, site, args, 5);
}

rush_tensor *(rush_eye)(int64_t n) {
    return rush_eye_at(NULL, (rush_eye_args){ .size = sizeof(rush_eye_args), .n = n });
}

rush_tensor *rush_fill__at(rush_site site, rush_tensor *self, rush_operand value_) {
    const value args[] = { value_tensor(self), value_of_operand(value_) };
    return op_call_inplace(&op_fill, site, args, 2);
}

rush_tensor *(rush_fill_)(rush_tensor *self, rush_tensor *value_) {
    return rush_fill__at(NULL, self, rush_operand_tensor(value_));
}

rush_tensor *rush_flatten_at(rush_site site, rush_tensor *self, int64_t start_dim, int64_t end_dim) {
    const value args[] = { value_tensor(self), value_of_int(start_dim), value_of_int(end_dim) };
    return op_call(&op_flatten, site, args, 3);
}

rush_tensor *(rush_flatten)(rush_tensor *self, int64_t start_dim, int64_t end_dim) {
    return rush_flatten_at(NULL, self, start_dim, end_dim);
}

rush_tensor *rush_flip_at(rush_site site, rush_tensor *self, rush_shape dims) {
    const value args[] = { value_tensor(self), value_of_shape(dims) };
    return op_call(&op_flip, site, args, 2);
}

rush_tensor *(rush_flip)(rush_tensor *self, rush_shape dims) {
    return rush_flip_at(NULL, self, dims);
}

rush_tensor *rush_floor_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_floor, site, args, 1);
}

rush_tensor *(rush_floor)(rush_tensor *self) {
    return rush_floor_at(NULL, self);
}

rush_tensor *rush_floor__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_floor, site, args, 1);
}

rush_tensor *(rush_floor_)(rush_tensor *self) {
    return rush_floor__at(NULL, self);
}

rush_tensor *rush_fmax_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_fmax, site, args, 2);
}

rush_tensor *(rush_fmax)(rush_tensor *self, rush_tensor *other) {
    return rush_fmax_at(NULL, self, other);
}

rush_tensor *rush_fmin_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_fmin, site, args, 2);
}

rush_tensor *(rush_fmin)(rush_tensor *self, rush_tensor *other) {
    return rush_fmin_at(NULL, self, other);
}

rush_tensor *rush_fmod_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_fmod, site, args, 2);
}

rush_tensor *(rush_fmod)(rush_tensor *self, rush_tensor *other) {
    return rush_fmod_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_fmod__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_fmod, site, args, 2);
}

rush_tensor *(rush_fmod_)(rush_tensor *self, rush_tensor *other) {
    return rush_fmod__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_frac_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_frac, site, args, 1);
}

rush_tensor *(rush_frac)(rush_tensor *self) {
    return rush_frac_at(NULL, self);
}

rush_tensor *rush_frac__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_frac, site, args, 1);
}

rush_tensor *(rush_frac_)(rush_tensor *self) {
    return rush_frac__at(NULL, self);
}

rush_tensor *rush_fractional_max_pool2d_at(rush_site site, rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_fractional_max_pool2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(kernel_size), value_of_shape(output_size), value_tensor(options.random_samples) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_fractional_max_pool2d, site, args, 4, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_fractional_max_pool2d)(rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_tensor *random_samples) {
    return rush_fractional_max_pool2d_at(NULL, self, kernel_size, output_size, (rush_fractional_max_pool2d_args){ .size = sizeof(rush_fractional_max_pool2d_args), .random_samples = random_samples });
}

rush_tensor *rush_fractional_max_pool3d_at(rush_site site, rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_fractional_max_pool3d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(kernel_size), value_of_shape(output_size), value_tensor(options.random_samples) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_fractional_max_pool3d, site, args, 4, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_fractional_max_pool3d)(rush_tensor *self, rush_shape kernel_size, rush_shape output_size, rush_tensor *random_samples) {
    return rush_fractional_max_pool3d_at(NULL, self, kernel_size, output_size, (rush_fractional_max_pool3d_args){ .size = sizeof(rush_fractional_max_pool3d_args), .random_samples = random_samples });
}

rush_tensor *rush_frexp_at(rush_site site, rush_frexp_args options) {
    const value args[] = { value_tensor(options.self) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_frexp, site, args, 1, results);
    if (options.exponent) *options.exponent = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_frexp)(rush_tensor *self) {
    return rush_frexp_at(NULL, (rush_frexp_args){ .size = sizeof(rush_frexp_args), .self = self });
}

rush_tensor *rush_full_at(rush_site site, rush_shape shape, rush_operand fill_value, rush_full_args options) {
    const value args[] = { value_of_shape(shape), value_of_operand(fill_value), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_full, site, args, 5);
}

rush_tensor *(rush_full)(rush_shape shape, double fill_value) {
    return rush_full_at(NULL, shape, rush_operand_float(fill_value), (rush_full_args){ .size = sizeof(rush_full_args) });
}

rush_tensor *rush_full_like_at(rush_site site, rush_tensor *self, rush_operand fill_value, rush_full_like_args options) {
    const value args[] = { value_tensor(self), value_of_operand(fill_value), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_full_like, site, args, 6);
}

rush_tensor *(rush_full_like)(rush_tensor *self, double fill_value) {
    return rush_full_like_at(NULL, self, rush_operand_float(fill_value), (rush_full_like_args){ .size = sizeof(rush_full_like_args) });
}

rush_tensor *rush_gather_at(rush_site site, rush_tensor *self, int64_t dim, rush_gather_args options) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(options.index), value_of_bool(options.sparse_grad) };
    return op_call(&op_gather, site, args, 4);
}

rush_tensor *(rush_gather)(rush_tensor *self, int64_t dim, rush_tensor *index) {
    return rush_gather_at(NULL, self, dim, (rush_gather_args){ .size = sizeof(rush_gather_args), .index = index });
}

rush_tensor *rush_gcd_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_gcd, site, args, 2);
}

rush_tensor *(rush_gcd)(rush_tensor *self, rush_tensor *other) {
    return rush_gcd_at(NULL, self, other);
}

rush_tensor *rush_gcd__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_gcd, site, args, 2);
}

rush_tensor *(rush_gcd_)(rush_tensor *self, rush_tensor *other) {
    return rush_gcd__at(NULL, self, other);
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

rush_tensor *rush_gelu_at(rush_site site, rush_gelu_args options) {
    const value args[] = { value_tensor(options.self), value_of_string(options.approximate ? options.approximate : "none") };
    return op_call(&op_gelu, site, args, 2);
}

rush_tensor *(rush_gelu)(rush_tensor *self) {
    return rush_gelu_at(NULL, (rush_gelu_args){ .size = sizeof(rush_gelu_args), .self = self });
}

rush_tensor *rush_gelu__at(rush_site site, rush_gelu_args options) {
    const value args[] = { value_tensor(options.self), value_of_string(options.approximate ? options.approximate : "none") };
    return op_call_inplace(&op_gelu, site, args, 2);
}

rush_tensor *(rush_gelu_)(rush_tensor *self) {
    return rush_gelu__at(NULL, (rush_gelu_args){ .size = sizeof(rush_gelu_args), .self = self });
}

rush_tensor *rush_gelu_tanh_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_gelu_tanh, site, args, 1);
}

rush_tensor *rush_geometric__at(rush_site site, rush_tensor *self, rush_geometric_args options) {
    const value args[] = { value_tensor(self), value_of_double(options.p), value_of_generator(options.generator) };
    return op_call_inplace(&op_geometric, site, args, 3);
}

rush_tensor *(rush_geometric_)(rush_tensor *self, double p) {
    return rush_geometric__at(NULL, self, (rush_geometric_args){ .size = sizeof(rush_geometric_args), .p = p });
}

rush_tensor *rush_geqrf_at(rush_site site, rush_geqrf_args options) {
    const value args[] = { value_tensor(options.self) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_geqrf, site, args, 1, results);
    if (options.tau) *options.tau = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_geqrf)(rush_tensor *self) {
    return rush_geqrf_at(NULL, (rush_geqrf_args){ .size = sizeof(rush_geqrf_args), .self = self });
}

rush_tensor *rush_grid_sampler_at(rush_site site, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
    const value args[] = { value_tensor(input), value_tensor(grid), value_of_int(interpolation_mode), value_of_int(padding_mode), value_of_bool(align_corners) };
    return op_call(&op_grid_sampler, site, args, 5);
}

rush_tensor *(rush_grid_sampler)(rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
    return rush_grid_sampler_at(NULL, input, grid, interpolation_mode, padding_mode, align_corners);
}

rush_tensor *rush_grid_sampler_2d_at(rush_site site, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
    const value args[] = { value_tensor(input), value_tensor(grid), value_of_int(interpolation_mode), value_of_int(padding_mode), value_of_bool(align_corners) };
    return op_call(&op_grid_sampler_2d, site, args, 5);
}

rush_tensor *(rush_grid_sampler_2d)(rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
    return rush_grid_sampler_2d_at(NULL, input, grid, interpolation_mode, padding_mode, align_corners);
}

rush_tensor *rush_grid_sampler_3d_at(rush_site site, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
    const value args[] = { value_tensor(input), value_tensor(grid), value_of_int(interpolation_mode), value_of_int(padding_mode), value_of_bool(align_corners) };
    return op_call(&op_grid_sampler_3d, site, args, 5);
}

rush_tensor *(rush_grid_sampler_3d)(rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
    return rush_grid_sampler_3d_at(NULL, input, grid, interpolation_mode, padding_mode, align_corners);
}

rush_tensor *rush_grid_sampler_backward_at(rush_site site, rush_tensor *grad, rush_tensor *input, rush_tensor *grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners, rush_grid_sampler_backward_args options) {
    const value args[] = { value_tensor(grad), value_tensor(input), value_tensor(grid), value_of_int(interpolation_mode), value_of_int(padding_mode), value_of_bool(align_corners), value_of_shape(options.output_mask) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_grid_sampler_backward, site, args, 7, results);
    if (options.grad_grid) *options.grad_grid = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
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

rush_tensor *rush_hamming_window_at(rush_site site, rush_hamming_window_args options) {
    const value args[] = { value_of_int(options.window_length), value_of_bool(!options.no_periodic), options.alpha.set ? value_of_double(options.alpha.value) : value_of_double(0.54), options.beta.set ? value_of_double(options.beta.value) : value_of_double(0.46), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_hamming_window, site, args, 7);
}

rush_tensor *(rush_hamming_window)(int64_t window_length) {
    return rush_hamming_window_at(NULL, (rush_hamming_window_args){ .size = sizeof(rush_hamming_window_args), .window_length = window_length });
}

rush_tensor *rush_hann_window_at(rush_site site, rush_hann_window_args options) {
    const value args[] = { value_of_int(options.window_length), value_of_bool(!options.no_periodic), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_hann_window, site, args, 5);
}

rush_tensor *(rush_hann_window)(int64_t window_length) {
    return rush_hann_window_at(NULL, (rush_hann_window_args){ .size = sizeof(rush_hann_window_args), .window_length = window_length });
}

rush_tensor *rush_hardshrink_at(rush_site site, rush_hardshrink_args options) {
    const value args[] = { value_tensor(options.self), options.lambd.kind ? value_of_operand(options.lambd) : value_of_double(0.5) };
    return op_call(&op_hardshrink, site, args, 2);
}

rush_tensor *(rush_hardshrink)(rush_tensor *self) {
    return rush_hardshrink_at(NULL, (rush_hardshrink_args){ .size = sizeof(rush_hardshrink_args), .self = self });
}

rush_tensor *rush_hardsigmoid_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_hardsigmoid, site, args, 1);
}

rush_tensor *(rush_hardsigmoid)(rush_tensor *self) {
    return rush_hardsigmoid_at(NULL, self);
}

rush_tensor *rush_hardsigmoid__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_hardsigmoid, site, args, 1);
}

rush_tensor *(rush_hardsigmoid_)(rush_tensor *self) {
    return rush_hardsigmoid__at(NULL, self);
}

rush_tensor *rush_hardswish_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_hardswish, site, args, 1);
}

rush_tensor *(rush_hardswish)(rush_tensor *self) {
    return rush_hardswish_at(NULL, self);
}

rush_tensor *rush_hardswish__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_hardswish, site, args, 1);
}

rush_tensor *(rush_hardswish_)(rush_tensor *self) {
    return rush_hardswish__at(NULL, self);
}

rush_tensor *rush_hardtanh_at(rush_site site, rush_hardtanh_args options) {
    const value args[] = { value_tensor(options.self), options.min_val.kind ? value_of_operand(options.min_val) : value_of_int(-1), options.max_val.kind ? value_of_operand(options.max_val) : value_of_int(1) };
    return op_call(&op_hardtanh, site, args, 3);
}

rush_tensor *(rush_hardtanh)(rush_tensor *self) {
    return rush_hardtanh_at(NULL, (rush_hardtanh_args){ .size = sizeof(rush_hardtanh_args), .self = self });
}

rush_tensor *rush_hardtanh__at(rush_site site, rush_hardtanh_args options) {
    const value args[] = { value_tensor(options.self), options.min_val.kind ? value_of_operand(options.min_val) : value_of_int(-1), options.max_val.kind ? value_of_operand(options.max_val) : value_of_int(1) };
    return op_call_inplace(&op_hardtanh, site, args, 3);
}

rush_tensor *(rush_hardtanh_)(rush_tensor *self) {
    return rush_hardtanh__at(NULL, (rush_hardtanh_args){ .size = sizeof(rush_hardtanh_args), .self = self });
}

rush_tensor *rush_heaviside_at(rush_site site, rush_tensor *self, rush_tensor *values) {
    const value args[] = { value_tensor(self), value_tensor(values) };
    return op_call(&op_heaviside, site, args, 2);
}

rush_tensor *(rush_heaviside)(rush_tensor *self, rush_tensor *values) {
    return rush_heaviside_at(NULL, self, values);
}

rush_tensor *rush_heaviside__at(rush_site site, rush_tensor *self, rush_tensor *values) {
    const value args[] = { value_tensor(self), value_tensor(values) };
    return op_call_inplace(&op_heaviside, site, args, 2);
}

rush_tensor *(rush_heaviside_)(rush_tensor *self, rush_tensor *values) {
    return rush_heaviside__at(NULL, self, values);
}

rush_tensor *rush_histc_at(rush_site site, rush_tensor *self, int64_t bins, rush_operand min, rush_operand max) {
    const value args[] = { value_tensor(self), value_of_int(bins), value_of_operand(min), value_of_operand(max) };
    return op_call(&op_histc, site, args, 4);
}

rush_tensor *(rush_histc)(rush_tensor *self, int64_t bins, double min, double max) {
    return rush_histc_at(NULL, self, bins, rush_operand_float(min), rush_operand_float(max));
}

rush_tensor *rush_histogram_at(rush_site site, rush_tensor *self, rush_histogram_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.bins), value_tensor_optional(options.weight), value_of_bool(options.density) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_histogram, site, args, 4, results);
    if (options.bin_edges) *options.bin_edges = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_histogram)(rush_tensor *self, rush_tensor *bins) {
    return rush_histogram_at(NULL, self, (rush_histogram_args){ .size = sizeof(rush_histogram_args), .bins = bins });
}

rush_tensor *rush_huber_loss_at(rush_site site, rush_tensor *self, rush_huber_loss_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_of_string(options.reduction ? options.reduction : "mean"), options.delta.set ? value_of_double(options.delta.value) : value_of_double(1.0) };
    return op_call(&op_huber_loss, site, args, 4);
}

rush_tensor *(rush_huber_loss)(rush_tensor *self, rush_tensor *target) {
    return rush_huber_loss_at(NULL, self, (rush_huber_loss_args){ .size = sizeof(rush_huber_loss_args), .target = target });
}

rush_tensor *rush_hypot_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_hypot, site, args, 2);
}

rush_tensor *(rush_hypot)(rush_tensor *self, rush_tensor *other) {
    return rush_hypot_at(NULL, self, other);
}

rush_tensor *rush_hypot__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_hypot, site, args, 2);
}

rush_tensor *(rush_hypot_)(rush_tensor *self, rush_tensor *other) {
    return rush_hypot__at(NULL, self, other);
}

rush_tensor *rush_i0_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_i0, site, args, 1);
}

rush_tensor *(rush_i0)(rush_tensor *self) {
    return rush_i0_at(NULL, self);
}

rush_tensor *rush_i0__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_i0, site, args, 1);
}

rush_tensor *(rush_i0_)(rush_tensor *self) {
    return rush_i0__at(NULL, self);
}

rush_tensor *rush_igamma_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_igamma, site, args, 2);
}

rush_tensor *(rush_igamma)(rush_tensor *self, rush_tensor *other) {
    return rush_igamma_at(NULL, self, other);
}

rush_tensor *rush_igamma__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_igamma, site, args, 2);
}

rush_tensor *(rush_igamma_)(rush_tensor *self, rush_tensor *other) {
    return rush_igamma__at(NULL, self, other);
}

rush_tensor *rush_igammac_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_igammac, site, args, 2);
}

rush_tensor *(rush_igammac)(rush_tensor *self, rush_tensor *other) {
    return rush_igammac_at(NULL, self, other);
}

rush_tensor *rush_igammac__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_igammac, site, args, 2);
}

rush_tensor *(rush_igammac_)(rush_tensor *self, rush_tensor *other) {
    return rush_igammac__at(NULL, self, other);
}

rush_tensor *rush_im2col_at(rush_site site, rush_tensor *self, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride) {
    const value args[] = { value_tensor(self), value_of_shape(kernel_size), value_of_shape(dilation), value_of_shape(padding), value_of_shape(stride) };
    return op_call(&op_im2col, site, args, 5);
}

rush_tensor *(rush_im2col)(rush_tensor *self, rush_shape kernel_size, rush_shape dilation, rush_shape padding, rush_shape stride) {
    return rush_im2col_at(NULL, self, kernel_size, dilation, padding, stride);
}

rush_tensor *rush_index_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count) {
    const value args[] = { value_tensor(self), value_of_tensors(indices, indices_count) };
    return op_call(&op_index, site, args, 2);
}

rush_tensor *(rush_index)(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count) {
    return rush_index_at(NULL, self, indices, indices_count);
}

rush_tensor *rush_index_add_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args options) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(options.source), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_index_add, site, args, 5);
}

rush_tensor *(rush_index_add)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source) {
    return rush_index_add_at(NULL, self, dim, index, (rush_index_add_args){ .size = sizeof(rush_index_add_args), .source = source });
}

rush_tensor *rush_index_add__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args options) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(options.source), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call_inplace(&op_index_add, site, args, 5);
}

rush_tensor *(rush_index_add_)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source) {
    return rush_index_add__at(NULL, self, dim, index, (rush_index_add_args){ .size = sizeof(rush_index_add_args), .source = source });
}

rush_tensor *rush_index_copy_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(source) };
    return op_call(&op_index_copy, site, args, 4);
}

rush_tensor *(rush_index_copy)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source) {
    return rush_index_copy_at(NULL, self, dim, index, source);
}

rush_tensor *rush_index_copy__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(source) };
    return op_call_inplace(&op_index_copy, site, args, 4);
}

rush_tensor *(rush_index_copy_)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source) {
    return rush_index_copy__at(NULL, self, dim, index, source);
}

rush_tensor *rush_index_fill_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand value_) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_of_operand(value_) };
    return op_call(&op_index_fill, site, args, 4);
}

rush_tensor *(rush_index_fill)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *value_) {
    return rush_index_fill_at(NULL, self, dim, index, rush_operand_tensor(value_));
}

rush_tensor *rush_index_fill__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand value_) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_of_operand(value_) };
    return op_call_inplace(&op_index_fill, site, args, 4);
}

rush_tensor *(rush_index_fill_)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *value_) {
    return rush_index_fill__at(NULL, self, dim, index, rush_operand_tensor(value_));
}

rush_tensor *rush_index_put_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args options) {
    const value args[] = { value_tensor(self), value_of_tensors(indices, indices_count), value_tensor(options.values), value_of_bool(options.accumulate) };
    return op_call(&op_index_put, site, args, 4);
}

rush_tensor *(rush_index_put)(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_tensor *values) {
    return rush_index_put_at(NULL, self, indices, indices_count, (rush_index_put_args){ .size = sizeof(rush_index_put_args), .values = values });
}

rush_tensor *rush_index_put__at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args options) {
    const value args[] = { value_tensor(self), value_of_tensors(indices, indices_count), value_tensor(options.values), value_of_bool(options.accumulate) };
    return op_call_inplace(&op_index_put, site, args, 4);
}

rush_tensor *(rush_index_put_)(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_tensor *values) {
    return rush_index_put__at(NULL, self, indices, indices_count, (rush_index_put_args){ .size = sizeof(rush_index_put_args), .values = values });
}

rush_tensor *rush_index_select_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index) };
    return op_call(&op_index_select, site, args, 3);
}

rush_tensor *(rush_index_select)(rush_tensor *self, int64_t dim, rush_tensor *index) {
    return rush_index_select_at(NULL, self, dim, index);
}

rush_tensor *rush_instance_norm_at(rush_site site, rush_instance_norm_args options) {
    const value args[] = { value_tensor(options.input), value_tensor_optional(options.running_mean), value_tensor_optional(options.running_var), value_tensor_optional(options.weight), value_tensor_optional(options.bias), value_of_bool(!options.no_use_input_stats), options.momentum.set ? value_of_double(options.momentum.value) : value_of_double(0.1), options.eps.set ? value_of_double(options.eps.value) : value_of_double(1e-05) };
    return op_call(&op_instance_norm, site, args, 8);
}

rush_tensor *(rush_instance_norm)(rush_tensor *input) {
    return rush_instance_norm_at(NULL, (rush_instance_norm_args){ .size = sizeof(rush_instance_norm_args), .input = input });
}

rush_tensor *rush_interpolate_at(rush_site site, rush_interpolate_args options) {
    const value args[] = { value_tensor(options.input), options.shape_nd.dims ? value_of_shape(options.shape_nd) : options.shape.set ? value_of_ints(&options.shape.value, 1) : value_none(), options.scale_factor.set ? value_of_double(options.scale_factor.value) : value_none(), value_of_string(options.mode ? options.mode : "nearest"), options.align_corners.set ? value_of_bool(options.align_corners.value) : value_none(), options.recompute_scale_factor.set ? value_of_bool(options.recompute_scale_factor.value) : value_none(), value_of_bool(options.antialias) };
    return op_call(&op_interpolate, site, args, 7);
}

rush_tensor *(rush_interpolate)(rush_tensor *input) {
    return rush_interpolate_at(NULL, (rush_interpolate_args){ .size = sizeof(rush_interpolate_args), .input = input });
}

rush_tensor *rush_inverse_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_inverse, site, args, 1);
}

rush_tensor *(rush_inverse)(rush_tensor *self) {
    return rush_inverse_at(NULL, self);
}

rush_tensor *rush_isfinite_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_isfinite, site, args, 1);
}

rush_tensor *(rush_isfinite)(rush_tensor *self) {
    return rush_isfinite_at(NULL, self);
}

rush_tensor *rush_isinf_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_isinf, site, args, 1);
}

rush_tensor *(rush_isinf)(rush_tensor *self) {
    return rush_isinf_at(NULL, self);
}

rush_tensor *rush_isnan_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_isnan, site, args, 1);
}

rush_tensor *(rush_isnan)(rush_tensor *self) {
    return rush_isnan_at(NULL, self);
}

rush_tensor *rush_kaiser_window_at(rush_site site, rush_kaiser_window_args options) {
    const value args[] = { value_of_int(options.window_length), value_of_bool(!options.no_periodic), options.beta.set ? value_of_double(options.beta.value) : value_of_double(12.0), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_kaiser_window, site, args, 6);
}

rush_tensor *(rush_kaiser_window)(int64_t window_length) {
    return rush_kaiser_window_at(NULL, (rush_kaiser_window_args){ .size = sizeof(rush_kaiser_window_args), .window_length = window_length });
}

rush_tensor *rush_kl_div_at(rush_site site, rush_tensor *self, rush_kl_div_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.target), value_of_string(options.reduction ? options.reduction : "mean"), value_of_bool(options.log_target) };
    return op_call(&op_kl_div, site, args, 4);
}

rush_tensor *(rush_kl_div)(rush_tensor *self, rush_tensor *target) {
    return rush_kl_div_at(NULL, self, (rush_kl_div_args){ .size = sizeof(rush_kl_div_args), .target = target });
}

rush_tensor *rush_kthvalue_at(rush_site site, rush_tensor *self, int64_t k, rush_kthvalue_args options) {
    const value args[] = { value_tensor(self), value_of_int(k), value_of_int(options.dim), value_of_bool(options.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_kthvalue, site, args, 4, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_kthvalue)(rush_tensor *self, int64_t k, int64_t dim) {
    return rush_kthvalue_at(NULL, self, k, (rush_kthvalue_args){ .size = sizeof(rush_kthvalue_args), .dim = dim });
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

rush_tensor *rush_lcm_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_lcm, site, args, 2);
}

rush_tensor *(rush_lcm)(rush_tensor *self, rush_tensor *other) {
    return rush_lcm_at(NULL, self, other);
}

rush_tensor *rush_lcm__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_lcm, site, args, 2);
}

rush_tensor *(rush_lcm_)(rush_tensor *self, rush_tensor *other) {
    return rush_lcm__at(NULL, self, other);
}

rush_tensor *rush_ldexp_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_ldexp, site, args, 2);
}

rush_tensor *(rush_ldexp)(rush_tensor *self, rush_tensor *other) {
    return rush_ldexp_at(NULL, self, other);
}

rush_tensor *rush_ldexp__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_ldexp, site, args, 2);
}

rush_tensor *(rush_ldexp_)(rush_tensor *self, rush_tensor *other) {
    return rush_ldexp__at(NULL, self, other);
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

rush_tensor *rush_leaky_relu_at(rush_site site, rush_leaky_relu_args options) {
    const value args[] = { value_tensor(options.self), options.negative_slope.kind ? value_of_operand(options.negative_slope) : value_of_double(0.01) };
    return op_call(&op_leaky_relu, site, args, 2);
}

rush_tensor *(rush_leaky_relu)(rush_tensor *self) {
    return rush_leaky_relu_at(NULL, (rush_leaky_relu_args){ .size = sizeof(rush_leaky_relu_args), .self = self });
}

rush_tensor *rush_leaky_relu__at(rush_site site, rush_leaky_relu_args options) {
    const value args[] = { value_tensor(options.self), options.negative_slope.kind ? value_of_operand(options.negative_slope) : value_of_double(0.01) };
    return op_call_inplace(&op_leaky_relu, site, args, 2);
}

rush_tensor *(rush_leaky_relu_)(rush_tensor *self) {
    return rush_leaky_relu__at(NULL, (rush_leaky_relu_args){ .size = sizeof(rush_leaky_relu_args), .self = self });
}

rush_tensor *rush_lerp_at(rush_site site, rush_tensor *self, rush_tensor *end, rush_operand weight) {
    const value args[] = { value_tensor(self), value_tensor(end), value_of_operand(weight) };
    return op_call(&op_lerp, site, args, 3);
}

rush_tensor *(rush_lerp)(rush_tensor *self, rush_tensor *end, rush_tensor *weight) {
    return rush_lerp_at(NULL, self, end, rush_operand_tensor(weight));
}

rush_tensor *rush_lerp__at(rush_site site, rush_tensor *self, rush_tensor *end, rush_operand weight) {
    const value args[] = { value_tensor(self), value_tensor(end), value_of_operand(weight) };
    return op_call_inplace(&op_lerp, site, args, 3);
}

rush_tensor *(rush_lerp_)(rush_tensor *self, rush_tensor *end, rush_tensor *weight) {
    return rush_lerp__at(NULL, self, end, rush_operand_tensor(weight));
}

rush_tensor *rush_lgamma_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_lgamma, site, args, 1);
}

rush_tensor *(rush_lgamma)(rush_tensor *self) {
    return rush_lgamma_at(NULL, self);
}

rush_tensor *rush_lgamma__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_lgamma, site, args, 1);
}

rush_tensor *(rush_lgamma_)(rush_tensor *self) {
    return rush_lgamma__at(NULL, self);
}

rush_tensor *rush_linalg_cholesky_at(rush_site site, rush_linalg_cholesky_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(options.upper) };
    return op_call(&op_linalg_cholesky, site, args, 2);
}

rush_tensor *(rush_linalg_cholesky)(rush_tensor *self) {
    return rush_linalg_cholesky_at(NULL, (rush_linalg_cholesky_args){ .size = sizeof(rush_linalg_cholesky_args), .self = self });
}

rush_tensor *rush_linalg_cholesky_ex_at(rush_site site, rush_linalg_cholesky_ex_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(options.upper), value_of_bool(options.check_errors) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_cholesky_ex, site, args, 3, results);
    if (options.info) *options.info = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_cholesky_ex)(rush_tensor *self) {
    return rush_linalg_cholesky_ex_at(NULL, (rush_linalg_cholesky_ex_args){ .size = sizeof(rush_linalg_cholesky_ex_args), .self = self });
}

rush_tensor *rush_linalg_det_at(rush_site site, rush_tensor *A) {
    const value args[] = { value_tensor(A) };
    return op_call(&op_linalg_det, site, args, 1);
}

rush_tensor *(rush_linalg_det)(rush_tensor *A) {
    return rush_linalg_det_at(NULL, A);
}

rush_tensor *rush_linalg_eigh_at(rush_site site, rush_linalg_eigh_args options) {
    const value args[] = { value_tensor(options.self), value_of_string(options.UPLO ? options.UPLO : "L") };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_eigh, site, args, 2, results);
    if (options.eigenvectors) *options.eigenvectors = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_eigh)(rush_tensor *self) {
    return rush_linalg_eigh_at(NULL, (rush_linalg_eigh_args){ .size = sizeof(rush_linalg_eigh_args), .self = self });
}

rush_tensor *rush_linalg_eigh_parts_at(rush_site site, rush_linalg_eigh_parts_args options) {
    const value args[] = { value_tensor(options.A), value_of_string(options.UPLO ? options.UPLO : "L"), value_of_bool(!options.no_compute_v) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_eigh_parts, site, args, 3, results);
    if (options.eigenvectors) *options.eigenvectors = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_linalg_eigvalsh_at(rush_site site, rush_linalg_eigvalsh_args options) {
    const value args[] = { value_tensor(options.self), value_of_string(options.UPLO ? options.UPLO : "L") };
    return op_call(&op_linalg_eigvalsh, site, args, 2);
}

rush_tensor *(rush_linalg_eigvalsh)(rush_tensor *self) {
    return rush_linalg_eigvalsh_at(NULL, (rush_linalg_eigvalsh_args){ .size = sizeof(rush_linalg_eigvalsh_args), .self = self });
}

rush_tensor *rush_linalg_householder_product_at(rush_site site, rush_tensor *input, rush_tensor *tau) {
    const value args[] = { value_tensor(input), value_tensor(tau) };
    return op_call(&op_linalg_householder_product, site, args, 2);
}

rush_tensor *(rush_linalg_householder_product)(rush_tensor *input, rush_tensor *tau) {
    return rush_linalg_householder_product_at(NULL, input, tau);
}

rush_tensor *rush_linalg_inv_at(rush_site site, rush_tensor *A) {
    const value args[] = { value_tensor(A) };
    return op_call(&op_linalg_inv, site, args, 1);
}

rush_tensor *(rush_linalg_inv)(rush_tensor *A) {
    return rush_linalg_inv_at(NULL, A);
}

rush_tensor *rush_linalg_inv_ex_at(rush_site site, rush_linalg_inv_ex_args options) {
    const value args[] = { value_tensor(options.A), value_of_bool(options.check_errors) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_inv_ex, site, args, 2, results);
    if (options.info) *options.info = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_inv_ex)(rush_tensor *A) {
    return rush_linalg_inv_ex_at(NULL, (rush_linalg_inv_ex_args){ .size = sizeof(rush_linalg_inv_ex_args), .A = A });
}

rush_tensor *rush_linalg_ldl_factor_at(rush_site site, rush_linalg_ldl_factor_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(options.hermitian) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_ldl_factor, site, args, 2, results);
    if (options.pivots) *options.pivots = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_ldl_factor)(rush_tensor *self) {
    return rush_linalg_ldl_factor_at(NULL, (rush_linalg_ldl_factor_args){ .size = sizeof(rush_linalg_ldl_factor_args), .self = self });
}

rush_tensor *rush_linalg_ldl_factor_ex_at(rush_site site, rush_linalg_ldl_factor_ex_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(options.hermitian), value_of_bool(options.check_errors) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_ldl_factor_ex, site, args, 3, results);
    if (options.pivots) *options.pivots = ok ? results[1] : NULL;
    if (options.info) *options.info = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_ldl_factor_ex)(rush_tensor *self) {
    return rush_linalg_ldl_factor_ex_at(NULL, (rush_linalg_ldl_factor_ex_args){ .size = sizeof(rush_linalg_ldl_factor_ex_args), .self = self });
}

rush_tensor *rush_linalg_ldl_solve_at(rush_site site, rush_tensor *LD, rush_tensor *pivots, rush_linalg_ldl_solve_args options) {
    const value args[] = { value_tensor(LD), value_tensor(pivots), value_tensor(options.B), value_of_bool(options.hermitian) };
    return op_call(&op_linalg_ldl_solve, site, args, 4);
}

rush_tensor *(rush_linalg_ldl_solve)(rush_tensor *LD, rush_tensor *pivots, rush_tensor *B) {
    return rush_linalg_ldl_solve_at(NULL, LD, pivots, (rush_linalg_ldl_solve_args){ .size = sizeof(rush_linalg_ldl_solve_args), .B = B });
}

rush_tensor *rush_linalg_lu_at(rush_site site, rush_linalg_lu_args options) {
    const value args[] = { value_tensor(options.A), value_of_bool(!options.no_pivot) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_lu, site, args, 2, results);
    if (options.L) *options.L = ok ? results[1] : NULL;
    if (options.U) *options.U = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_lu)(rush_tensor *A) {
    return rush_linalg_lu_at(NULL, (rush_linalg_lu_args){ .size = sizeof(rush_linalg_lu_args), .A = A });
}

rush_tensor *rush_linalg_lu_factor_at(rush_site site, rush_linalg_lu_factor_args options) {
    const value args[] = { value_tensor(options.A), value_of_bool(!options.no_pivot) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_lu_factor, site, args, 2, results);
    if (options.pivots) *options.pivots = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_lu_factor)(rush_tensor *A) {
    return rush_linalg_lu_factor_at(NULL, (rush_linalg_lu_factor_args){ .size = sizeof(rush_linalg_lu_factor_args), .A = A });
}

rush_tensor *rush_linalg_lu_factor_ex_at(rush_site site, rush_linalg_lu_factor_ex_args options) {
    const value args[] = { value_tensor(options.A), value_of_bool(!options.no_pivot), value_of_bool(options.check_errors) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_lu_factor_ex, site, args, 3, results);
    if (options.pivots) *options.pivots = ok ? results[1] : NULL;
    if (options.info) *options.info = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_lu_factor_ex)(rush_tensor *A) {
    return rush_linalg_lu_factor_ex_at(NULL, (rush_linalg_lu_factor_ex_args){ .size = sizeof(rush_linalg_lu_factor_ex_args), .A = A });
}

rush_tensor *rush_linalg_lu_solve_at(rush_site site, rush_tensor *LU, rush_tensor *pivots, rush_linalg_lu_solve_args options) {
    const value args[] = { value_tensor(LU), value_tensor(pivots), value_tensor(options.B), value_of_bool(!options.no_left), value_of_bool(options.adjoint) };
    return op_call(&op_linalg_lu_solve, site, args, 5);
}

rush_tensor *(rush_linalg_lu_solve)(rush_tensor *LU, rush_tensor *pivots, rush_tensor *B) {
    return rush_linalg_lu_solve_at(NULL, LU, pivots, (rush_linalg_lu_solve_args){ .size = sizeof(rush_linalg_lu_solve_args), .B = B });
}

rush_tensor *rush_linalg_matrix_exp_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_linalg_matrix_exp, site, args, 1);
}

rush_tensor *(rush_linalg_matrix_exp)(rush_tensor *self) {
    return rush_linalg_matrix_exp_at(NULL, self);
}

rush_tensor *rush_linalg_pinv_at(rush_site site, rush_linalg_pinv_args options) {
    const value args[] = { value_tensor(options.self), value_tensor_optional(options.atol), value_tensor_optional(options.rtol), value_of_bool(options.hermitian) };
    return op_call(&op_linalg_pinv, site, args, 4);
}

rush_tensor *(rush_linalg_pinv)(rush_tensor *self) {
    return rush_linalg_pinv_at(NULL, (rush_linalg_pinv_args){ .size = sizeof(rush_linalg_pinv_args), .self = self });
}

rush_tensor *rush_linalg_qr_at(rush_site site, rush_linalg_qr_args options) {
    const value args[] = { value_tensor(options.A), value_of_string(options.mode ? options.mode : "reduced") };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_qr, site, args, 2, results);
    if (options.R) *options.R = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_qr)(rush_tensor *A) {
    return rush_linalg_qr_at(NULL, (rush_linalg_qr_args){ .size = sizeof(rush_linalg_qr_args), .A = A });
}

rush_tensor *rush_linalg_slogdet_at(rush_site site, rush_linalg_slogdet_args options) {
    const value args[] = { value_tensor(options.A) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_slogdet, site, args, 1, results);
    if (options.logabsdet) *options.logabsdet = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_slogdet)(rush_tensor *A) {
    return rush_linalg_slogdet_at(NULL, (rush_linalg_slogdet_args){ .size = sizeof(rush_linalg_slogdet_args), .A = A });
}

rush_tensor *rush_linalg_solve_at(rush_site site, rush_tensor *A, rush_linalg_solve_args options) {
    const value args[] = { value_tensor(A), value_tensor(options.B), value_of_bool(!options.no_left) };
    return op_call(&op_linalg_solve, site, args, 3);
}

rush_tensor *(rush_linalg_solve)(rush_tensor *A, rush_tensor *B) {
    return rush_linalg_solve_at(NULL, A, (rush_linalg_solve_args){ .size = sizeof(rush_linalg_solve_args), .B = B });
}

rush_tensor *rush_linalg_solve_ex_at(rush_site site, rush_tensor *A, rush_linalg_solve_ex_args options) {
    const value args[] = { value_tensor(A), value_tensor(options.B), value_of_bool(!options.no_left), value_of_bool(options.check_errors) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_solve_ex, site, args, 4, results);
    if (options.info) *options.info = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_solve_ex)(rush_tensor *A, rush_tensor *B) {
    return rush_linalg_solve_ex_at(NULL, A, (rush_linalg_solve_ex_args){ .size = sizeof(rush_linalg_solve_ex_args), .B = B });
}

rush_tensor *rush_linalg_solve_triangular_at(rush_site site, rush_tensor *self, rush_tensor *B, rush_linalg_solve_triangular_args options) {
    const value args[] = { value_tensor(self), value_tensor(B), value_of_bool(options.upper), value_of_bool(!options.no_left), value_of_bool(options.unitriangular) };
    return op_call(&op_linalg_solve_triangular, site, args, 5);
}

rush_tensor *(rush_linalg_solve_triangular)(rush_tensor *self, rush_tensor *B, bool upper) {
    return rush_linalg_solve_triangular_at(NULL, self, B, (rush_linalg_solve_triangular_args){ .size = sizeof(rush_linalg_solve_triangular_args), .upper = upper });
}

rush_tensor *rush_linalg_svd_at(rush_site site, rush_linalg_svd_args options) {
    const value args[] = { value_tensor(options.A), value_of_bool(!options.no_full_matrices), value_of_string(options.driver) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_svd, site, args, 3, results);
    if (options.S) *options.S = ok ? results[1] : NULL;
    if (options.Vh) *options.Vh = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_linalg_svd)(rush_tensor *A) {
    return rush_linalg_svd_at(NULL, (rush_linalg_svd_args){ .size = sizeof(rush_linalg_svd_args), .A = A });
}

rush_tensor *rush_linalg_svd_parts_at(rush_site site, rush_linalg_svd_parts_args options) {
    const value args[] = { value_tensor(options.A), value_of_bool(options.full_matrices), value_of_bool(!options.no_compute_uv), value_of_string(options.driver) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_linalg_svd_parts, site, args, 4, results);
    if (options.S) *options.S = ok ? results[1] : NULL;
    if (options.Vh) *options.Vh = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *rush_linalg_svdvals_at(rush_site site, rush_linalg_svdvals_args options) {
    const value args[] = { value_tensor(options.A), value_of_string(options.driver) };
    return op_call(&op_linalg_svdvals, site, args, 2);
}

rush_tensor *(rush_linalg_svdvals)(rush_tensor *A) {
    return rush_linalg_svdvals_at(NULL, (rush_linalg_svdvals_args){ .size = sizeof(rush_linalg_svdvals_args), .A = A });
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

rush_tensor *rush_linspace_at(rush_site site, rush_operand start, rush_operand end, rush_linspace_args options) {
    const value args[] = { value_of_operand(start), value_of_operand(end), value_of_int(options.steps), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_linspace, site, args, 6);
}

rush_tensor *(rush_linspace)(double start, double end, int64_t steps) {
    return rush_linspace_at(NULL, rush_operand_float(start), rush_operand_float(end), (rush_linspace_args){ .size = sizeof(rush_linspace_args), .steps = steps });
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

rush_tensor *rush_log10_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_log10, site, args, 1);
}

rush_tensor *(rush_log10)(rush_tensor *self) {
    return rush_log10_at(NULL, self);
}

rush_tensor *rush_log10__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_log10, site, args, 1);
}

rush_tensor *(rush_log10_)(rush_tensor *self) {
    return rush_log10__at(NULL, self);
}

rush_tensor *rush_log1p_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_log1p, site, args, 1);
}

rush_tensor *(rush_log1p)(rush_tensor *self) {
    return rush_log1p_at(NULL, self);
}

rush_tensor *rush_log1p__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_log1p, site, args, 1);
}

rush_tensor *(rush_log1p_)(rush_tensor *self) {
    return rush_log1p__at(NULL, self);
}

rush_tensor *rush_log2_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_log2, site, args, 1);
}

rush_tensor *(rush_log2)(rush_tensor *self) {
    return rush_log2_at(NULL, self);
}

rush_tensor *rush_log2__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_log2, site, args, 1);
}

rush_tensor *(rush_log2_)(rush_tensor *self) {
    return rush_log2__at(NULL, self);
}

rush_tensor *rush_log_normal__at(rush_site site, rush_tensor *self, double mean, rush_log_normal_args options) {
    const value args[] = { value_tensor(self), value_of_double(mean), value_of_double(options.std), value_of_generator(options.generator) };
    return op_call_inplace(&op_log_normal, site, args, 4);
}

rush_tensor *(rush_log_normal_)(rush_tensor *self, double mean, double std) {
    return rush_log_normal__at(NULL, self, mean, (rush_log_normal_args){ .size = sizeof(rush_log_normal_args), .std = std });
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

rush_tensor *rush_logaddexp_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_logaddexp, site, args, 2);
}

rush_tensor *(rush_logaddexp)(rush_tensor *self, rush_tensor *other) {
    return rush_logaddexp_at(NULL, self, other);
}

rush_tensor *rush_logaddexp2_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_logaddexp2, site, args, 2);
}

rush_tensor *(rush_logaddexp2)(rush_tensor *self, rush_tensor *other) {
    return rush_logaddexp2_at(NULL, self, other);
}

rush_tensor *rush_logcumsumexp_at(rush_site site, rush_tensor *self, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(dim) };
    return op_call(&op_logcumsumexp, site, args, 2);
}

rush_tensor *(rush_logcumsumexp)(rush_tensor *self, int64_t dim) {
    return rush_logcumsumexp_at(NULL, self, dim);
}

rush_tensor *rush_logcumsumexp_backward_at(rush_site site, rush_tensor *grad, rush_tensor *self, rush_tensor *result, int64_t dim) {
    const value args[] = { value_tensor(grad), value_tensor(self), value_tensor(result), value_of_int(dim) };
    return op_call(&op_logcumsumexp_backward, site, args, 4);
}

rush_tensor *rush_logdet_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_logdet, site, args, 1);
}

rush_tensor *(rush_logdet)(rush_tensor *self) {
    return rush_logdet_at(NULL, self);
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

rush_tensor *rush_logical_not_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_logical_not, site, args, 1);
}

rush_tensor *(rush_logical_not)(rush_tensor *self) {
    return rush_logical_not_at(NULL, self);
}

rush_tensor *rush_logical_not__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_logical_not, site, args, 1);
}

rush_tensor *(rush_logical_not_)(rush_tensor *self) {
    return rush_logical_not__at(NULL, self);
}

rush_tensor *rush_logical_or_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_logical_or, site, args, 2);
}

rush_tensor *(rush_logical_or)(rush_tensor *self, rush_tensor *other) {
    return rush_logical_or_at(NULL, self, other);
}

rush_tensor *rush_logical_or__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_logical_or, site, args, 2);
}

rush_tensor *(rush_logical_or_)(rush_tensor *self, rush_tensor *other) {
    return rush_logical_or__at(NULL, self, other);
}

rush_tensor *rush_logical_xor_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_logical_xor, site, args, 2);
}

rush_tensor *(rush_logical_xor)(rush_tensor *self, rush_tensor *other) {
    return rush_logical_xor_at(NULL, self, other);
}

rush_tensor *rush_logical_xor__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_logical_xor, site, args, 2);
}

rush_tensor *(rush_logical_xor_)(rush_tensor *self, rush_tensor *other) {
    return rush_logical_xor__at(NULL, self, other);
}

rush_tensor *rush_logit_at(rush_site site, rush_logit_args options) {
    const value args[] = { value_tensor(options.self), options.eps.set ? value_of_double(options.eps.value) : value_none() };
    return op_call(&op_logit, site, args, 2);
}

rush_tensor *(rush_logit)(rush_tensor *self) {
    return rush_logit_at(NULL, (rush_logit_args){ .size = sizeof(rush_logit_args), .self = self });
}

rush_tensor *rush_logit__at(rush_site site, rush_logit_args options) {
    const value args[] = { value_tensor(options.self), options.eps.set ? value_of_double(options.eps.value) : value_none() };
    return op_call_inplace(&op_logit, site, args, 2);
}

rush_tensor *(rush_logit_)(rush_tensor *self) {
    return rush_logit__at(NULL, (rush_logit_args){ .size = sizeof(rush_logit_args), .self = self });
}

rush_tensor *rush_logsigmoid_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_logsigmoid, site, args, 1);
}

rush_tensor *(rush_logsigmoid)(rush_tensor *self) {
    return rush_logsigmoid_at(NULL, self);
}

rush_tensor *rush_logspace_at(rush_site site, rush_operand start, rush_operand end, rush_logspace_args options) {
    const value args[] = { value_of_operand(start), value_of_operand(end), value_of_int(options.steps), options.base.set ? value_of_double(options.base.value) : value_of_double(10.0), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_logspace, site, args, 7);
}

rush_tensor *(rush_logspace)(double start, double end, int64_t steps) {
    return rush_logspace_at(NULL, rush_operand_float(start), rush_operand_float(end), (rush_logspace_args){ .size = sizeof(rush_logspace_args), .steps = steps });
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

rush_tensor *rush_lu_permutation_at(rush_site site, rush_tensor *pivots, int64_t rows, bool inverse) {
    const value args[] = { value_tensor(pivots), value_of_int(rows), value_of_bool(inverse) };
    return op_call(&op_lu_permutation, site, args, 3);
}

rush_tensor *rush_lu_solve_at(rush_site site, rush_tensor *self, rush_tensor *LU_data, rush_tensor *LU_pivots) {
    const value args[] = { value_tensor(self), value_tensor(LU_data), value_tensor(LU_pivots) };
    return op_call(&op_lu_solve, site, args, 3);
}

rush_tensor *(rush_lu_solve)(rush_tensor *self, rush_tensor *LU_data, rush_tensor *LU_pivots) {
    return rush_lu_solve_at(NULL, self, LU_data, LU_pivots);
}

rush_tensor *rush_lu_unpack_at(rush_site site, rush_tensor *LU_data, rush_lu_unpack_args options) {
    const value args[] = { value_tensor(LU_data), value_tensor(options.LU_pivots), value_of_bool(!options.no_unpack_data), value_of_bool(!options.no_unpack_pivots) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_lu_unpack, site, args, 4, results);
    if (options.L) *options.L = ok ? results[1] : NULL;
    if (options.U) *options.U = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_lu_unpack)(rush_tensor *LU_data, rush_tensor *LU_pivots) {
    return rush_lu_unpack_at(NULL, LU_data, (rush_lu_unpack_args){ .size = sizeof(rush_lu_unpack_args), .LU_pivots = LU_pivots });
}

rush_tensor *rush_masked_fill_at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_operand value_) {
    const value args[] = { value_tensor(self), value_tensor(mask), value_of_operand(value_) };
    return op_call(&op_masked_fill, site, args, 3);
}

rush_tensor *(rush_masked_fill)(rush_tensor *self, rush_tensor *mask, rush_tensor *value_) {
    return rush_masked_fill_at(NULL, self, mask, rush_operand_tensor(value_));
}

rush_tensor *rush_masked_fill__at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_operand value_) {
    const value args[] = { value_tensor(self), value_tensor(mask), value_of_operand(value_) };
    return op_call_inplace(&op_masked_fill, site, args, 3);
}

rush_tensor *(rush_masked_fill_)(rush_tensor *self, rush_tensor *mask, rush_tensor *value_) {
    return rush_masked_fill__at(NULL, self, mask, rush_operand_tensor(value_));
}

rush_tensor *rush_masked_scatter_at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_tensor *source) {
    const value args[] = { value_tensor(self), value_tensor(mask), value_tensor(source) };
    return op_call(&op_masked_scatter, site, args, 3);
}

rush_tensor *(rush_masked_scatter)(rush_tensor *self, rush_tensor *mask, rush_tensor *source) {
    return rush_masked_scatter_at(NULL, self, mask, source);
}

rush_tensor *rush_masked_scatter__at(rush_site site, rush_tensor *self, rush_tensor *mask, rush_tensor *source) {
    const value args[] = { value_tensor(self), value_tensor(mask), value_tensor(source) };
    return op_call_inplace(&op_masked_scatter, site, args, 3);
}

rush_tensor *(rush_masked_scatter_)(rush_tensor *self, rush_tensor *mask, rush_tensor *source) {
    return rush_masked_scatter__at(NULL, self, mask, source);
}

rush_tensor *rush_masked_select_at(rush_site site, rush_tensor *self, rush_tensor *mask) {
    const value args[] = { value_tensor(self), value_tensor(mask) };
    return op_call(&op_masked_select, site, args, 2);
}

rush_tensor *(rush_masked_select)(rush_tensor *self, rush_tensor *mask) {
    return rush_masked_select_at(NULL, self, mask);
}

rush_tensor *rush_matmul_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_matmul, site, args, 2);
}

rush_tensor *(rush_matmul)(rush_tensor *self, rush_tensor *other) {
    return rush_matmul_at(NULL, self, other);
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

rush_tensor *rush_max_unpool2d_at(rush_site site, rush_tensor *self, rush_tensor *indices, rush_shape output_size) {
    const value args[] = { value_tensor(self), value_tensor(indices), value_of_shape(output_size) };
    return op_call(&op_max_unpool2d, site, args, 3);
}

rush_tensor *(rush_max_unpool2d)(rush_tensor *self, rush_tensor *indices, rush_shape output_size) {
    return rush_max_unpool2d_at(NULL, self, indices, output_size);
}

rush_tensor *rush_max_unpool3d_at(rush_site site, rush_tensor *self, rush_tensor *indices, rush_shape output_size, rush_shape stride, rush_shape padding) {
    const value args[] = { value_tensor(self), value_tensor(indices), value_of_shape(output_size), value_of_shape(stride), value_of_shape(padding) };
    return op_call(&op_max_unpool3d, site, args, 5);
}

rush_tensor *(rush_max_unpool3d)(rush_tensor *self, rush_tensor *indices, rush_shape output_size, rush_shape stride, rush_shape padding) {
    return rush_max_unpool3d_at(NULL, self, indices, output_size, stride, padding);
}

rush_tensor *rush_maximum_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_maximum, site, args, 2);
}

rush_tensor *(rush_maximum)(rush_tensor *self, rush_tensor *other) {
    return rush_maximum_at(NULL, self, other);
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

rush_tensor *rush_median_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_median, site, args, 1);
}

rush_tensor *(rush_median)(rush_tensor *self) {
    return rush_median_at(NULL, self);
}

rush_tensor *rush_median_dim_at(rush_site site, rush_tensor *self, rush_median_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_median_dim, site, args, 3, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_median_dim)(rush_tensor *self, int64_t dim) {
    return rush_median_dim_at(NULL, self, (rush_median_dim_args){ .size = sizeof(rush_median_dim_args), .dim = dim });
}

rush_list *rush_meshgrid_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, rush_meshgrid_args options) {
    const value args[] = { value_of_tensors(tensors, tensors_count), value_of_string(options.indexing ? options.indexing : "ij") };
    return op_call_list(&op_meshgrid, site, args, 2);
}

rush_list *(rush_meshgrid)(rush_tensor *const *tensors, int64_t tensors_count) {
    return rush_meshgrid_at(NULL, tensors, tensors_count, (rush_meshgrid_args){ .size = sizeof(rush_meshgrid_args) });
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

rush_tensor *rush_minimum_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_minimum, site, args, 2);
}

rush_tensor *(rush_minimum)(rush_tensor *self, rush_tensor *other) {
    return rush_minimum_at(NULL, self, other);
}

rush_tensor *rush_mish_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_mish, site, args, 1);
}

rush_tensor *(rush_mish)(rush_tensor *self) {
    return rush_mish_at(NULL, self);
}

rush_tensor *rush_mish__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_mish, site, args, 1);
}

rush_tensor *(rush_mish_)(rush_tensor *self) {
    return rush_mish__at(NULL, self);
}

rush_tensor *rush_mm_at(rush_site site, rush_tensor *self, rush_tensor *mat2) {
    const value args[] = { value_tensor(self), value_tensor(mat2) };
    return op_call(&op_mm, site, args, 2);
}

rush_tensor *(rush_mm)(rush_tensor *self, rush_tensor *mat2) {
    return rush_mm_at(NULL, self, mat2);
}

rush_tensor *rush_mode_dim_at(rush_site site, rush_tensor *self, rush_mode_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_mode_dim, site, args, 3, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_mode_dim)(rush_tensor *self, int64_t dim) {
    return rush_mode_dim_at(NULL, self, (rush_mode_dim_args){ .size = sizeof(rush_mode_dim_args), .dim = dim });
}

rush_tensor *rush_movedim_at(rush_site site, rush_tensor *self, rush_shape source, rush_shape destination) {
    const value args[] = { value_tensor(self), value_of_shape(source), value_of_shape(destination) };
    return op_call(&op_movedim, site, args, 3);
}

rush_tensor *(rush_movedim)(rush_tensor *self, rush_shape source, rush_shape destination) {
    return rush_movedim_at(NULL, self, source, destination);
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

rush_tensor *rush_mv_at(rush_site site, rush_tensor *self, rush_tensor *vec) {
    const value args[] = { value_tensor(self), value_tensor(vec) };
    return op_call(&op_mv, site, args, 2);
}

rush_tensor *(rush_mv)(rush_tensor *self, rush_tensor *vec) {
    return rush_mv_at(NULL, self, vec);
}

rush_tensor *rush_mvlgamma_at(rush_site site, rush_tensor *self, int64_t p) {
    const value args[] = { value_tensor(self), value_of_int(p) };
    return op_call(&op_mvlgamma, site, args, 2);
}

rush_tensor *(rush_mvlgamma)(rush_tensor *self, int64_t p) {
    return rush_mvlgamma_at(NULL, self, p);
}

rush_tensor *rush_mvlgamma__at(rush_site site, rush_tensor *self, int64_t p) {
    const value args[] = { value_tensor(self), value_of_int(p) };
    return op_call_inplace(&op_mvlgamma, site, args, 2);
}

rush_tensor *(rush_mvlgamma_)(rush_tensor *self, int64_t p) {
    return rush_mvlgamma__at(NULL, self, p);
}

rush_tensor *rush_nanmedian_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_nanmedian, site, args, 1);
}

rush_tensor *(rush_nanmedian)(rush_tensor *self) {
    return rush_nanmedian_at(NULL, self);
}

rush_tensor *rush_nanmedian_dim_at(rush_site site, rush_tensor *self, rush_nanmedian_dim_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_nanmedian_dim, site, args, 3, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_nanmedian_dim)(rush_tensor *self, int64_t dim) {
    return rush_nanmedian_dim_at(NULL, self, (rush_nanmedian_dim_args){ .size = sizeof(rush_nanmedian_dim_args), .dim = dim });
}

rush_tensor *rush_nansum_at(rush_site site, rush_nansum_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(options.keepdim), value_of_dtype(options.dtype) };
    return op_call(&op_nansum, site, args, 4);
}

rush_tensor *(rush_nansum)(rush_tensor *self) {
    return rush_nansum_at(NULL, (rush_nansum_args){ .size = sizeof(rush_nansum_args), .self = self });
}

rush_tensor *rush_narrow_at(rush_site site, rush_tensor *self, int64_t dim, int64_t start, int64_t length) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_of_int(start), value_of_int(length) };
    return op_call(&op_narrow, site, args, 4);
}

rush_tensor *(rush_narrow)(rush_tensor *self, int64_t dim, int64_t start, int64_t length) {
    return rush_narrow_at(NULL, self, dim, start, length);
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

rush_tensor *rush_nextafter_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_nextafter, site, args, 2);
}

rush_tensor *(rush_nextafter)(rush_tensor *self, rush_tensor *other) {
    return rush_nextafter_at(NULL, self, other);
}

rush_tensor *rush_nextafter__at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call_inplace(&op_nextafter, site, args, 2);
}

rush_tensor *(rush_nextafter_)(rush_tensor *self, rush_tensor *other) {
    return rush_nextafter__at(NULL, self, other);
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

rush_tensor *rush_nonzero_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_nonzero, site, args, 1);
}

rush_tensor *(rush_nonzero)(rush_tensor *self) {
    return rush_nonzero_at(NULL, self);
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

rush_tensor *rush_one_hot_at(rush_site site, rush_one_hot_args options) {
    const value args[] = { value_tensor(options.self), options.num_classes.set ? value_of_int(options.num_classes.value) : value_of_int(-1) };
    return op_call(&op_one_hot, site, args, 2);
}

rush_tensor *(rush_one_hot)(rush_tensor *self) {
    return rush_one_hot_at(NULL, (rush_one_hot_args){ .size = sizeof(rush_one_hot_args), .self = self });
}

rush_tensor *rush_ones_at(rush_site site, rush_ones_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_ones, site, args, 4);
}

rush_tensor *(rush_ones)(rush_shape shape) {
    return rush_ones_at(NULL, (rush_ones_args){ .size = sizeof(rush_ones_args), .shape = shape });
}

rush_tensor *rush_ones_like_at(rush_site site, rush_ones_like_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_ones_like, site, args, 5);
}

rush_tensor *(rush_ones_like)(rush_tensor *self) {
    return rush_ones_like_at(NULL, (rush_ones_like_args){ .size = sizeof(rush_ones_like_args), .self = self });
}

rush_tensor *rush_orgqr_at(rush_site site, rush_tensor *self, rush_tensor *input2) {
    const value args[] = { value_tensor(self), value_tensor(input2) };
    return op_call(&op_orgqr, site, args, 2);
}

rush_tensor *(rush_orgqr)(rush_tensor *self, rush_tensor *input2) {
    return rush_orgqr_at(NULL, self, input2);
}

rush_tensor *rush_ormqr_at(rush_site site, rush_tensor *self, rush_tensor *input2, rush_ormqr_args options) {
    const value args[] = { value_tensor(self), value_tensor(input2), value_tensor(options.input3), value_of_bool(!options.no_left), value_of_bool(options.transpose) };
    return op_call(&op_ormqr, site, args, 5);
}

rush_tensor *(rush_ormqr)(rush_tensor *self, rush_tensor *input2, rush_tensor *input3) {
    return rush_ormqr_at(NULL, self, input2, (rush_ormqr_args){ .size = sizeof(rush_ormqr_args), .input3 = input3 });
}

rush_tensor *rush_outer_at(rush_site site, rush_tensor *self, rush_tensor *vec2) {
    const value args[] = { value_tensor(self), value_tensor(vec2) };
    return op_call(&op_outer, site, args, 2);
}

rush_tensor *(rush_outer)(rush_tensor *self, rush_tensor *vec2) {
    return rush_outer_at(NULL, self, vec2);
}

rush_tensor *rush_pad_at(rush_site site, rush_tensor *self, rush_pad_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.pad), value_of_string(options.mode ? options.mode : "constant"), options.value.set ? value_of_double(options.value.value) : value_none() };
    return op_call(&op_pad, site, args, 4);
}

rush_tensor *(rush_pad)(rush_tensor *self, rush_shape pad) {
    return rush_pad_at(NULL, self, (rush_pad_args){ .size = sizeof(rush_pad_args), .pad = pad });
}

rush_tensor *rush_pad_backward_at(rush_site site, rush_tensor *grad, rush_shape shape, rush_shape padding, int64_t mode) {
    const value args[] = { value_tensor(grad), value_of_shape(shape), value_of_shape(padding), value_of_int(mode) };
    return op_call(&op_pad_backward, site, args, 4);
}

rush_tensor *rush_pad_circular_at(rush_site site, rush_tensor *self, rush_shape pad) {
    const value args[] = { value_tensor(self), value_of_shape(pad) };
    return op_call(&op_pad_circular, site, args, 2);
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

rush_tensor *rush_poisson_at(rush_site site, rush_poisson_args options) {
    const value args[] = { value_tensor(options.self), value_of_generator(options.generator) };
    return op_call(&op_poisson, site, args, 2);
}

rush_tensor *(rush_poisson)(rush_tensor *self) {
    return rush_poisson_at(NULL, (rush_poisson_args){ .size = sizeof(rush_poisson_args), .self = self });
}

rush_tensor *rush_polygamma_at(rush_site site, int64_t n, rush_tensor *self) {
    const value args[] = { value_of_int(n), value_tensor(self) };
    return op_call(&op_polygamma, site, args, 2);
}

rush_tensor *(rush_polygamma)(int64_t n, rush_tensor *self) {
    return rush_polygamma_at(NULL, n, self);
}

rush_tensor *rush_polygamma_of_at(rush_site site, rush_tensor *self, int64_t n) {
    const value args[] = { value_tensor(self), value_of_int(n) };
    return op_call(&op_polygamma_of, site, args, 2);
}

rush_tensor *(rush_polygamma_of)(rush_tensor *self, int64_t n) {
    return rush_polygamma_of_at(NULL, self, n);
}

rush_tensor *rush_polygamma_of__at(rush_site site, rush_tensor *self, int64_t n) {
    const value args[] = { value_tensor(self), value_of_int(n) };
    return op_call_inplace(&op_polygamma_of, site, args, 2);
}

rush_tensor *(rush_polygamma_of_)(rush_tensor *self, int64_t n) {
    return rush_polygamma_of__at(NULL, self, n);
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

rush_tensor *rush_pow_half_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_pow_half, site, args, 1);
}

rush_tensor *rush_pow_scalar_at(rush_site site, rush_operand self, rush_tensor *exponent) {
    const value args[] = { value_of_operand(self), value_tensor(exponent) };
    return op_call(&op_pow_scalar, site, args, 2);
}

rush_tensor *(rush_pow_scalar)(double self, rush_tensor *exponent) {
    return rush_pow_scalar_at(NULL, rush_operand_float(self), exponent);
}

rush_tensor *rush_pow_three_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_pow_three, site, args, 1);
}

rush_tensor *rush_pow_two_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_pow_two, site, args, 1);
}

rush_tensor *rush_prelu_at(rush_site site, rush_tensor *self, rush_tensor *weight) {
    const value args[] = { value_tensor(self), value_tensor(weight) };
    return op_call(&op_prelu, site, args, 2);
}

rush_tensor *(rush_prelu)(rush_tensor *self, rush_tensor *weight) {
    return rush_prelu_at(NULL, self, weight);
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

rush_tensor *rush_qr_at(rush_site site, rush_qr_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(!options.no_some) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_qr, site, args, 2, results);
    if (options.R) *options.R = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_qr)(rush_tensor *self) {
    return rush_qr_at(NULL, (rush_qr_args){ .size = sizeof(rush_qr_args), .self = self });
}

rush_tensor *rush_rad2deg_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_rad2deg, site, args, 1);
}

rush_tensor *(rush_rad2deg)(rush_tensor *self) {
    return rush_rad2deg_at(NULL, self);
}

rush_tensor *rush_rad2deg__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_rad2deg, site, args, 1);
}

rush_tensor *(rush_rad2deg_)(rush_tensor *self) {
    return rush_rad2deg__at(NULL, self);
}

rush_tensor *rush_rand_at(rush_site site, rush_rand_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_generator(options.generator), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_rand, site, args, 5);
}

rush_tensor *(rush_rand)(rush_shape shape) {
    return rush_rand_at(NULL, (rush_rand_args){ .size = sizeof(rush_rand_args), .shape = shape });
}

rush_tensor *rush_rand_like_at(rush_site site, rush_rand_like_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_rand_like, site, args, 5);
}

rush_tensor *(rush_rand_like)(rush_tensor *self) {
    return rush_rand_like_at(NULL, (rush_rand_like_args){ .size = sizeof(rush_rand_like_args), .self = self });
}

rush_tensor *rush_randint_at(rush_site site, int64_t low, int64_t high, rush_randint_args options) {
    const value args[] = { value_of_int(low), value_of_int(high), value_of_shape(options.shape), value_of_generator(options.generator), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_randint, site, args, 7);
}

rush_tensor *(rush_randint)(int64_t low, int64_t high, rush_shape shape) {
    return rush_randint_at(NULL, low, high, (rush_randint_args){ .size = sizeof(rush_randint_args), .shape = shape });
}

rush_tensor *rush_randint_like_at(rush_site site, rush_tensor *self, int64_t low, rush_randint_like_args options) {
    const value args[] = { value_tensor(self), value_of_int(low), value_of_int(options.high), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_randint_like, site, args, 7);
}

rush_tensor *(rush_randint_like)(rush_tensor *self, int64_t low, int64_t high) {
    return rush_randint_like_at(NULL, self, low, (rush_randint_like_args){ .size = sizeof(rush_randint_like_args), .high = high });
}

rush_tensor *rush_randn_at(rush_site site, rush_randn_args options) {
    const value args[] = { value_of_shape(options.shape), value_of_generator(options.generator), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_randn, site, args, 5);
}

rush_tensor *(rush_randn)(rush_shape shape) {
    return rush_randn_at(NULL, (rush_randn_args){ .size = sizeof(rush_randn_args), .shape = shape });
}

rush_tensor *rush_randn_like_at(rush_site site, rush_randn_like_args options) {
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_randn_like, site, args, 5);
}

rush_tensor *(rush_randn_like)(rush_tensor *self) {
    return rush_randn_like_at(NULL, (rush_randn_like_args){ .size = sizeof(rush_randn_like_args), .self = self });
}

rush_tensor *rush_random__at(rush_site site, rush_random_args options) {
    const value args[] = { value_tensor(options.self), options.from.set ? value_of_int(options.from.value) : value_none(), options.to.set ? value_of_int(options.to.value) : value_none(), value_of_generator(options.generator) };
    return op_call_inplace(&op_random, site, args, 4);
}

rush_tensor *(rush_random_)(rush_tensor *self) {
    return rush_random__at(NULL, (rush_random_args){ .size = sizeof(rush_random_args), .self = self });
}

rush_tensor *rush_random_from__at(rush_site site, rush_tensor *self, int64_t from, rush_random_from_args options) {
    const value args[] = { value_tensor(self), value_of_int(from), value_of_int(options.to), value_of_generator(options.generator) };
    return op_call_inplace(&op_random_from, site, args, 4);
}

rush_tensor *(rush_random_from_)(rush_tensor *self, int64_t from, int64_t to) {
    return rush_random_from__at(NULL, self, from, (rush_random_from_args){ .size = sizeof(rush_random_from_args), .to = to });
}

rush_tensor *rush_randperm_at(rush_site site, rush_randperm_args options) {
    const value args[] = { value_of_int(options.n), value_of_generator(options.generator), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_randperm, site, args, 5);
}

rush_tensor *(rush_randperm)(int64_t n) {
    return rush_randperm_at(NULL, (rush_randperm_args){ .size = sizeof(rush_randperm_args), .n = n });
}

rush_tensor *rush_range_at(rush_site site, rush_operand start, rush_operand end, rush_range_args options) {
    const value args[] = { value_of_operand(start), value_of_operand(end), options.step.kind ? value_of_operand(options.step) : value_of_int(1), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_range, site, args, 6);
}

rush_tensor *(rush_range)(double start, double end) {
    return rush_range_at(NULL, rush_operand_float(start), rush_operand_float(end), (rush_range_args){ .size = sizeof(rush_range_args) });
}

rush_tensor *rush_reciprocal_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_reciprocal, site, args, 1);
}

rush_tensor *(rush_reciprocal)(rush_tensor *self) {
    return rush_reciprocal_at(NULL, self);
}

rush_tensor *rush_reciprocal__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_reciprocal, site, args, 1);
}

rush_tensor *(rush_reciprocal_)(rush_tensor *self) {
    return rush_reciprocal__at(NULL, self);
}

rush_tensor *rush_reflection_pad1d_at(rush_site site, rush_tensor *self, rush_shape padding) {
    const value args[] = { value_tensor(self), value_of_shape(padding) };
    return op_call(&op_reflection_pad1d, site, args, 2);
}

rush_tensor *(rush_reflection_pad1d)(rush_tensor *self, rush_shape padding) {
    return rush_reflection_pad1d_at(NULL, self, padding);
}

rush_tensor *rush_reflection_pad2d_at(rush_site site, rush_tensor *self, rush_shape padding) {
    const value args[] = { value_tensor(self), value_of_shape(padding) };
    return op_call(&op_reflection_pad2d, site, args, 2);
}

rush_tensor *(rush_reflection_pad2d)(rush_tensor *self, rush_shape padding) {
    return rush_reflection_pad2d_at(NULL, self, padding);
}

rush_tensor *rush_reflection_pad3d_at(rush_site site, rush_tensor *self, rush_shape padding) {
    const value args[] = { value_tensor(self), value_of_shape(padding) };
    return op_call(&op_reflection_pad3d, site, args, 2);
}

rush_tensor *(rush_reflection_pad3d)(rush_tensor *self, rush_shape padding) {
    return rush_reflection_pad3d_at(NULL, self, padding);
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

rush_tensor *rush_relu6_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_relu6, site, args, 1);
}

rush_tensor *(rush_relu6)(rush_tensor *self) {
    return rush_relu6_at(NULL, self);
}

rush_tensor *rush_relu6__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_relu6, site, args, 1);
}

rush_tensor *(rush_relu6_)(rush_tensor *self) {
    return rush_relu6__at(NULL, self);
}

rush_tensor *rush_remainder_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_remainder, site, args, 2);
}

rush_tensor *(rush_remainder)(rush_tensor *self, rush_tensor *other) {
    return rush_remainder_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_remainder__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_remainder, site, args, 2);
}

rush_tensor *(rush_remainder_)(rush_tensor *self, rush_tensor *other) {
    return rush_remainder__at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_repeat_at(rush_site site, rush_tensor *self, rush_shape repeats) {
    const value args[] = { value_tensor(self), value_of_shape(repeats) };
    return op_call(&op_repeat, site, args, 2);
}

rush_tensor *(rush_repeat)(rush_tensor *self, rush_shape repeats) {
    return rush_repeat_at(NULL, self, repeats);
}

rush_tensor *rush_repeat_interleave_at(rush_site site, rush_tensor *self, rush_repeat_interleave_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.repeats), options.dim.set ? value_of_int(options.dim.value) : value_none() };
    return op_call(&op_repeat_interleave, site, args, 3);
}

rush_tensor *(rush_repeat_interleave)(rush_tensor *self, int64_t repeats) {
    return rush_repeat_interleave_at(NULL, self, (rush_repeat_interleave_args){ .size = sizeof(rush_repeat_interleave_args), .repeats = repeats });
}

rush_tensor *rush_replication_pad1d_at(rush_site site, rush_tensor *self, rush_shape padding) {
    const value args[] = { value_tensor(self), value_of_shape(padding) };
    return op_call(&op_replication_pad1d, site, args, 2);
}

rush_tensor *(rush_replication_pad1d)(rush_tensor *self, rush_shape padding) {
    return rush_replication_pad1d_at(NULL, self, padding);
}

rush_tensor *rush_replication_pad2d_at(rush_site site, rush_tensor *self, rush_shape padding) {
    const value args[] = { value_tensor(self), value_of_shape(padding) };
    return op_call(&op_replication_pad2d, site, args, 2);
}

rush_tensor *(rush_replication_pad2d)(rush_tensor *self, rush_shape padding) {
    return rush_replication_pad2d_at(NULL, self, padding);
}

rush_tensor *rush_replication_pad3d_at(rush_site site, rush_tensor *self, rush_shape padding) {
    const value args[] = { value_tensor(self), value_of_shape(padding) };
    return op_call(&op_replication_pad3d, site, args, 2);
}

rush_tensor *(rush_replication_pad3d)(rush_tensor *self, rush_shape padding) {
    return rush_replication_pad3d_at(NULL, self, padding);
}

rush_tensor *rush_reshape_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_reshape, site, args, 2);
}

rush_tensor *(rush_reshape)(rush_tensor *self, rush_shape shape) {
    return rush_reshape_at(NULL, self, shape);
}

rush_tensor *rush_reshape_alias_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride) {
    const value args[] = { value_tensor(self), value_of_shape(shape), value_of_shape(stride) };
    return op_call(&op_reshape_alias, site, args, 3);
}

rush_tensor *rush_reshape_as_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_reshape_as, site, args, 2);
}

rush_tensor *(rush_reshape_as)(rush_tensor *self, rush_tensor *other) {
    return rush_reshape_as_at(NULL, self, other);
}

rush_tensor *rush_rms_norm_at(rush_site site, rush_tensor *input, rush_rms_norm_args options) {
    const value args[] = { value_tensor(input), value_of_shape(options.normalized_shape), value_tensor_optional(options.weight), options.eps.set ? value_of_double(options.eps.value) : value_none() };
    return op_call(&op_rms_norm, site, args, 4);
}

rush_tensor *(rush_rms_norm)(rush_tensor *input, rush_shape normalized_shape) {
    return rush_rms_norm_at(NULL, input, (rush_rms_norm_args){ .size = sizeof(rush_rms_norm_args), .normalized_shape = normalized_shape });
}

rush_tensor *rush_roll_at(rush_site site, rush_tensor *self, rush_shape shifts, rush_shape dims) {
    const value args[] = { value_tensor(self), value_of_shape(shifts), value_of_shape(dims) };
    return op_call(&op_roll, site, args, 3);
}

rush_tensor *(rush_roll)(rush_tensor *self, rush_shape shifts, rush_shape dims) {
    return rush_roll_at(NULL, self, shifts, dims);
}

rush_tensor *rush_round_at(rush_site site, rush_round_args options) {
    const value args[] = { value_tensor(options.self), value_of_int(options.decimals) };
    return op_call(&op_round, site, args, 2);
}

rush_tensor *(rush_round)(rush_tensor *self) {
    return rush_round_at(NULL, (rush_round_args){ .size = sizeof(rush_round_args), .self = self });
}

rush_tensor *rush_round__at(rush_site site, rush_round_args options) {
    const value args[] = { value_tensor(options.self), value_of_int(options.decimals) };
    return op_call_inplace(&op_round, site, args, 2);
}

rush_tensor *(rush_round_)(rush_tensor *self) {
    return rush_round__at(NULL, (rush_round_args){ .size = sizeof(rush_round_args), .self = self });
}

rush_tensor *rush_rsqrt_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_rsqrt, site, args, 1);
}

rush_tensor *(rush_rsqrt)(rush_tensor *self) {
    return rush_rsqrt_at(NULL, self);
}

rush_tensor *rush_rsqrt__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_rsqrt, site, args, 1);
}

rush_tensor *(rush_rsqrt_)(rush_tensor *self) {
    return rush_rsqrt__at(NULL, self);
}

rush_tensor *rush_rsub_at(rush_site site, rush_tensor *self, rush_operand other, rush_rsub_args options) {
    const value args[] = { value_tensor(self), value_of_operand(other), options.alpha.kind ? value_of_operand(options.alpha) : value_of_int(1) };
    return op_call(&op_rsub, site, args, 3);
}

rush_tensor *(rush_rsub)(rush_tensor *self, rush_tensor *other) {
    return rush_rsub_at(NULL, self, rush_operand_tensor(other), (rush_rsub_args){ .size = sizeof(rush_rsub_args) });
}

rush_tensor *rush_sample_dirichlet_at(rush_site site, rush_sample_dirichlet_args options) {
    const value args[] = { value_tensor(options.self), value_of_generator(options.generator) };
    return op_call(&op_sample_dirichlet, site, args, 2);
}

rush_tensor *(rush_sample_dirichlet)(rush_tensor *self) {
    return rush_sample_dirichlet_at(NULL, (rush_sample_dirichlet_args){ .size = sizeof(rush_sample_dirichlet_args), .self = self });
}

rush_tensor *rush_scaled_dot_product_attention_at(rush_site site, rush_tensor *query, rush_tensor *key, rush_scaled_dot_product_attention_args options) {
    const value args[] = { value_tensor(query), value_tensor(key), value_tensor(options.value_), value_tensor_optional(options.attn_mask), value_of_double(options.dropout_p), value_of_bool(options.is_causal), options.scale.set ? value_of_double(options.scale.value) : value_none() };
    return op_call(&op_scaled_dot_product_attention, site, args, 7);
}

rush_tensor *(rush_scaled_dot_product_attention)(rush_tensor *query, rush_tensor *key, rush_tensor *value_) {
    return rush_scaled_dot_product_attention_at(NULL, query, key, (rush_scaled_dot_product_attention_args){ .size = sizeof(rush_scaled_dot_product_attention_args), .value_ = value_ });
}

rush_tensor *rush_scatter_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args options) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_of_operand(src), value_of_string(options.reduce) };
    return op_call(&op_scatter, site, args, 5);
}

rush_tensor *(rush_scatter)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src) {
    return rush_scatter_at(NULL, self, dim, index, rush_operand_tensor(src), (rush_scatter_args){ .size = sizeof(rush_scatter_args) });
}

rush_tensor *rush_scatter__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args options) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_of_operand(src), value_of_string(options.reduce) };
    return op_call_inplace(&op_scatter, site, args, 5);
}

rush_tensor *(rush_scatter_)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src) {
    return rush_scatter__at(NULL, self, dim, index, rush_operand_tensor(src), (rush_scatter_args){ .size = sizeof(rush_scatter_args) });
}

rush_tensor *rush_scatter_add_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(src) };
    return op_call(&op_scatter_add, site, args, 4);
}

rush_tensor *(rush_scatter_add)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src) {
    return rush_scatter_add_at(NULL, self, dim, index, src);
}

rush_tensor *rush_scatter_add__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(src) };
    return op_call_inplace(&op_scatter_add, site, args, 4);
}

rush_tensor *(rush_scatter_add_)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src) {
    return rush_scatter_add__at(NULL, self, dim, index, src);
}

rush_tensor *rush_scatter_reduce_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, rush_scatter_reduce_args options) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(src), value_of_string(options.reduce), value_of_bool(!options.no_include_self) };
    return op_call(&op_scatter_reduce, site, args, 6);
}

rush_tensor *(rush_scatter_reduce)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, const char *reduce) {
    return rush_scatter_reduce_at(NULL, self, dim, index, src, (rush_scatter_reduce_args){ .size = sizeof(rush_scatter_reduce_args), .reduce = reduce });
}

rush_tensor *rush_scatter_reduce__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, rush_scatter_reduce_args options) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(src), value_of_string(options.reduce), value_of_bool(!options.no_include_self) };
    return op_call_inplace(&op_scatter_reduce, site, args, 6);
}

rush_tensor *(rush_scatter_reduce_)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src, const char *reduce) {
    return rush_scatter_reduce__at(NULL, self, dim, index, src, (rush_scatter_reduce_args){ .size = sizeof(rush_scatter_reduce_args), .reduce = reduce });
}

rush_tensor *rush_searchsorted_at(rush_site site, rush_tensor *sorted_sequence, rush_searchsorted_args options) {
    const value args[] = { value_tensor(sorted_sequence), value_tensor(options.self), value_of_bool(options.out_int32), value_of_bool(options.right), value_of_string(options.side), value_tensor_optional(options.sorter) };
    return op_call(&op_searchsorted, site, args, 6);
}

rush_tensor *(rush_searchsorted)(rush_tensor *sorted_sequence, rush_tensor *self) {
    return rush_searchsorted_at(NULL, sorted_sequence, (rush_searchsorted_args){ .size = sizeof(rush_searchsorted_args), .self = self });
}

rush_tensor *rush_segment_backward_at(rush_site site, rush_tensor *grad, rush_tensor *result, rush_tensor *data, const char *reduce, rush_tensor *ends, int64_t axis, rush_operand initial) {
    const value args[] = { value_tensor(grad), value_tensor(result), value_tensor(data), value_of_string(reduce), value_tensor(ends), value_of_int(axis), value_of_operand(initial) };
    return op_call(&op_segment_backward, site, args, 7);
}

rush_tensor *rush_segment_part_at(rush_site site, rush_tensor *data, const char *reduce, rush_tensor *ends, int64_t axis, rush_operand initial) {
    const value args[] = { value_tensor(data), value_of_string(reduce), value_tensor(ends), value_of_int(axis), value_of_operand(initial) };
    return op_call(&op_segment_part, site, args, 5);
}

rush_tensor *rush_segment_reduce_at(rush_site site, rush_tensor *data, rush_segment_reduce_args options) {
    const value args[] = { value_tensor(data), value_of_string(options.reduce), value_tensor_optional(options.lengths), value_tensor_optional(options.indices), value_tensor_optional(options.offsets), value_of_int(options.axis), value_of_bool(options.unsafe), options.initial.kind ? value_of_operand(options.initial) : value_none() };
    return op_call(&op_segment_reduce, site, args, 8);
}

rush_tensor *(rush_segment_reduce)(rush_tensor *data, const char *reduce) {
    return rush_segment_reduce_at(NULL, data, (rush_segment_reduce_args){ .size = sizeof(rush_segment_reduce_args), .reduce = reduce });
}

rush_tensor *rush_select_at(rush_site site, rush_tensor *self, int64_t dim, int64_t index) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_of_int(index) };
    return op_call(&op_select, site, args, 3);
}

rush_tensor *(rush_select)(rush_tensor *self, int64_t dim, int64_t index) {
    return rush_select_at(NULL, self, dim, index);
}

rush_tensor *rush_selu_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_selu, site, args, 1);
}

rush_tensor *(rush_selu)(rush_tensor *self) {
    return rush_selu_at(NULL, self);
}

rush_tensor *rush_selu__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_selu, site, args, 1);
}

rush_tensor *(rush_selu_)(rush_tensor *self) {
    return rush_selu__at(NULL, self);
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

rush_tensor *rush_sign_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_sign, site, args, 1);
}

rush_tensor *(rush_sign)(rush_tensor *self) {
    return rush_sign_at(NULL, self);
}

rush_tensor *rush_sign__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_sign, site, args, 1);
}

rush_tensor *(rush_sign_)(rush_tensor *self) {
    return rush_sign__at(NULL, self);
}

rush_tensor *rush_signbit_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_signbit, site, args, 1);
}

rush_tensor *(rush_signbit)(rush_tensor *self) {
    return rush_signbit_at(NULL, self);
}

rush_tensor *rush_silu_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_silu, site, args, 1);
}

rush_tensor *(rush_silu)(rush_tensor *self) {
    return rush_silu_at(NULL, self);
}

rush_tensor *rush_silu__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_silu, site, args, 1);
}

rush_tensor *(rush_silu_)(rush_tensor *self) {
    return rush_silu__at(NULL, self);
}

rush_tensor *rush_sin_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_sin, site, args, 1);
}

rush_tensor *(rush_sin)(rush_tensor *self) {
    return rush_sin_at(NULL, self);
}

rush_tensor *rush_sin__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_sin, site, args, 1);
}

rush_tensor *(rush_sin_)(rush_tensor *self) {
    return rush_sin__at(NULL, self);
}

rush_tensor *rush_sinc_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_sinc, site, args, 1);
}

rush_tensor *(rush_sinc)(rush_tensor *self) {
    return rush_sinc_at(NULL, self);
}

rush_tensor *rush_sinc__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_sinc, site, args, 1);
}

rush_tensor *(rush_sinc_)(rush_tensor *self) {
    return rush_sinc__at(NULL, self);
}

rush_tensor *rush_sinh_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_sinh, site, args, 1);
}

rush_tensor *(rush_sinh)(rush_tensor *self) {
    return rush_sinh_at(NULL, self);
}

rush_tensor *rush_sinh__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_sinh, site, args, 1);
}

rush_tensor *(rush_sinh_)(rush_tensor *self) {
    return rush_sinh__at(NULL, self);
}

rush_tensor *rush_slice_at(rush_site site, rush_tensor *self, rush_slice_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), options.start.set ? value_of_int(options.start.value) : value_none(), options.end.set ? value_of_int(options.end.value) : value_none(), value_of_int(options.step ? options.step : 1) };
    return op_call(&op_slice, site, args, 5);
}

rush_tensor *(rush_slice)(rush_tensor *self, int64_t dim) {
    return rush_slice_at(NULL, self, (rush_slice_args){ .size = sizeof(rush_slice_args), .dim = dim });
}

rush_tensor *rush_slogdet_at(rush_site site, rush_slogdet_args options) {
    const value args[] = { value_tensor(options.self) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_slogdet, site, args, 1, results);
    if (options.logabsdet) *options.logabsdet = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_slogdet)(rush_tensor *self) {
    return rush_slogdet_at(NULL, (rush_slogdet_args){ .size = sizeof(rush_slogdet_args), .self = self });
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

rush_tensor *rush_softplus_at(rush_site site, rush_softplus_args options) {
    const value args[] = { value_tensor(options.self), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.threshold.kind ? value_of_operand(options.threshold) : value_of_int(20) };
    return op_call(&op_softplus, site, args, 3);
}

rush_tensor *(rush_softplus)(rush_tensor *self) {
    return rush_softplus_at(NULL, (rush_softplus_args){ .size = sizeof(rush_softplus_args), .self = self });
}

rush_tensor *rush_softshrink_at(rush_site site, rush_softshrink_args options) {
    const value args[] = { value_tensor(options.self), options.lambd.kind ? value_of_operand(options.lambd) : value_of_double(0.5) };
    return op_call(&op_softshrink, site, args, 2);
}

rush_tensor *(rush_softshrink)(rush_tensor *self) {
    return rush_softshrink_at(NULL, (rush_softshrink_args){ .size = sizeof(rush_softshrink_args), .self = self });
}

rush_tensor *rush_sort_at(rush_site site, rush_tensor *self, rush_sort_args options) {
    const value args[] = { value_tensor(self), value_of_int(options.dim), value_of_bool(options.descending), value_of_bool(options.stable) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_sort, site, args, 4, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_sort)(rush_tensor *self, int64_t dim) {
    return rush_sort_at(NULL, self, (rush_sort_args){ .size = sizeof(rush_sort_args), .dim = dim });
}

rush_tensor *rush_special_airy_ai_at(rush_site site, rush_tensor *x) {
    const value args[] = { value_tensor(x) };
    return op_call(&op_special_airy_ai, site, args, 1);
}

rush_tensor *(rush_special_airy_ai)(rush_tensor *x) {
    return rush_special_airy_ai_at(NULL, x);
}

rush_tensor *rush_special_bessel_j0_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_bessel_j0, site, args, 1);
}

rush_tensor *(rush_special_bessel_j0)(rush_tensor *self) {
    return rush_special_bessel_j0_at(NULL, self);
}

rush_tensor *rush_special_bessel_j1_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_bessel_j1, site, args, 1);
}

rush_tensor *(rush_special_bessel_j1)(rush_tensor *self) {
    return rush_special_bessel_j1_at(NULL, self);
}

rush_tensor *rush_special_bessel_y0_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_bessel_y0, site, args, 1);
}

rush_tensor *(rush_special_bessel_y0)(rush_tensor *self) {
    return rush_special_bessel_y0_at(NULL, self);
}

rush_tensor *rush_special_bessel_y1_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_bessel_y1, site, args, 1);
}

rush_tensor *(rush_special_bessel_y1)(rush_tensor *self) {
    return rush_special_bessel_y1_at(NULL, self);
}

rush_tensor *rush_special_chebyshev_polynomial_t_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_chebyshev_polynomial_t, site, args, 2);
}

rush_tensor *(rush_special_chebyshev_polynomial_t)(rush_tensor *x, rush_tensor *n) {
    return rush_special_chebyshev_polynomial_t_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_chebyshev_polynomial_u_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_chebyshev_polynomial_u, site, args, 2);
}

rush_tensor *(rush_special_chebyshev_polynomial_u)(rush_tensor *x, rush_tensor *n) {
    return rush_special_chebyshev_polynomial_u_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_chebyshev_polynomial_v_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_chebyshev_polynomial_v, site, args, 2);
}

rush_tensor *(rush_special_chebyshev_polynomial_v)(rush_tensor *x, rush_tensor *n) {
    return rush_special_chebyshev_polynomial_v_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_chebyshev_polynomial_w_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_chebyshev_polynomial_w, site, args, 2);
}

rush_tensor *(rush_special_chebyshev_polynomial_w)(rush_tensor *x, rush_tensor *n) {
    return rush_special_chebyshev_polynomial_w_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_entr_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_entr, site, args, 1);
}

rush_tensor *(rush_special_entr)(rush_tensor *self) {
    return rush_special_entr_at(NULL, self);
}

rush_tensor *rush_special_erfcx_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_erfcx, site, args, 1);
}

rush_tensor *(rush_special_erfcx)(rush_tensor *self) {
    return rush_special_erfcx_at(NULL, self);
}

rush_tensor *rush_special_hermite_polynomial_h_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_hermite_polynomial_h, site, args, 2);
}

rush_tensor *(rush_special_hermite_polynomial_h)(rush_tensor *x, rush_tensor *n) {
    return rush_special_hermite_polynomial_h_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_hermite_polynomial_he_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_hermite_polynomial_he, site, args, 2);
}

rush_tensor *(rush_special_hermite_polynomial_he)(rush_tensor *x, rush_tensor *n) {
    return rush_special_hermite_polynomial_he_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_i0e_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_i0e, site, args, 1);
}

rush_tensor *(rush_special_i0e)(rush_tensor *self) {
    return rush_special_i0e_at(NULL, self);
}

rush_tensor *rush_special_i1_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_i1, site, args, 1);
}

rush_tensor *(rush_special_i1)(rush_tensor *self) {
    return rush_special_i1_at(NULL, self);
}

rush_tensor *rush_special_i1e_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_i1e, site, args, 1);
}

rush_tensor *(rush_special_i1e)(rush_tensor *self) {
    return rush_special_i1e_at(NULL, self);
}

rush_tensor *rush_special_laguerre_polynomial_l_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_laguerre_polynomial_l, site, args, 2);
}

rush_tensor *(rush_special_laguerre_polynomial_l)(rush_tensor *x, rush_tensor *n) {
    return rush_special_laguerre_polynomial_l_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_legendre_polynomial_p_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_legendre_polynomial_p, site, args, 2);
}

rush_tensor *(rush_special_legendre_polynomial_p)(rush_tensor *x, rush_tensor *n) {
    return rush_special_legendre_polynomial_p_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_log_ndtr_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_log_ndtr, site, args, 1);
}

rush_tensor *(rush_special_log_ndtr)(rush_tensor *self) {
    return rush_special_log_ndtr_at(NULL, self);
}

rush_tensor *rush_special_modified_bessel_i0_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_modified_bessel_i0, site, args, 1);
}

rush_tensor *(rush_special_modified_bessel_i0)(rush_tensor *self) {
    return rush_special_modified_bessel_i0_at(NULL, self);
}

rush_tensor *rush_special_modified_bessel_i1_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_modified_bessel_i1, site, args, 1);
}

rush_tensor *(rush_special_modified_bessel_i1)(rush_tensor *self) {
    return rush_special_modified_bessel_i1_at(NULL, self);
}

rush_tensor *rush_special_modified_bessel_k0_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_modified_bessel_k0, site, args, 1);
}

rush_tensor *(rush_special_modified_bessel_k0)(rush_tensor *self) {
    return rush_special_modified_bessel_k0_at(NULL, self);
}

rush_tensor *rush_special_modified_bessel_k1_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_modified_bessel_k1, site, args, 1);
}

rush_tensor *(rush_special_modified_bessel_k1)(rush_tensor *self) {
    return rush_special_modified_bessel_k1_at(NULL, self);
}

rush_tensor *rush_special_ndtr_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_ndtr, site, args, 1);
}

rush_tensor *(rush_special_ndtr)(rush_tensor *self) {
    return rush_special_ndtr_at(NULL, self);
}

rush_tensor *rush_special_ndtri_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_special_ndtri, site, args, 1);
}

rush_tensor *(rush_special_ndtri)(rush_tensor *self) {
    return rush_special_ndtri_at(NULL, self);
}

rush_tensor *rush_special_scaled_modified_bessel_k0_at(rush_site site, rush_tensor *x) {
    const value args[] = { value_tensor(x) };
    return op_call(&op_special_scaled_modified_bessel_k0, site, args, 1);
}

rush_tensor *(rush_special_scaled_modified_bessel_k0)(rush_tensor *x) {
    return rush_special_scaled_modified_bessel_k0_at(NULL, x);
}

rush_tensor *rush_special_scaled_modified_bessel_k1_at(rush_site site, rush_tensor *x) {
    const value args[] = { value_tensor(x) };
    return op_call(&op_special_scaled_modified_bessel_k1, site, args, 1);
}

rush_tensor *(rush_special_scaled_modified_bessel_k1)(rush_tensor *x) {
    return rush_special_scaled_modified_bessel_k1_at(NULL, x);
}

rush_tensor *rush_special_shifted_chebyshev_polynomial_t_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_shifted_chebyshev_polynomial_t, site, args, 2);
}

rush_tensor *(rush_special_shifted_chebyshev_polynomial_t)(rush_tensor *x, rush_tensor *n) {
    return rush_special_shifted_chebyshev_polynomial_t_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_shifted_chebyshev_polynomial_u_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_shifted_chebyshev_polynomial_u, site, args, 2);
}

rush_tensor *(rush_special_shifted_chebyshev_polynomial_u)(rush_tensor *x, rush_tensor *n) {
    return rush_special_shifted_chebyshev_polynomial_u_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_shifted_chebyshev_polynomial_v_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_shifted_chebyshev_polynomial_v, site, args, 2);
}

rush_tensor *(rush_special_shifted_chebyshev_polynomial_v)(rush_tensor *x, rush_tensor *n) {
    return rush_special_shifted_chebyshev_polynomial_v_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_shifted_chebyshev_polynomial_w_at(rush_site site, rush_tensor *x, rush_operand n) {
    const value args[] = { value_tensor(x), value_of_operand(n) };
    return op_call(&op_special_shifted_chebyshev_polynomial_w, site, args, 2);
}

rush_tensor *(rush_special_shifted_chebyshev_polynomial_w)(rush_tensor *x, rush_tensor *n) {
    return rush_special_shifted_chebyshev_polynomial_w_at(NULL, x, rush_operand_tensor(n));
}

rush_tensor *rush_special_spherical_bessel_j0_at(rush_site site, rush_tensor *x) {
    const value args[] = { value_tensor(x) };
    return op_call(&op_special_spherical_bessel_j0, site, args, 1);
}

rush_tensor *(rush_special_spherical_bessel_j0)(rush_tensor *x) {
    return rush_special_spherical_bessel_j0_at(NULL, x);
}

rush_tensor *rush_special_xlog1py_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_special_xlog1py, site, args, 2);
}

rush_tensor *(rush_special_xlog1py)(rush_tensor *self, rush_tensor *other) {
    return rush_special_xlog1py_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_special_zeta_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_special_zeta, site, args, 2);
}

rush_tensor *(rush_special_zeta)(rush_tensor *self, rush_tensor *other) {
    return rush_special_zeta_at(NULL, self, rush_operand_tensor(other));
}

rush_list *rush_split_at(rush_site site, rush_tensor *self, int64_t split_size, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(split_size), value_of_int(dim) };
    return op_call_list(&op_split, site, args, 3);
}

rush_list *(rush_split)(rush_tensor *self, int64_t split_size, int64_t dim) {
    return rush_split_at(NULL, self, split_size, dim);
}

rush_list *rush_split_with_sizes_at(rush_site site, rush_tensor *self, rush_shape split_sizes, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_shape(split_sizes), value_of_int(dim) };
    return op_call_list(&op_split_with_sizes, site, args, 3);
}

rush_list *(rush_split_with_sizes)(rush_tensor *self, rush_shape split_sizes, int64_t dim) {
    return rush_split_with_sizes_at(NULL, self, split_sizes, dim);
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

rush_tensor *rush_square_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_square, site, args, 1);
}

rush_tensor *(rush_square)(rush_tensor *self) {
    return rush_square_at(NULL, self);
}

rush_tensor *rush_square__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_square, site, args, 1);
}

rush_tensor *(rush_square_)(rush_tensor *self) {
    return rush_square__at(NULL, self);
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

rush_tensor *rush_stack_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, int64_t dim) {
    const value args[] = { value_of_tensors(tensors, tensors_count), value_of_int(dim) };
    return op_call(&op_stack, site, args, 2);
}

rush_tensor *(rush_stack)(rush_tensor *const *tensors, int64_t tensors_count, int64_t dim) {
    return rush_stack_at(NULL, tensors, tensors_count, dim);
}

rush_tensor *rush_standard_gamma_at(rush_site site, rush_standard_gamma_args options) {
    const value args[] = { value_tensor(options.self), value_of_generator(options.generator) };
    return op_call(&op_standard_gamma, site, args, 2);
}

rush_tensor *(rush_standard_gamma)(rush_tensor *self) {
    return rush_standard_gamma_at(NULL, (rush_standard_gamma_args){ .size = sizeof(rush_standard_gamma_args), .self = self });
}

rush_tensor *rush_standard_gamma_grad_at(rush_site site, rush_tensor *self, rush_tensor *output) {
    const value args[] = { value_tensor(self), value_tensor(output) };
    return op_call(&op_standard_gamma_grad, site, args, 2);
}

rush_tensor *(rush_standard_gamma_grad)(rush_tensor *self, rush_tensor *output) {
    return rush_standard_gamma_grad_at(NULL, self, output);
}

rush_tensor *rush_std_at(rush_site site, rush_std_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(!options.no_unbiased), value_of_bool(options.keepdim), options.correction.set ? value_of_int(options.correction.value) : value_none() };
    return op_call(&op_std, site, args, 5);
}

rush_tensor *(rush_std)(rush_tensor *self) {
    return rush_std_at(NULL, (rush_std_args){ .size = sizeof(rush_std_args), .self = self });
}

rush_tensor *rush_std_mean_at(rush_site site, rush_std_mean_args options) {
    const value args[] = { value_tensor(options.self), options.dims.dims ? value_of_shape(options.dims) : options.dim.set ? value_of_ints(&options.dim.value, 1) : value_none(), value_of_bool(!options.no_unbiased), value_of_bool(options.keepdim), options.correction.set ? value_of_int(options.correction.value) : value_none() };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_std_mean, site, args, 5, results);
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_std_mean)(rush_tensor *self) {
    return rush_std_mean_at(NULL, (rush_std_mean_args){ .size = sizeof(rush_std_mean_args), .self = self });
}

rush_tensor *rush_std_unbiased_at(rush_site site, rush_tensor *self, bool unbiased) {
    const value args[] = { value_tensor(self), value_of_bool(unbiased) };
    return op_call(&op_std_unbiased, site, args, 2);
}

rush_tensor *(rush_std_unbiased)(rush_tensor *self, bool unbiased) {
    return rush_std_unbiased_at(NULL, self, unbiased);
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

rush_tensor *rush_svd_at(rush_site site, rush_svd_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(!options.no_some), value_of_bool(!options.no_compute_uv) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_svd, site, args, 3, results);
    if (options.S) *options.S = ok ? results[1] : NULL;
    if (options.V) *options.V = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_svd)(rush_tensor *self) {
    return rush_svd_at(NULL, (rush_svd_args){ .size = sizeof(rush_svd_args), .self = self });
}

rush_tensor *rush_symeig_at(rush_site site, rush_symeig_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(options.eigenvectors), value_of_bool(!options.no_upper) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_symeig, site, args, 3, results);
    if (options.out_eigenvectors) *options.out_eigenvectors = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_symeig)(rush_tensor *self) {
    return rush_symeig_at(NULL, (rush_symeig_args){ .size = sizeof(rush_symeig_args), .self = self });
}

rush_tensor *rush_t_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_t, site, args, 1);
}

rush_tensor *(rush_t)(rush_tensor *self) {
    return rush_t_at(NULL, self);
}

rush_tensor *rush_take_at(rush_site site, rush_tensor *self, rush_tensor *index) {
    const value args[] = { value_tensor(self), value_tensor(index) };
    return op_call(&op_take, site, args, 2);
}

rush_tensor *(rush_take)(rush_tensor *self, rush_tensor *index) {
    return rush_take_at(NULL, self, index);
}

rush_tensor *rush_take_along_dim_at(rush_site site, rush_tensor *self, rush_take_along_dim_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.indices), options.dim.set ? value_of_int(options.dim.value) : value_none() };
    return op_call(&op_take_along_dim, site, args, 3);
}

rush_tensor *(rush_take_along_dim)(rush_tensor *self, rush_tensor *indices) {
    return rush_take_along_dim_at(NULL, self, (rush_take_along_dim_args){ .size = sizeof(rush_take_along_dim_args), .indices = indices });
}

rush_tensor *rush_tan_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_tan, site, args, 1);
}

rush_tensor *(rush_tan)(rush_tensor *self) {
    return rush_tan_at(NULL, self);
}

rush_tensor *rush_tan__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_tan, site, args, 1);
}

rush_tensor *(rush_tan_)(rush_tensor *self) {
    return rush_tan__at(NULL, self);
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

rush_tensor *rush_tensordot_at(rush_site site, rush_tensor *self, rush_tensor *other, rush_shape dims_self, rush_shape dims_other) {
    const value args[] = { value_tensor(self), value_tensor(other), value_of_shape(dims_self), value_of_shape(dims_other) };
    return op_call(&op_tensordot, site, args, 4);
}

rush_tensor *(rush_tensordot)(rush_tensor *self, rush_tensor *other, rush_shape dims_self, rush_shape dims_other) {
    return rush_tensordot_at(NULL, self, other, dims_self, dims_other);
}

rush_tensor *rush_threshold_at(rush_site site, rush_tensor *self, rush_operand threshold, rush_operand value_) {
    const value args[] = { value_tensor(self), value_of_operand(threshold), value_of_operand(value_) };
    return op_call(&op_threshold, site, args, 3);
}

rush_tensor *(rush_threshold)(rush_tensor *self, double threshold, double value_) {
    return rush_threshold_at(NULL, self, rush_operand_float(threshold), rush_operand_float(value_));
}

rush_tensor *rush_threshold__at(rush_site site, rush_tensor *self, rush_operand threshold, rush_operand value_) {
    const value args[] = { value_tensor(self), value_of_operand(threshold), value_of_operand(value_) };
    return op_call_inplace(&op_threshold, site, args, 3);
}

rush_tensor *(rush_threshold_)(rush_tensor *self, double threshold, double value_) {
    return rush_threshold__at(NULL, self, rush_operand_float(threshold), rush_operand_float(value_));
}

rush_tensor *rush_tile_at(rush_site site, rush_tensor *self, rush_shape dims) {
    const value args[] = { value_tensor(self), value_of_shape(dims) };
    return op_call(&op_tile, site, args, 2);
}

rush_tensor *(rush_tile)(rush_tensor *self, rush_shape dims) {
    return rush_tile_at(NULL, self, dims);
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

rush_tensor *rush_topk_at(rush_site site, rush_tensor *self, int64_t k, rush_topk_args options) {
    const value args[] = { value_tensor(self), value_of_int(k), value_of_int(options.dim), value_of_bool(!options.no_largest), value_of_bool(!options.no_sorted) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_topk, site, args, 5, results);
    if (options.indices) *options.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_topk)(rush_tensor *self, int64_t k, int64_t dim) {
    return rush_topk_at(NULL, self, k, (rush_topk_args){ .size = sizeof(rush_topk_args), .dim = dim });
}

rush_tensor *rush_transpose_at(rush_site site, rush_tensor *self, int64_t dim0, int64_t dim1) {
    const value args[] = { value_tensor(self), value_of_int(dim0), value_of_int(dim1) };
    return op_call(&op_transpose, site, args, 3);
}

rush_tensor *(rush_transpose)(rush_tensor *self, int64_t dim0, int64_t dim1) {
    return rush_transpose_at(NULL, self, dim0, dim1);
}

rush_tensor *rush_triangular_solve_at(rush_site site, rush_tensor *self, rush_triangular_solve_args options) {
    const value args[] = { value_tensor(self), value_tensor(options.A), value_of_bool(!options.no_upper), value_of_bool(options.transpose), value_of_bool(options.unitriangular) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_triangular_solve, site, args, 5, results);
    if (options.cloned_coefficient) *options.cloned_coefficient = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_triangular_solve)(rush_tensor *self, rush_tensor *A) {
    return rush_triangular_solve_at(NULL, self, (rush_triangular_solve_args){ .size = sizeof(rush_triangular_solve_args), .A = A });
}

rush_tensor *rush_tril_at(rush_site site, rush_tril_args options) {
    const value args[] = { value_tensor(options.self), value_of_int(options.diagonal) };
    return op_call(&op_tril, site, args, 2);
}

rush_tensor *(rush_tril)(rush_tensor *self) {
    return rush_tril_at(NULL, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = self });
}

rush_tensor *rush_tril__at(rush_site site, rush_tril_args options) {
    const value args[] = { value_tensor(options.self), value_of_int(options.diagonal) };
    return op_call_inplace(&op_tril, site, args, 2);
}

rush_tensor *(rush_tril_)(rush_tensor *self) {
    return rush_tril__at(NULL, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = self });
}

rush_tensor *rush_triu_at(rush_site site, rush_triu_args options) {
    const value args[] = { value_tensor(options.self), value_of_int(options.diagonal) };
    return op_call(&op_triu, site, args, 2);
}

rush_tensor *(rush_triu)(rush_tensor *self) {
    return rush_triu_at(NULL, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = self });
}

rush_tensor *rush_triu__at(rush_site site, rush_triu_args options) {
    const value args[] = { value_tensor(options.self), value_of_int(options.diagonal) };
    return op_call_inplace(&op_triu, site, args, 2);
}

rush_tensor *(rush_triu_)(rush_tensor *self) {
    return rush_triu__at(NULL, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = self });
}

rush_tensor *rush_trunc_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_trunc, site, args, 1);
}

rush_tensor *(rush_trunc)(rush_tensor *self) {
    return rush_trunc_at(NULL, self);
}

rush_tensor *rush_trunc__at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call_inplace(&op_trunc, site, args, 1);
}

rush_tensor *(rush_trunc_)(rush_tensor *self) {
    return rush_trunc__at(NULL, self);
}

rush_tensor *rush_trunc_normal__at(rush_site site, rush_tensor *self, double mean, double std, double a, rush_trunc_normal_args options) {
    const value args[] = { value_tensor(self), value_of_double(mean), value_of_double(std), value_of_double(a), value_of_double(options.b), value_of_generator(options.generator) };
    return op_call_inplace(&op_trunc_normal, site, args, 6);
}

rush_tensor *(rush_trunc_normal_)(rush_tensor *self, double mean, double std, double a, double b) {
    return rush_trunc_normal__at(NULL, self, mean, std, a, (rush_trunc_normal_args){ .size = sizeof(rush_trunc_normal_args), .b = b });
}

rush_list *rush_unbind_at(rush_site site, rush_tensor *self, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(dim) };
    return op_call_list(&op_unbind, site, args, 2);
}

rush_list *(rush_unbind)(rush_tensor *self, int64_t dim) {
    return rush_unbind_at(NULL, self, dim);
}

rush_tensor *rush_unflatten_at(rush_site site, rush_tensor *self, int64_t dim, rush_shape sizes) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_of_shape(sizes) };
    return op_call(&op_unflatten, site, args, 3);
}

rush_tensor *(rush_unflatten)(rush_tensor *self, int64_t dim, rush_shape sizes) {
    return rush_unflatten_at(NULL, self, dim, sizes);
}

rush_tensor *rush_unfold_at(rush_site site, rush_tensor *self, int64_t dimension, int64_t shape, int64_t step) {
    const value args[] = { value_tensor(self), value_of_int(dimension), value_of_int(shape), value_of_int(step) };
    return op_call(&op_unfold, site, args, 4);
}

rush_tensor *(rush_unfold)(rush_tensor *self, int64_t dimension, int64_t shape, int64_t step) {
    return rush_unfold_at(NULL, self, dimension, shape, step);
}

rush_tensor *rush_unfold_backward_at(rush_site site, rush_tensor *grad_in, rush_shape input_sizes, int64_t dim, int64_t shape, int64_t step) {
    const value args[] = { value_tensor(grad_in), value_of_shape(input_sizes), value_of_int(dim), value_of_int(shape), value_of_int(step) };
    return op_call(&op_unfold_backward, site, args, 5);
}

rush_tensor *rush_uniform__at(rush_site site, rush_tensor *self, double from, rush_uniform_args options) {
    const value args[] = { value_tensor(self), value_of_double(from), value_of_double(options.to), value_of_generator(options.generator) };
    return op_call_inplace(&op_uniform, site, args, 4);
}

rush_tensor *(rush_uniform_)(rush_tensor *self, double from, double to) {
    return rush_uniform__at(NULL, self, from, (rush_uniform_args){ .size = sizeof(rush_uniform_args), .to = to });
}

rush_tensor *rush_unique_at(rush_site site, rush_unique_args options) {
    const value args[] = { value_tensor(options.self), value_of_bool(!options.no_sorted), value_of_bool(options.return_inverse), value_of_bool(options.return_counts) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_unique, site, args, 4, results);
    if (options.inverse) *options.inverse = ok ? results[1] : NULL;
    if (options.counts) *options.counts = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_unique)(rush_tensor *self) {
    return rush_unique_at(NULL, (rush_unique_args){ .size = sizeof(rush_unique_args), .self = self });
}

rush_tensor *rush_unsafe_view_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_unsafe_view, site, args, 2);
}

rush_tensor *rush_unsqueeze_at(rush_site site, rush_tensor *self, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(dim) };
    return op_call(&op_unsqueeze, site, args, 2);
}

rush_tensor *(rush_unsqueeze)(rush_tensor *self, int64_t dim) {
    return rush_unsqueeze_at(NULL, self, dim);
}

rush_tensor *rush_upsample_bicubic2d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bicubic2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_bool(options.align_corners), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_bicubic2d, site, args, 5);
}

rush_tensor *(rush_upsample_bicubic2d)(rush_tensor *self, rush_shape output_size, bool align_corners) {
    return rush_upsample_bicubic2d_at(NULL, self, output_size, (rush_upsample_bicubic2d_args){ .size = sizeof(rush_upsample_bicubic2d_args), .align_corners = align_corners });
}

rush_tensor *rush_upsample_bicubic2d_aa_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bicubic2d_aa_args options) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_bool(options.align_corners), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_bicubic2d_aa, site, args, 5);
}

rush_tensor *(rush_upsample_bicubic2d_aa)(rush_tensor *self, rush_shape output_size, bool align_corners) {
    return rush_upsample_bicubic2d_aa_at(NULL, self, output_size, (rush_upsample_bicubic2d_aa_args){ .size = sizeof(rush_upsample_bicubic2d_aa_args), .align_corners = align_corners });
}

rush_tensor *rush_upsample_bilinear2d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bilinear2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_bool(options.align_corners), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_bilinear2d, site, args, 5);
}

rush_tensor *(rush_upsample_bilinear2d)(rush_tensor *self, rush_shape output_size, bool align_corners) {
    return rush_upsample_bilinear2d_at(NULL, self, output_size, (rush_upsample_bilinear2d_args){ .size = sizeof(rush_upsample_bilinear2d_args), .align_corners = align_corners });
}

rush_tensor *rush_upsample_bilinear2d_aa_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_bilinear2d_aa_args options) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_bool(options.align_corners), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_bilinear2d_aa, site, args, 5);
}

rush_tensor *(rush_upsample_bilinear2d_aa)(rush_tensor *self, rush_shape output_size, bool align_corners) {
    return rush_upsample_bilinear2d_aa_at(NULL, self, output_size, (rush_upsample_bilinear2d_aa_args){ .size = sizeof(rush_upsample_bilinear2d_aa_args), .align_corners = align_corners });
}

rush_tensor *rush_upsample_input_at(rush_site site, rush_tensor *grad, rush_shape output_size, rush_shape input_size, int64_t mode, bool align_corners, double scales_d, double scales_h, double scales_w) {
    const value args[] = { value_tensor(grad), value_of_shape(output_size), value_of_shape(input_size), value_of_int(mode), value_of_bool(align_corners), value_of_double(scales_d), value_of_double(scales_h), value_of_double(scales_w) };
    return op_call(&op_upsample_input, site, args, 8);
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

rush_tensor *rush_upsample_nearest3d_at(rush_site site, rush_tensor *self, rush_upsample_nearest3d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size), options.scales_d.set ? value_of_double(options.scales_d.value) : value_none(), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_nearest3d, site, args, 5);
}

rush_tensor *(rush_upsample_nearest3d)(rush_tensor *self, rush_shape output_size) {
    return rush_upsample_nearest3d_at(NULL, self, (rush_upsample_nearest3d_args){ .size = sizeof(rush_upsample_nearest3d_args), .output_size = output_size });
}

rush_tensor *rush_upsample_nearest_exact1d_at(rush_site site, rush_tensor *self, rush_upsample_nearest_exact1d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size), options.scales.set ? value_of_double(options.scales.value) : value_none() };
    return op_call(&op_upsample_nearest_exact1d, site, args, 3);
}

rush_tensor *(rush_upsample_nearest_exact1d)(rush_tensor *self, rush_shape output_size) {
    return rush_upsample_nearest_exact1d_at(NULL, self, (rush_upsample_nearest_exact1d_args){ .size = sizeof(rush_upsample_nearest_exact1d_args), .output_size = output_size });
}

rush_tensor *rush_upsample_nearest_exact2d_at(rush_site site, rush_tensor *self, rush_upsample_nearest_exact2d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_nearest_exact2d, site, args, 4);
}

rush_tensor *(rush_upsample_nearest_exact2d)(rush_tensor *self, rush_shape output_size) {
    return rush_upsample_nearest_exact2d_at(NULL, self, (rush_upsample_nearest_exact2d_args){ .size = sizeof(rush_upsample_nearest_exact2d_args), .output_size = output_size });
}

rush_tensor *rush_upsample_nearest_exact3d_at(rush_site site, rush_tensor *self, rush_upsample_nearest_exact3d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(options.output_size), options.scales_d.set ? value_of_double(options.scales_d.value) : value_none(), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_nearest_exact3d, site, args, 5);
}

rush_tensor *(rush_upsample_nearest_exact3d)(rush_tensor *self, rush_shape output_size) {
    return rush_upsample_nearest_exact3d_at(NULL, self, (rush_upsample_nearest_exact3d_args){ .size = sizeof(rush_upsample_nearest_exact3d_args), .output_size = output_size });
}

rush_tensor *rush_upsample_trilinear3d_at(rush_site site, rush_tensor *self, rush_shape output_size, rush_upsample_trilinear3d_args options) {
    const value args[] = { value_tensor(self), value_of_shape(output_size), value_of_bool(options.align_corners), options.scales_d.set ? value_of_double(options.scales_d.value) : value_none(), options.scales_h.set ? value_of_double(options.scales_h.value) : value_none(), options.scales_w.set ? value_of_double(options.scales_w.value) : value_none() };
    return op_call(&op_upsample_trilinear3d, site, args, 6);
}

rush_tensor *(rush_upsample_trilinear3d)(rush_tensor *self, rush_shape output_size, bool align_corners) {
    return rush_upsample_trilinear3d_at(NULL, self, output_size, (rush_upsample_trilinear3d_args){ .size = sizeof(rush_upsample_trilinear3d_args), .align_corners = align_corners });
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
    if (options.result1) *options.result1 = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_var_mean)(rush_tensor *self) {
    return rush_var_mean_at(NULL, (rush_var_mean_args){ .size = sizeof(rush_var_mean_args), .self = self });
}

rush_tensor *rush_var_unbiased_at(rush_site site, rush_tensor *self, bool unbiased) {
    const value args[] = { value_tensor(self), value_of_bool(unbiased) };
    return op_call(&op_var_unbiased, site, args, 2);
}

rush_tensor *(rush_var_unbiased)(rush_tensor *self, bool unbiased) {
    return rush_var_unbiased_at(NULL, self, unbiased);
}

rush_tensor *rush_view_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_view, site, args, 2);
}

rush_tensor *(rush_view)(rush_tensor *self, rush_shape shape) {
    return rush_view_at(NULL, self, shape);
}

rush_tensor *rush_view_as_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_view_as, site, args, 2);
}

rush_tensor *(rush_view_as)(rush_tensor *self, rush_tensor *other) {
    return rush_view_as_at(NULL, self, other);
}

rush_tensor *rush_view_dtype_at(rush_site site, rush_tensor *self, rush_dtype dtype) {
    const value args[] = { value_tensor(self), value_of_dtype(dtype) };
    return op_call(&op_view_dtype, site, args, 2);
}

rush_tensor *(rush_view_dtype)(rush_tensor *self, rush_dtype dtype) {
    return rush_view_dtype_at(NULL, self, dtype);
}

rush_tensor *rush_where_at(rush_site site, rush_tensor *condition, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(condition), value_tensor(self), value_of_operand(other) };
    return op_call(&op_where, site, args, 3);
}

rush_tensor *(rush_where)(rush_tensor *condition, rush_tensor *self, rush_tensor *other) {
    return rush_where_at(NULL, condition, self, rush_operand_tensor(other));
}

rush_tensor *rush_xlogy_at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call(&op_xlogy, site, args, 2);
}

rush_tensor *(rush_xlogy)(rush_tensor *self, rush_tensor *other) {
    return rush_xlogy_at(NULL, self, rush_operand_tensor(other));
}

rush_tensor *rush_xlogy__at(rush_site site, rush_tensor *self, rush_operand other) {
    const value args[] = { value_tensor(self), value_of_operand(other) };
    return op_call_inplace(&op_xlogy, site, args, 2);
}

rush_tensor *(rush_xlogy_)(rush_tensor *self, rush_tensor *other) {
    return rush_xlogy__at(NULL, self, rush_operand_tensor(other));
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
    const value args[] = { value_tensor(options.self), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad), value_of_string(options.memory_format) };
    return op_call(&op_zeros_like, site, args, 5);
}

rush_tensor *(rush_zeros_like)(rush_tensor *self) {
    return rush_zeros_like_at(NULL, (rush_zeros_like_args){ .size = sizeof(rush_zeros_like_args), .self = self });
}
