# SPDX-License-Identifier: MIT
"""save and load: round trips, PyTorch's own files, refusal of all that is not data; safetensors, npy."""

import fractions
import io
import os
import pickle
import random
import sys
import tempfile
import unittest
import zipfile
from collections import Counter, OrderedDict, defaultdict

import rushlight as torch
from rushlight import io as formats

GOLDEN = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden")


def again(value):
    file = io.BytesIO()
    torch.save(value, file)
    file.seek(0)
    return torch.load(file)


class RoundTrips(unittest.TestCase):
    def test_tensors(self):
        for dtype in (
            torch.float32,
            torch.float64,
            torch.float16,
            torch.bfloat16,
            torch.int64,
            torch.int32,
            torch.int16,
            torch.int8,
            torch.uint8,
            torch.bool,
        ):
            for t in (
                torch.arange(6).view(2, 3).to(dtype),
                torch.zeros(0, 3, dtype=dtype),
                torch.ones((), dtype=dtype),
                torch.arange(12).to(dtype).view(3, 4).t()[1:, ::2],
            ):
                back = again(t)
                self.assertIs(back.dtype, dtype)
                self.assertEqual(
                    (back.shape, back.stride(), back.tolist()), (t.shape, t.stride(), t.tolist())
                )

    def test_shared_storages_stay_shared(self):
        base = torch.arange(10.0)
        a, b, c = again([base[2:5], base.view(2, 5), torch.arange(3.0)])
        a[0] = 100
        self.assertEqual(b[0, 2].item(), 100)
        self.assertFalse(a._shares_storage(c))

    def test_containers(self):
        value = {
            "a": [1, 2.5, "ü", None, True, b"x", 10**30, (1, (2,))],
            "s": {1, 2},
            "f": frozenset([1]),
            "o": OrderedDict(x=1),
            "c": Counter("aab"),
            "d": defaultdict(list, {1: [2]}),
            "z": 1 + 2j,
            "b": bytearray(b"q"),
            "t": torch.float16,
            "dev": torch.device("cpu"),
            "size": torch.Size([2, 3]),
            "inf": float("inf"),
        }
        back = again(value)
        self.assertEqual(back, value)
        self.assertIs(back["d"].default_factory, list)
        self.assertIsInstance(back["size"], torch.Size)

    def test_models(self):
        net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
        net(torch.randn(4, 2))
        state = again(net.state_dict())
        self.assertEqual(state._metadata, net.state_dict()._metadata)
        twin = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
        twin.load_state_dict(state)
        for a, b in zip(twin.state_dict().values(), net.state_dict().values()):
            self.assertTrue(torch.equal(a, b))
        p = again(net[0].weight)
        self.assertIsInstance(p, torch.nn.Parameter)
        self.assertTrue(p.requires_grad)

    def test_paths(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.pt")
            torch.save(torch.ones(2), path)
            self.assertEqual(torch.load(path).tolist(), [1.0, 1.0])
            with zipfile.ZipFile(path) as archive:
                self.assertEqual(archive.namelist(), ["model/data.pkl", "model/data/0", "model/version"])

    def test_modules(self):
        net = torch.nn.Sequential(
            torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.LSTM(3, 4), torch.nn.TransformerEncoderLayer(8, 2, 16)
        )
        twin = again(net)
        self.assertEqual(repr(twin), repr(net))
        self.assertEqual(twin.state_dict().keys(), net.state_dict().keys())
        for a, b in zip(twin.parameters(), net.parameters()):
            self.assertTrue(torch.equal(a, b))
        self.assertIs(twin[3].activation, net[3].activation)
        x = torch.randn(2, 1, 5, 5)
        self.assertTrue(torch.equal(twin[:2](x), net[:2](x)))

    def test_users_modules_must_be_declared_safe(self):
        mine = Users()
        with self.assertRaisesRegex(pickle.UnpicklingError, "Users.*add_safe_globals"):
            again(mine)
        torch.serialization.add_safe_globals([Users])
        try:
            self.assertEqual(again(mine).inner.weight.tolist(), mine.inner.weight.tolist())
        finally:
            torch.serialization.clear_safe_globals()
        self.assertEqual(torch.serialization.get_safe_globals(), [])

    def test_what_cannot_be_pickled_leaves_no_file(self):
        for bad in (lambda: 1, [unittest]):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "x")
                with self.assertRaises((pickle.PicklingError, AttributeError, TypeError)):
                    torch.save(bad, path)
                self.assertFalse(os.path.exists(path))

    def test_what_is_no_data_is_saved_but_not_loaded(self):
        for value in (print, fractions.Fraction(1, 3)):
            file = io.BytesIO()
            torch.save(value, file)
            for options in ({}, {"weights_only": True}, {"weights_only": False}):
                file.seek(0)
                with self.assertRaisesRegex(pickle.UnpicklingError, "Unsupported class"):
                    torch.load(file, **options)
            file.seek(0)      # a caller who says so twice
            self.assertEqual(torch.load(file, weights_only=False, pickle_module=pickle), value)
            with self.assertRaisesRegex(RuntimeError, "Can not safely load weights"):
                torch.load(file, weights_only=True, pickle_module=pickle)


