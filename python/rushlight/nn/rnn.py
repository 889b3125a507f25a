# SPDX-License-Identifier: MIT
"""RNN, LSTM, GRU and their cells. A step, with a = x W_ih^T + b_ih and b = h W_hh^T + b_hh:
RNN    h = tanh(a + b), or relu
LSTM   i, f, g, o = the quarters of a + b;  c = sigmoid(f) c + sigmoid(i) tanh(g);  h = sigmoid(o) tanh(c),
           times W_hr^T if there is one
GRU    r, z = sigmoid of the first two thirds of a + b;  n = tanh(a_n + r b_n);  h = (h - n) z + n"""

import math
import numbers
import warnings

from .._table import functions as _f
from . import init
from .module import Module
from .parameter import Parameter
from .utils.rnn import PackedSequence

_linear, _dropout, _stack, _cat = _f["linear"], _f["dropout"], _f["stack"], _f["cat"]
_sigmoid, _tanh, _relu = _f["sigmoid"], _f["tanh"], _f["relu"]


def _rnn_step(squash):
    def step(a, b, state, w_hr):
        return (squash(a + b),)

    return step


def _lstm_step(a, b, state, w_hr):
    hidden = state[1].size(1)
    gates, g, o = (a + b).split_with_sizes([2 * hidden, hidden, hidden], 1)
    i, f = _sigmoid(gates).split_with_sizes([hidden, hidden], 1)
    c = f * state[1] + i * _tanh(g)
    h = _sigmoid(o) * _tanh(c)
    return (h if w_hr is None else _linear(h, w_hr)), c


def _gru_step(a, b, state, w_hr):
    h = state[0]
    hidden = h.size(1)
    a_rz, a_n = a.split_with_sizes([2 * hidden, hidden], 1)
    b_rz, b_n = b.split_with_sizes([2 * hidden, hidden], 1)
    r, z = _sigmoid(a_rz + b_rz).split_with_sizes([hidden, hidden], 1)
    n = _tanh(a_n + r * b_n)
    return ((h - n) * z + n,)


_STEPS = {"RNN_TANH": _rnn_step(_tanh), "RNN_RELU": _rnn_step(_relu), "LSTM": _lstm_step, "GRU": _gru_step}


def apply_permutation(tensor, permutation, dim=1):
    warnings.warn(
        "apply_permutation is deprecated, please use tensor.index_select(dim, permutation) instead",
        stacklevel=2,
    )
    return tensor.index_select(dim, permutation)


