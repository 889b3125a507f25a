# SPDX-License-Identifier: MIT
"""Optimizers over 20 steps and schedulers over 30: parameters, state dicts, printed forms, rates; what they refuse."""

import warnings


def rounded(x):
    return [rounded(v) for v in x] if isinstance(x, list) else round(float(x), 6)


def plain(x):
    """Values without the module they come from."""
    if hasattr(x, "tolist"):
        return ["tensor", str(x.dtype), rounded(x.tolist())]
    if isinstance(x, dict):
        return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    return round(x, 10) if isinstance(x, float) else x


def train(module, make, steps=20, resume=False):
    module.manual_seed(0)
    net = module.nn.Sequential(module.nn.Linear(3, 4), module.nn.Tanh(), module.nn.Linear(4, 1))
    net[2].bias.requires_grad = False
    wide = "LBFGS" in make  # its line searches make differences grow
    net = net.double() if wide else net
    opt = eval(make, {"optim": module.optim, "net": net})
    lines = [repr(opt), plain(opt.state_dict())]
    x, y = module.randn(8, 3), module.randn(8, 1)
    x, y = (x.double(), y.double()) if wide else (x, y)
    for i in range(steps):

        def closure():
            opt.zero_grad(set_to_none=i % 3 == 0)
            loss = ((net(x) - y) ** 2).mean()
            loss.backward()
            return loss

        if "LBFGS" in make:
            opt.step(closure)
        else:
            closure()
            opt.step()
        if resume and i == 7:
            saved = opt.state_dict()
            opt = eval(make, {"optim": module.optim, "net": net})
            opt.load_state_dict(saved)
        if i in (0, 10) and not wide:
            lines.append(plain(opt.state_dict()))
    state = [] if wide else [plain(opt.state_dict())]
    return lines + state + [[plain(p) for p in net.parameters()]]


OPTIMIZERS = """
optim.SGD(net.parameters(), lr=0.1)
optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=0.01)
optim.SGD(net.parameters(), 0.002, 0.9, nesterov=True, maximize=True)
optim.SGD([{'params': net[0].parameters()}, {'params': [net[2].weight], 'lr': 0.5, 'momentum': 0.3}], lr=0.1, dampening=0.2)
optim.Adam(net.parameters())
optim.Adam(net.parameters(), 0.01, (0.8, 0.95), 1e-6, 0.1, True)
optim.Adam([{'params': net[0].parameters()}, {'params': net[2].parameters(), 'betas': (0.5, 0.6)}], lr=0.001, maximize=True)
optim.AdamW(net.parameters(), lr=0.02)
optim.AdamW(net.parameters(), amsgrad=True)
optim.RMSprop(net.parameters())
optim.RMSprop(net.parameters(), momentum=0.9, centered=True, weight_decay=0.01)
optim.Adagrad(net.parameters(), lr=0.1)
optim.Adadelta(net.parameters(), weight_decay=0.1)
optim.Adamax(net.parameters(), 0.1)
optim.NAdam(net.parameters(), 0.01, weight_decay=0.1)
optim.RAdam(net.parameters(), 0.1)
optim.ASGD(net.parameters(), 0.1, t0=3)
optim.Rprop(net.parameters())
optim.LBFGS(net.parameters(), 0.3, max_iter=4, history_size=3)
optim.LBFGS(net.parameters(), line_search_fn='strong_wolfe', max_iter=3)
optim.Adagrad(net.parameters(), lr_decay=0.1, initial_accumulator_value=0.5, weight_decay=0.01)
"""

