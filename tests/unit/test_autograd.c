/* SPDX-License-Identifier: MIT */
/* test_autograd.c - what PyTorch's autograd does, one behaviour a test. Every number and text here was seen in PyTorch 1.13.1. */
#include "test.h"

#include <string.h>

#define TEST(name) static void name(void **state)
#define BEGIN (void)state; RUSH_SCOPE
#define LEAF(...) leaf((const float[]){ __VA_ARGS__ }, (int64_t)(sizeof((const float[]){ __VA_ARGS__ }) / sizeof(float)))
#define GRAD(t, ...) assert_values(rush_get_grad(t), VALUES(__VA_ARGS__), 1e-5)
#define IS(t, ...) assert_values(t, VALUES(__VA_ARGS__), 1e-5)
#define HINT " Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True)."
#define MODIFIED(what) \
    "one of the variables needed for gradient computation has been modified by an inplace operation: " what " is at version 1; expected version 0 instead." HINT
#define SECOND_TIME \
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values " \
    "of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second " \
    "time or if you need to access saved tensors after calling backward."

static rush_tensor *leaf(const float *values, int64_t n) { return rush_from_data(values, RUSH_SHAPE(n), .requires_grad = true); }
static rush_tensor *grad_of(rush_tensor *y, rush_tensor *x, bool create) {
    rush_tensor *g = NULL;
    rush_autograd_grad(&y, 1, &x, &g, 1, .create_graph = create);
    return g;
}
static const char *name_of(const rush_tensor *t) { return rush_node_name(rush_grad_fn(t)); }

/* ---- leaves and flags ---- */

TEST(test_leaf) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *leaf_of_node = NULL;
    assert_true(rush_is_leaf(x) && !rush_is_leaf(y) && rush_requires_grad(y));
    assert_null(rush_grad_fn(x));
    assert_null(rush_node_next(rush_grad_fn(y), 0, &leaf_of_node, NULL));
    assert_ptr_equal(leaf_of_node, x);
    assert_false(rush_requires_grad(rush_ones(RUSH_SHAPE(2))));
    assert_null(rush_get_grad(x));
}

TEST(test_requires_grad_rules) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    assert_null(rush_set_requires_grad(y, false));
    assert_error("you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require "
                 "differentiation use var_no_grad = var.detach().");
    assert_ptr_equal(rush_set_requires_grad(y, true), y);
    assert_null(rush_set_requires_grad(rush_from_data(RUSH_VALUES(int64_t, 1), RUSH_SHAPE(1)), true));
    assert_error("only Tensors of floating point dtype can require gradients");
    assert_null(rush_ones(RUSH_SHAPE(2), .dtype = RUSH_INT64, .requires_grad = true));
    assert_error("Only Tensors of floating point and complex dtype can require gradients");
    rush_tensor *d = rush_set_requires_grad(rush_detach(y), true);
    assert_true(rush_is_leaf(d) && rush_requires_grad(d));
    assert_null(rush_set_requires_grad(rush_view(x, RUSH_SHAPE(2)), false));
    assert_true(rush_failed());
    rush_error_clear();
}

TEST(test_frozen_after_the_graph_was_made) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_sum(rush_mul(x, 2));
    rush_set_requires_grad(x, false);
    assert_true(rush_backward(y));
    assert_null(rush_get_grad(x));
}

TEST(test_no_node_without_need) {
    BEGIN;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2)), *w = LEAF(1, 2);
    int64_t before = rush_live_nodes();
    rush_mul(x, x);
    {
        RUSH_NO_GRAD;
        rush_mul(w, w);
    }
    rush_gt(w, 1);
    assert_int_equal(rush_live_nodes(), before);
    rush_mul(w, w);
    assert_int_equal(rush_live_nodes(), before + 1);
}

TEST(test_comparison_has_no_gradient) {
    BEGIN;
    rush_tensor *y = rush_gt(LEAF(1, 2), 1);
    assert_false(rush_requires_grad(y));
    assert_null(rush_grad_fn(y));
}

TEST(test_set_grad) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *g = rush_ones(RUSH_SHAPE(2));
    assert_false(rush_set_grad(x, rush_ones(RUSH_SHAPE(3))));
    assert_error("assigned grad has data of a different size");
    assert_false(rush_set_grad(x, rush_ones(RUSH_SHAPE(2), .dtype = RUSH_FLOAT64)));
    assert_error("assigned grad has data of a different type");
    assert_false(rush_set_grad(x, x));
    assert_error("can't assign Variable as its own grad");
    assert_true(rush_set_grad(x, g));
    rush_backward(rush_sum(rush_mul(x, 2)));
    assert_ptr_equal(rush_get_grad(x), g); /* added to in place: identity is kept */
    IS(g, 3, 3);
    assert_true(rush_set_grad(x, NULL));
    assert_null(rush_get_grad(x));
}

/* ---- backward ---- */

TEST(test_accumulates) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_backward(rush_sum(rush_mul(x, 2)));
    rush_backward(rush_sum(rush_mul(x, 3)));
    GRAD(x, 5, 5);
}

TEST(test_same_operand_twice) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_backward(rush_add(x, x), .gradient = rush_ones(RUSH_SHAPE(2)));
    GRAD(x, 2, 2);
}

TEST(test_scalar_rule) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *one = LEAF(4);
    assert_false(rush_backward(rush_mul(x, 2)));
    assert_error("grad can be implicitly created only for scalar outputs");
    assert_false(rush_backward(rush_mul(x, 2), .gradient = rush_ones(RUSH_SHAPE(3))));
    assert_error("Mismatch in shape: grad_output[0] has a shape of torch.Size([3]) and output[0] has a shape of torch.Size([2]).");
    assert_false(rush_backward(rush_sum(rush_ones(RUSH_SHAPE(2)))));
    assert_error("element 0 of tensors does not require grad and does not have a grad_fn");
    assert_true(rush_backward(rush_mul(one, 2))); /* one element, one dimension */
    GRAD(one, 2);
    assert_true(rush_backward(rush_sum(x), .gradient = rush_full(RUSH_SHAPE(), 3.0)));
    GRAD(x, 3, 3);
}

TEST(test_gradient_of_another_dtype) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_true(rush_backward(rush_mul(x, 2), .gradient = rush_ones(RUSH_SHAPE(2), .dtype = RUSH_FLOAT64)));
    assert_int_equal(rush_get_dtype(rush_get_grad(x)), RUSH_FLOAT32);
    GRAD(x, 2, 2);
}

