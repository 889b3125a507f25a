/* SPDX-License-Identifier: MIT */
/* copy.c - copying elements: copy_, clone, contiguous, to. */
#include <rushlight.h>

#include "ops/call.h"

#include <string.h>

#include "core/strided.h"
#include "cpu/cpu.h"
#include "ops/move.h"

/* ---- the work: convert and copy between any two tensors ---- */

/* read and write are between an array and memory with other strides */
typedef struct conversion { rush_dtype from, to; move_inner read, write; } conversion;

static void convert_strided(void *context, char *const *data, const int64_t *strides, int64_t n) {
    enum { PIECE = 512 };
    const conversion *c = context;
    _Alignas(64) char in[PIECE * 8], out[PIECE * 8];
    int64_t s0 = strides[0], s1 = strides[1], size0 = (int64_t)dtype_size(c->to), size1 = (int64_t)dtype_size(c->from);
    for (int64_t i = 0, m; i < n; i += m) {
        m = n - i < PIECE ? n - i : PIECE;
        char *to = data[0] + i * s0;
        const char *from = data[1] + i * s1;
        if (s1 != size1) c->read(in, size1, from, s1, m, NULL);
        convert(c->from, s1 == size1 ? from : in, c->to, s0 == size0 ? to : out, m);
        if (s0 != size0) c->write(to, s0, out, size0, m, NULL);
    }
}

static bool copy_on_host(rush_tensor *to, const rush_tensor *from) {
    conversion c = { (rush_dtype)from->dtype, (rush_dtype)to->dtype, .read = move_inner_of(MOVE_SET, (rush_dtype)from->dtype),
                     .write = move_inner_of(MOVE_SET, (rush_dtype)to->dtype) };
    strided walk;
    strided_init(&walk, to->ndim, to->shape);
    strided_add_tensor(&walk, to, to->ndim);
    strided_add_tensor(&walk, from, to->ndim);
    strided_finish(&walk);
    if (c.from == c.to) move_walk(c.read, &walk);
    else strided_run(&walk, convert_strided, &c);
    return true;
}

static bool copy_by_kernel(kernel k, rush_site site, rush_tensor *to, const rush_tensor *from) {
    value args[3] = { value_tensor(to), value_tensor((rush_tensor *)(uintptr_t)from), value_of_bool(false) };
    call c = { .site = site, .op = &op_copy, .args = args, .nargs = 3, .device = to->device, .nout = 1, .out = { to } };
    return k(&c);
}

/* From the host: the elements are put in the order in which they lie there, and then copied at once. If that is not dense, they
   go to a dense tensor there, from which the device's kernel takes them. */
static bool copy_to_device(rush_site site, rush_tensor *to, const rush_tensor *from) {
    rush_dtype dtype = (rush_dtype)to->dtype;
    if (to->base.flags & TENSOR_DENSE) {
        rush_tensor *laid = scope_own(tensor_new_strided(site, dtype, rush_cpu(), to->ndim, to->shape, to->strides));
        return laid && copy_on_host(laid, from) &&
               device_copy(to->device, tensor_data(to), laid->device, tensor_data(laid), (size_t)to->numel * dtype_size(dtype));
    }
    kernel k = op_kernel(&op_copy, to->device.type, dtype);
    if (!k)
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, "copy_", "op 'copy' has no kernel for %s on device %s, which a tensor that is not dense needs",
                         dtype_table[dtype].name, device_backend(to->device.type)->name);
    rush_tensor *dense = scope_own(tensor_new(site, dtype, to->device, to->ndim, to->shape));
    return dense && copy_to_device(site, dense, from) && copy_by_kernel(k, site, to, dense);
}