class Users(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = torch.nn.Linear(2, 2)


class Refusal(unittest.TestCase):
    def archive(self, data, **storages):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("archive/data.pkl", data)
            for name, content in storages.items():
                archive.writestr("archive/data/" + name[1:], content)
        file.seek(0)
        return file

    def test_no_code_runs(self):
        class Evil:
            def __reduce__(self):
                return os.system, ("touch /tmp/never",)

        for data, name in (
            (pickle.dumps(Evil(), 2), "system"),
            (b"c__builtin__\neval\n(X\x01\x00\x00\x001tR.", "eval"),
            (b"\x80\x02cbuiltins\ngetattr\n.", "getattr"),
            (b"\x80\x02crushlight\nload\n.", "rushlight.load"),
            (b"\x80\x02ctorch.nn.modules.linear\nLinear\n)R.", "Linear"),  # called
            (b"\x80\x02ctorch.nn.modules.linear\nLinear\nK\x01K\x01\x86\x81.", "Linear"),  # made with arguments
            (b"\x80\x02ctest_save\nUsers\n)\x81.", "test_save.Users"),
        ):
            with self.assertRaisesRegex(pickle.UnpicklingError, name):
                torch.load(self.archive(data))

    def test_names_cannot_be_changed_or_misused(self):
        for data in (
            b"\x80\x02ccollections\nOrderedDict\n}X\x01\x00\x00\x00aK\x01sb.",  # BUILD on a class
            b"\x80\x02ctorch\nFloatStorage\n)R.",  # a storage type is called
            b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\nN}X\x08\x00\x00\x00__code__K\x01s\x86b.",
        ):
            with self.assertRaises((pickle.UnpicklingError, TypeError, AttributeError)):
                torch.load(self.archive(data))
        self.assertEqual(again(torch.ones(1)).tolist(), [1.0])

    def test_places_are_checked(self):
        from rushlight import _archive

        flat = torch.zeros(10)
        for size, stride, offset in (
            ((11,), (1,), 0),
            ((2,), (1,), 9),
            ((2, 2), (8, 2), 0),
            ((2,), (-1,), 5),
            ((2,), (1,), -1),
            ((2,), (1, 1), 0),
            ((2.0,), (1,), 0),
            ((2,), (2**62,), 0),
            ((-1,), (1,), 0),
        ):
            with self.assertRaises(pickle.UnpicklingError):
                _archive.rebuild_tensor(flat, offset, size, stride)

    def test_short_storage(self):
        file = io.BytesIO()
        torch.save(torch.ones(4), file)
        with zipfile.ZipFile(file) as archive:
            data = archive.read("archive/data.pkl")
        with self.assertRaisesRegex(RuntimeError, "damaged"):
            torch.load(self.archive(data, _0=b"1234"))
        with self.assertRaisesRegex(RuntimeError, "data/0"):
            torch.load(self.archive(data))

    def test_other_files(self):
        for content in (b"", b"not a zip file", pickle.dumps([1])):
            with self.assertRaisesRegex(RuntimeError, "not one of torch.save's"):
                torch.load(io.BytesIO(content))
        with self.assertRaises(AttributeError):
            torch.load(3)
        with self.assertRaises(AttributeError):
            torch.save(1, 3)

    def test_damaged_files_raise(self):
        file = io.BytesIO()
        torch.save({"a": torch.arange(5), "b": [torch.ones(2, 2).t(), "x"]}, file)
        with zipfile.ZipFile(file) as archive:
            data = archive.read("archive/data.pkl")
        source = random.Random(0)
        for _ in range(400):
            broken = bytearray(data)
            for _ in range(source.randrange(1, 4)):
                broken[source.randrange(len(broken))] = source.randrange(256)
            try:
                torch.load(self.archive(bytes(broken), _0=bytes(40), _1=bytes(16)))
            except Exception:
                pass  # any exception will do; a crash would end the test


