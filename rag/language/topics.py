"""Find what a question is about, apart from what it asks: its names and the nouns behind an article or a preposition.

Rules on the place of words alone, no dictionary: "Quante *comunità energetiche* ci sono in *Piemonte*?". A verb is left
out where it stands behind its subject or its asking word, which is most often.
"""

from __future__ import annotations

from rag.language.cues import ASKING_WORDS, FOCUS_KINDS
from rag.language.names import Name, find_names
from rag.language.words import Word, find_words

_LONGEST = 3  # words of a run, "treno notte transfrontaliero"

_BEFORE_NOUN = {
    "it": """il lo la l i gli le un uno una di del dello della dell dei degli delle a al allo alla all ai agli alle da
        dal dallo dalla dall dai dagli dalle in nel nello nella nell nei negli nelle con col su sul sullo sulla sull sui
        sugli sulle per tra fra quanti quante quale quali questo questa questi queste""",
    "en": "the a an of to in on at by for with from about into many much which whose this these those",
    "de": """der die das den dem des ein eine einen einem einer eines in im am an auf aus bei beim mit nach von vom zu
        zum zur fur uber viele viel welche welcher welches welchen welchem diese dieser dieses""",
    "fr": """le la l les un une des du de d au aux en dans sur sous par pour avec quel quelle quels quelles ce cet cette
        ces""",
    "es": """el la los las un una unos unas de del al a en con por para sobre cuantos cuantas cual cuales este esta
        estos estas""",
}
_NOUN_FOLLOWS = {language: frozenset(words.split()) for language, words in _BEFORE_NOUN.items()}


def find_topics(text: str, language: str) -> list[str]:
    """Return the names of a question and the runs of words that name its other subjects, in order, each once."""
    names = find_names(text, language)
    runs = [*((name.start, name.text) for name in names), *_runs(text, language, names)]
    return list(dict.fromkeys(run for _, run in sorted(runs)))


def opens_noun(word: Word, language: str) -> bool:
    """Tell whether a word is an article, a preposition or the like, which a noun follows, and no asking word."""
    return word.surface in _NOUN_FOLLOWS.get(language, frozenset()) and word.surface not in _ASKING


def _runs(text: str, language: str, names: list[Name]) -> list[tuple[int, str]]:
    before = _NOUN_FOLLOWS.get(language, frozenset())
    words = find_words(text, language)
    found: list[tuple[int, str]] = []
    place = 1
    while place < len(words):
        ahead = words[place - 1]
        if any(word.surface in _ACCORDING for word in words[max(0, place - 2) : place]):
            place += 1  # who tells it is not what it is about
            continue
        owned = language == "en" and (ahead.surface == "s" or any(n.start <= ahead.start < n.end for n in names))
        run = _run_at(words, place, text, language, names) if owned or ahead.surface in before else []
        if language == "en" and _ends_in_verb(words, place, run):
            run = run[:-1]
        if run:
            found.append((run[0].start, text[run[0].start : run[-1].end]))
        place += len(run) or 1
    return found


def _ends_in_verb(words: list[Word], place: int, run: list[Word]) -> bool:
    """Tell whether a run holds the verb of a question as well: "what would the *dam cost*?"."""
    helped = any(word.surface in _HELPERS for word in words[:place])
    after = words[place + len(run) :]
    return helped and bool(run) and not any(not word.stop for word in after[:1])


def _run_at(words: list[Word], place: int, text: str, language: str, names: list[Name]) -> list[Word]:
    """Return the content words from `place` on that stand right beside one another and are of no name."""
    asking = ASKING_WORDS.get(language, frozenset())
    run: list[Word] = []
    for word in words[place : place + _LONGEST]:
        apart = bool(run) and text[run[-1].end : word.start] != " "
        named = any(name.start <= word.start < name.end for name in names)
        if word.stop or apart or named or word.surface in asking or FOCUS_KINDS.get(word.surface) in _MEASURES:
            break
        run.append(word)
    return run


_ASKING = frozenset(
    """quanti quante quale quali many much which whose viel viele welche welcher welches welchen welchem
    quel quelle quels quelles cuantos cuantas cual cuales""".split()
)
_ACCORDING = frozenset("secondo according laut selon segun".split())
_HELPERS = frozenset("do does did will would can could shall should may might must".split())
_MEASURES = ("quantity", "time", "reason")  # nouns that say what is asked, "price", not of what
