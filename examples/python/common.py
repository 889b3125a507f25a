# SPDX-License-Identifier: MIT
"""What the scripts share: the choice of framework, options, the report of losses, pictures and text to learn
from."""

import argparse
import importlib
import os
import random

torch = importlib.import_module(os.environ.get("FRAMEWORK", "rushlight"))


def options(description, steps, **more):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--steps", type=int, default=steps, help="training steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quiet", action="store_true", help="print the first 20 losses, one a line, and end")
    for name, default in more.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(default), default=default)
    args = parser.parse_args()
    if args.quiet:
        args.steps = min(args.steps, 20)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    return args


class Report:
    """Prints losses: all of the first 20 steps if quiet, else every so often."""

    def __init__(self, args, every=50):
        self.quiet, self.every, self.step = args.quiet, every, 0

    def __call__(self, loss, **more):
        self.step += 1
        if self.quiet:
            print(f"{loss:.7g}")
        elif self.step % self.every == 1:
            print(
                f"step {self.step:5d}  loss {loss:.4f}" + "".join(f"  {k} {v:.4f}" for k, v in more.items())
            )


def ellipses(count, size):
    """count pictures [count, 1, size, size] of bright ellipses on black, and which of four shapes each
    has."""
    grid = torch.arange(size, dtype=torch.float32) / (size - 1) * 2 - 1
    y, x = grid.view(1, size, 1), grid.view(1, 1, size)
    draw = lambda low, high: torch.rand(count, 1, 1) * (high - low) + low
    shape = torch.randint(0, 4, (count,))
    wide = torch.where(shape % 2 == 0, 0.6, 0.3).view(-1, 1, 1)
    high = torch.where(shape < 2, 0.6, 0.3).view(-1, 1, 1)
    distance = ((x - draw(-0.3, 0.3)) / wide) ** 2 + ((y - draw(-0.3, 0.3)) / high) ** 2
    return torch.sigmoid(8 * (1 - distance)).unsqueeze(1), shape


def sentences(count, seed=0):
    """Words of made-up sentences: the verb agrees with the subject, adjectives have an order, stories repeat
    their names."""
    source = random.Random(seed)
    names, animals = ["ada", "ben", "cleo", "dan"], ["cat", "dog", "horse", "bird"]
    sizes, colours = ["big", "small", "old"], ["red", "grey", "white"]
    one, many = ["sees", "likes", "finds", "follows"], ["see", "like", "find", "follow"]
    words = []
    for _ in range(count):
        noun = ["the", source.choice(sizes), source.choice(colours), source.choice(animals)]
        if source.random() < 0.5:
            subject, verb = [source.choice(names)], source.choice(one)
        else:
            subject, verb = [source.choice(names), "and", source.choice(names)], source.choice(many)
        words += subject + [verb] + noun + ["."]
    return words


class Corpus:
    """Words as numbers."""

    def __init__(self, words):
        self.words = sorted(set(words))
        self.number = {w: i for i, w in enumerate(self.words)}
        self.data = torch.tensor([self.number[w] for w in words])

    def columns(self, width):
        """[length, width]: the text in `width` parts side by side."""
        length = self.data.size(0) // width
        return self.data[: length * width].view(width, length).t().contiguous()


def corpus(path, count=4000):
    if not path:
        return Corpus(sentences(count))
    with open(path, encoding="utf-8") as f:
        return Corpus([w for line in f for w in line.split() + ["."]])
