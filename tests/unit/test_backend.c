/* SPDX-License-Identifier: MIT */
/* test_backend.c - devices beside the CPU: loading a backend (tests/backends/toy.c) and what keeps it from loading, copies, tensors on
   different devices, kernels that are missing or fail, ops made of others, training; and a machine without a GPU. */
#include "test.h"

#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rushlight/backend.h>

#define TEST(name) static void name(void **state)
#define BEGIN (void)state; RUSH_SCOPE
#define FILE_OF(name) (BACKENDS "/librushlight_" name ".so")
/* the pending error names this op and this line of the file; clears it */
static void assert_error_at(const char *message, const char *op, int line) {
    char site[64];
    snprintf(site, sizeof site, "test_backend.c:%d", line);
    assert_non_null(rush_error());
    assert_string_equal(rush_error()->op, op);
    size_t n = strlen(rush_error()->site), m = strlen(site);
    if (n < m || strcmp(rush_error()->site + n - m, site) != 0) fail_msg("%s, not %s", rush_error()->site, site);
    assert_error(message);
}

/* a, wherever it is, has b's elements */
static void assert_close(rush_tensor *a, rush_tensor *b, double tolerance) {
    double values[64];
    assert_in_range(rush_numel(b), 1, 64);
    assert_true(rush_copy_out(b, values, rush_numel(b)));
    assert_values(rush_to(a, rush_cpu()), values, rush_numel(b), tolerance);
}

static rush_device toy;

static int load(void **state) {
    (void)state;
    return !rush_load_backend(FILE_OF("toy"), &toy);
}

/* ---- a machine without a GPU ---- */

TEST(no_gpu) {
    BEGIN;
    assert_false(rush_cuda_is_available());
    assert_int_equal(rush_device_count(RUSH_CUDA), 0);
    rush_device device = rush_cuda_is_available() ? rush_cuda(0) : rush_cpu();
    rush_tensor *x = rush_to(rush_rand(RUSH_SHAPE(3, 3)), device);
    assert_int_equal(rush_get_device(x).type, RUSH_CPU);
    assert_ptr_equal(rush_to(x, rush_cpu()), x);
    assert_null(rush_to(x, rush_cuda(0)));
    assert_error("Found no NVIDIA driver on your system, or this build has no CUDA backend: rush_cuda_is_available() is false");
    assert_null(rush_zeros(RUSH_SHAPE(2), .device = rush_cuda(0)));
    assert_error("Found no NVIDIA driver on your system, or this build has no CUDA backend: rush_cuda_is_available() is false");
    assert_true(rush_device_parse("cuda:1", &device));
    assert_int_equal(device.type, RUSH_CUDA);
    assert_int_equal(device.index, 1);
}

/* ---- loading ---- */

static void refused(const char *name, rush_error_code code, const char *start, const char *end) {
    rush_device device = { 0, 0 };
    rush_set_error_quiet(true);
    assert_false(rush_load_backend(name, &device));
    rush_set_error_quiet(false);
    assert_int_equal(device.type, 0);
    assert_int_equal(rush_error()->code, code);
    assert_string_equal(rush_error()->op, "load_backend");
    assert_non_null(strstr(rush_error()->site, "test_backend.c:"));
    const char *text = rush_error()->message;
    size_t n = strlen(text), m = strlen(end);
    if (strncmp(text, start, strlen(start)) != 0 || n < m || strcmp(text + n - m, end) != 0) fail_msg("%s", text);
    rush_error_clear();
}

