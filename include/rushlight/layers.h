/* SPDX-License-Identifier: MIT */
/* layers.h - the layers, and how parameters are initialised. Arguments, defaults, initial values and printed forms are PyTorch's.
   Each maker gives the layer to the caller (rush_release it, or add it to a module, which then owns it). */
#ifndef RUSHLIGHT_LAYERS_H
#define RUSHLIGHT_LAYERS_H
#include <rushlight/nn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- linear, embedding ---- */

typedef struct rush_linear_layer_args { size_t size; int64_t out_features; rush_named_only _; bool no_bias; rush_dtype dtype; } rush_linear_layer_args;
/* y[…, out] = x[…, in] weightᵀ + bias: rush_linear_layer(784, 10). */
RUSH_API rush_module *rush_linear_layer_at(rush_site site, int64_t in_features, rush_linear_layer_args args);
typedef struct rush_embedding_layer_args {
    size_t size;
    int64_t embedding_dim;
    rush_named_only _;
    rush_opt_int padding_idx;       /* this row begins as zeros and gets no gradient; negative: from the end */
    rush_dtype dtype;
    double max_norm, norm_type;     /* rows whose norm_type-norm (default 2) is above max_norm are scaled down to it when taken; 0: not */
    bool scale_grad_by_freq;        /* a row's gradient is divided by how often the batch takes it */
} rush_embedding_layer_args;
/* Rows of weight[num_embeddings, embedding_dim] by int64 index: rush_embedding_layer(65, 384). */
RUSH_API rush_module *rush_embedding_layer_at(rush_site site, int64_t num_embeddings, rush_embedding_layer_args args);

/* ---- convolution: kernel_size serves all dimensions, kernel_size_nd gives each its own; so for the others ---- */

typedef struct rush_conv_layer_args {
    size_t size;
    int64_t kernel_size;
    rush_named_only _;
    int64_t stride, padding, dilation, groups, output_padding;
    rush_shape kernel_size_nd, stride_nd, padding_nd, dilation_nd, output_padding_nd;
    const char *padding_name;       /* "same" or "valid" instead of numbers */
    bool no_bias;
    rush_dtype dtype;
} rush_conv_layer_args;
/* [N, in, …] to [N, out, …]; weight [out, in / groups, kernel …]. rush_conv2d_layer(3, 16, 3, .padding = 1). */
RUSH_API rush_module *rush_conv1d_layer_at(rush_site site, int64_t in_channels, int64_t out_channels, rush_conv_layer_args args);
RUSH_API rush_module *rush_conv2d_layer_at(rush_site site, int64_t in_channels, int64_t out_channels, rush_conv_layer_args args);
RUSH_API rush_module *rush_conv3d_layer_at(rush_site site, int64_t in_channels, int64_t out_channels, rush_conv_layer_args args);
/* The gradient of a convolution as a layer; weight [in, out / groups, kernel …]. */
RUSH_API rush_module *rush_conv_transpose1d_layer_at(rush_site site, int64_t in_channels, int64_t out_channels, rush_conv_layer_args args);
RUSH_API rush_module *rush_conv_transpose2d_layer_at(rush_site site, int64_t in_channels, int64_t out_channels, rush_conv_layer_args args);

/* ---- pooling ---- */

