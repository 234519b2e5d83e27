"""Dates in Chinese, in simplified and traditional characters: how they are written and what stands around them.

Nothing parts words, but 年, 月 and 日 tell what a number is; digits without them are a year only in brackets, or in a
span. Numbers are digits, or characters: 二〇〇一年七月十六日. Texts are taken to be of this century:
the last one, 上世纪, is the 20th.
"""

import re

from themeline.events.date_points import (
    of_centuries,
    of_century,
    of_days,
    of_decade,
    of_decades,
    of_iso,
    of_month,
    of_months,
    of_part_of_year,
    of_season,
    of_year,
    of_years,
)
from themeline.events.date_rules import Point, Rules, compiled, longest_known

_DIGITS = {
    **{character: number for number, character in enumerate("〇一二三四五六七八九")},
    "零": 0, "○": 0, "两": 2, "兩": 2, "元": 1,
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000}
_CENTURIES = {"上": 20, "本": 21, "新": 21}
_NUMERALS = "〇零○一二三四五六七八九"
_ONE_TO_NINE = "一二三四五六七八九"


def _number(words: str) -> float:
    """The number of digits or characters: "16", "十六", "二〇〇一", "二十五", "半"; of "上", a century."""
    if digits := re.match(r"[0-9]+", words):
        return int(digits[0])
    if words.startswith("半"):
        return 0.5
    if century := longest_known(words, _CENTURIES):
        return century
    whole = last = 0
    for character in words.replace("廿", "二十").replace("卅", "三十"):
        if character in _TENS:
            whole, last = whole + (last or 1) * _TENS[character], 0
        elif character in _DIGITS:
            last = 10 * last + _DIGITS[character]
    return whole + last


def _of_republic(match: re.Match[str], rules: Rules) -> Point:
    """民國一一三年: of the Republic of China, whose first year is 1912."""
    return Point(match.start(), match.end(), "year", f"{1911 + int(_number(match['republic']))}", is_told=True)


_YEAR = rf"(?P<year>(?:1[0-9]|2[01])[0-9]{{2}}|[一二][{_NUMERALS}]{{3}})"
_BARE = rf"(?:(?:1[5-9]|20)[0-9]{{2}}|[一二][{_NUMERALS}]{{3}})"
_MONTH = (
    rf"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{_ONE_TO_NINE}元])\s?月"
    r"(?!球|亮|票|薪|饼|餅|革命|战争|戰爭|事件)(?:份|间|間)?"
)
_A_MONTH = _MONTH.replace("?P<month>", "?:")
_DAY = rf"(?:[0-3]?[0-9]|[二三]?十[{_ONE_TO_NINE}]?|[廿卅][{_ONE_TO_NINE}]?|[{_ONE_TO_NINE}])"
_OR = r"[、，,和与與及或]"
_TO = r"[至到~～—–―-]"
_DAYS = rf"(?P<days>{_DAY}(?:\s?[日号號]?\s*(?:{_OR}|以及|{_TO}+)\s*{_DAY})*)\s?[日号號]"
_OF = r"(?P<of>今年|本年|去年|前年|明年|后年|後年|来年|來年|同年|当年|當年|该年|該年|次年|翌年|第二年|上年|上一年)的?"
_PART_OF_MONTH = r"(?P<edge>上旬|中旬|下旬|初(?!步)|月?底|末)"
_PART = (
    r"的?(?P<edge>初期?(?!步)|早期|前期|前叶|前葉|中期|中叶|中葉|中后期|中後期|后期|後期|晚期"
    r"|末期?|末叶|末葉)"
)
_SEASON = r"[初早仲盛暮晚深隆]?(?P<season>[春夏秋冬])(?:季|天)?(?!节|節|运動|耕|秋|奥|奧|训|訓)"
_HALF = r"的?(?P<half>上半年|下半年|前半年|后半年|後半年)"
_QUARTER = r"的?(?P<quarter>第?[一二三四1-4]|首|末)(?:个|個)?季(?:度)?"
_CENTURY = rf"(?P<century>1[0-9]|2[01]|十[{_ONE_TO_NINE}]?|二十一?|上(?:个|個)?|本)"
_AGE = r"\s*(?:世纪|世紀)"
_ANY_AGE = _CENTURY.replace("?P<century>", "?:")

