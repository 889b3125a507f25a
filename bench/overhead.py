#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Cost per call of this library and of libtorch (C++), in turn: overhead.py [BUILD_FOLDER [ROUNDS]]. Exit status 1 above a bar."""
import os
import statistics
import subprocess
import sys

build = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "build")
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
BARS = {"add_no_grad": 0.10, "add_grad": 0.08, "backward_add_node": 0.12, "backward_mul_node": 0.12}


def run(name):
    program = os.path.join(build, "bench", name)
    if not os.path.exists(program):
        sys.exit(f"{program} is not there (overhead_torch is built where libtorch-dev is installed)")
    out = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True, env=dict(os.environ, OMP_NUM_THREADS="1")).stdout
    return {line.split()[0]: float(line.split()[1]) for line in out.splitlines()}


pairs = [(run("overhead"), run("overhead_torch")) for _ in range(rounds)]
bad = False
print(f"{'':18} {'ours ns':>8} {'libtorch ns':>12} {'ratio':>7} {'bar':>6}")
for name, bar in BARS.items():
    ratio = statistics.median(a[name] / b[name] for a, b in pairs)
    bad = bad or ratio > bar
    print(f"{name:18} {statistics.median(a[name] for a, _ in pairs):8.1f} {statistics.median(b[name] for _, b in pairs):12.1f} {ratio:7.3f} {bar:6}")
sys.exit(bad)
