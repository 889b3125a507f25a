# SPDX-License-Identifier: MIT
"""save and load: PyTorch's files, both directions: the zip files of today and the plain files of before 1.6. Tensors that share a storage go on
sharing it."""
import os
import pickle
import struct

from . import _C, _archive
from ._archive import STORAGE_NAMES, Unpickler, dumps
from ._zip import Reader, Writer
from .storage import TypedStorage, UntypedStorage

DEFAULT_PROTOCOL = 2
MAGIC_NUMBER, PROTOCOL_VERSION = 0x1950A86A20F9469CFC6C, 1001
_SYSTEM = {"protocol_version": PROTOCOL_VERSION, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}


def check_module_version_greater_or_equal(module, req_version_tuple, error_if_malformed=True):
    """Is the module's version at least this one? (major, minor, …)"""
    try:
        version = tuple(kind(part) for kind, part in zip(map(type, req_version_tuple), module.__version__.split(".")))
        return version >= tuple(req_version_tuple)
    except Exception as e:
        text = f"'{module.__name__}' module version string is malformed '{module.__version__}' and cannot be compared with tuple {req_version_tuple}"
        if error_if_malformed:
            raise RuntimeError(text) from e
        import warnings
        warnings.warn(text + ", but continuing assuming that requirement is met")
        return True


# ---- writing ----

class _Storages:
    """The storages met while pickling: (a tensor that holds one, its number of elements) by the names they have in the file."""

    def __init__(self, legacy):
        self.legacy, self.names, self.dtypes, self.found = legacy, {}, {}, {}

    def pid(self, t):
        if t.is_cuda:
            t = t.cpu()
        key, nbytes = _C._storage_key(t), _C._storage_nbytes(t)
        if nbytes and self.dtypes.setdefault(key, t.dtype) is not t.dtype:
            raise RuntimeError("Cannot save multiple tensors or storages that view the same data as different types. If you are seeing this error, "
                               "save them one by one")
        place = key, t.dtype
        if place not in self.names:
            self.names[place] = str(key) if self.legacy and nbytes else str(len(self.names))
        name, numel = self.names[place], nbytes // t.element_size()
        self.found[name] = t, numel
        pid = "storage", _archive.Foreign("torch", STORAGE_NAMES[t.dtype]), name, "cpu", numel
        return (*pid, None) if self.legacy else pid


def _bytes_of(t, numel):
    return memoryview(_C._buffer(t.detach().as_strided((numel,), (1,), 0), True)) if numel else b""


def _check_writable(f):
    if not (isinstance(f, (str, os.PathLike)) or hasattr(f, "write")):
        raise AttributeError(f"expected 'f' to be string, path, or a file-like object with a 'write' attribute, got {type(f).__name__}")


def save(obj, f, pickle_module=None, pickle_protocol=DEFAULT_PROTOCOL, _use_new_zipfile_serialization=True):
    """f: a path or an object with write(). pickle_module is accepted; the pickle is this package's own, with PyTorch's names in it."""
    _check_writable(f)
    storages = _Storages(not _use_new_zipfile_serialization)
    data = dumps(obj, storages.pid, pickle_protocol)      # all that can be refused is refused before anything is written
    if _use_new_zipfile_serialization:
        with Writer(f) as archive:
            archive.write_record("data.pkl", data)
            for name, (t, numel) in storages.found.items():
                archive.write_record("data/" + name, _bytes_of(t, numel))
            archive.write_record("version", b"3\n")
    elif hasattr(f, "write"):
        _save_legacy(f, data, storages)
    else:
        with open(f, "wb") as opened:
            _save_legacy(opened, data, storages)


def _save_legacy(f, data, storages):
    for x in (MAGIC_NUMBER, PROTOCOL_VERSION, _SYSTEM):
        f.write(pickle.dumps(x, DEFAULT_PROTOCOL))
    names = sorted(storages.found)
    f.write(data)
    f.write(pickle.dumps(names, DEFAULT_PROTOCOL))
    for t, numel in map(storages.found.get, names):
        f.write(struct.pack("<q", numel))
        f.write(_bytes_of(t, numel))
    if hasattr(f, "flush"):
        f.flush()


