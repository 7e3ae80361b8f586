"""A request for a link, between its answer and its row: what it says of somebody stays in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from server import clock
from server.sharing.verdicts import PURPOSE_HEADERS, Verdict, VisitRequest, verdict, visit_request

READ_HEADERS = {
    name.encode(): name for name in ("user-agent", "cookie", "sec-fetch-mode", "sec-fetch-dest", *PURPOSE_HEADERS)
}
PAID = frozenset({b"gclid", b"msclkid", b"ttclid", b"li_fat_id"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request for a link. `early` is its verdict by its headers alone: `valid` means not yet decided."""

    link_id: str
    owner_id: str
    at: datetime
    request: VisitRequest
    early: Verdict
    address: str
    session_id: str | None
    is_paid: bool = False


def arrival(
    link_id: str,
    owner_id: str,
    method: str,
    headers: Mapping[str, str],
    address: str,
    cookie_name: str,
    query: bytes = b"",
) -> Arrival:
    """Judge a request as far as its headers go."""
    request = visit_request(method, headers)
    early = verdict(request)
    session_id = _cookie(headers.get("cookie", ""), cookie_name) if early is Verdict.VALID else None
    return Arrival(link_id, owner_id, clock.now(), request, early, address, session_id, is_paid(query))


def is_paid(query: bytes) -> bool:
    """Whether an address carries what paid advertising adds; `fbclid` comes with unpaid posts as well."""
    return any(part.partition(b"=")[0].lower() in PAID for part in query.split(b"&"))


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Of all headers, those that a verdict reads."""
    return {READ_HEADERS[name]: value.decode("latin-1") for name, value in raw if name in READ_HEADERS}


def _cookie(header: str, name: str) -> str | None:
    for part in header.split(";"):
        found, _, value = part.strip().partition("=")
        if found == name and value:
            return value.strip('"')
    return None
