# SPDX-License-Identifier: MIT
"""The word language model with a transformer encoder: each place sees the words before it."""

import math

from common import Report, corpus, options, torch

nn, F = torch.nn, torch.nn.functional


class PositionalEncoding(nn.Module):
    """Sines and cosines of the place, in wavelengths from 2 pi to 20000 pi."""

    def __init__(self, width, dropout, longest=500):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        place = torch.arange(longest, dtype=torch.float32).unsqueeze(1)
        rate = torch.exp(torch.arange(0, width, 2).float() * (-math.log(10000.0) / width))
        table = torch.zeros(longest, width)
        table[:, 0::2] = torch.sin(place * rate)
        table[:, 1::2] = torch.cos(place * rate)
        self.register_buffer("table", table.unsqueeze(1))

    def forward(self, x):
        return self.dropout(x + self.table[: x.size(0)])


class Model(nn.Module):
    def __init__(self, words, width, heads, layers, dropout):
        super().__init__()
        self.width = width
        self.embedding = nn.Embedding(words, width)
        self.position = PositionalEncoding(width, dropout)
        self.encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(width, heads, 2 * width, dropout), layers
        )
        self.decoder = nn.Linear(width, words)
        nn.init.uniform_(self.embedding.weight, -0.1, 0.1)
        nn.init.uniform_(self.decoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)

    def forward(self, x):
        mask = torch.triu(torch.full((len(x), len(x)), float("-inf")), diagonal=1)
        y = self.encoder(self.position(self.embedding(x) * math.sqrt(self.width)), mask)
        return self.decoder(y)


def main():
    args = options(__doc__, 300, text="", batch_size=16, length=20, width=64, layers=2, lr=1e-3)
    text = corpus(args.text)
    data = text.columns(args.batch_size)
    model = Model(len(text.words), args.width, 4, args.layers, 0.1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 50))
    report, at = Report(args), 0
    for _ in range(args.steps):
        at = 0 if at + args.length + 1 > len(data) else at
        x, y = data[at : at + args.length], data[at + 1 : at + args.length + 1]
        at += args.length
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        report(loss.item())


if __name__ == "__main__":
    main()
