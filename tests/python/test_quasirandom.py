# SPDX-License-Identifier: MIT
"""SobolEngine draws PyTorch 1.13.1's points, scrambled ones too."""
import unittest

import rushlight as torch

Sobol = torch.quasirandom.SobolEngine


class Quasirandom(unittest.TestCase):
    def test_points(self):
        engine = Sobol(3)
        self.assertEqual(engine.draw(5)[:, 1].tolist(), [0, 0.5, 0.25, 0.75, 0.375])
        engine.reset().fast_forward(3)
        self.assertEqual(engine.draw().tolist(), [[0.25, 0.75, 0.75]])
        self.assertEqual(engine.num_generated, 4)
        self.assertEqual(repr(engine), "SobolEngine(dimension=3)")
        self.assertEqual(Sobol(1111).draw(2)[1].unique().tolist(), [0.5])

    def test_scrambled(self):
        engine = Sobol(3, scramble=True, seed=5)
        self.assertEqual(engine.shift.tolist(), [515708045, 125905764, 133132919])
        self.assertEqual(engine.sobolstate[1, :3].tolist(), [806952851, 653810118, 940882126])
        engine.draw(5)
        self.assertEqual(engine.quasi.tolist(), [253561871, 426625644, 752628473])

    def test_errors(self):
        for text, call in (("Supported range of dimensionality for SobolEngine is \\[1, 1111\\]", lambda: Sobol(1112)),
                           ("The balance properties of Sobol' points require n to be a power of 2. 0 points",
                            lambda: (engine := Sobol(2), engine.fast_forward(1), engine.draw_base2(1)))):
            self.assertRaisesRegex(ValueError, text.replace("0 points", "1 points"), call)


if __name__ == "__main__":
    unittest.main()
