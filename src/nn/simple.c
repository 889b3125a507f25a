/* SPDX-License-Identifier: MIT */
/* simple.c - layers without parameters: activations, Dropout, Flatten, Identity. */
#include "nn/layer.h"

/* up to two numbers, or a dim, or a word */
typedef struct simple_layer { rush_module base; double a, b; int64_t dim, end; const char *word; } simple_layer;
typedef rush_tensor *(*simple_forward)(rush_module *self, rush_tensor *x);
typedef size_t (*simple_repr)(const rush_module *self, char *buffer, size_t size);
#define SELF ((const simple_layer *)(const void *)self)

static rush_module *simple_new(const char *name, simple_forward forward, simple_repr repr, simple_layer values) {
    simple_layer *m = RUSH_MODULE_NEW(simple_layer, name, .forward = forward, .extra_repr = repr);
    if (!m) return NULL;
    m->a = values.a;
    m->b = values.b;
    m->dim = values.dim;
    m->end = values.end;
    m->word = values.word;
    return &m->base;
}

#define FORWARD(name, expression) \
    static rush_tensor *name##_forward(rush_module *self, rush_tensor *x) { return (void)self, expression; }
#define REPR(name, ...) \
    static size_t name##_repr(const rush_module *self, char *buffer, size_t size) { return (size_t)snprintf(buffer, size, __VA_ARGS__); }

FORWARD(identity, x)
FORWARD(relu, rush_relu(x))
FORWARD(tanh, rush_tanh(x))
FORWARD(sigmoid, rush_sigmoid(x))
FORWARD(silu, rush_silu(x))
FORWARD(hardswish, rush_hardswish(x))
FORWARD(gelu, rush_gelu(x, .approximate = SELF->word))
FORWARD(leaky_relu, rush_leaky_relu(x, .negative_slope = RUSH_OPERAND(SELF->a)))
FORWARD(elu, rush_elu(x, .alpha = RUSH_OPERAND(SELF->a)))
FORWARD(softplus, rush_softplus(x, .beta = RUSH_OPERAND(SELF->a), .threshold = RUSH_OPERAND(SELF->b)))
FORWARD(hardtanh, rush_hardtanh(x, .min_val = RUSH_OPERAND(SELF->a), .max_val = RUSH_OPERAND(SELF->b)))
FORWARD(softmax, rush_softmax(x, SELF->dim))
FORWARD(log_softmax, rush_log_softmax(x, SELF->dim))
FORWARD(dropout, rush_dropout(x, SELF->a, self->training))
FORWARD(flatten, rush_flatten(x, SELF->dim, SELF->end))
REPR(gelu, "approximate='%s'", SELF->word)
REPR(leaky_relu, "negative_slope=%s", FLOAT_TEXT(SELF->a))
REPR(elu, "alpha=%s", FLOAT_TEXT(SELF->a))
REPR(softplus, "beta=%s, threshold=%s", FLOAT_TEXT(SELF->a), FLOAT_TEXT(SELF->b))
REPR(hardtanh, "min_val=%s, max_val=%s", FLOAT_TEXT(SELF->a), FLOAT_TEXT(SELF->b))
REPR(softmax, "dim=%lld", (long long)SELF->dim)
REPR(dropout, "p=%s, inplace=False", FLOAT_TEXT(SELF->a))
REPR(flatten, "start_dim=%lld, end_dim=%lld", (long long)SELF->dim, (long long)SELF->end)

#define NO_VALUES ((simple_layer){ .a = 0 })
rush_module *rush_identity_layer(void) { return simple_new("Identity", identity_forward, NULL, NO_VALUES); }
rush_module *rush_relu_layer(void) { return simple_new("ReLU", relu_forward, NULL, NO_VALUES); }
rush_module *rush_tanh_layer(void) { return simple_new("Tanh", tanh_forward, NULL, NO_VALUES); }
rush_module *rush_sigmoid_layer(void) { return simple_new("Sigmoid", sigmoid_forward, NULL, NO_VALUES); }
rush_module *rush_silu_layer(void) { return simple_new("SiLU", silu_forward, NULL, NO_VALUES); }
rush_module *rush_hardswish_layer(void) { return simple_new("Hardswish", hardswish_forward, NULL, NO_VALUES); }
rush_module *rush_leaky_relu_layer(double slope) { return simple_new("LeakyReLU", leaky_relu_forward, leaky_relu_repr, (simple_layer){ .a = slope }); }
rush_module *rush_elu_layer(double alpha) { return simple_new("ELU", elu_forward, elu_repr, (simple_layer){ .a = alpha }); }
rush_module *rush_softplus_layer(double beta, double threshold) { return simple_new("Softplus", softplus_forward, softplus_repr, (simple_layer){ .a = beta, .b = threshold }); }
rush_module *rush_hardtanh_layer(double min, double max) { return simple_new("Hardtanh", hardtanh_forward, hardtanh_repr, (simple_layer){ .a = min, .b = max }); }
rush_module *rush_softmax_layer(int64_t dim) { return simple_new("Softmax", softmax_forward, softmax_repr, (simple_layer){ .dim = dim }); }
rush_module *rush_log_softmax_layer(int64_t dim) { return simple_new("LogSoftmax", log_softmax_forward, softmax_repr, (simple_layer){ .dim = dim }); }

rush_module *rush_gelu_layer(const char *approximate) {
    bool tanh = approximate && approximate[0] == 't';
    return simple_new("GELU", gelu_forward, gelu_repr, (simple_layer){ .word = tanh ? "tanh" : "none" });
}

rush_module *rush_dropout_layer(double p) {
    if (!rush_failed() && !(p >= 0 && p <= 1))
        error_set(RUSH_VALUE_ERROR, module_site(), "Dropout", "dropout probability has to be between 0 and 1, but got %g", p);
    return simple_new("Dropout", dropout_forward, dropout_repr, (simple_layer){ .a = p });
}

rush_module *rush_flatten_layer_at(rush_site site, rush_flatten_layer_args a) {
    rush_site before = module_site_set(site);
    rush_module *m = simple_new("Flatten", flatten_forward, flatten_repr,
                                (simple_layer){ .dim = a.start_dim.set ? a.start_dim.value : 1, .end = a.end_dim.set ? a.end_dim.value : -1 });
    return module_done(m, before);
}
