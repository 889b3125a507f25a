# SPDX-License-Identifier: MIT
"""Numbers as tuples of one length."""

from collections import abc


def _ntuple(n, name="parse"):
    def parse(x):
        return tuple(x) if isinstance(x, abc.Iterable) else (x,) * n

    parse.__name__ = name
    return parse


_single, _pair, _triple, _quadruple = (
    _ntuple(n, name) for n, name in ((1, "_single"), (2, "_pair"), (3, "_triple"), (4, "_quadruple"))
)


def _reverse_repeat_tuple(t, n):
    """(a, b), 2: (b, b, a, a), as F.pad wants."""
    return tuple(x for x in reversed(t) for _ in range(n))
