#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_loader.py - the orders of PyTorch 1.13.1's DataLoader, which tests/unit/test_data.c repeats; writes loader.txt beside itself.

`case seed n batch_size shuffle drop_last own epochs` starts a loader (own: with a generator seeded 7 of its own); then, for each epoch,
`batch i i i ...` lines and `end` with the CRC-32 of the states of the default and the loader's generator (0 if it has none). Within an
epoch, `draw x` after each batch is the bit pattern of one float32 drawn by the training loop from the default generator.
"""
import os
import sys
import struct
import zlib
import torch
from torch.utils.data import DataLoader

lines = []


def crc(state):
    return f"{zlib.crc32(state.numpy().tobytes()):08x}"


def case(seed, n, batch_size, shuffle, drop_last, own, epochs):
    lines.append(f"case {seed} {n} {batch_size} {int(shuffle)} {int(drop_last)} {int(own)} {epochs}")
    torch.manual_seed(seed)
    g = None
    if own:
        g = torch.Generator()
        g.manual_seed(7)
    loader = DataLoader(torch.arange(n), batch_size=batch_size, shuffle=shuffle, drop_last=drop_last, generator=g)
    for _ in range(epochs):
        for batch in loader:
            lines.append("batch " + " ".join(str(i) for i in batch.tolist()))
            x = torch.rand(())
            lines.append("draw " + str(struct.unpack("<I", struct.pack("<f", x.item()))[0]))
        lines.append(f"end {crc(torch.get_rng_state())} {crc(g.get_state()) if own else '0'}")


def main():
    for seed in (0, 12345, 2 ** 40 + 7):
        for own in (False, True):
            case(seed, 10, 3, True, False, own, 3)
            case(seed, 10, 3, True, True, own, 2)
            case(seed, 12, 4, True, False, own, 2)
            case(seed, 7, 2, False, False, own, 2)
            case(seed, 1, 5, True, False, own, 2)
    case(3, 1500, 64, True, False, False, 2)
    case(3, 1500, 64, True, False, True, 2)
    path = os.path.join(os.path.dirname(os.path.abspath(sys.argv[0])), "loader.txt")
    with open(path, "w", encoding="ascii") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
