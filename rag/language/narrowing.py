"""Tell what narrows a question: the words by which an answer must be about this and nothing else.

Names and numbers are left out: they have measures of their own, and a name tells what its label does ("nel processo
Rossi"). So are the words that only ask, and those whose sense the kind of answer holds already ("prezzo", "anno",
"quanto costa").
"""

from __future__ import annotations

from collections.abc import Set

from rag.language.cues import ASKING_WORDS, FOCUS_KINDS
from rag.language.lemmas import lemma
from rag.language.questions import Question, kind_of
from rag.language.sentences import split_sentences
from rag.language.topics import opens_noun
from rag.language.words import Word, find_words
from rag.types import Span


def find_narrowing(question: Question) -> tuple[Word, ...]:
    """Return the words that narrow a question, in order, each once."""
    named = {word.start for name in question.names for word in name.words}
    asking = ASKING_WORDS.get(question.language, frozenset())
    labels = _labels(question, named)
    asked = _asking_sentence(question)
    return tuple(
        word
        for word in dict.fromkeys(question.words)
        if asked.start <= word.start < asked.end
        and not word.number
        and word.start not in named
        and word.start not in labels
        and word.surface not in asking
        and word.surface not in _LIGHT
        and lemma(word.text, question.language) not in _LIGHT
        and word.surface not in FOCUS_KINDS
        and not (question.kind == "quantity" and word.stem.startswith(_MEASURING))
    )


def _asking_sentence(question: Question) -> Span:
    """Return the first sentence of a question that asks for what the whole does; the whole, when none does."""
    spans = split_sentences(question.text)
    alike = (span for span in spans if kind_of(span.of(question.text), question.language) == question.kind)
    return next(alike, Span(0, len(question.text))) if len(spans) > 1 else Span(0, len(question.text))


def _labels(question: Question, named: Set[int]) -> set[int]:
    """Return where the nouns begin that stand between an article or the like and a name: "nel *processo* Rossi"."""
    if question.language not in _LABEL_FIRST:
        return set()
    words = find_words(question.text, question.language)
    return {
        label.start
        for before, label, name in zip(words, words[1:], words[2:], strict=False)
        if name.start in named and opens_noun(before, question.language)
    }


_LABEL_FIRST = frozenset({"it", "fr", "es"})
_MEASURING = ("cost", "ammont", "pes", "worth", "kost", "cout")  # stems of verbs that only ask how much
_LIGHT = frozenset(  # dictionary forms, and words none of whose senses tells one matter from another
    """
    mai certo certezza lavori davvero esattamente precisamente circa subito entro finora ultimo recente nuovo
    prossimo parte volta cosa qualcosa qualcuno anno mese giorno ora settimana minuto tempo quanto persona gente
    meno secondo grazie attualmente totale tutto complessivo previsto causa cio buono completo davanti altro vero
    fare dare dire potere dovere volere stare andare venire prendere mettere tenere trovare restare rimanere
    riuscire avvenire succedere accadere diventare riguardare spiegare affermare sostenere ritenere pensare
    dichiarare commentare rispondere parlare citare valere causare provocare realizzare servire usare utilizzare
    prevedere diede detto passare trascorrere ultima nuova prossima ruolo incarico carica role office long often
    late early many much ever exactly really new last next late recent place person people year month day week hour
    minute time number according far current currently total thing one part cause good other be do have make take
    get go give hold keep become remain put set say tell think state claim happen occur need use want expect plan
    mean come bring jahr tag monat stunde uhr neu genau geben machen meinen sagen nehmen kommen stehen lassen an
    annee mois jour heure nouveau faire dire penser prendre mettre donner venir rester ano mes dia hora nuevo hacer
    decir pensar tomar poner dar venir quedar
    """.split()
)
