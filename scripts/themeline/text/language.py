"""The language of a text, what it means for the counts, and which languages are wanted."""

import difflib
import functools
import logging
import pickle
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import regex

from themeline.errors import input_error
from themeline.io.names import split_names
from themeline.text.sentence_rules import BY_LANGUAGE
from themeline.text.tokens import ALONE
from themeline.text.wording import count_of, join_list

# Of fewer words in Latin letters it cannot be told. Few languages are written in others: of Russian sentences cut to
# eight words the classifier tells nine in ten, cut to four six in ten, and takes none for another (a test).
FEWEST_WORDS = 20
# How sure the classifier has to be, of 1. Of 300 passages of 20 words from English speeches all are then told as
# English; of 610 from spaCy's example sentences in 61 languages 512 are told right, and of 34 it is unsure.
SURE = 0.7
SAMPLE, BEGINNING = 20_000, 2_000
ENGLISH = (" the ", " of ", " and ", " to ")
# A stretch of so many characters without any of these may be in another language, if the classifier is as sure; of so
# many stretches, the longest, it is asked. A part of the text that is as small is not worth a word.
LONGEST_WITHOUT, VERY_SURE, MOST_STRETCHES, SMALL_PART = 300, 0.95, 50, 0.05
# All that the classifier tells, and what else a record may name.
NAMES = {
    "ace": "Acehnese", "af": "Afrikaans", "am": "Amharic", "an": "Aragonese", "ar": "Arabic",
    "ary": "Moroccan Arabic", "arz": "Egyptian Arabic", "as": "Assamese", "az": "Azerbaijani", "ba": "Bashkir",
    "bcl": "Central Bikol", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton", "bs": "Bosnian",
    "ca": "Catalan", "crh": "Crimean Tatar", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "dz": "Dzongkha", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "ext": "Extremaduran", "fa": "Persian", "fi": "Finnish", "fo": "Faroese", "fr": "French",
    "fuv": "Nigerian Fulfulde", "fy": "West Frisian", "ga": "Irish", "gcf": "Guadeloupean Creole",
    "gcr": "Guianese Creole", "gd": "Scottish Gaelic", "gl": "Galician", "gom": "Goan Konkani",
    "grc": "Ancient Greek", "gu": "Gujarati", "gug": "Paraguayan Guarani", "guw": "Gun", "ha": "Hausa",
    "hbo": "Ancient Hebrew", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "ig": "Igbo", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "jv": "Javanese", "ka": "Georgian", "kab": "Kabyle", "kik": "Kikuyu", "kk": "Kazakh",
    "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin",
    "lb": "Luxembourgish", "lg": "Ganda", "lij": "Ligurian", "ln": "Lingala", "lo": "Lao", "lt": "Lithuanian",
    "ltg": "Latgalian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
    "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese", "ne": "Nepali", "nl": "Dutch",
    "nn": "Norwegian Nynorsk", "no": "Norwegian", "nso": "Northern Sotho", "oc": "Occitan", "om": "Oromo",
    "or": "Odia", "pa": "Punjabi", "pcm": "Nigerian Pidgin", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "qu": "Quechua", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sa": "Sanskrit",
    "sdh": "Southern Kurdish", "se": "Northern Sami", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "sn": "Shona", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "st": "Southern Sotho", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tl": "Tagalog",
    "tr": "Turkish", "tt": "Tatar", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "uzs": "Southern Uzbek", "vec": "Venetian", "vi": "Vietnamese", "vo": "Volapük", "wa": "Walloon",
    "wuu": "Wu Chinese", "xh": "Xhosa", "yo": "Yoruba", "yue": "Cantonese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
# Of the classifier: no language at all.
_NONE = "zxx"
# Where the classifier is kept, unpacked.
KEPT, _KEPT_NAME = Path(__file__).parent / "__pycache__", "language"
_ALL = "all"
_CHARACTERS = ("zh", "ja", "wuu", "yue")
# Written from right to left.
_TO_LEFT = ("ar", "ary", "arz", "fa", "hbo", "he", "ps", "sdh", "ug", "ur", "uzs")
_HAN, _KANA_OR_HANGUL = regex.compile(r"\p{Han}"), regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
_NOT_LATIN = regex.compile(r"[\p{L}--\p{Latin}]", regex.V1)
_LETTER, _LETTER_TO_LEFT = regex.compile(r"\p{L}"), regex.compile(r"[\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thaana}]")
_UNPARTED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class LanguageNotes(NamedTuple):
    """What is said of the languages of documents: in the title of a figure, and at length, a sentence a note."""

    title: str = ""
    notes: tuple[str, ...] = ()


def language_of(plain: str) -> str:
    """The language's code (ISO 639); empty where it is unsure: of few words in Latin letters, or where the classifier
    is unsure.

    English is told by its most frequent words, three of the four of them, and at least one in a hundred characters at
    the beginning of the text; no other language has them. All else is told by a classifier (Lui and Baldwin,
    langid.py, 2012), of small letters: capitals, which it hardly knows, lead it astray. Chinese it tells of a long
    text only, so that where it is unsure the script decides.

    >>> language_of("Переговоры о сокращении ядерных вооружений"), language_of("Talks on arms control")
    ('ru', '')
    """
    begin = plain[:BEGINNING]
    is_short = len(begin.split(None, FEWEST_WORDS - 1)) < FEWEST_WORDS
    if is_short and not _has_many_characters(begin) and not _is_of_other_letters(begin):
        return ""
    # Most texts are English and not all in capitals, and nothing else is looked at in them.
    if _is_english(begin) or _is_english(begin.lower()):
        return "en"
    language, sure = _classifier().classify(plain[:SAMPLE].lower())
    if sure >= SURE and language not in (_NONE, "wuu"):
        return str(language)
    return "zh" if _is_chinese(begin) else ""


def _is_chinese(begin: str) -> bool:
    """Whether most of the letters are Chinese, and none is of Japanese or Korean."""
    characters = len(_HAN.findall(begin))
    return not _KANA_OR_HANGUL.search(begin) and 2 * characters > sum(map(str.isalpha, begin))


def _is_of_other_letters(begin: str) -> bool:
    """Whether most of the letters are not Latin."""
    return not begin.isascii() and 2 * len(_NOT_LATIN.findall(begin)) > sum(map(str.isalpha, begin))


def _is_english(begin: str) -> bool:
    found = [begin.count(word) for word in ENGLISH]
    return sum(map(bool, found)) >= 3 and 100 * sum(found) >= len(begin)


def language_name(language: str) -> str:
    """The English name of a language by its code; the code itself where it is not known."""
    return NAMES.get(language, language)


def known_language(value: str) -> str:
    """The code of a language that a record names: by a code, with a region or without, or by its English name."""
    plain = value.strip().lower()
    return _CODES.get(plain) or plain.replace("_", "-").partition("-")[0]


def wanted_languages(value: str) -> tuple[str, ...] | None:
    """The codes of the languages that a user wants, of codes or English names separated by commas.

    Returns:
        None for nothing, which stands for those of the codebook; no codes for "all".

    Raises:
        InputError: one is not known.
    """
    names = split_names(value)
    if not names or [name.lower() for name in names] == [_ALL]:
        return () if names else None
    codes = [known_language(name) for name in names]
    for name, code in zip(names, codes, strict=True):
        if code not in NAMES:
            near = difflib.get_close_matches(name.lower(), _CODES, n=1)
            meant = f"; '{_CODES[near[0]]}' is {NAMES[_CODES[near[0]]]}" if near else ""
            raise input_error("languages", f"'{name}' is not a known language", f"give codes, such as en,fr{meant}")
    return tuple(dict.fromkeys(codes))


def is_unwanted(language: str, languages: Collection[str]) -> bool:
    """Whether a text in this language is to be left out: not one of unsure language, and none where any will do."""
    return bool(language and languages) and language not in languages


def unit_of(language: str) -> str:
    """What the length of a text in this language is told in: "words", or "characters" where each of them is one."""
    return "characters" if language in _CHARACTERS else "words"


def direction_of(language: str) -> str:
    """The direction in which a text in this language runs, as HTML has it: "rtl", or "auto" by its letters.

    By the first of them alone a paragraph in Arabic that begins with "NATO" would run from left to right.
    """
    return "rtl" if language in _TO_LEFT else "auto"


def runs_to_left(text: str) -> bool:
    """Whether most letters of a text are of a script that is written from right to left."""
    return not text.isascii() and 2 * len(_LETTER_TO_LEFT.findall(text)) > len(_LETTER.findall(text))


def unit_of_all(languages: Iterable[str]) -> str:
    """What the length of texts in these languages is told in: of some words, of others, which are named, characters.

    >>> unit_of_all(["en", "zh", "zh", ""])
    'words or, in Chinese, characters'
    """
    known = dict.fromkeys(languages)
    alone = [language for language in known if unit_of(language) == "characters"]
    if not alone or len(alone) == len(known):
        return "characters" if alone else "words"
    return f"words or, in {language_list(alone)}, characters"


def language_list(languages: Collection[str]) -> str:
    """The names of languages, in a row."""
    return join_list(map(language_name, languages))


def counts_of_languages(counts: Mapping[str, int]) -> str:
    """How many documents each language has: ``French 20, Spanish 12``, the most first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{language_name(language)} {count:,}" for language, count in ordered)


def note_on_left_out(counts: Mapping[str, int], languages: Collection[str], noun: str = "document") -> str:
    """That documents in other languages are left out, and how many of each; empty where there are none."""
    if not counts:
        return ""
    many = sum(counts.values())
    verb = "is" if many == 1 else "are"
    others = f"other languages than {language_list(languages)} ({counts_of_languages(counts)})"
    return f"{count_of(many, noun)} in {others}, as it seems, {verb} left out"


def notes_on_languages(
    left_out: Mapping[str, int],
    counted: Mapping[str, int],
    words: Mapping[str, int],
    wanted: Collection[str],
    of_patterns: Collection[str],
    doubts: Collection[str] = (),
) -> LanguageNotes:
    """What the languages of documents mean for their counts; nothing where all are in that of the patterns.

    Args:
        left_out: documents of each language that are left out.
        counted: documents of each language that are counted.
        words: theirs.
        wanted: languages that were to be counted; any for none.
        of_patterns: languages of the patterns; none where nobody says.
        doubts: what else is to be said of the patterns for the languages that are counted.
    """
    titles: list[str] = []
    notes = list(doubts)
    if left_out:
        titles.append(f"{count_of(sum(left_out.values()), 'document')} in other languages left out")
        notes.append(note_on_left_out(left_out, wanted))
    known = {language: count for language, count in counted.items() if language}
    others = {language: count for language, count in known.items() if is_unwanted(language, of_patterns)}
    if others:
        share = 100 * sum(words[language] for language in others) / max(1, sum(words.values()))
        titles.append(f"{count_of(sum(others.values()), 'document')} in other languages counted")
        notes.append(
            f"{count_of(sum(others.values()), 'document')} ({share:.0f} % of the words) in other languages than "
            f"{language_list(of_patterns)} ({counts_of_languages(others)}), as it seems: patterns find little there"
        )
    if not of_patterns and len(known) > 1:
        titles.append("documents in several languages")
        notes.append(
            f"documents in several languages ({counts_of_languages(known)}), as it seems, and the dictionary does "
            "not say for which it is: patterns find little in another"
        )
    coded = {language: count for language, count in known.items() if language in of_patterns}
    if len(coded) > 1:
        per = (
            "" if unit_of_all(coded) == "words" else "; the length of some is told in characters, of others in words"
        )
        notes.append(
            f"documents in several languages ({counts_of_languages(coded)}): a difference between them may come from "
            f"the patterns{per}"
        )
    if "" in counted and (notes or len(of_patterns) > 1):
        note = f"the language of {count_of(counted[''], 'document')} is unsure: counted"
        if len(of_patterns) > 1:
            note += f" as {language_name(next(iter(of_patterns)))}; a column 'language' would tell it"
        notes.append(note)
    return LanguageNotes("; ".join(titles), tuple(notes))


def remark_on(language: str, plain: str) -> str:
    """What to beware of in a text in this language, of which parts are in others, or without capitals; else empty."""
    return "; ".join(filter(None, (_remark_on_language(language, plain), _remark_on_case(plain))))


def _remark_on_parts(plain: str) -> str:
    """What to beware of in a text that seems to be in English, but for some of its parts."""
    stretches = _without_english(plain)
    # Were they all in other languages, it would be a small part: no need to load the classifier.
    if sum(map(len, stretches)) <= SMALL_PART * len(plain):
        return ""
    parts = _languages_of(stretches, len(plain))
    share = sum(parts.values())
    if share <= SMALL_PART:
        return ""
    languages = language_list(sorted(parts, key=lambda language: -parts[language]))
    found = f"about {100 * share:.0f} % of it seems to be in {languages}"
    return f"{found}: its words are counted, but patterns find little there"


def languages_of_parts(plain: str) -> dict[str, float]:
    """The parts of an English text that are in other languages: by their codes, as shares of its characters.

    Looked at are stretches without the most frequent words of English, of `LONGEST_WITHOUT` characters or more.
    """
    return _languages_of(_without_english(plain), len(plain))


def _without_english(plain: str) -> list[str]:
    """The longest stretches without the most frequent words of English, `MOST_STRETCHES` at most."""
    stretches: Iterable[str] = [plain]
    # The most frequent word first: little is left for the others.
    for word in ENGLISH:
        stretches = [one for stretch in stretches for one in _stretches_without(stretch, word)]
    return sorted(stretches, key=len)[-MOST_STRETCHES:]


def _stretches_without(plain: str, word: str) -> Iterator[str]:
    """The stretches without a word that have `LONGEST_WITHOUT` characters or more.

    Most have less. So from the end of a word the last one is looked for that is so near that all stretches before it
    are too short, which takes a quarter of the time of looking for each.
    """
    begin, reach = 0, LONGEST_WITHOUT + len(word) - 1
    while begin + LONGEST_WITHOUT <= len(plain):
        last = plain.rfind(word, begin, begin + reach)
        if last < 0:
            last = plain.find(word, begin + LONGEST_WITHOUT)
            last = len(plain) if last < 0 else last
            yield plain[begin:last]
        begin = last + len(word)


def _languages_of(stretches: list[str], length: int) -> dict[str, float]:
    """The other languages than English of stretches of a text of this length, as shares of it."""
    shares: dict[str, float] = {}
    for stretch in stretches:
        language, sure = _classifier().classify(stretch[:SAMPLE].lower())
        if sure >= VERY_SURE and language not in ("en", _NONE):
            shares[language] = shares.get(language, 0.0) + len(stretch) / length
    return shares


def _remark_on_language(language: str, plain: str) -> str:
    if language == "en":
        return _remark_on_parts(plain)
    if not language:
        return ""
    seems = f"it seems to be in {language_name(language)}"
    if language in _CHARACTERS:
        return f"{seems}: each character counts as a word, so rates are per 1,000 characters"
    if _UNPARTED.search(plain[:SAMPLE]):
        return f"{seems}: its script does not separate words, so counts of words and rates mean nothing"
    return "" if language in BY_LANGUAGE else f"{seems}: its sentences are split by the abbreviations of English"


def _remark_on_case(plain: str) -> str:
    if plain.islower() and _has_many_letters(plain):
        return "it has no capitals: patterns that ask for them (CAPS/) find nothing in it"
    if plain.isupper() and _has_many_letters(plain):
        return "it is all in capitals: patterns that ask for them (CAPS/) find any word of these letters"
    return ""


def _has_many_letters(plain: str) -> bool:
    """Whether most of the letters are of an alphabet that has capitals."""
    begin = plain[:SAMPLE]
    cased = sum(letter.lower() != letter.upper() for letter in begin)
    return len(begin.split(None, FEWEST_WORDS - 1)) == FEWEST_WORDS and 2 * cased > sum(map(str.isalpha, begin))


def _has_many_characters(begin: str) -> bool:
    """Whether there is as much as in `FEWEST_WORDS` words where nothing parts words."""
    return len(ALONE.findall(begin)) >= FEWEST_WORDS or len(_UNPARTED.findall(begin)) >= 4 * FEWEST_WORDS


@functools.cache
def _classifier() -> Any:
    from importlib.metadata import version

    versions = "-".join(f"{name}{version(name)}" for name in ("py3langid", "numpy"))
    return _kept(KEPT / f"{_KEPT_NAME}.{sys.implementation.cache_tag}-{versions}.pickle", _new_classifier)


def _new_classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _kept(file: Path, make: Callable[[], Any]) -> Any:
    """What a function makes, from the file where it was kept when it was first made.

    Unpacking the classifier's model takes half a second, reading it unpacked (70 MB) a tenth of that. The file is no
    less to be trusted than the compiled Python beside it.
    """
    if file.is_file():
        with file.open("rb") as stream:
            return pickle.load(stream)  # noqa: S301
    made = make()
    try:
        file.parent.mkdir(exist_ok=True)
        # Those of other versions of the packages, of this Python.
        for older in file.parent.glob(f"{_KEPT_NAME}.{sys.implementation.cache_tag}-*"):
            older.unlink(missing_ok=True)
        # Written whole before it has its name; a half of it goes with its folder.
        with tempfile.TemporaryDirectory(dir=file.parent) as place:
            new = Path(place, file.name)
            new.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
            new.replace(file)
    except OSError as error:
        # The folder cannot be written, or the disk is full: then it is made anew each time.
        logging.getLogger(__name__).info("the classifier of languages is not kept: %s", error)
    return made


_CODES = {**{code: code for code in NAMES}, **{name.lower(): code for code, name in NAMES.items()}}
