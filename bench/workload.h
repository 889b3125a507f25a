/* SPDX-License-Identifier: MIT */
/* workload.h - the nets and the data of torch_bench.py, for train_bench.c: same order of construction, hence the same initial
   weights after manual_seed, and the same inputs from a 64-bit linear congruential generator. */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H
#include <math.h>
#include <rushlight.h>
#include <stdlib.h>
#include <string.h>

/* ---- inputs: x' = x * 6364136223846793005 + 1442695040888963407, u = x >> 40; the first u comes from the seed itself ---- */

static uint32_t lcg_next(uint64_t *x) {
    uint32_t u = (uint32_t)(*x >> 40);
    *x = *x * 6364136223846793005u + 1442695040888963407u;
    return u;
}

/* float32 in [-1, 1) */
static rush_tensor *frand(rush_shape shape, uint64_t seed) {
    rush_tensor *t = rush_empty(shape);
    float *p = rush_mutable_data_ptr(t, float);
    for (int64_t i = 0, n = rush_numel(t); p && i < n; i++) p[i] = (float)lcg_next(&seed) / 8388608.0f - 1.0f;
    return t;
}

/* int64 in [0, high) */
static rush_tensor *irand(int64_t high, rush_shape shape, uint64_t seed) {
    rush_tensor *t = rush_empty(shape, .dtype = RUSH_INT64);
    int64_t *p = rush_mutable_data_ptr(t, int64_t);
    for (int64_t i = 0, n = rush_numel(t); p && i < n; i++) p[i] = (int64_t)(lcg_next(&seed) >> 4) % high;
    return t;
}

/* ---- a, b, c, g ---- */

typedef struct tutorial { rush_module base; rush_module *conv1, *conv2, *linear; } tutorial;

static rush_tensor *tutorial_forward(rush_module *self, rush_tensor *x) {
    tutorial *m = (tutorial *)(void *)self;
    x = rush_relu(rush_forward(m->conv2, rush_relu(rush_forward(m->conv1, x))));
    return rush_forward(m->linear, rush_flatten(x, 1, -1));
}

static rush_module *tutorial_new(void) {
    tutorial *m = RUSH_MODULE_NEW(tutorial, "Tutorial", .forward = tutorial_forward);
    if (!m) return NULL;
    m->conv1 = rush_add_module(&m->base, "conv1", rush_conv2d_layer(3, 16, 3, .padding = 1));
    m->conv2 = rush_add_module(&m->base, "conv2", rush_conv2d_layer(16, 32, 3, .padding = 1));
    m->linear = rush_add_module(&m->base, "linear", rush_linear_layer(3200, 20));
    return &m->base;
}

/* The makers are called one by one: C does not say in which order the arguments of one call are evaluated. */
static rush_module *in_a_row(rush_module **modules, int64_t count) { return rush_sequential_at(RUSH_SITE, modules, count); }
#define IN_A_ROW(modules) in_a_row(modules, (int64_t)(sizeof(modules) / sizeof *(modules)))

static rush_module *mlp_new(void) {
    rush_module *first = rush_linear_layer(784, 512), *second = rush_linear_layer(512, 512), *third = rush_linear_layer(512, 10);
    rush_module *modules[] = { first, rush_relu_layer(), second, rush_relu_layer(), third };
    return IN_A_ROW(modules);
}

static rush_module *lenet_new(void) {
    rush_module *conv1 = rush_conv2d_layer(1, 32, 3, .padding = 1), *conv2 = rush_conv2d_layer(32, 64, 3, .padding = 1);
    rush_module *linear1 = rush_linear_layer(3136, 128), *linear2 = rush_linear_layer(128, 10);
    rush_module *modules[] = { conv1, rush_relu_layer(), rush_max_pool2d_layer(2), conv2, rush_relu_layer(), rush_max_pool2d_layer(2),
                               rush_flatten_layer(), linear1, rush_relu_layer(), linear2 };
    return IN_A_ROW(modules);
}

