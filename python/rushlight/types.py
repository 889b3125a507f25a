# SPDX-License-Identifier: MIT
"""torch.types: names for the types of arguments, for annotations."""
import builtins
from typing import Any, List, Optional, Sequence, Tuple, Union

from ._C import Size, Tensor, device, dtype  # noqa: F401

Number = Union[builtins.int, builtins.float, builtins.bool]
_int, _float, _bool, _dtype, _device, _size = builtins.int, builtins.float, builtins.bool, dtype, device, Union[Size, List[int], Tuple[int, ...]]
Device = Optional[Union[device, str, int]]
_TensorOrTensors = Union[Tensor, Sequence[Tensor]]
Storage = Any
