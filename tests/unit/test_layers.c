/* SPDX-License-Identifier: MIT */
/* test_layers.c - every layer against PyTorch (tests/golden/make_layers.py): how it prints, its state dict
   and initial values, results in training and evaluation, gradients, buffers; refusals; memory that runs out
   at any place. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "core/alloc.h"

/* ---- the cases: the makers, and calls, of make_layers.py ---- */

typedef enum kind { PLAIN, RECURRENT, ATTENTION, ENCODER } kind;
typedef struct layer_case {
    const char *name;
    kind kind;
    rush_module *(*make)(void);
} layer_case;

/* clang-format off */
#define MAKERS(CASE) \
    CASE(linear, PLAIN, rush_linear_layer(5, 3)) \
    CASE(linear_no_bias, PLAIN, rush_linear_layer(5, 3, .no_bias = true)) \
    CASE(conv1d, PLAIN, rush_conv1d_layer(4, 6, 3, .stride = 2, .padding = 1, .dilation = 2, .groups = 2)) \
    CASE(conv2d, PLAIN, rush_conv2d_layer(3, 4, 0, .kernel_size_nd = RUSH_SHAPE(3, 2), .padding_nd = RUSH_SHAPE(1, 0))) \
    CASE(conv2d_same, PLAIN, rush_conv2d_layer(2, 3, 3, .padding_name = "same", .no_bias = true)) \
    CASE(conv3d, PLAIN, rush_conv3d_layer(2, 3, 2, .stride_nd = RUSH_SHAPE(1, 2, 1))) \
    CASE(conv_transpose1d, PLAIN, rush_conv_transpose1d_layer(3, 4, 3, .stride = 2, .padding = 1, .output_padding = 1)) \
    CASE(conv_transpose2d, PLAIN, rush_conv_transpose2d_layer(4, 2, 3, .stride = 2, .groups = 2)) \
    CASE(max_pool1d, PLAIN, rush_max_pool1d_layer(3, .stride = 2, .padding = 1)) \
    CASE(max_pool2d, PLAIN, rush_max_pool2d_layer(0, .kernel_size_nd = RUSH_SHAPE(2, 3), .ceil_mode = true)) \
    CASE(avg_pool1d, PLAIN, rush_avg_pool1d_layer(3, .stride = 2, .padding = 1)) \
    CASE(avg_pool2d, PLAIN, rush_avg_pool2d_layer(2, .padding = 1, .no_count_include_pad = true)) \
    CASE(adaptive_avg_pool1d, PLAIN, rush_adaptive_avg_pool1d_layer(4)) \
    CASE(adaptive_avg_pool2d, PLAIN, rush_adaptive_avg_pool2d_layer(0, .output_size_nd = RUSH_SHAPE(3, 2))) \
    CASE(adaptive_max_pool1d, PLAIN, rush_adaptive_max_pool1d_layer(4)) \
    CASE(adaptive_max_pool2d, PLAIN, rush_adaptive_max_pool2d_layer(2)) \
    CASE(dropout, PLAIN, rush_dropout_layer(0.3)) \
    CASE(dropout_view, PLAIN, rush_sequential(rush_flatten_layer(.start_dim = RUSH_INT(0), .end_dim = RUSH_INT(1)), rush_dropout_layer(0.5))) \
    CASE(flatten, PLAIN, rush_flatten_layer()) \
    CASE(identity, PLAIN, rush_identity_layer()) \
    CASE(relu, PLAIN, rush_relu_layer()) \
    CASE(tanh, PLAIN, rush_tanh_layer()) \
    CASE(sigmoid, PLAIN, rush_sigmoid_layer()) \
    CASE(silu, PLAIN, rush_silu_layer()) \
    CASE(hardswish, PLAIN, rush_hardswish_layer()) \
    CASE(gelu, PLAIN, rush_gelu_layer("none")) \
    CASE(gelu_tanh, PLAIN, rush_gelu_layer("tanh")) \
    CASE(leaky_relu, PLAIN, rush_leaky_relu_layer(0.2)) \
    CASE(elu, PLAIN, rush_elu_layer(1.5)) \
    CASE(softplus, PLAIN, rush_softplus_layer(2, 3)) \
    CASE(hardtanh, PLAIN, rush_hardtanh_layer(-0.5, 1)) \
    CASE(softmax, PLAIN, rush_softmax_layer(1)) \
    CASE(log_softmax, PLAIN, rush_log_softmax_layer(-1)) \
    CASE(embedding, PLAIN, rush_embedding_layer(7, 3)) \
    CASE(embedding_padding, PLAIN, rush_embedding_layer(7, 4, .padding_idx = RUSH_INT(-2))) \
    CASE(embedding_max_norm, PLAIN, rush_embedding_layer(7, 3, .max_norm = 1, .norm_type = 1, .scale_grad_by_freq = true)) \
    CASE(batch_norm1d, PLAIN, rush_batch_norm1d_layer(5)) \
    CASE(batch_norm1d_3d, PLAIN, rush_batch_norm1d_layer(3, .eps = RUSH_DOUBLE(1e-3), .momentum = RUSH_DOUBLE(0.3), .no_affine = true)) \
    CASE(batch_norm2d, PLAIN, rush_batch_norm2d_layer(3)) \
    CASE(batch_norm2d_cumulative, PLAIN, rush_batch_norm2d_layer(3, .cumulative = true)) \
    CASE(batch_norm2d_untracked, PLAIN, rush_batch_norm2d_layer(3, .no_track_running_stats = true)) \
    CASE(layer_norm, PLAIN, rush_layer_norm_layer(RUSH_SHAPE(6))) \
    CASE(layer_norm_2d, PLAIN, rush_layer_norm_layer(RUSH_SHAPE(4, 3), .eps = RUSH_DOUBLE(1e-3), .no_affine = true)) \
    CASE(rms_norm, PLAIN, rush_rms_norm_layer(RUSH_SHAPE(6))) \
    CASE(rms_norm_eps, PLAIN, rush_rms_norm_layer(RUSH_SHAPE(2, 6), .eps = RUSH_DOUBLE(1e-5))) \
    CASE(group_norm, PLAIN, rush_group_norm_layer(2, 6)) \
    CASE(group_norm_no_affine, PLAIN, rush_group_norm_layer(3, 6, .eps = RUSH_DOUBLE(1e-3), .no_affine = true)) \
    CASE(rnn, RECURRENT, rush_rnn_layer(3, 4)) \
    CASE(rnn_relu, RECURRENT, rush_rnn_layer(3, 4, .num_layers = 2, .relu = true, .no_bias = true, .batch_first = true)) \
    CASE(lstm, RECURRENT, rush_lstm_layer(3, 4)) \
    CASE(lstm_all, RECURRENT, rush_lstm_layer(3, 4, .num_layers = 2, .batch_first = true, .dropout = 0.4, .bidirectional = true)) \
    CASE(lstm_unbatched, RECURRENT, rush_lstm_layer(3, 4, .num_layers = 2, .no_bias = true, .batch_first = true)) \
    CASE(lstm_projected, RECURRENT, rush_lstm_layer(3, 5, .num_layers = 2, .proj_size = 2, .bidirectional = true)) \
    CASE(lstm_projected_no_bias, RECURRENT, rush_lstm_layer(3, 4, .proj_size = 3, .no_bias = true)) \
    CASE(gru, RECURRENT, rush_gru_layer(3, 4)) \
    CASE(gru_all, RECURRENT, rush_gru_layer(3, 4, .num_layers = 3, .dropout = 0.25, .bidirectional = true)) \
    CASE(gru_unbatched, RECURRENT, rush_gru_layer(3, 4, .no_bias = true)) \
    CASE(attention, PLAIN, rush_multihead_attention_layer(6, 2)) \
    CASE(attention_weights, ATTENTION, rush_multihead_attention_layer(6, 3, .dropout = 0.2, .batch_first = true)) \
    CASE(attention_no_average, ATTENTION, rush_multihead_attention_layer(6, 3, .no_bias = true)) \
    CASE(attention_masked, ATTENTION, rush_multihead_attention_layer(8, 2, .dropout = 0.3)) \
    CASE(attention_features, ATTENTION, rush_multihead_attention_layer(6, 2, .kdim = 5, .vdim = 3, .batch_first = true)) \
    CASE(attention_unbatched, ATTENTION, rush_multihead_attention_layer(6, 2)) \
    CASE(attention_bias_kv, ATTENTION, rush_multihead_attention_layer(6, 2, .add_bias_kv = true, .add_zero_attn = true)) \
    CASE(attention_zero, ATTENTION, rush_multihead_attention_layer(6, 2, .add_zero_attn = true, .batch_first = true)) \
    CASE(encoder, PLAIN, rush_transformer_encoder_layer(6, 2, .dim_feedforward = RUSH_INT(10))) \
    CASE(encoder_all, ENCODER, rush_transformer_encoder_layer(6, 3, .dim_feedforward = RUSH_INT(8), .dropout = RUSH_DOUBLE(0.3), .gelu = true, \
                                                             .layer_norm_eps = RUSH_DOUBLE(1e-3), .batch_first = true, .norm_first = true))
