"""The text a citation counts in is the decoded file, or what is taken out of any other format."""

from pathlib import Path

from evals.articles import Articles

PAGE = "<html><body><article><h1>Il ponte</h1><p>Il ponte di Orvella è costato 4,2 milioni di euro, dice il comune.</p>"


def test_a_text_file_is_read_as_it_is_newlines_and_mark_included(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffUno\r\nDue".encode())
    (tmp_path / "b.txt").write_bytes("città".encode("cp1252"))
    articles = Articles(tmp_path)
    assert articles.text("a.txt") == "\ufeffUno\r\nDue"
    assert articles.text("b.txt", "cp1252") == "città"
    assert articles.text("b.txt") is None
    assert articles.text("c.txt") is None


def test_of_a_web_page_the_text_that_the_store_keeps_counts(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE + "<p>Lo ha aperto il sindaco Aldo Brusa.</p></article>", encoding="utf-8")
    found = Articles(tmp_path).text("a.html")
    assert found is not None
    assert "costato 4,2 milioni" in found
    assert "<p>" not in found


def test_of_a_table_of_articles_each_record_has_its_own_text(tmp_path: Path) -> None:
    rows = [
        f'{{"title": "T{n}", "text": "Il ponte numero {n} è costato molto, dice il comune di Orvella."}}'
        for n in (1, 2)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    articles = Articles(tmp_path)
    assert "numero 2" in (articles.text("a.jsonl", record=2) or "")
    assert articles.text("a.jsonl", record=3) is None


def test_the_digest_follows_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("uno")
    before = Articles(tmp_path).digest()
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert Articles(tmp_path).digest() != before
