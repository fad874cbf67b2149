"""Follow articles of every format from the folder to a cited answer, and check that answer against the files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.types import Answer
from rag.verifying import verify
from tests.corpus import samples

FACTS = {
    "mulino.html": ("Il mulino di Vernara", "Il mulino di Vernara macina 840 quintali di farina di castagne all'anno."),
    "diga.pdf": ("La diga di Ossera", "La diga di Ossera trattiene 27 milioni di metri cubi d'acqua."),
    "coro.docx": ("Il coro di Brenta", "Il coro di Brenta ha cantato davanti a 1.950 spettatori a Graz."),
    "treno.eml": ("Il treno per Calisio", "Il treno per Calisio parte ogni 45 minuti dalla stazione di Povo."),
}
VILLAGES = [("Arna", 14), ("Ezzo", 27)]
FILL = "Lo ha detto ieri la portavoce del comune durante una conferenza stampa molto affollata e piuttosto breve."
ROWS = [
    {"title": "Il faro di Tellara", "date": "2026-01-12", "text": f"Il faro di Tellara è alto 63 metri. {FILL}"},
    {"title": "Il museo di Corvara", "date": "2025-11-30", "text": f"Il museo di Corvara espone 412 violini. {FILL}"},
]


def fill(folder: Path) -> None:
    (title, fact) = FACTS["mulino.html"]
    (folder / "mulino.html").write_bytes(
        samples.page(title, [fact, FILL], head='<meta name="date" content="2026-01-12">')
    )
    (title, fact) = FACTS["diga.pdf"]
    (folder / "diga.pdf").write_bytes(samples.pdf([["Bollettino", FILL], [title, fact, FILL]]))
    (title, fact) = FACTS["coro.docx"]
    (folder / "coro.docx").write_bytes(samples.docx(title, [fact, FILL]))
    (title, fact) = FACTS["treno.eml"]
    (folder / "treno.eml").write_bytes(
        samples.mail(title, "a@b.example", "Mon, 12 Jan 2026 09:00:00 +0100", f"{fact}\n\n{FILL}")
    )
    (folder / "luoghi.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articoli")
    fill(folder)
    return folder


@pytest.fixture(scope="module")
def assistant(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(corpus, tmp_path_factory.mktemp("store"), embedder="hash") as opened:
        yield opened


QUESTIONS = {
    "mulino.html": "Quanti quintali di farina di castagne macina il mulino di Vernara?",
    "diga.pdf": "Quanti milioni di metri cubi d'acqua trattiene la diga di Ossera?",
    "coro.docx": "Davanti a quanti spettatori ha cantato il coro di Brenta a Graz?",
    "treno.eml": "Ogni quanti minuti parte il treno per Calisio?",
    "luoghi.jsonl": "Quanti violini espone il museo di Corvara?",
}


def asked(assistant: Assistant, file: str) -> Answer:
    answer = assistant.ask(QUESTIONS[file])
    assert not answer.abstained, answer.reason
    return answer


@pytest.mark.parametrize("file", QUESTIONS)
def test_an_answer_from_an_extracted_format_is_cited_and_stands(assistant: Assistant, corpus: Path, file: str) -> None:
    answer = asked(assistant, file)
    citation = answer.citations[0]
    assert (citation.file, citation.line) == (file, None)
    assert citation.page == (2 if file == "diga.pdf" else None)
    assert citation.record == (2 if file == "luoghi.jsonl" else None)
    assert any(p.file == file and p.start <= citation.start and citation.end <= p.end for p in answer.passages)
    checked = verify(answer, corpus)
    assert checked.ok and {check.state for check in checked.citations} == {"present"}


def test_rows_alike_in_place_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    rows = [{"text": f"Il borgo di {name} conta {count} pozzi antichi nella piazza."} for name, count in VILLAGES]
    (tmp_path / "corpus" / "borghi.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Assistant.open(tmp_path / "corpus", tmp_path / "store", embedder="hash") as assistant:
        for number, (name, _) in enumerate(VILLAGES, 1):
            citation = assistant.ask(f"Quanti pozzi antichi conta il borgo di {name}?").citations[0]
            assert (citation.record, citation.quote, citation.start) == (number, rows[number - 1]["text"], 0)


def test_dates_and_titles_of_rows_are_their_own(assistant: Assistant) -> None:
    citation = asked(assistant, "luoghi.jsonl").citations[0]
    assert (citation.title, citation.date) == ("Il museo di Corvara", "2025-11-30")
    assert assistant.state().documents == len(FACTS) + len(ROWS)


def test_a_row_that_moves_is_found_and_one_that_goes_is_missed(assistant: Assistant, tmp_path: Path) -> None:
    answer = asked(assistant, "luoghi.jsonl")
    (tmp_path / "luoghi.jsonl").write_text("".join(json.dumps(row) + "\n" for row in (ROWS[1], ROWS[0])))
    assert [check.state for check in verify(answer, tmp_path).citations] == ["moved"]
    (tmp_path / "luoghi.jsonl").write_text(json.dumps(ROWS[0]))
    assert not verify(answer, tmp_path).ok
    (tmp_path / "luoghi.jsonl").rename(tmp_path / "altro.jsonl")
    assert [check.state for check in verify(answer, tmp_path).citations] == ["gone"]


def test_a_false_page_format_quote_is_caught(assistant: Assistant, corpus: Path) -> None:
    answer = asked(assistant, "diga.pdf")
    false = tuple(replace(citation, quote=citation.quote.replace("27", "72")) for citation in answer.citations)
    assert not verify(replace(answer, citations=false), corpus).ok


def test_only_the_row_that_changes_is_embedded_again(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    fill(corpus)
    with Assistant.open(corpus, tmp_path / "store", embedder="hash") as assistant:
        assert assistant.report is not None and len(assistant.report.added) == 5
        changed = {**ROWS[1], "text": f"Il museo di Corvara espone 413 violini. {FILL}"}
        (corpus / "luoghi.jsonl").write_text(json.dumps(ROWS[0]) + "\n" + json.dumps(changed) + "\n")
        report = assistant.sync()
        assert report.changed == ("luoghi.jsonl",) and 1 <= report.embedded <= 3
        assert "413" in assistant.ask(QUESTIONS["luoghi.jsonl"]).text
        (corpus / "luoghi.jsonl").rename(corpus / "posti.jsonl")
        report = assistant.sync()
        assert report.renamed == (("luoghi.jsonl", "posti.jsonl"),) and report.embedded == 0


def test_a_side_file_that_comes_changes_the_article_it_speaks_of(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    fill(corpus)
    with Assistant.open(corpus, tmp_path / "store", embedder="hash") as assistant:
        (corpus / "diga.meta.yaml").write_text("date: 2024-05-06\n")
        report = assistant.sync()
        assert report.changed == ("diga.pdf",) and "diga.meta.yaml" in report.ignored
        assert assistant.ask(QUESTIONS["diga.pdf"]).citations[0].date == "2024-05-06"
        (corpus / "diga.meta.yaml").write_text("date: domani\n")
        report = assistant.sync()
        assert [problem.file for problem in report.failed] == ["diga.meta.yaml"]
        assert assistant.ask(QUESTIONS["diga.pdf"]).citations[0].date is None


def test_a_filter_by_file_takes_every_row_of_it(assistant: Assistant) -> None:
    from rag.types import Filters

    found = assistant.search("faro museo", filters=Filters(files=("luoghi.jsonl",)))
    assert {passage.file for passage in found} == {"luoghi.jsonl"} and len(found) == 2
