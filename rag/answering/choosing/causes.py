"""Tell whether a sentence names a cause, or sets out to: cues by language, as "car" is a vehicle in one of them."""

from __future__ import annotations

import re

from rag.language.words import fold

# Written against folded text, so without accents; a sentence whose language has no entry is tried against all.
_CUES = {
    "it": (
        r"perche|poiche|siccome|giacche|per (?:via|questo|cui|motivi|colpa|effetto|\w+(?:are|ere|ire|rre)(?:[lmnst]?[aeio])?\b)|"
        r"a causa|a seguito|in seguito|di conseguenza|a fronte|di fronte a|vist[oa] che|dato che|dopo (?:che|aver\w*|esser\w*)|in risposta|"
        r"grazie a|in quanto|dovut[oaie]|causat[oaie]|provocat[oaie]|al fine|affinche|mira|mirano|obiettivo|intento|scopo|"
        r"volt[oaie] a|cosi da|cosi che|motiv\w+|ragion[ei]|causa|colpa|in modo (?:da|che)|serv(?:e|ono|ira|iranno) (?:a|per)|"
        r"permett\w+ di|consent\w+ di|puntano? a|infatti|all'origine|alla base (?:di|del|dell|della|dello|c'e)\b|"
        r"a (?:pesare|causare|provocare|determinare|spingere|rallentare|frenare|bloccar\w*|convincere|far\w*) .{0,60}\b(?:e|sono|era|erano|e stat\w+|sono stat\w+)\b|"
        r"dipend\w+ d|deriv\w+ d|si deve|si devono|nasc\w+ d|effetto d|frutto d|complic[ei]|pes(?:a|ano|ato|ata|ati)\b|"
        r"(?:ha|hanno|aveva|avevano) (?:bloccat|fermat|frenat|rallentat|ritardat|spint|costrett|convint|indott|portat)\w*"
    ),
    "en": (
        r"because|since|due to|owing to|thanks to|in order to|so that|aim(?:s|ed|ing)?|cause[sd]?|reasons?|as a result|after|"
        r"follow(?:s|ed)|blam(?:e|es|ed|ing)|stem(?:s|med)? from|led to|trigger(?:s|ed)|prompt(?:s|ed)|result(?:s|ed)? (?:from|in)|"
        r"following|amid|in response|given|purpose|goal|to (?:help|avoid|reduce|make|protect|keep|meet|allow|ensure|prevent)"
    ),
    "de": (
        r"weil|denn|wegen|aufgrund|damit|deshalb|daher|grund|grunde[n]?|nachdem|dank|um [^.]{1,80} zu|ursachen?|schuld|folge|"
        r"verantwortlich"
    ),
    "fr": (
        r"parce qu\w*|car|afin|a cause|en raison|grace a|pour \w+[ei]r|puisqu\w*|a la suite|raisons?|du fait|motifs?|faute d\w*|"
        r"apres avoir|responsable"
    ),
    "es": r"porque|debido a|por culpa|ya que|razon(?:es)?|motivos?|gracias a|tras|a causa de|despues de",
}
_NAMED = {language: re.compile(rf"\b(?:{cues})\b") for language, cues in _CUES.items()}
_NAMED_IN_ANY = re.compile(rf"\b(?:{'|'.join(_CUES.values())})\b")
_DECLARED = re.compile(
    r"\W*(?:(?:the |its |their |il |la |lo |l['’]|le |les |der |die |das |als |als ihren |el |un[ao]? )?(?:main |first |vero |vera |principale |primo |prima )?"
    r"(?:reasons?|causes?|motiv[oi]|ragion[ei]|caus[ae]|origine|colpa|grund|grunde|ursachen?|raisons?|motifs?|razon(?:es)?)\b|"
    r"(?:all['’]origine|alla base|alla radice|per colpa|behind (?:it|this|the)|schuld (?:ist|sind|war|waren)|a l['’]origine|en cause)\b|"
    r"a (?:pesare|causare|provocare|determinare|spingere|rallentare|frenare|bloccar\w*)\b|"
    r"(?:\S+ ){1,4}?(?:follows|followed|stems from|was caused by|were caused by|is due to|was due to|is blamed on|was blamed on|e dovut[oa]|si deve|"
    r"nasce d|deriva d|dipende d|liegt an|geht auf|s['’]explique par|est du[e]? a|se debe a)\b)"
)


def names_cause(text: str, language: str) -> bool:
    """Tell whether a sentence has a word by which its language names causes and aims."""
    return _NAMED.get(language, _NAMED_IN_ANY).search(fold(text)) is not None


def declares_cause(text: str) -> bool:
    """Tell whether a sentence sets out to name a cause: "Il motivo è …", "Als Grund nannte sie …", "X follows a fire"."""
    return _DECLARED.match(fold(text)) is not None
