# SPDX-License-Identifier: MIT
"""torch.autograd.profiler_util: what a profiler's events would be; missing, as the profiler is."""
from .._missing import missing

globals().update(missing("autograd.profiler_util", "EventList FunctionEvent FunctionEventAvg"))


def _format_time(microseconds):
    """12.000us, 3.500ms or 1.200s"""
    for unit, size in (("s", 1e6), ("ms", 1e3)):
        if microseconds >= size:
            return f"{microseconds / size:.3f}{unit}"
    return f"{microseconds:.3f}us"
