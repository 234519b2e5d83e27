"""Codebooks read from files, also of other software, and written."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from themeline.dictionary.codebook import COLOURS, Codebook, Theme, TranslatedTheme, Translation
from themeline.dictionary.formats import OWN, STEP, Entry, read_dictionary
from themeline.dictionary.patterns import Rule, parse_rule
from themeline.errors import Fault, InputError, input_error
from themeline.io.names import did_you_mean, free_name
from themeline.io.paths import find_file, in_other_languages
from themeline.io.yaml_models import Lines, read_record
from themeline.text.language import NAMES, language_name
from themeline.text.tokens import ELIDING, fold
from themeline.text.wording import single_spaced

# Between what a theme is and what it is not, where a format has one place for both.
EXCLUDES = " Excludes: "


def read_codebook(path: Path | str) -> Codebook:
    """Read a codebook, or a dictionary of other software (see `formats`), with a theme for each key.

    The patterns of a codebook in other languages are read with it, from the files ``NAME.LL.yaml`` beside
    ``NAME.yaml`` (LL the code of a language, see `Translation`). Dictionaries of other software do not say for which
    language they are, and so hold for any.

    Raises:
        InputError: with file and line of every fault.
    """
    codebook, _, lost = read_with_lines(path)
    faults: list[Fault] = []
    translations = []
    for file in translation_files(path):
        try:
            translations.append(read_translation(file, codebook)[0])
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    if translations:
        codebook = codebook.model_copy(update={"translations": tuple(translations)})
    return codebook.with_left_out(tuple(f"{path}: left out: {what}" for what in lost))


def translation_files(path: Path | str) -> list[Path]:
    """The files with the patterns of a codebook in other languages; none beside a dictionary of other software."""
    path = find_file(path)
    files = [*in_other_languages(path).values()] if path.suffix == ".yaml" else []
    return files if files and read_dictionary(path)[0] == OWN else []


def read_translation(path: Path, codebook: Codebook, *, patterns: bool = False) -> tuple[Translation, Lines]:
    """Read the patterns of a codebook in another language, and where in the file everything stands.

    Args:
        path: the file, whose name has the code of the language before its ending.
        codebook: whose themes it is for.
        patterns: whether each pattern is looked at too, which takes most of the time.

    Raises:
        InputError: with file and line of every fault: a theme that is missing, or not in the codebook; another
            language than in the name; a language that the codebook itself has patterns in.
    """
    kept: list[Lines] = []

    def examine(found: Translation, lines: Lines) -> Iterator[Fault]:
        kept.append(lines)
        code = path.stem.rpartition(".")[2]
        line = lines.of("language")
        if code not in NAMES:
            what = f"'{code}' in the name of the file is not the code of a language"
            yield Fault(lines.source, what, f"name a file that is no translation otherwise: {path.stem}-.yaml")
        elif found.language != code:
            what = f"'language' is {found.language}, but the file's name says {code}"
            yield Fault(lines.source, what, "make them the same", line)
        elif code in codebook.languages:
            what = f"the codebook itself has patterns in {language_name(code)}"
            yield Fault(lines.source, what, "put these patterns there, or correct its 'languages'", line)
        elif not codebook.languages:
            what = "the codebook's own patterns are for any language (languages: [])"
            yield Fault(lines.source, what, "name their language there", line)
        ids = [theme.id for theme in found.themes]
        for i, theme_id in enumerate(ids):
            if theme_id in ids[:i]:
                yield _used_twice(theme_id, lines, i)
            elif theme_id not in codebook.ids:
                advice = f"{did_you_mean(theme_id, codebook.ids)}there are {', '.join(codebook.ids)}"
                what = f"there is no theme '{theme_id}' in the codebook"
                yield Fault(lines.source, what, advice, lines.of("themes", i, "id"))
        for theme_id in codebook.ids:
            if theme_id not in ids:
                what = f"the theme '{theme_id}' is missing"
                yield Fault(lines.source, what, "add it, with at least one pattern", lines.of("themes"))
        if patterns:
            yield from _repeated_patterns(found.themes, lines, elided=code in ELIDING)

    return read_record(path, Translation, examine), kept[0]


def read_with_lines(path: Path | str) -> tuple[Codebook, Lines, list[str]]:
    """Read a codebook without its translations, where in the file everything stands, and what of a foreign dictionary
    it does not hold."""
    path = find_file(path)
    base = path.with_name(f"{path.stem.rpartition('.')[0]}{path.suffix}")
    if path in in_other_languages(base).values() and base.is_file() and _is_translation(path):
        what = f"holds the patterns in another language of {base.name}"
        raise input_error(path, what, f"name {base.name}, with which it is read")
    found_format, dictionary = read_dictionary(path)
    if found_format != OWN:
        codebook, lines, lost = _of_entries(dictionary.entries, str(path))
        return codebook, lines, [*dictionary.lost, *lost]
    kept: list[Lines] = []

    def examine(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
        kept.append(lines)
        return _examine(codebook, lines)

    codebook = read_record(path, Codebook, examine)
    coloured = [
        theme if theme.colour else theme.model_copy(update={"colour": COLOURS[i % len(COLOURS)]})
        for i, theme in enumerate(codebook.themes)
    ]
    return codebook.model_copy(update={"themes": coloured}), kept[0], []


def _of_entries(entries: list[Entry], source: str) -> tuple[Codebook, Lines, list[str]]:
    """A codebook of the entries of a dictionary; patterns that cannot be matched, and repeated ones, are left out."""
    lost = []
    patterns: dict[tuple[str, ...], dict[str, dict[Rule, Entry]]] = {}
    for entry in entries:
        try:
            rule = parse_rule(entry.pattern)
        except ValueError as error:
            lost.append(f"line {entry.line}: {error}")
            continue
        kind = "exceptions" if entry.exception else "patterns"
        known = patterns.setdefault(entry.path, {"patterns": {}, "exceptions": {}})[kind]
        if rule in known:
            lost.append(f"line {entry.line}: '{entry.pattern}' is a duplicate")
        known.setdefault(rule, entry)
    themes: list[Theme] = []
    places: dict[tuple[str | int, ...], int] = {}
    for path, kinds in patterns.items():
        if not kinds["patterns"]:
            lost.append(f"the key {STEP.join(path)}, which has no patterns")
            continue
        for kind, known in kinds.items():
            places |= {("themes", len(themes), kind, j): entry.line for j, entry in enumerate(known.values())}
        places["themes", len(themes)] = min(entry.line for known in kinds.values() for entry in known.values())
        themes.append(
            Theme(
                id=free_name(_slug("-".join(path)), {theme.id for theme in themes}),
                label=STEP.join(path)[-80:],
                path=path,
                colour=COLOURS[len(themes) % len(COLOURS)],
                patterns=tuple(entry.pattern for entry in kinds["patterns"].values()),
                exceptions=tuple(entry.pattern for entry in kinds["exceptions"].values()),
            )
        )
    if not themes:
        raise input_error(source, "holds no patterns that can be matched", "; ".join(lost[:3]))
    return Codebook(themes=themes, languages=()), Lines(source, places), lost


def entries_of(codebook: Codebook) -> list[Entry]:
    """The patterns and exceptions of a codebook as entries of a dictionary."""
    return [
        Entry(theme.path or (theme.label,), pattern, exception=exception)
        for theme in codebook.themes
        for exception, patterns in ((False, theme.patterns), (True, theme.exceptions))
        for pattern in patterns
    ]


def codebook_text(codebook: Codebook) -> str:
    """A codebook in Themeline's own form, without its translations: these have files of their own."""
    return _yaml_of(codebook.model_dump(mode="json", exclude_defaults=True, exclude={"translations"}))


