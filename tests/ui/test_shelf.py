"""Articles come and go through the page; nothing is overwritten, nothing leaves the folder, nothing is lost."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import ui.copies
import ui.shelf
from rag import Assistant
from rag.errors import InputError
from ui.corpus_tab import uploads_of
from ui.desk import Desk
from ui.shelf import Done, Shelf, file_name

TEXT = "La fiera di Lecce\n\nIl premio della fiera lo ha vinto Mario Codice nel 2025.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(ui.shelf, "data_directory", lambda: tmp_path / "data")
    monkeypatch.setattr(ui.copies, "data_directory", lambda: tmp_path / "data")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "fiera.txt").write_text(TEXT, encoding="utf-8")
    desk = Desk(Assistant.open(corpus=folder, store=tmp_path / "store", embedder="hash"))
    yield desk
    desk.close()


def finish(steps: AsyncIterator[Any]) -> Done:
    """Run a change to its end, in a thread of its own; a browser test may have left a loop in this one."""

    async def last() -> Any:
        return [step async for step in steps][-1]

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(last())).result()


def upload(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / "uploads" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def files(desk: Desk) -> list[str]:
    with desk.assistant() as assistant:
        return [source.file for source in assistant.reader().files()]


def test_a_good_file_is_taken_in_and_a_bad_one_is_named_with_its_reason(desk: Desk, tmp_path: Path) -> None:
    good = upload(tmp_path, "porto.txt", "Il porto di Bari ha accolto 300 navi.")
    bad, strange = upload(tmp_path, "vuoto.txt", "  \n"), upload(tmp_path, "prog.exe", "MZ")
    done = finish(Shelf(desk).add([good, bad, strange]))
    assert files(desk) == ["fiera.txt", "porto.txt"]
    assert done.report is not None and done.report.added == ("porto.txt",)
    assert {problem.file for problem in done.refused} == {"vuoto.txt", "prog.exe"}
    assert not (tmp_path / "articles" / "vuoto.txt").exists()


def test_a_name_that_is_taken_is_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    done = finish(Shelf(desk).add([upload(tmp_path, "fiera.txt", "Un'altra fiera si tiene a Bari.")]))
    assert files(desk) == ["fiera-2.txt", "fiera.txt"] and done.refused == ()
    assert (tmp_path / "articles" / "fiera.txt").read_text(encoding="utf-8") == TEXT
    again = finish(Shelf(desk).add([upload(tmp_path, "fiera.txt", TEXT)]))
    assert [problem.reason for problem in again.refused] == ["it is already there."]


def test_a_removed_file_is_put_aside_and_the_last_one_stays(desk: Desk, tmp_path: Path) -> None:
    finish(Shelf(desk).add([upload(tmp_path, "porto.txt", "Il porto di Bari ha accolto 300 navi.")]))
    done = finish(Shelf(desk).remove("fiera.txt"))
    assert files(desk) == ["porto.txt"]
    assert done.put_aside is not None and done.put_aside.read_text(encoding="utf-8") == TEXT
    with pytest.raises(InputError, match="last article"):
        finish(Shelf(desk).remove("porto.txt"))


@pytest.mark.parametrize("file", ["../store/truth.sqlite3", "/etc/passwd", "", "altro.txt", "fiera.txt\0"])
def test_only_an_article_can_be_removed(desk: Desk, file: str) -> None:
    with pytest.raises(InputError, match="not among the articles"):
        finish(Shelf(desk).remove(file))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/cron.d/x.txt", "x.txt"), ("..\\..\\x.txt", "x.txt"), ("/etc/x.md", "x.md"), (".x.txt", "x.txt"),
        ("a<b>\"|?*:c.txt", "a-b------c.txt"), ("a\u202etxt.exe\u200b.txt", "atxt.exe.txt"), ("x\n y.TXT", "x y.txt"),
        ("n" * 300 + ".txt", "n" * 120 + ".txt"), ("e\u0300.txt", "è.txt"),
    ],
)  # fmt: skip
def test_a_file_gets_a_name_that_can_do_no_harm(given: str, name: str) -> None:
    assert file_name(given) == name


@pytest.mark.parametrize("given", ["", ".txt", "x", "x.exe", "x.txt.exe", ".."])
def test_a_name_without_a_known_ending_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="type of file"):
        file_name(given)


def test_the_shipped_articles_are_copied_before_the_first_change(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.copies, "shipped_corpus", lambda: tmp_path / "articles")
    done = finish(Shelf(desk).add([upload(tmp_path, "porto.txt", "Il porto di Bari ha accolto 300 navi.")]))
    assert done.copied_to == tmp_path / "data" / "corpora" / "articles"
    assert ui.copies.own_copy_of(tmp_path / "articles") == done.copied_to
    assert ui.copies.own_copy_of(tmp_path) is None
    assert files(desk) == ["fiera.txt", "porto.txt"]
    assert [path.name for path in (tmp_path / "articles").iterdir()] == ["fiera.txt"]


def test_only_what_was_uploaded_is_taken_in(tmp_path: Path) -> None:
    home, other = tmp_path / "uploads", tmp_path / "secret.txt"
    (home / "a").mkdir(parents=True)
    mine = home / "a" / "x.txt"
    mine.write_text("mio")
    other.write_text("di altri")
    (home / "link.txt").symlink_to(other)
    named = [mine, other, home / "link.txt", home / ".." / "secret.txt", home, home / "b.txt", "x\0", 7]
    assert uploads_of(json.dumps([item if item == 7 else str(item) for item in named]), home) == [mine]
    assert [uploads_of(text, home) for text in ("", "{}", "[" * 100_000, '"x"')] == [[]] * 4
