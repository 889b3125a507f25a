# SPDX-License-Identifier: MIT
"""torch._six: names that old programs import."""

inf, nan = float("inf"), float("nan")
string_classes = (str, bytes)
