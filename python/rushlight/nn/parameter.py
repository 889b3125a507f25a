# SPDX-License-Identifier: MIT
"""Parameter: a leaf tensor that a module registers by being given it."""

from .. import _C
from .._C import Tensor


class _ParameterType(type(Tensor)):
    def __instancecheck__(cls, x):
        return super().__instancecheck__(x) or (
            cls is Parameter and isinstance(x, Tensor) and getattr(x, "_is_param", False)
        )


class Parameter(Tensor, metaclass=_ParameterType):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = Tensor()
        if not isinstance(data, Tensor):
            raise TypeError(f"expected a Tensor for a Parameter, got {type(data).__name__}")
        if type(data) in (Tensor, Parameter):
            return _C._make_subclass(cls, data.detach(), requires_grad)
        made = data.detach().requires_grad_(requires_grad)
        if type(made) is not type(data):
            raise RuntimeError(
                f"Creating a Parameter from an instance of type {type(data).__name__} requires that detach() returns an instance of the"
                f" same type, but return type {type(made).__name__} was found instead. To use the type as a Parameter, please correct the"
                " detach() semantics defined by its __torch_dispatch__() implementation."
            )
        made._is_param = True
        return made

    __torch_function__ = _C._disabled_torch_function_impl

    def __repr__(self):
        return "Parameter containing:\n" + (self._plain_repr() if type(self) is Parameter else f"Parameter({Tensor.__repr__(self)})")

    def __deepcopy__(self, memo):
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return memo[id(self)]

    def __reduce_ex__(self, protocol):
        return _rebuild, (self.data, self.requires_grad)


_C._override_setup(None, Parameter, None)


def _rebuild(data, requires_grad):
    return Parameter(data, requires_grad)


class _Uninitialized:
    """A tensor whose shape is not known yet; it has a dtype and a device. materialize() gives it memory, in place."""

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        from .. import empty

        data = empty(0, device=device, dtype=dtype)
        return _C._make_subclass(cls, data, requires_grad and issubclass(cls, Parameter))

    _allowed = frozenset("size copy_ is_floating_point half float double char short int long cuda cpu to get_device requires_grad_ detach".split())

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func.__name__ in cls._allowed or func.__name__ in ("__get__", "__set__", "__hash__"):
            return super().__torch_function__(func, types, args, kwargs)
        raise ValueError(
            f"Attempted to use an uninitialized parameter in {func}. This error happens when you are using a `LazyModule` or explicitly"
            f" manipulating `torch.nn.parameter.{cls.__name__}` objects. When using LazyModules Call `forward` with a dummy batch to"
            " initialize the parameters before calling torch functions"
        )

    def materialize(self, shape, device=None, dtype=None):
        from .. import empty

        old = self.data
        self.data = empty(shape, device=device or old.device, dtype=dtype or old.dtype)
        self.__class__ = self.cls_to_become

    @property
    def shape(self):
        raise RuntimeError(
            "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in"
            " `load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call"
            " `forward` to initialize the parameters before accessing their attributes."
        )

    def share_memory_(self):
        raise RuntimeError(
            "Can't share memory on an uninitialized parameter or buffer. Call `forward` to initialize the"
            " parameters before calling `module.share_memory()`."
        )

    def __repr__(self):
        return f"<{type(self).__name__}>"

    def __deepcopy__(self, memo):
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.requires_grad, self.data.device, self.data.dtype)
        return memo[id(self)]

    def __reduce_ex__(self, protocol):
        return type(self), (self.requires_grad, self.data.device, self.data.dtype)


class UninitializedParameter(_Uninitialized, Parameter):
    cls_to_become = Parameter


class _Materialized(Tensor):
    """What an UninitializedBuffer becomes: a tensor."""


class UninitializedBuffer(_Uninitialized, Tensor):
    cls_to_become = _Materialized

    def __new__(cls, requires_grad=False, device=None, dtype=None):
        return _Uninitialized.__new__(cls, requires_grad, device, dtype)


def uninitialized_text(function):
    return (
        f"Attempted to use an uninitialized parameter in {function}. This error happens when you are using a `LazyModule`"
        " or explicitly manipulating `torch.nn.parameter.UninitializedParameter` objects. When using LazyModules Call"
        " `forward` with a dummy batch to initialize the parameters before calling torch functions"
    )


def is_lazy(param):
    return isinstance(param, _Uninitialized)
