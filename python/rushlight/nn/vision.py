# SPDX-License-Identifier: MIT
"""Functions of images: pooling to given sizes, its inverse, resizing, grids, patches, shuffles of pixels."""

import warnings

from .._modes import alert_not_deterministic
from .._table import functions as _f
from .._tensor import channels_last

__all__ = """adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool1d_with_indices
adaptive_max_pool2d adaptive_max_pool2d_with_indices adaptive_max_pool3d adaptive_max_pool3d_with_indices affine_grid channel_shuffle
conv_tbc fold fractional_max_pool2d fractional_max_pool2d_with_indices fractional_max_pool3d fractional_max_pool3d_with_indices grid_sample
interpolate max_unpool1d max_unpool2d max_unpool3d native_channel_shuffle pixel_shuffle pixel_unshuffle unfold upsample upsample_bilinear
upsample_nearest""".split()


def _ints(x, n):
    return (x,) * n if isinstance(x, int) else tuple(x)


# ---- pooling to a given size ----


def _output_size(size, input, n):
    """None keeps the input's size."""
    if isinstance(size, int):
        return size
    size = (size,) * n if size is None else tuple(size)
    if input.dim() <= len(size):
        raise ValueError(f"Input dimension should be at least {len(size) + 1}")
    return tuple(input.shape[i - len(size)] if s is None else s for i, s in enumerate(size))


def adaptive_avg_pool1d(input, output_size):
    return _f["adaptive_avg_pool1d"](input, output_size)


def adaptive_avg_pool2d(input, output_size):
    return _f["adaptive_avg_pool2d"](input, _output_size(output_size, input, 2))


def adaptive_avg_pool3d(input, output_size):
    return _f["adaptive_avg_pool3d"](input, _output_size(output_size, input, 3))


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
adaptive_max_pool3d, adaptive_max_pool3d_with_indices = _adaptive_max(3)


def _fractional_max(n):
    name, row = f"fractional_max_pool{n}d", _f[f"fractional_max_pool{n}d"]

    def with_indices(
        input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
    ):
        if output_size is None and output_ratio is None:
            raise ValueError(f"{name} requires specifying either an output_size or an output_ratio")
        if output_size is None:
            ratio = (output_ratio,) * n if isinstance(output_ratio, float) else tuple(output_ratio)
            output_size = [int(s * r) for s, r in zip(input.shape[-n:], ratio)]
        if _random_samples is None:
            batch = 1 if input.dim() == n + 1 else input.size(0)
            _random_samples = _f["rand"]((batch, input.size(-n - 1), n), dtype=input.dtype, device=input.device)
        return tuple(row(input, _ints(kernel_size, n), _ints(output_size, n), _random_samples))

    def function(
        input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
    ):
        both = with_indices(input, kernel_size, output_size, output_ratio, return_indices, _random_samples)
        return both if return_indices else both[0]

    function.__name__, with_indices.__name__ = name, name + "_with_indices"
    return function, with_indices


fractional_max_pool2d, fractional_max_pool2d_with_indices = _fractional_max(2)
fractional_max_pool3d, fractional_max_pool3d_with_indices = _fractional_max(3)


# ---- the inverse of max pooling ----


def _unpooled_size(input, kernel, step, pad, output_size):
    n = len(kernel)
    usual = [(s - 1) * st + k - 2 * p for s, st, k, p in zip(input.shape[-n:], step, kernel, pad)]
    if output_size is None:
        return usual
    size = list(output_size)
    if len(size) == n + 2:
        size = size[2:]
    if len(size) != n:
        raise ValueError(
            f"output_size should be a sequence containing {n} or {n + 2} elements, but it has a length of"
            f" '{len(size)}'"
        )
    for d in range(n):
        low, high = usual[d] - step[d], usual[d] + step[d]
        if not low < size[d] < high:
            raise ValueError(f'invalid output_size "{output_size}" (dim {d} must be between {low} and {high})')
    return size


def _max_unpool(n):
    def function(input, indices, kernel_size, stride=None, padding=0, output_size=None):
        kernel, pad = _ints(kernel_size, n), _ints(padding, n)
        step = _ints(stride, n) if stride is not None else kernel
        size = _unpooled_size(input, kernel, step, pad, output_size)
        alert_not_deterministic(f"max_unpooling{max(n, 2)}d_forward_out")
        if n == 1:
            return _f["max_unpool2d"](input.unsqueeze(-1), indices.unsqueeze(-1), size + [1]).squeeze(-1)
        return _f["max_unpool2d"](input, indices, size) if n == 2 else _f["max_unpool3d"](input, indices, size, step, pad)

    function.__name__ = f"max_unpool{n}d"
    return function


max_unpool1d, max_unpool2d, max_unpool3d = (_max_unpool(n) for n in (1, 2, 3))


# ---- resizing ----

_RESIZE = {  # row and the numbers of dimensions that the mode is for
    "nearest": ("upsample_nearest", (3, 4, 5)),
    "nearest-exact": ("_upsample_nearest_exact", (3, 4, 5)),
    "linear": ("upsample_linear", (3,)),
    "bilinear": ("upsample_bilinear", (4,)),
    "bicubic": ("upsample_bicubic", (4,)),
    "trilinear": ("upsample_trilinear", (5,)),
}


