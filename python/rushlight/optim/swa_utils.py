# SPDX-License-Identifier: MIT
"""Averages of weights (Izmailov et al. 2018): a model of averages, its batch-norm statistics, its learning rates."""

import itertools
import math
from copy import deepcopy

from .. import _C
from .._modes import no_grad
from ..nn.module import Module
from .lr_scheduler import _LRScheduler


class AveragedModel(Module):
    """A copy of model whose parameters are the averages of those that update_parameters saw."""

    def __init__(self, model, device=None, avg_fn=None, use_buffers=False):
        super().__init__()
        from .. import tensor

        self.module = deepcopy(model)
        if device is not None:
            self.module = self.module.to(device)
        self.register_buffer("n_averaged", tensor(0, dtype=_C.int64))
        self.avg_fn = avg_fn if avg_fn is not None else lambda mean, new, n: mean + (new - mean) / (n + 1)
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def _values(self, model):
        return itertools.chain(model.parameters(), model.buffers() if self.use_buffers else ())

    def update_parameters(self, model):
        with no_grad():
            for mean, new in zip(self._values(self.module), self._values(model)):
                if self.n_averaged.item() == 0:
                    mean.detach().copy_(new.detach())
                else:
                    mean.detach().copy_(self.avg_fn(mean.detach(), new.detach(), self.n_averaged))
            if not self.use_buffers:
                return self._count()
            for own, other in zip(self.module.buffers(), model.buffers()):
                own.detach().copy_(other.detach())
        self._count()

    def _count(self):
        self.n_averaged += 1


def update_bn(loader, model, device=None):
    """Runs the loader's batches through the model, so that batch-norm layers have the statistics of its weights."""
    from ..nn.norm import _BatchNorm

    layers = {m: m.momentum for m in model.modules() if isinstance(m, _BatchNorm)}
    if not layers:
        return
    was_training = model.training
    model.train()
    for m in layers:
        m.running_mean.zero_()
        m.running_var.fill_(1)
        m.momentum = None
        m.num_batches_tracked.zero_()
    with no_grad():
        for batch in loader:
            x = batch[0] if isinstance(batch, (list, tuple)) else batch
            model(x if device is None else x.to(device))
    for m, momentum in layers.items():
        m.momentum = momentum
    model.train(was_training)


class SWALR(_LRScheduler):
    """From the present rate to swa_lr in anneal_epochs, and there it stays."""

    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy="cos", last_epoch=-1):
        rates = list(swa_lr) if isinstance(swa_lr, (list, tuple)) else [swa_lr] * len(optimizer.param_groups)
        if len(rates) != len(optimizer.param_groups):
            raise ValueError(
                "swa_lr must have the same length as optimizer.param_groups: swa_lr has"
                f" {len(rates)}, optimizer.param_groups has {len(optimizer.param_groups)}"
            )
        for rate, group in zip(rates, optimizer.param_groups):
            group["swa_lr"] = rate
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(
                f"anneal_strategy must by one of 'cos' or 'linear', instead got {anneal_strategy}"
            )
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs must be equal or greater than 0, got {anneal_epochs}")
        self.anneal_epochs, self._cosine = anneal_epochs, anneal_strategy == "cos"
        super().__init__(optimizer, last_epoch)

    def _share(self, epoch):
        t = max(0, min(1, epoch / max(1, self.anneal_epochs)))
        return (1 - math.cos(math.pi * t)) / 2 if self._cosine else t

    def get_lr(self):
        self._warn_if_read()
        epoch = self._step_count - 1
        if self.anneal_epochs == 0:
            epoch = max(1, epoch)
        before, now, rates = self._share(max(0, epoch - 1)), self._share(epoch), []
        for group in self._groups():
            first = (
                group["swa_lr"] if before == 1 else (group["lr"] - before * group["swa_lr"]) / (1 - before)
            )
            rates.append(group["swa_lr"] * now + first * (1 - now))
        return rates
