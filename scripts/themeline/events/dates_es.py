"""Dates in Spanish: words, and patterns of how they are written and of what stands around them."""

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
    "ene": "Jan", "feb": "Feb", "mar": "Mar", "abr": "Apr", "may": "May", "jun": "Jun", "jul": "Jul", "ago": "Aug",
    "sep": "Sep", "set": "Sep", "oct": "Oct", "nov": "Nov", "dic": "Dec",
}  # fmt: skip
_WEEKDAYS = {
    "lunes": "monday", "martes": "tuesday", "miércoles": "wednesday", "jueves": "thursday", "viernes": "friday",
    "sábado": "saturday", "domingo": "sunday",
}  # fmt: skip
_SEASONS = {"primavera": "spring", "verano": "summer", "otoño": "autumn", "invierno": "winter"}
_DECADES = {
    "veinte": "2", "treinta": "3", "cuarenta": "4", "cincuenta": "5", "sesenta": "6", "setenta": "7", "ochenta": "8",
    "noventa": "9", "dos mil": "200",
}  # fmt: skip
_TENS = {
    "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
    "noventa": 90,
}  # fmt: skip
_ONES = {
    "un": 1, "primer": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
}  # fmt: skip
_VALUES = {
    **_ONES, **_TENS,
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    **{f"dieci{word}": 10 + value for word, value in _ONES.items()}, "dieciséis": 16,
    **{f"veinti{word}": 20 + value for word, value in _ONES.items()}, "veintiún": 21, "veintidós": 22,
    "veintitrés": 23, "veintiséis": 26,
    "cien": 100, "doscient": 200, "trescient": 300, "cuatrocient": 400, "quinient": 500, "seiscient": 600,
    "setecient": 700, "ochocient": 800, "novecient": 900, "mil": 1000,
}  # fmt: skip


def _number(words: str) -> float:
    """The number of digits, Roman numerals or words: "1.º", "XX", "treinta y uno", "medio"."""
    words = words.lower()
    if digits := re.match(r"[0-9]+", words):
        return int(digits[0])
    if value := roman(words):
        return value
    if "medi" in words:
        return 0.5
    values = (longest_known(word, _VALUES) for word in re.findall(r"[^\W\d_]+", words))
    return value_of_words(value for value in values if value is not None)


_MONTH = (
    r"(?P<month>(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)(?!\w)"
    r"|(?:ene|febr?|abr|jun|jul|ago|sept?|oct|nov|dic)\.)"
)
_A_MONTH = _MONTH.replace("?P<month>", "?:")
_DAY = r"(?:1\.?\s?(?:[ºo°]|er|ro)\.?|primero|[0-3]?[0-9])(?![0-9A-Za-zÀ-ÿ])"
_AND = r"(?:\s*[–—-]\s*|\s+(?:al?|hasta|y|e|o)\s+|\s*,\s*(?:(?:y|o)\s+)?)(?:el\s+)?"
_DAYS = rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_WORDS = (
    r"(?:un[oa]?|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
    rf"|dieci[a-zé]+|veint[a-zéóú]+|{'|'.join(_TENS)}|cien(?:to)?|[a-z]+cient[oa]s|quinient[oa]s)(?!\w)"
)
_NUMERAL = rf"(?:{_WORDS}(?:\s+(?:y\s+)?{_WORDS}){{0,3}})"
_FOUR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})"
_YEAR = rf"{_FOUR}(?![0-9A-Za-zÀ-ÿ]|[.,][0-9]|-[A-Za-z]|[  ][0-9]{{3}}(?![0-9]))"
_YEAR_IN_WORDS = rf"(?P<year_words>(?:dos\s+)?mil(?!\w)(?:\s+{_NUMERAL})?)"
_OF_A_YEAR = r"(?:\s*,?\s+(?:del?\s+)?(?:año\s+)?)"
_OF = (
    r"(?P<of>est?e\s+(?:mismo\s+)?año|es[ea]\s+(?:mismo\s+)?año|mismo\s+año|año\s+(?:pasado|próximo|siguiente|anterior"
    r"|en\s+curso)|(?:pasado|próximo|siguiente|presente|corriente)\s+año)"
)
_OF_YEAR = rf"(?:\s+del?\s+{_OF})"
_PART = (
    r"(?:(?P<edge>principios|comienzos|inicios?|comienzo|mediados|finales|fines|final)\s+del?\s+"
    r"(?:(?:la\s+|los\s+)?(?:(?:mes|año)\s+de\s+|año\s+)?)?)"
)
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_THE_YEAR = r"\s+(?:del?\s+)?(?:año\s+)?"
_HALF = r"(?P<half>primer|segundo|primera|segunda)\s+(?:semestre|mitad)"
_QUARTER = r"(?P<quarter>primer|segundo|tercer|cuarto|último|1\.?er|2\.?º|3\.?er|4\.?º)\s+trimestre"
_CENTURY = r"(?P<century>[XVI]+|dieciocho|diecinueve|veinte|veintiuno)(?!\w)"
_TO = r"\s*[–—-]\s*|\s+(?:al?|hasta)\s+(?:el\s+|la\s+)?"
_DECADE_BEFORE = (
    r"(?:años|décadas?\s+de|décadas?\s+de\s+los)\s+(?:[0-9]{2}|[0-9]{4})(?:\s*[–—-]\s*|\s+(?:y|a|o)\s+|,\s+)"
)

