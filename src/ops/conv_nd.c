/* SPDX-License-Identifier: MIT */
/* conv_nd.c - conv1d, conv2d, conv3d and their transposes: a batch dimension is added where there is none,
   single numbers are spread over the dimensions, and convolution does the rest. */
#include <string.h>

#include "ops/op.h"

enum { MAX_DIMS = 3 };

typedef struct parameters {
    int64_t stride[MAX_DIMS], padding[MAX_DIMS], dilation[MAX_DIMS], output_padding[MAX_DIMS];
} parameters;

/* A list argument for `dims` dimensions: one number stands for all. Lists of other lengths are left to
 * convolution's checks. */
static rush_shape spread(const call *c, int arg, int dims, int64_t *room) {
    const value *v = &c->args[arg];
    if (v->count != 1) return (rush_shape){ v->u.ints, v->count };
    for (int i = 0; i < dims; i++) room[i] = v->u.ints[0];
    return (rush_shape){ room, dims };
}

static bool check_input(call *c, int dims) {
    rush_tensor *x = TENSOR(c, 0);
    CHECK(c, x->ndim == dims + 1 || x->ndim == dims + 2,
          "Expected %dD (unbatched) or %dD (batched) input to %s, but got input of size: %s", dims + 1,
          dims + 2, c->op->name, TENSOR_SHAPE_TEXT(x));
    return true;
}

/* convolution of a batch of one where there is no batch */
static bool run_batched(call *c, rush_tensor *x, int dims, rush_shape stride, rush_shape padding,
                        rush_shape dilation, bool transposed, rush_shape output_padding, int64_t groups) {
    bool single = x && x->ndim == dims + 1;
    rush_tensor *y = rush_convolution(single ? rush_unsqueeze(x, 0) : x, TENSOR(c, 1), TENSOR(c, 2), stride,
                                      padding, dilation, transposed, output_padding, groups);
    return call_return(c, 0, single ? rush_squeeze_dim(y, 0) : y);
}

static bool conv_run(call *c, int dims) {
    parameters p = { .output_padding = { 0 } };
    TRY(check_input(c, dims));
    return run_batched(c, TENSOR(c, 0), dims, spread(c, 3, dims, p.stride), spread(c, 4, dims, p.padding),
                       spread(c, 5, dims, p.dilation), false, (rush_shape){ p.output_padding, dims },
                       INT_ARG(c, 6));
}

static bool conv_transpose_run(call *c, int dims) {
    parameters p;
    TRY(check_input(c, dims));
    return run_batched(c, TENSOR(c, 0), dims, spread(c, 3, dims, p.stride), spread(c, 4, dims, p.padding),
                       spread(c, 7, dims, p.dilation), true, spread(c, 5, dims, p.output_padding),
                       INT_ARG(c, 6));
}

/* "same": the result has the input's size. What does not halve evenly is padded on the right, beforehand. */
static bool conv_same(call *c, int dims, parameters *p, rush_shape stride, rush_shape dilation) {
    rush_tensor *x = TENSOR(c, 0), *w = TENSOR(c, 1);
    CHECK(c, w->ndim == dims + 2,
          "Expected %d-dimensional input for %d-dimensional weight %s, but got %d-dimensional input of size "
          "%s instead",
          w->ndim, w->ndim, TENSOR_SHAPE_TEXT(w), x->ndim, TENSOR_SHAPE_TEXT(x));
    for (int i = 0; i < stride.ndim; i++)
        CHECK(c, stride.dims[i] == 1, "padding='same' is not supported for strided convolutions");
    CHECK(c, dilation.ndim == dims,
          "expected dilation to be a single integer value or a list of %d values to match the convolution "
          "dimensions, but got dilation=%s",
          dims, SHAPE_TEXT((int)dilation.ndim, dilation.dims));
    int64_t more[2 * MAX_DIMS] = { 0 }; /* the last dimension first: left, right */
    bool uneven = false;
    for (int i = 0; i < dims; i++) {
        int64_t total = dilation.dims[i] * (w->shape[i + 2] - 1);
        p->padding[i] = total / 2;
        more[2 * (dims - 1 - i) + 1] = total % 2;
        uneven = uneven || total % 2;
    }
    if (uneven) x = rush_constant_pad_nd(x, ((rush_shape){ more, 2 * dims }));
    return run_batched(c, x, dims, stride, (rush_shape){ p->padding, dims }, dilation, false,
                       (rush_shape){ p->output_padding, dims }, INT_ARG(c, 6));
}

