"""A manifest tells what a run depends on: the same for the same, another for anything else, the commit apart."""

from pathlib import Path

from evals.goldsets import open_gold
from evals.running.manifest import ROOT, describe, run_id
from tests.evals.golds import question, write


def test_the_name_of_a_run_follows_from_what_it_depends_on(tmp_path: Path) -> None:
    gold = open_gold(write(tmp_path, [question()]))
    told = {"engine": "extractive", "model": None, "embedder": "hash"}
    made = describe([gold], "fonte extractive", told, "offline")
    assert made == describe([gold], "fonte extractive", told, "offline")
    assert made["gold"][0]["questions"] == 1
    assert run_id(made) == run_id({**made, "commit": "another"})
    assert run_id(made).startswith("fonte-extractive-")
    assert run_id(made) != run_id({**made, "embedder": "e5"})
    (tmp_path / "articles" / "a.txt").write_text("Altro.")
    assert run_id(describe([gold], "fonte extractive", told, "offline")) != run_id(made)


def test_a_checkout_tells_its_commit(tmp_path: Path) -> None:
    made = describe([open_gold(write(tmp_path, [question()]))], "x", {}, "offline")
    assert (made["commit"] is not None) is (ROOT / ".git").exists()
    assert (ROOT / "evals").is_dir()
