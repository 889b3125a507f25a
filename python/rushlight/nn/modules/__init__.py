# SPDX-License-Identifier: MIT
"""torch.nn.modules: the names of torch.nn, and those of PyTorch's files that programs refer to."""

import importlib
import sys

from .. import *  # noqa: F401,F403
from .. import attention, composed_layers, containers, conv, lazy, linear, loss, module, norm, pooling, rnn, simple
from .. import transformer

_FILES = {
    "activation": simple,
    "batchnorm": norm,
    "container": containers,
    "conv": conv,
    "distance": simple,
    "dropout": simple,
    "flatten": simple,
    "instancenorm": norm,
    "lazy": lazy,
    "linear": linear,
    "loss": loss,
    "module": module,
    "normalization": norm,
    "padding": simple,
    "pixelshuffle": simple,
    "pooling": pooling,
    "rnn": rnn,
    "sparse": simple,
    "transformer": transformer,
    "upsampling": simple,
    "utils": importlib.import_module(__name__ + ".utils"),
}
for _name, _module in _FILES.items():
    globals()[_name] = _module
    sys.modules[f"{__name__}.{_name}"] = _module
simple.MultiheadAttention = attention.MultiheadAttention  # PyTorch has it in activation
simple.EmbeddingBag = composed_layers.EmbeddingBag

__all__ = [name for name, value in list(globals().items()) if isinstance(value, type) and issubclass(value, Module)]
