# SPDX-License-Identifier: MIT
"""A convolutional generative adversarial network (Radford et al. 2016): a generator makes pictures from
noise, a discriminator tells
them from real ones."""

from common import Report, ellipses, options, torch

nn = torch.nn
SIZE, NOISE = 16, 16


def initial(m):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(m.weight, 0.0, 0.02)
    elif isinstance(m, nn.BatchNorm2d):
        nn.init.normal_(m.weight, 1.0, 0.02)
        nn.init.zeros_(m.bias)


class Generator(nn.Module):
    """[N, NOISE, 1, 1] to [N, 1, 16, 16]"""

    def __init__(self, width=16):
        super().__init__()
        self.main = nn.Sequential(
            nn.ConvTranspose2d(NOISE, 2 * width, 4, 1, 0, bias=False),
            nn.BatchNorm2d(2 * width),
            nn.ReLU(True),
            nn.ConvTranspose2d(2 * width, width, 4, 2, 1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(True),
            nn.ConvTranspose2d(width, 1, 4, 2, 1, bias=False),
            nn.Tanh(),
        )

    def forward(self, x):
        return self.main(x)


class Discriminator(nn.Module):
    """[N, 1, 16, 16] to [N]"""

    def __init__(self, width=16):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(1, width, 4, 2, 1, bias=False),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False),
            nn.BatchNorm2d(2 * width),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(2 * width, 1, 4, 1, 0, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        return self.main(x).view(-1, 1).squeeze(1)


def main():
    args = options(__doc__, 300, batch_size=32)
    pictures, _ = ellipses(1024, SIZE)
    loader = torch.utils.data.DataLoader(pictures * 2 - 1, args.batch_size, shuffle=True, drop_last=True)
    generator, discriminator = Generator(), Discriminator()
    generator.apply(initial)
    discriminator.apply(initial)
    criterion = nn.BCELoss()
    of_g = torch.optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    of_d = torch.optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    real, fake = torch.full((args.batch_size,), 1.0), torch.full((args.batch_size,), 0.0)
    report, step = Report(args, 20), 0
    while step < args.steps:
        for x in loader:
            discriminator.zero_grad()
            loss_real = criterion(discriminator(x), real)
            loss_real.backward()
            made = generator(torch.randn(args.batch_size, NOISE, 1, 1))
            loss_fake = criterion(discriminator(made.detach()), fake)
            loss_fake.backward()
            of_d.step()
            generator.zero_grad()
            loss_g = criterion(discriminator(made), real)
            loss_g.backward()
            of_g.step()
            report((loss_real + loss_fake).item() + loss_g.item(), generator=loss_g.item())
            step += 1
            if step == args.steps:
                break


if __name__ == "__main__":
    main()
