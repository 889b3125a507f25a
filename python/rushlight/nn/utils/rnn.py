# SPDX-License-Identifier: MIT
"""Sequences of different lengths: padded [T, N, …], or packed step by step, longest first."""

from collections import namedtuple
from collections.abc import Iterable

from ... import _C
from ..._C import Tensor
from ..._table import functions as _f

_Packed = namedtuple("PackedSequence", ["data", "batch_sizes", "sorted_indices", "unsorted_indices"])


class PackedSequence(_Packed):
    """data [all steps, …]: the first elements of all sequences, then the second ones …; batch_sizes: how many
    go on at each step."""

    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        if batch_sizes is not None:
            if batch_sizes.is_cuda:
                raise ValueError(
                    "batch_sizes should always be on CPU. Instances of PackedSequence should never be created"
                    " manually. They should be instantiated by functions like pack_sequence and"
                    " pack_padded_sequences in nn.utils.rnn."
                    " https://pytorch.org/docs/stable/nn.html#torch.nn.utils.rnn.pack_sequence"
                )
            return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)
        if len(data) != 2:
            raise AssertionError("PackedSequence without batch_sizes takes (data, batch_sizes)")
        return super().__new__(cls, data[0], data[1], sorted_indices, unsorted_indices)

    def to(self, *args, **kwargs):
        data = self.data.to(*args, **kwargs)
        return (
            self
            if data is self.data
            else type(self)(data, self.batch_sizes, self.sorted_indices, self.unsorted_indices)
        )

    def _with(self, data):
        return type(self)(data, self.batch_sizes, self.sorted_indices, self.unsorted_indices)

    def cpu(self, *args, **kwargs):
        return self.to(device="cpu", *args, **kwargs)

    def cuda(self, *args, **kwargs):
        return self._with(self.data.cuda(*args, **kwargs))

    def double(self):
        return self.to(dtype=_C.float64)

    def float(self):
        return self.to(dtype=_C.float32)

    def half(self):
        return self.to(dtype=_C.float16)

    def long(self):
        return self.to(dtype=_C.int64)

    def int(self):
        return self.to(dtype=_C.int32)

    def short(self):
        return self.to(dtype=_C.int16)

    def char(self):
        return self.to(dtype=_C.int8)

    def byte(self):
        return self.to(dtype=_C.uint8)

    @property
    def is_cuda(self):
        return self.data.is_cuda

    def is_pinned(self):
        return False

    def pin_memory(self):
        return self


def invert_permutation(permutation):
    if permutation is None:
        return None
    inverse = _f["empty_like"](permutation)
    inverse.scatter_(0, permutation, _f["arange"](0, permutation.numel()))
    return inverse


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    if not isinstance(lengths, Tensor):
        from ... import tensor

        lengths = tensor(list(lengths), dtype=_C.int64)
    if enforce_sorted:
        order = None
    else:
        lengths, order = lengths.sort(descending=True)
        input = input.index_select(0 if batch_first else 1, order)
    if batch_first:
        input = input.transpose(0, 1)
    if input.numel() == 0:
        raise RuntimeError("Cannot pack empty tensors.")
    sizes = lengths.tolist()
    if len(sizes) != input.size(1):
        raise RuntimeError(
            f"Expected `len(lengths)` to be equal to batch_size, but got {len(sizes)}"
            f" (batch_size={input.size(1)})"
        )
    if not sizes or sizes[-1] <= 0:
        raise RuntimeError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0"
        )
    if any(a < b for a, b in zip(sizes, sizes[1:])):
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass"
            " `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this"
            " requirement if you do not need ONNX exportability."
        )
    if sizes[0] > input.size(0):
        raise RuntimeError(f"Expected sequence length to be at least {sizes[0]}, but got {input.size(0)}")
    batch_sizes = [sum(n > t for n in sizes) for t in range(sizes[0])]
    data = _f["cat"]([input[t, :n] for t, n in enumerate(batch_sizes)])
    from ... import tensor

    return PackedSequence(data, tensor(batch_sizes, dtype=_C.int64), order, None)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    sizes = sequence.batch_sizes.tolist()
    steps = len(sizes)
    if total_length is not None:
        if total_length < steps:
            raise ValueError(
                "Expected total_length to be at least the length of the longest sequence in input, but got"
                f" total_length={total_length} and max sequence length being {steps}"
            )
        steps = total_length
    n, shape = sizes[0], tuple(sequence.data.shape[1:])
    rows = []
    for part in sequence.data.split_with_sizes(sizes, 0):
        missing = n - part.size(0)
        rows.append(_f["cat"]([part, part.new_full((missing,) + shape, padding_value)]) if missing else part)
    rows += [rows[0].new_full((n,) + shape, padding_value)] * (steps - len(sizes))
    padded = _f["stack"](rows)
    lengths = [sum(b > i for b in sizes) for i in range(n)]
    from ... import tensor

    lengths = tensor(lengths, dtype=_C.int64)
    if batch_first:
        padded = padded.transpose(0, 1)
    if sequence.unsorted_indices is not None:
        return (
            padded.index_select(0 if batch_first else 1, sequence.unsorted_indices),
            lengths[sequence.unsorted_indices],
        )
    return padded, lengths


def pad_sequence(sequences, batch_first=False, padding_value=0.0):
    if isinstance(sequences, Tensor):
        sequences = sequences.unbind(0)
    if not isinstance(sequences, Iterable):
        raise RuntimeError(
            f"pad_sequence: Expected iterable for input sequences, but got arg of type: {type(sequences)}"
        )
    sequences = list(sequences)
    longest = max(s.size(0) for s in sequences)
    rest = tuple(sequences[0].shape[1:])
    rows = [
        _f["cat"]([s, s.new_full((longest - s.size(0),) + rest, padding_value)]) if s.size(0) < longest else s
        for s in sequences
    ]
    return _f["stack"](rows, 0 if batch_first else 1)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    padded = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[:n] for row, n in zip(padded.unbind(0), lengths.tolist())]


def pack_sequence(sequences, enforce_sorted=True):
    lengths = [s.size(0) for s in sequences]
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences):
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)
