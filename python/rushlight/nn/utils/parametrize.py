# SPDX-License-Identifier: MIT
"""Parametrizations: an attribute of a module computed from another parameter by modules of the user's own. The module gets a class of
its own, with a property in the attribute's place."""

import copy
from collections.abc import Sequence
from contextlib import contextmanager

from ..._C import Tensor
from ..containers import ModuleDict, ModuleList
from ..parameter import Parameter

_cache_depth, _cache = 0, {}


@contextmanager
def cached():
    """Inside, each parametrized value is computed once."""
    global _cache_depth
    _cache_depth += 1
    try:
        yield
    finally:
        _cache_depth -= 1
        if not _cache_depth:
            _cache.clear()


class ParametrizationList(ModuleList):
    """The chain of one attribute; `original` (or original0, original1 …) is what it starts from."""

    def __init__(self, modules, original, unsafe=False):
        super().__init__(modules)
        self.unsafe = unsafe
        start = original
        for module in reversed(list(self)):
            if hasattr(module, "right_inverse"):
                try:
                    start = module.right_inverse(start)
                except NotImplementedError:
                    pass
        if not isinstance(start, (Tensor, list, tuple)):
            raise ValueError(
                "'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got"
                f" {type(start).__name__}"
            )
        self.is_tensor = isinstance(start, Tensor)
        self.ntensors = 1 if self.is_tensor else len(start)
        if self.is_tensor:
            if original.dtype != start.dtype:
                raise ValueError(
                    "When `right_inverse` outputs one tensor, it may not change the dtype.\noriginal.dtype:"
                    f" {original.dtype}\nright_inverse(original).dtype: {start.dtype}"
                )
            self._keep("original", start, original)
        else:
            for i, part in enumerate(start):
                if not isinstance(part, Tensor):
                    raise ValueError(
                        "'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got"
                        f" element {i} of the sequence with type {type(part).__name__}."
                    )
                self._keep(f"original{i}", part, original)
        if not unsafe:
            self._check(original)

    def _keep(self, name, value, like):
        if isinstance(like, Parameter):
            made = like if value is like else Parameter(value, like.requires_grad)
            self.register_parameter(name, made)
        else:
            self.register_buffer(name, value)

    def _check(self, original):
        value = self()
        if not isinstance(value, Tensor):
            raise ValueError(f"A parametrization must return a tensor. Got {type(value).__name__}.")
        if value.dtype != original.dtype:
            raise ValueError(
                "Registering a parametrization may not change the dtype of the tensor, unless `unsafe` flag"
                f" is enabled.\nunparametrized dtype: {original.dtype}\nparametrized dtype: {value.dtype}"
            )
        if value.shape != original.shape:
            raise ValueError(
                "Registering a parametrization may not change the shape of the tensor, unless `unsafe` flag"
                f" is enabled.\nunparametrized shape: {original.shape}\nparametrized shape: {value.shape}"
            )

    def _originals(self):
        return (
            [self.original]
            if self.is_tensor
            else [getattr(self, f"original{i}") for i in range(self.ntensors)]
        )

    def right_inverse(self, value):
        """Assigns to the originals what gives this value."""
        from ..._modes import no_grad

        with no_grad():
            for module in reversed(list(self)):
                if not hasattr(module, "right_inverse"):
                    raise RuntimeError(
                        f"parametrization {type(module).__name__} does not implement right_inverse."
                    )
                value = module.right_inverse(value)
            if self.is_tensor:
                if not isinstance(value, Tensor):
                    raise ValueError(f"`right_inverse` should return a tensor. Got {type(value).__name__}")
                if value.dtype != self.original.dtype:
                    raise ValueError(
                        f"The tensor returned by `right_inverse` has dtype {value.dtype} while `original` has"
                        f" dtype {self.original.dtype}"
                    )
                self.original.data = value.data
                return
            if not isinstance(value, Sequence):
                raise ValueError(
                    f"'right_inverse' must return a sequence of tensors. Got {type(value).__name__}."
                )
            if len(value) != self.ntensors:
                raise ValueError(
                    "'right_inverse' must return a sequence of tensors of length"
                    f" {self.ntensors}. Got a sequence of lenght {len(value)}."
                )
            for i, (own, new) in enumerate(zip(self._originals(), value)):
                if not isinstance(new, Tensor):
                    raise ValueError(
                        "`right_inverse` must return a sequence of tensors. Got element"
                        f" {i} of type {type(new).__name__}"
                    )
                if own.dtype != new.dtype:
                    raise ValueError(
                        f"Tensor {i} returned by `right_inverse` has dtype {new.dtype} while `original{i}` has"
                        f" dtype {own.dtype}"
                    )
                own.data = new.data

    def forward(self):
        modules = list(self)
        value = modules[0](*self._originals())
        for module in modules[1:]:
            value = module(value)
        return value


