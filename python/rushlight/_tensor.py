# SPDX-License-Identifier: MIT
"""What is written in Python about tensors: constructors, and functions that look at tensors."""
from . import _C
from ._C import Tensor, Size, device as _device, dtype as _dtype
from ._table import functions as _f
from .storage import TypedStorage, UntypedStorage, check_type as _check_storage

__all__ = """tensor as_tensor from_numpy from_dlpack to_dlpack frombuffer asarray is_tensor is_storage is_floating_point is_complex is_inference is_signed is_conj
is_neg is_distributed numel typename scalar_tensor range randint randint_like floor_divide strided
sparse_coo sparse_csr sparse_csc sparse_bsr sparse_bsc _mkldnn
contiguous_format preserve_format channels_last channels_last_3d legacy_contiguous_format memory_format layout inf nan pi e""".split()

inf, nan, pi, e = float("inf"), float("nan"), 3.141592653589793, 2.718281828459045


class memory_format:
    def __init__(self, name, core_name=None):
        self.name, self.core_name = name, core_name

    def __repr__(self):
        return "torch." + self.name

    def __reduce__(self):
        return self.name

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class layout(memory_format):
    pass


strided = layout("strided")
# the other layouts can be named and compared; no tensor has one
sparse_coo, sparse_csr, sparse_csc, sparse_bsr, sparse_bsc, _mkldnn = map(layout, "sparse_coo sparse_csr sparse_csc sparse_bsr sparse_bsc _mkldnn".split())
contiguous_format = legacy_contiguous_format = memory_format("contiguous_format", "contiguous")
preserve_format = memory_format("preserve_format", "preserve")
channels_last = memory_format("channels_last", "channels_last")
channels_last_3d = memory_format("channels_last_3d", "channels_last_3d")
Tensor.layout = property(lambda self: strided)


# ---- constructors ----

def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
    if isinstance(data, Tensor):
        import warnings
        warnings.warn("To copy construct from a tensor, it is recommended to use sourceTensor.clone().detach() or "
                      "sourceTensor.clone().detach().requires_grad_(True), rather than torch.tensor(sourceTensor).", stacklevel=2)
        copy = data.detach().clone()
        copy = copy.to(dtype=dtype, device=device) if dtype or device else copy
        return copy.requires_grad_(requires_grad)
    if isinstance(data, (TypedStorage, UntypedStorage)):
        same = _check_storage(data, dtype or getattr(data, "dtype", _C.uint8))
        return same.to(device or same.device, copy=True).requires_grad_(requires_grad)
    if _C._has_buffer(data):
        copy = _C._from_buffer(_writable(data)).clone()
        copy = copy.to(dtype=dtype, device=device) if dtype or device else copy
        return copy.requires_grad_(requires_grad)
    if isinstance(data, (list, tuple)) and data and type(data[0]).__name__ == "ndarray":
        import warnings
        warnings.warn("Creating a tensor from a list of numpy.ndarrays is extremely slow. Please consider converting the list to a single "
                      "numpy.ndarray with numpy.array() before converting to a tensor.", stacklevel=2)
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


def _foreign(obj, dtype):
    """A tensor over the memory of an array, a DLPack capsule or another buffer, or None; and whether it may be written to."""
    if hasattr(obj, "__array_interface__") and hasattr(obj, "dtype"):
        if _C._has_buffer(obj) and not memoryview(obj).readonly:
            return _C._from_buffer(obj), True
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _C._from_buffer(obj), hasattr(obj, "__len__") is False
    if type(obj).__name__ == "PyCapsule":
        return _C._from_dlpack(obj), True
    try:
        memoryview(obj)
    except TypeError:
        return None, True
    return frombuffer(obj, dtype=dtype or _C.get_default_dtype()), True


