/* SPDX-License-Identifier: MIT */
/* recurrent.c - RNN, LSTM, GRU. A layer's step, with a = x W_ih^T + b_ih (of all steps at once, before the
   loop) and b = h W_hh^T + b_hh:
     RNN    h = tanh(a + b), or relu
     LSTM   i, f, g, o = the quarters of a + b
            c = sigmoid(f) c + sigmoid(i) tanh(g),   h = sigmoid(o) tanh(c), with proj_size times W_hr^T
     GRU    r, z = sigmoid of the first two thirds of a + b
            n = tanh(a_n + r b_n) of the last,   h = (h - n) z + n */
#include <math.h>

#include "nn/layer.h"

typedef enum cell_kind { CELL_TANH, CELL_RELU, CELL_LSTM, CELL_GRU } cell_kind;
/* entries of a layer's direction: weight_ih, weight_hh, bias_ih, bias_hh (NULL: none), and with proj_size weight_hr */
enum { SLOTS = 4, HR = 4 };

typedef struct recurrent_layer {
    rush_module base;
    cell_kind cell;
    int64_t in, hidden, layers, directions, projected; /* projected: features of h (0: hidden) */
    bool batch_first, bias;
    double dropout;
} recurrent_layer;

/* ---- steps: a, b [N, gates hidden]; h, c [N, hidden] ---- */

/* Splits t [N, gates hidden] in blocks of hidden columns: the first `first` together, the others singly. */
static bool split(rush_tensor *t, int64_t hidden, int64_t first, rush_tensor **out) {
    int64_t columns = t ? t->shape[1] / hidden : 0, sizes[4] = { first * hidden, hidden, hidden, hidden };
    rush_list *parts = t ? rush_split_with_sizes(t, ((rush_shape){ sizes, columns - first + 1 }), 1) : NULL;
    for (int64_t i = 0; parts && i < columns - first + 1; i++) out[i] = rush_list_get(parts, i);
    return parts != NULL;
}

static bool lstm_step(rush_tensor *a, rush_tensor *b, int64_t hidden, rush_tensor *hr, rush_rnn_state *s) {
    rush_tensor *part[3], *gate[2];
    if (!split(rush_add(a, b), hidden, 2, part) || !split(rush_sigmoid(part[0]), hidden, 1, gate))
        return false;
    s->c = rush_add(rush_mul(gate[1], s->c), rush_mul(gate[0], rush_tanh(part[1])));
    s->h = rush_mul(rush_sigmoid(part[2]), rush_tanh(s->c));
    if (hr) s->h = rush_linear(s->h, hr);
    return s->h != NULL;
}

static bool gru_step(rush_tensor *a, rush_tensor *b, int64_t hidden, rush_rnn_state *s) {
    rush_tensor *of_x[2], *of_h[2], *gate[2];
    if (!split(a, hidden, 2, of_x) || !split(b, hidden, 2, of_h) ||
        !split(rush_sigmoid(rush_add(of_x[0], of_h[0])), hidden, 1, gate))
        return false;
    rush_tensor *fresh = rush_tanh(rush_add(of_x[1], rush_mul(gate[0], of_h[1])));
    s->h = rush_add(rush_mul(rush_sub(s->h, fresh), gate[1]), fresh);
    return s->h != NULL;
}

static bool step(const recurrent_layer *m, rush_tensor *a, rush_tensor *b, rush_tensor *hr, rush_rnn_state *s) {
    if (m->cell == CELL_LSTM) return lstm_step(a, b, m->hidden, hr, s);
    if (m->cell == CELL_GRU) return gru_step(a, b, m->hidden, s);
    s->h = m->cell == CELL_RELU ? rush_relu(rush_add(a, b)) : rush_tanh(rush_add(a, b));
    return s->h != NULL;
}

/* ---- a layer in one direction: x [T, N, in] to [T, N, hidden], s from the first state to the last ---- */

