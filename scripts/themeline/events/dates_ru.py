"""Dates in Russian: words, and patterns of how they are written and of what stands around them.

The word for year, "год" or "г.", tells most years; four digits without it are a year only behind a preposition, and
if no noun follows that they may count.
"""

import re

from themeline.events.date_points import (
    of_centuries,
    of_century,
    of_day_in_words,
    of_days,
    of_decade,
    of_decades,
    of_iso,
    of_month,
    of_months,
    of_numbers,
    of_part_of_year,
    of_season,
    of_year,
    of_years,
)
from themeline.events.date_rules import (
    NEXT_OR_FOLLOWING,
    Rules,
    compiled,
    either,
    longest_known,
    roman,
    value_of_words,
)

# Beginnings of words, with all that they may end in.
_MONTHS = {
    "январ": "Jan", "феврал": "Feb", "март": "Mar", "апрел": "Apr", "ма": "May", "июн": "Jun", "июл": "Jul",
    "август": "Aug", "сентябр": "Sep", "октябр": "Oct", "ноябр": "Nov", "декабр": "Dec",
}  # fmt: skip
_WEEKDAYS = {
    "понедельник": "monday", "вторник": "tuesday", "сред": "wednesday", "четверг": "thursday", "пятниц": "friday",
    "суббот": "saturday", "воскресень": "sunday",
}  # fmt: skip
_SEASONS = {"весн": "spring", "лет": "summer", "осен": "autumn", "зим": "winter"}
_DECADES = {
    "нулев": "200", "двадцат": "2", "тридцат": "3", "сороков": "4", "пятидесят": "5", "шестидесят": "6",
    "семидесят": "7", "восьмидесят": "8", "девяност": "9",
}  # fmt: skip
_UNITS = {
    "д": "day", "сут": "day", "недел": "week", "месяц": "month", "год": "year", "лет": "year",
    "десятилет": "decade", "век": "century", "столет": "century",
}  # fmt: skip
_WHICH = {
    "прошл": "last", "позапрошл": "last but one", "минувш": "last", "истекш": "last", "эт": "this",
    "нынешн": "this", "текущ": "this", "с.": "this", "т.": "this", "будущ": "next",
    "наступающ": "next", "следующ": NEXT_OR_FOLLOWING, "т": "the same",
    "предыдущ": "the previous", "предшествующ": "the previous",
    "последн": "past", "прошедш": "past", "ближайш": "coming", "предстоящ": "coming", "грядущ": "coming",
}  # fmt: skip
_VALUES = {
    "перв": 1, "один": 1, "одн": 1, "втор": 2, "дв": 2, "тр": 3, "четыр": 4, "четверт": 4, "четвёрт": 4, "пят": 5,
    "шест": 6, "сем": 7, "седьм": 7, "вос": 8, "девят": 9, "десят": 10, "одиннадцат": 11, "двенадцат": 12,
    "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15, "шестнадцат": 16, "семнадцат": 17, "восемнадцат": 18,
    "девятнадцат": 19, "двадцат": 20, "тридцат": 30, "сорок": 40, "пятьдесят": 50, "пятидесят": 50,
    "шестьдесят": 60, "шестидесят": 60, "семьдесят": 70, "семидесят": 70, "восемьдесят": 80, "восьмидесят": 80,
    "девяност": 90, "сто": 100, "двести": 200, "двухсот": 200, "триста": 300, "трёхсот": 300, "трехсот": 300,
    "четыреста": 400, "пятьсот": 500, "пятисот": 500, "шестьсот": 600, "шестисот": 600, "семьсот": 700,
    "семисот": 700, "восемьсот": 800, "восьмисот": 800, "девятьсот": 900, "девятисот": 900, "тысяч": 1000,
    "двухтысячн": 2000,
}  # fmt: skip


