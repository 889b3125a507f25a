# SPDX-License-Identifier: MIT
"""Samples to batches."""

import re
from collections import abc

from ... import _C
from ..._C import Tensor
from ..._table import functions as _f

np_str_obj_array_pattern = re.compile(r"[SaUO]")
default_collate_err_msg_format = (
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {}"
)


def _is_numpy(x):
    kind = type(x)
    return kind.__module__ == "numpy" and kind.__name__ not in ("str_", "string_", "bytes_")


def default_convert(data):
    """NumPy arrays to tensors, inside containers too."""
    if isinstance(data, Tensor):
        return data
    if _is_numpy(data):
        if type(data).__name__ == "ndarray" and np_str_obj_array_pattern.search(data.dtype.str) is not None:
            return data
        from ... import as_tensor

        return as_tensor(data)
    if isinstance(data, abc.Mapping):
        return _like(data, {k: default_convert(v) for k, v in data.items()})
    if isinstance(data, tuple) and hasattr(data, "_fields"):
        return type(data)(*map(default_convert, data))
    if isinstance(data, tuple):
        return [default_convert(x) for x in data]
    if isinstance(data, abc.Sequence) and not isinstance(data, (str, bytes)):
        return _like(data, [default_convert(x) for x in data])
    return data


def _like(original, made):
    """made as the type of original, where that can be made so."""
    if type(original) in (dict, list):
        return made
    try:
        return type(original)(made)
    except TypeError:
        return made


def default_collate(batch):
    from ... import as_tensor, tensor

    first = batch[0]
    kind = type(first)
    if isinstance(first, Tensor):
        return _f["stack"](list(batch), 0)
    if _is_numpy(first):
        if kind.__name__ in ("ndarray", "memmap"):
            if np_str_obj_array_pattern.search(first.dtype.str) is not None:
                raise TypeError(default_collate_err_msg_format.format(first.dtype))
            return default_collate([as_tensor(b) for b in batch])
        return as_tensor(batch)
    if isinstance(first, float):
        return tensor(batch, dtype=_C.float64)
    if isinstance(first, int):
        return tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, abc.Mapping):
        return _like(first, {k: default_collate([d[k] for d in batch]) for k in first})
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return kind(*(default_collate(samples) for samples in zip(*batch)))
    if isinstance(first, abc.Sequence):
        if any(len(b) != len(first) for b in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        columns = [default_collate(samples) for samples in zip(*batch)]
        return columns if isinstance(first, tuple) else _like(first, columns)
    raise TypeError(default_collate_err_msg_format.format(kind))
