"""Run the command line inside the test's own process."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from rag.cli import main
from tests.cli.fakes import FakeAssistant


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def fonte(capsys: pytest.CaptureFixture[str], assistant: FakeAssistant) -> Callable[..., Outcome]:
    """Return a runner of `fonte WORDS…` over the fake assistant."""

    def run(*words: str) -> Outcome:
        code = main(words, opener=assistant.open)
        return Outcome(code, *capsys.readouterr())

    return run
