/* SPDX-License-Identifier: MIT */
/* autograd.h - gradients: backward, modes, leaves, hooks, the graph itself. */
#ifndef RUSHLIGHT_AUTOGRAD_H
#define RUSHLIGHT_AUTOGRAD_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- backward ---- */

typedef struct rush_backward_args {
    size_t size;
    rush_tensor *tensor;
    rush_named_only _;
    rush_tensor *gradient;       /* of tensor's shape; default: 1, for a tensor of one element */
    bool retain_graph;           /* keep saved tensors for another backward (create_graph implies it) */
    bool create_graph;           /* record the derivative too, for derivatives of higher order */
} rush_backward_args;
/* Adds d tensor / d leaf to the .grad of every leaf that requires grad. False with an error set; false too while an error is pending. */
RUSH_API bool rush_backward_at(rush_site site, rush_backward_args args);

typedef struct rush_autograd_grad_args {
    size_t size;
    int64_t input_count;
    rush_named_only _;
    rush_tensor *const *grad_outputs;   /* one for each output, NULL entries as in backward */
    bool retain_graph, create_graph, allow_unused;
} rush_autograd_grad_args;
/* d outputs / d inputs into grads[0 … input_count - 1], owned by the scope; .grad of leaves is left alone.
   rush_autograd_grad(&loss, 1, inputs, grads, 2). An input that was not used is an error, or NULL with .allow_unused. */
RUSH_API bool rush_autograd_grad_at(rush_site site, rush_tensor *const *outputs, int64_t output_count, rush_tensor *const *inputs,
                                    rush_tensor **grads, rush_autograd_grad_args args);

/* ---- leaves ---- */

RUSH_API bool rush_requires_grad(const rush_tensor *t);
/* Only leaves may change. Returns t. */
RUSH_API rush_tensor *rush_set_requires_grad_at(rush_site site, rush_tensor *t, bool requires_grad);
RUSH_API bool rush_is_leaf(const rush_tensor *t);
/* `.grad`, or NULL if there is none. */
RUSH_API rush_tensor *rush_get_grad(const rush_tensor *t);
/* Replaces `.grad` (NULL: none). Error: another shape, dtype or device. */
RUSH_API bool rush_set_grad_at(rush_site site, rush_tensor *t, rush_tensor *grad);
/* Keeps the gradient of a tensor that is not a leaf. */
RUSH_API bool rush_retain_grad_at(rush_site site, rush_tensor *t);
/* `.data`: the same memory, no history, and writes to it are not seen by backward (see rush_set_data_check). */
RUSH_API rush_tensor *rush_data_at(rush_site site, const rush_tensor *t);
/* With the check on (or RUSH_CHECK_DATA=1 in the environment) backward refuses saved tensors that were overwritten
   through .data or a raw pointer, where PyTorch silently computes a wrong gradient. */
RUSH_API void rush_set_data_check(bool on);

/* ---- modes, per thread ---- */

RUSH_API bool rush_is_grad_enabled(void);
RUSH_API bool rush_is_inference_mode(void);
/* Sets grad mode; returns what it was. */
RUSH_API bool rush_set_grad_enabled(bool on);
RUSH_API bool rush_set_inference_mode(bool on);
/* Backward then says which forward call led to an error or a NaN gradient. */
RUSH_API void rush_set_detect_anomaly(bool on);

typedef struct rush_mode { bool grad_off, inference; } rush_mode;
RUSH_API rush_mode rush_mode_enter(int kind);
RUSH_API void rush_mode_leave(rush_mode *saved);

/* ---- checking derivatives ---- */

/* A function to check: from inputs to one tensor (of any shape), made with ops; NULL with an error set if it fails. */
typedef rush_tensor *(*rush_gradcheck_function)(rush_tensor *const *inputs, int64_t count, void *user);

