# SPDX-License-Identifier: MIT
"""The Tensor class: old constructors, objects that outlive their names, copies, overlapping memory, the meta device; as in PyTorch 1.13.1."""
import copy
import gc
import os
import tempfile
import unittest
import warnings
import weakref

import rushlight as torch


class Mine(torch.Tensor):
    pass


class Construction(unittest.TestCase):
    def test_old_constructors(self):
        x, whole = torch.tensor([]), torch.IntTensor([1, 2, 3])
        for made, shape, dtype in (
            (torch.Tensor(2, 3), (2, 3), torch.float32), (torch.Tensor(), (0,), torch.float32), (torch.Tensor(size=(2,)), (2,), torch.float32),
            (torch.Tensor(data=[1]), (1,), torch.float32), (torch.Tensor(2, torch.tensor(3)), (2, 3), torch.float32),
            (torch.Tensor(whole), (3,), torch.int32), (torch.FloatTensor((2, 3)), (2,), torch.float32),
            (torch.FloatTensor(torch.Size([2, 3])), (2, 3), torch.float32), (torch.LongTensor(range(3)), (3,), torch.int64),
            (x.new([whole[2], whole[0] + 3]), (2,), torch.float32), (x.new(size=(3, 4)), (3, 4), torch.float32), (x.new(()), (0,), torch.float32),
            (torch.FloatTensor(5, device="cpu"), (5,), torch.float32),
        ):
            self.assertEqual((tuple(made.shape), made.dtype), (shape, dtype))
        for error, text, call in (
            (TypeError, r"new\(\): data must be a sequence \(got float\)", lambda: torch.Tensor(1.5)),
            (TypeError, r"new\(\): invalid data type 'str'", lambda: torch.Tensor("a")),
            (TypeError, r"argument 'size' must be tuple of ints, but found element of type float at pos 2", lambda: torch.Tensor(2, 3.5)),
            (TypeError, r"new\(\) received an invalid combination of arguments - got \(tuple, int\)", lambda: torch.Tensor((2, 3), 1)),
            (TypeError, r"expected TensorOptions\(dtype=float, .* \(got TensorOptions\(dtype=int, ", lambda: x.new(whole)),
            (RuntimeError, "legacy constructor expects device type: cpu but device type: cuda was passed", lambda: torch.Tensor(3, device="cuda")),
            (RuntimeError, "Expected a Storage of type Float or an UntypedStorage, but got type Int", lambda: x.new(whole.storage())),
            (TypeError, "type 'torch.FloatTensor' is not an acceptable base type", lambda: type("Foo", (torch.FloatTensor,), {})),
            (TypeError, r"torch.Size\(\) takes an iterable of 'int' \(item 0 is 'float'\)", lambda: torch.Size([1.5])),
            (RuntimeError, "Invalid device string: 'cuda: 2'", lambda: torch.device("cuda: 2")),
            (RuntimeError, "Device index must not be negative", lambda: torch.device(-1)),
            (TypeError, "must be real number, not str", lambda: torch.ones(2).apply_(lambda x: "1")),
        ):
            self.assertRaisesRegex(error, text, call)
        self.assertEqual(repr(torch.arange(4).reshape(2, 2).max(1)),
                         "torch.return_types.max(\nvalues=tensor([1, 3]),\nindices=tensor([1, 1]))")

    def test_repeat_interleave(self):
        y = torch.tensor([[1, 2], [3, 4]])
        self.assertEqual(torch.repeat_interleave(torch.tensor([1, 2, 0, 1])).tolist(), [0, 1, 1, 3])
        self.assertEqual(y.repeat_interleave(torch.tensor([1, 2]), dim=0).tolist(), [[1, 2], [3, 4], [3, 4]])
        self.assertEqual(y.repeat_interleave(torch.tensor([2])).tolist(), [1, 1, 2, 2, 3, 3, 4, 4])
        self.assertEqual(torch.repeat_interleave(y, 2, dim=1, output_size=4).tolist(), [[1, 1, 2, 2], [3, 3, 4, 4]])
        for text, call in (("repeats must have the same size as input along dim", lambda: y.repeat_interleave(torch.tensor([1, 2, 3]), dim=0)),
                           ("repeats can not be negative", lambda: y.repeat_interleave(torch.tensor([1, -2]), dim=0)),
                           ("\"repeat_interleave_cpu\" not implemented for 'Float'", lambda: torch.repeat_interleave(torch.tensor([1.0]))),
                           ("allocated size does not match required size", lambda: torch.repeat_interleave(y, 2, output_size=5))):
            self.assertRaisesRegex(RuntimeError, text, call)

    def test_from_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "numbers")
            a, b = (torch.from_file(path, True, 10) for _ in range(2))
            a.fill_(2.5)
            self.assertEqual(b.tolist(), [2.5] * 10)
            self.assertEqual(torch.from_file(path, size=2).tolist(), [2.5, 2.5])
            del a, b


