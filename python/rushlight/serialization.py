# SPDX-License-Identifier: MIT
"""save and load: PyTorch's zip files, both directions. Tensors that share a storage go on sharing it."""

import os
import struct
import zipfile

from . import _C, _archive
from ._archive import STORAGE_NAMES, Unpickler, dumps

DEFAULT_PROTOCOL = 2
_ALIGN = 64


# ---- writing ----


class _Storages:
    """The storages met while pickling, numbered."""

    def __init__(self):
        self.by_key, self.tensors = {}, []

    def pid(self, t):
        from ._archive import Foreign

        if t.is_cuda:
            t = t.cpu()
        key = _C._storage_key(t)
        if key in self.by_key:
            number, dtype = self.by_key[key]
            if dtype is not t.dtype:
                raise RuntimeError(
                    "Cannot save multiple tensors or storages that view the same data as different types"
                )
        else:
            number = len(self.tensors)
            self.by_key[key] = number, t.dtype
            self.tensors.append(t)
        numel = _C._storage_nbytes(t) // t.element_size()
        return "storage", Foreign("torch", STORAGE_NAMES[t.dtype]), str(number), "cpu", numel


def _put(archive, name, data, align=False):
    """An entry that is stored as it is; a storage begins at a multiple of 64 bytes, so that it could be
    mapped."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    if align:
        start = archive.fp.tell() + 30 + len(name.encode()) + 4
        padding = -start % _ALIGN
        entry.extra = struct.pack("<HH", 0x4246, padding) + b"Z" * padding
    archive.writestr(entry, data)


def save(obj, f, pickle_module=None, pickle_protocol=DEFAULT_PROTOCOL, _use_new_zipfile_serialization=True):
    """f: a path or a file opened for writing bytes."""
    if not _use_new_zipfile_serialization:
        raise NotImplementedError("rushlight does not write the format from before PyTorch 1.6")
    if not (isinstance(f, (str, os.PathLike)) or hasattr(f, "write")):
        raise AttributeError(
            "expected 'f' to be string, path, or a file-like object with a 'write' attribute, got"
            f" {type(f).__name__}"
        )
    storages = _Storages()
    data = dumps(obj, storages.pid)  # all that can be refused is refused before anything is written
    root = "archive"
    if isinstance(f, (str, os.PathLike)):
        root = os.path.splitext(os.path.basename(os.fspath(f)))[0] or "archive"
    with zipfile.ZipFile(f, "w", zipfile.ZIP_STORED) as archive:
        _put(archive, root + "/data.pkl", data)
        for i, t in enumerate(storages.tensors):
            _put(archive, f"{root}/data/{i}", _C._storage_bytes(t), True)
        _put(archive, root + "/version", b"3\n")


# ---- reading ----


def add_safe_globals(safe):
    """Declares classes whose objects load() may make: without a call of their __init__, with the attributes that the file holds
    (given to __setstate__, if the class has it)."""
    _archive.safe_globals.extend(kind for kind in safe if kind not in _archive.safe_globals)


def get_safe_globals():
    return list(_archive.safe_globals)


def clear_safe_globals():
    _archive.safe_globals.clear()


def _location(map_location, saved):
    """Where a storage saved on `saved` goes: here that is the CPU, or an error."""
    if callable(map_location):
        return "cpu"
    if isinstance(map_location, dict):
        saved = map_location.get(saved, saved)
    elif map_location is not None:
        saved = str(map_location)
    if saved.startswith("cuda") and not _C._cuda_is_available():
        raise RuntimeError(
            "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you"
            " are running on a CPU-only machine, please use torch.load with map_location=torch.device('cpu')"
            " to map your storages to the CPU."
        )
    return saved


class _Reader:
    def __init__(self, archive, root, map_location):
        self.archive, self.root, self.map_location, self.made = archive, root, map_location, {}

    def storage(self, key, dtype, location, numel):
        if key in self.made:
            return self.made[key]
        where = _location(self.map_location, location)
        try:
            data = self.archive.read(f"{self.root}/data/{key}")
        except KeyError:
            raise RuntimeError(
                f"PytorchStreamReader failed locating file data/{key}: file not found"
            ) from None
        wanted = numel * dtype.itemsize
        if len(data) < wanted:
            raise RuntimeError(
                f"storage {key} has {len(data)} bytes, but {wanted} are needed: the file is damaged"
            )
        flat = _C._from_bytes(memoryview(data)[:wanted], dtype, (numel,))
        self.made[key] = flat if where == "cpu" else flat.to(where)
        return self.made[key]


def load(f, map_location=None, pickle_module=None, *, weights_only=True, **pickle_load_args):
    """What save wrote, here or in PyTorch 1.6 and later. The pickle is read without any code being run."""
    if not (isinstance(f, (str, os.PathLike)) or (hasattr(f, "read") and hasattr(f, "seek"))):
        raise AttributeError(
            f"'{type(f).__name__}' object has no attribute 'seek'. You can only torch.load from a file that"
            " is seekable. Please pre-load the data into a buffer like io.BytesIO and try to load from it"
            " instead."
        )
    try:
        archive = zipfile.ZipFile(f)
    except zipfile.BadZipFile:
        raise RuntimeError(
            "the file is not one of torch.save's zip files (the format from before PyTorch 1.6 is not read)"
        ) from None
    with archive:
        names = archive.namelist()
        found = [n for n in names if n.endswith("/data.pkl") and n.count("/") == 1]
        if not found:
            raise RuntimeError("PytorchStreamReader failed locating file data.pkl: file not found")
        root = found[0][: -len("/data.pkl")]
        if f"{root}/constants.pkl" in names:
            raise NotImplementedError(
                "the file is a TorchScript module: rushlight reads what torch.save wrote"
            )
        if f"{root}/byteorder" in names and archive.read(f"{root}/byteorder") != b"little":
            raise NotImplementedError("the file was written on a big-endian machine")
        with archive.open(found[0]) as data:
            return Unpickler(data, _Reader(archive, root, map_location).storage).load()
