# SPDX-License-Identifier: MIT
"""torch.special: rows of the op table named special_*, and other names of functions of torch."""
from ._table import functions as _f

_OTHER = {"expit": "sigmoid", "gammaln": "lgamma", "psi": "digamma", "multigammaln": "mvlgamma", "gammainc": "igamma", "gammaincc": "igammac"}
_SAME = ("digamma", "erf", "erfc", "erfinv", "exp2", "expm1", "i0", "log1p", "logit", "logsumexp", "polygamma", "round", "sinc", "xlogy")

for _name in _SAME:
    _OTHER[_name] = _name
__all__ = sorted([*_OTHER, *(_name[8:] for _name in _f if _name.startswith("special_")), "log_softmax", "softmax"])


def log_softmax(input, dim, *, dtype=None):
    return _f["log_softmax"](input, dim, dtype)


def softmax(input, dim, *, dtype=None):
    return _f["softmax"](input, dim, dtype)


for _name in __all__:
    if _name not in globals():
        globals()[_name] = _f[_OTHER.get(_name, "special_" + _name)]
