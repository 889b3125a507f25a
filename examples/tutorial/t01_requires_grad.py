# SPDX-License-Identifier: MIT
"""New tensors do not require grad; parameters do, and what a network computes."""

import rushlight as torch
import rushlight.nn as nn

x = torch.randn(8, 3, 50, 100)
print("x", x.requires_grad)
net = nn.Sequential(nn.Conv2d(3, 16, 3, 1), nn.Conv2d(16, 32, 3, 1))
for name, param in net.named_parameters():
    print(name, param.requires_grad)
print("net(x)", net(x).requires_grad)
