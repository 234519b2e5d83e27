"""The parts of a text as plain lists: blocks, sentences and words, each with its offsets into the unchanged text.

`themeline.text.document` makes tables of them. What only goes through a text once, as the matcher does, takes the
lists: they are quicker than tables for a short text, and do not need pandas, which takes longer to load than an essay
to be read.
"""

import weakref
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from themeline.text.blocks import Block, find_blocks
from themeline.text.sentences import sentence_spans
from themeline.text.tokens import WORD, keys_of

if TYPE_CHECKING:
    import pandas as pd

# What is body, but in a section that is not counted.
ASIDE = "other"


class Sentence(NamedTuple):
    """A sentence, or a heading, title, or rubric as a whole; its number is from 1."""

    sentence: int
    role: str
    start: int
    end: int
    section_number: int
    section: str
    paragraph: int


class Word(NamedTuple):
    """A word: as the text spells it, folded for comparison, and the row (from 0) of its sentence and its block."""

    word: str
    key: str
    start: int
    end: int
    sentence_row: int
    block_row: int


@dataclass(frozen=True)
class Parts:
    """The blocks, sentences and words of a text, in its order. A word has the role of its sentence."""

    blocks: list[Block]
    sentences: list[Sentence]
    words: list[Word]

    @cached_property
    def roles(self) -> list[str]:
        """The role of each word."""
        roles = [sentence.role for sentence in self.sentences]
        return [roles[word.sentence_row] for word in self.words]

    def sentence_of(self, word: Word) -> Sentence:
        """The sentence, or heading, that a word stands in."""
        return self.sentences[word.sentence_row]

    def only_sections(self, numbers: Collection[int]) -> "Parts":
        """The parts with the body of all sections but these set aside (role `ASIDE`)."""
        return replace(
            self,
            blocks=[part._replace(role=ASIDE) if _unwanted(part, numbers) else part for part in self.blocks],
            sentences=[part._replace(role=ASIDE) if _unwanted(part, numbers) else part for part in self.sentences],
        )


def table_of(rows: Sequence[tuple[Any, ...]], kind: type[NamedTuple]) -> "pd.DataFrame":
    """Rows of a kind as a table, a column for each of its fields, of the field's type also where there is no row."""
    import pandas as pd

    types = kind.__annotations__
    columns = zip(*rows, strict=True) if rows else [[] for _ in types]
    return pd.DataFrame(
        {name: pd.Series(list(values), dtype=of) for (name, of), values in zip(types.items(), columns, strict=True)}
    )


# What texts were split into, as long as anything holds it: a corpus is read again for its pages while those of its
# texts that were coded by hand are still held.
_held: "weakref.WeakValueDictionary[tuple[str, str, tuple[tuple[int, str], ...]], Parts]" = (
    weakref.WeakValueDictionary()
)


def find_parts(plain: str, role_of: Mapping[int, str], language: str = "", *, sentences: bool = True) -> Parts:
    """Split a text into its parts.

    Args:
        plain: the text, with blanks in the place of all that is not a word of it.
        role_of: roles of lines (from 1) that are known, see `find_blocks`.
        language: its code, by whose rules sentences end, see `sentence_spans`.
        sentences: whether they are wanted; if not, each block may stand as one, see `parts_of_all`.
    """
    key = (plain, language, tuple(sorted(role_of.items())))
    parts = _held.get(key)
    if parts is None:
        if not sentences:
            return parts_of_all([(plain, role_of)])
        _held[key] = parts = _split(plain, role_of, language)
    return parts


def _split(plain: str, role_of: Mapping[int, str], language: str) -> Parts:
    blocks = find_blocks(plain, role_of)
    sentences: list[Sentence] = []
    block_rows: list[int] = []
    for block_row, block in enumerate(blocks):
        for start, end in _sentence_spans(plain, block, language):
            kept = (block.section_number, block.section, block.paragraph)
            sentences.append(Sentence(len(sentences) + 1, block.role, start, end, *kept))
            block_rows.append(block_row)
    return Parts(blocks, sentences, _words_in(plain, sentences, block_rows))


def parts_of_all(texts: Iterable[tuple[str, Mapping[int, str]]]) -> Parts:
    """The parts of many texts, with offsets as if they stood one behind the other without anything between.

    Sentences are not looked for, which takes most of the time in `find_parts`: each block stands as one.

    Args:
        texts: each as `find_parts` takes it.
    """
    blocks: list[Block] = []
    words: list[Word] = []
    begin = 0
    for plain, role_of in texts:
        found = find_blocks(plain, role_of)
        rows = range(len(blocks), len(blocks) + len(found))
        words += _words_in(plain, found, rows, begin=begin, first_row=rows.start)
        blocks += [block._replace(start=begin + block.start, end=begin + block.end) for block in found]
        begin += len(plain)
    return Parts(blocks, [Sentence(row, one.role, *one[3:]) for row, one in enumerate(blocks, 1)], words)


def _words_in(
    plain: str,
    stretches: Sequence[Block | Sentence],
    block_rows: Sequence[int],
    *,
    begin: int = 0,
    first_row: int = 0,
) -> list[Word]:
    """The words of a text in its sentences, or in its blocks.

    Args:
        plain: the text.
        stretches: its sentences or blocks.
        block_rows: the row of the block of each.
        begin: what is added to the offsets of words.
        first_row: the row of the first of the stretches.
    """
    spans: list[tuple[int, int]] = []
    rows: list[int] = []
    rows_of_blocks: list[int] = []
    for row, (stretch, block_row) in enumerate(zip(stretches, block_rows, strict=True), first_row):
        found = [match.span() for match in WORD.finditer(plain, stretch.start, stretch.end)]
        spans += found
        rows += [row] * len(found)
        rows_of_blocks += [block_row] * len(found)
    spelled = [plain[start:end] for start, end in spans]
    starts, ends = [begin + start for start, _ in spans], [begin + end for _, end in spans]
    return list(map(Word._make, zip(spelled, keys_of(spelled), starts, ends, rows, rows_of_blocks, strict=True)))


def _sentence_spans(plain: str, block: Block, language: str) -> list[tuple[int, int]]:
    if block.role not in ("body", "disclaimer"):
        return [(block.start, block.end)]
    found = sentence_spans(plain[block.start : block.end], language)
    return [(block.start + start, block.start + end) for start, end in found]


def _unwanted(part: Block | Sentence, numbers: Collection[int]) -> bool:
    return part.role == "body" and part.section_number not in numbers