class Formats(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "x")

    def tearDown(self):
        self.folder.cleanup()

    def test_safetensors(self):
        tensors = {
            "a": torch.randn(2, 3),
            "b": torch.arange(3),
            "c": torch.ones(2, 2).t().bfloat16(),
            "d": torch.zeros(0),
        }
        formats.save_file(tensors, self.path, {"who": "me"})
        back = formats.load_file(self.path)
        self.assertEqual(sorted(back), sorted(tensors))
        for name, t in tensors.items():
            self.assertIs(back[name].dtype, t.dtype)
            self.assertEqual(back[name].tolist(), t.tolist())

    def test_safetensors_refusal(self):
        formats.save_file({"a": torch.ones(2)}, self.path)
        with open(self.path, "rb") as f:
            data = f.read()
        for old, new in ((b"[0,8]", b"[0,9]"), (b"[2]", b"[3]"), (b"F32", b"F99"), (b"[2]", b"-2 ")):
            with open(self.path, "wb") as f:
                f.write(data.replace(old, new))
            with self.assertRaises((ValueError, NotImplementedError, TypeError)):
                formats.load_file(self.path)

    def test_npy(self):
        for t in (
            torch.randn(2, 3),
            torch.arange(4),
            torch.ones(()),
            torch.tensor([True, False]),
            torch.zeros(0, 2),
        ):
            formats.save_npy(self.path, t)
            back = formats.load_npy(self.path)
            self.assertEqual((back.shape, back.dtype, back.tolist()), (t.shape, t.dtype, t.tolist()))
        formats.save_npz(self.path, a=torch.ones(2), b=torch.zeros(1))
        self.assertEqual(
            {k: v.tolist() for k, v in formats.load_npz(self.path).items()}, {"a": [1.0, 1.0], "b": [0.0]}
        )


class PyTorchFiles(unittest.TestCase):
    def test_a_checkpoint_of_1_13(self):
        """tests/golden/python_checkpoint.pt: written by PyTorch (golden_checkpoint.py)."""
        found = torch.load(os.path.join(GOLDEN, "python_checkpoint.pt"))
        self.assertEqual(sorted(found), ["model", "optimizer", "step", "views"])
        net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))
        self.assertEqual(str(net.load_state_dict(found["model"])), "<All keys matched successfully>")
        opt = torch.optim.Adam(net.parameters())
        opt.load_state_dict(found["optimizer"])
        self.assertEqual(opt.state[net[0].weight]["step"].item(), 1)
        self.assertEqual(found["views"][0].tolist(), [2.0, 3.0, 4.0])
        self.assertTrue(found["views"][0]._shares_storage(found["views"][1]))

    def test_the_layout_of_2(self):
        """tests/golden/io/torch2.pt: in the layout of PyTorch 2.9 (make_io.py)."""
        found = torch.load(os.path.join(GOLDEN, "io", "torch2.pt"))
        self.assertEqual((found["w"].tolist(), found["step"], found["c"].tolist()), ([0, 1, 2, 3], 3, [1, 2]))


if __name__ == "__main__":
    sys.exit(unittest.main())