def _own_class(module):
    """A subclass for this module alone, which can hold properties."""
    base = type(module)

    def __deepcopy__(self, memo):
        twin = self.__new__(type(self))
        memo[id(self)] = twin
        twin.__dict__ = copy.deepcopy(self.__dict__, memo)
        return twin

    def __getstate__(self):
        raise RuntimeError(
            "Serialization of parametrized modules is only supported through state_dict(). See:"
            "\nhttps://pytorch.org/tutorials/beginner/saving_loading_models.html"
        )

    module.__class__ = type(
        "Parametrized" + base.__name__, (base,), {"__deepcopy__": __deepcopy__, "__getstate__": __getstate__}
    )


def _add_property(module, name):
    def read(self):
        chain = self.parametrizations[name]
        if not _cache_depth:
            return chain()
        key = (id(self), name)
        if key not in _cache:
            _cache[key] = chain()
        return _cache[key]

    def write(self, value):
        self.parametrizations[name].right_inverse(value)

    setattr(type(module), name, property(read, write))


def is_parametrized(module, tensor_name=None):
    chains = module.__dict__.get("_modules", {}).get("parametrizations")
    if not isinstance(chains, ModuleDict):
        return False
    return len(chains) > 0 if tensor_name is None else tensor_name in chains


def _check_link(name, parametrization, before):
    """Another parametrization of a parametrized tensor keeps dtype and shape, forwards and back."""
    flag = "unless the `unsafe` flag is enabled."
    value = parametrization(before)
    if not isinstance(value, Tensor):
        raise ValueError(f"A parametrization must return a tensor. Got {type(value).__name__}.")
    for what in ("dtype", "shape"):
        if getattr(value, what) != getattr(before, what):
            raise ValueError(
                f"Registering a parametrization may not change the {what} of the tensor, {flag}\n"
                f"module.{name}.{what}: {getattr(before, what)}\n"
                f"parametrization(module.{name}).{what}: {getattr(value, what)}"
            )
    if not hasattr(parametrization, "right_inverse"):
        return
    try:
        back = parametrization.right_inverse(value)
    except NotImplementedError:
        return
    if not isinstance(back, Tensor):
        raise ValueError(f"parametrization.right_inverse must return a tensor. Got: {type(back).__name__}")
    for what in ("dtype", "shape"):
        if getattr(back, what) != getattr(before, what):
            raise ValueError(
                f"The tensor returned by parametrization.right_inverse must have the same {what} as module.{name}, {flag}\n"
                f"module.{name}.{what}: {getattr(before, what)}\nreturned {what}: {getattr(back, what)}"
            )


def transfer_parametrizations_and_params(from_module, to_module, tensor_name=None):
    """Registers from_module's parametrizations on to_module, too, and shares their originals."""
    if not is_parametrized(from_module):
        return to_module
    for name in list(from_module.parametrizations) if tensor_name is None else [tensor_name]:
        if not hasattr(to_module, name):
            setattr(to_module, name, Parameter(getattr(from_module, name)))
        chain = from_module.parametrizations[name]
        for parametrization in chain:
            register_parametrization(to_module, name, parametrization)
        target = to_module.parametrizations[name]
        for key in ["original"] if chain.is_tensor else [f"original{i}" for i in range(chain.ntensors)]:
            setattr(target, key, getattr(chain, key))
    return to_module


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        chain = module.parametrizations[tensor_name]
        before = getattr(module, tensor_name)
        if not unsafe:
            _check_link(tensor_name, parametrization, before)
        chain.append(parametrization)
        chain.unsafe = chain.unsafe or unsafe
        return module
    if tensor_name not in module._parameters and tensor_name not in module._buffers:
        raise ValueError(
            f"Module '{module}' does not have a parameter, a buffer, or a parametrized element with name"
            f" '{tensor_name}'"
        )
    original = getattr(module, tensor_name)
    chain = ParametrizationList([parametrization], original, unsafe=unsafe)
    delattr(module, tensor_name)
    if not is_parametrized(module):
        _own_class(module)
        module.parametrizations = ModuleDict()
    _add_property(module, tensor_name)
    module.parametrizations[tensor_name] = chain
    return module


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    from ..._modes import no_grad

    chain = module.parametrizations[tensor_name]
    originals = chain._originals()
    if leave_parametrized:
        with no_grad():
            value = getattr(module, tensor_name)
        if chain.is_tensor:
            originals[0].data = value
            result = originals[0]
        else:
            result = Parameter(value) if isinstance(originals[0], Parameter) else value
    elif not chain.is_tensor:
        raise ValueError(
            "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized in terms"
            " of a sequence of tensors."
        )
    else:
        result = originals[0]
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    if not is_parametrized(module):
        delattr(module, "parametrizations")
        module.__class__ = type(module).__bases__[0]
    if isinstance(result, Parameter):
        module.register_parameter(tensor_name, result)
    else:
        module.register_buffer(tensor_name, result)
    return module


def type_before_parametrizations(module):
    return type(module).__bases__[0] if is_parametrized(module) else type(module)
