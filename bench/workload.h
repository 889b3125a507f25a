/* SPDX-License-Identifier: MIT */
/* workload.h - the nets and the data of torch_bench.py, for train_bench.c: same order of construction, hence the same initial
   weights after manual_seed, and the same inputs from a 64-bit linear congruential generator. */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H
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
    rush_module *first[] = { rush_conv2d_layer(in, out, 3, .stride = stride, .padding = 1, .no_bias = true), rush_batch_norm2d_layer(out),
                             rush_relu_layer() };
    m->first = rush_add_module(&m->base, "first", IN_A_ROW(first));
    rush_module *second[] = { rush_conv2d_layer(out, out, 3, .padding = 1, .no_bias = true), rush_batch_norm2d_layer(out) };
    m->second = rush_add_module(&m->base, "second", IN_A_ROW(second));
    if (stride != 1 || in != out) {
        rush_module *shortcut[] = { rush_conv2d_layer(in, out, 1, .stride = stride, .no_bias = true), rush_batch_norm2d_layer(out) };
        m->shortcut = rush_add_module(&m->base, "shortcut", IN_A_ROW(shortcut));
    }
    return &m->base;
}

static rush_module *resnet_new(void) {
    rush_module *m[14] = { rush_conv2d_layer(3, 64, 3, .padding = 1, .no_bias = true), rush_batch_norm2d_layer(64), rush_relu_layer() };
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
    m->ln1 = rush_add_module(&m->base, "ln1", rush_layer_norm_layer(RUSH_SHAPE(d)));
    m->qkv = rush_add_module(&m->base, "qkv", rush_linear_layer(d, 3 * d));
    m->proj = rush_add_module(&m->base, "proj", rush_linear_layer(d, d));
    m->ln2 = rush_add_module(&m->base, "ln2", rush_layer_norm_layer(RUSH_SHAPE(d)));
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
    m->token = rush_add_module(&m->base, "token", rush_embedding_layer(GPT_WORDS, GPT_WIDTH));
    m->position = rush_add_module(&m->base, "position", rush_embedding_layer(GPT_CONTEXT, GPT_WIDTH));
    for (int i = 0; i < GPT_LAYERS; i++) {
        char name[16];
        snprintf(name, sizeof name, "blocks%d", i);
        m->blocks[i] = rush_add_module(&m->base, name, gpt_block_new());
    }
    m->ln = rush_add_module(&m->base, "ln", rush_layer_norm_layer(RUSH_SHAPE(GPT_WIDTH)));
    m->head = rush_add_module(&m->base, "head", rush_linear_layer(GPT_WIDTH, GPT_WORDS, .no_bias = true));
    if (m->head) rush_set_parameter(m->token, "weight", m->head->entries[0].tensor);
    gpt_redraw(&m->base);
    return &m->base;
}

/* ---- f: two layers of LSTM, the last output goes to a linear layer ---- */

typedef struct lstm { rush_module base; rush_module *lstm, *linear; } lstm;

/* x [time, batch, in] */
static rush_tensor *lstm_forward(rush_module *self, rush_tensor *x) {
    lstm *m = (lstm *)(void *)self;
    return rush_forward(m->linear, rush_select(rush_forward(m->lstm, x), 0, -1));
}

static rush_module *lstm_new(void) {
    lstm *m = RUSH_MODULE_NEW(lstm, "LSTMNet", .forward = lstm_forward);
    if (!m) return NULL;
    m->lstm = rush_add_module(&m->base, "lstm", rush_lstm_layer(256, 256, .num_layers = 2));
    m->linear = rush_add_module(&m->base, "linear", rush_linear_layer(256, 10));
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