# ---- what may be loaded ----

def add_safe_globals(safe):
    """Declares classes whose objects load() may make: without a call of their __init__, with the attributes that the file holds
    (given to __setstate__, if the class has it)."""
    _archive.safe_globals.extend(kind for kind in safe if kind not in _archive.safe_globals)


def get_safe_globals():
    return list(_archive.safe_globals)


def clear_safe_globals():
    _archive.safe_globals.clear()


# ---- where storages go ----

def location_tag(storage):
    return "cuda:" + str(storage.get_device()) if storage.is_cuda else "cpu"


def default_restore_location(storage, location):
    if location.startswith("cuda"):
        if not _C._cuda_is_available():
            raise RuntimeError(
                "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you"
                " are running on a CPU-only machine, please use torch.load with map_location=torch.device('cpu')"
                " to map your storages to the CPU.")
        return storage.cuda(_C.device(location))
    if location != "cpu":
        raise RuntimeError(f"don't know how to restore data location of {type(storage).__module__}.{type(storage).__qualname__} (tagged with {location})")
    return storage


def _placed(flat, map_location, location):
    """The storage with these elements where map_location (None, a function, a dict, a device) and the file say."""
    storage = UntypedStorage._of(flat)
    if map_location is None:
        placed = default_restore_location(storage, location)
    elif isinstance(map_location, dict):
        placed = default_restore_location(storage, map_location.get(location, location))
    elif callable(map_location) and not isinstance(map_location, (str, _C.device)):
        placed = map_location(storage, location)
        placed = default_restore_location(storage, location) if placed is None else placed
    else:
        placed = default_restore_location(storage, str(map_location))
    return TypedStorage(wrap_storage=placed if isinstance(placed, UntypedStorage) else placed.untyped(), dtype=flat.dtype)


# ---- reading ----

def _check_seekable(f):
    if not (hasattr(f, "read") and hasattr(f, "seek") and hasattr(f, "tell")):
        missing = "seek" if not hasattr(f, "seek") else "tell" if not hasattr(f, "tell") else "read"
        raise AttributeError(f"'{type(f).__name__}' object has no attribute '{missing}'. You can only torch.load from a file that is seekable. "
                             "Please pre-load the data into a buffer like io.BytesIO and try to load from it instead.")


def _is_zipfile(f):
    """Does a zip file's first record begin here?"""
    start = f.tell()
    begin = f.read(4)
    f.seek(start)
    return begin == b"PK\3\4"


def _open_zipfile_writer(name_or_buffer):
    return Writer(name_or_buffer)


def _open_zipfile_reader(name_or_buffer):
    return Reader(name_or_buffer)


def load(f, map_location=None, pickle_module=None, *, weights_only=None, **pickle_load_args):
    """What save wrote, here or in PyTorch. The pickle is read without any code being run, unless weights_only=False is given together with a
    pickle_module: then that module's Unpickler makes whatever the file names."""
    if weights_only and pickle_module is not None:
        raise RuntimeError("Can not safely load weights when explicit pickle_module is specified")
    encoding = pickle_load_args.get("encoding", "utf-8")
    if weights_only is False and pickle_module is not None:
        unpickler = _archive.trusting_unpickler(pickle_module, pickle_load_args)
    else:
        def unpickler(file, find_storage):
            return Unpickler(file, find_storage, encoding)
    if isinstance(f, (str, os.PathLike)):
        with open(f, "rb") as opened:
            return _load(opened, map_location, unpickler)
    _check_seekable(f)
    return _load(f, map_location, unpickler)


def _load(f, map_location, unpickler):
    if _is_zipfile(f):
        with Reader(f) as archive:
            return _load_zip(archive, map_location, unpickler)
    return _load_legacy(f, map_location, unpickler)


