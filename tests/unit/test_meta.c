/* SPDX-License-Identifier: MIT */
/* test_meta.c - the meta device: no memory, no elements; every sample of every op gives the dtype, shape and strides there that it
   gives on the CPU, and so do its gradients, or it is refused because they depend on elements. */
#include <string.h>

#include "core/tensor.h"
#include "ops/op.h"
#include "outcome.h"
#include "test.h"
#undef RUSH_SITE
#define RUSH_SITE (__FILE__ ":" RUSH_STR(__LINE__))

#define TEST(name) static void name(void **state)
#define BEGIN (void)state; RUSH_SCOPE

TEST(devices) {
    BEGIN;
    rush_device device;
    char name[16];
    assert_true(rush_device_parse("meta", &device));
    assert_int_equal(device.type, RUSH_META);
    assert_int_equal(rush_device_name(rush_meta(), name, sizeof name), 4);
    assert_string_equal(name, "meta");
    assert_int_equal(rush_device_count(RUSH_META), 1);
    assert_false(rush_device_parse("cpu: 0", &device));
    assert_error("Invalid device string: 'cpu: 0'");
}

TEST(no_memory) {
    BEGIN;
    rush_tensor *x = rush_empty(RUSH_SHAPE(1 << 20, 1 << 20), .device = rush_meta()), *y = rush_empty(RUSH_SHAPE(1 << 20), .device = rush_meta());
    rush_tensor *z = rush_add(x, y); /* 4 TiB each */
    assert_int_equal(rush_size(z, 0), 1 << 20);
    assert_int_equal(rush_storage_bytes(z), (size_t)4 << 40);
    assert_int_equal(rush_get_device(rush_mul(z, 2)).type, RUSH_META);
    assert_int_equal(rush_get_device(rush_to(rush_ones(RUSH_SHAPE(2)), rush_meta())).type, RUSH_META);
    rush_copy_(y, rush_ones(RUSH_SHAPE(1)));
    rush_zero_(y);
    assert_no_error();
}

TEST(no_elements) {
    BEGIN;
    rush_tensor *x = rush_ones(RUSH_SHAPE(2), .device = rush_meta()), *one = rush_ones(RUSH_SHAPE(), .device = rush_meta());
    float out[2];
    assert_null(rush_to(x, rush_cpu()));
    assert_error("Cannot copy out of meta tensor; no data!");
    assert_null(rush_copy_(rush_zeros(RUSH_SHAPE(2)), x));
    assert_int_equal(rush_error()->code, RUSH_NOT_IMPLEMENTED_ERROR);
    assert_error("Cannot copy out of meta tensor; no data!");
    assert_false(rush_copy_out(x, out, 2));
    assert_error("Cannot copy out of meta tensor; no data!");
    assert_null(rush_const_data_ptr(x, float));
    assert_error("Cannot copy out of meta tensor; no data!");
    rush_item(one);
    assert_error("Could not run 'aten::_local_scalar_dense' with arguments from the 'Meta' backend: its tensors have no elements");
    assert_null(rush_nonzero(x));
    assert_error("Could not run 'aten::nonzero' with arguments from the 'Meta' backend: the shape of its result depends on elements");
    assert_null(rush_add(x, rush_ones(RUSH_SHAPE(2))));
    assert_error("Expected all tensors to be on the same device, but found at least two devices, meta and cpu!");
}

TEST(printing) {
    BEGIN;
    char text[120];
    rush_tensor *x = rush_ones(RUSH_SHAPE(2000, 3), .dtype = RUSH_FLOAT64, .device = rush_meta(), .requires_grad = true);
    rush_to_string(x, text, sizeof text);
    assert_string_equal(text, "tensor(..., device='meta', size=(2000, 3), dtype=torch.float64,\n       requires_grad=True)");
    rush_to_string(rush_zeros(RUSH_SHAPE(4), .dtype = RUSH_INT64, .device = rush_meta()), text, sizeof text);
    assert_string_equal(text, "tensor(..., device='meta', size=(4,), dtype=torch.int64)");
}

