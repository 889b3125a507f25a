# SPDX-License-Identifier: MIT
"""Functions of neural networks with PyTorch's signatures: rows of the op table, and what is made of them."""

import math
import warnings

from .. import _C
from .._C import Tensor
from .._numeric import pdist  # noqa: F401
from .._override import ask_in
from .._table import functions as _f

# ---- rows as they are ----

linear, conv1d, conv2d, conv3d = (_f[n] for n in ("linear", "conv1d", "conv2d", "conv3d"))
conv_transpose1d, conv_transpose2d, conv_transpose3d = (_f["conv_transpose%dd" % n] for n in (1, 2, 3))
avg_pool1d, avg_pool2d, avg_pool3d = (_f["avg_pool%dd" % n] for n in (1, 2, 3))
relu_, elu_, celu_, selu_, leaky_relu_, hardtanh_, threshold_ = (
    _f[n + "_"] for n in ("relu", "elu", "celu", "selu", "leaky_relu", "hardtanh", "threshold")
)
logsigmoid, one_hot, cosine_similarity = _f["log_sigmoid"], _f["one_hot"], _f["cosine_similarity"]
tanh, sigmoid, softplus = _f["tanh"], _f["sigmoid"], _f["softplus"]
scaled_dot_product_attention, rms_norm = _f["scaled_dot_product_attention"], _f["rms_norm"]


def _missing(name, instead=""):
    def function(*args, **kwargs):
        raise NotImplementedError(f"rushlight has no op for torch.nn.functional.{name}{instead}")

    function.__name__ = name
    return function


for _name in (
    "fractional_max_pool2d",
    "fractional_max_pool3d",
    "grid_sample",
    "affine_grid",
    "adaptive_max_pool3d",
):
    globals()[_name] = _missing(_name)


def conv_tbc(input, weight, bias, pad=0):
    """A convolution over time: input [T, B, in], weight [k, in, out]."""
    if input.dim() != 3:
        raise RuntimeError("Input must have 3 dims: time, batch, in_channel")
    if weight.dim() != 3:
        raise RuntimeError("Weight tensor must have 3 dims: kernel_width, in_channels, out_channels.")
    if bias.dim() != 1:
        raise RuntimeError("Bias must be 1-D")
    return conv1d(input.permute(1, 2, 0), weight.permute(2, 1, 0), bias, 1, pad).permute(2, 0, 1)


def _ints(x, n):
    return (x,) * n if isinstance(x, int) else tuple(x)


def _write(result, out):
    """What functions of several ops do with out=."""
    if out.shape != result.shape:
        out.resize_(result.shape)
    return out.copy_(result)


# ---- activations: with inplace the operand itself is changed ----


def _activation(name, *parameters):
    """f(input, parameters…, inplace=False) over the rows name and name_; each parameter is (name,
    default)."""
    out_of_place, in_place = _f[name], _f.get(name + "_")
    if not parameters:

        def function(input, inplace=False):
            return in_place(input) if inplace else out_of_place(input)

    elif len(parameters) == 1:

        def function(input, p=parameters[0][1], inplace=False, **named):
            for key in named:
                if key != parameters[0][0]:
                    raise TypeError(f"{name}() got an unexpected keyword argument '{key}'")
            p = named.get(parameters[0][0], p)
            return in_place(input, p) if inplace else out_of_place(input, p)

    else:

        def function(input, p=parameters[0][1], q=parameters[1][1], inplace=False, **named):
            for key in named:
                if key not in (parameters[0][0], parameters[1][0]):
                    raise TypeError(f"{name}() got an unexpected keyword argument '{key}'")
            p, q = named.get(parameters[0][0], p), named.get(parameters[1][0], q)
            return in_place(input, p, q) if inplace else out_of_place(input, p, q)

    function.__name__ = function.__qualname__ = name
    return function


relu, relu6, selu, silu, mish = (_activation(n) for n in ("relu", "relu6", "selu", "silu", "mish"))
hardswish, hardsigmoid = _activation("hardswish"), _activation("hardsigmoid")
elu = _activation("elu", ("alpha", 1.0))
celu = _activation("celu", ("alpha", 1.0))
leaky_relu = _activation("leaky_relu", ("negative_slope", 0.01))
hardtanh = _activation("hardtanh", ("min_val", -1.0), ("max_val", 1.0))


