/* SPDX-License-Identifier: MIT */
/* op.h - the op row and the call: what every file in src/ops/ is written against. */
#ifndef OPS_OP_H
#define OPS_OP_H

/* Inside the library the caller's line is the line of the call being carried out: every function that uses the public
   ops here has a `c` (a call or a backward) with that site. */
#undef RUSH_SITE
#define RUSH_SITE (c->site)
#include <rushlight/base.h>
#include <rushlight/binding.h>
#include <rushlight/ops.h>

#include "autograd/node.h"
#include "core/device.h"
#include "core/error.h"
#include "core/tensor.h"

typedef struct rush_op op;
typedef struct rush_value value;

/* ---- the row ---- */

enum {
    OP_INPLACE = 1,        /* has a form that ends in _ */
    OP_INPLACE_ONLY = 2,   /* has nothing else: copy_, fill_, random_ … */
    OP_COPY_FIRST = 4,     /* the result begins as a copy of argument 0 (in place: is it); the kernel writes into it */
    OP_VIEW = 8,           /* the results are views of argument 0 */
    OP_ANY_DEVICE = 16,    /* its tensors need not be on one device; its one kernel runs on the host and asks the devices */
    OP_NO_GRAD = 32,       /* results never need a gradient (comparisons, indices) */
    OP_RANDOM = 64,        /* draws numbers */
    OP_LIST = 128,         /* returns Tensor[] */
    OP_GRAD_UNDEFINED = 256,  /* its rule takes NULL for an output's gradient that nobody asked for (else zeros) */
    OP_OPTIONAL_LIST = 1024,  /* elements of its Tensor?[] arguments may be NULL: None */
    OP_NO_OUT = 2048,      /* Python: takes no out=, as PyTorch's does not */
    OP_SIZE_FROM_VALUES = 4096, /* the results' shape depends on the arguments' elements, or meta reads them: refused on the meta device */
    OP_WRITES_EXPANDED = 8192, /* in place: takes a tensor several of whose elements are one in memory */
    OP_OUT_NOT_PARTLY = 32768, /* Python: out= must not overlap operands partly (rows of pointwise.def need not say so) */
    OP_OUT_APART = 65536,  /* Python: out= must share no element with operands, nor two of its own */
    OP_NN = 262144,        /* Python: PyTorch has it in torch.nn.functional only */
    OP_NO_METHOD = 524288, /* Python: no method, though its first argument is self, as PyTorch's is none */
    OP_FIRST_GRAD = 131072, /* only the first result is differentiable */
    OP_NUMBERS = 16384,    /* elementwise: all operands may be numbers */
    OP_INTERNAL = 512      /* not in the public header: backward kernels and parts of composites */
};
enum { OP_MAX_OUT = 4, OP_MAX_ARGS = 16, OP_MAX_SAVES_FOR = 6 };

/* which values the derivative needs: ARG(0) | OUT(0) */
#define ARG(i) (1u << (i))
#define OUT(i) (1u << (16 + (i)))

typedef struct rush_call call;
typedef struct backward backward;

struct rush_op {
    const char *name;                /* C name */
    const char *inplace_name;        /* of the form that works in place: "zero_" */
    int index;                       /* in the table */
    const char *schema, *doc;
    int positional;                  /* C: how many arguments are given by position (default: the required ones) */
    uint32_t flags;
    uint32_t saves;                  /* what the derivative always needs … */
    uint32_t saves_for[OP_MAX_SAVES_FOR]; /* … and what only argument i's gradient needs */
    const char *grad_name;           /* default: the schema's name in CamelCase + "Backward0" */
    const char *(*grad_name_of)(const call *c); /* where the name depends on the arguments; NULL: the above */
    bool (*meta)(call *c);           /* checks the arguments and makes the results, for every backend */
    bool (*ref)(call *c);            /* the reference kernel: plain loops, the oracle */
    bool (*run)(call *c);            /* composite: made of other ops; sets c->out */
    bool (*grad)(backward *c);
    const char *samples;             /* TEXTS: arguments to call it with, in the samples' language (CONTRIBUTING.md) */
    const char *errors;              /* TEXTS in pairs: arguments, message */
    uint32_t dtypes;                 /* set of 1 << dtype that samples are run with; 0: the float types */
    const struct pointwise_row *pointwise;
};