def _load_zip(archive, map_location, unpickler):
    if not archive.has_record("data.pkl"):
        raise RuntimeError("PytorchStreamReader failed locating file data.pkl: file not found")
    if archive.has_record("constants.pkl"):
        raise NotImplementedError("the file is a TorchScript module: rushlight reads what torch.save wrote")
    if archive.has_record("byteorder") and archive.get_record("byteorder") != b"little":
        raise NotImplementedError("the file was written on a big-endian machine")
    made = {}

    def find_storage(name, dtype, location, numel, view):
        if name not in made:
            data, wanted = archive.get_record("data/" + name), numel * dtype.itemsize
            if len(data) < wanted:
                raise RuntimeError(f"storage {name} has {len(data)} bytes, but {wanted} are needed: the file is damaged")
            made[name] = _placed(_C._from_bytes(memoryview(data)[:wanted], dtype, (numel,)), map_location, location)
        return made[name]

    with archive.open("data.pkl") as data:
        return unpickler(data, find_storage).load()


class _Exactly:
    """A file for the unpickler: what it has not used stays unread. Objects may lack readinto or peek."""

    def __init__(self, f):
        self.read, self.readline = f.read, f.readline


def _fill(f, to):
    """Reads as many bytes as the memory has."""
    view, at = memoryview(to), 0
    into = getattr(f, "readinto", None)
    while at < len(view):
        part = view[at:at + (1 << 26)]
        try:
            got = into(part) if into is not None else None
        except (OSError, NotImplementedError):
            into = got = None
        if got is None:
            data = f.read(len(part))
            got = len(data)
            part[:got] = data
        if not got:
            raise RuntimeError(f"unexpected EOF, expected {len(view) - at} more bytes. The file might be corrupted.")
        at += got


def _load_legacy(f, map_location, unpickler):
    source = _Exactly(f)

    def plain(what, kind):
        try:
            value = Unpickler(source, None).load()
        except (EOFError, pickle.UnpicklingError, UnicodeDecodeError, ValueError, IndexError, KeyError, AttributeError, struct.error) as e:
            raise RuntimeError(f"the file is not one of torch.save's: {what} is missing ({e})") from None
        if not isinstance(value, kind):
            raise RuntimeError(f"the file is not one of torch.save's: {what} is missing")
        return value

    magic = plain("the magic number", int)
    if magic != MAGIC_NUMBER:
        raise RuntimeError("Invalid magic number; corrupt file?")
    version = plain("the protocol version", int)
    if version != PROTOCOL_VERSION:
        raise RuntimeError(f"Invalid protocol version: {version}")
    if plain("the description of the system", dict).get("little_endian") is not True:
        raise NotImplementedError("the file was written on a big-endian machine")
    flat, made, views = {}, {}, {}

    def find_storage(name, dtype, location, numel, view):
        if name not in made:
            try:
                flat[name] = _C.Tensor.new_empty(_C._from_bytes(b"", dtype, (0,)), (numel,))
            except (MemoryError, RuntimeError):
                raise pickle.UnpicklingError(f"the file is damaged: a storage of {numel} elements") from None
            made[name] = _placed(flat[name], map_location, location)
        if view is None:
            return made[name]
        key, offset, size = view
        if key not in views:
            _archive._check(all(type(n) is int and n >= 0 for n in (offset, size)) and offset + size <= numel, "a part of a storage")
            views[key] = made[name]._part(offset, size)
        return views[key]

    result = unpickler(source, find_storage).load()
    for name in plain("the list of storages", list):
        name = _archive.text(name)
        _archive._check(name in flat, "the list of storages")
        head = bytearray(8)
        _fill(f, head)
        t = flat[name]
        _archive._check(struct.unpack("<q", head)[0] == t.numel(), f"the length of storage {name}")
        if t.numel():
            _fill(f, _C._buffer(t, True))
        if made[name].data_ptr() != t.data_ptr():      # it was moved or copied before its elements came
            made[name]._flat.copy_(t)
    return result
