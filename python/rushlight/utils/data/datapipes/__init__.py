# SPDX-License-Identifier: MIT
"""torch.utils.data.datapipes: missing; data sets, samplers and DataLoader are in torch.utils.data."""
