"""The works that a validation report rests on, as BibTeX and as CSL JSON."""

import json
import re
from collections.abc import Sequence
from typing import Any

from themeline.text.wording import join_list

Work = dict[str, Any]


def _work(kind: str, authors: str, year: int, title: str, **more: str) -> Work:
    """A work in the terms of CSL JSON; authors as "Family, Given; Family, Given"."""
    people = [dict(zip(("family", "given"), name.split(", "), strict=False)) for name in authors.split("; ")]
    if len(people) == 1 and "given" not in people[0]:
        people = [{"literal": authors}]
    return {"type": kind, "author": people, "issued": {"date-parts": [[year]]}, "title": title} | {
        name.replace("_", "-"): value for name, value in more.items()
    }


def _arxiv(authors: str, year: int, title: str, number: str) -> Work:
    url = f"https://arxiv.org/abs/{number}"
    return _work("article", authors, year, title, publisher="arXiv", number=f"arXiv:{number}", URL=url)


def _article(authors: str, year: int, title: str, journal: str, volume: str, pages: str = "", DOI: str = "") -> Work:  # noqa: N803
    more = {"container_title": journal, "volume": volume, "page": pages, "DOI": DOI}
    return _work("article-journal", authors, year, title, **{name: value for name, value in more.items() if value})


WORKS: dict[str, Work] = {
    "angelopoulos2023": _arxiv(
        "Angelopoulos, Anastasios N.; Duchi, John C.; Zrnic, Tijana", 2023,
        "PPI++: Efficient prediction-powered inference", "2311.01453",
    ),
    "birkenmaier2023": _arxiv(
        "Birkenmaier, Lukas; Lechner, Clemens; Wagner, Claudia", 2023,
        "ValiText: A unified validation framework for computational text-based measures of social constructs",
        "2307.02863",
    ),
    "bonett2000": _article(
        "Bonett, Douglas G.; Wright, Thomas A.", 2000,
        "Sample size requirements for estimating Pearson, Kendall and Spearman correlations", "Psychometrika", "65",
        "23-28", "10.1007/BF02294183",
    ),
    "brennan2001": _work("book", "Brennan, Robert L.", 2001, "Generalizability Theory", publisher="Springer"),
    "casella1985": _article(
        "Casella, George", 1985, "An introduction to empirical Bayes data analysis", "The American Statistician",
        "39", "83-87",
    ),
    "chan2021": _article(
        "Chan, Chung-hong; Bajjalieh, Joseph; Auvil, Loretta; Wessler, Hartmut; Althaus, Scott; Welbers, Kasper; "
        "van Atteveldt, Wouter; Jungblut, Marc", 2021,
        "Four best practices for measuring news sentiment using 'off-the-shelf' dictionaries: a large-scale "
        "p-hacking experiment", "Computational Communication Research", "3", "1-27", "10.5117/CCR2021.1.001.CHAN",
    ),
    "cronbach1951": _article(
        "Cronbach, Lee J.", 1951, "Coefficient alpha and the internal structure of tests", "Psychometrika", "16",
        "297-334",
    ),
    "efron1982": _work(
        "book", "Efron, Bradley", 1982, "The Jackknife, the Bootstrap and Other Resampling Plans", publisher="SIAM"
    ),
    "efron1993": _work(
        "book", "Efron, Bradley; Tibshirani, Robert J.", 1993, "An Introduction to the Bootstrap",
        publisher="Chapman & Hall",
    ),
    "egami2023": _work(
        "paper-conference", "Egami, Naoki; Hinck, Musashi; Stewart, Brandon M.; Wei, Hanying", 2023,
        "Using imperfect surrogates for downstream inference: design-based supervised learning for social science "
        "applications of large language models", container_title="Advances in Neural Information Processing Systems",
        URL="https://arxiv.org/abs/2306.04746",
    ),
    "kish1965": _work("book", "Kish, Leslie", 1965, "Survey Sampling", publisher="Wiley"),
    "krippendorff2018": _work(
        "book", "Krippendorff, Klaus", 2018, "Content Analysis: An Introduction to Its Methodology", edition="4",
        publisher="SAGE",
    ),
    "kuder1937": _article(
        "Kuder, G. Frederic; Richardson, Marion W.", 1937, "The theory of the estimation of test reliability",
        "Psychometrika", "2", "151-160",
    ),
    "lam2023": _arxiv(
        "Lam, Kevin Fu Yuan; Gopal, Vikneswaran; Qian, Jiang", 2023,
        "Confidence intervals for the F1 score: A comparison of four methods", "2309.14621",
    ),
    "rogan1978": _article(
        "Rogan, Walter J.; Gladen, Beth", 1978, "Estimating prevalence from the results of a screening test",
        "American Journal of Epidemiology", "107", "71-76",
    ),
    "themeline": _work(
        "software", "The Themeline maintainers", 2026,
        "Themeline: notebooks that turn a security essay into figures a reader can check",
    ),
    "vanatteveldt2021": _article(
        "van Atteveldt, Wouter; van der Velden, Mariken A. C. G.; Boukes, Mark", 2021,
        "The validity of sentiment analysis: Comparing manual annotation, crowd-coding, dictionary approaches, and "
        "machine learning algorithms", "Communication Methods and Measures", "15", "121-140",
        "10.1080/19312458.2020.1869198",
    ),
    "wilson1927": _article(
        "Wilson, Edwin B.", 1927, "Probable inference, the law of succession, and statistical inference",
        "Journal of the American Statistical Association", "22", "209-212", "10.1080/01621459.1927.10502953",
    ),
}  # fmt: skip

