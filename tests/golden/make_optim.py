#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_optim.py - golden data of optimizers and schedulers (tests/golden/optim.txt), with PyTorch 1.13.1.

Two parameters, of 7 and 2x3 elements, begin with lcg values; step t gives them gradients that are lcg values of seed t + 1.
    optimizer NAME          then 20 lines of 13 numbers: the parameters after each step
    scheduler NAME          then one line: the lr (and, for OneCycleLR, the momentum) after each of 30 steps, the first included"""
import os, torch

def values(seed, n):
    x, out = seed * 0x9E3779B97F4A7C15 % 2 ** 64, []
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        out.append((x >> 40) / 2 ** 23 - 1)
    return out

optimizers = {
    "sgd": lambda p: torch.optim.SGD(p, 0.1),
    "sgd_momentum": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
    "sgd_dampening": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, dampening=0.3, weight_decay=0.01),
    "sgd_nesterov": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    "sgd_maximize": lambda p: torch.optim.SGD(p, 0.1, momentum=0.5, maximize=True),
    "adam": lambda p: torch.optim.Adam(p, 0.01),
    "adam_decay": lambda p: torch.optim.Adam(p, 0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1),
    "adam_amsgrad": lambda p: torch.optim.Adam(p, 0.01, amsgrad=True, maximize=True),
    "adamw": lambda p: torch.optim.AdamW(p, 0.01),
    "adamw_decay": lambda p: torch.optim.AdamW(p, 0.01, betas=(0.9, 0.95), weight_decay=0.1, amsgrad=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, 0.01),
    "rmsprop_all": lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9, eps=1e-6, weight_decay=0.01, momentum=0.9, centered=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, 0.1),
    "adagrad_all": lambda p: torch.optim.Adagrad(p, 0.1, lr_decay=0.1, weight_decay=0.01, initial_accumulator_value=0.1, eps=1e-6),
}
S = torch.optim.lr_scheduler
schedulers = {
    "step": lambda o: S.StepLR(o, 4, 0.5), "multi_step": lambda o: S.MultiStepLR(o, [2, 5, 5, 11], 0.3), "exponential": lambda o: S.ExponentialLR(o, 0.9),
    "cosine": lambda o: S.CosineAnnealingLR(o, 10, 0.001), "linear": lambda o: S.LinearLR(o, 0.25, 0.75, 8),
    "one_cycle": lambda o: S.OneCycleLR(o, 0.5, total_steps=31), "one_cycle_three": lambda o: S.OneCycleLR(o, 0.5, total_steps=31, three_phase=True, anneal_strategy="linear"),
    "lambda": lambda o: S.LambdaLR(o, lambda e: 0.95 ** e), "plateau": lambda o: S.ReduceLROnPlateau(o, factor=0.5, patience=2, cooldown=1, min_lr=0.01),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "optim.txt"), "w") as out:
    for name, make in optimizers.items():
        p = [torch.tensor(values(100, 7), requires_grad=True), torch.tensor(values(101, 6)).view(2, 3).requires_grad_()]
        o = make(p)
        print("optimizer", name, file=out)
        for t in range(20):
            p[0].grad, p[1].grad = torch.tensor(values(t + 1, 7)), torch.tensor(values(t + 51, 6)).view(2, 3)
            o.step()
            print(*(f"{v:.9g}" for q in p for v in q.detach().flatten().tolist()), file=out)
    for name, make in schedulers.items():
        p = [torch.zeros(1, requires_grad=True)]
        o = torch.optim.SGD(p, 0.1, momentum=0.9)
        s = make(o)
        row = []
        for t in range(31):
            row.append(o.param_groups[0]["lr"])
            if name.startswith("one_cycle"):
                row.append(o.param_groups[0]["momentum"])
            o.step()
            if t == 30:
                break
            metric = [5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1][t]
            s.step(metric) if name == "plateau" else s.step()
        print("scheduler", name, len(row), file=out)
        print(*(f"{v:.17g}" for v in row), file=out)
