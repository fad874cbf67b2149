"""Check what a page is taken to say of itself."""

from __future__ import annotations

import pytest

from rag.corpus.describe import Description, describe
from rag.corpus.frontmatter import read_front_matter
from rag.corpus.furniture import find_furniture
from tests.corpus.pages import EN, IT, PAGES, Page


def described(text: str, file: str = "a.txt") -> Description:
    return describe(text, find_furniture(text), file)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_describes_unseen_pages(page: Page) -> None:
    found = described(page.text, page.file)
    assert (found.title, found.date, found.outlet) == (page.title, page.date, page.outlet)
    assert (found.url, found.language) == (page.url, page.language)
    assert (found.date is None) == (found.date_source is None)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("12 Gennaio 2026", "2026-01-12"),
        ("Pubblicato il 12 gennaio 2026", "2026-01-12"),
        ("Pubblicato il 12 gennaio 2026 alle 10:30", "2026-01-12"),
        ("Published: January 12, 2026 at 10:30 am", "2026-01-12"),
        ("Roma, 12 gennaio 2026", "2026-01-12"),
        ("Roma, 12 gennaio 2026 – Redazione", None),
        ("di Anna Bianchi | 12 gennaio 2026", "2026-01-12"),
        ("12/01/2026 - 10:30", "2026-01-12"),
        ("gennaio 2026", "2026-01"),
        ("**12 gennaio 2026**", "2026-01-12"),
        ("Pubblicato il 12 gennaio 2026 - Aggiornato il 14 gennaio 2026", "2026-01-12"),
        ("Aggiornato il 14 gennaio 2026", None),
        ("12 gennaio 2026 (modifica il 14 gennaio 2026 | 17:12)", "2026-01-12"),
        ("Publié le 12 janvier 2026 à 06h00, modifié le 14 janvier 2026 à 09h41", "2026-01-12"),
        ("Publiziert: 12.01.2026, 11:16 Uhr • Lesezeit: 5 Minuten", "2026-01-12"),
        ("By Ada Neri 12 January 2026 • 4:45pm BST", "2026-01-12"),
        ("8:00 AM PDT · January 12, 2026", "2026-01-12"),
        ("Teatro Verdi 12 gennaio 2026 ore 20:30", None),
        ("January 19, 2026 3:05 PM GMT+1 Updated 5 hours ago", "2026-01-19"),
        ("Ultima modifica: 14 gennaio 2026", None),
        ("Updated January 14, 2026", None),
        ("12 January 2026 (amended 14 January)", "2026-01-12"),
        ("Corretto 12 gennaio 2026", None),
        ("Press release – Newcastle upon Tyne, 12 January 2026", "2026-01-12"),
        ("Comunicato stampa n. 45/2026 – Roma, 12 gennaio 2026", "2026-01-12"),
        ("Posted 12 January 2026 in Trials and Errors, a newsletter on research", "2026-01-12"),
        ("Pubblicato il 12 gennaio 2026 su Il Domani", "2026-01-12"),
        ("Pubblicato il 12 gennaio 2026 il bando per i musei", None),
        ("Presented 12 January 2026 in Lisbon", None),
        ("Quando: 12 gennaio 2026", None),
        ("Scadenza 12 gennaio 2026", None),
        ("Evento, 12 gennaio 2026", None),
        ("Convegno 12 gennaio 2026", None),
        ("Seul, Corea del Sud, 12 gennaio 2026", "2026-01-12"),
        ("San Donato Milanese (MI), 12 gennaio 2026", "2026-01-12"),
        ("Roma, il 12 gennaio 2026", "2026-01-12"),
        ("Seoul, South Korea – January 12, 2026", "2026-01-12"),
        ("Dal 12 gennaio 2026 al 14 gennaio 2026", None),
        ("12-14 gennaio 2026", None),
        ("L'evento è il 12 gennaio 2026", None),
        ("Il 31 febbraio 2026", None),
        ("2026", None),
        ("lunedì", None),
    ],
)
def test_only_a_stated_publication_date_counts(line: str, iso: str | None) -> None:
    found = described(f"Un titolo qualunque per la prova\n{line}\n\n{IT}\n")
    assert found.date == iso
    assert found.date_source == ("dateline" if iso else None)
    assert found.title == "Un titolo qualunque per la prova"