typedef struct rush_pool_layer_args {
    size_t size;
    int64_t kernel_size;
    rush_named_only _;
    int64_t stride, padding, dilation;      /* stride: default kernel_size */
    rush_shape kernel_size_nd, stride_nd, padding_nd, dilation_nd;
    bool ceil_mode, no_count_include_pad;
} rush_pool_layer_args;
RUSH_API rush_module *rush_max_pool1d_layer_at(rush_site site, rush_pool_layer_args args);
RUSH_API rush_module *rush_max_pool2d_layer_at(rush_site site, rush_pool_layer_args args);
RUSH_API rush_module *rush_avg_pool1d_layer_at(rush_site site, rush_pool_layer_args args);
RUSH_API rush_module *rush_avg_pool2d_layer_at(rush_site site, rush_pool_layer_args args);
typedef struct rush_adaptive_pool_layer_args { size_t size; int64_t output_size; rush_named_only _; rush_shape output_size_nd; } rush_adaptive_pool_layer_args;
RUSH_API rush_module *rush_adaptive_avg_pool1d_layer_at(rush_site site, rush_adaptive_pool_layer_args args);
RUSH_API rush_module *rush_adaptive_avg_pool2d_layer_at(rush_site site, rush_adaptive_pool_layer_args args);
RUSH_API rush_module *rush_adaptive_max_pool1d_layer_at(rush_site site, rush_adaptive_pool_layer_args args);
RUSH_API rush_module *rush_adaptive_max_pool2d_layer_at(rush_site site, rush_adaptive_pool_layer_args args);

/* ---- normalisation: weight is 1 and bias 0 at first ---- */

typedef struct rush_batch_norm_layer_args {
    size_t size;
    int64_t num_features;
    rush_named_only _;
    rush_opt_double eps, momentum;          /* 1e-5, 0.1 */
    bool cumulative;                        /* PyTorch's momentum=None: the running values are means of all batches */
    bool no_affine, no_track_running_stats;
    rush_dtype dtype;
} rush_batch_norm_layer_args;
/* x [N, C] or [N, C, L]; [N, C, H, W]. Training normalises by the batch and moves running_mean and running_var;
   evaluation uses those. */
RUSH_API rush_module *rush_batch_norm1d_layer_at(rush_site site, rush_batch_norm_layer_args args);
RUSH_API rush_module *rush_batch_norm2d_layer_at(rush_site site, rush_batch_norm_layer_args args);
typedef struct rush_layer_norm_layer_args {
    size_t size;
    rush_shape normalized_shape;            /* of the last dimensions, which are normalised together */
    rush_named_only _;
    rush_opt_double eps;                    /* 1e-5; RMSNorm: the dtype's epsilon */
    bool no_affine, no_bias;
    rush_dtype dtype;
} rush_layer_norm_layer_args;
/* rush_layer_norm_layer(RUSH_SHAPE(384)) */
RUSH_API rush_module *rush_layer_norm_layer_at(rush_site site, rush_layer_norm_layer_args args);
/* As PyTorch 2's; it never has a bias. */
RUSH_API rush_module *rush_rms_norm_layer_at(rush_site site, rush_layer_norm_layer_args args);
typedef struct rush_group_norm_layer_args {
    size_t size;
    int64_t num_channels;
    rush_named_only _;
    rush_opt_double eps;                    /* 1e-5 */
    bool no_affine;
    rush_dtype dtype;
} rush_group_norm_layer_args;
RUSH_API rush_module *rush_group_norm_layer_at(rush_site site, int64_t num_groups, rush_group_norm_layer_args args);

/* ---- without parameters ---- */

RUSH_API rush_module *rush_dropout_layer(double p);
/* Joins the dimensions start … end (RUSH_INT; defaults 1 and -1). */
typedef struct rush_flatten_layer_args { size_t size; rush_opt_int start_dim, end_dim; } rush_flatten_layer_args;
RUSH_API rush_module *rush_flatten_layer_at(rush_site site, rush_flatten_layer_args args);
RUSH_API rush_module *rush_identity_layer(void);
RUSH_API rush_module *rush_relu_layer(void);
RUSH_API rush_module *rush_tanh_layer(void);
RUSH_API rush_module *rush_sigmoid_layer(void);
RUSH_API rush_module *rush_silu_layer(void);
RUSH_API rush_module *rush_hardswish_layer(void);
/* approximate: "none" or "tanh" */
RUSH_API rush_module *rush_gelu_layer(const char *approximate);
RUSH_API rush_module *rush_leaky_relu_layer(double negative_slope);
RUSH_API rush_module *rush_elu_layer(double alpha);
RUSH_API rush_module *rush_softplus_layer(double beta, double threshold);
RUSH_API rush_module *rush_hardtanh_layer(double min_val, double max_val);
RUSH_API rush_module *rush_softmax_layer(int64_t dim);
RUSH_API rush_module *rush_log_softmax_layer(int64_t dim);

