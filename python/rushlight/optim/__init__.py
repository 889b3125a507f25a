# SPDX-License-Identifier: MIT
"""Optimizers and learning-rate schedulers."""

from . import lr_scheduler
from .algorithms import SGD, Adagrad, Adam, AdamW, RMSprop
from .lbfgs import LBFGS
from .optimizer import Optimizer
from .others import ASGD, Adadelta, Adamax, NAdam, RAdam, Rprop, SparseAdam

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "RMSprop",
    "Adagrad",
    "Adadelta",
    "Adamax",
    "NAdam",
    "RAdam",
    "ASGD",
    "Rprop",
    "LBFGS",
    "SparseAdam",
    "Optimizer",
    "lr_scheduler",
]


def __getattr__(name):
    if name in ("swa_utils", "_multi_tensor"):
        import importlib

        return importlib.import_module("." + name, __name__)
    raise AttributeError(f"module 'rushlight.optim' has no attribute '{name}'")
