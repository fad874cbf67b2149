"""Say what can go wrong, in one tree.

    RagError
    ├── InputError      what the user gave cannot be used (exit 2)
    │   ├── SettingsError   an unknown or impossible setting
    │   └── CorpusError     a corpus that is not there, or holds nothing readable
    ├── OutsideError    something outside failed, trying again may help (exit 3)
    │   ├── BusyError       another process is writing and there is nothing to answer from yet
    │   ├── StoreError      the store cannot be read or written
    │   └── EngineError     the language model's endpoint failed, or answered nothing that can be used
    └── VerificationError   a saved answer no longer holds (exit 1)

Every message is one line: what happened, why, what to do. `exit_code` is what the command returns.
"""

from __future__ import annotations


class RagError(Exception):
    """Stand at the root of every error this package raises on purpose."""

    exit_code = 2
    retryable = False

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(RagError):
    """Raised when a question, a file or an option cannot be used."""


class SettingsError(InputError):
    """Raised for an unknown setting or a value outside its range."""


class CorpusError(InputError):
    """Raised when the corpus folder is missing, is a file, or holds nothing readable."""


class OutsideError(RagError):
    """Raised when something outside the program failed; trying again may help."""

    exit_code = 3
    retryable = True


class BusyError(OutsideError):
    """Raised when another process writes the store and no complete state exists yet."""


class StoreError(OutsideError):
    """Raised when the store cannot be opened, read or written."""


class EngineError(OutsideError):
    """Raised when a language model's endpoint failed, or answered nothing that can be used."""


class VerificationError(RagError):
    """Raised when a saved answer no longer agrees with today's files."""

    exit_code = 1
