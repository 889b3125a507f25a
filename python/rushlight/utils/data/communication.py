# SPDX-License-Identifier: MIT
"""torch.utils.data.communication: missing, as DataLoader2 is; DataLoader's workers are in worker.py."""
