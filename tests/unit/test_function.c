/* SPDX-License-Identifier: MIT */
/* test_function.c - functions with a derivative of one's own, and checkpointing. */
#include "test.h"

#include <math.h>
#include <string.h>

#define TEST(name) static void name(void **state)
#define BEGIN (void)state; RUSH_SCOPE
#define LEAF(...) leaf((const float[]){ __VA_ARGS__ }, (int64_t)(sizeof((const float[]){ __VA_ARGS__ }) / sizeof(float)))
#define GRAD(t, ...) assert_values(rush_get_grad(t), VALUES(__VA_ARGS__), 1e-5)
#define IS(t, ...) assert_values(t, VALUES(__VA_ARGS__), 1e-5)

static rush_tensor *leaf(const float *values, int64_t n) { return rush_from_data(values, RUSH_SHAPE(n), .requires_grad = true); }
static rush_tensor *grad_of(rush_tensor *y, rush_tensor *x, bool create) {
    rush_tensor *g = NULL;
    rush_autograd_grad(&y, 1, &x, &g, 1, .create_graph = create);
    return g;
}
static const char *name_of(const rush_tensor *t) { return rush_node_name(rush_grad_fn(t)); }

/* ---- cube ---- */

static rush_tensor *cube_forward(rush_context *ctx, rush_tensor *const *in) {
    rush_save_for_backward(ctx, in[0]);
    assert_false(rush_is_grad_enabled());
    return rush_pow(in[0], 3);
}
static bool cube_backward(rush_context *ctx, rush_tensor *const *grad_out, rush_tensor **grad_in) {
    grad_in[0] = rush_mul(grad_out[0], rush_mul(rush_pow(rush_saved(ctx, 0), 2), 3));
    return grad_in[0] != NULL;
}
static const rush_function cube = { .name = "Cube", .inputs = 1, .forward = cube_forward, .backward = cube_backward };
static const rush_function cube_once = { .name = "CubeOnce", .inputs = 1, .forward = cube_forward, .backward = cube_backward, .once_differentiable = true };

TEST(test_cube) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_function_apply(&cube, x);
    char text[100];
    rush_to_string(y, text, sizeof text);
    assert_string_equal(text, "tensor([1., 8.], grad_fn=<CubeBackward>)");
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 3, 12);
}

TEST(test_double_backward) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *g = grad_of(rush_sum(rush_function_apply(&cube, x)), x, true);
    IS(g, 3, 12);
    rush_tensor *gg = grad_of(rush_sum(g), x, true);
    IS(gg, 6, 12);
    IS(grad_of(rush_sum(gg), x, false), 6, 6);
}

TEST(test_once_differentiable) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_sum(rush_function_apply(&cube_once, x)), *g = grad_of(y, x, true);
    IS(g, 3, 12);
    assert_string_equal(name_of(g), "Error");
    assert_null(grad_of(rush_sum(g), x, false));
    assert_error("trying to differentiate twice a function that was marked with @once_differentiable");
    assert_true(rush_backward(rush_sum(rush_function_apply(&cube_once, x))));
    GRAD(x, 3, 12);
}

TEST(test_without_grad) {
    BEGIN;
    int64_t nodes = rush_live_nodes();
    rush_tensor *y = rush_function_apply(&cube, rush_ones(RUSH_SHAPE(2)));
    assert_false(rush_requires_grad(y));
    RUSH_NO_GRAD;
    assert_false(rush_requires_grad(rush_function_apply(&cube, LEAF(1, 2))));
    assert_int_equal(rush_live_nodes(), nodes);
}

TEST(test_saved_input_modified) {
    BEGIN;
    rush_tensor *y = rush_mul(LEAF(1, 2), 1), *z = rush_function_apply(&cube, y);
    rush_zero_(y);
    assert_false(rush_backward(rush_sum(z)));
    assert_non_null(strstr(rush_error()->detail, "saved by CubeBackward at"));
    assert_error("one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [2]], which is output 0 "
                 "of ZeroBackward0, is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute "
                 "its gradient, with torch.autograd.set_detect_anomaly(True).");
}

