# SPDX-License-Identifier: MIT
"""oneDNN: PyTorch's switch; not in use."""
import contextlib

enabled = False


def is_available():
    return False


@contextlib.contextmanager
def flags(enabled=False):
    """Sets the switches and, at the end, sets them back."""
    names = ("enabled",)
    before = {name: globals()[name] for name in names}
    globals().update(zip(names, (enabled,)))
    try:
        yield
    finally:
        globals().update(before)