TEST(test_second_time) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_sum(rush_mul(x, x)), *z = rush_sum(rush_div(x, 2)), *a = rush_sum(rush_add(x, 2));
    assert_true(rush_backward(y));
    assert_false(rush_backward(y));
    assert_error(SECOND_TIME);
    rush_backward(z);
    assert_false(rush_backward(z)); /* the number 2 was saved, too */
    assert_error(SECOND_TIME);
    rush_set_grad(x, NULL);
    assert_true(rush_backward(a) && rush_backward(a)); /* nothing saved */
    GRAD(x, 2, 2);
}

TEST(test_retain_graph) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, x), *one = rush_ones(RUSH_SHAPE(2));
    assert_true(rush_backward(y, .gradient = one, .retain_graph = true));
    assert_true(rush_backward(y, .gradient = one));
    GRAD(x, 4, 8);
    assert_false(rush_backward(y, .gradient = one));
    assert_error(SECOND_TIME);
}

TEST(test_several_roots) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *roots[] = { rush_sum(x), rush_sum(rush_mul(x, x)) };
    assert_true(rush_autograd_backward(roots, 2));
    GRAD(x, 3, 5);
    rush_tensor *six[6];
    for (int i = 0; i < 6; i++) six[i] = rush_sum(rush_mul(x, i));
    rush_set_grad(x, NULL);
    assert_true(rush_autograd_backward(six, 6));
    GRAD(x, 15, 15);
    roots[1] = NULL;
    assert_false(rush_autograd_backward(roots, 2));
    assert_int_equal(rush_error()->code, RUSH_TYPE_ERROR);
    rush_error_clear();
}

TEST(test_leaf_itself_is_a_root) {
    BEGIN;
    rush_tensor *x = LEAF(5);
    assert_true(rush_backward(x));
    GRAD(x, 1);
}

TEST(test_gradients_do_not_alias) {
    BEGIN;
    rush_tensor *a = LEAF(1, 2), *b = LEAF(1, 2), *g = rush_ones(RUSH_SHAPE(2));
    rush_backward(rush_sum(rush_add(a, b)));
    assert_false(rush_shares_storage(rush_get_grad(a), rush_get_grad(b)));
    rush_tensor *c = LEAF(1, 2);
    rush_backward(rush_add(c, 0), .gradient = g);
    assert_false(rush_shares_storage(rush_get_grad(c), g));
}

TEST(test_expand_gradient_is_dense) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_backward(rush_sum(x)); /* the gradient arrives expanded */
    assert_int_equal(rush_stride(rush_get_grad(x), 0), 1);
    rush_mul_(rush_slice(rush_get_grad(x), 0, .start = RUSH_INT(0), .end = RUSH_INT(1)), 5);
    GRAD(x, 5, 1);
}

TEST(test_broadcast_and_promotion) {
    BEGIN;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 1, 2), RUSH_SHAPE(2), .requires_grad = true), *b = rush_ones(RUSH_SHAPE(3, 2), .requires_grad = true);
    rush_tensor *k = rush_ones(RUSH_SHAPE(3, 1), .requires_grad = true);
    assert_true(rush_backward(rush_sum(rush_mul(rush_mul(b, x), k))));
    GRAD(x, 3, 3);
    GRAD(k, 3, 3, 3);
    assert_int_equal(rush_get_dtype(rush_get_grad(x)), RUSH_FLOAT64);
    assert_int_equal(rush_get_dtype(rush_get_grad(b)), RUSH_FLOAT32);
    assert_int_equal(rush_size(rush_get_grad(k), 1), 1);
}

TEST(test_dtype_conversion) {
    BEGIN;
    rush_tensor *x = rush_from_data(RUSH_VALUES(double, 1, 2), RUSH_SHAPE(2), .requires_grad = true), *y = rush_to_dtype(x, RUSH_FLOAT32);
    rush_backward(rush_sum(rush_mul(y, y)));
    assert_int_equal(rush_get_dtype(rush_get_grad(x)), RUSH_FLOAT64);
    GRAD(x, 2, 4);
}

TEST(test_integer_operand) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_true(rush_backward(rush_sum(rush_mul(x, rush_from_data(RUSH_VALUES(int64_t, 1, 2), RUSH_SHAPE(2))))));
    GRAD(x, 1, 2);
}

TEST(test_empty) {
    BEGIN;
    rush_tensor *x = rush_zeros(RUSH_SHAPE(0), .requires_grad = true);
    assert_true(rush_backward(rush_sum(x)));
    assert_int_equal(rush_numel(rush_get_grad(x)), 0);
}

/* ---- autograd.grad ---- */

TEST(test_grad) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_sum(y);
    IS(grad_of(z, y, false), 1, 1);
    assert_null(rush_get_grad(x));
    rush_tensor *self = rush_sum(x);
    IS(grad_of(self, self, false), 1);
}

TEST(test_grad_errors) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *z = LEAF(1), *plain = rush_ones(RUSH_SHAPE(1));
    assert_null(grad_of(rush_sum(rush_mul(x, 2)), z, false));
    assert_error("One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.");
    assert_null(grad_of(rush_sum(rush_mul(x, 2)), plain, false));
    assert_error("One of the differentiated Tensors does not require grad");
    assert_null(grad_of(rush_mul(x, 2), x, false));
    assert_error("grad can be implicitly created only for scalar outputs");
    rush_tensor *y = rush_sum(x), *g, *two = rush_ones(RUSH_SHAPE(2));
    assert_false(rush_autograd_grad(&y, 1, &x, &g, 1, .grad_outputs = &two));
    assert_error("Mismatch in shape: grad_output[0] has a shape of torch.Size([2]) and output[0] has a shape of torch.Size([]).");
    assert_null(g);
}

TEST(test_allow_unused) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *in[] = { x, LEAF(1) }, *g[2], *y = rush_sum(rush_mul(x, 2));
    assert_true(rush_autograd_grad(&y, 1, in, g, 2, .allow_unused = true));
    IS(g[0], 2, 2);
    assert_null(g[1]);
}

TEST(test_same_input_twice) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *in[] = { x, x }, *g[2], *y = rush_sum(rush_mul(x, 2));
    assert_true(rush_autograd_grad(&y, 1, in, g, 2));
    IS(g[0], 2, 2);
    IS(g[1], 2, 2);
}

TEST(test_several_outputs) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y[] = { rush_sum(x), rush_sum(rush_mul(x, x)) }, *g;
    assert_true(rush_autograd_grad(y, 2, &x, &g, 1));
    IS(g, 3, 5);
}

TEST(test_rows_of_a_jacobian) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *g, *row = rush_select(y, 0, 0);
    assert_true(rush_autograd_grad(&row, 1, &x, &g, 1, .retain_graph = true));
    IS(g, 2, 0);
    IS(grad_of(rush_select(y, 0, 1), x, false), 0, 2);
}

