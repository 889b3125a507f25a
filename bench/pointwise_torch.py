#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What bench/pointwise_bench.c measures, of PyTorch on one thread."""
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
n = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
names = "add mul div maximum pow lt relu neg sqrt exp expm1 log log1p sin tan atan sinh tanh sigmoid gelu silu mish softplus elu hardswish erf floor".split()
two = {"add", "mul", "div", "maximum", "pow", "lt"}
ops = {name: getattr(torch, name, None) or getattr(F, name) for name in names}
for name in "gelu silu mish softplus elu hardswish".split():
    ops[name] = getattr(F, name)
ops.update(add_number=lambda x: x + 2, pow_2=lambda x: x ** 2, gelu_tanh=lambda x: F.gelu(x, approximate="tanh"))


def best(f, calls):
    times = []
    for _ in range(9):
        start = time.perf_counter()
        for _ in range(calls):
            f()
        times.append((time.perf_counter() - start) / calls)
    return min(times)


one, other = torch.ones(1), torch.ones(1)
with torch.no_grad():
    print("1 element: add %.0f ns" % (best(lambda: torch.add(one, other), 10000) * 1e9))
a, b = torch.rand(n) * 0.9 + 0.05, torch.rand(n) + 0.1
x, g = a.clone().requires_grad_(), torch.ones(n)
print("%-12s %10s %25s" % ("float32", "Gelem/s", "with backward"))
for name, f in ops.items():
    args = (b,) if name in two else ()
    with torch.no_grad():
        forward = best(lambda: f(a, *args), 40)
    both = best(lambda: f(x, *args).backward(g), 20) if name != "lt" else 0
    print("%-12s %10.2f %25.2f" % (name, n / forward * 1e-9, n / both * 1e-9 if both else 0))
