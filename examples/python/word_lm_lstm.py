# SPDX-License-Identifier: MIT
"""A word language model: an embedding, an LSTM, and scores by the transposed embedding."""

import math

from common import Report, corpus, options, torch

nn, F = torch.nn, torch.nn.functional


class Model(nn.Module):
    def __init__(self, words, width, layers, dropout):
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.encoder = nn.Embedding(words, width)
        self.rnn = nn.LSTM(width, width, layers, dropout=dropout)
        self.decoder = nn.Linear(width, words)
        self.decoder.weight = self.encoder.weight  # tied
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)
        self.layers, self.width = layers, width

    def forward(self, x, state):
        y, state = self.rnn(self.drop(self.encoder(x)), state)
        return F.log_softmax(self.decoder(self.drop(y)), dim=-1), state

    def first_state(self, batch):
        weight = next(self.parameters())
        return tuple(weight.new_zeros(self.layers, batch, self.width) for _ in range(2))


def main():
    args = options(__doc__, 400, text="", batch_size=16, length=20, width=64, layers=2, lr=2.0)
    text = corpus(args.text)
    data = text.columns(args.batch_size)
    model = Model(len(text.words), args.width, args.layers, 0.2)
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.5)
    report, state, at = Report(args), model.first_state(args.batch_size), 0
    for _ in range(args.steps):
        if at + args.length + 1 > len(data):
            state, at = model.first_state(args.batch_size), 0
        x, y = data[at : at + args.length], data[at + 1 : at + args.length + 1]
        at += args.length
        state = tuple(s.detach() for s in state)
        optimizer.zero_grad()
        scores, state = model(x, state)
        loss = F.nll_loss(scores.view(-1, scores.size(-1)), y.reshape(-1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
        optimizer.step()
        report(loss.item(), perplexity=math.exp(min(loss.item(), 50)))


if __name__ == "__main__":
    main()