TEST(test_grad_runs_only_what_it_needs) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *w = LEAF(3, 4), *h = rush_mul(x, w), *y = rush_sum(rush_mul(h, h));
    IS(grad_of(y, h, false), 6, 16);
    IS(grad_of(rush_sum(h), x, false), 3, 4); /* the node of h has not run: its values are still there */
}

/* ---- higher order ---- */

TEST(test_third_derivative) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *g1 = grad_of(rush_sum(rush_mul(rush_mul(x, x), x)), x, true), *g2 = grad_of(rush_sum(g1), x, true);
    IS(g1, 3, 12);
    IS(g2, 6, 12);
    IS(grad_of(rush_sum(g2), x, false), 6, 6);
}

TEST(test_create_graph_in_backward) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_true(rush_backward(rush_sum(rush_mul(x, x)), .create_graph = true));
    GRAD(x, 2, 4);
    assert_string_equal(name_of(rush_get_grad(x)), "CopyBackwards");
    IS(grad_of(rush_sum(rush_get_grad(x)), x, false), 2, 2);
    rush_set_grad(x, NULL); /* it holds the graph that holds x */
}

TEST(test_accumulation_with_create_graph) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_backward(rush_sum(rush_mul(x, x)), .create_graph = true);
    rush_tensor *first = rush_get_grad(x);
    rush_backward(rush_sum(rush_mul(x, 3)), .create_graph = true);
    assert_ptr_not_equal(rush_get_grad(x), first); /* out of place */
    GRAD(x, 5, 7);
    IS(first, 2, 4);
    rush_set_grad(x, NULL);
}

TEST(test_grad_modified_before_double_backward) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_backward(rush_sum(rush_mul(x, x)), .create_graph = true);
    rush_tensor *g = rush_get_grad(x), *s = rush_sum(rush_mul(g, g));
    {
        RUSH_NO_GRAD;
        rush_zero_(g);
    }
    assert_false(rush_backward(s));
    assert_non_null(strstr(rush_error()->message, "modified by an inplace operation: [torch.FloatTensor [2]], which is output 0 of CopyBackwards, is at "
                                                  "version 2; expected version 1 instead."));
    assert_non_null(strstr(rush_error()->detail, "modified in place by zero_"));
    rush_error_clear();
    rush_set_grad(x, NULL);
}

TEST(test_grad_accumulated_before_double_backward) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_backward(rush_sum(rush_mul(x, x)), .create_graph = true);
    rush_tensor *g = rush_get_grad(x), *s = rush_sum(rush_mul(rush_mul(g, g), x));
    rush_backward(rush_sum(rush_mul(x, 3))); /* adds to g in place */
    assert_ptr_equal(rush_get_grad(x), g);
    assert_false(rush_backward(s));
    assert_non_null(strstr(rush_error()->message, "is at version 2; expected version 1 instead."));
    rush_error_clear();
    rush_set_grad(x, NULL);
}

TEST(test_grad_in_its_own_graph) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_backward(rush_sum(rush_mul(x, x)), .create_graph = true);
    rush_tensor *g = rush_get_grad(x); /* 2 x; x also comes first, before g's saved values are needed */
    assert_true(rush_backward(rush_sum(rush_mul(rush_mul(g, g), x))));
    GRAD(x, 2 + 12, 4 + 48); /* d 4 x^3 */
    rush_set_grad(x, NULL);
}

TEST(test_no_grad_view_is_a_leaf) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *v;
    {
        RUSH_NO_GRAD;
        v = rush_select(y, 0, 0);
    }
    assert_true(rush_requires_grad(v) && rush_is_leaf(v));
    assert_true(rush_backward(rush_mul(v, 5)));
    assert_null(rush_get_grad(x));
    GRAD(v, 5);
    rush_mul_(y, 2);
    assert_null(rush_mul(v, 2));
    assert_error("A view was created in no_grad mode and its base or another view of its base has been modified inplace with grad mode enabled. Given that "
                 "this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both "
                 "inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).");
}

TEST(test_write_by_another_view) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 1), *a = rush_select(y, 0, 0), *b = rush_select(y, 0, 1);
    rush_add_(a, b); /* y = (x0 + x1, x1) */
    rush_add_(b, a); /* y = (x0 + x1, x0 + 2 x1) */
    IS(y, 3, 5);
    assert_true(rush_backward(rush_add(rush_sum(y), rush_mul(b, 10))));
    GRAD(x, 12, 23);
}

TEST(test_output_modified_before_double_backward) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_tanh(x), *g = grad_of(rush_sum(y), x, true);
    rush_mul_(rush_detach(y), 2);
    assert_false(rush_backward(rush_sum(g)));
    assert_error(MODIFIED("[torch.FloatTensor [2]], which is output 0 of TanhBackward0,"));
}

/* ---- in place: what is refused ---- */

TEST(test_leaf_in_place) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_null(rush_mul_(x, 2));
    assert_error("a leaf Variable that requires grad is being used in an in-place operation.");
    assert_null(rush_mul_(rush_select(x, 0, 0), 2));
    assert_error("a view of a leaf Variable that requires grad is being used in an in-place operation.");
    assert_null(rush_add_(rush_expand(x, RUSH_SHAPE(3, 2)), 1));
    assert_error("a view of a leaf Variable that requires grad is being used in an in-place operation.");
    IS(x, 1, 2);
    assert_int_equal(rush_version(x), 0);
    RUSH_NO_GRAD;
    assert_non_null(rush_mul_(x, 3));
    assert_int_equal(rush_version(x), 1);
    assert_true(rush_is_leaf(x) && rush_requires_grad(x));
}

TEST(test_view_made_without_grad) {
    BEGIN;
    rush_tensor *y = rush_mul(LEAF(1, 2), 2), *v, *plain = rush_ones(RUSH_SHAPE(2)), *pv;
    {
        RUSH_NO_GRAD;
        v = rush_select(y, 0, 0);
        pv = rush_select(plain, 0, 0);
    }
    const char *text =
        "A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that this use case is ambiguous and error-prone, it is "
        "forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be "
        "tracked) or both outside (if you want the inplace to be tracked).";
    assert_null(rush_mul_(v, 2));
    assert_error(text);
    assert_null(rush_mul_(pv, rush_select(LEAF(3), 0, 0))); /* also where only the other operand wants a gradient */
    assert_error(text);
    assert_non_null(rush_mul_(pv, 4)); /* nothing to record */
    RUSH_NO_GRAD;
    assert_non_null(rush_mul_(v, 2));
    IS(y, 4, 4);
}

#define MULTIPLE(name, what) \
    name " is a view and " what " This view is the output of a function that returns multiple views. Such functions do not allow the output views to be " \
    "modified inplace. You should replace the inplace operation by an out-of-place one."

