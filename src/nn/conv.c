/* SPDX-License-Identifier: MIT */
/* conv.c - Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d. */
#include <math.h>
#include <string.h>

#include "nn/layer.h"

/* entries: weight, bias (NULL: none) */
typedef struct conv_layer {
    rush_module base;
    int dims;
    bool transposed;
    int64_t in, out, groups, kernel[3], stride[3], padding[3], dilation[3], output_padding[3];
    const char *padding_name;
} conv_layer;

static rush_tensor *conv_forward(rush_module *self, rush_tensor *x) {
    conv_layer *m = (conv_layer *)(void *)self;
    rush_tensor *w = self->entries[0].tensor, *b = self->entries[1].tensor;
    rush_shape stride = { m->stride, m->dims }, padding = { m->padding, m->dims }, dilation = { m->dilation, m->dims }, more = { m->output_padding, m->dims };
    if (m->transposed && m->dims == 1)
        return rush_conv_transpose1d(x, w, .bias = b, .stride_nd = stride, .padding_nd = padding, .output_padding_nd = more, .groups = m->groups, .dilation_nd = dilation);
    if (m->transposed)
        return rush_conv_transpose2d(x, w, .bias = b, .stride_nd = stride, .padding_nd = padding, .output_padding_nd = more, .groups = m->groups, .dilation_nd = dilation);
    if (m->dims == 1) return rush_conv1d(x, w, .bias = b, .stride_nd = stride, .padding_nd = padding, .dilation_nd = dilation, .groups = m->groups);
    if (m->dims == 2) return rush_conv2d(x, w, .bias = b, .stride_nd = stride, .padding_nd = padding, .dilation_nd = dilation, .groups = m->groups);
    return rush_conv3d(x, w, .bias = b, .stride_nd = stride, .padding_nd = padding, .dilation_nd = dilation, .groups = m->groups);
}

static bool differs(const int64_t *p, int n, int64_t from) {
    for (int i = 0; i < n; i++)
        if (p[i] != from) return true;
    return false;
}

static size_t conv_repr(const rush_module *self, char *buffer, size_t size) {
    const conv_layer *m = (const conv_layer *)(const void *)self;
    char extra[300] = "";
    size_t n = 0;
    if (m->padding_name) n += (size_t)snprintf(extra + n, sizeof extra - n, ", padding=%s", m->padding_name);
    else if (differs(m->padding, m->dims, 0)) n += (size_t)snprintf(extra + n, sizeof extra - n, ", padding=%s", TUPLE_TEXT(m->dims, m->padding));
    if (differs(m->dilation, m->dims, 1)) n += (size_t)snprintf(extra + n, sizeof extra - n, ", dilation=%s", TUPLE_TEXT(m->dims, m->dilation));
    if (m->transposed && differs(m->output_padding, m->dims, 0)) n += (size_t)snprintf(extra + n, sizeof extra - n, ", output_padding=%s", TUPLE_TEXT(m->dims, m->output_padding));
    if (m->groups != 1) n += (size_t)snprintf(extra + n, sizeof extra - n, ", groups=%lld", (long long)m->groups);
    if (!self->entries[1].tensor) snprintf(extra + n, sizeof extra - n, ", bias=False");
    return (size_t)snprintf(buffer, size, "%lld, %lld, kernel_size=%s, stride=%s%s", (long long)m->in, (long long)m->out, TUPLE_TEXT(m->dims, m->kernel),
                            TUPLE_TEXT(m->dims, m->stride), extra);
}

static bool spread(const char *what, int dims, int64_t one, rush_shape each, int64_t *out) {
    if (each.dims && each.ndim != dims)
        return error_set(RUSH_VALUE_ERROR, module_site(), "conv", "%s has %lld values for %d dimensions", what, (long long)each.ndim, dims);
    for (int i = 0; i < dims; i++) out[i] = each.dims ? each.dims[i] : one;
    return true;
}

