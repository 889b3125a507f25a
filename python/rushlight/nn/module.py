# SPDX-License-Identifier: MIT
"""Module: what holds parameters, buffers and other modules, and computes something from them."""

import itertools
import warnings
from collections import OrderedDict, namedtuple

from .. import _C
from .._C import Tensor
from ..utils.gradients import clear_gradients
from ..utils.hooks import BackwardHook, ModuleHook, RemovableHandle, warn_of_hidden_gradients
from .parameter import Parameter, is_lazy


class _IncompatibleKeys(namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    def __repr__(self):
        return (
            super().__repr__()
            if self.missing_keys or self.unexpected_keys
            else "<All keys matched successfully>"
        )

    __str__ = __repr__


def _addindent(text, spaces):
    first, *rest = text.split("\n")
    return "\n".join([first] + [" " * spaces + line for line in rest])


# Hooks of all modules.
_global_forward_hooks = OrderedDict()
_global_forward_pre_hooks = OrderedDict()
_global_backward_hooks = OrderedDict()
_global_is_full_backward_hook = None
_global_registration_hooks = {"buffer": OrderedDict(), "module": OrderedDict(), "parameter": OrderedDict()}


def _add_hook(hooks, hook):
    handle = RemovableHandle(hooks)
    hooks[handle.id] = hook
    return handle


def register_module_forward_pre_hook(hook):
    return _add_hook(_global_forward_pre_hooks, hook)


def register_module_forward_hook(hook):
    return _add_hook(_global_forward_hooks, hook)


def _register_module_backward(hook, full):
    global _global_is_full_backward_hook
    if _global_is_full_backward_hook is (not full):
        raise RuntimeError(
            "Cannot use both regular backward hooks and full backward hooks as a global Module hook. Please"
            " use only one of them."
        )
    _global_is_full_backward_hook = full
    return _add_hook(_global_backward_hooks, hook)


def register_module_full_backward_hook(hook):
    return _register_module_backward(hook, True)


def register_module_backward_hook(hook):
    """The old kind, see Module.register_backward_hook."""
    return _register_module_backward(hook, False)


def register_module_buffer_registration_hook(hook):
    return _add_hook(_global_registration_hooks["buffer"], hook)


def register_module_module_registration_hook(hook):
    return _add_hook(_global_registration_hooks["module"], hook)


def register_module_parameter_registration_hook(hook):
    return _add_hook(_global_registration_hooks["parameter"], hook)


def _registered(kind, module, name, value):
    """value, or what the hooks make of it."""
    for hook in _global_registration_hooks[kind].values():
        result = hook(module, name, value)
        value = value if result is None else result
    return value


_REGISTRIES = ("_parameters", "_buffers", "_modules")


class Module:
    dump_patches = False
    _version = 1
    training = True
    call_super_init = False

    def __init__(self, *args, **kwargs):
        if args or kwargs:
            if args:
                raise TypeError(
                    f"{type(self).__name__}.__init__() takes 1 positional argument but {len(args) + 1} were"
                    " given"
                )
            raise TypeError(
                f"{type(self).__name__}.__init__() got an unexpected keyword argument '{next(iter(kwargs))}'"
            )
        put = self.__dict__.update
        put(
            training=True,
            _parameters=OrderedDict(),
            _buffers=OrderedDict(),
            _non_persistent_buffers_set=set(),
            _backward_hooks=OrderedDict(),
            _backward_pre_hooks=OrderedDict(),
            _is_full_backward_hook=None,
            _forward_hooks=OrderedDict(),
            _forward_pre_hooks=OrderedDict(),
            _state_dict_hooks=OrderedDict(),
            _load_state_dict_pre_hooks=OrderedDict(),
            _load_state_dict_post_hooks=OrderedDict(),
            _modules=OrderedDict(),
        )

    def forward(self, *inputs):
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    # ---- registration ----

    def _check_name(self, kind, name, registry):
        if "_parameters" not in self.__dict__:
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {_type_name(name)}")
        if "." in name:
            raise KeyError(
                f'{kind} name can\'t contain "."'
                if kind != "module"
                else f'module name can\'t contain ".", got: {name}'
            )
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')
        if hasattr(self, name) and name not in registry:
            raise KeyError(f"attribute '{name}' already exists")

    def register_buffer(self, name, tensor, persistent=True):
        self._check_name("buffer", name, self.__dict__.get("_buffers", ()))
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{_type_name(tensor)}' object to buffer '{name}' (torch Tensor or None"
                " required)"
            )
        self._buffers[name] = _registered("buffer", self, name, tensor)
        (self._non_persistent_buffers_set.discard if persistent else self._non_persistent_buffers_set.add)(
            name
        )

    def register_parameter(self, name, param):
        self._check_name("parameter", name, self.__dict__.get("_parameters", ()))
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{_type_name(param)}' object to parameter '{name}' (torch.nn.Parameter or"
                " None required)"
            )
        if param is not None and param.grad_fn is not None:
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be created"
                f" explicitly. To express '{name}' as a function of another Tensor, compute the value in the"
                " forward() method."
            )
        self._parameters[name] = _registered("parameter", self, name, param)

    def add_module(self, name, module):
        if not isinstance(module, Module) and module is not None:
            raise TypeError(f"{_type_name(module)} is not a Module subclass")
        if not isinstance(name, str):
            raise TypeError(f"module name should be a string. Got {_type_name(name)}")
        if hasattr(self, name) and name not in self._modules:
            raise KeyError(f"attribute '{name}' already exists")
        if "." in name:
            raise KeyError(f'module name can\'t contain ".", got: {name}')
        if name == "":
            raise KeyError('module name can\'t be empty string ""')
        self._modules[name] = _registered("module", self, name, module)

    register_module = add_module

    def __getattr__(self, name):
        own = self.__dict__
        for registry in _REGISTRIES:
            found = own.get(registry)
            if found is not None and name in found:
                return found[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name, value):
        own = self.__dict__
        parameters = own.get("_parameters")
        if isinstance(value, Parameter):
            if parameters is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            own.pop(name, None)
            self._buffers.pop(name, None)
            self._modules.pop(name, None)
            self._non_persistent_buffers_set.discard(name)
            self.register_parameter(name, value)
            return
        if parameters is not None and name in parameters:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_type_name(value)}' as parameter '{name}' (torch.nn.Parameter or None"
                    " expected)"
                )
            parameters[name] = None
            return
        modules = own.get("_modules")
        if isinstance(value, Module):
            if modules is None:
                raise AttributeError("cannot assign module before Module.__init__() call")
            own.pop(name, None)
            self._parameters.pop(name, None)
            self._buffers.pop(name, None)
            self._non_persistent_buffers_set.discard(name)
            modules[name] = _registered("module", self, name, value)
            return
        if modules is not None and name in modules:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_type_name(value)}' as child module '{name}' (torch.nn.Module or None"
                    " expected)"
                )
            modules[name] = None
            return
        buffers = own.get("_buffers")
        if buffers is not None and name in buffers:
            if value is not None and not isinstance(value, Tensor):
                raise TypeError(
                    f"cannot assign '{_type_name(value)}' as buffer '{name}' (torch.Tensor or None expected)"
                )
            buffers[name] = value
            return
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        for registry in _REGISTRIES:
            if name in self.__dict__.get(registry, ()):
                del self.__dict__[registry][name]
                self._non_persistent_buffers_set.discard(name)
                return
        object.__delattr__(self, name)

    def __dir__(self):
        names = set(object.__dir__(self)).union(self._parameters, self._buffers, self._modules)
        return sorted(n for n in names if not n[:1].isdigit())

    def __setstate__(self, state):
        self.__dict__.update(state)
        for name in (
            "_backward_pre_hooks",
            "_forward_pre_hooks",
            "_state_dict_hooks",
            "_load_state_dict_pre_hooks",
            "_load_state_dict_post_hooks",
        ):
            self.__dict__.setdefault(name, OrderedDict())
        self.__dict__.setdefault("_non_persistent_buffers_set", set())
        self.__dict__.setdefault("_is_full_backward_hook", None)

    # ---- paths ----

    def get_submodule(self, target):
        module = self
        for part in target.split(".") if target else ():
            if not hasattr(module, part):
                raise AttributeError(f"{module._get_name()} has no attribute `{part}`")
            module = getattr(module, part)
            if not isinstance(module, Module):
                raise AttributeError(f"`{part}` is not an nn.Module")
        return module

    def _get_entry(self, target, accepts, what):
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f"{module._get_name()} has no attribute `{name}`")
        found = getattr(module, name)
        if not accepts(module, name, found):
            raise AttributeError(f"`{name}` is not {what}")
        return found

    def get_parameter(self, target):
        return self._get_entry(target, lambda m, n, x: isinstance(x, Parameter), "an nn.Parameter")

    def get_buffer(self, target):
        return self._get_entry(target, lambda m, n, x: n in m._buffers, "a buffer")

    # ---- walking ----

    def _named_members(self, members_of, prefix="", recurse=True, remove_duplicate=True):
        seen = set()
        for path, module in (
            self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
            if recurse
            else [(prefix, self)]
        ):
            for name, value in members_of(module):
                if value is None or value in seen:
                    continue
                if remove_duplicate:
                    seen.add(value)
                yield path + ("." if path else "") + name, value

    def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
        yield from self._named_members(lambda m: m._parameters.items(), prefix, recurse, remove_duplicate)

    def parameters(self, recurse=True):
        for _, p in self.named_parameters(recurse=recurse):
            yield p

    def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
        yield from self._named_members(lambda m: m._buffers.items(), prefix, recurse, remove_duplicate)

    def buffers(self, recurse=True):
        for _, b in self.named_buffers(recurse=recurse):
            yield b

    def named_children(self):
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self):
        for _, module in self.named_children():
            yield module

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                yield from module.named_modules(
                    memo, prefix + ("." if prefix else "") + name, remove_duplicate
                )

    def modules(self):
        for _, module in self.named_modules():
            yield module

    # ---- changing all ----

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for p in self.parameters():
            p.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=False):
        clear_gradients(self.parameters(), set_to_none)

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def _apply(self, fn):
        """fn of every parameter, its gradient, and every buffer. A parameter stays the same object with new
        data (unless
        torch.__future__ says otherwise)."""
        from .. import __future__ as future
        from .._modes import no_grad

        for module in self.children():
            module._apply(fn)
        for name, param in self._parameters.items():
            if param is None:
                continue
            grad = param.grad
            with no_grad():
                applied = fn(param)
                applied_grad = fn(grad) if grad is not None else None
            if future.get_overwrite_module_params_on_conversion():
                self._parameters[name] = new = Parameter(applied, param.requires_grad)
                if grad is not None:
                    new.grad = applied_grad.detach().requires_grad_(grad.requires_grad)
                continue
            if applied is not param:
                param.grad = None
                param.data = applied
            if grad is not None and (applied is not param or applied_grad is not grad):
                if applied_grad is not grad:
                    grad.data = applied_grad
                param.grad = grad
        for name, buffer in self._buffers.items():
            if is_lazy(buffer):  # it stays one, of another dtype or device
                buffer.data = fn(buffer)
            elif buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def to(self, *args, **kwargs):
        device, dtype, non_blocking, memory_format = _parse_to(*args, **kwargs)
        if dtype is not None and not (dtype.is_floating_point or dtype.is_complex):
            raise TypeError(
                f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}"
            )

        def convert(t):
            kind = dtype if t.is_floating_point() else None
            if memory_format is not None and t.dim() in (4, 5):
                return t.to(device, kind, non_blocking, memory_format=memory_format)
            return t.to(device, kind, non_blocking)

        return self._apply(convert)

    def _to_float(self, name):
        return self._apply(lambda t: getattr(t, name)() if t.is_floating_point() else t)

    def float(self):
        return self._to_float("float")

    def double(self):
        return self._to_float("double")

    def half(self):
        return self._to_float("half")

    def bfloat16(self):
        return self._to_float("bfloat16")

    def type(self, dst_type):
        return self._apply(lambda t: t.type(dst_type))

    def cpu(self):
        return self._apply(lambda t: t.cpu())

    def cuda(self, device=None):
        return self._apply(lambda t: t.cuda(device))

    def to_empty(self, *, device):
        from .. import empty_like

        return self._apply(lambda t: empty_like(t, device=device))

    def share_memory(self):
        return self._apply(lambda t: t.share_memory_())

    def _replicate_for_data_parallel(self):
        replica = self.__new__(type(self))
        replica.__dict__ = {
            **self.__dict__,
            "_parameters": OrderedDict(),
            "_buffers": self._buffers.copy(),
            "_modules": self._modules.copy(),
            "_is_replica": True,
        }
        return replica

    # ---- hooks and the call ----

    def register_forward_pre_hook(self, hook):
        return _add_hook(self._forward_pre_hooks, hook)

    def register_forward_hook(self, hook):
        return _add_hook(self._forward_hooks, hook)

    def register_full_backward_hook(self, hook):
        if self._is_full_backward_hook is False:
            raise RuntimeError(
                "Cannot use both regular backward hooks and full backward hooks on a single Module. Please"
                " use only one of them."
            )
        self._is_full_backward_hook = True
        return _add_hook(self._backward_hooks, hook)

    def register_full_backward_pre_hook(self, hook):
        """hook(module, grad_output), before the gradients of the inputs are computed; it may return
        others."""
        return _add_hook(self._backward_pre_hooks, hook)

    def register_backward_hook(self, hook):
        """The old kind: it sees the gradients of the last node of forward only."""
        if self._is_full_backward_hook is True:
            raise RuntimeError(
                "Cannot use both regular backward hooks and full backward hooks on a single Module. Please"
                " use only one of them."
            )
        self._is_full_backward_hook = False
        return _add_hook(self._backward_hooks, hook)

    def _backward_hooks_of(self, full):
        """The backward hooks of one kind, those of all modules first."""
        hooks = list(_global_backward_hooks.values()) if _global_is_full_backward_hook is full else []
        return hooks + (list(self._backward_hooks.values()) if self._is_full_backward_hook is full else [])

    def _watch_last_node(self, hooks, args, output):
        first = output
        while not isinstance(first, Tensor):
            first = (
                next(v for v in first.values() if isinstance(v, Tensor))
                if isinstance(first, dict)
                else first[0]
            )
        node = first.grad_fn
        if node is not None:
            for hook in hooks:
                node.register_hook(lambda grad_in, grad_out, hook=hook: hook(self, grad_in, grad_out))
            warn_of_hidden_gradients(args, output, node)

    def _call_with_hooks(self, *args, **kwargs):
        for hook in (*_global_forward_pre_hooks.values(), *self._forward_pre_hooks.values()):
            result = hook(self, args)
            if result is not None:
                args = result if isinstance(result, tuple) else (result,)
        full_hooks, last_node_hooks = self._backward_hooks_of(True), self._backward_hooks_of(False)
        watcher = None
        if full_hooks or self._backward_pre_hooks:
            watcher = BackwardHook(self, full_hooks, list(self._backward_pre_hooks.values()))
            args = watcher.setup_input_hook(args)
        output = self.forward(*args, **kwargs)
        for hook in (*_global_forward_hooks.values(), *self._forward_hooks.values()):
            result = hook(self, args, output)
            if result is not None:
                output = result
        output = watcher.setup_output_hook(output) if watcher is not None else output
        if last_node_hooks:
            self._watch_last_node(last_node_hooks, args, output)
        return output

    def __call__(self, *args, **kwargs):
        own = self.__dict__
        try:
            plain = not (
                own["_forward_hooks"]
                or own["_forward_pre_hooks"]
                or own["_backward_hooks"]
                or own["_backward_pre_hooks"]
                or _global_forward_hooks
                or _global_forward_pre_hooks
                or _global_backward_hooks
            )
        except KeyError:
            raise AttributeError(
                f"'{type(self).__name__}' object has no attribute '_forward_hooks'"
            ) from None
        return self.forward(*args, **kwargs) if plain else self._call_with_hooks(*args, **kwargs)

    _call_impl = __call__

    # ---- state ----

    def get_extra_state(self):
        raise RuntimeError(
            "Reached a code path in Module.get_extra_state() that should never be called. Please file an"
            " issue at https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this"
            " bug."
        )

    def set_extra_state(self, state):
        raise RuntimeError(
            "Reached a code path in Module.set_extra_state() that should never be called. Please file an"
            " issue at https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this"
            " bug."
        )

    def _has_extra_state(self, method):
        return getattr(type(self), method) is not getattr(Module, method)

    def _register_state_dict_hook(self, hook):
        return _add_hook(self._state_dict_hooks, hook)

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        for name, p in self._parameters.items():
            if p is not None:
                destination[prefix + name] = p if keep_vars or is_lazy(p) else p.detach()
        for name, b in self._buffers.items():
            if b is not None and name not in self._non_persistent_buffers_set:
                destination[prefix + name] = b if keep_vars or is_lazy(b) else b.detach()
        if self._has_extra_state("get_extra_state"):
            destination[prefix + "_extra_state"] = self.get_extra_state()

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
        if args:
            warnings.warn(
                "Positional args are being deprecated, use kwargs instead. Refer to"
                " https://pytorch.org/docs/master/generated/torch.nn.Module.html#torch.nn.Module.state_dict"
                " for details.",
                stacklevel=2,
            )
            given = dict(zip(("destination", "prefix", "keep_vars"), args))
            destination = given.get("destination", destination)
            prefix, keep_vars = given.get("prefix", prefix), given.get("keep_vars", keep_vars)
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        metadata = {"version": self._version}
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = metadata
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=destination, prefix=prefix + name + ".", keep_vars=keep_vars)
        for hook in self._state_dict_hooks.values():
            result = hook(self, destination, prefix, metadata)
            if result is not None:
                destination = result
        return destination

    def _register_load_state_dict_pre_hook(self, hook, with_module=False):
        if with_module:
            hook = ModuleHook(hook, self)
        return _add_hook(self._load_state_dict_pre_hooks, hook)

    def register_load_state_dict_post_hook(self, hook):
        return _add_hook(self._load_state_dict_post_hooks, hook)

    def _load_entry(self, key, own, given, errors):
        from .._modes import no_grad

        if not isinstance(given, Tensor):
            errors.append(
                f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object from'
                f" checkpoint but received {type(given)}"
            )
            return
        if is_lazy(own):
            if is_lazy(given):
                return
            with no_grad():
                own.materialize(given.shape)
        if own.dim() == 0 and given.dim() == 1:  # PyTorch 0.3 saved numbers so
            given = given[0]
        if given.shape != own.shape:
            errors.append(
                f"size mismatch for {key}: copying a param with shape {given.shape} from checkpoint, the"
                f" shape in current model is {own.shape}."
            )
            return
        try:
            with no_grad():
                own.copy_(given)
        except Exception as e:
            errors.append(
                f'While copying the parameter named "{key}", whose dimensions in the model are {own.size()}'
                f" and whose dimensions in the checkpoint are {given.size()}, an exception occurred :"
                f" {e.args}."
            )

    def _load_from_state_dict(
        self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
    ):
        for hook in self._load_state_dict_pre_hooks.values():
            hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
        persistent = {k: v for k, v in self._buffers.items() if k not in self._non_persistent_buffers_set}
        own = {
            k: v for k, v in itertools.chain(self._parameters.items(), persistent.items()) if v is not None
        }
        for name, value in own.items():
            if prefix + name in state_dict:
                self._load_entry(prefix + name, value, state_dict[prefix + name], error_msgs)
            elif strict:
                missing_keys.append(prefix + name)
        extra = prefix + "_extra_state"
        if self._has_extra_state("set_extra_state"):
            if extra in state_dict:
                self.set_extra_state(state_dict[extra])
            elif strict:
                missing_keys.append(extra)
        elif strict and extra in state_dict:
            unexpected_keys.append(extra)
        if strict:
            for key in state_dict:
                if key.startswith(prefix) and key != extra:
                    name = key[len(prefix) :].split(".", 1)[0]
                    if name not in self._modules and name not in own:
                        unexpected_keys.append(key)

    def load_state_dict(self, state_dict, strict=True):
        if not hasattr(state_dict, "keys"):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        missing, unexpected, errors = [], [], []
        metadata = getattr(state_dict, "_metadata", None)
        state_dict = OrderedDict(state_dict)
        if metadata is not None:
            state_dict._metadata = metadata

        def load(module, given, prefix=""):
            local = {} if metadata is None else metadata.get(prefix[:-1], {})
            module._load_from_state_dict(given, prefix, local, True, missing, unexpected, errors)
            for name, child in module._modules.items():
                if child is not None:
                    start = prefix + name + "."
                    load(child, {k: v for k, v in given.items() if k.startswith(start)}, start)
            keys = _IncompatibleKeys(missing, unexpected)
            for hook in module._load_state_dict_post_hooks.values():
                if hook(module, keys) is not None:
                    raise AssertionError(
                        "Hooks registered with ``register_load_state_dict_post_hook`` are not expected to"
                        " return new values, if incompatible_keys need to be modified, it should be done"
                        " inplace."
                    )

        load(self, state_dict)
        del load  # its closure refers to it: a cycle
        if strict:
            for what, keys in (("Unexpected", unexpected), ("Missing", missing)):
                if keys:
                    quoted = ", ".join(f'"{k}"' for k in keys)
                    errors.insert(0, f"{what} key(s) in state_dict: {quoted}. ")
        if errors:
            raise RuntimeError(
                "Error(s) in loading state_dict for {}:\n\t{}".format(
                    type(self).__name__, "\n\t".join(errors)
                )
            )
        return _IncompatibleKeys(missing, unexpected)

    # ---- text ----

    def _get_name(self):
        return type(self).__name__

    def extra_repr(self):
        return ""

    def __repr__(self):
        extra = self.extra_repr()
        own = extra.split("\n") if extra else []
        children = [f"({name}): {_addindent(repr(module), 2)}" for name, module in self._modules.items()]
        if len(own) == 1 and not children:
            return f"{self._get_name()}({own[0]})"
        if not own and not children:
            return self._get_name() + "()"
        return self._get_name() + "(\n  " + "\n  ".join(own + children) + "\n)"


