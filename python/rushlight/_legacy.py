# SPDX-License-Identifier: MIT
"""The constructors from before torch.tensor: Tensor(...), FloatTensor(...) and x.new(...), which take sizes, data, a tensor or a storage."""
from . import _C
from ._C import Size, Tensor
from ._dtypes import names
from ._table import functions as _f
from .storage import TypedStorage, UntypedStorage, check_type

_SIGNATURES = (("", "*, torch.device device"), ("storage", "torch.Storage storage"), ("other", "Tensor other"),
               ("size", "tuple of ints size, *, torch.device device"), ("data", "object data, *, torch.device device"))


def _no_match(args, keywords):
    given = ", ".join([type(x).__name__ for x in args] + [f"{k}={type(v).__name__}" for k, v in keywords.items()])
    raise TypeError(f"new() received an invalid combination of arguments - got ({given}{', ' if len(args) + len(keywords) == 1 else ''}), "
                    "but expected one of:\n" + "".join(f" * ({text})\n" for _, text in _SIGNATURES))


def _is_size(x):
    return not isinstance(x, (bool, float, Tensor)) and hasattr(x, "__index__") and not getattr(x, "ndim", 0)


def _options(dtype, device):
    kind = {_C.float32: "float", _C.float64: "double", _C.float16: "c10::Half", _C.bfloat16: "c10::BFloat16", _C.int64: "long int", _C.int32: "int",
            _C.int16: "short int", _C.int8: "signed char", _C.uint8: "unsigned char", _C.bool: "bool"}[dtype]
    return (f"TensorOptions(dtype={kind}, device={device}, layout=Strided, requires_grad=false (default), pinned_memory=false (default), "
            "memory_format=(nullopt))")


def _alias(other, dtype, device):
    if dtype is not None and other.dtype is not dtype:
        raise TypeError(f"expected {_options(dtype, device)} (got {_options(other.dtype, other.device)})")
    return other.detach()


def _from_data(data, dtype, device):
    if isinstance(data, str):
        raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
    if not hasattr(data, "__len__") or not hasattr(data, "__getitem__"):
        raise TypeError(f"new(): data must be a sequence (got {type(data).__name__})")
    if isinstance(data, dict):
        raise TypeError("new(): data must be a sequence (got dict)")
    from ._tensor import tensor
    return tensor(data, dtype=dtype, device=device)


def _empty(size, dtype, device):
    for i, n in enumerate(size):
        if not (_is_size(n) or isinstance(n, Tensor)):
            raise TypeError(f"new(): argument 'size' must be tuple of ints, but found element of type {type(n).__name__} at pos {i + 1}")
    return _f["empty"](tuple(map(int, size)), dtype=dtype, device=device)


def new(dtype, args, keywords, device="cpu", any_dtype=False):
    """What Tensor(*args, **keywords) gives for a dtype; any_dtype: a tensor given is taken whatever its dtype."""
    rest = dict(keywords)
    where = rest.pop("device", None)
    if where is not None and len(args) == 1 and isinstance(args[0], Tensor):
        raise RuntimeError("Legacy tensor constructor of the form torch.Tensor(tensor, device=device) is not supported.  Use torch.tensor(...) or "
                           "torch.as_tensor(...) instead.")
    if where is not None and _C.device(where).type != _C.device(device).type:
        raise RuntimeError(f"legacy constructor expects device type: {_C.device(device).type} but device type: {_C.device(where).type} was passed")
    if len(rest) > 1 or (rest and args) or not set(rest) <= {"storage", "other", "size", "data"}:
        _no_match(args, keywords)
    if rest:
        (name, value), = rest.items()
        args = (value,)
        if name == "size":
            return _empty(value, dtype, device)
    if not args:
        return _f["empty"]((0,), dtype=dtype, device=device)
    first = args[0]
    if len(args) > 1:
        if not _is_size(first) and not isinstance(first, Tensor):
            _no_match(args, keywords)
        return _empty(args, dtype, device)
    if isinstance(first, (TypedStorage, UntypedStorage)):
        return check_type(first, dtype)
    if isinstance(first, Tensor):
        return _alias(first, None if any_dtype else dtype, device)
    if isinstance(first, Size) or _is_size(first):
        return _empty(first if isinstance(first, Size) else (first,), dtype, device)
    return _from_data(first, dtype, device)


def _tensor_new(args, keywords):
    return new(_C.get_default_dtype(), args, keywords or {}, any_dtype=True)


def _new(self, *args, **keywords):
    """A tensor of this one's dtype and device, by the rules of the old constructors."""
    return new(self.dtype, args, keywords, self.device)


_new.__name__ = "new"
Tensor.new = _new
Tensor._legacy_new = staticmethod(_tensor_new)


# ---- FloatTensor and its like ----

class _OfType(type):
    def __new__(mcs, name, bases, fields):
        for base in bases:
            raise TypeError(f"type 'torch.{base.__name__}' is not an acceptable base type")
        return super().__new__(mcs, name, bases, fields)

    def __instancecheck__(cls, x):
        return isinstance(x, Tensor) and x.dtype is cls.dtype and x.device.type == "cpu"

    def __call__(cls, *args, **keywords):
        return new(cls.dtype, args, keywords)

    def __str__(cls):
        return "torch." + cls.__name__


tensor_classes = {name + "Tensor": _OfType(name + "Tensor", (), {"dtype": dtype, "__module__": "torch", "is_sparse": False, "is_cuda": False})
                  for dtype, name in names.items()}
