# SPDX-License-Identifier: MIT
"""A convolutional network on Fashion-MNIST: two convolutions, dropout, two linear layers."""

import gzip
import os
import struct

from common import Report, ellipses, options, torch

nn, F = torch.nn, torch.nn.functional


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, 1)
        self.conv2 = nn.Conv2d(16, 32, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.dropout2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(32 * 12 * 12, 64)
        self.fc2 = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = self.dropout1(F.max_pool2d(x, 2))
        x = F.relu(self.fc1(torch.flatten(x, 1)))
        return F.log_softmax(self.fc2(self.dropout2(x)), dim=1)


def read_idx(path):
    """A tensor of bytes from an IDX file, compressed or not."""
    opened = gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb")
    with opened as f:
        data = f.read()
    dims = struct.unpack(f">{data[3]}I", data[4 : 4 + 4 * data[3]])
    return torch.frombuffer(bytearray(data[4 + 4 * len(dims) :]), dtype=torch.uint8).view(*dims)


def images(folder, kind):
    if not os.path.isdir(folder):
        pictures, labels = ellipses(2000, 28)
        return pictures, labels
    pictures = read_idx(os.path.join(folder, kind + "-images-idx3-ubyte")).unsqueeze(1).float() / 255
    return pictures, read_idx(os.path.join(folder, kind + "-labels-idx1-ubyte")).long()


@torch.no_grad()
def accuracy(model, pictures, labels):
    model.eval()
    right = sum(
        (model(x).argmax(1) == y).sum().item() for x, y in zip(pictures.split(500), labels.split(500))
    )
    model.train()
    return right / len(labels)


def main():
    args = options(__doc__, 1000, data="/usr/share/datasets/fashion-mnist", batch_size=64)
    pictures, labels = images(args.data, "train")
    pictures = (pictures - 0.286) / 0.353
    loader = torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(pictures, labels), args.batch_size, shuffle=True
    )
    model = Net()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.7)
    report, step = Report(args), 0
    while step < args.steps:
        for x, y in loader:
            optimizer.zero_grad()
            loss = F.nll_loss(model(x), y)
            loss.backward()
            optimizer.step()
            report(loss.item())
            step += 1
            if step == args.steps:
                break
        scheduler.step()
    if not args.quiet:
        test, answers = images(args.data, "t10k")
        print(f"accuracy {accuracy(model, (test - 0.286) / 0.353, answers):.4f}")


if __name__ == "__main__":
    main()
