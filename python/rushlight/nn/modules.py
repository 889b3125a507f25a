# SPDX-License-Identifier: MIT
"""torch.nn.modules: the names of torch.nn, and those of its files that programs refer to."""
from . import containers as container  # noqa: F401
from . import conv, linear, loss, module, norm, pooling, rnn, transformer  # noqa: F401
from . import norm as batchnorm  # noqa: F401
from . import norm as instancenorm  # noqa: F401
from . import norm as normalization  # noqa: F401
from . import simple as activation  # noqa: F401
from . import simple as dropout  # noqa: F401
from . import *  # noqa: F401,F403
from .norm import _BatchNorm, _InstanceNorm  # noqa: F401
