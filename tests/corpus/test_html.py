"""Web pages as sites make them: where their title and their day stand, and what looks like one and is another's."""

from __future__ import annotations

import json

import pytest

from rag.corpus.readers.html import MOST_ELEMENTS, decoded, read_page
from rag.corpus.readers.html_stamps import address_date, machine_date
from rag.errors import InputError
from tests.corpus import samples

TITLE = "Il ponte di Lavella riapre dopo due anni"
BODY = (
    "Il ponte sul torrente Lavella è stato riaperto al traffico dopo lavori che sono durati quasi due anni interi.",
    "Secondo il sindaco la spesa è rimasta sotto i tre milioni di euro, e il mercato tornerà sulla piazza vecchia.",
)
LONG = " ".join(BODY)


def a_page(article: str, head: str = "", title: str = f"{TITLE} | La Voce") -> str:
    """Return a page whose article is given whole, with a teaser of another day below it."""
    return (
        f"<html lang=it><head><title>{title}</title>{head}</head><body><nav><a href=/>Economia</a></nav>"
        f"<main>{article}<p>{BODY[0]}</p><p>{BODY[1]}</p></main>"
        "<div class=related><h3>Apre il mercato coperto di Ossera</h3><span class=date>3 febbraio 2026</span></div>"
        "</body></html>"
    )


def day(html: str) -> str | None:
    return read_page(html).stated.date


@pytest.mark.parametrize(
    "article",
    [
        f"<h1>{TITLE}</h1><p class=meta>Di Ada Neri <time datetime=2026-01-12T09:00>oggi alle 9</time></p>",
        f"<h1>{TITLE}</h1><p class=meta><time class=published datetime=2026-01-12>12 gennaio 2026</time>"
        "<time class=updated datetime=2026-01-20>20 gennaio 2026</time></p>",
        f"<div class='widget Blog'><h2 class=date-header>lunedì 12 gennaio 2026</h2><h3>{TITLE}</h3></div>",
        f"<h1>{TITLE}</h1><div class=teaser_text_meta>12.01.2026</div>",
        f"<h1>{TITLE}</h1><p>(12.01.2026) {LONG}</p>",
        f"<h1>{TITLE}</h1><p>12.1.2026 - {LONG}</p>",
        f"<h1>{TITLE}</h1><p>{LONG}</p><p>{LONG}</p><p class=x>Questo articolo è stato pubblicato il 12 gennaio 2026 "
        f"alle 9:15 da Ada Neri nella rubrica Strade e ponti, insieme con altri {'tre ' * 30}articoli.</p>",
        f"<h1>{TITLE}</h1><p class=author>di Ada » 12.01.2026, 05:42</p>",
        f"<h1>{TITLE}</h1><p class=morespace>di Ada Neri, 12.1.26</p>",
        f"<div class=post-meta>12/01/2026di Ada NeriNessun commentoCronaca</div><h1>{TITLE}</h1>",
        f"<h1>{TITLE}</h1><p class=x>12 gennaio 2026 alle 9:15 | temi: ponti, strade, lavori | tutti i commenti</p>",
        f"<h1>{TITLE} <em>12.01.2026 • Cronaca</em></h1>",
        f"<h1>{TITLE}</h1><p>x</p><p>y</p><p>z</p><p class=publish_on>12-Jan-2026, 10.34PM IST</p>",
        f"<h1>{TITLE}</h1><p class=date>Aggiornato:</p><p class=date>20 gennaio 2026</p>"
        "<p class=date>Originale:</p><p class=date>12 gennaio 2026</p>",
        f"<h1>{TITLE}</h1><p class=pub>12 gennaio 2026</p><p>{LONG}</p>"
        "<p itemprop=datePublished content=2026-01-14>Brava!</p><p itemprop=datePublished content=2026-01-15>No.</p>",
    ],
    ids=[
        "stamp",
        "two stamps",
        "blog",
        "called teaser",
        "bracket",
        "dash",
        "sentence",
        "author",
        "short year",
        "glued",
        "opens with its hour",
        "in the heading",
        "hyphens",
        "label of a change",
        "comments",
    ],
)
def test_a_day_that_a_page_shows_is_found(article: str) -> None:
    assert day(a_page(article)) == "2026-01-12"