/* the table: OP(name) lines in ops.def, rows in pointwise.def */
enum {
#define OP(name) OP_INDEX_##name,
#define POINTWISE(name, ...) OP_INDEX_##name,
#include "ops/ops.def"
#include "ops/pointwise.def"
#undef OP
#undef POINTWISE
    OP_COUNT
};
#define OP(name) extern const op op_##name;
#define POINTWISE(name, ...) extern const op op_##name;
#include "ops/ops.def"
#include "ops/pointwise.def"
#undef OP
#undef POINTWISE
extern const op *const op_table[OP_COUNT];
/* first members of a row */
#define OP_ROW(n) .name = #n, .inplace_name = #n "_", .index = OP_INDEX_##n
/* The list as it stands in the source, one string: an array of pointers would cost 32 bytes more for each text, with relocations. */
#define TEXTS(...) TEXTS_AS_WRITTEN(__VA_ARGS__)
#define TEXTS_AS_WRITTEN(...) #__VA_ARGS__
#define DTYPES_FLOAT (1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64 | 1u << RUSH_FLOAT16 | 1u << RUSH_BFLOAT16)
#define DTYPES_INT (1u << RUSH_INT64 | 1u << RUSH_INT32 | 1u << RUSH_INT16 | 1u << RUSH_INT8 | 1u << RUSH_UINT8)
#define DTYPES_ALL (DTYPES_FLOAT | DTYPES_INT | 1u << RUSH_BOOL)

/* ---- a call ---- */

struct rush_call {
    rush_site site;
    const op *op;
    const value *args;
    int nargs;
    bool inplace;                    /* argument 0 is the result */
    int nout;
    rush_tensor *out[OP_MAX_OUT];    /* owned by the call until it ends */
    rush_list *list;                 /* OP_LIST */
    rush_tensor *before;             /* in place: what argument 0 was, if the derivative needs it */
    rush_device device;              /* of the tensors */
    int64_t work[16];                /* what meta found out for the kernel */
};

/* the argument's value; tensors may be NULL where the schema says `?` */
#define TENSOR(c, k) ((c)->args[k].kind == RUSH_VALUE_TENSOR ? (c)->args[k].u.t : NULL)
#define INT_ARG(c, k) ((c)->args[k].u.i)
#define BOOL_ARG(c, k) ((c)->args[k].u.i != 0)
#define HAS(c, k) ((c)->args[k].kind != RUSH_VALUE_NONE)
static inline double value_double(const value *v) { return v->kind == RUSH_VALUE_FLOAT ? v->u.f : (double)v->u.i; }
static inline int64_t value_int(const value *v) { return v->kind == RUSH_VALUE_FLOAT ? (int64_t)v->u.f : v->u.i; }
#define FLOAT_ARG(c, k) value_double(&(c)->args[k])

/* Ops that keep their dimensions as a bit set have PyTorch's limit. */
#define CHECK_BIT_SET(c, ndim) CHECK(c, (ndim) <= 64, "only tensors with up to 64 dims are supported")

/* In meta: makes result i (in place: checks that argument 0 can be it), contiguous or with given strides. */
bool call_out(call *c, int i, rush_dtype dtype, int ndim, const int64_t *shape);
bool call_out_strided(call *c, int i, rush_dtype dtype, int ndim, const int64_t *shape, const int64_t *strides);
bool call_out_like(call *c, int i, rush_tensor *like);
/* channels-last if `like` is */
bool call_out_suggested(call *c, int i, rush_dtype dtype, const rush_tensor *like, int ndim, const int64_t *shape);
bool call_out_laid_as(call *c, int i, rush_dtype dtype, rush_tensor *like); /* the same order of dimensions, another dtype */
/* a view of `base` as result i, or as a further element of the list */
bool call_view(call *c, int i, rush_tensor *base, int ndim, const int64_t *shape, const int64_t *strides, int64_t offset);
/* OP_LIST: room for n results */
bool call_list(call *c, int64_t n);
/* a tensor made by the way, dropped at the end of the call; contiguous */
rush_tensor *call_temporary(call *c, rush_dtype dtype, int ndim, const int64_t *shape);
/* composite: a scope-owned tensor becomes result i */
bool call_return(call *c, int i, rush_tensor *t);
/* composite with OP_LIST: another op's list is the result; or, after call_list, t becomes its next element */
bool call_return_list(call *c, rush_list *list);
bool call_return_element(call *c, rush_tensor *t);
/* dim argument of a tensor of `ndim` dims */
static inline bool call_dim(call *c, int64_t dim, int ndim, int *out) { return dim_wrap(c->site, c->op->name, dim, ndim, out); }
/* t, or a contiguous copy of it that is dropped at the end of the call */
const rush_tensor *call_contiguous(call *c, const rush_tensor *t);
const rush_tensor *call_cast(call *c, const rush_tensor *t, rush_dtype dtype);

