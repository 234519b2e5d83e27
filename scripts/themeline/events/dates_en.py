"""Dates in English: words, and patterns of how they are written and of what stands around them.

The dateparser library was tried first: in the essay it found "August 2024" and "Five years ago", missed "for the
coming year", and took nine other passages for dates ("we", "now the", "on an a").
"""

import re

from themeline.events.date_points import (
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
from themeline.events.date_rules import Point, Rules, compiled, value_of_words

ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first""".split()
# The days of a month as treaties write them: "the twenty-sixth day of June 1945".
DAY_ORDINALS = [*ORDINALS, *(f"twenty-{one}" for one in ORDINALS[1:9]), "thirtieth", "thirty-first"]
DECADES = "thirties forties fifties sixties seventies eighties nineties".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?![a-z])"
)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9A-Za-z])"
_FOUR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})"
YEAR = rf"{_FOUR}(?![0-9A-Za-z]|[.,][0-9]|-[A-Za-z])"
_TO_99 = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(ONES[:9])}))?|{'|'.join(reversed(ONES))})"
# A year in words, only behind a month: "one thousand nine hundred and ninety-six", "two thousand and nineteen".
_YEAR_IN_WORDS = (
    r"(?i:(?P<year_words>(?:two\s+thousand|one\s+thousand\s+(?:five|six|seven|eight|nine)\s+hundred"
    rf"|(?:fif|six|seven|eigh|nine)teen\s+hundred)(?:(?:\s+and\s+|\s+)?{_TO_99})?)(?![\w-]))"
)
_DAY_WORD = rf"(?i:{'|'.join(sorted(DAY_ORDINALS, key=len, reverse=True))})"
_AND = r"(?:\s*[–—-]\s*|\s+(?:to|until|till|through|and|or)\s+|,\s*(?:(?:and|or)\s+)?)(?:the\s+)?"
_DAYS = rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?,?\s+(?:the\s+)?)?"
PART = (
    r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:\s+(?:in|on)\s+(?:the\s+)?|[\s–-]+(?:the\s+)?)"
    r"|(?P<edge>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:year\s+)?)"
)
# The year that a month or a day belongs to: "in December last year", "in May of that year".
_OF_YEAR = (
    r"(?:\s+(?:of\s+|in\s+)?"
    r"(?P<of>last|this|next|that|the\s+same|the\s+following|the\s+next|the\s+previous)\s+year\b)"
)
SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"

_NO_DECADE = re.compile(r"(?i)\b(?:temperatures?|degrees|heat|highs?|lows?|scored?|polled)\b")


def _of_decade_in_words(match: re.Match[str], rules: Rules) -> Point | None:
    """The late nineties; not "in his seventies", and not temperatures."""
    text, start = match.string, match.start()
    if not re.search(r"(?i)\bthe\s+$", text[max(0, start - 6) : start]):
        return None
    if _NO_DECADE.search(text, max(0, start - 40), match.end() + 20):
        return None
    return of_decade(match, rules)


def _number(words: str) -> float:
    """The number of digits or words: "5th", "twenty-five", "half a", "an", "nineteen hundred and six"."""
    words = re.sub(r"\s+", " ", words.lower())
    if digits := re.match(r"[0-9]+", words):
        return int(digits[0])
    if "half" in words:
        return 0.5
    if "quarter" in words:
        return 0.25
    return value_of_words(_VALUES[one] for one in re.split(r"[\s-]+", words) if one in _VALUES)


_VALUES = {
    **{word: number for words in (ONES, ORDINALS[:20]) for number, word in enumerate(words, 1)},
    **TENS, "thirtieth": 30, "an": 1, "a": 1, "hundred": 100, "thousand": 1000,
}  # fmt: skip

_POINTS = (
    (rf"{_FOUR}(?P<dash>[-/.])(?P<m>[01]?[0-9])(?P=dash)(?P<d>[0-3]?[0-9])(?![0-9])", of_iso),
    (rf"(?P<a>[0-9]{{1,2}})(?P<dash>[./-])(?P<b>[0-9]{{1,2}})(?P=dash){_FOUR}(?![0-9])", of_numbers),
    (
        rf"{_WEEKDAY}(?P<day>{_DAY_WORD}(?:\s+day)?|{_DAY}\s+day)\s+of\s+{MONTH}(?![’']s)"
        rf"(?:(?:,?\s+(?:of\s+|in\s+(?:the\s+year\s+)?)?)(?:{YEAR}|{_YEAR_IN_WORDS})|{_OF_YEAR})?",
        of_day_in_words,
    ),
    (rf"(?P<day>{_DAY})\s+(?:of\s+)?{MONTH},?\s+(?:of\s+)?{_YEAR_IN_WORDS}", of_day_in_words),
    (rf"{_WEEKDAY}{_DAYS}\s+(?:of\s+)?{MONTH}(?:,?\s+(?:of\s+)?{YEAR})", of_days),
    (rf"{_WEEKDAY}{MONTH}\s+(?:the\s+)?{_DAYS}(?:,?\s+{YEAR})", of_days),
    (rf"{_WEEKDAY}{_DAYS}\s+(?:of\s+)?{MONTH}{_OF_YEAR}?", of_days),
    (rf"{_WEEKDAY}{MONTH}\s+(?:the\s+)?{_DAYS}(?![:%]){_OF_YEAR}?", of_days),
    (rf"{PART}?{MONTH}(?:,?\s+(?:of\s+)?)(?:the\s+year\s+)?{YEAR}", of_month),
    (rf"{PART}?{MONTH}{_OF_YEAR}?", of_month),
    (rf"{PART}?{SEASON}(?:\s+of|,)?\s+{YEAR}(?:\s*[–/-]\s*(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?", of_season),
    (rf"(?P<half>[Ff]irst|[Ss]econd|[Ll]atter)\s+half\s+of\s+{YEAR}", of_months),
    (rf"(?P<quarter>(?i:first|second|third|fourth|last))\s+quarter\s+of\s+{YEAR}", of_months),
    (rf"Q(?P<number>[1-4])\s+(?:of\s+)?{YEAR}", of_months),
    (rf"{PART}?(?:the\s+)?(?P<decade>(?:1[5-9]|20)[0-9])0[’']?s\b", of_decade),
    (rf"{PART}?(?:the\s+)?[’'](?P<decade>[3-9])0s\b", of_decade),
    (rf"{PART}?(?P<decade>(?i:{'|'.join(DECADES)}))\b", _of_decade_in_words),
    (
        rf"{PART}?(?:the\s+)?(?P<century>[0-9]{{2}}(?:st|nd|rd|th)|(?i:{'|'.join(ORDINALS)}))\s+century\b",
        of_century,
    ),
    (rf"{PART}{YEAR}", of_part_of_year),
    (rf"{_FOUR}(?P<dash>\s*[–/-]\s*)(?P<last>[0-9]{{2}})(?![0-9A-Za-z]|[.,-][0-9])", of_years),
    (YEAR, of_year),
)

_COUNT = (
    rf"(?P<count>[0-9]{{1,3}}|(?:an?|{'|'.join(ONES[:9])})\s+hundred|half\s+an?|an?\s+half"
    rf"|an?\s+quarter(?:\s+of\s+an?)?|an?|{'|'.join(ONES)}|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[:9])}))?)"
    r"(?P<half>\s+and\s+a\s+half)?(?:\s+(?:short|long))?"
)
_UNIT = r"(?P<unit>day|week|month|year|decade|century|centurie)s?\b(?P<more>\s+and\s+a\s+half\b)?"
_RELATIVE = (
    (rf"(?i:{_COUNT}\s+{_UNIT}\s+(?P<ago>ago)\b)", "ago"),
    (rf"(?i:{_COUNT}\s+{_UNIT}\s+(?P<way>later|earlier|afterwards|thereafter)\b)", "later"),
    (
        rf"(?i:{_COUNT}\s+{_UNIT}\s+(?P<way>after|before)\s+"
        r"(?:(?:the|its|his|her|their|our)\s+(?:(?:[a-z][\w’'-]*\s+){1,4}?of\s+)?)?)"
        rf"(?=[0-9]|{MONTH.replace('?P<month>', '?:')})",
        "after",
    ),
    (r"(?i:the\s+(?P<unit>day|month|year)\s+(?P<way>before|after))(?=\s*(?:[.,;:)]|$))", "next_to"),
    (
        r"(?i:(?:the\s+)?(?:(?P<half>first|second|latter)\s+half|(?P<quarter>first|second|third|fourth|last)\s+quarter)"
        r"\s+of\s+(?P<of>this|last|next|that|the\s+same|the\s+following)\s+year\b)",
        "part_of_year",
    ),
    (rf"(?i:{_COUNT}\s+{_UNIT}[’']?\s+(?:time|from\s+now|hence)\b)", "ago"),
    (rf"(?i:(?:the\s+)?(?P<which>last|past|next|coming|previous)\s+{_COUNT}\s+{_UNIT})", "past"),
    (
        rf"(?:{PART}|(?i:earlier|later|sometime)\s+)?"
        r"(?i:(?P<which>the\s+(?:same|following|previous|next|last|current)|the(?=\s+year\b)|(?:the\s+)?(?:past|coming)"
        r"|last|previous|this|current|next|that)\s+(?:(?:fiscal|financial|academic|calendar)\s+)?"
        r"(?P<unit>day|week|month|year|decade|century)\b(?P<more>\s+and\s+a\s+half\b)?)"
        r"(?!\s*-?\s*old|\s+(?:after|before|since|of)\b)",
        "unit",
    ),
    (
        r"(?:(?i:earlier|later)\s+)?(?i:(?P<which>last|this\s+past|this|next|coming|that|the\s+same|the\s+following))"
        rf"\s+{SEASON}\b",
        "season",
    ),
    (rf"(?P<which>[Ll]ast|[Tt]his|[Tt]his\s+past|[Nn]ext|[Cc]oming)\s+{MONTH}(?!\s+[0-9])", "month"),
    (
        rf"(?P<which>[Oo]n|[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<weekday>{'|'.join(WEEKDAYS)})\b(?!,?\s+(?:the\s+)?[0-9A-Z])",
        "weekday",
    ),
    (r"(?P<beside>[Yy]esterday)\b(?![’'])", "beside"),
)

# Of what stands before a date, the words that belong to it.
_BEFORE = re.compile(
    r"""(?ix)(?<![\w-])(?:(?P<word>
    as\ (?:early|late|recently|long\ ago)\ as | (?:no|not)\ (?:later|earlier|sooner)\ than | not\ before | as\ of
    | prior\ to
    | (?:back|dates|dating|dated|compared|relative|up)\ to | up\ until | ever\ since
    | in | on | at | of | since | by | until | till | before | after | during | throughout | through | from | between
    | into | towards? | beyond | within | over | for | year | years | circa | around | about | approximately | roughly
    | dated | both | either | past | fiscal | enter(?:s|ed)? | FY
    )\s+|(?P<short>ca?\.)\s*|(?P<joined>post|pre)[–-]|(?P<stuck>FY))
    (?:(?:the|year|years|period|around|about|roughly|approximately|circa)\s+){0,3}[“"‘(]?$"""
)
_ABOUT = re.compile(r"(?i)\b(?:around|about|approximately|roughly|circa|ca?\.)\s+(?:the\s+)?$")

# What is counted is not a year: "of 2000 words".
_UNITS = """kilometres kilometers km metres meters miles feet hectares tonnes tons kilograms kg litres liters barrels
    megawatts MW kilotons megatons kilotonnes degrees percent dollars euros roubles rubles pounds yuan yen hours km/h
    strong million billion trillion mn bn page square metric kilometre kilometer mile km² nautical"""
_THINGS = """
    words pages copies people persons men women children civilians refugees prisoners casualties troops
    soldiers sailors marines officers servicemen personnel fighters conscripts reservists missiles warheads
    weapons bombs rockets shells rounds guns tanks vehicles ships vessels boats submarines planes aircraft
    helicopters drones satellites launchers interceptors silos centrifuges sorties cases villages sites years
    months weeks days minutes times more inhabitants participants delegates members employees workers guests
    residents volunteers scientists experts"""
_IS_UNIT = re.compile(rf"\s*(?:%|(?:{'|'.join(_UNITS.split())})\b|per\s+cent\b)|-strong\b")
_IS_THING = re.compile(rf"\s+(?:{'|'.join(_THINGS.split())})\b")
_IS_THING_SOON = re.compile(
    rf"(?:\s+(?!(?:some|and|the|a|an|were|was|had|of|in|on|to|with)\b)[A-Za-z-]+){{0,3}}\s+(?:{'|'.join(_THINGS.split())})\b"
)
_IS_PLURAL = re.compile(
    r"\s+(?!was\b|is\b|has\b|as\b|its\b|this\b|thus\b|(?:elec|negotia)tions\b|attacks\b|talks\b|census\b|years\b)[a-z]{3,}s\b"
)
_IS_COUNT_BEFORE = re.compile(
    r"""(?ix)\b(?:some|nearly|almost|roughly|approximately|about|around|under|fewer\ than|more\ than|less\ than
    |at\ least|at\ most|up\ to|only|just|another|exactly|over|estimated|additional|all|each\ of\ the|one\ of\ the
    |(?:total|force|army|garrison|range|ranges|cost|costs|strength|number|numbers|ceiling|ceilings|limit|limits
    |maximum|minimum|crew|altitude|fleet|stockpile|arsenal|average|depth|speed|distance|yield|weight|price
    |population|budget|group|team|convoy|contingent|radius|capacity|quota)\ of(?:\ (?:about|around|some))?)\s+$"""
)
_IS_QUANTITY_BEFORE = re.compile(
    r"""(?ix)\b(?:number|numbers|numbered|range|ranges|ranged|ranging|rose|risen|grew|grown|fell|fallen|dropped|cut
    |reduced|increased|expanded|declined|raised|shrank|shrunk|went|stockpile|arsenal|ceiling|limit)\b[^.;]{0,25}$"""
)
# A number that has a name before it, and those that follow: pages 2001–2004, resolutions 1737, 1747 and 1929.
_NUMBERED = re.compile(
    r"""(?ix)(?<![\w])(?:(?:pp?|paras?|nos?|figs?|vols?|arts?|chs?|secs?|docs?|eqs?|refs?|res|tel|fax|ext|pt)\.?
    |(?:page|paragraph|number|resolution|article|room|table|figure|chart|chapter|section|volume|sheet|square|decree
    |order|directive|regulation|project|agenda|vision|horizon|windows|type|model|block|mark|unit|hull|hull\ number
    |document|report\ no|law|standard|version|channel|flight|phone|telephone|line|lot|code|box|building|hall|gate
    |route|highway|serial|variant|series|item|annex|form|note|footnote|office|squadron|site|object|gost|iso|boeing
    |airbus|class)s?\.?)\s+(?:number\s+|no\.?\s*|nr\.?\s*)?[0-9][0-9./-]*
    (?:(?:,\s*(?:and\s+)?|\s+(?:and|or|to)\s+|\s*[–-]\s*)[0-9][0-9./-]*(?!\s*[A-Z][a-z]+\s+[0-9]))*(?![\w])"""
)
# Numbers in groups of digits, as of telephones: +7 495 2001990, 020 7946 1990.
_TELEPHONE = re.compile(r"(?:\+[0-9]{1,3}|(?<![\w.,])0[0-9]{1,4}|\([0-9]{2,5}\))(?:[\s-]?[0-9]{2,7}){2,}")

_SPAN = re.compile(r"\s*[–—-]\s*|\s+(?:to|until|till|through|up\s+to)\s+(?:the\s+)?")
_BOTH = re.compile(r"\s+and\s+(?:the\s+)?")
_NOW = re.compile(
    r"(?:\s*[–—-]\s*|\s+(?:to|until|till|through)\s+)(?:the\s+)?(?:present(?:\s+day)?|date|today|now|this\s+day)\b"
)
_TO_NUMBER = re.compile(r"(?:\s+(?:to|or)\s+(?=[0-9,]{4,})|\s*[–-]\s*(?=[0-9]{4}))")
_LIST = re.compile(
    r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|as\s+well\s+as|&)\s+)(?:again\s+)?(?:(?:in|on)\s+)?(?:the\s+)?"
)
_WORD = re.compile(r"(?:[Pp]ost|[Pp]re|[Mm]id|[Ee]arly|[Ll]ate)[–-]|[\w.,/:-]*\w|.")
_ONWARDS = re.compile(r"\s+(?:onwards?|forward)(?![\w-])")
_FROM_ON = re.compile(r"\s+on\b(?=\s*(?:[,.;:)]|$))")
_FUTURE = re.compile(r"(?i)\b(?:will|shall|(?:is|are) (?:due|to|scheduled|expected|planned)|plans? to|forthcoming)\b")
_EACH_YEAR = re.compile(r"(?i),?\s+(?:(?:of|in)\s+)?(?:each|every)\s+(?:calendar\s+)?year\b|\s+(?:annually|yearly)\b")
_LOOKS_BACK = re.compile(r"(?i)\b(?:earlier|previously|before)$")
_OF_ACCOUNTS = re.compile(r"(?i)(?:\b(?:fiscal|financial|budget)\s+years?|\bFY)\s*$")
_JOINS = re.compile(r",?\s*(?:on|in|of)?\s*(?:the\s+)?")
_EACH_BEFORE = re.compile(r"(?i)\b(?:each|every)\s+$")
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!Jan)(?<!Feb)(?<!Sept)(?<!Oct)(?<!Nov)(?<!Dec)[.!?][”\"’)]*\s+(?=[“\"(]?[A-Z0-9])"
)
_DETERMINER = re.compile(
    r"(?:(?i:\b(?:the|a|an|its|his|her|their|our|my|your|this|that|both|another|any)\s+)|[’']s\s+|s[’']\s+)"
    r"(?:[A-Za-z][\w-]*\s+){0,2}[“\"‘]?$"
)
_NOUN = re.compile(
    r"\s+(?!(?:and|or|to|was|were|is|are|has|have|had|will|the|a|an|of|in|on|by|at|with)\b)[A-Za-z“\"]"
)
_NAMED = re.compile(
    r"\s+(?!(?:and|or|to|was|were|is|are|has|have|had|will|the|a|an|of|in|on|by|at|with|when|no|not|it|they|there"
    r"|this|but|both|all|some|as|that|which|who|until|for|its|his|their|only|many|most|such|these|those|each|every)\b)[a-z]{3,}"
)
_VERB = re.compile(
    r"\s+(?:was|were|is|will|saw|brought|marked|began|ended|has|had|proved|became|turned|marks|would)\b"
)

