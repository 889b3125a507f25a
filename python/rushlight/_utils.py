# SPDX-License-Identifier: MIT
"""torch._utils: helpers that programs reach for though they are not documented."""
from ._C import dtype as _dtype


def _element_size(dtype):
    """Bytes of one element."""
    if not isinstance(dtype, _dtype):
        raise RuntimeError(f"expected torch.dtype, but got {type(dtype)}")
    return dtype.itemsize


def _flatten_dense_tensors(tensors):
    """One vector of the elements of all tensors."""
    from . import cat
    return cat([t.reshape(-1) for t in tensors]) if tensors else cat([])


def _unflatten_dense_tensors(flat, tensors):
    """The parts of such a vector, in the shapes of `tensors`."""
    return tuple(part.view(t.shape) for part, t in zip(flat.split([t.numel() for t in tensors]), tensors))


class KeyErrorMessage(str):
    """A text that a KeyError prints as it is, with its lines."""

    def __repr__(self):
        return str(self)


class ExceptionWrapper:
    """An exception as text, to be sent to another process and raised again there."""

    def __init__(self, exc_info=None, where="in background"):
        import sys
        import traceback

        exc_info = sys.exc_info() if exc_info is None else exc_info
        self.exc_type, self.where = exc_info[0], where
        self.exc_msg = "".join(traceback.format_exception(*exc_info))

    def reraise(self):
        text = f"Caught {self.exc_type.__name__} {self.where}.\nOriginal {self.exc_msg}"
        if self.exc_type is KeyError:
            raise KeyError(KeyErrorMessage(text))
        try:
            error = self.exc_type(message=text) if getattr(self.exc_type, "message", None) else self.exc_type(text)
        except TypeError:  # it wants other arguments
            error = RuntimeError(text)
        raise error
