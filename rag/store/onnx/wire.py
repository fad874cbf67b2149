"""Write a graph in ONNX's file format. Knows its bytes, not what the graph computes.

ONNX is a Protocol Buffers message; the few fields used here are numbered as in `onnx/onnx.proto` (IR version 9).
Writing them by hand is a page, where the package `onnx` would be one more dependency of 20 MB.
"""

from __future__ import annotations

import struct
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Attribute: TypeAlias = int | float
Shape: TypeAlias = tuple[str | int, ...]  # a string is a free size
FLOAT = 1
MICROSOFT = "com.microsoft"  # ONNX Runtime's own operators
_IR_VERSION, _OPERATORS = 9, 20
_TYPES = {"float32": FLOAT, "uint8": 2, "int8": 3, "int64": 7}


class Graph:
    """Gather constants and operators, then give the file. Every method that adds one returns the name of its result."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []
        self._names = 0

    def constant(self, value: NDArray[Any] | np.generic) -> str:
        """Add a tensor."""
        value = np.ascontiguousarray(value) if value.ndim else np.asarray(value)
        name = self._name()
        shape = b"".join(_number(1, size) for size in value.shape)
        kind = _number(2, _TYPES[value.dtype.name])
        self._constants.append(_bytes(5, shape + kind + _bytes(8, name) + _bytes(9, value.tobytes())))
        return name

    def integers(self, *values: int) -> str:
        """Add a list of integers: axes or a shape."""
        return self.constant(np.array(values, dtype=np.int64))

    def add(self, operator: str, *inputs: str, domain: str = "", result: str = "", **attributes: Attribute) -> str:
        """Add an operator with one result."""
        result = result or self._name()
        ends = b"".join(_bytes(1, name) for name in inputs) + _bytes(2, result)
        more = b"".join(_bytes(5, _attribute(name, value)) for name, value in attributes.items())
        self._nodes.append(_bytes(1, ends + _bytes(4, operator) + more + _bytes(7, domain)))
        return result

    def file(self, source: tuple[str, Shape], target: tuple[str, Shape], kind: str = "float32") -> bytes:
        """Return the model with one input, of a `kind`, and one output of floats, each with its shape."""
        body = [*self._nodes, _bytes(2, "encoder"), *self._constants, _bytes(11, _value(*source, _TYPES[kind]))]
        graph = b"".join([*body, _bytes(12, _value(*target))])
        versions = [_bytes(8, _bytes(1, domain) + _number(2, n)) for domain, n in (("", _OPERATORS), (MICROSOFT, 1))]
        return b"".join([_number(1, _IR_VERSION), _bytes(7, graph), *versions])

    def _name(self) -> str:
        self._names += 1
        return f"v{self._names}"


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        return _bytes(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    return _bytes(1, name) + _number(3, value) + _number(20, 2)


def _value(name: str, shape: Shape, kind: int = FLOAT) -> bytes:
    sizes = b"".join(_bytes(1, _number(1, size) if isinstance(size, int) else _bytes(2, size)) for size in shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    value = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # a negative number is written as its two's complement
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
