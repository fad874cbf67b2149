"""Answer questions from a folder of articles, every sentence cited to its exact place.

    from rag import Assistant, ask

    answer = ask("Chi ha firmato il memorandum per ANIE?")

The names in `__all__` are loaded when they are first used, so that `import rag` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.assistant import Assistant, ask
    from rag.errors import (
        BusyError,
        CorpusError,
        EngineError,
        InputError,
        OutsideError,
        RagError,
        SettingsError,
        StoreError,
        VerificationError,
    )
    from rag.settings import Settings
    from rag.types import (
        Answer,
        AnswerEvent,
        Citation,
        Claim,
        ClaimEvent,
        CorpusState,
        Event,
        FileProblem,
        Filters,
        Leg,
        Legs,
        Notice,
        Passage,
        StatusEvent,
        SyncReport,
    )

__version__ = "0.1.0"

__all__ = [
    "Answer", "AnswerEvent", "Assistant", "BusyError", "Citation", "Claim", "ClaimEvent", "CorpusError", "CorpusState",
    "EngineError", "Event", "FileProblem", "Filters", "InputError", "Leg", "Legs", "Notice", "OutsideError", "Passage",
    "RagError", "Settings", "SettingsError", "StatusEvent", "StoreError", "SyncReport", "VerificationError", "ask",
]  # fmt: skip

_HOMES = {"Assistant": "rag.assistant", "ask": "rag.assistant", "Settings": "rag.settings"}


def __getattr__(name: str) -> Any:
    """Load an exported name from its home; raises AttributeError for any other."""
    if name not in __all__:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    home = _HOMES.get(name) or ("rag.errors" if name.endswith("Error") else "rag.types")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