TEST(what_does_not_load) {
    BEGIN;
    rush_device device;
    refused("nothing_of_this_name", RUSH_OS_ERROR, "cannot open the backend: librushlight_nothing_of_this_name.so: ", "No such file or directory");
    refused("/nowhere/file.so", RUSH_OS_ERROR, "cannot open the backend: /nowhere/file.so: ", "No such file or directory");
    refused(SOURCE_DIR "/README.md", RUSH_OS_ERROR, "cannot open the backend: ", "");
    refused(FILE_OF("stranger"), RUSH_RUNTIME_ERROR, "'", "librushlight_stranger.so' is not a backend: it has no rush_backend_entry");
    refused(FILE_OF("toy_version"), RUSH_RUNTIME_ERROR, "'", "speaks version 99 of the backend table, this library version 1");
    refused(FILE_OF("toy_incomplete"), RUSH_RUNTIME_ERROR, "'", "is not complete: its backend table has no within");
    refused(FILE_OF("toy_refuses"), RUSH_RUNTIME_ERROR, "the backend '", "does not start: there is no toy in the box");
    refused("", RUSH_VALUE_ERROR, "the name of the backend is missing", "");
    refused(NULL, RUSH_VALUE_ERROR, "the name of the backend is missing", "");
    char *long_name = malloc(5001);
    memset(long_name, 'x', 5000);
    long_name[5000] = 0;
    refused(long_name, RUSH_VALUE_ERROR, "the name of the backend is too long", "");
    free(long_name);
    assert_false(rush_device_parse("toy:0", &device));
    assert_error("Expected one of cpu, cuda, meta or a loaded backend's name at start of device string: toy:0");
}

static void *load_once(void *device) {
    return rush_load_backend("toy", device) ? device : NULL;
}

/* by its short name, from several threads, more than once: one device type */
TEST(loading) {
    BEGIN;
    pthread_t threads[4];
    rush_device devices[4];
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, load_once, &devices[i]), 0);
    for (int i = 0; i < 4; i++) {
        void *done;
        pthread_join(threads[i], &done);
        assert_ptr_equal(done, &devices[i]);
        assert_int_equal(devices[i].type, devices[0].type);
        assert_int_equal(devices[i].index, 0);
    }
    assert_true(rush_load_backend(FILE_OF("toy"), &toy));
    assert_true(rush_load_backend(FILE_OF("toy"), NULL));
    assert_int_equal(toy.type, devices[0].type);
    assert_int_equal(rush_device_count(toy.type), 2);
    assert_int_equal(rush_device_count(toy.type + 1), 0);
    assert_int_equal(rush_device_count(RUSH_CPU), 1);
    refused(FILE_OF("toy_twin"), RUSH_RUNTIME_ERROR, "there is a backend 'toy' already", "");
    rush_device device;
    char name[16];
    assert_true(rush_device_parse("toy:1", &device));
    assert_int_equal(device.type, toy.type);
    assert_int_equal(device.index, 1);
    rush_device_name(device, name, sizeof name);
    assert_string_equal(name, "toy:1");
    device.index = 2;
    assert_null(rush_zeros(RUSH_SHAPE(2), .device = device));
    assert_error("toy:2: invalid device ordinal, 2 present");
}

/* ---- memory ---- */

TEST(copies) {
    BEGIN;
    rush_device other = { toy.type, 1 };
    const double values[] = { 1, 2, 3, 4, 5, 6 };
    static const rush_dtype dtypes[] = { RUSH_FLOAT32, RUSH_FLOAT64, RUSH_FLOAT16, RUSH_BFLOAT16, RUSH_INT64, RUSH_INT32, RUSH_INT16, RUSH_INT8, RUSH_UINT8 };
    for (size_t i = 0; i < sizeof dtypes / sizeof *dtypes; i++) {
        rush_tensor *x = rush_to(rush_from_data(values, RUSH_SHAPE(2, 3)), dtypes[i]);
        rush_tensor *there = rush_to(x, toy), *moved = rush_to(there, other), *transposed = rush_to(rush_t(x), toy);
        assert_int_equal(rush_get_device(moved).index, 1);
        assert_values(rush_to(moved, rush_cpu()), values, 6, 0);
        assert_values(rush_to(transposed, rush_cpu()), VALUES(1, 4, 2, 5, 3, 6), 0);
        assert_values(rush_to(rush_t(there), rush_cpu()), VALUES(1, 4, 2, 5, 3, 6), 0); /* a view is copied as it is seen */
        assert_values(rush_to(rush_clone(there), rush_cpu()), values, 6, 0);
        assert_true(rush_item(rush_select(rush_select(there, 0, 1), 0, 2)) == 6);
        assert_ptr_equal(rush_to(there, toy), there);
    }
    rush_tensor *from = rush_from_data(values, RUSH_SHAPE(6), .dtype = RUSH_FLOAT32, .device = toy);
    rush_tensor *to = rush_zeros(RUSH_SHAPE(6), .device = other), *wide = rush_zeros(RUSH_SHAPE(6), .dtype = RUSH_FLOAT64);
    rush_copy_(to, from);
    rush_copy_(wide, to);
    assert_values(wide, values, 6, 0);
    float out[6];
    assert_true(rush_copy_out(to, out, 6));
    assert_true(out[5] == 6);
    rush_tensor *grid = rush_zeros(RUSH_SHAPE(2, 3), .device = toy);
    rush_copy_(rush_select(grid, 1, 2), rush_from_data(RUSH_VALUES(double, 7, 8), RUSH_SHAPE(2))); /* a column, from the host */
    assert_values(rush_to(grid, rush_cpu()), VALUES(0, 0, 7, 0, 0, 8), 0);
    assert_values(rush_to(rush_select(grid, 1, 2), rush_cpu()), VALUES(7, 8), 0);
    assert_null(rush_const_data_ptr(to, float));
    assert_error("the tensor is on another device; copy it to the CPU first");
    assert_no_error();
}

