# SPDX-License-Identifier: MIT
"""Optimizers that the core has no fused step for, in ops: Adadelta, Adamax, NAdam, RAdam, ASGD, Rprop.
Formulas, defaults and state are
PyTorch's. In each, g is the gradient (negative to maximize) plus weight_decay * p."""

import math

from .._C import Tensor
from .._modes import enable_grad, no_grad
from .._table import functions as _f
from .optimizer import Optimizer, _float


def _check(**values):
    """name=(value, lowest): PyTorch's text where it is below."""
    for name, (value, lowest) in values.items():
        if not value >= lowest:
            shown = {"lr": "learning rate", "eps": "epsilon value"}.get(name, name + " value")
            raise ValueError(f"Invalid {shown}: {value}")


def _check_betas(betas):
    for i, beta in enumerate(betas):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {i}: {beta}")


def _zeros(p):
    return _f["zeros_like"](p.detach())


class _ByParameter(Optimizer):
    """Subclasses give first_state(p, group) and update(p, g, state, group)."""

    _tensor_step = True  # the number of steps is a tensor

    def __setstate__(self, state):
        super().__setstate__(state)
        for entries in self.state.values():
            if self._tensor_step and not isinstance(entries.get("step", 0), Tensor):
                entries["step"] = _float(entries.get("step", 0))

    def step(self, closure=None):
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is None:
                        continue
                    state = self.state[p]
                    if not state:
                        state.update(self.first_state(p, group))
                    g = -p.grad if group.get("maximize") else p.grad
                    state["step"] += 1
                    if group.get("weight_decay"):
                        g = g.add(p, alpha=group["weight_decay"])
                    self.update(p, g, state, group)
        return loss


class Adadelta(_ByParameter):
    """Zeiler 2012"""

    _tensor_step = False

    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, maximize=False):
        _check(lr=(lr, 0))
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        _check(eps=(eps, 0), weight_decay=(weight_decay, 0))
        super().__init__(
            params,
            dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize, foreach=foreach),
        )

    def first_state(self, p, group):
        return {"step": 0, "square_avg": _zeros(p), "acc_delta": _zeros(p)}

    def update(self, p, g, state, group):
        rho, eps = group["rho"], group["eps"]
        square, moved = state["square_avg"], state["acc_delta"]
        square.mul_(rho).addcmul_(g, g, value=1 - rho)
        delta = (moved + eps).sqrt_().div_((square + eps).sqrt_()).mul_(g)
        moved.mul_(rho).addcmul_(delta, delta, value=1 - rho)
        p.add_(delta, alpha=-group["lr"])


class Adamax(_ByParameter):
    """Kingma & Ba 2015, section 7: Adam with the largest gradient in the place of the root of squares"""

    def __init__(
        self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False
    ):
        _check(lr=(lr, 0), eps=(eps, 0))
        _check_betas(betas)
        _check(weight_decay=(weight_decay, 0))
        super().__init__(
            params,
            dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach, maximize=maximize),
        )

    def first_state(self, p, group):
        return {"step": _float(0), "exp_avg": _zeros(p), "exp_inf": _zeros(p)}

    def update(self, p, g, state, group):
        beta1, beta2 = group["betas"]
        state["exp_avg"].mul_(beta1).add_(g, alpha=1 - beta1)
        state["exp_inf"].copy_(_f["maximum"](state["exp_inf"] * beta2, g.abs() + group["eps"]))
        rate = group["lr"] / (1 - beta1 ** state["step"].item())
        p.addcdiv_(state["exp_avg"], state["exp_inf"], value=-rate)


class NAdam(_ByParameter):
    """Dozat 2016: Adam with Nesterov's momentum"""

    def __init__(
        self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, foreach=None
    ):
        _check(lr=(lr, 0), eps=(eps, 0))
        _check_betas(betas)
        _check(weight_decay=(weight_decay, 0), momentum_decay=(momentum_decay, 0))
        super().__init__(
            params,
            dict(
                lr=lr,
                betas=betas,
                eps=eps,
                weight_decay=weight_decay,
                momentum_decay=momentum_decay,
                foreach=foreach,
            ),
        )

    def first_state(self, p, group):
        return {"step": _float(0), "mu_product": _float(1), "exp_avg": _zeros(p), "exp_avg_sq": _zeros(p)}

    def update(self, p, g, state, group):
        beta1, beta2 = group["betas"]
        t, lr = state["step"].item(), group["lr"]
        mu, following = (beta1 * (1 - 0.5 * 0.96 ** (k * group["momentum_decay"])) for k in (t, t + 1))
        state["mu_product"].mul_(mu)
        product = state["mu_product"].item()
        state["exp_avg"].mul_(beta1).add_(g, alpha=1 - beta1)
        state["exp_avg_sq"].mul_(beta2).addcmul_(g, g, value=1 - beta2)
        denominator = (state["exp_avg_sq"] / (1 - beta2**t)).sqrt_().add_(group["eps"])
        p.addcdiv_(g, denominator, value=-lr * (1 - mu) / (1 - product))
        p.addcdiv_(state["exp_avg"], denominator, value=-lr * following / (1 - product * mu * following))


