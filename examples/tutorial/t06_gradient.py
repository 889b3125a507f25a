# SPDX-License-Identifier: MIT
"""A gradient before and after backward, by an accurate and by a naive log-softmax.

All weights are equal, so all logits are equal and the exact gradient is 0. log-softmax as x - logsumexp(x)
rounds the sum to 1/1024,
because the logits are 9830.4: the 20 probabilities add up to 0.99964, and what is printed is this error.
cross_entropy subtracts the
maximum first, and keeps the digits."""

import rushlight as torch
import rushlight.nn.functional as F
from simple import filled, images, targets


def naive(logits, targets):
    return F.nll_loss(logits - torch.logsumexp(logits, 1, keepdim=True), targets)


for name, criterion in (("cross_entropy", F.cross_entropy), ("x - logsumexp(x)", naive)):
    model = filled()
    loss = criterion(model(images), targets)
    print(f"{name}: loss {loss.item():.4f}")
    print("conv1.weight.grad before backward:", model.conv1.weight.grad)
    loss.backward()
    row = model.conv1.weight.grad[0][0][0]
    print("conv1.weight.grad[0][0][0] after, to four digits:", torch.round(row, decimals=4) + 0)  # + 0: no -0
