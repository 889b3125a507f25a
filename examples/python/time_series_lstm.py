# SPDX-License-Identifier: MIT
"""Two LSTM cells learn sine waves, and go on by themselves after the last known point."""

import math

from common import Report, options, torch

nn = torch.nn


class Sequence(nn.Module):
    def __init__(self, width=24):
        super().__init__()
        self.lstm1 = nn.LSTMCell(1, width)
        self.lstm2 = nn.LSTMCell(width, width)
        self.linear = nn.Linear(width, 1)
        self.width = width

    def forward(self, x, future=0):
        """x [N, T]; the predictions of x one step on, and `future` further ones."""
        h1 = c1 = h2 = c2 = torch.zeros(x.size(0), self.width)
        outputs = []

        def step(value):
            nonlocal h1, c1, h2, c2
            h1, c1 = self.lstm1(value, (h1, c1))
            h2, c2 = self.lstm2(h1, (h2, c2))
            outputs.append(self.linear(h2))

        for value in x.split(1, dim=1):
            step(value)
        for _ in range(future):
            step(outputs[-1])
        return torch.cat(outputs, dim=1)


def waves(count, length):
    start = torch.randint(-80, 80, (count, 1))
    return torch.sin((torch.arange(length) + start).float() / 10)


def main():
    args = options(__doc__, 150, length=60, width=24)
    data = waves(32, args.length)
    train, test = data[3:], data[:3]
    model = Sequence(args.width)
    criterion = nn.MSELoss()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=3e-3)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=10)
    report = Report(args, 10)
    for _ in range(args.steps):
        optimizer.zero_grad()
        loss = criterion(model(train[:, :-1]), train[:, 1:])
        loss.backward()
        optimizer.step()
        scheduler.step(loss.item())
        report(loss.item())
    if not args.quiet:
        with torch.no_grad():
            half = args.length // 2
            ahead = model(test[:, :half], future=half - 1)[:, half - 1 :]
            error = math.sqrt(criterion(ahead, test[:, half : half + ahead.size(1)]).item())
        print(f"error of {half} points foreseen: {error:.4f}")


if __name__ == "__main__":
    main()
