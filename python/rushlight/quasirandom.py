# SPDX-License-Identifier: MIT
"""torch.quasirandom: SobolEngine, points that fill the unit cube evenly."""
from . import _C
from ._C import Generator
from ._dtypes import names as _names
from ._table import functions as _f

_numbers = None


def _direction_numbers(dimension, bits):
    """[dimension, bits] whole numbers: column j of a row is m_j 2^(bits - j) by the recurrence of Bratley and Fox (ACM TOMS 14, 1988)."""
    global _numbers
    if _numbers is None:
        import base64
        from ._sobol_numbers import BITS, COUNTS
        _numbers = int.from_bytes(base64.b85decode(BITS), "little"), [d for d, n in enumerate(COUNTS, 1) for _ in range(n)]
    packed, degrees = _numbers
    rows, used = [[1 << bits - 1 - j for j in range(bits)]], 0
    for degree in degrees[:dimension - 1]:
        middle, used = packed >> used & (1 << degree - 1) - 1, used + degree - 1
        m = []
        for i in range(degree):
            m.append(2 * (packed >> used & (1 << i) - 1) + 1)
            used += i
        for j in range(degree, bits):
            new = m[j - degree] ^ m[j - degree] << degree
            for k in range(1, degree):
                if middle >> degree - 1 - k & 1:
                    new ^= m[j - k] << k
            m.append(new)
        rows.append([m[j] << bits - 1 - j for j in range(bits)])
    return _C._from_data(rows, _C.int64, None, False)


class SobolEngine:
    """Points of a Sobol sequence in `dimension` dimensions; scrambled (a random matrix of bits and a random shift, from `seed`) if asked for."""
    MAXBIT = 30
    MAXDIM = 1111

    def __init__(self, dimension, scramble=False, seed=None):
        if dimension > self.MAXDIM or dimension < 1:
            raise ValueError(f"Supported range of dimensionality for SobolEngine is [1, {self.MAXDIM}]")
        self.seed, self.scramble, self.dimension = seed, scramble, dimension
        self.sobolstate = _direction_numbers(dimension, self.MAXBIT)
        if scramble:
            self._scramble()
        else:
            self.shift = _f["zeros"]((dimension,), dtype=_C.int64)
        self.quasi = self.shift.clone()
        self._first_point = (self.quasi / 2 ** self.MAXBIT).reshape(1, -1)
        self.num_generated = 0

    def _scramble(self):
        """Linear matrix scrambling (Matousek, J. Complexity 14, 1998) and a digital shift."""
        g = Generator()
        if self.seed is None:
            g.seed()
        else:
            g.manual_seed(self.seed)
        n = self.MAXBIT
        place = _f["arange"](n)
        shift = _f["randint"](0, 2, (self.dimension, n), generator=g)
        self.shift = (shift << place).sum(1)
        matrix = _f["randint"](0, 2, (self.dimension, n, n), generator=g).tril().float()     # row p makes the bit of weight 2^(n - 1 - p)
        matrix.diagonal(0, -2, -1).fill_(1)
        bits = (self.sobolstate.unsqueeze(2) >> place.flip(0) & 1).float()
        mixed = _f["matmul"](bits, matrix.transpose(1, 2)).long() & 1
        self.sobolstate = (mixed << place.flip(0)).sum(2)

    def _walk(self, n):
        """[n, dimension]: the whole numbers after the current one. Point i is the shift ^ the directions at the bits of i ^ i >> 1."""
        at = _f["arange"](self.num_generated, self.num_generated + n)
        at = at + (0 if self.num_generated else 1)
        gray = at ^ at >> 1
        points = self.shift.expand(n, self.dimension).clone()
        for j in range(int(at[-1]).bit_length() if n else 0):
            points ^= -(gray >> j & 1).unsqueeze(1) & self.sobolstate[:, j]
        return points

    def draw(self, n=1, out=None, dtype=_C.float32):
        """[n, dimension]: the next n points."""
        if not dtype.is_floating_point:
            raise RuntimeError(f"\"_sobol_engine_draw\" not implemented for '{_names[dtype]}'")
        first = self.num_generated == 0
        if first and n == 1:
            result = self._first_point.to(dtype)
        else:
            points = self._walk(n - 1 if first else n)
            if len(points):
                self.quasi = points[-1].clone()
            result = points.to(dtype) * 2.0 ** -self.MAXBIT
            if first:
                result = _f["cat"]((self._first_point.to(dtype), result), -2)
        self.num_generated += n
        if out is not None:
            out.resize_as_(result).copy_(result)
            return out
        return result

    def draw_base2(self, m, out=None, dtype=_C.float32):
        """The next 2^m points; then the number of all points drawn has to be a power of 2."""
        n = 2 ** m
        total = self.num_generated + n
        if total & total - 1:
            raise ValueError(f"The balance properties of Sobol' points require n to be a power of 2. {self.num_generated} points have been previously "
                             f"generated, then: n={self.num_generated}+2**{m}={total}. If you still want to do this, please use 'SobolEngine.draw()' instead.")
        return self.draw(n=n, out=out, dtype=dtype)

    def reset(self):
        self.quasi = self.shift.clone()
        self.num_generated = 0
        return self

    def fast_forward(self, n):
        """Passes over n points."""
        last = self.num_generated + n - 1
        gray = last ^ last >> 1
        self.quasi = self.shift.clone()
        for j in range(gray.bit_length()):
            if gray >> j & 1:
                self.quasi ^= self.sobolstate[:, j]
        self.num_generated += n
        return self

    def __repr__(self):
        text = f"dimension={self.dimension}"
        if self.scramble:
            text += ", scramble=True"
        if self.seed is not None:
            text += f", seed={self.seed}"
        return f"SobolEngine({text})"
