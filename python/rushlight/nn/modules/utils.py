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


def consume_prefix_in_state_dict_if_present(state_dict, prefix):
    """Takes the prefix off the names, in place."""
    for key in sorted(state_dict.keys()):
        if key.startswith(prefix):
            state_dict[key[len(prefix) :]] = state_dict.pop(key)
    metadata = getattr(state_dict, "_metadata", None)
    for key in list(metadata or ()):  # the module itself has the prefix without its dot
        if key == "":
            continue
        metadata[key[len(prefix) :]] = metadata.pop(key)


def _reverse_repeat_tuple(t, n):
    """(a, b), 2: (b, b, a, a), as F.pad wants."""
    return tuple(x for x in reversed(t) for _ in range(n))