TEST(made_there) {
    BEGIN;
    assert_values(rush_to(rush_zeros(RUSH_SHAPE(2), .device = toy), rush_cpu()), VALUES(0, 0), 0);
    assert_values(rush_to(rush_ones(RUSH_SHAPE(2), .device = toy, .requires_grad = true), rush_cpu()), VALUES(1, 1), 0);
    assert_values(rush_to(rush_full(RUSH_SHAPE(2), 2.5, .device = toy), rush_cpu()), VALUES(2.5, 2.5), 0);
    rush_tensor *x = rush_empty(RUSH_SHAPE(2), .device = toy);
    assert_values(rush_to(rush_fill_(x, 3), rush_cpu()), VALUES(3, 3), 0);
    assert_values(rush_to(rush_ones_like(x), rush_cpu()), VALUES(1, 1), 0);
    assert_values(rush_to(rush_zero_(x), rush_cpu()), VALUES(0, 0), 0);
    assert_no_error();
    assert_null(rush_full(RUSH_SHAPE(2), 7, .dtype = RUSH_INT64, .device = toy));
    assert_error("op 'fill' has no kernel for int64 on device toy");
    assert_null(rush_zeros(RUSH_SHAPE(1 << 29), .device = toy)); /* 2 GiB; the toy has 1 */
    assert_int_equal(rush_error()->code, RUSH_MEMORY_ERROR);
    rush_error_clear();
}

TEST(printing) {
    BEGIN;
    char text[256] = "";
    FILE *file = fmemopen(text, sizeof text - 1, "w");
    assert_true(rush_print_to(file, rush_full(RUSH_SHAPE(2), 1.5, .device = toy)));
    fclose(file);
    assert_string_equal(text, "tensor([1.5000, 1.5000], device='toy:0')\n");
}

/* ---- errors of calls ---- */

TEST(different_devices) {
    BEGIN;
    rush_device other = { toy.type, 1 };
    rush_tensor *here = rush_ones(RUSH_SHAPE(2, 2)), *there = rush_to(here, toy), *far = rush_to(here, other);
    int line = __LINE__ + 1;
    assert_null(rush_add(here, there));
    assert_error_at("Expected all tensors to be on the same device, but found at least two devices, cpu and toy:0!", "add", line);
    assert_null(rush_mm(there, here));
    assert_error("Expected all tensors to be on the same device, but found at least two devices, toy:0 and cpu!");
    assert_null(rush_mul(there, far));
    assert_error("Expected all tensors to be on the same device, but found at least two devices, toy:0 and toy:1!");
    assert_null(rush_matmul(there, far));
    assert_error("Expected all tensors to be on the same device, but found at least two devices, toy:0 and toy:1!");
    assert_null(rush_add_(there, far));
    assert_error("Expected all tensors to be on the same device, but found at least two devices, toy:0 and toy:1!");
    assert_values(rush_to(there, rush_cpu()), VALUES(1, 1, 1, 1), 0);
    /* a 0-dimensional tensor of the CPU goes with any */
    assert_values(rush_to(rush_mul(there, rush_full(RUSH_SHAPE(), 3.0)), rush_cpu()), VALUES(3, 3, 3, 3), 0);
    assert_values(rush_to(rush_mul(rush_full(RUSH_SHAPE(), 3.0), there), rush_cpu()), VALUES(3, 3, 3, 3), 0);
    assert_no_error();
}

