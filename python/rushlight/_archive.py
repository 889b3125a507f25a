# SPDX-License-Identifier: MIT
"""What a PyTorch file may hold, and how its pickle is read and written without any code of the file's being run: tensors,
containers, numbers, the modules of torch.nn and classes that the program has declared safe."""

import codecs
import io
import pickle
from collections import Counter, OrderedDict, defaultdict

from . import _C
from ._C import Size, Tensor
from ._C import device as _device
from ._C import dtype as _dtype
from ._table import functions as _f
from .storage import TypedStorage, UntypedStorage

STORAGES = {
    "FloatStorage": _C.float32,
    "DoubleStorage": _C.float64,
    "HalfStorage": _C.float16,
    "BFloat16Storage": _C.bfloat16,
    "LongStorage": _C.int64,
    "IntStorage": _C.int32,
    "ShortStorage": _C.int16,
    "CharStorage": _C.int8,
    "ByteStorage": _C.uint8,
    "BoolStorage": _C.bool,
}
STORAGE_NAMES = {dtype: name for name, dtype in STORAGES.items()}
_OTHER_STORAGES = (
    "ComplexFloatStorage",
    "ComplexDoubleStorage",
    "QInt8Storage",
    "QUInt8Storage",
    "QInt32Storage",
    "QUInt4x2Storage",
    "QUInt2x4Storage",
)
DTYPES = {repr(d).split(".")[1]: d for d in STORAGES.values()}


# ---- reading ----


class Frozen:
    """A name of the pickle: it can be called, and nothing about it can be changed."""

    __slots__ = ("_call", "_name")

    def __init__(self, call, name):
        object.__setattr__(self, "_call", call)
        object.__setattr__(self, "_name", name)

    def __call__(self, *args):
        return self._call(*args)

    def __setattr__(self, *_):
        raise pickle.UnpicklingError(f"the file tries to change {self._name}")

    def __reduce_ex__(self, protocol):
        raise pickle.UnpicklingError(f"{self._name} cannot be copied")


def _check(condition, what):
    if not condition:
        raise pickle.UnpicklingError("the file is damaged: " + what)


def _whole(numbers):
    return isinstance(numbers, tuple) and all(type(n) is int and n >= 0 for n in numbers)


def rebuild_tensor(storage, offset, size, stride, requires_grad=False, hooks=None, metadata=None):
    """A view of a storage, whose place within it is checked. `hooks` are never kept."""
    size, stride = tuple(size), tuple(stride)
    storage = getattr(storage, "_flat", storage)
    _check(isinstance(storage, Tensor) and storage.dim() == 1, "a tensor without a storage")
    _check(_whole(size) and _whole(stride) and len(size) == len(stride) <= 64, "a tensor's sizes or strides")
    _check(type(offset) is int and offset >= 0, "a tensor's offset")
    if 0 not in size:
        last = offset + sum((n - 1) * s for n, s in zip(size, stride))
        _check(last < storage.numel(), f"a tensor of size {size} that ends beyond its storage")
    else:
        _check(offset <= storage.numel(), "an empty tensor that begins beyond its storage")
    t = storage.as_strided(size, stride, offset).detach()
    return t.requires_grad_() if requires_grad is True else t


def rebuild_meta_tensor(dtype, size, stride, requires_grad):
    """A tensor that has a shape but no memory."""
    _check(isinstance(dtype, _dtype) and _whole(size) and _whole(stride) and len(size) == len(stride) <= 64, "a tensor without memory")
    t = _f["empty_strided"](size, stride, dtype=dtype, device="meta")
    return t.requires_grad_() if requires_grad is True else t


def rebuild_parameter(data, requires_grad=True, hooks=None, state=None):
    from .nn.parameter import Parameter

    _check(isinstance(data, Tensor), "a parameter without data")
    p = Parameter(data, bool(requires_grad))
    if state is not None:
        _check(isinstance(state, dict), "a parameter's attributes")
        p.__dict__.update(state)
    return p


def rebuild_from_type(function, kind, args, state):
    """A tensor with attributes, or of a class that was declared safe."""
    _check(
        isinstance(function, Frozen) and function._name.startswith("torch._utils._rebuild_"),
        "a tensor's maker",
    )
    own = getattr(kind, "_kind", None) if isinstance(kind, _SafeType) else None
    _check(
        (own is not None and issubclass(own, Tensor)) or (isinstance(kind, Frozen) and kind._name in ("torch.Tensor", "torch.nn.parameter.Parameter")),
        "a tensor's class",
    )
    t = function(*args)
    if own is not None:
        t = t.as_subclass(own)
        if hasattr(own, "__setstate__") and own.__setstate__ is not getattr(Tensor, "__setstate__", None):
            t.__setstate__(state)
            return t
    slots = None
    if isinstance(state, tuple):
        _check(len(state) == 2 and (own is not None or not state[1]), "a tensor's attributes")
        state, slots = state
    _check(state is None or isinstance(state, dict), "a tensor's attributes")
    _check(slots is None or isinstance(slots, dict), "a tensor's attributes")
    t.__dict__.update(state or {})
    for name, value in (slots or {}).items():
        setattr(t, name, value)
    return t


