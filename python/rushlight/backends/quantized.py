# SPDX-License-Identifier: MIT
"""torch.backends.quantized: there is no engine but "none", as there are no quantised tensors."""

engine = "none"


def __getattr__(name):
    if name == "supported_engines":  # a list of the caller's own
        return ["none"]
    raise AttributeError(f"module 'rushlight.backends.quantized' has no attribute '{name}'")
