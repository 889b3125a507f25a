# SPDX-License-Identifier: MIT
"""numpy() and from_numpy share memory; a tensor that requires grad is detached first."""

import numpy

import rushlight as torch
from show_error import show_error

x = torch.zeros(3)
x.cpu().numpy()[1] = 5
print(x)
mine = numpy.array([1, 2, 3, 4], dtype="float32")
torch.from_numpy(mine).view(2, 2).mul_(10)
print("{:g} {:g} {:g} {:g}".format(*mine))
w = torch.rand(3, 3, requires_grad=True)
one, other = w.cpu().detach().numpy(), w.detach().cpu().numpy()
one[0, 0] = 7
print("detach and cpu in either order share w's memory:", w[0, 0].item() == 7 == other[0, 0])
try:
    w.numpy()
except RuntimeError as e:
    show_error(e)
