#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the Python module costs: import, one small op, one step of a small MLP; beside PyTorch where it is installed.

    PYTHONPATH=build/python python3 bench/python_bench.py

Each module runs in processes of its own, in turn; the best of several runs counts."""
import os
import subprocess
import sys

PROGRAM = r"""
import sys, time
start = time.perf_counter()
torch = __import__(sys.argv[1])
imported = time.perf_counter() - start
import importlib
nn, optim = (importlib.import_module(sys.argv[1] + "." + n) for n in ("nn", "optim"))
if sys.argv[1] == "torch":
    torch.set_num_threads(1)

def best(f, n, repeat=7):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        f(n)
        times.append((time.perf_counter() - start) / n)
    return min(times)

a, b = torch.ones(1), torch.ones(1)

def add(n):
    for _ in range(n):
        a + b

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))
opt = optim.SGD(net.parameters(), lr=0.01)
x, y = torch.randn(32, 2), torch.randn(32, 1)

def step(n):
    for _ in range(n):
        opt.zero_grad()
        loss = ((net(x) - y) ** 2).mean()
        loss.backward()
        opt.step()

print(imported, best(add, 100000), best(step, 300))
"""


def run(module):
    env = dict(os.environ, OMP_NUM_THREADS="1")
    r = subprocess.run([sys.executable, "-c", PROGRAM, module], capture_output=True, text=True, env=env)
    return None if r.returncode else [float(v) for v in r.stdout.split()]


def main():
    names, rows = ("import", "a + b, one element", "step of an MLP 2-16-16-1"), {}
    for _ in range(3):
        for module in ("rushlight", "torch"):
            got = run(module)
            if got:
                rows[module] = [min(pair) for pair in zip(got, rows.get(module, got))]
    if "rushlight" not in rows:
        sys.exit("import rushlight failed: set PYTHONPATH to build/python")
    units = ((1e3, "ms"), (1e9, "ns"), (1e6, "us"))
    for i, (name, (scale, unit)) in enumerate(zip(names, units)):
        ours = rows["rushlight"][i]
        line = f"{name:26} {ours * scale:10.1f} {unit}"
        if "torch" in rows:
            line += f"   PyTorch {rows['torch'][i] * scale:10.1f} {unit}   ratio {ours / rows['torch'][i]:.3f}"
        print(line)


if __name__ == "__main__":
    main()
