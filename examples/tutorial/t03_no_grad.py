# SPDX-License-Identifier: MIT
"""In no_grad nothing is recorded."""

import rushlight as torch

x = torch.randn(3, requires_grad=True)
print("outside: (x ** 2).requires_grad", (x**2).requires_grad)
with torch.no_grad():
    print("inside: (x ** 2).requires_grad", (x**2).requires_grad)
print("after: (x ** 2).requires_grad", (x**2).requires_grad)
