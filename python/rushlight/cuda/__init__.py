# SPDX-License-Identifier: MIT
"""CUDA devices: none unless the core finds its CUDA backend and a driver."""

from .. import _C
from ..storage import cuda_classes as _classes

globals().update(_classes)


def is_available():
    return _C._cuda_is_available()


def device_count():
    return 1 if is_available() else 0


def _need():
    if not is_available():
        raise RuntimeError("No CUDA GPUs are available: Rushlight found no CUDA device or driver")


def current_device():
    _need()
    return 0


def synchronize(device=None):
    _need()


def get_device_name(device=None):
    _need()
    raise NotImplementedError("rushlight.cuda has no get_device_name")


def manual_seed(seed):
    """Without a device there is nothing to seed: as PyTorch, no error."""


def manual_seed_all(seed):
    """As manual_seed, for every device."""


def empty_cache():
    """Without a device there is no cache."""


def is_initialized():
    return is_available()


def is_bf16_supported():
    return is_available()


def memory_allocated(device=None):
    return 0


def max_memory_allocated(device=None):
    return 0


def get_rng_state_all():
    return []


def set_rng_state_all(states):
    if states:
        _need()


def __getattr__(name):
    if name == "amp":
        import importlib

        return importlib.import_module(".amp", __name__)
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"rushlight.cuda has no {name}")
