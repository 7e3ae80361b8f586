"""Say of each request for a share link what it was: a person's visit, or one of the things that are not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.sharing.user_agents import kind_of_agent


class Verdict(StrEnum):
    """The one verdict of a request. `datacentre` and `suspect` are never given yet: detectors come later."""

    VALID = "valid"
    HEAD = "head"
    PREFETCH = "prefetch"
    PREVIEW = "preview"
    BOT = "bot"
    SELF = "self"
    INTERNAL = "internal"
    DUPLICATE = "duplicate"
    DATACENTRE = "datacentre"
    RATE = "rate"
    SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """What a verdict reads of a request: an absent header is empty, a fact not looked up is False."""

    method: str
    user_agent: str
    purposes: tuple[str, ...] = ()
    sec_fetch_mode: str = ""
    sec_fetch_dest: str = ""
    is_self: bool = False
    is_internal: bool = False
    already_seen_today: bool = False
    over_rate: bool = False


def visit_request(method: str, headers: Mapping[str, str]) -> VisitRequest:
    """Take from the headers (names in lower case, or a mapping that ignores case) what a verdict reads."""
    return VisitRequest(
        method=method.upper(),
        user_agent=headers.get("user-agent", ""),
        purposes=tuple(headers[name].lower() for name in PURPOSE_HEADERS if name in headers),
        sec_fetch_mode=headers.get("sec-fetch-mode", "").lower(),
        sec_fetch_dest=headers.get("sec-fetch-dest", "").lower(),
    )


def verdict(request: VisitRequest) -> Verdict:
    """Give the request its one verdict: the first filter that matches, else valid.

    Facts that need a look-up come last, so a first call without them spares the look-up for all but `valid`.
    """
    return next((name for name, matches in FILTERS if matches(request)), Verdict.VALID)


PURPOSE_HEADERS = ("sec-purpose", "purpose", "x-purpose", "x-moz")
_AHEAD_OF_A_PERSON = ("prefetch", "prerender", "preview")


def _is_ahead_of_a_person(request: VisitRequest) -> bool:
    return any(word in purpose for purpose in request.purposes for word in _AHEAD_OF_A_PERSON)


def _is_preview(request: VisitRequest) -> bool:
    return kind_of_agent(request.user_agent) == "preview"


def _is_bot(request: VisitRequest) -> bool:
    return kind_of_agent(request.user_agent) in ("bot", "empty") or not _opens_a_page(request)


def _opens_a_page(request: VisitRequest) -> bool:
    # An image, a frame or a script asked: nobody opened the link. It is a bot and not a prefetch, for a
    # prefetch says so itself. Old browsers and in-app web views send neither header, and are believed.
    return request.sec_fetch_mode in ("", "navigate") and request.sec_fetch_dest in ("", "document")


FILTERS: tuple[tuple[Verdict, Callable[[VisitRequest], bool]], ...] = (
    (Verdict.HEAD, lambda request: request.method != "GET"),
    (Verdict.PREFETCH, _is_ahead_of_a_person),
    (Verdict.PREVIEW, _is_preview),
    (Verdict.BOT, _is_bot),
    (Verdict.SELF, lambda request: request.is_self),
    (Verdict.INTERNAL, lambda request: request.is_internal),
    (Verdict.DUPLICATE, lambda request: request.already_seen_today),
    (Verdict.RATE, lambda request: request.over_rate),
)
"""The filters in their fixed order; one that matches ends the search, the later ones are not consulted."""