static rush_module *tiny_new(void) {
    rush_module *first = rush_linear_layer(2, 16), *second = rush_linear_layer(16, 16), *third = rush_linear_layer(16, 1);
    rush_module *modules[] = { first, rush_tanh_layer(), second, rush_tanh_layer(), third };
    return IN_A_ROW(modules);
}

/* ---- d: ResNet-18 for images of 32x32 ---- */

/* entries: weight, bias, running_mean, running_var */
static rush_tensor *batch_norm_forward(rush_module *self, rush_tensor *x) {
    const rush_entry *e = self->entries;
    return rush_batch_norm(x, e[2].tensor, e[3].tensor, .weight = e[0].tensor, .bias = e[1].tensor, .training = self->training,
                           .momentum = RUSH_DOUBLE(0.1));
}

static rush_module *batch_norm_new(int64_t channels) {
    RUSH_SCOPE;
    rush_module *m = RUSH_MODULE_NEW(rush_module, "BatchNorm2d", .forward = batch_norm_forward);
    rush_add_parameter(m, "weight", rush_ones(RUSH_SHAPE(channels)));
    rush_add_parameter(m, "bias", rush_zeros(RUSH_SHAPE(channels)));
    rush_add_buffer(m, "running_mean", rush_zeros(RUSH_SHAPE(channels)), false);
    rush_add_buffer(m, "running_var", rush_ones(RUSH_SHAPE(channels)), false);
    return m;
}

typedef struct residual { rush_module base; rush_module *first, *second, *shortcut; } residual;

/* relu(bn2(conv2(relu(bn1(conv1(x))))) + shortcut(x)); the shortcut is x itself or bn3(conv3(x)). A scope holds what a function's
   variables hold in Python: what no graph saves is freed at its end. */
static rush_tensor *residual_forward(rush_module *self, rush_tensor *x) {
    RUSH_SCOPE;
    residual *m = (residual *)(void *)self;
    rush_tensor *y = rush_forward(m->second, rush_forward(m->first, x));
    return rush_escape(rush_relu(rush_add(y, m->shortcut ? rush_forward(m->shortcut, x) : x)));
}

static rush_module *residual_new(int64_t in, int64_t out, int64_t stride) {
    residual *m = RUSH_MODULE_NEW(residual, "Block", .forward = residual_forward);
    if (!m) return NULL;
    rush_module *first[] = { rush_conv2d_layer(in, out, 3, .stride = stride, .padding = 1, .no_bias = true), batch_norm_new(out),
                             rush_relu_layer() };
    m->first = rush_add_module(&m->base, "first", IN_A_ROW(first));
    rush_module *second[] = { rush_conv2d_layer(out, out, 3, .padding = 1, .no_bias = true), batch_norm_new(out) };
    m->second = rush_add_module(&m->base, "second", IN_A_ROW(second));
    if (stride != 1 || in != out) {
        rush_module *shortcut[] = { rush_conv2d_layer(in, out, 1, .stride = stride, .no_bias = true), batch_norm_new(out) };
        m->shortcut = rush_add_module(&m->base, "shortcut", IN_A_ROW(shortcut));
    }
    return &m->base;
}

static rush_module *resnet_new(void) {
    rush_module *m[14] = { rush_conv2d_layer(3, 64, 3, .padding = 1, .no_bias = true), batch_norm_new(64), rush_relu_layer() };
    for (int64_t i = 0, in = 64; i < 4; i++) {
        int64_t out = 64 << i;
        m[3 + 2 * i] = residual_new(in, out, i ? 2 : 1);
        m[4 + 2 * i] = residual_new(out, out, 1);
        in = out;
    }
    m[11] = rush_adaptive_avg_pool2d_layer(1);
    m[12] = rush_flatten_layer();
    m[13] = rush_linear_layer(512, 10);
    return IN_A_ROW(m);
}

/* ---- e: GPT, pre-norm, embedding and head tied, no dropout ---- */

enum { GPT_WORDS = 65, GPT_WIDTH = 384, GPT_HEADS = 6, GPT_LAYERS = 6, GPT_CONTEXT = 256 };

