# SPDX-License-Identifier: MIT
"""A variational autoencoder (Kingma & Welling 2014): pictures to a Gaussian of few numbers, and back."""

from common import Report, ellipses, options, torch

nn, F = torch.nn, torch.nn.functional
SIZE = 20


class VAE(nn.Module):
    def __init__(self, hidden=100, code=8):
        super().__init__()
        self.fc1 = nn.Linear(SIZE * SIZE, hidden)
        self.fc21 = nn.Linear(hidden, code)
        self.fc22 = nn.Linear(hidden, code)
        self.fc3 = nn.Linear(code, hidden)
        self.fc4 = nn.Linear(hidden, SIZE * SIZE)

    def encode(self, x):
        h = F.relu(self.fc1(x))
        return self.fc21(h), self.fc22(h)

    def reparameterize(self, mean, log_var):
        std = torch.exp(0.5 * log_var)
        return mean + torch.randn_like(std) * std

    def decode(self, z):
        return torch.sigmoid(self.fc4(F.relu(self.fc3(z))))

    def forward(self, x):
        mean, log_var = self.encode(x.view(-1, SIZE * SIZE))
        return self.decode(self.reparameterize(mean, log_var)), mean, log_var


def loss_of(picture, x, mean, log_var):
    """Reconstruction plus KL divergence from the standard normal: -1/2 sum(1 + log var - mean² - var)."""
    reconstruction = F.binary_cross_entropy(picture, x.view(-1, SIZE * SIZE), reduction="sum")
    return reconstruction - 0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())


def main():
    args = options(__doc__, 600, batch_size=64)
    pictures, _ = ellipses(2048, SIZE)
    loader = torch.utils.data.DataLoader(pictures, args.batch_size, shuffle=True, drop_last=True)
    model = VAE()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    report, step = Report(args), 0
    while step < args.steps:
        for x in loader:
            optimizer.zero_grad()
            picture, mean, log_var = model(x)
            loss = loss_of(picture, x, mean, log_var)
            loss.backward()
            optimizer.step()
            report(loss.item() / len(x))
            step += 1
            if step == args.steps:
                break


if __name__ == "__main__":
    main()
