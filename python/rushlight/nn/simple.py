# SPDX-License-Identifier: MIT
"""Layers that only call a function: activations, dropout, shapes, padding, sizes, distances; and PReLU,
Embedding."""

from .._table import functions as _f
from . import functional as F
from . import init
from .module import Module
from .parameter import Parameter


def _text(x):
    return x if isinstance(x, str) else repr(x)


def _layer(name, function, *fields, form="{name}={value}", inplace=False, doc=""):
    """A class whose constructor stores the fields (name, default) and whose forward is function(input,
    fields…).
    inplace: it has a last field of that name, which is printed only if set."""
    names = [f[0] for f in fields] + ["inplace"] * inplace
    defaults = {f[0]: f[1] for f in fields if len(f) > 1}
    if inplace:
        defaults["inplace"] = False
    required = [n for n in names if n not in defaults]

    def __init__(self, *args, **kwargs):
        Module.__init__(self)
        if len(args) > len(names):
            raise TypeError(
                f"{name}.__init__() takes from {len(required) + 1} to {len(names) + 1} positional arguments"
                f" but {len(args) + 1} were given"
            )
        given = dict(zip(names, args))
        for key, value in kwargs.items():
            if key not in names:
                raise TypeError(f"{name}.__init__() got an unexpected keyword argument '{key}'")
            if key in given:
                raise TypeError(f"{name}.__init__() got multiple values for argument '{key}'")
            given[key] = value
        for key in names:
            if key not in given and key not in defaults:
                raise TypeError(f"{name}.__init__() missing 1 required positional argument: '{key}'")
            setattr(self, key, given.get(key, defaults.get(key)))

    def forward(self, input):
        own = self.__dict__
        return function(input, *[own[n] for n in names])

    def extra_repr(self):
        shown = [form.format(name=f[0], value=_text(getattr(self, f[0]))) for f in fields]
        if inplace and self.inplace:
            shown.append("inplace=True")
        return ", ".join(shown)

    return type(
        name,
        (Module,),
        {
            "__init__": __init__,
            "forward": forward,
            "extra_repr": extra_repr,
            "__module__": __name__,
            "__doc__": doc or f"torch.nn.functional.{function.__name__} as a layer.",
        },
    )


# ---- activations ----

ReLU = _layer("ReLU", F.relu, inplace=True)
ReLU6 = _layer("ReLU6", F.relu6, inplace=True)
SELU, SiLU, Mish = (
    _layer(n, f, inplace=True) for n, f in (("SELU", F.selu), ("SiLU", F.silu), ("Mish", F.mish))
)
Hardswish, Hardsigmoid = _layer("Hardswish", F.hardswish, inplace=True), _layer(
    "Hardsigmoid", F.hardsigmoid, inplace=True
)
Sigmoid, Tanh = _layer("Sigmoid", _f["sigmoid"]), _layer("Tanh", _f["tanh"])
LogSigmoid, Softsign, Tanhshrink = (
    _layer(n, f)
    for n, f in (("LogSigmoid", F.logsigmoid), ("Softsign", F.softsign), ("Tanhshrink", F.tanhshrink))
)
ELU, CELU = _layer("ELU", F.elu, ("alpha", 1.0), inplace=True), _layer(
    "CELU", F.celu, ("alpha", 1.0), inplace=True
)
LeakyReLU = _layer("LeakyReLU", F.leaky_relu, ("negative_slope", 0.01), inplace=True)
Threshold = _layer("Threshold", F.threshold, ("threshold",), ("value",), inplace=True)
Softplus = _layer("Softplus", F.softplus, ("beta", 1), ("threshold", 20))
Hardshrink = _layer("Hardshrink", F.hardshrink, ("lambd", 0.5), form="{value}")
Softshrink = _layer("Softshrink", F.softshrink, ("lambd", 0.5), form="{value}")
GLU = _layer("GLU", F.glu, ("dim", -1))


class Hardtanh(Module):
    def __init__(self, min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None):
        super().__init__()
        import warnings

        for old, new in (("min_value", min_value), ("max_value", max_value)):
            if new is not None:
                warnings.warn(
                    f"keyword argument {old} is deprecated and rename to {old[:3]}_val", stacklevel=2
                )
        self.min_val = min_val if min_value is None else min_value
        self.max_val = max_val if max_value is None else max_value
        self.inplace = inplace
        if not self.max_val > self.min_val:
            raise AssertionError("Hardtanh needs max_val > min_val")

    def forward(self, input):
        return F.hardtanh(input, self.min_val, self.max_val, self.inplace)

    def extra_repr(self):
        return f"min_val={self.min_val}, max_val={self.max_val}" + (", inplace=True" if self.inplace else "")


