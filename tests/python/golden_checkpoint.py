# SPDX-License-Identifier: MIT
"""Writes tests/golden/python_checkpoint.pt with PyTorch: what test_save.py reads."""

import os

import torch

torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))
opt = torch.optim.Adam(net.parameters())
net(torch.randn(2, 1, 4, 4)).sum().backward()
opt.step()
base = torch.arange(10.0)
folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden")
torch.save(
    {
        "model": net.state_dict(),
        "optimizer": opt.state_dict(),
        "step": 1,
        "views": [base[2:5], base.view(2, 5).t()],
    },
    os.path.join(folder, "python_checkpoint.pt"),
)