class RAdam(_ByParameter):
    """Liu et al. 2020: Adam that waits until the variance of its squares is bounded"""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None):
        _check(lr=(lr, 0), eps=(eps, 0))
        _check_betas(betas)
        _check(weight_decay=(weight_decay, 0))
        super().__init__(
            params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach)
        )

    def first_state(self, p, group):
        return {"step": _float(0), "exp_avg": _zeros(p), "exp_avg_sq": _zeros(p)}

    def update(self, p, g, state, group):
        beta1, beta2 = group["betas"]
        t = state["step"].item()
        state["exp_avg"].mul_(beta1).add_(g, alpha=1 - beta1)
        state["exp_avg_sq"].mul_(beta2).addcmul_(g, g, value=1 - beta2)
        step = state["exp_avg"] / (1 - beta1**t) * group["lr"]
        longest = 2 / (1 - beta2) - 1
        length = longest - 2 * t * beta2**t / (1 - beta2**t)
        if length > 5:
            rectified = math.sqrt(
                (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
            )
            step = step * (math.sqrt(1 - beta2**t) / (state["exp_avg_sq"].sqrt() + group["eps"])) * rectified
        p.sub_(step)


class ASGD(_ByParameter):
    """Polyak & Juditsky 1992: the average of SGD's places, in state `ax`"""

    def __init__(
        self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False
    ):
        _check(lr=(lr, 0), weight_decay=(weight_decay, 0))
        super().__init__(
            params,
            dict(
                lr=lr,
                lambd=lambd,
                alpha=alpha,
                t0=t0,
                weight_decay=weight_decay,
                foreach=foreach,
                maximize=maximize,
            ),
        )

    def first_state(self, p, group):
        return {"step": _float(0), "eta": _float(group["lr"]), "mu": _float(1), "ax": _zeros(p)}

    def update(self, p, g, state, group):
        t, eta, mu = state["step"].item(), state["eta"].item(), state["mu"].item()
        p.mul_(1 - group["lambd"] * eta).add_(g, alpha=-eta)
        if mu == 1:
            state["ax"].copy_(p)
        else:
            state["ax"].add_(p - state["ax"], alpha=mu)
        state["eta"].fill_(group["lr"] / (1 + group["lambd"] * group["lr"] * t) ** group["alpha"])
        state["mu"].fill_(1 / max(1, t - group["t0"]))


class Rprop(_ByParameter):
    """Riedmiller & Braun 1993: steps by the gradient's sign, that grow while it stays and shrink when it
    turns"""

    _tensor_step = False

    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), foreach=None, maximize=False):
        _check(lr=(lr, 0))
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        super().__init__(
            params, dict(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize)
        )

    def first_state(self, p, group):
        return {"step": 0, "prev": _zeros(p), "step_size": _f["full_like"](p.detach(), group["lr"])}

    def update(self, p, g, state, group):
        shrink, grow = group["etas"]
        agreement = (g * state["prev"]).sign()
        one = g.new_ones(())
        factor = _f["where"](agreement > 0, one * grow, _f["where"](agreement < 0, one * shrink, one))
        state["step_size"].mul_(factor).clamp_(*group["step_sizes"])
        g = _f["where"](agreement < 0, g.new_zeros(()), g)
        p.addcmul_(g.sign(), state["step_size"], value=-1)
        state["prev"].copy_(g)


class SparseAdam(Optimizer):
    """Adam for sparse gradients, which do not exist here: a step with a gradient raises, as PyTorch's does for a dense one."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, maximize=False):
        for name, value in (("learning rate", lr), ("epsilon value", eps)):
            if not 0.0 < value:
                raise ValueError(f"Invalid {name}: {value}")
        _check_betas(betas)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, maximize=maximize))

    def step(self, closure=None):
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        if any(p.grad is not None for group in self.param_groups for p in group["params"]):
            raise RuntimeError("SparseAdam does not support dense gradients, please consider Adam instead")
        return loss