TEST(test_views_that_an_op_returned_together) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *plain = rush_ones(RUSH_SHAPE(2)), *w = LEAF(3);
    assert_null(rush_mul_(rush_list_get(rush_unbind(y, 0), 0), 2));
    assert_error("Output 0 of " MULTIPLE("UnbindBackward0", "is being modified inplace."));
    assert_null(rush_mul_(rush_list_get(rush_split(y, 1, 0), 1), 2));
    assert_error("Output 1 of " MULTIPLE("SplitBackward0", "is being modified inplace."));
    rush_tensor *first = rush_list_get(rush_unbind(plain, 0), 0);
    assert_null(rush_mul_(first, rush_select(w, 0, 0)));
    assert_error("A view was created in no_grad mode and is being modified inplace with grad mode enabled. This view is the output of a function that returns "
                 "multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an "
                 "out-of-place one.");
    assert_non_null(rush_mul_(first, 2)); /* nothing to record */
    IS(plain, 2, 1);
    rush_tensor *stale = rush_list_get(rush_unbind(y, 0), 0);
    rush_mul_(y, 3);
    assert_null(rush_mul(stale, 2));
    assert_error("Output 0 of " MULTIPLE("UnbindBackward0", "its base or another view of its base has been modified inplace."));
}

TEST(test_expanded_in_place) {
    BEGIN;
    assert_null(rush_add_(rush_expand(rush_mul(LEAF(1, 2), 1), RUSH_SHAPE(3, 2)), 1));
    assert_error("unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before "
                 "performing the operation.");
}

TEST(test_result_type_in_place) {
    BEGIN;
    rush_tensor *a = rush_ones(RUSH_SHAPE(2), .dtype = RUSH_INT64);
    assert_null(rush_mul_(a, LEAF(1, 2)));
    assert_error("result type Float can't be cast to the desired output type Long");
    assert_int_equal(rush_version(a), 0);
}

/* ---- in place: saved values ---- */

TEST(test_input_modified) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_sum(rush_mul(y, y));
    rush_add_(y, 1);
    assert_false(rush_backward(z));
    assert_error(MODIFIED("[torch.FloatTensor [2]], which is output 0 of AddBackward0,"));
}

TEST(test_input_modified_through_a_view) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_sum(rush_mul(y, y));
    rush_add_(rush_select(y, 0, 0), 1);
    assert_false(rush_backward(z));
    assert_error(MODIFIED("[torch.FloatTensor [2]], which is output 0 of CopySlices,"));
}

TEST(test_view_modified_through_its_base) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *v = rush_slice(y, 0, .start = RUSH_INT(0), .end = RUSH_INT(1)), *z = rush_sum(rush_mul(v, v));
    rush_add_(y, 1);
    assert_false(rush_backward(z));
    assert_error(MODIFIED("[torch.FloatTensor [1]], which is output 0 of AsStridedBackward0,"));
}

TEST(test_leaf_or_constant_modified) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *z = rush_sum(rush_mul(x, x)), *k = rush_ones(RUSH_SHAPE(2)), *w = rush_sum(rush_mul(x, k));
    {
        RUSH_NO_GRAD;
        rush_add_(x, 1);
    }
    assert_false(rush_backward(z));
    assert_error(MODIFIED("[torch.FloatTensor [2]]"));
    rush_add_(k, 1);
    assert_false(rush_backward(w));
    assert_error(MODIFIED("[torch.FloatTensor [2]]"));
}

TEST(test_output_modified) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_exp(x), *z = rush_mul(y, 2);
    rush_zero_(rush_detach(y));
    assert_false(rush_backward(rush_sum(z)));
    assert_error(MODIFIED("[torch.FloatTensor [2]], which is output 0 of ExpBackward0,"));
    rush_tensor *e = rush_exp(x);
    rush_add_(e, 1);
    assert_false(rush_backward(rush_sum(e)));
    assert_error(MODIFIED("[torch.FloatTensor [2]], which is output 0 of ExpBackward0,"));
}

TEST(test_both_lines_are_named) {
    BEGIN;
    rush_tensor *a = LEAF(7, 0, 0), *b = rush_add(a, 2);
    rush_tensor *loss = rush_mean(rush_mul(b, b)); /* line S */
    const char *saved = RUSH_SITE;
    rush_zero_(rush_detach(b));
    const char *written = RUSH_SITE;
    assert_false(rush_backward(loss));
    int s, w;
    sscanf(strrchr(saved, ':') + 1, "%d", &s);
    sscanf(strrchr(written, ':') + 1, "%d", &w);
    char text[600];
    snprintf(text, sizeof text, "saved by mul at %s:%d, modified in place by zero_ at %s:%d\n", __FILE__, s - 1, __FILE__, w - 1);
    assert_string_equal(rush_error()->detail, text);
    rush_error_clear();
}

TEST(test_in_place_keeps_what_it_needs) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *w = LEAF(3, 4), *y = rush_mul(x, 2), *plain = rush_ones(RUSH_SHAPE(2));
    rush_mul_(y, w);
    rush_mul_(plain, w);
    assert_true(rush_requires_grad(plain) && !rush_is_leaf(plain));
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 6, 8);
    GRAD(w, 2, 4);
    rush_set_grad(w, NULL);
    assert_true(rush_backward(rush_sum(plain)));
    GRAD(w, 1, 1);
    rush_set_grad(x, NULL);
    y = rush_mul(x, 2);
    rush_pow_(y, 3);
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 24, 96);
}

TEST(test_in_place_differentiated_twice) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    rush_pow_(y, 3); /* (2x)^3 */
    rush_tensor *g = grad_of(rush_sum(y), x, true);
    IS(g, 24, 96);
    IS(grad_of(rush_sum(g), x, false), 48, 96);
}

TEST(test_in_place_by_itself) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    rush_mul_(y, y);
    assert_false(rush_backward(rush_sum(y)));
    assert_error(MODIFIED("[torch.FloatTensor [2]], which is output 0 of MulBackward0,"));
}

TEST(test_overwritten) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y;
    y = rush_mul(x, 2);
    rush_zero_(y);
    assert_string_equal(name_of(y), "ZeroBackward0");
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 0, 0);
    y = rush_mul(x, 2);
    rush_copy_(y, rush_ones(RUSH_SHAPE(2)));
    assert_string_equal(name_of(y), "CopyBackwards");
    assert_true(rush_backward(rush_sum(y)));
    y = rush_mul(x, 2);
    rush_fill_(y, 3);
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 0, 0);
}

/* ---- views ---- */

