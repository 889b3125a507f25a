# SPDX-License-Identifier: MIT
"""dtypes: their names, limits and promotion; tensor classes named after a dtype."""
from . import _C
from ._C import Size, Tensor
from ._table import functions as _f

names = {_C.float32: "Float", _C.float64: "Double", _C.float16: "Half", _C.bfloat16: "BFloat16", _C.int64: "Long", _C.int32: "Int",
         _C.int16: "Short", _C.int8: "Char", _C.uint8: "Byte", _C.bool: "Bool"}


# ---- limits ----

class finfo:
    _values = {  # mantissa bits, largest exponent, smallest exponent, decimal digits
        _C.float32: (23, 127, -126, 6), _C.float64: (52, 1023, -1022, 15), _C.float16: (10, 15, -14, 3), _C.bfloat16: (7, 127, -126, 2)}

    def __init__(self, type=None):
        type = _C.get_default_dtype() if type is None else type
        if not isinstance(type, _C.dtype):
            raise TypeError(f"finfo(): argument 'type' (position 1) must be torch.dtype, not {type.__class__.__name__}")
        type = {_C.complex64: _C.float32, _C.complex128: _C.float64}.get(type, type)     # of the parts
        if type not in self._values:
            raise TypeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'")
        bits, high, low, digits = self._values[type]
        self.dtype, self.bits = repr(type)[6:], type.itemsize * 8
        self.eps, self.tiny = 2.0 ** -bits, 2.0 ** low
        self.smallest_normal, self.resolution = self.tiny, float(f"1e-{digits}")
        self.max = (2.0 - self.eps) * 2.0 ** high
        self.min = -self.max

    def __repr__(self):
        return (f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, "
                f"smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})")

    def __eq__(self, other):
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __hash__(self):
        return hash(self.dtype)


class iinfo:
    def __init__(self, type):
        if not isinstance(type, _C.dtype):
            raise TypeError(f"iinfo(): argument 'type' (position 1) must be torch.dtype, not {type.__class__.__name__}")
        if type is _C.bool:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        if type.is_floating_point or type.is_complex:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        self.dtype, self.bits = repr(type)[6:], type.itemsize * 8
        self.max = 2 ** (self.bits - type.is_signed) - 1
        self.min = -2 ** (self.bits - 1) if type.is_signed else 0

    def __repr__(self):
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"

    def __eq__(self, other):
        return isinstance(other, iinfo) and self.dtype == other.dtype

    def __hash__(self):
        return hash(self.dtype)


# ---- promotion ----

def promote_types(type1, type2):
    for i, t in enumerate((type1, type2)):
        if not isinstance(t, _C.dtype):
            raise TypeError(f"promote_types(): argument 'type{i + 1}' (position {i + 1}) must be torch.dtype, not {type(t).__name__}")
        if t not in names:
            raise NotImplementedError(f"promote_types: {t} is not supported: tensors hold real numbers, integers or bools")
    if type1 is type2:
        return type1
    if type1.is_floating_point != type2.is_floating_point:
        return type1 if type1.is_floating_point else type2
    if type1.is_floating_point:
        low, high = sorted((type1, type2), key=lambda t: t.itemsize)
        return _C.float32 if low.itemsize == high.itemsize else high
    if _C.bool in (type1, type2):
        return type2 if type1 is _C.bool else type1
    low, high = sorted((type1, type2), key=lambda t: t.itemsize)
    return _C.int16 if low.itemsize == high.itemsize else high       # uint8 with int8


def _category(dtype):
    return 0 if dtype is _C.bool else 2 if dtype.is_floating_point else 1


def result_type(tensor1, tensor2):
    ranks = [None, None, None]     # of tensors with dimensions, without, of numbers
    for x in (tensor1, tensor2):
        if isinstance(x, Tensor):
            rank, dtype = (0 if x.dim() else 1), x.dtype
        else:
            rank, dtype = 2, _C.bool if x is True or x is False else _C.int64 if isinstance(x, int) else _C.get_default_dtype()
        ranks[rank] = dtype if ranks[rank] is None else promote_types(ranks[rank], dtype)
    result = None
    for dtype in reversed(ranks):
        if dtype is None or result is None:
            result = result or dtype
        elif _category(dtype) >= _category(result):
            result = dtype      # the higher rank decides unless its kind of number is a lesser one
    return result


def can_cast(from_, to):
    if from_.is_floating_point and not to.is_floating_point:
        return False
    return to is not _C.bool or from_ is _C.bool


# ---- names of tensor types ----

def dtype_of_class(t):
    """The dtype of "torch.FloatTensor", FloatTensor or a dtype; ValueError otherwise."""
    if isinstance(t, _C.dtype):
        return t
    if t is Tensor:
        return _C.get_default_dtype()
    name = t if isinstance(t, str) else f"{getattr(t, '__module__', '')}.{getattr(t, '__name__', t)}"
    for d, n in names.items():
        if name == f"torch.{n}Tensor":
            return d
    raise ValueError(f"invalid type: '{name}'")
