# SPDX-License-Identifier: MIT
"""cuDNN: not in use; the switches can be set."""
import contextlib

enabled, benchmark, deterministic, allow_tf32 = False, False, True, False


def is_available():
    return False


def version():
    return None


@contextlib.contextmanager
def flags(enabled=False, benchmark=False, deterministic=False, allow_tf32=True):
    """Sets the switches and, at the end, sets them back."""
    names = ("enabled", "benchmark", "deterministic", "allow_tf32")
    before = {name: globals()[name] for name in names}
    globals().update(zip(names, (enabled, benchmark, deterministic, allow_tf32)))
    try:
        yield
    finally:
        globals().update(before)
