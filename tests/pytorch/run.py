# SPDX-License-Identifier: MIT
"""Runs a test file of PyTorch 1.13.1 against this module.

PYTHONPATH=build/python /usr/bin/python3 tests/pytorch/run.py FILE [-k TEXT]… [--log LOG] [--seconds S] [--trace] [--pytorch]

With --pytorch the file runs against PyTorch itself, which tells what can pass on this machine. LOG gets a line of JSON when a test starts and another when it ends. Tests that LOG names already are left out: after a test
that killed the process a second call goes on with the next one (report.py does that).
"""
import argparse
import contextlib
import importlib.util
import json
import os
import re
import signal
import sys
import time
import traceback
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))


class Result(unittest.TestResult):
    """Writes each test's end as a line of JSON and, unless everything is well, prints it."""

    def __init__(self, log, seconds, trace):
        super().__init__()
        self.log = log
        self.seconds = seconds
        self.trace = trace
        self.count = {}

    def write(self, **record):
        if self.log:
            print(json.dumps(record), file=self.log, flush=True)

    def startTest(self, test):
        super().startTest(test)
        self.outcome = None
        self.begun = time.monotonic()
        self.write(start=test.id())
        signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def stopTest(self, test):
        signal.setitimer(signal.ITIMER_REAL, 0)
        super().stopTest(test)
        kind, reason = self.outcome or ("passed", "")
        self.count[kind] = self.count.get(kind, 0) + 1
        self.write(end=test.id(), result=kind, reason=reason, seconds=round(time.monotonic() - self.begun, 2))
        if kind not in ("passed", "expected failure"):
            print(f"{kind}: {test.id()}: {reason}", flush=True)

    def failed(self, error):
        if self.outcome is None:
            text = f"{error[0].__name__}: {error[1]}".strip().splitlines()[0]
            self.outcome = ("failed", text[:300])
        if self.trace:
            traceback.print_exception(*error)

    def addError(self, test, error):
        self.failed(error)

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.failed(error)

    def addSkip(self, test, reason):
        self.outcome = self.outcome or ("skipped", reason)

    def addExpectedFailure(self, test, error):
        self.outcome = ("expected failure", "")  # the test says that PyTorch is wrong here

    def addUnexpectedSuccess(self, test):
        self.outcome = ("failed", "unexpected success")


def tests_of(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from tests_of(item)
        else:
            yield item


def too_slow(*_):
    raise TimeoutError("too slow")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("-k", action="append", default=[], help="only tests whose names contain this")
    parser.add_argument("--without", default="(?!)", help="leave out the tests whose names match this regular expression")
    parser.add_argument("--log")
    parser.add_argument("--seconds", type=float, default=120, help="a test's time")
    parser.add_argument("--trace", action="store_true", help="print the trace of each failure")
    parser.add_argument("--pytorch", action="store_true", help="run against PyTorch")
    options = parser.parse_args()
    sys.argv = [options.file]  # before the install: PyTorch's infrastructure reads the arguments as it is imported
    sys.path[0] = os.path.dirname(os.path.abspath(options.file))
    lenient = contextlib.nullcontext()
    if not options.pytorch:
        sys.path.insert(1, HERE)
        import adapter
        lenient = adapter.install()

    # The file is imported under its own name, with leniency for names that only some of its tests use; then it is the main module.
    name = os.path.splitext(os.path.basename(options.file))[0]
    spec = importlib.util.spec_from_file_location(name, options.file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    with lenient:
        spec.loader.exec_module(module)
    sys.modules["__main__"] = module

    known = set()
    if options.log and os.path.exists(options.log):
        with open(options.log, encoding="utf-8") as opened:
            known = {json.loads(line).get("start") for line in opened}
    log = open(options.log, "a", encoding="utf-8") if options.log else None
    signal.signal(signal.SIGALRM, too_slow)
    chosen = [test for test in tests_of(unittest.defaultTestLoader.loadTestsFromModule(module))
              if test.id() not in known and not re.search(options.without, test.id()) and (not options.k or any(text in test.id() for text in options.k))]
    result = Result(log, options.seconds, options.trace)
    unittest.TestSuite(chosen).run(result)
    if log:
        print(json.dumps({"complete": True}), file=log, flush=True)
    print(", ".join(f"{n} {kind}" for kind, n in sorted(result.count.items())) or "no tests")


main()
