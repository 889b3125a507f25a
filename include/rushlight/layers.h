/* SPDX-License-Identifier: MIT */
/* layers.h - the layers, and how parameters are initialised. Arguments, defaults, initial values and printed forms are PyTorch's.
   Each maker gives the layer to the caller (rush_release it, or add it to a module, which then owns it). */
#ifndef RUSHLIGHT_LAYERS_H
#define RUSHLIGHT_LAYERS_H
#include <rushlight/nn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- linear ---- */

typedef struct rush_linear_layer_args { size_t size; int64_t out_features; rush_named_only _; bool no_bias; rush_dtype dtype; } rush_linear_layer_args;
/* y[…, out] = x[…, in] weightᵀ + bias: rush_linear_layer(784, 10). */
RUSH_API rush_module *rush_linear_layer_at(rush_site site, int64_t in_features, rush_linear_layer_args args);

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
/* rush_flatten_layer(.end_dim = RUSH_INT(2)) or rush_flatten_layer() */
#define rush_flatten_layer(...) rush_flatten_layer_at(RUSH_SITE, (rush_flatten_layer_args){ .size = sizeof(rush_flatten_layer_args), __VA_ARGS__ })
#endif
#endif
