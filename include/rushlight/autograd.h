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

typedef struct rush_autograd_backward_args {
    size_t size;
    int64_t count;
    rush_named_only _;
    rush_tensor *const *gradients;      /* one for each tensor, NULL entries as in rush_backward */
    bool retain_graph, create_graph;
} rush_autograd_backward_args;
/* rush_backward of several tensors in one pass: rush_autograd_backward(losses, 2). */
RUSH_API bool rush_autograd_backward_at(rush_site site, rush_tensor *const *tensors, rush_autograd_backward_args args);

/* ---- leaves ---- */

RUSH_API bool rush_requires_grad(const rush_tensor *t);
/* Only leaves may change. Returns t. */
RUSH_API rush_tensor *rush_set_requires_grad_at(rush_site site, rush_tensor *t, bool requires_grad);
RUSH_API bool rush_is_leaf(const rush_tensor *t);
/* The tensor that t is a view of, or NULL: gradients of in-place writes to t go to it. */
RUSH_API rush_tensor *rush_view_base(const rush_tensor *t);
/* Was t made in inference mode? */
RUSH_API bool rush_is_inference(const rush_tensor *t);
/* `.grad`, or NULL if there is none. */
RUSH_API rush_tensor *rush_get_grad(const rush_tensor *t);
/* Replaces `.grad` (NULL: none). Error: another shape, dtype or device. */
RUSH_API bool rush_set_grad_at(rush_site site, rush_tensor *t, rush_tensor *grad);
/* Keeps the gradient of a tensor that is not a leaf: `.grad` has it after backward. */
RUSH_API bool rush_retain_grad_at(rush_site site, rush_tensor *t);
RUSH_API bool rush_retains_grad(const rush_tensor *t);
/* `.data`: the same memory, no history, and writes to it are not seen by backward (see rush_set_data_check). */
RUSH_API rush_tensor *rush_data_at(rush_site site, const rush_tensor *t);
/* `t.data = from`: t, the same object at the same place in the graph, gets from's memory, shape and dtype; a gradient that does not
   fit any more goes. */
RUSH_API bool rush_set_data_at(rush_site site, rush_tensor *t, const rush_tensor *from);
/* t, the same object, becomes what `from` is: its memory, shape, dtype and history. What in-place forms of view ops and of detach are
   made of: y = rush_t(x), then x becomes y. Error: t is a leaf that requires grad (in grad mode). */
RUSH_API bool rush_become_at(rush_site site, rush_tensor *t, const rush_tensor *from);
/* With the check on (or RUSH_CHECK_DATA=1 in the environment) backward refuses saved tensors that were overwritten
   through .data or a raw pointer, where PyTorch silently computes a wrong gradient. */
RUSH_API void rush_set_data_check(bool on);

/* ---- modes, per thread ---- */

RUSH_API bool rush_is_grad_enabled(void);
RUSH_API bool rush_is_inference_mode(void);
/* Sets grad mode; returns what it was. */
RUSH_API bool rush_set_grad_enabled(bool on);
/* Inference mode: no graph, no version counters; what is made in it can never be part of a graph. Turns grad mode off, too. */
RUSH_API bool rush_set_inference_mode(bool on);
/* Backward then says which forward call led to an error or a NaN gradient. */
RUSH_API void rush_set_detect_anomaly(bool on);
RUSH_API bool rush_is_anomaly_enabled(void);
/* Does anomaly mode look for NaN (default), or explain errors only? */
RUSH_API void rush_set_anomaly_check_nan(bool on);
RUSH_API bool rush_anomaly_check_nan(void);
/* Inside of backward: `function` is called at the end of the innermost backward that runs, unless it fails. False with the error set
   outside of backward. `free` is called for `user` afterwards, also on error. */
RUSH_API bool rush_queue_callback_at(rush_site site, void (*function)(void *user), void *user, void (*free)(void *user));
/* How many backwards run inside each other in this thread. */
RUSH_API int rush_backward_depth(void);
/* Inside of rush_autograd_grad (or of a backward inside of it): only what leads to its inputs runs, so leaves get nothing. */
RUSH_API bool rush_inside_autograd_grad(void);

typedef struct rush_mode { bool grad_off, inference; } rush_mode;
RUSH_API rush_mode rush_mode_enter(int kind);
RUSH_API void rush_mode_leave(rush_mode *saved);

