# SPDX-License-Identifier: MIT
"""The tutorial's network: two convolutions and a linear layer, without biases (T4 to T8)."""

import rushlight as torch
import rushlight.nn as nn


class Simple(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, padding=1, bias=False)
        self.conv2 = nn.Conv2d(16, 32, 3, 1, padding=1, bias=False)
        self.linear = nn.Linear(32 * 10 * 10, 20, bias=False)

    def forward(self, x):
        x = self.conv1(x)
        x = self.conv2(x)
        return self.linear(x.view(x.size(0), -1))


def filled():
    model = Simple()
    for m in model.parameters():
        m.data.fill_(0.1)
    return model


images, targets = torch.ones(8, 3, 10, 10), torch.ones(8, dtype=torch.long)
