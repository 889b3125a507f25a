# SPDX-License-Identifier: MIT
"""Making tensors: memory of other objects, out= of functions that make tensors, windows, random numbers; files of before PyTorch 1.6.
Expected numbers and texts are PyTorch 1.13.1's."""
import base64
import io
import math
import os
import pathlib
import pickle
import tempfile
import unittest
import warnings

import rushlight as torch
from rushlight.testing import make_tensor

# torch.save({"a": a, "t": a.t(), "s": a.storage(), "h": half tensor, "p": a Parameter, "n": 3}, _use_new_zipfile_serialization=False)
LEGACY = base64.b64decode(
    "gAKKCmz8nEb5IGqoUBkugAJN6QMugAJ9cQAoWBAAAABwcm90b2NvbF92ZXJzaW9ucQFN6QNYDQAAAGxpdHRsZV9lbmRpYW5xAohYCgAAAHR5cGVfc2l6ZXNxA31xBChYBQAAAHNo"
    "b3J0cQVLAlgDAAAAaW50cQZLBFgEAAAAbG9uZ3EHSwR1dS6AAn1xAChYAQAAAGFxAWN0b3JjaC5fdXRpbHMKX3JlYnVpbGRfdGVuc29yX3YyCnECKChYBwAAAHN0b3JhZ2VxA2N0"
    "b3JjaApGbG9hdFN0b3JhZ2UKcQRYCQAAADMwNTcwMDU2MHEFWAMAAABjcHVxBksGTnRxB1FLAEsCSwOGcQhLA0sBhnEJiWNjb2xsZWN0aW9ucwpPcmRlcmVkRGljdApxCilScQt0"
    "cQxScQ1YAQAAAHRxDmgCKChoA2gEWAkAAAAzMDU3MDA1NjBxD2gGSwZOdHEQUUsASwNLAoZxEUsBSwOGcRKJaAopUnETdHEUUnEVWAEAAABzcRYoaANoBFgJAAAAMzA1NzAwNTYw"
    "cRdoBksGTnRxGFFYAQAAAGhxGWgCKChoA2N0b3JjaApIYWxmU3RvcmFnZQpxGlgJAAAAMjQzNzMzMDA4cRtoBksCTnRxHFFLAEsChXEdSwGFcR6JaAopUnEfdHEgUnEhWAEAAABw"
    "cSJjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3BhcmFtZXRlcgpxI2gCKChoA2gEWAkAAAAyNDM3MzM4ODhxJGgGSwJOdHElUUsASwKFcSZLAYVxJ4loCilScSh0cSlScSqIaAopUnEr"
    "h3EsUnEtWAEAAABucS5LA3UugAJdcQAoWAkAAAAyNDM3MzMwMDhxAVgJAAAAMjQzNzMzODg4cQJYCQAAADMwNTcwMDU2MHEDZS4CAAAAAAAAAAA+AEACAAAAAAAAAAAAgD8AAIA/"
    "BgAAAAAAAAAAAAAAAACAPwAAAEAAAEBAAACAQAAAoEA=")


class Readable:
    """Has what PyTorch asks of a file, and no more."""

    def __init__(self, data=b""):
        self._file = io.BytesIO(data)
        self.read, self.readline, self.seek, self.tell = self._file.read, self._file.readline, self._file.seek, self._file.tell


