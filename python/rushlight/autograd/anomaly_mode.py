# SPDX-License-Identifier: MIT
"""Anomaly mode: backward names the line of the forward whose derivative failed or gave NaN."""

import warnings

from .. import _C


class set_detect_anomaly:
    """Takes effect when made; as a context manager it goes back at the end."""

    def __init__(self, mode, check_nan=True):
        self.prev = _C.is_anomaly_enabled(), _C.is_anomaly_check_nan_enabled()
        self._set(mode, check_nan)

    @staticmethod
    def _set(mode, check_nan):
        _C._set_anomaly(mode)
        _C._set_anomaly_check_nan(check_nan)

    def __enter__(self):
        return None

    def __exit__(self, *_):
        self._set(*self.prev)


class detect_anomaly(set_detect_anomaly):
    def __init__(self, check_nan=True):
        self.check_nan = check_nan
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should only be"
            " enabled for debugging.",
            stacklevel=2,
        )

    def __enter__(self):
        self.prev = _C.is_anomaly_enabled(), _C.is_anomaly_check_nan_enabled()
        self._set(True, self.check_nan)