def _number(words: str) -> float:
    """The number of digits, Roman numerals or words in any case: "14-го", "XX", "двадцать шестого", "полтора"."""
    words = words.lower()
    if digits := re.match(r"[0-9]+", words):
        return int(digits[0])
    if roman(words):
        return roman(words)
    if words.startswith("пол") and not words.startswith("полн"):
        return 1.5 if words.startswith("полтор") else 0.5
    values = (longest_known(word, _VALUES) for word in words.split())
    return value_of_words(value for value in values if value is not None)


_MONTH = (
    rf"(?P<month>(?:(?:{'|'.join(one for one in _MONTHS if one != 'ма')})(?:ь|я|ю|е|ём|ем|а|у|ом)?"
    r"|ма(?:й|я|ю|е|ем))(?!\w))"
)
_A_MONTH = _MONTH.replace("?P<month>", "?:")
_DAY = r"[0-3]?[0-9](?:-?(?:го|е|ое|му|м))?(?!\w)"
_AND = r"(?:\s*[–—-]\s*|\s+(?:по|до|на|и|или)\s+|\s*,\s*(?:(?:и|или)\s+)?)"
_DAYS = rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
_ORDINAL = (
    r"(?:(?:двадцать|тридцать)\s+)?(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|[а-я]+надцат|двадцат"
    r"|тридцат)(?:ого|ое|ому|ым|ьего|ье|ьему)"
)
_FOUR = r"(?P<year>(?:1[0-9]|2[01])[0-9]{2})"
_YEARS = r"(?:год(?:а|у|ом|е|ы|ов|ам|ах|ами)?|гг?\.?)(?!\w)"
_ACCOUNTS = r"(?:(?:учебн|финансов|бюджетн|календарн|отч[её]тн|хозяйственн)\w+\s+)?"
_TOLD = rf"(?P<told>-?(?:го|м|й|ого|ом|ый)(?!\w)(?:\s+{_YEARS})?|\s*{_ACCOUNTS}{_YEARS})"
_YEAR = rf"{_FOUR}(?:{_TOLD}|(?![\w]|[.,][0-9]|-[А-Яа-яA-Za-z]))"
_YEAR_IN_WORDS = (
    r"(?P<year_words>(?:(?:две\s+)?тысяч[аи]\s+(?:[а-яё]+\s+){0,3}?[а-яё]+(?:ого|ьего)|двухтысячного)\s+года)"
)
_OF_YEAR = (
    r"(?:\s+(?P<of>[ст]\.\s*г\.|(?:(?:поза)?прошл|минувш|истекш|нынешн|текущ|эт|следующ|будущ|наступающ|предыдущ"
    r"|предшествующ|т)(?:его|ого)(?:\s+же)?\s+года))"
)
_PART = r"(?:(?P<edge>начал[оауе]|середин[аеуы]|кон(?:ец|ца|це|цу)|исход[ае]?)\s+)"
_SEASON = r"(?P<season>весн(?:а|ы|е|у|ой)|лет(?:о|а|у|ом)|осен(?:ь|и|ью)|зим(?:а|ы|е|у|ой))(?!\w)"
_ROMAN = r"[XVIХІ]{1,6}"
_AGES = r"(?:век(?:а|у|ом|е|ов|ах|ами)?|столети(?:е|я|ю|и|ем|й|ях)|вв?\.)(?!\w)"
_CENTURY = (
    rf"(?P<century>{_ROMAN}|(?:1[0-9]|2[01])(?:-?(?:й|го|м|е))?"
    r"|(?:двадцат|девятнадцат|восемнадцат|семнадцат|шестнадцат|двадцать\s+перв)(?:ый|ого|ом))"
)
_QUARTER = (
    r"(?P<quarter>(?:перв|втор|трет|четв[её]рт|последн)[а-я]+|IV|I{1,3}|[1-4](?:-?(?:й|го|м))?)"
    r"\s+квартал(?:а|у|ом|е)?"
)
_HALF = r"(?P<half>(?:перв|втор)[а-я]+|II?|[12](?:-?(?:е|го|м|й))?)\s+(?:половин[аеуы]|полугоди(?:е|я|и|ю|ем))"

