# SPDX-License-Identifier: MIT
"""The kind of a convolution, by PyTorch's names for the kernels that it keeps for each. One kernel of the core serves all of them."""


class ConvBackend:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<_ConvBackend.{self.name}>"


for _name in ("Empty Slow2d Slow3d SlowDilated2d SlowDilated3d SlowTranspose2d SlowTranspose3d CudaDepthwise2d CudaDepthwise3d Cudnn CudnnTranspose "
              "Mkldnn MkldnnEmpty Miopen MiopenTranspose MiopenDepthwise NnpackSpatial Winograd3x3Depthwise Xnnpack2d Overrideable").split():
    setattr(ConvBackend, _name, ConvBackend(_name))


def select(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups):
    """The kind of convolution(input, weight, …); one dimension counts as two."""
    if input.numel() == 0 and 0 in (input.size(0), input.size(1)):
        return ConvBackend.Empty
    kind = "Transpose" if transposed else "Dilated" if any(d != 1 for d in dilation) else ""
    return getattr(ConvBackend, f"Slow{kind}{max(input.dim() - 2, 2)}d")