class Files(unittest.TestCase):
    def check(self, d):
        self.assertEqual(d["a"].tolist(), [[0, 1, 2], [3, 4, 5]])
        self.assertEqual((d["h"].dtype, d["h"].tolist(), d["n"]), (torch.float16, [1.5, 2], 3))
        self.assertIsInstance(d["p"], torch.nn.Parameter)
        self.assertIsInstance(d["s"], torch.TypedStorage)
        d["a"].fill_(7)
        self.assertEqual(d["t"].tolist(), [[7, 7]] * 3)
        self.assertEqual(d["s"].tolist(), [7] * 6)

    def test_files_of_before_1_6_are_read(self):
        self.check(torch.load(io.BytesIO(LEGACY)))
        self.check(torch.load(Readable(LEGACY)))
        file = io.BytesIO(pickle.dumps(41) + LEGACY + b"rest")      # what is before and behind stays where it is
        self.assertEqual(pickle.load(file), 41)
        self.check(torch.load(file))
        self.assertEqual(file.read(), b"rest")

    def test_damaged_files_raise(self):
        for n in range(0, len(LEGACY), 7):
            with self.assertRaises((RuntimeError, pickle.UnpicklingError, EOFError, ValueError)):
                torch.load(io.BytesIO(LEGACY[:n]))

    def test_both_formats_there_and_back(self):
        a = torch.arange(6.0).reshape(2, 3)
        value = {"a": a, "t": a.t(), "s": a.storage(), "h": torch.tensor([1.5, 2], dtype=torch.float16), "p": torch.nn.Parameter(torch.ones(2)), "n": 3}
        for new in (True, False):
            options = {"_use_new_zipfile_serialization": new}
            file = io.BytesIO()
            torch.save(value, file, **options)
            file.seek(0)
            self.check(torch.load(file))
            a.copy_(torch.arange(6.0).reshape(2, 3))
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "x.pt"
                torch.save(value, path, **options)
                self.check(torch.load(path))
                self.check(torch.load(os.fspath(path), map_location=lambda storage, place: None))
            a.copy_(torch.arange(6.0).reshape(2, 3))

    def test_a_function_says_where_storages_go(self):
        file = io.BytesIO()
        torch.save(torch.arange(3.0), file)
        seen = []

        def place(storage, location):
            seen.append((type(storage), location))
            return storage.clone()
        file.seek(0)
        self.assertEqual(torch.load(file, map_location=place).tolist(), [0, 1, 2])
        self.assertEqual(seen, [(torch.UntypedStorage, "cpu")])
        file.seek(0)
        with self.assertRaisesRegex(RuntimeError, "don't know how to restore data location"):
            torch.load(file, map_location="nowhere")

    def test_one_memory_as_two_dtypes_is_not_saved(self):
        a = torch.ones(4)
        with self.assertRaisesRegex(RuntimeError, "view the same data as different types"):
            torch.save([a, a.view(torch.int32)], io.BytesIO())


class OtherMemory(unittest.TestCase):
    def test_frombuffer(self):
        data = bytearray(b"12345678")
        t = torch.frombuffer(data, dtype=torch.uint8, offset=2)
        data[2] = 0
        self.assertEqual(t.tolist(), [0, 52, 53, 54, 55, 56])
        for options, text in (({"count": 3}, r"requested buffer length \(3 \* 4 bytes\) after offset \(0 bytes\)"), ({"offset": 8}, r"offset \(8 bytes\) must be"),
                              ({"offset": 1}, "must be a multiple of element size"), ({"count": 0}, r"both buffer length \(8\) and count \(0\)")):
            with self.assertRaisesRegex(ValueError, text):
                torch.frombuffer(data, dtype=torch.int32, **options)
        with self.assertRaisesRegex(ValueError, "object does not implement Python buffer protocol."):
            torch.frombuffer([1, 2], dtype=torch.int32)
        with self.assertWarnsRegex(UserWarning, "The given buffer is not writable"):
            torch.frombuffer(b"1234", dtype=torch.int32)

    def test_asarray(self):
        t = torch.ones(3, requires_grad=True)
        self.assertEqual(torch.asarray(t).data_ptr(), t.data_ptr())
        self.assertFalse(torch.asarray(t).requires_grad)
        self.assertNotEqual(torch.asarray(t, copy=True).data_ptr(), t.data_ptr())
        history = torch.asarray(t * 2, requires_grad=True)
        self.assertIsNotNone(history.grad_fn)
        for make, text in ((lambda: torch.asarray([1, 2], copy=False), "can't alias arbitrary sequence into a tensor."),
                           (lambda: torch.asarray(torch.ones(3), dtype=torch.float64, copy=False), "can't alias tensor with dtype 'Float' into dtype 'Double'.")):
            with self.assertRaisesRegex(ValueError, text):
                make()
        self.assertEqual(torch.asarray(torch.utils.dlpack.to_dlpack(torch.ones(2))).tolist(), [1, 1])
        self.assertEqual(torch.asarray(bytearray(b"ab"), dtype=torch.uint8).tolist(), [97, 98])

    def test_sequences(self):
        self.assertEqual(torch.tensor([torch.tensor([1]), torch.tensor(2.5)]).tolist(), [1, 2.5])
        self.assertIs(torch.tensor([torch.tensor(1, dtype=torch.int8)]).dtype, torch.int8)
        self.assertEqual(torch.tensor(2 ** 70, dtype=torch.float32).item(), 2.0 ** 70)
        itself = [0]
        itself.append(itself)
        for make, error, text in ((lambda: torch.tensor([torch.ones(2)]), ValueError, "only one element tensors"),
                                  (lambda: torch.tensor(itself), TypeError, "self-referential lists are incompatible"),
                                  (lambda: torch.tensor(math.nan, dtype=torch.int64), RuntimeError, "without overflow"),
                                  (lambda: torch.full((2,), 300, dtype=torch.uint8), RuntimeError, "cannot be converted to type uint8_t")):
            with self.assertRaisesRegex(error, text):
                make()