def text(x):
    """A str; Python 2 wrote bytes."""
    return x.decode("ascii", "replace") if isinstance(x, bytes) else x


def _encode(text, encoding="latin1"):
    _check(isinstance(text, str) and encoding in ("latin1", "utf8", "utf-8"), "bytes in an unknown encoding")
    return text.encode(encoding)


_FACTORIES = {
    "list": list,
    "dict": dict,
    "int": int,
    "float": float,
    "set": set,
    "str": str,
    "tuple": tuple,
    "OrderedDict": OrderedDict,
}


def _default_dict(factory=None, *rest):
    if factory is not None:
        _check(isinstance(factory, Frozen), "a defaultdict's factory")
        factory = _FACTORIES.get(factory._name.split(".")[-1])
        _check(factory is not None, "a defaultdict's factory")
    return defaultdict(factory, *rest)


def _not_called(*args):
    raise pickle.UnpicklingError("the file is damaged: it calls what only names a type")


def _nn():
    from . import nn

    return nn


class _SafeType(type):
    """The type of what stands for a class in the unpickler: it cannot be called nor changed, only objects be made of it."""

    def __call__(cls, *args):
        raise pickle.UnpicklingError(f"the file calls the class {cls._kind.__qualname__}")

    def __setattr__(cls, name, value):
        raise pickle.UnpicklingError(f"the file tries to change {cls._kind.__qualname__}")


def _safe_class(kind):
    """Stands for a class: gives objects that were not initialised, which then take the attributes that the file holds."""

    def make(cls, *args):
        _check(not args, f"an object of class {kind.__qualname__} with arguments")
        return kind.__new__(kind)

    return _SafeType(kind.__name__, (), {"_kind": kind, "__new__": make, "__slots__": ()})


_FUNCTIONAL = ("torch.nn.functional", "rushlight.nn.functional")
safe_globals = []  # classes that the program has declared safe to load


def _module_class(module, name):
    """The class of torch.nn (or of this package's nn) that a file names, or None."""
    nn = _nn()
    first, _, rest = module.partition(".")
    if first not in ("torch", "rushlight") or rest.split(".")[0] != "nn":
        return None
    kind = vars(nn).get(name) or vars(nn.linear).get(name)
    return kind if isinstance(kind, type) and issubclass(kind, nn.Module) else None


def _functional(module, name):
    """A function of torch.nn.functional, as modules hold it (an activation)."""
    from .nn import functional

    f = getattr(functional, name, None) if module in _FUNCTIONAL and not name.startswith("_") else None
    return f if callable(f) and not isinstance(f, type) else None


def _names():
    table = {
        "torch._utils._rebuild_tensor_v2": rebuild_tensor,
        "torch._utils._rebuild_tensor": rebuild_tensor,
        "torch._utils._rebuild_meta_tensor_no_storage": rebuild_meta_tensor,
        "torch._utils._rebuild_parameter": rebuild_parameter,
        "torch._utils._rebuild_parameter_with_state": rebuild_parameter,
        "torch._tensor._rebuild_from_type_v2": rebuild_from_type,
        "torch.Tensor": _not_called,
        "torch.nn.parameter.Parameter": _not_called,
        "torch.Size": lambda *a: Size(*a),
        "torch.device": lambda *a: _device(*a),
        "collections.OrderedDict": OrderedDict,
        "collections.Counter": Counter,
        "collections.defaultdict": _default_dict,
        "_codecs.encode": _encode,
    }
    for module in ("builtins", "__builtin__"):
        for kind in (set, frozenset, bytearray, complex, list, dict, int, float, str, tuple, bool, bytes):
            table[f"{module}.{kind.__name__}"] = kind
    return table


_NAMES = _names()


def _storage_dtype(kind):
    """Of the class in a storage's id."""
    name = getattr(kind, "_name", None) or f"torch.{getattr(kind, '__name__', '')}"
    name = name.rpartition(".")[2]
    _check(name in STORAGES or name in UNTYPED, "a storage's type")
    return STORAGES.get(name, _C.uint8)