bool tensor_copy(rush_site site, rush_tensor *to, const rush_tensor *from) {
    if (tensor_on_host(to) && tensor_on_host(from)) return copy_on_host(to, from);
    if (to->device.type == RUSH_META) return true;
    if (from->device.type == RUSH_META)
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, "copy_", "Cannot copy out of meta tensor; no data!");
    bool same = to->dtype == from->dtype && tensor_is_contiguous(to) && tensor_is_contiguous(from) && to->numel == from->numel;
    size_t item = dtype_size((rush_dtype)to->dtype);
    if (same) return device_copy(to->device, tensor_data(to), from->device, tensor_data(from), (size_t)to->numel * item);
    /* another layout or dtype: on the device if it has a kernel, else the elements are put in order on the host */
    kernel k = device_same(to->device, from->device) ? op_kernel(&op_copy, to->device.type, (rush_dtype)from->dtype) : NULL;
    if (k) return copy_by_kernel(k, site, to, from);
    rush_device host = rush_cpu();
    size_t mark = scope_mark();
    bool ok = true;
    rush_tensor *in = NULL;
    if (!tensor_on_host(from)) { /* the whole storage, then a view of the copy */
        rush_tensor *raw = scope_own(tensor_new(site, RUSH_UINT8, host, 1, (int64_t[]){ (int64_t)from->storage->bytes }));
        ok = raw && device_copy(host, raw->storage->data, from->device, from->storage->data, from->storage->bytes);
        if (ok) {
            raw->dtype = from->dtype;
            in = scope_own(tensor_alias(site, raw, from->ndim, from->shape, from->strides, from->offset));
            ok = in != NULL;
        }
    }
    if (ok && !tensor_on_host(to)) ok = copy_to_device(site, to, in ? in : from);
    else if (ok) ok = copy_on_host(to, in);
    scope_drop(mark);
    return ok;
}

/* ---- copy_ ---- */

static bool copy_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *src = TENSOR(c, 1);
    int64_t shape[RUSH_MAX_DIMS];
    int n;
    TRY(shape_broadcast(c->site, c->op->name, self->ndim, self->shape, src->ndim, src->shape, &n, shape));
    CHECK(c, shape_equal(n, shape, self->ndim, self->shape),
          "The expanded size of the tensor (%lld) must match the existing size (%lld) at non-singleton dimension %d.  Target sizes: %s.  Tensor sizes: %s",
          (long long)(self->ndim ? self->shape[0] : 1), (long long)(src->ndim ? src->shape[0] : 1), 0, TENSOR_SHAPE_TEXT(self), TENSOR_SHAPE_TEXT(src));
    CHECK(c, !tensor_overlaps_partly(self, src), PARTLY_OVERLAPPING);
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

static bool copy_run(call *c) {
    rush_tensor *to = c->out[0];
    rush_tensor *from = TENSOR(c, 1);
    if (to->storage == from->storage && to != from) { /* may overlap: go through a copy */
        rush_tensor *copy = call_temporary(c, (rush_dtype)from->dtype, from->ndim, from->shape);
        return copy && tensor_copy(c->site, copy, from) && tensor_copy(c->site, to, copy);
    }
    return tensor_copy(c->site, to, from);
}

static bool copy_grad(backward *c) {
    GIVE(0, rush_zeros_like(c->grad));
    if (needs(c, 1)) {
        rush_device d = input_device(c, 1);
        TRY(give(c, 1, device_same(d, c->grad->device) ? c->grad : rush_to_device(c->grad, d)));
    }
    return true;
}

const op op_copy = {
    OP_ROW(copy),
    .schema = "copy_(Tensor self, Tensor src, bool non_blocking=False) -> Tensor",
    .doc = "Writes src's elements into self, broadcasting and converting, between any devices.",
    .flags = OP_INPLACE_ONLY | OP_ANY_DEVICE,
    .grad_name = "CopyBackwards",
    .meta = copy_meta,
    .ref = copy_run,
    .grad = copy_grad,
    .samples = TEXTS("T[2,3], T[2,3]", "T[2,3], T[3]", "T[], T[]", "T[0], T[0]", "T[2,3]:t, T[3,2]", "T[4,6]:s, T[4,3]", "T[2,3], T[2,1]:n", "T[300,300], T[300,300]:t"),
    .errors = TEXTS("T[3], T[2]", "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0"),
    .dtypes = DTYPES_ALL,
};

