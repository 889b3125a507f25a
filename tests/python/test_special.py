# SPDX-License-Identifier: MIT
"""Special functions: values and gradients; expected values are PyTorch 1.13.1's; of Bessel functions and Ai SciPy 1.10's, which has more of their digits."""
import unittest
from math import inf, nan

import rushlight as torch

X = [-2.5, -0.7, 0.0, 0.3, 1.0, 4.5, 30.0]
UNARY = {
    "digamma": [1.1031566406452433, -2.073952793628704, -inf, -3.502524222200133, -0.5772156649015328, 1.3888709263595287,
                3.384438132685525],
    "gammaln": [-0.05624371649767405, 1.4524729387568078, inf, 1.0957979948180756, 0.0, 2.4537365708424423, 71.25703896716801],
    "erfc": [1.999593047982555, 1.6778011938374184, 1.0, 0.6713732405408726, 0.15729920705028513, 1.9661604415428876e-10, 0.0],
    "erfcx": [1035.8148429726227, 2.7387021025613167, 1.0, 0.7345993345676554, 0.427583576155807, 0.12248480427384142,
              0.018795888861416754],
    "erfinv": [nan, -0.7328690779592169, 0.0, 0.2724627147267544, inf, nan, nan],
    "i0": [3.289839144050123, 1.1263030183068092, 1.0, 1.0226268793515967, 1.2660658777520082, 17.481171855609276, 781672297823.9775],
    "i0e": [0.27004644161220276, 0.5593055265070683, 1.0, 0.7575806251825477, 0.46575960759364043, 0.1941982776283823, 0.0731459464822373],
    "i1": [-2.5167162452886984, -0.37187967777700853, 0.0, 0.15169384000359282, 0.5651591039924851, 15.389222753735924, 768532038938.9569],
    "i1e": [-0.20658464953126654, -0.18466998276274726, 0.0, 0.11237756063983881, 0.2079104153497085, 0.17095882229749212,
            0.07191633059864755],
    "ndtr": [0.006209665325776159, 0.24196365222307298, 0.5, 0.6179114221889527, 0.841344746068543, 0.9999966023268753, 1.0],
    "ndtri": [nan, nan, -inf, -0.5244005127080409, inf, nan, nan],
    "log_ndtr": [-5.081648277278691, -1.4189677615315315, -0.6931471805599453, -0.48141016158848127, -0.17275377902344985,
                 -3.3976788968344577e-06, -4.906713927148024e-198],
    "entr": [-inf, -inf, 0.0, 0.3611918412977808, -0.0, -6.768348285493234, -102.03592144986466],
    "bessel_j0": [-0.04838377646819804, 0.8812008886074052, 1.0, 0.9776262465382961, 0.7651976865579665, -0.3205425089851215,
                  -0.08636798358104031],
    "bessel_j1": [-0.497094102464274, -0.3289957415400589, 0.0, 0.148318816273104, 0.44005058574493355, -0.2310604319233706,
                  -0.11875106261662305],
    "bessel_y0": [nan, nan, -inf, -0.8072735778045195, 0.08825696421567697, -0.1947050086295042, -0.11729573168666398],
    "bessel_y1": [nan, nan, -inf, -2.2931051383885293, -0.7812128213002888, 0.300997323069655, 0.08442557066174713],
    "modified_bessel_i0": [3.289839144050123, 1.1263030183068092, 1.0, 1.0226268793515967, 1.2660658777520082, 17.481171855609276,
                           781672297823.9775],
    "modified_bessel_i1": [-2.5167162452886984, -0.37187967777700853, 0.0, 0.15169384000359282, 0.5651591039924851, 15.389222753735924,
                           768532038938.9569],
    "modified_bessel_k0": [nan, nan, inf, 1.3724600605442967, 0.4210244382407082, 0.006399857243233976, 2.1324774964630563e-14],
    "modified_bessel_k1": [nan, nan, inf, 3.055992033457325, 0.6019072301972346, 0.00707809490896809, 2.1677320018915495e-14],
    "scaled_modified_bessel_k0": [nan, nan, inf, 1.8526273007720135, 1.1444630798068944, 0.5760967897687884, 0.22788666561625373],
    "scaled_modified_bessel_k1": [nan, nan, inf, 4.12515776224447, 1.636153486263258, 0.6371497987781356, 0.2316541293777118],
    "spherical_bessel_j0": [0.23938885764158263, 0.9203109817681301, 1.0, 0.9850673555377986, 0.8414709848078965, -0.21722891503668823,
                            -0.03293438746976206],
    "airy_ai": [-0.11232506769296623, 0.5110003975750101, 0.3550280538878172, 0.2788064819550049, 0.13529241631288147,
                0.00033025032351430934, 3.2082175915505258e-49],
    "sinc": [0.12732395447351627, 0.3678830105717742, 1.0, 0.8583936913341398, 3.8981718325193755e-17, 0.0707355302630646,
             -1.1437264410803267e-16],
}
# of [0.2, 0.9, 2, 6] + 1.5 and [0, 2, 5, 9] + 0.5
BINARY = {
    "zeta": [4.62011510535879, 0.26204932453288016, 0.007053937366748496, 9.41441096021851e-08],
    "xlog1py": [0.6892906837838795, 3.0066311243888832, 6.55130761915557, 17.635314428726083],
    "xlogy": [-1.178350206951907, 2.1990977564979723, 5.9666183228344885, 16.884688489548715],
    "gammainc": [0.14661115340541117, 0.6102043948987761, 0.8613809791267045, 0.7862661168475744],
    "gammaincc": [0.8533888465945888, 0.3897956051012239, 0.13861902087329545, 0.21373388315242559],
}
# of [0.2, 0.9, 2, 6] and degrees [0, 2, 5, 9]
POLYNOMIALS = {
    "chebyshev_polynomial_t": [1.0, 0.6200000000000001, 362.0, 2421980406.0],
    "chebyshev_polynomial_u": [1.0, 2.24, 780.0, 4878316860.0],
    "chebyshev_polynomial_v": [1.0, 0.4400000000000001, 571.0, 4468927451.0],
    "chebyshev_polynomial_w": [1.0, 4.04, 989.0, 5287706269.0],
    "hermite_polynomial_h": [1.0, 1.2400000000000002, -16.0, 2938887360.0],
    "hermite_polynomial_he": [1.0, -0.18999999999999995, -18.0, 2672838.0],
    "laguerre_polynomial_l": [1.0, -0.395, 0.7333333333333334, 0.9999999999999998],
    "legendre_polynomial_p": [1.0, 0.7150000000000001, 185.75, 901780892.015625],
    "shifted_chebyshev_polynomial_t": [1.0, 0.28000000000000014, 3363.0, 592479412811.0],
    "shifted_chebyshev_polynomial_u": [1.0, 1.5600000000000003, 6930.0, 1187422368110.0],
    "shifted_chebyshev_polynomial_v": [1.0, -0.03999999999999981, 5741.0, 1133336644901.0],
    "shifted_chebyshev_polynomial_w": [1.0, 3.1600000000000006, 8119.0, 1241508091319.0],
}


