# SPDX-License-Identifier: MIT
"""What is written in Python about tensors: constructors, conversions, and functions that combine rows of the table."""
from . import _C
from ._C import Tensor, Size, device as _device, dtype as _dtype
from ._modes import no_grad
from ._table import functions as _f

__all__ = ["tensor", "as_tensor", "from_numpy", "frombuffer", "asarray", "is_tensor", "is_floating_point", "is_complex", "numel", "equal", "allclose",
           "isclose", "randint", "randint_like", "rand_like", "randn_like", "normal", "einsum", "meshgrid", "tensordot", "floor_divide",
           "strided", "contiguous_format", "preserve_format", "channels_last", "finfo", "iinfo", "hstack", "vstack", "inf", "nan", "pi",
           "FloatTensor", "DoubleTensor", "LongTensor", "IntTensor", "BoolTensor", "ByteTensor"]

inf, nan, pi = float("inf"), float("nan"), 3.141592653589793


class _Named:
    def __init__(self, name, core_name=None):
        self.name, self.core_name = name, core_name

    def __repr__(self):
        return "torch." + self.name


strided = _Named("strided")
contiguous_format = _Named("contiguous_format", "contiguous")
preserve_format = _Named("preserve_format", "preserve")
channels_last = _Named("channels_last", "channels_last")


# ---- constructors ----

def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
    if isinstance(data, Tensor):
        import warnings
        warnings.warn("To copy construct from a tensor, it is recommended to use sourceTensor.clone().detach() or "
                      "sourceTensor.clone().detach().requires_grad_(True), rather than torch.tensor(sourceTensor).", stacklevel=2)
        copy = data.detach().clone()
        copy = copy.to(dtype=dtype, device=device) if dtype or device else copy
        return copy.requires_grad_(requires_grad)
    if _C._has_buffer(data):
        copy = _C._from_buffer(_writable(data)).clone()
        copy = copy.to(dtype=dtype, device=device) if dtype or device else copy
        return copy.requires_grad_(requires_grad)
    return _C._from_data(data, dtype, device, requires_grad)


def _writable(data):
    """Read-only memory is copied, so that nobody writes to it."""
    view = memoryview(data)
    if not view.readonly:
        return data
    return data.copy() if hasattr(data, "copy") else bytearray(view)


