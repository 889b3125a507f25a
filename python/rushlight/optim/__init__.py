# SPDX-License-Identifier: MIT
"""Optimizers and learning-rate schedulers."""
from . import lr_scheduler
from .algorithms import SGD, Adagrad, Adam, AdamW, RMSprop
from .optimizer import Optimizer

__all__ = ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Optimizer", "lr_scheduler"]

_MISSING = frozenset(("Adadelta", "Adamax", "NAdam", "RAdam", "ASGD", "Rprop", "LBFGS", "SparseAdam", "swa_utils"))


def __getattr__(name):
    if name in _MISSING:
        raise AttributeError(f"rushlight has no torch.optim.{name}")
    raise AttributeError(f"module 'rushlight.optim' has no attribute '{name}'")