_POINTS = (
    (rf"{_FOUR}(?P<dash>[-/.])(?P<m>[01]?[0-9])(?P=dash)(?P<d>[0-3]?[0-9])(?![0-9])", of_iso),
    (rf"(?P<a>[0-9]{{1,2}})(?P<dash>[./-])(?P<b>[0-9]{{1,2}})(?P=dash){_FOUR}(?![0-9])", of_numbers),
    (
        r"(?i:(?P<days>[0-3]?[0-9])(?P<dash>[-/. ])(?P<month>ene|feb|mar|abr|may|jun|jul|ago|sept?|set|oct|nov|dic)"
        rf"(?P=dash){_YEAR})",
        of_days,
    ),
    (
        rf"(?i:(?P<day>{_NUMERAL}|{_DAY})\s+(?:días?\s+)?del?\s+(?:mes\s+de\s+)?{_MONTH}{_OF_A_YEAR}{_YEAR_IN_WORDS})",
        of_day_in_words,
    ),
    (
        rf"(?i:(?P<day>{_NUMERAL}|{_DAY})\s+días?\s+del?\s+(?:mes\s+de\s+)?{_MONTH}(?:{_OF_A_YEAR}{_YEAR}|{_OF_YEAR})?)",
        of_day_in_words,
    ),
    (rf"(?i:(?P<day>{_NUMERAL})\s+de\s+{_MONTH}(?:{_OF_A_YEAR}{_YEAR}|{_OF_YEAR})?)", of_day_in_words),
    (rf"(?i:{_DAYS}\s+(?:del?\s+)?{_MONTH}{_OF_A_YEAR}{_YEAR})", of_days),
    (rf"(?i:{_DAYS}\s+(?:del?\s+)?{_MONTH}{_OF_YEAR}?)", of_days),
    (rf"(?i:{_PART}?{_MONTH}(?:{_OF_A_YEAR}{_YEAR}|{_OF_YEAR})?)", of_month),
    (rf"(?i:{_PART}?{_SEASON}{_THE_YEAR}{_YEAR}(?:\s*[–/-]\s*(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?)", of_season),
    (rf"(?i:{_HALF}{_THE_YEAR}{_YEAR})", of_months),
    (rf"(?i:{_QUARTER}{_THE_YEAR}{_YEAR})", of_months),
    (
        rf"(?i:{_PART}?(?:años|décadas?\s+de(?:\s+los(?:\s+años)?)?)\s+(?P<decade>(?:1[5-9]|20)[0-9])0(?![0-9]))",
        of_decade,
    ),
    (rf"(?i:{_PART}?(?:años|décadas?\s+de\s+los(?:\s+años)?)\s+(?P<decade>[1-9])0(?![0-9]))", of_decade),
    (
        rf"(?i:{_PART}?(?:años|décadas?\s+(?:de\s+los|del)(?:\s+años)?)\s+(?P<decade>{either(_DECADES)}))(?!\w)",
        of_decade,
    ),
    (rf"(?i:(?:los\s+)?(?P<decade>{either(list(_DECADES)[3:8])}))(?!\w)", behind(r"\by\s+(?:los\s+)?", of_decade)),
    (rf"(?i:los\s+(?P<decade>{either(list(_DECADES)[4:8])}))(?!\w|\s+[a-zà-ÿ]+s\b)", of_decade),
    (rf"(?i:{_PART}(?P<decade>[3-9])0(?![0-9]))", of_decade),
    (r"(?P<decade>(?:1[5-9]|20)[0-9])0(?![0-9])", behind(_DECADE_BEFORE, of_decade)),
    (r"(?P<decade>[1-9])0(?![0-9])", behind(_DECADE_BEFORE, of_decade)),
    (rf"siglos\s+{_CENTURY}(?:\s*[–—-]\s*|\s+al?\s+){_CENTURY.replace('?P<century>', '?P<other>')}", of_centuries),
    (rf"(?:(?i:{_PART}?siglos?)\s+){_CENTURY}", of_century),
    (_CENTURY, behind(r"siglos\s+[XVI]+\s+(?:y|o)\s+", of_century)),
    (rf"(?i:{_PART}{_YEAR})", of_part_of_year),
    (
        rf"{_FOUR}(?P<dash>\s*[–/-]\s*)(?P<last>[0-9]{{2}}|(?<=/)(?:1[5-9]|20)[0-9]{{2}})(?![0-9A-Za-z]|[.,-][0-9])",
        of_years,
    ),
    (_YEAR, of_year),
)