_POINTS = (
    (rf"{_FOUR}(?P<dash>[-/.])(?P<m>[01]?[0-9])(?P=dash)(?P<d>[0-3]?[0-9])(?![0-9])", of_iso),
    (rf"(?P<a>[0-9]{{1,2}})(?P<dash>[./-])(?P<b>[0-9]{{1,2}})(?P=dash){_FOUR}(?![0-9])(?:\s*{_YEARS})?", of_numbers),
    (rf"(?i:(?P<day>{_ORDINAL}|{_DAY})\s+{_MONTH}\s+{_YEAR_IN_WORDS})", of_day_in_words),
    (rf"(?i:(?P<day>{_ORDINAL})\s+{_MONTH}(?:\s+{_YEAR}|{_OF_YEAR})?)", of_day_in_words),
    (rf"(?i:{_DAYS}\s+{_MONTH},?\s+{_YEAR})", of_days),
    (rf"(?i:{_DAYS}\s+{_MONTH}{_OF_YEAR}?)", of_days),
    (rf"(?i:{_PART}?{_MONTH}(?:,?\s+(?:{_YEAR}|{_YEAR_IN_WORDS})|{_OF_YEAR})?)", of_month),
    (rf"(?i:{_PART}?{_SEASON}\s+{_FOUR}(?:\s*[–/-]\s*(?:[0-9]{{4}}|[0-9]{{2}}))?(?:{_TOLD}|(?!\w)))", of_season),
    (rf"(?i:{_HALF}\s+{_YEAR})", of_months),
    (rf"(?i:{_QUARTER}\s+{_YEAR})", of_months),
    (
        rf"(?i:(?P<decade>(?:1[5-9]|20)[0-9])0(?:-?(?:е|х))?\s*[–—-]\s*(?P<other>(?:1[5-9]|20)[0-9])0-?(?:е|х)(?!\w)"
        rf"(?:\s+{_YEARS})?)",
        of_decades,
    ),
    (
        rf"(?i:(?P<decade>[1-9])0(?:-?(?:е|х))?\s*[–—-]\s*(?P<other>[1-9])0-?(?:е|х)\s+{_YEARS}"
        rf"(?:\s+(?:{_CENTURY})\s+{_AGES})?)",
        of_decades,
    ),
    (rf"(?i:{_PART}?(?P<decade>(?:1[5-9]|20)[0-9])0-?(?:е|х|м|ми|ые|ых)(?!\w)(?:\s+{_YEARS})?)", of_decade),
    (
        rf"(?i:{_PART}?(?P<decade>[1-9])0-?(?:е|х|м|ми|ые|ых)\s+{_YEARS}(?:\s+(?:{_CENTURY})\s+{_AGES})?)",
        of_decade,
    ),
    (rf"(?i:{_PART}?(?P<decade>[3-9])0-(?:е|х)(?!\w|\s+числ))", of_decade),
    (
        rf"(?i:{_PART}?(?P<decade>{either(_DECADES)})(?:ые|ых|ым|ыми)\s+{_YEARS}(?:\s+(?:{_CENTURY})\s+{_AGES})?)",
        of_decade,
    ),
    (rf"(?i:{_PART}?(?P<decade>{'|'.join(list(_DECADES)[2:])})(?:ые|ых)(?!\w))", of_decade),
    (
        rf"(?i:{_CENTURY}\s*[–—-]\s*{_CENTURY.replace('?P<century>', '?P<other>')}\s*{_AGES})",
        of_centuries,
    ),
    (
        rf"(?i:{_PART}?{_CENTURY}(?:\s*{_AGES}|(?=\s+и\s+{_CENTURY.replace('?P<century>', '?:')}\s*{_AGES})))",
        of_century,
    ),
    (rf"(?i:{_PART}{_YEAR})", of_part_of_year),
    (
        rf"{_FOUR}(?P<dash>\s*[–/-]\s*)(?P<last>[0-9]{{2}}|(?<=/)(?:1[5-9]|20)[0-9]{{2}})(?:{_TOLD}|(?![\w]|[.,-][0-9]))",
        of_years,
    ),
    (_YEAR, of_year),
)

