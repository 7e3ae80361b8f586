"""Every request gets one verdict, in a fixed order, and only a person's opening is valid."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sharing.verdicts import FILTERS, Verdict, VisitRequest, verdict, visit_request

PERSON = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
OPENED = VisitRequest(method="GET", user_agent=PERSON, sec_fetch_mode="navigate", sec_fetch_dest="document")

# One way to trip each filter, in the order of the filters; no trip undoes another.
TRIPS: dict[Verdict, dict[str, object]] = {
    Verdict.HEAD: {"method": "HEAD"},
    Verdict.PREFETCH: {"purposes": ("prefetch;prerender",)},
    Verdict.PREVIEW: {"user_agent": "LinkedInBot/1.0"},
    Verdict.BOT: {"sec_fetch_dest": "image"},
    Verdict.SELF: {"is_self": True},
    Verdict.INTERNAL: {"is_internal": True},
    Verdict.DUPLICATE: {"already_seen_today": True},
    Verdict.RATE: {"over_rate": True},
}

requests = st.builds(
    VisitRequest,
    method=st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", ""]),
    user_agent=st.sampled_from([PERSON, "", "curl/8.5.0", "WhatsApp/2.23.20.0 A"]) | st.text(max_size=80),
    purposes=st.lists(st.sampled_from(["prefetch", "preview", "prefetch;prerender", "other"])).map(tuple),
    sec_fetch_mode=st.sampled_from(["", "navigate", "no-cors", "cors"]),
    sec_fetch_dest=st.sampled_from(["", "document", "iframe", "image", "empty", "script"]),
    is_self=st.booleans(),
    is_internal=st.booleans(),
    already_seen_today=st.booleans(),
    over_rate=st.booleans(),
)


def test_the_order_is_the_documented_one() -> None:
    assert [name for name, _ in FILTERS] == list(TRIPS)


def test_a_persons_opening_is_valid() -> None:
    assert verdict(OPENED) is Verdict.VALID
    assert verdict(VisitRequest(method="GET", user_agent=PERSON)) is Verdict.VALID


@pytest.mark.parametrize("name", TRIPS)
def test_each_filter_alone_gives_its_verdict(name: Verdict) -> None:
    assert verdict(replace(OPENED, **TRIPS[name])) is name  # type: ignore[arg-type]


def test_the_first_of_any_tripped_filters_wins() -> None:
    for tripped in product([False, True], repeat=len(TRIPS)):
        names = [name for name, trips in zip(TRIPS, tripped, strict=True) if trips]
        request = OPENED
        for name in names:
            request = replace(request, **TRIPS[name])  # type: ignore[arg-type]
        assert verdict(request) is (names[0] if names else Verdict.VALID), names


@given(requests)
def test_every_request_gets_the_verdict_of_the_first_filter_that_matches(request: VisitRequest) -> None:
    matching = [name for name, matches in FILTERS if matches(request)]
    assert verdict(request) is (matching[0] if matching else Verdict.VALID)
    assert verdict(request) not in {Verdict.DATACENTRE, Verdict.SUSPECT}


@given(requests, requests)
def test_what_later_filters_read_changes_nothing(request: VisitRequest, other: VisitRequest) -> None:
    before = replace(request, is_self=False, is_internal=False, already_seen_today=False, over_rate=False)
    if verdict(before) is not Verdict.VALID:
        assert verdict(request) is verdict(before)
    swapped = replace(request, already_seen_today=other.already_seen_today, over_rate=other.over_rate)
    if request.is_self or request.is_internal:
        assert verdict(swapped) is verdict(request)


@pytest.mark.parametrize("place", range(len(FILTERS)))
def test_filters_after_the_first_that_matches_are_not_asked(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(request: VisitRequest) -> bool:
        raise AssertionError("a later filter was asked")

    later = tuple((name, refuse) for name, _ in FILTERS[place + 1 :])
    monkeypatch.setattr("server.sharing.verdicts.FILTERS", FILTERS[: place + 1] + later)
    name = FILTERS[place][0]
    assert verdict(replace(OPENED, **TRIPS[name])) is name  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Verdict.VALID),
        ({"sec-purpose": "prefetch"}, Verdict.PREFETCH),
        ({"sec-purpose": "prefetch;prerender"}, Verdict.PREFETCH),
        ({"purpose": "Prefetch"}, Verdict.PREFETCH),
        ({"x-purpose": "preview"}, Verdict.PREFETCH),
        ({"x-moz": "prefetch"}, Verdict.PREFETCH),
        ({"purpose": "something else"}, Verdict.VALID),
        ({"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, Verdict.VALID),
        ({"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, Verdict.BOT),
        ({"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, Verdict.BOT),
        ({"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, Verdict.BOT),
        ({"sec-fetch-dest": "empty", "sec-purpose": "prefetch"}, Verdict.PREFETCH),
        ({"user-agent": ""}, Verdict.BOT),
    ],
)
def test_headers_are_read(headers: dict[str, str], expected: Verdict) -> None:
    assert verdict(visit_request("get", {"user-agent": PERSON, **headers})) is expected


def test_a_missing_agent_is_a_bot() -> None:
    assert verdict(visit_request("GET", {})) is Verdict.BOT