/* ---- hooks --------------------------------------------------------------------------------------------------
   `user` is handed to the function; `.free` is called for it when the hook is removed or dies with what it hangs on, and
   also when registering fails. Registering returns the hook's id, 0 with the error set. A hook reports an error by making one. */

/* Called with the gradient of a tensor before it goes on. Returns NULL to leave it, or another gradient of the same shape and
   dtype, owned by the scope. */
typedef rush_tensor *(*rush_tensor_hook)(rush_tensor *grad, void *user);
typedef struct rush_register_hook_args {
    size_t size;
    rush_tensor_hook function;
    rush_named_only _;
    void *user;
    void (*free)(void *user);
    bool undefined;             /* of an output among several: called with NULL, too, where no gradient came */
} rush_register_hook_args;
/* rush_register_hook(t, print_norm, .user = &log). On a leaf it runs before the gradient is accumulated. Error: t needs no gradient. */
RUSH_API int64_t rush_register_hook_at(rush_site site, rush_tensor *t, rush_register_hook_args args);

/* Called before a node runs; may put other gradients into grad_outputs (NULL: undefined). False: an error. */
typedef bool (*rush_node_prehook)(rush_tensor **grad_outputs, int64_t count, void *user);
typedef struct rush_node_register_prehook_args { size_t size; rush_node_prehook function; rush_named_only _; void *user; void (*free)(void *user); } rush_node_register_prehook_args;
RUSH_API int64_t rush_node_register_prehook_at(rush_site site, rush_node *node, rush_node_register_prehook_args args);

/* Called after a node ran; may put other gradients into grad_inputs. False: an error. */
typedef bool (*rush_node_hook)(rush_tensor **grad_inputs, int64_t input_count, rush_tensor *const *grad_outputs, int64_t output_count, void *user);
typedef struct rush_node_register_hook_args { size_t size; rush_node_hook function; rush_named_only _; void *user; void (*free)(void *user); } rush_node_register_hook_args;
RUSH_API int64_t rush_node_register_hook_at(rush_site site, rush_node *node, rush_node_register_hook_args args);

/* Hangs something on a node, for bindings: `free` is called for it when the node dies, also on error. rush_node_attached finds what was
   attached with this `free`, or NULL. */
RUSH_API bool rush_node_attach_at(rush_site site, rush_node *node, void *user, void (*free)(void *user));
RUSH_API void *rush_node_attached(const rush_node *node, void (*free)(void *user));

/* False if there is no such hook any more. */
RUSH_API bool rush_remove_hook(int64_t id);
/* For garbage collectors of bindings: calls `visit` with the `user` and the `free` of every hook and function that lives only
   because t does. Stops at the first result that is not 0 and returns it. A t with more than one reference has none. */
RUSH_API int rush_visit_users(const rush_tensor *t, int (*visit)(void *user, void (*free)(void *user), void *arg), void *arg);

/* ---- saved tensors: what is kept for backward instead ----------------------------------------------------------- */

typedef struct rush_saved_hooks rush_saved_hooks;
typedef struct rush_saved_hooks_args {
    size_t size;
    /* what is kept instead of t, which has no history here; an error makes the op fail that saves it … */
    void *(*pack)(rush_tensor *t, void *user);
    /* … and the tensor again, owned by the scope, when backward asks; NULL with an error set */
    rush_tensor *(*unpack)(void *packed, void *user);
    rush_named_only _;
    void (*free_packed)(void *packed);
    void *user;
    void (*free)(void *user);       /* when nothing packed by these hooks is left, also on error */
} rush_saved_hooks_args;
/* From now on, until rush_saved_hooks_pop, the tensors that this thread's calls save for backward pass through these hooks (the
   innermost ones). They run with grad mode off. What they keep is not checked for writes in between. */
RUSH_API bool rush_saved_hooks_push_at(rush_site site, rush_saved_hooks_args args);
RUSH_API void rush_saved_hooks_pop(void);
/* How many tensors a node has saved; 0 when they are freed, which rush_node_saved_gone tells. */
RUSH_API int64_t rush_node_saved_count(const rush_node *node);
RUSH_API bool rush_node_saved_gone(const rush_node *node);
/* Number i of them, owned by the scope; NULL with the error of backward set if it was modified since, or is freed. */
RUSH_API rush_tensor *rush_node_saved(rush_node *node, int64_t i);
/* Hooks for one tensor that is saved already: pack is called now. */
RUSH_API bool rush_node_saved_hooks_at(rush_site site, rush_node *node, int64_t i, rush_saved_hooks_args args);