typedef struct rush_gradcheck_args {
    size_t size;
    int64_t count;
    rush_named_only _;
    rush_opt_double eps;         /* step of the central differences, default 1e-6 */
    rush_opt_double atol, rtol;  /* |analytical - numerical| <= atol + rtol |numerical|, default 1e-5 and 1e-3 */
    double nondet_tol;           /* how far two backward runs may differ, default 0 */
} rush_gradcheck_args;
/* Compares the gradients that backward gives for `function` with central differences, element by element, for all inputs that
   require grad (float64 is meant). False with the error "Jacobian mismatch for output 0 with respect to input 0, …" if they differ.
   rush_gradcheck(my_function, NULL, inputs, 2, .eps = RUSH_DOUBLE(1e-5)) */
RUSH_API bool rush_gradcheck_at(rush_site site, rush_gradcheck_function function, void *user, rush_tensor *const *inputs, rush_gradcheck_args args);
/* The same for the gradients of the gradients: checks the function that maps inputs and the result's gradient to the gradients. */
RUSH_API bool rush_gradgradcheck_at(rush_site site, rush_gradcheck_function function, void *user, rush_tensor *const *inputs,
                                    rush_gradcheck_args args);

/* ---- the graph ---- */

/* grad_fn: the node that made t, or NULL. Valid as long as t keeps its history. */
RUSH_API rush_node *rush_grad_fn(const rush_tensor *t);
/* "AddBackward0" */
RUSH_API const char *rush_node_name(const rush_node *node);
/* "train.c:41": the call that made the node */
RUSH_API rush_site rush_node_site(const rush_node *node);
RUSH_API int64_t rush_node_next_count(const rush_node *node);
/* What the node's gradient i goes to: a node, or NULL with *leaf set for a leaf ("AccumulateGrad"), or NULL. */
RUSH_API rush_node *rush_node_next(const rush_node *node, int64_t i, rush_tensor **leaf, uint32_t *output_nr);
/* Nodes that exist in the whole process. */
RUSH_API int64_t rush_live_nodes(void);

#ifdef __cplusplus
}
#endif

enum { RUSH_MODE_NO_GRAD, RUSH_MODE_ENABLE_GRAD, RUSH_MODE_INFERENCE };
#if defined(__GNUC__)
#define RUSH_MODE_(kind) rush_mode RUSH_CAT(rush_mode_, __LINE__) RUSH_CLEANUP_(rush_mode_leave) = rush_mode_enter(kind)
/* Declarations, first in their block: `RUSH_NO_GRAD;` no graph is recorded until the end of the block. */
#define RUSH_NO_GRAD RUSH_MODE_(RUSH_MODE_NO_GRAD)
#define RUSH_ENABLE_GRAD RUSH_MODE_(RUSH_MODE_ENABLE_GRAD)
#define RUSH_INFERENCE_MODE RUSH_MODE_(RUSH_MODE_INFERENCE)
#endif

#ifndef __cplusplus
#define rush_backward(...) \
    rush_backward_at(RUSH_SITE, (rush_backward_args){ .size = sizeof(rush_backward_args), .tensor = __VA_ARGS__ })
#define rush_autograd_grad(outputs, output_count, inputs, grads, ...) \
    rush_autograd_grad_at(RUSH_SITE, outputs, output_count, inputs, grads, \
                          (rush_autograd_grad_args){ .size = sizeof(rush_autograd_grad_args), .input_count = __VA_ARGS__ })
#define rush_gradcheck(function, user, inputs, ...) \
    rush_gradcheck_at(RUSH_SITE, function, user, inputs, (rush_gradcheck_args){ .size = sizeof(rush_gradcheck_args), .count = __VA_ARGS__ })
#define rush_gradgradcheck(function, user, inputs, ...) \
    rush_gradgradcheck_at(RUSH_SITE, function, user, inputs, (rush_gradcheck_args){ .size = sizeof(rush_gradcheck_args), .count = __VA_ARGS__ })
#define rush_set_requires_grad(t, on) rush_set_requires_grad_at(RUSH_SITE, t, on)
#define rush_set_grad(t, grad) rush_set_grad_at(RUSH_SITE, t, grad)
#define rush_retain_grad(t) rush_retain_grad_at(RUSH_SITE, t)
#define rush_data(t) rush_data_at(RUSH_SITE, t)
#endif
#endif