static bool conv_padding_run(call *c, int dims) {
    parameters p = { .output_padding = { 0 }, .padding = { 0 } };
    const char *padding = c->args[4].u.string;
    TRY(check_input(c, dims));
    rush_shape stride = spread(c, 3, dims, p.stride), dilation = spread(c, 5, dims, p.dilation);
    if (strcmp(padding, "same") == 0) return conv_same(c, dims, &p, stride, dilation);
    CHECK(c, strcmp(padding, "valid") == 0, "Invalid padding string: '%s'", padding);
    return run_batched(c, TENSOR(c, 0), dims, stride, (rush_shape){ p.padding, dims }, dilation, false,
                       (rush_shape){ p.output_padding, dims }, INT_ARG(c, 6));
}

static bool conv1d_run(call *c) { return conv_run(c, 1); }
static bool conv2d_run(call *c) { return conv_run(c, 2); }
static bool conv3d_run(call *c) { return conv_run(c, 3); }
static bool conv1d_padding_run(call *c) { return conv_padding_run(c, 1); }
static bool conv2d_padding_run(call *c) { return conv_padding_run(c, 2); }
static bool conv3d_padding_run(call *c) { return conv_padding_run(c, 3); }
static bool conv_transpose1d_run(call *c) { return conv_transpose_run(c, 1); }
static bool conv_transpose2d_run(call *c) { return conv_transpose_run(c, 2); }
static bool conv_transpose3d_run(call *c) { return conv_transpose_run(c, 3); }

const op op_conv1d = {
    OP_ROW(conv1d),
    .schema = "conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, int[1] padding=0, "
              "int[1] dilation=1, int groups=1) -> Tensor",
    .doc = "Convolution of input [N, C, L] or [C, L] with weight [K, C / groups, kernel...], plus bias [K].",
    .flags = OP_NO_OUT,
    .run = conv1d_run,
    .samples = TEXTS("T[2,3,8], T[4,3,3]", "T[2,3,8], T[4,3,3], T[4]", "T[3,8], T[4,3,3], T[4], padding=(1,)",
                     "T[2,4,9], T[6,2,3], T[6], stride=(2,), padding=(1,), groups=2",
                     "T[2,3,9], T[4,3,2], T[4], dilation=(3,)", "T[1,1,7], T[1,1,7]",
                     "T[0,3,8], T[4,3,3], T[4]", "T[2,8,3]:t, T[4,3,3], T[4]", "T[2,3,16]:s, T[4,3,3], T[4]",
                     "T[1,3,8]:n, T[2,3,2], T[2]", "T[4,4,4500], T[4,4,5], T[4], padding=(2,)"),
    .errors =
        TEXTS("T[2,3,8,8], T[4,3,3]",
              "Expected 2D (unbatched) or 3D (batched) input to conv1d, but got input of size: [2, 3, 8, 8]",
              "T[2,3,8], T[4,2,3]",
              "Given groups=1, weight of size [4, 2, 3], expected input[2, 3, 8] to have 2 channels, but got "
              "3 channels instead",
              "T[2,3,8], T[4,3,3,3]",
              "Expected 4-dimensional input for 4-dimensional weight [4, 3, 3, 3], but got 3-dimensional "
              "input of size [2, 3, 8] instead",
              "T[2,3,0], T[4,3,1]",
              "Calculated padded input size per channel: (0). Kernel size: (1). Kernel size can't be greater "
              "than actual input size"),
};