def interpolate(
    input,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners=None,
    recompute_scale_factor=None,
    antialias=False,
):
    spatial = input.dim() - 2
    if isinstance(size, int):
        size = (size,) * spatial
    elif size is not None:
        if len(size) != spatial:
            raise ValueError(
                "Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of"
                f" {list(input.shape[2:])} and output size of {size}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and"
                " output size in (o1, o2, ...,oK) format."
            )
        size = tuple(size)
    scales = None
    if isinstance(scale_factor, (tuple, list)):
        if size is None and len(scale_factor) != spatial:
            raise ValueError(
                "Input and scale_factor must have the same number of spatial dimensions, but got input with"
                f" spatial dimensions of {list(input.shape[2:])} and scale_factor of shape {scale_factor}."
                " Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format."
            )
        if size is None and len(set(scale_factor)) > 1:
            scales = [float(s) for s in scale_factor]
        scale_factor = scale_factor[0]
    if scales is not None and mode in _RESIZE and input.dim() in _RESIZE[mode][1] and not (align_corners is not None and mode[:4] == "near"):
        size = tuple(int(n * s) for n, s in zip(input.shape[2:], scales))
        if not antialias and not recompute_scale_factor:
            options = () if mode.startswith("nearest") else (bool(align_corners),)
            return _f[f"{_RESIZE[mode][0]}{spatial}d"](input, size, *options, *scales)
        if antialias and not recompute_scale_factor and mode in ("bilinear", "bicubic"):
            return _f[f"_upsample_{mode}2d_aa"](input, size, bool(align_corners), *scales)
    elif scales is not None and mode == "area":
        size = tuple(int(n * s) for n, s in zip(input.shape[2:], scales))
    if scales is not None and size is not None:
        scale_factor = recompute_scale_factor = None
    return _f["interpolate"](
        input,
        size,
        None if scale_factor is None else float(scale_factor),
        mode,
        align_corners,
        recompute_scale_factor,
        antialias,
    )


def _deprecated(name):
    warnings.warn(f"nn.functional.{name} is deprecated. Use nn.functional.interpolate instead.", stacklevel=3)


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    _deprecated("upsample")
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    _deprecated("upsample_nearest")
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    _deprecated("upsample_bilinear")
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


# ---- grids ----


def _corners(align_corners):
    if align_corners is None:
        warnings.warn(
            "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please specify align_corners=True"
            " if the old behavior is desired. See the documentation of grid_sample for details.",
            stacklevel=3,
        )
    return bool(align_corners)


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    modes, paddings = ("bilinear", "nearest", "bicubic"), ("zeros", "border", "reflection")
    if mode not in modes:
        raise ValueError(f"nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '{mode}'")
    if padding_mode not in paddings:
        raise ValueError(
            f"nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '{padding_mode}'"
        )
    return _f["grid_sampler"](input, grid, modes.index(mode), paddings.index(padding_mode), _corners(align_corners))


def affine_grid(theta, size, align_corners=None):
    align_corners = _corners(align_corners)
    if not theta.is_floating_point():
        raise ValueError(f"Expected theta to have floating point type, but got {theta.dtype}")
    if len(size) not in (4, 5):
        raise NotImplementedError(
            f"affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size {size}."
        )
    n = len(size) - 2
    if theta.dim() != 3 or tuple(theta.shape[-2:]) != (n, n + 1):
        raise ValueError(f"Expected a batch of {n}D affine matrices of shape Nx{n}x{n + 1} for size {size}. Got {theta.shape}.")
    if min(size) <= 0:
        raise ValueError(f"Expected non-zero, positive output size. Got {size}")
    return _f["affine_grid_generator"](theta, size, align_corners)


# ---- patches ----


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """[N, C, H, W] to [N, C kh kw, L]: the patch under each place of the kernel."""
    return _f["im2col"](input, *(_ints(v, 2) for v in (kernel_size, dilation, padding, stride)))


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """The sum of overlapping patches."""
    return _f["col2im"](input, *(_ints(v, 2) for v in (output_size, kernel_size, dilation, padding, stride)))


def conv_tbc(input, weight, bias, pad=0):
    """A 1-D convolution of [T, B, C_in] with weight [width, C_in, C_out] to [T', B, C_out]."""
    if input.dim() != 3:
        raise RuntimeError("Input must have 3 dims: time, batch, in_channel")
    if weight.dim() != 3:
        raise RuntimeError("Weight tensor must have 3 dims: kernel_width, in_channels, out_channels.")
    if bias.dim() != 1:
        raise RuntimeError("Bias must be 1-D")
    if input.size(2) != weight.size(1):
        raise RuntimeError("Input dim 2 (input channels) is not == dim 1 in the weight tensor")
    if weight.size(2) != bias.size(0):
        raise RuntimeError("Bias size must equal dim 2 in the weight tensor (output channels).")
    return _f["conv1d"](input.permute(1, 2, 0), weight.permute(2, 1, 0), bias, 1, pad).permute(2, 0, 1).contiguous()


# ---- shuffles ----


def _laid_as(input, result):
    """Channels stay innermost where they were."""
    if input.dim() == 4 and not input.is_contiguous() and input.is_contiguous(memory_format=channels_last):
        return result.contiguous(memory_format=channels_last)
    return result


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
    x = x.permute(*range(n), n, n + 3, n + 1, n + 4, n + 2)
    return _laid_as(input, x.reshape(*lead, c // (r * r), h * r, w * r))


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
    x = x.permute(*range(n), n, n + 2, n + 4, n + 1, n + 3)
    return _laid_as(input, x.reshape(*lead, c * r * r, h // r, w // r))


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
        return input.alias() if hasattr(input, "alias") else input.view(input.shape)
    x = input.reshape(input.size(0), groups, input.size(1) // groups, *input.shape[2:])
    return _laid_as(input, x.transpose(1, 2).reshape(input.shape))


native_channel_shuffle = channel_shuffle
