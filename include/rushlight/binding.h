/* SPDX-License-Identifier: MIT */
/* binding.h - calling any op by its row of the table, for language bindings: find the row, read its schema,
   hand over the arguments in schema order. Plain pointers and counts only. */
#ifndef RUSHLIGHT_BINDING_H
#define RUSHLIGHT_BINDING_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The first five agree with RUSH_KIND_…. */
typedef enum rush_value_kind {
    RUSH_VALUE_NONE, RUSH_VALUE_TENSOR, RUSH_VALUE_INT, RUSH_VALUE_FLOAT, RUSH_VALUE_BOOL,
    RUSH_VALUE_INTS, RUSH_VALUE_FLOATS, RUSH_VALUE_TENSORS, RUSH_VALUE_DTYPE, RUSH_VALUE_DEVICE, RUSH_VALUE_STRING,
    RUSH_VALUE_GENERATOR
} rush_value_kind;

/* One argument. Arrays and strings are borrowed for the call. */
typedef struct rush_value {
    union {
        int64_t i;
        double f;
        rush_tensor *t;
        const int64_t *ints;
        const double *floats;
        rush_tensor *const *tensors;
        rush_device device;
        const char *string;
        rush_generator *generator;
    } u;
    int32_t kind, count;
} rush_value;

typedef struct rush_op rush_op;

typedef struct rush_op_info {
    const char *name;              /* C name: "max_dim" */
    const char *schema;            /* "max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)" */
    const char *doc;
    const char *grad_name;         /* "MaxBackward0", or NULL if it has no derivative */
    const char *samples;           /* calls to test it with: "a", "b", … with quotes and escapes as in C; or NULL */
    const char *errors;            /* so, too, in pairs: a call, the message it must give */
    bool inplace;                  /* has a form that ends in _ */
    bool inplace_only, view, composite;
    bool internal;                 /* only other ops use it: a backward kernel, a part of a composite */
    int overlap;                   /* the most that PyTorch lets out= overlap an operand: as rush_overlap says */
    bool keeps_dtype;              /* elementwise, of one tensor, in its dtype; out= must have that dtype, too */
    bool writes_expanded;          /* in place: takes a tensor several of whose elements are one in memory (PyTorch warns) */
    bool no_out;                   /* PyTorch's has no out= */
    bool nn;                       /* PyTorch has it in torch.nn.functional only */
    bool no_method;                /* a function only, though its first argument is self */
} rush_op_info;

RUSH_API int rush_op_count(void);
RUSH_API const rush_op *rush_op_at(int index);
RUSH_API const rush_op *rush_op_find(const char *name);
RUSH_API rush_op_info rush_op_get_info(const rush_op *op);

/* Calls an op with all its arguments, in schema order. Results go to results[0 … max - 1] and belong to the scope;
   returns their number, or -1 with the error set. inplace calls the form that ends in _. */
RUSH_API int rush_op_call(const rush_op *op, rush_site site, const rush_value *args, int count, bool inplace, rush_tensor **results,
                          int max);

/* Do elements of `to` lie where elements of t lie? 0: no; 1: all at the same places; 2: at others, so that `to` must not be written
   while t is read. */
RUSH_API int rush_overlap(const rush_tensor *to, const rush_tensor *t);
/* What the node of an op keeps for its derivative under the name of an argument ("self", "dim"), of a result ("result", "result1",
   "indices"), or of a size ("self_sizes"). False if there is nothing of that name. For tensors `first` is the number of the
   first one for rush_node_saved and value.count how many the argument has; else value is the argument, valid as long as the node. */
typedef struct rush_kept { rush_value value; int64_t first; int arg; } rush_kept;
RUSH_API bool rush_node_kept(const rush_node *node, const char *name, rush_kept *kept);
/* The number of element `element` of a list of tensors; -1 where the list has None. */
RUSH_API int64_t rush_node_kept_element(const rush_node *node, const rush_kept *kept, int element);

/* Keeps a binding's object with the tensor: `free` gets it when the tensor ends. NULL: none is kept any more. False without memory. */
RUSH_API bool rush_keep_object(rush_tensor *t, void *object, void (*free)(void *object));

/* rush_to_string with another word than "tensor" before the bracket: the name of a language's own class of tensors. */
RUSH_API size_t rush_to_string_as(const rush_tensor *t, const char *class_name, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif
#endif