class RNNBase(Module):
    def __init__(
        self,
        mode,
        input_size,
        hidden_size,
        num_layers=1,
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        proj_size=0,
        device=None,
        dtype=None,
    ):
        super().__init__()
        if not isinstance(dropout, numbers.Number) or not 0 <= dropout <= 1 or isinstance(dropout, bool):
            raise ValueError(
                "dropout should be a number in range [0, 1] representing the probability of an element being"
                " zeroed"
            )
        if dropout > 0 and num_layers == 1:
            warnings.warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects"
                f" num_layers greater than 1, but got dropout={dropout} and num_layers={num_layers}",
                stacklevel=3,
            )
        if proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if proj_size >= hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        if mode not in _STEPS:
            raise ValueError("Unrecognized RNN mode: " + mode)
        self.mode, self.input_size, self.hidden_size, self.num_layers, self.bias = (
            mode,
            input_size,
            hidden_size,
            num_layers,
            bias,
        )
        self.batch_first, self.dropout, self.bidirectional, self.proj_size = (
            batch_first,
            float(dropout),
            bidirectional,
            proj_size,
        )
        gates = {"LSTM": 4, "GRU": 3}.get(mode, 1) * hidden_size
        directions, out = 2 if bidirectional else 1, proj_size or hidden_size
        self._all_weights = []
        for layer in range(num_layers):
            for suffix in ("", "_reverse")[:directions]:
                shapes = [
                    ("weight_ih", (gates, input_size if layer == 0 else out * directions)),
                    ("weight_hh", (gates, out)),
                ]
                if bias:
                    shapes += [("bias_ih", (gates,)), ("bias_hh", (gates,))]
                if proj_size:
                    shapes.append(("weight_hr", (proj_size, hidden_size)))
                names = [f"{name}_l{layer}{suffix}" for name, _ in shapes]
                for name, (_, shape) in zip(names, shapes):
                    setattr(self, name, Parameter(_f["empty"](shape, device=device, dtype=dtype)))
                self._all_weights.append(names)
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def flatten_parameters(self):
        """PyTorch lays the weights out for cuDNN here; nothing is to be done."""

    @property
    def all_weights(self):
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    @property
    def _flat_weights_names(self):
        return [name for names in self._all_weights for name in names]

    @property
    def _flat_weights(self):
        return [getattr(self, name, None) for name in self._flat_weights_names]

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        for name, usual in (
            ("proj_size", 0),
            ("num_layers", 1),
            ("bias", True),
            ("batch_first", False),
            ("dropout", 0),
            ("bidirectional", False),
        ):
            if getattr(self, name) is not usual and getattr(self, name) != usual:
                text += f", {name}={getattr(self, name)}"
        return text

    # ---- checks, with PyTorch's texts ----

    def check_input(self, input, batch_sizes):
        expected = 2 if batch_sizes is not None else 3
        if input.dim() != expected:
            raise RuntimeError(f"input must have {expected} dimensions, got {input.dim()}")
        if self.input_size != input.size(-1):
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got"
                f" {input.size(-1)}"
            )

    def get_expected_hidden_size(self, input, batch_sizes):
        batch = (
            int(batch_sizes[0])
            if batch_sizes is not None
            else input.size(0) if self.batch_first else input.size(1)
        )
        return self.num_layers * (2 if self.bidirectional else 1), batch, self.proj_size or self.hidden_size

    def check_hidden_size(self, hx, expected_hidden_size, msg="Expected hidden size {}, got {}"):
        if tuple(hx.size()) != tuple(expected_hidden_size):
            raise RuntimeError(msg.format(tuple(expected_hidden_size), list(hx.size())))

    def check_forward_args(self, input, hidden, batch_sizes):
        self.check_input(input, batch_sizes)
        expected = self.get_expected_hidden_size(input, batch_sizes)
        if self.mode == "LSTM":
            self.check_hidden_size(hidden[0], expected, "Expected hidden[0] size {}, got {}")
            self.check_hidden_size(
                hidden[1], expected[:2] + (self.hidden_size,), "Expected hidden[1] size {}, got {}"
            )
        else:
            self.check_hidden_size(hidden[0], expected)

    # ---- the maths ----

    def _direction(self, x, weights, state, batch_sizes, backwards):
        """x [T, N, in], or packed [sum of batch_sizes, in]; state: tensors [N, hidden]. The outputs and the
        last state."""
        w_ih, w_hh, *rest = weights
        b_ih, b_hh = rest[:2] if self.bias else (None, None)
        w_hr = rest[-1] if self.proj_size else None
        step, projected = _STEPS[self.mode], _linear(x, w_ih, b_ih)
        if batch_sizes is not None:
            return self._packed_direction(projected, w_hh, b_hh, w_hr, state, batch_sizes, backwards)
        steps, outputs = projected.unbind(0), []
        for a in reversed(steps) if backwards else steps:
            state = step(a, _linear(state[0], w_hh, b_hh), state, w_hr)
            outputs.append(state[0])
        if backwards:
            outputs.reverse()
        return _stack(outputs), state

    def _packed_direction(self, a, w_hh, b_hh, w_hr, state, batch_sizes, backwards):
        """Rows whose sequence has ended keep their state: forwards they leave at the end of the batch,
        backwards they enter there."""
        step, sizes = _STEPS[self.mode], batch_sizes.tolist()
        steps, outputs = a.split_with_sizes(sizes, 0), []
        if backwards:
            current = tuple(s[: sizes[-1]] for s in state)
            for n, x in zip(reversed(sizes), reversed(steps)):
                have = current[0].size(0)
                if n > have:
                    current = tuple(_cat([c, s[have:n]]) for c, s in zip(current, state))
                current = step(x, _linear(current[0], w_hh, b_hh), current, w_hr)
                outputs.append(current[0])
            outputs.reverse()
            return _cat(outputs), current
        current, ended = state, []
        for n, x in zip(sizes, steps):
            if n < current[0].size(0):
                ended.append(tuple(c[n:] for c in current))
                current = tuple(c[:n] for c in current)
            current = step(x, _linear(current[0], w_hh, b_hh), current, w_hr)
            outputs.append(current[0])
        parts = [current] + ended[::-1]
        return _cat(outputs), tuple(_cat(list(p)) for p in zip(*parts))

    def _run(self, x, hidden, batch_sizes):
        """hidden: tuple of [layers * directions, N, size]."""
        weights, directions = self.all_weights, 2 if self.bidirectional else 1
        first, last = [h.unbind(0) for h in hidden], []
        for layer in range(self.num_layers):
            outputs = []
            for d in range(directions):
                k = layer * directions + d
                y, state = self._direction(x, weights[k], tuple(f[k] for f in first), batch_sizes, d == 1)
                outputs.append(y)
                last.append(state)
            x = outputs[0] if directions == 1 else _cat(outputs, -1)
            if self.dropout and layer < self.num_layers - 1:
                x = _dropout(x, self.dropout, self.training)
        return x, tuple(_stack(list(s)) for s in zip(*last))

    def forward(self, input, hx=None):
        lstm, packed, unsorted, batched = self.mode == "LSTM", None, None, True
        given = None if hx is None else tuple(hx) if lstm else (hx,)
        if isinstance(input, PackedSequence):
            packed = input
            input, batch_sizes, order, unsorted = packed
            if given is not None and order is not None:
                given = tuple(h.index_select(1, order) for h in given)
        else:
            batch_sizes = None
            if input.dim() not in (2, 3):
                name = {"RNN_TANH": "RNN", "RNN_RELU": "RNN"}.get(self.mode, self.mode)
                raise AssertionError(
                    f"{name}: Expected input to be 2-D or 3-D but received {input.dim()}-D tensor"
                )
            batched = input.dim() == 3
            self._check_rank(given, batched)
            if not batched:
                input = input.unsqueeze(0 if self.batch_first else 1)
                given = None if given is None else tuple(h.unsqueeze(1) for h in given)
        layers, n, out = self.get_expected_hidden_size(input, batch_sizes)
        if given is None:
            sizes = [out, self.hidden_size] if lstm else [out]
            given = tuple(input.new_zeros((layers, n, s)) for s in sizes)
        self.check_forward_args(input, given, batch_sizes)
        if batch_sizes is None and input.size(1 if self.batch_first else 0) == 0:
            raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
        swap = self.batch_first and batch_sizes is None
        y, last = self._run(input.transpose(0, 1) if swap else input, given, batch_sizes)
        y = y.transpose(0, 1) if swap else y
        if packed is not None:
            if unsorted is not None:
                last = tuple(h.index_select(1, unsorted) for h in last)
            return PackedSequence(y, batch_sizes, packed.sorted_indices, unsorted), last if lstm else last[0]
        if not batched:
            y, last = y.squeeze(0 if self.batch_first else 1), tuple(h.squeeze(1) for h in last)
        return y, last if lstm else last[0]

    def _check_rank(self, given, batched):
        rank, word = (3, "batched") if batched else (2, "unbatched")
        if given is None or all(h.dim() == rank for h in given):
            return
        if self.mode == "LSTM":
            raise RuntimeError(
                f"For {word} {rank}-D input, hx and cx should also be {rank}-D but got ({given[0].dim()}-D, "
                f"{given[1].dim()}-D) tensors"
            )
        raise RuntimeError(
            f"For {word} {rank}-D input, hx should also be {rank}-D but got {given[0].dim()}-D tensor"
        )