@pytest.mark.parametrize(
    ("opening", "iso"),
    [
        ("ROMA, 12 gennaio 2026 – ", "2026-01-12"),
        ("(ANSA) - ROMA, 12 GEN - ", None),
        ("(ANSA) - ROMA, 12 GEN 2026 - ", "2026-01-12"),
        ("MILAN, Italy, Jan. 12, 2026 /PRNewswire/ -- ", "2026-01-12"),
        ("Il 12 gennaio 2026, a Roma, ", None),
        ("Nel gennaio 2026 – dice – ", None),
        ("Era il 12 gennaio 2026 - ", None),
        ("Roma, 12 gennaio 2026. ", "2026-01-12"),
        ("(Roma, 12 gennaio 2026). ", "2026-01-12"),
        ("Newcastle upon Tyne, 12 January 2026. ", "2026-01-12"),
        ("Roma, gennaio 2026. ", None),
        ("Entro giovedì, 12 gennaio 2026. ", None),
    ],
)
def test_a_press_dateline_counts_and_a_sentence_does_not(opening: str, iso: str | None) -> None:
    assert described(f"Un titolo qualunque per la prova\n\n{opening}{IT}\n").date == iso


def test_a_tale_of_long_ago_has_no_dateline() -> None:
    text = f"Un titolo qualunque\n\nPalermo, 12 gennaio 1991. {IT}\n\nNel 2025 lo ricordano ancora tutti.\n"
    assert described(text).date is None
    assert described(text.replace("2025", "1999")).date == "1991-01-12"


def test_a_date_deep_in_the_article_is_no_publication_date() -> None:
    assert described(f"Un titolo qualunque\n\n{IT} {IT}\n\n12 gennaio 2026\n\n{IT}\n").date is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (IT, None),
        (f"{IT}\n{IT}", None),
        (f"Titolo della prova\n\n{IT}", "Titolo della prova"),
        (f"\ufeffTitolo della prova\n\n{IT}", "Titolo della prova"),
        (f"Economia\n\nTitolo della prova\n\n{IT}", "Titolo della prova"),
        (f"Economia\n\n{IT}", None),
        (f"# Titolo **della** [prova](https://a.it) #\n\n{IT}", "Titolo della prova"),
        (f"12 gennaio 2026\nTitolo della prova\n{IT}", "Titolo della prova"),
        (f"di Redazione\nTitolo della prova\n{IT}", "Titolo della prova"),
        (f"Il Punto\n\nTitolo della prova più lungo\n\n{IT}", "Titolo della prova più lungo"),
        (
            f"Acqua ed energia\n\nDiga mai così bassa da vent'anni, la centrale è ferma\n\n{IT}",
            "Diga mai così bassa da vent'anni, la centrale è ferma",
        ),
        (f"Il grande freddo\n\nUna storia di montagna\n\n{IT}", "Il grande freddo"),
        (f"Titolo: La prova\n\n{IT}", "La prova"),
        (f"Occhiello di poche parole\nLa prova del nove\nLa prova del nove\n{IT}", "La prova del nove"),
        (f"Titolo della prova\r\n\r\n{IT}\r\n", "Titolo della prova"),
        ("", None),
        ("Titolo", None),
        (f"Ha detto di sì.\n\n{IT}", None),
        (f"https://a.it/b\n\nTitolo della prova\n\n{IT}", "Titolo della prova"),
    ],
)
def test_takes_the_first_line_that_reads_as_a_title(text: str, title: str | None) -> None:
    assert described(text).title == title


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("di Ada Neri", "Ada Neri"),
        ("By Ada Neri, Health Correspondent", "Ada Neri"),
        ("By Ada Neri in Amsterdam", "Ada Neri"),
        ("By Ada Neri. 6 May 2026.", "Ada Neri"),
        ("By Ada Neri | 4 March 2026", "Ada Neri"),
        ("By Ada Neri and Bob J. Green", "Ada Neri and Bob J. Green"),
        ("Von Ada von der Heide", "Ada von der Heide"),
        ("di Ada D'Amico - 3 marzo 2026", "Ada D'Amico"),
        ("By Reuters", "Reuters"),
        ("di Redazione", None),
        ("By Business Staff. 6 May 2026.", None),
        ("Di Maio, ministro degli Esteri", None),
        ("Di Maio attacca il governo", None),
        ("By Christmas, prices will fall", None),
        ("Di corsa verso il voto", None),
    ],
)
def test_reads_the_author_from_the_byline(line: str, author: str | None) -> None:
    assert described(f"Un titolo qualunque per la prova\n\n{line}\n\n{IT}\n").author == author


