# SPDX-License-Identifier: MIT
"""Parameters that do not require grad make no graph."""

import rushlight as torch
import rushlight.nn as nn

x = torch.randn(8, 3, 50, 100)
net = nn.Sequential(nn.Conv2d(3, 16, 3), nn.Conv2d(16, 32, 3))


def run():
    before = torch._C._live_nodes()
    y = net(x)
    print(f"net(x) {y.requires_grad}, nodes made: {torch._C._live_nodes() - before}")


run()
for param in net.named_parameters():
    param[1].requires_grad = False
run()
