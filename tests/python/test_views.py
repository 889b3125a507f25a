# SPDX-License-Identifier: MIT
"""Views of memory: as another dtype, in another memory format, copies instead of views; texts are PyTorch 1.13.1's."""
import itertools
import unittest

import rushlight as torch


class ViewAsDtype(unittest.TestCase):
    def test_memory_is_shared(self):
        x = torch.ones(2, 4)[:, :2]
        y = x.view(torch.int16)
        self.assertEqual((y.shape, y.stride(), y.data_ptr()), ((2, 4), (8, 1), x.data_ptr()))
        y.zero_()
        self.assertEqual(x.tolist(), [[0, 0], [0, 0]])
        self.assertEqual(x._version, 1)

    def test_same_size_any_strides(self):
        x = torch.ones(3, 2).t()
        self.assertEqual(x.view(torch.int32).tolist(), [[0x3f800000] * 3] * 2)
        self.assertEqual(x.view(torch.int32).stride(), (1, 2))

    def test_it_is_no_part_of_the_graph(self):
        x = torch.ones(2, requires_grad=True)
        self.assertFalse((x * 2).view(torch.int32).requires_grad)

    def test_errors(self):
        x = torch.ones(4, 8)
        for t, dtype, text in ((x[:, 1:], torch.float64, r"self.size\(-1\) must be divisible by 2"),
                               (x[:, 1:7], torch.float64, r"self.storage_offset\(\) must be divisible by 2"),
                               (torch.ones(3, 3)[:, :2], torch.float64, r"self.stride\(0\) must be divisible by 2 to view Float as Double"),
                               (x.t(), torch.int8, r"self.stride\(-1\) must be 1"), (x[0, 0], torch.int8, r"self.dim\(\) cannot be 0")):
            with self.assertRaisesRegex(RuntimeError, text):
                t.view(dtype)


class Formats(unittest.TestCase):
    def test_channels_last_3d(self):
        x = torch.empty(3, 10, 3, 32, 32).contiguous(memory_format=torch.channels_last_3d)
        self.assertEqual(x.stride(), (30720, 1, 10240, 320, 10))
        self.assertTrue(x.is_contiguous(memory_format=torch.channels_last_3d))
        with self.assertRaisesRegex(RuntimeError, "required rank 5 tensor to use channels_last_3d format"):
            x[0].contiguous(memory_format=torch.channels_last_3d)

    def test_resize(self):
        self.assertEqual(torch.empty(480).resize_((10, 3, 4, 4), memory_format=torch.channels_last).stride(), (48, 1, 12, 3))
        like = torch.empty(10, 3, 4, 4).contiguous(memory_format=torch.channels_last)
        self.assertEqual(torch.empty(480).resize_as_(like, memory_format=torch.preserve_format).stride(), like.stride())
        self.assertEqual(torch.empty(480).resize_as_(like).stride(), (48, 16, 4, 1))
        with self.assertRaisesRegex(RuntimeError, "Storage size calculation overflowed with sizes="):
            torch.empty(()).resize_([2, 4, 2 ** 29, 2 ** 29])


    def test_memory_that_others_look_at_does_not_grow(self):
        x = torch.zeros(4)
        x.untyped_storage()
        self.assertEqual(x.resize_(8).shape, (8,))
        memoryview(torch._C._buffer(x, False))
        self.assertEqual(x.resize_(2).shape, (2,))
        with self.assertRaisesRegex(RuntimeError, "Trying to resize storage that is not resizable"):
            x.resize_(9)
        with self.assertRaisesRegex(RuntimeError, "Trying to resize storage that is not resizable"):
            torch.frombuffer(bytearray(8), dtype=torch.float32).resize_(3)


