# SPDX-License-Identifier: MIT
"""Functions of neural networks with PyTorch's signatures: rows of the op table, and what is made of them."""

import math
import warnings

from .. import _C
from .._C import Tensor
from .._composites import prelu  # noqa: F401
from .._numeric import pdist  # noqa: F401
from .._override import ask_in
from .._table import functions as _f

# ---- rows as they are ----

linear, conv1d, conv2d, conv3d = (_f[n] for n in ("linear", "conv1d", "conv2d", "conv3d"))
conv_transpose1d, conv_transpose2d, conv_transpose3d = (_f["conv_transpose%dd" % n] for n in (1, 2, 3))
avg_pool1d, avg_pool2d, avg_pool3d = (_f["avg_pool%dd" % n] for n in (1, 2, 3))
relu_, selu_, hardtanh_ = (_f[n + "_"] for n in ("relu", "selu", "hardtanh"))
logsigmoid, one_hot, gelu = _f["log_sigmoid"], _f["one_hot"], _f["gelu"]
tanh, sigmoid, softplus, hardshrink, softshrink = (_f[n] for n in ("tanh", "sigmoid", "softplus", "hardshrink", "softshrink"))
scaled_dot_product_attention, rms_norm = _f["scaled_dot_product_attention"], _f["rms_norm"]


def _ints(x, n):
    return (x,) * n if isinstance(x, int) else tuple(x)


# ---- activations: with inplace the operand itself is changed ----


def _refuse_in_place(function, name, negative):
    """The in-place form whose backward is refused for a negative slope: it cannot tell from the result which branch was taken."""

    def in_place(input, *args, **kwargs):
        result = function(input, *args, **kwargs)
        slope = args[0] if args else kwargs.get(negative, 1)
        if slope < 0 and result.requires_grad:
            result.register_hook(_raiser(name))
        return result

    in_place.__name__ = function.__name__
    return in_place


def _raiser(name):
    def hook(grad):
        raise RuntimeError(
            f"In-place {name} backward calculation is triggered with a negative slope which is not supported. This is caused"
            " by calling in-place forward function with a negative slope, please call out-of-place version instead."
        )

    return hook


elu_, celu_ = _refuse_in_place(_f["elu_"], "elu", "alpha"), _refuse_in_place(_f["celu_"], "elu", "alpha")
leaky_relu_ = _refuse_in_place(_f["leaky_relu_"], "leakyReLu", "negative_slope")


def _activation(name, *parameters):
    """f(input, parameters…, inplace=False) over the rows name and name_; each parameter is (name,
    default)."""
    out_of_place, in_place = _f[name], globals().get(name + "_") or _f.get(name + "_")
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
    return threshold_(input, threshold, value) if inplace else _f["threshold"](input, threshold, value)


def threshold_(input, threshold, value):
    """In place, also where elements share memory: doing it twice is doing it once."""
    own = input
    for dim, step in enumerate(input.stride()):
        own = own.narrow(dim, 0, 1) if step == 0 and input.size(dim) > 1 else own
    result = _f["threshold_"](own, threshold, value)
    return result if own is input else input


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


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    if lower > upper:
        raise RuntimeError("Lower bound should be less than or equal to the upper bound")
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
        if n == 2 and input.dim() == 3:
            warnings.warn(
                "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired -"
                " input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a future"
                " release to interpret the input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D"
                " channel-wise dropout behavior, please switch to using dropout1d instead.",
                stacklevel=2,
            )
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
        return input.mul_(0.0) if inplace else input * 0.0
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
    if input.dim() < 2 and input.numel() == 0:  # there are no channels to ask for
        result = input.clone() if weight is None else input * weight[0]
        return result if bias is None else result + bias[0]
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
    if out is not None:
        return _f["div"](input, input.norm(p, dim, keepdim=True).clamp_min(eps).expand_as(input), out=out)
    return _f["normalize"](input, p, dim, eps)


# ---- linear maps ----


def bilinear(input1, input2, weight, bias=None):
    """y[…, k] = x1[…, i] W[k, i, j] x2[…, j] + b[k]"""
    out = _f["einsum"](
        "bi,kij,bj->bk", (input1.reshape(-1, input1.size(-1)), weight, input2.reshape(-1, input2.size(-1)))
    )
    out = out.reshape(tuple(input1.shape[:-1]) + (weight.size(0),))
    return out if bias is None else out + bias


# ---- padding, sizes ----


def pad(input, pad, mode="constant", value=None):
    return _f["pad"](input, pad, mode, value)


# ---- distances ----


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    if x1.dtype is not x2.dtype or not x1.is_floating_point():
        from .._dtypes import result_type

        common = result_type(x1, x2)
        if not common.is_floating_point:
            name = str(common)[len("torch.") :]
            name = {"int32": "Int", "int64": "Long", "int16": "Short", "int8": "Char", "uint8": "Byte", "bool": "Bool"}[name]
            raise RuntimeError(f"expected common dtype to be floating point, yet common dtype is {name}")
        x1, x2 = x1.to(common), x2.to(common)
    return _f["cosine_similarity"](x1, x2, dim, eps)


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return (x1 - x2 + eps).norm(p, -1, keepdim=keepdim)


# ---- attention ----

from . import grad  # noqa: E402,F401
from .attention import multi_head_attention_forward  # noqa: E402,F401
from .composed import *  # noqa: E402,F401,F403
from .native import _scaled_dot_product_attention  # noqa: E402,F401
from .vision import *  # noqa: E402,F401,F403
from .losses import *  # noqa: E402,F401,F403

ask_in(globals())
