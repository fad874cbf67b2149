from evals.conversations import CORPORA, follow, read_talks


def test_every_talk_has_two_turns_and_names_files_that_exist() -> None:
    talks = read_talks()
    assert len(talks) >= 40 and len({talk.id for talk in talks}) == len(talks)
    for talk in talks:
        assert len(talk.turns) >= 2
        for turn in talk.turns:
            assert turn.files and all((CORPORA[talk.corpus] / file).is_file() for file in turn.files), talk.id


def test_the_history_is_handed_on() -> None:
    talk = next(talk for talk in read_talks() if talk.turns[1].question == "E per KSIA?")
    (followed,) = follow([talk], "seeds", "hash")
    assert "KSIA" in followed.interpreted and "firmato" in followed.interpreted
    assert followed.right == (followed.found in talk.turns[1].files)