def threshold(input, threshold, value, inplace=False):
    return _f["threshold_" if inplace else "threshold"](input, threshold, value)


def gelu(input, *, approximate="none"):
    return _f["gelu"](input, approximate=approximate)


def glu(input, dim=-1):
    if input.dim() == 0:
        raise RuntimeError("glu does not support 0-dimensional tensors")
    if input.size(dim) % 2:
        d = dim if dim >= 0 else dim + input.dim()
        raise RuntimeError(f"Halving dimension must be even, but dimension {d} is size {input.size(dim)}")
    value, gate = input.chunk(2, dim)
    return value * gate.sigmoid()


def tanhshrink(input):
    return input - input.tanh()


def softsign(input):
    return input / (input.abs() + 1)


def hardshrink(input, lambd=0.5, *, out=None):
    if out is not None:
        return _write(hardshrink(input, lambd), out)
    return _f["where"]((input > lambd) | (input < -lambd) | input.isnan(), input, input.new_zeros(()))


def softshrink(input, lambd=0.5, *, out=None):
    if out is not None:
        return _write(softshrink(input, lambd), out)
    if lambd < 0:
        raise RuntimeError(f"lambda must be greater or equal to 0, but found to be {lambd:g}.")
    zero = input.new_zeros(())
    return _f["where"](input > lambd, input - lambd, _f["where"](input < -lambd, input + lambd, input * zero))


def prelu(input, weight):
    if weight.numel() != 1:
        if input.dim() == 0:
            raise RuntimeError("Not allow zero-dim input tensor.")
        channels = input.size(1) if input.dim() >= 2 else 1
        if channels != weight.numel():
            raise RuntimeError(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers ="
                f" {weight.numel()} and channel size = {channels}."
            )
        weight = weight.view(-1, *(1,) * (input.dim() - 2))
    elif weight.dim() > 0:
        weight = weight.view(())
    return _f["where"](input > 0, input, weight * input)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    if not training:
        return leaky_relu(input, (lower + upper) / 2, inplace)
    from .._modes import no_grad

    with no_grad():  # one draw for each element that is not positive
        negative = input <= 0
        drawn = (
            input.new_empty((int(negative.sum()),), dtype=_C.float64).uniform_(lower, upper).to(input.dtype)
        )
        slopes = _f["ones_like"](input).masked_scatter_(negative, drawn)
    return input.mul_(slopes) if inplace else input * slopes


rrelu_ = lambda input, lower=1.0 / 8, upper=1.0 / 3, training=False: rrelu(
    input, lower, upper, training, True
)


