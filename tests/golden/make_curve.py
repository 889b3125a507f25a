#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_curve.py - the demo's first 50 losses (tests/golden/curve.txt), with PyTorch 1.13.1.

The same steps as examples/demo.c takes, in the same order, so that both draw the same random numbers: 640 images of 28 x 28
bytes drawn by a formula (tests/unit/test_curve.c has it, too) stand for both sets, --epochs 5 --batch 64 --seed 2.
The seed is one that suits a comparison: PyTorch's own two ways to convolve (oneDNN or not) agree within 1.4e-6 on it; where a
maximum or a ReLU's zero is decided by rounding, they part by up to 7e-3 (seed 1, less noise)."""
import os
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

COUNT, SIDE, EPOCHS = 640, 28, 5

i = torch.arange(COUNT).view(-1, 1, 1)
y, x = torch.arange(SIDE).view(1, -1, 1), torch.arange(SIDE).view(1, 1, -1)
labels = i.flatten() * 7 % 10
label = labels.view(-1, 1, 1)
noise = ((i * SIDE + y) * SIDE + x) * 2654435761 % 2 ** 32 // 2 ** 25
bytes_ = ((x * (label + 1) + y * (2 * label + 3)) % 32) * 4 + noise
images = ((bytes_.float() / 255 - 0.286) / 0.353).unsqueeze(1)

torch.manual_seed(2)
data = TensorDataset(images, labels)
classes = 1 + max(int(target.max()) for _, target in DataLoader(data, batch_size=1000))
net = nn.Sequential(
    nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Dropout(0.25), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, classes))
optimizer = torch.optim.Adam(net.parameters(), 1e-3)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
loader = DataLoader(data, batch_size=64, shuffle=True)
test = DataLoader(data, batch_size=500)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "curve.txt"), "w") as out:
    for epoch in range(EPOCHS):
        for image, target in loader:
            loss = nn.functional.cross_entropy(net(image), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            print(f"{loss.item():.9g}", file=out)
        scheduler.step()
        net.eval()
        with torch.no_grad():
            right = sum(int((net(image).argmax(1) == target).sum()) for image, target in test)
        net.train()
        print(f"epoch {epoch + 1}: accuracy {right / COUNT:.4f}")
