"""Dates, contracts, hours and remote work in anybody's words become our codes."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from server.tables.cells import DAY_FIRST, read_date
from server.tables.columns import plain_label

_CONTRACTS = (
    ("apprenticeship", r"apprenti\w*|alternan\w+|apprentices?(?:hip)?|professionnalisation|ausbildung|azubi"),
    ("internship", r"interns?(?:hip)?|stages?|stagiaires?|trainees?|praktikum|pfe"),
    ("freelance", r"freelance\w*|contractors?|independan\w+|self employed|portage"),
    ("volunteer", r"volunteer\w*|benevol\w+|service civique"),
    ("fixed_term", r"cdd|fixed term|duree determinee|befristet\w*|contract|limited"),
    ("temporary", r"interim\w*|temporary|temp|seasonal|saisonni\w+|per diem|zeitarbeit"),
    ("permanent", r"cdi|permanent|duree indeterminee|unbefristet\w*|regular|indefinite|festanstellung"),
)
_REMOTES = (
    ("hybrid", r"hybrid\w*|partial\w*|partiel\w*|partly|mixte|flexible|temporary|some"),
    ("no", r"no|non|none|false|0|on site|onsite|sur site|presentiel|office|jamais"),
    ("full", r"full\w*|remote|tele\w+|yes|oui|true|1|home|distance|distanciel|anywhere|100"),
)
_WHOLE_DAYS = re.compile(r"\b(full ?time|temps plein|vollzeit|tiempo completo)\b")
_PART_DAYS = re.compile(r"\b(part ?time|temps partiel|teilzeit)\b")


def day_of(told: str | int) -> date | None:
    """The day of a date as its source wrote it, in its own zone; of an epoch in seconds or milliseconds in UTC."""
    if isinstance(told, int) or (told.isdigit() and len(told) in (10, 13)):
        return _of_epoch(int(told))
    words = re.sub(r"\s+(?:UTC|GMT|Z)$", "+00:00", told.strip()[:60])
    for read in (_of_iso, _of_mail, _of_people):
        try:
            found = read(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if 1970 <= found.year < 2100 else None
    return None


def _of_epoch(number: int) -> date | None:
    seconds = number / 1000 if number > 10**11 else number
    return datetime.fromtimestamp(seconds, UTC).date() if 0 < seconds < 4 * 10**9 else None


def _of_iso(words: str) -> date:
    return datetime.fromisoformat(words).date()


def _of_mail(words: str) -> date:
    return parsedate_to_datetime(words.replace("+00:00", " +0000")).date()


def _of_people(words: str) -> date:
    return read_date(words, DAY_FIRST)


def contract_of(*told: str) -> str:
    """Our code of a contract, from the first of these words that name one."""
    return next((code for words in told for code in [coded(words, _CONTRACTS)] if code), "")


def remote_of(told: str) -> str:
    """`full`, `hybrid` or `no`."""
    return coded(told, _REMOTES) or "no"


def coded(words: str, codes: Sequence[tuple[str, str]]) -> str:
    """The first code one of whose words stands in these."""
    plain = plain_label(words)
    return next((code for code, pattern in codes if re.search(rf"\b(?:{pattern})\b", plain)), "")


def hours_of(told: str, contract: str, language: str) -> str:
    """How much time a week, in the posting's language."""
    plain = plain_label(f"{told} {contract}")
    if _PART_DAYS.search(plain):
        return "Temps partiel" if language == "fr" else "Part time"
    if _WHOLE_DAYS.search(plain):
        return "Temps plein" if language == "fr" else "Full time"
    return told[:60]
