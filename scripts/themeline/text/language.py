"""The language of a text, and what it means for the counts if that is not English."""

import regex

# Of fewer words it cannot be told.
FEWEST_WORDS = 20
SAMPLE, BEGINNING = 20_000, 2_000
ENGLISH = (" the ", " of ", " and ", " to ")
NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "km": "Khmer", "ko": "Korean", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "my": "Burmese",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_CHARACTERS = ("zh", "ja")
_UNPARTED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def language_of(plain: str, words: int) -> str:
    """The language's code (ISO 639-1); empty for a few words.

    English is told by its most frequent words, three of the four of them, and at least one in a hundred characters at
    the beginning of the text; no other language has them. All else is told by a classifier (Lui and Baldwin,
    langid.py, 2012).
    """
    if words < FEWEST_WORDS:
        return ""
    begin = plain[:BEGINNING]
    found = [begin.count(word) for word in ENGLISH]
    if sum(map(bool, found)) >= 3 and 100 * sum(found) >= len(begin):
        return "en"
    # It takes half a second to load.
    from py3langid import classify

    return str(classify(plain[:SAMPLE])[0])


def remark_on(language: str, plain: str) -> str:
    """What to beware of in a text in this language; empty for English."""
    if language in ("", "en"):
        return ""
    name = f"{NAMES[language]} ({language})" if language in NAMES else f"'{language}'"
    words = f"it seems to be in {name}: patterns in another language find little in it"
    if language in _CHARACTERS:
        return f"{words}, and each character counts as a word, so that rates are per 1,000 characters"
    if _UNPARTED.search(plain[:SAMPLE]):
        return f"{words}, and its script does not part words, so that counts of words and rates mean nothing"
    return f"{words}, and its sentences are parted by the abbreviations of English"
