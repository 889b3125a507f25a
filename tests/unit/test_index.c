/* SPDX-License-Identifier: MIT */
/* test_index.c - x[…] for reading and writing, errors of index values, sums that must not depend on the number of threads. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

/* 0 … n - 1 in a shape */
#define COUNT(n, ...) rush_reshape(rush_arange(n, .dtype = RUSH_FLOAT32), RUSH_SHAPE(__VA_ARGS__))
#define LONGS(...) rush_from_data(RUSH_VALUES(int64_t, __VA_ARGS__), RUSH_SHAPE((int64_t)(sizeof((int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t))))

static void assert_shape(const rush_tensor *t, rush_shape want) {
    assert_no_error();
    assert_int_equal(rush_dim(t), want.ndim);
    for (int i = 0; i < want.ndim; i++) assert_int_equal(rush_size(t, i), want.dims[i]);
}

static void test_get_views(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = COUNT(24, 2, 3, 4);
    assert_values(rush_index_get(x, RUSH_AT(1), RUSH_AT(-1), RUSH_AT(0)), VALUES(20), 0);
    assert_values(rush_index_get(x, RUSH_AT(0), RUSH_ALL, RUSH_AT(3)), VALUES(3, 7, 11), 0);
    assert_values(rush_index_get(x, RUSH_ELLIPSIS, RUSH_AT(-1)), VALUES(3, 7, 11, 15, 19, 23), 0);
    assert_values(rush_index_get(x, RUSH_AT(0), RUSH_RANGE(1, 3), RUSH_RANGE(0, 4, 3)), VALUES(4, 7, 8, 11), 0);
    assert_values(rush_index_get(x, RUSH_AT(1), RUSH_FROM(-1), RUSH_UNTIL(-2)), VALUES(20, 21), 0);
    assert_values(rush_index_get(x, RUSH_AT(0), RUSH_AT(0), RUSH_EVERY(2)), VALUES(0, 2), 0);
    assert_shape(rush_index_get(x, RUSH_NEWAXIS, RUSH_AT(1), RUSH_ELLIPSIS, RUSH_NEWAXIS), RUSH_SHAPE(1, 3, 4, 1));
    assert_shape(rush_index_get(x, RUSH_RANGE(5, 9)), RUSH_SHAPE(0, 3, 4));
    assert_true(rush_shares_storage(x, rush_index_get(x, RUSH_ELLIPSIS)));
    assert_true(rush_index_get(x, RUSH_ELLIPSIS) != x);
    assert_shape(rush_index_get(rush_ones(RUSH_SHAPE()), RUSH_NEWAXIS), RUSH_SHAPE(1));
}

static void test_get_tensors(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = COUNT(24, 2, 3, 4), *i = LONGS(0, 2), *j = LONGS(3, -4);
    assert_values(rush_index_get(x, RUSH_AT(1), RUSH_TENSOR(i), RUSH_TENSOR(j)), VALUES(15, 20), 0);
    /* next to each other: in their place; else in front */
    assert_shape(rush_index_get(x, RUSH_ALL, RUSH_TENSOR(i), RUSH_TENSOR(j)), RUSH_SHAPE(2, 2));
    assert_shape(rush_index_get(x, RUSH_ALL, RUSH_TENSOR(LONGS(0, 1, 2)), RUSH_ALL), RUSH_SHAPE(2, 3, 4));
    assert_shape(rush_index_get(x, RUSH_TENSOR(LONGS(0, 1, 1)), RUSH_ALL, RUSH_TENSOR(LONGS(1, 2, 3))), RUSH_SHAPE(3, 3));
    assert_shape(rush_index_get(x, RUSH_RANGE(0, 1), RUSH_NEWAXIS, RUSH_TENSOR(i)), RUSH_SHAPE(1, 1, 2, 4));
    assert_values(rush_index_get(x, RUSH_TENSOR(rush_gt(x, 20))), VALUES(21, 22, 23), 0);
    assert_values(rush_index_get(x, RUSH_AT(0), RUSH_TENSOR(rush_from_data(RUSH_VALUES(bool, false, true, false), RUSH_SHAPE(3)))), VALUES(4, 5, 6, 7), 0);
    /* a 0-dimensional index is a number, a 0-dimensional mask a new dimension */
    assert_shape(rush_index_get(x, RUSH_TENSOR(rush_sum(LONGS(1)))), RUSH_SHAPE(3, 4));
    assert_shape(rush_index_get(x, RUSH_TENSOR(rush_lt(rush_sum(x), 0))), RUSH_SHAPE(0, 2, 3, 4));
    const rush_index_item yes = { .kind = RUSH_INDEX_BOOL, .start = 1 };
    assert_shape(rush_index_get(x, yes, RUSH_AT(0)), RUSH_SHAPE(1, 3, 4));
}