class Objects(unittest.TestCase):
    """What belongs to the Python object stays with the tensor as long as anything holds the tensor."""

    def test_attributes_and_class(self):
        for make in (torch.empty, lambda n: Mine(torch.empty(n))):
            x, y = make(2), torch.empty(2)
            kind = type(x)
            x.foo = [1]
            y.grad = x
            del x
            for _ in range(3):
                self.assertEqual((y.grad.foo, type(y.grad)), ([1], kind))
                gc.collect()

    def test_base_of_a_view(self):
        x = torch.zeros(3, requires_grad=True)
        x.foo = 1
        view = x[:2]
        del x
        self.assertEqual(view._base.foo, 1)

    def test_freed_with_the_tensor(self):
        class Tracker:
            pass
        for make in (torch.empty, lambda n: Mine(torch.empty(n))):
            x, y, tracker = make(2), torch.empty(2), Tracker()
            x.tracker = tracker
            y.grad = x
            gone = weakref.ref(tracker)
            del x, tracker
            gc.collect()
            self.assertIsNotNone(gone())
            del y
            self.assertIsNone(gone())

    def test_weak_references(self):
        x, y = torch.ones(2), torch.empty(2)
        w = weakref.ref(x)
        y.grad = x
        del x
        x = w()
        x._fix_weakref()
        del y
        self.assertEqual(x.tolist(), [1, 1])
        y = torch.empty(2)
        y.grad = x
        del x
        x = w()
        del y
        self.assertEqual(x.numel(), 0)      # the tensor has ended

    def test_cycles(self):
        class Tracker:
            pass
        x, y, z, tracker = torch.empty(2), torch.empty(2), torch.empty(2), Tracker()
        gone = weakref.ref(tracker)
        x.other, y.other, x.tracker = y, x, tracker
        z.grad = x
        del x, y, tracker
        gc.collect()
        self.assertIsNotNone(gone())
        self.assertIs(z.grad.other.other, z.grad)
        del z
        gc.collect()
        self.assertIsNone(gone())

    def test_slots_and_finalizers(self):
        ended = []

        class Slotted(torch._C._TensorBase):
            __slots__ = ["slot"]

            def __del__(self):
                ended.append(self.slot)

        t = Slotted(torch.ones(2))
        t.slot = 5
        del t
        self.assertEqual(ended, [5])


class Copies(unittest.TestCase):
    def test_copies_share(self):
        a = torch.ones(2, 2)
        self.assertEqual(copy.copy(a).data_ptr(), a.data_ptr())
        t, storages, view = copy.deepcopy([a, [a.storage(), a.storage().untyped()], a.view(4)])
        t.add_(1)
        self.assertEqual(storages[0].tolist(), [2] * 4)
        self.assertEqual(len(storages[1]), 16)
        self.assertEqual(view.tolist(), [2] * 4)
        self.assertEqual(t.storage()._cdata, storages[0]._cdata)