_COUNT = rf"(?:(?P<count>[0-9]{{1,3}}|medio|media|{_NUMERAL})\s+)"
_UNIT = r"(?P<unit>días?|semanas?|mes(?:es)?|años?|décadas?|siglos?)(?!\w)(?P<more>\s+y\s+medi[oa])?"
_ONE = r"(?P<unit>año|mes|semana|década|siglo|día)(?!\w)"
_RELATIVE = (
    (
        rf"(?i:(?P<ago>hace)\s+(?:(?:unos|casi|más\s+de|cerca\s+de|apenas|ya)\s+)?{_COUNT}{_UNIT})",
        "ago",
    ),
    (rf"(?i:{_COUNT}{_UNIT}\s+(?P<ago>atrás))(?!\w)", "ago"),
    (rf"(?i:dentro\s+de\s+{_COUNT}{_UNIT})", "ago"),
    (
        rf"(?i:{_COUNT}{_UNIT}\s+(?P<way>después|antes)\s+del?\s+(?:(?:el|la|los|las|su)\s+)?(?:[^\W\d_][\w-]*\s+){{0,5}}?"
        rf"(?:del?\s+)?(?=[0-9]|{_A_MONTH}))",
        "after",
    ),
    (rf"(?i:{_COUNT}{_UNIT}\s+(?P<way>después|más\s+tarde|antes|atrás))(?!\w|\s+de\b|\s+del\b)", "later"),
    (
        r"(?i:(?P<way>la\s+víspera|al\s+día\s+siguiente|un\s+día\s+después|un\s+día\s+antes))(?!\w|\s+del?\b)",
        "next_to",
    ),
    (rf"(?i:(?:{_HALF}|{_QUARTER})\s+del?\s+{_OF})", "part_of_year"),
    (rf"(?i:(?P<which>últim[oa]s|pasad[oa]s|próxim[oa]s)\s+{_COUNT}{_UNIT})", "past"),
    (
        rf"(?i:(?:(?:el|la)\s+)(?P<season>{'|'.join(_SEASONS)})\s+(?P<which>pasad[oa]|próxim[oa]|siguiente))(?!\w)",
        "season",
    ),
    (rf"(?i:(?P<which>este|esta|pasad[oa]|próxim[oa])\s+(?P<season>{'|'.join(_SEASONS)}))(?!\w)", "season"),
    (
        rf"(?i:{_PART}?(?:(?:el|la)\s+)?{_ONE}\s+(?P<which>pasad[oa]|próxim[oa]|siguiente|anterior|entrante|en\s+curso"
        r"|que\s+viene))(?!\w)",
        "unit",
    ),
    (
        rf"(?i:{_PART}?(?:(?:el|la)\s+)?(?P<which>pasad[oa]|próxim[oa]|siguiente|presente|(?:es[ea]|el|la)\s+mism[oa]|est[ea]|es[ea]"
        rf"|mism[oa])\s+{_ONE})(?!\s+de\b)",
        "unit",
    ),
    (rf"(?i:{_MONTH}\s+(?P<which>pasado|próximo))(?!\w)", "month"),
    (rf"(?i:(?P<which>pasado|próximo)\s+(?:mes\s+de\s+)?{_MONTH})(?!\s+del?\s+[0-9])", "month"),
    (
        rf"(?i:(?:el\s+)?(?P<which>pasado\s+|próximo\s+|este\s+|el\s+)(?P<weekday>{'|'.join(_WEEKDAYS)}))(?!\w|,?\s+(?:el\s+)?[0-9])",
        "weekday",
    ),
    (
        r"(?i:(?P<beside>anteayer|antes\s+de\s+ayer|ayer|pasado\s+mañana|(?<!\bla\s)(?<!\besta\s)(?<!\bde\s)mañana))(?!\w)",
        "beside",
    ),
    (rf"(?i:{_SEASON}\s+del?\s+{_OF})", "season_of_year"),
    (
        r"(?i:(?P<edge>principios|comienzos|mediados|finales|fines|fin)\s+de\s+)(?P<which>)(?P<unit>año)(?!\w|\s+[0-9])",
        "unit",
    ),
)

