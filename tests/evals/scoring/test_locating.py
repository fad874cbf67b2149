"""In a table of articles a place counts within its record: the same offsets of another one are no evidence."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.articles import Articles
from evals.metrics import Case
from evals.metrics.citations import resolves
from evals.questions import Evidence
from evals.responses import Cited, read_response
from evals.scoring.locating import located
from evals.scoring.scored import score_all
from tests.evals.cases import question

ROWS = ["Il ponte di Orvella è costato 4,2 milioni di euro.", "Il ponte di Tresana è costato 7,9 milioni di euro."]
FILE = "notizie.jsonl"


def table(folder: Path) -> Articles:
    lines = [json.dumps({"title": f"Titolo {n}", "text": text}) for n, text in enumerate(ROWS, 1)]
    (folder / FILE).write_text("\n".join(lines), encoding="utf-8")
    return Articles(folder)


def passage(texts: Articles, record: int) -> dict[str, Any]:
    whole = texts.text(FILE, record=record) or ""
    start = whole.index(ROWS[record - 1])
    return {"file": FILE, "start": start, "end": start + len(ROWS[record - 1]), "text": ROWS[record - 1], "score": 1.0}


def asked(texts: Articles, record: int) -> Any:
    at = passage(texts, record)
    proof = Evidence(FILE, at["text"], at["start"], at["end"], "", record=record)
    return question(evidence=(proof,), evidence_sets=((0,),))


def test_a_passage_of_another_record_is_no_hit(tmp_path: Path) -> None:
    texts = table(tmp_path)
    for found, hit in ((1, 1.0), (2, 0.0)):
        line = {"id": "q1", "passages": [passage(texts, found)], "answer": {"text": "Non so.", "abstained": True}}
        (scored,) = score_all([asked(texts, 1)], {"q1": read_response(line)}, texts, "g")
        assert scored.value("span_hit@1") == hit


def test_a_citation_lies_in_a_passage_of_its_own_record(tmp_path: Path) -> None:
    texts = table(tmp_path)
    line = {"id": "q1", "answer": {"text": "x", "passages": [passage(texts, 2)]}}
    shown = located(read_response(line), texts)
    assert [place.record for place in shown.shown] == [2]
    case = Case(asked(texts, 1), shown, texts)
    at = passage(texts, 1)
    cited = Cited(1, FILE, at["start"], at["end"], at["text"], record=1)
    assert resolves(case, cited) == "[1] lies in no passage that was shown"
    other = passage(texts, 2)
    assert resolves(case, Cited(1, FILE, other["start"], other["end"], other["text"], record=2)) is None


def test_what_cannot_be_told_stays_as_it_came(tmp_path: Path) -> None:
    texts = table(tmp_path)
    response = read_response({"id": "q1", "answer": {"text": "x", "passages": [passage(texts, 1)]}})
    mute = replace(response, shown=tuple(replace(place, text="") for place in response.shown), found=())
    assert located(mute, texts) is mute
    foreign = replace(response, shown=tuple(replace(place, file="b.txt") for place in response.shown), found=())
    assert [place.record for place in located(foreign, texts).shown] == [None]
