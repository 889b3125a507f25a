/* SPDX-License-Identifier: MIT */
/* tensor.c - handles and storages: making, freeing, geometry. */
#include "core/tensor.h"

#include <string.h>

#include "core/block.h"
#include "core/device.h"
#include "core/error.h"

/* ---- geometry ---- */

int64_t shape_numel(int ndim, const int64_t *shape) {
    int64_t n = 1;
    for (int i = 0; i < ndim; i++) n *= shape[i];
    return n;
}

void shape_contiguous_strides(int ndim, const int64_t *shape, int64_t *strides) {
    int64_t step = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        strides[i] = step;
        step *= shape[i] > 1 ? shape[i] : 1;
    }
}

void shape_channels_last_strides(int ndim, const int64_t *shape, int64_t *strides) {
    int64_t step = 1;
    strides[1] = 1;
    step = shape[1] > 1 ? shape[1] : 1;
    for (int i = ndim - 1; i >= 2; i--) {
        strides[i] = step;
        step *= shape[i] > 1 ? shape[i] : 1;
    }
    strides[0] = step;
}

/* Contiguous in the order of `old` strides, the largest outermost; a stride of 0 says nothing, equal ones go by size. */
void shape_ordered_strides(int ndim, const int64_t *shape, const int64_t *old, int64_t *strides) {
    int order[RUSH_MAX_DIMS]; /* innermost first */
    for (int i = 0; i < ndim; i++) order[i] = ndim - 1 - i;
    for (int i = 1; i < ndim; i++)
        for (int k = i - 1, at = i; k >= 0; k--) { /* exchanges, as PyTorch does: a stride of 0 is passed over */
            int64_t outer = old[order[k]], inner = old[order[at]];
            if (outer == 0 || inner == 0) continue;
            if (outer < inner) break;
            if (outer == inner && shape[order[k]] <= shape[order[at]]) continue;
            int d = order[k];
            order[k] = order[at];
            order[at] = d;
            at = k;
        }
    int64_t step = 1;
    for (int i = 0; i < ndim; i++) {
        strides[order[i]] = step;
        step *= shape[order[i]] > 1 ? shape[order[i]] : 1;
    }
}

bool shape_equal(int na, const int64_t *a, int nb, const int64_t *b) {
    if (na != nb) return false;
    for (int i = 0; i < na; i++)
        if (a[i] != b[i]) return false;
    return true;
}

const char *shape_text(int ndim, const int64_t *shape, char *buffer, size_t size) {
    size_t used = (size_t)snprintf(buffer, size, "[");
    for (int i = 0; i < ndim && used < size; i++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%lld", i ? ", " : "", (long long)shape[i]);
    if (used < size) snprintf(buffer + used, size - used, "]");
    return buffer;
}

/* True if some order of the dimensions makes the tensor contiguous: no holes, no overlap. */
static bool is_dense(int ndim, const int64_t *shape, const int64_t *strides) {
    int order[RUSH_MAX_DIMS], n = 0;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] == 1) continue;
        int j = n++;
        for (; j > 0 && strides[order[j - 1]] > strides[i]; j--) order[j] = order[j - 1];
        order[j] = i;
    }
    int64_t step = 1;
    for (int i = 0; i < n; i++) {
        if (strides[order[i]] != step) return false;
        step *= shape[order[i]];
    }
    return true;
}

void tensor_note_geometry(rush_tensor *t) {
    int64_t numel = 1, step = 1;
    bool contiguous = true;
    for (int i = t->ndim - 1; i >= 0; i--) {
        if (t->shape[i] != 1) {
            if (t->strides[i] != step) contiguous = false;
            step *= t->shape[i];
        }
        numel *= t->shape[i];
    }
    t->numel = numel;
    if (numel == 0) contiguous = true;
    t->base.flags &= ~(uint32_t)(TENSOR_CONTIGUOUS | TENSOR_DENSE);
    if (contiguous) t->base.flags |= TENSOR_CONTIGUOUS | TENSOR_DENSE;
    else if (is_dense(t->ndim, t->shape, t->strides)) t->base.flags |= TENSOR_DENSE;
}