_COUNTED = either(_VALUES) + r"[а-яё]*"
_COUNT = (
    rf"(?:(?P<count>[0-9]{{1,3}}|полтор[аы]|пол(?=год|век|столет|месяц)|{_COUNTED}(?:\s+{_COUNTED})?)\s*)?"
    r"(?:(?P<half>с\s+половиной)\s+)?"
)
_UNIT = (
    r"(?P<unit>дн(?:я|ей|и|ём|ем|ями)|день|сут(?:ки|ок|ками)|недел(?:я|и|ю|ь|ей|ями)|месяц(?:а|ев|ем|ами|ы)?"
    r"|год(?:а|у|ом|ами|ы|ов)?|лет|десятилети(?:е|я|й|ем|ями)|век(?:а|ов|ом)?|столети(?:е|я|й|ем))(?!\w)"
)
_ONE = (
    r"(?P<unit>недел[еюия]|месяц(?:а|е)?|год(?:а|у|е)?|десятилети(?:е|я|и)|век(?:а|е)?|столети(?:е|я|и)"
    r"|день|дня)(?!\w)"
)
_RELATIVE = (
    (rf"(?i:{_COUNT}{_UNIT}\s+(?:тому\s+)?(?P<ago>назад))(?!\w)", "ago"),
    (
        rf"(?i:(?:через\s+|спустя\s+)?{_COUNT}{_UNIT}\s+(?P<way>после|до)\s+(?!(?:эт|т)[а-яё]+\s)(?:[а-яё«»\"-]+\s+){{0,4}}?)"
        rf"(?=[0-9]{{1,4}}\s+{_YEARS}|[0-9]{{1,2}}\s+{_A_MONTH})",
        "after",
    ),
    (rf"(?i:через\s+{_COUNT}{_UNIT}(?P<way>)(?!\s+после))", "later_or_ahead"),
    (rf"(?i:спустя\s+{_COUNT}{_UNIT}(?P<way>)(?!\s+после))", "later"),
    (rf"(?i:{_COUNT}{_UNIT}\s+(?P<way>спустя|позднее|позже|ранее|раньше))(?!\w)", "later"),
    (rf"(?i:за\s+{_COUNT}{_UNIT}\s+(?P<way>до)\s+(?:этого|того))(?!\w)", "later"),
    (r"(?i:(?P<day>[0-3]?[0-9])(?:-?го)?\s+(?:числа\s+)?(?:того\s+же|этого\s+же)\s+месяца)(?!\w)", "day_of_month"),
    (r"(?i:(?P<way>накануне)(?=\s*[,.;)]|\s+вечером))(?P<unit>)", "next_to"),
    (rf"(?i:(?:{_HALF}|{_QUARTER}){_OF_YEAR})", "part_of_year"),
    (
        rf"(?i:(?P<which>последн|прошедш|минувш|предыдущ|ближайш|следующ|предстоящ|грядущ)(?:ие|их)\s+{_COUNT}(?<=\s){_UNIT})",
        "past",
    ),
    (
        rf"(?i:{_PART}?(?P<which>(?:(?:поза)?прошл|минувш|истекш|нынешн|текущ|эт|следующ|будущ|наступающ|предыдущ|предшествующ"
        rf"|т)(?:ом|ем|ей|ой|ого|его|ую|юю|ий|ый|у|от|о)(?:\s+же)?)\s+{_ONE})",
        "unit",
    ),
    (
        rf"(?i:(?P<which>прошл|минувш|нынешн|эт|следующ|будущ|т)(?:ой|ей|им|ым)(?:\s+же)?\s+{_SEASON})",
        "season",
    ),
    (
        r"(?i:(?:в|во)\s+(?P<which>(?:прошл|минувш|эт|следующ)(?:ый|ий|от|ую|юю|у|ое|ее|о)\s+)?"
        r"(?P<weekday>понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)(?!\w)(?!,?\s+[0-9]))",
        "weekday",
    ),
    (r"(?i:(?P<beside>позавчера|вчера|послезавтра|завтра))(?!\w)", "beside"),
    (rf"(?i:{_SEASON}{_OF_YEAR})", "season_of_year"),
    (r"(?i:(?P<edge>начал[оау]|середин[аеуы]|кон(?:ец|ца|це|цу)))\s+(?P<which>)(?P<unit>года)(?!\w)", "unit"),
)

