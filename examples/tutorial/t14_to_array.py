# SPDX-License-Identifier: MIT
"""tolist() gives nested lists of Python numbers, of tensors that are not contiguous too."""

import rushlight as torch

x = torch.arange(6).view(2, 3).t()
for row in x.tolist():
    print(row)
