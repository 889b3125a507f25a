# SPDX-License-Identifier: MIT
"""Methods of Tensor that are not rows of the op table."""
from . import _C
from ._C import Size, Tensor, device as _device, dtype as _dtype
from ._composites import exported, inplace as _inplace
from ._dtypes import dtype_of_class, names as _names
from ._modes import no_grad
from ._table import functions as _f
from ._tensor import channels_last, channels_last_3d
from .storage import TypedStorage, UntypedStorage, check_type as _check_storage

_to = _f["to"]
bool_, builtin_type = bool, type


def method(f):
    setattr(Tensor, f.__name__, f)
    return f


# ---- conversions ----

@method
def to(self, *args, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None):
    flags = []
    for a in args:
        if isinstance(a, _dtype):
            dtype = a
        elif isinstance(a, Tensor):
            dtype, device = a.dtype, a.device
        elif isinstance(a, (str, _device)) or (isinstance(a, int) and not isinstance(a, bool)):
            device = a
        elif isinstance(a, bool):
            flags.append(a)
        elif a is float or a is int or a is bool_:
            dtype = {float: _C.float64, int: _C.int64, bool_: _C.bool}[a]
        elif a is not None:
            given = ", ".join(type(x).__name__ for x in args)
            raise TypeError(f"to() received an invalid combination of arguments - got ({given}), but expected one of:\n"
                            " * (torch.device device, torch.dtype dtype, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n"
                            " * (torch.dtype dtype, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n"
                            " * (Tensor tensor, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n")
    copy = flags[1] if len(flags) > 1 else copy
    r = self
    if device is not None:
        r = _to(r, _device(device) if isinstance(device, (str, int)) else device)
    if dtype is not None:
        r = _to(r, dtype)
    if memory_format is not None and memory_format.name != "preserve_format":
        laid = r.contiguous(memory_format=memory_format)
        # a size of 1 fits several formats: the strides say the one that was asked for
        if laid is r and r.dim() > 3 and tuple(r.stride()) != tuple(_strides_for(r.shape, memory_format)):
            laid = r.clone(memory_format=memory_format)
        r = laid
    return r.clone() if copy and r is self else r


def _converter(name, dtype):
    def convert(self, *, memory_format=None):
        return _to(self, dtype) if memory_format is None else to(self, dtype, memory_format=memory_format)
    convert.__name__ = name
    setattr(Tensor, name, convert)


for _name, _d in (("float", _C.float32), ("double", _C.float64), ("half", _C.float16), ("bfloat16", _C.bfloat16), ("long", _C.int64),
                  ("int", _C.int32), ("short", _C.int16), ("char", _C.int8), ("byte", _C.uint8), ("bool", _C.bool)):
    _converter(_name, _d)


@method
def cpu(self, memory_format=None):
    return to(self, "cpu", memory_format=memory_format)


@method
def cuda(self, device=None, non_blocking=False, memory_format=None):
    if not _C._cuda_is_available():
        raise RuntimeError("No CUDA GPUs are available: Rushlight found no CUDA device or driver")
    return to(self, "cuda" if device is None else device)


@method
def type(self, dtype=None, non_blocking=False, **kw):
    if dtype is None:
        if self.is_meta:
            raise RuntimeError("Unimplemented backend Meta")
        return "torch." + ("cuda." if self.is_cuda else "") + _names[self.dtype] + "Tensor"
    return to(self, dtype_of_class(dtype))


@method
def type_as(self, other):
    return to(self, other)


@method
def numpy(self, *, force=False):
    if force:
        self = self.detach().cpu()
    if self.requires_grad and _C.is_grad_enabled():
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    if self.is_cuda or self.is_meta:
        raise TypeError(f"can't convert {self.device} device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory first.")
    import numpy
    return numpy.asarray(_C._buffer(self, False))


@method
def __array__(self, dtype=None, copy=None):
    array = self.numpy()
    if dtype is not None and array.dtype != dtype:
        return array.astype(dtype)
    return array.copy() if copy else array


@method
def __array_wrap__(self, array, context=None, return_scalar=False):
    if array.dtype == bool:
        array = array.astype("uint8")
    return _C._from_buffer(array)


Tensor.__array_priority__ = 1000


@method
def __format__(self, spec):
    return self.item().__format__(spec) if self.dim() == 0 and not self.is_meta else object.__format__(self, spec)


