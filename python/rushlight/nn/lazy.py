# SPDX-License-Identifier: MIT
"""Lazy modules: layers that learn their number of input channels from the first input. The parameters are uninitialized until
then; afterwards the module's class is the plain layer's."""

import warnings

from .. import _C
from .._table import functions as _f
from .conv import Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from .linear import Linear
from .norm import BatchNorm1d, BatchNorm2d, BatchNorm3d, InstanceNorm1d, InstanceNorm2d, InstanceNorm3d
from .parameter import UninitializedBuffer, UninitializedParameter, is_lazy


def _initialize_from_input(module, args):
    """The forward pre-hook of a lazy module, gone after its first call."""
    module._infer_parameters(module, args)


class LazyModuleMixin:
    """Before a Module in the bases: initialize_parameters(*inputs) is called once, before the first forward. With
    cls_to_become the module is of that class afterwards."""

    cls_to_become = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.register_forward_pre_hook(_initialize_from_input)
        warnings.warn(
            "Lazy modules are a new feature under heavy development so changes to the API or functionality can"
            " happen at any moment.",
            stacklevel=2,
        )

    def initialize_parameters(self, *args, **kwargs):
        raise NotImplementedError(f"initialize_parameters is not implemented for {type(self).__name__}")

    def has_uninitialized_params(self):
        return any(is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

    def _infer_parameters(self, module, args):
        module.initialize_parameters(*args)
        if module.has_uninitialized_params():
            raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
        hooks = module._forward_pre_hooks
        for key in [key for key, hook in hooks.items() if hook is _initialize_from_input]:
            del hooks[key]
        if module.cls_to_become is not None:
            module.__class__ = module.cls_to_become

    def _replicate_for_data_parallel(self):
        raise RuntimeError(
            "Modules with uninitialized parameters can't be used with `DataParallel`. Run a dummy forward pass"
            " to correctly initialize the modules"
        )


class LazyLinear(LazyModuleMixin, Linear):
    cls_to_become = Linear

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, 0, False)
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_features = out_features
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.in_features != 0:
            super().reset_parameters()

    def initialize_parameters(self, input):
        if self.has_uninitialized_params():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()


class _LazyConv(LazyModuleMixin):
    def _make_lazy(self, out_channels, bias, device, dtype):
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.in_channels != 0:
            super().reset_parameters()

    def initialize_parameters(self, input):
        if not self.has_uninitialized_params():
            return
        n = self._dims
        if input.dim() not in (n + 1, n + 2):
            raise RuntimeError(
                f"Expected {n + 1}D (unbatched) or {n + 2}D (batched) input to {type(self).__name__}, but got"
                f" input of size: {input.shape}"
            )
        self.in_channels = input.shape[-n - 1]
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        first, second = (
            (self.in_channels, self.out_channels) if self.transposed else (self.out_channels, self.in_channels)
        )
        self.weight.materialize((first, second // self.groups, *self.kernel_size))
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


def _lazy_conv(base):
    def __init__(
        self,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        bias=True,
        padding_mode="zeros",
        device=None,
        dtype=None,
    ):
        LazyModuleMixin.__init__(
            self, 0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode, device, dtype
        )
        self._make_lazy(out_channels, bias, device, dtype)

    return _lazy_class(base, _LazyConv, {"__init__": __init__})


def _lazy_conv_transpose(base):
    def __init__(
        self,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        output_padding=0,
        groups=1,
        bias=True,
        dilation=1,
        padding_mode="zeros",
        device=None,
        dtype=None,
    ):
        shape = (0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation, padding_mode)
        LazyModuleMixin.__init__(self, *shape, device, dtype)
        self._make_lazy(out_channels, bias, device, dtype)

    return _lazy_class(base, _LazyConv, {"__init__": __init__})


class _LazyNorm(LazyModuleMixin):
    def __init__(
        self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None
    ):
        super().__init__(0, eps, momentum, False, False, device, dtype)
        self.affine, self.track_running_stats = affine, track_running_stats
        make = {"device": device, "dtype": dtype}
        if affine:
            self.weight, self.bias = UninitializedParameter(**make), UninitializedParameter(**make)
        if track_running_stats:
            self.running_mean, self.running_var = UninitializedBuffer(**make), UninitializedBuffer(**make)
            self.num_batches_tracked = _f["zeros"]((), dtype=_C.int64, device=device)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.num_features != 0:
            super().reset_parameters()

    def initialize_parameters(self, input):
        if self.has_uninitialized_params():
            self.num_features = input.shape[1]
            for part in (self.weight, self.bias, self.running_mean, self.running_var):
                if part is not None:
                    part.materialize((self.num_features,))
            self.reset_parameters()


def _lazy_class(base, mixin, members=None):
    body = {"cls_to_become": base, "__module__": __name__, "__doc__": f"{base.__name__}, sized by the first input."}
    return type("Lazy" + base.__name__, (mixin, base), {**body, **(members or {})})


LazyConv1d, LazyConv2d, LazyConv3d = (_lazy_conv(base) for base in (Conv1d, Conv2d, Conv3d))
LazyConvTranspose1d, LazyConvTranspose2d, LazyConvTranspose3d = (
    _lazy_conv_transpose(base) for base in (ConvTranspose1d, ConvTranspose2d, ConvTranspose3d)
)
LazyBatchNorm1d, LazyBatchNorm2d, LazyBatchNorm3d = (
    _lazy_class(base, _LazyNorm) for base in (BatchNorm1d, BatchNorm2d, BatchNorm3d)
)
LazyInstanceNorm1d, LazyInstanceNorm2d, LazyInstanceNorm3d = (
    _lazy_class(base, _LazyNorm) for base in (InstanceNorm1d, InstanceNorm2d, InstanceNorm3d)
)
