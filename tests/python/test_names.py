# SPDX-License-Identifier: MIT
"""Names that PyTorch has in two places are one function here."""
import unittest

import rushlight as torch


class Names(unittest.TestCase):
    def test_functional_names_of_torch(self):
        elsewhere = [n for n, where in torch._ELSEWHERE.items() if where == "nn.functional"]
        self.assertGreater(len(elsewhere), 15)
        for name in elsewhere:
            self.assertIs(getattr(torch, name), getattr(torch.nn.functional, name))
            self.assertIn(name, dir(torch))

    def test_functions_that_are_no_methods(self):
        for name in "std_mean var_mean tensordot rand_like empty_like bucketize poisson max_pool1d rsub trunc_normal_".split():
            self.assertFalse(hasattr(torch.Tensor, name), name)
        self.assertEqual(torch.std_mean(torch.ones(2), False)[0], 0)

    def test_dtypes_without_tensors(self):
        self.assertIs(torch.cfloat, torch.complex64)
        self.assertIs(torch.cdouble, torch.complex128)
        self.assertIs(torch.chalf, torch.complex32)
        self.assertTrue(torch.complex64.is_complex)
        self.assertFalse(torch.qint8.is_complex)
        self.assertEqual(repr(torch.quint8), "torch.quint8")
        for name in ("complex32", "complex64", "complex128", "quint8", "qint8", "qint32", "quint4x2", "quint2x4"):
            dtype = getattr(torch, name)
            for use in (
                lambda: torch.zeros(2, dtype=dtype),
                lambda: torch.ones(2).to(dtype),
                lambda: torch.tensor([1.0], dtype=dtype),
                lambda: torch.promote_types(dtype, torch.float32),
            ):
                with self.assertRaisesRegex(NotImplementedError, f"torch.{name} is not supported"):
                    use()
            with self.assertRaisesRegex(TypeError, "only floating-point types are supported"):
                torch.set_default_dtype(dtype)
        self.assertIs(torch.get_default_dtype(), torch.float32)

    def test_layouts_without_tensors(self):
        self.assertIs(torch.zeros(2).layout, torch.strided)
        names = "strided sparse_coo sparse_csr sparse_csc sparse_bsr sparse_bsc".split()
        self.assertEqual(len({getattr(torch, name) for name in names}), len(names))
        self.assertEqual(repr(torch.sparse_coo), "torch.sparse_coo")

    def test_backend_switches(self):
        before = torch.backends.cudnn.benchmark
        with torch.backends.cudnn.flags(enabled=True, benchmark=not before), torch.backends.mkldnn.flags(enabled=True):
            self.assertIs(torch.backends.cudnn.benchmark, not before)
            self.assertTrue(torch.backends.mkldnn.enabled)
        self.assertIs(torch.backends.cudnn.benchmark, before)
        self.assertFalse(torch.backends.mkldnn.enabled)

    def test_names_that_can_only_be_imported(self):
        from rushlight.autograd.profiler import profile, record_function
        from rushlight.utils.data import DataLoader2
        from rushlight.utils.data.datapipes.iter import IterableWrapper
        for use in (profile, DataLoader2, IterableWrapper):
            with self.assertRaisesRegex(NotImplementedError, f"rushlight has no torch.*{use.__name__}"):
                use([])
        with record_function("a part"):
            pass

    def test_no_out(self):
        x = torch.ones(2, 3)
        for use in (lambda: torch.clone(x, out=x), lambda: torch.reshape(x, (6,), out=x), lambda: torch.roll(x, 1, out=x), lambda: torch.max(x, out=x)):
            with self.assertRaises(TypeError):
                use()
        with self.assertWarnsRegex(UserWarning, "An output with one or more elements was resized"):
            self.assertEqual(torch.deg2rad(x, out=torch.ones(1)).shape, x.shape)
        with self.assertRaisesRegex(RuntimeError, "result type Float can't be cast to the desired output type Long"):
            torch.deg2rad(x, out=torch.ones(2, 3, dtype=torch.long))

    def test_missing_name(self):
        with self.assertRaisesRegex(AttributeError, "has no attribute 'no_such_function'"):
            torch.no_such_function


if __name__ == "__main__":
    unittest.main()
