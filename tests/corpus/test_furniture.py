"""Check that page furniture is marked and article text is not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.furniture import find_furniture
from rag.types import Span
from tests.corpus.pages import PAGES, Page

SEEDS = Path(__file__).parents[2] / "seeds"

SEED_MARKS = {  # the first and last words of every span, by file
    "000": [("Economia", "Economia"), ("  • Ora gli applausi", "nel cuore della Lombardia")],
    "001": [("Mercoledì 4 Febbraio 2026", "(#) [1]"), ("Ultima modifica:", "italian-chamber-of-commerce-korea>")],
    "002": [("Link", "Link")],
    "003": [],
    "004": [("Articolo precedenteLenovo", "inserisci il tuo nome qui")],
}


def covered(spans: tuple[Span, ...], start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in spans)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_marks_the_furniture_of_unseen_pages_and_keeps_their_articles(page: Page) -> None:
    spans = find_furniture(page.text)
    place = 0
    wrong = []
    for mark, line in page.lines:
        marked = bool(line.strip()) and covered(spans, place, place + len(line))
        if line.strip() and mark in "- " and marked != (mark == "-"):
            wrong.append(("marked" if marked else "missed", line))
        place += len(line) + 1
    assert wrong == []


def test_holds_fifteen_unseen_pages() -> None:
    assert len(PAGES) >= 15


@pytest.mark.parametrize("number", sorted(SEED_MARKS))
def test_marks_the_furniture_of_the_seeds(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*")
    text = path.read_bytes().decode()
    found = [span.of(text) for span in find_furniture(text)]
    assert len(found) == len(SEED_MARKS[number])
    for part, (first, last) in zip(found, SEED_MARKS[number], strict=True):
        assert part.startswith(first)
        assert part.endswith(last)


LINES = st.lists(
    st.sampled_from(
        [
            "",
            " ",
            "Economia",
            "Leggi anche",
            "19/01/2026",
            "di Redazione",
            "• Generali 300x600",
            "Un titolo qualunque",
            "Link",
        ]
        + [
            "Il ministro ha firmato ieri un accordo a Tokyo.",
            "Condividi",
            "\ufeff",
            "---",
            "title: x",
            "# Titolo",
            "[1] https://a.it",
        ]
        + ["LASCIA UN COMMENTO", "Ultima modifica: 19/01/2026", "a > b", "#chip", "x" * 400]
    )
    | st.text(max_size=30),
    max_size=25,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_spans_are_sorted_apart_and_made_of_whole_lines(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    spans = find_furniture(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(first.end < second.start for first, second in zip(spans, spans[1:], strict=False))
    for span in spans:
        assert span.start == 0 or text[span.start - 1] in "\r\n"
        assert span.end == len(text) or text[span.end] in "\r\n"
    assert find_furniture(text) == spans


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_make_no_difference(newline: str) -> None:
    for page in PAGES:
        unix = [span.of(page.text) for span in find_furniture(page.text)]
        other = page.text.replace("\n", newline)
        assert [span.of(other).replace(newline, "\n") for span in find_furniture(other)] == unix


@pytest.mark.parametrize("text", ["", "\n\n", "Economia", "Leggi anche", "Un titolo", "\ufeff", "---", "---\n---\n"])
def test_a_page_of_next_to_nothing_is_no_trouble(text: str) -> None:
    assert all(span.of(text).strip() for span in find_furniture(text))


@pytest.mark.parametrize(
    "line",
    ["parola " * 150_000, "x > " * 250_000, "(" * 10_000, "[a" * 5_000, "#" * 10_000, "[](" * 3_000, "di " * 3_000]
    + [
        "condividi " * 1_000,
        "\r" * 100_000,
        "• 300x600\n" * 8_000,
        "Leggi anche\nFrase lunga abbastanza con un punto.\n" * 2_000,
    ],
    ids=range(11),
)
def test_is_quick_on_huge_and_nasty_lines(line: str) -> None:
    took = []
    for _ in range(3):  # the best of them: a busy machine counts other people's time too
        began = time.process_time()
        find_furniture(line)
        took.append(time.process_time() - began)
        if took[-1] < 0.9:
            break
    assert min(took) < 0.9


def test_of_a_page_that_was_cleaned_no_list_and_no_foot_is_taken_for_one_button() -> None:
    prose = "Il consiglio della valle ha approvato il bilancio con undici voti a favore e quattro contrari, ieri sera."
    links = "\n\n".join(f"https://a.example/{number}" for number in range(6))
    foot = "Scarica l'app\n\nMulino di Ossera\n\nPonte di Lavella"
    for below, marked in ((links, []), (foot, ["Scarica l'app"])):
        text = f"Il bilancio\n\n{prose}\n\n{below}\n"
        assert [span.of(text) for span in find_furniture(text, cleaned=True)] == marked
        assert [span.of(text) for span in find_furniture(text)] != marked


def test_a_table_above_a_foot_of_sentences_is_not_taken_for_a_menu() -> None:
    rows = "\n".join(f"Pilota {number}\n{number * 3}" for number in range(40))
    above = "La classifica finale del campionato dopo trentasei gare, aggiornata dopo l'ultima prova di Ossera\n" * 4
    foot = "Si prega di scrivere commenti educati, altrimenti la redazione li toglie senza dirlo a nessuno.\n" * 2
    text = f"Home\nSport\nNews\n{above}{rows}\n{foot}"
    found = [span.of(text) for span in find_furniture(text)]
    assert not any("Pilota" in part for part in found)


def test_a_heading_above_a_list_of_sections_is_not_taken_for_a_menu() -> None:
    names = "Economia Politica Cronaca Sport Cultura Salute Ambiente Lavoro Scienza Europa Italia Mondo".split()
    text = "# La valle nel 2025\n\n" + "\n".join(f"- {name}" for name in names)
    text += (
        "\n\nDieci parole sulla valle\n\n"
        + "La valle ha visto dieci parole di troppo in un anno difficile per tutti i suoi paesi. " * 5
    )
    found = [span.of(text) for span in find_furniture(text)]
    assert not any("La valle nel 2025" in part or "Dieci parole" in part for part in found)
