# SPDX-License-Identifier: MIT
"""Makes the files of tests/golden/io: run with PyTorch 1.13, NumPy and the safetensors package.

torch2.pt is written by hand in the layout of PyTorch 2.9's torch.save (its records and their order, its pickle), because
the oracle is PyTorch 1.13; everything else is written by the library whose format it is.
"""
import collections
import gzip
import io
import os
import pickle
import struct
import sys

import numpy as np
import torch

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "io")


def path(name):
    return os.path.join(OUT, name)


def tree():
    """Containers of every kind, tensors of every dtype, views of one storage."""
    base = torch.arange(12, dtype=torch.float32)
    d = collections.OrderedDict()
    d["weight"] = base.view(3, 4)
    d["view"] = base.view(3, 4).t()[1:3]
    for name in "float64 float16 bfloat16 int64 int32 int16 int8 uint8 bool".split():
        d[name] = torch.arange(3).to(getattr(torch, name))
    d["param"] = torch.nn.Parameter(torch.full((2,), 0.5))
    d["scalar"] = torch.tensor(7.25)
    d["empty"] = torch.empty(0, 3)
    d["expanded"] = torch.tensor([3.0]).expand(4)
    d._metadata = collections.OrderedDict([("", {"version": 1})])
    return {
        "state": d,
        "size": torch.Size([2, 3]),
        "tuple": (1, -2, 300, 70000, -(2**40), 2**62, True, False, None, 0.1),
        "tuples": ((), (1,), (1, 2), (1, 2, 3)),
        "list": [[], {}, "text \u00e9\u20ac", b"\x00\x7f\x80\xff", b""],
        "set": {5},
        "dtype": torch.bfloat16,
        7: "integer key",
    }


def torch2(obj):
    """torch.save as PyTorch 2.9 does it."""
    storages = {}

    class Pickler(pickle._Pickler):
        def persistent_id(self, value):
            typed = isinstance(value, torch.storage.TypedStorage)
            if not typed and not torch.is_storage(value):
                return None
            kind = getattr(torch, value.pickle_storage_type())
            key = storages.setdefault(value._cdata, (str(len(storages)), value))[0]
            return ("storage", kind, key, "cpu", value.size())

    buffer = io.BytesIO()
    Pickler(buffer, protocol=2).dump(obj)
    zip_file = torch._C.PyTorchFileWriter(path("torch2.pt"))

    def record(name, data):
        zip_file.write_record(name, data, len(data))

    record("data.pkl", buffer.getvalue())
    record(".format_version", b"1")
    record(".storage_alignment", b"64")
    record("byteorder", b"little")
    for key, value in storages.values():
        zip_file.write_record("data/" + key, value.data_ptr(), value.nbytes())
    record(".data/serialization_id", b"0" * 40)
    zip_file.write_end_of_file()


def main():
    os.makedirs(OUT, exist_ok=True)
    torch.save(tree(), path("torch113.pt"))
    torch.save(tree(), path("torch113_protocol4.pt"), pickle_protocol=4)
    torch.save({"a": torch.ones(1)}, path("torch113_old.pt"), _use_new_zipfile_serialization=False)
    torch.save({"f": os.system}, path("refused.pt"))
    torch2({"w": torch.arange(4.0), "step": 3, "c": torch.tensor([1, 2])})

    grid = np.arange(6, dtype=np.float32).reshape(2, 3)
    np.save(path("c.npy"), grid)
    np.save(path("fortran.npy"), np.asfortranarray(grid))
    np.save(path("big.npy"), grid.astype(">f8"))
    np.save(path("scalar.npy"), np.int64(-5))
    np.save(path("complex.npy"), grid.astype(np.complex64))
    np.save(path("structured.npy"), np.zeros(2, dtype=[("a", "<i4"), ("b", "<f4")]))
    with open(path("version2.npy"), "wb") as f:
        np.lib.format.write_array(f, np.array([True, False]), version=(2, 0))
    np.savez(path("stored.npz"), grid=grid, bytes=np.arange(3, dtype=np.uint8))
    np.savez_compressed(path("deflated.npz"), zeros=np.zeros(500, np.int16), grid=grid)

    idx = struct.pack(">BBBBII", 0, 0, 8, 2, 2, 3) + bytes(range(6))
    with open(path("bytes.idx"), "wb") as f:
        f.write(idx)
    with open(path("bytes.idx.gz"), "wb") as f:
        f.write(gzip.compress(idx, mtime=0))
    with open(path("shorts.idx"), "wb") as f:
        f.write(struct.pack(">BBBBIhhh", 0, 0, 0x0B, 1, 3, 1, -2, 300))

    from safetensors.torch import save_file
    tensors = {"a": torch.arange(6.0).view(2, 3), "b": torch.tensor([1, 2, 3]), "flag": torch.tensor([True, False])}
    save_file(tensors, path("plain.safetensors"), metadata={"format": "pt", "note": "a \"quoted\" \u20ac"})


if __name__ == "__main__":
    sys.exit(main())
