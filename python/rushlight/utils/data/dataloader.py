# SPDX-License-Identifier: MIT
"""DataLoader: batches of a data set, fetched here or by worker processes. The order for a seed is PyTorch's:
an iterator first draws its
base seed from the loader's generator, then the sampler draws its own."""

import itertools
import os
import queue
import warnings

from ..._vitals import set_vital
from .collate import default_collate, default_convert
from .dataset import IterableDataset
from .sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler, draw_seed
from .worker import Failure, MapFetcher, NewEpoch, StreamEnd, StreamFetcher, worker_loop

_POLL_SECONDS = 5.0


class _InfiniteConstantSampler(Sampler):
    """Of a stream: nothing is chosen."""

    def __iter__(self):
        while True:
            yield None


class _DatasetKind:
    Map, Iterable = 0, 1


class DataLoader:
    __initialized = False

    def __class_getitem__(cls, _):
        return cls

    def __init__(
        self,
        dataset,
        batch_size=1,
        shuffle=None,
        sampler=None,
        batch_sampler=None,
        num_workers=0,
        collate_fn=None,
        pin_memory=False,
        drop_last=False,
        timeout=0,
        worker_init_fn=None,
        multiprocessing_context=None,
        generator=None,
        *,
        prefetch_factor=2,
        persistent_workers=False,
        pin_memory_device="",
    ):
        set_vital("Dataloader", "enabled", "True")
        if num_workers < 0:
            raise ValueError(
                "num_workers option should be non-negative; use num_workers=0 to disable multiprocessing."
            )
        if timeout < 0:
            raise ValueError("timeout option should be non-negative")
        if num_workers == 0 and prefetch_factor != 2:
            raise ValueError(
                "prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to"
                " enable multiprocessing."
            )
        if prefetch_factor <= 0:
            raise AssertionError("prefetch_factor must be positive")
        if persistent_workers and num_workers == 0:
            raise ValueError("persistent_workers option needs num_workers > 0")
        self.dataset, self.num_workers, self.prefetch_factor, self.timeout = (
            dataset,
            num_workers,
            prefetch_factor,
            timeout,
        )
        self.pin_memory, self.pin_memory_device, self.worker_init_fn = (
            pin_memory,
            pin_memory_device,
            worker_init_fn,
        )
        self.multiprocessing_context = multiprocessing_context
        stream = isinstance(dataset, IterableDataset)
        self._dataset_kind = _DatasetKind.Iterable if stream else _DatasetKind.Map
        if stream:
            if shuffle not in (None, False):
                raise ValueError(
                    "DataLoader with IterableDataset: expected unspecified shuffle option, but got"
                    f" shuffle={shuffle}"
                )
            for name, given in (("sampler", sampler), ("batch_sampler", batch_sampler)):
                if given is not None:
                    raise ValueError(
                        f"DataLoader with IterableDataset: expected unspecified {name} option, but got"
                        f" {name}={given}"
                    )
        shuffle = bool(shuffle)
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and"
                    " drop_last"
                )
            batch_size, drop_last = None, False
        elif batch_size is None and drop_last:
            raise ValueError(
                "batch_size=None option disables auto-batching and is mutually exclusive with drop_last"
            )
        if sampler is None:
            if stream:
                sampler = _InfiniteConstantSampler()
            else:
                sampler = (
                    RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)
                )
        if batch_size is not None and batch_sampler is None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size, self.drop_last, self.sampler, self.batch_sampler = (
            batch_size,
            drop_last,
            sampler,
            batch_sampler,
        )
        self.generator, self.persistent_workers = generator, persistent_workers
        self.collate_fn = (
            collate_fn
            if collate_fn is not None
            else default_collate if self._auto_collation else default_convert
        )
        self.__initialized = True
        self._IterableDataset_len_called = None
        self._iterator = None
        self.check_worker_number_rationality()

    def __setattr__(self, name, value):
        if self.__initialized and name in (
            "batch_size",
            "batch_sampler",
            "sampler",
            "drop_last",
            "dataset",
            "persistent_workers",
        ):
            raise ValueError(f"{name} attribute should not be set after {type(self).__name__} is initialized")
        super().__setattr__(name, value)

    @property
    def _auto_collation(self):
        return self.batch_sampler is not None

    @property
    def _index_sampler(self):
        return self.batch_sampler if self._auto_collation else self.sampler

    @property
    def multiprocessing_context(self):
        return self.__context

    @multiprocessing_context.setter
    def multiprocessing_context(self, context):
        if context is not None:
            import multiprocessing

            if self.num_workers <= 0:
                raise ValueError(
                    "multiprocessing_context can only be used with multi-process loading (num_workers > 0),"
                    f" but got num_workers={self.num_workers}"
                )
            if isinstance(context, str):
                names = multiprocessing.get_all_start_methods()
                if context not in names:
                    raise ValueError(
                        f"multiprocessing_context option should specify a valid start method in {names!r},"
                        f" but got multiprocessing_context={context!r}"
                    )
                context = multiprocessing.get_context(context)
            elif not isinstance(context, multiprocessing.context.BaseContext):
                raise TypeError(
                    "multiprocessing_context option should be a valid context object or a string specifying"
                    f" the start method, but got multiprocessing_context={context}"
                )
        self.__context = context

    def check_worker_number_rationality(self):
        if self.num_workers <= 1 or not hasattr(os, "sched_getaffinity"):
            return
        cores = len(os.sched_getaffinity(0))
        if self.num_workers > cores:
            warnings.warn(
                f"This DataLoader will create {self.num_workers} worker processes in total. Our suggested max"
                f" number of worker in current system is {cores}, which is smaller than what this DataLoader"
                " is going to create. Please be aware that excessive worker creation might get DataLoader"
                " running slow or even freeze, lower the worker number to avoid potential slowness/freeze if"
                " necessary.",
                stacklevel=3,
            )

    def _get_iterator(self):
        return (
            _SingleProcessDataLoaderIter(self)
            if self.num_workers == 0
            else _MultiProcessingDataLoaderIter(self)
        )

    def __iter__(self):
        if not (self.persistent_workers and self.num_workers > 0):
            return self._get_iterator()
        if self._iterator is None:
            self._iterator = self._get_iterator()
        else:
            self._iterator._reset(self)
        return self._iterator

    def __len__(self):
        if self._dataset_kind == _DatasetKind.Map:
            return len(self._index_sampler)
        n = self._IterableDataset_len_called = len(self.dataset)
        if self.batch_size is None:
            return n
        return n // self.batch_size if self.drop_last else -(-n // self.batch_size)


