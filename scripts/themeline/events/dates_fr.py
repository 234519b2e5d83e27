"""Dates in French: words, and patterns of how they are written and of what stands around them."""

import re

from themeline.events.date_points import (
    of_centuries,
    of_century,
    of_day_in_words,
    of_days,
    of_decade,
    of_iso,
    of_month,
    of_months,
    of_numbers,
    of_part_of_year,
    of_season,
    of_year,
    of_years,
)
from themeline.events.date_rules import Rules, behind, compiled, either, longest_known, roman, value_of_words

_MONTHS = {
    "janv": "Jan", "fév": "Feb", "fev": "Feb", "mars": "Mar", "avr": "Apr", "mai": "May", "juin": "Jun",
    "juil": "Jul", "aoû": "Aug", "aou": "Aug", "sept": "Sep", "oct": "Oct", "nov": "Nov", "déc": "Dec", "dec": "Dec",
}  # fmt: skip
_WEEKDAYS = {
    "lundi": "monday", "mardi": "tuesday", "mercredi": "wednesday", "jeudi": "thursday", "vendredi": "friday",
    "samedi": "saturday", "dimanche": "sunday",
}  # fmt: skip
_SEASONS = {"printemps": "spring", "été": "summer", "automne": "autumn", "hiver": "winter"}
_DECADES = {
    "vingt": "2", "trente": "3", "quarante": "4", "cinquante": "5", "soixante": "6", "soixante-dix": "7",
    "quatre-vingt": "8", "quatre-vingt-dix": "9", "deux mille": "200",
}  # fmt: skip
_VALUES = {
    "un": 1, "premi": 1, "deux": 2, "trois": 3, "quatr": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neu": 9,
    "dix": 10, "onz": 11, "douz": 12, "treiz": 13, "quatorz": 14, "quinz": 15, "seiz": 16, "vingt": 20,
    "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60, "septant": 70, "quatre-vingt": 80, "huitant": 80,
    "nonant": 90, "cent": 100, "mil": 1000,
}  # fmt: skip


def _number(words: str) -> float:
    """The number of digits, Roman numerals or words: "1er", "XXe", "quatre-vingt-seize", "un demi"."""
    words = words.lower()
    if digits := re.match(r"[0-9]+", words):
        return int(digits[0])
    if value := roman(re.sub(r"(?:ème|er|e|è|ᵉ)$", "", words)):
        return value
    if "demi" in words:
        return 0.5
    values = (longest_known(word, _VALUES) for word in re.findall(r"quatre-vingt|[^\W\d_]+", words))
    return value_of_words(value for value in values if value is not None)


