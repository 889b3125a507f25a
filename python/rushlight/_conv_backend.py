# SPDX-License-Identifier: MIT
"""The kind of a convolution, by PyTorch's names for the kernels that it keeps for each. One kernel of the core serves all of them."""

import enum

ConvBackend = enum.Enum("_ConvBackend", "Empty Slow2d Slow3d SlowDilated2d SlowDilated3d SlowTranspose2d SlowTranspose3d CudaDepthwise2d "
                        "CudaDepthwise3d Cudnn CudnnTranspose Mkldnn MkldnnEmpty Miopen MiopenTranspose MiopenDepthwise NnpackSpatial "
                        "Winograd3x3Depthwise Xnnpack2d Overrideable")


def select(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups):
    """The kind of convolution(input, weight, …); one dimension counts as two."""
    if input.numel() == 0 and 0 in (input.size(0), input.size(1)):
        return ConvBackend.Empty
    kind = "Transpose" if transposed else "Dilated" if any(d != 1 for d in dilation) else ""
    return ConvBackend[f"Slow{kind}{max(input.dim() - 2, 2)}d"]


names = {"_ConvBackend": ConvBackend, "_select_conv_backend": select}