/* ---- every op ---- */

static int compared, refused, wrong;

/* t without its elements: the same strides */
static rush_tensor *there_of(rush_tensor *t) {
    return rush_empty_strided(rush_sizes(t), rush_strides(t), .dtype = rush_get_dtype(t), .device = rush_meta());
}

static void run_there(outcome *o, const rush_op *row, const char *text) {
    memset(o, 0, sizeof *o);
    o->count = -1;
    if (!sample_make(&o->sample, row, text, RUSH_FLOAT32, LAYOUT_PLAIN)) return;
    for (int i = 0; i < o->sample.nargs; i++) {
        rush_value *v = &o->sample.args[i];
        if (v->kind == RUSH_VALUE_TENSOR && v->u.t) v->u.t = there_of(v->u.t);
        if (v->kind == RUSH_VALUE_TENSORS)
            for (int k = 0; k < v->count; k++)
                if (v->u.tensors[k]) ((rush_tensor **)(uintptr_t)v->u.tensors)[k] = there_of(v->u.tensors[k]);
    }
    o->count = sample_call(&o->sample, row->flags & OP_INPLACE_ONLY, o->results, OUTCOME_MAX);
}

static void compare(const rush_op *row, const char *text) {
    RUSH_SCOPE;
    outcome here, there;
    outcome_run(&here, row, text, RUSH_FLOAT32, LAYOUT_PLAIN, row->flags & OP_INPLACE_ONLY, false);
    if (here.count < 0) return; /* not for this dtype */
    run_there(&there, row, text);
    if (there.count < 0) {
        /* it says why: elements are needed, or the sample mixes devices */
        const char *why = rush_error()->message;
        if (!strstr(why, "no data") && !strstr(why, "'Meta' backend")) fprintf(stderr, "%s(%s): %s\n", row->name, text, why), wrong++;
        rush_error_clear();
        refused++;
        return;
    }
    bool same = here.count == there.count;
    for (int i = 0; same && i < here.count; i++) {
        const rush_tensor *a = here.results[i], *b = there.results[i];
        same = !a == !b;
        if (same && a) same = a->dtype == b->dtype && shape_equal(a->ndim, a->shape, b->ndim, b->shape) && shape_equal(a->ndim, a->strides, b->ndim, b->strides);
    }
    if (!same) fprintf(stderr, "%s(%s): another result on meta\n", row->name, text), wrong++;
    compared++;
}

TEST(every_op) {
    (void)state;
    for (int i = 0; i < OP_COUNT; i++) {
        const rush_op *row = op_table[i];
        const char *texts[SAMPLE_MAX_TEXTS];
        if (strstr(row->schema, "Device? device") || strstr(row->schema, "Device device")) continue; /* made on the CPU unless told */
        for (int k = 0, n = sample_texts(row, texts); k < n; k++) compare(row, texts[k]);
    }
    printf("%d samples give the same shapes, %d are refused\n", compared, refused);
    assert_int_equal(wrong, 0);
    assert_true(compared > 10 * refused);
}

TEST(gradients) {
    BEGIN;
    rush_tensor *x = rush_empty(RUSH_SHAPE(8, 3), .device = rush_meta()), *w = rush_empty(RUSH_SHAPE(3, 4), .device = rush_meta(), .requires_grad = true);
    rush_tensor *loss = rush_mean(rush_softmax(rush_tanh(rush_matmul(x, w)), 1));
    assert_true(rush_backward(loss));
    assert_int_equal(rush_get_device(rush_get_grad(w)).type, RUSH_META);
    assert_int_equal(rush_size(rush_get_grad(w), 1), 4);
    assert_true(rush_backward(rush_sum(rush_pow(w, 2))));
    assert_no_error();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(devices), cmocka_unit_test(no_memory), cmocka_unit_test(no_elements), cmocka_unit_test(printing),
        cmocka_unit_test(every_op), cmocka_unit_test(gradients),
    };
    rush_set_error_quiet(true);
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
