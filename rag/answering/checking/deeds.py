"""Tell the verbs that tell of a deed, whose two sides the check of roles compares, from those that lead another."""

from __future__ import annotations

from rag.answering.checking.reading import Reading
from rag.answering.checking.replacing import is_replacing
from rag.answering.checking.verbs import is_verb
from rag.language.attribution import is_saying
from rag.language.infinitives import is_open
from rag.language.lemmas import lemma


def is_deed(claim: Reading, verb: int) -> bool:
    """Tell whether a verb tells of a deed, and neither leads speech nor has its sides read elsewhere."""
    return (
        not is_replacing(claim, verb)
        and not _leads_a_deed(claim, verb)
        and lemma(claim.words[verb].text, claim.language) not in _MODALS
        and not _is_made_to(claim, verb)
        and (not _leads_speech(claim, verb) or _is_done_to(claim, verb))
    )


_MODALS = frozenset("konnen mussen sollen wollen durfen mogen werden potere dovere".split())


def _leads_a_deed(claim: Reading, verb: int) -> bool:
    """Tell whether a verb only leads what is done: who "agreed to sell" is looked at where it is sold."""
    after = [word.surface for word in claim.words[verb + 1 : verb + 2]]
    return after == ["to"] and verb + 2 < len(claim.words) and is_verb(claim, verb + 2)


def _is_made_to(claim: Reading, verb: int) -> bool:
    """Tell whether a verb tells what somebody is made to do: who "ha fatto perdere il 6%" loses nothing."""
    return is_open(claim.words, verb, "it") and lemma(claim.words[verb - 1].text, "it") in ("fare", "lasciare")


def _leads_speech(claim: Reading, verb: int) -> bool:
    """Tell whether a verb of saying leads what is said; "ha promesso altri fondi" is a deed like others."""
    return is_saying(claim.words, verb, claim.language) and any(frame.verb == verb for frame in claim.frames)


def _is_done_to(claim: Reading, verb: int) -> bool:
    """Tell whether a verb of saying is done to somebody and leads no speech: "ha denunciato lo studente"."""
    leads = {word.surface for word in claim.words[verb + 1 : verb + 3]} & {"che", "that", "di"}
    return lemma(claim.words[verb].text, claim.language) in _TO_SOMEBODY and not leads


_TO_SOMEBODY = frozenset(
    """denunciare accusare criticare sospettare contestare rimproverare elogiare ringraziare difendere attaccare
    accuse criticise criticize suspect praise blame thank defend beschuldigen kritisieren accuser critiquer""".split()
)

__all__ = ["is_deed"]