bool dim_wrap(rush_site site, const char *op, int64_t dim, int ndim, int *out) {
    int64_t n = ndim ? ndim : 1;
    if (dim < -n || dim >= n)
        return error_set(RUSH_INDEX_ERROR, site, op,
                         "Dimension out of range (expected to be in range of [%lld, %lld], but got %lld)", (long long)-n,
                         (long long)(n - 1), (long long)dim);
    *out = (int)(dim < 0 ? dim + n : dim);
    return true;
}

bool shape_broadcast(rush_site site, const char *op, int na, const int64_t *a, int nb, const int64_t *b, int *n, int64_t *out) {
    int nd = na > nb ? na : nb;
    for (int i = nd - 1; i >= 0; i--) {
        int ia = i - (nd - na), ib = i - (nd - nb);
        int64_t sa = ia >= 0 ? a[ia] : 1, sb = ib >= 0 ? b[ib] : 1;
        if (sa != sb && sa != 1 && sb != 1)
            return error_set(RUSH_RUNTIME_ERROR, site, op,
                             "The size of tensor a (%lld) must match the size of tensor b (%lld) at non-singleton dimension %d",
                             (long long)sa, (long long)sb, i);
        out[i] = sa == 1 ? sb : sa;
    }
    *n = nd;
    return true;
}

bool tensor_overlaps_itself(const rush_tensor *t) {
    if (t->base.flags & TENSOR_DENSE) return false;
    for (int i = 0; i < t->ndim; i++)
        if (t->strides[i] == 0 && t->shape[i] > 1) return true;
    return false;
}

int tensor_overlap(const rush_tensor *to, const rush_tensor *t) {
    if (to == t) return OVERLAP_SAME;
    if (to->storage != t->storage || to->numel == 0 || t->numel == 0) return OVERLAP_NONE;
    /* interleaved slices may be disjoint: PyTorch lets them pass */
    if (!(to->base.flags & t->base.flags & TENSOR_DENSE)) return OVERLAP_NONE;
    int64_t size_to = (int64_t)dtype_size((rush_dtype)to->dtype), size_t_ = (int64_t)dtype_size((rush_dtype)t->dtype);
    int64_t from = to->offset * size_to, end = from + to->numel * size_to, from_t = t->offset * size_t_, end_t = from_t + t->numel * size_t_;
    if (end <= from_t || end_t <= from) return OVERLAP_NONE;
    return from == from_t && end == end_t && shape_equal(to->ndim, to->strides, t->ndim, t->strides) ? OVERLAP_SAME : OVERLAP_PARTLY;
}
bool rush_keep_object(rush_tensor *t, void *object, void (*free)(void *object)) {
    if (!object && !t->meta) return true;
    tensor_meta *m = tensor_meta_get(t);
    if (!m) return false;
    m->object = object;
    m->free_object = free;
    return true;
}
int rush_overlap(const rush_tensor *to, const rush_tensor *t) { return to && t ? tensor_overlap(to, t) : OVERLAP_NONE; }

/* ---- storages ---- */

static void version_release(version *v) {
    if (v->refs && __atomic_sub_fetch(&v->refs, 1, __ATOMIC_ACQ_REL) == 0) mem_free(v);
}

/* A few elements lie in the storage's own block, behind it: one request for memory less. Not under the sanitizers, which
   are to see the end of the elements. */
enum { STORAGE_HEAD = (sizeof(storage) + 63) / 64 * 64, STORAGE_INSIDE = BLOCK_CACHE ? 64 : 0 };
static void *inside_of(storage *s) { return (char *)s + STORAGE_HEAD; }
static bool data_inside(storage *s) { return s->data == inside_of(s); }

static void storage_destroy(storage *s) {
    if (s->borrowed) {
        if (s->free) s->free(s->user);
    } else if (LIKELY(s->device.type == RUSH_CPU)) {
        if (!data_inside(s)) block_free(s->data, s->bytes);
    } else {
        device_free(s->device, s->data, s->bytes);
    }
    if (UNLIKELY(s->writes != NULL)) mem_free(s->writes);
    if (LIKELY(data_inside(s))) block_give(s, STORAGE_HEAD + STORAGE_INSIDE);
    else block_give(s, sizeof *s);
}

