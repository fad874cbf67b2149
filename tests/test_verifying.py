import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import CorpusError, InputError
from rag.types import Answer
from rag.verifying import verify
from tests.cli.fakes import FILE, QUOTES, TEXT, abstained, answered


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_bytes(TEXT.encode())
    return tmp_path


def states(answer: Answer, corpus: Path) -> list[str]:
    return [check.state for check in verify(answer, corpus).citations]


def test_untouched_files_verify(corpus: Path) -> None:
    result = verify(answered(), corpus)
    assert [check.state for check in result.citations] == ["present", "present"]
    assert result.ok
    assert result.problems == ()


def test_a_claim_that_its_citations_do_not_say_fails(corpus: Path) -> None:
    answer = answered()
    edited = replace(answer.claims[0], text="Mario Draghi ha firmato per ANIE.")
    text = answer.text.replace(answer.claims[0].text, edited.text)
    result = verify(replace(answer, text=text, claims=(edited, *answer.claims[1:])), corpus)
    assert result.problems == ("claims[0] is not what its citations say",)


def test_a_quote_that_moved_in_its_file_stands(corpus: Path) -> None:
    (corpus / FILE).write_bytes(("Una riga nuova.\n" + TEXT).encode())
    result = verify(answered(), corpus)
    assert [check.state for check in result.citations] == ["moved", "moved"]
    assert result.citations[0].start == TEXT.index(QUOTES[0]) + len("Una riga nuova.\n")
    assert result.ok


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("..." + TEXT + QUOTES[0], 3 + TEXT.index(QUOTES[0])),
        (QUOTES[0] + "." * 50 + TEXT, 0),
        (QUOTES[0] * 2, len(QUOTES[0])),
    ],
    ids=["after", "before", "between"],
)
def test_the_nearest_of_several_copies_is_the_moved_one(corpus: Path, text: str, start: int) -> None:
    (corpus / FILE).write_bytes(text.encode())
    assert verify(answered(), corpus).citations[0].start == start


def test_a_renamed_file_stands_and_is_named(corpus: Path) -> None:
    (corpus / "altro").mkdir()
    (corpus / FILE).rename(corpus / "altro" / "nuovo.txt")
    result = verify(answered(), corpus)
    assert {(check.state, check.file) for check in result.citations} == {("renamed", "altro/nuovo.txt")}
    assert result.ok


def test_a_new_file_under_the_old_name_does_not_hide_a_rename(corpus: Path) -> None:
    (corpus / FILE).rename(corpus / "nuovo.txt")
    (corpus / FILE).write_bytes(b"Tutt'altro.\n")
    assert states(answered(), corpus) == ["renamed", "renamed"]


def test_a_changed_quote_fails_and_the_other_stands(corpus: Path) -> None:
    (corpus / FILE).write_bytes(TEXT.replace("Marco Vecchio", "Mario Vecchi").encode())
    result = verify(answered(), corpus)
    assert [check.state for check in result.citations] == ["changed", "moved"]
    assert not result.ok


def test_a_file_that_is_gone_fails(corpus: Path) -> None:
    (corpus / FILE).unlink()
    assert states(answered(), corpus) == ["gone", "gone"]


def test_the_same_quote_in_another_file_does_not_save_a_gone_one(corpus: Path) -> None:
    (corpus / FILE).unlink()
    (corpus / "copia.txt").write_bytes((TEXT + "!").encode())
    assert states(answered(), corpus) == ["gone", "gone"]


def test_newlines_are_not_translated(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    (tmp_path / FILE).write_bytes(text.encode())
    answer = answered()
    shifted = tuple(
        replace(c, start=text.index(c.quote), end=text.index(c.quote) + len(c.quote)) for c in answer.citations
    )
    assert states(replace(answer, citations=shifted), tmp_path) == ["present", "present"]


def test_the_citation_s_own_encoding_is_used(tmp_path: Path) -> None:
    quote = "È così."
    (tmp_path / FILE).write_bytes(quote.encode("cp1252"))
    answer = answered()
    citation = replace(answer.citations[0], start=0, end=len(quote), quote=quote, encoding="cp1252")
    assert states(replace(answer, citations=(citation,)), tmp_path) == ["present"]
    assert states(replace(answer, citations=(replace(citation, encoding="utf-8"),)), tmp_path) == ["changed"]


def test_an_abstention_needs_no_file_to_hold_anything(tmp_path: Path) -> None:
    assert verify(abstained(), tmp_path).ok


@pytest.mark.parametrize(
    "file",
    [
        "",
        "../patto.txt",
        "a/../../patto.txt",
        "/etc/passwd",
        "C:\\patto.txt",
        "C:patto.txt",
        "\\\\host\\x",
        "..\\x",
        "a\0b",
    ],
)
def test_a_path_outside_the_corpus_is_refused(corpus: Path, file: str) -> None:
    answer = answered()
    citations = (replace(answer.citations[0], file=file), answer.citations[1])
    with pytest.raises(InputError, match=r"citations\[0\]\.file must be a path inside the corpus"):
        verify(replace(answer, citations=citations), corpus)


def test_a_link_that_leads_outside_the_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(TEXT.encode())
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / FILE).symlink_to(tmp_path / "secret.txt")
    with pytest.raises(InputError, match="inside the corpus"):
        verify(answered(), tmp_path / "corpus")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"start": -1}, "0 <= start < end"),
        ({"end": 0}, "0 <= start < end"),
        ({"encoding": "klingon"}, "text encoding"),
        ({"encoding": "rot13"}, "text encoding"),
        ({"encoding": "zlib"}, "text encoding"),
        ({"encoding": ""}, "text encoding"),
        ({"encoding": "utf-8\0"}, "text encoding"),
    ],
)
def test_an_impossible_citation_is_refused(corpus: Path, change: dict, told: str) -> None:
    answer = answered()
    citations = (answer.citations[0], replace(answer.citations[1], **change))
    with pytest.raises(InputError, match=told):
        verify(replace(answer, citations=citations), corpus)


