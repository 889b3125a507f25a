# SPDX-License-Identifier: MIT
"""Views that share storage, and what needs a copy."""

import rushlight as torch
from show_error import show_error


def show(name, t, base):
    print(
        f"{name}: size {tuple(t.size())}, stride {t.stride()}, contiguous {t.is_contiguous()}, "
        f"shares storage {t.data_ptr() == base.data_ptr()}"
    )


t = torch.arange(6).view(2, 3)
show("t", t, t)
show("t.t()", t.t(), t)
show("t.transpose(0, 1)", t.transpose(0, 1), t)
show("t.view(1, 2, 3).permute(2, 0, 1)", t.view(1, 2, 3).permute(2, 0, 1), t)
try:
    t.t().view(6)
except RuntimeError as e:
    show_error(e)
print(t.t().reshape(6))
print(t.t().contiguous().view(6))
show("t.t().contiguous()", t.t().contiguous(), t)