/* entries: weight, bias */
static rush_tensor *layer_norm_forward(rush_module *self, rush_tensor *x) {
    const rush_entry *e = self->entries;
    return rush_layer_norm(x, rush_sizes(e[0].tensor), .weight = e[0].tensor, .bias = e[1].tensor);
}

static rush_module *layer_norm_new(int64_t width) {
    RUSH_SCOPE;
    rush_module *m = RUSH_MODULE_NEW(rush_module, "LayerNorm", .forward = layer_norm_forward);
    rush_add_parameter(m, "weight", rush_ones(RUSH_SHAPE(width)));
    rush_add_parameter(m, "bias", rush_zeros(RUSH_SHAPE(width)));
    return m;
}

static rush_tensor *embedding_forward(rush_module *self, rush_tensor *x) { return rush_embedding(self->entries[0].tensor, x); }

static rush_module *embedding_new(int64_t words, int64_t width) {
    RUSH_SCOPE;
    rush_module *m = RUSH_MODULE_NEW(rush_module, "Embedding", .forward = embedding_forward);
    rush_add_parameter(m, "weight", rush_randn(RUSH_SHAPE(words, width)));
    return m;
}

typedef struct gpt_block { rush_module base; rush_module *ln1, *qkv, *proj, *ln2, *fc1, *fc2; } gpt_block;

/* x [batch, time, width] */
static rush_tensor *gpt_block_forward(rush_module *self, rush_tensor *x) {
    RUSH_SCOPE;
    gpt_block *m = (gpt_block *)(void *)self;
    int64_t b = rush_size(x, 0), t = rush_size(x, 1), d = rush_size(x, 2);
    rush_list *parts = rush_split(rush_forward(m->qkv, rush_forward(m->ln1, x)), d, 2);
    rush_tensor *part[3];
    for (int i = 0; i < 3; i++) /* [batch, heads, time, width / heads] */
        part[i] = rush_transpose(rush_view(rush_list_get(parts, i), RUSH_SHAPE(b, t, GPT_HEADS, d / GPT_HEADS)), 1, 2);
    rush_tensor *y = rush_scaled_dot_product_attention(part[0], part[1], part[2], .is_causal = true);
    y = rush_reshape(rush_transpose(y, 1, 2), RUSH_SHAPE(b, t, d));
    x = rush_add(x, rush_forward(m->proj, y));
    return rush_escape(rush_add(x, rush_forward(m->fc2, rush_gelu(rush_forward(m->fc1, rush_forward(m->ln2, x))))));
}

static rush_module *gpt_block_new(void) {
    gpt_block *m = RUSH_MODULE_NEW(gpt_block, "GPTBlock", .forward = gpt_block_forward);
    if (!m) return NULL;
    int64_t d = GPT_WIDTH;
    m->ln1 = rush_add_module(&m->base, "ln1", layer_norm_new(d));
    m->qkv = rush_add_module(&m->base, "qkv", rush_linear_layer(d, 3 * d));
    m->proj = rush_add_module(&m->base, "proj", rush_linear_layer(d, d));
    m->ln2 = rush_add_module(&m->base, "ln2", layer_norm_new(d));
    m->fc1 = rush_add_module(&m->base, "fc1", rush_linear_layer(d, 4 * d));
    m->fc2 = rush_add_module(&m->base, "fc2", rush_linear_layer(4 * d, d));
    return &m->base;
}

typedef struct gpt { rush_module base; rush_module *token, *position, *blocks[GPT_LAYERS], *ln, *head; } gpt;

static rush_tensor *gpt_forward(rush_module *self, rush_tensor *i) {
    gpt *m = (gpt *)(void *)self;
    rush_tensor *x = rush_add(rush_forward(m->token, i), rush_forward(m->position, rush_arange(rush_size(i, 1))));
    for (int k = 0; k < GPT_LAYERS; k++) x = rush_forward(m->blocks[k], x);
    return rush_flatten(rush_forward(m->head, rush_forward(m->ln, x)), 0, 1);
}

