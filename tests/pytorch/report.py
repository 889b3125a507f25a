# SPDX-License-Identifier: MIT
"""The pass rates of PyTorch's own test files: report.py [--logs DIR] [--pytorch DIR] [-j N] [--errors N] [--list] [-k TEXT] FILE…

Each file runs in a process of its own through run.py, and goes on in another after a test that killed it. A test is outside of the
scope if its name says that it is about something that Rushlight does not have (SCOPE below; it is not run) or if PyTorch itself does not pass it
on this machine; all others count, and a skipped one counts as failed. PyTorch's own results are read from (and first written to)
the folder --pytorch; without it, only tests skipped for want of a GPU are left out. `dtype` counts the failures in scope whose reason
is a dtype that does not exist. With --logs the results stay in DIR, and a file that is complete there is not run again.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

SCOPE = re.compile(r"complex|cfloat|cdouble|chalf|sparse|quint|qint|quantiz|namedtensor|named_tensor|jit|script|cuda|mkldnn|_fft|stft|mps|"
                   r"vmap|python_ref|nvfuser|torch_dispatch|_conj|multiprocessing|nested|vulkan|lazy_tensor|logging_tensor|profiler|record_function|conv_backend|datapipe|dill|"
                   r"_refs|test_dtypes_|neg_view|FakeTensor|TestTags|CompositeCompliance|RefsOps|multiple_devices")
# skipped by PyTorch, too, where there is one CPU and no GPU
DEVICES = re.compile(r".*(cuda|CUDA|compares with CPU|fewer than \d devices|GPU|gpu|multigpu|device type)")
DTYPE = re.compile(r"NotImplementedError.*is not supported: tensors hold")
RUN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run.py")


def results(file, log, options, *more):
    """[(test, result, reason)] of a file, by as many processes as it takes; and what the last one said if it did not begin."""
    while True:
        ended, open_test, complete = [], None, False
        if os.path.exists(log):
            with open(log, encoding="utf-8") as opened:
                for line in map(json.loads, opened):
                    if open_test and "end" not in line:
                        ended.append((open_test, "failed", "the process died"))
                    open_test = line.get("start")
                    complete = "complete" in line
                    if "end" in line:
                        ended.append((line["end"], line["result"], line["reason"]))
        if complete:
            return ended, ""
        if open_test:
            ended.append((open_test, "failed", "the process died"))
        command = [sys.executable, RUN, file, "--log", log, "--seconds", str(options.seconds), "--without", SCOPE.pattern, *more]
        for text in options.k:
            command += ["-k", text]
        before = os.path.getsize(log) if os.path.exists(log) else 0
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if not os.path.exists(log) or os.path.getsize(log) == before:
            return ended, " STOPPED: " + (done.stdout.decode(errors="replace").strip().splitlines() or ["no output"])[-1][:200]


def both(file, logs, options):
    """The results of the file, and those of PyTorch by test (None without --pytorch)."""
    name = ".".join(file.split(os.sep)[-2:]) + ".json"
    peer = options.pytorch and {test: result for test, result, _ in results(file, os.path.join(options.pytorch, name), options, "--pytorch")[0]}
    return (*results(file, os.path.join(logs, name), options), peer)


def summary(file, found, note, peer, options):
    count, tally, failed = collections.Counter(), collections.Counter(), []
    for name, result, reason in found:
        can_pass = peer.get(name.replace("_rushlight_nn_", "_nn_")) == "passed" if peer is not None else result != "skipped" or not DEVICES.match(reason)
        if SCOPE.search(name) or not can_pass or result == "expected failure":
            count["outside"] += 1
            continue
        count["all"] += 1
        if result == "passed":
            count["passed"] += 1
            continue
        count["dtype"] += DTYPE.match(reason) is not None
        tally[("skipped " if result == "skipped" else "") + reason] += 1
        failed.append((name, reason))
    print(line(os.path.basename(file), count) + note, flush=True)
    for reason, n in tally.most_common(options.errors):
        print(f"    {n:5d}  {reason[:170]}")
    for name, reason in failed if options.list else ():
        print(f"    {name}: {reason}")
    return count


def line(name, count):
    rate = 100 * count["passed"] / max(1, count["all"])
    return f"{name:<36}{count['all']:>9}{count['passed']:>8}{rate:>7.1f}%{count['dtype']:>8}{count['outside']:>10}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--logs", help="keep the results here")
    parser.add_argument("--pytorch", metavar="DIR", help="PyTorch's own results are kept here and say what can pass")
    parser.add_argument("-j", type=int, default=1, help="files at a time")
    parser.add_argument("--errors", type=int, default=0, help="show the N most frequent reasons of failure")
    parser.add_argument("--list", action="store_true", help="name each failed test in scope with its reason")
    parser.add_argument("-k", action="append", default=[], help="only the tests whose names contain this")
    parser.add_argument("--seconds", type=float, default=120, help="a test's time")
    options = parser.parse_args()
    total = collections.Counter()
    print(f"{'file':<36}{'in scope':>9}{'passed':>8}{'rate':>8}{'dtype':>8}{'outside':>10}")
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        logs = options.logs or folder
        for directory in filter(None, (logs, options.pytorch)):
            os.makedirs(directory, exist_ok=True)
        jobs = [pool.submit(both, os.path.abspath(file), logs, options) for file in options.files]
        for file, job in zip(options.files, jobs):
            total.update(summary(file, *job.result(), options))
    print(line("all", total))


main()
