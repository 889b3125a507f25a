/* SPDX-License-Identifier: MIT */
/* index.c - index and mask tensors: bounds, overlap, nonzero elements. */
#include "ops/index.h"

#include <string.h>

#include "cpu/cpu.h"
#include "ops/call.h"

const rush_tensor *index_expanded(call *c, const rush_tensor *t, int ndim, const int64_t *shape) {
    if (tensor_is_contiguous(t) && tensor_on_host(t) && shape_equal(t->ndim, t->shape, ndim, shape)) return t;
    rush_tensor *copy = scope_own(tensor_new(c->site, (rush_dtype)t->dtype, rush_cpu(), ndim, shape));
    return copy && tensor_copy(c->site, copy, t) ? copy : NULL;
}

static bool find_outside(const void *data, rush_dtype dtype, int64_t n, int64_t low, int64_t high, int64_t *bad) {
    if (dtype == RUSH_INT64 && indices_within(n, data, low, high)) return false;
    size_t size = dtype_size(dtype);
    for (int64_t i = 0; i < n; i++) {
        *bad = element_load_int((const char *)data + (size_t)i * size, dtype);
        if (*bad < low || *bad >= high) return true;
    }
    return false;
}

bool index_within(call *c, const rush_tensor *index, int64_t low, int64_t high, int64_t *bad) {
    *bad = 0;
    if (index->numel == 0) return true;
    size_t mark = scope_mark();
    const rush_tensor *t = index_expanded(c, index, index->ndim, index->shape);
    bool ok = t && !find_outside(tensor_data(t), (rush_dtype)t->dtype, t->numel, low, high, bad);
    scope_drop(mark);
    return ok;
}

bool index_check_overlap(call *c, const rush_tensor *t) {
    const rush_tensor *self = c->args[0].u.t;
    if (!c->inplace || self->storage != t->storage || !self->numel || !t->numel) return true;
    if (!(self->base.flags & TENSOR_DENSE) || !(t->base.flags & TENSOR_DENSE)) return true;
    int64_t size = (int64_t)dtype_size((rush_dtype)self->dtype), other = (int64_t)dtype_size((rush_dtype)t->dtype);
    CHECK(c, (self->offset + self->numel) * size <= t->offset * other || (t->offset + t->numel) * other <= self->offset * size,
          "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please clone() the tensor "
          "before performing the operation.");
    return true;
}

const rush_tensor *index_source(call *c, const rush_tensor *t) {
    if (t->storage != c->out[0]->storage) return t;
    rush_tensor *copy = call_temporary(c, (rush_dtype)t->dtype, t->ndim, t->shape);
    return copy && tensor_copy(c->site, copy, t) ? copy : NULL;
}

const rush_tensor *index_wrapped(call *c, const rush_tensor *index, int64_t size) {
    int64_t bad;
    if (index->storage != c->out[0]->storage && tensor_is_contiguous(index) && tensor_on_host(index) && index->dtype == RUSH_INT64 &&
        index_within(c, index, 0, size, &bad))
        return index;
    rush_tensor *copy = call_temporary(c, RUSH_INT64, index->ndim, index->shape);
    if (!copy || !tensor_copy(c->site, copy, index)) return NULL;
    int64_t *p = tensor_data(copy);
    for (int64_t i = 0; i < copy->numel; i++) p[i] += p[i] < 0 ? size : 0;
    return copy;
}

/* ---- nonzero elements: in bits, -0.0 is zero too ---- */

static uint64_t truth_mask(rush_dtype dtype) {
    uint64_t all = UINT64_MAX >> (64 - 8 * dtype_size(dtype));
    return dtype_is_float(dtype) ? all >> 1 : all;
}

#define COUNT(T) \
    for (int64_t first = 0; first < n; first += 128) { /* counted in the elements' own type */ \
        T part = 0; \
        int64_t end = n - first < 128 ? n : first + 128; \
        for (int64_t i = first; i < end; i++) part += (((const T *)data)[i] & (T)mask) != 0; \
        count += (int64_t)part; \
    }

int64_t index_count_nonzero(call *c, const rush_tensor *t) {
    if (!(t = index_expanded(c, t, t->ndim, t->shape))) return -1;
    const void *data = tensor_data(t);
    uint64_t mask = truth_mask((rush_dtype)t->dtype);
    size_t size = dtype_size((rush_dtype)t->dtype);
    int64_t n = t->numel, count = 0;
    if (size == 1) COUNT(uint8_t)
    else if (size == 2) COUNT(uint16_t)
    else if (size == 4) COUNT(uint32_t)
    else COUNT(uint64_t)
    return count;
}

#define FLAGS(T) \
    for (int64_t i = 0; i < n; i++) flags[i] = (((const T *)(const void *)p)[i] & (T)mask) != 0

/* bit i: is element i of n (at most 64) not zero? */
static uint64_t nonzero_bits(const char *p, size_t size, uint64_t mask, int64_t n) {
    uint8_t flags[64] = { 0 };
    uint64_t bits = 0, eight;
    if (size == 1) FLAGS(uint8_t);
    else if (size == 2) FLAGS(uint16_t);
    else if (size == 4) FLAGS(uint32_t);
    else FLAGS(uint64_t);
    for (int i = 0; i < 8; i++) {
        eight = 0;
        for (int j = 0; j < 8; j++) eight |= (uint64_t)flags[8 * i + j] << j;
        bits |= eight << 8 * i;
    }
    return bits;
}

static int lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return __builtin_ctzll(bits);
#else
    int n = 0;
    while (!(bits >> n & 1)) n++;
    return n;
#endif
}

bool index_put_nonzero(call *c, const rush_tensor *t, int64_t *out, int64_t k_step, int64_t d_step) {
    if (!(t = index_expanded(c, t, t->ndim, t->shape))) return false;
    int64_t at[RUSH_MAX_DIMS] = { 0 }, row = t->ndim ? t->shape[t->ndim - 1] : 1;
    const char *data = tensor_data(t);
    uint64_t mask = truth_mask((rush_dtype)t->dtype);
    size_t size = dtype_size((rush_dtype)t->dtype);
    int last = t->ndim - 1;
    for (int64_t done = 0; done < t->numel; done += row) { /* a row of the last dimension at a time */
        for (int64_t i = 0; i < row; i += 64) {
            int64_t n = row - i < 64 ? row - i : 64;
            for (uint64_t bits = nonzero_bits(data, size, mask, n); bits; bits &= bits - 1, out += k_step) {
                for (int d = 0; d < last; d++) out[d * d_step] = at[d];
                if (last >= 0) out[last * d_step] = i + lowest_bit(bits);
            }
            data += (size_t)n * size;
        }
        for (int d = last - 1; d >= 0 && ++at[d] == t->shape[d]; d--) at[d] = 0;
    }
    return true;
}