/* clang-format on */

#define MAKER(name, kind, expression) \
    static rush_module *make_##name(void) { return expression; }
#define ROW(name, kind, expression) { #name, kind, make_##name },
MAKERS(MAKER)
static const layer_case cases[] = { MAKERS(ROW) };
enum { CASES = sizeof cases / sizeof *cases };

static rush_tensor *padding_mask(void) {
    return rush_from_data(RUSH_VALUES(bool, 0, 0, 0, 1, 0, 0, 1, 1), RUSH_SHAPE(2, 4));
}
static rush_tensor *later_mask(void) {
    return rush_to_dtype(rush_triu(rush_ones(RUSH_SHAPE(4, 4)), .diagonal = 1), RUSH_BOOL);
}

static int call_attention(const char *name, rush_module *m, rush_tensor *const *in, rush_tensor **out) {
    rush_tensor *padding = padding_mask();
    if (!strcmp(name, "attention_masked")) {
        rush_tensor *mask = rush_reshape(rush_linspace(-1, 1, 48), RUSH_SHAPE(4, 3, 4));
        out[0] = rush_multihead_attention_forward(m, in[0], in[1], in[2], .attn_mask = mask,
                                                  .key_padding_mask = padding);
        return 1;
    }
    if (!strcmp(name, "attention_weights") || !strcmp(name, "attention_zero"))
        out[0] = rush_multihead_attention_forward(m, in[0], in[1], in[2], .key_padding_mask = padding,
                                                  .weights = &out[1]);
    else if (!strcmp(name, "attention_no_average") || !strcmp(name, "attention_bias_kv"))
        out[0] = rush_multihead_attention_forward(m, in[0], in[1], in[2], .attn_mask = later_mask(),
                                                  .key_padding_mask = padding, .weights = &out[1],
                                                  .not_averaged = true);
    else if (!strcmp(name, "attention_features"))
        out[0] = rush_multihead_attention_forward(m, in[0], in[1], in[2], .weights = &out[1]);
    else
        out[0] = rush_multihead_attention_forward(
            m, in[0], in[1], in[2], .key_padding_mask = rush_select(padding, 0, 0), .weights = &out[1]);
    return 2;
}