SCHEDULERS = """
S.LambdaLR(opt, lambda e: 0.95 ** e)
S.LambdaLR(opt, [lambda e: e + 1, lambda e: 2 * e])
S.MultiplicativeLR(opt, lambda e: 0.9)
S.StepLR(opt, 7, 0.5)
S.MultiStepLR(opt, [3, 5, 5, 20])
S.ConstantLR(opt, 0.25, 4)
S.LinearLR(opt, 0.2, 0.9, 6)
S.ExponentialLR(opt, 0.9)
S.PolynomialLR(opt, 8, 2.0)
S.CosineAnnealingLR(opt, 10, 0.01)
S.CosineAnnealingWarmRestarts(opt, 4, 2)
S.CyclicLR(opt, 0.01, 0.1, 4, 6, 'triangular2')
S.CyclicLR(opt, [0.01, 0.02], 0.1, 4, mode='exp_range', gamma=0.9)
S.OneCycleLR(opt, 0.3, 31)
S.OneCycleLR(opt, [0.3, 0.4], epochs=4, steps_per_epoch=8, anneal_strategy='linear', three_phase=True, pct_start=0.2)
S.SequentialLR(opt, [S.ConstantLR(opt, 0.1, 3), S.ExponentialLR(opt, 0.9)], [5])
S.ChainedScheduler([S.ConstantLR(opt, 0.1, 3), S.ExponentialLR(opt, 0.9)])
S.ReduceLROnPlateau(opt, 'min', 0.5, 3, cooldown=2, min_lr=0.01)
S.ReduceLROnPlateau(opt, 'max', 0.5, 2, threshold_mode='abs')
"""


def schedule(module, make, adam):
    a, b = (module.nn.Parameter(module.ones(2)) for _ in range(2))
    groups = [{"params": [a]}, {"params": [b], "lr": 0.2}]
    opt = module.optim.Adam(groups, lr=0.1) if adam else module.optim.SGD(groups, lr=0.1, momentum=0.9)
    s = eval(make, {"S": module.optim.lr_scheduler, "opt": opt})
    lines = []
    for i in range(30):
        for p in (a, b):
            p.grad = module.ones(2) * (i + 1)
        opt.step()
        s.step((i - 12) ** 2) if "Plateau" in make else s.step()
        lines.append(plain([{k: v for k, v in g.items() if k != "params"} for g in opt.param_groups]))
    state = {
        k: plain(v)
        for k, v in s.state_dict().items()
        if k not in ("anneal_func", "_scale_fn_ref", "_scale_fn_custom")
    }
    return lines + [state, plain([a, b])]


ERRORS = (
    "optim.SGD([])",
    "optim.SGD(p)",
    "optim.SGD([p])",
    "optim.SGD([3], 1)",
    "optim.SGD([p], -1.0)",
    "optim.SGD({p}, 1)",
    "optim.SGD([p], 1, nesterov=True)",
    "optim.Adam([p], betas=(1.0, 0.5))",
    "optim.Adam([p], eps=-1)",
    "optim.SGD([p * 2], 1)",
    "optim.SGD([{'params': p}, {'params': [p]}], 1)",
    "optim.RMSprop([p], alpha=-1)",
    "optim.Adagrad([p], lr_decay=-1)",
    "optim.Adam([p]).load_state_dict({'state': {}, 'param_groups': []})",
    "optim.Adam([p]).load_state_dict({'state': {}, 'param_groups': [{'params': []}]})",
    "optim.lr_scheduler.StepLR(3, 2)",
    "optim.lr_scheduler.OneCycleLR(optim.Adam([p]), 1.0)",
    "optim.lr_scheduler.ReduceLROnPlateau(optim.Adam([p]), factor=2.0)",
    "optim.lr_scheduler.LambdaLR(optim.Adam([p]), [1, 2])",
)


def results(module):
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for make in filter(None, OPTIMIZERS.split("\n")):
            for resume in (False, True):
                found[make + (" resumed" if resume else "")] = train(module, make, resume=resume)
        for make in filter(None, SCHEDULERS.split("\n")):
            for adam in (False, True):
                if not (adam and "Cyclic" in make) and hasattr(
                    module.optim.lr_scheduler, make[2 : make.index("(")]
                ):
                    found[make + (" of Adam" if adam else "")] = schedule(module, make, adam)
        for text in ERRORS:
            p = module.nn.Parameter(module.ones(2))
            try:
                eval(text, {"optim": module.optim, "p": p})
                found[text] = "no error"
            except Exception as e:
                found[text] = f"{type(e).__name__}: {e}"
    return found
