"""Write a corpus of which it is known who is mentioned where: spelled with elisions, plurals, acronyms, in translation.

Every article is filled with sentences that mention nobody, some of them near misses: a word of the name, a longer
acronym, an adjective for a country.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ARTICLES = 300


@dataclass(frozen=True)
class Subject:
    """Hold the sentences that mention one thing, by language, and those that only seem to."""

    said: Mapping[str, Sequence[str]]
    near: Sequence[str]
    share: float  # of the articles


SUBJECTS = {
    "agency": Subject(
        {
            "it": (
                "Lo dice un rapporto dell'Agenzia Navale Tirrena.",
                "All’Agenzia Navale Tirrena spetta il controllo dei moli.",
                "L'Agenzia navale tirrena ha assunto dodici ispettori.",
                "Il bilancio dell’ANT è in ordine, come ogni anno.",
                "Per l'ANT i lavori dureranno due anni.",
                "Secondo l'Agenzia Navale Tirrena (ANT) il traffico cresce.",
            ),
            "en": ("The Agenzia Navale Tirrena has asked for more time.", "The ANT's report is due in spring."),
            "de": ("Die Agenzia Navale Tirrena prüft die Pläne.",),
        },
        (
            "L'Agenzia Navale Adriatica non c'entra.",
            "L'agenzia di viaggi organizza una gita navale.",
            "Il gruppo ANTA vende porte e finestre.",
            "Una ant in inglese è una formica.",
        ),
        0.2,
    ),
    "act": Subject(
        {
            "it": (
                "Gli obiettivi dello European Chips Act restano lontani.",
                "L’European Chips Act vale quarantatré miliardi.",
                "Con l'«European Chips Act» arrivano nuovi fondi.",
            ),
            "en": ("The European Chips Act sets a goal for 2030.", "Critics of the European Chips Act speak up."),
            "fr": ("L'European Chips Act fixe un objectif.",),
        },
        ("La riforma europea piace ai comuni.", "Chips and fish were served at the European fair."),
        0.1,
    ),
    "boat": Subject(
        {
            "it": (
                "Il battello elettrico attraversa il lago.",
                "I battelli elettrici sono silenziosi.",
                "Nei cantieri si vara un nuovo battello elettrico.",
            )
        },
        ("Il battello a vapore è in secca.", "I treni elettrici tardano ancora."),
        0.08,
    ),
    "country": Subject(
        {
            "it": ("Il Giappone compra più pesce.", "Dal Giappone arrivano nuove macchine."),
            "en": ("Japan buys more fish.", "A delegation from Japan visited the harbour."),
            "de": ("Aus Japan kommen neue Maschinen.",),
            "fr": ("Le Japon achète plus de poisson.",),
        },
        ("La cucina giapponese piace a tutti.", "The Japanese garden is closed."),
        0.12,
    ),
    "person": Subject(
        {
            "it": ("Lo ha deciso Ludovica Sant'Elmo.", "La firma di Ludovica Sant’Elmo è arrivata ieri."),
            "en": ("Ludovica Sant'Elmo signed the papers.",),
        },
        ("Ludovica Marchesi canta al teatro.", "La fiera di Sant'Elmo apre domenica."),
        0.06,
    ),
    "memorandum": Subject(
        {
            "it": ("Le due città firmano un memorandum.", "Il memorandum scade a giugno."),
            "en": ("A memorandum was signed on Monday.",),
        },
        ("La memoria del porto è nelle fotografie.",),
        0.05,
    ),
}
FILLER = {
    "it": "La piazza era piena di gente.|Il mercato apre alle otto del mattino.|Piove da tre giorni sulla collina.|"
    "Il coro prova ogni giovedì sera in parrocchia.|La strada provinciale resta chiusa ai camion.",
    "en": "The square was full of people.|The market opens at eight in the morning.|It has rained for three days.|"
    "The choir rehearses every Thursday evening.|The old road remains closed to lorries.",
    "de": "Der Platz war voller Menschen.|Der Markt öffnet um acht Uhr morgens.|Es regnet seit drei Tagen.|"
    "Der Chor probt jeden Donnerstag in der Kirche.|Die alte Straße bleibt für Lastwagen gesperrt.",
    "fr": "La place était pleine de monde.|Le marché ouvre à huit heures du matin.|Il pleut depuis trois jours.|"
    "La chorale répète tous les jeudis soir.|La vieille route reste fermée aux camions.",
}
_LANGUAGES = ("it", "it", "it", "en", "de", "fr")


def write_corpus(folder: Path, seed: int = 3) -> dict[str, set[str]]:
    """Write the articles and return, for each subject, the files that mention it."""
    rng = random.Random(seed)
    known: dict[str, set[str]] = {name: set() for name in SUBJECTS}
    for number in range(ARTICLES):
        language, file = rng.choice(_LANGUAGES), f"{number:03}.txt"
        told = rng.choices(FILLER[language].split("|"), k=rng.randint(4, 14))
        for name, subject in SUBJECTS.items():
            if language in subject.said and rng.random() < subject.share:
                known[name].add(file)
                told.insert(rng.randrange(len(told) + 1), rng.choice(subject.said[language]))
            elif rng.random() < 0.15:
                told.insert(rng.randrange(len(told) + 1), rng.choice(subject.near))
        (folder / file).write_text(f"Numero {number}\n\n{' '.join(told)}\n", encoding="utf-8")
    return known