/* the number of results */
static int call(const layer_case *k, rush_module *m, rush_tensor *const *in, rush_tensor **out) {
    if (k->kind == ATTENTION) return call_attention(k->name, m, in, out);
    if (k->kind == ENCODER) {
        out[0] = rush_transformer_encoder_forward(m, in[0], .src_mask = later_mask(),
                                                  .src_key_padding_mask = padding_mask());
        return 1;
    }
    if (k->kind == PLAIN) return out[0] = rush_forward(m, in[0]), 1;
    rush_rnn_state last;
    out[0] = rush_rnn_forward(m, in[0], (rush_rnn_state){ in[1], in[2] }, &last);
    out[1] = last.h;
    out[2] = last.c;
    return last.c ? 3 : 2;
}

/* ---- comparing ---- */

static rush_dict *golden;

static rush_tensor *wanted(const layer_case *k, const char *what, const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s.%s%s", k->name, what, name);
    return rush_dict_get(golden, path);
}

static rush_tensor *wanted_at(const layer_case *k, const char *what, int i) {
    char number[12];
    snprintf(number, sizeof number, "%d", i);
    return wanted(k, what, number);
}

static void check(const layer_case *k, const char *what, const char *name, const rush_tensor *got,
                  double tolerance) {
    double a[512], b[512];
    assert_no_error();
    const rush_tensor *want = wanted(k, what, name);
    if (!got || !want)
        fail_msg("%s.%s%s: %s", k->name, what, name, got ? "not in the golden data" : "missing");
    rush_shape s = rush_sizes(got), t = rush_sizes(want);
    bool same = s.ndim == t.ndim && rush_numel(got) <= 512 && rush_get_dtype(got) == rush_get_dtype(want);
    for (int64_t i = 0; same && i < s.ndim; i++) same = s.dims[i] == t.dims[i];
    if (!same) fail_msg("%s.%s%s: another shape or dtype", k->name, what, name);
    assert_true(rush_copy_out(got, a, rush_numel(got)));
    assert_true(rush_copy_out(want, b, rush_numel(want)));
    for (int64_t i = 0; i < rush_numel(got); i++)
        if (!(fabs(a[i] - b[i]) <= tolerance * (1 + fabs(b[i]))))
            fail_msg("%s.%s%s, element %lld: %.9g, PyTorch %.9g", k->name, what, name, (long long)i, a[i],
                     b[i]);
}