/* Every weight of Linear and Embedding anew from N(0, 0.02), in PyTorch's order of modules(): a module before its children. */
static void gpt_redraw(rush_module *m) {
    if (strcmp(m->name, "Linear") == 0 || strcmp(m->name, "Embedding") == 0) rush_init_normal(m->entries[0].tensor, 0, 0.02);
    for (int i = 0; i < m->count; i++)
        if (m->entries[i].module) gpt_redraw(m->entries[i].module);
}

static rush_module *gpt_new(void) {
    gpt *m = RUSH_MODULE_NEW(gpt, "GPT", .forward = gpt_forward);
    if (!m) return NULL;
    m->token = rush_add_module(&m->base, "token", embedding_new(GPT_WORDS, GPT_WIDTH));
    m->position = rush_add_module(&m->base, "position", embedding_new(GPT_CONTEXT, GPT_WIDTH));
    for (int i = 0; i < GPT_LAYERS; i++) {
        char name[16];
        snprintf(name, sizeof name, "blocks%d", i);
        m->blocks[i] = rush_add_module(&m->base, name, gpt_block_new());
    }
    m->ln = rush_add_module(&m->base, "ln", layer_norm_new(GPT_WIDTH));
    m->head = rush_add_module(&m->base, "head", rush_linear_layer(GPT_WIDTH, GPT_WORDS, .no_bias = true));
    if (m->head) rush_set_parameter(m->token, "weight", m->head->entries[0].tensor);
    gpt_redraw(&m->base);
    return &m->base;
}

/* ---- f: two layers of LSTM, the last output goes to a linear layer ---- */

enum { LSTM_WIDTH = 256, LSTM_LAYERS = 2 };

typedef struct lstm { rush_module base; rush_module *linear; } lstm;

/* x [time, batch, in]; entries 4k … 4k + 3 are weight_ih, weight_hh, bias_ih, bias_hh of layer k. Gates in order i, f, g, o:
   c' = sigmoid(f) c + sigmoid(i) tanh(g), h' = sigmoid(o) tanh(c') */
static rush_tensor *lstm_forward(rush_module *self, rush_tensor *x) {
    lstm *m = (lstm *)(void *)self;
    int64_t steps = rush_size(x, 0), batch = rush_size(x, 1);
    rush_tensor *h = NULL, **outputs = malloc(sizeof(rush_tensor *) * (size_t)steps);
    for (int k = 0; outputs && k < LSTM_LAYERS; k++) {
        rush_tensor *w_ih = self->entries[4 * k].tensor, *w_hh = self->entries[4 * k + 1].tensor;
        rush_tensor *b_ih = self->entries[4 * k + 2].tensor, *b_hh = self->entries[4 * k + 3].tensor;
        rush_list *inputs = rush_unbind(rush_linear(x, w_ih, .bias = b_ih), 0);
        h = rush_zeros(RUSH_SHAPE(batch, LSTM_WIDTH));
        rush_tensor *c = h;
        for (int64_t t = 0; t < steps; t++) {
            rush_tensor *gates = rush_add(rush_linear(h, w_hh, .bias = b_hh), rush_list_get(inputs, t));
            rush_list *parts = rush_chunk(gates, 4, 1);
            rush_tensor *i = rush_sigmoid(rush_list_get(parts, 0)), *f = rush_sigmoid(rush_list_get(parts, 1));
            rush_tensor *g = rush_tanh(rush_list_get(parts, 2)), *o = rush_sigmoid(rush_list_get(parts, 3));
            c = rush_add(rush_mul(f, c), rush_mul(i, g));
            outputs[t] = h = rush_mul(o, rush_tanh(c));
        }
        if (k + 1 < LSTM_LAYERS) x = rush_stack(outputs, steps, 0);
    }
    free(outputs);
    return rush_forward(m->linear, h);
}

