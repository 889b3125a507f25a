# SPDX-License-Identifier: MIT
"""Hooks for what a graph saves: something else is kept in its place, a copy elsewhere, a file, fewer bits."""

import contextlib
import threading

from .. import _C
from .._C import Node  # noqa: F401

__all__ = ["saved_tensors_hooks", "save_on_cpu", "disable_saved_tensors_hooks"]

_thread = threading.local()  # .message: why hooks are forbidden; .depth: how many pairs are active


def _check_allowed():
    message = getattr(_thread, "message", None)
    if message is not None:
        raise RuntimeError(message)


class saved_tensors_hooks:
    """Within the block every tensor t that is saved for backward is kept as pack_hook(t); backward gets unpack_hook of that."""

    def __init__(self, pack_hook, unpack_hook):
        self.pack_hook, self.unpack_hook = pack_hook, unpack_hook

    def __enter__(self):
        _check_allowed()
        _C._saved_hooks_push(self.pack_hook, self.unpack_hook)
        _thread.depth = getattr(_thread, "depth", 0) + 1

    def __exit__(self, *_):
        _C._saved_hooks_pop()
        _thread.depth -= 1


class save_on_cpu(saved_tensors_hooks):
    """Saved tensors are kept in the CPU's memory until backward needs them."""

    def __init__(self, pin_memory=False):
        def pack(t):
            return t.device, t.cpu()

        def unpack(packed):
            device, t = packed
            return t.to(device)

        super().__init__(pack, unpack)


@contextlib.contextmanager
def disable_saved_tensors_hooks(error_message):
    """Within the block the use of hooks raises this message."""
    before = getattr(_thread, "message", None)
    try:
        _thread.message = error_message
        if getattr(_thread, "depth", 0):
            _check_allowed()
        yield
    finally:
        _thread.message = before


def _saved_tensors_hooks_is_enabled():
    return getattr(_thread, "message", None) is None