class GELU(Module):
    def __init__(self, approximate="none"):
        super().__init__()
        self.approximate = approximate

    def forward(self, input):
        return F.gelu(input, approximate=self.approximate)

    def extra_repr(self):
        return f"approximate={self.approximate!r}"


class RReLU(Module):
    def __init__(self, lower=1.0 / 8, upper=1.0 / 3, inplace=False):
        super().__init__()
        self.lower, self.upper, self.inplace = lower, upper, inplace

    def forward(self, input):
        return F.rrelu(input, self.lower, self.upper, self.training, self.inplace)

    def extra_repr(self):
        return f"lower={self.lower}, upper={self.upper}" + (", inplace=True" if self.inplace else "")


class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = Parameter(_f["full"]((num_parameters,), float(init), device=device, dtype=dtype))

    def forward(self, input):
        return F.prelu(input, self.weight)

    def extra_repr(self):
        return f"num_parameters={self.num_parameters}"


class _SoftmaxLayer(Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return self._function(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"


class Softmax(_SoftmaxLayer):
    _function = staticmethod(F.softmax)


class Softmin(_SoftmaxLayer):
    _function = staticmethod(F.softmin)


class LogSoftmax(_SoftmaxLayer):
    _function = staticmethod(F.log_softmax)


class Softmax2d(Module):
    def forward(self, input):
        if input.dim() not in (3, 4):
            raise AssertionError("Softmax2d requires a 3D or 4D tensor as input")
        return _f["softmax"](input, -3)


# ---- dropout ----


class _DropoutNd(Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        return self._function(input, self.p, self.training, self.inplace)

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"


def _dropout(name, function):
    return type(name, (_DropoutNd,), {"_function": staticmethod(function), "__module__": __name__})


Dropout, AlphaDropout, FeatureAlphaDropout = (
    _dropout(n, f)
    for n, f in (
        ("Dropout", F.dropout),
        ("AlphaDropout", F.alpha_dropout),
        ("FeatureAlphaDropout", F.feature_alpha_dropout),
    )
)
Dropout1d, Dropout2d, Dropout3d = (_dropout(f"Dropout{n}d", getattr(F, f"dropout{n}d")) for n in (1, 2, 3))


# ---- shapes ----


class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class Unflatten(Module):
    def __init__(self, dim, unflattened_size):
        super().__init__()
        if isinstance(dim, str):
            raise NotImplementedError("rushlight has no named dimensions: give Unflatten a number")
        if not isinstance(unflattened_size, (tuple, list)):
            raise TypeError(
                "unflattened_size must be a tuple of ints, but found type " + type(unflattened_size).__name__
            )
        for i, n in enumerate(unflattened_size):
            if not isinstance(n, int):
                raise TypeError(
                    f"unflattened_size must be tuple of ints, but found element of type {type(n).__name__} at"
                    f" pos {i}"
                )
        self.dim, self.unflattened_size = dim, unflattened_size

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self):
        return f"dim={self.dim}, unflattened_size={self.unflattened_size}"


PixelShuffle = _layer("PixelShuffle", F.pixel_shuffle, ("upscale_factor",))
PixelUnshuffle = _layer("PixelUnshuffle", F.pixel_unshuffle, ("downscale_factor",))
ChannelShuffle = _layer("ChannelShuffle", F.channel_shuffle, ("groups",))
Fold = _layer(
    "Fold", F.fold, ("output_size",), ("kernel_size",), ("dilation", 1), ("padding", 0), ("stride", 1)
)
Unfold = _layer("Unfold", F.unfold, ("kernel_size",), ("dilation", 1), ("padding", 0), ("stride", 1))


# ---- padding ----


class _PadNd(Module):
    _mode = None

    def __init__(self, padding):
        super().__init__()
        n = 2 * self._dims
        self.padding = (padding,) * n if isinstance(padding, int) else tuple(padding)
        if len(self.padding) != n:
            raise ValueError(f"Expected a tuple of {n} numbers, but got {len(self.padding)}")

    def forward(self, input):
        return F.pad(input, self.padding, self._mode)

    def extra_repr(self):
        return f"{self.padding}"


class _ConstantPadNd(_PadNd):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def forward(self, input):
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self):
        return f"padding={self.padding}, value={self.value}"


class ZeroPad2d(_PadNd):
    _dims = 2

    def forward(self, input):
        return F.pad(input, self.padding, "constant", 0.0)


for _n in (1, 2, 3):
    for _kind, _pad_mode in (("Reflection", "reflect"), ("Replication", "replicate")):
        globals()[f"{_kind}Pad{_n}d"] = type(
            f"{_kind}Pad{_n}d", (_PadNd,), {"_dims": _n, "_mode": _pad_mode, "__module__": __name__}
        )
    globals()[f"ConstantPad{_n}d"] = type(
        f"ConstantPad{_n}d", (_ConstantPadNd,), {"_dims": _n, "__module__": __name__}
    )


# ---- sizes ----


class Upsample(Module):
    def __init__(
        self, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None
    ):
        super().__init__()
        self.name = type(self).__name__
        self.size, self.mode, self.align_corners = size, mode, align_corners
        self.scale_factor = (
            tuple(map(float, scale_factor))
            if isinstance(scale_factor, tuple)
            else float(scale_factor) if scale_factor else None
        )
        self.recompute_scale_factor = recompute_scale_factor

    def forward(self, input):
        return F.interpolate(
            input, self.size, self.scale_factor, self.mode, self.align_corners, self.recompute_scale_factor
        )

    def extra_repr(self):
        first = f"scale_factor={self.scale_factor}" if self.scale_factor is not None else f"size={self.size}"
        return first + f", mode={self.mode}"


class UpsamplingNearest2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, "nearest")


