# SPDX-License-Identifier: MIT
"""Forward-mode derivatives: there are none, and every name says so when it is used."""


def _missing(name):
    def function(*args, **kwargs):
        raise NotImplementedError(
            f"rushlight has no forward-mode derivatives (torch.autograd.forward_ad.{name})"
        )

    function.__name__ = name
    return function


dual_level, make_dual, unpack_dual = (_missing(n) for n in ("dual_level", "make_dual", "unpack_dual"))
enter_dual_level, exit_dual_level = _missing("enter_dual_level"), _missing("exit_dual_level")
