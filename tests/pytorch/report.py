# SPDX-License-Identifier: MIT
"""The pass rates of PyTorch's own test files: report.py [--errors N] [-k PATTERN] FILE…

Each file runs in a process of its own through run.py. A test is outside of the scope if its name says that it is about something
that Rushlight does not have (SCOPE below); all others count, and a skipped one counts as failed.
"""
import argparse
import collections
import os
import re
import subprocess
import sys

SCOPE = re.compile(r"complex|cfloat|cdouble|chalf|sparse|quint|qint|quantiz|namedtensor|named_tensor|jit|script|cuda|mkldnn|_fft|stft|mps|"
                   r"vmap|python_ref|nvfuser|torch_dispatch|_conj|fwgrad|forward_mode|forward_ad|multiprocessing|nested|vulkan|lazy_tensor|logging_tensor|ForwardMode|profiler|record_function|conv_backend|datapipe|dill")
# skipped by PyTorch, too, where there is one CPU and no GPU
DEVICES = re.compile(r"skipped .*(cuda|CUDA|compares with CPU|fewer than \d devices|GPU|gpu|multigpu|device type)")
RESULT = re.compile(r"^(\w+) \((\S+?)\)(?:\n.*?)?? ?\.\.\. ?(?:.*?)(ok|ERROR|FAIL|skipped .*|expected failure|unexpected success)$", re.M)
BLOCK = re.compile(r"^(?:ERROR|FAIL): (\w+) .*?^-{70}$(.*?)^(?=={70}|-{70}|Ran \d)", re.M | re.S)


def run(file, arguments, seconds):
    here = os.path.dirname(os.path.abspath(__file__))
    command = [sys.executable, os.path.join(here, "run.py"), file, "-v", *arguments]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False)
        return done.stdout.decode(errors="replace"), ""
    except subprocess.TimeoutExpired as e:
        return (e.stdout or b"").decode(errors="replace"), " (cut: too slow)"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--errors", type=int, default=0, help="show the N most frequent reasons of failure")
    parser.add_argument("--list", action="store_true", help="name each failed test in scope with its reason")
    parser.add_argument("-k", action="append", default=[], help="only the tests that match, as unittest's -k")
    parser.add_argument("--seconds", type=float, default=900)
    options = parser.parse_args()
    total = collections.Counter()
    print(f"{'file':<36}{'in scope':>9}{'passed':>8}{'rate':>8}   outside")
    for file in options.files:
        text, note = run(file, [word for k in options.k for word in ("-k", k)], options.seconds)
        reasons = {}
        for name, block in BLOCK.findall(text):
            lines = [line for line in block.strip().splitlines() if re.match(r"[\w.]*(Error|Exception|Warning|Interrupt)\b", line)]
            reasons[name] = (lines[-1] if lines else block.strip().splitlines()[-1])[:170]
        count = collections.Counter()
        tally = collections.Counter()
        failed = []
        for name, where, result in RESULT.findall(text):
            if SCOPE.search(name + where) or DEVICES.match(result):
                count["outside"] += 1
                continue
            count["all"] += 1
            if result in ("ok", "expected failure"):
                count["passed"] += 1
            else:
                reason = result if result.startswith("skipped") else reasons.get(name, result)
                tally[reason] += 1
                failed.append((name, reason))
        if not count["all"]:
            note += " NOTHING RAN: " + (text.strip().splitlines() or ["no output"])[-1][:200]
        rate = 100 * count["passed"] / max(1, count["all"])
        print(f"{os.path.basename(file):<36}{count['all']:>9}{count['passed']:>8}{rate:>7.1f}%{count['outside']:>10}{note}", flush=True)
        for reason, n in tally.most_common(options.errors):
            print(f"    {n:5d}  {reason}")
        if options.list:
            for name, reason in failed:
                print(f"    {name}: {reason}")
        total.update(count)
    print(f"{'all':<36}{total['all']:>9}{total['passed']:>8}{100 * total['passed'] / max(1, total['all']):>7.1f}%{total['outside']:>10}")


main()
