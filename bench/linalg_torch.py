#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""linalg_torch.py - the table of linalg_bench for PyTorch: linalg_torch.py [threads [rounds]]"""
import math, sys, time
import torch
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
now = time.perf_counter
print("     m      k      n | GFLOP/s: forward, input's gradient, weight's and bias's")
for m, k, n in [(2048, 384, 1152), (2048, 384, 384), (2048, 384, 1536), (2048, 1536, 384), (2048, 384, 65), (64, 784, 512), (64, 512, 512), (64, 512, 10), (8, 3200, 20)]:
    x, w, b = (torch.randn(*s, requires_grad=True) for s in ((m, k), (n, k), (n,)))
    g, best = torch.randn(m, n), [math.inf] * 3
    repeat = int(1e8 / (m * k * n)) + 1 if m * k * n < 1e8 else 1
    for _ in range(rounds):
        spent = [0, 0, 0]
        for _ in range(repeat):
            t = now(); y = F.linear(x, w, b); spent[0] += now() - t
            t = now(); torch.autograd.grad(y, x, g, retain_graph=True); spent[1] += now() - t
            t = now(); torch.autograd.grad(y, (w, b), g); spent[2] += now() - t
        best = [min(p, q / repeat) for p, q in zip(best, spent)]
    print(f"{m:6} {k:6} {n:6} | " + " ".join(f"{2e-9 * m * k * n / s:8.1f}" for s in best))
with torch.no_grad():
    x, w, b, best = torch.randn(1, 16), torch.randn(16, 16), torch.randn(16), [math.inf] * 2
    for _ in range(rounds):
        t = now()
        for _ in range(20000): F.linear(x, w, b)
        u = now()
        for _ in range(20000): torch.mm(w, w)
        best = [min(best[0], (u - t) / 20000), min(best[1], (now() - u) / 20000)]
print(f"linear 1x16 by 16x16 with bias: {best[0] * 1e9:.0f} ns, mm 16x16: {best[1] * 1e9:.0f} ns")
q, k, v = (torch.randn(8, 6, 256, 64, requires_grad=True) for _ in range(3))
g, seen, forward, backward = torch.randn(8, 6, 256, 64), torch.tril(torch.ones(256, 256)).bool(), math.inf, math.inf
for _ in range(rounds):
    t = now()
    y = torch.softmax((q @ k.transpose(-2, -1) / 8).masked_fill(~seen, -math.inf), -1) @ v
    u = now()
    torch.autograd.grad(y, (q, k, v), g)
    forward, backward = min(forward, u - t), min(backward, now() - u)
print(f"attention 8x6x256x64, causal, softmax(q k^T) v: forward {forward * 1e3:.2f} ms, backward {backward * 1e3:.2f} ms")
