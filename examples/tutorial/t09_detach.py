# SPDX-License-Identifier: MIT
"""detach shares memory, and writes through it are noted: backward refuses what was lost."""

import rushlight as torch
from show_error import show_error

a = torch.tensor([7.0, 0.0, 0.0], requires_grad=True)
b = a + 2
print(b)
loss = torch.mean(b * b)
b_ = b.detach()
b_.zero_()
print(b)
try:
    loss.backward()
except RuntimeError as e:
    show_error(e)