_READ_ONLY = ("The given {} is not writable, and PyTorch does not support non-writable tensors. This means {} You may want to copy the {} to protect "
              "its data or make it writable before converting it to a tensor. This type of warning will be suppressed for the rest of this program.")


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False):
    """A tensor on obj's memory if copy is not True and its dtype and device are the ones asked for; else (unless copy is False) a copy."""
    t, writable = (obj, True) if isinstance(obj, Tensor) else _foreign(obj, dtype)
    if t is None:
        if copy is False:
            raise ValueError("can't alias arbitrary sequence into a tensor.")
        return tensor(obj, dtype=dtype, device=device, requires_grad=requires_grad)
    other_device = device is not None and _device(device) != t.device and not (_device(device).index is None and _device(device).type == t.device.type)
    other_dtype = dtype is not None and dtype is not t.dtype
    if copy is False and other_device:
        raise ValueError(f"can't alias tensor from device '{t.device}' to '{_device(device)}'.")
    if copy is False and other_dtype:
        from ._dtypes import names
        raise ValueError(f"can't alias tensor with dtype '{names[t.dtype]}' into dtype '{names.get(dtype, dtype)}'.")
    if other_device or other_dtype:
        t = t.to(device=device or t.device, dtype=dtype or t.dtype, copy=copy is True)
    elif copy:
        t = t.clone()
    elif not writable:
        import warnings
        warnings.warn(_READ_ONLY.format("NumPy array", "writing to this tensor will result in undefined behavior.", "array"), stacklevel=2)
    if requires_grad and not t.is_floating_point():
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    if t.requires_grad and not requires_grad:
        return t.detach()
    return t.requires_grad_() if requires_grad and not t.requires_grad else t


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """A one-dimensional tensor over the memory of an object with Python's buffer protocol."""
    try:
        view = memoryview(buffer)
    except TypeError:
        raise ValueError("object does not implement Python buffer protocol.") from None
    if not view.c_contiguous:
        raise RuntimeError("could not retrieve buffer from object")
    length, size = view.nbytes, dtype.itemsize
    if length == 0 or count == 0:
        raise ValueError(f"both buffer length ({length}) and count ({count}) must not be 0")
    if not 0 <= offset < length:
        raise ValueError(f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({length} bytes) minus 1")
    if count > 0 and offset + count * size > length:
        raise ValueError(f"requested buffer length ({count} * {size} bytes) after offset ({offset} bytes) must not be greater than "
                         f"actual buffer length ({length} bytes)")
    if count < 0 and (length - offset) % size:
        raise ValueError(f"buffer length ({length - offset} bytes) after offset ({offset} bytes) must be a multiple of element size ({size})")
    if view.readonly:
        import warnings
        warnings.warn(_READ_ONLY.format("buffer", "you can write to the underlying (supposedly non-writable) buffer using the tensor.", "buffer"),
                      stacklevel=2)
    n = count if count > 0 else (length - offset) // size
    t = _C._over(view.cast("B")[offset:offset + n * size], dtype)
    if requires_grad and not t.is_floating_point():
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return t.requires_grad_() if requires_grad else t


def from_dlpack(ext_tensor):
    """A tensor over the memory of another library's array, or of a DLPack capsule."""
    if hasattr(ext_tensor, "__dlpack__"):
        ext_tensor = ext_tensor.__dlpack__()
    return _C._from_dlpack(ext_tensor)


def to_dlpack(tensor):
    return _C._to_dlpack(tensor)


def from_numpy(array):
    if not hasattr(array, "__array_interface__"):
        raise TypeError(f"expected np.ndarray (got {type(array).__name__})")
    return _C._from_buffer(array)


def _from_sequence(data):
    return tensor(data) if not isinstance(data, Tensor) else data


def _from_index(data):
    """A sequence inside of x[...]: whole numbers or bools; nothing at all is whole numbers, too."""
    t = _from_sequence(data)
    return t.long() if t.numel() == 0 and t.is_floating_point() and not isinstance(data, Tensor) else t


Tensor._from_index = staticmethod(_from_index)
Tensor._from_sequence = staticmethod(_from_sequence)


# ---- functions ----

def is_tensor(obj):
    return isinstance(obj, Tensor)


def is_storage(obj):
    return isinstance(obj, (TypedStorage, UntypedStorage))


def is_floating_point(input):
    return input.is_floating_point()


def is_complex(input):
    return False


def is_inference(input):
    return input.is_inference()


def is_signed(input):
    return input.is_signed()


def is_conj(input):
    return False


def is_neg(input):
    return False


def is_distributed(input):
    return False


def numel(input):
    return input.numel()


def typename(o):
    if isinstance(o, Tensor):
        return o.type()
    kind = o if isinstance(o, type) else o.__class__
    return kind.__qualname__ if kind.__module__ in ("builtins", None) else f"{kind.__module__}.{kind.__qualname__}"


def scalar_tensor(s, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return _f["full"]((), s, dtype=dtype or _C.get_default_dtype(), device=device, requires_grad=requires_grad)


def range(*args, **kw):
    import warnings
    warnings.warn("torch.range is deprecated and will be removed in a future release because its behavior is inconsistent with Python's range "
                  "builtin. Instead, use torch.arange, which produces values in [start, end).", stacklevel=2)
    return _f["range"](*args, **kw)


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


def randint_like(input, *args, **kw):
    """randint_like(input, high) or randint_like(input, low, high)"""
    if len(args) + ("low" in kw) + ("high" in kw) == 1 and "low" not in kw:
        args = (0, *args)
    return _f["randint_like"](input, *args, **kw)


def floor_divide(input, other, *, out=None):
    return _f["div"](input, other, rounding_mode="floor", out=out)
