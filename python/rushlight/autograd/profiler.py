# SPDX-License-Identifier: MIT
"""torch.autograd.profiler: record_function marks code for a profiler that is not there, and so does nothing; the rest is missing."""
import contextlib

from .._missing import missing

globals().update(missing("autograd.profiler", "profile emit_itt emit_nvtx"))


class record_function(contextlib.ContextDecorator):
    """A named piece of a program. With no profiler that runs, entering and leaving it does nothing, as in PyTorch."""

    def __init__(self, name, args=None):
        self.name, self.args = name, args

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None
