/* SPDX-License-Identifier: MIT */
/* tensor.h - the tensor and its storage, from inside. */
#ifndef CORE_TENSOR_H
#define CORE_TENSOR_H
#include <rushlight/tensor.h>

#include "core/dtype.h"
#include "core/scope.h"
#include "core/thread.h"

/* Counts in-place writes. Views share their base's counter; `.data` has one of its own. The first counter of a storage
   lies in the storage (refs 0), others stand alone. */
typedef struct version {
    _Atomic uint32_t count;
    uint32_t refs;
    uint32_t grad_count;     /* after the last write that was recorded … */
    const char *grad_name;   /* … and the name of its node, a literal: what grad_fn of the base now is */
    rush_site write_site;    /* the last in-place write … */
    const char *write_op;    /* … and the op that made it; disjoint views may be written at once: atomic, relaxed */
} version;

/* How the bytes of a storage are to be read. Anything but plain is private to a few kernels; all others pass
   storage_materialise first. */
typedef enum storage_state { STORAGE_PLAIN, STORAGE_ZERO } storage_state;

/* A write that autograd's version counters do not see (.data, raw pointers). */
typedef struct untracked_write { size_t from, to; uint64_t when; rush_site site; const char *op; } untracked_write;

typedef struct storage {
    uint32_t refs;
    uint8_t state;
    bool untracked;                  /* a second view with another counter, or a raw pointer, was handed out */
    bool fixed;                      /* somebody reads the memory where it lies (an array of NumPy): it must not be replaced */
    rush_device device;
    void *data;
    size_t bytes;
    version version;
    void (*free)(void *user);        /* how borrowed memory is given back */
    void *user;
    bool borrowed;
    rush_site site;                  /* where it was made */
    untracked_write *writes;         /* newest last; only while the .data check is on */
    int write_count, write_capacity;
} storage;

typedef struct tensor_hooks tensor_hooks;

/* what few tensors have */
typedef struct tensor_meta {
    rush_tensor *grad;
    tensor_hooks *hooks;             /* autograd/hooks.h */
    bool retains_grad;
    void *object;                    /* a binding's object, kept as long as this handle … */
    void (*free_object)(void *object); /* … and then freed by this */
} tensor_meta;

enum {
    TENSOR_REQUIRES_GRAD = 1,        /* a leaf that wants a gradient */
    TENSOR_CONTIGUOUS = 2,
    TENSOR_INFERENCE = 4,            /* made in inference mode */
    TENSOR_NO_GRAD_VIEW = 8,         /* a view made while grad mode was off */
    TENSOR_MULTI_VIEW = 16,          /* one of several views that an op returned together */
    TENSOR_WRAPPED_NUMBER = 32,      /* a 0-d tensor that stands for a scalar: ranks lowest in promotion */
    TENSOR_DENSE = 64,               /* non-overlapping and dense: some permutation of it is contiguous */
    TENSOR_INFERENCE_VIEW = 128,     /* a view of a normal tensor, made in inference mode */
    TENSOR_FUNCTION_VIEW = 256       /* a view (or an input) that a user's function returned */
};
enum { TENSOR_INLINE_DIMS = 5 };

struct rush_tensor {
    rush_object base;                /* its flags are TENSOR_… */
    storage *storage;
    version *version;
    int64_t offset, numel;           /* in elements */
    int32_t ndim;
    uint8_t dtype;                   /* rush_dtype */
    rush_device device;
    uint32_t output_nr;
    uint32_t attr_version;           /* of a view: the version that grad_fn belongs to */
    int64_t *shape, *strides;        /* into dims, or a block of 2 * ndim */
    rush_node *grad_fn;
    rush_tensor *view_base;          /* the tensor that this is a differentiable view of, or NULL; never itself a view */
    tensor_meta *meta;
    int64_t dims[2 * TENSOR_INLINE_DIMS];
};
extern const rush_class tensor_class;

/* ---- making tensors. All return a reference that the caller owns (not the scope), or NULL with the error set ---- */

/* contiguous, uninitialised */
rush_tensor *tensor_new(rush_site site, rush_dtype dtype, rush_device device, int ndim, const int64_t *shape);
/* with given strides, dense or not; the storage holds what they span */
rush_tensor *tensor_new_strided(rush_site site, rush_dtype dtype, rush_device device, int ndim, const int64_t *shape,
                                const int64_t *strides);
/* over the same storage and version counter; no autograd state */
rush_tensor *tensor_alias(rush_site site, const rush_tensor *t, int ndim, const int64_t *shape, const int64_t *strides,
                          int64_t offset);
