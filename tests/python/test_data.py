# SPDX-License-Identifier: MIT
"""utils.data against golden data; worker processes."""

import os
import random
import sys
import unittest
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import rushlight as torch  # noqa: E402
from golden import GoldenTest  # noqa: E402
from rushlight.utils.data import (
    DataLoader,
    Dataset,
    IterableDataset,
    TensorDataset,
    get_worker_info,
)  # noqa: E402


class Data(GoldenTest):
    golden = "data"


class Squares(Dataset):
    def __len__(self):
        return 10

    def __getitem__(self, i):
        if i == 7 and getattr(self, "bad", False):
            raise ValueError("seven is not wanted")
        return i, torch.tensor([float(i * i)])


class Stream(IterableDataset):
    def __iter__(self):
        info = get_worker_info()
        first, step = (0, 1) if info is None else (info.id, info.num_workers)
        return iter(range(first, 9, step))


class Seeds(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, i):
        return get_worker_info().seed, random.random(), torch.rand(1)


class Workers(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore")

    def test_same_batches_as_without(self):
        for workers in (1, 2, 3):
            torch.manual_seed(0)
            alone = list(DataLoader(Squares(), 3, shuffle=True))
            torch.manual_seed(0)
            with_help = list(DataLoader(Squares(), 3, shuffle=True, num_workers=workers))
            self.assertEqual([b[0].tolist() for b in alone], [b[0].tolist() for b in with_help])
            self.assertEqual([b[1].tolist() for b in alone], [b[1].tolist() for b in with_help])

    def test_streams(self):
        self.assertEqual([b.tolist() for b in DataLoader(Stream(), 4)], [[0, 1, 2, 3], [4, 5, 6, 7], [8]])
        got = sorted(x for b in DataLoader(Stream(), 2, num_workers=2) for x in b.tolist())
        self.assertEqual(got, list(range(9)))
        self.assertEqual(
            [b.tolist() for b in DataLoader(Stream(), 4, drop_last=True)], [[0, 1, 2, 3], [4, 5, 6, 7]]
        )

    def test_errors_come_with_their_trace(self):
        data = Squares()
        data.bad = True
        loader = iter(DataLoader(data, 5, num_workers=1))
        next(loader)
        with self.assertRaisesRegex(
            ValueError,
            "(?s)Caught ValueError in DataLoader worker process 0.*Original Traceback.*seven is not wanted",
        ):
            next(loader)

    def test_seeds(self):
        torch.manual_seed(3)
        first = [[x.item() for x in b] for b in DataLoader(Seeds(), num_workers=2)]
        torch.manual_seed(3)
        again = [[x.item() for x in b] for b in DataLoader(Seeds(), num_workers=2)]
        self.assertEqual(first, again)
        self.assertEqual(first[1][0], first[0][0] + 1)
        self.assertNotEqual(first[0][2], first[1][2])

    def test_kept_workers(self):
        loader = DataLoader(Squares(), 4, num_workers=2, persistent_workers=True)
        epochs = [[b[0].tolist() for b in loader] for _ in range(3)]
        self.assertEqual(epochs[0], epochs[1])
        self.assertEqual(epochs[0], epochs[2])
        self.assertEqual(epochs[0], [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])

    def test_worker_that_dies(self):
        class Dies(Squares):
            def __getitem__(self, i):
                os._exit(1)

        import rushlight.utils.data.dataloader as module

        before, module._POLL_SECONDS = module._POLL_SECONDS, 0.2
        try:
            with self.assertRaisesRegex(RuntimeError, "exited unexpectedly"):
                list(DataLoader(Dies(), num_workers=1))
        finally:
            module._POLL_SECONDS = before

    def test_left_early(self):
        for _ in range(3):
            for batch in DataLoader(Squares(), 1, num_workers=2):
                break

    def test_training(self):
        torch.manual_seed(0)
        x = torch.randn(64, 3)
        data = TensorDataset(x, x @ torch.tensor([[1.0], [2.0], [3.0]]))
        net = torch.nn.Linear(3, 1)
        opt = torch.optim.SGD(net.parameters(), lr=0.1)
        for _ in range(30):
            for a, b in DataLoader(data, 16, shuffle=True):
                opt.zero_grad()
                torch.nn.functional.mse_loss(net(a), b).backward()
                opt.step()
        self.assertTrue(torch.allclose(net.weight, torch.tensor([[1.0, 2.0, 3.0]]), atol=1e-3))


class Details(unittest.TestCase):
    def test_distributed_sampler(self):
        from rushlight.utils.data.distributed import DistributedSampler

        shares = [list(DistributedSampler(range(10), 3, r, shuffle=True, seed=1)) for r in range(3)]
        self.assertEqual(shares, [[5, 2, 9, 4], [6, 0, 3, 5], [1, 8, 7, 6]])
        shares = [list(DistributedSampler(range(10), 4, r, shuffle=False, drop_last=True)) for r in range(4)]
        self.assertEqual(shares, [[0, 4], [1, 5], [2, 6], [3, 7]])
        with self.assertRaisesRegex(ValueError, r"Invalid rank 3, rank should be in the interval \[0, 2\]"):
            DistributedSampler(range(10), 3, 3)

    def test_seed_of_numpy(self):
        from rushlight.utils.data._utils.worker import _generate_state

        self.assertEqual(_generate_state(13434589827475259383, 4), (2884386318, 1088094898, 3523808998, 3860348662))

    def test_exceptions_of_other_processes(self):
        from rushlight._utils import ExceptionWrapper

        for kind in (ValueError, KeyError):
            try:
                raise kind("broken")
            except kind:
                wrapped = ExceptionWrapper(where="in a test")
            with self.assertRaisesRegex(kind, f"Caught {kind.__name__} in a test.\nOriginal Traceback"):
                wrapped.reraise()


if __name__ == "__main__":
    unittest.main()