TEST(test_second_time) {
    BEGIN;
    rush_tensor *z = rush_sum(rush_function_apply(&cube, LEAF(1, 2)));
    assert_true(rush_backward(z));
    assert_false(rush_backward(z));
    assert_non_null(strstr(rush_error()->message, "Trying to backward through the graph a second time"));
    rush_error_clear();
}

static bool wrong_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    return (grad_in[0] = rush_mul(g[0], rush_mul(rush_saved(ctx, 0), 3))) != NULL;
}
static const rush_function wrong = { .name = "Wrong", .inputs = 1, .forward = cube_forward, .backward = wrong_backward };

TEST(test_gradcheck) {
    BEGIN;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 0.5, -1.5, 2), RUSH_SHAPE(3), .requires_grad = true);
    assert_true(rush_function_gradcheck(&cube, x));
    assert_true(rush_function_gradcheck(&cube_once, x));
    assert_false(rush_function_gradcheck(&wrong, x));
    assert_non_null(strstr(rush_error()->message, "Jacobian mismatch for output 0 with respect to input 0"));
    rush_error_clear();
}

/* ---- several inputs and outputs, user data ---- */

typedef struct polar_data { int freed, backward; double scale; } polar_data;
static void polar_free(void *user) { ((polar_data *)user)->freed++; }

/* out0 = scale a b, out1 = a + b, out2 = a > b as a number: without gradient */
static bool polar_forward(rush_context *ctx, rush_tensor *const *in, rush_tensor **out) {
    polar_data *d = rush_context_user(ctx);
    out[0] = rush_mul(rush_mul(in[0], in[1]), d->scale);
    out[1] = rush_add(in[0], in[1]);
    out[2] = rush_to_dtype(rush_gt(in[0], in[1]), RUSH_FLOAT32);
    return rush_save_for_backward(ctx, in[0]) && rush_save_for_backward(ctx, in[1]) && rush_mark_non_differentiable(ctx, out[2]);
}
static bool polar_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    polar_data *d = rush_context_user(ctx);
    d->backward++;
    assert_int_equal(rush_saved_count(ctx), 2);
    assert_int_equal(rush_context_input_count(ctx), 2);
    if (rush_needs_input_grad(ctx, 0)) grad_in[0] = rush_add(rush_mul(rush_mul(g[0], rush_saved(ctx, 1)), d->scale), g[1]);
    if (rush_needs_input_grad(ctx, 1)) grad_in[1] = rush_add(rush_mul(rush_mul(g[0], rush_saved(ctx, 0)), d->scale), g[1]);
    return !rush_failed();
}
static const rush_function polar = { .name = "Polar", .inputs = 2, .outputs = 3, .forward_n = polar_forward, .backward = polar_backward };

TEST(test_several_outputs) {
    BEGIN;
    polar_data d = { .scale = 10 };
    {
        RUSH_SCOPE;
        rush_tensor *a = LEAF(1, 2), *b = LEAF(3, 4), *in[] = { a, b }, *out[3];
        assert_true(rush_function_call(&polar, in, out, 2, .user = &d, .free = polar_free));
        IS(out[0], 30, 80);
        assert_true(rush_requires_grad(out[1]) && !rush_requires_grad(out[2]));
        uint32_t nr = 9;
        assert_ptr_equal(rush_grad_fn(out[0]), rush_grad_fn(out[1]));
        assert_ptr_equal(rush_node_next(rush_grad_fn(rush_sum(out[1])), 0, NULL, &nr), rush_grad_fn(out[1]));
        assert_int_equal(nr, 1);
        assert_true(rush_backward(rush_sum(out[1]), .retain_graph = true)); /* out0's gradient is zeros */
        GRAD(a, 1, 1);
        assert_true(rush_backward(rush_sum(rush_mul(out[0], out[1]))));
        GRAD(a, 1 + 30 * 4 + 30, 1 + 40 * 6 + 80);
        assert_int_equal(d.backward, 2);
        assert_int_equal(d.freed, 0);
        rush_set_requires_grad(b, false);
        rush_set_grad(b, NULL);
    }
    assert_int_equal(d.freed, 1);
}

TEST(test_needs_input_grad) {
    BEGIN;
    polar_data d = { .scale = 2 };
    rush_tensor *a = rush_ones(RUSH_SHAPE(2)), *b = LEAF(3, 4), *in[] = { a, b }, *out[3];
    assert_true(rush_function_call(&polar, in, out, 2, .user = &d));
    assert_true(rush_backward(rush_sum(out[0])));
    GRAD(b, 2, 2);
}