TEST(test_write_to_a_view_of_a_plain_tensor) {
    BEGIN;
    rush_tensor *a = rush_ones(RUSH_SHAPE(2, 2)), *v = rush_select(a, 0, 0), *w = LEAF(1, 2);
    rush_copy_(v, w);
    assert_true(rush_requires_grad(a) && rush_requires_grad(v) && !rush_is_leaf(a));
    assert_string_equal(name_of(a), "CopySlices");
    assert_string_equal(name_of(v), "AsStridedBackward0");
    rush_mul_(rush_select(a, 0, 1), w);
    assert_true(rush_backward(rush_sum(a)));
    GRAD(w, 2, 2);
}

TEST(test_base_written_then_view_used) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *v = rush_slice(y, 0, .start = RUSH_INT(0), .end = RUSH_INT(1));
    rush_mul_(y, 3);
    assert_string_equal(name_of(v), "AsStridedBackward0");
    assert_true(rush_backward(rush_sum(v)));
    GRAD(x, 6, 0);
}

TEST(test_view_written_then_base_used) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    rush_mul_(rush_select(y, 0, 0), 3);
    assert_string_equal(name_of(y), "CopySlices");
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 6, 2);
}

TEST(test_chain_of_views) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2, 3, 4), *y = rush_mul(x, 1), *t = rush_t(rush_view(y, RUSH_SHAPE(2, 2)));
    rush_mul_(rush_select(t, 0, 0), 10);
    IS(y, 10, 2, 30, 4);
    IS(grad_of(rush_sum(rush_mul(y, y)), x, false), 200, 4, 600, 8);
}

TEST(test_base_then_view_written) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2, 3, 4), *y = rush_mul(x, 1), *v = rush_view(y, RUSH_SHAPE(2, 2));
    rush_mul_(y, 2);
    rush_mul_(v, 3);
    IS(y, 6, 12, 18, 24);
    assert_string_equal(name_of(y), "CopySlices");
    IS(grad_of(rush_sum(v), x, false), 6, 6, 6, 6);
}

TEST(test_view_in_place_double_backward) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *w = LEAF(3, 4), *in[] = { x, w }, *g[2], *h[2], *b = rush_zeros(RUSH_SHAPE(2, 2));
    rush_copy_(rush_select(b, 0, 0), x);
    rush_copy_(rush_select(b, 0, 1), w);
    rush_tensor *y = rush_sum(rush_mul(b, b));
    assert_true(rush_autograd_grad(&y, 1, in, g, 2, .create_graph = true));
    IS(g[0], 2, 4);
    IS(g[1], 6, 8);
    rush_tensor *s = rush_add(rush_sum(g[0]), rush_sum(g[1]));
    assert_true(rush_autograd_grad(&s, 1, in, h, 2));
    IS(h[0], 2, 2);
    IS(h[1], 2, 2);
}

TEST(test_view_in_place_saved_and_differentiated_twice) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    rush_pow_(rush_select(y, 0, 0), 3);
    rush_tensor *g = grad_of(rush_sum(y), x, true); /* (2 x0)^3 + 2 x1 */
    IS(g, 24, 2);
    IS(grad_of(rush_sum(g), x, false), 48, 0);
}

TEST(test_many_views_of_one_base) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2, 3), *y = rush_mul(x, 1);
    for (int i = 0; i < 3; i++) rush_mul_(rush_select(y, 0, i), i + 2);
    rush_mul_(y, 10);
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 20, 30, 40);
}

TEST(test_expand_view) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    IS(grad_of(rush_sum(rush_expand(rush_view(x, RUSH_SHAPE(2, 1)), RUSH_SHAPE(2, 3))), x, false), 3, 3);
}

TEST(test_detach_shares_the_version) {
    BEGIN;
    rush_tensor *y = rush_mul(LEAF(1, 2), 2), *d = rush_detach(y);
    assert_false(rush_requires_grad(d));
    rush_zero_(d);
    assert_int_equal(rush_version(y), 1);
    assert_int_equal(rush_version(d), 1);
}

TEST(test_data_has_a_version_of_its_own) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *d = rush_data(x);
    rush_mul_(d, 3);
    IS(x, 3, 6);
    assert_int_equal(rush_version(x), 0);
    assert_true(rush_version(d) >= 1);
    assert_false(rush_requires_grad(d));
}

/* ---- the .data check ---- */

TEST(test_data_write_is_silent_by_default) {
    BEGIN;
    rush_tensor *a = LEAF(7, 0, 0), *b = rush_add(a, 2), *loss = rush_mean(rush_mul(b, b));
    rush_zero_(rush_data(b));
    assert_true(rush_backward(loss));
    GRAD(a, 0, 0, 0); /* as PyTorch; right would be 6, 4/3, 4/3 */
}

TEST(test_data_check) {
    BEGIN;
    rush_set_data_check(true);
    rush_tensor *a = LEAF(7, 0, 0), *b = rush_add(a, 2), *sq = rush_mul(b, b);
    rush_zero_(rush_data(b)); /* right after the node was made */
    const char *written = RUSH_SITE;
    assert_false(rush_backward(rush_mean(sq)));
    int line;
    sscanf(strrchr(written, ':') + 1, "%d", &line);
    char text[600];
    snprintf(text, sizeof text, "saved by mul at %s:%d, overwritten by zero_ at %s:%d\n", __FILE__, line - 2, __FILE__, line - 1);
    assert_string_equal(rush_error()->detail, text);
    rush_error_clear();
    /* other bytes, and writes before the value was saved, are no harm */
    rush_tensor *y = rush_mul(LEAF(1, 2, 3, 4), 2), *low = rush_slice(y, 0, .start = RUSH_INT(0), .end = RUSH_INT(2));
    rush_fill_(rush_data(y), 5);
    rush_tensor *z = rush_sum(rush_mul(low, low));
    rush_zero_(rush_data(rush_slice(y, 0, .start = RUSH_INT(2), .end = RUSH_INT(4))));
    assert_true(rush_backward(z));
    rush_set_data_check(false);
}

TEST(test_data_check_of_raw_pointers) {
    BEGIN;
    rush_set_data_check(true);
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_sum(rush_mul(y, y));
    rush_const_data_ptr(y, float);
    assert_true(rush_backward(z, .retain_graph = true));
    rush_mutable_data_ptr(y, float)[0] = 9;
    assert_false(rush_backward(z));
    assert_non_null(strstr(rush_error()->detail, "overwritten by mutable_data_ptr at"));
    rush_error_clear();
    rush_set_data_check(false);
}