@pytest.mark.parametrize(
    "head",
    [
        '<script>var page = {"publishedAt": "2026-01-12T08:00:00+01:00", "x": 1}</script>',
        '<script type=application/json>{\\"datePublished\\": \\"2026-01-12\\"}</script>',
        '<script>var page = {"publishDate": "12-01-2026", "type": "nota"}</script>',
        '<meta value="2026-01-12T08:00:00Z" name="article:published_time">',
        "<link rel=canonical href=https://lavoce.example/cronaca/12-01-2026-il-ponte>",
        "<link rel=canonical href=https://lavoce.example/2026/jan/12/il-ponte>",
        "<link rel=canonical href=https://lavoce.example/notizie/20260112-il-ponte.html>",
        '<meta property="article:published_time" content="2026-1-12 09:15:00">',
        '<meta property="article:published_time" content="Mon Jan 12 09:15:00 CET 2026">',
        f"<script type=application/ld+json>{json.dumps({'@type': 'HowTo', 'datePublished': '2026-01-12'})}</script>",
    ],
)
def test_a_day_that_a_page_writes_for_machines_is_found(head: str) -> None:
    assert day(a_page(f"<h1>{TITLE}</h1>", head)) == "2026-01-12"


@pytest.mark.parametrize(
    ("head", "shown", "expected"),
    [
        ('<meta name="date" content="2026-02-20">', "12 gennaio 2026", "2026-01-12"),
        ('<meta name="date" content="01/12/2026 12:43:42">', "12.01.2026", "2026-01-12"),
        ('<meta property="article:published_time" content="2026-01-13T05:30:00Z">', "12 gennaio 2026", "2026-01-12"),
        ('<meta property="article:published_time" content="2026-01-12">', "20 febbraio 2026", "2026-01-12"),
        (
            '<meta property="article:published_time" content="2026-01-12">',
            "Aggiornato il 13 gennaio 2026",
            "2026-01-12",
        ),
        ('<meta property="article:published_time" content="2026-01-12T08:36:32Z">', "13 gennaio 2026", "2026-01-12"),
    ],
    ids=["loose", "order of another country", "time zone", "another day", "last change", "no zone has it"],
)
def test_a_day_that_is_shown_settles_what_is_said_unclearly(head: str, shown: str, expected: str) -> None:
    assert day(a_page(f"<h1>{TITLE}</h1><p class=meta>{shown}</p>", head)) == expected


@pytest.mark.parametrize(
    "article",
    [
        f"<h1>{TITLE}</h1>",
        f"<h1>{TITLE}</h1><p class=meta>Aggiornato il 13 gennaio 2026</p>",
        f"<h1>{TITLE}</h1><p class=meta>di Ada Neri @ada Aggiornato il 13 gennaio 2026 alle 9</p>",
        f"<h1>{TITLE}</h1><p>Il 10 aprile 1912. {LONG}</p>",
        f"<h1>{TITLE}</h1><p>{LONG}</p><p>{BODY[0]}</p><p>{BODY[1]}</p><ul class=archive><li>gennaio 2020</li></ul>",
        f'<h1>{TITLE}</h1><script>[{{"publishedAt": "2026-01-12"}}, {{"publishedAt": "2026-01-14"}}]</script>',
    ],
    ids=[
        "only a teaser's",
        "last change",
        "last change behind a name",
        "of an event",
        "archive",
        "a list in a program",
    ],
)
def test_the_day_of_something_else_is_not_taken(article: str) -> None:
    assert day(a_page(article)) is None


@pytest.mark.parametrize(
    ("head_title", "article", "expected"),
    [
        (f"{TITLE} | La Voce", f"<h1>La Voce</h1><h2>{TITLE}</h2>", TITLE),
        (f"{TITLE} : Ponti d'Italia", f"<h1>Ponti d'Italia</h1><h1>{TITLE}</h1>", TITLE),
        (f"{TITLE} | Ponti e strade", "<h1>Ponti e strade</h1>", TITLE),
        (f"{TITLE} | La Voce", "<h1>Speciale viabilità</h1>", TITLE),
        (TITLE, f"<h1><span class=kicker>Cronaca</span> {TITLE}</h1>", TITLE),
        (f"Viabilità provinciale: {TITLE}", f"<h1><span class=kicker>Viabilità provinciale</span> {TITLE}</h1>",
         f"Viabilità provinciale: {TITLE}"),
        (f"{TITLE} | La Voce", f"<h1>{TITLE} | LAVOCE.EXAMPLE</h1>", TITLE),
        (f"{TITLE} - La Voce di Prova - Le notizie della valle", "", TITLE),
        (f"{TITLE} - La Voce", f"<h1>{TITLE}: parla il sindaco</h1><p>x</p><h2>Il ponte di Lavella</h2>",
         f"{TITLE}: parla il sindaco"),
        (f"« Il ponte c’è ». {TITLE}", f"<h1>« Il ponte c’è ». {TITLE}</h1>", f"« Il ponte c’è ». {TITLE}"),
        (TITLE, f"<h1>{TITLE.replace('ponte', 'pon&shy;te')}</h1>", TITLE),
        (TITLE, f"<h2 class=sr-only>{TITLE} e altro</h2><h1>{TITLE}</h1>", TITLE),
        (f"{TITLE} | La Voce", f"<h1>{TITLE} <em>Un sindaco racconta</em></h1>", TITLE),
        (f"{TITLE} | La Voce", f"<h1>{TITLE} <em>12.01.2026 • Cronaca</em></h1>", TITLE),
        (f"Diario di bordo » Blog Archive » {TITLE}", f"<h1>Diario di bordo</h1><h2>{TITLE}</h2>", TITLE),
    ],
)  # fmt: skip
def test_a_title_is_the_heading_a_reader_sees(head_title: str, article: str, expected: str) -> None:
    head = '<meta property="og:site_name" content="La Voce di Prova">'
    assert read_page(a_page(article, head, head_title)).stated.title == expected


