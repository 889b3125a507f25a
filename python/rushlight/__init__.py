# SPDX-License-Identifier: MIT
"""Rushlight: PyTorch's eager core in C. `import rushlight as torch`."""
import os as _os

from . import _C

_C._set_package(_os.path.dirname(__file__) + _os.sep)

from ._C import (  # noqa: E402
    Tensor, dtype, device, Size, Generator, is_grad_enabled, is_inference_mode_enabled, is_anomaly_enabled, initial_seed,
    get_default_dtype, set_default_dtype, get_num_threads, set_num_threads, set_data_check,
    float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, float, double, half, long, int, short,
    complex32, complex64, complex128, quint8, qint8, qint32, quint4x2, quint2x4)
from ._C import bool  # noqa: E402,A004
from ._table import build as _build, Functions as _table_functions  # noqa: E402

chalf, cfloat, cdouble = complex32, complex64, complex128

from .version import __version__  # noqa: E402

_build(globals(), Tensor)
_C._TensorBase = Tensor
_C._nn = _table_functions("rushlight._C._nn")

from . import _composites, _methods, _indexing, _linalg, _numeric, _statistics  # noqa: E402,F401
from ._dtypes import (finfo, iinfo, promote_types, result_type, can_cast)  # noqa: E402

from .storage import TypedStorage, UntypedStorage, classes as _by_dtype, storage_classes as _storage_classes  # noqa: E402

from ._legacy import tensor_classes as _classes  # noqa: E402

globals().update(_classes)
globals().update(_by_dtype)
_tensor_classes = set(_classes.values())
globals().update(_composites.exported)

from ._tensor import *  # noqa: E402,F401,F403
from ._modes import (no_grad, enable_grad, inference_mode, set_grad_enabled, set_printoptions, manual_seed, seed,  # noqa: E402
                     get_rng_state, set_rng_state, default_generator, set_default_tensor_type, use_deterministic_algorithms,
                     are_deterministic_algorithms_enabled, is_deterministic_algorithms_warn_only_enabled, set_deterministic_debug_mode,
                     get_deterministic_debug_mode, set_warn_always, is_warn_always_enabled, get_num_interop_threads, set_num_interop_threads, set_flush_denormal)

from ._sampling import multinomial, bernoulli, normal, randperm  # noqa: E402

# names that live in a module of their own, which is imported when one of them is asked for
_ELSEWHERE = {"save": "serialization", "load": "serialization", "set_vital": "_vitals", "read_vitals": "_vitals", "vitals_enabled": "_vitals"}
# functions of torch.nn.functional that torch has, too
_ELSEWHERE.update(dict.fromkeys("""
alpha_dropout bilinear celu celu_ channel_shuffle cosine_similarity dropout feature_alpha_dropout group_norm layer_norm max_pool2d
max_pool3d pixel_shuffle pixel_unshuffle rrelu rrelu_ selu selu_ threshold threshold_
""".split(), "nn.functional"))
_ELSEWHERE.update(dict.fromkeys("""
_add_relu _masked_softmax _transform_bias_rescale_qkv _native_multi_head_attention _transformer_encoder_layer_fwd
_scaled_dot_product_attention _softmax _log_softmax
""".split(), "nn.native"))
_ELSEWHERE.update(dict.fromkeys("""
autocast is_autocast_enabled is_autocast_cpu_enabled get_autocast_gpu_dtype get_autocast_cpu_dtype set_autocast_gpu_dtype
set_autocast_cpu_dtype is_autocast_cache_enabled set_autocast_cache_enabled clear_autocast_cache
""".split(), "amp.autocast_mode"))


def __getattr__(name):
    import importlib
    if name in ("Storage", "_Storage"):      # of the default dtype
        from ._dtypes import names
        return globals()[names[get_default_dtype()] + "Storage"]
    elif name.startswith("_foreach_"):
        from ._foreach import find
        value = find(name[len("_foreach_"):])
        if value is not None:
            globals()[name] = value
            return value
    elif name in _ELSEWHERE:
        value = getattr(importlib.import_module("." + _ELSEWHERE[name], __name__), name)
        globals()[name] = value
        return value
    elif name in _submodules():
        return importlib.import_module("." + name, __name__)
    raise AttributeError(f"module 'rushlight' has no attribute '{name}'")


def _private(name):
    """A name of PyTorch's torch._C that is Python here."""
    from ._conv_backend import names
    if name in names:
        return names[name]
    raise AttributeError(f"module 'rushlight._C' has no attribute '{name}'")


_C.__getattr__ = _private


def _submodules():
    """The files of the package; each is imported when it is asked for."""
    import pkgutil
    return {module.name for module in pkgutil.iter_modules(__path__)}


def __dir__():
    return sorted(set(globals()) | _submodules() | set(_ELSEWHERE))
