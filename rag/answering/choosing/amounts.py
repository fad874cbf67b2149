"""Tell how well a sentence holds the amount that is asked for: of that unit, and counting that thing."""

from __future__ import annotations

import re

from rag.answering.choosing.lexicon import Lexicon
from rag.answering.choosing.surroundings import Surroundings
from rag.language.asked_kinds import Unit
from rag.language.cues import COUNTING, NUMBER_OF, POWERS
from rag.language.numbers import Quantity, find_quantities
from rag.language.questions import Question
from rag.language.words import Word, fold


def holds_amount(question: Question, place: Surroundings, lexicon: Lexicon) -> float:
    """Return how well, 0..1, a sentence holds an amount that the question does not say itself."""
    asked = {word.surface for word in question.words}
    quantities = [q for q in find_quantities(place.text, place.language) if fold(q.text) not in asked]
    if not quantities:
        return 0.0
    if question.unit is not None:
        return max((_fits(quantity, question.unit, place.text) for quantity in quantities), default=0.0)
    if question.focus is None:
        return 1.0
    counted = [word for word in place.words if lexicon.match(question.focus, [word]) >= _SAME_THING]
    if _counts_things(question) and all(quantity.kind in ("money", "percent") for quantity in quantities):
        return 0.0  # nobody counts people in euros
    near = any(_beside(quantity, word) for word in counted for quantity in quantities if quantity.kind == "count")
    return 1.0 if near else 0.3


def _counts_things(question: Question) -> bool:
    """Tell whether a question asks for the number of things: "quanti soci", "the number of members"."""
    folded = fold(question.text)
    asks = COUNTING.search(folded) or NUMBER_OF.search(folded)
    return asks is not None and question.focus is not None and question.focus.surface not in POWERS


_SAME_THING = 0.45  # a match of this strength is the thing that is counted
_AFTER, _BEFORE = 24, 16  # characters: "300 nuovi dipendenti", "i dipendenti sono 300"


def _beside(quantity: Quantity, counted: Word) -> bool:
    """Tell whether a quantity counts the thing named by `counted`."""
    return 0 <= counted.start - quantity.end <= _AFTER or 0 <= quantity.start - counted.end <= _BEFORE


def _fits(quantity: Quantity, unit: Unit, text: str) -> float:
    """Return how well a quantity is of the unit asked for; a large round count may be money left unsaid."""
    if unit == "percent":
        return 1.0 if quantity.kind == "percent" else 0.3
    if unit == "money":
        if quantity.kind == "money":
            return 1.0
        return 0.0 if _LARGE.match(fold(quantity.text)) is None else _UNNAMED if _bare(quantity, text) else 0.2
    if unit == "age":
        return float(_AGE.search(text[max(0, quantity.start - 12) : quantity.end + 12]) is not None)
    if unit == "duration":
        return float(_DURATION.match(text, quantity.end) is not None)
    if unit == "speed":
        return float(_SPEED.match(text, quantity.end) is not None)
    return 1.0 if _MEASURE.match(text, quantity.end) else 0.2


def _bare(quantity: Quantity, text: str) -> bool:
    """Tell whether nothing is counted after a quantity: "ha messo 8 milioni in conto capitale", "da 51 a 43 milioni"."""
    return _NOTHING_COUNTED.match(fold(text[quantity.end : quantity.end + _AFTER])) is not None


_UNNAMED = 0.7  # money is the likeliest thing when none is named
_NOTHING_COUNTED = re.compile(
    r"\s*(?:$|[^\w\s]|(?:in|a|per|al|alla|da|dal|dalla|e|ed|con|su|sul|ogni|entro|nel|nei|nella|piu|meno|to|for|from|by|and|on|at|"
    r"than|over|this|last|fur|von|bis|pour|par|sur|para|por|hasta)\b)"
)
_LARGE = re.compile(
    r"\d{4}|\d{1,3}[.,\u202f\u00a0 ]\d{3}|.*(?:mila|milion|miliard|million|billion|thousand|mln|mld|\bbn|tausend|mille)"
)
_AGE = re.compile(
    r"(?:\b(?:di|ha|aveva|a|compie|compì|età di|aged?|is|was)\s\w{1,12}\sann[oi]\b|\d+\s?enne|years?[ -]old|\baged?\s\d)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"[\s\u00a0-]*(?:\w+[\s-])?(?:ann[oi]|mes[ei]|settiman[ae]|giorn[oi]|giornat[ae]|notti|or[ae]|minut[oi]|second[oi]|decenni|secoli|lustri|"
    r"years?|months?|weeks?|days?|nights?|hours?|minutes?|seconds?|decades?|centuries|jahre?n?|monate?n?|wochen?|tage?n?|"
    r"stunden?|minuten?|sekunden?|ans?|ann[ée]es?|mois|semaines?|jours?|heures?|años?|meses|semanas?|días?|horas?|h|min)\b",
    re.IGNORECASE,
)
_SPEED = re.compile(
    r"[\s\u00a0-]*(?:km/?h|chilometri (?:orari|all['’]ora)|nodi|miglia orarie|m/s|knots?|mph|miles (?:per|an) hour|"
    r"kilomet(?:er|re)s (?:per|an) hour|kilometer pro stunde|stundenkilometer|knoten|n[oœ]uds|kilom[eè]tres[ -]heure)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[\s\u00a0-]*(?:m|km|cm|mm|metri|metro|chilometri|km²|kmq|ettari|acri|miglia|piedi|pollici|kg|g|chili|tonnellate|litri|"
    r"meters?|metres?|miles?|feet|ft|inches|kilometers?|kilometres?|tons?|tonnes?|pounds|acres|nm|anni luce)\b",
    re.IGNORECASE,
)