class Shapes(unittest.TestCase):
    def test_copies(self):
        x = torch.arange(4.0, requires_grad=True)
        y = torch.view_copy(x, (2, 2))
        self.assertNotEqual(y.data_ptr(), x.data_ptr())
        y.sum().backward()
        self.assertEqual(x.grad.tolist(), [1] * 4)
        outs = torch.empty(2), torch.empty(2)
        torch.split_copy(x.detach(), 2, out=outs)
        self.assertEqual([t.tolist() for t in outs], [[0, 1], [2, 3]])

    def test_transposes(self):
        x = torch.tensor(1.0)
        self.assertEqual((x.mT.dim(), x.adjoint().dim()), (0, 0))
        with self.assertRaisesRegex(RuntimeError, "only supported on matrices"):
            torch.ones(2).adjoint()
        self.assertEqual(torch.swapaxes(torch.ones(2, 3), axis0=0, axis1=1).shape, (3, 2))

    def test_texts(self):
        x = torch.ones(3, 3)
        with self.assertRaisesRegex(RuntimeError, "Rotation dim1 out of range, dim1 = -3"):
            x.rot90(1, (0, -3))
        with self.assertRaisesRegex(RuntimeError, "expected rotation dims to be different"):
            x.rot90(1, (0, -2))
        with self.assertRaisesRegex(RuntimeError, "to have dtype of long, but got Float"):
            x.tensor_split(torch.tensor([1.0]))
        self.assertEqual([t.shape[0] for t in x.tensor_split(indices=[1])], [1, 2])
        with self.assertRaisesRegex(RuntimeError, "aren't selected, so unique cannot be applied"):
            torch.unique(torch.empty(2, 0), dim=0)
        with self.assertRaisesRegex(RuntimeError, "Input shapes should be of type ints"):
            torch.broadcast_shapes(1.5)


class Dlpack(unittest.TestCase):
    def test_strides_nobody_uses_are_one(self):
        y = torch.rand(16)[::3][:1]
        self.assertEqual((y.stride(), torch.utils.dlpack.from_dlpack(y).stride()), ((3,), (1,)))


class Close(unittest.TestCase):
    def test_kinds(self):
        x = torch.tensor([1.0])
        with self.assertRaisesRegex(AssertionError, "None mismatch: False is not None"):
            torch.testing.assert_close(False, None)
        with self.assertRaisesRegex(TypeError, "No comparison pair was able to handle inputs"):
            torch.testing.assert_close(x, x.tolist())
        with self.assertRaisesRegex(AssertionError, r"The \(d\)types do not match"):
            torch.testing.assert_close(1, 1.0)

    def test_examples(self):
        import doctest
        from rushlight.testing import comparison
        self.assertEqual(doctest.testmod(comparison, globs={"torch": torch})[0], 0)


class Info(unittest.TestCase):
    def test_complex(self):
        self.assertEqual(torch.finfo(torch.complex64).eps, torch.finfo(torch.float32).eps)
        self.assertRaises(TypeError, torch.iinfo, torch.complex64)


class CopiesInAnotherOrder(unittest.TestCase):
    """Sizes below and above those of the tiles that elements are moved in, with remainders."""

    def test_permutations(self):
        for shape in ((2, 3, 300, 33), (5, 40, 7, 70), (1, 9, 260, 2)):
            for dtype in (torch.int64, torch.float32, torch.int16, torch.uint8):
                x = torch.arange(torch.Size(shape).numel()).reshape(shape).to(dtype)
                for order in itertools.permutations(range(4)):
                    back = [order.index(d) for d in range(4)]
                    copy = x.permute(order).contiguous()
                    self.assertTrue(copy.is_contiguous())
                    self.assertTrue(torch.equal(copy.permute(back), x), (shape, dtype, order))
                    at = [n * 2 // 3 for n in shape]
                    self.assertEqual(copy[tuple(at[d] for d in order)].item(), x[tuple(at)].item())

    def test_broadcast_flipped_and_stacked(self):
        x = torch.arange(300 * 70).reshape(300, 70)
        self.assertTrue(torch.equal(x.t().flip(0).contiguous().flip(0).t(), x))
        self.assertEqual(torch.stack([x, -x], 2)[299, 69].tolist(), [20999, -20999])
        self.assertTrue(torch.equal(torch.stack([x, -x, x], 2).select(2, 1), -x))
        self.assertTrue(torch.equal(x[:, :1].expand(300, 50).contiguous().select(1, 49), x[:, 0]))
        rows = x.reshape(-1, 3)
        self.assertTrue(torch.equal(rows.roll(1, 1).t().contiguous(), rows.t()[[2, 0, 1]]))


if __name__ == "__main__":
    unittest.main()
