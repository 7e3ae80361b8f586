"""Where the drawn badges stand below static/."""


def badge_path(slug: str, *, tier: int = 0, locked: bool = False) -> str:
    """The file of a badge: as drawn, an outline while locked, or with as many rings as its tier."""
    if locked:
        return f"badges/locked/{slug}.svg"
    if tier and slug in TIERED:
        return f"badges/tiers/{slug}-{min(tier, 3)}.svg"
    return f"badges/{slug}.svg"


TIERED = frozenset({"mes-mots", "bouche-a-oreille", "fil-de-l-eau"})