static rush_tensor *run_direction(const recurrent_layer *m, const rush_entry *e, rush_tensor *x,
                                  bool backwards, rush_rnn_state *s) {
    rush_list *of_x = rush_unbind(rush_linear(x, e[0].tensor, .bias = e[2].tensor), 0);
    int64_t steps = rush_list_size(of_x);
    rush_tensor **y = of_x ? scope_scratch(sizeof(rush_tensor *) * (size_t)steps) : NULL;
    if (!y) {
        if (!rush_failed()) error_memory(module_site(), m->base.name, sizeof(rush_tensor *) * (size_t)steps);
        return NULL;
    }
    for (int64_t i = 0; i < steps; i++) {
        int64_t t = backwards ? steps - 1 - i : i;
        if (!step(m, rush_list_get(of_x, t), rush_linear(s->h, e[1].tensor, .bias = e[3].tensor),
                  m->projected ? e[HR].tensor : NULL, s))
            return NULL;
        y[t] = s->h;
    }
    return rush_stack(y, steps, 0);
}

/* all layers; the last states into h, and c of the LSTM */
static rush_tensor *run(const recurrent_layer *m, rush_tensor *x, const rush_list *h0, const rush_list *c0,
                        rush_tensor **h, rush_tensor **c) {
    for (int64_t layer = 0; x && layer < m->layers; layer++) {
        rush_tensor *y[2] = { NULL, NULL };
        for (int64_t d = 0; d < m->directions; d++) {
            int64_t i = layer * m->directions + d;
            rush_rnn_state s = { rush_list_get(h0, i), c0 ? rush_list_get(c0, i) : NULL };
            if (!(y[d] = run_direction(m, m->base.entries + (m->projected ? HR + 1 : SLOTS) * i, x, d == 1, &s))) return NULL;
            h[i] = s.h;
            if (c0) c[i] = s.c;
        }
        x = m->directions == 2 ? rush_cat(y, 2, -1) : y[0];
        if (m->dropout > 0 && layer < m->layers - 1) x = rush_dropout(x, m->dropout, m->base.training);
    }
    return x;
}

/* ---- checks, with PyTorch's texts ---- */

static bool check_input(const recurrent_layer *m, const rush_tensor *x) {
    const char *name = m->base.name;
    if (!layer_input(&m->base, x)) return false;
    if (x->ndim != 2 && x->ndim != 3) /* what is not a batch gets a dimension first, and is counted with it */
        return error_set(RUSH_RUNTIME_ERROR, module_site(), name, "input must have 3 dimensions, got %d",
                         (int)x->ndim + 1);
    if (x->shape[x->ndim - 1] != m->in)
        return error_set(RUSH_RUNTIME_ERROR, module_site(), name,
                         "input.size(-1) must be equal to input_size. Expected %lld, got %lld",
                         (long long)m->in, (long long)x->shape[x->ndim - 1]);
    if (x->shape[m->batch_first && x->ndim == 3 ? 1 : 0] == 0)
        return error_set(RUSH_RUNTIME_ERROR, module_site(), name,
                         "Expected sequence length to be larger than 0 in RNN");
    return true;
}

static bool check_rank(const recurrent_layer *m, const rush_tensor *x, rush_rnn_state s) {
    const char *kind = x->ndim == 3 ? "batched" : "unbatched";
    int want = x->ndim, h = s.h ? s.h->ndim : want, c = s.c ? s.c->ndim : want;
    if (h == want && c == want) return true;
    if (m->cell == CELL_LSTM)
        return error_set(RUSH_RUNTIME_ERROR, module_site(), m->base.name,
                         "For %s %d-D input, hx and cx should also be %d-D but got (%d-D, %d-D) tensors",
                         kind, want, want, h, c);
    return error_set(RUSH_RUNTIME_ERROR, module_site(), m->base.name,
                     "For %s %d-D input, hx should also be %d-D but got %d-D tensor", kind, want, want, h);
}