# Where a date, or a number that is none, may begin. Common words only where what makes them a date follows soon.
_SOON = (
    r"(?=\s+(?:[\w’'-]+\s+){0,3}?(?:of\s+)?(?:[0-9’']|(?i:days?|weeks?|months?|years?|decades?|century|centuries"
    rf"|half|quarter|spring|summer|autumn|fall|winter)\b|{MONTH.replace('?P<month>', '?:')}|{'|'.join(WEEKDAYS)}))"
)
_HEAD = re.compile(
    rf"(?<![\w./:,$€£¥#+–-])(?:[0-9]|{MONTH.replace('?P<month>', '?:')}|(?:{'|'.join(WEEKDAYS)})\b|[’'][3-9]0s\b"
    rf"|(?i:{'|'.join(DECADES)})\b"
    rf"|(?i:{'|'.join(sorted(DAY_ORDINALS, key=len, reverse=True))})(?=(?:\s+day)?\s+of\s+[JFMASOND])"
    r"|(?i:early|mid|late|spring|summer|autumn|fall|winter|Q[1-4]|yesterday)\b"
    rf"|(?i:{'|'.join(ORDINALS)}|{'|'.join(ONES)}|{'|'.join(TENS)}|an?|half|last|past|next|coming|previous|this|current"
    rf"|that|the|on|earlier|later|sometime|beginning|start|middle|end|close|latter)\b{_SOON}"
    r"|(?i:pp?|paras?|nos?|figs?|vols?|arts?|chs?|secs?|docs?|eqs?|refs?|res|tel|fax|ext|pt)\b"
    r"|\+[0-9]|\([0-9]|[A-Za-z]+\s+[0-9])|(?<=[Pp]ost[–-])[0-9]|(?<=[Pp]re[–-])[0-9]|(?<=\bFY)[0-9]{4}"
)