/* the same geometry */
rush_tensor *tensor_shallow(rush_site site, const rush_tensor *t);
/* a counter of its own: what `.data` gives */
bool tensor_new_version(rush_site site, rush_tensor *t);
rush_tensor *tensor_from_number(rush_site site, rush_operand number, rush_dtype dtype, rush_device device);
tensor_meta *tensor_meta_get(rush_tensor *t);
/* t and `from` exchange memory, version counter, dtype, device and geometry; their autograd states stay */
void tensor_swap_storage(rush_tensor *t, rush_tensor *from);

/* ---- geometry ---- */

int64_t shape_numel(int ndim, const int64_t *shape);
void shape_contiguous_strides(int ndim, const int64_t *shape, int64_t *strides);
/* the strides of [N, C, spatial …] with C last in memory; ndim 3, 4 or 5 */
void shape_channels_last_strides(int ndim, const int64_t *shape, int64_t *strides);
/* the strides rise in the order C, spatial from the last, N: what layers make of it lies so, too (PyTorch's rule for
   tensors with dimensions of one element, which several orders fit) */
bool tensor_suggests_channels_last(const rush_tensor *t);
void shape_ordered_strides(int ndim, const int64_t *shape, const int64_t *old, int64_t *strides);
bool shape_equal(int na, const int64_t *a, int nb, const int64_t *b);
/* "[2, 3]" */
const char *shape_text(int ndim, const int64_t *shape, char *buffer, size_t size);
#define SHAPE_TEXT(n, shape) shape_text(n, shape, (char[256]){ 0 }, 256)
#define TENSOR_SHAPE_TEXT(t) SHAPE_TEXT((t)->ndim, (t)->shape)
/* recomputes numel and the CONTIGUOUS and DENSE flags */
void tensor_note_geometry(rush_tensor *t);
/* 0 … ndim - 1 or an IndexError with PyTorch's text */
bool dim_wrap(rush_site site, const char *op, int64_t dim, int ndim, int *out);
/* The shape that both broadcast to; error with PyTorch's text. out has room for RUSH_MAX_DIMS. */
bool shape_broadcast(rush_site site, const char *op, int na, const int64_t *a, int nb, const int64_t *b, int *n, int64_t *out);
/* one of a tensor's elements may be reached by two indices */
bool tensor_overlaps_itself(const rush_tensor *t);
/* do elements of `to` lie where elements of t lie: at the same places only, or partly? */
enum { OVERLAP_NONE, OVERLAP_SAME, OVERLAP_PARTLY };
int tensor_overlap(const rush_tensor *to, const rush_tensor *t);
/* writing `to` element by element while reading t gives other values than reading t first */
static inline bool tensor_overlaps_partly(const rush_tensor *to, const rush_tensor *t) { return tensor_overlap(to, t) == OVERLAP_PARTLY; }
#define PARTLY_OVERLAPPING \
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please " \
    "clone() the tensor before performing the operation."

static inline bool tensor_is_contiguous(const rush_tensor *t) { return (t->base.flags & TENSOR_CONTIGUOUS) != 0; }

/* ---- memory ---- */

/* the gate: makes the storage's bytes what its views say they are */
bool storage_materialise(storage *s);
void storage_release(storage *s);

/* where element 0 lies; only after the storage is plain. Added as integers: a meta tensor's storage has no address, and nothing may
   be added to a null pointer. */
static inline void *tensor_data(const rush_tensor *t) {
    if (UNLIKELY(t->storage->state != STORAGE_PLAIN)) storage_materialise(t->storage);
    return (void *)((uintptr_t)t->storage->data + (size_t)t->offset * dtype_table[t->dtype].size);
}
static inline bool tensor_on_host(const rush_tensor *t) { return t->device.type == RUSH_CPU; }

/* Notes an in-place write: the version goes up and the site is kept. */
void tensor_note_write(rush_tensor *t, rush_site site, const char *op);
static inline void tensor_last_write(const rush_tensor *t, rush_site *site, const char **op) {
    *site = __atomic_load_n(&t->version->write_site, __ATOMIC_RELAXED);
    *op = __atomic_load_n(&t->version->write_op, __ATOMIC_RELAXED);
}

/* implemented by autograd: a raw pointer for writing was handed out */
void storage_note_untracked(rush_tensor *t, rush_site site, const char *op);

/* implemented by autograd: frees what the handle holds of the graph */
void tensor_drop_autograd(rush_tensor *t);
#endif
