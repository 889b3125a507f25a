#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the Python module costs: import, one small op, one step of a small MLP; beside PyTorch where it is installed.

    PYTHONPATH=build/python python3 bench/python_bench.py [PAIRS]

Each module runs in processes of its own, in turn; the median of the pairs counts. The exit status is 1 if a bar is missed."""
import os
import subprocess
import sys
import time

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
    """Seconds of import, one add, one step, in a process of its own."""
    env = dict(os.environ, OMP_NUM_THREADS="1")
    r = subprocess.run([sys.executable, "-c", PROGRAM, module], capture_output=True, text=True, env=env, check=False)
    return None if r.returncode else [float(v) for v in r.stdout.split()]


def started(code):
    """Seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def middle(values):
    return sorted(values)[len(values) // 2]


def main():
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if not run("rushlight"):
        sys.exit("import rushlight failed: set PYTHONPATH to build/python")
    extra, add, step = [], [], []
    for _ in range(pairs):
        extra.append((started("import rushlight") - started("pass")) * 1e3)
        ours, theirs = run("rushlight"), run("torch")
        if theirs:
            add.append(ours[1] / theirs[1])
            step.append(ours[2] / theirs[2])
    rows = [("import, more than bare Python", middle(extra), 40, "ms")]
    if add:
        rows += [("a + b, one element, to PyTorch's", middle(add), 0.5, "x"), ("step of an MLP 2-16-16-1, to PyTorch's", middle(step), 0.2, "x")]
    else:
        print("PyTorch is not installed for this Python: import alone is measured")
    missed = 0
    for name, value, bar, unit in rows:
        missed += value > bar
        print(f"{name:40} {value:8.3f} {unit:2}  bar {bar:5} {unit:2}  {'MISSED' if value > bar else 'ok'}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