_POINTS = (
    (rf"{_YEAR}(?P<dash>[-/.])(?P<m>[01]?[0-9])(?P=dash)(?P<d>[0-3]?[0-9])(?![0-9])", of_iso),
    (rf"{_YEAR}\s?年\s?{_MONTH}\s?{_DAYS}", of_days),
    (rf"(?:{_OF})?{_MONTH}\s?{_DAYS}", of_days),
    (rf"{_YEAR}\s?年\s?{_MONTH}{_PART_OF_MONTH}?", of_month),
    (rf"(?:{_OF})?{_MONTH}{_PART_OF_MONTH}?", of_month),
    (rf"{_YEAR}\s?年{_SEASON}", of_season),
    (rf"{_YEAR}\s?年{_HALF}", of_months),
    (rf"{_YEAR}\s?年{_QUARTER}", of_months),
    (rf"(?:{_CENTURY}{_AGE})?(?P<decade>[{_ONE_TO_NINE}])(?P<other>[{_ONE_TO_NINE}])十年代", of_decades),
    (
        rf"(?:{_CENTURY}{_AGE})?(?P<decade>[1-9{_ONE_TO_NINE}])[0十](?:年代)?\s*(?:{_TO}+|{_OR})"
        rf"\s*(?P<other>[1-9{_ONE_TO_NINE}])[0十]年代",
        of_decades,
    ),
    (rf"(?:{_CENTURY}{_AGE})?(?P<decade>[1-9{_ONE_TO_NINE}])[0十]年代{_PART}?", of_decade),
    (
        rf"(?P<decade>(?:1[5-9]|20)[0-9])0(?:年代)?\s*{_TO}+\s*(?P<other>(?:1[5-9]|20)[0-9])0年代",
        of_decades,
    ),
    (rf"(?P<decade>(?:1[5-9]|20)[0-9])0年代{_PART}?", of_decade),
    (
        rf"{_CENTURY}(?:{_AGE})?\s*(?:{_TO}+|{_OR})\s*(?P<other>{_ANY_AGE}){_AGE}(?![1-9{_ONE_TO_NINE}][0十]年代)",
        of_centuries,
    ),
    (rf"{_CENTURY}{_AGE}{_PART}?", of_century),
    (rf"{_YEAR}\s?年(?P<edge>年?初(?!步)|年?[底末]|年中)", of_part_of_year),
    (
        rf"{_YEAR}(?P<dash>\s*[–/-]\s*)(?P<last>[0-9]{{2}}|(?<=/)(?:1[5-9]|20)[0-9]{{2}})\s?(?P<told>(?:财|財|学|學)?年度?)",
        of_years,
    ),
    (r"民[国國](?P<republic>[0-9]{1,3}|[一二三四五六七八九十〇零百]{1,5})年", _of_republic),
    # Not what counts years: 2000年来, 2000年前, 2000年历史.
    (
        rf"{_YEAR}\s?(?P<told>(?:财|財|学|學)?年度?)(?!(?<=00年)(?:来(?!到)|來(?!到)|多|的?[历歷]史|前(?!后|後|夕)|以前))",
        of_year,
    ),
    (rf"(?P<year>{_BARE})(?=\s*(?:{_TO}+\s*{_BARE}|[)）]|期间|期間))", of_year),
)

