# SPDX-License-Identifier: MIT
"""One step of SGD with lr = 1: the weight is the weight before minus the gradient, exactly."""

import rushlight as torch
import rushlight.nn.functional as F
from simple import filled, images, targets

model = filled()
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
weight = model.conv1.weight
before = weight.detach().clone()
print(weight[0][0][0])
logits = model(images)
F.nll_loss(
    logits - torch.logsumexp(logits, 1, keepdim=True), targets
).backward()  # T6's naive loss: its gradient can be seen
print(weight.grad[0][0][0])
optimizer.step()
print(weight[0][0][0])
print("weight == before - 1.0 * grad:", bool((weight.detach() == before - weight.grad).all()))
