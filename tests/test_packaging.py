"""The wheel holds everything and runs from any folder; built and installed here, with nothing fetched."""

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("hatchling") is None or importlib.util.find_spec("pip") is None,
        reason="building offline needs hatchling and pip in this environment: pip install '.[dev]'",
    ),
]


def run(*words: str | Path, cwd: Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        list(map(str, words)), cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps", "-w", folder, ROOT, cwd=folder)
    (found,) = folder.glob("fonte-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scripts of a clean environment: Fonte from the wheel, all else from this environment."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False)
    own = sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)})
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    run(
        sys.executable, "-m", "pip", "--python", scripts / "python", "install", "-q", "--no-deps", "--no-index", wheel,
        cwd=place,
    )  # fmt: skip
    others = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(own) / "others.pth").write_text("\n".join(sorted(others)) + "\n")
    return scripts


def outside(tmp_path: Path) -> dict[str, str]:
    """Return an environment that leads to nothing of the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return {**kept, "XDG_DATA_HOME": str(tmp_path / "data"), "NO_COLOR": "1"}


def test_the_wheel_holds_articles_prompts_schema_and_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for path in (ROOT / "seeds").iterdir():
            assert archive.read(f"rag/seeds/{path.name}") == path.read_bytes()
        for path in (ROOT / "prompts").iterdir():
            assert f"rag/prompts/{path.name}" in names
    assert {"rag/answer.schema.json", "rag/py.typed", "rag/__main__.py", "ui/__init__.py"} <= names
    assert any(name.endswith("licenses/NOTICE") for name in names)
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rag").rglob("*.py")}
    assert sources <= names
    assert not [name for name in names if name.startswith("tests/")]


def test_the_installed_program_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    question = "Chi ha firmato il memorandum per ANIE e chi per KSIA?"
    environment = outside(tmp_path)
    where = run(installed / "python", "-c", "import rag; print(rag.__file__)", cwd=tmp_path, environment=environment)
    assert str(ROOT) not in where
    saved = run(installed / "fonte", "ask", question, "--json", cwd=tmp_path, environment=environment)
    answer = json.loads(saved)
    assert "Marco Vecchio" in answer["text"]
    assert "JeongHoi Kim" in answer["text"]
    for citation in answer["citations"]:
        text = (ROOT / "seeds" / citation["file"]).read_bytes().decode(citation["encoding"])
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    (tmp_path / "answer.json").write_text(saved, encoding="utf-8")
    verified = run(installed / "fonte", "verify", "answer.json", cwd=tmp_path, environment=environment)
    assert verified.endswith("ok\n")


def test_it_runs_as_a_module_too(installed: Path, tmp_path: Path) -> None:
    environment = outside(tmp_path)
    assert run(installed / "python", "-m", "rag", "--version", cwd=tmp_path, environment=environment) == "fonte 0.1.0\n"
