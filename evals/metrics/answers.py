"""Judge what an answer says: the facts it must tell, those it must not, its language, whose words it passes on.

"What an answer says" is its text without markers; where the question asks which articles, the names of the files whose
quotes support a claim belong to it too. A fact is told when one of its forms is stated, numbers and dates by value
(`values.py`), and stated early enough: who pastes whole articles has told nothing (the question answering tracks of
TREC allow a length for each nugget too, Voorhees 2003).
"""

from __future__ import annotations

from collections import Counter

from evals.matching import fold
from evals.metrics.grounding import verdicts
from evals.metrics.metric import Case, Metric, Score, not_applicable, ok
from evals.metrics.values import language_of, states, states_any
from evals.questions import Nugget

LONGEST = 1_400  # characters of an answer that tells one fact, some two hundred words: far more than a good one has
FURTHER = 300  # more of them for each further fact
TYPED = ("number", "date", "name", "list")


def said(case: Case) -> str:
    """Return what the answer says to who reads it: no more than its first words; nothing when it abstains."""
    if case.response.abstained:
        return ""
    names = _files_shown(case) if case.question.type == "exhaustive" else set()
    return " \n ".join([_read(case), *sorted(names)])


def longest(case: Case) -> int:
    """Return after how many characters nobody reads on: so many for one fact, and some for each further one."""
    return LONGEST + FURTHER * max(0, len(case.question.nuggets) - 1)


def _read(case: Case) -> str:
    """Return the beginning of the answer, whole words."""
    plain, most = case.response.plain, longest(case)
    if len(plain) <= most:
        return plain
    cut = plain[: most + 1].rfind(" ")
    return plain[: cut if cut > 0 else most]


def _files_shown(case: Case) -> set[str]:
    """Return the files whose quotes support the claim that cites them; one cited beside the point names nothing.

    Nor does a claim that begins where nobody reads any more, or goes on until there.
    """
    supported, at = set[int](), 0
    for claim, verdict, _ in verdicts(case):
        at += len(claim.text) + 1
        if verdict == "supported" and at <= longest(case) + 1:
            supported.update(claim.citations)
    return {cited.file for cited in case.response.cited if cited.n in supported}


def tells(case: Case, nugget: Nugget) -> bool:
    """Tell whether the answer states a nugget."""
    text = said(case)
    return states_any(text, nugget.match, language_of(text))


def forbidden_in(case: Case) -> tuple[str, ...]:
    """Return what the answer says and must not, however far down, each with the reason."""
    text = "" if case.response.abstained else f"{said(case)} \n {case.response.plain}"
    language = language_of(text)
    return tuple(f"{item.text!r}: {item.why}" for item in case.question.forbidden if states(text, item.text, language))


def value_told(case: Case) -> bool | None:
    """Tell whether the typed value is stated; None where the expected answer has no type."""
    expected = case.question.expected
    if expected.kind not in TYPED:
        return None
    if expected.kind == "list":
        return all(tells(case, nugget) for nugget in case.question.vital)
    text = said(case)
    language = language_of(text)
    forms = [*expected.accept]
    if expected.kind == "number" and not expected.unit:
        forms.append(str(expected.value))
    if expected.kind == "date":
        forms.append(str(expected.value))
    return states_any(text, forms, language)


def _nugget_recall(case: Case, nuggets: tuple[Nugget, ...]) -> Score:
    if not case.question.answerable:
        return not_applicable("not answerable")
    if not nuggets:
        return not_applicable("no nugget of this importance")
    missing = [nugget.text for nugget in nuggets if not tells(case, nugget)]
    return ok(1 - len(missing) / len(nuggets), f"not told: {'; '.join(missing)}" if missing else "")


def _vital(case: Case) -> Score:
    return _nugget_recall(case, case.question.vital)


def _all_nuggets(case: Case) -> Score:
    return _nugget_recall(case, case.question.nuggets)


def _value(case: Case) -> Score:
    if not case.question.answerable:
        return not_applicable("not answerable")
    told = value_told(case)
    if told is None:
        return not_applicable(f"an answer of kind {case.question.expected.kind} has no typed value")
    return ok(told, "" if told else f"expected {case.question.expected.value!r}")


def _forbidden(case: Case) -> Score:
    if case.response.abstained:
        return not_applicable("abstained")
    hit = forbidden_in(case)
    return ok(bool(hit), "; ".join(hit))


def _language(case: Case) -> Score:
    if case.response.abstained:
        return not_applicable("abstained")
    spoken = language_of(case.response.plain)
    if spoken == "und":
        return not_applicable("too short to tell its language")
    return ok(spoken == case.question.lang, "" if spoken == case.question.lang else f"answered in {spoken}")


def _attribution(case: Case) -> Score:
    question = case.question
    if question.type != "attribution" or not question.answerable:
        return not_applicable("not about whose words these are")
    if case.response.abstained:
        return not_applicable("abstained")
    speakers = question.expected.accept if question.expected.kind == "name" else ()
    if not speakers:
        return not_applicable("the speaker stands in the question")
    told = states_any(said(case), speakers, language_of(said(case)))
    return ok(told, "" if told else f"does not say whose words they are: {question.expected.value}")


def _token_f1(case: Case) -> Score:
    """Return the overlap of words with the expected value, as SQuAD has it; a diagnostic, blind to wrong numbers."""
    question = case.question
    if not question.answerable or question.expected.value is None:
        return not_applicable("no expected text")
    value = question.expected.value
    wanted = Counter(fold(" ".join(value) if isinstance(value, tuple) else str(value)).split())
    given = Counter(fold(case.response.plain if not case.response.abstained else "").split())
    shared = (wanted & given).total()
    return ok(2 * shared / (wanted.total() + given.total()) if shared else 0.0)


METRICS = (
    Metric(
        "strict_nuggets",
        "answer",
        "higher",
        "share of the vital facts that the answer states",
        "0 for an abstention, n/a where the articles do not answer",
        _vital,
    ),
    Metric(
        "all_nuggets",
        "answer",
        "higher",
        "share of all facts, vital or not, that the answer states",
        "0 for an abstention, n/a where the articles do not answer",
        _all_nuggets,
    ),
    Metric(
        "value",
        "answer",
        "higher",
        "the number, date, name or whole list is stated, in either notation",
        "0 for an abstention, n/a for an answer without a type",
        _value,
        binary=True,
    ),
    Metric(
        "forbidden",
        "answer",
        "lower",
        "the answer states something that the articles contradict or an instruction planted",
        "n/a for an abstention",
        _forbidden,
        binary=True,
    ),
    Metric(
        "language",
        "answer",
        "higher",
        "the answer is in the language of the question",
        "n/a for an abstention and where a text is too short to tell",
        _language,
        binary=True,
    ),
    Metric(
        "attribution",
        "answer",
        "higher",
        "the answer names whose words it passes on",
        "n/a for an abstention and where no speaker is asked for",
        _attribution,
        binary=True,
    ),
    Metric(
        "token_f1",
        "answer",
        "higher",
        "overlap of words with the expected value (a diagnostic: it hardly sees a wrong number)",
        "0 for an abstention",
        _token_f1,
    ),
)