def _find(pid, find_storage):
    """("storage", class, name, location, number of elements) and, before PyTorch 1.6, None or which part of that storage is meant."""
    _check(isinstance(pid, tuple) and pid and text(pid[0]) in ("storage", "module"), "a storage's id")
    if text(pid[0]) == "module":      # (a class, its source file, its source): the source has no use here
        _check(len(pid) >= 2, "a module's id")
        return pid[1]
    _check(len(pid) in (5, 6), "a storage's id")
    kind, (key, location), numel = pid[1], map(text, pid[2:4]), pid[4]
    view = pid[5] if len(pid) == 6 else None
    _check(isinstance(key, str) and isinstance(location, str) and type(numel) is int and numel >= 0, "a storage's id")
    _check(view is None or (isinstance(view, tuple) and len(view) == 3 and isinstance(view[0], (str, bytes))), "a part of a storage")
    return find_storage(key, _storage_dtype(kind), location, numel, view)


UNTYPED = ("UntypedStorage", "_UntypedStorage")


class Unpickler(pickle.Unpickler):
    """Knows the names above and refuses every other, whatever it is. find_storage(key, dtype, location,
    numel, view) gives storages."""

    def __init__(self, file, find_storage, encoding="utf-8"):
        super().__init__(file, encoding=encoding)
        self._find_storage = find_storage

    def find_class(self, module, name):
        full = f"{module}.{name}"
        if (module == "torch" and name in STORAGES) or (module in ("torch", "torch.storage") and name in UNTYPED):
            return Frozen(_not_called, full)
        if module == "torch" and name in DTYPES:
            return DTYPES[name]
        if module in ("torch", "torch.storage") and name in _OTHER_STORAGES:
            raise NotImplementedError(
                f"rushlight cannot load a {full}: complex and quantized storages are missing"
            )
        if full in _NAMES:
            return Frozen(_NAMES[full], full)
        kind = _module_class(module, name)
        for safe in safe_globals:
            if (safe.__module__, safe.__qualname__) == (module, name):
                kind = safe
        if kind is not None:
            return _safe_class(kind)
        function = _functional(module, name)
        if function is not None:
            return function
        raise pickle.UnpicklingError(
            f"Unsupported class {full}: loading runs no code, so only tensors, containers, numbers and the modules of torch.nn are"
            " read; save a state_dict instead of an object, or declare its class by torch.serialization.add_safe_globals"
        )

    def persistent_load(self, pid):
        _check(self._find_storage is not None, "a storage before the object that has it")
        return _find(pid, self._find_storage)


def trusting_unpickler(pickle_module, options):
    """Of a caller who trusts the file and names the pickle module to read it with: every name is found, and called, as that module does it.
    PyTorch's own names are this package's."""

    class Trusting(pickle_module.Unpickler):
        def __init__(self, file, find_storage):
            super().__init__(file, **{"encoding": "utf-8", **options})
            self._find_storage = find_storage

        def persistent_load(self, pid):
            return _find(pid, self._find_storage)

        def find_class(self, module, name):
            full = f"{module}.{name}"
            if module == "torch" and name in DTYPES:
                return DTYPES[name]
            if full == "torch.Tensor":
                return Tensor
            if full == "torch.nn.parameter.Parameter":
                return _nn().Parameter
            if full in _NAMES and module.startswith("torch"):
                return Frozen(_NAMES[full], full)
            if module.split(".")[0] == "torch":
                if name in STORAGES or name in UNTYPED:
                    return Frozen(_not_called, full)
                known = _module_class(module, name) or _functional(module, name)
                if known is not None:
                    return known
                module = "rushlight" + module[5:]
            return super().find_class(module, name)

    return Trusting


# ---- writing ----


class Foreign:
    """A global of the pickle that need not exist here."""

    def __init__(self, module, name):
        self.module, self.name = module, name

    def __call__(self, *args):
        raise TypeError(f"{self.module}.{self.name} is PyTorch's")


class StorageOf:
    """Stands for a tensor's storage in the pickle."""

    def __init__(self, pid):
        self.pid = pid


_REBUILD, _REBUILD_PARAMETER = Foreign("torch._utils", "_rebuild_tensor_v2"), Foreign(
    "torch._utils", "_rebuild_parameter"
)
_REBUILD_META = Foreign("torch._utils", "_rebuild_meta_tensor_no_storage")
_REBUILD_PARAMETER_WITH_STATE = Foreign("torch._utils", "_rebuild_parameter_with_state")
_REBUILD_TYPE, _TENSOR = Foreign("torch._tensor", "_rebuild_from_type_v2"), Foreign("torch", "Tensor")
_SIZE, _DEVICE = Foreign("torch", "Size"), Foreign("torch", "device")
_PLAIN = (
    type(None),
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    bytearray,
    list,
    tuple,
    dict,
    set,
    frozenset,
    OrderedDict,
    Counter,
    defaultdict,
)


