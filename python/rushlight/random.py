# SPDX-License-Identifier: MIT
"""The default generator's state."""

from contextlib import contextmanager

from ._C import Generator, initial_seed
from ._modes import default_generator, get_rng_state, manual_seed, seed, set_rng_state

__all__ = [
    "set_rng_state",
    "get_rng_state",
    "manual_seed",
    "seed",
    "initial_seed",
    "fork_rng",
    "default_generator",
    "Generator",
]


@contextmanager
def fork_rng(devices=None, enabled=True, _caller="fork_rng", _devices_kw="devices"):
    """What is drawn inside leaves the default generator as it was."""
    if not enabled:
        yield
        return
    before = get_rng_state()
    try:
        yield
    finally:
        set_rng_state(before)