TEST(test_data_check_of_borrowed_memory) {
    BEGIN;
    rush_set_data_check(true);
    float memory[2] = { 1, 2 };
    rush_tensor *x = LEAF(3, 4), *m = rush_from_blob(memory, RUSH_SHAPE(2), RUSH_FLOAT32), *other = rush_from_blob(memory, RUSH_SHAPE(2), RUSH_FLOAT32);
    rush_tensor *y = rush_sum(rush_mul(x, m));
    rush_zero_(other); /* another storage over the same memory: beyond what can be seen */
    assert_true(rush_backward(y));
    y = rush_sum(rush_mul(x, m));
    rush_mutable_data_ptr(m, float)[0] = 9;
    assert_false(rush_backward(y));
    rush_error_clear();
    rush_set_data_check(false);
}

TEST(test_data_check_in_a_loop) {
    BEGIN;
    rush_set_data_check(true);
    rush_tensor *w = LEAF(1, 2);
    for (int i = 0; i < 1000; i++) {
        RUSH_SCOPE;
        rush_set_grad(w, NULL);
        assert_true(rush_backward(rush_sum(rush_mul(w, w))));
        rush_sub_(rush_data(w), rush_get_grad(w), .alpha = RUSH_OPERAND(0.01));
    }
    rush_set_data_check(false);
}

/* ---- hooks ---- */

typedef struct hook_log { double sums[16]; int calls, freed; double factor; rush_tensor *other; } hook_log;
static rush_tensor *log_hook(rush_tensor *g, void *user) {
    hook_log *l = user;
    l->sums[l->calls++ % 16] = rush_item(rush_sum(g));
    return l->factor != 0 ? rush_mul(g, l->factor) : NULL;
}
static void log_free(void *user) { ((hook_log *)user)->freed++; }

TEST(test_hook) {
    hook_log l = { .factor = 10 }; /* before the scope: its owner is freed where the scope ends */
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    assert_true(rush_register_hook(y, log_hook, .user = &l, .free = log_free) > 0);
    assert_true(rush_backward(rush_sum(y)));
    GRAD(x, 20, 20);
    assert_true(l.calls == 1 && l.sums[0] == 2);
}

TEST(test_hook_sees_the_sum) {
    BEGIN;
    hook_log l = { 0 }, m = { .factor = 2 };
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 1);
    rush_register_hook(y, log_hook, .user = &l);
    rush_register_hook(x, log_hook, .user = &m);
    assert_true(rush_backward(rush_add(rush_add(rush_sum(y), rush_sum(rush_mul(y, 2))), rush_sum(x))));
    assert_int_equal(l.calls, 1);
    assert_true(l.sums[0] == 6);
    assert_int_equal(m.calls, 1); /* a leaf, too: once, with all that arrived */
    assert_true(m.sums[0] == 8);
    GRAD(x, 8, 8);
    assert_true(rush_backward(rush_sum(x)));
    GRAD(x, 10, 10);
}

TEST(test_hooks_in_order_and_removed) {
    hook_log a = { .factor = 2 }, b = { .factor = 3 }, c = { 0 };
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    int64_t first = rush_register_hook(x, log_hook, .user = &a, .free = log_free), second = rush_register_hook(x, log_hook, .user = &b, .free = log_free);
    rush_register_hook(x, log_hook, .user = &c, .free = log_free);
    rush_backward(rush_sum(x));
    assert_true(a.sums[0] == 2 && b.sums[0] == 4 && c.sums[0] == 12);
    GRAD(x, 6, 6);
    assert_true(rush_remove_hook(first) && rush_remove_hook(second));
    assert_false(rush_remove_hook(first));
    assert_int_equal(a.freed, 1);
    rush_set_grad(x, NULL);
    rush_backward(rush_sum(x));
    GRAD(x, 1, 1);
    assert_int_equal(a.calls, 1);
}

TEST(test_hooks_are_freed_with_their_owner) {
    BEGIN;
    hook_log l = { 0 };
    {
        RUSH_SCOPE;
        rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
        rush_register_hook(x, log_hook, .user = &l, .free = log_free);
        int64_t id = rush_register_hook(y, log_hook, .user = &l, .free = log_free);
        assert_int_equal(rush_register_hook(rush_ones(RUSH_SHAPE(2)), log_hook, .user = &l, .free = log_free), 0);
        assert_error("cannot register a hook on a tensor that doesn't require gradient");
        assert_int_equal(l.freed, 1);
        assert_true(id > 0);
    }
    assert_int_equal(l.freed, 3);
}

static int64_t own_id;
static rush_tensor *removes_itself(rush_tensor *g, void *user) {
    (void)g;
    ++*(int *)user;
    assert_true(rush_remove_hook(own_id));
    return NULL;
}

TEST(test_hook_removes_itself) {
    BEGIN;
    int calls = 0;
    hook_log l = { 0 };
    rush_tensor *x = LEAF(1, 2);
    own_id = rush_register_hook(x, removes_itself, .user = &calls);
    rush_register_hook(x, log_hook, .user = &l);
    rush_backward(rush_sum(x));
    rush_backward(rush_sum(x));
    assert_int_equal(calls, 1);
    assert_int_equal(l.calls, 2);
}

static rush_tensor *bad_size(rush_tensor *g, void *user) { return (void)user, rush_sum(g); }
static rush_tensor *bad_dtype(rush_tensor *g, void *user) { return (void)user, rush_to_dtype(g, RUSH_FLOAT64); }

TEST(test_hook_results_are_checked) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_mul(x, 2);
    rush_register_hook(y, bad_size);
    rush_register_hook(z, bad_dtype);
    assert_false(rush_backward(rush_sum(y)));
    assert_error("hook has changed the size of value");
    assert_false(rush_backward(rush_sum(z)));
    assert_error("hook has changed the type of value (was torch.FloatTensor got torch.DoubleTensor)");
    assert_null(rush_get_grad(x));
}

TEST(test_hooks_and_autograd_grad) {
    BEGIN;
    hook_log l = { .factor = 10 }, m = { .factor = 10 };
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *in[] = { y, x }, *g[2], *s = rush_sum(y);
    rush_register_hook(y, log_hook, .user = &l);
    rush_register_hook(x, log_hook, .user = &m);
    assert_true(rush_autograd_grad(&s, 1, in, g, 2));
    IS(g[0], 1, 1); /* caught before y's hook */
    IS(g[1], 20, 20);
    assert_int_equal(m.calls, 0); /* nothing is accumulated in x */
}

TEST(test_hook_stays_with_the_value_it_was_registered_for) {
    BEGIN;
    hook_log before = { 0 }, after = { 0 };
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    rush_register_hook(y, log_hook, .user = &before);
    rush_add_(y, 1);
    rush_register_hook(y, log_hook, .user = &after);
    rush_backward(rush_sum(rush_mul(y, 5)));
    assert_true(before.calls == 1 && after.calls == 1 && before.sums[0] == 10);
}

