"""The gate sees an assistant that was made worse, and names what got worse and on which question."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals import session
from evals.baseline import Baseline, make_baseline
from evals.running.folder import Run
from rag.assistant import Assistant, Retrieved
from rag.cli import main
from rag.settings import Settings
from rag.types import Answer
from tests.evals.golds import question, refused, write

Worse = Callable[[Assistant], None]


def answers_always(assistant: Assistant) -> None:
    """Take abstention away: what is not known is answered with what was known before."""
    ask = assistant.ask

    def asked(text: str, **more: Any) -> Answer:
        found = ask(text, **more)
        return replace(ask("Quanto è costato il ponte?"), question=text) if found.abstained else found

    assistant.ask = asked  # type: ignore[method-assign]


def finds_nothing(assistant: Assistant) -> None:
    """Let the search lose every passage."""
    retrieve = assistant._retrieved

    def retrieved(*asked: Any) -> Retrieved:
        found = retrieve(*asked)
        empty = replace(found.result, passages=(), sentences=(), similarities={})
        return replace(found, result=empty)

    assistant._retrieved = retrieved  # type: ignore[method-assign]


def cites_one_character_off(assistant: Assistant) -> None:
    """Shift every citation."""
    ask = assistant.ask

    def asked(text: str, **more: Any) -> Answer:
        found = ask(text, **more)
        return replace(found, citations=tuple(replace(c, start=c.start + 1) for c in found.citations))

    assistant.ask = asked  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("worse", "told"),
    [
        (
            answers_always,
            "FAIL dev questions against the baseline - 1 dev questions passed in the baseline and fail now: q2",
        ),
        (
            finds_nothing,
            "FAIL dev questions against the baseline - 1 dev questions passed in the baseline and fail now: q1",
        ),
        (cites_one_character_off, "FAIL citations_verbatim - 1 below 1.0: q1"),
    ],
)
def test_a_worse_assistant_fails_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, worse: Worse, told: str
) -> None:
    monkeypatch.setenv("FONTE_EMBEDDER", "hash")
    gold = write(tmp_path, [question(), refused(split="dev")])

    def eval_(out: str, make: Worse) -> int:
        def opened(*, settings: Settings, sync: bool, progress: Any) -> Assistant:
            assistant = Assistant.open(settings=settings, sync=sync, progress=progress)
            make(assistant)
            return assistant

        words = (
            "eval",
            "--gold",
            str(gold),
            "--gate",
            "--store",
            str(tmp_path / "store"),
            "--out",
            str(tmp_path / out),
        )
        return main(words, opener=opened)

    eval_("good", lambda assistant: None)
    baseline = Baseline(**make_baseline(Run.open(tmp_path / "good")))
    monkeypatch.setattr(session, "read_baseline", lambda: baseline)
    assert eval_("again", lambda assistant: None) == 0
    capsys.readouterr()
    assert eval_("worse", worse) == 1
    assert told in capsys.readouterr().out.splitlines()
