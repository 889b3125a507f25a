# SPDX-License-Identifier: MIT
"""Processes that fetch batches for a loader."""

import random
import sys
from dataclasses import dataclass

from ... import _C
from ..._utils import ExceptionWrapper

_worker_info = None


class WorkerInfo:
    """What a worker knows of itself: id, num_workers, seed, dataset."""

    def __init__(self, **values):
        self.__dict__.update(values, _keys=tuple(values))

    def __setattr__(self, name, value):
        raise RuntimeError("Cannot assign attributes to WorkerInfo objects")

    def __repr__(self):
        return "WorkerInfo({})".format(", ".join(f"{k}={getattr(self, k)}" for k in self._keys))


def get_worker_info():
    return _worker_info


@dataclass(frozen=True)
class StreamEnd:
    """The worker's IterableDataset came to its end."""

    worker: int


@dataclass(frozen=True)
class NewEpoch:
    """A worker that is kept makes its fetcher anew."""

    seed: int = None


Failure = ExceptionWrapper  # an exception of a worker, raised again in the loader's process


class MapFetcher:
    def __init__(self, dataset, auto_collation, collate_fn, drop_last):
        self.dataset, self.auto_collation, self.collate_fn = dataset, auto_collation, collate_fn

    def fetch(self, index):
        if not self.auto_collation:
            return self.collate_fn(self.dataset[index])
        if hasattr(self.dataset, "__getitems__") and self.dataset.__getitems__:
            return self.collate_fn(self.dataset.__getitems__(index))
        return self.collate_fn([self.dataset[i] for i in index])


class StreamFetcher:
    def __init__(self, dataset, auto_collation, collate_fn, drop_last):
        self.iterator = iter(dataset)
        self.auto_collation, self.collate_fn, self.drop_last, self.ended = (
            auto_collation,
            collate_fn,
            drop_last,
            False,
        )

    def fetch(self, index):
        if self.ended:
            raise StopIteration
        if not self.auto_collation:
            return self.collate_fn(next(self.iterator))
        batch = []
        for _ in index:
            try:
                batch.append(next(self.iterator))
            except StopIteration:
                self.ended = True
                break
        if not batch or (self.drop_last and len(batch) < len(index)):
            raise StopIteration
        return self.collate_fn(batch)


def _generate_state(base_seed, worker_id):
    """Four 32-bit words from the two numbers, as NumPy's SeedSequence makes them: M. O'Neill's seed_seq_fe (2015), a hash that
    mixes each word of a pool into all others."""
    mask, hasher = 0xFFFFFFFF, [0x43B0D7E5, 0x931E8875]

    def scramble(x):
        x ^= hasher[0]
        hasher[0] = hasher[0] * hasher[1] & mask
        x = x * hasher[0] & mask
        return x ^ x >> 16

    pool = [scramble(x) for x in (worker_id, base_seed & mask, base_seed >> 32 & mask, 0)]
    for i in range(4):
        for k in range(4):
            if k != i:
                mixed = (pool[k] * 0xCA01F9DD - scramble(pool[i]) * 0x4973F715) & mask
                pool[k] = mixed ^ mixed >> 16
    hasher[:] = 0x8B51F9DD, 0x58F38DED
    return tuple(scramble(x) for x in pool)


def seed_all(seed, worker_id, base_seed):
    from ..._modes import manual_seed

    random.seed(seed)
    manual_seed(seed)
    if "numpy" in sys.modules:
        numpy = sys.modules["numpy"]
        numpy.random.seed(_generate_state(base_seed, worker_id))


def worker_loop(
    dataset,
    stream,
    index_queue,
    data_queue,
    auto_collation,
    collate_fn,
    drop_last,
    base_seed,
    init_fn,
    worker_id,
    num_workers,
):
    """Takes (number, index) from index_queue and puts (number, batch) to data_queue, until it takes None."""
    global _worker_info
    _C.set_num_threads(1)
    seed = base_seed + worker_id
    seed_all(seed, worker_id, base_seed)
    _worker_info = WorkerInfo(id=worker_id, num_workers=num_workers, seed=seed, dataset=dataset)
    make, fetcher, failure, ended = StreamFetcher if stream else MapFetcher, None, None, False
    try:
        if init_fn is not None:
            init_fn(worker_id)
        fetcher = make(dataset, auto_collation, collate_fn, drop_last)
    except Exception:
        failure = Failure(where=f"in DataLoader worker process {worker_id}")
    while True:
        task = index_queue.get()
        if task is None:
            break
        if isinstance(task, NewEpoch):
            data_queue.put((task, None))
            ended, fetcher = False, make(dataset, auto_collation, collate_fn, drop_last)
            continue
        number, index = task
        if ended:
            continue
        if failure is not None:
            data, failure = failure, None
        else:
            try:
                data = fetcher.fetch(index)
            except Exception as e:
                if isinstance(e, StopIteration) and stream:
                    data, ended = StreamEnd(worker_id), True
                else:
                    data = Failure(where=f"in DataLoader worker process {worker_id}")
        data_queue.put((number, data))
        del data, index
    data_queue.close()
