/* SPDX-License-Identifier: MIT */
/* wrappers.c - C functions for the ops. Generated from the op table by tools/facade.py; do not edit. */
#include "ops/op.h"

rush_tensor *rush_add_at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args a) {
    const value args[] = { value_tensor(self), value_of_operand(other), a.alpha.kind ? value_of_operand(a.alpha) : value_of_int(1) };
    return op_call(&op_add, site, args, 3);
}

rush_tensor *(rush_add)(rush_tensor *self, rush_tensor *other) {
    return rush_add_at(NULL, self, rush_operand_tensor(other), (rush_add_args){ .size = sizeof(rush_add_args) });
}

rush_tensor *rush_add__at(rush_site site, rush_tensor *self, rush_operand other, rush_add_args a) {
    const value args[] = { value_tensor(self), value_of_operand(other), a.alpha.kind ? value_of_operand(a.alpha) : value_of_int(1) };
    return op_call_inplace(&op_add, site, args, 3);
}

rush_tensor *(rush_add_)(rush_tensor *self, rush_tensor *other) {
    return rush_add__at(NULL, self, rush_operand_tensor(other), (rush_add_args){ .size = sizeof(rush_add_args) });
}

rush_tensor *rush_alias_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_alias, site, args, 1);
}

rush_tensor *rush_arange_at(rush_site site, rush_operand end, rush_arange_args a) {
    const value args[] = { value_of_operand(end), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_arange, site, args, 4);
}

rush_tensor *(rush_arange)(double end) {
    return rush_arange_at(NULL, rush_operand_float(end), (rush_arange_args){ .size = sizeof(rush_arange_args) });
}

rush_tensor *rush_arange_start_at(rush_site site, rush_operand start, rush_operand end, rush_arange_start_args a) {
    const value args[] = { value_of_operand(start), value_of_operand(end), a.step.kind ? value_of_operand(a.step) : value_of_int(1), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_arange_start, site, args, 6);
}

rush_tensor *(rush_arange_start)(double start, double end) {
    return rush_arange_start_at(NULL, rush_operand_float(start), rush_operand_float(end), (rush_arange_start_args){ .size = sizeof(rush_arange_start_args) });
}

rush_tensor *rush_argsort_at(rush_site site, rush_tensor *self, rush_argsort_args a) {
    const value args[] = { value_tensor(self), value_of_int(a.dim), value_of_bool(a.descending), value_of_bool(a.stable) };
    return op_call(&op_argsort, site, args, 4);
}

rush_tensor *(rush_argsort)(rush_tensor *self, int64_t dim) {
    return rush_argsort_at(NULL, self, (rush_argsort_args){ .size = sizeof(rush_argsort_args), .dim = dim });
}

rush_tensor *rush_as_strided_at(rush_site site, rush_tensor *self, rush_shape shape, rush_as_strided_args a) {
    const value args[] = { value_tensor(self), value_of_shape(shape), value_of_shape(a.stride), a.storage_offset.set ? value_of_int(a.storage_offset.value) : value_none() };
    return op_call(&op_as_strided, site, args, 4);
}

rush_tensor *(rush_as_strided)(rush_tensor *self, rush_shape shape, rush_shape stride) {
    return rush_as_strided_at(NULL, self, shape, (rush_as_strided_args){ .size = sizeof(rush_as_strided_args), .stride = stride });
}

rush_tensor *rush_as_strided_of_at(rush_site site, rush_tensor *self, rush_shape shape, rush_shape stride, int64_t offset, rush_shape self_stride) {
    const value args[] = { value_tensor(self), value_of_shape(shape), value_of_shape(stride), value_of_int(offset), value_of_shape(self_stride) };
    return op_call(&op_as_strided_of, site, args, 5);
}

rush_tensor *rush_bincount_at(rush_site site, rush_bincount_args a) {
    const value args[] = { value_tensor(a.self), value_tensor_optional(a.weights), value_of_int(a.minlength) };
    return op_call(&op_bincount, site, args, 3);
}