static void check_results(const layer_case *k, const char *what, rush_tensor *const *out, int n) {
    for (int i = 0; i < n; i++) {
        char number[12];
        snprintf(number, sizeof number, "%d", i);
        check(k, what, number, out[i], 1e-5);
    }
    assert_null(wanted_at(k, what, n)); /* PyTorch has no more of them */
}

static void check_start(const layer_case *k, const rush_module *m) {
    char text[2048], prefix[64];
    assert_true(rush_module_to_string(m, text, sizeof text) < sizeof text);
    assert_string_equal(text, rush_dict_get_text(golden, k->name));
    snprintf(prefix, sizeof prefix, "%s.start.", k->name);
    rush_dict *state = rush_state_dict(m), *want = rush_dict_with_prefix(golden, prefix);
    assert_int_equal(rush_dict_size(state), rush_dict_size(want));
    for (int64_t i = 0; i < rush_dict_size(state); i++) {
        assert_string_equal(rush_dict_name(state, i), rush_dict_name(want, i));
        check(k, "start.", rush_dict_name(state, i), rush_dict_at(state, i),
              strstr(k->name, "embedding") ? 2.4e-7 : 0);
    }
    assert_true(rush_load_state_dict(rush_retain(m), want)); /* by PyTorch's names, from PyTorch's file */
    rush_release(m);
}

static void check_case(const layer_case *k) {
    RUSH_SCOPE;
    rush_manual_seed(0);
    rush_module *m = k->make();
    assert_no_error();
    check_start(k, m);
    rush_tensor *in[3] = { NULL, NULL, NULL }, *out[3], *weights[3];
    for (int i = 0; i < 3 && (in[i] = wanted_at(k, "in.", i)); i++)
        if (rush_is_floating_point(in[i])) rush_set_requires_grad(in[i], true);
    rush_manual_seed(1);
    int n = call(k, m, in, out);
    check_results(k, "train.", out, n);
    for (int i = 0; i < n; i++) weights[i] = wanted_at(k, "weight.", i);
    assert_true(rush_autograd_backward(out, n, .gradients = weights));
    static const char *const numbers[] = { "0", "1", "2" };
    for (int i = 0; i < 3 && in[i]; i++)
        if (rush_is_floating_point(in[i])) check(k, "grad.in.", numbers[i], rush_get_grad(in[i]), 1e-5);
    rush_parameter p;
    for (rush_parameter_iter it = rush_named_parameters(m); rush_next_parameter(&it, &p);)
        check(k, "grad.", p.name, rush_get_grad(p.tensor), 1e-5);
    for (rush_parameter_iter it = rush_named_buffers(m); rush_next_parameter(&it, &p);)
        check(k, "after.", p.name, p.tensor, 1e-6);
    rush_eval(m);
    check_results(k, "eval.", out, call(k, m, in, out));
    rush_release(m);
}

static void test_golden(void **state) {
    (void)state;
    RUSH_SCOPE;
    golden = rush_load(SOURCE_DIR "/tests/golden/layers.safetensors");
    assert_no_error();
    assert_int_equal(rush_dict_text_size(golden), CASES);
    for (int i = 0; i < CASES; i++) check_case(&cases[i]);
}

