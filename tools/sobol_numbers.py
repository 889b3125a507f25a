# SPDX-License-Identifier: MIT
"""Writes python/rushlight/_sobol_numbers.py: sobol_numbers.py FILE, where FILE is the table of direction numbers new-joe-kuo-6.21201
(S. Joe and F. Y. Kuo, Constructing Sobol sequences with better two-dimensional projections, SIAM J. Sci. Comput. 30, 2008; on their page
as text, and in SciPy as _sobol_direction_numbers.npz)."""
import base64
import os
import sys
import textwrap

DIMENSIONS = 1111


def rows(path):
    """(degree, middle bits of the polynomial, [m_1 …]) of dimensions 2, 3, …"""
    if path.endswith(".npz"):
        import numpy
        table = numpy.load(path)
        for poly, numbers in zip(table["poly"][1:DIMENSIONS].tolist(), table["vinit"][1:DIMENSIONS].tolist()):
            degree = poly.bit_length() - 1
            yield degree, poly >> 1 & (1 << degree - 1) - 1, numbers[:degree]
        return
    with open(path, encoding="ascii") as f:
        next(f)
        for line in list(f)[:DIMENSIONS - 1]:
            _, degree, middle, *numbers = map(int, line.split())
            yield degree, middle, numbers


def main():
    degrees, bits, used = [], 0, 0
    for degree, middle, numbers in rows(sys.argv[1]):
        degrees.append(degree)
        for value, width in [(middle, degree - 1)] + [(m >> 1, i) for i, m in enumerate(numbers)]:   # m_i is odd and below 2^i
            bits |= value << used
            used += width
    counts = [degrees.count(d) for d in range(1, max(degrees) + 1)]
    text = base64.b85encode(bits.to_bytes((used + 7) // 8, "little")).decode()
    target = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python", "rushlight", "_sobol_numbers.py")
    with open(target, "w", encoding="ascii") as f:
        f.write('# SPDX-License-Identifier: MIT\n"""Direction numbers of Sobol sequences up to dimension %d, found by S. Joe and F. Y. Kuo (2008); '
                'written by tools/sobol_numbers.py."""\n' % DIMENSIONS)
        f.write("# COUNTS[d - 1] dimensions have a polynomial of degree d. Each is d - 1 bits of the polynomial (the outer ones are 1),\n"
                "# then m_i / 2 in i - 1 bits for i = 1 … d; the lowest bits come first.\n".replace("…", "to"))
        f.write(f"COUNTS = {tuple(counts)}\n")
        f.write('BITS = (\n' + "".join(f"    {line!r}\n" for line in textwrap.wrap(text, 130)) + ")\n")


main()
