"""Check that each format is read into articles with exact text, title, day and place."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from rag.corpus import Loaded, SideFiles, end_child, load, read_side_files, scan
from rag.corpus.extracted import Stated
from rag.corpus.formats import KNOWN_SUFFIXES, open_reader
from rag.corpus.sidefiles import Said
from rag.errors import InputError
from rag.types import Document
from tests.corpus import samples

BODY = (
    "Il ponte sul torrente Lavella è stato riaperto al traffico dopo quattordici mesi di lavori, costati 3,2 milioni di"
    " euro alla provincia.",
    "La sindaca Teresa Bonvicini ha tagliato il nastro insieme al presidente della provincia, davanti a circa duecento"
    " residenti della frazione.",
    "I lavori, affidati alla ditta Costruzioni Marelli, sono finiti con tre mesi di anticipo sul calendario previsto.",
)
TITLE = "Riapre il ponte sul Lavella"


@pytest.fixture(autouse=True, scope="module")
def ended() -> object:
    yield
    end_child()


def loaded(folder: Path, name: str, data: bytes, side: SideFiles | None = None) -> Loaded:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return load(path, folder, side or SideFiles())


def only(folder: Path, name: str, data: bytes) -> Document:
    (document,) = loaded(folder, name, data).documents
    return document


def facts(document: Document) -> tuple[str | None, str | None, str | None]:
    return document.title, document.date, document.date_source


# ── web pages ─────────────────────────────────────────────────────────────────────────────────────────────────────

META = '<meta property="article:published_time" content="2026-01-12T08:30:00+01:00">'
LD = '<script type="application/ld+json">{}</script>'
ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2026-01-12T08:30:00Z",
    "dateModified": "2026-02-20T10:00:00Z",
    "author": {"@type": "Person", "name": "Ada Neri"},
}
TEASERS = [{"@type": "NewsArticle", "headline": f"Altro {n}", "datePublished": f"2026-02-0{n}"} for n in (1, 2, 3)]

DATED = {
    "meta": (META, "", "page metadata"),
    "json-ld": (LD.format(json.dumps(ARTICLE)), "", "page metadata"),
    "graph": (LD.format(json.dumps({"@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]})), "", "page metadata"),
    "broken json": (LD.format(json.dumps(ARTICLE)[:-1] + ",}"), "", "page metadata"),
    "microdata": ("", '<span itemprop="datePublished" content="2026-01-12">ieri</span>', "page metadata"),
    "byline": ("", '<div class="byline">di Ada Neri | 12 gennaio 2026</div>', "dateline"),
    "glued": ("", "<p>Pubblicato il12.01.2026</p>", "dateline"),
    "class": ("", '<span class="post-date">Lunedì, 12 gennaio 2026 - Cronaca</span>', "dateline"),
    "both": ("", "<p>Pubblicato il 12 gennaio 2026. Aggiornato il 20 febbraio 2026</p>", "dateline"),
}


@pytest.mark.parametrize("kind", DATED)
def test_a_web_page_gives_its_title_and_day(tmp_path: Path, kind: str) -> None:
    head, byline, source = DATED[kind]
    document = only(tmp_path, "a.html", samples.page(TITLE, BODY, head=head, byline=byline))
    assert facts(document) == (TITLE, "2026-01-12", source)
    assert (document.outlet, document.language, document.extracted) == ("La Voce di Prova", "it", True)


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("", ""),
        ("", "<p>Ultimo aggiornamento: 5 febbraio 2026</p>"),
        (LD.format(json.dumps(TEASERS)), ""),
        ('<meta property="article:modified_time" content="2026-02-05">', ""),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', ""),
    ],
    ids=["none", "change", "teasers", "modified", "placeholder"],
)
def test_a_web_page_that_states_no_day_has_none(tmp_path: Path, head: str, byline: str) -> None:
    assert only(tmp_path, "a.html", samples.page(TITLE, BODY, head=head, byline=byline)).date is None


def test_a_web_page_is_read_without_what_stands_around_the_article(tmp_path: Path) -> None:
    text = only(tmp_path, "a.html", samples.page(TITLE, BODY, head=META)).text
    for paragraph in BODY:
        assert paragraph in text
    assert "mercato coperto" not in text and "P.IVA" not in text and "Economia" not in text


@pytest.mark.parametrize(
    ("head_title", "heading", "title"),
    [
        ("{} | La Voce di Prova", "{}", TITLE),
        ("{} - lavoce", "<span>Cronaca</span> {}", TITLE),
        ("La Voce di Prova: {}", "", f"La Voce di Prova: {TITLE}"),
        ("{} » Notizie » La Voce di Prova", "", TITLE),
        ("{} – La Voce di Prova", "La Voce di Prova", TITLE),
    ],
)
def test_a_title_is_told_from_the_name_of_the_site(tmp_path: Path, head_title: str, heading: str, title: str) -> None:
    html = samples.page(TITLE, BODY).decode()
    html = html.replace(f"<title>{TITLE} | La Voce di Prova", f"<title>{head_title.format(TITLE)}")
    html = html.replace(f"<h1>{TITLE}</h1>", f"<h1>{heading.format(TITLE)}</h1>" if heading else "")
    assert only(tmp_path, "a.html", html.encode()).title == title


def test_a_page_in_an_old_encoding_is_read_by_the_one_it_names(tmp_path: Path) -> None:
    html = samples.page("Perché la città è più pulita", BODY).decode().replace("utf-8", "iso-8859-1")
    document = only(tmp_path, "a.htm", html.encode("latin-1"))
    assert document.title == "Perché la città è più pulita" and "è stato riaperto" in document.text


# ── PDF, Word, mail ───────────────────────────────────────────────────────────────────────────────────────────────

COLUMN = (
    "Il ponte sul torrente Lavella è stato riaperto al traffico",
    "dopo quattordici mesi di lavori, costati 3,2 milioni di euro",
    "alla provincia. I lavori sono stati affidati alla ditta Costru-",
    "zioni Marelli, che li ha finiti con tre mesi di anticipo.",
)


def test_a_pdf_gives_its_pages_and_whole_paragraphs(tmp_path: Path) -> None:
    pages = [
        ["Bollettino provinciale - n. 7", TITLE, *COLUMN, "1"],
        ["Bollettino provinciale - n. 7", "La sindaca ha tagliato il nastro davanti a duecento residenti e", "2"],
        ["Bollettino provinciale - n. 7", "molti bambini. La festa è durata fino a sera.", "3"],
    ]
    document = only(tmp_path, "a.pdf", samples.pdf(pages))
    assert document.title == TITLE
    assert "alla ditta Costruzioni Marelli, che li ha finiti" in document.text
    assert "davanti a duecento residenti e molti bambini." in document.text
    assert "Bollettino" not in document.text
    starts = [document.text[place:][:10] for place in document.pages]
    assert starts == ["Riapre il ", "La sindaca", "molti bamb"]


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    data = samples.docx(TITLE, BODY, [("Voce", "Euro"), ("Opere", "3,2 milioni")])
    document = only(tmp_path, "a.docx", data)
    assert document.title == TITLE and document.date is None
    assert BODY[1] in document.text and "Opere | 3,2 milioni" in document.text


def test_a_mail_gives_subject_and_day(tmp_path: Path) -> None:
    data = samples.mail(TITLE, "Ada Neri <ada@provincia.example>", "Mon, 12 Jan 2026 09:00:00 +0100", "\n\n".join(BODY))
    found = loaded(tmp_path, "a.eml", data)
    (document,) = found.documents
    assert facts(document) == (TITLE, "2026-01-12", "mail header")
    assert (document.author, document.outlet) == ("Ada Neri", "provincia.example")
    assert found.left_out == ("the attachment 'foto.png' is not read",)


def test_a_mail_of_html_alone_is_read_as_a_page(tmp_path: Path) -> None:
    html = samples.page(TITLE, BODY).decode()
    document = only(tmp_path, "a.eml", samples.mail("Nota", "x@y.example", "Mon, 12 Jan 2026 09:00:00 +0100", "", html))
    assert BODY[0] in document.text and "Economia" not in document.text


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_gives_an_article_a_row_by_the_names_of_its_columns(tmp_path: Path, mark: str) -> None:
    rows = [
        ["Titolo", "Data", "Testata", "Testo"],
        [TITLE, "12/01/2026", "Il Foglio di Prova", f"{BODY[0]}\n{BODY[1]}"],
    ]
    rows += [["Altro", "", "", "Un altro articolo, con una frase sola e abbastanza lunga."], ["vuoto", "", "", ""]]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    found = loaded(tmp_path, "articoli.csv", text.encode())
    first, second = found.documents
    assert (first.file, second.file) == ("articoli.csv#1", "articoli.csv#2")
    assert facts(first) == (TITLE, "2026-01-12", "row") and first.outlet == "Il Foglio di Prova"
    assert first.text == f"{BODY[0]}\n{BODY[1]}" and second.date is None
    assert len(found.left_out) == 1 and "no text" in found.left_out[0]


def test_json_lines_give_an_article_a_line_and_name_the_bad_ones(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {"title": TITLE, "date": "2026-01-12", "text": BODY[0], "url": "https://a.example/1", "authors": ["A", "B"]}
        ),
        "{broken",
        "[1, 2]",
        "",
        json.dumps({"body": "mezzo \ud800 carattere"}),
        json.dumps({"body": BODY[1], "metadata": {"title": "Dal nastro", "lang": "it"}}),
    ]
    found = loaded(tmp_path, "a.jsonl", "\n".join(rows).encode())
    assert [(d.file, d.title, d.date) for d in found.documents] == [
        ("a.jsonl#1", TITLE, "2026-01-12"),
        ("a.jsonl#5", "Dal nastro", None),
    ]
    assert found.documents[0].author == "A, B"
    assert [line.partition(":")[0] for line in found.left_out] == ["line 2", "line 3", "line 5"]


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.csv", b"prezzo;citta\n3;Roma\n", "call one 'text'"),
        ("a.csv", b"", "call one 'text'"),
        ("a.jsonl", b"\n\n", "no rows"),
        ("a.jsonl", b"nonsense\n", "not JSON"),
        ("a.pdf", b"%PDF-1.4 nothing", "broken"),
        ("a.pdf", samples.pdf([[], []]), "no text"),
        ("a.docx", b"PK\x03\x04 nothing", "broken"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.eml", b"", "no mail"),
    ],
)
def test_a_file_that_holds_nothing_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, part: str) -> None:
    with pytest.raises(InputError, match=part) as caught:
        loaded(tmp_path, name, data)
    assert "\n" not in str(caught.value)


def test_a_missing_library_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "rag.corpus.readers.pdf", raising=False)
    with pytest.raises(InputError, match="pip install pypdfium2"):
        open_reader(".pdf")


@pytest.mark.parametrize("suffix", [s for s in KNOWN_SUFFIXES if s not in (".txt", ".md")])
def test_every_known_ending_has_a_reader(suffix: str) -> None:
    assert callable(open_reader(suffix))


# ── what a user says beside the articles ──────────────────────────────────────────────────────────────────────────


def test_side_files_overrule_what_was_detected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Un titolo\n\nRoma, 3 marzo 2025\n\nUn paragrafo lungo abbastanza per essere letto.\n"
    )
    (tmp_path / "b.csv").write_text("text\nPrima riga di testo.\nSeconda riga di testo.\n")
    (tmp_path / "a.meta.yaml").write_text("title: Il vero titolo\ndate: 2026-01-12\nautore: Ada Neri\n")
    (tmp_path / "metadata.csv").write_text("file,title,outlet\nb.csv#2,Seconda,Il Foglio\na.txt,Mai letto,Testata\n")
    listing = scan(tmp_path)
    assert listing.files == ("a.txt", "b.csv") and listing.side == ("a.meta.yaml", "metadata.csv")
    side = read_side_files(tmp_path, listing.side, listing.files)
    (document,) = load(tmp_path / "a.txt", tmp_path, side).documents
    assert facts(document) == ("Il vero titolo", "2026-01-12", "sidecar") and document.author == "Ada Neri"
    rows = load(tmp_path / "b.csv", tmp_path, side).documents
    assert [(row.title, row.outlet) for row in rows] == [(None, None), ("Seconda", "Il Foglio")]
    assert side.signature("a.txt", "x") != "x" and SideFiles().signature("a.txt", "x") == "x"


def test_a_user_says_which_lines_are_of_the_article(tmp_path: Path) -> None:
    text = "Titolo di prova\n\nIl primo paragrafo, con un punto alla fine.\n\nCondividi\n\nLa riga da togliere.\n"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "a.txt.meta.yaml").write_text("keep: [Condividi]\ndrop:\n - La riga da togliere.\n")
    side = read_side_files(tmp_path, ("a.txt.meta.yaml",), ("a.txt",))
    (document,) = load(tmp_path / "a.txt", tmp_path, side).documents
    assert [span.of(text) for span in document.furniture] == ["La riga da togliere."]
    (document,) = load(tmp_path / "a.txt", tmp_path).documents
    assert [span.of(text) for span in document.furniture] == ["Condividi"]


BOMB = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a]" for n in range(20))


@pytest.mark.parametrize(
    ("text", "part"), [(BOMB, "alias"), ("a: [", "not YAML"), ("- x", "key: value"), ("date: ieri", "no day")]
)
def test_a_bad_side_file_is_named_and_changes_nothing(tmp_path: Path, text: str, part: str) -> None:
    (tmp_path / "a.meta.yaml").write_text(text)
    side = read_side_files(tmp_path, ("a.meta.yaml",), ("a.txt",))
    assert [problem.file for problem in side.problems] == ["a.meta.yaml"] and part in side.problems[0].reason
    assert not side.of("a.txt")


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("language: it-IT", "language", "it"),
        ("language: ../../etc/passwd", "language", None),
        (f"language: {'x' * 5_000}", "language", None),
        ("url: javascript:alert(1)", "url", None),
        ("url: https://a.example/x", "url", "https://a.example/x"),
        ("title: 12:30", "title", "12:30"),
        ("title: yes", "title", "yes"),
        ('title: "a\\ud800b\\e[31m\\u202ec"', "title", "ab[31mc"),
        ("title: !!python/object/apply:os.system [id]", "title", None),
    ],
)
def test_what_a_user_says_is_taken_as_text_that_can_be_shown(
    tmp_path: Path, written: str, field: str, value: str | None
) -> None:
    (tmp_path / "a.meta.yaml").write_text(written + "\n")
    side = read_side_files(tmp_path, ("a.meta.yaml",), ("a.txt",))
    assert getattr(side.of("a.txt").stated, field) == value
    if "!!" not in written and '"' not in written:
        (tmp_path / "a.jsonl").write_text(json.dumps({"text": BODY[0], field: written.partition(": ")[2]}))
        assert getattr(load(tmp_path / "a.jsonl", tmp_path).documents[0], field) == (
            value or ("it" if field == "language" else None)
        )


def test_a_bad_row_of_a_table_is_named_by_its_line_and_costs_no_other(tmp_path: Path) -> None:
    rows = "file,title,date\na.txt,Uno,2026-01-12\nb.txt,Due,ieri\nc.txt,Tre,2026-01-14\n"
    (tmp_path / "metadata.csv").write_text(rows)
    side = read_side_files(tmp_path, ("metadata.csv",), ("a.txt", "b.txt", "c.txt"))
    assert [(problem.file, problem.reason.partition(":")[0]) for problem in side.problems] == [
        ("metadata.csv", "line 3")
    ]
    assert [side.of(name).stated.title for name in ("a.txt", "b.txt", "c.txt")] == ["Uno", None, "Tre"]


def test_a_table_of_many_rows_is_looked_through_once() -> None:
    said = {f"{number}.txt": Said(Stated(title=f"Titolo {number}")) for number in range(20_000)}
    began = time.process_time()
    side = SideFiles(said)
    assert len({side.signature(name, "x") for name in said}) == len(said)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2026-01-12-ponte.txt", "2026-01-12"),
        ("20260112_ponte.txt", "2026-01-12"),
        ("ponte.2026.01.12.md", "2026-01-12"),
        ("2026/01/12/ponte.txt", "2026-01-12"),
        ("2026/01/ponte.txt", "2026-01"),
        ("000_20260112ab.txt", None),
        ("2026-13-12.txt", None),
        ("2026-02-30.txt", None),
        ("ponte_2026-01-12_2026-01-13.txt", None),
    ],
)
def test_a_name_gives_the_day_when_nothing_else_does(tmp_path: Path, name: str, date: str | None) -> None:
    text = "Un titolo\n\nUn paragrafo lungo abbastanza per essere letto come tale.\n"
    assert only(tmp_path, name, text.encode()).date == date
    dated = only(tmp_path, name, f"Roma, 3 marzo 2025\n\n{text}".encode())
    assert (dated.date, dated.date_source) == ("2025-03-03", "dateline")
