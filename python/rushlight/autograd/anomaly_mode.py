# SPDX-License-Identifier: MIT
"""Anomaly mode: backward names the line of the forward whose derivative failed or gave NaN."""

from .. import _C


class set_detect_anomaly:
    """Takes effect when made; as a context manager it goes back at the end."""

    def __init__(self, mode, check_nan=True):
        if not check_nan:
            raise NotImplementedError(
                "rushlight's anomaly mode always looks for NaN: check_nan=False is missing"
            )
        self.prev = _C.is_anomaly_enabled()
        _C._set_anomaly(mode)

    def __enter__(self):
        return None

    def __exit__(self, *_):
        _C._set_anomaly(self.prev)


class detect_anomaly:
    def __init__(self, check_nan=True):
        import warnings

        if not check_nan:
            raise NotImplementedError(
                "rushlight's anomaly mode always looks for NaN: check_nan=False is missing"
            )
        self.prev = _C.is_anomaly_enabled()
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should only be"
            " enabled for debugging.",
            stacklevel=2,
        )

    def __enter__(self):
        self.prev = _C.is_anomaly_enabled()
        _C._set_anomaly(True)

    def __exit__(self, *_):
        _C._set_anomaly(self.prev)
