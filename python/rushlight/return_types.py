# SPDX-License-Identifier: MIT
"""torch.return_types: the named tuples that functions with several results return."""
from . import _C, _linalg, _numeric, _statistics  # noqa: F401  what they return is made when they are imported

for _name, _type in _C._return_types().items():
    globals()[_name] = _type
del _name, _type


def pytree_register_structseq(cls):
    raise NotImplementedError("rushlight has no pytrees to register a class with")