_COUNT = rf"(?P<count>[0-9]{{1,3}}|[{_ONE_TO_NINE}十百两兩]{{1,4}}|半)(?:多|余|餘)?"
_UNIT = r"(?:(?P<unit>年|周|週|天|十年)|(?:个|個)(?P<units>月|世纪|世紀|星期|礼拜|禮拜))(?P<half>半)?多?"
_RELATIVE = (
    (rf"{_COUNT}{_UNIT}(?P<ago>之前|以前|前)(?!夕|后|後|景|线|線|沿|往|途)", "ago"),
    (rf"{_COUNT}{_UNIT}(?:之后|之後|以后|以後|后|後)(?P<way>)", "later_or_ahead"),
    (rf"(?P<which>过去|過去|最近|近|未来|未來|今后|今後){_COUNT}{_UNIT}(?:来|來|间|間|里|內|内)?", "past"),
    (rf"{_OF}(?:{_HALF}|{_QUARTER})", "part_of_year"),
    (rf"(?P<which>[今去明同当當次翌])年{_SEASON}", "season"),
    (
        rf"(?P<which>[今去前明后後来來同次翌])(?P<unit>年)(?!\s?{_A_MONTH}|[代级級轻輕龄齡会會报報])"
        r"(?:度)?(?P<edge>年?初|年?[底末])?",
        "unit",
    ),
    (r"(?P<which>[上下本这這同次])(?:个|個)?(?P<unit>月)(?!\s?[0-9]{1,2}日|[球亮票])(?P<edge>[初底末])?", "unit"),
    (r"(?P<which>[次翌])(?P<unit>日)", "unit"),
    (r"(?P<which>[上下本这這])(?:个|個)?(?P<unit>周|週|星期)(?![一二三四五六日天年期])", "unit"),
    (r"(?P<which>[上下本这這](?:个|個)?(?:周|週|星期))(?P<weekday>[一二三四五六日天])", "weekday"),
    (r"(?P<beside>昨[天日晚夜]|明[天日晚]|前[天日]|[后後]天)(?!津)", "beside"),
    (
        r"(?<![0-9一二三四五六七八九〇零今去明前后後来來同次翌当當该該本每])(?P<which>)(?P<unit>年)(?P<edge>[底末初])(?!步)",
        "unit",
    ),
    (r"[同当當]月\s?(?P<day>[0-3]?[0-9])日", "day_of_month"),
    (
        r"(?<![第月年至到—–期时時达達共每近满滿历歷-])(?P<day>[0-3]?[0-9])日(?![0-9内內本元后後前间間军軍益游薪程均历歷子期常夜语語报報均落出])",
        "day_of_month",
    ),
)
# Not the 约 of a treaty, or of NATO.
_ABOUT = r"(?<![条條公合契盟和北预預节節违違签簽缔締制履毁毀])[约約]"
_HEAD = re.compile(
    rf"(?<![0-9A-Za-z./$€£¥#+])(?:[0-9]|[{_NUMERALS}十两兩半廿卅]|[今本去前明后後来來同当當该該次翌上下这這昨元民第过過最近未农農阴陰]"
    r"|\+[0-9]|\([0-9]|年[底末初])"
)