/* ---- recurrent: x [T, N, in], or [N, T, in] with .batch_first, or [T, in]; output [T, N, hidden], if bidirectional
   [T, N, 2 hidden] ---- */

typedef struct rush_rnn_layer_args {
    size_t size;
    int64_t hidden_size;
    rush_named_only _;
    int64_t num_layers;                     /* 1 */
    bool no_bias, batch_first, bidirectional, relu;         /* relu: RNN with ReLU instead of tanh */
    double dropout;                         /* between layers */
    rush_dtype dtype;
    int64_t proj_size;                      /* LSTM: h is projected to so many features; 0: not */
} rush_rnn_layer_args;
RUSH_API rush_module *rush_rnn_layer_at(rush_site site, int64_t input_size, rush_rnn_layer_args args);
RUSH_API rush_module *rush_lstm_layer_at(rush_site site, int64_t input_size, rush_rnn_layer_args args);
RUSH_API rush_module *rush_gru_layer_at(rush_site site, int64_t input_size, rush_rnn_layer_args args);
typedef struct rush_rnn_state { rush_tensor *h, *c; } rush_rnn_state;       /* [layers * directions, N, hidden]; c: LSTM only */
/* Calls a recurrent layer with a first state (NULL members: zeros); *last (if not NULL) gets the state after the last step.
   rush_rnn_forward(lstm, x, (rush_rnn_state){ h0, c0 }, &last); rush_forward does it without states. */
RUSH_API rush_tensor *rush_rnn_forward_at(rush_site site, rush_module *m, rush_tensor *x, rush_rnn_state first, rush_rnn_state *last);

/* ---- attention ---- */

typedef struct rush_multihead_attention_layer_args {
    size_t size;
    int64_t num_heads;
    rush_named_only _;
    double dropout;                         /* of the attention weights */
    bool no_bias, batch_first;
    int64_t kdim, vdim;                     /* features of key and value; default: embed_dim */
    rush_dtype dtype;
    bool add_bias_kv;                       /* one more key and value, which are learned */
    bool add_zero_attn;                     /* one more key and value of zeros */
} rush_multihead_attention_layer_args;
RUSH_API rush_module *rush_multihead_attention_layer_at(rush_site site, int64_t embed_dim, rush_multihead_attention_layer_args args);
typedef struct rush_multihead_attention_forward_args {
    size_t size;
    rush_tensor *value;
    rush_named_only _;
    rush_tensor *attn_mask;         /* [T, S] or [N heads, T, S]: bool (true: not attended) or float (added) */
    rush_tensor *key_padding_mask;  /* [N, S], the same */
    rush_tensor **weights;          /* gets the weights: [N, T, S] averaged over heads, [N, heads, T, S] if not_averaged */
    bool not_averaged;
} rush_multihead_attention_forward_args;
/* rush_multihead_attention_forward(layer, query, key, value): query [T, N, E], key and value [S, N, …]; with .batch_first
   [N, T, E]; or without N. rush_forward is self-attention without masks. */
RUSH_API rush_tensor *rush_multihead_attention_forward_at(rush_site site, rush_module *m, rush_tensor *query, rush_tensor *key,
                                                          rush_multihead_attention_forward_args args);