_BEFORE = re.compile(
    r"""(?ix)(?<![\w-])(?P<word>
    не\ позднее | не\ ранее | не\ раньше | начиная\ с | вплоть\ до | по\ состоянию\ на | к\ концу | между
    | в\ период\ с | в\ период | в\ течение | на\ протяжении | в\ ночь\ на | около | примерно | приблизительно
    | до | ко? | со? | во? | на | по | за | от | после
    )\s+(?:(?:период|рубеже|ночь\ на)\s+)?[«“"(]?$"""
)
# What stands behind four digits that are a year without saying so.
_MAY_STAND_BEHIND = r"и|или|по|до|в|во|на|с|со|к|а|но|был[аои]?|не|для|о|об|из|от|у|при|под|над"
_NUMBERED = re.compile(
    rf"""(?ix)(?<!\w)(?:(?:№+|N|(?:ст|п|пп|стр|с|рис|табл|гл|разд|тел|каб|кв|д|ауд|вх|исх)\.)\s*(?:№\s*)?(?=[0-9])
    |(?:стать|пункт|част|раздел|глав|страниц|номер|резолюци|указ|приказ|постановлени|распоряжени|директив|рейс|поезд
    |кабинет|комнат|аудитори|проект|объект|модел|тип|документ|протокол|закон|гост|телефон|таблиц|рисун|дел|серия
    |войсков|борт|маршрут)[а-яё]*\s+(?:№+\s*|N\s*)?(?=[0-9]))
    [0-9][0-9./-]*(?:(?:,\s*(?:и\s+)?|\s+(?:и|или)\s+|\s*[–-]\s*)[0-9][0-9./-]*(?!\s+{_A_MONTH}))*
    (?!\w|\s*(?:{_YEARS}|{_A_MONTH})|-(?:м|го|й))"""
)
_TELEPHONE = re.compile(r"(?:\+[0-9]{1,3}|(?<![\w.,])8|\([0-9]{3,5}\))(?:[\s-]?\(?[0-9]{2,7}\)?){2,}")

