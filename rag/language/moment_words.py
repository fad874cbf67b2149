"""List the words of time: months, weekdays, seasons, days told from today, periods. Tables only, folded.

`moments.py` reads them.
"""

from __future__ import annotations

MONTHS = (
    "gennaio january januar janvier enero", "febbraio february februar fevrier febrero", "marzo march marz mars",
    "aprile april avril abril", "maggio may mai mayo", "giugno june juni juin junio", "luglio july juli juillet julio",
    "agosto august aout", "settembre september septembre septiembre", "ottobre october oktober octobre octubre",
    "novembre november noviembre", "dicembre december dezember decembre diciembre",
)  # fmt: skip
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
ALSO_WORDS = frozenset(("may", "march", "mars", "mai", "august"))
WEEKDAYS = (
    "lunedi monday montag lundi lunes", "martedi tuesday dienstag mardi martes",
    "mercoledi wednesday mittwoch mercredi miercoles", "giovedi thursday donnerstag jeudi jueves",
    "venerdi friday freitag vendredi viernes", "sabato saturday samstag sonnabend samedi sabado",
    "domenica sunday sonntag dimanche domingo",
)  # fmt: skip
WEEKDAY = {
    form: number
    for number, names in enumerate(WEEKDAYS, 1)
    for name in names.split()
    for form in ((name, f"{name}s") if name.endswith("day") else (name,))
}
SEASONS = ("primavera spring fruhling fruhjahr printemps", "estate summer sommer verano",
            "autunno autumn herbst automne otono", "inverno winter hiver invierno")  # fmt: skip
SEASON = {name: number for number, names in enumerate(SEASONS, 1) for name in names.split()}
DAYS = {"ieri": "yesterday", "yesterday": "yesterday", "gestern": "yesterday", "hier": "yesterday", "oggi": "today",
         "today": "today", "heute": "today", "domani": "tomorrow", "tomorrow": "tomorrow", "morgen": "tomorrow",
         "demain": "tomorrow", "odierno": "today", "odierna": "today"}  # fmt: skip
NEXT = frozenset(
    """prossimo prossima prossimi prossime next nachste nachsten nachstes nachster kommende kommenden kommendes prochain
    prochaine""".split()
)
LAST = frozenset(
    """scorso scorsa scorsi scorse last letzte letzten letztes letzter vergangene vergangenen vergangenes
    vorige vorigen voriges dernier derniere passato passata""".split()
)
PERIODS = {"settimana": "week", "week": "week", "mese": "month", "month": "month", "anno": "year", "year": "year",
            "weekend": "weekend", "jahr": "year", "jahres": "year", "woche": "week",
            "monat": "month", "mois": "month", "wochenende": "weekend", "semaine": "week", "annee": "year"}  # fmt: skip