void storage_release(storage *s) {
    if (__atomic_load_n(&s->refs, __ATOMIC_ACQUIRE) == 1 || thread_add(&s->refs, UINT32_MAX) == 1)
        storage_destroy(s);
}

static inline storage *storage_make(rush_site site, rush_device device, size_t block) {
    storage *s = block_take(block);
    if (UNLIKELY(!s)) {
        error_memory(site, "tensor", block);
        return NULL;
    }
    /* one by one: as a whole it would be cleared by a string instruction, which is slow to begin */
    s->refs = 1;
    s->state = STORAGE_PLAIN;
    s->untracked = s->borrowed = s->fixed = false;
    s->device = device;
    s->data = NULL;
    s->bytes = 0;
    atomic_init(&s->version.count, 0);
    s->version.refs = 0;
    s->version.grad_count = 0;
    s->version.grad_name = NULL;
    s->version.write_site = NULL;
    s->version.write_op = NULL;
    s->free = NULL;
    s->user = NULL;
    s->site = site;
    s->writes = NULL;
    s->write_count = s->write_capacity = 0;
    return s;
}

static storage *storage_new(rush_site site, rush_device device, size_t bytes) {
    bool inside = bytes <= STORAGE_INSIDE && device.type == RUSH_CPU;
    storage *s = inside ? storage_make(site, device, STORAGE_HEAD + STORAGE_INSIDE) : storage_make(site, device, sizeof *s);
    if (UNLIKELY(!s)) return NULL;
    s->bytes = bytes;
    if (LIKELY(inside)) {
        s->data = inside_of(s);
        return s;
    }
    s->data = LIKELY(device.type == RUSH_CPU) ? block_alloc(bytes) : device_alloc(site, device, bytes);
    if (!s->data && device.type != RUSH_META) {
        error_memory(site, "tensor", bytes);
        s->borrowed = true; /* nothing to free */
        storage_destroy(s);
        return NULL;
    }
    return s;
}

bool storage_materialise(storage *s) {
    if (s->state == STORAGE_ZERO) {
        if (s->device.type == RUSH_CPU) memset(s->data, 0, s->bytes);
        else TRY(device_zero(s->device, s->data, s->bytes));
        s->state = STORAGE_PLAIN;
    }
    return true;
}

/* ---- handles ---- */

static void tensor_destroy(void *object) {
    rush_tensor *t = object;
    if (UNLIKELY(t->grad_fn || t->meta || t->view_base)) tensor_drop_autograd(t);
    if (UNLIKELY(t->version->refs != 0)) version_release(t->version);
    storage_release(t->storage);
    if (UNLIKELY(t->shape != t->dims)) block_free(t->shape, sizeof(int64_t) * 2 * (size_t)t->ndim);
    thread_count_live(LIVE_TENSORS, -1);
    block_give(t, sizeof *t);
}

const rush_class tensor_class = { "Tensor", tensor_destroy };

/* takes the reference to `s`, also when it fails */
static rush_tensor *tensor_make(rush_site site, storage *s, version *v, rush_dtype dtype, int ndim) {
    if (UNLIKELY(!s)) return NULL;
    rush_tensor *t = block_take(sizeof *t);
    if (UNLIKELY(!t)) {
        storage_release(s);
        error_memory(site, "tensor", sizeof *t);
        return NULL;
    }
    object_init(&t->base, &tensor_class);
    t->storage = s;
    t->version = v ? v : &s->version;
    if (t->version->refs) __atomic_fetch_add(&t->version->refs, 1, __ATOMIC_RELAXED);
    t->offset = 0;
    t->ndim = ndim;
    t->dtype = (uint8_t)dtype;
    t->device = s->device;
    t->output_nr = t->attr_version = 0;
    t->grad_fn = NULL;
    t->view_base = NULL;
    t->meta = NULL;
    t->shape = t->dims;
    t->strides = t->dims + TENSOR_INLINE_DIMS;
    thread_count_live(LIVE_TENSORS, 1);
    if (UNLIKELY(ndim > TENSOR_INLINE_DIMS)) {
        int64_t *dims = block_alloc(sizeof(int64_t) * 2 * (size_t)ndim);
        if (!dims) {
            error_memory(site, "tensor", sizeof(int64_t) * 2 * (size_t)ndim);
            tensor_destroy(t);
            return NULL;
        }
        t->shape = dims;
        t->strides = dims + ndim;
    }
    if (UNLIKELY(thread_get()->inference)) t->base.flags |= TENSOR_INFERENCE;
    return t;
}