def as_tensor(data, dtype=None, device=None):
    if not isinstance(data, Tensor):
        if not _C._has_buffer(data):
            return tensor(data, dtype=dtype, device=device)
        data = _C._from_buffer(data)
    return data.to(dtype=dtype, device=device) if dtype is not None or device is not None else data


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False):
    t = as_tensor(obj, dtype, device)
    return (t.clone() if copy else t).requires_grad_(requires_grad) if requires_grad or copy else t


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    view = memoryview(buffer).cast("B")
    if len(view) == 0:
        raise ValueError("both buffer length (0) and count (-1) must not be 0")
    if offset < 0 or offset >= len(view):
        raise ValueError(f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({len(view)} bytes) minus 1")
    if count > 0 and offset + count * dtype.itemsize > len(view):
        raise ValueError(f"requested buffer length ({count} * {dtype.itemsize} bytes) after offset ({offset} bytes) must not be greater than "
                         f"actual buffer length ({len(view)} bytes)")
    if count < 0 and (len(view) - offset) % dtype.itemsize:
        raise ValueError(f"buffer length ({len(view) - offset} bytes) after offset ({offset} bytes) must be a multiple of element size "
                         f"({dtype.itemsize})")
    n = count if count > 0 else (len(view) - offset) // dtype.itemsize
    t = _C._over(view[offset:offset + n * dtype.itemsize], dtype)
    return t.requires_grad_() if requires_grad else t


def from_numpy(array):
    if not hasattr(array, "__array_interface__"):
        raise TypeError(f"expected np.ndarray (got {type(array).__name__})")
    return _C._from_buffer(array)


def _from_sequence(data):
    return tensor(data) if not isinstance(data, Tensor) else data


def _legacy_new(args):
    """Tensor(2, 3), Tensor([1, 2]), Tensor(tensor), Tensor()"""
    if len(args) == 1 and isinstance(args[0], Tensor):
        return args[0].detach()
    if len(args) == 1 and not isinstance(args[0], (int, Size)):
        return tensor(args[0], dtype=_C.get_default_dtype())
    return _f["empty"](args[0] if args and isinstance(args[0], Size) else tuple(args) if args else (0,))


Tensor._from_sequence = staticmethod(_from_sequence)
Tensor._legacy_new = staticmethod(_legacy_new)


class _OfType(type):
    def __instancecheck__(cls, x):
        return isinstance(x, Tensor) and x.dtype is cls.dtype

    def __call__(cls, *args):
        if len(args) == 1 and not isinstance(args[0], (int, Size)):
            return tensor(args[0], dtype=cls.dtype)
        return _f["empty"](tuple(args) if args else (0,), dtype=cls.dtype)


def _of_type(name, dtype):
    return _OfType(name, (), {"dtype": dtype})


FloatTensor, DoubleTensor = _of_type("FloatTensor", _C.float32), _of_type("DoubleTensor", _C.float64)
LongTensor, IntTensor = _of_type("LongTensor", _C.int64), _of_type("IntTensor", _C.int32)
BoolTensor, ByteTensor = _of_type("BoolTensor", _C.bool), _of_type("ByteTensor", _C.uint8)


# ---- functions ----

def is_tensor(x):
    return isinstance(x, Tensor)


def is_floating_point(input):
    return input.is_floating_point()


def is_complex(input):
    return False


def numel(input):
    return input.numel()


def equal(input, other):
    return input.shape == other.shape and bool((input == other).all())


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{_names[input.dtype]} did not match {_names[other.dtype]}")
    close = input == other
    if equal_nan:
        close = close | ((input != input) & (other != other))
    if rtol == 0 and atol == 0:
        return close
    a, b = (input, other) if input.is_floating_point() else (input.double(), other.double())
    error = (a - b).abs()
    return close | (error.isfinite() & (error <= atol + (rtol * b).abs()))


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(isclose(input, other, rtol, atol, equal_nan).all())


def randint(*args, **kw):
    if "high" in kw:
        low, high = kw.pop("low", args[0] if len(args) == 2 or (args and "size" in kw) else 0), kw.pop("high")
        size = kw.pop("size", args[-1] if args else None)
    elif len(args) == 3 or (len(args) == 2 and "size" in kw):
        low, high = args[:2]
        size = kw.pop("size") if "size" in kw else args[2]
    else:
        low, high = kw.pop("low", 0), args[0]
        size = kw.pop("size") if "size" in kw else args[1]
    return _f["randint"](low, high, size, **kw)


def randint_like(input, low, high=None, **kw):
    low, high = (0, low) if high is None else (low, high)
    return _f["randint"](low, high, input.shape, dtype=kw.pop("dtype", None) or input.dtype, **kw)


def rand_like(input, *, dtype=None, **kw):
    return _f["rand"](input.shape, dtype=dtype or input.dtype, **kw)


def randn_like(input, *, dtype=None, **kw):
    return _f["randn"](input.shape, dtype=dtype or input.dtype, **kw)


def normal(mean, std=1.0, size=None, *, generator=None, dtype=None, device=None, requires_grad=False):
    if size is not None:
        return _f["empty"](size, dtype=dtype, device=device).normal_(mean, std, generator=generator).requires_grad_(requires_grad)
    shape = _f["add"](mean if isinstance(mean, Tensor) else std * 0, std if isinstance(std, Tensor) else 0).detach()
    return _f["empty_like"](shape).normal_(generator=generator) * std + mean


def einsum(equation, *operands):
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = operands[0]
    return _f["einsum"](equation, list(operands))


def meshgrid(*tensors, indexing="ij"):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    return _f["meshgrid"](list(tensors), indexing=indexing)


def tensordot(a, b, dims=2, out=None):
    if isinstance(dims, int):
        dims = list(range(a.dim() - dims, a.dim())), list(range(dims))
    first, second = (d.tolist() if isinstance(d, Tensor) else [d] if isinstance(d, int) else list(d) for d in dims)
    return _f["tensordot"](a, b, first, second, out=out)


def floor_divide(input, other, *, out=None):
    return _f["div"](input, other, rounding_mode="floor", out=out)


def hstack(tensors, *, out=None):
    flat = [t.reshape(1) if t.dim() == 0 else t for t in tensors]
    return _f["cat"](flat, 0 if flat[0].dim() == 1 else 1, out=out)


def vstack(tensors, *, out=None):
    return _f["cat"]([t.reshape(1, -1) if t.dim() < 2 else t for t in tensors], 0, out=out)


# ---- numbers about dtypes ----

class finfo:
    _values = {  # mantissa bits, largest exponent, smallest exponent
        _C.float32: (23, 127, -126), _C.float64: (52, 1023, -1022), _C.float16: (10, 15, -14), _C.bfloat16: (7, 127, -126)}

    def __init__(self, type=None):
        type = type or _C.get_default_dtype()
        if type not in self._values:
            raise TypeError(f"torch.finfo() requires a floating point input type. Use torch.iinfo to handle '{type}'")
        bits, high, low = self._values[type]
        self.dtype, self.bits = repr(type)[6:], type.itemsize * 8
        self.eps, self.tiny = 2.0 ** -bits, 2.0 ** low
        self.smallest_normal, self.resolution = self.tiny, 10.0 ** -int(bits * 0.30103)
        self.max = (2.0 - self.eps) * 2.0 ** high
        self.min = -self.max


class iinfo:
    def __init__(self, type):
        if type.is_floating_point or type is _C.bool:
            raise TypeError(f"torch.iinfo() requires an integer input type. Use torch.finfo to handle '{type}'")
        self.dtype, self.bits = repr(type)[6:], type.itemsize * 8
        self.max = 2 ** (self.bits - type.is_signed) - 1
        self.min = -2 ** (self.bits - 1) if type.is_signed else 0


# ---- methods ----

_names = {_C.float32: "Float", _C.float64: "Double", _C.float16: "Half", _C.bfloat16: "BFloat16", _C.int64: "Long", _C.int32: "Int",
          _C.int16: "Short", _C.int8: "Char", _C.uint8: "Byte", _C.bool: "Bool"}
_to = _f["to"]


def _method(f):
    setattr(Tensor, f.__name__, f)
    return f


@_method
def to(self, *args, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None):
    for a in args:
        if isinstance(a, _dtype):
            dtype = a
        elif isinstance(a, Tensor):
            dtype, device = a.dtype, a.device
        elif isinstance(a, (str, _device)) or (isinstance(a, int) and not isinstance(a, bool)):
            device = a
        elif not isinstance(a, bool) and a is not None:
            raise TypeError(f"to() received an invalid combination of arguments - got ({type(a).__name__})")
    r = self
    if device is not None:
        r = _to(r, _device(device) if isinstance(device, str) else device)
    if dtype is not None:
        r = _to(r, dtype)
    if memory_format is not None and memory_format is not preserve_format:
        r = r.contiguous(memory_format=memory_format)
    return r.clone() if copy and r is self else r


def _converter(name, dtype):
    def convert(self, memory_format=None):
        return to(self, dtype, memory_format=memory_format)
    convert.__name__ = name
    setattr(Tensor, name, convert)


for _name, _d in (("float", _C.float32), ("double", _C.float64), ("half", _C.float16), ("bfloat16", _C.bfloat16), ("long", _C.int64),
                  ("int", _C.int32), ("short", _C.int16), ("char", _C.int8), ("byte", _C.uint8), ("bool", _C.bool)):
    _converter(_name, _d)


@_method
def cpu(self, memory_format=None):
    return to(self, "cpu")


@_method
def cuda(self, device=None, non_blocking=False, memory_format=None):
    if not _C._cuda_is_available():
        raise RuntimeError("No CUDA GPUs are available: Rushlight found no CUDA device or driver")
    return to(self, "cuda" if device is None else device)


@_method
def type(self, dtype=None, non_blocking=False):
    if dtype is None:
        return "torch." + ("cuda." if self.is_cuda else "") + _names[self.dtype] + "Tensor"
    if isinstance(dtype, str):
        dtype = next((d for d, n in _names.items() if dtype == f"torch.{n}Tensor"), None) or _bad_type(dtype)
    return to(self, dtype.dtype if isinstance(dtype, _OfType) else dtype)


def _bad_type(name):
    raise ValueError(f"invalid type: '{name}'")


@_method
def type_as(self, other):
    return to(self, other)


@_method
def numpy(self, *, force=False):
    if force:
        self = self.detach().cpu()
    if self.requires_grad:
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    if self.is_cuda:
        raise TypeError("can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory first.")
    import numpy
    return numpy.asarray(_C._buffer(self, False))


def __array__(self, dtype=None, copy=None):
    array = self.numpy()
    if dtype is not None and array.dtype != dtype:
        return array.astype(dtype)
    return array.copy() if copy else array


Tensor.__array__ = __array__
Tensor.__array_priority__ = 1000


def __format__(self, spec):
    return self.item().__format__(spec) if self.dim() == 0 else object.__format__(self, spec)


Tensor.__format__ = __format__


def __contains__(self, element):
    return bool((element == self).any())


Tensor.__contains__ = __contains__


@_method
def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
    if inputs is not None:
        from .autograd import backward as run
        return run(self, gradient, retain_graph, create_graph, inputs=inputs)
    _C._backward((self,), (gradient,), bool(create_graph if retain_graph is None else retain_graph), create_graph)


class RemovableHandle:
    """What register_hook returns: remove() takes the hook away; so does the end of a `with` block."""

    def __init__(self, remove):
        self._remove = remove

    def remove(self):
        if self._remove is not None:
            self._remove()
        self._remove = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


Tensor._hook_handle = staticmethod(lambda number: RemovableHandle(lambda: _C._remove_hook(number)))


@_method
def register_hook(self, hook):
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    number = _C._register_hook(self, hook)
    return RemovableHandle(lambda: _C._remove_hook(number))


def _new(name):
    def new(self, size, *args, dtype=None, device=None, requires_grad=False, **kw):
        if name != "full" and not isinstance(size, (tuple, list)):
            size, args = (size, *args), ()
        return _f[name](size, *args, dtype=dtype or self.dtype, device=device or self.device, requires_grad=requires_grad, **kw)
    new.__name__ = "new_" + name
    setattr(Tensor, new.__name__, new)


for _name in ("zeros", "ones", "empty", "full"):
    _new(_name)


@_method
def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
    return tensor(data, dtype=dtype or self.dtype, device=device or self.device, requires_grad=requires_grad)


@_method
def where(self, condition, other):
    return _f["where"](condition, self, other)


@_method
def equal(self, other, _equal=equal):  # noqa: F811
    return _equal(self, other)


for _name, _function in (("allclose", allclose), ("isclose", isclose), ("floor_divide", floor_divide)):
    setattr(Tensor, _name, _function)


@_method
def floor_divide_(self, other):
    return self.div_(other, rounding_mode="floor")


@_method
def norm(self, p=2, dim=None, keepdim=False, dtype=None):
    return _f["norm"](self, 2 if p == "fro" else p, dim, keepdim, dtype=dtype)


@_method
def is_shared(self):
    return False


def _transposed(self):
    return self.permute(*range(self.dim() - 1, -1, -1))


Tensor.T = property(_transposed)
Tensor.mT = property(lambda self: self.transpose(-2, -1))
Tensor.H = property(lambda self: self.transpose(-2, -1))
Tensor.itemsize = property(lambda self: self.element_size())
Tensor.nbytes = property(lambda self: self.element_size() * self.numel())
Tensor.layout = property(lambda self: strided)
Tensor.name = property(lambda self: None)
Tensor.names = property(lambda self: (None,) * self.dim())


def _pickle(t):
    return bytes(memoryview(_C._buffer(t.detach().cpu().contiguous(), True))) if t.numel() else b""


def _unpickle(kind, data, dtype, shape, requires_grad, attributes):
    t = _C._from_bytes(data, dtype, shape)
    if kind is not Tensor:
        t = _C._make_subclass(kind, t, requires_grad)
    elif requires_grad:
        t.requires_grad_()
    t.__dict__.update(attributes)
    return t


def __reduce_ex__(self, protocol):
    if not self.is_leaf:
        raise RuntimeError("Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment")
    return _unpickle, (self.__class__, _pickle(self), self.dtype, tuple(self.shape), self.requires_grad, dict(self.__dict__))


def __deepcopy__(self, memo):
    if not self.is_leaf:
        raise RuntimeError("Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment")
    if id(self) in memo:
        return memo[id(self)]
    with no_grad():
        data = self.detach().clone()
    kind = self.__class__
    new = _C._make_subclass(kind, data, self.requires_grad) if kind is not Tensor else data.requires_grad_(self.requires_grad)
    if self.grad is not None:
        new.grad = self.grad.__deepcopy__(memo)
    memo[id(self)] = new
    import copy
    new.__dict__.update(copy.deepcopy(self.__dict__, memo))
    return new


Tensor.__reduce_ex__ = __reduce_ex__
Tensor.__deepcopy__ = __deepcopy__
