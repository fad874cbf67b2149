"""Imitate how many sites' pages look when they are saved as plain text, in four languages.

A site is a list of lines, each with a mark: T the title, D a line with the day, + the article, - what is not of it,
? either. `{title}`, `{date}`, `{p1}`, `{t1}` and so on are filled with sentences made for the page, so no page is the
same twice. The sites of the first half were at hand when rules were written; those of the second half were not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

TEXTS = {
    "it": {
        "subject": ["La cooperativa {n}", "Il consorzio {n}", "Il comune di {n}", "L'azienda {n}", "La fondazione {n}"],
        "title": [
            "apre un nuovo stabilimento a {m}",
            "ritira il piano per il porto di {m}",
            "assume ottanta tecnici a {m}",
        ],
        "prose": [
            "Secondo il presidente {m}, i lavori cominceranno entro l'estate e costeranno circa {k} milioni di euro.",
            "La decisione è stata presa dal consiglio dopo un confronto durato oltre {k} ore con i sindacati.",
            "Negli ultimi anni la domanda è cresciuta del {k} per cento, soprattutto nelle province del Nord.",
            "Restano da chiarire i tempi delle autorizzazioni, che dipendono dalla regione e da due ministeri.",
            "«Non abbiamo alternative», ha spiegato la direttrice {m}, «perché i costi sono raddoppiati».",
            "L'accordo prevede anche {k} borse di studio per i figli dei dipendenti e un asilo nido aziendale.",
        ],
        "teaser": [
            "{m}, sgombero nella notte",
            "Il caro affitti spaventa {m}",
            "Tennis, {m} vola in finale",
            "Meteo: neve su {m}",
        ],
        "months": (
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
        ).split(),
    },
    "en": {
        "subject": ["The {n} group", "Harbour operator {n}", "The town of {n}", "Startup {n}", "The {n} trust"],
        "title": ["opens a second plant in {m}", "drops its plan for the {m} line", "hires eighty engineers in {m}"],
        "prose": [
            "According to chair {m}, work will begin before the summer and cost about {k} million euros.",
            "The board took the decision after talks with the unions that lasted more than {k} hours.",
            "Demand has grown by {k} per cent over the past few years, above all in the northern counties.",
            "It is still unclear when the permits will come, since they depend on two ministries.",
            "“We had no other choice,” said director {m}, “because costs have doubled in a year.”",
            "The agreement also includes {k} scholarships for the children of employees and a nursery.",
        ],
        "teaser": [
            "{m} wins at last",
            "Why rents in {m} keep rising",
            "Snow expected over {m}",
            "Five walks around {m}",
        ],
        "months": "January February March April May June July August September October November December".split(),
    },
    "de": {
        "subject": ["Die Genossenschaft {n}", "Der Hafenbetreiber {n}", "Die Stadt {n}", "Der Verband {n}"],
        "title": [
            "eröffnet ein zweites Werk in {m}",
            "verzichtet auf die Linie nach {m}",
            "stellt achtzig Techniker in {m} ein",
        ],
        "prose": [
            "Laut Vorstand {m} beginnen die Arbeiten noch vor dem Sommer und kosten etwa {k} Millionen Euro.",
            "Der Rat fasste den Beschluss nach Gesprächen mit den Gewerkschaften, die über {k} Stunden dauerten.",
            "Die Nachfrage ist in den letzten Jahren um {k} Prozent gestiegen, vor allem in den nördlichen Kreisen.",
            "Offen ist noch, wann die Genehmigungen kommen, denn sie hängen von zwei Ministerien ab.",
            "„Wir hatten keine andere Wahl“, sagte Direktorin {m}, „weil sich die Kosten verdoppelt haben.“",
            "Die Vereinbarung umfasst auch {k} Stipendien für Kinder von Beschäftigten und eine Kita.",
        ],
        "teaser": [
            "{m} gewinnt endlich",
            "Warum die Mieten in {m} steigen",
            "Schnee über {m} erwartet",
            "Fünf Wege um {m}",
        ],
        "months": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    },
    "fr": {
        "subject": ["La coopérative {n}", "L'exploitant du port {n}", "La ville de {n}", "La fondation {n}"],
        "title": [
            "ouvre une deuxième usine à {m}",
            "renonce à la ligne de {m}",
            "recrute quatre-vingts techniciens à {m}",
        ],
        "prose": [
            "Selon le président {m}, les travaux commenceront avant l'été et coûteront environ {k} millions d'euros.",
            "Le conseil a pris cette décision après plus de {k} heures de discussions avec les syndicats.",
            "La demande a augmenté de {k} pour cent ces dernières années, surtout dans les départements du Nord.",
            "On ignore encore quand viendront les autorisations, qui dépendent de deux ministères.",
            "« Nous n'avions pas le choix », a expliqué la directrice {m}, « car les coûts ont doublé ».",
            "L'accord prévoit aussi {k} bourses pour les enfants des salariés et une crèche d'entreprise.",
        ],
        "teaser": [
            "{m} gagne enfin",
            "Pourquoi les loyers de {m} montent",
            "De la neige sur {m}",
            "Cinq balades près de {m}",
        ],
        "months": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    },
}
_START, _END = (
    ["Bar", "Cor", "Del", "Fen", "Gor", "Lam", "Mer", "Nov", "Pal", "Tor"],
    ["andi", "enza", "ovi", "ulla", "ezzo"],
)


@dataclass(frozen=True)
class Site:
    """Hold a habit: its language, whether its pages state a day, and their lines."""

    name: str
    language: str
    dated: bool
    lines: str


@dataclass(frozen=True)
class Page:
    """Hold one page with what is true of it."""

    site: str
    lines: tuple[tuple[str, str], ...]
    title: str | None
    date: str | None

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)


def pages(sites: list[Site], each: int) -> Iterator[Page]:
    """Yield `each` pages of every site."""
    for site in sites:
        for number in range(each):
            yield _page(site, random.Random(f"{site.name} {number}"))


def _page(site: Site, rng: random.Random) -> Page:
    words = TEXTS[site.language]

    def name() -> str:
        return rng.choice(_START) + rng.choice(_END)

    def filled(kind: str) -> str:
        return rng.choice(words[kind]).format(n=name(), m=name(), k=rng.randint(3, 97))

    def paragraph() -> str:
        return " ".join(filled("prose") for _ in range(rng.randint(2, 4)))

    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2025)
    title = f"{filled('subject')} {filled('title')}"
    values = {
        "title": title,
        "date": f"{day} {words['months'][month - 1]} {year}",
        "de_date": f"{day}. {words['months'][month - 1]} {year}",
        "us_date": f"{words['months'][month - 1]} {day}, {year}",
        "slash": f"{day:02}/{month:02}/{year}",
        "dots": f"{day:02}.{month:02}.{year}",
        "iso": f"{year}-{month:02}-{day:02}",
        "who": f"{name()} {name()}",
        "place": name(),
    }
    for number in range(1, 7):
        values[f"p{number}"] = paragraph()
        values[f"s{number}"] = filled("prose")
        values[f"t{number}"] = filled("teaser")
        other = (rng.randint(1, 28), rng.randint(1, 12), year + 1)
        values[f"td{number}"] = f"{other[0]} {words['months'][other[1] - 1]} {other[2]}"
        values[f"ts{number}"] = f"{other[0]:02}/{other[1]:02}/{other[2]}"
        values[f"tp{number}"] = f"{other[0]:02}.{other[1]:02}.{other[2]}"
    made = []
    for line in site.lines.strip("\n").split("\n"):
        mark, text = (line[0], line[2:]) if line else (" ", "")
        made.append((mark, text.format(**values)))
    has_title = any(mark == "T" for mark, _ in made)
    return Page(site.name, tuple(made), title if has_title else None, values["iso"] if site.dated else None)