class _BaseDataLoaderIter:
    def __init__(self, loader):
        self._dataset, self._stream = loader.dataset, loader._dataset_kind == _DatasetKind.Iterable
        self._expected, self._auto_collation, self._drop_last = (
            loader._IterableDataset_len_called,
            loader._auto_collation,
            loader.drop_last,
        )
        self._index_sampler, self._collate_fn, self._loader_name = (
            loader._index_sampler,
            loader.collate_fn,
            type(loader).__name__,
        )
        self._several = loader.num_workers > 0
        self._begin(loader)

    def _begin(self, loader):
        self._sampler_iter = iter(self._index_sampler)
        self._base_seed = draw_seed(loader.generator)
        self._num_yielded = 0
        self._expected = loader._IterableDataset_len_called

    def __iter__(self):
        return self

    def __len__(self):
        return len(self._index_sampler)

    def __next__(self):
        data = self._next_data()
        self._num_yielded += 1
        if self._stream and self._expected is not None and self._num_yielded > self._expected:
            warnings.warn(
                f"Length of IterableDataset {self._dataset} was reported to be {self._expected} (when"
                f" accessing len(dataloader)), but {self._num_yielded} samples have been fetched. "
                + (
                    "For multiprocessing data-loading, this could be caused by not properly configuring the IterableDataset"
                    " replica at each worker. Please see"
                    " https://pytorch.org/docs/stable/data.html#torch.utils.data.IterableDataset for examples."
                    if self._several
                    else ""
                ),
                stacklevel=2,
            )
        return data


class _SingleProcessDataLoaderIter(_BaseDataLoaderIter):
    def __init__(self, loader):
        super().__init__(loader)
        make = StreamFetcher if self._stream else MapFetcher
        self._fetcher = make(self._dataset, self._auto_collation, self._collate_fn, self._drop_last)

    def _next_data(self):
        return self._fetcher.fetch(next(self._sampler_iter))


