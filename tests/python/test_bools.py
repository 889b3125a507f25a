# SPDX-License-Identifier: MIT
"""A bool may be any byte (memory viewed as bool, arrays, files): every op of the table takes all bytes but 0 for true. What only moves
elements may keep their bytes."""
import unittest
import warnings

import rushlight as torch
from rushlight._table import functions
from samples import Sample, TooLarge, table

ROWS = table()
BYTES = [1, 2, 255, 4]


def spread(t):
    """True in the memory of t becomes each of BYTES in turn."""
    memory = t.view(torch.uint8).as_strided((len(t.storage()),), (1,), 0)
    memory *= torch.tensor(BYTES, dtype=torch.uint8)[torch.arange(len(memory)) % len(BYTES)]


def run(f, sample):
    """The results, or the text of the error."""
    args, options = sample.positional()
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            r = f(*args, **options)
        except Exception as e:
            return str(e)
    return list(r) if isinstance(r, (tuple, list)) else [r]


def values(results):
    """What is comparable: NaN is written out."""
    if isinstance(results, str):
        return results
    return [(r.dtype, r.shape, str(r.tolist())) if isinstance(r, torch.Tensor) else str(r) for r in results]


def bytes_of(results):
    return {b for r in results if isinstance(r, torch.Tensor) and r.dtype == torch.bool for b in r.view(torch.uint8).flatten().tolist()}


@unittest.skipIf(ROWS is None, "tools/optable was not built")
class Bools(unittest.TestCase):
    def test_bytes(self):
        wrong, compared = [], 0
        for op in ROWS:
            if op["internal"] or op["name"].startswith("empty"):
                continue
            for dtype, text in [("bool", t) for t in op["samples"]] + [("float32", t) for t in op["samples"] if ":b" in t]:
                try:
                    usual, other = Sample(op, text, dtype), Sample(op, text, dtype)
                except TooLarge:
                    continue
                bools = [t for t in other.tensors if t.dtype == torch.bool and t.numel()]
                for t in bools:
                    spread(t)
                for name in (usual.name, usual.name + "_"):
                    if not bools or name not in functions:
                        continue
                    expected, got = run(functions[name], usual), run(functions[name], other)
                    compared += not isinstance(got, str)
                    if values(got) != values(expected):
                        wrong.append(f"{name}({text}) {dtype}: {values(got)}, not {values(expected)}"[:300])
                    elif not isinstance(got, str) and bytes_of(got) - {0, *BYTES}:
                        wrong.append(f"{name}({text}) {dtype}: the bytes {bytes_of(got)}")
        self.assertEqual([], wrong[:60], f"{len(wrong)} of {compared} differ")
        self.assertGreater(compared, 2000)

    def test_outside_ops(self):
        """elements read by Python, printing, a mask from a buffer"""
        t = torch.frombuffer(bytearray([0, 2, 255]), dtype=torch.bool)
        self.assertEqual([False, True, True], t.tolist())
        self.assertIs(True, t[1].item())
        self.assertTrue(t[2])
        self.assertEqual("tensor([False,  True,  True])", repr(t))
        self.assertEqual([1, 2], torch.arange(3)[t].tolist())


if __name__ == "__main__":
    unittest.main()
