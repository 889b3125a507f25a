# SPDX-License-Identifier: MIT
"""Python's multiprocessing. Tensors go between processes as copies of their bytes: there is no shared memory."""

import multiprocessing as _python
from multiprocessing import *  # noqa: F401,F403

__all__ = list(_python.__all__) + ["spawn"]


def spawn(fn, args=(), nprocs=1, join=True, daemon=False, start_method="spawn"):
    """Runs fn(i, *args) in nprocs processes; the first that fails ends the others and raises."""
    context = _python.get_context(start_method)
    processes = [context.Process(target=fn, args=(i, *args), daemon=daemon) for i in range(nprocs)]
    for p in processes:
        p.start()
    if not join:
        return processes
    for i, p in enumerate(processes):
        p.join()
        if p.exitcode:
            for other in processes:
                other.terminate()
            raise RuntimeError(f"process {i} terminated with exit code {p.exitcode}")


def __getattr__(name):
    if name in ("get_all_sharing_strategies", "get_sharing_strategy", "set_sharing_strategy"):
        raise AttributeError(f"rushlight shares no memory between processes: {name} is missing")
    return getattr(_python, name)
