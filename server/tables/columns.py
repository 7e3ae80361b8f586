"""Which column of a table is which, by the names people give them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

Ranks = Mapping[str, tuple[str, int]]


def ranked(names: Mapping[str, str]) -> Ranks:
    """From each name of a column, plain, to its field; `names` gives a field's names by `|`, the best one first."""
    return {name: (field, rank) for field, told in names.items() for rank, name in enumerate(told.split("|"))}


def places(header: Sequence[str], ranks: Ranks) -> dict[str, int]:
    """The place of each field that the header names: where two columns name one, that of the better name."""
    best: dict[str, tuple[int, int]] = {}
    for place, label in enumerate(header):
        field, rank = ranks.get(plain_label(label), ("", 0))
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, place)
    return {field: place for field, (_, place) in best.items()}


def plain_label(label: str) -> str:
    """A column's name without case, accents, punctuation: `DateDépart` and `date depart` are the same."""
    split = re.sub(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])", " ", label[:100])
    bare = unicodedata.normalize("NFKD", split.replace("°", " ").replace("º", " "))
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", letters))
