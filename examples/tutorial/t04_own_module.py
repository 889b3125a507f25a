# SPDX-License-Identifier: MIT
"""A module of one's own (simple.py), filled through .data, printed as PyTorch prints."""

from simple import filled

model = filled()
model.train()
print(model)
for name, param in model.named_parameters():
    print(f"{name}: {param.numel()} numbers from {param.min().item():g} to {param.max().item():g}")