RULES = Rules(
    points=compiled(_POINTS),
    relative=compiled(_RELATIVE),
    head=_HEAD,
    number=_number,
    meanings={
        "month": {
            **{one: f"{number}" for number, one in enumerate(_ONE_TO_NINE, 1)},
            "十": "10",
            "十一": "11",
            "十二": "12",
            "元": "1",
        },
        "weekday": dict(
            zip(
                "一二三四五六日天",
                ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "sunday"),
                strict=True,
            )
        ),
        "season": {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"},
        "decade": {one: f"{number}" for number, one in enumerate(_ONE_TO_NINE, 1)},
        "other": {one: f"{number}" for number, one in enumerate(_ONE_TO_NINE, 1)},
        "unit": {
            "年": "year",
            "月": "month",
            "周": "week",
            "週": "week",
            "星期": "week",
            "天": "day",
            "日": "day",
            "十年": "decade",
        },
        "units": {"月": "month", "世": "century", "星期": "week", "礼拜": "week", "禮拜": "week"},
        "which": {
            "今": "this",
            "本": "this",
            "这": "this",
            "這": "this",
            "去": "last",
            "上": "last",
            "前": "last but one",
            "明": "next",
            "来": "next",
            "來": "next",
            "下": "next",
            "后": "next but one",
            "後": "next but one",
            "同": "the same",
            "当": "the same",
            "當": "the same",
            "次": "the following",
            "翌": "the following",
            "过": "past",
            "過": "past",
            "最": "past",
            "近": "past",
            "未": "coming",
            "今后": "coming",
            "今後": "coming",
            **{
                f"{which}{many}{week}": f"{meant} week"
                for which, meant in (("上", "last"), ("下", "next"), ("本", "this"), ("这", "this"), ("這", "this"))
                for many in ("", "个", "個")
                for week in ("周", "週", "星期")
            },
        },
        "of": {
            "今": "this",
            "本": "this",
            "去": "last",
            "前": "last but one",
            "明": "next",
            "来": "next",
            "來": "next",
            "后": "next but one",
            "後": "next but one",
            "同": "the same",
            "当": "the same",
            "當": "the same",
            "该": "the same",
            "該": "the same",
            "次": "the following",
            "翌": "the following",
            "第二": "the following",
            "上": "the previous",
        },
        "edge": {
            "初": "beginning",
            "早": "beginning",
            "前": "beginning",
            "上": "beginning",
            "年初": "beginning",
            "中": "middle",
            "年中": "middle",
            "中后": "end",
            "中後": "end",
            "后": "end",
            "後": "end",
            "晚": "end",
            "末": "end",
            "下": "end",
            "底": "end",
            "月底": "end",
            "年底": "end",
            "年末": "end",
        },
        "beside": {
            "昨": "yesterday",
            "明": "tomorrow",
            "前": "before yesterday",
            "后": "after tomorrow",
            "後": "after tomorrow",
        },
        "half": {"上": "first", "前": "first", "下": "second", "后": "second", "後": "second"},
        "quarter": {
            **{one: f"{number}" for number, one in enumerate("一二三四", 1)},
            **{f"第{one}": f"{number}" for number, one in enumerate("一二三四", 1)},
            **{f"第{number}": f"{number}" for number in range(1, 5)},
            "首": "first",
            "末": "last",
        },
        "word": {
            "早在": "as early as",
            "截": "as of",
            "自": "since",
            "从": "since",
            "從": "since",
            "由": "since",
            "到": "by",
            "至": "by",
            "直": "by",
            "迟": "by",
            "遲": "by",
            "于": "in",
            "於": "in",
            "在": "in",
            "约": "around",
            "約": "around",
            "大": "around",
            "介": "between",
        },
    },
    day=re.compile(rf"([0-9]+|[二三]?十[{_ONE_TO_NINE}]?|[廿卅][{_ONE_TO_NINE}]?|[{_ONE_TO_NINE}])"),
    days_to=re.compile(_TO),
    closes_spans=True,
    tells_months=True,
    keeps_year=True,
    before=re.compile(
        rf"(?P<word>早在|截至|截止到?|自从|自從|自|从|從|由|直到|直至|迟至|遲至|到|至|于|於|在|大约|大約|大概|{_ABOUT}|介于|介於)"
        r"(?:公元|西元)?[“「『（(《]?\s?$"
    ),
    about=re.compile(rf"(?:{_ABOUT}|大约|大約|大概)(?:在|于|於)?$"),
    about_behind=re.compile(r"左右|前后|前後|上下"),
    skipped=(
        re.compile(rf"第(?:[0-9]+|[{_NUMERALS}十百]+)(?![0-9]|{_ONE_TO_NINE[0]}?(?:个|個)?季|二?年(?!会|會))"),
        # Days of the moon, which no date here is.
        re.compile(rf"(?:农历|農曆|阴历|陰曆)[{_NUMERALS}0-9十廿正腊臘冬年月初]*日?"),
        re.compile(r"(?:\+[0-9]{1,3}|0[0-9]{1,3}|\([0-9]{2,4}\))(?:[\s-][0-9]{2,8}){1,3}"),
    ),
    to=re.compile(rf"\s*起?{_TO}+\s*"),
    now=re.compile(rf"\s*{_TO}+\s*(?:今(?!年)|现在|現在|目前|当前|當前)"),
    joined=re.compile(rf"\s*(?:{_OR}|以及)\s*(?:[于於在])?"),
    word_or_number=re.compile(r"[0-9]+(?:[.,/:-][0-9]+)*|[A-Za-z]+|."),
    onwards=re.compile(r"以[来來]|至今|迄今|[开開]始|起(?![草飞飛义義诉訴初点點床源码碼价價到因步来來])"),
    future=re.compile(r"将|將|拟于|擬於|计划于|計劃於|预计|預計|定于|定於"),
    yearly_before=re.compile(r"(?:每年|历年|歷年|逢)的?$"),
    fiscal_within=re.compile(r"[财財]年"),
    joins=re.compile(r"[，,]?\s*(?:[于於在])?"),
    sentence_end=re.compile(r"[。！？!?][”」』’）)]*"),
)
