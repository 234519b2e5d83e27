"""Tints of tiles that carry a number: from the ground towards a colour, as far as their number can be read."""

from themeline.figures import drawing

# The contrast of numbers to the deepest tint (WCAG 2, level AAA): small and on a colour, they need more than others.
CONTRAST = 7.0


def tint(share: float, colour: str, colours: drawing.Style) -> str:
    """The ground with so much of a colour in it that ``ink`` can be read on it.

    Args:
        share: of the deepest tint, 0 (the ground) to 1.
        colour: the one towards which it goes.
        colours: of the style.
    """
    deepest = next(
        step / 20
        for step in range(14, 0, -1)
        if step == 1 or drawing.contrast(drawing.mix(colours.ground, colour, step / 20), colours.ink) >= CONTRAST
    )
    return drawing.mix(colours.ground, colour, deepest * min(1.0, max(0.0, share)))


def diverging(value: float, colours: drawing.Style) -> str:
    """A tint of the accent for what is above 0, and of grey for what is below; the deepest at 1 and -1."""
    return tint(abs(value), colours.accent if value > 0 else colours.soft, colours)
