#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The optional libraries' worth: the demo and train_bench without OpenBLAS and with it, in turn, one thread each.

    libraries.py [--only demo,b,c,…] [--rounds N] [--build DIR] [--markdown]

Of the demo a number of steps is timed (the processes' own time, start included), of a workload the median step, own time too.
Exit status 1 if the demo takes more than twice as long without the library as with it, or if the library cannot be used.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
args = argparse.ArgumentParser()
args.add_argument("--only", default="demo,a,b,c,d,e,f,h_b,h_c,h_d,h_e")
args.add_argument("--rounds", type=int, default=3)
args.add_argument("--build", default=os.path.join(here, "..", "build"))
args.add_argument("--markdown", action="store_true")
args = args.parse_args()
DEMO_BAR = 2.0
STEPS = 300


def environment(library):
    return dict(os.environ, RUSH_OPENBLAS=library, OPENBLAS_NUM_THREADS="1")


def demo(library):
    """Milliseconds of a step."""
    program = os.path.abspath(os.path.join(args.build, "examples", "demo"))
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, "--threads", "1", "--steps", str(STEPS)], stdout=subprocess.DEVNULL, cwd=folder,
                       env=environment(library), check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3 / STEPS


def workload(library, name):
    program = os.path.join(args.build, "bench", "train_bench")
    out = subprocess.run([program, "--threads", "1", "--cpu-time", "--only", name], stdout=subprocess.PIPE, text=True,
                         env=environment(library), check=True).stdout
    return json.loads(out.splitlines()[-1])["median_step_ms"]


def measure(library, name):
    return demo(library) if name == "demo" else workload(library, name)


# named but not there, the library would be done without: then both columns were the same
out = subprocess.run([os.path.join(args.build, "bench", "train_bench"), "--config"], stdout=subprocess.PIPE, text=True,
                     env=environment("1")).stdout
if "in use" not in out or "not in use" in out:
    sys.exit(f"OpenBLAS cannot be used: {out.strip()}")

bad = False
row = "| {} | {} | {} | {} |" if args.markdown else "{:8} {:>12} {:>12} {:>9}"
print(row.format("", "without ms", "with ms", "ratio"))
if args.markdown:
    print("|---|---|---|---|")
for name in args.only.split(","):
    pairs = []
    for i in range(args.rounds):
        libraries = ("0", "1") if i % 2 == 0 else ("1", "0")
        pair = dict((library, measure(library, name)) for library in libraries)
        pairs.append((pair["0"], pair["1"]))
    ratio = statistics.median(a / b for a, b in pairs)
    bad = bad or (name == "demo" and ratio > DEMO_BAR)
    print(row.format(name, *(f"{statistics.median(p[k] for p in pairs):.4g}" for k in (0, 1)), f"{ratio:.2f}"), flush=True)
sys.exit(bad)
