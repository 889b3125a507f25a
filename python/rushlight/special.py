# SPDX-License-Identifier: MIT
"""torch.special: those of its functions that the op table has."""

import rushlight as _torch

_SAME = (
    "expm1",
    "exp2",
    "log1p",
    "log_softmax",
    "logsumexp",
    "round",
    "sinc",
    "softmax",
    "erf",
    "erfc",
    "erfinv",
    "logit",
    "xlogy",
    "digamma",
    "polygamma",
    "i0",
    "multigammaln",
)
_OTHER = {"expit": "sigmoid", "gammaln": "lgamma", "psi": "digamma"}


def log_softmax(input, dim, *, dtype=None):
    return _torch.log_softmax(input, dim, dtype)


def softmax(input, dim, *, dtype=None):
    return _torch.softmax(input, dim, dtype)


def __getattr__(name):
    found = getattr(_torch, _OTHER.get(name, name), None) if name in _SAME or name in _OTHER else None
    if found is None:
        raise AttributeError(f"rushlight has no torch.special.{name}")
    return found
