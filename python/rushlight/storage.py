# SPDX-License-Identifier: MIT
"""torch.storage: the storage classes under the module name that programs refer to."""
from ._dtypes import TypedStorage

_TypedStorage = UntypedStorage = TypedStorage