@method
def __contains__(self, element):
    if isinstance(element, (Tensor, int, float, bool)):
        return bool((element == self).any())
    raise RuntimeError(f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a {element.__class__}.")


@method
def __reversed__(self):
    return self if self.dim() == 0 else self.flip(0)


@method
def __complex__(self):
    return complex(self.item())


@method
def __dir__(self):
    return sorted(set(object.__dir__(self)))


# ---- gradients ----

@method
def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
    if inputs is not None or create_graph or not (gradient is None or isinstance(gradient, Tensor)):
        from .autograd import backward as run
        return run(self, gradient, retain_graph, create_graph, inputs=inputs)
    if _C._backward((self,), (gradient,), bool(retain_graph), False, True) is NotImplemented:  # inside of another, or in anomaly mode
        from .autograd import backward as run
        run(self, gradient, retain_graph)


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


def _set_backward_hooks(self, hooks):
    """Old programs' way: a dict whose values, when the gradient comes, are called in order."""
    remove = self.__dict__.pop("_remove_hooks", None)
    if remove is not None:
        remove()
    self.__dict__["_hooks"] = hooks
    if hooks is None or not self.requires_grad:
        return

    def run(grad):
        for hook in list(hooks.values()):
            result = hook(grad)
            grad = grad if result is None else result
        return grad

    number = _C._register_hook(self, run)
    self.__dict__["_remove_hooks"] = lambda: _C._remove_hook(number)


def _no_deletion(self):
    raise RuntimeError("Deletion of _backwards_hooks not allowed!")


Tensor._backward_hooks = property(lambda self: self.__dict__.get("_hooks"), _set_backward_hooks, _no_deletion)


@method
def register_hook(self, hook):
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    return Tensor._hook_handle(_C._register_hook(self, hook))


@method
def detach_(self):
    if self._is_view():
        raise RuntimeError("Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for training, and "
                           "gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence detach_() cannot be called on "
                           "these gradients. To fix this error, please refer to the Optimizer.zero_grad() function in "
                           "torch/optim/optimizer.py as a solution.")
    if self.is_leaf:
        self.requires_grad_(False)
        return self
    return self._become(self.detach())


# ---- forms that change the tensor itself ----

def _in_place(name, f):
    def g(self, *args, **options):
        return self._become(f(self, *args, **options))
    g.__name__ = name
    setattr(Tensor, name, g)


for _name in ("t", "squeeze", "unsqueeze", "transpose", "swapaxes", "swapdims", "as_strided"):
    _in_place(_name + "_", getattr(Tensor, _name))
for _name in ("cumsum", "cumprod"):
    _inplace(_name + "_", getattr(Tensor, _name))


def _strides_for(size, memory_format):
    """Strides of a dense tensor."""
    layout = getattr(memory_format, "core_name", None) or "contiguous"
    order = list(range(len(size) - 1, -1, -1))
    if layout.startswith("channels_last"):
        rank = 4 if layout == "channels_last" else 5
        if len(size) != rank:
            raise RuntimeError(f"required rank {rank} tensor to use {layout} format")
        order = [1, *range(rank - 1, 1, -1), 0]
    strides, step = [0] * len(size), 1
    for d in order:
        strides[d] = step
        step *= max(size[d], 1)
    return strides


@method
def resize_(self, *size, memory_format=None):
    size = tuple(size[0]) if len(size) == 1 and isinstance(size[0], (tuple, list)) else size
    if self.requires_grad:
        raise RuntimeError("cannot resize variables that require grad")
    if memory_format is not None and memory_format.core_name == "preserve":
        raise RuntimeError("Unsupported memory formatPreserve")
    n = 1
    for s in size:
        n *= s
    if n >= 2 ** 63:
        raise RuntimeError("numel: integer multiplication overflow")
    if n * self.element_size() >= 2 ** 63:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={list(size)}")
    if tuple(self.shape) == tuple(size) and memory_format is None:
        return self
    strides = _strides_for(size, memory_format)
    offset = self.storage_offset()
    if (offset + n) * self.element_size() <= _C._storage_nbytes(self):
        return self._become(self.as_strided(size, strides, offset))
    if not _C._storage_resizable(self):
        raise RuntimeError("Trying to resize storage that is not resizable")
    larger, old = _f["empty"]((offset + n,), dtype=self.dtype), _C._storage_nbytes(self) // self.element_size()
    if old:
        larger[:old] = self.as_strided((old,), (1,), 0)
    return self._become(larger.as_strided(size, strides, offset))


@method
def resize_as_(self, the_template, *, memory_format=None):
    if memory_format is not None and memory_format.core_name == "preserve":
        formats = {4: channels_last, 5: channels_last_3d}
        like = formats.get(the_template.dim())
        memory_format = like if like and not the_template.is_contiguous() and the_template.is_contiguous(memory_format=like) else None
    return self.resize_(the_template.shape, memory_format=memory_format)


for _name in ("resize_as_", "as_strided_", "detach_"):
    exported[_name] = getattr(Tensor, _name)


@method
def set_(self, source=None, storage_offset=0, size=None, stride=None):
    if source is None:
        return self._become(_f["empty"]((0,), dtype=self.dtype))
    flat = _check_storage(source, self.dtype) if isinstance(source, (TypedStorage, UntypedStorage)) else source
    if flat.dtype is not self.dtype:
        raise RuntimeError(f"Could not set tensor of type {flat.dtype} to a tensor of type {self.dtype}")
    if size is None:
        return self._become(flat.detach())
    if stride is None:
        stride, step = [], 1
        for s in reversed(size):
            stride.insert(0, step)
            step *= max(s, 1)
    return self._become(flat.detach().as_strided(tuple(size), tuple(stride), storage_offset))


@method
def fill_diagonal_(self, fill_value, wrap=False):
    if self.dim() < 2:
        raise RuntimeError("dimensions must larger than 1")
    if self.dim() > 2 and len(set(self.shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    if self.dim() == 2:
        rows, columns = self.shape
        with no_grad():
            at = range(0, rows, columns + 1) if wrap and rows > columns else range(0, 1)
            for start in at:
                self[start:start + columns].diagonal().fill_(fill_value)
        return self
    with no_grad():
        for i in range(self.shape[0]):
            self[(i,) * self.dim()] = fill_value
    return self


def _numbers(t, values):
    """Results of a function of the user's, which have to be numbers."""
    for v in values:
        if not hasattr(v, "__float__") and not hasattr(v, "__index__"):
            raise TypeError(f"must be real number, not {builtin_type(v).__name__}" if t.is_floating_point() else
                            f"'{builtin_type(v).__name__}' object cannot be interpreted as an integer")
    return values


@method
def apply_(self, f):
    if self.requires_grad:
        raise RuntimeError("Can't call apply_() on Variable that requires grad. Use var.detach().apply_() instead.")
    return self.copy_(_C._from_data(_numbers(self, [f(x) for x in self.reshape(-1).tolist()]), self.dtype, None, False).reshape(self.shape))


@method
def map_(self, other, f):
    pairs = zip(self.reshape(-1).tolist(), other.expand_as(self).reshape(-1).tolist())
    return self.copy_(_C._from_data(_numbers(self, [f(a, b) for a, b in pairs]), self.dtype, None, False).reshape(self.shape))


@method
def floor_divide_(self, other):
    return self.div_(other, rounding_mode="floor")


# ---- looking at it ----

_norm = _f["norm"]


@method
def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
    return _norm(self, 2 if p == "fro" or p is None else p, dim, keepdim, dtype=dtype)


@method
def where(self, condition, other):
    return _f["where"](condition, self, other)


@method
def sum_to_size(self, *size):
    size = tuple(size[0]) if len(size) == 1 and isinstance(size[0], (tuple, list)) else size
    lead = self.dim() - len(size)
    if lead < 0 or any(s not in (1, n) for s, n in zip(size, self.shape[lead:])):
        raise RuntimeError(f"size {{{list(size)}}} is not expandable to size {{{list(self.shape)}}}.")
    dims = list(range(lead)) + [i + lead for i, s in enumerate(size) if s == 1 and self.shape[i + lead] != 1]
    return self.sum(dims, True).view(size) if dims else self.view(size)


@method
def get_device(self):
    return self.device.index if self.is_cuda else -1


def _constant(name, value):
    def f(self):
        return value
    f.__name__ = name
    setattr(Tensor, name, f)


for _name in ("is_shared", "is_pinned", "is_conj", "is_neg", "is_distributed", "is_coalesced", "has_names"):
    _constant(_name, False)
for _name in ("is_xpu", "is_ipu", "is_mps", "is_nested", "is_vulkan", "is_sparse_csr", "is_ort", "is_hpu"):
    setattr(Tensor, _name, False)
Tensor.is_cpu = property(lambda self: self.device.type == "cpu")


@method
def share_memory_(self):
    return self


@method
def pin_memory(self, device=None):
    if not _C._cuda_is_available():
        raise RuntimeError("Cannot access accelerator device when none is available.")
    return self


@method
def is_set_to(self, tensor):
    return (self._shares_storage(tensor) and self.shape == tensor.shape and self.stride() == tensor.stride() and
            self.storage_offset() == tensor.storage_offset())


@method
def as_subclass(self, cls):
    return _C._as_subclass(cls, self)


Tensor._make_subclass = staticmethod(lambda cls, data, require_grad=False, **kw: _C._make_subclass(cls, data, require_grad))


# ---- new_zeros and its like ----

def _new(name):
    def new(self, *size, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, **named):
        if "size" in named:
            size = (named.pop("size"), *size)
        args = ()
        if name == "full":
            args = size[1:] if len(size) > 1 else (named.pop("fill_value"),)
            size = size[0]
        elif len(size) == 1 and isinstance(size[0], (tuple, list)):
            size = size[0]
        for other in named:
            raise TypeError(f"new_{name}() got an unexpected keyword argument '{other}'")
        return _f[name](size, *args, dtype=dtype or self.dtype, layout=layout, device=device or self.device, pin_memory=pin_memory, requires_grad=requires_grad)
    new.__name__ = "new_" + name
    setattr(Tensor, new.__name__, new)


for _name in ("zeros", "ones", "empty", "full"):
    _new(_name)


@method
def new_empty_strided(self, size, stride, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return _f["empty_strided"](size, stride, dtype=dtype or self.dtype, layout=layout, device=device or self.device, pin_memory=pin_memory,
                               requires_grad=requires_grad)


@method
def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
    from ._tensor import tensor
    return tensor(data, dtype=dtype or self.dtype, device=device or self.device, requires_grad=requires_grad)


# ---- properties ----

def _transposed(self):
    if self.dim() not in (0, 2):
        import warnings
        warnings.warn("The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an error "
                      "in a future release. Consider `x.mT` to transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` "
                      "to reverse the dimensions of a tensor.", stacklevel=2)
    return self.permute(tuple(range(self.dim() - 1, -1, -1)))


def _matrix_transposed(name):
    def f(self):
        if self.dim() == 0:
            return self
        if self.dim() == 1:
            raise RuntimeError(f"tensor.{name} is only supported on matrices or batches of matrices. Got {self.dim()}-D tensor.")
        return self.transpose(-2, -1)
    return property(f)


def _conjugate(self):
    if self.dim() not in (0, 2):
        raise RuntimeError(f"tensor.H is only supported on matrices (2-D tensors). Got {self.dim()}-D tensor.{' For batches of matrices, consider using tensor.mH' if self.dim() > 2 else ''}")
    return self.transpose(0, 1) if self.dim() else self


Tensor.T = property(_transposed)
Tensor.mT, Tensor.mH = _matrix_transposed("mT"), _matrix_transposed("mH")
Tensor.H = property(_conjugate)
Tensor.itemsize = property(lambda self: self.element_size())
Tensor.nbytes = property(lambda self: self.element_size() * self.numel())
Tensor.name = property(lambda self: None)
Tensor.names = property(lambda self: (None,) * self.dim())



def _volatile(self):
    import warnings
    warnings.warn("volatile was removed (Variable.volatile is always False)", stacklevel=2)
    return False


Tensor.volatile = property(_volatile)
Tensor._cdata = property(id)
del Tensor.real
Tensor.real = property(lambda self: self, lambda self, value: self.copy_(value))


# ---- pickling and copying ----

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


_NOT_LEAF = "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment"


@method
def __reduce_ex__(self, protocol):
    return _unpickle, (self.__class__, _pickle(self), self.dtype, tuple(self.shape), self.requires_grad, dict(self.__dict__))


@method
def __deepcopy__(self, memo):
    if not self.is_leaf:
        raise RuntimeError(_NOT_LEAF)
    if id(self) in memo:
        return memo[id(self)]
    import copy
    key = ("storage", _C._storage_key(self))
    with no_grad():
        if key not in memo:       # tensors that share memory go on sharing it
            memo[key] = self.detach().as_strided((_C._storage_nbytes(self) // self.element_size(),), (1,), 0).clone()
        data = memo[key].as_strided(self.shape, self.stride(), self.storage_offset()).detach()
    kind = self.__class__
    new = _C._make_subclass(kind, data, self.requires_grad) if kind is not Tensor else data.requires_grad_(self.requires_grad)
    memo[id(self)] = new
    if self.grad is not None:
        new.grad = copy.deepcopy(self.grad, memo)     # which keeps the gradient's object alive: memo goes by id
    new.__dict__.update(copy.deepcopy(self.__dict__, memo))
    return new


@method
def __copy__(self):
    """Another tensor on the same memory, a leaf."""
    kind = self.__class__
    new = self.detach().requires_grad_(self.requires_grad) if kind is Tensor else _C._make_subclass(kind, self.detach(), self.requires_grad)
    new.__dict__.update(self.__dict__)
    return new


@method
def __setstate__(self, state):
    self.__dict__.update(state)


# ---- DLPack ----

@method
def __dlpack__(self, stream=None):
    if self.requires_grad:
        raise RuntimeError("Can't export tensors that require gradient, use tensor.detach()")
    if stream is not None and not isinstance(stream, int):
        raise TypeError("stream must be ``int`` or ``none``")
    return _C._to_dlpack(self)


@method
def __dlpack_device__(self):
    if self.is_cuda:
        return 2, self.device.index
    return 1, 0
Tensor.__rdiv__ = Tensor.__rtruediv__

for _name in ("div", "idiv", "rdiv"):   # the names of Python 2, which PyTorch still has
    setattr(Tensor, f"__{_name}__", getattr(Tensor, f"__{_name.replace('div', 'truediv')}__"))