TEST(missing_kernels) {
    BEGIN;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2, 3), .device = toy), *whole = rush_to(rush_ones(RUSH_SHAPE(2), .dtype = RUSH_INT64), toy);
    int line = __LINE__ + 1;
    assert_null(rush_exp(x));
    assert_int_equal(rush_error()->code, RUSH_NOT_IMPLEMENTED_ERROR);
    assert_string_equal(rush_error()->detail, "exp was called with float32 [2, 3]\n");
    assert_error_at("op 'exp' has no kernel for float32 on device toy:0", "exp", line);
    assert_null(rush_add(whole, whole));
    assert_error("op 'add' has no kernel for int64 on device toy:0");
    assert_null(rush_randn(RUSH_SHAPE(2), .device = toy));
    assert_error("op 'randn' has no kernel for float32 on device toy:0");
    line = __LINE__ + 1;
    assert_null(rush_square(x)); /* made of pow: the error names what is missing, and the line of the call */
    assert_error_at("op 'pow' has no kernel for float32 on device toy:0", "pow", line);
}

TEST(failing_kernel) {
    BEGIN;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2, 65), .device = toy), *y = rush_ones(RUSH_SHAPE(65, 2), .device = toy);
    int line = __LINE__ + 1;
    assert_null(rush_matmul(x, y));
    assert_error_at("toy: rows of at most 64 elements", "mm", line);
    rush_tensor *again = rush_mm(rush_ones(RUSH_SHAPE(1, 64), .device = toy), rush_ones(RUSH_SHAPE(64, 1), .device = toy));
    assert_true(rush_item(again) == 64);
}

/* ---- computing ---- */

/* ops that are made of others run there without kernels of their own; views need none */
TEST(composites_and_views) {
    BEGIN;
    rush_tensor *x = rush_randn(RUSH_SHAPE(4, 6)), *y = rush_randn(RUSH_SHAPE(6, 5)), *x2 = rush_to(x, toy), *y2 = rush_to(y, toy);
    rush_tensor *pairs[][2] = {
        { rush_matmul(x, y), rush_matmul(x2, y2) },
        { rush_matmul(rush_t(y), rush_t(x)), rush_matmul(rush_t(y2), rush_t(x2)) },
        { rush_contiguous(rush_t(x)), rush_contiguous(rush_t(x2)) },
        { rush_reshape(rush_t(x), RUSH_SHAPE(3, 8)), rush_reshape(rush_t(x2), RUSH_SHAPE(3, 8)) },
        { rush_sum_dim(x, RUSH_SHAPE(0)), rush_sum_dim(x2, RUSH_SHAPE(0)) },
        { rush_sum_dim(rush_view(x, RUSH_SHAPE(2, 2, 6)), RUSH_SHAPE(0, -1), .keepdim = true),
          rush_sum_dim(rush_view(x2, RUSH_SHAPE(2, 2, 6)), RUSH_SHAPE(0, -1), .keepdim = true) },
        { rush_sub(x, rush_select(x, 0, 1), .alpha = rush_operand_float(2)), rush_sub(x2, rush_select(x2, 0, 1), .alpha = rush_operand_float(2)) },
        { rush_relu(rush_narrow(x, 1, 2, 3)), rush_relu(rush_narrow(x2, 1, 2, 3)) },
    };
    assert_no_error();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(rush_get_device(pairs[i][1]).type, toy.type);
        assert_close(pairs[i][1], pairs[i][0], 1e-5);
    }
    assert_no_error();
}

enum { STEPS = 25 };

