# SPDX-License-Identifier: MIT
"""Which version this is, and of what: `cuda` and `hip` are None in a build without them."""

__version__ = "1.13.1+rushlight.0.1.0"  # the version of PyTorch whose behaviour this is
debug = False
cuda = None
hip = None
git_version = "unknown"