static void test_set(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_zeros(RUSH_SHAPE(2, 3));
    assert_true(rush_index_set(x, 1, RUSH_AT(0)) == x);
    rush_index_set(x, rush_arange(3, .dtype = RUSH_FLOAT64), RUSH_AT(1));
    assert_values(x, VALUES(1, 1, 1, 0, 1, 2), 0);
    rush_index_set(x, 2.5, RUSH_ALL, RUSH_TENSOR(LONGS(0, -1)));
    assert_values(x, VALUES(2.5, 1, 2.5, 2.5, 1, 2.5), 0);
    rush_index_set(x, 7, RUSH_TENSOR(rush_eq(x, 1)));
    assert_values(x, VALUES(2.5, 7, 2.5, 2.5, 7, 2.5), 0);
    rush_index_set(x, rush_ones(RUSH_SHAPE(1, 1, 2, 1)), RUSH_ELLIPSIS, RUSH_RANGE(0, 2));
    assert_values(x, VALUES(1, 1, 2.5, 1, 1, 2.5), 0);
    /* overlapping views of one tensor: not without a copy */
    rush_tensor *line = COUNT(5, 5);
    rush_set_error_quiet(true);
    assert_null(rush_index_set(line, rush_index_get(line, RUSH_UNTIL(-1)), RUSH_FROM(1)));
    assert_non_null(strstr(rush_error()->message, "some elements of the input tensor and the written-to tensor refer to a single memory location"));
    rush_error_clear();
    rush_set_error_quiet(false);
    rush_index_set(line, rush_clone(rush_index_get(line, RUSH_UNTIL(-1))), RUSH_FROM(1));
    assert_values(line, VALUES(0, 0, 1, 2, 3), 0);
    rush_tensor *whole = rush_zeros(RUSH_SHAPE(2), .dtype = RUSH_INT64);
    rush_index_set(whole, 2.7, RUSH_TENSOR(LONGS(1)));
    assert_values(whole, VALUES(0, 2), 0);
}

static void test_set_gradient(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *w = rush_from_data(RUSH_VALUES(float, 3, 4), RUSH_SHAPE(2), .requires_grad = true), *x = rush_ones(RUSH_SHAPE(3), .requires_grad = true);
    rush_tensor *y = rush_mul(x, 1);
    rush_index_set(y, w, RUSH_TENSOR(LONGS(2, 0)));
    rush_index_set(y, rush_index_get(w, RUSH_AT(1)), RUSH_AT(1));
    assert_values(y, VALUES(4, 4, 3), 0);
    assert_true(rush_backward(rush_sum(rush_mul(y, y))));
    assert_values(rush_get_grad(w), VALUES(6, 16), 0);
    assert_values(rush_get_grad(x), VALUES(0, 0, 0), 0);
}