_HEAD = re.compile(
    rf"(?<![\w./:,$€£¥#+–-])(?:[0-9]|{_ROMAN}[\s–—-]|№|\+[0-9]|\([0-9]|[А-Яа-яёЁA-Za-z]+\.?\s+(?:№\s*)?[0-9]|(?i:{_A_MONTH}"
    rf"|(?:начал[оауе]|середин[аеуы]|кон(?:ец|ца|це|цу)|исход[ае]?)\s|весн|лет|осен|зим|полтор|полгод|полвека|через\s"
    rf"|спустя\s|за\s|вчера|позавчера|завтра|послезавтра|накануне|во?\s|год|месяц|недел|день|век|столет|десятилет|{either(_VALUES)}|{either(_DECADES)}"
    rf"|{either(set(_WHICH) - {'с.', 'т.', 'т'})}|т(?:ого|ом|ой|ем|от)\s))"
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
        "unit": _UNITS,
        "which": _WHICH,
        "of": _WHICH,
        "edge": {"начал": "beginning", "середин": "middle", "кон": "end", "исход": "end"},
        "way": {
            "спустя": "later",
            "поз": "later",
            "ран": "earlier",
            "после": "after",
            "до": "before",
            "накануне": "before",
        },
        "beside": {
            "позавчера": "before yesterday",
            "вчера": "yesterday",
            "послезавтра": "after tomorrow",
            "завтра": "tomorrow",
        },
        "half": {"перв": "first", "втор": "second", "i": "first", "1": "first", "ii": "second", "2": "second"},
        "quarter": {
            "перв": "first",
            "втор": "second",
            "трет": "third",
            "четв": "fourth",
            "последн": "last",
            "i": "first",
            "ii": "second",
            "iii": "third",
            "iv": "fourth",
            "1": "1",
            "2": "2",
            "3": "3",
            "4": "4",
        },
        "word": {
            "не позд": "no later than",
            "не ран": "no earlier than",
            "начиная": "since",
            "вплоть до": "by",
            "по состоянию": "as of",
            "к": "by",
            "между": "between",
            "в": "in",
            "в период с": "since",
            "в течение": "during",
            "на протяжении": "during",
            "около": "around",
            "примерно": "around",
            "приблизительно": "around",
            "до": "by",
            "с": "since",
            "на": "by",
            "по": "through",
            "за": "during",
            "от": "dated",
            "после": "after",
        },
    },
    day=re.compile(r"([0-9]+)(?:-?(?:го|е|ое|му|м))?"),
    days_to=re.compile(r"[–—-](?![а-я])|\b(?:по|до|на)\b"),
    days_between=re.compile(r"(?i)между\s+$"),
    day_first=True,
    closes_spans=True,
    tells_months=True,
    keeps_year=True,
    before=_BEFORE,
    about=re.compile(
        r"(?i)(?<!\w)(?:около|примерно|приблизительно|ориентировочно|предположительно|ок\.)\s+(?:во?\s+)?$"
    ),
    skipped=(_NUMBERED, _TELEPHONE),
    to=re.compile(r"\s*[–—-]\s*|\s+(?:по|до)\s+"),
    both=re.compile(r"\s+и\s+"),
    now=re.compile(
        r"(?i)(?:\s*[–—-]\s*|\s+(?:по|до)\s+)(?:настоящее\s+время|настоящего\s+времени|наши\s+дни|наших\s+дней"
        r"|сегодняшн\w+\s+д\w+|сей\s+день|н\.\s*в\.)"
    ),
    joined=re.compile(
        r"(?:\s*,\s*(?:(?:и|или|а\s+также)\s+)?|\s+(?:и|или|а\s+также)\s+)(?:(?:снова|затем|вновь)\s+)?(?:(?:во?|на|с)\s+)?"
    ),
    onwards=re.compile(r"\s+и\s+(?:далее|позднее|позже)(?!\w)"),
    future=re.compile(
        r"(?i)\b(?:буд[еу]т|состо[ия]тся|намечен|запланирован|планируется|планируют|пройд[её]т|пройдут|предстоит"
        r"|предстоящ|откроется|начн[её]тся|вступит|завершится|ожидается|должн)"
    ),
    yearly_behind=re.compile(r"(?i),?\s+(?:каждого\s+года|каждый\s+год|ежегодно)\b"),
    yearly_before=re.compile(r"(?i)\b(?:ежегодно|каждое|каждого|каждый\s+год)\s+(?:к\s+|до\s+|на\s+)?$"),
    looks_back=re.compile(r"(?i)\b(?:ранее|раньше|до этого)$"),
    fiscal_within=re.compile(r"(?i)(?:финансов|бюджетн|отч[её]тн)\w+\s+год"),
    joins=re.compile(r",?\s*(?:во?|на)?\s*"),
    sentence_end=re.compile(
        r"(?<!\bг)(?<!\bгг)(?<!\bв)(?<!\bвв)(?<!\bст)(?<!\bим)(?<!\b[А-Я])[.!?…][”\"’»)]*\s+(?=[“\"«(]?[А-ЯЁA-Z0-9])"
        r"|(?<=г\.)\s+(?=(?:В|На|По|Но|Она?|Это|С|К|Через|Спустя)\s)"
    ),
    is_unit=re.compile(rf"\s*[%°]|\s+(?!(?:{_MAY_STAND_BEHIND})\b)[а-яё]"),
    clause_before=re.compile(r"(?:[.!?:;,—–])\s*[«“\"]?$"),
)
