/* SPDX-License-Identifier: MIT */
/* test_conv.c - convolution and pooling: what samples of single ops cannot show. A convolution, its input's
   and its weight's gradient are one trilinear sum, so <y, conv(x, w)> = <x, input(y, w)> = <w, weight(x, y)>;
   over many shapes, at every instruction set. */
#include "test.h"

#include <math.h>

#include "core/isa.h"
#include "core/parallel.h"

static uint32_t state_of = 1;
static int64_t draw(int64_t low, int64_t high) {
    state_of = state_of * 1664525u + 1013904223u;
    return low + (int64_t)(state_of >> 8) % (high - low + 1);
}

static double inner(rush_tensor *a, rush_tensor *b) {
    RUSH_SCOPE;
    return rush_item(rush_sum(rush_mul(rush_to_dtype(a, RUSH_FLOAT64), rush_to_dtype(b, RUSH_FLOAT64))));
}

/* one random geometry; returns false if it has no windows */
static bool adjoint(int dims, rush_dtype dtype, double tolerance, bool transposed) {
    RUSH_SCOPE;
    int64_t groups = draw(1, 3), c = draw(1, 20), k = draw(1, 37), xs[5] = { draw(1, 5), c * groups }, ws[5],
            stride[3], pad[3], dilation[3];
    ws[0] = transposed ? c * groups : k * groups;
    ws[1] = transposed ? k : c;
    for (int d = 0; d < dims; d++) {
        ws[d + 2] = draw(1, 4);
        stride[d] = draw(1, 3);
        pad[d] = draw(0, 2);
        dilation[d] = draw(1, 2);
        xs[d + 2] = draw(1, dims == 3 ? 6 : 40 / dims);
        if (!transposed && xs[d + 2] + 2 * pad[d] < dilation[d] * (ws[d + 2] - 1) + 1) return false;
        if (transposed && (xs[d + 2] - 1) * stride[d] - 2 * pad[d] + dilation[d] * (ws[d + 2] - 1) < 0)
            return false;
    }
    rush_tensor *x = rush_randn(((rush_shape){ xs, dims + 2 }), .dtype = dtype, .requires_grad = true), *g[2];
    rush_tensor *w = rush_randn(((rush_shape){ ws, dims + 2 }), .dtype = dtype, .requires_grad = true);
    int64_t none[3] = { 0 };
    rush_tensor *y =
        rush_convolution(x, w, NULL, ((rush_shape){ stride, dims }), ((rush_shape){ pad, dims }),
                         ((rush_shape){ dilation, dims }), transposed, ((rush_shape){ none, dims }), groups);
    rush_tensor *gy = rush_randn(rush_sizes(y), .dtype = dtype), *inputs[] = { x, w };
    assert_true(rush_autograd_grad(&y, 1, inputs, g, 2, .grad_outputs = &gy));
    double a = inner(gy, y), b = inner(x, g[0]), d = inner(w, g[1]),
           size = sqrt(inner(gy, gy) * inner(y, y)) + 1;
    if (fabs(a - b) > tolerance * size || fabs(a - d) > tolerance * size)
        fail_msg("%s: dims %d, x [%d, %d, %d, %d ..], w [%d, %d, %d, %d ..], stride %d %d, padding %d %d, "
                 "dilation %d %d, transposed %d, groups %d: %g %g %g",
                 isa_name(isa_current()), dims, (int)xs[0], (int)xs[1], (int)xs[2], (int)xs[3], (int)ws[0],
                 (int)ws[1], (int)ws[2], (int)ws[3], (int)stride[0], (int)stride[1], (int)pad[0], (int)pad[1],
                 (int)dilation[0], (int)dilation[1], transposed, (int)groups, a, b, d);
    return true;
}

static void test_adjoint(void **state) {
    (void)state;
    int done = 0;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        for (int i = 0; i < 150; i++)
            done += adjoint(1 + i % 3, i % 2 ? RUSH_FLOAT32 : RUSH_FLOAT64, i % 2 ? 1e-5 : 1e-12, i % 5 == 0);
    }
    isa_set(isa_best());
    assert_no_error();
    assert_true(done > 100);
}

/* The same bits for any number of threads. */
/* Batches that are no multiple of what a block takes: the last block must end with the batch. What lies between the
   results must stay as it is, and the trilinear sum must hold. */
static void test_last_block(void **state) {
    (void)state;
    for (int64_t n = 28; n <= 34; n++) {
        RUSH_SCOPE;
        enum { NEIGHBOURS = 24 };
        rush_tensor *near[NEIGHBOURS], *results[NEIGHBOURS / 2];
        for (int i = 0; i < NEIGHBOURS; i++) near[i] = rush_retain(rush_ones(RUSH_SHAPE(n, 32, 4, 4)));
        rush_tensor *x = rush_randn(RUSH_SHAPE(n, 32, 4, 4), .requires_grad = true);
        rush_tensor *w = rush_randn(RUSH_SHAPE(1, 32, 4, 4)), *y = rush_conv2d(x, w);
        rush_tensor *gy = rush_randn(rush_sizes(y));
        for (int i = 0; i < NEIGHBOURS; i += 2) {
            rush_release(near[i]);
            assert_true(rush_autograd_grad(&y, 1, &x, &results[i / 2], 1, .grad_outputs = &gy, .retain_graph = true));
        }
        double a = inner(gy, y), b = inner(x, results[0]), size = sqrt(inner(gy, gy) * inner(y, y)) + 1;
        assert_true(fabs(a - b) <= 1e-5 * size);
        for (int i = 1; i < NEIGHBOURS; i += 2) {
            assert_true(rush_item(rush_min(near[i])) == 1 && rush_item(rush_max(near[i])) == 1);
            rush_release(near[i]);
        }
    }
}

