"""A paragraph on methods for a paper, with its references: of what was really run, and of nothing else."""

from importlib.metadata import version
from typing import NamedTuple

from themeline.io.files import file_sha256
from themeline.text.wording import count_of, join_list
from themeline.validity.answers import number, score, sizes
from themeline.validity.coders import TEST, read_coder
from themeline.validity.evidence import Facts, Material
from themeline.validity.scores import alpha, weights_of


class Cite(NamedTuple):
    """References within a sentence, by their keys."""

    keys: tuple[str, ...]


Paragraph = list[str | Cite]


def methods_paragraph(material: Material, facts: Facts) -> Paragraph:
    """The paragraph: stretches of text, and references between them."""
    return [
        *_instrument(material),
        *_coding(material, facts),
        *_texts(material, facts),
        *_checks(material, facts),
        *_end(),
    ]


def _instrument(material: Material) -> Paragraph:
    book = material.codebook
    patterns = sum(len(theme.patterns) for theme in book.themes)
    digest = file_sha256(material.codebook_file)
    return [
        f"Mentions of {count_of(len(book.themes), 'theme')} were counted with Themeline {version('themeline')} ",
        Cite(("themeline",)),
        f", by a dictionary of {count_of(patterns, 'pattern')} ({material.codebook_file.name}, sha256 "
        f"{digest[:12]}). A sentence has a theme if a mention of it begins there.",
    ]


def _texts(material: Material, facts: Facts) -> Paragraph:
    tally = material.tally
    if tally is None:
        return []
    be = "text is" if len(tally.documents) == 1 else "texts are"
    said: Paragraph = [f" The {be} {sizes(material)}."]
    if facts.sample is not None:
        said += [
            " Shares of sentences, and their differences, were corrected for the dictionary's errors by the "
            f"{count_of(len(facts.sample.unit), 'coded sentence')}, which were drawn at random with known "
            "probabilities ",
            Cite(("egami2023", "angelopoulos2023")),
            ".",
        ]
    return said


def _coding(material: Material, facts: Facts) -> Paragraph:
    coded = material.coded
    if coded is None or facts.overall is None:
        return []
    of = facts.overall[facts.overall["part"] == facts.part].to_dict("records")
    micro, macro = of[0], of[1]
    here = coded.where((coded.units["part"] == facts.part).to_numpy())
    coders = [i for i in range(len(here.coders)) if not (here.codes[i] != here.codes[i]).all()]
    kinds = here.kinds_in_words()
    documents = count_of(here.units["path"].nunique(), "document")
    said: Paragraph = [
        f" {count_of(len(here.units), 'sentence')} of {documents} were coded "
        f"by {count_of(len(coders), 'coder')}" + (f" ({kinds})" if kinds else "")
    ]
    if len(coders) > 1:
        said += [
            f", who agreed with a Krippendorff's alpha (nominal) of {number(alpha(here.codes))} ",
            Cite(("krippendorff2018",)),
        ]
    own = "" if not here.of_test().all() else ", a test part that the dictionary was not improved on,"
    said.append(
        f". On these sentences{own} its precision was {score(micro, 'precision')} and its recall "
        f"{score(micro, 'recall')}, over all judgements; the mean F1 of {macro['themes']} themes was "
        f"{score(macro, 'f1')}. Intervals are 95 % intervals: those of themes Wilson's "
    )
    said += [
        Cite(("wilson1927", "lam2023")),
        ", those over all themes by the infinitesimal jackknife and empirical Bayes ",
        Cite(("efron1982", "casella1985")),
    ]
    if len(coders) > 1:
        said += [", with coders as a random effect ", Cite(("brennan2001",))]
    if weights_of(here) is not None:
        said += [
            "; sentences were weighted by the inverse of the probability with which they were drawn ",
            Cite(("kish1965",)),
        ]
    return [*said, "."]


def _checks(material: Material, facts: Facts) -> Paragraph:
    said: Paragraph = []
    if facts.lengths:
        clear = facts.follow_length()
        said += [
            " Rates of documents were compared with their length ",
            Cite(("chan2021",)),
            ", by Spearman's rank correlation ",
            Cite(("bonett2000",)),
            ": " + (f"they go with it for {join_list(clear)}." if clear else "no theme's rate clearly goes with it."),
        ]
        known = [kr.value for _, _, kr, _ in facts.consistency if kr.value == kr.value]
        if known:
            between = number(min(known)) + (f" to {number(max(known))}" if len(known) > 1 else "")
            said += [
                f" The internal consistency (KR-20) of the themes' patterns over documents was {between} ",
                Cite(("kuder1937",)),
                ".",
            ]
    if material.outside:
        said.append(
            f" Rates were compared with {join_list(one.name for one in material.outside)} by rank correlation."
        )
    if material.expectations:
        expected = join_list(f"{one.more} more than {one.less} ({one.theme})" for one in material.expectations)
        said.append(f" Known groups were expected to differ: {expected}.")
    marked = [coder for sheet in material.sheets if (coder := read_coder(sheet)) and coder.part == TEST]
    if marked:
        often = sum(len(coder.errors_shown) for coder in marked)
        said.append(
            f" The errors on the test part were shown {count_of(often, 'time')}."
            if often
            else " The errors on the test part were shown by no command."
        )
    return said


def _end() -> Paragraph:
    return [" The validation follows ValiText ", Cite(("birkenmaier2023",)), "."]


def cited(paragraph: Paragraph) -> list[str]:
    """The keys of all references of a paragraph."""
    return [key for part in paragraph if isinstance(part, Cite) for key in part.keys]
