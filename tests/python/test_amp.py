# SPDX-License-Identifier: MIT
"""autocast on the CPU: which ops compute in which dtype, as in PyTorch 1.13.1."""
import unittest
import warnings

import rushlight as torch
from rushlight import nn

bf16, f32 = torch.bfloat16, torch.float32


class Autocast(unittest.TestCase):
    def test_dtypes(self):
        x, low = torch.rand(4, 4), torch.rand(4, 4, dtype=bf16)
        self.assertFalse(torch.is_autocast_cpu_enabled())
        with torch.autocast("cpu"):
            self.assertTrue(torch.is_autocast_cpu_enabled())
            self.assertEqual((x @ x).dtype, bf16)
            self.assertEqual(x.mm(x).dtype, bf16)
            self.assertEqual(x.addmm(x, x).dtype, bf16)
            self.assertEqual(torch.baddbmm(x[None], x[None], x[None]).dtype, bf16)
            self.assertEqual(torch.matmul(x, other=x).dtype, bf16)
            self.assertEqual(nn.Conv1d(4, 2, 2)(x.view(1, 4, 4)).dtype, bf16)
            self.assertEqual(nn.functional.mse_loss(low, low).dtype, f32)
            self.assertEqual(torch.cat([x, low]).dtype, f32)
            self.assertEqual(torch.cat([low, low]).dtype, bf16)
            self.assertEqual((x + low).dtype, f32)
            self.assertEqual(x.double().mm(x.double()).dtype, torch.float64)
            with torch.cpu.amp.autocast(enabled=False):
                self.assertEqual((x @ x).dtype, f32)
            self.assertEqual((x @ x).dtype, bf16)
        self.assertFalse(torch.is_autocast_cpu_enabled())
        self.assertEqual((x @ x).dtype, f32)
        self.assertTrue(torch.equal(torch.autocast("cpu")(lambda: x @ x)(), x.to(bf16) @ x.to(bf16)))

    def test_gradients_have_the_parameters_dtype(self):
        m, x = nn.Linear(3, 2), torch.rand(4, 3)
        with torch.autocast("cpu", dtype=bf16):
            y = m(x)
        self.assertEqual(y.dtype, bf16)
        y.float().sum().backward()
        self.assertEqual(m.weight.grad.dtype, f32)
        self.assertTrue(torch.allclose(m.weight.grad, x.sum(0).expand(2, 3), atol=0.05))

    def test_what_is_not_there(self):
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            with torch.autocast("cuda"):
                self.assertEqual((torch.ones(2, 2) @ torch.ones(2, 2)).dtype, f32)
        self.assertIn("CUDA is not available. Disabling", str(seen[0].message))
        self.assertEqual((torch.get_autocast_gpu_dtype(), torch.get_autocast_cpu_dtype()), (torch.half, bf16))


if __name__ == "__main__":
    unittest.main()
