"""HR's bounds: above which a second person decides, and what may be given by hand in a month."""

from dataclasses import asdict, dataclass

from server.database import rows, transaction
from server.people.queries import forget_company
from server.web.audit import record
from server.web.problems import Doubled


@dataclass(frozen=True, slots=True)
class Bounds:
    """Points: expected of a rule in 90 days, of one act, of a correction; by hand and in thanks, a month."""

    approval_above_90_days: int = 5000
    approval_above_once: int = 200
    approval_above_correction: int = 100
    corrections_a_month: int = 1000
    thanks_a_month: int = 100


_NAMES = ", ".join(Bounds.__slots__)


async def bounds() -> Bounds:
    """The bounds today."""
    found = await rows(f"SELECT {_NAMES} FROM company WHERE id = 1")
    return Bounds(**found[0]) if found else Bounds()


async def save_bounds(wanted: Bounds, before: Bounds, by: str) -> None:
    """Save, unless they are no longer those that were shown. Raises Doubled."""
    new, old = asdict(wanted), asdict(before)
    sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(new, start=1))
    still = " AND ".join(f"{name} = ${place}" for place, name in enumerate(old, start=len(new) + 1))
    async with transaction():
        saved = await rows(
            f"UPDATE company SET {sets}, version = version + 1 WHERE id = 1 AND {still} RETURNING id",
            *new.values(),
            *old.values(),
        )
        if not saved:
            raise Doubled
        changed = {name: value for name, value in new.items() if value != old[name]}
        await record("company.bounds", "company", "1", by, {name: old[name] for name in changed}, changed)
    forget_company()