static void test_errors(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    rush_tensor *x = COUNT(6, 3, 2), *scalar = rush_ones(RUSH_SHAPE());
    assert_null(rush_index_get(x, RUSH_AT(3)));
    assert_int_equal(rush_error()->code, RUSH_INDEX_ERROR);
    assert_error("index 3 is out of bounds for dimension 0 with size 3");
    assert_null(rush_index_get(x, RUSH_NEWAXIS, RUSH_ALL, RUSH_AT(-3)));
    assert_error("index -3 is out of bounds for dimension 2 with size 2");
    assert_null(rush_index_get(x, RUSH_AT(0), RUSH_AT(0), RUSH_AT(0)));
    assert_error("too many indices for tensor of dimension 2");
    assert_null(rush_index_get(x, RUSH_TENSOR(rush_ones(RUSH_SHAPE(3, 2, 1), .dtype = RUSH_BOOL))));
    assert_error("too many indices for tensor of dimension 2");
    assert_null(rush_index_get(scalar, RUSH_AT(0)));
    assert_error("invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
    assert_null(rush_index_get(scalar, RUSH_ALL));
    assert_error("slice() cannot be applied to a 0-dim tensor.");
    assert_null(rush_index_get(x, RUSH_EVERY(-1)));
    assert_int_equal(rush_error()->code, RUSH_VALUE_ERROR);
    assert_error("step must be greater than zero");
    assert_null(rush_index_get(x, RUSH_TENSOR(LONGS(0, 5))));
    assert_error("index 5 is out of bounds for dimension 0 with size 3");
    assert_null(rush_index_get(x, RUSH_TENSOR(rush_ones(RUSH_SHAPE(2)))));
    assert_error("tensors used as indices must be long, byte or bool tensors");
    assert_null(rush_index_set(x, rush_ones(RUSH_SHAPE(3)), RUSH_TENSOR(LONGS(0))));
    assert_error("shape mismatch: value tensor of shape [3] cannot be broadcast to indexing result of shape [1, 2]");
    assert_null(rush_index_set(x, rush_ones(RUSH_SHAPE(2, 4)), RUSH_AT(0)));
    assert_error("expand(torch.FloatTensor{[2, 4]}, size=[2]): the number of sizes provided (1) must be greater or equal to the number of dimensions in the "
                 "tensor (2)");
    assert_null(rush_index_set(x, rush_ones(RUSH_SHAPE(3)), RUSH_ELLIPSIS));
    assert_error("The expanded size of the tensor (2) must match the existing size (3) at non-singleton dimension 1.  Target sizes: [3, 2].  Tensor sizes: [3]");
    assert_values(x, VALUES(0, 1, 2, 3, 4, 5), 0);
}

/* Out-of-range indices are found before anything is written. */
static void test_bounds(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    rush_tensor *x = COUNT(6, 3, 2), *bad = LONGS(0, 3), *row = rush_ones(RUSH_SHAPE(2, 2)), *low = LONGS(1, -1);
    rush_tensor *wide = rush_reshape(bad, RUSH_SHAPE(2, 1));
    assert_null(rush_index_select(x, 0, bad));
    assert_error("index out of range in self");
    assert_null(rush_index_add_(x, 0, low, row));
    assert_error("index out of range in self");
    assert_null(rush_index_copy_(x, 0, bad, row));
    assert_error("index_copy_(): index 3 is out of bounds for dimension 0 with size 3");
    assert_null(rush_index_fill_(x, 0, LONGS(1, -4), 9));
    assert_error("index -4 is out of bounds for dimension 0 with size 3");
    assert_null(rush_gather(x, 0, wide));
    assert_error("index 3 is out of bounds for dimension 0 with size 3");
    assert_null(rush_scatter_(x, 0, wide, 9));
    assert_error("index 3 is out of bounds for dimension 0 with size 3");
    assert_null(rush_scatter_add_(x, 0, wide, row));
    assert_error("index 3 is out of bounds for dimension 0 with size 3");
    assert_null(rush_take(x, LONGS(0, 6)));
    assert_error("out of range: tried to access index 6 on a tensor of 6 elements.");
    assert_null(rush_index_put_(x, ((rush_tensor *[]){ NULL, bad }), 2, row));
    assert_error("shape mismatch: value tensor of shape [2, 2] cannot be broadcast to indexing result of shape [3, 2]");
    assert_null(rush_index_put_(x, &bad, 1, row));
    assert_error("index 3 is out of bounds for dimension 0 with size 3");
    assert_null(rush_embedding(x, bad));
    assert_error("index out of range in self");
    assert_null(rush_one_hot(LONGS(0, -1)));
    assert_error("Class values must be non-negative.");
    assert_null(rush_one_hot(LONGS(0, 5), .num_classes = RUSH_INT(3)));
    assert_error("Class values must be smaller than num_classes.");
    assert_null(rush_bincount(low));
    assert_error("bincount only supports 1-d non-negative integral inputs.");
    assert_null(rush_embedding(x, LONGS(0), .sparse = true));
    assert_error("embedding: sparse=True is not supported: gradients are dense");
    assert_values(x, VALUES(0, 1, 2, 3, 4, 5), 0);
}

/* In place, sources that share the memory written to are refused, or copied where the strides hide it. */
static void test_overlap(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    rush_tensor *x = COUNT(6, 3, 2);
    assert_null(rush_index_copy_(x, 0, LONGS(2), rush_narrow(x, 0, 0, 1)));
    assert_error("unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please clone() the tensor "
                 "before performing the operation.");
    rush_tensor *column = rush_narrow(x, 1, 0, 1); /* not dense: PyTorch lets it pass */
    assert_non_null(rush_index_copy_(column, 0, LONGS(2, 1, 0), column));
    assert_values(x, VALUES(4, 1, 2, 3, 0, 5), 0);
}

/* masks write in row-major order whatever the strides are */
static void test_masked_order(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_t(rush_zeros(RUSH_SHAPE(2, 3)));
    rush_masked_scatter_(x, rush_ones(RUSH_SHAPE(3, 2), .dtype = RUSH_BOOL), COUNT(6, 6));
    assert_values(x, VALUES(0, 1, 2, 3, 4, 5), 0);
    rush_tensor *base = rush_ones(RUSH_SHAPE(2, 3), .requires_grad = true);
    rush_tensor *y = rush_masked_select(rush_t(base), rush_ones(RUSH_SHAPE(3, 2), .dtype = RUSH_BOOL));
    assert_true(rush_backward(y, .gradient = COUNT(6, 6)));
    assert_values(rush_get_grad(base), VALUES(0, 2, 4, 1, 3, 5), 0);
}

static rush_tensor *pseudo_random(int64_t n, uint32_t seed) {
    float *p = malloc(sizeof *p * (size_t)n);
    for (int64_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        p[i] = (float)(seed >> 8) * 0x1p-24f - 0.5f;
    }
    rush_tensor *t = rush_from_data(((rush_values){ p, RUSH_FLOAT32, n }), RUSH_SHAPE(n));
    free(p);
    return t;
}

/* Sums into few places, with 1, 2, 3 and 5 threads: the same bits. */
static void test_threads(void **state) {
    (void)state;
    RUSH_SCOPE;
    enum { ROWS = 3000, WIDTH = 40, PLACES = 17, RESULTS = 5 };
    rush_tensor *src = rush_view(pseudo_random(ROWS * WIDTH, 1), RUSH_SHAPE(ROWS, WIDTH));
    rush_tensor *at = rush_to_dtype(rush_mul(rush_add(pseudo_random(ROWS, 2), 0.5), PLACES), RUSH_INT64);
    rush_tensor *wide = rush_expand(rush_unsqueeze(at, 1), RUSH_SHAPE(ROWS, WIDTH)), *zeros = rush_zeros(RUSH_SHAPE(PLACES, WIDTH));
    float first[RESULTS][PLACES * WIDTH], now[PLACES * WIDTH];
    const int threads[] = { 1, 2, 3, 5 };
    int before = rush_get_num_threads();
    for (int i = 0; i < 4; i++) {
        RUSH_SCOPE;
        assert_true(rush_set_num_threads(threads[i]));
        rush_tensor *weight = rush_zeros(RUSH_SHAPE(PLACES, WIDTH), .requires_grad = true);
        assert_true(rush_backward(rush_embedding(weight, at), .gradient = src));
        rush_tensor *results[RESULTS] = { rush_index_add(zeros, 0, at, src), rush_scatter_add(zeros, 0, wide, src), rush_t(rush_index_add(rush_t(zeros), 1, at, rush_t(src))),
                                          rush_index_put(zeros, &at, 1, src, .accumulate = true), rush_get_grad(weight) };
        for (int k = 0; k < RESULTS; k++) {
            assert_true(rush_copy_out(results[k], now, PLACES * WIDTH));
            if (i == 0) memcpy(first[k], now, sizeof now);
            assert_memory_equal(first[k], now, sizeof now);
            assert_memory_equal(first[0], now, sizeof now); /* all add in the order of the index */
        }
    }
    rush_set_num_threads(before);
    assert_no_error();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_get_views), cmocka_unit_test(test_get_tensors), cmocka_unit_test(test_set), cmocka_unit_test(test_set_gradient),
        cmocka_unit_test(test_errors), cmocka_unit_test(test_bounds), cmocka_unit_test(test_overlap), cmocka_unit_test(test_masked_order),
        cmocka_unit_test(test_threads),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