_MONTH = (
    r"(?P<month>(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)(?!\w)"
    r"|(?:janv|f[ée]vr?|avr|juil|sept|oct|nov|d[ée]c)\.)"
)
_A_MONTH = _MONTH.replace("?P<month>", "?:")
_DAY = r"(?:1\s?er|[0-3]?[0-9])(?![0-9A-Za-zÀ-ÿ])"
_AND = r"(?:\s*[–—-]\s*|\s+(?:au|à|et|ou)\s+|\s*,\s*(?:(?:et|ou)\s+)?)(?:l[ea]\s+)?"
_DAYS = rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})s?"
_WORDS = (
    r"(?:une?|premier|deux|trois|quatre(?:-vingts?)?|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    r"|seize|vingt|trente|quarante|cinquante|soixante|septante|huitante|nonante|cent)(?!\w)"
)
_NUMERAL = rf"(?:{_WORDS}(?:[\s-]+(?:et[\s-]+)?{_WORDS}){{0,3}})"
_FOUR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})"
_YEAR = rf"{_FOUR}(?![0-9A-Za-zÀ-ÿ]|[.,][0-9]|-[A-Za-z]|[  ][0-9]{{3}}(?![0-9]))"
_YEAR_IN_WORDS = rf"(?P<year_words>(?:deux[\s-]+)?mill?e?(?!\w)(?:[\s-]+(?:et[\s-]+)?{_NUMERAL})?)"
_OF_A_YEAR = r"(?:\s*,?\s*(?:(?:de\s+)?l['’]an(?:née)?\s+)?)"
_OF = (
    r"(?P<of>(?:cette|la)\s+même\s+année|cette\s+année(?:-là)?|l['’]ann?(?:ée)?\s+(?:dernière?|passée?|prochaine?"
    r"|suivante|précédente))"
)
_OF_YEAR = rf"(?:\s+de\s+{_OF})"
_PART = (
    r"(?:(?P<edge>début|mi|milieu|fin)(?:\s*-\s*|\s+)"
    r"(?:(?:de\s+(?:la\s+|l['’]\s*)?|d['’]|du\s+|des\s+)(?:mois\s+d(?:e\s+|['’])|année\s+)?)?)"
)
_SEASON = r"(?P<season>printemps|automne|hiver|(?<!\ba\s)(?<!nt\s)(?<!it\s)(?<!oir\s)été)"
_THE_YEAR = r"\s+(?:de\s+(?:l['’]année\s+)?)?"
_HALF = r"(?P<half>premier|second|deuxième|1er|2e|2nd|première|seconde)\s+(?:semestre|moitié)"
_QUARTER = r"(?P<quarter>premier|deuxième|second|troisième|quatrième|dernier|1er|2e|3e|4e)\s+trimestre"
_CENTURY = (
    r"(?P<century>[XVI]+(?:ème|e|è|er|ᵉ)?|dix-(?:sept|huit|neuv)ième|seizième|vingtième|vingt[\s-]et[\s-]unième)"
)
_NEXT_CENTURY = _CENTURY.replace("?P<century>", "?:")
_TO = r"\s*[–—-]\s*|\s+(?:au|à|jusqu['’](?:en|à|au))\s+(?:l[ea]\s+|l['’])?"
_DECADE_BEFORE = r"(?:années|décennies)\s+(?:[0-9]{2}|[0-9]{4})(?:\s*[–—-]\s*|\s+(?:et|à|ou)\s+|,\s+)"

_POINTS = (
    (rf"{_FOUR}(?P<dash>[-/.])(?P<m>[01]?[0-9])(?P=dash)(?P<d>[0-3]?[0-9])(?![0-9])", of_iso),
    (rf"(?P<a>[0-9]{{1,2}})(?P<dash>[./-])(?P<b>[0-9]{{1,2}})(?P=dash){_FOUR}(?![0-9])", of_numbers),
    (
        rf"(?i:an(?:née)?\s+(?:{_YEAR_IN_WORDS}|{_YEAR})\s*,?\s+(?:et\s+)?le\s+(?P<day>{_NUMERAL}|{_DAY})\s+{_MONTH})",
        of_day_in_words,
    ),
    (rf"(?i:(?P<day>{_NUMERAL}|{_DAY})\s+{_MONTH}{_OF_A_YEAR}{_YEAR_IN_WORDS})", of_day_in_words),
    (rf"(?i:(?P<day>{_NUMERAL})\s+{_MONTH}(?:{_OF_A_YEAR}{_YEAR}|{_OF_YEAR})?)", of_day_in_words),
    (rf"(?i:{_DAYS}\s+{_MONTH}{_OF_A_YEAR}{_YEAR})", of_days),
    (rf"(?i:{_DAYS}\s+{_MONTH}{_OF_YEAR}?)", of_days),
    (rf"{_DAYS}-{_MONTH[:-1]}|(?:jan|fev|mar|avr|jun|jul|sep|oct|nov|dec))-{_YEAR}", of_days),
    (rf"(?i:{_PART}?{_MONTH}(?:{_OF_A_YEAR}{_YEAR}|{_OF_YEAR})?)", of_month),
    (rf"(?i:{_PART}?{_SEASON}{_THE_YEAR}{_YEAR}(?:\s*[–/-]\s*(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?)", of_season),
    (rf"(?i:{_HALF}{_THE_YEAR}{_YEAR})", of_months),
    (rf"(?i:{_QUARTER}{_THE_YEAR}{_YEAR})", of_months),
    (rf"T(?P<number>[1-4])\s+(?:de\s+)?{_YEAR}", of_months),
    (rf"(?i:{_PART}?(?:années|décennies?)\s+(?P<decade>(?:1[5-9]|20)[0-9])0(?![0-9]))", of_decade),
    (rf"(?i:{_PART}?années\s+(?P<decade>[1-9])0(?![0-9]))", of_decade),
    (rf"(?i:{_PART}?années\s+(?P<decade>{either(_DECADES)}))(?!\w)", of_decade),
    (r"(?P<decade>(?:1[5-9]|20)[0-9])0(?![0-9])", behind(_DECADE_BEFORE, of_decade)),
    (r"(?P<decade>[1-9])0(?![0-9])", behind(_DECADE_BEFORE, of_decade)),
    (rf"{_CENTURY}(?:\s*[–—-]\s*|\s+au\s+){_CENTURY.replace('?P<century>', '?P<other>')}\s+siècles?", of_centuries),
    (rf"(?i:{_PART}?{_CENTURY}(?:\s+siècles?|(?=\s+et\s+{_NEXT_CENTURY}\s+siècles)))(?!\w)", of_century),
    (rf"(?i:{_PART}{_YEAR})", of_part_of_year),
    (
        rf"{_FOUR}(?P<dash>\s*[–/-]\s*)(?P<last>[0-9]{{2}}|(?<=/)(?:1[5-9]|20)[0-9]{{2}})(?![0-9A-Za-z]|[.,-][0-9])",
        of_years,
    ),
    (_YEAR, of_year),
)

