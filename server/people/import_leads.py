"""Who leads which team, from what a file says of each person's lead: nothing here reads or writes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.people.csv_cells import split_name
from server.tables.columns import plain_label


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a cell may name."""

    ref: str
    given_name: str
    family_name: str
    email: str | None
    employee_number: str | None


class Directory:
    """Finds people by address, number or name; a name that two people bear finds nobody."""

    def __init__(self, people: Iterable[Named]) -> None:
        self._by_key: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = {}
        for person in people:
            self._by_key.update({key.lower(): person.ref for key in (person.email, person.employee_number) if key})
            self._by_name.setdefault(_folded(person.given_name, person.family_name), set()).add(person.ref)

    def find(self, text: str) -> str | None:
        """Whom a cell names, if it is clear."""
        found = self._by_key.get(text.removeprefix("mailto:").lower())
        if found is not None:
            return found
        bearers = self._by_name.get(_folded(*split_name(text)), set())
        return next(iter(bearers)) if len(bearers) == 1 else None


def _folded(given_name: str, family_name: str) -> str:
    """Without case, accents or order: “DUPONT Zoé” is “Zoé Dupont”."""
    name = f"{given_name} {family_name}".casefold()
    words = name.split() if name.isascii() and name.replace(" ", "").isalnum() else plain_label(name).split()
    return " ".join(sorted(words))


def leads_of_teams(votes: Iterable[tuple[str, str]], present: Mapping[str, str]) -> dict[str, str]:
    """The lead whom most of a team's rows name; who leads it today stays as long as somebody names them."""
    counts: dict[str, Counter[str]] = {}
    for team, lead in votes:
        counts.setdefault(team, Counter())[lead] += 1
    chosen: dict[str, str] = {}
    for team, named in counts.items():
        today = present.get(team)
        chosen[team] = today if today is not None and today in named else named.most_common(1)[0][0]
    return {team: lead for team, lead in chosen.items() if present.get(team) != lead}
