# SPDX-License-Identifier: MIT
"""Optimizer: groups of parameters with options, and a state for each parameter. CoreOptimizer: one whose step
is the core's."""

import copy
from collections import defaultdict
from itertools import chain

from .. import _C
from .._C import Tensor
from .._modes import enable_grad
from ..utils.gradients import clear_gradients


class _RequiredParameter:
    def __repr__(self):
        return "<required parameter>"


required = _RequiredParameter()


# Options that PyTorch's optimizers got in time, and what older ones did.
_LATER_OPTIONS = {
    "maximize": False,
    "foreach": None,
    "capturable": False,
    "differentiable": False,
    "fused": False,
    "nesterov": False,
    "amsgrad": False,
    "momentum": 0,
    "centered": False,
}


class Optimizer:
    def __init__(self, params, defaults):
        self.defaults = defaults
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                + params.type()
            )
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            self.add_param_group(group)

    def add_param_group(self, param_group):
        if not isinstance(param_group, dict):
            raise AssertionError("param group must be a dict")
        params = param_group["params"]
        if isinstance(params, Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of"
                " tensors in sets will change between runs. Please use a list instead."
            )
        param_group["params"] = params = list(params)
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError(
                    "optimizer can only optimize Tensors, but one of the params is " + _type_name(p)
                )
            if not (p.is_leaf or p.retains_grad or self.defaults.get("differentiable")):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(
                    f"parameter group didn't specify a value of required optimization parameter {name}"
                )
            param_group.setdefault(name, default)
        if len(params) != len(set(params)):
            import warnings

            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters; in future, this will cause"
                " an error; see github.com/pytorch/pytorch/issues/40967 for more information",
                stacklevel=3,
            )
        known = set(chain.from_iterable(g["params"] for g in self.param_groups))
        if not known.isdisjoint(params):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=False):
        clear_gradients((p for group in self.param_groups for p in group["params"]), set_to_none)

    def step(self, closure=None):
        raise NotImplementedError

    # ---- state ----

    def __getstate__(self):
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups}

    def __setstate__(self, state):
        self.__dict__.update({k: v for k, v in state.items() if k != "state"})
        if "state" in state:
            self.state = state["state"]
        for group in self.param_groups:  # of an older version
            for name, value in _LATER_OPTIONS.items():
                if name in self.defaults:
                    group.setdefault(name, value)

    def state_dict(self):
        numbers = {}
        for p in chain.from_iterable(g["params"] for g in self.param_groups):
            numbers.setdefault(id(p), len(numbers))
        groups = [
            {**{k: v for k, v in g.items() if k != "params"}, "params": [numbers[id(p)] for p in g["params"]]}
            for g in self.param_groups
        ]
        return {
            "state": {(numbers[id(k)] if isinstance(k, Tensor) else k): v for k, v in self.state.items()},
            "param_groups": groups,
        }

    def load_state_dict(self, state_dict):
        state_dict = copy.deepcopy(state_dict)
        groups, saved = self.param_groups, state_dict["param_groups"]
        if len(groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(g["params"]) != len(s["params"]) for g, s in zip(groups, saved)):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's"
                " group"
            )
        to_param = dict(
            zip(
                chain.from_iterable(s["params"] for s in saved),
                chain.from_iterable(g["params"] for g in groups),
            )
        )
        state = defaultdict(dict)
        for key, value in state_dict["state"].items():
            if key in to_param:
                state[to_param[key]] = self._cast(to_param[key], value)
            else:
                state[key] = value
        self.__setstate__(
            {"state": state, "param_groups": [{**s, "params": g["params"]} for g, s in zip(groups, saved)]}
        )

    def _cast(self, param, value, key=None):
        """State in the parameter's dtype and on its device; step counts stay as they are."""
        if isinstance(value, Tensor):
            if key == "step":
                return value
            return (
                value.to(dtype=param.dtype, device=param.device)
                if param.is_floating_point()
                else value.to(param.device)
            )
        if isinstance(value, dict):
            return {k: self._cast(param, v, k) for k, v in value.items()}
        return type(value)(self._cast(param, v) for v in value) if isinstance(value, (list, tuple)) else value

    def __repr__(self):
        text = type(self).__name__ + " ("
        for i, group in enumerate(self.param_groups):
            text += f"\nParameter Group {i}\n"
            text += "".join(f"    {k}: {group[k]}\n" for k in sorted(group) if k != "params")
        return text + ")"


def _type_name(x):
    kind = type(x)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