_BIBTEX = {"article": "misc", "article-journal": "article", "book": "book", "paper-conference": "inproceedings"}
_FIELDS = {
    "container-title": "journal", "volume": "volume", "page": "pages", "publisher": "publisher", "edition": "edition",
    "DOI": "doi", "URL": "url", "number": "note", "version": "version",
}  # fmt: skip


def works(keys: Sequence[str], version: str) -> dict[str, Work]:
    """The works of some keys, in the order of the alphabet, each once; of Themeline with its version."""
    found = {key: WORKS[key] for key in sorted(set(keys))}
    return {key: work | {"version": version} if key == "themeline" else work for key, work in found.items()}


def short_name(key: str) -> str:
    """A work as it is named in a sentence: ``Chan et al. 2021``."""
    people = [one.get("family") or one["literal"] for one in WORKS[key]["author"]]
    if key == "themeline":
        return "Themeline"
    said = f"{people[0]} et al." if len(people) > 2 else join_list(people)
    return f"{said} {WORKS[key]['issued']['date-parts'][0][0]}"


def address_of(work: Work) -> str:
    """Where a work is found on the web; empty where that is not known."""
    return f"https://doi.org/{work['DOI']}" if "DOI" in work else str(work.get("URL", ""))


def entry(work: Work) -> str:
    """A work as it stands in a list of references, without its address."""
    people = [f"{one['given']} {one['family']}" if "given" in one else one["literal"] for one in work["author"]]
    where = [
        work.get("container-title", ""), work.get("volume", ""), work.get("page", "").replace("-", "–"),
        f"{work['edition']}th ed." if "edition" in work else "", work.get("publisher", ""),
        f"version {work['version']}" if "version" in work else "",
    ]  # fmt: skip
    year = work["issued"]["date-parts"][0][0]
    return f"{join_list(people)} ({year}). {work['title']}. {', '.join(filter(None, where))}".rstrip(". ") + "."


def as_csl(found: dict[str, Work]) -> str:
    """Works as CSL JSON."""
    return json.dumps([{"id": key, **work} for key, work in found.items()], indent=1, ensure_ascii=False) + "\n"


def as_bibtex(found: dict[str, Work]) -> str:
    """Works as BibTeX."""
    return "\n".join(_bibtex(key, work) for key, work in found.items())


def _bibtex(key: str, work: Work) -> str:
    kind = _BIBTEX.get(work["type"], "misc")
    people = " and ".join(
        f"{one['family']}, {one['given']}" if "given" in one else f"{{{one['literal']}}}" for one in work["author"]
    )
    # Capitals within a title are kept by braces; styles make all others small.
    title = re.sub(r"\w*[A-Z]\w*[A-Z+]\w*\+*|(?<=[ (])[A-Z]\w+", r"{\g<0>}", work["title"])
    fields = {"author": people, "title": title, "year": str(work["issued"]["date-parts"][0][0])}
    for name, own in _FIELDS.items():
        if name in work:
            value = work[name].replace("&", r"\&")
            fields["booktitle" if (own, kind) == ("journal", "inproceedings") else own] = (
                value.replace("-", "--") if own == "pages" else value
            )
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return f"@{kind}{{{key},\n" + "\n".join(lines) + "\n}\n"
