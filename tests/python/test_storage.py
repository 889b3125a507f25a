# SPDX-License-Identifier: MIT
"""Storages: typed and untyped views of a tensor's memory, the classes named after a dtype, conversions, files."""
import os
import tempfile

import rushlight as torch


def raises(kind, text, f):
    try:
        f()
    except kind as e:
        assert text in str(e), e
        return
    raise AssertionError(f"{kind.__name__} expected: {text}")


a = torch.arange(6, dtype=torch.int32).reshape(2, 3)
s = a[1].storage()
assert isinstance(s, torch.IntStorage) and not isinstance(s, torch.FloatStorage)
assert len(s) == 6 and s[4] == 4 and a.storage_type() is torch.IntStorage and s.type() == "torch.IntStorage"
s[4] = 7
assert a[1, 1] == 7                                     # the same memory
s.untyped()[0] = 1
assert a[0, 0] == 1 and len(s.untyped()) == 24
assert torch.tensor([], dtype=torch.int32).set_(s.untyped()).data_ptr() == a.data_ptr()
assert s.float().tolist() == [1.0, 1.0, 2.0, 3.0, 7.0, 5.0] and s.float().dtype is torch.float32
assert torch.ShortStorage.from_buffer(bytearray([1, 2, 3, 4]), "big").tolist() == [258, 772]
assert torch.TypedStorage(wrap_storage=s.untyped(), dtype=torch.int16).size() == 12
raises(RuntimeError, "Expected a Storage of type", lambda: torch.tensor(s, dtype=torch.float32))
raises(RuntimeError, "Too many positional arguments", lambda: torch.FloatStorage(1, 2))
raises(RuntimeError, "cannot set item", lambda: s.fill_(torch.IntStorage(2)))
raises(NotImplementedError, "complex64", lambda: torch.ComplexFloatStorage(2))
raises(RuntimeError, "does not inherit from Tensor", lambda: a.as_subclass(int))
with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "numbers")
    first = torch.FloatTensor(torch.FloatStorage.from_file(name, True, 8)).fill_(3)
    second = torch.FloatTensor(torch.FloatStorage.from_file(name, True, 8))
    assert second.tolist() == [3.0] * 8
    first[2] = 5
    assert second[2] == 5
print("ok")