RULES = Rules(
    points=compiled(_POINTS),
    relative=compiled(_RELATIVE),
    head=_HEAD,
    number=_number,
    meanings={
        "decade": {word: f"{number}" for number, word in enumerate(DECADES, 3)},
        "unit": {"centurie": "century"},
    },
    day=re.compile(r"([0-9]+)(?:st|nd|rd|th)?"),
    days_to=re.compile(r"[–—-]|\b(?:to|until|till|through)\b"),
    days_between=re.compile(r"(?i)between $"),
    before=_BEFORE,
    about=_ABOUT,
    skipped=(_NUMBERED, _TELEPHONE),
    to=_SPAN,
    both=_BOTH,
    now=_NOW,
    joined=_LIST,
    word_or_number=_WORD,
    onwards=_ONWARDS,
    from_on=_FROM_ON,
    future=_FUTURE,
    yearly_behind=_EACH_YEAR,
    yearly_before=_EACH_BEFORE,
    looks_back=_LOOKS_BACK,
    fiscal=_OF_ACCOUNTS,
    joins=_JOINS,
    sentence_end=_SENTENCE_END,
    is_unit=_IS_UNIT,
    is_thing=_IS_THING,
    is_thing_soon=_IS_THING_SOON,
    is_plural=_IS_PLURAL,
    is_count_before=_IS_COUNT_BEFORE,
    is_about_before=re.compile(r"(?i)about|around|roughly|approximately|over"),
    is_date_before=re.compile(r"(?i)\b(?:until|till|since|through|by)\s+$"),
    is_quantity_before=_IS_QUANTITY_BEFORE,
    is_numbers_before=re.compile(r"(?i)\bnumbers?\b|\brang|\blimit|\bceiling"),
    to_number=_TO_NUMBER,
    determiner=_DETERMINER,
    noun=_NOUN,
    article=re.compile(r"(?i)the $"),
    named=_NAMED,
    verb=_VERB,
    clause_before=re.compile(r"(?:[.!?:;,—–]|--|\band|\bthat|\bbecause)\s*[“\"]?$"),
    possessive=re.compile(r"[’']s\b"),
    possessive_before=re.compile(r"[’']s\s+$"),
)
