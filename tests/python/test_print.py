# SPDX-License-Identifier: MIT
"""repr(tensor) character for character: the records of tests/golden/print.bin, which PyTorch 1.13.1 printed."""
import os
import struct
import unittest

import rushlight as torch
from rushlight import _C

FILE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden", "print.bin")
DTYPES = "float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8 bool".split()
# how a tensor gets a history of that name without a change of its values
HISTORY = {
    "AddBackward0": lambda leaf: leaf + -0.0,
    "MulBackward0": lambda leaf: leaf * 1,
    "ViewBackward0": lambda leaf: leaf.view(leaf.shape),
    "SumBackward0": lambda leaf: leaf.unsqueeze(0).sum(0).reshape(()) if leaf.dim() else leaf.sum(),
}


class Reader:
    """The format is described in tests/golden/make_print.py."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def number(self):
        return self.take("i")[0]

    def raw(self):
        n = self.number()
        if n < 0:
            return None
        self.at += n
        return self.data[self.at - n:self.at]

    def text(self):
        raw = self.raw()
        return None if raw is None else raw.decode()

    def record(self):
        r = {"label": self.text(), "dtype": getattr(torch, DTYPES[self.number() - 1])}
        ndim = self.number()
        r.update(shape=self.take(f"{ndim}q"), stride=self.take(f"{ndim}q"), data=self.raw(), device=self.text(), grad_fn=self.text(),
                 requires_grad=self.number(), default=getattr(torch, DTYPES[self.number() - 1]), name=self.text())
        r["options"] = dict(zip(("precision", "threshold", "edgeitems", "linewidth", "sci_mode"), self.take("i2q2i")))
        r["text"] = self.text()
        return r


def build(r):
    """The tensor of a record, or None if it cannot be made here."""
    if any(stride < 0 for stride in r["stride"]):
        return None  # an empty tensor whose strides overflowed
    size = torch.tensor([], dtype=r["dtype"]).element_size()
    t = _C._from_bytes(r["data"], r["dtype"], (len(r["data"]) // size,)).as_strided(r["shape"], r["stride"])
    if r["name"].startswith("Parameter"):
        return torch.nn.Parameter(t, requires_grad=bool(r["requires_grad"]))
    if r["name"] != "tensor":
        return _C._make_subclass(type(r["name"], (torch.Tensor,), {}), t, bool(r["requires_grad"]))
    if r["grad_fn"] == "TransposeBackward0":
        return t.transpose(0, 1).requires_grad_().transpose(0, 1)
    if r["grad_fn"] is not None:
        return HISTORY[r["grad_fn"]](t.requires_grad_()) if r["grad_fn"] in HISTORY else None
    return t.requires_grad_() if r["requires_grad"] else t


class Printing(unittest.TestCase):
    def test_golden(self):
        with open(FILE, "rb") as f:
            reader = Reader(f.read())
        self.assertEqual(reader.take("8s")[0], b"RUSHPRT1")
        compared, left_out = 0, []
        for _ in range(reader.number()):
            r = reader.record()
            t = None if r["device"] else build(r)  # a device is shown where the default is another one
            if t is None:
                left_out.append(r["label"])
                continue
            options = dict(r["options"])
            options["sci_mode"] = None if options["sci_mode"] < 0 else bool(options["sci_mode"])
            torch.set_default_dtype(r["default"])
            torch.set_printoptions(**options)
            try:
                texts = repr(t), str(t)
            finally:
                torch.set_default_dtype(torch.float32)
                torch.set_printoptions(profile="default", sci_mode=None)
            compared += 1
            with self.subTest(label=r["label"]):
                self.assertEqual(texts, (r["text"], r["text"]))
        self.assertGreater(compared, 920)
        self.assertLess(len(left_out), 140, left_out)


if __name__ == "__main__":
    unittest.main()