TEST(test_user_data_is_freed) {
    polar_data d = { .scale = 1 }; /* before the scope: the nodes that free it end with the scope */
    BEGIN;
    rush_tensor *plain = rush_ones(RUSH_SHAPE(2)), *in[] = { plain, plain }, *out[3], *none[] = { plain, NULL };
    assert_true(rush_function_call(&polar, in, out, 2, .user = &d, .free = polar_free));
    assert_int_equal(d.freed, 1); /* no node keeps it */
    assert_false(rush_function_call(&polar, none, out, 2, .user = &d, .free = polar_free));
    assert_int_equal(rush_error()->code, RUSH_TYPE_ERROR);
    assert_false(rush_function_call(&polar, in, out, 2, .user = &d, .free = polar_free)); /* an error is pending */
    rush_error_clear();
    assert_false(rush_function_call(&polar, in, out, 1, .user = &d, .free = polar_free));
    assert_error("Polar takes 2 inputs, 1 were given");
    assert_int_equal(d.freed, 4);
    assert_null(out[0]);
}

/* ---- odd results ---- */

static rush_tensor *same_forward(rush_context *ctx, rush_tensor *const *in) { return (void)ctx, in[0]; }
static rush_tensor *view_forward(rush_context *ctx, rush_tensor *const *in) { return (void)ctx, rush_select(in[0], 0, 0); }
static bool five(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) { return (void)ctx, (grad_in[0] = rush_mul(g[0], 5)) != NULL; }
static bool nothing(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) { return (void)ctx, (void)g, (void)grad_in, true; }
static bool fails(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) { return (void)ctx, (void)g, (void)grad_in, false; }
static bool bad_size(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    return (void)ctx, (void)g, (grad_in[0] = rush_ones(RUSH_SHAPE(3))) != NULL;
}
static rush_tensor *fail_forward(rush_context *ctx, rush_tensor *const *in) { return (void)ctx, rush_add(in[0], rush_ones(RUSH_SHAPE(3))); }
static rush_tensor *null_forward(rush_context *ctx, rush_tensor *const *in) { return (void)ctx, (void)in, NULL; }

static const rush_function same = { .name = "Same", .inputs = 1, .forward = same_forward, .backward = five };
static const rush_function part = { .name = "Part", .inputs = 1, .forward = view_forward, .backward = nothing };
static const rush_function no_grad_out = { .name = "Nothing", .inputs = 1, .forward = cube_forward, .backward = nothing };
static const rush_function failing = { .name = "Failing", .inputs = 1, .forward = cube_forward, .backward = fails };
static const rush_function sized = { .name = "Sz", .inputs = 1, .forward = cube_forward, .backward = bad_size };
static const rush_function fail_early = { .name = "Early", .inputs = 1, .forward = fail_forward, .backward = five };
static const rush_function null_early = { .name = "Null", .inputs = 1, .forward = null_forward, .backward = five };

#define FUNCTION_VIEW(name) \
    "Output 0 of " name " is a view and is being modified inplace. This view was created inside a custom Function (or because an input was returned as-is) and " \
    "the autograd logic to handle view+inplace would override the custom backward associated with the custom Function, leading to incorrect gradients. This " \
    "behavior is forbidden. You can fix this by cloning the output of the custom Function."

TEST(test_input_returned) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *z = rush_function_apply(&same, x), *p = rush_function_apply(&part, x);
    assert_ptr_not_equal(z, x);
    assert_true(rush_shares_storage(z, x));
    assert_true(rush_backward(rush_sum(z)));
    GRAD(x, 5, 5);
    assert_null(rush_mul_(z, 2));
    assert_error(FUNCTION_VIEW("SameBackward"));
    assert_null(rush_mul_(p, 2));
    assert_error(FUNCTION_VIEW("PartBackward"));
}

TEST(test_backward_gives_nothing) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_true(rush_backward(rush_sum(rush_function_apply(&no_grad_out, x))));
    assert_null(rush_get_grad(x));
}

