import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rag.cli.progress import Progress
from rag.types import FileProblem, Filters, Interpreted, Notice, SyncReport
from tests.cli.conftest import Outcome
from tests.cli.fakes import FILE, QUOTES, TEXT, FakeAssistant, abstained, answered, passage

Run = Callable[..., Outcome]


# ── ask ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ask_prints_the_answer_and_its_numbered_sources(fonte: Run) -> None:
    found = fonte("ask", "Chi ha firmato?")
    assert found.code == 0
    assert found.err == ""
    assert found.out.startswith(f"{QUOTES[0]} [1] {QUOTES[1]} [2]\n")
    assert "\nFonti\n[1] Il patto\n    2026-01-12 · patto.txt:3\n" in found.out
    assert f"    «{QUOTES[1]}»\n" in found.out
    assert "extractive · 0.00 s · 1 documento" in found.out


def test_ask_joins_words_that_were_not_quoted(fonte: Run, assistant: FakeAssistant) -> None:
    fonte("ask", "Chi", "ha", "firmato?")
    assert assistant.history[0][1][0] == "Chi ha firmato?"


def test_ask_gives_the_filters_and_the_wish_not_to_sync(fonte: Run, assistant: FakeAssistant) -> None:
    fonte("ask", "Chi?", "--since", "2026", "--file", "a*", "--file", "b.txt", "--no-sync", "--embedder", "hash")
    assert assistant.history[0][1][2] == Filters("2026", None, ("a*", "b.txt"))
    assert assistant.opened == {"sync": False}
    assert assistant.settings.embedder == "hash"


def test_a_filter_from_the_words_is_shown_and_can_be_undone(fonte: Run, assistant: FakeAssistant) -> None:
    narrowed = Interpreted("Chi ha firmato?", {"since": "2026", "outlet": "Nova"})
    assistant.replies["Chi?"] = replace(answered(), interpreted=narrowed)
    assert "\nCercato solo: dal 2026, testata Nova (--literal)\n" in fonte("ask", "Chi?").out
    fonte("ask", "Chi?", "--literal")
    assert assistant.history[-2][1][2] == Filters(from_words=False)


def test_ask_speaks_the_answer_s_language(fonte: Run, assistant: FakeAssistant) -> None:
    reply = replace(answered(), answer_language="en")
    assistant.replies["Who?"] = replace(reply, citations=tuple(replace(c, date=None) for c in reply.citations))
    found = fonte("ask", "Who?")
    assert "\nSources\n" in found.out
    assert "    undated · patto.txt:3\n" in found.out
    assert f"“{QUOTES[0]}”" in found.out


def test_an_abstention_is_calm_and_shows_what_came_nearest(fonte: Run, assistant: FakeAssistant) -> None:
    near = (passage(), passage(score=0.8), passage("altro.txt", "Tutt'altro " * 40))
    assistant.replies["Quanti?"] = replace(abstained(), passages=near)
    found = fonte("ask", "Quanti?")
    assert found.code == 0
    assert found.out.startswith("Gli articoli non rispondono a questa domanda.\nCercavo un numero")
    assert "I passaggi più vicini" in found.out
    assert found.out.count("patto.txt") == 1
    assert "Tutt'altro …\n" in found.out
    assert "Fonti" not in found.out


def test_an_abstention_shows_three_files_at_most(fonte: Run, assistant: FakeAssistant) -> None:
    near = tuple(passage(f"{n}.txt") for n in range(5))
    assistant.replies["Quanti?"] = replace(abstained(), passages=near)
    assert fonte("ask", "Quanti?").out.count(".txt\n") == 3