rush_tensor *(rush_bincount)(rush_tensor *self) {
    return rush_bincount_at(NULL, (rush_bincount_args){ .size = sizeof(rush_bincount_args), .self = self });
}

rush_tensor *rush_bucketize_at(rush_site site, rush_tensor *self, rush_bucketize_args a) {
    const value args[] = { value_tensor(self), value_tensor(a.boundaries), value_of_bool(a.out_int32), value_of_bool(a.right) };
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

rush_list *rush_chunk_at(rush_site site, rush_tensor *self, int64_t chunks, int64_t dim) {
    const value args[] = { value_tensor(self), value_of_int(chunks), value_of_int(dim) };
    return op_call_list(&op_chunk, site, args, 3);
}

rush_list *(rush_chunk)(rush_tensor *self, int64_t chunks, int64_t dim) {
    return rush_chunk_at(NULL, self, chunks, dim);
}

rush_tensor *rush_clone_at(rush_site site, rush_clone_args a) {
    const value args[] = { value_tensor(a.self), value_of_string(a.memory_format) };
    return op_call(&op_clone, site, args, 2);
}

rush_tensor *(rush_clone)(rush_tensor *self) {
    return rush_clone_at(NULL, (rush_clone_args){ .size = sizeof(rush_clone_args), .self = self });
}

rush_tensor *rush_constant_pad_nd_at(rush_site site, rush_tensor *self, rush_constant_pad_nd_args a) {
    const value args[] = { value_tensor(self), value_of_shape(a.pad), a.value.kind ? value_of_operand(a.value) : value_of_int(0) };
    return op_call(&op_constant_pad_nd, site, args, 3);
}

rush_tensor *(rush_constant_pad_nd)(rush_tensor *self, rush_shape pad) {
    return rush_constant_pad_nd_at(NULL, self, (rush_constant_pad_nd_args){ .size = sizeof(rush_constant_pad_nd_args), .pad = pad });
}

rush_tensor *rush_contiguous_at(rush_site site, rush_contiguous_args a) {
    const value args[] = { value_tensor(a.self), value_of_string(a.memory_format) };
    return op_call(&op_contiguous, site, args, 2);
}

rush_tensor *(rush_contiguous)(rush_tensor *self) {
    return rush_contiguous_at(NULL, (rush_contiguous_args){ .size = sizeof(rush_contiguous_args), .self = self });
}

rush_tensor *rush_copy__at(rush_site site, rush_tensor *self, rush_copy_args a) {
    const value args[] = { value_tensor(self), value_tensor(a.src), value_of_bool(a.non_blocking) };
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

rush_tensor *rush_embedding_at(rush_site site, rush_tensor *weight, rush_embedding_args a) {
    const value args[] = { value_tensor(weight), value_tensor(a.indices), a.padding_idx.set ? value_of_int(a.padding_idx.value) : value_of_int(-1), value_of_bool(a.scale_grad_by_freq), value_of_bool(a.sparse) };
    return op_call(&op_embedding, site, args, 5);
}

rush_tensor *(rush_embedding)(rush_tensor *weight, rush_tensor *indices) {
    return rush_embedding_at(NULL, weight, (rush_embedding_args){ .size = sizeof(rush_embedding_args), .indices = indices });
}

rush_tensor *rush_embedding_dense_backward_at(rush_site site, rush_tensor *grad_output, rush_tensor *indices, int64_t num_weights, int64_t padding_idx, bool scale_grad_by_freq) {
    const value args[] = { value_tensor(grad_output), value_tensor(indices), value_of_int(num_weights), value_of_int(padding_idx), value_of_bool(scale_grad_by_freq) };
    return op_call(&op_embedding_dense_backward, site, args, 5);
}

rush_tensor *rush_empty_at(rush_site site, rush_empty_args a) {
    const value args[] = { value_of_shape(a.shape), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_empty, site, args, 4);
}

rush_tensor *(rush_empty)(rush_shape shape) {
    return rush_empty_at(NULL, (rush_empty_args){ .size = sizeof(rush_empty_args), .shape = shape });
}

rush_tensor *rush_empty_like_at(rush_site site, rush_empty_like_args a) {
    const value args[] = { value_tensor(a.self), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_empty_like, site, args, 4);
}

rush_tensor *(rush_empty_like)(rush_tensor *self) {
    return rush_empty_like_at(NULL, (rush_empty_like_args){ .size = sizeof(rush_empty_like_args), .self = self });
}

rush_tensor *rush_empty_strided_at(rush_site site, rush_shape shape, rush_empty_strided_args a) {
    const value args[] = { value_of_shape(shape), value_of_shape(a.stride), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
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

rush_tensor *rush_expand_as_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_expand_as, site, args, 2);
}

rush_tensor *(rush_expand_as)(rush_tensor *self, rush_tensor *other) {
    return rush_expand_as_at(NULL, self, other);
}

rush_tensor *rush_eye_at(rush_site site, rush_eye_args a) {
    const value args[] = { value_of_int(a.n), a.m.set ? value_of_int(a.m.value) : value_none(), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
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

rush_tensor *rush_full_at(rush_site site, rush_shape shape, rush_operand fill_value, rush_full_args a) {
    const value args[] = { value_of_shape(shape), value_of_operand(fill_value), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_full, site, args, 5);
}

rush_tensor *(rush_full)(rush_shape shape, double fill_value) {
    return rush_full_at(NULL, shape, rush_operand_float(fill_value), (rush_full_args){ .size = sizeof(rush_full_args) });
}

rush_tensor *rush_full_like_at(rush_site site, rush_tensor *self, rush_operand fill_value, rush_full_like_args a) {
    const value args[] = { value_tensor(self), value_of_operand(fill_value), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_full_like, site, args, 5);
}

rush_tensor *(rush_full_like)(rush_tensor *self, double fill_value) {
    return rush_full_like_at(NULL, self, rush_operand_float(fill_value), (rush_full_like_args){ .size = sizeof(rush_full_like_args) });
}

rush_tensor *rush_gather_at(rush_site site, rush_tensor *self, int64_t dim, rush_gather_args a) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(a.index), value_of_bool(a.sparse_grad) };
    return op_call(&op_gather, site, args, 4);
}

rush_tensor *(rush_gather)(rush_tensor *self, int64_t dim, rush_tensor *index) {
    return rush_gather_at(NULL, self, dim, (rush_gather_args){ .size = sizeof(rush_gather_args), .index = index });
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

rush_tensor *rush_index_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count) {
    const value args[] = { value_tensor(self), value_of_tensors(indices, indices_count) };
    return op_call(&op_index, site, args, 2);
}

rush_tensor *(rush_index)(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count) {
    return rush_index_at(NULL, self, indices, indices_count);
}

rush_tensor *rush_index_add_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args a) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(a.source), a.alpha.kind ? value_of_operand(a.alpha) : value_of_int(1) };
    return op_call(&op_index_add, site, args, 5);
}