class _MultiProcessingDataLoaderIter(_BaseDataLoaderIter):
    """Batch k goes to the next living worker in turn; results that come early wait until their number is
    due."""

    def __init__(self, loader):
        import multiprocessing

        super().__init__(loader)
        context = loader.multiprocessing_context or multiprocessing
        self._count, self._ahead, self._timeout = loader.num_workers, loader.prefetch_factor, loader.timeout
        self._keep, self._shut = loader.persistent_workers, False
        self._results, self._tasks, self._workers = context.Queue(), [], []
        for i in range(self._count):
            tasks = context.Queue()
            process = context.Process(
                target=worker_loop,
                daemon=True,
                args=(
                    self._dataset,
                    self._stream,
                    tasks,
                    self._results,
                    self._auto_collation,
                    self._collate_fn,
                    self._drop_last,
                    self._base_seed,
                    loader.worker_init_fn,
                    i,
                    self._count,
                ),
            )
            process.start()
            self._tasks.append(tasks)
            self._workers.append(process)
        self._first()

    def _first(self):
        self._sent = self._due = 0
        self._waiting, self._of = {}, {}  # results by number; the worker of each number that is under way
        self._alive = [True] * self._count
        self._turn = itertools.cycle(range(self._count))
        for _ in range(self._ahead * self._count):
            self._send()

    def _reset(self, loader):
        self._begin(loader)
        for tasks in self._tasks:
            tasks.put(NewEpoch())
        left = self._count
        while left:
            number, _ = self._receive()
            left -= isinstance(number, NewEpoch)
        self._first()

    def _send(self):
        try:
            index = next(self._sampler_iter)
        except StopIteration:
            return
        for _ in range(self._count):
            worker = next(self._turn)
            if self._alive[worker]:
                break
        else:
            return
        self._tasks[worker].put((self._sent, index))
        self._of[self._sent] = worker
        self._sent += 1

    def _receive(self):
        waited = 0.0
        while True:
            step = min(_POLL_SECONDS, self._timeout - waited) if self._timeout else _POLL_SECONDS
            try:
                return self._results.get(timeout=max(step, 0.0))
            except queue.Empty:
                waited += step
                dead = [w for w, alive in zip(self._workers, self._alive) if alive and not w.is_alive()]
                if dead:
                    self._shutdown()
                    pids = ", ".join(str(w.pid) for w in dead)
                    raise RuntimeError(f"DataLoader worker (pid(s) {pids}) exited unexpectedly") from None
                if self._timeout and waited >= self._timeout:
                    self._shutdown()
                    raise RuntimeError(f"DataLoader timed out after {self._timeout} seconds") from None

    def _next_data(self):
        while True:
            while (
                self._due < self._sent
                and self._due not in self._waiting
                and not self._alive[self._of[self._due]]
            ):
                self._due += 1  # its worker's stream had ended
            if self._due >= self._sent:
                if not self._keep:
                    self._shutdown()
                raise StopIteration
            if self._due in self._waiting:
                data = self._waiting.pop(self._due)
                del self._of[self._due]
                self._due += 1
                self._send()
                if isinstance(data, Failure):
                    data.reraise()
                return data
            number, data = self._receive()
            if isinstance(data, StreamEnd):
                self._alive[data.worker] = False
                if not self._keep:
                    self._tasks[data.worker].put(None)
                self._send()
                continue
            self._waiting[number] = data

    def _shutdown(self):
        if self._shut:
            return
        self._shut = True
        for tasks in self._tasks:
            try:
                tasks.put(None)
            except (ValueError, OSError):
                pass  # closed already
        for worker in self._workers:
            worker.join(timeout=0.05)
            while worker.is_alive():  # it may wait for room in the queue of results
                try:
                    self._results.get(timeout=0.05)
                except (queue.Empty, OSError, EOFError):
                    worker.join(timeout=_POLL_SECONDS)
                    if worker.is_alive():
                        worker.terminate()
        for q in [*self._tasks, self._results]:
            q.cancel_join_thread()
            q.close()

    def __del__(self):
        if "_shut" in self.__dict__ and "_results" in self.__dict__:
            self._shutdown()