/* What the façade calls. Returns result 0, owned by the scope (in place: argument 0 itself). */
rush_tensor *op_call(const op *op, rush_site site, const value *args, int nargs);
rush_tensor *op_call_inplace(const op *op, rush_site site, const value *args, int nargs);
/* all results; `more` has room for OP_MAX_OUT */
bool op_call_multi(const op *op, rush_site site, const value *args, int nargs, rush_tensor **results);
rush_list *op_call_list(const op *op, rush_site site, const value *args, int nargs);

/* ---- the derivative ---- */

struct backward {
    rush_site site;
    const op *op;
    const struct op_node *node;
    rush_tensor *const *grads;       /* of each output; NULL only with OP_GRAD_UNDEFINED */
    rush_tensor *grad;               /* grads[0] */
    const value *args;               /* as in the call; tensors that were not saved are NULL */
    int nargs;
    rush_tensor **out;               /* saved outputs */
    rush_tensor **result;            /* by edge */
    bool create_graph;
};

/* does argument i (a tensor) want a gradient? */
bool needs(const backward *c, int i);
/* sets its gradient (broadcasting and promotion are undone by the engine); false if g is NULL */
bool give(backward *c, int i, rush_tensor *g);
/* the same for element k of a Tensor[] argument */
bool needs_element(const backward *c, int i, int k);
bool give_element(backward *c, int i, int k, rush_tensor *g);
/* of argument i as it was */
rush_shape input_shape(const backward *c, int i);
rush_dtype input_dtype(const backward *c, int i);
rush_device input_device(const backward *c, int i);
rush_shape input_shape_element(const backward *c, int i, int k);
/* GIVE(i, expression): the usual line of a rule */
#define GIVE(i, expression) \
    do { \
        if (needs(c, i) && !give(c, i, expression)) return false; \
    } while (0)

/* ---- values ---- */

static inline value value_none(void) { return (value){ .kind = RUSH_VALUE_NONE }; }
static inline value value_tensor(rush_tensor *t) { return (value){ .u.t = t, .kind = RUSH_VALUE_TENSOR }; }
static inline value value_tensor_optional(rush_tensor *t) {
    return t ? value_tensor(t) : value_none();
}
static inline value value_of_int(int64_t i) { return (value){ .u.i = i, .kind = RUSH_VALUE_INT }; }
static inline value value_of_double(double f) { return (value){ .u.f = f, .kind = RUSH_VALUE_FLOAT }; }
static inline value value_of_bool(bool b) { return (value){ .u.i = b, .kind = RUSH_VALUE_BOOL }; }
static inline value value_of_ints(const int64_t *p, int64_t n) { return (value){ .u.ints = p, .kind = RUSH_VALUE_INTS, .count = (int32_t)n }; }
static inline value value_of_shape(rush_shape s) { return value_of_ints(s.dims, s.ndim); }
static inline value value_of_shape_optional(rush_shape s) { return s.dims ? value_of_shape(s) : value_none(); }
static inline value value_of_tensors(rush_tensor *const *p, int64_t n) { return (value){ .u.tensors = p, .kind = RUSH_VALUE_TENSORS, .count = (int32_t)n }; }
static inline value value_of_dtype(rush_dtype d) { return d ? (value){ .u.i = d, .kind = RUSH_VALUE_DTYPE } : value_none(); }
static inline value value_of_device(rush_device d) { return d.type ? (value){ .u.device = d, .kind = RUSH_VALUE_DEVICE } : value_none(); }
static inline value value_of_string(const char *s) { return s ? (value){ .u.string = s, .kind = RUSH_VALUE_STRING } : value_none(); }
static inline value value_of_generator(rush_generator *g) { return g ? (value){ .u.generator = g, .kind = RUSH_VALUE_GENERATOR } : value_none(); }
static inline value value_of_operand(rush_operand o) { return (value){ .u.i = o.u.i, .kind = o.kind }; }
static inline value value_opt_int(rush_opt_int o) { return o.set ? value_of_int(o.value) : value_none(); }
static inline value value_opt_double(rush_opt_double o) { return o.set ? value_of_double(o.value) : value_none(); }
static inline rush_operand operand_of_value(const value *v) {
    rush_operand o;
    o.u.i = v->u.i;
    o.kind = v->kind;
    return o;
}

/* ---- kernels by device; tests ---- */

/* the kernel that runs `op` on a device: a backend's own for this dtype, on the CPU the fast or the reference kernel */
kernel op_kernel(const op *op, int16_t device_type, rush_dtype dtype);
/* Tests: only reference kernels from now on. */
void op_force_reference(bool on);
typedef struct op_runs { int64_t fast, reference, composite, backward; } op_runs;
/* Counts calls by kernel while on. */
void op_count_runs(bool on);
op_runs op_runs_of(const op *op);
#endif