TEST(test_hook_with_create_graph) {
    BEGIN;
    hook_log l = { .factor = 3 };
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, x);
    rush_register_hook(y, log_hook, .user = &l);
    rush_tensor *g = grad_of(rush_sum(y), x, true);
    IS(g, 6, 12);
    IS(grad_of(rush_sum(g), x, false), 6, 6);
}

static rush_tensor *backward_inside(rush_tensor *g, void *user) {
    (void)user;
    RUSH_SCOPE;
    rush_tensor *a = LEAF(3);
    {
        RUSH_ENABLE_GRAD;
        assert_true(rush_backward(rush_mul(a, a)));
    }
    return rush_escape(rush_mul(g, rush_get_grad(a)));
}

TEST(test_backward_inside_a_hook) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    rush_register_hook(x, backward_inside);
    assert_true(rush_backward(rush_sum(rush_mul(x, 2))));
    GRAD(x, 12, 12);
}

static bool node_post(rush_tensor **in, int64_t nin, rush_tensor *const *out, int64_t nout, void *user) {
    assert_true(nin >= 1 && nout == 1);
    ++*(int *)user;
    assert_non_null(out[0]);
    return (in[0] = rush_mul(in[0], 7)) != NULL;
}
static bool node_pre(rush_tensor **out, int64_t nout, void *user) {
    assert_int_equal(nout, 1);
    ++*(int *)user;
    return (out[0] = rush_mul(out[0], 3)) != NULL;
}

TEST(test_node_hooks) {
    BEGIN;
    int posts = 0, pres = 0;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    int64_t post = rush_node_register_hook(rush_grad_fn(y), node_post, .user = &posts);
    rush_node_register_prehook(rush_grad_fn(y), node_pre, .user = &pres);
    rush_backward(rush_sum(y), .retain_graph = true);
    GRAD(x, 42, 42);
    rush_remove_hook(post);
    rush_backward(rush_sum(y));
    GRAD(x, 48, 48);
    assert_true(posts == 1 && pres == 2);
    assert_int_equal(rush_node_register_hook(rush_grad_fn(x), node_post), 0);
    assert_int_equal(rush_error()->code, RUSH_TYPE_ERROR);
    rush_error_clear();
}

/* ---- retain_grad ---- */

TEST(test_retain_grad) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_sum(y), *w = rush_mul(x, 1);
    rush_backward(rush_sum(w));
    assert_null(rush_get_grad(w));
    assert_true(rush_retain_grad(y) && rush_retain_grad(y) && rush_retains_grad(y));
    rush_backward(z, .retain_graph = true);
    GRAD(y, 1, 1);
    rush_backward(z);
    GRAD(y, 2, 2); /* accumulates */
    assert_true(rush_retain_grad(x)); /* a leaf: nothing to do */
    assert_false(rush_retains_grad(x));
    assert_false(rush_retain_grad(rush_ones(RUSH_SHAPE(2))));
    assert_error("can't retain_grad on Tensor that has requires_grad=False");
}

TEST(test_retain_grad_and_hooks_run_in_order) {
    hook_log l = { .factor = 10 }; /* before the scope: its owner is freed where the scope ends */
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_mul(x, 2);
    rush_retain_grad(y);
    rush_register_hook(y, log_hook, .user = &l);
    rush_register_hook(z, log_hook, .user = &l);
    rush_retain_grad(z);
    rush_backward(rush_sum(y));
    rush_backward(rush_sum(z));
    GRAD(y, 1, 1);
    GRAD(z, 10, 10);
}

TEST(test_retain_grad_with_autograd_grad) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2);
    rush_retain_grad(y);
    IS(grad_of(rush_sum(y), x, false), 2, 2);
    GRAD(y, 1, 1);
}

TEST(test_retaining_tensor_dies_first) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *z;
    {
        RUSH_SCOPE;
        rush_tensor *y = rush_mul(x, 2);
        rush_retain_grad(y);
        z = rush_escape(rush_sum(y));
    }
    assert_true(rush_backward(z));
    GRAD(x, 2, 2);
}

/* ---- modes ---- */

TEST(test_modes_nest) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2);
    assert_true(rush_is_grad_enabled());
    {
        RUSH_NO_GRAD;
        assert_false(rush_requires_grad(rush_mul(x, 2)));
        {
            RUSH_ENABLE_GRAD;
            assert_true(rush_requires_grad(rush_mul(x, 2)));
        }
        assert_false(rush_is_grad_enabled());
    }
    assert_true(rush_is_grad_enabled());
    assert_true(rush_set_grad_enabled(false));
    assert_false(rush_set_grad_enabled(true));
}

static int leaves_by_return(void) {
    RUSH_NO_GRAD;
    RUSH_INFERENCE_MODE;
    return rush_is_inference_mode();
}

TEST(test_modes_are_restored_however_the_block_ends) {
    BEGIN;
    for (int i = 0; i < 3; i++) {
        RUSH_NO_GRAD;
        if (i == 0) continue;
        if (i == 1) break;
    }
    assert_true(rush_is_grad_enabled());
    assert_int_equal(leaves_by_return(), 1);
    assert_true(rush_is_grad_enabled() && !rush_is_inference_mode());
    int round = 0;
again: {
    RUSH_NO_GRAD;
    assert_false(rush_is_grad_enabled());
    if (round++ < 2) goto again;
}
    assert_true(rush_is_grad_enabled());
    switch (round) {
    case 3: {
        RUSH_INFERENCE_MODE;
        break;
    }
    default: break;
    }
    assert_false(rush_is_inference_mode());
}

TEST(test_inference_mode) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *t, *u, *v, *y = rush_mul(x, 2);
    {
        RUSH_INFERENCE_MODE;
        assert_false(rush_is_grad_enabled());
        t = rush_ones(RUSH_SHAPE(2));
        v = rush_slice(y, 0, .start = RUSH_INT(0), .end = RUSH_INT(1));
        RUSH_ENABLE_GRAD;
        assert_true(rush_is_grad_enabled());
        u = rush_mul(x, 2);
        assert_false(rush_requires_grad(u)); /* even so */
        assert_non_null(rush_add_(t, 1));
        assert_non_null(rush_add_(y, 1)); /* a normal tensor keeps its history */
    }
    assert_string_equal(name_of(y), "MulBackward0");
    assert_int_equal(rush_version(y), 1);
    assert_null(rush_mul(x, t));
    assert_error("Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal tensor and use it in autograd.");
    assert_true(rush_requires_grad(rush_add(x, t)));
    assert_true(rush_requires_grad(rush_mul(x, rush_clone(t))));
    assert_null(rush_add_(t, 1));
    assert_error("Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace "
                 "update.See https://github.com/pytorch/rfcs/pull/17 for more details.");
    assert_null(rush_add_(rush_select(t, 0, 0), 1)); /* a view of one is one */
    rush_error_clear();
    assert_null(rush_set_requires_grad(t, true));
    assert_error("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
    assert_null(rush_mul_(v, 2));
    assert_error("A view was created in inference mode and is being modified inplace in normal mode. Given that this use case is ambiguous and error-prone, it "
                 "is forbidden. You can clarify your code by moving both the view and the inplace either both inside the inference_mode block (if you don't "
                 "want the inplace to be tracked) or both outside (if you want the inplace to be tracked).");
}

