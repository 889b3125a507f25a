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
    "UntypedStorage",
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


def rebuild_parameter(data, requires_grad=True, hooks=None, state=None):
    from .nn.parameter import Parameter

    _check(isinstance(data, Tensor), "a parameter without data")
    p = Parameter(data, bool(requires_grad))
    if state is not None:
        _check(isinstance(state, dict), "a parameter's attributes")
        p.__dict__.update(state)
    return p


def rebuild_from_type(function, kind, args, state):
    """A tensor with attributes."""
    _check(
        isinstance(function, Frozen) and function._name.startswith("torch._utils._rebuild_"),
        "a tensor's maker",
    )
    _check(
        isinstance(kind, Frozen) and kind._name in ("torch.Tensor", "torch.nn.parameter.Parameter"),
        "a tensor's class",
    )
    t = function(*args)
    if isinstance(state, tuple):
        _check(len(state) == 2 and not state[1], "a tensor's attributes")
        state = state[0]
    _check(state is None or isinstance(state, dict), "a tensor's attributes")
    t.__dict__.update(state or {})
    return t


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


class Unpickler(pickle.Unpickler):
    """Knows the names above and refuses every other, whatever it is. find_storage(key, dtype, location,
    numel) gives flat tensors."""

    def __init__(self, file, find_storage):
        super().__init__(file, encoding="utf-8")
        self._find_storage = find_storage

    def find_class(self, module, name):
        full = f"{module}.{name}"
        if module == "torch" and name in STORAGES:
            return Frozen(_not_called, full)
        if module == "torch" and name in DTYPES:
            return DTYPES[name]
        if module in ("torch", "torch.storage") and name in _OTHER_STORAGES:
            raise NotImplementedError(
                f"rushlight cannot load a {full}: complex, quantized and untyped storages are missing"
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
            f"the file wants {full}. Loading runs no code, so only tensors, containers, numbers and the modules of torch.nn are"
            " read; save a state_dict instead of an object, or declare its class by torch.serialization.add_safe_globals"
        )

    def persistent_load(self, pid):
        _check(isinstance(pid, tuple) and len(pid) >= 5 and pid[0] == "storage", "a storage's id")
        _, kind, key, location, numel = pid[:5]
        _check(
            isinstance(kind, Frozen) and kind._name.startswith("torch.") and kind._name[6:] in STORAGES,
            "a storage's type",
        )
        _check(
            isinstance(key, str) and isinstance(location, str) and type(numel) is int and numel >= 0,
            "a storage's id",
        )
        return self._find_storage(key, STORAGES[kind._name[6:]], location, numel)


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


class Pickler(pickle._Pickler):
    """Writes what Unpickler reads, with PyTorch's names. storage_id(tensor) gives the id of its storage."""

    dispatch = pickle._Pickler.dispatch.copy()

    def __init__(self, file, storage_id):
        super().__init__(file, 2)
        self._storage_id = storage_id

    def persistent_id(self, x):
        return x.pid if isinstance(x, StorageOf) else None

    def _save_foreign(self, x, obj=None):
        self.write(pickle.GLOBAL + x.module.encode() + b"\n" + x.name.encode() + b"\n")
        self.memoize(x if obj is None else obj)

    dispatch[Foreign] = _save_foreign

    def _tensor(self, t):
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
            if isinstance(x, Parameter):
                if x.__dict__:
                    raise pickle.PicklingError(
                        f"a Parameter with attributes of its own cannot be saved: {sorted(x.__dict__)}"
                    )
                return _REBUILD_PARAMETER, (x.data, x.requires_grad, OrderedDict())
            if type(x) is not Tensor:
                raise pickle.PicklingError(
                    f"a tensor of class {type(x).__name__} cannot be saved: save tensors"
                )
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
        kind = type(x)
        raise pickle.PicklingError(
            f"rushlight saves tensors, containers, numbers and modules, not {kind.__module__}.{kind.__qualname__}"
        )

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


def dumps(value, storage_id):
    out = io.BytesIO()
    Pickler(out, storage_id).dump(value)
    return out.getvalue()
