"""List the units that amounts are given in, by dimension, with what they make in the dimension's base.

Tables only; `amounts.py` reads them. Words are folded; time counts in months up to a century and in seconds below a
day, and the two are dimensions of their own, as nobody turns a term of years into hours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a dimension, the factor to its base, and, for a symbol, the spellings that count ("m", not "M")."""

    dimension: str
    factor: float
    short: tuple[str, ...] = ()


_WORDS: tuple[tuple[str, float, str], ...] = (
    ("EUR", 1, "euro euros"),
    ("EUR", 0.01, "centesimi cents cent centimes"),
    ("USD", 1, "dollaro dollari dollar dollars dolares"),
    ("GBP", 1, "sterlina sterline pound pounds pfund"),
    ("JPY", 1, "yen"), ("KRW", 1, "won"), ("CNY", 1, "yuan renminbi"), ("CHF", 1, "franco franchi franken francs"),
    ("INR", 1, "rupia rupie rupees"), ("ITL", 1, "lira lire"), ("RUB", 1, "rublo rubli roubles rubles"),
    ("crowns", 1, "corone krona krone kroner kronor crowns kronen couronnes"),
    ("PLN", 1, "zloty zlotys"), ("HUF", 1, "fiorino fiorini forint forints"), ("BRL", 1, "reais"),
    ("pesos", 1, "pesos"), ("ZAR", 1, "rand"), ("NGN", 1, "naira"), ("ILS", 1, "shekel shekels siclo sicli"),
    ("shillings", 1, "shilling shillings scellino scellini"), ("dinars", 1, "dinaro dinari dinar dinars"),
    ("UAH", 1, "grivna grivnia hryvnia"), ("THB", 1, "baht"),
    ("AED", 1, "dirham dirhams"), ("SAR", 1, "riyal riyals"),
    ("BTC", 1, "bitcoin bitcoins"),
    ("time", 1200, "secolo secoli century centuries jahrhundert siecle siecles"),
    ("time", 120, "decennio decenni decade decades jahrzehnt jahrzehnte decennie"),
    ("time", 12, "anno anni year years jahr jahre jahren an ans annee annees ano anos"),
    ("time", 6, "semestre semestri"),
    ("time", 3, "trimestre trimestri quarters trimestres"),
    ("time", 1, "mese mesi month months monat monate monaten mois mes meses"),
    ("days", 14, "fortnight fortnights"),
    ("days", 7, "settimana settimane week weeks woche wochen semaine semaines semana semanas"),
    ("days", 1, "giorno giorni giornata giornate day days tag tage tagen jour jours dia dias"),
    ("hours", 3600, "ora ore hour hours stunde stunden heure heures hora horas"),
    ("hours", 60, "minuto minuti minute minutes minuten minutos"),
    ("hours", 1, "secondo secondi second seconds sekunde sekunden seconde secondes segundos"),
    ("length", 1000, "chilometro chilometri kilometre kilometres kilometer kilometers kilometern kilometres km"),
    ("length", 1609.344, "miglio miglia mile miles"),
    ("length", 1, "metro metri metre metres meter meters metern mt"),
    ("length", 0.01, "centimetro centimetri centimetre centimetres centimeters zentimeter cm"),
    ("length", 0.001, "millimetro millimetri millimetre millimetres millimeters millimeter mm"),
    ("length", 1e-9, "nanometro nanometri nanometre nanometres nanometers nm"),
    ("length", 0.3048, "piede piedi foot feet"), ("length", 0.9144, "yard yards iarde"),
    ("length", 0.0254, "pollice pollici inch inches"),
    ("area", 10_000, "ettaro ettari hectare hectares hektar ha"), ("area", 4046.86, "acro acri acre acres"),
    ("mass", 1000, "tonnellata tonnellate tonne tonnes ton tons tonnen"),
    ("mass", 1, "chilo chili chilogrammo chilogrammi kilogram kilograms kilo kilos kg kilogramm"),
    ("mass", 0.001, "grammo grammi gram grams gramm"),
    ("mass", 100, "quintale quintali"),
    ("volume", 1, "litro litri litre litres liter liters"),
    ("volume", 100, "ettolitro ettolitri hectolitres"),
    ("power", 1, "watt watts w"), ("power", 1e3, "kilowatt kilowatts kw"), ("power", 1e6, "megawatt megawatts mw"),
    ("power", 1e9, "gigawatt gigawatts gw"),
    ("energy", 1e3, "chilowattora kilowattora kwh"), ("energy", 1e6, "megawattora mwh"),
    ("energy", 1e9, "gigawattora gwh"), ("energy", 1e12, "terawattora twh"),
    ("degrees", 1, "gradi grado degree degrees grad degres"),
)  # fmt: skip
_PAIRS: tuple[tuple[str, float, str], ...] = (
    ("area", 1, "metri quadrati|metri quadri|square metres|square meters|metres carres|metro quadrato"),
    ("area", 1e6, "chilometri quadrati|chilometro quadrato|square kilometres|square kilometers"),
    ("area", 2.59e6, "miglia quadrate|square miles"),
    ("area", 0.0929, "piedi quadrati|square feet"),
    ("volume", 1000, "metri cubi|metro cubo|cubic metres|cubic meters|metres cubes"),
    ("volume", 158.987, "barili di"),
    ("points", 1, "punti percentuali|punto percentuale|percentage points|percentage point"),
)
_SHORT = {"mw": ("MW", "Mw"), "w": ("W",), "ha": ("ha",), "nm": ("nm",), "mm": ("mm",), "gw": ("GW",)}
UNITS: dict[str, Unit] = {
    word: Unit(dimension, factor, _SHORT.get(word, ())) for dimension, factor, words in _WORDS for word in words.split()
} | {pair: Unit(dimension, factor) for dimension, factor, pairs in _PAIRS for pair in pairs.split("|")}
CURRENCY_SIGNS = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₩": "KRW", "eur": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF",
}  # fmt: skip
CURRENCIES = frozenset(unit.dimension for unit in UNITS.values() if unit.dimension.isupper()) | {
    "crowns",
    "pesos",
    "shillings",
    "dinars",
}