const op op_conv2d = {
    OP_ROW(conv2d),
    .schema = "conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, int[2] padding=0, "
              "int[2] dilation=1, int groups=1) -> Tensor",
    .doc = "Convolution of input [N, C, H, W] or [C, H, W] with weight [K, C / groups, kernel...], plus bias "
           "[K].",
    .flags = OP_NO_OUT,
    .run = conv2d_run,
    .samples = TEXTS(
        "T[2,3,8,8], T[4,3,3,3]", "T[2,3,8,7], T[4,3,3,3], T[4], padding=(1,)", "T[3,6,6], T[4,3,3,3], T[4]",
        "T[2,4,9,8], T[6,2,3,2], T[6], stride=(2,1), padding=(1,0), groups=2",
        "T[2,3,9,9], T[4,3,3,2], T[4], dilation=(2,3)",
        "T[2,6,7,7], T[6,1,3,3], T[6], padding=(1,), groups=6", "T[2,3,5,5], T[4,3,1,1], T[4]",
        "T[2,8,6,6], T[4,8,1,1], stride=(2,)", "T[0,3,8,8], T[4,3,3,3], T[4]",
        "T[2,3,6,5]:cl, T[4,3,3,3], T[4]", "T[2,3,8,8]:t, T[4,3,3,3]:cl, T[4]", "T[2,3,6,12]:s, T[4,3,3,3]",
        "T[2,3,6,6]:n, T[2,3,2,2], T[2]", "T[2,1,28,28], T[32,1,3,3], T[32], padding=(1,)",
        "T[4,4,90,70], T[3,4,3,3], T[3], padding=(1,)", "T[2,16,4,4], T[40,16,3,3], T[40], padding=(1,)",
        "T[3,3,12,12], T[16,3,5,5], T[16], stride=(3,), padding=(2,)"),
    .errors =
        TEXTS("T[2,3,8,8], T[4,2,3,3]",
              "Given groups=1, weight of size [4, 2, 3, 3], expected input[2, 3, 8, 8] to have 2 channels, "
              "but got 3 channels instead",
              "T[2,3,8,8], T[4,3,3]",
              "expected stride to be a single integer value or a list of 1 values to match the convolution "
              "dimensions, but got stride=[1, 1]",
              "T[8,8], T[4,3,3,3]",
              "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [8, 8]",
              "T[2,3,8,8], T[4,3,9,9]",
              "Calculated padded input size per channel: (8 x 8). Kernel size: (9 x 9). Kernel size can't be "
              "greater than actual input size",
              "T[2,3,8,8], T[4,3,3,3], T[5]",
              "Given weight of size [4, 3, 3, 3], expected bias to be 1-dimensional with 4 elements, but got "
              "bias of size [5] instead",
              "T[2,3,8,8], T[4,3,3,3], T[4,1]",
              "Given weight of size [4, 3, 3, 3], expected bias to be 1-dimensional with 4 elements, but got "
              "bias of size [4, 1] instead",
              "T[2,3,8,8], T[4,3,3,3], stride=(0,)", "non-positive stride is not supported",
              "T[2,3,8,8], T[4,3,3,3], padding=(-1,)", "negative padding is not supported",
              "T[2,3,8,8], T[4,3,3,3], dilation=(0,)", "non-positive dilation is not supported",
              "T[2,3,8,8], T[4,3,3,3], groups=0", "non-positive groups is not supported",
              "T[2,3,8,8], T[4,1,3,3], groups=3",
              "Given groups=3, expected weight to be divisible by 3 at dimension 0, but got weight of size "
              "[[4, 1, 3, 3]] instead",
              "T[2,3,8,8], T[2,1,3,3], groups=3",
              "Given groups=3, expected weight to be at least 3 at dimension 0, but got weight of size [2, "
              "1, 3, 3] instead",
              "T[2,3,8,8]:f32, T[4,3,3,3]:f64",
              "Input type (torch.FloatTensor) and weight type (torch.DoubleTensor) should be the same or "
              "input should be a MKLDNN tensor and weight is a dense tensor",
              "T[2,3,8,8]:f32, T[4,3,3,3]:f32, T[4]:f64",
              "Input type (float) and bias type (double) should be the same",
              "T[2,3,8,8], T[4,3,3,3], stride=(1,2,3)",
              "expected stride to be a single integer value or a list of 2 values to match the convolution "
              "dimensions, but got stride=[1, 2, 3]",
              "T[2,3,0,8], T[4,3,3,3], padding=(2,)",
              "Only zero batch or zero channel inputs are supported, but got input shape: [2, 3, 0, 8]"),
};