_BEFORE = re.compile(
    r"""(?ix)(?<![\w-])(?P<word>
    a\ partir\ del? | a\ más\ tardar(?:\ el|\ en)? | no\ más\ tarde\ del? | de\ aquí\ a | con\ fecha(?:\ del?)?
    | fechad[oa]s?(?:\ el|\ en)? | (?:alrededor|cerca|antes|después|luego)\ del? | en\ torno\ al?
    | aproximadamente(?:\ en)?
    | en | el | los? | las? | del? | al? | desde | hasta | tras | entre | durante | hacia | para | por | sobre
    | años? | ejercicios?(?:\ fiscal(?:es)?)? | presupuesto | informe | edición | campaña | temporada | y
    )\s+(?:(?:el|la|los|las|(?P<year_word>años?)|días?|mes\ de|hacia|aproximadamente)\s+){0,3}[«“"(]?$"""
)
_NO_NOUN = (
    r"después|tras|antes|más|menos|los|las|sus|nos|tres|seis|dos|además|entonces|mientras|quienes|aunque|años|jamás"
    r"|unos|unas|ambos|ambas|varios|varias|muchos|muchas|estos|estas|esos|esas|todos|todas|otros|otras|cuales"
)
_UNITS = """km kilómetros metros m millas hectáreas toneladas kg litros barriles megavatios MW kilotones megatones
    grados
    dólares euros rublos libras yuanes yenes pesos horas minutos km/h millones mil millardos páginas caballos"""
_NUMBERED = re.compile(
    rf"""(?ix)(?<!\w)(?:(?:(?:n[°ºo]|núm|nro|art|arts|p|pp|pág|págs|párr|fig|vol|cap|tel|tfno|ap)\.?[ºo°]?\s*|n[°º]\s*|§+\s*)(?=[0-9])
    |(?:artículo|resolución|página|párrafo|decisión|proposición|ley|decreto|directiva|reglamento|capítulo|tomo|volumen
    |sala|pieza|número|habitación|oficina|despacho|proyecto|tipo|modelo|horizonte|agenda|visión|objetivo|mirage|norma
    |iso|anexo|documento|signatura|ruta|calle|línea|figura|cuadro|tabla|nota|vuelo|tren|orden|sentencia|dictamen|punto
    |apartado|boeing|airbus|clase|código|expediente|recomendación|serie|resoluciones|leyes|decisiones)(?:s|es)?
    \s+(?:orgánica\s+|\(\w+\)\s+)?(?:n[°ºo]\.?\s*|núm\.\s*|número\s+)?(?=[0-9]))
    [0-9][0-9./-]*(?:(?:\s*,\s*(?:y\s+)?|\s+(?:y|o|a)\s+|\s*[–-]\s*)[0-9][0-9./-]*(?!\s+de\s+{_A_MONTH}))*(?!\w|\s+de\s+{_A_MONTH})"""
)
_TELEPHONE = re.compile(r"(?:\+[0-9]{1,3}(?:[\s.-]?[0-9]{1,4}){2,}|(?<![\w.,])[0-9]{2,3}(?:\s[0-9]{2,3}){3})")

