# SPDX-License-Identifier: MIT
"""torch.storage: the memory that a tensor and its views share, as bytes (UntypedStorage) or as elements (TypedStorage, FloatStorage, ...)."""
from . import _C
from ._C import Tensor
from ._dtypes import names
from ._table import functions as _f

# Every dtype that can be named, and its storage class; tensors have those of `names` only.
_class_names = {d: n + "Storage" for d, n in names.items()}
_class_names.update({_C.complex64: "ComplexFloatStorage", _C.complex128: "ComplexDoubleStorage", _C.quint8: "QUInt8Storage",
                     _C.qint8: "QInt8Storage", _C.qint32: "QInt32Storage", _C.quint4x2: "QUInt4x2Storage", _C.quint2x4: "QUInt2x4Storage"})
_dtypes_by_class = {n: d for d, n in _class_names.items()}


def _dtype_to_storage_type_map():
    return dict(_class_names)


def _storage_type_to_dtype_map():
    return dict(_dtypes_by_class)


def _check_device(device):
    if device is None:
        return _C.device("cpu")
    try:
        return _C.device(device)
    except RuntimeError as e:
        raise RuntimeError(f"Storage device not recognized: {device}") from e


def _is_sequence(x):
    return hasattr(x, "__len__") and hasattr(x, "__getitem__") and not isinstance(x, Tensor)


def _elements(args, dtype, device, what):
    """The flat tensor that a storage made from () or (size) or (values) begins with."""
    if len(args) > 1:
        raise RuntimeError(f"{what}: Too many positional arguments")
    if not args:
        return _f["empty"]((0,), dtype=dtype, device=device)
    value = args[0]
    if hasattr(value, "__index__") and not isinstance(value, Tensor) and not getattr(value, "ndim", 0):
        value = value.__index__()
        return _f["empty"]((value,), dtype=dtype, device=device)
    if not _is_sequence(value):
        raise TypeError(f"Argument type not recognized: {type(value)}")
    if isinstance(value, str):
        raise TypeError("invalid data type 'str'")
    values = value.tolist() if isinstance(value, (TypedStorage, UntypedStorage)) else list(value)
    return _C._from_data(values, dtype, None, False).to(device)


