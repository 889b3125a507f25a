# SPDX-License-Identifier: MIT
"""PyTorch's names for optimizers that update all parameters at once; the core's always do."""

from ..algorithms import SGD, Adagrad, Adam, AdamW, RMSprop
from ..others import ASGD, Adadelta, Adamax, NAdam, RAdam, Rprop

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
]
