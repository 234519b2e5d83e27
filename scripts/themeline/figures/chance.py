"""How a figure tells what is beyond chance: in one pair of themes alone, or with all pairs allowed for."""

BY_CHANCE = 0.05


def strength_of(p: float, p_adjusted: float) -> str:
    """How strongly two themes go together: "strong", more than by chance with all pairs allowed for; "some", with
    this pair alone; else "open"."""
    return "strong" if p_adjusted < BY_CHANCE else "some" if p < BY_CHANCE else "open"