class _Storage:
    """What both kinds have in common: `_flat` holds the elements, `_owner` is a tensor on the memory."""

    def __len__(self):
        return self._flat.numel()

    def size(self):
        return len(self)

    device = property(lambda self: self._owner.device)
    is_cuda = property(lambda self: self._owner.is_cuda)
    is_sparse = False

    def nbytes(self):
        return self._flat.numel() * self._flat.element_size()

    def element_size(self):
        return self._flat.element_size()

    def data_ptr(self):
        return self._flat.data_ptr()

    def _readable(self):
        if self._owner.is_meta:
            raise NotImplementedError("Not available for 'meta' device type")

    def _on_cpu(self, name):
        if self._owner.is_meta or self.is_cuda:
            raise RuntimeError(f"{name}: only available on CPU")

    def tolist(self):
        self._readable()
        return self._flat.tolist()

    _cdata = property(lambda self: _C._storage_key(self._owner))     # a number that says which memory this is

    def get_device(self):
        return self._flat.get_device()

    def is_shared(self):
        return False

    def is_pinned(self):
        return False

    def share_memory_(self):
        self._on_cpu("share_memory_")
        return self

    def _share_fd_cpu_(self):
        self._on_cpu("_share_fd_cpu_")
        raise NotImplementedError("rushlight shares no storages between processes")

    def _share_filename_cpu_(self):
        self._on_cpu("_share_filename_cpu_")
        raise NotImplementedError("rushlight shares no storages between processes")

    def pin_memory(self):
        self._readable()
        self._owner.pin_memory()
        return self

    def _write_file(self, f, is_real_file, save_size, element_size):
        """The elements' bytes, after their number as eight bytes if save_size."""
        if self._owner.is_meta:
            raise RuntimeError("_write_file: Device not recognized: meta")
        if save_size:
            f.write((self.nbytes() // element_size).to_bytes(8, "little"))
        f.write(memoryview(_C._buffer(self._flat.cpu(), True)))

    def __iter__(self):
        return iter(self.tolist())

    def _place(self, i):
        if not isinstance(i, int):
            raise TypeError(f"can't index a {type(self).__name__} with {type(i).__name__}")
        n = len(self)
        if not -n <= i < n:
            raise IndexError(f"index {i} out of range for storage of size {n}")
        return i % n

    def __setitem__(self, i, value):
        self._readable()
        if isinstance(value, (_Storage, Tensor)) and not (isinstance(value, Tensor) and value.dim() == 0):
            raise RuntimeError(f"cannot set item with value type {type(value)}")
        self._flat[i if isinstance(i, slice) else self._place(i)] = value

    def fill_(self, value):
        self[:] = value
        return self

    def copy_(self, source, non_blocking=None):
        self._flat.copy_(source._flat)
        return self

    def __sizeof__(self):
        return object.__sizeof__(self) + self.nbytes()

    def __copy__(self):
        return self.clone()

    def __deepcopy__(self, memo):
        if id(self) not in memo:
            key = ("storage", _C._storage_key(self._owner))
            if key not in memo:     # tensors and storages that share memory go on sharing it
                memo[key] = self._flat.clone()
            memo[id(self)] = self._over(memo[key])
        return memo[id(self)]

    _cdata = property(lambda self: _C._storage_key(self._owner))

    def __hash__(self):
        return hash(_C._storage_key(self._owner))

    def __str__(self):
        shown = ["..."] if self._owner.is_meta else self.tolist() if len(self) <= 1000 else [*self._flat[:3].tolist(), "...", *self._flat[-3:].tolist()]
        dtype = "" if isinstance(self, UntypedStorage) else f"dtype={self.dtype}, "
        return (" " + "\n ".join(map(str, shown)) + f"\n[torch.storage.{type(self).__name__}({dtype}device={self.device}) of size {len(self)}]")

    __repr__ = __str__


def _whole(t, dtype):
    """All of the memory under t as a flat tensor of that dtype; of another dtype, the same bytes."""
    t = t.detach()
    n = _C._storage_nbytes(t)
    flat = t.as_strided((n // t.element_size(),), (1,), 0)
    if dtype is t.dtype:
        return flat
    if not n:
        return _f["empty"]((0,), dtype=dtype, device=t.device)
    if t.is_meta:
        return _f["empty"]((n // dtype.itemsize,), dtype=dtype, device="meta")
    if t.is_cuda:
        raise NotImplementedError("rushlight sees the memory of a CUDA device as its tensor's dtype only")
    return _C._over(_C._buffer(flat, True), dtype)


class UntypedStorage(_Storage):
    """UntypedStorage(), (bytes) or (values): memory as bytes."""

    def __init__(self, *args, device=None):
        self._owner = _elements(args, _C.uint8, _check_device(device), "UntypedStorage")
        self._flat = self._owner

    @classmethod
    def _of(cls, t):
        self = cls.__new__(cls)
        self._owner, self._flat = t.detach(), _whole(t, _C.uint8)
        return self

    _over = _of

    @classmethod
    def from_buffer(cls, *args, dtype=_C.uint8, **options):
        return TypedStorage.from_buffer(*args, dtype=dtype, **options).untyped()

    @classmethod
    def from_file(cls, filename, shared=False, nbytes=0):
        return cls._of(_mapped(filename, shared, nbytes))

    def __getitem__(self, i):
        self._readable()
        if isinstance(i, slice):
            part = UntypedStorage.__new__(UntypedStorage)
            part._flat = self._flat[i]
            part._owner = part._flat
            return part
        return self._flat[self._place(i)].item()

    def untyped(self):
        return self

    def clone(self):
        return UntypedStorage._of(self._flat.clone())

    def cpu(self):
        return self if self.device.type == "cpu" else UntypedStorage._of(self._flat.cpu())

    def cuda(self, device=None, non_blocking=False):
        return UntypedStorage._of(self._flat.cuda(device))

    def type(self, dtype=None, non_blocking=False):
        if dtype is None:
            return "torch." + ("cuda." if self.is_cuda else "") + "UntypedStorage"
        raise NotImplementedError("UntypedStorage.type(dtype): bytes have no dtype")

    def __eq__(self, other):
        return isinstance(other, UntypedStorage) and self.data_ptr() == other.data_ptr() and len(self) == len(other)

    __hash__ = _Storage.__hash__


def _mapped(filename, shared, nbytes):
    """A file's bytes as a tensor: written through to the file if shared (and lengthened to nbytes), else a copy."""
    import mmap
    import os
    if not shared:
        with open(filename, "rb") as f:
            return _C._from_bytes(f.read(nbytes), _C.uint8, (nbytes,))
    handle = os.open(filename, os.O_RDWR | os.O_CREAT)
    try:
        if os.fstat(handle).st_size < nbytes:
            os.ftruncate(handle, nbytes)
        return _C._over(mmap.mmap(handle, nbytes), _C.uint8)
    finally:
        os.close(handle)


class TypedStorage(_Storage):
    """TypedStorage(), (size) or (values) with dtype=, or TypedStorage(wrap_storage=untyped, dtype=): memory as elements."""

    def __init__(self, *args, wrap_storage=None, dtype=None, device=None):
        if wrap_storage is None:
            self._flat = _elements(args, _C.get_default_dtype() if dtype is None else dtype, _check_device(device), "TypedStorage")
            self._owner = self._flat
            return
        if args:
            raise RuntimeError("No positional arguments should be given when using 'wrap_storage'")
        if dtype is None:
            raise RuntimeError("Argument 'dtype' must be specified")
        if not isinstance(dtype, _C.dtype):
            raise TypeError(f"Argument 'dtype' must be torch.dtype, not {type(dtype)}")
        if device is not None:
            raise RuntimeError("Argument 'device' should not be specified when 'wrap_storage' is given")
        if not isinstance(wrap_storage, UntypedStorage):
            raise TypeError(f"Argument 'wrap_storage' must be UntypedStorage, but got {type(wrap_storage)}")
        self._owner = wrap_storage._owner
        self._flat = _whole(self._owner, dtype)

    @classmethod
    def _of(cls, t):
        self = TypedStorage.__new__(TypedStorage)
        self._owner, self._flat = t.detach(), _whole(t, t.dtype)
        return self

    def _part(self, offset, size):
        """Some of the elements, as a storage (files of PyTorch 0.3 have such)."""
        part = TypedStorage.__new__(TypedStorage)
        part._owner, part._flat = self._owner, self._flat[offset:offset + size]
        return part

    def _over(self, t):
        return TypedStorage(wrap_storage=UntypedStorage._of(t), dtype=self.dtype)

    @classmethod
    def from_buffer(cls, buffer, byte_order=None, count=-1, offset=0, *, dtype=None):
        """A copy of the buffer's elements; byte_order "big", "little" or "native" is needed where an element has several bytes."""
        size = dtype.itemsize
        if byte_order is None and size > 1:
            raise TypeError("from_buffer(): argument 'byte_order' is needed for elements of more than one byte")
        if byte_order not in (None, "native", "big", "little"):
            raise ValueError(f"invalid byte_order '{byte_order}' (expected 'big', 'little', or 'native')")
        data = memoryview(buffer).cast("B")[offset:]
        n = len(data) // size if count < 0 else count
        if len(data) < n * size or (count < 0 and len(data) % size):
            raise ValueError(f"buffer has {len(data)} bytes after the offset, which are not {n} elements of {size} bytes")
        data = bytes(data[:n * size])
        if byte_order == "big" and size > 1:
            data = b"".join(data[i:i + size][::-1] for i in range(0, len(data), size))
        if dtype is _C.bool:
            data = bytes(map(bool, data))
        return TypedStorage._of(_C._from_bytes(data, dtype, (n,)))

    @classmethod
    def from_file(cls, filename, shared=False, size=0, *, dtype=None):
        return TypedStorage(wrap_storage=UntypedStorage._of(_mapped(filename, shared, size * dtype.itemsize)), dtype=dtype)

    dtype = property(lambda self: self._flat.dtype)

    def __getitem__(self, i):
        if isinstance(i, slice):
            raise RuntimeError("slices are only supported in UntypedStorage.__getitem__")
        self._readable()
        return self._flat[self._place(i)].item()

    def untyped(self):
        return UntypedStorage._of(self._owner)

    _untyped = untyped
    _storage = property(untyped)

    def clone(self):
        return TypedStorage._of(self._flat.clone())

    def cpu(self):
        return self if self.device.type == "cpu" else TypedStorage._of(self._flat.cpu())

    def cuda(self, device=None, non_blocking=False):
        return TypedStorage._of(self._flat.cuda(device))

    def type(self, dtype=None, non_blocking=False):
        if dtype is None:
            return "torch." + ("cuda." if self.is_cuda else "") + _class_names[self.dtype]
        name = dtype if isinstance(dtype, str) else str(dtype)
        wanted = _dtypes_by_class.get(name.rpartition(".")[2])
        if wanted is None:
            raise RuntimeError(f"'{name}' is not a storage class")
        return self if wanted is self.dtype else TypedStorage._of(self._flat.to(wanted))

    def pickle_storage_type(self):
        return _class_names[self.dtype]

    def resize_(self, size):
        if self._owner.is_meta:
            raise RuntimeError("UntypedStorage.resize_: got unexpected device type meta")
        if size != len(self):
            raise NotImplementedError("rushlight's storages keep their size; Tensor.resize_ gives one tensor larger memory")
        return self

    def __eq__(self, other):
        return isinstance(other, TypedStorage) and self.dtype is other.dtype and self.data_ptr() == other.data_ptr() and len(self) == len(other)

    __hash__ = _Storage.__hash__

    def __reduce__(self):
        return _rebuild, (bytes(memoryview(_C._buffer(self._flat.cpu(), True))) if len(self) else b"", self.dtype)


def _rebuild(data, dtype):
    return TypedStorage._of(_C._from_bytes(data, dtype, (len(data) // dtype.itemsize,)))


def _converter(name, dtype):
    def convert(self):
        return TypedStorage._of(self._flat.to(dtype, copy=True))
    convert.__name__ = name
    setattr(TypedStorage, name, convert)


for _name, _d in (("float", _C.float32), ("double", _C.float64), ("half", _C.float16), ("bfloat16", _C.bfloat16), ("long", _C.int64),
                  ("int", _C.int32), ("short", _C.int16), ("char", _C.int8), ("byte", _C.uint8), ("bool", _C.bool),
                  ("complex_float", _C.complex64), ("complex_double", _C.complex128)):
    _converter(_name, _d)


# ---- FloatStorage and its like: constructors of TypedStorage, and tests of its dtype ----

class _LegacyClass(type):
    def __instancecheck__(cls, x):
        return isinstance(x, TypedStorage) and x.dtype is cls.dtype and x.is_cuda == cls.is_cuda

    def __call__(cls, *args, wrap_storage=None, **options):
        if cls.dtype is None:
            raise RuntimeError("Only child classes of _LegacyStorage can be instantiated")
        for name in ("device", "dtype"):
            if name in options:
                raise RuntimeError(f"{cls.__name__}: '{name}' cannot be specified")
        if options:
            raise TypeError(f"{cls.__name__} got an unexpected keyword argument '{next(iter(options))}'")
        if wrap_storage is None:
            return TypedStorage._of(_elements(args, cls.dtype, cls.device, cls.__name__))
        if args:
            raise RuntimeError("No positional arguments should be given when using 'wrap_storage'")
        if not isinstance(wrap_storage, UntypedStorage):
            raise TypeError(f"Argument 'wrap_storage' must be UntypedStorage, but got {type(wrap_storage)}")
        if wrap_storage.is_cuda != cls.is_cuda:
            raise RuntimeError(f"Device of 'wrap_storage' must be {cls.device}, but got {wrap_storage.device}")
        return TypedStorage(wrap_storage=wrap_storage, dtype=cls.dtype)

    def __str__(cls):
        return f"{cls.__module__}.{cls.__name__}"


class _LegacyStorage(metaclass=_LegacyClass):
    dtype, is_cuda, is_sparse, device = None, False, False, "cpu"

    @classmethod
    def _of_cpu(cls):
        if cls.is_cuda:
            raise RuntimeError("Not available for CUDA storage")

    @classmethod
    def from_buffer(cls, *args, **options):
        cls._of_cpu()
        return TypedStorage.from_buffer(*args, dtype=cls.dtype, **options)

    @classmethod
    def from_file(cls, *args, **options):
        cls._of_cpu()
        return TypedStorage.from_file(*args, dtype=cls.dtype, **options)

    @classmethod
    def _new_with_weak_ptr(cls, *args):
        cls._of_cpu()
        raise NotImplementedError("rushlight shares no storages between processes")

    _new_shared_filename = _new_with_weak_ptr


def _make(module, cuda):
    return {name: _LegacyClass(name, (_LegacyStorage,), {"dtype": dtype, "__module__": module, "is_cuda": cuda, "device": "cuda" if cuda else "cpu"})
            for dtype, name in _class_names.items()}


classes, cuda_classes = _make("torch", False), _make("torch.cuda", True)
globals().update(classes)
_supported = {n + "Storage" for n in names.values()}
storage_classes = {UntypedStorage, TypedStorage} | {c for group in (classes, cuda_classes) for n, c in group.items() if n in _supported}
_TypedStorage, _UntypedStorage = TypedStorage, UntypedStorage


def check_type(storage, dtype):
    """An element's dtype must be the one asked for; bytes may become any."""
    if isinstance(storage, TypedStorage) and storage.dtype is not dtype:
        raise RuntimeError(f"Expected a Storage of type {names[dtype]} or an UntypedStorage, but got type {names[storage.dtype]} for argument 1 'storage'")
    return _whole(storage._owner, dtype)


# ---- Tensor's side ----

def storage(self):
    return TypedStorage._of(self)


def untyped_storage(self):
    return UntypedStorage._of(self)


def storage_type(self):
    return (cuda_classes if self.is_cuda else classes)[_class_names[self.dtype]]


Tensor.storage, Tensor.untyped_storage, Tensor._storage, Tensor.storage_type = storage, untyped_storage, untyped_storage, storage_type
