# SPDX-License-Identifier: MIT
"""Tensors in several threads: kernels run without Python's lock, each thread has its modes, and a leaf takes gradients from all."""
import threading
import time
import unittest

import rushlight as torch
from rushlight import nn


def in_threads(count, function):
    """function(k) in thread k; the results, or the first exception."""
    results = [None] * count

    def run(k):
        try:
            results[k] = function(k)
        except BaseException as error:
            results[k] = error

    threads = [threading.Thread(target=run, args=(k,)) for k in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for r in results:
        if isinstance(r, BaseException):
            raise r
    return results


class Threads(unittest.TestCase):
    def test_kernels_let_others_run(self):
        """With the lock held, the other thread could not count while one call sorts."""
        x, ticks, stop = torch.rand(3000000), [0], threading.Event()

        def count():
            while not stop.is_set():
                ticks[0] += 1
                time.sleep(0.0005)

        counter = threading.Thread(target=count)
        counter.start()
        try:
            before = ticks[0]
            x.sort()
            during = ticks[0] - before
        finally:
            stop.set()
            counter.join()
        self.assertGreater(during, 3)  # with the lock held it is at most 1

    def test_training(self):
        def train(seed):
            generator = torch.Generator().manual_seed(seed)
            w = torch.randn(40, 40, generator=generator).requires_grad_()
            x = torch.randn(500, 40, generator=generator)
            for _ in range(20):
                (x @ w).tanh().square().mean().backward()
                with torch.no_grad():
                    w -= 0.1 * w.grad
                w.grad = None
            return w.detach()

        for seed, w in enumerate(in_threads(4, train)):
            self.assertTrue(torch.equal(w, train(seed)))

    def test_one_leaf(self):
        w = torch.ones(100, requires_grad=True)

        def add(k):
            for _ in range(50):
                (w * (k + 1)).sum().backward()

        in_threads(4, add)
        self.assertEqual(w.grad.tolist(), [50.0 * (1 + 2 + 3 + 4)] * 100)

    def test_modes_belong_to_a_thread(self):
        def recorded(k):
            w = torch.ones(2, requires_grad=True)
            with torch.set_grad_enabled(k % 2 == 0):
                time.sleep(0.01)
                return (w * 2).requires_grad

        self.assertEqual(in_threads(6, recorded), [True, False] * 3)
        net, x = nn.Linear(3, 2), torch.ones(4, 3)
        with torch.no_grad():
            self.assertEqual(in_threads(2, lambda k: net(x).requires_grad), [True, True])


if __name__ == "__main__":
    unittest.main()
