# SPDX-License-Identifier: MIT
"""Convolutions and their transposes in one, two and three dimensions: [N, in, …] to [N, out, …]."""

import math

from .._table import functions as _f
from . import init
from .module import Module
from .parameter import Parameter


def _tuple(x, n):
    return tuple(x) if isinstance(x, (tuple, list)) else (x,) * n


class _ConvNd(Module):
    _dims = 0
    _transposed = False

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride,
        padding,
        dilation,
        output_padding,
        groups,
        bias,
        padding_mode,
        device,
        dtype,
    ):
        super().__init__()
        n = self._dims
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups:
            raise ValueError("out_channels must be divisible by groups")
        self.kernel_size, self.stride, self.dilation = (
            _tuple(kernel_size, n),
            _tuple(stride, n),
            _tuple(dilation, n),
        )
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'valid', 'same'}}")
            if padding == "same" and any(s != 1 for s in self.stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        modes = {"zeros", "reflect", "replicate", "circular"}
        if padding_mode not in modes:
            raise ValueError(f"padding_mode must be one of {modes}, but got padding_mode='{padding_mode}'")
        self.in_channels, self.out_channels, self.groups, self.padding_mode = (
            in_channels,
            out_channels,
            groups,
            padding_mode,
        )
        self.padding = padding if isinstance(padding, str) else _tuple(padding, n)
        self.transposed, self.output_padding = self._transposed, _tuple(output_padding, n)
        self._reversed_padding_repeated_twice = self._both_sides()
        shape = (
            (in_channels, out_channels // groups)
            if self._transposed
            else (out_channels, in_channels // groups)
        )
        self.weight = Parameter(_f["empty"](shape + self.kernel_size, device=device, dtype=dtype))
        self.register_parameter(
            "bias", Parameter(_f["empty"]((out_channels,), device=device, dtype=dtype)) if bias else None
        )
        self.reset_parameters()

    def _both_sides(self):
        """What F.pad wants: left and right of the last dimension first."""
        if not isinstance(self.padding, str):
            return tuple(p for p in reversed(self.padding) for _ in range(2))
        sides = []
        for d, k in zip(reversed(self.dilation), reversed(self.kernel_size)):
            total = d * (k - 1) if self.padding == "same" else 0
            sides += [total // 2, total - total // 2]
        return sides

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            if fan_in != 0:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def _conv_forward(self, input, weight, bias):
        padding = self.padding
        if self.padding_mode != "zeros":
            input, padding = _f["pad"](input, self._reversed_padding_repeated_twice, self.padding_mode), 0
        return self._row(input, weight, bias, self.stride, padding, self.dilation, self.groups)

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)

    def extra_repr(self):
        n = self._dims
        text = (
            f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        )
        for name, usual in (
            ("padding", (0,) * n),
            ("dilation", (1,) * n),
            ("output_padding", (0,) * n),
            ("groups", 1),
        ):
            if getattr(self, name) != usual:
                text += f", {name}={getattr(self, name)}"
        if self.bias is None:
            text += ", bias=False"
        return text + (f", padding_mode={self.padding_mode}" if self.padding_mode != "zeros" else "")


def _conv(n):
    def __init__(
        self,
        in_channels,
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
        _ConvNd.__init__(
            self,
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            dilation,
            0,
            groups,
            bias,
            padding_mode,
            device,
            dtype,
        )

    return type(
        f"Conv{n}d",
        (_ConvNd,),
        {
            "__init__": __init__,
            "_dims": n,
            "_row": staticmethod(_f[f"conv{n}d"]),
            "__module__": __name__,
            "__doc__": f"A convolution over {n} dimension{'s' * (n > 1)}.",
        },
    )


Conv1d, Conv2d, Conv3d = _conv(1), _conv(2), _conv(3)


class _ConvTransposeNd(_ConvNd):
    _transposed = True

    def __init__(
        self,
        in_channels,
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
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        super().__init__(
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            dilation,
            output_padding,
            groups,
            bias,
            padding_mode,
            device,
            dtype,
        )

    def _output_padding(self, input, output_size):
        """What must be added on one side so that the result has this size."""
        if output_size is None:
            return self.output_padding
        n, output_size = self._dims, list(output_size)
        if len(output_size) == input.dim():
            output_size = output_size[-n:]
        if len(output_size) != n:
            has_batch = input.dim() == n + 2
            raise ValueError(
                f"ConvTranspose{n}D: for {input.dim()}D input, output_size must have {n} or"
                f" {n + 1 + has_batch} elements (got {len(output_size)})"
            )
        least = [
            (input.size(d - n) - 1) * self.stride[d]
            - 2 * self.padding[d]
            + self.dilation[d] * (self.kernel_size[d] - 1)
            + 1
            for d in range(n)
        ]
        most = [m + s - 1 for m, s in zip(least, self.stride)]
        if any(not a <= size <= b for a, size, b in zip(least, output_size, most)):
            raise ValueError(
                f"requested an output size of {output_size}, but valid sizes range from {least} to {most}"
                f" (for an input of {input.size()[-n:]})"
            )
        return tuple(size - m for size, m in zip(output_size, least))

    def forward(self, input, output_size=None):
        return self._row(
            input,
            self.weight,
            self.bias,
            self.stride,
            self.padding,
            self._output_padding(input, output_size),
            self.groups,
            self.dilation,
        )


def _conv_transpose(n):
    return type(
        f"ConvTranspose{n}d",
        (_ConvTransposeNd,),
        {
            "_dims": n,
            "_row": staticmethod(_f[f"conv_transpose{n}d"]),
            "__module__": __name__,
            "__doc__": f"The gradient of Conv{n}d as a layer.",
        },
    )


ConvTranspose1d, ConvTranspose2d, ConvTranspose3d = _conv_transpose(1), _conv_transpose(2), _conv_transpose(3)
