# SPDX-License-Identifier: MIT
"""L-BFGS (Nocedal & Wright 2006, algorithm 7.4 and 7.5): directions from the last `history_size` steps and
changes of the gradient,
optionally with a line search for the strong Wolfe conditions. step needs a closure that computes the loss and
its gradients.
"""

from .._modes import enable_grad, no_grad
from .._table import functions as _f
from .optimizer import Optimizer


def _cubic_minimum(x1, f1, g1, x2, f2, g2, low=None, high=None):
    """Where the cubic through two values and slopes is least, kept between low and high; the middle if it has
    no minimum."""
    if low is None:
        low, high = min(x1, x2), max(x1, x2)
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1 * d1 - g1 * g2
    if square < 0:
        return (low + high) / 2.0
    d2 = square**0.5
    if x1 <= x2:
        place = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    else:
        place = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
    return min(max(place, low), high)


class _Point:
    """A place on the line: t, loss, gradient, slope along the direction."""

    def __init__(self, t, loss, grad, slope):
        self.t, self.loss, self.grad, self.slope = t, loss, grad, slope


def _strong_wolfe(evaluate, t, direction, loss, grad, slope, c1=1e-4, c2=0.9, tolerance=1e-9, most=25):
    """A step that lowers the loss enough and flattens the slope: first a bracket, then ever smaller ones
    (algorithms 3.5 and 3.6)."""
    size = direction.abs().max().item()
    start = _Point(0, loss, grad, slope)

    def at(place):
        value, g = evaluate(place)
        return _Point(place, value, g, g.dot(direction).item())

    def enough(p):
        return p.loss <= loss + c1 * p.t * slope

    previous, new, evaluations, rounds, done = start, at(t), 1, 0, False
    while True:
        if not enough(new) or (rounds > 1 and new.loss >= previous.loss):
            bracket = [previous, new]
            break
        if abs(new.slope) <= -c2 * slope:
            bracket, done = [new], True
            break
        if new.slope >= 0:
            bracket = [previous, new]
            break
        low, high = new.t + 0.01 * (new.t - previous.t), new.t * 10
        following = _cubic_minimum(
            previous.t, previous.loss, previous.slope, new.t, new.loss, new.slope, low, high
        )
        previous, new = new, at(following)
        evaluations, rounds = evaluations + 1, rounds + 1
        if rounds == most:
            bracket = [start, new]
            break

    stuck = False
    low, high = (0, 1) if bracket[0].loss <= bracket[-1].loss else (1, 0)
    while not done and rounds < most:
        a, b = bracket
        if abs(b.t - a.t) * size < tolerance:
            break
        place = _cubic_minimum(a.t, a.loss, a.slope, b.t, b.loss, b.slope)
        least, greatest = min(a.t, b.t), max(a.t, b.t)
        margin = 0.1 * (greatest - least)
        if (
            min(greatest - place, place - least) < margin
        ):  # too near an end: twice in a row, or on it, means a move inwards
            if stuck or place >= greatest or place <= least:
                place = greatest - margin if abs(place - greatest) < abs(place - least) else least + margin
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        new = at(place)
        evaluations, rounds = evaluations + 1, rounds + 1
        if not enough(new) or new.loss >= bracket[low].loss:
            bracket[high] = new
            low, high = (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)
        else:
            if abs(new.slope) <= -c2 * slope:
                done = True
            elif new.slope * (bracket[high].t - bracket[low].t) >= 0:
                bracket[high] = bracket[low]
            bracket[low] = new
    best = bracket[low] if len(bracket) == 2 else bracket[0]
    return best.loss, best.grad, best.t, evaluations