def double(values):
    return torch.tensor(values, dtype=torch.float64)


class Values(unittest.TestCase):
    def same(self, got, expected, name):
        self.assertTrue(torch.allclose(got, double(expected), 1e-7, 1e-9, equal_nan=True), (name, got, expected))

    def test_of_one_argument(self):
        for name, expected in UNARY.items():
            f = getattr(torch.special, name)
            self.same(f(double(X)), expected, name)
            self.assertTrue(torch.allclose(f(torch.tensor(X)), double(expected).float(), equal_nan=True), name)
            self.assertEqual(f(torch.tensor([1, 2])).dtype, torch.float32)

    def test_of_two_arguments(self):
        x, n = double([0.2, 0.9, 2, 6]), double([0, 2, 5, 9])
        for name, expected in BINARY.items():
            self.same(getattr(torch.special, name)(x + 1.5, n + 0.5), expected, name)
        for name, expected in POLYNOMIALS.items():
            self.same(getattr(torch.special, name)(x, n), expected, name)

    def test_numbers(self):
        x = double([1.5, 2.5])
        for name in ("zeta", "xlogy", "xlog1py", "chebyshev_polynomial_t"):
            f = getattr(torch.special, name)
            self.same(f(2, x), f(double(2), x).tolist(), name)
            self.same(f(x, 3), f(x, double(3)).tolist(), name)
            self.assertRaises(TypeError, f, 2, 3)

    def test_polygamma(self):
        x = double([0.3, 2.0, -1.5])
        expected = {0: [-3.502524222200133, 0.422784335098467, 0.7031566406452433], 1: [12.245364544940365, 0.6449340670881899, 9.37924664484954],
                    4: [-9883.46855549699, -0.8862661234408787, -0.31375599950666083]}
        for n, values in expected.items():
            self.same(torch.polygamma(n, x), values, n)
            self.same(x.clone().polygamma_(n), values, n)
        self.same(torch.mvlgamma(double([3.5, 5]), 3), [3.895898482154039, 9.140644699192542], "mvlgamma")
        self.assertRaisesRegex(RuntimeError, "does not support negative n", torch.polygamma, -1, x)


