# SPDX-License-Identifier: MIT
"""torch.return_types: the named tuples that functions with several results return."""
from . import _C, _linalg  # noqa: F401  what it returns is made when it is imported

# of functions that are not rows of the op table
for _name, _fields in {"histogramdd": "hist bin_edges", "linalg_lstsq": "solution residuals rank singular_values"}.items():
    _C._return_type(_name, _fields)
for _name, _type in _C._return_types().items():
    globals()[_name] = _type
del _name, _fields, _type


def pytree_register_structseq(cls):
    raise NotImplementedError("rushlight has no pytrees to register a class with")