/* bytes of a dense tensor, checked: negative sizes, too many elements */
static bool dense_bytes_checked(rush_site site, rush_dtype dtype, int ndim, const int64_t *shape, size_t *bytes) {
    if (ndim > RUSH_MAX_DIMS)
        return error_set(RUSH_RUNTIME_ERROR, site, NULL, "tensors have at most %d dimensions, got %d", RUSH_MAX_DIMS, ndim);
    int64_t n = (int64_t)dtype_size(dtype);
    bool empty = false;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] < 0)
            return error_set(RUSH_RUNTIME_ERROR, site, NULL, "Trying to create tensor with negative dimension %lld: %s",
                             (long long)shape[i], SHAPE_TEXT(ndim, shape));
        if (shape[i] == 0) empty = true;
        else if (__builtin_mul_overflow(n, shape[i], &n))
            return error_set(RUSH_RUNTIME_ERROR, site, NULL, "Storage size calculation overflowed with sizes=%s",
                             SHAPE_TEXT(ndim, shape));
    }
    *bytes = empty ? 0 : (size_t)n;
    return true;
}

static inline bool dense_bytes(rush_site site, rush_dtype dtype, int ndim, const int64_t *shape, size_t *bytes) {
    int64_t n = (int64_t)dtype_size(dtype);
    bool plain = ndim <= TENSOR_INLINE_DIMS;
    for (int i = 0; plain && i < ndim; i++)
        if (shape[i] != 1) plain = shape[i] > 0 && !__builtin_mul_overflow(n, shape[i], &n);
    *bytes = (size_t)n;
    return LIKELY(plain) || dense_bytes_checked(site, dtype, ndim, shape, bytes);
}

rush_tensor *tensor_new(rush_site site, rush_dtype dtype, rush_device device, int ndim, const int64_t *shape) {
    size_t bytes;
    if (!dense_bytes(site, dtype, ndim, shape, &bytes)) return NULL;
    rush_tensor *t = tensor_make(site, storage_new(site, device, bytes), NULL, dtype, ndim);
    if (UNLIKELY(!t)) return NULL;
    int64_t step = 1, numel = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        t->shape[i] = shape[i];
        t->strides[i] = step;
        step *= shape[i] > 1 ? shape[i] : 1;
        numel *= shape[i];
    }
    t->numel = numel;
    t->base.flags |= TENSOR_CONTIGUOUS | TENSOR_DENSE;
    return t;
}

rush_tensor *tensor_new_strided(rush_site site, rush_dtype dtype, rush_device device, int ndim, const int64_t *shape,
                                const int64_t *strides) {
    size_t bytes;
    if (!dense_bytes(site, dtype, ndim, shape, &bytes)) return NULL;
    if (bytes) {
        bytes = dtype_size(dtype);
        for (int i = 0; i < ndim; i++) {
            size_t step, more;
            if (strides[i] < 0 || __builtin_mul_overflow((size_t)strides[i], dtype_size(dtype), &step) || __builtin_mul_overflow((size_t)(shape[i] - 1), step, &more) ||
                __builtin_add_overflow(bytes, more, &bytes)) {
                error_set(RUSH_RUNTIME_ERROR, site, NULL, "Storage size calculation overflowed with sizes=%s and strides=%s", SHAPE_TEXT(ndim, shape),
                          SHAPE_TEXT(ndim, strides));
                return NULL;
            }
        }
    }
    rush_tensor *t = tensor_make(site, storage_new(site, device, bytes), NULL, dtype, ndim);
    if (!t) return NULL;
    memcpy(t->shape, shape, sizeof(int64_t) * (size_t)ndim);
    memcpy(t->strides, strides, sizeof(int64_t) * (size_t)ndim);
    tensor_note_geometry(t);
    return t;
}