@pytest.mark.parametrize(
    ("head_title", "outlet"),
    [
        (f"{TITLE} - La Voce", "La Voce"),
        (f"{TITLE} | Cronaca | La Voce", "La Voce"),
        (f"{TITLE} | Cronaca", None),
        (f"{TITLE} - La Voce - Le notizie della valle", None),
        (f"{TITLE} - tutto quello che c'è da sapere", None),
        (TITLE, None),
        (f"{TITLE} e altro", None),
    ],
)
def test_a_site_that_names_itself_only_behind_the_title_is_the_outlet(head_title: str, outlet: str | None) -> None:
    assert read_page(a_page(f"<h1>{TITLE}</h1>", title=head_title)).stated.outlet == outlet


@pytest.mark.parametrize(
    ("article", "author"),
    [
        (f"<h1>{TITLE}</h1><p class=byline>di Ada Neri, 12 gennaio 2026</p>", "Ada Neri"),
        (f"<h1>{TITLE}</h1><div class='post-author'>By Ada Neri | 12 January 2026</div>", "Ada Neri"),
        (f"<h1>{TITLE}</h1><p class=standfirst>Di Ada Neri si sa poco</p>", None),
        (f"<h1>{TITLE}</h1><aside><p class=byline>di Bea Rossi</p></aside>", None),
    ],
)
def test_an_author_whom_only_the_byline_names_is_found(article: str, author: str | None) -> None:
    assert read_page(a_page(article)).stated.author == author


def test_bytes_that_are_utf_8_are_read_as_such_whatever_the_page_says() -> None:
    html = samples.page("Perché la città è più pulita", BODY).decode().replace("utf-8", "iso-8859-15")
    assert "città è più" in decoded(html.encode())
    assert "città è più" in decoded(html.encode("iso-8859-15"))


def test_a_hidden_body_is_read_and_soft_hyphens_are_not() -> None:
    html = a_page(f"<h1>{TITLE}</h1><p class=meta>12 gennaio 2026</p>").replace("<body>", "<body style='display:none'>")
    article = read_page(html.replace("traffico", "traf&shy;fico"))
    assert article.stated.date == "2026-01-12" and "traffico" in article.text


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-01-12T23:30:00Z", "2026-01-12"),
        ("2026-01-11T23:00:00Z", "2026-01-12"),
        ("20260112", "2026-01-12"),
        ("12 gennaio 2026", "2026-01-12"),
        ("2026-13-40", None),
        ("0001-01-01", None),
        ("ieri", None),
    ],
)
def test_a_stamp_gives_its_day(written: str, iso: str | None) -> None:
    assert machine_date(written, "it") == iso


@pytest.mark.parametrize(
    ("address", "iso"),
    [
        ("https://a.example/2026/01/12/x", "2026-01-12"),
        ("https://a.example/2026/01/x", "2026-01"),
        ("https://a.example/x?d=/2026/01/12/", None),
        ("https://a.example/99012026-x", None),
        ("https://a.example/12345678901234", None),
        (None, None),
    ],
)
def test_an_address_gives_a_day_only_when_one_stands_in_its_path(address: str | None, iso: str | None) -> None:
    assert address_date(address) == iso


def test_a_page_of_too_many_elements_is_refused_before_it_takes_its_time() -> None:
    with pytest.raises(InputError, match="more than 100,000 elements"):
        read_page("<html><body>" + "<p>Una frase.</p>" * (MOST_ELEMENTS + 1))


def test_the_day_in_a_title_counts_less_than_the_one_beside_it() -> None:
    title = "I risultati della gara di Aalen del 19.5.2007"
    assert day(a_page(f"<h1>{title}</h1><p class=meta>di Ada | 20 maggio 2007</p>", title=title)) == "2007-05-20"
