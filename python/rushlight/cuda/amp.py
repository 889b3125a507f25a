# SPDX-License-Identifier: MIT
"""torch.cuda.amp without a CUDA device: as PyTorch does then, it warns and leaves everything as it is."""

import functools
import warnings

from . import is_available


def _usable(enabled, text):
    if enabled and not is_available():
        warnings.warn(text, stacklevel=3)
        return False
    if enabled:
        raise NotImplementedError("rushlight has no automatic mixed precision on CUDA devices")
    return False


class common:
    @staticmethod
    def amp_definitely_not_available():
        return not is_available()


class autocast:
    def __init__(self, enabled=True, dtype=None, cache_enabled=True):
        self._enabled = _usable(
            enabled, "User provided device_type of 'cuda', but CUDA is not available. Disabling"
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __call__(self, function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return wrapped


class GradScaler:
    def __init__(
        self, init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True
    ):
        self._enabled = _usable(
            enabled, "torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling."
        )

    def is_enabled(self):
        return self._enabled

    def scale(self, outputs):
        return outputs

    def unscale_(self, optimizer):
        """Nothing was scaled."""

    def step(self, optimizer, *args, **kwargs):
        return optimizer.step(*args, **kwargs)

    def update(self, new_scale=None):
        """There is no scale."""

    def get_scale(self):
        return 1.0

    def state_dict(self):
        return {}

    def load_state_dict(self, state_dict):
        """There is no scale."""