def test_parts_without_an_answer_are_named(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.replies["Chi?"] = replace(answered(), unanswered=("quanto costa",))
    assert "Gli articoli non dicono: quanto costa\n" in fonte("ask", "Chi?").out


def test_warnings_go_to_stderr_each_once(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.replies["Chi?"] = replace(answered(), warnings=(Notice("busy", "wait"), Notice("busy", "wait")))
    assert fonte("ask", "Chi?").err == "note: wait\n"


def test_files_left_out_are_named_on_stderr(fonte: Run, assistant: FakeAssistant) -> None:
    failed = tuple(FileProblem(f"{n}.txt", "not text") for n in range(5))
    assistant.report = SyncReport(unchanged=(FILE,), failed=failed)
    err = fonte("ask", "Chi?").err
    assert err.startswith("note: 0.txt was left out: not text\n")
    assert err.endswith("note: and 2 more; `fonte index` names them all\n")


def test_json_stands_alone_on_stdout(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.replies["Perché?"] = replace(answered("Perché?"), warnings=(Notice("busy", "wait"),))
    found = fonte("ask", "Perché?", "--json")
    document = json.loads(found.out)
    assert document["question"] == "Perché?"
    assert '"question": "Perché?"' in found.out
    assert found.err == "note: wait\n"


def test_a_file_name_that_is_not_utf_8_is_escaped_in_json(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.passages = (passage("caff\udce8.txt"),)
    found = fonte("search", "Chi?", "--json")
    assert found.code == 0
    assert json.loads(found.out)["files"] == ["caff\udce8.txt"]


NASTY = "Il [bold]patto[/bold] [/foo] \x1b[31mrosso\x07 \u202egnirts\u202c z\u200bero \x00 \ud800 riga\nnuova :smile:"


def test_article_text_is_text_in_the_terminal(fonte: Run, assistant: FakeAssistant) -> None:
    reply = answered()
    citation = replace(reply.citations[0], quote=NASTY, title=NASTY, file="a\x1b]0;x\x07.txt", url="http://[bad")
    assistant.replies["Chi?"] = replace(reply, text=NASTY, citations=(citation,))
    assistant.passages = (passage(text=NASTY),)
    for out in (fonte("ask", "Chi?").out, fonte("search", "Chi?").out):
        assert "Il [bold]patto[/bold] [/foo]  [31mrosso gnirts zero \ufffd riga nuova :smile:".replace("  ", " ") in out
        assert not set(out) & set("\x1b\x07\x00\u202e\u202c\u200b\ud800")


def test_trace_writes_what_each_stage_did(fonte: Run, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    assert fonte("ask", "Chi?", "--trace", str(trace)).code == 0
    assert json.loads(trace.read_text()) == {"stage": "search", "passages": 1}


# ── search ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_search_prints_rank_and_score_of_each_leg(fonte: Run) -> None:
    found = fonte("search", "Chi?")
    assert found.out.splitlines() == [
        "1. 0.9000 · meaning 1 (0.870) · words –",
        f"    patto.txt:0-{len(TEXT)} · Il patto · 2026-01-12",
        "    Il patto tra ANIE e KSIA Marco Vecchio ha firmato per ANIE. JeongHoi Kim ha firmato per KSIA.",
    ]


def test_search_json_holds_question_files_passages_and_warnings(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.notices = (Notice("words_only", "no embedder"),)
    found = fonte("search", "Chi?", "--json", "-k", "3")
    document = json.loads(found.out)
    assert list(document) == ["question", "files", "passages", "warnings"]
    assert document["files"] == [FILE]
    assert document["passages"][0]["legs"]["words"] is None
    assert document["warnings"] == [{"code": "words_only", "message": "no embedder"}]
    assert assistant.history[0] == ("search", ("Chi?", 3, Filters()))


def test_a_search_that_finds_nothing_says_so(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.passages = ()
    assert fonte("search", "Chi?") == Outcome(0, "nothing found\n", "")


# ── index ─────────────────────────────────────────────────────────────────────────────────────────────────────────

REPORT = SyncReport(
    added=("a.txt",), renamed=(("b.txt", "c.txt"),), failed=(FileProblem("d.txt", "not \x1btext"),), seconds=1.25
)


def test_index_counts_and_names_what_failed(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.report = REPORT
    found = fonte("index", "articles")
    assert found.code == 0
    assert found.out.splitlines() == [
        "articles: 1 document in 1.2 s",
        "added 1 · changed 0 · renamed 1 · removed 0 · unchanged 0 · ignored 0 · failed 1",
        "  renamed b.txt → c.txt",
        "  failed d.txt: not text",
    ]
    assert found.err == ""


def test_index_json_is_the_report(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.report = REPORT
    document = json.loads(fonte("index", "--json").out)
    assert document["failed"] == [{"file": "d.txt", "reason": "not \x1btext"}]
    assert document["documents"] == 1


def test_index_of_a_folder_where_nothing_could_be_read_is_exit_2(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.report = SyncReport(failed=REPORT.failed)
    found = fonte("index")
    assert found.code == 2
    assert "could be read" in found.err


def test_index_while_another_process_writes_is_exit_3(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.report = None
    found = fonte("index")
    assert (found.code, "another process is indexing" in found.err) == (3, True)


# ── progress ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Step:
    stage: str
    done: int
    total: int
    file: str | None = None


def test_a_long_step_is_told_on_stderr_and_a_short_one_is_not(
    fonte: Run, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.steps = (Step("embed", 1, 3, "a\x1b.txt"), Step("embed", 2, 3))
    assert fonte("ask", "Chi?", "--json").err == ""
    monkeypatch.setattr("rag.cli.progress.QUIET_SECONDS", 0.0)
    assert fonte("ask", "Chi?", "--json").err == "embed: 1 of 3 a .txt\n"


def test_a_step_without_a_total_forgets_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("rag.cli.progress.QUIET_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with Progress() as progress:
        progress.show("embedding", 7, 31)
        progress.show("writing", 0, 0, "the vector index")
    assert "0/?" in terminal.getvalue().rpartition("writing the vector index")[2]


# ── batch and verify ──────────────────────────────────────────────────────────────────────────────────────────────


def test_batch_answers_and_says_how_many(fonte: Run, assistant: FakeAssistant, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "question": "Chi?"}\n{"id": 2, "question": "Dove?"}\n')
    assert fonte("batch", str(source), str(target)) == Outcome(0, "", "2 questions: 2 asked, 0 kept, 0 failed\n")
    assistant.replies["Chi?"] = ValueError("boh")
    assert fonte("batch", str(source), str(target)).err == "2 questions: 0 asked, 2 kept, 0 failed\n"
    target.unlink()
    assert fonte("batch", str(source), str(target)).code == 3


def test_verify_says_what_stands_and_what_does_not(fonte: Run, tmp_path: Path) -> None:
    corpus, saved = tmp_path / "corpus", tmp_path / "answer.json"
    corpus.mkdir()
    (corpus / FILE).write_bytes(TEXT.encode())
    from rag.wire import answer_to_json, to_text

    saved.write_text(to_text(answer_to_json(answered())), encoding="utf-8")
    words = ("verify", str(saved), "--corpus", str(corpus))
    assert fonte(*words) == Outcome(0, f"[1] present: {FILE}\n[2] present: {FILE}\nok\n", "")
    (corpus / FILE).write_bytes(QUOTES[1].encode())
    found = fonte(*words)
    assert found.code == 1
    assert found.out.startswith(
        f"[1] changed: {FILE} no longer holds the quote\n[2] moved: {FILE}, now at character 0\n"
    )
    document = json.loads(fonte(*words, "--json").out)
    assert document["ok"] is False
    assert document["citations"][1] == {"n": 2, "state": "moved", "cited": FILE, "file": FILE, "start": 0}


def test_verify_tells_where_it_looked_when_no_folder_was_named(
    fonte: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.wire import answer_to_json, to_text

    saved, other = tmp_path / "answer.json", tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("Altro.", encoding="utf-8")
    saved.write_text(to_text(answer_to_json(answered())), encoding="utf-8")
    monkeypatch.setenv("FONTE_CORPUS", str(other))
    found = fonte("verify", str(saved))
    assert found.code == 1
    assert "[1] gone" in found.out
    assert found.err == f"note: looked in {other}; if the answer is about another folder, name it with --corpus.\n"
    assert fonte("verify", str(saved), "--corpus", str(other)).err == ""


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"schema": 1}'])
def test_verify_refuses_what_is_no_answer(fonte: Run, tmp_path: Path, content: str) -> None:
    saved = tmp_path / "answer.json"
    saved.write_text(content)
    found = fonte("verify", str(saved))
    assert (found.code, found.err.count("\n")) == (2, 1)


def test_a_terminal_is_filled_to_its_width_and_no_further(
    fonte: Run, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    out = fonte("search", "Chi?").out
    assert "\x1b[1m" in out
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out).splitlines()
    assert max(map(len, lines)) <= 40
    assert len(lines) > 4
    assert all(line == line.rstrip() for line in lines)