/* ---- what goldens do not show ---- */

static void test_defaults(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_module *m = rush_transformer_encoder_layer(8, 2),
                *r = rush_rms_norm_layer(RUSH_SHAPE(4), .no_affine = true);
    assert_int_equal(rush_count_parameters(m),
                     3 * 8 * 8 + 3 * 8 + 8 * 8 + 8 + 2 * 2048 * 8 + 2048 + 8 + 4 * 8);
    assert_int_equal(rush_count_parameters(r), 0);
    rush_release_all(m, r);
    m = rush_layer_norm_layer(RUSH_SHAPE(4), .no_bias = true, .dtype = RUSH_FLOAT64);
    assert_int_equal(rush_dict_size(rush_state_dict(m)), 1);
    assert_int_equal(rush_get_dtype(rush_get_parameter(m, "weight")), RUSH_FLOAT64);
    rush_release(m);
    m = rush_batch_norm2d_layer(2);
    assert_true(rush_module_to(m, RUSH_FLOAT64));
    assert_int_equal(rush_get_dtype(rush_get_parameter(m, "running_var")), RUSH_FLOAT64);
    assert_int_equal(rush_get_dtype(rush_get_parameter(m, "num_batches_tracked")), RUSH_INT64);
    rush_release(m);
}

/* The running mean of all batches, and a state taken over in the middle of a sequence. */
static void test_running(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_module *m = rush_batch_norm1d_layer(1, .cumulative = true);
    const double batches[3][2] = { { 1, 3 }, { 5, 7 }, { 0, 2 } };
    for (int i = 0; i < 3; i++)
        rush_forward(m, rush_from_data(batches[i], RUSH_SHAPE(2, 1), .dtype = RUSH_FLOAT32));
    assert_values(rush_get_parameter(m, "running_mean"), VALUES(3), 1e-6);
    assert_values(rush_get_parameter(m, "running_var"), VALUES(2), 1e-6);
    assert_values(rush_get_parameter(m, "num_batches_tracked"), VALUES(3), 0);
    rush_release(m);
    rush_manual_seed(3);
    m = rush_lstm_layer(3, 4, .num_layers = 2);
    rush_tensor *x = rush_randn(RUSH_SHAPE(7, 2, 3)), *whole = rush_forward(m, x);
    rush_rnn_state s = { NULL, NULL };
    rush_tensor *first = rush_rnn_forward(m, rush_narrow(x, 0, 0, 3), s, &s),
                *rest = rush_rnn_forward(m, rush_narrow(x, 0, 3, 4), s, &s);
    double got[56], want[56];
    assert_true(rush_copy_out(rush_cat(((rush_tensor *[]){ first, rest }), 2, 0), got, 56));
    assert_true(rush_copy_out(whole, want, 56));
    for (int i = 0; i < 56; i++) assert_true(fabs(got[i] - want[i]) < 1e-6);
    rush_release(m);
}

/* With and without the weights, the same results, and a query that may see no key: zeros without, NaN with.
 */
static void test_attention(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_manual_seed(4);
    rush_module *m = rush_multihead_attention_layer(4, 2, .batch_first = true);
    rush_tensor *x = rush_randn(RUSH_SHAPE(2, 4, 4)), *w = NULL;
    rush_tensor *a = rush_multihead_attention_forward(m, x, x, x, .key_padding_mask = padding_mask(),
                                                      .attn_mask = later_mask());
    rush_tensor *b = rush_multihead_attention_forward(m, x, x, x, .key_padding_mask = padding_mask(),
                                                      .attn_mask = later_mask(), .weights = &w);
    assert_true(rush_item(rush_max(rush_abs(rush_sub(a, b)))) < 1e-6);
    assert_true(rush_item(rush_max(rush_abs(rush_sub(rush_sum_dim(w, RUSH_SHAPE(-1)), 1)))) < 1e-6);
    rush_tensor *none = rush_ones(RUSH_SHAPE(2, 4), .dtype = RUSH_BOOL);
    assert_true(rush_item(rush_max(
                    rush_abs(rush_multihead_attention_forward(m, x, x, x, .key_padding_mask = none)))) == 0);
    assert_true(isnan(rush_item(
        rush_sum(rush_multihead_attention_forward(m, x, x, x, .key_padding_mask = none, .weights = &w)))));
    assert_no_error();
    rush_release(m);
}

