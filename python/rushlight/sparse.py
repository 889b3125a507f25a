# SPDX-License-Identifier: MIT
"""torch.sparse: there are no sparse tensors, and every name says so."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"rushlight has no sparse tensors, so no torch.sparse.{name}")