/* ---- clone, contiguous ---- */

static bool clone_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const char *format = HAS(c, 1) ? c->args[1].u.string : "preserve";
    int64_t strides[RUSH_MAX_DIMS];
    if (strcmp(format, "contiguous") == 0) return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
    if (strncmp(format, "channels_last", 13) == 0) {
        int rank = strcmp(format, "channels_last_3d") == 0 ? 5 : 4;
        CHECK(c, rank == 5 || strcmp(format, "channels_last") == 0, "unknown memory format '%s'", format);
        CHECK(c, self->ndim == rank, "required rank %d tensor to use %s format", rank, format);
        shape_channels_last_strides(rank, self->shape, strides);
        return call_out_strided(c, 0, (rush_dtype)self->dtype, rank, self->shape, strides);
    }
    CHECK(c, strcmp(format, "preserve") == 0, "unknown memory format '%s': preserve, contiguous, channels_last or channels_last_3d", format);
    return call_out_like(c, 0, self);
}

static bool clone_run(call *c) { return tensor_copy(c->site, c->out[0], TENSOR(c, 0)); }

static bool clone_grad(backward *c) {
    GIVE(0, c->grad);
    return true;
}

const op op_clone = {
    OP_ROW(clone),
    .schema = "clone(Tensor self, *, str? memory_format=None) -> Tensor",
    .flags = OP_ANY_DEVICE | OP_NO_OUT,
    .doc = "A copy with memory of its own; memory_format is preserve (default: the order of the strides is kept), contiguous, channels_last or channels_last_3d.",
    .meta = clone_meta,
    .ref = clone_run,
    .grad = clone_grad,
    .samples = TEXTS("T[2,3]", "T[2,3]:t", "T[]", "T[0,3]", "T[4,6]:s", "T[3,4]:e", "T[2,3]:n", "T[300,300]:t", "T[2,3,4,5], memory_format='channels_last'",
                     "T[2,3,2,4,5], memory_format='channels_last_3d'"),
    .errors = TEXTS("T[2,3], memory_format='channels_last'", "required rank 4 tensor to use channels_last format"),
    .dtypes = DTYPES_ALL,
};

static bool contiguous_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const char *format = HAS(c, 1) ? c->args[1].u.string : "contiguous";
    CHECK(c, strcmp(format, "preserve") != 0, "preserve memory format is unsupported by the contiguous operator");
    bool already = strcmp(format, "channels_last") == 0 ? rush_is_channels_last(self)
                   : strcmp(format, "channels_last_3d") == 0 ? rush_is_channels_last_3d(self)
                                                              : tensor_is_contiguous(self);
    return call_return(c, 0, already ? self : rush_clone(self, .memory_format = format));
}

const op op_contiguous = {
    OP_ROW(contiguous),
    .schema = "contiguous(Tensor self, *, str? memory_format=None) -> Tensor",
    .doc = "The tensor itself if its elements lie in order (of memory_format: contiguous, channels_last or channels_last_3d), else a copy that does.",
    .flags = OP_NO_OUT,
    .run = contiguous_run,
    .samples = TEXTS("T[2,3]", "T[2,3]:t", "T[]", "T[0,3]", "T[4,6]:s", "T[3,4]:e", "T[2,3]:n", "T[300,300]:t"),
    .errors = TEXTS("T[2,3], memory_format='channels_last'", "required rank 4 tensor to use channels_last format"),
    .dtypes = DTYPES_ALL,
};

/* ---- to ---- */

static bool to_copy_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    rush_dtype dtype = HAS(c, 1) ? (rush_dtype)c->args[1].u.i : (rush_dtype)self->dtype;
    if (HAS(c, 2)) {
        c->device = c->args[2].u.device;
        TRY(device_resolve(c->site, "to", &c->device));
    }
    return call_out_laid_as(c, 0, dtype, self);
}