TEST(test_backward_fails) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_false(rush_backward(rush_sum(rush_function_apply(&failing, x))));
    assert_error("FailingBackward: no gradient was computed");
    assert_false(rush_backward(rush_sum(rush_function_apply(&sized, x))));
    assert_error("Function SzBackward returned an invalid gradient at index 0 - got [3] but expected shape compatible with [2]");
}

TEST(test_forward_fails) {
    BEGIN;
    int64_t nodes = rush_live_nodes();
    assert_null(rush_function_apply(&fail_early, LEAF(1, 2)));
    assert_error("The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0");
    assert_null(rush_function_apply(&null_early, LEAF(1, 2)));
    assert_error("Null: forward returned NULL without an error");
    assert_int_equal(rush_live_nodes(), nodes);
    assert_true(rush_is_grad_enabled());
}

static rush_tensor *exp_forward(rush_context *ctx, rush_tensor *const *in) {
    rush_tensor *y = rush_exp(in[0]);
    rush_save_for_backward(ctx, y);
    return y;
}
static bool exp_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    assert_null(rush_saved(ctx, 1));
    assert_error("ExpBackward has saved 1 tensors, number 1 was asked for");
    assert_false(rush_save_for_backward(ctx, g[0]));
    assert_error("save_for_backward is for forward");
    return (grad_in[0] = rush_mul(g[0], rush_saved(ctx, 0))) != NULL;
}
static const rush_function own_exp = { .name = "Exp", .inputs = 1, .forward = exp_forward, .backward = exp_backward };

TEST(test_saved_output) {
    BEGIN;
    rush_tensor *x = LEAF(0, 1), *y = rush_function_apply(&own_exp, x), *g = grad_of(rush_sum(y), x, true);
    IS(g, 1, exp(1));
    IS(grad_of(rush_sum(g), x, false), 1, exp(1)); /* the saved output has its history */
    y = rush_function_apply(&own_exp, x);
    rush_zero_(rush_detach(y));
    assert_false(rush_backward(rush_sum(y)));
    assert_non_null(strstr(rush_error()->message, "which is output 0 of ExpBackward, is at version 1; expected version 0"));
    rush_error_clear();
}

/* ---- in place ---- */

static rush_tensor *double_forward(rush_context *ctx, rush_tensor *const *in) {
    if (!rush_mark_dirty(ctx, in[0])) return NULL;
    return rush_mul_(in[0], 2);
}
static bool double_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) { return (void)ctx, (grad_in[0] = rush_mul(g[0], 2)) != NULL; }
static const rush_function twice = { .name = "Twice", .inputs = 1, .forward = double_forward, .backward = double_backward };

TEST(test_dirty) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 1), *z = rush_function_apply(&twice, y);
    assert_ptr_equal(z, y);
    assert_string_equal(name_of(y), "TwiceBackward");
    IS(y, 2, 4);
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 2, 2);
    assert_null(rush_function_apply(&twice, x));
    assert_error("a leaf Variable that requires grad has been used in an in-place operation.");
    IS(x, 1, 2); /* refused before it was written to */
}

TEST(test_dirty_view) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 1), *v = rush_slice(y, 0, .start = RUSH_INT(0), .end = RUSH_INT(1));
    assert_ptr_equal(rush_function_apply(&twice, v), v);
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 2, 1);
}

/* ---- a function that goes backward itself ---- */

static bool inner_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) {
    RUSH_ENABLE_GRAD;
    rush_tensor *x = rush_set_requires_grad(rush_detach(rush_saved(ctx, 0)), true);
    if (!rush_backward(rush_sum(rush_function_apply(&cube, x)))) return false;
    return (grad_in[0] = rush_mul(g[0], rush_get_grad(x))) != NULL;
}
static const rush_function nested = { .name = "Nested", .inputs = 1, .forward = cube_forward, .backward = inner_backward };

TEST(test_backward_inside_a_function) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_true(rush_backward(rush_sum(rush_function_apply(&nested, x))));
    GRAD(x, 3, 12);
}

/* ---- checkpointing ---- */

typedef struct segment_data { rush_tensor *w; int runs, freed; bool fail; } segment_data;
static bool segment(rush_tensor *const *in, rush_tensor **out, void *user) {
    segment_data *d = user;
    d->runs++;
    if (d->fail && d->runs > 1) return false;
    out[0] = rush_tanh(rush_mul(rush_mul(in[0], d->w), d->w));
    return out[0] != NULL;
}
static void segment_free(void *user) { ((segment_data *)user)->freed++; }