_COUNT = rf"(?P<count>[0-9]{{1,3}}|(?:une?\s+)?demi-?|{_NUMERAL})\s*"
_UNIT = r"(?P<unit>jours?|semaines?|mois|ann[ée]+es?|ans?|décennies?|siècles?)(?!\w)(?P<more>\s+et\s+demie?)?"
_ONE = r"(?P<unit>année|an|mois|semaine|décennie|siècle)(?!\w)"
_WHICH = r"(?P<which>derni(?:er|ère)|passée?|écoulée?|prochaine?|suivante?|précédente?|en\s+cours)(?!\w)"
_RELATIVE = (
    (
        rf"(?i:(?:il\s+y\s+a|voici|voilà)(?P<ago>)\s+(?:(?:environ|près\s+de|plus\s+de|presque|déjà)\s+)?{_COUNT}{_UNIT})",
        "ago",
    ),
    (rf"(?i:(?:dans|d['’]ici)\s+{_COUNT}{_UNIT})(?!\s+(?:de|du|la|le|les)\b)", "ago"),
    (
        rf"(?i:{_COUNT}{_UNIT}\s+(?P<way>après|avant)\s+(?:(?:l[ae]|les|l['’]|sa|son|leur|cette)\s*(?:[^\W\d_]['’\w-]*\s+){{0,5}}?"
        rf"(?:de\s+|du\s+|d['’])?)?(?=[0-9]|{_A_MONTH}))",
        "after",
    ),
    (
        rf"(?i:{_COUNT}{_UNIT}\s+(?P<way>plus\s+tard|plus\s+tôt|auparavant|après(?=\s*[,.;)])|avant(?=\s*[,.;)])))(?!\w)",
        "later",
    ),
    (r"(?i:(?P<day>[0-3]?[0-9])\s+du\s+même\s+mois)(?!\w)", "day_of_month"),
    (r"(?i:(?P<way>la\s+veille|le\s+lendemain))(?!\w|\s+(?:de|du|des)\b|\s+d['’])", "next_to"),
    (rf"(?i:(?:{_HALF}|{_QUARTER})\s+de\s+{_OF})", "part_of_year"),
    (
        rf"(?i:(?:ces|les|des|aux)\s+{_COUNT}(?P<which>derni(?:ers|ères)|prochaine?s|passée?s)\s+{_UNIT})",
        "past",
    ),
    (
        rf"(?i:(?:(?:cet|ce|l['’])\s*)?(?P<season>{'|'.join(_SEASONS)})\s+(?P<which>dernier|prochain|suivant|passé))(?!\w)",
        "season",
    ),
    (rf"(?i:(?P<which>ce|cet)\s+(?P<season>{'|'.join(_SEASONS)}))(?!\w)", "season"),
    (rf"(?i:{_PART}?(?:(?:l[ae]|l['’])\s*)?{_ONE}\s+{_WHICH})", "unit"),
    (
        rf"(?i:{_PART}?(?P<which>(?:cette|ce|la|le)\s+même|cette(?=\s+année-là)|ce(?=\s+mois-là)|cette|ce)\s+{_ONE}(?:-là|-ci)?)",
        "unit",
    ),
    (rf"(?i:{_MONTH}\s+(?P<which>dernier|prochain))(?!\w)", "month"),
    (
        rf"(?i:(?P<weekday>{'|'.join(_WEEKDAYS)})(?:\s+(?P<which>dernier|prochain))?)(?!\w|,?\s+(?:le\s+)?(?:[0-9]|{_NUMERAL}\s+{_A_MONTH}))",
        "weekday",
    ),
    (r"(?i:(?P<beside>avant-hier|hier|après-demain|demain))(?!\w)", "beside"),
    (rf"(?i:{_SEASON}\s+de\s+{_OF})", "season_of_year"),
    (r"(?i:(?P<edge>début|milieu|fin)\s+(?:de\s+l['’]|d['’]))(?P<which>)(?P<unit>année)(?!\w|\s+[0-9d])", "unit"),
)