const op op_conv3d = {
    OP_ROW(conv3d),
    .schema = "conv3d(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, int[3] padding=0, "
              "int[3] dilation=1, int groups=1) -> Tensor",
    .doc = "Convolution of input [N, C, D, H, W] or [C, D, H, W] with weight [K, C / groups, kernel...], "
           "plus bias [K].",
    .flags = OP_NO_OUT,
    .run = conv3d_run,
    .samples = TEXTS("T[2,2,4,5,6], T[3,2,3,3,3]", "T[2,2,4,5,6], T[3,2,3,2,3], T[3], padding=(1,)",
                     "T[2,4,5,6], T[3,2,2,3,3], T[3]",
                     "T[1,4,5,6,5], T[4,2,2,3,2], T[4], stride=(2,1,2), padding=(1,0,1), groups=2",
                     "T[1,2,6,6,6], T[3,2,2,2,3], dilation=(2,1,2)", "T[0,2,4,4,4], T[3,2,2,2,2], T[3]",
                     "T[2,2,4,6,5]:t, T[3,2,3,3,3], T[3]", "T[1,2,3,4,5]:n, T[2,2,2,2,2], T[2]",
                     "T[1,2,12,60,50], T[2,2,3,3,3], T[2], padding=(1,)"),
    .errors =
        TEXTS("T[3,8,8], T[4,3,3,3,3]",
              "Expected 4D (unbatched) or 5D (batched) input to conv3d, but got input of size: [3, 8, 8]"),
};

const op op_conv1d_padding = {
    OP_ROW(conv1d_padding),
    .schema = "conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, str "
              "padding='valid', int[1] dilation=1, int groups=1) -> Tensor",
    .doc = "conv1d with padding by name: valid (none), or same (the result has the input's size; stride must "
           "be 1).",
    .flags = OP_NO_OUT,
    .run = conv1d_padding_run,
    .samples = TEXTS("T[2,3,8], T[4,3,3]", "T[2,3,8], T[4,3,3], T[4], padding='same'",
                     "T[2,3,8], T[4,3,4], T[4], padding='same'", "T[3,8], T[4,3,4], padding='same'",
                     "T[2,3,8], T[4,3,3], stride=(2,), padding='valid'",
                     "T[2,3,8], T[4,3,4], T[4], padding='same', dilation=(2,)",
                     "T[0,3,8], T[4,3,3], T[4], padding='same'", "T[2,3,8]:n, T[4,3,3], padding='same'",
                     "T[2,3,16]:s, T[4,3,3], padding='same'", "T[2,3,12000], T[2,3,3], padding='same'"),
    .errors = TEXTS("T[2,3,8], T[4,3,3], padding='wide'", "Invalid padding string: 'wide'",
                    "T[2,3,8], T[4,3,3], stride=(2,), padding='same'",
                    "padding='same' is not supported for strided convolutions"),
};

const op op_conv2d_padding = {
    OP_ROW(conv2d_padding),
    .schema = "conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, str "
              "padding='valid', int[2] dilation=1, int groups=1) -> Tensor",
    .doc = "conv2d with padding by name: valid (none), or same (the result has the input's size; stride must "
           "be 1).",
    .flags = OP_NO_OUT,
    .run = conv2d_padding_run,
    .samples =
        TEXTS("T[2,3,8,7], T[4,3,3,3]", "T[2,3,8,7], T[4,3,3,3], T[4], padding='same'",
              "T[2,3,8,7], T[4,3,2,3], T[4], padding='same'", "T[3,8,7], T[4,3,2,3], padding='same'",
              "T[2,3,8,7], T[4,3,3,3], stride=(2,), padding='valid'",
              "T[2,3,8,7], T[4,3,2,3], T[4], padding='same', dilation=(2,)",
              "T[0,3,8,7], T[4,3,3,3], T[4], padding='same'", "T[2,3,8,7]:n, T[4,3,3,3], padding='same'",
                     "T[2,3,8,8]:cl, T[4,3,3,3], padding='same'", "T[2,3,110,110], T[2,3,3,3], padding='same'"),
    .errors = TEXTS("T[2,3,8,7], T[4,3,3,3], padding='wide'", "Invalid padding string: 'wide'",
                    "T[2,3,8,7], T[4,3,3,3], stride=(2,), padding='same'",
                    "padding='same' is not supported for strided convolutions"),
};

