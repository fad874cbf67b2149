"""Tell the posts that people hold from one another: a director is no president, near as the words lie in meaning."""

from __future__ import annotations

import re

from rag.language.words import fold

# One post a line, in it, en, de, fr, es; folded. Left out is what other countries call otherwise: a secretary of state
# is a minister, an "assessore" a councillor, a managing director an "amministratore".
_POSTS = (
    "presidente presidentessa president chairman chairwoman chairperson prasident prasidentin presidenta",
    "direttore direttrice director direktor direktorin directeur directrice directora",
    "ministro ministra minister ministerin ministre",
    "sindaco sindaca mayor burgermeister burgermeisterin maire alcalde alcaldesa",
    "governatore governatrice governor gouverneur gobernador",
    "commissario commissaria commissioner kommissar commissaire comisario",
    "prefetto prefetta prefect prefet",
    "rettore rettrice rector rektor recteur",
    "deputato deputata deputy abgeordneter depute diputado",
    "senatore senatrice senator senateur senador",
    "portavoce spokesman spokeswoman spokesperson sprecher sprecherin",
    "ambasciatore ambasciatrice ambassador botschafter ambassadeur embajador",
    "cancelliere cancelliera chancellor kanzler kanzlerin chancelier canciller",
    "procuratore procuratrice prosecutor staatsanwalt procureur",
    "avvocato avvocata lawyer attorney rechtsanwalt avocat abogado",
    "giudice judge richter richterin juge juez",
    "allenatore allenatrice coach trainer entraineur entrenador",
    "capitano captain kapitan capitaine capitan",
    "curatore curatrice curator kurator conservateur",
)
# Posts of several words, or that go by several names.
_NAMED_OTHERWISE = (
    re.compile(
        r"\b(?:premier|pm|prime minister|prim[oa] ministr[oa]|president[ea] del consiglio|cancellier[ea]|chancellor|"
        r"bundeskanzler\w*|kanzler\w*|ministerprasident\w*|premierminister\w*|premiere? ministre|chancelier\w*)\b"
    ),
    re.compile(
        r"\b(?:l['’]ad|a\.d\.|ceo|amministrat\w+ delegat\w|chief executive|managing director|geschaftsfuhrer\w*|"
        r"vorstandschef\w*|pdg|consejer[oa] delegad[oa])\b"
    ),
)
_BY_WORD = {word: number for number, words in enumerate(_POSTS) for word in words.split()}


def have_post_by_other_name(one: str, other: str) -> bool:
    """Tell whether two texts tell of one post that has several names: "premier", "presidente del Consiglio"."""
    return any(name.search(fold(one)) and name.search(fold(other)) for name in _NAMED_OTHERWISE)


def post_of(word: str) -> int | None:
    """Return the number of the post that a folded word names, be it a deputy's ("vicesindaco"), else None."""
    post = _BY_WORD.get(word)
    return _BY_WORD.get(word.removeprefix("vice")) if post is None else post


def are_other_posts(one: str, other: str) -> bool:
    """Tell whether two folded words name two posts that are not one."""
    first, second = _BY_WORD.get(one), _BY_WORD.get(other)
    return first is not None and second is not None and first != second