/* A first state [layers directions, N, hidden] as a list: the given one, or zeros. */
static rush_list *first_state(const recurrent_layer *m, rush_tensor *given, const rush_tensor *x,
                              int64_t batch, int64_t features, const char *which) {
    int64_t shape[3] = { m->layers * m->directions, batch, features };
    if (!given)
        return rush_unbind(
            rush_zeros(((rush_shape){ shape, 3 }), .dtype = (rush_dtype)x->dtype, .device = x->device), 0);
    if (given->ndim == 2) given = rush_unsqueeze(given, 1);
    if (given && !shape_equal(3, shape, given->ndim, given->shape)) {
        error_set(RUSH_RUNTIME_ERROR, module_site(), m->base.name, "Expected hidden%s size %s, got %s", which,
                  TUPLE_TEXT(3, shape), TENSOR_SHAPE_TEXT(given));
        return NULL;
    }
    return given ? rush_unbind(given, 0) : NULL;
}

/* ---- the layer ---- */

static rush_tensor *recurrent_call(const recurrent_layer *m, rush_tensor *x, rush_rnn_state first,
                                   rush_rnn_state *last) {
    if (last) *last = (rush_rnn_state){ NULL, NULL };
    if (!check_input(m, x) || !check_rank(m, x, first)) return NULL;
    RUSH_SCOPE;
    bool lstm = m->cell == CELL_LSTM, batched = x->ndim == 3;
    int64_t states = m->layers * m->directions, batch = batched ? x->shape[m->batch_first ? 0 : 1] : 1;
    rush_list *h0 = first_state(m, first.h, x, batch, m->projected ? m->projected : m->hidden, lstm ? "[0]" : ""),
              *c0 = lstm && h0 ? first_state(m, first.c, x, batch, m->hidden, "[1]") : NULL;
    rush_tensor **h = scope_scratch(2 * sizeof(rush_tensor *) * (size_t)states), **c = h ? h + states : NULL;
    if (!h || !h0 || (lstm && !c0))
        return rush_failed()
                   ? NULL
                   : (error_memory(module_site(), m->base.name, 2 * sizeof(rush_tensor *) * (size_t)states),
                      NULL);
    rush_tensor *steps = !batched ? rush_unsqueeze(x, 1) : m->batch_first ? rush_transpose(x, 0, 1) : x;
    rush_tensor *y = run(m, steps, h0, c0, h, c);
    if (last && y) {
        rush_tensor *hn = rush_stack(h, states, 0), *cn = lstm ? rush_stack(c, states, 0) : NULL;
        last->h = rush_escape(batched ? hn : rush_squeeze_dim(hn, 1));
        if (lstm) last->c = rush_escape(batched ? cn : rush_squeeze_dim(cn, 1));
    }
    return rush_escape(!y               ? NULL
                       : !batched       ? rush_squeeze_dim(y, 1)
                       : m->batch_first ? rush_transpose(y, 0, 1)
                                        : y);
}

static rush_tensor *recurrent_forward(rush_module *self, rush_tensor *x) {
    return recurrent_call((recurrent_layer *)(void *)self, x, (rush_rnn_state){ NULL, NULL }, NULL);
}

rush_tensor *rush_rnn_forward_at(rush_site site, rush_module *m, rush_tensor *x, rush_rnn_state first,
                                 rush_rnn_state *last) {
    if (!m || rush_failed()) return NULL;
    if (m->forward != recurrent_forward) {
        error_set(RUSH_TYPE_ERROR, site, "rnn_forward", "expected an RNN, LSTM or GRU, but got %s", m->name);
        return NULL;
    }
    rush_site before = module_site_set(site);
    rush_tensor *y = recurrent_call((recurrent_layer *)(void *)m, x, first, last);
    module_site_set(before);
    return y;
}

