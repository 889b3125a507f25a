# SPDX-License-Identifier: MIT
"""Weights made from other parameters before each forward: weight_norm and spectral_norm."""

from ..._modes import no_grad
from ..._table import functions as _f
from ..parameter import Parameter, is_lazy


class _Computed:
    """A forward pre-hook that sets module.name; one for each name of a module."""

    def __call__(self, module, inputs):
        setattr(module, self.name, self.compute(module))

    @classmethod
    def find(cls, module, name):
        for key, hook in module._forward_pre_hooks.items():
            if type(hook) is cls and hook.name == name:
                return key, hook
        return None, None


def _refuse_lazy(kind, weight, what):
    if is_lazy(weight):
        raise ValueError(
            f"The module passed to `{kind}` can't have uninitialized parameters. Make sure to run the dummy"
            f" forward before applying {what}"
        )


# ---- weight norm: w = g v / |v| (Salimans & Kingma 2016) ----


def _norm_except(v, dim):
    """|v| over all dimensions but one, kept as 1; over all for dim -1."""
    if dim == -1:
        return v.norm()
    others = [d for d in range(v.dim()) if d != dim]
    return v.norm(2, others, keepdim=True) if others else v.abs()


class WeightNorm(_Computed):
    def __init__(self, name, dim):
        self.name, self.dim = name, -1 if dim is None else dim

    def compute(self, module):
        g, v = getattr(module, self.name + "_g"), getattr(module, self.name + "_v")
        return v * (g / _norm_except(v, self.dim))


def weight_norm(module, name="weight", dim=0):
    if WeightNorm.find(module, name)[1] is not None:
        raise RuntimeError(f"Cannot register two weight_norm hooks on the same parameter {name}")
    hook, weight = WeightNorm(name, dim), getattr(module, name)
    _refuse_lazy("WeightNorm", weight, "weight normalization")
    del module._parameters[name]
    module.register_parameter(name + "_g", Parameter(_norm_except(weight, hook.dim).data))
    module.register_parameter(name + "_v", Parameter(weight.data))
    setattr(module, name, hook.compute(module))
    module.register_forward_pre_hook(hook)
    return module


def remove_weight_norm(module, name="weight"):
    key, hook = WeightNorm.find(module, name)
    if hook is None:
        raise ValueError(f"weight_norm of '{name}' not found in {module}")
    weight = hook.compute(module).detach()
    delattr(module, name)
    del module._parameters[name + "_g"], module._parameters[name + "_v"]
    setattr(module, name, Parameter(weight))
    del module._forward_pre_hooks[key]
    return module


# ---- spectral norm: w / its largest singular value, by power iterations (Miyato et al. 2018) ----


class SpectralNorm(_Computed):
    def __init__(self, name, iterations, dim, eps):
        if iterations <= 0:
            raise ValueError(
                f"Expected n_power_iterations to be positive, but got n_power_iterations={iterations}"
            )
        self.name, self.dim, self.n_power_iterations, self.eps = name, dim, iterations, eps

    def matrix(self, weight):
        if self.dim != 0:
            weight = weight.permute(self.dim, *[d for d in range(weight.dim()) if d != self.dim])
        return weight.reshape(weight.size(0), -1)

    def compute(self, module, iterate=None):
        weight = getattr(module, self.name + "_orig")
        u, v = getattr(module, self.name + "_u"), getattr(module, self.name + "_v")
        matrix = self.matrix(weight)
        if module.training if iterate is None else iterate:
            with no_grad():
                for _ in range(self.n_power_iterations):
                    v.copy_(_f["normalize"](matrix.t().mv(u), 2.0, 0, self.eps))
                    u.copy_(_f["normalize"](matrix.mv(v), 2.0, 0, self.eps))
                u, v = u.clone(), v.clone()  # the graph keeps these, the next forward changes the buffers
        return weight / u.dot(matrix.mv(v))


class SpectralNormStateDictHook:
    """Notes the version of what a state dict holds: 1 has u and v, files from before (no version) have u and the weight."""

    def __init__(self, fn):
        self.fn = fn

    def __call__(self, module, state_dict, prefix, local_metadata):
        versions = local_metadata.setdefault("spectral_norm", {})
        key = self.fn.name + ".version"
        if key in versions:
            raise RuntimeError(f"Unexpected key in metadata['spectral_norm']: {key}")
        versions[key] = 1


class SpectralNormLoadStateDictPreHook:
    """Computes v of a state dict from before version 1: W v ~ u, scaled so that u . W v is the ratio of the two weights."""

    def __init__(self, fn):
        self.fn = fn

    def __call__(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
        from ...linalg import pinv

        key = prefix + self.fn.name
        if local_metadata.get("spectral_norm", {}).get(self.fn.name + ".version") is not None:
            return
        if all(key + s in state_dict for s in ("_orig", "_u", "_v")) and key not in state_dict:
            return  # a state dict of version 1 made by hand
        missing = [key + s for s in ("_orig", "", "_u") if key + s not in state_dict]
        if missing:
            if strict:
                missing_keys += missing
            return
        with no_grad():
            original, weight, u = state_dict[key + "_orig"], state_dict.pop(key), state_dict[key + "_u"]
            matrix = self.fn.matrix(original)
            v = pinv(matrix.t().mm(matrix)).mm(matrix.t()).mv(u)
            state_dict[key + "_v"] = v * ((original / weight).mean() / u.dot(matrix.mv(v)))


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    from ..conv import _ConvTransposeNd

    if dim is None:
        dim = 1 if isinstance(module, _ConvTransposeNd) else 0
    if SpectralNorm.find(module, name)[1] is not None:
        raise RuntimeError(f"Cannot register two spectral_norm hooks on the same parameter {name}")
    hook, weight = SpectralNorm(name, n_power_iterations, dim, eps), module._parameters[name]
    if weight is None:
        raise ValueError(f"`SpectralNorm` cannot be applied as parameter `{name}` is None")
    _refuse_lazy("SpectralNorm", weight, "spectral normalization")
    with no_grad():
        matrix = hook.matrix(weight)
        h, w = matrix.size()
        u = _f["normalize"](weight.new_empty(h).normal_(0, 1), 2.0, 0, eps)
        v = _f["normalize"](weight.new_empty(w).normal_(0, 1), 2.0, 0, eps)
    del module._parameters[name]
    module.register_parameter(name + "_orig", weight)
    setattr(module, name, weight.data)
    module.register_buffer(name + "_u", u)
    module.register_buffer(name + "_v", v)
    module.register_forward_pre_hook(hook)
    module._register_state_dict_hook(SpectralNormStateDictHook(hook))
    module._register_load_state_dict_pre_hook(SpectralNormLoadStateDictPreHook(hook))
    return module


def remove_spectral_norm(module, name="weight"):
    key, hook = SpectralNorm.find(module, name)
    if hook is None:
        raise ValueError(f"spectral_norm of '{name}' not found in {module}")
    with no_grad():
        weight = hook.compute(module, False)
    delattr(module, name)
    for suffix in ("_u", "_v"):
        delattr(module, name + suffix)
    delattr(module, name + "_orig")
    module.register_parameter(name, Parameter(weight.detach()))
    del module._forward_pre_hooks[key]
    for hooks, kind in (
        (module._state_dict_hooks, SpectralNormStateDictHook),
        (module._load_state_dict_pre_hooks, SpectralNormLoadStateDictPreHook),
    ):
        for k, own in list(hooks.items()):
            if isinstance(own, kind) and own.fn.name == name:
                del hooks[k]
    return module