_BEFORE = re.compile(
    r"""(?ix)(?<![\w-])(?:(?P<word>
    (?:à\ (?:partir|compter)|aux?\ (?:environs|alentours|cours|mois)|autour|à\ la\ date|en\ date|lors)\ (?:de|du|des)
    | (?:datée?s?|signée?s?)\ du | d['’]ici(?:\ à|\ la|\ le)? | à\ l['’]horizon | au\ plus\ tard\ (?:en|le)
    | jusqu['’](?:en|à|aux?) | années? | ans? | exercices? | budget | rapport | édition | session | campagne | saison
    | en | les? | la | du | de | des | aux? | à | dès | depuis | avant | après | entre | pendant | durant | vers
    | environ | courant | pour | dans | sur | et
    )\s+|(?P<joined>[dl]['’]))
    (?:(?:l[ea]|les|mois\s+de|mois\s+d['’]|vers|environ|(?:l['’])?(?P<year_word>an|année))\s+|l['’]|d['’]){0,3}[«“"(]?\s?$"""
)
_NO_NOUN = (
    r"après|dans|sans|mais|très|alors|depuis|puis|plus|moins|jamais|toujours|vers|sous|les|des|ses|ces|nos|vos|mes|tous"
    r"|toutes|dès|lors|pas|fois|francs-tireurs|entre-temps|hors|près|ans|nous|vous|ils|elles|leurs|certes|ainsi"
)
_UNITS = """km kilomètres mètres m milles hectares tonnes kg litres barils mégawatts MW kilotonnes mégatonnes degrés
    dollars euros roubles livres yuans yens francs heures minutes km/h million millions milliard milliards pages"""
_NUMBERED = re.compile(
    rf"""(?ix)(?<!\w)(?:(?:(?:n[°ºo]s?|art|p|pp|al|par|fig|vol|chap|tél|t|cf)[.\s]\s*|n[°º]\s*|§+\s*)(?=[0-9])
    |(?:article|résolution|page|paragraphe|décision|proposition|loi|décret|directive|règlement|chapitre|tome|volume
    |salle|pièce|numéro|chambre|bureau|projet|type|modèle|agenda|vision|objectif|mirage|norme|iso|annexe
    |document|cote|route|rue|ligne|figure|tableau|note|vol|train|arrêté|arrêt|avis|point|alinéa|boeing|airbus|classe
    |code|dossier|recommandation|série|windows)s?\s+(?:\(\w+\)\s+)?(?:n[°ºo]s?\s*)?(?=[0-9]))
    [0-9][0-9./-]*(?:(?:\s*,\s*(?:et\s+)?|\s+(?:et|ou|à)\s+|\s*[–-]\s*)[0-9][0-9./-]*(?!\s+{_A_MONTH}))*(?!\w|\s+{_A_MONTH})"""
)
_TELEPHONE = re.compile(r"(?:\+[0-9]{1,3}(?:[\s.-]?[0-9]{1,4}){3,}|(?<![\w.,])0[0-9](?:[\s.-][0-9]{2}){3,})")