rush_tensor *tensor_alias(rush_site site, const rush_tensor *base, int ndim, const int64_t *shape, const int64_t *strides,
                          int64_t offset) {
    thread_add(&base->storage->refs, 1);
    rush_tensor *t = tensor_make(site, base->storage, base->version, (rush_dtype)base->dtype, ndim);
    if (UNLIKELY(!t)) return NULL;
    memcpy(t->shape, shape, sizeof(int64_t) * (size_t)ndim);
    memcpy(t->strides, strides, sizeof(int64_t) * (size_t)ndim);
    t->offset = offset;
    if (UNLIKELY((base->base.flags | t->base.flags) & TENSOR_INFERENCE)) {
        /* a view is an inference tensor if its base is one, wherever it is made */
        if (!(base->base.flags & TENSOR_INFERENCE)) t->base.flags = (t->base.flags & ~(uint32_t)TENSOR_INFERENCE) | TENSOR_INFERENCE_VIEW;
        else t->base.flags |= TENSOR_INFERENCE;
    }
    tensor_note_geometry(t);
    return t;
}

rush_tensor *tensor_shallow(rush_site site, const rush_tensor *base) {
    thread_add(&base->storage->refs, 1);
    rush_tensor *t = tensor_make(site, base->storage, base->version, (rush_dtype)base->dtype, base->ndim);
    if (UNLIKELY(!t)) return NULL;
    memcpy(t->shape, base->shape, sizeof(int64_t) * (size_t)base->ndim);
    memcpy(t->strides, base->strides, sizeof(int64_t) * (size_t)base->ndim);
    t->offset = base->offset;
    t->numel = base->numel;
    t->base.flags |= base->base.flags & (TENSOR_CONTIGUOUS | TENSOR_DENSE | TENSOR_WRAPPED_NUMBER);
    return t;
}

bool tensor_new_version(rush_site site, rush_tensor *t) {
    version *v = mem_calloc(sizeof *v);
    if (!v) return error_memory(site, "tensor", sizeof *v);
    v->refs = 1;
    atomic_init(&v->count, 0);
    if (t->version->refs) version_release(t->version);
    t->version = v;
    __atomic_store_n(&t->storage->untracked, true, __ATOMIC_RELAXED);
    return true;
}