typedef struct rush_transformer_encoder_layer_args {
    size_t size;
    int64_t nhead;
    rush_named_only _;
    rush_opt_int dim_feedforward;           /* 2048 */
    rush_opt_double dropout, layer_norm_eps;        /* 0.1, 1e-5 */
    bool gelu, batch_first, norm_first;     /* gelu: instead of ReLU */
    rush_dtype dtype;
} rush_transformer_encoder_layer_args;
/* Self-attention and two linear layers, each added to its input and normalised (Vaswani et al. 2017). */
RUSH_API rush_module *rush_transformer_encoder_layer_at(rush_site site, int64_t d_model, rush_transformer_encoder_layer_args args);
typedef struct rush_transformer_encoder_forward_args {
    size_t size;
    rush_tensor *src;
    rush_named_only _;
    rush_tensor *src_mask, *src_key_padding_mask;   /* as attn_mask and key_padding_mask of rush_multihead_attention_forward */
} rush_transformer_encoder_forward_args;
/* Calls a TransformerEncoderLayer with masks; rush_forward does it without. */
RUSH_API rush_tensor *rush_transformer_encoder_forward_at(rush_site site, rush_module *m, rush_transformer_encoder_forward_args args);

/* ---- initial values: each fills the tensor in place, without history, and returns it ---- */

RUSH_API rush_tensor *rush_init_uniform(rush_tensor *t, double from, double to);
RUSH_API rush_tensor *rush_init_normal(rush_tensor *t, double mean, double std);
RUSH_API rush_tensor *rush_init_constant(rush_tensor *t, double value);
RUSH_API rush_tensor *rush_init_trunc_normal(rush_tensor *t, double mean, double std, double a, double b);
/* Glorot & Bengio 2010 */
RUSH_API rush_tensor *rush_init_xavier_uniform(rush_tensor *t, double gain);
RUSH_API rush_tensor *rush_init_xavier_normal(rush_tensor *t, double gain);
/* He et al. 2015; a is the negative slope of leaky_relu (0: relu), fan_out instead of fan_in if asked */
RUSH_API rush_tensor *rush_init_kaiming_uniform(rush_tensor *t, double a, bool fan_out);
RUSH_API rush_tensor *rush_init_kaiming_normal(rush_tensor *t, double a, bool fan_out);
/* Saxe et al. 2014: rows (or columns, whichever are fewer) orthonormal, times gain */
RUSH_API rush_tensor *rush_init_orthogonal(rush_tensor *t, double gain);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define RUSH_LAYER_(name, type, first, ...) rush_##name##_layer_at(RUSH_SITE, (rush_##type##_layer_args){ .size = sizeof(rush_##type##_layer_args), .first = __VA_ARGS__ })
#define RUSH_LAYER1_(name, type, in, first, ...) rush_##name##_layer_at(RUSH_SITE, in, (rush_##type##_layer_args){ .size = sizeof(rush_##type##_layer_args), .first = __VA_ARGS__ })
#define RUSH_LAYER2_(name, type, in, out, first, ...) \
    rush_##name##_layer_at(RUSH_SITE, in, out, (rush_##type##_layer_args){ .size = sizeof(rush_##type##_layer_args), .first = __VA_ARGS__ })
