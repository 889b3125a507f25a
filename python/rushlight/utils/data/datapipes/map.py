# SPDX-License-Identifier: MIT
"""torch.utils.data.datapipes.map: missing."""
from ...._missing import missing

globals().update(missing("utils.data.datapipes.map", "SequenceWrapper"))
