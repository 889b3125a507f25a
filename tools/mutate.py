#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""mutate.py - turns the sign of every kernel and of every derivative in turn; the tests of the op table must notice each.

    cmake -S . -B build/mutation -DRUSH_MUTATION=ON && cmake --build build/mutation
    tools/mutate.py [--build build/mutation] [OP ...]

Mutations (src/ops/mutation.h): the fast kernel of an op, its reference, a composite op's result, the gradient of each argument.
A mutation is killed when test_golden, test_ops or test_grad of that op fails, or else one of the other test programs. It is listed as
unreached when none of the op's own tests changed a value by it (no such kernel; a gradient that is always zero or never asked for).
Ends with status 1 if a mutation survives.
"""
import argparse, json, os, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(args, build, program, *arguments):
    env = dict(os.environ, RUSH_MUTATION=args)
    done = subprocess.run([os.path.join(build, "tests", program), *arguments], env=env, cwd=ROOT, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, timeout=1800)
    return done.returncode != 0, b"mutated" in done.stderr


def judge(mutation, build, others):
    """(killed by, reached)"""
    op = mutation.split()[1]
    order = ["test_grad", "test_golden", "test_ops"] if mutation.startswith("derivative") else ["test_golden", "test_ops", "test_grad"]
    reached = False
    for program in order:
        red, ran = run(mutation, build, program, op, *(["--quick"] if program == "test_ops" else []))
        reached |= ran
        if red and ran:
            return program, True
    if reached:
        for program in others:
            red, ran = run(mutation, build, program)
            if red and ran:
                return program, True
    return None, reached


def mutations(rows, wanted):
    for row in rows:
        name = row["name"]
        if wanted and name not in wanted:
            continue
        if row["composite"]:
            yield "composite " + name
        elif not row["view"]:
            yield "kernel " + name
            yield "reference " + name
        if not row["no_grad"] and not row["composite"]:
            arguments = re.split(r",\s*(?![^\[]*\])", re.search(r"\((.*)\) ->", row["schema"]).group(1))
            arguments = [a for a in arguments if a.strip() != "*"]
            for i, argument in enumerate(arguments):
                if argument.strip().startswith("Tensor"):
                    yield "derivative %s %d" % (name, i)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "mutation"))
    parser.add_argument("ops", nargs="*")
    args = parser.parse_args()
    table = subprocess.run([os.path.join(args.build, "tools", "optable")], stdout=subprocess.PIPE, check=True).stdout
    rows = [json.loads(line) for line in table.splitlines()]
    slow = {"test_ops", "test_grad", "test_golden", "test_vecmath", "test_gemm"}
    others = sorted(f for f in os.listdir(os.path.join(args.build, "tests")) if f.startswith("test_") and f not in slow and "." not in f)
    todo = list(mutations(rows, set(args.ops)))
    killed, unreached, survived = {}, [], []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for n, (mutation, (by, reached)) in enumerate(zip(todo, pool.map(lambda m: judge(m, args.build, others), todo)), 1):
            if by:
                killed[by] = killed.get(by, 0) + 1
            elif reached:
                survived.append(mutation)
                print("SURVIVED", mutation, flush=True)
            else:
                unreached.append(mutation)
            if sys.stderr.isatty():
                print("\r%d of %d" % (n, len(todo)), end="", file=sys.stderr)
    print("%d mutations: %d killed (%s), %d unreached, %d survived" % (
        len(todo), sum(killed.values()), ", ".join("%s %d" % k for k in sorted(killed.items())), len(unreached), len(survived)))
    for mutation in unreached:
        print("unreached", mutation)
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
