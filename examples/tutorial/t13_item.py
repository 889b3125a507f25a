# SPDX-License-Identifier: MIT
"""item() gives a Python number."""

import rushlight as torch
from show_error import show_error

torch.manual_seed(0)
x = torch.randn(1, requires_grad=True)
print(f"{x.item():.4f}")
print(torch.arange(5).sum().item())
try:
    torch.randn(3).item()
except ValueError as e:
    show_error(e)