class RNN(RNNBase):
    def __init__(self, *args, **kwargs):
        if kwargs.get("proj_size"):
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        args = list(args)
        self_nonlinearity = (
            args.pop(3) if len(args) > 3 and isinstance(args[3], str) else kwargs.pop("nonlinearity", "tanh")
        )
        if self_nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{self_nonlinearity}'")
        super().__init__("RNN_" + self_nonlinearity.upper(), *args, **kwargs)
        self.nonlinearity = self_nonlinearity


class LSTM(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)


class GRU(RNNBase):
    def __init__(self, *args, **kwargs):
        if kwargs.get("proj_size"):
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        super().__init__("GRU", *args, **kwargs)


# ---- cells ----


class RNNCellBase(Module):
    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
        rows = num_chunks * hidden_size
        self.weight_ih = Parameter(_f["empty"]((rows, input_size), device=device, dtype=dtype))
        self.weight_hh = Parameter(_f["empty"]((rows, hidden_size), device=device, dtype=dtype))
        for name in ("bias_ih", "bias_hh"):
            self.register_parameter(
                name, Parameter(_f["empty"]((rows,), device=device, dtype=dtype)) if bias else None
            )
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if getattr(self, "nonlinearity", "tanh") != "tanh":
            text += f", nonlinearity={self.nonlinearity}"
        return text

    def _check(self, input, state):
        name = type(self).__name__
        if input.dim() not in (1, 2):
            raise AssertionError(
                f"{name}: Expected input to be 1-D or 2-D but received {input.dim()}-D tensor"
            )
        if input.size(-1) != self.input_size:
            raise RuntimeError(
                f"input has inconsistent input_size: got {input.size(-1)} expected {self.input_size}"
            )
        for i, h in enumerate(state or ()):
            label = f"hidden{i}" if len(state) > 1 else "hidden0"
            if h.dim() == 2 and input.dim() == 2 and h.size(0) != input.size(0):
                raise RuntimeError(
                    f"Input batch size {input.size(0)} doesn't match {label} batch size {h.size(0)}"
                )
            if h.size(-1) != self.hidden_size:
                raise RuntimeError(
                    f"{label} has inconsistent hidden_size: got {h.size(-1)}, expected {self.hidden_size}"
                )

    def _cell(self, step, input, state, count=1):
        self._check(input, state)
        batched = input.dim() == 2
        x = input if batched else input.unsqueeze(0)
        if state is None:
            zeros = x.new_zeros((x.size(0), self.hidden_size))
            state = (zeros,) * count
        elif not batched:
            state = tuple(s.unsqueeze(0) for s in state)
        out = step(
            _linear(x, self.weight_ih, self.bias_ih),
            _linear(state[0], self.weight_hh, self.bias_hh),
            state,
            None,
        )
        return out if batched else tuple(o.squeeze(0) for o in out)


class RNNCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        return self._cell(_STEPS["RNN_" + self.nonlinearity.upper()], input, None if hx is None else (hx,))[0]


class LSTMCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input, hx=None):
        return self._cell(_lstm_step, input, None if hx is None else tuple(hx), 2)


class GRUCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input, hx=None):
        return self._cell(_gru_step, input, None if hx is None else (hx,))[0]
