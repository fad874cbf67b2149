"""A peer's recorded answers stand beside ours as long as questions and articles are the ones it was asked."""

import json
from pathlib import Path

import pytest

from evals.articles import Articles
from evals.goldsets import open_gold, shipped_gold
from evals.peers import keeping
from evals.peers.keeping import Peer, keep, question_key, read_peer, shipped_peers
from evals.peers.moved import told_of_moved
from evals.questions import load
from evals.running.folder import MANIFEST, RESPONSES, Run
from rag.errors import InputError
from tests.evals.golds import TEXT, question, refused, write

TOLD = {"folder": "peer", "system": "Peer", "model": "small"}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "ponte"
    folder.mkdir()
    return write(folder, [question(), refused()])


@pytest.fixture
def kept(tmp_path: Path, gold: Path, monkeypatch: pytest.MonkeyPatch) -> Peer:
    monkeypatch.setattr(keeping, "FOLDER", tmp_path / "peers")
    found = open_gold(gold)
    run = Run.make(tmp_path / "run")
    gold_line = {"name": "ponte", "articles_sha256": Articles(found.articles).digest()}
    run.write(MANIFEST, {"schema": 1, "system": "x:y", "versions": {"fonte": "0"}, "gold": [gold_line]})
    asked = {"ponte": load([found.questions])}
    run.write_lines(RESPONSES, [{"id": q.id, "key": "k", "asked": q.question, "answer": {"text": "Quattro [1]."}}
                                for q in asked["ponte"]])  # fmt: skip
    return read_peer(keep(run, [found], asked, TOLD).folder)


def test_what_was_kept_is_read_again_and_holds(kept: Peer, gold: Path) -> None:
    found = open_gold(gold)
    fresh = kept.fresh("ponte", load([found.questions]), Articles(found.articles))
    assert (kept.name, set(fresh), fresh["q1"].plain) == ("Peer", {"q1", "q2"}, "Quattro .")
    assert (kept.manifest["model"], kept.manifest["asked_through"]) == ("small", "x:y")
    assert list(told_of_moved([found], [kept])) == ["Peer: 2 of 2 recorded answers hold"]


def test_an_answer_to_a_question_that_was_changed_is_left_out_and_told(kept: Peer, gold: Path) -> None:
    write(gold, [question(question="Quanto è lungo il ponte?"), refused()])
    found = open_gold(gold)
    assert set(kept.fresh("ponte", load([found.questions]), Articles(found.articles))) == {"q2"}
    (line,) = told_of_moved([found], [kept])
    assert line.startswith("Peer: 1 of 2 recorded answers hold; 1 are to questions or articles that have changed")


def test_a_changed_history_is_another_question(gold: Path) -> None:
    (asked, _) = load([open_gold(gold).questions])
    write(gold, [question(history=[["Prima?", "Dopo."]], type="follow_up"), refused()])
    (changed, _) = load([open_gold(gold).questions])
    assert question_key(asked) != question_key(changed)


def test_when_the_articles_change_no_answer_holds(kept: Peer, gold: Path) -> None:
    (gold / "articles/a.txt").write_text(TEXT + " Altro.", encoding="utf-8")
    found = open_gold(gold)
    assert kept.fresh("ponte", load([found.questions]), Articles(found.articles)) == {}


def test_another_gold_set_with_the_same_ids_is_not_meant(kept: Peer, gold: Path) -> None:
    found = open_gold(gold)
    assert kept.fresh("altro", load([found.questions]), Articles(found.articles)) == {}
    assert list(told_of_moved([gold_set for gold_set in shipped_gold()], [kept])) == []


def test_an_unfinished_run_cannot_be_kept(tmp_path: Path, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FOLDER", tmp_path / "peers")
    found, run = open_gold(gold), Run.make(tmp_path / "half")
    run.write(MANIFEST, {"schema": 1, "system": "x", "versions": {}, "gold": []})
    with pytest.raises(InputError, match="no answer to 'q1'"):
        keep(run, [found], {"ponte": load([found.questions])}, TOLD)
    with pytest.raises(InputError, match="small letters"):
        keep(run, [found], {"ponte": ()}, {**TOLD, "folder": "../peer"})
    assert not (tmp_path / "peers").exists()


@pytest.mark.parametrize("peer", shipped_peers(), ids=lambda peer: peer.name)
def test_the_shipped_answers_are_whole(peer: Peer) -> None:
    for (gold, id_), line in peer.lines.items():
        assert gold in {told["name"] for told in peer.manifest["gold"]}, id_
        assert json.dumps(line["answer"]["text"]) != '""'
