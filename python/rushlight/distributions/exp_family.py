# SPDX-License-Identifier: MIT
"""ExponentialFamily: densities exp(<t(x), eta> - F(eta) + k(x)). The entropy comes from F and its derivatives."""
from .distribution import Distribution

__all__ = ["ExponentialFamily"]


class ExponentialFamily(Distribution):
    @property
    def _natural_params(self):
        """eta, a tuple of tensors"""
        raise NotImplementedError

    def _log_normalizer(self, *natural_params):
        """F(eta)"""
        raise NotImplementedError

    @property
    def _mean_carrier_measure(self):
        """the expectation of k(x)"""
        raise NotImplementedError

    def entropy(self):
        """F(eta) - <eta, dF/deta> - E k"""
        from ..autograd import grad
        result = -self._mean_carrier_measure
        eta = [p.detach().requires_grad_() for p in self._natural_params]
        normalizer = self._log_normalizer(*eta)
        result = result + normalizer
        for p, g in zip(eta, grad(normalizer.sum(), eta, create_graph=True)):
            result = result - (p * g).reshape(tuple(self._batch_shape) + (-1,)).sum(-1)
        return result
