# SPDX-License-Identifier: MIT
"""Data sets, samplers, loaders."""

from ..._missing import missing as _missing
from .collate import default_collate, default_convert
from .dataloader import DataLoader, _DatasetKind
from .dataset import (
    ChainDataset,
    ConcatDataset,
    Dataset,
    IterableDataset,
    IterDataPipe,
    MapDataPipe,
    Subset,
    TensorDataset,
    random_split,
)
from .distributed import DistributedSampler
from .sampler import (
    BatchSampler,
    RandomSampler,
    Sampler,
    SequentialSampler,
    SubsetRandomSampler,
    WeightedRandomSampler,
)
from .worker import WorkerInfo, get_worker_info

__all__ = [
    "BatchSampler",
    "ChainDataset",
    "ConcatDataset",
    "DataLoader",
    "Dataset",
    "DistributedSampler",
    "IterDataPipe",
    "IterableDataset",
    "MapDataPipe",
    "RandomSampler",
    "Sampler",
    "SequentialSampler",
    "Subset",
    "SubsetRandomSampler",
    "TensorDataset",
    "WeightedRandomSampler",
    "WorkerInfo",
    "_DatasetKind",
    "default_collate",
    "default_convert",
    "get_worker_info",
    "random_split",
]

DataLoader2 = _missing("utils.data", "DataLoader2")["DataLoader2"]


def __getattr__(name):
    if name in ("datapipes", "DataChunk", "functional_datapipe"):
        raise AttributeError(f"rushlight has no torch.utils.data.{name}")
    raise AttributeError(f"module 'rushlight.utils.data' has no attribute '{name}'")