static bool to_copy_grad(backward *c) {
    rush_device d = input_device(c, 0);
    GIVE(0, device_same(d, c->grad->device) ? c->grad : rush_to_device(c->grad, d)); /* the engine restores the dtype */
    return true;
}

static bool to_copy_run(call *c) { return tensor_copy(c->site, c->out[0], TENSOR(c, 0)); }

const op op_to_copy = {
    OP_ROW(to_copy),
    .schema = "_to_copy(Tensor self, ScalarType? dtype=None, Device? device=None) -> Tensor",
    .doc = "A copy with another dtype or device.",
    .positional = 3,
    .flags = OP_INTERNAL | OP_ANY_DEVICE,
    .grad_name = "ToCopyBackward0",
    .meta = to_copy_meta,
    .run = NULL,
    .ref = to_copy_run,
    .grad = to_copy_grad,
};

static bool to_dtype_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    value args[3] = { c->args[0], c->args[1], value_none() };
    CHECK_TYPE(c, HAS(c, 1) && dtype_valid((int)INT_ARG(c, 1)), "to(): not a dtype");
    if ((rush_dtype)self->dtype == (rush_dtype)INT_ARG(c, 1)) return call_return(c, 0, self);
    return call_return(c, 0, op_call(&op_to_copy, c->site, args, 3));
}

const op op_to_dtype = {
    OP_ROW(to_dtype),
    .schema = "to.dtype(Tensor self, ScalarType dtype) -> Tensor",
    .doc = "The tensor itself if it has that dtype, else a converted copy.",
    .run = to_dtype_run,
    .samples = TEXTS("T[2,3], float64", "T[2,3], int64", "T[2,3]:n, float16", "T[], bool", "T[0,3], bfloat16", "T[2,3]:t, float64", "T[4,6]:s, int32", "T[300,300], float64"),
    .dtypes = DTYPES_ALL,
};

static bool to_device_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    rush_device d = c->args[1].u.device;
    TRY(device_resolve(c->site, "to", &d));
    if (device_same(d, self->device)) return call_return(c, 0, self);
    value args[3] = { c->args[0], value_none(), value_of_device(d) };
    return call_return(c, 0, op_call(&op_to_copy, c->site, args, 3));
}

const op op_to_device = {
    OP_ROW(to_device),
    .schema = "to.device(Tensor self, Device device) -> Tensor",
    .doc = "The tensor itself if it is on that device, else a copy there. Error: there is no such device.",
    .flags = OP_ANY_DEVICE,
    .run = to_device_run,
    .samples = TEXTS("T[2,3], 'cpu'", "T[], 'cpu'"),
    .dtypes = DTYPES_ALL,
};

/* ---- out of the library ---- */

bool rush_copy_out_at(rush_site site, const rush_tensor *t, void *to, rush_dtype dtype, int64_t count) {
    if (!t || thread_get()->failed) return false;
    if (!dtype_valid((int)dtype)) return error_set(RUSH_TYPE_ERROR, site, "copy_out", "%d is not a dtype", (int)dtype);
    if (count != t->numel)
        return error_set(RUSH_VALUE_ERROR, site, "copy_out", "the array has %lld elements, the tensor %lld", (long long)count, (long long)t->numel);
    size_t mark = scope_mark();
    rush_tensor *copy = scope_own(tensor_new(site, dtype, rush_cpu(), t->ndim, t->shape));
    bool ok = copy && tensor_copy(site, copy, t);
    if (ok && count) memcpy(to, tensor_data(copy), (size_t)count * dtype_size(dtype));
    scope_drop(mark);
    return ok;
}

rush_tensor *rush_to_like_at(rush_site site, rush_tensor *t, const rush_tensor *like) {
    if (!like) return NULL;
    return rush_to_device_at(site, rush_to_dtype_at(site, t, (rush_dtype)like->dtype), like->device);
}
