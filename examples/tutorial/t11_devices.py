# SPDX-License-Identifier: MIT
"""Devices: the CPU, and what is said where there is no other."""

import rushlight as torch
from show_error import show_error

print("cuda is available:", torch.cuda.is_available())
device = torch.device("cuda") if torch.cuda.is_available() else torch.device("cpu")
x = torch.rand([3, 3]).to(device)
print("x is on", x.device)
print("moving it to where it is gives the tensor itself:", x.cpu() is x)
try:
    x.cuda()
except RuntimeError as e:
    show_error(e)
