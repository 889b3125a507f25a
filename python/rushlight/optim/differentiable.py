# SPDX-License-Identifier: MIT
"""Steps of SGD, Adam, AdamW and RMSprop in ops that autograd records (differentiable=True): the parameter after the step is a
function of the parameter, its gradient and the state before. The fused steps of the core are not recorded."""

from .._table import functions as _f


def _direction(p, group):
    g = -p.grad if group.get("maximize") else p.grad
    return g.add(p, alpha=group["weight_decay"]) if group["weight_decay"] else g


def sgd(p, state, group):
    g = _direction(p, group)
    if group["momentum"]:
        buffer = state.get("momentum_buffer")
        if buffer is None:
            state["momentum_buffer"] = buffer = g.clone()
        else:
            buffer.mul_(group["momentum"]).add_(g, alpha=1 - group["dampening"])
        g = g.add(buffer, alpha=group["momentum"]) if group["nesterov"] else buffer
    p.add_(g, alpha=-group["lr"])


def adam(p, state, group, decoupled=False):
    beta1, beta2 = group["betas"]
    if not state:
        from .optimizer import _float

        state["step"] = _float(0)
        for name in ("exp_avg", "exp_avg_sq") + (("max_exp_avg_sq",) if group["amsgrad"] else ()):
            state[name] = _f["zeros_like"](p.detach())
    if decoupled:
        g = -p.grad if group.get("maximize") else p.grad
        p.mul_(1 - group["lr"] * group["weight_decay"])
    else:
        g = _direction(p, group)
    state["step"] += 1
    step = state["step"].item()
    state["exp_avg"].mul_(beta1).add_(g, alpha=1 - beta1)
    state["exp_avg_sq"].mul_(beta2).addcmul_(g, g, value=1 - beta2)
    second = state["exp_avg_sq"]
    if group["amsgrad"]:
        largest = state["max_exp_avg_sq"].clone()
        state["max_exp_avg_sq"].copy_(_f["maximum"](largest, second))
        second = state["max_exp_avg_sq"]
    rate = group["lr"] / (1 - beta1**step)
    root = second.sqrt() / (1 - beta2**step) ** 0.5
    p.addcdiv_(state["exp_avg"], root / -rate + group["eps"] / -rate)


def adamw(p, state, group):
    adam(p, state, group, True)


def rmsprop(p, state, group):
    if not state:
        names = ["square_avg"] + ["momentum_buffer"] * (group["momentum"] > 0) + ["grad_avg"] * bool(group["centered"])
        state["step"] = 0
        for name in names:
            state[name] = _f["zeros_like"](p.detach())
    g = _direction(p, group)
    state["step"] += 1
    square, alpha = state["square_avg"], group["alpha"]
    square.mul_(alpha).addcmul_(g, g, value=1 - alpha)
    if group["centered"]:
        mean = state["grad_avg"]
        mean.mul_(alpha).add_(g, alpha=1 - alpha)
        root = (square - mean * mean).sqrt()
    else:
        root = square.sqrt()
    root = root + group["eps"]
    if group["momentum"] > 0:
        buffer = state["momentum_buffer"]
        buffer.mul_(group["momentum"]).addcdiv_(g, root)
        p.add_(buffer, alpha=-group["lr"])
    else:
        p.addcdiv_(g, root, value=-group["lr"])


steps = {"SGD": sgd, "Adam": adam, "AdamW": adamw, "RMSprop": rmsprop}
