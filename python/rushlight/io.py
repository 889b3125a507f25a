# SPDX-License-Identifier: MIT
"""Other formats: safetensors, .npy, .npz."""

import ast
import json
import struct
import zipfile

from . import _C
from ._C import Tensor

# ---- safetensors: 8 bytes length, a JSON header, the tensors' bytes ----

_SAFE = {
    "F64": _C.float64,
    "F32": _C.float32,
    "F16": _C.float16,
    "BF16": _C.bfloat16,
    "I64": _C.int64,
    "I32": _C.int32,
    "I16": _C.int16,
    "I8": _C.int8,
    "U8": _C.uint8,
    "BOOL": _C.bool,
}
_SAFE_NAMES = {d: n for n, d in _SAFE.items()}
_MAX_HEADER = 100_000_000


def save_file(tensors, filename, metadata=None):
    """A dict of tensors. metadata: a dict of strings."""
    header, parts, at = {}, [], 0
    if metadata is not None:
        header["__metadata__"] = {str(k): str(v) for k, v in metadata.items()}
    order = sorted(tensors, key=lambda name: (-tensors[name].element_size(), name))  # so each begins aligned
    for name in order:
        t = tensors[name]
        if not isinstance(t, Tensor):
            raise ValueError(f"Key `{name}` is invalid, expected torch.Tensor but received {type(t)}")
        data = _bytes(t)
        header[name] = {
            "dtype": _SAFE_NAMES[t.dtype],
            "shape": list(t.shape),
            "data_offsets": [at, at + len(data)],
        }
        parts.append(data)
        at += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(filename, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for data in parts:
            f.write(data)


def _bytes(t):
    flat = t.detach().cpu().contiguous().clone()
    return _C._storage_bytes(flat)[: flat.numel() * flat.element_size()] if flat.numel() else b""


def load_file(filename, device="cpu"):
    """The tensors of a safetensors file by name."""
    with open(filename, "rb") as f:
        data = f.read()
    if len(data) < 8:
        raise ValueError("the file is too short for safetensors")
    (length,) = struct.unpack("<Q", data[:8])
    if length > min(_MAX_HEADER, len(data) - 8):
        raise ValueError("the header of the safetensors file is too long")
    header, body = json.loads(data[8 : 8 + length]), memoryview(data)[8 + length :]
    made = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        dtype, shape, (start, end) = entry["dtype"], tuple(entry["shape"]), entry["data_offsets"]
        if dtype not in _SAFE:
            raise NotImplementedError(f"'{name}' has dtype {dtype}, which rushlight has not")
        count = 1
        for n in shape:
            if type(n) is not int or n < 0:
                raise ValueError(f"'{name}' has a shape that is none: {shape}")
            count *= n
        if (
            not (type(start) is int and type(end) is int and 0 <= start <= end <= len(body))
            or end - start != count * _SAFE[dtype].itemsize
        ):
            raise ValueError(f"'{name}' lies outside the file or has another size than its shape says")
        t = _C._from_bytes(body[start:end], _SAFE[dtype], shape)
        made[name] = t if str(device) == "cpu" else t.to(device)
    return made


# ---- .npy: magic, version, a header that is a Python literal, the bytes ----

_NPY = {
    "f8": _C.float64,
    "f4": _C.float32,
    "f2": _C.float16,
    "i8": _C.int64,
    "i4": _C.int32,
    "i2": _C.int16,
    "i1": _C.int8,
    "u1": _C.uint8,
    "b1": _C.bool,
}
_NPY_NAMES = {d: n for n, d in _NPY.items()}


def _npy_bytes(t):
    if t.dtype not in _NPY_NAMES:
        raise TypeError(f"NumPy has no {t.dtype}")
    kind = _NPY_NAMES[t.dtype]
    text = (
        f"{{'descr': '{'|' if kind[1] == '1' else '<'}{kind}', 'fortran_order': False, 'shape':"
        f" {tuple(t.shape)}, }}".encode()
    )
    text += b" " * (-(10 + len(text) + 1) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + _bytes(t)


def _npy_read(data):
    if data[:6] != b"\x93NUMPY":
        raise ValueError("the file is not a .npy file")
    wide = data[6] > 1
    (length,) = struct.unpack("<I" if wide else "<H", data[8 : 12 if wide else 10])
    start = (12 if wide else 10) + length
    header = ast.literal_eval(data[start - length : start].decode("utf-8" if wide else "latin1"))
    descr, shape = header["descr"], header["shape"]
    if not isinstance(descr, str) or descr[1:] not in _NPY or descr[0] not in "<|=":
        raise NotImplementedError(f"rushlight cannot read .npy elements of type {descr!r}")
    dtype, count = _NPY[descr[1:]], 1
    for n in shape:
        count *= n
    if len(data) - start < count * dtype.itemsize:
        raise ValueError("the .npy file is too short")
    body = memoryview(data)[start : start + count * dtype.itemsize]
    if header["fortran_order"]:
        return (
            _C._from_bytes(body, dtype, tuple(reversed(shape))).permute(*reversed(range(len(shape))))
            if shape
            else _C._from_bytes(body, dtype, ())
        )
    return _C._from_bytes(body, dtype, tuple(shape))


def save_npy(filename, tensor):
    data = _npy_bytes(tensor)
    with open(filename, "wb") as f:
        f.write(data)


def load_npy(filename):
    with open(filename, "rb") as f:
        return _npy_read(f.read())


def save_npz(filename, **tensors):
    with zipfile.ZipFile(filename, "w") as archive:
        for name, t in tensors.items():
            archive.writestr(name + ".npy", _npy_bytes(t))


def load_npz(filename):
    with zipfile.ZipFile(filename) as archive:
        return {n[:-4] if n.endswith(".npy") else n: _npy_read(archive.read(n)) for n in archive.namelist()}
