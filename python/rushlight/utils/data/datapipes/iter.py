# SPDX-License-Identifier: MIT
"""torch.utils.data.datapipes.iter: missing."""
from ...._missing import missing

globals().update(missing("utils.data.datapipes.iter", "IterableWrapper"))