static rush_module *conv_new(rush_site site, const char *name, int dims, bool transposed, int64_t in, int64_t out, const rush_conv_layer_args *a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    conv_layer *m = RUSH_MODULE_NEW(conv_layer, name, .forward = conv_forward, .extra_repr = conv_repr);
    if (!m) return module_done(NULL, before);
    m->dims = dims;
    m->transposed = transposed;
    m->in = in;
    m->out = out;
    m->groups = a->groups ? a->groups : 1;
    bool ok = spread("kernel_size", dims, a->kernel_size, a->kernel_size_nd, m->kernel) && spread("stride", dims, a->stride ? a->stride : 1, a->stride_nd, m->stride) &&
              spread("padding", dims, a->padding, a->padding_nd, m->padding) && spread("dilation", dims, a->dilation ? a->dilation : 1, a->dilation_nd, m->dilation) &&
              spread("output_padding", dims, a->output_padding, a->output_padding_nd, m->output_padding);
    if (ok && m->groups <= 0) ok = error_set(RUSH_VALUE_ERROR, site, name, "groups must be a positive integer");
    if (ok && in % m->groups) ok = error_set(RUSH_VALUE_ERROR, site, name, "in_channels must be divisible by groups");
    if (ok && out % m->groups) ok = error_set(RUSH_VALUE_ERROR, site, name, "out_channels must be divisible by groups");
    if (ok && a->padding_name) {
        bool same = strcmp(a->padding_name, "same") == 0;
        m->padding_name = same ? "same" : "valid";
        if (!same && strcmp(a->padding_name, "valid") != 0)
            ok = error_set(RUSH_VALUE_ERROR, site, name, "Invalid padding string '%s', should be one of {'valid', 'same'}", a->padding_name);
        for (int i = 0; ok && i < dims; i++) {
            int64_t total = m->dilation[i] * (m->kernel[i] - 1);
            if (same && m->stride[i] != 1) ok = error_set(RUSH_VALUE_ERROR, site, name, "padding='same' is not supported for strided convolutions");
            if (same && total % 2) ok = error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, name, "padding='same' needs an odd kernel here: %lld gives unequal sides", (long long)m->kernel[i]);
            m->padding[i] = same ? total / 2 : 0;
        }
    }
    if (!ok) return module_done(&m->base, before);
    int64_t shape[5] = { transposed ? in : out, (transposed ? out : in) / m->groups };
    memcpy(shape + 2, m->kernel, sizeof *shape * (size_t)dims);
    rush_tensor *weight = layer_parameter(&m->base, "weight", (rush_shape){ shape, dims + 2 }, a->dtype);
    rush_tensor *bias = a->no_bias ? rush_add_parameter(&m->base, "bias", NULL) : layer_parameter(&m->base, "bias", RUSH_SHAPE(out), a->dtype);
    double fan_in = (double)shape[1];
    for (int i = 0; i < dims; i++) fan_in *= (double)m->kernel[i];
    rush_init_kaiming_uniform(weight, sqrt(5.0), false);
    if (fan_in > 0) rush_init_uniform(bias, -1 / sqrt(fan_in), 1 / sqrt(fan_in));
    return module_done(&m->base, before);
}

rush_module *rush_conv1d_layer_at(rush_site site, int64_t in, int64_t out, rush_conv_layer_args a) { return conv_new(site, "Conv1d", 1, false, in, out, &a); }
rush_module *rush_conv2d_layer_at(rush_site site, int64_t in, int64_t out, rush_conv_layer_args a) { return conv_new(site, "Conv2d", 2, false, in, out, &a); }
rush_module *rush_conv3d_layer_at(rush_site site, int64_t in, int64_t out, rush_conv_layer_args a) { return conv_new(site, "Conv3d", 3, false, in, out, &a); }
rush_module *rush_conv_transpose1d_layer_at(rush_site site, int64_t in, int64_t out, rush_conv_layer_args a) {
    return conv_new(site, "ConvTranspose1d", 1, true, in, out, &a);
}
rush_module *rush_conv_transpose2d_layer_at(rush_site site, int64_t in, int64_t out, rush_conv_layer_args a) {
    return conv_new(site, "ConvTranspose2d", 2, true, in, out, &a);
}
