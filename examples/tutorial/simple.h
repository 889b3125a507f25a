/* SPDX-License-Identifier: MIT */
/* simple.h - the tutorial's network: two convolutions and a linear layer, without biases (T4 to T8). */
#ifndef SIMPLE_H
#define SIMPLE_H
#include <rushlight.h>

typedef struct simple {
    rush_module base;
    rush_module *conv1, *conv2, *linear;
} simple;

/* [N, 3, 10, 10] to [N, 20] */
static inline rush_tensor *simple_forward(rush_module *self, rush_tensor *x) {
    simple *net = (simple *)self;
    x = rush_forward(net->conv1, x);
    x = rush_forward(net->conv2, x);
    return rush_forward(net->linear, rush_view(x, RUSH_SHAPE(rush_size(x, 0), -1)));
}

static inline rush_module *simple_new(void) {
    simple *net = RUSH_MODULE_NEW(simple, "Simple", .forward = simple_forward);
    if (!net) return NULL;
    net->conv1 = rush_add_module(&net->base, "conv1",
                                 rush_conv2d_layer(3, 16, 3, .stride = 1, .padding = 1, .no_bias = true));
    net->conv2 = rush_add_module(&net->base, "conv2",
                                 rush_conv2d_layer(16, 32, 3, .stride = 1, .padding = 1, .no_bias = true));
    net->linear = rush_add_module(&net->base, "linear", rush_linear_layer(32 * 10 * 10, 20, .no_bias = true));
    return &net->base;
}

/* for m in model.parameters(): m.data.fill_(0.1) */
static inline void simple_fill(rush_module *model) {
    rush_parameter p;
    for (rush_parameter_iter it = rush_named_parameters(model); rush_next_parameter(&it, &p);)
        rush_fill_(rush_data(p.tensor), 0.1);
}

/* The tutorial's batch: all ones, all of class 1. */
static inline rush_tensor *simple_images(void) { return rush_ones(RUSH_SHAPE(8, 3, 10, 10)); }
static inline rush_tensor *simple_targets(void) { return rush_ones(RUSH_SHAPE(8), .dtype = RUSH_INT64); }

/* t[0][0][0] */
static inline rush_tensor *first_row(rush_tensor *t) {
    return rush_index_get(t, RUSH_AT(0), RUSH_AT(0), RUSH_AT(0));
}
#endif
