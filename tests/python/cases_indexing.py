# SPDX-License-Identifier: MIT
"""Random index expressions: the value, an assignment, an in-place sum and the gradient of each, or the error it gives."""

import random


def one(rng, n):
    """An index of one dimension of n elements; which names it uses, `results` gives."""
    k = rng.randrange(12)
    if k < 2:
        return str(rng.randrange(-n, n))
    if k < 5:
        a, b = (rng.choice(["", str(rng.randrange(-n - 1, n + 2))]) for _ in range(2))
        return f"{a}:{b}" + rng.choice(["", f":{rng.randrange(1, 4)}"])
    if k == 5:
        return "None"
    if k == 6:
        return "..."
    if k == 7:
        return str([rng.randrange(-n, n) for _ in range(rng.choice([1, 2, 2, 3]))])
    if k == 8:
        return f"T.tensor({[rng.randrange(-n, n) for _ in range(rng.choice([2, 2, 3]))]})"
    if k == 9:
        return f"T.tensor({[[rng.randrange(-n, n) for _ in range(2)] for _ in range(rng.choice([1, 2]))]})"
    if k == 10:
        return f"T.tensor({[rng.random() < 0.5 for _ in range(n)]})"
    return rng.choice(["True", "False", f"T.tensor({rng.randrange(-n, n)})", str(n), "1.5", "T.tensor(True)"])


def expressions():
    rng = random.Random(20)
    found = []
    while len(found) < 600:
        shape = [rng.randrange(1, 5) for _ in range(rng.choice([1, 2, 3, 3, 4]))]
        parts = [one(rng, shape[min(i, len(shape) - 1)]) for i in range(rng.randrange(1, len(shape) + 2))]
        if parts.count("...") < 2:
            found.append((shape, ", ".join(parts) + ("," if len(parts) == 1 and rng.random() < 0.3 else "")))
    return found


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}".split("\n")[0]


def results(module):
    found = {}
    for shape, index in expressions():
        count = 1
        for n in shape:
            count *= n
        names = {"T": module, "base": module.arange(count, dtype=module.float32).reshape(shape)}

        def value():
            r = eval(f"base[{index}]", names)
            return [list(r.shape), r.tolist()]

        def assign():
            exec(f"x = base.clone(); x[{index}] = -1.5", names)
            return names["x"].tolist()

        def add():
            exec(f"x = base.clone(); x[{index}] += 100", names)
            return names["x"].tolist()

        def gradient():
            exec(f"x = base.clone().requires_grad_(); y = x[{index}]; (y * y).sum().backward()", names)
            return names["x"].grad.tolist()

        found[f"{shape}[{index}]"] = [attempt(f) for f in (value, assign, add, gradient)]
    return found
