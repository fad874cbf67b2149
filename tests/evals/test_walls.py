"""The evals keep their walls: metrics know nothing of runs and reports, statistics nothing of questions."""

import pytest

from tests.test_structure import ALL, imports

VOCABULARY = {"evals.questions", "evals.responses", "evals.articles", "evals.matching", "evals"}
ALLOWED = {
    "evals.metrics": ("evals.metrics",),
    "evals.statistics": ("evals.statistics",),
    "evals.scoring": ("evals.scoring", "evals.metrics", "evals.statistics", "evals.running"),
    "evals.mutations": ("evals.mutations", "evals.metrics", "evals.goldsets"),
    "evals.gates": ("evals.scoring", "evals.baseline", "evals.running"),
}


@pytest.mark.parametrize("package", ALLOWED)
def test_a_part_of_the_evals_imports_only_what_lies_below_it(package: str) -> None:
    for name, path in ALL.items():
        if name == package or name.startswith(f"{package}."):
            for found in imports(path):
                ours = found.split(".")[0] == "evals"
                assert not ours or found in VOCABULARY or found.startswith(ALLOWED[package]), f"{name} imports {found}"


def test_statistics_know_numbers_alone() -> None:
    for name, path in ALL.items():
        if name.startswith("evals.statistics"):
            assert not [found for found in imports(path) if found in VOCABULARY - {"evals"}], name


def test_only_the_session_writes_reports() -> None:
    for name, path in ALL.items():
        if name.startswith("evals") and not name.startswith(("evals.reports", "evals.session")):
            assert not [found for found in imports(path) if found.startswith("evals.reports")], name
