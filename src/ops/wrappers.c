/* SPDX-License-Identifier: MIT */
/* wrappers.c - C functions for the ops. Generated from the op table by tools/facade.py; do not edit. */
#include "ops/op.h"

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

rush_tensor *rush_bmm_at(rush_site site, rush_tensor *self, rush_tensor *mat2) {
    const value args[] = { value_tensor(self), value_tensor(mat2) };
    return op_call(&op_bmm, site, args, 2);
}

rush_tensor *(rush_bmm)(rush_tensor *self, rush_tensor *mat2) {
    return rush_bmm_at(NULL, self, mat2);
}

rush_tensor *rush_cat_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, int64_t dim) {
    const value args[] = { value_of_tensors(tensors, tensors_count), value_of_int(dim) };
    return op_call(&op_cat, site, args, 2);
}

rush_tensor *(rush_cat)(rush_tensor *const *tensors, int64_t tensors_count, int64_t dim) {
    return rush_cat_at(NULL, tensors, tensors_count, dim);
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

rush_tensor *rush_full_at(rush_site site, rush_shape shape, rush_operand fill_value, rush_full_args options) {
    const value args[] = { value_of_shape(shape), value_of_operand(fill_value), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_full, site, args, 5);
}

rush_tensor *(rush_full)(rush_shape shape, double fill_value) {
    return rush_full_at(NULL, shape, rush_operand_float(fill_value), (rush_full_args){ .size = sizeof(rush_full_args) });
}

rush_tensor *rush_full_like_at(rush_site site, rush_tensor *self, rush_operand fill_value, rush_full_like_args options) {
    const value args[] = { value_tensor(self), value_of_operand(fill_value), value_of_dtype(options.dtype), value_of_device(options.device), value_of_bool(options.requires_grad) };
    return op_call(&op_full_like, site, args, 5);
}

rush_tensor *(rush_full_like)(rush_tensor *self, double fill_value) {
    return rush_full_like_at(NULL, self, rush_operand_float(fill_value), (rush_full_like_args){ .size = sizeof(rush_full_like_args) });
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

rush_tensor *rush_logsigmoid_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_logsigmoid, site, args, 1);
}

rush_tensor *(rush_logsigmoid)(rush_tensor *self) {
    return rush_logsigmoid_at(NULL, self);
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

rush_tensor *rush_matmul_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_matmul, site, args, 2);
}

rush_tensor *(rush_matmul)(rush_tensor *self, rush_tensor *other) {
    return rush_matmul_at(NULL, self, other);
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

rush_tensor *rush_movedim_at(rush_site site, rush_tensor *self, rush_shape source, rush_shape destination) {
    const value args[] = { value_tensor(self), value_of_shape(source), value_of_shape(destination) };
    return op_call(&op_movedim, site, args, 3);
}

rush_tensor *(rush_movedim)(rush_tensor *self, rush_shape source, rush_shape destination) {
    return rush_movedim_at(NULL, self, source, destination);
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

rush_tensor *rush_narrow_at(rush_site site, rush_tensor *self, int64_t dim, int64_t start, int64_t length) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_of_int(start), value_of_int(length) };
    return op_call(&op_narrow, site, args, 4);
}

rush_tensor *(rush_narrow)(rush_tensor *self, int64_t dim, int64_t start, int64_t length) {
    return rush_narrow_at(NULL, self, dim, start, length);
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

rush_tensor *rush_outer_at(rush_site site, rush_tensor *self, rush_tensor *vec2) {
    const value args[] = { value_tensor(self), value_tensor(vec2) };
    return op_call(&op_outer, site, args, 2);
}

rush_tensor *(rush_outer)(rush_tensor *self, rush_tensor *vec2) {
    return rush_outer_at(NULL, self, vec2);
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

rush_tensor *rush_reshape_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_reshape, site, args, 2);
}

rush_tensor *(rush_reshape)(rush_tensor *self, rush_shape shape) {
    return rush_reshape_at(NULL, self, shape);
}

rush_tensor *rush_reshape_alias_at(rush_site site, rush_tensor *self, rush_shape shape) {
    const value args[] = { value_tensor(self), value_of_shape(shape) };
    return op_call(&op_reshape_alias, site, args, 2);
}

rush_tensor *rush_reshape_as_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_reshape_as, site, args, 2);
}

rush_tensor *(rush_reshape_as)(rush_tensor *self, rush_tensor *other) {
    return rush_reshape_as_at(NULL, self, other);
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

rush_tensor *rush_softplus_at(rush_site site, rush_softplus_args options) {
    const value args[] = { value_tensor(options.self), options.beta.kind ? value_of_operand(options.beta) : value_of_int(1), options.threshold.kind ? value_of_operand(options.threshold) : value_of_int(20) };
    return op_call(&op_softplus, site, args, 3);
}

rush_tensor *(rush_softplus)(rush_tensor *self) {
    return rush_softplus_at(NULL, (rush_softplus_args){ .size = sizeof(rush_softplus_args), .self = self });
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