#define REFUSED(expression, text) \
    do { \
        assert_null(expression); \
        assert_error(text); \
    } while (0)

static void test_refusals(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    rush_tensor *x = rush_ones(RUSH_SHAPE(5, 2, 3)), *flat = rush_ones(RUSH_SHAPE(3));
    REFUSED(rush_embedding_layer(4, 2, .padding_idx = RUSH_INT(4)),
            "Padding_idx must be within num_embeddings");
    REFUSED(rush_group_norm_layer(4, 6), "num_channels must be divisible by num_groups");
    REFUSED(
        rush_lstm_layer(3, 4, .dropout = 1.5),
        "dropout should be a number in range [0, 1] representing the probability of an element being zeroed");
    REFUSED(rush_lstm_layer(3, 4, .proj_size = 4), "proj_size has to be smaller than hidden_size");
    REFUSED(rush_gru_layer(3, 4, .proj_size = 2),
            "proj_size argument is only supported for LSTM, not RNN or GRU");
    REFUSED(rush_multihead_attention_layer(6, 4), "embed_dim must be divisible by num_heads");
    REFUSED(rush_transformer_encoder_layer(6, 4), "embed_dim must be divisible by num_heads");
    rush_module *m[] = { rush_batch_norm1d_layer(3),
                         rush_batch_norm2d_layer(3),
                         rush_lstm_layer(3, 4, .num_layers = 2),
                         rush_gru_layer(3, 4),
                         rush_multihead_attention_layer(4, 2),
                         rush_transformer_encoder_layer(4, 2) };
    REFUSED(rush_forward(m[0], flat), "expected 2D or 3D input (got 1D input)");
    REFUSED(rush_forward(m[1], x), "expected 4D input (got 3D input)");
    assert_values(rush_get_parameter(m[1], "num_batches_tracked"), VALUES(0), 0);
    REFUSED(rush_forward(m[0], rush_ones(RUSH_SHAPE(1, 3))),
            "Expected more than 1 value per channel when training, got input size torch.Size([1, 3])");
    REFUSED(rush_forward(m[2], NULL), "forward(): argument 'input' must be Tensor, not NULL");
    REFUSED(rush_forward(m[2], flat), "input must have 3 dimensions, got 2");
    REFUSED(rush_forward(m[2], rush_ones(RUSH_SHAPE(5, 2, 4))),
            "input.size(-1) must be equal to input_size. Expected 3, got 4");
    REFUSED(rush_forward(m[2], rush_ones(RUSH_SHAPE(0, 2, 3))),
            "Expected sequence length to be larger than 0 in RNN");
    rush_tensor *h = rush_zeros(RUSH_SHAPE(2, 2, 4));
    rush_rnn_state last;
    REFUSED(rush_rnn_forward(m[2], x, (rush_rnn_state){ h, x }, &last),
            "Expected hidden[1] size (2, 2, 4), got [5, 2, 3]");
    assert_true(!last.h && !last.c);
    REFUSED(rush_rnn_forward(m[2], x, (rush_rnn_state){ flat, h }, NULL),
            "For batched 3-D input, hx and cx should also be 3-D but got (1-D, 3-D) tensors");
    REFUSED(rush_rnn_forward(m[3], x, (rush_rnn_state){ h, NULL }, NULL),
            "Expected hidden size (1, 2, 4), got [2, 2, 4]");
    REFUSED(rush_rnn_forward(m[3], rush_select(x, 1, 0), (rush_rnn_state){ h, NULL }, NULL),
            "For unbatched 2-D input, hx should also be 2-D but got 3-D tensor");
    REFUSED(rush_rnn_forward(m[0], x, (rush_rnn_state){ NULL, NULL }, NULL),
            "expected an RNN, LSTM or GRU, but got BatchNorm1d");
    rush_tensor *q = rush_ones(RUSH_SHAPE(5, 2, 4)), *k = rush_ones(RUSH_SHAPE(3, 2, 4));
    REFUSED(rush_forward(m[4], flat),
            "query should be unbatched 2D or batched 3D tensor but received 1-D query tensor");
    REFUSED(rush_forward(m[4], x), "was expecting embedding dimension of 4, but got 3");
    REFUSED(rush_multihead_attention_forward(m[4], q, k, q),
            "key shape torch.Size([3, 2, 4]) does not match value shape torch.Size([5, 2, 4])");
    REFUSED(rush_multihead_attention_forward(m[4], q, flat, k),
            "For batched (3-D) `query`, expected `key` and `value` to be 3-D but found 1-D and 3-D tensors "
            "respectively");
    REFUSED(rush_multihead_attention_forward(m[4], q, k, k, .attn_mask = rush_ones(RUSH_SHAPE(3, 5))),
            "The shape of the 2D attn_mask is torch.Size([3, 5]), but should be (5, 3).");
    REFUSED(rush_multihead_attention_forward(m[4], q, k, k, .attn_mask = rush_ones(RUSH_SHAPE(2, 5, 3))),
            "The shape of the 3D attn_mask is torch.Size([2, 5, 3]), but should be (4, 5, 3).");
    REFUSED(rush_multihead_attention_forward(m[4], q, k, k, .key_padding_mask = rush_ones(RUSH_SHAPE(3, 2))),
            "expecting key_padding_mask shape of (2, 3), but got torch.Size([3, 2])");
    REFUSED(rush_multihead_attention_forward(
                m[4], q, k, k, .key_padding_mask = rush_ones(RUSH_SHAPE(2, 3), .dtype = RUSH_INT64)),
            "only bool and floating types of key_padding_mask are supported");
    REFUSED(rush_transformer_encoder_forward(m[5], x), "was expecting embedding dimension of 4, but got 3");
    REFUSED(rush_transformer_encoder_forward(m[4], q),
            "expected a TransformerEncoderLayer, but got MultiheadAttention");
    for (size_t i = 0; i < sizeof m / sizeof *m; i++) rush_release(m[i]);
    rush_set_error_quiet(false);
}