def translation_text(translation: Translation) -> str:
    """The patterns of a codebook in another language, in Themeline's own form."""
    return _yaml_of(translation.model_dump(mode="json", exclude_defaults=True))


def _yaml_of(plain: dict[str, Any]) -> str:
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=118))


def _is_translation(path: Path) -> bool:
    """Whether a file is of the form of a translation, and not a codebook that has a name like one."""
    try:
        read_record(path, Translation)
    except InputError:
        return False
    return True


class Code(NamedTuple):
    """A code of another program: what a theme is, without patterns. Its path is the names of the codes above it."""

    name: str
    definition: str = ""
    colour: str = ""
    path: tuple[str, ...] = ()


def draft_text(codes: Iterable[Code], source: str) -> str:
    """The draft of a codebook in Themeline's own form: a theme for each code, which waits for its patterns.

    Args:
        codes: in their order.
        source: the name of the file that they are from.
    """
    themes: list[dict[str, Any]] = []
    for code in codes:
        about: dict[str, Any] = {
            "id": free_name(_slug(code.name), {theme["id"] for theme in themes}),
            "label": code.name[:80],
        }
        if code.path:
            about["path"] = [*code.path, code.name]
        definition, _, excludes = code.definition.partition(EXCLUDES)
        said = {"definition": definition.strip(), "excludes": excludes.strip()}
        said["colour"] = code.colour if re.fullmatch("#[0-9a-fA-F]{6}", code.colour) else ""
        themes.append(about | {name: words for name, words in said.items() if words} | {"patterns": []})
    head = f"# A draft, of the codes in {single_spaced(source)}. Write at least one pattern for each theme.\n"
    plain = yaml.safe_dump({"themes": themes}, allow_unicode=True, sort_keys=False, width=118)
    return head + str(plain).replace("patterns: []\n", "patterns: [] # the words that are to be found\n")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:50].strip("-") or "theme"


def _examine(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    if codebook.translations:
        what = "has 'translations', which stand in files of their own"
        yield Fault(lines.source, what, "put each into a file such as themes.ru.yaml", lines.of("translations"))
    seen: set[str] = set()
    for i, theme in enumerate(codebook.themes):
        if theme.id in seen:
            yield _used_twice(theme.id, lines, i)
        seen.add(theme.id)
    yield from _repeated_patterns(codebook.themes, lines, elided=codebook.elided)


def _used_twice(theme_id: str, lines: Lines, i: int) -> Fault:
    what = f"the id '{theme_id}' is used twice"
    return Fault(lines.source, what, "give each theme its own", lines.of("themes", i, "id"))


def _repeated_patterns(themes: Iterable[Theme | TranslatedTheme], lines: Lines, *, elided: bool) -> Iterator[Fault]:
    """The patterns of themes that are twice in one of them, or none that can be matched."""
    for i, theme in enumerate(themes):
        found: dict[Rule, str] = {}
        for key, patterns in (("patterns", theme.patterns), ("exceptions", theme.exceptions)):
            for j, pattern in enumerate(patterns):
                line = lines.of("themes", i, key, j)
                try:
                    rule = parse_rule(pattern, elided=elided)
                except ValueError as error:
                    yield Fault(lines.source, str(error), "", line)
                    continue
                if rule in found:
                    what = f"'{pattern}' of theme '{theme.id}' is a duplicate of '{found[rule]}'"
                    yield Fault(lines.source, what, "remove one of them", line)
                found[rule] = pattern