def _softmax_dim(name, ndim):
    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an"
        " argument.",
        stacklevel=4,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    return _f["softmax"](input, _softmax_dim("softmax", input.dim()) if dim is None else dim, dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    return _f["softmax"](-input, _softmax_dim("softmin", input.dim()) if dim is None else dim, dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    return _f["log_softmax"](input, _softmax_dim("log_softmax", input.dim()) if dim is None else dim, dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    if eps != 1e-10:
        warnings.warn("`eps` parameter is deprecated and has no effect.", stacklevel=2)
    noise = -_f["empty_like"](logits).exponential_().log()
    soft = softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return _f["zeros_like"](logits).scatter_(dim, index, 1.0) - soft.detach() + soft


# ---- dropout ----


def _check_p(p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def dropout(input, p=0.5, training=True, inplace=False):
    if not 0.0 <= p <= 1.0:
        _check_p(p)
    result = _f["dropout"](input, p, training)
    return input.copy_(result) if inplace and result is not input and training and p > 0 else result


def _feature_dropout(input, p, training, inplace):
    """Whole channels are dropped: noise [N, C, 1 …]."""
    if not training or p == 0:
        return input
    noise = input.new_empty(tuple(input.shape[:2]) + (1,) * (input.dim() - 2))
    noise = _f["zeros_like"](noise) if p == 1 else noise.bernoulli_(1 - p).div_(1 - p)
    return input.mul_(noise) if inplace else input * noise


def _dropout_nd(n):
    name = f"dropout{n}d"

    def function(input, p=0.5, training=True, inplace=False):
        _check_p(p)
        if input.dim() not in (n + 1, n + 2):
            message = (
                f"{name}: Received a {input.dim()}-D input to {name}, which is deprecated and will result in"
                " an error in a future release. To retain the behavior and silence this warning, please use"
                f" dropout instead. Note that {name} exists to provide channel-wise dropout on inputs with"
                f" {n} spatial dimension{'s' if n > 1 else ''}, a channel dimension, and an optional batch"
                f" dimension (i.e. {n + 1}D or {n + 2}D inputs)."
            )
            if n == 1:
                raise RuntimeError(
                    f"dropout1d: Expected 2D or 3D input, but received a {input.dim()}D input. Note that"
                    " dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, a"
                    " channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs)."
                )
            warnings.warn(message, stacklevel=2)
        unbatched = input.dim() == n + 1 and n != 2
        x = input.unsqueeze(0) if unbatched else input
        result = _feature_dropout(x, p, training, inplace)
        return result.squeeze(0) if unbatched else result

    function.__name__ = name
    return function


dropout1d, dropout2d, dropout3d = _dropout_nd(1), _dropout_nd(2), _dropout_nd(3)


def _alpha(input, p, training, inplace, shape):
    """SELU networks: dropped units get SELU's lower limit, and the result is scaled back to mean 0, variance
    1."""
    if not training or p == 0:
        return input
    if p == 1:
        return input * 0.0
    limit = -1.7580993408473766
    keep = input.new_empty(shape).bernoulli_(1 - p)
    a = 1.0 / math.sqrt((limit * limit * p + 1) * (1 - p))
    b = (1 - keep) * (limit * a) - limit * a * p
    return input.mul_(keep * a).add_(b) if inplace else input * (keep * a) + b


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check_p(p)
    return _alpha(input, p, training, inplace, input.shape)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check_p(p)
    return _alpha(input, p, training, inplace, tuple(input.shape[:2]) + (1,) * (input.dim() - 2))


# ---- pooling ----


def _max_pool(n):
    plain, indexed = _f[f"max_pool{n}d"], _f[f"max_pool{n}d_with_indices"]

    def function(
        input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
    ):
        stride = () if stride is None else stride
        return (indexed if return_indices else plain)(
            input, kernel_size, stride, padding, dilation, ceil_mode
        )

    def with_indices(
        input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
    ):
        return tuple(
            indexed(input, kernel_size, () if stride is None else stride, padding, dilation, ceil_mode)
        )

    function.__name__, with_indices.__name__ = f"max_pool{n}d", f"max_pool{n}d_with_indices"
    return function, with_indices


max_pool1d, max_pool1d_with_indices = _max_pool(1)
max_pool2d, max_pool2d_with_indices = _max_pool(2)
max_pool3d, max_pool3d_with_indices = _max_pool(3)


def _avg_pool_stride(row):
    def function(
        input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, *args, **kw
    ):
        return row(
            input,
            kernel_size,
            () if stride is None else stride,
            padding,
            ceil_mode,
            count_include_pad,
            *args,
            **kw,
        )

    function.__name__ = row.__name__
    return function


avg_pool1d, avg_pool2d, avg_pool3d = (_avg_pool_stride(row) for row in (avg_pool1d, avg_pool2d, avg_pool3d))


def _output_size(size, input, n):
    """None keeps the input's size."""
    size = (size,) * n if isinstance(size, int) or size is None else tuple(size)
    if len(size) != n or len(input.shape) <= n:
        if len(input.shape) <= n and len(size) == n and None in size:
            raise ValueError("Input dimension should be at least {}".format(n + 1))
    return tuple(input.shape[i - n] if s is None else s for i, s in enumerate(size))


def adaptive_avg_pool1d(input, output_size):
    return _f["adaptive_avg_pool1d"](input, output_size)


def adaptive_avg_pool2d(input, output_size):
    return _f["adaptive_avg_pool2d"](input, _output_size(output_size, input, 2))


def adaptive_avg_pool3d(input, output_size):
    """Over the last dimension and over the two before it in turn: the mean of boxes is the mean of means."""
    if input.dim() not in (4, 5):
        raise RuntimeError(f"adaptive_avg_pool3d(): Expected 4D or 5D tensor, but got {list(input.shape)}")
    d, h, w = _output_size(output_size, input, 3)
    lead = tuple(input.shape[:-3])
    plane = _f["adaptive_avg_pool2d"](input.reshape((-1,) + tuple(input.shape[-2:])), (h, w))
    plane = plane.reshape(lead + (input.size(-3), h * w)).transpose(-1, -2)
    deep = _f["adaptive_avg_pool1d"](plane.reshape(-1, h * w, input.size(-3)), d)
    return deep.transpose(-1, -2).reshape(lead + (d, h, w))


def _adaptive_max(n):
    row = _f[f"adaptive_max_pool{n}d"]

    def function(input, output_size, return_indices=False):
        values, indices = row(input, _output_size(output_size, input, n))
        return (values, indices) if return_indices else values

    def with_indices(input, output_size, return_indices=False):
        return tuple(row(input, _output_size(output_size, input, n)))

    function.__name__, with_indices.__name__ = f"adaptive_max_pool{n}d", f"adaptive_max_pool{n}d_with_indices"
    return function, with_indices


adaptive_max_pool1d, adaptive_max_pool1d_with_indices = _adaptive_max(1)
adaptive_max_pool2d, adaptive_max_pool2d_with_indices = _adaptive_max(2)


def lp_pool1d(input, norm_type, kernel_size, ceil_mode=False, stride=None):
    out = avg_pool1d(
        input.pow(norm_type), kernel_size, stride if stride is not None else kernel_size, 0, ceil_mode
    )
    return (out.sign() * relu(out.abs())).mul(kernel_size).pow(1.0 / norm_type)


def lp_pool2d(input, norm_type, kernel_size, ceil_mode=False, stride=None):
    kh, kw = _ints(kernel_size, 2)
    out = avg_pool2d(input.pow(norm_type), (kh, kw), stride, 0, ceil_mode)
    return (out.sign() * relu(out.abs())).mul(kh * kw).pow(1.0 / norm_type)


# ---- normalisation ----


def _check_values_per_channel(size):
    count = size[0] * math.prod(size[2:])
    if count == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {size}")


def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
):
    if training:
        _check_values_per_channel(input.size())
    return _f["batch_norm"](input, running_mean, running_var, weight, bias, training, momentum, eps)


def instance_norm(
    input,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-5,
):
    if use_input_stats and math.prod(input.shape[2:]) == 1:
        raise ValueError(f"Expected more than 1 spatial element when training, got input size {input.size()}")
    return _f["instance_norm"](input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    return _f["layer_norm"](input, normalized_shape, weight, bias, eps)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    if input.dim() < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for input tensor but received {input.dim()}")
    _check_values_per_channel(
        [input.size(0) * input.size(1) // num_groups, num_groups] + list(input.shape[2:])
    )
    return _f["group_norm"](input, num_groups, weight, bias, eps)


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    """x / (k + alpha mean of x² over `size` neighbouring channels)^beta."""
    if input.dim() < 3:
        raise ValueError(
            f"Expected 3D or higher dimensionality                          input (got {input.dim()}"
            " dimensions)"
        )
    if input.numel() == 0:
        return input
    shape = input.shape
    squares = input.mul(input).reshape(shape[0], 1, shape[1], -1)
    padded = _f["pad"](squares, (0, 0, size // 2, (size - 1) // 2))
    mean = avg_pool2d(padded, (size, 1), 1).reshape(shape)
    return input / mean.mul(alpha).add(k).pow(beta)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    result = _f["normalize"](input, p, dim, eps)
    return out.copy_(result) if out is not None else result


# ---- embedding, linear maps ----


def embedding(
    input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False
):
    if padding_idx is not None:
        if not -weight.size(0) <= padding_idx < weight.size(0):
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx %= weight.size(0)
    else:
        padding_idx = -1
    if sparse:
        raise NotImplementedError("rushlight has no sparse gradients: embedding(sparse=True) is missing")
    if max_norm is not None:
        from .._modes import no_grad

        with no_grad():
            rows = _f["_unique2"](input.reshape(-1))[0]
            found = weight.index_select(0, rows)
            norms = found.norm(norm_type, 1, keepdim=True)
            weight.index_copy_(
                0, rows, _f["where"](norms > max_norm, found * (max_norm / (norms + 1e-7)), found)
            )
    rows = _f["embedding"](weight, input, padding_idx)
    if (
        scale_grad_by_freq and rows.requires_grad
    ):  # the same values, the gradient of each row divided by how often it was taken
        share = 1.0 / _f["bincount"](input.reshape(-1), None, weight.size(0)).to(weight.dtype)[input]
        rows = rows.detach() + (rows - rows.detach()) * share.unsqueeze(-1)
    return rows


def bilinear(input1, input2, weight, bias=None):
    """y[…, k] = x1[…, i] W[k, i, j] x2[…, j] + b[k]"""
    out = _f["einsum"](
        "bi,kij,bj->bk", (input1.reshape(-1, input1.size(-1)), weight, input2.reshape(-1, input2.size(-1)))
    )
    out = out.reshape(tuple(input1.shape[:-1]) + (weight.size(0),))
    return out if bias is None else out + bias


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """[N, C, H, W] to [N, C kh kw, L]: the patch under each place of the kernel."""
    if input.dim() not in (3, 4):
        raise NotImplementedError(
            f"Input Error: Only unbatched (3D) or batched (4D) input Tensors supported (got {input.dim()}D)"
        )
    unbatched = input.dim() == 3
    x = input.unsqueeze(0) if unbatched else input
    (kh, kw), (dh, dw), (ph, pw), (sh, sw) = (_ints(v, 2) for v in (kernel_size, dilation, padding, stride))
    x = _f["pad"](x, (pw, pw, ph, ph))
    x = x.unfold(2, dh * (kh - 1) + 1, sh).unfold(3, dw * (kw - 1) + 1, sw)  # [N, C, Lh, Lw, Kh, Kw]
    x = x[..., ::dh, ::dw]
    n, c, lh, lw = x.shape[:4]
    out = x.permute(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, lh * lw)
    return out.squeeze(0) if unbatched else out


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """The sum of overlapping patches: the transpose of unfold, which is a convolution's with unit kernels."""
    unbatched = input.dim() == 2
    x = input.unsqueeze(0) if unbatched else input
    (oh, ow), (kh, kw), (dh, dw), (ph, pw), (sh, sw) = (
        _ints(v, 2) for v in (output_size, kernel_size, dilation, padding, stride)
    )
    if x.dim() != 3:
        raise NotImplementedError(
            f"Input Error: Only unbatched (2D) or batched (3D) input Tensors supported (got {input.dim()}D)"
        )
    lh, lw = (oh + 2 * ph - dh * (kh - 1) - 1) // sh + 1, (ow + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if x.size(1) % (kh * kw):
        raise RuntimeError(
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got"
            f" input.size(1)={x.size(1)} and kernel_size=({kh}, {kw})."
        )
    if x.size(2) != lh * lw:
        raise RuntimeError(
            f"Given output_size=({oh}, {ow}), kernel_size=({kh}, {kw}), dilation=({dh}, {dw}), padding=({ph},"
            f" {pw}), stride=({sh}, {sw}), expected size of input's dimension 2 to match the calculated"
            f" number of sliding blocks {lh} * {lw} = {lh * lw}, but got input.size(2)={x.size(2)}."
        )
    n, c = x.size(0), x.size(1) // (kh * kw)
    unit = _f["eye"](kh * kw, dtype=x.dtype).reshape(kh * kw, 1, kh, kw)
    blocks = x.reshape(n * c, kh * kw, lh, lw)
    extra = (
        oh + 2 * ph - (dh * (kh - 1) + 1) - (lh - 1) * sh,
        ow + 2 * pw - (dw * (kw - 1) + 1) - (lw - 1) * sw,
    )
    out = conv_transpose2d(blocks, unit, None, (sh, sw), 0, 0, 1, (dh, dw))
    out = _f["pad"](out, (0, extra[1], 0, extra[0]))[:, :, ph : ph + oh, pw : pw + ow].reshape(n, c, oh, ow)
    return out.squeeze(0) if unbatched else out


# ---- padding, sizes ----


def pad(input, pad, mode="constant", value=None):
    return _f["pad"](input, pad, mode, value)


def interpolate(
    input,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners=None,
    recompute_scale_factor=None,
    antialias=False,
):
    if antialias:
        raise NotImplementedError("rushlight's interpolate has no antialias")
    spatial = input.dim() - 2
    if isinstance(size, int):
        size = (size,) * spatial
    if isinstance(scale_factor, (tuple, list)):
        if len(scale_factor) != spatial:
            raise ValueError(
                "Input and scale_factor must have the same number of spatial dimensions, but got input with"
                f" spatial dimensions of {list(input.shape[2:])} and scale_factor of shape"
                f" {list(scale_factor)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and"
                " scale_factor in (s1, s2, ...,sK) format."
            )
        if len(set(scale_factor)) > 1:
            if size is not None:
                raise ValueError("only one of size or scale_factor should be defined")
            return _interpolate_scales(input, scale_factor, mode, align_corners)
        scale_factor = scale_factor[0]
    return _f["interpolate"](
        input,
        size,
        None if scale_factor is None else float(scale_factor),
        mode,
        align_corners,
        recompute_scale_factor,
    )


def _interpolate_scales(input, scales, mode, align_corners):
    """Another factor for each dimension."""
    size = tuple(int(math.floor(float(n) * s)) for n, s in zip(input.shape[2:], scales))
    if mode == "nearest" and input.dim() == 4:
        return _f["upsample_nearest2d"](input, size, *map(float, scales))
    if mode == "bilinear" and input.dim() == 4:
        return _f["upsample_bilinear2d"](input, size, bool(align_corners), *map(float, scales))
    raise NotImplementedError(
        f"rushlight's interpolate has no mode {mode} for {input.dim()}-D input with a factor for each"
        " dimension"
    )


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    warnings.warn(
        "nn.functional.upsample is deprecated. Use nn.functional.interpolate instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    warnings.warn(
        "nn.functional.upsample_nearest is deprecated. Use nn.functional.interpolate instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    warnings.warn(
        "nn.functional.upsample_bilinear is deprecated. Use nn.functional.interpolate instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


def pixel_shuffle(input, upscale_factor):
    r = upscale_factor
    if input.dim() < 3:
        raise RuntimeError(
            f"pixel_shuffle expects input to have at least 3 dimensions, but got input with {input.dim()}"
            " dimension(s)"
        )
    if r <= 0:
        raise RuntimeError(f"pixel_shuffle expects a positive upscale_factor, but got {r}")
    *lead, c, h, w = input.shape
    if c % (r * r):
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of"
            f" upscale_factor, but input.size(-3)={c} is not divisible by {r * r}"
        )
    x = input.reshape(*lead, c // (r * r), r, r, h, w)
    n = len(lead)
    return x.permute(*range(n), n, n + 3, n + 1, n + 4, n + 2).reshape(*lead, c // (r * r), h * r, w * r)


def pixel_unshuffle(input, downscale_factor):
    r = downscale_factor
    if input.dim() < 3:
        raise RuntimeError(
            f"pixel_unshuffle expects input to have at least 3 dimensions, but got input with {input.dim()}"
            " dimension(s)"
        )
    if r <= 0:
        raise RuntimeError(f"pixel_unshuffle expects a positive downscale_factor, but got {r}")
    *lead, c, h, w = input.shape
    for name, size, dim in (("height", h, -2), ("width", w, -1)):
        if size % r:
            raise RuntimeError(
                f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but"
                f" input.size({dim})={size} is not divisible by {r}"
            )
    x = input.reshape(*lead, c, h // r, r, w // r, r)
    n = len(lead)
    return x.permute(*range(n), n, n + 2, n + 4, n + 1, n + 3).reshape(*lead, c * r * r, h // r, w // r)


def channel_shuffle(input, groups):
    if input.dim() < 3:
        raise RuntimeError(
            f"channel_shuffle expects input with > 2 dims, but got input with sizes {list(input.shape)}"
        )
    if groups <= 0:
        raise RuntimeError(
            f"Number of groups to divide channels in must be positive. Value of groups:{groups}"
        )
    if input.size(1) % groups:
        raise RuntimeError(
            f"Number of channels must be divisible by groups. Got {input.size(1)} channels and {groups}"
            " groups."
        )
    if input.numel() == 0:
        return input
    return input.reshape(input.size(0), groups, -1, *input.shape[2:]).transpose(1, 2).reshape(input.shape)


native_channel_shuffle = channel_shuffle


# ---- distances ----


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return (x1 - x2 + eps).norm(p, -1, keepdim=keepdim)


# ---- attention ----

from . import grad  # noqa: E402,F401
from .attention import multi_head_attention_forward  # noqa: E402,F401
from .composed import *  # noqa: E402,F401,F403
from .losses import *  # noqa: E402,F401,F403

ask_in(globals())
