# SPDX-License-Identifier: MIT
"""What zero_grad of modules and optimizers does."""


def clear_gradients(parameters, set_to_none):
    """Gradients become zeros without a history, or None."""
    for p in parameters:
        if p.grad is None:
            continue
        if set_to_none:
            p.grad = None
            continue
        if p.grad.grad_fn is not None:
            p.grad.detach_()
        else:
            p.grad.requires_grad_(False)
        p.grad.zero_()