/* ---- functions of one's own --------------------------------------------------------------------------------- */

/* One call of a function: what forward leaves for backward. Forward runs with grad mode off; backward runs with it on where
   the derivative is recorded itself (create_graph), so that a backward written with tensor ops can be differentiated again. */
typedef struct rush_context rush_context;

typedef struct rush_function {
    const char *name;                /* "Cube": the node is CubeBackward */
    int64_t inputs;                  /* 0: any number */
    int64_t outputs;                 /* 0 means 1 */
    /* the result, scope-owned, NULL with the error set; for functions with one output … */
    rush_tensor *(*forward)(rush_context *ctx, rush_tensor *const *in);
    /* … and with several: fills out[outputs] */
    bool (*forward_n)(rush_context *ctx, rush_tensor *const *in, rush_tensor **out);
    /* grad_in[i] = the gradient of input i, or NULL for none; grad_out[k] is never NULL unless .undefined_grads. False: an error. */
    bool (*backward)(rush_context *ctx, rush_tensor *const *grad_out, rush_tensor **grad_in);
    bool once_differentiable;        /* differentiating the result of backward is an error */
    bool undefined_grads;            /* grad_out[k] may be NULL where nothing came (default: zeros) */
    bool null_outputs;               /* forward_n may leave outputs NULL: they are none */
} rush_function;

typedef struct rush_function_call_args { size_t size; int64_t input_count; rush_named_only _; void *user; void (*free)(void *user); } rush_function_call_args;
/* results[i] = values[i], behind a node that refuses to be differentiated: "trying to differentiate twice …". NULL stays NULL. For
   backwards that are not made of recorded ops. Owned by the scope; false with the error set. */
RUSH_API bool rush_once_differentiable_at(rush_site site, rush_tensor *const *values, int64_t count, rush_tensor **results);
/* Calls a function on inputs[0 … input_count - 1]; fills outputs[f->outputs], owned by the scope. `.user` is what rush_context_user
   returns; it is freed with the node, or at once where no gradient is needed, also on error. */
RUSH_API bool rush_function_call_at(rush_site site, const rush_function *f, rush_tensor *const *inputs, rush_tensor **outputs, rush_function_call_args args);
/* rush_function_apply(&cube, x): the first output. */
RUSH_API rush_tensor *rush_function_apply_at(rush_site site, const rush_function *f, rush_tensor *const *inputs, int64_t count);

/* In forward. Keeps a tensor (an input, an output, or any other) for backward. */
RUSH_API bool rush_save_for_backward(rush_context *ctx, rush_tensor *t);
/* In forward: this output gets no gradient. */
RUSH_API bool rush_mark_non_differentiable(rush_context *ctx, rush_tensor *output);
/* In forward, before input `t` is modified in place; t must then be returned as an output. */
RUSH_API bool rush_mark_dirty(rush_context *ctx, rush_tensor *t);
/* In backward. What was saved, in order; NULL with the error set if it was modified in place since, or freed. */
RUSH_API rush_tensor *rush_saved(rush_context *ctx, int64_t i);
RUSH_API int64_t rush_saved_count(const rush_context *ctx);
RUSH_API int64_t rush_context_input_count(const rush_context *ctx);
/* Is input i's gradient asked for? */
RUSH_API bool rush_needs_input_grad(const rush_context *ctx, int64_t i);
RUSH_API void *rush_context_user(const rush_context *ctx);
RUSH_API rush_node *rush_context_node(rush_context *ctx);
/* Where the function was called. */
RUSH_API rush_site rush_context_site(const rush_context *ctx);

/* ---- checkpointing: memory for time ---- */

