"""themeline figures: the figures of a folder."""

import sys
from pathlib import Path

import click

from themeline.cli.output import print_table, say
from themeline.errors import Fault, InputError, input_error
from themeline.io.paths import out_folder

LARGEST_FIGURE = 50_000_000
PROOF_HEADS = ["text", "line", "overlaps", "cut", "text contrast", "mark contrast", "colour distance", "colour alone"]


@click.command()
@click.argument("folder", default="figures", metavar="[DIR]")
@click.option("--proof", "with_proof", is_flag=True, help="Measure them against the rules of print.")
def figures(folder: str, with_proof: bool) -> None:
    """List the figures in a folder (and below it) with their size and their origin.

    Without DIR, the collection's figures/. Drawings for phones (NAME-narrow.svg) are not for print, and not listed.
    --proof shows the smallest text (pt), the thinnest line (pt), overlapping texts, what is cut off, the lowest
    contrast of text and of marks, the smallest distance between two colours (CIEDE2000) to normal, protan, deutan and
    tritan eyes and in grey, and the rules that are broken; exit status 1 if there are any.
    """
    from themeline.figures.print_check import proof_svg
    from themeline.figures.styles import NARROW_NAME
    from themeline.io.files import read_text
    from themeline.provenance.fingerprint import origin_of, without_mark

    place = Path(folder) if Path(folder).is_dir() else out_folder(folder)
    drawings = [path for path in place.rglob("*.svg") if not path.name.startswith(".")]
    found = sorted(path for path in drawings if not path.stem.endswith(NARROW_NAME))
    if not found:
        raise input_error(folder, "holds no figures (.svg)", "name the folder that themeline run wrote to")
    rows = [["figure", "mm", *(PROOF_HEADS if with_proof else ["made by"])]]
    faults: list[Fault] = []
    for path in found:
        text = read_text(path, largest=LARGEST_FIGURE)
        proof = proof_svg(text, str(path))
        row = [str(path.relative_to(place).with_suffix("")), f"{proof.width:.0f} × {proof.height:.0f}"]
        if with_proof:
            row += [f"{proof.smallest_text:g}", f"{proof.thinnest_line:.2f}", f"{len(proof.overlaps)}"]
            row += [f"{len(proof.clipped)}", f"{proof.text_contrast:.1f}", f"{proof.mark_contrast:.1f}"]
            row += [f"{proof.colour_distance:.1f}", f"{len(proof.colour_alone)}"]
            faults += [Fault(str(path), what) for what in (*proof.faults(), *proof.too_high())]
        else:
            row.append(without_mark(origin_of(text)))
        rows.append(row)
    print_table(rows)
    if faults:
        say(InputError(*faults))
        sys.exit(1)
