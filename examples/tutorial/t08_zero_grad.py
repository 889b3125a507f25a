# SPDX-License-Identifier: MIT
"""Gradients add up; zero_grad makes them zeros that can be read."""

import rushlight as torch
from simple import filled, images

model = filled()
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
weight = model.conv1.weight
model(images).mean().backward()
once = weight.grad.clone()
model(images).mean().backward()
print("a second backward doubles it:", bool((weight.grad == 2 * once).all()))
optimizer.zero_grad()
print(weight.grad[0][0][0])
model(images).mean().backward()
print("after zero_grad it is as at first:", bool((weight.grad == once).all()))