class Gradients(unittest.TestCase):
    def test_first_and_second(self):
        s = torch.special
        functions = [torch.lgamma, torch.digamma, torch.erfc, torch.erfinv, torch.i0, s.i0e, s.i1, s.i1e, s.ndtr, s.ndtri, s.log_ndtr, s.erfcx,
                     s.entr, torch.sinc, torch.logit, torch.exp2, torch.asinh, torch.atanh, lambda x: torch.polygamma(2, x),
                     lambda x: torch.mvlgamma(x + 2, 3), lambda x: torch.logit(x, 0.1), lambda x: torch.frexp(x)[0]]
        for f in functions:
            x = double([0.3, 0.7]).requires_grad_()
            self.assertTrue(torch.autograd.gradcheck(f, (x,)), f)
            self.assertTrue(torch.autograd.gradgradcheck(f, (x,)), f)

    def test_of_two_arguments(self):
        for f in (torch.hypot, torch.logaddexp, torch.logaddexp2, torch.xlogy, torch.special.xlog1py, torch.fmax, torch.copysign):
            x, y = double([0.3, 0.7]).requires_grad_(), double([1.5, 0.4]).requires_grad_()
            self.assertTrue(torch.autograd.gradcheck(f, (x, y)), f)
            self.assertTrue(torch.autograd.gradgradcheck(f, (x, y)), f)

    def test_missing(self):
        x = double([0.5]).requires_grad_()
        for f, text in ((torch.igamma, "igamma: input"), (torch.special.zeta, "zeta"), (torch.nextafter, "nextafter")):
            self.assertRaisesRegex(NotImplementedError, f"the derivative for '{text}' is not implemented.", f(x, double([0.4])).sum().backward)
        self.assertFalse(torch.special.bessel_j0(x).requires_grad)


class Parts(unittest.TestCase):
    def test_nextafter(self):
        for dtype, step in ((torch.float32, 2 ** -23), (torch.float64, 2 ** -52), (torch.float16, 2 ** -10), (torch.bfloat16, 2 ** -7)):
            x = torch.tensor([1, 1, 1, -1, 0], dtype=dtype)
            y = torch.nextafter(x, torch.tensor([2, 0, 1, 0, 0], dtype=dtype))
            self.assertEqual(((y - x).double() / step).tolist(), [1, -0.5, 0, 0.5, 0], dtype)
            self.assertGreater(torch.nextafter(x[4:], x[:1]).double().item(), 0)

    def test_frexp(self):
        mantissa, exponent = torch.frexp(double([8, -3, 0, inf]))
        self.assertEqual((mantissa.tolist(), exponent.tolist(), exponent.dtype), ([0.5, -0.75, 0, inf], [4, 2, 0, 0], torch.int32))

    def test_whole_numbers(self):
        a, b = torch.tensor([12, -18, 0, 7]), torch.tensor([8, 27, 0, 0])
        self.assertEqual((torch.gcd(a, b).tolist(), torch.lcm(a, b).tolist()), ([4, 9, 0, 7], [24, 54, 0, 0]))


class Numbers(unittest.TestCase):
    def test_number_first(self):
        t = torch.tensor([3, 4])
        self.assertEqual(torch.remainder(10, t).tolist(), [1, 2])
        self.assertEqual(torch.add(1, t, alpha=2).tolist(), [7, 9])
        self.assertEqual(torch.bitwise_and(6, t).tolist(), [2, 4])
        self.assertEqual(torch.add(1, 2.5).item(), 3.5)
        self.assertRaises(TypeError, torch.remainder, 2, 3)

    def test_out(self):
        x = torch.zeros(3, 3)
        with self.assertRaisesRegex(RuntimeError, "some elements of the input tensor and the written-to tensor"):
            torch.sin(x[:2], out=x[1:])
        with self.assertRaisesRegex(RuntimeError, "more than one element of the written-to tensor"):
            torch.sin(torch.ones(3), out=torch.ones(1).expand(3))
        out = torch.empty(0, dtype=torch.float64)
        self.assertEqual(torch.add(torch.ones(2), 1, out=out).dtype, torch.float64)
        self.assertEqual(out.tolist(), [2, 2])


if __name__ == "__main__":
    unittest.main()
