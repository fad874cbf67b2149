"""Only a name with its password comes in; the file keeps no password."""

import asyncio
import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import ui.passwords
from rag.errors import InputError
from ui.passwords import Passwords, add_user
from ui.place import place_for


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


def judged(passwords: Passwords, *headers: str) -> list[bool]:
    """Judge headers in a loop of their own; a browser test may have left one in this thread."""

    async def all_of() -> list[bool]:
        return [await passwords.passes(header) for header in headers]

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(all_of())).result()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ui.passwords, "_PENALTY", 0.0)
    path = tmp_path / "passwords"
    add_user(path, "anna", "Càrlotta è qui")
    add_user(path, "bruno", "una:lunga:parola")
    return path


def test_the_right_password_passes_and_nothing_else(path: Path) -> None:
    right, colons = basic("anna:Càrlotta è qui"), basic("bruno:una:lunga:parola")
    wrong = [
        "", "Basic", "Basic !!", "Basic " + "A" * 9, basic("anna"), basic("anna:"), basic("anna:carlotta è qui"),
        basic("carla:Càrlotta è qui"), basic("bruno:Càrlotta è qui"), right.replace("Basic", "Bearer"), right + "x",
    ]  # fmt: skip
    assert judged(Passwords.read(path), right, right, colons) == [True, True, True]
    assert judged(Passwords.read(path), right, *wrong, right) == [True, *[False] * len(wrong), True]


def test_the_file_holds_no_password_and_is_its_owner_s_alone(path: Path) -> None:
    assert "Càrlotta" not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_password_takes_the_place_of_the_old_one(path: Path) -> None:
    add_user(path, "anna", "tutta un'altra")
    passwords = Passwords.read(path)
    assert judged(passwords, basic("anna:Càrlotta è qui"), basic("anna:tutta un'altra")) == [False, True]


@pytest.mark.parametrize(
    ("name", "password"), [("", "x" * 10), ("a b", "x" * 10), ("a:b", "x" * 10), ("anna", "x" * 9)]
)
def test_a_name_or_password_that_cannot_be_is_refused(path: Path, name: str, password: str) -> None:
    with pytest.raises(InputError):
        add_user(path, name, password)


@pytest.mark.parametrize("text", ["", "# nobody\n", "anna:segreto\n", "anna:scrypt$00$00\n"])
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "passwords").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        Passwords.read(tmp_path / "passwords")


def test_another_address_needs_passwords_and_a_name(path: Path) -> None:
    for host in ("0.0.0.0", "192.168.1.2", "::", "example.org"):
        with pytest.raises(InputError, match="needs passwords"):
            place_for(host, 1)
    with pytest.raises(InputError, match="needs a name"):
        place_for("0.0.0.0", 1, auth=str(path))
    assert "192.168.1.2" in place_for("192.168.1.2", 1, auth=str(path)).names
    assert "fonte.example" in place_for("::", 1, auth=str(path), names=["fonte.example"]).names
    assert place_for("127.0.0.1", 1).passwords is None
