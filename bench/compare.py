#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""train_bench against torch_bench.py, in turn, one thread each: a table of ratios ours / PyTorch.

    compare.py [--only a,b,h_c] [--rounds N] [--build DIR] [--torch-python PYTHON] [--steps K] [--cpu-time]
               [--markdown]

Each round runs a workload once on either side, the order swapped from round to round; the time is the median of the rounds'
ratios of median steps, the memory that of the peak resident sizes. Exit status 1 if a time or memory is above its bar or a
number (loss0, lossN, out_sum, test_acc) disagrees.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
args = argparse.ArgumentParser()
args.add_argument("--only", default="a,b,c,d,e,f,g,h_b,h_c,h_d,h_e,epoch_b,epoch_c")
args.add_argument("--rounds", type=int, default=3)
args.add_argument("--steps", type=int, default=0)
args.add_argument("--build", default=os.path.join(here, "..", "build"))
args.add_argument("--torch-python", default="/usr/bin/python3")
args.add_argument("--cpu-time", action="store_true", help="compare the processes' own time, on a machine that others use")
args.add_argument("--markdown", action="store_true")
args = args.parse_args()

TIME_BARS = {"a": 0.5, "g": 0.15}                      # all others: 1
MEMORY_BAR = 0.5
# how far each number may be off: relative, but for test_acc, which is in parts of one
AGREE = {"loss0": 1e-4, "out_sum": 1e-4, "lossN": 1e-2, "test_acc": 0.01}
ours = [os.path.join(args.build, "bench", "train_bench")]
theirs = [args.torch_python, os.path.join(here, "torch_bench.py")]
one_thread = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")


def run(command, workload):
    command = command + ["--threads", "1", "--only", workload] + (["--steps", str(args.steps)] if args.steps else []) + args.cpu_time * ["--cpu-time"]
    lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=one_thread).stdout.splitlines()
    result = json.loads(lines[-1]) if lines else {"error": "no output"}
    if "error" in result:
        sys.exit(f"{' '.join(command)}: {result['error']}")
    return result


def time_of(result):
    return result["median_step_ms"] if "median_step_ms" in result else result["epoch_s"] * 1e3


def disagreements(a, b):
    """(name, difference, allowed) of each number that both have."""
    for name, allowed in AGREE.items():
        if name in a and name in b:
            off = abs(a[name] - b[name])
            yield name, off if name == "test_acc" or b[name] == 0 else off / abs(b[name]), allowed


bad = 0
row = "| {} | {} | {} | {} | {} | {} | {} |" if args.markdown else "{:8} {:>10} {:>12} {:>8} {:>10} {:>8}  {}"
print(row.format("workload", "ours ms", "PyTorch ms", "ratio", "ours MB", "memory", "numbers"))
if args.markdown:
    print("|---|---|---|---|---|---|---|")
for workload in args.only.split(","):
    pairs = []
    for i in range(args.rounds):
        first, second = (ours, theirs) if i % 2 == 0 else (theirs, ours)
        results = run(first, workload), run(second, workload)
        pairs.append(results if i % 2 == 0 else results[::-1])
    ratio = statistics.median(time_of(a) / time_of(b) for a, b in pairs)
    memory = statistics.median(a["peak_rss_mb"] / b["peak_rss_mb"] for a, b in pairs)
    notes = []
    for name, off, allowed in disagreements(*pairs[0]):
        notes.append(f"{name} {off:.0e}" + ("" if off <= allowed else " DISAGREES"))
        bad += off > allowed
    if ratio > TIME_BARS.get(workload, 1.0):
        notes.append("TIME above %g" % TIME_BARS.get(workload, 1.0))
        bad += 1
    if memory > MEMORY_BAR:
        notes.append("MEMORY above %g" % MEMORY_BAR)
        bad += 1
    mid = [statistics.median(time_of(p[k]) for p in pairs) for k in (0, 1)]
    print(row.format(workload, f"{mid[0]:.4g}", f"{mid[1]:.4g}", f"{ratio:.3f}", f"{pairs[0][0]['peak_rss_mb']:.0f}", f"{memory:.3f}",
                     ", ".join(notes)), flush=True)
sys.exit(bad > 0)