static rush_module *lstm_new(void) {
    RUSH_SCOPE;
    lstm *m = RUSH_MODULE_NEW(lstm, "LSTMNet", .forward = lstm_forward);
    if (!m) return NULL;
    static const char *const names[] = { "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
                                         "weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1" };
    double bound = 1 / sqrt(LSTM_WIDTH);
    for (int i = 0; i < 4 * LSTM_LAYERS; i++) {
        rush_tensor *t = rush_empty(i % 4 < 2 ? RUSH_SHAPE(4 * LSTM_WIDTH, LSTM_WIDTH) : RUSH_SHAPE(4 * LSTM_WIDTH));
        rush_init_uniform(rush_add_parameter(&m->base, names[i], t), -bound, bound);
    }
    m->linear = rush_add_module(&m->base, "linear", rush_linear_layer(LSTM_WIDTH, 10));
    return &m->base;
}

/* ---- a workload ---- */

typedef struct workload {
    rush_module *net;
    rush_optimizer *optimizer;
    rush_tensor *x, *y;
    bool mse;              /* mse_loss instead of cross_entropy */
    int steps;
} workload;

static bool workload_make(char name, workload *w) {
    rush_module *(*const makers[])(void) = { tutorial_new, mlp_new, lenet_new, resnet_new, gpt_new, lstm_new, tiny_new };
    if (name < 'a' || name > 'g') return false;
    *w = (workload){ .net = makers[name - 'a']() };
    rush_list *p = rush_parameters(w->net);
    switch (name) {
    case 'a':
        w->optimizer = rush_sgd(p, 1e-3), w->steps = 300;
        w->x = frand(RUSH_SHAPE(8, 3, 10, 10), 1), w->y = irand(20, RUSH_SHAPE(8), 2);
        break;
    case 'b':
        w->optimizer = rush_sgd(p, 0.01, .momentum = 0.9), w->steps = 200;
        w->x = frand(RUSH_SHAPE(64, 784), 1), w->y = irand(10, RUSH_SHAPE(64), 2);
        break;
    case 'c':
        w->optimizer = rush_adam(p, 1e-3), w->steps = 100;
        w->x = frand(RUSH_SHAPE(64, 1, 28, 28), 1), w->y = irand(10, RUSH_SHAPE(64), 2);
        break;
    case 'd':
        w->optimizer = rush_sgd(p, 0.01, .momentum = 0.9, .weight_decay = 5e-4), w->steps = 20;
        w->x = frand(RUSH_SHAPE(32, 3, 32, 32), 1), w->y = irand(10, RUSH_SHAPE(32), 2);
        break;
    case 'e':
        w->optimizer = rush_adamw(p, 3e-4, .beta1 = RUSH_DOUBLE(0.9), .beta2 = RUSH_DOUBLE(0.95), .weight_decay = RUSH_DOUBLE(0.1));
        w->steps = 20;
        w->x = irand(65, RUSH_SHAPE(8, 256), 2), w->y = irand(65, RUSH_SHAPE(2048), 3);
        break;
    case 'f':
        w->optimizer = rush_adam(p, 1e-3), w->steps = 30;
        w->x = frand(RUSH_SHAPE(64, 32, 256), 1), w->y = irand(10, RUSH_SHAPE(32), 2);
        break;
    default:
        w->optimizer = rush_sgd(p, 1e-2), w->mse = true, w->steps = 5000;
        w->x = frand(RUSH_SHAPE(1, 2), 1), w->y = frand(RUSH_SHAPE(1, 1), 5);
        break;
    }
    return !rush_failed();
}

static rush_tensor *workload_loss(const workload *w, rush_tensor *x, rush_tensor *y) {
    rush_tensor *out = rush_forward(w->net, x);
    return w->mse ? rush_mse_loss(out, y) : rush_cross_entropy(out, y);
}

/* Makes w->net learn from one batch; the loss belongs to the caller's scope. */
static rush_tensor *workload_step(const workload *w, rush_tensor *x, rush_tensor *y) {
    rush_tensor *loss = workload_loss(w, x, y);
    rush_zero_grad(w->optimizer, .set_to_none = true);
    rush_backward(loss);
    rush_step(w->optimizer);
    return loss;
}
#endif
