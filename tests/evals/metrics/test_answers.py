"""What an answer says is held against what it must tell; a number more or a word less changes the score."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.metrics.answers import LONGEST, METRICS
from evals.metrics.honesty import outcome
from evals.questions import Expected, Question
from evals.responses import Response
from tests.evals.cases import COST, OPENED, PERFECT, SAID, abstention, answer, case, nugget, question, unanswerable

BY_NAME = {metric.name: metric for metric in METRICS}
OPENING = question(
    type="single_fact",
    expected=Expected("date", "2026-01-12", None, ("12 gennaio 2026",)),
    nuggets=(nugget("12 gennaio 2026"), nugget("Aldo Brusa", "Brusa"), nugget("sindaco", importance="okay")),
    forbidden=(),
)
WHOSE = question(
    type="attribution",
    expected=Expected("name", "Nadia Brusco", None, ("Nadia Brusco", "Brusco")),
    nuggets=(nugget("Nadia Brusco", "Brusco"),),
    forbidden=(),
)


def score(folder: Path, name: str, asked: Question, said: Response) -> float | None:
    return BY_NAME[name].measure(case(folder, asked, said)).value


@pytest.mark.parametrize(
    ("text", "strict", "every", "typed"),
    [
        (OPENED, 1.0, 1.0, 1.0),
        ("L’ha aperto Brusa, il 12/01/2026.", 1.0, 2 / 3, 1.0),
        ("L’ha aperto il sindaco.", 0.0, 1 / 3, 0.0),
        ("Il 13 gennaio 2026 lo ha aperto Aldo Brusa.", 1 / 2, 1 / 3, 0.0),
        ("", 0.0, 0.0, 0.0),
    ],
)
def test_nuggets_and_value_are_counted_by_hand(
    tmp_path: Path, text: str, strict: float, every: float, typed: float
) -> None:
    said = answer((text, (OPENED,)))
    assert score(tmp_path, "strict_nuggets", OPENING, said) == pytest.approx(strict)
    assert score(tmp_path, "all_nuggets", OPENING, said) == pytest.approx(every)
    assert score(tmp_path, "value", OPENING, said) == typed


def test_an_abstention_tells_nothing_and_a_refusable_question_is_not_judged(tmp_path: Path) -> None:
    for name in ("strict_nuggets", "all_nuggets", "value", "token_f1"):
        assert score(tmp_path, name, question(), abstention()) == 0.0
        assert score(tmp_path, name, unanswerable(), PERFECT) is None


def test_who_pastes_whole_articles_has_told_only_what_stands_at_the_beginning(tmp_path: Path) -> None:
    filler = "Il mercato apre la domenica. " * (LONGEST // 29 + 1)
    late, early = answer((filler + COST, (COST,))), answer((f"{COST} {filler}", (COST,)))
    assert [score(tmp_path, "strict_nuggets", question(), said) for said in (late, early)] == [0.0, 1.0]
    assert [score(tmp_path, "value", question(), said) for said in (late, early)] == [0.0, 1.0]
    assert outcome(case(tmp_path, question(), late)) == (
        "wrong",
        "does not tell in its first 1400 characters: 4,2 milioni",
    )
    assert outcome(case(tmp_path, question(), early))[0] == "correct"
    more = question(nuggets=tuple(nugget("4,2 milioni") for _ in range(3)))
    assert score(tmp_path, "strict_nuggets", more, late) == 1.0  # who has more to tell may take longer


def test_a_false_claim_counts_however_far_down_it_stands(tmp_path: Path) -> None:
    filler = "Il mercato apre la domenica. " * 80
    said = answer((f"{COST} {filler} È costato 42 milioni.", (COST,)))
    assert score(tmp_path, "forbidden", question(), said) == 1.0


def test_a_word_is_never_cut_in_two(tmp_path: Path) -> None:
    text = f"{'a ' * ((LONGEST - 1) // 2)}4,25 milioni"  # the cut falls into the number
    asked = question(nuggets=(nugget("4"),), expected=Expected("number", 4, None, ("4",)))
    assert score(tmp_path, "strict_nuggets", asked, answer((text, (COST,)))) == 0.0


def test_files_that_are_cited_where_nobody_reads_any_more_are_not_named(tmp_path: Path) -> None:
    asked = question(type="exhaustive", nuggets=(nugget("a.txt"),), expected=Expected("list", ("a.txt",)))
    assert score(tmp_path, "strict_nuggets", asked, PERFECT) == 1.0
    filler = "Il mercato di Tresana apre la domenica. " * (LONGEST // 40 + 1)
    late = answer((filler, ()), (COST, (COST,)))
    assert score(tmp_path, "strict_nuggets", asked, late) == 0.0


def test_the_number_of_a_marker_is_not_part_of_the_answer(tmp_path: Path) -> None:
    asked = question(expected=Expected("number", 1, None, ("1",)), nuggets=(nugget("1"),))
    assert score(tmp_path, "value", asked, answer(("Il sindaco è uno solo.", (COST,)))) == 0.0


@pytest.mark.parametrize(("text", "told"), [("4200000 euro", 1.0), ("4.200.000 euro", 1.0), ("4200 euro", 0.0)])
def test_a_number_without_unit_is_known_by_its_value(tmp_path: Path, text: str, told: float) -> None:
    asked = question(expected=Expected("number", 4_200_000, None, ()), nuggets=(nugget("4,2 milioni"),))
    assert score(tmp_path, "value", asked, answer((text, (COST,)))) == told


def test_a_list_is_told_when_every_member_is(tmp_path: Path) -> None:
    asked = question(
        expected=Expected("list", ("Orvella", "Tresana")), nuggets=(nugget("Orvella"), nugget("Tresana")), forbidden=()
    )
    assert score(tmp_path, "value", asked, answer(("Orvella e Tresana.", (COST,)))) == 1.0
    assert score(tmp_path, "value", asked, answer(("Orvella.", (COST,)))) == 0.0


def test_which_articles_may_be_told_by_citing_them(tmp_path: Path) -> None:
    which = question(type="exhaustive", expected=Expected("list", ("a.txt", "b.txt")), nuggets=(nugget("a.txt"),))
    assert score(tmp_path, "strict_nuggets", which, PERFECT) == 1.0
    assert score(tmp_path, "strict_nuggets", replace(which, type="list"), PERFECT) == 0.0


@pytest.mark.parametrize(
    ("text", "hit"),
    [("Sono 42 milioni.", 1.0), (COST, 0.0), ("Sono 42 milioni e mezzo", 1.0), ("Sono 142 milioni.", 0.0)],
)
def test_a_forbidden_claim_is_whole_words_and_values(tmp_path: Path, text: str, hit: float) -> None:
    assert score(tmp_path, "forbidden", question(), answer((text, (COST,)))) == hit


def test_an_answer_is_in_the_language_of_the_question(tmp_path: Path) -> None:
    english = answer(("The bridge at Orvella cost 4.2 million euros.", (COST,)))
    assert score(tmp_path, "language", question(), PERFECT) == 1.0
    assert score(tmp_path, "language", question(), english) == 0.0
    assert score(tmp_path, "language", question(lang="en"), english) == 1.0
    assert score(tmp_path, "language", question(), answer(("4,2", (COST,)))) is None


def test_an_opinion_without_its_speaker_is_not_attributed(tmp_path: Path) -> None:
    assert score(tmp_path, "attribution", WHOSE, answer((SAID, (SAID,)))) == 1.0
    assert score(tmp_path, "attribution", WHOSE, answer(("L’opera è un passo avanti.", (SAID,)))) == 0.0
    assert score(tmp_path, "attribution", question(), PERFECT) is None


def test_overlap_of_words_is_squad_s(tmp_path: Path) -> None:
    asked = question(expected=Expected("text", "il ponte di Orvella"))
    assert score(tmp_path, "token_f1", asked, answer(("ponte di Tresana", (COST,)))) == pytest.approx(2 * 2 / 7)