class CoreOptimizer(Optimizer):
    """The groups are the user's to change; what differs from what the core was told last is told before each
    step. The state lives in
    the core. It becomes a dict when it is asked for, and from then on both are kept the same."""

    _options = ()  # names in a group that the core knows by the same names
    _tensors = {}  # names of the core's state tensors -> None, or the option without which there is none
    _step_kind = "tensor"  # how PyTorch keeps the number of steps: "tensor", "int", None (SGD)

    def __init__(self, params, defaults):
        self._core, self._shown = None, None
        super().__init__(params, defaults)

    # ---- groups ----

    def _values(self, group):
        """Numbers for the core, in the order of _names()."""
        return [group[k] for k in self._options]

    def _names(self):
        return self._options

    def _new_core(self):
        core = None
        for group in self.param_groups:
            if not group["params"]:
                raise NotImplementedError("rushlight's optimizers take no empty parameter group")
            if core is None:
                core = _C._Optimizer(type(self)._kind, tuple(group["params"]), 1e-3)
            else:
                core.add_group(tuple(group["params"]))
        self._core, self._params = core, [list(g["params"]) for g in self.param_groups]
        self._told = [None] * len(self.param_groups)

    def _same_params(self):
        groups = self.param_groups
        if len(groups) != len(self._params):
            return False
        try:
            return all(
                g["params"] == p for g, p in zip(groups, self._params)
            )  # lists of the same objects are equal at once
        except (RuntimeError, TypeError):
            return False

    def _tell(self):
        if self._core is None or not self._same_params():
            state = self.state if self._core is not None else self._shown
            self._new_core()
            self._shown, self._known = state, None
        for i, group in enumerate(self.param_groups):
            values = self._values(group)
            if values != self._told[i]:
                for name, value in zip(self._names(), values):
                    self._core.set(i, name, float(value))
                self._told[i] = values
        if self._shown is not None and self._snapshot(self._shown) != self._known:
            self._push()

    # ---- state ----

    def _flat(self):
        return [p for group in self._params for p in group]

    def _snapshot(self, state):
        """What tells whether a state dict was changed: its tensors and numbers by identity and version."""
        seen = []
        for p, entries in state.items():
            for name, value in entries.items() if isinstance(entries, dict) else ():
                seen.append((id(p), name, id(value), value._version if isinstance(value, Tensor) else value))
        return seen

    def _push(self):
        """The shown state into the core."""
        flat, core = self._flat(), {
            k: v for k, v in self._core.state_dict().items() if k.startswith("param_groups")
        }
        for i, p in enumerate(flat):
            entries = self._shown.get(p)
            if not entries:
                continue
            step = (
                int(entries["step"])
                if "step" in entries
                else 1 if any(v is not None for v in entries.values()) else 0
            )
            core[f"state.{i}.step"] = _integer(step)
            for name in self._tensors:
                if entries.get(name) is not None:
                    core[f"state.{i}.{name}"] = entries[name]
        self._core.load_state_dict(core)
        self._refresh()

    def _refresh(self):
        """The core's state into the shown one; dicts that the user holds stay the same objects."""
        core = self._core.state_dict()
        for i, p in enumerate(self._flat()):
            if f"state.{i}.step" not in core:
                continue
            entries = self._shown[p]
            step = core[f"state.{i}.step"].item()
            if self._step_kind == "tensor":
                if not isinstance(entries.get("step"), Tensor) or entries["step"].item() != step:
                    if isinstance(entries.get("step"), Tensor):
                        entries["step"].fill_(step)
                    else:
                        entries["step"] = _float(step)
            elif self._step_kind == "int":
                entries["step"] = step
            for name, needed in self._tensors.items():
                found = core.get(f"state.{i}.{name}")
                if found is not None or needed == "always":
                    entries[name] = found
        self._known = self._snapshot(self._shown)

    @property
    def state(self):
        if self._shown is None:
            self._shown = defaultdict(dict)
            if self._core is not None:
                self._refresh()
            else:
                self._known = []
        return self._shown

    @state.setter
    def state(self, value):
        self._shown = None if value is not None and not value and self._core is None else value
        self._known = None

    def __setstate__(self, state):
        self.__dict__.setdefault("_core", None)
        self.__dict__.setdefault("_shown", None)
        super().__setstate__(state)

    def __getstate__(self):
        return {
            **super().__getstate__(),
            **{k: v for k, v in self.__dict__.items() if k not in _OWN and not callable(v)},
        }

    # ---- the step ----

    def step(self, closure=None):
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        if self.defaults.get("differentiable"):
            self._recorded_step()
            return loss
        self._tell()
        self._core.step()
        if self._shown is not None:
            self._refresh()
        return loss

    def _recorded_step(self):
        from .differentiable import steps

        if type(self)._kind not in steps:
            raise NotImplementedError(f"rushlight's {type(self).__name__} has no differentiable=True")
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    steps[type(self)._kind](p, self.state[p], group)

    def zero_grad(self, set_to_none=False):
        if self.defaults.get("differentiable"):
            return Optimizer.zero_grad(self, set_to_none)
        if self._core is None or not self._same_params():
            self._tell()
        self._core.zero_grad(set_to_none)


_OWN = frozenset(
    ("_core", "_shown", "_known", "_params", "_told", "defaults", "param_groups", "state", "step")
)


def _integer(n):
    from .. import tensor

    return tensor(n, dtype=_C.int64)


def _float(n):
    from .. import tensor

    return tensor(float(n), dtype=_C.float32)
