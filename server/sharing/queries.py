"""What is asked about links and shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from server.database import rows
from server.database.fields import from_millis, to_millis
from server.web.addresses import is_public_url_host


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Whose link it is and where it leads, as the bytes of a Location header."""

    link_id: str
    person_id: str
    location: bytes


async def link_target(code: str, public_url: str) -> LinkTarget | None:
    """Where a link leads: to its article's source, or to our public page, which knows what was withdrawn."""
    found = await rows(
        "SELECT l.id, l.person_id, a.url, a.slug, a.state FROM link l JOIN article a ON a.id = l.article_id "
        "WHERE l.code = $1",
        code,
    )
    if not found:
        return None
    row = found[0]
    leads_out = row["state"] == "published" and _is_web_address(row["url"])
    address = row["url"] if leads_out else f"{public_url}/a/{row['slug']}"
    return LinkTarget(row["id"], row["person_id"], quote(address, safe=":/%#?=@[]!$&'()*+,;~").encode())


def _is_web_address(address: str | None) -> bool:
    """Checked again here: a redirect is the last place where a stored address could do harm."""
    try:
        parts = urlsplit(address or "")
        return parts.scheme in ("http", "https") and is_public_url_host(parts.hostname or "")
    except ValueError:
        return False


def link_address(public_url: str, code: str) -> str:
    """The personal link that people see."""
    return f"{public_url}/s/{code}"


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """A share of somebody, its link, and how it fared; `visits` are all valid ones of the link."""

    id: str
    article_id: str
    article_title: str
    channel: str
    code: str
    text: str
    own_words: bool
    mention: bool
    state: str
    recorded_at: datetime
    seen_at: datetime | None
    lapses_at: datetime
    preview_at: datetime | None
    visits: int


_SHARE = """
SELECT s.id, s.article_id, a.title AS article_title, s.channel, l.code, s.text, s.own_words, s.mention, s.state,
       s.recorded_at, s.seen_at, s.lapses_at, l.preview_at,
       (SELECT COALESCE(SUM(d.valid), 0) FROM link_day d WHERE d.link_id = l.id) AS visits
FROM share s JOIN link l ON l.id = s.link_id JOIN article a ON a.id = s.article_id
WHERE s.person_id = $1
"""


async def share_of(person_id: str, share_id: str) -> ShareRecord | None:
    """One share, if it is this person's."""
    found = await rows(f"{_SHARE} AND s.id = $2", person_id, share_id)
    return _share(found[0]) if found else None


async def shares_of(person_id: str, limit: int = 20, before: datetime | None = None) -> list[ShareRecord]:
    """Somebody's shares, newest first; `before` turns the page."""
    bound = to_millis(before) if before else 2**62
    found = await rows(
        f"{_SHARE} AND s.recorded_at < $2 ORDER BY s.recorded_at DESC, s.id DESC LIMIT $3", person_id, bound, limit
    )
    return [_share(row) for row in found]


def _share(row: Mapping[str, Any]) -> ShareRecord:
    return ShareRecord(
        **{name: row[name] for name in ("id", "article_id", "article_title", "channel", "code", "text", "state")},
        own_words=bool(row["own_words"]),
        mention=bool(row["mention"]),
        recorded_at=from_millis(row["recorded_at"]),
        seen_at=_instant(row["seen_at"]),
        lapses_at=from_millis(row["lapses_at"]),
        preview_at=_instant(row["preview_at"]),
        visits=int(row["visits"]),
    )


def _instant(millis: int | None) -> datetime | None:
    return None if millis is None else from_millis(millis)


@dataclass(frozen=True, slots=True)
class ShareCounts:
    """What somebody has shared so far; `visits` are valid visits of their links."""

    recorded: int
    confirmed: int
    own_words: int
    visits: int


async def share_counts(person_id: str) -> ShareCounts:
    """Somebody's totals, cancelled shares left out; own words count once confirmed."""
    found = await rows(
        "SELECT COUNT(*) AS recorded, COALESCE(SUM(CASE WHEN state = 'seen' THEN 1 ELSE 0 END), 0) AS confirmed, "
        "COALESCE(SUM(CASE WHEN state = 'seen' AND own_words THEN 1 ELSE 0 END), 0) AS own_words, "
        "(SELECT COALESCE(SUM(d.valid), 0) FROM link_day d JOIN link l ON l.id = d.link_id WHERE l.person_id = $1) "
        "AS visits FROM share WHERE person_id = $1 AND state <> 'revoked'",
        person_id,
    )
    return ShareCounts(**{name: int(value) for name, value in found[0].items()})


async def shares_since(person_id: str, instant: datetime) -> int:
    """How many shares somebody recorded since then, cancelled ones left out."""
    found = await rows(
        "SELECT COUNT(*) AS n FROM share WHERE person_id = $1 AND recorded_at >= $2 AND state <> 'revoked'",
        person_id, to_millis(instant),
    )  # fmt: skip
    return int(found[0]["n"])


async def last_texts(person_id: str, count: int = 20) -> list[str]:
    """What somebody wrote lately, for the own-words meter."""
    found = await rows(
        "SELECT text FROM share WHERE person_id = $1 AND text <> '' ORDER BY recorded_at DESC, id DESC LIMIT $2",
        person_id, count,
    )  # fmt: skip
    return [row["text"] for row in found]


async def last_channel(person_id: str) -> str | None:
    """Where somebody shared last."""
    found = await rows(
        "SELECT channel FROM share WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1", person_id
    )
    return found[0]["channel"] if found else None


@dataclass(frozen=True, slots=True)
class Sharers:
    """How many colleagues shared an article, and the names of the latest three, for their pebbles."""

    count: int
    people: tuple[str, ...]


_SHARERS = """
SELECT article_id, person_id, given_name, family_name, n FROM (
  SELECT article_id, person_id, given_name, family_name, COUNT(*) OVER (PARTITION BY article_id) AS n,
         ROW_NUMBER() OVER (PARTITION BY article_id ORDER BY last_at DESC, person_id) AS place
  FROM (
    SELECT s.article_id, s.person_id, p.given_name, p.family_name, MAX(s.recorded_at) AS last_at
    FROM share s JOIN person p ON p.id = s.person_id
    WHERE s.article_id IN ({places}) AND s.state IN ('intended', 'seen')
      AND p.joined_at IS NOT NULL AND p.opted_out_at IS NULL AND p.left_company_at IS NULL
    GROUP BY s.article_id, s.person_id, p.given_name, p.family_name
  ) AS each_person
) AS placed WHERE place <= 3 ORDER BY article_id, place
"""


async def sharers_of(article_ids: Iterable[str]) -> dict[str, Sharers]:
    """Who of those that take part shared these articles; articles nobody shared are missing."""
    wanted = list(dict.fromkeys(article_ids))
    if not wanted:
        return {}
    places = ", ".join(f"${number}" for number in range(1, len(wanted) + 1))
    sharers: dict[str, Sharers] = {}
    for row in await rows(_SHARERS.format(places=places), *wanted):
        before = sharers.get(row["article_id"], Sharers(row["n"], ())).people
        name = f"{row['given_name']} {row['family_name']}"
        sharers[row["article_id"]] = Sharers(row["n"], (*before, name))
    return sharers