def _parse_to(*args, **kwargs):
    """(device, dtype, non_blocking, memory_format) of to()'s three forms: (device, dtype), (dtype), (tensor), each with
    non_blocking and copy after it."""
    memory_format, given = kwargs.pop("memory_format", None), args
    first = args[0] if args else None
    if isinstance(first, Tensor) or "tensor" in kwargs or "other" in kwargs:
        names = ("tensor", "non_blocking", "copy")
    elif isinstance(first, _C.dtype):
        names = ("dtype", "non_blocking", "copy")
    else:
        names = ("device", "dtype", "non_blocking", "copy")
    values = dict(zip(names, args), **kwargs)
    tensor, device, dtype = values.get("tensor"), values.get("device"), values.get("dtype")
    non_blocking, copy = values.get("non_blocking", False), values.get("copy", False)
    if (
        len(args) > len(names)
        or set(kwargs) & set(names[: len(args)])
        or set(values) - set(names)
        or not isinstance(device, (str, int, _C.device, type(None)))
        or not isinstance(dtype, (_C.dtype, type(None)))
        or not isinstance(non_blocking, bool)
        or not isinstance(copy, bool)
        or isinstance(device, bool)
        or not values
        and memory_format is None
    ):
        kinds = ", ".join([type(a).__name__ for a in given] + [f"{k}={type(v).__name__}" for k, v in kwargs.items()])
        raise TypeError(
            f"to() received an invalid combination of arguments - got ({kinds}), but expected one of:\n"
            " * (torch.device device, torch.dtype dtype, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n"
            " * (torch.dtype dtype, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n"
            " * (Tensor tensor, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n"
        )
    if copy:
        raise RuntimeError(".to() does not accept copy argument")
    if tensor is not None:
        device, dtype = tensor.device, tensor.dtype
    return device if device is None or isinstance(device, _C.device) else _C.device(device), dtype, non_blocking, memory_format


_C._nn._parse_to = _parse_to  # where PyTorch has it


def _type_name(x):
    """What PyTorch's messages call the type of x."""
    kind = type(x)
    if kind is Tensor:
        return "torch.FloatTensor" if x.dtype is _C.float32 else x.type()
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
