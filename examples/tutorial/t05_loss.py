# SPDX-License-Identifier: MIT
"""Twenty equal logits: the loss is ln 20."""

import rushlight.nn as nn
from simple import filled, images, targets

output = filled()(images)
print(output.shape)
print(f"loss {nn.CrossEntropyLoss()(output, targets).item():.4f}")