/* two layers, mean squared error, gradient descent by hand */
static void train(rush_device device, double *losses, rush_tensor **weights) {
    rush_manual_seed(1);
    rush_tensor *x = rush_to(rush_randn(RUSH_SHAPE(16, 4)), device), *y = rush_to(rush_randn(RUSH_SHAPE(16, 2)), device);
    static const int64_t shapes[4][2] = { { 4, 8 }, { 1, 8 }, { 8, 2 }, { 1, 2 } };
    for (int i = 0; i < 4; i++) {
        weights[i] = rush_to(rush_mul(rush_randn(RUSH_SHAPE(shapes[i][0], shapes[i][1])), 0.5), device);
        rush_set_requires_grad(weights[i], true);
    }
    for (int step = 0; step < STEPS; step++) {
        RUSH_SCOPE;
        rush_tensor *hidden = rush_relu(rush_add(rush_matmul(x, weights[0]), weights[1]));
        rush_tensor *d = rush_sub(rush_add(rush_matmul(hidden, weights[2]), weights[3]), y);
        rush_tensor *loss = rush_div(rush_sum(rush_mul(d, d)), 32);
        losses[step] = rush_item(loss);
        assert_true(rush_backward(loss));
        RUSH_NO_GRAD;
        for (int i = 0; i < 4; i++) {
            assert_int_equal(rush_get_device(rush_get_grad(weights[i])).type, device.type);
            rush_sub_(weights[i], rush_get_grad(weights[i]), .alpha = rush_operand_float(0.2));
            rush_zero_(rush_get_grad(weights[i]));
        }
    }
    assert_no_error();
}

TEST(training) {
    BEGIN;
    double here[STEPS], there[STEPS];
    rush_tensor *weights[2][4];
    train(rush_cpu(), here, weights[0]);
    train(toy, there, weights[1]);
    assert_true(here[STEPS - 1] < 0.7 * here[0]);
    for (int i = 0; i < STEPS; i++) assert_true(fabs(here[i] - there[i]) <= 1e-5 * here[0]);
    for (int i = 0; i < 4; i++) assert_close(weights[1][i], weights[0][i], 1e-4);
}

/* modules move; optimizers say what they lack */
TEST(modules) {
    BEGIN;
    rush_module *net = rush_linear_layer(3, 1);
    assert_true(rush_module_to_device_at(RUSH_SITE, net, toy));
    rush_list *parameters = rush_parameters(net);
    assert_int_equal(rush_get_device(rush_list_get(parameters, 0)).type, toy.type);
    assert_null(rush_forward(net, rush_ones(RUSH_SHAPE(2, 3))));
    assert_error("Expected all tensors to be on the same device, but found at least two devices, cpu and toy:0!");
    assert_null(rush_forward(net, rush_ones(RUSH_SHAPE(2, 3), .device = toy)));
    assert_error("op 'linear' has no kernel for float32 on device toy:0");
    rush_tensor *w = rush_list_get(parameters, 0);
    rush_optimizer *sgd = rush_sgd(parameters, 0.1);
    rush_backward(rush_sum(w));
    assert_false(rush_step(sgd));
    assert_error("SGD has no update for float32 parameters on device toy:0");
    assert_true(rush_zero_grad(sgd));
    assert_values(rush_to(rush_get_grad(w), rush_cpu()), VALUES(0, 0, 0), 0);
    rush_release_all(net, sgd);
}

TEST(nothing_left) {
    (void)state;
    void *object = dlopen(FILE_OF("toy"), RTLD_NOW | RTLD_NOLOAD);
    assert_non_null(object);
    void *symbol = dlsym(object, "toy_live_bytes");
    long (*live)(void);
    memcpy(&live, &symbol, sizeof live);
    assert_int_equal(live(), 0);
    dlclose(object);
}

int main(void) {
    const struct CMUnitTest before[] = { cmocka_unit_test(no_gpu), cmocka_unit_test(what_does_not_load), cmocka_unit_test(loading) };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies), cmocka_unit_test(made_there), cmocka_unit_test(printing), cmocka_unit_test(different_devices),
        cmocka_unit_test(missing_kernels), cmocka_unit_test(failing_kernel), cmocka_unit_test(composites_and_views),
        cmocka_unit_test(training), cmocka_unit_test(modules), cmocka_unit_test(no_gpu), cmocka_unit_test(nothing_left),
    };
    int failures = cmocka_run_group_tests(before, NULL, NULL);
    return test_end(failures + cmocka_run_group_tests(tests, load, NULL));
}
