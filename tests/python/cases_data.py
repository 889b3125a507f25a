# SPDX-License-Identifier: MIT
"""Samplers, splits, loaders for a seed; what they refuse."""

import warnings

try:
    import numpy
except ImportError:
    numpy = None


def plain(x):
    if hasattr(x, "tolist"):
        return ["tensor" if hasattr(x, "requires_grad") else "array", str(x.dtype), x.tolist()]
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    return (
        [plain(y) for y in x]
        if type(x) in (list, tuple)
        else x if isinstance(x, (int, float, str, type(None))) else repr(type(x))
    )


def squares(n):
    return [(float(i), i * i) for i in range(n)]


CASES = """
list(D.RandomSampler(range(50)))
list(D.RandomSampler(range(50), True, 70))
list(D.RandomSampler(range(7), num_samples=20))
[int(i) for i in D.SubsetRandomSampler([3, 5, 7, 9])]
list(D.WeightedRandomSampler([0.1, 0.9, 0.5, 0.0], 20))
list(D.WeightedRandomSampler([0.1, 0.9, 0.5, 0.2], 3, False))
list(D.BatchSampler(D.SequentialSampler(range(10)), 3, False))
[s.indices for s in D.random_split(range(20), [5, 15])]
[s.indices for s in D.random_split(range(21), [0.3, 0.3, 0.4], generator=T.Generator().manual_seed(42))]
[list(D.DataLoader(squares(10), 4, shuffle=True)), T.rand(2)]
[list(D.DataLoader(squares(10), 4, shuffle=True, generator=g)), list(D.DataLoader(squares(10), 3, True, generator=g)), T.rand(2, generator=g)]
[list(D.DataLoader(squares(11), 4, shuffle=True, num_workers=2)), T.rand(2)]
[list(D.DataLoader(squares(11), batch_size=None)), T.rand(2)]
list(D.DataLoader(D.TensorDataset(T.arange(10), T.randn(10, 2)), 3, shuffle=True, drop_last=True))
list(D.DataLoader(D.ConcatDataset([squares(3), D.Subset(squares(9), [8, 2])]), 2))
list(D.DataLoader([{'a': numpy.arange(3) + i, 'b': [i, 'x'], 'c': 2.5, 'd': numpy.float32(i)} for i in range(4)], 2))
D.default_collate([(1, [2.0, numpy.int64(3)], 'a'), (4, [5.0, numpy.int64(6)], 'b')])
D.default_convert([numpy.ones(2), {'a': numpy.zeros(1, 'float32')}, 'x'])
[len(D.DataLoader(squares(10), 4)), len(D.DataLoader(squares(10), 4, drop_last=True))]
T.multinomial(T.tensor([[0.1, 0.2, 0.7], [0.5, 0.4, 0.1]]), 2)
T.multinomial(T.tensor([[0.1, 0.2, 0.7], [0.5, 0.4, 0.1]]), 9, True)
"""
ERRORS = """
D.DataLoader([1], num_workers=-1)
D.DataLoader([1], timeout=-1)
D.DataLoader([1], prefetch_factor=3)
D.DataLoader([1], persistent_workers=True)
D.DataLoader([1], batch_size=0)
D.DataLoader([1], batch_size=None, drop_last=True)
D.DataLoader([1], shuffle=True, sampler=[0])
D.DataLoader([1], batch_sampler=[[0]], batch_size=3)
D.DataLoader([])if 0 else D.RandomSampler([])
list(D.DataLoader([object()]))
list(D.DataLoader([[1], [1, 2]], 2))
D.random_split(range(3), [1, 1])
D.TensorDataset(T.ones(2), T.ones(3))
D.ConcatDataset([])
D.WeightedRandomSampler([[1.0]], 2)
D.WeightedRandomSampler([1.0], 0)
T.multinomial(T.tensor([0.1, -1.0]), 1)
T.multinomial(T.tensor([0.1, 1.0]), 3)
setattr(D.DataLoader([1]), 'batch_size', 3)
"""


def results(module):
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for text in filter(None, (CASES + ERRORS).split("\n")):
            if "numpy" in text and numpy is None:
                continue
            module.manual_seed(5)
            names = {
                "D": module.utils.data,
                "T": module,
                "squares": squares,
                "numpy": numpy,
                "g": module.Generator().manual_seed(9),
            }
            try:
                found[text] = plain(eval(text, names))
            except Exception as e:
                found[text] = f"{type(e).__name__}: {e}"
    return found