class LBFGS(Optimizer):
    def __init__(
        self,
        params,
        lr=1,
        max_iter=20,
        max_eval=None,
        tolerance_grad=1e-7,
        tolerance_change=1e-9,
        history_size=100,
        line_search_fn=None,
    ):
        super().__init__(
            params,
            dict(
                lr=lr,
                max_iter=max_iter,
                max_eval=max_iter * 5 // 4 if max_eval is None else max_eval,
                tolerance_grad=tolerance_grad,
                tolerance_change=tolerance_change,
                history_size=history_size,
                line_search_fn=line_search_fn,
            ),
        )
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def _gather(self):
        return _f["cat"](
            [_f["zeros_like"](p).view(-1) if p.grad is None else p.grad.reshape(-1) for p in self._params]
        )

    def _move(self, t, direction):
        at = 0
        for p in self._params:
            p.add_(direction[at : at + p.numel()].view_as(p), alpha=t)
            at += p.numel()

    def _direction(self, grad, state):
        """-H grad by the two loops over the history."""
        q, steps, changes, ro = -grad, state["old_stps"], state["old_dirs"], state["ro"]
        shares = []
        for s, y, r in zip(reversed(steps), reversed(changes), reversed(ro)):
            shares.append(s.dot(q) * r)
            q = q.add(y * shares[-1], alpha=-1)
        shares.reverse()
        state["al"] = shares + [None] * (
            self.param_groups[0]["history_size"] - len(shares)
        )  # a name of PyTorch's state
        d = q * state["H_diag"]
        for s, y, r, share in zip(steps, changes, ro, shares):
            d = d.add(s * (share - y.dot(d) * r))
        return d

    def _remember(self, grad, state, group):
        y, s = grad - state["prev_flat_grad"], state["d"] * state["t"]
        curvature = y.dot(s)
        if curvature.item() > 1e-10:
            if len(state["old_dirs"]) == group["history_size"]:
                for name in ("old_dirs", "old_stps", "ro"):
                    state[name].pop(0)
            state["old_dirs"].append(y)
            state["old_stps"].append(s)
            state["ro"].append(1.0 / curvature)
            state["H_diag"] = curvature / y.dot(y)

    def step(self, closure):
        with no_grad():
            return self._step(closure)

    def _step(self, closure):
        group = self.param_groups[0]
        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)

        def loss_here():
            with enable_grad():
                return closure()

        first = loss_here()
        loss, evaluations = float(first), 1
        state["func_evals"] += 1
        grad = self._gather()
        flat = grad.abs().max().item() <= group["tolerance_grad"]
        if flat:
            return first
        rounds = 0
        while rounds < group["max_iter"]:
            rounds += 1
            state["n_iter"] += 1
            if state["n_iter"] == 1:
                state.update(d=-grad, old_dirs=[], old_stps=[], ro=[], H_diag=1)
            else:
                self._remember(grad, state, group)
                state["d"] = self._direction(grad, state)
            direction = state["d"]
            state["prev_flat_grad"], state["prev_loss"] = grad.clone(), loss
            total = grad.abs().sum().item()
            t = (min(1.0, 1.0 / total) if total else 1.0) * group["lr"] if state["n_iter"] == 1 else group["lr"]
            slope = grad.dot(direction).item()
            if slope > -group["tolerance_change"]:
                state["t"] = t
                break
            used = 0
            if group["line_search_fn"] is not None:
                if group["line_search_fn"] != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                origin = [p.clone() for p in self._params]

                def evaluate(place):
                    self._move(place, direction)
                    value = float(loss_here())
                    g = self._gather()
                    for p, o in zip(self._params, origin):
                        p.copy_(o)
                    return value, g

                loss, grad, t, used = _strong_wolfe(evaluate, t, direction, loss, grad, slope)
                self._move(t, direction)
                flat = grad.abs().max().item() <= group["tolerance_grad"]
            else:
                self._move(t, direction)
                if rounds != group["max_iter"]:
                    loss = float(loss_here())
                    grad = self._gather()
                    flat = grad.abs().max().item() <= group["tolerance_grad"]
                    used = 1
            state["t"] = t
            evaluations += used
            state["func_evals"] += used
            if rounds == group["max_iter"] or evaluations >= group["max_eval"] or flat:
                break
            if (direction * t).abs().max().item() <= group["tolerance_change"] or abs(
                loss - state["prev_loss"]
            ) < group["tolerance_change"]:
                break
        return first