_HEAD = re.compile(
    rf"(?<![\w./:,$€£¥#+–-])(?:[0-9]|{_NEXT_CENTURY}\s|T[1-4]\s|\+[0-9]"
    r"|[A-Za-zÀ-ÿ]+[.°º]?\s+(?:n[°º]\s*)?[0-9]"
    rf"|§|(?i:{_A_MONTH}|{_WEEKDAY}(?!\w)|{'|'.join(_SEASONS)}|début|mi\b|milieu|fin\b|ann[ée]+es?\b|an\b|décennie"
    rf"|siècle|mois\b|semaine|premi|second|deuxième|troisième|quatrième|dernier|il\s+y\s+a|voici|voilà|dans\b|cet|ces\b|ce\b"
    rf"|la\b|le\b|les\b|des\b|aux\b|hier|avant-hier|demain|après-demain|d['’]ici|demi|une?\b|{_WORDS}))|(?<=['’])(?:an|année|été|automne|hiver)\b"
)

RULES = Rules(
    points=compiled(_POINTS),
    relative=compiled(_RELATIVE),
    head=_HEAD,
    number=_number,
    meanings={
        "month": {**_MONTHS, "jan": "Jan", "mar": "Mar", "jun": "Jun", "jul": "Jul", "sep": "Sep"},
        "weekday": _WEEKDAYS,
        "season": _SEASONS,
        "decade": _DECADES,
        "unit": {
            "jour": "day",
            "semaine": "week",
            "mois": "month",
            "an": "year",
            "décennie": "decade",
            "siècle": "century",
        },
        "which": {
            "derni": "last",
            "pass": "last",
            "écoul": "last",
            "prochain": "next",
            "suivant": "the following",
            "précédent": "the previous",
            "en cours": "this",
            "cet": "this",
            "ce": "this",
            "cette même": "the same",
            "ce même": "the same",
            "la même": "the same",
            "le même": "the same",
        },
        "of": {
            "cette même": "the same",
            "la même": "the same",
            "cette année-là": "the same",
            "cette": "this",
            **{
                f"l{mark}{year} {which}": meant
                for mark in "'’"
                for year in ("an", "année")
                for which, meant in (
                    ("derni", "last"),
                    ("pass", "last"),
                    ("prochain", "next"),
                    ("suivant", "the following"),
                    ("précédent", "the previous"),
                )
            },
        },
        "edge": {"début": "beginning", "mi": "middle", "fin": "end"},
        "way": {
            "après": "after",
            "avant": "before",
            "plus tard": "later",
            "plus tôt": "earlier",
            "auparavant": "earlier",
            "la veille": "before",
            "le lendemain": "after",
        },
        "beside": {
            "avant-hier": "before yesterday",
            "hier": "yesterday",
            "après-demain": "after tomorrow",
            "demain": "tomorrow",
        },
        "half": {"premi": "first", "1": "first", "s": "second", "d": "second", "2": "second"},
        "quarter": {
            "premi": "first",
            "d": "second",
            "second": "second",
            "troi": "third",
            "quatr": "fourth",
            "dernier": "last",
            **{f"{number}": f"{number}" for number in range(1, 5)},
        },
        "word": {
            "à partir": "since",
            "à compter": "since",
            "aux environs": "circa",
            "aux alentours": "circa",
            "au cours": "during",
            "au mois": "in",
            "autour": "circa",
            "à la date": "dated",
            "en date": "dated",
            "lors": "during",
            "daté": "dated",
            "signé": "dated",
            "d'ici": "by",
            "d’ici": "by",
            "à l'horizon": "by",
            "à l’horizon": "by",
            "au plus tard": "no later than",
            "jusqu": "until",
            "an": "year",
            "exercice": "fiscal",
            "budget": "year",
            "rapport": "year",
            "édition": "year",
            "session": "year",
            "campagne": "year",
            "saison": "year",
            "en": "in",
            "le": "on",
            "la": "on",
            "d": "of",
            "au": "on",
            "à": "to",
            "dès": "as early as",
            "depuis": "since",
            "avant": "before",
            "après": "after",
            "entre": "between",
            "pendant": "during",
            "durant": "during",
            "vers": "circa",
            "environ": "around",
            "courant": "in",
            "pour": "for",
            "dans": "during",
            "sur": "on",
            "et": "and",
        },
        "year_word": {"an": "year"},
        "joined": {"d": "of", "l": "on"},
    },
    day=re.compile(r"([0-9]+)(?:\s?er)?"),
    days_to=re.compile(r"[–—-]|\b(?:au|à)\b"),
    days_between=re.compile(r"(?i)entre\s+(?:le\s+)?$"),
    day_first=True,
    closes_spans=True,
    tells_months=True,
    keeps_year=True,
    before=_BEFORE,
    about=re.compile(
        r"(?i)\b(?:vers|environ|approximativement|circa|autour\s+de|aux\s+(?:environs|alentours)\s+de)\s+(?:l[ea]\s+|l['’]an\s+)?$"
    ),
    skipped=(_NUMBERED, _TELEPHONE, re.compile(r"[0-9]+/[0-9]+/[A-Z]{2,}")),
    to=re.compile(_TO),
    both=re.compile(r"\s+et\s+(?:l[ea]\s+|l['’])?"),
    now=re.compile(
        r"(?i)(?:\s*[–—-]\s*|\s+(?:à|jusqu['’]à)\s+)(?:aujourd['’]hui|nos\s+jours|ce\s+jour|présent|maintenant)"
    ),
    joined=re.compile(
        r"(?:\s*,\s*(?:(?:et|ou|puis)\s+)?|\s+(?:et|ou|puis|ainsi\s+qu['’]|ainsi\s+que)\s*)(?:(?<=\s)(?:en|les?|du|de|au|à)\s+|(?<=\s)d['’]|(?<=qu['’])en\s+)?"
    ),
    onwards=re.compile(r"\s+et\s+(?:au-delà|ensuite)"),
    future=re.compile(
        r"(?i)\b(?:sera|seront|aura|auront|doit|doivent|devra|devront|devrait|prévue?s?|attendue?s?"
        r"|[^\W\d_]{3,}(?:era|eront|ira|iront|dra|dront))\b"
    ),
    yearly_behind=re.compile(r"(?i),?\s+(?:de\s+)?chaque\s+année|\s+tous\s+les\s+ans"),
    yearly_before=re.compile(
        r"(?i)\b(?:chaque\s+(?:année\s*,?\s*(?:le\s+|au\s+|en\s+)?)?|tous\s+les\s+(?:ans\s*,?\s*(?:le\s+)?)?)$"
    ),
    looks_back=re.compile(r"(?i)\b(?:plus\s+tôt|auparavant|avant)$"),
    fiscal=re.compile(r"(?i)\b(?:exercice|année\s+(?:budgétaire|fiscale))\s*$"),
    joins=re.compile(r",?\s*(?:l[ea]|en|d[eu])?\s*"),
    sentence_end=re.compile(
        r"(?<!\b[A-Z])(?<!\bMM)(?<!\bart)(?<!\bjanv)(?<!\bf[ée]v)(?<!\bf[ée]vr)(?<!\bavr)(?<!\bjuil)(?<!\bsept)(?<!\boct)"
        r"(?<!\bnov)(?<!\bd[ée]c)[.!?…][”\"»)]*\s+(?=[“\"«(]?\s*[A-ZÀ-Þ0-9])"
    ),
    is_unit=re.compile(rf"\s*%|\s+(?:{'|'.join(_UNITS.split())})\b|\s+pour\s+cent"),
    is_thing=re.compile(rf"\s+(?!(?:{_NO_NOUN})\b)[a-zà-ÿ-]{{3,}}s\b"),
    is_count_before=re.compile(
        r"(?i)\b(?:quelque|près\s+de|plus\s+de|moins\s+de|au\s+moins|au\s+plus|seulement|presque|à\s+peine|pas\s+moins\s+de"
        r"|(?:total|effectif|portée|distance|altitude|budget|nombre|force|stock|plafond|vitesse|masse|longueur|somme"
        r"|montant|capacité)\s+(?:de|d['’]environ)|les\s+quelque)\s+$"
    ),
    is_quantity_before=re.compile(
        r"(?i)\b(?:pass\w+|augment\w+|rédui\w+|port\w+|baiss\w+|nombre|portée)\b[^.;]{0,25}$"
    ),
    is_numbers_before=re.compile(r"(?i)\b(?:nombre|portée|effectif)"),
    verb=re.compile(r"\s+(?:fut|est|sera|était|restera|reste|marque|marqua|a|aura|vit|verra|avait)\b"),
    clause_before=re.compile(r"(?:[.!?:;,—–]|\bet|\bque)\s*[«“\"]?$"),
)