TEST(test_checkpoint) {
    BEGIN;
    segment_data d = { .w = LEAF(0.3f, 0.4f) };
    rush_tensor *x = LEAF(1, 2), *y, *plain[1] = { NULL };
    segment(&x, plain, &d);
    assert_true(rush_backward(rush_sum(plain[0])));
    double gx[2], gw[2];
    rush_copy_out(rush_get_grad(x), gx, 2);
    rush_copy_out(rush_get_grad(d.w), gw, 2);
    rush_set_grad(x, NULL);
    rush_set_grad(d.w, NULL);
    d.runs = 0;
    {
        RUSH_SCOPE;
        int64_t nodes = rush_live_nodes();
        assert_true(rush_checkpoint_function(segment, &x, &y, 1, .user = &d, .free = segment_free));
        assert_string_equal(name_of(y), "CheckpointFunctionBackward");
        assert_int_equal(rush_live_nodes(), nodes + 1); /* nothing of the segment is kept */
        assert_true(rush_backward(rush_sum(y)));
        assert_int_equal(d.runs, 2);
    }
    assert_int_equal(d.freed, 1);
    assert_values(rush_get_grad(x), gx, 2, 0);
    assert_values(rush_get_grad(d.w), gw, 2, 0); /* reached though it is no input */
}

static bool noisy(rush_tensor *const *in, rush_tensor **out, void *user) {
    rush_tensor *noise = rush_randn(RUSH_SHAPE(2));
    double *seen = user;
    if (!noise || !rush_copy_out(noise, seen + 2 * (seen[4] != 0), 2)) return false;
    seen[4]++;
    return (out[0] = rush_mul(in[0], noise)) != NULL;
}

TEST(test_checkpoint_draws_the_same_numbers) {
    BEGIN;
    rush_manual_seed(3);
    double seen[5] = { 0 };
    rush_tensor *x = LEAF(1, 2), *y;
    assert_true(rush_checkpoint_function(noisy, &x, &y, 1, .user = seen));
    rush_tensor *was = rush_get_rng_state();
    assert_true(rush_backward(rush_sum(y)));
    assert_memory_equal(seen, seen + 2, 2 * sizeof *seen);
    assert_values(rush_get_grad(x), seen, 2, 0);
    rush_tensor *after = rush_get_rng_state();
    assert_true(rush_item(rush_sum(rush_to_dtype(rush_ne(was, after), RUSH_INT64))) == 0);
    seen[4] = 0;
    assert_true(rush_checkpoint_function(noisy, &x, &y, 1, .user = seen, .no_preserve_rng_state = true));
    assert_true(rush_backward(rush_sum(y)));
    assert_memory_not_equal(seen, seen + 2, 2 * sizeof *seen);
}

TEST(test_checkpoint_errors) {
    segment_data d = { 0 };
    BEGIN;
    d.w = LEAF(0.3f, 0.4f);
    rush_tensor *x = LEAF(1, 2), *y;
    rush_checkpoint_function(segment, &x, &y, 1, .user = &d, .free = segment_free);
    assert_null(grad_of(rush_sum(y), x, false));
    assert_error("Checkpointing is not compatible with .grad() or when an `inputs` parameter is passed to .backward(). Please use .backward() and do not pass "
                 "its `inputs` argument.");
    d.fail = true;
    d.runs = 0;
    rush_checkpoint_function(segment, &x, &y, 1, .user = &d, .free = segment_free);
    assert_false(rush_backward(rush_sum(y)));
    assert_error("the segment failed when it was run again");
    assert_true(rush_is_grad_enabled());
    rush_tensor *none = NULL;
    assert_false(rush_checkpoint_function(segment, &none, &y, 1, .user = &d, .free = segment_free));
    assert_int_equal(d.freed, 1);
    rush_error_clear();
    RUSH_NO_GRAD;
    d.fail = false;
    assert_true(rush_checkpoint_function(segment, &x, &y, 1, .user = &d, .free = segment_free));
    assert_false(rush_requires_grad(y));
    assert_int_equal(d.freed, 2);
}

