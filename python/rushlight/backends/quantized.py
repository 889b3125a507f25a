# SPDX-License-Identifier: MIT
"""torch.backends.quantized: there are no engines, as there are no quantised tensors."""
engine = None
supported_engines = []