rush_tensor *(rush_index_add)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *source) {
    return rush_index_add_at(NULL, self, dim, index, (rush_index_add_args){ .size = sizeof(rush_index_add_args), .source = source });
}

rush_tensor *rush_index_add__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_index_add_args a) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_tensor(a.source), a.alpha.kind ? value_of_operand(a.alpha) : value_of_int(1) };
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

rush_tensor *rush_index_put_at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args a) {
    const value args[] = { value_tensor(self), value_of_tensors(indices, indices_count), value_tensor(a.values), value_of_bool(a.accumulate) };
    return op_call(&op_index_put, site, args, 4);
}

rush_tensor *(rush_index_put)(rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_tensor *values) {
    return rush_index_put_at(NULL, self, indices, indices_count, (rush_index_put_args){ .size = sizeof(rush_index_put_args), .values = values });
}

rush_tensor *rush_index_put__at(rush_site site, rush_tensor *self, rush_tensor *const *indices, int64_t indices_count, rush_index_put_args a) {
    const value args[] = { value_tensor(self), value_of_tensors(indices, indices_count), value_tensor(a.values), value_of_bool(a.accumulate) };
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

rush_tensor *rush_kthvalue_at(rush_site site, rush_tensor *self, int64_t k, rush_kthvalue_args a) {
    const value args[] = { value_tensor(self), value_of_int(k), value_of_int(a.dim), value_of_bool(a.keepdim) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_kthvalue, site, args, 4, results);
    if (a.indices) *a.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_kthvalue)(rush_tensor *self, int64_t k, int64_t dim) {
    return rush_kthvalue_at(NULL, self, k, (rush_kthvalue_args){ .size = sizeof(rush_kthvalue_args), .dim = dim });
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

rush_tensor *rush_linear_at(rush_site site, rush_tensor *input, rush_linear_args a) {
    const value args[] = { value_tensor(input), value_tensor(a.weight), value_tensor_optional(a.bias) };
    return op_call(&op_linear, site, args, 3);
}

rush_tensor *(rush_linear)(rush_tensor *input, rush_tensor *weight) {
    return rush_linear_at(NULL, input, (rush_linear_args){ .size = sizeof(rush_linear_args), .weight = weight });
}

rush_tensor *rush_linspace_at(rush_site site, rush_operand start, rush_operand end, rush_linspace_args a) {
    const value args[] = { value_of_operand(start), value_of_operand(end), value_of_int(a.steps), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
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

rush_tensor *rush_mean_at(rush_site site, rush_mean_args a) {
    const value args[] = { value_tensor(a.self), value_of_dtype(a.dtype) };
    return op_call(&op_mean, site, args, 2);
}

rush_tensor *(rush_mean)(rush_tensor *self) {
    return rush_mean_at(NULL, (rush_mean_args){ .size = sizeof(rush_mean_args), .self = self });
}

rush_tensor *rush_mean_dim_at(rush_site site, rush_tensor *self, rush_mean_dim_args a) {
    const value args[] = { value_tensor(self), value_of_shape(a.dim), value_of_bool(a.keepdim), value_of_dtype(a.dtype) };
    return op_call(&op_mean_dim, site, args, 4);
}

rush_tensor *(rush_mean_dim)(rush_tensor *self, rush_shape dim) {
    return rush_mean_dim_at(NULL, self, (rush_mean_dim_args){ .size = sizeof(rush_mean_dim_args), .dim = dim });
}

rush_list *rush_meshgrid_at(rush_site site, rush_tensor *const *tensors, int64_t tensors_count, rush_meshgrid_args a) {
    const value args[] = { value_of_tensors(tensors, tensors_count), value_of_string(a.indexing ? a.indexing : "ij") };
    return op_call_list(&op_meshgrid, site, args, 2);
}

rush_list *(rush_meshgrid)(rush_tensor *const *tensors, int64_t tensors_count) {
    return rush_meshgrid_at(NULL, tensors, tensors_count, (rush_meshgrid_args){ .size = sizeof(rush_meshgrid_args) });
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

rush_tensor *rush_nonzero_at(rush_site site, rush_tensor *self) {
    const value args[] = { value_tensor(self) };
    return op_call(&op_nonzero, site, args, 1);
}

rush_tensor *(rush_nonzero)(rush_tensor *self) {
    return rush_nonzero_at(NULL, self);
}

rush_tensor *rush_one_hot_at(rush_site site, rush_one_hot_args a) {
    const value args[] = { value_tensor(a.self), a.num_classes.set ? value_of_int(a.num_classes.value) : value_of_int(-1) };
    return op_call(&op_one_hot, site, args, 2);
}

rush_tensor *(rush_one_hot)(rush_tensor *self) {
    return rush_one_hot_at(NULL, (rush_one_hot_args){ .size = sizeof(rush_one_hot_args), .self = self });
}

rush_tensor *rush_ones_at(rush_site site, rush_ones_args a) {
    const value args[] = { value_of_shape(a.shape), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_ones, site, args, 4);
}

rush_tensor *(rush_ones)(rush_shape shape) {
    return rush_ones_at(NULL, (rush_ones_args){ .size = sizeof(rush_ones_args), .shape = shape });
}

rush_tensor *rush_ones_like_at(rush_site site, rush_ones_like_args a) {
    const value args[] = { value_tensor(a.self), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_ones_like, site, args, 4);
}

rush_tensor *(rush_ones_like)(rush_tensor *self) {
    return rush_ones_like_at(NULL, (rush_ones_like_args){ .size = sizeof(rush_ones_like_args), .self = self });
}

rush_tensor *rush_pad_at(rush_site site, rush_tensor *self, rush_pad_args a) {
    const value args[] = { value_tensor(self), value_of_shape(a.pad), value_of_string(a.mode ? a.mode : "constant"), a.value.set ? value_of_double(a.value.value) : value_none() };
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

rush_tensor *rush_repeat_at(rush_site site, rush_tensor *self, rush_shape repeats) {
    const value args[] = { value_tensor(self), value_of_shape(repeats) };
    return op_call(&op_repeat, site, args, 2);
}

rush_tensor *(rush_repeat)(rush_tensor *self, rush_shape repeats) {
    return rush_repeat_at(NULL, self, repeats);
}

rush_tensor *rush_repeat_interleave_at(rush_site site, rush_tensor *self, rush_repeat_interleave_args a) {
    const value args[] = { value_tensor(self), value_of_int(a.repeats), a.dim.set ? value_of_int(a.dim.value) : value_none() };
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

rush_tensor *rush_reshape_as_at(rush_site site, rush_tensor *self, rush_tensor *other) {
    const value args[] = { value_tensor(self), value_tensor(other) };
    return op_call(&op_reshape_as, site, args, 2);
}

rush_tensor *(rush_reshape_as)(rush_tensor *self, rush_tensor *other) {
    return rush_reshape_as_at(NULL, self, other);
}

rush_tensor *rush_roll_at(rush_site site, rush_tensor *self, rush_shape shifts, rush_shape dims) {
    const value args[] = { value_tensor(self), value_of_shape(shifts), value_of_shape(dims) };
    return op_call(&op_roll, site, args, 3);
}

rush_tensor *(rush_roll)(rush_tensor *self, rush_shape shifts, rush_shape dims) {
    return rush_roll_at(NULL, self, shifts, dims);
}

rush_tensor *rush_scatter_at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args a) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_of_operand(src), value_of_string(a.reduce) };
    return op_call(&op_scatter, site, args, 5);
}

rush_tensor *(rush_scatter)(rush_tensor *self, int64_t dim, rush_tensor *index, rush_tensor *src) {
    return rush_scatter_at(NULL, self, dim, index, rush_operand_tensor(src), (rush_scatter_args){ .size = sizeof(rush_scatter_args) });
}

rush_tensor *rush_scatter__at(rush_site site, rush_tensor *self, int64_t dim, rush_tensor *index, rush_operand src, rush_scatter_args a) {
    const value args[] = { value_tensor(self), value_of_int(dim), value_tensor(index), value_of_operand(src), value_of_string(a.reduce) };
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

rush_tensor *rush_searchsorted_at(rush_site site, rush_tensor *sorted_sequence, rush_searchsorted_args a) {
    const value args[] = { value_tensor(sorted_sequence), value_tensor(a.self), value_of_bool(a.out_int32), value_of_bool(a.right), value_of_string(a.side), value_tensor_optional(a.sorter) };
    return op_call(&op_searchsorted, site, args, 6);
}

rush_tensor *(rush_searchsorted)(rush_tensor *sorted_sequence, rush_tensor *self) {
    return rush_searchsorted_at(NULL, sorted_sequence, (rush_searchsorted_args){ .size = sizeof(rush_searchsorted_args), .self = self });
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

rush_tensor *rush_slice_at(rush_site site, rush_tensor *self, rush_slice_args a) {
    const value args[] = { value_tensor(self), value_of_int(a.dim), a.start.set ? value_of_int(a.start.value) : value_none(), a.end.set ? value_of_int(a.end.value) : value_none(), value_of_int(a.step ? a.step : 1) };
    return op_call(&op_slice, site, args, 5);
}

rush_tensor *(rush_slice)(rush_tensor *self, int64_t dim) {
    return rush_slice_at(NULL, self, (rush_slice_args){ .size = sizeof(rush_slice_args), .dim = dim });
}

rush_tensor *rush_sort_at(rush_site site, rush_tensor *self, rush_sort_args a) {
    const value args[] = { value_tensor(self), value_of_int(a.dim), value_of_bool(a.descending), value_of_bool(a.stable) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_sort, site, args, 4, results);
    if (a.indices) *a.indices = ok ? results[1] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_sort)(rush_tensor *self, int64_t dim) {
    return rush_sort_at(NULL, self, (rush_sort_args){ .size = sizeof(rush_sort_args), .dim = dim });
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

rush_tensor *rush_sub_at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args a) {
    const value args[] = { value_tensor(self), value_of_operand(other), a.alpha.kind ? value_of_operand(a.alpha) : value_of_int(1) };
    return op_call(&op_sub, site, args, 3);
}

rush_tensor *(rush_sub)(rush_tensor *self, rush_tensor *other) {
    return rush_sub_at(NULL, self, rush_operand_tensor(other), (rush_sub_args){ .size = sizeof(rush_sub_args) });
}

rush_tensor *rush_sub__at(rush_site site, rush_tensor *self, rush_operand other, rush_sub_args a) {
    const value args[] = { value_tensor(self), value_of_operand(other), a.alpha.kind ? value_of_operand(a.alpha) : value_of_int(1) };
    return op_call_inplace(&op_sub, site, args, 3);
}

rush_tensor *(rush_sub_)(rush_tensor *self, rush_tensor *other) {
    return rush_sub__at(NULL, self, rush_operand_tensor(other), (rush_sub_args){ .size = sizeof(rush_sub_args) });
}

rush_tensor *rush_sum_at(rush_site site, rush_sum_args a) {
    const value args[] = { value_tensor(a.self), value_of_dtype(a.dtype) };
    return op_call(&op_sum, site, args, 2);
}

rush_tensor *(rush_sum)(rush_tensor *self) {
    return rush_sum_at(NULL, (rush_sum_args){ .size = sizeof(rush_sum_args), .self = self });
}

rush_tensor *rush_sum_dim_at(rush_site site, rush_tensor *self, rush_sum_dim_args a) {
    const value args[] = { value_tensor(self), value_of_shape(a.dim), value_of_bool(a.keepdim), value_of_dtype(a.dtype) };
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

rush_tensor *rush_take_at(rush_site site, rush_tensor *self, rush_tensor *index) {
    const value args[] = { value_tensor(self), value_tensor(index) };
    return op_call(&op_take, site, args, 2);
}

rush_tensor *(rush_take)(rush_tensor *self, rush_tensor *index) {
    return rush_take_at(NULL, self, index);
}

rush_tensor *rush_take_along_dim_at(rush_site site, rush_tensor *self, rush_take_along_dim_args a) {
    const value args[] = { value_tensor(self), value_tensor(a.indices), a.dim.set ? value_of_int(a.dim.value) : value_none() };
    return op_call(&op_take_along_dim, site, args, 3);
}

rush_tensor *(rush_take_along_dim)(rush_tensor *self, rush_tensor *indices) {
    return rush_take_along_dim_at(NULL, self, (rush_take_along_dim_args){ .size = sizeof(rush_take_along_dim_args), .indices = indices });
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

rush_tensor *rush_topk_at(rush_site site, rush_tensor *self, int64_t k, rush_topk_args a) {
    const value args[] = { value_tensor(self), value_of_int(k), value_of_int(a.dim), value_of_bool(!a.no_largest), value_of_bool(!a.no_sorted) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_topk, site, args, 5, results);
    if (a.indices) *a.indices = ok ? results[1] : NULL;
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

rush_tensor *rush_tril_at(rush_site site, rush_tril_args a) {
    const value args[] = { value_tensor(a.self), value_of_int(a.diagonal) };
    return op_call(&op_tril, site, args, 2);
}

rush_tensor *(rush_tril)(rush_tensor *self) {
    return rush_tril_at(NULL, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = self });
}

rush_tensor *rush_tril__at(rush_site site, rush_tril_args a) {
    const value args[] = { value_tensor(a.self), value_of_int(a.diagonal) };
    return op_call_inplace(&op_tril, site, args, 2);
}

rush_tensor *(rush_tril_)(rush_tensor *self) {
    return rush_tril__at(NULL, (rush_tril_args){ .size = sizeof(rush_tril_args), .self = self });
}

rush_tensor *rush_triu_at(rush_site site, rush_triu_args a) {
    const value args[] = { value_tensor(a.self), value_of_int(a.diagonal) };
    return op_call(&op_triu, site, args, 2);
}

rush_tensor *(rush_triu)(rush_tensor *self) {
    return rush_triu_at(NULL, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = self });
}

rush_tensor *rush_triu__at(rush_site site, rush_triu_args a) {
    const value args[] = { value_tensor(a.self), value_of_int(a.diagonal) };
    return op_call_inplace(&op_triu, site, args, 2);
}

rush_tensor *(rush_triu_)(rush_tensor *self) {
    return rush_triu__at(NULL, (rush_triu_args){ .size = sizeof(rush_triu_args), .self = self });
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

rush_tensor *rush_unique_at(rush_site site, rush_unique_args a) {
    const value args[] = { value_tensor(a.self), value_of_bool(!a.no_sorted), value_of_bool(a.return_inverse), value_of_bool(a.return_counts) };
    rush_tensor *results[OP_MAX_OUT];
    bool ok = op_call_multi(&op_unique, site, args, 4, results);
    if (a.inverse) *a.inverse = ok ? results[1] : NULL;
    if (a.counts) *a.counts = ok ? results[2] : NULL;
    return ok ? results[0] : NULL;
}

rush_tensor *(rush_unique)(rush_tensor *self) {
    return rush_unique_at(NULL, (rush_unique_args){ .size = sizeof(rush_unique_args), .self = self });
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

rush_tensor *rush_zeros_at(rush_site site, rush_zeros_args a) {
    const value args[] = { value_of_shape(a.shape), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_zeros, site, args, 4);
}

rush_tensor *(rush_zeros)(rush_shape shape) {
    return rush_zeros_at(NULL, (rush_zeros_args){ .size = sizeof(rush_zeros_args), .shape = shape });
}

rush_tensor *rush_zeros_like_at(rush_site site, rush_zeros_like_args a) {
    const value args[] = { value_tensor(a.self), value_of_dtype(a.dtype), value_of_device(a.device), value_of_bool(a.requires_grad) };
    return op_call(&op_zeros_like, site, args, 4);
}

rush_tensor *(rush_zeros_like)(rush_tensor *self) {
    return rush_zeros_like_at(NULL, (rush_zeros_like_args){ .size = sizeof(rush_zeros_like_args), .self = self });
}