def _state_of(t):
    """A tensor's attributes, those in slots too, or what its class says."""
    own = getattr(type(t), "__getstate__", None)
    if own is not None and own is not getattr(object, "__getstate__", None):
        return t.__getstate__()
    slots = {}
    for kind in type(t).__mro__:
        names = vars(kind).get("__slots__", ()) if issubclass(kind, Tensor) and kind is not Tensor else ()
        slots.update({n: getattr(t, n) for n in ((names,) if isinstance(names, str) else names) if hasattr(t, n)})
    return (dict(t.__dict__), slots) if slots else dict(t.__dict__)


class Pickler(pickle._Pickler):
    """Writes what Unpickler reads, with PyTorch's names. storage_id(tensor) gives the id of its storage."""

    dispatch = pickle._Pickler.dispatch.copy()

    def __init__(self, file, storage_id, protocol=2):
        super().__init__(file, protocol)
        self._storage_id = storage_id

    def persistent_id(self, x):
        if isinstance(x, StorageOf):
            return x.pid
        return self._storage_id(x._flat) if isinstance(x, (TypedStorage, UntypedStorage)) else None

    def _save_foreign(self, x, obj=None):
        self.write(pickle.GLOBAL + x.module.encode() + b"\n" + x.name.encode() + b"\n")
        self.memoize(x if obj is None else obj)

    dispatch[Foreign] = _save_foreign

    def _tensor(self, t):
        if t.is_meta:
            return _REBUILD_META, (t.dtype, tuple(t.shape), tuple(t.stride()), t.requires_grad)
        return _REBUILD, (
            StorageOf(self._storage_id(t)),
            t.storage_offset(),
            tuple(t.shape),
            tuple(t.stride()),
            t.requires_grad,
            OrderedDict(),
        )

    def reducer_override(self, x):
        from .nn.parameter import Parameter

        if isinstance(x, Foreign):
            return NotImplemented
        if isinstance(x, Tensor):
            if type(x) is Parameter:
                rest = (x.data, x.requires_grad, OrderedDict())
                return (_REBUILD_PARAMETER_WITH_STATE, (*rest, dict(x.__dict__))) if x.__dict__ else (_REBUILD_PARAMETER, rest)
            if type(x) is not Tensor:
                return _REBUILD_TYPE, (self._tensor(x)[0], Foreign(type(x).__module__, type(x).__qualname__), self._tensor(x)[1], _state_of(x))
            if x.__dict__:
                return _REBUILD_TYPE, (self._tensor(x)[0], _TENSOR, self._tensor(x)[1], dict(x.__dict__))
            return self._tensor(x)
        if isinstance(x, _device):
            return _DEVICE, (x.type,) if x.index is None else (x.type, x.index)
        if isinstance(x, Size):
            return _SIZE, (tuple(x),)
        if type(x) in _PLAIN or x is codecs.encode or any(x is kind for kind in _PLAIN):
            return NotImplemented
        name = getattr(x, "__name__", "")
        if _functional("rushlight.nn.functional", name) is x:
            return NotImplemented
        return NotImplemented       # the program's own: as it says, with its names. load() makes it only if its class is declared safe

    def save_global(self, obj, name=None):
        name = name or obj.__name__
        if _functional("rushlight.nn.functional", name) is obj:
            self._save_foreign(Foreign("torch.nn.functional", name), obj)
        else:
            super().save_global(obj, name)

    dispatch[type(_functional)] = save_global

    def _save_module(self, x):
        """As pickle does: the class, an object of it, its attributes; torch.nn's classes under PyTorch's name."""
        kind = type(x)
        if _module_class("rushlight.nn", kind.__name__) is kind:
            named = Foreign("torch.nn" if kind.__name__ in vars(_nn()) else "torch.nn.modules.linear", kind.__name__)
        elif "<locals>" in kind.__qualname__:
            raise pickle.PicklingError(f"Can't pickle local object '{kind.__qualname__}'")
        else:
            named = Foreign(kind.__module__, kind.__qualname__)
        self.save(named)
        self.write(pickle.EMPTY_TUPLE + pickle.NEWOBJ)
        self.memoize(x)
        self.save(x.__getstate__() if "__getstate__" in dir(kind) and kind.__getstate__ is not getattr(object, "__getstate__", None) else x.__dict__)
        self.write(pickle.BUILD)

    def save(self, x, save_persistent_id=True):
        if isinstance(x, _dtype):  # a global by itself, as PyTorch writes it
            known = self.memo.get(id(x))
            if known is not None:
                self.write(self.get(known[0]))
            else:
                self.write(pickle.GLOBAL + b"torch\n" + repr(x)[6:].encode() + b"\n")
                self.memoize(x)
            return
        if isinstance(x, _nn().Module) and id(x) not in self.memo:
            self._save_module(x)
            return
        super().save(x, save_persistent_id)


def dumps(value, storage_id, protocol=2):
    out = io.BytesIO()
    Pickler(out, storage_id, protocol).dump(value)
    return out.getvalue()
