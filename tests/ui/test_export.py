"""An exported answer keeps its footnotes, verifies, and is text in any Markdown reader."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from rag.types import Answer
from rag.verifying import verify
from rag.wire import answer_from_json
from tests.cli.fakes import FILE, TEXT, abstained, answered
from ui.export import to_json, to_markdown
from ui.words import words_for

WORDS = words_for("it")


def test_markdown_has_a_footnote_for_every_citation() -> None:
    saved = to_markdown(answered("Chi ha firmato?"), WORDS)
    assert saved.name == "fonte-chi-ha-firmato.md"
    assert "ANIE.[^1] JeongHoi Kim ha firmato per KSIA.[^2]" in saved.text
    assert "[^2]: Il patto · 2026-01-12 · riga 3 · patto.txt «JeongHoi Kim ha firmato per KSIA.»" in saved.text


def test_an_abstention_is_told_with_its_reason() -> None:
    text = to_markdown(abstained(), WORDS).text
    assert "Gli articoli non rispondono" in text and "Cercavo un numero" in text and "[^" not in text


def test_json_is_the_answer_and_verifies(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(TEXT, encoding="utf-8")
    saved = to_json(answered())
    answer = answer_from_json(json.loads(saved.text))
    assert answer == answered() and verify(answer, tmp_path).ok


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](http://e.example/a.png)",
        "<img src=x>",
        "[a](javascript:1)",
        "# T",
        "`c`",
        "[^1]: x",
        "a\n\n---\n# b",
        "1. x",
        "- y",
    ],
)
def test_nothing_in_it_is_markup(hostile: str) -> None:
    made: Answer = answered(hostile)
    cited = replace(made.citations[0], title=hostile, url=f"http://x/`{hostile}", quote=hostile)
    made = replace(made, claims=(replace(made.claims[0], text=hostile),), citations=(cited,))
    bare = re.sub(r"\\[\W_]", "", to_markdown(made, WORDS).text)
    bare, spans = re.subn("`[^`]*`", "", bare)  # the address, as code
    assert spans == 1 and "`" not in bare and "<" not in bare and "!" not in bare
    assert bare.count("[") == bare.count("]") == 2  # the marker and its footnote
    assert bare.count("#") == 1 and re.findall("^(?:- |1[.])", bare, re.M) == []