const op op_conv3d_padding = {
    OP_ROW(conv3d_padding),
    .schema = "conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, str "
              "padding='valid', int[3] dilation=1, int groups=1) -> Tensor",
    .doc = "conv3d with padding by name: valid (none), or same (the result has the input's size; stride must "
           "be 1).",
    .flags = OP_NO_OUT,
    .run = conv3d_padding_run,
    .samples = TEXTS(
        "T[1,2,3,3,3], T[2,2,2,2,2], T[2]", "T[2,2,4,5,4], T[4,2,3,3,3]",
        "T[2,2,4,5,4], T[4,2,3,3,3], T[4], padding='same'",
        "T[2,2,4,5,4], T[4,2,2,3,4], T[4], padding='same'", "T[2,4,5,4], T[4,2,2,3,4], padding='same'",
        "T[2,2,4,5,4], T[4,2,3,3,3], stride=(2,), padding='valid'",
        "T[2,2,4,5,4], T[4,2,2,3,4], T[4], padding='same', dilation=(2,)",
        "T[0,2,4,5,4], T[4,2,3,3,3], T[4], padding='same'", "T[2,2,4,5,4]:n, T[4,2,3,3,3], padding='same'"),
    .errors = TEXTS("T[2,2,4,5,4], T[4,2,3,3,3], padding='wide'", "Invalid padding string: 'wide'",
                    "T[2,2,4,5,4], T[4,2,3,3,3], stride=(2,), padding='same'",
                    "padding='same' is not supported for strided convolutions"),
};

const op op_conv_transpose1d = {
    OP_ROW(conv_transpose1d),
    .schema = "conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, int[1] "
              "padding=0, int[1] output_padding=0, int groups=1, int[1] dilation=1) -> Tensor",
    .doc = "Transposed convolution of input [N, C, L] or [C, L] with weight [C, K / groups, kernel...], plus "
           "bias [K]: the gradient of conv1d by its input.",
    .flags = OP_NO_OUT,
    .run = conv_transpose1d_run,
    .samples = TEXTS(
        "T[2,3,6], T[3,4,3]", "T[2,3,6], T[3,4,3], T[4], stride=(2,), padding=(1,), output_padding=(1,)",
        "T[3,6], T[3,4,3], T[4]", "T[2,4,5], T[4,3,2], T[6], groups=2, dilation=(2,)",
        "T[2,3,5], T[3,4,2], stride=(3,)", "T[0,3,5], T[3,4,2], T[4]", "T[2,5,3]:t, T[3,4,3], T[4]",
        "T[1,3,5]:n, T[3,2,2]", "T[4,4,4500], T[4,4,5], T[4], padding=(2,)"),
    .errors = TEXTS(
        "T[2,3,8], T[3,4,3], padding=(6,)",
        "Given input size per channel: (1 x 8). Calculated output size per channel: (1 x -2). Output size is "
        "too small",
        "T[2,3,8], T[3,4,3], output_padding=(1,)",
        "output padding must be smaller than either stride or dilation, but got output_padding_height: 0 "
        "output_padding_width: 1 stride_height: 1 stride_width: 1 dilation_height: 1 dilation_width: 1"),
};

