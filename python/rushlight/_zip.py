# SPDX-License-Identifier: MIT
"""The zip files of torch.save: records that are stored as they are, below one folder; each begins at a multiple of 64 bytes, so that it could
be mapped. Files need no more than write() to be written, and read(), seek() and tell() to be read."""
import os
import struct
import zipfile
import zlib

_ALIGN, _BIG = 64, 0xFFFFFFFF
_DATE = (1 << 5) | 1      # 1980-01-01


def _is_path(f):
    return isinstance(f, (str, os.PathLike))


class Writer:
    """PKWARE's APPNOTE: for each record a local header and its bytes, then the central directory; zip64 where numbers are large."""

    def __init__(self, f):
        self._own = _is_path(f)
        root = os.path.splitext(os.path.basename(os.fspath(f)))[0] if self._own else ""
        self.root = root or "archive"
        self._file = open(f, "wb") if self._own else f
        self._at, self._records = 0, []

    def _write(self, data):
        self._file.write(data)
        self._at += len(data)

    def write_record(self, name, data, size=None):
        data = memoryview(data).cast("B")
        if size is not None:
            data = data[:size]
        full, n, at = f"{self.root}/{name}".encode(), len(data), self._at
        large = struct.pack("<HHQQ", 1, 16, n, n) if n >= _BIG else b""
        padding = -(at + 30 + len(full) + len(large) + 4) % _ALIGN
        extra = large + struct.pack("<HH", 0x4246, padding) + b"Z" * padding
        crc, shown = zlib.crc32(data), min(n, _BIG)
        self._write(struct.pack("<4s5H3L2H", b"PK\3\4", 45 if large else 20, 0x800, 0, 0, _DATE, crc, shown, shown, len(full), len(extra)) + full + extra)
        self._write(data)
        self._records.append((full, crc, n, at))

    def close(self):
        begin = self._at
        for name, crc, n, at in self._records:
            large = b"".join(struct.pack("<Q", v) for v in ((n, n) if n >= _BIG else ()) + ((at,) if at >= _BIG else ()))
            extra = struct.pack("<HH", 1, len(large)) + large if large else b""
            need = 45 if large else 20
            self._write(struct.pack("<4s6H3L5H2L", b"PK\1\2", need, need, 0x800, 0, 0, _DATE, crc, min(n, _BIG), min(n, _BIG), len(name), len(extra),
                                    0, 0, 0, 0, min(at, _BIG)) + name + extra)
        count, size = len(self._records), self._at - begin
        if count >= 0xFFFF or begin >= _BIG or size >= _BIG:
            end = self._at
            self._write(struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, begin))
            self._write(struct.pack("<4sLQL", b"PK\6\7", 0, end, 1))
        self._write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), min(size, _BIG), min(begin, _BIG), 0))
        if self._own:
            self._file.close()
        elif hasattr(self._file, "flush"):
            self._file.flush()

    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        if kind is None:
            self.close()
        elif self._own:
            self._file.close()


class Source:
    """A file as zipfile wants it, over an object that may have read, seek and tell only; readinto is used where there is one."""

    def __init__(self, f):
        self.seek, self.tell, self._f = f.seek, f.tell, f

    def seekable(self):
        return True

    def read(self, n=-1):
        into = getattr(self._f, "readinto", None)
        if n is None or n < 0 or into is None:
            return self._f.read(n)
        data = bytearray(n)
        try:
            got = into(data)
        except (OSError, NotImplementedError):
            return self._f.read(n)
        return bytes(data[:got])


class Reader:
    """Records by their names, without the folder they lie in."""

    def __init__(self, f):
        self._zip = zipfile.ZipFile(f if _is_path(f) else Source(f))
        self._names = self._zip.namelist()
        found = [n for n in self._names if n.endswith("/data.pkl") and n.count("/") == 1] or [n for n in self._names if "/" in n]
        self.root = found[0].split("/")[0] if found else ""

    def has_record(self, name):
        return f"{self.root}/{name}" in self._names

    def get_record(self, name):
        try:
            return self._zip.read(f"{self.root}/{name}")
        except KeyError:
            raise RuntimeError(f"PytorchStreamReader failed locating file {name}: file not found") from None

    def get_all_records(self):
        return [n[len(self.root) + 1:] for n in self._names]

    def open(self, name):
        return self._zip.open(f"{self.root}/{name}")

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self._zip.close()