static void test_threads(void **state) {
    (void)state;
    RUSH_SCOPE;
    static const int counts[] = { 1, 2, 3, 5 };
    static const int64_t shapes[][6] = {
        { 9, 20, 33, 14, 3, 1 }, { 2, 3, 64, 40, 5, 2 }, { 7, 64, 96, 4, 3, 1 }, { 1, 48, 80, 9, 3, 1 }
    };
    int threads = parallel_threads();
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        const int64_t *v = shapes[s];
        rush_tensor *x = rush_randn(RUSH_SHAPE(v[0], v[1], v[3], v[3]), .requires_grad = true),
                    *first[3] = { NULL };
        rush_tensor *w = rush_randn(RUSH_SHAPE(v[2], v[1], v[4], v[4]), .requires_grad = true),
                    *inputs[] = { x, w };
        for (size_t t = 0; t < sizeof counts / sizeof *counts; t++) {
            assert_true(parallel_set_threads(counts[t]));
            rush_tensor *now[3];
            now[0] = rush_conv2d(x, w, .stride = v[5], .padding = 1);
            assert_true(rush_autograd_grad(&now[0], 1, inputs, now + 1, 2, .grad_outputs = &now[0]));
            for (int i = 0; i < 3; i++) {
                if (t == 0) first[i] = now[i];
                else assert_true(rush_item(rush_sum(rush_ne(now[i], first[i]))) == 0);
            }
        }
    }
    parallel_set_threads(threads);
    assert_no_error();
}

/* No gradient is computed that nobody wants. */
static void test_first_layer(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_randn(RUSH_SHAPE(2, 1, 6, 6)),
                *w = rush_randn(RUSH_SHAPE(3, 1, 3, 3), .requires_grad = true);
    rush_tensor *y = rush_max_pool2d(rush_conv2d(x, w, .padding = 1), RUSH_SHAPE(2));
    assert_true(rush_backward(rush_sum(y)));
    assert_null(rush_get_grad(x));
    assert_non_null(rush_get_grad(w));
    assert_no_error();
}

/* Small maps go through the kernels several samples at a time; what remains for the last block is any number. A sample's
   result is the one that it has alone. */
static void test_batches(void **state) {
    (void)state;
    static const int64_t batches[] = { 2, 7, 33, 67, 259 };
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        for (int64_t side = 1; side <= 7; side += 2)
            for (size_t i = 0; i < sizeof batches / sizeof *batches; i++) {
                RUSH_SCOPE;
                int64_t n = batches[i], c = i % 2 ? 64 : 8, kernel = side > 1 ? 3 : 1;
                rush_tensor *x = rush_randn(RUSH_SHAPE(n, c, side, side)), *w = rush_randn(RUSH_SHAPE(40, c, kernel, kernel));
                rush_tensor *y = rush_conv2d(x, w, .padding = kernel / 2);
                for (int64_t k = 0; k < n; k += n - 1) {
                    rush_tensor *alone = rush_conv2d(rush_narrow(x, 0, k, 1), w, .padding = kernel / 2);
                    double off = rush_item(rush_max(rush_abs(rush_sub(rush_narrow(y, 0, k, 1), alone))));
                    assert_true(off < 1e-3);
                }
            }
    }
    isa_set(isa_best());
    assert_no_error();
}

/* max_pool2d and max_pool2d_with_indices have the same gradient, ties and NaN included. */
static void test_pool_ties(void **state) {
    (void)state;
    for (int level = 0; level < ISA_COUNT; level++) {
        if (!isa_set((isa_level)level)) continue;
        for (int64_t size = 2; size < 40; size += 5)
            for (int64_t k = 2; k < 4; k++) {
                RUSH_SCOPE;
                rush_tensor *x = rush_floor(rush_mul(rush_rand(RUSH_SHAPE(2, 3, size + 1, size + 1)), 3));
                x = rush_set_requires_grad(x, true);
                rush_tensor *a = rush_max_pool2d(x, RUSH_SHAPE(k), .stride = 2),
                            *b = rush_max_pool2d_with_indices(x, RUSH_SHAPE(k), .stride = 2);
                rush_tensor *g = rush_randn(rush_sizes(a)), *ga, *gb;
                assert_true(rush_autograd_grad(&a, 1, &x, &ga, 1, .grad_outputs = &g));
                assert_true(rush_autograd_grad(&b, 1, &x, &gb, 1, .grad_outputs = &g));
                assert_true(rush_item(rush_sum(rush_ne(a, b))) == 0);
                assert_true(rush_item(rush_sum(rush_abs(rush_sub(ga, gb)))) < 1e-4);
            }
    }
    isa_set(isa_best());
    assert_no_error();
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_adjoint), cmocka_unit_test(test_last_block),
                                        cmocka_unit_test(test_threads), cmocka_unit_test(test_first_layer),
                                        cmocka_unit_test(test_batches),
                                        cmocka_unit_test(test_pool_ties) };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