const op op_conv_transpose2d = {
    OP_ROW(conv_transpose2d),
    .schema = "conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, "
              "int[2] padding=0, int[2] output_padding=0, int groups=1, int[2] dilation=1) -> Tensor",
    .doc = "Transposed convolution of input [N, C, H, W] or [C, H, W] with weight [C, K / groups, "
           "kernel...], plus bias [K]: the gradient of conv2d by its input.",
    .flags = OP_NO_OUT,
    .run = conv_transpose2d_run,
    .samples =
        TEXTS("T[2,3,4,5], T[3,4,3,3]",
              "T[2,3,4,5], T[3,4,3,2], T[4], stride=(2,3), padding=(1,0), output_padding=(1,2)",
              "T[3,4,4], T[3,4,3,3], T[4]", "T[2,4,5,4], T[4,3,2,2], T[6], groups=2, dilation=(2,1)",
              "T[2,3,4,4], T[3,2,1,1], T[2], stride=(2,)",
              "T[2,3,4,4], T[3,2,2,2], dilation=(2,), output_padding=(1,)", "T[0,3,4,4], T[3,4,3,3], T[4]",
              "T[2,3,4,5]:t, T[3,4,3,3], T[4]", "T[2,3,4,5]:cl, T[3,4,3,3], T[4]", "T[1,3,4,4]:n, T[3,2,2,2]",
              "T[4,3,40,52], T[3,4,4,4], T[4], stride=(2,), padding=(1,)",
                     "T[2,3,110,110], T[3,2,2,2]"),
    .errors = TEXTS(
        "T[2,3,8,8], T[4,4,3,3]",
        "Given transposed=1, weight of size [4, 4, 3, 3], expected input[2, 3, 8, 8] to have 4 channels, but "
        "got 3 channels instead",
        "T[2,3,8,8], T[3,4,3,3], stride=(2,), output_padding=(2,)",
        "output padding must be smaller than either stride or dilation, but got output_padding_height: 2 "
        "output_padding_width: 2 stride_height: 2 stride_width: 2 dilation_height: 1 dilation_width: 1",
        "T[2,3,8,8], T[3,4,3,3], T[3]",
        "Given transposed=1, weight of size [3, 4, 3, 3], expected bias to be 1-dimensional with 4 elements, "
        "but got bias of size [3] instead",
        "T[2,3,8,8], T[3,4,3,3], padding=(6,)",
        "Given input size per channel: (8 x 8). Calculated output size per channel: (-2 x -2). Output size "
        "is too small",
        "T[2,3,8,8], T[3,4,3,3], output_padding=(-1,)", "negative output_padding is not supported",
        "T[2,3,8,8], T[3,4,3,3], groups=2",
        "Given groups=2, expected weight to be divisible by 2 at dimension 0, but got weight of size [[3, 4, "
        "3, 3]] instead",
        "T[3], T[3,4,3,3]",
        "Expected 3D (unbatched) or 4D (batched) input to conv_transpose2d, but got input of size: [3]",
        "T[2,3,8,8], T[3,0,3,3]", "non-empty 2D or 4D weight tensor expected, but got: [3, 0, 3, 3]"),
};

const op op_conv_transpose3d = {
    OP_ROW(conv_transpose3d),
    .schema = "conv_transpose3d.input(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, "
              "int[3] padding=0, int[3] output_padding=0, int groups=1, int[3] dilation=1) -> Tensor",
    .doc = "Transposed convolution of input [N, C, D, H, W] or [C, D, H, W] with weight [C, K / groups, "
           "kernel...], plus bias [K]: the gradient of conv3d by its input.",
    .flags = OP_NO_OUT,
    .run = conv_transpose3d_run,
    .samples = TEXTS("T[2,2,3,4,3], T[2,3,2,3,2]",
                     "T[2,2,3,4,3], T[2,3,3,3,2], T[3], stride=(2,1,2), padding=(1,), output_padding=(1,0,1)",
                     "T[2,3,4,3], T[2,3,2,2,2], T[3]", "T[1,4,3,2,3], T[4,1,2,2,2], T[2], groups=2",
                     "T[0,2,3,3,3], T[2,3,2,2,2], T[3]", "T[1,2,3,4,3]:t, T[2,3,2,2,2]",
                     "T[1,2,2,3,3]:n, T[2,2,2,2,2]", "T[1,2,12,58,50], T[2,2,3,3,3], T[2], padding=(1,)"),
    .errors =
        TEXTS("T[1,2,4,4,4], T[2,4,3,3,3], output_padding=(1,)",
              "output padding must be smaller than either stride or dilation, but got output_padding_depth: "
              "1 output_padding_height: 1 output_padding_width: 1 stride_depth: 1 stride_height: 1 "
              "stride_width: 1 dilation_depth: 1 dilation_height: 1 dilation_width: 1"),
};
