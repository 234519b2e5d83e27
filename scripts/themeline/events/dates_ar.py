"""Dates in Arabic: words, and patterns of how they are written and of what stands around them.

Months have names of their own in Egypt, the Levant, Algeria and Morocco, and often two together: "نيسان/أبريل". The
patterns are in one spelling (`_SAME`), without hamza, and with "ه" and "ي" at the ends of words. "And", "to", "in"
are written with the word behind them, so that a date may begin behind these letters. Dates of the Islamic calendar
are left out: which day one is depends on where the moon was seen.
"""

import re
from dataclasses import replace

from themeline.events.date_points import (
    ISLAMIC,
    of_centuries,
    of_century,
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
from themeline.events.date_rules import (
    Point,
    Rules,
    behind,
    compiled,
    either,
    longest_known,
    value_of_words,
)

# Of letters that writers use one for the other. "آ" is none: with it "آب" is August, and "أب" a father.
_SAME = str.maketrans("أإىة", "اايه")
_NAMES_OF_MONTHS = {
    "Jan": ("يناير", "كانون الثاني", "كانون ثاني", "جانفي"),
    "Feb": ("فبراير", "شباط", "فيفري"),
    "Mar": ("مارس", "اذار", "آذار"),
    "Apr": ("ابريل", "نيسان", "افريل"),
    "May": ("مايو", "ايار", "آيار", "ماي", "مايس"),
    "Jun": ("يونيو", "يونيه", "حزيران", "جوان"),
    "Jul": ("يوليو", "يوليه", "تموز", "جويليه", "جويليا", "يوليوز"),
    "Aug": ("اغسطس", "آب", "اب", "اوت", "غشت"),
    "Sep": ("سبتمبر", "ايلول", "شتنبر"),
    "Oct": ("اكتوبر", "تشرين الاول", "تشرين اول"),
    "Nov": ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر"),
    "Dec": ("ديسمبر", "كانون الاول", "كانون اول", "دجنبر"),
}
_ISLAMIC_MONTHS = (
    "محرم", "المحرم", "صفر", "ربيع الاول", "ربيع الاخر", "ربيع الآخر", "ربيع الثاني", "جمادي الاولي", "جمادي الاول",
    "جمادي الاخره", "جمادي الآخره", "جمادي الثانيه", "جمادي الثاني", "رجب", "شعبان", "رمضان", "شوال", "ذو القعده",
    "ذي القعده", "ذو الحجه", "ذي الحجه",
)  # fmt: skip
_WEEKDAYS = {
    "الاثنين": "monday", "الثلاثاء": "tuesday", "الاربعاء": "wednesday", "الخميس": "thursday",
    "الجمعه": "friday", "السبت": "saturday", "الاحد": "sunday",
}  # fmt: skip
_SEASONS = {"ربيع": "spring", "صيف": "summer", "خريف": "autumn", "شتاء": "winter"}
_DECADES = {
    "عشرين": "2", "ثلاثين": "3", "اربعين": "4", "خمسين": "5", "ستين": "6", "سبعين": "7", "ثمانين": "8", "تسعين": "9",
}  # fmt: skip
_NTH_DECADES = ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
# Numbers by the beginnings of their words.
_TENS = {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}
_HUNDREDS = {"": 1, "ثلاث": 3, "اربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثمان": 8, "ثماني": 8, "تسع": 9}
_VALUES = {
    "واحد": 1, "احد": 1, "احدي": 1, "حادي": 1, "اول": 1, "فاتح": 1, "غره": 1, "اثن": 2, "ثان": 2, "ثلاث": 3,
    "ثالث": 3, "اربع": 4, "رابع": 4, "خمس": 5, "خامس": 5, "ست": 6, "سادس": 6, "سبع": 7, "سابع": 7, "ثمان": 8,
    "ثامن": 8, "تسع": 9, "تاسع": 9, "عشر": 10, "عاشر": 10,
    **{f"{ten}{end}": value for ten, value in _TENS.items() for end in ("ين", "ون")},
    **{f"{one}{hundred}": 100 * value for one, value in _HUNDREDS.items() for hundred in ("مائه", "مئه")},
    "مائتين": 200, "مئتين": 200, "مائتان": 200, "مئتان": 200, "الف": 1000, "الفين": 2000, "الفان": 2000,
}  # fmt: skip
_CENTURIES = {"الماضي": 20, "المنصرم": 20, "الفائت": 20, "الحالي": 21, "الجاري": 21, "الالفيه الثالثه": 21}
_DUAL = re.compile(r"(?:ال)?(?:عام|سنت|شهر|يوم|اسبوع|عقد|قرن)(?:ين|ان)(?!\w)")


def _number(words: str) -> float:
    """The number of digits or words: "16", "الخامس عشر", "ألفين وواحد", "نصف قرن"; of "عامين", two years, 2.

    Of "الماضي", the last one, it is that of a century; of a word that tells no number, 1.
    """
    if digits := re.search(r"[0-9]+", words):
        return int(digits[0])
    if part := re.match(r"(نصف|ربع)\s", words):
        return 0.5 if part[1] == "نصف" else 0.25
    if century := longest_known(words, _CENTURIES):
        return century
    values = [value for word in re.findall(r"[^\W\d_]+", words) if (value := _value(word))]
    return value_of_words(values) if values else 2 if _DUAL.match(words) else 1


def _value(word: str) -> int:
    """The number that a word tells, which "and" or the article may stand before; 0 for none."""
    plain = (word, word.removeprefix("و"), re.sub(r"^و?(?:ال(?!ف))?", "", word))
    return next((value for one in plain if (value := longest_known(one, _VALUES))), 0)


def _of_month(match: re.Match[str], rules: Rules) -> Point | None:
    """A month, which the word for month may stand before: then it is one."""
    point = of_month(match, rules)
    return replace(point, is_told=True) if point and match["told"] else point


def _of_islamic(match: re.Match[str], rules: Rules) -> Point:
    """٨ ذو الحجة ١٤١٦هـ."""
    return Point(match.start(), match.end(), "other", fault=ISLAMIC)


def _spaced(words: str) -> str:
    return words.replace(" ", r"\s+")


_AND = r"\s+و\s?"
_MONTHS = {name: month for month, names in _NAMES_OF_MONTHS.items() for name in names}
# Of two names both are of the same month: "نيسان/أبريل", "يوليو (تموز)".
_EACH_MONTH = [either(map(_spaced, names)) for names in _NAMES_OF_MONTHS.values()]
_A_MONTH = "(?:" + "|".join(
    rf"{names}(?:\s?[/–-]\s?{names}|\s?\(\s?{names}\s?\)|\s+{names})?(?!\w)" for names in _EACH_MONTH
) + ")"  # fmt: skip
_MONTH = f"(?P<month>{_A_MONTH})"
_ORDINAL = (
    r"(?:ال(?:حادي|واحد|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع)(?:\s+عشر(?!\w)|\s+و\s?ال(?:عشر|ثلاث)(?:ين|ون))"
    r"|ال(?:عشر|ثلاث)(?:ين|ون)|ال(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر))(?!\w)"
)
_DAY = rf"(?:(?:ال)?[0-3]?[0-9](?![0-9])|{_ORDINAL}|(?:ال)?فاتح(?!\w)|غره(?!\w))"
_SPAN = r"\s*[–—-]\s*|\s+و?(?:الي|حتي)\s+"
_DAYS = rf"(?P<days>{_DAY}(?:(?:{_SPAN}|{_AND}|\s*،\s*(?:و\s?)?){_DAY}){{0,9}})"
_OF_MONTH = r"(?:\s+من)?(?:\s+شهر)?\s+"
_FOUR = r"(?P<year>(?:1[5-9]|20|21)[0-9]{2})"
# With the letter of our era, "1996م", or its words.
_NOT_OURS = r"(?!\s*(?:قبل\s+الميلاد|ق\s?\.\s?م|الهجري))"
_ERA = rf"(?:\s?(?:م|ميلادي[ها]?|للميلاد)(?!\w))?(?![0-9A-Za-z]|[.,/٫٬][0-9]|-[A-Za-z]|\w){_NOT_OURS}"
_YEAR = rf"{_FOUR}{_ERA}"
_OF_A_KIND = r"(?:\s+ال(?:مالي|دراسي|جامعي|ميلادي)ه?)?"
_THE_YEAR = rf"(?:ال)?(?:عام|سنه|عامي|سنتي|اعوام|سنوات){_OF_A_KIND}"
_HUNDRED = either(f"{one}{hundred}" for one in _HUNDREDS for hundred in ("مائه", "مئه"))
_YEAR_IN_WORDS = (
    r"(?P<year_words>(?:الف|الفين|الفان)(?!\w)"
    rf"(?:{_AND}(?:{_HUNDRED}|{either(_VALUES)}\w*)(?:\s+عشره?(?!\w))?){{0,3}})"
)
_IN_YEAR = rf"(?:\s*،?\s+(?:من\s+|في\s+|ل)?(?:{_THE_YEAR}\s+)?(?:{_YEAR}|{_YEAR_IN_WORDS}))"
_LAST, _NEXT = r"(?:الماضي|المنصرم|الفائت)(?:ه|ين)?", r"(?:المقبل|القادم|الآتي)(?:ه|ين)?"
_WHICH = (
    rf"(?:{_LAST}|{_NEXT}|الجاريه?|الحاليه?|الراهنه?|نفس(?:ه|ها)|ذات(?:ه|ها)|عينه|التاليه?|اللاحقه?|الموالي"
    r"|السابقه?)(?!\w)"
)
_THIS = r"(?:هذا|هذه|ذلك|تلك|نفس|ذات)"
_OF = rf"(?P<of>{_THIS}\s+(?:العام|السنه)(?!\w)|(?:العام|السنه)\s+{_WHICH})"
_OF_YEAR = rf"(?:\s+(?:من\s+|في\s+)?{_OF})"
_EDGE = r"(?P<edge>اوائل|مطلع|بدايه|بدايات|مستهل|منتصف|اواسط|اواخر|نهايه|نهايات|ختام)"
_PART = rf"(?:{_EDGE}\s+)"
_SEASON = rf"(?P<season>(?:{'|'.join(_SEASONS)}))"
_HALF = r"النصف\s+(?P<half>الاول|الثاني)"
_QUARTER = r"(?:الربع|الفصل)\s+(?P<quarter>الاول|الثاني|الثالث|الرابع|الاخير)"
_OF_THE = rf"\s+(?:من\s+|ل)?(?:{_THE_YEAR}\s+)?"
_ANY_CENTURY = rf"(?:{_ORDINAL}|(?:ال)?(?:1[0-9]|2[01])(?![0-9])|{_LAST}|الحالي|الجاري){_NOT_OURS}"
_CENTURY = rf"(?P<century>{_ANY_CENTURY})"
_AGE = r"القرن(?:ين|ان)?\s+"
_OF_CENTURY = rf"(?:\s+(?:من\s+)?القرن\s+{_CENTURY})"
_DECADE = rf"(?:ال)?(?P<decade>{either(_DECADES)})(?:يات|ات)(?!\w)"
_ISLAMIC_MONTH = either(map(_spaced, _ISLAMIC_MONTHS))
_ISLAMIC_YEAR = r"[0-9]{3,4}\s?(?:ه|هجريه?|للهجره)(?!\w)"

_POINTS = (
    (
        rf"(?:{_DAY}{_OF_MONTH}{_ISLAMIC_MONTH}(?!\w)(?:{_OF_THE}(?:{_ISLAMIC_YEAR}|1[0-4][0-9]{{2}}(?![0-9])))?"
        rf"|{_ISLAMIC_MONTH}{_OF_THE}(?:{_ISLAMIC_YEAR}|1[34][0-9]{{2}}(?![0-9]))"
        rf"|(?:{_THE_YEAR}\s+)?{_ISLAMIC_YEAR}|(?:ال)?(?:عام|سنه)\s+(?:ال)?هجريه?\s+[0-9]{{3,4}}(?![0-9]))",
        _of_islamic,
    ),
    (rf"{_FOUR}(?P<dash>[-/.])(?P<m>[01]?[0-9])(?P=dash)(?P<d>[0-3]?[0-9])(?![0-9])م?", of_iso),
    (rf"(?P<a>[0-9]{{1,2}})(?P<dash>[./-])(?P<b>[0-9]{{1,2}})(?P=dash){_FOUR}(?![0-9])م?", of_numbers),
    (rf"{_DAYS}{_OF_MONTH}{_MONTH}{_IN_YEAR}", of_days),
    (rf"{_DAYS}{_OF_MONTH}{_MONTH}{_OF_YEAR}?", of_days),
    (rf"{_PART}?(?P<told>شهر\s+)?{_MONTH}(?:{_IN_YEAR}|{_OF_YEAR})?", _of_month),
    (rf"{_PART}?{_SEASON}{_OF_THE}{_YEAR}(?:\s*[–/-]\s*(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?", of_season),
    (rf"{_HALF}{_OF_THE}{_YEAR}", of_months),
    (rf"{_QUARTER}{_OF_THE}{_YEAR}", of_months),
    (rf"{_PART}?(?:(?:عقد|سنوات|اعوام)\s+)?{_DECADE}{_OF_CENTURY}?", of_decade),
    (
        rf"{_PART}?العقد\s+(?P<decade>{either(_NTH_DECADES)}|الاخير)\s+(?:من|في)\s+"
        rf"(?:القرن\s+)?(?P<century>الالفيه\s+الثالثه|(?<=القرن ){_ANY_CENTURY})",
        of_decade,
    ),
    (rf"{_PART}?عقد\s+(?:ال)?(?P<decade>(?:1[5-9]|20)[0-9])0(?![0-9])", of_decade),
    (rf"{_AGE}{_CENTURY}(?:{_SPAN})(?:القرن\s+)?(?P<other>{_ANY_CENTURY})", of_centuries),
    (rf"{_PART}?{_AGE}{_CENTURY}", of_century),
    (_CENTURY, behind(rf"القرن(?:ين|ان)\s+{_ORDINAL}{_AND}", of_century)),
    (rf"{_PART}(?:{_THE_YEAR}\s+)?{_YEAR}", of_part_of_year),
    (
        rf"(?P<told>{_THE_YEAR}\s+)?{_FOUR}(?P<dash>\s*[–/-]\s*)(?P<last>[0-9]{{2}}|(?<=/)(?:1[5-9]|20)[0-9]{{2}})"
        r"(?![0-9A-Za-z]|[.,/-][0-9])",
        of_years,
    ),
    (rf"(?P<told>{_THE_YEAR}\s+){_YEAR}", of_year),
    (rf"(?P<told>{_THE_YEAR}\s+){_YEAR_IN_WORDS}", of_year),
    (rf"{_FOUR}(?P<told>م(?!\w)|\s(?:ميلادي[ها]?|للميلاد)(?!\w))", of_year),
    (_YEAR, of_year),
)

_SOME = (
    r"(?:(?:نحو|حوالي|قرابه|زهاء|مجرد|(?:اكثر|اقل|ازيد)\s+من|ما\s+يقارب|ما\s+يقرب\s+من"
    r"|ما\s+يزيد\s+(?:علي|عن))\s+)?"
)
_IN_WORDS = rf"{either(_VALUES)}\w*(?:\s+عشره?(?!\w)|{_AND}{either(_TENS)}(?:ين|ون))?"
_UNITS = (
    r"(?:يوم(?:ا|ين|ان)?|ايام|اسبوع(?:ا|ين|ان)?|اسابيع|شهر(?:ا|ين|ان)?|اشهر|شهور|عام(?:ا|ين|ان)?|اعوام|سنه|سنت(?:ين|ان)"
    r"|سنوات|سنين|عقد(?:ا|ين|ان)?|عقود|قرن(?:ا|ين|ان)?|قرون)(?!\w)"
)
_COUNTED = (
    rf"(?P<count>(?:(?:[0-9]{{1,3}}|نصف|ربع|{_IN_WORDS})\s+)?(?P<unit>{_UNITS}))"
    r"(?P<more>\s+و\s?(?:ال)?نصف(?!\w)(?:\s+ال(?:يوم|شهر|عام|سنه|عقد|قرن)(?!\w))?)?"
)
# "Before the year 2001", "before May", "before Friday" are no "a year ago".
_NO_DATE = rf"(?!\s+(?:(?:ال)?[0-9]|{_A_MONTH}|{either(_WEEKDAYS)}|{_ORDINAL}|الفين|الف\s+و))"
_ONE = r"(?P<unit>العام|السنه|الشهر|الاسبوع|العقد|اليوم)"
_RELATIVE = (
    (
        rf"(?P<way>بعد|قبل)\s+{_SOME}{_COUNTED}\s+(?:من|علي)\s+(?:[^\W\d]+\s+){{0,5}}?(?=[0-9]|{_THE_YEAR}\s+[0-9]|{_A_MONTH})",
        "after",
    ),
    (rf"(?P<way>بعد|قبل)(?:\s+ذلك|ها|ه)\s+ب{_SOME}{_COUNTED}", "later"),
    (rf"(?P<ago>قبل|منذ)\s+{_SOME}{_COUNTED}(?!\s+(?:من|علي)\s){_NO_DATE}", "ago"),
    (rf"(?:بعد|عقب)\s+{_SOME}{_COUNTED}(?P<way>)(?!\s+(?:من|علي)\s){_NO_DATE}", "later_or_ahead"),
    (
        rf"(?P<count>(?P<unit>ال(?:سنوات|اعوام|اشهر|شهور|اسابيع|ايام|عقود|قرون))\s+(?:ال)?(?:[0-9]{{1,3}}|{_IN_WORDS}))"
        rf"\s+(?P<which>{_LAST}|{_NEXT}|الاخيره)(?!\w)",
        "past",
    ),
    (
        rf"(?P<count>(?P<unit>ال(?:عام|سنت|شهر|اسبوع|يوم|عقد|قرن)ين))\s+(?P<which>{_LAST}|{_NEXT}|الاخيرين)(?!\w)",
        "past",
    ),
    (rf"(?:{_HALF}|{_QUARTER})\s+(?:من\s+)?{_OF}", "part_of_year"),
    (rf"{_SEASON}\s+(?:من\s+)?{_OF}", "season_of_year"),
    (rf"(?P<day>[0-3]?[0-9]|{_ORDINAL})\s+من\s+الشهر\s+(?P<which>{_WHICH})", "day_of_month"),
    (rf"(?P<day>[0-3]?[0-9]|{_ORDINAL})\s+من\s+(?P<which>{_THIS})\s+الشهر(?!\w)", "day_of_month"),
    (rf"{_PART}?{_ONE}\s+(?P<which>{_WHICH})", "unit"),
    (rf"{_PART}?(?P<which>{_THIS})\s+{_ONE}(?!\w)", "unit"),
    (rf"{_PART}(?P<which>)(?P<unit>العام|السنه)(?!\w|\s+[0-9])", "unit"),
    (rf"(?P<season>ال(?:{'|'.join(_SEASONS)}))\s+(?P<which>{_WHICH})", "season"),
    (rf"(?P<which>{_THIS})\s+(?P<season>ال(?:{'|'.join(_SEASONS)}))(?!\w)", "season"),
    (rf"(?:شهر\s+)?{_MONTH}\s+(?P<which>{_LAST}|{_NEXT}|الجاري|الحالي)(?!\w)", "month"),
    (r"(?P<beside>اول\s+(?:من\s+)?امس|امس\s+الاول|امس|البارحه|بعد\s+غد|غدا)(?!\w)", "beside"),
    (
        # "الاثنين" are two things as well.
        rf"(?P<weekday>(?:(?<=يوم )|(?!الاثنين\s+(?!{_LAST}|{_NEXT}))){either(_WEEKDAYS)})"
        rf"(?:\s+(?P<which>{_LAST}|{_NEXT}))?(?!\w)"
        rf"(?!\s*[،,(]?\s*(?:الموافق\s+)?(?:ل\s?)?(?:(?:ال)?[0-9]|{_ORDINAL}))",
        "weekday",
    ),
)

# Before a year without the word for it: "معاهدة 1967", the treaty of 1967. Beginnings of words.
_HAVE_YEARS = (
    "حرب معاهد اتفاق اتفاقي قم بروتوكول مؤتمر ميثاق انتخابات دستور موازن ميزاني ثور احداث ازم غزو اعلان تقرير "
    "دور موسم نسخ نكس نكب هزيم اجتياح انقلاب صيغ حمل"
)
_BEFORE = re.compile(
    rf"""(?x)(?<!\w)(?:[وف]?(?P<word>
    (?:اعتبارا|ابتداء|بدءا|انطلاقا)\ من | منذ | حتي | لغايه | قبل | قبيل | عشيه | بعد | عقب | خلال | اثناء | طوال
    | طيله | في\ حدود | حوالي | نحو | قرابه | زهاء | بحلول | مع\ حلول | بتاريخ | تاريخ | (?:ال)?مؤرخه?\ (?:في|ب)
    | ما\ بين | بين | في | من | الي | شهر
    | {"|".join(f"{noun}[هي]?" for noun in _HAVE_YEARS.split())}
    )\s+(?:(?:يوم|يومي|ايام|شهر|شهري|تاريخ|افق|الفتره|نحو|حوالي|ليله|ليل|فجر|صباح|مساء|الموافق
    |{either(_WEEKDAYS)}\s*،?)\s+)*
    |[وف]?(?P<stuck>[لب]))[«“"(]?$"""
)
# What is counted, but for words that may be verbs too.
_THINGS = """
    كيلومتر كم كلم متر ميل طن اطنان كيلوغرام كيلوجرام غرام دولار يورو جنيه ريال درهم دينار ليره روبل يوان روبيه ين
    جندي جنود مقاتل عسكري شخص اشخاص رجل عنصر فرد افراد دبابه طائره صاروخ قطعه سفينه ضابط كلمه صفحه ساعه دقيقه ثانيه
    يوم عام سنه مليون مليار الف بالمئه بالمائه نسمه لاجئ مهاجر نازح قتيل جريح ضحيه مواطن منزل مدرسه شركه مشارك متطوع
    بندقيه قذيفه لغم رصاصه مركبه عربه آليه قريه جهاز حاله اصابه طالب موظف عامل ميغاواط كيلوواط فدان هكتار برميل لتر
    مقعد ناخب مره وحده كتيبه مدني ملاحظه كيلو خبير مراقب مدفع طلعه غاره سجين اسير مفتش زائر راكب مشجع متفرج درجه
    فولت سعره شجره قدم قارب زورق مسيره رساله شكوي لاعب مندوب مشاه ضيف جنديه متظاهر معتقل قنبله عبوه راسا طلبا كتابا
    موقعا هدفا صوتا شهرا نقطه حصان وثيقه نسخه
"""
_UNIT = rf"\s*%|\s+(?:{either(_THINGS.split())})(?:ا|ات|ين|ون|ان|يه)?(?!\w)|\s+في\s+(?:المئه|المائه)"
# What has a number that is no year, with the article or without.
_NAMED = either(
    (
        "رقم ارقام ماده مادتين مواد فقره فقرات بند صفحه صفحات ص قرار قراره قرارها قرارين قرارات رحله طراز نوع "
        "غرفه هاتف فاكس ملف وثيقه رؤيه رويه اجنده خطه قطار ميراج سوخوي ميغ بوينغ بوينج ايرباص توبوليف اس اف تي "
        "مشروع معيار ايزو باب فصل ملحق مرسوم قانون طريق ساعه كيلومتر"
    ).split()
)
_NUMBERED = re.compile(
    rf"""(?x)(?:ال)?{_NAMED}
    (?:\s+(?:مجلس|الامن|الدولي|الجمعيه|العامه|الاتحادي|التنفيذي))*(?:\s*\(?\s*رقم)?\s*[(:.-]?\s*
    (?:[A-Za-z]+[/-])?[0-9][0-9./:-]*
    (?:(?:{_AND}|\s*،\s*|\s+(?:الي|او)\s+|\s*[–-]\s*)[0-9][0-9./:-]*(?!\s+(?:من\s+)?{_A_MONTH}|\w))*
    (?!\w|\s+(?:من\s+)?{_A_MONTH})"""
)
_TELEPHONE = re.compile(r"(?:\+|00)[0-9]{1,3}(?:[\s.-]?[0-9]{1,4}){2,}|[0-9]{2,4}(?:[\s-][0-9]{3,4}){2,}(?![0-9])")
_HEAD = re.compile(
    r"(?:(?<![\w./:,$€£¥#+–-])|(?<=\bو)|(?<=\bف)|(?<=\b[لبك])|(?<=\bو[لبك]))"
    rf"(?:(?:ال|\+)?[0-9]|{_A_MONTH}|{_EDGE.replace('?P<edge>', '?:')}|{_THE_YEAR}|شهر|{_ORDINAL}|(?:ال)?فاتح|غره"
    rf"|(?:ال)?{either([*_DECADES, *_SEASONS])}|النصف|الربع|الفصل|القرن|العقد|عقد|{_ISLAMIC_MONTH}"
    rf"|قبل|بعد|منذ|عقب|{_THIS}|الشهر|الاسبوع|اليوم|ال(?:عام|سنت|شهر|اسبوع|يوم|عقد|قرن)ين|ال{_UNITS}"
    rf"|{either(_WEEKDAYS)}|امس|البارحه|غدا|اول\s|(?:ال)?{_NAMED}\s)"
)
_OF_WHICH = {
    "الماضي": "last", "المنصرم": "last", "الفائت": "last", "المقبل": "next", "القادم": "next", "الآتي": "next",
    "الجاري": "this", "الحالي": "this", "الراهن": "this", "نفس": "the same", "ذات": "the same", "عينه": "the same",
    "التالي": "the following", "اللاحق": "the following", "الموالي": "the following", "السابق": "the previous",
    "هذ": "this", "ذلك": "that", "تلك": "that", "الاخير": "last",
}  # fmt: skip
_UNIT_OF = {
    "يوم": "day", "ايام": "day", "اسبوع": "week", "اسابيع": "week", "شهر": "month", "اشهر": "month", "شهور": "month",
    "عام": "year", "اعوام": "year", "سن": "year", "عقد": "decade", "عقود": "decade", "قرن": "century",
    "قرون": "century",
}  # fmt: skip

RULES = Rules(
    points=compiled(_POINTS),
    relative=compiled(_RELATIVE),
    head=_HEAD,
    number=_number,
    meanings={
        "month": _MONTHS,
        "weekday": _WEEKDAYS,
        "season": {**_SEASONS, **{f"ال{name}": season for name, season in _SEASONS.items()}},
        "decade": {**_DECADES, **{name: f"{number}" for number, name in enumerate(_NTH_DECADES)}, "الاخير": "9"},
        "unit": {**_UNIT_OF, **{f"ال{word}": unit for word, unit in _UNIT_OF.items()}},
        "which": _OF_WHICH,
        "of": {
            **_OF_WHICH,
            **{f"{year} {which}": meant for which, meant in _OF_WHICH.items() for year in ("العام", "السنه")},
        },
        "edge": {
            "اوائل": "beginning",
            "مطلع": "beginning",
            "بداي": "beginning",
            "مستهل": "beginning",
            "منتصف": "middle",
            "اواسط": "middle",
            "اواخر": "end",
            "نهاي": "end",
            "ختام": "end",
        },
        "way": {"قبل": "before", "بعد": "after"},
        "beside": {
            "اول": "before yesterday",
            "امس الاول": "before yesterday",
            "امس": "yesterday",
            "البارحه": "yesterday",
            "غدا": "tomorrow",
            "بعد غد": "after tomorrow",
        },
        "half": {"الاول": "first", "الثاني": "second"},
        "quarter": {"الاول": "first", "الثاني": "second", "الثالث": "third", "الرابع": "fourth", "الاخير": "last"},
        "stuck": {"ل": "for", "ب": "in"},
        "word": {
            "في حدود": "circa",
            "في": "in",
            "خلال": "during",
            "اثناء": "during",
            "طوال": "throughout",
            "طيله": "throughout",
            "شهر": "in",
            "منذ": "since",
            "اعتبارا": "since",
            "ابتداء": "since",
            "بدءا": "since",
            "انطلاقا": "since",
            "حتي": "until",
            "لغايه": "until",
            "الي": "by",
            "بحلول": "by",
            "مع حلول": "by",
            "قبل": "before",
            "قبيل": "before",
            "عشيه": "before",
            "بعد": "after",
            "عقب": "after",
            "بين": "between",
            "ما بين": "between",
            "بتاريخ": "dated",
            "تاريخ": "dated",
            "مؤرخ": "dated",
            "المؤرخ": "dated",
            "حوالي": "around",
            "نحو": "around",
            "قرابه": "around",
            "زهاء": "around",
            **dict.fromkeys(
                f"من {_HAVE_YEARS}".split(),
                "of",
            ),
        },
    },
    same_letters=_SAME,
    day=re.compile(rf"((?:ال)?[0-9]+|{_ORDINAL}|(?:ال)?فاتح|غره)"),
    days_to=re.compile(r"[–—-]|(?<!\w)و?(?:الي|حتي)(?!\w)"),
    days_between=re.compile(r"(?<!\w)بين\s+(?:يومي\s+)?$"),
    day_first=True,
    closes_spans=True,
    keeps_year=True,
    before=_BEFORE,
    about=re.compile(r"(?<!\w)(?:في\s+)?(?:حوالي|نحو|قرابه|زهاء|حدود)\s+(?:شهر\s+)?$"),
    about_behind=re.compile(r"\s+تقريبا(?!\w)"),
    skipped=(_NUMBERED, _TELEPHONE),
    to=re.compile(rf"(?:{_SPAN})(?:(?:غايه|نهايه)\s+)?(?:يوم\s+)?"),
    both=re.compile(_AND),
    now=re.compile(
        rf"(?:{_SPAN})(?:الآن|الان|اليوم|يومنا\s+هذا|وقتنا\s+(?:هذا|الحاضر|الراهن)|الوقت\s+(?:الحاضر|الراهن))(?!\w)"
    ),
    joined=re.compile(rf"(?:{_AND}|\s*[،,]\s*(?:و\s?)?|\s+او\s+|\s+ثم\s+)(?:في\s+)?(?:شهر\s+|يوم\s+)?"),
    onwards=re.compile(r"\s+(?:فصاعدا|وما\s+بعدها?)(?!\w)"),
    future=re.compile(
        r"(?<!\w)[وف]?(?:س(?!ياس|يطر|يار|يناء|تين|تار|تال|يف(?!\w))[يتن][^\W\d]{2,}|سوف|المقبله?|القادمه?|المقرر|المزمع)(?!\w)"
    ),
    yearly_behind=re.compile(r"\s*،?\s+(?:من|في)\s+كل\s+(?:عام|سنه)|\s+(?:سنويا|كل\s+(?:عام|سنه))"),
    yearly_before=re.compile(r"(?<!\w)(?:كل\s+(?:عام|سنه)\s*،?\s*(?:في\s+)?|سنويا\s+في\s+|كل\s+)$"),
    fiscal_within=re.compile(r"المالي"),
    joins=re.compile(r"\s*،?\s*(?:في|وفي)?\s*"),
    sentence_end=re.compile(r"(?<!\bد)(?<!\bص)(?<!\bق\.م)[.!?؟…]+[”\"»)]*\s+"),
    is_unit=re.compile(rf"(?:(?:{_AND}|{_SPAN})[0-9][0-9.,]*)?(?:{_UNIT})"),
    is_count_before=re.compile(
        r"(?<!\w)(?:(?:ب?اكثر|ب?اقل|ازيد|ما\s+يزيد|اعلي)\s+(?:من|عن|علي)|ما\s+يقارب|يقارب|ناهز|تجاوز\w*|بلغ\w*|يبلغ|تبلغ|عددهم|عددها"
        r"|بعدد|عدد|مجموع|ارتفاع|عمق|مسافه|بعد\s+مسافه|سرعه|بطول|بقيمه|مبلغ|وزن|سعر|مدي|سعه)\s+$"
    ),
    clause_before=re.compile(r"(?:[.!?؟:؛،—–])\s*[«“\"]?$"),
)