#define rush_linear_layer(in, ...) RUSH_LAYER1_(linear, linear, in, out_features, __VA_ARGS__)
#define rush_embedding_layer(count, ...) RUSH_LAYER1_(embedding, embedding, count, embedding_dim, __VA_ARGS__)
#define rush_conv1d_layer(in, out, ...) RUSH_LAYER2_(conv1d, conv, in, out, kernel_size, __VA_ARGS__)
#define rush_conv2d_layer(in, out, ...) RUSH_LAYER2_(conv2d, conv, in, out, kernel_size, __VA_ARGS__)
#define rush_conv3d_layer(in, out, ...) RUSH_LAYER2_(conv3d, conv, in, out, kernel_size, __VA_ARGS__)
#define rush_conv_transpose1d_layer(in, out, ...) RUSH_LAYER2_(conv_transpose1d, conv, in, out, kernel_size, __VA_ARGS__)
#define rush_conv_transpose2d_layer(in, out, ...) RUSH_LAYER2_(conv_transpose2d, conv, in, out, kernel_size, __VA_ARGS__)
#define rush_max_pool1d_layer(...) RUSH_LAYER_(max_pool1d, pool, kernel_size, __VA_ARGS__)
#define rush_max_pool2d_layer(...) RUSH_LAYER_(max_pool2d, pool, kernel_size, __VA_ARGS__)
#define rush_avg_pool1d_layer(...) RUSH_LAYER_(avg_pool1d, pool, kernel_size, __VA_ARGS__)
#define rush_avg_pool2d_layer(...) RUSH_LAYER_(avg_pool2d, pool, kernel_size, __VA_ARGS__)
#define rush_adaptive_avg_pool1d_layer(...) RUSH_LAYER_(adaptive_avg_pool1d, adaptive_pool, output_size, __VA_ARGS__)
#define rush_adaptive_avg_pool2d_layer(...) RUSH_LAYER_(adaptive_avg_pool2d, adaptive_pool, output_size, __VA_ARGS__)
#define rush_adaptive_max_pool1d_layer(...) RUSH_LAYER_(adaptive_max_pool1d, adaptive_pool, output_size, __VA_ARGS__)
#define rush_adaptive_max_pool2d_layer(...) RUSH_LAYER_(adaptive_max_pool2d, adaptive_pool, output_size, __VA_ARGS__)
#define rush_batch_norm1d_layer(...) RUSH_LAYER_(batch_norm1d, batch_norm, num_features, __VA_ARGS__)
#define rush_batch_norm2d_layer(...) RUSH_LAYER_(batch_norm2d, batch_norm, num_features, __VA_ARGS__)
#define rush_layer_norm_layer(...) RUSH_LAYER_(layer_norm, layer_norm, normalized_shape, __VA_ARGS__)
#define rush_rms_norm_layer(...) RUSH_LAYER_(rms_norm, layer_norm, normalized_shape, __VA_ARGS__)
#define rush_group_norm_layer(groups, ...) RUSH_LAYER1_(group_norm, group_norm, groups, num_channels, __VA_ARGS__)
#define rush_rnn_layer(in, ...) RUSH_LAYER1_(rnn, rnn, in, hidden_size, __VA_ARGS__)
#define rush_lstm_layer(in, ...) RUSH_LAYER1_(lstm, rnn, in, hidden_size, __VA_ARGS__)
#define rush_gru_layer(in, ...) RUSH_LAYER1_(gru, rnn, in, hidden_size, __VA_ARGS__)
#define rush_rnn_forward(...) rush_rnn_forward_at(RUSH_SITE, __VA_ARGS__)
#define rush_multihead_attention_layer(dim, ...) RUSH_LAYER1_(multihead_attention, multihead_attention, dim, num_heads, __VA_ARGS__)
#define rush_multihead_attention_forward(m, query, key, ...) \
    rush_multihead_attention_forward_at(RUSH_SITE, m, query, key, \
        (rush_multihead_attention_forward_args){ .size = sizeof(rush_multihead_attention_forward_args), .value = __VA_ARGS__ })
#define rush_transformer_encoder_layer(dim, ...) RUSH_LAYER1_(transformer_encoder, transformer_encoder, dim, nhead, __VA_ARGS__)
#define rush_transformer_encoder_forward(m, ...) \
    rush_transformer_encoder_forward_at(RUSH_SITE, m, \
        (rush_transformer_encoder_forward_args){ .size = sizeof(rush_transformer_encoder_forward_args), .src = __VA_ARGS__ })
/* rush_flatten_layer(.end_dim = RUSH_INT(2)) or rush_flatten_layer() */
#define rush_flatten_layer(...) rush_flatten_layer_at(RUSH_SITE, (rush_flatten_layer_args){ .size = sizeof(rush_flatten_layer_args), __VA_ARGS__ })
#endif
#endif