static bool stacked(rush_tensor *const *in, rush_tensor **out, void *user) {
    segment_data *d = user;
    return d->runs-- > 0 ? rush_checkpoint_function(stacked, in, out, 1, .user = d) : segment(in, out, user);
}

TEST(test_checkpoint_in_checkpoint) {
    BEGIN;
    segment_data d = { .w = LEAF(1, 1) };
    rush_tensor *x = LEAF(0, 0), *y;
    assert_true(rush_checkpoint_function(segment, &x, &y, 1, .user = &d));
    rush_tensor *z;
    assert_true(rush_checkpoint_function(stacked, &y, &z, 1, .user = &d));
    assert_true(rush_backward(rush_sum(z)));
    GRAD(x, 1, 1);
}

static int clear(void **state) {
    (void)state;
    rush_error_clear();
    rush_set_grad_enabled(true);
    return 0;
}
#define RUN(name) cmocka_unit_test_teardown(name, clear)

/* ---- hooks for saved tensors ---- */

static int packed_now, freed_hooks;
static void *pack_half(rush_tensor *t, void *user) {
    RUSH_SCOPE;
    (void)user;
    packed_now++;
    return rush_retain(rush_mul(t, 0.5));
}
static void free_half(void *packed) {
    packed_now--;
    rush_release(packed);
}
static rush_tensor *unpack_half(void *packed, void *user) { return (void)user, rush_mul((rush_tensor *)packed, 2); }
static void note_freed(void *user) { ++*(int *)user; }

static void test_saved_hooks(void **state) {
    (void)state;
    freed_hooks = 0;
    {
        RUSH_SCOPE;
        rush_tensor *x = rush_set_requires_grad(rush_full(RUSH_SHAPE(1), 3.0), true);
        assert_true(rush_saved_hooks_push(pack_half, unpack_half, .free_packed = free_half, .user = &freed_hooks, .free = note_freed));
        rush_tensor *y = rush_mul(x, x);
        rush_saved_hooks_pop();
        assert_int_equal(packed_now, 2);
        rush_node *n = rush_grad_fn(y);
        assert_int_equal(rush_node_saved_count(n), 2);
        assert_true(rush_item(rush_node_saved(n, 0)) == 3);
        rush_tensor *g = NULL;
        assert_true(rush_autograd_grad(&y, 1, &x, &g, 1, .create_graph = true));
        assert_true(rush_item(g) == 6);
        assert_true(rush_backward(g)); /* the derivative's derivative comes to the leaf, through what was unpacked */
        assert_true(rush_item(rush_get_grad(x)) == 2);
        assert_true(rush_backward(y));
        assert_true(rush_node_saved_gone(n));
        assert_null(rush_node_saved(n, 0));
        assert_non_null(strstr(rush_error()->message, "Trying to backward through the graph a second time"));
        rush_error_clear();
    }
    assert_int_equal(packed_now, 0);
    assert_int_equal(freed_hooks, 1);
    assert_false(rush_saved_hooks_push(NULL, unpack_half, .user = &freed_hooks, .free = note_freed));
    assert_error("the function is NULL");
    assert_int_equal(freed_hooks, 2);
}

static void add_one(void *user) { ++*(int *)user; }
static void test_callbacks(void **state) {
    (void)state;
    int count = 0;
    assert_false(rush_queue_callback_at(RUSH_SITE, add_one, &count, NULL));
    assert_error("Final callbacks can only be installed during backward pass.");
    assert_int_equal(count, 0);
}

int main(void) {
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        RUN(test_cube), RUN(test_double_backward), RUN(test_once_differentiable), RUN(test_without_grad),
        RUN(test_saved_input_modified), RUN(test_second_time), RUN(test_several_outputs),
        RUN(test_needs_input_grad), RUN(test_user_data_is_freed), RUN(test_input_returned),
        RUN(test_backward_gives_nothing), RUN(test_backward_fails), RUN(test_forward_fails),
        RUN(test_saved_output), RUN(test_dirty), RUN(test_dirty_view), RUN(test_backward_inside_a_function),
        RUN(test_checkpoint), RUN(test_checkpoint_errors), RUN(test_checkpoint_draws_the_same_numbers), RUN(test_gradcheck), RUN(test_checkpoint_in_checkpoint),
        RUN(test_saved_hooks), RUN(test_callbacks),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