def test_a_title_is_no_byline() -> None:
    assert described(f"By Ada, for Ada\n\n{IT}\n").author is None


@pytest.mark.parametrize(
    ("line", "outlet", "url"),
    [
        ("Fonte: Innovation News Network", "Innovation News Network", None),
        ("Source: Silicon Weekly.", "Silicon Weekly", None),
        ("Fonte: [Silicio Oggi](https://silicio.example/a)", "Silicio Oggi", "https://silicio.example/a"),
        ("Fonte: https://www.silicio.example/a.", "silicio.example", "https://www.silicio.example/a"),
        ("Source URL: <https://www.silicio.example/a>", "silicio.example", "https://www.silicio.example/a"),
        ("Source URL: <javascript:alert(1)>", None, None),
        ("Source URL: file:///etc/passwd", None, None),
        ("Source URL: https://[bad", None, None),
        ("Fonte: elaborazione su dati Istat", None, None),
        ("La fonte: nessuno lo sa", None, None),
    ],
)
def test_reads_the_outlet_and_the_address(line: str, outlet: str | None, url: str | None) -> None:
    found = described(f"Titolo della prova\n\n{IT}\n\n{line}\n")
    assert (found.outlet, found.url) == (outlet, url)


def test_front_matter_is_read_and_marked() -> None:
    text = f"---\r\ntitle: 'L''accordo'\r\ndate: 2026-01\r\nauthor: x\r\n---\r\n{EN}\r\n"
    found = described(text, "a.md")
    assert (found.title, found.date, found.date_source) == ("L'accordo", "2026-01", "front matter")
    assert find_furniture(text)[0].of(text).endswith("---")


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\nsolo testo qui\n---\n",
        "---\n---\n",
        "---\na: b\n",
        "testo\n---\na: b\n---\n",
        "---",
        "",
        "----\na: b\n---\n",
    ]
    + ["---\n" + "a: b\n" * 5_000 + "---\n", "---\n" + "x" * 100_000],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert read_front_matter(text).span is None


def test_front_matter_evaluates_nothing() -> None:
    front = read_front_matter("---\ntitle: !!python/object:os.system x\ndate: [2026]\nUrl: a: b\n---\n")
    assert dict(front.values) == {"title": "", "date": "", "url": "a: b"}


def test_the_day_that_a_site_shows_everybody_is_not_the_article_s() -> None:
    menu = "\n".join(("Il Faro di Ossera", "Cronaca", "Sport", "Necrologie", "Contatti"))
    article = f"Riapre il ponte di Lavella dopo due anni\n29 agosto 2025\n\n{IT}\n"
    assert described(f"mercoledì, novembre 5, 2025\n{menu}\n{article}").date == "2025-08-29"
    programme = "Gli incontri della valle\nSala A\nSala B\nSala C\nSala D\n15 gennaio 2026"
    assert described(f"12 gennaio 2026\n{programme}\n\n{IT}\n").date == "2026-01-12"
