# SPDX-License-Identifier: MIT
"""torch.__future__: whether conversions of a module make new parameters instead of giving the old ones new data."""

_overwrite_module_params_on_conversion = False


def set_overwrite_module_params_on_conversion(value):
    global _overwrite_module_params_on_conversion
    _overwrite_module_params_on_conversion = value


def get_overwrite_module_params_on_conversion():
    return _overwrite_module_params_on_conversion