class Made(unittest.TestCase):
    def test_out_decides_about_the_dtype(self):
        out = torch.empty(0, dtype=torch.float64)
        self.assertIs(torch.eye(2, out=out), out)
        self.assertEqual(out.tolist(), [[1, 0], [0, 1]])
        self.assertEqual(torch.full((2,), 1.5, out=torch.empty(2, dtype=torch.int64)).tolist(), [1, 1])
        x = torch.zeros(2, 3)
        torch.linspace(0, 3, 4, out=x.narrow(1, 1, 2))      # as many elements: the shape stays
        self.assertEqual(x.tolist(), [[0, 0, 1], [0, 2, 3]])
        with self.assertRaisesRegex(RuntimeError, r"dtype Float does not match dtype of out parameter \(Double\)"):
            torch.zeros(3, dtype=torch.float32, out=out)
        with self.assertRaisesRegex(RuntimeError, "a leaf Variable that requires grad"):
            torch.zeros(3, out=torch.empty(3, requires_grad=True))
        with self.assertWarnsRegex(UserWarning, r"The number of elements in the out tensor of shape \[3\] is 3"):
            torch.arange(5, out=torch.empty(3))
        with self.assertRaisesRegex(RuntimeError, "not implemented for sparse types"):
            torch.zeros(3, layout=torch.sparse_coo)

    def test_memory_formats(self):
        t = torch.empty(2, 3, 4, 5)
        self.assertEqual(torch.empty(2, 3, 4, 5, memory_format=torch.channels_last).stride(), (60, 1, 15, 3))
        for like in (torch.empty_like, torch.zeros_like, torch.randn_like):
            self.assertEqual(like(t, memory_format=torch.channels_last).stride(), (60, 1, 15, 3))
        self.assertEqual(torch.zeros_like(t.to(memory_format=torch.channels_last), memory_format=torch.contiguous_format).stride(), (60, 20, 5, 1))
        last = t.to(memory_format=torch.channels_last)
        self.assertTrue(torch.cat([last, last], 1).is_contiguous(memory_format=torch.channels_last))

    def test_scales_and_windows(self):
        def close(t, values):
            self.assertTrue(all(abs(a - b) < 1e-6 for a, b in zip(t.tolist(), values)) and len(t) == len(values), t)
        close(torch.logspace(0, 2, 5), [1, 3.1622777, 10, 31.622776, 100])
        self.assertEqual(torch.logspace(0, 3, 4, base=2, dtype=torch.int64).tolist(), [1, 2, 4, 8])
        close(torch.hann_window(6), [0, 0.25, 0.75, 1, 0.75, 0.25])
        close(torch.bartlett_window(5), [0, 0.4, 0.8, 0.8, 0.4])
        close(torch.kaiser_window(5, False, 8.0, dtype=torch.float64), [0.0023388305, 0.3689727226, 1, 0.3689727226, 0.0023388305])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.assertEqual(torch.range(0, 5, 2).tolist(), [0, 2, 4])

    def test_random(self):
        torch.manual_seed(7)
        self.assertEqual(make_tensor((2, 3), dtype=torch.float32).tolist()[0], [0.628605842590332, -5.421543121337891, 2.8658103942871094])
        torch.manual_seed(7)
        self.assertEqual(make_tensor((4,), dtype=torch.int8, low=-200, high=5).tolist(), [-39, -17, -38, -120])
        torch.manual_seed(7)
        self.assertEqual(torch.empty(4, dtype=torch.uint8).random_(250, None).tolist(), [253, 254, 251, 252])
        with self.assertRaisesRegex(RuntimeError, "to - 1 is out of bounds for signed char"):
            torch.empty(2, dtype=torch.int8).random_(0, 200)
        with self.assertWarnsRegex(UserWarning, r"to - 1 is out of bounds \[-\(2\^11\), 2\^11\]"):
            torch.empty(2, dtype=torch.float16).random_(0, 3000)

    def test_lists_of_tensors(self):
        for f, name in ((torch.hstack, "hstack"), (torch.vstack, "vstack"), (torch.dstack, "dstack"), (torch.column_stack, "column_stack")):
            with self.assertRaisesRegex(TypeError, "expected Tensor as element 1 in argument 0, but got int"):
                f((torch.ones(2), 3))
            with self.assertRaisesRegex(RuntimeError, f"{name} expects a non-empty TensorList"):
                f(())
        self.assertEqual(torch.repeat_interleave(torch.tensor([1, 2])).tolist(), [0, 1, 1])
        self.assertEqual(torch.repeat_interleave(torch.tensor([[1, 2]]), torch.tensor([1, 2]), 1).tolist(), [[1, 2, 2]])


if __name__ == "__main__":
    unittest.main()