class UpsamplingBilinear2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, "bilinear", True)


# ---- distances ----


class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-8):
        super().__init__()
        self.dim, self.eps = dim, eps

    def forward(self, x1, x2):
        return F.cosine_similarity(x1, x2, self.dim, self.eps)


class PairwiseDistance(Module):
    def __init__(self, p=2.0, eps=1e-6, keepdim=False):
        super().__init__()
        self.norm, self.eps, self.keepdim = p, eps, keepdim

    def forward(self, x1, x2):
        return F.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)


# ---- embedding ----


class Embedding(Module):
    """Rows of weight [num_embeddings, embedding_dim] by index."""

    def __init__(
        self,
        num_embeddings,
        embedding_dim,
        padding_idx=None,
        max_norm=None,
        norm_type=2.0,
        scale_grad_by_freq=False,
        sparse=False,
        _weight=None,
        device=None,
        dtype=None,
    ):
        super().__init__()
        if padding_idx is not None:
            if not -num_embeddings <= padding_idx < num_embeddings:
                raise AssertionError("Padding_idx must be within num_embeddings")
            padding_idx %= num_embeddings
        if sparse:
            raise NotImplementedError("rushlight has no sparse gradients: Embedding(sparse=True) is missing")
        self.num_embeddings, self.embedding_dim, self.padding_idx = num_embeddings, embedding_dim, padding_idx
        self.max_norm, self.norm_type, self.scale_grad_by_freq, self.sparse = (
            max_norm,
            norm_type,
            scale_grad_by_freq,
            sparse,
        )
        if _weight is None:
            self.weight = Parameter(_f["empty"]((num_embeddings, embedding_dim), device=device, dtype=dtype))
            self.reset_parameters()
        else:
            if list(_weight.shape) != [num_embeddings, embedding_dim]:
                raise AssertionError("Shape of weight does not match num_embeddings and embedding_dim")
            self.weight = Parameter(_weight)

    def reset_parameters(self):
        init.normal_(self.weight)
        self._fill_padding_idx_with_zero()

    def _fill_padding_idx_with_zero(self):
        if self.padding_idx is not None:
            init.zeros_(self.weight.detach()[self.padding_idx])

    def forward(self, input):
        return F.embedding(
            input,
            self.weight,
            self.padding_idx,
            self.max_norm,
            self.norm_type,
            self.scale_grad_by_freq,
            self.sparse,
        )

    def extra_repr(self):
        text = f"{self.num_embeddings}, {self.embedding_dim}"
        if self.padding_idx is not None:
            text += f", padding_idx={self.padding_idx}"
        if self.max_norm is not None:
            text += f", max_norm={self.max_norm}"
        if self.norm_type != 2:
            text += f", norm_type={self.norm_type}"
        if self.scale_grad_by_freq is not False:
            text += f", scale_grad_by_freq={self.scale_grad_by_freq}"
        return text

    @classmethod
    def from_pretrained(
        cls,
        embeddings,
        freeze=True,
        padding_idx=None,
        max_norm=None,
        norm_type=2.0,
        scale_grad_by_freq=False,
        sparse=False,
    ):
        if embeddings.dim() != 2:
            raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
        made = cls(
            *embeddings.shape,
            padding_idx,
            max_norm,
            norm_type,
            scale_grad_by_freq,
            sparse,
            _weight=embeddings,
        )
        made.weight.requires_grad = not freeze
        return made