/* Made, called and differentiated; false if anything failed. */
static bool work(const layer_case *k) {
    RUSH_SCOPE;
    rush_module *m = k->make();
    rush_tensor *in[3] = { NULL, NULL, NULL }, *out[3] = { NULL, NULL, NULL };
    for (int i = 0; i < 3 && (in[i] = wanted_at(k, "in.", i)); i++) {}
    int n = call(k, m, in, out);
    bool ok = !rush_failed() &&
              rush_autograd_backward(out, 1, .gradients = (rush_tensor *[]){ wanted_at(k, "weight.", 0) }) &&
              n > 0;
    rush_release(m);
    return ok;
}

static void test_memory(void **state) {
    (void)state;
    static const char *const names[] = {
        "embedding_padding", "batch_norm2d", "rms_norm",          "group_norm", "rnn",
        "lstm_all",          "gru",          "attention_weights", "encoder_all"
    };
    RUSH_SCOPE;
    rush_set_error_quiet(true);
    golden = rush_load(SOURCE_DIR "/tests/golden/layers.safetensors");
    for (size_t c = 0; c < sizeof names / sizeof *names; c++) {
        const layer_case *k = cases;
        while (strcmp(k->name, names[c]) != 0) k++;
        assert_true(work(k));
        int64_t tensors = rush_live_tensors();
        for (int64_t nth = 1, failures = 0;; nth++) {
            alloc_fail_at(nth);
            bool ok = work(k), asked = alloc_requests() >= nth;
            alloc_fail_at(0);
            if (!asked) {
                if (failures < 10) fail_msg("%s: only %lld requests", k->name, (long long)failures);
                break;
            }
            if (ok == rush_failed())
                fail_msg("%s, request %lld: %s", k->name, (long long)nth,
                         ok ? "an error is pending after success" : "failed without an error");
            failures += !ok;
            rush_error_clear();
            if (rush_live_tensors() != tensors)
                fail_msg("%s, request %lld: %lld tensors leak", k->name, (long long)nth,
                         (long long)(rush_live_tensors() - tensors));
        }
    }
    rush_set_error_quiet(false);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_golden),   cmocka_unit_test(test_defaults),
                                        cmocka_unit_test(test_running),  cmocka_unit_test(test_attention),
                                        cmocka_unit_test(test_refusals), cmocka_unit_test(test_memory) };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
