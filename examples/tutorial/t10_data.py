# SPDX-License-Identifier: MIT
""".data shares the memory, and a write through it is not noted: the gradient is wrong without a word, unless
the data check is on."""

import rushlight as torch
from show_error import show_error


def run(what, overwrite, check):
    torch.set_data_check(check)
    a = torch.tensor([7.0, 0.0, 0.0], requires_grad=True)
    b = a + 2
    loss = torch.mean(b * b)
    if overwrite:
        b.data.zero_()
    print(what, end=": ")
    try:
        loss.backward()
        print(a.grad)
    except RuntimeError as e:
        show_error(e)


run("untouched", False, False)
run("overwritten, as in PyTorch", True, False)
run("overwritten, with the check on", True, True)