@pytest.mark.parametrize("place", ["nowhere", FILE])
def test_a_corpus_that_is_no_folder_is_refused(corpus: Path, place: str) -> None:
    with pytest.raises(CorpusError):
        verify(answered(), corpus / place)


def _claim(answer: Answer, **change: object) -> Answer:
    return replace(answer, claims=(replace(answer.claims[0], **change), answer.claims[1]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda a: replace(a, text=a.text.replace("[2]", "[1]")), "text is not the claims joined"),
        (lambda a: replace(a, text=a.text + " E altro."), "text is not the claims joined"),
        (lambda a: replace(a, citations=a.citations[::-1]), "numbered 1, 2"),
        (lambda a: replace(a, citations=a.citations[:1]), r"claims use the citations \[1, 2\], and \[1\] are given"),
        (lambda a: _claim(a, citations=(2,)), "claims use the citations"),
        (lambda a: _claim(a, citations=()), r"claims\[0\] has no citation"),
        (lambda a: _claim(a, text="Vecchio [1]."), "marker in its own text"),
        (lambda a: _claim(a, text=""), r"claims\[0\] has no text"),
        (lambda a: _claim(a, verdict="unsupported"), "unsupported by its own verdict"),
        (lambda a: replace(a, claims=(), citations=(), text=""), "has no claims"),
        (lambda a: replace(a, abstained=True), "an abstention has claims or citations"),
        (lambda a: replace(abstained(), text="Niente [1]."), "text of an abstention has a marker"),
        (
            lambda a: replace(a, citations=(replace(a.citations[0], end=a.citations[0].end + 1), a.citations[1])),
            "quote of 34 characters for 35",
        ),
    ],
)
def test_an_answer_that_disagrees_with_itself_is_told(
    corpus: Path, change: Callable[[Answer], Answer], told: str
) -> None:
    result = verify(change(answered()), corpus)
    assert not result.ok
    assert any(re.search(told, problem) for problem in result.problems), result.problems


@given(st.text(min_size=1), st.integers(0, 200), st.integers(1, 200))
def test_any_span_of_any_text_is_present(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: int, n: int
) -> None:
    text = text.encode("utf-8", "replace").decode()
    start = start % len(text)
    end = min(len(text), start + n)
    folder = tmp_path_factory.mktemp("corpus")
    (folder / FILE).write_bytes(text.encode())
    answer = answered()
    citation = replace(answer.citations[0], start=start, end=end, quote=text[start:end])
    assert states(replace(answer, citations=(citation,)), folder) == ["present"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_file_saved_anew_in_another_encoding_still_holds_its_quotes(corpus: Path, encoding: str) -> None:
    (corpus / FILE).write_bytes(TEXT.encode(encoding, "replace"))
    assert set(states(answered(), corpus)) <= {"present", "moved"}


def test_a_quote_whose_line_breaks_changed_has_moved(tmp_path: Path) -> None:
    quote = "Anna Neri ha firmato\nil patto a Trani."
    (tmp_path / FILE).write_bytes(b"Titolo.\r\n\r\nAnna Neri ha firmato\r\nil patto  a Trani.\r\n")
    citation = replace(answered().citations[0], start=9, end=9 + len(quote), quote=quote)
    (check,) = verify(replace(answered(), citations=(citation,)), tmp_path).citations
    assert (check.state, check.start) == ("moved", 11)


def test_the_count_of_a_list_is_true_of_the_list_and_a_wrong_one_is_not(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"Il patto fa discutere.")
    first = replace(answered().citations[0], start=0, end=22, quote="Il patto fa discutere.", file="a.txt")
    citations = (replace(first, n=1), replace(first, n=2, file="b.txt"))

    def problems(count: int) -> tuple[str, ...]:
        claim = replace(answered().claims[0], text=f"Articoli che citano «patto»: {count} su 9.", citations=(1, 2))
        told = replace(answered(), claims=(claim,), citations=citations, text=f"{claim.text} [1][2]")
        return verify(told, tmp_path).problems

    assert problems(2) == ()
    assert problems(3) == ("claims[0] is not what its citations say",)