class Overlap(unittest.TestCase):
    def test_refused(self):
        x, other = torch.ones(9), torch.ones(8)
        text = "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location"
        square = torch.ones(9).view(3, 3)
        for call in (lambda: torch.exp(x[:8], out=x[1:]), lambda: torch.addcmul(other, other, x[:8], out=x[1:]), lambda: x[1:].copy_(x[:8]),
                     lambda: x[1:].mul_(x[:8]), lambda: torch.neg(square, out=square.t()),
                     lambda: torch.add(x[:8], 1, out=x[1:])):
            self.assertRaisesRegex(RuntimeError, text, call)
        torch.exp(x, out=x)
        torch.neg(square, out=square)
        self.assertEqual(torch._debug_has_internal_overlap(x.expand(2, 9)), 1)
        self.assertEqual(torch._debug_has_internal_overlap(square.t()), 0)

    def test_expanded(self):
        x, mask = torch.zeros(1).expand(3), torch.tensor([True, False, True])
        for call in (lambda: x.index_fill_(0, torch.tensor([0]), 1.0), lambda: x.masked_fill_(mask, 2.0), lambda: x.index_put_((torch.tensor([1]),), torch.tensor(3.0))):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                call()
            self.assertRegex(str(caught[0].message), "Use of .*_ on expanded tensors is deprecated")
        self.assertEqual(x.tolist(), [3, 3, 3])


class Layout(unittest.TestCase):
    def test_strides_of_results(self):
        a = torch.zeros(1, 1, 4, 12)[:, :, :, ::2].permute(0, 2, 1, 3)
        self.assertEqual((a + a).stride(), (24, 6, 24, 1))
        b = torch.zeros(3, 2, 4).permute(2, 0, 1)
        self.assertEqual(torch.where(b > 0, b, torch.zeros(1)).stride(), (1, 8, 4))
        self.assertEqual(torch.where(torch.ones(4, 3, 2, dtype=torch.bool), b, b).stride(), (6, 2, 1))


class Meta(unittest.TestCase):
    def test_tensors(self):
        x = torch.empty(2, 3, device="meta", requires_grad=True)
        self.assertEqual(repr(x + 1), "tensor(..., device='meta', size=(2, 3), grad_fn=<AddBackward0>)")
        self.assertEqual((str(x.device), x.device.index, x.is_meta, x.is_cpu, x.data_ptr(), x.get_device()), ("meta", None, True, False, 0, -1))
        self.assertEqual(torch.ones(2).to("meta").sort()[1].dtype, torch.int64)
        self.assertEqual(format(torch.empty((), device="meta")), "tensor(..., device='meta', size=())")
        (x @ x.t()).sum().backward()
        self.assertTrue(x.grad.is_meta)
        for error, text, call in ((NotImplementedError, "Cannot copy out of meta tensor; no data!", lambda: x.cpu()),
                                  (NotImplementedError, "Cannot copy out of meta tensor; no data!", lambda: x.tolist()),
                                  (NotImplementedError, "Could not run 'aten::_local_scalar_dense' with arguments from the 'Meta' backend", lambda: float(x.sum())),
                                  (NotImplementedError, "Could not run 'aten::nonzero' with arguments from the 'Meta' backend", lambda: x.nonzero()),
                                  (TypeError, "can't convert meta device type tensor to numpy", lambda: x.detach().numpy()),
                                  (RuntimeError, "Unimplemented backend Meta", lambda: x.type())):
            self.assertRaisesRegex(error, text, call)

    def test_storages(self):
        s = torch.TypedStorage([1, 2, 3, 4], device="meta", dtype=torch.int16)
        self.assertEqual((s.nbytes(), s.data_ptr(), len(s.untyped()), str(s.device)), (8, 0, 8, "meta"))
        self.assertEqual(repr(s), " ...\n[torch.storage.TypedStorage(dtype=torch.int16, device=meta) of size 4]")
        for error, text, call in ((NotImplementedError, "Not available for 'meta' device type", lambda: s[0]), (NotImplementedError, "Cannot copy out", s.cpu),
                                  (NotImplementedError, "Not available", s.tolist), (RuntimeError, "only available on CPU", s.share_memory_),
                                  (RuntimeError, "got unexpected device type", lambda: s.resize_(10))):
            self.assertRaisesRegex(error, text, call)


if __name__ == "__main__":
    unittest.main()