/* A part of a network: outputs[0 … output_count - 1] from inputs, scope-owned; false with the error set. */
typedef bool (*rush_segment)(rush_tensor *const *inputs, rush_tensor **outputs, void *user);
typedef struct rush_checkpoint_function_args {
    size_t size;
    int64_t input_count;
    rush_named_only _;
    int64_t output_count;            /* default 1 */
    void *user;
    void (*free)(void *user);        /* when the graph lets go of it, also on error */
    bool no_preserve_rng_state;      /* default: the recomputation draws the numbers that the first run drew */
} rush_checkpoint_function_args;
/* Runs a segment without keeping its intermediate values; backward runs it again. As torch.utils.checkpoint (reentrant): for
   rush_backward only, and at least one input must require a gradient. */
RUSH_API bool rush_checkpoint_function_at(rush_site site, rush_segment segment, rush_tensor *const *inputs, rush_tensor **outputs, rush_checkpoint_function_args args);

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
/* Both for a function of one's own, for each output: rush_function_gradcheck(&cube, x). The second derivative is left out where
   the function is once_differentiable. */
RUSH_API bool rush_function_gradcheck_at(rush_site site, const rush_function *f, rush_tensor *const *inputs, int64_t count);

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
/* What backward does at this node: grads (NULL: undefined) of its results in, grads of what it leads to out, owned by the scope. */
RUSH_API int64_t rush_node_result_count(const rush_node *node);
RUSH_API bool rush_node_call_at(rush_site site, rush_node *node, rush_tensor *const *grads, rush_tensor **results);
/* t's place among the results of its node */
RUSH_API uint32_t rush_output_nr(const rush_tensor *t);
/* The `user` of a function of one's own, if this is its node and `free` is what it was made with; NULL otherwise. */
RUSH_API void *rush_node_user(const rush_node *node, void (*free)(void *user));
/* The graph behind t in Graphviz's language, and as an SVG picture of its own layout: leaves above, t below, each node with the
   line that made it. False with the error set if it cannot be written. */
RUSH_API bool rush_graph_dot(FILE *file, const rush_tensor *t);
RUSH_API bool rush_graph_svg(FILE *file, const rush_tensor *t);
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
#define rush_autograd_backward(tensors, ...) \
    rush_autograd_backward_at(RUSH_SITE, tensors, \
                              (rush_autograd_backward_args){ .size = sizeof(rush_autograd_backward_args), .count = __VA_ARGS__ })
#define rush_register_hook(t, ...) \
    rush_register_hook_at(RUSH_SITE, t, (rush_register_hook_args){ .size = sizeof(rush_register_hook_args), .function = __VA_ARGS__ })
#define rush_node_register_hook(node, ...) \
    rush_node_register_hook_at(RUSH_SITE, node, \
                               (rush_node_register_hook_args){ .size = sizeof(rush_node_register_hook_args), .function = __VA_ARGS__ })
#define rush_node_register_prehook(node, ...) \
    rush_node_register_prehook_at(RUSH_SITE, node, \
                                  (rush_node_register_prehook_args){ .size = sizeof(rush_node_register_prehook_args), .function = __VA_ARGS__ })
#define rush_saved_hooks_push(pack_, ...) \
    rush_saved_hooks_push_at(RUSH_SITE, (rush_saved_hooks_args){ .size = sizeof(rush_saved_hooks_args), .pack = pack_, .unpack = __VA_ARGS__ })
#define rush_function_apply(f, ...) \
    rush_function_apply_at(RUSH_SITE, f, (rush_tensor *const[]){ __VA_ARGS__ }, \
                           (int64_t)(sizeof((rush_tensor *const[]){ __VA_ARGS__ }) / sizeof(rush_tensor *)))
#define rush_function_gradcheck(f, ...) \
    rush_function_gradcheck_at(RUSH_SITE, f, (rush_tensor *const[]){ __VA_ARGS__ }, \
                               (int64_t)(sizeof((rush_tensor *const[]){ __VA_ARGS__ }) / sizeof(rush_tensor *)))
#define rush_function_call(f, inputs, outputs, ...) \
    rush_function_call_at(RUSH_SITE, f, inputs, outputs, \
                          (rush_function_call_args){ .size = sizeof(rush_function_call_args), .input_count = __VA_ARGS__ })
#define rush_checkpoint_function(segment, inputs, outputs, ...) \
    rush_checkpoint_function_at(RUSH_SITE, segment, inputs, outputs, \
                                (rush_checkpoint_function_args){ .size = sizeof(rush_checkpoint_function_args), .input_count = __VA_ARGS__ })
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