static size_t recurrent_repr(const rush_module *self, char *buffer, size_t size) {
    const recurrent_layer *m = (const recurrent_layer *)(const void *)self;
    char layers[40] = "", dropout[64] = "", projected[40] = "";
    if (m->projected) snprintf(projected, sizeof projected, ", proj_size=%lld", (long long)m->projected);
    if (m->layers != 1) snprintf(layers, sizeof layers, ", num_layers=%lld", (long long)m->layers);
    if (m->dropout != 0) snprintf(dropout, sizeof dropout, ", dropout=%s", FLOAT_TEXT(m->dropout));
    return (size_t)snprintf(buffer, size, "%lld, %lld%s%s%s%s%s%s", (long long)m->in, (long long)m->hidden,
                            projected, layers, m->bias ? "" : ", bias=False", m->batch_first ? ", batch_first=True" : "",
                            dropout, m->directions == 2 ? ", bidirectional=True" : "");
}

static rush_module *recurrent_new(rush_site site, const char *name, cell_kind cell, int64_t gates, int64_t in,
                                  const rush_rnn_layer_args *a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    recurrent_layer *m =
        RUSH_MODULE_NEW(recurrent_layer, name, .forward = recurrent_forward, .extra_repr = recurrent_repr);
    if (!m) return module_done(NULL, before);
    m->cell = cell;
    m->in = in;
    m->hidden = a->hidden_size;
    m->layers = a->num_layers ? a->num_layers : 1;
    m->directions = a->bidirectional ? 2 : 1;
    m->batch_first = a->batch_first;
    m->bias = !a->no_bias;
    m->dropout = a->dropout;
    m->projected = a->proj_size;
    if (!(a->dropout >= 0 && a->dropout <= 1))
        error_set(RUSH_VALUE_ERROR, site, name,
                  "dropout should be a number in range [0, 1] representing the probability of an element "
                  "being zeroed");
    else if (m->projected < 0)
        error_set(RUSH_VALUE_ERROR, site, name, "proj_size should be a positive integer or zero to disable projections");
    else if (m->projected && cell != CELL_LSTM)
        error_set(RUSH_VALUE_ERROR, site, name, "proj_size argument is only supported for LSTM, not RNN or GRU");
    else if (m->projected && m->projected >= m->hidden)
        error_set(RUSH_VALUE_ERROR, site, name, "proj_size has to be smaller than hidden_size");
    else if (m->hidden <= 0 || m->layers <= 0)
        error_set(RUSH_VALUE_ERROR, site, name, "%s must be greater than zero",
                  m->hidden <= 0 ? "hidden_size" : "num_layers");
    double bound = m->hidden > 0 ? 1 / sqrt((double)m->hidden) : 0;
    for (int64_t layer = 0; layer < m->layers && !rush_failed(); layer++)
        for (int64_t d = 0; d < m->directions; d++) {
            static const char *const slots[HR + 1] = { "weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr" };
            int64_t out = m->projected ? m->projected : m->hidden, columns[2] = { layer ? out * m->directions : in, out },
                    rows = gates * m->hidden;
            for (int k = 0; k < (m->projected ? HR + 1 : SLOTS); k++) {
                char entry[48];
                snprintf(entry, sizeof entry, "%s_l%lld%s", slots[k], (long long)layer, d ? "_reverse" : "");
                if ((k == 2 || k == 3) && a->no_bias) rush_add_parameter(&m->base, entry, NULL);
                else
                    rush_init_uniform(layer_parameter(&m->base, entry,
                                                      k == HR ? RUSH_SHAPE(out, m->hidden)
                                                      : k < 2 ? RUSH_SHAPE(rows, columns[k])
                                                              : RUSH_SHAPE(rows),
                                                      a->dtype),
                                      -bound, bound);
            }
        }
    return module_done(&m->base, before);
}

rush_module *rush_rnn_layer_at(rush_site site, int64_t in, rush_rnn_layer_args a) {
    return recurrent_new(site, "RNN", a.relu ? CELL_RELU : CELL_TANH, 1, in, &a);
}
rush_module *rush_lstm_layer_at(rush_site site, int64_t in, rush_rnn_layer_args a) {
    return recurrent_new(site, "LSTM", CELL_LSTM, 4, in, &a);
}
rush_module *rush_gru_layer_at(rush_site site, int64_t in, rush_rnn_layer_args a) {
    return recurrent_new(site, "GRU", CELL_GRU, 3, in, &a);
}