/* ---- anomaly mode ---- */

TEST(test_anomaly_nan) {
    BEGIN;
    rush_set_detect_anomaly(true);
    rush_tensor *x = LEAF(0, 1), *strided = rush_ones(RUSH_SHAPE(2, 2), .requires_grad = true, .dtype = RUSH_FLOAT64);
    rush_tensor *y = rush_sqrt(x);
    const char *forward = RUSH_SITE;
    assert_false(rush_backward(rush_sum(rush_mul(y, 0))));
    assert_non_null(strstr(rush_error()->detail, "Error detected in SqrtBackward0. The forward call that caused the error: "));
    int line, seen;
    sscanf(strrchr(forward, ':') + 1, "%d", &line);
    sscanf(strrchr(rush_error()->site, ':') + 1, "%d", &seen);
    assert_int_equal(seen, line - 1);
    assert_error("Function 'SqrtBackward0' returned nan values in its 0th output.");
    y = rush_sqrt(rush_t(rush_sub(strided, 1)));
    assert_false(rush_backward(rush_sum(rush_mul(y, 0))));
    assert_error("Function 'SqrtBackward0' returned nan values in its 0th output.");
    rush_set_detect_anomaly(false);
    assert_true(rush_backward(rush_sum(rush_mul(rush_sqrt(x), 0))));
}

TEST(test_anomaly_modified) {
    BEGIN;
    rush_tensor *x = LEAF(1, 2), *y = rush_mul(x, 2), *z = rush_mul(y, y);
    rush_add_(y, 1);
    rush_set_detect_anomaly(true);
    assert_true(rush_is_anomaly_enabled());
    assert_false(rush_backward(rush_sum(z)));
    rush_set_detect_anomaly(false);
    assert_non_null(strstr(rush_error()->detail, "Error detected in MulBackward0."));
    assert_error("one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [2]], which is output 0 "
                 "of AddBackward0, is at version 1; expected version 0 instead. Hint: the backtrace further above shows the operation that failed to compute "
                 "its gradient. The variable in question was changed in there or anywhere later. Good luck!");
}

/* one test's failure is not the next one's */
static int clear(void **state) {
    (void)state;
    rush_error_clear();
    rush_set_grad_enabled(true);
    rush_set_detect_anomaly(false);
    rush_set_data_check(false);
    return 0;
}
#define RUN(name) cmocka_unit_test_teardown(name, clear)

int main(void) {
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        RUN(test_grad_in_its_own_graph), RUN(test_no_grad_view_is_a_leaf), RUN(test_write_by_another_view),
        RUN(test_leaf), RUN(test_requires_grad_rules), RUN(test_frozen_after_the_graph_was_made),
        RUN(test_no_node_without_need), RUN(test_comparison_has_no_gradient), RUN(test_set_grad),
        RUN(test_accumulates), RUN(test_same_operand_twice), RUN(test_scalar_rule),
        RUN(test_gradient_of_another_dtype), RUN(test_second_time), RUN(test_retain_graph),
        RUN(test_several_roots), RUN(test_leaf_itself_is_a_root), RUN(test_gradients_do_not_alias),
        RUN(test_expand_gradient_is_dense), RUN(test_broadcast_and_promotion), RUN(test_dtype_conversion),
        RUN(test_integer_operand), RUN(test_empty), RUN(test_grad), RUN(test_grad_errors),
        RUN(test_allow_unused), RUN(test_same_input_twice), RUN(test_several_outputs),
        RUN(test_rows_of_a_jacobian), RUN(test_grad_runs_only_what_it_needs), RUN(test_third_derivative),
        RUN(test_create_graph_in_backward), RUN(test_accumulation_with_create_graph),
        RUN(test_grad_modified_before_double_backward), RUN(test_grad_accumulated_before_double_backward),
        RUN(test_output_modified_before_double_backward), RUN(test_leaf_in_place),
        RUN(test_view_made_without_grad), RUN(test_expanded_in_place), RUN(test_views_that_an_op_returned_together), RUN(test_result_type_in_place),
        RUN(test_input_modified), RUN(test_input_modified_through_a_view),
        RUN(test_view_modified_through_its_base), RUN(test_leaf_or_constant_modified),
        RUN(test_output_modified), RUN(test_both_lines_are_named), RUN(test_in_place_keeps_what_it_needs),
        RUN(test_in_place_differentiated_twice), RUN(test_in_place_by_itself), RUN(test_overwritten),
        RUN(test_write_to_a_view_of_a_plain_tensor), RUN(test_base_written_then_view_used),
        RUN(test_view_written_then_base_used), RUN(test_chain_of_views), RUN(test_base_then_view_written),
        RUN(test_view_in_place_double_backward), RUN(test_view_in_place_saved_and_differentiated_twice),
        RUN(test_many_views_of_one_base), RUN(test_expand_view), RUN(test_detach_shares_the_version),
        RUN(test_data_has_a_version_of_its_own), RUN(test_data_write_is_silent_by_default),
        RUN(test_data_check), RUN(test_data_check_of_raw_pointers), RUN(test_data_check_of_borrowed_memory),
        RUN(test_data_check_in_a_loop), RUN(test_hook), RUN(test_hook_sees_the_sum),
        RUN(test_hooks_in_order_and_removed), RUN(test_hooks_are_freed_with_their_owner),
        RUN(test_hook_removes_itself), RUN(test_hook_results_are_checked), RUN(test_hooks_and_autograd_grad),
        RUN(test_hook_stays_with_the_value_it_was_registered_for), RUN(test_hook_with_create_graph),
        RUN(test_backward_inside_a_hook), RUN(test_node_hooks), RUN(test_retain_grad),
        RUN(test_retain_grad_and_hooks_run_in_order), RUN(test_retain_grad_with_autograd_grad),
        RUN(test_retaining_tensor_dies_first), RUN(test_modes_nest),
        RUN(test_modes_are_restored_however_the_block_ends), RUN(test_inference_mode), RUN(test_anomaly_nan),
        RUN(test_anomaly_modified),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