tensor_meta *tensor_meta_get(rush_tensor *t) {
    tensor_meta *m = __atomic_load_n(&t->meta, __ATOMIC_ACQUIRE);
    if (m) return m;
    tensor_meta *made = mem_calloc(sizeof *made);
    if (!made) {
        error_memory(NULL, "tensor", sizeof *made);
        return NULL;
    }
    /* another thread may be first */
    if (__atomic_compare_exchange_n(&t->meta, &m, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return made;
    mem_free(made);
    return m;
}

void tensor_swap_storage(rush_tensor *t, rush_tensor *from) {
    rush_tensor copy = *t;
    bool t_inline = t->shape == t->dims, from_inline = from->shape == from->dims;
    t->storage = from->storage, from->storage = copy.storage;
    t->version = from->version, from->version = copy.version;
    t->dtype = from->dtype, from->dtype = copy.dtype;
    t->device = from->device, from->device = copy.device;
    t->offset = from->offset, from->offset = copy.offset;
    t->ndim = from->ndim, from->ndim = copy.ndim;
    memcpy(t->dims, from->dims, sizeof t->dims);
    memcpy(from->dims, copy.dims, sizeof copy.dims);
    t->shape = from_inline ? t->dims : from->shape;
    t->strides = t->shape + (from_inline ? TENSOR_INLINE_DIMS : t->ndim);
    from->shape = t_inline ? from->dims : copy.shape;
    from->strides = from->shape + (t_inline ? TENSOR_INLINE_DIMS : from->ndim);
    tensor_note_geometry(t);
    tensor_note_geometry(from);
}

rush_tensor *tensor_from_number(rush_site site, rush_operand number, rush_dtype dtype, rush_device device) {
    rush_tensor *t = tensor_new(site, dtype, rush_cpu(), 0, NULL);
    if (!t) return NULL;
    if (number.kind == RUSH_KIND_FLOAT) element_store_double(tensor_data(t), dtype, number.u.f);
    else element_store_int(tensor_data(t), dtype, number.u.i);
    t->base.flags |= TENSOR_WRAPPED_NUMBER;
    if (device.type == RUSH_CPU) return t;
    rush_tensor *moved = tensor_new(site, dtype, device, 0, NULL);
    if (moved && !device_copy(moved->device, tensor_data(moved), t->device, tensor_data(t), dtype_size(dtype))) {
        RELEASE(moved);
        moved = NULL;
    }
    if (moved) moved->base.flags |= TENSOR_WRAPPED_NUMBER;
    RELEASE(t);
    return moved;
}

void tensor_note_write(rush_tensor *t, rush_site site, const char *op) {
    atomic_fetch_add_explicit(&t->version->count, 1, memory_order_relaxed);
    if (UNLIKELY(__atomic_load_n(&t->storage->untracked, __ATOMIC_RELAXED))) storage_note_untracked(t, site, op);
    __atomic_store_n(&t->version->write_site, site, __ATOMIC_RELAXED);
    __atomic_store_n(&t->version->write_op, op, __ATOMIC_RELAXED);
}

/* ---- the public questions ---- */

static const rush_shape no_dims = { NULL, 0 };

int64_t rush_dim(const rush_tensor *t) { return t ? t->ndim : 0; }
rush_shape rush_sizes(const rush_tensor *t) { return t ? (rush_shape){ t->shape, t->ndim } : no_dims; }
rush_shape rush_strides(const rush_tensor *t) { return t ? (rush_shape){ t->strides, t->ndim } : no_dims; }
int64_t rush_numel(const rush_tensor *t) { return t ? t->numel : 0; }
int64_t rush_storage_offset(const rush_tensor *t) { return t ? t->offset : 0; }
rush_dtype rush_get_dtype(const rush_tensor *t) { return t ? (rush_dtype)t->dtype : (rush_dtype)0; }
rush_device rush_get_device(const rush_tensor *t) { return t ? t->device : (rush_device){ 0, 0 }; }
size_t rush_element_size(const rush_tensor *t) { return t ? dtype_size((rush_dtype)t->dtype) : 0; }
bool rush_is_contiguous(const rush_tensor *t) { return t && tensor_is_contiguous(t); }
bool rush_is_floating_point(const rush_tensor *t) { return t && dtype_is_float((rush_dtype)t->dtype); }
int64_t rush_version(const rush_tensor *t) { return t ? (int64_t)atomic_load(&t->version->count) : 0; }
bool rush_shares_storage(const rush_tensor *a, const rush_tensor *b) { return a && b && a->storage == b->storage; }
const char *rush_dtype_name(rush_dtype d) { return dtype_valid((int)d) ? dtype_table[d].name : dtype_table[0].name; }
int64_t rush_live_tensors(void) { return thread_live(LIVE_TENSORS); }

static bool is_channels_last(const rush_tensor *t, int ndim) {
    if (!t || t->ndim != ndim) return false;
    int64_t strides[5];
    shape_channels_last_strides(ndim, t->shape, strides);
    for (int i = 0; i < ndim; i++)
        if (t->shape[i] != 1 && t->strides[i] != strides[i]) return false;
    return true;
}

bool tensor_suggests_channels_last(const rush_tensor *t) {
    if (t->ndim != 4 && t->ndim != 5) return false;
    static const int orders[2][5] = { { 1, 3, 2, 0 }, { 1, 4, 3, 2, 0 } };
    int64_t least = 0;
    for (int i = 0; i < t->ndim; i++) {
        int d = orders[t->ndim - 4][i];
        if (t->shape[d] == 0 || t->strides[d] < least || (d == 1 && t->strides[1] == 0)) return false;
        if (d == 0 && least == t->strides[1]) return false; /* [N, 1, 1, 1] and the like */
        least = t->strides[d] * (t->shape[d] > 1 ? t->shape[d] : 1);
    }
    return true;
}

bool rush_is_channels_last(const rush_tensor *t) { return is_channels_last(t, 4); }
bool rush_is_channels_last_3d(const rush_tensor *t) { return is_channels_last(t, 5); }

int64_t rush_size(const rush_tensor *t, int64_t dim) {
    int d = 0;
    return t && dim_wrap(NULL, "size", dim, t->ndim, &d) && t->ndim ? t->shape[d] : 0;
}

int64_t rush_stride(const rush_tensor *t, int64_t dim) {
    int d = 0;
    return t && dim_wrap(NULL, "stride", dim, t->ndim, &d) && t->ndim ? t->strides[d] : 0;
}

/* ---- from memory ---- */

rush_tensor *rush_from_blob_at(rush_site site, void *data, rush_shape shape, rush_from_blob_args a) {
    if (thread_get()->failed) return NULL;
    rush_dtype dtype = a.dtype ? a.dtype : dtype_default();
    size_t bytes;
    if (!dtype_valid((int)dtype)) {
        error_set(RUSH_TYPE_ERROR, site, "from_blob", "%d is not a dtype", (int)dtype);
        return NULL;
    }
    if (!dense_bytes(site, dtype, (int)shape.ndim, shape.dims, &bytes)) return NULL;
    if (!data && bytes) {
        error_set(RUSH_VALUE_ERROR, site, "from_blob", "the data pointer is NULL");
        return NULL;
    }
    storage *s = storage_make(site, rush_cpu(), sizeof *s);
    if (!s) return NULL;
    s->data = data;
    s->bytes = bytes;
    s->borrowed = true;
    s->untracked = true;
    rush_tensor *t = tensor_make(site, s, NULL, dtype, (int)shape.ndim);
    if (!t) return NULL;
    memcpy(t->shape, shape.dims, sizeof(int64_t) * (size_t)shape.ndim);
    if (a.strides) memcpy(t->strides, a.strides, sizeof(int64_t) * (size_t)shape.ndim);
    else shape_contiguous_strides(t->ndim, t->shape, t->strides);
    tensor_note_geometry(t);
    if (a.requires_grad) t->base.flags |= TENSOR_REQUIRES_GRAD;
    s->free = a.free; /* only now: on failure above the memory stays the caller's */
    s->user = a.user;
    return scope_own(t);
}

rush_tensor *rush_from_data_at(rush_site site, rush_values v, rush_from_data_args a) {
    if (thread_get()->failed) return NULL;
    rush_dtype dtype = a.dtype ? a.dtype : v.dtype;
    int ndim = (int)a.shape.ndim;
    if (!dtype_valid((int)dtype) || !dtype_valid((int)v.dtype)) {
        error_set(RUSH_TYPE_ERROR, site, "from_data", "%d is not a dtype", (int)dtype);
        return NULL;
    }
    if (a.requires_grad && !dtype_is_float(dtype)) {
        error_set(RUSH_RUNTIME_ERROR, site, "from_data", "Only Tensors of floating point and complex dtype can require gradients");
        return NULL;
    }
    rush_tensor *t = tensor_new(site, dtype, rush_cpu(), ndim, a.shape.dims);
    if (!t) return NULL;
    if (v.count >= 0 && v.count != t->numel) {
        error_set(RUSH_RUNTIME_ERROR, site, "from_data", "shape '%s' is invalid for input of size %lld",
                  SHAPE_TEXT(ndim, a.shape.dims), (long long)v.count);
        RELEASE(t);
        return NULL;
    }
    char *to = tensor_data(t);
    const char *from = v.ptr;
    if (dtype == v.dtype) {
        if (t->numel) memcpy(to, from, (size_t)t->numel * dtype_size(dtype));
    } else {
        for (int64_t i = 0; i < t->numel; i++, to += dtype_size(dtype), from += dtype_size(v.dtype)) {
            if (dtype_is_float(v.dtype)) element_store_double(to, dtype, element_load_double(from, v.dtype));
            else element_store_int(to, dtype, element_load_int(from, v.dtype));
        }
    }
    if (a.device.type > RUSH_CPU) {
        rush_tensor *moved = tensor_new(site, dtype, a.device, ndim, a.shape.dims);
        if (moved && !device_copy(a.device, moved->storage->data, t->device, t->storage->data, t->storage->bytes)) {
            RELEASE(moved);
            moved = NULL;
        }
        RELEASE(t);
        if (!(t = moved)) return NULL;
    }
    if (a.requires_grad) t->base.flags |= TENSOR_REQUIRES_GRAD;
    return scope_own(t);
}

static bool host_pointer(rush_site site, const rush_tensor *t, rush_dtype dtype) {
    if (thread_get()->failed) return false;
    if (!t) return error_set(RUSH_TYPE_ERROR, site, "data_ptr", "the tensor is NULL");
    if (dtype != (rush_dtype)t->dtype)
        return error_set(RUSH_RUNTIME_ERROR, site, "data_ptr", "expected scalar type %s but found %s",
                         dtype_table[dtype].torch_name, dtype_table[t->dtype].torch_name);
    if (t->device.type == RUSH_META)
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, "data_ptr", "Cannot copy out of meta tensor; no data!");
    if (!tensor_on_host(t))
        return error_set(RUSH_RUNTIME_ERROR, site, "data_ptr", "the tensor is on another device; copy it to the CPU first");
    return true;
}

const void *rush_const_data_ptr_at(rush_site site, const rush_tensor *t, rush_dtype dtype) {
    return host_pointer(site, t, dtype) ? tensor_data(t) : NULL;
}

void *rush_mutable_data_ptr_at(rush_site site, rush_tensor *t, rush_dtype dtype) {
    if (!host_pointer(site, t, dtype)) return NULL;
    __atomic_store_n(&t->storage->untracked, true, __ATOMIC_RELAXED);
    storage_note_untracked(t, site, "mutable_data_ptr");
    return tensor_data(t);
}

size_t rush_storage_bytes(const rush_tensor *t) { return t ? t->storage->bytes : 0; }
void rush_storage_fix(rush_tensor *t) {
    if (t) t->storage->fixed = true;
}
bool rush_storage_is_resizable(const rush_tensor *t) { return t && !t->storage->fixed && !t->storage->borrowed; }
const void *rush_storage_key(const rush_tensor *t) { return t ? t->storage : NULL; }

const void *rush_storage_ptr_at(rush_site site, const rush_tensor *t) {
    if (!host_pointer(site, t, t ? (rush_dtype)t->dtype : RUSH_FLOAT32)) return NULL;
    return storage_materialise(t->storage) ? t->storage->data : NULL;
}

/* one element's address, on any device, brought to the host */
static bool item_load(rush_site site, const rush_tensor *t, char element[8]) {
    if (!t || thread_get()->failed) return false;
    if (t->numel != 1)
        return t->numel == 0 ? error_set(RUSH_RUNTIME_ERROR, site, "item", "a Tensor with 0 elements cannot be converted to Scalar")
                             : error_set(RUSH_VALUE_ERROR, site, "item", "only one element tensors can be converted to Python scalars");
    if (t->device.type == RUSH_META)
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, "item", "Could not run 'aten::_local_scalar_dense' with arguments from the 'Meta' backend: "
                         "its tensors have no elements");
    return device_copy(rush_cpu(), element, t->device, tensor_data(t), dtype_size((rush_dtype)t->dtype));
}

double rush_item_at(rush_site site, const rush_tensor *t) {
    char element[8];
    return item_load(site, t, element) ? element_load_double(element, (rush_dtype)t->dtype) : (double)__builtin_nanf("");
}

int64_t rush_item_int_at(rush_site site, const rush_tensor *t) {
    char element[8];
    if (!item_load(site, t, element)) return 0;
    return dtype_is_float((rush_dtype)t->dtype) ? (int64_t)element_load_double(element, (rush_dtype)t->dtype)
                                                : element_load_int(element, (rush_dtype)t->dtype);
}
