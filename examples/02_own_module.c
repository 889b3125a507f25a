/* SPDX-License-Identifier: MIT */
/* 02_own_module.c - a module of one's own: a layer, a parameter and a buffer in it, its words in print. */
#include <rushlight.h>

/* y = x + gate * tanh(W x + b), and how often it was called */
typedef struct residual {
    rush_module base;
    rush_module *inner;
    rush_tensor *gate, *calls;
} residual;

static rush_tensor *residual_forward(rush_module *self, rush_tensor *x) {
    residual *m = (residual *)self;
    if (m->base.training) rush_add_(m->calls, 1);
    return rush_add(x, rush_mul(m->gate, rush_tanh(rush_forward(m->inner, x))));
}

static size_t residual_repr(const rush_module *self, char *buffer, size_t size) {
    return (size_t)snprintf(buffer, size, "size=%d", (int)rush_numel(((const residual *)self)->gate));
}

static rush_module *residual_new(int64_t size) {
    RUSH_SCOPE;
    residual *m =
        RUSH_MODULE_NEW(residual, "Residual", .forward = residual_forward, .extra_repr = residual_repr);
    if (!m) return NULL;
    m->inner = rush_add_module(&m->base, "inner", rush_linear_layer(size, size));
    m->gate = rush_add_parameter(&m->base, "gate", rush_full(RUSH_SHAPE(size), 0.5));
    m->calls = rush_add_buffer(&m->base, "calls", rush_zeros(RUSH_SHAPE(), .dtype = RUSH_INT64), false);
    return &m->base;
}

static void small_weights(rush_module *m, void *user) { /* for each module, children first */
    (void)user;
    rush_tensor *weight = rush_get_parameter(m, "weight");
    if (weight) rush_init_constant(weight, 0.01);
}

static void example(void) {
    RUSH_SCOPE;
    rush_module *net = rush_sequential(residual_new(4), residual_new(4), rush_linear_layer(4, 1));
    rush_print_module(net);
    rush_module_apply(net, small_weights, NULL);
    printf("%d numbers to train\n", (int)rush_count_parameters(net));

    rush_forward(net, rush_ones(RUSH_SHAPE(2, 4)));
    rush_eval(net);
    rush_forward(net, rush_ones(RUSH_SHAPE(2, 4))); /* not counted */
    rush_dict *state = rush_state_dict(net);
    for (int64_t i = 0; i < rush_dict_size(state); i++) {
        rush_tensor *t = rush_dict_at(state, i);
        printf("%s", rush_dict_name(state, i));
        if (rush_dim(t) == 0) printf(" = %g\n", rush_item(t));
        else printf(" of %d\n", (int)rush_numel(t));
    }

    /* another of the same make gets the values, by name */
    rush_module *twin = rush_sequential(residual_new(4), residual_new(4), rush_linear_layer(4, 1));
    rush_load_state_dict(twin, state);
    rush_tensor *x = rush_randn(RUSH_SHAPE(2, 4)),
                *same = rush_eq(rush_forward(net, x), rush_forward(twin, x));
    printf("the twin computes the same: %s\n", rush_item(rush_all(same)) != 0 ? "True" : "False");
    rush_release_all(net, twin);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
