"""Say where weights lie and what is there: a folder in the user's cache, which XDG_CACHE_HOME moves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rag.models.catalog import QWEN, Model

PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Held:
    """Tell what the cache holds of a model: `held` of `total` bytes; complete means joined and checked by its hash."""

    path: Path
    held: int
    total: int

    @property
    def complete(self) -> bool:
        """Tell whether the model can be used."""
        return self.held == self.total


def models_directory() -> Path:
    """Return the folder of the weights (not created here)."""
    from platformdirs import user_cache_path

    return user_cache_path("fonte", appauthor=False) / "models"


def look(model: Model = QWEN, directory: Path | None = None) -> Held:
    """Return what is there of `model`; a file gets its name only once its hash was right, so its size tells enough."""
    path = (directory or models_directory()) / model.file
    if _size(path) == model.size:
        return Held(path, model.size, model.size)
    return Held(path, min(_size(partial_of(path)), model.size - 1), model.size)


def pulled(model: Model = QWEN, directory: Path | None = None) -> Path | None:
    """Return the file of `model` when it is complete."""
    found = look(model, directory)
    return found.path if found.complete else None


def partial_of(path: Path) -> Path:
    """Return the file in which a model grows while it is fetched."""
    return path.with_name(path.name + PARTIAL)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