_HEAD = re.compile(
    rf"(?<![\w./:,$€£¥#+–-])(?:[0-9]|\+[0-9]|[A-Za-zÀ-ÿ]+[.°º]?\s+(?:n[°º]\.?\s*|núm\.\s*)?[0-9]|§|(?i:{_A_MONTH}|{_WEEKDAY}"
    rf"|{'|'.join(_SEASONS)}|principios|comienzo|inicio|mediados|final|fines|los\s|año|década|siglo|mes|semana|primer|segund"
    rf"|tercer|cuarto|último|últim|hace\b|dentro\b|pasad|próxim|siguiente|presente|est[ea]\b|es[ea]\b|mism|el\b|la\b"
    rf"|al\b|ayer|antes\b|anteayer|mañana|un\b|{_WORDS}|medi[oa]\b))"
)

RULES = Rules(
    points=compiled(_POINTS),
    relative=compiled(_RELATIVE),
    head=_HEAD,
    number=_number,
    meanings={
        "month": _MONTHS,
        "weekday": _WEEKDAYS,
        "season": _SEASONS,
        "decade": _DECADES,
        "unit": {
            "día": "day",
            "semana": "week",
            "mes": "month",
            "año": "year",
            "década": "decade",
            "siglo": "century",
        },
        "which": {
            "pasad": "last",
            "últim": "past",
            "próxim": "next",
            "que viene": "next",
            "entrante": "next",
            "siguiente": "the following",
            "anterior": "the previous",
            "en curso": "this",
            "presente": "this",
            "est": "this",
            "es": "that",
            "mism": "the same",
            "ese mism": "the same",
            "esa mism": "the same",
            "el mism": "the same",
            "la mism": "the same",
            "el": "on",
        },
        "of": {
            "est": "this",
            "es": "that",
            "mismo": "the same",
            "año pasado": "last",
            "pasado": "last",
            "año próximo": "next",
            "próximo": "next",
            "año siguiente": "the following",
            "siguiente": "the following",
            "año anterior": "the previous",
            "año en curso": "this",
            "presente": "this",
            "corriente": "this",
        },
        "edge": {
            "principios": "beginning",
            "comienzo": "beginning",
            "inicio": "beginning",
            "mediados": "middle",
            "fin": "end",
        },
        "way": {
            "después": "after",
            "antes": "before",
            "más tarde": "later",
            "la víspera": "before",
            "al día siguiente": "after",
            "un día después": "after",
            "un día antes": "before",
        },
        "beside": {
            "ante": "before yesterday",
            "ayer": "yesterday",
            "pasado mañana": "after tomorrow",
            "mañana": "tomorrow",
        },
        "half": {"primer": "first", "segund": "second"},
        "quarter": {
            "primer": "first",
            "segund": "second",
            "tercer": "third",
            "cuart": "fourth",
            "último": "last",
            **{f"{number}": f"{number}" for number in range(1, 5)},
        },
        "year_word": {"año": "year"},
        "word": {
            "a partir": "since",
            "a más tardar": "no later than",
            "no más": "no later than",
            "de aquí": "by",
            "con fecha": "dated",
            "fechad": "dated",
            "alrededor": "circa",
            "cerca": "around",
            "antes": "before",
            "después": "after",
            "luego": "after",
            "en torno": "circa",
            "aproximadamente": "around",
            "en": "in",
            "el": "on",
            "lo": "on",
            "la": "on",
            "de": "of",
            "a": "to",
            "desde": "since",
            "hasta": "until",
            "tras": "after",
            "entre": "between",
            "durante": "during",
            "hacia": "circa",
            "para": "for",
            "por": "by",
            "sobre": "on",
            "año": "year",
            "ejercicio": "fiscal",
            "presupuesto": "year",
            "informe": "year",
            "edición": "year",
            "campaña": "year",
            "temporada": "year",
            "y": "and",
        },
    },
    day=re.compile(r"([0-9]+|primero)(?:\.?\s?(?:[ºo°]|er|ro)\.?)?", re.IGNORECASE),
    days_to=re.compile(r"[–—-]|\b(?:al?|hasta)\b"),
    days_between=re.compile(r"(?i)entre\s+(?:el\s+)?$"),
    day_first=True,
    closes_spans=True,
    tells_months=True,
    keeps_year=True,
    before=_BEFORE,
    about=re.compile(
        r"(?i)\b(?:hacia|alrededor\s+del?|cerca\s+del?|en\s+torno\s+al?|aproximadamente|circa)\s+(?:en\s+|el\s+|año\s+)*$"
    ),
    skipped=(_NUMBERED, _TELEPHONE),
    to=re.compile(_TO),
    both=re.compile(r"\s+y\s+(?:el\s+|la\s+)?"),
    now=re.compile(
        r"(?i)(?:\s*[–—-]\s*|\s+(?:a|hasta)\s+)(?:hoy|la\s+actualidad|nuestros\s+días|el\s+presente|la\s+fecha|ahora)"
    ),
    joined=re.compile(r"(?:\s*,\s*(?:(?:y|o|e)\s+)?|\s+(?:y|e|o|así\s+como)\s+)(?:(?:en|el|los|del?|al?)\s+)?"),
    onwards=re.compile(r"\s+en\s+adelante"),
    future=re.compile(
        r"(?i)\b(?:será|serán|tendrá|habrá|debe|deben|deberá|previst[oa]s?|próxim[oa]s?"
        r"|[^\W\d_]{3,}(?:ará|erá|irá|arán|erán|irán|drá|drán))\b"
    ),
    yearly_behind=re.compile(r"(?i),?\s+(?:de\s+)?cada\s+año|\s+todos\s+los\s+años"),
    yearly_before=re.compile(
        r"(?i)\b(?:cada\s+(?:año\s*,?\s*(?:el\s+|en\s+)?)?|todos\s+los\s+(?:años\s*,?\s*(?:el\s+)?)?)$"
    ),
    looks_back=re.compile(r"(?i)\b(?:antes|atrás)$"),
    fiscal=re.compile(r"(?i)\b(?:ejercicios?(?:\s+fiscal(?:es)?)?|años?\s+fiscal(?:es)?)\s*$"),
    joins=re.compile(r",?\s*(?:el|en|del?)?\s*"),
    sentence_end=re.compile(
        r"(?<!\b[A-Z])(?<!\bSr)(?<!\bSra)(?<!\bDr)(?<!\bart)(?<!\bnúm)(?<!\bEE)(?<!\bUU)[.!?…][”\"»)]*\s+"
        r"(?=[“\"«(¿¡]?\s*[A-ZÀ-Þ0-9])"
    ),
    is_unit=re.compile(rf"\s*%|\s+(?:{'|'.join(_UNITS.split())})\b|\s+por\s+ciento"),
    is_thing=re.compile(rf"\s+(?!(?:{_NO_NOUN})\b)[a-zà-ÿ-]{{3,}}s\b"),
    is_count_before=re.compile(
        r"(?i)\b(?:unos|unas|casi|cerca\s+de|más\s+de|menos\s+de|al\s+menos|como\s+máximo|sólo|solo|apenas"
        r"|(?:total|efectivo|alcance|distancia|altitud|presupuesto|número|fuerza|arsenal|tope|techo|velocidad|masa"
        r"|longitud|suma|importe|capacidad)\s+de)\s+$"
    ),
    is_about_before=re.compile(r"(?i)cerca\s+de"),
    is_quantity_before=re.compile(r"(?i)\b(?:pas\w+|aument\w+|reduj\w+|baj\w+|número|alcance)\b[^.;]{0,25}$"),
    is_numbers_before=re.compile(r"(?i)\b(?:número|alcance|efectivo)"),
    verb=re.compile(r"\s+(?:fue|es|será|era|marcó|ha|había|vio|verá)\b"),
    clause_before=re.compile(r"(?:[.!?:;,—–]|\by|\bque)\s*[«“\"]?$"),
)
